//! Lễ ký (NĐ 30/2020/NĐ-CP Phụ lục I; TT 15/2025/TT-BKHCN Điều 5–6): one signature, from the order to the accepted file.
//!
//! ```text
//! area:    Ceremony::of(app).begin(&work, session, order)   a ticket, in the area's own transaction; nothing is signed yet
//! browser: GET  /signing/tickets/{id}                       what to sign and where its key is
//!   key at the server:  POST /signing/tickets/{id}/pin        the PIN; the server's device signs        Ceremony::sign_here
//!   key at the person:  POST /signing/tickets/{id}/signature  the agent's signature (docs/sign-agent.md)  Ceremony::finish
//!          POST /signing/tickets/{id}/cancellation
//! server:  checks its own result, then in one transaction: the ticket is signed, and the area's Receiver records what follows
//! ```
//!
//! A ticket is a row: a killed server loses nothing. It is bound to its person and session, lives [`LIFE_MS`], and is signed once.

mod accept;
mod prepare;
mod ticket;

use std::sync::Arc;

use chrono::{DateTime, FixedOffset};
use files::FileId;
use people::Work;
use shell::notices::{Notice, tell};
use shell::{App, Visit};
use sign::{Level, Pin, Report};
use uuid::Uuid;

use crate::door::{Receiver, Receivers};
use crate::means::Means;
use crate::{SigningError, certificates, messages};

pub use sign::Place;
pub use ticket::{KeyHome, State, Ticket, by_id, open_of};

/// How long a person has to sign.
pub const LIFE_MS: i64 = 15 * 60_000;

/// A signing under way whose server died is out of time only after this; its own person may take it up again at once.
pub(crate) const CLAIM_MS: i64 = 2 * 60_000;

/// Việc cần ký: what an area asks for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Whose it is: the [`Receiver`] with this name hears of the result. Empty: nobody; the file stays with the ticket.
    pub purpose: String,
    /// The record there, such as the document.
    pub object: Uuid,
    /// The unit in whose log it stands.
    pub unit: String,
    /// What the person reads before signing: "Quyết định 15/QĐ-VKSKV3 – gia hạn tạm giam Nguyễn Văn A".
    pub title: String,
    /// The file, maybe signed by others already.
    pub pdf: Vec<u8>,
    /// The certificate: the actor's own, or their unit's for who may use the seal. See [`crate::certificates::usable`].
    pub certificate: Uuid,
    /// None: the office's usual level.
    pub level: Option<Level>,
    /// What shows on the page.
    pub sight: Sight,
    /// Written into the signature: "Ký ban hành".
    pub reason: String,
    /// The page to go back to when nothing was signed.
    pub back: String,
}

/// Hình chữ ký: what shows on the page; pictures are those kept for the certificate's holder.
#[derive(Debug, Clone, PartialEq)]
pub enum Sight {
    /// Nothing shows.
    Hidden,
    /// Hình chữ ký cá nhân in this place, as large as it fits; without a kept picture, the name and the time in words.
    Signature(Place),
    /// Dấu cơ quan in true size over the left third of the personal signature's place.
    Seal {
        /// Where the personal signature stands.
        over: Place,
    },
    /// Lines of text, 10 points, black: annexes and copies.
    Text {
        /// Where.
        place: Place,
        /// The lines; the time of signing is added as the last.
        lines: Vec<String>,
    },
    /// The same beside a square (QR) that opens an address: copies that outsiders may check, see [`crate::codes`].
    Checked {
        /// Where.
        place: Place,
        /// The lines.
        lines: Vec<String>,
        /// What the square opens.
        address: String,
    },
}

/// What was signed and accepted.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The ticket, in its last state.
    pub ticket: Ticket,
    /// The signed file, kept.
    pub file: FileId,
    /// Our own judgement of the whole file.
    pub report: Report,
    /// What is not proven about it, in sentences; empty when all is.
    pub unproven: Vec<String>,
    /// Where the person goes next.
    pub goes_to: String,
}

/// The ceremony of this program.
#[derive(Clone)]
pub struct Ceremony {
    app: App,
    means: Arc<Means>,
}

impl Ceremony {
    /// With the means the program was furnished with.
    pub fn of(app: &App) -> Self {
        Self {
            app: app.clone(),
            means: Means::of(app),
        }
    }

    /// Hỏi tình trạng thu hồi: refuses a certificate known to be revoked. For areas that take a number before they order: the services are
    /// asked here, while no transaction is open.
    pub async fn refuse_revoked(&self, certificate: Uuid) -> Result<(), SigningError> {
        prepare::refuse_revoked(&self.app, &self.means, certificate).await
    }

    /// Mở phiếu ký: checks certificate, rights, trust and file, prepares everything but the signature, and writes the ticket into the
    /// caller's transaction. An open ticket of the same person for the same record is dropped first.
    pub async fn begin(
        &self,
        work: &Work,
        session: Uuid,
        order: Order,
    ) -> Result<Ticket, SigningError> {
        if let Some(old) = open_of(&work.tx, &order.purpose, order.object).await? {
            match old.person_id == work.actor.person {
                true => {
                    self.drop_in(work, &old, messages::REPLACED, State::Cancelled)
                        .await?
                }
                false => return Err(SigningError::HeldByOther(old.person_name)),
            }
        }
        let prepared = prepare::prepare(&self.app, &self.means, work, &order).await?;
        ticket::insert(work, session, order, prepared, work.now_ms + LIFE_MS).await
    }

    /// Ký bằng thiết bị của máy chủ: signs these tickets in turn, all with one PIN. No PIN: the secret file of the server's settings.
    pub async fn sign_here(
        &self,
        visit: &Visit,
        tickets: &[Uuid],
        pin: Option<Pin>,
    ) -> Vec<(Uuid, Result<Signed, SigningError>)> {
        accept::sign_here(self, visit, tickets, pin).await
    }

    /// Nhận chữ ký từ máy của người ký: puts the agent's signature into the prepared file, stamps, judges, accepts.
    pub async fn finish(
        &self,
        visit: &Visit,
        ticket: Uuid,
        signature: Vec<u8>,
    ) -> Result<Signed, SigningError> {
        accept::finish(self, visit, ticket, signature).await
    }

    /// Hủy phiếu ký: nothing is signed; the area hears of it in the same transaction.
    pub async fn cancel(&self, visit: &Visit, id: Uuid, why: &str) -> Result<Ticket, SigningError> {
        let work = work(visit).await?;
        let ticket = by_id(&work.tx, id).await?.ok_or(SigningError::NoTicket)?;
        if ticket.person_id != work.actor.person {
            return Err(SigningError::NotYours);
        }
        self.drop_in(&work, &ticket, why, State::Cancelled).await?;
        work.commit().await?;
        Ok(ticket)
    }

    /// Nhận lượt: the open ticket of another who signs with the key of the unit is ended by somebody who may use that key too, with a
    /// reason that stays in the trail. What is being signed at this moment is not taken; what was taken is signed no more.
    pub async fn take_over(
        &self,
        work: &Work,
        purpose: &str,
        object: Uuid,
        why: &str,
    ) -> Result<Ticket, SigningError> {
        let ticket = open_of(&work.tx, purpose, object)
            .await?
            .ok_or(SigningError::NoTicket)?;
        let why = text::clean(why);
        if why.is_empty() {
            return Err(SigningError::invalid("why", messages::WHY_TAKEN_MISSING));
        }
        let why: String = why.chars().take(300).collect();
        let certificate = certificates::get(&work.tx, ticket.certificate_id).await?;
        certificate
            .filter(|row| row.person_id.is_none() && certificates::may_use(&work.actor, row))
            .ok_or(SigningError::NotYourCertificate)?;
        let said = messages::taken_over(&work.actor.name, &why);
        self.drop_in(work, &ticket, &said, State::Cancelled).await?;
        if ticket.person_id != work.actor.person {
            let notice = Notice {
                person: ticket.person_id,
                kind: "signing.taken_over".to_owned(),
                sentence: format!("{}: {said}", ticket.title),
                href: ticket.back.clone(),
            };
            tell(&work.tx, notice, work.now_ms).await?;
        }
        work.note("signing.taken_over", "signing_ticket", ticket.id, &why)
            .await?;
        Ok(ticket)
    }

    /// Phiếu hết giờ: dropped, and their areas told; called by the keeper of the program and harmless at any time.
    pub async fn sweep(&self, now_ms: i64) -> Result<usize, SigningError> {
        accept::sweep(self, now_ms).await
    }

    async fn drop_in(
        &self,
        work: &Work,
        ticket: &Ticket,
        why: &str,
        state: State,
    ) -> Result<(), SigningError> {
        ticket::end(work, ticket, state, why).await?;
        if let Some(receiver) = self.receiver(&ticket.purpose) {
            receiver.dropped(&self.app, work, ticket, why).await?;
        }
        work.note("signing.dropped", "signing_ticket", ticket.id, state.id())
            .await?;
        Ok(())
    }

    pub(crate) fn receiver(&self, purpose: &str) -> Option<Arc<dyn Receiver>> {
        let all = self.app.find::<Receivers>()?;
        all.0.iter().find(|one| one.purpose() == purpose).cloned()
    }

    /// Now, in Vietnam's time, as signatures write it.
    pub(crate) fn at(now_ms: i64) -> DateTime<FixedOffset> {
        let utc = DateTime::from_timestamp_millis(now_ms).unwrap_or_default();
        match FixedOffset::east_opt(7 * 3_600) {
            Some(vietnam) => utc.with_timezone(&vietnam),
            None => utc.fixed_offset(),
        }
    }
}

/// The transaction of a visit.
pub(crate) async fn work(visit: &Visit) -> Result<Work, SigningError> {
    let app = &visit.app;
    let (actor, ledger) = (visit.actor.clone(), app.ledger().clone());
    Ok(Work::begin(app.db(), actor, visit.now_ms, app.law(), ledger).await?)
}
