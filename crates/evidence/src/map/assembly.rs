//! Ghép sơ đồ: what the case gives with what people keep, so that no edit is lost whatever the case does.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use super::node::{Derived, Kept, KeptNode, Kind, Known, Node, OWN, ROOT, Seen, State, said};
use crate::sources::Source;

/// Chứng cứ đã rút: what no longer proves anything.
#[derive(Debug, Clone, Default)]
pub struct Withdrawn {
    /// The pieces of evidence with their reasons.
    pub items: HashMap<Uuid, String>,
    /// Pages that belong to nothing else, with the same reasons.
    pub pages: HashMap<Uuid, String>,
}

impl Withdrawn {
    fn of(&self, sources: &[Source]) -> Option<String> {
        let hit = |one: &Source| match one.item {
            Some(item) => self.items.get(&item),
            None => self.pages.get(&one.page),
        };
        sources.iter().find_map(hit).cloned()
    }
}

/// A node before its place among its siblings is known.
struct Raw {
    node: Node,
    follows: Option<String>,
    placed_at: i64,
    /// The main branch where it goes when nothing it hung on is left.
    branch: String,
}

/// The map in the order of reading, each node behind the one it hangs on; those taken off stand in it, marked.
pub fn assemble(
    derived: &[Derived],
    kept: &[KeptNode],
    known: Option<&Known>,
    withdrawn: &Withdrawn,
) -> Vec<Node> {
    let mut raws: Vec<Raw> = Vec::with_capacity(derived.len() + kept.len());
    let mut at: HashMap<String, usize> = HashMap::new();
    let rows: HashMap<&str, &KeptNode> = kept.iter().map(|row| (row.key.as_str(), row)).collect();
    for one in derived {
        if at.contains_key(&one.key) {
            continue;
        }
        at.insert(one.key.clone(), raws.len());
        raws.push(drawn(one, rows.get(one.key.as_str()).copied(), known));
    }
    for row in kept
        .iter()
        .filter(|row| !at.contains_key(&row.key))
        .collect::<Vec<_>>()
    {
        if let Some(raw) = without_source(row) {
            at.insert(row.key.clone(), raws.len());
            raws.push(raw);
        }
    }
    lost_parents(kept, &mut raws, &mut at);
    settle(kept, &mut raws, &at);
    let order = ordered(&raws);
    let mut nodes: Vec<Node> = order
        .into_iter()
        .map(|place| raws[place].node.clone())
        .collect();
    finish(&mut nodes, withdrawn);
    nodes
}

/// A node that the case gives, with what people changed of it.
fn drawn(one: &Derived, row: Option<&KeptNode>, known: Option<&Known>) -> Raw {
    let now = one.said();
    let kept = row.map(|row| &row.kept);
    let is_said = kept.is_some_and(Kept::is_said);
    let state = match row {
        Some(row) if is_said && said(&row.seen.words, &row.seen.sources) != now => State::Stale,
        Some(_) if is_said => State::Edited,
        _ => State::Derived,
    };
    let sources = kept.and_then(|kept| kept.sources.clone());
    let words = kept.and_then(|kept| kept.words.clone());
    let differs = words.is_some() || sources.is_some();
    let is_new = known.is_some_and(|known| known.get(&one.key) != Some(&now));
    Raw {
        node: Node {
            key: one.key.clone(),
            parent: one.parent.clone(),
            depth: 0,
            words: words.unwrap_or_else(|| one.words.clone()),
            note: kept.map(|kept| kept.note.clone()).unwrap_or_default(),
            sources: sources.unwrap_or_else(|| one.sources.clone()),
            kind: one.kind,
            state,
            is_bare: false,
            withdrawn: one.withdrawn.clone(),
            is_new,
            is_hidden: kept.is_some_and(|kept| kept.is_hidden),
            origin: one.origin.to_owned(),
            href: one.href.clone(),
            drawn: differs.then_some(now),
            kept: kept.cloned(),
            revision: row.map_or(0, |row| row.revision),
            changed_by: row.map(|row| row.changed_by),
            changed_at: row.map_or(0, |row| row.changed_at),
        },
        follows: kept.and_then(|kept| kept.follows.clone()),
        placed_at: row.map_or(0, |row| row.placed_at),
        branch: String::new(),
    }
}

/// A node added by hand, or one whose source is gone while somebody's words hang on it.
fn without_source(row: &KeptNode) -> Option<Raw> {
    let is_own = row.key.starts_with(OWN);
    if !is_own && !row.kept.is_said() {
        return None;
    }
    let kept = &row.kept;
    let parent = kept.parent.clone();
    let lost = Node {
        parent: parent.unwrap_or_else(|| row.seen.parent.clone()),
        sources: kept
            .sources
            .clone()
            .unwrap_or_else(|| row.seen.sources.clone()),
        note: kept.note.clone(),
        is_hidden: kept.is_hidden,
        kept: Some(kept.clone()),
        revision: row.revision,
        changed_by: Some(row.changed_by),
        changed_at: row.changed_at,
        ..bare_node(
            &row.key,
            kept.words.as_ref().unwrap_or(&row.seen.words),
            if is_own { State::Own } else { State::Orphaned },
        )
    };
    Some(Raw {
        node: lost,
        follows: kept.follows.clone(),
        placed_at: row.placed_at,
        branch: row.seen.branch.clone(),
    })
}

fn bare_node(key: &str, words: &str, state: State) -> Node {
    Node {
        key: key.to_owned(),
        parent: String::new(),
        depth: 0,
        words: words.to_owned(),
        note: String::new(),
        sources: Vec::new(),
        kind: Kind::Claim,
        state,
        is_bare: false,
        withdrawn: None,
        is_new: false,
        is_hidden: false,
        origin: String::new(),
        href: String::new(),
        drawn: None,
        kept: None,
        revision: 0,
        changed_by: None,
        changed_at: 0,
    }
}

/// Something hangs on a node that is gone: it is shown as gone, with the words it had, so that what hangs there keeps its meaning.
fn lost_parents(kept: &[KeptNode], raws: &mut Vec<Raw>, at: &mut HashMap<String, usize>) {
    let seen: HashMap<&str, &Seen> = kept
        .iter()
        .map(|row| (row.key.as_str(), &row.seen))
        .collect();
    for place in 0..raws.len() {
        let (key, parent) = (&raws[place].node.key, raws[place].node.parent.clone());
        if key == ROOT || parent.is_empty() || at.contains_key(&parent) {
            continue;
        }
        let told = seen.get(key.as_str()).filter(|seen| seen.parent == parent);
        let Some(told) = told.filter(|seen| !seen.parent_words.is_empty()) else {
            continue;
        };
        let node = Node {
            parent: told.branch.clone(),
            kind: Kind::Group,
            ..bare_node(&parent, &told.parent_words, State::Orphaned)
        };
        let branch = told.branch.clone();
        at.insert(parent, raws.len());
        raws.push(Raw {
            node,
            follows: None,
            placed_at: 0,
            branch,
        });
    }
}

/// Hangs every node where people put it, one after another; what would hang on itself stays where the case puts it.
fn settle(kept: &[KeptNode], raws: &mut [Raw], at: &HashMap<String, usize>) {
    for raw in raws.iter_mut() {
        if raw.node.key == ROOT {
            continue;
        }
        if !at.contains_key(&raw.node.parent) {
            let is_there = at.contains_key(&raw.branch) && raw.branch != raw.node.key;
            raw.node.parent = match is_there {
                true => raw.branch.clone(),
                false => ROOT.to_owned(),
            };
        }
    }
    let mut moves: Vec<&KeptNode> = kept
        .iter()
        .filter(|row| row.kept.parent.is_some())
        .collect();
    moves.sort_by_key(|row| row.placed_at);
    for row in moves {
        let (Some(&place), Some(parent)) = (at.get(&row.key), &row.kept.parent) else {
            continue;
        };
        if at.contains_key(parent) && !is_above(raws, at, &row.key, parent) {
            raws[place].node.parent.clone_from(parent);
        }
    }
    // Two who move at once may close a ring among nodes of their own making: it is opened at the middle.
    for place in 0..raws.len() {
        let (key, parent) = (
            raws[place].node.key.clone(),
            raws[place].node.parent.clone(),
        );
        if key != ROOT && is_above(raws, at, &key, &parent) {
            raws[place].node.parent = ROOT.to_owned();
        }
    }
}

/// Whether one node stands above another, or is it.
fn is_above(raws: &[Raw], at: &HashMap<String, usize>, upper: &str, lower: &str) -> bool {
    let mut seen = HashSet::new();
    let mut key = lower;
    while seen.insert(key) {
        if key == upper {
            return true;
        }
        match at.get(key) {
            Some(&place) => key = raws[place].node.parent.as_str(),
            None => return false,
        }
    }
    // A ring that does not pass the upper one.
    false
}

/// The places of all nodes in the order of reading.
fn ordered(raws: &[Raw]) -> Vec<usize> {
    let mut below: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, raw) in raws.iter().enumerate() {
        if raw.node.key != ROOT {
            below.entry(&raw.node.parent).or_default().push(place);
        }
    }
    let Some(root) = raws.iter().position(|raw| raw.node.key == ROOT) else {
        return Vec::new();
    };
    let (mut order, mut todo) = (Vec::with_capacity(raws.len()), vec![root]);
    while let Some(place) = todo.pop() {
        order.push(place);
        let mine = below
            .remove(raws[place].node.key.as_str())
            .unwrap_or_default();
        todo.extend(in_line(raws, mine).into_iter().rev());
    }
    order
}

/// Siblings in their order: as drawn, and each that was put somewhere behind the one it follows.
fn in_line(raws: &[Raw], mine: Vec<usize>) -> Vec<usize> {
    let (mut line, mut placed): (Vec<usize>, Vec<usize>) = mine
        .into_iter()
        .partition(|place| raws[*place].follows.is_none());
    placed.sort_by_key(|place| raws[*place].placed_at);
    while !placed.is_empty() {
        let before = placed.len();
        placed.retain(|place| {
            let follows = raws[*place].follows.as_deref().unwrap_or_default();
            let behind = match follows {
                "" => Some(0),
                key => line
                    .iter()
                    .position(|other| raws[*other].node.key == key)
                    .map(|at| at + 1),
            };
            if let Some(behind) = behind {
                line.insert(behind, *place);
            }
            behind.is_none()
        });
        // What it followed is gone: it stands at the end.
        if placed.len() == before {
            line.append(&mut placed);
        }
    }
    line
}

/// Depths, what is taken off with the node above it, what no page proves, what stands on withdrawn evidence.
fn finish(nodes: &mut [Node], withdrawn: &Withdrawn) {
    let mut places: HashMap<String, usize> = HashMap::new();
    let (mut is_proved, mut has_some) = (vec![false; nodes.len()], vec![false; nodes.len()]);
    for place in 0..nodes.len() {
        let above = places.get(&nodes[place].parent).copied();
        if let Some(above) = above {
            nodes[place].depth = nodes[above].depth + 1;
            nodes[place].is_hidden |= nodes[above].is_hidden;
            // What people add to a place that needs no proof needs none either.
            let needs_none = matches!(nodes[above].kind, Kind::Plain | Kind::Open);
            if nodes[place].state == State::Own && needs_none {
                nodes[place].kind = Kind::Plain;
            }
            if nodes[place].state == State::Own && nodes[above].key == ROOT {
                nodes[place].kind = Kind::Branch;
            }
        }
        if nodes[place].withdrawn.is_none() {
            nodes[place].withdrawn = withdrawn.of(&nodes[place].sources);
        }
        places.insert(nodes[place].key.clone(), place);
    }
    for place in (0..nodes.len()).rev() {
        let node = &nodes[place];
        is_proved[place] |= !node.sources.is_empty();
        if !node.is_hidden
            && let Some(&above) = places.get(&node.parent)
        {
            has_some[above] = true;
            is_proved[above] |= is_proved[place];
        }
        // Of a heading whose nodes lack proof the nodes stand out, and not the heading too.
        let must = match node.kind {
            Kind::Claim => !has_some[place],
            Kind::Gap => true,
            Kind::Root | Kind::Branch | Kind::Open | Kind::Group | Kind::Plain => false,
        };
        nodes[place].is_bare = must && !is_proved[place];
    }
}

/// What was drawn now, to be compared with later.
pub fn known_of(derived: &[Derived]) -> Known {
    derived
        .iter()
        .map(|one| (one.key.clone(), one.said()))
        .collect()
}

/// What was there and is no longer drawn, in its words.
pub fn gone(derived: &[Derived], known: &Known) -> Vec<String> {
    let keys: HashSet<&str> = derived.iter().map(|one| one.key.as_str()).collect();
    known
        .iter()
        .filter(|(key, _)| !keys.contains(key.as_str()))
        .map(|(_, said)| said.clone())
        .collect()
}
