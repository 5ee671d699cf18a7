//! Đi qua từng hồ sơ của đợt nhập: line after line, telling how far it is, in the post of the person who asked.

use std::collections::VecDeque;

use jobs::{Steps, Trouble};
use people::{Actor, Right, Work, WorkError, staff};
use shell::App;
use uuid::Uuid;

use super::store::{self, Import, Line};

/// Lines read at once, and after how many the person's rights are asked for again.
const STRETCH: i64 = 100;
/// After how many lines it is told how far the work is.
pub const TOLD: usize = 25;

/// The lines in some states, from the first row on.
pub struct Walk<'a> {
    app: &'a App,
    one: &'a Import,
    steps: &'a Steps,
    states: &'a [&'a str],
    words: &'static str,
    waiting: VecDeque<Line>,
    after: i64,
    done: usize,
    total: usize,
}

impl<'a> Walk<'a> {
    /// Begins; `done_states` hold those that an earlier attempt did.
    pub async fn over(
        app: &'a App,
        one: &'a Import,
        steps: &'a Steps,
        (states, done_states): (&'a [&'a str], &[&str]),
        words: &'static str,
    ) -> Result<Walk<'a>, Trouble> {
        let counts = store::counts(app.db(), one).await?;
        let many = |wanted: &[&str]| -> usize {
            let of = counts
                .iter()
                .filter(|(state, _)| wanted.contains(&state.as_str()));
            usize::try_from(of.map(|(_, many)| many).sum::<i64>()).unwrap_or(0)
        };
        let done = many(done_states);
        Ok(Walk {
            app,
            one,
            steps,
            states,
            words,
            waiting: VecDeque::new(),
            after: 0,
            done,
            total: done + many(states),
        })
    }

    /// The next line; none after the last.
    pub async fn next(&mut self) -> Result<Option<Line>, Trouble> {
        if self.waiting.is_empty() {
            let lines =
                store::lines(self.app.db(), self.one, self.states, self.after, STRETCH).await?;
            self.waiting = lines.into();
        }
        if self.done.is_multiple_of(TOLD) {
            self.steps.report(self.done, self.total, self.words).await?;
        }
        let line = self.waiting.pop_front();
        if let Some(line) = &line {
            self.after = line.n;
            self.done += 1;
        }
        Ok(line)
    }

    /// How many there were.
    pub fn total(&self) -> usize {
        self.total
    }
}

/// Người nhập: whose post the work is done in. Their rights are those of the moment, asked for anew every so many lines.
pub struct Hand<'a> {
    app: &'a App,
    post: Uuid,
    right: Right,
    unit: &'a str,
    actor: Option<Actor>,
    uses: i64,
}

impl<'a> Hand<'a> {
    /// Somebody's post, with the right that their work needs.
    pub fn of(app: &'a App, one: &'a Import, post: Uuid, right: Right) -> Hand<'a> {
        Hand {
            app,
            post,
            right,
            unit: &one.unit_id,
            actor: None,
            uses: 0,
        }
    }

    /// Work in that post, for one line.
    pub async fn work(&mut self) -> Result<Work, WorkError> {
        let app = self.app;
        let actor = match self.actor.take().filter(|_| self.uses % STRETCH != 0) {
            Some(actor) => actor,
            None => {
                let units = app.units().units().await?;
                staff::actor_of(app.db(), &units, self.post, app.today()).await?
            }
        };
        self.uses += 1;
        self.actor = Some(actor.clone());
        let ledger = app.ledger().clone();
        let work = Work::begin(app.db(), actor, app.now_ms(), app.law(), ledger).await?;
        work.require(self.right, self.unit).await?;
        Ok(work)
    }
}
