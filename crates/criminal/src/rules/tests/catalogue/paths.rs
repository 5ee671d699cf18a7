//! Đường đi trong danh mục: a search over what the acts require and what they move.

use std::collections::VecDeque;

use law::Law;
use law::catalogue::{AccusedState, Act, CaseState, ReportState, Scope, State};

/// Where a matter with one accused stands.
pub(super) type Place = (Option<ReportState>, Option<CaseState>, Option<AccusedState>);

/// An act, told for the whole matter or for its one accused.
#[derive(Clone, Copy)]
pub(super) struct Told {
    pub act: &'static Act,
    pub whole: bool,
}

impl Told {
    /// How an act is told when nothing else is asked: about the person where it is about persons.
    pub fn plain(act: &'static Act) -> Told {
        Told {
            act,
            whole: !matches!(act.scope, Scope::Accused | Scope::Person),
        }
    }

    pub fn may_find(&self, place: &Place) -> bool {
        self.act.requires_report.allows(place.0)
            && self.act.requires_case.allows(place.1)
            && (self.whole || self.act.requires_accused.allows(place.2))
    }

    pub fn leads(&self, place: &Place) -> Place {
        let act = self.act;
        let (mut report, mut case, mut accused) = *place;
        if let Some(to) = act.moves_report.as_ref().and_then(|step| step.from(report)) {
            report = Some(to);
        }
        let of_case = act.scope != Scope::CaseOrAccused || self.whole;
        if let Some(to) = act.moves_case.as_ref().and_then(|step| step.from(case))
            && of_case
        {
            case = Some(to);
        }
        let meant = !self.whole || accused.is_some();
        if let Some(to) = act
            .moves_accused
            .as_ref()
            .and_then(|step| step.from(accused))
            && meant
        {
            accused = Some(to);
        }
        (report, case, accused)
    }
}

/// The same as tables by the place of each state, so that a search is quick.
struct Mover {
    told: Told,
    finds: [Vec<bool>; 3],
    leads: [Vec<usize>; 3],
}

const REPORT: usize = ReportState::ALL.len() + 1;
const CASE: usize = CaseState::ALL.len() + 1;
const ACCUSED: usize = AccusedState::ALL.len() + 1;

fn nth<S: State>(place: usize) -> Option<S> {
    place.checked_sub(1).map(|place| S::ALL[place])
}

fn at<S: State>(state: Option<S>) -> usize {
    state.map_or(0, |state| {
        1 + S::ALL.iter().position(|other| *other == state).unwrap()
    })
}

fn places_of(place: &Place) -> [usize; 3] {
    [at(place.0), at(place.1), at(place.2)]
}

fn place_at(places: [usize; 3]) -> Place {
    (nth(places[0]), nth(places[1]), nth(places[2]))
}

fn number(places: [usize; 3]) -> usize {
    (places[0] * CASE + places[1]) * ACCUSED + places[2]
}

/// Everything that moves something, with how it may be told.
fn movers() -> &'static [Mover] {
    static MOVERS: std::sync::OnceLock<Vec<Mover>> = std::sync::OnceLock::new();
    MOVERS.get_or_init(|| {
        let moves = |act: &&Act| {
            act.moves_report.is_some() || act.moves_case.is_some() || act.moves_accused.is_some()
        };
        let acts = Law::embedded().acts.all().iter();
        let mut movers = Vec::new();
        for act in acts.filter(moves).filter(|act| act.valid_to.is_none()) {
            movers.push(mover(Told::plain(act)));
            if act.scope == Scope::CaseOrAccused {
                movers.push(mover(Told { act, whole: false }));
            }
        }
        movers
    })
}

fn mover(told: Told) -> Mover {
    let act = told.act;
    let one = |at: usize, place: usize| {
        let mut places = [0; 3];
        places[at] = place;
        place_at(places)
    };
    let leads = |at: usize, many: usize| -> Vec<usize> {
        let to = |place: usize| places_of(&told.leads(&one(at, place)))[at];
        (0..many).map(to).collect()
    };
    Mover {
        told,
        finds: [
            (0..REPORT)
                .map(|at| act.requires_report.allows(nth(at)))
                .collect(),
            (0..CASE)
                .map(|at| act.requires_case.allows(nth(at)))
                .collect(),
            (0..ACCUSED)
                .map(|at| told.whole || act.requires_accused.allows(nth(at)))
                .collect(),
        ],
        leads: [leads(0, REPORT), leads(1, CASE), leads(2, ACCUSED)],
    }
}

/// The shortest way from a place to one that satisfies a wish, by acts that may be used.
pub(super) fn way(
    from: Place,
    wish: impl Fn(&Place) -> bool,
    may_use: impl Fn(&Told) -> bool,
) -> Option<Vec<Told>> {
    if wish(&from) {
        return Some(Vec::new());
    }
    // By the state of the case, which most acts ask for.
    let mut usable: Vec<Vec<&Mover>> = vec![Vec::new(); CASE];
    for mover in movers().iter().filter(|mover| may_use(&mover.told)) {
        for (case, list) in usable.iter_mut().enumerate() {
            if mover.finds[1][case] {
                list.push(mover);
            }
        }
    }
    let from = places_of(&from);
    let mut came: Vec<Option<([usize; 3], Option<Told>)>> = vec![None; REPORT * CASE * ACCUSED];
    came[number(from)] = Some((from, None));
    let mut next = VecDeque::from([from]);
    while let Some(here) = next.pop_front() {
        for mover in &usable[here[1]] {
            if !mover.finds[0][here[0]] || !mover.finds[2][here[2]] {
                continue;
            }
            let leads = &mover.leads;
            let to = [leads[0][here[0]], leads[1][here[1]], leads[2][here[2]]];
            if to == here || came[number(to)].is_some() {
                continue;
            }
            came[number(to)] = Some((here, Some(mover.told)));
            if wish(&place_at(to)) {
                return Some(walk_back(&came, to));
            }
            next.push_back(to);
        }
    }
    None
}

fn walk_back(came: &[Option<([usize; 3], Option<Told>)>], mut to: [usize; 3]) -> Vec<Told> {
    let mut path = Vec::new();
    while let Some((from, Some(told))) = came[number(to)] {
        path.push(told);
        to = from;
    }
    path.reverse();
    path
}
