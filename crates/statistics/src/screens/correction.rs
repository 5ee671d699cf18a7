//! Phiếu điều chỉnh: proposed, signed, withdrawn; and each unit's count of them, its discipline of data.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use people::{Reach, Right};
use serde::Deserialize;
use shell::{
    Alert, Choice, Column, Empty, EntryForm, Field, Form, Frame, Page, Problem, Routes, Told, Tone,
    Visit, vi_date, vi_time,
};
use uuid::Uuid;

use crate::correction::{self, Adjustment, New, messages};
use crate::messages::NOT_YOUR_UNIT;
use crate::submission::{freeze, hand};
use crate::{Form as Layout, Period, definitions};

/// The addresses.
pub fn routes() -> Routes {
    let (read, close) = (Right::StatisticsRead, Right::StatisticsClosePeriod);
    Routes::new()
        .get("/statistics/adjustments", read, list)
        .post("/statistics/adjustments", close, propose)
        .get("/statistics/adjustments/{id}", read, show)
        .get("/statistics/adjustments/{id}/pdf", read, pdf)
        .post("/statistics/adjustments/{id}/signature", close, sign)
        .post("/statistics/adjustments/{id}/withdrawal", close, withdraw)
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    unit: String,
    from: String,
    to: String,
    form: String,
    row: String,
}

struct Line {
    href: String,
    unit: String,
    figure: String,
    label: String,
    amount: String,
    period: String,
    expires: String,
    state: String,
    is_late: bool,
}

struct Count {
    unit: String,
    in_force: usize,
    overdue: usize,
    proposed: usize,
    withdrawn: usize,
}

#[derive(Template)]
#[template(path = "screens/correction/list.html")]
struct ListPage {
    frame: Frame,
    counts: Vec<Count>,
    count_columns: Vec<Column>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    empty: Empty,
    form: Option<EntryForm>,
}

#[derive(Template)]
#[template(path = "screens/correction/one.html")]
struct OnePage {
    frame: Frame,
    alerts: Vec<Alert>,
    pairs: Vec<(&'static str, String)>,
    sign: Option<String>,
    withdraw: Option<EntryForm>,
    pdf: String,
    csrf: String,
}

async fn list(visit: Visit, Query(chosen): Query<Chosen>) -> Result<Response, Problem> {
    let typed = Form::of([
        ("unit", chosen.unit),
        ("from", day_vi(&chosen.from)),
        ("to", day_vi(&chosen.to)),
        ("form", chosen.form),
        ("row", chosen.row),
    ]);
    Ok(Page(page(&visit, &typed).await?).into_response())
}

/// A day of an address as people type it.
fn day_vi(said: &str) -> String {
    said.parse::<law::Moment>()
        .map_or_else(|_| said.to_owned(), |moment| moment.vi())
}

async fn page(visit: &Visit, typed: &Form) -> Result<ListPage, Problem> {
    let units = visit.app.units().units().await?;
    let covers = units.covers(&visit.actor.unit, visit.today);
    let keys = match visit.reach(Right::StatisticsRead) {
        Reach::Tree => covers.tree_keys().clone(),
        _ => covers.unit_keys().clone(),
    };
    let keys: Vec<String> = keys.into_iter().collect();
    let all = correction::of_units(visit.app.db(), &keys).await?;
    let forms = definitions::all(visit.app.db(), visit.today).await?;
    let name = |key: &str| people::units::shortened(&units.name_on(key, visit.today));
    let counts = correction::discipline(&all, visit.today)
        .into_iter()
        .map(|one| Count {
            unit: name(&one.unit),
            in_force: one.in_force,
            overdue: one.overdue,
            proposed: one.proposed,
            withdrawn: one.withdrawn,
        });
    let lines = all.iter().map(|one| Line {
        href: format!("/statistics/adjustments/{}", one.id),
        unit: name(&one.unit_id),
        figure: figure(one, &forms),
        label: one.label.clone(),
        amount: format!("{:+}", one.amount),
        period: one.period().map_or(String::new(), |period| period.vi()),
        expires: vi_date(one.expires_on),
        state: one.state_vi(visit.today).to_owned(),
        is_late: one.state == "signed" && one.expires_on < visit.today,
    });
    let may = visit.may_over(Right::StatisticsClosePeriod, &visit.actor.unit, &[]);
    let columns = |names: &[&str]| names.iter().map(|name| Column::plain(*name)).collect();
    Ok(ListPage {
        frame: visit
            .frame("Phiếu điều chỉnh số liệu")
            .subtitle("Không ai gõ đè số liệu: số phải khác thì có phiếu ký, đứng cạnh số liệu và đi cùng lên cấp trên.")
            .crumb("Thống kê", "/statistics"),
        counts: counts.collect(),
        count_columns: columns(&["Đơn vị", "Quá hạn sửa hồ sơ", "Đang có hiệu lực", "Chờ ký", "Đã rút"]),
        columns: columns(&["Số liệu", "Đơn vị, kỳ", "Điều chỉnh", "Sửa hồ sơ trước", "Trạng thái"]),
        lines: lines.collect(),
        empty: Empty::new(
            "Chưa có phiếu điều chỉnh nào",
            "Đó là điều mong muốn: mọi số liệu đúng bằng số đếm từ sự kiện.",
        ),
        form: may.then(|| entry(visit, typed, &forms)),
    })
}

fn entry(visit: &Visit, typed: &Form, forms: &[&Layout]) -> EntryForm {
    let choices = forms
        .iter()
        .map(|form| Choice::new(&form.id, format!("{}: {}", form.number, form.name_vi)))
        .collect();
    let fields = vec![
        Field::choice("form", "Biểu", choices)
            .required()
            .columns(12),
        Field::text("row", "Dòng")
            .required()
            .columns(4)
            .help("Biểu theo tội danh: điều luật, hoặc “tong”."),
        Field::text("column", "Cột")
            .columns(4)
            .help("Chỉ với biểu theo tội danh, ví dụ c3."),
        Field::text("amount", "Cộng thêm hoặc bớt đi")
            .required()
            .columns(4)
            .help("Ví dụ 1 hoặc -1."),
        Field::moment("from", "Kỳ từ ngày").required().columns(4),
        Field::moment("to", "Đến hết ngày").required().columns(4),
        Field::date("expires_on", "Sửa xong hồ sơ trước hết ngày")
            .required()
            .columns(4),
        Field::long_text("reason", "Lý do").required().columns(12),
        Field::text("record", "Hồ sơ, sự kiện lẽ ra phải cho số liệu này")
            .required()
            .columns(12),
    ];
    EntryForm::new(
        "adjust",
        "/statistics/adjustments",
        "Lập phiếu, trình ký",
        &visit.csrf,
    )
    .group("", typed.fill_all(fields))
}

fn figure(one: &Adjustment, forms: &[&Layout]) -> String {
    let form = forms.iter().find(|form| form.id == one.form);
    let number = form.map_or(one.form.as_str(), |form| form.number.as_str());
    match one.column_no.as_str() {
        crate::told::COLUMN => format!("{number} dòng {}", one.row_no),
        column => format!("{number} điều {} cột {column}", one.row_no),
    }
}

async fn propose(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    match read(&visit, &mut form) {
        Some(new) => match correction::propose(&visit, new).await {
            Ok(id) => Ok(Told::to(format!("/statistics/adjustments/{id}"))
                .good("Đã lập phiếu; chưa có hiệu lực đến khi lãnh đạo ký số.")
                .into_response()),
            Err(Problem::Refused(sentence)) => {
                form.alert(Alert::new(Tone::Danger, sentence));
                Ok(Page::refused(page(&visit, &form).await?).into_response())
            }
            Err(problem) => Err(problem),
        },
        None => Ok(Page::refused(page(&visit, &form).await?).into_response()),
    }
}

fn read(visit: &Visit, form: &mut Form) -> Option<New> {
    let amount = form
        .get("amount")
        .replace('+', "")
        .replace('−', "-")
        .trim()
        .parse::<i64>();
    if !amount.as_ref().is_ok_and(|amount| *amount != 0) {
        form.error("amount", messages::AMOUNT);
    }
    let period = Period::read(form.get("from"), form.get("to"));
    if period.is_err() {
        form.error("from", messages::PERIOD);
    }
    let expires_on = form.date("expires_on");
    if expires_on.is_none() {
        form.error("expires_on", messages::EXPIRES);
    }
    let row = form.required("row", messages::NO_SUCH_CELL);
    let reason = form.required("reason", messages::REASON);
    let record = form.required("record", messages::RECORD);
    Some(New {
        unit: visit.actor.unit.clone(),
        form: form.get("form").to_owned(),
        row: row?,
        column: form.get("column").to_owned(),
        period: period.ok()?,
        amount: amount.ok().filter(|amount| *amount != 0)?,
        reason: text::clean(&reason?),
        record: text::clean(&record?),
        expires_on: expires_on?,
    })
}

async fn readable(visit: &Visit, id: Uuid) -> Result<Adjustment, Problem> {
    let one = correction::by_id(visit.app.db(), id)
        .await?
        .ok_or_else(Problem::not_found)?;
    match visit.may_over(Right::StatisticsRead, &one.unit_id, &[]) {
        true => Ok(one),
        false => Err(Problem::NotAllowed(NOT_YOUR_UNIT.to_owned())),
    }
}

async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let one = readable(&visit, id).await?;
    Ok(Page(shown(&visit, one, &Form::default()).await?).into_response())
}

async fn shown(visit: &Visit, one: Adjustment, typed: &Form) -> Result<OnePage, Problem> {
    let units = visit.app.units().units().await?;
    let forms = definitions::all(visit.app.db(), visit.today).await?;
    let said = figure(&one, &forms);
    let href = format!("/statistics/adjustments/{}", one.id);
    let work = visit.begin().await?;
    let may_sign = correction::may_sign(&work, &one).await.is_ok();
    work.rollback().await?;
    let may_close = visit.may_over(Right::StatisticsClosePeriod, &one.unit_id, &[]);
    let mut pairs = vec![
        ("Trạng thái", one.state_vi(visit.today).to_owned()),
        (
            "Đơn vị",
            people::units::shortened(&units.name_on(&one.unit_id, visit.today)),
        ),
        (
            "Kỳ",
            one.period().map_or(String::new(), |period| period.vi()),
        ),
        ("Số liệu", format!("{said}: {}", one.label)),
        ("Điều chỉnh", format!("{:+}", one.amount)),
        ("Lý do", one.reason.clone()),
        ("Hồ sơ lẽ ra phải cho số liệu này", one.record.clone()),
        ("Sửa xong hồ sơ trước hết ngày", vi_date(one.expires_on)),
        (
            "Người lập",
            format!("{}, {}", one.made_name, vi_time(one.made_at)),
        ),
    ];
    if let Some(at) = one.signed_at {
        pairs.push((
            "Người ký",
            format!("{}, ký số {}", one.signed_name, vi_time(at)),
        ));
    }
    let mut alerts = Vec::new();
    if let Some(at) = one.withdrawn_at {
        let said = format!(
            "{} rút phiếu {}: {}",
            one.withdrawn_name,
            vi_time(at),
            one.why
        );
        alerts.push(Alert::new(Tone::Warning, said));
    }
    alerts.extend(typed.alerts().iter().cloned());
    Ok(OnePage {
        frame: visit
            .frame("Phiếu điều chỉnh số liệu")
            .subtitle(said)
            .crumb("Thống kê", "/statistics")
            .crumb("Phiếu điều chỉnh", "/statistics/adjustments"),
        alerts,
        pairs,
        sign: may_sign.then(|| format!("{href}/signature")),
        withdraw: (may_close && one.state != "withdrawn").then(|| {
            let why = Field::text("why", "Lý do rút phiếu").required().columns(12);
            EntryForm::new(
                "withdraw",
                format!("{href}/withdrawal"),
                "Rút phiếu",
                &visit.csrf,
            )
            .group("", typed.fill_all(vec![why]))
        }),
        pdf: format!("{href}/pdf"),
        csrf: visit.csrf.clone(),
    })
}

async fn pdf(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let one = readable(&visit, id).await?;
    let name = match one.signed.is_empty() {
        true => &one.paper,
        false => &one.signed,
    };
    let bytes = freeze::file(&visit.app, name).await?;
    let said = "inline; filename=\"phieu-dieu-chinh.pdf\"".to_owned();
    let head = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, said),
    ];
    Ok((head, bytes).into_response())
}

async fn sign(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    Ok(Told::to(hand::sign_adjustment(&visit, id).await?).into_response())
}

async fn withdraw(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let one = readable(&visit, id).await?;
    let work = visit.begin().await?;
    match correction::withdraw(&work, id, form.get("why")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(format!("/statistics/adjustments/{id}"))
                .say(Tone::Info, "Đã rút phiếu.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(shown(&visit, one, &form).await?).into_response())
        }
    }
}
