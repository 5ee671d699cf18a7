//! Bước hợp pháp tiếp theo: what may come next for a clock, and which acts are lawful in a state.

use chrono::NaiveDate;
use law::catalogue::{Act, CaseState, Scope, Step};
use law::{Law, Limit, Moment, Question};
use uuid::Uuid;

use super::matter::{Clock, Matter, NextStep};
use super::messages;

/// The next lawful step of a running clock.
pub(super) fn next(law: &Law, matter: &Matter, clock: &Clock, limit: &Limit) -> Option<NextStep> {
    if clock.aside {
        return Some(plain(
            "duty.done",
            format!(
                "Ghi nhận khi đã làm: {} ({}).",
                limit.name_vi, limit.article
            ),
        ));
    }
    let Some(step) = law.acts.step(&clock.family) else {
        let act = law.acts.usual_end(&clock.family)?;
        let sentence = format!("{} trước khi hết hạn ({}).", act.short_vi, limit.article);
        return Some(plain(&act.id, sentence));
    };
    let ordinal = clock.extensions.len() + 1;
    let left = limit.extensions.nth(ordinal - 1);
    let class = clock.class.map_or("", |class| class.suffix());
    let may_extend = may_extend(law, clock);
    let finish = finish(law, matter, clock, step);
    let (Some(act), Some(sentence), true) = (&step.extend, &step.extend_vi, may_extend) else {
        return Some(plain(&finish.0, finish.1));
    };
    let approver = step.approver(class, ordinal);
    let request_by = step
        .request
        .as_deref()
        .and_then(|rule| request_by(law, rule, clock));
    let length = left.map(|length| length.vi()).unwrap_or_default();
    let vi = sentence
        .replace(
            "{approver}",
            approver.unwrap_or("Viện kiểm sát có thẩm quyền"),
        )
        .replace("{n}", &ordinal.to_string())
        .replace("{length}", &length);
    Some(NextStep {
        act: act.clone(),
        vi,
        approver_vi: approver.map(str::to_owned),
        request_by,
        otherwise: Some(finish),
    })
}

/// Bước hợp pháp lúc này: the next step of a running clock, and once it has run out what the law then demands. Nothing is
/// extended after its end, and a right that has run out cannot be used any more.
pub fn step_now(law: &Law, matter: &Matter, clock: &Clock, now: Moment) -> Option<NextStep> {
    let has_run_out = clock.has_run_out(now);
    // An appeal moved the case on: what follows from a window that nobody used does not follow.
    let state = matter.case.as_ref().map(|case| case.state);
    let was_used = clock.is_right && state != Some(CaseState::Judged);
    let lapsed = once_lapsed(law, &clock.family).filter(|_| has_run_out && !was_used);
    let Some((act, vi)) = lapsed else {
        let may_still = !(clock.is_right && has_run_out);
        return clock.next.clone().filter(|_| may_still);
    };
    let usual = clock
        .next
        .clone()
        .map(|next| next.otherwise.unwrap_or((next.act, next.vi)))
        .filter(|(usual, _)| !clock.is_right && usual != act);
    Some(NextStep {
        otherwise: usual,
        ..plain(act, vi.to_owned())
    })
}

/// Ngày đầu tiên sau mọi thời hạn kháng cáo, kháng nghị (BLTTHS Đ343): from when a judgment that nobody has appealed against is to
/// be recorded as final, and the sentence of the law's data; none while no window that leads there is open.
pub fn final_from<'l>(law: &'l Law, matter: &Matter) -> Option<(NaiveDate, &'l str)> {
    let is_judged = matter.case.as_ref().map(|case| case.state) == Some(CaseState::Judged);
    let windows = || {
        let open = matter.clocks.iter();
        open.filter(|clock| is_judged && clock.is_right && clock.is_running())
    };
    let (_, vi) = windows().find_map(|clock| once_lapsed(law, &clock.family))?;
    let last = windows()
        .filter_map(|clock| clock.due)
        .map(|due| due.on)
        .max()?;
    Some((last.succ_opt()?, vi))
}

/// What the law demands once a clock of a family has run out: the act and the sentence.
pub fn once_lapsed<'l>(law: &'l Law, family: &str) -> Option<(&'l str, &'l str)> {
    let (act, vi) = law.acts.step(family)?.lapsed.as_ref()?;
    Some((act, vi))
}

/// Whether an ordinary extension is left, or the law lets the end move without counting.
pub(super) fn may_extend(law: &Law, clock: &Clock) -> bool {
    let taken = clock.extensions.len();
    let uncounted = law
        .acts
        .step(&clock.family)
        .is_some_and(|step| step.approvers.is_empty() && taken == 0);
    let left = law
        .limits
        .rule_on(&clock.rule, clock.start.on)
        .is_some_and(|limit| limit.extensions.count().is_none_or(|most| taken < most));
    left || uncounted
}

/// The act that ends the clock well. Where the same article and form has one act for each outcome (BLTTHS Đ.240 k.2:
/// the indictment, or the suspension or termination, is served), it is the one that the state allows.
fn finish(law: &Law, matter: &Matter, clock: &Clock, step: &Step) -> (String, String) {
    let usual = (step.finish.clone(), step.finish_vi.clone());
    let Some(named) = law.acts.get(&step.finish) else {
        return usual;
    };
    let case = matter.case.as_ref().map(|case| case.state);
    let person = clock
        .subject
        .and_then(|subject| matter.person(subject))
        .and_then(|person| person.state);
    let allows = |act: &Act| {
        act.requires_case.allows(case)
            && (clock.subject.is_none() || act.requires_accused.allows(person))
    };
    if allows(named) {
        return usual;
    }
    let same = |act: &&Act| {
        act.id != named.id
            && act.form.is_some()
            && (&act.form, &act.articles) == (&named.form, &named.articles)
            && allows(act)
    };
    match law.acts.all().iter().find(same) {
        Some(act) => (act.id.clone(), messages::step_of(act)),
        None => usual,
    }
}

fn plain(act: &str, vi: String) -> NextStep {
    NextStep {
        act: act.to_owned(),
        vi,
        approver_vi: None,
        request_by: None,
        otherwise: None,
    }
}

/// The last day to ask for an extension of this clock.
pub(super) fn request_by(law: &Law, rule: &str, clock: &Clock) -> Option<NaiveDate> {
    let due = clock.due?;
    law.deadline(&Question::new(rule, law::Moment::day(due.on)))
        .ok()
        .map(|deadline| deadline.legal_end.on)
}

/// Các hành vi có thể ghi nhận lúc này: acts whose states are met, for the matter or for one person of it.
pub fn lawful_acts<'l>(
    law: &'l Law,
    matter: &Matter,
    subject: Option<Uuid>,
    day: NaiveDate,
) -> Vec<&'l Act> {
    let of_scope = |act: &Act| match act.scope {
        Scope::Accused | Scope::Person => subject.is_some(),
        Scope::CaseOrAccused => true,
        _ => subject.is_none(),
    };
    let fits = |act: &&Act| of_scope(act) && is_lawful_now(act, matter, subject, day);
    law.acts.all().iter().filter(fits).collect()
}

/// Whether the states an act asks for are met on a day, for the matter or for one person of it.
pub(super) fn is_lawful_now(
    act: &Act,
    matter: &Matter,
    subject: Option<Uuid>,
    day: NaiveDate,
) -> bool {
    let report = matter.report.as_ref().map(|report| report.state);
    let case = matter.case.as_ref().map(|case| case.state);
    let person = subject
        .and_then(|subject| matter.person(subject))
        .and_then(|person| person.state);
    act.is_valid_on(day)
        && act.requires_report.allows(report)
        && act.requires_case.allows(case)
        && (subject.is_none() || act.requires_accused.allows(person))
}
