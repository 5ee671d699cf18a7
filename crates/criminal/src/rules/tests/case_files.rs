//! Two whole case files, as their papers tell them.

use law::catalogue::{AccusedState, CaseState, MeasureKind, MeasureStatus, ReportState};
use law::{Law, Severity};
use serde_json::Value;

use super::*;

fn read(text: &str) -> Story {
    let rows: Vec<Value> = serde_json::from_str(text).unwrap();
    rows.into_iter().fold(Story::default(), |story, row| {
        let mut story = story.add(
            row["subject"].as_str().map(who),
            row["kind"].as_str().unwrap(),
            row["effective"].as_str().unwrap(),
            row.get("body").cloned().unwrap_or_default(),
        );
        let fact = story.facts.last_mut().unwrap();
        fact.number = row["number"].as_str().map(str::to_owned);
        fact.issuer = row["issuer"].as_str().map(str::to_owned);
        story
    })
}

fn periods(matter: &Matter, name: &str) -> Vec<(MeasureKind, String, String)> {
    let text =
        |moment: Option<law::Moment>| moment.map(|moment| moment.to_string()).unwrap_or_default();
    let measures = &matter.person(who(name)).unwrap().measures;
    measures
        .iter()
        .map(|measure| (measure.kind, text(measure.from), text(measure.to)))
        .collect()
}

#[test]
fn case_a_folds_to_the_dates_its_papers_bear() {
    let matter = read(include_str!("data/case-a.json")).matter();
    let report = matter.report.as_ref().unwrap();
    assert_eq!(report.state, ReportState::CaseOpened);
    let case = matter.case.as_ref().unwrap();
    assert_eq!(
        (case.state, case.severity),
        (CaseState::Indicted, Some(Severity::Serious))
    );
    let accused = matter.person(who("A1")).unwrap();
    assert_eq!(accused.name, "Thái Doãn Lâm");
    assert_eq!(accused.state, Some(AccusedState::Indicted));
    assert_eq!(
        accused.approved.as_ref().unwrap().number.as_deref(),
        Some("194/QĐ-VKSKV3")
    );
    for (family, name, expected) in [
        ("RPT-RESOLVE", None, "2026-06-09"),
        ("CUSTODY", Some("A1"), "2026-05-26T17:00"),
        ("INV", None, "2026-10-22"),
        ("DET-INV", Some("A1"), "2026-10-16"),
        ("PRO-DECIDE", None, "2026-10-26"),
        ("DET-PRO", Some("A1"), "2026-10-25"),
    ] {
        assert_eq!(due(&matter, family, name), expected, "{family}");
    }
    assert_eq!(
        periods(&matter, "A1"),
        [
            (
                MeasureKind::Custody,
                "2026-05-20T17:00".to_owned(),
                "2026-05-26T17:00".to_owned()
            ),
            (
                MeasureKind::Detention,
                "2026-05-26".to_owned(),
                "2026-10-16".to_owned()
            ),
            (
                MeasureKind::Detention,
                "2026-10-17".to_owned(),
                "2026-10-25".to_owned()
            ),
        ]
    );
    assert_eq!(
        codes(&matter.findings),
        [] as [&str; 0],
        "{:#?}",
        matter.findings
    );
}

#[test]
fn the_first_detention_order_of_case_a_is_84_days_because_6_days_of_custody_are_deducted() {
    let mut story = read(include_str!("data/case-a.json"));
    story
        .facts
        .retain(|fact| fact.effective.on <= "2026-06-30".parse().unwrap());
    let matter = story.matter();
    let clock = matter.clock("DET-INV", Some(who("A1"))).unwrap();
    assert_eq!(clock.rule, "DET-INV-NT");
    assert_eq!(clock.custody_days, 6);
    assert_eq!(
        clock.deadline.as_ref().unwrap().legal_end.to_string(),
        "2026-08-17"
    );
    assert_eq!(
        due(&matter, "INV", None),
        "2026-08-22",
        "a working Saturday does not move the end"
    );
    let next = clock.next.as_ref().unwrap();
    assert_eq!(next.act, "detention.extended");
    assert_eq!(next.request_by, Some("2026-08-07".parse().unwrap()));
    assert!(
        next.vi.contains("Mẫu 42/HS") && next.vi.contains("lần 1") && next.vi.contains("02 tháng"),
        "{}",
        next.vi
    );
}

#[test]
fn case_b_has_two_accused_with_measures_of_their_own() {
    let matter = read(include_str!("data/case-b.json")).matter();
    assert_eq!(
        matter.case.as_ref().unwrap().severity,
        Some(Severity::Serious)
    );
    for (family, name, expected) in [
        ("RPT-RESOLVE", None, "2026-05-27"),
        ("CUSTODY", Some("A1"), "2026-05-22T15:10"),
        ("INV", None, "2026-10-20"),
        ("DET-INV", Some("A1"), "2026-10-15"),
        ("PRO-DECIDE", None, "2026-10-26"),
        ("DET-PRO", Some("A1"), "2026-10-25"),
    ] {
        assert_eq!(due(&matter, family, name), expected, "{family}");
    }
    assert_eq!(
        matter
            .clock("DET-INV", Some(who("A1")))
            .unwrap()
            .custody_days,
        3
    );
    let bans = periods(&matter, "A2");
    assert_eq!(
        bans.iter()
            .map(|(_, from, to)| format!("{from}–{to}"))
            .collect::<Vec<_>>(),
        [
            "2026-05-22–2026-08-20",
            "2026-08-21–2026-10-20",
            "2026-10-07–2026-10-25"
        ]
    );
    let statuses: Vec<_> = matter
        .person(who("A2"))
        .unwrap()
        .measures
        .iter()
        .map(|measure| measure.status)
        .collect();
    assert_eq!(
        statuses,
        [
            MeasureStatus::Ended,
            MeasureStatus::Ended,
            MeasureStatus::InForce
        ]
    );
    assert_eq!(
        codes(&matter.findings),
        [] as [&str; 0],
        "{:#?}",
        matter.findings
    );
}

#[test]
fn every_paper_of_the_case_files_could_have_been_recorded_when_it_was_made() {
    for text in [
        include_str!("data/case-a.json"),
        include_str!("data/case-b.json"),
    ] {
        let mut facts = read(text).facts;
        facts.sort_by_key(|fact| {
            let rank = Law::embedded()
                .acts
                .ranked_on(&fact.kind, fact.effective.on)
                .map(|(rank, _)| rank);
            (fact.effective.on, rank)
        });
        for place in 0..facts.len() {
            let fact = &facts[place];
            let mut new = NewAct::new(fact.kind.clone(), fact.effective);
            new.subject = fact.subject;
            new.body = fact.body.clone();
            new.number = fact.number.clone();
            let verdict = check(Law::embedded(), &facts[..place], &new);
            assert!(
                verdict.is_lawful(),
                "{}: {:#?}",
                fact.kind,
                verdict.refusals
            );
        }
    }
}
