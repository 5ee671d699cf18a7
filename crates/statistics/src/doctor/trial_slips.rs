//! Bị cáo đã xét xử và phiếu xét xử (K18): as many slips as defendants tried, and no slip that lacks something.

use db::Result;

use super::desk::{Asked, Desk};
use super::{Finding, Verdict, finding, messages};
use crate::slips::{self, Slip, Trial};

/// Cases whose slips are read in one check.
const MOST: usize = 1_000;
/// Slips that are named one by one.
const NAMED: usize = 20;
/// The row of defendants tried.
const TRIED: (&str, &str) = ("bieu-03", "16");

/// Sets the slips beside the form.
pub(super) async fn compare(
    asked: &Asked<'_>,
    desk: &Desk<'_>,
    found: &mut Vec<Finding>,
) -> Result<()> {
    let Some(tried) = desk.row(TRIED.0, TRIED.1) else {
        found.push(desk.gone("K18", &[TRIED]));
        return Ok(());
    };
    let all = slips::slips_within(asked.db, asked.law, asked.scope, asked.period, MOST).await?;
    let Some(all) = all else {
        found.push(finding("K18", Verdict::Unasked, messages::TOO_MANY_SLIPS));
        return Ok(());
    };
    let of_trials: Vec<&Slip> = all
        .iter()
        .filter(|slip| slip.trial == Trial::First && slip.event == "accused.tried")
        .collect();
    let before = found.len();
    let slips = i64::try_from(of_trials.len()).unwrap_or(i64::MAX);
    if slips != tried {
        let said = messages::slips_differ(&desk.place(TRIED), tried, slips);
        found.push(
            finding("K18", Verdict::Broken, said)
                .at(TRIED.0, TRIED.1)
                .repair_asked(messages::OPEN_SLIPS, "/statistics/slips"),
        );
    }
    lacking(&all, found);
    if found.len() == before {
        let due = of_trials.iter().filter(|slip| slip.is_due).count();
        let said = messages::slips_agree(tried, due, of_trials.len() - due);
        found.push(finding("K18", Verdict::Holds, said));
    }
    Ok(())
}

/// Slips of the first instance that are not whole, each with what it lacks.
fn lacking(all: &[Slip], found: &mut Vec<Finding>) {
    let first = all
        .iter()
        .filter(|slip| slip.trial == Trial::First && slip.is_due);
    let lacking: Vec<(&Slip, Vec<&str>)> = first
        .map(|slip| {
            let missing = slip.missing().map(|(field, _)| field.label_vi.as_str());
            (slip, missing.collect())
        })
        .filter(|(_, missing): &(_, Vec<&str>)| !missing.is_empty())
        .collect();
    for (slip, missing) in lacking.iter().take(NAMED) {
        let href = format!("/statistics/slips/matters/{}#slip-{}", slip.matter, slip.n);
        found.push(
            finding("K18", Verdict::Warning, messages::slip_lacks(missing))
                .about(messages::defendant(&slip.name, &slip.number, slip.on.on))
                .repair(messages::FILL_SLIP, href),
        );
    }
    if lacking.len() > NAMED {
        let said = messages::more_slips_lack(lacking.len() - NAMED);
        found.push(
            finding("K18", Verdict::Warning, said)
                .repair_asked(messages::OPEN_SLIPS, "/statistics/slips"),
        );
    }
}
