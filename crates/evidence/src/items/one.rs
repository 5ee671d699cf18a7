//! Một chứng cứ: its fields saved as they are typed, what was made of it, and everything that stands on it.

use askama::Template;
use axum::{extract::Path, response::IntoResponse};
use people::{Right, staff::person};
use shell::{Autosave, ConfirmDialog, EntryForm, Form, Frame, Page, Problem, Visit, vi_time};
use uuid::Uuid;

use super::{
    list::{Leaf, fields, frame, leaves},
    store::{Item, item},
};
use crate::{
    case::case_of,
    dependents::{Dependent, Ground, standing_on},
    messages,
    opened::{href, look, may_edit, opened},
    points::{self, assessments_of},
    told,
};

struct Weighed {
    href: String,
    point: String,
    person: String,
    direction: &'static str,
    direction_vi: &'static str,
    strength: &'static str,
}

#[derive(Template)]
#[template(path = "items/one.html")]
struct OnePage {
    frame: Frame,
    href: String,
    item: Item,
    leaves: Vec<Leaf>,
    pairs: Vec<(&'static str, String)>,
    form: Option<EntryForm>,
    withdrawal: Option<ConfirmDialog>,
    restoration: Option<String>,
    reason: String,
    weighed: Vec<Weighed>,
    standing: Vec<Dependent>,
    many: String,
}

/// `GET /evidence/matters/{matter}/items/{item}`
pub(crate) async fn show(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    let db = visit.app.db();
    let found = item(db, matter, id).await?;
    let found = found.ok_or_else(Problem::not_found)?;
    look(&visit, matter).await?;
    let may_edit = may_edit(&visit, &head);
    let at = href(matter);
    let action = format!("{at}/items/{id}");
    let ground = Ground {
        matter,
        sources: &found.sources,
        item: Some(id),
    };
    let standing = standing_on(&visit.app, ground).await?;
    let names = match &found.withdrawn {
        Some(one) => person::names_of(db, one.by.as_slice()).await?,
        None => person::names_of(db, &[found.made_by]).await?,
    };
    let who = names.into_iter().next().map(|(_, name)| name);
    let who = who.unwrap_or_default();
    let reason = found.withdrawn.as_ref().map_or(String::new(), |one| {
        messages::withdrawn_by(&who, &vi_time(one.at), &one.reason)
    });
    let is_open = may_edit && found.is_standing();
    Ok(Page(OnePage {
        frame: frame(&visit, &head, &found.title)
            .crumb("Chứng cứ, sơ đồ", at.clone())
            .crumb("Chứng cứ", format!("{at}/items")),
        leaves: leaves(matter, &found.sources),
        pairs: vec![
            ("Nguồn chứng cứ", found.kind_vi().to_owned()),
            ("Của ai", found.person.clone()),
            ("Lấy từ", messages::origin_vi(&found.origin).to_owned()),
            ("Thêm lúc", vi_time(found.made_at)),
        ],
        form: is_open.then(|| form(&visit, &action, &found)),
        withdrawal: is_open.then(|| withdrawal(&visit, &action, standing.len())),
        restoration: (may_edit && !found.is_standing()).then(|| format!("{action}/restoration")),
        weighed: weighed(&visit, matter, id).await?,
        reason,
        many: standing.len().to_string(),
        standing,
        item: found,
        href: at,
    }))
}

fn form(visit: &Visit, action: &str, item: &Item) -> EntryForm {
    let typed = Form::of([
        ("title", item.title.clone()),
        ("bl", told(&item.sources)),
        ("kind", item.kind.clone()),
        ("person", item.person.clone()),
        ("note", item.note.clone()),
    ]);
    EntryForm::new("item", action, "Lưu", visit.csrf.clone())
        .group("", typed.fill_all(fields(visit)))
        .autosave(Autosave {
            url: format!("{action}/field"),
            version: item.revision,
            key: format!("evidence-item-{}-{}", visit.actor.person, item.id),
        })
}

fn withdrawal(visit: &Visit, action: &str, standing: usize) -> ConfirmDialog {
    ConfirmDialog {
        id: "withdraw".to_owned(),
        button: "Rút chứng cứ".to_owned(),
        title: "Rút chứng cứ này?".to_owned(),
        text: messages::withdrawal(standing),
        action: format!("{action}/withdrawal"),
        confirm: "Rút chứng cứ".to_owned(),
        is_grave: true,
        reason: Some("reason".to_owned()),
        csrf: visit.csrf.clone(),
    }
}

/// What was made of it, each with the way to its cell.
async fn weighed(visit: &Visit, matter: Uuid, id: Uuid) -> Result<Vec<Weighed>, Problem> {
    let case = case_of(visit, matter).await?;
    let rows = points::rows(visit, matter, &case).await?;
    let all = assessments_of(visit.app.db(), matter).await?;
    let mine = all.into_iter().filter(|one| one.item == id);
    Ok(mine
        .map(|one| Weighed {
            href: points::cell_href(matter, &one.point, one.subject),
            point: points::label_of(&rows, &one.point),
            person: points::person_vi(&case, one.subject),
            direction: one.direction.id(),
            direction_vi: one.direction.vi(),
            strength: points::strength_vi(one.strength),
        })
        .collect())
}
