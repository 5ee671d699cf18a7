//! Vụ truy tố và vụ Tòa án thụ lý (K12): near each other, never equal by rule. The difference is told case by case: what the court
//! has not taken up yet, what was indicted earlier; a case at court that nobody indicted is a gap in the records.

use std::collections::BTreeSet;

use db::{Result, Sql};
use uuid::Uuid;

use super::desk::{Asked, Desk};
use super::{Cell, Finding, Verdict, WIDE, finding, matter_href, messages};
use crate::count::Values;

/// Vụ truy tố.
const INDICTED: Cell = ("bieu-02", "45");
/// Vụ mới thụ lý sơ thẩm.
const DOCKETED: Cell = ("bieu-03", "3");
/// Cases that are named one by one.
const NAMED: usize = 20;

db::row! { struct AtCourt { matter_id: Uuid, is_indicted: i64 } }

/// Sets the two rows beside each other.
pub(super) async fn compare(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    let (Some(indicted), Some(docketed)) = (
        desk.row(INDICTED.0, INDICTED.1),
        desk.row(DOCKETED.0, DOCKETED.1),
    ) else {
        found.push(desk.gone("K12", &[INDICTED, DOCKETED]));
        return Ok(());
    };
    if asked.scope.keys.len() > WIDE {
        let verdict = match indicted == docketed {
            true => Verdict::Holds,
            false => Verdict::Warning,
        };
        let said = messages::indicted_and_docketed(indicted, docketed);
        found.push(finding("K12", verdict, said).at(DOCKETED.0, DOCKETED.1));
        return Ok(());
    }
    let sent = matters_of(asked, "case.indicted").await?;
    let taken = at_court(asked).await?;
    let nobody = taken.iter().filter(|one| one.is_indicted == 0);
    let nobody: Vec<Uuid> = nobody.map(|one| one.matter_id).collect();
    let ids: BTreeSet<Uuid> = taken.iter().map(|one| one.matter_id).collect();
    let waiting = sent.difference(&ids).count();
    let earlier = ids.difference(&sent).count() - nobody.len();
    let said = messages::indicted_and_docketed(indicted, docketed);
    let why = messages::between_indictment_and_court(waiting, earlier);
    if nobody.is_empty() {
        found.push(finding("K12", Verdict::Holds, format!("{said} {why}")));
        return Ok(());
    }
    let heads = criminal::heads(asked.db, nobody.get(..NAMED).unwrap_or(&nobody)).await?;
    for head in &heads {
        found.push(
            finding("K12", Verdict::Warning, messages::NEVER_INDICTED)
                .about(messages::of_matter(&head.code))
                .repair(messages::AT_MATTER, matter_href(head.matter_id)),
        );
    }
    if nobody.len() > NAMED {
        let said = messages::more_never_indicted(nobody.len() - NAMED);
        found.push(finding("K12", Verdict::Warning, said).at(DOCKETED.0, DOCKETED.1));
    }
    Ok(())
}

async fn matters_of(asked: &Asked<'_>, event: &str) -> Result<BTreeSet<Uuid>> {
    let mut values = Values::default();
    let (units, from, to) = (
        values.list(&asked.scope.keys),
        values.bind(asked.period.from_at()),
        values.bind(asked.period.to_at()),
    );
    let sql = format!(
        "SELECT DISTINCT matter_id FROM statistics_step
          WHERE unit_id IN ({units}) AND event = '{event}' AND at >= {from} AND at < {to}"
    );
    let found: Vec<Uuid> = asked.db.all(sql, values.0).await?;
    Ok(found.into_iter().collect())
}

/// Cases the court took up in the period, and whether an indictment stands before, in whichever unit.
async fn at_court(asked: &Asked<'_>) -> Result<Vec<AtCourt>> {
    let mut values = Values::default();
    let (units, from, to) = (
        values.list(&asked.scope.keys),
        values.bind(asked.period.from_at()),
        values.bind(asked.period.to_at()),
    );
    let sql = format!(
        "SELECT d.matter_id, CAST(MAX(CASE WHEN i.matter_id IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS is_indicted
           FROM (SELECT matter_id, MAX(at) AS at FROM statistics_step
                  WHERE unit_id IN ({units}) AND event = 'case.docketed' AND at >= {from} AND at < {to}
                  GROUP BY matter_id) AS d
           LEFT JOIN statistics_step i ON i.matter_id = d.matter_id AND i.event = 'case.indicted' AND i.at <= d.at
          GROUP BY d.matter_id ORDER BY d.matter_id"
    );
    asked.db.all(sql, values.0).await
}
