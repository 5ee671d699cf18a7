//! Lập, ký, rút phiếu điều chỉnh.

use chrono::{Months, NaiveDate};
use db::{Sql, StorageError, args};
use people::{Right, Role, Work, WorkError};
use shell::{Problem, Visit};
use uuid::Uuid;

use super::{Adjustment, by_id, messages, paper};
use crate::form::{Form, Layout};
use crate::submission::{freeze, set};
use crate::{Period, definitions, told};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct New {
    /// The unit.
    pub unit: String,
    /// The form.
    pub form: String,
    /// The row; of a form by offence the article.
    pub row: String,
    /// The column.
    pub column: String,
    /// The period.
    pub period: Period,
    /// How much.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// The record that should have produced it.
    pub record: String,
    /// By when the record must be right.
    pub expires_on: NaiveDate,
}

impl New {
    /// The words of the row; refuses what is no figure.
    fn label(&self, form: &Form) -> Result<String, WorkError> {
        let no = match form.layout {
            Layout::Rows => &self.row,
            Layout::Offences => &self.column,
        };
        let row = form.row(no).filter(|row| row.is_told());
        row.map(|row| row.label_vi.clone()).ok_or_else(no_such_cell)
    }

    fn check(&self, today: NaiveDate) -> Result<(), WorkError> {
        let latest = today.checked_add_months(Months::new(12)).unwrap_or(today);
        if self.amount == 0 {
            return Err(WorkError::invalid("amount", messages::AMOUNT));
        }
        if self.reason.is_empty() {
            return Err(WorkError::invalid("reason", messages::REASON));
        }
        if self.record.is_empty() {
            return Err(WorkError::invalid("record", messages::RECORD));
        }
        match self.expires_on >= today && self.expires_on <= latest {
            true => Ok(()),
            false => Err(WorkError::invalid("expires_on", messages::EXPIRES)),
        }
    }
}

fn no_such_cell() -> WorkError {
    WorkError::invalid("row", messages::NO_SUCH_CELL)
}

/// Lập phiếu, by who may close the unit's period; it counts nothing before the head has signed.
pub async fn propose(visit: &Visit, mut new: New) -> Result<Uuid, Problem> {
    let day = new.period.last_day();
    let form = definitions::named(visit.app.db(), &new.form, day).await?;
    let form = form.ok_or_else(no_such_cell)?;
    if form.layout == Layout::Rows {
        told::COLUMN.clone_into(&mut new.column);
    }
    let label = new.label(form)?;
    new.check(visit.today)?;
    let units = visit.app.units().units().await?;
    let name = units.name_on(&new.unit, day);
    let row = (form.number.as_str(), label.as_str());
    let sheet = paper::paper(&new, row, &name, &visit.actor.name, visit.today);
    let pdf = freeze::print(&visit.app, sheet).await?;
    let file = visit.app.files().put(pdf).await.map_err(Problem::failed)?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &new.unit)
        .await?;
    let (from_at, to_at) = (new.period.from_at(), new.period.to_at());
    let sets = set::of_period(&work.tx, &new.unit, from_at, to_at).await?;
    if sets.iter().any(set::Set::is_final) {
        return Err(WorkError::Unlawful(messages::LOCKED.to_owned()).into());
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO statistics_adjustment (unit_id, id, form, row_no, column_no, label, period_from, period_to, from_at, to_at,
               amount, reason, record, expires_on, state, made_by, made_name, made_at, signed_name, paper, signed, withdrawn_name, why)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'proposed', $15, $16, $17, '', $18, '', '', '')",
            args![
                &new.unit,
                id,
                &new.form,
                &new.row,
                &new.column,
                label,
                new.period.from.to_string(),
                new.period.to.to_string(),
                from_at,
                to_at,
                new.amount,
                &new.reason,
                &new.record,
                new.expires_on,
                work.actor.person,
                &work.actor.name,
                work.now_ms,
                file.to_string()
            ],
        )
        .await?;
    let detail = format!("{} {} {} {:+}", new.form, new.row, new.column, new.amount);
    work.note(
        "statistics.adjustment_proposed",
        "statistics_adjustment",
        id,
        &detail,
    )
    .await?;
    work.commit().await?;
    Ok(id)
}

/// What is signed.
pub async fn title(db: &impl Sql, one: &Adjustment) -> Result<String, StorageError> {
    let number = number_of(db, one).await?;
    Ok(format!(
        "Phiếu điều chỉnh số liệu – {number} dòng {}: {:+}",
        one.row_no, one.amount
    ))
}

/// "Biểu số 02", as the form is called at the end of the adjustment's period.
async fn number_of(db: &impl Sql, one: &Adjustment) -> Result<String, StorageError> {
    let form = match one.period() {
        Some(period) => definitions::named(db, &one.form, period.last_day()).await?,
        None => None,
    };
    Ok(form.map_or_else(|| one.form.clone(), |form| form.number.clone()))
}

/// Whether the actor may sign it.
pub async fn may_sign(work: &Work, one: &Adjustment) -> Result<(), WorkError> {
    work.require(Right::StatisticsClosePeriod, &one.unit_id)
        .await?;
    if !matches!(work.actor.role, Role::Chief | Role::DeputyChief) {
        return Err(WorkError::Unlawful(messages::NOT_THE_HEAD.to_owned()));
    }
    match one.state.as_str() {
        "proposed" => Ok(()),
        _ => Err(WorkError::Unlawful(messages::NOTHING_TO_SIGN.to_owned())),
    }
}

/// Đã ký: from now on it stands beside its figure.
pub async fn signed(work: &Work, id: Uuid, file: &str) -> Result<(), WorkError> {
    let one = by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    may_sign(work, &one).await?;
    work.tx
        .exec(
            "UPDATE statistics_adjustment SET state = 'signed', signed = $3, signed_name = $4, signed_at = $5
              WHERE unit_id = $1 AND id = $2 AND state = 'proposed'",
            args![&one.unit_id, id, file, &work.actor.name, work.now_ms],
        )
        .await?;
    work.note(
        "statistics.adjustment_signed",
        "statistics_adjustment",
        id,
        &one.form,
    )
    .await
}

/// Rút phiếu, with the reason; what was sent with it stays as it was sent.
pub async fn withdraw(work: &Work, id: Uuid, why: &str) -> Result<(), WorkError> {
    let one = by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    work.require(Right::StatisticsClosePeriod, &one.unit_id)
        .await?;
    if why.trim().is_empty() {
        return Err(WorkError::invalid("why", messages::WHY));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE statistics_adjustment SET state = 'withdrawn', withdrawn_name = $3, withdrawn_at = $4, why = $5
              WHERE unit_id = $1 AND id = $2 AND state IN ('proposed', 'signed')",
            args![&one.unit_id, id, &work.actor.name, work.now_ms, why.trim()],
        )
        .await?;
    if changed != 1 {
        return Err(WorkError::Unlawful(messages::WITHDRAWN.to_owned()));
    }
    work.note(
        "statistics.adjustment_withdrawn",
        "statistics_adjustment",
        id,
        why.trim(),
    )
    .await
}
