//! Ký gói: the sheet that names the manifest is signed as any paper is, by the person's own key or a device of the office; the signed sheet
//! then travels inside the file.

use std::sync::Arc;

use chrono::NaiveDate;
use db::{Sql, StorageError};
use people::WorkError;
use shell::{App, Problem, Visit};
use signing::{Answer, Order, Place, Receiver, Sight, Signed, SigningError, Ticket, trust};

use super::{
    messages,
    store::{self, Pack},
};

/// The name under which this area orders.
pub const PURPOSE: &str = "courtroom.pack";

/// Whether its sheet can still be signed.
pub fn may_be_signed(pack: &Pack) -> bool {
    pack.is_there() && pack.void_at.is_none() && pack.signed.is_empty() && !pack.paper.is_empty()
}

/// Danh sách tin cậy on a day, DER in base64: it travels sealed inside the pack, so that whoever has the pass phrase knows it is the office's.
pub(super) async fn trusted(sql: &impl Sql, day: NaiveDate) -> Result<Vec<String>, StorageError> {
    let is_now = |from: Option<NaiveDate>, to: Option<NaiveDate>| {
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    };
    let own = trust::added(sql).await?;
    let own = own.into_iter().filter(|one| {
        one.kind == "authority" && one.removed_at.is_none() && is_now(one.valid_from, one.valid_to)
    });
    let read = |day: Option<String>| day.and_then(|day| day.parse().ok());
    let shipped = trust::shipped().iter().filter(|one| {
        let (from, to) = (
            one.from.map(|day| day.to_string()),
            one.to.map(|day| day.to_string()),
        );
        is_now(read(from), read(to))
    });
    let shipped = shipped.flat_map(|one| letters(one.certificate.as_deref().unwrap_or_default()));
    Ok(shipped.chain(own.map(|one| one.content)).collect())
}

/// The letters between the lines of a PEM file: its certificates in base64.
fn letters(pem: &str) -> Vec<String> {
    let each = pem.split("-----BEGIN CERTIFICATE-----").skip(1);
    each.filter_map(|one| one.split("-----END").next())
        .map(|one| one.split_whitespace().collect())
        .collect()
}

/// Asks for the signature; answers where the person goes on.
pub async fn order(visit: &Visit, pack: &Pack) -> Result<String, Problem> {
    if !may_be_signed(pack) {
        return Err(Problem::Refused(messages::NOT_TO_SIGN.to_owned()));
    }
    let id = pack.paper.parse().map_err(Problem::failed)?;
    let pdf = visit.app.files().get(id).await.map_err(Problem::failed)?;
    let key = signing::at_hand(visit).await?;
    let key = key.ok_or_else(|| Problem::Refused(messages::NO_KEY.to_owned()))?;
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
        certificate: key.certificate,
        level: None,
        sight: Sight::Text { place, lines },
        reason: format!("{} {}", messages::SIGN_REASON, pack.manifest),
        back: format!("/courtroom/packs/{}", pack.id),
    };
    let work = visit.begin().await?;
    signing::begin(visit, work, order, key.is_quick).await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_of_every_certificate_of_a_pem_file_are_found() {
        let one = |letters: &str| {
            format!("-----BEGIN CERTIFICATE-----\n{letters}\n-----END CERTIFICATE-----\n")
        };
        let both = format!("Tổ chức A\n{}{}", one("MIIB\nAA=="), one("MIIC"));
        assert_eq!(letters(&both), ["MIIBAA==", "MIIC"]);
        assert!(letters("").is_empty());
    }
}
