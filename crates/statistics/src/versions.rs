//! Phiên bản: what the sector adds to or corrects of the program's own data – a form, the template of a report – version after version,
//! each whole, in force from a day on, never changed, only undone.

use chrono::NaiveDate;
use db::{Sql, args};
use people::{Right, Work, WorkError};

use crate::messages;

/// What is kept in versions: its table, the column that names one, and its names in the trail.
pub(crate) struct Versions {
    table: &'static str,
    column: &'static str,
    subject: &'static str,
    undone: &'static str,
}

/// Định nghĩa biểu.
pub(crate) const DEFINITIONS: Versions = Versions {
    table: "statistics_definition",
    column: "form_id",
    subject: "form",
    undone: "definition.undone",
};

/// Mẫu báo cáo bằng lời.
pub(crate) const TEMPLATES: Versions = Versions {
    table: "statistics_template",
    column: "template",
    subject: "statistics_template",
    undone: "template.undone",
};

/// Hiệu lực của một phiên bản.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Validity {
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub undone_at: Option<i64>,
}

impl Validity {
    /// Whether it is in force for a period that ends on a day.
    pub fn is_on(self, day: NaiveDate) -> bool {
        self.undone_at.is_none() && self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Versions {
    /// The number of the next version; whoever adds one must be allowed to, and say why.
    pub async fn next(
        &self,
        work: &Work,
        top: &str,
        id: &str,
        reason: &str,
    ) -> Result<i64, WorkError> {
        work.require(Right::StatisticsDefine, top).await?;
        if reason.trim().is_empty() {
            return Err(WorkError::invalid("reason", messages::REASON_OF_VERSION));
        }
        let sql = format!(
            "SELECT MAX(version) FROM {} WHERE {} = $1",
            self.table, self.column
        );
        let last: Option<i64> = work.tx.one(sql, args![id]).await?;
        Ok(last.unwrap_or(0) + 1)
    }

    /// Hủy một phiên bản: the one before is in force again; the undone one stays to be read.
    pub async fn undo(
        &self,
        work: &Work,
        top: &str,
        id: &str,
        version: i64,
        reason: &str,
    ) -> Result<(), WorkError> {
        work.require(Right::StatisticsDefine, top).await?;
        if reason.trim().is_empty() {
            return Err(WorkError::invalid("reason", messages::REASON_OF_UNDOING));
        }
        let sql = format!(
            "UPDATE {} SET undone_at = $3, undone_name = $4, undone_reason = $5
              WHERE {} = $1 AND version = $2 AND undone_at IS NULL",
            self.table, self.column
        );
        let values = args![id, version, work.now_ms, &work.actor.name, reason.trim()];
        if work.tx.exec(sql, values).await? != 1 {
            return Err(WorkError::ChangedMeanwhile);
        }
        let detail = format!("version={version}");
        work.note(self.undone, self.subject, id, &detail).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_in_force_from_its_day_to_its_last_unless_it_was_undone() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let version = Validity {
            from: day("2026-10-01"),
            to: Some(day("2026-12-31")),
            undone_at: None,
        };
        assert!(!version.is_on(day("2026-09-30")));
        assert!(version.is_on(day("2026-10-01")) && version.is_on(day("2026-12-31")));
        assert!(!version.is_on(day("2027-01-01")));
        let undone = Validity {
            undone_at: Some(1),
            ..version
        };
        assert!(!undone.is_on(day("2026-10-01")));
        let open = Validity {
            to: None,
            ..version
        };
        assert!(open.is_on(day("2030-01-01")));
    }
}
