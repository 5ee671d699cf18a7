//! Ghi sự kiện khi ban hành: the act that a document is, recorded under the number the document has, and the document issued.

use criminal::{ActEntry, record_act};
use db::{Sql, args};
use people::{Units, Work, WorkError};
use uuid::Uuid;

use super::codes;
use super::number::{self, act_on};
use super::ready::Ready;
use crate::draft::Draft;
use crate::issue::IssueError;
use crate::messages;
use crate::replacement;
use crate::rules::{Kind, Template, sources};

/// Cách ký.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signing {
    /// Ký số.
    Digital,
    /// Ký giấy.
    Paper,
}

impl Signing {
    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Signing::Digital => "digital",
            Signing::Paper => "paper",
        }
    }
}

/// Văn bản đã thành: what stands in the register.
pub struct Made<'a> {
    /// The draft with number and day.
    pub locked: &'a Draft,
    /// The number.
    pub number: Option<&'a str>,
    /// The fact.
    pub fact: Option<Uuid>,
    /// The kept PDF.
    pub pdf: String,
    /// The kept Word file.
    pub docx: String,
    /// Nơi nhận, one a line.
    pub recipients: String,
    /// Số trang.
    pub pages: i64,
    /// Cách ký.
    pub signing: Signing,
}

/// Ghi sự kiện: what the law says of it is asked once more here, and refused here if it is refused.
pub async fn record(
    work: &Work,
    units: &Units,
    ready: &Ready,
    number: Option<&str>,
    is_confirmed: bool,
) -> Result<Option<Uuid>, IssueError> {
    let replaced = replacement::of(&work.tx, ready.draft.id).await?;
    let Some(act) = ready.drafted.values.act_of(&ready.template) else {
        number::carry(work, ready, None).await?;
        return Ok(None);
    };
    let is_noted = number::let_go(work, ready, replaced.is_some()).await?;
    let mut body = ready.drafted.recorded();
    let row = work.law.acts.get(act);
    body.retain(|name, _| row.is_none_or(|row| row.field(name).is_some()));
    let members =
        people::staff::post::members(&work.tx, units, &ready.opened.unit, work.today).await?;
    let corrects = match &replaced {
        Some(old) => replacement::corrected(work, ready, old, act).await?,
        None => None,
    };
    let entry = ActEntry {
        kind: act.to_owned(),
        subjects: ready.draft.subject_id.into_iter().collect(),
        effective: Some(act_on(ready, work)),
        issuer: Some(ready.drafted.values.shown("office")),
        number: number.map(str::to_owned),
        body: with_staff(&ready.template, body, &members)?,
        sources: sources::recorded(
            &ready.template,
            &ready.drafted.values,
            &ready.now,
            &ready.opened,
        ),
        corrects,
        is_confirmed,
        ..ActEntry::default()
    };
    let facts = record_act(work, ready.opened.id, entry, Some(ready.opened.seen)).await?;
    let fact = facts.into_iter().next();
    let fact = fact.ok_or_else(|| WorkError::Broken("no fact".to_owned()))?;
    if !is_noted {
        number::carry(work, ready, Some(fact.id)).await?;
    }
    Ok(Some(fact.id))
}

/// Khóa văn bản: it is issued, enters the register of outgoing documents, and what it replaces says so.
pub async fn finish(work: &Work, made: Made<'_>) -> Result<(), IssueError> {
    let last = made.locked;
    let found = text::fold(&format!(
        "{} {} {}",
        last.about,
        last.title,
        made.number.unwrap_or_default()
    ));
    work.tx
        .exec(
            "UPDATE documents_draft SET state = 'issued', known = $1, number = $2, issued_on = $3, issued_by = $4, fact_id = $5,
               pdf = $6, docx = $7, found = $8, changed_by = $4, changed_at = $9 WHERE unit_id = $10 AND id = $11",
            args![
                &last.known,
                made.number.map(str::to_owned),
                last.issued_on,
                work.actor.person,
                made.fact,
                made.pdf.clone(),
                made.docx,
                found,
                work.now_ms,
                &last.unit_id,
                last.id
            ],
        )
        .await?;
    work.tx
        .exec(
            "INSERT INTO documents_issued (unit_id, document_id, signing, recipients, pages) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (unit_id, document_id) DO NOTHING",
            args![&last.unit_id, last.id, made.signing.id(), made.recipients, made.pages],
        )
        .await?;
    work.tx
        .exec(
            "UPDATE documents_submission SET state = 'signed', answered_by = $1, answered_at = $2
              WHERE unit_id = $3 AND document_id = $4 AND state = 'waiting'",
            args![work.actor.person, work.now_ms, &last.unit_id, last.id],
        )
        .await?;
    if let Some(old) = replacement::of(&work.tx, last.id).await? {
        replacement::retire(work, last.id, &old).await?;
    }
    if made.signing == Signing::Digital {
        codes::issued(work, last, made.number, &made.pdf).await?;
    }
    let detail = format!(
        "{} {} {}",
        last.form,
        made.number.unwrap_or_default(),
        made.signing.id()
    );
    work.note("document.issued", "document", last.id, &detail)
        .await?;
    Ok(())
}

/// Nơi nhận as printed, one a line.
pub fn recipients(document: &typeset::OfficialDocument) -> String {
    let lines: Vec<String> = document
        .closing
        .recipients
        .iter()
        .map(|line| line.plain())
        .collect();
    lines.join("\n")
}

/// Cán bộ: an act keeps the id of a member of staff, the paper their name.
fn with_staff(
    template: &Template,
    mut body: serde_json::Map<String, serde_json::Value>,
    members: &[people::staff::post::Member],
) -> Result<serde_json::Map<String, serde_json::Value>, WorkError> {
    let staff = template
        .fields
        .iter()
        .filter(|field| field.kind == Kind::Staff);
    for field in staff {
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
