//! Ngày, số, người ký: what the pages of one document say of it.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use text::decision::{self, DecisionText, PaperWord};
use text::document_number::{DocumentNumber, numbers_in};
use text::{ReadDate, dates_in};

use super::sheet::Sheet;
use super::titles::{self, Title};
use super::{Block, Found, mended, offices, signers};

/// Pages that are read for fields; the last one always is.
const READ_PAGES: usize = 6;

/// What the pages of a stretch are together.
pub(super) fn document(sheets: &[Sheet]) -> Found {
    let written: Vec<&Sheet> = sheets.iter().filter(|one| !one.page.blank).collect();
    let paper = paper(&written);
    let first = written.first().copied();
    let form = first
        .and_then(Sheet::form)
        .or_else(|| paper.form.as_ref().map(|form| form.value.clone()));
    let said: Vec<&str> = written
        .iter()
        .flat_map(|sheet| sheet.rows.iter().map(|row| row.folded.as_str()))
        .collect();
    let title = first.and_then(|sheet| titles::of(sheet, form.as_deref(), &said.join(" ")));
    let block = block_of(sheets);
    let kind = title
        .as_ref()
        .map_or_else(|| loose_title(&paper), |title| title.title.clone());
    let group = match (block, &title) {
        (Block::Procuracy, _) => 8,
        (Block::Court, _) => 9,
        (_, Some(title)) => title.group.unwrap_or(1),
        (_, None) => group_of_words(&kind),
    };
    let persons: Vec<String> = paper
        .people
        .iter()
        .filter(|person| person.value.is_operative)
        .map(|person| person.value.name.clone())
        .collect();
    Found {
        first: sheets.first().map_or(0, |sheet| sheet.page.no),
        last: sheets.last().map_or(0, |sheet| sheet.page.no),
        title: with_person(&kind, &paper),
        group,
        block: if group == 0 { Block::None } else { block },
        date: date(&written, title.as_ref()),
        number: first.and_then(|sheet| number(sheet, title.as_ref())),
        number_is_cited: false,
        issuer: first
            .and_then(|sheet| offices::issuer(sheet, title.as_ref().map(|t| t.rows.start))),
        signer: signers::signer(&written, &paper),
        handwritten: !written.is_empty() && written.iter().all(|one| one.page.handwritten),
        form,
        kind,
        persons,
    }
}

/// The words of the first pages and of the last as one paper.
fn paper(written: &[&Sheet]) -> DecisionText {
    let mut words: Vec<PaperWord> = Vec::new();
    let mut line = 0;
    for (at, sheet) in written.iter().enumerate() {
        if at >= READ_PAGES && at + 1 < written.len() {
            continue;
        }
        let read = &sheet.page.words;
        words.extend(read.iter().map(|word| PaperWord {
            text: &word.text,
            line: line + word.line,
            confidence: word.confidence,
        }));
        line += read.iter().map(|word| word.line).max().unwrap_or(0) + 1;
    }
    decision::read(&words)
}

fn block_of(sheets: &[Sheet]) -> Block {
    use scan::StampOwner::{Court, Investigator, Procuracy};
    let stamps = sheets.iter().filter_map(|one| one.page.stamp.as_ref());
    let owners: Vec<_> = stamps.map(|stamp| stamp.owner).collect();
    // A copy that the procuracy took is stamped by both; its place is the investigating body's block.
    match () {
        () if owners.contains(&Investigator) => Block::Investigator,
        () if owners.contains(&Procuracy) => Block::Procuracy,
        () if owners.contains(&Court) => Block::Court,
        () => Block::None,
    }
}

/// The title as read, where it is no known one.
fn loose_title(paper: &DecisionText) -> String {
    paper
        .title
        .as_ref()
        .map(|title| titles::as_a_name(&title.value))
        .unwrap_or_default()
}

/// The group that the first words of an unknown title point to.
fn group_of_words(kind: &str) -> u8 {
    let folded = text::fold(kind);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    match () {
        () if has(&["giam dinh", "dinh gia tai san"]) => 3,
        () if has(&["hien truong", "tu thi"]) => 2,
        () if has(&["loi khai", "hoi cung", "doi chat"]) => 4,
        () if has(&["vat chung", "do vat", "niem phong"]) => 7,
        () if has(&["ly lich", "tien an"]) => 6,
        () => 1,
    }
}

/// "Lệnh tạm giam đối với …": the list of documents tells two orders of one kind apart by their person.
fn with_person(kind: &str, paper: &DecisionText) -> String {
    let names: Vec<&str> = paper
        .people
        .iter()
        .filter(|person| person.value.is_operative)
        .map(|person| person.value.name.as_str())
        .collect();
    let begins = |starts: &[&str]| starts.iter().any(|start| kind.starts_with(start));
    let of_person = ["bị can", "tạm giữ", "tạm giam", "cư trú", "bảo lĩnh"];
    let first = paper
        .people
        .first()
        .map(|person| person.value.name.as_str());
    let title = match () {
        () if begins(&["Lệnh", "Quyết định"])
            && of_person.iter().any(|word| kind.contains(word))
            && !names.is_empty() =>
        {
            format!("{kind} đối với {}", list(&names))
        }
        () if begins(&["Biên bản hỏi cung bị can", "Lý lịch bị can"]) => match first {
            Some(name) => format!("{kind} {name}"),
            None => kind.to_owned(),
        },
        () if begins(&["Biên bản ghi lời khai", "Biên bản lấy lời khai"]) => {
            match first {
                Some(name) => format!("{kind} của {name}"),
                None => kind.to_owned(),
            }
        }
        () => kind.to_owned(),
    };
    match &paper.ordinal {
        Some(ordinal) if ordinal.value < 10 => {
            format!("{title} (lần thứ {})", ordinal_vi(ordinal.value))
        }
        _ => title,
    }
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} và {last}", rest.join(", ")),
    }
}

fn ordinal_vi(ordinal: u32) -> String {
    match ordinal {
        1 => "nhất".to_owned(),
        4 => "tư".to_owned(),
        other => text::in_words(u64::from(other)),
    }
}

/// The number of the paper itself: in its head, over the title.
fn number(sheet: &Sheet, title: Option<&Title>) -> Option<String> {
    let end = head_end(sheet, title);
    let rows = sheet.rows[..end].iter();
    rows.filter(|row| !row.folded.contains("thong tu") && !row.folded.contains("vkstc"))
        .flat_map(|row| numbers_in(&mended::number(&row.text)))
        .map(|(number, _)| number)
        .find(is_own)
        .map(|number| decision::as_printed(&number.to_string()))
}

fn is_own(number: &DocumentNumber) -> bool {
    let is_year = (1990..2100).contains(&number.number) && number.symbol.starts_with("TT");
    number.symbol != "HS" && number.year.is_none() && !is_year
}

/// The row of the title; without one, the end of the first third.
fn head_end(sheet: &Sheet, title: Option<&Title>) -> usize {
    let third = sheet.top(34).count();
    title.map_or(third, |title| title.rows.start)
}

/// Ngày: beside the place in the head, else when the record was begun, else the last day that is written.
fn date(written: &[&Sheet], title: Option<&Title>) -> Option<NaiveDate> {
    let first = written.first()?;
    let head = head_end(first, title);
    let after = title.map_or(head, |title| title.rows.end);
    if title.is_some_and(|title| title.title.starts_with("Bìa")) {
        return dates(first, after..first.rows.len())
            .pop()
            .map(|(day, _)| day);
    }
    let in_head = dates(first, 0..head)
        .into_iter()
        .find(|(_, spoken)| *spoken);
    // "ngày 37 tháng 5": the paper has a day of its own that was misread; another day of its text is not it.
    if in_head.is_none() && has_misread_day(first, head) {
        return None;
    }
    // A drawing names its own day after that of the event: "Lập ngày 04/4/2026".
    let drawn = || {
        let rows = first.rows.iter().enumerate().skip(after).take(6);
        rows.filter(|(_, row)| row.folded.contains("lap ngay"))
            .find_map(|(at, _)| dates(first, at..at + 1).pop())
    };
    let opening = || {
        let rows = after..(after + 8).min(first.rows.len());
        dates(first, rows).into_iter().find(|(_, spoken)| *spoken)
    };
    let at_the_end = || {
        written.iter().rev().take(1).find_map(|sheet| {
            let from = sheet.rows.len().saturating_sub(10);
            let all = dates(sheet, from..sheet.rows.len());
            all.into_iter().rfind(|(_, spoken)| *spoken)
        })
    };
    let any = || {
        let rows = after..(after + 6).min(first.rows.len());
        dates(first, rows).into_iter().next()
    };
    // Who writes by hand puts the day at the end, over the signature.
    let is_letter =
        title.is_some_and(|title| title.group == Some(4) && !title.title.starts_with("Biên bản"));
    let found = match is_letter {
        true => at_the_end(),
        false => in_head
            .or_else(drawn)
            .or_else(opening)
            .or_else(any)
            .or_else(at_the_end),
    };
    found.map(|(day, _)| day)
}

/// Whether the head says "ngày … tháng … năm" and no day of the calendar.
fn has_misread_day(sheet: &Sheet, head: usize) -> bool {
    sheet.rows[..head].iter().any(|row| {
        let after = row.folded.split(", ngay ").nth(1).unwrap_or_default();
        let words: Vec<&str> = after.split_whitespace().collect();
        words.get(1) == Some(&"thang") && words.get(3) == Some(&"nam")
    })
}

/// The days of some rows, each with whether it is spoken ("ngày 5 tháng 6 năm 2026"); days of birth are none.
fn dates(sheet: &Sheet, rows: Range<usize>) -> Vec<(NaiveDate, bool)> {
    let text: Vec<&str> = sheet.rows[rows]
        .iter()
        .map(|row| row.text.as_str())
        .collect();
    let text = mended::days(&text.join(" "));
    dates_in(&text)
        .into_iter()
        .filter_map(|found| {
            let before = text::fold(&text[..found.range.start]);
            let before = before.trim_end().trim_end_matches(':').trim_end();
            let tail: Vec<&str> = before.split_whitespace().rev().take(4).collect();
            let is_birth = tail.iter().take(2).any(|word| word.starts_with("sinh"));
            let is_circular = tail.iter().any(|word| word.contains("tt-"));
            if is_birth || is_circular {
                return None;
            }
            let spoken = text::fold(&text[found.range.clone()]).contains("thang");
            Some((day(&found.date)?, spoken))
        })
        .collect()
}

fn day(read: &ReadDate) -> Option<NaiveDate> {
    let day = NaiveDate::from_ymd_opt(read.year, read.month, read.day)?;
    (1990..2100).contains(&day.year()).then_some(day)
}
