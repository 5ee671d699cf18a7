//! Loại sổ nhập: which acts a row of a sheet tells, and how offices call its columns; read from `data/sheets/*.toml`.

use std::{collections::BTreeMap, sync::OnceLock};

use law::Law;
use law::catalogue::{Field, FieldKind};
use serde::Deserialize;

use super::mapping::plain;

const FILES: [&str; 2] = [
    include_str!("../../data/sheets/reports.toml"),
    include_str!("../../data/sheets/cases.toml"),
];

/// Loại sổ.
#[derive(Debug, Clone, Deserialize)]
pub struct SheetKind {
    /// `reports`, `cases`.
    pub id: String,
    /// As people call it.
    pub name_vi: String,
    /// What its rows are.
    pub about_vi: String,
    /// What a row is.
    pub row: RowIs,
    /// The slots that say which matter a line is, the first filled ones.
    pub title: Vec<String>,
    /// Khóa tự nhiên: the slots by which a matter is known again.
    pub key: Vec<String>,
    /// The same where one of those is empty.
    pub key_otherwise: Vec<String>,
    /// The slots by which a person of a matter is known again.
    #[serde(default)]
    pub person_key: Vec<String>,
    /// What a row tells, in the order it happens.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// What a column can hold.
    #[serde(rename = "slot")]
    pub slots: Vec<Slot>,
}

/// What a row of the sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowIs {
    /// A matter.
    Matter,
    /// A person; the rows of a matter follow each other.
    Person,
}

/// Một việc mà một dòng kể.
#[derive(Debug, Clone, Deserialize)]
pub struct Step {
    /// Its id in this sheet.
    pub id: String,
    /// The act of the catalogue; empty when the words of a cell choose it.
    #[serde(default)]
    pub act: String,
    /// Whose: every step of one row with the same word is about the same person.
    #[serde(default)]
    pub subject: Option<String>,
    /// Told of every matter.
    #[serde(default)]
    pub always: bool,
    /// Fields with the same value in every row.
    #[serde(default)]
    pub fixed: BTreeMap<String, String>,
    /// The steps, or the field of this step, whose day it takes when it has none of its own; the first that is told.
    #[serde(default)]
    pub day_from: Option<String>,
    /// The unit's own paper.
    #[serde(default)]
    pub ours: bool,
    /// Told whenever that step is.
    #[serde(default)]
    pub told_with: Option<String>,
    /// Not told when that step is.
    #[serde(default)]
    pub unless: Option<String>,
    /// What its reader must know, and do.
    #[serde(default)]
    pub warn_vi: Option<String>,
    /// The same: what to do.
    #[serde(default)]
    pub warn_todo_vi: String,
    /// The acts that words choose.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
}

/// Kết quả bằng lời.
#[derive(Debug, Clone, Deserialize)]
pub struct Outcome {
    /// The act; empty when the words say that nothing happened yet.
    pub act: String,
    /// The words, longest match first.
    pub words: Vec<String>,
    /// Fields that go with them.
    #[serde(default)]
    pub fixed: BTreeMap<String, String>,
}

/// Nội dung của một cột.
#[derive(Debug, Clone, Deserialize)]
pub struct Slot {
    /// Its id.
    pub id: String,
    /// As people read it.
    pub label_vi: String,
    /// Where it goes: `step.part`.
    pub to: Vec<String>,
    /// No matter without it.
    #[serde(default)]
    pub required: bool,
    /// The same for every row of a matter.
    #[serde(default)]
    pub of_case: bool,
    /// How offices call the column.
    pub heads: Vec<String>,
    /// The same and its label as they are compared; a guess asks for them thousands of times.
    #[serde(skip)]
    pub(super) compared: Vec<String>,
    /// Other words for the choices of its field.
    #[serde(default)]
    pub words: BTreeMap<String, Vec<String>>,
}

/// Where in an act a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'k> {
    /// The day of the act.
    On,
    /// Số văn bản.
    Number,
    /// Nơi ban hành.
    Issuer,
    /// Number and day in one cell.
    Paper,
    /// The words that choose the act.
    Outcome,
    /// A field of its body.
    Field(&'k str),
    /// A field, where the act is told by something else.
    Copy(&'k str),
}

impl Slot {
    /// The places it goes to: step and part.
    pub fn places(&self) -> impl Iterator<Item = (&str, Part<'_>)> {
        self.to.iter().filter_map(|place| {
            let (step, part) = place.split_once('.')?;
            let part = match part {
                "on" => Part::On,
                "number" => Part::Number,
                "issuer" => Part::Issuer,
                "paper" => Part::Paper,
                "outcome" => Part::Outcome,
                other => match other.split_once('.')? {
                    ("field", name) => Part::Field(name),
                    ("copy", name) => Part::Copy(name),
                    _ => return None,
                },
            };
            Some((step, part))
        })
    }
}

impl SheetKind {
    /// Every kind of this program.
    pub fn all() -> &'static [SheetKind] {
        static KINDS: OnceLock<Vec<SheetKind>> = OnceLock::new();
        KINDS.get_or_init(|| {
            FILES
                .iter()
                .map(|text| match toml::from_str::<SheetKind>(text) {
                    Ok(mut kind) => {
                        for slot in &mut kind.slots {
                            let heads = slot.heads.iter().chain([&slot.label_vi]);
                            slot.compared = heads.map(|head| plain(head)).collect();
                        }
                        kind
                    }
                    Err(fault) => panic!("a kind of sheet does not read: {fault}"),
                })
                .collect()
        })
    }

    /// The kind with an id.
    pub fn named(id: &str) -> Option<&'static SheetKind> {
        SheetKind::all().iter().find(|kind| kind.id == id)
    }

    /// A slot by its id.
    pub fn slot(&self, id: &str) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// A step by its id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The field of the catalogue that a slot fills, where it fills one.
    pub fn field<'l>(&self, law: &'l Law, slot: &Slot) -> Option<&'l Field> {
        slot.places().find_map(|(step, part)| {
            let name = match part {
                Part::Field(name) | Part::Copy(name) => name,
                _ => return None,
            };
            let step = self.step(step)?;
            let acts = std::iter::once(step.act.as_str())
                .chain(step.outcomes.iter().map(|outcome| outcome.act.as_str()));
            acts.filter_map(|act| law.acts.get(act))
                .find_map(|act| act.field(name))
        })
    }

    /// Whether a slot holds days.
    pub fn is_day(&self, law: &Law, slot: &Slot) -> bool {
        slot.places().any(|(_, part)| part == Part::On)
            || self
                .field(law, slot)
                .is_some_and(|field| matches!(field.kind, FieldKind::Date | FieldKind::Moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_and_slot_of_the_data_names_what_the_catalogue_has() {
        let law = Law::embedded();
        for kind in SheetKind::all() {
            for step in &kind.steps {
                let acts =
                    std::iter::once(&step.act).chain(step.outcomes.iter().map(|one| &one.act));
                for act in acts.filter(|act| !act.is_empty()) {
                    let known = law.acts.get(act).unwrap_or_else(|| panic!("{act}"));
                    for field in step.fixed.keys() {
                        assert!(known.field(field).is_some(), "{act} has no {field}");
                    }
                }
            }
            for slot in &kind.slots {
                assert_eq!(slot.places().count(), slot.to.len(), "{}", slot.id);
                for (step, part) in slot.places() {
                    assert!(kind.step(step).is_some(), "{} → {step}", slot.id);
                    if let Part::Field(_) | Part::Copy(_) = part {
                        assert!(kind.field(law, slot).is_some(), "{}", slot.id);
                    }
                }
            }
            for id in kind
                .key
                .iter()
                .chain(&kind.key_otherwise)
                .chain(&kind.title)
                .chain(&kind.person_key)
            {
                assert!(kind.slot(id).is_some(), "{id}");
            }
        }
    }
}
