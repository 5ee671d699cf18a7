//! Số liệu: the figures of a form for a scope and a period, as known now; what is over is kept.
//!
//! A whole form and a single row are asked for in the same way ([`Asking`]); a single row only wants less. A late fact changes the
//! figures of its units: those are counted again, the others stay as they were kept.

use std::collections::BTreeMap;

use db::{Db, Result};
use law::Law;

use crate::count::{By, Counted, Counting};
use crate::form::{Form, Layout, Measure, Part, Row};
use crate::stored::{Kept, Key, Shelf};
use crate::{Period, Scope};

/// Số liệu của một biểu.
#[derive(Debug, Clone)]
pub struct Figures {
    measures: Vec<Measure>,
    counted: Counted,
    /// They were read from what was kept of a period that is over.
    pub is_stored: bool,
}

/// The whole form in its own layout.
pub async fn figures(
    db: &Db,
    law: &Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    now_ms: i64,
) -> Result<Figures> {
    let asking = Asking {
        db,
        law,
        form,
        scope,
        period,
        now_ms,
    };
    asking.whole(By::of(form)).await
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
    let asking = Asking {
        db,
        law,
        form,
        scope,
        period,
        now_ms,
    };
    asking.whole(By::Unit).await
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

/// Điều được hỏi: a form, of which units, over which period.
#[derive(Clone, Copy)]
pub struct Asking<'a> {
    /// Where the rows are.
    pub db: &'a Db,
    /// Whose calendar limits end by.
    pub law: &'a Law,
    /// The form.
    pub form: &'a Form,
    /// Of which units.
    pub scope: &'a Scope,
    /// Over which period.
    pub period: &'a Period,
    /// Lúc lập biểu, ms UTC.
    pub now_ms: i64,
}

impl Asking<'_> {
    /// Every measure of the form, computed or read from what was kept.
    pub async fn whole(self, by: By) -> Result<Figures> {
        let measures = self.form.measures();
        let wanted = (0..measures.len()).collect();
        self.answer(measures, wanted, by).await
    }

    /// One row, counting nothing else.
    pub async fn row(self, row: &Row, by: By) -> Result<Figures> {
        let measures = self.form.measures();
        let is_wanted = |measure: &Measure| row.parts.iter().any(|part| part.measure == *measure);
        let wanted = (0..measures.len())
            .filter(|at| is_wanted(&measures[*at]))
            .collect();
        self.answer(measures, wanted, by).await
    }

    async fn answer(self, measures: Vec<Measure>, wanted: Vec<usize>, by: By) -> Result<Figures> {
        // The place of the newest fact is read first: a fact recorded meanwhile makes kept figures be looked at again, never stay.
        let mut shelf = Shelf::open(self.db, self.scope, self.now_ms).await?;
        let answer = Answer {
            asking: self,
            measures: &measures,
            wanted: &wanted,
            by,
        };
        let (counted, is_stored) = answer.give(&mut shelf).await?;
        Ok(Figures {
            measures,
            counted,
            is_stored,
        })
    }
}

/// Units from which on opening stocks and the moves of months that are over are kept too, so that a running year asks
/// only for what is new.
const MANY_UNITS: usize = 20;

/// Một phần của câu trả lời, kept on its own.
#[derive(Clone, Copy)]
enum Piece<'p> {
    /// Everything, of a period that is over.
    Whole,
    /// The stocks with which the period begins.
    Opening,
    /// The moves of a month that is over.
    Moves(&'p Period),
}

/// Câu trả lời, while it is put together.
struct Answer<'a> {
    asking: Asking<'a>,
    measures: &'a [Measure],
    wanted: &'a [usize],
    by: By,
}

impl Answer<'_> {
    async fn give(&self, shelf: &mut Shelf<'_>) -> Result<(Counted, bool)> {
        let is_over = self.asking.period.to_at() <= self.asking.now_ms;
        if is_over && let Some(kept) = self.kept(shelf, Piece::Whole).await? {
            return Ok(kept);
        }
        let counting = self.counting(self.asking.scope, self.asking.period);
        let mut counted = counting.whole(self.asking.db).await?;
        counted.add(counting.closing(self.asking.db).await?);
        counted.add(self.opening(shelf).await?);
        counted.add(self.moves(shelf).await?);
        if is_over {
            self.keep(shelf, Piece::Whole, &counted).await?;
        }
        Ok((counted, false))
    }

    /// The opening stocks: of a wide scope they are kept, as the past does not change by itself.
    async fn opening(&self, shelf: &mut Shelf<'_>) -> Result<Counted> {
        let is_kept = self.asking.scope.keys.len() >= MANY_UNITS
            && self.asking.period.from_at() <= self.asking.now_ms;
        match is_kept {
            true => self.kept_or_counted(shelf, Piece::Opening).await,
            false => self.count(self.asking.scope, Piece::Opening).await,
        }
    }

    /// The moves of the period: months that are over from what was kept, the rest counted.
    async fn moves(&self, shelf: &mut Shelf<'_>) -> Result<Counted> {
        let Asking { scope, period, .. } = self.asking;
        let months = match scope.keys.len() < MANY_UNITS {
            true => Vec::new(),
            false => period.whole_months(self.asking.now_ms),
        };
        let (Some(first), Some(last)) = (months.first(), months.last()) else {
            return self.count(scope, Piece::Moves(period)).await;
        };
        let mut counted = Counted::empty(self.measures.len());
        for rest in [period.before(first), period.after(last)]
            .into_iter()
            .flatten()
        {
            counted.add(self.count(scope, Piece::Moves(&rest)).await?);
        }
        for month in &months {
            counted.add(self.kept_or_counted(shelf, Piece::Moves(month)).await?);
        }
        Ok(counted)
    }

    async fn kept_or_counted(&self, shelf: &mut Shelf<'_>, piece: Piece<'_>) -> Result<Counted> {
        if let Some((kept, _)) = self.kept(shelf, piece).await? {
            return Ok(kept);
        }
        let fresh = self.count(self.asking.scope, piece).await?;
        self.keep(shelf, piece, &fresh).await?;
        Ok(fresh)
    }

    /// What was kept of a piece, and whether it stood as it was. Of the units that later facts changed only those are counted
    /// again; none when little would stay.
    async fn kept(
        &self,
        shelf: &mut Shelf<'_>,
        piece: Piece<'_>,
    ) -> Result<Option<(Counted, bool)>> {
        let Some(Kept { mut counted, stale }) = shelf.read(&self.key(piece)).await? else {
            return Ok(None);
        };
        if stale.is_empty() {
            return Ok(Some((counted, true)));
        }
        // A line for each offence does not know which unit it came from.
        if self.by != By::Unit || stale.len() * 2 > self.asking.scope.keys.len() {
            return Ok(None);
        }
        counted.forget(&stale);
        let some = Scope {
            keys: stale,
            ..self.asking.scope.clone()
        };
        counted.add(self.count(&some, piece).await?);
        self.keep(shelf, piece, &counted).await?;
        Ok(Some((counted, false)))
    }

    async fn count(&self, scope: &Scope, piece: Piece<'_>) -> Result<Counted> {
        let db = self.asking.db;
        let counting = self.counting(scope, self.asking.period);
        match piece {
            Piece::Opening => counting.opening(db).await,
            Piece::Moves(month) => self.counting(scope, month).moves(db).await,
            Piece::Whole => {
                let mut counted = counting.whole(db).await?;
                counted.add(counting.closing(db).await?);
                counted.add(counting.opening(db).await?);
                counted.add(counting.moves(db).await?);
                Ok(counted)
            }
        }
    }

    async fn keep(&self, shelf: &Shelf<'_>, piece: Piece<'_>, counted: &Counted) -> Result<()> {
        // What was counted for one row alone says nothing of the others.
        if self.wanted.len() < self.measures.len() {
            return Ok(());
        }
        shelf.keep(&self.key(piece), counted).await
    }

    fn key(&self, piece: Piece<'_>) -> Key {
        let Asking {
            law,
            form,
            scope,
            period,
            ..
        } = self.asking;
        match piece {
            Piece::Whole => Key::of(law, form, scope, period, self.by),
            Piece::Opening => Key::of_opening(law, form, scope, period, self.by),
            Piece::Moves(month) => Key::of_moves(law, form, scope, month, self.by),
        }
    }

    fn counting<'a>(&'a self, scope: &'a Scope, period: &'a Period) -> Counting<'a> {
        Counting {
            scope,
            period,
            now_ms: self.asking.now_ms,
            measures: self.measures,
            wanted: self.wanted,
            by: self.by,
        }
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
