//! Sơ đồ và bảng cộng: the picture above the sums it is drawn from; a choice of days and sums can be kept under a name.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use shell::{
    Choice, Column, Empty, Field, FieldKind, Form, Frame, Page, Problem, Tabs, Told, Visit,
};
use text::money;
use uuid::Uuid;

use super::{
    answered, chosen_of, frame, href,
    lines::{FlowLine, ImportLine, PartyLine, flow_lines, import_lines, party_lines, spot_href},
    query_of,
};
use crate::{
    flows::{
        change,
        graph::{Chosen, USUAL_TOP, graph},
        messages,
        picture::{Drawn, Table},
        store,
    },
    opened::{look, may_edit, opened},
};

struct Steps {
    at: usize,
    of: usize,
    first: String,
    before: String,
    next: String,
    all: String,
}

#[derive(Template)]
#[template(path = "flows/screens/board.html")]
struct BoardPage {
    frame: Frame,
    href: String,
    here: String,
    tabs: Tabs,
    may_edit: bool,
    is_named: bool,
    title: String,
    fields: Vec<Field>,
    query: String,
    svg: String,
    alt: String,
    steps: Option<Steps>,
    files: String,
    flow_columns: Vec<Column>,
    flows: Vec<FlowLine>,
    party_columns: Vec<Column>,
    parties: Vec<PartyLine>,
    imports: Vec<ImportLine>,
    import_columns: Vec<Column>,
    is_empty: bool,
    nothing: Empty,
    none_chosen: Empty,
    inside: String,
}

type Typed = Query<BTreeMap<String, String>>;

/// `GET /evidence/matters/{matter}/flows?from=&to=&least=&what=&by_owner=&party=&top=&step=`
pub(super) async fn show(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(typed): Typed,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let mut form = Form::of(typed).sent_on(visit.today);
    let by = chosen_of(&mut form);
    let is_good = form.errors().next().is_none();
    let page = page(&visit, &head, None, (&by, &form)).await?;
    Ok(if is_good {
        Page(page).into_response()
    } else {
        Page::refused(page).into_response()
    })
}

/// `GET /evidence/matters/{matter}/flows/views/{view}?step=`
pub(super) async fn named(
    visit: Visit,
    Path((matter, view)): Path<(Uuid, Uuid)>,
    Query(typed): Typed,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    let row = store::view(visit.app.db(), matter, view)
        .await?
        .ok_or_else(Problem::not_found)?;
    let by = row.chosen()?;
    let form = Form::of(typed);
    Ok(Page(page(&visit, &head, Some(row), (&by, &form)).await?).into_response())
}

async fn page(
    visit: &Visit,
    head: &MatterHead,
    named: Option<store::ViewRow>,
    (by, form): (&Chosen, &Form),
) -> Result<BoardPage, Problem> {
    let db = visit.app.db();
    let table = Table::of(db, head.id).await?;
    let title = named.as_ref().map_or_else(
        || "Dòng tiền, đường đi của hàng".to_owned(),
        |view| view.title.clone(),
    );
    let step: Option<usize> = form.get("step").parse().ok();
    let drawn = table.drawn(&title, by, step);
    let (href, query) = (href(head.id), query_of(by));
    let here = named
        .as_ref()
        .map_or_else(|| href.clone(), |view| format!("{href}/views/{}", view.id));
    let files = match &named {
        Some(_) => here.clone(),
        None => format!("{href}/picture"),
    };
    let told = graph(&table.parties, &table.transfers, by);
    let mut tabs =
        Tabs::new("Sơ đồ đã lưu").tab("Xem theo lựa chọn", href.clone(), None, named.is_none());
    for view in store::views_of(db, head.id).await? {
        let is_current = named.as_ref().is_some_and(|one| one.id == view.id);
        tabs = tabs.tab(
            view.title.clone(),
            format!("{href}/views/{}", view.id),
            None,
            is_current,
        );
    }
    let inside = match told.inside.0 {
        0 => String::new(),
        times => format!(
            "Không tính vào mũi tên: {times} lần chuyển giữa các bên được gộp làm một, tổng {}.",
            money(told.inside.1)
        ),
    };
    Ok(BoardPage {
        frame: frame(
            visit,
            head,
            if named.is_some() {
                &title
            } else {
                "Dòng tiền"
            },
        )
        .wide(),
        may_edit: may_edit(visit, head),
        is_named: named.is_some(),
        fields: fields(by, form, &table),
        steps: steps(
            &drawn,
            step,
            &here,
            if named.is_some() { "" } else { &query },
        ),
        alt: format!(
            "Sơ đồ {title}: {} bên, {} mũi tên. Bảng bên dưới nêu từng mũi tên.",
            told.nodes.len(),
            told.flows.len()
        ),
        svg: drawn.clickable(|id| spot_href(&href, &query, id)),
        flow_columns: columns(
            &[
                "Từ",
                "Đến",
                "Số lần",
                "Tổng tiền",
                "Thời gian",
                "Mức độ",
                "Bút lục",
            ],
            &[2, 3],
        ),
        flows: flow_lines(head.id, &table, &told, (&href, &query)),
        party_columns: columns(
            &[
                "Bên",
                "Loại, vai trò",
                "Nhận",
                "Chuyển",
                "Nhận trừ chuyển",
                "Thuộc về",
            ],
            &[2, 3, 4],
        ),
        parties: party_lines(&table, &told, &href),
        imports: import_lines(visit, head.id, &table).await?,
        import_columns: columns(
            &[
                "Tệp",
                "Tài khoản",
                "Tình trạng",
                "Chưa đọc được",
                "Số dư không khớp",
                "Lúc",
            ],
            &[3, 4],
        ),
        is_empty: table.transfers.is_empty(),
        nothing: Empty::new(messages::NO_FLOWS, messages::NO_FLOWS_WHY),
        none_chosen: Empty::new(messages::NONE_CHOSEN, messages::NONE_CHOSEN_WHY)
            .action("Xem tất cả", href.clone()),
        inside,
        query: if query.is_empty() {
            String::new()
        } else {
            format!("?{query}")
        },
        files,
        title,
        tabs,
        here,
        href,
    })
}

fn columns(names: &[&str], numbers: &[usize]) -> Vec<Column> {
    let one = |(at, name): (usize, &&str)| match numbers.contains(&at) {
        true => Column::plain(*name).number(),
        false => Column::plain(*name),
    };
    names.iter().enumerate().map(one).collect()
}

fn fields(by: &Chosen, form: &Form, table: &Table) -> Vec<Field> {
    let day = |day: Option<chrono::NaiveDate>| day.map_or(String::new(), shell::vi_date);
    let parties = table
        .parties
        .iter()
        .map(|one| Choice::new(one.id.to_string(), one.title()));
    let tops = [5, USUAL_TOP, 14, 20, 40]
        .map(|top| Choice::new(top.to_string(), format!("{top} bên lớn nhất")));
    let fields = vec![
        Field::date("from", "Từ ngày")
            .value(day(by.from))
            .columns(2),
        Field::date("to", "Đến ngày").value(day(by.to)).columns(2),
        Field::new(FieldKind::Money, "least", "Mỗi lần từ")
            .value(if by.least > 0 {
                text::thousands(by.least)
            } else {
                String::new()
            })
            .columns(2),
        Field::choice(
            "what",
            "Chuyển gì",
            vec![Choice::new("money", "Tiền"), Choice::new("goods", "Hàng")],
        )
        .value(by.what.clone())
        .columns(2),
        Field::choice("party", "Chỉ một bên", parties.collect())
            .value(by.party.map_or(String::new(), |id| id.to_string()))
            .columns(4),
        Field::choice("top", "Vẽ riêng", tops.to_vec())
            .value(by.shown().to_string())
            .columns(3),
        Field::new(
            FieldKind::Check,
            "by_owner",
            "Gộp các tài khoản của một chủ",
        )
        .value(if by.by_owner { "true" } else { "" })
        .columns(4),
    ];
    let errors = |mut field: Field| {
        if let Some(sentence) = form.error_of(&field.name) {
            field.error = sentence.to_owned();
            field.value = form.get(&field.name).to_owned();
        }
        field
    };
    fields.into_iter().map(errors).collect()
}

fn steps(drawn: &Drawn, step: Option<usize>, here: &str, query: &str) -> Option<Steps> {
    let of = drawn.picture.steps;
    if of < 2 {
        return None;
    }
    let at = step.unwrap_or(of).min(of);
    let to = |n: usize| match query.is_empty() {
        true => format!("{here}?step={n}#picture"),
        false => format!("{here}?{query}&step={n}#picture"),
    };
    Some(Steps {
        at,
        of,
        first: to(0),
        before: if at > 0 { to(at - 1) } else { String::new() },
        next: if at < of { to(at + 1) } else { String::new() },
        all: match query.is_empty() {
            true => format!("{here}#picture"),
            false => format!("{here}?{query}#picture"),
        },
    })
}

/// `POST /evidence/matters/{matter}/flows/views` with `title` and the choice.
pub(super) async fn keep(
    visit: Visit,
    Path(matter): Path<Uuid>,
    form: Form,
) -> Result<Response, Problem> {
    kept(visit, matter, None, form).await
}

/// `POST /evidence/matters/{matter}/flows/views/{view}`: the same, anew.
pub(super) async fn keep_named(
    visit: Visit,
    Path((matter, view)): Path<(Uuid, Uuid)>,
    form: Form,
) -> Result<Response, Problem> {
    kept(visit, matter, Some(view), form).await
}

async fn kept(
    visit: Visit,
    matter: Uuid,
    view: Option<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let by = chosen_of(&mut form);
    if form.errors().next().is_some() {
        let named = match view {
            Some(id) => store::view(visit.app.db(), matter, id).await?,
            None => None,
        };
        return Ok(Page::refused(page(&visit, &head, named, (&by, &form)).await?).into_response());
    }
    let work = visit.begin().await?;
    let done = change::keep_view(&work, &head, view, (form.get("title"), &by)).await;
    let there = match (&done, view) {
        (Ok(id), _) => format!("{}/views/{id}", href(matter)),
        (Err(_), Some(id)) => format!("{}/views/{id}", href(matter)),
        (Err(_), None) => format!("{}?{}", href(matter), query_of(&by)),
    };
    Ok(answered(work, there, done.map(|_| ()), messages::VIEW_KEPT)
        .await?
        .into_response())
}

/// `POST /evidence/matters/{matter}/flows/views/{view}/removal`
pub(super) async fn remove(
    visit: Visit,
    Path((matter, view)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = change::set_view_removed(&work, &head, view, true).await;
    answered(work, href(matter), done, messages::VIEW_REMOVED).await
}

/// `POST /evidence/matters/{matter}/flows/views/{view}/restoration`
pub(super) async fn restore(
    visit: Visit,
    Path((matter, view)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = change::set_view_removed(&work, &head, view, false).await;
    answered(
        work,
        format!("{}/views/{view}", href(matter)),
        done,
        messages::RESTORED,
    )
    .await
}
