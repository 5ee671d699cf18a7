//! Gói báo cáo (one file between separate installations): the figures as they were frozen, and the PDF/A that was signed for them.
//!
//! The reason written into each signature holds the hash of the figures, so the signatures bind them.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use db::{Sql, args};
use people::{Right, Units, Work};
use serde::{Deserialize, Serialize};
use shell::{App, Problem, Visit};
use uuid::Uuid;

use super::believed::believed;
use super::content::Content;
use super::set::{self, Set, State};
use super::window::Window;
use super::{freeze, joining, messages};
use crate::Period;

/// What a package says it is.
pub const KIND: &str = "kiemsat.statistics.package";

/// Gói.
#[derive(Debug, Serialize, Deserialize)]
pub struct Package {
    kind: String,
    version: u32,
    digest: String,
    /// The figures, byte by byte as they were frozen.
    content: String,
    compiler: String,
    compiled_at: Option<i64>,
    head: String,
    sent_at: Option<i64>,
    /// Base64.
    pdf: String,
}

/// The file of a set that was sent.
pub async fn export(app: &App, set: &Set) -> Result<Vec<u8>, Problem> {
    if !matches!(set.standing(), State::Sent | State::Returned) {
        return Err(Problem::Refused(messages::NOT_TO_CARRY.to_owned()));
    }
    let content = freeze::file(app, &set.digest).await?;
    let package = Package {
        kind: KIND.to_owned(),
        version: 1,
        digest: set.digest.clone(),
        content: String::from_utf8(content).map_err(Problem::failed)?,
        compiler: set.compiler_name.clone(),
        compiled_at: set.compiled_at,
        head: set.head_name.clone(),
        sent_at: set.sent_at,
        pdf: STANDARD.encode(freeze::file(app, set.file()).await?),
    };
    serde_json::to_vec_pretty(&package).map_err(Problem::failed)
}

/// Nhận gói: checked against its own hash and its signatures; the same package twice is one set. Answers the set, and whether it is new.
pub async fn import(visit: &Visit, units: &Units, file: &[u8]) -> Result<(Uuid, bool), Problem> {
    let app = &visit.app;
    let refused = |sentence: &str| Problem::Refused(sentence.to_owned());
    let package: Package = serde_json::from_slice(file)
        .ok()
        .filter(|package: &Package| package.kind == KIND)
        .ok_or_else(|| refused(messages::NOT_A_PACKAGE))?;
    let content: Content =
        serde_json::from_str(&package.content).map_err(|_| refused(messages::NOT_A_PACKAGE))?;
    let period =
        Period::read(&content.from, &content.to).map_err(|_| refused(messages::NOT_A_PACKAGE))?;
    let day = period.last_day();
    let is_below = joining::senders(units, &visit.actor.unit, day)
        .iter()
        .any(|unit| unit.key == content.unit);
    if !is_below {
        return Err(refused(messages::NOT_BELOW));
    }
    let pdf = STANDARD
        .decode(&package.pdf)
        .map_err(|_| refused(messages::NOT_A_PACKAGE))?;
    let kept = app.files().put(package.content.clone().into_bytes()).await;
    if kept.map_err(Problem::failed)?.to_string() != package.digest {
        return Err(refused(messages::DIGEST_WRONG));
    }
    // Người lập biểu and thủ trưởng đơn vị.
    believed(app, &package.digest, &pdf, 2).await?;
    let paper = app.files().put(pdf).await.map_err(Problem::failed)?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsClosePeriod, &visit.actor.unit)
        .await?;
    let there = set::of_period(&work.tx, &content.unit, period.from_at(), period.to_at()).await?;
    if let Some(same) = there.iter().find(|set| set.digest == package.digest) {
        return Ok((same.id, false));
    }
    let stands = there.iter().any(|set| {
        set.standing() == State::Sent
            && set.is_tree == content.is_tree
            && (!set.is_provisional || content.is_provisional)
    });
    if stands {
        return Err(refused(messages::ANOTHER_STANDS));
    }
    let id = insert(&work, &package, &content, &period, &paper.to_string()).await?;
    work.commit().await?;
    Ok((id, true))
}

async fn insert(
    work: &Work,
    package: &Package,
    content: &Content,
    period: &Period,
    paper: &str,
) -> Result<Uuid, Problem> {
    let (id, (due_on, correct_until)) = (Uuid::now_v7(), Window::days_of(period));
    work.tx
        .exec(
            "INSERT INTO statistics_set (unit_id, id, n, period_from, period_to, from_at, to_at, is_tree, is_provisional, state,
               known_at, explanation, digest, due_on, correct_until, frozen_by, frozen_name, frozen_at, compiler_name, compiled_at,
               head_name, sent_at, sent_to, remark, returned_name, paper, signed, origin, receipt)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'sent', $10, $11, $12, $13, $14, $15, $16, $17, $16, $18, $19, $20, $21,
               '', '', $22, $22, 'package', '')",
            args![
                &content.unit,
                id,
                content.n,
                &content.from,
                &content.to,
                period.from_at(),
                period.to_at(),
                content.is_tree,
                content.is_provisional,
                content.known_at,
                &content.explanation,
                &package.digest,
                due_on,
                correct_until,
                work.actor.person,
                &package.compiler,
                content.known_at,
                package.compiled_at,
                &package.head,
                Some(work.now_ms),
                &work.actor.unit,
                paper
            ],
        )
        .await?;
    work.note(
        "statistics.package_received",
        "statistics_set",
        id,
        &package.digest,
    )
    .await?;
    Ok(id)
}
