//! Dòng của một sổ: which lines a matter has in a book, from its facts alone.

use chrono::NaiveDate;
use law::{Fact, Law, Moment};
use uuid::Uuid;

use super::acts::Acts;
use super::book::{Book, Only, Row};
use super::parties;
use crate::passage::carried::carried_on;
use crate::rules::{self, Matter};
use crate::standing::{standing, takes_charge};

/// Một dòng: what opened it and which facts are its own.
#[derive(Debug, Clone)]
pub struct Line<'f> {
    /// Its number within the matter: the ledger's place of the fact that opened it.
    pub n: i64,
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// The act that opened it.
    pub entry: &'f Fact,
    /// The unit in whose book it stands.
    pub unit: &'f str,
    /// The day under which it stands.
    pub on: NaiveDate,
    /// Whether it carries a running number; a line under another does not.
    pub is_counted: bool,
    /// Whether it takes only facts about exactly its subject.
    pub is_strict: bool,
    /// The act that opened the next line of the same kind: what follows belongs there.
    pub until: Option<(Moment, i64)>,
    /// Numbers of the other acts that open lines here: what names one of them belongs there.
    pub rivals: Vec<&'f str>,
    /// The documents of the day, where a line is made of documents.
    pub together: Vec<&'f Fact>,
}

impl Line<'_> {
    /// Whether it is a person's line under their case, where what the case says is not said again.
    pub fn is_under(&self) -> bool {
        self.is_strict && self.subject.is_some()
    }

    /// Whether a fact concerns this line: about its person, or about the whole matter.
    pub fn concerns(&self, fact: &Fact) -> bool {
        match self.is_strict {
            true => fact.subject == self.subject,
            false => {
                self.subject.is_none() || fact.subject.is_none() || fact.subject == self.subject
            }
        }
    }

    /// Whether a fact came after the line opened and before the next of its kind, or names the act that opened it.
    pub fn follows(&self, fact: &Fact) -> bool {
        let at = place(fact);
        if let Some(earlier) = fact.text("earlier_number") {
            if number(self.entry) == Some(earlier) {
                return at > place(self.entry);
            }
            if self.rivals.contains(&earlier) {
                return false;
            }
        }
        at > place(self.entry) && self.until.is_none_or(|until| at < key(until))
    }
}

fn key(until: (Moment, i64)) -> (i64, i64) {
    (until.0.at_utc_ms(), until.1)
}

fn place(fact: &Fact) -> (i64, i64) {
    (fact.effective.at_utc_ms(), fact.seq)
}

/// The lines of a matter in a book, in the order of the law.
pub fn lines<'f>(law: &Law, book: &Book, facts: &'f [Fact]) -> Vec<Line<'f>> {
    if !facts.iter().any(|fact| book.is_opened_by(fact)) {
        return Vec::new();
    }
    let mut known: Vec<&Fact> = standing(facts).collect();
    known.sort_by_key(|fact| place(fact));
    let mut found = match book.row {
        Row::Report | Row::Case => first(book, &known)
            .map(|entry| opened(entry, None))
            .into_iter()
            .collect(),
        Row::CaseAndAccused => case_and_accused(book, &known),
        Row::Accused => each_person(book, &known),
        // A paper stands in the book of the matter it was recorded in, not again in one it was carried to.
        Row::Act => each_act(book, &without_carried(&known)),
        Row::Document => by_day(law, book, &without_carried(&known)),
    };
    for line in &mut found {
        // A case that was split off enters the books on the day of the split.
        if let Some(on) = carried_on(line.entry) {
            line.on = line.on.max(on);
        }
    }
    if let Some(until) = &book.moves_until {
        let moved = moved(&found, until, &known);
        found.extend(moved);
    }
    if let Some(only) = book.only {
        let matter = (only == Only::StillSuspended).then(|| rules::fold(law, facts));
        found.retain(|line| is_wanted(only, line, &known, matter.as_ref()));
    }
    found
}

fn without_carried<'f>(known: &[&'f Fact]) -> Vec<&'f Fact> {
    let is_own = |fact: &&&Fact| carried_on(fact).is_none();
    known.iter().filter(is_own).copied().collect()
}

fn opened<'f>(entry: &'f Fact, subject: Option<Uuid>) -> Line<'f> {
    Line {
        n: entry.seq,
        subject,
        entry,
        unit: &entry.unit,
        on: entry.effective.on,
        is_counted: true,
        is_strict: false,
        until: None,
        rivals: Vec::new(),
        together: Vec::new(),
    }
}

/// A unit that takes the matter over before the stage ends has the same lines in its own book, from the day it took it.
fn moved<'f>(found: &[Line<'f>], until: &Acts, known: &[&'f Fact]) -> Vec<Line<'f>> {
    let Some(first) = found.first() else {
        return Vec::new();
    };
    let begun = place(first.entry);
    let end = known
        .iter()
        .find(|fact| until.names(fact))
        .map(|fact| place(fact));
    let mut units = vec![procuracy_of(first.unit)];
    let mut more = Vec::new();
    for fact in known.iter().filter(|fact| takes_charge(fact)) {
        let is_in_time = place(fact) > begun && end.is_none_or(|end| place(fact) < end);
        if !is_in_time || units.contains(&procuracy_of(&fact.unit)) {
            continue;
        }
        units.push(procuracy_of(&fact.unit));
        more.extend(found.iter().map(|line| Line {
            // Far above the numbers of the first unit's lines, in their order.
            n: (fact.seq << 32) + line.n,
            unit: &fact.unit,
            on: fact.effective.on,
            ..line.clone()
        }));
    }
    more
}

/// The procuracy a room belongs to, by its key: its rooms keep one book.
fn procuracy_of(unit: &str) -> &str {
    unit.split_once("-PB").map_or(unit, |(whole, _)| whole)
}

fn number(fact: &Fact) -> Option<&str> {
    fact.number.as_deref().filter(|number| !number.is_empty())
}

/// The first act of the first group that has one.
fn first<'f>(book: &Book, known: &[&'f Fact]) -> Option<&'f Fact> {
    let of = |acts: &Acts| known.iter().find(|fact| acts.names(fact)).copied();
    book.enters.iter().find_map(of)
}

fn case_and_accused<'f>(book: &Book, known: &[&'f Fact]) -> Vec<Line<'f>> {
    let Some(entry) = first(book, known) else {
        return Vec::new();
    };
    let case = Line {
        is_strict: true,
        ..opened(entry, None)
    };
    let mut found = vec![case];
    for fact in people(book, known) {
        if fact.subject.is_none() || found.iter().any(|line| line.subject == fact.subject) {
            continue;
        }
        found.push(Line {
            on: entry.effective.on,
            is_counted: false,
            is_strict: true,
            ..opened(fact, fact.subject)
        });
    }
    // The case comes first whichever fact was entered first.
    let least = found.iter().map(|line| line.n).min().unwrap_or(0);
    if least < found[0].n {
        found[0].n = least - 1;
    }
    found
}

/// The acts that give a case its people.
fn people<'f>(book: &Book, known: &[&'f Fact]) -> Vec<&'f Fact> {
    let names = |fact: &&&Fact| book.people.as_ref().is_some_and(|acts| acts.names(fact));
    known.iter().filter(names).copied().collect()
}

/// A line a person. An act about the whole case opens a line for each of its people.
fn each_person<'f>(book: &Book, known: &[&'f Fact]) -> Vec<Line<'f>> {
    let people = people(book, known);
    let mut found: Vec<Line<'f>> = Vec::new();
    for acts in &book.enters {
        for fact in known.iter().filter(|fact| acts.names(fact)) {
            let concerned = match fact.subject {
                Some(_) => std::slice::from_ref(fact),
                None => people.as_slice(),
            };
            for person in concerned {
                let is_new = found.iter().all(|line| line.subject != person.subject);
                if person.subject.is_some() && is_new {
                    found.push(Line {
                        n: person.seq,
                        ..opened(fact, person.subject)
                    });
                }
            }
        }
    }
    found.sort_by_key(|line| (place(line.entry), line.n));
    found
}

fn each_act<'f>(book: &Book, known: &[&'f Fact]) -> Vec<Line<'f>> {
    let acts: Vec<&Fact> = known
        .iter()
        .filter(|fact| book.is_opened_by(fact))
        .copied()
        .collect();
    let next = |at: usize, fact: &Fact| {
        acts[at + 1..]
            .iter()
            .find(|later| later.subject == fact.subject)
            .map(|later| (later.effective, later.seq))
    };
    let numbers: Vec<&str> = acts.iter().filter_map(|fact| number(fact)).collect();
    let line = |(at, fact): (usize, &&'f Fact)| Line {
        until: next(at, fact),
        rivals: numbers
            .iter()
            .filter(|other| number(fact) != Some(**other))
            .copied()
            .collect(),
        ..opened(fact, fact.subject)
    };
    acts.iter().enumerate().map(line).collect()
}

fn by_day<'f>(law: &Law, book: &Book, known: &[&'f Fact]) -> Vec<Line<'f>> {
    let mut found: Vec<Line<'f>> = Vec::new();
    for fact in known.iter().filter(|fact| book.holds(law, fact)) {
        let same = |line: &&mut Line| line.subject == fact.subject && line.on == fact.effective.on;
        match found.iter_mut().find(same) {
            Some(line) => line.together.push(fact),
            None => found.push(Line {
                together: vec![fact],
                ..opened(fact, fact.subject)
            }),
        }
    }
    found
}

fn is_wanted(only: Only, line: &Line, known: &[&Fact], matter: Option<&Matter>) -> bool {
    match only {
        Only::ReceivedByVks => is_ours(line.entry),
        Only::LegalPerson => parties::is_legal_person(known, line.subject),
        Only::Juvenile => parties::is_under_18(known, line.subject, line.entry),
        Only::ServesInside => !parties::is_suspended_sentence(known, line.subject),
        Only::ServesOutside => {
            parties::is_suspended_sentence(known, line.subject)
                || line.entry.text("main_penalty") != Some("tu")
        }
        Only::ExtraPenalty => parties::sentence(known, line.subject)
            .and_then(|fact| fact.text("extra_penalty"))
            .is_some_and(|text| !text.trim().is_empty()),
        Only::StillSuspended => {
            line.until.is_none() && matter.is_some_and(|m| is_suspended(m, line))
        }
    }
}

/// Viện kiểm sát tiếp nhận: it says so itself, or it resolves the report.
fn is_ours(entry: &Fact) -> bool {
    let issuer = entry.issuer.as_deref().unwrap_or_default();
    let issuer = text::fold(issuer);
    issuer.starts_with("vks")
        || issuer.starts_with("vien kiem sat")
        || entry.text("handler") == Some("VKS")
}

fn is_suspended(matter: &Matter, line: &Line) -> bool {
    use law::catalogue::{AccusedState, CaseState, ReportState};
    if line.entry.kind.starts_with("report.") {
        let report = matter.report.as_ref().map(|report| report.state);
        return matter.case.is_none() && report == Some(ReportState::Suspended);
    }
    match line.subject.and_then(|subject| matter.person(subject)) {
        Some(person) => person.state == Some(AccusedState::Suspended),
        None => matter.case.as_ref().is_some_and(|case| {
            matches!(
                case.state,
                CaseState::Suspended | CaseState::ProsecutionSuspended
            )
        }),
    }
}
