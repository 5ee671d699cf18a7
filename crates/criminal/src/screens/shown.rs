//! Cách hiện thời hạn, trạng thái: what several pages show alike.

use law::catalogue::{AccusedState, CaseState, ReportState, State};
use law::{Certainty, Proof};
use shell::{Badge, Choice, ProofCard, Tone};

/// The card that shows how a date came about.
pub fn proof_card(proof: &Proof, next: &str) -> ProofCard {
    ProofCard::new(
        proof.name_vi.clone(),
        proof.article.clone(),
        proof.sentences_vi(),
    )
    .next_step(next)
    .unconfirmed(proof.certainty >= Certainty::Disputed)
}

/// A state by its code in the lists: `report.verifying`, `case.investigating`.
pub fn state(code: &str) -> Badge {
    let Some((of, code)) = code.split_once('.') else {
        return Badge::new(Tone::Neutral, "Chưa có nguồn tin, vụ án");
    };
    let found = match of {
        "report" => named::<ReportState>(code).map(|state| (state.vi(), state.is_open())),
        _ => named::<CaseState>(code).map(|state| (state.vi(), state.is_open())),
    };
    let (words, is_open) = found.unwrap_or(("Chưa rõ", false));
    let tone = match (is_open, code) {
        (_, "suspended" | "prosecution_suspended") => Tone::Warning,
        (true, _) => Tone::Info,
        (false, _) => Tone::Neutral,
    };
    Badge::new(tone, words)
}

/// The state of a person.
pub fn person_state(state: AccusedState) -> Badge {
    let tone = match state {
        AccusedState::Wanted => Tone::Danger,
        AccusedState::Charged | AccusedState::EvidenceAsked | AccusedState::Suspended => {
            Tone::Warning
        }
        AccusedState::Released | AccusedState::Annulled | AccusedState::Terminated => Tone::Neutral,
        _ => Tone::Info,
    };
    Badge::new(tone, state.vi())
}

/// The states a list may be narrowed to.
pub fn state_choices(of_case: bool) -> Vec<Choice> {
    match of_case {
        true => CaseState::ALL
            .iter()
            .map(|s| Choice::new(format!("case.{}", s.code()), s.vi()))
            .collect(),
        false => ReportState::ALL
            .iter()
            .map(|s| Choice::new(format!("report.{}", s.code()), s.vi()))
            .collect(),
    }
}

fn named<S: State>(code: &str) -> Option<S> {
    S::ALL.iter().copied().find(|state| state.code() == code)
}

/// An address with its query, each value escaped.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let kept: Vec<String> = pairs
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    match kept.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", kept.join("&")),
    }
}

fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        match byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_the_law_has_its_words() {
        assert_eq!(state("case.investigating").text, "Đang điều tra");
        assert_eq!(state("report.no_case").text, "Không khởi tố vụ án");
        assert_eq!(state("none").text, "Chưa có nguồn tin, vụ án");
    }

    #[test]
    fn an_address_keeps_vietnamese_words() {
        assert_eq!(
            address("/criminal/cases", &[("q", "Lâm & 1"), ("state", "")]),
            "/criminal/cases?q=L%C3%A2m%20%26%201"
        );
    }
}
