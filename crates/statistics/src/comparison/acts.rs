//! Làm việc trên bảng đối chiếu: open it whole or not at all, confirm and part pairs, settle differences, undo, close, withdraw.

use db::{Sql, args};
use people::{Right, Work, WorkError};
use serde::{Deserialize, Serialize};

use super::matching::{self, SURE};
use super::ours::Ours;
use super::reading::Read;
use super::store::{self, Act, Comparison, Row, State};
use super::{FIELDS, messages};

/// The rows of a comparison: pairs first as their sheet orders them, then what only we have.
pub fn paired(theirs: &[Read], ours: &[Ours]) -> Vec<Row> {
    let left: Vec<_> = theirs.iter().map(|read| read.told.clone()).collect();
    let right: Vec<_> = ours.iter().map(|one| one.told.clone()).collect();
    let pairs = matching::pairs(&left, &right);
    let mut rows: Vec<Row> = Vec::new();
    let next = |rows: &Vec<Row>| i64::try_from(rows.len() + 1).unwrap_or(i64::MAX);
    for (at, read) in theirs.iter().enumerate() {
        let pair = pairs.iter().find(|pair| pair.theirs == at);
        let own = pair
            .and_then(|pair| ours.get(pair.ours))
            .map(|one| (&one.told, one.matter, one.subject));
        let row_no = i64::try_from(read.row).unwrap_or(i64::MAX);
        let mut row = Row::new(next(&rows), row_no, Some(&read.told), own);
        row.link = match pair {
            Some(pair) if pair.score >= SURE => "sure",
            Some(_) => "proposed",
            None => "none",
        }
        .to_owned();
        rows.push(row);
    }
    for (at, one) in ours.iter().enumerate() {
        if !pairs.iter().any(|pair| pair.ours == at) {
            rows.push(Row::new(
                next(&rows),
                0,
                None,
                Some((&one.told, one.matter, one.subject)),
            ));
        }
    }
    rows
}

/// Đối chiếu: every row in one transaction, or none.
pub async fn open(work: &Work, one: &Comparison, rows: &[Row]) -> Result<(), WorkError> {
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    if !store::set_step(&work.tx, one, &["checked"], "open").await? {
        return Err(WorkError::Unlawful(messages::STEP_PASSED.to_owned()));
    }
    store::put_rows(&work.tx, one, rows).await?;
    let said = format!("Đối chiếu {} dòng", rows.len());
    let opened = act(work, one, "opened", &said, &[], &[]).await?;
    store::put_act(&work.tx, one, &opened).await?;
    note(work, one, "comparison.opened", &said).await
}

/// Việc làm với một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Đúng là một người.
    Confirm,
    /// Không phải một người.
    Part,
    /// Ghép với một dòng chỉ Viện kiểm sát có.
    Join(i64),
    /// Khác vì sao, số liệu bên nào đúng.
    Settle {
        /// ours, theirs.
        stands: String,
        /// Why.
        reason: String,
    },
}

/// What of a row is kept to undo a deed.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    n: i64,
    row_no: i64,
    theirs: String,
    ours: String,
    matter: Option<uuid::Uuid>,
    subject: Option<uuid::Uuid>,
    link: String,
    differs: String,
    reason: String,
    stands: String,
    by_name: String,
    decided_at: Option<i64>,
}

impl From<&Row> for Kept {
    fn from(row: &Row) -> Kept {
        Kept {
            n: row.n,
            row_no: row.row_no,
            theirs: row.theirs.clone(),
            ours: row.ours.clone(),
            matter: row.matter_id,
            subject: row.subject_id,
            link: row.link.clone(),
            differs: row.differs.clone(),
            reason: row.reason.clone(),
            stands: row.stands.clone(),
            by_name: row.by_name.clone(),
            decided_at: row.decided_at,
        }
    }
}

impl From<Kept> for Row {
    fn from(kept: Kept) -> Row {
        Row {
            n: kept.n,
            row_no: kept.row_no,
            theirs: kept.theirs,
            ours: kept.ours,
            matter_id: kept.matter,
            subject_id: kept.subject,
            link: kept.link,
            differs: kept.differs,
            reason: kept.reason,
            stands: kept.stands,
            by_name: kept.by_name,
            decided_at: kept.decided_at,
        }
    }
}

/// Does something with a row of an open comparison.
pub async fn decide(work: &Work, one: &Comparison, n: i64, deed: Deed) -> Result<(), WorkError> {
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    // Whoever comes second waits here, and finds the rows as the first left them.
    if !store::set_step(&work.tx, one, &["open"], "open").await? {
        return Err(WorkError::Unlawful(messages::STEP_PASSED.to_owned()));
    }
    let rows = store::rows(&work.tx, one).await?;
    let refused = || WorkError::Unlawful(messages::NOT_THIS_ROW.to_owned());
    let row = rows
        .iter()
        .find(|row| row.n == n)
        .ok_or(WorkError::NotFound)?;
    let last = rows.last().map_or(0, |row| row.n);
    let has_both = !row.theirs.is_empty() && !row.ours.is_empty();
    let decided = |mut row: Row| {
        row.by_name.clone_from(&work.actor.name);
        row.decided_at = Some(work.now_ms);
        row
    };
    let (action, said, before, after): (_, String, Vec<&Row>, Vec<Row>) = match deed {
        Deed::Confirm if has_both && row.is_proposed() => {
            let mut made = row.clone();
            made.link = "confirmed".to_owned();
            let said = format!("Dòng {n}: xác nhận là một người");
            ("confirmed", said, vec![row], vec![decided(made)])
        }
        Deed::Part if has_both => {
            let mut theirs = row.clone();
            theirs.ours.clear();
            (theirs.matter_id, theirs.subject_id) = (None, None);
            let mut ours = row.clone();
            (ours.n, ours.row_no) = (last + 1, 0);
            ours.theirs.clear();
            for side in [&mut theirs, &mut ours] {
                side.link = "none".to_owned();
                side.differs.clear();
                side.reason.clear();
                side.stands.clear();
            }
            let said = format!("Dòng {n}: tách, không phải một người");
            (
                "parted",
                said,
                vec![row],
                vec![decided(theirs), decided(ours)],
            )
        }
        Deed::Join(other) if row.ours.is_empty() => {
            let other = rows
                .iter()
                .find(|known| known.n == other && known.theirs.is_empty())
                .ok_or_else(refused)?;
            let (theirs, ours) = (row.their_side(), other.our_side());
            let (Some(theirs), Some(ours)) = (theirs, ours) else {
                return Err(refused());
            };
            let (Some(matter), Some(subject)) = (other.matter_id, other.subject_id) else {
                return Err(refused());
            };
            let mut made = Row::new(n, row.row_no, Some(&theirs), Some((&ours, matter, subject)));
            made.link = "confirmed".to_owned();
            let said = format!("Dòng {n}: ghép với dòng {}", other.n);
            ("joined", said, vec![row, other], vec![decided(made)])
        }
        Deed::Settle { stands, reason } if !row.is_proposed() && row.state() != State::Equal => {
            if !matches!(stands.as_str(), "ours" | "theirs") {
                return Err(WorkError::invalid("stands", messages::STANDS));
            }
            let reason = text::clean(&reason);
            if reason.is_empty() || reason.chars().count() > 1000 {
                return Err(WorkError::invalid("reason", messages::REASON));
            }
            let mut made = row.clone();
            (made.stands, made.reason) = (stands, reason);
            let side = match made.stands.as_str() {
                "ours" => "Viện kiểm sát",
                _ => one.partner.as_str(),
            };
            let said = format!("Dòng {n}: số liệu của {side} đúng. {}", made.reason);
            ("settled", said, vec![row], vec![decided(made)])
        }
        _ => return Err(refused()),
    };
    let gone: Vec<i64> = before.iter().map(|row| row.n).collect();
    store::drop_rows(&work.tx, one, &gone).await?;
    store::put_rows(&work.tx, one, &after).await?;
    let done = act(work, one, action, &said, &before, &after).await?;
    store::put_act(&work.tx, one, &done).await?;
    note(work, one, &format!("comparison.{action}"), &said).await
}

async fn act(
    work: &Work,
    one: &Comparison,
    action: &str,
    said: &str,
    before: &[&Row],
    after: &[Row],
) -> Result<Act, WorkError> {
    let last: Option<i64> = work
        .tx
        .one(
            "SELECT MAX(n) FROM statistics_comparison_act WHERE unit_id = $1 AND comparison_id = $2",
            args![&one.unit_id, one.id],
        )
        .await?;
    let kept: Vec<Kept> = before.iter().map(|row| Kept::from(*row)).collect();
    let made: Vec<i64> = after.iter().map(|row| row.n).collect();
    Ok(Act {
        n: last.unwrap_or(0) + 1,
        action: action.to_owned(),
        said: said.to_owned(),
        before: serde_json::to_string(&kept).unwrap_or_default(),
        made: serde_json::to_string(&made).unwrap_or_default(),
        by_name: work.actor.name.clone(),
        at: work.now_ms,
        undone_name: String::new(),
        undone_at: None,
    })
}

async fn note(work: &Work, one: &Comparison, action: &str, said: &str) -> Result<(), WorkError> {
    work.note(action, "statistics_comparison", one.id, said)
        .await
}

/// Whether a deed can be undone: one on rows, not the opening or the closing.
pub fn can_undo(act: &Act) -> bool {
    act.undone_at.is_none()
        && matches!(
            act.action.as_str(),
            "confirmed" | "parted" | "joined" | "settled"
        )
}

/// Hoàn tác the newest deed that stands; what it was stays in the history.
pub async fn undo(work: &Work, one: &Comparison) -> Result<(), WorkError> {
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    if !store::set_step(&work.tx, one, &["open"], "open").await? {
        return Err(WorkError::Unlawful(messages::STEP_PASSED.to_owned()));
    }
    let acts = store::acts(&work.tx, one).await?;
    let newest = acts
        .iter()
        .find(|act| can_undo(act))
        .ok_or_else(|| WorkError::Unlawful(messages::NOTHING_TO_UNDO.to_owned()))?;
    let made: Vec<i64> = serde_json::from_str(&newest.made).unwrap_or_default();
    let kept: Vec<Kept> = serde_json::from_str(&newest.before).unwrap_or_default();
    let before: Vec<Row> = kept.into_iter().map(Row::from).collect();
    store::drop_rows(&work.tx, one, &made).await?;
    store::put_rows(&work.tx, one, &before).await?;
    work.tx
        .exec(
            "UPDATE statistics_comparison_act SET undone_name = $4, undone_at = $5
              WHERE unit_id = $1 AND comparison_id = $2 AND n = $3 AND undone_at IS NULL",
            args![
                &one.unit_id,
                one.id,
                newest.n,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    note(work, one, "comparison.undone", &newest.said).await
}

/// Người ký biên bản.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signers {
    /// Bên Viện kiểm sát: name, post.
    pub ours: (String, String),
    /// Bên kia: name, post.
    pub theirs: (String, String),
    /// The other agency.
    pub partner: String,
}

/// Chốt: nothing is left to decide, and both signers are named.
pub async fn close(work: &Work, one: &Comparison, signers: &Signers) -> Result<(), WorkError> {
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    let words = [
        &signers.ours.0,
        &signers.ours.1,
        &signers.theirs.0,
        &signers.theirs.1,
        &signers.partner,
    ];
    if words
        .iter()
        .any(|said| said.is_empty() || said.chars().count() > 200)
    {
        return Err(WorkError::invalid("our_signer", messages::SIGNERS));
    }
    if !store::set_step(&work.tx, one, &["open"], "closed").await? {
        return Err(WorkError::Unlawful(messages::STEP_PASSED.to_owned()));
    }
    let rows = store::rows(&work.tx, one).await?;
    if !rows.iter().all(Row::is_settled) {
        return Err(WorkError::Unlawful(messages::NOT_SETTLED.to_owned()));
    }
    work.tx
        .exec(
            "UPDATE statistics_comparison SET our_signer = $3, our_title = $4, their_signer = $5, their_title = $6,
               partner = $7, closed_name = $8, closed_at = $9
              WHERE unit_id = $1 AND id = $2",
            args![
                &one.unit_id,
                one.id,
                &signers.ours.0,
                &signers.ours.1,
                &signers.theirs.0,
                &signers.theirs.1,
                &signers.partner,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    let said = format!("Chốt với {}", signers.partner);
    let closed = act(work, one, "closed", &said, &[], &[]).await?;
    store::put_act(&work.tx, one, &closed).await?;
    note(work, one, "comparison.closed", &said).await
}

/// Mở lại a closed one, or rút one altogether: both keep everything that was done, with the reason.
pub async fn step_back(
    work: &Work,
    one: &Comparison,
    is_withdrawn: bool,
    why: &str,
) -> Result<(), WorkError> {
    work.require(Right::StatisticsEnter, &one.unit_id).await?;
    let why = text::clean(why);
    if why.is_empty() || why.chars().count() > 1000 {
        return Err(WorkError::invalid("why", messages::WHY));
    }
    let (from, to, action, said): (&[&str], _, _, _) = match is_withdrawn {
        true => (
            &["mapping", "checked", "open", "closed"],
            "withdrawn",
            "withdrawn",
            format!("Rút bảng đối chiếu: {why}"),
        ),
        false => (
            &["closed"],
            "open",
            "reopened",
            format!("Mở lại để sửa: {why}"),
        ),
    };
    if !store::set_step(&work.tx, one, from, to).await? {
        return Err(WorkError::Unlawful(messages::STEP_PASSED.to_owned()));
    }
    work.tx
        .exec(
            "UPDATE statistics_comparison SET why = $3 WHERE unit_id = $1 AND id = $2",
            args![&one.unit_id, one.id, &why],
        )
        .await?;
    let done = act(work, one, action, &said, &[], &[]).await?;
    store::put_act(&work.tx, one, &done).await?;
    note(work, one, &format!("comparison.{action}"), &said).await
}

/// The fields of a row in words, side by side: label, theirs, ours, whether they differ.
pub fn side_by_side(
    law: &law::Law,
    one: &Comparison,
    row: &Row,
) -> Vec<(String, String, String, bool)> {
    let Some(kind) = one.kind() else {
        return Vec::new();
    };
    let (theirs, ours) = (row.their_side(), row.our_side());
    let differs: Vec<&str> = row.differs.split(',').collect();
    FIELDS
        .into_iter()
        .filter(|field| kind.slot(field).is_some())
        .map(|field| {
            let said = |side: &Option<super::Told>| {
                side.as_ref()
                    .map(|told| told.said(law, field))
                    .unwrap_or_default()
            };
            (
                kind.label(field),
                said(&theirs),
                said(&ours),
                differs.contains(&field),
            )
        })
        .collect()
}
