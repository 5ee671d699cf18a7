//! Bản nháp cũ so với hồ sơ: which drafts of a list say something that the facts no longer say.

use std::collections::HashMap;

use chrono::NaiveDate;
use db::Db;
use law::Law;
use people::{Units, WorkError};
use uuid::Uuid;

use crate::draft::Draft;
use crate::issue::fresh;
use crate::paper;
use crate::rules::Signer;

/// How many places of each draft have changed in the facts; drafts that are up to date are not named. Only those whose
/// matter has a newer fact than the draft has seen are looked into.
pub async fn changed(
    db: &Db,
    law: &Law,
    units: &Units,
    drafts: &[Draft],
    today: NaiveDate,
) -> Result<HashMap<Uuid, usize>, WorkError> {
    let open: Vec<&Draft> = drafts.iter().filter(|draft| draft.is_open()).collect();
    let mut matters: Vec<Uuid> = open.iter().map(|draft| draft.matter_id).collect();
    matters.sort_unstable();
    matters.dedup();
    let newest = ledger::last_seqs(db, &matters).await?;
    let mut all = HashMap::new();
    for draft in open {
        let has_seen = newest
            .get(&draft.matter_id)
            .is_none_or(|newest| *newest <= draft.facts_seen);
        if has_seen {
            continue;
        }
        let places = places(db, law, units, draft, today).await?;
        if places > 0 {
            all.insert(draft.id, places);
        }
    }
    Ok(all)
}

async fn places(
    db: &Db,
    law: &Law,
    units: &Units,
    draft: &Draft,
    today: NaiveDate,
) -> Result<usize, WorkError> {
    let Some(template) = paper::form(&draft.form, today) else {
        return Ok(0);
    };
    let Some(opened) = criminal::open(db, law, draft.matter_id).await? else {
        return Ok(0);
    };
    let signer = Signer {
        id: draft.signer_id,
        name: draft.signer_name.clone(),
        role: draft.signer_role.clone(),
    };
    let subject = (draft.subject_id, &signer);
    let now = fresh(db, law, units, &opened, &template, subject, today).await?;
    Ok(paper::stale(&template, draft, &now).len())
}
