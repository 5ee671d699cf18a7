//! Cách kể: which acts must come before an act so that what its row says of a clock can be seen.

use law::Law;
use law::catalogue::{Act, CaseState, Condition, Lawful, MeasureStatus, Start};
use serde_json::{Map, Value, json};

use super::claims::Claim;
use super::paths::Told;

/// One step of a plan: an act, and what its body must hold.
#[derive(Clone)]
pub(super) struct Step {
    pub told: Told,
    pub body: Map<String, Value>,
    /// The states the case must be in afterwards for the clock asked about.
    pub during: Lawful<CaseState>,
    /// Whether the clock asked about runs per person, so that somebody must be charged.
    pub per_person: bool,
}

impl Step {
    pub fn plain(act: &'static Act) -> Step {
        Step {
            told: Told::plain(act),
            body: Map::new(),
            during: Lawful::default(),
            per_person: false,
        }
    }

    /// The act with a body for which a clock of its row starts or ends.
    fn holding(act: &'static Act, start: &Start) -> Step {
        let mut step = Step::plain(act);
        step.during = start.during.clone();
        step.per_person =
            step.told.whole && any_applies_to(&start.family) == Some(law::AppliesTo::Accused);
        if let Condition::Field {
            field,
            values,
            holds,
        } = &start.condition
        {
            let value = match (holds, values.first()) {
                (true, None) => json!(true),
                (true, Some(value)) => json!(value),
                (false, None) => json!(false),
                (false, Some(_)) => {
                    let choices = &act.field(field).unwrap().choices;
                    let other = choices.iter().find(|(code, _)| !values.contains(code));
                    other.map_or(Value::Null, |(code, _)| json!(code))
                }
            };
            step.body.insert(field.clone(), value);
        }
        if let Some(field) = &start.at {
            step.body.insert(field.clone(), Value::Null);
        }
        step
    }
}

pub(super) fn act(id: &str) -> &'static Act {
    Law::embedded().acts.get(id).unwrap()
}

/// A way to show a claim: steps in their order, the last of them the act itself.
pub(super) struct Plan {
    pub steps: Vec<Step>,
    /// A duty recorded as done when everything else is ready.
    pub done: Option<String>,
    /// The clocks that must still run when the act comes.
    pub keeps: Vec<String>,
    /// The clock that must not run before.
    pub shuns: Option<String>,
}

/// Plans for a claim, the most likely first.
pub(super) fn plans(of: &'static Act, claim: &Claim) -> Vec<Plan> {
    let law = Law::embedded();
    let last = match claim {
        Claim::Starts(at) => Step::holding(of, &of.starts[*at]),
        Claim::Ends(at) => Step {
            per_person: false,
            ..Step::holding(of, &of.ends[*at])
        },
        _ => Step::plain(of),
    };
    let lasts = for_all_and_one(&last);
    let family = claim.family(of);
    let is_start = matches!(claim, Claim::Starts(_));
    let mut before: Vec<Vec<Step>> = match (claim, family) {
        (Claim::Moves | Claim::Starts(_), _) | (_, None) => vec![Vec::new()],
        (Claim::Turns(at), _) => starting(&of.turns[*at].0),
        (_, Some(family)) => starters_of(family),
    };
    if let (true, Some(family)) = (is_start, family) {
        // The same clock may run already: turned into another, or ended, it starts anew.
        for turning in law.acts.all() {
            if turning.turns.iter().any(|(from, _)| from == family) {
                before.push(vec![Step::plain(turning)]);
            }
        }
        let ends = |act: &&Act| act.ends.iter().any(|end| end.family == family);
        for ender in law.acts.all().iter().filter(ends).take(6) {
            before.push(vec![Step::plain(ender)]);
        }
    }
    let kept = family.filter(|_| !is_start && *claim != Claim::Moves);
    let mut keeps: Vec<String> = kept.iter().map(|family| (*family).to_owned()).collect();
    let turned = law.acts.all().iter().flat_map(|act| &act.turns);
    keeps.extend(
        turned
            .filter(|(_, to)| Some(to.as_str()) == kept)
            .map(|(from, _)| from.clone()),
    );
    let needs = needs_of(of);
    let mut plans = Vec::new();
    let mut add = |parts: [&[Step]; 2], last: &Step, done: Option<String>| {
        plans.push(Plan {
            steps: [parts[0], parts[1], std::slice::from_ref(last)].concat(),
            done,
            keeps: keeps.clone(),
            shuns: family.filter(|_| is_start).map(str::to_owned),
        });
    };
    for first in &before {
        for last in &lasts {
            add([first, &needs], last, None);
            if !first.is_empty() && !needs.is_empty() {
                add([&needs, first], last, None);
            }
        }
    }
    if let (true, Some(family)) = (is_start, family) {
        add([&needs, &[]], &last, Some(family.to_owned()));
    }
    // Where the turning comes first, what would start the one starts the other.
    if let Claim::Turns(at) = claim {
        let turning = vec![last.clone()];
        for starter in starting(&of.turns[*at].0) {
            if let Some((last, earlier)) = starter.split_last() {
                add([&turning, earlier], last, None);
            }
        }
    }
    plans
}

/// A step for the whole case, and for one accused where its act may be for either.
fn for_all_and_one(step: &Step) -> Vec<Step> {
    let mut steps = vec![step.clone()];
    if step.told.act.scope == law::catalogue::Scope::CaseOrAccused {
        let mut for_one = step.clone();
        for_one.told.whole = false;
        steps.push(for_one);
    }
    steps
}

/// What must have happened before an act for its measure to be there.
fn needs_of(of: &'static Act) -> Vec<Step> {
    if let Some(approved) = &of.approves {
        let order = act(approved);
        let mut steps = needs_of(order);
        steps.push(Step::plain(order));
        return steps;
    }
    let ends_or_extends = matches!(
        of.moves_measure,
        Some(
            MeasureStatus::Extended
                | MeasureStatus::Ended
                | MeasureStatus::Replaced
                | MeasureStatus::Cancelled
        )
    );
    let waits = of.approver.is_some() && !of.extends.is_empty();
    let Some(kind) = of.measure.filter(|_| ends_or_extends || waits) else {
        return Vec::new();
    };
    let begins = Law::embedded().acts.all().iter().find(|other| {
        other.measure == Some(kind)
            && other.moves_measure == Some(MeasureStatus::InForce)
            && other.valid_to.is_none()
    });
    begins.map_or_else(Vec::new, |begins| {
        let mut steps = needs_of(begins);
        steps.push(Step::plain(begins));
        steps
    })
}

/// Every way to have a clock of a family running.
fn starters_of(family: &str) -> Vec<Vec<Step>> {
    let mut found = starting(family);
    let after = |id: &str, family: &str| -> Vec<Vec<Step>> {
        let first = Step::plain(act(id));
        let then = starting(family).into_iter();
        then.map(|steps| [vec![first.clone()], steps].concat())
            .collect()
    };
    match family {
        "DET-RESUMED" => found.extend(after("investigation.resumed", "DET-INV")),
        "DET-REINV" => found.extend(after("reinvestigation.file_received_by_cqdt", "DET-INV")),
        _ => {}
    }
    for turning in Law::embedded().acts.all() {
        for (from, _) in turning.turns.iter().filter(|(_, to)| to == family) {
            let turned = starting(from).into_iter();
            found.extend(turned.map(|steps| [steps, vec![Step::plain(turning)]].concat()));
            found.extend(after(&turning.id, from));
        }
    }
    found
}

/// Every act whose row starts a family, with what its body must hold for that.
fn starting(family: &str) -> Vec<Vec<Step>> {
    let mut found = Vec::new();
    for other in Law::embedded().acts.all() {
        for start in other.starts.iter().filter(|start| start.family == family) {
            for last in for_all_and_one(&Step::holding(other, start)) {
                let mut steps = needs_of(other);
                steps.push(last);
                found.push(steps);
            }
        }
    }
    found
}

fn any_applies_to(family: &str) -> Option<law::AppliesTo> {
    Law::embedded()
        .limits
        .all()
        .find(|limit| limit.id == family || limit.family() == family)
        .map(|limit| limit.applies_to)
}
