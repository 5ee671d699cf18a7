//! Đời một nguồn tin trong sổ sách: its facts, in the order of the law, become moves, and the stretches it stood open or
//! suspended. Pure: the state comes from the catalogue of acts, the end of the limit from the rules of criminal procedure.

use criminal::standing::{end_ms, standing};
use law::catalogue::ReportState;
use law::{Fact, Law};
use uuid::Uuid;

use crate::event::{Event, Stock};
use crate::group;
use crate::telling::{
    corrected, decider_of, event_of, is, is_procuracy, page_of, place_in_law, stock_of, word,
};

/// Later than any end.
pub const FAR: i64 = 253_402_300_799_000;

/// Một biến động.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The unit that held the report.
    pub unit: String,
    /// The fact.
    pub fact: Uuid,
    /// What it was.
    pub event: Event,
    /// When.
    pub at: i64,
    /// What it did to the stock of open reports.
    pub open_change: i64,
    /// What it did to the stock of suspended ones.
    pub suspended_change: i64,
    /// Cơ quan giải quyết then.
    pub handler: String,
    /// Cơ quan ra quyết định.
    pub decider: String,
    /// From which kind of sender it came.
    pub sender_kind: String,
    /// Tố giác, tin báo, kiến nghị khởi tố.
    pub report_kind: String,
    /// It came to the procuracy first.
    pub is_first_at_vks: bool,
    /// Passed to administrative or other handling.
    pub has_follow_up: bool,
    /// Opened because the procuracy asked.
    pub is_requested: bool,
    /// Decided after the limit.
    pub is_overdue: bool,
    /// The page it was read from.
    pub page: Option<Uuid>,
    /// Its place in the ledger.
    pub seq: i64,
    /// The earliest instant it can change figures of.
    pub touches_at: i64,
    /// When it was entered, ms UTC.
    pub recorded_at: i64,
    /// The same move of the report before, in any unit; 0 when there is none.
    pub previous_at: i64,
    /// The same in this unit.
    pub previous_here_at: i64,
}

/// Một quãng tồn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The unit that held the report.
    pub unit: String,
    /// The fact that began it.
    pub fact: Uuid,
    /// Open or suspended.
    pub state: Stock,
    /// From after this instant.
    pub from_at: i64,
    /// To this instant.
    pub to_at: i64,
    /// The end of the limit then running.
    pub due_at: i64,
    /// Cơ quan giải quyết then.
    pub handler: String,
    /// The page of the fact.
    pub page: Option<Uuid>,
}

/// Đời một nguồn tin.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Life {
    /// Its moves, in their order.
    pub moves: Vec<Move>,
    /// Its stocks, in their order.
    pub spans: Vec<Span>,
    /// Nhóm tội, as known now.
    pub crime_group: String,
}

/// What a fact of this kind may change here.
fn is_of_report(fact: &Fact) -> bool {
    fact.kind.starts_with("report.")
        || matches!(
            fact.kind.as_str(),
            "case.initiated"
                | "case.not_initiated"
                | "case.not_initiated_annulled"
                | "case.requested"
        )
}

/// Acts after which the running limit may be another.
fn moves_limit(kind: &str) -> bool {
    matches!(
        kind,
        "report.received"
            | "report.surrender_received"
            | "report.declared_complex"
            | "report.extended"
            | "report.suspension_annulled"
            | "report.annulment_received"
            | "report.resumed"
            | "case.not_initiated_annulled"
    )
}

/// Nhóm tội, as the facts recorded before a place of the ledger give it.
fn group_at(law: &Law, all: &[Fact], before: i64) -> String {
    let known = &all[..all.partition_point(|fact| fact.seq < before)];
    let of_report = |fact: &&Fact| is_of_report(fact) || fact.kind == "case.described";
    group::group_of(law, standing(known).filter(of_report))
}

/// The life of the report of a matter; empty when it has none.
pub fn life(law: &Law, facts: &[Fact]) -> Life {
    let told = standing(facts).filter(|fact| is_of_report(fact));
    let mut ordered: Vec<Fact> = told.cloned().collect();
    ordered.sort_by_key(|fact| place_in_law(law, fact));
    let mut living = Living::new(law, facts, &ordered);
    for place in 0..ordered.len() {
        living.take(place);
    }
    living.finish()
}

struct Living<'a> {
    law: &'a Law,
    all: &'a [Fact],
    ordered: &'a [Fact],
    life: Life,
    state: Option<ReportState>,
    unit: String,
    at: i64,
    due: i64,
    described_handler: String,
    is_taken_over: bool,
    sender_kind: String,
    report_kind: String,
    is_first_at_vks: bool,
    was_requested: bool,
    suspended_by: String,
}

impl<'a> Living<'a> {
    fn new(law: &'a Law, all: &'a [Fact], ordered: &'a [Fact]) -> Self {
        let newest = |field: &str| {
            let said =
                standing(all).filter(|fact| is_of_report(fact) || fact.kind == "case.described");
            let said = said.filter(|fact| fact.text(field).is_some_and(|text| !text.is_empty()));
            let fact = said.max_by_key(|fact| place_in_law(law, fact));
            fact.and_then(|fact| fact.text(field))
                .unwrap_or_default()
                .to_owned()
        };
        Living {
            law,
            all,
            ordered,
            life: Life {
                crime_group: group_at(law, all, i64::MAX),
                ..Life::default()
            },
            state: None,
            unit: String::new(),
            at: i64::MIN,
            due: FAR,
            described_handler: newest("handler"),
            is_taken_over: false,
            sender_kind: String::new(),
            report_kind: String::new(),
            is_first_at_vks: false,
            was_requested: false,
            suspended_by: String::new(),
        }
    }

    fn take(&mut self, place: usize) {
        let fact = &self.ordered[place];
        let act = self.law.acts.on(&fact.kind, fact.effective.on);
        let before = stock_of(self.state);
        let was = self.state;
        if let Some(to) = act
            .and_then(|act| act.moves_report.as_ref())
            .and_then(|step| step.from(self.state))
        {
            self.state = Some(to);
        }
        let after = stock_of(self.state);
        // An act of a whole day counts from its 00:00, but never before what came earlier in the procedure.
        self.at = self.at.max(fact.effective.at_utc_ms());
        let is_taken_in =
            before.is_none() && after.is_some() && event_of(fact, was, before) != Event::Reopened;
        if is_taken_in || self.unit.is_empty() {
            self.unit = fact.unit.clone();
        }
        if matches!(
            fact.kind.as_str(),
            "report.received" | "report.surrender_received"
        ) && before.is_none()
        {
            self.sender_kind = word(fact, "sender_kind");
            self.report_kind = word(fact, "report_kind");
            self.is_first_at_vks = is_procuracy(fact.text("received_by").unwrap_or_default());
        }
        self.hand_over(fact, before);
        self.is_taken_over |= fact.kind == "report.taken_over";
        self.was_requested |= fact.kind == "case.requested";
        let event = event_of(fact, was, before);
        let is_decision = matches!(event, Event::CaseOpened | Event::Refused | Event::Suspended);
        let is_overdue = is_decision && before == Some(Stock::Open) && self.at >= self.due;
        let decider = decider_of(fact, &self.handler());
        if event == Event::Suspended {
            self.suspended_by.clone_from(&decider);
        }
        let mut one = self.one(fact, event);
        one.open_change = is(after, Stock::Open) - is(before, Stock::Open);
        one.suspended_change = is(after, Stock::Suspended) - is(before, Stock::Suspended);
        one.is_overdue = is_overdue;
        one.has_follow_up = event == Event::Refused
            && matches!(
                fact.text("follow_up"),
                Some("hanh_chinh" | "bien_phap_khac")
            );
        let asked = fact
            .body
            .get("at_vks_request")
            .and_then(|value| value.as_bool())
            .unwrap_or(false);
        one.is_requested = event == Event::CaseOpened && (asked || self.was_requested);
        one.decider = match event {
            Event::SuspensionAnnulled => self.suspended_by.clone(),
            _ if is_decision => decider,
            _ => String::new(),
        };
        self.life.moves.push(one);
        let is_stock_changed = before != after;
        if after != Some(Stock::Open) {
            self.due = FAR;
        } else if moves_limit(&fact.kind) {
            self.due = self.running_due(place);
        }
        let is_other_span = self.life.spans.last().is_some_and(|span| {
            span.to_at == FAR
                && (span.due_at != self.due
                    || span.handler != self.handler()
                    || span.unit != self.unit)
        });
        if is_stock_changed || (after.is_some() && is_other_span) {
            self.close();
            self.open(fact, after);
        }
    }

    /// Another procuracy took the report in charge without a transfer: after a merger, or because nobody recorded one.
    fn hand_over(&mut self, fact: &Fact, before: Option<Stock>) {
        let takes = matches!(
            fact.kind.as_str(),
            "report.docketed" | "report.prosecutor_assigned" | "report.received"
        );
        let Some(held) = before.filter(|_| takes && fact.unit != self.unit) else {
            return;
        };
        for (event, change) in [(Event::MovedOut, -1), (Event::MovedIn, 1)] {
            if event == Event::MovedIn {
                self.unit = fact.unit.clone();
            }
            let mut one = self.one(fact, event);
            match held {
                Stock::Open => one.open_change = change,
                Stock::Suspended => one.suspended_change = change,
            }
            self.life.moves.push(one);
        }
    }

    fn one(&self, fact: &Fact, event: Event) -> Move {
        Move {
            unit: self.unit.clone(),
            fact: fact.id,
            event,
            at: self.at,
            open_change: 0,
            suspended_change: 0,
            handler: self.handler(),
            decider: String::new(),
            sender_kind: self.sender_kind.clone(),
            report_kind: self.report_kind.clone(),
            is_first_at_vks: self.is_first_at_vks,
            has_follow_up: false,
            is_requested: false,
            is_overdue: false,
            page: page_of(fact),
            seq: fact.seq,
            touches_at: self.touches(fact),
            recorded_at: fact.recorded_at,
            previous_at: 0,
            previous_here_at: 0,
        }
    }

    fn handler(&self) -> String {
        if self.is_taken_over {
            "VKS".to_owned()
        } else {
            self.described_handler.clone()
        }
    }

    fn close(&mut self) {
        let at = self.at;
        if let Some(span) = self.life.spans.last_mut().filter(|span| span.to_at == FAR) {
            span.to_at = at;
        }
        self.life.spans.retain(|span| span.from_at < span.to_at);
    }

    fn open(&mut self, fact: &Fact, state: Option<Stock>) {
        let Some(state) = state else { return };
        self.life.spans.push(Span {
            unit: self.unit.clone(),
            fact: fact.id,
            state,
            from_at: self.at,
            to_at: FAR,
            due_at: self.due,
            handler: self.handler(),
            page: page_of(fact),
        });
    }

    /// The end of the limit for resolving the report, as it stood after the fact at `place`.
    fn running_due(&self, place: usize) -> i64 {
        let matter = criminal::rules::fold(self.law, &self.ordered[..=place]);
        let limits = matter.running().filter(|clock| {
            clock.family.starts_with("RPT-") && clock.family != "RPT-TAKEOVER-FILE"
        });
        limits
            .filter_map(|clock| clock.due)
            .map(end_ms)
            .min()
            .unwrap_or(FAR)
    }

    /// A fact changes figures from its own day on, a correction also those of what it corrects; what describes the whole
    /// report, or gives it another group of offences, changes them from its receipt.
    fn touches(&self, fact: &Fact) -> i64 {
        let older = corrected(self.all, fact);
        let mut earliest = fact.effective.at_utc_ms();
        for older in &older {
            earliest = earliest.min(older.effective.at_utc_ms());
        }
        let is_regrouped = || {
            let mut tell = older.iter().copied().chain([fact]);
            tell.any(group::tells)
                && group_at(self.law, self.all, fact.seq)
                    != group_at(self.law, self.all, fact.seq + 1)
        };
        if fact.kind == "report.described" || is_regrouped() {
            earliest = earliest.min(self.received_at());
        }
        earliest
    }

    /// When its first act took effect; never, when it has none.
    fn received_at(&self) -> i64 {
        let first = self.ordered.first();
        first.map_or(i64::MAX, |first| first.effective.at_utc_ms())
    }

    /// Withdrawals move nothing themselves; they and corrections are kept so that stored figures notice.
    fn finish(mut self) -> Life {
        for fact in self
            .all
            .iter()
            .filter(|fact| fact.replaces.is_some() || fact.kind == "case.described")
        {
            let older = corrected(self.all, fact);
            let is_told = is_of_report(fact)
                || fact.kind == "case.described"
                || older.iter().any(|older| is_of_report(older));
            if !is_told || self.ordered.is_empty() && older.is_empty() {
                continue;
            }
            let mut units: Vec<String> = vec![self.unit.clone(), fact.unit.clone()];
            units.extend(older.iter().map(|older| older.unit.clone()));
            units.extend(self.life.moves.iter().map(|one| one.unit.clone()));
            units.sort_unstable();
            units.dedup();
            let first = self.received_at();
            for unit in units.into_iter().filter(|unit| !unit.is_empty()) {
                let mut one = self.one(fact, Event::Noted);
                one.unit = unit;
                one.at = fact.effective.at_utc_ms();
                one.touches_at = one.touches_at.min(if fact.kind == "case.described" {
                    first
                } else {
                    i64::MAX
                });
                self.life.moves.push(one);
            }
        }
        for at in 0..self.life.moves.len() {
            let (before, rest) = self.life.moves.split_at_mut(at);
            let Some(one) = rest.first_mut() else { break };
            let mut same = before.iter().rev().filter(|older| older.event == one.event);
            one.previous_at = same.clone().next().map_or(0, |older| older.at);
            one.previous_here_at = same
                .find(|older| older.unit == one.unit)
                .map_or(0, |older| older.at);
        }
        self.life
    }
}
