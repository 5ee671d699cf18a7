//! Dựng lại sau khi nâng cấp: a place whose views an older program filled is made anew while people work.
//!
//! It is one job of the database: killed, it is taken up again and goes on where it stood. Until it ends, the pages
//! that would show wrong figures say so instead. Where the new program also carries other data of the law, open clocks are
//! computed first, so that people are told whose dates moved.

use std::{future::Future, pin::Pin};

use ::law::{Law, LawFiles};
use anyhow::Context;
use db::{Sql, args};
use jobs::{Handler, Job, NewJob, State, Steps, Trouble};
use ledger::Progress;
use shell::App;
use tokio::{sync::watch, task::JoinSet};

const KIND: &str = "ledger.rebuild";
const SUBJECT: &str = "views";

/// Queues the rebuild when a view is stale and nobody is at it, and the computation of open clocks when the law is another.
pub async fn renew(app: &App) -> anyhow::Result<()> {
    let stale = app.ledger().settle(app.db()).await?;
    let tx = app.db().begin().await?;
    let change = desk::moved::note_law(&tx, &LawFiles::EMBEDDED, app.now_ms()).await?;
    if let (Some(change), true) = (change, stale.is_empty()) {
        desk::moved::run::queue(&tx, change, "").await?;
    }
    tx.commit().await.context("the law could not be noted")?;
    if stale.is_empty() {
        app.jobs().ring();
        return Ok(());
    }
    let known = app.jobs().about(SUBJECT).await?;
    let is_under_way = |job: &Job| matches!(job.state, State::Ready | State::Running);
    if known.as_ref().is_some_and(is_under_way) {
        return Ok(());
    }
    tracing::warn!(
        ?stale,
        "an older version filled these views: they are made again while people work"
    );
    let tx = app.db().begin().await?;
    let job = NewJob {
        kind: KIND,
        subject: SUBJECT.to_owned(),
        payload: "{}".to_owned(),
        title: "Dựng lại sổ, thời hạn và số liệu sau khi nâng cấp chương trình".to_owned(),
        unit: String::new(),
        asked_by: None,
        priority: 10,
    };
    app.jobs().queue(&tx, job).await?;
    tx.commit()
        .await
        .context("the rebuild could not be queued")?;
    app.jobs().ring();
    Ok(())
}

/// The job.
pub struct Renewal(pub App);

impl Handler for Renewal {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        _: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(self.rebuild(steps))
    }
}

impl Renewal {
    async fn rebuild(&self, steps: &Steps) -> Result<(), Trouble> {
        let (db, ledger) = (self.0.db(), self.0.ledger());
        if ledger.stale(db).await?.is_empty() {
            return Ok(());
        }
        let law = desk::jobs_of::in_force(&self.0, Law::embedded()).await?;
        desk::moved::run::finish_open(&self.0, &law, steps).await?;
        let matters: i64 = db
            .one("SELECT count(*) FROM ledger_matter", args![])
            .await?;
        let total = usize::try_from(matters).unwrap_or_default();
        let (tell, mut told) = watch::channel(Progress {
            matters: 0,
            facts: 0,
        });
        // On a task of its own: it may hold the only writer while this one waits to report.
        let mut rebuilding = JoinSet::new();
        let app = self.0.clone();
        rebuilding.spawn(async move {
            let law = app.law();
            let told = |progress| {
                tell.send_replace(progress);
            };
            app.ledger().rebuild(app.db(), &law, told).await
        });
        // A stride may be longer than the lease likes: the job also speaks up while nothing has changed.
        let mut beat = tokio::time::interval(std::time::Duration::from_secs(15));
        let done = loop {
            tokio::select! {
                done = rebuilding.join_next() => break done,
                _ = beat.tick() => {}
                Ok(()) = told.changed() => {}
            }
            let done = usize::try_from(told.borrow_and_update().matters).unwrap_or_default();
            let note = "Đang dựng lại từng hồ sơ từ các sự kiện";
            steps.report(done.min(total), total, note).await?;
        };
        match done {
            Some(Ok(Ok(_))) => {}
            Some(Ok(Err(error))) => return Err(Trouble::Again(error.to_string())),
            Some(Err(error)) => return Err(Trouble::Again(error.to_string())),
            None => return Err(Trouble::Again("the rebuild never began".to_owned())),
        }
        db.analyze().await?;
        steps.report(total, total, "Đã dựng lại xong").await
    }
}
