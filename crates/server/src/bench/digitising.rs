//! Số hóa: a stack ordered into documents and leaves, against the truth beside it.

use std::path::Path;

use casefile::order::order;
use casefile::order::score::{Score, Share, score};

use super::stacks::{self, Measured};
use super::table::Line;

/// Orders every stack; `sheets`: only the first so many pages of each, 0 for all.
pub fn measure(data: &Path, sheets: usize) -> anyhow::Result<Vec<Line>> {
    let stacks = stacks::of(data)?;
    let mut all = Score::default();
    for one in &stacks {
        all.add(measured(one, sheets)?);
    }
    let remark = format!("{} stacks, {} pages", stacks.len(), all.pages);
    let told = |share: Share| format!("{}/{}", share.right, share.of);
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

fn measured(one: &Measured, sheets: usize) -> anyhow::Result<Score> {
    let count = match sheets {
        0 => one.stack.pages(),
        some => some.min(one.stack.pages()),
    };
    let mut reader = scan::Reader::try_new()?;
    let mut pages = Vec::with_capacity(count);
    for no in 1..=count {
        pages.push(casefile::see_page(&mut reader, &one.stack, no)??.0);
    }
    Ok(score(&order(&pages), &one.truth, count))
}
