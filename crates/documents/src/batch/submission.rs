//! Trình ký cả đợt: every draft of a batch goes to its signer, each in a transaction of its own with the checks it has alone.
//! Begun again after a kill, it goes on with the drafts that are still drafts.

use std::pin::Pin;

use jobs::{Handler, Job, NewJob, Steps, Trouble};
use people::{Actor, Units, Work, WorkError, staff};
use serde::{Deserialize, Serialize};
use shell::App;
use uuid::Uuid;

use super::store::{self, Batch, Item};
use crate::draft;
use crate::folder::{refusals, submission};
use crate::issue::IssueError;

/// The kind of job.
pub const KIND: &str = "documents.batch_submission";

/// Who hands in, and what they tell the signers.
#[derive(Debug, Serialize, Deserialize)]
struct Asked {
    post: Uuid,
    note: String,
}

/// Trình cả đợt: queued in the caller's transaction.
pub async fn begin(work: &Work, batch: &Batch, note: &str) -> Result<(), WorkError> {
    let states = store::draft_counts(&work.tx, batch).await?;
    let many = states
        .iter()
        .find(|(state, _)| state == "draft")
        .map_or(0, |(_, many)| *many);
    if many == 0 {
        return Err(WorkError::Unlawful(super::NOTHING_TO_SUBMIT.to_owned()));
    }
    let asked = Asked {
        post: work.actor.post,
        note: text::clean(note),
    };
    let job = NewJob {
        kind: KIND,
        subject: batch.id.to_string(),
        payload: serde_json::to_string(&asked).unwrap_or_default(),
        title: format!("Trình ký {many} văn bản: {}", batch.title),
        unit: work.actor.unit.clone(),
        asked_by: Some(work.actor.person),
        priority: 110,
    };
    jobs::queue(&work.tx, job).await?;
    let detail = format!("{} {many}", batch.form);
    work.note("document.batch_submitted", "batch", batch.id, &detail)
        .await
}

/// Hands in the drafts of a batch.
pub struct SubmissionJob(App);

impl SubmissionJob {
    /// The handler of a program.
    pub fn new(app: &App) -> SubmissionJob {
        SubmissionJob(app.clone())
    }
}

impl Handler for SubmissionJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let (Ok(id), Ok(asked)) = (
                job.subject.parse::<Uuid>(),
                serde_json::from_str::<Asked>(&job.payload),
            ) else {
                return Ok(());
            };
            let Some(batch) = store::get(self.0.db(), id).await? else {
                return Ok(());
            };
            run(&self.0, &batch, &asked, steps).await
        })
    }
}

async fn run(app: &App, batch: &Batch, asked: &Asked, steps: &Steps) -> Result<(), Trouble> {
    let again = |error: &dyn std::fmt::Display| Trouble::Again(error.to_string());
    let units = app.units().units().await.map_err(|error| again(&error))?;
    let states = store::draft_counts(app.db(), batch).await?;
    let size = |many: i64| usize::try_from(many).unwrap_or(0);
    let total = size(states.iter().map(|(_, many)| many).sum());
    let open = states
        .iter()
        .find(|(state, _)| state == "draft")
        .map_or(0, |(_, many)| size(*many));
    let mut done = total - open;
    let (mut after, mut broken) = (0, None);
    loop {
        let items = store::open_items(app.db(), batch, false, after, 50).await?;
        let Some(last) = items.last() else { break };
        after = last.n;
        // Rights may end while a long batch runs.
        let actor = staff::actor_of(app.db(), &units, asked.post, app.today()).await;
        let actor = actor.map_err(|_| Trouble::Final(super::NO_POST_TO_SUBMIT.to_owned()))?;
        for item in items {
            let cause = one(app, &units, batch, &actor, &item, &asked.note)
                .await
                .map_err(|error| again(&error))?;
            broken = cause.or(broken);
            done += 1;
            steps
                .report(done, total, &format!("Đã xét {done}/{total} bản nháp"))
                .await?;
        }
    }
    // What broke does not hold up the others, and is tried again with whatever is still a draft.
    if let Some(cause) = broken {
        return Err(Trouble::Again(cause));
    }
    steps
        .report(total, total, &format!("Đã xét xong {total} bản nháp"))
        .await
}

/// One draft: handed in and its line told so, or as it was with the reason beside it. Answers the cause where something of ours broke.
async fn one(
    app: &App,
    units: &Units,
    batch: &Batch,
    actor: &Actor,
    item: &Item,
    note: &str,
) -> Result<Option<String>, WorkError> {
    let work = Work::begin(
        app.db(),
        actor.clone(),
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await?;
    match hand_in(&work, units, item, note).await {
        Ok(()) => {
            store::refuse(&work.tx, batch, item.n, "").await?;
            work.commit().await?;
            Ok(None)
        }
        Err(error) => {
            work.rollback().await?;
            let sentence = refusals::sentence(&error);
            let refusal = sentence.as_deref().unwrap_or(super::FAILED);
            store::refuse(app.db(), batch, item.n, refusal).await?;
            Ok(sentence.is_none().then(|| error.to_string()))
        }
    }
}

async fn hand_in(work: &Work, units: &Units, item: &Item, note: &str) -> Result<(), IssueError> {
    let id = item.document_id.ok_or(WorkError::NotFound)?;
    let draft = draft::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    submission::submit(work, units, id, draft.version, note).await?;
    Ok(())
}
