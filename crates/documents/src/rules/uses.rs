//! Trường, điều kiện và dữ kiện mà mẫu dùng: gathered from its sentences, so that a form lists none of them.

use std::collections::BTreeSet;

use law::catalogue::Catalogue;

use super::dictionary::Dictionary;
use super::error::Fault;
use super::fill::is_own_word;
use super::form::{FieldFile, FormFile};
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
    let act = template.act.as_ref().map(|id| acts.get(id));
    if let (Some(None), Some(id)) = (&act, &template.act) {
        faults.push(("act".to_owned(), Fault::UnknownAct(id.clone())));
    }
    let act = act.flatten();
    let (names, required) = named(template);
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
        let is_kept = |name: &str| act.is_some_and(|act| act.field(name).is_some());
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
        if !names.contains(name) && field.records.is_none() {
            faults.push((format!("field {name}"), Fault::NeverUsed(name.clone())));
        }
        template.fields.push(field);
    }
    conditions(template, file, dictionary, &mut faults);
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
    for table in template
        .sections
        .iter()
        .filter_map(|one| one.table.as_ref())
    {
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
    let lists = [
        ("addressees", &template.addressees),
        ("bases", &template.bases),
        ("paragraphs", &template.paragraphs),
        ("articles", &template.articles),
        ("after", &template.after),
        ("recipients", &template.recipients),
    ];
    for (place, list) in lists {
        for (index, one) in list.iter().enumerate() {
            let ids = one.when.iter().chain(&one.unless);
            wanted.extend(ids.map(|id| (format!("{place} {}", index + 1), id.clone())));
        }
    }
    for (index, section) in template.sections.iter().enumerate() {
        let body = section
            .body
            .iter()
            .flat_map(|one| one.when.iter().chain(&one.unless));
        let ids = section.when.iter().chain(&section.unless).chain(body);
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
