//! Ký một hay nhiều văn bản: checked, numbered, signed with one PIN, sealed by the office's key at the server where the signer may use it,
//! and issued. Every step is kept before the next; what fails leaves its draft as it was.

use people::Work;
use shell::{Problem, Visit};
use sign::Pin;
use signing::{Ceremony as Signature, KeyHome};
use uuid::Uuid;

use super::ceremony;
use super::hand::{self, Key};
use super::messages;
use crate::issue::IssueError;
use crate::press;

/// Kết quả của một văn bản.
#[derive(Debug)]
pub enum Outcome {
    /// Issued under this number, which may be empty.
    Issued(String),
    /// Signed; the seal is still to come, and maybe why.
    Signed(Option<String>),
    /// To be signed at the person's own machine: the page of the ticket.
    Elsewhere(String),
    /// Not signed; the draft is as it was.
    Refused(IssueError),
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// The document.
    pub id: Uuid,
    /// The version that the person has read.
    pub version: i64,
    /// They have read its warnings.
    pub is_confirmed: bool,
}

/// Ký: all of them with one key and one PIN.
pub async fn sign_all(
    visit: &Visit,
    asked: &[Asked],
    key: &Key,
    pin: Option<&str>,
) -> Result<Vec<(Uuid, Outcome)>, Problem> {
    let signature = Signature::of(&visit.app);
    // Chứng thư số đã bị thu hồi: refused before any number is taken.
    if let Err(error) = signature.refuse_revoked(key.certificate).await {
        let refused = || IssueError::Signature(error.sentence(), error.to_string());
        let all = asked.iter();
        return Ok(all
            .map(|one| (one.id, Outcome::Refused(refused())))
            .collect());
    }
    let (mut done, mut tickets) = (Vec::new(), Vec::new());
    for one in asked {
        match begin(visit, *one, key).await {
            Ok(ticket) if key.home == KeyHome::Server => tickets.push((one.id, ticket)),
            Ok(ticket) => done.push((
                one.id,
                Outcome::Elsewhere(format!("/signing/tickets/{ticket}")),
            )),
            Err(error) => done.push((one.id, Outcome::Refused(error))),
        }
    }
    let ids: Vec<Uuid> = tickets.iter().map(|(_, ticket)| *ticket).collect();
    let pin = pin
        .filter(|pin| key.asks_pin && !pin.is_empty())
        .map(|pin| Pin::new(pin.to_owned()));
    if ids.is_empty() {
        return Ok(done);
    }
    for (ticket, result) in signature.sign_here(visit, &ids, pin).await {
        let Some((id, _)) = tickets.iter().find(|(_, known)| *known == ticket) else {
            continue;
        };
        let outcome = match result {
            Ok(_) => next(visit, *id).await?,
            Err(error) => {
                // The number goes back: nothing was signed.
                let why = error
                    .sentence()
                    .unwrap_or_else(|| messages::SIGNING_STOPPED.to_owned());
                // A ticket that cannot be cancelled runs out by itself, and its signing is undone then.
                let _ = signature.cancel(visit, ticket, &why).await;
                Outcome::Refused(error.into())
            }
        };
        done.push((*id, outcome));
    }
    Ok(done)
}

async fn begin(visit: &Visit, one: Asked, key: &Key) -> Result<Uuid, IssueError> {
    let units = visit.app.units().units().await?;
    let is_begun = ceremony::under_way(visit.app.db(), one.id)
        .await?
        .is_some_and(|there| there.step == "reserved");
    if !is_begun {
        let work = open(visit).await?;
        let tried = ceremony::rehearse(&work, &units, one.id, one.version, one.is_confirmed).await;
        work.rollback().await?;
        tried?;
    }
    let work = open(visit).await?;
    let press = press::of(&visit.app);
    let there = ceremony::reserve(
        &work,
        (visit.app.files(), &press),
        &units,
        one.id,
        one.version,
    )
    .await?;
    let back = format!("/documents/folder/{}", one.id);
    let ticket = hand::ask_signature(visit, &work, &there, key, back).await?;
    work.commit().await?;
    Ok(ticket.id)
}

async fn open(visit: &Visit) -> Result<Work, IssueError> {
    Ok(Work::begin(
        visit.app.db(),
        visit.actor.clone(),
        visit.now_ms,
        visit.app.law(),
        visit.app.ledger().clone(),
    )
    .await?)
}

/// Bước tiếp theo của một văn bản đã ký: the seal by the office's key at the server, if this person may use it, and the issue.
pub async fn next(visit: &Visit, id: Uuid) -> Result<Outcome, Problem> {
    let sealing = match hand::seal_key(visit).await {
        Ok(key) => key.filter(|key| key.home == KeyHome::Server && !key.asks_pin),
        Err(error) => return Ok(Outcome::Signed(error.sentence())),
    };
    if let Some(key) = sealing
        && let Err(error) = seal(visit, id, &key, None).await
    {
        return Ok(Outcome::Signed(sentence(&error)));
    }
    complete(visit, id, false).await
}

/// Đóng dấu: the seal at the server. What is sealed already stays.
pub async fn seal(
    visit: &Visit,
    id: Uuid,
    key: &Key,
    pin: Option<&str>,
) -> Result<Option<String>, IssueError> {
    let Some(there) = ceremony::under_way(visit.app.db(), id).await? else {
        return Ok(None);
    };
    if there.step != "signed" {
        return Ok(None);
    }
    let work = open(visit).await?;
    let back = "/documents/seals".to_owned();
    let ticket = hand::ask_seal(visit, &work, &there, key, back).await?;
    work.commit().await?;
    if key.home == KeyHome::Agent {
        return Ok(Some(format!("/signing/tickets/{}", ticket.id)));
    }
    let pin = pin
        .filter(|pin| key.asks_pin && !pin.is_empty())
        .map(|pin| Pin::new(pin.to_owned()));
    let signature = Signature::of(&visit.app);
    for (_, result) in signature.sign_here(visit, &[ticket.id], pin).await {
        if let Err(error) = result {
            let why = error.sentence().unwrap_or_default();
            let _ = signature.cancel(visit, ticket.id, &why).await;
            return Err(error.into());
        }
    }
    Ok(None)
}

/// Phát hành what is sealed; `by_hand`: what is to be sealed on its printed copy.
pub async fn complete(visit: &Visit, id: Uuid, by_hand: bool) -> Result<Outcome, Problem> {
    let units = visit.app.units().units().await?;
    let mut work = visit.begin().await?;
    let press = press::of(&visit.app);
    let done = ceremony::complete(&mut work, &units, &press, id, by_hand).await;
    match done {
        Ok(number) => {
            work.commit().await?;
            Ok(Outcome::Issued(number.unwrap_or_default()))
        }
        Err(error) => {
            work.rollback().await?;
            Ok(match error {
                IssueError::Already(number) => Outcome::Issued(number),
                IssueError::NotSigned => Outcome::Signed(None),
                IssueError::Work(people::WorkError::Broken(error)) => {
                    return Err(Problem::failed(error));
                }
                error => Outcome::Signed(sentence(&error)),
            })
        }
    }
}

/// What people are told of a refusal in one sentence.
pub fn sentence(error: &IssueError) -> Option<String> {
    super::refusals::sentence(error)
}
