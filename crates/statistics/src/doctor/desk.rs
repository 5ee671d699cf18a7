//! Bàn kiểm tra: the figures of every form, by one set of definitions.

use std::collections::BTreeMap;

use db::{Db, Result};
use law::Law;

use super::{Cell, Finding, Verdict, finding};
use crate::form::{Form, Layout};
use crate::{Figures, Period, Scope, figures};

/// Số liệu của mọi biểu trong một lần kiểm tra, by one set of definitions.
pub(super) struct Desk<'a> {
    pub forms: &'a [&'static Form],
    pub told: BTreeMap<&'static str, Figures>,
}

impl<'a> Desk<'a> {
    /// Counts every form.
    pub async fn open(asked: &Asked<'a>, period: &Period) -> Result<Desk<'a>> {
        let Asked {
            db, law, now_ms, ..
        } = *asked;
        let mut told = BTreeMap::new();
        for form in asked.forms {
            let figures = figures(db, law, form, asked.scope, period, now_ms).await?;
            told.insert(form.id.as_str(), figures);
        }
        let forms = asked.forms;
        Ok(Desk { forms, told })
    }

    /// The form with this id.
    pub fn form(&self, id: &str) -> Option<&'static Form> {
        self.forms.iter().copied().find(|form| form.id == id)
    }

    /// A row's figure; none when the office's definition has no such row, or entered counts tell it.
    pub fn row(&self, form: &str, row: &str) -> Option<i64> {
        let row = self.form(form)?.row(row).filter(|row| row.is_told())?;
        Some(self.told.get(form)?.sum(&row.parts))
    }

    /// Its number, as people call it.
    pub fn number<'b>(&self, form: &'b str) -> &'b str {
        self.form(form).map_or(form, |form| &form.number)
    }

    /// "Biểu số 10 cột 6".
    pub fn place(&self, (form, row): Cell) -> String {
        match self.form(form) {
            Some(form) => self.cell(form, row),
            None => format!("{form} dòng {row}"),
        }
    }

    /// The same of a form at hand.
    pub fn cell(&self, form: &Form, row: &str) -> String {
        match form.layout {
            Layout::Offences => format!("{} cột {}", form.number, row.trim_start_matches('c')),
            Layout::Rows => format!("{} dòng {row}", form.number),
        }
    }

    /// What cannot be asked because the office's definition has no such row any more.
    pub fn gone(&self, code: &'static str, cells: &[Cell]) -> Finding {
        let mut missing = cells
            .iter()
            .filter(|(form, row)| self.row(form, row).is_none());
        let place = missing
            .next()
            .map_or(String::new(), |cell| self.place(*cell));
        finding(
            code,
            Verdict::Unasked,
            format!("{place} không có trong định nghĩa biểu đang dùng: không so được."),
        )
    }
}

/// Điều được kiểm tra.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub db: &'a Db,
    pub law: &'a Law,
    pub scope: &'a Scope,
    pub period: &'a Period,
    pub now_ms: i64,
    pub forms: &'a [&'static Form],
}
