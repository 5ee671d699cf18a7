//! Vừa mở, đang chạy: the matters this person looked at last, and the long work of the unit.

use people::{Right, WorkError};
use shell::{Progress, Visit};
use uuid::Uuid;

/// How many of each.
const SHOWN: i64 = 6;

/// Một hồ sơ vừa mở.
pub struct Recent {
    pub href: String,
    pub title: String,
    pub code: String,
}

/// Hồ sơ vừa mở: by the trail, the newest first, as far as they may still be read.
pub async fn matters(visit: &Visit) -> Result<Vec<Recent>, WorkError> {
    let db = visit.app.db();
    let seen = ledger::audit::looked_at(db, visit.actor.person, "matter", SHOWN).await?;
    let ids: Vec<Uuid> = seen.iter().filter_map(|id| id.parse().ok()).collect();
    let criminal = criminal::heads(db, &ids).await?.into_iter();
    let criminal = criminal
        .filter(|head| visit.may_over(Right::CriminalMatterRead, &head.unit_id, &head.assigned()));
    let civil = civil::heads(db, &ids).await?.into_iter();
    let civil = civil
        .filter(|head| visit.may_over(Right::CivilMatterRead, &head.unit_id, &head.assigned()));
    let criminal = criminal.map(|head| {
        let href = format!("/criminal/matters/{}", head.matter_id);
        (
            head.matter_id,
            Recent {
                href,
                title: head.title,
                code: head.code,
            },
        )
    });
    let civil = civil.map(|head| {
        let href = civil::href(head.matter_id);
        (
            head.matter_id,
            Recent {
                href,
                title: head.title,
                code: head.code,
            },
        )
    });
    let mut recent: Vec<(Uuid, Recent)> = criminal.chain(civil).collect();
    recent.sort_by_key(|(id, _)| ids.iter().position(|seen| seen == id));
    Ok(recent.into_iter().map(|(_, one)| one).collect())
}

/// Việc đang chạy của đơn vị.
pub async fn jobs(visit: &Visit) -> Result<Vec<Progress>, WorkError> {
    let open = visit.app.jobs().open_of(&visit.actor.unit, SHOWN).await?;
    let shown = open.into_iter().map(|job| Progress {
        label: job.title,
        done: job.done,
        total: job.total,
        events: format!("/shell/jobs/{}/events", job.id),
        then: String::new(),
    });
    Ok(shown.collect())
}
