//! Nhận tệp Word trở về: read, recognised, compared with what was downloaded; edits of the text are laid over the draft, values wait
//! as proposals.

use std::sync::Arc;

use files::{FileId, Files};
use people::{Right, Work, WorkError};
use typeset::Origin;
use typeset::word::read::read;
use typeset::word::text::{WordBlock, WordText};
use uuid::Uuid;

use super::compare::compare;
use super::comparison::{Comparison, ValueChange};
use super::prose::{self, Edit, PROSE};
use super::store::{self, Change, Return};
use super::{end_mark, messages};
use crate::draft::{self, Draft};
use crate::paper::{self, Paper, compose, is_entered};
use crate::rules::Template;

/// Below this share of found lines, a file without a mark is of something else.
const LIKENESS: f32 = 0.5;

/// What became of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Received {
    /// There are changes to look at.
    New(Uuid),
    /// The same file was handed in before.
    Seen(Uuid),
    /// Nothing differs.
    Nothing,
    /// It is of another document.
    Other(Option<Uuid>),
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// What is wrong with it, in a Vietnamese sentence.
    #[error("refused: {0}")]
    Refused(String),
    /// Not allowed, changed meanwhile, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
}

impl From<db::StorageError> for ReturnError {
    fn from(error: db::StorageError) -> Self {
        ReturnError::Work(error.into())
    }
}

/// Một tệp được đưa lên.
pub struct HandedIn {
    /// What the person calls it.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Tracked changes count as accepted.
    pub accepts_tracked: bool,
}

/// Nhận. Nothing lasts until the caller commits `work`.
pub async fn receive(
    work: &Work,
    files: &Files,
    opened: &criminal::Opened,
    draft: &Draft,
    file: HandedIn,
) -> Result<Received, ReturnError> {
    opened.require(work, Right::DocumentsDraft).await?;
    if !draft.is_open() {
        return Err(ReturnError::Refused(crate::messages::LOCKED.to_owned()));
    }
    let content = FileId::of(&file.bytes).to_string();
    if let Some(seen) = store::by_file(&work.tx, draft, &content).await? {
        return Ok(Received::Seen(seen));
    }
    let template = paper::form(&draft.form, work.today).ok_or(WorkError::NotFound)?;
    let HandedIn {
        name,
        bytes,
        accepts_tracked,
    } = file;
    let (text, bytes) = off_thread(move || (read(&bytes, accepts_tracked), bytes)).await?;
    let text = text.map_err(|refusal| ReturnError::Refused(refusal.message_vi()))?;
    if let Some(mark) = secrecy_of(&text) {
        work.note("document.secret_refused", "document", draft.id, mark)
            .await?;
        return Err(ReturnError::Refused(messages::secret(mark)));
    }
    let mut told = Vec::new();
    let version = match &text.draft {
        Some((document, _)) if *document != draft.id.to_string() => {
            return Ok(Received::Other(document.parse().ok()));
        }
        Some((_, version)) => *version,
        None => draft.version,
    };
    let base = match version == draft.version {
        true => draft.clone(),
        false => {
            told.push(messages::older(version, draft.version));
            let kept = draft::version(&work.tx, draft, version).await?;
            kept.map_or_else(|| draft.clone(), |kept| draft.at(&kept))
        }
    };
    if text.draft.is_none() {
        told.push(messages::UNMARKED.to_owned());
    }
    let was = compose(&base, template.clone(), work.today);
    let now = compose(draft, template.clone(), work.today);
    let mut document = was.filled.document.clone();
    document.is_draft = true;
    let accepted = text.accepted;
    let is_unmarked = text.draft.is_none();
    told.extend(text.unread.iter().map(|one| one.message_vi()));
    let found = off_thread(move || compare(&document, &text)).await?;
    if is_unmarked && found.likeness < LIKENESS {
        return Err(ReturnError::Refused(messages::NOT_ALIKE.to_owned()));
    }
    if accepted > 0 {
        told.push(messages::accepted(accepted));
    }
    let id = Uuid::now_v7();
    let (changes, edits) = changes_of(&found, (&template, &was, &now), id, &mut told);
    if changes.is_empty() && told.is_empty() {
        return Ok(Received::Nothing);
    }
    let kept = files
        .put(bytes)
        .await
        .map_err(|error| WorkError::Broken(error.to_string()))?;
    if !edits.is_empty() {
        lay(work, draft, edits).await?;
    }
    let one = Return {
        id,
        file_name: text::clean(&name).chars().take(200).collect(),
        file: kept.to_string(),
        version,
        told: serde_json::to_string(&told).unwrap_or_default(),
        returned_by: work.actor.person,
        returned_at: work.now_ms,
    };
    store::insert(work, draft, &one, &changes).await?;
    work.note(
        "document.word_returned",
        "document",
        draft.id,
        &id.to_string(),
    )
    .await?;
    Ok(Received::New(id))
}

pub(crate) async fn off_thread<T: Send + 'static>(
    job: impl FnOnce() -> T + Send + 'static,
) -> Result<T, WorkError> {
    let done = tokio::task::spawn_blocking(job).await;
    done.map_err(|error| WorkError::Broken(error.to_string()))
}

pub(crate) fn secrecy_of(text: &WordText) -> Option<&'static str> {
    let mut head = Vec::new();
    for block in &text.blocks {
        match block {
            WordBlock::Line(line) => head.push(line.plain()),
            WordBlock::Table(rows) => {
                head.extend(rows.iter().flatten().flatten().map(|line| line.plain()))
            }
        }
    }
    crate::secrecy::mark_in(head.iter().flat_map(|line| line.lines()))
}

/// The edits join those that the draft keeps.
async fn lay(work: &Work, draft: &Draft, edits: Vec<Edit>) -> Result<(), WorkError> {
    let mut typed = draft.typed();
    let mut all = prose::read(typed.get(PROSE));
    let count = edits.len();
    all.extend(edits);
    typed.insert(PROSE.to_owned(), prose::kept(&all));
    let change = draft::Change {
        field: PROSE.to_owned(),
        after: format!("{count} chỗ sửa trong Word"),
        known: draft.known(),
        typed,
        ..draft::Change::default()
    };
    draft::save(work, draft, draft.version, &change).await?;
    Ok(())
}

/// What is kept of a comparison: proposals, edits with their origin, and sentences.
fn changes_of(
    found: &Comparison,
    (template, was, now): (&Arc<Template>, &Paper, &Paper),
    id: Uuid,
    told: &mut Vec<String>,
) -> (Vec<Change>, Vec<Edit>) {
    let (mut changes, mut edits) = (Vec::new(), Vec::new());
    let mut is_at_issue = false;
    for value in &found.values {
        match template
            .field(&value.field)
            .filter(|field| is_entered(field))
        {
            None => is_at_issue = true,
            Some(_) => changes.extend(proposal(value, template, (was, now), changes.len())),
        }
    }
    if is_at_issue {
        told.push(messages::AT_ISSUE.to_owned());
    }
    // Kept in the order of the page; laid over from the end to the beginning.
    let first = changes.len();
    let count = found.prose.len();
    for (index, one) in found.prose.iter().enumerate() {
        let n = first + count - 1 - index;
        let from = format!("{id}:{n}");
        let (kind, edit) = match one.edit.clone() {
            Edit::Changed {
                at, shape, pieces, ..
            } => (
                "changed",
                Edit::Changed {
                    from,
                    at,
                    shape,
                    pieces,
                },
            ),
            Edit::Struck { at, .. } => ("struck", Edit::Struck { from, at }),
            Edit::Added {
                after,
                place,
                shape,
                words,
                ..
            } => (
                "added",
                Edit::Added {
                    from,
                    after,
                    place,
                    shape,
                    words,
                },
            ),
        };
        edits.push(edit);
        changes.push(Change {
            before: one.before.clone(),
            after: one.after.clone(),
            answer: "taken".to_owned(),
            ..Change::new(n, kind)
        });
    }
    told.extend(found.told.iter().cloned());
    (changes, edits)
}

/// A value as it would be typed; none when it says what the draft says already.
fn proposal(
    value: &ValueChange,
    template: &Template,
    (was, now): (&Paper, &Paper),
    n: usize,
) -> Option<Change> {
    let words = end_mark(&value.before, &value.after);
    let mut values = now.values.clone();
    let mut said = Vec::new();
    let after = match values.type_in(template, &value.field, &words) {
        Ok(()) if words.is_empty() => String::new(),
        Ok(()) => values.shown(&value.field),
        Err(error) => {
            said.push(error.message_vi);
            words
        }
    };
    let (before, current) = (
        was.values.shown(&value.field),
        now.values.shown(&value.field),
    );
    if after == current || after == before {
        return None;
    }
    if before != current {
        said.push(messages::conflict(&current));
    }
    if value.places.0 < value.places.1 {
        said.push(messages::places(value.places.0, value.places.1));
    }
    let origin = was.values.get(&value.field).map(|(_, origin)| origin);
    Some(Change {
        field: value.field.clone(),
        before,
        after,
        said: said.join(" "),
        is_fact: matches!(origin, Some(Origin::Fact { .. })),
        ..Change::new(n, "value")
    })
}
