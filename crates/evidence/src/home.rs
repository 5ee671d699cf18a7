//! Chứng cứ, sơ đồ của một vụ án: what is there, and the way to each part.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::Right;
use shell::{Frame, Page, Problem, Visit};
use uuid::Uuid;

use crate::{
    case::case_of,
    items::{items_of, list::frame},
    messages,
    opened::{href, look, opened},
    points::{self, Direction, assessments_of, matrix},
};

/// A part of the area, with what stands in it.
struct Part {
    icon: &'static str,
    title: &'static str,
    text: &'static str,
    href: String,
    told: Vec<(String, &'static str)>,
}

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    file: String,
    courtroom: String,
    matter: String,
    parts: Vec<Part>,
}

/// `GET /evidence/matters/{matter}`
pub(crate) async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, id, Right::CasefileRead).await?;
    look(&visit, id).await?;
    let href = href(id);
    let part =
        |(icon, title, text, below): (&'static str, &'static str, &'static str, &str)| Part {
            icon,
            title,
            text,
            href: format!("{href}/{below}"),
            told: Vec::new(),
        };
    let mut parts: Vec<Part> = messages::HOME_PARTS.map(part).into();
    let (items, points) = counted(&visit, id).await?;
    parts[0].told = items;
    parts[1].told = points;
    if head.is_civil() {
        // What incriminates and exonerates is a question of criminal procedure (BLTTHS Đ.85).
        parts.remove(1);
    }
    Ok(Page(HomePage {
        frame: frame(&visit, &head, "Chứng cứ, sơ đồ"),
        file: head.href(),
        courtroom: format!("/courtroom/matters/{id}"),
        matter: head.matter_href(),
        parts,
    }))
}

type Told = Vec<(String, &'static str)>;

/// What is told of the evidence, and of what it proves.
async fn counted(visit: &Visit, matter: Uuid) -> Result<(Told, Told), Problem> {
    let db = visit.app.db();
    let items = items_of(db, matter).await?;
    let withdrawn = items.iter().filter(|item| !item.is_standing()).count();
    let mut told = vec![(format!("{} chứng cứ", items.len()), "neutral")];
    if withdrawn > 0 {
        told.push((format!("{withdrawn} đã rút"), "danger"));
    }
    let case = case_of(visit, matter).await?;
    let rows = points::rows(visit, matter, &case).await?;
    let all = assessments_of(db, matter).await?;
    let many = |direction| all.iter().filter(|one| one.direction == direction).count();
    let (incriminating, exonerating) = (many(Direction::For), many(Direction::Against));
    let (cells, _) = matrix::cells(&rows, &items, all);
    let gaps = matrix::gaps(&rows, &cells);
    let mut proof = vec![
        (format!("{incriminating} buộc tội"), "neutral"),
        (format!("{exonerating} gỡ tội"), "neutral"),
    ];
    if gaps > 0 {
        proof.push((format!("{gaps} ô trống"), "danger"));
    }
    Ok((told, proof))
}
