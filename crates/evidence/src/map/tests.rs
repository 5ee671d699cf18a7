//! What the tests of maps share, and how edits live beside what the case gives.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;

use super::{
    assembly::{Withdrawn, assemble, known_of},
    node::{Derived, Kept, KeptNode, Kind, Node, ROOT, Seen, State},
    read::Still,
};
use crate::Source;

/// A node as it stands in a version.
pub fn a_node(key: &str, parent: &str, depth: usize, words: &str) -> Node {
    Node {
        key: key.to_owned(),
        parent: parent.to_owned(),
        depth,
        words: words.to_owned(),
        note: String::new(),
        sources: Vec::new(),
        kind: match depth {
            0 => Kind::Root,
            1 => Kind::Branch,
            _ => Kind::Claim,
        },
        state: State::Derived,
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

/// Pages by their leaves.
pub fn sources(leaves: &[&str]) -> Vec<Source> {
    let page = |leaf: &&str| Source {
        page: Uuid::from_u128(leaf.bytes().map(u128::from).sum()),
        leaf: (*leaf).to_owned(),
        rect: None,
        item: None,
    };
    leaves.iter().map(page).collect()
}

/// A map with so many branches, so many nodes on each, and so many on each of those; every third with leaves, every fourth bare.
pub fn a_map(branches: usize, second: usize, third: usize) -> Still {
    let mut nodes = vec![a_node(
        ROOT,
        "",
        0,
        "Vụ án Thái Doãn Lâm phạm tội “Cưỡng đoạt tài sản”",
    )];
    let words = "Khoảng 08 giờ 40 phút ngày 14/5/2026 bà Phạm Bích Ngân giao cho Thái Doãn Lâm số tiền 22.000.000 đồng tại quán nước ven hồ";
    for b in 0..branches {
        let branch = format!("branch:{b}");
        nodes.push(a_node(&branch, ROOT, 1, "Mâu thuẫn và cách giải quyết"));
        for s in 0..second {
            let key = format!("{branch}/{s}");
            let long: String = words.chars().take(30 + 17 * s).collect();
            nodes.push(a_node(&key, &branch, 2, &long));
            for t in 0..third {
                let mut node = a_node(
                    &format!("{key}/{t}"),
                    &key,
                    3,
                    &words[..words.floor_char_boundary(20 + 23 * t)],
                );
                node.is_bare = t % 4 == 3;
                if t % 3 == 0 {
                    node.sources = sources(&["12", "37a"]);
                }
                nodes.push(node);
            }
        }
    }
    Still {
        title: "Sơ đồ vụ án".to_owned(),
        matter: "Vụ án Thái Doãn Lâm".to_owned(),
        nodes,
    }
}

/// How many pairs of boxes of a drawing cover each other; the paper itself has no round corners.
pub fn overlaps(svg: &str) -> usize {
    let number = |tag: &str, name: &str| -> f64 {
        let at = tag.find(&format!(" {name}=\"")).unwrap() + name.len() + 3;
        tag[at..].split('"').next().unwrap().parse().unwrap()
    };
    let boxes: Vec<[f64; 4]> = svg
        .split("<rect")
        .skip(1)
        .map(|rest| rest.split("/>").next().unwrap())
        .filter(|tag| {
            tag.contains("rx=\"8\"") || tag.contains("rx=\"12\"") || tag.contains("rx=\"14\"")
        })
        .map(|tag| ["x", "y", "width", "height"].map(|name| number(tag, name)))
        .collect();
    assert!(!boxes.is_empty(), "nothing was drawn");
    let meet = |a: &[f64; 4], b: &[f64; 4]| {
        a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3]
    };
    (0..boxes.len())
        .map(|n| {
            boxes[n + 1..]
                .iter()
                .filter(|other| meet(&boxes[n], other))
                .count()
        })
        .sum()
}

fn given(key: &str, parent: &str, words: &str, leaves: &[&str]) -> Derived {
    Derived {
        key: key.to_owned(),
        parent: parent.to_owned(),
        words: words.to_owned(),
        sources: sources(leaves),
        kind: match parent {
            "" => Kind::Root,
            ROOT => Kind::Branch,
            _ => Kind::Claim,
        },
        origin: "",
        href: String::new(),
        withdrawn: None,
    }
}

fn case() -> Vec<Derived> {
    vec![
        given(ROOT, "", "Vụ án", &[]),
        given("acts", ROOT, "Quá trình tố tụng", &[]),
        given("f1", "acts", "Khởi tố", &["1"]),
        given("f2", "acts", "Tạm giam", &["2"]),
        given("people", ROOT, "Bị can", &[]),
        given("p1", "people", "Thái Doãn Lâm", &[]),
    ]
}

fn kept(key: &str, placed_at: i64, kept: Kept) -> KeptNode {
    let all = case();
    let now = all.iter().find(|one| one.key == key);
    KeptNode {
        key: key.to_owned(),
        seen: Seen {
            words: now.map(|one| one.words.clone()).unwrap_or_default(),
            sources: now.map(|one| one.sources.clone()).unwrap_or_default(),
            parent: kept
                .parent
                .clone()
                .or(now.map(|one| one.parent.clone()))
                .unwrap_or_default(),
            parent_words: "Quá trình tố tụng".to_owned(),
            branch: "acts".to_owned(),
        },
        kept,
        revision: 1,
        placed_at,
        ..KeptNode::default()
    }
}

fn words(text: &str) -> Kept {
    Kept {
        words: Some(text.to_owned()),
        ..Kept::default()
    }
}

fn put(parent: &str, follows: &str, text: &str) -> Kept {
    Kept {
        parent: Some(parent.to_owned()),
        follows: Some(follows.to_owned()),
        ..words(text)
    }
}

fn map_of(case: &[Derived], rows: &[KeptNode]) -> Vec<Node> {
    assemble(case, rows, None, &Withdrawn::default())
}

fn order(nodes: &[Node]) -> Vec<&str> {
    nodes.iter().map(|node| node.key.as_str()).collect()
}

fn state(nodes: &[Node], key: &str) -> State {
    nodes.iter().find(|node| node.key == key).unwrap().state
}

#[test]
fn an_edit_stays_when_the_case_is_drawn_anew_and_says_when_its_source_changed_or_is_gone() {
    let rows = [kept("f1", 1, words("Khởi tố vụ án, có căn cứ"))];
    let nodes = map_of(&case(), &rows);
    assert_eq!(state(&nodes, "f1"), State::Edited);
    assert_eq!(nodes[2].words, "Khởi tố vụ án, có căn cứ");
    assert_eq!(
        nodes[2].drawn.as_deref(),
        Some("Khởi tố (BL 01)"),
        "what the case says stays to be seen"
    );

    let mut later = case();
    later.insert(3, given("f3", "acts", "Phê chuẩn", &["9"]));
    assert_eq!(
        state(&map_of(&later, &rows), "f1"),
        State::Edited,
        "a new fact beside it changes nothing"
    );
    later[2].words = "Khởi tố, số 15".to_owned();
    let nodes = map_of(&later, &rows);
    assert_eq!(state(&nodes, "f1"), State::Stale);
    assert_eq!(nodes[2].words, "Khởi tố vụ án, có căn cứ");

    later.retain(|one| one.key != "f1");
    let nodes = map_of(&later, &rows);
    assert_eq!(state(&nodes, "f1"), State::Orphaned);
    let lost = nodes.iter().find(|node| node.key == "f1").unwrap();
    assert_eq!(
        (lost.parent.as_str(), lost.words.as_str()),
        ("acts", "Khởi tố vụ án, có căn cứ")
    );
    assert_eq!(lost.leaves(), "BL 01", "the page it was read from is kept");
}

#[test]
fn nodes_stand_where_they_were_put_and_new_ones_in_their_place() {
    let rows = [
        kept("own:a", 1, put("acts", "f1", "Ghi thêm")),
        kept("own:b", 2, put("acts", "f1", "Ghi trước đó")),
        kept(
            "f2",
            3,
            Kept {
                parent: Some("people".to_owned()),
                follows: Some(String::new()),
                ..Kept::default()
            },
        ),
        kept("own:c", 4, put("acts", "gone", "Sau nút đã mất")),
    ];
    let nodes = map_of(&case(), &rows);
    assert_eq!(
        order(&nodes),
        [
            ROOT, "acts", "f1", "own:b", "own:a", "own:c", "people", "f2", "p1"
        ]
    );
    assert_eq!(state(&nodes, "own:a"), State::Own);
    assert_eq!(
        state(&nodes, "f2"),
        State::Derived,
        "where it stands is no change of what it says"
    );
    let mut later = case();
    later.insert(3, given("f9", "acts", "Gia hạn", &["5"]));
    assert_eq!(
        order(&map_of(&later, &rows))[..6],
        [ROOT, "acts", "f1", "own:b", "own:a", "f9"]
    );
}

#[test]
fn what_hangs_on_a_node_that_is_gone_keeps_the_words_it_hung_on() {
    let mut row = kept("own:a", 1, put("f2", "", "Trại tạm giam số 1"));
    row.seen.parent_words = "Tạm giam".to_owned();
    let mut later = case();
    later.retain(|one| one.key != "f2");
    let nodes = map_of(&later, &[row.clone()]);
    let above = nodes.iter().find(|node| node.key == "f2").unwrap();
    assert_eq!(
        (above.state, above.words.as_str(), above.parent.as_str()),
        (State::Orphaned, "Tạm giam", "acts")
    );
    assert_eq!(
        nodes
            .iter()
            .find(|node| node.key == "own:a")
            .unwrap()
            .parent,
        "f2"
    );
    // Nothing at all is left of where it stood.
    let nodes = map_of(&case()[..1], &[row]);
    assert!(
        nodes.iter().any(|node| node.key == "own:a"),
        "no edit is lost"
    );
}

#[test]
fn two_who_hang_nodes_on_each_other_lose_none() {
    let rows = [
        kept("own:a", 1, put("own:b", "", "A")),
        kept("own:b", 2, put("own:a", "", "B")),
        kept(
            "acts",
            3,
            Kept {
                parent: Some("f1".to_owned()),
                ..Kept::default()
            },
        ),
    ];
    let nodes = map_of(&case(), &rows);
    let keys = order(&nodes);
    for key in ["own:a", "own:b", "acts", "f1"] {
        assert_eq!(
            keys.iter().filter(|one| **one == key).count(),
            1,
            "{key}: {keys:?}"
        );
    }
}

#[test]
fn a_node_that_no_page_proves_stands_out_and_one_below_it_proves_it() {
    let rows = [
        kept("own:a", 1, put("p1", "", "Không nhận tội")),
        kept(
            "own:b",
            2,
            Kept {
                sources: Some(sources(&["7"])),
                ..put("people", "p1", "Đồng phạm")
            },
        ),
    ];
    let nodes = map_of(&case(), &rows);
    let bare: Vec<&str> = nodes
        .iter()
        .filter(|node| node.is_bare)
        .map(|node| node.key.as_str())
        .collect();
    assert_eq!(
        bare,
        ["own:a"],
        "the heading above it does not stand out too"
    );
    let hidden = [kept(
        "own:a",
        1,
        Kept {
            is_hidden: true,
            ..put("p1", "", "Không nhận tội")
        },
    )];
    let nodes = map_of(&case(), &hidden);
    assert!(
        nodes
            .iter()
            .any(|node| node.key == "own:a" && node.is_hidden)
    );
    assert!(
        nodes.iter().any(|node| node.key == "p1" && node.is_bare),
        "what was taken off proves nothing"
    );
}

#[test]
fn what_is_new_since_somebody_took_note_is_marked() {
    let before = known_of(&case());
    let mut later = case();
    later.push(given("p2", "people", "Lê Văn Bình", &["3"]));
    later[3].words = "Tạm giam 2 tháng".to_owned();
    let nodes = assemble(&later, &[], Some(&before), &Withdrawn::default());
    let new: Vec<&str> = nodes
        .iter()
        .filter(|node| node.is_new)
        .map(|node| node.key.as_str())
        .collect();
    assert_eq!(new, ["f2", "p2"]);
    assert_eq!(
        super::assembly::gone(&case()[..5], &before),
        ["Thái Doãn Lâm"]
    );
}

#[test]
fn nodes_on_withdrawn_evidence_say_why_they_no_longer_hold() {
    let (item, page) = (Uuid::from_u128(5), sources(&["2"])[0].page);
    let withdrawn = Withdrawn {
        items: HashMap::from([(item, "Thu thập không đúng trình tự".to_owned())]),
        pages: HashMap::from([(page, "Thu thập không đúng trình tự".to_owned())]),
    };
    let mut later = case();
    later[2].sources[0].item = Some(item);
    let nodes = assemble(&later, &[], None, &withdrawn);
    let shaken: BTreeMap<&str, &str> = nodes
        .iter()
        .filter_map(|node| Some((node.key.as_str(), node.withdrawn.as_deref()?)))
        .collect();
    assert_eq!(shaken.keys().copied().collect::<Vec<_>>(), ["f1", "f2"]);
}
