//! Các cách giải quyết hợp pháp của một thời hạn: for one running clock, what may be done now, by whom and until when.
//!
//! Nothing here names a limit: the rows of the catalogue say which act extends, ends or suspends a clock, and which
//! states it may find; the table of steps says who may extend and when to ask.

use law::catalogue::{Act, Condition, MeasureStatus, Scope};
use law::{Law, Moment};

use super::matter::{Clock, Matter, Person};
use super::steps;

/// Tác động của hành vi đối với thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Does {
    /// Đề nghị gia hạn.
    AsksToExtend,
    /// Gia hạn.
    Extends,
    /// Kết thúc.
    Ends,
    /// Dừng lại.
    Suspends,
}

/// Một cách giải quyết.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// The act.
    pub act: String,
    /// What it does to the clock.
    pub does: Does,
    /// Who does it.
    pub who_vi: String,
    /// The last moment for it.
    pub until: Option<Moment>,
    /// The form of TT 03/2026 that embodies it.
    pub form: Option<String>,
}

impl Does {
    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            Does::AsksToExtend => "đề nghị gia hạn",
            Does::Extends => "gia hạn",
            Does::Ends => "giải quyết xong",
            Does::Suspends => "dừng thời hạn",
        }
    }
}

/// Everything that may lawfully be done about a clock at a moment, the extension first, then what ends it. A clock that has run
/// out is no longer extended.
pub fn ways(law: &Law, matter: &Matter, clock: &Clock, now: Moment) -> Vec<Way> {
    if !clock.is_running() {
        return Vec::new();
    }
    let step = law.acts.step(&clock.family);
    let finish = step.map(|step| step.finish.as_str());
    let may_extend = steps::may_extend(law, clock) && !clock.has_run_out(now);
    let extends = |act: &Act| act.extends.contains(&clock.family);
    let mut ways: Vec<(Does, bool, Way)> = Vec::new();
    for act in law.acts.all() {
        let asked = act.request_for.as_deref().and_then(|id| law.acts.get(id));
        let does = match act {
            _ if asked.is_some_and(extends) => Does::AsksToExtend,
            _ if extends(act) => Does::Extends,
            _ if ends(law, act, clock) => Does::Ends,
            _ if act.suspends.contains(&clock.family) => Does::Suspends,
            _ => continue,
        };
        let moves_end = matches!(does, Does::AsksToExtend | Does::Extends);
        let is_open = steps::is_lawful_now(act, matter, clock.subject, now.on)
            && is_for(act, clock)
            && has_its_measure(act, clock.subject.and_then(|who| matter.person(who)));
        if !is_open || (moves_end && !may_extend) {
            continue;
        }
        let way = Way {
            act: act.id.clone(),
            does,
            who_vi: who_vi(law, act, clock, does),
            until: match does {
                Does::AsksToExtend => request_by(law, clock).or(clock.due),
                _ => clock.due,
            },
            form: act.form_for(clock.subject.is_some()).map(str::to_owned),
        };
        ways.push((does, finish != Some(act.id.as_str()), way));
    }
    // A stable sort: within one kind the order of the procedure stays.
    ways.sort_by_key(|(does, is_other, _)| (*does, *is_other));
    ways.into_iter().map(|(.., way)| way).collect()
}

fn request_by(law: &Law, clock: &Clock) -> Option<Moment> {
    let rule = law.acts.step(&clock.family)?.request.as_deref()?;
    steps::request_by(law, rule, clock).map(Moment::day)
}

fn ends(law: &Law, act: &Act, clock: &Clock) -> bool {
    act.ends.iter().any(|end| {
        let one_person = clock.subject.is_some() && act.scope == Scope::CaseOrAccused;
        law.acts.is_same_duty(&end.family, &clock.family)
            && !(end.condition == Condition::WholeCase && one_person)
    })
}

/// An act about one person does not touch the clock of the case.
fn is_for(act: &Act, clock: &Clock) -> bool {
    clock.subject.is_some() || !matches!(act.scope, Scope::Accused | Scope::Person)
}

/// Whether the measure an act is about is there: an approval needs its order, an end or an extension a measure in force.
pub(super) fn has_its_measure(act: &Act, person: Option<&Person>) -> bool {
    let (Some(kind), Some(person)) = (act.measure, person) else {
        return true;
    };
    let mut own = person
        .measures
        .iter()
        .filter(|measure| measure.kind == kind && measure.ended.is_none());
    match (act.moves_measure, &act.approves) {
        (Some(MeasureStatus::Extended), Some(_)) => own.any(|measure| measure.pending.is_some()),
        (_, Some(_)) => own.any(|measure| measure.status == MeasureStatus::Ordered),
        (
            Some(
                MeasureStatus::Extended
                | MeasureStatus::Ended
                | MeasureStatus::Replaced
                | MeasureStatus::Cancelled,
            ),
            None,
        ) => own.any(|measure| measure.status.is_open()),
        _ => true,
    }
}

/// Who does it: for an extension the level the law names, else whoever issues the act and whoever approves it.
fn who_vi(law: &Law, act: &Act, clock: &Clock, does: Does) -> String {
    let ordinal = clock.extensions.len() + 1;
    let class = clock.class.map_or("", |class| class.suffix());
    let named = law
        .acts
        .step(&clock.family)
        .and_then(|step| step.approver(class, ordinal))
        .filter(|_| does == Does::Extends);
    if let Some(named) = named {
        return named.to_owned();
    }
    let issuers: Vec<&str> = act.issuers.iter().map(|agency| agency.vi()).collect();
    let approver = act
        .approver
        .map(|agency| format!(", {} phê chuẩn", agency.vi()))
        .unwrap_or_default();
    format!("{}{approver}", issuers.join(" hoặc "))
}
