//! Thời hạn của một hồ sơ: which clocks run, what extended and ended them, and where each ends by law.

use law::catalogue::{AccusedState, Act, Agency, CaseState, Scope, Start};
use law::{AppliesTo, Fact, Limit, Moment, Severity};
use uuid::Uuid;

use super::deadlines::{any_row, row, rule_id};
use super::each_convicted::{self, is_met_for_each};
use super::folding::{Folding, is_for_whole_case};
use super::matter::{Clock, ClockStatus, Effect, Level, Matter, Person, TakenExtension, earlier};
use super::measures;
use super::messages::{self, finding};
use super::ten_checks::CheckId;

/// Takes in what an act does to the clocks.
pub(super) fn apply(folding: &mut Folding<'_>, fact: &Fact, act: &Act, report_is_new: bool) {
    let whole_case = is_for_whole_case(fact, act);
    let holds = |start: &Start| start.condition.holds(&fact.body, report_is_new, whole_case);
    for family in &act.suspends {
        stop(folding, fact, act, family, Stop::Suspended);
    }
    for (from, to) in &act.turns {
        turn(folding, from, to);
    }
    for end in act.ends.iter().filter(|end| holds(end)) {
        match end.family.strip_prefix("field:") {
            None => stop(folding, fact, act, &end.family, Stop::Ended),
            Some(field) => {
                if let Some(family) = fact.text(field) {
                    stop(folding, fact, act, family, Stop::Ended);
                }
            }
        }
    }
    for family in &act.settles {
        stop(folding, fact, act, family, Stop::Settled);
    }
    if act.approver.is_none() && !act.extends.is_empty() {
        extend(folding, fact, act);
    }
    let state = folding.matter.case.as_ref().map(|case| case.state);
    for start in act.starts.iter().filter(|start| holds(start)) {
        if start.during.allows(state) {
            let family = family_now(folding, fact, &start.family);
            begin(folding, fact, act, start, family);
        }
    }
}

/// How a clock stops.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// It may go on later.
    Suspended,
    /// The act is what it waited for.
    Ended,
    /// The act shows that the duty was done, without telling when.
    Settled,
}

/// The clock that really starts: a supplementary investigation lasts as long as the body that returned the file has it,
/// and detention in a resumed, supplementary or repeated investigation has a cap of its own (Đ.174 k.4).
fn family_now<'a>(folding: &Folding<'a>, fact: &Fact, family: &'a str) -> &'a str {
    let is_simplified = folding
        .matter
        .case
        .as_ref()
        .is_some_and(|case| case.simplified);
    if let (true, Some(short)) = (is_simplified, folding.law.acts.simplified(family)) {
        return short;
    }
    let by_court = matches!(folding.last_return.as_deref(), Some("tham_phan" | "hdxx"));
    let state = folding.matter.case.as_ref().map(|case| case.state);
    match (family, state) {
        ("INV-SUPP-VKS", _) if by_court && fact.text("returned_by").is_none() => "INV-SUPP-COURT",
        ("DET-INV", Some(CaseState::Resumed | CaseState::Supplementary)) => "DET-RESUMED",
        ("DET-INV", Some(CaseState::Reinvestigation)) => "DET-REINV",
        _ => family,
    }
}

fn begin(folding: &mut Folding<'_>, fact: &Fact, act: &Act, how: &Start, family: &str) {
    let at = match &how.at {
        // “So long before a day” begins nothing while the day is not known.
        Some(field) => match fact.moment(field) {
            Some(day) => Some(day),
            None => return,
        },
        None => None,
    };
    let Some(limit) = any_row(folding.law, family, fact.effective) else {
        return;
    };
    let (applies_to, who) = (limit.applies_to, limit.who.clone());
    let is_right = limit.is_right();
    let of_court = [
        "court.docketed",
        "appellate.docketed",
        "judgment.pronounced",
    ];
    let by_order = ["custody.started", "detention.started", "measure.started"]
        .iter()
        .any(|event| limit.is_started_by(event))
        || (act.measure.is_some() && of_court.iter().any(|event| limit.is_started_by(event)));
    // Resumed, or back under the ordinary procedure (Đ.249 k.4, 458), the limit counts from that decision.
    let anew = [
        "vks.case_file_received",
        "prosecution.resumed",
        "simplified.annulled",
    ];
    let by_file = limit.is_started_by("vks.case_file_received") && !anew.contains(&act.id.as_str());
    let redates = limit.is_started_by(&act.id);
    let subjects: Vec<Option<Uuid>> = match (applies_to, fact.subject) {
        (AppliesTo::Accused, Some(subject)) => vec![Some(subject)],
        (AppliesTo::Accused, None) => {
            // Who was charged until this very act counts too: a suspension is served on those it suspends.
            let moved = |person: &Person| {
                let by_this = |state| Effect::Person(person.subject, state);
                [AccusedState::Suspended, AccusedState::Terminated]
                    .into_iter()
                    .any(|state| folding.effects.contains(&by_this(state)))
            };
            let meant = folding.matter.people.iter().filter(|person| {
                person.state.is_some_and(|state| state.is_charged()) || moved(person)
            });
            meant.map(|person| Some(person.subject)).collect()
        }
        (_, subject) if act.scope == Scope::CaseOrAccused => vec![subject],
        // One judgment has as many appeal clocks as persons who were absent (Đ.333 k.1).
        (AppliesTo::Judgment, subject) if act.scope == Scope::Accused => vec![subject],
        (AppliesTo::Judgment, None) if is_met_for_each(folding.law, family, fact.effective) => {
            each_convicted::whose(&folding.matter, family)
        }
        _ => vec![None],
    };
    let paper = fact
        .number
        .clone()
        .or_else(|| fact.text("earlier_number").map(str::to_owned))
        .filter(|_| how.each);
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
            _ if at.is_some() => at.unwrap_or(fact.effective),
            (true, ..) => order.and_then(|(from, _)| from).unwrap_or(fact.effective),
            (false, true, Some(received)) => received,
            _ => fact.effective,
        };
        let order_end = order.and_then(|(_, to)| to);
        let running = folding.matter.clocks.iter().position(|clock| {
            clock.family == family && clock.subject == subject && clock.is_running() && !how.each
        });
        if let Some(place) = running {
            let clock = &mut folding.matter.clocks[place];
            if redates && clock.extensions.is_empty() {
                clock.start = start;
                clock.order_end = order_end.or(clock.order_end);
            } else if by_order && order_end.is_some() && clock.order_end.is_some() {
                // A further order that joins the first goes on under the same limit, to its own last day.
                clock.order_end = order_end;
            }
            continue;
        }
        let custody_days = match subject.and_then(|subject| folding.matter.person(subject)) {
            Some(person) if family.starts_with("DET-INV") || family == "SUM-DET-INV" => {
                measures::custody_days(person, start)
            }
            _ => 0,
        };
        if !how.aside {
            folding
                .effects
                .push(Effect::ClockStarted(folding.matter.clocks.len()));
        }
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
            aside: how.aside,
            paper: paper.clone(),
            each: how.each,
            settled: false,
            is_right,
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

fn stop(folding: &mut Folding<'_>, fact: &Fact, act: &Act, family: &str, how: Stop) {
    let whole = is_for_whole_case(fact, act);
    let next_from = fact
        .moment("from")
        .filter(|_| act.measure.is_some())
        .unwrap_or(fact.effective);
    let acts = &folding.law.acts;
    let answered = fact.text("earlier_number");
    let mut each_stopped = false;
    for (place, clock) in folding.matter.clocks.iter_mut().enumerate() {
        let stopped = matches!(clock.status, ClockStatus::Ended { .. })
            || (how == Stop::Suspended && !clock.is_running());
        // One clock stood for all while nobody could say who was sentenced.
        let for_all =
            || clock.subject.is_none() && is_met_for_each(folding.law, &clock.family, clock.start);
        let meant = (family == "*" || acts.is_same_duty(family, &clock.family))
            && (whole || clock.subject == fact.subject || for_all());
        if stopped || !meant {
            continue;
        }
        // Where each paper has its clock, an answer ends the clock of the paper it names, else the oldest.
        if clock.each && family != "*" {
            let is_named = answered.is_none() || clock.paper.as_deref() == answered;
            if each_stopped || !is_named {
                continue;
            }
            each_stopped = true;
        }
        // An order that ran out before the act ended by itself.
        let on = clock
            .order_end
            .map_or(fact.effective, |end| earlier(end, next_from));
        let by = fact.id;
        if how == Stop::Suspended {
            clock.status = ClockStatus::Suspended { on, by };
            folding.effects.push(Effect::ClockSuspended(place));
        } else {
            clock.settled = how == Stop::Settled;
            // A clock that was stopped ended when it stopped; what comes after has a clock of its own.
            clock.status = match clock.status {
                ClockStatus::Suspended { on, by } => ClockStatus::Ended { on, by },
                _ => ClockStatus::Ended { on, by },
            };
            if !clock.aside {
                folding.effects.push(Effect::ClockEnded(place));
            }
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
    let (family, class) = (clock.family.clone(), clock.class);
    if clock.order_end.is_some() {
        clock.order_end = taken.to.or(clock.order_end);
    }
    clock.extensions.push(taken);
    folding.effects.push(Effect::ClockExtended(place));
    if let (Some(limit), Some(most), false) = (limit, most, special)
        && ordinal > most
    {
        let found = finding("extension.too_many", Level::Warning, fact.id, fact.subject)
                .says(messages::too_many_extensions(&limit.name_vi, most, ordinal), &limit.article)
                .so("Không gia hạn thêm; nếu thuộc trường hợp gia hạn đặc biệt của Viện trưởng VKSND tối cao thì đánh dấu “gia hạn đặc biệt”.");
        folding.find(found);
    }
    folding.ask(CheckId::ExtensionAllowed);
    let suffix = class.map_or("", |class| class.suffix());
    let approver = match special {
        true => Some("Viện trưởng Viện kiểm sát nhân dân tối cao"),
        false => folding
            .law
            .acts
            .step(&family)
            .and_then(|step| step.approver(suffix, ordinal)),
    };
    if let Some(approver) = approver {
        examine_power(folding, fact, act, ordinal, approver, limit);
    }
}

/// Đ.172 k.5, 173 k.2: the later extensions are for a higher level; who that is must be confirmed, so it is a warning.
fn examine_power(
    folding: &mut Folding<'_>,
    fact: &Fact,
    act: &Act,
    ordinal: usize,
    approver: &str,
    limit: Option<&Limit>,
) {
    if act.issuers.first() != Some(&Agency::Vks) {
        return;
    }
    let issued = [fact.issuer.as_deref(), fact.number.as_deref()];
    let Some((issuer, level)) = issued
        .into_iter()
        .flatten()
        .find_map(|said| Some((said, level_of(said)?)))
    else {
        return;
    };
    if level_of(approver).is_none_or(|needed| level >= needed) {
        return;
    }
    let name = limit.map_or(act.short_vi.as_str(), |limit| limit.name_vi.as_str());
    let found = finding("extension.no_power", Level::Warning, fact.id, fact.subject)
        .says(
            messages::no_power(name, ordinal, issuer, approver),
            limit.map_or("", |limit| limit.article.as_str()),
        )
        .so("Chuyển Viện kiểm sát có thẩm quyền quyết định; thẩm quyền theo cấp: cần kiểm tra.");
    folding.find(found);
}

/// Cấp của Viện kiểm sát as its name or the symbol of its papers tells: 1 for a region, 2 for a province, 3 for the supreme one.
fn level_of(said: &str) -> Option<u8> {
    let said = said.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    match () {
        () if says(&["khu vực", "vkskv", "-kv"]) => Some(1),
        () if says(&["tối cao", "vkstc"]) => Some(3),
        () if says(&["tỉnh", "thành phố", "quân khu"]) => Some(2),
        () => None,
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
