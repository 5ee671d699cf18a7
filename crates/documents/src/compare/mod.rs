//! So sánh hai bản: what stands in one text and not in the other, line by line and word by word.

mod matched;

use matched::matched;

/// What became of some words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// They stand in both.
    Same,
    /// They stand only in the earlier text.
    Gone,
    /// They stand only in the later text.
    New,
}

/// A run of words with one fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// What became of them.
    pub change: Change,
    /// The words, with the spaces after them.
    pub words: String,
}

/// A line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its runs in reading order.
    pub runs: Vec<Run>,
}

impl Line {
    fn whole(change: Change, words: &str) -> Self {
        Self {
            runs: vec![Run {
                change,
                words: words.to_owned(),
            }],
        }
    }

    /// Does it say the same in both texts?
    pub fn is_same(&self) -> bool {
        self.runs.iter().all(|run| run.change == Change::Same)
    }
}

/// Compares two texts word by word; punctuation stays with its word.
pub fn words(before: &str, after: &str) -> Vec<Run> {
    let (old, new) = (tokens(before), tokens(after));
    let bare =
        |all: &[&str]| -> Vec<String> { all.iter().map(|one| one.trim_end().to_owned()).collect() };
    let pairs = matched(&bare(&old), &bare(&new));
    let mut runs: Vec<Run> = Vec::new();
    let mut say = |change: Change, word: &str| match runs.last_mut() {
        Some(last) if last.change == change => last.words.push_str(word),
        _ => runs.push(Run {
            change,
            words: word.to_owned(),
        }),
    };
    let (mut left, mut right) = (0, 0);
    for (a, b) in pairs.into_iter().chain([(old.len(), new.len())]) {
        old[left..a].iter().for_each(|word| say(Change::Gone, word));
        new[right..b].iter().for_each(|word| say(Change::New, word));
        if let Some(word) = new.get(b) {
            say(Change::Same, word);
        }
        (left, right) = (a + 1, b + 1);
    }
    // The last word of a text has no space after it; what follows it here is another word.
    let last = runs.len().saturating_sub(1);
    for run in &mut runs[..last] {
        if !run.words.ends_with(char::is_whitespace) {
            run.words.push(' ');
        }
    }
    runs
}

/// Compares two documents line by line; a line that was only changed is compared word by word.
pub fn lines(before: &[String], after: &[String]) -> Vec<Line> {
    let pairs = matched(before, after);
    let mut all = Vec::new();
    let (mut left, mut right) = (0, 0);
    for (a, b) in pairs.into_iter().chain([(before.len(), after.len())]) {
        changed(&before[left..a], &after[right..b], &mut all);
        if let Some(line) = after.get(b) {
            all.push(Line::whole(Change::Same, line));
        }
        (left, right) = (a + 1, b + 1);
    }
    all
}

/// Lines that stand at one place: a line that keeps much of its words is the same line, changed.
fn changed(gone: &[String], new: &[String], all: &mut Vec<Line>) {
    let mut waiting = new;
    for old in gone {
        let near = waiting.iter().position(|line| is_alike(&words(old, line)));
        match near {
            Some(at) => {
                let added = waiting[..at].iter();
                all.extend(added.map(|line| Line::whole(Change::New, line)));
                all.push(Line {
                    runs: words(old, &waiting[at]),
                });
                waiting = &waiting[at + 1..];
            }
            None => all.push(Line::whole(Change::Gone, old)),
        }
    }
    all.extend(waiting.iter().map(|line| Line::whole(Change::New, line)));
}

/// Do two fifths of the words stand in both?
fn is_alike(runs: &[Run]) -> bool {
    let count = |change: Change| -> usize {
        let of = runs.iter().filter(|run| run.change == change);
        of.map(|run| run.words.split_whitespace().count()).sum()
    };
    let (same, gone, new) = (count(Change::Same), count(Change::Gone), count(Change::New));
    same > 0 && same * 5 >= (same + gone.max(new)) * 2
}

/// Words with the spaces after them.
fn tokens(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let (mut start, mut in_space) = (0, false);
    for (at, letter) in text.char_indices() {
        if in_space && !letter.is_whitespace() {
            all.push(&text[start..at]);
            start = at;
        }
        in_space = letter.is_whitespace();
    }
    if start < text.len() {
        all.push(&text[start..]);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "a [-b-] {+c+}": what a reader sees.
    fn seen(runs: &[Run]) -> String {
        runs.iter()
            .map(|run| match run.change {
                Change::Same => run.words.clone(),
                Change::Gone => format!("[-{}-]", run.words.trim_end()),
                Change::New => format!("{{+{}+}}", run.words.trim_end()),
            })
            .collect()
    }

    #[test]
    fn a_changed_word_is_marked_and_the_words_around_it_are_not() {
        let runs = words(
            "tạm giam 02 tháng kể từ ngày",
            "tạm giam 03 tháng kể từ ngày",
        );
        assert_eq!(seen(&runs), "tạm giam [-02-]{+03+}tháng kể từ ngày");
    }

    #[test]
    fn texts_without_a_word_in_common_are_wholly_gone_and_wholly_new() {
        assert_eq!(seen(&words("một hai", "ba")), "[-một hai-]{+ba+}");
        assert_eq!(seen(&words("", "ba")), "{+ba+}");
        assert!(words("", "").is_empty());
    }

    #[test]
    fn what_is_new_and_what_stays_is_together_the_later_text() {
        let (before, after) = (
            "Bị can Lâm, sinh năm 1983 tại Sơn La",
            "Bị can Thái Doãn Lâm, sinh năm 1983",
        );
        let runs = words(before, after);
        let of = |other: Change| -> String {
            let kept = runs.iter().filter(|run| run.change != other);
            kept.map(|run| run.words.as_str()).collect()
        };
        assert_eq!(of(Change::Gone).trim_end(), after);
        assert_eq!(
            of(Change::New).split_whitespace().count(),
            before.split_whitespace().count()
        );
    }

    #[test]
    fn a_line_that_was_added_leaves_the_lines_around_it_untouched() {
        let line = |words: &str| words.to_owned();
        let before = [line("Điều 1. Gia hạn tạm giam."), line("Điều 2. Thi hành.")];
        let after = [
            line("Điều 1. Gia hạn tạm giam."),
            line("Trại tạm giam giao Quyết định này cho bị can."),
            line("Điều 2. Thi hành."),
        ];
        let told: Vec<String> = lines(&before, &after)
            .iter()
            .map(|line| seen(&line.runs))
            .collect();
        assert_eq!(
            told,
            [
                "Điều 1. Gia hạn tạm giam.",
                "{+Trại tạm giam giao Quyết định này cho bị can.+}",
                "Điều 2. Thi hành."
            ]
        );
    }

    #[test]
    fn a_line_that_keeps_its_words_is_one_changed_line() {
        let before = ["Gia hạn 02 tháng đối với bị can Lâm".to_owned()];
        let after = ["Gia hạn 03 tháng đối với bị can Lâm".to_owned()];
        let all = lines(&before, &after);
        assert_eq!(all.len(), 1);
        assert!(!all[0].is_same());
    }
}
