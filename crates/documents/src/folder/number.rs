//! Số dành cho văn bản: reserved when the signing begins, given back when nothing came of it, carried by the fact at issue.

use criminal::numbers::{self, About, Key};
use law::Moment;
use people::{Units, Work};
use uuid::Uuid;

use super::ready::Ready;
use crate::issue::IssueError;
use crate::office::issuing_unit;

/// Số đã dành.
#[derive(Debug, Clone)]
pub struct Reserved {
    /// Its id in the book.
    pub id: Uuid,
    /// As the paper shows it.
    pub shown: String,
}

/// The day of the act that the document records; its own day where it records none.
pub fn act_on(ready: &Ready, work: &Work) -> Moment {
    ready
        .drafted
        .values
        .act_on(&ready.template)
        .unwrap_or(Moment::day(work.today))
}

/// The book of the act that the document records, when it is this office's own.
fn act_book(work: &Work, ready: &Ready) -> Option<Key> {
    let act = ready.drafted.values.act_of(&ready.template)?;
    let office = ready.drafted.values.shown("office");
    criminal::own_series(
        work,
        &ready.opened,
        act,
        act_on(ready, work).on,
        Some(&office),
    )
}

/// The book of the form, for a paper whose act has none.
pub fn form_book(work: &Work, units: &Units, ready: &Ready) -> Key {
    Key {
        unit: issuing_unit(units, &ready.opened.unit, work.today),
        year: numbers::numbering_year(work.today),
        series: format!("mau.{}", ready.template.slug()),
        symbol: Some(ready.template.symbol.clone()),
    }
}

/// Dành số: the next number, held for this document alone. It shows in the book like any other, and no other paper can have it.
pub async fn reserve(
    work: &Work,
    units: &Units,
    ready: &Ready,
    replaces: bool,
) -> Result<Option<Reserved>, IssueError> {
    if !ready.template.is_numbered {
        return Ok(None);
    }
    let (key, dated_on) = match act_book(work, ready) {
        Some(key) => (key, act_on(ready, work).on),
        None => (form_book(work, units, ready), work.today),
    };
    let about = About {
        // A replacement may bear the day of what it replaces; two decisions otherwise may not.
        matter: if replaces {
            Uuid::nil()
        } else {
            ready.opened.id
        },
        subject: ready.draft.subject_id,
        fact: Some(ready.draft.id),
    };
    let taken = numbers::take(work, &key, about, dated_on).await?;
    Ok(Some(Reserved {
        id: taken.id,
        shown: taken.shown,
    }))
}

/// Before the fact is recorded: what was held is let go, in the same transaction, where recording the fact takes it up by itself.
/// Says whether it does.
pub async fn let_go(work: &Work, ready: &Ready, replaces: bool) -> Result<bool, IssueError> {
    let is_noted = act_book(work, ready).is_some() && !replaces;
    if is_noted {
        numbers::let_go(work, ready.draft.id).await?;
    }
    Ok(is_noted)
}

/// Số đi theo sự kiện: carried by the fact, or by the document itself where it records none.
pub async fn carry(work: &Work, ready: &Ready, fact: Option<Uuid>) -> Result<(), IssueError> {
    let to = About {
        matter: ready.opened.id,
        subject: ready.draft.subject_id,
        fact: fact.or(Some(ready.draft.id)),
    };
    Ok(numbers::hand_on(work, ready.draft.id, to).await?)
}
