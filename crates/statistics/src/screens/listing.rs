//! Danh sách đứng sau con số ra Excel, and sorted on the screen: every line read once, with names of matters and people.

use std::collections::HashMap;

use axum::extract::{Path, Query};
use axum::response::Response;
use law::Law;
use people::Right;
use rust_xlsxwriter::{Format, FormatBorder, Workbook, XlsxError};
use shell::{Problem, Visit, local_day, vi_date};
use uuid::Uuid;

use super::asked::{Asked, Question};
use super::export::{file, name};
use crate::behind::{self, Line};
use crate::form::{Part, Row};
use crate::messages;

/// Lines of a list that is exported at most.
const MOST: usize = 20_000;

/// Một dòng của danh sách, in words.
pub struct Said {
    pub line: Line,
    pub when: String,
    pub what: String,
    pub person: String,
    pub title: String,
    pub code: String,
    pub unit: String,
}

/// The row's parts, narrowed to one article where the address asks for it.
pub fn parts_of(row: &Row, article: &str) -> Vec<Part> {
    let mut parts = row.parts.clone();
    if !article.is_empty() {
        let plain: String = article
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect();
        let article = if plain == "none" { "" } else { plain.as_str() };
        for part in &mut parts {
            part.measure
                .wheres
                .insert("article", vec![article.to_owned()]);
        }
    }
    parts
}

/// Lines with the names of their matters and people.
pub async fn said(
    visit: &Visit,
    question: &Question,
    parts: &[Part],
    lines: Vec<Line>,
) -> Result<Vec<Said>, Problem> {
    let db = visit.app.db();
    let mut heads: HashMap<Uuid, criminal::Head> = HashMap::new();
    let mut ids: Vec<Uuid> = lines.iter().map(|line| line.matter_id).collect();
    ids.sort_unstable();
    ids.dedup();
    for some in ids.chunks(200) {
        let found = criminal::heads(db, some).await?;
        heads.extend(found.into_iter().map(|head| (head.matter_id, head)));
    }
    let with_people: Vec<Uuid> = {
        let of_people = lines.iter().filter(|line| line.subject_id.is_some());
        let mut ids: Vec<Uuid> = of_people.map(|line| line.matter_id).collect();
        ids.dedup();
        ids
    };
    let mut names: HashMap<Uuid, String> = HashMap::new();
    for some in with_people.chunks(200) {
        for facts in ledger::facts_of_each(db, some).await?.values() {
            let described =
                criminal::standing::standing(facts).filter(|fact| fact.kind == "party.described");
            for fact in described {
                if let (Some(subject), Some(name)) = (fact.subject, fact.text("name")) {
                    names.insert(subject, name.to_owned());
                }
            }
        }
    }
    let day = question.period.last_day();
    let one = |line: Line| {
        let part = usize::try_from(line.part).ok().and_then(|at| parts.get(at));
        let head = heads.get(&line.matter_id);
        Said {
            when: vi_date(local_day(line.at)),
            what: part.map(messages::part_vi).unwrap_or_default(),
            person: line
                .subject_id
                .and_then(|id| names.get(&id).cloned())
                .unwrap_or_default(),
            title: head.map_or_else(|| "Hồ sơ".to_owned(), |head| head.title.clone()),
            code: head.map(|head| head.code.clone()).unwrap_or_default(),
            unit: people::units::shortened(&question.units.name_on(&line.unit_id, day)),
            line,
        }
    };
    Ok(lines.into_iter().map(one).collect())
}

/// Every line, or none when there are more than a file should hold.
pub async fn all(
    visit: &Visit,
    question: &Question,
    parts: &[Part],
    most: usize,
) -> Result<Option<Vec<Line>>, Problem> {
    let mut lines: Vec<Line> = Vec::new();
    loop {
        let after = lines.last().map(Line::cursor);
        let (page, more) = behind::behind(
            visit.app.db(),
            &question.scope,
            &question.period,
            visit.now_ms,
            parts,
            after.as_ref(),
        )
        .await?;
        lines.extend(page);
        if lines.len() > most {
            return Ok(None);
        }
        if !more {
            return Ok(Some(lines));
        }
    }
}

/// Excel, with a filter over the head so that it can be sorted there.
pub async fn xlsx(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let question = asked.question(&visit, &form).await?;
    let row = question.form.row(&asked.row).filter(|row| row.is_told());
    let row = row.ok_or_else(|| Problem::NotFound(messages::NO_SUCH_ROW.to_owned()))?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsOpenFigure, &question.scope.unit)
        .await?;
    work.require(Right::StatisticsExport, &question.scope.unit)
        .await?;
    let object = format!("{}/{}", question.form.id, row.no);
    work.note("figure.exported", "figure", object, &question.query())
        .await?;
    work.commit().await?;
    let parts = parts_of(row, &asked.article);
    let lines = all(&visit, &question, &parts, MOST).await?;
    let lines = lines.ok_or_else(|| Problem::Refused(messages::LIST_TOO_LONG.to_owned()))?;
    let said = said(&visit, &question, &parts, lines).await?;
    let law = visit.app.law();
    let bytes = book(&law, &question, row, &asked.article, &said).map_err(Problem::failed)?;
    let file_name = name(&question, "xlsx").replacen(
        &question.form.id,
        &format!("{}-dong-{}", question.form.id, row.no),
        1,
    );
    Ok(file(
        bytes,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "attachment",
        &file_name,
    ))
}

fn book(
    law: &Law,
    question: &Question,
    row: &Row,
    article: &str,
    said: &[Said],
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("Danh sách")?;
    let plain = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(11);
    let bold = plain.clone().set_bold();
    let cell = plain.clone().set_border(FormatBorder::Thin).set_text_wrap();
    let head = cell.clone().set_bold();
    page.write_with_format(
        0,
        0,
        format!(
            "{}, dòng {}: {}",
            question.form.number, row.no, row.label_vi
        ),
        &bold,
    )?;
    let mut of = format!("{} · {}", question.scope_vi(), question.period.vi());
    if !article.is_empty() {
        of += &format!(
            " · Điều {article} {}",
            super::offences::offence(law, article)
        );
    }
    page.write_with_format(1, 0, of, &plain)?;
    for (at, (title, width)) in (0_u16..).zip([
        ("Ngày", 12.0),
        ("Biến động", 34.0),
        ("Người", 26.0),
        ("Hồ sơ", 46.0),
        ("Mã hồ sơ", 22.0),
        ("Đơn vị", 26.0),
        ("Tính", 8.0),
    ]) {
        page.set_column_width(at, width)?;
        page.write_with_format(3, at, title, &head)?;
    }
    let mut at = 4;
    for one in said {
        for (column, text) in (0_u16..).zip([
            &one.when,
            &one.what,
            &one.person,
            &one.title,
            &one.code,
            &one.unit,
        ]) {
            page.write_with_format(at, column, text, &cell)?;
        }
        page.write_with_format(at, 6, one.line.sign, &cell)?;
        at += 1;
    }
    page.autofilter(3, 0, at.max(4) - 1, 6)?;
    page.set_freeze_panes(4, 0)?;
    book.save_to_buffer()
}
