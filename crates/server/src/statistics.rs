//! `kiemsat statistics`: a form's figures as a list, equal to the screen; and every fact they come from, for recounting.

use std::io::Write;

use anyhow::{Context, bail};
use statistics::documented::Entered;
use statistics::known::Known;
use statistics::{Form, Period, Scope, definitions, figures, told};

use crate::{cli::Place, place::now_ms};

/// Which figures, of whom, when.
#[derive(Debug, Clone, clap::Args)]
pub struct Statistics {
    /// Where the data is.
    #[command(flatten)]
    pub place: Place,
    /// The form, such as bieu-01; all: every form, with --each-unit or --each-month.
    #[arg(long, required_unless_present = "facts")]
    pub form: Option<String>,
    /// The unit's key, such as P68; several with commas are counted together.
    #[arg(long, required_unless_present = "facts")]
    pub unit: Option<String>,
    /// With the units below.
    #[arg(long)]
    pub tree: bool,
    /// The first day, or instant: 2026-10-01 or 2026-10-07T12:00.
    #[arg(long, required_unless_present = "facts")]
    pub from: Option<String>,
    /// The last day, or the instant before which the period ends.
    #[arg(long, required_unless_present = "facts")]
    pub to: Option<String>,
    /// As known at this instant: what was recorded later is left out. A day counts to its end, as on the screen.
    #[arg(long, value_name = "TIME")]
    pub as_known: Option<String>,
    /// The moment of counting, for what is overdue in a period that still runs; default: now.
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,
    /// A line for each unit of the tree on the period's last day, alone.
    #[arg(long)]
    pub each_unit: bool,
    /// A line for each calendar month of the period.
    #[arg(long)]
    pub each_month: bool,
    /// JSON is the only form there is; the flag says so.
    #[arg(long)]
    pub json: bool,
    /// In place of figures: every fact, one JSON object a line.
    #[arg(long, conflicts_with = "form")]
    pub facts: bool,
}

/// Prints the list.
pub async fn run(asked: Statistics) -> anyhow::Result<()> {
    let place = asked.place.open().await?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if asked.facts {
        let mut after = 0;
        loop {
            let facts = ledger::facts_after(&place.db, after, 5_000).await?;
            let Some(last) = facts.last() else { break };
            after = last.seq;
            for fact in &facts {
                writeln!(out, "{}", serde_json::to_string(fact)?)?;
            }
        }
        return Ok(out.flush()?);
    }
    let name = asked.form.unwrap_or_default();
    let is_many = asked.each_unit || asked.each_month;
    let period = match Period::read(
        &asked.from.unwrap_or_default(),
        &asked.to.unwrap_or_default(),
    ) {
        Ok(period) => period,
        Err(fault) => bail!("{}", fault.sentence),
    };
    let units = people::Units::load(&place.db).await?;
    let keys = asked.unit.unwrap_or_default();
    if let Some(unknown) = keys.split(',').find(|key| units.days_of(key).is_empty()) {
        bail!("Không có đơn vị “{unknown}” trong danh mục.");
    }
    let chosen: Vec<&str> = keys.split(',').collect();
    let scope = Scope::of_several(
        &units,
        &chosen,
        asked.tree || asked.each_unit,
        period.last_day(),
    );
    let law = place.law().await?;
    let now = asked
        .now
        .as_deref()
        .map(instant)
        .transpose()?
        .unwrap_or_else(now_ms);
    let at = asked.as_known.as_deref().map(known_until).transpose()?;
    let scopes: Vec<Scope> = match asked.each_unit {
        true => scope
            .keys
            .iter()
            .map(|key| Scope {
                unit: key.clone(),
                is_tree: false,
                keys: vec![key.clone()],
            })
            .collect(),
        false => vec![scope],
    };
    let periods = match asked.each_month {
        true => period.whole_months(i64::MAX),
        false => vec![period],
    };
    let mut is_any = false;
    for period in &periods {
        // As the office defines them for this period, its own forms too.
        let mut forms = definitions::all(&place.db, period.last_day()).await?;
        forms.retain(|form| (name == "all" && is_many) || form.id == name);
        is_any |= !forms.is_empty();
        for form in forms {
            for scope in &scopes {
                let cells = cells(&place, &law, form, scope, period, now, at).await?;
                match is_many {
                    true => writeln!(
                        out,
                        "{}",
                        serde_json::json!({
                            "form": form.id, "unit": scope.unit, "from": period.from.to_string(), "to": period.to.to_string(), "cells": cells,
                        })
                    )?,
                    false => writeln!(out, "{}", serde_json::to_string(&cells)?)?,
                }
            }
        }
    }
    if !is_any {
        bail!("Không có biểu “{name}” trong kỳ này.");
    }
    Ok(out.flush()?)
}

/// The figures of a form as the screen shows them: as known now, or at an instant.
async fn cells(
    place: &crate::place::Place,
    law: &law::Law,
    form: &Form,
    scope: &Scope,
    period: &Period,
    now: i64,
    at: Option<i64>,
) -> anyhow::Result<Vec<told::Cell>> {
    let known = at.map(|at| Known {
        form,
        scope,
        period,
        at,
    });
    let found = match known {
        Some(known) => known.figures(&place.db, law).await?,
        None => figures(&place.db, law, form, scope, period, now).await?,
    };
    let entered = Entered::of(&place.db, form, scope, period, at).await?;
    Ok(told::cells_with(form, &found, &entered))
}

fn instant(text: &str) -> anyhow::Result<i64> {
    Ok(moment(text)?.at_utc_ms())
}

/// The last instant that is known: of a whole day its end.
fn known_until(text: &str) -> anyhow::Result<i64> {
    Ok(criminal::standing::end_ms(moment(text)?))
}

fn moment(text: &str) -> anyhow::Result<law::Moment> {
    let read = text.parse().ok();
    read.with_context(|| format!("“{text}” không phải ngày giờ: ghi 2026-10-31T17:00."))
}
