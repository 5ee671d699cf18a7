//! Giá trị điền vào mẫu: what the facts say, and what a person typed over it.

use std::collections::BTreeMap;

use law::Moment;
use serde_json::{Map, Value as Json};
use typeset::Origin;

use super::template::{Field, Template};
use super::value::{Unreadable, Value};

/// Giá trị theo tên trường. Typed words win over facts; clearing them brings the fact back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Values {
    facts: BTreeMap<String, Value>,
    typed: BTreeMap<String, Value>,
}

impl Values {
    /// Takes what the facts know: each field's `source` is a path into `facts`.
    pub fn from_facts(template: &Template, facts: &Json) -> Self {
        let known = |field: &Field| {
            Some((
                field.name.clone(),
                field.told_by(at(facts, &field.source)?)?,
            ))
        };
        Self {
            facts: template.fields.iter().filter_map(known).collect(),
            typed: BTreeMap::new(),
        }
    }

    /// Types a value over the fact; empty words give the field back to the facts.
    pub fn type_in(
        &mut self,
        template: &Template,
        field: &str,
        words: &str,
    ) -> Result<(), Unreadable> {
        let Some(known) = template.field(field) else {
            return Err(unreadable(
                field,
                words,
                "Mẫu này không có trường vừa nhập. Hãy tải lại trang.".to_owned(),
            ));
        };
        if words.trim().is_empty() {
            self.typed.remove(field);
            return Ok(());
        }
        match known.read(words) {
            Ok(value) if self.facts.get(field) == Some(&value) => self.typed.remove(field),
            Ok(value) => self.typed.insert(field.to_owned(), value),
            Err(said) => {
                let message = format!("{}: {said}", known.label_vi);
                return Err(unreadable(field, words, message));
            }
        };
        Ok(())
    }

    /// The value of a field and who put it there.
    pub fn get(&self, field: &str) -> Option<(&Value, Origin)> {
        let name = || field.to_owned();
        let typed = self
            .typed
            .get(field)
            .map(|value| (value, Origin::Typed { field: name() }));
        typed.or_else(|| {
            self.facts
                .get(field)
                .map(|value| (value, Origin::Fact { field: name() }))
        })
    }

    /// The words of a field as they stand in its entry box; empty when nothing is known.
    pub fn shown(&self, field: &str) -> String {
        self.get(field)
            .map(|(value, _)| value.typed())
            .unwrap_or_default()
    }

    /// What a person typed, by field, to be kept with the draft.
    pub fn typed(&self) -> impl Iterator<Item = (&str, String)> {
        self.typed
            .iter()
            .map(|(field, value)| (field.as_str(), value.typed()))
    }

    /// The body of the legal act that issuing the document records, by the act's own field names. What the form says by default
    /// is on the paper, so the fact keeps it too.
    pub fn recorded(&self, template: &Template) -> Map<String, Json> {
        let mut body = Map::new();
        for field in &template.fields {
            let said = self.get(&field.name).map(|(value, _)| value.clone());
            if let (Some(name), Some(value)) = (&field.records, said.or_else(|| field.by_default()))
            {
                body.insert(kept_as(name, &value).to_owned(), value.recorded());
            }
        }
        body
    }

    /// Hành vi mà văn bản ghi nhận: the form's own, or the one of what was chosen.
    pub fn act_of<'t>(&self, template: &'t Template) -> Option<&'t str> {
        let chosen = template.act_of.as_ref().and_then(|of| {
            let field = template.field(&of.field)?;
            let said = self.get(&of.field).map(|(value, _)| value.clone());
            match said.or_else(|| field.by_default())? {
                Value::Choice { code, .. } => of.acts.get(&code),
                _ => None,
            }
        });
        chosen.or(template.act.as_ref()).map(String::as_str)
    }

    /// Ngày của hành vi, where it is not the day of issue.
    pub fn act_on(&self, template: &Template) -> Option<Moment> {
        match self.get(template.act_on.as_deref()?)?.0 {
            Value::Day(on) => Some(Moment::day(*on)),
            Value::Moment(moment) => Some(*moment),
            _ => None,
        }
    }

    /// Under which name the legal act keeps the field's value, and who put the value there.
    pub fn recorded_as<'f>(&self, field: &'f Field) -> Option<(&'f str, Origin)> {
        let name = field.records.as_deref()?;
        let (value, origin) = self.get(&field.name)?;
        Some((kept_as(name, value), origin))
    }
}

/// An act keeps months and days apart.
fn kept_as<'n>(name: &'n str, value: &Value) -> &'n str {
    match value {
        Value::Length(length) => length.unit.code(),
        _ => name,
    }
}

fn unreadable(field: &str, typed: &str, message_vi: String) -> Unreadable {
    Unreadable {
        field: field.to_owned(),
        typed: typed.to_owned(),
        message_vi,
    }
}

/// The value at a dotted path.
pub fn at<'a>(facts: &'a Json, path: &str) -> Option<&'a Json> {
    path.split('.')
        .try_fold(facts, |value, name| value.get(name))
        .filter(|value| !value.is_null())
}
