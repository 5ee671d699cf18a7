//! Bảng chứng minh ra Word: the same lines, for those who go on writing the report of the case or the closing argument.

use std::sync::Arc;

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use chrono::Datelike;
use people::Right;
use shell::{Problem, Visit};
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text, TypesetError, Typesetter};
use uuid::Uuid;

use super::{
    page::Board,
    print::{Part, parts},
};
use crate::{messages, opened::opened};

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// `GET /evidence/matters/{matter}/points/word`
pub(crate) async fn export(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let board = Board::read(&visit, matter).await?;
    let work = visit.begin().await?;
    work.note("evidence.points.exported", "evidence", matter, "")
        .await?;
    work.commit().await?;
    let paper = paper(&visit, &head, &parts(&board));
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
    let file = format!(
        "attachment; filename=\"bang-chung-minh-{}.docx\"",
        head.code
    );
    let headers = [
        (header::CONTENT_TYPE, WORD.to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    Ok((headers, bytes).into_response())
}

/// The tables as a paper of the office's layout, one for each person.
fn paper(visit: &Visit, head: &MatterHead, parts: &[Part]) -> OfficialDocument {
    let day = visit.today;
    OfficialDocument {
        issued_on: Some([day.year(), day.month() as i32, day.day() as i32]),
        head: Head {
            office: Text::form(visit.actor.unit_name.to_uppercase()),
            place_date: Text::form(messages::place_date(day)),
            ..Head::default()
        },
        title: "BẢNG CHỨNG MINH".to_owned(),
        subject: Text::form(head.title.clone()),
        blocks: parts.iter().map(table).collect(),
        closing: Closing {
            signature: Signature {
                title_lines: vec!["NGƯỜI LẬP BẢNG".to_owned()],
                name: Text::form(visit.actor.name.clone()),
            },
            ..Closing::default()
        },
        ..OfficialDocument::default()
    }
}

fn table(part: &Part) -> Block {
    let mut group = String::new();
    let rows = part.lines.iter().map(|line| {
        if let Some(heading) = &line.heading {
            group.clone_from(heading);
        }
        let gap = if line.is_gap { messages::AND_GAP } else { "" };
        let words = match line.words.trim() {
            "" => String::new(),
            words => format!(" – {}", words.replace('\n', " ")),
        };
        [
            format!("{group}: {}{gap}{words}", line.point),
            line.incriminating.join("; "),
            line.exonerating.join("; "),
            line.neutral.join("; "),
        ]
        .map(Text::form)
        .to_vec()
    });
    Block::Table {
        text: Text::form(part.person.clone()),
        columns: messages::WORD_COLUMNS.map(str::to_owned).to_vec(),
        widths: vec![34, 28, 28, 18],
        rows: rows.collect(),
    }
}
