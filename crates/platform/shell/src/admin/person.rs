//! Một cán bộ: posts, account, sessions, and what the administrator may do about them.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{
    Right, Role, WorkError,
    sign_in::{account, session},
    staff::{person, post},
    units,
};
use uuid::Uuid;

use super::persons::{particulars, without_secrets};
use crate::{
    Choice, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Routes, Told, Tone, Visit,
    account::browser_vi, vi_date, vi_time,
};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/people/persons/{id}", Right::PeoplePersonRead, show)
        .post("/people/persons/{id}", Right::PeoplePersonEdit, change)
        .post(
            "/people/persons/{id}/posts",
            Right::PeoplePersonEdit,
            appoint,
        )
        .post(
            "/people/persons/{id}/posts/{post}/end",
            Right::PeoplePersonEdit,
            end_post,
        )
        .post(
            "/people/persons/{id}/password",
            Right::PeoplePersonEdit,
            reset_password,
        )
        .post(
            "/people/persons/{id}/status",
            Right::PeoplePersonEdit,
            set_status,
        )
        .post(
            "/people/persons/{id}/code/off",
            Right::PeoplePersonEdit,
            end_code,
        )
        .post(
            "/people/persons/{id}/sessions/{session}/end",
            Right::PeopleSessionRevoke,
            end_session,
        )
}

struct PostLine {
    id: Uuid,
    title: String,
    unit: String,
    days: String,
    reason: String,
    is_on: bool,
}

struct SessionLine {
    id: Uuid,
    words: String,
}

#[derive(Template)]
#[template(path = "admin/person.html")]
struct PersonPage {
    frame: Frame,
    id: Uuid,
    login: String,
    status: &'static str,
    is_active: bool,
    has_code: bool,
    posts: Vec<PostLine>,
    sessions: Vec<SessionLine>,
    may_edit: bool,
    may_revoke: bool,
    change: EntryForm,
    appoint: EntryForm,
    password: EntryForm,
}

/// Which of the forms of the page was sent and refused.
#[derive(Default)]
struct Sent {
    change: Form,
    appoint: Form,
    password: Form,
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<PersonPage>, Problem> {
    Ok(Page(person_page(&visit, id, Sent::default()).await?))
}

async fn person_page(visit: &Visit, id: Uuid, sent: Sent) -> Result<PersonPage, Problem> {
    let db = visit.app.db();
    let one = person::get(db, id).await?;
    let posts = post::posts_of(db, id).await?;
    let reads = |right| {
        posts
            .iter()
            .any(|post| visit.may_over(right, &post.unit, &[]))
    };
    let may_edit =
        visit.may(Right::PeoplePersonEdit) && (posts.is_empty() || reads(Right::PeoplePersonEdit));
    if !reads(Right::PeoplePersonRead) && !may_edit && id != visit.actor.person {
        return Err(Problem::not_allowed());
    }
    let all = visit.app.units().units().await?;
    let may_revoke = reads(Right::PeopleSessionRevoke);
    let sessions = match may_revoke {
        true => session::sessions_of(db, id, visit.now_ms).await?,
        false => Vec::new(),
    };
    let mut known = Form::of([
        ("name", one.name.clone()),
        ("login", one.login.clone()),
        ("email", one.email.clone().unwrap_or_default()),
    ]);
    if !sent.change.is_good() {
        known = sent.change;
    }
    Ok(PersonPage {
        frame: visit
            .frame(&one.name)
            .subtitle(one.status_vi())
            .crumb("Cán bộ", "/people/persons"),
        id,
        login: one.login.clone(),
        status: one.status_vi(),
        is_active: one.status == "active",
        has_code: one.has_totp,
        posts: posts
            .iter()
            .map(|post| PostLine {
                id: post.id,
                title: post.title.clone(),
                unit: units::shortened(&all.name_on(&post.unit, visit.today)),
                days: format!(
                    "{} – {}",
                    vi_date(post.valid_from),
                    if post.valid_to == units::OPEN_END {
                        "nay".to_owned()
                    } else {
                        vi_date(post.valid_to)
                    }
                ),
                reason: post.reason.clone(),
                is_on: post.valid_from <= visit.today && visit.today <= post.valid_to,
            })
            .collect(),
        sessions: sessions
            .into_iter()
            .filter(|one| one.is_live(visit.now_ms))
            .map(|one| SessionLine {
                id: one.id,
                words: format!(
                    "{}, mạng {}, dùng lần cuối {}",
                    browser_vi(&one.user_agent),
                    one.address,
                    vi_time(one.last_seen_at)
                ),
            })
            .collect(),
        may_edit,
        may_revoke,
        change: change_form(visit, id, &known),
        appoint: appoint_form(visit, id, &sent.appoint),
        password: password_form(visit, id, &sent.password),
    })
}

fn change_form(visit: &Visit, id: Uuid, form: &Form) -> EntryForm {
    let fields = vec![
        Field::text("name", "Họ và tên").required(),
        Field::text("login", "Tên đăng nhập").required(),
        Field::text("email", "Thư điện tử"),
    ];
    let mut entry = EntryForm::new(
        "change",
        format!("/people/persons/{id}"),
        "Lưu",
        &visit.csrf,
    )
    .group("", form.fill_all(fields));
    entry.alerts = form.alerts().to_vec();
    entry
}

fn appoint_form(visit: &Visit, id: Uuid, form: &Form) -> EntryForm {
    let roles = Role::ALL
        .into_iter()
        .map(|role| Choice::new(role.id(), role.name_vi()))
        .collect();
    let fields = vec![
        Field::new(
            FieldKind::Lookup("/people/units/find".to_owned()),
            "unit",
            "Đơn vị hoặc phòng",
        )
        .required(),
        Field::choice("role", "Vai trò", roles).required(),
        Field::text("title", "Chức danh in trên văn bản").help("Để trống thì lấy tên vai trò."),
        Field::date("from", "Từ ngày").required(),
        Field::date("to", "Đến ngày").help("Để trống nếu chưa biết."),
        Field::text("reason", "Quyết định").required().columns(12),
    ];
    let mut entry = EntryForm::new(
        "appoint",
        format!("/people/persons/{id}/posts"),
        "Giao chức vụ",
        &visit.csrf,
    )
    .group("", form.fill_all(fields));
    entry
        .groups
        .iter_mut()
        .flat_map(|(_, fields)| fields)
        .for_each(|field| field.prefix = "post-".to_owned());
    entry.alerts = form.alerts().to_vec();
    entry
}

fn password_form(visit: &Visit, id: Uuid, form: &Form) -> EntryForm {
    let field = Field::new(FieldKind::Password, "password", "Mật khẩu mới")
        .required()
        .prefix("reset-")
        .autocomplete("new-password");
    let fields = without_secrets(vec![form.fill(field.help(
        "Mọi phiên đăng nhập của người này kết thúc; lần đăng nhập sau phải đổi mật khẩu.",
    ))]);
    let mut entry = EntryForm::new(
        "reset",
        format!("/people/persons/{id}/password"),
        "Đặt lại mật khẩu",
        &visit.csrf,
    )
    .group("", fields);
    entry.alerts = form.alerts().to_vec();
    entry
}

async fn change(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match person::change(&work, id, particulars(&form)).await {
        Ok(()) => {
            work.commit().await?;
            return Ok(back(id, "Đã lưu."));
        }
        Err(error) => form.refuse(error)?,
    }
    work.rollback().await?;
    Ok(Page::refused(
        person_page(
            &visit,
            id,
            Sent {
                change: form,
                ..Sent::default()
            },
        )
        .await?,
    )
    .into_response())
}

fn back(id: Uuid, said: &str) -> Response {
    Told::to(format!("/people/persons/{id}"))
        .good(said)
        .into_response()
}

async fn appoint(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    form.required("unit", "Hãy chọn đơn vị hoặc phòng.");
    form.required("role", "Hãy chọn vai trò.");
    form.required("from", "Hãy nhập ngày bắt đầu.");
    let role = form.read("role", |typed| {
        Role::parse(typed).ok_or_else(|| "Hãy chọn vai trò trong danh sách.".to_owned())
    });
    let (from, to) = (form.date("from"), form.date("to"));
    if let (Some(role), Some(from), true) = (role, from, form.is_good()) {
        let new = post::NewPost {
            person: id,
            unit: form.get("unit").to_owned(),
            role,
            title: form.get("title").to_owned(),
            from,
            to,
            reason: form.get("reason").to_owned(),
        };
        let work = visit.begin().await?;
        match post::appoint(&work, new).await {
            Ok(_) => {
                work.commit().await?;
                return Ok(back(id, "Đã giao chức vụ."));
            }
            Err(error) => form.refuse(error)?,
        }
    }
    Ok(Page::refused(
        person_page(
            &visit,
            id,
            Sent {
                appoint: form,
                ..Sent::default()
            },
        )
        .await?,
    )
    .into_response())
}

/// A refusal of a small form without fields of its own is told at the top of the page.
fn told(id: Uuid, done: Result<(), WorkError>, said: &str) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(back(id, said)),
        Err(error @ (WorkError::Invalid { .. } | WorkError::Unlawful(_))) => {
            let said = people::messages::work_refused(&error);
            Ok(Told::to(format!("/people/persons/{id}"))
                .say(Tone::Danger, said)
                .into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn end_post(
    visit: Visit,
    Path((id, post)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    form.required("last_day", "Hãy nhập ngày cuối cùng giữ chức vụ.");
    let Some(last_day) = form.date("last_day") else {
        let said = form.error_of("last_day").unwrap_or_default().to_owned();
        return Ok(Told::to(format!("/people/persons/{id}"))
            .say(Tone::Danger, said)
            .into_response());
    };
    let work = visit.begin().await?;
    let done = post::end(&work, post, last_day, form.get("reason")).await;
    if done.is_ok() {
        work.commit().await?;
    }
    told(id, done, "Đã ghi thôi chức vụ.")
}

async fn reset_password(
    visit: Visit,
    Path(id): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match person::reset_password(&work, id, form.raw("password").to_owned()).await {
        Ok(()) => {
            work.commit().await?;
            return Ok(back(
                id,
                "Đã đặt lại mật khẩu; các phiên đăng nhập đã kết thúc.",
            ));
        }
        Err(error) => form.refuse(error)?,
    }
    work.rollback().await?;
    Ok(Page::refused(
        person_page(
            &visit,
            id,
            Sent {
                password: form,
                ..Sent::default()
            },
        )
        .await?,
    )
    .into_response())
}

async fn set_status(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    let done = person::set_status(&work, id, form.get("status"), form.get("reason")).await;
    if done.is_ok() {
        work.commit().await?;
    }
    told(id, done, "Đã đổi trạng thái tài khoản.")
}

async fn end_code(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let posts = post::posts_of(visit.app.db(), id).await?;
    let unit = posts
        .first()
        .map(|post| post.unit.clone())
        .ok_or_else(Problem::not_found)?;
    let work = visit.begin().await?;
    let done = account::end_totp_of(&work, &unit, id).await;
    if done.is_ok() {
        work.commit().await?;
    }
    told(id, done, "Đã tắt xác thực hai bước của người này.")
}

async fn end_session(
    visit: Visit,
    Path((id, one)): Path<(Uuid, Uuid)>,
) -> Result<Response, Problem> {
    let posts = post::posts_of(visit.app.db(), id).await?;
    let near = posts
        .iter()
        .find(|post| visit.may_over(Right::PeopleSessionRevoke, &post.unit, &[]));
    let unit = near
        .map(|post| post.unit.clone())
        .ok_or_else(Problem::not_allowed)?;
    let work = visit.begin().await?;
    let done = session::revoke(&work, &unit, id, one).await;
    if done.is_ok() {
        work.commit().await?;
    }
    told(id, done, "Đã thu hồi phiên đăng nhập.")
}
