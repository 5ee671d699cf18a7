//! Gửi báo cáo: freeze a period, see what was frozen, and how the units below stand at this moment.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{
    Alert, Choice, Column, EntryForm, Form, Frame, Page, Problem, Told, Tone, Visit, vi_date,
    vi_time,
};

use crate::submission::freezing::{self, Asked};
use crate::submission::set::{self, Set};
use crate::submission::standing::{self, Standing};
use crate::submission::window::Window;
use crate::submission::{joining, messages};
use crate::{Period, period};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    unit: String,
    from: String,
    to: String,
}

struct Line {
    href: String,
    period: String,
    state: String,
    is_open: bool,
    signed: String,
    note: String,
}

struct Below {
    name: String,
    href: Option<String>,
    standing_href: String,
    state: String,
    is_gap: bool,
    signed: String,
    below: String,
    returned: usize,
}

#[derive(Template)]
#[template(path = "screens/submission/home.html")]
struct HomePage {
    frame: Frame,
    units: Vec<Choice>,
    unit: String,
    from: String,
    to: String,
    months: Vec<(String, String)>,
    alerts: Vec<Alert>,
    form: Option<EntryForm>,
    freezing: Option<String>,
    doctor: String,
    adjustments: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    below_columns: Vec<Column>,
    below: Vec<Below>,
    may_close: bool,
    joins: bool,
    csrf: String,
}

/// The page.
pub async fn show(visit: Visit, Query(chosen): Query<Chosen>) -> Result<Response, Problem> {
    Ok(Page(page(&visit, &chosen, &Form::default()).await?).into_response())
}

/// Chốt số liệu: asked for at once, counted in the background; the page it leads to becomes the page of the set.
pub async fn freeze(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let chosen = Chosen {
        unit: form.get("unit").to_owned(),
        from: form.get("from").to_owned(),
        to: form.get("to").to_owned(),
    };
    let asked = Asked {
        unit: chosen.unit.clone(),
        period: Period::read(&chosen.from, &chosen.to)
            .map_err(|fault| Problem::Refused(fault.sentence))?,
        explanation: text::clean(form.get("explanation")),
    };
    let units = visit.app.units().units().await?;
    match freezing::ask(&visit, &units, &asked).await {
        Ok(id) => Ok(Told::to(format!("/statistics/submissions/{id}")).into_response()),
        Err(Problem::Refused(sentence)) => {
            form.alert(Alert::new(Tone::Danger, sentence));
            Ok(Page::refused(page(&visit, &chosen, &form).await?).into_response())
        }
        Err(problem) => Err(problem),
    }
}

async fn page(visit: &Visit, chosen: &Chosen, form: &Form) -> Result<HomePage, Problem> {
    let db = visit.app.db();
    let tree = visit.app.units().units().await?;
    let unit = match chosen.unit.as_str() {
        "" => visit.actor.unit.clone(),
        unit => unit.to_owned(),
    };
    if !visit.may_over(Right::StatisticsRead, &unit, &[]) {
        return Err(Problem::NotAllowed(
            crate::messages::NOT_YOUR_UNIT.to_owned(),
        ));
    }
    let asked = match (chosen.from.as_str(), chosen.to.as_str()) {
        ("", "") => last_month(visit),
        (from, to) => Period::read(from, to).map_err(|fault| Problem::Refused(fault.sentence))?,
    };
    let day = asked.last_day();
    let query = format!("unit={unit}&{}", asked.query());
    let sets = set::of_period(db, &unit, asked.from_at(), asked.to_at()).await?;
    let standings = standing::of(db, &tree, &unit, &asked).await?;
    let may_close = visit.may_over(Right::StatisticsClosePeriod, &unit, &[]);
    let is_locked = sets.iter().any(Set::is_final);
    let joins = joining::joins(&tree, &unit, day);
    let mut alerts = notes(&asked, &standings, visit.now_ms);
    alerts.extend(form.alerts().iter().cloned());
    let waiting = freezing::waiting(db, &unit, &asked).await?;
    let entry = (may_close && !is_locked && waiting.is_none())
        .then(|| super::freezing::entry(visit, &unit, &asked, form));
    let mut units = vec![Choice::new(
        &visit.actor.unit,
        people::units::shortened(&tree.name_on(&visit.actor.unit, day)),
    )];
    units.extend(
        joining::senders(&tree, &visit.actor.unit, day)
            .iter()
            .filter(|one| visit.may_over(Right::StatisticsRead, &one.key, &[]))
            .map(|one| Choice::new(&one.key, people::units::shortened(&one.name))),
    );
    if units.iter().all(|one| one.value != unit) {
        units.push(Choice::new(
            &unit,
            people::units::shortened(&tree.name_on(&unit, day)),
        ));
    }
    let months = period::choices(visit.today)
        .into_iter()
        .filter(|(group, _)| !group.starts_with("Tuần") && !group.starts_with("Nửa"))
        .flat_map(|(_, choices)| choices)
        .map(|one| {
            let href = format!("/statistics/submissions?unit={unit}&{}", one.period.query());
            (one.label, href)
        });
    Ok(HomePage {
        frame: visit
            .frame("Gửi báo cáo thống kê")
            .subtitle(format!(
                "{} · {}",
                people::units::shortened(&tree.name_on(&unit, day)),
                asked.vi()
            ))
            .crumb("Thống kê", "/statistics"),
        units,
        from: asked.from.vi(),
        to: asked.to.vi(),
        months: months.collect(),
        alerts,
        form: entry,
        freezing: waiting.map(|one| format!("/statistics/submissions/{}", one.id)),
        doctor: match joins {
            true => format!("/statistics/doctor?{query}&tree=1"),
            false => format!("/statistics/doctor?{query}"),
        },
        adjustments: format!("/statistics/adjustments?{query}"),
        columns: ["Bộ biểu", "Trạng thái", "Ký", "Ghi chú"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        lines: sets.iter().map(line).collect(),
        below_columns: ["Đơn vị", "Trạng thái", "Ký, gửi", "Cấp dưới", "Đã trả lại"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        below: standings
            .into_iter()
            .map(|one| below(one, &asked))
            .collect(),
        may_close,
        joins,
        csrf: visit.csrf.clone(),
        unit,
    })
}

fn last_month(visit: &Visit) -> Period {
    let this = period::first_choice(visit.today);
    this.just_before().unwrap_or(this)
}

fn notes(asked: &Period, standings: &[Standing], now_ms: i64) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if asked.to_at() > now_ms {
        alerts.push(Alert::new(Tone::Info, messages::PROVISIONAL));
    }
    if let Some(window) = Window::of(asked) {
        let (due, until) = window.days(asked);
        let check = match window.is_to_check {
            true => " (cần kiểm tra)",
            false => "",
        };
        alerts.push(
            Alert::new(
                Tone::Info,
                format!(
                    "{}: hạn gửi ngày {}; cấp trên được trả lại để sửa đến hết ngày {}{check}.",
                    window.name_vi,
                    vi_date(due),
                    vi_date(until)
                ),
            )
            .detail(format!("{}. {}", window.basis_vi, window.note_vi)),
        );
    }
    let gaps: Vec<&str> = standings
        .iter()
        .filter(|one| !one.is_sent())
        .map(|one| one.name.as_str())
        .collect();
    if !standings.is_empty() {
        alerts.push(match gaps.as_slice() {
            [] => Alert::new(Tone::Good, "Mọi đơn vị cấp dưới đã gửi."),
            gaps => Alert::new(
                Tone::Warning,
                format!(
                    "Còn {} trong {} đơn vị chưa gửi: {}. Bộ gộp vẫn chốt được: số liệu của các đơn vị này tính từ sự kiện \
                     đã ghi, và bộ gộp nêu tên.",
                    gaps.len(),
                    standings.len(),
                    gaps.join("; ")
                ),
            ),
        });
    }
    alerts
}

fn signed(set: &Set) -> String {
    let mut said = Vec::new();
    if let Some(at) = set.compiled_at {
        said.push(format!("Người lập: {}, {}", set.compiler_name, vi_time(at)));
    }
    if let Some(at) = set.sent_at {
        said.push(format!("Duyệt, gửi: {}, {}", set.head_name, vi_time(at)));
    }
    said.join("; ")
}

fn line(set: &Set) -> Line {
    let mut note = Vec::new();
    if !set.remark.is_empty() {
        note.push(set.remark.clone());
    }
    if !set.receipt.is_empty() {
        note.push("Đã có biên nhận của cấp trên.".to_owned());
    }
    Line {
        href: format!("/statistics/submissions/{}", set.id),
        period: format!(
            "Lần {}{}{}",
            set.n,
            if set.is_tree {
                ", gộp cả cấp dưới"
            } else {
                ""
            },
            if set.is_provisional {
                ", số liệu tạm tính"
            } else {
                ""
            }
        ),
        state: set.standing().name_vi().to_owned(),
        is_open: matches!(set.standing(), set::State::Frozen | set::State::Compiled),
        signed: signed(set),
        note: note.join(" "),
    }
}

fn below(one: Standing, asked: &Period) -> Below {
    Below {
        state: one.state_vi().to_owned(),
        is_gap: !one.is_sent(),
        href: one
            .set
            .as_ref()
            .map(|set| format!("/statistics/submissions/{}", set.id)),
        standing_href: format!(
            "/statistics/submissions?unit={}&{}",
            one.unit,
            asked.query()
        ),
        signed: one.set.as_ref().map(signed).unwrap_or_default(),
        below: one
            .below
            .map_or(String::new(), |(sent, all)| format!("{sent}/{all} đã gửi")),
        returned: one.returned,
        name: one.name,
    }
}
