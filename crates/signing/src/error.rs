//! Why nothing was signed or kept; the sentences stand in `messages.rs`.

use people::WorkError;
use shell::Problem;
use sign::SignError;

use crate::ceremony::State;
use crate::messages;

/// Why nothing was signed or kept.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// No such ticket.
    #[error("no such ticket")]
    NoTicket,
    /// The ticket is of another person or another session.
    #[error("the ticket is of another person or session")]
    NotYours,
    /// Somebody else is about to sign the same record.
    #[error("{0} is about to sign it")]
    HeldByOther(String),
    /// The ticket has ended, or is being signed at this moment.
    #[error("the ticket is {}", .0.id())]
    Ended(State),
    /// The ticket's time is over.
    #[error("the ticket is out of time")]
    OutOfTime,
    /// The key is somewhere else than where the signature was asked for.
    #[error("the key is elsewhere")]
    KeyElsewhere,
    /// No such certificate, or not one this person may sign with.
    #[error("not a certificate of this person")]
    NotYourCertificate,
    /// The certificate was ended in this office.
    #[error("the certificate was ended here")]
    CertificateEnded,
    /// The settings name no such device.
    #[error("no device {0} in the settings")]
    NoDevice(String),
    /// The device asks for a PIN and none was given.
    #[error("a PIN is needed")]
    PinNeeded,
    /// No seal is kept for the unit.
    #[error("no seal is kept")]
    NoSeal,
    /// The signed file was judged and is not accepted.
    #[error("not accepted: {0:?}")]
    NotAccepted(Vec<String>),
    /// The area that ordered could not take the result: a sentence.
    #[error("refused by its area: {0}")]
    Refused(String),
    /// What was given cannot be taken: a field and a sentence.
    #[error("invalid {field}: {sentence}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong and what to do.
        sentence: String,
    },
    /// Signing failed.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// Not allowed, not found, storage …
    #[error(transparent)]
    Work(#[from] WorkError),
    /// A fault of the program or of the store of files.
    #[error("{0}")]
    Broken(String),
}

impl SigningError {
    /// What was given cannot be taken.
    pub fn invalid(field: &'static str, sentence: impl Into<String>) -> Self {
        SigningError::Invalid {
            field,
            sentence: sentence.into(),
        }
    }

    /// What people read; none for faults of ours, which people see as an apology.
    pub fn sentence(&self) -> Option<String> {
        messages::refused(self)
    }
}

impl From<db::StorageError> for SigningError {
    fn from(error: db::StorageError) -> Self {
        SigningError::Work(error.into())
    }
}

impl From<files::FileError> for SigningError {
    fn from(error: files::FileError) -> Self {
        SigningError::Broken(error.to_string())
    }
}

impl From<tokio::task::JoinError> for SigningError {
    fn from(error: tokio::task::JoinError) -> Self {
        SigningError::Broken(error.to_string())
    }
}

impl From<SigningError> for Problem {
    fn from(error: SigningError) -> Self {
        let sentence = error.sentence();
        match (error, sentence) {
            (SigningError::Work(error), _) => error.into(),
            (SigningError::NoTicket, Some(sentence)) => Problem::NotFound(sentence),
            (SigningError::NotYours | SigningError::NotYourCertificate, Some(sentence)) => {
                Problem::NotAllowed(sentence)
            }
            (
                SigningError::Ended(_) | SigningError::HeldByOther(_) | SigningError::OutOfTime,
                Some(sentence),
            ) => Problem::Changed(sentence),
            (_, Some(sentence)) => Problem::Refused(sentence),
            (error, None) => Problem::failed(error),
        }
    }
}
