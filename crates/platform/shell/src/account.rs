//! Tài khoản của mình: password, second step, sessions, delegations, light and dark.

use askama::Template;
use axum::response::{IntoResponse, Response};
use people::{
    WorkError,
    sign_in::{account, session},
    staff::{delegation, person},
};
use uuid::Uuid;

use crate::{
    EntryForm, Field, FieldKind, Form, Frame, Needs, Page, Problem, Routes, Told, Visit, cookies,
    vi_date, vi_time,
};

/// The addresses of one's own account.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/people/me", Needs::SignedIn, show)
        .post("/people/me/password", Needs::SignedIn, change_password)
        .get("/people/me/code", Needs::SignedIn, begin_code)
        .post("/people/me/code", Needs::SignedIn, confirm_code)
        .post("/people/me/code/off", Needs::SignedIn, end_code)
        .post("/people/me/sessions/{id}/end", Needs::SignedIn, end_session)
        .post("/people/me/sessions/end-all", Needs::SignedIn, end_all)
}

struct SessionLine {
    id: Uuid,
    browser: String,
    address: String,
    since: String,
    last: String,
    is_this: bool,
}

struct DelegationLine {
    sentence: String,
    rights: String,
    days: String,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "account/account.html")]
struct AccountPage {
    frame: Frame,
    login: String,
    has_code: bool,
    password: EntryForm,
    code_off: EntryForm,
    sessions: Vec<SessionLine>,
    delegations: Vec<DelegationLine>,
}

impl AccountPage {
    async fn of(visit: &Visit, password: &Form, code_off: &Form) -> Result<AccountPage, Problem> {
        let (db, who) = (visit.app.db(), visit.actor.person);
        let me = person::get(db, who).await?;
        let sessions = session::sessions_of(db, who, visit.now_ms).await?;
        let live = sessions.into_iter().filter(|one| one.is_live(visit.now_ms));
        let delegations = delegation::around(db, who).await?;
        Ok(AccountPage {
            frame: visit
                .frame("Tài khoản của tôi")
                .subtitle(format!("{} – {}", me.name, visit.actor.title)),
            login: me.login,
            has_code: me.has_totp,
            password: password_form(visit, password),
            code_off: code_off_form(visit, code_off),
            sessions: live.map(|one| session_line(visit, one)).collect(),
            delegations: delegations
                .into_iter()
                .map(|one| delegation_line(visit, &one))
                .collect(),
        })
    }
}

fn session_line(visit: &Visit, one: session::Session) -> SessionLine {
    SessionLine {
        id: one.id,
        browser: browser_vi(&one.user_agent),
        address: one.address,
        since: vi_time(one.created_at),
        last: vi_time(one.last_seen_at),
        is_this: one.id == visit.session,
    }
}

fn delegation_line(visit: &Visit, one: &delegation::Delegation) -> DelegationLine {
    let sentence = match one.from_person == visit.actor.person {
        true => format!("Bạn ủy quyền cho {}", one.to_name),
        false => format!("{} ủy quyền cho bạn", one.from_name),
    };
    let rights: Vec<&str> = one
        .list()
        .into_iter()
        .map(|right| right.name_vi())
        .collect();
    DelegationLine {
        sentence,
        rights: rights.join("; "),
        days: format!("{} – {}", vi_date(one.valid_from), vi_date(one.valid_to)),
        is_on: one.is_on(visit.today),
    }
}

/// "Firefox trên Windows", as far as the browser says so.
pub(crate) fn browser_vi(user_agent: &str) -> String {
    let one_of = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    let browser = one_of(&[
        ("Edg/", "Edge"),
        ("coc_coc", "Cốc Cốc"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = one_of(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} trên {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Trình duyệt khác".to_owned(),
    }
}

fn password_form(visit: &Visit, form: &Form) -> EntryForm {
    let secret = |name: &str, label: &str| {
        Field::new(FieldKind::Password, name, label)
            .required()
            .columns(12)
    };
    let mut fields = vec![
        secret("old_password", "Mật khẩu đang dùng").autocomplete("current-password"),
        secret("password", "Mật khẩu mới")
            .autocomplete("new-password")
            .help("Ít nhất 10 ký tự. Một câu ngắn dễ nhớ là mật khẩu tốt."),
        secret("again", "Gõ lại mật khẩu mới").autocomplete("new-password"),
    ];
    for field in &mut fields {
        // A secret is never sent back into a page.
        field.error = form.error_of(&field.name).unwrap_or_default().to_owned();
    }
    let mut entry = EntryForm::new(
        "password",
        "/people/me/password",
        "Đổi mật khẩu",
        &visit.csrf,
    )
    .group("", fields);
    entry.alerts = form.alerts().to_vec();
    entry
}

fn code_off_form(visit: &Visit, form: &Form) -> EntryForm {
    let mut field = Field::new(FieldKind::Password, "old_password", "Mật khẩu đang dùng")
        .required()
        .columns(12)
        .prefix("off-")
        .autocomplete("current-password");
    field.error = form.error_of("old_password").unwrap_or_default().to_owned();
    EntryForm::new(
        "code-off",
        "/people/me/code/off",
        "Tắt xác thực hai bước",
        &visit.csrf,
    )
    .group("", vec![field])
}

async fn show(visit: Visit) -> Result<Page<AccountPage>, Problem> {
    Ok(Page(
        AccountPage::of(&visit, &Form::default(), &Form::default()).await?,
    ))
}

async fn change_password(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    if form.raw("password") != form.raw("again") {
        form.error("again", "Hai lần gõ mật khẩu mới chưa giống nhau.");
    }
    if form.is_good() {
        let (old, new) = (
            form.raw("old_password").to_owned(),
            form.raw("password").to_owned(),
        );
        let work = visit.begin().await?;
        match account::change_password(&work, Some(visit.session), old, new).await {
            Ok(()) => {
                work.commit().await?;
                let said = "Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc.";
                return Ok(Told::to("/people/me").good(said).into_response());
            }
            Err(error) => form.refuse(error)?,
        }
    }
    Ok(Page::refused(AccountPage::of(&visit, &form, &Form::default()).await?).into_response())
}

#[derive(Template)]
#[template(path = "account/code.html")]
struct CodePage {
    frame: Frame,
    picture: Picture,
    secret: String,
    form: EntryForm,
}

/// An SVG of ours, printed as it is.
struct Picture(String);

impl std::fmt::Display for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The XML declaration has no place inside a page.
        f.write_str(self.0.find("<svg").map_or("", |at| &self.0[at..]))
    }
}

impl askama::filters::HtmlSafe for Picture {}

async fn begin_code(visit: Visit) -> Result<Page<CodePage>, Problem> {
    Ok(Page(code_page(&visit, &Form::default()).await?))
}

async fn code_page(visit: &Visit, form: &Form) -> Result<CodePage, Problem> {
    let work = visit.begin().await?;
    let shown = match form.is_good() {
        true => None,
        false => account::shown_totp(&work, visit.app.key()).await?,
    };
    let (secret, picture) = match shown {
        Some(shown) => shown,
        None => account::begin_totp(&work, visit.app.key()).await?,
    };
    work.commit().await?;
    let field = Field::text("code", "Mã 6 số trên ứng dụng")
        .required()
        .first()
        .autocomplete("one-time-code");
    let mut entry = EntryForm::new(
        "code",
        "/people/me/code",
        "Bật xác thực hai bước",
        &visit.csrf,
    )
    .group("", vec![form.fill(field).value("")])
    .cancel("Để sau", "/people/me");
    entry.alerts = form.alerts().to_vec();
    let in_fours: Vec<String> = secret
        .as_bytes()
        .chunks(4)
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect();
    Ok(CodePage {
        frame: visit
            .frame("Bật xác thực hai bước")
            .crumb("Tài khoản của tôi", "/people/me"),
        picture: Picture(picture.unwrap_or_default()),
        secret: in_fours.join(" "),
        form: entry,
    })
}

async fn confirm_code(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match account::confirm_totp(&work, visit.app.key(), form.get("code")).await {
        Ok(()) => {
            work.commit().await?;
            let said = "Đã bật xác thực hai bước. Lần đăng nhập sau sẽ hỏi mã trên điện thoại.";
            Ok(Told::to("/people/me").good(said).into_response())
        }
        Err(error) => {
            form.refuse(error)?;
            // Let go of the writer before the page takes it for a new secret.
            work.rollback().await?;
            Ok(Page::refused(code_page(&visit, &form).await?).into_response())
        }
    }
}

async fn end_code(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match account::end_totp(&work, form.raw("old_password").to_owned()).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to("/people/me")
                .good("Đã tắt xác thực hai bước.")
                .into_response())
        }
        Err(error) => {
            form.refuse(error)?;
            work.rollback().await?;
            Ok(
                Page::refused(AccountPage::of(&visit, &Form::default(), &form).await?)
                    .into_response(),
            )
        }
    }
}

async fn end_session(
    visit: Visit,
    axum::extract::Path(id): axum::extract::Path<Uuid>,
) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    match session::sign_out(&work, id).await {
        Ok(()) | Err(WorkError::NotFound) => work.commit().await?,
        Err(error) => return Err(error.into()),
    }
    if id == visit.session {
        let mut answer = Told::to("/sign-in").into_response();
        cookies::forget_session(&visit.app, answer.headers_mut());
        return Ok(answer);
    }
    Ok(Told::to("/people/me")
        .good("Đã kết thúc phiên đăng nhập.")
        .into_response())
}

/// Đăng xuất khỏi mọi thiết bị, this one too.
async fn end_all(visit: Visit) -> Result<Response, Problem> {
    let work = visit.begin().await?;
    session::sign_out_everywhere(&work, None).await?;
    work.commit().await?;
    let mut answer = Told::to("/sign-in").into_response();
    cookies::forget_session(&visit.app, answer.headers_mut());
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_as_people_know_it() {
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36 Edg/130.0";
        assert_eq!(browser_vi(edge), "Edge trên Windows");
        assert_eq!(browser_vi("curl/8"), "Trình duyệt khác");
    }
}
