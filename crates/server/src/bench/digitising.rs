//! Số hóa: a stack ordered into documents and leaves, against the truth beside it.

use std::path::{Path, PathBuf};

use casefile::order::order;
use casefile::order::score::{Score, score};
use serde_json::Value;

use super::table::Line;

/// Orders the sample and every generated stack of a folder (`stack.pdf` and `truth.json`, by make_case_file.py with seeds
/// nobody has tuned on); `sheets` as in the reading: so many pages of the sample, 0 for all.
pub fn measure(data: &Path, sheets: usize) -> anyhow::Result<Vec<Line>> {
    let mut folders = vec![PathBuf::from("samples/case-a")];
    if let Ok(more) = std::fs::read_dir(data.join("stacks")) {
        folders.extend(more.flatten().map(|one| one.path()));
    }
    folders.sort();
    let mut all = Score::default();
    for folder in &folders {
        all.add(measured(folder, sheets)?);
    }
    let remark = format!("{} stacks, {} pages", folders.len(), all.pages);
    let told = |share: casefile::order::score::Share| format!("{}/{}", share.right, share.of);
    let alarms = 100.0 * all.false_alarms as f64 / all.pages.max(1) as f64;
    Ok(vec![
        Line::at_least("order: documents split, F1", all.split_f1(), 0.97, "").also(remark),
        Line::at_least("order: BL", all.bl.rate(), 0.98, "").also(format!(
            "{}, told wrongly {}",
            told(all.bl),
            all.bl_wrong
        )),
        Line::at_least("order: titles", all.title.rate(), 0.95, "").also(told(all.title)),
        Line::at_least("order: days", all.date.rate(), 0.95, "").also(told(all.date)),
        Line::at_least("order: numbers", all.number.rate(), 0.95, "").also(told(all.number)),
        Line::at_least("order: planted faults reported", all.faults.rate(), 1.0, "")
            .also(told(all.faults)),
        Line::below("order: false alarms a hundred pages", "", alarms, 1.0, ""),
    ])
}

fn measured(folder: &Path, sheets: usize) -> anyhow::Result<Score> {
    let truth: Value = serde_json::from_slice(&std::fs::read(folder.join("truth.json"))?)?;
    let stack = scan::open(std::fs::read(folder.join("stack.pdf"))?)?;
    let count = match sheets {
        0 => stack.pages(),
        some => some.min(stack.pages()),
    };
    let mut reader = scan::Reader::try_new()?;
    let mut pages = Vec::with_capacity(count);
    for no in 1..=count {
        pages.push(casefile::see_page(&mut reader, &stack, no)??.0);
    }
    Ok(score(&order(&pages), &truth, count))
}
