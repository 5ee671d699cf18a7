//! What is refused and what is told before an act is recorded.

use super::*;
use crate::rules::Level;

fn refused(verdict: &Verdict) -> Vec<&'static str> {
    codes(&verdict.refusals)
}

fn warned(verdict: &Verdict) -> Vec<&'static str> {
    codes(&verdict.warnings)
}

/// An accused of serious theft, with the file at the procuracy since 21 July.
fn with_file() -> Story {
    Story::with_accused(2)
        .act("investigation.concluded", "2026-07-20", json!({}))
        .act("vks.case_file_received", "2026-07-21", json!({}))
}

#[test]
fn detention_is_refused_for_a_person_whose_accused_decision_is_not_approved() {
    let story = Story::of_theft(2).of(
        "A",
        "accused.initiated",
        "2026-05-09",
        json!({ "charges": [{ "article": "173", "clause": 2 }] }),
    );
    let verdict = story.ask(
        Some("A"),
        "detention.approved",
        "2026-05-10",
        json!({ "from": "2026-05-10", "to": "2026-08-07" }),
    );
    assert_eq!(refused(&verdict), ["detention.not_charged"]);
    let said = &verdict.refusals[0];
    assert!(
        said.vi.contains("chờ phê chuẩn")
            && said.article.contains("Đ119")
            && !said.todo_vi.is_empty(),
        "{said:?}"
    );
}

#[test]
fn an_order_longer_than_the_law_allows_is_refused_when_the_procuracy_makes_it() {
    let story = Story::with_accused(2);
    let period = json!({ "from": "2026-05-12", "to": "2026-08-10" });
    let verdict = story.ask(Some("A"), "detention.approved", "2026-05-12", period);
    assert!(refused(&verdict).contains(&"order.too_long"), "{verdict:?}");
    assert!(
        verdict.refusals[0].vi.contains("09/08/2026"),
        "{}",
        verdict.refusals[0].vi
    );
    let lawful = story.ask(
        Some("A"),
        "detention.approved",
        "2026-05-12",
        json!({ "from": "2026-05-12", "to": "2026-08-09" }),
    );
    assert!(lawful.is_lawful(), "{lawful:?}");
}

#[test]
fn custody_longer_than_three_days_by_the_investigator_is_recorded_with_a_warning() {
    let story = Story::default().act("report.received", "2026-11-18", json!({}));
    let body = json!({ "from": "2026-11-19T08:00", "to": "2026-11-23T08:00" });
    let verdict = story.ask(Some("A"), "custody.started", "2026-11-19T08:00", body);
    assert!(verdict.is_lawful(), "{verdict:?}");
    assert_eq!(warned(&verdict), ["order.too_long"]);
}

#[test]
fn an_extension_longer_than_the_law_is_refused_and_one_beyond_the_count_is_warned_about() {
    let detained = Story::with_accused(2)
        .of(
            "A",
            "detention.approved",
            "2026-05-12",
            json!({ "from": "2026-05-12", "to": "2026-08-09" }),
        )
        .act(
            "investigation.extended",
            "2026-07-25",
            json!({ "from": "2026-08-11", "to": "2026-11-10", "count": 1 }),
        );
    let too_long = detained.ask(
        Some("A"),
        "detention.extended",
        "2026-07-28",
        json!({ "from": "2026-08-10", "to": "2026-10-09", "count": 1 }),
    );
    assert_eq!(refused(&too_long), ["extension.too_long"], "{too_long:?}");
    let lawful = detained.ask(
        Some("A"),
        "detention.extended",
        "2026-07-28",
        json!({ "from": "2026-08-10", "to": "2026-10-08", "count": 1 }),
    );
    assert!(
        lawful.is_lawful() && warned(&lawful).is_empty(),
        "{lawful:?}"
    );
    let extended = detained.of(
        "A",
        "detention.extended",
        "2026-07-28",
        json!({ "from": "2026-08-10", "to": "2026-10-08", "count": 1 }),
    );
    let second = extended.ask(
        Some("A"),
        "detention.extended",
        "2026-09-28",
        json!({ "from": "2026-10-09", "to": "2026-11-07", "count": 2 }),
    );
    assert!(second.is_lawful(), "{second:?}");
    assert!(
        warned(&second).contains(&"extension.too_many"),
        "{second:?}"
    );
}

#[test]
fn detention_beyond_the_stage_that_carries_it_is_warned_about() {
    let detained = Story::with_accused(2).of(
        "A",
        "detention.approved",
        "2026-05-12",
        json!({ "from": "2026-05-12", "to": "2026-08-09" }),
    );
    let verdict = detained.ask(
        Some("A"),
        "detention.extended",
        "2026-07-28",
        json!({ "from": "2026-08-10", "to": "2026-10-08", "count": 1 }),
    );
    assert!(verdict.is_lawful());
    assert_eq!(warned(&verdict), ["detention.beyond_stage"]);
}

#[test]
fn the_procuracy_may_not_return_the_file_a_third_time() {
    let again = |story: Story, back: &str, concluded: &str, received: &str| {
        story
            .act("supplement.file_received_by_cqdt", back, json!({}))
            .act("investigation.concluded", concluded, json!({}))
            .act("vks.case_file_received", received, json!({}))
    };
    let once = again(
        with_file().act("case.returned", "2026-08-03", json!({ "reason": "x" })),
        "2026-08-04",
        "2026-08-20",
        "2026-08-21",
    );
    assert!(
        once.ask(
            None,
            "case.returned",
            "2026-08-25",
            json!({ "reason": "x" })
        )
        .is_lawful()
    );
    let twice = again(
        once.act("case.returned", "2026-08-25", json!({ "reason": "x" })),
        "2026-08-26",
        "2026-09-08",
        "2026-09-09",
    );
    let verdict = twice.ask(
        None,
        "case.returned",
        "2026-09-14",
        json!({ "reason": "x" }),
    );
    assert_eq!(refused(&verdict), ["returns.too_many"]);
    assert!(verdict.refusals[0].vi.contains("2 lần"));
}

#[test]
fn a_suspension_for_whereabouts_unknown_needs_a_wanted_notice() {
    let story = Story::with_accused(2);
    let body = json!({ "ground": "khong_ro_noi_o" });
    assert_eq!(
        warned(&story.ask(None, "investigation.suspended", "2026-08-10", body.clone())),
        ["suspension.no_wanted_notice"]
    );
    let wanted = story.of("A", "wanted.issued", "2026-06-01", json!({}));
    assert!(warned(&wanted.ask(None, "investigation.suspended", "2026-08-10", body)).is_empty());
}

#[test]
fn illness_alone_allows_a_suspension_before_the_limit_ran_out() {
    let story = Story::with_accused(2);
    assert!(
        warned(&story.ask(
            None,
            "investigation.suspended",
            "2026-06-10",
            json!({ "ground": "benh" })
        ))
        .is_empty()
    );
    let early = story.ask(
        None,
        "investigation.suspended",
        "2026-06-10",
        json!({ "ground": "giam_dinh" }),
    );
    assert_eq!(warned(&early), ["suspension.early"]);
}

#[test]
fn a_late_request_to_extend_is_noted_and_does_not_block() {
    let story = Story::with_accused(2);
    assert!(
        warned(&story.ask(
            None,
            "investigation.extension_requested",
            "2026-07-20",
            json!({})
        ))
        .is_empty()
    );
    let late = story.ask(
        None,
        "investigation.extension_requested",
        "2026-08-05",
        json!({}),
    );
    assert!(late.is_lawful());
    assert_eq!(warned(&late), ["request.late"]);
    assert_eq!(late.warnings[0].level, Level::Note);
}

#[test]
fn a_case_opened_before_its_report_was_received_is_refused_and_a_late_report_is_told() {
    let charges = json!({ "charges": [{ "article": "173", "clause": 2 }] });
    let report = Story::default().act("report.received", "2026-05-04", json!({}));
    let verdict = report.ask(None, "case.initiated", "2026-05-03", charges.clone());
    assert_eq!(refused(&verdict), ["date.before_cause"]);
    let said = &verdict.refusals[0].vi;
    assert!(
        said.contains("Tiếp nhận nguồn tin") && said.contains("04/05/2026"),
        "{said}"
    );
    for day in ["2026-05-04", "2026-05-05"] {
        assert!(refused(&report.ask(None, "case.initiated", day, charges.clone())).is_empty());
    }
    // The report entered after the case it led to: the case stands as recorded, and what does not fit is told.
    let case = Story::default().act("case.initiated", "2026-05-03", charges);
    let late = case.ask(None, "report.received", "2026-05-04", json!({}));
    assert!(
        late.is_lawful() && warned(&late).contains(&"date.before_cause"),
        "{late:?}"
    );
}

#[test]
fn an_act_dated_before_its_cause_names_the_cause() {
    let verdict = Story::with_accused(2).ask(
        None,
        "investigation.demanded",
        "2026-05-06",
        json!({ "request_items": "x" }),
    );
    assert_eq!(refused(&verdict), ["date.before_cause"]);
    assert!(
        verdict.refusals[0].vi.contains("Khởi tố vụ án")
            && verdict.refusals[0].vi.contains("08/05/2026"),
        "{}",
        verdict.refusals[0].vi
    );
}

#[test]
fn a_move_the_state_does_not_allow_is_refused_in_a_sentence() {
    let verdict = Story::with_accused(2).ask(
        None,
        "case.indicted",
        "2026-06-01",
        json!({ "court": "TAND khu vực 3" }),
    );
    assert_eq!(refused(&verdict), ["state.case"]);
    assert_eq!(
        verdict.refusals[0].vi,
        "“Cáo trạng” chỉ thực hiện được khi vụ án: đang xem xét truy tố; đang xem xét truy tố (đã gia hạn); phục hồi vụ án (truy tố). \
         Hiện tại: đang điều tra."
    );
    let again = Story::of_theft(2).ask(
        None,
        "case.initiated",
        "2026-06-01",
        json!({ "charges": [{ "article": "173", "clause": 2 }] }),
    );
    assert!(!again.is_lawful());
}

#[test]
fn a_period_that_ends_before_it_begins_and_a_paper_from_the_future_are_refused() {
    let story = Story::with_accused(2);
    let reversed = story.ask(
        Some("A"),
        "residence_ban.ordered",
        "2026-05-12",
        json!({ "from": "2026-08-08", "to": "2026-05-12" }),
    );
    assert_eq!(refused(&reversed), ["date.period_reversed"]);
    let body =
        json!({ "from": "2026-08-11", "to": "2026-11-10", "count": 1, "request_on": "2026-08-09" });
    let future_paper = story.ask(None, "investigation.extended", "2026-08-05", body);
    assert!(
        refused(&future_paper).contains(&"date.paper_after"),
        "{future_paper:?}"
    );
}

#[test]
fn a_unit_that_ended_and_a_day_that_has_not_come_are_refused() {
    let mut new = NewAct::new("report.received", on("2026-05-20"));
    new.unit_ended_on = Some("2025-06-30".parse().unwrap());
    new.today = Some("2026-05-19".parse().unwrap());
    new.body = object(json!({ "report_kind": "to_giac", "summary": "x" }));
    let verdict = check(Law::embedded(), &[], &new);
    assert_eq!(refused(&verdict), ["unit.ended", "date.future"]);
}

#[test]
fn a_missing_number_hour_field_or_person_is_told() {
    let story = Story::with_accused(2);
    let mut new = NewAct::new("investigation.extended", on("2026-07-28"));
    new.body = object(json!({ "from": "2026-08-11", "count": 1 }));
    let verdict = check(Law::embedded(), &story.facts, &new);
    assert!(
        warned(&verdict).contains(&"number.missing") && warned(&verdict).contains(&"field.missing"),
        "{verdict:?}"
    );
    let hourless = story.ask(Some("B"), "custody.started", "2026-05-12", json!({}));
    assert!(warned(&hourless).contains(&"hour.missing"));
    assert!(
        refused(&story.ask(None, "detention.approved", "2026-05-12", json!({})))
            .contains(&"subject.missing")
    );
    assert_eq!(
        refused(&story.ask(None, "no.such_act", "2026-05-12", json!({}))),
        ["act.unknown"]
    );
}

#[test]
fn the_same_paper_twice_is_refused_and_the_next_of_its_kind_is_not() {
    let mut story = Story::with_accused(2).of(
        "A",
        "detention.ordered",
        "2026-05-12",
        json!({ "from": "2026-05-12", "to": "2026-07-11" }),
    );
    story.facts.last_mut().unwrap().number = Some("12/LTG-CSĐT".to_owned());
    let ask = |number: &str, day: &str| {
        let mut new = NewAct::new("detention.ordered", on(day));
        new.subject = Some(who("A"));
        new.number = Some(number.to_owned());
        new.body = object(json!({ "from": "2026-05-12", "to": "2026-07-11" }));
        refused(&check(Law::embedded(), &story.facts, &new))
    };
    assert!(ask("12/ltg-csđt", "2026-05-12").contains(&"act.twice"));
    assert!(!ask("13/LTG-CSĐT", "2026-05-12").contains(&"act.twice"));
    assert!(!ask("12/LTG-CSĐT", "2026-05-13").contains(&"act.twice"));
}

#[test]
fn a_paper_of_the_wrong_body_is_pointed_out_and_a_name_that_does_not_tell_is_not() {
    let story = Story::with_accused(2);
    let ask = |kind: &str, issuer: &str| {
        let mut new = NewAct::new(kind, on("2026-05-12"));
        new.subject = Some(who("A"));
        new.number = Some("12".to_owned());
        new.issuer = Some(issuer.to_owned());
        warned(&check(Law::embedded(), &story.facts, &new)).contains(&"issuer.wrong")
    };
    for (kind, issuer, is_wrong) in [
        (
            "detention.ordered",
            "Tòa án nhân dân khu vực 3 - Lâm Đồng",
            true,
        ),
        (
            "detention.ordered",
            "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng",
            false,
        ),
        ("detention.ordered", "PC02", false),
        (
            "detention.extended",
            "Cơ quan Cảnh sát điều tra Công an tỉnh Lâm Đồng",
            true,
        ),
        (
            "detention.extended",
            "Viện kiểm sát nhân dân khu vực 3",
            false,
        ),
        ("detention.approved", "VKSND khu vực 3", false),
    ] {
        assert_eq!(ask(kind, issuer), is_wrong, "{kind} {issuer}");
    }
}

#[test]
fn a_measure_against_a_witness_or_a_victim_is_pointed_out() {
    let described = |role: &str| {
        Story::of_theft(2).of(
            "N",
            "party.described",
            "2026-05-08",
            json!({ "name": "Lưu Gia Huy", "role": role }),
        )
    };
    let warns = |role: &str| {
        let asked =
            described(role).ask(Some("N"), "custody.decided", "2026-05-12T08:00", json!({}));
        warned(&asked).contains(&"person.role")
    };
    assert!(warns("bi_hai") && warns("nguoi_lam_chung"));
    assert!(!warns("bi_to_giac") && !warns("bi_tam_giu"));
}
