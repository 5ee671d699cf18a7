//! Các câu hỏi và việc của phần mềm khác: list acts, open a matter, record a fact, read a matter with its clocks and proofs.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::Response,
};
use criminal::{ActEntry, RecordError};
use law::Moment;
use people::Right;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use shell::App;
use uuid::Uuid;

use super::door::{Caller, Refusal, answer};
use super::request;
use crate::messages;

const JSON: &str = "application/json; charset=utf-8";

/// Một hành vi gửi đến.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ActSent {
    kind: String,
    effective: String,
    #[serde(default)]
    subjects: Vec<Uuid>,
    #[serde(default)]
    issuer: Option<String>,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    body: Map<String, Value>,
    #[serde(default)]
    confirmed: bool,
}

/// A matter to open.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MatterSent {
    acts: Vec<ActSent>,
}

fn unreadable(detail: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, "Không đọc được yêu cầu", detail)
}

impl ActSent {
    fn entry(self, law: &law::Law) -> Result<ActEntry, Refusal> {
        let effective: Moment = self
            .effective
            .parse()
            .map_err(|_| unreadable(messages::api_day(&self.effective)))?;
        let act = law
            .acts
            .on(&self.kind, effective.on)
            .ok_or_else(|| unreadable(messages::api_kind(&self.kind)))?;
        if let Some(field) = self.body.keys().find(|name| {
            act.field(name).is_none()
                && name
                    .strip_suffix("_name")
                    .is_none_or(|name| act.field(name).is_none())
        }) {
            return Err(unreadable(messages::api_field(&act.short_vi, field)));
        }
        Ok(ActEntry {
            kind: self.kind,
            subjects: self.subjects,
            effective: Some(effective),
            issuer: self.issuer,
            number: self.number,
            body: self.body,
            is_confirmed: self.confirmed,
            ..ActEntry::default()
        })
    }
}

/// `GET /api/v1/acts`
pub async fn acts(State(app): State<App>, headers: HeaderMap) -> Result<Response, Refusal> {
    Caller::of(&app, &headers).await?;
    let law = app.law();
    let acts: Vec<Value> = law
        .acts
        .all()
        .iter()
        .map(|act| {
            json!({
                "kind": act.id, "name_vi": act.name_vi, "short_vi": act.short_vi, "scope": act.scope, "stage": act.stage,
                "articles": act.articles, "form": act.form, "fields": act.fields, "counts_hours": act.hour,
                "valid_from": act.valid_from, "valid_to": act.valid_to, "needs_check": act.certainty.needs_check(),
            })
        })
        .collect();
    Ok(answer(
        StatusCode::OK,
        JSON,
        json!({ "acts": acts }).to_string(),
    ))
}

/// `GET /api/v1/matters/{id}`
pub async fn matter(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let caller = Caller::of(&app, &headers).await?;
    let work = caller.begin().await?;
    let missing = || {
        Refusal::new(
            StatusCode::NOT_FOUND,
            "Không tìm thấy",
            criminal::messages::NO_MATTER,
        )
    };
    let opened = criminal::open(&work.tx, &work.law, id)
        .await?
        .ok_or_else(missing)?;
    // A matter of another unit is not there for a program: it learns nothing from asking.
    if let Err(error) = opened.require(&work, Right::CriminalMatterRead).await {
        tracing::info!(%error, system = %caller.system.id, "a program asked for a matter that is not its unit's");
        work.note("access.refused", "matter", id, "api").await?;
        work.commit().await?;
        return Err(missing());
    }
    let clocks: Vec<Value> = opened
        .matter
        .clocks
        .iter()
        .map(|clock| {
            json!({
                "rule": clock.rule, "name_vi": criminal::clock_vi(&work.law, clock), "subject": clock.subject,
                "start": clock.start, "due": clock.due, "status": clock.status,
                "proof": clock.deadline.as_ref().map(|deadline| &deadline.proof),
                "proof_vi": clock.deadline.as_ref().map(|deadline| deadline.proof.sentences_vi()),
                "unknown_vi": clock.unknown_vi,
            })
        })
        .collect();
    let people: Vec<Value> = opened
        .matter
        .people
        .iter()
        .map(|person| json!({ "id": person.subject, "name": person.name, "role": person.role, "state": person.state }))
        .collect();
    let document = json!({
        "id": opened.id, "code": opened.code, "unit": opened.unit, "title": opened.title(&work.law),
        "report_state": opened.matter.report.as_ref().map(|report| report.state),
        "case_state": opened.matter.case.as_ref().map(|case| case.state),
        "people": people, "clocks": clocks, "facts": opened.facts,
    });
    work.look("matter", id).await?;
    work.commit().await?;
    Ok(answer(StatusCode::OK, JSON, document.to_string()))
}

/// `POST /api/v1/matters`
pub async fn open(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    write(&app, &headers, &body, None).await
}

/// `POST /api/v1/matters/{id}/facts`
pub async fn record(
    State(app): State<App>,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    write(&app, &headers, &body, Some(id)).await
}

/// Writes once: the same key gets the same answer, and another body under it is refused.
async fn write(
    app: &App,
    headers: &HeaderMap,
    body: &[u8],
    matter: Option<Uuid>,
) -> Result<Response, Refusal> {
    let caller = Caller::of(app, headers).await?;
    let key = headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
        .filter(|key| (8..=200).contains(&key.len()))
        .ok_or_else(|| unreadable(messages::API_NO_KEY))?;
    let address = matter.map_or_else(|| "matters".to_owned(), |id| format!("matters/{id}/facts"));
    let mut hash = Sha256::new();
    hash.update(address.as_bytes());
    hash.update([0]);
    hash.update(body);
    let hash = hex::encode(hash.finalize());
    let work = caller.begin().await?;
    if let Some(kept) = request::kept(&work.tx, &caller.system, key).await? {
        work.rollback().await?;
        return again(kept, &hash);
    }
    let done = match matter {
        None => opened(&work, body).await,
        Some(id) => recorded(&work, id, body).await,
    };
    let document = match done {
        Ok(document) => document,
        Err(refusal) => {
            work.rollback().await?;
            return Err(refusal);
        }
    };
    let text = document.to_string();
    let kept = request::keep(
        &work.tx,
        &caller.system,
        key,
        &hash,
        201,
        &text,
        work.now_ms,
    )
    .await;
    let ended = match kept {
        Ok(()) => work.commit().await,
        Err(error) => Err(error.into()),
    };
    match ended {
        Ok(()) => Ok(answer(StatusCode::CREATED, JSON, text)),
        // The same request came twice at once: the other one was first.
        Err(people::WorkError::Storage(db::StorageError::Conflict(_))) => {
            let tx = app.db().begin().await?;
            let kept = request::kept(&tx, &caller.system, key).await?;
            tx.rollback().await?;
            match kept {
                Some(kept) => again(kept, &hash),
                None => Err(people::WorkError::ChangedMeanwhile.into()),
            }
        }
        Err(error) => Err(error.into()),
    }
}

fn again(kept: request::Kept, hash: &str) -> Result<Response, Refusal> {
    if kept.body_hash != hash {
        return Err(Refusal::new(
            StatusCode::CONFLICT,
            "Khóa đã dùng",
            messages::API_OTHER_BODY,
        ));
    }
    let status = u16::try_from(kept.status)
        .ok()
        .and_then(|code| StatusCode::from_u16(code).ok());
    Ok(answer(status.unwrap_or(StatusCode::OK), JSON, kept.answer))
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|cause| unreadable(messages::api_body(&cause.to_string())))
}

async fn opened(work: &people::Work, body: &[u8]) -> Result<Value, Refusal> {
    let sent: MatterSent = read(body)?;
    if sent.acts.is_empty() {
        return Err(unreadable(messages::API_NO_ACTS));
    }
    let entries: Result<Vec<ActEntry>, Refusal> = sent
        .acts
        .into_iter()
        .map(|act| act.entry(&work.law))
        .collect();
    let (id, entries) = (Uuid::now_v7(), entries?);
    let described = entries.iter().filter(|act| act.kind == DESCRIBED);
    let known: Vec<Uuid> = described.flat_map(|act| act.subjects.clone()).collect();
    for act in &entries {
        people_known(act, |person| known.contains(&person))?;
    }
    let facts = criminal::register(work, id, entries)
        .await
        .map_err(refused)?;
    let code = ledger::matter(&work.tx, id).await?.map(|row| row.code);
    Ok(json!({ "matter": id, "code": code, "facts": facts }))
}

async fn recorded(work: &people::Work, id: Uuid, body: &[u8]) -> Result<Value, Refusal> {
    let sent: ActSent = read(body)?;
    let entry = sent.entry(&work.law)?;
    let opened = criminal::open(&work.tx, &work.law, id).await?;
    let missing = || {
        Refusal::new(
            StatusCode::NOT_FOUND,
            "Không tìm thấy",
            criminal::messages::NO_MATTER,
        )
    };
    let opened = opened.ok_or_else(missing)?;
    opened
        .require(work, Right::CriminalFactRecord)
        .await
        .map_err(|_| missing())?;
    people_known(&entry, |person| opened.matter.person(person).is_some())?;
    let facts = criminal::record_act(work, id, entry, None)
        .await
        .map_err(refused)?;
    Ok(json!({ "matter": id, "code": opened.code, "facts": facts }))
}

/// The act that brings a person into a matter.
const DESCRIBED: &str = "party.described";

/// An act is about people of its matter: a person whom nobody has described there is a slip of the program that asks.
fn people_known(act: &ActEntry, is_known: impl Fn(Uuid) -> bool) -> Result<(), Refusal> {
    let stranger = act.subjects.iter().find(|person| !is_known(**person));
    match stranger.filter(|_| act.kind != DESCRIBED) {
        Some(person) => Err(unreadable(messages::api_person(&act.kind, *person))),
        None => Ok(()),
    }
}

fn refused(error: RecordError) -> Refusal {
    let with = |verdict: criminal::rules::Verdict, detail: &str| {
        let findings = verdict.refusals.iter().map(|found| (found, true));
        let findings = findings.chain(verdict.warnings.iter().map(|found| (found, false)));
        let mut refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Chưa hợp lệ", detail);
        refusal.findings = findings
            .map(|(found, forbids)| {
                json!({ "code": found.code, "forbids": forbids, "vi": found.vi, "article": found.article, "todo_vi": found.todo_vi })
            })
            .collect();
        refusal
    };
    match error {
        RecordError::Unlawful(verdict) => with(verdict, messages::API_UNLAWFUL),
        RecordError::Unconfirmed(verdict) => with(verdict, messages::API_UNCONFIRMED),
        RecordError::Changed(_) => people::WorkError::ChangedMeanwhile.into(),
        RecordError::Number(criminal::numbers::NumberError::Work(error))
        | RecordError::Work(error) => error.into(),
        RecordError::Number(error) => {
            let said = criminal::messages::number_refused(&error);
            Refusal::new(StatusCode::CONFLICT, "Số không dùng được", said)
        }
    }
}
