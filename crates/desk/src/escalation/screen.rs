//! Đã leo thang tới bạn: what reached the person's step, why, whose it is; and taking note of it with a few words.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use criminal::{DueClock, due::running_of};
use db::{Sql, args};
use people::{
    Right, WorkError,
    ladder::{Rank, Step},
    staff::person,
};
use serde::Deserialize;
use shell::{Column, Empty, Form, Frame, Page, Problem, Tabs, Told, Visit, vi_time};
use uuid::Uuid;

use super::shelf::{self, Hearing, PAGE, Raised, Which};
use crate::clock::{Row, row};
use crate::messages;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    which: String,
}

/// Một dòng đã leo thang.
pub struct Line {
    pub(crate) id: Uuid,
    pub(crate) clock: Row,
    /// "Bậc gấp; Phó Viện trưởng phụ trách nghe từ bậc này".
    pub(crate) why: String,
    /// "Chuyển lên lúc …".
    pub(crate) since: String,
    /// "Đã tiếp nhận: … – 20/11/2026 09:00"
    pub(crate) answered: String,
    pub(crate) note: String,
}

/// The page of what was raised to somebody.
#[derive(Template)]
#[template(path = "escalation/screen.html")]
pub struct EscalationsPage {
    frame: Frame,
    tabs: Tabs,
    columns: Vec<Column>,
    lines: Vec<Line>,
    is_waiting: bool,
    more: String,
    empty: Empty,
}

/// The page.
pub async fn show(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Page<EscalationsPage>, Problem> {
    let which = match asked.which.as_str() {
        "answered" => Which::Answered,
        _ => Which::Waiting,
    };
    let is_waiting = which == Which::Waiting;
    let (lines, count) = lines(&visit, which, PAGE).await?;
    let shown = lines.len() as i64;
    Ok(Page(EscalationsPage {
        frame: visit
            .frame("Thời hạn đã leo thang")
            .subtitle(messages::ESCALATED_SUBTITLE)
            .crumb("Bàn làm việc", "/desk"),
        tabs: Tabs::new("Tình trạng")
            .tab("Chờ tiếp nhận", "/desk/escalations", None, is_waiting)
            .tab(
                "Đã tiếp nhận, còn chạy",
                "/desk/escalations?which=answered",
                None,
                !is_waiting,
            ),
        columns: [
            "Hết hạn",
            "Thời hạn",
            "Hồ sơ",
            "Vì sao tới bạn",
            "Tiếp nhận",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        lines,
        is_waiting,
        more: match count > shown && shown >= PAGE {
            true => messages::more_escalated(count - shown),
            false => String::new(),
        },
        empty: match which {
            Which::Waiting => Empty::new(messages::NONE_ESCALATED, messages::NONE_ESCALATED_MORE)
                .action("Xem thang cảnh báo", "/desk/ladder"),
            Which::Answered => Empty::new(messages::NONE_ANSWERED, messages::NONE_ANSWERED_MORE),
        },
    }))
}

/// The lines of somebody's own, as far as their clocks still run; and how many are raised.
pub async fn lines(
    visit: &Visit,
    which: Which,
    at_most: i64,
) -> Result<(Vec<Line>, i64), WorkError> {
    let db = visit.app.db();
    let hearing = Hearing::of(db, &visit.actor, visit.today).await?;
    let (raised, count) = hearing.list(db, which, at_most).await?;
    let mut matters: Vec<Uuid> = raised.iter().map(|one| one.matter_id).collect();
    matters.sort_unstable();
    matters.dedup();
    let mut clocks = running_of(db, &matters).await?;
    let answerers: Vec<Uuid> = raised.iter().filter_map(|one| one.answered_by).collect();
    let names = person::names_of(db, &answerers).await?;
    let mut lines = Vec::new();
    for one in raised {
        let Some(at) = clocks.iter().position(|clock| is_of(clock, &one)) else {
            continue;
        };
        let clock = clocks.swap_remove(at);
        let name = names
            .iter()
            .find(|(id, _)| Some(*id) == one.answered_by)
            .map(|(_, name)| name.as_str());
        lines.push(line(visit, one, clock, name.unwrap_or_default()));
    }
    Ok((lines, count))
}

/// Whether a running clock is the one that was raised, with the same end.
pub(crate) fn is_of(clock: &DueClock, raised: &Raised) -> bool {
    clock.matter_id == raised.matter_id
        && clock.rule == raised.rule
        && clock.subject_id.unwrap_or_default() == raised.subject_id
        && clock.due_at == raised.due_at
}

fn line(visit: &Visit, raised: Raised, clock: DueClock, answerer: &str) -> Line {
    let now = clock.end().map(|end| visit.step(&clock.unit_id, end));
    let then = Step::parse(&raised.step).unwrap_or(Step::Near);
    let rank = Rank::parse(&raised.rank).unwrap_or(Rank::Chief);
    Line {
        id: raised.id,
        clock: row(visit, clock),
        why: messages::why_escalated(rank, then, now.unwrap_or(then)),
        since: format!("Chuyển lên lúc {}", vi_time(raised.raised_at)),
        answered: match raised.answered_at {
            Some(at) => format!("{answerer}, {}", vi_time(at)),
            None => String::new(),
        },
        note: raised.note,
    }
}

/// Tiếp nhận.
pub async fn acknowledge(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let back = || Told::to("/desk/escalations");
    let work = visit.begin().await?;
    let raised = shelf::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let hearing = Hearing::of(&work.tx, &work.actor, work.today).await?;
    if !hearing.hears(&work.tx, id).await? {
        return Err(WorkError::NotAllowed {
            right: Right::DeskEscalation,
            unit: raised.unit_id,
        }
        .into());
    }
    let note = form.get("note");
    let refusal = match note.chars().count() {
        0 => Some(messages::NOTE_NEEDED),
        1..=500 => None,
        _ => Some(messages::NOTE_TOO_LONG),
    };
    if let Some(sentence) = refusal {
        work.rollback().await?;
        return Ok(back().say(shell::Tone::Danger, sentence).into_response());
    }
    let taken = work
        .tx
        .exec(
            "UPDATE desk_escalation SET answered_by = $1, answered_at = $2, note = $3
              WHERE unit_id = $4 AND id = $5 AND answered_at IS NULL",
            args![work.actor.person, work.now_ms, note, &raised.unit_id, id],
        )
        .await?;
    if taken == 0 {
        work.rollback().await?;
        return Ok(back()
            .say(shell::Tone::Warning, messages::ANSWERED_ALREADY)
            .into_response());
    }
    let detail = format!("{} {} {}", raised.matter_id, raised.rule, raised.rank);
    work.note("escalation.answered", "escalation", id, &detail)
        .await?;
    work.commit().await?;
    Ok(back().good(messages::ANSWERED).into_response())
}
