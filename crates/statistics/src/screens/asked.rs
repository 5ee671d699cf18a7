//! Điều được hỏi: form, unit, tree and period from an address, checked against the person's rights.

use std::sync::Arc;

use db::Db;
use law::{Law, Moment};
use people::{Reach, Right, Units};
use serde::Deserialize;
use shell::{Problem, Visit};

use crate::period::{self, Period};
use crate::{Asking, Form, Scope, StatisticsView, messages};
use crate::{definitions, thematic};

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Asked {
    /// Of the page on which a form is chosen.
    #[serde(default)]
    pub form: String,
    /// A unit; several with commas are counted together.
    #[serde(default)]
    pub unit: String,
    #[serde(default)]
    pub tree: String,
    #[serde(default)]
    pub from: String,
    #[serde(default)]
    pub to: String,
    #[serde(default)]
    pub row: String,
    #[serde(default)]
    pub after: String,
    #[serde(default)]
    pub seen: i64,
    /// Điều luật: one line of a form by offence.
    #[serde(default)]
    pub article: String,
    /// As known at this moment.
    #[serde(default)]
    pub known: String,
    /// How a list is ordered.
    #[serde(default)]
    pub sort: String,
}

/// The question, ready to compute.
pub struct Question {
    pub form: &'static Form,
    pub scope: Scope,
    pub period: Period,
    pub units: Arc<Units>,
    /// The unit's name on the last day of the period.
    pub unit_name: String,
    /// Facts recorded after this moment are left out.
    pub known: Option<Moment>,
    /// The units as they stand in an address.
    chosen: String,
}

impl Asked {
    /// Checks unit, tree and period; what is left out takes the person's own unit and this month.
    pub async fn question(&self, visit: &Visit, form: &str) -> Result<Question, Problem> {
        must_be_in_force(visit).await?;
        let period = self.period(visit)?;
        let (db, actor) = (visit.app.db(), &visit.actor);
        let form = match form.starts_with(thematic::PREFIX) {
            true => thematic::named(db, &actor.unit, actor.person, form).await?,
            false => definitions::named(db, form, period.last_day()).await?,
        };
        let form = form.ok_or_else(Problem::not_found)?;
        let unit = if self.unit.is_empty() {
            visit.actor.unit.clone()
        } else {
            self.unit.clone()
        };
        let units = visit.app.units().units().await?;
        let chosen: Vec<&str> = unit.split(',').filter(|key| !key.is_empty()).collect();
        for key in &chosen {
            if units.days_of(key).is_empty() {
                return Err(Problem::NotFound(messages::NO_SUCH_UNIT.to_owned()));
            }
            if !visit.may_over(Right::StatisticsRead, key, &[]) {
                return Err(Problem::NotAllowed(messages::NOT_YOUR_UNIT.to_owned()));
            }
        }
        let is_tree = self.tree == "1";
        if is_tree && visit.reach(Right::StatisticsRead) != Reach::Tree {
            return Err(Problem::NotAllowed(messages::NOT_YOUR_TREE.to_owned()));
        }
        let names: Vec<String> = chosen
            .iter()
            .map(|key| units.name_on(key, period.last_day()))
            .collect();
        let unit_name = names.join("; ");
        let scope = match chosen.as_slice() {
            [one] => Scope::of(&units, one, is_tree, period.last_day()),
            several => Scope::of_several(&units, several, is_tree, period.last_day()),
        };
        Ok(Question {
            form,
            scope,
            period,
            units,
            unit_name,
            known: self.known()?,
            chosen: unit.clone(),
        })
    }

    fn known(&self) -> Result<Option<Moment>, Problem> {
        if self.known.trim().is_empty() {
            return Ok(None);
        }
        let (on, time) = shell::entry::moment(&self.known).map_err(Problem::Refused)?;
        Ok(Some(Moment { on, time }))
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

    /// The same for whoever counts.
    pub fn asking<'a>(&'a self, db: &'a Db, law: &'a Law, now_ms: i64) -> Asking<'a> {
        Asking {
            db,
            law,
            form: self.form,
            scope: &self.scope,
            period: &self.period,
            now_ms,
        }
    }

    /// The question as it stands in an address, without the form.
    pub fn query(&self) -> String {
        let is_several = self.chosen.contains(',');
        let tree = match self.scope.is_tree && !is_several {
            true => "&tree=1",
            false => "",
        };
        let known = self
            .known
            .map_or(String::new(), |at| format!("&known={at}"));
        format!("unit={}{tree}&{}{known}", self.chosen, self.period.query())
    }

    /// The moment after which nothing is known, ms UTC: a whole day counts to its end.
    pub fn known_at(&self) -> Option<i64> {
        self.known.map(criminal::standing::end_ms)
    }

    /// The units as they were chosen.
    pub fn chosen_units(&self) -> Vec<String> {
        let chosen = self.chosen.split(',').filter(|key| !key.is_empty());
        chosen.map(str::to_owned).collect()
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
    pub fn figure_href(&self, row: &str) -> String {
        format!(
            "/statistics/{}/figure?row={row}&{}",
            self.form.id,
            self.query()
        )
    }
}
