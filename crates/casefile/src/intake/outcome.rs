//! Kết quả tiếp nhận: what became of each file that was handed in, whichever way it came.

use db::{Sql, args};
use people::{Actor, Right, Rights, Work, WorkError};
use serde::{Deserialize, Serialize};
use shell::{App, Visit};
use uuid::Uuid;

use super::{Delivery, broken, messages, receive, turn_away, unpack, withheld};
use crate::{
    file::file_of_content,
    matter::{MatterHead, head_of},
};

/// What became of one file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name as sent.
    pub name: String,
    /// Whether it was taken.
    pub is_taken: bool,
    /// A sentence about it.
    pub message: String,
    /// Where its progress can be followed; empty when it was not taken or may not be read.
    pub events: String,
    /// Where an act is recorded from it once it is read; empty when it was not taken.
    pub entry: String,
    /// How many pages it has.
    pub pages: i64,
    /// Other matters, which the person may read, that hold the same file.
    #[serde(default)]
    pub also: Vec<AlsoIn>,
    /// It was turned away for its mark of secrecy.
    #[serde(default)]
    pub is_secret: bool,
    /// Its hash, so that all of it can be forgotten should it prove to be secret.
    #[serde(default)]
    pub source: String,
}

/// Another matter with the same file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoIn {
    /// What it is called.
    pub title: String,
    /// Its case file.
    pub href: String,
}

impl Outcome {
    pub(crate) fn refused(name: impl Into<String>, message: impl Into<String>) -> Outcome {
        Outcome {
            name: name.into(),
            message: message.into(),
            ..Outcome::default()
        }
    }

    fn turned_away(name: String, message: String) -> Outcome {
        Outcome {
            is_secret: true,
            ..Outcome::refused(name, message)
        }
    }
}

/// Người đưa bản quét vào: at a screen, or behind a scanner.
pub(crate) struct Bringer {
    /// The program.
    pub app: App,
    /// Who answers for what comes in.
    pub actor: Actor,
    /// Now, in milliseconds UTC.
    pub now_ms: i64,
    /// What came since then came with this delivery: it is not told to be there already.
    pub since: i64,
}

impl From<&Visit> for Bringer {
    fn from(visit: &Visit) -> Self {
        Bringer {
            app: visit.app.clone(),
            actor: visit.actor.clone(),
            now_ms: visit.now_ms,
            since: i64::MAX,
        }
    }
}

impl Bringer {
    /// Bytes that one file may have.
    pub fn most(&self) -> usize {
        self.app.settings().max_upload
    }

    /// The transaction in which one file is taken.
    pub async fn begin(&self) -> Result<Work, WorkError> {
        let (db, ledger) = (self.app.db(), self.app.ledger().clone());
        Work::begin(db, self.actor.clone(), self.now_ms, self.app.law(), ledger).await
    }

    fn reads(&self, head: &MatterHead) -> bool {
        let is_assigned = self.actor.is_assigned(&head.assigned);
        Rights::embedded().may(&self.actor, Right::CasefileRead, &head.unit, is_assigned)
    }

    /// Takes in what was handed over: a scan, or an archive of scans.
    pub async fn hand_in(
        &self,
        head: &MatterHead,
        delivery: Delivery,
    ) -> Result<Vec<Outcome>, WorkError> {
        let content = delivery.content.content().map_err(broken)?;
        match scan::Kind::of(content.as_ref()) {
            scan::Kind::Zip => unpack::hand_in(self, head, delivery, content).await,
            _ => Ok(vec![self.one(head, delivery).await?]),
        }
    }

    /// Takes one scan in; a refusal is an outcome, not an error.
    pub async fn one(&self, head: &MatterHead, delivery: Delivery) -> Result<Outcome, WorkError> {
        let (name, source) = (delivery.name.clone(), delivery.content.id().to_string());
        if let Some(outcome) = self.turn_away(head, &delivery).await? {
            return Ok(outcome);
        }
        if let Some(secrecy) = withheld(self.app.db(), &source).await? {
            let said = crate::messages::was_withheld(&secrecy);
            return Ok(Outcome::turned_away(name, said));
        }
        if let Some(known) = file_of_content(self.app.db(), head.id, &source).await?
            && known.uploaded_at >= self.since
            && known.uploaded_by == self.actor.person
        {
            let said = messages::TAKEN_BEFORE.to_owned();
            let outcome = self.taken(head, name, known.id, known.pages, said);
            return Ok(Outcome { source, ..outcome });
        }
        let work = self.begin().await?;
        match receive(&work, self.app.files(), self.app.jobs(), head, delivery).await {
            Ok(received) => {
                work.commit().await?;
                self.app.jobs().ring();
                let said =
                    messages::taken(received.pages, received.is_signed, received.is_own_copy);
                let mut outcome = self.taken(head, name, received.file, received.pages, said);
                outcome.also = self.also_in(head, &source).await?;
                outcome.source = source;
                if !outcome.also.is_empty() {
                    let titles: Vec<String> = outcome
                        .also
                        .iter()
                        .map(|other| other.title.clone())
                        .collect();
                    outcome.message += &messages::also_in(&titles);
                }
                Ok(outcome)
            }
            Err(WorkError::Invalid { sentence, .. }) => Ok(Outcome::refused(name, sentence)),
            Err(other) => Err(other),
        }
    }

    /// A name with a mark of secrecy is answered before anybody looks at the file.
    pub async fn turn_away(
        &self,
        head: &MatterHead,
        delivery: &Delivery,
    ) -> Result<Option<Outcome>, WorkError> {
        let work = self.begin().await?;
        let Some(sentence) = turn_away(&work, head, delivery).await? else {
            return Ok(None);
        };
        work.commit().await?;
        Ok(Some(Outcome::turned_away(delivery.name.clone(), sentence)))
    }

    fn taken(
        &self,
        head: &MatterHead,
        name: String,
        file: Uuid,
        pages: i64,
        message: String,
    ) -> Outcome {
        // Whoever may not read the file cannot follow its reading either.
        let at = |what: &str| match self.reads(head) {
            true => format!("/casefile/files/{file}/{what}"),
            false => String::new(),
        };
        Outcome {
            name,
            is_taken: true,
            message,
            events: at("events"),
            entry: at("entry"),
            pages,
            ..Outcome::default()
        }
    }

    /// Other matters with the same file; only those the person may read are named.
    async fn also_in(&self, head: &MatterHead, source: &str) -> Result<Vec<AlsoIn>, WorkError> {
        let matters: Vec<Uuid> = self
            .app
            .db()
            .all(
                "SELECT matter_id FROM casefile_file
                  WHERE source = $1 AND matter_id <> $2 AND state <> 'withheld'
                  ORDER BY uploaded_at LIMIT 20",
                args![source, head.id],
            )
            .await?;
        let mut also = Vec::new();
        for matter in matters {
            let other = head_of(self.app.db(), matter).await?;
            if let Some(other) = other.filter(|other| self.reads(other)) {
                also.push(AlsoIn {
                    href: other.href(),
                    title: other.title,
                });
            }
        }
        Ok(also)
    }
}
