//! Báo cáo bằng lời và bộ biểu (K21): both must tell the figures of one freezing.

use db::{Result, Sql, args};
use people::Units;
use uuid::Uuid;

use super::desk::Asked;
use super::{Finding, Verdict, finding, messages};
use crate::Scope;
use crate::report::{filling, text};
use crate::submission::set::{self, Set};

db::row! {
    struct Told {
        id: Uuid,
        set_id: Uuid,
        template: String,
        title: String,
        text: String,
        frozen_n: i64,
    }
}

/// Sets the reports of the period beside the set that stands.
pub(super) async fn compare(asked: &Asked<'_>, found: &mut Vec<Finding>) -> Result<()> {
    let Asked {
        db, scope, period, ..
    } = *asked;
    let units = Units::load(db).await?;
    if Scope::of(&units, &scope.unit, scope.is_tree, period.last_day()).keys != scope.keys {
        found.push(finding("K21", Verdict::Unasked, messages::ONE_UNIT_OF_SETS));
        return Ok(());
    }
    let (from, to) = (period.from_at(), period.to_at());
    let sets = set::of_period(db, &scope.unit, from, to).await?;
    let standing = sets
        .into_iter()
        .filter(|set| set.is_tree == scope.is_tree && filling::stands(set))
        .max_by_key(|set| set.n);
    let told: Vec<Told> = db
        .all(
            "SELECT r.id, r.set_id, r.template, r.title, r.text, s.n AS frozen_n
               FROM statistics_report r
               JOIN statistics_set s ON s.unit_id = r.unit_id AND s.id = r.set_id
              WHERE r.unit_id = $1 AND s.from_at = $2 AND s.to_at = $3 AND s.is_tree = $4
              ORDER BY r.made_at DESC, r.id DESC",
            args![&scope.unit, from, to, scope.is_tree],
        )
        .await?;
    // A report made again leaves the old one standing: the newest of each kind is the one that speaks.
    let mut newest: Vec<&Told> = Vec::new();
    for one in &told {
        if !newest.iter().any(|known| known.template == one.template) {
            newest.push(one);
        }
    }
    found.extend(judged(&newest, standing.as_ref()));
    Ok(())
}

fn judged(newest: &[&Told], standing: Option<&Set>) -> Vec<Finding> {
    let Some(set) = standing else {
        let said = match newest.first() {
            Some(one) => messages::report_of_no_set(&one.title, one.frozen_n),
            None => messages::NOT_FROZEN.to_owned(),
        };
        let found = finding("K21", Verdict::Unasked, said);
        return vec![found.repair(messages::OPEN_SETS, "/statistics/submissions")];
    };
    if newest.is_empty() {
        let found = finding("K21", Verdict::Unasked, messages::NO_REPORT);
        let href = format!("/statistics/reports?set={}", set.id);
        return vec![found.repair(messages::MAKE_REPORT, href)];
    }
    let each = newest.iter().map(|one| match one.set_id == set.id {
        true => of_this_set(one, set.n),
        false => {
            // A provisional cut is followed by another anyway.
            let verdict = match set.is_provisional {
                true => Verdict::Warning,
                false => Verdict::Broken,
            };
            let said = messages::report_of_other_set(&one.title, one.frozen_n, set.n);
            let href = format!("/statistics/reports/{}", one.id);
            finding("K21", verdict, said).repair(messages::REMAKE_REPORT, href)
        }
    });
    each.collect()
}

/// A report of the set that stands: it may still tell figures that nobody froze.
fn of_this_set(one: &Told, n: i64) -> Finding {
    let lines = text::paragraphs(&one.text).into_iter();
    let typed: Vec<String> = lines.flat_map(text::typed_figures).collect();
    if typed.is_empty() {
        return finding(
            "K21",
            Verdict::Holds,
            messages::report_agrees(&one.title, n),
        );
    }
    let said = messages::typed_figures(&one.title, &typed);
    let href = format!("/statistics/reports/{}", one.id);
    finding("K21", Verdict::Warning, said).repair(messages::OPEN_REPORT, href)
}
