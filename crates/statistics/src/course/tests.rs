use chrono::NaiveDate;
use law::Moment;
use serde_json::json;

use super::*;

/// A case told in (act, day, person, fields); the person 0 is nobody.
fn told(lines: &[(&str, &str, u128, serde_json::Value)]) -> Vec<Fact> {
    let one = |(n, (kind, day, who, body)): (usize, &(&str, &str, u128, serde_json::Value))| Fact {
        seq: n as i64 + 1,
        id: Uuid::from_u128(100 + n as u128),
        matter: Uuid::from_u128(1),
        subject: (*who > 0).then(|| Uuid::from_u128(*who)),
        kind: (*kind).to_owned(),
        unit: body
            .get("unit")
            .and_then(|unit| unit.as_str())
            .unwrap_or("K3")
            .to_owned(),
        effective: day.parse::<Moment>().unwrap(),
        recorded_at: 0,
        recorded_by: Uuid::nil(),
        issuer: None,
        number: None,
        body: body.as_object().unwrap().clone(),
        sources: Default::default(),
        replaces: None,
        reason: None,
    };
    lines.iter().enumerate().map(one).collect()
}

fn theft() -> serde_json::Value {
    json!({ "charges": [{ "article": "173", "clause": 1 }] })
}

/// "case.opened 01/03, accused.charged 04/03 …", without what is only noted.
fn moves(facts: &[Fact]) -> Vec<String> {
    let day = |at: i64| {
        let days = (at + 7 * 3_600_000).div_euclid(86_400_000);
        let on =
            NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::Days::new(days.unsigned_abs());
        on.format("%d/%m").to_string()
    };
    let told = course(Law::embedded(), facts);
    let counted = told.steps.iter().filter(|step| step.event != "noted");
    counted
        .map(|step| format!("{} {}", step.event, day(step.at)))
        .collect()
}

/// Each stock only ever changes by a move that names it.
fn check_balance(facts: &[Fact]) {
    let told = course(Law::embedded(), facts);
    for word in STOCKS {
        let mut instants: Vec<i64> = told
            .stays
            .iter()
            .flat_map(|stay| [stay.from_at, stay.to_at])
            .collect();
        instants.push(crate::life::FAR);
        for instant in instants {
            let standing = told.stays.iter().filter(|stay| {
                stay.state == word.code && stay.from_at < instant && stay.to_at >= instant
            });
            let moved = |side: fn(&Step) -> &'static str| {
                told.steps
                    .iter()
                    .filter(|step| side(step) == word.code && step.at < instant)
                    .count() as i64
            };
            let by_moves = moved(|step| step.enters) - moved(|step| step.leaves);
            assert_eq!(
                standing.count() as i64,
                by_moves,
                "{} at {instant}",
                word.code
            );
        }
    }
}

fn ordinary() -> Vec<Fact> {
    told(&[
        ("case.initiated", "2026-03-01", 0, theft()),
        (
            "party.described",
            "2026-03-01",
            7,
            json!({ "name": "A", "role": "bi_can", "born_on": "2009-01-01", "sex": "nam" }),
        ),
        ("accused.initiated", "2026-03-03", 7, theft()),
        ("accused.approved", "2026-03-04", 7, json!({})),
        ("investigation.concluded", "2026-04-01", 0, json!({})),
        ("vks.case_file_received", "2026-04-03", 0, json!({})),
        ("case.indicted", "2026-04-15", 0, theft()),
        ("case.sent_to_court", "2026-04-17", 0, json!({})),
        ("court.docketed", "2026-04-20", 0, json!({})),
        ("trial.decision", "2026-05-04", 0, json!({})),
        ("trial.opened", "2026-05-15", 0, json!({})),
        ("judgment.pronounced", "2026-05-15", 0, json!({})),
        (
            "sentence.recorded",
            "2026-05-15",
            7,
            json!({ "charges": [{ "article": "173", "clause": 1 }], "main_penalty": "tu", "sentence_months": 12, "suspended_sentence": true }),
        ),
    ])
}

#[test]
fn a_case_goes_from_its_opening_to_its_judgment() {
    let facts = ordinary();
    assert_eq!(
        moves(&facts),
        [
            "case.opened 01/03",
            "accused.charged 04/03",
            "case.concluded 01/04",
            "accused.concluded 01/04",
            "case.accepted 03/04",
            "accused.accepted 03/04",
            "case.indicted 15/04",
            "accused.indicted 15/04",
            "case.docketed 20/04",
            "accused.docketed 20/04",
            "case.tried 15/05",
            "accused.tried 15/05",
            "sentence 15/05",
        ]
    );
    check_balance(&facts);
    let told = course(Law::embedded(), &facts);
    let charged = &told
        .steps
        .iter()
        .find(|step| step.event == "accused.charged")
        .unwrap()
        .marks;
    assert_eq!(
        (
            charged.article.as_str(),
            charged.age.as_str(),
            charged.sex.as_str()
        ),
        ("173", "16_18", "nam")
    );
    let tried = &told
        .steps
        .iter()
        .find(|step| step.event == "accused.tried")
        .unwrap()
        .marks;
    assert_eq!(tried.result, "an_treo");
}

#[test]
fn who_is_suspended_stays_behind_while_the_others_go_to_court() {
    let mut lines = vec![
        ("case.initiated", "2026-03-01", 0, theft()),
        ("accused.initiated", "2026-03-03", 7, theft()),
        ("accused.approved", "2026-03-04", 7, json!({})),
        ("accused.initiated", "2026-03-03", 8, theft()),
        ("accused.approved", "2026-03-04", 8, json!({})),
        (
            "investigation.suspended",
            "2026-03-20",
            8,
            json!({ "ground": "khong_ro_noi_o" }),
        ),
        ("investigation.concluded", "2026-04-01", 0, json!({})),
        ("vks.case_file_received", "2026-04-03", 0, json!({})),
        ("case.indicted", "2026-04-15", 0, theft()),
    ];
    let facts = told(&lines);
    check_balance(&facts);
    let told_now = course(Law::embedded(), &facts);
    let left: Vec<_> = told_now
        .stays
        .iter()
        .filter(|stay| stay.to_at == crate::life::FAR)
        .map(|stay| (stay.state, stay.marks.ground.as_str()))
        .collect();
    assert_eq!(
        left,
        [("accused.investigation_suspended", "khong_ro_noi_o")]
    );
    lines.push((
        "investigation.suspended",
        "2026-03-10",
        0,
        json!({ "ground": "giam_dinh" }),
    ));
    check_balance(&told(&lines));
}

#[test]
fn a_return_by_the_court_counts_once_and_when_it_is_accepted() {
    let mut lines: Vec<_> = ordinary()
        .iter()
        .take(9)
        .map(|fact| {
            (
                fact.kind.clone(),
                fact.effective.to_string(),
                fact.subject.map_or(0, |id| id.as_u128()),
                serde_json::Value::Object(fact.body.clone()),
            )
        })
        .collect();
    let mut add = |kind: &str, day: &str, body: serde_json::Value| {
        lines.push((kind.to_owned(), day.to_owned(), 0, body))
    };
    add(
        "court.returned_for_supplement",
        "2026-05-04",
        json!({ "returned_by": "tham_phan" }),
    );
    add("supplement.passed_to_cqdt", "2026-05-06", json!({}));
    add(
        "supplement.file_received_by_cqdt",
        "2026-05-08",
        json!({ "returned_by": "tham_phan" }),
    );
    let lines: Vec<_> = lines
        .iter()
        .map(|(kind, day, who, body)| (kind.as_str(), day.as_str(), *who, body.clone()))
        .collect();
    let facts = told(&lines);
    check_balance(&facts);
    let of_case: Vec<String> = moves(&facts)
        .into_iter()
        .filter(|one| one.starts_with("case."))
        .skip(5)
        .collect();
    assert_eq!(
        of_case,
        [
            "case.returned_by_court 04/05",
            "case.court_return_accepted 06/05",
            "case.passed_down 06/05",
            "case.returned 08/05"
        ]
    );
    let told = course(Law::embedded(), &facts);
    let returned = told
        .steps
        .iter()
        .find(|step| step.event == "case.returned_by_court")
        .unwrap();
    assert_eq!(returned.marks.result, "chap_nhan");
}

#[test]
fn custody_ends_in_detention_and_detention_at_the_prison() {
    let facts = told(&[
        ("case.initiated", "2026-03-01", 0, theft()),
        (
            "custody.started",
            "2026-03-01T08:00",
            7,
            json!({ "from": "2026-03-01T08:00", "to": "2026-03-04T08:00", "arrest_kind": "qua_tang" }),
        ),
        ("accused.initiated", "2026-03-02", 7, theft()),
        ("accused.approved", "2026-03-03", 7, json!({})),
        (
            "detention.ordered",
            "2026-03-02",
            7,
            json!({ "from": "2026-03-04", "to": "2026-05-01" }),
        ),
        (
            "detention.approved",
            "2026-03-03",
            7,
            json!({ "from": "2026-03-04", "to": "2026-05-01" }),
        ),
        ("custody.detainee_escaped", "2026-03-10", 7, json!({})),
        ("custody.detainee_recaptured", "2026-03-12", 7, json!({})),
        (
            "detention.cancelled",
            "2026-05-03",
            7,
            json!({ "reason": "x" }),
        ),
    ]);
    check_balance(&facts);
    let held: Vec<String> = moves(&facts)
        .into_iter()
        .filter(|one| one.contains("custody.") || one.contains("detention."))
        .collect();
    assert_eq!(
        held,
        [
            "custody.in 01/03",
            "custody.out 03/03",
            "detention.in 03/03",
            "detention.escaped 10/03",
            "detention.in 12/03",
            "detention.out 03/05"
        ]
    );
    let told = course(Law::embedded(), &facts);
    let grounds: Vec<&str> = told
        .steps
        .iter()
        .filter(|step| step.event.starts_with("detention."))
        .map(|step| step.marks.ground.as_str())
        .collect();
    assert_eq!(grounds, ["tu_tam_giu", "", "truy_na", "huy_bo"]);
    assert_eq!(
        told.steps
            .iter()
            .rfind(|step| step.event == "detention.out")
            .unwrap()
            .marks
            .overdue,
        "1",
        "two days late"
    );
}

#[test]
fn a_case_on_its_way_stands_with_its_sender_until_the_other_takes_it() {
    let facts = told(&[
        ("case.initiated", "2026-03-01", 0, theft()),
        ("accused.initiated", "2026-03-03", 7, theft()),
        ("accused.approved", "2026-03-04", 7, json!({})),
        (
            "case.transfer_decided",
            "2026-03-10",
            0,
            json!({ "to_agency": "khu vực 4" }),
        ),
        (
            "case.received_by_competent_vks",
            "2026-03-14",
            0,
            json!({ "from_agency": "khu vực 3", "unit": "K4" }),
        ),
    ]);
    check_balance(&facts);
    let told = course(Law::embedded(), &facts);
    let units: Vec<(&str, &str)> = told
        .steps
        .iter()
        .filter(|step| step.event.contains("transferred"))
        .map(|step| (step.event, step.unit.as_str()))
        .collect();
    assert_eq!(
        units,
        [
            ("case.transferred_out", "K3"),
            ("accused.transferred_out", "K3"),
            ("case.transferred_in", "K4"),
            ("accused.transferred_in", "K4")
        ]
    );
    let transit: Vec<&str> = told
        .stays
        .iter()
        .filter(|stay| stay.state.ends_with("transit"))
        .map(|stay| stay.unit.as_str())
        .collect();
    assert_eq!(transit, ["K3", "K3"]);
}

#[test]
fn a_matter_that_never_was_a_case_has_no_course() {
    let facts = told(&[
        ("report.received", "2026-03-01", 0, json!({})),
        ("case.not_initiated", "2026-03-15", 0, json!({})),
    ]);
    assert_eq!(course(Law::embedded(), &facts), Course::default());
}

#[test]
fn what_leaves_a_stage_after_its_limit_is_late() {
    // Twenty days for a less serious offence: to 30/3, a Monday.
    let late = |indicted: &str| {
        let facts = told(&[
            ("case.initiated", "2026-02-01", 0, theft()),
            ("accused.initiated", "2026-02-03", 7, theft()),
            ("accused.approved", "2026-02-04", 7, json!({})),
            ("investigation.concluded", "2026-03-06", 0, json!({})),
            ("vks.case_file_received", "2026-03-10", 0, json!({})),
            ("case.indicted", indicted, 0, theft()),
        ]);
        let told = course(Law::embedded(), &facts);
        let steps = told.steps.iter().filter(|step| step.marks.overdue == "1");
        steps.map(|step| step.event).collect::<Vec<_>>()
    };
    assert_eq!(late("2026-03-30"), Vec::<&str>::new());
    assert_eq!(late("2026-03-31"), ["case.indicted", "accused.indicted"]);
}

/// The days of the moves about evidence on the screen, and the day of the fact that each names.
fn shown_days(days: &[&str], more: &[(&str, &str)]) -> Vec<String> {
    let mut facts = ordinary();
    let last = facts.len();
    let lines = days.iter().map(|day| ("trial.evidence_shown", *day));
    let lines: Vec<_> = lines
        .chain(more.iter().copied())
        .map(|(kind, day)| (kind, day, 0, json!({})))
        .collect();
    for (n, mut fact) in (last..).zip(told(&lines)) {
        fact.seq = n as i64 + 1;
        fact.id = Uuid::from_u128(100 + n as u128);
        facts.push(fact);
    }
    let steps = course(Law::embedded(), &facts).steps;
    let shown = steps
        .iter()
        .filter(|step| step.event == "case.evidence_shown");
    let said = shown.map(|step| {
        let fact = facts.iter().find(|fact| fact.id == step.fact).unwrap();
        assert_eq!(
            (fact.kind.as_str(), step.seq),
            ("trial.evidence_shown", fact.seq)
        );
        let at = Moment::from_utc_ms(step.at).unwrap().on;
        format!("{} {}", fact.effective.on, at)
    });
    said.collect()
}

#[test]
fn evidence_on_the_screen_counts_once_on_the_day_of_the_judgment_that_ends_its_trial() {
    let one = |day: &str| shown_days(&[day], &[]);
    let counted = |day: &str| vec![format!("{day} 2026-05-15")];
    // Taken up on 20/4, judged on 15/5, both days included.
    for day in ["2026-04-20", "2026-05-14", "2026-05-15"] {
        assert_eq!(one(day), counted(day));
    }
    for day in ["2026-04-19", "2026-05-16"] {
        assert_eq!(one(day), Vec::<String>::new(), "{day}");
    }
    // Several days are one case; the first is the proof, in whichever order they were entered.
    let several = shown_days(&["2026-05-15", "2026-05-13", "2026-05-14"], &[]);
    assert_eq!(several, counted("2026-05-13"));
    // What the appeal showed is no part of the new trial that follows it.
    let again = [
        ("appeal.received", "2026-05-20"),
        ("appellate.docketed", "2026-06-10"),
        ("appellate.quashed_for_retrial", "2026-07-01"),
        ("retrial.file_received", "2026-07-10"),
        ("judgment.pronounced", "2026-08-20"),
    ];
    assert_eq!(shown_days(&["2026-06-30"], &again), Vec::<String>::new());
    let both = shown_days(&["2026-05-15", "2026-06-30", "2026-08-19"], &again);
    assert_eq!(both, ["2026-05-15 2026-05-15", "2026-08-19 2026-08-20"]);
}
