//! Sơ đồ tư duy trên màn hình: the maps of a matter, one map to work on, its outline to read and print, its versions.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::{Right, staff::person};
use shell::{Empty, Frame, Page, Problem, Visit, vi_date, vi_time};
use uuid::Uuid;

use super::{
    doors::map_of,
    messages,
    node::{Node, State},
    read::Still,
    store,
    template::{Template as Pattern, template_of, templates_on},
};
use crate::{
    law_of::cited,
    opened::{may_edit, opened},
    sources::source_href,
};

/// The address of the maps of a matter.
pub(super) fn href(matter: Uuid) -> String {
    format!("/evidence/matters/{matter}/map")
}

struct Begun {
    href: String,
    title: String,
    about: String,
    edited: usize,
    drawn: String,
    versions: usize,
}

struct Offer {
    id: String,
    title: String,
    about: String,
    branches: String,
    article: String,
    to_check: bool,
}

impl From<&Pattern> for Offer {
    fn from(one: &Pattern) -> Offer {
        let branches: Vec<&str> = one
            .branches
            .iter()
            .map(|branch| branch.title.as_str())
            .collect();
        Offer {
            id: one.id.clone(),
            title: one.title.clone(),
            about: one.about.clone(),
            branches: branches.join(" · "),
            article: one.article.clone(),
            to_check: one.to_check,
        }
    }
}

#[derive(Template)]
#[template(path = "map/list.html")]
struct ListPage {
    frame: Frame,
    href: String,
    file: String,
    begun: Vec<Begun>,
    offers: Vec<Offer>,
    may_edit: bool,
    nothing: Empty,
}

/// `GET /evidence/matters/{matter}/map`
pub(crate) async fn list(
    visit: Visit,
    Path(matter): Path<Uuid>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    crate::opened::look(&visit, matter).await?;
    let db = visit.app.db();
    let mut begun = Vec::new();
    let maps = store::maps_of(db, matter).await?;
    for row in &maps {
        let Some(template) = template_of(&row.template, shell::local_day(row.made_at)) else {
            continue;
        };
        begun.push(Begun {
            href: format!("{}/{}", href(matter), row.id),
            title: template.title.clone(),
            about: template.about.clone(),
            edited: store::nodes_of(db, row.id).await?.len(),
            drawn: vi_time(row.drawn_at),
            versions: store::versions_of(db, row.id).await?.len(),
        });
    }
    let is_new = |one: &&Pattern| maps.iter().all(|row| row.template != one.id);
    Ok(Page(ListPage {
        frame: visit
            .frame("Sơ đồ tư duy")
            .subtitle(head.title.clone())
            .crumb("Chứng cứ", crate::opened::href(matter)),
        href: href(matter),
        file: head.href(),
        may_edit: may_edit(&visit, &head),
        offers: templates_on(visit.today)
            .filter(|one| one.is_for(&head))
            .filter(is_new)
            .map(Offer::from)
            .collect(),
        nothing: Empty::new(messages::NO_MAP, messages::NO_MAP_WHY),
        begun,
    }))
}

struct VersionLine {
    href: String,
    n: i64,
    on: String,
    note: String,
    who: String,
    at: String,
}

#[derive(Template)]
#[template(path = "map/page.html")]
struct MapPage {
    frame: Frame,
    href: String,
    id: Uuid,
    title: String,
    matter: String,
    file: String,
    matrix: String,
    caution: Option<String>,
    may_edit: bool,
    versions: Vec<VersionLine>,
    today: String,
    formats: &'static [(&'static str, &'static str)],
    /// What a leader is given has two levels; an XMind file folds by itself.
    short: &'static [(&'static str, &'static str)],
}

/// What a map is exported to, with what the button says.
pub(super) static FORMATS: [(&str, &str); 5] = [
    ("pdf", "PDF khổ A3"),
    ("docx", "Word (đề cương)"),
    ("png", "Ảnh PNG"),
    ("svg", "Ảnh SVG"),
    ("xmind", "XMind"),
];

/// `GET /evidence/matters/{matter}/map/{map}`
pub(crate) async fn show(
    visit: Visit,
    Path((matter, map)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let db = visit.app.db();
    let row = store::map_of(db, matter, map)
        .await?
        .ok_or_else(Problem::not_found)?;
    let template = template_of(&row.template, shell::local_day(row.made_at));
    let template = template.ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    work.look("evidence.map", map).await?;
    work.commit().await?;
    let rows = store::versions_of(db, map).await?;
    let people: Vec<Uuid> = rows.iter().map(|row| row.made_by).collect();
    let names = person::names_of(db, &people).await?;
    let versions = rows.into_iter().map(|row| VersionLine {
        href: format!("{}/versions/{}", href(matter), row.id),
        n: row.n,
        on: vi_date(row.reported_on),
        who: names
            .iter()
            .find(|(id, _)| *id == row.made_by)
            .map(|(_, name)| name.clone())
            .unwrap_or_default(),
        at: vi_time(row.made_at),
        note: row.note,
    });
    let source = cited(&template.article, false);
    Ok(Page(MapPage {
        frame: visit
            .frame(template.title.clone())
            .subtitle(head.title.clone())
            .crumb("Chứng cứ", crate::opened::href(matter))
            .crumb("Sơ đồ tư duy", href(matter))
            .island("mindmap")
            .wide(),
        href: format!("{}/{map}", href(matter)),
        id: map,
        title: template.title.clone(),
        file: head.href(),
        matrix: crate::opened::href(matter),
        caution: template.to_check.then(|| match source.is_empty() {
            true => messages::TO_CHECK.to_owned(),
            false => format!("{} ({source})", messages::TO_CHECK),
        }),
        may_edit: may_edit(&visit, &head),
        versions: versions.collect(),
        today: vi_date(visit.today),
        matter: head.title,
        formats: &FORMATS,
        short: &FORMATS[..4],
    }))
}

/// One line of the outline.
struct Line {
    level: usize,
    words: String,
    note: String,
    pages: Vec<(String, String)>,
    warning: Option<String>,
}

impl Line {
    fn of(matter: Uuid, node: &Node) -> Line {
        let warning = match (&node.withdrawn, node.state, node.is_bare) {
            (Some(reason), ..) => Some(format!("chứng cứ đã rút: {reason}")),
            (None, State::Orphaned, _) => Some("không còn nguồn".to_owned()),
            (None, State::Stale, _) => Some("nguồn đã đổi".to_owned()),
            (None, _, true) => Some("chưa có chứng cứ".to_owned()),
            _ => None,
        };
        Line {
            level: node.depth,
            words: node.words.clone(),
            note: node.note.clone(),
            pages: node
                .sources
                .iter()
                .map(|one| (super::outline::leaf(one), source_href(matter, one)))
                .collect(),
            warning,
        }
    }
}

#[derive(Template)]
#[template(path = "map/outline.html")]
struct OutlinePage {
    frame: Frame,
    back: String,
    export: String,
    formats: &'static [(&'static str, &'static str)],
    unit: String,
    title: String,
    about: String,
    kept: String,
    /// The map itself, a sheet of A3 each.
    sheets: Vec<String>,
    lines: Vec<Line>,
    today: String,
}

/// `GET /evidence/matters/{matter}/map/{map}/print`: the map as an outline, to be read on paper or aloud, then on sheets of A3.
pub(crate) async fn print(
    visit: Visit,
    Path(ids): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let (head, map) = map_of(&visit, ids, Right::CasefileRead).await?;
    let still = Still::of(&map, &head.title);
    let back = format!("{}/{}", href(ids.0), ids.1);
    Ok(outline(&visit, ids.0, &still, (back, String::new(), ids.1)))
}

/// `GET /evidence/matters/{matter}/map/versions/{version}`
pub(crate) async fn version(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    opened(&visit, matter, Right::CasefileRead).await?;
    let found = store::version_of(visit.app.db(), matter, id).await?;
    let row = found.ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    work.look("evidence.map", row.map_id).await?;
    work.commit().await?;
    let still = Still::of_version(&row)?;
    let mut kept = format!(
        "Bản {} theo ngày báo cáo {}",
        row.n,
        vi_date(row.reported_on)
    );
    if !row.note.is_empty() {
        kept = format!("{kept}. {}", row.note);
    }
    let back = format!("{}/{}", href(matter), row.map_id);
    Ok(outline(&visit, matter, &still, (back, kept, id)))
}

fn outline(
    visit: &Visit,
    matter: Uuid,
    still: &Still,
    (back, kept, id): (String, String, Uuid),
) -> Page<OutlinePage> {
    Page(OutlinePage {
        frame: visit
            .frame(still.title.clone())
            .subtitle(still.matter.clone())
            .crumb("Chứng cứ", crate::opened::href(matter))
            .crumb("Sơ đồ tư duy", href(matter)),
        export: format!("{}/{id}/export", href(matter)),
        formats: &FORMATS,
        unit: visit.actor.unit_name.clone(),
        title: still.title.to_uppercase(),
        about: still.matter.clone(),
        sheets: super::export::sheets(still)
            .into_iter()
            .map(|picture| picture.svg)
            .collect(),
        lines: still
            .nodes
            .iter()
            .filter(|node| node.depth > 0)
            .map(|node| Line::of(matter, node))
            .collect(),
        today: vi_date(visit.today),
        back,
        kept,
    })
}
