//! Bảng trích cứu ra Word: the same lines, for those who go on writing the report of the case or the questions at trial.

use std::sync::Arc;

use axum::{
    extract::{Path, Query},
    http::header,
    response::{IntoResponse, Response},
};
use chrono::Datelike;
use people::Right;
use shell::{Problem, Visit};
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text, TypesetError, Typesetter};
use uuid::Uuid;

use super::{
    excerpts::{Excerpt, Wanted, excerpts},
    screens::authors,
    store::Reader,
};
use crate::{
    matter::{MatterHead, opened},
    messages,
};

/// Lines in one Word file.
const MOST: usize = 2_000;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `GET /casefile/matters/{matter}/excerpts/word`
pub(crate) async fn export(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Wanted>,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let reader = Reader(visit.actor.person);
    let lines = excerpts(visit.app.db(), matter, &asked, reader).await?;
    if lines.len() > MOST {
        return Err(Problem::Refused(messages::too_many_excerpts(MOST)));
    }
    let work = visit.begin().await?;
    let detail = format!("{} lines", lines.len());
    work.note("casefile.excerpts.exported", "casefile", matter, &detail)
        .await?;
    work.commit().await?;
    let rows: Vec<_> = lines.iter().map(|line| line.mark.clone()).collect();
    let names = authors(&visit, &rows).await?;
    let named = |line: &Excerpt| names.get(&line.mark.author_id).cloned().unwrap_or_default();
    let paper = paper(&visit, &head, &lines, named);
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        press
            .unwrap_or_else(|| Arc::new(Typesetter::new()))
            .word(&paper)
    });
    let bytes = match made.await.map_err(Problem::failed)? {
        Ok(bytes) => bytes,
        Err(TypesetError::NoGlyph(letter)) => {
            return Err(Problem::Refused(messages::unprintable(letter)));
        }
        Err(error) => return Err(Problem::failed(error)),
    };
    let headers = [
        (header::CONTENT_TYPE, WORD.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"trich-cuu-{}.docx\"", head.code),
        ),
    ];
    Ok((headers, bytes).into_response())
}

/// The table as a paper of the office's layout.
fn paper(
    visit: &Visit,
    head: &MatterHead,
    lines: &[Excerpt],
    named: impl Fn(&Excerpt) -> String,
) -> OfficialDocument {
    let day = visit.today;
    let rows = lines.iter().map(|line| {
        let meaning = match line.mark.note.trim() {
            "" => line.kind_vi().to_owned(),
            note => format!("{}: {note}", line.kind_vi()),
        };
        [
            line.leaf(),
            line.document.clone(),
            line.mark.said().replace('\n', " "),
            meaning,
            named(line),
        ]
        .map(Text::form)
        .to_vec()
    });
    OfficialDocument {
        issued_on: Some([day.year(), day.month() as i32, day.day() as i32]),
        head: Head {
            office: Text::form(visit.actor.unit_name.to_uppercase()),
            place_date: Text::form(messages::place_date(day)),
            ..Head::default()
        },
        title: "BẢNG TRÍCH CỨU HỒ SƠ".to_owned(),
        subject: Text::form(head.title.clone()),
        blocks: vec![Block::Table {
            text: Text::default(),
            columns: messages::EXCERPT_WORD_COLUMNS.map(str::to_owned).to_vec(),
            widths: vec![11, 22, 40, 26, 17],
            rows: rows.collect(),
        }],
        closing: Closing {
            signature: Signature {
                title_lines: vec!["NGƯỜI TRÍCH CỨU".to_owned()],
                name: Text::form(visit.actor.name.clone()),
            },
            ..Closing::default()
        },
        ..OfficialDocument::default()
    }
}
