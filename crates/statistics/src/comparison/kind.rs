//! Loại đối chiếu: with whom, by which move ours are found, and what the columns of their sheet may hold. Data.

use std::sync::LazyLock;

use chrono::NaiveDate;
use exchange::sheet::Head;
use serde::Deserialize;

use super::reading::Mapping;

/// Loại đối chiếu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name_vi: String,
    /// The other agency.
    pub partner_vi: String,
    /// The move by which ours are found; empty where the forms count none.
    #[serde(default)]
    pub event: String,
    /// The fact by which ours are found where no form counts a move.
    #[serde(default)]
    pub fact: String,
    /// "bị cáo", "bị can".
    pub people_vi: String,
    /// The first day of a period that is compared so.
    valid_from: NaiveDate,
    /// The last one.
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    /// Căn cứ, as the minutes name it.
    pub basis_vi: String,
    /// What of this kind must be confirmed.
    #[serde(default)]
    pub note_vi: String,
    /// What a column may hold.
    #[serde(rename = "slot")]
    pub slots: Vec<Slot>,
}

/// Điều một cột giữ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label_vi: String,
    /// What heads of columns say, without marks; the surest first.
    pub words: Vec<String>,
}

impl Kind {
    /// Every kind.
    pub fn all() -> &'static [Kind] {
        static ALL: LazyLock<Vec<Kind>> = LazyLock::new(|| {
            let one = |text: &str| {
                toml::from_str::<Kind>(text)
                    .unwrap_or_else(|fault| unreachable!("data/comparison: {fault}"))
            };
            [
                include_str!("../../data/comparison/toa-an-so-tham.toml"),
                include_str!("../../data/comparison/toa-an-phuc-tham.toml"),
                include_str!("../../data/comparison/co-quan-dieu-tra.toml"),
                include_str!("../../data/comparison/co-quan-thi-hanh-an.toml"),
            ]
            .map(one)
            .into()
        });
        &ALL
    }

    /// The kind with an id.
    pub fn named(id: &str) -> Option<&'static Kind> {
        Kind::all().iter().find(|kind| kind.id == id)
    }

    /// Whether a period that ends on that day is compared so.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The slot with an id.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// What a slot is called.
    pub fn label(&self, id: &str) -> String {
        self.slot(id)
            .map_or_else(|| id.to_owned(), |slot| slot.label_vi.clone())
    }

    /// Whether the head of a column says something known.
    pub fn knows(&self, name: &str) -> bool {
        self.slots.iter().any(|slot| fits(slot, name) > 0)
    }

    /// Which column holds what: the best fits first, each slot and each column once.
    pub fn guess(&self, head: &Head) -> Mapping {
        let mut fit: Vec<(usize, usize, &Slot)> = Vec::new();
        for (column, name) in head.names.iter().enumerate() {
            for slot in &self.slots {
                let score = fits(slot, name);
                if score > 0 {
                    fit.push((score, column, slot));
                }
            }
        }
        fit.sort_by_key(|(score, column, _)| (std::cmp::Reverse(*score), *column));
        let mut mapping = Mapping::default();
        for (_, column, slot) in fit {
            let is_taken = mapping.columns.values().any(|id| *id == slot.id);
            // One column for both makes the two single ones needless, and the other way round.
            let is_told = match slot.id.as_str() {
                "paper" => {
                    mapping.column_of("number").is_some() || mapping.column_of("on").is_some()
                }
                "number" | "on" => mapping.column_of("paper").is_some(),
                _ => false,
            };
            if !is_taken && !is_told && !mapping.columns.contains_key(&column) {
                mapping.columns.insert(column, slot.id.clone());
            }
        }
        mapping
    }
}

/// The words of a head as they are compared.
fn plain(name: &str) -> String {
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

/// How well the words of a head fit a slot: 0 not at all.
fn fits(slot: &Slot, name: &str) -> usize {
    let name = plain(name);
    let one = |words: &String| match *words == name {
        true => 1000 + words.len(),
        false if words.len() >= 5 && name.starts_with(&format!("{words} ")) => 100 + words.len(),
        false => 0,
    };
    slot.words.iter().map(one).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_and_finds_ours_by_a_known_move_or_act() {
        assert_eq!(Kind::all().len(), 4);
        let law = law::Law::embedded();
        for kind in Kind::all() {
            let mut moves = crate::course::EVENTS.iter();
            let is_move = moves.any(|word| word.code == kind.event);
            let day = "2026-11-20".parse().unwrap();
            let is_act = law.acts.on(&kind.fact, day).is_some();
            assert!(is_move != is_act, "{}: one of the two", kind.id);
            for id in ["number", "on", "name", "offence"] {
                assert!(kind.slot(id).is_some(), "{}: {id}", kind.id);
            }
            let on = |day: &str| kind.is_in_force(day.parse().unwrap());
            assert_eq!((on("2018-11-11"), on("2018-11-12")), (false, true));
        }
    }

    #[test]
    fn heads_as_courts_write_them_are_understood() {
        let kind = Kind::named("toa-an-so-tham").unwrap();
        let head = Head {
            first: 0,
            last: 0,
            names: [
                "STT",
                "Bản án / Số",
                "Bản án / Ngày",
                "Họ và tên bị cáo",
                "Điều luật",
                "Mức án",
            ]
            .map(str::to_owned)
            .into(),
            encoding: text::encoding::Encoding::Unicode,
        };
        let mapping = kind.guess(&head);
        for (column, slot) in [
            (1, "number"),
            (2, "on"),
            (3, "name"),
            (4, "offence"),
            (5, "penalty"),
        ] {
            assert_eq!(mapping.columns.get(&column).map(String::as_str), Some(slot));
        }
        assert_eq!(mapping.columns.get(&0), None);
    }
}
