//! Chờ đóng dấu: documents that their signer has signed, for the clerk who keeps the seal; sealed and passed on in one step.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Alert, Column, Empty, Form, Frame, Page, Problem, Tabs, Told, Tone, Visit};
use uuid::Uuid;

use super::folder::tabs;
use super::{shown, units_for};
use crate::folder::ceremony::{self, waiting_for_seal};
use crate::folder::hand::{self, Key};
use crate::folder::signing_all::{self, Outcome};
use crate::folder::{messages, refusals};

struct Row {
    id: Uuid,
    number: String,
    on: String,
    title: String,
    about: String,
    signer: String,
    /// Who else has begun to seal it, and when.
    holder: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/seals.html")]
pub struct SealsPage {
    frame: Frame,
    tabs: Tabs,
    alerts: Vec<Alert>,
    rows: Vec<Row>,
    columns: Vec<Column>,
    key: Option<Key>,
    empty: Empty,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Page<SealsPage>, Problem> {
    list(&visit, Vec::new()).await.map(Page)
}

async fn list(visit: &Visit, alerts: Vec<Alert>) -> Result<SealsPage, Problem> {
    let db = visit.app.db();
    let units = units_for(&visit.actor, Right::DocumentsDispatch);
    let mut rows = Vec::new();
    for there in waiting_for_seal(db, &units).await? {
        let Some(draft) = crate::draft::get(db, there.document_id).await? else {
            continue;
        };
        let open = signing::ceremony::open_of(db, hand::SEAL, draft.id).await?;
        let holder = open.filter(|ticket| ticket.person_id != visit.actor.person);
        rows.push(Row {
            holder: holder.map(|ticket| {
                messages::being_sealed(&ticket.person_name, &shell::vi_time(ticket.begun_at))
            }),
            id: draft.id,
            number: there.number.unwrap_or_default(),
            on: shell::vi_date(there.dated_on),
            title: draft.title,
            about: draft.about,
            signer: draft.signer_name,
        });
    }
    Ok(SealsPage {
        frame: visit
            .frame("Chờ đóng dấu")
            .subtitle(visit.actor.unit_name.clone()),
        tabs: tabs(visit, "seals", Some(rows.len() as i64)),
        alerts,
        columns: ["Chọn", "Số", "Ngày ký", "Văn bản", "Người ký", "Phát hành"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        rows,
        key: hand::seal_key(visit).await?,
        empty: Empty::new(
            "Không có văn bản nào chờ đóng dấu",
            "Văn bản lãnh đạo đã ký số sẽ nằm ở đây cho tới khi đóng dấu và phát hành.",
        ),
    })
}

/// Đóng dấu các văn bản đã chọn, and pass them on.
pub async fn seal(visit: Visit, form: Form) -> Result<Response, Problem> {
    let again = async |alerts: Vec<Alert>| {
        let shown = list(&visit, alerts).await?;
        Ok::<Response, Problem>((StatusCode::UNPROCESSABLE_ENTITY, Page(shown)).into_response())
    };
    let one = |sentence: &str| vec![Alert::new(Tone::Danger, sentence)];
    let chosen: Vec<Uuid> = form
        .all("document")
        .into_iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    if chosen.is_empty() {
        return again(one(messages::NOTHING_CHOSEN)).await;
    }
    let Some(key) = hand::seal_key(&visit).await? else {
        return again(one(messages::NO_SEAL_KEY)).await;
    };
    if key.home == signing::KeyHome::Agent && chosen.len() > 1 {
        return again(one(messages::ONE_AT_A_TIME)).await;
    }
    let (mut issued, mut alerts) = (0, Vec::new());
    for id in chosen {
        shown(&visit, id)
            .await?
            .require(&visit, Right::DocumentsDispatch)?;
        let outcome = match signing_all::seal(&visit, id, &key, form.opt("pin")).await {
            Ok(Some(href)) => return Ok(Told::to(href).into_response()),
            Ok(None) => signing_all::complete(&visit, id, false).await?,
            Err(error) => Outcome::Signed(refusals::sentence(&error)),
        };
        match outcome {
            Outcome::Issued(_) => issued += 1,
            Outcome::Signed(why) => alerts.push(Alert::new(
                Tone::Danger,
                why.unwrap_or_else(|| messages::NOT_SIGNED.to_owned()),
            )),
            _ => {}
        }
    }
    if alerts.is_empty() {
        return Ok(Told::to("/documents/seals".to_owned())
            .good(messages::sealed(issued))
            .into_response());
    }
    if issued > 0 {
        alerts.insert(0, Alert::new(Tone::Good, messages::sealed(issued)));
    }
    again(alerts).await
}

/// Nhận lượt đóng dấu that another began and left: theirs ends, with a reason; then it is sealed like any other.
pub async fn take_turn(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    held.require(&visit, Right::DocumentsDispatch)?;
    let work = visit.begin().await?;
    let taken = signing::Ceremony::of(&visit.app)
        .take_over(&work, hand::SEAL, id, form.get("why"))
        .await;
    match taken {
        Ok(ticket) => {
            work.commit().await?;
            Ok(Told::to("/documents/seals".to_owned())
                .good(messages::turn_taken(&ticket.person_name))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            let Some(sentence) = error.sentence() else {
                return Err(error.into());
            };
            let shown = list(&visit, vec![Alert::new(Tone::Danger, sentence)]).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(shown)).into_response())
        }
    }
}

/// Đóng dấu trên bản giấy: passed on with the personal signature alone in the file.
pub async fn by_hand(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    shown(&visit, id)
        .await?
        .require(&visit, Right::DocumentsDispatch)?;
    let there = ceremony::under_way(visit.app.db(), id).await?;
    let by_hand = there.is_none_or(|there| there.step == "signed");
    match signing_all::complete(&visit, id, by_hand).await? {
        Outcome::Issued(number) => Ok(Told::to("/documents/seals".to_owned())
            .good(messages::issued_by_hand(&number))
            .into_response()),
        Outcome::Signed(why) => {
            let alert = Alert::new(
                Tone::Danger,
                why.unwrap_or_else(|| messages::NOT_SIGNED.to_owned()),
            );
            let shown = list(&visit, vec![alert]).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Page(shown)).into_response())
        }
        _ => Ok(Told::to("/documents/seals".to_owned()).into_response()),
    }
}
