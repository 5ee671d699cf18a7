//! Nhắc chứng thư số sắp hết hạn: the steps are data (`data/expiry.toml`); who must act hears of each step once.

use std::sync::OnceLock;

use db::{Sql, args};
use people::{
    Role,
    staff::post::{self, Member},
};
use serde::Deserialize;
use shell::notices::{Notice, tell as notify};
use shell::{App, local_day, vi_date};
use uuid::Uuid;

use crate::certificates::Certificate;
use crate::{SigningError, messages};

const DAY_MS: i64 = 86_400_000;

#[derive(Deserialize)]
struct File {
    steps: Vec<i64>,
}

/// The steps in days, the nearest to the end first.
pub fn steps() -> &'static [i64] {
    static STEPS: OnceLock<Vec<i64>> = OnceLock::new();
    STEPS.get_or_init(
        || match toml::from_str::<File>(include_str!("../data/expiry.toml")) {
            Ok(mut file) => {
                file.steps.sort_unstable();
                file.steps
            }
            Err(fault) => panic!("expiry.toml this program was built with: {fault}"),
        },
    )
}

/// The step that so many days stand at; none while the end is far.
pub fn step(days_left: i64) -> Option<i64> {
    steps().iter().copied().find(|step| days_left <= *step)
}

/// Hết hạn mà chưa thay: it stays on the desks for so many days.
const AFTER_DAYS: i64 = 30;

/// Whether a certificate in use stands at a step, or is over since a short while.
pub fn is_near(row: &Certificate, now_ms: i64) -> bool {
    let days = row.days_left(now_ms);
    row.ended_at.is_none() && days >= -AFTER_DAYS && step(days).is_some()
}

/// Tells of certificates that have come to a step they were not told of.
pub async fn tell(app: &App) -> Result<(), SigningError> {
    let now_ms = app.now_ms();
    let (Some(first), Some(last)) = (steps().last(), steps().first()) else {
        return Ok(());
    };
    let near: Vec<Certificate> = app
        .db()
        .all(
            "SELECT * FROM signing_certificate WHERE ended_at IS NULL AND valid_to > $1 AND valid_to <= $2
               AND (warned IS NULL OR warned > $3) ORDER BY valid_to, id LIMIT 200",
            args![now_ms, now_ms + (first + 1) * DAY_MS, *last as i32],
        )
        .await?;
    for row in near {
        let days = row.days_left(now_ms);
        let Some(step) = step(days) else { continue };
        if row.warned.is_some_and(|warned| i64::from(warned) <= step) {
            continue;
        }
        let tx = app.db().begin().await?;
        let changed = tx
            .exec(
                "UPDATE signing_certificate SET warned = $3 WHERE unit_id = $1 AND id = $2 AND (warned IS NULL OR warned > $3)",
                args![&row.unit_id, row.id, step as i32],
            )
            .await?;
        // Another process may have told just now.
        if changed == 1 {
            for person in told(app, &row).await? {
                let notice = Notice {
                    person,
                    kind: "signing.certificate_near_end".to_owned(),
                    sentence: messages::near_its_end(
                        &row.name,
                        days,
                        &vi_date(local_day(row.valid_to)),
                    ),
                    href: format!("/signing/certificates/{}", row.id),
                };
                notify(&tx, notice, now_ms).await?;
            }
            tx.commit().await?;
        }
    }
    Ok(())
}

/// The holder, or for a unit's certificate its records clerks; and the system officers of the unit, else of the nearest unit above that
/// has one: they have no desk, the bell tells them.
async fn told(app: &App, row: &Certificate) -> Result<Vec<Uuid>, SigningError> {
    let units = app.units().units().await?;
    let today = app.today();
    let mut here = post::members(app.db(), &units, &row.unit_id, today).await?;
    let mut all: Vec<Uuid> = match row.person_id {
        Some(person) => vec![person],
        None => in_role(&here, Role::Clerk).collect(),
    };
    let mut unit = row.unit_id.clone();
    loop {
        let officers: Vec<Uuid> = in_role(&here, Role::ItOfficer).collect();
        let above = units
            .procuracy_of(&unit, today)
            .and_then(|own| own.parent.clone());
        match above {
            Some(above) if officers.is_empty() => unit = above,
            _ => {
                all.extend(officers);
                break;
            }
        }
        here = post::members(app.db(), &units, &unit, today).await?;
    }
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

fn in_role(members: &[Member], role: Role) -> impl Iterator<Item = Uuid> {
    let held = members
        .iter()
        .filter(move |member| member.role == role.id());
    held.map(|member| member.person)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_begins_on_its_day() {
        for (days, expected) in [
            (61, None),
            (60, Some(60)),
            (31, Some(60)),
            (30, Some(30)),
            (7, Some(7)),
            (0, Some(7)),
        ] {
            assert_eq!(step(days), expected, "{days}");
        }
    }
}
