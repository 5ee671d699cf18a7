//! Hành vi được nói tới trong dữ liệu sổ: acts of the catalogue, all of them or those whose field says something.

use law::{Fact, Law};
use serde_json::Value;

/// Acts by id, with a condition on a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acts {
    /// The acts.
    pub ids: Vec<String>,
    /// Only those whose field says this.
    pub only: Option<Said>,
}

/// `where f a|b`, `where f`, `unless f a`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    field: String,
    values: Vec<String>,
    is_wanted: bool,
}

impl Said {
    fn holds(&self, fact: &Fact) -> bool {
        let says = match fact.body.get(&self.field) {
            None | Some(Value::Null) => false,
            Some(Value::String(text)) if self.values.is_empty() => !text.trim().is_empty(),
            Some(Value::String(text)) => self.values.contains(text),
            Some(Value::Bool(yes)) => *yes,
            Some(_) => self.values.is_empty(),
        };
        says == self.is_wanted
    }
}

impl Acts {
    /// Acts without a condition.
    pub fn plain(ids: Vec<String>) -> Acts {
        Acts { ids, only: None }
    }

    /// Whether a fact is one of them.
    pub fn names(&self, fact: &Fact) -> bool {
        self.ids.contains(&fact.kind) && self.only.as_ref().is_none_or(|said| said.holds(fact))
    }

    /// Reads `a, b where f x|y`; the error is one sentence.
    pub fn parse(law: &Law, text: &str) -> Result<Acts, String> {
        Self::parse_with(law, text, |id| match law.acts.get(id) {
            Some(_) => Ok(vec![id.to_owned()]),
            None => Err(format!("“{id}” is no act of the catalogue")),
        })
    }

    /// The same where a name may stand for several acts.
    pub fn parse_with(
        law: &Law,
        text: &str,
        named: impl Fn(&str) -> Result<Vec<String>, String>,
    ) -> Result<Acts, String> {
        let (list, condition) = match (text.split_once(" where "), text.split_once(" unless ")) {
            (Some((list, said)), _) => (list, Some((said, true))),
            (None, Some((list, said))) => (list, Some((said, false))),
            (None, None) => (text, None),
        };
        let mut ids = Vec::new();
        for id in list.split(',') {
            ids.extend(named(id.trim())?);
        }
        ids.sort();
        ids.dedup();
        let only = match condition {
            None => None,
            Some((said, is_wanted)) => Some(condition_of(law, &ids, said.trim(), is_wanted)?),
        };
        Ok(Acts { ids, only })
    }
}

fn condition_of(law: &Law, ids: &[String], text: &str, is_wanted: bool) -> Result<Said, String> {
    let (name, values) = text.split_once(' ').unwrap_or((text, ""));
    let values: Vec<String> = values
        .split('|')
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect();
    let fields = || ids.iter().filter_map(|id| law.acts.get(id)?.field(name));
    if fields().next().is_none() {
        return Err(format!("“{name}” is no field of the act"));
    }
    let known = |value: &&String| {
        fields().any(|field| field.choices.iter().any(|(code, _)| code == *value))
    };
    match values.iter().find(|value| !known(value)) {
        Some(unknown) => Err(format!("“{unknown}” is no choice of “{name}”")),
        None => Ok(Said {
            field: name.to_owned(),
            values,
            is_wanted,
        }),
    }
}
