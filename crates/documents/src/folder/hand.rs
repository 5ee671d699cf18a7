//! Ký bằng khóa: the signing area is asked for a signature, step by step with [`super::ceremony`]; and it tells here what became of it.

use std::sync::Arc;

use people::{Work, WorkError};
use shell::{App, Visit};
use signing::{
    Answer, Ceremony as Signature, KeyHome, Means, Order, Place, Receiver, Sight, Signed,
    SigningError, Ticket, certificates,
};
use uuid::Uuid;

use super::ceremony::{self, Ceremony};
use super::{codes, messages};
use crate::administrative::{is_administrative, signing::printed};
use crate::draft::{self, Draft};
use crate::issue::IssueError;
use crate::paper::{self, compose};
use crate::{copies, press};

/// The names under which this area orders signatures.
pub const SIGN: &str = "documents.sign";
/// The seal of the office.
pub const SEAL: &str = "documents.seal";
/// The seal on a copy.
pub const COPY: &str = "documents.copy";

/// Khóa của người ký: where the key is that somebody can sign with now.
#[derive(Debug, Clone)]
pub struct Key {
    /// The certificate.
    pub certificate: Uuid,
    /// Where its key is.
    pub home: KeyHome,
    /// The device at the server asks for a PIN.
    pub asks_pin: bool,
    /// "Nguyễn Văn A, thiết bị của cơ quan, gắn với máy chủ".
    pub label: String,
}

/// The key a person signs with: one at the server before one on their own machine.
pub async fn own_key(visit: &Visit) -> Result<Option<Key>, SigningError> {
    key_of(visit, false).await
}

/// Why there is no key to sign with.
pub async fn no_key(visit: &Visit) -> Result<String, SigningError> {
    let person = visit.actor.person;
    let why = certificates::trouble(visit.app.db(), person, visit.now_ms).await?;
    Ok(why.unwrap_or_else(|| messages::NO_CERTIFICATE.to_owned()))
}

/// The key of the office's seal that this person may use.
pub async fn seal_key(visit: &Visit) -> Result<Option<Key>, SigningError> {
    key_of(visit, true).await
}

async fn key_of(visit: &Visit, is_seal: bool) -> Result<Option<Key>, SigningError> {
    let means = Means::of(&visit.app);
    let all = certificates::usable(visit.app.db(), &visit.actor, visit.now_ms).await?;
    let mut keys: Vec<Key> = all
        .into_iter()
        .filter(|one| one.person_id.is_none() == is_seal)
        .filter_map(|one| {
            let home = one.home();
            let device = means.device(&one.device);
            // A device that the settings no longer name cannot sign.
            if home == KeyHome::Server && device.is_none() {
                return None;
            }
            Some(Key {
                certificate: one.id,
                home,
                asks_pin: device.is_some_and(|device| device.pin_file.is_none()),
                label: format!("{}, {}", one.name, home.name_vi().to_lowercase()),
            })
        })
        .collect();
    keys.sort_by_key(|key| key.home != KeyHome::Server);
    Ok(keys.into_iter().next())
}

/// The paper as it was printed for signing.
async fn room(app: &App, draft: &Draft, there: &Ceremony) -> Result<Option<Place>, IssueError> {
    let document = match is_administrative(draft) {
        true => {
            let units = app.units().units().await?;
            let number = there.number.as_deref();
            printed(app.db(), &units, draft, number, there.dated_on).await?
        }
        false => {
            let template = paper::form(&draft.form, there.dated_on).ok_or(WorkError::NotFound)?;
            let mut last = draft.clone();
            last.state = "issued".to_owned();
            last.issued_on = Some(there.dated_on);
            last.known.clone_from(&there.known);
            compose(&last, template, there.dated_on).filled.document
        }
    };
    let room = press::room(&press::of(app), document).await?;
    Ok(room.map(|room| Place {
        page: room.page,
        x: room.x,
        y: room.y,
        width: room.width,
        height: room.height,
    }))
}

fn title(draft: &Draft, number: Option<&str>) -> String {
    match number {
        Some(number) => format!("{} số {number} – {}", draft.title, draft.about),
        None => format!("{} – {}", draft.title, draft.about),
    }
}

/// Asks for the personal signature, in the transaction in which the signing began.
pub async fn ask_signature(
    visit: &Visit,
    work: &Work,
    there: &Ceremony,
    key: &Key,
    back: String,
) -> Result<Ticket, IssueError> {
    let draft = draft::get(&work.tx, there.document_id)
        .await?
        .ok_or(WorkError::NotFound)?;
    let sight = match room(&visit.app, &draft, there).await? {
        Some(place) => Sight::Signature(place),
        None => Sight::Hidden,
    };
    // What was asked for before, for the same signing, is dropped without undoing it.
    ceremony::note_ticket(work, there, None).await?;
    let order = Order {
        purpose: SIGN.to_owned(),
        object: there.document_id,
        unit: there.unit_id.clone(),
        title: title(&draft, there.number.as_deref()),
        pdf: file(&visit.app, &there.pdf).await?,
        certificate: key.certificate,
        level: None,
        sight,
        reason: "Ký ban hành".to_owned(),
        back,
    };
    let ticket = Signature::of(&visit.app)
        .begin(work, visit.session, order)
        .await?;
    ceremony::note_ticket(work, there, Some(ticket.id)).await?;
    Ok(ticket)
}

/// Asks for the signature of the office over the personal one.
pub async fn ask_seal(
    visit: &Visit,
    work: &Work,
    there: &Ceremony,
    key: &Key,
    back: String,
) -> Result<Ticket, IssueError> {
    let draft = draft::get(&work.tx, there.document_id)
        .await?
        .ok_or(WorkError::NotFound)?;
    let signed = there.signed.as_deref().ok_or(IssueError::NotSigned)?;
    let sight = match room(&visit.app, &draft, there).await? {
        Some(over) => Sight::Seal { over },
        None => Sight::Hidden,
    };
    ceremony::note_ticket(work, there, None).await?;
    let order = Order {
        purpose: SEAL.to_owned(),
        object: there.document_id,
        unit: there.unit_id.clone(),
        title: title(&draft, there.number.as_deref()),
        pdf: file(&visit.app, signed).await?,
        certificate: key.certificate,
        level: None,
        sight,
        reason: "Chữ ký số của cơ quan ban hành văn bản".to_owned(),
        back,
    };
    let ticket = Signature::of(&visit.app)
        .begin(work, visit.session, order)
        .await?;
    ceremony::note_ticket(work, there, Some(ticket.id)).await?;
    Ok(ticket)
}

/// A kept file.
pub async fn file(app: &App, kept: &str) -> Result<Vec<u8>, IssueError> {
    let broken = |error: String| IssueError::Work(WorkError::Broken(error));
    let id = kept
        .parse()
        .map_err(|_| broken(format!("{kept} is no file")))?;
    app.files()
        .get(id)
        .await
        .map_err(|error| broken(error.to_string()))
}

/// Văn bản nhận chữ ký: what the signing area tells this one, one for each thing it is asked for.
#[derive(Debug, Clone, Copy)]
pub struct SignedPapers(&'static str);

impl SignedPapers {
    /// Those to wire into the program: `.slot(signing::Receivers(documents::SignedPapers::all()))`.
    pub fn all() -> Vec<Arc<dyn Receiver>> {
        [SIGN, SEAL, COPY]
            .into_iter()
            .map(|purpose| Arc::new(SignedPapers(purpose)) as Arc<dyn Receiver>)
            .collect()
    }
}

impl Receiver for SignedPapers {
    fn purpose(&self) -> &'static str {
        self.0
    }

    fn received<'a>(
        &'a self,
        _: &'a App,
        work: &'a Work,
        signed: &'a Signed,
    ) -> Answer<'a, String> {
        Box::pin(async move {
            let document = signed.ticket.object_id;
            let file = signed.file.to_string();
            match self.0 {
                SIGN => {
                    ceremony::signed(work, document, &file)
                        .await
                        .map_err(refused)?;
                    Ok(format!("/documents/folder/{document}/next"))
                }
                SEAL => {
                    ceremony::sealed(work, document, &file)
                        .await
                        .map_err(refused)?;
                    Ok(format!("/documents/folder/{document}/next"))
                }
                _ => {
                    copies::signed(work, document, &file).await?;
                    codes::copy_signed(work, signed).await?;
                    Ok("/documents/copies".to_owned())
                }
            }
        })
    }

    fn dropped<'a>(
        &'a self,
        _: &'a App,
        work: &'a Work,
        ticket: &'a Ticket,
        why: &'a str,
    ) -> Answer<'a, ()> {
        Box::pin(async move {
            if self.0 == COPY {
                return Ok(());
            }
            let Some(there) = ceremony::under_way(&work.tx, ticket.object_id).await? else {
                return Ok(());
            };
            if there.ticket.as_deref() != Some(&ticket.id.to_string()) {
                return Ok(());
            }
            match there.step.as_str() {
                "reserved" => ceremony::undo(work, &there, why).await.map_err(refused),
                _ => ceremony::note_ticket(work, &there, None)
                    .await
                    .map_err(refused),
            }
        })
    }
}

/// What this area refuses, as the signing area tells it.
fn refused(error: IssueError) -> SigningError {
    match error {
        IssueError::Work(error) => SigningError::Work(error),
        IssueError::Signature(Some(sentence), _) => SigningError::Refused(sentence),
        IssueError::NotSigned => SigningError::Refused(messages::NOT_SIGNED.to_owned()),
        IssueError::NotBegun => SigningError::Refused(messages::NOT_BEGUN.to_owned()),
        other => SigningError::Broken(other.to_string()),
    }
}

impl From<SigningError> for IssueError {
    fn from(error: SigningError) -> Self {
        match error {
            SigningError::Work(error) => IssueError::Work(error),
            error => IssueError::Signature(error.sentence(), error.to_string()),
        }
    }
}
