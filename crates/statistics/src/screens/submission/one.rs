//! Một bộ biểu: its figures as they were frozen, what came late, what is adjusted, who signed; the next step.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{Alert, Column, EntryForm, Field, Form, Frame, Page, Problem, Tabs, Told, Tone, Visit};
use shell::{vi_date, vi_number, vi_time};
use uuid::Uuid;

use super::readable;
use crate::submission::content::{Cell, Content};
use crate::submission::receipt::{self, Kept};
use crate::submission::set::{self, Set, State};
use crate::submission::{freeze, hand, messages, turn};

/// Which form is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Shown {
    form: String,
}

struct Row {
    no: String,
    label: String,
    value: Option<String>,
    href: Option<String>,
    late: String,
    adjusted: String,
    net: String,
}

struct LateLine {
    code: String,
    href: String,
    unit: String,
    figures: Vec<String>,
    why: Vec<String>,
}

#[derive(Template)]
#[template(path = "screens/submission/one.html")]
struct OnePage {
    frame: Frame,
    alerts: Vec<Alert>,
    pairs: Vec<(&'static str, String)>,
    sign: Option<(String, &'static str)>,
    drop: Option<EntryForm>,
    send_back: Option<EntryForm>,
    pdf: String,
    report: String,
    whole: Vec<(&'static str, String)>,
    package: Option<String>,
    receipt: Option<String>,
    sign_receipt: Option<(String, &'static str)>,
    tabs: Tabs,
    form_name: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    late_columns: Vec<Column>,
    late: Vec<LateLine>,
    adjustments: Vec<(String, String)>,
    parts: Vec<(String, String)>,
    gaps: Vec<String>,
    changed: Vec<String>,
    is_tree: bool,
    csrf: String,
}

/// The page.
pub async fn show(
    visit: Visit,
    Path(id): Path<Uuid>,
    Query(shown): Query<Shown>,
) -> Result<Response, Problem> {
    // Until the job is done the address shows how far it is.
    if set::by_id(visit.app.db(), id).await?.is_none() {
        return super::freezing::page(&visit, id).await;
    }
    let set = readable(&visit, id).await?;
    Ok(Page(page(&visit, set, &shown.form, &Form::default()).await?).into_response())
}

async fn page(visit: &Visit, set: Set, form: &str, typed: &Form) -> Result<OnePage, Problem> {
    let content = freeze::content_of(&visit.app, &set).await?;
    let shown = content
        .forms
        .iter()
        .find(|one| one.id == form)
        .or(content.forms.first());
    let may_open = visit.may_over(Right::StatisticsOpenFigure, &set.unit_id, &[]);
    let href = format!("/statistics/submissions/{}", set.id);
    let rows = shown.map_or(Vec::new(), |one| {
        let open = |cell: &Cell| {
            let what = format!("form={}&row={}&column={}", one.id, cell.row, cell.column);
            may_open.then(|| format!("{href}/figure?{what}"))
        };
        one.cells.iter().map(|cell| row(cell, open(cell))).collect()
    });
    let mut tabs = Tabs::new("Biểu");
    for one in &content.forms {
        let is_current = shown.is_some_and(|shown| shown.id == one.id);
        let address = format!("{href}?form={}", one.id);
        tabs = tabs.tab(one.number.clone(), address, None, is_current);
    }
    let work = visit.begin().await?;
    let may_close = work.may(Right::StatisticsClosePeriod, &set.unit_id, &[]);
    let may_sign = may_close && hand::may_sign(&work, &set).is_ok();
    let may_return = turn::may_return(&work, &set).await.is_ok();
    work.look("statistics_set", set.id).await?;
    work.commit().await?;
    let sign = may_sign.then(|| {
        let words = match set.standing() {
            State::Frozen => "Ký số với tư cách người lập biểu",
            _ => "Duyệt, ký số và gửi",
        };
        (format!("{href}/signature"), words)
    });
    let is_receiver =
        set.origin == "package" && visit.may_over(Right::StatisticsClosePeriod, &set.sent_to, &[]);
    let has_receipt = receipt::standing(visit.app.db(), &set).await?.is_some();
    let is_open = matches!(set.standing(), State::Frozen | State::Compiled);
    let drop = (may_close && is_open).then(|| {
        let fields = vec![Field::text("why", "Lý do bỏ chốt").required().columns(12)];
        EntryForm::new("drop", format!("{href}/withdrawal"), "Bỏ chốt", &visit.csrf)
            .group("", typed.fill_all(fields))
    });
    let send_back = may_return.then(|| {
        let remark = Field::long_text("remark", "Ý kiến trả lại")
            .required()
            .columns(12)
            .help("Nói rõ biểu, dòng, hồ sơ phải sửa. Đơn vị sửa ở hồ sơ rồi chốt, ký, gửi lại; cả hai bản được giữ.");
        EntryForm::new("return", format!("{href}/return"), "Trả lại", &visit.csrf)
            .group("", typed.fill_all(vec![remark]))
    });
    Ok(OnePage {
        frame: visit
            .frame(format!("Bộ biểu lần {}", set.n))
            .subtitle(format!(
                "{} · {}",
                people::units::shortened(&content.unit_name),
                content.period_vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb(
                "Gửi báo cáo",
                format!(
                    "/statistics/submissions?unit={}&from={}&to={}",
                    set.unit_id, set.period_from, set.period_to
                ),
            ),
        alerts: [alerts(&set, &content), typed.alerts().to_vec()].concat(),
        pairs: pairs(&set),
        sign,
        drop,
        send_back,
        pdf: format!("{href}/pdf"),
        report: format!("/statistics/reports?set={}", set.id),
        whole: match visit.may_over(Right::StatisticsExport, &set.unit_id, &[]) {
            true => ["pdf", "xlsx"].map(|kind| {
                let label = match kind {
                    "pdf" => "In cả bộ",
                    _ => "Excel cả bộ",
                };
                (label, format!("/statistics/prints?kind={kind}&set={}", set.id))
            }).into(),
            false => Vec::new(),
        },
        package: (matches!(set.standing(), State::Sent | State::Returned)
            && visit.may_over(Right::StatisticsExport, &set.unit_id, &[]))
        .then(|| format!("{href}/package")),
        receipt: (is_receiver && has_receipt).then(|| format!("{href}/receipt")),
        sign_receipt: (is_receiver && !has_receipt).then(|| {
            let words = match set.standing() {
                State::Returned => "Ký biên nhận trả lại",
                _ => "Ký biên nhận",
            };
            (format!("{href}/receipt"), words)
        }),
        tabs,
        form_name: shown.map_or(String::new(), |one| one.name.clone()),
        columns: [
            "Dòng",
            "Chỉ tiêu",
            "Số liệu",
            "Trong đó ghi muộn",
            "Điều chỉnh",
        ]
        .into_iter()
        .map(Column::plain)
        .collect(),
        rows,
        late_columns: ["Hồ sơ", "Sự kiện ghi muộn", "Số liệu"]
            .into_iter()
            .map(Column::plain)
            .collect(),
        late: late(visit, &content).await?,
        adjustments: content
            .adjustments
            .iter()
            .map(|one| {
                let words = format!(
                    "{} dòng {}: {:+}. {} Hồ sơ lẽ ra phải cho số liệu: {}. Hết hạn ngày {}. Người ký: {}.",
                    content.number_of(&one.form),
                    one.row,
                    one.amount,
                    ended(&one.reason),
                    one.record,
                    vi_date(one.expires_on),
                    one.signed_by
                );
                (format!("/statistics/adjustments/{}", one.id), words)
            })
            .collect(),
        parts: content
            .parts
            .iter()
            .map(|one| {
                let set = one.set.map_or(String::new(), |set| {
                    format!("/statistics/submissions/{set}")
                });
                (one.name.clone(), set)
            })
            .collect(),
        gaps: content.gaps.iter().map(|one| one.name.clone()).collect(),
        changed: changed(visit, &set, &content).await?,
        is_tree: set.is_tree,
        csrf: visit.csrf.clone(),
    })
}

fn ended(words: &str) -> String {
    format!("{}.", words.trim_end_matches('.'))
}

fn alerts(set: &Set, content: &Content) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if set.is_provisional {
        alerts.push(Alert::new(Tone::Info, messages::PROVISIONAL));
    }
    match set.standing() {
        State::Returned => alerts.push(Alert::new(
            Tone::Warning,
            format!("{} trả lại: {}", set.returned_name, ended(&set.remark)),
        )),
        State::Dropped => alerts.push(Alert::new(
            Tone::Warning,
            format!("Đã bỏ chốt: {}", ended(&set.remark)),
        )),
        _ => {}
    }
    if !content.gaps.is_empty() {
        let names: Vec<&str> = content.gaps.iter().map(|one| one.name.as_str()).collect();
        alerts.push(Alert::new(
            Tone::Warning,
            format!(
                "Chưa gửi lúc gộp, số liệu tính từ sự kiện đã ghi: {}.",
                names.join("; ")
            ),
        ));
    }
    alerts
}

fn pairs(set: &Set) -> Vec<(&'static str, String)> {
    let mut pairs = vec![
        ("Trạng thái", set.standing().name_vi().to_owned()),
        (
            "Số liệu như biết đến",
            format!("{}, {} chốt", vi_time(set.known_at), set.frozen_name),
        ),
    ];
    if let Some(at) = set.compiled_at {
        pairs.push((
            "Người lập biểu",
            format!("{}, ký số {}", set.compiler_name, vi_time(at)),
        ));
    }
    if let Some(at) = set.sent_at {
        pairs.push((
            "Thủ trưởng đơn vị",
            format!("{}, duyệt, gửi {}", set.head_name, vi_time(at)),
        ));
    }
    if !set.explanation.is_empty() {
        pairs.push(("Giải trình cảnh báo", set.explanation.clone()));
    }
    pairs.push(("Trả lại để sửa đến hết ngày", vi_date(set.correct_until)));
    // In groups, so that a phone can break the line.
    let letters: Vec<char> = set.digest.chars().collect();
    let groups: Vec<String> = letters.chunks(8).map(String::from_iter).collect();
    pairs.push(("Mã số liệu (SHA-256)", groups.join(" ")));
    if let Some(kept) = Kept::of(set) {
        let at = vi_time(kept.content.received_at);
        let said = format!("Cấp trên đã nhận gói tệp lúc {at}; ký số: {}.", kept.signer);
        pairs.push(("Biên nhận", said));
    }
    pairs
}

fn row(cell: &Cell, href: Option<String>) -> Row {
    let beside = |amount: i64| match amount {
        0 => String::new(),
        amount => format!("{amount:+}"),
    };
    let no = match cell.column.as_str() {
        crate::told::COLUMN => cell.row.clone(),
        column => format!("{} {column}", cell.row.replace(crate::told::TOTAL, "")),
    };
    Row {
        no: no.trim().to_owned(),
        label: cell.label.clone(),
        href: href.filter(|_| cell.value.is_some()),
        value: cell.value.map(vi_number),
        late: beside(cell.late),
        adjusted: match cell.adjusted {
            0 => String::new(),
            amount => format!(
                "{amount:+} (thành {})",
                cell.total().map(vi_number).unwrap_or_default()
            ),
        },
        net: cell.net.map(vi_number).unwrap_or_default(),
    }
}

async fn late(visit: &Visit, content: &Content) -> Result<Vec<LateLine>, Problem> {
    let units = visit.app.units().units().await?;
    let one = |late: &crate::submission::content::Late| LateLine {
        code: match late.code.as_str() {
            "" => "Hồ sơ".to_owned(),
            code => code.to_owned(),
        },
        href: format!("/criminal/matters/{}", late.matter),
        unit: people::units::shortened(&units.name_on(&late.unit, visit.today)),
        figures: late
            .figures
            .iter()
            .map(|(form, row, _, amount)| {
                format!("{} dòng {row}: {amount:+}", content.number_of(form))
            })
            .collect(),
        why: late.why.clone(),
    };
    Ok(content.late.iter().map(one).collect())
}

/// What is other than in the freezing before.
async fn changed(visit: &Visit, set: &Set, content: &Content) -> Result<Vec<String>, Problem> {
    let all = set::of_period(visit.app.db(), &set.unit_id, set.from_at, set.to_at).await?;
    let before = all
        .iter()
        .find(|one| one.is_tree == set.is_tree && one.n + 1 == set.n);
    let Some(before) = before else {
        return Ok(Vec::new());
    };
    let earlier = freeze::content_of(&visit.app, before).await?;
    let mut said = Vec::new();
    for form in &content.forms {
        for cell in &form.cells {
            let was = earlier
                .cell(&form.id, &cell.row, &cell.column)
                .and_then(|cell| cell.value);
            if was != cell.value {
                let number = |value: Option<i64>| value.map_or("–".to_owned(), vi_number);
                said.push(format!(
                    "{} dòng {}: {} → {}",
                    form.number,
                    cell.row,
                    number(was),
                    number(cell.value)
                ));
            }
        }
    }
    said.truncate(200);
    if said.is_empty() {
        said.push(format!("Không có số liệu nào khác lần {}.", before.n));
    }
    Ok(said)
}

/// The file, with the signatures so far.
pub async fn pdf(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let set = readable(&visit, id).await?;
    let bytes = freeze::file(&visit.app, set.file()).await?;
    let name = format!(
        "inline; filename=\"bo-bieu-{}-lan-{}.pdf\"",
        set.unit_id, set.n
    );
    let head = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((head, bytes).into_response())
}

/// Ký.
pub async fn sign(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    Ok(Told::to(hand::sign_set(&visit, id).await?).into_response())
}

/// Bỏ chốt.
pub async fn drop(visit: Visit, Path(id): Path<Uuid>, mut form: Form) -> Result<Response, Problem> {
    let set = readable(&visit, id).await?;
    let work = visit.begin().await?;
    match freeze::drop(&work, id, form.get("why")).await {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(format!("/statistics/submissions/{id}"))
                .say(Tone::Info, "Đã bỏ chốt; số liệu lại chạy theo sự kiện.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(page(&visit, set, "", &form).await?).into_response())
        }
    }
}

/// Trả lại.
pub async fn send_back(
    visit: Visit,
    Path(id): Path<Uuid>,
    mut form: Form,
) -> Result<Response, Problem> {
    let set = readable(&visit, id).await?;
    let work = visit.begin().await?;
    match turn::send_back(&work, id, form.get("remark")).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(format!("/statistics/submissions/{id}"))
                .good("Đã trả lại bộ biểu kèm ý kiến. Đơn vị sửa ở hồ sơ rồi chốt, ký, gửi lại.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(page(&visit, set, "", &form).await?).into_response())
        }
    }
}
