//! Điều kiện trong danh mục: the small words of the data files, such as `received when none` or `INV if stage=x`.

use serde_json::{Map, Value};

use super::{CaseState, State};

/// Trạng thái cho phép: the states an act may find; empty means any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lawful<S: State> {
    /// Whether the act may come before there is any state.
    pub none: bool,
    /// The states it may find.
    pub states: Vec<S>,
}

impl<S: State> Default for Lawful<S> {
    fn default() -> Self {
        Lawful {
            none: false,
            states: Vec::new(),
        }
    }
}

impl<S: State> Lawful<S> {
    /// Reads a list of codes, `none` and groups such as `@open`.
    pub(crate) fn read<'a>(words: impl Iterator<Item = &'a str>) -> Result<Self, String> {
        let mut lawful = Lawful::default();
        for word in words {
            if word == "none" {
                lawful.none = true;
            } else if let Some(group) = S::group(word) {
                lawful.states.extend_from_slice(group);
            } else {
                let state = S::named(word)
                    .ok_or_else(|| format!("“{word}” is no state of {}", S::OF_VI))?;
                lawful.states.push(state);
            }
        }
        Ok(lawful)
    }

    /// Whether the row says nothing about this kind of state.
    pub fn is_silent(&self) -> bool {
        !self.none && self.states.is_empty()
    }

    /// Whether the state found is among those named.
    pub fn names(&self, state: Option<S>) -> bool {
        match state {
            None => self.none,
            Some(state) => self.states.contains(&state),
        }
    }

    /// Whether the act may happen in this state.
    pub fn allows(&self, state: Option<S>) -> bool {
        self.is_silent() || self.names(state)
    }

    /// The states as people read them, joined.
    pub fn vi(&self) -> String {
        let mut words: Vec<&str> = self.states.iter().map(|state| state.vi()).collect();
        if self.none {
            words.insert(0, "chưa có");
        }
        words.join("; ")
    }
}

/// Bước chuyển trạng thái: to a state, perhaps only from some states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move<S: State> {
    /// The state after the act.
    pub to: S,
    /// The guard: whether the named states are the only ones it moves from, or the only ones it does not.
    pub guard: Option<(bool, Lawful<S>)>,
}

impl<S: State> Move<S> {
    /// Reads `suspended`, `verifying when received` or `case_opened unless none`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let (to, guard) = match text.split_once(" when ") {
            Some((to, states)) => (to, Some((true, Lawful::read(states.split('|'))?))),
            None => match text.split_once(" unless ") {
                Some((to, states)) => (to, Some((false, Lawful::read(states.split('|'))?))),
                None => (text, None),
            },
        };
        let to = S::named(to).ok_or_else(|| format!("“{to}” is no state of {}", S::OF_VI))?;
        Ok(Move { to, guard })
    }

    /// The state after the act, or `None` when the guard holds it back.
    pub fn from(&self, state: Option<S>) -> Option<S> {
        match &self.guard {
            Some((wanted, states)) if states.names(state) != *wanted => None,
            _ => Some(self.to),
        }
    }
}

/// Thời hạn bắt đầu (hoặc kết thúc): a clock family with what must hold for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The family, such as `INV`; the class of the crime completes the rule's id. `field:duty` names the field that says it.
    pub family: String,
    /// What must hold.
    pub condition: Condition,
    /// The states the case must be in after the act; silent for any.
    pub during: Lawful<CaseState>,
    /// The field that holds the day it starts, where that is not the day of the act.
    pub at: Option<String>,
    /// Whether each act starts a clock of its own, as each complaint does.
    pub each: bool,
    /// Việc kèm theo: a duty to send, serve or notify that goes along with the act and is not a clock of the case.
    pub aside: bool,
}

/// Điều kiện để thời hạn bắt đầu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// Always.
    Always,
    /// A field is set, or holds one of some values; reversed with `unless`.
    Field {
        /// The field of the act.
        field: String,
        /// The values, or empty for “set to yes”.
        values: Vec<String>,
        /// Whether the field must hold (`if`) or must not (`unless`).
        holds: bool,
    },
    /// Only where the report had no state before.
    First,
    /// Only when the act is for the whole case, not for one accused.
    WholeCase,
}

impl Start {
    /// Reads a family and then, in any order, `if field=a|b`, `unless field`, `when none`, `for case`,
    /// `during @investigation`, `at field`, `each` and `aside`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let mut start = Start {
            family: words.next().ok_or("names no clock")?.to_owned(),
            condition: Condition::Always,
            during: Lawful::default(),
            at: None,
            each: false,
            aside: false,
        };
        while let Some(word) = words.next() {
            match word {
                "each" => start.each = true,
                "aside" => start.aside = true,
                _ => {
                    let rest = words
                        .next()
                        .ok_or_else(|| format!("“{word}” in “{text}” says nothing more"))?;
                    match (word, rest) {
                        ("when", "none") => start.condition = Condition::First,
                        ("for", "case") => start.condition = Condition::WholeCase,
                        ("if" | "unless", test) => {
                            start.condition = Condition::of_field(test, word == "if");
                        }
                        ("during", states) => start.during = Lawful::read(states.split('|'))?,
                        ("at", field) => start.at = Some(field.to_owned()),
                        _ => return Err(format!("“{word} {rest}” is no condition")),
                    }
                }
            }
        }
        Ok(start)
    }
}

impl Condition {
    fn of_field(test: &str, holds: bool) -> Self {
        let (field, values) = match test.split_once('=') {
            Some((field, values)) => (field, values.split('|').map(str::to_owned).collect()),
            None => (test, Vec::new()),
        };
        Condition::Field {
            field: field.to_owned(),
            values,
            holds,
        }
    }

    /// Whether it holds for an act with this body.
    pub fn holds(&self, body: &Map<String, Value>, report_is_new: bool, whole_case: bool) -> bool {
        match self {
            Condition::Always => true,
            Condition::First => report_is_new,
            Condition::WholeCase => whole_case,
            Condition::Field {
                field,
                values,
                holds,
            } => {
                let found = body.get(field).is_some_and(|value| match value {
                    Value::Bool(yes) => *yes && values.is_empty(),
                    Value::String(text) if values.is_empty() => {
                        matches!(text.as_str(), "true" | "yes" | "on" | "1")
                    }
                    Value::String(text) => values.iter().any(|wanted| wanted == text),
                    _ => false,
                });
                found == *holds
            }
        }
    }
}
