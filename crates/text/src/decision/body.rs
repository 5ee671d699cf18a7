//! Phần nội dung: thời hạn, lần thứ, tội danh và các văn bản được viện dẫn.

use std::ops::Range;

use super::Read;
use super::alike::same_word;
use super::paper::Paper;
use crate::dates::{ReadDate, dates_in};
use crate::document_number::numbers_in;
use crate::normal::{find_folded, fold};
use crate::tokens::{Token, tokens};

/// The parts of a paper, as bytes of its text.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Where the recitals begin.
    pub head_end: usize,
    /// Where the title ends.
    pub title_end: usize,
    /// Where the operative part begins: "QUYẾT ĐỊNH:", "RA LỆNH:".
    pub operative: usize,
    /// Whether such a line was found.
    pub has_operative: bool,
    /// Where the list of recipients begins, or the text ends.
    pub tail: usize,
}

impl Place {
    /// Finds the parts.
    pub fn of(paper: &Paper, title: Option<&Read<String>>) -> Place {
        let text = &paper.text;
        let title_end = title.map_or(0, |title| {
            let last = title.words.end;
            paper.start_of(last).min(text.len())
        });
        let first_recital = find_folded(text, "can cu")
            .into_iter()
            .map(|found| found.start)
            .find(|at| *at >= title_end);
        let head_end = match (first_recital, title) {
            (Some(at), _) => at,
            (None, Some(_)) => title_end,
            (None, None) => paper.lines().get(15).map_or(text.len(), |line| line.start),
        };
        let operative = paper
            .lines()
            .iter()
            .filter(|line| line.start >= head_end)
            .find(|line| is_operative(&text[(*line).clone()]))
            .map(|line| line.end);
        let tail = find_folded(text, "noi nhan")
            .into_iter()
            .map(|found| found.start)
            .rfind(|at| *at > operative.unwrap_or(head_end))
            .unwrap_or(text.len());
        Place {
            head_end,
            title_end,
            operative: operative.unwrap_or(head_end),
            has_operative: operative.is_some(),
            tail,
        }
    }

    /// The operative part.
    pub fn operative_part(&self) -> Range<usize> {
        self.operative.min(self.tail)..self.tail
    }
}

/// "QUYẾT ĐỊNH:" or "RA LỆNH:" alone on its line.
fn is_operative(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let [first, second] = words.as_slice() else {
        return false;
    };
    let capitals = line.chars().filter(|c| c.is_uppercase()).count();
    let is = |one: &str, two: &str| {
        (same_word(first, one) || fold(first) == one)
            && (same_word(second, two) || fold(second.trim_end_matches([':', '.'])) == two)
    };
    capitals >= 5 && (is("quyet", "dinh") || is("ra", "lenh"))
}

/// Đơn vị của thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LengthUnit {
    /// Ngày.
    Days,
    /// Tháng.
    Months,
}

/// Thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub value: u32,
    /// Of what.
    pub unit: LengthUnit,
}

/// Một điều khoản của Bộ luật Hình sự.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadCharge {
    /// "170", "217a".
    pub article: String,
    /// Khoản.
    pub clause: Option<u8>,
    /// Điểm.
    pub point: Option<String>,
    /// The name of the offence in quotes before it.
    pub offence: Option<String>,
    /// Whether the operative part names it.
    pub is_operative: bool,
}

/// Một văn bản được viện dẫn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cited {
    /// What the paper is called: the words before its number.
    pub called: String,
    /// Its number.
    pub number: Read<String>,
    /// Its day.
    pub on: Option<Read<ReadDate>>,
    /// Whether the operative part cites it.
    pub is_operative: bool,
}

/// From when to when: the first pair "từ … đến …" of the operative part.
pub fn period(paper: &Paper, place: &Place) -> Option<(Read<ReadDate>, Read<ReadDate>)> {
    let part = place.operative_part();
    let text = &paper.text[part.clone()];
    let dates = dates_in(text);
    let pair = dates.windows(2).find(|pair| {
        let between = fold(&text[pair[0].range.end..pair[1].range.start]);
        let words: Vec<&str> = between
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        matches!(
            words.as_slice(),
            ["den"] | ["den", "het"] | ["den", "luc"] | ["den", "truoc"]
        )
    })?;
    let read = |at: usize| {
        let range = part.start + pair[at].range.start..part.start + pair[at].range.end;
        paper.read(pair[at].date, &range)
    };
    Some((read(0), read(1)))
}

/// "thời hạn … 02 tháng" before the period that begins at this word.
pub fn length(paper: &Paper, first_word: usize, place: &Place) -> Option<Read<Length>> {
    let end = paper.start_of(first_word);
    let start = paper
        .start_of(first_word.saturating_sub(24))
        .max(place.operative);
    let window = paper.text.get(start..end)?;
    let tokens = tokens(window);
    let at = (0..tokens.len()).find(|at| is_length(&tokens, *at))?;
    let value = tokens[at].number(3)? as u32;
    let unit = match fold(tokens[at + 1].text).as_str() {
        "thang" => LengthUnit::Months,
        _ => LengthUnit::Days,
    };
    let range = start + tokens[at].range.start..start + tokens[at + 1].range.end;
    Some(paper.read(Length { value, unit }, &range))
}

/// "03 ngày", "02 tháng", but neither "ngày 03 tháng 5" nor "lần 02 ngày".
fn is_length(tokens: &[Token<'_>], at: usize) -> bool {
    let is_number = tokens[at].number(3).is_some_and(|n| n > 0);
    let Some(unit) = tokens.get(at + 1).map(|token| fold(token.text)) else {
        return false;
    };
    let before = at
        .checked_sub(1)
        .map_or(String::new(), |before| fold(tokens[before].text));
    let is_date = unit == "thang"
        && tokens
            .get(at + 2)
            .is_some_and(|token| token.number(2).is_some());
    is_number
        && matches!(unit.as_str(), "ngay" | "thang")
        && !matches!(before.as_str(), "ngay" | "thang" | "/" | "tru" | "lan")
        && !is_date
}

/// "(lần thứ nhất)" of the title, or of the operative part.
pub fn ordinal(paper: &Paper, place: &Place) -> Option<Read<u32>> {
    let operative = place.operative_part();
    let near_title = place.title_end.saturating_sub(120)..place.head_end;
    [near_title, operative].into_iter().find_map(|part| {
        let mut start = part.start;
        while !paper.text.is_char_boundary(start) {
            start -= 1;
        }
        let text = &paper.text[start..part.end.max(start)];
        let tokens = tokens(text);
        (0..tokens.len()).find_map(|at| {
            let (value, used) = ordinal_at(&tokens[at..])?;
            let range = start + tokens[at].range.start..start + tokens[at + used - 1].range.end;
            Some(paper.read(value, &range))
        })
    })
}

fn ordinal_at(tokens: &[Token<'_>]) -> Option<(u32, usize)> {
    let [first, second, rest @ ..] = tokens else {
        return None;
    };
    if !first.is_word("lan") {
        return None;
    }
    let (word, used) = match second.is_word("thu") {
        true => (rest.first()?, 3),
        false => (second, 2),
    };
    const NAMES: [&str; 5] = ["nhat", "hai", "ba", "tu", "nam"];
    let named = NAMES.iter().position(|name| word.is_word(name));
    let value = match (named, used) {
        (Some(at), 3) => at as u32 + 1,
        _ => word.number(2).filter(|n| (1..=20).contains(n))? as u32,
    };
    Some((value, used))
}

/// "điểm c khoản 2 Điều 173 Bộ luật Hình sự": each once, those of the operative part first.
pub fn charges(paper: &Paper, place: &Place) -> Vec<Read<ReadCharge>> {
    let text = &paper.text;
    let tokens = tokens(text);
    let mut found: Vec<Read<ReadCharge>> = Vec::new();
    for at in 0..tokens.len() {
        let Some((charge, first, last)) = charge_at(&tokens, at) else {
            continue;
        };
        let range = tokens[first].range.start..tokens[last].range.end;
        if range.start >= place.tail {
            break;
        }
        let charge = ReadCharge {
            offence: offence_before(text, range.start),
            is_operative: place.has_operative && range.start >= place.operative,
            ..charge
        };
        found.push(paper.read(charge, &range));
    }
    // The operative part speaks last, and its reading is the one that stays.
    found.sort_by_key(|read| !read.value.is_operative);
    let mut once: Vec<Read<ReadCharge>> = Vec::new();
    for read in found {
        let same = |known: &&mut Read<ReadCharge>| {
            let (known, new) = (&known.value, &read.value);
            (&known.article, known.clause, &known.point) == (&new.article, new.clause, &new.point)
        };
        match once.iter_mut().find(same) {
            // Said twice alike, it was read right.
            Some(known) => known.confidence = known.confidence.max(read.confidence),
            None => once.push(read),
        }
    }
    once
}

/// A charge whose "Điều" is the token `at`: the charge, its first and its last token.
fn charge_at(tokens: &[Token<'_>], at: usize) -> Option<(ReadCharge, usize, usize)> {
    if !tokens[at].is_word("dieu") {
        return None;
    }
    let article = article_of(tokens.get(at + 1)?)?;
    if !is_penal_code(&tokens[at + 2..]) {
        return None;
    }
    let mut first = at;
    let mut charge = ReadCharge {
        article,
        clause: None,
        point: None,
        offence: None,
        is_operative: false,
    };
    if let Some(clause) = at.checked_sub(2)
        && tokens[clause].is_word("khoan")
        && let Some(number) = tokens[clause + 1].number(2)
    {
        charge.clause = u8::try_from(number).ok();
        first = clause;
        if let Some(point) = clause.checked_sub(2)
            && tokens[point].is_word("diem")
        {
            charge.point = Some(tokens[point + 1].text.to_lowercase())
                .filter(|letter| letter.chars().count() == 1 && !letter.contains(char::is_numeric));
            first = point;
        }
    }
    Some((charge, first, at + 1))
}

/// "170", "217a".
fn article_of(token: &Token<'_>) -> Option<String> {
    if let Some(number) = token.number(3) {
        return Some(number.to_string());
    }
    let letter = token.text.chars().next_back()?;
    let digits = &token.text[..token.text.len() - letter.len_utf8()];
    let is_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    (is_digits && digits.len() <= 3 && letter.is_ascii_lowercase())
        .then(|| format!("{digits}{letter}"))
}

/// Whether the Penal Code is named soon after, and no other article or code before it.
fn is_penal_code(after: &[Token<'_>]) -> bool {
    let words: Vec<String> = after.iter().take(8).map(|token| fold(token.text)).collect();
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "blhs" => return true,
            "dieu" | "tung" | "bltths" | ";" | "." => return false,
            "hinh" if at >= 2 => {
                return words[..at].iter().any(|word| word == "luat");
            }
            _ => {}
        }
    }
    false
}

/// “Cưỡng đoạt tài sản” in the hundred and twenty characters before.
fn offence_before(text: &str, at: usize) -> Option<String> {
    let mut start = at.saturating_sub(160);
    while !text.is_char_boundary(start) {
        start += 1;
    }
    let before = &text[start..at];
    let is_quote = |c: char| matches!(c, '“' | '”' | '"' | '„' | '″');
    let close = before.rfind(is_quote)?;
    let open = before[..close].rfind(is_quote)?;
    let quote = before[open..].chars().next()?.len_utf8();
    let name = crate::normal::clean(&before[open + quote..close]);
    (!name.is_empty() && name.chars().count() < 90).then_some(name)
}

/// The papers the text cites, each with its day; every one as often as it stands there.
pub fn cited(paper: &Paper, place: &Place) -> Vec<Cited> {
    let text = &paper.text;
    let dates = dates_in(text);
    numbers_in(text)
        .into_iter()
        .filter(|(number, range)| {
            range.start >= place.head_end && range.start < place.tail && number.symbol != "HS"
        })
        .map(|(number, range)| {
            let on = dates
                .iter()
                .find(|date| date.range.start >= range.end)
                .filter(|date| {
                    let between = &text[range.end..date.range.start];
                    between.split_whitespace().count() <= 1 && !between.contains([';', '.'])
                });
            Cited {
                called: called(&text[..range.start]),
                is_operative: place.has_operative && range.start >= place.operative,
                on: on.map(|on| paper.read(on.date, &on.range)),
                number: paper.read(super::head::as_printed(&number.to_string()), &range),
            }
        })
        .collect()
}

/// The words of this clause before the number: "Căn cứ Lệnh tạm giam số" is called "Lệnh tạm giam".
fn called(before: &str) -> String {
    let clause = before
        .rfind([';', '.', ':', ','])
        .map_or(before, |at| &before[at + 1..]);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let end = match words.last() {
        Some(last) if fold(last).trim_end_matches(':') == "so" => words.len() - 1,
        _ => words.len(),
    };
    let start = end.saturating_sub(14);
    words[start..end].join(" ")
}

/// "đề nghị truy tố", of a conclusion of the investigation.
pub fn asks_for_trial(paper: &Paper) -> Option<Read<()>> {
    let found = find_folded(&paper.text, "de nghi truy to")
        .into_iter()
        .next()?;
    Some(paper.read((), &found))
}
