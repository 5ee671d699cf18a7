//! Thêm, sửa, bỏ, xác nhận, đặt chỗ: every act on a diagram; a person who changes what was derived stands for it from then on.

use casefile::MatterHead;
use db::{Sql, args};
use law::Moment;
use people::{Work, WorkError};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    kinds::{DiagramKind, link_kind, roles_on},
    messages,
    store::{self, PartRow, Placing},
    undo::{Rows, act},
};
use crate::{
    Source,
    drawing::{Certainty, Symbol},
    opened::hold,
};

/// What a person says of a part; what is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// The revision that was seen; nothing for a new part.
    pub revision: i64,
    /// Which symbol, or which relation.
    pub kind: Option<String>,
    /// Where a relation begins.
    pub from: Option<Uuid>,
    /// Where it ends.
    pub to: Option<Uuid>,
    /// What it is called.
    pub name: Option<String>,
    /// Ghi chú.
    pub note: Option<String>,
    /// Vai trò đồng phạm.
    pub role: Option<String>,
    /// When it began.
    pub starts: Option<String>,
    /// When it ended.
    pub ends: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// The people of an event.
    pub actors: Option<Vec<Uuid>>,
    /// "BL 12, 37a".
    pub bl: Option<String>,
    /// Đã chứng minh, mới theo lời khai, còn mâu thuẫn.
    pub certainty: Option<String>,
}

/// Letters of a name, of a note.
const LONGEST: (usize, usize) = (300, 2_000);
/// Parts of one matter: more is no diagram.
const MOST: usize = 400;

/// Lập sơ đồ; [`super::renew`] fills it with what the matter knows.
pub async fn add_diagram(
    work: &Work,
    head: &MatterHead,
    kind: &str,
    title: &str,
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    let kind =
        DiagramKind::of_id(kind).ok_or_else(|| WorkError::invalid("kind", messages::NO_KIND))?;
    let title = match text::clean(title) {
        title if title.is_empty() => kind.name_vi().to_owned(),
        title => short("title", &title, LONGEST.0)?,
    };
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO evidence_diagram (unit_id, id, matter_id, kind, title, made_by, made_at, removed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, NULL)",
            args![&head.unit, id, head.id, kind.id(), title, work.actor.person, work.now_ms],
        )
        .await?;
    noted(work, "made", id).await?;
    Ok(id)
}

/// Đổi tên sơ đồ.
pub(super) async fn rename(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    title: &str,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let title = short("title", &text::clean(title), LONGEST.0)?;
    if title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_TITLE));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE evidence_diagram SET title = $1 WHERE matter_id = $2 AND id = $3 AND title <> $1",
            args![title, head.id, id],
        )
        .await?;
    match changed {
        0 => Ok(()),
        _ => noted(work, "renamed", id).await,
    }
}

/// Bỏ sơ đồ, or puts it back; its parts stay in the other diagrams.
pub(super) async fn set_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE evidence_diagram SET removed_at = $1 WHERE matter_id = $2 AND id = $3",
            args![removed.then_some(work.now_ms), head.id, id],
        )
        .await?;
    match changed {
        0 => Err(WorkError::NotFound),
        _ => noted(work, if removed { "removed" } else { "restored" }, id).await,
    }
}

async fn noted(work: &Work, what: &str, id: Uuid) -> Result<(), WorkError> {
    let action = format!("evidence.diagram.{what}");
    work.note(&action, "evidence.diagram", id, "").await
}

/// Thêm phần tử, quan hệ, sự việc; answers its id.
pub async fn add(
    work: &Work,
    head: &MatterHead,
    (fields, sources): (Fields, Vec<Source>),
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    let parts = store::parts_of(&work.tx, head.id).await?;
    if parts.iter().filter(|one| one.removed_at.is_none()).count() >= MOST {
        return Err(WorkError::invalid("kind", messages::too_many(MOST)));
    }
    let row = PartRow {
        id: Uuid::now_v7(),
        kind: String::new(),
        from_id: fields.from,
        to_id: fields.to,
        name: String::new(),
        note: String::new(),
        role: String::new(),
        starts: String::new(),
        ends: String::new(),
        place: String::new(),
        actors: "[]".to_owned(),
        sources: "[]".to_owned(),
        certainty: Certainty::Claimed.id().to_owned(),
        origin: String::new(),
        derived: String::new(),
        gone_at: None,
        moved_at: None,
        confirmed_by: Some(work.actor.person),
        confirmed_at: Some(work.now_ms),
        revision: 1,
        made_by: work.actor.person,
        made_at: work.now_ms,
        changed_at: work.now_ms,
        removed_at: None,
    };
    let row = filled(work, (&parts, row), (fields, Some(sources)))?;
    let id = row.id;
    let after = Rows {
        parts: vec![row],
        ..Rows::default()
    };
    act(work, head, "added", (Rows::default(), after)).await?;
    Ok(id)
}

/// Sửa; answers the new revision.
pub async fn alter(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    (fields, sources): (Fields, Option<Vec<Source>>),
) -> Result<i64, WorkError> {
    hold(work, head).await?;
    let parts = store::parts_of(&work.tx, head.id).await?;
    let was = parts
        .iter()
        .find(|one| one.id == id && one.removed_at.is_none());
    let was = was.ok_or(WorkError::NotFound)?.clone();
    if was.revision != fields.revision {
        return Err(WorkError::ChangedMeanwhile);
    }
    let mut row = filled(work, (&parts, was.clone()), (fields, sources))?;
    row.revision += 1;
    row.changed_at = work.now_ms;
    row.confirmed_by = Some(work.actor.person);
    row.confirmed_at = Some(work.now_ms);
    let revision = row.revision;
    act(work, head, "changed", (one(was), one(row))).await?;
    Ok(revision)
}

fn one(row: PartRow) -> Rows {
    Rows {
        parts: vec![row],
        ..Rows::default()
    }
}

/// The part as it becomes, every field read and checked.
fn filled(
    work: &Work,
    (parts, mut row): (&[PartRow], PartRow),
    (fields, sources): (Fields, Option<Vec<Source>>),
) -> Result<PartRow, WorkError> {
    let words = |name: &str, typed: Option<String>, was: String, most: usize| match typed {
        Some(typed) => short(name, text::nfc(typed.trim()).as_str(), most),
        None => Ok(was),
    };
    row.name = words("name", fields.name, row.name, LONGEST.0)?;
    row.note = words("note", fields.note, row.note, LONGEST.1)?;
    row.place = words("place", fields.place, row.place, LONGEST.0)?;
    if let Some(kind) = fields.kind {
        row.kind = kind;
    }
    let there = |id: Uuid| {
        parts
            .iter()
            .any(|one| one.id == id && one.removed_at.is_none() && !one.is_link())
    };
    match (row.from_id, row.to_id) {
        (None, None) if Symbol::of_id(&row.kind).is_none() => {
            return Err(WorkError::invalid("kind", messages::NO_SYMBOL));
        }
        (None, None) if row.name.is_empty() => {
            return Err(WorkError::invalid("name", messages::NO_NAME));
        }
        (None, None) => {}
        (Some(from), Some(to)) if from != to && there(from) && there(to) => {
            if link_kind(&row.kind).is_none() {
                return Err(WorkError::invalid("kind", messages::NO_LINK_KIND));
            }
        }
        _ => return Err(WorkError::invalid("to", messages::NO_ENDS)),
    }
    if let Some(role) = fields.role {
        let known = roles_on(work.today).role.iter().any(|one| one.id == role);
        if !role.is_empty() && !known {
            return Err(WorkError::invalid("role", messages::NO_ROLE));
        }
        row.role = role;
    }
    row.starts = moment("starts", fields.starts, row.starts)?;
    row.ends = moment("ends", fields.ends, row.ends)?;
    let is_early = match (row.starts.parse::<Moment>(), row.ends.parse::<Moment>()) {
        (Ok(starts), Ok(ends)) => {
            ends.at_utc_ms() < starts.at_utc_ms() && ends != Moment::day(starts.on)
        }
        _ => false,
    };
    if is_early {
        return Err(WorkError::invalid("ends", messages::ENDS_BEFORE));
    }
    if let Some(actors) = fields.actors {
        if !actors.iter().all(|id| there(*id)) {
            return Err(WorkError::invalid("actors", messages::NO_ACTOR));
        }
        row.actors = json(&actors)?;
    }
    if let Some(certainty) = fields.certainty {
        let known = Certainty::of_id(&certainty);
        let known = known.ok_or_else(|| WorkError::invalid("certainty", messages::NO_CERTAINTY))?;
        row.certainty = known.id().to_owned();
    }
    if let Some(sources) = sources {
        row.sources = json(&sources)?;
    }
    Ok(row)
}

fn json(value: &impl serde::Serialize) -> Result<String, WorkError> {
    serde_json::to_string(value).map_err(|cause| WorkError::Broken(cause.to_string()))
}

fn moment(name: &str, typed: Option<String>, was: String) -> Result<String, WorkError> {
    match typed.as_deref().map(str::trim) {
        None => Ok(was),
        Some("") => Ok(String::new()),
        Some(typed) => match Moment::read(typed) {
            Ok(moment) => Ok(moment.to_string()),
            Err(fault) => Err(WorkError::invalid(name, fault.to_string())),
        },
    }
}

fn short(name: &str, words: &str, most: usize) -> Result<String, WorkError> {
    match words.chars().count() > most {
        true => Err(WorkError::invalid(name, messages::too_long(most))),
        false => Ok(words.to_owned()),
    }
}

/// Bỏ, or puts back; the relations of a thing go and come with it because no diagram draws a line to nothing.
pub async fn set_part_removed(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let was = store::part(&work.tx, head.id, id)
        .await?
        .ok_or(WorkError::NotFound)?;
    if was.removed_at.is_some() == removed {
        return Ok(());
    }
    let row = PartRow {
        removed_at: removed.then_some(work.now_ms),
        changed_at: work.now_ms,
        revision: was.revision + 1,
        ..was.clone()
    };
    let what = if removed {
        "part_removed"
    } else {
        "part_restored"
    };
    act(work, head, what, (one(was), one(row))).await
}

/// Xác nhận: a person who has read the pages stands for these parts as they are.
pub(super) async fn confirm(work: &Work, head: &MatterHead, ids: &[Uuid]) -> Result<(), WorkError> {
    hold(work, head).await?;
    let (mut before, mut after) = (Rows::default(), Rows::default());
    for was in store::parts_of(&work.tx, head.id).await? {
        if !ids.contains(&was.id) || was.removed_at.is_some() {
            continue;
        }
        after.parts.push(PartRow {
            confirmed_by: Some(work.actor.person),
            confirmed_at: Some(work.now_ms),
            changed_at: work.now_ms,
            revision: was.revision + 1,
            ..was.clone()
        });
        before.parts.push(was);
    }
    match after.parts.is_empty() {
        true => Err(WorkError::NotFound),
        false => act(work, head, "confirmed", (before, after)).await,
    }
}

/// Where parts are put; what is not named stays.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Place {
    pub part: Uuid,
    pub x: Option<i64>,
    pub y: Option<i64>,
    pub hidden: Option<bool>,
}

/// Farther out is no sheet.
const FAR: i64 = 20_000;

/// Đặt chỗ, ẩn, hiện.
pub(super) async fn place(
    work: &Work,
    head: &MatterHead,
    diagram: Uuid,
    places: &[Place],
) -> Result<(), WorkError> {
    if places
        .iter()
        .any(|one| one.x.unwrap_or(0).abs() > FAR || one.y.unwrap_or(0).abs() > FAR)
    {
        return Err(WorkError::invalid("places", messages::TOO_FAR));
    }
    let changes = places.iter().map(|one| {
        let change = move |was: Placing| Placing {
            x: one.x.or(was.x),
            y: one.y.or(was.y),
            hidden: one.hidden.unwrap_or(was.hidden),
            ..was
        };
        (one.part, change)
    });
    placed(work, head, diagram, "placed", changes).await
}

/// Xếp lại tự động: all places made by hand are given up.
pub(super) async fn unplace(
    work: &Work,
    head: &MatterHead,
    diagram: Uuid,
) -> Result<(), WorkError> {
    let now = store::placings_of(&work.tx, diagram).await?;
    let changes = now.into_iter().filter(|one| one.x.is_some()).map(|one| {
        (one.part_id, |was: Placing| Placing {
            x: None,
            y: None,
            ..was
        })
    });
    placed(work, head, diagram, "placed", changes.collect::<Vec<_>>()).await
}

/// Thứ tự trình chiếu: what appears first, second …; what is in no group is there from the beginning.
pub(super) async fn steps(
    work: &Work,
    head: &MatterHead,
    diagram: Uuid,
    groups: &[Vec<Uuid>],
) -> Result<(), WorkError> {
    let step_of = |id: Uuid| {
        groups
            .iter()
            .position(|group| group.contains(&id))
            .map_or(0, |at| at as i64 + 1)
    };
    let mut ids: Vec<Uuid> = groups.iter().flatten().copied().collect();
    let now = store::placings_of(&work.tx, diagram).await?;
    ids.extend(now.iter().filter(|one| one.step > 0).map(|one| one.part_id));
    ids.sort_unstable();
    ids.dedup();
    let changes = ids.into_iter().map(|id| {
        let step = step_of(id);
        (id, move |was: Placing| Placing { step, ..was })
    });
    placed(work, head, diagram, "stepped", changes).await
}

async fn placed(
    work: &Work,
    head: &MatterHead,
    diagram: Uuid,
    what: &str,
    changes: impl IntoIterator<Item = (Uuid, impl Fn(Placing) -> Placing)>,
) -> Result<(), WorkError> {
    hold(work, head).await?;
    store::diagram(&work.tx, head.id, diagram)
        .await?
        .ok_or(WorkError::NotFound)?;
    let known = store::parts_of(&work.tx, head.id).await?;
    let now = store::placings_of(&work.tx, diagram).await?;
    let (mut before, mut after) = (Rows::default(), Rows::default());
    for (part_id, change) in changes {
        if !known.iter().any(|part| part.id == part_id) {
            return Err(WorkError::NotFound);
        }
        let was = now.iter().find(|one| one.part_id == part_id).cloned();
        let fresh = Placing {
            diagram_id: diagram,
            part_id,
            x: None,
            y: None,
            step: 0,
            hidden: false,
        };
        let then = change(was.clone().unwrap_or(fresh));
        if was.as_ref() != Some(&then) {
            before.placings.extend(was);
            after.placings.push(then);
        }
    }
    match after.placings.is_empty() {
        true => Ok(()),
        false => act(work, head, what, (before, after)).await,
    }
}
