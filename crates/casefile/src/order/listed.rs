//! Bảng thống kê tài liệu: the list that lies in the file names its documents with day and leaves. A second witness for
//! what the papers themselves show badly, such as the day of a statement written by hand.

use chrono::NaiveDate;
use text::decision::words_likeness;
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
    let mut table = vec![vec![0i64; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let both = likeness(&documents[row], &entries[column])
                .map_or(i64::MIN, |like| like + table[row + 1][column + 1]);
            table[row][column] = both.max(table[row + 1][column]).max(table[row][column + 1]);
        }
    }
    let mut found = vec![None; rows];
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let here = table[row][column];
        let like = likeness(&documents[row], &entries[column]);
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

/// How well a document fits a line; none when it cannot be that line.
fn likeness(document: &Found, entry: &Entry) -> Option<i64> {
    if document.group == 0 || document.group >= 8 {
        return None;
    }
    let named = [&document.title, &document.kind]
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| i64::from(words_likeness(name, &entry.title)))
        .max();
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
        if document.kind.is_empty()
            && let Some((kind, group)) = titles::begun(&entry.title)
        {
            document.kind = kind.clone();
            document.title = kind;
            document.group = group;
        }
    }
}
