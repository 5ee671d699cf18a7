//! Một giao dịch: what is known of it, its leaves, the rows of the sheets it stands in; sửa, bỏ, đưa trở lại.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use casefile::MatterHead;
use people::Right;
use shell::{Alert, Form, Frame, Page, Problem, Told, Tone, Visit};
use text::money;
use uuid::Uuid;

use super::{
    Leaf, answered, frame, href, leaves,
    table::{self, Entry},
};
use crate::{
    drawing::Certainty,
    flows::{
        change, messages,
        picture::Table,
        store::{self, Transfer},
    },
    opened::{look, may_edit, opened},
    sources::told,
};

#[derive(Template)]
#[template(path = "flows/screens/one.html")]
struct OnePage {
    frame: Frame,
    list: String,
    alerts: Vec<Alert>,
    facts: Vec<(&'static str, String)>,
    leaves: Vec<Leaf>,
    sheet: Vec<(String, String)>,
    may_edit: bool,
    is_removed: bool,
    here: String,
    entry: Entry,
    parties: Vec<String>,
}

/// `GET /evidence/matters/{matter}/flows/transfers/{transfer}`
pub(super) async fn show(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
) -> Result<impl IntoResponse, Problem> {
    let head = opened(&visit, matter, Right::CasefileRead).await?;
    look(&visit, matter).await?;
    Ok(Page(page(&visit, &head, id, None).await?))
}

async fn page(
    visit: &Visit,
    head: &MatterHead,
    id: Uuid,
    typed: Option<(Entry, Vec<Alert>)>,
) -> Result<OnePage, Problem> {
    let db = visit.app.db();
    let one = store::transfer(db, head.id, id)
        .await?
        .ok_or_else(Problem::not_found)?;
    let whole = Table::of(db, head.id).await?;
    let pages = one.pages()?;
    let here = format!("{}/transfers/{id}", href(head.id));
    let is_removed = one.removed_at.is_some();
    let (entry, mut alerts) =
        typed.unwrap_or_else(|| (kept(&whole, &one, here.clone()), Vec::new()));
    if is_removed {
        alerts.push(Alert::new(Tone::Warning, "Giao dịch này đã bỏ khỏi bảng."));
    }
    if whole.is_shaken(&pages) {
        alerts.push(Alert::new(
            Tone::Danger,
            "Chứng cứ của giao dịch này đã rút. Hãy kiểm tra lại.",
        ));
    }
    Ok(OnePage {
        frame: frame(visit, head, "Giao dịch"),
        list: format!("{}/transfers", href(head.id)),
        facts: facts(&whole, &one),
        leaves: leaves(head.id, &pages),
        sheet: table::places(db, head.id)
            .await?
            .remove(&id)
            .unwrap_or_default(),
        may_edit: may_edit(visit, head),
        parties: whole.parties.iter().map(store::Party::title).collect(),
        is_removed,
        alerts,
        entry,
        here,
    })
}

fn facts(whole: &Table, one: &Transfer) -> Vec<(&'static str, String)> {
    let all = [
        ("Bên chuyển", whole.title(one.from_id)),
        ("Bên nhận", whole.title(one.to_id)),
        (
            "Số tiền",
            if one.amount > 0 {
                money(one.amount)
            } else {
                String::new()
            },
        ),
        (
            "Bằng chữ",
            u64::try_from(one.amount)
                .ok()
                .filter(|dong| *dong > 0)
                .map_or(String::new(), text::money_in_words),
        ),
        ("Hàng", one.goods.clone()),
        (
            "Ngày",
            one.on_day.map_or("Chưa rõ".to_owned(), shell::vi_date),
        ),
        ("Giờ", one.at_time.clone()),
        ("Mã giao dịch", one.code.clone()),
        ("Nội dung", one.note.clone()),
        (
            "Mức độ chứng minh",
            Certainty::of_id(&one.certainty)
                .unwrap_or_default()
                .name_vi()
                .to_owned(),
        ),
    ];
    all.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn kept(whole: &Table, one: &Transfer, action: String) -> Entry {
    let mut entry = Entry::typed(&Form::default(), action, "Lưu");
    entry.version = one.revision;
    entry.from = whole.title(one.from_id);
    entry.to = whole.title(one.to_id);
    entry.what.clone_from(&one.what);
    entry.day = one.on_day.map_or(String::new(), shell::vi_date);
    entry.time.clone_from(&one.at_time);
    entry.amount = if one.amount > 0 {
        text::thousands(one.amount)
    } else {
        String::new()
    };
    entry.goods.clone_from(&one.goods);
    entry.code.clone_from(&one.code);
    entry.note.clone_from(&one.note);
    entry.certainty.clone_from(&one.certainty);
    entry.leaves = told(&one.pages().unwrap_or_default());
    entry
}

/// `POST /evidence/matters/{matter}/flows/transfers/{transfer}` with `version`
pub(super) async fn alter(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let head = opened(&visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let revision = form.get("version").parse().unwrap_or(0);
    let done = match table::given(&visit, &work, &head, &mut form).await {
        Ok(Some(given)) => change::alter(&work, &head, id, (revision, given))
            .await
            .map(|()| true),
        Ok(None) => Ok(false),
        Err(error) => Err(error),
    };
    let here = format!("{}/transfers/{id}", href(matter));
    match done {
        Ok(true) => {
            work.commit().await?;
            return Ok(Told::to(here).good(messages::KEPT).into_response());
        }
        Ok(false) => {}
        Err(error) => table::refuse(&mut form, error)?,
    }
    work.rollback().await?;
    let entry = Entry::typed(&form, here, "Lưu");
    let page = page(&visit, &head, id, Some((entry, form.alerts().to_vec()))).await?;
    Ok(Page::refused(page).into_response())
}

/// `POST /evidence/matters/{matter}/flows/transfers/{transfer}/removal`
pub(super) async fn remove(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    set_removed(&visit, matter, id, true).await
}

/// `POST /evidence/matters/{matter}/flows/transfers/{transfer}/restoration`
pub(super) async fn restore(
    visit: Visit,
    Path((matter, id)): Path<(Uuid, Uuid)>,
    _: Form,
) -> Result<Told, Problem> {
    set_removed(&visit, matter, id, false).await
}

async fn set_removed(
    visit: &Visit,
    matter: Uuid,
    id: Uuid,
    removed: bool,
) -> Result<Told, Problem> {
    let head = opened(visit, matter, Right::EvidenceEdit).await?;
    let work = visit.begin().await?;
    let done = change::set_removed(&work, &head, id, removed).await;
    let (there, said) = match removed {
        true => (format!("{}/transfers", href(matter)), messages::REMOVED),
        false => (
            format!("{}/transfers/{id}", href(matter)),
            messages::RESTORED,
        ),
    };
    answered(work, there, done, said).await
}
