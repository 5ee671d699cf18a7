//! Phiên làm việc: from the key in the cookie to the person who acts.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use chrono::NaiveDate;
use people::{
    Actor, WorkError,
    sign_in::session,
    staff::{actor_of, person, post},
};
use uuid::Uuid;

use crate::{App, PostChoice, Problem, local_day, notices};

/// What a session brings.
pub(crate) struct Resumed {
    pub session: Uuid,
    pub acting: Arc<Acting>,
    pub unread: i64,
}

/// A person in a post, as they stood a moment ago.
#[derive(Debug)]
pub(crate) struct Acting {
    pub actor: Actor,
    pub posts: Vec<PostChoice>,
    pub must_change_password: bool,
}

/// People who act just now: what a post covers is not worked out anew for every picture of a page. Forgotten after a few
/// seconds and after every request that writes, so a change of posts or delegations counts at once here, and a few seconds
/// later in another process. Sessions themselves are asked in the database each time: a revoked one is out at once.
#[derive(Default)]
pub(crate) struct Actors(Mutex<HashMap<Known, (i64, Arc<Acting>)>>);

/// Person, post chosen, day.
type Known = (Uuid, Option<Uuid>, NaiveDate);

const REMEMBERED_MS: i64 = 5_000;

impl Actors {
    fn get(&self, key: Known, now_ms: i64) -> Option<Arc<Acting>> {
        let known = self.0.lock().ok()?;
        let (at, acting) = known.get(&key)?;
        ((0..REMEMBERED_MS).contains(&(now_ms - at))).then(|| acting.clone())
    }

    fn put(&self, key: Known, now_ms: i64, acting: Arc<Acting>) {
        if let Ok(mut known) = self.0.lock() {
            known.retain(|_, (at, _)| now_ms - *at < REMEMBERED_MS);
            known.insert(key, (now_ms, acting));
        }
    }

    /// Something was written: look again.
    pub fn forget(&self) {
        if let Ok(mut known) = self.0.lock() {
            known.clear();
        }
    }
}

/// The session of this key, if it still stands and its person still holds a post. A request for a picture shows no bell:
/// what is unread is not counted for it.
pub(crate) async fn resume(
    app: &App,
    key: &str,
    now_ms: i64,
    shows_bell: bool,
) -> Result<Option<Resumed>, Problem> {
    let Some(found) = session::find(app.db(), key, now_ms).await? else {
        return Ok(None);
    };
    session::touch(app.db(), &found, now_ms).await?;
    let known_as = (found.person, found.post, local_day(now_ms));
    let acting = match app.actors().get(known_as, now_ms) {
        Some(acting) => acting,
        None => {
            let Some(acting) = load(app, found.person, found.post, local_day(now_ms)).await? else {
                return Ok(None);
            };
            let acting = Arc::new(acting);
            app.actors().put(known_as, now_ms, acting.clone());
            acting
        }
    };
    let unread = match shows_bell {
        true => notices::unread(app.db(), found.person).await?,
        false => 0,
    };
    Ok(Some(Resumed {
        session: found.id,
        acting,
        unread,
    }))
}

async fn load(
    app: &App,
    who: Uuid,
    chosen: Option<Uuid>,
    today: NaiveDate,
) -> Result<Option<Acting>, Problem> {
    let units = app.units().units().await?;
    let held = post::posts_on(app.db(), who, today).await?;
    // The post chosen at sign-in may have ended over night.
    let Some(post) = held
        .iter()
        .find(|post| chosen == Some(post.id))
        .or(held.first())
    else {
        return Ok(None);
    };
    let actor = match actor_of(app.db(), &units, post.id, today).await {
        Ok(actor) => actor,
        Err(WorkError::NotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let posts = held
        .iter()
        .map(|held| {
            let unit = units
                .on(&held.unit, today)
                .map(people::units::Unit::short_name);
            PostChoice {
                id: held.id.to_string(),
                label: format!(
                    "{} – {}",
                    held.title,
                    unit.unwrap_or_else(|| held.unit.clone())
                ),
                is_current: held.id == post.id,
            }
        })
        .collect();
    let must_change_password = person::get(app.db(), who).await?.must_change;
    Ok(Some(Acting {
        actor,
        posts,
        must_change_password,
    }))
}
