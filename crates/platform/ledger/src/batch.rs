//! What is asked to be recorded: one or more facts of one matter, entered together.

use std::collections::BTreeMap;

use law::{Moment, PageBox};
use serde_json::{Map, Value};
use uuid::Uuid;

/// Facts of one matter, entered together by one person.
#[derive(Debug, Clone)]
pub struct Batch {
    /// The matter they belong to.
    pub matter: Matter,
    /// The facts, in the order they are to stand.
    pub facts: Vec<NewFact>,
    /// The moment of entry, ms UTC.
    pub recorded_at: i64,
    /// Who enters them.
    pub recorded_by: Uuid,
    /// The unit they act for, as it is called that day.
    pub unit: String,
}

/// The matter (hồ sơ) of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// These facts open a new matter with this id.
    New(Uuid),
    /// They belong to a matter that exists.
    Existing {
        /// Its id.
        id: Uuid,
        /// The newest fact the person had seen; `None` accepts any (jobs, imports).
        seen: Option<i64>,
    },
}

impl Matter {
    /// The matter's id.
    pub fn id(&self) -> Uuid {
        match self {
            Matter::New(id) | Matter::Existing { id, .. } => *id,
        }
    }
}

/// Sự kiện mới: a fact before it has its place in the ledger.
#[derive(Debug, Clone)]
pub struct NewFact {
    /// Its id (UUIDv7, made by the caller).
    pub id: Uuid,
    /// The person in the matter it concerns.
    pub subject: Option<Uuid>,
    /// The legal act, as the catalogue names it.
    pub kind: String,
    /// When it takes effect in law.
    pub effective: Moment,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// The fields of the act.
    pub body: Map<String, Value>,
    /// Where each field was read.
    pub sources: BTreeMap<String, PageBox>,
    /// The fact it corrects.
    pub replaces: Option<Uuid>,
    /// Why it corrects it.
    pub reason: Option<String>,
}

impl NewFact {
    /// A fact of this kind on this day, with nothing else said yet.
    pub fn new(id: Uuid, kind: impl Into<String>, effective: impl Into<Moment>) -> NewFact {
        NewFact {
            id,
            subject: None,
            kind: kind.into(),
            effective: effective.into(),
            issuer: None,
            number: None,
            body: Map::new(),
            sources: BTreeMap::new(),
            replaces: None,
            reason: None,
        }
    }

    /// The same fact about this person.
    pub fn about(mut self, subject: Uuid) -> NewFact {
        self.subject = Some(subject);
        self
    }

    /// The same fact with a field.
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> NewFact {
        self.body.insert(field.to_owned(), value.into());
        self
    }

    /// The same fact with its number and issuer.
    pub fn numbered(mut self, number: impl Into<String>, issuer: impl Into<String>) -> NewFact {
        self.number = Some(number.into());
        self.issuer = Some(issuer.into());
        self
    }
}
