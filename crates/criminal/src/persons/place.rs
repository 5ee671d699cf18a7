//! Nơi ở trước và sau 1/7/2025 (theo cây đơn vị, NQ 84/2025/UBTVQH15): a province typed by its old or new name finds both.

use chrono::NaiveDate;
use people::Units;

/// The folded words any of which an address may hold for the place typed: the words themselves; for a province also the
/// names of those that became one with it.
pub fn words(units: &Units, typed: &str, today: NaiveDate) -> Vec<String> {
    let typed = bare(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut words = vec![typed.clone()];
    for (key, name) in provinces(units, today) {
        if name != typed {
            continue;
        }
        let heir = units
            .successors(&key)
            .last()
            .map_or(key.clone(), |last| (*last).to_owned());
        let family = std::iter::once(heir.clone())
            .chain(units.predecessors(&heir).into_iter().map(str::to_owned));
        for one in family {
            let named = units.days_of(&one).iter().map(|unit| proper(&unit.name));
            for name in named {
                if !words.contains(&name) {
                    words.push(name);
                }
            }
        }
    }
    words
}

/// "Nguyễn Văn An Lâm Đồng": a province that stands at the end of a name, taken off it.
pub fn at_the_end(units: &Units, name: &str, today: NaiveDate) -> Option<(String, String)> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let known = provinces(units, today);
    [4, 3, 2].into_iter().find_map(|count| {
        let at = words.len().checked_sub(count).filter(|at| *at > 0)?;
        let place = words[at..].join(" ");
        let folded = bare(&place);
        let is_known = known.iter().any(|(_, name)| *name == folded);
        is_known.then(|| (words[..at].join(" "), place))
    })
}

/// A place as it is compared: without marks and without the word for its level.
pub fn bare(place: &str) -> String {
    let folded = text::fold(&text::clean(place));
    let mut rest = folded.trim().trim_end_matches('.');
    for level in [
        "tinh ",
        "thanh pho ",
        "tp. ",
        "tp ",
        "huyen ",
        "xa ",
        "phuong ",
        "quan ",
        "dac khu ",
    ] {
        rest = rest.strip_prefix(level).unwrap_or(rest);
    }
    rest.to_owned()
}

/// Key and bare name of every province there is or was.
fn provinces(units: &Units, today: NaiveDate) -> Vec<(String, String)> {
    let now = units
        .all_on(today)
        .filter(|unit| unit.level == people::units::Level::Province)
        .map(|unit| (unit.key.clone(), proper(&unit.name)));
    let mut all: Vec<(String, String)> = now.collect();
    let heirs: Vec<String> = all.iter().map(|(key, _)| key.clone()).collect();
    for heir in heirs {
        for old in units.predecessors(&heir) {
            let names = units.days_of(old).iter().map(|unit| proper(&unit.name));
            all.extend(names.map(|name| (old.to_owned(), name)));
        }
    }
    all
}

/// "dak nong" of "Viện kiểm sát nhân dân tỉnh Đắk Nông".
fn proper(name: &str) -> String {
    let name = name.strip_prefix("Viện kiểm sát nhân dân ").unwrap_or(name);
    let name = name.split(" (").next().unwrap_or(name);
    bare(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_province_finds_the_new_one_and_its_sisters() {
        let rows = people::units::parse(people::units::EMBEDDED_UNITS).unwrap();
        let units = Units::of(rows);
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for typed in ["Đắk Nông", "tỉnh dak nong", "Lâm Đồng", "Bình Thuận"] {
            let words = words(&units, typed, today);
            for one in ["dak nong", "lam dong", "binh thuan"] {
                assert!(words.iter().any(|word| word == one), "{typed}: {words:?}");
            }
        }
        assert_eq!(words(&units, "Xã Đức Trọng", today), ["duc trong"]);
        assert!(words(&units, "", today).is_empty());
    }
}
