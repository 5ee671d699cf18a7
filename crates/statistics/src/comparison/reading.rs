//! Đọc bảng của cơ quan bạn: rows become people; what cannot be read says which row, why and what to do.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use exchange::import::days::{guess_order, read_day};
use exchange::import::offence::read_offences;
use exchange::import::values::{Reading, read_number, read_paper};
use exchange::sheet::{Cell, Head, Sheet, letters};
use law::Law;
use serde::{Deserialize, Serialize};
use text::encoding::guess_among;

use super::kind::Kind;
use super::{Penalty, Told};

/// Cách đọc một trang tính: column (from 0) → slot.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// Column → slot.
    pub columns: BTreeMap<usize, String>,
}

impl Mapping {
    /// The column that holds a slot.
    pub fn column_of(&self, slot: &str) -> Option<usize> {
        self.columns
            .iter()
            .find(|(_, id)| *id == slot)
            .map(|(column, _)| *column)
    }

    /// Why it cannot be read with: sentences.
    pub fn faults(&self, kind: &Kind) -> Vec<String> {
        let mut faults = Vec::new();
        for slot in &kind.slots {
            let claims = self.columns.values().filter(|id| **id == slot.id).count();
            if claims > 1 {
                faults.push(format!(
                    "Có {claims} cột cùng ghép vào “{}”. Hãy để lại một cột.",
                    slot.label_vi
                ));
            }
        }
        let has = |slot: &str| self.column_of(slot).is_some();
        if !has("name") {
            faults.push(format!(
                "Chưa có cột nào ghép vào “{}”.",
                kind.label("name")
            ));
        }
        if !(has("paper") || has("number") || has("on")) {
            faults.push(format!(
                "Chưa có cột số hoặc ngày. Hãy ghép cột “{}” và “{}”.",
                kind.label("number"),
                kind.label("on")
            ));
        }
        faults
    }
}

/// Điều cần xem ở một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row as people count it.
    pub row: usize,
    /// "C – Số bản án".
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why.
    pub reason: String,
    /// What to do.
    pub todo: String,
    /// The row is compared all the same.
    pub is_warning: bool,
}

/// Một dòng đã đọc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// The row as people count it.
    pub row: usize,
    /// What it tells.
    pub told: Told,
}

/// What a sheet tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheeted {
    /// The people.
    pub rows: Vec<Read>,
    /// What is wrong or to be known.
    pub faults: Vec<Fault>,
    /// Rows without a name or number: totals, notes, empty ones.
    pub skipped: Vec<usize>,
}

impl Sheeted {
    /// Whether something holds the whole sheet back.
    pub fn is_wrong(&self) -> bool {
        self.faults.iter().any(|fault| !fault.is_warning)
    }
}

/// Reads a sheet.
pub fn read(
    kind: &Kind,
    sheet: &Sheet,
    head: &Head,
    mapping: &Mapping,
    law: &Law,
    today: NaiveDate,
) -> Sheeted {
    let reading = Reading {
        law,
        today,
        staff: &[],
        counts_from_1904: sheet.counts_from_1904,
    };
    let from = head.data_from(sheet);
    let order = mapping.column_of("on").map(|column| {
        let cells = (from..sheet.rows.len()).map(|row| sheet.cell(row, column));
        guess_order(cells)
    });
    let mut all = Sheeted::default();
    let mut seen: BTreeMap<(String, String, Option<NaiveDate>), usize> = BTreeMap::new();
    for row in from..sheet.rows.len() {
        if sheet.is_empty_row(row) {
            continue;
        }
        let cell = |slot: &str| {
            let column = mapping.column_of(slot)?;
            let cell = unicode(sheet.cell(row, column), head);
            (!cell.is_empty()).then_some((column, cell))
        };
        let mut faults: Vec<Fault> = Vec::new();
        let mut fault =
            |slot: &str, column: usize, value: String, wrong: (String, String), is_warning| {
                faults.push(Fault {
                    row: row + 1,
                    column: format!("{} – {}", letters(column), kind.label(slot)),
                    value,
                    reason: wrong.0,
                    todo: wrong.1,
                    is_warning,
                });
            };
        let mut told = Told {
            name: cell("name")
                .map(|(_, cell)| cell.shown())
                .unwrap_or_default(),
            docket: cell("docket")
                .map(|(_, cell)| read_number(&cell))
                .unwrap_or_default(),
            number: cell("number")
                .map(|(_, cell)| read_number(&cell))
                .unwrap_or_default(),
            ..Told::default()
        };
        if let Some((column, cell)) = cell("on") {
            let order = order.unwrap_or(exchange::import::days::DayOrder::DayFirst);
            match read_day(&cell, order, &reading, false) {
                Ok(moment) => told.on = Some(moment.on),
                // Words without a name beside them are a title or a total.
                Err(wrong) if !told.name.is_empty() => {
                    fault(
                        "on",
                        column,
                        cell.shown(),
                        (wrong.reason, wrong.todo),
                        false,
                    );
                }
                Err(_) => {}
            }
        }
        if let Some((column, cell)) = cell("paper") {
            match read_paper(&cell.shown()) {
                Ok((number, day)) => {
                    told.number = number.unwrap_or_default();
                    told.on = day.map(|day| day.on);
                }
                Err(wrong) if !told.name.is_empty() => {
                    fault(
                        "paper",
                        column,
                        cell.shown(),
                        (wrong.reason, wrong.todo),
                        false,
                    );
                }
                Err(_) => {}
            }
        }
        if is_total(&told, sheet, row) {
            all.skipped.push(row + 1);
            continue;
        }
        // The second defendant of a judgment stands under its number.
        if told.number.is_empty()
            && told.on.is_none()
            && faults.is_empty()
            && let Some(before) = all.rows.last().map(|read| &read.told)
        {
            told.number.clone_from(&before.number);
            told.on = before.on;
            if told.docket.is_empty() {
                told.docket.clone_from(&before.docket);
            }
        }
        let mut fault = |slot: &str, value: String, wrong: (&str, &str), is_warning| {
            let column = mapping.column_of(slot);
            faults.push(Fault {
                row: row + 1,
                column: column.map_or_else(String::new, |column| {
                    format!("{} – {}", letters(column), kind.label(slot))
                }),
                value,
                reason: wrong.0.to_owned(),
                todo: wrong.1.to_owned(),
                is_warning,
            });
        };
        if told.name.is_empty() {
            fault(
                "name",
                String::new(),
                (
                    "Dòng này không có họ và tên.",
                    "Ghi họ và tên, hoặc bỏ dòng này khỏi bảng.",
                ),
                false,
            );
        }
        if let Some((_, cell)) = cell("offence") {
            let words = cell.shown();
            match read_offences(&words, law) {
                Ok(charges) => told.charges = charges,
                Err(wrong) => {
                    fault("offence", words.clone(), (&wrong.reason, &wrong.todo), true);
                    told.offence = words;
                }
            }
        }
        if let Some((_, cell)) = cell("penalty") {
            let words = cell.shown();
            told.penalty = penalty(&words);
            if told.penalty.is_none() {
                fault(
                    "penalty",
                    words,
                    (
                        "Chưa hiểu mức án này; mức án của dòng không được so.",
                        "Ghi như “24 tháng tù”, “2 năm tù cho hưởng án treo”, “Phạt tiền”.",
                    ),
                    true,
                );
            }
        }
        let key = (text::fold(&told.name), told.number.clone(), told.on);
        if let Some(earlier) = seen.insert(key, row + 1) {
            let reason = format!("Dòng này giống dòng {earlier}: cùng tên, cùng số, cùng ngày.");
            fault(
                "name",
                told.name.clone(),
                (
                    &reason,
                    "Bỏ một dòng nếu ghi hai lần; để nguyên nếu là hai người.",
                ),
                true,
            );
        }
        all.faults.extend(faults);
        all.rows.push(Read { row: row + 1, told });
    }
    all
}

/// A cell in letters of today.
fn unicode(cell: &Cell, head: &Head) -> Cell {
    match cell {
        Cell::Text(text) => Cell::Text(text::clean(
            &guess_among(text, head.encoding).to_unicode(text),
        )),
        other => other.clone(),
    }
}

/// A line of totals, of column numbers, of signatures: no name, or one that only says so.
fn is_total(told: &Told, sheet: &Sheet, row: usize) -> bool {
    let first = sheet.rows[row]
        .iter()
        .map(Cell::shown)
        .find(|words| !words.is_empty())
        .unwrap_or_default();
    let first = text::fold(&first);
    let says = [
        "tong",
        "cong",
        "nguoi lap",
        "thu truong",
        "ghi chu",
        "noi nhan",
    ];
    says.iter().any(|word| first.starts_with(word))
        || told.name.is_empty() && told.number.is_empty() && told.on.is_none()
}

/// Mức án as courts write it; none when it says nothing known.
pub fn penalty(words: &str) -> Option<Penalty> {
    let folded = text::fold(&text::clean(words));
    let has = |word: &str| folded.contains(word);
    let of = |kind: &str, months: Option<i64>, suspended: bool| {
        Some(Penalty {
            kind: kind.to_owned(),
            months,
            suspended,
        })
    };
    if has("khong pham toi") || has("khong co toi") {
        return of("khong_toi", None, false);
    }
    if has("mien trach nhiem") {
        return of("mien_tnhs", None, false);
    }
    if has("mien hinh phat") {
        return of("mien_hinh_phat", None, false);
    }
    if has("tu hinh") {
        return of("tu_hinh", None, false);
    }
    if has("chung than") {
        return of("tu_chung_than", None, false);
    }
    let months = months(&folded);
    if has("cai tao") {
        return of("cai_tao", months, false);
    }
    if has("an treo") || folded.split(' ').any(|word| word == "treo") {
        return of("tu", months, true);
    }
    if has("canh cao") {
        return of("canh_cao", None, false);
    }
    if has("truc xuat") {
        return of("truc_xuat", None, false);
    }
    if months.is_some() && (has("tu") || !has("phat tien")) {
        return of("tu", months, false);
    }
    if has("phat tien") || has("dong") {
        return of("phat_tien", None, false);
    }
    None
}

/// "2 năm 6 tháng" is 30; the first length counts, a probation stands after it.
fn months(folded: &str) -> Option<i64> {
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let at = |n: usize, unit: &str| {
        let number: i64 = words.get(n)?.parse().ok()?;
        // "02 (hai) năm": the number in words stands between.
        let is_unit = (n + 1..=n + 2).find(|m| words.get(*m) == Some(&unit))?;
        Some((number, is_unit))
    };
    for n in 0..words.len() {
        if let Some((years, last)) = at(n, "nam") {
            let rest = at(last + 1, "thang").map_or(0, |(months, _)| months);
            return Some(years * 12 + rest);
        }
        if let Some((months, _)) = at(n, "thang") {
            return Some(months);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn penalties_are_read_as_courts_write_them() {
        for (words, said) in [
            ("24 tháng tù", "Tù 24 tháng"),
            ("2 năm 6 tháng tù", "Tù 30 tháng"),
            (
                "02 (hai) năm tù cho hưởng án treo, thử thách 4 năm",
                "Tù 24 tháng, án treo",
            ),
            (
                "12 tháng cải tạo không giam giữ",
                "Cải tạo không giam giữ 12 tháng",
            ),
            ("Phạt tiền 30.000.000 đồng", "Phạt tiền"),
            ("Tù chung thân", "Tù chung thân"),
            ("Tuyên không phạm tội", "Không có tội"),
            ("Miễn hình phạt", "Miễn hình phạt"),
            ("18 tháng", "Tù 18 tháng"),
        ] {
            let read = penalty(words).map(|read| read.vi());
            assert_eq!(read.as_deref(), Some(said), "{words}");
        }
        assert_eq!(penalty("đang xem xét"), None);
    }

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let cells = |row: &&[&str]| {
            row.iter()
                .map(|words| Cell::Text((*words).to_owned()))
                .collect()
        };
        Sheet {
            rows: rows.iter().map(cells).collect(),
            ..Sheet::default()
        }
    }

    #[test]
    fn rows_become_people_and_what_is_wrong_names_its_row() {
        let kind = Kind::named("toa-an-so-tham").unwrap();
        let sheet = sheet(&[
            &["TÒA ÁN NHÂN DÂN KHU VỰC 3"],
            &[
                "STT",
                "Số bản án",
                "Ngày bản án",
                "Họ và tên",
                "Điều luật",
                "Mức án",
            ],
            &[
                "1",
                "45/2026/HS-ST",
                "20/10/2026",
                "Lò Văn Một",
                "173.1",
                "12 tháng tù",
            ],
            &["2", "", "", "Cà Văn Hai", "tội lạ", "??"],
            &[
                "3",
                "46/2026/HS-ST",
                "31/02/2026",
                "Quàng Thị Ba",
                "173",
                "",
            ],
            &["", "47/2026/HS-ST", "22/10/2026", "", "173", ""],
            &["Tổng cộng: 3 bị cáo"],
        ]);
        let head = exchange::sheet::guess_head(&sheet, |name| kind.knows(name));
        assert_eq!(head.first, 1);
        let mapping = kind.guess(&head);
        let law = Law::embedded();
        let today = "2026-11-20".parse().unwrap();
        let read = read(kind, &sheet, &head, &mapping, law, today);
        assert_eq!(read.rows.len(), 4);
        assert_eq!(
            read.rows[1].told.number, "45/2026/HS-ST",
            "under the number of its judgment"
        );
        assert_eq!(read.skipped, [7]);
        let faults: Vec<(usize, bool)> = read
            .faults
            .iter()
            .map(|fault| (fault.row, fault.is_warning))
            .collect();
        assert_eq!(faults, [(4, true), (4, true), (5, false), (6, false)]);
        assert!(read.is_wrong());
    }
}
