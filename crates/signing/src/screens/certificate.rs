//! Một chứng thư số: what it says, whom it leads to, and ending its use.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Badge, ConfirmDialog, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::certificates::state;
use crate::certificates::{self, Certificate};
use crate::trust;

#[derive(Template)]
#[template(path = "screens/certificate.html")]
struct CertificatePage {
    frame: Frame,
    state: Badge,
    facts: Vec<(&'static str, String)>,
    warning: String,
    end: Option<ConfirmDialog>,
}

async fn seen(visit: &Visit, id: Uuid) -> Result<Certificate, Problem> {
    certificates::get(visit.app.db(), id)
        .await?
        .filter(|row| certificates::may_see(&visit.actor, row))
        .ok_or_else(Problem::not_found)
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let row = seen(&visit, id).await?;
    let tree = visit.app.units().units().await?;
    let trust = trust::list(visit.app.db()).await?;
    let chain = row.chain()?;
    let at = crate::ceremony::Ceremony::at(visit.now_ms).to_utc();
    let leads = chain
        .split_first()
        .is_some_and(|(leaf, above)| trust.leads_to(leaf, above, at));
    let may_end = row.person_id == Some(visit.actor.person)
        || visit.may_over(Right::SigningCertificateEdit, &row.unit_id, &[]);
    let day = |ms: i64| shell::vi_time(ms);
    let ended = row
        .ended_at
        .map(|at| format!("{}: {}", day(at), row.ended_why))
        .unwrap_or_default();
    let device = match row.device.as_str() {
        "" => String::new(),
        name => format!(" (“{name}”)"),
    };
    let facts = [
        ("Người giữ", row.holder.clone()),
        ("Đơn vị giữ", tree.name_on(&row.unit_id, visit.today)),
        ("Khóa ký", format!("{}{device}", row.home().name_vi())),
        ("Chủ thể", row.subject.clone()),
        ("Tổ chức cấp", row.issuer.clone()),
        ("Số chứng thư số", row.serial.clone()),
        ("Có hiệu lực từ", day(row.valid_from)),
        ("Đến", day(row.valid_to)),
        ("SHA-256", row.fingerprint.clone()),
        ("Thêm vào phần mềm", day(row.added_at)),
        ("Ngừng dùng", ended),
    ];
    Ok(Page(CertificatePage {
        frame: visit
            .frame(row.name.clone())
            .crumb("Chứng thư số", "/signing/certificates"),
        state: state(&row, visit.now_ms),
        facts: facts.into_iter().filter(|(_, said)| !said.is_empty()).collect(),
        warning: match leads || row.ended_at.is_some() {
            true => String::new(),
            false => "Chứng thư số này chưa dẫn đến tổ chức nào trong danh sách tin cậy, nên chưa ký được. Hãy đề nghị quản trị hệ thống thêm chứng thư số của tổ chức cấp vào Danh sách tin cậy.".to_owned(),
        },
        end: (may_end && row.ended_at.is_none()).then(|| ConfirmDialog {
            id: "end".to_owned(),
            button: "Ngừng dùng, thu hồi".to_owned(),
            title: "Ngừng dùng chứng thư số?".to_owned(),
            text: "Chứng thư số này sẽ không ký được nữa ở phần mềm; chữ ký đã có không đổi. Nếu mất thiết bị hoặc lộ khóa, hãy báo ngay tổ chức cấp để thu hồi.".to_owned(),
            action: format!("/signing/certificates/{id}/end"),
            confirm: "Ngừng dùng".to_owned(),
            is_grave: true,
            reason: Some("why".to_owned()),
            csrf: visit.csrf.clone(),
        }),
    })
    .into_response())
}

/// Ngừng dùng.
pub async fn end(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Told, Problem> {
    seen(&visit, id).await?;
    let work = visit.begin().await?;
    let row = certificates::end(&work, id, form.get("why")).await?;
    work.commit().await?;
    Ok(Told::to(format!("/signing/certificates/{id}"))
        .good(format!("Đã ngừng dùng chứng thư số “{}”.", row.name)))
}
