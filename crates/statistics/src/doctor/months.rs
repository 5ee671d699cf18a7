//! Cộng các tháng và lũy kế (K6): the months of a period add up to the period where a row adds up; its opening stocks are those of the
//! first month, its closing stocks those of the last. Months that are over were kept as they were counted: a difference tells that
//! what was kept no longer agrees with the matters, and lets it go, so that the next look counts anew.

use db::Result;

use super::desk::{Asked, Desk};
use super::{Finding, Verdict, WIDE, finding, messages};
use crate::Period;
use crate::form::{Row, What};
use crate::stored;

/// How the months of a row make up the period.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joins {
    /// Phát sinh: all of them.
    Sum,
    /// Tồn đầu: the first.
    First,
    /// Tồn cuối: the last.
    Last,
}

impl Joins {
    /// None for a row whose months tell nothing: what counts once in the whole period, or asks what is older than the period.
    fn of(row: &Row) -> Option<Joins> {
        let one = |what: What| match what {
            What::Events(_) => Joins::Sum,
            What::Sources(_) | What::Before(_) => Joins::First,
            What::After(_) => Joins::Last,
        };
        let first = one(row.parts.first()?.measure.what);
        let is_plain = |part: &crate::form::Part| {
            let measure = &part.measure;
            let adds_up = measure.adds_up() || measure.what.is_stock();
            adds_up && !measure.wheres.contains_key("is_new") && one(measure.what) == first
        };
        row.parts.iter().all(is_plain).then_some(first)
    }

    fn vi(self) -> &'static str {
        match self {
            Joins::Sum => "cộng các tháng",
            Joins::First => "tháng đầu",
            Joins::Last => "tháng cuối",
        }
    }
}

/// Sets the months beside the period.
pub(super) async fn compare(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    let months = months_of(asked.period);
    if months.len() < 2 {
        return Ok(());
    }
    if asked.scope.keys.len() > WIDE {
        found.push(finding("K6", Verdict::Unasked, messages::TOO_WIDE_MONTHS));
        return Ok(());
    }
    let mut of_months = Vec::with_capacity(months.len());
    for month in &months {
        of_months.push(Desk::open(asked, month).await?);
    }
    let before = found.len();
    for form in desk.forms {
        for row in form.rows.iter().filter(|row| row.is_told()) {
            let Some((joins, whole)) = Joins::of(row).zip(desk.row(&form.id, &row.no)) else {
                continue;
            };
            let mut each = of_months
                .iter()
                .filter_map(|month| month.row(&form.id, &row.no));
            let joined: i64 = match joins {
                Joins::Sum => each.sum(),
                Joins::First => each.next().unwrap_or(0),
                Joins::Last => each.next_back().unwrap_or(0),
            };
            if joined != whole {
                let place = desk.cell(form, &row.no);
                let said = messages::months_differ(&place, joins.vi(), joined, whole);
                found.push(finding("K6", Verdict::Broken, said).at(&form.id, &row.no));
            }
        }
    }
    if found.len() > before {
        stored::forget(asked.db, &asked.scope.unit).await?;
    } else {
        let said = messages::months_agree(months.len());
        found.push(finding("K6", Verdict::Holds, said));
    }
    Ok(())
}

/// The calendar months a period is made of; none when something is left over.
fn months_of(period: &Period) -> Vec<Period> {
    let months = period.whole_months(i64::MAX);
    let is_whole = match (months.first(), months.last()) {
        (Some(first), Some(last)) => period.before(first).is_none() && period.after(last).is_none(),
        _ => false,
    };
    if is_whole { months } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Form;

    fn joins(form: &str, row: &str) -> Option<&'static str> {
        let row = Form::named(form).and_then(|form| form.row(row)).unwrap();
        Joins::of(row).map(Joins::vi)
    }

    #[test]
    fn flows_add_up_stocks_stand_at_an_end_and_what_counts_once_is_left_out() {
        assert_eq!(joins("bieu-02", "17"), Some("cộng các tháng"));
        assert_eq!(joins("bieu-02", "31"), Some("tháng đầu"));
        assert_eq!(joins("bieu-02", "15"), Some("tháng cuối"));
        assert_eq!(joins("bieu-02", "13"), None, "stocks and flows together");
        assert_eq!(joins("bieu-02", "1a"), None, "old against the period");
        assert_eq!(joins("bieu-01", "51"), None, "each report once");
        assert_eq!(joins("bieu-07", "29"), None, "new in the period");
    }

    #[test]
    fn a_period_that_begins_or_ends_within_a_month_is_no_sum_of_months() {
        let count = |from: &str, to: &str| months_of(&Period::read(from, to).unwrap()).len();
        assert_eq!(count("2025-12-01", "2026-05-31"), 6);
        assert_eq!(count("2026-10-01", "2026-10-31"), 1);
        assert_eq!(count("2025-12-02", "2026-05-31"), 0);
        assert_eq!(count("2026-11-18 12:00", "2026-11-25 12:00"), 0);
    }
}
