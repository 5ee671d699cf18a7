//! Bảng thống kê tài liệu: the list that lies in the file names its documents with day and leaves. A second witness for
//! what the papers themselves show badly, such as the day of a statement written by hand.

use chrono::NaiveDate;
use text::decision::LineTable;
use text::{LeafNumber, dates_in};

use super::numbering::Listed;
use super::sheet::Sheet;
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
        let inside = sheets
            .iter()
            .filter(|sheet| (list.first..=list.last).contains(&sheet.page.no));
        for sheet in inside {
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
    let (rows, columns) = (documents.len(), entries.len());
    let written = || entries.iter().map(|entry| entry.title.as_str());
    let titles = LineTable::new(documents.iter().map(|one| one.title.as_str()), written());
    let kinds = LineTable::new(documents.iter().map(|one| one.kind.as_str()), written());
    let likeness = |row: usize, column: usize| {
        let named = || {
            titles
                .likeness(row, column)
                .max(kinds.likeness(row, column))
        };
        fits(&documents[row], &entries[column], named)
    };
    let mut table = vec![vec![0i64; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let both =
                likeness(row, column).map_or(i64::MIN, |like| like + table[row + 1][column + 1]);
            table[row][column] = both.max(table[row + 1][column]).max(table[row][column + 1]);
        }
    }
    let mut found = vec![None; rows];
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = table[row][column];
        let like = likeness(row, column);
        if like.is_some_and(|like| like + table[row + 1][column + 1] == here) {
            found[row] = Some(column);
            row += 1;
            column += 1;
        } else if table[row + 1][column] == here {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

/// How well a document fits a line; none when it cannot be that line. `named`: how like its name is to the line's.
fn fits(document: &Found, entry: &Entry, named: impl Fn() -> u32) -> Option<i64> {
    if document.group == 0 || document.group >= 8 {
        return None;
    }
    let has_name = !(document.title.is_empty() && document.kind.is_empty());
    let named = has_name.then(|| i64::from(named()));
    let dated = match (document.date, entry.date) {
        (Some(a), Some(b)) if a == b => Some(true),
        (Some(_), Some(_)) => Some(false),
        _ => None,
    };
    match (named, dated) {
        (Some(like), Some(true)) if like >= 30 => Some(60 + like),
        (Some(like), _) if like >= 55 => Some(like),
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
    use super::*;

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
