//! Phần mềm kết nối: who may reach the unit's data from outside, since when, until when, when last.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{Reach, Right};
use shell::{Choice, Column, ConfirmDialog, Empty, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use crate::api::system::{self, RIGHTS, System};
use crate::messages;

#[derive(Template)]
#[template(path = "screens/systems.html")]
pub struct SystemsPage {
    frame: Frame,
    may_edit: bool,
    units: Vec<Choice>,
    rights: Vec<(Choice, bool)>,
    name: String,
    unit: String,
    expires_on: String,
    error: String,
    token: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Empty,
}

/// Một phần mềm trong danh sách.
struct Row {
    name: String,
    hint: String,
    unit: String,
    rights: String,
    state: &'static str,
    expires: String,
    used: String,
    approve: Option<String>,
    revoke: Option<ConfirmDialog>,
}

/// Các đơn vị mà người này thấy phần mềm kết nối.
fn units_of(visit: &Visit, right: Right) -> Vec<String> {
    let covers = &visit.actor.covers;
    let keys = match visit.reach(right) {
        Reach::Tree => covers.tree_keys(),
        _ => covers.unit_keys(),
    };
    keys.iter()
        .filter(|unit| visit.may_over(right, unit, &[]))
        .cloned()
        .collect()
}

/// Trang danh sách.
pub async fn show(visit: Visit) -> Result<Page<SystemsPage>, Problem> {
    Ok(Page(
        page(&visit, &Form::default(), String::new(), String::new()).await?,
    ))
}

async fn page(
    visit: &Visit,
    form: &Form,
    error: String,
    token: String,
) -> Result<SystemsPage, Problem> {
    let tree = visit.app.units().units().await?;
    let mut rows = Vec::new();
    for unit in units_of(visit, Right::ExchangeSystemRead) {
        for one in system::of_unit(visit.app.db(), &unit).await? {
            rows.push(row(visit, one, tree.name_on(&unit, visit.today)));
        }
    }
    let may_edit = visit.may(Right::ExchangeSystemEdit);
    let units = match may_edit {
        true => units_of(visit, Right::ExchangeSystemEdit),
        false => Vec::new(),
    };
    let heads = [
        "Phần mềm",
        "Đơn vị",
        "Quyền",
        "Trạng thái",
        "Hết hạn",
        "Dùng gần nhất",
        "Việc làm",
    ];
    Ok(SystemsPage {
        frame: visit.frame("Phần mềm kết nối"),
        may_edit,
        units: units
            .into_iter()
            .map(|key| Choice::new(key.clone(), tree.name_on(&key, visit.today)))
            .collect(),
        rights: RIGHTS
            .map(|right| {
                let is_ticked = form.all("rights").contains(&right.id());
                (Choice::new(right.id(), right.name_vi()), is_ticked)
            })
            .into(),
        name: form.get("name").to_owned(),
        unit: form.get("unit").to_owned(),
        expires_on: form.get("expires_on").to_owned(),
        error,
        token,
        columns: heads.map(Column::plain).into(),
        rows,
        empty: Empty::new(
            "Chưa có phần mềm nào được kết nối.",
            "Mỗi phần mềm có một mã riêng, do Quản trị hệ thống cấp và lãnh đạo đơn vị duyệt.",
        ),
    })
}

fn row(visit: &Visit, one: System, unit: String) -> Row {
    let may_approve = visit.may_over(Right::ExchangeSystemApprove, &one.unit_id, &[]);
    let may_revoke = may_approve || visit.may_over(Right::ExchangeSystemEdit, &one.unit_id, &[]);
    let is_open = one.revoked_at.is_none();
    let rights: Vec<&str> = one.rights().into_iter().map(Right::name_vi).collect();
    Row {
        state: one.state_vi(visit.today),
        expires: shell::vi_date(one.expires_on),
        used: one
            .last_used_at
            .map_or("chưa dùng".to_owned(), shell::vi_time),
        approve: (may_approve && is_open && one.approved_at.is_none())
            .then(|| format!("/exchange/systems/{}/approval", one.id)),
        revoke: (may_revoke && is_open).then(|| ConfirmDialog {
            id: format!("revoke-{}", one.id.simple()),
            button: "Thu hồi".to_owned(),
            title: "Thu hồi mã kết nối?".to_owned(),
            text: format!("“{}” sẽ không đọc và ghi được nữa.", one.name),
            action: format!("/exchange/systems/{}/revocation", one.id),
            confirm: "Thu hồi".to_owned(),
            is_grave: true,
            reason: None,
            csrf: visit.csrf.clone(),
        }),
        rights: rights.join("; "),
        hint: one.hint,
        name: one.name,
        unit,
    }
}

/// Cấp mã: shown on this one page and never again.
pub async fn create(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let expires_on = form.date("expires_on");
    let rights: Vec<Right> = form
        .all("rights")
        .into_iter()
        .filter_map(Right::parse)
        .collect();
    let (Some(expires_on), true) = (expires_on, form.is_good()) else {
        let page = page(
            &visit,
            &form,
            messages::SYSTEM_EXPIRY.to_owned(),
            String::new(),
        )
        .await?;
        return Ok(Page::refused(page).into_response());
    };
    let work = visit.begin().await?;
    match system::create(
        &work,
        form.get("unit"),
        form.get("name"),
        &rights,
        expires_on,
    )
    .await
    {
        Ok(token) => {
            work.commit().await?;
            let page = page(&visit, &Form::default(), String::new(), token).await?;
            Ok(Page(page).into_response())
        }
        Err(people::WorkError::Invalid { sentence, .. }) => {
            work.rollback().await?;
            let page = page(&visit, &form, sentence, String::new()).await?;
            Ok(Page::refused(page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Duyệt.
pub async fn approve(visit: Visit, Path(id): Path<Uuid>) -> Result<Told, Problem> {
    let work = visit.begin().await?;
    system::change(&work, id, true).await?;
    work.commit().await?;
    Ok(Told::to("/exchange/systems")
        .good("Đã duyệt. Phần mềm này dùng được mã kết nối từ bây giờ."))
}

/// Thu hồi.
pub async fn revoke(visit: Visit, Path(id): Path<Uuid>) -> Result<Told, Problem> {
    let work = visit.begin().await?;
    system::change(&work, id, false).await?;
    work.commit().await?;
    Ok(Told::to("/exchange/systems").good("Đã thu hồi mã kết nối."))
}

#[derive(Template)]
#[template(path = "screens/manual.html")]
pub struct ManualPage {
    frame: Frame,
}

/// Trang hướng dẫn giao diện.
pub async fn manual(visit: Visit) -> Page<ManualPage> {
    Page(ManualPage {
        frame: visit.frame("Giao diện cho phần mềm khác"),
    })
}
