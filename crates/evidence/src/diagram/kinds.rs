//! Các loại sơ đồ, phần tử, quan hệ, vai trò.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::drawing::Symbol;

/// Loại sơ đồ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiagramKind {
    /// Quan hệ của người và pháp nhân.
    Relations,
    /// Diễn biến sự việc.
    Events,
    /// Tổ chức, vai trò đồng phạm.
    Organisation,
    /// Trình tự tố tụng.
    Procedure,
}

impl DiagramKind {
    /// All of them, in the order they are offered.
    pub const ALL: [DiagramKind; 4] = [
        DiagramKind::Relations,
        DiagramKind::Events,
        DiagramKind::Organisation,
        DiagramKind::Procedure,
    ];

    /// As it is kept.
    pub fn id(self) -> &'static str {
        match self {
            DiagramKind::Relations => "quan_he",
            DiagramKind::Events => "dien_bien",
            DiagramKind::Organisation => "to_chuc",
            DiagramKind::Procedure => "to_tung",
        }
    }

    /// Of an id.
    pub fn of_id(id: &str) -> Option<DiagramKind> {
        Self::ALL.into_iter().find(|one| one.id() == id)
    }

    /// What people call it.
    pub fn name_vi(self) -> &'static str {
        match self {
            DiagramKind::Relations => "Sơ đồ mối quan hệ",
            DiagramKind::Events => "Sơ đồ diễn biến sự việc",
            DiagramKind::Organisation => "Sơ đồ tổ chức, vai trò",
            DiagramKind::Procedure => "Sơ đồ trình tự tố tụng",
        }
    }

    /// Whether time decides where its parts stand.
    pub fn is_timeline(self) -> bool {
        matches!(self, DiagramKind::Events | DiagramKind::Procedure)
    }

    /// What may be added in it.
    pub fn symbols(self) -> &'static [Symbol] {
        use Symbol::{
            Account, Accused, Act, Document, Event, Exhibit, Organisation, Person, Phone, Place,
            Vehicle, Victim, Witness,
        };
        match self {
            DiagramKind::Relations => &[
                Accused,
                Victim,
                Witness,
                Person,
                Organisation,
                Account,
                Phone,
                Vehicle,
                Place,
                Exhibit,
                Document,
            ],
            DiagramKind::Events => &[Event, Accused, Victim, Witness, Person],
            DiagramKind::Organisation => &[Accused, Person, Organisation],
            DiagramKind::Procedure => &[Act],
        }
    }

    /// Whether a thing of this kind stands in it.
    pub fn shows(self, symbol: Symbol) -> bool {
        match self {
            DiagramKind::Organisation => {
                matches!(symbol, Symbol::Accused | Symbol::Organisation)
            }
            kind => kind.symbols().contains(&symbol),
        }
    }
}

/// Loại quan hệ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LinkKind {
    /// As it is kept.
    pub id: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// It leads from one to the other.
    pub is_directed: bool,
}

/// A relation between two events: the one leads to the other.
pub const CAUSE: &str = "dan_toi";
/// One who gives orders to another.
pub const COMMANDS: &str = "chi_dao";

/// Quan hệ giữa hai phần tử.
pub const LINKS: [LinkKind; 12] = [
    link("gia_dinh", "Gia đình, họ hàng", false),
    link("quen_biet", "Quen biết", false),
    link("lao_dong", "Cùng làm, làm thuê", false),
    link(COMMANDS, "Chỉ đạo, phân công", true),
    link("ban_bac", "Bàn bạc, cùng thực hiện", false),
    link("lien_lac", "Liên lạc", false),
    link("xam_pham", "Hành vi xâm hại", true),
    link("chuyen_giao", "Chuyển, giao", true),
    link("so_huu", "Sở hữu, sử dụng", true),
    link("lien_quan", "Liên quan", false),
    link("khai_ve", "Khai về", true),
    link(CAUSE, "Dẫn tới", true),
];

const fn link(id: &'static str, label: &'static str, is_directed: bool) -> LinkKind {
    LinkKind {
        id,
        label,
        is_directed,
    }
}

/// The kind of a relation.
pub fn link_kind(id: &str) -> Option<LinkKind> {
    LINKS.into_iter().find(|one| one.id == id)
}

/// Vai trò đồng phạm in force from a day.
#[derive(Debug, Clone, Deserialize)]
pub struct RoleSet {
    /// The first day it is in force.
    pub valid_from: NaiveDate,
    /// The article.
    pub article: String,
    /// Its wording must be checked.
    pub to_check: bool,
    /// The roles, in the order they are drawn.
    pub role: Vec<Role>,
}

/// Một vai trò.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its id in data.
    pub id: String,
    /// What people read.
    pub label: String,
}

#[derive(Deserialize)]
struct Data {
    roles: Vec<RoleSet>,
}

/// Vai trò đồng phạm on a day.
pub fn roles_on(day: NaiveDate) -> &'static RoleSet {
    static DATA: OnceLock<Data> = OnceLock::new();
    let data = DATA.get_or_init(
        || match toml::from_str(include_str!("../../data/diagram.toml")) {
            Ok(data) => data,
            Err(fault) => panic!("the roles of an offence cannot be read: {fault}"),
        },
    );
    let all = &data.roles;
    let begun = all.iter().filter(|set| set.valid_from <= day);
    begun.max_by_key(|set| set.valid_from).unwrap_or(&all[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_diagram_shows_what_may_be_added_in_it_and_roles_carry_their_article() {
        for kind in DiagramKind::ALL {
            assert_eq!(DiagramKind::of_id(kind.id()), Some(kind));
            assert!(kind.symbols().iter().any(|one| kind.shows(*one)));
        }
        let roles = roles_on(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(
            (roles.article.as_str(), roles.to_check, roles.role.len()),
            ("BLHS Đ.17", true, 4)
        );
        assert!(link_kind(CAUSE).is_some_and(|one| one.is_directed));
    }
}
