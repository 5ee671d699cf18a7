//! Tòa án gợi ý: courts stand where procuracies stand (Tòa án nhân dân cấp tỉnh, khu vực), so the list of units names them
//! too. A name taken over so is a proposal, to be compared with the paper.

use chrono::NaiveDate;
use people::units::{Level, Unit, Units};

/// Beside every court that is known only through its procuracy.
const TO_COMPARE: &str = "suy từ danh mục Viện kiểm sát, cần kiểm tra";
/// How a procuracy's name begins, and its court's.
const BEGINNINGS: (&str, &str) = ("Viện kiểm sát nhân dân ", "Tòa án nhân dân ");

/// The courts of a procuracy's own places first, then those of the units whose list has a source; each with a word of care.
pub(super) fn courts(tree: &Units, own: &str, day: NaiveDate) -> Vec<(String, String)> {
    let own = tree.procuracy_of(own, day);
    let above = own
        .map(|own| tree.ancestors(&own.key, day))
        .unwrap_or_default();
    let near: Vec<&Unit> = own.into_iter().chain(above).collect();
    let mut others: Vec<&Unit> = tree
        .all_on(day)
        .filter(|unit| has_source(unit) && near.iter().all(|one| one.key != unit.key))
        .collect();
    let is_near = |unit: &Unit| {
        let parent = unit.parent.as_deref();
        near.iter().any(|one| Some(one.key.as_str()) == parent) && unit.level == Level::Region
    };
    others.sort_by_cached_key(|unit| (!is_near(unit), unit.order()));
    near.into_iter()
        .chain(others)
        .filter_map(court_of)
        .map(|name| (name, TO_COMPARE.to_owned()))
        .collect()
}

/// The court beside a procuracy of a province or a region.
fn court_of(unit: &Unit) -> Option<String> {
    if !matches!(unit.level, Level::Province | Level::Region) {
        return None;
    }
    let place = unit.name.strip_prefix(BEGINNINGS.0)?;
    Some(format!("{}{place}", BEGINNINGS.1))
}

/// Whether the unit itself, or the list of courts it was taken from, has a source; counts that are guessed have none.
fn has_source(unit: &Unit) -> bool {
    let told = unit.certainty.as_str();
    told.starts_with("confirmed") || told.contains("tòa án") || told.contains("hai nguồn")
}

#[cfg(test)]
mod tests {
    use super::*;
    use people::units::{OPEN_END, OPEN_START};

    fn unit(key: &str, name: &str, level: Level, parent: Option<&str>, certainty: &str) -> Unit {
        Unit {
            key: key.into(),
            name: name.into(),
            level,
            parent: parent.map(str::to_owned),
            from: OPEN_START,
            to: OPEN_END,
            successor: None,
            code: None,
            certainty: certainty.into(),
            source: String::new(),
            notes: String::new(),
        }
    }

    #[test]
    fn ones_own_courts_come_first_and_a_court_of_a_guessed_unit_is_not_offered() {
        let region = |key: &str, n: u8, parent: &str, told: &str| {
            let name = format!("Viện kiểm sát nhân dân khu vực {n} - {parent}");
            unit(key, &name, Level::Region, Some(parent), told)
        };
        let province =
            |key: &str, name: &str| unit(key, name, Level::Province, Some("TC"), "confirmed");
        let tree = Units::of(vec![
            unit(
                "TC",
                "Viện kiểm sát nhân dân tối cao",
                Level::Supreme,
                None,
                "confirmed",
            ),
            province("A", "Viện kiểm sát nhân dân tỉnh A"),
            province("B", "Viện kiểm sát nhân dân tỉnh B"),
            region("B1", 1, "B", "confirmed"),
            region(
                "A2",
                2,
                "A",
                "số lượng suy từ danh sách tòa án khu vực (khá chắc)",
            ),
            region("A1", 1, "A", "số lượng chưa chắc"),
            region("B2", 2, "B", "số lượng chưa chắc"),
        ]);
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let found = courts(&tree, "A1", day);
        let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(
            names,
            [
                "Tòa án nhân dân khu vực 1 - A",
                "Tòa án nhân dân tỉnh A",
                "Tòa án nhân dân khu vực 2 - A",
                "Tòa án nhân dân tỉnh B",
                "Tòa án nhân dân khu vực 1 - B",
            ]
        );
        assert!(
            found
                .iter()
                .all(|(_, words)| words.contains("cần kiểm tra"))
        );
    }
}
