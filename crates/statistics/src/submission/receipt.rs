//! Biên nhận (one file back to the sender): what came of a package, signed by the unit that took it in.
//!
//! The content is one text under its hash; a PDF/A says the same to people, and the reason of its signature names that hash, as the
//! signatures of a package do. Receipts of a set are numbered: the same one twice changes nothing, an older one is refused.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::Datelike;
use db::{Sql, StorageError, args};
use people::{Right, Units, Work, WorkError};
use serde::{Deserialize, Serialize};
use shell::{App, Problem, Visit};
use uuid::Uuid;

use super::believed::{Signer, believed};
use super::set::{self, Set, State};
use super::{freeze, messages, paper, turn};

/// What a receipt says it is.
pub const KIND: &str = "kiemsat.statistics.receipt";

/// Điều biên nhận nói.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// Which of the set's receipts.
    pub n: i64,
    /// The figures that were received.
    pub digest: String,
    /// Of which unit.
    pub unit: String,
    /// The period.
    pub from: String,
    /// Its end.
    pub to: String,
    /// By which unit.
    pub received_by: String,
    /// When, ms UTC.
    pub received_at: i64,
    /// When this receipt was made.
    pub made_at: i64,
    /// Trả lại: the remark, when it was returned since.
    pub remark: Option<String>,
    /// Who returned it.
    pub returned_by: Option<String>,
}

/// Tệp biên nhận.
#[derive(Debug, Serialize, Deserialize)]
struct Receipt {
    kind: String,
    version: u32,
    #[serde(default)]
    digest: String,
    /// The content, byte by byte as it was signed for.
    #[serde(default)]
    content: String,
    /// Base64.
    #[serde(default)]
    pdf: String,
}

/// Biên nhận đã nhập, as it stands with the set it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What it says.
    pub content: Content,
    /// Whom the certificate names.
    pub signer: String,
    /// The signed paper in the store.
    pub paper: String,
}

impl Kept {
    /// The receipt kept with a set.
    pub fn of(set: &Set) -> Option<Kept> {
        serde_json::from_str(&set.receipt).ok()
    }
}

db::row! {
    /// Một biên nhận lập ở đây.
    pub struct Made {
        /// Of whose set.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The set.
        pub set_id: Uuid,
        /// Which of the set's receipts.
        pub n: i64,
        /// The state of the set that it tells.
        pub state: String,
        /// The name of its content in the store.
        pub digest: String,
        /// The PDF/A before the signature.
        pub paper: String,
        /// The signed one.
        pub signed: String,
    }
}

/// The newest receipt made of a set.
async fn newest(db: &impl Sql, set: &Set) -> Result<Option<Made>, StorageError> {
    db.opt(
        "SELECT * FROM statistics_receipt WHERE unit_id = $1 AND set_id = $2 ORDER BY n DESC LIMIT 1",
        args![&set.unit_id, set.id],
    )
    .await
}

/// The signed receipt that tells how a set stands now.
pub async fn standing(db: &impl Sql, set: &Set) -> Result<Option<Made>, StorageError> {
    let newest = newest(db, set).await?;
    Ok(newest.filter(|one| !one.signed.is_empty() && one.state == set.state))
}

/// The receipt with this id.
pub async fn by_id(db: &impl Sql, id: Uuid) -> Result<Option<Made>, StorageError> {
    db.opt("SELECT * FROM statistics_receipt WHERE id = $1", args![id])
        .await
}

/// Lập biên nhận to be signed: the one that waits for its signature, as long as the set still stands as it says.
pub async fn draw(visit: &Visit, units: &Units, set: &Set) -> Result<Made, Problem> {
    let app = &visit.app;
    if set.origin != "package" || !matches!(set.standing(), State::Sent | State::Returned) {
        return Err(Problem::Refused(messages::RECEIPT_NOT_DUE.to_owned()));
    }
    let last = newest(app.db(), set).await?;
    if let Some(one) = last.as_ref().filter(|one| one.state == set.state) {
        return Ok(one.clone());
    }
    let is_returned = set.standing() == State::Returned;
    let content = Content {
        n: last.map_or(1, |one| one.n + 1),
        digest: set.digest.clone(),
        unit: set.unit_id.clone(),
        from: set.period_from.clone(),
        to: set.period_to.clone(),
        received_by: set.sent_to.clone(),
        received_at: set.sent_at.unwrap_or_default(),
        made_at: visit.now_ms,
        remark: is_returned.then(|| set.remark.clone()),
        returned_by: is_returned.then(|| set.returned_name.clone()),
    };
    let bytes = serde_json::to_vec(&content).map_err(Problem::failed)?;
    let digest = app.files().put(bytes).await.map_err(Problem::failed)?;
    let (digest, day) = (digest.to_string(), visit.today);
    let printed_on = [day.year(), day.month() as i32, day.day() as i32];
    let names = [&set.sent_to, &set.unit_id].map(|unit| units.name_on(unit, day));
    let sheet = paper::receipt(&content, &digest, names, printed_on);
    let pdf = freeze::print(app, sheet).await?;
    let file = app.files().put(pdf).await.map_err(Problem::failed)?;
    let made = Made {
        unit_id: set.unit_id.clone(),
        id: Uuid::now_v7(),
        set_id: set.id,
        n: content.n,
        state: set.state.clone(),
        digest,
        paper: file.to_string(),
        signed: String::new(),
    };
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &set.sent_to)
        .await?;
    work.tx
        .exec(
            "INSERT INTO statistics_receipt (unit_id, id, set_id, n, state, digest, paper, signed, made_by, made_name, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, $9, $10)",
            args![
                &made.unit_id,
                made.id,
                made.set_id,
                made.n,
                &made.state,
                &made.digest,
                &made.paper,
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    work.commit().await?;
    Ok(made)
}

/// The receipt has been signed.
pub async fn signed(work: &Work, id: Uuid, file: &str) -> Result<Uuid, WorkError> {
    let one = by_id(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let set = set::by_id(&work.tx, one.set_id).await?;
    let set = set.ok_or(WorkError::NotFound)?;
    work.require(Right::StatisticsClosePeriod, &set.sent_to)
        .await?;
    let changed = work
        .tx
        .exec(
            "UPDATE statistics_receipt SET signed = $3, signed_at = $4 WHERE unit_id = $1 AND id = $2 AND signed = ''",
            args![&one.unit_id, id, file, work.now_ms],
        )
        .await?;
    if changed != 1 {
        return Err(WorkError::Unlawful(messages::NOTHING_TO_SIGN.to_owned()));
    }
    work.note(
        "statistics.receipt_signed",
        "statistics_set",
        set.id,
        &one.digest,
    )
    .await?;
    Ok(set.id)
}

/// The file of the receipt that tells how a set stands now.
pub async fn export(app: &App, set: &Set) -> Result<Vec<u8>, Problem> {
    let one = standing(app.db(), set).await?;
    let one = one.ok_or_else(|| Problem::Refused(messages::RECEIPT_NOT_SIGNED.to_owned()))?;
    let content = freeze::file(app, &one.digest).await?;
    let receipt = Receipt {
        kind: KIND.to_owned(),
        version: 2,
        digest: one.digest,
        content: String::from_utf8(content).map_err(Problem::failed)?,
        pdf: STANDARD.encode(freeze::file(app, &one.signed).await?),
    };
    serde_json::to_vec_pretty(&receipt).map_err(Problem::failed)
}

/// Nhập biên nhận at the sender: kept with the set; a return in it returns the set. What is refused leaves a line in the trail.
pub async fn take(visit: &Visit, file: &[u8]) -> Result<Uuid, Problem> {
    match read(visit, file).await {
        Ok((set, kept)) => keep(visit, set, kept).await,
        Err((code, Problem::Refused(sentence))) => {
            let work = visit.begin().await?;
            let unit = work.actor.unit.clone();
            work.note("statistics.receipt_refused", "unit", unit, code)
                .await?;
            work.commit().await?;
            Err(Problem::Refused(sentence))
        }
        Err((_, problem)) => Err(problem),
    }
}

/// Reads a receipt and believes it, or says why not; the code is for the trail.
async fn read(visit: &Visit, file: &[u8]) -> Result<(Set, Kept), (&'static str, Problem)> {
    let refused = |code, sentence: &str| (code, Problem::Refused(sentence.to_owned()));
    let failed = |problem: Problem| ("failed", problem);
    let unreadable = || refused("unreadable", messages::NOT_A_RECEIPT);
    let app = &visit.app;
    let receipt: Receipt = serde_json::from_slice(file).map_err(|_| unreadable())?;
    if receipt.kind != KIND {
        return Err(unreadable());
    }
    if receipt.pdf.is_empty() || receipt.version < 2 {
        return Err(refused("unsigned", messages::RECEIPT_UNSIGNED));
    }
    let content: Content = serde_json::from_str(&receipt.content).map_err(|_| unreadable())?;
    let pdf = STANDARD.decode(&receipt.pdf).map_err(|_| unreadable())?;
    let stored = app.files().put(receipt.content.clone().into_bytes()).await;
    let stored = stored.map_err(|fault| failed(Problem::failed(fault)))?;
    if stored.to_string() != receipt.digest {
        return Err(refused("changed", messages::RECEIPT_CHANGED));
    }
    let found: Option<Set> = app
        .db()
        .opt(
            "SELECT * FROM statistics_set WHERE unit_id = $1 AND digest = $2 AND origin = 'here'",
            args![&content.unit, &content.digest],
        )
        .await
        .map_err(|fault| failed(fault.into()))?;
    let set = found.ok_or_else(|| refused("of_nothing", messages::RECEIPT_OF_NOTHING))?;
    if !visit.may_over(Right::StatisticsClosePeriod, &set.unit_id, &[]) {
        return Err(failed(Problem::NotAllowed(messages::NOT_YOURS.to_owned())));
    }
    if set.sent_to != content.received_by {
        return Err(refused("foreign_unit", messages::RECEIPT_FOREIGN));
    }
    let signer = believed(app, &receipt.digest, &pdf, 1)
        .await
        .map_err(|problem| ("not_believed", problem))?;
    of_unit(app, &signer, &set.sent_to).await?;
    let paper = app.files().put(pdf).await;
    let paper = paper.map_err(|fault| failed(Problem::failed(fault)))?;
    let kept = Kept {
        content,
        signer: signer.name,
        paper: paper.to_string(),
    };
    Ok((set, kept))
}

/// A certificate that is known here must be one of the unit above; one that is not is believed for the authority that issued it.
async fn of_unit(app: &App, signer: &Signer, unit: &str) -> Result<(), (&'static str, Problem)> {
    let known = signing::certificates::with_fingerprint(app.db(), &signer.certificate)
        .await
        .map_err(|fault| ("failed", Problem::from(fault)))?;
    match known.is_empty() || known.iter().any(|one| one.unit_id == unit) {
        true => Ok(()),
        false => {
            let sentence = messages::RECEIPT_FOREIGN_SIGNER.to_owned();
            Err(("foreign_signer", Problem::Refused(sentence)))
        }
    }
}

async fn keep(visit: &Visit, set: Set, kept: Kept) -> Result<Uuid, Problem> {
    let before = Kept::of(&set);
    if before
        .as_ref()
        .is_some_and(|one| one.content == kept.content)
    {
        return Ok(set.id);
    }
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &set.unit_id)
        .await?;
    if before.is_some_and(|one| one.content.n >= kept.content.n) {
        work.note(
            "statistics.receipt_refused",
            "statistics_set",
            set.id,
            "older",
        )
        .await?;
        work.commit().await?;
        return Err(Problem::Refused(messages::RECEIPT_OLDER.to_owned()));
    }
    let text = serde_json::to_string(&kept).map_err(Problem::failed)?;
    let changed = work
        .tx
        .exec(
            "UPDATE statistics_set SET receipt = $3 WHERE unit_id = $1 AND id = $2 AND receipt = $4",
            args![&set.unit_id, set.id, text, &set.receipt],
        )
        .await?;
    if changed != 1 {
        return Err(Problem::changed());
    }
    let by = &kept.content.received_by;
    work.note("statistics.receipt_taken", "statistics_set", set.id, by)
        .await?;
    if let (Some(remark), State::Sent) = (&kept.content.remark, set.standing()) {
        let by = kept.content.returned_by.as_deref().unwrap_or_default();
        turn::returned(&work, &set, remark, by).await?;
    }
    work.commit().await?;
    Ok(set.id)
}
