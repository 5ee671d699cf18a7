//! Điều được hỏi: form, unit, tree and period from an address, checked against the person's rights.

use std::sync::Arc;

use people::{Reach, Right, Units};
use serde::Deserialize;
use shell::{Problem, Visit};

use crate::period::{self, Period};
use crate::{Form, Scope, StatisticsView, messages};

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub tree: String,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub row: u32,
    #[serde(default)]
    pub after: String,
    #[serde(default)]
    pub seen: i64,
}

/// The question, ready to compute.
pub struct Question {
    pub form: &'static Form,
    pub scope: Scope,
    pub period: Period,
    pub units: Arc<Units>,
    /// The unit's name on the last day of the period.
    pub unit_name: String,
}

impl Asked {
    /// Checks unit, tree and period; what is left out takes the person's own unit and this month.
    pub async fn question(&self, visit: &Visit, form: &str) -> Result<Question, Problem> {
        let form = Form::named(form).ok_or_else(Problem::not_found)?;
        must_be_in_force(visit).await?;
        let period = self.period(visit)?;
        let unit = if self.unit.is_empty() {
            visit.actor.unit.clone()
        } else {
            self.unit.clone()
        };
        let units = visit.app.units().units().await?;
        if units.days_of(&unit).is_empty() {
            return Err(Problem::NotFound(messages::NO_SUCH_UNIT.to_owned()));
        }
        if !visit.may_over(Right::StatisticsRead, &unit, &[]) {
            return Err(Problem::NotAllowed(messages::NOT_YOUR_UNIT.to_owned()));
        }
        let is_tree = self.tree == "1";
        if is_tree && visit.reach(Right::StatisticsRead) != Reach::Tree {
            return Err(Problem::NotAllowed(messages::NOT_YOUR_TREE.to_owned()));
        }
        let unit_name = units.name_on(&unit, period.last_day());
        let scope = Scope::of(&units, &unit, is_tree, period.last_day());
        Ok(Question {
            form,
            scope,
            period,
            units,
            unit_name,
        })
    }

    fn period(&self, visit: &Visit) -> Result<Period, Problem> {
        if self.from.is_empty() && self.to.is_empty() {
            return Ok(period::first_choice(visit.today));
        }
        Period::read(&self.from, &self.to).map_err(|fault| Problem::Refused(fault.sentence))
    }
}

/// Figures of rows that an older program made are not shown: they would be wrong without anybody seeing it.
async fn must_be_in_force(visit: &Visit) -> Result<(), Problem> {
    let stale = visit.app.ledger().stale(visit.app.db()).await?;
    match stale.contains(&StatisticsView::NAME) {
        true => Err(Problem::TooMany(messages::REBUILDING.to_owned())),
        false => Ok(()),
    }
}

impl Question {
    /// The period still runs at this moment.
    pub fn is_running(&self, now_ms: i64) -> bool {
        self.period.to_at() > now_ms
    }

    /// The question as it stands in an address, without the form.
    pub fn query(&self) -> String {
        let tree = if self.scope.is_tree { "&tree=1" } else { "" };
        format!("unit={}{tree}&{}", self.scope.unit, self.period.query())
    }

    /// An address under this form.
    pub fn address(&self, under: &str) -> String {
        format!("/statistics/{}{under}?{}", self.form.id, self.query())
    }

    /// "VKSND tỉnh Lâm Đồng và cấp dưới".
    pub fn scope_vi(&self) -> String {
        let more = if self.scope.is_tree {
            " và cấp dưới"
        } else {
            ""
        };
        format!("{}{more}", people::units::shortened(&self.unit_name))
    }

    /// The address of the list behind a row.
    pub fn figure_href(&self, row: u32) -> String {
        format!(
            "/statistics/{}/figure?row={row}&{}",
            self.form.id,
            self.query()
        )
    }
}
