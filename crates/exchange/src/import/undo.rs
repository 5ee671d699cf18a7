//! Hoàn tác một đợt nhập: its facts are withdrawn with a reason, matter by matter, where nobody has built on them.

use criminal::doors::{CaseFileDoor, PapersDoor};
use criminal::{RecordError, numbers};
use jobs::{Steps, Trouble};
use people::{Right, Work, WorkError};
use shell::App;
use uuid::Uuid;

use super::store::{self, Import, Line};
use super::task::{Task, stopped};
use super::walk::{Hand, Walk};
use crate::messages;

/// What the job must know.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Payload {
    /// The post of the person who undoes it.
    pub post: Uuid,
    /// Why.
    pub reason: String,
}

pub(super) async fn undo(
    app: &App,
    one: &Import,
    payload: &str,
    steps: &Steps,
) -> Result<(), Trouble> {
    let asked: Payload =
        serde_json::from_str(payload).map_err(|error| Trouble::Final(error.to_string()))?;
    let both = (["written"].as_slice(), ["kept", "undone"].as_slice());
    let mut walk = Walk::over(app, one, steps, both, messages::UNDOING).await?;
    let mut hand = Hand::of(app, one, asked.post, Right::ExchangeUndo);
    while let Some(line) = walk.next().await? {
        one_line(app, &mut hand, one, &line, &asked.reason)
            .await
            .map_err(stopped)?;
    }
    Task::Undo.end(app, one, steps, walk.total()).await
}

async fn one_line(
    app: &App,
    hand: &mut Hand<'_>,
    one: &Import,
    line: &Line,
    reason: &str,
) -> Result<(), WorkError> {
    let work = hand.work().await?;
    let Some(matter) = line.matter_id else {
        return work.rollback().await;
    };
    if let Some(why) = built_on(app, &work, matter, line).await? {
        store::set_line(&work.tx, one, line.n, "kept", &why).await?;
        return work.commit().await;
    }
    for fact in line.facts().into_iter().rev() {
        numbers::let_go(&work, fact).await?;
        match criminal::withdraw(&work, matter, fact, reason, None).await {
            Ok(_) => {}
            Err(RecordError::Work(error)) => return Err(error),
            Err(other) => {
                work.rollback().await?;
                let work = hand.work().await?;
                let why = format!("{} ({other})", messages::NOT_WITHDRAWN);
                store::set_line(&work.tx, one, line.n, "kept", &why).await?;
                return work.commit().await;
            }
        }
    }
    store::forget(&work.tx, one, matter).await?;
    store::set_line(&work.tx, one, line.n, "undone", "").await?;
    let detail = format!("import {} row {}", one.id, line.n);
    work.note("exchange.undone", "matter", matter, &detail)
        .await?;
    work.commit().await
}

/// What somebody has built on a matter since it was imported, in a sentence.
async fn built_on(
    app: &App,
    work: &Work,
    matter: Uuid,
    line: &Line,
) -> Result<Option<String>, WorkError> {
    let facts = ledger::facts_of(&work.tx, matter).await?;
    if facts.last().is_some_and(|last| last.seq > line.last_seq) {
        return Ok(Some(messages::BUILT_FACTS.to_owned()));
    }
    if let Some(door) = app.find::<CaseFileDoor>()
        && door.0.pages(app.db(), matter).await? > 0
    {
        return Ok(Some(messages::BUILT_PAGES.to_owned()));
    }
    if let Some(door) = app.find::<PapersDoor>()
        && !door.0.of(app.db(), matter).await?.is_empty()
    {
        return Ok(Some(messages::BUILT_PAPERS.to_owned()));
    }
    Ok(None)
}
