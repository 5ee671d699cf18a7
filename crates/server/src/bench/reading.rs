//! Đọc trang quét: generated pages read by us, by the engine alone and by OCRmyPDF, in CPU seconds and wrong letters.

use std::{collections::BTreeMap, path::Path};

use scan::score::{Score, Told, is_printed};

use super::ocrmypdf::{self, Mode};
use super::stacks::{self, Measured};
use super::table::Line;
use super::weight::{cpu_seconds, forget_peak, peak_mb};

/// What the pages of one level came to.
#[derive(Default)]
struct Level {
    ours: Score,
    alone: Score,
    /// Only pages delivered upright and straight up: the engine alone cannot read the others.
    upright: (Score, Score),
}

/// Ours over the pages of all stacks.
#[derive(Default)]
struct Ours {
    levels: BTreeMap<String, Level>,
    told: Told,
    seconds: f64,
    peak: f64,
    pages: usize,
    flagged: usize,
    /// Pages written or filled in by hand, and how many of them were flagged.
    by_hand: (usize, usize),
}

/// Reads about so many pages of the stacks, in even steps; 0: all of them.
pub fn measure(data: &Path, sheets: usize) -> anyhow::Result<Vec<Line>> {
    let stacks = stacks::of(data)?;
    let sampled = stacks::sampled(&stacks, sheets);
    let ours = ours(&stacks, &sampled)?;
    let mut lines = letters(&ours);
    lines.extend(flags(&ours));
    let our_seconds = ours.seconds / ours.pages.max(1) as f64;
    lines.push(
        Line::told("reading: CPU a page", "", our_seconds, "s").also(format!(
            "{} pages of {} stacks",
            ours.pages,
            stacks.len()
        )),
    );
    lines.push(Line::told(
        "reading: most memory of a worker",
        "",
        ours.peak,
        "MB",
    ));
    let our_errors = sum(&ours, |level| level.ours).wrong_percent();
    for (mode, times, share) in [(Mode::Plain, 2.0, Some(0.5)), (Mode::Cleaned, 4.0, None)] {
        let Some(theirs) = ocrmypdf::read(&stacks, &sampled, mode)? else {
            lines.push(Line::told(
                "OCRmyPDF is not installed: scripts/setup bench",
                "",
                f64::NAN,
                "",
            ));
            break;
        };
        let seconds = theirs.seconds / ours.pages.max(1) as f64;
        let errors = theirs.score.wrong_percent();
        let name = mode.name();
        lines.push(
            Line::at_least(
                format!("reading: pages a CPU second, against {name}"),
                seconds / our_seconds,
                times,
                "×",
            )
            .also(format!("{}: {seconds:.2} s a page", theirs.version)),
        );
        let ratio = our_errors / errors.max(f64::MIN_POSITIVE);
        let what = format!("reading: wrong letters, against {name}");
        lines.push(
            match share {
                Some(share) => Line::below(what, "", ratio, share, "×"),
                None => Line::told(what, "", ratio, "×"),
            }
            .also(format!("theirs {errors:.2} %")),
        );
    }
    Ok(lines)
}

fn ours(stacks: &[Measured], sampled: &[Vec<usize>]) -> anyhow::Result<Ours> {
    let mut ours = Ours::default();
    let mut alone = Vec::new();
    // The engine alone goes first, in a reader of its own: what it leaves in memory is not ours.
    for (one, pages) in stacks.iter().zip(sampled) {
        let mut reader = scan::Reader::try_new_raw()?;
        for no in pages.iter().filter(|no| is_printed(one.page(**no))) {
            let text = reader.read_raw(&one.stack.page(*no)?)?;
            alone.push(Score::of(one.page(*no), &text));
        }
    }
    let mut alone = alone.into_iter();
    forget_peak();
    let mut reader = scan::Reader::try_new()?;
    for (one, pages) in stacks.iter().zip(sampled) {
        for no in pages {
            let truth = one.page(*no);
            let begun = cpu_seconds(false);
            let prepared = reader.prepare(one.stack.page(*no)?)?;
            let read = reader.read(&prepared)?;
            ours.seconds += cpu_seconds(false) - begun;
            ours.pages += 1;
            ours.flagged += usize::from(read.quality.needs_person);
            ours.told.add(Told::of(truth, &prepared, &read));
            if truth["handwriting"].as_str().unwrap_or("none") != "none" {
                ours.by_hand.0 += 1;
                let is_flagged = read.findings.contains(&scan::Finding::Handwriting)
                    || read.quality.needs_person;
                ours.by_hand.1 += usize::from(is_flagged);
            }
            if !is_printed(truth) {
                continue;
            }
            let score = Score::of(truth, &read.text);
            let engine = alone.next().unwrap_or_default();
            let name = truth["level"].as_str().unwrap_or("?").to_owned();
            let level = ours.levels.entry(name).or_default();
            level.ours.add(score);
            level.alone.add(engine);
            if truth["rotation"] == 0 {
                level.upright.0.add(score);
                level.upright.1.add(engine);
            }
        }
    }
    ours.peak = peak_mb();
    Ok(ours)
}

fn sum(ours: &Ours, of: impl Fn(&Level) -> Score) -> Score {
    let mut all = Score::default();
    ours.levels.values().for_each(|level| all.add(of(level)));
    all
}

fn letters(ours: &Ours) -> Vec<Line> {
    let mut lines = Vec::new();
    for (name, level) in &ours.levels {
        let (mine, alone) = level.upright;
        if mine.pages == 0 {
            continue;
        }
        lines.push(
            Line::below(
                format!("reading {name}: wrong letters, upright pages; bar: the engine alone"),
                "",
                mine.wrong_percent(),
                alone.wrong_percent(),
                "%",
            )
            .also(format!(
                "{} pages; all {} as delivered: {:.2} %, engine alone {:.2} %",
                mine.pages,
                level.ours.pages,
                level.ours.wrong_percent(),
                level.alone.wrong_percent()
            )),
        );
    }
    for (what, (mine, alone)) in [
        (
            "as delivered",
            (sum(ours, |l| l.ours), sum(ours, |l| l.alone)),
        ),
        (
            "upright pages",
            (sum(ours, |l| l.upright.0), sum(ours, |l| l.upright.1)),
        ),
    ] {
        let ratio = mine.wrong_percent() / alone.wrong_percent().max(f64::MIN_POSITIVE);
        lines.push(
            Line::below(
                format!("reading: wrong letters against the engine alone, {what}"),
                "",
                ratio,
                0.60,
                "×",
            )
            .also(format!(
                "{:.2} % of {} letters, engine alone {:.2} %",
                mine.wrong_percent(),
                mine.letters,
                alone.wrong_percent()
            )),
        );
    }
    for (name, level) in &ours.levels {
        let what = format!("reading {name}: words found");
        let found = level.ours.found_percent();
        lines.push(
            match name.as_str() {
                "A" | "B" => Line::at_least(what, found, 98.0, "%"),
                _ => Line::told(what, "", found, "%"),
            }
            .also(format!("engine alone {:.1} %", level.alone.found_percent())),
        );
    }
    lines
}

/// What a person is told of rather than left to find.
fn flags(ours: &Ours) -> Vec<Line> {
    let told = ours.told;
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    vec![
        Line::told(
            "reading: pages flagged for a person",
            "",
            share(ours.flagged, ours.pages),
            "%",
        )
        .also(format!("{} of {}", ours.flagged, ours.pages)),
        Line::told(
            "reading: lines flagged",
            "",
            share(told.told, told.lines),
            "%",
        )
        .also(format!("{} of {}", told.told, told.lines)),
        Line::told(
            "reading: wrong letters in lines nobody is told of",
            "",
            share(told.untold, told.wrong),
            "%",
        )
        .also(format!("{} of {} wrong letters", told.untold, told.wrong)),
        match ours.by_hand.0 {
            0 => Line::told("reading: pages with handwriting flagged", "", f64::NAN, ""),
            pages => Line::at_least(
                "reading: pages with handwriting flagged",
                share(ours.by_hand.1, pages),
                100.0,
                "%",
            ),
        }
        .also(format!("{} of {}", ours.by_hand.1, ours.by_hand.0)),
        Line::told(
            "reading: handwritten pieces read as print",
            "",
            share(told.hand_guessed, told.hand),
            "%",
        )
        .also(format!("{} of {}", told.hand_guessed, told.hand)),
    ]
}
