//! Bàn điều khiển của Kiểm sát viên: the list, the notes, any page by its number, and what the court sees now.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Response},
};
use people::Right;
use serde::Serialize;
use shell::{ConfirmDialog, Frame, Page, Problem, Told, Visit, vi_time};
use uuid::Uuid;

use super::{events::State, release::sheet};
use crate::{
    contents::Contents,
    list::{
        page::href,
        store::procedure_of,
        view::{ExhibitView, Ground, views},
    },
    messages,
    opened::session_of,
    outline::{self, Asked},
    rules::{Phase, Procedure, rule_on},
};

#[derive(Template)]
#[template(path = "session/console.html")]
struct ConsolePage {
    frame: Frame,
    href: String,
    list: String,
    started: String,
    notes: String,
    notes_rev: i64,
    is_approved: bool,
    end: ConfirmDialog,
}

/// `GET /courtroom/sessions/{session}`
pub(crate) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (row, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    head.require(&visit, Right::CasefileRead)?;
    let address = format!("/courtroom/sessions/{id}");
    if row.ended_at.is_some() {
        return Ok(Told::to(format!("{address}/report")).into_response());
    }
    let work = visit.begin().await?;
    work.look("courtroom.session", id).await?;
    work.commit().await?;
    let frame = visit.frame(messages::kind_vi(&row.kind));
    let page = ConsolePage {
        end: ConfirmDialog {
            id: "end".to_owned(),
            button: "Kết thúc phiên".to_owned(),
            title: messages::END_TITLE.to_owned(),
            text: messages::END_TEXT.to_owned(),
            action: format!("{address}/end"),
            confirm: "Kết thúc phiên".to_owned(),
            is_grave: true,
            reason: None,
            csrf: frame.csrf.clone(),
        },
        frame: frame
            .subtitle(head.title.clone())
            .crumb("Phiên tòa", "/courtroom")
            .crumb("Danh mục trình chiếu", href(head.id))
            .island("console")
            .wide(),
        list: href(head.id),
        href: address,
        started: vi_time(row.started_at),
        notes: row.notes,
        notes_rev: row.notes_rev,
        is_approved: row.approval_n.is_some(),
    };
    Ok(Page(page).into_response())
}

/// What the console reads once.
#[derive(Serialize)]
pub(crate) struct ConsoleView {
    href: String,
    pages: String,
    search: String,
    phases: &'static [Phase],
    outline: Vec<Asked>,
    outline_href: String,
    rule: String,
    exhibits: Vec<ExhibitView>,
    state: State,
}

/// `GET /courtroom/sessions/{session}/sheet`
pub(crate) async fn read(visit: Visit, Path(id): Path<Uuid>) -> Result<Json<ConsoleView>, Problem> {
    let (row, head) = session_of(&visit, id, Right::CourtroomPresent).await?;
    head.require(&visit, Right::CasefileRead)?;
    let (db, rule) = (visit.app.db(), rule_on(visit.today));
    let contents = Contents::of(db, head.id).await?;
    let state = State::of(&visit.app, &row).await?;
    let ground = Ground {
        contents: &contents,
        rule,
        used: &HashMap::new(),
        revisions: &HashMap::new(),
    };
    let all = sheet(db, head.id, &row).await?;
    let procedure = Procedure::of(&procedure_of(db, head.id).await?);
    Ok(Json(ConsoleView {
        href: format!("/courtroom/sessions/{id}"),
        pages: format!("{}/pages", head.href()),
        search: format!("{}/search", head.href()),
        phases: &procedure.phases,
        outline: outline::asked_of(db, head.id).await?,
        outline_href: format!("{}/outline", href(head.id)),
        rule: match rule.to_check {
            true => format!("{} (cần kiểm tra)", rule.article),
            false => rule.article.clone(),
        },
        exhibits: views(&visit.app, head.id, all, &ground).await?,
        state,
    }))
}
