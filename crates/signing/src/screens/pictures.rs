//! Hình chữ ký và dấu: kept pictures as they will look in true size, and the form that puts new ones.

use askama::Template;
use axum::extract::{Multipart, Path};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Choice, Empty, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Visit};
use uuid::Uuid;

use super::certificates::{holders, units_kept};
use super::sent::Sent;
use crate::pictures::{self, Kind, New};
use crate::{SigningError, messages};

struct Shown {
    title: String,
    size: String,
    image: String,
    since: String,
    is_coarse: bool,
}

#[derive(Template)]
#[template(path = "screens/pictures.html")]
struct PicturesPage {
    frame: Frame,
    pictures: Vec<Shown>,
    empty: Empty,
    form: EntryForm,
}

async fn page(visit: &Visit, sent: &Form) -> Result<PicturesPage, Problem> {
    let kept = units_kept(visit);
    let unit = match kept.contains(&visit.actor.unit) {
        true => visit.actor.unit.clone(),
        false => kept.first().cloned().unwrap_or_default(),
    };
    let units = visit.app.units().units().await?;
    let mut shown = Vec::new();
    for picture in pictures::of_unit(visit.app.db(), &unit).await? {
        let title = match picture.person_id {
            Some(person) => people::staff::person::name_of(visit.app.db(), person)
                .await?
                .map(|name| format!("Chữ ký: {name}"))
                .unwrap_or_default(),
            None => format!("Dấu: {}", units.name_on(&unit, visit.today)),
        };
        let (width, height) = picture.size_mm();
        shown.push(Shown {
            title,
            size: format!("{width:.1} × {height:.1} mm").replace('.', ","),
            image: format!("/signing/pictures/{}", picture.id),
            since: shell::vi_time(picture.added_at),
            is_coarse: picture.is_coarse(),
        });
    }
    let mut choices = holders(visit, &unit).await?;
    choices[0] = Choice::new("unit", "Cơ quan (hình dấu, màu đỏ)");
    let fields = vec![
        Field::choice("holder", "Của ai", choices)
            .required()
            .columns(6),
        Field::text("width_mm", "Chiều rộng thật (mm)")
            .help("Đo trên giấy. Chiều cao tính theo ảnh.")
            .required()
            .columns(6),
        Field::new(
            FieldKind::File("image/png,.png".to_owned()),
            "file",
            "Ảnh PNG nền trong suốt",
        )
        .help("Chữ ký màu xanh, dấu màu đỏ; quét từ 200 dpi trở lên, cắt sát nét.")
        .required()
        .columns(12),
    ];
    let mut form = EntryForm::new("picture", "/signing/pictures", "Đưa hình vào", &visit.csrf)
        .group("", sent.fill_all(fields));
    form.has_files = true;
    Ok(PicturesPage {
        frame: visit
            .frame("Hình chữ ký, dấu")
            .subtitle("NĐ 30/2020/NĐ-CP, Phụ lục I: hình đặt lên văn bản khi ký số."),
        pictures: shown,
        empty: Empty::new(
            "Chưa có hình nào.",
            "Không có hình chữ ký thì họ tên và thời điểm ký hiện bằng chữ; không có hình dấu thì chưa đóng dấu số được.",
        ),
        form,
    })
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    Ok(Page(page(&visit, &Form::default()).await?).into_response())
}

/// Đưa hình vào.
pub async fn put(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let mut sent = Sent::read(parts, visit.today).await?;
    match kept(&visit, &sent).await {
        Ok(()) => Ok(Told::to("/signing/pictures")
            .good("Đã đưa hình vào. Hãy xem lại cỡ và nền dưới đây.")
            .into_response()),
        Err(SigningError::Invalid { field, sentence }) => {
            sent.form.error(field, sentence);
            Ok(Page::refused(page(&visit, &sent.form).await?).into_response())
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn kept(visit: &Visit, sent: &Sent) -> Result<(), SigningError> {
    let (_, file) = sent
        .file
        .as_ref()
        .ok_or_else(|| SigningError::invalid("file", messages::NO_FILE))?;
    let kept = units_kept(visit);
    let unit = match kept.contains(&visit.actor.unit) {
        true => visit.actor.unit.clone(),
        false => kept.first().cloned().unwrap_or_default(),
    };
    let (kind, person) = match sent.form.get("holder") {
        "unit" => (Kind::Seal, None),
        id => {
            let id: Uuid = id
                .parse()
                .map_err(|_| SigningError::invalid("holder", messages::NO_MEMBER))?;
            let units = visit.app.units().units().await?;
            let all =
                people::staff::post::members(visit.app.db(), &units, &unit, visit.today).await?;
            if all.iter().all(|member| member.person != id) {
                return Err(SigningError::invalid("holder", messages::NO_MEMBER));
            }
            (Kind::Signature, Some(id))
        }
    };
    let typed = sent.form.get("width_mm").replace(',', ".");
    let width: f64 = typed.parse().unwrap_or(0.0);
    let new = New {
        unit,
        kind,
        person,
        width_mm: (width.clamp(0.0, 1_000.0) * 10.0).round() as i32,
        file: file.clone(),
    };
    let work = crate::ceremony::work(visit).await?;
    pictures::put(&work, visit.app.files(), new).await?;
    work.commit().await?;
    Ok(())
}

/// The picture itself.
pub async fn image(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let picture = pictures::get(visit.app.db(), id)
        .await?
        .filter(|picture| visit.may_over(Right::SigningCertificateEdit, &picture.unit_id, &[]))
        .ok_or_else(Problem::not_found)?;
    let bytes = pictures::bytes(visit.app.files(), &picture).await?;
    let head = [
        (header::CONTENT_TYPE, "image/png"),
        (header::CACHE_CONTROL, "private, max-age=600"),
    ];
    Ok((head, bytes).into_response())
}
