//! Đang chốt: how far it is; why it was refused, with what was typed. Once frozen, the same address shows the set.

use askama::Template;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{Alert, EntryForm, Field, Form, Frame, Page, Problem, Progress, Told, Tone, Visit};
use uuid::Uuid;

use crate::Period;
use crate::messages::NOT_YOUR_UNIT;
use crate::submission::freezing::{self, Freezing};
use crate::submission::{joining, messages};

#[derive(Template)]
#[template(path = "screens/submission/freezing.html")]
struct FreezingPage {
    frame: Frame,
    alerts: Vec<Alert>,
    progress: Option<Progress>,
    form: Option<EntryForm>,
    doctor: String,
    back: String,
}

/// The form by which a unit's period is frozen.
pub(super) fn entry(visit: &Visit, unit: &str, period: &Period, typed: &Form) -> EntryForm {
    let label = match period.to_at() > visit.now_ms {
        true => "Chốt số liệu tạm tính",
        false => "Chốt số liệu",
    };
    let explanation = Field::long_text("explanation", "Giải trình cảnh báo")
        .columns(12)
        .help("Chỉ cần khi “Kiểm tra trước khi gửi” còn cảnh báo. Giải trình gửi kèm bộ biểu.");
    EntryForm::new("freeze", "/statistics/submissions", label, &visit.csrf)
        .hidden("unit", unit)
        .hidden("from", period.from.to_string())
        .hidden("to", period.to.to_string())
        .group("", typed.fill_all(vec![explanation]))
}

/// The page of an order; none when there is none with this id.
pub(super) async fn page(visit: &Visit, id: Uuid) -> Result<Response, Problem> {
    let one = freezing::by_id(visit.app.db(), id).await?;
    let one = one.ok_or_else(Problem::not_found)?;
    if !visit.may_over(Right::StatisticsRead, &one.unit_id, &[]) {
        return Err(Problem::NotAllowed(NOT_YOUR_UNIT.to_owned()));
    }
    if one.state == "frozen" {
        // It was frozen while we looked.
        return Ok(Told::to(format!("/statistics/submissions/{id}")).into_response());
    }
    let period = one.period().ok_or_else(Problem::not_found)?;
    let units = visit.app.units().units().await?;
    let query = format!("unit={}&{}", one.unit_id, period.query());
    let (alerts, progress) = standing(visit, &one).await?;
    let may_close = visit.may_over(Right::StatisticsClosePeriod, &one.unit_id, &[]);
    let typed = Form::of([("explanation", one.explanation.clone())]);
    let is_tree = joining::joins(&units, &one.unit_id, period.last_day());
    let page = FreezingPage {
        frame: visit
            .frame("Chốt số liệu")
            .subtitle(format!(
                "{} · {}",
                people::units::shortened(&units.name_on(&one.unit_id, period.last_day())),
                period.vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb("Gửi báo cáo", format!("/statistics/submissions?{query}")),
        form: (progress.is_none() && may_close)
            .then(|| entry(visit, &one.unit_id, &period, &typed)),
        alerts,
        progress,
        doctor: match is_tree {
            true => format!("/statistics/doctor?{query}&tree=1"),
            false => format!("/statistics/doctor?{query}"),
        },
        back: format!("/statistics/submissions?{query}"),
    };
    Ok(Page(page).into_response())
}

/// What is said of it, and how far its job is while somebody works on it.
async fn standing(
    visit: &Visit,
    one: &Freezing,
) -> Result<(Vec<Alert>, Option<Progress>), Problem> {
    if !one.is_waiting() {
        return Ok((vec![Alert::new(Tone::Danger, one.why.clone())], None));
    }
    let job = visit.app.jobs().about(&one.id.to_string()).await?;
    let job = job.filter(|job| job.state != jobs::State::Failed);
    Ok(match job {
        None => (
            vec![Alert::new(Tone::Danger, messages::FREEZING_BROKE)],
            None,
        ),
        Some(job) => {
            let then = format!("/statistics/submissions/{}", one.id);
            let said = Alert::new(Tone::Info, messages::FREEZING);
            (vec![said], Some(visit.progress(&job, then)))
        }
    })
}
