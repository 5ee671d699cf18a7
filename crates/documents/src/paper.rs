//! Văn bản dựng từ bản nháp: the form filled with what the draft keeps, and what has changed in the facts since.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::Value as Json;

use crate::argument::{self, Argument, Outline};
use crate::draft::{Draft, Typed};
use crate::rules::{Context, Field, Filled, Setting, Template, Templates, Values, fill, value_at};
use crate::word::prose::PROSE;

/// The draft's answer to a condition stands under this name: `condition.minor`, `yes` or `no`.
pub const CONDITION: &str = "condition.";

/// Giá trị cũ so với hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The field.
    pub field: String,
    /// Its label.
    pub label_vi: String,
    /// What the facts said when the draft last looked.
    pub before: String,
    /// What they say now; empty when they no longer say anything.
    pub now: String,
    /// What was typed over it, if anything.
    pub typed: Option<String>,
}

/// Văn bản đã dựng.
#[derive(Debug, Clone)]
pub struct Paper {
    /// The form.
    pub template: Arc<Template>,
    /// The values with who put them there.
    pub values: Values,
    /// What the drafter chose.
    pub setting: Setting,
    /// The document, its gaps and what to check.
    pub filled: Filled,
    /// Typed words that cannot be read, by field.
    pub errors: BTreeMap<String, String>,
}

/// The form of that number: the one in force on the day, or the newest, so that old documents still open.
pub fn form(number: &str, on: NaiveDate) -> Option<Arc<Template>> {
    let templates = Templates::in_use();
    let newest = || {
        templates
            .all()
            .filter(|one| one.form == number)
            .max_by_key(|one| one.valid_from)
    };
    templates.form(number, on).or_else(newest).cloned()
}

/// `042-HS` → `42/HS`; a form whose number is no number is found by its own address.
pub fn number_of_slug(slug: &str) -> Option<String> {
    let templates = Templates::in_use();
    if let Some(template) = templates.all().find(|one| one.slug() == slug) {
        return Some(template.form.clone());
    }
    let (digits, rest) = slug.split_once('-')?;
    let number: u32 = digits.parse().ok()?;
    Some(format!("{number}/{}", rest.to_uppercase()))
}

/// Is the field entered by hand? Number, day, signer and symbol have places of their own.
pub fn is_entered(field: &Field) -> bool {
    !field.at_issue && !field.source.starts_with("signer.") && field.source != "unit.symbol"
}

/// What is typed, without what only repeats the facts. Words that cannot be read stay, for the person to mend.
pub fn tidied(template: &Template, known: &Json, typed: Typed) -> Typed {
    let mut values = Values::from_facts(template, known);
    let mut kept = Typed::new();
    for (name, words) in typed {
        if name == argument::FIELD {
            if Argument::read(Some(&words)).is_some() {
                kept.insert(name, words);
            }
            continue;
        }
        if name.starts_with(CONDITION) || name == PROSE {
            if !words.is_empty() {
                kept.insert(name, words);
            }
            continue;
        }
        match values.type_in(template, &name, &words) {
            Ok(()) if values.typed().any(|(field, _)| field == name) => {
                kept.insert(name, words);
            }
            Ok(()) => {}
            Err(_) if template.field(&name).is_some() => {
                kept.insert(name, words);
            }
            Err(_) => {}
        }
    }
    kept
}

/// Dựng văn bản.
pub fn compose(draft: &Draft, template: Arc<Template>, today: NaiveDate) -> Paper {
    let known = draft.known();
    let mut values = Values::from_facts(&template, &known);
    let mut setting = Setting::from_facts(&template, &known, draft.issued_on.unwrap_or(today));
    setting.is_draft = draft.is_open();
    let mut errors = BTreeMap::new();
    let typed = draft.typed();
    let written = argument_of(draft, &typed);
    for (name, words) in typed {
        if name == argument::FIELD || name == PROSE {
            continue;
        }
        if let Some(id) = name.strip_prefix(CONDITION) {
            match words.as_str() {
                "yes" => setting.conditions.insert(id.to_owned()),
                _ => setting.conditions.remove(id),
            };
        } else if let Err(error) = values.type_in(&template, &name, &words) {
            errors.insert(name, error.message_vi);
        }
    }
    // The points of an argument stand in their fields over whatever was typed there before.
    for (name, words) in written {
        if let Err(error) = values.type_in(&template, &name, &words) {
            errors.insert(name, error.message_vi);
        }
    }
    let mut filled = fill(&template, &values, &setting);
    crate::replacement::name_old(&mut filled.document.blocks, &known);
    if let Some(edits) = draft.typed().get(PROSE) {
        let told = crate::word::lay_over(&mut filled.document, edits);
        filled.checks_vi.extend(told);
    }
    Paper {
        template,
        values,
        setting,
        filled,
        errors,
    }
}

/// The words of the fields that the structured editor writes.
fn argument_of(draft: &Draft, typed: &Typed) -> Vec<(String, String)> {
    let outline = Outline::of(&draft.form);
    let kept = Argument::read(typed.get(argument::FIELD));
    match (outline, kept) {
        (Some(outline), Some(kept)) => argument::printed(outline, &kept),
        _ => Vec::new(),
    }
}

/// Những chỗ hồ sơ đã đổi since the draft last looked.
pub fn stale(template: &Template, draft: &Draft, fresh: &Context) -> Vec<Stale> {
    let known = draft.known();
    // A replacement says again what was decided then, with what it puts right; the facts since then are no news to it.
    if known.get("replaces").is_some() {
        return Vec::new();
    }
    let (old, new) = (
        Values::from_facts(template, &known),
        Values::from_facts(template, &fresh.values),
    );
    let typed = draft.typed();
    let mut all = Vec::new();
    for field in template.fields.iter().filter(|field| is_entered(field)) {
        let (before, now) = (old.shown(&field.name), new.shown(&field.name));
        if before != now {
            all.push(Stale {
                field: field.name.clone(),
                label_vi: field.label_vi.clone(),
                before,
                now,
                typed: typed.get(&field.name).cloned(),
            });
        }
    }
    for condition in &template.conditions {
        let stated = |values: &Json| {
            value_at(values, &condition.source)
                .and_then(Json::as_bool)
                .unwrap_or(false)
        };
        let words = |yes: bool| if yes { "có" } else { "không" }.to_owned();
        let (before, now) = (stated(&known), stated(&fresh.values));
        let name = format!("{CONDITION}{}", condition.id);
        if before != now {
            all.push(Stale {
                label_vi: condition.label_vi.clone(),
                before: words(before),
                now: words(now),
                typed: typed.get(&name).cloned(),
                field: name,
            });
        }
    }
    all
}

/// Where the facts keep a field or a condition.
pub fn source_of<'t>(template: &'t Template, name: &str) -> Option<&'t str> {
    match name.strip_prefix(CONDITION) {
        Some(id) => template
            .conditions
            .iter()
            .find(|one| one.id == id)
            .map(|one| one.source.as_str()),
        None => template.field(name).map(|field| field.source.as_str()),
    }
}

impl Paper {
    /// May it be issued, as far as the paper itself goes?
    pub fn is_whole(&self) -> bool {
        self.errors.is_empty() && self.filled.may_be_issued()
    }

    /// What issuing it records, by the field names of the act: the values, and the answers to the conditions.
    pub fn recorded(&self) -> serde_json::Map<String, Json> {
        let mut body = self.values.recorded(&self.template);
        for condition in &self.template.conditions {
            if let Some(kept) = &condition.records {
                let holds = self.setting.conditions.contains(&condition.id);
                body.insert(kept.clone(), holds.into());
            }
        }
        body
    }

    /// What is typed over a value of the facts: field, label, typed, and what the facts say.
    pub fn overrides(&self, known: &Json) -> Vec<(String, String, String, String)> {
        let facts = Values::from_facts(&self.template, known);
        let over = self.values.typed().filter_map(|(name, words)| {
            let said = facts.shown(name);
            let field = self.template.field(name)?;
            (!said.is_empty()).then(|| (name.to_owned(), field.label_vi.clone(), words, said))
        });
        over.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_form_is_read_back() {
        assert_eq!(number_of_slug("042-HS").as_deref(), Some("42/HS"));
        assert_eq!(number_of_slug("hs"), None);
    }
}
