//! Trang sơ đồ: the diagrams of a matter, one of them with its tool, and its print.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::Right;
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_date, vi_time};
use uuid::Uuid;

use super::{
    files::drawn,
    kinds::DiagramKind,
    messages,
    model::Model,
    store::{diagrams_of, removed_of},
};
use crate::drawing::Mark;
use crate::opened::{href, look, may_edit, opened};

struct Card {
    href: String,
    title: String,
    kind: &'static str,
    at: String,
    counted: String,
    picture: String,
}

struct Choice {
    id: &'static str,
    name: &'static str,
}

#[derive(Template)]
#[template(path = "diagram/list.html")]
struct ListPage {
    frame: Frame,
    action: String,
    file: String,
    cards: Vec<Card>,
    nothing: Empty,
    kinds: Vec<Choice>,
    removed: Vec<(Uuid, String)>,
    may_edit: bool,
}

/// `GET /evidence/matters/{matter}/diagrams`
pub(super) async fn list(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let action = format!("{}/diagrams", href(matter));
    let mut cards = Vec::new();
    for row in diagrams_of(visit.app.db(), matter).await? {
        let Some(model) = Model::of(visit.app.db(), matter, row.id).await? else {
            continue;
        };
        let (parts, marks) = (model.shown().count(), |mark| {
            model
                .shown()
                .filter(move |part| part.marks.contains(&mark))
                .count()
        });
        cards.push(Card {
            href: format!("{action}/{}", row.id),
            kind: model.kind.name_vi(),
            at: vi_time(row.made_at),
            counted: messages::counted(
                parts,
                marks(Mark::Proposed),
                marks(Mark::Unsourced),
                marks(Mark::Recheck) + marks(Mark::Orphaned),
            ),
            picture: drawn(visit.today, &model, "").picture(None).svg,
            title: row.title,
        });
    }
    let removed = removed_of(visit.app.db(), matter).await?;
    Ok(Page(ListPage {
        removed: removed.into_iter().map(|row| (row.id, row.title)).collect(),
        frame: visit
            .frame("Sơ đồ vụ án")
            .subtitle(head.title.clone())
            .crumb("Chứng cứ", href(matter)),
        action,
        file: head.href(),
        cards,
        nothing: Empty::new(messages::NO_DIAGRAMS, messages::NO_DIAGRAMS_WHY),
        kinds: DiagramKind::ALL
            .map(|kind| Choice {
                id: kind.id(),
                name: kind.name_vi(),
            })
            .into(),
        may_edit: may_edit(&visit, &head),
    }))
}

#[derive(Template)]
#[template(path = "diagram/page.html")]
struct DiagramPage {
    frame: Frame,
    here: String,
}

/// `GET …/diagrams/{id}`
pub(super) async fn show(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let model = Model::of(visit.app.db(), matter, id).await?;
    let model = model
        .filter(|one| one.diagram.removed_at.is_none())
        .ok_or_else(Problem::not_found)?;
    look(&visit, matter).await?;
    let all = format!("{}/diagrams", href(matter));
    Ok(Page(DiagramPage {
        frame: visit
            .frame(model.diagram.title.clone())
            .subtitle(head.title.clone())
            .crumb("Chứng cứ", href(matter))
            .crumb("Sơ đồ vụ án", all.clone())
            .island("diagram")
            .wide(),
        here: format!("{all}/{id}"),
    }))
}

/// Higher than this a picture has letters that are too small on an A4 sheet.
const TALLEST: f64 = 1_900.0;

struct Line {
    n: usize,
    kind: &'static str,
    words: String,
    certainty: &'static str,
    bl: String,
    marks: String,
}

#[derive(Template)]
#[template(path = "diagram/print.html")]
struct PrintPage {
    frame: Frame,
    back: String,
    unit: String,
    about: String,
    pictures: Vec<String>,
    /// The sheets lie across.
    is_wide: bool,
    columns: Vec<Column>,
    lines: Vec<Line>,
    clashes: Vec<String>,
    nothing: Empty,
    today: String,
}

/// `GET …/diagrams/{id}/print`: the picture, and each part with its pages.
pub(super) async fn print(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let model = Model::of(visit.app.db(), matter, id).await?;
    let model = model
        .filter(|one| one.diagram.removed_at.is_none())
        .ok_or_else(Problem::not_found)?;
    let end = |id: Option<Uuid>| {
        id.and_then(|id| model.part(id))
            .map(|one| one.row.name.clone())
            .unwrap_or_default()
    };
    let lines = (1..).zip(model.shown()).map(|(n, part)| {
        let words = match part.symbol() {
            None => format!(
                "{} – {}: {}",
                end(part.row.from_id),
                end(part.row.to_id),
                part.label()
            ),
            Some(_) => {
                let when = part
                    .row
                    .starts
                    .parse::<law::Moment>()
                    .map(|at| at.vi())
                    .unwrap_or_default();
                let words = [&part.row.name, &part.row.note, &when, &part.row.place];
                let words: Vec<&str> = words
                    .into_iter()
                    .map(String::as_str)
                    .filter(|one| !one.is_empty())
                    .collect();
                words.join("; ")
            }
        };
        Line {
            n,
            kind: part.symbol().map_or("Quan hệ", |one| one.name_vi()),
            words,
            certainty: part.certainty().name_vi(),
            bl: part.bl(),
            marks: part
                .marks
                .iter()
                .map(|mark| mark.name_vi())
                .collect::<Vec<_>>()
                .join(", "),
        }
    });
    let here = format!("{}/diagrams/{id}", href(matter));
    let pictures = drawn(visit.today, &model, &head.title).papers(TALLEST);
    Ok(Page(PrintPage {
        frame: visit
            .frame(format!("Bản in: {}", model.diagram.title))
            .subtitle(head.title.clone())
            .crumb("Chứng cứ", href(matter))
            .crumb(model.diagram.title.clone(), here.clone()),
        back: here,
        unit: visit.actor.unit_name.clone(),
        is_wide: pictures.len() == 1 && pictures[0].width > pictures[0].height,
        pictures: pictures.into_iter().map(|picture| picture.svg).collect(),
        about: head.title,
        columns: ["STT", "Loại", "Nội dung", "Mức độ", "Bút lục", "Lưu ý"]
            .map(Column::plain)
            .to_vec(),
        lines: lines.collect(),
        clashes: model
            .clashes
            .iter()
            .map(|one| one.sentence.clone())
            .collect(),
        nothing: Empty::new(messages::NOTHING_IN_IT, messages::NOTHING_WHY),
        today: vi_date(visit.today),
    }))
}
