//! Bảng mâu thuẫn ra Word, for the report of the case and the plan of questions.

use std::sync::Arc;

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use chrono::Datelike;
use people::Right;
use shell::{Problem, Visit};
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text, TypesetError, Typesetter};
use uuid::Uuid;

use super::{
    messages::{WORD_COLUMNS, unprintable},
    store::{Contradiction, Side, State, contradictions_of},
};
use crate::{
    matter::{MatterHead, opened},
    messages::place_date,
};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `GET /casefile/matters/{matter}/contradictions/word`
pub(crate) async fn export(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let mut lines = contradictions_of(visit.app.db(), matter).await?;
    lines.retain(|one| one.state == State::Accepted);
    let work = visit.begin().await?;
    let detail = format!("{} lines", lines.len());
    work.note(
        "casefile.contradictions.exported",
        "casefile",
        matter,
        &detail,
    )
    .await?;
    work.commit().await?;
    let paper = paper(&visit, &head, &lines);
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        press
            .unwrap_or_else(|| Arc::new(Typesetter::new()))
            .word(&paper)
    });
    let bytes = match made.await.map_err(Problem::failed)? {
        Ok(bytes) => bytes,
        Err(TypesetError::NoGlyph(letter)) => return Err(Problem::Refused(unprintable(letter))),
        Err(error) => return Err(Problem::failed(error)),
    };
    let headers = [
        (header::CONTENT_TYPE, WORD.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"mau-thuan-{}.docx\"", head.code),
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn paper(visit: &Visit, head: &MatterHead, lines: &[Contradiction]) -> OfficialDocument {
    let day = visit.today;
    let side = |side: &Side, leaf: &str| {
        format!(
            "{} ({leaf}): {}. “{}”",
            side.person, side.told, side.sentence
        )
    };
    let rows = lines.iter().map(|one| {
        [
            one.topic_vi().to_owned(),
            side(&one.one, &one.one_leaf),
            side(&one.other, &one.other_leaf),
            one.note.replace('\n', " "),
        ]
        .map(Text::form)
        .to_vec()
    });
    OfficialDocument {
        issued_on: Some([day.year(), day.month() as i32, day.day() as i32]),
        head: Head {
            office: Text::form(visit.actor.unit_name.to_uppercase()),
            place_date: Text::form(place_date(day)),
            ..Head::default()
        },
        title: "BẢNG MÂU THUẪN TRONG LỜI KHAI".to_owned(),
        subject: Text::form(head.title.clone()),
        blocks: vec![Block::Table {
            text: Text::default(),
            columns: WORD_COLUMNS.map(str::to_owned).to_vec(),
            widths: vec![12, 34, 34, 20],
            rows: rows.collect(),
        }],
        closing: Closing {
            signature: Signature {
                title_lines: vec!["NGƯỜI LẬP".to_owned()],
                name: Text::form(visit.actor.name.clone()),
            },
            ..Closing::default()
        },
        ..OfficialDocument::default()
    }
}
