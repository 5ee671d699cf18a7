//! Phần đầu văn bản: mẫu, cơ quan ban hành, số, ngày và tên văn bản.

use std::ops::Range;

use super::Read;
use super::alike::same_word;
use super::body::Place;
use super::paper::Paper;
use crate::dates::{ReadDate, dates_in};
use crate::document_number::numbers_in;
use crate::normal::{find_folded, fold};

/// Cơ quan ban hành là loại nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerKind {
    /// Cơ quan điều tra.
    Investigator,
    /// Viện kiểm sát.
    Procuracy,
    /// Tòa án.
    Court,
}

/// Cơ quan ban hành.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// Its kind, when the number or the head tells.
    pub kind: Option<IssuerKind>,
    /// Its name as sentences write it; empty when only the kind is known.
    pub name: String,
}

/// Words that begin the title of a paper.
const KINDS: [&[&str]; 18] = [
    &["quyet", "dinh"],
    &["lenh"],
    &["cao", "trang"],
    &["yeu", "cau"],
    &["ban", "ket", "luan"],
    &["ket", "luan"],
    &["khang", "nghi"],
    &["kien", "nghi"],
    &["thong", "bao"],
    &["van", "ban"],
    &["cong", "van"],
    &["ban", "an"],
    &["bien", "ban"],
    &["de", "nghi"],
    &["giay"],
    &["phieu"],
    &["danh", "sach"],
    &["bao", "cao"],
];

/// Words that begin the line after a title.
const AFTER_TITLE: [&[&str]; 19] = [
    &["vien", "truong"],
    &["thu", "truong"],
    &["pho"],
    &["chanh", "an"],
    &["can", "cu"],
    &["kinh", "gui"],
    &["lan", "thu"],
    &["vu", "an"],
    &["co", "quan"],
    &["toa", "an"],
    &["hoi", "dong"],
    &["vien", "kiem"],
    &["cuc", "truong"],
    &["chi", "huy"],
    &["doi", "voi"],
    &["hom", "nay"],
    &["toi"],
    &["so"],
    &["dieu"],
];

/// How many lines from the top a title may begin, and how many it may take.
const TITLE_WITHIN: usize = 26;
const TITLE_LINES: usize = 5;

fn begins_with(line: &str, words: &[&str]) -> bool {
    let mut said = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .iter()
        .all(|word| said.next().is_some_and(|said| same_word(said, word)))
}

fn is_mostly_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    letters > 3 && capitals * 10 >= letters * 7
}

/// Mẫu số 42/HS.
pub fn form(paper: &Paper) -> Option<Read<String>> {
    let top = paper
        .lines()
        .get(6)
        .map_or(paper.text.len(), |line| line.start);
    let found = numbers_in(&paper.text[..top]);
    let (number, range) = found
        .into_iter()
        .find(|(number, _)| number.symbol == "HS")?;
    Some(paper.read(format!("{}/HS", number.number), &range))
}

/// Tên văn bản: from the line that names the kind to the line before the one who signs.
pub fn title(paper: &Paper) -> Option<Read<String>> {
    let lines = paper.lines();
    let line = |at: usize| &paper.text[lines[at].clone()];
    let first = (0..lines.len().min(TITLE_WITHIN)).find(|at| {
        is_mostly_capitals(line(*at)) && KINDS.iter().any(|kind| begins_with(line(*at), kind))
    })?;
    let ends = |at: usize| {
        let line = line(at);
        // "Quyết định này …", "Quyết định số …" of the body never come before the recitals.
        AFTER_TITLE.iter().any(|words| begins_with(line, words)) || line.starts_with(['-', '('])
    };
    let mut last = first;
    while last + 1 < lines.len() && last + 1 - first < TITLE_LINES && !ends(last + 1) {
        last += 1;
    }
    // A title that never meets its end has run into the text: only its first lines are sure.
    if last + 1 - first == TITLE_LINES {
        last = first + usize::from(line(first).split_whitespace().count() <= 2);
    }
    // Specks before the title are none of it.
    let specks = line(first).find(char::is_alphabetic).unwrap_or(0);
    let range = lines[first].start + specks..lines[last].end;
    let said = without_ordinal(&paper.text[range.clone()]);
    let bytes = range.start..range.start + said.len();
    let value = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(paper.read(value, &bytes))
}

/// The words before "(lần thứ nhất)".
fn without_ordinal(title: &str) -> &str {
    let cut = find_folded(title, "lan thu")
        .first()
        .map(|found| found.start)
        .into_iter()
        .chain(title.find('('))
        .min();
    let said = cut.map_or(title, |cut| &title[..cut]);
    let said = said.trim_end_matches(|c: char| c.is_whitespace() || c == '(');
    if said.is_empty() { title } else { said }
}

/// Số, ký hiệu: the first number of the head that is no form and no circular.
pub fn number(paper: &Paper, place: &Place) -> Option<Read<String>> {
    let head = &paper.text[..place.head_end];
    let found = numbers_in(head).into_iter().filter(|(number, range)| {
        let before = fold(head[..range.start].trim_end());
        number.symbol != "HS"
            && number.year.is_none()
            && !before.ends_with("thong tu so")
            && !before.ends_with("thong tu")
    });
    // "Số:" stands before the paper's own number; without it the first number of the head is taken.
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(_, range)| {
        let before = fold(head[..range.start].trim_end());
        let before = before.trim_end_matches([':', '.', ' ']);
        usize::from(!(before.ends_with("so") || before.ends_with("s0")))
    });
    let (number, range) = found.into_iter().next()?;
    Some(paper.read(as_printed(&number.to_string()), &range))
}

/// Ký hiệu như trên giấy: a scanner reads "QĐ" as "QĐÐ", with an Icelandic letter beside or in place of the Vietnamese one.
pub fn as_printed(number: &str) -> String {
    const STRANGE: char = 'Ð';
    let mut printed = String::with_capacity(number.len());
    let letters: Vec<char> = number.chars().collect();
    let mut at = 0;
    while at < letters.len() {
        let run = letters[at..]
            .iter()
            .take_while(|letter| matches!(**letter, 'Đ' | STRANGE))
            .count();
        match run {
            0 => printed.push(letters[at]),
            _ if letters[at..at + run].contains(&STRANGE) => printed.push('Đ'),
            _ => printed.extend(&letters[at..at + run]),
        }
        at += run.max(1);
    }
    printed
}

/// Ngày ban hành: "Sơn La, ngày 20 tháng 5 năm 2026" of the head.
pub fn issued_on(paper: &Paper, place: &Place) -> Option<Read<ReadDate>> {
    let head = &paper.text[..place.head_end];
    let found = dates_in(head).into_iter().find(|found| {
        let before = fold(head[..found.range.start].trim_end());
        let tail: Vec<&str> = before.split_whitespace().rev().take(3).collect();
        let is_circular = tail
            .iter()
            .any(|word| word.contains("tt-") || *word == "tu");
        is_spoken(&head[found.range.clone()]) && !is_circular
    })?;
    Some(paper.read(found.date, &found.range))
}

fn is_spoken(date: &str) -> bool {
    date.split_whitespace().any(|word| fold(word) == "thang")
}

/// Cơ quan ban hành: who is named under the title, or over the number.
pub fn issuer(paper: &Paper, place: &Place) -> Option<Read<Issuer>> {
    let number = number(paper, place);
    let symbol = number.as_ref().map(|number| number.value.clone());
    let named = authority(paper, place).or_else(|| court_of_head(paper, place));
    let kind = symbol
        .as_deref()
        .and_then(kind_of_symbol)
        .or_else(|| named.as_ref().and_then(|(name, _)| kind_of_name(name)));
    match (named, number) {
        (Some((name, range)), _) => Some(paper.read(Issuer { kind, name }, &range)),
        (None, Some(number)) if kind.is_some() => Some(Read {
            value: Issuer {
                kind,
                name: String::new(),
            },
            words: number.words,
            confidence: number.confidence,
        }),
        _ => None,
    }
}

/// "116/QĐ-VKSKV3" is of the procuracy.
fn kind_of_symbol(number: &str) -> Option<IssuerKind> {
    let symbol = fold(number.rsplit('/').next()?);
    let body = symbol.split('-').skip(1).collect::<Vec<_>>().join("-");
    match body.as_str() {
        body if body.starts_with("vks") => Some(IssuerKind::Procuracy),
        body if ["csdt", "andt", "cqdt", "cqcsdt", "cqandt"]
            .iter()
            .any(|one| body.starts_with(one)) =>
        {
            Some(IssuerKind::Investigator)
        }
        body if body.starts_with("ta") => Some(IssuerKind::Court),
        _ => None,
    }
}

fn kind_of_name(name: &str) -> Option<IssuerKind> {
    let name = fold(name);
    match () {
        () if name.starts_with("vien kiem sat") => Some(IssuerKind::Procuracy),
        () if name.starts_with("co quan") => Some(IssuerKind::Investigator),
        () if name.starts_with("toa an") => Some(IssuerKind::Court),
        () => None,
    }
}

/// "THỦ TRƯỞNG CƠ QUAN CẢNH SÁT ĐIỀU TRA CÔNG AN TỈNH SƠN LA" under the title.
fn authority(paper: &Paper, place: &Place) -> Option<(String, Range<usize>)> {
    const HEADS: [&[&str]; 3] = [&["vien", "truong"], &["thu", "truong"], &["chanh", "an"]];
    let after = paper
        .lines()
        .iter()
        .filter(|line| line.start >= place.title_end)
        .take(3);
    let mut found: Option<Range<usize>> = None;
    for line in after {
        let said = &paper.text[line.clone()];
        match &mut found {
            None if is_mostly_capitals(said)
                && HEADS.iter().any(|head| begins_with(said, head)) =>
            {
                found = Some(line.clone());
            }
            Some(range) if is_mostly_capitals(said) => range.end = line.end,
            Some(_) => break,
            None => {}
        }
    }
    let range = found?;
    let skipped: usize = paper.text[range.clone()]
        .split_inclusive(char::is_whitespace)
        .take(2)
        .map(str::len)
        .sum();
    let range = range.start + skipped..range.end;
    let mut name = as_sentences_write(&paper.text[range.clone()]);
    if name.is_empty() {
        return None;
    }
    // A regional procuracy is named with its province, which stands in the head.
    if fold(&name).contains("khu vuc")
        && !name.contains(" - ")
        && let Some(province) = province_of_head(paper, place)
    {
        name = format!("{name} - {province}");
    }
    Some((name, range))
}

/// "TỈNH SƠN LA" or "THÀNH PHỐ …" over the number.
fn province_of_head(paper: &Paper, place: &Place) -> Option<String> {
    const ENDS: [&str; 4] = ["doc lap", "cong hoa", "vien kiem", "toa an"];
    let head = &paper.text[..place.head_end];
    let found = ["tinh", "thanh pho"]
        .into_iter()
        .find_map(|word| Some((word, find_folded(head, word).into_iter().next()?)));
    let (_, range) = found?;
    let line = head[range.start..].lines().next()?;
    let end = ENDS
        .iter()
        .filter_map(|end| Some(find_folded(line, end).first()?.start))
        .min()
        .unwrap_or(line.len());
    let name = as_sentences_write(line[..end].trim_end_matches(['-', '–', ' ']));
    let is_apart = name.starts_with("tỉnh ") || name.starts_with("thành phố ");
    is_apart.then_some(name)
}

/// "TÒA ÁN NHÂN DÂN KHU VỰC 3 - SƠN LA" at the top.
fn court_of_head(paper: &Paper, place: &Place) -> Option<(String, Range<usize>)> {
    let head = &paper.text[..place.head_end];
    let at = find_folded(head, "toa an nhan dan").into_iter().next()?;
    let line = head[at.start..].lines().next()?;
    let end = find_folded(line, "cong hoa")
        .first()
        .map_or(line.len(), |found| found.start);
    let range = at.start..at.start + line[..end].trim_end().len();
    let name = as_sentences_write(&head[range.clone()]);
    (!name.is_empty()).then_some((name, range))
}

/// Phrases of offices as sentences write them; a scanner loses marks of capitals, these give them back.
const PHRASES: [(&str, &str); 17] = [
    ("co quan canh sat dieu tra", "Cơ quan Cảnh sát điều tra"),
    ("co quan an ninh dieu tra", "Cơ quan An ninh điều tra"),
    ("co quan dieu tra", "Cơ quan điều tra"),
    ("vien kiem sat nhan dan", "Viện kiểm sát nhân dân"),
    ("vien kiem sat quan su", "Viện kiểm sát quân sự"),
    ("toa an nhan dan", "Tòa án nhân dân"),
    ("toa an quan su", "Tòa án quân sự"),
    ("bo cong an", "Bộ Công an"),
    ("cong an", "Công an"),
    ("toi cao", "tối cao"),
    ("thanh pho", "thành phố"),
    ("khu vuc", "khu vực"),
    ("quan khu", "Quân khu"),
    ("phuong", "phường"),
    ("tinh", "tỉnh"),
    ("xa", "xã"),
    ("dac khu", "đặc khu"),
];

/// "CƠ QUAN CẢNH SÁT ĐIỀU TRA CÔNG AN TỈNH SƠN LA" as "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La".
pub(super) fn as_sentences_write(capitals: &str) -> String {
    let words: Vec<&str> = capitals.split_whitespace().collect();
    let mut written: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let phrase = PHRASES.iter().find(|(phrase, _)| {
            let parts: Vec<&str> = phrase.split(' ').collect();
            words.len() - at >= parts.len()
                && parts
                    .iter()
                    .zip(&words[at..])
                    .all(|(part, word)| same_word(word, part))
        });
        match phrase {
            Some((phrase, said)) => {
                // A province may be called like a kind of place only behind that kind.
                written.push((*said).to_owned());
                at += phrase.split(' ').count();
            }
            None => {
                written.push(crate::names::title_case(words[at]));
                at += 1;
            }
        }
    }
    written
        .join(" ")
        .trim_matches([',', '.', ';', ' '])
        .to_owned()
}
