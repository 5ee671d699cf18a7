//! Cả đời một hồ sơ: matters told in facts, as tables of cases.

mod case_files;
mod catalogue;
mod checks;
mod court;
mod endings;
mod execution;
mod foreseen;
mod lapsed;
mod lives;
mod special;
mod ten;
mod ways;

use law::{Fact, Law, Moment};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Finding, Matter, NewAct, Verdict, check, fold};

/// A matter told in a few lines; facts get ids and places in the order they are told.
#[derive(Default, Clone)]
struct Story {
    facts: Vec<Fact>,
}

/// A person of a story, by a short name.
fn who(name: &str) -> Uuid {
    let mut bytes = [0u8; 16];
    for (place, byte) in name.bytes().take(16).enumerate() {
        bytes[place] = byte;
    }
    Uuid::from_bytes(bytes)
}

fn on(text: &str) -> Moment {
    text.parse().unwrap()
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

impl Story {
    /// A crime report of 4 May 2026 that becomes a case of theft on 8 May.
    fn of_theft(clause: u8) -> Self {
        Story::default()
            .act("report.received", "2026-05-04", json!({}))
            .act(
                "case.initiated",
                "2026-05-08",
                json!({ "charges": [{ "article": "173", "clause": clause }] }),
            )
    }

    /// The same, with one accused approved on 11 May.
    fn with_accused(clause: u8) -> Self {
        let charges = json!({ "charges": [{ "article": "173", "clause": clause }] });
        Story::of_theft(clause)
            .of("A", "accused.initiated", "2026-05-09", charges)
            .of("A", "accused.approved", "2026-05-11", json!({}))
    }

    fn act(self, kind: &str, day: &str, body: Value) -> Self {
        self.add(None, kind, day, body)
    }

    fn of(self, name: &str, kind: &str, day: &str, body: Value) -> Self {
        self.add(Some(who(name)), kind, day, body)
    }

    fn add(mut self, subject: Option<Uuid>, kind: &str, day: &str, body: Value) -> Self {
        let seq = self.facts.len() as i64 + 1;
        self.facts.push(Fact {
            seq,
            id: Uuid::from_u128(seq as u128),
            matter: Uuid::from_u128(900),
            subject,
            kind: kind.to_owned(),
            unit: "VKSKV3".to_owned(),
            effective: on(day),
            recorded_at: seq,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: None,
            body: object(body),
            sources: Default::default(),
            replaces: None,
            reason: None,
        });
        self
    }

    /// The newest fact corrects an earlier one, by its place from 1.
    fn replacing(mut self, place: usize) -> Self {
        let replaced = self.facts[place - 1].id;
        let newest = self.facts.last_mut().unwrap();
        newest.replaces = Some(replaced);
        newest.reason = Some("ghi nhầm".to_owned());
        self
    }

    fn matter(&self) -> Matter {
        fold(Law::embedded(), &self.facts)
    }

    fn ask(&self, name: Option<&str>, kind: &str, day: &str, body: Value) -> Verdict {
        let mut new = NewAct::new(kind, on(day));
        new.subject = name.map(who);
        new.body = object(body);
        new.number = Some("1/QĐ-VKSKV3".to_owned());
        check(Law::embedded(), &self.facts, &new)
    }
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.code).collect()
}

/// The end that counts of the newest clock of a family.
fn due(matter: &Matter, family: &str, name: Option<&str>) -> String {
    let clock = matter
        .clock(family, name.map(who))
        .unwrap_or_else(|| panic!("no clock {family}"));
    clock
        .due
        .map_or_else(|| format!("{:?}", clock.unknown_vi), |due| due.to_string())
}
