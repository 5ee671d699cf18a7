//! Họ, tên đệm, tên: the parts of a Vietnamese name, and lists sorted by given name.

use crate::alphabet::sort_key;
use crate::normal::clean;

/// Họ, chữ đệm, tên of "Thái Doãn Lâm": family name Thái, middle Doãn, given name Lâm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Họ.
    pub family: String,
    /// Chữ đệm, empty when there is none.
    pub middle: String,
    /// Tên, by which people are called and sorted.
    pub given: String,
}

impl Name {
    /// Splits at the first and the last word; a single word is a given name.
    pub fn split(full: &str) -> Name {
        let full = clean(full);
        let words: Vec<&str> = full.split(' ').filter(|word| !word.is_empty()).collect();
        match words.as_slice() {
            [] => Name {
                family: String::new(),
                middle: String::new(),
                given: String::new(),
            },
            [given] => Name {
                family: String::new(),
                middle: String::new(),
                given: (*given).into(),
            },
            [family, middle @ .., given] => Name {
                family: (*family).into(),
                middle: middle.join(" "),
                given: (*given).into(),
            },
        }
    }
}

/// Sắp xếp theo tên: given name, then family name, then the middle; decimal digits only (see [`sort_key`]).
pub fn name_sort_key(full: &str) -> String {
    let name = Name::split(full);
    let rest = format!("{} {}", name.family, name.middle);
    // Equal letters have equally many tone digits, so the second half never mixes with the first.
    sort_key(&name.given) + &sort_key(rest.trim_end())
}

/// THÁI DOÃN LÂM or thái doãn lâm as the papers print it: "Thái Doãn Lâm".
pub fn title_case(full: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| {
            first
                .to_uppercase()
                .chain(letters.flat_map(char::to_lowercase))
                .collect()
        })
    };
    clean(full)
        .split(' ')
        .map(capital)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_family_a_middle_and_a_given_part() {
        for (full, family, middle, given) in [
            ("Thái Doãn Lâm", "Thái", "Doãn", "Lâm"),
            ("Phạm  Ngân", "Phạm", "", "Ngân"),
            ("Trần Thị Bích Ngọc", "Trần", "Thị Bích", "Ngọc"),
            ("Lâm", "", "", "Lâm"),
            ("", "", "", ""),
        ] {
            let name = Name::split(full);
            assert_eq!(
                (
                    name.family.as_str(),
                    name.middle.as_str(),
                    name.given.as_str()
                ),
                (family, middle, given)
            );
        }
    }

    #[test]
    fn people_are_listed_by_given_name() {
        let in_order = [
            "Vũ An",
            "Trần Văn Án",
            "Đỗ Văn Anh",
            "Nguyễn Thị Ân",
            "Bùi Dũng",
            "Lê Văn Dũng",
            "Phạm Đạt",
        ];
        let mut sorted = in_order;
        sorted.reverse();
        sorted.sort_by_key(|name| name_sort_key(name));
        assert_eq!(sorted, in_order);
    }

    #[test]
    fn capitals_of_a_stamp_become_a_name() {
        assert_eq!(title_case("ĐẶNG THUỲ LINH"), "Đặng Thuỳ Linh");
        assert_eq!(title_case("thái doãn lâm"), "Thái Doãn Lâm");
    }
}
