//! Băng ghi hỏi cung (BLTTHS Đ.183; TTLT 03/2018): what the screen says beside a recording, and which recordings hold a statement.

use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::statement::Bearing;

/// Quy tắc về băng ghi, as data says it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordingRule {
    /// The first day it is in force.
    pub valid_from: NaiveDate,
    /// Where it stands.
    pub source: String,
    /// Its wording must be checked.
    pub to_check: bool,
    /// What is said beside a recording of an interrogation.
    pub notes: Vec<String>,
    /// When one is played at trial.
    pub occasions: Vec<String>,
}

#[derive(Deserialize)]
struct Rules {
    rule: Vec<RecordingRule>,
}

/// The rule in force on a day; the first one before any.
pub fn recordings_on(day: NaiveDate) -> &'static RecordingRule {
    static RULES: OnceLock<Vec<RecordingRule>> = OnceLock::new();
    let all = RULES.get_or_init(|| {
        match toml::from_str::<Rules>(include_str!("../../data/recordings.toml")) {
            Ok(rules) => rules.rule,
            Err(fault) => panic!("the rule on recordings cannot be read: {fault}"),
        }
    });
    all.iter()
        .filter(|rule| rule.valid_from <= day)
        .max_by_key(|rule| rule.valid_from)
        .unwrap_or(&all[0])
}

/// Nguồn của băng ghi: its id and what people read.
pub const ORIGINS: [(&str, &str); 4] = [
    ("hoi_cung", "Ghi âm, ghi hình khi hỏi cung"),
    ("loi_khai", "Ghi âm, ghi hình khi lấy lời khai, đối chất"),
    ("camera", "Camera, điện thoại, thiết bị khác"),
    ("khac", "Nguồn khác"),
];

/// What a recording is to BLTTHS Đ.308: one of an interrogation or a statement is an earlier statement.
pub fn bearing_of(origin: &str) -> Bearing {
    match origin {
        "hoi_cung" | "loi_khai" => Bearing::Statement,
        "" => Bearing::Unknown,
        _ => Bearing::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_of_an_interrogation_is_an_earlier_statement() {
        assert_eq!(bearing_of("hoi_cung"), Bearing::Statement);
        assert_eq!(bearing_of("camera"), Bearing::Free);
        assert_eq!(bearing_of(""), Bearing::Unknown, "nobody said what it is");
        let rule = recordings_on("2026-11-23".parse().unwrap());
        assert!(rule.to_check && rule.occasions.len() == 3);
    }
}
