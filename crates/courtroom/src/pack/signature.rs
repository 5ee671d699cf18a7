//! Ký gói: the sheet that names the manifest is signed as any paper is, by the person's own key or a device of the office; the signed sheet
//! then travels inside the file.

use std::sync::Arc;

use people::WorkError;
use shell::{App, Problem, Visit};
use signing::{
    Answer, Ceremony, KeyHome, Means, Order, Place, Receiver, Sight, Signed, SigningError, Ticket,
    certificates,
};
use uuid::Uuid;

use super::{
    messages,
    store::{self, Pack},
};

/// The name under which this area orders.
pub const PURPOSE: &str = "courtroom.pack";

/// What the visitor can sign with now: a device at the server before a token; and whether it asks for no PIN.
async fn key(visit: &Visit) -> Result<(Uuid, bool), Problem> {
    let means = Means::of(&visit.app);
    let all = certificates::usable(visit.app.db(), &visit.actor, visit.now_ms).await?;
    let mut keys: Vec<(Uuid, bool, bool)> = all
        .into_iter()
        .filter(|one| one.person_id.is_some())
        .filter_map(|one| {
            let (is_here, device) = (one.home() == KeyHome::Server, means.device(&one.device));
            if is_here && device.is_none() {
                return None;
            }
            let asks = device.is_none_or(|device| device.pin_file.is_none());
            Some((one.id, is_here, asks))
        })
        .collect();
    keys.sort_by_key(|(_, is_here, _)| !is_here);
    let first = keys.into_iter().next();
    first
        .map(|(id, is_here, asks)| (id, is_here && !asks))
        .ok_or_else(|| Problem::Refused(messages::NO_KEY.to_owned()))
}

/// Whether its sheet can still be signed.
pub fn may_be_signed(pack: &Pack) -> bool {
    pack.is_there() && pack.void_at.is_none() && pack.signed.is_empty() && !pack.paper.is_empty()
}

/// Asks for the signature; answers where the person goes on.
pub async fn order(visit: &Visit, pack: &Pack) -> Result<String, Problem> {
    if !may_be_signed(pack) {
        return Err(Problem::Refused(messages::NOT_TO_SIGN.to_owned()));
    }
    let id = pack.paper.parse().map_err(Problem::failed)?;
    let pdf = visit.app.files().get(id).await.map_err(Problem::failed)?;
    let (certificate, is_quick) = key(visit).await?;
    let place = Place {
        page: 0,
        x: 310.0,
        y: 14.0,
        width: 230.0,
        height: 38.0,
    };
    let lines = vec![
        messages::PAPER_SIGNATURE[0].to_owned(),
        visit.actor.name.clone(),
    ];
    let order = Order {
        purpose: PURPOSE.to_owned(),
        object: pack.id,
        unit: pack.unit_id.clone(),
        title: messages::PAPER_TITLE.to_owned(),
        pdf,
        certificate,
        level: None,
        sight: Sight::Text { place, lines },
        reason: format!("{} {}", messages::SIGN_REASON, pack.manifest),
        back: format!("/courtroom/packs/{}", pack.id),
    };
    let ceremony = Ceremony::of(&visit.app);
    let work = visit.begin().await?;
    let ticket = ceremony.begin(&work, visit.session, order).await?;
    work.commit().await?;
    if is_quick {
        let done = ceremony.sign_here(visit, &[ticket.id], None).await;
        if let Some((_, result)) = done.into_iter().next() {
            return Ok(result?.goes_to);
        }
    }
    Ok(format!("/signing/tickets/{}", ticket.id))
}

/// Mảng phiên tòa nhận chữ ký.
#[derive(Debug, Clone, Copy)]
pub struct SignedPacks;

impl SignedPacks {
    /// Those to wire into the program.
    pub fn all() -> Vec<Arc<dyn Receiver>> {
        vec![Arc::new(SignedPacks)]
    }
}

impl Receiver for SignedPacks {
    fn purpose(&self) -> &'static str {
        PURPOSE
    }

    fn received<'a>(
        &'a self,
        _: &'a App,
        work: &'a people::Work,
        signed: &'a Signed,
    ) -> Answer<'a, String> {
        Box::pin(async move {
            let id = signed.ticket.object_id;
            let pack = store::by_id(&work.tx, id).await?;
            let pack = pack.filter(may_be_signed);
            let gone = || SigningError::Refused(messages::NOT_TO_SIGN.to_owned());
            let file = signed.file.to_string();
            store::signed(work, &pack.ok_or_else(gone)?, &file)
                .await
                .map_err(|fault| match fault {
                    WorkError::Unlawful(sentence) => SigningError::Refused(sentence),
                    other => SigningError::Work(other),
                })?;
            Ok(format!("/courtroom/packs/{id}"))
        })
    }

    fn dropped<'a>(
        &'a self,
        _: &'a App,
        _: &'a people::Work,
        _: &'a Ticket,
        _: &'a str,
    ) -> Answer<'a, ()> {
        // The pack is used unsigned, or signed later.
        Box::pin(async { Ok(()) })
    }
}
