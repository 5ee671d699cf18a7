//! Kiểm tra chữ ký số: a PDF file in, a verdict for every signature out; nothing of the file is kept.

use askama::Template;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use files::FileId;
use shell::{EntryForm, Field, FieldKind, Frame, Page, Problem, Visit};

use super::sent::Sent;
use super::shown::{Shown, shown};
use crate::{check, messages};

#[derive(Template)]
#[template(path = "screens/verify.html")]
struct VerifyPage {
    frame: Frame,
    form: EntryForm,
    print: (String, String, String, String),
    judged: Option<Judged>,
}

struct Judged {
    name: String,
    hash: String,
    shown: Shown,
}

fn page(visit: &Visit, error: String, judged: Option<Judged>) -> VerifyPage {
    let file = Field::new(
        FieldKind::File("application/pdf,.pdf".to_owned()),
        "file",
        "Tệp PDF đã ký",
    )
    .error(error)
    .columns(12);
    let mut form =
        EntryForm::new("verify", "/signing/verify", "Kiểm tra", &visit.csrf).group("", vec![file]);
    form.has_files = true;
    VerifyPage {
        frame: visit
            .frame("Kiểm tra chữ ký số")
            .subtitle("Tệp chỉ được đọc để kiểm tra, không được giữ lại."),
        form,
        print: (
            String::new(),
            visit.actor.unit_name.to_uppercase(),
            "KẾT QUẢ KIỂM TRA CHỮ KÝ SỐ".to_owned(),
            format!("Kiểm tra lúc {}", shell::vi_time(visit.now_ms)),
        ),
        judged,
    }
}

/// The page.
pub async fn show(visit: Visit) -> Response {
    Page(page(&visit, String::new(), None)).into_response()
}

/// The page with what was found.
pub async fn judge(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let sent = Sent::read(parts, visit.today).await?;
    let Some((name, bytes)) = sent.file else {
        let again = page(&visit, messages::NO_FILE.to_owned(), None);
        return Ok(Page::refused(again).into_response());
    };
    let file = FileId::of(&bytes);
    let report = match check::judge(&visit.app, bytes).await {
        Ok(report) => report,
        Err(fault) => {
            return match fault.sentence() {
                Some(sentence) => Ok(Page::refused(page(&visit, sentence, None)).into_response()),
                None => Err(fault.into()),
            };
        }
    };
    let work = visit.begin().await?;
    check::note(&work, file, &report).await?;
    work.commit().await?;
    let judged = Judged {
        name,
        hash: file.to_string(),
        shown: shown(&report),
    };
    Ok(Page(page(&visit, String::new(), Some(judged))).into_response())
}
