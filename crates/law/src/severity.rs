//! Phân loại tội phạm (BLHS Đ.9): the class of a crime, by the highest penalty of the clause charged.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Loại tội phạm (BLHS Đ.9 k.1), from the mildest to the gravest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Tội phạm ít nghiêm trọng: fine, non-custodial reform, or prison up to 3 years.
    #[serde(rename = "it_nghiem_trong")]
    LessSerious,
    /// Tội phạm nghiêm trọng: prison over 3 to 7 years.
    #[serde(rename = "nghiem_trong")]
    Serious,
    /// Tội phạm rất nghiêm trọng: prison over 7 to 15 years.
    #[serde(rename = "rat_nghiem_trong")]
    VerySerious,
    /// Tội phạm đặc biệt nghiêm trọng: prison over 15 years, life or death.
    #[serde(rename = "dac_biet_nghiem_trong")]
    ExtremelySerious,
}

impl Severity {
    /// All four classes, from the mildest.
    pub const ALL: [Severity; 4] = [
        Severity::LessSerious,
        Severity::Serious,
        Severity::VerySerious,
        Severity::ExtremelySerious,
    ];

    /// The code kept in facts and data files.
    pub fn code(self) -> &'static str {
        match self {
            Severity::LessSerious => "it_nghiem_trong",
            Severity::Serious => "nghiem_trong",
            Severity::VerySerious => "rat_nghiem_trong",
            Severity::ExtremelySerious => "dac_biet_nghiem_trong",
        }
    }

    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            Severity::LessSerious => "ít nghiêm trọng",
            Severity::Serious => "nghiêm trọng",
            Severity::VerySerious => "rất nghiêm trọng",
            Severity::ExtremelySerious => "đặc biệt nghiêm trọng",
        }
    }

    /// The ending of a rule's id that stands for this class, as in `INV-NT`.
    pub fn suffix(self) -> &'static str {
        match self {
            Severity::LessSerious => "ITNT",
            Severity::Serious => "NT",
            Severity::VerySerious => "RNT",
            Severity::ExtremelySerious => "DBNT",
        }
    }
}

/// A text that is no code of a class.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” không phải mã loại tội phạm.")]
pub struct NotASeverity(pub String);

impl FromStr for Severity {
    type Err = NotASeverity;

    fn from_str(code: &str) -> Result<Self, NotASeverity> {
        Severity::ALL
            .into_iter()
            .find(|severity| severity.code() == code)
            .ok_or_else(|| NotASeverity(code.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_classes_are_ordered_from_the_mildest_and_named_by_their_codes() {
        assert!(Severity::ALL.is_sorted());
        for severity in Severity::ALL {
            assert_eq!(severity.code().parse(), Ok(severity));
            assert_eq!(serde_json::to_value(severity).unwrap(), severity.code());
        }
    }
}
