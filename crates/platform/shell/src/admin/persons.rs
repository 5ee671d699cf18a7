//! Danh sách cán bộ: who works where, found by a few letters; adding somebody.

use askama::Template;
use axum::{
    Json,
    extract::Query,
    response::{IntoResponse, Response},
};
use people::{
    Right,
    staff::{person, post},
    units,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Empty, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Routes, Told, Visit};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/people/persons", Right::PeoplePersonRead, list)
        .get("/people/persons/find", Right::PeoplePersonRead, find)
        .post("/people/persons", Right::PeoplePersonEdit, add)
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

struct Line {
    id: Uuid,
    name: String,
    login: String,
    posts: String,
    status: &'static str,
}

#[derive(Template)]
#[template(path = "admin/persons.html")]
struct ListPage {
    frame: Frame,
    query: String,
    lines: Vec<Line>,
    nothing: Empty,
    may_edit: bool,
    form: EntryForm,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<ListPage>, Problem> {
    Ok(Page(list_page(&visit, asked.q, &Form::default()).await?))
}

/// People with a post in the reader's reach; who edits also sees those who have none yet.
async fn visible(
    visit: &Visit,
    typed: &str,
    limit: i64,
) -> Result<Vec<(person::Person, Vec<post::Post>)>, Problem> {
    let mut out = Vec::new();
    for one in person::search(visit.app.db(), typed, limit).await? {
        let posts = post::posts_of(visit.app.db(), one.id).await?;
        let is_near = posts
            .iter()
            .any(|post| visit.may_over(Right::PeoplePersonRead, &post.unit, &[]));
        if is_near || (posts.is_empty() && visit.may(Right::PeoplePersonEdit)) {
            out.push((one, posts));
        }
    }
    Ok(out)
}

async fn list_page(visit: &Visit, query: String, form: &Form) -> Result<ListPage, Problem> {
    let all = visit.app.units().units().await?;
    let lines = visible(visit, &query, 300)
        .await?
        .into_iter()
        .map(|(one, posts)| {
            let today = posts
                .iter()
                .filter(|post| post.valid_from <= visit.today && visit.today <= post.valid_to);
            let posts: Vec<String> = today
                .map(|post| {
                    format!(
                        "{} – {}",
                        post.title,
                        units::shortened(&all.name_on(&post.unit, visit.today))
                    )
                })
                .collect();
            Line {
                status: one.status_vi(),
                id: one.id,
                name: one.name,
                login: one.login,
                posts: posts.join("; "),
            }
        });
    let fields = vec![
        Field::text("name", "Họ và tên").required(),
        Field::text("login", "Tên đăng nhập").required(),
        Field::text("email", "Thư điện tử"),
        Field::new(FieldKind::Password, "password", "Mật khẩu đầu tiên")
            .required()
            .help("Người này phải đổi khi đăng nhập lần đầu.")
            .autocomplete("new-password"),
    ];
    let mut entry = EntryForm::new("person", "/people/persons", "Thêm cán bộ", &visit.csrf)
        .group("", without_secrets(form.fill_all(fields)));
    entry.alerts = form.alerts().to_vec();
    Ok(ListPage {
        frame: visit.frame("Cán bộ"),
        query,
        lines: lines.collect(),
        nothing: Empty::new(
            "Không có ai khớp.",
            "Hãy thử ít chữ hơn; có thể gõ không dấu hoặc tên đăng nhập.",
        ),
        may_edit: visit.may(Right::PeoplePersonEdit),
        form: entry,
    })
}

pub(super) fn without_secrets(mut fields: Vec<Field>) -> Vec<Field> {
    for field in fields
        .iter_mut()
        .filter(|field| field.kind == FieldKind::Password)
    {
        field.value = String::new();
    }
    fields
}

#[derive(Serialize)]
struct Found {
    value: String,
    label: String,
    hint: String,
}

async fn find(visit: Visit, Query(asked): Query<Asked>) -> Result<impl IntoResponse, Problem> {
    let all = visit.app.units().units().await?;
    let found = visible(&visit, &asked.q, 30)
        .await?
        .into_iter()
        .take(12)
        .map(|(one, posts)| Found {
            value: one.id.to_string(),
            label: one.name,
            hint: posts
                .first()
                .map(|post| {
                    format!(
                        "{} – {}",
                        post.title,
                        units::shortened(&all.name_on(&post.unit, visit.today))
                    )
                })
                .unwrap_or_default(),
        });
    Ok(Json(found.collect::<Vec<_>>()))
}

async fn add(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let who = particulars(&form);
    let work = visit.begin().await?;
    match person::add(
        &work,
        &visit.actor.unit,
        who,
        Some(form.raw("password").to_owned()),
    )
    .await
    {
        Ok(id) => {
            work.commit().await?;
            let said = "Đã thêm cán bộ. Hãy giao chức vụ để người này đăng nhập được.";
            return Ok(Told::to(format!("/people/persons/{id}"))
                .good(said)
                .into_response());
        }
        Err(error) => form.refuse(error)?,
    }
    work.rollback().await?;
    Ok(Page::refused(list_page(&visit, String::new(), &form).await?).into_response())
}

pub(super) fn particulars(form: &Form) -> person::Particulars {
    person::Particulars {
        name: form.get("name").to_owned(),
        login: form.get("login").to_owned(),
        email: form.get("email").to_owned(),
    }
}
