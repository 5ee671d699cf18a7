//! Vì sao có thể là cùng một người: signs by which two people of two matters may be one. Only somebody decides it.

use super::finding::Found;
use super::identity;

/// Dấu hiệu, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// Đã có người kết luận.
    Confirmed,
    /// Cùng số giấy tờ.
    SameId,
    /// Cùng họ tên và ngày sinh.
    SameNameAndBirth,
    /// Họ tên chỉ khác ở chữ dễ đọc nhầm, cùng ngày sinh.
    LikeNameAndBirth,
    /// Cùng họ tên, năm sinh và nơi ở.
    SameNameYearAndPlace,
}

impl Sign {
    /// What people read.
    pub const fn vi(self) -> &'static str {
        match self {
            Sign::Confirmed => "đã được kết luận là một người",
            Sign::SameId => "cùng số giấy tờ",
            Sign::SameNameAndBirth => "cùng họ tên và ngày sinh",
            Sign::LikeNameAndBirth => "họ tên chỉ khác ở chữ dễ đọc nhầm, cùng ngày sinh",
            Sign::SameNameYearAndPlace => "cùng họ tên, năm sinh và nơi ở",
        }
    }
}

/// The surest sign that two are one; none when their numbers for life differ, or nothing speaks for it.
pub fn sign(one: &Found, other: &Found) -> Option<Sign> {
    if one.matter_id == other.matter_id || one.legal_person != other.legal_person {
        return None;
    }
    if identity::contradict(&one.id_no, &other.id_no) {
        return None;
    }
    if one.id_no.len() >= 9 && one.id_no == other.id_no {
        return Some(Sign::SameId);
    }
    let is_same_name = one.folded == other.folded;
    if one.born_on.is_some() && one.born_on == other.born_on {
        if is_same_name {
            return Some(Sign::SameNameAndBirth);
        }
        if text::likeness(&one.name) == text::likeness(&other.name) {
            return Some(Sign::LikeNameAndBirth);
        }
        return None;
    }
    // Two whole days of birth that differ speak against one person as loudly as a number.
    let is_same_year = one.born_year.is_some() && one.born_year == other.born_year;
    let is_known_apart = one.born_on.is_some() && other.born_on.is_some();
    let is_there = is_same_name && is_same_year && !is_known_apart;
    (is_there && share_a_place(&one.address_folded, &other.address_folded))
        .then_some(Sign::SameNameYearAndPlace)
}

/// Whether two addresses name a place in common below the province.
fn share_a_place(one: &str, other: &str) -> bool {
    let parts = |address: &str| -> Vec<String> {
        address
            .split([',', ';'])
            .map(super::place::bare)
            .filter(|part| part.len() > 2)
            .collect()
    };
    let (one, other) = (parts(one), parts(other));
    let below = one.split_last().map_or(&[][..], |(_, below)| below);
    below.iter().any(|part| other.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn a(name: &str, born: &str, id_no: &str, address: &str) -> Found {
        let born_on = born.parse::<chrono::NaiveDate>().ok();
        Found {
            matter_id: Uuid::now_v7(),
            subject_id: Uuid::now_v7(),
            name: name.to_owned(),
            folded: text::fold(name),
            born_year: born.get(..4).and_then(|year| year.parse().ok()),
            born_on,
            id_no: id_no.to_owned(),
            address_folded: text::fold(address),
            ..Found::default()
        }
    }

    fn check(one: &Found, other: &Found, expected: Option<Sign>) {
        assert_eq!(sign(one, other), expected);
        assert_eq!(sign(other, one), expected);
    }

    #[test]
    fn the_surest_sign_is_told() {
        let lam = a("Thái Doãn Lâm", "1990-05-20", "068090001234", "");
        check(
            &lam,
            &a("Thái Doãn Lâm", "", "068090001234", ""),
            Some(Sign::SameId),
        );
        check(
            &lam,
            &a("THÁI DOÃN LẪM", "1990-05-20", "", ""),
            Some(Sign::SameNameAndBirth),
        );
        check(
            &lam,
            &a("Thái D0ãn Lâm", "1990-05-20", "", ""),
            Some(Sign::LikeNameAndBirth),
        );
        check(&lam, &a("Thái Doãn Lâm", "1990-05-21", "", ""), None);
        check(&lam, &a("Trần Văn Nam", "1990-05-20", "", ""), None);
    }

    #[test]
    fn two_numbers_for_life_that_differ_are_two_people() {
        let one = a("Trần Văn Nam", "1990-05-20", "068090001234", "");
        check(
            &one,
            &a("Trần Văn Nam", "1990-05-20", "068090009999", ""),
            None,
        );
        check(
            &one,
            &a("Trần Văn Nam", "1990-05-20", "250123456", ""),
            Some(Sign::SameNameAndBirth),
        );
    }

    #[test]
    fn a_name_and_a_year_need_a_place_below_the_province() {
        let one = a(
            "Trần Văn Nam",
            "1990",
            "",
            "thôn 2, xã Tân Hòa, tỉnh Lâm Đồng",
        );
        check(
            &one,
            &a("Trần Văn Nam", "1990", "", "Tân Hòa, Lâm Đồng"),
            Some(Sign::SameNameYearAndPlace),
        );
        check(
            &one,
            &a("Trần Văn Nam", "1990", "", "xã Khác, tỉnh Lâm Đồng"),
            None,
        );
        check(
            &one,
            &a("Trần Văn Nam", "1991", "", "xã Tân Hòa, tỉnh Lâm Đồng"),
            None,
        );
    }
}
