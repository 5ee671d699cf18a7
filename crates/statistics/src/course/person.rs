//! Bị can trong số liệu: who somebody is, and how old at the crime, in the classes of the forms.

use chrono::NaiveDate;
use law::Fact;
use uuid::Uuid;

use super::Marks;
use crate::telling::word;

/// Đặc điểm của một người, as the forms divide people.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traits {
    pub legal: &'static str,
    pub age: &'static str,
    pub sex: String,
    pub ethnic: &'static str,
    pub education: &'static str,
    pub alien: &'static str,
}

impl Traits {
    /// Of one person, from every description that stands; what a later one does not say stays.
    pub fn of(told: &[&Fact], subject: Uuid) -> Traits {
        let about = |fact: &&&Fact| fact.subject == Some(subject);
        let mut described: Vec<&&Fact> = told
            .iter()
            .filter(|fact| fact.kind == "party.described")
            .filter(about)
            .collect();
        described.sort_by_key(|fact| (fact.effective.on, fact.effective.time, fact.seq));
        let newest = |field: &str| {
            let said = described.iter().rev().map(|fact| word(fact, field));
            said.into_iter()
                .find(|text| !text.is_empty())
                .unwrap_or_default()
        };
        let is_legal = described
            .iter()
            .rev()
            .find_map(|fact| fact.body.get("legal_person")?.as_bool())
            .unwrap_or(false);
        if is_legal {
            return Traits {
                legal: "1",
                ..Traits::default()
            };
        }
        let charged = told
            .iter()
            .filter(|fact| fact.kind.starts_with("accused.initiated"))
            .filter(about)
            .map(|fact| fact.effective.on)
            .min();
        let crime = told
            .iter()
            .filter(|fact| matches!(fact.kind.as_str(), "case.initiated" | "case.described"))
            .filter_map(|fact| day(fact.text("event_on")?))
            .next_back();
        let born = day(&newest("born_on"));
        let alien = is_alien(&newest("nationality"));
        Traits {
            legal: "",
            age: born
                .zip(crime.or(charged))
                .map_or("", |(born, on)| age(born, on)),
            sex: newest("sex"),
            ethnic: if alien {
                ""
            } else {
                ethnic(&newest("ethnic_group"))
            },
            education: education(&newest("education")),
            alien: if alien { "1" } else { "" },
        }
    }

    /// Puts them on a row.
    pub fn mark(&self, marks: &mut Marks) {
        marks.legal = self.legal.to_owned();
        marks.age = self.age.to_owned();
        marks.sex.clone_from(&self.sex);
        marks.ethnic = self.ethnic.to_owned();
        marks.education = self.education.to_owned();
        marks.alien = self.alien.to_owned();
    }
}

fn day(text: &str) -> Option<NaiveDate> {
    law::iso_day(text).or_else(|| text.parse::<law::Moment>().ok().map(|moment| moment.on))
}

/// Nhóm tuổi: whole years on the day of the crime.
pub fn age(born: NaiveDate, on: NaiveDate) -> &'static str {
    match on.years_since(born) {
        Some(14..16) => "14_16",
        Some(16..18) => "16_18",
        Some(18..=30) => "18_30",
        Some(31..=70) => "30_70",
        Some(71..) => "70",
        _ => "",
    }
}

fn ethnic(text: &str) -> &'static str {
    match text::fold(text).trim() {
        "" => "",
        "kinh" => "kinh",
        _ => "thieu_so",
    }
}

fn is_alien(text: &str) -> bool {
    let text = text::fold(text);
    !matches!(text.trim(), "" | "viet nam" | "vn")
}

/// Học vấn: the five classes of Biểu 10, from the free text of the record of the person (suy ra; cần kiểm tra).
pub fn education(text: &str) -> &'static str {
    let text = text::fold(text);
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&["khong biet chu", "mu chu", "khong di hoc"]) {
        return "khong_biet_chu";
    }
    if has(&["dai hoc", "thac si", "tien si", "cu nhan", "ky su"]) {
        return "dai_hoc";
    }
    let class = text
        .split_once('/')
        .and_then(|(class, _)| class.split_whitespace().last()?.parse::<u32>().ok());
    match class {
        Some(1..=5) => "tieu_hoc",
        Some(6..=9) => "thcs",
        Some(10..=12) => "thpt",
        _ if has(&["tieu hoc"]) => "tieu_hoc",
        _ if has(&["trung hoc co so", "thcs"]) => "thcs",
        _ if has(&["trung hoc pho thong", "thpt"]) => "thpt",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_moves_somebody_to_the_next_class_of_age() {
        let of = |born: &str, on: &str| age(born.parse().unwrap(), on.parse().unwrap());
        assert_eq!(of("2010-05-20", "2026-05-19"), "14_16");
        assert_eq!(of("2010-05-20", "2026-05-20"), "16_18");
        assert_eq!(of("2008-05-20", "2026-05-20"), "18_30");
        assert_eq!(of("1995-05-21", "2026-05-20"), "18_30");
        assert_eq!(of("1995-05-20", "2026-05-20"), "30_70");
        assert_eq!(of("1955-05-20", "2026-05-20"), "70");
        assert_eq!(
            of("2020-01-01", "2026-05-20"),
            "",
            "nobody of six is charged"
        );
    }

    #[test]
    fn schooling_is_read_from_how_records_write_it() {
        for (text, class) in [
            ("9/12", "thcs"),
            ("Lớp 5/10", "tieu_hoc"),
            ("12/12", "thpt"),
            ("Đại học", "dai_hoc"),
            ("Không biết chữ", "khong_biet_chu"),
            ("Trung cấp", ""),
            ("", ""),
        ] {
            assert_eq!(education(text), class, "{text}");
        }
    }
}
