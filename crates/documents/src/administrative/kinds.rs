//! Loại văn bản hành chính (NĐ 30/2020, Điều 7), read from data.

use std::sync::OnceLock;

use serde::Deserialize;

const DATA: &str = include_str!("../../data/administrative/types.toml");

/// Bố cục.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Tên loại và trích yếu.
    Titled,
    /// Công văn, thư công: "V/v …" under the number, no name of its kind.
    Letter,
    /// Căn cứ, thẩm quyền, "QUYẾT ĐỊNH:", các điều.
    Decision,
    /// Biên bản, bản ghi nhớ, hợp đồng: two sign side by side.
    Minutes,
    /// Giấy, phiếu: a short paper with its name.
    Slip,
}

/// Loại văn bản.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// Its id in addresses and books: `thong-bao`.
    pub id: String,
    /// Its name.
    pub name_vi: String,
    /// Chữ viết tắt in the number; empty for a letter.
    pub symbol: String,
    /// How it is laid out.
    pub layout: Layout,
    /// It has addressees.
    #[serde(default)]
    pub addressed: bool,
    /// It has bases.
    #[serde(default)]
    pub bases: bool,
    /// It takes a number.
    #[serde(default = "yes")]
    pub numbered: bool,
    /// What a new draft begins with.
    pub outline: String,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    check_vi: String,
    #[serde(rename = "type")]
    types: Vec<Type>,
}

fn file() -> &'static File {
    static READ: OnceLock<File> = OnceLock::new();
    READ.get_or_init(|| {
        toml::from_str(DATA).unwrap_or(File {
            check_vi: String::new(),
            types: Vec::new(),
        })
    })
}

/// Every type, the usual ones first.
pub fn all() -> &'static [Type] {
    &file().types
}

/// The type of this id.
pub fn named(id: &str) -> Option<&'static Type> {
    all().iter().find(|one| one.id == id)
}

/// What a person checks before relying on the data.
pub fn check_vi() -> &'static str {
    &file().check_vi
}

impl Type {
    /// The form of its drafts.
    pub fn form(&self) -> String {
        format!("{}{}", super::FORM, self.id)
    }

    /// Its name as it stands over the paper; none for a letter.
    pub fn title(&self) -> String {
        match self.layout {
            Layout::Letter => String::new(),
            _ => self.name_vi.to_uppercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decree_names_twenty_nine_types_each_with_its_own_sign() {
        assert_eq!(all().len(), 29);
        let mut signs: Vec<&str> = all()
            .iter()
            .map(|one| one.symbol.as_str())
            .filter(|sign| !sign.is_empty())
            .collect();
        let count = signs.len();
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), count);
        assert!(check_vi().starts_with("Cần kiểm tra"));
    }
}
