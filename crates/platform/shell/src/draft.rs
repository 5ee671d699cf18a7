//! Bản nháp: nothing typed is ever lost. Each field is kept as it is typed, until its form is recorded.

use axum::{Json, extract::Path, response::IntoResponse};
use db::{Sql, args};
use people::Work;
use serde::Serialize;
use uuid::Uuid;

use crate::{Autosave, Form, Needs, Problem, Routes, Visit, local_time};

/// Values of a field that can be taken back.
const KEPT: i64 = 20;
/// Bytes of one value.
const LONGEST: usize = 200_000;

/// The addresses that keep drafts.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .post("/shell/draft/{key}", Needs::SignedIn, keep)
        .get("/shell/draft/{key}/past/{field}", Needs::SignedIn, past)
        .delete("/shell/draft/{key}", Needs::SignedIn, drop_it)
}

#[derive(Serialize)]
struct Kept {
    saved_at: String,
}

async fn keep(
    visit: Visit,
    Path(key): Path<String>,
    form: Form,
) -> Result<impl IntoResponse, Problem> {
    let field = form.get("field").to_owned();
    let (value, source) = (form.raw("value"), form.raw("source"));
    if field.is_empty() || field.len() > 200 || key.len() > 300 || source.len() > 2_000 {
        return Err(Problem::Unreadable("Không lưu nháp được ô này.".to_owned()));
    }
    if value.len() > LONGEST {
        return Err(Problem::Refused(
            "Nội dung ô này quá dài để lưu nháp.".to_owned(),
        ));
    }
    let person = visit.actor.person;
    let tx = visit.app.db().begin().await?;
    db::row! { struct Before { value: String, source: String, at: i64 } }
    let before: Option<Before> = tx
        .opt(
            "SELECT value, source, at FROM shell_draft WHERE person = $1 AND form_key = $2 AND field = $3",
            args![person, &key, &field],
        )
        .await?;
    if let Some(before) = before.filter(|before| before.value != value || before.source != source) {
        let turn: i64 = tx
            .one(
                "SELECT COALESCE(MAX(turn), 0) + 1 FROM shell_draft_past WHERE person = $1 AND form_key = $2 AND field = $3",
                args![person, &key, &field],
            )
            .await?;
        tx.exec(
            "INSERT INTO shell_draft_past (person, form_key, field, turn, value, source, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![person, &key, &field, turn, before.value, before.source, before.at],
        )
        .await?;
        tx.exec(
            "DELETE FROM shell_draft_past WHERE person = $1 AND form_key = $2 AND field = $3 AND turn <= $4",
            args![person, &key, &field, turn - KEPT],
        )
        .await?;
    }
    tx.exec(
        "INSERT INTO shell_draft (person, form_key, field, value, source, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (person, form_key, field) DO UPDATE SET value = excluded.value, source = excluded.source, at = excluded.at",
        args![person, &key, &field, value, source, visit.now_ms],
    )
    .await?;
    tx.commit().await?;
    let saved_at = local_time(visit.now_ms).format("%H:%M").to_string();
    Ok(Json(Kept { saved_at }))
}

#[derive(Serialize)]
struct Past {
    value: String,
    source: String,
    at: String,
}

/// What stood in a field before, newest first.
async fn past(
    visit: Visit,
    Path((key, field)): Path<(String, String)>,
) -> Result<impl IntoResponse, Problem> {
    db::row! { struct Line { value: String, source: String, at: i64 } }
    let lines: Vec<Line> = visit
        .app
        .db()
        .all(
            "SELECT value, source, at FROM shell_draft_past WHERE person = $1 AND form_key = $2 AND field = $3 ORDER BY turn DESC",
            args![visit.actor.person, key, field],
        )
        .await?;
    let lines: Vec<Past> = lines
        .into_iter()
        .map(|line| Past {
            value: line.value,
            source: line.source,
            at: crate::vi_time(line.at),
        })
        .collect();
    Ok(Json(lines))
}

async fn drop_it(visit: Visit, Path(key): Path<String>) -> Result<impl IntoResponse, Problem> {
    let work = visit.begin().await?;
    clear(&work, &key).await?;
    work.commit().await?;
    Ok(Json(serde_json::json!({ "dropped": true })))
}

/// Forgets the draft of a form, in the transaction that records what it held.
pub async fn clear(work: &Work, key: &str) -> Result<(), db::StorageError> {
    for table in ["shell_draft", "shell_draft_past"] {
        work.tx
            .exec(
                format!("DELETE FROM {table} WHERE person = $1 AND form_key = $2"),
                args![work.actor.person, key],
            )
            .await?;
    }
    Ok(())
}

/// Forgets drafts that nobody has touched since an instant.
pub async fn sweep(db: &db::Db, before_ms: i64) -> Result<u64, db::StorageError> {
    db.exec(
        "DELETE FROM shell_draft_past WHERE at < $1",
        args![before_ms],
    )
    .await?;
    db.exec("DELETE FROM shell_draft WHERE at < $1", args![before_ms])
        .await
}

/// The draft a person left in a form: its values and sources; an empty form if there is none.
pub async fn load(db: &impl Sql, person: Uuid, key: &str) -> Result<Form, db::StorageError> {
    db::row! { struct Line { field: String, value: String, source: String } }
    let lines: Vec<Line> = db
        .all(
            "SELECT field, value, source FROM shell_draft WHERE person = $1 AND form_key = $2",
            args![person, key],
        )
        .await?;
    let mut form = Form::default();
    for line in lines {
        if !line.source.is_empty() {
            form.set(format!("source.{}", line.field), line.source);
        }
        form.set(line.field, line.value);
    }
    Ok(form)
}

impl Visit {
    /// The draft this person left in a form: its values and sources; an empty form if there is none.
    pub async fn draft(&self, key: &str) -> Result<Form, Problem> {
        Ok(load(self.app.db(), self.actor.person, key).await?)
    }

    /// Where a form keeps its draft: the key names the form and its record, and holds letters, digits and hyphens.
    pub fn autosave(&self, key: &str, version: i64) -> Autosave {
        Autosave {
            url: format!("/shell/draft/{key}"),
            version,
            key: format!("{}:{key}", short(self.actor.person)),
        }
    }
}

fn short(id: Uuid) -> String {
    id.simple().to_string()[20..].to_owned()
}
