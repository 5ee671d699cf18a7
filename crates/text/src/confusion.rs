//! Chữ dễ đọc nhầm: letters that scanners and hurried hands take for one another, as data, and the key that ignores them.

use crate::normal::{clean, fold};

/// Several letters that look like one, longest first: they are taken before single letters.
const JOINED: [(&str, char); 5] = [
    ("rn", 'm'),
    ("cl", 'd'),
    ("vv", 'w'),
    ("ii", 'n'),
    ("ll", 'n'),
];

/// Letters and digits that are read for one another; each group stands under its first letter. All are toneless.
///
/// `y` stands with `i` because a name is spelled both ways (Lý, Lí).
const ALIKE: [&str; 7] = ["nu", "il1jy|!", "o0", "ce", "s5", "b86", "g9q"];

/// Khóa đọc nhầm của một tên: two names with the same key differ at most in letters that are read for one another.
///
/// Spaces are left out, because scanners lose them. A beginning of a name has a beginning of its key.
pub fn likeness(text: &str) -> String {
    let folded = fold(&clean(text));
    let mut key = String::with_capacity(folded.len());
    let mut rest = folded.as_str();
    while let Some(letter) = rest.chars().next() {
        if let Some((joined, one)) = JOINED.iter().find(|(joined, _)| rest.starts_with(joined)) {
            key.push(first_of(*one));
            rest = &rest[joined.len()..];
            continue;
        }
        if letter.is_alphanumeric() || matches!(letter, '|' | '!') {
            key.push(first_of(letter));
        }
        rest = &rest[letter.len_utf8()..];
    }
    key
}

/// The keys by which a name is found: from each of its words on, at most the first eight.
pub fn likenesses(name: &str) -> Vec<String> {
    let name = clean(name);
    let words: Vec<&str> = name.split(' ').filter(|word| !word.is_empty()).collect();
    let mut keys = Vec::new();
    for at in 0..words.len().min(8) {
        let key = likeness(&words[at..].join(" "));
        if !key.is_empty() && !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Mẫu của một từ đọc nhầm: a regular expression of the spellings, toneless and small, by which a scanner may have read one word.
pub fn misreadings(word: &str) -> String {
    let mut pattern = String::new();
    for letter in fold(&clean(word)).chars().filter(|c| c.is_alphanumeric()) {
        let mut ways: Vec<String> = match ALIKE.iter().find(|group| group.contains(letter)) {
            Some(group) => group
                .chars()
                .filter(|c| c.is_alphanumeric())
                .map(String::from)
                .collect(),
            None => vec![letter.to_string()],
        };
        // What is joined stands for every letter that is read for the joined one.
        let joined = JOINED
            .iter()
            .filter(|(_, one)| first_of(*one) == first_of(letter));
        ways.extend(joined.map(|(joined, _)| (*joined).to_owned()));
        pattern.push('(');
        pattern.push_str(&ways.join("|"));
        pattern.push(')');
    }
    pattern
}

fn first_of(letter: char) -> char {
    ALIKE
        .iter()
        .find(|group| group.contains(letter))
        .and_then(|group| group.chars().next())
        .unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_name_misread_by_a_scanner_has_the_key_of_the_name() {
        for (read, written) in [
            ("Ngnyễn Văn Hùng", "Nguyễn Văn Hùng"),
            ("Nguyễn Văn Hừug", "Nguyễn Văn Hùng"),
            ("Thái D0ãn Lâm", "Thái Doãn Lâm"),
            ("Thai Doan 1am", "Thái Doãn Lâm"),
            ("NguyễnVăn Hùng", "Nguyễn Văn Hùng"),
            ("Lê Thị Cức", "Lê Thị Eức"),
            ("Phạrn Bích Ngân", "Phạm Bích Ngân"),
            ("Clặng Sỹ Tuấn", "Đặng Sỹ Tuấn"),
            ("Lý Thúy Vy", "Lí Thuý Vi"),
        ] {
            assert_eq!(likeness(read), likeness(written), "{read}");
        }
    }

    #[test]
    fn the_misreadings_of_a_word_are_written_as_a_pattern() {
        assert_eq!(misreadings("Ám"), "(a)(m|rn)");
        assert_eq!(misreadings("Đo"), "(d|cl)(o|0)");
        assert_eq!(misreadings("nu"), "(n|u|ii|ll)(n|u|ii|ll)");
        assert_eq!(misreadings("…"), "");
    }

    #[test]
    fn names_of_other_people_keep_other_keys() {
        for (one, other) in [
            ("Nguyễn Văn Hùng", "Nguyễn Văn Hải"),
            ("Trần Văn An", "Trần Văn Anh"),
            ("Lê Minh", "Lê Nam"),
        ] {
            assert_ne!(likeness(one), likeness(other), "{one}, {other}");
        }
    }

    #[test]
    fn a_name_is_found_from_each_of_its_words_on() {
        let keys = likenesses("Thái Doãn Lâm");
        assert_eq!(keys.len(), 3);
        assert!(keys[0].ends_with(&keys[1]) && keys[1].ends_with(&keys[2]));
        assert!(likenesses("  ").is_empty());
    }

    proptest! {
        #[test]
        fn a_key_holds_no_space_and_does_not_mind_tones(name in "[\\p{L} 0-9]{0,40}") {
            let key = likeness(&name);
            prop_assert!(!key.contains(' '));
            prop_assert_eq!(likeness(&fold(&name)), key);
        }
    }
}
