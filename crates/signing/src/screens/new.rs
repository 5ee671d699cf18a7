//! Ký một tệp: a PDF of the person's own (a report, a letter), signed with a certificate of theirs.

use askama::Template;
use axum::extract::Multipart;
use axum::response::{IntoResponse, Response};
use shell::{Choice, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::sent::Sent;
use crate::ceremony::{Ceremony, Order, Place, Sight, Ticket};
use crate::{SigningError, certificates, check, messages, pictures};

/// Millimetres in points.
const MM: f64 = 72.0 / 25.4;

#[derive(Template)]
#[template(path = "screens/form.html")]
struct NewPage {
    frame: Frame,
    form: EntryForm,
}

async fn page(visit: &Visit, sent: &Form) -> Result<NewPage, Problem> {
    let usable = certificates::usable(visit.app.db(), &visit.actor, visit.now_ms).await?;
    let only = match usable.as_slice() {
        [one] => one.id.to_string(),
        _ => String::new(),
    };
    let frame = visit
        .frame("Ký một tệp")
        .subtitle("Ký số một tệp PDF của bạn: báo cáo, công văn, bản sao.");
    let frame = match usable.is_empty() {
        true => frame.notice(Tone::Warning, messages::NO_USABLE),
        false => frame,
    };
    let choices = usable
        .iter()
        .map(|one| {
            Choice::new(
                one.id.to_string(),
                format!("{} – {}", one.name, one.home().name_vi()),
            )
        })
        .collect();
    let places = vec![
        Choice::new("hidden", "Không hiện trên trang"),
        Choice::new("sign", "Chữ ký ở cuối văn bản, bên phải trang cuối"),
        Choice::new(
            "top",
            "Dòng chữ ở góc trên bên phải trang đầu (phụ lục, bản sao)",
        ),
    ];
    let fields = vec![
        Field::new(
            FieldKind::File("application/pdf,.pdf".to_owned()),
            "file",
            "Tệp PDF",
        )
        .required()
        .columns(12),
        Field::text("title", "Tên văn bản").required().columns(12),
        Field::choice("certificate", "Chứng thư số", choices)
            .value(only)
            .required()
            .columns(6),
        Field::choice("sight", "Hiện trên trang", places)
            .value("hidden")
            .columns(6),
        Field::text("reason", "Lý do ký")
            .value("Ký duyệt")
            .columns(12),
    ];
    let mut form = EntryForm::new("new", "/signing/new", "Tiếp tục để ký", &visit.csrf)
        .group("", sent.fill_all(fields));
    form.has_files = true;
    Ok(NewPage { frame, form })
}

/// The page.
pub async fn show(visit: Visit) -> Result<Response, Problem> {
    Ok(Page(page(&visit, &Form::default()).await?).into_response())
}

/// Mở phiếu ký.
pub async fn begin(visit: Visit, parts: Multipart) -> Result<Response, Problem> {
    let mut sent = Sent::read(parts, visit.today).await?;
    match begun(&visit, &mut sent).await {
        Ok(ticket) => Ok(Told::to(format!("/signing/tickets/{}", ticket.id)).into_response()),
        Err(SigningError::Invalid { field, sentence }) => {
            sent.form.error(field, sentence);
            Ok(Page::refused(page(&visit, &sent.form).await?).into_response())
        }
        Err(fault) => match fault.sentence() {
            Some(sentence) => {
                sent.form.error("certificate", sentence);
                Ok(Page::refused(page(&visit, &sent.form).await?).into_response())
            }
            None => Err(fault.into()),
        },
    }
}

async fn begun(visit: &Visit, sent: &mut Sent) -> Result<Ticket, SigningError> {
    let (_, pdf) = sent
        .file
        .take()
        .ok_or_else(|| SigningError::invalid("file", messages::NO_FILE))?;
    if !check::is_pdf(&pdf) {
        return Err(SigningError::invalid("file", messages::NOT_A_PDF));
    }
    let title = text::clean(sent.form.get("title"));
    if title.is_empty() {
        return Err(SigningError::invalid("title", messages::TITLE_MISSING));
    }
    let certificate: Uuid = sent
        .form
        .get("certificate")
        .parse()
        .map_err(|_| SigningError::invalid("certificate", messages::CHOOSE_CERTIFICATE))?;
    let sight = sight(visit, sent.form.get("sight"), certificate, &pdf).await?;
    let work = crate::ceremony::work(visit).await?;
    let order = Order {
        purpose: String::new(),
        object: Uuid::now_v7(),
        unit: visit.actor.unit.clone(),
        title,
        pdf,
        certificate,
        level: None,
        sight,
        reason: sent.form.get("reason").to_owned(),
        back: String::new(),
    };
    let ticket = Ceremony::of(&visit.app)
        .begin(&work, visit.session, order)
        .await?;
    work.commit().await?;
    Ok(ticket)
}

async fn sight(
    visit: &Visit,
    asked: &str,
    certificate: Uuid,
    pdf: &[u8],
) -> Result<Sight, SigningError> {
    if !matches!(asked, "sign" | "top") {
        return Ok(Sight::Hidden);
    }
    let pages = sign::page_sizes(pdf)
        .map_err(|_| SigningError::invalid("file", messages::PDF_UNREADABLE))?;
    let (Some(first), Some(last)) = (pages.first(), pages.last()) else {
        return Err(SigningError::invalid("file", messages::PDF_UNREADABLE));
    };
    if asked == "top" {
        return Ok(Sight::Text {
            place: Place::top_right(0, first.0, first.1),
            lines: vec![visit.actor.unit_name.clone()],
        });
    }
    let over = Place {
        page: pages.len() - 1,
        x: last.0 - 95.0 * MM,
        y: 40.0 * MM,
        width: 70.0 * MM,
        height: 25.0 * MM,
    };
    let row = certificates::get(visit.app.db(), certificate).await?;
    let is_unit = row.is_some_and(|row| row.person_id.is_none());
    let has_seal = pictures::seal_of(visit.app.db(), &visit.actor.unit)
        .await?
        .is_some();
    Ok(match is_unit && has_seal {
        true => Sight::Seal { over },
        false => Sight::Signature(over),
    })
}
