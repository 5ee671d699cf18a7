//! Số liệu và đối chiếu liên ngành (K19): what was agreed with the police, the courts and the execution agency stands beside what is
//! counted now, unit by unit; what was found wrong on our side is looked for in the matters until it is put right there.

use db::{Db, Result, Sql, V};
use people::Units;
use people::units::Level;

use super::desk::{Asked, Desk};
use super::{Cell, Finding, Verdict, WIDE, finding, messages};
use crate::Scope;
use crate::comparison::Told;
use crate::comparison::kind::Kind;
use crate::comparison::matching::{self, differs};
use crate::comparison::minutes::totals;
use crate::comparison::ours::{Ours, ours_of};
use crate::comparison::store::{self, Comparison, Row, State};

/// The row that counts the people a kind of comparison is about; where no form counts them, they are counted one by one.
const ROWS: [(&str, Cell); 3] = [
    ("co-quan-dieu-tra", ("bieu-02", "4")),
    ("toa-an-so-tham", ("bieu-03", "16")),
    ("toa-an-phuc-tham", ("bieu-05", "10")),
];
/// The heading of the rows on execution in Biểu 07.
const EXECUTION: &str = "Thi hành án hình sự";
/// Rows still to be put right that are named one by one.
const NAMED: usize = 20;

/// Sets the comparisons of the period beside the figures.
pub(super) async fn compare(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    let day = asked.period.last_day();
    let units = Units::load(asked.db).await?;
    let offices = offices(&units, asked.scope, day);
    let in_force = Kind::all().iter().filter(|kind| kind.is_in_force(day));
    for kind in in_force {
        if asked.scope.keys.len() > WIDE {
            let said = messages::too_wide_to_compare(&kind.name_vi);
            found.push(finding("K19", Verdict::Unasked, said));
            continue;
        }
        let mut missing = Vec::new();
        for office in &offices {
            let name = people::units::shortened(&units.name_on(office, day));
            let scope = Scope::of(&units, office, false, day);
            let one = Beside {
                asked,
                desk,
                kind,
                scope,
                name,
            };
            if !one.judge(found).await? {
                missing.push(one.name);
            }
        }
        if !missing.is_empty() {
            let said = messages::not_compared(&kind.name_vi, &missing);
            found.push(
                finding("K19", Verdict::Unasked, said)
                    .repair(messages::OPEN_COMPARISONS, "/statistics/comparisons"),
            );
        }
    }
    found.push(of_execution(desk));
    Ok(())
}

/// The procuracies that compare: the one asked for, and with a tree those below, without their rooms.
fn offices(units: &Units, scope: &Scope, day: chrono::NaiveDate) -> Vec<String> {
    if !scope.is_tree {
        return vec![scope.unit.clone()];
    }
    let is_office = |key: &&String| {
        units
            .on(key, day)
            .is_some_and(|unit| !matches!(unit.level, Level::Department | Level::SupremeOffice))
    };
    scope.keys.iter().filter(is_office).cloned().collect()
}

/// One office and one kind of comparison.
struct Beside<'a> {
    asked: &'a Asked<'a>,
    desk: &'a Desk<'a>,
    kind: &'static Kind,
    scope: Scope,
    name: String,
}

impl Beside<'_> {
    /// False when the office has compared nothing of this kind for the period.
    async fn judge(&self, found: &mut Vec<Finding>) -> Result<bool> {
        let all = of_period(self.asked, &self.scope.unit, &self.kind.id).await?;
        let Some(one) = all.iter().find(|one| one.step == "closed").or(all.first()) else {
            return Ok(false);
        };
        if one.step != "closed" {
            let said = messages::comparison_open(&self.kind.name_vi, &self.name);
            found.push(
                finding("K19", Verdict::Unasked, said)
                    .repair(messages::OPEN_COMPARISON, one.href()),
            );
            return Ok(true);
        }
        let rows = store::rows(self.asked.db, one).await?;
        let Asked {
            db, law, period, ..
        } = *self.asked;
        let Some(ours) = ours_of(db, law, self.kind, &self.scope, period).await? else {
            let said = messages::too_wide_to_compare(&self.kind.name_vi);
            found.push(finding("K19", Verdict::Unasked, said));
            return Ok(true);
        };
        let before = found.len();
        self.figure(one, &rows, &ours, found);
        self.unrepaired(one, &rows, &ours, found);
        if found.len() == before {
            let said = messages::comparison_agrees(&self.kind.name_vi, &self.name, agreed(&rows));
            found.push(
                finding("K19", Verdict::Holds, said).repair(messages::OPEN_COMPARISON, one.href()),
            );
        }
        Ok(true)
    }

    /// What both sides agreed on, beside what is counted now.
    fn figure(&self, one: &Comparison, rows: &[Row], ours: &[Ours], found: &mut Vec<Finding>) {
        let agreed = agreed(rows);
        let cell = ROWS.iter().find(|(id, _)| *id == self.kind.id);
        let Some((_, cell)) = cell else {
            let counted = i64::try_from(ours.len()).unwrap_or(i64::MAX);
            if counted != agreed {
                let place = messages::people_counted(&self.kind.people_vi);
                let said =
                    messages::not_as_agreed(&place, &self.name, counted, &one.partner, agreed);
                let found_one = finding("K19", Verdict::Warning, said);
                found.push(found_one.repair(messages::OPEN_COMPARISON, one.href()));
            }
            return;
        };
        let row = self.desk.form(cell.0).and_then(|form| form.row(cell.1));
        let figures = self.desk.told.get(cell.0);
        let (Some(row), Some(figures)) = (row.filter(|row| row.is_told()), figures) else {
            found.push(self.desk.gone("K19", &[*cell]));
            return;
        };
        let counted = figures.sum_in(&self.scope.keys, &row.parts);
        if counted != agreed {
            let place = self.desk.place(*cell);
            let said = messages::not_as_agreed(&place, &self.name, counted, &one.partner, agreed);
            found.push(
                finding("K19", Verdict::Warning, said)
                    .at(cell.0, cell.1)
                    .repair(messages::OPEN_COMPARISON, one.href()),
            );
        }
    }

    /// Where the other side was right, the matter must say so by now.
    fn unrepaired(&self, one: &Comparison, rows: &[Row], ours: &[Ours], found: &mut Vec<Finding>) {
        let mut left = 0;
        for row in rows.iter().filter(|row| row.stands == "theirs") {
            let Some(why) = still_wrong(row, ours) else {
                continue;
            };
            left += 1;
            if left > NAMED {
                continue;
            }
            let told = row.our_side().or_else(|| row.their_side());
            let said = messages::not_repaired(&one.partner, &self.kind.people_vi, &why);
            let found_one = finding("K19", Verdict::Warning, said).about(about(told.as_ref()));
            found.push(match row.matter_id {
                Some(matter) => {
                    found_one.repair(messages::AT_MATTER, format!("/criminal/matters/{matter}"))
                }
                None => {
                    found_one.repair(messages::OPEN_ROW, format!("{}/rows/{}", one.href(), row.n))
                }
            });
        }
        if left > NAMED {
            let said = messages::more_not_repaired(left - NAMED, &one.partner);
            found.push(
                finding("K19", Verdict::Warning, said)
                    .repair(messages::OPEN_COMPARISON, one.href()),
            );
        }
    }
}

/// How many people both sides agreed on.
fn agreed(rows: &[Row]) -> i64 {
    totals(rows).last().map_or(0, |(_, total)| total.agreed)
}

fn about(told: Option<&Told>) -> String {
    told.map_or_else(String::new, |told| match told.on {
        Some(on) => messages::defendant(&told.name, &told.number, on),
        None => told.name.clone(),
    })
}

/// What of a row where the other side was right the matters do not say yet; none once they do.
fn still_wrong(row: &Row, ours: &[Ours]) -> Option<String> {
    let now = ours
        .iter()
        .find(|one| Some(one.matter) == row.matter_id && Some(one.subject) == row.subject_id);
    match row.state() {
        State::Equal => None,
        State::Differs => {
            let fields = differs(&row.their_side()?, &now?.told);
            let settled = row.differs.split(',');
            let left: Vec<&str> = settled.filter(|field| fields.contains(field)).collect();
            (!left.is_empty()).then(|| messages::fields_differ(&left))
        }
        State::OnlyOurs => now.map(|_| messages::STILL_COUNTED.to_owned()),
        State::OnlyTheirs => {
            let told: Vec<Told> = ours.iter().map(|one| one.told.clone()).collect();
            let is_there = !matching::pairs(&[row.their_side()?], &told).is_empty();
            (!is_there).then(|| messages::NOT_RECORDED.to_owned())
        }
    }
}

/// The comparisons of an office for the very period, the newest first.
async fn of_period(asked: &Asked<'_>, unit: &str, kind: &str) -> Result<Vec<Comparison>> {
    let all = of_kind(asked.db, unit, kind).await?;
    let (from, to) = (asked.period.from_at(), asked.period.to_at());
    let is_it = |one: &Comparison| {
        let period = one.period();
        period.is_some_and(|period| period.from_at() == from && period.to_at() == to)
    };
    Ok(all.into_iter().filter(is_it).collect())
}

async fn of_kind(db: &Db, unit: &str, kind: &str) -> Result<Vec<Comparison>> {
    db.all(
        "SELECT * FROM statistics_comparison
          WHERE unit_id = $1 AND kind = $2 AND step <> 'withdrawn' ORDER BY made_at DESC, id",
        vec![V::from(unit), V::from(kind)],
    )
    .await
}

/// What is not there of the rows on execution, as far as the forms themselves tell.
fn of_execution(desk: &Desk<'_>) -> Finding {
    let mut is_of = false;
    let mut rows: Vec<(&str, bool)> = Vec::new();
    for row in desk.form("bieu-07").into_iter().flat_map(|form| &form.rows) {
        if !row.heading_vi.is_empty() {
            is_of = row.heading_vi == EXECUTION;
        }
        if is_of {
            rows.push((row.no.as_str(), row.is_told()));
        }
    }
    let told = rows.iter().filter(|(_, is_told)| *is_told).count();
    let [first, last] = [rows.first(), rows.last()].map(|row| row.map_or("", |(no, _)| *no));
    let said = messages::no_execution_sheet(told, rows.len(), first, last);
    finding("K19", Verdict::Unasked, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::{Form, What};

    #[test]
    fn a_comparison_by_a_move_stands_beside_the_row_that_counts_it() {
        let counted: Vec<&Kind> = Kind::all()
            .iter()
            .filter(|kind| !kind.event.is_empty())
            .collect();
        assert_eq!(ROWS.len(), counted.len());
        for kind in counted {
            let (_, cell) = ROWS.iter().find(|(id, _)| *id == kind.id).unwrap();
            let row = Form::named(cell.0)
                .and_then(|form| form.row(cell.1))
                .unwrap();
            let [part] = row.parts.as_slice() else {
                panic!("{cell:?} counts several things");
            };
            let counted = matches!(part.measure.what, What::Events(event) if event == kind.event);
            assert!(counted && part.measure.wheres.is_empty(), "{cell:?}");
        }
    }
}
