//! Đọc giá trị theo trường: what is typed or told, as the type and the choices of the field take it.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use toml::Spanned;

use super::charges;
use super::template::Field;
use super::value::{Kind, Value};

impl Field {
    /// A value typed by a person; else what to type instead.
    pub fn read(&self, typed: &str) -> Result<Value, String> {
        let value = match self.kind {
            Kind::Choice => self.chosen(typed),
            Kind::Charges => return charges::read(typed.trim()).map(Value::Charges),
            kind => kind.from_typed(typed),
        };
        value.ok_or_else(|| format!("{}.", self.kind.hint_vi()))
    }

    /// A value of a fact; none when it is absent or of another type.
    pub fn told_by(&self, fact: &Json) -> Option<Value> {
        match self.kind {
            Kind::Choice => self.chosen(fact.as_str()?),
            kind => kind.told_by(fact),
        }
    }

    /// The words of the form that stand until somebody writes better ones, as a value that a fact can keep.
    pub fn by_default(&self) -> Option<Value> {
        self.read(self.default.as_deref()?).ok()
    }

    /// The choice of these words, or of this code.
    fn chosen(&self, typed: &str) -> Option<Value> {
        let wanted = text::fold(typed.trim());
        let choice = self
            .choices
            .iter()
            .find(|(code, words)| text::fold(words) == wanted || *code == typed.trim());
        choice.map(|(code, words)| Value::Choice {
            code: code.clone(),
            words: words.clone(),
        })
    }
}

/// The file keeps the order of the law; a table in memory would sort by code.
pub(super) fn in_file_order(choices: &BTreeMap<String, Spanned<String>>) -> Vec<(String, String)> {
    let mut written: Vec<_> = choices.iter().collect();
    written.sort_by_key(|(_, words)| words.span().start);
    written
        .into_iter()
        .map(|(code, words)| (code.clone(), words.get_ref().clone()))
        .collect()
}

/// The words of a list of the catalogue inside a sentence: "Chờ kết quả giám định" → "chờ kết quả giám định".
pub(super) fn inside_a_sentence(label: &str) -> String {
    let mut letters = label.chars();
    let first = letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .collect::<String>();
    first + letters.as_str()
}
