//! Soạn, lưu, ban hành, thu hồi một văn bản hành chính.

use std::sync::Arc;

use db::{Sql, args};
use files::Files;
use people::{Right, Units, Work, WorkError};
use serde_json::json;
use typeset::Typesetter;
use uuid::Uuid;

use super::kinds::{self, Type};
use super::paper::{Drawn, Sheet, draw};
use super::{FORM, messages, signing};
use crate::draft::{self, Change, Draft, Typed};
use crate::folder::ceremony;
use crate::folder::ready::hold;
use crate::folder::recording::{self, Made, Signing};
use crate::issue::IssueError;
use crate::office::office_of;
use crate::rules::{Office, Signer, put};
use crate::{press, versions};

/// The roles that sign for the office.
const LEADERS: [&str; 2] = ["chief", "deputy_chief"];

/// The type of a draft.
pub fn kind_of(draft: &Draft) -> Option<&'static Type> {
    kinds::named(draft.form.strip_prefix(FORM)?)
}

/// The leaders who may sign for a unit on a day.
pub async fn leaders(
    db: &impl Sql,
    units: &Units,
    unit: &str,
    day: chrono::NaiveDate,
) -> Result<Vec<Signer>, WorkError> {
    let members = people::staff::post::members(db, units, unit, day).await?;
    let mut all: Vec<Signer> = Vec::new();
    for member in members {
        let is_known = all.iter().any(|known| known.id == Some(member.person));
        if LEADERS.contains(&member.role.as_str()) && !is_known {
            all.push(Signer {
                id: Some(member.person),
                name: member.name,
                role: member.role,
            });
        }
    }
    Ok(all)
}

/// Soạn mới.
pub async fn begin(work: &Work, units: &Units, kind: &Type) -> Result<Uuid, WorkError> {
    let unit = work.actor.unit.clone();
    work.require_for(Right::DocumentsDraft, &unit, &[work.actor.person])
        .await?;
    let leaders = leaders(&work.tx, units, &unit, work.today).await?;
    let signer = leaders.into_iter().next().unwrap_or_default();
    let mut typed = Typed::new();
    typed.insert("body".to_owned(), kind.outline.clone());
    let known = json!({ "signer": { "name": signer.name, "role": signer.role } });
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO documents_draft (unit_id, id, matter_id, subject_id, form, title, about, found, known, typed, version, state,
               signer_id, signer_name, signer_role, drafted_by, drafted_at, changed_by, changed_at)
             VALUES ($1, $2, $3, NULL, $4, $5, '', $6, $7, $8, 1, 'draft', $9, $10, $11, $12, $13, $12, $13)",
            args![
                &unit, id, Uuid::nil(), kind.form(), &kind.name_vi, text::fold(&kind.name_vi), known.to_string(),
                serde_json::to_string(&typed).unwrap_or_default(), signer.id, &signer.name, &signer.role, work.actor.person, work.now_ms
            ],
        )
        .await?;
    let change = Change {
        known,
        typed,
        ..Change::default()
    };
    versions::keep(work, &unit, id, 1, &change).await?;
    work.note("document.drafted", "document", id, &kind.form())
        .await?;
    Ok(id)
}

/// May the person do this to the draft?
pub fn may(work: &Work, draft: &Draft, right: Right) -> bool {
    work.may(right, &draft.unit_id, &[draft.drafted_by])
}

/// Lưu: a field, or several; a secret mark in them is refused before anything is kept.
pub async fn save(
    work: &Work,
    units: &Units,
    draft: &Draft,
    version: i64,
    fields: &[(String, String)],
) -> Result<i64, WorkError> {
    if !may(work, draft, Right::DocumentsDraft) {
        return Err(WorkError::NotAllowed {
            right: Right::DocumentsDraft,
            unit: draft.unit_id.clone(),
        });
    }
    let kind = kind_of(draft).ok_or(WorkError::NotFound)?;
    let mut change = Change {
        field: match fields {
            [(name, _)] => name.clone(),
            _ => String::new(),
        },
        known: draft.known(),
        typed: draft.typed(),
        is_typing: fields.len() == 1,
        ..Change::default()
    };
    for (name, words) in fields {
        if name == "signer_person" {
            let chosen: Option<Uuid> = words.trim().parse().ok();
            let leaders = leaders(&work.tx, units, &draft.unit_id, work.today).await?;
            let signer = leaders
                .into_iter()
                .find(|one| chosen.is_some() && one.id == chosen)
                .unwrap_or_default();
            if signer.id != draft.signer_id {
                let named = json!({ "name": signer.name, "role": signer.role });
                put(&mut change.known, "signer", named);
                change.before.clone_from(&draft.signer_name);
                change.after.clone_from(&signer.name);
                change.signer = Some(signer);
            }
            continue;
        }
        if !super::paper::has(kind, name)
            || !super::paper::FIELDS.iter().any(|(known, _)| known == name)
        {
            continue;
        }
        if let Some(mark) = crate::secrecy::mark_in(words.lines()) {
            work.note("document.secret_refused", "document", draft.id, mark)
                .await?;
            return Err(WorkError::invalid(name, messages::secret(mark)));
        }
        let words: String = words.chars().take(100_000).collect();
        change.before = change.typed.get(name).cloned().unwrap_or_default();
        change.after.clone_from(&words);
        match words.trim().is_empty() {
            true => drop(change.typed.remove(name)),
            false => drop(change.typed.insert(name.clone(), words)),
        }
    }
    if change.typed == draft.typed() && change.signer.is_none() && version == draft.version {
        return Ok(version);
    }
    keep(work, draft, version, &change).await
}

/// Keeps a change of a letter; what it is about follows its Trích yếu.
pub async fn keep(
    work: &Work,
    draft: &Draft,
    version: i64,
    change: &Change,
) -> Result<i64, WorkError> {
    let about = text::clean(change.typed.get("subject").map_or("", String::as_str));
    let version = draft::save(work, draft, version, change).await?;
    work.tx
        .exec(
            "UPDATE documents_draft SET about = $1, found = $2 WHERE unit_id = $3 AND id = $4",
            args![
                &about,
                text::fold(&format!("{about} {}", draft.title)),
                &draft.unit_id,
                draft.id
            ],
        )
        .await?;
    Ok(version)
}

/// The office of a draft on a day.
pub async fn office(
    db: &impl Sql,
    units: &Units,
    draft: &Draft,
    day: chrono::NaiveDate,
) -> Result<Office, WorkError> {
    office_of(db, units, &draft.unit_id, draft.issued_on.unwrap_or(day)).await
}

/// Dựng một bản nháp.
pub fn drawn(draft: &Draft, kind: &Type, office: &Office) -> Drawn {
    let signer = Signer {
        id: draft.signer_id,
        name: draft.signer_name.clone(),
        role: draft.signer_role.clone(),
    };
    let typed = draft.typed();
    draw(&Sheet {
        kind,
        office,
        signer: &signer,
        typed: &typed,
        known: &draft.known(),
        number: draft.number.as_deref(),
        issued_on: draft.issued_on,
    })
}

/// Ban hành bản ký giấy: the number is taken, both files are kept and the draft is locked, in one transaction.
pub async fn issue(
    work: &Work,
    (files, press): (&Files, &Arc<Typesetter>),
    units: &Units,
    id: Uuid,
    version: i64,
) -> Result<String, IssueError> {
    // A second click waits, and then finds the number of the first.
    let draft = hold(work, id).await?;
    work.require(Right::DocumentsIssue, &draft.unit_id).await?;
    match (draft.state.as_str(), &draft.number) {
        ("issued", number) => return Ok(number.clone().unwrap_or_default()),
        _ => ceremony::state_of(&draft)?,
    }
    let checked = signing::check(work, units, &draft, version, None).await?;
    signing::require_authority(work, units, &draft, &checked.signer).await?;
    let number = signing::number(work, units, &draft, &checked, "issued").await?;
    let paper = signing::printed(&work.tx, units, &draft, number.as_deref(), work.today).await?;
    let pdf = ceremony::keep(files, press::pdf(press, paper.clone()).await?).await?;
    let docx = ceremony::keep(files, press::word(press, paper.clone()).await?).await?;
    let made = Made {
        locked: &signing::locked(&draft, number.as_deref(), work.today),
        number: number.as_deref(),
        fact: None,
        pdf,
        docx,
        recipients: recording::recipients(&paper),
        pages: press::pages(press, paper).await?,
        signing: Signing::Paper,
    };
    recording::finish(work, made).await?;
    Ok(number.unwrap_or_default())
}
