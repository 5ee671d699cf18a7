//! Văn bản hành chính dựng từ bản nháp (NĐ 30/2020, Phụ lục I).

use chrono::{Datelike, NaiveDate};
use typeset::{Block, Closing, Head, OfficialDocument, Origin, Signature, Text};

use super::kinds::{Layout, Type};
use crate::draft::Typed;
use crate::replacement::name_old;
use crate::rules::{Office, Signer};

/// Trường của bản nháp: its name and what people read.
pub const FIELDS: [(&str, &str); 10] = [
    ("subject", "Trích yếu"),
    ("urgency", "Độ khẩn"),
    ("circulation", "Phạm vi lưu hành"),
    ("drafting_unit", "Ký hiệu đơn vị soạn"),
    ("addressees", "Kính gửi"),
    ("bases", "Căn cứ"),
    ("body", "Nội dung"),
    ("recipients", "Nơi nhận"),
    ("archive", "Lưu"),
    ("second_signer", "Người cùng ký"),
];

/// Mức độ khẩn (ô số 10b).
pub const URGENCIES: [&str; 3] = ["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"];
/// Chỉ dẫn phạm vi lưu hành (ô số 11).
pub const CIRCULATIONS: [&str; 2] = ["XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ"];

/// Does a type have this field?
pub fn has(kind: &Type, field: &str) -> bool {
    match field {
        "addressees" => kind.addressed,
        "bases" => kind.bases,
        "drafting_unit" => kind.layout == Layout::Letter && kind.numbered,
        "second_signer" => kind.layout == Layout::Minutes,
        _ => true,
    }
}

/// Một bản nháp, ready to be drawn.
#[derive(Debug, Clone)]
pub struct Sheet<'a> {
    /// Its type.
    pub kind: &'a Type,
    /// The office that issues it.
    pub office: &'a Office,
    /// Who signs.
    pub signer: &'a Signer,
    /// What was typed.
    pub typed: &'a Typed,
    /// What else the draft keeps: which document it replaces.
    pub known: &'a serde_json::Value,
    /// Its number, once it is issued.
    pub number: Option<&'a str>,
    /// Its day, once it is issued.
    pub issued_on: Option<NaiveDate>,
}

/// Văn bản đã dựng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// What is printed.
    pub document: OfficialDocument,
    /// Fields that must be filled first: name and label.
    pub gaps: Vec<(String, String)>,
}

/// Dựng.
pub fn draw(sheet: &Sheet) -> Drawn {
    let kind = sheet.kind;
    let mut gaps = Vec::new();
    let said = |field: &str| sheet.typed.get(field).map_or("", |words| words.trim());
    let mut required = |field: &str| {
        if has(kind, field) && (said(field).is_empty() || said(field).contains('[')) {
            gaps.push((field.to_owned(), label(field).to_owned()));
        }
    };
    for field in ["subject", "addressees", "bases", "body", "second_signer"] {
        required(field);
    }
    if sheet.signer.name.is_empty() {
        gaps.push(("signer_person".to_owned(), "Người ký".to_owned()));
    }
    let value = |field: &str, blank: &str| typed(field, said(field), blank);
    let subject = value("subject", "…………………");
    let mut blocks: Vec<Block> = Vec::new();
    if has(kind, "bases") {
        blocks.extend(lines(said("bases")).map(|line| Block::Basis {
            text: typed("bases", &ended(line, ';'), ""),
        }));
    }
    if kind.layout == Layout::Decision {
        blocks.push(Block::Heading {
            text: Text::form(format!("{}:", kind.title())),
        });
    }
    blocks.extend(body(said("body")));
    name_old(&mut blocks, sheet.known);
    end(blocks.last_mut());
    let mut recipients: Vec<Text> = lines(said("recipients"))
        .map(|line| typed("recipients", &ended(line, ';'), ""))
        .collect();
    let archive = match said("archive") {
        "" => "VT",
        words => words,
    };
    if kind.layout != Layout::Minutes {
        recipients.push(Text::form(format!(
            "Lưu: {}.",
            archive.trim_end_matches('.')
        )));
    }
    let signature = Signature {
        title_lines: title_lines(&sheet.signer.role),
        name: typed("signer", &sheet.signer.name, "…………………"),
    };
    let (signature, columns) = match kind.layout {
        Layout::Minutes => {
            let other = Signature {
                title_lines: vec!["NGƯỜI CÙNG KÝ".to_owned()],
                name: value("second_signer", "…………………"),
            };
            (Signature::default(), vec![other, signature])
        }
        _ => (signature, Vec::new()),
    };
    let is_letter = kind.layout == Layout::Letter;
    let mut about = Text::form("V/v ");
    about.0.extend(subject.0.iter().cloned());
    let stamps = ["urgency", "circulation"]
        .into_iter()
        .map(said)
        .filter(|stamp| !stamp.is_empty());
    let document = OfficialDocument {
        is_draft: sheet.issued_on.is_none(),
        issued_on: sheet
            .issued_on
            .map(|on| [on.year(), on.month() as i32, on.day() as i32]),
        head: Head {
            form_note: Vec::new(),
            parent_office: Text::form(on_two_lines(
                sheet.office.parent_name.as_deref().unwrap_or_default(),
            )),
            office: Text::form(on_two_lines(&sheet.office.name)),
            number_line: number_line(sheet, said("drafting_unit")),
            place_date: place_date(sheet),
            about: if is_letter { about } else { Text::default() },
            stamps: stamps.map(str::to_owned).collect(),
        },
        title: kind.title(),
        subject: if is_letter { Text::default() } else { subject },
        authority: match kind.layout {
            Layout::Decision => Text::form(format!(
                "VIỆN TRƯỞNG {}",
                on_two_lines(&sheet.office.name).replace('\n', " ")
            )),
            _ => Text::default(),
        },
        addressees: match has(kind, "addressees") {
            true if said("addressees").is_empty() => vec![value("addressees", "…………………")],
            true => lines(said("addressees"))
                .map(|line| typed("addressees", line, ""))
                .collect(),
            false => Vec::new(),
        },
        blocks,
        closing: Closing {
            recipients,
            signature,
            columns,
        },
    };
    Drawn { document, gaps }
}

/// The label of a field.
pub fn label(field: &str) -> &'static str {
    FIELDS
        .iter()
        .find(|(name, _)| *name == field)
        .map_or("", |(_, label)| label)
}

fn typed(field: &str, words: &str, blank: &str) -> Text {
    let field = field.to_owned();
    let mut text = Text::default();
    match words.is_empty() {
        true => text.push(blank, Origin::Gap { field }),
        false => text.push(words, Origin::Typed { field }),
    }
    text
}

fn lines(words: &str) -> impl Iterator<Item = &str> {
    words.lines().map(str::trim).filter(|line| !line.is_empty())
}

fn ended(line: &str, mark: char) -> String {
    let bare = line
        .trim_start_matches("- ")
        .trim_end_matches([';', '.', ',']);
    format!("{bare}{mark}")
}

/// Nội dung: "# " a heading, "Điều 1." an article, "- " an item, "| a | b |" rows of a table, all else paragraphs.
fn body(words: &str) -> Vec<Block> {
    let text = |words: &str| typed("body", words, "");
    let mut blocks: Vec<Block> = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in lines(words).chain([""]) {
        if let Some(row) = line.strip_prefix('|') {
            let row = row.strip_suffix('|').unwrap_or(row);
            rows.push(row.split('|').map(|cell| cell.trim().to_owned()).collect());
            continue;
        }
        if !rows.is_empty() {
            blocks.push(table(std::mem::take(&mut rows)));
        }
        let article = line
            .strip_prefix("Điều ")
            .and_then(|rest| rest.split_once(". "));
        blocks.extend(match (line, article) {
            ("", _) => None,
            (_, Some((number, rest))) if number.chars().all(|one| one.is_ascii_digit()) => {
                Some(Block::Article {
                    label: format!("Điều {number}."),
                    text: text(rest),
                })
            }
            (line, _) if line.starts_with("# ") => Some(Block::Section {
                text: text(&line[2..]),
            }),
            (line, _) if line.starts_with("- ") => Some(Block::Item {
                text: text(&line[2..]),
            }),
            (line, _) => Some(Block::Paragraph { text: text(line) }),
        });
    }
    blocks
}

fn table(mut rows: Vec<Vec<String>>) -> Block {
    let columns = rows.remove(0);
    let cells = |row: Vec<String>| {
        let mut cells: Vec<Text> = row.iter().map(|cell| typed("body", cell, "")).collect();
        cells.resize(columns.len(), Text::default());
        cells
    };
    Block::Table {
        text: Text::default(),
        widths: vec![1; columns.len()],
        rows: rows.into_iter().map(cells).collect(),
        columns,
    }
}

/// "./." after the last words.
fn end(last: Option<&mut Block>) {
    let Some(Block::Article { text, .. } | Block::Paragraph { text } | Block::Item { text }) = last
    else {
        return;
    };
    let Some(last) = text.0.last_mut() else {
        return;
    };
    last.text = format!(
        "{}./.",
        last.text.trim_end_matches("./.").trim_end_matches('.')
    );
}

/// Số: 05/TB-VKSKV3; a letter: Số: 05/VKSKV3-VP.
fn number_line(sheet: &Sheet, drafting_unit: &str) -> Text {
    if !sheet.kind.numbered {
        return Text::default();
    }
    let mut text = Text::form("Số: ");
    match sheet.number {
        Some(number) => text.push(number, Origin::Form),
        None => {
            text.push(
                "………",
                Origin::Gap {
                    field: "number".to_owned(),
                },
            );
            text.push(
                &symbol(sheet.kind, &sheet.office.symbol, drafting_unit),
                Origin::Form,
            );
        }
    }
    text
}

/// What follows the number (NĐ 30/2020, Điều 8, Phụ lục I): "/TB-VKSKV3", "/VKSKV3-VP".
pub fn symbol(kind: &Type, office: &str, drafting_unit: &str) -> String {
    match (kind.symbol.as_str(), drafting_unit) {
        ("", "") => format!("/{office}"),
        ("", unit) => format!("/{office}-{unit}"),
        (symbol, _) => format!("/{symbol}-{office}"),
    }
}

fn place_date(sheet: &Sheet) -> Text {
    let mut text = Text::form(format!("{}, ", sheet.office.place));
    match sheet.issued_on {
        Some(on) => text.push(
            &text::dates::in_full(on.year(), on.month(), on.day()),
            Origin::Form,
        ),
        None => text.push(
            "ngày …… tháng …… năm ………",
            Origin::Gap {
                field: "issued_on".to_owned(),
            },
        ),
    }
    text
}

/// Quyền hạn, chức vụ of who signs (NĐ 30/2020, Điều 13).
pub fn title_lines(role: &str) -> Vec<String> {
    let lines: &[&str] = match role {
        "deputy_chief" => &["KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG"],
        _ => &["VIỆN TRƯỞNG"],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn on_two_lines(office: &str) -> String {
    const KIND: &str = "VIỆN KIỂM SÁT NHÂN DÂN ";
    let short = office
        .split(" - ")
        .next()
        .unwrap_or(office)
        .trim()
        .to_uppercase();
    match short.strip_prefix(KIND) {
        Some(place) => format!("{}\n{place}", KIND.trim_end()),
        None => short,
    }
}
