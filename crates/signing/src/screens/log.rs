//! Nhật ký ký số: searchable, printable, and as an Excel file.

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shell::{Column, Empty, Form, Frame, Page, Pager, Problem, Visit};
use uuid::Uuid;

use crate::certificates;
use crate::log::{self, Filter, MOST, PAGE, result_vi};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    at: i64,
}

struct Row {
    at: String,
    title: String,
    who: String,
    certificate: String,
    certificate_href: String,
    level: String,
    result: &'static str,
}

#[derive(Template)]
#[template(path = "screens/log.html")]
struct LogPage {
    frame: Frame,
    asked: Asked,
    said: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    pager: Pager,
    empty: Empty,
    file: String,
    print: (String, String, String, String),
}

impl Asked {
    /// The filter, and a sentence when a day cannot be read.
    fn filter(&self, visit: &Visit) -> (Filter, String) {
        let mut form =
            Form::of([("from", self.from.clone()), ("to", self.to.clone())]).sent_on(visit.today);
        let (from, to) = (form.date("from"), form.date("to"));
        let said = ["from", "to"].iter().find_map(|name| form.error_of(name));
        let filter = Filter {
            query: self.q.clone(),
            from,
            to,
            before: self
                .before
                .split_once('.')
                .and_then(|(at, id)| Some((at.parse().ok()?, id.parse::<Uuid>().ok()?))),
            ..Filter::of(&visit.actor)
        };
        (filter, said.unwrap_or_default().to_owned())
    }

    fn query(&self) -> String {
        let pairs = [("q", &self.q), ("from", &self.from), ("to", &self.to)];
        let kept: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        kept.join("&")
    }
}

fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte.is_ascii_alphanumeric() {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}

/// The page.
pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (filter, said) = asked.filter(&visit);
    let mut lines = log::lines(visit.app.db(), &filter, PAGE + 1).await?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let query = asked.query();
    let next = match (has_more, lines.last()) {
        (true, Some(last)) => Some(format!(
            "/signing/log?{query}&before={}.{}&at={}",
            last.ended_at.unwrap_or_default(),
            last.id,
            asked.at + PAGE as i64
        )),
        _ => None,
    };
    let mut rows = Vec::new();
    for line in lines {
        let certificate = certificates::get(visit.app.db(), line.certificate_id).await?;
        rows.push(Row {
            at: line.ended_at.map(shell::vi_time).unwrap_or_default(),
            certificate: certificate.map(|row| row.name).unwrap_or_default(),
            certificate_href: format!("/signing/certificates/{}", line.certificate_id),
            level: line.level_reached.clone().unwrap_or_default(),
            result: result_vi(&line),
            who: line.person_name,
            title: line.title,
        });
    }
    let heads = [
        "Thời điểm ký",
        "Văn bản",
        "Người ký",
        "Chứng thư số",
        "Mức",
        "Kết quả kiểm tra",
    ];
    let count = rows.len() as i64;
    Ok(Page(LogPage {
        frame: visit.frame("Nhật ký ký số"),
        said,
        columns: heads.map(Column::plain).into(),
        pager: Pager {
            previous: (!asked.before.is_empty()).then(|| format!("/signing/log?{query}")),
            next,
            from: asked.at + i64::from(count > 0),
            to: asked.at + count,
            total: None,
        },
        empty: Empty::new(
            "Chưa có lần ký nào như vậy.",
            "Mỗi lần ký xong để lại một dòng ở đây: ai, khi nào, bằng chứng thư số nào, mức nào.",
        ),
        file: format!("/signing/log/file?{query}"),
        print: (
            String::new(),
            visit.actor.unit_name.to_uppercase(),
            "NHẬT KÝ KÝ SỐ".to_owned(),
            format!("In ngày {}", shell::vi_date(visit.today)),
        ),
        rows,
        asked,
    })
    .into_response())
}

/// Tệp Excel.
pub async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (filter, said) = asked.filter(&visit);
    if !said.is_empty() {
        return Err(Problem::Unreadable(said));
    }
    let lines = log::lines(visit.app.db(), &filter, MOST).await?;
    let work = visit.begin().await?;
    work.note(
        "signing.log_exported",
        "signing_log",
        &visit.actor.unit,
        &lines.len().to_string(),
    )
    .await?;
    work.commit().await?;
    let made = tokio::task::spawn_blocking(move || log::workbook(&lines)).await;
    let bytes = made.map_err(Problem::failed)?.map_err(Problem::failed)?;
    let head = [
        (
            header::CONTENT_TYPE,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"nhat-ky-ky-so.xlsx\"",
        ),
    ];
    Ok((head, bytes).into_response())
}
