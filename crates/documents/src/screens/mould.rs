//! Khuôn của văn bản: what a form of a matter and a letter of the office have in common: fields with names, and the page they print.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use shell::{Problem, Visit};
use typeset::OfficialDocument;

use super::fields::SIGNER;
use super::sheet::{Piece, Sheet, drawn as sheet_of, sheet};
use crate::administrative::acts::{drawn, kind_of, office};
use crate::administrative::is_administrative;
use crate::administrative::kinds::Type;
use crate::administrative::paper::{FIELDS, has};
use crate::argument::FIELD as ARGUMENT;
use crate::draft::{Draft, Version};
use crate::messages;
use crate::paper::{self, CONDITION, compose, is_entered};
use crate::rules::{Office, Template};

/// Khuôn của một văn bản.
pub(crate) enum Mould {
    /// Mẫu tố tụng.
    Form(Arc<Template>),
    /// Loại văn bản hành chính, and the office that issues it.
    Letter(&'static Type, Office),
}

impl Mould {
    /// That of a document.
    pub(crate) async fn of(visit: &Visit, draft: &Draft) -> Result<Mould, Problem> {
        if !is_administrative(draft) {
            return paper::form(&draft.form, visit.today)
                .map(Mould::Form)
                .ok_or_else(|| Problem::NotFound(messages::NO_FORM.to_owned()));
        }
        let kind = kind_of(draft).ok_or_else(Problem::not_found)?;
        let units = visit.app.units().units().await?;
        let office = office(visit.app.db(), &units, draft, visit.today).await?;
        Ok(Mould::Letter(kind, office))
    }

    /// The fields that somebody fills: name and label.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        match self {
            Mould::Form(template) => template
                .fields
                .iter()
                .filter(|field| is_entered(field))
                .map(|field| (field.name.clone(), field.label_vi.clone()))
                .collect(),
            Mould::Letter(kind, _) => FIELDS
                .into_iter()
                .filter(|(name, _)| has(kind, name))
                .map(|(name, label)| (name.to_owned(), label.to_owned()))
                .collect(),
        }
    }

    /// What a field is called.
    pub(crate) fn label(&self, name: &str) -> Option<String> {
        match self {
            Mould::Form(template) => template.field(name).map(|field| field.label_vi.clone()),
            Mould::Letter(..) => {
                let known = FIELDS.into_iter().find(|(field, _)| *field == name);
                known.map(|(_, label)| label.to_owned())
            }
        }
    }

    /// What a save changed, in words.
    pub(crate) fn changed_vi(&self, version: &Version) -> String {
        let field = version.field.as_str();
        if version.version == 1 {
            return "Bắt đầu soạn".to_owned();
        }
        if field == SIGNER {
            return "Người ký".to_owned();
        }
        if field.is_empty() {
            return "Cả bản nháp".to_owned();
        }
        if field.starts_with(ARGUMENT) {
            return "Trình soạn theo cấu trúc".to_owned();
        }
        if let (Some(id), Mould::Form(template)) = (field.strip_prefix(CONDITION), self) {
            let condition = template.conditions.iter().find(|one| one.id == id);
            return condition.map_or_else(|| field.to_owned(), |one| one.label_vi.clone());
        }
        let labels: Vec<String> = field
            .split(", ")
            .map(|name| self.label(name).unwrap_or_else(|| name.to_owned()))
            .collect();
        labels.join("; ")
    }

    /// What it prints.
    pub(crate) fn document(&self, draft: &Draft, today: NaiveDate) -> OfficialDocument {
        match self {
            Mould::Form(template) => compose(draft, template.clone(), today).filled.document,
            Mould::Letter(kind, office) => drawn(draft, kind, office).document,
        }
    }

    /// The same on the screen, to be read.
    pub(crate) fn sheet(&self, draft: &Draft, today: NaiveDate) -> Sheet {
        match self {
            Mould::Form(template) => {
                let paper = compose(draft, template.clone(), today);
                sheet(&paper, &BTreeMap::new(), false)
            }
            Mould::Letter(..) => {
                sheet_of(&self.document(draft, today), |span| Piece::of(span, false))
            }
        }
    }

    /// What stands in it, in the order of the page: the signer, answers to conditions, the fields; always the same lines.
    pub(crate) fn values(&self, draft: &Draft, today: NaiveDate) -> Vec<(String, String)> {
        let signer = draft
            .known()
            .pointer("/signer/name")
            .and_then(|name| name.as_str().map(str::to_owned));
        let mut all = vec![("Người ký".to_owned(), signer.unwrap_or_default())];
        match self {
            Mould::Form(template) => {
                let paper = compose(draft, template.clone(), today);
                all.extend(template.conditions.iter().map(|condition| {
                    let said = match paper.setting.conditions.contains(&condition.id) {
                        true => "có",
                        false => "không",
                    };
                    (condition.label_vi.clone(), said.to_owned())
                }));
                let fields = self.fields().into_iter();
                all.extend(fields.map(|(name, label)| (label, paper.values.shown(&name))));
            }
            Mould::Letter(..) => {
                let typed = draft.typed();
                let fields = self.fields().into_iter();
                all.extend(
                    fields.map(|(name, label)| {
                        (label, typed.get(&name).cloned().unwrap_or_default())
                    }),
                );
            }
        }
        all
    }
}
