//! Đọc tệp biểu: from TOML to measures; every fault names its line, its row and field, and says what is wrong.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use super::fault::FormFault;
use super::narrowing::narrow;
use super::{Form, Kind, Layout, Measure, Part, Row, What};
use crate::book::{Book, Word};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    number: String,
    title_vi: String,
    name_vi: String,
    basis_vi: String,
    unit_vi: String,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    book: Option<String>,
    valid_from: String,
    #[serde(default)]
    valid_to: Option<String>,
    certainty: String,
    row: Vec<RowFile>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum No {
    Number(u32),
    Text(String),
}

impl No {
    fn text(&self) -> String {
        match self {
            No::Number(number) => number.to_string(),
            No::Text(text) => text.clone(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    no: No,
    label_vi: String,
    #[serde(default)]
    heading_vi: String,
    parent: Option<No>,
    kind: Option<Kind>,
    count: Option<String>,
    #[serde(default, rename = "where")]
    wheres: BTreeMap<String, String>,
    check: Option<String>,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    no_source_vi: String,
    sum: Option<String>,
    share: Option<String>,
}

impl RowFile {
    fn no(&self) -> String {
        self.no.text()
    }

    fn parent(&self) -> Option<String> {
        self.parent.as_ref().map(No::text)
    }
}

/// Rows of a form at most.
const MOST_ROWS: usize = 1_000;

/// Rows may stand in rows so deep; deeper is a circle.
const DEEP: u8 = 12;

impl Form {
    /// Reads a form's file.
    pub fn parse(text: &str) -> Result<Form, FormFault> {
        Form::read(text).map_err(|fault| fault.located(text))
    }

    fn read(text: &str) -> Result<Form, FormFault> {
        let whole = |field: &str, why: String| FormFault::new("", field, why);
        let file: FormFile =
            toml::from_str(text).map_err(|error| FormFault::of_toml(&error, text))?;
        let is_id = |id: &str| {
            (2..=60).contains(&id.len())
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !is_id(&file.id) {
            return Err(whole(
                "id",
                format!(
                    "“{}” không làm mã biểu được: dùng 2 đến 60 chữ thường không dấu, số, dấu gạch ngang",
                    file.id
                ),
            ));
        }
        for (field, given) in [
            ("number", &file.number),
            ("title_vi", &file.title_vi),
            ("name_vi", &file.name_vi),
        ] {
            if given.trim().is_empty() {
                return Err(whole(field, "chưa ghi gì".to_owned()));
            }
        }
        if file.row.len() > MOST_ROWS {
            return Err(whole("", format!("biểu có hơn {MOST_ROWS} dòng")));
        }
        let book = file.book.as_deref().unwrap_or("report");
        let book = Book::named(book).ok_or_else(|| {
            whole(
                "book",
                format!(
                    "không có sổ nguồn “{book}”; ghi report (nguồn tin) hoặc case (vụ án, bị can)"
                ),
            )
        })?;
        let mut seen = BTreeSet::new();
        if let Some(twice) = file.row.iter().find(|row| !seen.insert(row.no())) {
            return Err(FormFault::new(
                &twice.no(),
                "no",
                "số này đã có ở chỉ tiêu khác",
            ));
        }
        let day = |field: &'static str| {
            move |text: &str| {
                let fault = || {
                    whole(
                        field,
                        format!("“{text}” không phải ngày: ghi như 2019-12-01"),
                    )
                };
                text.parse::<NaiveDate>().map_err(|_| fault())
            }
        };
        let (valid_from, valid_to) = (
            day("valid_from")(&file.valid_from)?,
            file.valid_to.as_deref().map(day("valid_to")).transpose()?,
        );
        if valid_to.is_some_and(|to| to < valid_from) {
            return Err(whole(
                "valid_to",
                "ngày hết hiệu lực trước ngày có hiệu lực".to_owned(),
            ));
        }
        let reading = Reading {
            rows: &file.row,
            book,
        };
        let rows: Result<Vec<Row>, FormFault> =
            file.row.iter().map(|row| reading.row(row)).collect();
        let version = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Ok(Form {
            id: file.id,
            number: file.number,
            title_vi: file.title_vi,
            name_vi: file.name_vi,
            basis_vi: file.basis_vi,
            unit_vi: file.unit_vi,
            layout: file.layout,
            valid_from,
            valid_to,
            is_to_check: file.certainty != "O",
            rows: rows?,
            version,
        })
    }
}

struct Reading<'a> {
    rows: &'a [RowFile],
    book: Book,
}

impl Reading<'_> {
    fn row(&self, row: &RowFile) -> Result<Row, FormFault> {
        let no = row.no();
        let fault = |field: &str, why: &str| FormFault::new(&no, field, why);
        if !is_number(&no) {
            return Err(fault(
                "no",
                "số của chỉ tiêu chỉ gồm chữ không dấu và số, không quá 12 ký tự",
            ));
        }
        if row.label_vi.trim().is_empty() {
            return Err(fault("label_vi", "chưa ghi tên chỉ tiêu"));
        }
        let has_source = row.no_source_vi.is_empty();
        if !has_source && row.count.is_some() {
            return Err(fault(
                "count",
                "chỉ tiêu chưa có nguồn thì không đếm: bỏ count hoặc bỏ no_source_vi",
            ));
        }
        if row.sum.is_some() && has_source {
            return Err(fault(
                "sum",
                "sum chỉ dùng cho chỉ tiêu chưa có nguồn; ở đây dùng count",
            ));
        }
        let check = row.check.clone().unwrap_or_default();
        let share = row.share.as_deref().map(|share| self.share(&no, share));
        Ok(Row {
            label_vi: row.label_vi.clone(),
            heading_vi: row.heading_vi.clone(),
            parent: row.parent(),
            depth: self.depth(row, 0),
            kind: self.kind(row, 0)?,
            parts: if has_source && share.is_none() {
                self.parts(row, 0)?
            } else {
                Vec::new()
            },
            check: if check.is_empty() {
                Vec::new()
            } else {
                self.sum(&no, "check", &check, 0)?
            },
            check_vi: check
                .split_whitespace()
                .map(word_vi)
                .collect::<Vec<_>>()
                .join(" "),
            note_vi: row.note_vi.clone(),
            no_source_vi: row.no_source_vi.clone(),
            sum: self.rows_of(&no, row.sum.as_deref().unwrap_or_default())?,
            share: share.transpose()?,
            no,
        })
    }

    /// `r1 + r2 - r9`, row by row.
    fn rows_of(&self, no: &str, text: &str) -> Result<Vec<(i64, String)>, FormFault> {
        let (mut rows, mut sign) = (Vec::new(), 1);
        for word in text.split_whitespace() {
            match word {
                "+" => sign = 1,
                "-" => sign = -1,
                _ => rows.push((sign, self.named(no, "sum", word)?)),
            }
        }
        Ok(rows)
    }

    /// `r1a / r1b`.
    fn share(&self, no: &str, text: &str) -> Result<(String, String), FormFault> {
        let fault = || {
            let why = format!("“{text}” không phải tỷ lệ: ghi như r1a / r1b");
            FormFault::new(no, "share", why)
        };
        let (above, below) = text.split_once('/').ok_or_else(fault)?;
        let named = |word: &str| self.named(no, "share", word.trim());
        Ok((named(above)?, named(below)?))
    }

    /// The row that `r24` names, another than the row itself.
    fn named(&self, from: &str, field: &str, word: &str) -> Result<String, FormFault> {
        let fault = || {
            FormFault::new(
                from,
                field,
                format!("“{word}” không phải một chỉ tiêu khác"),
            )
        };
        let no = word.strip_prefix('r').ok_or_else(fault)?;
        let found = self.find(from, field, no)?.no();
        match found == from {
            true => Err(fault()),
            false => Ok(found),
        }
    }

    fn find(&self, from: &str, field: &str, no: &str) -> Result<&RowFile, FormFault> {
        let found = self.rows.iter().find(|row| row.no() == no);
        found.ok_or_else(|| FormFault::new(from, field, format!("biểu không có chỉ tiêu số {no}")))
    }

    fn depth(&self, row: &RowFile, so_far: usize) -> usize {
        let parent = row
            .parent()
            .and_then(|parent| self.rows.iter().find(|row| row.no() == parent));
        match parent {
            Some(parent) if so_far < usize::from(DEEP) => self.depth(parent, so_far + 1),
            _ => so_far,
        }
    }

    fn kind(&self, row: &RowFile, depth: u8) -> Result<Kind, FormFault> {
        match (row.kind, row.parent()) {
            (Some(kind), _) => Ok(kind),
            (None, Some(parent)) if depth < DEEP => {
                self.kind(self.find(&row.no(), "parent", &parent)?, depth + 1)
            }
            _ => Ok(Kind::Act),
        }
    }

    /// What a row counts: its own count, else its parent's, narrowed by its own conditions.
    fn parts(&self, row: &RowFile, depth: u8) -> Result<Vec<Part>, FormFault> {
        let no = row.no();
        let fault = |field: &str, why: String| FormFault::new(&no, field, why);
        if depth > DEEP {
            return Err(fault(
                "count",
                "các chỉ tiêu dẫn vòng tròn về nhau".to_owned(),
            ));
        }
        let mut parts = match (&row.count, row.parent()) {
            (Some(count), _) => self.sum(&no, "count", count, depth + 1)?,
            (None, Some(parent)) => {
                let above = self.find(&no, "parent", &parent)?;
                if !above.no_source_vi.is_empty() {
                    return Err(fault(
                        "parent",
                        "chỉ tiêu trên của nó chưa có nguồn, không đếm phần “trong đó” được"
                            .to_owned(),
                    ));
                }
                self.parts(above, depth + 1)?
            }
            (None, None) => {
                return Err(fault(
                    "",
                    "thiếu cách tính: ghi count, hoặc parent, share, no_source_vi".to_owned(),
                ));
            }
        };
        for (name, value) in &row.wheres {
            for part in &mut parts {
                narrow(&mut part.measure, name, value).map_err(|why| fault("where", why))?;
            }
        }
        Ok(parts)
    }

    /// `r1 + r2 - r17`, `case.opened + case.split_in`, `stock.open.before`, `prev.r53 + r36 - r2`.
    fn sum(&self, no: &str, field: &str, text: &str, depth: u8) -> Result<Vec<Part>, FormFault> {
        let mut parts = Vec::new();
        let mut sign = 1;
        for word in text.split_whitespace() {
            match word {
                "+" => sign = 1,
                "-" => sign = -1,
                _ => {
                    let term = self.term(no, field, word, depth)?;
                    parts.extend(term.into_iter().map(|part| Part {
                        sign: part.sign * sign,
                        measure: part.measure,
                    }));
                }
            }
        }
        Ok(parts)
    }

    fn term(&self, no: &str, field: &str, word: &str, depth: u8) -> Result<Vec<Part>, FormFault> {
        let fault = || {
            FormFault::new(
                no,
                field,
                format!("không đếm được “{word}”; xem danh sách từ dùng được ở trang định nghĩa"),
            )
        };
        if let Some(other) = word.strip_prefix("prev.r") {
            let mut parts = self.parts(self.find(no, field, other)?, depth + 1)?;
            for part in &mut parts {
                let What::After(stock) = part.measure.what else {
                    return Err(fault());
                };
                part.measure.what = What::Before(stock);
            }
            return Ok(parts);
        }
        if let Some(other) = word
            .strip_prefix('r')
            .filter(|other| self.rows.iter().any(|row| row.no() == *other))
        {
            return self.parts(self.find(no, field, other)?, depth + 1);
        }
        if let Some(other) = word
            .strip_prefix('r')
            .filter(|other| other.starts_with(|letter: char| letter.is_ascii_digit()))
        {
            return Err(FormFault::new(
                no,
                field,
                format!("biểu không có chỉ tiêu số {other}"),
            ));
        }
        let (word, narrowed) = match word.strip_suffix(']').and_then(|word| word.split_once('[')) {
            Some((word, inside)) => (word, inside),
            None => (word, ""),
        };
        let (book, word) = match word.split_once(':') {
            Some((book, word)) => (Book::named(book).ok_or_else(fault)?, word),
            None => (self.book, word),
        };
        let one = |what: What| {
            let mut measure = Measure {
                book,
                what,
                wheres: BTreeMap::new(),
            };
            for pair in narrowed.split(',').filter(|pair| !pair.is_empty()) {
                let (name, value) = pair.split_once('=').ok_or_else(fault)?;
                narrow(&mut measure, name, value).map_err(|why| FormFault::new(no, field, why))?;
            }
            Ok(vec![Part { sign: 1, measure }])
        };
        let code = |word: Option<Word>| word.map(|word| word.code).ok_or_else(fault);
        if let Some(event) = word.strip_prefix("sources.") {
            return match book {
                Book::Report => one(What::Sources(code(book.event(event))?)),
                Book::Case => Err(fault()),
            };
        }
        if let Some(stock) = word.strip_prefix("stock.") {
            let (stock, edge) = stock.rsplit_once('.').ok_or_else(fault)?;
            let stock = code(book.stock(stock))?;
            return match edge {
                "before" => one(What::Before(stock)),
                "after" => one(What::After(stock)),
                _ => Err(fault()),
            };
        }
        one(What::Events(code(book.event(word))?))
    }
}

/// "24", "3a", "A10", "c5".
fn is_number(no: &str) -> bool {
    (1..=12).contains(&no.len()) && no.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// "dòng 18", "dòng 53 kỳ trước".
fn word_vi(word: &str) -> String {
    match (word.strip_prefix("prev.r"), word.strip_prefix('r')) {
        (Some(no), _) => format!("dòng {no} kỳ trước"),
        (None, Some(no)) => format!("dòng {no}"),
        (None, None) => word.replace('-', "−"),
    }
}
