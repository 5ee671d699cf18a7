//! So tên văn bản đã quét với tên trong danh mục: words that a scanner misread are still the words.

use crate::confusion::likeness;
use crate::normal::fold;

/// Whether a read word is this written word, whatever its marks and one misread letter.
pub fn same_word(read: &str, written: &str) -> bool {
    let (read, written) = (letters(read), letters(written));
    if read == written {
        return true;
    }
    if read.is_empty() || written.is_empty() {
        return false;
    }
    let shorter = read.chars().count().min(written.chars().count());
    // Short words of the law differ in one letter: "tạm", "tam", "lam".
    let most = match shorter {
        0..=3 => return false,
        4..=7 => 1,
        _ => 2,
    };
    likeness(&read) == likeness(&written) || distance(&read, &written) <= most
}

fn letters(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let changed = before + usize::from(a != *b);
            before = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(before + 1);
        }
    }
    row[right.len()]
}

/// How much of two lines of words stands in both, in order: 0 none, 100 the same.
pub fn words_likeness(read: &str, written: &str) -> u32 {
    let cut = |text: &str| -> Vec<String> {
        text.split_whitespace()
            .map(letters)
            .filter(|word| !word.is_empty())
            .collect()
    };
    let (read, written) = (cut(read), cut(written));
    if read.is_empty() || written.is_empty() {
        return 0;
    }
    let mut row = vec![0u32; written.len() + 1];
    for one in &read {
        let mut before = 0;
        for (j, other) in written.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = match same_word(one, other) {
                true => before + 1,
                false => above.max(row[j]),
            };
            before = above;
        }
    }
    200 * row[written.len()] / (read.len() + written.len()) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misread_word_is_the_word_and_a_short_other_word_is_not() {
        assert!(same_word("QUYẾT", "quyết"));
        assert!(same_word("QUYÊT", "quyết"));
        assert!(same_word("PHẾ", "phê"));
        assert!(same_word("chuân,", "chuẩn"));
        assert!(same_word("chuẳm", "chuẩn"));
        assert!(!same_word("giữ", "giam"));
        assert!(!same_word("bị", "vị"));
    }

    #[test]
    fn a_title_is_most_like_its_own_name() {
        let title = "QUYẾT ĐỊNH Phê chuẩn Lệnh tạm giam";
        let own = words_likeness(title, "Quyết định phê chuẩn lệnh tạm giam");
        let refused = words_likeness(title, "Quyết định không phê chuẩn lệnh tạm giam");
        let order = words_likeness(title, "Lệnh tạm giam");
        assert_eq!(own, 100);
        assert!(refused < own && order < refused, "{refused} {order}");
        assert_eq!(words_likeness("", "Lệnh"), 0);
    }
}
