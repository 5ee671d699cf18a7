//! Đọc sao kê: each row becomes a payment, a line that is no payment, or a row that says why it was not read. No row is lost.

use chrono::{NaiveDate, NaiveTime};
use exchange::sheet::{Cell, Head, Sheet};

use super::columns::{Mapping, Slot};
use super::value::{amount, day, is_out};
use crate::flows::messages;

/// Một giao dịch của sao kê.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its day.
    pub on: NaiveDate,
    /// Its hour.
    pub time: Option<NaiveTime>,
    /// Paid out, đồng.
    pub out: i64,
    /// Paid in, đồng.
    pub into: i64,
    /// Số dư after it.
    pub balance: Option<i64>,
    /// Mã giao dịch.
    pub code: String,
    /// Nội dung.
    pub note: String,
    /// Số tài khoản đối ứng.
    pub account: String,
    /// Tên bên đối ứng.
    pub name: String,
    /// Ngân hàng đối ứng.
    pub bank: String,
}

/// Một dòng của sao kê.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// As people count it, from 1.
    pub n: usize,
    /// What stands in its cells.
    pub cells: Vec<String>,
    /// What it is.
    pub what: What,
}

/// Dòng ấy là gì.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A payment.
    Entry(Box<Entry>),
    /// No payment, and why: a repeated head, a sum, the rest of a description.
    Other(String),
    /// Not read, and why.
    Bad(String),
}

/// Một sao kê đã đọc.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statement {
    /// Every row that holds anything, in the order of the sheet.
    pub lines: Vec<Line>,
    /// Số dư đầu kỳ, where the sheet says it.
    pub opening: Option<i64>,
    /// Số dư cuối kỳ.
    pub closing: Option<i64>,
    /// The sums out and in that the sheet itself gives.
    pub sums: Option<(i64, i64)>,
}

impl Statement {
    /// The payments with the numbers of their rows.
    pub fn entries(&self) -> impl Iterator<Item = (usize, &Entry)> {
        self.lines.iter().filter_map(|line| match &line.what {
            What::Entry(entry) => Some((line.n, entry.as_ref())),
            _ => None,
        })
    }
}

/// Reads a sheet below its head.
pub fn statement(sheet: &Sheet, head: &Head, mapping: &Mapping) -> Statement {
    let reader = Reader {
        sheet,
        mapping,
        head,
        out_is_negative: is_always_negative(sheet, head, mapping, Slot::Debit),
    };
    let mut told = Statement::default();
    for row in (0..head.first).chain(head.data_from(sheet)..sheet.rows.len()) {
        if sheet.is_empty_row(row) {
            continue;
        }
        if row < head.first {
            reader.balances_said(row, &mut told);
            continue;
        }
        let what = reader.what(row, &mut told);
        let cells = sheet.rows[row].iter().map(Cell::shown).collect();
        told.lines.push(Line {
            n: row + 1,
            cells,
            what,
        });
    }
    told
}

struct Reader<'s> {
    sheet: &'s Sheet,
    head: &'s Head,
    mapping: &'s Mapping,
    out_is_negative: bool,
}

impl Reader<'_> {
    fn cell(&self, row: usize, slot: Slot) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        let at = self.mapping.column(slot);
        at.map_or(NOTHING, |at| self.sheet.cell(row, at))
    }

    fn words(&self, row: usize, slot: Slot) -> String {
        self.cell(row, slot).shown()
    }

    fn what(&self, row: usize, told: &mut Statement) -> What {
        if self.is_head_again(row) {
            return What::Other(messages::HEAD_AGAIN.to_owned());
        }
        if self.cell(row, Slot::Day).is_empty() || self.is_sum(row) {
            if self.balances_said(row, told) {
                return What::Other(messages::SUM_LINE.to_owned());
            }
            if self.continues(row, told) {
                return What::Other(messages::NOTE_GOES_ON.to_owned());
            }
            let has_sum = [Slot::Debit, Slot::Credit, Slot::Amount]
                .iter()
                .any(|slot| amount(self.cell(row, *slot)) != Ok(0));
            return match has_sum {
                true => What::Bad(messages::DAY_MISSING.to_owned()),
                false => What::Other(messages::NO_PAYMENT.to_owned()),
            };
        }
        match self.entry(row) {
            Ok(entry) => What::Entry(Box::new(entry)),
            Err(sentence) => What::Bad(sentence),
        }
    }

    fn entry(&self, row: usize) -> Result<Entry, String> {
        let (on, time) = day(
            self.cell(row, Slot::Day),
            self.mapping.month_first,
            self.sheet.counts_from_1904,
        )?;
        let (out, into) = self.sums(row)?;
        let balance = self.cell(row, Slot::Balance);
        let balance = match balance.is_empty() {
            true => None,
            false => Some(amount(balance)?),
        };
        Ok(Entry {
            on,
            time,
            out,
            into,
            balance,
            code: self.words(row, Slot::Code),
            note: self.words(row, Slot::Note),
            account: self.words(row, Slot::OtherAccount),
            name: self.words(row, Slot::OtherName),
            bank: self.words(row, Slot::OtherBank),
        })
    }

    /// What went out and what came in.
    fn sums(&self, row: usize) -> Result<(i64, i64), String> {
        let (out, into) = match self.mapping.column(Slot::Amount) {
            Some(_) => self.one_column(row)?,
            None => {
                let out = amount(self.cell(row, Slot::Debit))?;
                let out = if self.out_is_negative { -out } else { out };
                (out, amount(self.cell(row, Slot::Credit))?)
            }
        };
        match (out, into) {
            (0, 0) => Err(messages::NO_SUM.to_owned()),
            (out, into) if out < 0 || into < 0 => Err(messages::NEGATIVE_SUM.to_owned()),
            (out, into) if out > 0 && into > 0 => Err(messages::BOTH_SUMS.to_owned()),
            both => Ok(both),
        }
    }

    fn one_column(&self, row: usize) -> Result<(i64, i64), String> {
        let sum = amount(self.cell(row, Slot::Amount))?;
        if self.mapping.column(Slot::Side).is_none() {
            return Ok(if sum < 0 { (-sum, 0) } else { (0, sum) });
        }
        let word = self.words(row, Slot::Side);
        match is_out(&word) {
            Some(true) => Ok((sum.abs(), 0)),
            Some(false) => Ok((0, sum.abs())),
            None => Err(messages::unknown_side(&word)),
        }
    }

    /// A page break of the print-out wrote the head once more.
    fn is_head_again(&self, row: usize) -> bool {
        let same = |(at, name): (usize, &String)| {
            let said = text::fold(&self.sheet.cell(row, at).shown());
            !said.is_empty() && text::fold(name).contains(&said)
        };
        let names = self.head.names.iter().enumerate();
        let filled = self.sheet.rows[row]
            .iter()
            .filter(|cell| !cell.is_empty())
            .count();
        filled >= 2 && names.filter(|pair| same(*pair)).count() == filled
    }

    fn joined(&self, row: usize) -> String {
        let words: Vec<String> = self.sheet.rows[row].iter().map(Cell::shown).collect();
        text::fold(&words.join(" "))
    }

    /// A line of sums or balances, also one that carries a day.
    fn is_sum(&self, row: usize) -> bool {
        let day = text::fold(&self.words(row, Slot::Day));
        let begins = ["tong", "cong", "so du", "total"];
        let sums = [Slot::Debit, Slot::Credit, Slot::Amount];
        let is_still = sums
            .iter()
            .all(|slot| amount(self.cell(row, *slot)) == Ok(0));
        let joined = self.joined(row);
        let says = [
            "so du dau",
            "so du cuoi",
            "opening balance",
            "closing balance",
        ];
        begins.iter().any(|word| day.starts_with(word))
            || is_still && says.iter().any(|words| joined.contains(words))
    }

    /// "Số dư đầu kỳ", "Tổng cộng": what the sheet says of itself is kept for the check.
    fn balances_said(&self, row: usize, told: &mut Statement) -> bool {
        let joined = self.joined(row);
        let has = |words: &[&str]| words.iter().any(|word| joined.contains(word));
        let last = || {
            let sums = self.sheet.rows[row].iter().rev().map(|cell| match cell {
                Cell::Text(text) => amount(&Cell::Text(
                    text.rsplit(':').next().unwrap_or_default().to_owned(),
                )),
                other => amount(other),
            });
            sums.flatten().find(|sum| *sum != 0)
        };
        if has(&["so du dau", "opening balance", "so du truoc"]) {
            told.opening = last().or(Some(0));
            return true;
        }
        if has(&["so du cuoi", "closing balance", "so du hien tai"]) {
            told.closing = last().or(Some(0));
            return true;
        }
        if row > self.head.last
            && has(&[
                "tong cong",
                "cong phat sinh",
                "tong phat sinh",
                "tong so",
                "total",
                "cong",
            ])
        {
            let of = |slot| amount(self.cell(row, slot)).ok().map(i64::abs);
            if let (Some(out), Some(into)) = (of(Slot::Debit), of(Slot::Credit))
                && out + into > 0
            {
                told.sums = Some((out, into));
            }
            return true;
        }
        false
    }

    /// A description that was broken over two rows: the second belongs to the payment above.
    fn continues(&self, row: usize, told: &mut Statement) -> bool {
        let note = self.words(row, Slot::Note);
        let filled = self.sheet.rows[row]
            .iter()
            .filter(|cell| !cell.is_empty())
            .count();
        if note.is_empty() || filled != 1 {
            return false;
        }
        let payments = told.lines.iter_mut().rev().filter(
            |line| !matches!(&line.what, What::Other(said) if said == messages::NOTE_GOES_ON),
        );
        match payments.into_iter().next().map(|line| &mut line.what) {
            Some(What::Entry(entry)) => {
                entry.note = format!("{} {note}", entry.note).trim().to_owned();
                true
            }
            _ => false,
        }
    }
}

/// Some banks write what goes out with a minus, all down the column.
fn is_always_negative(sheet: &Sheet, head: &Head, mapping: &Mapping, slot: Slot) -> bool {
    let Some(at) = mapping.column(slot) else {
        return false;
    };
    let sums = (head.data_from(sheet)..sheet.rows.len())
        .filter_map(|row| amount(sheet.cell(row, at)).ok());
    let sums: Vec<i64> = sums.filter(|sum| *sum != 0).collect();
    !sums.is_empty() && sums.iter().all(|sum| *sum < 0)
}

#[cfg(test)]
mod tests {
    use super::super::head::{best, mapping};
    use super::*;

    fn read(text: &str) -> Statement {
        let sheets = exchange::sheet::read(text.as_bytes(), "a.csv").unwrap();
        let (at, head) = best(&sheets);
        statement(&sheets[at], &head, &mapping(&sheets[at], &head))
    }

    #[test]
    fn every_row_is_a_payment_a_line_or_a_reason() {
        let told = read(
            "Số dư đầu kỳ: 1.000.000\nNgày GD;Mã GD;Ghi nợ;Ghi có;Số dư;Nội dung;Tên bên đối ứng\n\
             20/05/2026;FT1;;500.000;1.500.000;chuyen tien;Nguyễn Văn An\n\
             ;;;;;tiep theo noi dung;\n\
             21/05/2026;FT2;200.000;;1.300.000;rut;\n\
             hôm qua;FT3;200.000;;1.100.000;rut;\n\
             22/05/2026;FT4;;;1.100.000;khong co tien;\n\
             22/05/2026;FT5;1;2;1;ca hai;\n\
             22/05/2026;FT6;100 USD;;1;ngoai te;\n\
             Ngày GD;Mã GD;Ghi nợ;Ghi có;Số dư;Nội dung;Tên bên đối ứng\n\
             Tổng cộng;;200.000;500.000;;;\n",
        );
        let kinds: Vec<&str> = told
            .lines
            .iter()
            .map(|line| match line.what {
                What::Entry(_) => "entry",
                What::Other(_) => "other",
                What::Bad(_) => "bad",
            })
            .collect();
        assert_eq!(
            kinds,
            [
                "entry", "other", "entry", "bad", "bad", "bad", "bad", "other", "other"
            ]
        );
        assert_eq!(
            told.lines.iter().map(|line| line.n).collect::<Vec<_>>(),
            (3..=11).collect::<Vec<_>>()
        );
        let (row, first) = told.entries().next().unwrap();
        assert_eq!((row, first.into, first.out), (3, 500_000, 0));
        assert_eq!(first.note, "chuyen tien tiep theo noi dung");
        assert_eq!(
            (told.opening, told.sums),
            (Some(1_000_000), Some((200_000, 500_000)))
        );
    }

    #[test]
    fn one_column_with_signs_or_with_a_side_is_read() {
        let signed = read("Ngày;Số tiền;Mô tả\n20/05/2026;-500.000;a\n21/05/2026;+700.000;b\n");
        let sums: Vec<(i64, i64)> = signed
            .entries()
            .map(|(_, one)| (one.out, one.into))
            .collect();
        assert_eq!(sums, [(500_000, 0), (0, 700_000)]);
        let sided = read(
            "Date,Amount,Dr/Cr,Description\n20/05/2026,\"500,000\",D,a\n21/05/2026,\"700,000\",C,b\n22/05/2026,1000,?,c\n",
        );
        let sums: Vec<(i64, i64)> = sided
            .entries()
            .map(|(_, one)| (one.out, one.into))
            .collect();
        assert_eq!(sums, [(500_000, 0), (0, 700_000)]);
        assert!(matches!(sided.lines[2].what, What::Bad(_)));
    }

    #[test]
    fn what_goes_out_with_a_minus_all_down_its_column_is_no_reversal() {
        let told = read("Ngày;Ghi nợ;Ghi có;Mô tả\n20/05/2026;-500.000;;a\n21/05/2026;-1.000;;b\n");
        assert_eq!(told.entries().map(|(_, one)| one.out).sum::<i64>(), 501_000);
        let odd = read("Ngày;Ghi nợ;Ghi có;Mô tả\n20/05/2026;500.000;;a\n21/05/2026;-1.000;;b\n");
        assert!(matches!(odd.lines[1].what, What::Bad(_)));
    }
}
