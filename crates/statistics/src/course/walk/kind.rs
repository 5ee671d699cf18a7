//! Loại sự kiện: what some kinds of facts have in common for the figures.

use law::Fact;

/// Acts that answer a return by the court.
pub(super) fn is_answer(kind: &str) -> bool {
    matches!(
        kind,
        "supplement.passed_to_cqdt"
            | "supplement.done_by_vks"
            | "supplement.file_received_by_cqdt"
            | "indictment.kept_after_return"
    )
}

/// Who somebody is, what came of a paper, whether a case was asked for: told of the whole case.
pub(super) fn is_about_all(fact: &Fact) -> bool {
    is_answer(&fact.kind)
        || matches!(
            fact.kind.as_str(),
            "party.described"
                | "case.described"
                | "violation.answered"
                | "case.requested"
                | "simplified.decided"
                | "simplified.annulled"
                | "prosecution.withdrawn"
                | "prosecution.withdrawn_at_trial"
                | "appeal.received"
                | "protest.issued"
        )
}

pub(super) fn is_of_held(kind: &str) -> bool {
    kind.starts_with("custody.detainee_")
        || matches!(kind, "convict.died" | "custody.extension_refused")
}

/// Căn cứ tạm đình chỉ, đình chỉ.
pub(super) fn ground_of(fact: &Fact) -> String {
    let ground = fact.text("ground").unwrap_or_default();
    if !ground.is_empty() {
        return ground.to_owned();
    }
    // BLTTHS Đ.157 khoản 1, 2: không có sự việc phạm tội, hành vi không cấu thành tội phạm.
    let legal = text::fold(fact.text("legal_ground").unwrap_or_default());
    let is_no_crime =
        legal.contains("157") && (legal.contains("khoan 1 ") || legal.contains("khoan 2 "));
    String::from(if is_no_crime { "khong_pham_toi" } else { "" })
}

pub(super) fn yes(is: bool) -> String {
    String::from(if is { "1" } else { "" })
}
