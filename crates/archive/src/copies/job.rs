//! Việc lập bản sao: each kind by its own maker; begun again after a kill it makes the copy anew, and there is one or none.

use std::future::Future;
use std::pin::Pin;

use casefile::MatterHead;
use files::Arrived;
use jobs::{Handler, Job, Steps, Trouble};
use shell::App;
use uuid::Uuid;

use super::{
    clearing,
    making::{self, Desk, Lettering},
    store::{self, Copy, Kind},
};
use crate::{
    messages, package, redaction,
    selection::{Chosen, Selection},
    share,
};

/// The kind of job.
pub const KIND: &str = "archive.copy";

/// Makes copies in the background.
pub struct CopyJob(App);

/// What a maker made, and how many pages it has.
pub struct Made {
    /// The file, not yet kept.
    pub arrived: Arrived,
    /// Its pages.
    pub pages: usize,
}

impl CopyJob {
    /// The handler of a program.
    pub fn new(app: &App) -> CopyJob {
        CopyJob(app.clone())
    }
}

impl Handler for CopyJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let (app, Ok(id)) = (&self.0, job.subject.parse::<Uuid>()) else {
                return Ok(());
            };
            if let Some(copy) = store::by_id(app.db(), id).await?.filter(Copy::is_waiting) {
                match make(app, &copy, steps).await {
                    Ok(made) => keep(app, &copy, made).await?,
                    // What cannot be made is an answer, and the order keeps it.
                    Err(Trouble::Final(why)) => {
                        store::refused(app.db(), &copy, &why, app.now_ms()).await?;
                    }
                    Err(trouble) => return Err(trouble),
                }
            }
            clearing::sweep(app).await.map(drop)
        })
    }
}

async fn make(app: &App, copy: &Copy, steps: &Steps) -> Result<Made, Trouble> {
    let head = casefile::head_of(app.db(), copy.matter_id).await?;
    let head = head.ok_or_else(|| Trouble::Final(messages::MATTER_GONE.to_owned()))?;
    let desk = Desk {
        files: app.files(),
        steps,
    };
    match copy.kind() {
        Some(Kind::Pdf) => plain(app, &desk, &head, copy).await,
        Some(Kind::Share) => share::making::make(app, &desk, &head, copy).await,
        Some(Kind::Redacted) => redaction::making::make(app, &desk, copy).await,
        Some(Kind::Package) => package::making::make(app, &desk, &head, copy).await,
        None => Err(Trouble::Final(messages::UNREADABLE.to_owned())),
    }
}

async fn plain(
    app: &App,
    desk: &Desk<'_>,
    head: &MatterHead,
    copy: &Copy,
) -> Result<Made, Trouble> {
    let chosen = chosen(app, copy).await?;
    let lettering = lettering(app, copy, String::new()).await?;
    let arrived = making::write(desk, app.db(), head, &chosen, &lettering).await?;
    Ok(Made {
        arrived,
        pages: chosen.pages.len(),
    })
}

/// The pages that were asked for; refused while pictures of some are still being made.
pub async fn chosen(app: &App, copy: &Copy) -> Result<Chosen, Trouble> {
    let selection: Selection = copy
        .asked()
        .ok_or_else(|| Trouble::Final(messages::UNREADABLE.to_owned()))?;
    ready(selection.of(app.db(), copy.matter_id).await?)
}

/// The same pages, when there are some and each has its picture.
pub fn ready(chosen: Chosen) -> Result<Chosen, Trouble> {
    let waiting = chosen.pages.iter().filter(|page| page.status == "waiting");
    match (chosen.pages.is_empty(), waiting.count()) {
        (true, _) => Err(Trouble::Final(messages::NOTHING_CHOSEN.to_owned())),
        (false, 0) => Ok(chosen),
        (false, some) => Err(Trouble::Final(messages::still_preparing(some))),
    }
}

/// What is written on a copy.
pub async fn lettering(app: &App, copy: &Copy, watermark: String) -> Result<Lettering, Trouble> {
    let units = app.units().units().await;
    let units = units.map_err(|fault| Trouble::Again(fault.to_string()))?;
    Ok(Lettering {
        id: copy.id,
        title: copy.title.clone(),
        unit: units.name_on(&copy.unit_id, shell::local_day(copy.asked_at)),
        at_ms: copy.asked_at,
        watermark,
    })
}

async fn keep(app: &App, copy: &Copy, made: Made) -> Result<(), Trouble> {
    let again = |fault: &dyn std::fmt::Display| Trouble::Again(fault.to_string());
    let bytes = i64::try_from(made.arrived.bytes()).unwrap_or(i64::MAX);
    let pages = i64::try_from(made.pages).unwrap_or(i64::MAX);
    let file = app
        .files()
        .keep(made.arrived)
        .await
        .map_err(|fault| again(&fault))?;
    let kept = store::made(
        app.db(),
        copy,
        &file.to_string(),
        (bytes, pages),
        app.now_ms(),
    )
    .await?;
    if kept == 0 {
        // Withdrawn meanwhile: what nobody may have is not kept.
        app.files()
            .erase(file)
            .await
            .map_err(|fault| again(&fault))?;
    }
    Ok(())
}
