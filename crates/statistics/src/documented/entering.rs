//! Nhập, rút số liệu có căn cứ.

use chrono::NaiveDate;
use db::{Sql, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::Documented;
use crate::form::{Form, Kind, Layout};
use crate::{Period, messages};

/// Một số liệu sắp nhập.
#[derive(Debug, Clone)]
pub struct NewCount<'a> {
    /// The unit that answers for it.
    pub unit: &'a str,
    /// The form.
    pub form: &'a Form,
    /// The row or column.
    pub row: &'a str,
    /// Điều luật, in a form by offence.
    pub article: &'a str,
    /// Of which period.
    pub period: &'a Period,
    /// The figure.
    pub figure: i64,
    /// Why it is so.
    pub reason: &'a str,
    /// Số, ký hiệu văn bản.
    pub document: &'a str,
    /// Ngày văn bản.
    pub document_on: NaiveDate,
}

fn invalid(field: &str, sentence: impl Into<String>) -> WorkError {
    WorkError::Invalid {
        field: field.to_owned(),
        sentence: sentence.into(),
    }
}

/// Enters a figure for a row without a source. The same cell of the same period entered again ends the entry before.
pub async fn enter(work: &Work, new: &NewCount<'_>) -> Result<Uuid, WorkError> {
    work.require(Right::StatisticsEnter, new.unit).await?;
    let row = new
        .form
        .row(new.row)
        .ok_or_else(|| invalid("", messages::NO_SUCH_ROW))?;
    if !row.is_entered() {
        return Err(invalid("", messages::NOT_ENTERED));
    }
    let article = article_of(new)?;
    for (field, given) in [("reason", new.reason), ("document", new.document)] {
        if given.trim().is_empty() || given.chars().count() > 500 {
            return Err(invalid(field, messages::ENTRY_WORDS));
        }
    }
    if new.figure < 0 {
        return Err(invalid("figure", "Số liệu không nhỏ hơn 0."));
    }
    if new.document_on > work.today {
        return Err(invalid(
            "document_on",
            "Văn bản làm căn cứ không có ngày sau hôm nay.",
        ));
    }
    if new.period.from_at() > work.now_ms {
        return Err(invalid("", "Kỳ này chưa bắt đầu, chưa có số liệu để nhập."));
    }
    let (from, to) = (new.period.from_at(), new.period.to_at());
    let same: Vec<Documented> = work
        .tx
        .all(
            "SELECT * FROM statistics_documented
              WHERE unit_id = $1 AND form_id = $2 AND row_no = $3 AND article = $4 AND from_at < $6 AND to_at > $5
              ORDER BY version DESC",
            args![new.unit, &new.form.id, new.row, &article, from, to],
        )
        .await?;
    let is_same = |one: &Documented| one.from_at == from && one.to_at == to;
    let adds_up = matches!(row.kind, Kind::Flow | Kind::Act);
    let other = same.iter().find(|one| one.is_in_force() && !is_same(one));
    if let Some(other) = other.filter(|_| adds_up) {
        return Err(invalid("", messages::overlaps(other)));
    }
    for earlier in same.iter().filter(|one| one.is_in_force() && is_same(one)) {
        end(work, &earlier.unit_id, earlier.id, "Nhập lại").await?;
    }
    let version = same
        .iter()
        .filter(|one| is_same(one))
        .map(|one| one.version)
        .max();
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO statistics_documented (unit_id, id, form_id, row_no, article, from_at, to_at, version, figure,
                                                reason, document, document_on, entered_by, entered_name, entered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
            args![
                new.unit,
                id,
                &new.form.id,
                new.row,
                &article,
                from,
                to,
                version.unwrap_or(0) + 1,
                new.figure,
                new.reason.trim(),
                new.document.trim(),
                new.document_on,
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    let cell = format!(
        "{}/{} {} {}",
        new.form.id,
        new.row,
        new.unit,
        new.period.query()
    );
    work.note("count.entered", "count", id, &cell).await?;
    Ok(id)
}

/// "217a" of what was typed; a form of rows has none.
fn article_of(new: &NewCount<'_>) -> Result<String, WorkError> {
    let typed = new.article.trim().to_lowercase();
    if new.form.layout == Layout::Rows {
        return Ok(String::new());
    }
    let digits = typed.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_article = !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && typed.len() <= digits.len() + 1;
    match is_article {
        true => Ok(typed),
        false => Err(invalid(
            "article",
            "Ghi số điều của BLHS, ví dụ 173 hoặc 217a.",
        )),
    }
}

/// Rút: the figure no longer counts; it stays to be read, with the reason.
pub async fn withdraw(work: &Work, unit: &str, id: Uuid, reason: &str) -> Result<(), WorkError> {
    work.require(Right::StatisticsEnter, unit).await?;
    if reason.trim().is_empty() {
        return Err(invalid("reason", "Hãy ghi lý do rút số liệu."));
    }
    if !end(work, unit, id, reason.trim()).await? {
        return Err(WorkError::ChangedMeanwhile);
    }
    work.note("count.withdrawn", "count", id, unit).await
}

async fn end(work: &Work, unit: &str, id: Uuid, reason: &str) -> Result<bool, WorkError> {
    let ended = work
        .tx
        .exec(
            "UPDATE statistics_documented SET ended_at = $3, ended_name = $4, ended_reason = $5
              WHERE unit_id = $1 AND id = $2 AND ended_at IS NULL",
            args![unit, id, work.now_ms, &work.actor.name, reason],
        )
        .await?;
    Ok(ended == 1)
}
