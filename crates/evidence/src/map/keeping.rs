//! Lập sơ đồ, giữ một bản: a map begun from what the case holds, and kept as it stood when it was reported.

use casefile::MatterHead;
use chrono::NaiveDate;
use people::Work;
use shell::Problem;
use uuid::Uuid;

use super::{
    assembly::known_of,
    case::Case,
    drawn::drawn,
    read::{Map, Still},
    store,
    template::Template,
};
use crate::opened::hold;

/// Letters of the note beside a version.
const LONGEST_NOTE: usize = 1_000;

/// Lập sơ đồ theo một mẫu, over a case that was read; answers its id, and whether it is new: whoever was faster has begun it.
pub async fn begin(
    work: &Work,
    head: &MatterHead,
    template: &Template,
    case: &Case,
) -> Result<(Uuid, bool), Problem> {
    let known = known_of(&drawn(case, &work.law, template));
    hold(work, head).await?;
    let begun = store::begin(work, &head.unit, head.id, (&template.id, &known)).await?;
    if begun.1 {
        work.note("evidence.map.begun", "evidence.map", begun.0, &template.id)
            .await?;
    }
    Ok(begun)
}

/// Giữ một bản của sơ đồ as it was reported on a day; answers its id.
pub async fn keep_version(
    work: &Work,
    head: &MatterHead,
    map: &Map,
    (reported_on, note): (NaiveDate, &str),
) -> Result<Uuid, Problem> {
    let note: String = note.chars().take(LONGEST_NOTE).collect();
    let content = store::json(&Still::of(map, &head.title))?;
    hold(work, head).await?;
    let kept = (reported_on, note.as_str(), content.as_str());
    let id = store::keep_version(work, &head.unit, &map.row, kept).await?;
    work.note("evidence.map.version_kept", "evidence.map", map.row.id, "")
        .await?;
    Ok(id)
}
