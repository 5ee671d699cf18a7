//! Văn bản của Viện kiểm sát được đếm: each by the unit that issued it, with what came of it.

use law::Fact;

use super::words::act_event;
use crate::telling::is_procuracy;

/// The word of the forms for a paper of the procuracy; none for any other fact.
pub fn counted(fact: &Fact) -> Option<&'static str> {
    let event = act_event(&fact.kind)?;
    let by_others =
        matches!(fact.text("issuer_kind"), Some(kind) if !kind.is_empty() && kind != "VKS");
    let may_be_others = matches!(
        fact.kind.as_str(),
        "accused.annulled" | "case.initiation_annulled"
    );
    let is_unsigned = fact.text("issuer_kind").unwrap_or_default().is_empty();
    let names = format!(
        "{} {}",
        fact.issuer.as_deref().unwrap_or_default(),
        fact.number.as_deref().unwrap_or_default()
    );
    // An annulment may also be the investigation body's own.
    let is_theirs = by_others || (may_be_others && is_unsigned && !is_procuracy(&names));
    (!is_theirs).then_some(event)
}

/// Kết quả thực hiện kiến nghị, kháng nghị: of the newest answer that names the paper, or of the only paper there is.
pub fn answer(fact: &Fact, told: &[&Fact]) -> &'static str {
    if !fact.kind.starts_with("violation.") {
        return "";
    }
    let papers = told.iter().filter(|other| other.kind == fact.kind).count();
    let mut answers = told
        .iter()
        .filter(|other| other.kind == "violation.answered");
    let found = answers.rfind(|answer| {
        let named = answer.text("earlier_number").unwrap_or_default();
        match named.is_empty() {
            true => papers == 1,
            false => fact.number.as_deref() == Some(named),
        }
    });
    match found.and_then(|answer| answer.text("violation_result")) {
        Some("chap_nhan" | "mot_phan") => "chap_nhan",
        Some("khong" | "khong_mot_phan") => "khong",
        _ => "",
    }
}
