//! Báo cáo trên giấy và trong Word (NĐ 30/2020/NĐ-CP, Phụ lục I): every figure is marked as a field of the set.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use people::Units;
use typeset::{Block, Closing, Head, OfficialDocument, Origin, Signature, Text, WordMark};

use super::store::{Report, Standing};
use super::text::{self, Piece};
use super::{filling::Filled, messages};
use crate::submission::set::{Set, State};

/// A paragraph as it reads: words, and figures with the field they come from.
pub fn read(
    paragraph: &str,
    filled: &Filled,
    unit: &str,
    period: &str,
) -> Vec<(String, Option<String>)> {
    let pieces = text::pieces(paragraph).unwrap_or_default();
    let one = |piece: Piece| match piece {
        Piece::Words(words) => (words, None),
        Piece::Figure(written, _) => {
            let said = filled.get(&written).cloned();
            (
                said.unwrap_or_else(|| messages::NO_FIGURE.to_owned()),
                Some(written),
            )
        }
        Piece::Name(name) if name == "ky" => (lower_first(period), None),
        Piece::Name(_) => (unit.to_owned(), None),
    };
    pieces.into_iter().map(one).collect()
}

/// "từ ngày 01/10/2026 …" inside a sentence.
fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

fn text_of(paragraph: &str, filled: &Filled, unit: &str, period: &str) -> Text {
    let mut out = Text::default();
    for (words, field) in read(paragraph, filled, unit, period) {
        let origin = field.map_or(Origin::Form, |field| Origin::Fact { field });
        out.push(&words, origin);
    }
    out
}

/// The whole report.
pub fn document(
    report: &Report,
    set: &Set,
    standing: &Standing,
    units: &Units,
    today: NaiveDate,
) -> OfficialDocument {
    let day = set.period().map_or(today, |period| period.last_day());
    let period = set.period().map_or(String::new(), |period| period.vi());
    let name = units.name_on(&set.unit_id, day);
    let short = people::units::shortened(&name);
    let filled = report.filled();
    let mut blocks: Vec<Block> = text::paragraphs(&report.text)
        .into_iter()
        .map(|line| {
            let words = |line: &str| text_of(line, &filled, &short, &period);
            match (line.strip_prefix("# "), line.strip_prefix("- ")) {
                (Some(heading), _) => Block::Section {
                    text: words(heading),
                },
                (_, Some(item)) => Block::Item { text: words(item) },
                _ => Block::Paragraph { text: words(line) },
            }
        })
        .collect();
    let mut source = format!(
        "Số liệu trong báo cáo lấy từ bộ biểu thống kê lần {} ({}), như biết đến {}; mã số liệu (SHA-256): {}.",
        set.n,
        lower_first(&period),
        shell::vi_time(set.known_at),
        set.digest
    );
    if !report.compared.is_empty() {
        source += &format!(" {}", report.compared);
    }
    blocks.push(Block::Basis {
        text: Text::form(source),
    });
    let mut form_note = Vec::new();
    if matches!(standing, Standing::Replaced(_)) {
        form_note.push(messages::STALE.to_owned());
    }
    let made = shell::local_day(report.changed_at);
    let upper = units.ancestors(&set.unit_id, day);
    let parent = upper.first().map_or("", |unit| unit.name.as_str());
    OfficialDocument {
        is_draft: set.standing() != State::Sent || set.is_provisional,
        issued_on: Some([made.year(), made.month() as i32, made.day() as i32]),
        head: Head {
            form_note,
            parent_office: Text::form(parent.to_uppercase()),
            office: Text::form(name.to_uppercase()),
            number_line: Text::form("Số: ……/BC-VKS"),
            place_date: Text::form(format!(
                "……, ngày {:02} tháng {:02} năm {}",
                made.day(),
                made.month(),
                made.year()
            )),
            ..Head::default()
        },
        title: "BÁO CÁO".to_owned(),
        subject: Text::form(report.title.clone()),
        blocks,
        closing: Closing {
            recipients: vec![
                Text::form(people::units::shortened(parent)),
                Text::form("Lưu: VT."),
            ]
            .into_iter()
            .filter(|one| !one.is_empty())
            .collect(),
            signature: Signature {
                title_lines: vec!["VIỆN TRƯỞNG".to_owned()],
                name: Text::default(),
            },
            columns: Vec::new(),
        },
        ..OfficialDocument::default()
    }
}

/// What Word shows on each figure.
pub fn mark(report: &Report) -> WordMark {
    let fields = text::fields(&report.text).into_iter();
    let labels: BTreeMap<String, String> = fields
        .map(|(written, _)| (written.clone(), format!("Số liệu: {written}")))
        .collect();
    WordMark {
        document: report.id.to_string(),
        version: report.version,
        labels,
    }
}
