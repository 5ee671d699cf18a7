//! Danh sách chứng cứ của vụ án, with what was made of each, and the form that adds one by hand.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use serde::Deserialize;
use shell::{Choice, Column, Empty, EntryForm, Field, Form, Frame, Page, Problem, Tabs, Visit};
use uuid::Uuid;

use super::store::{Item, items_of};
use crate::{
    law_of::{cited, kinds_on},
    messages,
    opened::{href, look, may_edit, opened},
    points::{Direction, assessments_of},
    source_href,
};

/// A leaf as a link.
pub(crate) struct Leaf {
    pub href: String,
    pub told: String,
}

/// The leaves of something, each a link; a run is told by its ends and opens at its first.
pub(crate) fn leaves(matter: Uuid, sources: &[crate::Source]) -> Vec<Leaf> {
    let all = sources.iter().map(|one| Leaf {
        href: source_href(matter, one),
        told: crate::told(std::slice::from_ref(one)),
    });
    let many = sources.len();
    let mut all: Vec<Leaf> = all.collect();
    if many > 6 {
        all.truncate(1);
        if let Some(first) = all.first_mut() {
            first.told = crate::told(sources);
        }
    }
    all
}

struct Line {
    item: Item,
    href: String,
    leaves: Vec<Leaf>,
    incriminating: usize,
    exonerating: usize,
    neutral: usize,
}

impl Line {
    fn is_weighed(&self) -> bool {
        self.incriminating + self.exonerating + self.neutral > 0
    }
}

#[derive(Template)]
#[template(path = "items/list.html")]
struct ListPage {
    frame: Frame,
    href: String,
    may_edit: bool,
    tabs: Tabs,
    columns: Vec<Column>,
    lines: Vec<Line>,
    nothing: Empty,
    form: EntryForm,
    is_refused: bool,
}

/// Which are shown: `standing`, `unweighed`, `withdrawn`; else all.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    show: String,
}

/// `GET /evidence/matters/{matter}/items?show=`
pub(crate) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    Ok(Page(page(&visit, &head, &asked, None).await?))
}

/// The same with what was typed and why it was not taken.
pub(super) async fn refused(
    visit: &Visit,
    head: &MatterHead,
    form: &Form,
) -> Result<Response, Problem> {
    let page = page(visit, head, &Asked::default(), Some(form)).await?;
    Ok(Page::refused(page).into_response())
}

async fn page(
    visit: &Visit,
    head: &MatterHead,
    asked: &Asked,
    typed: Option<&Form>,
) -> Result<ListPage, Problem> {
    let (db, href) = (visit.app.db(), href(head.id));
    let mut weighed: HashMap<Uuid, [usize; 3]> = HashMap::new();
    for one in assessments_of(db, head.id).await? {
        let counts = weighed.entry(one.item).or_default();
        counts[one.direction as usize] += 1;
    }
    let items = items_of(db, head.id).await?;
    let lines = items.into_iter().map(|item| {
        let counts = weighed.get(&item.id).copied().unwrap_or_default();
        Line {
            href: format!("{href}/items/{}", item.id),
            leaves: leaves(head.id, &item.sources),
            incriminating: counts[Direction::For as usize],
            exonerating: counts[Direction::Against as usize],
            neutral: counts[Direction::Neutral as usize],
            item,
        }
    });
    let all: Vec<Line> = lines.collect();
    let wanted = |show: &str, line: &Line| match show {
        "standing" => line.item.is_standing(),
        "unweighed" => line.item.is_standing() && !line.is_weighed(),
        "withdrawn" => !line.item.is_standing(),
        _ => true,
    };
    let mut tabs = Tabs::new("Chứng cứ được xem");
    for (show, label) in messages::ITEM_TABS {
        let many = all.iter().filter(|line| wanted(show, line)).count();
        let at = match show {
            "" => format!("{href}/items"),
            show => format!("{href}/items?show={show}"),
        };
        tabs = tabs.tab(label, at, i64::try_from(many).ok(), asked.show == show);
    }
    let may_edit = may_edit(visit, head);
    let is_empty = all.is_empty();
    let lines = all.into_iter().filter(|line| wanted(&asked.show, line));
    let nothing = match is_empty {
        true if may_edit => Empty::new(messages::NO_ITEM, messages::NO_ITEM_WHY)
            .action("Lấy từ hồ sơ", format!("{href}/items/sources")),
        true => Empty::new(messages::NO_ITEM, messages::NO_ITEM_READER),
        false => Empty::new(messages::NO_ITEM_SHOWN, ""),
    };
    Ok(ListPage {
        frame: frame(visit, head, "Chứng cứ").crumb("Chứng cứ, sơ đồ", href.clone()),
        lines: lines.collect(),
        columns: messages::ITEM_COLUMNS.map(Column::plain).to_vec(),
        nothing,
        form: form(visit, head, typed),
        is_refused: typed.is_some(),
        tabs,
        may_edit,
        href,
    })
}

/// A page of the area about a matter.
pub(crate) fn frame(visit: &Visit, head: &MatterHead, title: &str) -> Frame {
    visit
        .frame(title)
        .subtitle(head.title.clone())
        .crumb("Hồ sơ số hóa", "/casefile")
        .crumb(head.title.clone(), head.href())
}

/// The fields of a piece of evidence.
pub(super) fn fields(visit: &Visit) -> Vec<Field> {
    let set = kinds_on(visit.today);
    let kinds = set
        .kind
        .iter()
        .map(|kind| Choice::new(kind.id.clone(), kind.label.clone()))
        .collect();
    vec![
        Field::text("title", "Tên chứng cứ").required().columns(8),
        Field::text("bl", "Bút lục").columns(4),
        Field::choice("kind", "Nguồn chứng cứ", kinds)
            .required()
            .help(cited(&set.article, set.to_check))
            .columns(6),
        Field::text("person", "Của ai (người khai, chủ sở hữu …)").columns(6),
        Field::long_text("note", "Nội dung, ghi chú").columns(12),
    ]
}

fn form(visit: &Visit, head: &MatterHead, typed: Option<&Form>) -> EntryForm {
    let action = format!("{}/items", href(head.id));
    let mut fields = fields(visit);
    if let Some(typed) = typed {
        fields = typed.fill_all(fields);
    }
    EntryForm::new("item", action, "Thêm chứng cứ", visit.csrf.clone()).group("", fields)
}
