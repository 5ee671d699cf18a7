//! Chuẩn hóa chữ: one way to write each Vietnamese letter, and one way to ignore its marks.

use std::{ops::Range, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Dựng sẵn (NFC): each letter as one character. OCR, file names and old Word files bring letters in pieces.
pub fn nfc(text: &str) -> String {
    match text.chars().all(is_whole) {
        true => text.to_owned(),
        false => text.nfc().collect(),
    }
}

/// A character that NFC leaves alone whatever stands beside it: ASCII and the Latin letters with their marks.
fn is_whole(c: char) -> bool {
    c.is_ascii() || is_latin(c)
}

/// The Latin letters that stand as one character: every Vietnamese one is among them.
#[inline]
fn is_latin(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether a character is a letter or a digit; told quickly for Vietnamese, of which the pages are full.
#[inline]
pub fn is_word_character(c: char) -> bool {
    c.is_ascii_alphanumeric() || !c.is_ascii() && (is_latin(c) || c.is_alphanumeric())
}

/// What every typed or imported line passes: NFC, no invisible characters, single spaces, no space at the ends.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let visible = text.nfc().filter(|c| !is_invisible(*c));
    for c in visible {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Bỏ dấu: lower case without marks, đ as d. "Đặng Thuỳ" and "dang thuy" fold to the same text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, &mut out));
    out
}

fn fold_char(c: char, out: &mut String) {
    static LATIN: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
        let folded = |c| {
            let mut out = String::new();
            fold_pieces(c, &mut out);
            let mut letters = out.chars();
            letters.next().filter(|_| letters.next().is_none())
        };
        ('\0'..='\u{1eff}').map(folded).collect()
    });
    match LATIN.get(c as usize).copied().flatten() {
        _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
        Some(letter) => out.push(letter),
        None => fold_pieces(c, out),
    }
}

fn fold_pieces(c: char, out: &mut String) {
    decompose_canonical(c, |piece| match piece {
        'đ' | 'Đ' => out.push('d'),
        mark if is_combining_mark(mark) => {}
        letter => out.extend(letter.to_lowercase()),
    });
}

/// Where `needle` stands in `text` when both are folded: byte ranges of `text`, without overlap, in order.
///
/// Runs of white space count as one space, so that a sentence broken over two lines is still found.
pub fn find_folded(text: &str, needle: &str) -> Vec<Range<usize>> {
    let needle = fold(&clean(needle));
    if needle.is_empty() {
        return Vec::new();
    }
    let (folded, starts) = fold_with_places(text);
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = folded[from..].find(&needle) {
        let (start, end) = (from + at, from + at + needle.len());
        found.push(starts[start]..end_of(&starts, end, text));
        from = end;
    }
    found
}

/// The folded text, and for each of its bytes the place in `text` it came from.
fn fold_with_places(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else {
            fold_char(c, &mut folded);
        }
        places.resize(folded.len(), at);
    }
    (folded, places)
}

fn end_of(places: &[usize], folded_end: usize, text: &str) -> usize {
    places.get(folded_end).copied().unwrap_or(text.len())
}

/// Vị trí dấu thanh: writes "hoà", "khoẻ", "thuỷ" as "hòa", "khỏe", "thủy", which Unicode does not do.
///
/// Only where oa, oe or uy ends its syllable: "toàn" and "quý" have one spelling.
pub fn tone_on_first_vowel(text: &str) -> String {
    let may_move =
        |pair: &[u8]| matches!(pair[0], b'o' | b'O' | b'u' | b'U') && !pair[1].is_ascii();
    if !text.as_bytes().windows(2).any(may_move) && text.chars().all(is_whole) {
        return text.to_owned();
    }
    let letters: Vec<char> = text.nfc().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        match moved_tone(&letters, at) {
            Some((first, second)) => {
                out.push(first);
                out.push(second);
                at += 2;
            }
            None => {
                out.push(letters[at]);
                at += 1;
            }
        }
    }
    out
}

fn moved_tone(letters: &[char], at: usize) -> Option<(char, char)> {
    let (first, toned) = (*letters.get(at)?, *letters.get(at + 1)?);
    let (second, tone) = split_tone(toned)?;
    let pair = (first.to_ascii_lowercase(), second.to_ascii_lowercase());
    let ends = letters.get(at + 2).is_none_or(|next| !next.is_alphabetic());
    let after_q = at > 0 && letters[at - 1].eq_ignore_ascii_case(&'q');
    if !matches!(pair, ('o', 'a') | ('o', 'e') | ('u', 'y')) || !ends || after_q {
        return None;
    }
    let toned_first = unicode_normalization::char::compose(first, tone)?;
    Some((toned_first, second))
}

/// A plain letter and the tone it carries; `None` for a letter with a hat or without a tone.
fn split_tone(letter: char) -> Option<(char, char)> {
    let mut pieces = [None; 3];
    let mut count = 0;
    decompose_canonical(letter, |piece| {
        if count < pieces.len() {
            pieces[count] = Some(piece);
        }
        count += 1;
    });
    match (count, pieces[0], pieces[1]) {
        (
            2,
            Some(base),
            Some(tone @ ('\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')),
        ) => Some((base, tone)),
        _ => None,
    }
}

/// The same words with the same marks, whichever of the two places the tone is written in, whatever the case.
pub fn same_spelling(left: &str, right: &str) -> bool {
    let plain = |text: &str| tone_on_first_vowel(&clean(text)).to_lowercase();
    plain(left) == plain(right)
}

/// A name for a file or an address: folded words joined by hyphens, at most `longest` bytes, never empty.
pub fn slug(text: &str, longest: usize) -> String {
    let folded = fold(text);
    let mut out = String::new();
    for word in folded
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        let room = longest.saturating_sub(out.len() + usize::from(!out.is_empty()));
        if room < word.len() {
            if out.is_empty() {
                out.push_str(&word[..room]);
            }
            break;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    if out.is_empty() {
        "khong-ten".into()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_drops_marks_and_hats_and_bars() {
        for (written, folded) in [
            ("Đặng Thuỳ", "dang thuy"),
            ("CƯỠNG ĐOẠT TÀI SẢN", "cuong doat tai san"),
            ("Tòa án nhân dân", "toa an nhan dan"),
            ("T\u{f2}a", "toa"),
            ("To\u{300}a", "toa"),
            ("Số 116/QĐ-VKSKV3", "so 116/qd-vkskv3"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn what_is_told_quickly_is_what_unicode_says() {
        for c in '\0'..='\u{2fff}' {
            let alone = c.to_string();
            if is_whole(c) {
                let among = format!("{c}{c}a{c}");
                assert!(among.nfc().eq(among.chars()), "{c}");
            }
            assert_eq!(nfc(&alone), alone.nfc().collect::<String>());
            assert_eq!(is_word_character(c), c.is_alphanumeric(), "{c}");
            let mut pieces = String::new();
            fold_pieces(c, &mut pieces);
            assert_eq!(fold(&alone), pieces, "{c}");
        }
    }

    #[test]
    fn both_places_of_a_tone_are_one_spelling() {
        for (new, old) in [
            ("hoà", "hòa"),
            ("thuỷ", "thủy"),
            ("khoẻ", "khỏe"),
            ("UỶ BAN", "ỦY BAN"),
            ("Hoà Bình", "Hòa Bình"),
        ] {
            assert_eq!(tone_on_first_vowel(new), old);
            assert!(same_spelling(new, old), "{new}");
        }
        for fixed in [
            "toàn", "quý", "Quỳnh", "hoạt", "loại", "quỷ", "thuế", "của", "xoáy", "huỳnh",
        ] {
            assert_eq!(tone_on_first_vowel(fixed), fixed);
        }
        assert!(!same_spelling("hòa", "hóa"));
    }

    #[test]
    fn a_toneless_search_finds_the_toned_words_where_they_stand() {
        let text = "bị can đã cưỡng\nđoạt 5.000.000 đồng; cưỡng đoạt";
        let found: Vec<&str> = find_folded(text, "cuong doat")
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(found, ["cưỡng\nđoạt", "cưỡng đoạt"]);
        assert!(find_folded(text, "  ").is_empty());
    }

    #[test]
    fn a_word_in_pieces_is_found_whole() {
        let text = "To\u{300}a a\u{301}n";
        let found = find_folded(text, "tòa án");
        assert_eq!((found.len(), &text[found[0].clone()]), (1, text));
    }

    #[test]
    fn cleaning_keeps_the_words_and_nothing_unseen() {
        assert_eq!(clean("  Thái\u{a0}Doãn \t Lâm\u{200b}\n"), "Thái Doãn Lâm");
        assert_eq!(clean("\u{feff}a\u{0}b"), "ab");
    }

    #[test]
    fn a_slug_is_plain_and_short_and_never_empty() {
        assert_eq!(
            slug("Quyết định gia hạn tạm giam (lần 1)", 80),
            "quyet-dinh-gia-han-tam-giam-lan-1"
        );
        assert_eq!(slug("Quyết định gia hạn", 12), "quyet-dinh");
        assert_eq!(slug("Quyết", 3), "quy");
        assert_eq!(slug("…", 10), "khong-ten");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "[\\p{L} 0-9]{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn every_found_range_cuts_at_letters(text in ".{0,60}", needle in "[a-zđâă ]{1,4}") {
            for range in find_folded(&text, &needle) {
                prop_assert!(text.get(range).is_some());
            }
        }

        #[test]
        fn cleaning_twice_changes_nothing(text in ".{0,60}") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
