//! Tìm hành vi để ghi: every act of the catalogue for a matter, found by a few letters with or without marks.

use askama::Template;
use axum::extract::{Path, Query};
use law::catalogue::Act;
use serde::Deserialize;
use shell::{Frame, Page, Problem, Visit};
use uuid::Uuid;

use super::matter_offer::{ActGroup, acts_path, groups};
use super::record::allowed;
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
    let about = subject
        .and_then(|subject| opened.matter.person(subject))
        .map(|person| format!("{} · ", person.name_vi()))
        .unwrap_or_default();
    let found: Vec<Offered> = offer(&law, &opened.matter, subject, visit.today)
        .into_iter()
        .filter(|one| answers(one.act, &asked.q))
        .collect();
    let parts = [
        (Reach::Stage, "Của giai đoạn này"),
        (Reach::Other, "Việc khác ghi được lúc này"),
        (
            Reach::Late,
            "Ghi muộn: chỉ khi ngày của hành vi thuộc giai đoạn trước",
        ),
    ]
    .map(|(reach, title)| Part {
        title,
        groups: groups(id, subject, found.iter().filter(|one| one.reach == reach)),
    });
    let frame = visit
        .frame("Ghi hành vi")
        .subtitle(format!("{about}{} · {}", opened.title(&law), opened.code))
        .crumb("Hình sự", "/criminal")
        .crumb(opened.code.clone(), format!("/criminal/matters/{id}"));
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

/// Whether an act has every word of what was typed in its names, its form or its articles; marks are not needed.
fn answers(act: &Act, typed: &str) -> bool {
    let typed = text::fold(typed);
    let mut said = format!("{} {} {}", act.name_vi, act.short_vi, act.articles_vi());
    for form in act.form.iter().chain(&act.form_accused) {
        said.push_str(" mẫu ");
        said.push_str(form);
    }
    let said = text::fold(&said);
    typed.split_whitespace().all(|word| said.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_found_without_marks_by_its_form_and_by_its_article() {
        let law = law::Law::embedded();
        let act = law.acts.get("detention.extended").unwrap();
        for typed in ["", "gia han tam giam", "Tạm giam GIA HẠN", "42/HS", "173"] {
            assert!(answers(act, typed), "{typed}");
        }
        assert!(!answers(act, "bảo lĩnh"));
    }
}
