//! Biểu thống kê là dữ liệu: the rows of a form, what each counts, and what must agree.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::event::{Attribute, Event, Stock};

/// The text of the form, also part of what stored figures depend on.
const BIEU_01: &str = include_str!("../data/forms/bieu-01.toml");

/// Biểu.
#[derive(Debug, Clone)]
pub struct Form {
    /// `bieu-01`.
    pub id: String,
    /// "Biểu số 01".
    pub number: String,
    /// The title on paper.
    pub title_vi: String,
    /// What it is about, for lists.
    pub name_vi: String,
    /// Căn cứ.
    pub basis_vi: String,
    /// Đơn vị tính.
    pub unit_vi: String,
    /// The rows, in their order.
    pub rows: Vec<Row>,
    /// Changes whenever a definition does.
    pub version: u64,
}

/// Một dòng của biểu.
#[derive(Debug, Clone)]
pub struct Row {
    /// Its number.
    pub no: u32,
    /// The official label.
    pub label_vi: String,
    /// The row it is "of which".
    pub parent: Option<u32>,
    /// How deep it stands.
    pub depth: usize,
    /// Stock, flow, sum or act.
    pub kind: Kind,
    /// What it counts; empty when the facts cannot tell yet.
    pub parts: Vec<Part>,
    /// What it must equal.
    pub check: Vec<Part>,
    /// The check as people read it.
    pub check_vi: String,
    /// A remark.
    pub note_vi: String,
    /// Why there is no figure.
    pub no_source_vi: String,
}

/// Loại dòng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Tồn đầu kỳ.
    Opening,
    /// Phát sinh trong kỳ.
    Flow,
    /// Cộng từ dòng khác.
    Computed,
    /// Tồn cuối kỳ.
    Closing,
    /// Hành vi của Viện kiểm sát.
    Act,
}

/// Một số hạng của một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// 1 or -1.
    pub sign: i64,
    /// What is counted.
    pub measure: Measure,
}

/// Một đại lượng đếm được.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Measure {
    /// What is counted.
    pub what: What,
    /// Only those with these attributes.
    pub wheres: BTreeMap<Attribute, String>,
}

/// Đối tượng đếm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Every such move of the period.
    Events(Event),
    /// Reports with at least one such move.
    Sources(Event),
    /// Reports that stand so at the beginning.
    Before(Stock),
    /// Reports that stand so at the end.
    After(Stock),
}

/// A fault in a form's file.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("form, row {row}: {why}")]
pub struct FormFault {
    /// The row; 0 for the whole form.
    pub row: u32,
    /// What is wrong.
    pub why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    number: String,
    title_vi: String,
    name_vi: String,
    basis_vi: String,
    unit_vi: String,
    #[serde(rename = "valid_from")]
    _valid_from: String,
    #[serde(rename = "certainty")]
    _certainty: String,
    row: Vec<RowFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    no: u32,
    label_vi: String,
    parent: Option<u32>,
    kind: Option<Kind>,
    count: Option<String>,
    #[serde(default, rename = "where")]
    wheres: BTreeMap<String, String>,
    check: Option<String>,
    #[serde(default)]
    note_vi: String,
    #[serde(default)]
    no_source_vi: String,
}

impl Form {
    /// Biểu 01.
    ///
    /// # Panics
    /// When the file this program was built with cannot be read; a test reads it.
    pub fn bieu_01() -> &'static Form {
        static FORM: OnceLock<Form> = OnceLock::new();
        FORM.get_or_init(|| match Form::parse(BIEU_01) {
            Ok(form) => form,
            Err(fault) => panic!("the form this program was built with cannot be read: {fault}"),
        })
    }

    /// The form with this id.
    pub fn named(id: &str) -> Option<&'static Form> {
        Some(Form::bieu_01()).filter(|form| form.id == id)
    }

    /// Reads a form's file.
    pub fn parse(text: &str) -> Result<Form, FormFault> {
        let file: FormFile = toml::from_str(text).map_err(|error| FormFault {
            row: 0,
            why: error.to_string(),
        })?;
        let reading = Reading { rows: &file.row };
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
            rows: rows?,
            version,
        })
    }

    /// The row with this number.
    pub fn row(&self, no: u32) -> Option<&Row> {
        self.rows.iter().find(|row| row.no == no)
    }

    /// Every measure the form needs, each once.
    pub fn measures(&self) -> Vec<Measure> {
        let all = self
            .rows
            .iter()
            .flat_map(|row| row.parts.iter().chain(&row.check));
        let mut measures: Vec<Measure> = all.map(|part| part.measure.clone()).collect();
        measures.sort_unstable();
        measures.dedup();
        measures
    }
}

struct Reading<'a> {
    rows: &'a [RowFile],
}

impl Reading<'_> {
    fn row(&self, row: &RowFile) -> Result<Row, FormFault> {
        let has_source = row.no_source_vi.is_empty();
        let check = row.check.clone().unwrap_or_default();
        Ok(Row {
            no: row.no,
            label_vi: row.label_vi.clone(),
            parent: row.parent,
            depth: self.depth(row.no, 0),
            kind: self.kind(row, 0)?,
            parts: if has_source {
                self.parts(row, 0)?
            } else {
                Vec::new()
            },
            check: if check.is_empty() {
                Vec::new()
            } else {
                self.sum(row.no, &check, 0)?
            },
            check_vi: check
                .split_whitespace()
                .map(word_vi)
                .collect::<Vec<_>>()
                .join(" "),
            note_vi: row.note_vi.clone(),
            no_source_vi: row.no_source_vi.clone(),
        })
    }

    fn find(&self, from: u32, no: u32) -> Result<&RowFile, FormFault> {
        let found = self.rows.iter().find(|row| row.no == no);
        found.ok_or_else(|| FormFault {
            row: from,
            why: format!("there is no row {no}"),
        })
    }

    fn depth(&self, no: u32, so_far: usize) -> usize {
        let parent = self
            .rows
            .iter()
            .find(|row| row.no == no)
            .and_then(|row| row.parent);
        match parent {
            Some(parent) if so_far < 8 => self.depth(parent, so_far + 1),
            _ => so_far,
        }
    }

    fn kind(&self, row: &RowFile, depth: u8) -> Result<Kind, FormFault> {
        match (row.kind, row.parent) {
            (Some(kind), _) => Ok(kind),
            (None, Some(parent)) if depth < 8 => self.kind(self.find(row.no, parent)?, depth + 1),
            _ => Ok(Kind::Act),
        }
    }

    /// What a row counts: its own count, else its parent's, narrowed by its own conditions.
    fn parts(&self, row: &RowFile, depth: u8) -> Result<Vec<Part>, FormFault> {
        let fault = |why: String| FormFault { row: row.no, why };
        if depth > 8 {
            return Err(fault("rows refer to each other in a circle".to_owned()));
        }
        let mut parts = match (&row.count, row.parent) {
            (Some(count), _) => self.sum(row.no, count, depth + 1)?,
            (None, Some(parent)) => self.parts(self.find(row.no, parent)?, depth + 1)?,
            (None, None) => return Err(fault("neither count nor parent".to_owned())),
        };
        for (name, value) in &row.wheres {
            let attribute = Attribute::named(name)
                .ok_or_else(|| fault(format!("no attribute is called {name}")))?;
            let is_plain = value
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            if !is_plain {
                return Err(fault(format!("“{value}” is no code")));
            }
            for part in &mut parts {
                let is_stock = matches!(part.measure.what, What::Before(_) | What::After(_));
                if is_stock && !attribute.is_of_stock() {
                    return Err(fault(format!("a stock is not kept by {name}")));
                }
                part.measure.wheres.insert(attribute, value.clone());
            }
        }
        Ok(parts)
    }

    /// `r1 + r2 - r17`, `case_opened + refused`, `stock.open.before`, `prev.r53 + r36 - r2`.
    fn sum(&self, no: u32, text: &str, depth: u8) -> Result<Vec<Part>, FormFault> {
        let mut parts = Vec::new();
        let mut sign = 1;
        for word in text.split_whitespace() {
            match word {
                "+" => sign = 1,
                "-" => sign = -1,
                _ => {
                    let term = self.term(no, word, depth)?;
                    parts.extend(term.into_iter().map(|part| Part {
                        sign: part.sign * sign,
                        measure: part.measure,
                    }));
                }
            }
        }
        Ok(parts)
    }

    fn term(&self, no: u32, word: &str, depth: u8) -> Result<Vec<Part>, FormFault> {
        let one = |what: What| {
            Ok(vec![Part {
                sign: 1,
                measure: Measure {
                    what,
                    wheres: BTreeMap::new(),
                },
            }])
        };
        let fault = || FormFault {
            row: no,
            why: format!("“{word}” cannot be counted"),
        };
        if let Some(other) = word
            .strip_prefix("prev.r")
            .and_then(|digits| digits.parse().ok())
        {
            let mut parts = self.parts(self.find(no, other)?, depth + 1)?;
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
            .and_then(|digits| digits.parse().ok())
        {
            return self.parts(self.find(no, other)?, depth + 1);
        }
        if let Some(event) = word.strip_prefix("sources.") {
            return one(What::Sources(Event::named(event).ok_or_else(fault)?));
        }
        if let Some(stock) = word.strip_prefix("stock.") {
            let (stock, edge) = stock.split_once('.').ok_or_else(fault)?;
            let stock = Stock::named(stock).ok_or_else(fault)?;
            return match edge {
                "before" => one(What::Before(stock)),
                "after" => one(What::After(stock)),
                _ => Err(fault()),
            };
        }
        one(What::Events(Event::named(word).ok_or_else(fault)?))
    }
}

/// "dòng 18", "dòng 53 kỳ trước".
fn word_vi(word: &str) -> String {
    match (word.strip_prefix("prev.r"), word.strip_prefix('r')) {
        (Some(no), _) => format!("dòng {no} kỳ trước"),
        (None, Some(no)) => format!("dòng {no}"),
        (None, None) => word.replace('-', "−"),
    }
}

#[cfg(test)]
mod tests;
