//! Đối chiếu liên ngành: the sheets of a unit, one of them from its columns to its minutes, a row decided.

mod mapping;
mod minutes;
mod one;
mod row;

use askama::Template;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use exchange::sheet::{self, Head, Sheet, guess_head};
use people::{Reach, Right};
use shell::{Alert, Choice, Column, Empty, Frame, Page, Problem, Routes, Told, Tone, Visit};
use uuid::Uuid;

use crate::comparison::kind::Kind;
use crate::comparison::messages;
use crate::comparison::store::{self, Comparison};
use crate::{Period, period};

/// The addresses.
pub fn routes() -> Routes {
    let (read, enter) = (Right::StatisticsOpenFigure, Right::StatisticsEnter);
    let under = |path: &str| format!("/statistics/comparisons/{{comparison}}{path}");
    Routes::new()
        .get("/statistics/comparisons", read, list)
        .upload("/statistics/comparisons", enter, take)
        .get(&under(""), read, one::show)
        .get(&under("/mapping"), enter, mapping::show)
        .post(&under("/mapping"), enter, mapping::confirm)
        .post(&under("/opening"), enter, one::open)
        .get(&under("/rows/{number}"), read, row::show)
        .post(&under("/rows/{number}"), enter, row::decide)
        .post(&under("/undoing"), enter, one::undo)
        .post(&under("/closing"), enter, one::close)
        .post(&under("/reopening"), enter, one::reopen)
        .post(&under("/withdrawal"), enter, one::withdraw)
        .get(&under("/minutes"), read, minutes::show)
}

struct Line {
    href: String,
    kind: String,
    period: String,
    unit: String,
    step: &'static str,
    who: String,
}

#[derive(Template)]
#[template(path = "screens/comparison/list.html")]
struct ListPage {
    frame: Frame,
    alerts: Vec<Alert>,
    may_enter: bool,
    kinds: Vec<Choice>,
    kind: String,
    from: String,
    to: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    empty: Empty,
}

/// What was chosen with a file.
#[derive(Default)]
struct Sent {
    kind: String,
    from: String,
    to: String,
}

async fn list(visit: Visit) -> Result<Page<ListPage>, Problem> {
    Ok(Page(page(&visit, &Sent::default(), Vec::new()).await?))
}

async fn page(visit: &Visit, sent: &Sent, mut alerts: Vec<Alert>) -> Result<ListPage, Problem> {
    alerts.push(Alert::new(Tone::Info, messages::TO_CHECK));
    let units = visit.app.units().units().await?;
    let covers = units.covers(&visit.actor.unit, visit.today);
    let keys = match visit.reach(Right::StatisticsOpenFigure) {
        Reach::Tree => covers.tree_keys().clone(),
        _ => covers.unit_keys().clone(),
    };
    let keys: Vec<String> = keys.into_iter().collect();
    let found = store::newest(visit.app.db(), &keys).await?;
    let lines = found.into_iter().map(|one| Line {
        href: one.href(),
        kind: one
            .kind()
            .map_or(String::new(), |kind| kind.name_vi.clone()),
        period: one.period().map_or(String::new(), |period| period.vi()),
        unit: people::units::shortened(&units.name_on(&one.unit_id, visit.today)),
        step: messages::step_vi(&one.step),
        who: format!("{}, {}", one.by_name, shell::vi_time(one.made_at)),
    });
    let first = period::first_choice(visit.today);
    let or = |typed: &str, usual: String| match typed.is_empty() {
        true => usual,
        false => typed.to_owned(),
    };
    Ok(ListPage {
        frame: visit
            .frame("Đối chiếu liên ngành")
            .subtitle("Bảng của Tòa án, Cơ quan điều tra, cơ quan thi hành án đặt cạnh sự kiện của ta, từng người một")
            .crumb("Thống kê", "/statistics"),
        alerts,
        may_enter: visit.may(Right::StatisticsEnter),
        kinds: Kind::all()
            .iter()
            .map(|kind| Choice::new(&kind.id, &kind.name_vi))
            .collect(),
        kind: sent.kind.clone(),
        from: or(&sent.from, first.from.vi()),
        to: or(&sent.to, first.to.vi()),
        columns: ["Đối chiếu với", "Kỳ", "Đơn vị", "Bước", "Người đưa vào"]
            .map(Column::plain)
            .into(),
        lines: lines.collect(),
        empty: Empty::new(
            "Chưa đối chiếu lần nào",
            "Chọn tệp Excel hoặc CSV của cơ quan bạn ở trên. Chưa có gì được ghi cho đến khi bạn xác nhận.",
        ),
    })
}

/// Nhận một bảng: it is read before it is kept; what cannot be read or is marked secret leaves nothing.
async fn take(visit: Visit, mut parts: Multipart) -> Result<Response, Problem> {
    let broken = |_| Problem::Unreadable(exchange::messages::BROKEN_UPLOAD.to_owned());
    let (mut sent, mut file, mut is_empty) = (Sent::default(), None, false);
    while let Some(mut part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("kind") => sent.kind = part.text().await.map_err(broken)?,
            Some("from") => sent.from = part.text().await.map_err(broken)?,
            Some("to") => sent.to = part.text().await.map_err(broken)?,
            Some("file") => {
                let name = part.file_name().unwrap_or_default().to_owned();
                let mut bytes = Vec::new();
                while let Some(chunk) = part.chunk().await.map_err(broken)? {
                    if bytes.len() + chunk.len() > exchange::messages::MOST_BYTES {
                        let sentence = exchange::messages::FILE_TOO_LARGE.to_owned();
                        return Err(Problem::TooLarge(sentence));
                    }
                    bytes.extend_from_slice(&chunk);
                }
                is_empty = !name.is_empty() && bytes.is_empty();
                if !name.is_empty() && !bytes.is_empty() {
                    file = Some((name, bytes));
                }
            }
            _ => {}
        }
    }
    let refused = match (
        Kind::named(&sent.kind),
        Period::read(&sent.from, &sent.to),
        file,
    ) {
        (None, ..) => messages::NO_KIND.to_owned(),
        (_, Err(fault), _) => fault.sentence,
        (Some(kind), Ok(period), _) if !kind.is_in_force(period.last_day()) => {
            messages::NOT_IN_FORCE.to_owned()
        }
        (.., None) if is_empty => messages::EMPTY_FILE.to_owned(),
        (.., None) => exchange::messages::NO_FILE.to_owned(),
        (Some(kind), Ok(period), Some((name, bytes))) => {
            match begin(&visit, kind, &period, &name, bytes).await? {
                Ok(told) => return Ok(told.into_response()),
                Err(sentence) => sentence,
            }
        }
    };
    let alerts = vec![Alert::new(Tone::Danger, refused)];
    Ok(Page::refused(page(&visit, &sent, alerts).await?).into_response())
}

async fn begin(
    visit: &Visit,
    kind: &'static Kind,
    period: &Period,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Result<Told, String>, Problem> {
    let called = name.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        let sheets = sheet::read(&bytes, &called);
        (sheets, bytes)
    });
    let (sheets, bytes) = read.await.map_err(Problem::failed)?;
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(error) => return Ok(Err(exchange::messages::sheet_refused(&error))),
    };
    if let Some(mark) = sheet::secrecy_mark(&sheets) {
        let work = visit.begin().await?;
        work.note("comparison.secret_refused", "unit", &visit.actor.unit, mark)
            .await?;
        work.commit().await?;
        return Ok(Err(exchange::messages::secret(mark)));
    }
    let (at, head) = best(kind, &sheets);
    let file = visit
        .app
        .files()
        .put(bytes)
        .await
        .map_err(Problem::failed)?;
    let number = |n: usize| i64::try_from(n).unwrap_or(0);
    let one = Comparison {
        unit_id: visit.actor.unit.clone(),
        id: Uuid::now_v7(),
        kind: kind.id.clone(),
        period_from: period.from.to_string(),
        period_to: period.to.to_string(),
        file: file.to_string(),
        file_name: text::clean(name).chars().take(200).collect(),
        sheet: number(at),
        head_first: number(head.first),
        head_last: number(head.last),
        mapping: String::new(),
        step: "mapping".to_owned(),
        partner: kind.partner_vi.clone(),
        our_signer: String::new(),
        our_title: String::new(),
        their_signer: String::new(),
        their_title: String::new(),
        by_person: visit.actor.person,
        by_name: visit.actor.name.clone(),
        made_at: visit.now_ms,
        closed_name: String::new(),
        closed_at: None,
        why: String::new(),
    };
    let work = visit.begin().await?;
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    if let Some(known) = store::same_file(&work.tx, &one).await? {
        work.rollback().await?;
        let told = Told::to(format!("/statistics/comparisons/{known}"));
        return Ok(Ok(told.say(Tone::Warning, messages::SAME_FILE)));
    }
    store::insert(&work.tx, &one).await?;
    work.note(
        "comparison.file_taken",
        "statistics_comparison",
        one.id,
        &one.file,
    )
    .await?;
    work.commit().await?;
    Ok(Ok(Told::to(format!("{}/mapping", one.href()))))
}

/// The sheet whose head fits best.
fn best(kind: &Kind, sheets: &[Sheet]) -> (usize, Head) {
    let heads = sheets
        .iter()
        .map(|sheet| guess_head(sheet, |name| kind.knows(name)));
    let fitting = |head: &Head| head.names.iter().filter(|name| kind.knows(name)).count();
    heads
        .enumerate()
        .max_by_key(|(at, head)| (fitting(head), std::cmp::Reverse(*at)))
        .unwrap_or_else(|| (0, Head::at(&Sheet::default(), 0, 0)))
}

/// A comparison that the person may see.
async fn of_visit(visit: &Visit, id: Uuid, right: Right) -> Result<Comparison, Problem> {
    let one = store::get(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    match visit.may_over(right, &one.unit_id, &[]) {
        true => Ok(one),
        false => Err(Problem::NotAllowed(messages::NOT_YOUR_UNIT.to_owned())),
    }
}

/// The sheets of its file.
async fn sheets_of(visit: &Visit, one: &Comparison) -> Result<Vec<Sheet>, Problem> {
    let bytes = crate::submission::freeze::file(&visit.app, &one.file).await?;
    let name = one.file_name.clone();
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes, &name));
    let read = read.await.map_err(Problem::failed)?;
    read.map_err(|error| Problem::Refused(exchange::messages::sheet_refused(&error)))
}

/// The chosen sheet and its head.
fn chosen<'s>(sheets: &'s [Sheet], one: &Comparison) -> Option<(&'s Sheet, Head)> {
    let number = |n: i64| usize::try_from(n).unwrap_or(0);
    let sheet = sheets.get(number(one.sheet))?;
    let head = Head::at(sheet, number(one.head_first), number(one.head_last));
    Some((sheet, head))
}
