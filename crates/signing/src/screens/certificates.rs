//! Chứng thư số của đơn vị: who holds which, until when; a file adds one, and a person adds their own from their token.

use askama::Template;
use axum::Json;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use people::{Reach, Right, Rights, staff::post};
use serde::Deserialize;
use shell::{
    Badge, Choice, Column, Empty, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told,
    Tone, Visit,
};
use uuid::Uuid;

use super::sent::Sent;
use crate::ceremony::KeyHome;
use crate::certificates::{self, Certificate, New};
use crate::means::Means;
use crate::{SigningError, messages};

struct Row {
    href: String,
    holder: String,
    is_unit: bool,
    unit: String,
    name: String,
    issuer: String,
    home: &'static str,
    until: String,
    state: Badge,
}

#[derive(Template)]
#[template(path = "screens/certificates.html")]
struct CertificatesPage {
    frame: Frame,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Empty,
    form: Option<EntryForm>,
}

/// The state as a badge.
pub(super) fn state(row: &Certificate, now_ms: i64) -> Badge {
    let days = row.days_left(now_ms);
    let tone = match (row.ended_at.is_some(), days) {
        (true, _) => Tone::Neutral,
        (false, ..0) => Tone::Danger,
        (false, days) => match crate::expiry::step(days) {
            Some(step) if step <= 7 => Tone::Danger,
            Some(_) => Tone::Warning,
            None => Tone::Good,
        },
    };
    Badge::new(tone, row.state_vi(now_ms))
}

/// The list.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    let form = match visit.may(Right::SigningCertificateEdit) {
        true => Some(form(&visit, &Form::default()).await?),
        false => None,
    };
    Ok(Page(page(&visit, form).await?).into_response())
}

async fn page(visit: &Visit, form: Option<EntryForm>) -> Result<CertificatesPage, Problem> {
    let (db, tree) = (visit.app.db(), visit.app.units().units().await?);
    let mut all = Vec::new();
    for unit in certificates::units_seen(&visit.actor) {
        all.extend(certificates::of_unit(db, &unit).await?);
    }
    for own in certificates::of_person(db, visit.actor.person).await? {
        if all.iter().all(|known: &Certificate| known.id != own.id) {
            all.push(own);
        }
    }
    let heads = [
        "Người giữ",
        "Chứng thư số mang tên",
        "Tổ chức cấp",
        "Khóa ký",
        "Hết hạn",
        "Trạng thái",
    ];
    let rows = all.into_iter().map(|row| Row {
        href: format!("/signing/certificates/{}", row.id),
        state: state(&row, visit.now_ms),
        is_unit: row.person_id.is_none(),
        unit: tree.name_on(&row.unit_id, visit.today),
        home: row.home().name_vi(),
        until: shell::vi_date(shell::local_day(row.valid_to)),
        holder: row.holder,
        name: row.name,
        issuer: row.issuer,
    });
    Ok(CertificatesPage {
        frame: visit.frame("Chứng thư số"),
        columns: heads.map(Column::plain).into(),
        rows: rows.collect(),
        empty: Empty::new(
            "Chưa có chứng thư số nào.",
            "Văn thư hoặc quản trị hệ thống thêm bằng tệp; mỗi người cũng tự thêm được từ USB token ở trang Máy ký của tôi.",
        ),
        form,
    })
}

/// The units this person keeps certificates for.
pub(super) fn units_kept(visit: &Visit) -> Vec<String> {
    let right = Right::SigningCertificateEdit;
    let covers = &visit.actor.covers;
    let keys = match visit.reach(right) {
        Reach::Tree => covers.tree_keys(),
        _ => covers.unit_keys(),
    };
    let rights = Rights::embedded();
    keys.iter()
        .filter(|unit| rights.may(&visit.actor, right, unit, false))
        .cloned()
        .collect()
}

/// The members of a unit and the unit itself, as choices.
pub(super) async fn holders(visit: &Visit, unit: &str) -> Result<Vec<Choice>, Problem> {
    let units = visit.app.units().units().await?;
    let mut all = vec![Choice::new("unit", "Cơ quan (chứng thư số của đơn vị)")];
    for member in post::members(visit.app.db(), &units, unit, visit.today).await? {
        let id = member.person.to_string();
        if all.iter().all(|known| known.value != id) {
            all.push(Choice::new(
                id,
                format!("{} – {}", member.name, member.title),
            ));
        }
    }
    Ok(all)
}

async fn form(visit: &Visit, sent: &Form) -> Result<EntryForm, Problem> {
    let tree = visit.app.units().units().await?;
    let kept = units_kept(visit);
    let unit = sent
        .opt("unit")
        .filter(|unit| kept.iter().any(|one| one == unit))
        .map_or_else(|| visit.actor.unit.clone(), str::to_owned);
    let means = Means::of(&visit.app);
    let mut homes = vec![Choice::new("agent", KeyHome::Agent.name_vi())];
    homes.extend(means.devices.iter().map(|device| {
        Choice::new(
            format!("server:{}", device.name),
            format!("Thiết bị “{}” của máy chủ", device.name),
        )
    }));
    let mut fields = vec![
        Field::new(
            FieldKind::File(".cer,.crt,.pem,.der".to_owned()),
            "file",
            "Tệp chứng thư số (.cer, .crt, .pem)",
        )
        .required()
        .columns(6),
    ];
    if kept.len() > 1 {
        let choices = kept
            .iter()
            .map(|key| Choice::new(key.clone(), tree.name_on(key, visit.today)))
            .collect();
        fields.push(
            Field::choice("unit", "Đơn vị giữ", choices)
                .value(unit.clone())
                .help("Đổi đơn vị rồi bấm Thêm một lần để hiện cán bộ của đơn vị đó.")
                .columns(6),
        );
    }
    fields.push(
        Field::choice("holder", "Người giữ", holders(visit, &unit).await?)
            .required()
            .columns(6),
    );
    fields.push(
        Field::choice("home", "Khóa ký", homes)
            .value("agent")
            .required()
            .columns(6),
    );
    fields.push(
        Field::new(
            FieldKind::Check,
            "is_confirmed",
            "Đã xem: tên trong chứng thư số khác tên trong danh sách nhưng đúng là của người (cơ quan) này",
        )
        .columns(12),
    );
    let mut form = EntryForm::new(
        "certificate",
        "/signing/certificates",
        "Thêm chứng thư số",
        &visit.csrf,
    )
    .group("", sent.fill_all(fields));
    form.has_files = true;
    Ok(form)
}

/// Thêm bằng tệp.
pub async fn add(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let mut sent = Sent::read(parts, visit.today).await?;
    match added(&visit, &sent).await {
        Ok(id) => Ok(Told::to(format!("/signing/certificates/{id}"))
            .good("Đã thêm chứng thư số.")
            .into_response()),
        Err(SigningError::Invalid { field, sentence }) => {
            sent.form.error(field, sentence);
            let form = form(&visit, &sent.form).await?;
            Ok(Page::refused(page(&visit, Some(form)).await?).into_response())
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn added(visit: &Visit, sent: &Sent) -> Result<Uuid, SigningError> {
    let unit = sent
        .form
        .opt("unit")
        .map_or_else(|| visit.actor.unit.clone(), str::to_owned);
    let units = visit.app.units().units().await?;
    let person = match sent.form.get("holder") {
        "unit" => None,
        id => {
            let id: Option<Uuid> = id.parse().ok();
            let members = post::members(visit.app.db(), &units, &unit, visit.today).await?;
            let member = members
                .into_iter()
                .find(|member| Some(member.person) == id)
                .ok_or_else(|| SigningError::invalid("holder", messages::NO_MEMBER))?;
            Some((member.person, member.name))
        }
    };
    let (_, bytes) = sent
        .file
        .as_ref()
        .ok_or_else(|| SigningError::invalid("file", messages::NO_FILE))?;
    let (home, device) = match sent.form.get("home").split_once(':') {
        Some(("server", device)) => (KeyHome::Server, device.to_owned()),
        _ => (KeyHome::Agent, String::new()),
    };
    let new = New {
        unit_name: units.name_on(&unit, visit.today),
        unit,
        person,
        chain: certificates::read(bytes)?,
        home,
        device,
        is_confirmed: sent.form.is_ticked("is_confirmed"),
    };
    kept(visit, new).await
}

async fn kept(visit: &Visit, new: New) -> Result<Uuid, SigningError> {
    let work = crate::ceremony::work(visit).await?;
    let id = certificates::add(&work, &Means::of(&visit.app), new).await?;
    work.commit().await?;
    Ok(id)
}

/// What the program at the person's machine reports of a token.
#[derive(Deserialize)]
pub struct Reported {
    /// DER, base 64.
    certificate: String,
    /// DER, base 64.
    #[serde(default)]
    above: Vec<String>,
    /// The name differs, and that was looked at.
    #[serde(default)]
    is_confirmed: bool,
}

/// Thêm của mình, từ USB token.
pub async fn add_own(
    visit: Visit,
    Json(reported): Json<Reported>,
) -> Result<Json<serde_json::Value>, Problem> {
    let units = visit.app.units().units().await?;
    let mut chain = Vec::new();
    for text in std::iter::once(&reported.certificate).chain(&reported.above) {
        let der = STANDARD.decode(text).unwrap_or_default();
        chain.extend(certificates::read(&der)?);
    }
    let new = New {
        unit: visit.actor.unit.clone(),
        unit_name: units.name_on(&visit.actor.unit, visit.today),
        person: Some((visit.actor.person, visit.actor.name.clone())),
        chain,
        home: KeyHome::Agent,
        device: String::new(),
        is_confirmed: reported.is_confirmed,
    };
    let id = kept(&visit, new).await?;
    Ok(Json(serde_json::json!({
        "id": id,
        "href": format!("/signing/certificates/{id}"),
    })))
}
