//! Người được áp dụng, nơi giam giữ và người ký.

use std::ops::Range;

use super::Read;
use super::body::Place;
use super::paper::Paper;
use crate::dates::{ReadDate, dates_in};
use crate::names::title_case;
use crate::normal::{find_folded, fold};
use crate::tokens::tokens;

/// Một người mà văn bản nói đến.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPerson {
    /// Họ và tên.
    pub name: String,
    /// Ngày sinh.
    pub born_on: Option<Read<ReadDate>>,
    /// Số định danh: 9 or 12 digits.
    pub id_no: Option<Read<String>>,
    /// Whether the operative part names the person.
    pub is_operative: bool,
}

/// Words before a name: what the person is, not how they are called.
const STANDINGS: [&str; 14] = [
    "bi can",
    "bi cao",
    "nguoi",
    "ong",
    "ba",
    "anh",
    "chi",
    "doi voi",
    "ten la",
    "bi tam giu",
    "bi bat",
    "co ten",
    "la",
    "ho ten",
];

/// Words that no name of a person begins with.
const NO_NAMES: [&str; 16] = [
    "vien", "co", "cong", "toa", "quyet", "lenh", "trai", "can", "dieu", "khoan", "ban", "bo",
    "phong", "uy", "to", "hoi",
];

/// The people a paper is about: who follows "Họ và tên:" or "đối với".
pub fn people(paper: &Paper, place: &Place) -> Vec<Read<ReadPerson>> {
    let text = &paper.text[..place.tail];
    let mut starts: Vec<usize> = ["ho va ten", "ho ten", "doi voi", "bi can", "bi cao"]
        .into_iter()
        .flat_map(|words| find_folded(text, words))
        .map(|found| found.end)
        .filter(|at| *at >= place.head_end)
        .collect();
    // "…, và Vàng A Sử, sinh ngày": the second of two.
    let before_birth = ["sinh ngay", "sinh nam"]
        .into_iter()
        .flat_map(|words| find_folded(text, words))
        .filter(|found| found.start >= place.head_end)
        .filter_map(|found| name_before(text, found.start));
    starts.extend(before_birth);
    starts.sort_unstable();
    let mut found: Vec<Read<ReadPerson>> = Vec::new();
    for start in starts {
        let Some(range) = name_after(text, start) else {
            continue;
        };
        let mut person = paper.read(
            ReadPerson {
                name: written(&text[range.clone()]),
                born_on: born_after(paper, text, range.end),
                id_no: id_after(paper, text, range.end),
                is_operative: place.has_operative && range.start >= place.operative,
            },
            &range,
        );
        let same = found
            .iter_mut()
            .find(|known| fold(&known.value.name) == fold(&person.value.name));
        match same {
            Some(known) => {
                person.value.born_on = person.value.born_on.or(known.value.born_on.take());
                person.value.id_no = person.value.id_no.or(known.value.id_no.take());
                person.confidence = person.confidence.max(known.confidence);
                // The operative part says it for good.
                if person.value.is_operative && !known.value.is_operative {
                    *known = person;
                } else {
                    known.confidence = person.confidence;
                    known.value.born_on = person.value.born_on;
                    known.value.id_no = person.value.id_no;
                }
            }
            None => found.push(person),
        }
    }
    found.sort_by_key(|person| !person.value.is_operative);
    found
}

fn written(name: &str) -> String {
    let name = crate::normal::clean(name);
    match name.chars().any(char::is_lowercase) {
        true => name,
        false => title_case(&name),
    }
}

/// Two to six words with capitals, after what the person is; a line may break between them.
fn name_after(text: &str, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    loop {
        let rest = &text[at..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
        at += rest.len() - trimmed.len();
        let skipped = STANDINGS.iter().find_map(|words| {
            let found = find_folded(&trimmed[..floor(trimmed, 40)], words);
            let first = found.first().filter(|found| found.start == 0)?;
            // "Bà" of "Bà Rịa" or a name that begins alike stays: standings are small letters.
            let is_small = trimmed.chars().next().is_some_and(char::is_lowercase);
            is_small.then_some(first.end)
        });
        match skipped {
            Some(length) => at += length,
            None => break,
        }
    }
    let mut end = at;
    let mut words = 0;
    let mut first_word = "";
    for part in text[at..].split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if word.is_empty() {
            if words > 0 && part.contains('\n') {
                continue;
            }
            break;
        }
        let bare = word.trim_end_matches([',', ';', '.', ':', ')']);
        let is_name = bare.chars().next().is_some_and(char::is_uppercase)
            && bare.chars().all(|c| c.is_alphabetic() || is_mark(c))
            && bare.chars().count() <= 7;
        if !is_name || words == 6 {
            break;
        }
        if words == 0 {
            first_word = bare;
        }
        end = place_in(text, bare).end;
        words += 1;
        if bare.len() != word.len() {
            break;
        }
    }
    let is_person = words >= 2 && !NO_NAMES.contains(&fold(first_word).as_str());
    is_person.then_some(at..end)
}

/// Where the name that ends before ", sinh ngày" begins.
fn name_before(text: &str, at: usize) -> Option<usize> {
    let said = text[..at].trim_end().strip_suffix(',')?;
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || is_mark(c))
    };
    let name: Vec<&str> = said
        .split_whitespace()
        .rev()
        .take_while(is_name)
        .take(6)
        .collect();
    (name.len() >= 2).then(|| place_in(text, name[name.len() - 1]).start)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// "sinh ngày 26/10/1983", "Sinh ngày: 26 tháng 10 năm 1983" soon after the name.
fn born_after(paper: &Paper, text: &str, at: usize) -> Option<Read<ReadDate>> {
    let window = &text[at..floor(text, at + 160).max(at)];
    let said = find_folded(window, "sinh ngay").into_iter().next()?;
    let rest = &window[said.end..];
    // The word "ngày" was taken with "sinh", and a colon may stand between.
    let skipped = rest.len() - rest.trim_start_matches([':', ' ', '\n']).len();
    let from = at + said.end + skipped;
    let date = dates_in(&text[from..floor(text, from + 40)])
        .into_iter()
        .next()?;
    (date.range.start <= 2).then(|| {
        let range = from + date.range.start..from + date.range.end;
        paper.read(date.date, &range)
    })
}

/// Số CMND, thẻ CCCD: nine or twelve digits within the description.
fn id_after(paper: &Paper, text: &str, at: usize) -> Option<Read<String>> {
    let window = &text[at..floor(text, at + 520).max(at)];
    let found = tokens(window).into_iter().find(|token| {
        matches!(token.text.len(), 9 | 12) && token.text.bytes().all(|byte| byte.is_ascii_digit())
    })?;
    let range = at + found.range.start..at + found.range.end;
    Some(paper.read(found.text.to_owned(), &range))
}

/// "Trại tạm giam số 1 Công an tỉnh Sơn La", "Nhà tạm giữ …" of the operative part.
pub fn place_of_detention(paper: &Paper, place: &Place) -> Option<Read<String>> {
    let part = place.operative_part();
    let text = &paper.text[part.clone()];
    let found = ["trai tam giam", "nha tam giu", "phan trai tam giam"]
        .into_iter()
        .flat_map(|words| find_folded(text, words))
        .min_by_key(|found| found.start)?;
    const ENDS: [&str; 7] = [
        "co trach nhiem",
        "thi hanh",
        "de thi",
        "chiu trach",
        "sau khi",
        "va",
        "de giam",
    ];
    let window = &text[found.start..floor(text, found.start + 150)];
    let own = found.end - found.start;
    let end = ENDS
        .iter()
        .flat_map(|end| {
            find_folded(&window[own..], &format!(" {end} "))
                .into_iter()
                .chain(find_folded(&window[own..], end).into_iter().filter(|at| {
                    window[own..][..at.start].ends_with(char::is_whitespace)
                        && window[own..][at.end..].starts_with(char::is_whitespace)
                }))
        })
        .map(|at| own + at.start)
        .chain(window[own..].find([';', '.', ',', '(']).map(|at| own + at))
        .min()?;
    let said = window[..end].trim_end();
    let range = part.start + found.start..part.start + found.start + said.len();
    Some(paper.read(crate::normal::clean(said), &range))
}

/// "Truy tố ra trước Tòa án nhân dân khu vực 3 để xét xử": the court.
pub fn court(paper: &Paper, place: &Place) -> Option<Read<String>> {
    let part = place.operative_part();
    let text = &paper.text[part.clone()];
    let said = find_folded(text, "truy to").into_iter().next()?;
    let rest = &text[said.end..floor(text, said.end + 200).max(said.end)];
    let start = find_folded(rest, "toa an").into_iter().next()?.start;
    let end = find_folded(&rest[start..], "de xet xu")
        .into_iter()
        .next()?
        .start;
    let name = rest[start..start + end].trim_end();
    let range = part.start + said.end + start..part.start + said.end + start + name.len();
    Some(paper.read(crate::normal::clean(name), &range))
}

/// Last words of ranks, which stand before the name of one who signs: "Thượng tá", "Đại úy", "Thiếu tướng".
const RANKS: [&str; 3] = ["ta", "uy", "tuong"];

/// What a name read out of a line that a seal has spoiled is worth.
const SPOILED: u8 = 40;
/// What the engine itself hardly believes is left out.
const LEAST: u8 = 25;

/// Người ký: the last line of the paper that is nothing but a name, perhaps with a rank or with scraps of the seal.
pub fn signer(paper: &Paper) -> Option<Read<String>> {
    let text = &paper.text;
    let from = find_folded(text, "noi nhan").last()?.start;
    let lines: Vec<&Range<usize>> = paper
        .lines()
        .iter()
        .filter(|line| line.start > from)
        .collect();
    let whole = lines.iter().rev().find_map(|line| {
        let said = &text[(*line).clone()];
        let start = after_rank(said);
        let name = said[start..].trim();
        is_whole_name(name).then(|| place_in(text, name))
    });
    let (range, is_spoiled) = match whole {
        Some(range) => (range, false),
        None => (
            lines.iter().rev().find_map(|line| tail_name(text, line))?,
            true,
        ),
    };
    let mut read = paper.read(crate::normal::clean(&text[range.clone()]), &range);
    if is_spoiled {
        read.confidence = read.confidence.min(SPOILED);
    }
    // Strokes of a signature that look like letters are no name.
    Some(read).filter(|read| read.confidence >= LEAST)
}

/// Where a rank that begins the line ends; 0 without one. The first word of a rank may be spoiled.
fn after_rank(line: &str) -> usize {
    let mut words = line.split_inclusive(char::is_whitespace);
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return 0;
    };
    match RANKS.contains(&fold(second.trim()).as_str())
        && second.trim().chars().all(char::is_lowercase)
    {
        true => first.len() + second.len(),
        false => 0,
    }
}

/// A name of at least three words at the end of a line, behind at most two scraps.
fn tail_name(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let said = &text[line.clone()];
    if said.trim_start().starts_with('-') {
        return None;
    }
    let words: Vec<&str> = said.split_whitespace().collect();
    let skipped = (1..=2.min(words.len())).find(|skipped| {
        let rest = &words[*skipped..];
        rest.len() >= 3 && is_whole_name(&rest.join(" "))
    })?;
    let first = place_in(text, words[skipped]);
    let last = place_in(text, words[words.len() - 1]);
    Some(first.start..last.end)
}

/// Where a part of the text stands in it.
fn place_in(text: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    start..start + part.len()
}

fn is_whole_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_name = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().skip(1).all(|c| c.is_lowercase() || is_mark(c))
            && (2..=7).contains(&word.chars().count())
    };
    let folded = fold(name);
    // One-letter names exist: "Trần Văn Ý".
    let most = words
        .iter()
        .filter(|word| {
            is_name(word) || word.chars().count() == 1 && word.chars().all(char::is_uppercase)
        })
        .count();
    (2..=5).contains(&words.len())
        && most == words.len()
        && is_name(&words[0])
        && ![
            "vien truong",
            "thu truong",
            "kiem sat",
            "cong an",
            "nhu tren",
            "bi can",
            "luu",
        ]
        .iter()
        .any(|no| folded.contains(no))
}
