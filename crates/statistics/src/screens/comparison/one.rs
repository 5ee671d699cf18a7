//! Một bảng đối chiếu: the trial run, the rows, the totals, what was done, the minutes.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{
    Alert, Badge, Column, Empty, EntryForm, Field, Form, Frame, Page, Problem, Stat, Tabs, Told,
    Tone, Visit,
};
use uuid::Uuid;

use super::{chosen, of_visit, sheets_of};
use crate::Scope;
use crate::comparison::acts::{self, Signers};
use crate::comparison::messages::{self, field_vi};
use crate::comparison::minutes::totals;
use crate::comparison::ours;
use crate::comparison::reading::{self, Fault, Sheeted};
use crate::comparison::store::{self, Comparison, Row, State};

/// Rows shown at once.
const SHOWN: usize = 200;

pub(super) struct Line {
    href: String,
    name: String,
    paper: String,
    state: Badge,
    what: String,
    stands: String,
    row_no: String,
}

struct Done {
    when: String,
    said: String,
    who: String,
    undone: String,
}

struct Sum {
    name: String,
    ours: i64,
    theirs: i64,
    equal: i64,
    agreed: i64,
}

#[derive(Template)]
#[template(path = "screens/comparison/one.html")]
pub struct OnePage {
    frame: Frame,
    href: String,
    alerts: Vec<Alert>,
    is_trial: bool,
    may_open: bool,
    may_enter: bool,
    is_open: bool,
    undo: Option<String>,
    stats: Vec<Stat>,
    fault_columns: Vec<Column>,
    faults: Vec<Fault>,
    skipped: usize,
    tabs: Option<Tabs>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    more: usize,
    empty: Empty,
    sum_columns: Vec<Column>,
    sums: Vec<Sum>,
    done: Vec<Done>,
    closing: Option<EntryForm>,
    back: Option<EntryForm>,
    withdrawal: Option<EntryForm>,
    has_minutes: bool,
}

/// What is shown of the rows.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    show: String,
}

/// What a sheet would become, from the file as it stands and from the facts as they stand.
async fn planned(visit: &Visit, one: &Comparison) -> Result<(Sheeted, Vec<Row>), Problem> {
    let sheets = sheets_of(visit, one).await?;
    let (sheet, head) = chosen(&sheets, one).ok_or_else(Problem::not_found)?;
    let kind = one.kind().ok_or_else(Problem::not_found)?;
    let mapping = one.mapping().ok_or_else(Problem::not_found)?;
    let period = one.period().ok_or_else(Problem::not_found)?;
    let law = visit.app.law();
    let read = reading::read(kind, sheet, &head, &mapping, &law, visit.today);
    if read.rows.len() > ours::MOST {
        return Err(Problem::Refused(messages::TOO_MANY_ROWS.to_owned()));
    }
    let units = visit.app.units().units().await?;
    let scope = Scope::of(&units, &one.unit_id, false, period.last_day());
    let found = ours::ours_of(visit.app.db(), &law, kind, &scope, &period).await?;
    let found = found.ok_or_else(|| Problem::Refused(messages::TOO_MANY.to_owned()))?;
    let their_rows = read.rows.clone();
    let paired = tokio::task::spawn_blocking(move || acts::paired(&their_rows, &found));
    let rows = paired.await.map_err(Problem::failed)?;
    Ok((read, rows))
}

/// Trang của bảng đối chiếu.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::StatisticsOpenFigure).await?;
    if one.step == "mapping" && visit.may_over(Right::StatisticsEnter, &one.unit_id, &[]) {
        return Ok(Told::to(format!("{}/mapping", one.href())).into_response());
    }
    let work = visit.begin().await?;
    work.look("statistics_comparison", one.id).await?;
    work.commit().await?;
    Ok(Page(page(&visit, &one, &asked.show, &Form::default()).await?).into_response())
}

async fn page(
    visit: &Visit,
    one: &Comparison,
    shown: &str,
    typed: &Form,
) -> Result<OnePage, Problem> {
    let kind = one.kind().ok_or_else(Problem::not_found)?;
    let mut alerts: Vec<Alert> = typed.alerts().to_vec();
    if !kind.note_vi.is_empty() {
        alerts.push(Alert::new(Tone::Info, &kind.note_vi));
    }
    let is_trial = one.step == "checked";
    let (read, rows) = match one.step.as_str() {
        "checked" => planned(visit, one).await?,
        "mapping" => Default::default(),
        _ => (Sheeted::default(), store::rows(visit.app.db(), one).await?),
    };
    let may_enter = visit.may_over(Right::StatisticsEnter, &one.unit_id, &[]);
    if is_trial && read.is_wrong() {
        alerts.push(Alert::new(Tone::Danger, messages::WRONG));
    } else if is_trial && read.rows.is_empty() {
        alerts.push(Alert::new(Tone::Danger, messages::NO_ROWS));
    }
    if one.step == "withdrawn" {
        alerts.push(Alert::new(
            Tone::Warning,
            format!("Bảng đã rút: {}", one.why),
        ));
    }
    let acts = store::acts(visit.app.db(), one).await?;
    let is_open = one.step == "open";
    let left = rows.iter().filter(|row| !row.is_settled()).count();
    let listed: Vec<&Row> = rows.iter().filter(|row| is_shown(row, shown)).collect();
    let href = one.href();
    let lines = listed
        .iter()
        .take(SHOWN)
        .map(|row| line(one, row, !is_trial))
        .collect();
    let field = |name: &str, label: &str, value: &str| {
        typed.fill(Field::text(name, label).required().value(value).columns(6))
    };
    let closing = (is_open && may_enter && left == 0).then(|| {
        EntryForm::new(
            "closing",
            format!("{href}/closing"),
            "Chốt, lập biên bản",
            &visit.csrf,
        )
        .group(
            "",
            vec![
                field("our_signer", "Người ký bên Viện kiểm sát", &one.our_signer),
                field("our_title", "Chức vụ", &one.our_title),
                field("their_signer", "Người ký bên kia", &one.their_signer),
                field("their_title", "Chức vụ (bên kia)", &one.their_title),
                field("partner", "Cơ quan bên kia", &one.partner).columns(12),
            ],
        )
    });
    let why = |id: &str, path: &str, button: &str| {
        let reason = Field::text("why", format!("Lý do {}", button.to_lowercase()))
            .required()
            .columns(12);
        EntryForm::new(id, format!("{href}/{path}"), button, &visit.csrf)
            .group("", vec![typed.fill(reason)])
    };
    let period = one.period().map_or(String::new(), |period| period.vi());
    Ok(OnePage {
        frame: visit
            .frame(messages::step_vi(&one.step))
            .subtitle(format!("{} · {period} · {}", kind.name_vi, one.file_name))
            .crumb("Thống kê", "/statistics")
            .crumb("Đối chiếu liên ngành", "/statistics/comparisons"),
        is_trial,
        may_open: is_trial && may_enter && !read.is_wrong() && !read.rows.is_empty(),
        may_enter,
        is_open,
        undo: (is_open && may_enter && acts.iter().any(acts::can_undo))
            .then(|| format!("{href}/undoing")),
        stats: stats(&rows),
        fault_columns: ["Dòng", "Cột", "Giá trị", "Vì sao", "Cần làm"]
            .map(Column::plain)
            .into(),
        skipped: read.skipped.len(),
        faults: read.faults.into_iter().take(SHOWN).collect(),
        tabs: (!is_trial && !rows.is_empty()).then(|| tabs(one, &rows, shown)),
        columns: ["Người", "Văn bản", "Kết quả", "Khác ở đâu", "Số liệu đúng"]
            .map(Column::plain)
            .into(),
        lines,
        more: listed.len().saturating_sub(SHOWN),
        empty: Empty::new("Không có dòng nào", "Chọn mục khác ở trên."),
        sum_columns: sum_columns(),
        sums: totals(&rows)
            .into_iter()
            .map(|(name, total)| Sum {
                name,
                ours: total.ours,
                theirs: total.theirs,
                equal: total.equal,
                agreed: total.agreed,
            })
            .collect(),
        done: acts
            .into_iter()
            .map(|act| Done {
                when: shell::vi_time(act.at),
                said: act.said,
                who: act.by_name,
                undone: match act.undone_at {
                    Some(at) => format!("{} hoàn tác {}", act.undone_name, shell::vi_time(at)),
                    None => String::new(),
                },
            })
            .collect(),
        closing,
        back: (one.step == "closed" && may_enter)
            .then(|| why("reopening", "reopening", "Mở lại để sửa")),
        withdrawal: (!matches!(one.step.as_str(), "closed" | "withdrawn") && may_enter)
            .then(|| why("withdrawal", "withdrawal", "Rút bảng đối chiếu")),
        has_minutes: matches!(one.step.as_str(), "open" | "closed"),
        href,
        alerts,
    })
}

/// Figures stand right, and so do the heads above them.
fn sum_columns() -> Vec<Column> {
    let figures = ["Viện kiểm sát", "Bên kia", "Khớp", "Thống nhất"];
    let figures = figures.map(|label| Column::plain(label).number());
    [vec![Column::plain("Điều luật")], figures.into()].concat()
}

fn is_shown(row: &Row, shown: &str) -> bool {
    match shown {
        "" => true,
        "left" => !row.is_settled(),
        code => row.state().code() == code,
    }
}

fn number(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

fn stats(rows: &[Row]) -> Vec<Stat> {
    let many = |state: State| number(rows.iter().filter(|row| row.state() == state).count());
    let proposed = rows.iter().filter(|row| row.is_proposed()).count();
    vec![
        Stat::new("Khớp", many(State::Equal)).tone(Tone::Good),
        Stat::new("Khác nhau", many(State::Differs)).tone(Tone::Warning),
        Stat::new("Chỉ bên kia có", many(State::OnlyTheirs)).tone(Tone::Warning),
        Stat::new("Chỉ Viện kiểm sát có", many(State::OnlyOurs)).tone(Tone::Warning),
        Stat::new("Cần xác nhận ghép", number(proposed)),
    ]
}

fn tabs(one: &Comparison, rows: &[Row], shown: &str) -> Tabs {
    let mut tabs = Tabs::new("Các dòng");
    for (code, label) in [
        ("", "Tất cả"),
        ("left", "Cần xử lý"),
        ("differs", "Khác nhau"),
        ("theirs", "Chỉ bên kia"),
        ("ours", "Chỉ Viện kiểm sát"),
        ("equal", "Khớp"),
    ] {
        let many = rows.iter().filter(|row| is_shown(row, code)).count();
        let address = match code {
            "" => one.href(),
            code => format!("{}?show={code}", one.href()),
        };
        tabs = tabs.tab(label, address, Some(number(many)), shown == code);
    }
    tabs
}

fn line(one: &Comparison, row: &Row, has_page: bool) -> Line {
    let (theirs, ours) = (row.their_side(), row.our_side());
    let told = ours.as_ref().or(theirs.as_ref());
    let state = match (row.is_proposed(), row.state()) {
        (true, _) => Badge::new(Tone::Info, "Cần xác nhận ghép"),
        (_, State::Equal) => Badge::new(Tone::Good, "Khớp"),
        (_, State::Differs) => Badge::new(Tone::Warning, "Khác nhau"),
        (_, State::OnlyTheirs) => Badge::new(Tone::Warning, "Chỉ bên kia có"),
        (_, State::OnlyOurs) => Badge::new(Tone::Warning, "Chỉ Viện kiểm sát có"),
    };
    let differs: Vec<&str> = row
        .differs
        .split(',')
        .map(field_vi)
        .filter(|words| !words.is_empty())
        .collect();
    Line {
        href: match has_page {
            true => format!("{}/rows/{}", one.href(), row.n),
            false => String::new(),
        },
        name: told.map(|told| told.name.clone()).unwrap_or_default(),
        paper: told
            .map(|told| {
                let on = told.on.map(shell::vi_date).unwrap_or_default();
                format!("{} {on}", told.number).trim().to_owned()
            })
            .unwrap_or_default(),
        state,
        what: differs.join(", "),
        stands: match row.stands.as_str() {
            "ours" => "Viện kiểm sát".to_owned(),
            "theirs" => one.partner.clone(),
            _ => String::new(),
        },
        row_no: match row.row_no {
            0 => String::new(),
            no => format!("dòng {no} của bảng"),
        },
    }
}

/// Đối chiếu: the rows are put down whole, from the file and the facts as they stand now.
pub async fn open(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::StatisticsEnter).await?;
    if one.step != "checked" {
        return Err(Problem::Changed(messages::STEP_PASSED.to_owned()));
    }
    let (read, rows) = planned(&visit, &one).await?;
    if read.is_wrong() || read.rows.is_empty() {
        let page = page(&visit, &one, "", &Form::default()).await?;
        return Ok(Page::refused(page).into_response());
    }
    let work = visit.begin().await?;
    acts::open(&work, &one, &rows).await?;
    work.commit().await?;
    let told = Told::to(format!("{}?show=left", one.href()));
    Ok(told
        .good("Đã đối chiếu. Xử lý các dòng nêu dưới đây rồi chốt.")
        .into_response())
}

/// Hoàn tác việc mới nhất.
pub async fn undo(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::StatisticsEnter).await?;
    let work = visit.begin().await?;
    acts::undo(&work, &one).await?;
    work.commit().await?;
    Ok(Told::to(one.href())
        .good("Đã hoàn tác việc mới nhất.")
        .into_response())
}

/// Chốt.
pub async fn close(
    visit: Visit,
    Path(id): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let one = of_visit(&visit, id, Right::StatisticsEnter).await?;
    let signers = Signers {
        ours: (
            text::clean(form.get("our_signer")),
            text::clean(form.get("our_title")),
        ),
        theirs: (
            text::clean(form.get("their_signer")),
            text::clean(form.get("their_title")),
        ),
        partner: text::clean(form.get("partner")),
    };
    let work = visit.begin().await?;
    match acts::close(&work, &one, &signers).await {
        Ok(()) => {
            work.commit().await?;
            let told = Told::to(one.href()).good("Đã chốt. Biên bản in và ký được.");
            Ok(told.into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(page(&visit, &one, "", &form).await?).into_response())
        }
    }
}

/// Mở lại để sửa.
pub async fn reopen(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    step_back(&visit, id, false, form).await
}

/// Rút.
pub async fn withdraw(visit: Visit, Path(id): Path<Uuid>, form: Form) -> Result<Response, Problem> {
    step_back(&visit, id, true, form).await
}

async fn step_back(
    visit: &Visit,
    id: Uuid,
    is_withdrawn: bool,
    mut form: Form,
) -> Result<Response, Problem> {
    let one = of_visit(visit, id, Right::StatisticsEnter).await?;
    let work = visit.begin().await?;
    match acts::step_back(&work, &one, is_withdrawn, form.get("why")).await {
        Ok(()) => {
            work.commit().await?;
            let said = match is_withdrawn {
                true => "Đã rút bảng đối chiếu; các việc đã làm vẫn còn để xem.",
                false => "Đã mở lại để sửa.",
            };
            Ok(Told::to(one.href()).say(Tone::Info, said).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(page(visit, &one, "", &form).await?).into_response())
        }
    }
}
