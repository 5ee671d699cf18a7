//! How well and at what cost a stack is read, against the truth beside it:
//! `cargo run -p scan --example measure -- stack.pdf truth.json [first-last]`.

#![allow(clippy::print_stdout)]

use scan::{Reader, StampOwner, limit_engine_threads, open};
use serde_json::Value;
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

#[derive(Default)]
struct Level {
    pages: usize,
    errors: usize,
    letters: usize,
    words: usize,
    found: usize,
    seconds: f64,
    doubted: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    limit_engine_threads()?;
    let arguments: Vec<String> = std::env::args().collect();
    let stack = open(std::fs::read(&arguments[1])?)?;
    let truth: Value = serde_json::from_slice(&std::fs::read(&arguments[2])?)?;
    let (first, last) = match arguments.get(3).and_then(|r| r.split_once('-')) {
        Some((a, b)) => (a.parse()?, b.parse()?),
        None => (1, stack.pages()),
    };
    let mut reader = Reader::try_new()?;
    let mut levels: BTreeMap<String, Level> = BTreeMap::new();
    let (mut upright, mut blanks, mut prepare_seconds) = (0, 0, 0.0);
    let mut stamps = Stamps::default();
    println!("page level CER% words% conf doubt prep_s read_s kB turn notes");
    for page in first..=last {
        let expected = &truth["pages"][page - 1];
        let start = cpu();
        let prepared = reader.prepare(stack.page(page)?)?;
        let prepared_at = cpu();
        let read = reader.read(&prepared)?;
        let done = cpu();
        prepare_seconds += prepared_at - start;
        let rotation = expected["rotation"].as_i64().unwrap_or(0);
        let right =
            prepared.blank || (i64::from(prepared.turn.quarters) * 90 + rotation) % 360 == 0;
        upright += usize::from(right);
        let blank_right = prepared.blank == expected["blank"].as_bool().unwrap_or(false);
        blanks += usize::from(blank_right);
        let mut notes = stamps.judge(expected, &read.stamps);
        if !right {
            notes.push_str(" WRONG-TURN");
        }
        if !blank_right {
            notes.push_str(" WRONG-BLANK");
        }
        let score = Score::of(expected, &read.text);
        let writing = expected["handwriting"].as_str().unwrap_or("none");
        if writing != "none" {
            notes.push_str(&format!(" hand:{writing}"));
        }
        if read.quality.handwriting_suspected {
            notes.push_str(" suspected");
        }
        let label = expected["level"].as_str().unwrap_or("?");
        let kind = match () {
            () if expected["blank"] == true => "blank".to_string(),
            () if writing == "full" => "hand".to_string(),
            () => label.to_string(),
        };
        let level = levels.entry(kind).or_default();
        level.pages += 1;
        level.errors += score.errors;
        level.letters += score.letters;
        level.words += score.words;
        level.found += score.found;
        level.seconds += done - start;
        level.doubted += usize::from(read.quality.needs_person);
        println!(
            "{page:3} {label} {:6.2} {:5.1} {:5.1} {:4.2} {:5.2} {:5.2} {:4} {}q{:+.2} specks {} {:?}{notes}",
            percent(score.errors, score.letters),
            percent(score.found, score.words),
            read.quality.confidence,
            read.quality.doubtful,
            prepared_at - start,
            done - prepared_at,
            prepared.jpeg.len() / 1024,
            prepared.turn.quarters,
            prepared.turn.degrees,
            prepared.specks,
            prepared.cleaning,
        );
    }
    let pages = last + 1 - first;
    println!("\nlevel  pages  CER%  words found%  CPU s/page  flagged for a person");
    for (name, level) in &levels {
        println!(
            "{name:6} {:4} {:7.2} {:8.1} {:11.2} {:8}",
            level.pages,
            percent(level.errors, level.letters),
            percent(level.found, level.words),
            level.seconds / level.pages as f64,
            level.doubted
        );
    }
    let sum = |of: fn(&Level) -> usize| levels.values().map(of).sum::<usize>();
    println!(
        "all    {pages:4} {:7.2} {:8.1} {:11.2}",
        percent(sum(|l| l.errors), sum(|l| l.letters)),
        percent(sum(|l| l.found), sum(|l| l.words)),
        levels.values().map(|l| l.seconds).sum::<f64>() / pages as f64
    );
    println!(
        "upright {upright}/{pages}, blank judged right {blanks}/{pages}, preparing {:.2} CPU s/page",
        prepare_seconds / pages as f64
    );
    stamps.print();
    Ok(())
}

#[derive(Default)]
struct Stamps {
    with_number: usize,
    right: usize,
    wrong: usize,
    stamps: usize,
    seen: usize,
    invented: usize,
}

impl Stamps {
    fn judge(&mut self, page: &Value, read: &[scan::Stamp]) -> String {
        let mut notes = String::new();
        let expected = page["stamps"].as_array().cloned().unwrap_or_default();
        let owner = |name: &str| {
            if name == "VKS" {
                StampOwner::Procuracy
            } else {
                StampOwner::Investigator
            }
        };
        for stamp in &expected {
            self.stamps += 1;
            let number = stamp["number"].as_str();
            self.with_number += usize::from(number.is_some());
            let found = read
                .iter()
                .find(|s| s.owner == owner(stamp["owner"].as_str().unwrap_or("")));
            self.seen += usize::from(found.is_some());
            let style = stamp["number_style"].as_str().unwrap_or("-");
            let heard = found.and_then(|s| s.number.as_deref());
            match (number, heard) {
                (Some(a), Some(b)) if a == b => self.right += 1,
                (_, Some(b)) => {
                    self.wrong += 1;
                    notes.push_str(&format!(" BL-WRONG {number:?}≠{b} {style}"));
                }
                (Some(a), None) => {
                    notes.push_str(&format!(" BL-missed {a} {style} seen={}", found.is_some()))
                }
                (None, None) => {}
            }
        }
        for stamp in read.iter().filter(|s| {
            !expected
                .iter()
                .any(|e| owner(e["owner"].as_str().unwrap_or("")) == s.owner)
        }) {
            self.invented += 1;
            notes.push_str(&format!(" BL-INVENTED {:?}", stamp.number));
        }
        notes
    }

    fn print(&self) {
        println!(
            "stamps seen {}/{}, invented {}; numbers right {}/{} (recall {:.1} %), wrong {} (precision {:.1} %)",
            self.seen,
            self.stamps,
            self.invented,
            self.right,
            self.with_number,
            percent(self.right, self.with_number),
            self.wrong,
            percent(self.right, self.right + self.wrong)
        );
    }
}

struct Score {
    errors: usize,
    letters: usize,
    words: usize,
    found: usize,
}

impl Score {
    /// The better of the two orders: lines read across, or pieces column by column.
    fn of(page: &Value, read: &str) -> Score {
        let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
        let across: Vec<String> = list(&page["text"])
            .iter()
            .filter_map(|v| v.as_str().map(str::to_string))
            .collect();
        let pieces: Vec<String> = list(&page["pieces"])
            .iter()
            .filter_map(|v| v["text"].as_str().map(str::to_string))
            .collect();
        let read = flat(read);
        let (errors, letters) = [flat(&across.join(" ")), flat(&pieces.join(" "))]
            .iter()
            .map(|t| (distance(t, &read), t.chars().count()))
            .min()
            .unwrap_or_default();
        let mut bag: BTreeMap<&str, usize> = BTreeMap::new();
        read.split(' ')
            .for_each(|w| *bag.entry(w).or_default() += 1);
        let text = flat(&across.join(" "));
        let mut found = 0;
        let words: Vec<&str> = text.split(' ').filter(|w| !w.is_empty()).collect();
        for word in &words {
            if let Some(left) = bag.get_mut(word).filter(|n| **n > 0) {
                *left -= 1;
                found += 1;
            }
        }
        Score {
            errors,
            letters,
            words: words.len(),
            found,
        }
    }
}

fn flat(text: &str) -> String {
    text.nfc()
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let next = (diagonal + usize::from(x != y))
                .min(row[j] + 1)
                .min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = next;
        }
    }
    row[b.len()]
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Processor seconds of this process so far (100 ticks a second on Linux).
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<f64> = stat
        .rsplit(')')
        .next()
        .unwrap_or("")
        .split_whitespace()
        .filter_map(|f| f.parse().ok())
        .collect();
    // After the name comes the state letter, which does not parse: user time is the 11th number, system time the 12th.
    fields
        .get(10)
        .zip(fields.get(11))
        .map_or(0.0, |(u, s)| (u + s) / 100.0)
}
