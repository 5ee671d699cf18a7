//! Sổ đăng ký văn bản đi: on the screen, on paper, as Excel; by period, unit, form and signer.

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{Datelike, NaiveDate};
use people::Right;
use serde::Deserialize;
use shell::{Choice, Column, Empty, Frame, Page, Pager, Problem, Tabs, Visit};
use uuid::Uuid;

use super::folder::tabs;
use super::units_for;
use crate::delivery::{self, Delivery};
use crate::outgoing::{self, Filter, Line, MOST, PAGE};
use crate::outgoing_sheet::{self as sheet, Book};
use crate::press;
use crate::rules::Templates;

const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    signer: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    number: String,
    on: String,
    title: String,
    form: String,
    about: String,
    signer: String,
    recipients: Vec<String>,
    passed: String,
    receipt: String,
    note: String,
    proof: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/outgoing.html")]
struct OutgoingPage {
    frame: Frame,
    tabs: Tabs,
    asked: Asked,
    from: String,
    to: String,
    forms: Vec<Choice>,
    signers: Vec<Choice>,
    units: Vec<Choice>,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    files: (String, String),
}

pub(super) fn period(asked: &Asked, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let year = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
    let day = |typed: &str| {
        let read = text::read_date(typed)?;
        NaiveDate::from_ymd_opt(read.year, read.month, read.day)
    };
    (
        day(&asked.from).unwrap_or(year),
        day(&asked.to).unwrap_or(today),
    )
}

fn filter(visit: &Visit, asked: &Asked) -> Filter {
    let (from, to) = period(asked, visit.today);
    let after = asked
        .after
        .split_once('_')
        .and_then(|(on, id)| Some((on.parse().ok()?, id.parse().ok()?)));
    Filter {
        units: units_for(&visit.actor, Right::DocumentsDispatch)
            .into_iter()
            .filter(|unit| asked.unit.is_empty() || *unit == asked.unit)
            .collect(),
        from,
        to,
        form: asked.form.clone(),
        signer: asked.signer.clone(),
        query: asked.q.clone(),
        after,
    }
}

/// The lines that the person may read, with the deliveries of each.
async fn read(
    visit: &Visit,
    filter: &Filter,
    limit: i64,
) -> Result<(Vec<Line>, Vec<Delivery>, bool), Problem> {
    let db = visit.app.db();
    let mut found = outgoing::lines(db, filter, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let of_matters = found.iter().filter(|line| !line.is_letter());
    let mut matters: Vec<Uuid> = of_matters.map(|line| line.matter_id).collect();
    matters.sort_unstable();
    matters.dedup();
    let mut may = std::collections::HashSet::new();
    for part in matters.chunks(200) {
        for head in criminal::heads(db, part).await? {
            if visit.may_over(Right::DocumentsRead, &head.unit_id, &head.assigned()) {
                may.insert(head.matter_id);
            }
        }
    }
    // A letter belongs to no matter: who keeps the unit's book sees it.
    found.retain(|line| line.is_letter() || may.contains(&line.matter_id));
    let ids: Vec<Uuid> = found.iter().map(|line| line.id).collect();
    let mut sent = Vec::new();
    for part in ids.chunks(500) {
        sent.extend(delivery::of_documents(db, part).await?);
    }
    Ok((found, sent, more))
}

fn row(line: &Line, sent: &[Delivery]) -> Row {
    let own: Vec<&Delivery> = sent
        .iter()
        .filter(|one| one.document_id == line.id)
        .collect();
    let receipts: Vec<String> = own
        .iter()
        .filter_map(|one| {
            let on = shell::vi_date(one.received_on?);
            Some(match one.receiver.as_str() {
                "" => format!("{}: {on}", one.recipient),
                who => format!("{who}, {on}"),
            })
        })
        .collect();
    let mut note = Vec::new();
    match line.signing.as_deref() {
        Some("digital") => note.push("Ký số".to_owned()),
        Some("paper") => note.push("Ký giấy".to_owned()),
        _ => {}
    }
    let reason = line.reason.clone().unwrap_or_default();
    match line.state.as_str() {
        "withdrawn" => note.push(format!("Đã thu hồi: {reason}")),
        "replaced" => note.push(format!("Đã được thay thế: {reason}")),
        _ => {}
    }
    let is_digital = line.signing.as_deref() == Some("digital");
    Row {
        proof: is_digital.then(|| format!("/documents/{}/check", line.id)),
        href: format!("/documents/{}", line.id),
        number: line.number.clone().unwrap_or_default(),
        on: line.issued_on.map(shell::vi_date).unwrap_or_default(),
        title: line.title.clone(),
        form: match line.is_letter() {
            true => "Văn bản hành chính".to_owned(),
            false => format!("Mẫu {}", line.form),
        },
        about: line.about.clone(),
        signer: line.signer_name.clone(),
        recipients: line
            .recipients
            .as_deref()
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.starts_with("Lưu"))
            .map(|line| line.trim_end_matches([';', '.']).to_owned())
            .collect(),
        passed: own
            .first()
            .map(|one| shell::vi_date(one.sent_on))
            .unwrap_or_default(),
        receipt: receipts.join("; "),
        note: note.join(". "),
    }
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let filter = filter(&visit, &asked);
    let (found, sent, more) = read(&visit, &filter, PAGE).await?;
    let all_units = units_for(&visit.actor, Right::DocumentsDispatch);
    let tree = visit.app.units().units().await?;
    let signers = outgoing::signers(visit.app.db(), &all_units, (filter.from, filter.to)).await?;
    let forms = Templates::in_use();
    let mut forms: Vec<Choice> = forms
        .all()
        .map(|form| Choice::new(&form.form, format!("{} – {}", form.form, form.name_vi)))
        .collect();
    forms.dedup_by(|a, b| a.value == b.value);
    let here = query(&asked, "");
    let next = found
        .last()
        .filter(|_| more)
        .and_then(|last| Some(query(&asked, &format!("{}_{}", last.issued_on?, last.id))));
    let page = OutgoingPage {
        frame: visit
            .frame("Sổ văn bản đi")
            .subtitle(visit.actor.unit_name.clone()),
        tabs: tabs(&visit, "outgoing", None),
        from: shell::vi_date(filter.from),
        to: shell::vi_date(filter.to),
        forms,
        signers: signers
            .iter()
            .map(|name| Choice::new(name, name.clone()))
            .collect(),
        units: if all_units.len() > 1 {
            all_units
                .iter()
                .map(|unit| {
                    Choice::new(
                        unit,
                        people::units::shortened(&tree.name_on(unit, visit.today)),
                    )
                })
                .collect()
        } else {
            Vec::new()
        },
        columns: [
            "Số",
            "Ngày",
            "Văn bản",
            "Người ký",
            "Nơi nhận",
            "Ngày chuyển",
            "Ký nhận",
            "Ghi chú",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        pager: Pager {
            previous: (!asked.after.is_empty()).then(|| format!("/documents/outgoing?{here}")),
            next: next.map(|next| format!("/documents/outgoing?{next}")),
            from: i64::from(!found.is_empty()),
            to: found.len() as i64,
            total: None,
        },
        rows: found.iter().map(|line| row(line, &sent)).collect(),
        empty: Empty::new(
            "Chưa có văn bản nào được ban hành trong kỳ này",
            "Văn bản vào sổ khi được ban hành, dù ký số hay ký giấy. Đổi kỳ hoặc bỏ bớt điều kiện để xem thêm.",
        ),
        files: (
            format!("/documents/outgoing/xlsx?{here}"),
            format!("/documents/outgoing/pdf?{here}"),
        ),
        asked,
    };
    Ok(Page(page).into_response())
}

pub(super) fn query(asked: &Asked, after: &str) -> String {
    let pairs = [
        ("q", asked.q.as_str()),
        ("form", &asked.form),
        ("signer", &asked.signer),
        ("unit", &asked.unit),
        ("from", &asked.from),
        ("to", &asked.to),
        ("after", after),
    ];
    let parts: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", super::register::escaped(value)))
        .collect();
    parts.join("&")
}

pub(super) async fn book(
    visit: &Visit,
    title: &'static str,
    columns: &'static [(&'static str, f64)],
    (from, to): (NaiveDate, NaiveDate),
    rows: Vec<Vec<String>>,
) -> Result<Book, Problem> {
    let units = visit.app.units().units().await?;
    let office =
        crate::office::office_of(visit.app.db(), &units, &visit.actor.unit, visit.today).await?;
    let day = visit.today;
    Ok(Book {
        title,
        upper: office.parent_name.unwrap_or_default().to_uppercase(),
        unit: office.name.to_uppercase(),
        period: format!(
            "Từ ngày {} đến hết ngày {}",
            shell::vi_date(from),
            shell::vi_date(to)
        ),
        place_date: format!(
            "{}, ngày {:02} tháng {:02} năm {}",
            office.place,
            day.day(),
            day.month(),
            day.year()
        ),
        printed_on: [day.year(), day.month() as i32, day.day() as i32],
        made_by: visit.actor.name.clone(),
        columns,
        rows,
    })
}

async fn outgoing_book(visit: &Visit, asked: &Asked) -> Result<Book, Problem> {
    let filter = Filter {
        after: None,
        ..filter(visit, asked)
    };
    let (mut found, sent, _) = read(visit, &filter, MOST).await?;
    found.reverse();
    let archived = |line: &Line| {
        let lines = line.recipients.clone().unwrap_or_default();
        lines
            .lines()
            .find(|line| line.starts_with("Lưu"))
            .unwrap_or_default()
            .trim_start_matches("Lưu:")
            .trim()
            .to_owned()
    };
    let rows = found.iter().map(|line| {
        let told = row(line, &sent);
        vec![
            told.number,
            told.on,
            format!("{} – {} (mẫu {})", told.title, told.about, told.form),
            told.signer,
            told.recipients.join("; "),
            archived(line),
            told.recipients.len().max(1).to_string(),
            told.passed,
            told.receipt,
            told.note,
        ]
    });
    let rows = rows.collect();
    book(
        visit,
        "SỔ ĐĂNG KÝ VĂN BẢN ĐI",
        sheet::OUTGOING,
        (filter.from, filter.to),
        rows,
    )
    .await
}

/// Excel.
pub async fn xlsx(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let book = outgoing_book(&visit, &asked).await?;
    excel(&visit, &book, "so-van-ban-di").await
}

/// PDF for the printer.
pub async fn pdf(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let book = outgoing_book(&visit, &asked).await?;
    paper(&visit, &book, "so-van-ban-di").await
}

async fn noted(visit: &Visit, name: &str, kind: &str) -> Result<(), Problem> {
    let work = visit.begin().await?;
    work.note(
        "document.register_taken",
        "unit",
        &visit.actor.unit,
        &format!("{name} {kind}"),
    )
    .await?;
    work.commit().await?;
    Ok(())
}

pub(super) async fn excel(visit: &Visit, book: &Book, name: &str) -> Result<Response, Problem> {
    let bytes = sheet::xlsx(book).map_err(Problem::failed)?;
    noted(visit, name, "xlsx").await?;
    Ok(file(
        bytes,
        EXCEL,
        format!("attachment; filename=\"{name}.xlsx\""),
    ))
}

pub(super) async fn paper(visit: &Visit, book: &Book, name: &str) -> Result<Response, Problem> {
    let bytes = press::register(&press::of(&visit.app), sheet::report(book)).await?;
    noted(visit, name, "pdf").await?;
    Ok(file(
        bytes,
        "application/pdf",
        format!("inline; filename=\"{name}.pdf\""),
    ))
}

pub(super) fn file(bytes: Vec<u8>, media: &str, disposition: String) -> Response {
    (
        [
            (header::CONTENT_TYPE, media.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response()
}
