//! Ra Word: the show list, the outline of questions and the report of what was shown, as papers of the office.

use std::sync::Arc;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use chrono::Datelike;
use shell::{Problem, Visit};
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text, TypesetError, Typesetter};

use crate::messages;

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A paper: its title, what it is about, what it says.
pub(crate) struct Paper {
    pub(crate) title: &'static str,
    pub(crate) about: String,
    pub(crate) blocks: Vec<Block>,
    /// The file's name without its ending.
    pub(crate) name: String,
}

/// A table; line breaks of what was typed become spaces.
pub(crate) fn table<const N: usize>(
    columns: [&str; N],
    widths: [u16; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Block {
    let cells = |row: [String; N]| row.map(|cell| Text::form(cell.replace('\n', " "))).to_vec();
    Block::Table {
        text: Text::default(),
        columns: columns.map(str::to_owned).to_vec(),
        widths: widths.to_vec(),
        rows: rows.into_iter().map(cells).collect(),
    }
}

/// A bold line over a table.
pub(crate) fn section(words: impl Into<String>) -> Block {
    Block::Section {
        text: Text::form(words.into()),
    }
}

/// A paragraph; each line of what was typed is one.
pub(crate) fn paragraphs(words: &str) -> impl Iterator<Item = Block> {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| Block::Paragraph {
        text: Text::form(line),
    })
}

/// The paper as a Word file.
pub(crate) async fn word(visit: &Visit, paper: Paper) -> Result<Response, Problem> {
    let name = format!("attachment; filename=\"{}.docx\"", paper.name);
    let document = document(visit, paper);
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        press.word(&document)
    });
    match made.await.map_err(Problem::failed)? {
        Ok(bytes) => {
            let headers = [
                (header::CONTENT_TYPE, WORD.to_owned()),
                (header::CONTENT_DISPOSITION, name),
            ];
            Ok((headers, bytes).into_response())
        }
        Err(TypesetError::NoGlyph(letter)) => Err(Problem::Refused(messages::unprintable(letter))),
        Err(error) => Err(Problem::failed(error)),
    }
}

fn document(visit: &Visit, paper: Paper) -> OfficialDocument {
    let day = visit.today;
    OfficialDocument {
        issued_on: Some([day.year(), day.month() as i32, day.day() as i32]),
        head: Head {
            office: Text::form(visit.actor.unit_name.to_uppercase()),
            place_date: Text::form(messages::place_date(day)),
            ..Head::default()
        },
        title: paper.title.to_owned(),
        subject: Text::form(paper.about),
        blocks: paper.blocks,
        closing: Closing {
            signature: Signature {
                title_lines: vec!["KIỂM SÁT VIÊN".to_owned()],
                name: Text::form(visit.actor.name.clone()),
            },
            ..Closing::default()
        },
        ..OfficialDocument::default()
    }
}
