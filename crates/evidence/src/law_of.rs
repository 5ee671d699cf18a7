//! Luật về chứng cứ, as data says it: sources of evidence (BLTTHS Đ.87), points to prove (Đ.85), elements of an offence.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// Nguồn chứng cứ in force from a day.
#[derive(Debug, Clone, Deserialize)]
pub struct KindSet {
    /// The first day it is in force.
    pub valid_from: NaiveDate,
    /// The article.
    pub article: String,
    /// Its wording must be checked.
    pub to_check: bool,
    /// The kinds, in the order of the article.
    pub kind: Vec<Kind>,
}

/// Một loại nguồn chứng cứ.
#[derive(Debug, Clone, Deserialize)]
pub struct Kind {
    /// Its id in data.
    pub id: String,
    /// What people read.
    pub label: String,
}

/// Những vấn đề phải chứng minh in force from a day.
#[derive(Debug, Clone, Deserialize)]
pub struct PointSet {
    /// The first day it is in force.
    pub valid_from: NaiveDate,
    /// The article.
    pub article: String,
    /// Its wording must be checked.
    pub to_check: bool,
    /// The points, in the order of the article.
    pub point: Vec<LawPoint>,
}

/// Một vấn đề phải chứng minh.
#[derive(Debug, Clone, Deserialize)]
pub struct LawPoint {
    /// Its id in data.
    pub id: String,
    /// The clause: "k.1".
    pub clause: String,
    /// What people read.
    pub label: String,
    /// Proved for each accused apart.
    pub by_person: bool,
}

/// Các yếu tố cấu thành tội phạm in use from a day.
#[derive(Debug, Clone, Deserialize)]
pub struct ElementSet {
    /// The first day it is in use.
    pub valid_from: NaiveDate,
    /// Where it comes from.
    pub article: String,
    /// It must be checked.
    pub to_check: bool,
    /// The elements.
    pub element: Vec<Kind>,
}

#[derive(Deserialize)]
struct Data {
    kinds: Vec<KindSet>,
    points: Vec<PointSet>,
    elements: Vec<ElementSet>,
}

fn data() -> &'static Data {
    static DATA: OnceLock<Data> = OnceLock::new();
    DATA.get_or_init(
        || match toml::from_str(include_str!("../data/evidence.toml")) {
            Ok(data) => data,
            Err(fault) => panic!("the law on evidence cannot be read: {fault}"),
        },
    )
}

/// The set in force on a day; the first one before any.
fn on<T>(all: &'static [T], day: NaiveDate, from: impl Fn(&T) -> NaiveDate) -> &'static T {
    let begun = all.iter().filter(|one| from(one) <= day);
    begun.max_by_key(|one| from(one)).unwrap_or(&all[0])
}

/// Nguồn chứng cứ on a day.
pub fn kinds_on(day: NaiveDate) -> &'static KindSet {
    on(&data().kinds, day, |set| set.valid_from)
}

/// Những vấn đề phải chứng minh on a day.
pub fn points_on(day: NaiveDate) -> &'static PointSet {
    on(&data().points, day, |set| set.valid_from)
}

/// Các yếu tố cấu thành on a day.
pub fn elements_on(day: NaiveDate) -> &'static ElementSet {
    on(&data().elements, day, |set| set.valid_from)
}

/// What people read for a kind of any day; empty for none.
pub fn kind_vi(id: &str) -> &'static str {
    let all = data().kinds.iter().flat_map(|set| &set.kind);
    all.into_iter()
        .find(|kind| kind.id == id)
        .map_or("", |kind| &kind.label)
}

/// "BLTTHS Đ.85 (cần kiểm tra)".
pub fn cited(article: &str, to_check: bool) -> String {
    match to_check {
        true => format!("{article} (cần kiểm tra)"),
        false => article.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_set_is_read_and_names_each_thing_once() {
        let data = data();
        let ids = |all: Vec<&str>| {
            let once: BTreeSet<&str> = all.iter().copied().collect();
            assert_eq!(once.len(), all.len(), "{all:?}");
            assert!(!all.is_empty() && all.iter().all(|id| !id.contains('/')));
        };
        for set in &data.kinds {
            ids(set.kind.iter().map(|one| one.id.as_str()).collect());
        }
        for set in &data.points {
            ids(set.point.iter().map(|one| one.id.as_str()).collect());
        }
        for set in &data.elements {
            ids(set.element.iter().map(|one| one.id.as_str()).collect());
        }
    }

    #[test]
    fn a_day_before_any_set_has_the_first_one() {
        let old = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
        assert_eq!(points_on(old).article, "BLTTHS Đ.85");
        assert_eq!(kind_vi("vat_chung"), "Vật chứng");
        assert_eq!(kind_vi("khac"), "");
    }
}
