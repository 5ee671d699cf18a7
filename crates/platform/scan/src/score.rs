//! Đo chất lượng đọc: a reading against the truth of a generated page (`truth.json` of make_case_file.py).

use crate::prepare::{Prepared, tilted};
use crate::read::Reading;
use crate::turn::quarter_rect;
use crate::words::Line;
use serde_json::Value;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// How much of some printed pages was read rightly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Pages compared.
    pub pages: usize,
    /// Letters that stand there.
    pub letters: usize,
    /// Letters wrong, missing or too many.
    pub wrong: usize,
    /// Words that stand there.
    pub words: usize,
    /// Of these, found letter for letter.
    pub found: usize,
}

impl Score {
    /// Compares one page. Of the two lawful orders of a page with columns the better one counts.
    pub fn of(page: &Value, read: &str) -> Score {
        let read = flat(read);
        let (expected, wrong) = nearest(page, &read);
        let letters = expected.chars().count();
        let mut bag: BTreeMap<&str, usize> = BTreeMap::new();
        read.split(' ')
            .for_each(|word| *bag.entry(word).or_default() += 1);
        let words: Vec<&str> = expected.split(' ').filter(|w| !w.is_empty()).collect();
        let is_found = |word: &&&str| match bag.get_mut(**word).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                true
            }
            None => false,
        };
        Score {
            pages: 1,
            letters,
            wrong: wrong.min(letters),
            words: words.len(),
            found: words.iter().filter(is_found).count(),
        }
    }

    /// Puts the pages of another one beside these.
    pub fn add(&mut self, other: Score) {
        self.pages += other.pages;
        self.letters += other.letters;
        self.wrong += other.wrong;
        self.words += other.words;
        self.found += other.found;
    }

    /// Wrong letters in a hundred.
    pub fn wrong_percent(&self) -> f64 {
        percent(self.wrong, self.letters)
    }

    /// Words found in a hundred.
    pub fn found_percent(&self) -> f64 {
        percent(self.found, self.words)
    }
}

/// What a person is told of: lines that are flagged, and whether the wrong letters stand in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// Lines read.
    pub lines: usize,
    /// Lines flagged, or on a flagged page.
    pub told: usize,
    /// Wrong letters.
    pub wrong: usize,
    /// Wrong letters in lines that nobody is told of.
    pub untold: usize,
    /// Pieces written by hand.
    pub hand: usize,
    /// Of these, read as if they were printed and not flagged.
    pub hand_guessed: usize,
}

impl Told {
    /// Of one page and what was read of it.
    pub fn of(page: &Value, prepared: &Prepared, reading: &Reading) -> Told {
        let is_told = |line: &Line| reading.quality.needs_person || line.doubt.is_some();
        let mut told = Told {
            lines: reading.lines.len(),
            told: reading.lines.iter().filter(|line| is_told(line)).count(),
            ..Told::default()
        };
        for piece in list(&page["pieces"]).iter().filter(|p| p["hand"] == true) {
            let place = place_of(page, piece, prepared);
            told.hand += 1;
            let guessed = reading.lines.iter().any(|line| {
                !is_told(line)
                    && place.is_some_and(|(x, y)| line.rect.holds(x, y))
                    && line.text.chars().filter(|c| c.is_alphanumeric()).count() > 2
            });
            told.hand_guessed += usize::from(guessed);
        }
        if is_printed(page) {
            let lines: Vec<String> = reading.lines.iter().map(|l| flat(&l.text)).collect();
            let (expected, _) = nearest(page, &lines.join(" "));
            let wrong = wrong_by_line(&expected, &lines);
            told.wrong = wrong.iter().sum();
            let both = reading.lines.iter().zip(&wrong);
            told.untold = both.filter(|(l, _)| !is_told(l)).map(|(_, n)| n).sum();
        }
        told
    }

    /// Puts the lines of another page beside these.
    pub fn add(&mut self, other: Told) {
        self.lines += other.lines;
        self.told += other.told;
        self.wrong += other.wrong;
        self.untold += other.untold;
        self.hand += other.hand;
        self.hand_guessed += other.hand_guessed;
    }
}

/// A page with print and no handwriting.
pub fn is_printed(page: &Value) -> bool {
    page["blank"] != true && page["handwriting"].as_str().unwrap_or("none") == "none"
}

/// The middle of a piece, from the delivered page to the prepared picture.
fn place_of(page: &Value, piece: &Value, prepared: &Prepared) -> Option<(i32, i32)> {
    let number = |value: &Value| i32::try_from(value.as_i64().unwrap_or(0)).unwrap_or(0);
    let [x0, y0, x1, y1] = list(&piece["box"]) else {
        return None;
    };
    let rect = crate::Rect::from([x0, y0, x1, y1].map(number));
    let [w, h] = list(&page["size_px"]) else {
        return None;
    };
    let (w, h) = (number(w).unsigned_abs(), number(h).unsigned_abs());
    let upright = quarter_rect(prepared.on_sheet(rect), prepared.turn.quarters, w, h);
    let here = tilted(
        upright.scaled(prepared.scale()),
        prepared.turn.degrees,
        prepared.width,
        prepared.height,
    );
    Some(((here.x0 + here.x1) / 2, (here.y0 + here.y1) / 2))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The expected text in the order that is nearer to what was read, and how many letters differ.
fn nearest(page: &Value, read: &str) -> (String, usize) {
    let across = list(&page["text"]).iter().filter_map(Value::as_str);
    let pieces = list(&page["pieces"])
        .iter()
        .filter_map(|piece| piece["text"].as_str());
    let orders: [Vec<&str>; 2] = [across.collect(), pieces.collect()];
    orders
        .into_iter()
        .map(|order| flat(&order.join(" ")))
        .map(|expected| {
            let wrong = distance(&expected, read);
            (expected, wrong)
        })
        .min_by_key(|(_, wrong)| *wrong)
        .unwrap_or_default()
}

fn flat(text: &str) -> String {
    let nfc: String = text.nfc().collect();
    nfc.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

/// How many wrong letters stand in each line; what is missing counts in the line it is missing before.
fn wrong_by_line(expected: &str, lines: &[String]) -> Vec<usize> {
    let a: Vec<char> = expected.chars().collect();
    let read = lines.join(" ");
    let b: Vec<char> = read.chars().collect();
    let wide = b.len() + 1;
    let mut table = vec![0u32; (a.len() + 1) * wide];
    for (j, cell) in table.iter_mut().take(wide).enumerate() {
        *cell = j as u32;
    }
    for i in 1..=a.len() {
        table[i * wide] = i as u32;
        for j in 1..wide {
            let changed = table[(i - 1) * wide + j - 1] + u32::from(a[i - 1] != b[j - 1]);
            let fewer = table[(i - 1) * wide + j].min(table[i * wide + j - 1]) + 1;
            table[i * wide + j] = changed.min(fewer);
        }
    }
    let mut line_of: Vec<usize> = Vec::with_capacity(wide);
    for (at, line) in lines.iter().enumerate() {
        line_of.extend(std::iter::repeat_n(at, line.chars().count() + 1));
    }
    let mut wrong = vec![0; lines.len()];
    let mut count = |j: usize| {
        if let Some(line) = line_of.get(j.min(line_of.len().saturating_sub(1))) {
            wrong[*line] += 1;
        }
    };
    let (mut i, mut j) = (a.len(), b.len());
    while i > 0 || j > 0 {
        let here = table[i * wide + j];
        let is_same = i > 0 && j > 0 && a[i - 1] == b[j - 1];
        if i > 0 && j > 0 && table[(i - 1) * wide + j - 1] + u32::from(!is_same) == here {
            (i, j) = (i - 1, j - 1);
            if !is_same {
                count(j);
            }
        } else if j > 0 && table[i * wide + j - 1] + 1 == here {
            j -= 1;
            count(j);
        } else {
            i -= 1;
            count(j);
        }
    }
    wrong
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_better_of_two_orders_counts_and_wrong_letters_are_counted_by_line() {
        let page = json!({
            "text": ["CÔNG AN CỘNG HÒA", "Số: 12"],
            "pieces": [{"text": "CÔNG AN"}, {"text": "Số: 12"}, {"text": "CỘNG HÒA"}],
        });
        let columns = Score::of(&page, "CÔNG AN\nSố: 12\nCỘNG HÒA");
        assert_eq!((columns.wrong, columns.found, columns.words), (0, 6, 6));
        let across = Score::of(&page, "CÔNG AN CỘNG HOA\nSố: 12");
        assert_eq!((across.wrong, across.found), (1, 5));
        let lines = ["CÔNG AN CÔNG HÒA".to_owned(), "Số 12x".to_owned()];
        assert_eq!(wrong_by_line("CÔNG AN CỘNG HÒA Số: 12", &lines), [1, 2]);
    }
}
