//! Số liệu nhập có căn cứ: what no fact can tell yet is entered with a reason and the document it rests on. It is marked
//! wherever it is shown, adds up over units, and never stands where facts speak.
//!
//! Flows of parts of a period add up. An opening stock is that of the entry that begins with the period, a closing stock
//! that of the entry that ends with it; any other figure needs an entry of the very period.

mod entering;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use db::{Db, Result, Sql};
use uuid::Uuid;

use crate::count::Values;
use crate::form::{Form, Kind, Row};
use crate::{Figures, Period, Scope};

pub use entering::{NewCount, enter, withdraw};

db::row! {
    /// Một số liệu đã nhập.
    #[derive(PartialEq)]
    pub struct Documented {
        /// The unit that answers for it.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The row (or column).
        pub row_no: String,
        /// Điều luật; empty in a form of rows.
        pub article: String,
        /// The beginning of its period.
        pub from_at: i64,
        /// The end of its period.
        pub to_at: i64,
        /// How often this cell was entered for this period.
        pub version: i64,
        /// The figure.
        pub figure: i64,
        /// Why it is so.
        pub reason: String,
        /// Số, ký hiệu văn bản.
        pub document: String,
        /// Ngày văn bản.
        pub document_on: NaiveDate,
        /// Who entered it.
        pub entered_name: String,
        /// When.
        pub entered_at: i64,
        /// When it was entered again or withdrawn.
        pub ended_at: Option<i64>,
        /// By whom.
        pub ended_name: Option<String>,
        /// Why.
        pub ended_reason: Option<String>,
    }
}

impl Documented {
    /// It counts now.
    pub fn is_in_force(&self) -> bool {
        self.ended_at.is_none()
    }

    /// "Báo cáo 12/BC-VKS ngày 02/11/2026".
    pub fn basis_vi(&self) -> String {
        format!("{} ngày {}", self.document, text_of(self.document_on))
    }
}

fn text_of(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Số liệu đã nhập của một biểu trong một phạm vi, một kỳ.
#[derive(Debug, Clone, Default)]
pub struct Entered {
    counts: Vec<Documented>,
    from_at: i64,
    to_at: i64,
}

/// Một ô, as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Counted from facts.
    Counted(i64),
    /// Entered, or added up from what was entered.
    Entered(i64),
    /// Tỷ lệ, in hundredths of a per cent.
    Share(i64),
    /// Neither.
    Unknown,
}

impl Shown {
    /// The figure.
    pub const fn figure(self) -> Option<i64> {
        match self {
            Shown::Counted(figure) | Shown::Entered(figure) => Some(figure),
            Shown::Share(_) | Shown::Unknown => None,
        }
    }

    /// As people read it: "1.234", "97,50 %".
    pub fn vi(self) -> Option<String> {
        match self {
            Shown::Counted(figure) | Shown::Entered(figure) => Some(shell::vi_number(figure)),
            Shown::Share(share) => Some(format!("{},{:02} %", share / 100, share % 100)),
            Shown::Unknown => None,
        }
    }
}

/// Rows may add up rows so deep.
const DEEP: u8 = 8;

impl Entered {
    /// What was entered of a form by the units of a scope, in force now or at an earlier moment.
    pub async fn of(
        db: &Db,
        form: &Form,
        scope: &Scope,
        period: &Period,
        known_at: Option<i64>,
    ) -> Result<Entered> {
        let mut counts = Vec::new();
        if form.rows.iter().any(Row::is_entered) {
            let mut values = Values::default();
            let (units, id) = (values.list(&scope.keys), values.bind(form.id.as_str()));
            let (from, to) = (values.bind(period.from_at()), values.bind(period.to_at()));
            let in_force = match known_at {
                None => "ended_at IS NULL".to_owned(),
                Some(at) => {
                    let at = values.bind(at);
                    format!("entered_at <= {at} AND (ended_at IS NULL OR ended_at > {at})")
                }
            };
            let sql = format!(
                "SELECT * FROM statistics_documented
                  WHERE unit_id IN ({units}) AND form_id = {id} AND {in_force}
                    AND ((from_at >= {from} AND to_at <= {to}) OR from_at = {from} OR to_at = {to})
                  ORDER BY unit_id, row_no, article, from_at"
            );
            counts = db.all(sql, values.0).await?;
        }
        Ok(Entered {
            counts,
            from_at: period.from_at(),
            to_at: period.to_at(),
        })
    }

    /// Nothing was entered.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The entries a row takes, of some units and of one article where they are given.
    pub fn of_row(
        &self,
        row: &Row,
        units: Option<&[String]>,
        article: Option<&str>,
    ) -> Vec<&Documented> {
        let is_of = |one: &&Documented| {
            one.row_no == row.no
                && units.is_none_or(|units| units.contains(&one.unit_id))
                && article.is_none_or(|article| one.article == article)
                && self.falls(row.kind, one)
        };
        self.counts.iter().filter(is_of).collect()
    }

    fn falls(&self, kind: Kind, one: &Documented) -> bool {
        match kind {
            Kind::Opening => one.from_at == self.from_at,
            Kind::Closing => one.to_at == self.to_at,
            Kind::Computed => one.from_at == self.from_at && one.to_at == self.to_at,
            Kind::Flow | Kind::Act => one.from_at >= self.from_at && one.to_at <= self.to_at,
        }
    }

    /// The articles something was entered for.
    pub fn articles(&self) -> BTreeSet<String> {
        let with = self.counts.iter().filter(|one| !one.article.is_empty());
        with.map(|one| one.article.clone()).collect()
    }

    /// What stands in a cell: of some units and of one article where they are given.
    pub fn shown(
        &self,
        form: &Form,
        row: &Row,
        counted: &dyn Fn(&Row) -> i64,
        units: Option<&[String]>,
        article: Option<&str>,
    ) -> Shown {
        let cell = CellOf {
            entered: self,
            form,
            counted,
            units,
            article,
        };
        cell.shown(row, 0)
    }

    /// Every row of a form of rows.
    pub fn rows(&self, form: &Form, figures: &Figures) -> BTreeMap<String, Shown> {
        let counted = |row: &Row| figures.sum(&row.parts);
        let shown = form
            .rows
            .iter()
            .map(|row| (row.no.clone(), self.shown(form, row, &counted, None, None)));
        shown.collect()
    }
}

struct CellOf<'a> {
    entered: &'a Entered,
    form: &'a Form,
    counted: &'a dyn Fn(&Row) -> i64,
    units: Option<&'a [String]>,
    article: Option<&'a str>,
}

impl CellOf<'_> {
    fn shown(&self, row: &Row, depth: u8) -> Shown {
        if row.is_told() {
            return Shown::Counted((self.counted)(row));
        }
        if depth > DEEP {
            return Shown::Unknown;
        }
        if let Some((above, below)) = &row.share {
            let (above, below) = (self.figure(above, depth), self.figure(below, depth));
            return match (above, below) {
                (Some(above), Some(below)) if below > 0 => {
                    Shown::Share((above * 20_000 + below) / (below * 2))
                }
                _ => Shown::Unknown,
            };
        }
        if !row.sum.is_empty() {
            let terms: Option<Vec<i64>> = row
                .sum
                .iter()
                .map(|(sign, no)| Some(sign * self.figure(no, depth)?))
                .collect();
            return terms.map_or(Shown::Unknown, |terms| Shown::Entered(terms.iter().sum()));
        }
        let entries = self.entered.of_row(row, self.units, self.article);
        match entries.is_empty() {
            true => Shown::Unknown,
            false => Shown::Entered(entries.iter().map(|one| one.figure).sum()),
        }
    }

    fn figure(&self, no: &str, depth: u8) -> Option<i64> {
        self.shown(self.form.row(no)?, depth + 1).figure()
    }
}
