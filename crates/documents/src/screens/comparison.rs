//! So sánh hai lần lưu: what changed field by field, and in the words of the whole document; to be read and printed.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use shell::{Choice, Column, Frame, Page, Problem, Visit};
use typeset::OfficialDocument;
use uuid::Uuid;

use super::mould::Mould;
use super::shown;
use super::versions::{choice, frame, version_of};
use crate::compare::{self, Change, Line, Run};
use crate::draft;
use crate::versions;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    from: i64,
    #[serde(default)]
    to: i64,
}

/// A run as the page draws it.
struct Piece {
    mark: &'static str,
    words: String,
}

#[derive(Template)]
#[template(path = "screens/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    id: Uuid,
    choices: Vec<Choice>,
    from: String,
    to: String,
    columns: Vec<Column>,
    fields: Vec<(String, Vec<Piece>)>,
    prose: Vec<(bool, Vec<Piece>)>,
    changed_lines: usize,
    print: (String, String, String, String),
}

/// The page.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let held = shown(&visit, id).await?;
    let last = held.draft.version;
    let to = if asked.to > 0 { asked.to } else { last };
    let all = draft::versions(visit.app.db(), &held.draft).await?;
    let from = match asked.from {
        1.. => asked.from,
        _ => all
            .iter()
            .map(|one| one.version)
            .find(|version| *version < to)
            .unwrap_or(1),
    };
    // The earlier one stands on the left, whatever was chosen first.
    let (from, to) = (from.min(to), from.max(to));
    let mould = Mould::of(&visit, &held.draft).await?;
    let old = held.draft.at(&version_of(&visit, &held, from).await?);
    let new = held.draft.at(&version_of(&visit, &held, to).await?);
    let printed = |draft| lines(&mould.document(draft, visit.today));
    let lines = compare::lines(&printed(&old), &printed(&new));
    let work = visit.begin().await?;
    for version in [from, to] {
        versions::hold(&work, &held.draft, version).await?;
    }
    work.commit().await?;
    let page = ComparisonPage {
        frame: frame(&visit, &held, "So sánh hai lần lưu")
            .crumb("Các lần lưu", format!("/documents/{id}/versions")),
        id,
        choices: all
            .iter()
            .map(|one| choice(one.version, one.saved_at))
            .collect(),
        from: from.to_string(),
        to: to.to_string(),
        columns: ["Ô", "Trước và sau"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        fields: fields(
            &mould.values(&old, visit.today),
            &mould.values(&new, visit.today),
        ),
        changed_lines: lines.iter().filter(|line| !line.is_same()).count(),
        prose: lines.iter().map(prose).collect(),
        print: (
            String::new(),
            visit.actor.unit_name.clone(),
            format!("SO SÁNH LẦN LƯU {from} VÀ {to}"),
            format!("{} – {}", held.draft.title, held.draft.about),
        ),
    };
    Ok(Page(page).into_response())
}

fn lines(document: &OfficialDocument) -> Vec<String> {
    let lines = document.lines().into_iter();
    lines
        .flat_map(|line| line.split('\n').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn prose(line: &Line) -> (bool, Vec<Piece>) {
    (line.is_same(), line.runs.iter().map(piece).collect())
}

fn piece(run: &Run) -> Piece {
    Piece {
        mark: match run.change {
            Change::Same => "",
            Change::Gone => "del",
            Change::New => "ins",
        },
        words: run.words.clone(),
    }
}

/// The signer, conditions and fields that differ.
fn fields(old: &[(String, String)], new: &[(String, String)]) -> Vec<(String, Vec<Piece>)> {
    let both = old.iter().zip(new);
    both.filter(|((_, before), (_, after))| before != after)
        .map(|((label, before), (_, after))| {
            let runs = compare::words(before, after);
            (label.clone(), runs.iter().map(piece).collect())
        })
        .collect()
}
