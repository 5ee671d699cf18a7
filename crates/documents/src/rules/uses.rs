//! Trường, điều kiện và dữ kiện mà mẫu dùng: gathered from its sentences, so that a form lists none of them.

use std::collections::BTreeSet;

use law::catalogue::{Act, Catalogue, Field as ActField};

use super::dictionary::Dictionary;
use super::error::Fault;
use super::fill::is_own_word;
use super::form::{FieldFile, FormFile};
use super::reading::{in_file_order, inside_a_sentence};
use super::template::{Field, Placed, Template};
use super::value::Kind;

/// The name of the field of who signs: its place under the signature is every form's.
pub(super) const SIGNER: &str = "signer";

/// Gives the form the fields, conditions and facts that its sentences name.
pub(super) fn complete(
    template: &mut Template,
    file: &FormFile,
    dictionary: &Dictionary,
    acts: &Catalogue,
) -> Vec<Placed> {
    let mut faults = Vec::new();
    let mut embodied: Vec<&Act> = Vec::new();
    for id in template.acts() {
        match acts.get(id) {
            Some(act) => embodied.push(act),
            None => faults.push(("act".to_owned(), Fault::UnknownAct(id.to_owned()))),
        }
    }
    let kept_in = |name: &str| embodied.iter().find_map(|act| act.field(name));
    let (names, required) = named(template);
    let mut fields = Vec::new();
    let own = file.fields.keys().filter(|name| !names.contains(name));
    for name in names.iter().chain(own.collect::<Vec<_>>()) {
        let said = file.fields.get(name);
        let Some(mut field) = known(name, said, dictionary) else {
            let fault = match said {
                Some(_) => Fault::NoLabel(name.clone()),
                None => Fault::UnknownField(name.clone()),
            };
            faults.push((format!("field {name}"), fault));
            continue;
        };
        field.required = required.contains(name);
        let is_kept = |name: &str| kept_in(name).is_some();
        if let Some(kept) = &field.records {
            let there = match field.kind {
                Kind::Length => is_kept("months") || is_kept("days"),
                _ => is_kept(kept),
            };
            if !there {
                // What the dictionary says of every act does not hold for this one; what the form says must.
                if said.is_some_and(|said| said.records.is_some()) {
                    let fault = Fault::UnknownRecord(kept.clone());
                    faults.push((format!("field {name}"), fault));
                }
                field.records = None;
            }
        }
        let is_asked = template.act_of.as_ref().is_some_and(|of| of.field == *name);
        if !names.contains(name) && field.records.is_none() && !is_asked {
            faults.push((format!("field {name}"), Fault::NeverUsed(name.clone())));
        }
        let kept = field.records.as_deref().and_then(&kept_in);
        if !choices(&mut field, said, kept) {
            faults.push((format!("field {name}"), Fault::BadChoices(name.clone())));
        }
        fields.push(field);
    }
    template.fields = fields;
    act_places(template, &mut faults);
    conditions(template, file, dictionary, &mut faults);
    for condition in &template.conditions {
        if let Some(kept) = condition.records.as_ref().filter(|kept| {
            let field = embodied.iter().find_map(|act| act.field(kept));
            field.is_none_or(|field| field.kind != law::catalogue::FieldKind::YesNo)
        }) {
            let place = format!("condition {}", condition.id);
            faults.push((place, Fault::UnknownRecord(kept.clone())));
        }
    }
    facts(template, file, dictionary, acts, &mut faults);
    faults
}

/// The fields that the sentences name, in the order of the page, and those that every such document must have.
fn named(template: &Template) -> (Vec<String>, BTreeSet<String>) {
    let mut names: Vec<String> = Vec::new();
    let mut required = BTreeSet::new();
    let mut name = |name: &str| {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    };
    for (_, pattern, is_conditional) in template.patterns() {
        for (slot, is_bracketed) in pattern.slots() {
            if is_own_word(&slot.field) {
                continue;
            }
            name(&slot.field);
            if !is_bracketed && !is_conditional {
                required.insert(slot.field.clone());
            }
        }
    }
    for (_, table) in template.tables() {
        name(&table.field);
    }
    if !template.signers.is_empty() {
        name(SIGNER);
        required.insert(SIGNER.to_owned());
    }
    (names, required)
}

/// The field as the form says, over what the dictionary says.
fn known(name: &str, said: Option<&FieldFile>, dictionary: &Dictionary) -> Option<Field> {
    let none = FieldFile::default();
    let said = said.unwrap_or(&none);
    let mut field = match (dictionary.fields.get(name), &said.label_vi) {
        (Some(field), _) => field.clone(),
        (None, Some(label)) => Field {
            name: name.to_owned(),
            label_vi: label.clone(),
            kind: Kind::Text,
            source: format!("own.{name}"),
            required: false,
            at_issue: false,
            default: None,
            records: None,
            group_vi: "Nội dung".to_owned(),
            choices: Vec::new(),
        },
        (None, None) => return None,
    };
    let over = |field: &mut String, said: &Option<String>| {
        if let Some(said) = said {
            field.clone_from(said);
        }
    };
    over(&mut field.label_vi, &said.label_vi);
    over(&mut field.source, &said.source);
    over(&mut field.group_vi, &said.group_vi);
    field.kind = said.kind.unwrap_or(field.kind);
    field.default = said.default.clone().or(field.default);
    field.records = said.records.clone().or(field.records);
    Some(field)
}

/// Những gì được chọn: the form's own words, else those of the act's field that keeps the choice. A code that the act does not
/// know, or a choice of nothing, is a fault.
fn choices(field: &mut Field, said: Option<&FieldFile>, kept: Option<&ActField>) -> bool {
    if let Some(said) = said {
        field.choices = in_file_order(&said.choices);
    }
    let known = kept.filter(|kept| kept.kind == law::catalogue::FieldKind::Choice);
    if field.kind != Kind::Choice {
        return field.choices.is_empty() && known.is_none();
    }
    let Some(known) = known else {
        return !field.choices.is_empty();
    };
    if field.choices.is_empty() {
        let words = |(code, label): &(String, String)| (code.clone(), inside_a_sentence(label));
        field.choices = known.choices.iter().map(words).collect();
    }
    let is_known = |(code, _): &(String, String)| known.choices.iter().any(|(one, _)| one == code);
    field.choices.iter().all(is_known)
}

/// The fields that tell which act it is and on which day.
fn act_places(template: &Template, faults: &mut Vec<Placed>) {
    if let Some(of) = &template.act_of {
        let codes: Vec<&String> = template
            .field(&of.field)
            .map(|field| field.choices.iter().map(|(code, _)| code).collect())
            .unwrap_or_default();
        if of.acts.keys().any(|code| !codes.contains(&code)) {
            let fault = Fault::BadChoices(of.field.clone());
            faults.push((format!("act_of {}", of.field), fault));
        }
    }
    if let Some(name) = &template.act_on {
        let kind = template.field(name).map(|field| field.kind);
        if !matches!(kind, Some(Kind::Day | Kind::Moment)) {
            faults.push(("act_on".to_owned(), Fault::UnknownField(name.clone())));
        }
    }
}

fn conditions(
    template: &mut Template,
    file: &FormFile,
    dictionary: &Dictionary,
    faults: &mut Vec<Placed>,
) {
    let mut wanted: Vec<(String, String)> = Vec::new();
    for (index, basis) in template.legal_bases.iter().enumerate() {
        let ids = basis.when.iter().chain(&basis.unless);
        wanted.extend(ids.map(|id| (format!("law {}", index + 1), id.clone())));
    }
    for (place, one) in template.sentences() {
        let ids = one.when.iter().chain(&one.unless);
        wanted.extend(ids.map(|id| (place.clone(), id.clone())));
    }
    for (index, section) in template.sections.iter().enumerate() {
        let ids = section.when.iter().chain(&section.unless);
        wanted.extend(ids.map(|id| (format!("section {}", index + 1), id.clone())));
    }
    for (index, one) in template.co_signers.iter().enumerate() {
        let ids = one.when.iter().chain(&one.unless);
        wanted.extend(ids.map(|id| (format!("signature {}", index + 1), id.clone())));
    }
    let mut all = Vec::new();
    for (place, id) in wanted {
        if all
            .iter()
            .any(|one: &super::template::Condition| one.id == id)
        {
            continue;
        }
        let own = file.conditions.iter().find(|one| one.id == id);
        match own.or_else(|| dictionary.conditions.iter().find(|one| one.id == id)) {
            Some(condition) => all.push(condition.clone()),
            None => faults.push((place, Fault::UnknownCondition(id))),
        }
    }
    template.conditions = all;
}

/// Which facts stand behind the paths: the form's own word, else the dictionary's.
fn facts(
    template: &mut Template,
    file: &FormFile,
    dictionary: &Dictionary,
    acts: &Catalogue,
    faults: &mut Vec<Placed>,
) {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let fields = template.fields.iter().map(|field| field.source.as_str());
    let asked = template.conditions.iter().map(|one| one.source.as_str());
    for source in fields.chain(asked) {
        let root = source.split('.').next().unwrap_or_default();
        if all.iter().any(|(known, _)| known == root) {
            continue;
        }
        let own = file.facts.get(root);
        if let Some(kinds) = own.or_else(|| dictionary.facts.get(root)) {
            for kind in kinds.iter().filter(|kind| acts.get(kind).is_none()) {
                faults.push((format!("facts {root}"), Fault::UnknownAct(kind.clone())));
            }
            all.push((root.to_owned(), kinds.clone()));
        }
    }
    template.facts = all;
}
