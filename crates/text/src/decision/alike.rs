//! So tên văn bản đã quét với tên trong danh mục: words that a scanner misread are still the words.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::confusion::likeness;
use crate::normal::fold;

/// Một từ để so: folded once, however many words it is held against.
#[derive(Debug, Clone)]
pub struct FoldedWord {
    letters: String,
    /// How many letters.
    count: usize,
    /// The key that ignores letters read for one another; few comparisons ask for it.
    key: OnceLock<String>,
}

impl FoldedWord {
    /// A word as read or as written.
    pub fn of(word: &str) -> FoldedWord {
        let mut letters = fold(word);
        letters.retain(char::is_alphanumeric);
        let count = letters.chars().count();
        FoldedWord {
            letters,
            count,
            key: OnceLock::new(),
        }
    }

    /// Its letters, small and without marks.
    pub fn letters(&self) -> &str {
        &self.letters
    }

    fn key(&self) -> &str {
        self.key.get_or_init(|| likeness(&self.letters))
    }

    /// Whether this read word is that written one, whatever its marks and one misread letter.
    pub fn is(&self, written: &FoldedWord) -> bool {
        if self.letters == written.letters {
            return true;
        }
        // Short words of the law differ in one letter: "tạm", "tam", "lam".
        let most = match self.count.min(written.count) {
            0..=3 => return false,
            4..=7 => 1,
            _ => 2,
        };
        self.is_near(written, most) || self.key() == written.key()
    }

    /// At most so many letters, one or two, are others.
    fn is_near(&self, other: &FoldedWord, most: usize) -> bool {
        if self.count.abs_diff(other.count) > most {
            return false;
        }
        let (one, two) = (&self.letters, &other.letters);
        let shorter = self.count.min(other.count);
        let begin = same(one.chars(), two.chars());
        let end = same(one.chars().rev(), two.chars().rev()).min(shorter - begin);
        // Between what begins and ends alike, one other letter is one letter on each side or on one of them.
        match self.count.max(other.count) - begin - end {
            0 | 1 => true,
            between if shorter == begin + end => between <= most,
            _ => most > 1 && distance(one, two) <= most,
        }
    }
}

/// Whether a read word is this written word, whatever its marks and one misread letter.
pub fn same_word(read: &str, written: &str) -> bool {
    FoldedWord::of(read).is(&FoldedWord::of(written))
}

/// How many letters are the same until one is not.
fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).count()
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
    folded_likeness(&folded_words(read), &folded_words(written))
}

/// [`words_likeness`] of lines that are held against more than one other.
pub fn folded_likeness(read: &[FoldedWord], written: &[FoldedWord]) -> u32 {
    shared_in_order(read.len(), written.len(), |i, j| read[i].is(&written[j]))
}

/// The words of a line, each to be held against many.
pub fn folded_words(line: &str) -> Vec<FoldedWord> {
    let words = line.split_whitespace().map(FoldedWord::of);
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

/// Many lines held against many: lines that say the same are compared once, and of two lines that share too few words nothing
/// more is asked.
pub struct LineTable {
    read: Lines,
    written: Lines,
    /// How like two different lines are, by their places among those of both sides.
    likeness: Vec<u8>,
}

/// Lines, told apart by what they say.
struct Lines {
    /// Which of the different lines each line is.
    lines: Vec<usize>,
    /// The different lines as places of their words.
    different: Vec<Vec<usize>>,
    words: Vec<FoldedWord>,
}

impl Lines {
    fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Lines {
        let (mut known, mut places) = (HashMap::new(), HashMap::new());
        let (mut different, mut words) = (Vec::new(), Vec::new());
        let mut place = |word: FoldedWord| match places.get(&word.letters) {
            Some(place) => *place,
            None => {
                places.insert(word.letters.clone(), words.len());
                words.push(word);
                words.len() - 1
            }
        };
        let lines = texts.into_iter().map(|text| {
            *known.entry(text).or_insert_with(|| {
                different.push(folded_words(text).into_iter().map(&mut place).collect());
                different.len() - 1
            })
        });
        Lines {
            lines: lines.collect(),
            different,
            words,
        }
    }
}

impl LineTable {
    /// The lines as read, and those they are held against; how like two are is told from `least` on.
    pub fn new<'a>(
        read: impl IntoIterator<Item = &'a str>,
        written: impl IntoIterator<Item = &'a str>,
        least: u32,
    ) -> LineTable {
        let (read, written) = (Lines::of(read), Lines::of(written));
        let same: Vec<Vec<bool>> = read
            .words
            .iter()
            .map(|one| written.words.iter().map(|other| one.is(other)).collect())
            .collect();
        let mut likeness = Vec::with_capacity(read.different.len() * written.different.len());
        for one in &read.different {
            // Which written words stand anywhere in this line.
            let mut is_here = vec![false; written.words.len()];
            for word in one {
                let is_it = is_here.iter_mut().zip(&same[*word]);
                is_it.for_each(|(here, same)| *here |= same);
            }
            likeness.extend(written.different.iter().map(|other| {
                let shared = other.iter().filter(|word| is_here[**word]).count();
                if 200 * shared < least as usize * (one.len() + other.len()) {
                    return 0;
                }
                let is_same = |i: usize, j: usize| same[one[i]][other[j]];
                let like = shared_in_order(one.len(), other.len(), is_same);
                u8::try_from(like).unwrap_or(100)
            }));
        }
        LineTable {
            read,
            written,
            likeness,
        }
    }

    /// [`words_likeness`] of two lines by their places; what is less than was asked for may be told as 0.
    pub fn likeness(&self, read: usize, written: usize) -> u32 {
        let (one, other) = (self.read.lines[read], self.written.lines[written]);
        u32::from(self.likeness[one * self.written.different.len() + other])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn words_are_near_as_their_letters_say(one in "[abc]{4,9}", other in "[abc]{4,9}", most in 1usize..3) {
            let near = FoldedWord::of(&one).is_near(&FoldedWord::of(&other), most);
            prop_assert_eq!(near, distance(&one, &other) <= most);
        }
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
        let table = LineTable::new(read, written, 0);
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
        let strict = LineTable::new(read, written, 60);
        assert_eq!((strict.likeness(1, 1), strict.likeness(1, 0)), (100, 0));
        assert_eq!(strict.likeness(0, 0), words_likeness(read[0], written[0]));
    }
}
