//! Lời văn tự do: headings, lists and tables in plain words, one line a passage; nothing of it is markup of a page.
//!
//! | a line | is |
//! |---|---|
//! | `# Đề mục` | a heading |
//! | `- ý` | an item of a list |
//! | `1. ý` | a numbered item, as it stands |
//! | `\| ô \| ô \|` | a row of a table; the first row holds the headings, a row of dashes is passed over |
//! | anything else | a paragraph |

use typeset::{Block, Origin, Text};

/// Đoạn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// Đề mục.
    Heading(String),
    /// Gạch đầu dòng.
    Item(String),
    /// Đoạn văn.
    Words(String),
    /// Bảng: its rows, the first of them the headings; every row as long as the longest.
    Table(Vec<Vec<String>>),
}

/// The passages of a text.
pub fn passages(words: &str) -> Vec<Passage> {
    let mut all: Vec<Passage> = Vec::new();
    for line in words.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(cells) = row(line) {
            if cells.iter().all(|cell| is_rule(cell)) {
                continue;
            }
            match all.last_mut() {
                Some(Passage::Table(rows)) => rows.push(cells),
                _ => all.push(Passage::Table(vec![cells])),
            }
            continue;
        }
        let hashes = line.chars().take_while(|letter| *letter == '#').count();
        let rest = &line[hashes..];
        let passage = if (1..=3).contains(&hashes) && rest.starts_with(' ') {
            Passage::Heading(rest.trim().to_owned())
        } else if let Some(item) = line.strip_prefix("- ").or(line.strip_prefix("* ")) {
            Passage::Item(item.trim().to_owned())
        } else {
            Passage::Words(line.to_owned())
        };
        all.push(passage);
    }
    for passage in &mut all {
        if let Passage::Table(rows) = passage {
            let wide = rows.iter().map(Vec::len).max().unwrap_or(0);
            rows.iter_mut()
                .for_each(|row| row.resize(wide, String::new()));
        }
    }
    all
}

/// The cells of a line between bars; a single bar in a sentence makes no table.
fn row(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let cells: Vec<String> = inner
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect();
    (cells.len() > 1).then_some(cells)
}

fn is_rule(cell: &str) -> bool {
    cell.len() >= 2 && cell.chars().all(|letter| matches!(letter, '-' | ':'))
}

/// The same as blocks of a document.
pub(super) fn blocks(words: &str, origin: &Origin) -> Vec<Block> {
    let text = |words: &str| {
        let mut text = Text::default();
        text.push(words, origin.clone());
        text
    };
    let block = |passage: Passage| match passage {
        Passage::Heading(words) => Block::Section { text: text(&words) },
        Passage::Item(words) => Block::Item { text: text(&words) },
        Passage::Words(words) => Block::Paragraph { text: text(&words) },
        Passage::Table(rows) => {
            let widths = widths(&rows);
            let mut rows = rows.into_iter();
            Block::Table {
                text: Text::default(),
                columns: rows.next().unwrap_or_default(),
                widths,
                rows: rows
                    .map(|row| row.iter().map(|cell| text(cell)).collect())
                    .collect(),
            }
        }
    };
    passages(words).into_iter().map(block).collect()
}

/// How wide the columns are, by their longest words; none gets lost beside another.
fn widths(rows: &[Vec<String>]) -> Vec<u16> {
    let wide = rows.first().map_or(0, Vec::len);
    let longest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let letters = cells.map(|cell| cell.chars().count()).max().unwrap_or(0);
        u16::try_from(letters.clamp(4, 30)).unwrap_or(30)
    };
    (0..wide).map(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_headings_items_tables_and_paragraphs() {
        let words = "# Diễn biến\nKhoảng 20 giờ ngày 12/5/2026 …\n- Lời khai (BL 12)\n1. Ý thứ nhất\n\n| Vật | Số |\n|---|---|\n| Điện thoại | 01 | còn mới |";
        assert_eq!(
            passages(words),
            [
                Passage::Heading("Diễn biến".to_owned()),
                Passage::Words("Khoảng 20 giờ ngày 12/5/2026 …".to_owned()),
                Passage::Item("Lời khai (BL 12)".to_owned()),
                Passage::Words("1. Ý thứ nhất".to_owned()),
                Passage::Table(vec![
                    vec!["Vật".to_owned(), "Số".to_owned(), String::new()],
                    vec![
                        "Điện thoại".to_owned(),
                        "01".to_owned(),
                        "còn mới".to_owned()
                    ],
                ]),
            ]
        );
    }

    #[test]
    fn markup_of_a_page_is_only_words() {
        let words = "<script>alert(1)</script>\n#không có dấu cách\n|một thanh";
        assert!(
            passages(words)
                .iter()
                .all(|one| matches!(one, Passage::Words(_)))
        );
    }
}
