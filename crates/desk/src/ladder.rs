//! Thang cảnh báo thời hạn của đơn vị: shown to everybody, set by the unit's chief. An office's own setting, not law.

use askama::Template;
use axum::response::{IntoResponse, Response};
use people::{
    Ladder, Right, Work, WorkError,
    ladder::{self, Rank, Step},
    staff::person,
};
use shell::{
    Choice, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Visit, vi_time,
};

use crate::{jobs_of, messages, rounds};

struct Row {
    step: Step,
    class: &'static str,
    days: String,
    hours: String,
    who: String,
}

#[derive(Template)]
#[template(path = "ladder.html")]
pub struct LadderPage {
    frame: Frame,
    rows: Vec<Row>,
    origin: String,
    is_own: bool,
    form: Option<EntryForm>,
}

/// The page.
pub async fn show(visit: Visit) -> Result<Page<LadderPage>, Problem> {
    let form = Form::default();
    Ok(Page(page(&visit, &form).await?))
}

/// Đặt thang.
pub async fn set(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let mut number = |name: &str| {
        form.required(name, messages::LADDER_NUMBER);
        form.number(name).unwrap_or(-1)
    };
    let (near_days, urgent_days) = (number("near_days"), number("urgent_days"));
    let (near_hours, urgent_hours) = (number("near_hours"), number("urgent_hours"));
    let hears = Rank::ALL.map(|rank| match ladder::heard(form.get(rank.id())) {
        Some(step) => step,
        None => {
            form.error(rank.id(), messages::LADDER_CHOICE);
            None
        }
    });
    let wanted = Ladder {
        near_days,
        urgent_days,
        near_hours,
        urgent_hours,
        hears,
    };
    if form.is_good() {
        let work = visit.begin().await?;
        match ladder::set(&work, &visit.actor.unit, &wanted).await {
            Ok(()) => {
                look_now(&work).await?;
                work.commit().await?;
                visit.app.jobs().ring();
                visit.app.read_ladders().await?;
                return Ok(Told::to("/desk/ladder")
                    .good(messages::LADDER_SET)
                    .into_response());
            }
            Err(error) => form.refuse(error)?,
        }
    }
    Ok(Page::refused(page(&visit, &form).await?).into_response())
}

/// Trở về mặc định.
pub async fn reset(visit: Visit) -> Result<Told, Problem> {
    let work = visit.begin().await?;
    ladder::reset(&work, &visit.actor.unit).await?;
    look_now(&work).await?;
    work.commit().await?;
    visit.app.jobs().ring();
    visit.app.read_ladders().await?;
    Ok(Told::to("/desk/ladder").good(messages::LADDER_RESET))
}

/// What another ladder raises is raised now, not at the next hour.
async fn look_now(work: &Work) -> Result<(), WorkError> {
    let key = work.now_ms.to_string();
    let job = jobs_of::new_job(
        rounds::LADDER,
        &key,
        &key,
        messages::LADDER_ROUND.to_owned(),
    );
    jobs::queue(&work.tx, job).await?;
    Ok(())
}

async fn page(visit: &Visit, typed: &Form) -> Result<LadderPage, Problem> {
    let unit = &visit.actor.unit;
    let ladders = visit.app.ladders();
    let current = ladders.of(unit);
    let may_edit = visit.may_over(Right::DeskLadderEdit, unit, &[]);
    let origin = origin(visit, unit).await?;
    Ok(LadderPage {
        frame: visit
            .frame("Thang cảnh báo thời hạn")
            .subtitle(visit.actor.unit_name.clone())
            .crumb("Bàn làm việc", "/desk"),
        rows: rows(current),
        origin,
        is_own: ladders.is_own(unit) && may_edit,
        form: may_edit.then(|| entry(visit, current, typed)),
    })
}

async fn origin(visit: &Visit, unit: &str) -> Result<String, WorkError> {
    let db = visit.app.db();
    Ok(match ladder::set_by(db, unit).await? {
        Some(by) => {
            let name = person::name_of(db, by.set_by).await?.unwrap_or_default();
            messages::ladder_of_unit(&name, &vi_time(by.set_at))
        }
        None => messages::LADDER_DEFAULT.to_owned(),
    })
}

fn rows(ladder: &Ladder) -> Vec<Row> {
    let row = |step: Step| {
        let (class, days, hours) = match step {
            Step::Calm => (
                "calm",
                format!("Còn hơn {} ngày", ladder.near_days),
                format!("Còn hơn {} giờ", ladder.near_hours),
            ),
            Step::Near => (
                "soon",
                format!("Còn {} ngày trở xuống", ladder.near_days),
                format!("Còn {} giờ trở xuống", ladder.near_hours),
            ),
            Step::Urgent => (
                "near",
                format!("Còn {} ngày trở xuống", ladder.urgent_days),
                format!("Còn {} giờ trở xuống", ladder.urgent_hours),
            ),
            Step::Overdue => (
                "overdue",
                "Đã qua ngày cuối".to_owned(),
                "Đã qua giờ cuối".to_owned(),
            ),
        };
        let who: Vec<&str> = Rank::ALL
            .into_iter()
            .filter(|rank| ladder.hears(*rank, step))
            .map(Rank::vi)
            .collect();
        Row {
            step,
            class,
            days,
            hours,
            who: match who.is_empty() {
                true => "Không báo ai".to_owned(),
                false => who.join(", "),
            },
        }
    };
    [Step::Calm, Step::Near, Step::Urgent, Step::Overdue]
        .into_iter()
        .map(row)
        .collect()
}

fn entry(visit: &Visit, ladder: &Ladder, typed: &Form) -> EntryForm {
    let number = |name: &str, label: &str, value: i64| {
        Field::new(FieldKind::Number, name, label)
            .value(value.to_string())
            .required()
            .columns(3)
    };
    let steps = vec![
        number("near_days", "Gần hạn: còn (ngày)", ladder.near_days),
        number("urgent_days", "Gấp: còn (ngày)", ladder.urgent_days),
        number("near_hours", "Gần hạn: còn (giờ)", ladder.near_hours)
            .help("Cho thời hạn pháp luật tính theo giờ."),
        number("urgent_hours", "Gấp: còn (giờ)", ladder.urgent_hours),
    ];
    let ranks = Rank::ALL.map(|rank| {
        let mut choices: Vec<Choice> = Step::HEARD
            .into_iter()
            .map(|step| Choice::new(step.id(), format!("Từ bậc {}", step.vi().to_lowercase())))
            .collect();
        if rank != Rank::Prosecutor {
            choices.push(Choice::new("never", "Không báo"));
        }
        let from = ladder.hears_from(rank).map_or("never", Step::id);
        Field::choice(rank.id(), rank.vi(), choices)
            .value(from)
            .required()
            .columns(3)
    });
    let mut form = EntryForm::new(
        "ladder",
        "/desk/ladder",
        "Lưu thang của đơn vị",
        &visit.csrf,
    )
    .group("Các bậc", typed.fill_all(steps))
    .group("Ai được báo", typed.fill_all(ranks.into()));
    form.alerts = typed.alerts().to_vec();
    form
}
