//! Tìm hành vi để ghi: every act of the catalogue for a matter, found by a few letters with or without marks.

use askama::Template;
use axum::extract::{Path, Query};
use chrono::NaiveDate;
use law::Law;
use law::catalogue::{Act, Scope};
use serde::Deserialize;
use shell::{Frame, Page, Problem, Visit};
use uuid::Uuid;

use super::matter::has_card;
use super::matter_offer::{ActGroup, acts_path, groups};
use super::record::allowed;
use crate::load::Opened;
use crate::rules::{Offered, Reach, offer};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    subject: String,
}

struct Part {
    title: &'static str,
    groups: Vec<ActGroup>,
}

#[derive(Template)]
#[template(path = "screens/acts.html")]
pub(super) struct ActsPage {
    frame: Frame,
    path: String,
    q: String,
    subject: String,
    parts: Vec<Part>,
}

/// The page, and what the search box of a matter takes from it.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Page<ActsPage>, Problem> {
    let opened = allowed(&visit, id).await?;
    let law = visit.app.law();
    let subject: Option<Uuid> = asked.subject.parse().ok();
    let person = |subject| opened.matter.person(subject);
    let about = subject
        .and_then(person)
        .map(|person| format!("{} · ", person.name_vi()))
        .unwrap_or_default();
    let found = find(&law, &opened, subject, visit.today, asked.q.trim());
    let parts = [
        (Reach::Stage, "Của giai đoạn này"),
        (Reach::Other, "Việc khác ghi được lúc này"),
        (
            Reach::Late,
            "Ghi muộn: chỉ khi ngày của hành vi thuộc giai đoạn trước",
        ),
    ]
    .map(|(reach, title)| {
        let near = found.iter().filter(|one| one.offered.reach == reach);
        let named = near.map(|one| (one.offered.act, one.subject, one.name));
        Part {
            title,
            groups: groups(id, named),
        }
    });
    let frame = visit
        .frame("Ghi hành vi")
        .subtitle(format!("{about}{} · {}", opened.title(&law), opened.code))
        .crumb("Hình sự", "/criminal")
        .crumb(opened.code.clone(), format!("/criminal/matters/{id}"))
        .at(opened.list().1);
    Ok(Page(ActsPage {
        frame,
        path: acts_path(id),
        q: asked.q,
        subject: asked.subject,
        parts: parts
            .into_iter()
            .filter(|part| !part.groups.is_empty())
            .collect(),
    }))
}

/// An act that answers the search, and whom it would be about.
struct Found<'l> {
    offered: Offered<'l>,
    subject: Option<Uuid>,
    /// Named where the search was about the whole matter.
    name: Option<&'l str>,
}

/// The acts about the person asked for; else those about the matter and about everyone in it who is held or charged, as
/// the finder by keyboard has them. Before anything is typed, of people only what belongs to the stage.
fn find<'l>(
    law: &'l Law,
    opened: &'l Opened,
    subject: Option<Uuid>,
    today: NaiveDate,
    typed: &str,
) -> Vec<Found<'l>> {
    let of = |subject: Option<Uuid>, name: Option<&'l str>| {
        let offered = offer(law, &opened.matter, subject, today).into_iter();
        offered
            .filter(move |one| name.is_none() || is_personal(one.act))
            .filter(move |one| name.is_none() || !typed.is_empty() || one.reach == Reach::Stage)
            .filter(move |one| answers(one.act, name.unwrap_or_default(), typed))
            .map(move |offered| Found {
                offered,
                subject,
                name,
            })
    };
    let mut found: Vec<Found> = of(subject, None).collect();
    if subject.is_none() {
        let cards = opened.matter.people.iter().filter(|one| has_card(one));
        found.extend(cards.flat_map(|one| of(Some(one.subject), Some(one.name_vi()))));
    }
    found
}

/// Whether an act can be about one person.
fn is_personal(act: &Act) -> bool {
    matches!(
        act.scope,
        Scope::Accused | Scope::Person | Scope::CaseOrAccused
    )
}

/// Whether an act has every word of what was typed in its names, its form, its articles or the name of the person; marks
/// are not needed.
fn answers(act: &Act, name: &str, typed: &str) -> bool {
    let typed = text::fold(typed);
    let mut said = format!(
        "{} {} {} {name}",
        act.name_vi,
        act.short_vi,
        act.articles_vi()
    );
    for form in act.form.iter().chain(&act.form_accused) {
        said.push_str(" mẫu ");
        said.push_str(form);
    }
    let said = text::fold(&said);
    let first_letters: String = text::fold(&act.short_vi)
        .split_whitespace()
        .filter_map(|word| word.chars().next())
        .collect();
    typed.split_whitespace().all(|word| {
        let is_initials = word.len() > 1 && first_letters.starts_with(word);
        is_initials || said.contains(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_found_without_marks_by_its_form_and_by_its_article() {
        let law = law::Law::embedded();
        let act = law.acts.get("detention.extended").unwrap();
        for typed in [
            "",
            "gia han tam giam",
            "Tạm giam GIA HẠN",
            "ghtg",
            "42/HS",
            "173",
        ] {
            assert!(answers(act, "", typed), "{typed}");
        }
        assert!(!answers(act, "", "bảo lĩnh"));
        assert!(answers(act, "Thái Doãn Lâm", "giam lam"));
    }
}
