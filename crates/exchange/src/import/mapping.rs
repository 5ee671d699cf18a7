//! Ghép cột: which column of the sheet holds what, guessed from the words of its head and kept for the next sheet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use text::encoding::{Encoding, guess};

use super::days::{DayOrder, guess_order};
use super::kind::{Part, SheetKind, Slot};
use crate::sheet::{Cell, Head, Sheet};

/// Cách đọc một trang tính.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Column (from 0) → slot.
    pub columns: BTreeMap<usize, String>,
    /// Columns whose days are written month first.
    #[serde(default)]
    pub month_first: Vec<usize>,
    /// Columns typed in an old alphabet.
    #[serde(default)]
    pub encodings: BTreeMap<usize, String>,
}

impl Mapping {
    /// The column that holds a slot.
    pub fn column_of(&self, slot: &str) -> Option<usize> {
        self.columns
            .iter()
            .find(|(_, id)| *id == slot)
            .map(|(column, _)| *column)
    }

    /// The alphabet of a column.
    pub fn encoding(&self, column: usize) -> Encoding {
        self.encodings
            .get(&column)
            .and_then(|id| Encoding::named(id))
            .unwrap_or(Encoding::Unicode)
    }

    /// How the days of a column are written.
    pub fn order(&self, column: usize) -> DayOrder {
        match self.month_first.contains(&column) {
            true => DayOrder::MonthFirst,
            false => DayOrder::DayFirst,
        }
    }

    /// Slots that two columns claim, and required ones that none does: sentences.
    pub fn faults(&self, kind: &SheetKind) -> Vec<String> {
        let mut faults = Vec::new();
        for slot in &kind.slots {
            let claims = self.columns.values().filter(|id| **id == slot.id).count();
            if claims > 1 {
                faults.push(format!(
                    "Có {claims} cột cùng ghép vào “{}”. Hãy để lại một cột.",
                    slot.label_vi
                ));
            }
            if slot.required && claims == 0 {
                faults.push(format!(
                    "Chưa có cột nào ghép vào “{}”. Thiếu cột này thì không ghi được hồ sơ.",
                    slot.label_vi
                ));
            }
        }
        let opens = |slot: &&Slot| {
            slot.places().any(|(step, part)| {
                matches!(part, Part::On | Part::Paper)
                    && kind.step(step).is_some_and(|step| step.always)
            })
        };
        let has_day = kind
            .slots
            .iter()
            .filter(opens)
            .any(|slot| self.column_of(&slot.id).is_some());
        if !has_day && !kind.slots.iter().any(|slot| slot.required) {
            faults.push(
                "Chưa có cột ngày khởi tố vụ án. Hãy ghép cột ngày, hoặc cột ghi cả số và ngày."
                    .to_owned(),
            );
        }
        faults
    }
}

/// Words of a head as they are compared: without marks, without what only decorates.
pub(super) fn plain(name: &str) -> String {
    let folded = text::fold(&text::clean(name));
    let kept: String = folded
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '/' {
                c
            } else {
                ' '
            }
        })
        .collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How well the words of a head, as they are compared, fit a slot: 0 not at all.
fn fits(name: &str, slot: &Slot) -> usize {
    if name.is_empty() {
        return 0;
    }
    let one = |head: &String| {
        if head == name {
            return 1000 + head.len();
        }
        // "Họ và tên bị can (đầy đủ)" still begins like "họ và tên bị can".
        let whole_words = |long: &str, short: &str| {
            short.len() >= 5
                && (long.starts_with(&format!("{short} ")) || long.ends_with(&format!(" {short}")))
        };
        if whole_words(name, head) {
            100 + head.len()
        } else {
            0
        }
    };
    slot.compared.iter().map(one).max().unwrap_or(0)
}

/// Whether the words of a head fit any slot of a kind.
pub fn knows(kind: &SheetKind, name: &str) -> bool {
    let name = plain(name);
    kind.slots.iter().any(|slot| fits(&name, slot) > 0)
}

/// How many columns of a head fit a kind: which kind a sheet is.
pub fn fitting(kind: &SheetKind, head: &Head) -> usize {
    head.names.iter().filter(|name| knows(kind, name)).count()
}

/// Guesses the mapping of a sheet: the best fits first, each slot once; then how each column is written.
pub fn guess_mapping(kind: &SheetKind, sheet: &Sheet, head: &Head, law: &law::Law) -> Mapping {
    let mut fit: Vec<(usize, usize, &Slot)> = Vec::new();
    for (column, name) in head.names.iter().enumerate() {
        let name = plain(name);
        for slot in &kind.slots {
            let score = fits(&name, slot);
            if score > 0 {
                fit.push((score, column, slot));
            }
        }
    }
    fit.sort_by_key(|(score, column, _)| (std::cmp::Reverse(*score), *column));
    let mut mapping = Mapping::default();
    for (_, column, slot) in fit {
        let taken = mapping.columns.contains_key(&column) || mapping.column_of(&slot.id).is_some();
        if !taken {
            mapping.columns.insert(column, slot.id.clone());
        }
    }
    read_columns(kind, sheet, head, law, &mut mapping);
    mapping
}

/// Finds out alphabet and order of days of every mapped column.
pub fn read_columns(
    kind: &SheetKind,
    sheet: &Sheet,
    head: &Head,
    law: &law::Law,
    mapping: &mut Mapping,
) {
    mapping.month_first.clear();
    mapping.encodings.clear();
    let from = head.data_from(sheet);
    for (column, slot) in mapping.columns.clone() {
        let cells: Vec<&Cell> = (from..sheet.rows.len())
            .map(|row| sheet.cell(row, column))
            .collect();
        let words: Vec<String> = cells.iter().map(|cell| cell.raw()).collect();
        let encoding = guess(words.iter().take(2000).map(String::as_str));
        if encoding != Encoding::Unicode {
            mapping.encodings.insert(column, encoding.id().to_owned());
        }
        let is_day = kind.slot(&slot).is_some_and(|slot| kind.is_day(law, slot));
        if is_day && guess_order(cells.into_iter()) == DayOrder::MonthFirst {
            mapping.month_first.push(column);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use law::Law;

    fn guessed(kind: &str, heads: &[&str]) -> Vec<String> {
        let kind = SheetKind::named(kind).unwrap();
        let sheet = Sheet {
            rows: vec![
                heads
                    .iter()
                    .map(|head| Cell::Text((*head).to_owned()))
                    .collect(),
            ],
            ..Sheet::default()
        };
        let head = Head::at(&sheet, 0, 0);
        let mapping = guess_mapping(kind, &sheet, &head, Law::embedded());
        (0..heads.len())
            .map(|column| mapping.columns.get(&column).cloned().unwrap_or_default())
            .collect()
    }

    #[test]
    fn columns_are_understood_however_an_office_calls_them() {
        assert_eq!(
            guessed(
                "reports",
                &[
                    "STT",
                    "SỐ TL",
                    "Ngay tiep nhan",
                    "Người tố giác",
                    "Nội dung",
                    "KSV thụ lý",
                    "Kết quả giải quyết",
                    "Ghi chú"
                ]
            ),
            [
                "",
                "docket",
                "received_on",
                "informant",
                "summary",
                "prosecutor",
                "outcome",
                "note"
            ]
        );
        assert_eq!(
            guessed(
                "cases",
                &[
                    "TT",
                    "Quyết định khởi tố vụ án / Số",
                    "Quyết định khởi tố vụ án / Ngày",
                    "Họ và tên bị can (đầy đủ)",
                    "Năm sinh",
                    "Tạm giam / Từ ngày",
                    "Tạm giam / Đến ngày"
                ]
            ),
            [
                "",
                "opened_number",
                "opened_on",
                "name",
                "born_on",
                "detained_from",
                "detained_to"
            ]
        );
    }

    #[test]
    fn a_slot_is_claimed_once_and_what_is_required_is_asked_for() {
        assert_eq!(
            guessed("reports", &["Nội dung", "Nội dung"]),
            ["summary", ""]
        );
        let kind = SheetKind::named("reports").unwrap();
        let mut mapping = Mapping::default();
        mapping.columns.insert(0, "summary".to_owned());
        mapping.columns.insert(1, "summary".to_owned());
        let faults = mapping.faults(kind);
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(
            faults.iter().any(|fault| fault.contains("Ngày tiếp nhận")),
            "{faults:?}"
        );
    }
}
