//! Đề cương từ sơ đồ: the map as numbered lines in Word, each with its leaves.

use chrono::{Datelike, NaiveDate};
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text};

use super::{node::Node, read::Still};
use crate::sources::Source;

/// "BL 12", or the place of a page without a number.
pub(super) fn leaf(source: &Source) -> String {
    match source.leaf.starts_with("trang") {
        true => source.leaf.clone(),
        false => format!("BL {}", source.leaf),
    }
}

/// Who prints it, where and when.
pub struct Office {
    /// The unit.
    pub unit: String,
    /// Who made it.
    pub name: String,
    /// The day.
    pub day: NaiveDate,
}

/// The map as a paper.
pub fn paper(still: &Still, office: &Office) -> OfficialDocument {
    let (day, mut counts) = (office.day, Vec::<usize>::new());
    let blocks = still
        .nodes
        .iter()
        .filter(|node| node.depth > 0)
        .map(|node| {
            counts.truncate(node.depth);
            counts.resize(node.depth, 0);
            if let Some(last) = counts.last_mut() {
                *last += 1;
            }
            line(node, &counts)
        });
    OfficialDocument {
        issued_on: Some([day.year(), day.month() as i32, day.day() as i32]),
        head: Head {
            office: Text::form(office.unit.to_uppercase()),
            place_date: Text::form(format!(
                "ngày {:02} tháng {:02} năm {}",
                day.day(),
                day.month(),
                day.year()
            )),
            ..Head::default()
        },
        title: still.title.to_uppercase(),
        subject: Text::form(still.matter.clone()),
        blocks: blocks.collect(),
        closing: Closing {
            signature: Signature {
                title_lines: vec!["NGƯỜI LẬP".to_owned()],
                name: Text::form(office.name.clone()),
            },
            ..Closing::default()
        },
        ..OfficialDocument::default()
    }
}

fn line(node: &Node, counts: &[usize]) -> Block {
    let number: Vec<String> = counts.iter().map(usize::to_string).collect();
    let mut words = format!("{}. {}", number.join("."), node.words);
    match node.leaves() {
        leaves if !leaves.is_empty() => words = format!("{words} ({leaves})"),
        _ if node.is_bare => words = format!("{words} [chưa có chứng cứ]"),
        _ => {}
    }
    if let Some(reason) = &node.withdrawn {
        words = format!("{words} [chứng cứ đã rút: {reason}]");
    }
    if !node.note.is_empty() {
        words = format!("{words}. Ghi chú: {}", node.note.replace('\n', " "));
    }
    let text = Text::form(words);
    match node.depth {
        1 => Block::Section { text },
        _ => Block::Paragraph { text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::tests::{a_node, sources};

    #[test]
    fn lines_are_numbered_by_their_place_in_the_map() {
        let mut bare = a_node("own:3", "a", 2, "Chưa rõ người đưa tiền");
        bare.is_bare = true;
        let still = Still {
            title: "Sơ đồ vụ án".to_owned(),
            matter: "Vụ án Thái Doãn Lâm".to_owned(),
            nodes: vec![
                a_node("root", "", 0, "Vụ án"),
                a_node("a", "root", 1, "Bị can"),
                Node {
                    sources: sources(&["12", "13"]),
                    ..a_node("own:1", "a", 2, "Thái Doãn Lâm")
                },
                bare,
                a_node("b", "root", 1, "Đề xuất"),
                a_node("own:4", "b", 2, "Truy tố"),
            ],
        };
        let office = Office {
            unit: "Viện kiểm sát".to_owned(),
            name: "Lê Văn An".to_owned(),
            day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        };
        let said: Vec<String> = paper(&still, &office)
            .blocks
            .iter()
            .map(|block| match block {
                Block::Section { text } | Block::Paragraph { text } => text.plain(),
                _ => String::new(),
            })
            .collect();
        assert_eq!(
            said,
            [
                "1. Bị can",
                "1.1. Thái Doãn Lâm (BL 12, 13)",
                "1.2. Chưa rõ người đưa tiền [chưa có chứng cứ]",
                "2. Đề xuất",
                "2.1. Truy tố",
            ]
        );
    }
}
