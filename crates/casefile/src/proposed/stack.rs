//! Xếp tập quét đang đưa vào: the ordering screen for a person who does not read the file (decision 045), by addresses of its own, so
//! that no address of the file opens wider.

use axum::{
    extract::{Path, Query},
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use db::Sql;
use people::Right;
use shell::{Alert, Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{
    fence::Fence,
    forms::{Door, stepped, turned},
    history::JUST_NOW_MS,
    messages,
    screens::{Desk, Shown, drawn},
};
use crate::{
    looks,
    matter::{MatterHead, opened},
    pictures::picture,
};

/// `GET /casefile/matters/{matter}/stack?d=&p=`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Shown>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileArrange).await?;
    looks::keep_stack_once(&visit, matter).await?;
    let fence = Fence::around(visit.app.db(), matter, visit.actor.person).await?;
    let desk = Desk {
        href: Door::Stack.href(&head),
        viewer: String::new(),
        may_mark: true,
        since: match fence.is_shut() {
            true => visit.now_ms - JUST_NOW_MS,
            false => i64::MIN,
        },
        fence: Some(fence),
    };
    drawn(&visit, &head, desk, asked).await
}

/// `POST /casefile/matters/{matter}/stack/steps`
pub(crate) async fn step(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    stepped(visit, matter, form, Door::Stack).await
}

/// `POST /casefile/matters/{matter}/stack/undo`
pub(crate) async fn take_back(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    turned(visit, matter, form, Door::Stack, true).await
}

/// `POST /casefile/matters/{matter}/stack/redo`
pub(crate) async fn do_again(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Told, Problem> {
    turned(visit, matter, form, Door::Stack, false).await
}

db::row! {
    /// A page of the stack.
    struct Leaf { no: i64, picture: Option<String>, thumb: Option<String> }
}

/// The page, if it lies in the stack that is open to the person now.
async fn leaf(visit: &Visit, matter: Uuid, page: Uuid) -> Result<Leaf, Problem> {
    opened(visit, matter, Right::CasefileArrange).await?;
    let sql = visit.app.db();
    let leaf: Option<Leaf> = sql
        .opt(
            "SELECT no, picture, thumb FROM casefile_page WHERE id = $1 AND matter_id = $2",
            db::args![page, matter],
        )
        .await?;
    let fence = Fence::around(sql, matter, visit.actor.person).await?;
    leaf.filter(|leaf| fence.holds(leaf.no, leaf.no))
        .ok_or_else(|| Problem::NotFound(messages::OUTSIDE_THE_STACK.to_owned()))
}

/// `GET /casefile/matters/{matter}/stack/pages/{page}/image`
pub(crate) async fn image(
    visit: Visit,
    headers: HeaderMap,
    Path((matter, page)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let leaf = leaf(&visit, matter, page).await?;
    looks::keep_stack_once(&visit, matter).await?;
    picture(&visit, &headers, leaf.picture).await
}

/// `GET /casefile/matters/{matter}/stack/pages/{page}/thumb`
pub(crate) async fn thumb(
    visit: Visit,
    headers: HeaderMap,
    Path((matter, page)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let leaf = leaf(&visit, matter, page).await?;
    picture(&visit, &headers, leaf.thumb).await
}

/// What the page for handing scans in says while a stack waits to be ordered.
pub(crate) async fn waiting(visit: &Visit, head: &MatterHead) -> Result<Option<Alert>, Problem> {
    if !visit.may_over(Right::CasefileArrange, &head.unit, &head.assigned) {
        return Ok(None);
    }
    let fence = Fence::around(visit.app.db(), head.id, visit.actor.person).await?;
    let alert = || Alert::new(Tone::Info, messages::STACK_WAITS);
    Ok((!fence.is_shut()).then(|| alert().link("Xếp tập quét", Door::Stack.href(head))))
}
