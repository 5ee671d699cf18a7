//! Bảng chứng minh nói bằng lời: the rows of a matter, their names, and the way to a cell.

use chrono::NaiveDate;
use db::Db;
use shell::{App, Problem, Visit};
use uuid::Uuid;

use super::{
    matrix::{Row, rows_of, slug},
    store::{all, own_points},
};
use crate::{
    Dependent, Source,
    case::{Case, case_in},
    items,
    law_of::{elements_on, points_on},
    messages,
    opened::href,
};

/// The rows of a matter on this day.
pub async fn rows(visit: &Visit, matter: Uuid, case: &Case) -> Result<Vec<Row>, Problem> {
    rows_on(visit.app.db(), matter, case, visit.today).await
}

/// The same without a visit.
pub(crate) async fn rows_on(
    db: &Db,
    matter: Uuid,
    case: &Case,
    day: NaiveDate,
) -> Result<Vec<Row>, Problem> {
    let own = own_points(db, matter).await?;
    if case.is_civil {
        return Ok(Vec::new());
    }
    Ok(rows_of(points_on(day), elements_on(day), case, &own))
}

/// The rows of a matter as its facts stand now, for whoever has no visit and no case.
pub async fn rows_now(app: &App, matter: Uuid) -> Result<Vec<Row>, Problem> {
    let case = case_in(app, matter).await?;
    rows_on(app.db(), matter, &case, app.today()).await
}

/// What a row is called: an element with its charge; empty for a row that is no more.
pub fn label_of(rows: &[Row], id: &str) -> String {
    let row = rows.iter().find(|row| row.id == id);
    row.map_or_else(
        || messages::POINT_GONE.to_owned(),
        |row| match row.id.starts_with("toi:") {
            true => format!("{}: {}", row.group, row.label),
            false => row.label.clone(),
        },
    )
}

/// The accused, or the whole case.
pub fn person_vi(case: &Case, subject: Uuid) -> String {
    if subject.is_nil() {
        return messages::WHOLE_CASE.to_owned();
    }
    let found = case.accused.iter().find(|one| one.id == subject);
    found.map_or_else(|| messages::PERSON_GONE.to_owned(), |one| one.name.clone())
}

/// How strong; empty where nobody said.
pub fn strength_vi(strength: i64) -> &'static str {
    match strength {
        1 => "yếu",
        2 => "vừa",
        3 => "mạnh",
        _ => "",
    }
}

/// Which person's part of the matrix is shown: `case` for what is proved once.
pub(super) fn person_key(subject: Uuid) -> String {
    match subject.is_nil() {
        true => "case".to_owned(),
        false => subject.to_string(),
    }
}

/// The address of a cell.
pub fn cell_href(matter: Uuid, point: &str, subject: Uuid) -> String {
    let (href, person) = (href(matter), person_key(subject));
    format!("{href}/points?person={person}#{}", slug(point))
}

/// Đánh giá đứng trên các trang này, or on this piece of evidence.
pub(crate) async fn standing_on(
    db: &Db,
    matter: Uuid,
    sources: &[Source],
    item: Option<Uuid>,
) -> Result<Vec<Dependent>, Problem> {
    let known = items::items_of(db, matter).await?;
    let cites = |mine: &[Source]| {
        mine.iter()
            .any(|one| sources.iter().any(|it| it.page == one.page))
    };
    let found = all(db, matter).await?.into_iter().filter(|one| {
        // Its own assessments stand on the page of the piece of evidence itself, named with their points.
        item != Some(one.item) && cites(&one.sources)
    });
    Ok(found
        .map(|one| {
            let name = known.iter().find(|item| item.id == one.item);
            Dependent {
                kind: "Đánh giá trong bảng chứng minh",
                title: name.map_or_else(String::new, |item| item.title.clone()),
                href: cell_href(matter, &one.point, one.subject),
            }
        })
        .collect())
}
