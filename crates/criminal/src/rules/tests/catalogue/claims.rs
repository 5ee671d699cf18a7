//! Điều một dòng của danh mục nói: each thing an act is said to do, and whether a story shows it.

use law::Law;
use law::catalogue::{Act, Start};

use super::paths::{Place, Told};
use super::telling::Scene;
use crate::rules::tests::who;
use crate::rules::{Clock, ClockStatus, Matter};

/// What an act is said to do in its row: one thing that one story must show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Claim {
    /// It may be recorded, and moves the states as its row says.
    Moves,
    /// It starts this clock.
    Starts(usize),
    /// It extends this family.
    Extends(String),
    /// It ends this family (a plain family name).
    Ends(usize),
    /// It suspends this family.
    Suspends(String),
    /// It shows this duty to be done.
    Settles(String),
    /// It turns one family into another.
    Turns(usize),
}

/// Every claim of an act's row.
pub(super) fn claims(act: &Act) -> Vec<Claim> {
    let mut claims = vec![Claim::Moves];
    claims.extend((0..act.starts.len()).map(Claim::Starts));
    claims.extend(act.extends.iter().cloned().map(Claim::Extends));
    let plain = |end: &Start| end.family != "*" && !end.family.starts_with("field:");
    let ends = act.ends.iter().enumerate();
    claims.extend(
        ends.filter(|(_, end)| plain(end))
            .map(|(at, _)| Claim::Ends(at)),
    );
    claims.extend(act.suspends.iter().cloned().map(Claim::Suspends));
    claims.extend(act.settles.iter().cloned().map(Claim::Settles));
    claims.extend((0..act.turns.len()).map(Claim::Turns));
    claims
}

impl Claim {
    /// The clock it is about.
    pub fn family<'a>(&'a self, act: &'a Act) -> Option<&'a str> {
        match self {
            Claim::Moves => None,
            Claim::Starts(at) => Some(&act.starts[*at].family),
            Claim::Ends(at) => Some(&act.ends[*at].family),
            Claim::Turns(at) => Some(&act.turns[*at].1),
            Claim::Extends(family) | Claim::Suspends(family) | Claim::Settles(family) => {
                Some(family)
            }
        }
    }

    /// As the table of what is not reached names it.
    pub fn said(&self, act: &Act) -> String {
        match self {
            Claim::Moves => act.id.clone(),
            Claim::Starts(at) => {
                let same = act.starts[..*at]
                    .iter()
                    .filter(|other| other.family == act.starts[*at].family)
                    .count();
                format!("{} +{}{}", act.id, act.starts[*at].family, "'".repeat(same))
            }
            Claim::Extends(family) => format!("{} >{family}", act.id),
            Claim::Ends(at) => format!("{} -{}", act.id, act.ends[*at].family),
            Claim::Suspends(family) => format!("{} |{family}", act.id),
            Claim::Settles(family) => format!("{} ~{family}", act.id),
            Claim::Turns(at) => format!("{} ={}", act.id, act.turns[*at].1),
        }
    }

    /// Whether a scene shows it.
    pub fn is_shown(&self, act: &'static Act, scene: &Scene) -> Result<(), String> {
        let own = scene.story.facts.last().unwrap();
        if !scene.verdict.is_lawful() {
            return Err(format!("refused: {:?}", scene.verdict.refusals));
        }
        let whole = own.subject.is_none();
        let place = place_of(&scene.before);
        let row = Law::embedded()
            .acts
            .on(&own.kind, own.effective.on)
            .unwrap();
        let wanted = Told { act: row, whole }.leads(&place);
        let found = place_of(&scene.after);
        if wanted != found {
            return Err(format!("moves to {found:?}, not {wanted:?}"));
        }
        let Some(family) = self.family(act) else {
            return Ok(());
        };
        let law = Law::embedded();
        let is_it = |clock: &&Clock| {
            let other = clock.family.as_str();
            law.acts.is_same_duty(family, other) || becomes(family, other)
        };
        let now = |wish: &dyn Fn(&Clock) -> bool| scene.after.clocks.iter().filter(is_it).any(wish);
        // Clocks are only added: the same place is the same clock.
        let over = |clock: &Clock| matches!(clock.status, ClockStatus::Ended { .. });
        let newly = |wish: &dyn Fn(&Clock) -> bool| {
            let pairs = scene.before.clocks.iter().zip(&scene.after.clocks);
            pairs
                .filter(|(_, after)| is_it(after))
                .any(|(before, after)| !over(before) && wish(after))
        };
        let waits = || {
            let person = scene.after.person(who("A"));
            let mut measures = person.into_iter().flat_map(|person| &person.measures);
            measures.any(|measure| {
                measure
                    .pending
                    .as_ref()
                    .is_some_and(|paper| paper.fact == own.id)
            })
        };
        let shown = match self {
            Claim::Moves => true,
            Claim::Starts(_) => now(&|clock| {
                clock.started_by == own.id
                    && (clock.deadline.is_some() || clock.unknown_vi.is_some())
            }),
            // An extension that needs approval counts once it is approved.
            Claim::Extends(_) if act.approver.is_some() => waits(),
            Claim::Extends(_) => {
                now(&|clock| clock.extensions.iter().any(|taken| taken.fact == own.id))
            }
            Claim::Ends(_) => newly(&|clock| over(clock)),
            Claim::Suspends(_) => newly(
                &|clock| matches!(clock.status, ClockStatus::Suspended { by, .. } if by == own.id),
            ),
            Claim::Settles(_) => newly(&|clock| over(clock) && clock.settled),
            Claim::Turns(_) => now(&|clock| clock.is_running()),
        };
        match shown {
            true => Ok(()),
            false => Err("the clock does not show it".to_owned()),
        }
    }
}

/// The clocks the machine itself turns another into (BLTTHS Đ.174 k.2, k.4).
pub(super) fn becomes(family: &str, other: &str) -> bool {
    matches!(
        (family, other),
        ("DET-INV", "DET-RESUMED" | "DET-REINV") | ("INV-SUPP-VKS", "INV-SUPP-COURT")
    )
}

pub(super) fn place_of(matter: &Matter) -> Place {
    (
        matter.report.as_ref().map(|report| report.state),
        matter.case.as_ref().map(|case| case.state),
        matter.person(who("A")).and_then(|person| person.state),
    )
}
