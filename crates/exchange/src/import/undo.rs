//! Hoàn tác một đợt nhập: its facts are withdrawn with a reason, matter by matter, where nobody has built on them.

use std::{future::Future, pin::Pin};

use criminal::doors::{CaseFileDoor, PapersDoor};
use criminal::{RecordError, numbers};
use jobs::{Handler, Job, Steps, Trouble};
use people::{Right, Work, WorkError};
use shell::App;
use uuid::Uuid;

use super::check::{asked, stopped};
use super::store::{self, Import, Line};
use crate::messages;

/// The kind of job.
pub const KIND: &str = "exchange.undo";

/// What the job must know.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Payload {
    /// The post of the person who undoes it.
    pub post: Uuid,
    /// Why.
    pub reason: String,
}

/// The job.
pub struct UndoJob(pub App);

impl Handler for UndoJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let asked = asked(&self.0, job).await?;
            let payload: Option<Payload> = serde_json::from_str(&job.payload).ok();
            match (asked, payload) {
                (Some(one), Some(payload)) if one.step == "undoing" => {
                    undo(&self.0, &one, &payload, steps).await
                }
                _ => Ok(()),
            }
        })
    }
}

async fn undo(app: &App, one: &Import, payload: &Payload, steps: &Steps) -> Result<(), Trouble> {
    let counts = store::counts(app.db(), one).await?;
    let of = counts.iter().filter(|(state, _)| state == "written");
    let total = usize::try_from(of.map(|(_, many)| many).sum::<i64>()).unwrap_or(0);
    let (mut done, mut after) = (0, 0);
    loop {
        let lines = store::lines(app.db(), one, &["written"], after, 100).await?;
        let Some(last) = lines.last() else { break };
        after = last.n;
        for line in &lines {
            one_line(app, one, line, payload).await.map_err(stopped)?;
            done += 1;
            if done % 10 == 0 {
                steps.report(done, total, messages::UNDOING).await?;
            }
        }
    }
    store::set_step(app.db(), one.id, &["undoing"], "undone", app.now_ms()).await?;
    steps.report(total, total, messages::UNDONE).await
}

async fn one_line(
    app: &App,
    one: &Import,
    line: &Line,
    payload: &Payload,
) -> Result<(), WorkError> {
    let units = app.units().units().await?;
    let actor = people::staff::actor_of(app.db(), &units, payload.post, app.today()).await?;
    let work = Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await?;
    work.require(Right::ExchangeUndo, &one.unit_id).await?;
    let Some(matter) = line.matter_id else {
        return work.rollback().await;
    };
    if let Some(why) = built_on(app, &work, matter, line).await? {
        store::set_line(&work.tx, one, line.n, "kept", &why).await?;
        return work.commit().await;
    }
    for fact in line.facts().into_iter().rev() {
        numbers::let_go(&work, fact).await?;
        match criminal::withdraw(&work, matter, fact, &payload.reason, None).await {
            Ok(_) => {}
            Err(RecordError::Work(error)) => return Err(error),
            Err(other) => {
                work.rollback().await?;
                let tx = app.db().begin().await?;
                let why = format!("{} ({other})", messages::NOT_WITHDRAWN);
                store::set_line(&tx, one, line.n, "kept", &why).await?;
                return Ok(tx.commit().await?);
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
