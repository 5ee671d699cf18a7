//! Tách tài liệu: where a document begins. A head begins one; a sheet number, a blank back, the other half of a folded
//! sheet go on with it.

use std::ops::Range;

use super::sheet::{Sheet, capitals};
use super::titles;

/// The documents as ranges of pages.
pub(super) fn stretches(sheets: &[Sheet]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = Vec::new();
    for at in 0..sheets.len() {
        if at == 0 || begins(sheets, at) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain([sheets.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// What is needed for a page to begin a document.
const ENOUGH: i32 = 20;

fn begins(sheets: &[Sheet], at: usize) -> bool {
    let sheet = &sheets[at];
    if sheet.page.blank {
        return false;
    }
    let before = sheets[..at].iter().rev().find(|one| !one.page.blank);
    let mut signs = head_signs(sheet);
    if sheet.sheet_number().is_some() {
        signs -= 40;
    }
    if let Some(before) = before {
        if before.ends_paper() {
            signs += 8;
        }
        if !before.page.handwritten && sheet.page.handwritten {
            signs += 12;
        }
        if before.page.handwritten && !sheet.page.handwritten {
            signs += 8;
        }
    }
    // Whether it bears a title is asked only where that decides.
    match () {
        () if signs >= ENOUGH => true,
        () if signs + TITLE < ENOUGH => false,
        () => signs + title_sign(sheet) >= ENOUGH,
    }
}

/// What a title says, a well read one and another.
const TITLE: i32 = 25;
const DOUBTFUL_TITLE: i32 = 12;

fn title_sign(sheet: &Sheet) -> i32 {
    match titles::of(sheet, None, "") {
        Some(title) if title.likeness >= 85 => TITLE,
        Some(_) => DOUBTFUL_TITLE,
        None => 0,
    }
}

fn head_signs(sheet: &Sheet) -> i32 {
    let mut signs = 0;
    if sheet.has_national_title() {
        signs += 30;
    }
    if sheet.form().is_some() {
        signs += 30;
    }
    if has_office(sheet) {
        signs += 12;
    }
    if has_number_or_day(sheet) {
        signs += 10;
    }
    signs
}

/// "CÔNG AN TỈNH …", "VIỆN KIỂM SÁT NHÂN DÂN" in capitals in the first rows.
fn has_office(sheet: &Sheet) -> bool {
    const OFFICES: [&str; 8] = [
        "ngan hang ",
        "cong an ",
        "co quan canh sat",
        "co quan an ninh",
        "vien kiem sat",
        "toa an nhan",
        "uy ban nhan",
        "hoi dong dinh gia",
    ];
    sheet.top(16).take(5).any(|(_, row)| {
        capitals(&row.text) >= 70 && OFFICES.iter().any(|office| row.folded.starts_with(office))
    })
}

/// "Số: 116/QĐ-…" or "…, ngày … tháng … năm …" alone in the head.
fn has_number_or_day(sheet: &Sheet) -> bool {
    sheet.top(24).take(9).any(|(_, row)| {
        let is_number = (row.folded.starts_with("so:") || row.folded.starts_with("so "))
            && !text::document_number::numbers_in(&row.text).is_empty();
        let is_day = row.text.chars().count() < 60
            && row.folded.contains(", ngay")
            && row.folded.contains("thang");
        is_number || is_day
    })
}
