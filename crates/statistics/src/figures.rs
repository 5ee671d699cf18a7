//! Số liệu: the figures of a form for a scope and a period, as known now; what is over is kept.
//!
//! A whole form and a single figure are asked for in the same way ([`Asking`]); a single one only wants less.

use std::collections::BTreeMap;

use db::{Db, Result};
use law::Law;

use crate::count::{By, Counted, Counting};
use crate::form::{Form, Layout, Measure, Part, Row};
use crate::stored::{Key, Shelf};
use crate::{Period, Scope};

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
    let wanted = (0..measures.len()).collect();
    let asking = Asking {
        db,
        law,
        form,
        scope,
        period,
        now_ms,
        measures,
        wanted,
        by: By::of(form),
    };
    asking.answer().await
}

/// The same with a line for each unit, whatever the layout: Biểu 10, 11 and 12 may have offences or units as rows.
pub async fn by_unit(
    db: &Db,
    law: &Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
) -> Result<Figures> {
    let measures = form.measures();
    let wanted = (0..measures.len()).collect();
    let asking = Asking {
        db,
        law,
        form,
        scope,
        period,
        now_ms,
        measures,
        wanted,
        by: By::Unit,
    };
    asking.answer().await
}

impl By {
    /// What the lines of a form are for.
    pub fn of(form: &Form) -> By {
        match form.layout {
            Layout::Rows => By::Unit,
            Layout::Offences => By::Article,
        }
    }
}

/// Computes the figure of one row, counting nothing else, or reads it from the figures kept.
pub async fn figure(
    db: &Db,
    law: &Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
    row: &Row,
) -> Result<i64> {
    let measures = form.measures();
    let is_wanted = |measure: &Measure| row.parts.iter().any(|part| part.measure == *measure);
    let wanted = (0..measures.len())
        .filter(|at| is_wanted(&measures[*at]))
        .collect();
    let asking = Asking {
        db,
        law,
        form,
        scope,
        period,
        now_ms,
        measures,
        wanted,
        by: By::Unit,
    };
    Ok(asking.answer().await?.sum(&row.parts))
}

/// The figure of one row article by article, counting nothing else.
pub async fn by_article(
    db: &Db,
    law: &Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
    row: &Row,
) -> Result<Figures> {
    let measures = form.measures();
    let is_wanted = |measure: &Measure| row.parts.iter().any(|part| part.measure == *measure);
    let wanted = (0..measures.len())
        .filter(|at| is_wanted(&measures[*at]))
        .collect();
    let asking = Asking {
        db,
        law,
        form,
        scope,
        period,
        now_ms,
        measures,
        wanted,
        by: By::Article,
    };
    asking.answer().await
}

/// Units from which on opening stocks and the moves of months that are over are kept too, so that a running year asks
/// only for what is new.
const MANY_UNITS: usize = 20;

/// Điều được hỏi.
struct Asking<'a> {
    db: &'a Db,
    law: &'a Law,
    form: &'a Form,
    scope: &'a Scope,
    period: &'a Period,
    now_ms: i64,
    measures: Vec<Measure>,
    wanted: Vec<usize>,
    by: By,
}

impl Asking<'_> {
    async fn answer(self) -> Result<Figures> {
        let is_over = self.period.to_at() <= self.now_ms;
        let key = Key::of(self.law, self.form, self.scope, self.period, self.by);
        // The place of the newest fact is read first: a fact recorded meanwhile makes kept figures be dropped, never stay.
        let mut shelf = Shelf::open(self.db, self.scope, self.now_ms).await?;
        let kept = match is_over {
            true => shelf.read(&key).await?,
            false => None,
        };
        let is_stored = kept.is_some();
        let counted = match kept {
            Some(counted) => counted,
            None => {
                let counted = self.counted(&mut shelf).await?;
                if is_over && self.is_whole() {
                    shelf.keep(&key, &counted).await?;
                }
                counted
            }
        };
        Ok(Figures {
            measures: self.measures,
            counted,
            is_stored,
        })
    }

    fn is_whole(&self) -> bool {
        self.wanted.len() == self.measures.len()
    }

    fn counting<'a>(&'a self, period: &'a Period) -> Counting<'a> {
        Counting {
            scope: self.scope,
            period,
            now_ms: self.now_ms,
            measures: &self.measures,
            wanted: &self.wanted,
            by: self.by,
        }
    }

    async fn counted(&self, shelf: &mut Shelf<'_>) -> Result<Counted> {
        let counting = self.counting(self.period);
        let mut counted = counting.whole(self.db).await?;
        counted.add(counting.closing(self.db).await?);
        counted.add(self.opening(shelf).await?);
        counted.add(self.moves(shelf).await?);
        Ok(counted)
    }

    /// The opening stocks: of a wide scope they are kept, as the past does not change by itself.
    async fn opening(&self, shelf: &mut Shelf<'_>) -> Result<Counted> {
        let counting = self.counting(self.period);
        if self.scope.keys.len() < MANY_UNITS || self.period.from_at() > self.now_ms {
            return counting.opening(self.db).await;
        }
        let key = Key::of_opening(self.law, self.form, self.scope, self.period, self.by);
        if let Some(kept) = shelf.read(&key).await? {
            return Ok(kept);
        }
        let fresh = counting.opening(self.db).await?;
        if self.is_whole() {
            shelf.keep(&key, &fresh).await?;
        }
        Ok(fresh)
    }

    /// The moves of the period: months that are over from what was kept, the rest counted.
    async fn moves(&self, shelf: &mut Shelf<'_>) -> Result<Counted> {
        let months = match self.scope.keys.len() < MANY_UNITS {
            true => Vec::new(),
            false => self.period.whole_months(self.now_ms),
        };
        let (Some(first), Some(last)) = (months.first(), months.last()) else {
            return self.counting(self.period).moves(self.db).await;
        };
        let mut counted = Counted::empty(self.measures.len());
        for rest in [self.period.before(first), self.period.after(last)]
            .into_iter()
            .flatten()
        {
            counted.add(self.counting(&rest).moves(self.db).await?);
        }
        for month in &months {
            let key = Key::of_moves(self.law, self.form, self.scope, month, self.by);
            let kept = match shelf.read(&key).await? {
                Some(kept) => kept,
                None => {
                    let fresh = self.counting(month).moves(self.db).await?;
                    if self.is_whole() {
                        shelf.keep(&key, &fresh).await?;
                    }
                    fresh
                }
            };
            counted.add(kept);
        }
        Ok(counted)
    }
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
    pub fn rows(&self, form: &Form) -> BTreeMap<String, i64> {
        let told = form.rows.iter().filter(|row| row.is_told());
        told.map(|row| (row.no.clone(), self.sum(&row.parts)))
            .collect()
    }

    /// The units or offences that have a line, in order.
    pub fn keys(&self) -> Vec<String> {
        let told = self
            .counted
            .units
            .iter()
            .filter(|(_, figures)| figures.iter().any(|figure| *figure != 0));
        told.map(|(key, _)| key.clone()).collect()
    }

    pub(crate) fn of(measures: Vec<Measure>, counted: Counted) -> Figures {
        Figures {
            measures,
            counted,
            is_stored: false,
        }
    }

    pub(crate) fn into_counted(self) -> (Vec<Measure>, Counted) {
        (self.measures, self.counted)
    }
}
