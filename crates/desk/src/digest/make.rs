//! Lập bản tin của một buổi sáng: person by person, each in a transaction of their own, so that a killed job goes on with
//! those who have none yet.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use criminal::{Stretch, Whose, due, due::running_of};
use people::{
    Actor, Ladders, Right, Rights, Units, WorkError,
    ladder::{Rank, Step},
    staff::{self, post},
};
use shell::{
    App,
    notices::{self, Notice},
};
use uuid::Uuid;

use super::kept::{self, Content, Counts, Digest, Line, MOST_LINES};
use crate::{
    escalation::{
        screen::is_of,
        shelf::{Hearing, Which},
    },
    messages,
};

/// Who is to be told on a day, and who was.
pub struct Morning {
    day: NaiveDate,
    units: std::sync::Arc<Units>,
    ladders: Ladders,
    /// Each person with their posts.
    posts: BTreeMap<Uuid, Vec<Uuid>>,
    told: HashSet<Uuid>,
}

impl Morning {
    /// The morning of today.
    pub async fn of(app: &App) -> Result<Morning, WorkError> {
        let (db, day) = (app.db(), app.today());
        let mut posts: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
        for post in post::all_on(db, day).await? {
            posts.entry(post.person).or_default().push(post.id);
        }
        Ok(Morning {
            day,
            units: app.units().units().await?,
            ladders: Ladders::load(db, day).await?,
            told: kept::told_on(db, day).await?.into_iter().collect(),
            posts,
        })
    }

    /// The morning of today for one person who asks: nobody else is looked up.
    pub async fn alone(app: &App) -> Result<Morning, WorkError> {
        Ok(Morning {
            day: app.today(),
            units: app.units().units().await?,
            ladders: Ladders::load(app.db(), app.today()).await?,
            told: HashSet::new(),
            posts: BTreeMap::new(),
        })
    }

    /// Everybody with a post today.
    pub fn people(&self) -> Vec<Uuid> {
        self.posts.keys().copied().collect()
    }

    /// Tells one person; what was told, or nothing when they were told already or see no desk.
    pub async fn tell(&self, app: &App, person: Uuid) -> Result<Option<Counts>, WorkError> {
        if self.told.contains(&person) {
            return Ok(None);
        }
        let mut actors = Vec::new();
        for post in self.posts.get(&person).into_iter().flatten() {
            match staff::actor_of(app.db(), &self.units, *post, self.day).await {
                Ok(actor) => actors.push(actor),
                // A post in a unit that is closed today gives nobody work.
                Err(WorkError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        actors.retain(|actor| Rights::embedded().holds(actor, Right::DeskOwn));
        if actors.is_empty() {
            return Ok(None);
        }
        let digest = self.digest(app, &actors).await?;
        let tx = app.db().begin().await?;
        if !kept::keep(&tx, person, &digest).await? {
            return Ok(None);
        }
        if !digest.counts.is_nothing() {
            let notice = Notice {
                person,
                kind: "desk.digest".to_owned(),
                sentence: messages::digest_told(self.day, &digest.counts),
                href: format!("/desk/digest/{}", self.day),
            };
            notices::tell(&tx, notice, app.now_ms()).await?;
        }
        tx.commit().await?;
        Ok(Some(digest.counts))
    }

    /// Lập lại, as things stand now, for somebody who asks for it. Nobody is told.
    pub async fn again(&self, app: &App, actor: &Actor) -> Result<(), WorkError> {
        let digest = self.digest(app, std::slice::from_ref(actor)).await?;
        let tx = app.db().begin().await?;
        kept::replace(&tx, actor.person, &digest).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn digest(&self, app: &App, actors: &[Actor]) -> Result<Digest, WorkError> {
        let (mut content, mut counts) = (Content::default(), Counts::default());
        self.own(app, actors, &mut content, &mut counts).await?;
        let mut seen = HashSet::new();
        for actor in actors {
            let hearing = Hearing::of(app.db(), actor, self.day).await?;
            let (raised, _) = hearing
                .list(app.db(), Which::Waiting, MOST_LINES as i64)
                .await?;
            let mut matters: Vec<Uuid> = raised.iter().map(|one| one.matter_id).collect();
            matters.dedup();
            let clocks = running_of(app.db(), &matters).await?;
            for one in raised {
                let Some(clock) = clocks.iter().find(|clock| is_of(clock, &one)) else {
                    continue;
                };
                if let (Some(end), true) = (clock.end(), seen.insert(one.id)) {
                    let step = self
                        .ladders
                        .of(&actor.unit)
                        .step(end, self.day, app.now_ms());
                    let next = clock.step(&app.law(), app.now_ms()).1.to_owned();
                    let line = Line::of(clock.clone(), end, step);
                    content.escalated.push(Line { next, ..line });
                }
            }
        }
        counts.escalated = content.escalated.len() as i64;
        Ok(Digest {
            on_day: self.day,
            made_at: app.now_ms(),
            counts,
            content,
        })
    }

    /// What is assigned to the person or to those who delegated to them.
    async fn own(
        &self,
        app: &App,
        actors: &[Actor],
        content: &mut Content,
        counts: &mut Counts,
    ) -> Result<(), WorkError> {
        let mut people: Vec<Uuid> = actors.iter().flat_map(Actor::stands_for).collect();
        people.sort_unstable();
        people.dedup();
        let reach = actors.iter().filter_map(|actor| {
            let ladder = self.ladders.of(&actor.unit);
            let from = ladder.hears_from(Rank::Prosecutor)?;
            Some(ladder.reach_ms(from, app.now_ms()) + 1)
        });
        let until = reach.max().unwrap_or_default();
        let (whose, mut after) = (Whose::People(people), None);
        loop {
            let (clocks, more) = due(app.db(), &whose, Stretch::page((0, until), after)).await?;
            after = clocks.last().map(|last| last.cursor());
            for clock in clocks {
                let answering = actors
                    .iter()
                    .find(|actor| actor.covers.unit(&clock.unit_id));
                let unit = answering.map_or(clock.unit_id.as_str(), |actor| actor.unit.as_str());
                let ladder = self.ladders.of(unit);
                let Some(end) = clock.end() else { continue };
                let step = ladder.step(end, self.day, app.now_ms());
                if !ladder.hears(Rank::Prosecutor, step) {
                    continue;
                }
                match step {
                    Step::Overdue => counts.overdue += 1,
                    Step::Urgent => counts.urgent += 1,
                    Step::Near | Step::Calm => counts.near += 1,
                }
                if content.lines.len() < MOST_LINES {
                    let next = clock.step(&app.law(), app.now_ms()).1.to_owned();
                    content.lines.push(Line {
                        next,
                        ..Line::of(clock, end, step)
                    });
                }
            }
            if !more {
                return Ok(());
            }
        }
    }
}
