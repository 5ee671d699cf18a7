//! Hai lời khai đặt cạnh nhau: both read, their differing details with their boxes, and what was already decided of them.

use db::{Sql, StorageError};
use text::mentions::{Mention, Topic};
use uuid::Uuid;

use super::{
    compare::{Said, pairs, said},
    messages,
    persons::{Person, Statement},
    spoken::{Spoken, preview, spoken},
    store::{Contradiction, Side, contradictions_of},
};
use crate::marks::turning::Stand;

/// Một lời khai đã đọc.
pub(super) struct Told<'s> {
    pub statement: &'s Statement,
    pub person: &'s Person,
    pub spoken: Spoken,
    pub said: Vec<Said>,
}

/// Một đề xuất.
pub(super) struct Proposal {
    pub topic: Topic,
    pub pair: String,
    pub one: Placed,
    pub other: Placed,
}

impl Proposal {
    pub fn topic_vi(&self) -> &'static str {
        messages::topic_vi(self.topic)
    }

    /// Both sides with their letters.
    pub fn sides(&self) -> [(&'static str, &Placed); 2] {
        [("A", &self.one), ("B", &self.other)]
    }
}

/// One side with the links of its page.
pub(super) struct Placed {
    pub side: Side,
    pub leaf: String,
    pub href: String,
    pub preview: String,
    pub question: String,
    /// The sentence around the detail.
    pub before: String,
    pub after: String,
}

/// Reads one statement of one person.
pub(super) async fn told<'s>(
    sql: &impl Sql,
    matter: Uuid,
    statement: &'s Statement,
    person: &'s Person,
) -> Result<Told<'s>, StorageError> {
    let document = &statement.document;
    let spoken = spoken(sql, matter, (document.first_no, document.last_no)).await?;
    let people: Vec<String> = statement
        .people
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let said = said(&spoken.text, &people, &person.name);
    Ok(Told {
        statement,
        person,
        spoken,
        said,
    })
}

/// What the two tell differently, without what a person has decided; and what was decided of these two.
pub(super) async fn proposals(
    sql: &impl Sql,
    matter: Uuid,
    one: &Told<'_>,
    other: &Told<'_>,
) -> Result<(Vec<Proposal>, Vec<Contradiction>), StorageError> {
    let mut proposals: Vec<Proposal> = pairs(&one.said, &other.said)
        .iter()
        .filter_map(|pair| {
            Some(Proposal {
                topic: pair.one.mention.topic,
                pair: pair_of(one, &pair.one.mention, other, &pair.other.mention),
                one: placed(one, &pair.one)?,
                other: placed(other, &pair.other)?,
            })
        })
        .collect();
    let decided = contradictions_of(sql, matter).await?;
    proposals.retain(|proposal| decided.iter().all(|known| known.pair != proposal.pair));
    let here = [one.statement.document.id, other.statement.document.id];
    let decided = decided
        .into_iter()
        .filter(|known| here.contains(&known.one.document) && here.contains(&known.other.document));
    Ok((proposals, decided.collect()))
}

/// What is held against what, whichever side it is looked at from.
fn pair_of(one: &Told<'_>, left: &Mention, other: &Told<'_>, right: &Mention) -> String {
    let side = |told: &Told<'_>, mention: &Mention| {
        format!(
            "{}:{}:{}",
            told.statement.document.id, told.person.key, mention.value
        )
    };
    let mut sides = [side(one, left), side(other, right)];
    sides.sort_unstable();
    format!("{}|{}", left.topic.id(), sides.join("|"))
}

fn placed(told: &Told<'_>, said: &Said) -> Option<Placed> {
    let (page, rects) = told.spoken.place(&said.mention.range)?;
    let text = |range: std::ops::Range<usize>| {
        let words: Vec<&str> = told
            .spoken
            .text
            .get(range)
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        words.join(" ")
    };
    let (sentence, mention) = (&said.sentence, &said.mention.range);
    let side = Side {
        document: told.statement.document.id,
        title: told.statement.document.title.clone(),
        person: told.person.name.clone(),
        page: page.id,
        rects,
        w: page.w,
        h: page.h,
        quarters: page.quarters,
        told: text(mention.clone()),
        sentence: text(sentence.clone()),
    };
    let now = Stand {
        w: page.w,
        h: page.h,
        quarters: page.quarters,
    };
    Some(Placed {
        leaf: page.leaf(),
        href: side.href(now),
        preview: preview(page.id, page.thumb.as_deref()),
        question: said.question.clone(),
        before: text(sentence.start..mention.start),
        // A comma follows at once, a word after its space.
        after: match told.spoken.text[mention.end..sentence.end.max(mention.end)]
            .starts_with(char::is_whitespace)
        {
            true => format!(" {}", text(mention.end..sentence.end)),
            false => text(mention.end..sentence.end),
        },
        side,
    })
}
