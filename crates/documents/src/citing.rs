//! Bút lục được dẫn: which passages of a matter's documents cite some leaves, for whoever must look at them again.

use std::{collections::BTreeSet, sync::Arc};

use criminal::doors::Answer;
use db::{Db, StorageError};
use serde_json::Value as Json;
use text::Leaves;
use uuid::Uuid;

use crate::argument::{Argument, FIELD};
use crate::door::state_vi;
use crate::draft::{self, Draft};

/// Một đoạn dẫn bút lục.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The document and what became of it: "Cáo trạng – Thái Doãn Lâm (Bản nháp)".
    pub document: String,
    /// The beginning of the passage; empty where the whole document is meant.
    pub words: String,
    /// Where it opens.
    pub href: String,
}

/// Letters of a passage that are shown.
const SHOWN: usize = 90;

/// The passages of a matter's documents that cite one of these leaves; documents that were given up are passed over.
pub async fn citing(db: &Db, matter: Uuid, leaves: &Leaves) -> Result<Vec<Passage>, StorageError> {
    if *leaves == Leaves::default() {
        return Ok(Vec::new());
    }
    let all = draft::of_matter(db, matter).await?;
    let kept = all
        .iter()
        .filter(|one| !["withdrawn", "replaced"].contains(&one.state.as_str()));
    Ok(kept.flat_map(|draft| of_draft(draft, leaves)).collect())
}

fn of_draft(draft: &Draft, leaves: &Leaves) -> Vec<Passage> {
    let document = format!("{} – {} ({})", draft.title, draft.about, state_vi(draft));
    let passage = |words: &str, href: String| Passage {
        document: document.clone(),
        words: shortened(words),
        href,
    };
    let typed = draft.typed();
    let mut found = Vec::new();
    if let Some(argument) = Argument::read(typed.get(FIELD)) {
        for point in &argument.points {
            let lines = [&point.words, &point.evidence];
            let line = lines
                .iter()
                .flat_map(|text| text.lines())
                .find(|line| leaves.are_cited_in(line));
            if let Some(line) = line {
                let href = format!("/documents/{}/argument#point-{}", draft.id, point.id);
                found.push(passage(line, href));
            }
        }
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let typed = typed
        .iter()
        .filter(|(name, _)| *name != FIELD)
        .map(|(_, words)| words.clone());
    for words in typed.chain(texts(&draft.known())) {
        for line in words.lines().filter(|line| leaves.are_cited_in(line)) {
            if seen.insert(line.to_owned()) {
                found.push(passage(line, format!("/documents/{}", draft.id)));
            }
        }
    }
    found
}

/// Every text of what the facts said.
fn texts(known: &Json) -> Vec<String> {
    match known {
        Json::String(text) => vec![text.clone()],
        Json::Array(all) => all.iter().flat_map(texts).collect(),
        Json::Object(all) => all.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn shortened(words: &str) -> String {
    let words = words.trim().trim_start_matches("- ");
    match words.chars().count() > SHOWN {
        true => format!(
            "{}…",
            words.chars().take(SHOWN).collect::<String>().trim_end()
        ),
        false => words.to_owned(),
    }
}

/// Bút lục không còn dùng được: what the area above says of the leaves of a matter.
pub trait Doubts: Send + Sync {
    /// The leaves whose evidence was withdrawn: each with what it was, and why.
    fn of<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, Vec<Doubt>>;
}

/// Chứng cứ đã rút.
#[derive(Debug, Clone)]
pub struct Doubt {
    /// What it is called.
    pub title: String,
    /// Why it was withdrawn.
    pub reason: String,
    /// Its leaves.
    pub leaves: Leaves,
}

/// Whoever says so, put into the program with `AppBuilder::slot`.
pub struct DoubtsDoor(pub Arc<dyn Doubts>);

/// The passages of one draft that rest on withdrawn evidence, each with what was withdrawn.
pub(crate) async fn doubtful(
    app: &shell::App,
    draft: &Draft,
) -> Result<Vec<(Doubt, Vec<Passage>)>, StorageError> {
    let Some(door) = app.find::<DoubtsDoor>() else {
        return Ok(Vec::new());
    };
    let doubts = door.0.of(app.db(), draft.matter_id).await?;
    let found = doubts.into_iter().map(|doubt| {
        let passages = of_draft(draft, &doubt.leaves);
        (doubt, passages)
    });
    Ok(found.filter(|(_, passages)| !passages.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_of_the_facts_is_looked_through() {
        let known = serde_json::json!({ "a": ["BL 12", { "b": "BL 13" }], "c": 5 });
        assert_eq!(texts(&known), ["BL 12", "BL 13"]);
    }

    #[test]
    fn a_long_passage_is_shown_by_its_beginning() {
        let words = shortened(&format!("- {}", "chữ ".repeat(60)));
        assert!(words.ends_with('…') && words.chars().count() <= SHOWN + 1);
        assert_eq!(shortened("- BL 12"), "BL 12");
    }
}
