//! Sự kiện ghi muộn: recorded after a period was locked, dated in it. The locked figure stays; the open period books the event.
//!
//! A flow of the open period takes what the late facts add to the locked ones; its opening stock stays the locked closing stock. So
//! opening + in − out = closing holds in what was sent, without anybody touching what was sent before.

use db::{Db, Result};
use law::{Fact, Law};

use super::content::Late;
use super::set::{Set, locked_before};
use crate::form::{Form, Part, What};
use crate::known::{Known, facts_of_all, touched};
use crate::{Figures, Period, Scope};

/// Kỳ đã khóa: what was sent before, up to where the open period begins.
#[derive(Debug, Clone)]
pub struct Locked {
    /// From the first to the last locked period.
    pub period: Period,
    /// Facts recorded later are late.
    pub known_at: i64,
}

impl Locked {
    /// What of a unit was locked before a period at an instant; none when the set before it was not sent, or does not reach it.
    pub async fn before(
        db: &Db,
        unit: &str,
        is_tree: bool,
        period: &Period,
        at: i64,
    ) -> Result<Option<Locked>> {
        let mut sets = locked_before(db, unit, is_tree, period.from_at()).await?;
        sets.retain(|set| set.sent_at <= Some(at));
        let Some(last) = sets.first().filter(|set| set.to_at == period.from_at()) else {
            return Ok(None);
        };
        // The chain back without a gap.
        let mut first: &Set = last;
        while let Some(earlier) = sets.iter().find(|set| set.to_at == first.from_at) {
            first = earlier;
        }
        let (from, to) = (first.period(), last.period());
        Ok(from.zip(to).map(|(from, to)| Locked {
            period: Period {
                from: from.from,
                to: to.to,
            },
            known_at: last.known_at,
        }))
    }
}

/// A matter with late facts, with all its facts known at the freezing.
pub struct Matter {
    id: uuid::Uuid,
    facts: Vec<Fact>,
}

/// The matters of a scope with a fact recorded after the lock and before `known_at` that is dated in a locked period, or that
/// corrects or withdraws such a fact.
pub async fn matters(
    db: &Db,
    scope: &Scope,
    locked: &Locked,
    known_at: i64,
) -> Result<Vec<Matter>> {
    let ids = touched(db, scope, locked.known_at, locked.period.to_at()).await?;
    let mut out = Vec::new();
    for (id, mut facts) in facts_of_all(db, ids).await? {
        facts.retain(|fact| fact.recorded_at <= known_at);
        if facts.iter().any(|fact| is_late(fact, &facts, locked)) {
            out.push(Matter { id, facts });
        }
    }
    Ok(out)
}

fn is_late(fact: &Fact, all: &[Fact], locked: &Locked) -> bool {
    let is_of_then = |fact: &Fact| fact.effective.at_utc_ms() < locked.period.to_at();
    let replaced = fact.replaces;
    let of_then = replaced.and_then(|id| all.iter().find(|one| one.id == id));
    fact.recorded_at > locked.known_at && (is_of_then(fact) || of_then.is_some_and(is_of_then))
}

/// What late facts do to the open period's form.
pub struct Booked {
    /// What each matter adds to the locked periods, and to the open one.
    moved: Vec<(Figures, Figures)>,
}

impl Booked {
    /// For one form.
    pub fn of(
        law: &Law,
        form: &Form,
        scope: &Scope,
        period: &Period,
        locked: Option<&Locked>,
        matters: &[Matter],
    ) -> Booked {
        let Some(locked) = locked else {
            return Booked { moved: Vec::new() };
        };
        let known = |period| Known {
            form,
            scope,
            period,
            at: locked.known_at,
        };
        let (then, now) = (known(&locked.period), known(period));
        let both = |matter: &Matter| {
            (
                then.moved(law, &matter.facts),
                now.moved(law, &matter.facts),
            )
        };
        Booked {
            moved: matters.iter().map(both).collect(),
        }
    }

    /// Articles that have a line only because of late facts.
    pub fn keys(&self) -> Vec<String> {
        let both = self.moved.iter();
        both.flat_map(|(then, now)| [then.keys(), now.keys()].concat())
            .collect()
    }

    /// What a row takes from late facts, of all matters.
    pub fn sum(&self, article: Option<&str>, parts: &[Part]) -> i64 {
        (0..self.moved.len())
            .map(|at| self.sum_of(at, article, parts))
            .sum()
    }

    /// The same of one matter.
    pub fn sum_of(&self, at: usize, article: Option<&str>, parts: &[Part]) -> i64 {
        let (then, now) = &self.moved[at];
        let one = |part: &Part| {
            let part = std::slice::from_ref(part);
            match part[0].measure.what {
                // Tồn đầu kỳ stays what was locked.
                What::Before(_) => -summed(now, article, part),
                What::After(_) => 0,
                What::Events(_) | What::Sources(_) => summed(then, article, part),
            }
        };
        parts.iter().map(one).sum()
    }
}

/// What parts come to, of one article or of all.
pub fn summed(figures: &Figures, article: Option<&str>, parts: &[Part]) -> i64 {
    match article {
        None => figures.sum(parts),
        Some(article) => figures.sum_in(&[article.to_owned()], parts),
    }
}

/// One line of the annex for each matter that moves a figure.
pub async fn annex(
    db: &Db,
    law: &Law,
    unit: &str,
    matters: &[Matter],
    locked: Option<&Locked>,
    rows: &[(String, String, Vec<i64>)],
) -> Result<Vec<Late>> {
    let Some(locked) = locked else {
        return Ok(Vec::new());
    };
    let ids: Vec<_> = matters.iter().map(|matter| matter.id).collect();
    let mut heads = Vec::new();
    for part in ids.chunks(200) {
        heads.extend(criminal::heads(db, part).await?);
    }
    let mut out = Vec::new();
    for (at, matter) in matters.iter().enumerate() {
        let moved = rows.iter().filter(|(_, _, sums)| sums[at] != 0);
        let figures: Vec<_> = moved
            .map(|(form, row, sums)| {
                let column = crate::told::COLUMN.to_owned();
                (form.clone(), row.clone(), column, sums[at])
            })
            .collect();
        let head = heads.iter().find(|head| head.matter_id == matter.id);
        out.push(Late {
            unit: unit.to_owned(),
            matter: matter.id,
            code: head.map(|head| head.code.clone()).unwrap_or_default(),
            figures,
            why: matter
                .facts
                .iter()
                .filter(|fact| is_late(fact, &matter.facts, locked))
                .map(|fact| told(law, fact))
                .collect(),
        });
    }
    Ok(out)
}

fn told(law: &Law, fact: &Fact) -> String {
    let name = match fact.kind.as_str() {
        "fact.withdrawn" => "Rút sự kiện".to_owned(),
        kind => law
            .acts
            .on(kind, fact.effective.on)
            .map_or_else(|| kind.to_owned(), |act| act.short_vi.clone()),
    };
    let why = match fact.reason.as_deref().unwrap_or_default() {
        "" => "ghi sau khi kỳ đã khóa",
        reason => reason,
    };
    format!(
        "{name} ngày {}, ghi lúc {}: {why}",
        shell::vi_date(fact.effective.on),
        shell::vi_time(fact.recorded_at)
    )
}
