//! Thời hạn của một hồ sơ: which clocks run, what extended and ended them, and where each ends by law.

use law::catalogue::{Act, CaseState, Scope};
use law::{AppliesTo, Extension, Fact, Law, Length, Limit, Moment, Question, Severity, Unit};
use uuid::Uuid;

use super::folding::{Folding, is_for_whole_case};
use super::matter::{Clock, ClockStatus, Effect, Level, Matter, TakenExtension, earlier, is_after};
use super::messages::{self, finding};
use super::{measures, steps};

/// Takes in what an act does to the clocks.
pub(super) fn apply(folding: &mut Folding<'_>, fact: &Fact, act: &Act, report_is_new: bool) {
    for family in &act.suspends {
        stop(folding, fact, act, family, true);
    }
    for (from, to) in &act.turns {
        turn(folding, from, to);
    }
    for family in &act.ends {
        stop(folding, fact, act, family, false);
    }
    if act.approver.is_none() && !act.extends.is_empty() {
        extend(folding, fact, act);
    }
    let whole_case = is_for_whole_case(fact, act);
    for start in &act.starts {
        if start.condition.holds(&fact.body, report_is_new, whole_case) {
            begin(folding, fact, act, family_now(folding, fact, &start.family));
        }
    }
}

/// The clock that really starts: a supplementary investigation lasts as long as the body that returned the file has it,
/// and detention in a resumed, supplementary or repeated investigation has a cap of its own (Đ.174 k.4).
fn family_now<'a>(folding: &Folding<'_>, fact: &Fact, family: &'a str) -> &'a str {
    let by_court = matches!(folding.last_return.as_deref(), Some("tham_phan" | "hdxx"));
    let state = folding.matter.case.as_ref().map(|case| case.state);
    match (family, state) {
        ("INV-SUPP-VKS", _) if by_court && fact.text("returned_by").is_none() => "INV-SUPP-COURT",
        ("DET-INV", Some(CaseState::Resumed | CaseState::Supplementary)) => "DET-RESUMED",
        ("DET-INV", Some(CaseState::Reinvestigation)) => "DET-REINV",
        _ => family,
    }
}

fn begin(folding: &mut Folding<'_>, fact: &Fact, act: &Act, family: &str) {
    let Some(limit) = any_row(folding.law, family, fact.effective) else {
        return;
    };
    let (applies_to, who) = (limit.applies_to, limit.who.clone());
    let by_order =
        limit.is_started_by("custody.started") || limit.is_started_by("detention.started");
    let by_file = limit.is_started_by("vks.case_file_received")
        && act.id != "vks.case_file_received"
        && act.id != "prosecution.resumed";
    let redates = limit.is_started_by(&act.id);
    let subjects: Vec<Option<Uuid>> = match (applies_to, fact.subject) {
        (AppliesTo::Accused, Some(subject)) => vec![Some(subject)],
        (AppliesTo::Accused, None) => {
            let charged = folding
                .matter
                .people
                .iter()
                .filter(|person| person.state.is_some_and(|state| state.is_charged()));
            charged.map(|person| Some(person.subject)).collect()
        }
        (_, subject) if act.scope == Scope::CaseOrAccused => vec![subject],
        _ => vec![None],
    };
    for subject in subjects {
        let order = subject
            .filter(|_| by_order || by_file)
            .and_then(|subject| newest_order(&folding.matter, subject, act));
        let file = folding
            .matter
            .case
            .as_ref()
            .and_then(|case| case.file_received);
        let start = match (by_order, by_file, file) {
            (true, ..) => order.and_then(|(from, _)| from).unwrap_or(fact.effective),
            (false, true, Some(received)) => received,
            _ => fact.effective,
        };
        let order_end = order.and_then(|(_, to)| to);
        let running = folding.matter.clocks.iter().position(|clock| {
            clock.family == family && clock.subject == subject && clock.is_running()
        });
        if let Some(place) = running {
            if redates && folding.matter.clocks[place].extensions.is_empty() {
                let clock = &mut folding.matter.clocks[place];
                clock.start = start;
                clock.order_end = order_end.or(clock.order_end);
            }
            continue;
        }
        let custody_days = match subject.and_then(|subject| folding.matter.person(subject)) {
            Some(person) if family.starts_with("DET-INV") => measures::custody_days(person, start),
            _ => 0,
        };
        folding
            .effects
            .push(Effect::ClockStarted(folding.matter.clocks.len()));
        folding.matter.clocks.push(Clock {
            rule: String::new(),
            family: family.to_owned(),
            subject,
            start,
            started_by: fact.id,
            class: class_of(&folding.matter, subject),
            reclassified_from: None,
            custody_days,
            order_end,
            extensions: Vec::new(),
            deadline: None,
            unknown_vi: None,
            due: None,
            status: ClockStatus::Running,
            who: who.clone(),
            next: None,
        });
    }
}

/// The period of the newest measure of the act's kind.
fn newest_order(
    matter: &Matter,
    subject: Uuid,
    act: &Act,
) -> Option<(Option<Moment>, Option<Moment>)> {
    let kind = act.measure?;
    let measure = matter
        .person(subject)?
        .measures
        .iter()
        .rev()
        .find(|measure| measure.kind == kind)?;
    Some((measure.from, measure.to))
}

fn class_of(matter: &Matter, subject: Option<Uuid>) -> Option<Severity> {
    let own = subject
        .and_then(|subject| matter.person(subject))
        .and_then(|person| person.severity);
    own.or_else(|| matter.case.as_ref()?.severity)
}

/// Đ.172 k.4: when the charge moves to another class, running clocks count by the new class from their first start.
pub(super) fn reclassify(folding: &mut Folding<'_>) {
    for place in 0..folding.matter.clocks.len() {
        let clock = &folding.matter.clocks[place];
        if !clock.is_running() {
            continue;
        }
        let class = class_of(&folding.matter, clock.subject);
        if class.is_none() || class == clock.class {
            continue;
        }
        let before = clock
            .class
            .map(|old| rule_id(folding.law, &clock.family, Some(old), clock.start));
        let clock = &mut folding.matter.clocks[place];
        clock.class = class;
        clock.reclassified_from = before.or(clock.reclassified_from.take());
    }
}

fn stop(folding: &mut Folding<'_>, fact: &Fact, act: &Act, family: &str, suspend: bool) {
    let whole = is_for_whole_case(fact, act);
    let next_from = fact
        .moment("from")
        .filter(|_| act.measure.is_some())
        .unwrap_or(fact.effective);
    for (place, clock) in folding.matter.clocks.iter_mut().enumerate() {
        let stopped =
            matches!(clock.status, ClockStatus::Ended { .. }) || (suspend && !clock.is_running());
        let meant =
            (family == "*" || clock.family == family) && (whole || clock.subject == fact.subject);
        if stopped || !meant {
            continue;
        }
        // An order that ran out before the act ended by itself.
        let on = clock
            .order_end
            .map_or(fact.effective, |end| earlier(end, next_from));
        let by = fact.id;
        if suspend {
            clock.status = ClockStatus::Suspended { on, by };
            folding.effects.push(Effect::ClockSuspended(place));
        } else {
            // A clock that was stopped ended when it stopped; what comes after has a clock of its own.
            clock.status = match clock.status {
                ClockStatus::Suspended { on, by } => ClockStatus::Ended { on, by },
                _ => ClockStatus::Ended { on, by },
            };
            folding.effects.push(Effect::ClockEnded(place));
        }
    }
}

fn turn(folding: &mut Folding<'_>, from: &str, to: &str) {
    for clock in folding
        .matter
        .clocks
        .iter_mut()
        .filter(|clock| clock.is_running() && clock.family == from)
    {
        clock.family = to.to_owned();
        clock.reclassified_from = Some(from.to_owned());
    }
}

fn extend(folding: &mut Folding<'_>, fact: &Fact, act: &Act) {
    let taken = extension_of(&folding.matter, fact, act);
    let place = folding.matter.clocks.iter().rposition(|clock| {
        let own = clock.subject.is_none() || clock.subject == fact.subject;
        clock.is_running() && own && act.extends.contains(&clock.family)
    });
    let Some(place) = place else {
        folding.find(
            finding("extension.no_clock", Level::Warning, fact.id, fact.subject)
                .says(
                    format!(
                        "“{}”: không có thời hạn nào đang chạy để gia hạn.",
                        act.short_vi
                    ),
                    &act.articles_vi(),
                )
                .so("Kiểm tra lại sự kiện mở đầu thời hạn, hoặc ghi nhận sự kiện đó trước."),
        );
        return;
    };
    let clock = &mut folding.matter.clocks[place];
    if clock
        .extensions
        .iter()
        .any(|earlier| earlier.from == taken.from && earlier.to == taken.to && taken.to.is_some())
    {
        return;
    }
    let limit = row(folding.law, &clock.family, clock.class, clock.start);
    let most = limit.and_then(|limit| limit.extensions.count());
    let ordinal = clock.extensions.len() + 1;
    let special = taken.special;
    if clock.order_end.is_some() {
        clock.order_end = taken.to.or(clock.order_end);
    }
    clock.extensions.push(taken);
    folding.effects.push(Effect::ClockExtended(place));
    if let (Some(limit), Some(most), false) = (limit, most, special)
        && ordinal > most
    {
        let found = finding("extension.too_many", Level::Refusal, fact.id, fact.subject)
                .says(messages::too_many_extensions(&limit.name_vi, most, ordinal), &limit.article)
                .so("Không gia hạn thêm; nếu thuộc trường hợp gia hạn đặc biệt của Viện trưởng VKSND tối cao thì đánh dấu “gia hạn đặc biệt”.");
        folding.find(found);
    }
}

/// What the decision says; an approval that repeats no dates takes those of the extension it approves.
fn extension_of(matter: &Matter, fact: &Fact, act: &Act) -> TakenExtension {
    let stated = (fact.moment("from"), fact.moment("to"));
    let approved = || {
        let subject = fact.subject.filter(|_| act.approves.is_some())?;
        let measure = matter
            .person(subject)?
            .measures
            .iter()
            .rev()
            .find(|measure| Some(measure.kind) == act.measure)?;
        let decision = measure.decisions.last()?;
        Some((decision.from, decision.to))
    };
    let (from, to) = if stated.1.is_some() {
        stated
    } else {
        approved().unwrap_or(stated)
    };
    let count = |field: &str| {
        fact.number_of(field)
            .and_then(|value| u32::try_from(value).ok())
            .filter(|value| *value > 0)
    };
    TakenExtension {
        fact: fact.id,
        number: fact.number.clone(),
        from,
        to,
        months: count("months"),
        days: count("days"),
        special: fact
            .body
            .get("special")
            .and_then(|value| value.as_bool())
            .unwrap_or(false),
    }
}

/// Any row of a family, for what does not depend on the class.
fn any_row<'l>(law: &'l Law, family: &str, start: Moment) -> Option<&'l Limit> {
    row(law, family, None, start).or_else(|| {
        Severity::ALL
            .iter()
            .find_map(|class| row(law, family, Some(*class), start))
    })
}

/// The row of a family for a class.
pub(super) fn row<'l>(
    law: &'l Law,
    family: &str,
    class: Option<Severity>,
    start: Moment,
) -> Option<&'l Limit> {
    match law.limits.rule_on(family, start.on) {
        Some(row) => Some(row),
        None => law
            .limits
            .rule_on(&format!("{family}-{}", class?.suffix()), start.on),
    }
}

fn rule_id(law: &Law, family: &str, class: Option<Severity>, start: Moment) -> String {
    row(law, family, class, start).map_or_else(|| family.to_owned(), |row| row.id.clone())
}

/// Computes every clock once all facts are in.
pub(super) fn finish(folding: &mut Folding<'_>) {
    for place in 0..folding.matter.clocks.len() {
        let mut clock = std::mem::replace(&mut folding.matter.clocks[place], placeholder());
        compute(folding, &mut clock);
        folding.matter.clocks[place] = clock;
    }
}

fn compute(folding: &mut Folding<'_>, clock: &mut Clock) {
    let Some(limit) = answer(folding.law, &folding.matter, clock) else {
        return;
    };
    weigh_order(folding, clock, limit);
    if clock.is_running() {
        clock.next = steps::next(folding.law, clock, limit);
    }
}

/// The end of a clock as the facts stand now.
pub(super) fn answer<'l>(law: &'l Law, matter: &Matter, clock: &mut Clock) -> Option<&'l Limit> {
    let Some(limit) = row(law, &clock.family, clock.class, clock.start) else {
        clock.rule = clock.family.clone();
        clock.unknown_vi = Some(
            "Chưa rõ khoản của điều luật bị khởi tố nên chưa tính được thời hạn: hãy ghi đủ khoản."
                .to_owned(),
        );
        clock.due = clock.order_end;
        return None;
    };
    clock.rule.clone_from(&limit.id);
    let question = question(matter, clock);
    match law.deadline(&question) {
        Ok(deadline) => {
            clock.due = Some(
                clock
                    .order_end
                    .map_or(deadline.legal_end, |end| earlier(end, deadline.legal_end)),
            );
            clock.deadline = Some(deadline);
        }
        Err(refusal) => {
            clock.unknown_vi = Some(refusal.vi());
            let plain = Question {
                extensions: Vec::new(),
                ..question
            };
            clock.deadline = (!clock.extensions.is_empty())
                .then(|| law.deadline(&plain).ok())
                .flatten();
            let stated = clock
                .extensions
                .last()
                .and_then(|extension| extension.to)
                .or(clock.order_end);
            clock.due = stated.or(clock.deadline.as_ref().map(|deadline| deadline.legal_end));
        }
    }
    Some(limit)
}

/// Asks the law about a clock.
fn question(matter: &Matter, clock: &Clock) -> Question {
    let opened = matter.case.as_ref().map(|case| case.opened.on);
    let day = opened.unwrap_or(clock.start.on);
    let juvenile = match clock.subject.and_then(|subject| matter.person(subject)) {
        Some(person) => person.is_juvenile_on(day),
        // A case with adults and juveniles must be split: only a case of juveniles alone is a juvenile case.
        None => {
            let mut charged = matter
                .people
                .iter()
                .filter(|person| person.state.is_some_and(|state| state.is_charged()))
                .peekable();
            charged.peek().is_some() && charged.all(|person| person.is_juvenile_on(day))
        }
    };
    let mut question =
        Question::new(clock.rule.clone(), clock.start).after_custody(clock.custody_days);
    question.juvenile = juvenile;
    question.case_opened_on = opened;
    question
        .reclassified_from
        .clone_from(&clock.reclassified_from);
    question.extensions = clock.extensions.iter().map(asked).collect();
    question
}

fn asked(taken: &TakenExtension) -> Extension {
    let months = taken.months.map(|months| Length::new(months, Unit::Months));
    let days = taken.days.map(|days| Length::new(days, Unit::Days));
    Extension {
        length: months.or(days).filter(|_| taken.to.is_none()),
        from: taken.from,
        to: taken.to,
        decision: taken.number.clone(),
    }
}

/// What the order or its extensions say against what the law allows.
fn weigh_order(folding: &mut Folding<'_>, clock: &Clock, limit: &Limit) {
    let Some(deadline) = &clock.deadline else {
        return;
    };
    if let (Some(end), true) = (clock.order_end, clock.extensions.is_empty())
        && is_after(end, deadline.legal_end)
    {
        let found = finding("order.too_long", level_for(folding, clock.started_by), clock.started_by, clock.subject)
                .says(messages::order_too_long(&limit.name_vi, end, deadline.legal_end, clock.custody_days), &limit.article)
                .so("Sửa ngày kết thúc cho đúng; nếu lệnh đã ban hành như vậy thì yêu cầu hủy bỏ, thay thế.");
        folding.find(found);
    }
    let Some(last) = clock.extensions.last() else {
        return;
    };
    if deadline.proof.warnings.is_empty()
        || folding
            .matter
            .findings
            .iter()
            .any(|found| found.fact == Some(last.fact) && found.code == "extension.too_many")
    {
        return;
    }
    let mut full = question(&folding.matter, clock);
    if let Some(own) = full.extensions.last_mut() {
        own.to = None;
        own.from = None;
        own.length = None;
    }
    let most = folding.law.deadline(&full).ok().map(|most| most.legal_end);
    let too_long = last
        .to
        .zip(most)
        .filter(|(to, most)| !last.special && is_after(*to, *most));
    if let Some((to, most)) = too_long {
        let found = finding(
            "extension.too_long",
            level_for(folding, last.fact),
            last.fact,
            clock.subject,
        )
        .says(
            messages::order_too_long(&limit.name_vi, to, most, 0),
            &limit.article,
        )
        .so("Sửa ngày kết thúc gia hạn cho đúng mức luật cho phép.");
        folding.find(found);
        return;
    }
    for warning in deadline.proof.warnings.clone() {
        let found = finding("extension.dates", Level::Warning, last.fact, clock.subject)
            .says(warning, &limit.article)
            .so("Đối chiếu ngày ghi trong quyết định.");
        folding.find(found);
    }
}

/// An act of the procuracy is refused before it is made; that of another body happened and is recorded with a warning.
fn level_for(folding: &Folding<'_>, fact: Uuid) -> Level {
    let line = folding.matter.line.iter().find(|line| line.fact == fact);
    let act = line.and_then(|line| folding.law.acts.get(&line.kind));
    match act.and_then(|act| act.issuers.first()) {
        Some(law::catalogue::Agency::Vks) => Level::Refusal,
        _ => Level::Warning,
    }
}

fn placeholder() -> Clock {
    Clock {
        rule: String::new(),
        family: String::new(),
        subject: None,
        start: Moment::day(chrono::NaiveDate::MIN),
        started_by: Uuid::nil(),
        class: None,
        reclassified_from: None,
        custody_days: 0,
        order_end: None,
        extensions: Vec::new(),
        deadline: None,
        unknown_vi: None,
        due: None,
        status: ClockStatus::Running,
        who: Vec::new(),
        next: None,
    }
}
