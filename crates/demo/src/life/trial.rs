//! Xét xử, bản án, thi hành án (BLTTHS Đ276–364): what the court does with a case it has docketed.

use chrono::{Duration, NaiveDate};
use law::Severity;
use serde_json::json;

use super::case::Accused;
use super::telling::Telling;
use crate::chance::Chance;

/// Tells the trial of most docketed cases. It draws from a stream of its own, so that what comes before stays as it was told.
pub fn go_on(telling: &mut Telling<'_>, court: &str, docketed: NaiveDate, accused: &[Accused]) {
    let before = telling.chance.clone();
    *telling.chance = Chance::new(telling.chance.clone().next(), 0xC0A7);
    let told = telling.facts.len();
    if telling.chance.percent(94) {
        tried(telling, court, docketed, accused);
    }
    // A closed office recorded nothing after its last day.
    let last = telling.office.to;
    let mut at = 0;
    telling.facts.retain(|fact| {
        at += 1;
        at <= told || fact.effective.on <= last
    });
    *telling.chance = before;
}

/// The days of a trial, chosen so that every limit is kept.
struct Days {
    decided: NaiveDate,
    opened: NaiveDate,
    held_until: NaiveDate,
}

fn days(telling: &mut Telling<'_>, docketed: NaiveDate) -> Option<Days> {
    let (class, ..) = telling.investigation();
    let held_until = telling.end_of(&format!("DET-TRI-{class}"), docketed, 0);
    let most = match telling.class {
        Severity::LessSerious => 12,
        Severity::Serious => 24,
        Severity::VerySerious | Severity::ExtremelySerious => 36,
    };
    let wait = telling.chance.between(7, most);
    let decided = telling.workday(docketed, wait);
    let wait = telling.chance.between(8, 11);
    let opened = telling.workday(decided, wait);
    let last = telling.end_of("TRI-OPEN", decided, 0);
    (opened <= held_until && opened <= last).then_some(Days {
        decided,
        opened,
        held_until,
    })
}

fn tried(telling: &mut Telling<'_>, court: &str, docketed: NaiveDate, accused: &[Accused]) {
    let Some(days) = days(telling, docketed) else {
        return;
    };
    let held = |one: &Accused| one.held.until.is_some();
    // Who is held is held on by the court before the order of the procuracy has run out.
    let is_covered = |telling: &Telling<'_>, one: &Accused| {
        let order = telling.facts.iter().rev().find(|fact| {
            fact.kind == "detention.ordered_by_vks" && fact.subject == Some(one.subject)
        });
        order
            .and_then(|fact| fact.body.get("to")?.as_str()?.parse::<NaiveDate>().ok())
            .is_some_and(|to| docketed <= to)
    };
    if accused
        .iter()
        .any(|one| held(one) && !is_covered(telling, one))
    {
        return;
    }
    for one in accused.iter().filter(|one| held(one)) {
        let body = json!({ "from": docketed.to_string(), "to": days.held_until.to_string(), "court": court });
        of_court(telling, "court.detention_decided", docketed, court, body).subject =
            Some(one.subject);
    }
    let judge = crate::names::person(telling.chance).0;
    let body = json!({ "hearing_on": days.opened.to_string(), "judge": judge });
    of_court(telling, "trial.decision", days.decided, court, body);
    of_court(
        telling,
        "trial.opened",
        days.opened,
        court,
        json!({ "judge": judge }),
    );
    of_court(
        telling,
        "judgment.pronounced",
        days.opened,
        court,
        json!({ "judge": judge }),
    );
    for one in accused {
        sentence(telling, court, days.opened, one);
    }
    let received = telling.workday(days.opened, 6);
    telling.say("vks.judgment_received", received, json!({}));
    match telling.chance.percent(14) {
        true => appealed(telling, court, days.opened, accused),
        false => executed(telling, court, days.opened + Duration::days(31), accused),
    }
}

fn of_court<'t>(
    telling: &'t mut Telling<'_>,
    kind: &'static str,
    on: NaiveDate,
    court: &str,
    body: serde_json::Value,
) -> &'t mut super::Draft {
    let told = telling.say(kind, on, body);
    told.issuer = Some(court.to_owned());
    told
}

/// A penalty within the frame of the class; some are suspended.
fn sentence(telling: &mut Telling<'_>, court: &str, on: NaiveDate, one: &Accused) {
    let (low, high) = match telling.class {
        Severity::LessSerious => (6, 30),
        Severity::Serious => (24, 60),
        Severity::VerySerious => (84, 144),
        Severity::ExtremelySerious => (180, 228),
    };
    let months = telling.chance.between(low, high);
    let is_suspended = one.held.until.is_none() && months <= 36;
    let body = json!({
        "charges": telling.charges(), "main_penalty": "tu", "sentence_months": months,
        "suspended_sentence": is_suspended,
    });
    of_court(telling, "sentence.recorded", on, court, body).subject = Some(one.subject);
    if one.held.until.is_some() {
        let to = telling.end_of("DET-AFTER-SENTENCE", on, 0);
        let body = json!({ "from": on.to_string(), "to": to.to_string(), "court": court });
        of_court(telling, "court.detention_after_sentence", on, court, body).subject =
            Some(one.subject);
    }
}

fn appealed(telling: &mut Telling<'_>, court: &str, judged: NaiveDate, accused: &[Accused]) {
    // Only cases of the free are told on appeal: what the appellate court orders for the held is not.
    if accused.iter().any(|one| one.held.until.is_some()) {
        return executed(telling, court, judged + Duration::days(31), accused);
    }
    let received = telling.workday(judged, 7);
    let body = json!({ "appellant": "Bị cáo", "appeal_content": "Xin giảm nhẹ hình phạt.", "appeal_kind": "giam_nhe" });
    of_court(telling, "appeal.received", received, court, body);
    let docketed = telling.workday(judged, 38);
    let above = "Tòa án nhân dân cấp tỉnh";
    let body = json!({ "appellate_level": "tinh" });
    of_court(telling, "appellate.docketed", docketed, above, body);
    let decided = telling.workday(docketed, 15);
    let opened = telling.workday(decided, 9);
    let body = json!({ "hearing_on": opened.to_string() });
    of_court(telling, "appellate.hearing_decision", decided, above, body);
    of_court(
        telling,
        "appellate.hearing_opened",
        opened,
        above,
        json!({}),
    );
    let body = json!({ "appellate_result": "giu_nguyen" });
    of_court(
        telling,
        "appellate.judgment_pronounced",
        opened,
        above,
        body,
    );
    let back = telling.workday(opened, 5);
    let body = json!({ "to_be_executed": true });
    of_court(telling, "appellate.judgment_received", back, court, body);
    decide_execution(telling, court, telling.workday(back, 2), accused);
}

fn executed(telling: &mut Telling<'_>, court: &str, effective: NaiveDate, accused: &[Accused]) {
    of_court(telling, "judgment.effective", effective, court, json!({}));
    decide_execution(telling, court, telling.workday(effective, 2), accused);
}

fn decide_execution(telling: &mut Telling<'_>, court: &str, on: NaiveDate, accused: &[Accused]) {
    for one in accused {
        let body = json!({ "main_penalty": "tu", "court": court });
        of_court(telling, "execution.decided", on, court, body).subject = Some(one.subject);
    }
    let sent = telling.workday(on, 1);
    for one in accused {
        of_court(telling, "execution.sent", sent, court, json!({})).subject = Some(one.subject);
        let appeared = telling.workday(on, 5);
        of_court(telling, "execution.appeared", appeared, court, json!({})).subject =
            Some(one.subject);
    }
}
