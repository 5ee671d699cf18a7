//! Sơ đồ cho màn hình: everything the island draws and edits, in one answer; every act answers it anew.

use std::collections::HashMap;

use axum::{Json, extract::Path};
use casefile::MatterHead;
use people::{Right, staff::person};
use serde::Serialize;
use shell::{Problem, Visit, vi_time};
use uuid::Uuid;

use super::{
    files::drawn,
    kinds::{LINKS, LinkKind, Role, roles_on},
    messages,
    model::{Model, Part},
    undo,
};
use crate::{
    drawing::{Certainty, Mark, Symbol},
    law_of::cited,
    opened::{may_edit, opened},
    source_href,
};

#[derive(Serialize)]
pub(super) struct View {
    href: String,
    title: String,
    kind: &'static str,
    kind_vi: &'static str,
    is_timeline: bool,
    may_edit: bool,
    can_undo: bool,
    can_redo: bool,
    svg: String,
    steps: usize,
    /// The last frame when it is presented.
    frames: usize,
    counted: String,
    unconfirmed: usize,
    clashes: Vec<String>,
    parts: Vec<PartView>,
    /// What stands in other diagrams of the matter, or was taken off or hidden here.
    away: Vec<Named>,
    people: Vec<Named>,
    symbols: Vec<Choice>,
    links: Vec<LinkKind>,
    roles: &'static [Role],
    roles_of: String,
    certainties: Vec<Choice>,
    /// What an act has to say to the person.
    said: String,
}

#[derive(Serialize)]
struct Choice {
    id: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct Named {
    id: Uuid,
    name: String,
    /// `removed`, `hidden`.
    state: &'static str,
}

#[derive(Serialize)]
struct PartView {
    id: Uuid,
    kind: String,
    kind_vi: &'static str,
    from: Option<Uuid>,
    to: Option<Uuid>,
    name: String,
    label: String,
    note: String,
    role: String,
    starts: String,
    ends: String,
    place: String,
    actors: Vec<Uuid>,
    bl: String,
    leaves: Vec<Leaf>,
    certainty: String,
    marks: Vec<MarkView>,
    origin: &'static str,
    derived: String,
    author: String,
    at: String,
    step: usize,
    revision: i64,
    is_put: bool,
}

#[derive(Serialize)]
struct Leaf {
    leaf: String,
    href: String,
}

#[derive(Serialize)]
struct MarkView {
    id: &'static str,
    label: &'static str,
}

/// `GET …/diagrams/{id}/view`
pub(super) async fn read(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<Json<View>, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    view_of(&visit, &head, id, String::new()).await.map(Json)
}

/// A diagram as it stands now.
pub(super) async fn view_of(
    visit: &Visit,
    head: &MatterHead,
    id: Uuid,
    said: String,
) -> Result<View, Problem> {
    let db = visit.app.db();
    let model = Model::of(db, head.id, id).await?;
    let model = model
        .filter(|one| one.diagram.removed_at.is_none())
        .ok_or_else(Problem::not_found)?;
    let authors: Vec<Uuid> = model
        .parts
        .iter()
        .map(|part| part.row.confirmed_by.unwrap_or(part.row.made_by))
        .collect();
    let names: HashMap<Uuid, String> = person::names_of(db, &once(authors))
        .await?
        .into_iter()
        .collect();
    let (can_undo, can_redo) = undo::waiting(db, head.id, visit.actor.person).await?;
    let sheet = drawn(visit.today, &model, &head.title);
    let picture = sheet.picture(None);
    let roles = roles_on(visit.today);
    let shown: Vec<&Part> = model.shown().collect();
    let with = |mark: Mark| {
        shown
            .iter()
            .filter(|part| part.marks.contains(&mark))
            .count()
    };
    let named = |part: &Part, state| Named {
        id: part.row.id,
        name: if part.row.is_link() {
            linked(&model, part)
        } else {
            part.row.name.clone()
        },
        state,
    };
    Ok(View {
        href: format!("/evidence/matters/{}/diagrams/{id}", head.id),
        title: model.diagram.title.clone(),
        kind: model.kind.id(),
        kind_vi: model.kind.name_vi(),
        is_timeline: model.kind.is_timeline(),
        may_edit: may_edit(visit, head),
        can_undo,
        can_redo,
        svg: picture.svg,
        steps: picture.steps,
        frames: sheet.last_frame(),
        counted: messages::counted(
            shown.len(),
            with(Mark::Proposed),
            with(Mark::Unsourced),
            with(Mark::Recheck) + with(Mark::Orphaned),
        ),
        unconfirmed: with(Mark::Proposed),
        clashes: model
            .clashes
            .iter()
            .map(|one| one.sentence.clone())
            .collect(),
        parts: shown
            .iter()
            .map(|part| part_view(head.id, part, &names))
            .collect(),
        away: model
            .parts
            .iter()
            .filter_map(|part| match (&part.placing, part.row.removed_at) {
                (_, Some(_)) => Some(named(part, "removed")),
                (Some(placing), None) if placing.hidden => Some(named(part, "hidden")),
                _ => None,
            })
            .collect(),
        people: model
            .parts
            .iter()
            .filter(|part| {
                part.row.removed_at.is_none() && part.symbol().is_some_and(Symbol::is_person)
            })
            .map(|part| named(part, ""))
            .collect(),
        symbols: model
            .kind
            .symbols()
            .iter()
            .map(|one| Choice {
                id: one.id(),
                label: one.name_vi(),
            })
            .collect(),
        links: LINKS
            .into_iter()
            .filter(|one| (one.id == super::kinds::CAUSE) == model.kind.is_timeline())
            .collect(),
        roles: &roles.role,
        roles_of: cited(&roles.article, roles.to_check),
        certainties: Certainty::ALL
            .map(|one| Choice {
                id: one.id(),
                label: one.name_vi(),
            })
            .into(),
        said,
    })
}

fn once(mut ids: Vec<Uuid>) -> Vec<Uuid> {
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn linked(model: &Model, part: &Part) -> String {
    let end = |id: Option<Uuid>| {
        id.and_then(|id| model.part(id))
            .map(|one| one.row.name.clone())
            .unwrap_or_default()
    };
    format!(
        "{} – {}: {}",
        end(part.row.from_id),
        end(part.row.to_id),
        part.label()
    )
}

fn part_view(matter: Uuid, part: &Part, names: &HashMap<Uuid, String>) -> PartView {
    let row = &part.row;
    let by = row.confirmed_by.unwrap_or(row.made_by);
    let symbol = part.symbol().map(Symbol::name_vi);
    let moment = |kept: &str| {
        kept.parse::<law::Moment>()
            .map(|one| one.vi())
            .unwrap_or_default()
    };
    PartView {
        id: row.id,
        kind: row.kind.clone(),
        kind_vi: symbol
            .or_else(|| super::kinds::link_kind(&row.kind).map(|one| one.label))
            .unwrap_or_default(),
        from: row.from_id,
        to: row.to_id,
        name: row.name.clone(),
        label: if row.is_link() {
            part.label()
        } else {
            row.name.clone()
        },
        note: row.note.clone(),
        role: row.role.clone(),
        starts: moment(&row.starts),
        ends: moment(&row.ends),
        place: row.place.clone(),
        actors: part.people.clone(),
        bl: part.bl(),
        leaves: part
            .sources
            .iter()
            .map(|source| Leaf {
                leaf: source.leaf.clone(),
                href: source_href(matter, source),
            })
            .collect(),
        certainty: row.certainty.clone(),
        marks: part
            .marks
            .iter()
            .map(|mark| MarkView {
                id: match mark {
                    Mark::Unsourced => "unsourced",
                    Mark::Recheck => "recheck",
                    Mark::Orphaned => "orphaned",
                    Mark::Impossible => "impossible",
                    Mark::Proposed => "proposed",
                },
                label: mark.name_vi(),
            })
            .collect(),
        origin: origin_vi(&row.origin),
        derived: changed_source(part),
        author: match row.confirmed_at {
            None if !row.origin.is_empty() => String::new(),
            _ => names.get(&by).cloned().unwrap_or_default(),
        },
        at: vi_time(row.confirmed_at.unwrap_or(row.made_at)),
        step: part.step(),
        revision: row.revision,
        is_put: part.put().is_some(),
    }
}

/// Where a proposal comes from, in words.
fn origin_vi(origin: &str) -> &'static str {
    match origin.split(':').next().unwrap_or_default() {
        "" => "",
        "person" => "người tham gia tố tụng đã ghi nhận",
        "fact" => "quyết định, hành vi tố tụng đã ghi nhận",
        "item" => "danh sách chứng cứ",
        "told" | "plate" | "telephone" | "khai_ve" => "lời khai trong hồ sơ",
        "xam_pham" => "quyết định khởi tố bị can",
        _ => "dữ liệu của hồ sơ",
    }
}

/// What the file says now, where a person took the part over and its source has changed since.
fn changed_source(part: &Part) -> String {
    if part.row.moved_at <= part.row.confirmed_at {
        return String::new();
    }
    let content: Option<super::derive::Content> = serde_json::from_str(&part.row.derived).ok();
    content.map_or(String::new(), |content| {
        let words = [content.name, content.note, content.place];
        let words: Vec<String> = words.into_iter().filter(|one| !one.is_empty()).collect();
        words.join(" · ")
    })
}
