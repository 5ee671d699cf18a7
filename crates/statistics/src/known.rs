//! Như biết đến một thời điểm: figures without what was recorded later, and what has changed since.
//!
//! The rows of a view are those of today. A matter with a fact recorded after the moment is counted again from its facts
//! without the later ones, by the same pure functions; what it adds now is taken out, what it added then is put in. So the
//! answer is exact whatever was corrected, withdrawn or entered late.

use std::collections::{BTreeMap, BTreeSet};

use db::{Db, Result, Sql};
use law::{Fact, Law};
use uuid::Uuid;

use crate::book::Book;
use crate::count::{By, Counted, Values};
use crate::course::course;
use crate::form::{Form, Measure, Part, What};
use crate::life::life;
use crate::{Figures, Period, Scope, figures};

/// A question about the past of what is known.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The form.
    pub form: &'a Form,
    /// Of which units.
    pub scope: &'a Scope,
    /// Over which period.
    pub period: &'a Period,
    /// Facts recorded after this moment are not known, ms UTC.
    pub at: i64,
}

/// Một hồ sơ làm số liệu thay đổi.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The matter.
    pub matter: Uuid,
    /// By row: before, now.
    pub rows: Vec<(String, i64, i64)>,
    /// The facts recorded since.
    pub facts: Vec<Fact>,
}

/// The facts of matters, in the order of their ids.
pub(crate) async fn facts_of_all(
    db: &Db,
    matters: BTreeSet<Uuid>,
) -> Result<BTreeMap<Uuid, Vec<Fact>>> {
    let matters: Vec<Uuid> = matters.into_iter().collect();
    Ok(ledger::facts_of_each(db, &matters)
        .await?
        .into_iter()
        .collect())
}

/// Matters in which a fact recorded after a moment can change figures of the scope's units up to an instant.
pub(crate) async fn touched(
    db: &Db,
    scope: &Scope,
    known_at: i64,
    to_at: i64,
) -> Result<BTreeSet<Uuid>> {
    let mut touched = BTreeSet::new();
    for keys in scope.keys.chunks(50) {
        for book in Book::ALL {
            let mut values = Values::default();
            let units = values.list(keys);
            let (known, to) = (values.bind(known_at), values.bind(to_at));
            let sql = format!(
                "SELECT DISTINCT matter_id FROM {} WHERE unit_id IN ({units}) AND recorded_at > {known} AND touches_at < {to}",
                book.moves()
            );
            let found: Vec<Uuid> = db.all(sql, values.0).await?;
            touched.extend(found);
        }
    }
    Ok(touched)
}

impl Known<'_> {
    /// The figures as they were known.
    pub async fn figures(&self, db: &Db, law: &Law) -> Result<Figures> {
        self.figures_by(db, law, By::of(self.form)).await
    }

    async fn figures_by(&self, db: &Db, law: &Law, by: By) -> Result<Figures> {
        let today = match by {
            By::Unit => {
                figures::by_unit(db, law, self.form, self.scope, self.period, self.at).await?
            }
            By::Article => figures(db, law, self.form, self.scope, self.period, self.at).await?,
        };
        let (measures, mut counted) = today.into_counted();
        for (_, facts) in facts_of_all(db, self.touched(db).await?).await? {
            counted.add(self.scaled(law, &facts, &measures, by, -1));
            counted.add(self.scaled(law, &self.then(&facts), &measures, by, 1));
        }
        Ok(Figures::of(measures, counted))
    }

    /// What came, left or changed since, matter by matter, with the facts that did it.
    pub async fn changes(&self, db: &Db, law: &Law) -> Result<Vec<Change>> {
        let measures = self.form.measures();
        let mut changes = Vec::new();
        for (id, facts) in facts_of_all(db, self.touched(db).await?).await? {
            let now = Figures::of(
                measures.clone(),
                self.scaled(law, &facts, &measures, By::Unit, 1),
            );
            let then = Figures::of(
                measures.clone(),
                self.scaled(law, &self.then(&facts), &measures, By::Unit, 1),
            );
            let told = self.form.rows.iter().filter(|row| row.is_told());
            let rows: Vec<(String, i64, i64)> = told
                .map(|row| (row.no.clone(), then.sum(&row.parts), now.sum(&row.parts)))
                .filter(|(_, then, now)| then != now)
                .collect();
            if !rows.is_empty() {
                let later = facts
                    .into_iter()
                    .filter(|fact| fact.recorded_at > self.at)
                    .collect();
                changes.push(Change {
                    matter: id,
                    rows,
                    facts: later,
                });
            }
        }
        Ok(changes)
    }

    /// What one matter adds by these facts, less what it added without those recorded after the moment.
    pub(crate) fn moved(&self, law: &Law, facts: &[Fact]) -> Figures {
        let (measures, by) = (self.form.measures(), By::of(self.form));
        let mut counted = self.scaled(law, facts, &measures, by, 1);
        counted.add(self.scaled(law, &self.then(facts), &measures, by, -1));
        Figures::of(measures, counted)
    }

    /// Matters in which a fact recorded since, by whichever unit, can change figures of the scope's units in this period.
    async fn touched(&self, db: &Db) -> Result<BTreeSet<Uuid>> {
        touched(db, self.scope, self.at, self.period.to_at()).await
    }

    fn then(&self, facts: &[Fact]) -> Vec<Fact> {
        facts
            .iter()
            .filter(|fact| fact.recorded_at <= self.at)
            .cloned()
            .collect()
    }

    fn scaled(
        &self,
        law: &Law,
        facts: &[Fact],
        measures: &[Measure],
        by: By,
        sign: i64,
    ) -> Counted {
        let rows = rows_of(law, facts);
        let mut counted = Counted::empty(measures.len());
        for (at, measure) in measures.iter().enumerate() {
            for row in rows.iter().filter(|row| self.counts(row, measure)) {
                let key = match by {
                    By::Unit => row.unit.clone(),
                    By::Article => row.mark("article").to_owned(),
                };
                let figures = counted
                    .units
                    .entry(key)
                    .or_insert_with(|| vec![0; measures.len()]);
                figures[at] += sign;
                counted.together[at] += sign;
            }
        }
        counted
    }

    /// Whether a row is one of what a measure counts: the same question the statements ask the tables.
    fn counts(&self, row: &Row, measure: &Measure) -> bool {
        let (from, to) = (self.period.from_at(), self.period.to_at());
        if row.book != measure.book || !self.scope.keys.contains(&row.unit) {
            return false;
        }
        let holds = |instant: i64| row.from_at < instant && row.to_at >= instant;
        let (is_it, instant) = match measure.what {
            What::Events(event) => (
                row.is_move && row.code == event && row.from_at >= from && row.from_at < to,
                to,
            ),
            What::Sources(event) => {
                let before = if self.scope.is_tree {
                    row.previous_at
                } else {
                    row.previous_here_at
                };
                (
                    row.is_move
                        && row.code == event
                        && row.from_at >= from
                        && row.from_at < to
                        && before < from,
                    to,
                )
            }
            What::Before(stock) => (!row.is_move && row.code == stock && holds(from), from),
            What::After(stock) => (!row.is_move && row.code == stock && holds(to), to),
        };
        let yes = |is: bool| if is { "1" } else { "" };
        is_it
            && measure.wheres.iter().all(|(attribute, values)| {
                let said = match *attribute {
                    "is_old" => {
                        if row.origin_at < from {
                            "1"
                        } else {
                            "0"
                        }
                    }
                    "is_new" => yes(row.from_at >= from),
                    "overdue" if !row.is_move => {
                        yes(row.due_at < instant.min(self.at.saturating_add(1)))
                    }
                    attribute => row.mark(attribute),
                };
                values.iter().any(|value| value == said)
            })
    }

    /// What some parts of one row come to as they were known.
    pub async fn figure(&self, db: &Db, law: &Law, parts: &[Part]) -> Result<i64> {
        Ok(self.figures_by(db, law, By::Unit).await?.sum(parts))
    }
}

/// A row of either table, as it would be stored.
struct Row {
    book: Book,
    is_move: bool,
    unit: String,
    code: &'static str,
    from_at: i64,
    to_at: i64,
    due_at: i64,
    previous_at: i64,
    previous_here_at: i64,
    origin_at: i64,
    marks: BTreeMap<&'static str, String>,
}

impl Row {
    fn mark(&self, attribute: &str) -> &str {
        self.marks.get(attribute).map_or("", String::as_str)
    }
}

fn rows_of(law: &Law, facts: &[Fact]) -> Vec<Row> {
    if facts.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    let told = life(law, facts);
    let yes = |is: bool| if is { "1" } else { "" }.to_owned();
    for one in &told.moves {
        rows.push(Row {
            book: Book::Report,
            is_move: true,
            unit: one.unit.clone(),
            code: one.event.code(),
            from_at: one.at,
            to_at: one.at,
            due_at: 0,
            previous_at: one.previous_at,
            previous_here_at: one.previous_here_at,
            origin_at: 0,
            marks: BTreeMap::from([
                ("crime_group", told.crime_group.clone()),
                ("handler", one.handler.clone()),
                ("decider", one.decider.clone()),
                ("sender_kind", one.sender_kind.clone()),
                ("report_kind", one.report_kind.clone()),
                (
                    "first_receiver",
                    if one.is_first_at_vks { "VKS" } else { "" }.to_owned(),
                ),
                ("follow_up", yes(one.has_follow_up)),
                ("requested", yes(one.is_requested)),
                ("overdue", yes(one.is_overdue)),
            ]),
        });
    }
    for span in &told.spans {
        rows.push(Row {
            book: Book::Report,
            is_move: false,
            unit: span.unit.clone(),
            code: span.state.code(),
            from_at: span.from_at,
            to_at: span.to_at,
            due_at: span.due_at,
            previous_at: 0,
            previous_here_at: 0,
            origin_at: 0,
            marks: BTreeMap::from([
                ("crime_group", told.crime_group.clone()),
                ("handler", span.handler.clone()),
            ]),
        });
    }
    let told = course(law, facts);
    for step in &told.steps {
        let mut marks: BTreeMap<&'static str, String> = crate::course::ATTRIBUTES
            .iter()
            .map(|word| (word.code, step.marks.get(word.code).to_owned()))
            .collect();
        marks.insert("leaves", step.leaves.to_owned());
        marks.insert("enters", step.enters.to_owned());
        rows.push(Row {
            book: Book::Case,
            is_move: true,
            unit: step.unit.clone(),
            code: step.event,
            from_at: step.at,
            to_at: step.at,
            due_at: 0,
            previous_at: 0,
            previous_here_at: 0,
            origin_at: step.origin_at,
            marks,
        });
    }
    for stay in &told.stays {
        let marks = Book::Case
            .stock_attributes()
            .iter()
            .map(|code| (*code, stay.marks.get(code).to_owned()));
        rows.push(Row {
            book: Book::Case,
            is_move: false,
            unit: stay.unit.clone(),
            code: stay.state,
            from_at: stay.from_at,
            to_at: stay.to_at,
            due_at: stay.due_at,
            previous_at: 0,
            previous_here_at: 0,
            origin_at: 0,
            marks: marks.collect(),
        });
    }
    rows
}
