//! Kiểm tra mẫu khi nạp: a form with a hole in it is refused before anyone drafts with it.

use std::collections::BTreeSet;

use super::error::Fault;
use super::fill::SYMBOL;
use super::pattern::Pattern;
use super::template::{Placed, Sentence, Template};

/// Refuses a form that could not be filled.
pub(super) fn check(template: &Template) -> Result<(), Placed> {
    let placed = |place: &str, fault: Fault| Err((place.to_owned(), fault));
    for (name, value) in [
        ("form", &template.form),
        ("name_vi", &template.name_vi),
        ("act", &template.act),
        ("title", &template.title),
        ("archive", &template.archive),
    ] {
        if value.trim().is_empty() {
            return placed(name, Fault::Empty(name));
        }
    }
    if template.articles.is_empty() {
        return placed("article", Fault::Empty("article"));
    }
    if template.signers.is_empty() {
        return placed("signers", Fault::Empty("signers"));
    }
    if template
        .valid_to
        .is_some_and(|last| last < template.valid_from)
    {
        return placed("valid_to", Fault::EndsBeforeItBegins);
    }
    names(template)?;
    conditions(template)?;
    let mut used = BTreeSet::new();
    for (place, pattern) in patterns(template) {
        for (slot, bracketed) in pattern.slots() {
            if slot.field == SYMBOL {
                continue;
            }
            let Some(field) = template.field(&slot.field) else {
                return placed(&place, Fault::UnknownField(slot.field.clone()));
            };
            if !field.kind.takes(slot.format) {
                let format = format!("{:?}", slot.format).to_lowercase();
                return placed(
                    &place,
                    Fault::FormatDoesNotFit {
                        field: field.name.clone(),
                        format,
                    },
                );
            }
            match (field.required, bracketed) {
                (false, false) => {
                    return placed(&place, Fault::OptionalOutsideBrackets(field.name.clone()));
                }
                (true, true) => {
                    return placed(&place, Fault::RequiredInsideBrackets(field.name.clone()));
                }
                _ => used.insert(field.name.as_str()),
            };
        }
    }
    // The signer's name has its own place under the signature.
    let unused = template
        .fields
        .iter()
        .find(|field| !used.contains(field.name.as_str()) && field.records.is_none());
    match unused {
        Some(field) => placed(
            &format!("field {}", field.name),
            Fault::NeverUsed(field.name.clone()),
        ),
        None => Ok(()),
    }
}

fn names(template: &Template) -> Result<(), Placed> {
    let mut seen = BTreeSet::new();
    let fields = template
        .fields
        .iter()
        .map(|field| ("field", field.name.as_str()));
    let conditions = template
        .conditions
        .iter()
        .map(|condition| ("condition", condition.id.as_str()));
    for (kind, name) in fields.chain(conditions) {
        if name.is_empty() {
            return Err((kind.to_owned(), Fault::Empty("name")));
        }
        if !seen.insert((kind, name)) {
            return Err((format!("{kind} {name}"), Fault::NamedTwice(name.to_owned())));
        }
    }
    Ok(())
}

fn conditions(template: &Template) -> Result<(), Placed> {
    let listed = |place: String, condition: &Option<String>| match condition {
        Some(id) if !template.conditions.iter().any(|known| known.id == *id) => {
            Err((place, Fault::UnknownCondition(id.clone())))
        }
        _ => Ok(()),
    };
    for (index, basis) in template.legal_bases.iter().enumerate() {
        let place = format!("legal_basis {}", index + 1);
        listed(place.clone(), &basis.when)?;
        listed(place.clone(), &basis.unless)?;
        if basis.articles.is_empty() {
            return Err((place, Fault::Empty("articles")));
        }
        if matches!((basis.valid_from, basis.valid_to), (Some(first), Some(last)) if last < first) {
            return Err((place, Fault::EndsBeforeItBegins));
        }
    }
    for (place, sentence) in sentences(template) {
        listed(place.clone(), &sentence.when)?;
        listed(place, &sentence.unless)?;
    }
    Ok(())
}

fn sentences(template: &Template) -> impl Iterator<Item = (String, &Sentence)> {
    let of = |kind: &'static str, list: &'_ [Sentence]| {
        (0..list.len())
            .map(move |index| format!("{kind} {}", index + 1))
            .collect::<Vec<_>>()
    };
    let places = [
        of("basis", &template.bases),
        of("article", &template.articles),
        of("recipient", &template.recipients),
    ];
    places.into_iter().flatten().zip(
        template
            .bases
            .iter()
            .chain(&template.articles)
            .chain(&template.recipients),
    )
}

fn patterns(template: &Template) -> Vec<(String, &Pattern)> {
    let head = &template.head;
    let mut all: Vec<(String, &Pattern)> = [
        ("head parent_office", &head.parent_office),
        ("head office", &head.office),
        ("head number_line", &head.number_line),
        ("head place_date", &head.place_date),
        ("subject", &template.subject),
        ("authority", &template.authority),
    ]
    .into_iter()
    .map(|(place, pattern)| (place.to_owned(), pattern))
    .collect();
    all.extend(sentences(template).map(|(place, sentence)| (place, &sentence.pattern)));
    all
}
