//! Loại vụ việc: dân sự, hôn nhân và gia đình, kinh doanh thương mại, lao động, hành chính, phá sản, as data says it.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// Một loại vụ việc, with a register of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Kind {
    /// Its id in data.
    pub id: String,
    /// What people read.
    pub label: String,
    /// The procedure of its trial: `dan_su`, `hanh_chinh`.
    pub procedure: String,
    /// Who asks: nguyên đơn, người khởi kiện.
    pub claimant: String,
    /// Against whom: bị đơn, người bị kiện.
    pub defendant: String,
    /// Who else has rights and duties in it.
    pub related: String,
    /// Nobody has compared it with a template of the sector: cần kiểm tra.
    pub to_check: bool,
    /// Since when; none where our sources name no day.
    pub valid_from: Option<NaiveDate>,
    /// The last day.
    pub valid_to: Option<NaiveDate>,
}

/// Bên trong vụ việc.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Nguyên đơn, người khởi kiện.
    Claimant,
    /// Bị đơn, người bị kiện.
    Defendant,
    /// Người có quyền lợi, nghĩa vụ liên quan.
    Related,
}

impl Side {
    /// All, in the order in which they are named.
    pub const ALL: [Side; 3] = [Side::Claimant, Side::Defendant, Side::Related];

    /// As kept.
    pub fn id(self) -> &'static str {
        match self {
            Side::Claimant => "claimant",
            Side::Defendant => "defendant",
            Side::Related => "related",
        }
    }

    /// The side of this id.
    pub fn parse(id: &str) -> Option<Side> {
        Side::ALL.into_iter().find(|side| side.id() == id)
    }

    /// What a party on it is called in a matter of this kind.
    pub fn vi(self, kind: &Kind) -> &str {
        match self {
            Side::Claimant => &kind.claimant,
            Side::Defendant => &kind.defendant,
            Side::Related => &kind.related,
        }
    }
}

#[derive(Deserialize)]
struct Kinds {
    kind: Vec<Kind>,
}

/// Every kind, in the order of the menu.
pub fn kinds() -> &'static [Kind] {
    static ALL: OnceLock<Vec<Kind>> = OnceLock::new();
    ALL.get_or_init(
        || match toml::from_str::<Kinds>(include_str!("../../data/kinds.toml")) {
            Ok(all) => all.kind,
            Err(fault) => panic!("the kinds of civil matters cannot be read: {fault}"),
        },
    )
}

/// The kind of this id; the first one where the id is unknown.
pub fn kind(id: &str) -> &'static Kind {
    let all = kinds();
    all.iter().find(|one| one.id == id).unwrap_or(&all[0])
}

impl Kind {
    /// Whether a matter of it may be taken in on a day.
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_parties_and_what_was_not_compared_says_so() {
        assert_eq!(kinds().len(), 6);
        for one in kinds() {
            assert!(one.to_check || one.valid_from.is_some(), "{}", one.id);
            assert!(["dan_su", "hanh_chinh"].contains(&one.procedure.as_str()));
            for side in Side::ALL {
                assert!(!side.vi(one).is_empty(), "{}", one.id);
                assert_eq!(Side::parse(side.id()), Some(side));
            }
        }
        assert_eq!(Side::Defendant.vi(kind("hanh_chinh")), "Người bị kiện");
        assert_eq!(Side::parse("bi_can"), None);
    }
}
