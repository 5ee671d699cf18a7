//! So sánh hai lời khai: side by side, what they tell differently pointed out; a person accepts it or dismisses it.

use std::ops::Range;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::IntoResponse,
};
use people::Right;
use serde::Deserialize;
use shell::{Empty, Form, Frame, Page, Problem, Told as Answered, Tone, Visit};
use uuid::Uuid;

use super::{
    answers::answers,
    held::{Proposal, Told, proposals, told},
    messages,
    persons::{Person, Statement, statements_of},
    store::{Contradiction, Decided, State, decide, withdraw},
    timeline::{choice, known, when},
};
use crate::{across::in_address, looks, matter::opened};

/// Which two.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    left: String,
    #[serde(default)]
    right: String,
}

impl Asked {
    fn query(&self) -> String {
        format!(
            "left={}&right={}",
            in_address(&self.left),
            in_address(&self.right)
        )
    }
}

/// A stretch of a statement: plain, or a detail with its place.
struct Bit {
    words: String,
    href: String,
    preview: String,
}

/// An answer with its question.
struct Spoken {
    question: String,
    bits: Vec<Bit>,
}

/// One of the two statements.
struct Half {
    letter: &'static str,
    name: String,
    title: String,
    when: String,
    href: String,
    answers: Vec<Spoken>,
}

#[derive(Template)]
#[template(path = "statements/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    asked: Asked,
    proposals: Vec<Proposal>,
    decided: Vec<Contradiction>,
    halves: Vec<Half>,
    nothing: Empty,
    action: String,
    back: String,
    accepted: String,
    may_mark: bool,
}

/// A statement and one of its people, as a form names them.
fn chosen<'s>(statements: &'s [Statement], asked: &str) -> Option<(&'s Statement, &'s Person)> {
    let pairs = statements
        .iter()
        .flat_map(|one| one.people.iter().map(move |person| (one, person)));
    pairs
        .into_iter()
        .find(|(one, person)| choice(one.document.id, &person.key) == asked)
}

/// `GET /casefile/matters/{matter}/statements/comparison?left=&right=`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<axum::response::Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let href = head.href();
    let statements = statements_of(visit.app.db(), matter, &known(&visit, matter).await?).await?;
    let (Some(left), Some(right)) = (
        chosen(&statements, &asked.left),
        chosen(&statements, &asked.right),
    ) else {
        return Ok(Answered::to(format!("{href}/statements"))
            .say(Tone::Warning, messages::CHOOSE_TWO)
            .into_response());
    };
    if asked.left == asked.right {
        return Ok(Answered::to(format!("{href}/statements"))
            .say(Tone::Warning, messages::CHOOSE_TWO)
            .into_response());
    }
    let sql = visit.app.db();
    let one = told(sql, matter, left.0, left.1).await?;
    let other = told(sql, matter, right.0, right.1).await?;
    let (proposals, decided) = proposals(sql, matter, &one, &other).await?;
    let frame = visit
        .frame("So sánh lời khai")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone())
        .crumb("Lời khai", format!("{href}/statements"));
    Ok(Page(ComparisonPage {
        frame,
        halves: vec![half("A", &one, &href), half("B", &other, &href)],
        proposals,
        decided,
        nothing: Empty::new(messages::NOTHING_DIFFERS, messages::NOTHING_DIFFERS_WHY),
        action: format!("{href}/contradictions"),
        back: format!("{href}/statements"),
        accepted: format!("{href}/contradictions"),
        may_mark: visit.may_over(Right::CasefileMark, &head.unit, &head.assigned),
        asked,
    })
    .into_response())
}

fn half(letter: &'static str, told: &Told<'_>, href: &str) -> Half {
    let people: Vec<String> = told
        .statement
        .people
        .iter()
        .map(|one| one.name.clone())
        .collect();
    let own = answers(&told.spoken.text, &people)
        .into_iter()
        .filter(|answer| {
            answer
                .speaker
                .as_deref()
                .is_none_or(|speaker| speaker == told.person.name)
        });
    Half {
        letter,
        name: told.person.name.clone(),
        title: told.statement.document.title.clone(),
        when: when(told.statement),
        href: format!("{href}?page={}", told.statement.document.first_no),
        answers: own
            .map(|answer| Spoken {
                bits: bits(told, &answer.range),
                question: answer.question,
            })
            .collect(),
    }
}

/// An answer cut at its details, each with the way to its box.
fn bits(told: &Told<'_>, range: &Range<usize>) -> Vec<Bit> {
    let text = |range: Range<usize>| {
        told.spoken
            .text
            .get(range)
            .unwrap_or_default()
            .replace('\n', " ")
    };
    let plain = |range: Range<usize>| Bit {
        words: text(range),
        href: String::new(),
        preview: String::new(),
    };
    let mut places: Vec<&Range<usize>> = told
        .said
        .iter()
        .map(|said| &said.mention.range)
        .filter(|place| place.start >= range.start && place.end <= range.end)
        .collect();
    places.sort_by_key(|place| place.start);
    places.dedup();
    let (mut bits, mut at) = (Vec::new(), range.start);
    for place in places {
        if place.start < at {
            continue;
        }
        bits.push(plain(at..place.start));
        let link = told.spoken.place(place).and_then(|(page, rects)| {
            let all: [i32; 4] = rects
                .into_iter()
                .reduce(|all, rect| all.join(&rect))?
                .into();
            let rect = all.map(|n| n.to_string()).join(",");
            let preview = super::spoken::preview(page.id, page.thumb.as_deref());
            Some((format!("/casefile/pages/{}?rect={rect}", page.id), preview))
        });
        let (href, preview) = link.unwrap_or_default();
        bits.push(Bit {
            words: text(place.clone()),
            href,
            preview,
        });
        at = place.end;
    }
    bits.push(plain(at..range.end));
    bits
}

/// `POST /casefile/matters/{matter}/contradictions` with `left`, `right`, `pair`, `note`, `act`: the pair is looked for anew, so that
/// what is kept is what stands on the pages.
pub(crate) async fn keep(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Answered, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    let asked = Asked {
        left: form.get("left").to_owned(),
        right: form.get("right").to_owned(),
    };
    let back = Answered::to(format!(
        "{}/statements/comparison?{}",
        head.href(),
        asked.query()
    ));
    let statements = statements_of(visit.app.db(), matter, &known(&visit, matter).await?).await?;
    let (Some(left), Some(right)) = (
        chosen(&statements, &asked.left),
        chosen(&statements, &asked.right),
    ) else {
        return Err(Problem::not_found());
    };
    let sql = visit.app.db();
    let one = told(sql, matter, left.0, left.1).await?;
    let other = told(sql, matter, right.0, right.1).await?;
    let (proposals, _) = proposals(sql, matter, &one, &other).await?;
    let Some(proposal) = proposals
        .into_iter()
        .find(|proposal| proposal.pair == form.get("pair"))
    else {
        return Ok(back.say(Tone::Warning, messages::CHANGED));
    };
    let state = match form.get("act") {
        "dismiss" => State::Dismissed,
        _ => State::Accepted,
    };
    let decided = Decided {
        topic: proposal.topic,
        pair: proposal.pair,
        one: proposal.one.side,
        other: proposal.other.side,
        state,
        note: form.raw("note").to_owned(),
    };
    let work = visit.begin().await?;
    match decide(&work, &head, decided).await {
        Ok(_) => work.commit().await?,
        Err(people::WorkError::Invalid { sentence, .. }) => {
            return Ok(back.say(Tone::Warning, sentence));
        }
        Err(error) => return Err(error.into()),
    }
    Ok(back.good(match state {
        State::Accepted => messages::ACCEPTED,
        State::Dismissed => messages::DISMISSED,
    }))
}

/// `POST /casefile/matters/{matter}/contradictions/{id}/withdrawal`
pub(crate) async fn take_back(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Answered, Problem> {
    let head = opened(&visit, matter, Right::CasefileMark).await?;
    let work = visit.begin().await?;
    withdraw(&work, &head, id).await?;
    work.commit().await?;
    let asked = Asked {
        left: form.get("left").to_owned(),
        right: form.get("right").to_owned(),
    };
    let back = match asked.left.is_empty() {
        true => format!("{}/contradictions", head.href()),
        false => format!("{}/statements/comparison?{}", head.href(), asked.query()),
    };
    Ok(Answered::to(back).good(messages::WITHDRAWN))
}
