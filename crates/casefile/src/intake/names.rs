//! Tên tệp trong tệp nén: bytes whose letters nobody names for sure; the reading that makes Vietnamese words is taken.

use std::cmp::Ordering;

use files::pack::Member;
use text::{
    encoding::{Bytes, guess, read_bytes},
    syllable::is_syllable,
};

/// The name of a member as people read it.
pub(super) fn name_of(member: &Member) -> String {
    if let Ok(name) = std::str::from_utf8(&member.raw_name) {
        return text::nfc(name);
    }
    let (read, how) = read_bytes(&member.raw_name);
    let read = match how {
        Bytes::Fonts => guess([read.as_str()]).to_unicode(&read),
        _ => read,
    };
    match is_vietnamese(&read) {
        true => read,
        // What DOS wrote, when the archive says nothing else.
        false => text::nfc(&member.name),
    }
}

/// Every word with marks is a syllable of the language.
fn is_vietnamese(name: &str) -> bool {
    let words = name.split(|letter: char| !letter.is_alphabetic());
    let mut marked = words.filter(|word| !word.is_ascii()).peekable();
    marked.peek().is_some() && marked.all(|word| is_syllable(&word.to_lowercase()))
}

/// What systems leave behind in an archive; nobody put it there.
pub(super) fn is_left_by_a_system(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.starts_with("__MACOSX/")
        || last.starts_with("._")
        || matches!(
            last,
            ".DS_Store" | "Thumbs.db" | "thumbs.db" | "desktop.ini"
        )
}

/// The order people expect: 2 comes before 10.
pub(super) fn in_order(left: &str, right: &str) -> Ordering {
    pieces(left).cmp(&pieces(right))
}

/// Numbers as numbers, the rest without marks and capitals.
fn pieces(name: &str) -> Vec<(u64, String)> {
    let mut pieces = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let words = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(words);
        let digits = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let (number, after) = after.split_at(digits);
        pieces.push((0, text::fold(word)));
        pieces.push((number.parse().unwrap_or(u64::MAX), String::new()));
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(raw: &[u8], claimed: &str) -> Member {
        Member {
            at: 0,
            raw_name: raw.to_vec(),
            name: claimed.to_owned(),
            is_file: true,
        }
    }

    #[test]
    fn a_name_is_read_in_the_letters_it_was_written_in() {
        let cases: [(&[u8], &str, &str); 4] = [
            ("Lệnh tạm giam.pdf".as_bytes(), "", "Lệnh tạm giam.pdf"),
            // Windows-1258: tones stand behind their letters.
            (b"L\xea\xf2nh ta\xf2m giam.pdf", "x", "Lệnh tạm giam.pdf"),
            (b"Bi\xean ba\xd2n.pdf", "x", "Biên bản.pdf"),
            // CP437, as DOS wrote it.
            (b"caf\x82.pdf", "caf\u{e9}.pdf", "caf\u{e9}.pdf"),
        ];
        for (raw, claimed, expected) in cases {
            assert_eq!(name_of(&member(raw, claimed)), expected);
        }
    }

    #[test]
    fn members_come_in_the_order_people_expect() {
        let mut names = vec!["Tập 2/1.pdf", "tập 1/10.pdf", "Tập 1/2.pdf", "Tập 1/1.pdf"];
        names.sort_by(|a, b| in_order(a, b));
        assert_eq!(
            names,
            ["Tập 1/1.pdf", "Tập 1/2.pdf", "tập 1/10.pdf", "Tập 2/1.pdf"]
        );
    }

    #[test]
    fn what_a_system_left_behind_is_passed_over() {
        for left in ["__MACOSX/._a.pdf", "a/.DS_Store", "Thumbs.db", "a/._b.jpg"] {
            assert!(is_left_by_a_system(left), "{left}");
        }
        assert!(!is_left_by_a_system("Tập 1/bien ban.pdf"));
    }
}
