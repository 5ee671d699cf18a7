//! What holds for every matter: extensions never shorten, the order of recording does not matter, a correction equals
//! having entered it right.

use chrono::{Days, NaiveDate};
use law::{Fact, Law};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use super::claims::{Claim, claims};
use super::telling::shown;
use crate::rules::tests::{Story, who};
use crate::rules::{Clock, Matter, fold};

/// A matter without what only tells which fact of the ledger did it.
fn told(matter: &Matter) -> String {
    let clock = |clock: &Clock| {
        json!([
            clock.rule,
            clock.subject,
            clock.start.to_string(),
            clock.order_end.map(|end| end.to_string()),
            clock.due.map(|due| due.to_string()),
            format!("{:?}", clock.status).contains("Running"),
            clock.extensions.len()
        ])
    };
    let people = matter.people.iter().map(|person| {
        json!([
            person.subject,
            person.name,
            person.state,
            person.charges,
            person.severity,
            person
                .measures
                .iter()
                .map(|measure| json!([measure.kind, measure.status, measure.from, measure.to]))
                .collect::<Vec<_>>()
        ])
    });
    let mut findings: Vec<String> = matter
        .findings
        .iter()
        .map(|found| format!("{} {:?} {}", found.code, found.subject, found.vi))
        .collect();
    findings.sort();
    json!([
        matter
            .report
            .as_ref()
            .map(|report| json!([report.state, report.received])),
        matter.case.as_ref().map(|case| json!([
            case.state,
            case.opened,
            case.severity,
            case.returns_by_vks
        ])),
        people.collect::<Vec<_>>(),
        matter.clocks.iter().map(clock).collect::<Vec<_>>(),
        findings
    ])
    .to_string()
}

/// A few long lives, told once.
fn lives() -> &'static [Vec<Fact>] {
    static LIVES: std::sync::OnceLock<Vec<Vec<Fact>>> = std::sync::OnceLock::new();
    LIVES.get_or_init(|| {
        let ends = [
            "execution.completed",
            "appellate.judgment_pronounced",
            "case.returned",
            "trial.suspended",
            "investigation.resumed",
            "cassation.decided",
            "report.resumed",
            "detention.extended",
            "custody.extension_approved",
            "judgment.effective",
            "prosecution.resumed",
            "bail.cancelled",
        ];
        let law = Law::embedded();
        ends.iter()
            .map(|id| {
                let act = law.acts.get(id).unwrap();
                let claim = claims(act).pop().unwrap_or(Claim::Moves);
                let scene = shown(act, &claim, 3).or_else(|_| shown(act, &Claim::Moves, 3));
                scene
                    .unwrap_or_else(|why| panic!("{id}: {why}"))
                    .story
                    .facts
            })
            .collect()
    })
}

fn a_life() -> impl Strategy<Value = Vec<Fact>> {
    prop::sample::select(lives().to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn facts_recorded_in_any_order_give_one_state((facts, order) in a_life().prop_flat_map(|facts| {
        let places: Vec<usize> = (0..facts.len()).collect();
        (Just(facts), Just(places).prop_shuffle())
    })) {
        let law = Law::embedded();
        let mut recorded: Vec<Fact> = order.iter().map(|place| facts[*place].clone()).collect();
        for (seq, fact) in (1_i64..).zip(recorded.iter_mut()) {
            fact.seq = seq;
        }
        prop_assert_eq!(told(&fold(law, &facts)), told(&fold(law, &recorded)));
    }

    #[test]
    fn a_corrected_fact_equals_having_entered_it_right(facts in a_life(), place in any::<prop::sample::Index>(), days in 1_u64..40) {
        let law = Law::embedded();
        let place = place.index(facts.len());
        // Entered wrongly first: another day, another number, an empty body.
        let mut wrong = facts.clone();
        let right = wrong[place].clone();
        wrong[place].effective.on = right.effective.on + Days::new(days);
        wrong[place].number = Some("nhầm".to_owned());
        wrong[place].body.clear();
        let corrected = Fact {
            id: Uuid::from_u128(7_000),
            seq: 7_000,
            replaces: Some(wrong[place].id),
            reason: Some("ghi nhầm".to_owned()),
            ..right
        };
        wrong.push(corrected);
        prop_assert_eq!(told(&fold(law, &facts)), told(&fold(law, &wrong)));
    }

    #[test]
    fn an_extension_never_shortens_a_clock(
        which in prop::sample::select(EXTENDABLE.to_vec()),
        clause in 1_u8..=4,
        opened in 0_u64..300,
        asked in 1_u64..120,
        longer in 0_u64..200,
    ) {
        let (family, act, name) = which;
        let first = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + Days::new(opened);
        let story = running(family, clause, first);
        let subject = name.map(who);
        let end = |story: &Story| story.matter().clock(family, subject).unwrap().due.unwrap();
        let before = end(&story);
        // The order names the hour where the clock counts hours.
        let said = |day: NaiveDate| match before.time {
            Some(hour) => format!("{day}T{}", hour.format("%H:%M")),
            None => day.to_string(),
        };
        let from = if before.time.is_some() { before.on } else { before.on + Days::new(1) };
        let dated = json!({ "from": said(from), "to": said(from + Days::new(longer)), "count": 1 });
        for body in [dated, json!({ "count": 1 })] {
            let on = (first + Days::new(asked)).to_string();
            let extended = match name {
                Some(name) => story.clone().of(name, act, &on, body),
                None => story.clone().act(act, &on, body),
            };
            prop_assert!(end(&extended) >= before, "{family}: {:?} after {before:?}", end(&extended));
        }
    }
}

/// Clocks that can be extended, by which act, and for whom.
const EXTENDABLE: [(&str, &str, Option<&str>); 6] = [
    ("RPT-RESOLVE-COMPLEX", "report.extended", None),
    ("CUSTODY", "custody.extension_approved", Some("A")),
    ("INV", "investigation.extended", None),
    ("DET-INV", "detention.extended", Some("A")),
    ("PRO-DECIDE", "prosecution.extended", None),
    ("TRI-PREP", "trial.prep_extended", None),
];

/// A matter in which a clock of a family runs from a day.
fn running(family: &str, clause: u8, first: NaiveDate) -> Story {
    let day = first.to_string();
    let charges = json!({ "charges": [{ "article": "173", "clause": clause }] });
    let charged = || {
        Story::default()
            .act("case.initiated", &day, charges.clone())
            .of("A", "accused.initiated", &day, charges.clone())
            .of("A", "accused.approved", &day, json!({}))
    };
    let sent = || {
        charged()
            .act("investigation.concluded", &day, json!({}))
            .act("vks.case_file_received", &day, json!({}))
    };
    match family {
        "RPT-RESOLVE-COMPLEX" => {
            Story::default().act("report.received", &day, json!({ "complex": true }))
        }
        "CUSTODY" => {
            let until = first + Days::new(3);
            let period = json!({ "from": format!("{day}T08:00"), "to": format!("{until}T08:00") });
            Story::default().of("A", "custody.started", &format!("{day}T08:00"), period)
        }
        "INV" => charged(),
        "DET-INV" => {
            let until = first + Days::new(59);
            let period = json!({ "from": day, "to": until.to_string() });
            charged().of("A", "detention.approved", &day, period)
        }
        "PRO-DECIDE" => sent(),
        _ => sent()
            .act("case.indicted", &day, json!({}))
            .act("case.sent_to_court", &day, json!({}))
            .act("court.docketed", &day, json!({})),
    }
}
