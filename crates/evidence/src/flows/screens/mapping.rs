//! Ghép cột của sao kê: one page that shows each column with what stands in it, and the rows as they would be taken.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use exchange::sheet::{Cell, Head, Sheet, letters};
use people::{Right, WorkError};
use shell::{Alert, Column, Form, Frame, Page, Problem, Told, Tone, Visit};
use text::money;
use uuid::Uuid;

use super::{answered, frame};
use crate::{
    flows::{
        bank::{
            balance,
            columns::{Mapping, Slot},
            head::{self as bank_head, Account},
            read::{What, statement},
        },
        messages,
        taking::{self, Confirmed, Import},
    },
    opened::opened,
    sources::read_sources,
};

/// Một cột của tệp.
struct ColumnRow {
    at: usize,
    letter: String,
    name: String,
    examples: String,
    slot: &'static str,
}

/// Một dòng đọc thử.
struct Tried {
    n: usize,
    day: String,
    out: String,
    into: String,
    balance: String,
    other: String,
    note: String,
    fault: String,
}

#[derive(Template)]
#[template(path = "flows/screens/mapping.html")]
pub(super) struct MappingPage {
    frame: Frame,
    here: String,
    alerts: Vec<Alert>,
    sheets: Vec<(usize, String)>,
    sheet: usize,
    first: usize,
    last: usize,
    columns: Vec<Column>,
    rows: Vec<ColumnRow>,
    slots: [Slot; 11],
    month_first: bool,
    account: Account,
    leaves: String,
    leaves_error: String,
    tried_columns: Vec<Column>,
    tried: Vec<Tried>,
    summary: String,
    faults: Vec<String>,
}

pub(super) async fn mapping_page(
    visit: &Visit,
    head: &MatterHead,
    one: &Import,
    typed: Option<&Form>,
) -> Result<MappingPage, Problem> {
    let db = visit.app.db();
    let sheets = one.sheets(&visit.app).await?;
    let (at, table) = one.head(&sheets).ok_or_else(Problem::not_found)?;
    let sheet = &sheets[at];
    let mut alerts = Vec::new();
    let remembered = taking::remembered(db, &head.unit, &table).await?;
    let (mapping, account) = match typed {
        Some(form) => confirmed_of(form, sheet),
        None => {
            let mut mapping = bank_head::mapping(sheet, &table);
            if let Some(kept) = remembered {
                alerts.push(Alert::new(Tone::Info, messages::REMEMBERED));
                mapping.columns = kept.columns;
            }
            (mapping, bank_head::account(sheet, &table))
        }
    };
    if let Some(twin) = taking::standing_twin(db, head.id, one).await? {
        let who = people::staff::person::names_of(db, &[twin.made_by]).await?;
        let who = who
            .into_iter()
            .next()
            .map(|(_, name)| name)
            .unwrap_or_default();
        let said = messages::file_known(&shell::vi_time(twin.made_at), &who);
        alerts.push(Alert::new(Tone::Warning, said).link("Mở đợt nhập ấy", twin.href(head.id)));
    }
    for fault in mapping.faults() {
        alerts.push(Alert::new(
            if typed.is_some() {
                Tone::Danger
            } else {
                Tone::Warning
            },
            fault,
        ));
    }
    for alert in typed.map(Form::alerts).unwrap_or_default() {
        alerts.push(alert.clone());
    }
    let (tried, summary, faults) = tried(sheet, &table, &mapping);
    Ok(MappingPage {
        frame: frame(visit, head, "Ghép cột của sao kê").subtitle(one.file_name.clone()),
        here: one.href(head.id),
        sheets: sheets
            .iter()
            .map(|one| one.name.clone())
            .enumerate()
            .collect(),
        sheet: at,
        first: table.first + 1,
        last: table.last + 1,
        columns: ["Cột trong tệp", "Ví dụ", "Là"].map(Column::plain).into(),
        rows: column_rows(sheet, &table, &mapping),
        slots: Slot::ALL,
        month_first: mapping.month_first,
        account,
        leaves: typed.map_or("", |form| form.get("leaves")).to_owned(),
        leaves_error: typed
            .and_then(|form| form.error_of("leaves"))
            .unwrap_or_default()
            .to_owned(),
        tried_columns: [
            "Dòng",
            "Ngày",
            "Tiền ra",
            "Tiền vào",
            "Số dư",
            "Bên đối ứng",
            "Nội dung",
        ]
        .iter()
        .enumerate()
        .map(|(n, name)| {
            if (2..=4).contains(&n) {
                Column::plain(*name).number()
            } else {
                Column::plain(*name)
            }
        })
        .collect(),
        tried,
        summary,
        faults,
        alerts,
    })
}

fn column_rows(sheet: &Sheet, table: &Head, mapping: &Mapping) -> Vec<ColumnRow> {
    let from = table.data_from(sheet);
    let row = |at: usize| {
        let filled = (from..sheet.rows.len())
            .map(|row| sheet.cell(row, at))
            .filter(|cell| !cell.is_empty());
        let examples: Vec<String> = filled
            .take(3)
            .map(|cell: &Cell| cell.shown().chars().take(36).collect())
            .collect();
        let name = table.names.get(at).cloned().unwrap_or_default();
        let is_there = !(examples.is_empty() && name.is_empty());
        is_there.then(|| ColumnRow {
            at,
            letter: letters(at),
            name,
            examples: examples.join(" · "),
            slot: mapping.columns.get(&at).map_or("", |slot| slot.id()),
        })
    };
    (0..sheet.width()).filter_map(row).collect()
}

/// The first rows as they would be taken, and what of the whole is wrong.
fn tried(sheet: &Sheet, table: &Head, mapping: &Mapping) -> (Vec<Tried>, String, Vec<String>) {
    if !mapping.faults().is_empty() {
        return (Vec::new(), String::new(), Vec::new());
    }
    let read = statement(sheet, table, mapping);
    let checked = balance::check(&read);
    let sum = |dong: i64| if dong > 0 { money(dong) } else { String::new() };
    let shown = read.lines.iter().filter_map(|line| match &line.what {
        What::Entry(one) => Some(Tried {
            n: line.n,
            day: shell::vi_date(one.on),
            out: sum(one.out),
            into: sum(one.into),
            balance: one.balance.map_or(String::new(), money),
            other: [one.name.as_str(), one.account.as_str()]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" – "),
            note: one.note.chars().take(80).collect(),
            fault: checked
                .breaks
                .iter()
                .find(|(n, _)| *n == line.n)
                .map_or(String::new(), |(_, said)| said.clone()),
        }),
        What::Bad(said) => Some(Tried {
            n: line.n,
            day: String::new(),
            out: String::new(),
            into: String::new(),
            balance: String::new(),
            other: String::new(),
            note: line.cells.join(" | ").chars().take(80).collect(),
            fault: said.clone(),
        }),
        What::Other(_) => None,
    });
    let all: Vec<Tried> = shown.collect();
    let (many, bad) = (
        read.entries().count(),
        read.lines
            .iter()
            .filter(|line| matches!(line.what, What::Bad(_)))
            .count(),
    );
    let mut summary = format!("Đọc được {many} giao dịch");
    if bad > 0 {
        summary += &format!("; {bad} dòng chưa đọc được");
    }
    summary += &match (checked.steps, checked.breaks.len()) {
        (0, _) => "; sao kê không có số dư để đối chiếu".to_owned(),
        (steps, 0) => format!("; số dư khớp ở cả {steps} bước"),
        (steps, breaks) => format!("; số dư không khớp ở {breaks} trong {steps} bước"),
    };
    // The first rows, and every row that something is wrong with.
    let mut kept = Vec::new();
    for (at, one) in all.into_iter().enumerate() {
        if at < 8 || !one.fault.is_empty() && kept.len() < 60 {
            kept.push(one);
        }
    }
    (kept, summary + ".", checked.whole)
}

/// What the form says: columns, account.
fn confirmed_of(form: &Form, sheet: &Sheet) -> (Mapping, Account) {
    let columns =
        (0..sheet.width()).filter_map(|at| Some((at, Slot::named(form.get(&format!("c{at}")))?)));
    let mapping = Mapping {
        columns: columns.collect(),
        month_first: form.get("order") == "mdy",
    };
    let account = Account {
        number: text::clean(form.get("number")),
        holder: text::clean(form.get("holder")),
        bank: text::clean(form.get("bank")),
    };
    (mapping, account)
}

/// `POST …/imports/{import}/table` with `sheet`, `first`, `last`: where the table stands.
pub(super) async fn choose(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let one = taking::import(visit.app.db(), matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let sheets = one.sheets(&visit.app).await?;
    let number = |name: &str| form.get(name).parse::<usize>().ok();
    let at = number("sheet").filter(|at| *at < sheets.len()).unwrap_or(0);
    let is_other = i64::try_from(at) != Ok(one.sheet);
    let table = match (number("first"), number("last")) {
        (Some(first), Some(last))
            if !is_other && first > 0 && first <= last && last <= sheets[at].rows.len() =>
        {
            Head::at(&sheets[at], first - 1, last - 1)
        }
        _ => bank_head::best(std::slice::from_ref(&sheets[at])).1,
    };
    let work = visit.begin().await?;
    let done = taking::choose_table(&work, &head, id, (at, &table)).await;
    answered(work, one.href(matter), done, messages::KEPT).await
}

/// `POST …/imports/{import}/taking` with the columns, the account, the leaves; `try` shows what they become and writes nothing.
pub(super) async fn confirm(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let db = visit.app.db();
    let one = taking::import(db, matter, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let sheets = one.sheets(&visit.app).await?;
    let (at, table) = one.head(&sheets).ok_or_else(Problem::not_found)?;
    let sources = match read_sources(&visit.app, matter, form.get("leaves")).await {
        Ok(sources) => sources,
        Err(sentence) => {
            form.error("leaves", sentence);
            Vec::new()
        }
    };
    let (mapping, account) = confirmed_of(&form, &sheets[at]);
    let is_tried = form.get("act") == "try";
    let is_refused = form.errors().next().is_some()
        || !mapping.faults().is_empty()
        || taking::standing_twin(db, matter, &one).await?.is_some();
    if is_tried || is_refused {
        let page = mapping_page(&visit, &head, &one, Some(&form)).await?;
        return Ok(if is_tried {
            Page(page).into_response()
        } else {
            Page::refused(page).into_response()
        });
    }
    let work = visit.begin().await?;
    let confirmed = Confirmed {
        mapping,
        account,
        sources,
    };
    match taking::take(&work, &head, &one, (&sheets[at], &table), &confirmed).await {
        Ok(done) => {
            work.commit().await?;
            let tone = if done.bad > 0 {
                Tone::Warning
            } else {
                Tone::Good
            };
            Ok(Told::to(one.href(matter))
                .say(tone, messages::taken(done.new, done.double, done.bad))
                .into_response())
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            work.rollback().await?;
            form.alert(Alert::new(Tone::Danger, sentence));
            Ok(
                Page::refused(mapping_page(&visit, &head, &one, Some(&form)).await?)
                    .into_response(),
            )
        }
        Err(error) => Err(error.into()),
    }
}
