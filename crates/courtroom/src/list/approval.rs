//! Trình duyệt danh mục: the list as it stands is handed to a leader, who approves it or sends it back with a remark.

use casefile::MatterHead;
use db::{Sql, StorageError, args};
use people::{Actor, Reach, Right, Rights, Role, Units, Work, WorkError, staff};
use shell::notices::{Notice, tell};
use uuid::Uuid;

use super::store;
use crate::{messages, rules::Exhibit};

db::row! {
    /// Một lần trình.
    pub struct Approval {
        /// Lần thứ mấy.
        pub n: i64,
        /// The revision handed in.
        pub revision: i64,
        /// The list as it stood, JSON.
        pub content: String,
        /// waiting, approved, returned, withdrawn.
        pub state: String,
        /// Who is asked.
        pub leader_id: Uuid,
        /// What the leader was told.
        pub note: String,
        /// Who handed it in.
        pub asked_by: Uuid,
        /// When.
        pub asked_at: i64,
        /// Ý kiến.
        pub remark: String,
        /// Who answered.
        pub answered_by: Option<Uuid>,
        /// When.
        pub answered_at: Option<i64>,
    }
}

const COLUMNS: &str = "n, revision, content, state, leader_id, note, asked_by, asked_at, remark, answered_by, answered_at";

impl Approval {
    /// The list as it was handed in.
    pub fn exhibits(&self) -> Result<Vec<Exhibit>, StorageError> {
        serde_json::from_str(&self.content).map_err(|cause| StorageError::Column {
            column: format!("courtroom_approval.content of turn {}", self.n),
            cause: cause.to_string(),
        })
    }
}

/// The last turn, whatever became of it.
pub async fn latest(sql: &impl Sql, matter: Uuid) -> Result<Option<Approval>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_approval WHERE matter_id = $1 AND state <> 'withdrawn' ORDER BY n DESC LIMIT 1"),
        args![matter],
    )
    .await
}

/// Bản đã duyệt: the newest one that was approved.
pub async fn approved(sql: &impl Sql, matter: Uuid) -> Result<Option<Approval>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_approval WHERE matter_id = $1 AND state = 'approved' ORDER BY n DESC LIMIT 1"),
        args![matter],
    )
    .await
}

/// A turn by its number.
pub async fn turn(sql: &impl Sql, matter: Uuid, n: i64) -> Result<Option<Approval>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM courtroom_approval WHERE matter_id = $1 AND n = $2"),
        args![matter, n],
    )
    .await
}

/// Lãnh đạo có thể duyệt: those of the unit whose post holds the right, the chief first.
pub async fn leaders(
    sql: &impl Sql,
    units: &Units,
    unit: &str,
    day: chrono::NaiveDate,
) -> Result<Vec<(Uuid, String)>, WorkError> {
    let members = staff::post::members(sql, units, unit, day).await?;
    let mut all: Vec<(Uuid, String)> = Vec::new();
    for member in members {
        let Some(role) = Role::parse(&member.role) else {
            continue;
        };
        let reach = Rights::embedded().reach(role, Right::CourtroomApprove);
        if reach != Reach::None && all.iter().all(|(known, _)| *known != member.person) {
            let name = format!("{} – {}", member.name, role.name_vi());
            all.push((member.person, name));
        }
    }
    Ok(all)
}

/// Trình duyệt: what stands in the list now is kept as it is, and a leader is asked.
pub async fn submit(
    work: &Work,
    units: &Units,
    matter: &MatterHead,
    (leader, note): (Option<Uuid>, &str),
) -> Result<i64, WorkError> {
    store::require(work, matter).await?;
    let revision = store::hold(work, matter).await?;
    let exhibits = store::exhibits_of(&work.tx, matter.id).await?;
    if exhibits.is_empty() {
        return Err(WorkError::invalid("", messages::NOTHING_TO_APPROVE));
    }
    let leader = leader.ok_or_else(|| WorkError::invalid("leader", messages::NO_LEADER))?;
    let known = leaders(&work.tx, units, &matter.unit, work.today).await?;
    if !known.iter().any(|(person, _)| *person == leader) {
        return Err(WorkError::invalid("leader", messages::LEADER_MAY_NOT));
    }
    let last = latest(&work.tx, matter.id).await?;
    if last.is_some_and(|last| last.state == "waiting") {
        return Err(WorkError::invalid("", messages::ALREADY_WAITING));
    }
    let content = serde_json::to_string(&exhibits).map_err(|e| WorkError::Broken(e.to_string()))?;
    let n: i64 = work
        .tx
        .one(
            "SELECT coalesce(max(n), 0) + 1 FROM courtroom_approval WHERE matter_id = $1",
            args![matter.id],
        )
        .await?;
    work.tx
        .exec(
            "INSERT INTO courtroom_approval (unit_id, matter_id, n, revision, content, state, leader_id, note, asked_by, asked_at, remark)
             VALUES ($1, $2, $3, $4, $5, 'waiting', $6, $7, $8, $9, '')",
            args![&matter.unit, matter.id, n, revision, content, leader, text::clean(note), work.actor.person, work.now_ms],
        )
        .await?;
    if leader != work.actor.person {
        let sentence = messages::submitted_to_you(&work.actor.name, &matter.title);
        notify(work, leader, "courtroom.submitted", sentence, matter.id).await?;
    }
    noted(work, matter.id, "submitted").await?;
    Ok(n)
}

/// Rút lại, before it is answered.
pub async fn take_back(work: &Work, matter: &MatterHead) -> Result<(), WorkError> {
    store::require(work, matter).await?;
    end(work, matter.id, "withdrawn", "").await?;
    noted(work, matter.id, "taken_back").await
}

/// Duyệt, or trả lại kèm ý kiến: by whoever holds the right over the matter, by post or by delegation.
pub async fn answer(
    work: &Work,
    matter: &MatterHead,
    approves: bool,
    remark: &str,
) -> Result<(), WorkError> {
    work.require_for(Right::CourtroomApprove, &matter.unit, &matter.assigned)
        .await?;
    let remark = text::clean(remark);
    if !approves && remark.is_empty() {
        return Err(WorkError::invalid("remark", messages::NO_REMARK));
    }
    let state = if approves { "approved" } else { "returned" };
    let asked_by = end(work, matter.id, state, &remark).await?;
    if asked_by != work.actor.person {
        let (who, title) = (&work.actor.name, &matter.title);
        let sentence = match approves {
            true => messages::approved_for_you(who, title),
            false => messages::returned_to_you(who, title, &remark),
        };
        let kind = format!("courtroom.{state}");
        notify(work, asked_by, &kind, sentence, matter.id).await?;
    }
    noted(work, matter.id, state).await
}

/// Whether this person may answer.
pub fn may_answer(actor: &Actor, matter: &MatterHead) -> bool {
    let assigned = actor.is_assigned(&matter.assigned);
    Rights::embedded().may(actor, Right::CourtroomApprove, &matter.unit, assigned)
}

async fn end(work: &Work, matter: Uuid, state: &str, remark: &str) -> Result<Uuid, WorkError> {
    let asked_by: Option<Uuid> = work
        .tx
        .opt(
            "UPDATE courtroom_approval SET state = $1, remark = $2, answered_by = $3, answered_at = $4
              WHERE matter_id = $5 AND state = 'waiting' RETURNING asked_by",
            args![state, remark, work.actor.person, work.now_ms, matter],
        )
        .await?;
    asked_by.ok_or_else(|| WorkError::invalid("", messages::NOT_WAITING))
}

async fn notify(
    work: &Work,
    person: Uuid,
    kind: &str,
    sentence: String,
    matter: Uuid,
) -> Result<(), WorkError> {
    let notice = Notice {
        person,
        kind: kind.to_owned(),
        sentence,
        href: format!("/courtroom/matters/{matter}"),
    };
    Ok(tell(&work.tx, notice, work.now_ms).await?)
}

async fn noted(work: &Work, matter: Uuid, what: &str) -> Result<(), WorkError> {
    let action = format!("courtroom.list.{what}");
    work.note(&action, "courtroom", matter, "").await
}
