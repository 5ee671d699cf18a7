//! Lượt truy cập: who asks, in which post, at what moment; what a handler begins its work from.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::NaiveDate;
use people::{Actor, Reach, Right, Rights, Work, ladder};
use uuid::Uuid;

use crate::{Alert, App, Due, Frame, PersonCard, PostChoice, Problem, Theme, local_time};

/// One request of somebody who is signed in. The gate of the route has already asked session and role.
#[derive(Clone)]
pub struct Visit {
    /// The program.
    pub app: App,
    /// Who acts, in which post.
    pub actor: Actor,
    /// The moment of this request, milliseconds UTC.
    pub now_ms: i64,
    /// Today in Vietnam.
    pub today: NaiveDate,
    /// The token of forms and of htmx requests.
    pub csrf: String,
    /// The session, for the list of one's own sessions.
    pub session: Uuid,
    /// The path asked for.
    pub path: String,
    pub(crate) posts: Vec<PostChoice>,
    pub(crate) unread: i64,
    pub(crate) theme: Theme,
    pub(crate) said: Option<Alert>,
    /// Set when the word for this page was shown, so that the cookie goes.
    pub(crate) was_said: Arc<AtomicBool>,
}

impl Visit {
    /// Begins the transaction in which the act is done; nothing lasts without `work.commit()`.
    pub async fn begin(&self) -> Result<Work, Problem> {
        let work = Work::begin(
            self.app.db(),
            self.actor.clone(),
            self.now_ms,
            self.app.law(),
            self.app.ledger().clone(),
        )
        .await?;
        Ok(work)
    }

    /// The frame of a page of this title: menu, person, notices, today.
    pub fn frame(&self, title: impl Into<String>) -> Frame {
        let areas = self.app.menu().iter();
        let frame = Frame {
            title: title.into(),
            areas: areas
                .filter_map(|item| item.for_actor(&self.actor))
                .collect(),
            person: PersonCard {
                name: self.actor.name.clone(),
                post: self.actor.title.clone(),
                unit: self.actor.unit_name.clone(),
                posts: self.posts.clone(),
            },
            csrf: self.csrf.clone(),
            unread: self.unread,
            searches: self.may(Right::SearchUse),
            theme: self.theme,
            notices: self.said.iter().cloned().collect(),
            today: long_day(self.today),
            ..Frame::default()
        };
        self.was_said.store(true, Ordering::Relaxed);
        frame.at(&self.path)
    }

    /// Whether the person holds a right at all, for showing a button.
    pub fn may(&self, right: Right) -> bool {
        Rights::embedded().holds(&self.actor, right)
    }

    /// Whether the person holds a right over a record of this unit, assigned to these people.
    pub fn may_over(&self, right: Right, unit: &str, assigned: &[Uuid]) -> bool {
        let is_assigned = self.actor.is_assigned(assigned);
        Rights::embedded().may(&self.actor, right, unit, is_assigned)
    }

    /// Bậc của một thời hạn on the ladder of the unit that answers for `unit`: of the person's own unit where it does.
    pub fn step(&self, unit: &str, end: ladder::End) -> ladder::Step {
        let answers = match self.actor.covers.unit(unit) {
            true => &self.actor.unit,
            false => unit,
        };
        let ladders = self.app.ladders();
        ladders.of(answers).step(end, self.today, self.now_ms)
    }

    /// Nhãn thời hạn of a record of `unit`: by days, or by hours where the law counts hours, in its colour on the ladder.
    pub fn due(&self, unit: &str, end: ladder::End) -> Due {
        let badge = match end.has_hour {
            true => Due::at(
                local_time(end.at_ms).format("%H:%M %d/%m/%Y").to_string(),
                (end.at_ms - self.now_ms).div_euclid(60_000),
            ),
            false => Due::on(end.on, self.today),
        };
        badge.at_step(self.step(unit, end))
    }

    /// How far a right reaches for the person: which list to show.
    pub fn reach(&self, right: Right) -> Reach {
        Rights::embedded().widest(&self.actor, right)
    }
}

/// "Thứ Bảy, 21/11/2026".
fn long_day(day: NaiveDate) -> String {
    let name = law::weekday_vi(chrono::Datelike::weekday(&day));
    let mut letters = name.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}, {}", letters.as_str(), crate::vi_date(day))
}

impl FromRequestParts<App> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Visit>()
            .cloned()
            .ok_or(Problem::SignIn)
    }
}

/// A visit to an address that needs no sign-in; the person, if somebody is signed in.
#[derive(Clone)]
pub struct Guest {
    /// The program.
    pub app: App,
    /// Somebody who is signed in.
    pub visit: Option<Visit>,
    /// The token of forms.
    pub csrf: String,
    /// Light or dark.
    pub theme: Theme,
    /// The moment of this request, milliseconds UTC.
    pub now_ms: i64,
    /// What the browser calls itself, shortened; for the list of sessions.
    pub browser: String,
    /// The network they come from.
    pub address: String,
    /// Their browser holds no secret for forms yet.
    pub(crate) is_new: bool,
}

/// The address a request came from; the server puts it beside the request.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub std::net::IpAddr);

impl FromRequestParts<App> for Guest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        parts
            .extensions
            .get::<Guest>()
            .cloned()
            .ok_or(Problem::SignIn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_written_with_its_name() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(long_day(day), "Thứ Bảy, 21/11/2026");
    }
}
