//! Chữ ký số của cơ quan trên bản sao: text in the upper right corner, without a picture (NĐ 30/2020/NĐ-CP Phụ lục I).

use shell::Visit;
use signing::{Ceremony as Signature, KeyHome, Order, Place, Sight, codes};
use uuid::Uuid;

use super::hand::{self, COPY};
use super::messages;
use crate::copies::{self, CopyKind};

/// A4 in points.
const PAGE: (f64, f64) = (595.28, 841.89);
/// Points by which the mark is wider with its square.
const WIDER: f64 = 60.0;

/// Signs a copy with the office's key. Answers the page of the ticket when the key is elsewhere; the error is a sentence.
pub async fn seal_copy(visit: &Visit, copy: Uuid) -> Result<Option<String>, String> {
    let failed = || "Chưa ký số được bản sao.".to_owned();
    let key = hand::seal_key(visit)
        .await
        .map_err(|error| error.sentence().unwrap_or_else(failed))?;
    let Some(key) = key.filter(|key| !key.asks_pin) else {
        return Err(messages::NO_SEAL_KEY_FOR_COPY.to_owned());
    };
    let made = copies::get(visit.app.db(), copy)
        .await
        .ok()
        .flatten()
        .ok_or_else(failed)?;
    let pdf = hand::file(&visit.app, &made.pdf)
        .await
        .map_err(|_| failed())?;
    let kind = CopyKind::parse(&made.kind).unwrap_or(CopyKind::Whole);
    let signature = Signature::of(&visit.app);
    let work = visit.begin().await.map_err(|_| failed())?;
    let code = codes::reserve(&work, COPY, copy, &made.unit_id)
        .await
        .map_err(|_| failed())?;
    let order = Order {
        purpose: COPY.to_owned(),
        object: copy,
        unit: made.unit_id.clone(),
        title: format!("{} số {}", kind.name_vi(), made.number),
        pdf,
        certificate: key.certificate,
        level: None,
        sight: sight(visit, kind, &code),
        reason: kind.name_vi().to_owned(),
        back: "/documents/copies".to_owned(),
    };
    let ticket = signature
        .begin(&work, visit.session, order)
        .await
        .map_err(|error| error.sentence().unwrap_or_else(failed))?;
    work.commit().await.map_err(|_| failed())?;
    if key.home == KeyHome::Agent {
        return Ok(Some(format!("/signing/tickets/{}", ticket.id)));
    }
    for (_, result) in signature.sign_here(visit, &[ticket.id], None).await {
        if let Err(error) = result {
            let why = error.sentence().unwrap_or_else(failed);
            let _ = signature.cancel(visit, ticket.id, &why).await;
            return Err(why);
        }
    }
    Ok(None)
}

/// What shows on the copy: what it is and whose; where outsiders may ask, also the square that opens the page for it, and its code.
fn sight(visit: &Visit, kind: CopyKind, code: &str) -> Sight {
    let place = Place::top_right(0, PAGE.0, PAGE.1);
    let mut lines = vec![kind.name_vi().to_uppercase(), visit.actor.unit_name.clone()];
    let Some(address) = codes::address(&visit.app, code) else {
        return Sight::Text { place, lines };
    };
    lines.push(format!("Mã kiểm tra {code}"));
    Sight::Checked {
        place: Place {
            x: place.x - WIDER,
            width: place.width + WIDER,
            ..place
        },
        lines,
        address,
    }
}
