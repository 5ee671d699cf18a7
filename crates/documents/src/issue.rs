//! Ban hành và thu hồi: one act that numbers the document, records its fact, keeps its files and locks it.

use std::sync::Arc;

use criminal::numbers::{self, NumberError};
use criminal::standing::standing;
use criminal::{ActEntry, RecordError, record_act};
use db::{Sql, args};
use files::Files;
use law::Moment;
use people::{Right, Units, Work, WorkError};
use typeset::Typesetter;
use uuid::Uuid;

use crate::draft::{self, Draft};
use crate::messages;
use crate::office::{office_of, signers};
use crate::paper::{self, compose};
use crate::press;
use crate::rules::{Around, Context, Gap, Kind, Signer, Template, context, issued, put, sources};

/// Why a document was not issued or withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    /// It was issued a moment before, under this number.
    #[error("issued already as {0}")]
    Already(String),
    /// It is withdrawn.
    #[error("withdrawn")]
    Withdrawn,
    /// Somebody saved since the person last looked.
    #[error("saved since")]
    SavedSince,
    /// Required fields are empty.
    #[error("gaps")]
    Gaps(Vec<Gap>),
    /// Typed words cannot be read.
    #[error("unreadable")]
    Unreadable,
    /// The facts have changed.
    #[error("stale")]
    Stale,
    /// Somebody who may sign issues it, and the draft names another: the signer must be changed first.
    #[error("another signer")]
    OtherSigner(Signer),
    /// Nobody who may sign is chosen.
    #[error("no signer")]
    NoSigner,
    /// A withdrawal without a reason.
    #[error("no reason")]
    NoReason,
    /// The law, the number book or another person refused.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Not allowed, not found, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<db::StorageError> for IssueError {
    fn from(error: db::StorageError) -> Self {
        IssueError::Work(error.into())
    }
}

impl From<NumberError> for IssueError {
    fn from(error: NumberError) -> Self {
        IssueError::Record(error.into())
    }
}

/// What the facts say now about a draft's document.
pub async fn fresh(
    db: &impl Sql,
    law: &law::Law,
    units: &Units,
    opened: &criminal::Opened,
    template: &Template,
    draft: (Option<Uuid>, &Signer),
    today: chrono::NaiveDate,
) -> Result<Context, WorkError> {
    let office = office_of(db, units, &opened.unit, today).await?;
    let act = template
        .act
        .as_ref()
        .and_then(|act| law.acts.on(act, today).or(law.acts.get(act)));
    Ok(context(&Around {
        law,
        opened,
        act,
        facts: &template.facts,
        subject: draft.0,
        office: &office,
        signer: draft.1,
        today,
    }))
}

/// Ban hành. Nothing lasts until the caller commits `work`; a second click finds it issued.
pub async fn issue(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    id: Uuid,
    version: i64,
    is_confirmed: bool,
) -> Result<String, IssueError> {
    // Holding the row first makes a second click wait, and then find the number of the first.
    work.tx
        .exec(
            "UPDATE documents_draft SET changed_at = changed_at WHERE id = $1",
            args![id],
        )
        .await?;
    let draft = draft::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let opened = criminal::open(&work.tx, &work.law, draft.matter_id)
        .await?
        .ok_or(WorkError::NotFound)?;
    opened.require(work, Right::DocumentsIssue).await?;
    opened.require(work, Right::CriminalDecisionIssue).await?;
    match (draft.state.as_str(), &draft.number) {
        ("draft", _) => {}
        ("issued", Some(number)) => return Err(IssueError::Already(number.clone())),
        _ => return Err(IssueError::Withdrawn),
    }
    if draft.version != version {
        return Err(IssueError::SavedSince);
    }
    let template = paper::form(&draft.form, work.today).ok_or(WorkError::NotFound)?;
    let may_sign = signers(&work.tx, units, &opened.unit, &template, work.today).await?;
    // Ký thay: whoever issues puts their own name under it, never that of another leader.
    let issuer = may_sign
        .iter()
        .find(|signer| signer.id == Some(work.actor.person));
    if let Some(issuer) = issuer.filter(|issuer| issuer.id != draft.signer_id) {
        return Err(IssueError::OtherSigner(issuer.clone()));
    }
    let signer = may_sign
        .into_iter()
        .find(|signer| signer.id.is_some() && signer.id == draft.signer_id);
    let signer = signer.ok_or(IssueError::NoSigner)?;
    let now = fresh(
        &work.tx,
        &work.law,
        units,
        &opened,
        &template,
        (draft.subject_id, &signer),
        work.today,
    )
    .await?;
    if !paper::stale(&template, &draft, &now).is_empty() {
        return Err(IssueError::Stale);
    }
    let drafted = compose(&draft, template.clone(), work.today);
    if !drafted.errors.is_empty() {
        return Err(IssueError::Unreadable);
    }
    if !drafted.filled.may_be_issued() {
        return Err(IssueError::Gaps(drafted.filled.gaps));
    }
    let (fact, number) = match drafted.values.act_of(&template) {
        Some(act) => {
            let mut body = drafted.recorded();
            let row = work.law.acts.get(act);
            body.retain(|name, _| row.is_none_or(|row| row.field(name).is_some()));
            let members = people::staff::post::members(&work.tx, units, &opened.unit, work.today);
            let entry = ActEntry {
                kind: act.to_owned(),
                subjects: draft.subject_id.into_iter().collect(),
                effective: Some(
                    drafted
                        .values
                        .act_on(&template)
                        .unwrap_or(Moment::day(work.today)),
                ),
                issuer: Some(drafted.values.shown("office")),
                takes_number: template.is_numbered,
                body: with_staff(&template, body, &members.await?)?,
                sources: sources::recorded(&template, &drafted.values, &now, &opened),
                is_confirmed,
                ..ActEntry::default()
            };
            let facts = record_act(work, opened.id, entry, Some(opened.seen)).await?;
            let fact = facts.into_iter().next();
            let fact = fact.ok_or_else(|| WorkError::Broken("no fact".to_owned()))?;
            (Some(fact.id), fact.number)
        }
        None => (None, None),
    };
    // An act without a book of its own, and a form that records none, take the number of the form's book.
    let number = match number {
        None if template.is_numbered => {
            Some(form_number(work, units, &opened, &template, &draft, fact).await?)
        }
        number => number,
    };
    let last = locked(&draft, &template, number.as_deref(), work.today)?;
    let paper = compose(&last, template.clone(), work.today);
    let pdf = press::pdf(press, paper.filled.document.clone()).await?;
    let docx = press::word(press, paper.filled.document).await?;
    let kept = |error: files::FileError| WorkError::Broken(error.to_string());
    let pdf = files.put(pdf).await.map_err(kept)?;
    let docx = files.put(docx).await.map_err(kept)?;
    work.tx
        .exec(
            "UPDATE documents_draft SET state = 'issued', known = $1, number = $2, issued_on = $3, issued_by = $4, fact_id = $5,
               pdf = $6, docx = $7, found = $8, changed_by = $4, changed_at = $9 WHERE unit_id = $10 AND id = $11",
            args![
                &last.known,
                number.clone(),
                work.today,
                work.actor.person,
                fact,
                pdf.to_string(),
                docx.to_string(),
                text::fold(&format!(
                    "{} {} {}",
                    draft.about,
                    draft.title,
                    number.as_deref().unwrap_or_default()
                )),
                work.now_ms,
                &draft.unit_id,
                id
            ],
        )
        .await?;
    work.note(
        "document.issued",
        "document",
        id,
        &format!("{} {}", draft.form, number.as_deref().unwrap_or_default()),
    )
    .await?;
    Ok(number.unwrap_or_default())
}

/// Cán bộ: an act keeps the id of a member of staff, the paper their name.
fn with_staff(
    template: &Template,
    mut body: serde_json::Map<String, serde_json::Value>,
    members: &[people::staff::post::Member],
) -> Result<serde_json::Map<String, serde_json::Value>, WorkError> {
    for field in template
        .fields
        .iter()
        .filter(|field| field.kind == Kind::Staff)
    {
        let Some(kept) = &field.records else { continue };
        let Some(name) = body
            .get(kept)
            .and_then(|name| name.as_str())
            .map(str::to_owned)
        else {
            continue;
        };
        let mut named = members
            .iter()
            .filter(|member| text::fold(&member.name) == text::fold(&name));
        let Some(member) = named.next() else {
            return Err(WorkError::invalid(
                &field.name,
                messages::unknown_staff(&field.label_vi, &name),
            ));
        };
        body.insert(kept.clone(), member.person.to_string().into());
        body.insert(format!("{kept}_name"), member.name.clone().into());
    }
    Ok(body)
}

/// Số của mẫu: a paper without a book of its act has the book of its form.
async fn form_number(
    work: &Work,
    units: &Units,
    opened: &criminal::Opened,
    template: &Template,
    draft: &Draft,
    fact: Option<Uuid>,
) -> Result<String, IssueError> {
    let key = numbers::Key {
        unit: crate::office::issuing_unit(units, &opened.unit, work.today),
        year: numbers::numbering_year(work.today),
        series: format!("mau.{}", template.slug()),
        symbol: Some(template.symbol.clone()),
    };
    let about = numbers::About {
        matter: opened.id,
        subject: draft.subject_id,
        // Without a fact the number is found again by the document itself.
        fact: fact.or(Some(draft.id)),
    };
    Ok(numbers::take(work, &key, about, work.today).await?.shown)
}

/// Đổi người ký: somebody takes over what another was to sign; a version of its own, so that it can be seen who did.
pub async fn take_over(work: &Work, draft: &Draft, signer: Signer) -> Result<i64, WorkError> {
    let mut change = draft::Change {
        field: "signer".to_owned(),
        before: draft.signer_name.clone(),
        after: signer.name.clone(),
        known: draft.known(),
        typed: draft.typed(),
        signer: None,
    };
    let named = serde_json::json!({ "name": signer.name, "role": signer.role });
    put(&mut change.known, "signer", named);
    change.signer = Some(signer);
    draft::save(work, draft, draft.version, &change).await
}

/// The draft as it is issued: with its number, its day and the symbol that the number book gave.
fn locked(
    draft: &Draft,
    template: &Template,
    number: Option<&str>,
    today: chrono::NaiveDate,
) -> Result<Draft, WorkError> {
    let mut last = draft.clone();
    last.state = "issued".to_owned();
    last.issued_on = Some(today);
    let Some(number) = number else {
        let day = serde_json::json!({ "issued_on": today.to_string() });
        let mut known = draft.known();
        put(&mut known, "document", day);
        last.known = known.to_string();
        return Ok(last);
    };
    let broken = || WorkError::Broken(format!("the number {number} cannot be read"));
    let (sequence, symbol) = number.split_once('/').ok_or_else(broken)?;
    let sequence: u32 = sequence.parse().map_err(|_| broken())?;
    let symbol = symbol
        .strip_prefix(&format!("{}-", template.symbol))
        .unwrap_or(symbol);
    last.known = issued(&draft.known(), sequence, today, symbol).to_string();
    Ok(last)
}

/// Thu hồi: the fact no longer counts, the number stays in the book as cancelled, and the files are kept.
/// A draft that was never issued is put away.
pub async fn withdraw(work: &Work, id: Uuid, reason: &str) -> Result<(), IssueError> {
    let reason = text::clean(reason);
    let draft = draft::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let opened = criminal::open(&work.tx, &work.law, draft.matter_id)
        .await?
        .ok_or(WorkError::NotFound)?;
    let right = if draft.is_open() {
        Right::DocumentsDraft
    } else {
        Right::DocumentsIssue
    };
    opened.require(work, right).await?;
    if draft.state == "withdrawn" {
        return Err(IssueError::Withdrawn);
    }
    if reason.is_empty() && !draft.is_open() {
        return Err(IssueError::NoReason);
    }
    let changed = work
        .tx
        .exec(
            "UPDATE documents_draft SET state = 'withdrawn', reason = $1, changed_by = $2, changed_at = $3
              WHERE unit_id = $4 AND id = $5 AND state = $6",
            args![&reason, work.actor.person, work.now_ms, &draft.unit_id, id, &draft.state],
        )
        .await?;
    if changed == 0 {
        return Err(IssueError::SavedSince);
    }
    if let Some(fact) = draft.fact_id
        && standing(&opened.facts).any(|one| one.id == fact)
    {
        criminal::withdraw(work, opened.id, fact, &reason, Some(opened.seen)).await?;
    }
    let carried_by = draft.fact_id.unwrap_or(draft.id);
    if let Some(number) = numbers::of_fact(&work.tx, carried_by).await? {
        numbers::cancel(work, number, &reason).await?;
    }
    work.note("document.withdrawn", "document", id, &draft.form)
        .await?;
    Ok(())
}
