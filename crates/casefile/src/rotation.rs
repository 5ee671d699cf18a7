//! Xoay trang cho mọi người: a page turned by hand is made and read again; what was marked on it stays.

use axum::{Json, extract::Path};
use db::{Sql, args};
use people::Right;
use serde::Deserialize;
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{
    digitise::{PREPARE, READ, Stretch},
    intake::job_of,
    leaves::page_for,
};

#[derive(Deserialize)]
pub(crate) struct Rotation {
    /// Degrees clockwise, a multiple of 90.
    rotation: i64,
}

/// `POST /casefile/pages/{page}/rotation`
pub(crate) async fn turn(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(asked): Json<Rotation>,
) -> Result<Json<serde_json::Value>, Problem> {
    let (page, matter) = page_for(&visit, id, Right::CasefileMark).await?;
    if asked.rotation % 90 != 0 {
        return Err(Problem::Unreadable(
            "Trang chỉ xoay được từng góc vuông.".to_owned(),
        ));
    }
    let quarters = (page.quarters + asked.rotation / 90).rem_euclid(4);
    let work = visit.begin().await?;
    work.require_for(Right::CasefileMark, &matter.unit, &matter.assigned)
        .await?;
    work.tx
        .exec(
            "UPDATE casefile_page SET status = 'waiting', quarters = $1, turned_by = $2, revision = revision + 1, is_indexed = FALSE, changed_at = $5
              WHERE unit_id = $3 AND id = $4",
            args![quarters, work.actor.person, &page.unit_id, page.id, work.now_ms],
        )
        .await?;
    let stretch = Stretch {
        file: page.file_id,
        first: page.file_page,
        last: page.file_page,
    };
    for (kind, priority) in [(PREPARE, 10), (READ, 20)] {
        let title = format!("Xoay và đọc lại trang {}", page.no);
        let job = job_of(
            kind,
            &stretch,
            title,
            &matter.unit,
            work.actor.person,
            priority,
        );
        visit.app.jobs().queue(&work.tx, job).await?;
    }
    work.note(
        "casefile.page.turned",
        "casefile.page",
        id,
        &format!("{} degrees", asked.rotation),
    )
    .await?;
    work.commit().await?;
    visit.app.jobs().ring();
    Ok(Json(serde_json::json!({})))
}
