//! Nhận chữ ký: into the file, stamped, judged by ourselves, and accepted in one transaction with what follows from it.

use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use db::{Sql, args};
use files::FileId;
use people::{Work, staff};
use shell::Visit;
use sign::{Draft, KeptDraft, Key, Level, Pin, Question, Report, Services, TokenKey, Verdict};
use tokio::sync::OwnedMutexGuard;
use uuid::Uuid;

use super::ticket::{self, Held, by_id};
use super::{Ceremony, KeyHome, Signed, State, Ticket};
use crate::{SigningError, certificates, messages, trust};

/// Where a signature comes from.
#[derive(Clone)]
enum Hand {
    /// From the person's machine.
    Given(Vec<u8>),
    /// From a device of the server.
    Device(Arc<Unlocked>),
}

/// Thiết bị đang mở: a device knows one person at a time, so the turn ends only when the last that signs with it has let go, also when
/// the request that opened it was dropped meanwhile.
struct Unlocked {
    key: TokenKey,
    _turn: OwnedMutexGuard<()>,
}

/// A ticket that this visit may sign now.
async fn opened(
    ceremony: &Ceremony,
    visit: &Visit,
    id: Uuid,
    home: KeyHome,
) -> Result<Ticket, SigningError> {
    let ticket = by_id(ceremony.app.db(), id)
        .await?
        .ok_or(SigningError::NoTicket)?;
    if ticket.person_id != visit.actor.person || ticket.session_id != visit.session {
        return Err(SigningError::NotYours);
    }
    if !matches!(ticket.standing(), State::Waiting | State::Signing) {
        return Err(SigningError::Ended(ticket.standing()));
    }
    if !ticket.is_open(visit.now_ms) {
        return Err(SigningError::OutOfTime);
    }
    if ticket.home() != home {
        return Err(SigningError::KeyElsewhere);
    }
    // Thu hồi giữa chừng: a certificate that ended after the ticket was made signs nothing.
    let certificate = certificates::get(ceremony.app.db(), ticket.certificate_id).await?;
    match certificate {
        Some(row) if row.ended_at.is_none() && certificates::may_use(&visit.actor, &row) => {
            Ok(ticket)
        }
        Some(row) if row.ended_at.is_some() => Err(SigningError::CertificateEnded),
        _ => Err(SigningError::NotYourCertificate),
    }
}

pub(super) async fn finish(
    ceremony: &Ceremony,
    visit: &Visit,
    id: Uuid,
    signature: Vec<u8>,
) -> Result<Signed, SigningError> {
    let ticket = opened(ceremony, visit, id, KeyHome::Agent).await?;
    attempt(ceremony, visit, &ticket, Hand::Given(signature)).await
}

pub(super) async fn sign_here(
    ceremony: &Ceremony,
    visit: &Visit,
    ids: &[Uuid],
    pin: Option<Pin>,
) -> Vec<(Uuid, Result<Signed, SigningError>)> {
    let mut done = Vec::new();
    let mut tickets = Vec::new();
    for id in ids {
        match opened(ceremony, visit, *id, KeyHome::Server).await {
            Ok(ticket) => tickets.push(ticket),
            Err(fault) => done.push((*id, Err(fault))),
        }
    }
    let Some(certificate) = tickets.first().map(|ticket| ticket.certificate_id) else {
        return done;
    };
    let mut hand = unlocked(ceremony, certificate, pin).await.map(Hand::Device);
    for ticket in tickets {
        let id = ticket.id;
        let result = match &hand {
            _ if ticket.certificate_id != certificate => Err(SigningError::KeyElsewhere),
            Ok(hand) => attempt(ceremony, visit, &ticket, hand.clone()).await,
            Err(_) => match std::mem::replace(&mut hand, Err(SigningError::PinNeeded)) {
                Err(fault) => Err(fault),
                Ok(_) => Err(SigningError::PinNeeded),
            },
        };
        done.push((id, result));
    }
    done
}

/// Opens the device of a certificate; nothing is kept open after this signing.
async fn unlocked(
    ceremony: &Ceremony,
    certificate: Uuid,
    pin: Option<Pin>,
) -> Result<Arc<Unlocked>, SigningError> {
    let turn = ceremony.means.turn.clone().lock_owned().await;
    let row = certificates::get(ceremony.app.db(), certificate)
        .await?
        .ok_or(SigningError::NotYourCertificate)?;
    let device = ceremony
        .means
        .device(&row.device)
        .ok_or_else(|| SigningError::NoDevice(row.device.clone()))?
        .clone();
    let chain = row.chain()?;
    tokio::task::spawn_blocking(move || {
        let pin = match (&device.pin_file, pin) {
            (Some(path), _) => {
                let text = std::fs::read_to_string(path).map_err(|fault| {
                    SigningError::Broken(format!("{}: {fault}", path.display()))
                })?;
                Pin::new(text.trim().to_owned())
            }
            (None, Some(pin)) => pin,
            (None, None) => return Err(SigningError::PinNeeded),
        };
        let (leaf, above) = chain
            .split_first()
            .ok_or_else(|| SigningError::Broken("a certificate without itself".to_owned()))?;
        let key = TokenKey::sign_in(&device.module, leaf, pin, above)
            .map_err(|fault| SigningError::Sign(fault.into()))?;
        Ok(Arc::new(Unlocked { key, _turn: turn }))
    })
    .await?
}

/// One try: claimed, made, judged, accepted; or released with its reason.
async fn attempt(
    ceremony: &Ceremony,
    visit: &Visit,
    ticket: &Ticket,
    hand: Hand,
) -> Result<Signed, SigningError> {
    let held = Held::of(ticket).ok_or(SigningError::Ended(State::Signing))?;
    let claimed_at = ceremony.app.now_ms();
    if !ticket::claim(ceremony.app.db(), ticket, &held, claimed_at).await? {
        let now = by_id(ceremony.app.db(), ticket.id).await?;
        return Err(SigningError::Ended(
            now.map_or(State::Expired, |now| now.standing()),
        ));
    }
    let result = async {
        let (file, report) = make(ceremony, ticket, hand).await?;
        let unproven = judged(ticket, &report)?;
        accept(
            ceremony,
            visit,
            ticket,
            claimed_at,
            (file, report, unproven),
        )
        .await
    }
    .await;
    if let Err(fault) = &result {
        let why = fault.sentence().unwrap_or_default();
        ticket::release(ceremony.app.db(), ticket, claimed_at, &why).await?;
        tracing::warn!(ticket = %ticket.id, cause = %fault, "a signature was not accepted");
    }
    result
}

/// The signed file and what we think of it; no transaction is open meanwhile.
async fn make(
    ceremony: &Ceremony,
    ticket: &Ticket,
    hand: Hand,
) -> Result<(Vec<u8>, Report), SigningError> {
    let broken = |what: &str| SigningError::Broken(format!("signing_ticket {}: {what}", ticket.id));
    let files = ceremony.app.files();
    let name = |text: &str| text.parse::<FileId>().map_err(|_| broken("a file's name"));
    let mut file = files.get(name(&ticket.original)?).await?;
    let appended = files.get(name(&ticket.prepared)?).await?;
    let kept: KeptDraft = serde_json::from_str(&ticket.draft).map_err(|_| broken("the draft"))?;
    let message = STANDARD
        .decode(&ticket.message)
        .map_err(|_| broken("the message"))?;
    let level = Level::parse(&ticket.level).ok_or_else(|| broken("the level"))?;
    let trust = trust::list(ceremony.app.db()).await?;
    let (app, means) = (ceremony.app.clone(), ceremony.means.clone());
    tokio::task::spawn_blocking(move || {
        let draft = Draft::again(&kept, appended)?;
        let signature = match hand {
            Hand::Given(signature) => signature,
            Hand::Device(open) => open.key.sign(&message).map_err(sign::SignError::from)?,
        };
        let services = Services {
            outside: means.outside.as_ref(),
            addresses: &means.addresses,
            trust: &trust,
        };
        let now = || moment(app.now_ms());
        sign::complete(&mut file, draft, &signature, level, Some(services), now())?;
        let asks = !means.addresses.revocation.is_empty();
        let question = Question {
            trust: &trust,
            // A stamp of this very second may come from a clock a little ahead of ours.
            at: now() + chrono::Duration::seconds(60),
            services: asks.then_some((means.outside.as_ref(), &means.addresses)),
        };
        let report = sign::verify(&file, &question);
        Ok((file, report))
    })
    .await?
}

fn moment(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

/// Refuses what is not proven; at level B-B alone, revocation may be unproven, and that is said.
pub(super) fn judged(ticket: &Ticket, report: &Report) -> Result<Vec<String>, SigningError> {
    let refused = |sentences: Vec<String>| Err(SigningError::NotAccepted(sentences));
    let own = report
        .signatures
        .iter()
        .rfind(|one| one.kind == "signature");
    let Some(own) = own else {
        return refused(report.reasons.clone());
    };
    if own.certificate.as_deref() != Some(ticket.fingerprint.as_str()) {
        return refused(vec![messages::OTHER_SIGNATURE.to_owned()]);
    }
    let spoiled = report
        .signatures
        .iter()
        .find(|one| one.verdict == Verdict::Invalid);
    if let Some(spoiled) = spoiled {
        return refused(spoiled.reasons.clone());
    }
    let (asked, reached) = (
        Level::parse(&ticket.level),
        own.level.and_then(Level::parse),
    );
    if reached < asked {
        return refused(vec![messages::level_missed(
            &ticket.level,
            own.level.unwrap_or("–"),
        )]);
    }
    let may_stay_open = asked == Some(Level::BB)
        && own
            .codes
            .iter()
            .all(|code| ["no_revocation_proof", "time_not_proven"].contains(code));
    match own.verdict {
        Verdict::Valid => Ok(Vec::new()),
        Verdict::Indeterminate if may_stay_open => Ok(own.reasons.clone()),
        _ => refused(own.reasons.clone()),
    }
}

/// Phiếu đã ký: the file, the ticket and what the area records last together.
async fn accept(
    ceremony: &Ceremony,
    visit: &Visit,
    ticket: &Ticket,
    claimed_at: i64,
    (file, report, unproven): (Vec<u8>, Report, Vec<String>),
) -> Result<Signed, SigningError> {
    let file = ceremony.app.files().put(file).await?;
    let own = report
        .signatures
        .iter()
        .rfind(|one| one.kind == "signature");
    let level = own.and_then(|one| one.level).unwrap_or_default();
    let verdict = match unproven.is_empty() {
        true => "valid",
        false => "indeterminate",
    };
    let told = serde_json::to_string(&report).unwrap_or_default();
    let work = super::work(visit).await?;
    let ended_at = ceremony.app.now_ms();
    let changed = work
        .tx
        .exec(
            "UPDATE signing_ticket SET state = 'signed', ended_at = $4, signed = $5, level_reached = $6, verdict = $7, report = $8, why = ''
              WHERE unit_id = $1 AND id = $2 AND state = 'signing' AND claimed_at = $3",
            args![
                &ticket.unit_id,
                ticket.id,
                claimed_at,
                ended_at,
                file.to_string(),
                level,
                verdict,
                &told
            ],
        )
        .await?;
    if changed != 1 {
        return Err(SigningError::Ended(State::Signing));
    }
    work.note(
        "signing.signed",
        "signing_ticket",
        ticket.id,
        &format!("{level} {} {}", ticket.purpose, ticket.object_id),
    )
    .await?;
    let now = by_id(&work.tx, ticket.id)
        .await?
        .ok_or(SigningError::NoTicket)?;
    let mut signed = Signed {
        goes_to: now.back.clone(),
        ticket: now,
        file,
        report,
        unproven,
    };
    if let Some(receiver) = ceremony.receiver(&ticket.purpose) {
        signed.goes_to = receiver.received(&ceremony.app, &work, &signed).await?;
    }
    work.commit().await?;
    Ok(signed)
}

pub(super) async fn sweep(ceremony: &Ceremony, now_ms: i64) -> Result<usize, SigningError> {
    let app = &ceremony.app;
    let mut count = 0;
    for old in ticket::overdue(app.db(), now_ms).await? {
        let units = app.units().units().await?;
        let actor = staff::actor_of(app.db(), &units, old.post_id, shell::local_day(now_ms)).await;
        let dropped = match actor {
            Ok(actor) => {
                let ledger = app.ledger().clone();
                let work = Work::begin(app.db(), actor, now_ms, app.law(), ledger).await?;
                match ceremony
                    .drop_in(&work, &old, messages::OUT_OF_TIME, State::Expired)
                    .await
                {
                    Ok(()) => work.commit().await.map_err(SigningError::from),
                    Err(fault) => Err(fault),
                }
            }
            // The post has ended meanwhile: nobody is left to tell the area in whose name.
            Err(_) => ticket::let_go(app.db(), &old, now_ms)
                .await
                .map_err(Into::into),
        };
        match dropped {
            Ok(()) => count += 1,
            Err(fault) => {
                tracing::warn!(ticket = %old.id, cause = %fault, "a ticket out of time was not dropped");
            }
        }
    }
    Ok(count)
}
