//! Điều kiện trong danh mục: the small words of the data files, such as `received when none` or `INV if stage=x`.

use serde_json::{Map, Value};

use super::State;

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

/// Thời hạn bắt đầu: a clock family with what must hold for it to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Start {
    /// The family, such as `INV`; the class of the crime completes the rule's id.
    pub family: String,
    /// What must hold.
    pub condition: Condition,
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
    /// Reads `INV`, `RPT-RESOLVE unless complex`, `X if field=a|b`, `X when none`, `X for case`.
    pub(crate) fn read(text: &str) -> Self {
        let mut words = text.splitn(3, ' ');
        let family = words.next().unwrap_or_default().to_owned();
        let condition = match (words.next(), words.next()) {
            (Some("when"), Some("none")) => Condition::First,
            (Some("for"), Some("case")) => Condition::WholeCase,
            (Some(word), Some(test)) => {
                let (field, values) = match test.split_once('=') {
                    Some((field, values)) => {
                        (field, values.split('|').map(str::to_owned).collect())
                    }
                    None => (test, Vec::new()),
                };
                Condition::Field {
                    field: field.to_owned(),
                    values,
                    holds: word == "if",
                }
            }
            _ => Condition::Always,
        };
        Start { family, condition }
    }
}

impl Condition {
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
