//! Sơ đồ như đang có: its parts with their pages, and how each stands to the file.

use std::collections::{HashMap, HashSet};

use db::{Db, Sql, StorageError};
use uuid::Uuid;

use super::{
    clash::{self, Clash, Happening},
    kinds::{CAUSE, DiagramKind, link_kind},
    store::{self, DiagramRow, PartRow, Placing},
};
use crate::{
    Dependent, Ground, Source,
    drawing::{Certainty, Mark, Symbol},
    items, told,
};

/// A part with its pages and its marks.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub row: PartRow,
    pub sources: Vec<Source>,
    pub people: Vec<Uuid>,
    pub marks: Vec<Mark>,
    /// Stands in this diagram.
    pub is_shown: bool,
    pub placing: Option<Placing>,
}

/// A diagram with everything of its matter.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub diagram: DiagramRow,
    pub kind: DiagramKind,
    pub parts: Vec<Part>,
    pub clashes: Vec<Clash>,
}

impl Part {
    /// What it is, where it is a thing.
    pub fn symbol(&self) -> Option<Symbol> {
        match self.row.is_link() {
            true => None,
            false => Symbol::of_id(&self.row.kind),
        }
    }

    pub fn certainty(&self) -> Certainty {
        Certainty::of_id(&self.row.certainty).unwrap_or(Certainty::Claimed)
    }

    /// "BL 12, 37a".
    pub fn bl(&self) -> String {
        told(&self.sources)
    }

    /// What is written on a relation.
    pub fn label(&self) -> String {
        match link_kind(&self.row.kind) {
            Some(kind) if self.row.name.is_empty() => kind.label.to_owned(),
            _ => self.row.name.clone(),
        }
    }

    pub fn step(&self) -> usize {
        self.placing
            .as_ref()
            .map_or(0, |one| usize::try_from(one.step).unwrap_or(0))
    }

    /// Where a person put its middle.
    pub fn put(&self) -> Option<(f64, f64)> {
        let one = self.placing.as_ref()?;
        Some((one.x? as f64, one.y? as f64))
    }
}

impl Model {
    /// Reads a diagram; none where the matter has no such diagram.
    pub async fn of(db: &Db, matter: Uuid, id: Uuid) -> Result<Option<Model>, shell::Problem> {
        let Some(diagram) = store::diagram(db, matter, id).await? else {
            return Ok(None);
        };
        let Some(kind) = DiagramKind::of_id(&diagram.kind) else {
            return Ok(None);
        };
        let rows = store::parts_of(db, matter).await?;
        let placings = store::placings_of(db, id).await?;
        let fallen = Fallen::of(&items::items_of(db, matter).await?);
        Ok(Some(Model::folded(
            (diagram, kind),
            rows,
            placings,
            &fallen,
        )?))
    }

    fn folded(
        (diagram, kind): (DiagramRow, DiagramKind),
        rows: Vec<PartRow>,
        placings: Vec<Placing>,
        fallen: &Fallen,
    ) -> Result<Model, StorageError> {
        let mut placed: HashMap<Uuid, Placing> =
            placings.into_iter().map(|one| (one.part_id, one)).collect();
        let mut parts = Vec::with_capacity(rows.len());
        for row in rows {
            let sources = row.pages()?;
            parts.push(Part {
                people: row.people()?,
                marks: marks(&row, &sources, fallen),
                placing: placed.remove(&row.id),
                is_shown: false,
                sources,
                row,
            });
        }
        let mut model = Model {
            diagram,
            kind,
            parts,
            clashes: Vec::new(),
        };
        model.choose();
        model.find_clashes();
        Ok(model)
    }

    /// Decides what stands in this diagram.
    fn choose(&mut self) {
        let kind = self.kind;
        let hidden = |part: &Part| part.placing.as_ref().is_some_and(|one| one.hidden);
        let mut shown: HashSet<Uuid> = HashSet::new();
        for part in &self.parts {
            let fits = part.symbol().is_some_and(|symbol| {
                kind.shows(symbol)
                    || (kind == DiagramKind::Organisation && !part.row.role.is_empty())
            });
            if fits && part.row.removed_at.is_none() && !hidden(part) {
                shown.insert(part.row.id);
            }
        }
        if kind.is_timeline() {
            // People stand in a course of events where they take part in one.
            let is_happening =
                |part: &Part| matches!(part.symbol(), Some(Symbol::Event | Symbol::Act));
            let busy: HashSet<Uuid> = self
                .parts
                .iter()
                .filter(|part| shown.contains(&part.row.id) && is_happening(part))
                .flat_map(|part| part.people.iter().copied())
                .collect();
            let people = self.parts.iter().filter(|part| !is_happening(part));
            let idle: Vec<Uuid> = people
                .map(|part| part.row.id)
                .filter(|id| !busy.contains(id))
                .collect();
            for id in idle {
                shown.remove(&id);
            }
        }
        for part in &mut self.parts {
            part.is_shown = match (part.row.from_id, part.row.to_id) {
                (Some(from), Some(to)) => {
                    let is_of_time = part.row.kind == CAUSE;
                    part.row.removed_at.is_none()
                        && is_of_time == kind.is_timeline()
                        && shown.contains(&from)
                        && shown.contains(&to)
                        && !part.placing.as_ref().is_some_and(|one| one.hidden)
                }
                _ => shown.contains(&part.row.id),
            };
        }
    }

    fn find_clashes(&mut self) {
        let happenings: Vec<Happening> = self.shown().filter_map(Happening::of).collect();
        let causes: Vec<(Uuid, Uuid)> = self
            .shown()
            .filter(|part| part.row.kind == CAUSE)
            .filter_map(|part| part.row.from_id.zip(part.row.to_id))
            .collect();
        let name = |id: Uuid| {
            self.part(id)
                .map(|part| part.row.name.clone())
                .unwrap_or_default()
        };
        let clashes = clash::found(&happenings, &causes, name);
        let struck: HashSet<Uuid> = clashes.iter().flat_map(|one| one.parts).collect();
        for part in &mut self.parts {
            if struck.contains(&part.row.id) {
                part.marks.push(Mark::Impossible);
            }
        }
        self.clashes = clashes;
    }

    /// What stands in the diagram.
    pub fn shown(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_shown)
    }

    /// The things among them.
    pub fn things(&self) -> impl Iterator<Item = (&Part, Symbol)> {
        self.shown().filter_map(|part| Some((part, part.symbol()?)))
    }

    /// The relations among them.
    pub fn links(&self) -> impl Iterator<Item = (&Part, Uuid, Uuid)> {
        self.shown()
            .filter_map(|part| Some((part, part.row.from_id?, part.row.to_id?)))
    }

    pub fn part(&self, id: Uuid) -> Option<&Part> {
        self.parts.iter().find(|part| part.row.id == id)
    }
}

/// What was withdrawn: pieces of evidence and their pages, each with the time.
#[derive(Debug, Default)]
struct Fallen {
    items: HashMap<Uuid, i64>,
    pages: HashMap<Uuid, i64>,
}

impl Fallen {
    fn of(all: &[items::Item]) -> Fallen {
        let mut fallen = Fallen::default();
        // A page on which other evidence still stands is no ground to doubt what is read from it.
        let standing: HashSet<Uuid> = all
            .iter()
            .filter(|one| one.is_standing())
            .flat_map(|one| one.sources.iter().map(|source| source.page))
            .collect();
        for item in all {
            let Some(withdrawal) = &item.withdrawn else {
                continue;
            };
            fallen.items.insert(item.id, withdrawal.at);
            for source in item
                .sources
                .iter()
                .filter(|one| !standing.contains(&one.page))
            {
                let at = fallen.pages.entry(source.page).or_insert(withdrawal.at);
                *at = (*at).max(withdrawal.at);
            }
        }
        fallen
    }

    fn since(&self, source: &Source) -> Option<i64> {
        let of_item = source.item.and_then(|id| self.items.get(&id));
        let of_page = self.pages.get(&source.page);
        of_item.into_iter().chain(of_page).copied().max()
    }
}

fn marks(row: &PartRow, sources: &[Source], fallen: &Fallen) -> Vec<Mark> {
    let mut marks = Vec::new();
    let confirmed = row.confirmed_at.unwrap_or(0);
    let is_after = |at: i64| at > confirmed;
    if sources.is_empty() {
        marks.push(Mark::Unsourced);
    }
    let has_fallen = sources
        .iter()
        .filter_map(|one| fallen.since(one))
        .any(is_after);
    if has_fallen || row.moved_at.is_some_and(is_after) {
        marks.push(Mark::Recheck);
    }
    if row.gone_at.is_some_and(is_after) {
        marks.push(Mark::Orphaned);
    }
    if !row.origin.is_empty() && row.confirmed_at.is_none() {
        marks.push(Mark::Proposed);
    }
    marks
}

/// Phần tử sơ đồ dựa vào những trang này, hoặc vào chứng cứ này.
pub async fn standing_on(
    db: &impl Sql,
    ground: Ground<'_>,
) -> Result<Vec<Dependent>, StorageError> {
    let pages: HashSet<Uuid> = ground.sources.iter().map(|one| one.page).collect();
    let rests = |source: &Source| {
        pages.contains(&source.page) || (ground.item.is_some() && source.item == ground.item)
    };
    let diagrams = store::diagrams_of(db, ground.matter).await?;
    let all = format!("/evidence/matters/{}/diagrams", ground.matter);
    let mut found = Vec::new();
    for row in store::parts_of(db, ground.matter).await? {
        if row.removed_at.is_some() || !row.pages()?.iter().any(rests) {
            continue;
        }
        let fits = |kind: DiagramKind| match Symbol::of_id(&row.kind) {
            Some(symbol) => kind.shows(symbol),
            None => (row.kind == CAUSE) == kind.is_timeline(),
        };
        let shows = |one: &&DiagramRow| DiagramKind::of_id(&one.kind).is_some_and(fits);
        found.push(Dependent {
            kind: if row.is_link() {
                "Quan hệ trên sơ đồ"
            } else {
                "Phần tử sơ đồ"
            },
            href: match diagrams.iter().find(shows) {
                Some(one) => format!("{all}/{}#p-{}", one.id, row.id),
                None => all.clone(),
            },
            title: match (&row.name, link_kind(&row.kind)) {
                (name, Some(kind)) if name.is_empty() => kind.label.to_owned(),
                (name, _) => name.clone(),
            },
        });
    }
    Ok(found)
}

/// A diagram of parts as they are kept, without anything withdrawn; for tests of what is drawn.
#[cfg(test)]
pub(crate) fn sheet_of(kind: DiagramKind, parts: &serde_json::Value) -> crate::drawing::Sheet {
    let diagram = DiagramRow {
        id: uuid::Uuid::nil(),
        kind: kind.id().to_owned(),
        title: kind.name_vi().to_owned(),
        made_by: uuid::Uuid::nil(),
        made_at: 0,
        removed_at: None,
    };
    let rows: Vec<PartRow> = serde_json::from_value(parts.clone()).unwrap();
    let model = Model::folded((diagram, kind), rows, Vec::new(), &Fallen::default()).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 8, 13).unwrap();
    super::files::drawn(today, &model, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(sources: &str) -> PartRow {
        PartRow {
            id: Uuid::now_v7(),
            kind: "account".into(),
            from_id: None,
            to_id: None,
            name: "1903".into(),
            note: String::new(),
            role: String::new(),
            starts: String::new(),
            ends: String::new(),
            place: String::new(),
            actors: "[]".into(),
            sources: sources.into(),
            certainty: "claimed".into(),
            origin: String::new(),
            derived: String::new(),
            gone_at: None,
            moved_at: None,
            confirmed_by: None,
            confirmed_at: None,
            revision: 1,
            made_by: Uuid::nil(),
            made_at: 0,
            changed_at: 0,
            removed_at: None,
        }
    }

    #[test]
    fn a_part_is_doubted_after_its_evidence_fell_until_somebody_confirms_it_again() {
        let source = Source {
            page: Uuid::now_v7(),
            leaf: "12".into(),
            rect: None,
            item: None,
        };
        let mut fallen = Fallen::default();
        fallen.pages.insert(source.page, 50);
        let mut part = row("[]");
        let sources = [source];
        assert_eq!(marks(&part, &[], &fallen), [Mark::Unsourced]);
        assert_eq!(marks(&part, &sources, &fallen), [Mark::Recheck]);
        part.confirmed_at = Some(60);
        assert_eq!(marks(&part, &sources, &fallen), []);
        part.moved_at = Some(70);
        part.gone_at = Some(80);
        assert_eq!(
            marks(&part, &sources, &fallen),
            [Mark::Recheck, Mark::Orphaned]
        );
    }

    #[test]
    fn what_was_derived_is_named_so_until_confirmed() {
        let mut part = row("[]");
        part.origin = "person:1".into();
        assert_eq!(
            marks(&part, &[], &Fallen::default()),
            [Mark::Unsourced, Mark::Proposed]
        );
        part.confirmed_at = Some(1);
        assert_eq!(marks(&part, &[], &Fallen::default()), [Mark::Unsourced]);
    }
}
