//! Trả lời các thay đổi của tệp Word: take a value, keep the draft's, propose it for the case, take an edit of the text back.

use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::prose::{self, PROSE};
use super::{messages, store};
use crate::draft::{self, Draft};
use crate::paper::{self, tidied};

/// Câu trả lời.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// The value stands in this document.
    Take,
    /// The draft stays as it is; an edit of the text is taken back.
    Keep,
    /// The case is to be corrected; the document follows the case.
    Case,
}

impl Answer {
    /// As a form sends it.
    pub fn named(word: &str) -> Option<Answer> {
        Some(match word {
            "take" => Answer::Take,
            "keep" => Answer::Keep,
            "case" => Answer::Case,
            _ => return None,
        })
    }
}

/// Answers one change, or every unanswered value; returns how many were answered.
pub async fn answer(
    work: &Work,
    opened: &criminal::Opened,
    draft: &Draft,
    id: Uuid,
    n: Option<i64>,
    answer: Answer,
) -> Result<usize, WorkError> {
    opened.require(work, Right::DocumentsDraft).await?;
    if !draft.is_open() {
        return Err(WorkError::Unlawful(crate::messages::LOCKED.to_owned()));
    }
    let template = paper::form(&draft.form, work.today).ok_or(WorkError::NotFound)?;
    let mut typed = draft.typed();
    let (mut count, mut is_changed) = (0, false);
    for change in store::changes(&work.tx, draft, id).await? {
        let is_meant = match n {
            Some(n) => change.n == n,
            None => change.kind == "value" && change.answer.is_empty(),
        };
        if !is_meant {
            continue;
        }
        let word = match (change.kind.as_str(), answer) {
            ("value", Answer::Take) => {
                match change.after.is_empty() {
                    true => drop(typed.remove(&change.field)),
                    false => drop(typed.insert(change.field.clone(), change.after.clone())),
                }
                is_changed = true;
                "taken"
            }
            ("value", Answer::Keep) => "kept",
            ("value", Answer::Case) => "case",
            (_, Answer::Keep) => {
                let from = format!("{id}:{}", change.n);
                let mut edits = prose::read(typed.get(PROSE));
                edits.retain(|edit| edit.from() != from);
                match edits.is_empty() {
                    true => drop(typed.remove(PROSE)),
                    false => drop(typed.insert(PROSE.to_owned(), prose::kept(&edits))),
                }
                is_changed = true;
                "kept"
            }
            _ => continue,
        };
        if !store::answer(work, draft, (id, change.n), &change.answer, word).await? {
            return Err(WorkError::Unlawful(messages::ANSWERED.to_owned()));
        }
        count += 1;
    }
    if is_changed {
        let known = draft.known();
        let change = draft::Change {
            field: "word".to_owned(),
            typed: tidied(&template, &known, typed),
            known,
            ..draft::Change::default()
        };
        if change.typed != draft.typed() {
            draft::save(work, draft, draft.version, &change).await?;
        }
    }
    Ok(count)
}
