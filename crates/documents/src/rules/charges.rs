//! Tội danh (BLHS): articles, clauses and points as they are typed, printed and kept.

use criminal::entry;
use law::{Charge, Law, PenalCode};

/// "170.1; 173.2.c": each known to the Penal Code, else a sentence that says which is not.
pub(super) fn read(typed: &str) -> Result<Vec<Charge>, String> {
    let charges = entry::read_charges(typed, Law::embedded())?;
    match charges.is_empty() {
        true => Err(super::value::Kind::Charges.hint_vi().to_owned()),
        false => Ok(charges),
    }
}

/// As they are typed again.
pub(super) fn typed(charges: &[Charge]) -> String {
    serde_json::to_value(charges).map_or_else(|_| String::new(), |kept| entry::typed(&kept))
}

/// The names of the offences, to stand between “ and ”: Cưỡng đoạt tài sản.
pub(super) fn offences(penal: &PenalCode, charges: &[Charge]) -> String {
    let named = charges
        .iter()
        .filter_map(|charge| penal.offence_vi(&charge.article));
    let mut offences: Vec<String> = named.map(bare_offence).collect();
    offences.dedup();
    offences.join("”, “")
}

/// "khoản 1 Điều 170 Bộ luật Hình sự; …".
pub(super) fn cited(charges: &[Charge]) -> String {
    let cited: Vec<String> = charges
        .iter()
        .map(|charge| charge.vi().replace("BLHS", "Bộ luật Hình sự"))
        .collect();
    cited.join("; ")
}

/// "Tội cưỡng đoạt tài sản" stands after "về tội" as “Cưỡng đoạt tài sản”.
fn bare_offence(name: &str) -> String {
    let bare = name.strip_prefix("Tội ").unwrap_or(name);
    let mut letters = bare.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}
