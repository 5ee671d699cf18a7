//! Nguồn của giá trị: the fact, and the place on a scanned page, that a value of a form was read from.

use std::collections::BTreeMap;

use criminal::Opened;
use law::{Fact, PageBox};
use typeset::Origin;

use super::context::Context;
use super::template::{Field, Template};
use super::values::Values;

/// The fact behind a field.
pub fn fact_behind<'o>(field: &Field, known: &Context, opened: &'o Opened) -> Option<&'o Fact> {
    opened.fact(known.origin(&field.source)?)
}

/// Where on a scanned page the fact's value of this field was read.
pub fn place_of(field: &Field, fact: &Fact) -> Option<PageBox> {
    let place = fact.sources.get(field_of_fact(&field.source));
    place.or(fact.sources.get("*")).cloned()
}

/// The pages that go along into the fact of an issued document, by the act's own field names: only values that still
/// stand as the facts gave them; what was typed over has no page.
pub fn recorded(
    template: &Template,
    values: &Values,
    known: &Context,
    opened: &Opened,
) -> BTreeMap<String, PageBox> {
    let mut places = BTreeMap::new();
    for field in &template.fields {
        let Some((name, Origin::Fact { .. })) = values.recorded_as(field) else {
            continue;
        };
        let place = fact_behind(field, known, opened).and_then(|fact| place_of(field, fact));
        if let Some(place) = place {
            places.insert(name.to_owned(), place);
        }
    }
    places
}

/// Under which name a fact keeps what stands at the end of a path.
fn field_of_fact(path: &str) -> &str {
    match path.rsplit('.').next().unwrap_or_default() {
        "on" => "effective",
        "charge" | "offence" => "charges",
        "residence" => "address",
        last => last,
    }
}
