//! Hai việc như nhau trong một ngày: the rule of the number books is one decision of a kind about one object a day. Where two like acts
//! of one day without an hour are recorded, and figures would differ had they been entered the other way round, only a person can say
//! which came first: by recording the hour, or by correcting the one that is wrong.

use std::collections::BTreeMap;

use criminal::passage::carried::carried_on;
use criminal::standing::standing;
use db::{Result, Sql};
use law::{Fact, Law};
use uuid::Uuid;

use super::desk::Asked;
use super::{Finding, Verdict, WIDE, finding, matter_href, messages};
use crate::book::Book;
use crate::count::Values;
use crate::course::{Step, course};
use crate::life::{Move, life};

/// Matters that are read at most.
const MOST: usize = 500;
/// Pairs that are named one by one.
const NAMED: usize = 20;

/// Looks for them.
pub(super) async fn look(asked: &Asked<'_>, found: &mut Vec<Finding>) -> Result<()> {
    if asked.scope.keys.len() > WIDE {
        return Ok(());
    }
    let matters = crowded(asked).await?;
    if matters.len() > MOST {
        found.push(finding(
            "cùng ngày",
            Verdict::Unasked,
            messages::TOO_WIDE_DAYS,
        ));
        return Ok(());
    }
    let mut named = 0;
    for some in matters.chunks(100) {
        for (matter, facts) in ledger::facts_of_each(asked.db, some).await? {
            for (one, _) in undecided(asked.law, &facts) {
                let at = one.effective.at_utc_ms();
                let is_here = at >= asked.period.from_at() && at < asked.period.to_at();
                if !is_here || named == NAMED {
                    continue;
                }
                named += 1;
                let act = asked.law.acts.on(&one.kind, one.effective.on);
                let name = act.map_or(one.kind.as_str(), |act| act.short_vi.as_str());
                found.push(
                    finding(
                        "cùng ngày",
                        Verdict::Warning,
                        messages::same_day(name, one.effective.on),
                    )
                    .repair(messages::AT_MATTER, matter_href(matter)),
                );
            }
        }
    }
    Ok(())
}

/// Matters in which two facts of the period stand at one moment about one person, or about the whole.
async fn crowded(asked: &Asked<'_>) -> Result<Vec<Uuid>> {
    let mut all = std::collections::BTreeSet::new();
    for book in Book::ALL {
        let mut values = Values::default();
        let (units, from, to) = (
            values.list(&asked.scope.keys),
            values.bind(asked.period.from_at()),
            values.bind(asked.period.to_at()),
        );
        // Of reports everything is about the whole.
        let about = match book {
            Book::Report => "",
            Book::Case => ", subject_id",
        };
        let sql = format!(
            "SELECT matter_id FROM {} WHERE unit_id IN ({units}) AND at >= {from} AND at < {to}
              GROUP BY matter_id{about}, at HAVING COUNT(DISTINCT fact_id) > 1",
            book.moves()
        );
        let found: Vec<Uuid> = asked.db.all(sql, values.0).await?;
        all.extend(found);
    }
    Ok(all.into_iter().collect())
}

/// Pairs of like acts of one moment about one person of which the order of entry decides what is counted.
fn undecided<'f>(law: &Law, facts: &'f [Fact]) -> Vec<(&'f Fact, &'f Fact)> {
    let mut alike: BTreeMap<(&str, Option<Uuid>, String), Vec<&Fact>> = BTreeMap::new();
    for fact in standing(facts).filter(|fact| carried_on(fact).is_none()) {
        let moment = fact.effective.to_string();
        alike
            .entry((&fact.kind, fact.subject, moment))
            .or_default()
            .push(fact);
    }
    let mut pairs = Vec::new();
    for same in alike.values() {
        for pair in same.windows(2) {
            if let [one, other] = pair
                && rows(law, facts) != rows(law, &exchanged(facts, one, other))
            {
                pairs.push((*one, *other));
            }
        }
    }
    pairs
}

/// The facts, two of them entered the other way round.
fn exchanged(facts: &[Fact], one: &Fact, other: &Fact) -> Vec<Fact> {
    let mut all = facts.to_vec();
    for fact in &mut all {
        if fact.id == one.id {
            fact.seq = other.seq;
        } else if fact.id == other.id {
            fact.seq = one.seq;
        }
    }
    all.sort_by_key(|fact| fact.seq);
    all
}

/// What figures are counted from, without what only tells which fact made it.
fn rows(law: &Law, facts: &[Fact]) -> Vec<String> {
    let (of_case, of_report) = (course(law, facts), life(law, facts));
    let steps = of_case.steps.iter().filter(|step| step.event != "noted");
    let steps = steps.map(|step| {
        let told = Step {
            fact: Uuid::nil(),
            page: None,
            seq: 0,
            touches_at: 0,
            recorded_at: 0,
            ..step.clone()
        };
        format!("{told:?}")
    });
    let stays = of_case.stays.iter().map(|stay| {
        let told = crate::course::Stay {
            fact: Uuid::nil(),
            page: None,
            ..stay.clone()
        };
        format!("{told:?}")
    });
    let moves = of_report.moves.iter().map(|one| {
        let told = Move {
            fact: Uuid::nil(),
            page: None,
            seq: 0,
            touches_at: 0,
            recorded_at: 0,
            ..one.clone()
        };
        format!("{told:?}")
    });
    let spans = of_report.spans.iter().map(|span| {
        let told = crate::life::Span {
            fact: Uuid::nil(),
            page: None,
            ..span.clone()
        };
        format!("{told:?}")
    });
    let mut all: Vec<String> = steps.chain(stays).chain(moves).chain(spans).collect();
    all.push(of_report.crime_group);
    all.sort();
    all
}
