//! Clocks the law leaves open, and how a proof says so: juveniles, changed charges, replaced laws.

use law::{Certainty, Extension, Law, LawError, Length, Question, Severity, Unit};

use super::*;

#[test]
fn an_odd_half_is_asked_and_never_guessed() {
    let juvenile = |rule, start| ask(rule, start).juvenile(moment("2026-02-01").on);
    let odd = refusal(&juvenile("INV-NT", "2026-02-01"));
    assert!(matches!(
        odd,
        LawError::HalfUnconfirmed { extension: 0, .. }
    ));
    assert!(
        odd.vi().contains("một nửa của 03 tháng, cần xác nhận"),
        "{}",
        odd.vi()
    );
    assert!(matches!(
        refusal(&juvenile("TRI-PREP-NT", "2026-09-15")),
        LawError::HalfUnconfirmed { .. }
    ));
    let extended = juvenile("INV-ITNT", "2026-02-01").extended(Extension::full());
    assert!(matches!(
        refusal(&extended),
        LawError::HalfUnconfirmed { extension: 1, .. }
    ));
    assert!(matches!(
        refusal(&juvenile("DET-INV-NT", "2026-02-01")),
        LawError::JuvenileDetentionUnconfirmed { .. }
    ));
    let given = juvenile("DET-INV-NT", "2026-02-01").length(Length::new(45, Unit::Days));
    assert_eq!(answer(&given).legal_end, moment("2026-03-17"));
}

#[test]
fn a_case_opened_before_the_juvenile_law_keeps_the_old_limits() {
    let old = moment("2025-12-31").on;
    check(
        &ask("INV-NT", "2025-12-31").juvenile(old),
        "2026-03-31",
        "2026-03-31",
    );
    check(
        &ask("PRO-DECIDE-RNT", "2026-11-02").juvenile(old),
        "2026-12-02",
        "2026-12-02",
    );
    check(
        &ask("DET-INV-NT", "2025-12-31").juvenile(old),
        "2026-02-28",
        "2026-02-28",
    ); // 60 of 90 days
    let unknown = Question {
        juvenile: true,
        ..ask("PRO-DECIDE-RNT", "2026-11-02")
    };
    assert!(matches!(
        refusal(&unknown),
        LawError::CaseOpeningMissing { .. }
    ));
    let full = Question {
        juvenile_full_limit: true,
        ..ask("INV-NT", "2026-02-02").juvenile(moment("2026-02-02").on)
    };
    check(&full, "2026-05-02", "2026-05-04");
}

#[test]
fn a_changed_class_counts_from_the_first_start() {
    let law = Law::embedded();
    let start = moment("2026-03-05");
    let graver = law
        .limits
        .of_family("INV", Severity::VerySerious, start.on)
        .unwrap();
    let question = Question {
        reclassified_from: Some("INV-ITNT".to_owned()),
        ..Question::new(&graver.id, start)
    };
    let deadline = answer(&question);
    assert_eq!(deadline.nominal_end, moment("2026-07-05"));
    assert!(
        deadline
            .proof
            .notes
            .iter()
            .any(|note| note.contains("ngày bắt đầu đầu tiên"))
    );
}

#[test]
fn a_rule_of_a_replaced_law_is_answered_and_asks_to_be_checked() {
    assert_eq!(
        answer(&ask("EXE-POSTPONE-DECIDE", "2026-06-30"))
            .proof
            .certainty,
        Certainty::Likely
    );
    let later = answer(&ask("EXE-POSTPONE-DECIDE", "2026-07-01"));
    assert_eq!(later.proof.certainty, Certainty::Unconfirmed);
    assert!(
        later
            .proof
            .notes
            .iter()
            .any(|note| note.contains("không có hiệu lực"))
    );
}

#[test]
fn a_year_without_a_calendar_asks_to_be_checked() {
    let deadline = answer(&ask("INV-NT", "2028-03-01"));
    assert_eq!(deadline.proof.certainty, Certainty::Unconfirmed);
    assert!(
        deadline
            .sentences_vi()
            .iter()
            .any(|said| said.contains("2028 chưa được nhập"))
    );
}

#[test]
fn the_proof_says_everything_in_plain_vietnamese() {
    let question = ask("DET-INV-NT", "2026-05-26")
        .after_custody(6)
        .extended(Extension {
            decision: Some("42/QĐ-VKSKV3".to_owned()),
            ..Extension::full()
        });
    let said = answer(&question).sentences_vi().join("\n");
    for part in [
        "khoản 1, điểm b khoản 2 Điều 173 BLTTHS",
        "Tính từ: ngày bắt đầu tạm giam, ngày 26/05/2026 (thứ Ba).",
        "01 tháng là 30 ngày",
        "Trừ 06 ngày: thời gian tạm giữ được trừ vào thời hạn tạm giam",
        "Gia hạn lần 1 (42/QĐ-VKSKV3): thêm 02 tháng, từ 18/08/2026 đến 16/10/2026.",
        "Hết hạn theo luật: 24 giờ 00 phút, ngày 16/10/2026 (thứ Sáu).",
        "Lịch nghỉ: phiên bản",
        "cần kiểm tra",
    ] {
        assert!(said.contains(part), "{part} not in:\n{said}");
    }
    let shifted = answer(&ask("ACC-APPROVE", "2026-11-18"))
        .sentences_vi()
        .join("\n");
    assert!(
        shifted.contains("21/11/2026 là thứ Bảy; 22/11/2026 là Chủ nhật"),
        "{shifted}"
    );
    assert!(
        shifted.contains("Nên hoàn thành chậm nhất ngày 21/11/2026"),
        "{shifted}"
    );
}

#[test]
fn what_may_still_be_extended_is_told_unless_it_was_used_or_is_unsure() {
    let remains = |question: &Question| {
        answer(question)
            .proof
            .notes
            .iter()
            .any(|note| note.contains("Còn có thể gia hạn"))
    };
    assert!(remains(&ask("CUSTODY", "2026-05-20T17:00")));
    assert!(!remains(
        &ask("CUSTODY", "2026-05-20T17:00").length(Length::new(6, Unit::Days))
    ));
    assert!(remains(
        &ask("DET-INV-NT", "2026-05-26").length(Length::new(84, Unit::Days))
    ));
    assert!(!remains(
        &ask("DET-INV-NT", "2026-05-26").extended(Extension::full())
    ));
    assert!(!remains(
        &ask("INV-ITNT", "2026-05-26").juvenile(moment("2026-05-26").on)
    ));
}
