//! Khóa ký đang có: what a visitor can sign with now without being asked which, and the way from an order to its signature.

use people::Work;
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{Ceremony, KeyHome, Means, Order, SigningError, certificates};

/// Khóa ký.
#[derive(Debug, Clone, Copy)]
pub struct AtHand {
    /// Its certificate.
    pub certificate: Uuid,
    /// A device of the server that asks for no PIN: it signs at once.
    pub is_quick: bool,
}

/// The visitor's own key, a device at the server before a token; none when there is none.
pub async fn at_hand(visit: &Visit) -> Result<Option<AtHand>, SigningError> {
    let means = Means::of(&visit.app);
    let all = certificates::usable(visit.app.db(), &visit.actor, visit.now_ms).await?;
    let mut keys: Vec<(bool, AtHand)> = all
        .into_iter()
        .filter(|one| one.person_id.is_some())
        .filter_map(|one| {
            let (is_here, device) = (one.home() == KeyHome::Server, means.device(&one.device));
            if is_here && device.is_none() {
                return None;
            }
            let asks = device.is_none_or(|device| device.pin_file.is_none());
            let key = AtHand {
                certificate: one.id,
                is_quick: is_here && !asks,
            };
            Some((is_here, key))
        })
        .collect();
    keys.sort_by_key(|(is_here, _)| !is_here);
    Ok(keys.into_iter().next().map(|(_, key)| key))
}

/// Begins the signing of an order and commits; answers where the person goes on: to what was signed, or to the screen that asks.
pub async fn begin(
    visit: &Visit,
    work: Work,
    order: Order,
    is_quick: bool,
) -> Result<String, Problem> {
    let ceremony = Ceremony::of(&visit.app);
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
