//! Đi qua các sự kiện của một vụ án, one by one in the order of the law.

mod carried;
mod charge;
mod counted;
mod crossing;
mod effect;
mod ending;
mod kind;
mod marks;
mod passing;
mod shown;
mod stay;
mod told;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use criminal::passage::carried::carried_on;
use criminal::rules::{Line, Matter, fold};
use criminal::standing::standing;
use law::catalogue::{AccusedState, Act, CaseState, Scope};
use law::{Charge, Fact, Law};
use uuid::Uuid;

use super::held::Held;
use super::person::Traits;
use super::place::{CourtReturn, Place};
use super::{Course, Marks, Stay, Step, sentence};
use crate::telling::{corrected, page_of, place_in_law};
use kind::{ground_of, is_about_all};

/// What a stretch is of: the case, an accused, a person held.
type Key = (u8, Option<Uuid>);

#[derive(Debug, Default)]
struct Accused {
    state: Option<AccusedState>,
    charges: Vec<Charge>,
    pending: Option<(bool, Vec<Charge>)>,
    indicted: Vec<Charge>,
    place: Option<Place>,
    suspended_in: Option<Place>,
    ground: String,
    held: Held,
    /// Has stood in some stock.
    is_counted: bool,
    /// Came from another case on this day; shown from then on.
    hidden: Option<NaiveDate>,
    order: usize,
}

pub(super) struct Walk<'a> {
    law: &'a Law,
    all: &'a [Fact],
    told: Vec<&'a Fact>,
    matter: Matter,
    unit: String,
    appeal_unit: Option<String>,
    at: i64,
    case_state: Option<CaseState>,
    case_charges: Vec<Charge>,
    case_place: Option<Place>,
    case_hidden: Option<NaiveDate>,
    case_ground: String,
    in_transit: bool,
    back: CourtReturn,
    origin_at: i64,
    is_simplified: bool,
    is_withdrawn: bool,
    is_requested: bool,
    running: Vec<usize>,
    people: BTreeMap<Uuid, Accused>,
    traits: BTreeMap<Uuid, Traits>,
    open: BTreeMap<Key, Stay>,
    out: Course,
}

impl<'a> Walk<'a> {
    /// At the first fact.
    pub fn new(law: &'a Law, all: &'a [Fact]) -> Walk<'a> {
        // In the order of the law, so that it does not matter in which order they were entered.
        let mut told: Vec<&Fact> = standing(all).collect();
        told.sort_by_key(|fact| place_in_law(law, fact));
        Walk {
            law,
            all,
            told,
            matter: fold(law, all),
            unit: String::new(),
            appeal_unit: None,
            at: i64::MIN,
            case_state: None,
            case_charges: Vec::new(),
            case_place: None,
            case_hidden: None,
            case_ground: String::new(),
            in_transit: false,
            back: CourtReturn::None,
            origin_at: 0,
            is_simplified: false,
            is_withdrawn: false,
            is_requested: false,
            running: Vec::new(),
            people: BTreeMap::new(),
            traits: BTreeMap::new(),
            open: BTreeMap::new(),
            out: Course::default(),
        }
    }

    /// To the last.
    pub fn run(mut self) -> Course {
        let lines = std::mem::take(&mut self.matter.line);
        let by_id: BTreeMap<Uuid, &'a Fact> =
            self.told.iter().map(|fact| (fact.id, *fact)).collect();
        let mut last: Option<&Fact> = None;
        for line in &lines {
            let Some(fact) = by_id.get(&line.fact).copied() else {
                continue;
            };
            self.reveal(Some(fact));
            self.take(fact, line);
            last = Some(fact);
        }
        if last.is_some() {
            self.reveal(None);
        }
        self.finish()
    }

    fn act(&self, fact: &Fact) -> Option<&'a Act> {
        self.law.acts.on(&fact.kind, fact.effective.on)
    }

    fn take(&mut self, fact: &'a Fact, line: &Line) {
        let act = self.act(fact);
        let came = carried_on(fact);
        self.at = self.at.max(fact.effective.at_utc_ms());
        if self.unit.is_empty() {
            self.unit.clone_from(&fact.unit);
        }
        let whole = act.is_none_or(|act| match act.scope {
            Scope::Accused | Scope::Person => false,
            Scope::CaseOrAccused => fact.subject.is_none(),
            _ => true,
        });
        self.is_requested |= fact.kind == "case.requested";
        self.is_simplified = match fact.kind.as_str() {
            "simplified.decided" => true,
            "simplified.annulled" => false,
            _ => self.is_simplified,
        };
        self.is_withdrawn |= fact.kind.starts_with("prosecution.withdrawn");
        self.take_charge(fact, came);
        if fact.kind == "case.initiated" && self.origin_at == 0 {
            self.origin_at = fact.effective.at_utc_ms();
        }
        if whole {
            let ground = ground_of(fact);
            if !ground.is_empty() {
                self.case_ground = ground;
            }
        }
        self.answer_return(fact, came);
        self.follow_clocks(line);
        let was: BTreeMap<Uuid, Held> = self
            .people
            .iter()
            .map(|(id, one)| (*id, one.held.clone()))
            .collect();
        self.take_effects(fact, act, line, whole);
        if came.is_some() {
            self.hide(fact, came);
        }
        self.go_on(fact);
        self.pass(fact, &was);
        // Who went to another case is held there from now on.
        let is_joined = self.case_state == Some(CaseState::Joined);
        for one in self.people.values_mut() {
            one.held.is_gone = is_joined || one.state == Some(AccusedState::MovedToOtherCase);
        }
        self.count_papers(fact, came);
        if sentence::is_verdict(&fact.kind) && came.is_none() {
            self.sentence(fact);
        }
        self.settle(fact);
    }

    fn holder(&self) -> String {
        self.appeal_unit
            .clone()
            .unwrap_or_else(|| self.unit.clone())
    }

    fn step(
        &mut self,
        fact: &'a Fact,
        subject: Option<Uuid>,
        event: &'static str,
        leaves: &'static str,
        enters: &'static str,
        marks: Marks,
    ) {
        let step = Step {
            unit: self.holder(),
            subject,
            fact: fact.id,
            event,
            at: self.at,
            leaves,
            enters,
            marks,
            origin_at: self.origin_at,
            page: page_of(fact),
            seq: fact.seq,
            touches_at: self.touches(fact),
            recorded_at: fact.recorded_at,
        };
        self.out.steps.push(step);
    }

    fn touches(&self, fact: &Fact) -> i64 {
        let older = corrected(self.all, fact)
            .into_iter()
            .map(|older| older.effective.at_utc_ms());
        let own = older
            .chain([fact.effective.at_utc_ms()])
            .min()
            .unwrap_or(self.at);
        let first = self
            .out
            .steps
            .first()
            .filter(|_| is_about_all(fact))
            .map(|step| step.at);
        first.map_or(own, |first| first.min(own))
    }
}
