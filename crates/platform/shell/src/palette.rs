//! Tìm nhanh (Ctrl+K): people, cases, numbers, leaves, forms and actions, from every area that answers.

use std::{future::Future, pin::Pin};

use axum::{Json, extract::Query, response::IntoResponse};
use serde::{Deserialize, Serialize};

use crate::{App, Problem, Routes, Visit};
use people::{Actor, Right};

/// Một kết quả tìm.
#[derive(Debug, Clone, Serialize)]
pub struct Found {
    /// The group it stands under: "Vụ án", "Người", "Việc cần làm".
    pub kind: String,
    /// What is read first.
    pub label: String,
    /// What tells it from others of the same name.
    pub hint: String,
    /// Where it leads.
    pub href: String,
}

/// What a finder answers, later.
pub type FindFuture<'a> = Pin<Box<dyn Future<Output = Result<Vec<Found>, Problem>> + Send + 'a>>;

/// Người trả lời Ctrl+K: an area's part in the search, limited to what `actor` may open.
pub trait Finder: Send + Sync {
    /// At most about ten things that answer `query` (trimmed, not empty).
    fn find<'a>(&'a self, app: &'a App, actor: &'a Actor, query: &'a str) -> FindFuture<'a>;
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

/// What the palette in the browser reads: groups in the order of the areas.
#[derive(Debug, Default, Serialize)]
struct Answer {
    groups: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Group {
    title: String,
    items: Vec<Found>,
}

/// The address the palette asks.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/palette", Right::SearchUse, find)
}

async fn find(visit: Visit, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Problem> {
    let query = text::nfc(asked.q.trim());
    let mut answer = Answer::default();
    if query.is_empty() || query.chars().count() > 200 {
        return Ok(Json(answer));
    }
    for finder in visit.app.finders() {
        // One area in trouble does not silence the others.
        match finder.find(&visit.app, &visit.actor, &query).await {
            Ok(found) => found.into_iter().for_each(|one| answer.add(one)),
            Err(problem) => {
                problem.log();
            }
        }
    }
    Ok(Json(answer))
}

impl Answer {
    fn add(&mut self, found: Found) {
        match self
            .groups
            .iter_mut()
            .find(|group| group.title == found.kind)
        {
            Some(group) => group.items.push(found),
            None => self.groups.push(Group {
                title: found.kind.clone(),
                items: vec![found],
            }),
        }
    }
}
