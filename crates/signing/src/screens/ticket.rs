//! Phiếu ký: what is signed, with which certificate; a PIN for the server's device, or the way to the person's own token.

use askama::Template;
use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use files::FileId;
use serde::Deserialize;
use shell::{Frame, Page, Problem, Visit};
use sign::Pin;
use uuid::Uuid;

use super::shown::level_vi;
use crate::ceremony::{Ceremony, KeyHome, Signed, State, Ticket, by_id};
use crate::means::Means;
use crate::{certificates, messages};

struct Line {
    title: String,
    file: String,
    state: &'static str,
    why: String,
}

#[derive(Template)]
#[template(path = "screens/ticket.html")]
struct TicketPage {
    frame: Frame,
    lines: Vec<Line>,
    facts: Vec<(&'static str, String)>,
    ids: String,
    is_open: bool,
    is_here: bool,
    asks_pin: bool,
    signed: Option<Vec<String>>,
    back: String,
}

/// Several tickets in one address.
#[derive(Deserialize)]
pub struct Ids {
    #[serde(default)]
    ids: String,
}

/// The ticket of the person who asks.
async fn own(visit: &Visit, id: Uuid) -> Result<Ticket, Problem> {
    by_id(visit.app.db(), id)
        .await?
        .filter(|ticket| ticket.person_id == visit.actor.person)
        .ok_or_else(|| Problem::NotFound(messages::NO_TICKET.to_owned()))
}

/// The page, or the ticket for the island.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let ticket = own(&visit, id).await?;
    let accept = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    let wants = |kind: &str| accept.is_some_and(|accept| accept.contains(kind));
    if wants("application/json") && !wants("text/html") {
        return Ok(Json(told(&visit, &ticket).await?).into_response());
    }
    page(&visit, vec![ticket]).await
}

/// The same page for several.
pub async fn several(visit: Visit, Query(asked): Query<Ids>) -> Result<Response, Problem> {
    let mut tickets = Vec::new();
    for id in asked
        .ids
        .split(',')
        .filter_map(|id| id.parse().ok())
        .take(200)
    {
        tickets.push(own(&visit, id).await?);
    }
    match tickets.is_empty() {
        true => Err(Problem::NotFound(messages::NO_TICKET.to_owned())),
        false => page(&visit, tickets).await,
    }
}

async fn page(visit: &Visit, tickets: Vec<Ticket>) -> Result<Response, Problem> {
    let Some(first) = tickets.first() else {
        return Err(Problem::not_found());
    };
    let certificate = certificates::get(visit.app.db(), first.certificate_id)
        .await?
        .ok_or_else(|| Problem::failed("a ticket without its certificate"))?;
    let means = Means::of(&visit.app);
    let asks_pin = means
        .device(&certificate.device)
        .is_some_and(|device| device.pin_file.is_none());
    let open: Vec<&Ticket> = tickets
        .iter()
        .filter(|ticket| ticket.is_open(visit.now_ms))
        .collect();
    let ids: Vec<String> = open.iter().map(|ticket| ticket.id.to_string()).collect();
    let facts = vec![
        (
            "Chứng thư số",
            format!("{} – {}", certificate.name, certificate.issuer),
        ),
        ("Khóa ký", certificate.home().name_vi().to_owned()),
        ("Mức chữ ký", level_vi(&first.level)),
        ("Chờ ký đến", shell::vi_time(first.expires_at)),
    ];
    let signed = (open.is_empty() && first.standing() == State::Signed).then(|| unproven(first));
    Ok(Page(TicketPage {
        frame: visit
            .frame(match tickets.len() {
                1 => "Ký số".to_owned(),
                count => format!("Ký số {count} văn bản"),
            })
            .island("sign"),
        is_open: !open.is_empty(),
        is_here: first.home() == KeyHome::Server,
        asks_pin,
        ids: ids.join(","),
        facts,
        signed,
        back: first.back.clone(),
        lines: tickets
            .into_iter()
            .map(|ticket| Line {
                file: format!("/signing/tickets/{}/file", ticket.id),
                state: match ticket.is_open(visit.now_ms) {
                    false if ticket.standing() == State::Waiting => State::Expired.name_vi(),
                    _ => ticket.standing().name_vi(),
                },
                why: ticket.why,
                title: ticket.title,
            })
            .collect(),
    })
    .into_response())
}

/// What was unproven when it was accepted.
fn unproven(ticket: &Ticket) -> Vec<String> {
    if ticket.verdict.as_deref() == Some("valid") {
        return Vec::new();
    }
    let report: serde_json::Value =
        serde_json::from_str(ticket.report.as_deref().unwrap_or_default()).unwrap_or_default();
    let all = report["signatures"].as_array().cloned().unwrap_or_default();
    let own = all.iter().rfind(|one| one["kind"] == "signature");
    own.and_then(|own| own["reasons"].as_array())
        .into_iter()
        .flatten()
        .filter_map(|reason| reason.as_str().map(str::to_owned))
        .collect()
}

async fn told(visit: &Visit, ticket: &Ticket) -> Result<serde_json::Value, Problem> {
    let certificate = certificates::get(visit.app.db(), ticket.certificate_id).await?;
    let (holder, device) = certificate
        .map(|row| (row.name, row.device))
        .unwrap_or_default();
    let asks_pin = Means::of(&visit.app)
        .device(&device)
        .is_some_and(|device| device.pin_file.is_none());
    let state = match ticket.standing() {
        State::Waiting if !ticket.is_open(visit.now_ms) => State::Expired,
        state => state,
    };
    Ok(serde_json::json!({
        "ticket": ticket.id,
        "state": state.id(),
        "home": ticket.key_home,
        "title": ticket.title,
        "certificate": ticket.fingerprint,
        "holder": holder,
        "scheme": ticket.scheme,
        "message": ticket.message,
        "document": ticket.original,
        "level": ticket.level,
        "expires_at": ticket.expires_at,
        "why": ticket.why,
        "back": ticket.back,
        "asks_pin": asks_pin,
    }))
}

/// The file as it will look, or the signed one.
pub async fn file(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let ticket = own(&visit, id).await?;
    let files = visit.app.files();
    let name = |text: &str| text.parse::<FileId>().map_err(Problem::failed);
    let bytes = match &ticket.signed {
        Some(signed) => files.get(name(signed)?).await.map_err(Problem::failed)?,
        None => {
            let mut bytes = files
                .get(name(&ticket.original)?)
                .await
                .map_err(Problem::failed)?;
            let more = files.get(name(&ticket.prepared)?).await;
            bytes.extend(more.map_err(Problem::failed)?);
            bytes
        }
    };
    let slug = text::slug(&ticket.title, 80);
    let head = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("inline; filename=\"{slug}.pdf\""),
        ),
    ];
    Ok((head, bytes).into_response())
}

/// A signature from the person's machine.
#[derive(Deserialize)]
pub struct Given {
    /// Base 64.
    signature: String,
}

fn accepted(signed: &Signed) -> serde_json::Value {
    serde_json::json!({
        "state": State::Signed.id(),
        "verdict": signed.ticket.verdict,
        "level": signed.ticket.level_reached,
        "unproven": signed.unproven,
        "goes_to": signed.goes_to,
    })
}

/// Nhận chữ ký.
pub async fn finish(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(given): Json<Given>,
) -> Result<Json<serde_json::Value>, Problem> {
    let signature = STANDARD
        .decode(&given.signature)
        .ok()
        .filter(|signature| (8..=1_024).contains(&signature.len()))
        .ok_or_else(|| Problem::Unreadable(messages::SIGNATURE_UNREADABLE.to_owned()))?;
    let signed = Ceremony::of(&visit.app)
        .finish(&visit, id, signature)
        .await?;
    Ok(Json(accepted(&signed)))
}

/// Why a ticket is cancelled.
#[derive(Deserialize, Default)]
#[serde(default)]
pub struct Why {
    why: String,
}

/// Hủy.
pub async fn cancel(
    visit: Visit,
    Path(id): Path<Uuid>,
    why: Option<Json<Why>>,
) -> Result<Json<serde_json::Value>, Problem> {
    let why = why
        .map(|Json(why)| text::clean(&why.why))
        .unwrap_or_default();
    let why: String = match why.as_str() {
        "" => messages::CANCELLED.to_owned(),
        said => said.chars().take(300).collect(),
    };
    let ticket = Ceremony::of(&visit.app).cancel(&visit, id, &why).await?;
    Ok(Json(serde_json::json!({
        "state": State::Cancelled.id(),
        "goes_to": ticket.back,
    })))
}

/// Tickets and the PIN of the server's device. It prints itself nowhere.
#[derive(Deserialize)]
pub struct Typed {
    tickets: Vec<Uuid>,
    #[serde(default)]
    pin: String,
}

/// Ký bằng thiết bị của máy chủ.
pub async fn sign_here(
    visit: Visit,
    Json(typed): Json<Typed>,
) -> Result<Json<serde_json::Value>, Problem> {
    let pin = match typed.pin.is_empty() {
        true => None,
        false => Some(Pin::new(typed.pin)),
    };
    let ids: Vec<Uuid> = typed.tickets.into_iter().take(200).collect();
    let done = Ceremony::of(&visit.app).sign_here(&visit, &ids, pin).await;
    let mut items = Vec::new();
    for (id, result) in done {
        items.push(match result {
            Ok(signed) => {
                let mut item = accepted(&signed);
                item["ticket"] = id.to_string().into();
                item
            }
            Err(fault) => {
                let sentence = match fault.sentence() {
                    Some(sentence) => sentence,
                    None => Problem::failed(&fault).sentence(),
                };
                serde_json::json!({ "ticket": id, "sentence": sentence })
            }
        });
    }
    Ok(Json(serde_json::json!({ "items": items })))
}
