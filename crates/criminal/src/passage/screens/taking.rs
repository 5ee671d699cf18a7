//! Biểu nhận hồ sơ chuyển đến. Before it is taken in, the receiver sees what the decision says, and not the matter.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Alert, EntryForm, Field, Form, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::forms::{self, FormPage};
use crate::passage::lists::{self, Passage};
use crate::passage::messages;
use crate::passage::transfer::{Taking, take};
use crate::screens::record_form as parts;

/// The form.
pub async fn form(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<FormPage>, Problem> {
    let coming = coming(&visit, id).await?;
    Ok(Page(page(&visit, &coming, &Form::default()).await?))
}

/// Takes it in.
pub async fn add(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let coming = coming(&visit, id).await?;
    let law = visit.app.law();
    let on = form.moment("effective");
    if on.is_none() && form.error_of("effective").is_none() {
        form.error("effective", crate::messages::DAY_MISSING);
    }
    let staff = parts::staff(&visit).await?;
    let prosecutor = form
        .opt("prosecutor")
        .and_then(|id| id.parse::<Uuid>().ok())
        .and_then(|id| staff.all.iter().find(|(one, _)| *one == id).cloned());
    let Some(on) = on.filter(|_| form.is_good()) else {
        return Ok(Page::refused(page(&visit, &coming, &form).await?).into_response());
    };
    let taking = Taking {
        on,
        docket: form.opt("docket").map(text::clean),
        takes_docket: form.is_ticked("take_docket"),
        prosecutor,
        is_confirmed: form.is_ticked("confirmed"),
    };
    let work = visit.begin().await?;
    match take(&work, id, taking).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(format!("/criminal/matters/{id}"))
                .good(
                    "Đã nhận hồ sơ. Từ nay đơn vị bạn thụ lý; các thời hạn được theo dõi tại đây.",
                )
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            parts::refuse(&mut form, &law, error)?;
            Ok(Page::refused(page(&visit, &coming, &form).await?).into_response())
        }
    }
}

/// The passage to one of the person's units; anything else is not there for them.
async fn coming(visit: &Visit, id: Uuid) -> Result<Passage, Problem> {
    let lines = lists::of_matter(visit.app.db(), id).await?;
    let coming = lines
        .into_iter()
        .find(|line| line.is_open && visit.actor.covers.unit(&line.to_unit));
    coming.ok_or_else(|| Problem::NotFound(messages::NOTHING_COMING.to_owned()))
}

async fn page(visit: &Visit, coming: &Passage, typed: &Form) -> Result<FormPage, Problem> {
    let tree = visit.app.units().units().await?;
    let from = people::units::shortened(&tree.name_on(&coming.unit_id, visit.today));
    let number = match coming.number.is_empty() {
        true => String::new(),
        false => format!(" số {}", coming.number),
    };
    let told = format!(
        "{from} chuyển đến theo quyết định{number} ngày {}. Trước khi nhận chỉ xem được dòng này; nhận rồi mới mở được hồ sơ.",
        shell::vi_date(coming.sent_on)
    );
    let mut form = EntryForm::new(
        "taking",
        format!("/criminal/passages/{}/taking", coming.matter_id),
        "Nhận hồ sơ",
        visit.csrf.clone(),
    )
    .alert(Alert::new(Tone::Info, told))
    .group(
        "Nhận hồ sơ",
        vec![
            Field::moment("effective", "Ngày nhận hồ sơ")
                .required()
                .value(shell::vi_date(visit.today))
                .columns(4),
        ],
    )
    .group("Thụ lý", forms::docket());
    if visit.may(Right::CriminalMatterAssign) {
        let staff = parts::staff(visit).await?;
        let choices = staff.choices("prosecutor");
        form = form.group(
            "Phân công",
            vec![Field::choice("prosecutor", "Kiểm sát viên", choices).columns(6)],
        );
    }
    Ok(FormPage {
        frame: visit
            .frame(coming.title.clone())
            .subtitle(coming.code.clone())
            .crumb("Hình sự", "/criminal")
            .crumb("Chuyển hồ sơ", "/criminal/passages")
            .at("/criminal/passages"),
        form: parts::finish(form.cancel("Thôi", "/criminal/passages"), typed),
    })
}
