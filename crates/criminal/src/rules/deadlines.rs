//! Tính thời hạn của hồ sơ: the end of each clock by law, and what its orders say against it.

use law::{Extension, Law, LawError, Length, Limit, Moment, Question, Severity, Unit};
use uuid::Uuid;

use super::folding::Folding;
use super::matter::{Clock, ClockStatus, Level, Matter, TakenExtension, earlier, is_after};
use super::messages::{self, finding};
use super::steps;

/// Any row of a family, for what does not depend on the class.
pub(super) fn any_row<'l>(law: &'l Law, family: &str, start: Moment) -> Option<&'l Limit> {
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
        None => law.limits.of_family(family, class?, start.on),
    }
}

pub(super) fn rule_id(law: &Law, family: &str, class: Option<Severity>, start: Moment) -> String {
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
        clock.next = steps::next(folding.law, &folding.matter, clock, limit);
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
            let cap = match refusal {
                LawError::CappedByAnother { .. } => carried_until(law, matter, clock),
                _ => None,
            };
            // An order of detention holds to its own last day; that it outlasts the stage is a finding.
            let stated = match (stated, cap) {
                (Some(stated), Some(cap)) if !clock.family.starts_with("DET-") => {
                    Some(earlier(stated, cap))
                }
                (stated, cap) => stated.or(cap),
            };
            clock.due = stated.or(clock.deadline.as_ref().map(|deadline| deadline.legal_end));
        }
    }
    Some(limit)
}

/// Giai đoạn mang biện pháp (BLTTHS Đ.121–124, 174 k.4, 241, 278 k.2, 347 k.2): the stage whose limit a measure may not outlast,
/// in words, with its clock families and the article.
pub(super) fn carriers(
    family: &str,
) -> Option<(&'static str, &'static [&'static str], &'static str)> {
    const INVESTIGATION: &[&str] = &[
        "INV",
        "INV-RESUMED",
        "INV-REINV",
        "INV-SUPP-VKS",
        "INV-SUPP-COURT",
        "INV-DBNT-EXTRA",
        "INV-NATSEC-EXTRA",
        "SUM-INV",
    ];
    const ANY: &[&str] = &[
        "INV",
        "INV-RESUMED",
        "INV-REINV",
        "INV-SUPP-VKS",
        "INV-SUPP-COURT",
        "INV-DBNT-EXTRA",
        "INV-NATSEC-EXTRA",
        "SUM-INV",
        "PRO-DECIDE",
        "SUM-PRO",
        "TRI-PREP",
        "SUM-PREP",
    ];
    Some(match family {
        "DET-INV" | "DET-RESUMED" | "DET-REINV" | "SUM-DET-INV" => {
            ("thời hạn điều tra", INVESTIGATION, "BLTTHS Đ173, Đ174.4")
        }
        "DET-PRO" | "SUM-DET-PRO" => (
            "thời hạn quyết định truy tố",
            &["PRO-DECIDE", "SUM-PRO"],
            "BLTTHS Đ241",
        ),
        "DET-TRI" => ("thời hạn chuẩn bị xét xử", &["TRI-PREP"], "BLTTHS Đ278.2"),
        "DET-APP" => (
            "thời hạn chuẩn bị xét xử phúc thẩm",
            &["APP-DECIDE-PROV", "APP-DECIDE-SUPREME"],
            "BLTTHS Đ347.2",
        ),
        "BAIL-CAP" | "DEPOSIT-CAP" | "RESIDENCE-CAP" | "EXIT-CAP" | "LEGAL-PERSON-CAP" => (
            "thời hạn của giai đoạn tố tụng",
            ANY,
            "BLTTHS Đ121–124, Đ439",
        ),
        _ => return None,
    })
}

/// The newest clock that carries a measure.
pub(super) fn carrier<'m>(matter: &'m Matter, families: &[&str]) -> Option<&'m Clock> {
    matter
        .clocks
        .iter()
        .rev()
        .find(|carrier| carrier.subject.is_none() && families.contains(&carrier.family.as_str()))
}

/// The end of the stage that carries a measure for which the law gives no number of its own.
fn carried_until(law: &Law, matter: &Matter, clock: &Clock) -> Option<Moment> {
    let (_, families, _) = carriers(&clock.family)?;
    let mut carrier = carrier(matter, families)?.clone();
    answer(law, matter, &mut carrier);
    carrier.due
}

/// The days the class allows: the base of the last order, and the extensions that were taken, no more than the law counts.
pub(super) fn most_days(law: &Law, last: &Clock, orders: &[&Clock]) -> Option<i64> {
    let limit = row(law, &last.family, last.class, last.start)?;
    let taken: usize = orders.iter().map(|clock| clock.extensions.len()).sum();
    let mut days = limit.base?.in_days()?;
    for place in 0..taken {
        let Some(length) = limit.extensions.nth(place) else {
            break;
        };
        days += length.in_days()?;
    }
    Some(i64::from(days))
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
    let of_diversion = ["PRO-DECIDE", "TRI-PREP"].contains(&clock.family.as_str());
    question.juvenile_full_limit =
        matter.especially_complex || (matter.diversion_announced && of_diversion);
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
pub(super) fn level_for(folding: &Folding<'_>, fact: Uuid) -> Level {
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
        aside: false,
        paper: None,
        each: false,
        settled: false,
        is_right: false,
        next: None,
    }
}
