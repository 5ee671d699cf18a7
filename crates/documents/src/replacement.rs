//! Thay thế văn bản (NĐ 30/2020/NĐ-CP Đ.18): what is wrong in its content is replaced by a document of equal form that names it.

use db::{Sql, args};
use people::{Right, Work, WorkError};
use serde_json::json;
use typeset::{Block, Text};
use uuid::Uuid;

use crate::draft::{self, Change, Draft};
use crate::folder::ready::{Ready, require};
use crate::issue::IssueError;
use crate::rules::put;
use crate::versions;

db::row! {
    /// Văn bản bị thay thế.
    pub struct Replaced {
        /// The old document.
        pub replaces_id: Uuid,
        /// Why.
        pub reason: String,
    }
}

/// What a document replaces, if anything.
pub async fn of(db: &impl Sql, document: Uuid) -> Result<Option<Replaced>, db::StorageError> {
    db.opt(
        "SELECT replaces_id, reason FROM documents_replacement WHERE document_id = $1",
        args![document],
    )
    .await
}

/// The document that replaces this one, issued or in the making.
pub async fn by(db: &impl Sql, document: Uuid) -> Result<Option<Draft>, db::StorageError> {
    let newer: Option<Uuid> = db
        .opt(
            "SELECT r.document_id FROM documents_replacement r JOIN documents_draft d ON d.id = r.document_id
              WHERE r.replaces_id = $1 AND d.state <> 'withdrawn' ORDER BY r.made_at DESC LIMIT 1",
            args![document],
        )
        .await?;
    match newer {
        Some(newer) => draft::get(db, newer).await,
        None => Ok(None),
    }
}

/// Soạn văn bản thay thế: a new draft of the same form with what the old one said, naming it. There is one at a time.
pub async fn begin(work: &Work, old: Uuid, reason: &str) -> Result<Uuid, IssueError> {
    let reason = text::clean(reason);
    let old = draft::get(&work.tx, old)
        .await?
        .ok_or(WorkError::NotFound)?;
    require(work, &old, Right::DocumentsDraft).await?;
    let (Some(number), Some(on), "issued") = (&old.number, old.issued_on, old.state.as_str())
    else {
        return Err(IssueError::NotIssued);
    };
    if reason.is_empty() {
        return Err(IssueError::NoReason);
    }
    if let Some(newer) = by(&work.tx, old.id).await? {
        return Ok(newer.id);
    }
    let mut known = old.known();
    put(&mut known, "document", json!({}));
    put(
        &mut known,
        "replaces",
        json!({ "number": number, "on": on.to_string(), "title": old.title }),
    );
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO documents_draft (unit_id, id, matter_id, subject_id, form, title, about, found, known, typed, version, state,
               signer_id, signer_name, signer_role, drafted_by, drafted_at, changed_by, changed_at)
             SELECT unit_id, $1, matter_id, subject_id, form, title, about, $2, $3, typed, 1, 'draft',
               signer_id, signer_name, signer_role, $4, $5, $4, $5 FROM documents_draft WHERE unit_id = $6 AND id = $7",
            args![
                id,
                text::fold(&format!("{} {}", old.about, old.title)),
                known.to_string(),
                work.actor.person,
                work.now_ms,
                &old.unit_id,
                old.id
            ],
        )
        .await?;
    let change = Change {
        typed: old.typed(),
        known,
        ..Change::default()
    };
    versions::keep(work, &old.unit_id, id, 1, &change).await?;
    work.tx
        .exec(
            "INSERT INTO documents_replacement (unit_id, document_id, replaces_id, reason, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
            args![&old.unit_id, id, old.id, &reason, work.actor.person, work.now_ms],
        )
        .await?;
    work.note(
        "document.replacement_drafted",
        "document",
        id,
        &old.id.to_string(),
    )
    .await?;
    Ok(id)
}

/// The fact that the new one corrects: that of the old document while it stands.
pub async fn corrected(
    work: &Work,
    ready: &Ready,
    old: &Replaced,
    act: &str,
) -> Result<Option<(Uuid, String)>, IssueError> {
    let fact = draft::get(&work.tx, old.replaces_id)
        .await?
        .and_then(|old| old.fact_id);
    let stands = criminal::standing::standing(&ready.opened.facts)
        .find(|one| Some(one.id) == fact && one.kind == act);
    Ok(stands.map(|fact| (fact.id, old.reason.clone())))
}

/// The old document says that it was replaced; its number stays in the book, for it was issued.
pub async fn retire(work: &Work, newer: Uuid, old: &Replaced) -> Result<(), IssueError> {
    work.tx
        .exec(
            "UPDATE documents_draft SET state = 'replaced', reason = $1, changed_by = $2, changed_at = $3
              WHERE id = $4 AND state = 'issued'",
            args![&old.reason, work.actor.person, work.now_ms, old.replaces_id],
        )
        .await?;
    crate::folder::codes::withdrawn(work, old.replaces_id).await?;
    work.note(
        "document.replaced",
        "document",
        old.replaces_id,
        &newer.to_string(),
    )
    .await?;
    Ok(())
}

/// Puts the sentence that names the old document at the end of what is decided.
pub fn name_old(blocks: &mut Vec<Block>, known: &serde_json::Value) {
    let Some(old) = known.get("replaces") else {
        return;
    };
    let word = |name: &str| {
        old.get(name)
            .and_then(|word| word.as_str())
            .unwrap_or_default()
    };
    let (number, title) = (word("number"), word("title"));
    let Ok(on) = word("on").parse::<chrono::NaiveDate>() else {
        return;
    };
    let sentence = Text::form(format!(
        "Văn bản này thay thế {title} số {number} ngày {}.",
        shell::vi_date(on)
    ));
    let articles = blocks
        .iter()
        .filter(|block| matches!(block, Block::Article { .. }))
        .count();
    let last = blocks
        .iter()
        .rposition(|block| matches!(block, Block::Article { .. }));
    match last {
        Some(at) => blocks.insert(
            at + 1,
            Block::Article {
                label: format!("Điều {}.", articles + 1),
                text: sentence,
            },
        ),
        None => blocks.push(Block::Paragraph { text: sentence }),
    }
}
