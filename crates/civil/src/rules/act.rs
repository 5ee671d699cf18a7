//! Sự kiện của vụ việc: the catalogue of this area, rows of data with their fields and the states between which they move.

use std::sync::OnceLock;

use serde::Deserialize;

/// Trạng thái của vụ việc.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct State {
    /// Its id in data.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Tòa án chưa giải quyết xong.
    pub is_open: bool,
}

/// Văn bản của ai.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Paper {
    /// No paper with a number.
    #[serde(rename = "")]
    None,
    /// Viện kiểm sát.
    #[serde(rename = "vks")]
    Procuracy,
    /// Tòa án.
    #[serde(rename = "court")]
    Court,
}

/// Ô nhập nhận gì.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldType {
    /// A line.
    Text,
    /// Several lines.
    Note,
    /// A day.
    Date,
    /// A day with an hour.
    Moment,
    /// Có hay không.
    YesNo,
    /// One of a few.
    Choice,
    /// Loại vụ việc.
    Kind,
    /// Tư cách tham gia tố tụng.
    Side,
    /// A member of staff.
    Staff,
}

/// Một ô của sự kiện.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// Its id in the fact.
    pub id: String,
    /// What people read.
    pub label: String,
    /// What it takes.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// It must be filled.
    #[serde(default)]
    pub required: bool,
    /// What may be chosen: value and words.
    #[serde(default)]
    pub choices: Vec<(String, String)>,
    /// A line of help.
    #[serde(default)]
    pub help: String,
}

impl Field {
    /// What people read for a chosen value; the value itself where it is no choice.
    pub fn choice_vi<'a>(&'a self, value: &'a str) -> &'a str {
        let known = self.choices.iter().find(|(id, _)| id == value);
        known.map_or(value, |(_, words)| words)
    }
}

/// Một loại sự kiện.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Act {
    /// Its id in the ledger, such as `civil.accepted`.
    pub id: String,
    /// What people read.
    pub label: String,
    /// Whose paper it is.
    pub paper: Paper,
    /// The states in which it may be recorded; none: it opens a matter.
    pub from: Vec<String>,
    /// The state after it; none: it changes none.
    pub to: Option<String>,
    /// Its fields.
    pub fields: Vec<Field>,
}

impl Act {
    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.id == id)
    }

    /// Whether it opens a matter.
    pub fn opens(&self) -> bool {
        self.from.is_empty()
    }
}

#[derive(Deserialize)]
struct Catalogue {
    state: Vec<State>,
    act: Vec<Act>,
}

fn catalogue() -> &'static Catalogue {
    static ALL: OnceLock<Catalogue> = OnceLock::new();
    ALL.get_or_init(
        || match toml::from_str(include_str!("../../data/acts.toml")) {
            Ok(all) => all,
            Err(fault) => panic!("the acts of civil matters cannot be read: {fault}"),
        },
    )
}

/// Every act, in the order of a matter's life.
pub fn acts() -> &'static [Act] {
    &catalogue().act
}

/// The act of this id.
pub fn act(id: &str) -> Option<&'static Act> {
    acts().iter().find(|act| act.id == id)
}

/// Every state.
pub fn states() -> &'static [State] {
    &catalogue().state
}

/// The state of this id; the first one where the id is unknown.
pub fn state(id: &str) -> &'static State {
    let all = states();
    all.iter().find(|one| one.id == id).unwrap_or(&all[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_names_states_that_exist_and_every_state_is_reached() {
        let known = |id: &String| states().iter().any(|state| state.id == *id);
        for act in acts() {
            assert!(act.id.starts_with("civil."), "{}", act.id);
            assert!(
                act.from.iter().chain(&act.to).all(known),
                "{} names an unknown state",
                act.id
            );
            for field in &act.fields {
                let is_choice = field.kind == FieldType::Choice;
                assert_eq!(is_choice, !field.choices.is_empty(), "{}", field.id);
            }
        }
        for state in states() {
            let reached = acts().iter().any(|act| act.to.as_ref() == Some(&state.id));
            assert!(reached, "nothing leads to {}", state.id);
        }
        let opening: Vec<&str> = acts()
            .iter()
            .filter(|act| act.opens())
            .map(|act| act.id.as_str())
            .collect();
        assert_eq!(opening, ["civil.accepted"]);
    }
}
