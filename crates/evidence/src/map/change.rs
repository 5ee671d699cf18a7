//! Sửa sơ đồ: each node's edit is one value, sent whole, so that sending it twice changes nothing and undoing is sending the one before.

use std::collections::HashMap;

use casefile::MatterHead;
use people::{Work, WorkError};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    messages,
    node::{Derived, Kept, KeptNode, Node, OWN, ROOT, Seen},
    read::Map,
    store,
};
use crate::opened::hold;

/// Một lần sửa một nút.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// The node.
    pub key: String,
    /// The revision that was seen; 0 where nothing was kept.
    pub revision: i64,
    /// What is to be kept.
    pub kept: Kept,
    /// Leaves as typed, "BL 12, 37a"; they take the place of the sources.
    pub leaves: Option<String>,
    /// The person saw what the case says now and keeps these words.
    pub confirm: bool,
}

/// Letters of one node, and of its note.
const LONGEST: usize = 600;
const LONGEST_NOTE: usize = 4_000;
/// Nodes that people add to one map.
pub(super) const MOST_OWN: usize = 2_000;
/// Changes of one sending; a file that is read in sends all of its nodes at once.
const MOST: usize = MOST_OWN + 500;
/// Someone who types is one line of the trail, not one for each rest of the fingers.
const TYPING: i64 = 10 * 60_000;

/// Giữ các thay đổi; answers the keys that somebody else changed meanwhile, which stay as they are.
pub async fn change(
    work: &Work,
    matter: &MatterHead,
    map: &Map,
    changes: Vec<Change>,
) -> Result<Vec<String>, WorkError> {
    if changes.len() > MOST {
        return Err(WorkError::invalid("changes", messages::TOO_MANY_CHANGES));
    }
    hold(work, matter).await?;
    let rows = store::nodes_of(&work.tx, map.row.id).await?;
    let mut tree = Tree::of(map, &rows);
    let added = changes
        .iter()
        .filter(|one| one.key.starts_with(OWN) && !tree.rows.contains_key(&one.key));
    if tree.own + added.count() > MOST_OWN {
        return Err(WorkError::invalid(
            "changes",
            messages::too_many_own(MOST_OWN),
        ));
    }
    for change in &changes {
        tree.words.insert(
            change.key.clone(),
            change.kept.words.clone().unwrap_or_default(),
        );
    }
    let (mut conflicts, mut is_moved) = (Vec::new(), false);
    for (n, change) in (0..).zip(changes) {
        let kept = checked(&tree, &change)?;
        let row = tree.rows.get(&change.key).copied();
        if row.is_some_and(|row| row.kept == kept) && !change.confirm {
            continue;
        }
        let revision = row.map_or(0, |row| row.revision);
        if revision != change.revision {
            conflicts.push(change.key);
            continue;
        }
        let place = |kept: &Kept| (kept.parent.clone(), kept.follows.clone(), kept.is_hidden);
        let is_placed = place(&kept) != row.map_or_else(Default::default, |row| place(&row.kept));
        is_moved |= is_placed;
        let node = KeptNode {
            seen: tree.seen(&change, &kept),
            revision: revision + 1,
            placed_at: match (is_placed, row) {
                // In the order in which they were sent.
                (true, _) | (_, None) => work.now_ms * 1000 + n,
                (false, Some(row)) => row.placed_at,
            },
            changed_by: work.actor.person,
            changed_at: work.now_ms,
            key: change.key,
            kept,
        };
        store::keep(work, &matter.unit, (matter.id, map.row.id), &node).await?;
    }
    let mine = rows
        .iter()
        .filter(|row| row.changed_by == work.actor.person);
    let last = mine.map(|row| row.changed_at).max().unwrap_or(0);
    if is_moved || work.now_ms - last >= TYPING {
        work.note("evidence.map.changed", "evidence.map", map.row.id, "")
            .await?;
    }
    Ok(conflicts)
}

/// What stands in the map while changes come in.
struct Tree<'a> {
    nodes: HashMap<&'a str, &'a Node>,
    derived: HashMap<&'a str, &'a Derived>,
    rows: HashMap<String, &'a KeptNode>,
    /// Words of the nodes that are sent.
    words: HashMap<String, String>,
    own: usize,
}

impl<'a> Tree<'a> {
    fn of(map: &'a Map, rows: &'a [KeptNode]) -> Tree<'a> {
        Tree {
            nodes: map
                .nodes
                .iter()
                .map(|node| (node.key.as_str(), node))
                .collect(),
            derived: map
                .derived
                .iter()
                .map(|one| (one.key.as_str(), one))
                .collect(),
            rows: rows.iter().map(|row| (row.key.clone(), row)).collect(),
            words: HashMap::new(),
            own: rows.iter().filter(|row| row.key.starts_with(OWN)).count(),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.nodes.contains_key(key) || self.words.contains_key(key)
    }

    /// What the person had before the eyes: it is kept with the edit, and renewed only when the words are.
    fn seen(&self, change: &Change, kept: &Kept) -> Seen {
        let row = self.rows.get(&change.key);
        let before = row.map(|row| &row.seen);
        let now = self.derived.get(change.key.as_str());
        let is_same = row.is_some_and(|row| {
            row.kept.words == kept.words
                && row.kept.sources == kept.sources
                && row.kept.note == kept.note
        });
        let mut seen = match (now, before) {
            (Some(_), Some(before)) if is_same && !change.confirm => before.clone(),
            (Some(now), _) => Seen {
                words: now.words.clone(),
                sources: now.sources.clone(),
                ..Seen::default()
            },
            (None, before) => before.cloned().unwrap_or_default(),
        };
        let parent = kept
            .parent
            .clone()
            .or_else(|| now.map(|now| now.parent.clone()));
        if let Some(parent) = parent.filter(|parent| self.has(parent)) {
            seen.parent_words = match self.nodes.get(parent.as_str()) {
                Some(node) => node.words.clone(),
                None => self.words.get(&parent).cloned().unwrap_or_default(),
            };
            seen.branch = self.branch(&parent);
            seen.parent = parent;
        }
        seen
    }

    /// The main branch above a node.
    fn branch(&self, key: &str) -> String {
        let mut key = key;
        for _ in 0..self.nodes.len() {
            match self.nodes.get(key) {
                Some(node) if node.depth > 1 => key = &node.parent,
                Some(node) => return node.key.clone(),
                None => break,
            }
        }
        ROOT.to_owned()
    }
}

/// What is to be kept, or why it cannot be.
fn checked(tree: &Tree<'_>, change: &Change) -> Result<Kept, WorkError> {
    let key = change.key.as_str();
    let own = key.strip_prefix(OWN);
    let is_known = tree.nodes.contains_key(key) || tree.rows.contains_key(key);
    let is_new = own.is_some_and(|id| Uuid::parse_str(id).is_ok());
    if !is_known && !is_new {
        return Err(WorkError::invalid("key", messages::BAD_KEY));
    }
    let mut kept = change.kept.clone();
    if key == ROOT && (kept.parent.is_some() || kept.is_hidden) {
        return Err(WorkError::invalid("key", messages::ROOT_STAYS));
    }
    // Another's undo may have taken the place away: what hung there already may stay.
    let was = tree.rows.get(key).and_then(|row| row.kept.parent.clone());
    match &kept.parent {
        Some(parent) if !tree.has(parent) && was.as_ref() != Some(parent) => {
            return Err(WorkError::invalid("parent", messages::NO_PARENT));
        }
        None if own.is_some() => return Err(WorkError::invalid("parent", messages::NO_PARENT)),
        _ => {}
    }
    kept.note = text::nfc(kept.note.trim_end());
    if let Some(words) = &kept.words {
        let words = text::clean(words);
        kept.words = Some(words).filter(|words| own.is_some() || !words.is_empty());
    }
    let long = kept.words.as_ref().map_or(0, |words| words.chars().count());
    if long > LONGEST {
        return Err(WorkError::invalid("words", messages::too_long(LONGEST)));
    }
    if kept.note.chars().count() > LONGEST_NOTE {
        return Err(WorkError::invalid("note", messages::too_long(LONGEST_NOTE)));
    }
    // What says the same as the case is no edit.
    if let Some(drawn) = tree.derived.get(key) {
        if kept.words.as_deref() == Some(&drawn.words) {
            kept.words = None;
        }
        if kept.sources.as_deref() == Some(&drawn.sources) {
            kept.sources = None;
        }
        if kept.parent.as_deref() == Some(&drawn.parent) {
            kept.parent = None;
        }
    }
    Ok(kept)
}

/// Vẽ lại từ hồ sơ: takes note of what the case gives now; edits stay.
pub async fn redraw(work: &Work, matter: &MatterHead, map: &Map) -> Result<(), WorkError> {
    hold(work, matter).await?;
    store::take_note(work, map.row.id, &map.known()).await?;
    work.note("evidence.map.redrawn", "evidence.map", map.row.id, "")
        .await
}
