//! Tên tài liệu: the titles that papers of a file carry, their groups (số hóa §1.5) and the forms of TT 03/2026.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use text::decision::{FoldedWord, folded_likeness, folded_words};

use super::sheet::{Sheet, capitals};

/// A row of `data/titles.csv`.
#[derive(Debug)]
struct Known {
    group: u8,
    title: String,
    /// The title without marks.
    folded: String,
    /// The name as printed over the paper.
    head: Vec<FoldedWord>,
    form: Option<String>,
    /// Words that the paper must say somewhere for this row to hold.
    said: Option<String>,
    /// The words of that name, and their letters in a row.
    words: Vec<String>,
    letters: String,
}

static TITLES: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut rows = csv::Reader::from_reader(include_str!("../../data/titles.csv").as_bytes());
    let rows = rows.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        let cell = |at: usize| row.get(at).map(str::trim).filter(|cell| !cell.is_empty());
        let title = cell(1)?.to_owned();
        let head = cell(2).unwrap_or(&title);
        let words = plain_words(head);
        Some(Known {
            group: cell(0)?.parse().ok()?,
            folded: text::fold(&title),
            head: folded_words(head),
            form: cell(3).map(str::to_owned),
            said: cell(4).map(text::fold),
            letters: words.concat(),
            words,
            title,
        })
    })
    .collect()
});

/// For each word of the titles those that carry it, a title as often as it does.
static CARRIERS: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut carriers: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, known) in TITLES.iter().enumerate() {
        for word in &known.words {
            carriers.entry(word).or_default().push(at);
        }
    }
    carriers
});

/// Nhóm tài liệu (số hóa §1.5) by number, in the order of a file.
pub static GROUPS: LazyLock<BTreeMap<u8, String>> = LazyLock::new(|| {
    let mut rows = csv::Reader::from_reader(include_str!("../../data/groups.csv").as_bytes());
    let rows = rows.records().filter_map(Result::ok);
    rows.filter_map(|row| Some((row.get(0)?.parse().ok()?, row.get(1)?.to_owned())))
        .collect()
});

/// Nhóm tài liệu của một hồ sơ, as they are offered: those of a criminal file, or of a civil or administrative one (QĐ 264/QĐ-VKSTC năm 2022 names six
/// volumes, of which our sources read two; the rest is practice, and its labels say "cần kiểm tra").
pub fn groups_of(is_civil: bool) -> Vec<(u8, &'static str)> {
    static OFFERED: LazyLock<Vec<(u8, String, String)>> = LazyLock::new(|| {
        let mut rows = csv::Reader::from_reader(include_str!("../../data/groups.csv").as_bytes());
        let rows = rows.records().filter_map(Result::ok);
        rows.filter_map(|row| {
            let (name, field) = (row.get(1)?, row.get(2)?);
            let label = match field {
                "civil" => format!("{name} (cần kiểm tra)"),
                _ => name.to_owned(),
            };
            Some((row.get(0)?.parse().ok()?, label, field.to_owned()))
        })
        .collect()
    });
    let other = if is_civil { "criminal" } else { "civil" };
    let offered = OFFERED.iter().filter(|(_, _, field)| field != other);
    offered
        .map(|(group, label, _)| (*group, label.as_str()))
        .collect()
}

/// Tên nhóm tài liệu.
pub fn group_name(group: u8) -> &'static str {
    GROUPS.get(&group).map_or("", String::as_str)
}

/// Whether `data/titles.csv` knows this title.
pub fn is_known_title(title: &str) -> bool {
    TITLES.iter().any(|known| known.title == title)
}

/// A title as found on a page.
#[derive(Debug, Clone)]
pub(super) struct Title {
    /// As the list of documents says it.
    pub title: String,
    /// Its group, where the title is a known one.
    pub group: Option<u8>,
    /// The rows it was read from.
    pub rows: Range<usize>,
    /// How like the known title it reads, 0 to 100.
    pub likeness: u32,
}

/// Less like than this is another title.
const LEAST: u32 = 70;
/// With the right form number it may be read this badly.
const LEAST_WITH_FORM: u32 = 40;
/// How deep on the page a title may begin, in hundredths.
const WITHIN: i32 = 48;
/// How many rows it may take.
const MOST_ROWS: usize = 4;

/// The known title that the page carries; `said` is all that the paper says, without marks.
pub(super) fn of(sheet: &Sheet, form: Option<&str>, said: &str) -> Option<Title> {
    by_words(sheet, form, said).or_else(|| by_letters(sheet))
}

fn by_words(sheet: &Sheet, form: Option<&str>, whole: &str) -> Option<Title> {
    let mut best: Option<(u32, &Known, Title)> = None;
    for (start, row) in sheet.top(WITHIN) {
        if capitals(&row.text) < 60 || is_numbered(&row.text) {
            continue;
        }
        for end in start + 1..=(start + MOST_ROWS).min(sheet.rows.len()) {
            let window = joined(sheet, start..end);
            let words = plain_words(&window);
            let read = folded_words(&window);
            for (known, shared) in TITLES.iter().zip(shared(&words)) {
                let is_form = known.form.as_deref().is_some_and(|own| Some(own) == form);
                let least = if is_form { LEAST_WITH_FORM } else { LEAST };
                if !is_near(known, words.len(), shared, least) {
                    continue;
                }
                // Of two rows with one head the one that asks for more words is meant.
                let weight = |likeness: u32| {
                    likeness * 4
                        + if is_form { 100 } else { 0 }
                        + if known.said.is_some() { 2 } else { 0 }
                };
                let is_better = |likeness: u32| {
                    let so_far = best.as_ref().map(|(so_far, ..)| *so_far);
                    so_far.is_none_or(|so_far| weight(likeness) > so_far)
                };
                if !is_better(most_likeness(read.len(), known.head.len())) {
                    continue;
                }
                let likeness = folded_likeness(&read, &known.head);
                if likeness < LEAST && !(is_form && likeness >= LEAST_WITH_FORM) {
                    continue;
                }
                if known
                    .said
                    .as_ref()
                    .is_some_and(|said| !whole.contains(said))
                {
                    continue;
                }
                if is_better(likeness) {
                    let title = Title {
                        title: known.title.clone(),
                        group: Some(known.group),
                        rows: start..end,
                        likeness,
                    };
                    best = Some((weight(likeness), known, title));
                }
            }
        }
    }
    let (_, known, mut title) = best?;
    // "vụ việc/vụ án": the form leaves a choice, the paper has made it.
    if known.title.contains('/') {
        title.title = as_a_name(&joined(sheet, title.rows.clone()));
    }
    Some(title)
}

/// "V. LÝ LỊCH BỊ CAN", "2) VẬT CHỨNG": a heading within a paper, not the name of one.
fn is_numbered(row: &str) -> bool {
    let first = row.split_whitespace().next().unwrap_or_default();
    let Some(ordinal) = first.strip_suffix(['.', ')', '/']) else {
        return false;
    };
    let of = |signs: &str| ordinal.chars().all(|c| signs.contains(c));
    (1..=4).contains(&ordinal.len()) && (of("IVX") || of("0123456789"))
}

/// A short title written or printed so badly that no word of it is whole: "ĐỚN TRÌNH B40". It stands alone in the middle.
fn by_letters(sheet: &Sheet) -> Option<Title> {
    let middle = sheet.width() / 2;
    let mut best: Option<(usize, Title)> = None;
    for (at, row) in sheet.top(24) {
        let centre = (row.rect.x0 + row.rect.x1) / 2;
        let is_alone = (centre - middle).abs() * 100 < sheet.width() * 6
            && row.rect.width() * 2 < sheet.width();
        let letters = bare_letters(&row.folded);
        if !is_alone || letters.chars().count() < 6 || capitals(&row.text) < 50 {
            continue;
        }
        for known in TITLES.iter() {
            let wanted = &known.letters;
            let longer = wanted.chars().count().max(letters.chars().count());
            // What people write by hand is one of a few kinds of papers: it may be read worse.
            let is_letter = known.group == 4 && !known.title.starts_with("Biên bản");
            let share = if sheet.page.handwritten && is_letter {
                4
            } else {
                3
            };
            let wrong = distance(&letters, wanted, longer * share / 10);
            let Some(wrong) = wrong else { continue };
            let like = 100 - wrong * 100 / longer;
            if best.as_ref().is_none_or(|(most, _)| like > *most) {
                let title = Title {
                    title: known.title.clone(),
                    group: Some(known.group),
                    rows: at..at + 1,
                    likeness: u32::try_from(like).unwrap_or(0),
                };
                best = Some((like, title));
            }
        }
    }
    best.map(|(_, title)| title)
}

/// Letters alone; digits as the letters they are mistaken for.
fn bare_letters(folded: &str) -> String {
    let as_letter = |c: char| match c {
        '4' => 'a',
        '0' => 'o',
        '1' => 'i',
        '8' => 'b',
        '5' => 's',
        other => other,
    };
    folded
        .chars()
        .map(as_letter)
        .filter(|c| c.is_alphabetic())
        .collect()
}

/// How many letters differ; none beyond `most`.
pub(super) fn distance(left: &str, right: &str, most: usize) -> Option<usize> {
    let right: Vec<char> = right.chars().collect();
    if left.chars().count().abs_diff(right.len()) > most {
        return None;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let changed = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    Some(row[right.len()]).filter(|wrong| *wrong <= most)
}

/// The known title that a line of a list begins with, and its group.
pub(super) fn begun(line: &str) -> Option<(String, u8)> {
    let line = text::fold(line);
    TITLES
        .iter()
        .filter(|known| line.starts_with(&known.folded))
        .max_by_key(|known| known.title.len())
        .map(|known| (known.title.clone(), known.group))
}

fn joined(sheet: &Sheet, rows: Range<usize>) -> String {
    let text: Vec<&str> = sheet.rows[rows]
        .iter()
        .map(|row| row.text.as_str())
        .collect();
    let text = text.join(" ");
    text.split('(').next().unwrap_or_default().trim().to_owned()
}

/// How many words of each title stand among these.
fn shared(words: &[String]) -> Vec<usize> {
    let mut shared = vec![0; TITLES.len()];
    for (at, word) in words.iter().enumerate() {
        if words[..at].contains(word) {
            continue;
        }
        let carriers = CARRIERS.get(word.as_str()).into_iter().flatten();
        carriers.for_each(|title| shared[*title] += 1);
    }
    shared
}

/// Whether a window can be this title at all: of a like length, and enough words read exactly.
fn is_near(known: &Known, words: usize, shared: usize, least: u32) -> bool {
    let (shorter, both) = (known.words.len().min(words), known.words.len() + words);
    200 * shorter >= least as usize * both && 5 * shared >= 2 * known.words.len() && shared > 0
}

/// How like two lines of so many words can be at most.
fn most_likeness(one: usize, other: usize) -> u32 {
    let most = 200 * one.min(other) / (one + other).max(1);
    u32::try_from(most).unwrap_or(100)
}

fn plain_words(text: &str) -> Vec<String> {
    text::fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// "BIÊN BẢN GIAO NHẬN" as a list writes it: one capital, the rest small where the paper shouts.
pub(super) fn as_a_name(title: &str) -> String {
    let words = title.split_whitespace().enumerate().map(|(at, word)| {
        let shouts = !word.chars().any(char::is_lowercase);
        match (shouts, at) {
            (true, 0) => {
                let mut letters = word.chars();
                let first: String = letters.next().into_iter().collect();
                first + &letters.as_str().to_lowercase()
            }
            (true, _) => word.to_lowercase(),
            (false, _) => word.to_owned(),
        }
    });
    let name: Vec<String> = words.collect();
    // Under "QUYẾT ĐỊNH" the next line opens with a capital of its own.
    name.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_titles_can_be_read_and_names_a_group() {
        let rows = include_str!("../../data/titles.csv").lines().count() - 1;
        assert_eq!(TITLES.len(), rows);
        for known in TITLES.iter() {
            assert!(!group_name(known.group).is_empty(), "{}", known.title);
        }
    }

    #[test]
    fn a_numbered_heading_within_a_paper_is_no_title() {
        for heading in ["V. LÝ LỊCH BỊ CAN", "2. VẬT CHỨNG", "IV/ KẾT LUẬN"] {
            assert!(is_numbered(heading), "{heading}");
        }
        assert!(!is_numbered("LÝ LỊCH BỊ CAN"));
        assert!(!is_numbered("VKS. KHU VỰC"));
    }

    #[test]
    fn a_shouted_title_is_written_quietly() {
        assert_eq!(
            as_a_name("BIÊN BẢN GIAO NHẬN Quyết định"),
            "Biên bản giao nhận Quyết định"
        );
    }
}
