//! Đọc một sơ đồ: drawn from the case now, with what people keep; or a version as it stood.

use db::Db;
use law::Law;
use serde::{Deserialize, Serialize};
use shell::{App, Problem, local_day};
use uuid::Uuid;

use super::{
    assembly::{assemble, gone, known_of},
    case::Case,
    drawn::drawn,
    node::{Derived, KeptNode, Known, Node},
    store::{self, MapRow, VersionRow},
    template::{Template, template_of},
};

/// Một sơ đồ như nó đang là.
pub struct Map {
    /// As kept.
    pub row: MapRow,
    /// Its template.
    pub template: &'static Template,
    /// What the case gives.
    pub derived: Vec<Derived>,
    /// What people keep.
    pub kept: Vec<KeptNode>,
    /// Both together, in the order of reading.
    pub nodes: Vec<Node>,
    /// What was drawn before and is no longer, in its words.
    pub gone: Vec<String>,
}

impl Map {
    /// Reads a map of a matter.
    pub async fn read(app: &App, matter: Uuid, id: Uuid) -> Result<Option<Map>, Problem> {
        let Some(row) = store::map_of(app.db(), matter, id).await? else {
            return Ok(None);
        };
        let case = Case::read(app.db(), Some(&app.law()), matter, app.today()).await?;
        of(app.db(), &app.law(), row, &case).await
    }

    /// What is drawn now, to be compared with later.
    pub fn known(&self) -> Known {
        known_of(&self.derived)
    }
}

/// A map over a case that was read.
pub async fn of(db: &Db, law: &Law, row: MapRow, case: &Case) -> Result<Option<Map>, Problem> {
    let Some(template) = template_of(&row.template, local_day(row.made_at)) else {
        return Ok(None);
    };
    let derived = drawn(case, law, template);
    let kept = store::nodes_of(db, row.id).await?;
    let known = row.known()?;
    let nodes = assemble(&derived, &kept, Some(&known), &case.withdrawn());
    Ok(Some(Map {
        gone: gone(&derived, &known),
        row,
        template,
        derived,
        kept,
        nodes,
    }))
}

/// What a version keeps, and what is shown and exported: a map that stands still.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Still {
    /// What it is called.
    pub title: String,
    /// The matter.
    pub matter: String,
    /// Its nodes in the order of reading, without those taken off.
    pub nodes: Vec<Node>,
}

impl Still {
    /// A map as it is now.
    pub fn of(map: &Map, matter: &str) -> Still {
        Still {
            title: map.template.title.clone(),
            matter: matter.to_owned(),
            nodes: map
                .nodes
                .iter()
                .filter(|node| !node.is_hidden)
                .cloned()
                .collect(),
        }
    }

    /// A version as it stood.
    pub fn of_version(row: &VersionRow) -> Result<Still, Problem> {
        Ok(store::read(
            "evidence_map_version.content",
            row.id,
            &row.content,
        )?)
    }

    /// No deeper than so many steps from the middle; the leader's view has two.
    pub fn within(mut self, levels: usize) -> Still {
        self.nodes.retain(|node| node.depth <= levels);
        self
    }
}

/// A map or a version by its id: what is exported, presented, packed.
pub async fn still(app: &App, matter: Uuid, id: Uuid) -> Result<Option<Still>, Problem> {
    if let Some(version) = store::version_of(app.db(), matter, id).await? {
        return Still::of_version(&version).map(Some);
    }
    let Some(map) = Map::read(app, matter, id).await? else {
        return Ok(None);
    };
    let head = casefile::head_of(app.db(), matter).await?;
    Ok(Some(Still::of(
        &map,
        &head.map(|head| head.title).unwrap_or_default(),
    )))
}
