//! Thông báo: what happened that a person should know, with the bell that counts it.

use askama::Template;
use axum::response::IntoResponse;
use db::{Db, Sql, StorageError, args};
use uuid::Uuid;

use crate::{Empty, Frame, Needs, Page, Problem, Routes, Told, Visit, vi_time};

/// Thông báo mới cho một người.
#[derive(Debug, Clone)]
pub struct Notice {
    /// Who reads it.
    pub person: Uuid,
    /// The area and what happened, such as `calendar.moved`.
    pub kind: String,
    /// A whole sentence.
    pub sentence: String,
    /// Where it leads; empty: nowhere.
    pub href: String,
}

/// Tells a person something, in the transaction in which it happens.
pub async fn tell(sql: &impl Sql, notice: Notice, now_ms: i64) -> Result<(), StorageError> {
    sql.exec(
        "INSERT INTO shell_notice (id, person, kind, sentence, href, at, read_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![Uuid::now_v7(), notice.person, notice.kind, notice.sentence, notice.href, now_ms, None::<i64>],
    )
    .await?;
    Ok(())
}

/// How many a person has not read.
pub(crate) async fn unread(db: &Db, person: Uuid) -> Result<i64, StorageError> {
    db.one(
        "SELECT count(*) FROM shell_notice WHERE person = $1 AND read_at IS NULL",
        args![person],
    )
    .await
}

/// The addresses of the bell.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/notices", Needs::SignedIn, list)
        .get("/notices/latest", Needs::SignedIn, latest)
        .post("/notices/read", Needs::SignedIn, read_all)
}

db::row! { struct Row { kind: String, sentence: String, href: String, at: i64, read_at: Option<i64> } }

struct Line {
    sentence: String,
    href: String,
    at: String,
    is_new: bool,
}

#[derive(Template)]
#[template(path = "notices/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    nothing: Empty,
}

#[derive(Template)]
#[template(path = "notices/latest.html")]
struct Latest {
    lines: Vec<Line>,
}

async fn lines(visit: &Visit, limit: i64) -> Result<Vec<Line>, Problem> {
    let rows: Vec<Row> = visit
        .app
        .db()
        .all(
            "SELECT kind, sentence, href, at, read_at FROM shell_notice WHERE person = $1 ORDER BY at DESC, id DESC LIMIT $2",
            args![visit.actor.person, limit],
        )
        .await?;
    let lines = rows.into_iter().map(|row| Line {
        sentence: row.sentence,
        href: if row.href.starts_with('/') {
            row.href
        } else {
            String::new()
        },
        at: vi_time(row.at),
        is_new: row.read_at.is_none(),
    });
    Ok(lines.collect())
}

async fn list(visit: Visit) -> Result<Page<ListPage>, Problem> {
    let lines = lines(&visit, 200).await?;
    let frame = visit
        .frame("Thông báo")
        .subtitle("Hai trăm thông báo gần nhất.");
    let nothing = Empty::new(
        "Chưa có thông báo nào.",
        "Khi có việc liên quan tới bạn, thông báo hiện ở đây.",
    );
    Ok(Page(ListPage {
        frame,
        lines,
        nothing,
    }))
}

/// What the bell shows when it is opened; opening it is reading it.
async fn latest(visit: Visit) -> Result<Page<Latest>, Problem> {
    let lines = lines(&visit, 8).await?;
    if lines.iter().any(|line| line.is_new) {
        mark_read(&visit).await?;
    }
    Ok(Page(Latest { lines }))
}

async fn read_all(visit: Visit) -> Result<impl IntoResponse, Problem> {
    mark_read(&visit).await?;
    Ok(Told::to("/notices"))
}

async fn mark_read(visit: &Visit) -> Result<(), Problem> {
    visit
        .app
        .db()
        .exec(
            "UPDATE shell_notice SET read_at = $1 WHERE person = $2 AND read_at IS NULL",
            args![visit.now_ms, visit.actor.person],
        )
        .await?;
    Ok(())
}
