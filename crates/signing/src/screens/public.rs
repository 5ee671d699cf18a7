//! Trang kiểm tra công khai: an outsider with an issued copy asks by its code and may compare a file. Closed unless the settings open it;
//! it says number, day, unit, signer and what the signatures are worth, and nothing else.

use askama::Template;
use axum::extract::{Multipart, Path, Query};
use axum::response::{IntoResponse, Response};
use files::FileId;
use serde::Deserialize;
use shell::{Bare, Guest, Page, Problem, Told, Tone};

use super::sent::Sent;
use super::shown::{Shown, shown};
use crate::codes::{self, Code};
use crate::means::Means;
use crate::{SigningError, check, messages};

#[derive(Template)]
#[template(path = "screens/public.html")]
struct PublicPage {
    bare: Bare,
    code: String,
    error: String,
    facts: Vec<(&'static str, String)>,
    standing: Option<(Tone, String)>,
    compared: Option<(Tone, String)>,
    judged: Option<Shown>,
    issued: Option<Shown>,
}

/// The code asked for.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    code: String,
}

/// Closed: there is no such page. Open: not too often from one address.
fn let_in(guest: &Guest, cost: u32) -> Result<(), Problem> {
    let means = Means::of(&guest.app);
    if !means.public.is_open {
        return Err(Problem::not_found());
    }
    match means.visitors.may_ask(&guest.address, guest.now_ms, cost) {
        true => Ok(()),
        false => Err(Problem::TooMany(messages::ASKED_TOO_OFTEN.to_owned())),
    }
}

fn page(guest: &Guest, code: String) -> PublicPage {
    PublicPage {
        bare: Bare {
            csrf: guest.csrf.clone(),
            theme: guest.theme,
            ..Bare::titled("Kiểm tra văn bản")
        },
        code,
        error: String::new(),
        facts: Vec::new(),
        standing: None,
        compared: None,
        judged: None,
        issued: None,
    }
}

/// Asks for a code.
pub async fn ask(guest: Guest, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let_in(&guest, 1)?;
    if asked.code.trim().is_empty() {
        return Ok(Page(page(&guest, String::new())).into_response());
    }
    match codes::find(guest.app.db(), &asked.code).await? {
        Some(found) => Ok(Told::to(format!("/check/{}", found.code)).into_response()),
        None => {
            let mut again = page(&guest, asked.code);
            again.error = messages::NO_CODE.to_owned();
            Ok(Page::refused(again).into_response())
        }
    }
}

async fn found(guest: &Guest, code: &str) -> Result<(Code, PublicPage), Problem> {
    let found = codes::find(guest.app.db(), code)
        .await?
        .ok_or_else(|| Problem::NotFound(messages::NO_CODE.to_owned()))?;
    let mut page = page(guest, found.code.clone());
    page.facts = vec![
        ("Số, ký hiệu", found.number.clone()),
        (
            "Ngày ban hành",
            found.issued_on.map(shell::vi_date).unwrap_or_default(),
        ),
        ("Cơ quan ban hành", found.unit_name.clone()),
        ("Người ký", found.signer.clone()),
    ];
    page.standing = Some(match found.state.as_str() {
        "issued" => (Tone::Good, "Cơ quan đã ban hành văn bản này.".to_owned()),
        _ => (
            Tone::Danger,
            "Văn bản này đã bị thu hồi hoặc thay thế, không còn giá trị.".to_owned(),
        ),
    });
    Ok((found, page))
}

/// What a code stands for, and what its signatures are worth at this moment.
pub async fn show(guest: Guest, Path(code): Path<String>) -> Result<Response, Problem> {
    let_in(&guest, 2)?;
    let (found, mut page) = found(&guest, &code).await?;
    let issued = found.file.filter(|_| found.state == "issued");
    if let Some(id) = issued.and_then(|file| file.parse::<FileId>().ok()) {
        let kept = guest.app.files().get(id).await;
        let kept = kept.map_err(SigningError::from)?;
        page.issued = Some(shown(&check::judge(&guest.app, kept).await?));
    }
    Ok(Page(page).into_response())
}

/// Compares a file with the issued copy, and judges its signatures. Nothing of it is kept.
pub async fn compare(
    guest: Guest,
    Path(code): Path<String>,
    parts: Multipart,
) -> Result<Response, Problem> {
    let_in(&guest, 5)?;
    let (found, mut page) = found(&guest, &code).await?;
    let sent = Sent::read(parts, guest.app.today()).await?;
    let Some((_, bytes)) = sent.file else {
        page.error = messages::NO_FILE.to_owned();
        return Ok(Page::refused(page).into_response());
    };
    let is_same = found.file.as_deref() == Some(FileId::of(&bytes).to_string().as_str());
    page.compared = Some(match is_same {
        true => (
            Tone::Good,
            "Tệp này trùng từng byte với bản cơ quan đã ban hành.".to_owned(),
        ),
        false => (
            Tone::Danger,
            "Tệp này khác bản cơ quan đã ban hành. Không dùng tệp này; hãy xin lại bản từ cơ quan ban hành.".to_owned(),
        ),
    });
    match check::judge(&guest.app, bytes).await {
        Ok(report) => page.judged = Some(shown(&report)),
        Err(fault) => match fault.sentence() {
            Some(sentence) => page.error = sentence,
            None => return Err(fault.into()),
        },
    }
    Ok(Page(page).into_response())
}
