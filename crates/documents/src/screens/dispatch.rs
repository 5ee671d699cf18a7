//! Sau khi ban hành: pass on, note the receipt, copy, replace.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Form, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::shown;
use super::submission::refused;
use crate::copies::{CopyKind, NewCopy};
use crate::delivery::NewDelivery;
use crate::folder::sealing;
use crate::{copies, delivery, press, replacement};

/// Ghi giao, gửi.
pub async fn deliver(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    held.require(&visit, Right::DocumentsDispatch)?;
    let mut form = form.sent_on(visit.today);
    let (sent_on, received_on) = (form.date("sent_on"), form.date("received_on"));
    if let Some(sentence) = form.error_of("sent_on").or(form.error_of("received_on")) {
        let error = people::WorkError::invalid("sent_on", sentence.to_owned());
        return refused(&visit, id, error.into()).await;
    }
    let new = NewDelivery {
        recipient: form.get("recipient").to_owned(),
        way: form.get("way").to_owned(),
        sent_on: sent_on.unwrap_or(visit.today),
        received_on,
        receiver: form.get("receiver").to_owned(),
        note: form.get("note").to_owned(),
    };
    let work = visit.begin().await?;
    match delivery::deliver(&work, id, &new).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(held.href())
                .good("Đã ghi giao, gửi.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, id, error).await
        }
    }
}

/// Ghi đã nhận.
pub async fn receive(
    visit: Visit,
    Path((id, delivery)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    held.require(&visit, Right::DocumentsDispatch)?;
    let mut form = form.sent_on(visit.today);
    let on = form.date("received_on").unwrap_or(visit.today);
    let work = visit.begin().await?;
    match delivery::receive(&work, id, delivery, on, form.get("receiver")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(held.href())
                .good("Đã ghi người nhận.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, id, error).await
        }
    }
}

/// Sao văn bản; signed by the office's key at the server where this person may use it.
pub async fn copy(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    held.require(&visit, Right::DocumentsDispatch)?;
    let new = NewCopy {
        kind: CopyKind::parse(form.get("kind")).unwrap_or(CopyKind::Whole),
        parts: form
            .all("part")
            .into_iter()
            .filter_map(|part| part.parse().ok())
            .collect(),
        copies: form.get("copies").trim().parse().unwrap_or(0),
        recipient: form.get("recipient").to_owned(),
    };
    let units = visit.app.units().units().await?;
    let press = press::of(&visit.app);
    let work = visit.begin().await?;
    let made = copies::make(&work, (visit.app.files(), &press), &units, id, &new).await;
    let copy = match made {
        Ok(copy) => {
            work.commit().await?;
            copy
        }
        Err(error) => {
            work.rollback().await?;
            return refused(&visit, id, error).await;
        }
    };
    let told = Told::to(held.href());
    match sealing::seal_copy(&visit, copy).await {
        Ok(Some(href)) => Ok(Told::to(href).into_response()),
        Ok(None) => Ok(told
            .good("Đã lập bản sao có chữ ký số của cơ quan và vào sổ bản sao.")
            .into_response()),
        Err(why) => Ok(told
            .say(
                Tone::Info,
                format!(
                    "Đã lập bản sao và vào sổ bản sao. {why} Hãy in ra và đóng dấu trên bản giấy."
                ),
            )
            .into_response()),
    }
}

/// Soạn văn bản thay thế.
pub async fn replace(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    shown(&visit, id)
        .await?
        .require(&visit, Right::DocumentsDraft)?;
    let work = visit.begin().await?;
    match replacement::begin(&work, id, form.get("reason")).await {
        Ok(newer) => {
            work.commit().await?;
            Ok(Told::to(format!("/documents/{newer}"))
                .good("Đã mở bản nháp thay thế; văn bản cũ còn hiệu lực cho tới khi bản này được ban hành.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, id, error).await
        }
    }
}
