//! Một ô tìm người: name, year or day of birth, number of an identity paper and place, typed in any order.

use chrono::NaiveDate;

use super::identity;

/// Điều được hỏi, as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// Họ tên, or a part of it from the beginning of a word.
    pub name: String,
    /// Năm sinh.
    pub born_year: Option<i64>,
    /// Ngày sinh.
    pub born_on: Option<NaiveDate>,
    /// Số giấy tờ, at least its first six digits.
    pub id_no: String,
    /// Nơi ở, old or new.
    pub place: String,
}

/// Words that say a place follows.
const PLACE_WORDS: [&str; 12] = [
    "ở",
    "tại",
    "tỉnh",
    "tp",
    "tp.",
    "huyện",
    "xã",
    "phường",
    "quận",
    "đường",
    "thôn",
    "khu",
];

impl Asked {
    /// Reads the box. What follows a comma or a word such as “ở”, “tỉnh”, “xã” is a place.
    pub fn read(typed: &str) -> Asked {
        let typed = text::clean(typed);
        let (front, back) = match typed.split_once(',') {
            Some((front, back)) => (front, Some(back)),
            None => (typed.as_str(), None),
        };
        let mut asked = Asked::default();
        let mut name: Vec<&str> = Vec::new();
        let mut place: Vec<&str> = Vec::new();
        for word in front.split_whitespace() {
            if asked.takes_number(word) || is_filler(word) {
                continue;
            }
            let begins_place = PLACE_WORDS.contains(&word.to_lowercase().as_str());
            if !place.is_empty() || (begins_place && !name.is_empty()) {
                if !matches!(word.to_lowercase().as_str(), "ở" | "tại") {
                    place.push(word);
                } else if place.is_empty() {
                    place.push("");
                }
            } else {
                name.push(word);
            }
        }
        let mut rest: Vec<&str> = Vec::new();
        for word in back.unwrap_or_default().split([' ', ',']) {
            if !word.is_empty() && !asked.takes_number(word) && !is_filler(word) {
                rest.push(word);
            }
        }
        place.extend(rest);
        asked.name = name.join(" ");
        asked.place = text::clean(&place.join(" "));
        asked
    }

    /// Takes a day, a year or a number of a paper.
    fn takes_number(&mut self, word: &str) -> bool {
        let word = word.trim_matches(['(', ')', ';', '.']);
        let digits = word.chars().filter(char::is_ascii_digit).count();
        if digits == 0 {
            return false;
        }
        if word.contains(['/', '-'])
            && let Ok(day) = shell::entry::date(word)
        {
            self.born_on = Some(day);
            return true;
        }
        let number = identity::plain(word);
        let is_all_digits = number.bytes().all(|byte| byte.is_ascii_digit());
        if is_all_digits && number.len() == 4 {
            let year = number
                .parse()
                .ok()
                .filter(|year| (1900..2100).contains(year));
            self.born_year = year.or(self.born_year);
            return year.is_some();
        }
        let is_paper = number.len() >= 6 && digits + 1 >= number.len() && digits >= 5;
        if is_paper && self.id_no.is_empty() {
            self.id_no = number;
            return true;
        }
        // "068 090 001 234" comes in pieces.
        if is_all_digits && number.len() >= 3 {
            self.id_no += &number;
            return true;
        }
        false
    }

    /// Whether there is something to look for by; a year or a place alone would be half the register.
    pub fn is_enough(&self) -> bool {
        let letters = self.name.chars().filter(|letter| letter.is_alphanumeric());
        letters.count() >= 2 || self.born_on.is_some() || self.id_no.len() >= 6
    }

    /// How the box was understood, for the person to check.
    pub fn understood(&self) -> Vec<(&'static str, String)> {
        let mut parts = Vec::new();
        let mut add = |name, value: String| {
            if !value.is_empty() {
                parts.push((name, value));
            }
        };
        add("họ tên", self.name.clone());
        add(
            "ngày sinh",
            self.born_on.map(shell::vi_date).unwrap_or_default(),
        );
        let year = self.born_year.filter(|_| self.born_on.is_none());
        add(
            "năm sinh",
            year.map(|year| year.to_string()).unwrap_or_default(),
        );
        add("số giấy tờ", self.id_no.clone());
        add("nơi ở", self.place.clone());
        parts
    }
}

/// Words people put between name and year.
fn is_filler(word: &str) -> bool {
    let word = text::fold(word);
    matches!(
        word.trim_matches([':', '.', '-', ';']),
        "sinh" | "sn" | "cccd" | "cmnd" | ""
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, name: &str, year: Option<i64>, day: &str, id_no: &str, place: &str) {
        let asked = Asked::read(typed);
        let found = (
            asked.name.as_str(),
            asked.born_year,
            asked.born_on.map(|day| day.to_string()).unwrap_or_default(),
            asked.id_no.as_str(),
            asked.place.as_str(),
        );
        assert_eq!(found, (name, year, day.to_owned(), id_no, place), "{typed}");
    }

    #[test]
    fn the_one_box_takes_everything_in_any_order() {
        check("Thái Doãn Lâm", "Thái Doãn Lâm", None, "", "", "");
        check(
            "thai doan lam 1990",
            "thai doan lam",
            Some(1990),
            "",
            "",
            "",
        );
        check("Lâm sinh 20/5/1990", "Lâm", None, "1990-05-20", "", "");
        check("068090001234", "", None, "", "068090001234", "");
        check("068 090 001 234", "", None, "", "068090001234", "");
        check("Lâm, Đắk Nông", "Lâm", None, "", "", "Đắk Nông");
        check(
            "Trần Văn Nam tỉnh Lâm Đồng 1988",
            "Trần Văn Nam",
            Some(1988),
            "",
            "",
            "tỉnh Lâm Đồng",
        );
        check(
            "Trần Văn Nam ở Bảo Lộc",
            "Trần Văn Nam",
            None,
            "",
            "",
            "Bảo Lộc",
        );
        check("B1234567 Lan", "Lan", None, "", "B1234567", "");
    }

    #[test]
    fn a_year_or_a_place_alone_is_too_little() {
        for typed in ["", "a", "1990", "  , Lâm Đồng", "12345"] {
            assert!(!Asked::read(typed).is_enough(), "{typed}");
        }
        for typed in ["an", "20/5/1990", "068090"] {
            assert!(Asked::read(typed).is_enough(), "{typed}");
        }
    }
}
