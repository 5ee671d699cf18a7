//! Chữ của một trang: its words and its text as one, so that what is put into the one stands in the other too.

use std::ops::Range;

use scan::{Rect, Word};

/// The words of a page, and what stands before each of them in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub words: Vec<Word>,
    gaps: Vec<String>,
}

impl Sheet {
    /// The text tells where lines and blocks begin; where it is not of these words, the words' lines do.
    pub fn new(text: &str, words: Vec<Word>) -> Sheet {
        let gaps = gaps(text, &words).unwrap_or_else(|| {
            let before = |at: usize| match at {
                0 => "",
                at if words[at].line == words[at - 1].line => " ",
                _ => "\n",
            };
            (0..words.len()).map(|at| before(at).to_owned()).collect()
        });
        Sheet { words, gaps }
    }

    /// The plain text.
    pub fn text(&self) -> String {
        self.gaps
            .iter()
            .zip(&self.words)
            .flat_map(|(gap, word)| [gap.as_str(), word.text.as_str()])
            .collect()
    }

    /// Where a word with this box and these letters stands.
    pub fn find(&self, rect: Rect, text: &str) -> Option<usize> {
        self.words
            .iter()
            .position(|word| word.rect == rect && word.text == text)
    }

    /// Where these words stand, one after the other; for none, where one with this box would.
    pub fn find_all(&self, wanted: &[Word], rect: Rect, line: u32) -> Option<Range<usize>> {
        let Some(first) = wanted.first() else {
            let at = self
                .words
                .iter()
                .position(|word| word.line > line || word.line == line && word.rect.x0 >= rect.x0);
            let at = at.unwrap_or(self.words.len());
            return Some(at..at);
        };
        let start = self.find(first.rect, &first.text)?;
        let run = self.words.get(start..start + wanted.len())?;
        run.iter()
            .zip(wanted)
            .all(|(word, wanted)| word.rect == wanted.rect && word.text == wanted.text)
            .then_some(start..start + wanted.len())
    }

    /// The words of the line in which a word stands.
    pub fn line_of(&self, at: usize) -> Range<usize> {
        let line = self.words[at].line;
        let same = |word: &&Word| word.line == line;
        let before = self.words[..at].iter().rev().take_while(same).count();
        let after = self.words[at..].iter().take_while(same).count();
        at - before..at + after
    }

    /// The words over which a box lies: the first run of them.
    pub fn under(&self, rect: Rect) -> Option<Range<usize>> {
        let lies = |word: &Word| {
            let both = rect.width().min(word.rect.width()) * rect.height().min(word.rect.height());
            2 * shared(rect, word.rect) >= both && both > 0
        };
        let start = self.words.iter().position(lies)?;
        let many = self.words[start..]
            .iter()
            .take_while(|word| lies(word))
            .count();
        Some(start..start + many)
    }

    /// Puts other words in the place of some.
    pub fn put(&mut self, at: Range<usize>, new: &[Word]) {
        let opening = self.gaps.get(at.start).cloned();
        let is_new = at.is_empty();
        let line_before = at
            .start
            .checked_sub(1)
            .map(|before| self.words[before].line);
        let mut gaps: Vec<String> = vec![" ".to_owned(); new.len()];
        if let (Some(first), Some(word)) = (gaps.first_mut(), new.first()) {
            *first = match (&opening, line_before) {
                (Some(opening), _) if !is_new => opening.clone(),
                (_, None) => String::new(),
                (_, Some(line)) if line == word.line => " ".to_owned(),
                _ => "\n".to_owned(),
            };
        }
        self.words.splice(at.clone(), new.iter().cloned());
        self.gaps.splice(at.clone(), gaps);
        let next = at.start + new.len();
        if let Some(gap) = self.gaps.get_mut(next) {
            match (new.last(), opening) {
                // What followed the words that went begins where they began.
                (None, Some(opening)) if !is_new && lines(&opening) >= lines(gap) => *gap = opening,
                (Some(last), _) if is_new => {
                    let line = self.words[next].line;
                    if gap.is_empty() || last.line == line {
                        *gap = if last.line == line { " " } else { "\n" }.to_owned();
                    }
                }
                _ => {}
            }
        }
        if let Some(first) = self.gaps.first_mut() {
            first.clear();
        }
    }
}

fn lines(gap: &str) -> usize {
    gap.matches('\n').count()
}

fn shared(one: Rect, other: Rect) -> i32 {
    let width = one.x1.min(other.x1) - one.x0.max(other.x0);
    let height = one.y1.min(other.y1) - one.y0.max(other.y0);
    width.max(0) * height.max(0)
}

/// What stands before each word in the text; none when the text is not of these words.
fn gaps(text: &str, words: &[Word]) -> Option<Vec<String>> {
    let mut rest = text;
    let mut gaps = Vec::with_capacity(words.len());
    for word in words {
        let next = rest.trim_start();
        gaps.push(rest[..rest.len() - next.len()].to_owned());
        rest = next.strip_prefix(word.text.as_str())?;
    }
    rest.trim().is_empty().then_some(gaps)
}

/// What was typed in the place of some words of one line: each keeps its box where it can, and shares one where it cannot.
pub(super) fn typed(old: &[Word], typed: &str) -> Vec<Word> {
    let texts: Vec<&str> = typed.split_whitespace().collect();
    if old.is_empty() {
        return Vec::new();
    }
    let mut new = Vec::with_capacity(texts.len());
    let same_start = old
        .iter()
        .zip(&texts)
        .take_while(|(word, text)| word.text == **text)
        .count();
    let (old_rest, text_rest) = (&old[same_start..], &texts[same_start..]);
    let same_end = old_rest
        .iter()
        .rev()
        .zip(text_rest.iter().rev())
        .take_while(|(word, text)| word.text == **text)
        .count();
    let kept = |words: &[Word]| -> Vec<Word> {
        words
            .iter()
            .map(|word| Word {
                confidence: 100,
                ..word.clone()
            })
            .collect()
    };
    new.extend(kept(&old[..same_start]));
    let middle = &old_rest[..old_rest.len() - same_end];
    let texts = &text_rest[..text_rest.len() - same_end];
    match (middle, texts) {
        (_, []) => {}
        // What was left out is told to stand beside the word before it, else the one after.
        ([], texts) => match (new.pop(), old_rest.first()) {
            (Some(before), _) => {
                let mut texts = texts.to_vec();
                texts.insert(0, &before.text);
                new.extend(spread(before.rect, &before, &texts));
            }
            (None, Some(after)) => {
                let mut all = texts.to_vec();
                all.push(&after.text);
                new.extend(spread(after.rect, after, &all));
                new.extend(kept(&old_rest[1..]));
                return new;
            }
            (None, None) => {}
        },
        (middle, texts) if middle.len() == texts.len() => {
            new.extend(middle.iter().zip(texts).map(|(word, text)| Word {
                text: text::nfc(text),
                confidence: 100,
                ..word.clone()
            }));
        }
        (middle, texts) => {
            let around = middle
                .iter()
                .map(|word| word.rect)
                .reduce(|all, rect| all.join(&rect));
            new.extend(spread(around.unwrap_or(middle[0].rect), &middle[0], texts));
        }
    }
    new.extend(kept(&old_rest[old_rest.len() - same_end..]));
    new
}

/// Several words over one box, each as wide as its letters.
pub(super) fn spread(rect: Rect, like: &Word, texts: &[&str]) -> Vec<Word> {
    let letters = |text: &str| text.chars().count() as i32;
    let all: i32 = texts.iter().map(|text| letters(text) + 1).sum::<i32>() - 1;
    let all = all.max(1);
    let at = |place: i32| rect.x0 + rect.width() * place / all;
    let mut place = 0;
    texts
        .iter()
        .map(|text| {
            let (x0, x1) = (at(place), at(place + letters(text)));
            place += letters(text) + 1;
            Word {
                text: text::nfc(text),
                rect: Rect {
                    x0,
                    x1: x1.max(x0 + 1),
                    ..rect
                },
                confidence: 100,
                line: like.line,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: i32, line: u32) -> Word {
        let y = 40 * line as i32;
        Word {
            text: text.into(),
            rect: Rect::from([x, y, x + 30, y + 20]),
            confidence: 50,
            line,
        }
    }

    fn sheet() -> Sheet {
        let words = vec![
            word("Tôi", 0, 0),
            word("tênlà", 40, 0),
            word("Ngnyễn", 0, 1),
            word("An.", 40, 1),
        ];
        Sheet::new("Tôi tênlà\n\nNgnyễn An.", words)
    }

    #[test]
    fn a_word_put_right_stands_in_the_text_and_keeps_its_box() {
        let mut sheet = sheet();
        let new = typed(&sheet.words[2..3], "Nguyễn");
        assert_eq!(new[0].rect, sheet.words[2].rect);
        sheet.put(2..3, &new);
        assert_eq!(sheet.text(), "Tôi tênlà\n\nNguyễn An.");
    }

    #[test]
    fn two_words_read_as_one_share_its_box() {
        let mut sheet = sheet();
        let new = typed(&sheet.words[1..2], "tên là");
        assert_eq!(new.len(), 2);
        assert!(new[0].rect.x0 == 40 && new[0].rect.x1 <= new[1].rect.x0 && new[1].rect.x1 == 70);
        sheet.put(1..2, &new);
        assert_eq!(
            sheet.text(),
            "Tôi tên là\n\nNguyễn An.".replace("Nguyễn", "Ngnyễn")
        );
    }

    #[test]
    fn dirt_taken_out_comes_back_where_it_stood() {
        for at in 0..4 {
            let before = sheet();
            let mut sheet = before.clone();
            let gone = sheet.words[at].clone();
            sheet.put(at..at + 1, &[]);
            assert_eq!(sheet.words.len(), 3);
            assert!(!sheet.text().starts_with(char::is_whitespace) && !sheet.text().contains("  "));
            let place = sheet.find_all(&[], gone.rect, gone.line).unwrap();
            sheet.put(place, &[gone]);
            assert_eq!(sheet.words, before.words, "{at}");
            let flat = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(flat(sheet.text()), flat(before.text()));
        }
    }

    #[test]
    fn a_line_typed_anew_keeps_the_boxes_of_the_words_that_were_right() {
        let line = [
            word("Sồ", 0, 0),
            word("tiền", 40, 0),
            word("22,000", 80, 0),
            word("đồng", 120, 0),
        ];
        let new = typed(&line, "Số tiền là 22.000 đồng");
        let texts: Vec<&str> = new.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["Số", "tiền", "là", "22.000", "đồng"]);
        assert_eq!(new[4].rect, line[3].rect);
        let more = typed(&line, "Sồ tiền 22,000 đồng mặt");
        assert_eq!(more.last().unwrap().text, "mặt");
        assert_eq!(
            more[..3].iter().map(|word| word.rect).collect::<Vec<_>>(),
            line[..3].iter().map(|word| word.rect).collect::<Vec<_>>()
        );
        assert_eq!(typed(&line, "A Sồ tiền 22,000 đồng").len(), 5);
        assert!(typed(&line, "").is_empty());
    }

    #[test]
    fn a_box_lies_on_the_words_of_a_later_reading() {
        let sheet = sheet();
        assert_eq!(sheet.under(Rect::from([38, 2, 72, 21])), Some(1..2));
        assert_eq!(sheet.under(Rect::from([0, 0, 70, 20])), Some(0..2));
        assert_eq!(sheet.under(Rect::from([500, 500, 520, 510])), None);
    }

    #[test]
    fn whatever_is_typed_is_what_the_text_says() {
        let lines = [
            "",
            "Tôi",
            "là Tôi",
            "Tôi tên là",
            "Tôi x tênlà",
            "a b c d",
            "tênlà",
        ];
        for (at, line) in (0..4).flat_map(|at| lines.map(|line| (at, line))) {
            let mut sheet = sheet();
            let place = sheet.line_of(at);
            let new = typed(&sheet.words[place.clone()], line);
            let told: Vec<&str> = new.iter().map(|word| word.text.as_str()).collect();
            assert_eq!(told.join(" "), line);
            assert!(new.iter().all(|word| word.rect.width() > 0));
            sheet.put(place, &new);
            let words: Vec<&str> = sheet.words.iter().map(|word| word.text.as_str()).collect();
            let text = sheet.text();
            assert_eq!(
                text.split_whitespace().collect::<Vec<_>>(),
                words,
                "{at} {line}"
            );
        }
    }
}
