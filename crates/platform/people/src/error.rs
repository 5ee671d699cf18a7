//! Why a piece of work was not done. What a person reads about it stands in `messages.rs`.

use db::StorageError;
use ledger::LedgerError;

use crate::{Right, Role};

/// Why a piece of work was not done. All but the last two are answers to a person.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// The actor does not hold the right over this record.
    #[error("{right} is not allowed over {unit}")]
    NotAllowed {
        /// The right that is missing.
        right: Right,
        /// The unit of the record.
        unit: String,
    },
    /// The law gives this act to other office-holders.
    #[error("only for {roles:?}")]
    NotInRole {
        /// Who may do it.
        roles: Vec<Role>,
    },
    /// No such record.
    #[error("not found")]
    NotFound,
    /// Somebody changed the record after the actor last saw it.
    #[error("changed meanwhile")]
    ChangedMeanwhile,
    /// The law does not allow it: a Vietnamese sentence with its article, from the area's messages.
    #[error("unlawful: {0}")]
    Unlawful(String),
    /// What was entered cannot be taken: the field (empty for the whole form) and a Vietnamese sentence.
    #[error("invalid {field}: {sentence}")]
    Invalid {
        /// The field's name in the form.
        field: String,
        /// What is wrong and what to do.
        sentence: String,
    },
    /// A fault of the program.
    #[error("broken: {0}")]
    Broken(String),
    /// The database failed.
    #[error(transparent)]
    Storage(StorageError),
}

impl WorkError {
    /// What was entered in one field cannot be taken.
    pub fn invalid(field: &str, sentence: impl Into<String>) -> WorkError {
        WorkError::Invalid {
            field: field.to_owned(),
            sentence: sentence.into(),
        }
    }

    /// Whether this is an answer to a person; otherwise the log gets the cause, and people an apology.
    pub fn is_answer(&self) -> bool {
        !matches!(self, WorkError::Storage(_) | WorkError::Broken(_))
    }
}

impl From<StorageError> for WorkError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::NotFound(_) => WorkError::NotFound,
            other => WorkError::Storage(other),
        }
    }
}

impl From<LedgerError> for WorkError {
    fn from(error: LedgerError) -> Self {
        match error {
            LedgerError::ChangedMeanwhile { .. } => WorkError::ChangedMeanwhile,
            LedgerError::NoMatter => WorkError::NotFound,
            LedgerError::Storage(error) => error.into(),
            LedgerError::BadCorrection => {
                WorkError::invalid("reason", crate::messages::CORRECTION_NEEDS_A_REASON)
            }
            LedgerError::View(why) => WorkError::Broken(why),
        }
    }
}
