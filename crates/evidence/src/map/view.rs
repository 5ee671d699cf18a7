//! Sơ đồ như trang đọc: the nodes with their pages as addresses, what is new, and what is gone.

use std::collections::{BTreeSet, HashMap};

use people::staff::person;
use serde::Serialize;
use shell::{App, Problem, vi_time};
use uuid::Uuid;

use super::{
    messages,
    node::{Kept, Kind, Node, State},
    picture::shown,
    read::{Map, Still},
};
use crate::sources::{Source, source_href};

/// Sơ đồ, as the page reads it.
#[derive(Debug, Serialize)]
pub struct MapView {
    may_edit: bool,
    /// Words of nodes that were drawn before and are no longer.
    gone: Vec<String>,
    /// How many nodes are new or changed since somebody took note.
    news: usize,
    drawn_at: String,
    /// How many steps present it.
    steps: usize,
    nodes: Vec<NodeView>,
}

/// Một nút, as the page reads it.
#[derive(Debug, Serialize)]
pub struct NodeView {
    key: String,
    parent: String,
    words: String,
    note: String,
    leaves: String,
    pages: Vec<PageView>,
    kind: Kind,
    state: State,
    state_vi: &'static str,
    is_bare: bool,
    withdrawn: Option<String>,
    is_new: bool,
    is_hidden: bool,
    origin: String,
    href: String,
    drawn: Option<String>,
    /// The words as drawn; none for what was added by hand or lost its source.
    given: Option<String>,
    kept: Kept,
    revision: i64,
    who: String,
}

/// Một trang được dẫn.
#[derive(Debug, Serialize)]
struct PageView {
    label: String,
    href: String,
    thumb: String,
}

impl PageView {
    fn of(matter: Uuid, source: &Source) -> PageView {
        PageView {
            label: match source.leaf.starts_with("trang") {
                true => source.leaf.clone(),
                false => format!("BL {}", source.leaf),
            },
            href: source_href(matter, source),
            thumb: format!("/casefile/pages/{}/thumb", source.page),
        }
    }
}

/// Reads it for a page.
pub async fn view(app: &App, map: &Map, may_edit: bool) -> Result<MapView, Problem> {
    let people: BTreeSet<Uuid> = map
        .nodes
        .iter()
        .filter_map(|node| node.changed_by)
        .collect();
    let people: Vec<Uuid> = people.into_iter().collect();
    let names: HashMap<Uuid, String> = person::names_of(app.db(), &people)
        .await?
        .into_iter()
        .collect();
    let given: HashMap<&str, &str> = map
        .derived
        .iter()
        .map(|one| (one.key.as_str(), one.words.as_str()))
        .collect();
    let nodes = map.nodes.iter().map(|node| NodeView {
        given: given
            .get(node.key.as_str())
            .map(|words| (*words).to_owned()),
        ..of_node(map.row.matter_id, node, &names)
    });
    Ok(MapView {
        may_edit,
        gone: map.gone.clone(),
        news: map
            .nodes
            .iter()
            .filter(|node| node.is_new && !node.is_hidden)
            .count(),
        drawn_at: vi_time(map.row.drawn_at),
        steps: shown(&Still::of(map, ""), Some(0)).steps,
        nodes: nodes.collect(),
    })
}

fn of_node(matter: Uuid, node: &Node, names: &HashMap<Uuid, String>) -> NodeView {
    let who = node.changed_by.and_then(|who| names.get(&who));
    NodeView {
        key: node.key.clone(),
        parent: node.parent.clone(),
        words: node.words.clone(),
        note: node.note.clone(),
        leaves: node.leaves(),
        pages: node
            .sources
            .iter()
            .map(|source| PageView::of(matter, source))
            .collect(),
        kind: node.kind,
        state: node.state,
        state_vi: messages::state_vi(node.state),
        is_bare: node.is_bare,
        withdrawn: node.withdrawn.clone(),
        is_new: node.is_new,
        is_hidden: node.is_hidden,
        origin: node.origin.clone(),
        href: node.href.clone(),
        drawn: node.drawn.clone(),
        given: None,
        kept: node.kept.clone().unwrap_or_default(),
        revision: node.revision,
        who: who
            .map(|who| format!("{who}, {}", vi_time(node.changed_at)))
            .unwrap_or_default(),
    }
}
