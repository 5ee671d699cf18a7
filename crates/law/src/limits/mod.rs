//! Bảng thời hạn tố tụng (BLTTHS và luật liên quan): the statutory limits as dated rows, and how to find one.

mod juvenile;
mod read;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::Severity;
pub(crate) use juvenile::adjust;
pub use juvenile::{JUVENILE_LAW_IN_FORCE, JuvenileRule};
pub use row::{AppliesTo, Confidence, Extensions, Kind, Limit, Who};

/// Bảng thời hạn: every row, found by id, by family and class, or by the event that starts it.
#[derive(Debug, Clone)]
pub struct Limits {
    /// The versions of each rule, the oldest first.
    rows: BTreeMap<String, Vec<Limit>>,
    /// Event code → its Vietnamese name.
    events: BTreeMap<String, String>,
    /// Family → the ids in it.
    families: BTreeMap<String, Vec<String>>,
    /// Event code → the ids it starts.
    started: BTreeMap<String, Vec<String>>,
}

impl Limits {
    fn indexed(rows: BTreeMap<String, Vec<Limit>>, events: BTreeMap<String, String>) -> Self {
        let mut families: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut started: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (id, versions) in &rows {
            let own_families: BTreeSet<&str> = versions.iter().map(Limit::family).collect();
            let own_events: BTreeSet<&String> = versions
                .iter()
                .flat_map(|limit| &limit.start_events)
                .collect();
            for family in own_families {
                families
                    .entry(family.to_owned())
                    .or_default()
                    .push(id.clone());
            }
            for event in own_events {
                started.entry(event.clone()).or_default().push(id.clone());
            }
        }
        Limits {
            rows,
            events,
            families,
            started,
        }
    }

    /// Every row, by id and then by when it came into force.
    pub fn all(&self) -> impl Iterator<Item = &Limit> {
        self.rows.values().flatten()
    }

    /// The newest version of a rule.
    pub fn rule(&self, id: &str) -> Option<&Limit> {
        self.rows.get(id)?.last()
    }

    /// The version of a rule in force on a day; where none was, the one nearest to it, which then says so itself
    /// (see [`Limit::is_in_force_on`]).
    pub fn rule_on(&self, id: &str, day: NaiveDate) -> Option<&Limit> {
        let versions = self.rows.get(id)?;
        let begun = |limit: &&Limit| limit.valid_from.is_none_or(|from| from <= day);
        versions
            .iter()
            .rfind(|limit| limit.is_in_force_on(day))
            .or_else(|| versions.iter().rfind(begun))
            .or(versions.first())
    }

    /// The rule of a family for a class of crime: `INV` and serious give `INV-NT`.
    /// A family with one row for all classes gives that row.
    pub fn of_family(&self, family: &str, severity: Severity, day: NaiveDate) -> Option<&Limit> {
        let ids = self.families.get(family)?;
        ids.iter()
            .filter_map(|id| self.rule_on(id, day))
            .find(|limit| limit.covers(Some(severity)))
    }

    /// The rules an event starts. Without a class only rules for every class are given.
    pub fn started_by(
        &self,
        event: &str,
        severity: Option<Severity>,
        day: NaiveDate,
    ) -> impl Iterator<Item = &Limit> {
        let ids = self.started.get(event).map_or(&[][..], Vec::as_slice);
        ids.iter()
            .filter_map(move |id| self.rule_on(id, day))
            .filter(move |limit| limit.covers(severity))
    }

    /// Whether there is a rule of this id, or a family of this name.
    pub fn knows(&self, family_or_rule: &str) -> bool {
        self.families.contains_key(family_or_rule) || self.rows.contains_key(family_or_rule)
    }

    /// The Vietnamese name of an event code.
    pub fn event_vi(&self, code: &str) -> Option<&str> {
        self.events.get(code).map(String::as_str)
    }

    /// Every event code with its Vietnamese name.
    pub fn events(&self) -> impl Iterator<Item = (&str, &str)> {
        self.events
            .iter()
            .map(|(code, name)| (code.as_str(), name.as_str()))
    }
}
