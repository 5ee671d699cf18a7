//! Đếm để chốt: every form of a scope as known at an instant, with what late facts add.

use db::Db;
use jobs::Trouble;
use law::Law;

use super::content::{Cell, Frozen, Late};
use super::freeze::Telling;
use super::late::{self, Booked, Locked, summed};
use crate::definitions;
use crate::documented::Entered;
use crate::form::{Form, Layout, Row};
use crate::known::Known;
use crate::{Figures, Period, Scope, messages, told};

/// What is counted.
#[derive(Clone, Copy)]
pub(super) struct Counting<'a> {
    /// Where from.
    pub db: &'a Db,
    /// The law.
    pub law: &'a Law,
    /// Of which units.
    pub scope: &'a Scope,
    /// Over which period.
    pub period: &'a Period,
    /// Facts recorded later are not known.
    pub known_at: i64,
    /// Where each form that is counted is told.
    pub telling: &'a Telling<'a>,
}

impl Counting<'_> {
    /// Every form, and the annex of late facts.
    pub async fn forms(
        &self,
        locked: Option<&Locked>,
    ) -> Result<(Vec<Frozen>, Vec<Late>), Trouble> {
        let (db, law) = (self.db, self.law);
        let matters = match locked {
            Some(locked) => late::matters(db, self.scope, locked, self.known_at).await?,
            None => Vec::new(),
        };
        let (mut out, mut moved) = (Vec::new(), Vec::new());
        for form in definitions::all(db, self.period.last_day()).await? {
            let figures = self.known(form).figures(db, law).await?;
            let entered =
                Entered::of(db, form, self.scope, self.period, Some(self.known_at)).await?;
            let booked = Booked::of(law, form, self.scope, self.period, locked, &matters);
            for row in form.rows.iter().filter(|row| row.is_told()) {
                let sums: Vec<i64> = (0..matters.len())
                    .map(|at| booked.sum_of(at, None, &row.parts))
                    .collect();
                if sums.iter().any(|sum| *sum != 0) {
                    moved.push((form.id.clone(), row.no.clone(), sums));
                }
            }
            out.push(Frozen {
                id: form.id.clone(),
                number: form.number.clone(),
                name: form.name_vi.clone(),
                version: form.version,
                cells: cells(form, &figures, &entered, &booked),
            });
            let said = format!("Đã tính {}", form.number);
            self.telling.tell(&said).await?;
        }
        let annex = late::annex(db, law, &self.scope.unit, &matters, locked, &moved).await?;
        Ok((out, annex))
    }

    /// A form as known at the instant.
    fn known<'b>(&'b self, form: &'b Form) -> Known<'b> {
        Known {
            form,
            scope: self.scope,
            period: self.period,
            at: self.known_at,
        }
    }

    /// Every form counted once as it is, for the net of a tree.
    pub async fn plain(&self) -> Result<Vec<Frozen>, Trouble> {
        Ok(self.forms(None).await?.0)
    }
}

fn cells(form: &Form, figures: &Figures, entered: &Entered, booked: &Booked) -> Vec<Cell> {
    let cell = |row: String, column: String, label: String, of: &Row, article: Option<&str>| {
        let late = booked.sum(article, &of.parts);
        let counted =
            |of: &Row| summed(figures, article, &of.parts) + booked.sum(article, &of.parts);
        let value = entered.shown(form, of, &counted, None, article).figure();
        Cell {
            row,
            column,
            label,
            value,
            late,
            adjusted: 0,
            net: None,
        }
    };
    match form.layout {
        Layout::Rows => form
            .rows
            .iter()
            .map(|row| {
                let (no, label) = (row.no.clone(), label(row));
                cell(no, told::COLUMN.to_owned(), label, row, None)
            })
            .collect(),
        Layout::Offences => {
            let mut articles = told::articles(figures, entered);
            articles.extend(booked.keys());
            articles.sort_by_key(|article| told::order(article));
            articles.dedup();
            let mut all = Vec::new();
            for article in &articles {
                let name = match article.as_str() {
                    "" => messages::NO_ARTICLE.to_owned(),
                    article => format!("Điều {article}"),
                };
                all.extend(form.rows.iter().map(|row| {
                    let label = format!("{name}: {}", row.label_vi);
                    cell(article.clone(), row.no.clone(), label, row, Some(article))
                }));
            }
            // Lines of nothing but 0 say nothing; the totals all stand.
            all.retain(|cell| cell.value.is_some_and(|value| value != 0) || cell.late != 0);
            all.extend(form.rows.iter().map(|row| {
                let label = format!("Tổng số: {}", row.label_vi);
                cell(told::TOTAL.to_owned(), row.no.clone(), label, row, None)
            }));
            all
        }
    }
}

fn label(row: &Row) -> String {
    format!("{}{}", "– ".repeat(row.depth.min(3)), row.label_vi)
}
