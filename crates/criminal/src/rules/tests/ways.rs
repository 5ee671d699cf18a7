//! What may be done about a clock, by whom and until when; and what is offered to be recorded.

use super::*;
use crate::rules::{Does, Reach, Way, offer, ways};

fn ways_of(story: &Story, family: &str, name: Option<&str>, day: &str) -> Vec<Way> {
    let matter = story.matter();
    let clock = matter.clock(family, name.map(who)).unwrap();
    ways(Law::embedded(), &matter, clock, on(day))
}

fn named<'w>(ways: &'w [Way], act: &str) -> Option<&'w Way> {
    ways.iter().find(|way| way.act == act)
}

#[test]
fn an_investigation_may_be_asked_for_extended_and_ended_each_by_its_day() {
    let found = ways_of(&Story::with_accused(2), "INV", None, "2026-06-01");
    let ask = named(&found, "investigation.extension_requested").unwrap();
    assert_eq!(ask.until.unwrap().to_string(), "2026-07-31");
    assert_eq!(
        (ask.does, ask.who_vi.as_str()),
        (Does::AsksToExtend, "Cơ quan điều tra")
    );
    let extend = named(&found, "investigation.extended").unwrap();
    assert_eq!(extend.who_vi, "Viện kiểm sát đang thụ lý");
    assert_eq!(extend.form.as_deref(), Some("104/HS"));
    assert_eq!(extend.until.unwrap().to_string(), "2026-08-10");
    for end in [
        "investigation.concluded",
        "investigation.suspended",
        "investigation.terminated",
    ] {
        assert_eq!(named(&found, end).unwrap().does, Does::Ends, "{end}");
    }
    let kinds: Vec<Does> = found.iter().map(|way| way.does).collect();
    assert!(kinds.is_sorted(), "{kinds:?}");
    assert!(
        named(&found, "detention.extended").is_none(),
        "of another clock"
    );
}

#[test]
fn no_extension_is_offered_once_the_count_of_the_law_is_used() {
    let held = Story::with_accused(2).of(
        "A",
        "detention.approved",
        "2026-05-12",
        json!({ "from": "2026-05-12", "to": "2026-08-09" }),
    );
    let before = ways_of(&held, "DET-INV", Some("A"), "2026-07-01");
    assert!(named(&before, "detention.extended").is_some());
    assert!(named(&before, "detention.cancelled").is_some());
    let extended = held.of(
        "A",
        "detention.extended",
        "2026-07-28",
        json!({ "from": "2026-08-10", "to": "2026-10-08", "count": 1 }),
    );
    let after = ways_of(&extended, "DET-INV", Some("A"), "2026-09-01");
    assert!(named(&after, "detention.extended").is_none());
    assert!(named(&after, "detention.extension_requested").is_none());
    assert!(named(&after, "detention.replaced").is_some());
}

#[test]
fn an_approval_is_offered_only_while_its_order_waits() {
    let held = Story::default().of(
        "A",
        "custody.started",
        "2026-11-19T08:00",
        json!({ "from": "2026-11-19T08:00", "to": "2026-11-22T08:00" }),
    );
    let before = ways_of(&held, "CUSTODY", Some("A"), "2026-11-20");
    assert!(named(&before, "custody.extended").is_some());
    assert!(named(&before, "custody.extension_approved").is_none());
    let ordered = held.of(
        "A",
        "custody.extended",
        "2026-11-21",
        json!({ "from": "2026-11-22T08:00", "to": "2026-11-25T08:00", "count": 1 }),
    );
    let after = ways_of(&ordered, "CUSTODY", Some("A"), "2026-11-21");
    assert!(named(&after, "custody.extension_approved").is_some());
}

#[test]
fn a_stopped_clock_has_no_way_and_every_running_one_names_only_lawful_acts() {
    let story = Story::with_accused(2);
    let matter = story.matter();
    let law = Law::embedded();
    let today = on("2026-06-01");
    for clock in matter.running() {
        for way in ways(law, &matter, clock, today) {
            let act = law.acts.get(&way.act).unwrap();
            let case = matter.case.as_ref().map(|case| case.state);
            assert!(act.requires_case.allows(case), "{}", way.act);
        }
    }
    let report = matter.clock("RPT-RESOLVE", None).unwrap();
    assert_eq!(ways(law, &matter, report, today), []);
}

#[test]
fn the_acts_of_the_stage_come_first_and_no_act_of_the_catalogue_is_lost() {
    let matter = Story::with_accused(2).matter();
    let law = Law::embedded();
    let today = "2026-06-01".parse().unwrap();
    let of_case = offer(law, &matter, None, today);
    let reach = |id: &str| {
        of_case
            .iter()
            .find(|one| one.act.id == id)
            .map(|one| one.reach)
    };
    assert_eq!(reach("investigation.extended"), Some(Reach::Stage));
    assert_eq!(reach("complaint.received"), Some(Reach::Other));
    assert_eq!(reach("case.indicted"), Some(Reach::Late));
    let of_person = offer(law, &matter, Some(who("A")), today);
    let detention = of_person
        .iter()
        .find(|one| one.act.id == "detention.ordered");
    assert_eq!(detention.unwrap().reach, Reach::Stage);
    let cancelled = of_person.iter().find(|one| one.act.id == "bail.cancelled");
    assert_eq!(
        cancelled.unwrap().reach,
        Reach::Other,
        "no bail is in force"
    );
    for act in law.acts.all().iter().filter(|act| act.is_valid_on(today)) {
        let is_there = |list: &[crate::rules::Offered]| list.iter().any(|one| one.act.id == act.id);
        assert!(
            act.id == "fact.withdrawn" || is_there(&of_case) || is_there(&of_person),
            "{}",
            act.id
        );
    }
}
