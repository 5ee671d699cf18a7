//! Hộp trình ký: what waits for a person's signature, each with what it decides, on which authority, what changed since it was last seen,
//! and how long is left.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use criminal::DueClock;
use db::{Sql, args};
use people::Work;
use typeset::Block;
use uuid::Uuid;

use super::submission::Submission;
use crate::administrative::{is_administrative, paper as administrative};
use crate::draft::{COLUMNS, Draft};
use crate::paper::{self, compose};

/// Một văn bản chờ ký.
pub struct Waiting {
    /// The document.
    pub draft: Draft,
    /// How it was handed in.
    pub turn: Option<Submission>,
    /// What it decides, in one line.
    pub decides: String,
    /// Căn cứ: the articles it rests on, as it prints them.
    pub authority: String,
    /// "KT. VIỆN TRƯỞNG, PHÓ VIỆN TRƯỞNG": what will stand above the signature.
    pub signs_as: String,
    /// What changed since the person last saw it: label, before, after.
    pub changes: Vec<(String, String, String)>,
    /// Whether the person has seen it before.
    pub was_seen: bool,
    /// The clock it serves.
    pub clock: Option<DueClock>,
}

/// The documents that wait for a person, those with the nearest end first.
pub async fn of(
    db: &impl Sql,
    signer: Uuid,
    today: NaiveDate,
) -> Result<Vec<Waiting>, db::StorageError> {
    let columns: Vec<String> = COLUMNS
        .split(',')
        .map(|name| format!("d.{}", name.trim()))
        .collect();
    let drafts: Vec<Draft> = db
        .all(
            format!(
                "SELECT {} FROM documents_submission s
                   JOIN documents_draft d ON d.unit_id = s.unit_id AND d.id = s.document_id
                  WHERE s.signer_id = $1 AND s.state = 'waiting' AND d.state IN ('submitted', 'signing')
                  ORDER BY s.submitted_at LIMIT 200",
                columns.join(", ")
            ),
            args![signer],
        )
        .await?;
    let matters: Vec<Uuid> = drafts.iter().map(|draft| draft.matter_id).collect();
    let clocks = criminal::due::running_of(db, &distinct(matters)).await?;
    let mut all = Vec::with_capacity(drafts.len());
    for draft in drafts {
        all.push(told(db, draft, signer, today, &clocks).await?);
    }
    all.sort_by_key(|one| one.clock.as_ref().map_or(i64::MAX, |clock| clock.due_at));
    Ok(all)
}

/// One document as its signer reads it.
pub async fn one(
    db: &impl Sql,
    draft: Draft,
    person: Uuid,
    today: NaiveDate,
) -> Result<Waiting, db::StorageError> {
    let clocks = criminal::due::running_of(db, &[draft.matter_id]).await?;
    told(db, draft, person, today, &clocks).await
}

fn distinct(mut matters: Vec<Uuid>) -> Vec<Uuid> {
    matters.sort_unstable();
    matters.dedup();
    matters
}

async fn told(
    db: &impl Sql,
    draft: Draft,
    person: Uuid,
    today: NaiveDate,
    clocks: &[DueClock],
) -> Result<Waiting, db::StorageError> {
    let turns = super::submission::turns_of(db, draft.id).await?;
    let seen: Option<i64> = db
        .opt(
            "SELECT version FROM documents_seen WHERE unit_id = $1 AND document_id = $2 AND person_id = $3",
            args![&draft.unit_id, draft.id, person],
        )
        .await?;
    let template = paper::form(&draft.form, today);
    let act = template.as_ref().and_then(|template| template.act.clone());
    let filled = template
        .clone()
        .map(|template| compose(&draft, template, today).filled.document);
    let changes = match seen {
        Some(seen) if seen < draft.version => {
            let all: Vec<(String, String, String)> = since(db, &draft, seen).await?;
            let label = |field: &str| match field {
                "signer" | "signer_person" => "Người ký".to_owned(),
                "" => "Nội dung".to_owned(),
                field if is_administrative(&draft) => administrative::label(field).to_owned(),
                field => template
                    .as_ref()
                    .and_then(|template| template.field(field))
                    .map_or_else(|| field.to_owned(), |field| field.label_vi.clone()),
            };
            all.into_iter()
                .map(|(field, before, after)| (label(&field), before, after))
                .collect()
        }
        _ => Vec::new(),
    };
    let clock = served(clocks, &draft, act.as_deref());
    let subject = filled
        .as_ref()
        .map(|document| document.subject.plain().replace('\n', " "))
        .unwrap_or_default();
    Ok(Waiting {
        decides: decides(&draft, &subject),
        authority: filled.as_ref().map(authority).unwrap_or_default(),
        signs_as: match &filled {
            Some(document) => document.closing.signature.title_lines.join(", "),
            None => administrative::title_lines(&draft.signer_role).join(", "),
        },
        changes,
        was_seen: seen.is_some(),
        clock,
        turn: turns.into_iter().next(),
        draft,
    })
}

/// "Gia hạn tạm giam (lần thứ hai) đối với Nguyễn Văn A".
fn decides(draft: &Draft, subject: &str) -> String {
    let subject = if subject.trim().is_empty() {
        draft.title.as_str()
    } else {
        subject.trim()
    };
    match draft.subject_id {
        Some(_) if !text::fold(subject).contains(&text::fold(&draft.about)) => {
            format!("{subject} đối với {}", draft.about)
        }
        Some(_) => subject.to_owned(),
        None => format!("{subject} – {}", draft.about),
    }
}

/// The first bases, which name the articles.
fn authority(document: &typeset::OfficialDocument) -> String {
    let bases = document.blocks.iter().filter_map(|block| match block {
        Block::Basis { text } => Some(text.plain()),
        _ => None,
    });
    let named: Vec<String> = bases
        .filter(|words| words.contains("Điều") || words.contains("điều"))
        .take(2)
        .map(|words| {
            let words = words.trim().trim_end_matches([';', ',', '.']);
            words.strip_prefix("Căn cứ ").unwrap_or(words).to_owned()
        })
        .collect();
    named.join("; ")
}

/// The clock whose next act is this document's, else the nearest of its person, else of the matter that the office itself must keep.
fn served(clocks: &[DueClock], draft: &Draft, act: Option<&str>) -> Option<DueClock> {
    let of_matter: Vec<&DueClock> = clocks
        .iter()
        .filter(|clock| clock.matter_id == draft.matter_id)
        .collect();
    let own = |clock: &&&DueClock| {
        draft.subject_id.is_none()
            || clock.subject_id.is_none()
            || clock.subject_id == draft.subject_id
    };
    let serves = of_matter
        .iter()
        .filter(own)
        .find(|clock| act.is_some() && clock.next_act.as_deref() == act);
    let nearest = of_matter
        .iter()
        .find(|clock| clock.subject_id == draft.subject_id && draft.subject_id.is_some());
    serves
        .or(nearest)
        .or(of_matter.iter().find(|clock| clock.is_ours))
        .map(|clock| (*clock).clone())
}

/// What changed after a version, field by field: what stood there then, and what stands there now.
async fn since(
    db: &impl Sql,
    draft: &Draft,
    version: i64,
) -> Result<Vec<(String, String, String)>, db::StorageError> {
    db::row! { struct Saved { field: String, before: String, after: String } }
    let saved: Vec<Saved> = db
        .all(
            "SELECT field, before, after FROM documents_version
              WHERE unit_id = $1 AND document_id = $2 AND version > $3 ORDER BY version LIMIT 500",
            args![&draft.unit_id, draft.id, version],
        )
        .await?;
    let mut changed: BTreeMap<String, (String, String)> = BTreeMap::new();
    for one in saved {
        changed
            .entry(one.field)
            .and_modify(|(_, after)| after.clone_from(&one.after))
            .or_insert((one.before, one.after));
    }
    Ok(changed
        .into_iter()
        .filter(|(_, (before, after))| before != after || before.is_empty())
        .map(|(field, (before, after))| (field, before, after))
        .collect())
}

/// Đã xem: the person has this version before them now.
pub async fn see(work: &Work, draft: &Draft) -> Result<(), db::StorageError> {
    work.tx
        .exec(
            "INSERT INTO documents_seen (unit_id, document_id, person_id, version, seen_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (unit_id, document_id, person_id) DO UPDATE SET version = $4, seen_at = $5",
            args![
                &draft.unit_id,
                draft.id,
                work.actor.person,
                draft.version,
                work.now_ms
            ],
        )
        .await?;
    Ok(())
}
