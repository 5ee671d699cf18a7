//! Che thông tin: the redactions of a matter, the page on which boxes are drawn, what was hidden and why.

use std::collections::HashMap;

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use casefile::{MatterHead, PageRow, PageView};
use people::{Right, staff::person};
use scan::Rect;
use serde::Deserialize;
use shell::{
    Alert, Column, Field, Form, Frame, Page, Pager, Problem, Progress, Tabs, Told, Visit,
    vi_number, vi_time,
};
use uuid::Uuid;

use super::{
    finding::{Place, What, named, patterns},
    making::Asked,
    store::{self, BoxRow, NewBox, Redaction},
};
use crate::{
    asked::{self, Part},
    copies::{
        Kind,
        screens::{Line, frame, lines, opened, tabs},
        store as copies,
    },
    messages,
};

struct Begun {
    href: String,
    title: String,
    part: String,
    at: String,
}

#[derive(Template)]
#[template(path = "redaction/list.html")]
struct ListPage {
    frame: Frame,
    tabs: Tabs,
    part: Part,
    name_field: Field,
    action: String,
    columns: Vec<Column>,
    lines: Vec<Begun>,
}

/// `GET /archive/matters/{matter}/redactions`
pub(crate) async fn list(visit: Visit, Path(matter): Path<Uuid>) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRedact).await?;
    let form = Form::of::<String, String>([]);
    Ok(Page(list_page(&visit, &head, &form).await?).into_response())
}

async fn list_page(visit: &Visit, head: &MatterHead, form: &Form) -> Result<ListPage, Problem> {
    let sql = visit.app.db();
    let begun = |one: Redaction| Begun {
        href: format!("/archive/redactions/{}", one.id),
        part: one
            .selection()
            .as_ref()
            .map(asked::told)
            .unwrap_or_default(),
        at: vi_time(one.made_at),
        title: one.title,
    };
    let lines = store::of_matter(sql, head.id)
        .await?
        .into_iter()
        .map(begun)
        .collect();
    Ok(ListPage {
        frame: frame(visit, head, "Che thông tin trên bản sao"),
        tabs: tabs(visit, head, "/redactions"),
        part: Part::of(sql, head.id, form).await?,
        name_field: form.fill(
            Field::text("title", "Tên bản che")
                .required()
                .help("Chỉ người trong đơn vị thấy tên này; bản sao không mang tên này."),
        ),
        action: format!("/archive/matters/{}/redactions", head.id),
        columns: ["Bản che", "Phần hồ sơ", "Bắt đầu"]
            .map(Column::plain)
            .into(),
        lines,
    })
}

/// `POST /archive/matters/{matter}/redactions`
pub(crate) async fn begin(
    visit: Visit,
    Path(matter): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::ArchiveRedact).await?;
    let title = form.required("title", messages::NO_TITLE);
    let selection = asked::selection(&mut form);
    if let (Some(title), Some(selection)) = (title, selection) {
        let work = visit.begin().await?;
        let id = store::begin(&work, &head, &title, &selection).await?;
        work.commit().await?;
        return Ok(Told::to(format!("/archive/redactions/{id}")).into_response());
    }
    Ok(Page::refused(list_page(&visit, &head, &form).await?).into_response())
}

/// A box as it is shown.
struct Hidden {
    action: String,
    place: String,
    href: String,
    reason: String,
    words: String,
    who: String,
}

/// A place that is proposed.
struct Proposal {
    value: String,
    page: String,
    href: String,
    what: &'static str,
    words: String,
}

#[derive(Template)]
#[template(path = "redaction/editor.html")]
struct EditorPage {
    frame: Frame,
    here: String,
    pager: Pager,
    no: usize,
    page_id: Uuid,
    label: String,
    image: String,
    size: (i64, i64),
    drawn: Vec<Rect>,
    reason: Field,
    name: String,
    proposals: Vec<Proposal>,
    looked: bool,
    hidden: Vec<Hidden>,
    columns: Vec<Column>,
    bars: Vec<Progress>,
    copies: Vec<Line>,
    copy_columns: Vec<Column>,
    alerts: Vec<Alert>,
}

#[derive(Deserialize)]
pub(crate) struct At {
    #[serde(default)]
    page: usize,
    #[serde(default)]
    name: String,
    #[serde(default)]
    look: String,
}

async fn found(visit: &Visit, id: Uuid) -> Result<(MatterHead, Redaction, Vec<PageRow>), Problem> {
    let sql = visit.app.db();
    let redaction = store::by_id(sql, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let head = opened(visit, redaction.matter_id, Right::ArchiveRedact).await?;
    let selection = redaction.selection().ok_or_else(Problem::not_found)?;
    let pages = selection.of(sql, head.id).await?.pages;
    Ok((head, redaction, pages))
}

/// `GET /archive/redactions/{id}`
pub(crate) async fn edit(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(at): Query<At>,
) -> Result<Response, Problem> {
    let (head, redaction, pages) = found(&visit, id).await?;
    let sql = visit.app.db();
    let here = format!("/archive/redactions/{id}");
    let no = at.page.clamp(1, pages.len().max(1));
    let page = pages
        .get(no - 1)
        .ok_or_else(|| Problem::Refused(messages::NOTHING_CHOSEN.to_owned()))?;
    let boxes = store::boxes(sql, id).await?;
    let looked = !at.look.is_empty() || !text::clean(&at.name).is_empty();
    let proposals = match looked {
        true => proposed(&visit, &pages, &boxes, &at.name, &here).await?,
        false => Vec::new(),
    };
    let mut made = copies::of_matter(sql, head.id).await?;
    made.retain(|copy| {
        copy.kind() == Some(Kind::Redacted)
            && copy
                .asked::<Asked>()
                .is_some_and(|asked| asked.redaction == id)
    });
    let (copies, bars) = lines(&visit, made, &here).await?;
    let view = PageView::from(page);
    let at_page = |no: usize| format!("{here}?page={no}");
    let total = i64::try_from(pages.len()).unwrap_or(0);
    let current = i64::try_from(no).unwrap_or(1);
    let drawn = boxes.iter().filter(|one| one.page_id == page.id);
    let frame = frame(&visit, &head, &redaction.title)
        .crumb(
            "Che thông tin",
            format!("/archive/matters/{}/redactions", head.id),
        )
        .island("redact")
        .wide();
    Ok(Page(EditorPage {
        frame,
        pager: Pager {
            previous: (no > 1).then(|| at_page(no - 1)),
            next: (no < pages.len()).then(|| at_page(no + 1)),
            from: current,
            to: current,
            total: Some(total),
        },
        no,
        page_id: page.id,
        label: page.label(),
        image: match page.picture.is_some() {
            true => view.image,
            false => String::new(),
        },
        size: (view.w, view.h),
        drawn: drawn.flat_map(BoxRow::rects).collect(),
        reason: Field::text("reason", "Lý do che")
            .value(messages::USUAL_REASON)
            .required(),
        name: at.name.clone(),
        looked,
        proposals,
        hidden: hidden(&visit, &here, &pages, boxes).await?,
        columns: ["Trang", "Chữ bị che", "Lý do", "Người che", "Việc"]
            .map(Column::plain)
            .into(),
        bars,
        copies,
        copy_columns: ["Bản sao", "Người lập", "Lập lúc", "Kết quả"]
            .map(Column::plain)
            .into(),
        alerts: Vec::new(),
        here,
    })
    .into_response())
}

async fn hidden(
    visit: &Visit,
    here: &str,
    pages: &[PageRow],
    boxes: Vec<BoxRow>,
) -> Result<Vec<Hidden>, Problem> {
    let people: Vec<Uuid> = boxes.iter().map(|one| one.made_by).collect();
    let names: HashMap<Uuid, String> = person::names_of(visit.app.db(), &people)
        .await?
        .into_iter()
        .collect();
    let shown = boxes.into_iter().map(|one| {
        let at = pages.iter().position(|page| page.id == one.page_id);
        Hidden {
            action: format!("{here}/boxes/{}/withdrawal", one.id),
            place: at.map_or(String::new(), |at| {
                messages::page_label(at + 1, &pages[at].label())
            }),
            href: at.map_or(String::new(), |at| format!("{here}?page={}", at + 1)),
            words: match one.words.is_empty() {
                true => messages::NO_WORDS.to_owned(),
                false => one.words,
            },
            reason: one.reason,
            who: format!(
                "{}, {}",
                names.get(&one.made_by).cloned().unwrap_or_default(),
                vi_time(one.made_at)
            ),
        }
    });
    Ok(shown.collect())
}

/// What looks like it should be hidden and is not yet.
async fn proposed(
    visit: &Visit,
    pages: &[PageRow],
    boxes: &[BoxRow],
    name: &str,
    here: &str,
) -> Result<Vec<Proposal>, Problem> {
    let sql = visit.app.db();
    let mut proposals = Vec::new();
    for (at, page) in pages.iter().enumerate() {
        let words = casefile::words_of(sql, page.id).await?;
        let places = match text::clean(name).is_empty() {
            true => patterns(&words),
            false => named(&words, name),
        };
        let covered: Vec<Rect> = boxes
            .iter()
            .filter(|one| one.page_id == page.id)
            .flat_map(BoxRow::rects)
            .collect();
        for place in places {
            if place
                .rects
                .iter()
                .all(|rect| covered.iter().any(|over| holds(over, rect)))
            {
                continue;
            }
            proposals.push(Proposal {
                value: value_of(page.id, &place),
                page: messages::page_label(at + 1, &page.label()),
                href: format!("{here}?page={}", at + 1),
                what: what_vi(place.what),
                words: place.words,
            });
        }
    }
    Ok(proposals)
}

fn holds(over: &Rect, rect: &Rect) -> bool {
    over.x0 <= rect.x0 && over.y0 <= rect.y0 && over.x1 >= rect.x1 && over.y1 >= rect.y1
}

fn what_vi(what: What) -> &'static str {
    match what {
        What::Name => "Tên, cụm từ",
        What::Identity => "Số căn cước, CMND",
        What::Phone => "Số điện thoại",
        What::Address => "Địa chỉ",
    }
}

/// A place as the value of its tick: the page and its boxes.
fn value_of(page: Uuid, place: &Place) -> String {
    let rects: Vec<String> = place
        .rects
        .iter()
        .map(|rect| format!("{},{},{},{}", rect.x0, rect.y0, rect.x1, rect.y1))
        .collect();
    format!("{page}|{}", rects.join("|"))
}

fn place_of(value: &str) -> Option<(Uuid, Vec<Rect>)> {
    let (page, rects) = value.split_once('|')?;
    let rect = |said: &str| {
        let corners: Vec<i32> = said.split(',').filter_map(|one| one.parse().ok()).collect();
        <[i32; 4]>::try_from(corners).ok().map(Rect::from)
    };
    let rects: Option<Vec<Rect>> = rects.split('|').map(rect).collect();
    Some((page.parse().ok()?, rects?))
}

#[derive(Deserialize)]
pub(crate) struct Drawn {
    page: Uuid,
    rect: [i32; 4],
    reason: String,
}

/// `POST /archive/redactions/{id}/boxes`: a box drawn by hand.
pub(crate) async fn draw(
    visit: Visit,
    Path(id): Path<Uuid>,
    Json(drawn): Json<Drawn>,
) -> Result<Json<serde_json::Value>, Problem> {
    let (_, redaction, pages) = found(&visit, id).await?;
    let page = pages
        .iter()
        .find(|page| page.id == drawn.page)
        .ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    let new = NewBox {
        page,
        rects: vec![Rect::from(drawn.rect)],
        reason: &drawn.reason,
    };
    let made = store::add(&work, &redaction, new).await?;
    work.commit().await?;
    Ok(Json(serde_json::json!({ "id": made })))
}

/// `POST /archive/redactions/{id}/places`: the proposed places that were ticked.
pub(crate) async fn accept(
    visit: Visit,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    let (_, redaction, pages) = found(&visit, id).await?;
    let places: Vec<(Uuid, Vec<Rect>)> =
        form.all("place").into_iter().filter_map(place_of).collect();
    let here = format!("/archive/redactions/{id}");
    if places.is_empty() {
        return Err(Problem::Refused(messages::NO_PLACE.to_owned()));
    }
    let work = visit.begin().await?;
    let mut count = 0;
    for (page, rects) in places {
        let Some(page) = pages.iter().find(|known| known.id == page) else {
            continue;
        };
        let new = NewBox {
            page,
            rects,
            reason: form.get("reason"),
        };
        store::add(&work, &redaction, new).await?;
        count += 1;
    }
    work.commit().await?;
    Ok(Told::to(here)
        .good(messages::places_hidden(&vi_number(count)))
        .into_response())
}

/// `POST /archive/redactions/{id}/boxes/{box}/withdrawal`
pub(crate) async fn remove(
    visit: Visit,
    Path((id, one)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let (_, redaction, _) = found(&visit, id).await?;
    let work = visit.begin().await?;
    store::remove(&work, &redaction, one).await?;
    work.commit().await?;
    Ok(Told::to(format!("/archive/redactions/{id}"))
        .good(messages::SHOWN_AGAIN)
        .into_response())
}

/// `POST /archive/redactions/{id}/copies`
pub(crate) async fn copy(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (head, redaction, _) = found(&visit, id).await?;
    if store::boxes(visit.app.db(), id).await?.is_empty() {
        return Err(Problem::Refused(messages::NOTHING_HIDDEN.to_owned()));
    }
    let work = visit.begin().await?;
    work.require_for(Right::ArchiveRedact, &head.unit, &head.assigned)
        .await?;
    copies::ask(
        &work,
        &head,
        Kind::Redacted,
        &redaction.title,
        &Asked { redaction: id },
    )
    .await?;
    work.commit().await?;
    visit.app.jobs().ring();
    Ok(Told::to(format!("/archive/redactions/{id}"))
        .good(messages::ASKED)
        .into_response())
}
