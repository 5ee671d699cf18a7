//! Số liệu: the figures of a form for a scope and a period, as known now; periods that are over are kept.

use std::collections::BTreeMap;

use db::{Db, Result};
use law::Law;

use crate::count::{Counted, count_moves, count_whole};
use crate::form::{Form, Measure, Part};
use crate::{Period, Scope, stored};

/// Số liệu của một biểu.
#[derive(Debug, Clone)]
pub struct Figures {
    measures: Vec<Measure>,
    counted: Counted,
    /// They were read from what was kept of a period that is over.
    pub is_stored: bool,
}

/// Computes the figures, or reads those kept.
pub async fn figures(
    db: &Db,
    law: &Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
) -> Result<Figures> {
    let measures = form.measures();
    let is_over = period.to_at() <= now_ms;
    let key = stored::Key::of(law, form, scope, period);
    if is_over && let Some(counted) = stored::read(db, &key, scope).await? {
        return Ok(Figures {
            measures,
            counted,
            is_stored: true,
        });
    }
    // The place of the newest fact is read first: a fact recorded meanwhile makes the kept figures be dropped, never stay.
    let seq = ledger::last_seq(db).await?;
    let mut counted = count_whole(db, scope, period, &measures).await?;
    counted.add(moves(db, law, form, scope, period, &measures, now_ms).await?);
    if is_over {
        stored::keep(db, &key, seq, now_ms, &counted).await?;
    }
    Ok(Figures {
        measures,
        counted,
        is_stored: false,
    })
}

/// Units from which on the moves of whole months that are over are kept too, so that a running year asks only for what is new.
const MANY_UNITS: usize = 20;

/// The moves of a period: months that are over from what was kept, the rest counted.
async fn moves(
    db: &Db,
    law: &Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    measures: &[Measure],
    now_ms: i64,
) -> Result<Counted> {
    let months = match scope.keys.len() < MANY_UNITS {
        true => Vec::new(),
        false => period.whole_months(now_ms),
    };
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return count_moves(db, scope, period, measures).await;
    };
    let mut counted = Counted::empty(measures.len());
    for rest in [period.before(first), period.after(last)]
        .into_iter()
        .flatten()
    {
        counted.add(count_moves(db, scope, &rest, measures).await?);
    }
    for month in &months {
        let key = stored::Key::of_moves(law, form, scope, month);
        let kept = match stored::read(db, &key, scope).await? {
            Some(kept) => kept,
            None => {
                let seq = ledger::last_seq(db).await?;
                let fresh = count_moves(db, scope, month, measures).await?;
                stored::keep(db, &key, seq, now_ms, &fresh).await?;
                fresh
            }
        };
        counted.add(kept);
    }
    Ok(counted)
}

impl Figures {
    /// What some parts come to.
    pub fn sum(&self, parts: &[Part]) -> i64 {
        self.sum_of(&self.counted.together, parts)
    }

    /// The same for some of the units.
    pub fn sum_in(&self, keys: &[String], parts: &[Part]) -> i64 {
        keys.iter()
            .filter_map(|key| self.counted.units.get(key))
            .map(|figures| self.sum_of(figures, parts))
            .sum()
    }

    fn sum_of(&self, figures: &[i64], parts: &[Part]) -> i64 {
        let one = |part: &Part| {
            let place = self.measures.binary_search(&part.measure).ok();
            part.sign * place.and_then(|at| figures.get(at)).copied().unwrap_or(0)
        };
        parts.iter().map(one).sum()
    }

    /// The figure of every row that has one.
    pub fn rows(&self, form: &Form) -> BTreeMap<u32, i64> {
        let told = form.rows.iter().filter(|row| !row.parts.is_empty());
        told.map(|row| (row.no, self.sum(&row.parts))).collect()
    }
}
