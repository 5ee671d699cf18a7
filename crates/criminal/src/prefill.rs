//! Điền sẵn: what the matter already knows about an act to come, so that nobody types it twice.

use law::catalogue::{Act, FieldKind};
use law::{Extension, Fact, Law, Length, Moment, Question, Unit};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::load::Opened;
use crate::rules::{self, Clock, Measure};
use crate::standing::standing;

/// The fields of an act as the facts suggest them: the earlier order, the period of an extension, the charges.
pub fn prefill(law: &Law, opened: &Opened, act: &Act, subject: Option<Uuid>) -> Map<String, Value> {
    let mut body = Map::new();
    let mut put = |name: &str, value: Value| {
        if act.field(name).is_some() {
            body.insert(name.to_owned(), value);
        }
    };
    if let Some(approved) = act
        .approves
        .as_deref()
        .and_then(|kind| newest(opened, kind, subject))
    {
        if let Some(number) = &approved.number {
            put("earlier_number", number.clone().into());
        }
        put("earlier_on", approved.effective.on.to_string().into());
        for field in ["from", "to", "months", "days", "count"] {
            if let Some(value) = approved.body.get(field) {
                put(field, value.clone());
            }
        }
    }
    let extended = act
        .extends
        .iter()
        .find_map(|family| opened.matter.clock(family, subject));
    if let Some(clock) = extended.filter(|clock| clock.is_running()) {
        put("count", (clock.extensions.len() as i64 + 1).into());
        if let Some((from, to, length)) = next_extension(law, opened, clock) {
            put("from", from.to_string().into());
            put("to", to.to_string().into());
            match length {
                Some(length) if length.unit == Unit::Months => put("months", length.value.into()),
                Some(length) => put("days", length.value.into()),
                None => {}
            }
        }
        if let Some(request) = requested(opened, clock, subject) {
            if let Some(number) = &request.number {
                put("request_number", number.clone().into());
            }
            put("request_on", request.effective.on.to_string().into());
        }
    }
    if let Some(measure) = act
        .measure
        .and_then(|_| measure_before(opened, act, subject))
        && let Some(first) = measure.decisions.first()
        && act.approves.is_none()
    {
        if let Some(number) = &first.number {
            put("earlier_number", number.clone().into());
        }
        put("earlier_on", first.on.on.to_string().into());
    }
    if act.field("charges").is_some_and(|field| field.required)
        && let Some(charges) = charges_before(opened, subject)
    {
        put("charges", charges);
    }
    if act.id.ends_with(".prosecutor_assigned")
        && let Some(prosecutor) = opened.assigned.prosecutor_id
    {
        put("prosecutor", prosecutor.to_string().into());
    }
    for field in SAME {
        if let Some(value) = said_before(opened, field, subject) {
            put(field, value);
        }
    }
    body
}

/// What stays the same from paper to paper of one matter, or of one person of it.
const SAME: [&str; 3] = ["place_of_detention", "investigator", "officer"];

fn said_before(opened: &Opened, field: &str, subject: Option<Uuid>) -> Option<Value> {
    let of_person = field == "place_of_detention";
    standing(&opened.facts)
        .rev()
        .filter(|fact| !of_person || fact.subject == subject)
        .find_map(|fact| fact.body.get(field).cloned())
}

/// Kỳ hạn theo luật của một lệnh, quyết định sắp ghi.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Its first day (hour).
    pub from: Moment,
    /// Its last day (hour) by law, or by the length it gives.
    pub to: Moment,
    /// The length the law gives it.
    pub length: Option<Length>,
}

/// The term an order about a person would have, asked of the same rules that read it once it is recorded.
pub fn term(
    law: &Law,
    opened: &Opened,
    act: &Act,
    order: (Option<Uuid>, Moment),
    length: Option<Length>,
) -> Option<Term> {
    let ((subject, from), kind) = (order, act.measure?);
    let as_if = |kind: &str, n: u128| Fact {
        seq: i64::MAX,
        id: Uuid::from_u128(u128::MAX - n),
        matter: opened.id,
        subject,
        kind: kind.to_owned(),
        unit: opened.unit.clone(),
        effective: from,
        recorded_at: i64::MAX,
        recorded_by: Uuid::nil(),
        issuer: None,
        number: None,
        body: Map::from_iter([("from".to_owned(), Value::from(from.to_string()))]),
        sources: Default::default(),
        replaces: None,
        reason: None,
    };
    let mut facts = opened.facts.clone();
    facts.push(as_if(&act.id, 1));
    // What must be approved takes effect, and its clock begins, with the approval.
    let approval = |other: &&Act| {
        other.approves.as_deref() == Some(&act.id)
            && other.measure == Some(kind)
            && !other.starts.is_empty()
    };
    if let Some(approval) = law.acts.all().iter().find(approval) {
        facts.push(as_if(&approval.id, 0));
    }
    let matter = rules::fold(law, &facts);
    let begun = |clock: &&Clock| {
        !clock.aside && clock.subject == subject && clock.started_by.as_u128() >= u128::MAX - 1
    };
    let clock = matter.clocks.iter().rev().find(begun)?;
    let own = law.limits.rule(&clock.rule).and_then(|limit| limit.base);
    let to = match length.filter(|length| Some(*length) != own) {
        Some(length) => {
            let question = Question::new(clock.rule.clone(), clock.start)
                .after_custody(clock.custody_days)
                .length(length);
            law.deadline(&question).ok()?.legal_end
        }
        None => clock.deadline.as_ref()?.legal_end,
    };
    Some(Term {
        from,
        to,
        length: length.or(own),
    })
}

/// Whether an act states a period that the law lets us reckon: it has a first and a last day to fill.
pub fn has_term(act: &Act) -> bool {
    let is_day = |name: &str| {
        act.field(name)
            .is_some_and(|field| field.required && field.kind == FieldKind::Moment)
    };
    act.measure.is_some() && is_day("from") && is_day("to")
}

/// The next period of a clock: its first day, its last day in law, and the length the law gives.
pub fn next_extension(
    law: &Law,
    opened: &Opened,
    clock: &Clock,
) -> Option<(Moment, Moment, Option<Length>)> {
    let due = clock.due?;
    let from = match due.time {
        Some(_) => due,
        None => due.plus_days(1)?,
    };
    let mut question =
        Question::new(clock.rule.clone(), clock.start).after_custody(clock.custody_days);
    question.case_opened_on = opened.matter.case.as_ref().map(|case| case.opened.on);
    question
        .reclassified_from
        .clone_from(&clock.reclassified_from);
    let person = clock
        .subject
        .and_then(|subject| opened.matter.person(subject));
    question.juvenile = person.is_some_and(|person| {
        person.is_juvenile_on(question.case_opened_on.unwrap_or(clock.start.on))
    });
    question.extensions = clock
        .extensions
        .iter()
        .map(|taken| Extension {
            length: taken
                .months
                .map(|months| Length::new(months, Unit::Months))
                .or(taken.days.map(|days| Length::new(days, Unit::Days)))
                .filter(|_| taken.to.is_none()),
            from: taken.from,
            to: taken.to,
            decision: taken.number.clone(),
        })
        .collect();
    question.extensions.push(Extension::full());
    let to = law.deadline(&question).ok()?.legal_end;
    let length = law
        .limits
        .rule(&clock.rule)
        .and_then(|limit| limit.extensions.nth(clock.extensions.len()));
    Some((from, to, length))
}

/// The newest fact of a kind about a person or the matter.
pub fn newest<'o>(opened: &'o Opened, kind: &str, subject: Option<Uuid>) -> Option<&'o Fact> {
    standing(&opened.facts)
        .filter(|fact| fact.kind == kind && (subject.is_none() || fact.subject == subject))
        .max_by_key(|fact| (fact.effective.on, fact.seq))
}

/// The request of the investigating body for this extension, if it came after the clock began.
fn requested<'o>(opened: &'o Opened, clock: &Clock, subject: Option<Uuid>) -> Option<&'o Fact> {
    let kind = match clock.family.as_str() {
        "DET-INV" => "detention.extension_requested",
        "INV" => "investigation.extension_requested",
        _ => return None,
    };
    newest(opened, kind, subject).filter(|fact| fact.effective.on >= clock.start.on)
}

fn measure_before<'o>(opened: &'o Opened, act: &Act, subject: Option<Uuid>) -> Option<&'o Measure> {
    let person = opened.matter.person(subject?)?;
    let kind = act.measure?;
    person
        .measures
        .iter()
        .rev()
        .find(|measure| measure.kind == kind && measure.ended.is_none())
}

fn charges_before(opened: &Opened, subject: Option<Uuid>) -> Option<Value> {
    let own = subject
        .and_then(|subject| opened.matter.person(subject))
        .map(|person| person.charges.clone());
    let case = opened.matter.case.as_ref().map(|case| case.charges.clone());
    let charges = own.filter(|charges| !charges.is_empty()).or(case)?;
    serde_json::to_value(charges).ok()
}

/// Who issued acts of such a body in this matter before: the name to fill in.
pub fn issuer_before(law: &Law, opened: &Opened, act: &Act) -> Option<String> {
    let agency = act.issuers.first()?;
    let same = |fact: &&Fact| {
        law.acts
            .get(&fact.kind)
            .is_some_and(|other| other.issuers.first() == Some(agency) && other.is_legal_act())
    };
    let known = standing(&opened.facts)
        .rev()
        .filter(same)
        .find_map(|fact| fact.issuer.clone());
    known.filter(|issuer| !issuer.is_empty())
}
