//! Ghi tệp XMind.

use std::io::{Cursor, Write};

use serde_json::{Value, json};
use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::map::{
    messages::state_vi,
    node::{Node, State},
    read::Still,
};

/// The map as the bytes of an .xmind file.
pub fn write(still: &Still) -> Result<Vec<u8>, ZipError> {
    let mut rest = still.nodes.as_slice();
    let root = topic(&mut rest, 0)
        .unwrap_or_else(|| json!({ "id": "root", "class": "topic", "title": still.matter }));
    let mut root = root;
    root["structureClass"] = json!("org.xmind.ui.map.unbalanced");
    let content = json!([{
        "id": "sheet",
        "class": "sheet",
        "title": still.title,
        "rootTopic": root,
        "topicPositioning": "fixed",
    }]);
    let metadata = json!({
        "creator": { "name": "Kiểm Sát Số", "version": env!("CARGO_PKG_VERSION") },
        "dataStructureVersion": "2",
        "activeSheetId": "sheet",
    });
    let manifest = json!({ "file-entries": { "content.json": {}, "metadata.json": {} } });
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The time of a file is the same each time: the same map gives the same bytes.
    let options = SimpleFileOptions::default();
    for (name, value) in [
        ("content.json", content),
        ("metadata.json", metadata),
        ("manifest.json", manifest),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(value.to_string().as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The node that comes next with all behind it that is deeper.
fn topic(rest: &mut &[Node], depth: usize) -> Option<Value> {
    let (node, behind) = rest.split_first()?;
    *rest = behind;
    let mut below = Vec::new();
    while rest.first().is_some_and(|next| next.depth > node.depth) {
        below.extend(topic(rest, depth + 1));
    }
    let mut one = json!({ "id": node.key, "class": "topic", "title": node.words });
    let labels = labels(node);
    if !labels.is_empty() {
        one["labels"] = json!(labels);
    }
    if !node.note.is_empty() {
        one["notes"] = json!({ "plain": { "content": node.note } });
    }
    if !below.is_empty() {
        one["children"] = json!({ "attached": below });
    }
    // A big map opens with its main branches.
    if depth == 2 && one.get("children").is_some() {
        one["branch"] = json!("folded");
    }
    Some(one)
}

/// Leaves, and what whoever reads it elsewhere must know.
fn labels(node: &Node) -> Vec<String> {
    let mut labels: Vec<String> = Some(node.leaves())
        .filter(|leaves| !leaves.is_empty())
        .into_iter()
        .collect();
    if node.is_bare {
        labels.push("chưa có chứng cứ".to_owned());
    }
    if node.withdrawn.is_some() {
        labels.push("chứng cứ đã rút".to_owned());
    }
    if matches!(node.state, State::Stale | State::Orphaned) {
        labels.push(state_vi(node.state).to_lowercase());
    }
    labels
}
