//! Băng ghi được giữ: what is known of each recording; its bytes lie in the store under their hash and are never converted.

use casefile::MatterHead;
use db::{Sql, StorageError, V, args};
use people::{Work, WorkError};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    list::store::require,
    messages,
    rules::{Format, MediaKind, MediaPart, ORIGINS},
};

db::row! {
    /// Một băng ghi.
    pub struct MediaRow {
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// SHA-256 of the original.
        pub hash: String,
        /// Its size.
        pub bytes: i64,
        /// video, audio.
        pub kind: String,
        /// Its type for the browser.
        pub mime: String,
        /// Codecs as found.
        pub codecs: String,
        /// The file's name as delivered.
        pub name: String,
        /// What it is called.
        pub title: String,
        /// hoi_cung, loi_khai, camera, khac, '' not said.
        pub origin: String,
        /// Người được ghi.
        pub person: String,
        /// Bút lục of the record that belongs to it.
        pub record: String,
        /// Thiết bị ghi.
        pub device: String,
        /// Người vận hành.
        pub operator: String,
        /// From when to when, as written.
        pub recorded: String,
        /// Số niêm phong.
        pub seal: String,
        /// Of which original it is a viewing copy, as written.
        pub copy_of: String,
        /// How long it is; 0 unknown.
        pub duration_ms: i64,
        /// Grows with every change.
        pub revision: i64,
        /// Who brought it.
        pub added_by: Uuid,
        /// When.
        pub added_at: i64,
        /// When it was taken off.
        pub removed_at: Option<i64>,
    }
}

const COLUMNS: &str = "id, matter_id, hash, bytes, kind, mime, codecs, name, title, origin, person, record, device, operator, recorded, seal, copy_of, duration_ms, revision, added_by, added_at, removed_at";

impl MediaRow {
    /// Video or sound.
    pub fn kind(&self) -> MediaKind {
        match self.kind.as_str() {
            "video" => MediaKind::Video,
            _ => MediaKind::Audio,
        }
    }

    /// As a part of an exhibit, to be played whole.
    pub fn part(&self) -> MediaPart {
        MediaPart {
            media: self.id,
            hash: self.hash.clone(),
            kind: self.kind(),
            mime: self.mime.clone(),
            title: self.title.clone(),
            duration_ms: self.duration_ms,
            cues: Vec::new(),
        }
    }
}

/// The recordings of a matter, the newest first, without those taken off.
pub async fn media_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<MediaRow>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_media WHERE matter_id = $1 AND removed_at IS NULL ORDER BY added_at DESC, id DESC"),
        args![matter],
    )
    .await
}

/// One recording, taken off or not.
pub async fn recording(sql: &impl Sql, id: Uuid) -> Result<Option<MediaRow>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_media WHERE id = $1"),
        args![id],
    )
    .await
}

/// What came.
pub(crate) struct Brought {
    pub hash: String,
    pub bytes: u64,
    pub format: Format,
    pub name: String,
}

/// Nhận một băng ghi; the same bytes brought twice to a matter are one.
pub(crate) async fn bring(
    work: &Work,
    matter: &MatterHead,
    brought: Brought,
) -> Result<(Uuid, bool), WorkError> {
    require(work, matter).await?;
    let there: Option<Uuid> = work
        .tx
        .opt(
            "SELECT id FROM courtroom_media WHERE matter_id = $1 AND hash = $2 AND removed_at IS NULL",
            args![matter.id, &brought.hash],
        )
        .await?;
    if let Some(there) = there {
        return Ok((there, false));
    }
    let id = Uuid::now_v7();
    let kind = match brought.format.kind {
        MediaKind::Video => "video",
        MediaKind::Audio => "audio",
    };
    let stem = brought
        .name
        .rsplit_once('.')
        .map_or(brought.name.as_str(), |(stem, _)| stem);
    work.tx
        .exec(
            "INSERT INTO courtroom_media (unit_id, id, matter_id, hash, bytes, kind, mime, codecs, name, title, origin, person, record, device, operator, recorded, seal, copy_of,
                    duration_ms, revision, added_by, added_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', '', '', '', '', '', '', 0, 1, $11, $12)",
            args![
                &matter.unit, id, matter.id, &brought.hash, i64::try_from(brought.bytes).unwrap_or(i64::MAX), kind, brought.format.mime,
                brought.format.codecs, &brought.name, stem, work.actor.person, work.now_ms
            ],
        )
        .await?;
    work.note(
        "courtroom.media.brought",
        "courtroom.media",
        id,
        &brought.hash,
    )
    .await?;
    Ok((id, true))
}

/// Điều ghi thêm; what is not named stays.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Known {
    /// The revision that was seen.
    pub revision: i64,
    /// What it is called.
    pub title: Option<String>,
    /// Where it is from.
    pub origin: Option<String>,
    /// Người được ghi.
    pub person: Option<String>,
    /// Bút lục of its record.
    pub record: Option<String>,
    /// Thiết bị.
    pub device: Option<String>,
    /// Người vận hành.
    pub operator: Option<String>,
    /// From when to when.
    pub recorded: Option<String>,
    /// Số niêm phong.
    pub seal: Option<String>,
    /// Of which original it is a copy.
    pub copy_of: Option<String>,
    /// How long it is, as a browser says.
    pub duration_ms: Option<i64>,
}

/// Letters of one text.
const LONGEST: usize = 500;
/// A day and a night.
const LONGEST_MS: i64 = 24 * 3_600_000;

/// Sửa; answers the new revision.
pub(crate) async fn alter(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    known: Known,
) -> Result<i64, WorkError> {
    require(work, matter).await?;
    let row = recording(&work.tx, id).await?;
    let row = row
        .filter(|row| row.matter_id == matter.id && row.removed_at.is_none())
        .ok_or(WorkError::NotFound)?;
    let text = |asked: Option<String>, was: String| -> Result<String, WorkError> {
        let Some(text) = asked else { return Ok(was) };
        let text = text::nfc(text.trim());
        match text.chars().count() > LONGEST {
            true => Err(WorkError::invalid("text", messages::too_long(LONGEST))),
            false => Ok(text),
        }
    };
    let origin = known.origin.unwrap_or(row.origin);
    if !origin.is_empty() && ORIGINS.iter().all(|(one, _)| *one != origin) {
        return Err(WorkError::invalid("origin", messages::BAD_ORIGIN));
    }
    let title = text(known.title, row.title)?;
    if title.is_empty() {
        return Err(WorkError::invalid("title", messages::NO_MEDIA_TITLE));
    }
    let is_only_length = known.duration_ms.is_some();
    let duration = known
        .duration_ms
        .unwrap_or(row.duration_ms)
        .clamp(0, LONGEST_MS);
    let values = args![
        title,
        origin,
        text(known.person, row.person)?,
        text(known.record, row.record)?,
        text(known.device, row.device)?,
        text(known.operator, row.operator)?,
        text(known.recorded, row.recorded)?,
        text(known.seal, row.seal)?,
        text(known.copy_of, row.copy_of)?,
        duration,
        id,
        known.revision
    ];
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_media SET title = $1, origin = $2, person = $3, record = $4, device = $5, operator = $6, recorded = $7, seal = $8, copy_of = $9,
                    duration_ms = $10, revision = revision + 1
              WHERE id = $11 AND removed_at IS NULL AND revision = $12",
            values,
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    if !is_only_length {
        work.note("courtroom.media.described", "courtroom.media", id, "")
            .await?;
    }
    Ok(known.revision + 1)
}

/// Bỏ băng ghi khỏi danh sách, or puts it back; its bytes stay.
pub(crate) async fn set_removed(
    work: &Work,
    matter: &MatterHead,
    id: Uuid,
    removed: bool,
) -> Result<(), WorkError> {
    require(work, matter).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_media SET removed_at = $1, revision = revision + 1 WHERE matter_id = $2 AND id = $3",
            vec![V::from(removed.then_some(work.now_ms)), V::from(matter.id), V::from(id)],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    let action = if removed {
        "courtroom.media.removed"
    } else {
        "courtroom.media.restored"
    };
    work.note(action, "courtroom.media", id, "").await
}
