//! Kiểm tra mẫu khi nạp: a form with a hole in it is refused before anyone drafts with it.

use super::error::Fault;
use super::fill::is_own_word;
use super::template::{Placed, Template};
use super::value::Kind;

/// What keeps a form from being filled.
pub(super) fn check(template: &Template) -> Vec<Placed> {
    let mut faults: Vec<Placed> = Vec::new();
    let mut told = |place: &str, fault: Fault| faults.push((place.to_owned(), fault));
    for (name, value) in [("form", &template.form), ("name_vi", &template.name_vi)] {
        if value.trim().is_empty() {
            told(name, Fault::Empty(name));
        }
    }
    if !template.title.is_empty() && template.title.trim().is_empty() {
        told("title", Fault::Empty("title"));
    }
    if template.is_numbered && template.symbol.trim().is_empty() {
        told("symbol", Fault::Empty("symbol"));
    }
    let body = [&template.paragraphs, &template.articles, &template.after];
    if template.sections.is_empty() && body.iter().all(|list| list.is_empty()) {
        told("articles", Fault::Empty("paragraphs, articles, section"));
    }
    if template.signers.is_empty() && template.co_signers.is_empty() {
        told("signers", Fault::Empty("signers"));
    }
    if template
        .valid_to
        .is_some_and(|last| last < template.valid_from)
    {
        told("valid_to", Fault::EndsBeforeItBegins);
    }
    for (index, basis) in template.legal_bases.iter().enumerate() {
        if matches!((basis.valid_from, basis.valid_to), (Some(first), Some(last)) if last < first) {
            told(&format!("law {}", index + 1), Fault::EndsBeforeItBegins);
        }
    }
    for (place, pattern, _) in template.patterns() {
        for (slot, _) in pattern.slots() {
            let field = template.field(&slot.field);
            if let Some(field) = field.filter(|_| !is_own_word(&slot.field))
                && !field.kind.takes(slot.format)
            {
                let format = slot.format.code().to_owned();
                let field = field.name.clone();
                told(&place, Fault::FormatDoesNotFit { field, format });
            }
        }
    }
    for (place, table) in template.tables() {
        let is_rows = template
            .field(&table.field)
            .is_none_or(|field| field.kind == Kind::Rows);
        if !is_rows || table.columns.is_empty() || table.columns.len() != table.widths.len() {
            let fault = Fault::BadTable(table.field.clone());
            told(&place, fault);
        }
    }
    faults
}
