//! Người làm: one person of the demo at one matter, at a moment; and how a file is digitised by them.

use std::time::Duration;

use casefile::{Delivery, Mark, MatterHead, PageRow, head_of, receive};
use evidence::Source;
use people::{
    Actor, Work,
    staff::{actor_of, post::posts_on},
};
use shell::App;
use typeset::Typesetter;
use uuid::Uuid;

use super::{Filled, Shows, papers::Paper, refused};
use crate::{DemoError, load::person_named};

/// One person at one matter.
pub(super) struct Hand<'a> {
    pub app: &'a App,
    pub actor: Actor,
    login: String,
    pub head: MatterHead,
    /// The moment at which the next thing is done, ms UTC.
    pub now: i64,
    /// The pages of the file, leaf by leaf.
    pub pages: Vec<PageRow>,
}

/// Somebody of the demo in their post of a day.
pub(super) async fn actor(
    app: &App,
    login: &str,
    day: chrono::NaiveDate,
) -> Result<Actor, DemoError> {
    let nobody = || refused("nobody signs in as", login);
    let person = person_named(app.db(), login).await?.ok_or_else(nobody)?;
    let posts = posts_on(app.db(), person, day).await?;
    let post = posts.first().ok_or_else(nobody)?;
    let units = app.units().units().await?;
    Ok(actor_of(app.db(), &units, post.id, day).await?)
}

/// The transaction in which somebody does one thing at a moment.
pub(super) async fn begin(app: &App, actor: Actor, now: i64) -> Result<Work, DemoError> {
    Ok(Work::begin(app.db(), actor, now, app.law(), app.ledger().clone()).await?)
}

impl<'a> Hand<'a> {
    pub async fn open(
        app: &'a App,
        login: &str,
        matter: Uuid,
        now: i64,
    ) -> Result<Hand<'a>, DemoError> {
        let head = head_of(app.db(), matter).await?;
        Ok(Hand {
            actor: actor(app, login, shell::local_day(now)).await?,
            login: login.to_owned(),
            head: head.ok_or_else(|| refused("no such matter", matter))?,
            pages: casefile::pages_of(app.db(), matter).await?,
            app,
            now,
        })
    }

    pub async fn begin(&self) -> Result<Work, DemoError> {
        begin(self.app, self.actor.clone(), self.now).await
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: i64) {
        self.now += seconds * 1_000;
    }

    /// The page of a leaf as evidence cites it.
    pub fn leaf(&self, leaf: usize) -> Vec<Source> {
        let page = self.pages.get(leaf.wrapping_sub(1));
        page.map(Source::of_page).into_iter().collect()
    }

    pub fn filled(&self, shows: Shows) -> Filled {
        Filled {
            matter: self.head.id,
            code: self.head.code.clone(),
            title: self.head.title.clone(),
            login: self.login.clone(),
            shows,
        }
    }

    /// Số hóa hồ sơ: taken in, read, its leaves numbered, its contents marked.
    pub async fn take_in(&mut self, papers: &[Paper]) -> Result<(), DemoError> {
        let (app, matter) = (self.app, self.head.id);
        let typesetter = app.get::<Typesetter>();
        for (n, paper) in (1..).zip(papers) {
            let pdf = typesetter
                .pdf(&paper.document)
                .map_err(|why| refused("a paper cannot be set", why))?;
            let content = app.files().arrived(&pdf).await;
            let delivery = Delivery {
                name: format!("{n:02} {}.pdf", paper.title),
                content: content.map_err(|why| refused("a paper cannot be kept", why))?,
            };
            let work = self.begin().await?;
            receive(&work, app.files(), app.jobs(), &self.head, delivery).await?;
            work.commit().await?;
        }
        app.jobs().ring();
        self.until_read().await?;
        self.pages = casefile::pages_of(app.db(), matter).await?;
        if self.pages.len() != papers.len() {
            return Err(refused("leaves", self.pages.len()));
        }
        self.wait(600);
        let work = self.begin().await?;
        for ((n, paper), page) in (1..).zip(papers).zip(&self.pages) {
            casefile::correct(&work, &self.head, page, &format!("{n:02}")).await?;
            let mark = Mark {
                first: n,
                last: n,
                title: paper.title.to_owned(),
                kind: Some(paper.kind.to_owned()),
                bl: Some(format!("{n:02}")),
                issued_on: Some(shell::vi_date(paper.on)),
                issuer: Some(paper.issuer.clone()),
                group: Some(paper.group.to_string()),
                ..Mark::default()
            };
            casefile::mark(&work, &self.head, None, mark).await?;
        }
        work.commit().await?;
        self.pages = casefile::pages_of(app.db(), matter).await?;
        Ok(())
    }

    async fn until_read(&self) -> Result<(), DemoError> {
        let (db, mut bell) = (self.app.db(), self.app.jobs().watch());
        for file in casefile::files_of(db, self.head.id).await? {
            loop {
                let tally = casefile::tally(db, file.id).await?;
                if tally.failed > 0 {
                    return Err(refused("a page cannot be read", file.title));
                }
                if tally.is_over() {
                    break;
                }
                // The bell may have rung before we listened.
                let _ = tokio::time::timeout(Duration::from_millis(200), bell.changed()).await;
            }
        }
        Ok(())
    }
}

/// Waits until no work of the home region is left in the background.
pub(super) async fn settled(app: &App) -> Result<(), DemoError> {
    let unit = actor(app, super::PROSECUTOR, app.today()).await?.unit;
    let mut bell = app.jobs().watch();
    app.jobs().ring();
    while !app.jobs().open_of(&unit, 1).await?.is_empty() {
        let _ = tokio::time::timeout(Duration::from_millis(200), bell.changed()).await;
    }
    Ok(())
}
