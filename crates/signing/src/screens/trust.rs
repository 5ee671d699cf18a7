//! Danh sách tin cậy: the shipped rows, what the office added, and where time stamps and revocation are asked.

use askama::Template;
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{
    Column, ConfirmDialog, Empty, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told,
    Visit,
};
use uuid::Uuid;

use super::sent::Sent;
use super::shown::level_vi;
use crate::means::Means;
use crate::trust::{self, New};
use crate::{SigningError, messages};

struct Row {
    name: String,
    note: String,
    fingerprint: String,
    days: String,
    state: String,
    remove: Option<ConfirmDialog>,
}

#[derive(Template)]
#[template(path = "screens/trust.html")]
struct TrustPage {
    frame: Frame,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Empty,
    settings: Vec<(&'static str, String)>,
    form: Option<EntryForm>,
}

async fn page(visit: &Visit, sent: &Form) -> Result<TrustPage, Problem> {
    let may_edit = visit.may(Right::SigningTrustEdit);
    let day = |day: Option<chrono::NaiveDate>| day.map_or("…".to_owned(), shell::vi_date);
    let mut rows = Vec::new();
    for one in trust::added(visit.app.db()).await? {
        let who = people::staff::person::name_of(visit.app.db(), one.added_by)
            .await?
            .unwrap_or_default();
        rows.push(Row {
            note: format!(
                "{}; thêm bởi {who}, {}.",
                one.why.trim_end_matches('.'),
                shell::vi_time(one.added_at)
            ),
            days: match (one.valid_from, one.valid_to) {
                (None, None) => "Không giới hạn".to_owned(),
                (from, to) => format!("{} – {}", day(from), day(to)),
            },
            state: match (one.removed_at, one.kind.as_str()) {
                (Some(at), _) => format!("Đã bỏ {}: {}", shell::vi_time(at), one.removed_why),
                (None, "crl") => "Danh sách thu hồi, đang dùng".to_owned(),
                (None, _) => "Đang tin cậy".to_owned(),
            },
            remove: (may_edit && one.removed_at.is_none()).then(|| ConfirmDialog {
                id: format!("remove-{}", one.id.simple()),
                button: "Bỏ".to_owned(),
                title: "Bỏ khỏi danh sách tin cậy?".to_owned(),
                text: format!(
                    "Chữ ký dẫn đến “{}” sẽ không còn được kết luận hợp lệ.",
                    one.name
                ),
                action: format!("/signing/trust/{}/removal", one.id),
                confirm: "Bỏ".to_owned(),
                is_grave: true,
                reason: Some("why".to_owned()),
                csrf: visit.csrf.clone(),
            }),
            name: one.name,
            fingerprint: one.fingerprint,
        });
    }
    for one in trust::shipped() {
        let has_file = one.certificate.is_some();
        rows.push(Row {
            name: one.name.clone(),
            note: format!("{}; {}. Kèm theo phần mềm.", one.operator, one.source),
            fingerprint: String::new(),
            days: String::new(),
            state: match has_file {
                true => "Đang tin cậy".to_owned(),
                false => "Chưa có tệp: hãy lấy chứng thư số gốc từ tổ chức này, đối chiếu mã SHA-256 rồi thêm vào".to_owned(),
            },
            remove: None,
        });
    }
    let means = Means::of(&visit.app);
    let list = |all: &[String]| match all.is_empty() {
        true => "Chưa khai".to_owned(),
        false => all.join(", "),
    };
    let devices: Vec<String> = means
        .devices
        .iter()
        .map(|device| device.name.clone())
        .collect();
    let settings = vec![
        ("Mức ký thông thường", level_vi(means.level().code())),
        ("Máy chủ dấu thời gian", list(&means.addresses.time_stamps)),
        (
            "Máy chủ kiểm tra thu hồi được hỏi",
            list(&means.addresses.revocation),
        ),
        ("Thiết bị ký của máy chủ", list(&devices)),
        (
            "Trang kiểm tra công khai",
            match means.public.is_open {
                true => format!("Mở, {}/check", means.public.address),
                false => "Đóng".to_owned(),
            },
        ),
    ];
    let heads = ["Tổ chức", "Hiệu lực tin cậy", "Trạng thái", "Việc làm"];
    Ok(TrustPage {
        frame: visit.frame("Danh sách tin cậy").subtitle(
            "Chữ ký chỉ được kết luận hợp lệ khi chứng thư số dẫn đến một tổ chức ở đây.",
        ),
        columns: heads.map(Column::plain).into(),
        rows,
        empty: Empty::new("Danh sách đang trống.", ""),
        settings,
        form: may_edit.then(|| form(visit, sent)),
    })
}

fn form(visit: &Visit, sent: &Form) -> EntryForm {
    let fields = vec![
        Field::new(
            FieldKind::File(".cer,.crt,.pem,.der,.crl".to_owned()),
            "file",
            "Chứng thư số của tổ chức cấp, hoặc danh sách thu hồi (.crl)",
        )
        .required()
        .columns(12),
        Field::date("from", "Tin cậy từ ngày")
            .help("Bỏ trống: không giới hạn.")
            .columns(6),
        Field::date("to", "Đến ngày").columns(6),
        Field::text("why", "Lấy từ đâu, ai đối chiếu")
            .required()
            .columns(12),
    ];
    let mut form = EntryForm::new("trust", "/signing/trust", "Thêm vào danh sách", &visit.csrf)
        .group("", sent.fill_all(fields));
    form.has_files = true;
    form
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    Ok(Page(page(&visit, &Form::default()).await?).into_response())
}

/// Thêm.
pub async fn add(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let mut sent = Sent::read(parts, visit.today).await?;
    let (from, to) = (sent.form.date("from"), sent.form.date("to"));
    if sent.file.is_none() {
        sent.form.error("file", messages::NO_FILE);
    }
    if sent.form.is_good() {
        let new = New {
            file: sent.file.take().map(|(_, file)| file).unwrap_or_default(),
            from,
            to,
            why: sent.form.get("why").to_owned(),
        };
        let work = visit.begin().await?;
        match trust::add(&work, new).await {
            Ok(name) => {
                work.commit().await?;
                return Ok(Told::to("/signing/trust")
                    .good(format!(
                        "Đã thêm “{name}”. Hãy đối chiếu mã SHA-256 dưới đây một lần nữa."
                    ))
                    .into_response());
            }
            Err(SigningError::Invalid { field, sentence }) => sent.form.error(field, sentence),
            Err(fault) => return Err(fault.into()),
        }
    }
    Ok(Page::refused(page(&visit, &sent.form).await?).into_response())
}

/// Bỏ.
pub async fn remove(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Told, Problem> {
    let work = visit.begin().await?;
    trust::remove(&work, id, form.get("why")).await?;
    work.commit().await?;
    Ok(Told::to("/signing/trust").good("Đã bỏ khỏi danh sách tin cậy."))
}
