//! Cái gì đứng trên chứng cứ: the documents and the courtroom answer for theirs, and the documents learn which leaves no longer stand.

use std::sync::Arc;

use criminal::doors;
use db::{Db, StorageError};
use documents::{Doubt, Doubts, DoubtsDoor};
use evidence::{Dependent, Dependents, DependentsDoor, Ground, dependents::Answer, leaves_of};
use uuid::Uuid;

/// What the area of evidence asks.
pub fn door() -> DependentsDoor {
    DependentsDoor(vec![
        Arc::new(OfDocuments),
        Arc::new(courtroom::StandingExhibits),
    ])
}

/// What the area of documents asks.
pub fn doubts() -> DoubtsDoor {
    DoubtsDoor(Arc::new(OfEvidence))
}

/// Văn bản dẫn các bút lục này.
struct OfDocuments;

impl Dependents for OfDocuments {
    fn standing_on<'a>(&'a self, db: &'a Db, ground: Ground<'a>) -> Answer<'a> {
        Box::pin(async move {
            let cited = leaves_of(db, ground.matter, ground.sources).await?;
            let found = documents::citing(db, ground.matter, &cited).await?;
            let all = found.into_iter().map(|one| Dependent {
                kind: "Văn bản",
                title: match one.words.is_empty() {
                    true => one.document,
                    false => format!("{}: “{}”", one.document, one.words),
                },
                href: one.href,
            });
            Ok(all.collect())
        })
    }
}

/// Chứng cứ đã rút.
struct OfEvidence;

impl Doubts for OfEvidence {
    fn of<'a>(&'a self, db: &'a Db, matter: Uuid) -> doors::Answer<'a, Vec<Doubt>> {
        Box::pin(async move {
            let withdrawn = evidence::withdrawn_of(db, matter).await?;
            let mut all = Vec::with_capacity(withdrawn.len());
            for one in withdrawn {
                all.push(Doubt {
                    leaves: leaves_of(db, matter, &one.sources).await?,
                    title: one.title,
                    reason: one.reason,
                });
            }
            Ok::<_, StorageError>(all)
        })
    }
}
