//! Mâu thuẫn được giữ: what a person accepted, or dismissed with a reason; each with both leaves.

use db::{Sql, StorageError, args};
use people::{Right, Work, WorkError};
use scan::Rect;
use serde::{Deserialize, Serialize};
use text::mentions::Topic;
use uuid::Uuid;

use super::{
    messages,
    spoken::{leaf, preview},
};
use crate::{
    marks::turning::{Stand, follow},
    matter::MatterHead,
};

/// Một bên của mâu thuẫn: who told it, in which document, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The document.
    pub document: Uuid,
    /// Its title when it was held.
    pub title: String,
    /// Who told it.
    pub person: String,
    /// The page.
    pub page: Uuid,
    /// The boxes of the detail, on the picture as it stood.
    pub rects: Vec<Rect>,
    /// The size of that picture.
    pub w: i64,
    /// The same.
    pub h: i64,
    /// How it was turned.
    pub quarters: i64,
    /// The detail as told: "hai mươi triệu đồng".
    pub told: String,
    /// The sentence it stands in.
    pub sentence: String,
}

/// Đã quyết thế nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Ghi nhận.
    Accepted,
    /// Bỏ qua.
    Dismissed,
}

impl State {
    fn id(self) -> &'static str {
        match self {
            State::Accepted => "accepted",
            State::Dismissed => "dismissed",
        }
    }
}

/// Mâu thuẫn.
#[derive(Debug, Clone)]
pub struct Contradiction {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub topic: Topic,
    /// Accepted or dismissed.
    pub state: State,
    /// What was held against what.
    pub pair: String,
    /// The one side.
    pub one: Side,
    /// "BL 21".
    pub one_leaf: String,
    /// The address of its page with the box.
    pub one_href: String,
    /// The address of the page's small picture.
    pub one_preview: String,
    /// The other side.
    pub other: Side,
    /// "BL 29".
    pub other_leaf: String,
    /// The address of its page with the box.
    pub other_href: String,
    /// The address of the page's small picture.
    pub other_preview: String,
    /// The note, or the reason of a dismissal.
    pub note: String,
    /// Who decided.
    pub decided_by: Uuid,
    /// When, ms UTC.
    pub decided_at: i64,
}

db::row! {
    struct Row {
        id: Uuid,
        topic: String,
        state: String,
        pair: String,
        one: String,
        other: String,
        note: String,
        decided_by: Uuid,
        decided_at: i64,
        one_no: i64,
        one_bl: Option<String>,
        one_thumb: Option<String>,
        one_w: i64,
        one_h: i64,
        one_quarters: i64,
        other_no: i64,
        other_bl: Option<String>,
        other_thumb: Option<String>,
        other_w: i64,
        other_h: i64,
        other_quarters: i64,
    }
}

/// What a person decided about a matter's contradictions, in the order of the one side's pages; what was withdrawn is not there.
pub async fn contradictions_of(
    sql: &impl Sql,
    matter: Uuid,
) -> Result<Vec<Contradiction>, StorageError> {
    let rows: Vec<Row> = sql
        .all(
            "SELECT c.id, c.topic, c.state, c.pair, c.one, c.other, c.note, c.decided_by, c.decided_at,
                    a.no AS one_no, a.bl AS one_bl, a.thumb AS one_thumb, a.w AS one_w, a.h AS one_h, a.quarters AS one_quarters,
                    b.no AS other_no, b.bl AS other_bl, b.thumb AS other_thumb, b.w AS other_w, b.h AS other_h, b.quarters AS other_quarters
               FROM casefile_contradiction c
               JOIN casefile_page a ON a.id = c.one_page
               JOIN casefile_page b ON b.id = c.other_page
              WHERE c.matter_id = $1 AND c.withdrawn_at IS NULL
              ORDER BY a.no, b.no, c.decided_at, c.id",
            args![matter],
        )
        .await?;
    rows.into_iter().map(Contradiction::try_from).collect()
}

impl Contradiction {
    /// What it is about, in words.
    pub fn topic_vi(&self) -> &'static str {
        messages::topic_vi(self.topic)
    }
}

impl TryFrom<Row> for Contradiction {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Contradiction, StorageError> {
        let broken = |column: &str, cause: String| StorageError::Column {
            column: format!("casefile_contradiction.{column} of {}", row.id),
            cause,
        };
        let side = |json: &str, column: &str| {
            serde_json::from_str::<Side>(json).map_err(|cause| broken(column, cause.to_string()))
        };
        let (one, other) = (side(&row.one, "one")?, side(&row.other, "other")?);
        let topic = Topic::of_id(&row.topic).ok_or_else(|| broken("topic", row.topic.clone()))?;
        let stand = |w, h, quarters| Stand { w, h, quarters };
        Ok(Contradiction {
            id: row.id,
            topic,
            state: match row.state.as_str() {
                "accepted" => State::Accepted,
                _ => State::Dismissed,
            },
            pair: row.pair,
            one_leaf: leaf(row.one_bl.as_deref(), row.one_no),
            one_href: one.href(stand(row.one_w, row.one_h, row.one_quarters)),
            one_preview: preview(one.page, row.one_thumb.as_deref()),
            other_leaf: leaf(row.other_bl.as_deref(), row.other_no),
            other_href: other.href(stand(row.other_w, row.other_h, row.other_quarters)),
            other_preview: preview(other.page, row.other_thumb.as_deref()),
            one,
            other,
            note: row.note,
            decided_by: row.decided_by,
            decided_at: row.decided_at,
        })
    }
}

impl Side {
    /// The address of the page with the first box, as the page stands now.
    pub(super) fn href(&self, now: Stand) -> String {
        let then = Stand {
            w: self.w,
            h: self.h,
            quarters: self.quarters,
        };
        let all = self
            .rects
            .iter()
            .map(|rect| follow(*rect, then, now))
            .reduce(|all, rect| all.join(&rect));
        match all.map(<[i32; 4]>::from) {
            Some([x0, y0, x1, y1]) => {
                format!("/casefile/pages/{}?rect={x0},{y0},{x1},{y1}", self.page)
            }
            None => format!("/casefile/pages/{}", self.page),
        }
    }
}

/// What is decided.
pub(super) struct Decided {
    pub topic: Topic,
    pub pair: String,
    pub one: Side,
    pub other: Side,
    pub state: State,
    pub note: String,
}

/// Letters of a note.
const LONGEST: usize = 2_000;

/// Ghi nhận hoặc bỏ qua; a dismissal tells why. The same pair decided anew replaces what was decided before.
pub(super) async fn decide(
    work: &Work,
    matter: &MatterHead,
    decided: Decided,
) -> Result<Uuid, WorkError> {
    require(work, matter).await?;
    let note = text::nfc(decided.note.trim());
    if decided.state == State::Dismissed && note.is_empty() {
        return Err(WorkError::invalid("note", messages::WHY_DISMISSED));
    }
    if note.chars().count() > LONGEST {
        return Err(WorkError::invalid("note", messages::note_too_long(LONGEST)));
    }
    let json = |side: &Side| {
        serde_json::to_string(side).map_err(|cause| WorkError::Broken(cause.to_string()))
    };
    work.tx
        .exec(
            "UPDATE casefile_contradiction SET withdrawn_at = $1 WHERE matter_id = $2 AND pair = $3 AND withdrawn_at IS NULL",
            args![work.now_ms, matter.id, &decided.pair],
        )
        .await?;
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO casefile_contradiction (unit_id, id, matter_id, topic, state, pair, one_page, one, other_page, other, note, decided_by, decided_at, withdrawn_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, NULL)",
            args![
                &matter.unit,
                id,
                matter.id,
                decided.topic.id(),
                decided.state.id(),
                &decided.pair,
                decided.one.page,
                json(&decided.one)?,
                decided.other.page,
                json(&decided.other)?,
                note,
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.note(
        &format!("casefile.contradiction.{}", decided.state.id()),
        "casefile.contradiction",
        id,
        "",
    )
    .await?;
    Ok(id)
}

/// Thôi: the decision is taken back, and the pair is proposed again.
pub(super) async fn withdraw(work: &Work, matter: &MatterHead, id: Uuid) -> Result<(), WorkError> {
    require(work, matter).await?;
    let changed = work
        .tx
        .exec(
            "UPDATE casefile_contradiction SET withdrawn_at = $1 WHERE matter_id = $2 AND id = $3 AND withdrawn_at IS NULL",
            args![work.now_ms, matter.id, id],
        )
        .await?;
    if changed == 0 {
        return Err(WorkError::NotFound);
    }
    work.note(
        "casefile.contradiction.withdrawn",
        "casefile.contradiction",
        id,
        "",
    )
    .await
}

async fn require(work: &Work, matter: &MatterHead) -> Result<(), WorkError> {
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await
}

/// The pages of a file go out for their secrecy: what was told on them goes too.
pub(crate) async fn forget(tx: &db::Tx, file: Uuid) -> Result<(), StorageError> {
    tx.exec(
        "DELETE FROM casefile_contradiction WHERE one_page IN (SELECT id FROM casefile_page WHERE file_id = $1)
            OR other_page IN (SELECT id FROM casefile_page WHERE file_id = $1)",
        args![file],
    )
    .await?;
    tx.exec(
        "DELETE FROM casefile_statement WHERE document_id IN
                (SELECT d.id FROM casefile_document d JOIN casefile_page p ON p.matter_id = d.matter_id AND p.no BETWEEN d.first_no AND d.last_no
                  WHERE p.file_id = $1)",
        args![file],
    )
    .await?;
    Ok(())
}
