//! Chữ cần người xem: the pages of a file that wait for a person, what the dictionary proposes, and what was corrected last.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use db::{Sql, args};
use people::{Right, staff::person};
use search::Index;
use shell::{Column, Empty, Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use super::{
    CorrectionRow,
    likes::found_in,
    messages,
    queue::{WAITING, waiting},
    store::COLUMNS,
};
use crate::{looks, matter::opened, seen};

/// A page that waits.
struct Line {
    label: String,
    href: String,
    preview: String,
    why: String,
}

/// What the dictionary proposes.
struct Proposal {
    misread: String,
    meant: String,
    places: usize,
    href: String,
}

/// A version.
struct Version {
    label: String,
    href: String,
    before: String,
    after: String,
    who: String,
    at: String,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "words/listing.html")]
struct ListingPage {
    frame: Frame,
    viewer: String,
    told: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    nothing: Empty,
    proposals: Vec<Proposal>,
    version_columns: Vec<Column>,
    versions: Vec<Version>,
}

/// Lines of each table.
const SHOWN: i64 = 200;

/// `GET /casefile/matters/{matter}/words`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    looks::keep_once(&visit, matter).await?;
    let (sql, href) = (visit.app.db(), head.href());
    db::row! { struct Waits { id: Uuid, no: i64, bl: Option<String>, thumb: Option<String>, handwritten: bool, needs_person: bool, doubtful: i64, findings: String } }
    let rows: Vec<Waits> = sql
        .all(
            format!("SELECT id, no, bl, thumb, handwritten, needs_person, doubtful, findings FROM casefile_page WHERE matter_id = $1 AND {WAITING} ORDER BY no LIMIT $2"),
            args![matter, SHOWN],
        )
        .await?;
    let label = |bl: &Option<String>, no: i64| match bl {
        Some(bl) => format!("BL {bl}"),
        None => format!("Trang {no}"),
    };
    let lines = rows.iter().map(|row| Line {
        label: label(&row.bl, row.no),
        href: format!("{href}?page={}&words=1", row.id),
        preview: row
            .thumb
            .as_deref()
            .and_then(|hash| hash.get(..12))
            .map_or(String::new(), |version| {
                format!("/casefile/pages/{}/thumb?v={version}", row.id)
            }),
        why: messages::why(
            seen::in_short(&row.findings),
            (row.handwritten, row.needs_person),
            row.doubtful,
        ),
    });
    let index = visit.app.get::<Index>();
    let proposals = found_in(sql, &index, matter, &head.unit).await?;
    let proposals = proposals.into_iter().map(|(lesson, places)| Proposal {
        misread: lesson.misread,
        meant: lesson.meant,
        places,
        href: format!("{href}?likes={}", lesson.id),
    });
    let frame = visit
        .frame("Chữ cần người xem")
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), href.clone());
    Ok(Page(ListingPage {
        frame,
        viewer: format!("{href}?words=next"),
        told: messages::waiting(waiting(sql, matter).await?),
        columns: ["Trang", "Vì sao cần người xem"].map(Column::plain).into(),
        lines: lines.collect(),
        nothing: Empty::new(messages::NOTHING_WAITS, messages::NOTHING_WAITS_WHY)
            .action("Mở hồ sơ", href.clone()),
        proposals: proposals.collect(),
        version_columns: ["Trang", "Trước", "Sau", "Người sửa"]
            .map(Column::plain)
            .into(),
        versions: versions(&visit, matter, &href).await?,
    }))
}

async fn versions(visit: &Visit, matter: Uuid, href: &str) -> Result<Vec<Version>, Problem> {
    db::row! { struct Place { id: Uuid, no: i64, bl: Option<String> } }
    let sql = visit.app.db();
    let rows: Vec<CorrectionRow> = sql
        .all(
            format!("SELECT {COLUMNS} FROM casefile_correction WHERE matter_id = $1 ORDER BY made_at DESC, id DESC LIMIT $2"),
            args![matter, SHOWN],
        )
        .await?;
    let mut people: Vec<Uuid> = rows.iter().map(|row| row.made_by).collect();
    people.sort_unstable();
    people.dedup();
    let names: Vec<(Uuid, String)> = person::names_of(sql, &people).await?.into_iter().collect();
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        let place: Option<Place> = sql
            .opt(
                "SELECT id, no, bl FROM casefile_page WHERE id = $1",
                args![row.page_id],
            )
            .await?;
        let Some(place) = place else {
            continue;
        };
        let rect: [i32; 4] = row.rect()?.into();
        let name = names.iter().find(|(id, _)| *id == row.made_by);
        versions.push(Version {
            label: place
                .bl
                .map_or_else(|| format!("Trang {}", place.no), |bl| format!("BL {bl}")),
            href: format!(
                "{href}?page={}&rect={}",
                place.id,
                rect.map(|n| n.to_string()).join(",")
            ),
            state: match (row.undone_at, row.is_lapsed) {
                (Some(_), _) => "đã hoàn tác",
                (None, true) => "trang đã được đọc lại, khung không còn nằm trên chữ; hãy xem lại",
                (None, false) if row.before_text == row.after_text => "máy đọc đúng",
                _ => "",
            },
            before: row.before_text,
            after: row.after_text,
            who: name.map_or(String::new(), |(_, name)| name.clone()),
            at: vi_time(row.made_at),
        });
    }
    Ok(versions)
}
