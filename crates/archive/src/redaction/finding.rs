//! Tìm chỗ cần che: what on a page looks like a name that was given, an identity number, a phone number or an address. All of it is proposed.

use scan::{Rect, Word};
use text::{fold, likeness};

/// Loại thông tin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Tên hoặc cụm từ được nêu.
    Name,
    /// Số căn cước, chứng minh nhân dân.
    Identity,
    /// Số điện thoại.
    Phone,
    /// Địa chỉ.
    Address,
}

/// Một chỗ trên trang.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it looks like.
    pub what: What,
    /// The words there, as read.
    pub words: String,
    /// A box for each line it stands on.
    pub rects: Vec<Rect>,
}

/// Every place where these words stand, with or without tones, as the machine may have misread them, across line ends too.
pub fn named(words: &[Word], wanted: &str) -> Vec<Place> {
    let wanted: Vec<String> = wanted
        .split_whitespace()
        .map(bare)
        .filter(|one| !one.is_empty())
        .collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_same = |word: &Word, wanted: &String| {
        let said = bare(&word.text);
        said == *wanted || likeness(&said) == likeness(wanted)
    };
    let mut places = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= words.len() {
        let run = &words[at..at + wanted.len()];
        match run
            .iter()
            .zip(&wanted)
            .all(|(word, wanted)| is_same(word, wanted))
        {
            true => {
                places.push(place(What::Name, run));
                at += wanted.len();
            }
            false => at += 1,
        }
    }
    places
}

/// Numbers and addresses by their look.
pub fn patterns(words: &[Word]) -> Vec<Place> {
    let mut places = numbers(words);
    places.extend(addresses(words));
    places
}

/// Folded, without marks around it.
fn bare(word: &str) -> String {
    fold(word)
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

fn place(what: What, run: &[Word]) -> Place {
    let mut lines: Vec<(u32, Rect)> = Vec::new();
    for word in run {
        match lines.last_mut() {
            Some((line, rect)) if *line == word.line => *rect = rect.join(&word.rect),
            _ => lines.push((word.line, word.rect)),
        }
    }
    let said: Vec<&str> = run.iter().map(|word| word.text.as_str()).collect();
    Place {
        what,
        words: said.join(" "),
        rects: lines.into_iter().map(|(_, rect)| rect).collect(),
    }
}

/// Letters that the machine takes for digits, as digits; none when the word is no number.
fn digits(word: &str) -> Option<String> {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
    let mut digits = String::new();
    let mut sure = 0;
    for letter in core.chars() {
        match letter {
            '0'..='9' => {
                sure += 1;
                digits.push(letter);
            }
            'O' | 'o' | 'Q' => digits.push('0'),
            'l' | 'I' | '|' => digits.push('1'),
            '.' | '-' | '+' => {}
            _ => return None,
        }
    }
    (sure * 10 >= digits.len() * 7 && sure > 0).then_some(digits)
}

/// Groups of three parted by points are an amount.
fn is_amount(run: &[Word]) -> bool {
    run.iter().any(|word| {
        let parts: Vec<&str> = word.text.trim_matches(',').split('.').collect();
        parts.len() > 2 && parts[1..].iter().all(|part| part.len() == 3)
    })
}

fn numbers(words: &[Word]) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(mut said) = digits(&words[at].text) else {
            at += 1;
            continue;
        };
        // The longest run on one line that makes a number of a known length.
        let (mut end, mut found) = (at + 1, None);
        loop {
            let run = &words[at..end];
            if let Some(what) = known_length(&said).filter(|_| !is_amount(run)) {
                found = Some((end, what));
            }
            let next = words.get(end).filter(|next| next.line == words[at].line);
            let Some(more) = next.and_then(|next| digits(&next.text)) else {
                break;
            };
            said.push_str(&more);
            end += 1;
            if said.len() > 12 {
                break;
            }
        }
        match found {
            Some((end, what)) => {
                places.push(place(what, &words[at..end]));
                at = end;
            }
            None => at += 1,
        }
    }
    places
}

fn known_length(digits: &str) -> Option<What> {
    match (
        digits.len(),
        digits.starts_with('0'),
        digits.starts_with("84"),
    ) {
        (12 | 9, ..) => Some(What::Identity),
        (10 | 11, true, _) | (11, _, true) => Some(What::Phone),
        _ => None,
    }
}

/// What an address follows.
const BEFORE_ADDRESS: [&[&str]; 9] = [
    &["tru", "tai"],
    &["cu", "tru"],
    &["thuong", "tru"],
    &["tam", "tru"],
    &["dia", "chi"],
    &["cho", "o"],
    &["noi", "o"],
    &["hktt"],
    &["dkhktt"],
];

fn addresses(words: &[Word]) -> Vec<Place> {
    let said: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    let mut places = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let follows = BEFORE_ADDRESS.iter().find(|before| {
            said[at..]
                .iter()
                .zip(**before)
                .filter(|(a, b)| a == b)
                .count()
                == before.len()
        });
        let Some(before) = follows else {
            at += 1;
            continue;
        };
        let mut from = at + before.len();
        while said
            .get(from)
            .is_some_and(|word| matches!(word.as_str(), "" | "tai" | "hien" | "nay" | "o"))
        {
            from += 1;
        }
        let to = end_of_address(words, from);
        if to > from {
            places.push(place(What::Address, &words[from..to]));
        }
        at = to.max(at + 1);
    }
    places
}

/// To the end of its sentence or line; a line that ends with a comma goes on.
fn end_of_address(words: &[Word], from: usize) -> usize {
    let mut at = from;
    while let Some(word) = words.get(at) {
        at += 1;
        // "TP." is short for a word; a longer one with a point ends the sentence.
        let is_end = word.text.ends_with('.') && word.text.chars().count() > 3;
        if is_end || word.text.ends_with(';') {
            break;
        }
        let ends_line = words.get(at).is_none_or(|next| next.line != word.line);
        if ends_line && !word.text.ends_with(',') {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of lines, a hundred dots apart.
    fn page(lines: &[&str]) -> Vec<Word> {
        let mut words = Vec::new();
        for (line, said) in lines.iter().enumerate() {
            for (at, text) in said.split_whitespace().enumerate() {
                let (x, y) = (at as i32 * 100, line as i32 * 50);
                words.push(Word {
                    text: text.to_owned(),
                    rect: Rect::from([x, y, x + 90, y + 40]),
                    confidence: 90,
                    line: line as u32,
                });
            }
        }
        words
    }

    #[track_caller]
    fn check(lines: &[&str], expected: &[(What, &str)]) {
        let found = patterns(&page(lines));
        let found: Vec<(What, &str)> = found
            .iter()
            .map(|one| (one.what, one.words.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_is_found_without_tones_misread_and_across_lines() {
        let words = page(&[
            "Bị can Thái Doãn Lâm, sinh năm",
            "1990. Thai Doan Lam và Thái",
            "Doãn Lâm; Thái Văn Lâm",
        ]);
        let places = named(&words, "thái doãn lâm");
        let said: Vec<&str> = places.iter().map(|one| one.words.as_str()).collect();
        assert_eq!(said, ["Thái Doãn Lâm,", "Thai Doan Lam", "Thái Doãn Lâm;"]);
        assert_eq!(places[2].rects.len(), 2, "a box on each line");
        assert!(named(&words, " ").is_empty());
    }

    #[test]
    fn numbers_of_papers_and_phones_are_told_from_amounts_and_days() {
        check(
            &["CCCD số 014090001234 cấp ngày 12/3/2021"],
            &[(What::Identity, "014090001234")],
        );
        check(
            &["số 014 090 001 234."],
            &[(What::Identity, "014 090 001 234.")],
        );
        check(&["CMND O12345678"], &[(What::Identity, "O12345678")]);
        check(&["điện thoại 0912.345.678"], &[]);
        check(
            &["điện thoại 0912 345 678, gọi"],
            &[(What::Phone, "0912 345 678,")],
        );
        check(&["số tiền 120.000.000 đồng, BL 123456"], &[]);
    }

    #[test]
    fn an_address_goes_to_the_end_of_its_line_or_sentence() {
        check(
            &[
                "Nơi cư trú: bản Nà Coóng, phường Nam Cường,",
                "tỉnh Sơn La",
                "Nghề nghiệp: làm ruộng",
            ],
            &[(What::Address, "bản Nà Coóng, phường Nam Cường, tỉnh Sơn La")],
        );
        check(
            &["trú tại tổ 5, phường Chiềng Lề; nghề nghiệp tự do"],
            &[(What::Address, "tổ 5, phường Chiềng Lề;")],
        );
    }
}
