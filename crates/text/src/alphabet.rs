//! Bảng chữ cái tiếng Việt: the order of letters and tones, as a key that any database sorts alike.

use unicode_normalization::UnicodeNormalization;

/// The alphabet in order; f, j, w and z stand where foreign names expect them.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Ngang, huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// End of a level, then a space, then punctuation, then digits, then letters.
const END: u8 = 0;
const SPACE: u8 = 1;
const PUNCTUATION: u8 = 2;
const FIRST_DIGIT: u8 = 10;
const FIRST_LETTER: u8 = 20;
const FOREIGN: u8 = 90;

/// A key made of decimal digits only: byte order, and the collation of any database, is the Vietnamese order.
///
/// Letters decide first over the whole text, then tones ("An, Án, Anh, Ánh, Ăn"). Case does not count.
pub fn sort_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len() * 3);
    let mut tones = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        let (weight, tone) = weigh(letter);
        push_weight(&mut key, weight);
        tones.push(char::from(b'0' + tone));
    }
    push_weight(&mut key, END);
    key + &tones
}

fn push_weight(key: &mut String, weight: u8) {
    key.push(char::from(b'0' + weight / 10));
    key.push(char::from(b'0' + weight % 10));
}

fn weigh(letter: char) -> (u8, u8) {
    let mut plain = letter;
    let mut tone = 0;
    let mut base = String::new();
    for piece in std::iter::once(letter).nfd() {
        match TONES.iter().position(|mark| *mark == piece) {
            Some(at) => tone = at as u8 + 1,
            None => base.push(piece),
        }
    }
    if let Some(composed) = base.nfc().next() {
        plain = composed;
    }
    (weight_of(plain), tone)
}

fn weight_of(letter: char) -> u8 {
    if letter.is_whitespace() {
        return SPACE;
    }
    if let Some(digit) = letter.to_digit(10) {
        return FIRST_DIGIT + digit as u8;
    }
    match LETTERS.chars().position(|known| known == letter) {
        Some(at) => FIRST_LETTER + at as u8,
        None if letter.is_alphabetic() => FOREIGN,
        None => PUNCTUATION,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(in_order: &[&str]) {
        let mut sorted = in_order.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|word| sort_key(word));
        assert_eq!(sorted, in_order);
    }

    #[test]
    fn letters_come_before_tones_and_hats_are_letters() {
        check(&[
            "An", "Án", "Anh", "Ánh", "Ăn", "Ân", "Ấn", "Ba", "Bà", "Bả", "Bã", "Bá", "Bạ", "Dũng",
            "Đạt",
        ]);
        check(&["o", "ó", "ô", "ơ", "p", "u", "ư", "v", "y", "ỵ"]);
    }

    #[test]
    fn a_shorter_word_comes_first_and_digits_before_letters() {
        check(&["", "1", "2", "Lâm", "Lâm Đồng", "Lâmm"]);
    }

    #[test]
    fn letters_in_pieces_sort_like_whole_ones() {
        assert_eq!(sort_key("Ấn"), sort_key("A\u{302}\u{301}n"));
        assert_eq!(sort_key("ĐẠT"), sort_key("đạt"));
    }

    proptest! {
        #[test]
        fn a_key_has_digits_only(text in ".{0,40}") {
            prop_assert!(sort_key(&text).bytes().all(|byte| byte.is_ascii_digit()));
        }
    }
}
