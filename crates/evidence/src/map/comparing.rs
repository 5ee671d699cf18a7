//! So sánh hai bản sơ đồ: what was added, taken away, edited and moved from one to the other, by main branch. Pure.

use std::collections::HashMap;

use super::node::{Node, ROOT, said};

/// Một thay đổi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is.
    pub what: What,
    /// The words and leaves before; empty for what was added.
    pub before: String,
    /// The words and leaves after; empty for what is gone.
    pub after: String,
    /// What it hangs on, below its main branch; where it hung before, of what was moved.
    pub on: String,
}

/// Kiểu thay đổi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Thêm.
    Added,
    /// Bớt.
    Removed,
    /// Sửa.
    Edited,
    /// Chuyển nhánh.
    Moved,
}

/// What changed in one main branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its words.
    pub title: String,
    /// Its changes: those of what is still there in the order of reading, then what is gone.
    pub changes: Vec<Change>,
}

/// What changed from the nodes of one map to those of another.
pub fn changes(before: &[Node], after: &[Node]) -> Vec<Branch> {
    let (old, new) = (Places::of(before), Places::of(after));
    let mut branches: Vec<Branch> = Vec::new();
    let mut add =
        |title: String, change: Change| match branches.iter_mut().find(|one| one.title == title) {
            Some(branch) => branch.changes.push(change),
            None => branches.push(Branch {
                title,
                changes: vec![change],
            }),
        };
    for node in after.iter().filter(|node| node.key != ROOT) {
        let now = text(node);
        let Some(then) = old.node(&node.key) else {
            add(
                new.branch(node),
                Change {
                    what: What::Added,
                    before: String::new(),
                    after: now,
                    on: new.parent(node),
                },
            );
            continue;
        };
        let was = text(then);
        if then.parent != node.parent {
            add(
                new.branch(node),
                Change {
                    what: What::Moved,
                    before: was.clone(),
                    after: now.clone(),
                    on: old.words(&then.parent),
                },
            );
        } else if was != now {
            add(
                new.branch(node),
                Change {
                    what: What::Edited,
                    before: was,
                    after: now,
                    on: new.parent(node),
                },
            );
        }
    }
    for node in before.iter().filter(|node| new.node(&node.key).is_none()) {
        add(
            old.branch(node),
            Change {
                what: What::Removed,
                before: text(node),
                after: String::new(),
                on: old.parent(node),
            },
        );
    }
    branches
}

/// How many of each kind.
pub fn counted(branches: &[Branch], what: What) -> usize {
    let all = branches.iter().flat_map(|branch| &branch.changes);
    all.filter(|change| change.what == what).count()
}

/// Words, leaves and note.
fn text(node: &Node) -> String {
    let words = said(&node.words, &node.sources);
    match node.note.trim() {
        "" => words,
        note => format!("{words}. Ghi chú: {note}"),
    }
}

/// Nodes by their keys.
struct Places<'a>(HashMap<&'a str, &'a Node>);

impl<'a> Places<'a> {
    fn of(nodes: &'a [Node]) -> Places<'a> {
        Places(nodes.iter().map(|node| (node.key.as_str(), node)).collect())
    }

    fn node(&self, key: &str) -> Option<&'a Node> {
        self.0.get(key).copied()
    }

    fn words(&self, key: &str) -> String {
        self.node(key)
            .map_or(String::new(), |node| node.words.clone())
    }

    /// What a node hangs on; nothing where that is its main branch.
    fn parent(&self, node: &Node) -> String {
        match self.node(&node.parent) {
            Some(parent) if parent.depth > 1 => parent.words.clone(),
            _ => String::new(),
        }
    }

    /// The main branch of a node.
    fn branch(&self, node: &Node) -> String {
        let mut at = node;
        // A node hangs on one that comes before it, so no more steps than nodes.
        for _ in 0..self.0.len() {
            match self.node(&at.parent) {
                Some(parent) if parent.key != ROOT => at = parent,
                _ => break,
            }
        }
        at.words.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::tests::{a_node, sources};

    #[test]
    fn what_was_added_taken_away_edited_and_moved_is_told_by_branch() {
        let before = vec![
            a_node(ROOT, "", 0, "Vụ án"),
            a_node("acts", ROOT, 1, "Quá trình tố tụng"),
            a_node("f1", "acts", 2, "Khởi tố"),
            a_node("f2", "acts", 2, "Tạm giam"),
            a_node("people", ROOT, 1, "Bị can"),
            a_node("p1", "people", 2, "Thái Doãn Lâm"),
            a_node("own:1", "p1", 3, "Thành khẩn"),
        ];
        let mut after = before.clone();
        after.remove(3);
        after[2].sources = sources(&["12"]);
        after[5].parent = "people".to_owned();
        after[5].depth = 2;
        after.push(a_node("own:2", "p1", 3, "Nhân thân tốt"));
        let told = changes(&before, &after);
        let of = |title: &str| &told.iter().find(|one| one.title == title).unwrap().changes;
        assert_eq!(
            of("Quá trình tố tụng")
                .iter()
                .map(|one| (one.what, one.before.as_str(), one.after.as_str()))
                .collect::<Vec<_>>(),
            [
                (What::Edited, "Khởi tố", "Khởi tố (BL 12)"),
                (What::Removed, "Tạm giam", ""),
            ]
        );
        assert_eq!(
            of("Bị can")
                .iter()
                .map(|one| (one.what, one.on.as_str()))
                .collect::<Vec<_>>(),
            [
                (What::Moved, "Thái Doãn Lâm"),
                (What::Added, "Thái Doãn Lâm")
            ]
        );
        assert_eq!(counted(&told, What::Added), 1);
        assert!(changes(&before, &before).is_empty());
    }
}
