//! Việc chạy nền của một đợt: line by line, each in a transaction of its own; begun again, it goes on with the lines that still wait.

use std::io::{Cursor, Write as _};
use std::pin::Pin;
use std::sync::Arc;

use jobs::{Handler, Job, Steps, Trouble};
use people::{Actor, Right, Units, Work, WorkError, staff};
use shell::App;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::store::{self, Batch, Item};
use crate::issue::fresh;
use crate::office::{signers, usual_signer};
use crate::paper::{self, compose};
use crate::rules::Template;
use crate::{draft, press};

/// The kind of job.
pub const KIND: &str = "documents.batch";

/// Makes the drafts of a batch.
pub struct BatchJob(App);

impl BatchJob {
    /// The handler of a program.
    pub fn new(app: &App) -> BatchJob {
        BatchJob(app.clone())
    }
}

impl Handler for BatchJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let Ok(id) = job.subject.parse::<Uuid>() else {
                return Ok(());
            };
            let Some(batch) = store::get(self.0.db(), id).await? else {
                return Ok(());
            };
            run(&self.0, &batch, steps).await
        })
    }
}

async fn run(app: &App, batch: &Batch, steps: &Steps) -> Result<(), Trouble> {
    let template = paper::form(&batch.form, app.today())
        .ok_or_else(|| Trouble::Final(crate::messages::NO_FORM.to_owned()))?;
    let units = app.units().units().await.map_err(again)?;
    let counts = store::counts(app.db(), batch).await?;
    let total: i64 = counts.iter().map(|(_, many)| many).sum();
    let waiting = counts
        .iter()
        .find(|(state, _)| state == "waiting")
        .map_or(0, |(_, many)| *many);
    let size = |many: i64| usize::try_from(many).unwrap_or(0);
    let (mut done, total) = (size(total - waiting), size(total));
    let mut after = 0;
    loop {
        let items = store::items(app.db(), batch, "waiting", after, 50).await?;
        let Some(last) = items.last() else { break };
        after = last.n;
        // Rights may end while a long batch runs.
        let actor = staff::actor_of(app.db(), &units, batch.asked_post, app.today()).await;
        let actor = actor.map_err(|_| Trouble::Final(super::NO_POST.to_owned()))?;
        for item in items {
            one(app, &units, batch, &template, &actor, item)
                .await
                .map_err(again)?;
            done += 1;
            steps
                .report(done, total, &format!("Đã lập {done}/{total} văn bản"))
                .await?;
        }
    }
    steps.report(total, total, "Đang gộp các tệp PDF").await?;
    let archive = archive(app, batch).await?;
    store::archived(app.db(), batch, &archive).await?;
    steps
        .report(total, total, &format!("Đã lập xong {total} văn bản"))
        .await
}

fn again(error: impl std::fmt::Display) -> Trouble {
    Trouble::Again(error.to_string())
}

/// One line: its draft, its PDF and its own end in one transaction.
async fn one(
    app: &App,
    units: &Units,
    batch: &Batch,
    template: &Arc<Template>,
    actor: &Actor,
    mut item: Item,
) -> Result<(), WorkError> {
    let work = Work::begin(
        app.db(),
        actor.clone(),
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await?;
    match draw_up(app, &work, units, template, &mut item).await {
        Ok(()) => {
            store::settle(&work.tx, batch, &item).await?;
            work.commit().await
        }
        Err(error) if error.is_answer() => {
            work.rollback().await?;
            item.state = "wrong".to_owned();
            item.said = people::messages::work_refused(&error);
            (item.document_id, item.pdf) = (None, None);
            Ok(store::settle(app.db(), batch, &item).await?)
        }
        Err(error) => Err(error),
    }
}

async fn draw_up(
    app: &App,
    work: &Work,
    units: &Units,
    template: &Arc<Template>,
    item: &mut Item,
) -> Result<(), WorkError> {
    let refused = |sentence: &str| WorkError::Unlawful(sentence.to_owned());
    let opened = criminal::open(&work.tx, &work.law, item.matter_id).await?;
    let opened = opened.ok_or_else(|| refused(super::NO_MATTER))?;
    if !work.may(
        Right::DocumentsDraft,
        &opened.unit,
        &opened.assigned.people(),
    ) {
        return Err(refused(super::NOT_YOURS));
    }
    let people: Vec<Uuid> = opened
        .matter
        .accused()
        .map(|person| person.subject)
        .collect();
    let subject = match (item.subject_id, template.scope.is_of_one_person()) {
        (Some(subject), _) if opened.matter.person(subject).is_none() => {
            return Err(refused(super::NO_PERSON));
        }
        (Some(subject), _) => Some(subject),
        (None, false) => None,
        (None, true) if people.len() == 1 => people.first().copied(),
        (None, true) => return Err(refused(super::CHOOSE_PERSON)),
    };
    let person = subject.and_then(|subject| opened.matter.person(subject));
    item.about = person.map_or_else(
        || opened.title(&work.law),
        |person| person.name_vi().to_owned(),
    );
    item.state = "made".to_owned();
    let id = match draft::open_one(&work.tx, opened.id, subject, &template.form).await? {
        Some(there) => {
            item.state = "there".to_owned();
            item.said = super::THERE.to_owned();
            there
        }
        None => {
            let may_sign = signers(&work.tx, units, &opened.unit, template, work.today).await?;
            let signer = usual_signer(&may_sign, work.actor.person, opened.assigned.deputy_id);
            let known = fresh(
                &work.tx,
                &work.law,
                units,
                &opened,
                template,
                (subject, &signer),
                work.today,
            )
            .await?;
            draft::begin(work, &opened, template, subject, &known.values, &signer).await?
        }
    };
    let draft = draft::get(&work.tx, id).await?.ok_or(WorkError::NotFound)?;
    let paper = compose(&draft, template.clone(), work.today);
    item.gaps =
        i64::try_from(paper.filled.gaps.iter().filter(|gap| !gap.at_issue).count()).unwrap_or(0);
    item.document_id = Some(id);
    let mut document = paper.filled.document;
    document.is_draft = true;
    let pdf = press::pdf(&press::of(app), document).await?;
    let kept = app
        .files()
        .put(pdf)
        .await
        .map_err(|error| WorkError::Broken(error.to_string()))?;
    item.pdf = Some(kept.to_string());
    Ok(())
}

/// Gộp: every PDF of the batch in one zip, by number and name.
async fn archive(app: &App, batch: &Batch) -> Result<String, Trouble> {
    let broken = |error: &dyn std::fmt::Display| Trouble::Again(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // A PDF is compressed already.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut after = 0;
    loop {
        let items = store::items(app.db(), batch, "", after, 200).await?;
        let Some(last) = items.last() else { break };
        after = last.n;
        for item in &items {
            let Some(pdf) = &item.pdf else { continue };
            let id = pdf
                .parse()
                .map_err(|error: files::NotAFileId| broken(&error))?;
            let bytes = app.files().get(id).await.map_err(|error| broken(&error))?;
            let name = format!("{:04}-{}.pdf", item.n, text::slug(&item.about, 60));
            zip.start_file(name, stored)
                .map_err(|error| broken(&error))?;
            zip.write_all(&bytes).map_err(|error| broken(&error))?;
        }
    }
    let bytes = zip.finish().map_err(|error| broken(&error))?.into_inner();
    let kept = app
        .files()
        .put(bytes)
        .await
        .map_err(|error| broken(&error))?;
    Ok(kept.to_string())
}
