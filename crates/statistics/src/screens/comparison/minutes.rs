//! Biên bản đối chiếu, on paper and in Word.

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Response;
use chrono::Datelike;
use people::Right;
use serde::Deserialize;
use shell::{Problem, Visit};
use typeset::Typesetter;
use uuid::Uuid;

use super::of_visit;
use crate::comparison::{messages, minutes as paper, store};
use crate::screens::export::file;

/// As PDF or as Word.
#[derive(Debug, Default, Deserialize)]
pub struct Kind {
    #[serde(default, rename = "as")]
    kind: String,
}

/// Biên bản đối chiếu; a draft until the comparison is closed.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Kind>,
) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::StatisticsOpenFigure).await?;
    if !matches!(one.step.as_str(), "open" | "closed") {
        return Err(Problem::Refused(messages::STEP_PASSED.to_owned()));
    }
    let rows = store::rows(visit.app.db(), &one).await?;
    let units = visit.app.units().units().await?;
    let day = one.closed_at.map_or(visit.today, shell::local_day);
    let above = units.ancestors(&one.unit_id, day);
    let upper = above
        .first()
        .map_or(String::new(), |unit| unit.name.to_uppercase());
    let unit = units.name_on(&one.unit_id, day);
    let document = paper::minutes(
        &visit.app.law(),
        &one,
        &rows,
        (&upper, &unit),
        [day.year(), day.month() as i32, day.day() as i32],
    );
    let is_word = asked.kind == "docx";
    let work = visit.begin().await?;
    work.note(
        "comparison.minutes",
        "statistics_comparison",
        one.id,
        &asked.kind,
    )
    .await?;
    work.commit().await?;
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        match is_word {
            true => press.word(&document),
            false => press.pdf(&document),
        }
    });
    let bytes = made
        .await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)?;
    Ok(match is_word {
        true => file(
            bytes,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "attachment",
            "bien-ban-doi-chieu.docx",
        ),
        false => file(bytes, "application/pdf", "inline", "bien-ban-doi-chieu.pdf"),
    })
}
