//! Bảng thống kê tài liệu: the list that lies in the file names its documents with day and leaves. A second witness for
//! what the papers themselves show badly, such as the day of a statement written by hand.

use chrono::NaiveDate;
use text::decision::LineTable;
use text::{LeafNumber, dates_in};

use super::numbering::Listed;
use super::sheet::{Sheet, sheets_of};
use super::{Block, Found, titles};

/// A line of the list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    title: String,
    date: Option<NaiveDate>,
    leaves: (u32, u32),
}

/// The lines of the lists that lie in the file.
pub(super) fn entries(documents: &[Found], sheets: &[Sheet]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let is_list = |one: &&Found| {
        one.group == 0
            && ["Bảng thống kê", "Mục lục", "Danh mục"]
                .iter()
                .any(|start| one.kind.starts_with(start))
    };
    for list in documents.iter().filter(is_list) {
        for sheet in sheets_of(list, sheets) {
            let mut is_open = false;
            for row in &sheet.rows {
                match entry(&row.text) {
                    Some(entry) => {
                        entries.push(entry);
                        is_open = true;
                    }
                    // What follows a line without day and leaves is the rest of its title.
                    None if is_open && row.rect.height() > 0 => match entries.last_mut() {
                        Some(last) if row.text.chars().count() < 70 => {
                            last.title.push(' ');
                            last.title.push_str(row.text.trim());
                        }
                        _ => is_open = false,
                    },
                    None => {}
                }
            }
        }
    }
    entries
}

/// "20 Biên bản hỏi cung … 20/4/2026 28-29".
fn entry(row: &str) -> Option<Entry> {
    let row = &super::mended::days(row);
    let date = dates_in(row).pop();
    let (before, after) = match &date {
        Some(found) => (&row[..found.range.start], &row[found.range.end..]),
        None => return None,
    };
    let leaves = after
        .trim()
        .trim_matches(|c: char| "|[]_.".contains(c) || c.is_whitespace());
    let mut ends = leaves.split(['-', '–', '—']).map(str::trim);
    let first: LeafNumber = ends.next()?.parse().ok()?;
    let last: LeafNumber = match ends.next() {
        Some(last) => last.parse().ok()?,
        None => first,
    };
    let title = before
        .trim_start_matches(|c: char| c.is_ascii_digit() || !c.is_alphanumeric())
        .trim();
    let date = date.and_then(|found| {
        NaiveDate::from_ymd_opt(found.date.year, found.date.month, found.date.day)
    });
    (first <= last && title.chars().count() > 3).then(|| Entry {
        title: title.to_owned(),
        date,
        leaves: (first.number, last.number),
    })
}

/// Which line of the list each document is: both run in one order.
pub(super) fn matched(documents: &[Found], entries: &[Entry]) -> Vec<Option<usize>> {
    let mut found = vec![None; documents.len()];
    // Papers that stand in no list are no line of it.
    let listed: Vec<usize> = (0..documents.len())
        .filter(|at| (1..8).contains(&documents[*at].group))
        .collect();
    let (rows, columns) = (listed.len(), entries.len());
    if columns == 0 {
        return found;
    }
    let read = |named: fn(&Found) -> &str| listed.iter().map(move |at| named(&documents[*at]));
    let written = || entries.iter().map(|entry| entry.title.as_str());
    let titles = LineTable::new(read(|one| &one.title), written(), LIKE_WITH_DAY);
    let kinds = LineTable::new(read(|one| &one.kind), written(), LIKE_WITH_DAY);
    // Of the cheapest ways from each pair on only the next turn is kept.
    let mut turns = Turns::of(rows, columns);
    let mut below = vec![0i64; columns + 1];
    let mut here = below.clone();
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let named = || {
                titles
                    .likeness(row, column)
                    .max(kinds.likeness(row, column))
            };
            let like = fits(&documents[listed[row]], &entries[column], named);
            let both = like.map_or(i64::MIN, |like| like + below[column + 1]);
            let best = both.max(below[column]).max(here[column + 1]);
            here[column] = best;
            turns.set(
                row,
                column,
                match () {
                    () if both == best => Turn::Both,
                    () if below[column] == best => Turn::Paper,
                    () => Turn::Line,
                },
            );
        }
        std::mem::swap(&mut below, &mut here);
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        match turns.get(row, column) {
            Turn::Both => {
                found[listed[row]] = Some(column);
                (row, column) = (row + 1, column + 1);
            }
            Turn::Paper => row += 1,
            Turn::Line => column += 1,
        }
    }
    found
}

/// What is passed over next: a paper and its line, a paper that stands in no line, a line whose paper is not there.
#[derive(Debug, Clone, Copy)]
enum Turn {
    Both,
    Paper,
    Line,
}

/// A turn for each paper and line, four in a byte: thousands of papers meet as many lines.
struct Turns {
    columns: usize,
    bits: Vec<u8>,
}

impl Turns {
    fn of(rows: usize, columns: usize) -> Turns {
        let bits = vec![0; (rows * columns).div_ceil(4)];
        Turns { columns, bits }
    }

    fn set(&mut self, row: usize, column: usize, turn: Turn) {
        let at = row * self.columns + column;
        self.bits[at / 4] |= (turn as u8) << (at % 4 * 2);
    }

    fn get(&self, row: usize, column: usize) -> Turn {
        let at = row * self.columns + column;
        match self.bits[at / 4] >> (at % 4 * 2) & 3 {
            0 => Turn::Both,
            1 => Turn::Paper,
            _ => Turn::Line,
        }
    }
}

/// How like a name must be for a line of the same day, and for one of another.
const LIKE_WITH_DAY: u32 = 30;
const LIKE: u32 = 55;

/// How well a document fits a line; none when it cannot be that line. `named`: how like its name is to the line's.
fn fits(document: &Found, entry: &Entry, named: impl Fn() -> u32) -> Option<i64> {
    let has_name = !(document.title.is_empty() && document.kind.is_empty());
    let named = has_name.then(named);
    let dated = match (document.date, entry.date) {
        (Some(a), Some(b)) if a == b => Some(true),
        (Some(_), Some(_)) => Some(false),
        _ => None,
    };
    match (named, dated) {
        (Some(like), Some(true)) if like >= LIKE_WITH_DAY => Some(60 + i64::from(like)),
        (Some(like), _) if like >= LIKE => Some(i64::from(like)),
        // Nothing could be read of it: only its place speaks.
        (None, Some(true)) => Some(50),
        (None, _) => Some(5),
        (Some(_), None) if document.handwritten => Some(5),
        _ => None,
    }
}

/// What the list says of the leaves of each document.
pub(super) fn leaves(
    matched: &[Option<usize>],
    entries: &[Entry],
    documents: &[Found],
) -> Vec<Listed> {
    let has_list = matched.iter().any(Option::is_some);
    let both = matched.iter().zip(documents);
    both.map(|(line, document)| match line {
        Some(line) => Listed::Leaves(entries[*line].leaves.0, entries[*line].leaves.1),
        // The list is the investigating body's: what the procuracy adds stands in none.
        None if has_list && document.block == Block::Investigator => Listed::Absent,
        None => Listed::Unknown,
    })
    .collect()
}

/// Fills what a paper did not show with what the list says of it.
pub(super) fn fill(documents: &mut [Found], matched: &[Option<usize>], entries: &[Entry]) {
    for (document, line) in documents.iter_mut().zip(matched) {
        let Some(entry) = line.and_then(|line| entries.get(line)) else {
            continue;
        };
        if document.date.is_none() || document.handwritten {
            document.date = entry.date.or(document.date);
        }
        if document.handwritten
            && let Some(writer) = writer(&entry.title)
        {
            document.signer = Some(writer);
        }
        if document.kind.is_empty()
            && let Some((kind, group)) = titles::begun(&entry.title)
        {
            document.kind = kind.clone();
            document.title = kind;
            document.group = group;
        }
    }
}

/// "Đơn trình báo của Đinh Thu Phượng": who wrote a paper of this kind signed it.
fn writer(title: &str) -> Option<String> {
    const OWN: [&str; 7] = [
        "don ",
        "ban tu khai",
        "ban tuong trinh",
        "ban kiem diem",
        "giay bien nhan",
        "giay xac nhan",
        "giay cam doan",
    ];
    let folded = text::fold(title);
    let (_, rest) = title.split_once(" của ")?;
    let words = rest
        .split_whitespace()
        .skip_while(|word| !word.starts_with(char::is_uppercase));
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).all(char::is_lowercase)
    };
    let name: Vec<&str> = words.take_while(is_name).collect();
    let is_own = OWN.iter().any(|own| folded.starts_with(own));
    (is_own && (2..=5).contains(&name.len())).then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{HEAD, page};
    use super::*;

    #[test]
    fn papers_and_lines_run_in_one_order_and_either_may_lack_the_other() {
        let paper = |no: usize, title: &str, day: &str| {
            let day = format!("Số: 2{no}/QĐ-CSĐT |Sơn La, ngày {day} tháng 5 năm 2026");
            let title = format!("^{}", title.to_uppercase());
            page(no, &[HEAD[0], HEAD[1], &day, &title, "Căn cứ điều 36;"])
        };
        let pages = [
            paper(1, "Quyết định tạm giữ", "20"),
            paper(2, "Quyết định khởi tố bị can", "21"),
            paper(3, "Lệnh tạm giam", "28"),
        ];
        let documents = super::super::order(&pages).documents;
        let line = |title: &str, day: u32, leaf: u32| Entry {
            title: title.to_owned(),
            date: NaiveDate::from_ymd_opt(2026, 5, day),
            leaves: (leaf, leaf),
        };
        let custody = line("Quyết định tạm giữ", 20, 1);
        let record = line("Biên bản khám nghiệm hiện trường", 19, 2);
        let arrest = line("Lệnh tạm giam đối với Lò Văn Tâm", 28, 3);
        let told = |entries: &[Entry]| matched(&documents, entries);
        let all = [custody.clone(), record, arrest.clone()];
        assert_eq!(told(&all), [Some(0), None, Some(2)]);
        // The day and the whole name outweigh the day and a part of it.
        let crossed = [arrest, custody];
        assert_eq!(told(&crossed), [Some(1), None, None]);
        assert_eq!(told(&[]), [None; 3]);
    }

    #[test]
    fn the_list_names_who_wrote_a_letter_and_no_office() {
        for (title, expected) in [
            ("Đơn trình báo của Đinh Thu Phượng", Some("Đinh Thu Phượng")),
            (
                "Bản tự khai của bị can Nguyễn Khắc Hoạt",
                Some("Nguyễn Khắc Hoạt"),
            ),
            ("Đơn tố giác của Công ty Hoàng Long", None),
            ("Biên bản ghi lời khai của Đinh Thu Phượng", None),
        ] {
            assert_eq!(writer(title).as_deref(), expected, "{title}");
        }
    }
}
