//! How well, at what cost, and against the engine alone stacks are read, with the truth beside them:
//! `cargo run -p scan --example measure -- KEPT-FOLDER EVERY ALONE STACK-FOLDER…` (each with stack.pdf and truth.json; every so
//! manieth page, or these: "4,7,9"; of them every so manieth by the engine alone). What the engine alone reads is kept in the
//! first folder, so that it is read once; what we read goes there for `measure_order` of the crate casefile.

#![allow(clippy::print_stdout)]

use scan::score::{Score, Told, is_printed};
use scan::{Prepared, Reader, Reading, Stack, StampOwner, limit_engine_threads, open};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

type Failure = Box<dyn std::error::Error>;

#[derive(Default)]
struct Level {
    ours: Score,
    /// Ours on the pages that the engine alone read too.
    beside: Score,
    raw: Score,
    told: Told,
    pages: usize,
    seconds: f64,
    flagged: usize,
}

fn main() -> Result<(), Failure> {
    limit_engine_threads()?;
    let mut asked = std::env::args().skip(1);
    let kept = asked.next().ok_or("which folder keeps the raw reading?")?;
    let every = asked.next().ok_or("every how manieth page?")?;
    let alone_every: usize = asked.next().ok_or("of them how many alone?")?.parse()?;
    std::fs::create_dir_all(&kept)?;
    let mut reader = Reader::try_new()?;
    let mut engine_alone = Reader::try_new_raw()?;
    let mut levels: BTreeMap<String, Level> = BTreeMap::new();
    let (mut upright, mut blanks, mut pages) = (0, 0, 0);
    let mut stamps = Stamps::default();
    for folder in asked {
        let folder = Path::new(&folder);
        let name = folder.file_name().ok_or("a name")?.to_string_lossy();
        let stack = open(std::fs::read(folder.join("stack.pdf"))?)?;
        let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?;
        let place = Path::new(&kept).join(format!("{name}-raw.json"));
        let mut raw = Raw::open(&place);
        println!("== {name}\npage level raw% ours% words% conf doubt prep_s read_s notes");
        let wanted: Vec<usize> = match every.split_once(',') {
            Some(_) => every.split(',').filter_map(|no| no.parse().ok()).collect(),
            None => (1..=stack.pages()).step_by(every.parse()?).collect(),
        };
        let mut seen = Vec::new();
        for (at, page) in wanted.into_iter().enumerate() {
            let expected = &truth["pages"][page - 1];
            let is_compared = at % alone_every == 0 && is_printed(expected);
            let alone = match is_compared {
                true => raw.read(&mut engine_alone, &stack, page)?,
                false => String::new(),
            };
            let start = cpu();
            let prepared = reader.prepare(stack.page(page)?)?;
            let prepared_at = cpu();
            let read = reader.read(&prepared)?;
            let done = cpu();
            pages += 1;
            let rotation = expected["rotation"].as_i64().unwrap_or(0);
            let is_right =
                prepared.blank || (i64::from(prepared.turn.quarters) * 90 + rotation) % 360 == 0;
            upright += usize::from(is_right);
            let is_blank_right = prepared.blank == expected["blank"].as_bool().unwrap_or(false);
            blanks += usize::from(is_blank_right);
            let mut notes = stamps.judge(expected, &read.stamps);
            if !is_right {
                notes.push_str(" WRONG-TURN");
            }
            if !is_blank_right {
                notes.push_str(" WRONG-BLANK");
            }
            let writing = expected["handwriting"].as_str().unwrap_or("none");
            let paper = expected["paper"].as_str().unwrap_or("A4");
            let label = expected["level"].as_str().unwrap_or("?");
            let kind = match () {
                () if expected["blank"] == true => "blank",
                () if writing != "none" => "hand",
                () => label,
            };
            let level = levels.entry(kind.to_owned()).or_default();
            level.pages += 1;
            level.seconds += done - start;
            level.flagged += usize::from(read.quality.needs_person);
            let (ours, theirs) = (Score::of(expected, &read.text), Score::of(expected, &alone));
            if is_printed(expected) {
                level.ours.add(ours);
            }
            if is_compared {
                level.beside.add(ours);
                level.raw.add(theirs);
            }
            level.told.add(Told::of(expected, &prepared, &read));
            seen.push(page_seen(page, &prepared, &read));
            if std::env::var_os("TEXTS").is_some() {
                std::fs::write(
                    Path::new(&kept).join(format!("{name}-{page:03}.txt")),
                    &read.text,
                )?;
            }
            println!(
                "{page:3} {label} {:6.2} {:6.2} {:5.1} {:5.1} {:4.2} {:5.2} {:5.2} {paper} r{rotation} {writing} {:+.2}° specks {} {:?} {:?}{notes}",
                theirs.wrong_percent(),
                ours.wrong_percent(),
                ours.found_percent(),
                read.quality.confidence,
                read.quality.doubtful,
                prepared_at - start,
                done - prepared_at,
                prepared.turn.degrees,
                prepared.specks,
                prepared.cleaning,
                read.findings,
            );
        }
        raw.keep(&place)?;
        let place = Path::new(&kept).join(format!("{name}.json"));
        std::fs::write(place, serde_json::to_vec(&seen)?)?;
    }
    print(&levels);
    println!(
        "upright {upright}/{pages}, blank judged right {blanks}/{pages}, most memory {} MB",
        peak()
    );
    stamps.print();
    Ok(())
}

/// As `casefile::order` wants a page.
fn page_seen(no: usize, prepared: &Prepared, read: &Reading) -> Value {
    let rank = |stamp: &&scan::Stamp| {
        (
            stamp.number.is_none(),
            !stamp.number_unclear,
            stamp.owner != StampOwner::Investigator,
        )
    };
    let stamp = read.stamps.iter().min_by_key(rank).map(|stamp| {
        json!({
            "owner": stamp.owner, "number": stamp.number, "unclear": stamp.number_unclear,
            "by_person": false, "heard": stamp.heard, "signs": stamp.signs,
        })
    });
    json!({
        "no": no, "words": read.words, "width": prepared.width, "height": prepared.height,
        "blank": prepared.blank, "quarters": prepared.turn.quarters,
        "handwritten": read.quality.handwriting_suspected,
        "needs_person": read.quality.needs_person, "confidence": read.quality.confidence,
        "stamp": stamp, "findings": read.findings,
    })
}

fn print(levels: &BTreeMap<String, Level>) {
    println!(
        "\nlevel pages raw% ours%-beside ours%-all words-raw% words-ours% CPU s/page pages-flagged lines told wrong untold hand guessed"
    );
    let mut all = Level::default();
    let line = |name: &str, l: &Level| {
        println!(
            "{name:6} {:4} {:6.2} {:6.2} {:6.2} {:6.1} {:6.1} {:6.2} {:4} {:5} {:4} {:5} {:4} {:4} {:4}",
            l.pages,
            l.raw.wrong_percent(),
            l.beside.wrong_percent(),
            l.ours.wrong_percent(),
            l.raw.found_percent(),
            l.ours.found_percent(),
            l.seconds / l.pages.max(1) as f64,
            l.flagged,
            l.told.lines,
            l.told.told,
            l.told.wrong,
            l.told.untold,
            l.told.hand,
            l.told.hand_guessed,
        );
    };
    for (name, level) in levels {
        line(name, level);
        all.ours.add(level.ours);
        all.raw.add(level.raw);
        all.beside.add(level.beside);
        all.told.add(level.told);
        all.pages += level.pages;
        all.seconds += level.seconds;
        all.flagged += level.flagged;
    }
    line("all", &all);
    println!(
        "ratio {:.2}",
        all.beside.wrong_percent() / all.raw.wrong_percent().max(0.001)
    );
}

/// What the engine alone read, by page.
#[derive(Default)]
struct Raw(BTreeMap<String, String>);

impl Raw {
    fn open(place: &Path) -> Raw {
        let bytes = std::fs::read(place).unwrap_or_default();
        Raw(serde_json::from_slice(&bytes).unwrap_or_default())
    }

    fn read(&mut self, reader: &mut Reader, stack: &Stack, page: usize) -> Result<String, Failure> {
        if let Some(text) = self.0.get(&page.to_string()) {
            return Ok(text.clone());
        }
        let text = reader.read_raw(&stack.page(page)?)?;
        self.0.insert(page.to_string(), text.clone());
        Ok(text)
    }

    fn keep(&self, place: &Path) -> Result<(), Failure> {
        Ok(std::fs::write(place, serde_json::to_vec(&self.0)?)?)
    }
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
            "stamps seen {}/{}, invented {}; numbers right {}/{}, wrong {}",
            self.seen, self.stamps, self.invented, self.right, self.with_number, self.wrong,
        );
    }
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

/// VmHWM in MB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok());
    kilobytes.unwrap_or(0) / 1024
}
