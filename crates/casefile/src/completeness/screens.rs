//! Mức độ đầy đủ: the page of a file that says what is missing and leads to where it is mended.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use law::Law;
use people::{Right, staff::person};
use shell::{
    Alert, Column, Empty, Frame, Page, Problem, Stat, Tone, Visit, local_day, vi_date, vi_number,
};
use uuid::Uuid;

use super::{
    Completeness, PageState,
    checks::{self, Check, checks_of, states_of},
    gaps::{Gaps, gaps},
    messages, unlisted,
};
use crate::{
    documents::{DocumentRow, documents_of},
    file::files_of,
    kinds::kind_vi,
    matter::{MatterHead, opened},
    proposed,
    quick::screens::may_record,
};

/// A document of the list, and what it still lacks.
struct Line {
    id: Uuid,
    title: String,
    href: String,
    pages: String,
    lacks: Vec<String>,
    checked: String,
    is_checked: bool,
    action: String,
}

/// One half that looks for the other.
struct Half {
    title: String,
    href: String,
    told: String,
    action: String,
    label: &'static str,
}

#[derive(Template)]
#[template(path = "completeness/page.html")]
struct CompletenessPage {
    frame: Frame,
    alerts: Vec<Alert>,
    stats: Vec<Stat>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    empty: Empty,
    may_mark: bool,
    unrecorded: Vec<Half>,
    unplaced: Vec<Half>,
}

/// `GET /casefile/matters/{matter}/completeness`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let (sql, law) = (visit.app.db(), visit.app.law());
    let pages = states_of(sql, matter).await?;
    let documents = documents_of(sql, matter).await?;
    let checks = checks_of(sql, matter).await?;
    let count = Completeness::of(&pages, &documents, |one| checks.contains_key(&one.id));
    let missing = unlisted(&pages, &documents);
    let open = proposed::open_of(sql, matter).await?;
    let href = head.href();
    let begun = files_of(sql, matter).await?;
    let begun = begun.iter().map(|file| file.uploaded_at).min();
    let told = messages::digitised_since(begun.map(local_day), visit.today, count.is_whole());
    let people: HashSet<Uuid> = checks.values().map(|check| check.checked_by).collect();
    let people: Vec<Uuid> = people.into_iter().collect();
    let names: HashMap<Uuid, String> = person::names_of(sql, &people).await?.into_iter().collect();
    let line = |one: &DocumentRow| line(&head, one, &pages, checks.get(&one.id), &names);
    let listed = documents.iter().filter(|one| one.removed_at.is_none());
    let (unrecorded, unplaced) = halves(&visit, &head, &law, &documents).await?;
    let frame = visit
        .frame("Mức độ đầy đủ")
        .subtitle(format!("{} · {told}", head.title))
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone());
    Ok(Page(CompletenessPage {
        frame,
        alerts: alerts(&count, &missing)
            .into_iter()
            .chain(to_review(&href, crate::words::waiting(sql, matter).await?))
            .chain(proposed::screens::waiting(&head, open))
            .collect(),
        stats: stats(&count),
        columns: ["Tài liệu", "Trang", "Còn thiếu", "Đối chiếu với bản giấy"]
            .map(Column::plain)
            .into(),
        lines: listed.map(line).collect(),
        empty: Empty::new(messages::NOTHING_LISTED, messages::HOW_TO_LIST).action("Mở hồ sơ", href),
        may_mark: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        unrecorded,
        unplaced,
    }))
}

/// `POST /casefile/matters/{matter}/documents/{id}/check`
pub(crate) async fn check(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    set(visit, matter, id, true).await
}

/// `POST /casefile/matters/{matter}/documents/{id}/check/withdrawal`
pub(crate) async fn uncheck(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    set(visit, matter, id, false).await
}

async fn set(
    visit: Visit,
    matter: Uuid,
    id: Uuid,
    is_checked: bool,
) -> Result<shell::Told, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    checks::set(&work, &head, id, is_checked).await?;
    work.commit().await?;
    Ok(
        shell::Told::to(format!("{}/completeness#d-{id}", head.href())).good(match is_checked {
            true => messages::CHECKED,
            false => messages::UNCHECKED,
        }),
    )
}

fn alerts(count: &Completeness, missing: &[(i64, i64)]) -> Vec<Alert> {
    let tone = match count.is_whole() {
        true => Tone::Good,
        false => Tone::Info,
    };
    let mut alerts = vec![Alert::new(tone, messages::completeness(count))];
    if !missing.is_empty() {
        alerts.push(Alert::new(Tone::Warning, messages::unlisted(missing)));
    }
    alerts
}

/// Pages that wait for a person, with the way to the first of them.
fn to_review(href: &str, pages: i64) -> Option<Alert> {
    (pages > 0).then(|| {
        Alert::new(Tone::Warning, messages::to_review(pages))
            .link(messages::REVIEW, format!("{href}/words"))
    })
}

fn stats(count: &Completeness) -> Vec<Stat> {
    let one = |label: &str, figure: i64| {
        let tone = match figure == count.pages {
            true => Tone::Good,
            false => Tone::Warning,
        };
        Stat::new(label, figure)
            .hint(format!("trên {} trang", vi_number(count.pages)))
            .tone(tone)
    };
    vec![
        one("Đã quét", count.scanned),
        one("Có trong mục lục", count.listed),
        one("Có tên và loại", count.named),
        one("Đọc được rõ", count.readable),
        one("Đã đối chiếu", count.checked),
    ]
}

fn line(
    head: &MatterHead,
    one: &DocumentRow,
    pages: &[PageState],
    check: Option<&Check>,
    names: &HashMap<Uuid, String>,
) -> Line {
    let own = || {
        pages
            .iter()
            .filter(|page| (one.first_no..=one.last_no).contains(&page.no) && !page.blank)
    };
    let unread = own().filter(|page| page.status != "read").count();
    let faint = own()
        .filter(|page| page.status == "read" && page.needs_person)
        .count();
    let kind = match kind_vi(&one.kind) {
        "" => Some(messages::NO_KIND.to_owned()),
        _ => None,
    };
    let lacks = [kind, messages::unread(unread), messages::faint(faint)];
    let action = format!("{}/documents/{}/check", head.href(), one.id);
    Line {
        id: one.id,
        title: one.title.clone(),
        href: format!("{}?page={}", head.href(), one.first_no),
        pages: match one.first_no == one.last_no {
            true => one.first_no.to_string(),
            false => format!("{}–{}", one.first_no, one.last_no),
        },
        lacks: lacks.into_iter().flatten().collect(),
        checked: check.map_or_else(String::new, |check| {
            let who = names.get(&check.checked_by).map_or("", String::as_str);
            format!("{who}, {}", vi_date(local_day(check.checked_at)))
        }),
        is_checked: check.is_some(),
        action: match check {
            Some(_) => format!("{action}/withdrawal"),
            None => action,
        },
    }
}

/// Papers without a fact and facts without a page, each with the way to its other half.
async fn halves(
    visit: &Visit,
    head: &MatterHead,
    law: &Law,
    documents: &[DocumentRow],
) -> Result<(Vec<Half>, Vec<Half>), Problem> {
    let sql = visit.app.db();
    let Some(opened) = criminal::open(sql, law, head.id).await? else {
        return Ok((Vec::new(), Vec::new()));
    };
    let facts: Vec<&law::Fact> = criminal::standing::standing(&opened.facts).collect();
    let read_from = facts.iter().flat_map(|fact| fact.sources.values());
    let places = checks::places_of(sql, head.id, read_from.map(|at| at.page)).await?;
    let Gaps {
        unrecorded,
        unplaced,
    } = gaps(documents, &facts, &places.values().copied().collect());
    let first: Vec<i64> = unrecorded.iter().map(|one| one.first_no).collect();
    let pages = checks::pages_at(sql, head.id, &first).await?;
    let may_record = may_record(visit, head);
    let paper = |one: &&DocumentRow| Half {
        title: one.title.clone(),
        href: format!("{}?page={}", head.href(), one.first_no),
        told: one.number.clone(),
        action: pages
            .get(&one.first_no)
            .filter(|_| may_record)
            .map_or_else(String::new, |page| format!("/casefile/pages/{page}/entry")),
        label: "Ghi từ văn bản này",
    };
    let fact = |(fact, paper): &(&law::Fact, Option<&DocumentRow>)| Half {
        title: format!(
            "{} số {}",
            act_vi(law, fact),
            fact.number.as_deref().unwrap_or_default()
        ),
        href: paper.map_or_else(String::new, |one| {
            format!("{}?page={}", head.href(), one.first_no)
        }),
        told: paper.map_or_else(String::new, |one| messages::same_number(one.first_no)),
        action: match may_record {
            true => format!("/criminal/matters/{}/facts/{}/correction", head.id, fact.id),
            false => String::new(),
        },
        label: "Đính chính, khoanh trang",
    };
    Ok((
        unrecorded.iter().map(paper).collect(),
        unplaced.iter().map(fact).collect(),
    ))
}

fn act_vi<'a>(law: &'a Law, fact: &'a law::Fact) -> &'a str {
    law.acts
        .get(&fact.kind)
        .map_or(fact.kind.as_str(), |act| act.short_vi.as_str())
}
