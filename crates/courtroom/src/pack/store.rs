//! Sổ gói phiên tòa: which packs were asked for, what became of them, which of them are void.

use casefile::MatterHead;
use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use people::{Work, WorkError, sign_in::SealingKey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    job,
    keys::{Keys, Opening},
    messages,
};
use crate::list;

/// Phần hồ sơ mang theo, beside the pages of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Part {
    /// Toàn bộ hồ sơ.
    pub is_whole: bool,
    /// Documents of the contents.
    pub documents: Vec<Uuid>,
}

db::row! {
    /// Gói phiên tòa.
    pub struct Pack {
        /// The unit of its matter.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Its matter.
        pub matter_id: Uuid,
        /// Who carries it.
        pub holder_id: Uuid,
        /// The day of the trial.
        pub trial_on: NaiveDate,
        /// The last day on which it opens.
        pub expires_on: NaiveDate,
        /// See [`Part`], JSON.
        pub asked: String,
        /// The approved list it stands on.
        pub approval_n: Option<i64>,
        /// See [`Opening`], JSON.
        pub opening: String,
        /// Its keys, sealed.
        pub keys_sealed: String,
        /// Who had it made.
        pub asked_by: Uuid,
        /// When, ms UTC.
        pub asked_at: i64,
        /// waiting, made, refused.
        pub state: String,
        /// Why it was refused.
        pub why: String,
        /// The encrypted parts; empty before they are made and after they went.
        pub file: String,
        /// Bản kê.
        pub manifest: String,
        /// The page that opens them.
        pub player: String,
        /// Bytes of the parts.
        pub bytes: i64,
        /// Its pages.
        pub pages: i64,
        /// Its exhibits.
        pub exhibits: i64,
        /// When it was made.
        pub made_at: Option<i64>,
        /// When its file went.
        pub cleared_at: Option<i64>,
        /// The sheet to be signed.
        pub paper: String,
        /// The signed sheet.
        pub signed: String,
        /// Who signed.
        pub signed_name: String,
        /// When.
        pub signed_at: Option<i64>,
        /// When it was declared void.
        pub void_at: Option<i64>,
        /// By whom.
        pub void_by: Option<Uuid>,
        /// Why.
        pub void_why: String,
    }
}

const COLUMNS: &str = "unit_id, id, matter_id, holder_id, trial_on, expires_on, asked, approval_n, opening, keys_sealed, asked_by, asked_at, state, why, file, manifest, player, bytes, pages, exhibits, made_at, cleared_at, paper, signed, signed_name, signed_at, void_at, void_by, void_why";

fn unreadable(id: Uuid, column: &str, cause: impl std::fmt::Display) -> StorageError {
    StorageError::Column {
        column: format!("courtroom_pack.{column} of {id}"),
        cause: cause.to_string(),
    }
}

impl Pack {
    /// Nobody has made it yet.
    pub fn is_waiting(&self) -> bool {
        self.state == "waiting"
    }

    /// Its file can be taken.
    pub fn is_there(&self) -> bool {
        !self.file.is_empty()
    }

    /// What part of the file it holds.
    pub fn part(&self) -> Result<Part, StorageError> {
        serde_json::from_str(&self.asked).map_err(|cause| unreadable(self.id, "asked", cause))
    }

    /// How it opens.
    pub fn opening(&self) -> Result<Opening, StorageError> {
        serde_json::from_str(&self.opening).map_err(|cause| unreadable(self.id, "opening", cause))
    }

    /// Its keys; none when the key outside the database is another one.
    pub fn keys(&self, sealing: &SealingKey) -> Option<Keys> {
        Keys::parse(&sealing.open(&self.keys_sealed, self.id)?)
    }
}

/// Gói cần lập.
pub struct NewPack {
    /// Its id: the keys were wrapped for it.
    pub id: Uuid,
    /// Who carries it.
    pub holder: Uuid,
    /// The day of the trial.
    pub trial_on: NaiveDate,
    /// The last day on which it opens.
    pub expires_on: NaiveDate,
    /// What it holds beside the list.
    pub part: Part,
    /// Somebody said once more that the list was not approved.
    pub is_confirmed: bool,
    /// Its keys.
    pub keys: Keys,
    /// How they are wrapped.
    pub opening: Opening,
}

/// Days a pack may open at the longest.
pub const LONGEST_DAYS: i64 = 60;

/// Lập gói: kept and queued; ring the bell after the commit.
pub async fn ask(
    work: &Work,
    sealing: &SealingKey,
    matter: &MatterHead,
    new: &NewPack,
) -> Result<(), WorkError> {
    list::store::require(work, matter).await?;
    let approved = list::approved(&work.tx, matter.id).await?;
    if approved.is_none() && !new.is_confirmed {
        return Err(WorkError::invalid("confirmed", messages::NOT_APPROVED));
    }
    let json = |value: Result<String, serde_json::Error>| {
        value.map_err(|fault| WorkError::Broken(fault.to_string()))
    };
    let sealed = sealing.seal(&new.keys.letters(), new.id)?;
    work.tx
        .exec(
            "INSERT INTO courtroom_pack (unit_id, id, matter_id, holder_id, trial_on, expires_on, asked, approval_n, opening, keys_sealed,
               asked_by, asked_at, state, why, file, manifest, player, bytes, pages, exhibits, paper, signed, signed_name, void_why)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', '', '', '', '', 0, 0, 0, '', '', '', '')",
            args![
                &matter.unit,
                new.id,
                matter.id,
                new.holder,
                new.trial_on,
                new.expires_on,
                json(serde_json::to_string(&new.part))?,
                approved.map(|turn| turn.n),
                json(serde_json::to_string(&new.opening))?,
                &sealed,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    let job = jobs::NewJob {
        kind: job::KIND,
        subject: new.id.to_string(),
        payload: String::new(),
        title: messages::job_title(&matter.title),
        unit: matter.unit.clone(),
        asked_by: Some(work.actor.person),
        // Somebody waits for it.
        priority: 50,
    };
    jobs::queue(&work.tx, job).await?;
    noted(work, new.id, "asked").await
}

/// The pack with this id.
pub async fn by_id(sql: &impl Sql, id: Uuid) -> Result<Option<Pack>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_pack WHERE id = $1"),
        args![id],
    )
    .await
}

/// The packs of a matter, the newest first.
pub async fn of_matter(sql: &impl Sql, matter: Uuid) -> Result<Vec<Pack>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_pack WHERE matter_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 100"),
        args![matter],
    )
    .await
}

/// What a finished pack is made of.
pub struct Made {
    /// The encrypted parts.
    pub file: String,
    /// Bản kê.
    pub manifest: String,
    /// The page that opens them.
    pub player: String,
    /// The sheet to be signed.
    pub paper: String,
    /// Bytes of the parts.
    pub bytes: i64,
    /// Its pages.
    pub pages: i64,
    /// Its exhibits.
    pub exhibits: i64,
}

/// The file is there; how many lines say so now: none when it was declared void meanwhile.
pub async fn made(
    sql: &impl Sql,
    pack: &Pack,
    made: &Made,
    now_ms: i64,
) -> Result<u64, StorageError> {
    sql.exec(
        "UPDATE courtroom_pack SET state = 'made', file = $3, manifest = $4, player = $5, paper = $6, bytes = $7, pages = $8, exhibits = $9, made_at = $10
          WHERE unit_id = $1 AND id = $2 AND state = 'waiting'",
        args![
            &pack.unit_id, pack.id, &made.file, &made.manifest, &made.player, &made.paper, made.bytes, made.pages, made.exhibits, now_ms
        ],
    )
    .await
}

/// It cannot be made, and why.
pub async fn refused(
    sql: &impl Sql,
    pack: &Pack,
    why: &str,
    now_ms: i64,
) -> Result<(), StorageError> {
    sql.exec(
        "UPDATE courtroom_pack SET state = 'refused', why = $3, made_at = $4 WHERE unit_id = $1 AND id = $2 AND state = 'waiting'",
        args![&pack.unit_id, pack.id, why, now_ms],
    )
    .await
    .map(drop)
}

/// Packs whose last day has passed and whose file is still there.
pub async fn over(sql: &impl Sql, today: NaiveDate) -> Result<Vec<Pack>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM courtroom_pack WHERE file <> '' AND expires_on < $1 ORDER BY expires_on LIMIT 100"),
        args![today],
    )
    .await
}

/// Its file is gone; the line stays.
pub async fn cleared(sql: &impl Sql, pack: &Pack, now_ms: i64) -> Result<(), StorageError> {
    sql.exec(
        "UPDATE courtroom_pack SET file = '', cleared_at = $3 WHERE unit_id = $1 AND id = $2",
        args![&pack.unit_id, pack.id, now_ms],
    )
    .await
    .map(drop)
}

/// Hủy gói: written down, and no more given from here. A file that was taken still opens until its last day.
pub async fn void(work: &Work, pack: &Pack, why: &str) -> Result<(), WorkError> {
    let why = text::clean(why);
    if why.is_empty() {
        return Err(WorkError::invalid("why", messages::NO_REASON));
    }
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_pack SET void_at = $3, void_by = $4, void_why = $5 WHERE unit_id = $1 AND id = $2 AND void_at IS NULL",
            args![&pack.unit_id, pack.id, work.now_ms, work.actor.person, &why],
        )
        .await?;
    match changed {
        0 => Err(WorkError::ChangedMeanwhile),
        _ => noted(work, pack.id, "voided").await,
    }
}

/// The sheet was signed.
pub async fn signed(work: &Work, pack: &Pack, file: &str) -> Result<(), WorkError> {
    // The right may come from the matter alone: who made the pack also signs it.
    let head = casefile::head_of(&work.tx, pack.matter_id).await?;
    list::store::require(work, &head.ok_or(WorkError::NotFound)?).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE courtroom_pack SET signed = $3, signed_name = $4, signed_at = $5 WHERE unit_id = $1 AND id = $2 AND signed = ''",
            args![&pack.unit_id, pack.id, file, &work.actor.name, work.now_ms],
        )
        .await?;
    match changed {
        0 => Err(WorkError::ChangedMeanwhile),
        _ => noted(work, pack.id, "signed").await,
    }
}

/// A line of the trail.
pub async fn noted(work: &Work, id: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("courtroom.pack.{what}");
    work.note(&action, "courtroom.pack", id, "").await
}
