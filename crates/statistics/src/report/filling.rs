//! Điền trường: what each field says, from the frozen set and from the two periods it is compared with.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Months;
use db::{Db, Result};
use law::{Law, Moment};
use people::Units;
use shell::{App, Problem};

use super::messages;
use super::text::{self, Field, How};
use crate::documented::Entered;
use crate::known::Known;
use crate::submission::content::Content;
use crate::submission::freeze;
use crate::submission::set::{self, Set, State};
use crate::{Period, Scope, definitions, told};

/// What every field says, as it is written between the braces.
pub type Filled = BTreeMap<String, String>;

/// Kỳ để so sánh.
struct Side {
    cells: BTreeMap<(String, String, String), Option<i64>>,
    said: String,
}

/// Fills the fields of a text; and says with what it compares.
pub async fn fill(
    app: &App,
    units: &Units,
    set: &Set,
    content: &Content,
    text: &str,
) -> std::result::Result<(Filled, String), Problem> {
    let fields = text::fields(text);
    let period = set
        .period()
        .ok_or_else(|| Problem::Refused(messages::NOT_TO_REPORT.to_owned()))?;
    let of = |wanted: How| {
        let forms = fields.iter().filter(|(_, field)| field.how == wanted);
        forms
            .map(|(_, field)| field.form.as_str())
            .collect::<BTreeSet<&str>>()
    };
    let before = side(app, units, set, period.just_before(), &of(How::Before)).await?;
    let year = side(app, units, set, year_before(&period), &of(How::YearBefore)).await?;
    let mut filled = Filled::new();
    for (written, field) in &fields {
        let said = said(content, field, (before.as_ref(), year.as_ref()));
        filled.insert(written.clone(), said);
    }
    let compared = [("Kỳ trước", before), ("Cùng kỳ năm trước", year)];
    let compared = compared
        .into_iter()
        .filter_map(|(name, side)| side.map(|side| format!("{name}: {}.", side.said)));
    Ok((filled, compared.collect::<Vec<_>>().join(" ")))
}

/// Cùng kỳ năm trước.
pub fn year_before(period: &Period) -> Option<Period> {
    let back = |moment: Moment| {
        let on = moment.on.checked_sub_months(Months::new(12))?;
        Some(Moment { on, ..moment })
    };
    let (from, mut to) = (back(period.from)?, back(period.to)?);
    // The last day of a February goes to the last day of a February.
    let is_month_end = |moment: Moment| {
        moment.time.is_none()
            && moment
                .on
                .succ_opt()
                .is_some_and(|next| next.format("%d").to_string() == "01")
    };
    if is_month_end(period.to) {
        while !is_month_end(to) {
            to.on = to.on.succ_opt()?;
        }
    }
    Some(Period { from, to })
}

/// The figures of an earlier period: as they were sent, or counted as they were known at the freezing.
async fn side(
    app: &App,
    units: &Units,
    set: &Set,
    period: Option<Period>,
    forms: &BTreeSet<&str>,
) -> std::result::Result<Option<Side>, Problem> {
    let Some(period) = period.filter(|_| !forms.is_empty()) else {
        return Ok(None);
    };
    let (db, law) = (app.db(), app.law());
    let sets = set::of_period(db, &set.unit_id, period.from_at(), period.to_at()).await?;
    let sent = sets
        .iter()
        .find(|one| one.is_tree == set.is_tree && one.is_final());
    let mut side = Side {
        cells: BTreeMap::new(),
        said: period.vi(),
    };
    match sent {
        Some(sent) => {
            let content = freeze::content_of(app, sent).await?;
            for form in &content.forms {
                let cells = form.cells.iter().map(|cell| {
                    let place = (form.id.clone(), cell.row.clone(), cell.column.clone());
                    (place, cell.value)
                });
                side.cells.extend(cells);
            }
            side.said += &format!(", theo bộ biểu đã gửi lần {}", sent.n);
        }
        None => {
            let scope = Scope::of(units, &set.unit_id, set.is_tree, period.last_day());
            let place = (&scope, &period);
            side.cells = counted(db, &law, place, set.known_at, forms).await?;
            side.said += ", chưa có bộ biểu đã gửi: tính từ sự kiện đã ghi";
        }
    }
    Ok(Some(side))
}

async fn counted(
    db: &Db,
    law: &Law,
    (scope, period): (&Scope, &Period),
    at: i64,
    forms: &BTreeSet<&str>,
) -> Result<BTreeMap<(String, String, String), Option<i64>>> {
    let mut out = BTreeMap::new();
    for id in forms {
        let Some(form) = definitions::named(db, id, period.last_day()).await? else {
            continue;
        };
        let known = Known {
            form,
            scope,
            period,
            at,
        };
        let figures = known.figures(db, law).await?;
        let entered = Entered::of(db, form, scope, period, Some(at)).await?;
        let cells = told::cells_with(form, &figures, &entered).into_iter();
        out.extend(cells.map(|cell| (((*id).to_owned(), cell.row_no, cell.column), cell.value)));
    }
    Ok(out)
}

fn value(content: &Content, form: &str, row: &str, column: &str) -> Option<i64> {
    match content.cell(form, row, column) {
        Some(cell) => cell.value,
        // Lines of a form by offence leave out what is 0.
        None if column != told::COLUMN && content.forms.iter().any(|one| one.id == form) => Some(0),
        None => None,
    }
}

fn said(content: &Content, field: &Field, sides: (Option<&Side>, Option<&Side>)) -> String {
    let unknown = || messages::NO_FIGURE.to_owned();
    let (form, row, column) = (&field.form, &field.row, &field.column);
    let now = value(content, form, row, column);
    match &field.how {
        How::Figure => {
            let adjusted = content
                .cell(form, row, column)
                .map_or(0, |cell| cell.adjusted);
            let beside = match adjusted {
                0 => String::new(),
                amount => format!(" (phiếu điều chỉnh {amount:+})"),
            };
            now.map_or_else(unknown, |now| format!("{}{beside}", shell::vi_number(now)))
        }
        How::Share(of) => {
            let below = match column == told::COLUMN {
                true => value(content, form, of, column),
                false => value(content, form, row, of),
            };
            match (now, below) {
                (Some(now), Some(below)) if below > 0 => percent(now, below),
                (Some(_), Some(_)) => "không tính được tỷ lệ (số phải so bằng 0)".to_owned(),
                _ => unknown(),
            }
        }
        How::Before => against(now, sides.0, field, "kỳ trước"),
        How::YearBefore => against(now, sides.1, field, "cùng kỳ năm trước"),
    }
}

fn against(now: Option<i64>, side: Option<&Side>, field: &Field, called: &str) -> String {
    let place = (field.form.clone(), field.row.clone(), field.column.clone());
    let then = side.and_then(|side| match side.cells.get(&place) {
        Some(value) => *value,
        None => (field.column != told::COLUMN).then_some(0),
    });
    match (now, then) {
        (Some(now), Some(then)) => compared(now, then, called),
        _ => format!("chưa có số liệu {called} để so sánh"),
    }
}

/// "tăng 3 (25,00%) so với kỳ trước".
fn compared(now: i64, then: i64, called: &str) -> String {
    let (moved, by) = match now - then {
        0 => return format!("không thay đổi so với {called}"),
        more if more > 0 => ("tăng", more),
        less => ("giảm", -less),
    };
    match then {
        0 => format!(
            "{moved} {} so với {called} ({called}: 0)",
            shell::vi_number(by)
        ),
        then => format!(
            "{moved} {} ({}) so với {called}",
            shell::vi_number(by),
            percent(by, then)
        ),
    }
}

/// "25,00%", rounded to the hundredth.
fn percent(part: i64, whole: i64) -> String {
    let hundredths = (part * 20_000 + whole) / (whole * 2);
    format!(
        "{},{:02}%",
        shell::vi_number(hundredths / 100),
        hundredths % 100
    )
}

/// Whether a set may still be reported on.
pub fn stands(set: &Set) -> bool {
    !matches!(set.standing(), State::Returned | State::Dropped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_says_more_or_less_and_by_how_much() {
        for (now, then, expected) in [
            (15, 12, "tăng 3 (25,00%) so với kỳ trước"),
            (12, 15, "giảm 3 (20,00%) so với kỳ trước"),
            (7, 7, "không thay đổi so với kỳ trước"),
            (4, 0, "tăng 4 so với kỳ trước (kỳ trước: 0)"),
            (3_000, 1, "tăng 2.999 (299.900,00%) so với kỳ trước"),
        ] {
            assert_eq!(compared(now, then, "kỳ trước"), expected);
        }
        assert_eq!(percent(1, 3), "33,33%");
        assert_eq!(percent(2, 3), "66,67%");
    }

    #[test]
    fn the_same_period_of_the_year_before_ends_with_its_month() {
        for (from, to, expected) in [
            ("2026-10-01", "2026-10-31", "from=2025-10-01&to=2025-10-31"),
            ("2024-02-01", "2024-02-29", "from=2023-02-01&to=2023-02-28"),
            ("2025-02-01", "2025-02-28", "from=2024-02-01&to=2024-02-29"),
            (
                "2026-11-18T12:00",
                "2026-11-25T12:00",
                "from=2025-11-18T12:00&to=2025-11-25T12:00",
            ),
        ] {
            let period = Period::read(from, to).unwrap();
            assert_eq!(year_before(&period).unwrap().query(), expected);
        }
    }
}
