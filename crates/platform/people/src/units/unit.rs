//! Một đơn vị trong một quãng ngày: a unit while it kept its name, parent and level.

use chrono::NaiveDate;
use text::alphabet::sort_key;

use super::Level;

/// From before anything recorded here.
pub const OPEN_START: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// No end in sight.
pub const OPEN_END: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

/// Đơn vị trong một quãng ngày.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The stable key, such as `P68`; it outlives names and parents.
    pub key: String,
    /// The official name in those days.
    pub name: String,
    /// Its level.
    pub level: Level,
    /// The unit directly above.
    pub parent: Option<String>,
    /// The first day, or [`OPEN_START`].
    pub from: NaiveDate,
    /// The last day, or [`OPEN_END`].
    pub to: NaiveDate,
    /// The unit that took over, once this one was merged.
    pub successor: Option<String>,
    /// The official code of its area.
    pub code: Option<String>,
    /// How sure the source is.
    pub certainty: String,
    /// Where it was read.
    pub source: String,
    /// Remarks of the source.
    pub notes: String,
}

impl Unit {
    /// Whether these days hold `day`.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }

    /// The last day, if the unit has one.
    pub fn last_day(&self) -> Option<NaiveDate> {
        (self.to != OPEN_END).then_some(self.to)
    }

    /// The first day, if it is known.
    pub fn first_day(&self) -> Option<NaiveDate> {
        (self.from != OPEN_START).then_some(self.from)
    }

    /// Cần kiểm tra: the source does not settle this unit.
    pub fn needs_check(&self) -> bool {
        !self.certainty.starts_with("confirmed")
    }

    /// VKSND tỉnh Lâm Đồng: the name with its long beginning shortened.
    pub fn short_name(&self) -> String {
        shortened(&self.name)
    }

    /// The key by which lists of units are sorted: level, then the proper name as Vietnamese lists do, "khu vực 2"
    /// before "khu vực 10".
    pub fn order(&self) -> (Level, String) {
        (self.level, sort_key(&padded(proper_name(&self.name))))
    }
}

/// VKSND for Viện kiểm sát nhân dân.
pub fn shortened(name: &str) -> String {
    match name.strip_prefix("Viện kiểm sát nhân dân ") {
        Some(rest) => format!("VKSND {rest}"),
        None => name.to_owned(),
    }
}

/// "Lâm Đồng" of "Viện kiểm sát nhân dân tỉnh Lâm Đồng": by what people look for it.
pub(super) fn proper_name(name: &str) -> &str {
    let mut rest = name;
    for beginning in [
        "Viện kiểm sát nhân dân ",
        "tỉnh ",
        "thành phố ",
        "Thành phố ",
    ] {
        rest = rest.strip_prefix(beginning).unwrap_or(rest);
    }
    rest
}

fn padded(name: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for letter in name.chars().chain([' ']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        if !digits.is_empty() {
            out += &format!("{digits:0>4}");
            digits.clear();
        }
        out.push(letter);
    }
    out.truncate(out.trim_end().len());
    out
}
