//! Trang so sánh hai bản sơ đồ: any two versions, or a version and the map as it stands now.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::IntoResponse,
};
use people::Right;
use serde::Deserialize;
use shell::{Empty, Frame, Page, Problem, Visit, vi_date};
use uuid::Uuid;

use super::{
    comparing::{Branch, What, changes, counted},
    messages,
    page::href,
    read::{Still, still},
    store,
    template::template_of,
};

/// Which two; none of the later: the map as it stands now.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Chosen {
    from: String,
    to: String,
}

struct Choice {
    value: String,
    label: String,
    is_from: bool,
    is_to: bool,
}

#[derive(Template)]
#[template(path = "map/comparison.html")]
struct ComparisonPage {
    frame: Frame,
    here: String,
    back: String,
    unit: String,
    about: String,
    choices: Vec<Choice>,
    between: String,
    counted: String,
    branches: Vec<Branch>,
    nothing: Empty,
    today: String,
}

impl What {
    /// In words.
    fn vi(self) -> &'static str {
        match self {
            What::Added => "Thêm",
            What::Removed => "Bớt",
            What::Edited => "Sửa",
            What::Moved => "Chuyển nhánh",
        }
    }

    fn is_moved(self) -> bool {
        self == What::Moved
    }

    fn tone(self) -> &'static str {
        match self {
            What::Added => "tone-success",
            What::Removed => "tone-danger",
            What::Edited => "tone-warning",
            What::Moved => "tone-neutral",
        }
    }
}

/// `GET /evidence/matters/{matter}/map/{map}/comparison?from=&to=`
pub(crate) async fn show(
    visit: Visit,
    Path((matter, map)): Path<(Uuid, Uuid)>,
    Query(asked): Query<Chosen>,
) -> Result<impl IntoResponse, Problem> {
    let head = crate::opened::opened(&visit, matter, Right::CasefileRead).await?;
    let db = visit.app.db();
    let row = store::map_of(db, matter, map).await?;
    let row = row.ok_or_else(Problem::not_found)?;
    let template = template_of(&row.template, shell::local_day(row.made_at));
    let title = template.map_or(String::new(), |one| one.title.clone());
    let work = visit.begin().await?;
    work.look("evidence.map", map).await?;
    work.commit().await?;
    let versions = store::versions_of(db, map).await?;
    let known = |typed: &str| {
        let id = typed.parse::<Uuid>().ok()?;
        versions.iter().find(|one| one.id == id).map(|one| one.id)
    };
    // Without a choice: what has changed since the last report.
    let from = known(&asked.from).or(versions.first().map(|one| one.id));
    let to = known(&asked.to);
    let label = |id: Option<Uuid>| match versions.iter().find(|one| Some(one.id) == id) {
        Some(one) => messages::version_vi(one.n, &vi_date(one.reported_on)),
        None => messages::NOW.to_owned(),
    };
    let mut choices: Vec<Choice> = versions
        .iter()
        .map(|one| Choice {
            value: one.id.to_string(),
            label: label(Some(one.id)),
            is_from: from == Some(one.id),
            is_to: to == Some(one.id),
        })
        .collect();
    choices.insert(
        0,
        Choice {
            value: String::new(),
            label: messages::NOW.to_owned(),
            is_from: false,
            is_to: to.is_none(),
        },
    );
    let branches = match from {
        Some(from) => {
            let old = read(&visit, matter, from).await?;
            let new = read(&visit, matter, to.unwrap_or(map)).await?;
            changes(&old.nodes, &new.nodes)
        }
        None => Vec::new(),
    };
    let back = format!("{}/{map}", href(matter));
    let empty = match from {
        Some(_) => Empty::new(messages::NO_CHANGE, messages::NO_CHANGE_WHY),
        None => Empty::new(messages::NO_VERSION, messages::NO_VERSION_WHY),
    };
    Ok(Page(ComparisonPage {
        frame: visit
            .frame("So sánh hai bản sơ đồ")
            .subtitle(head.title.clone())
            .crumb("Chứng cứ", crate::opened::href(matter))
            .crumb("Sơ đồ tư duy", href(matter))
            .crumb(title, back.clone()),
        here: format!("{back}/comparison"),
        between: match from {
            Some(_) => messages::between(&label(from), &label(to)),
            None => String::new(),
        },
        counted: messages::changed(
            [What::Added, What::Removed, What::Edited, What::Moved]
                .map(|what| counted(&branches, what)),
        ),
        unit: visit.actor.unit_name.clone(),
        about: head.title,
        today: vi_date(visit.today),
        nothing: empty,
        branches,
        choices,
        back,
    }))
}

async fn read(visit: &Visit, matter: Uuid, id: Uuid) -> Result<Still, Problem> {
    let found = still(&visit.app, matter, id).await?;
    found.ok_or_else(Problem::not_found)
}
