//! Các mục của phiếu: data, so that the slip follows its form without a change of the program.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::Trial;

/// Một mục của phiếu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its id.
    pub id: String,
    /// The part of the slip it stands in.
    pub group: String,
    /// What it is called.
    pub label_vi: String,
    /// first, appeal, both.
    trials: String,
    /// The act whose fact gives it; `@trial` is the judgment itself.
    #[serde(default)]
    pub act: String,
    /// Without it the slip is not whole.
    #[serde(default)]
    pub need: bool,
    /// Why no fact can give it.
    #[serde(default)]
    pub no_source_vi: String,
}

impl Field {
    /// Whether the slip of such a trial has it.
    pub fn is_of(&self, trial: Trial) -> bool {
        match self.trials.as_str() {
            "first" => trial == Trial::First,
            "appeal" => trial == Trial::Appeal,
            _ => true,
        }
    }
}

/// Mẫu phiếu.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mould {
    /// The first day of a trial that has a slip.
    valid_from: NaiveDate,
    /// The last one.
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    /// Where the slip comes from, and what is unconfirmed.
    pub basis_vi: String,
    /// In the order of the slip.
    #[serde(rename = "field")]
    pub fields: Vec<Field>,
}

impl Mould {
    /// Whether a trial of that day has a slip.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// The slip as the program knows it.
pub fn mould() -> &'static Mould {
    static MOULD: LazyLock<Mould> = LazyLock::new(|| {
        let text = include_str!("../../data/trial-slip.toml");
        toml::from_str(text).unwrap_or_else(|fault| unreachable!("data/trial-slip.toml: {fault}"))
    });
    &MOULD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_before_the_slip_was_ordered_has_none() {
        let on = |day: &str| mould().is_in_force(day.parse().unwrap());
        assert_eq!((on("2004-08-18"), on("2004-08-19")), (false, true));
    }

    #[test]
    fn every_field_has_an_act_of_the_catalogue_or_says_why_not() {
        let law = law::Law::embedded();
        assert!(mould().fields.len() > 30);
        for field in &mould().fields {
            let has_act = field.act == "@trial" || law.acts.get(&field.act).is_some();
            assert!(
                has_act || !field.need,
                "{} is needed and no act gives it",
                field.id
            );
            assert!(
                field.act.is_empty() || has_act,
                "{}: {} is no act",
                field.id,
                field.act
            );
            assert!(
                field.no_source_vi.is_empty() || field.act.is_empty(),
                "{}",
                field.id
            );
        }
    }
}
