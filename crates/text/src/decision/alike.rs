//! So tên văn bản đã quét với tên trong danh mục: words that a scanner misread are still the words.

use crate::confusion::likeness;
use crate::normal::fold;

/// A word as it is compared: folded once, however many words it is held against.
struct Word {
    letters: String,
    /// How many letters.
    count: usize,
    /// The key that ignores letters read for one another.
    key: String,
}

impl Word {
    fn of(word: &str) -> Word {
        let letters = letters(word);
        let count = letters.chars().count();
        let key = likeness(&letters);
        Word {
            letters,
            count,
            key,
        }
    }

    fn is(&self, written: &Word) -> bool {
        if self.letters == written.letters {
            return true;
        }
        // Short words of the law differ in one letter: "tạm", "tam", "lam".
        let most = match self.count.min(written.count) {
            0..=3 => return false,
            4..=7 => 1,
            _ => 2,
        };
        self.key == written.key
            || (self.count.abs_diff(written.count) <= most
                && distance(&self.letters, &written.letters) <= most)
    }
}

/// Whether a read word is this written word, whatever its marks and one misread letter.
pub fn same_word(read: &str, written: &str) -> bool {
    Word::of(read).is(&Word::of(written))
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
    let (read, written) = (cut(read), cut(written));
    shared_in_order(read.len(), written.len(), |i, j| read[i].is(&written[j]))
}

fn cut(line: &str) -> Vec<Word> {
    let words = line.split_whitespace().map(Word::of);
    words.filter(|word| word.count > 0).collect()
}

fn shared_in_order(read: usize, written: usize, is_same: impl Fn(usize, usize) -> bool) -> u32 {
    if read == 0 || written == 0 {
        return 0;
    }
    let mut row = vec![0u32; written + 1];
    for i in 0..read {
        let mut before = 0;
        for j in 0..written {
            let above = row[j + 1];
            row[j + 1] = match is_same(i, j) {
                true => before + 1,
                false => above.max(row[j]),
            };
            before = above;
        }
    }
    200 * row[written] / (read + written) as u32
}

/// Many lines held against many: each pair of different words is compared once, however many lines carry it.
pub struct LineTable {
    read: Lines,
    written: Lines,
    /// Whether two words are the same, by their places among the words of both sides.
    same: Vec<bool>,
}

/// Lines as places of their words among all different words.
struct Lines {
    lines: Vec<Vec<usize>>,
    words: Vec<Word>,
}

impl Lines {
    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Lines {
        let mut places = std::collections::HashMap::new();
        let mut words = Vec::new();
        let line = |text: &str| -> Vec<usize> {
            let place = |word: Word| {
                *places.entry(word.letters.clone()).or_insert_with(|| {
                    words.push(word);
                    words.len() - 1
                })
            };
            cut(text).into_iter().map(place).collect()
        };
        let lines = texts.into_iter().map(line).collect();
        Lines { lines, words }
    }
}

impl LineTable {
    /// The lines as read, and those they are held against.
    pub fn new<'a>(
        read: impl IntoIterator<Item = &'a str>,
        written: impl IntoIterator<Item = &'a str>,
    ) -> LineTable {
        let (read, written) = (Lines::of(read), Lines::of(written));
        let pairs = read.words.iter().flat_map(|one| {
            let others = written.words.iter();
            others.map(move |other| one.is(other))
        });
        let same = pairs.collect();
        LineTable {
            read,
            written,
            same,
        }
    }

    /// [`words_likeness`] of two lines by their places.
    pub fn likeness(&self, read: usize, written: usize) -> u32 {
        let (one, other) = (&self.read.lines[read], &self.written.lines[written]);
        let width = self.written.words.len();
        shared_in_order(one.len(), other.len(), |i, j| {
            self.same[one[i] * width + other[j]]
        })
    }
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

    #[test]
    fn many_lines_at_once_are_as_like_as_one_by_one() {
        let read = ["QUYẾT ĐỊNH tạm giữ", "Biên bản hỏi cunq bị can", "", "— …"];
        let written = [
            "Quyết định tạm giam",
            "Biên bản hỏi cung bị can",
            "Lệnh khám xét",
            "",
        ];
        let table = LineTable::new(read, written);
        for (i, one) in read.iter().enumerate() {
            for (j, other) in written.iter().enumerate() {
                assert_eq!(
                    table.likeness(i, j),
                    words_likeness(one, other),
                    "{one} / {other}"
                );
            }
        }
        assert_eq!(table.likeness(1, 1), 100);
    }
}
