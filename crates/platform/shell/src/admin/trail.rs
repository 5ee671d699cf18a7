//! Nhật ký truy vết: who did and who looked, by person, object and day; and whether the chain is whole.

use askama::Template;
use axum::extract::Query;
use chrono::{Days, NaiveDate};
use law::Moment;
use ledger::{
    audit::{Sealed, Verdict, verify},
    trail::{Wanted, search},
};
use people::{Reach, Right, staff::person};
use serde::Deserialize;
use uuid::Uuid;

use super::trail_words as words;
use crate::{Empty, Frame, Page, Problem, Routes, Told, Tone, Visit, entry, vi_number, vi_time};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/people/trail", Right::AuditRead, list)
        .post("/people/trail/check", Right::AuditRead, check)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    who: String,
    object: String,
    from: String,
    until: String,
    before: Option<i64>,
}

struct Line {
    at: String,
    who: String,
    action: String,
    kind: String,
    object: String,
    short: String,
    href: String,
    detail: String,
    seq: i64,
}

#[derive(Template)]
#[template(path = "admin/trail.html")]
struct TrailPage {
    frame: Frame,
    asked: Asked,
    lines: Vec<Line>,
    next: Option<String>,
    nothing: Empty,
}

const PAGE: i64 = 100;

async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<TrailPage>, Problem> {
    let db = visit.app.db();
    let who = match asked.who.trim() {
        "" => None,
        typed => match person::search(db, typed, 1).await?.first() {
            Some(found) => Some(found.id),
            // Nobody: the list is empty rather than everybody's.
            None => Some(Uuid::nil()),
        },
    };
    let day = |typed: &str| entry::date(typed).ok();
    let wanted = Wanted {
        who,
        object: Some(asked.object.trim().to_owned()).filter(|object| !object.is_empty()),
        from_ms: day(&asked.from).map(begins),
        until_ms: day(&asked.until)
            .and_then(|day| day.checked_add_days(Days::new(1)))
            .map(begins),
        units: match visit.reach(Right::AuditRead) {
            // Who looks after the whole system also sees what the system itself did.
            Reach::Tree => None,
            _ => Some(visit.actor.covers.unit_keys().iter().cloned().collect()),
        },
        before: asked.before,
        limit: PAGE,
    };
    let found = search(db, &wanted).await?;
    let next = found
        .last()
        .filter(|_| found.len() == usize::try_from(PAGE).unwrap_or(0))
        .map(|last| {
            let text = |value: &str| crate::cookies::escaped(value);
            format!(
                "/people/trail?who={}&object={}&from={}&until={}&before={}",
                text(&asked.who),
                text(&asked.object),
                text(&asked.from),
                text(&asked.until),
                last.seq
            )
        });
    let mut lines = Vec::new();
    for line in found {
        lines.push(line_of(&visit, line).await?);
    }
    Ok(Page(TrailPage {
        frame: visit
            .frame("Nhật ký truy vết")
            .subtitle("Mỗi lần ghi và mỗi lần xem đều để lại một dòng; không ai sửa hay xóa được."),
        asked,
        lines,
        next,
        nothing: Empty::new("Không có dòng nào khớp.", "Hãy bỏ bớt điều kiện lọc."),
    }))
}

async fn line_of(visit: &Visit, line: Sealed) -> Result<Line, Problem> {
    let who = match line.who {
        Some(id) => person::name_of(visit.app.db(), id)
            .await?
            .unwrap_or_else(|| id.to_string()),
        None => "Hệ thống".to_owned(),
    };
    let object = line.object.unwrap_or_default();
    Ok(Line {
        at: vi_time(line.at),
        who,
        action: words::action(&line.action),
        kind: words::kind(&line.object_kind),
        short: words::short(&object),
        href: words::href(visit, &line.object_kind, &object),
        object,
        detail: line.detail,
        seq: line.seq,
    })
}

fn begins(day: NaiveDate) -> i64 {
    Moment::day(day).at_utc_ms()
}

/// Kiểm tra: the whole chain is walked, and that it was is a line too.
async fn check(visit: Visit) -> Result<Told, Problem> {
    let verdict = verify(visit.app.db()).await?;
    let work = visit.begin().await?;
    let (tone, said, detail) = match verdict {
        Verdict::Whole { lines, last_hash } => (
            Tone::Good,
            format!(
                "Nhật ký nguyên vẹn: {} dòng. Mã băm cuối: {last_hash}",
                vi_number(lines)
            ),
            format!("whole {lines}"),
        ),
        Verdict::Broken { seq, why } => (
            Tone::Danger,
            format!(
                "Nhật ký không còn nguyên vẹn từ dòng {}. Hãy dừng làm việc trên máy chủ và báo lãnh đạo.",
                vi_number(seq)
            ),
            format!("broken {seq} {why:?}"),
        ),
    };
    work.note("audit.checked", "audit", "", &detail).await?;
    work.commit().await?;
    Ok(Told::to("/people/trail").say(tone, said))
}
