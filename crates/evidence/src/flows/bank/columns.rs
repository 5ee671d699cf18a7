//! Cột của sao kê: what a column holds, told by the words over it; a person confirms and the choice is remembered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Nội dung của một cột.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// Ngày giao dịch.
    Day,
    /// Số tiền ghi nợ: paid out of the account.
    Debit,
    /// Số tiền ghi có: paid into the account.
    Credit,
    /// Số tiền in one column, with its sign or with a column beside it that says which.
    Amount,
    /// Nợ hay có.
    Side,
    /// Số dư sau giao dịch.
    Balance,
    /// Nội dung.
    Note,
    /// Mã giao dịch, số bút toán.
    Code,
    /// Số tài khoản đối ứng.
    OtherAccount,
    /// Tên bên đối ứng.
    OtherName,
    /// Ngân hàng đối ứng.
    OtherBank,
}

impl Slot {
    /// Every slot, in the order in which a person is asked.
    pub const ALL: [Slot; 11] = [
        Slot::Day,
        Slot::Debit,
        Slot::Credit,
        Slot::Amount,
        Slot::Side,
        Slot::Balance,
        Slot::Note,
        Slot::Code,
        Slot::OtherAccount,
        Slot::OtherName,
        Slot::OtherBank,
    ];

    /// As a form sends it.
    pub fn id(self) -> &'static str {
        match self {
            Slot::Day => "day",
            Slot::Debit => "debit",
            Slot::Credit => "credit",
            Slot::Amount => "amount",
            Slot::Side => "side",
            Slot::Balance => "balance",
            Slot::Note => "note",
            Slot::Code => "code",
            Slot::OtherAccount => "other_account",
            Slot::OtherName => "other_name",
            Slot::OtherBank => "other_bank",
        }
    }

    /// Read back.
    pub fn named(id: &str) -> Option<Slot> {
        Slot::ALL.into_iter().find(|slot| slot.id() == id)
    }

    /// As a person reads it.
    pub fn vi(self) -> &'static str {
        match self {
            Slot::Day => "Ngày giao dịch",
            Slot::Debit => "Ghi nợ (tiền ra)",
            Slot::Credit => "Ghi có (tiền vào)",
            Slot::Amount => "Số tiền (một cột)",
            Slot::Side => "Nợ hay có",
            Slot::Balance => "Số dư sau giao dịch",
            Slot::Note => "Nội dung",
            Slot::Code => "Mã giao dịch",
            Slot::OtherAccount => "Số tài khoản đối ứng",
            Slot::OtherName => "Tên bên đối ứng",
            Slot::OtherBank => "Ngân hàng đối ứng",
        }
    }

    /// What banks write over such a column, without marks.
    fn words(self) -> &'static [&'static str] {
        match self {
            Slot::Day => &[
                "ngay giao dich",
                "ngay gd",
                "ngay gio giao dich",
                "thoi gian giao dich",
                "ngay gio",
                "ngay hach toan",
                "ngay thuc hien",
                "ngay",
                "thoi gian",
                "transaction date",
                "posting date",
                "tnx date",
                "date",
            ],
            Slot::Debit => &[
                "so tien ghi no",
                "phat sinh no",
                "ps no",
                "ghi no",
                "tien ra",
                "so tien rut",
                "rut ra",
                "rut tien",
                "no",
                "debit",
                "withdrawal",
                "chi",
            ],
            Slot::Credit => &[
                "so tien ghi co",
                "phat sinh co",
                "ps co",
                "ghi co",
                "tien vao",
                "so tien gui",
                "gui vao",
                "gui tien",
                "co",
                "credit",
                "deposit",
                "thu",
            ],
            Slot::Amount => &[
                "so tien giao dich",
                "gia tri giao dich",
                "so tien",
                "thay doi",
                "amount",
            ],
            Slot::Side => &[
                "no co",
                "ghi no ghi co",
                "loai giao dich",
                "loai gd",
                "dr cr",
                "d c",
                "loai",
                "chieu",
            ],
            Slot::Balance => &[
                "so du sau giao dich",
                "so du luy ke",
                "so du cuoi",
                "so du",
                "running balance",
                "balance",
            ],
            Slot::Note => &[
                "noi dung giao dich",
                "noi dung chi tiet",
                "noi dung",
                "dien giai",
                "mo ta",
                "transactions in detail",
                "transaction detail",
                "description",
                "details",
                "remark",
            ],
            Slot::Code => &[
                "so but toan",
                "ma giao dich",
                "ma gd",
                "so giao dich",
                "so gd",
                "so tham chieu",
                "ma tham chieu",
                "so chung tu",
                "so ct",
                "reference",
                "ref no",
                "tnx no",
                "doc no",
                "trace",
            ],
            Slot::OtherAccount => &[
                "so tai khoan doi ung",
                "tai khoan doi ung",
                "so tk doi ung",
                "tk doi ung",
                "tai khoan doi tac",
                "so tai khoan thu huong",
                "tai khoan thu huong",
                "so tk doi tac",
                "correspondent account",
                "offset account",
                "counter account",
                "beneficiary account",
                "remitter account",
            ],
            Slot::OtherName => &[
                "ten tai khoan doi ung",
                "ten chu tai khoan doi ung",
                "ten tk doi ung",
                "ten doi ung",
                "ten doi tac",
                "don vi thu huong",
                "nguoi thu huong",
                "don vi chuyen",
                "nguoi chuyen",
                "nguoi nhan",
                "ben doi ung",
                "doi tac",
                "doi tuong",
                "beneficiary name",
                "remitter name",
                "counterparty",
                "remitter",
                "beneficiary",
            ],
            Slot::OtherBank => &[
                "ngan hang doi ung",
                "ngan hang doi tac",
                "ngan hang thu huong",
                "ngan hang",
                "remitter bank",
                "beneficiary bank",
                "bank",
            ],
        }
    }
}

/// Cách ghép cột, as it is remembered for a head of the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// What each column holds.
    pub columns: BTreeMap<usize, Slot>,
    /// Days stand as month/day/year.
    #[serde(default)]
    pub month_first: bool,
}

impl Mapping {
    /// The column of a slot.
    pub fn column(&self, slot: Slot) -> Option<usize> {
        self.columns
            .iter()
            .find(|(_, its)| **its == slot)
            .map(|(at, _)| *at)
    }

    /// Why a sheet cannot be read so.
    pub fn faults(&self) -> Vec<&'static str> {
        let has = |slot| self.column(slot).is_some();
        let mut faults = Vec::new();
        if !has(Slot::Day) {
            faults.push(super::super::messages::NO_DAY_COLUMN);
        }
        match (has(Slot::Debit) || has(Slot::Credit), has(Slot::Amount)) {
            (false, false) => faults.push(super::super::messages::NO_AMOUNT_COLUMN),
            (true, true) => faults.push(super::super::messages::TWO_AMOUNT_COLUMNS),
            _ => {}
        }
        for slot in Slot::ALL {
            if self.columns.values().filter(|its| **its == slot).count() > 1 {
                faults.push(super::super::messages::SAME_COLUMN_TWICE);
                break;
            }
        }
        faults
    }
}

/// Letters and figures with single spaces between them, without marks.
fn bare(name: &str) -> String {
    let folded = text::fold(name);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// How well a name speaks of a slot; 0 not at all.
fn likeness(name: &str, slot: Slot) -> usize {
    let padded = format!(" {name} ");
    let score = |words: &&str| match name == *words {
        true => 1_000 + words.len(),
        false if padded.contains(&format!(" {words} ")) => words.len(),
        false => 0,
    };
    slot.words().iter().map(score).max().unwrap_or(0)
}

/// Whether a name over a column is known at all.
pub fn knows(name: &str) -> bool {
    let name = bare(name);
    Slot::ALL.iter().any(|slot| likeness(&name, *slot) > 0)
}

/// The mapping that the names propose: the surest pair first, each slot and each column once.
pub fn guess(names: &[String]) -> Mapping {
    let mut pairs: Vec<(usize, Slot, usize)> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        let name = bare(name);
        let known = Slot::ALL.map(|slot| (likeness(&name, slot), slot, at));
        pairs.extend(known.into_iter().filter(|(score, ..)| *score > 0));
    }
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.2.cmp(&b.2)));
    let mut mapping = Mapping::default();
    for (_, slot, at) in pairs {
        let is_free = !mapping.columns.contains_key(&at) && mapping.column(slot).is_none();
        // One column of sums and two of them do not stand side by side.
        let is_second = match slot {
            Slot::Amount => {
                mapping.column(Slot::Debit).is_some() || mapping.column(Slot::Credit).is_some()
            }
            Slot::Debit | Slot::Credit => mapping.column(Slot::Amount).is_some(),
            _ => false,
        };
        if is_free && !is_second {
            mapping.columns.insert(at, slot);
        }
    }
    mapping
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[Option<Slot>]) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mapping = guess(&names);
        let found: Vec<Option<Slot>> = (0..names.len())
            .map(|at| mapping.columns.get(&at).copied())
            .collect();
        assert_eq!(found, expected, "{names:?}");
        assert!(mapping.faults().is_empty(), "{names:?}");
    }

    #[test]
    fn the_columns_of_bank_sheets_are_known_by_their_words() {
        use Slot::*;
        check(
            &[
                "STT",
                "Ngày giao dịch / Transaction Date",
                "Số bút toán",
                "Diễn giải",
                "Phát sinh nợ",
                "Phát sinh có",
                "Số dư",
            ],
            &[
                None,
                Some(Day),
                Some(Code),
                Some(Note),
                Some(Debit),
                Some(Credit),
                Some(Balance),
            ],
        );
        check(
            &[
                "Ngày",
                "Ngày hiệu lực",
                "Số tiền ghi nợ",
                "Số tiền ghi có",
                "Số dư sau giao dịch",
                "Nội dung chi tiết",
                "Tên tài khoản đối ứng",
                "Tài khoản đối ứng",
                "Ngân hàng đối ứng",
            ],
            &[
                Some(Day),
                None,
                Some(Debit),
                Some(Credit),
                Some(Balance),
                Some(Note),
                Some(OtherName),
                Some(OtherAccount),
                Some(OtherBank),
            ],
        );
        check(
            &["Date", "Amount", "Dr/Cr", "Description", "Balance"],
            &[
                Some(Day),
                Some(Amount),
                Some(Side),
                Some(Note),
                Some(Balance),
            ],
        );
        check(
            &[
                "Thời gian giao dịch",
                "Số tiền (VND)",
                "Số tham chiếu",
                "Người thụ hưởng",
                "Mô tả",
            ],
            &[
                Some(Day),
                Some(Amount),
                Some(Code),
                Some(OtherName),
                Some(Note),
            ],
        );
    }

    #[test]
    fn a_mapping_without_day_or_sum_says_what_is_missing() {
        let mapping = Mapping::default();
        assert_eq!(mapping.faults().len(), 2);
        let twice = Mapping {
            columns: [(0, Slot::Day), (1, Slot::Day), (2, Slot::Amount)].into(),
            month_first: false,
        };
        assert_eq!(twice.faults().len(), 1);
    }
}
