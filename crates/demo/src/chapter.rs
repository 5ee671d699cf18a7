//! Một viện kể lại: every matter of one office, as facts in their places with their numbers.

use std::collections::BTreeMap;

use chrono::{Duration, NaiveDate};
use criminal::numbers::{Given, Key};
use criminal::rules::{self, Level};
use law::{Fact, Law, Moment};
use uuid::Uuid;

use crate::{
    chance::Chance,
    life::{self, Draft, Number},
    offices::Office,
};

/// Hồ sơ của một viện.
#[derive(Debug, Default)]
pub struct Chapter {
    /// The matters, each with its facts in the order of the ledger.
    pub matters: Vec<Vec<Fact>>,
    /// The number book.
    pub numbers: Vec<Given>,
    /// How many facts there are.
    pub facts: i64,
}

/// What a chapter is told about.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// How many matters.
    pub matters: usize,
    /// The day the telling stops.
    pub today: NaiveDate,
    /// Whether each story is examined by the rules before it is told.
    pub is_examined: bool,
    /// How many of a hundred long lives are kept: most reports of a whole nation end without a case.
    pub long_lives: i64,
    /// The seed of this office.
    pub place: u64,
}

/// A life of more facts than this is a long one.
const LONG: usize = 12;

/// Tells an office's matters; places in the ledger begin at 1 and are moved by the loader.
pub fn tell(law: &Law, office: &Office, span: Span) -> Chapter {
    let days = (office.to - office.from).num_days().max(1);
    let mut stories: Vec<Vec<Fact>> = Vec::with_capacity(span.matters);
    let mut numbers_due: Vec<(usize, usize, Number)> = Vec::new();
    for n in 0..span.matters {
        let mut chance = Chance::new(
            crate::SEED,
            span.place.wrapping_mul(1_000_003).wrapping_add(n as u64),
        );
        let drafts = lawful_story(law, office, &mut chance, span, days);
        let (facts, numbers) = facts_of(office, &mut chance, drafts);
        numbers_due.extend(
            numbers
                .into_iter()
                .map(|(at, number)| (stories.len(), at, number)),
        );
        stories.push(facts);
    }
    let numbers = number(law, office, &mut stories, numbers_due, span.place);
    let facts = place(&mut stories);
    Chapter {
        matters: stories,
        numbers,
        facts,
    }
}

/// Draws until a story is lawful, then cuts it off at today.
fn lawful_story(
    law: &Law,
    office: &Office,
    chance: &mut Chance,
    span: Span,
    days: i64,
) -> Vec<Draft> {
    // An office that was closed ended what it began.
    let is_closed = office.to < span.today;
    let mut last = Vec::new();
    for _ in 0..12 {
        let latest = if is_closed { (days - 130).max(1) } else { days };
        let received = office.from + Duration::days(chance.between(0, latest));
        let mut drafts = life::tell(law, office, chance, received);
        let ends = drafts
            .iter()
            .map(|draft| draft.effective.on)
            .max()
            .unwrap_or(received);
        if is_closed && ends > office.to {
            continue;
        }
        // Some of what is young has stood still for some days: its ends come near, or have passed.
        let is_young = (span.today - received).num_days() < 120;
        let stopped = match chance.percent(if is_young { 25 } else { 1 }) {
            true => span.today - Duration::days(chance.between(3, 14)),
            false => span.today,
        };
        drafts.retain(|draft| draft.effective.on < span.today && draft.effective.on <= stopped);
        if drafts.is_empty() {
            continue;
        }
        if drafts.len() > LONG && span.long_lives < 100 && !chance.percent(span.long_lives) {
            last = drafts;
            continue;
        }
        if !span.is_examined || is_lawful(law, office, &drafts) {
            return drafts;
        }
        last = drafts;
    }
    // What nobody can tell lawfully is told as far as its receipt.
    last.truncate(3);
    last
}

fn is_lawful(law: &Law, office: &Office, drafts: &[Draft]) -> bool {
    let mut chance = Chance::new(0, 0);
    let (facts, _) = facts_of(office, &mut chance, drafts.to_vec());
    let matter = rules::fold(law, &facts);
    matter
        .findings
        .iter()
        .all(|finding| finding.level == Level::Note)
}

/// The drafts as facts of one matter, in the order they were entered, and those that wait for a number.
fn facts_of(
    office: &Office,
    chance: &mut Chance,
    mut drafts: Vec<Draft>,
) -> (Vec<Fact>, Vec<(usize, Number)>) {
    // Within a day the story keeps its order: papers of one day are often dated without an hour.
    drafts.sort_by_key(|draft| draft.effective.on);
    let opened = drafts
        .first()
        .map_or(0, |draft| entered_at(chance, draft.effective));
    let matter = chance.id(opened);
    let mut numbers = Vec::new();
    let mut newest = 0;
    let mut facts = Vec::with_capacity(drafts.len());
    for (at, draft) in drafts.into_iter().enumerate() {
        let recorded_at = entered_at(chance, draft.effective).max(newest + 1000);
        newest = recorded_at;
        let number = match draft.number {
            Number::Typed(number) => Some(number),
            Number::None => None,
            due => {
                numbers.push((at, due));
                None
            }
        };
        facts.push(Fact {
            seq: i64::try_from(at).unwrap_or(0) + 1,
            id: chance.id(recorded_at),
            matter,
            subject: draft.subject,
            kind: draft.kind.to_owned(),
            unit: office.unit.clone(),
            effective: draft.effective,
            recorded_at,
            recorded_by: draft.by,
            issuer: draft.issuer,
            number,
            body: draft.body,
            sources: BTreeMap::new(),
            replaces: None,
            reason: None,
        });
    }
    (facts, numbers)
}

/// Entered the same day, in the afternoon of the office.
fn entered_at(chance: &mut Chance, effective: Moment) -> i64 {
    const HOUR: i64 = 3_600_000;
    let noon = Moment::day(effective.on).at_utc_ms() + 13 * HOUR;
    noon.max(effective.at_utc_ms()) + chance.between(5, 200) * 60_000
}

/// Gives every decision the next number of its series, in the order of their days.
fn number(
    law: &Law,
    office: &Office,
    stories: &mut [Vec<Fact>],
    mut due: Vec<(usize, usize, Number)>,
    place: u64,
) -> Vec<Given> {
    due.sort_by_key(|(story, at, _)| {
        let fact = &stories[*story][*at];
        (fact.effective.on, fact.recorded_at, fact.id)
    });
    let mut chance = Chance::new(crate::SEED ^ 0xB00C, place);
    let mut last: BTreeMap<(i64, String), i64> = BTreeMap::new();
    let mut given = Vec::with_capacity(due.len());
    for (story, at, number) in due {
        let fact = &mut stories[story][at];
        let key = match number {
            Number::Docket(stage) => Some(Key::acceptance(&office.unit, fact.effective.on, stage)),
            _ => law
                .acts
                .on(&fact.kind, fact.effective.on)
                .and_then(|act| Key::of_act(&office.unit, fact.effective.on, act)),
        };
        let Some(key) = key else { continue };
        let n = last.entry((key.year, key.series.clone())).or_insert(0);
        *n += 1;
        let shown = key.shown(*n, "", &office.symbol);
        match number {
            Number::Docket(_) => {
                fact.body
                    .insert("register_number".to_owned(), shown.clone().into());
            }
            _ => fact.number = Some(shown.clone()),
        }
        given.push(Given {
            id: chance.id(fact.recorded_at),
            key,
            n: *n,
            shown,
            dated_on: fact.effective.on,
            matter: fact.matter,
            subject: fact.subject,
            fact: fact.id,
            taken_by: fact.recorded_by,
            taken_at: fact.recorded_at,
        });
    }
    given
}

/// Places in the ledger, in the order of entry.
fn place(stories: &mut [Vec<Fact>]) -> i64 {
    let mut order: Vec<(i64, Uuid, usize, usize)> = Vec::new();
    for (story, facts) in stories.iter().enumerate() {
        order.extend(
            facts
                .iter()
                .enumerate()
                .map(|(at, fact)| (fact.recorded_at, fact.matter, story, at)),
        );
    }
    order.sort_unstable();
    let mut seq = 0;
    for (_, _, story, at) in order {
        seq += 1;
        stories[story][at].seq = seq;
    }
    stories.sort_by_key(|facts| {
        facts
            .first()
            .map_or((0, Uuid::nil()), |fact| (fact.recorded_at, fact.matter))
    });
    seq
}
