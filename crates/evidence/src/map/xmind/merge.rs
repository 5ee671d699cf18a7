//! Tệp XMind vào sơ đồ: topics that are nodes of ours edit them, the others are added; nothing is taken off because a file lacks it.

use std::collections::HashMap;

use shell::{App, Problem};
use uuid::Uuid;

use super::Topic;
use crate::{
    map::{
        change::Change,
        node::{Kept, Node, OWN, ROOT},
        read::Map,
    },
    sources::{Source, read_sources, told},
};

/// What a file changes.
#[derive(Debug, Default)]
pub struct Merged {
    /// The changes, each node behind the one it hangs on.
    pub changes: Vec<Change>,
    /// Nodes that were edited.
    pub edited: usize,
    /// Nodes that are new.
    pub added: usize,
    /// Nodes of the map that the file does not have.
    pub missing: usize,
}

impl Merged {
    /// What takes all of it back.
    pub fn before(&self, map: &Map) -> Vec<Change> {
        let kept: HashMap<&str, &Kept> = map
            .kept
            .iter()
            .map(|row| (row.key.as_str(), &row.kept))
            .collect();
        let back = |change: &Change| {
            let was = kept.get(change.key.as_str()).copied().cloned();
            let is_own = change.key.starts_with(OWN);
            Change {
                key: change.key.clone(),
                kept: was.unwrap_or_else(|| match is_own {
                    true => Kept {
                        is_hidden: true,
                        ..change.kept.clone()
                    },
                    false => Kept::default(),
                }),
                ..Change::default()
            }
        };
        self.changes.iter().map(back).collect()
    }
}

/// A topic with the node it is, and its place in the map.
struct Placed<'a> {
    topic: &'a Topic,
    key: String,
    parent: String,
    follows: String,
}

/// Compares a file with the map.
pub async fn merged(app: &App, map: &Map, root: &Topic) -> Result<Merged, Problem> {
    let nodes: HashMap<&str, &Node> = map
        .nodes
        .iter()
        .map(|node| (node.key.as_str(), node))
        .collect();
    let mut placed = Vec::new();
    let is_ours = is_ours(root, &nodes);
    place(map, (root, ROOT), &nodes, &mut placed);
    let moved = reordered(map, &placed, &nodes);
    let mut merged = Merged::default();
    if is_ours {
        let known: Vec<&str> = placed.iter().map(|one| one.key.as_str()).collect();
        let shown = map
            .nodes
            .iter()
            .filter(|node| !node.is_hidden && node.key != ROOT);
        merged.missing = shown
            .filter(|node| !known.contains(&node.key.as_str()))
            .count();
        let title = text::clean(&root.title);
        if let Some(node) = nodes
            .get(ROOT)
            .filter(|node| node.words != title && !title.is_empty())
        {
            merged
                .changes
                .push(edit(node, |kept| kept.words = Some(title)));
            merged.edited += 1;
        }
    }
    for one in &placed {
        match nodes.get(one.key.as_str()) {
            Some(node) => {
                if let Some(change) =
                    changed(app, map, node, one, moved.contains(&one.parent.as_str())).await?
                {
                    merged.edited += 1;
                    merged.changes.push(change);
                }
            }
            None => {
                merged.added += 1;
                merged.changes.push(added(app, map, one).await?);
            }
        }
    }
    Ok(merged)
}

/// Whether the file went out of this map: below the middle it has a node of it.
fn is_ours(root: &Topic, nodes: &HashMap<&str, &Node>) -> bool {
    root.id == ROOT
        || root
            .below
            .iter()
            .any(|one| nodes.contains_key(one.id.as_str()))
}

fn place<'a>(
    map: &Map,
    (above, parent): (&'a Topic, &str),
    nodes: &HashMap<&str, &Node>,
    out: &mut Vec<Placed<'a>>,
) {
    let mut follows = String::new();
    for topic in &above.below {
        let key = key_of(map, topic, parent, nodes);
        out.push(Placed {
            topic,
            key: key.clone(),
            parent: parent.to_owned(),
            follows: std::mem::replace(&mut follows, key.clone()),
        });
        place(map, (topic, &key), nodes, out);
    }
}

/// The node that a topic is: by its id, a main branch also by its words; else one of its own, the same each time the file is read.
fn key_of(map: &Map, topic: &Topic, parent: &str, nodes: &HashMap<&str, &Node>) -> String {
    if nodes.contains_key(topic.id.as_str()) && topic.id != ROOT {
        return topic.id.clone();
    }
    let words = text::fold(&bare(&topic.title));
    let same = map
        .nodes
        .iter()
        .find(|node| parent == ROOT && node.depth == 1 && text::fold(&node.words) == words);
    if let Some(same) = same {
        return same.key.clone();
    }
    let said = match topic.id.is_empty() {
        true => format!("{parent}/{}", topic.title),
        false => topic.id.clone(),
    };
    let half = |salt: u64| {
        let bytes = map.row.id.as_bytes().iter().chain(said.as_bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325 ^ salt, |hash: u64, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    format!(
        "{OWN}{}",
        Uuid::from_u64_pair(half(0), half(0x9e37_79b9_7f4a_7c15))
    )
}

/// Words without the number that pictures put before a main branch.
fn bare(title: &str) -> String {
    let rest = title.trim_start_matches(|c: char| c.is_ascii_digit());
    rest.strip_prefix('.').unwrap_or(title).trim().to_owned()
}

/// The nodes whose children stand in another order in the file.
fn reordered<'a>(
    map: &Map,
    placed: &'a [Placed<'_>],
    nodes: &HashMap<&str, &Node>,
) -> Vec<&'a str> {
    let mut parents: Vec<&str> = placed.iter().map(|one| one.parent.as_str()).collect();
    parents.sort_unstable();
    parents.dedup();
    let stays = |one: &&Placed<'_>| {
        nodes
            .get(one.key.as_str())
            .is_some_and(|node| node.parent == one.parent)
    };
    parents.retain(|parent| {
        let mine = placed
            .iter()
            .filter(|one| one.parent == *parent)
            .filter(stays);
        let file: Vec<&str> = mine.map(|one| one.key.as_str()).collect();
        let here = map
            .nodes
            .iter()
            .filter(|node| node.parent == *parent && file.contains(&node.key.as_str()));
        here.map(|node| node.key.as_str()).ne(file.iter().copied())
    });
    parents
}

fn edit(node: &Node, change: impl FnOnce(&mut Kept)) -> Change {
    let mut kept = node.kept.clone().unwrap_or_default();
    change(&mut kept);
    Change {
        key: node.key.clone(),
        revision: node.revision,
        kept,
        ..Change::default()
    }
}

/// What a topic changes of its node.
async fn changed(
    app: &App,
    map: &Map,
    node: &Node,
    one: &Placed<'_>,
    is_reordered: bool,
) -> Result<Option<Change>, Problem> {
    let (title, note) = (text::clean(&one.topic.title), one.topic.note.clone());
    let leaves = leaves_of(one.topic);
    // A file made elsewhere has no leaves: it says nothing of them.
    let is_cited =
        leaves != told(&node.sources) && (!leaves.is_empty() || one.topic.id == node.key);
    let cited = match is_cited {
        true => Some(cited(app, map, &leaves).await),
        false => None,
    };
    let change = edit(node, |kept| {
        let title = if one.topic.id == node.key {
            title
        } else {
            node.words.clone()
        };
        if !title.is_empty() && title != node.words {
            kept.words = Some(title);
        }
        if note != node.note && !(note.is_empty() && one.topic.id != node.key) {
            kept.note = note;
        }
        match cited {
            Some(Ok(sources)) => kept.sources = Some(sources),
            Some(Err(said)) => kept.note = joined(&kept.note, &said),
            None => {}
        }
        if node.parent != one.parent {
            kept.parent = Some(one.parent.clone());
            kept.follows = Some(one.follows.clone());
        } else if is_reordered {
            kept.follows = Some(one.follows.clone());
        }
    });
    let is_same = change.kept == node.kept.clone().unwrap_or_default();
    Ok((!is_same).then_some(change))
}

async fn added(app: &App, map: &Map, one: &Placed<'_>) -> Result<Change, Problem> {
    let leaves = leaves_of(one.topic);
    let mut kept = Kept {
        words: Some(one.topic.title.chars().take(600).collect()),
        note: one.topic.note.chars().take(4_000).collect(),
        parent: Some(one.parent.clone()),
        follows: Some(one.follows.clone()),
        ..Kept::default()
    };
    if !leaves.is_empty() {
        match cited(app, map, &leaves).await {
            Ok(sources) => kept.sources = Some(sources),
            Err(said) => kept.note = joined(&kept.note, &said),
        }
    }
    Ok(Change {
        key: one.key.clone(),
        kept,
        ..Change::default()
    })
}

/// The pages of leaves; those that the file does not have yet stay as words.
async fn cited(app: &App, map: &Map, leaves: &str) -> Result<Vec<Source>, String> {
    let read = read_sources(app, map.row.matter_id, leaves).await;
    read.map_err(|sentence| format!("{leaves}: {sentence}"))
}

fn joined(note: &str, more: &str) -> String {
    match (note.is_empty(), note.contains(more)) {
        (true, _) => more.to_owned(),
        (false, true) => note.to_owned(),
        (false, false) => format!("{note}\n{more}"),
    }
}

/// The leaves among the labels of a topic, else at the end of its words: "… (BL 12)".
fn leaves_of(topic: &Topic) -> String {
    let is_leaf = |label: &&str| {
        let label = label.trim().to_lowercase();
        label.starts_with("bl ") || label.starts_with("bút lục") || label.starts_with("trang ")
    };
    let labels = topic.labels.iter().map(String::as_str).filter(is_leaf);
    let said: Vec<&str> = labels.map(str::trim).collect();
    if !said.is_empty() {
        return said.join("; ");
    }
    let inside = topic.title.rfind("(BL ").map(|at| &topic.title[at + 1..]);
    let inside = inside.and_then(|rest| rest.strip_suffix(')'));
    inside.unwrap_or_default().to_owned()
}
