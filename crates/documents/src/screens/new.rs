//! Soạn văn bản mới: opens the draft of a form for a matter, begun from its facts unless there is one already.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{Frame, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::{choose, from_file};
use crate::draft::{self, Change};
use crate::issue::fresh;
use crate::office::{signers, usual_signer};
use crate::{messages, paper};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    matter: String,
    #[serde(default)]
    form: String,
    #[serde(default)]
    subject: String,
    #[serde(default)]
    q: String,
}

#[derive(Template)]
#[template(path = "screens/new.html")]
struct ChoosePage {
    frame: Frame,
    said: &'static str,
    people: Vec<(String, String)>,
}

/// Opens the draft; without a form or a matter, the page where they are chosen.
pub async fn begin(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    if asked.matter.is_empty() {
        return choose::matters(&visit).await;
    }
    if asked.form.is_empty() {
        let matter: Uuid = asked.matter.parse().map_err(|_| Problem::not_found())?;
        let opened = criminal::open(db, &law, matter)
            .await?
            .ok_or_else(Problem::not_found)?;
        if !visit.may_over(
            Right::DocumentsDraft,
            &opened.unit,
            &opened.assigned.people(),
        ) {
            return Err(Problem::not_allowed());
        }
        return choose::forms(&visit, &opened, &asked.q).await;
    }
    let no_form = || Problem::NotFound(messages::NO_FORM.to_owned());
    let number = paper::number_of_slug(&asked.form).ok_or_else(no_form)?;
    let template = paper::form(&number, visit.today)
        .filter(|form| form.is_valid_on(visit.today))
        .ok_or_else(no_form)?;
    let matter: Uuid = asked.matter.parse().map_err(|_| Problem::not_found())?;
    let opened = criminal::open(db, &law, matter)
        .await?
        .ok_or_else(Problem::not_found)?;
    let people = opened.assigned.people();
    if !visit.may_over(Right::DocumentsDraft, &opened.unit, &people) {
        return Err(Problem::not_allowed());
    }
    let of_person = template.scope.is_of_one_person();
    let accused: Vec<Uuid> = opened
        .matter
        .accused()
        .map(|person| person.subject)
        .collect();
    let subject = match (asked.subject.parse::<Uuid>().ok(), of_person) {
        (Some(subject), _) if opened.matter.person(subject).is_some() => Some(subject),
        (_, false) => None,
        (_, true) if accused.len() == 1 => accused.first().copied(),
        (_, true) => return Ok(choose(&visit, &asked, &opened, &template.name_vi).into_response()),
    };
    if let Some(there) = draft::open_one(db, matter, subject, &template.form).await? {
        let told = Told::to(format!("/documents/{there}"));
        return Ok(told
            .say(
                Tone::Info,
                "Hồ sơ đang có bản nháp của mẫu này; đã mở bản nháp ấy.",
            )
            .into_response());
    }
    let units = visit.app.units().units().await?;
    let may_sign = signers(db, &units, &opened.unit, &template, visit.today).await?;
    let signer = usual_signer(&may_sign, visit.actor.person, opened.assigned.deputy_id);
    let known = fresh(
        db,
        &law,
        &units,
        &opened,
        &template,
        (subject, &signer),
        visit.today,
    )
    .await?;
    let typed = from_file::typed(&visit, &template, matter).await?;
    let work = visit.begin().await?;
    let id = draft::begin(&work, &opened, &template, subject, &known.values, &signer).await?;
    if let Some(begun) = draft::get(&work.tx, id)
        .await?
        .filter(|_| !typed.is_empty())
    {
        let change = Change {
            after: messages::FROM_FILE.to_owned(),
            known: known.values,
            typed,
            ..Change::default()
        };
        draft::save(&work, &begun, begun.version, &change).await?;
    }
    work.commit().await?;
    Ok(Told::to(format!("/documents/{id}")).into_response())
}

fn choose(visit: &Visit, asked: &Asked, opened: &criminal::Opened, name: &str) -> Page<ChoosePage> {
    let people = opened.matter.accused().map(|person| {
        let href = format!(
            "/documents/new?matter={}&form={}&subject={}",
            opened.id, asked.form, person.subject
        );
        (person.name_vi().to_owned(), href)
    });
    let frame = visit.frame(format!("Soạn: {name}"));
    Page(ChoosePage {
        frame: frame
            .crumb("Văn bản", "/documents")
            .crumb("Hồ sơ", format!("/criminal/matters/{}", opened.id)),
        said: messages::CHOOSE_PERSON,
        people: people.collect(),
    })
}
