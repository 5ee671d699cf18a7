//! Người trở lại: some of the accused were accused before. Who they are is drawn apart from everything else, so that the
//! other stories stay as they are.

use chrono::{Duration, NaiveDate};

use crate::chance::Chance;
use crate::names;

/// Một người có trong nhiều hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returning {
    /// Their name, at times as a scanner misread it.
    pub name: String,
    /// Whether it is a woman.
    pub is_woman: bool,
    /// Their day of birth.
    pub born_on: NaiveDate,
    /// Their number; empty where a file does not know it.
    pub id_no: String,
    /// Where they live.
    pub address: String,
}

/// Of a hundred accused so many were accused before.
const OFTEN: i64 = 7;
/// So many people return to one unit.
const PEOPLE: i64 = 24;

/// Who this accused is, when they are one of those who return: told from the name drawn for them and the day of the case.
pub fn returning(unit: &str, province: &str, name: &str, opened: NaiveDate) -> Option<Returning> {
    let day = u64::try_from(
        opened
            .signed_duration_since(NaiveDate::default())
            .num_days(),
    )
    .ok()?;
    let mut own = Chance::new(hash(name), day ^ hash(unit));
    if !own.percent(OFTEN) {
        return None;
    }
    let who = u64::try_from(own.between(1, PEOPLE)).unwrap_or(1);
    let mut life = Chance::new(hash(unit), who);
    let (name, is_woman) = names::person(&mut life);
    // All of age on the first day of any story, and none too old for the last.
    let born_on = NaiveDate::from_ymd_opt(1968, 1, 1)? + Duration::days(life.between(0, 26 * 365));
    let id_no = format!("0681{:08}", life.between(1, 99_999_999));
    let address = names::address(&mut life, province);
    Some(Returning {
        name: match own.percent(12) {
            true => misread(&name),
            false => name,
        },
        is_woman,
        born_on,
        id_no: if own.percent(25) {
            String::new()
        } else {
            id_no
        },
        address,
    })
}

/// One letter read for another, as scans of worn papers come.
fn misread(name: &str) -> String {
    for (letter, read) in [("o", "0"), ("u", "n"), ("c", "e"), ("i", "l")] {
        if let Some(at) = name.rfind(letter) {
            return format!("{}{read}{}", &name[..at], &name[at + letter.len()..]);
        }
    }
    name.to_owned()
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_return_to_a_unit_and_are_the_same_each_time() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
        let all: Vec<Returning> = (0..2_000)
            .filter_map(|n| returning("P68-KV03", "Lâm Đồng", &format!("Người {n}"), day))
            .collect();
        assert!((80..220).contains(&all.len()), "{}", all.len());
        let known: Vec<&Returning> = all.iter().filter(|one| !one.id_no.is_empty()).collect();
        for one in &known {
            let same: Vec<_> = known
                .iter()
                .filter(|other| other.id_no == one.id_no)
                .collect();
            assert!(same.len() > 1, "they return");
            assert!(same.iter().all(|other| other.born_on == one.born_on));
            assert!(
                same.iter()
                    .all(|other| other.name.chars().count() == one.name.chars().count())
            );
        }
    }
}
