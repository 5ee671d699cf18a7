//! Tìm đơn vị: two letters are enough, with or without marks; "ld" finds Lâm Đồng, "kv3" khu vực 3.

use chrono::NaiveDate;
use text::{clean, fold};

use super::{Unit, Units, unit::proper_name};

impl Units {
    /// The units of a day that answer to what was typed, the likeliest first. Fewer than two letters find nothing.
    pub fn search(&self, typed: &str, day: NaiveDate, limit: usize) -> Vec<&Unit> {
        let marked = clean(typed).to_lowercase();
        let typed = fold(&marked);
        if typed.chars().count() < 2 {
            return Vec::new();
        }
        let ranked = self
            .all_on(day)
            .filter_map(|unit| Some((rank(unit, &typed, &marked)?, unit.order(), unit)));
        let mut found: Vec<_> = ranked.collect();
        found.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        found
            .into_iter()
            .take(limit)
            .map(|(_, _, unit)| unit)
            .collect()
    }
}

/// How well a unit answers: 0 is best. Marks that were typed count before the same letters without them.
fn rank(unit: &Unit, typed: &str, marked: &str) -> Option<u8> {
    let proper = fold(proper_name(&unit.name));
    let whole = fold(&unit.short_name());
    let pieces = typed.split(' ');
    match () {
        () if fold(&unit.key) == typed => Some(0),
        () if proper_name(&unit.name).to_lowercase().starts_with(marked) => Some(1),
        () if proper.starts_with(typed) => Some(2),
        () if starts_a_word(&proper, typed) => Some(3),
        () if initials(&proper).starts_with(typed) => Some(4),
        () if initials(&whole).contains(typed) => Some(5),
        () if pieces.clone().all(|piece| starts_a_word(&whole, piece)) => Some(6),
        () if pieces.clone().all(|piece| whole.contains(piece)) => Some(7),
        () => None,
    }
}

fn starts_a_word(text: &str, typed: &str) -> bool {
    text.match_indices(typed).any(|(at, _)| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    })
}

/// "kv3ld" of "khu vuc 3 - lam dong": first letters, and numbers whole.
fn initials(folded: &str) -> String {
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words
        .map(|word| match word.chars().all(|c| c.is_ascii_digit()) {
            true => word.to_owned(),
            false => word.chars().take(1).collect(),
        })
        .collect()
}
