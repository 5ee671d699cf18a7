//! Nửa phải của bản nháp: what is missing, what has changed, what to check, and the page as it will be printed.

use askama::Template;
use people::Right;
use shell::{Alert, Tone, Visit};
use uuid::Uuid;

use super::Held;
use super::fields::Sources;
use super::leaves::Leaves;
use super::mould::Mould;
use super::remarks::{Remarks, remarks};
use super::sheet::{Sheet, sheet};
use super::turn::Turn;
use crate::paper::{Paper, Stale};
use crate::remarks::Thread;

/// A value typed over the facts.
pub struct Override {
    field: String,
    label: String,
    typed: String,
    said: String,
}

/// A value that the facts no longer say, with the fact that says the new one.
pub struct Changed {
    stale: Stale,
    source: String,
}

/// What stands beside the paper: open remarks, and the leaves that the words cite.
pub struct Beside {
    /// The remarks.
    pub threads: Vec<Thread>,
    /// The leaves.
    pub leaves: Leaves,
    /// What may be done with the document now.
    pub turn: Turn,
}

/// The right half; shown again after every save.
#[derive(Template)]
#[template(path = "screens/side.html")]
pub struct Side {
    id: Uuid,
    csrf: String,
    version: i64,
    gaps: Vec<(String, String)>,
    errors: Vec<(String, String)>,
    stale: Vec<Changed>,
    overrides: Vec<Override>,
    checks: Vec<String>,
    may_write: bool,
    may_issue: bool,
    is_ready: bool,
    asks_confirmation: bool,
    confirm: &'static str,
    remarks: Remarks,
    turn: Turn,
    sheet: Sheet,
}

// It escapes what it holds.
impl askama::filters::HtmlSafe for Side {}

/// What the person is told about an attempt to issue.
#[derive(Default)]
pub struct Answer {
    /// Refusals and warnings.
    pub alerts: Vec<Alert>,
    /// There are warnings to confirm.
    pub asks_confirmation: bool,
}

/// The right half of a document.
pub fn side(
    visit: &Visit,
    held: &Held,
    paper: &Paper,
    stale: Vec<Stale>,
    sources: &Sources,
    beside: Beside,
    answer: Answer,
) -> Side {
    let draft = &held.draft;
    let is_open = draft.is_open();
    let label = |name: &str| {
        paper
            .template
            .field(name)
            .map_or(name, |field| field.label_vi.as_str())
            .to_owned()
    };
    let gaps = paper
        .filled
        .gaps
        .iter()
        .filter(|gap| !gap.at_issue && is_open)
        .map(|gap| {
            // The signer is chosen, not typed.
            let field = if gap.field == "signer" {
                super::fields::SIGNER
            } else {
                gap.field.as_str()
            };
            (field.to_owned(), gap.label_vi.clone())
        });
    let overrides =
        paper
            .overrides(&draft.known())
            .into_iter()
            .map(|(field, label, typed, said)| Override {
                field,
                label,
                typed,
                said,
            });
    let may_write = is_open && held.may(visit, Right::DocumentsDraft);
    Side {
        id: draft.id,
        csrf: visit.csrf.clone(),
        version: draft.version,
        gaps: gaps.collect(),
        errors: paper
            .errors
            .iter()
            .map(|(name, sentence)| (name.clone(), format!("{}: {sentence}", label(name))))
            .collect(),
        is_ready: paper.is_whole() && stale.is_empty(),
        stale: stale
            .into_iter()
            .filter(|_| is_open)
            .map(|stale| Changed {
                source: sources.said.get(&stale.field).cloned().unwrap_or_default(),
                stale,
            })
            .collect(),
        overrides: if is_open {
            overrides.collect()
        } else {
            Vec::new()
        },
        checks: if is_open {
            paper.filled.checks_vi.clone()
        } else {
            Vec::new()
        },
        may_write,
        may_issue: matches!(draft.state.as_str(), "draft" | "submitted")
            && held.may(visit, Right::DocumentsIssue),
        asks_confirmation: answer.asks_confirmation,
        confirm: crate::messages::CONFIRM,
        remarks: remarks(
            visit,
            (draft, held.may(visit, Right::DocumentsDraft)),
            &Mould::Form(paper.template.clone()),
            &beside.threads,
        ),
        turn: beside.turn,
        sheet: sheet(paper, &sources.said, is_open).linked(&beside.leaves),
    }
}

/// A refusal or a warning with what to do about it.
pub fn told(tone: Tone, found: &criminal::rules::Finding) -> Alert {
    let words = match found.article.is_empty() {
        true => found.vi.clone(),
        false => format!("{} ({})", found.vi.trim_end_matches('.'), found.article),
    };
    let alert = Alert::new(tone, words);
    if found.todo_vi.is_empty() {
        alert
    } else {
        alert.detail(found.todo_vi.clone())
    }
}
