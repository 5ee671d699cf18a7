//! Phiếu xét xử: the slips of a unit and a period with what each one lacks, the slips of a matter, paper and Excel.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use chrono::Datelike;
use people::Right;
use serde::Deserialize;
use shell::{
    Alert, Badge, Column, Empty, Frame, Page, Problem, Routes, Stat, Tone, Visit, vi_date,
};
use uuid::Uuid;

use super::asked::{Asked, Question};
use super::export::file;
use crate::messages;
use crate::slips::{self, Slip, Told, Trial, mould};
use crate::submission::freeze;

/// Slips that stand on one page.
const SHOWN: usize = 100;

/// The addresses.
pub fn routes() -> Routes {
    let matter = Right::CriminalMatterRead;
    Routes::new()
        .get("/statistics/slips", Right::StatisticsOpenFigure, list)
        .get("/statistics/slips/xlsx", Right::StatisticsExport, xlsx)
        .get("/statistics/slips/matters/{matter}", matter, show)
        .get("/statistics/slips/matters/{matter}/pdf", matter, pdf)
}

/// What the slips stand on, above each page of them.
fn to_check() -> Vec<Alert> {
    let words = format!("{} {}", messages::SLIP_TO_CHECK, mould().basis_vi);
    vec![Alert::new(Tone::Info, words)]
}

struct Line {
    href: String,
    name: String,
    trial: &'static str,
    judgment: String,
    unit: String,
    missing: Vec<String>,
    more: usize,
    remark: String,
}

#[derive(Template)]
#[template(path = "screens/slips/list.html")]
struct ListPage {
    frame: Frame,
    alerts: Vec<Alert>,
    unit: String,
    may_tree: bool,
    is_tree: bool,
    from: String,
    to: String,
    stats: Vec<Stat>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    empty: Empty,
    xlsx: Option<String>,
    next: Option<String>,
}

/// Which page of a list.
#[derive(Deserialize)]
struct From {
    #[serde(default)]
    first: usize,
}

async fn found(visit: &Visit, question: &Question) -> Result<Vec<Slip>, Problem> {
    let (db, law) = (visit.app.db(), visit.app.law());
    let found = slips::slips_of(db, &law, &question.scope, &question.period).await?;
    found.ok_or_else(|| Problem::Refused(messages::SLIPS_TOO_MANY.to_owned()))
}

async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
    Query(from): Query<From>,
) -> Result<Page<ListPage>, Problem> {
    let question = asked.question(&visit, "bieu-03").await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsOpenFigure, &question.scope.unit)
        .await?;
    work.note(
        "slips.opened",
        "slips",
        &question.scope.unit,
        &question.query(),
    )
    .await?;
    work.commit().await?;
    let all = found(&visit, &question).await?;
    let day = question.period.last_day();
    let lacking = all.iter().filter(|slip| slip.missing().count() > 0);
    let stats = vec![
        Stat::new(
            "Phiếu",
            number(all.iter().filter(|slip| slip.is_due).count()),
        ),
        Stat::new("Phiếu còn thiếu", number(lacking.count())).tone(Tone::Warning),
        Stat::new(
            "Không thuộc diện lập phiếu",
            number(all.iter().filter(|slip| !slip.is_due).count()),
        ),
    ];
    let next = from.first + SHOWN;
    let here = format!("/statistics/slips?{}", question.query());
    let line = |slip: &Slip| {
        let missing: Vec<String> = slip
            .missing()
            .map(|(field, _)| field.label_vi.clone())
            .collect();
        Line {
            href: format!("/statistics/slips/matters/{}#slip-{}", slip.matter, slip.n),
            name: match slip.name.is_empty() {
                true => "(chưa ghi lý lịch)".to_owned(),
                false => slip.name.clone(),
            },
            trial: slip.trial.vi(),
            judgment: match slip.number.is_empty() {
                true => format!("Ngày {}", vi_date(slip.on.on)),
                false => format!("{} ngày {}", slip.number, vi_date(slip.on.on)),
            },
            unit: people::units::shortened(&question.units.name_on(&slip.unit, day)),
            more: missing.len().saturating_sub(4),
            missing: missing.into_iter().take(4).collect(),
            remark: slip.remark.clone(),
        }
    };
    let may_export = visit.may_over(Right::StatisticsExport, &question.scope.unit, &[]);
    Ok(Page(ListPage {
        frame: visit
            .frame("Phiếu xét xử")
            .subtitle(format!(
                "{} · {}",
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics"),
        alerts: to_check(),
        unit: question.scope.unit.clone(),
        may_tree: visit.reach(Right::StatisticsRead) == people::Reach::Tree,
        is_tree: question.scope.is_tree,
        from: question.period.from.vi(),
        to: question.period.to.vi(),
        stats,
        columns: ["Bị cáo", "Bản án, quyết định", "Đơn vị", "Còn thiếu"]
            .map(Column::plain)
            .into(),
        lines: all.iter().skip(from.first).take(SHOWN).map(line).collect(),
        empty: Empty::new(
            "Không có phiếu xét xử nào trong kỳ",
            "Không có bị cáo nào được xét xử trong kỳ và phạm vi đã chọn. Hãy chọn kỳ khác.",
        ),
        xlsx: may_export.then(|| here.replacen("/slips?", "/slips/xlsx?", 1)),
        next: (all.len() > next).then(|| format!("{here}&first={next}")),
    }))
}

fn number(many: usize) -> i64 {
    i64::try_from(many).unwrap_or(i64::MAX)
}

async fn xlsx(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let question = asked.question(&visit, "bieu-03").await?;
    let work = visit.begin().await?;
    for right in [Right::StatisticsOpenFigure, Right::StatisticsExport] {
        work.require(right, &question.scope.unit).await?;
    }
    work.note(
        "slips.exported",
        "slips",
        &question.scope.unit,
        &question.query(),
    )
    .await?;
    work.commit().await?;
    let all = found(&visit, &question).await?;
    let mut ids: Vec<Uuid> = all.iter().map(|slip| slip.matter).collect();
    ids.dedup();
    let mut codes = std::collections::HashMap::new();
    for some in ids.chunks(200) {
        for head in criminal::heads(visit.app.db(), some).await? {
            codes.insert(head.matter_id, head.code);
        }
    }
    let day = question.period.last_day();
    let rows: Vec<(Slip, String, String)> = all
        .into_iter()
        .map(|slip| {
            let unit = people::units::shortened(&question.units.name_on(&slip.unit, day));
            let code = codes.get(&slip.matter).cloned().unwrap_or_default();
            (slip, unit, code)
        })
        .collect();
    let head = format!(
        "PHIẾU XÉT XỬ. {}. {}",
        question.scope_vi(),
        question.period.vi()
    );
    let bytes = slips::workbook(&head, &rows).map_err(Problem::failed)?;
    let (from, to) = (question.period.from.on, question.period.to.on);
    let name = format!("phieu-xet-xu-{}-{from}-{to}.xlsx", question.scope.unit);
    Ok(file(
        bytes,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "attachment",
        &name,
    ))
}

struct Cell {
    label: String,
    value: String,
    is_missing: bool,
    remedy: Option<(String, String)>,
    remark: String,
}

struct Part {
    name: String,
    cells: Vec<Cell>,
}

struct Card {
    id: String,
    title: String,
    state: Badge,
    remark: String,
    pdf: String,
    parts: Vec<Part>,
}

#[derive(Template)]
#[template(path = "screens/slips/one.html")]
struct MatterPage {
    frame: Frame,
    alerts: Vec<Alert>,
    cards: Vec<Card>,
    back: String,
    empty: Empty,
}

/// A matter that the person may read, or open from a figure; the look leaves its line.
async fn opened(visit: &Visit, matter: Uuid) -> Result<criminal::Opened, Problem> {
    let opened = criminal::open(visit.app.db(), &visit.app.law(), matter)
        .await?
        .ok_or_else(Problem::not_found)?;
    let people = opened.assigned.people();
    let may = |right| visit.may_over(right, &opened.unit, &people);
    if !(may(Right::CriminalMatterRead) || may(Right::StatisticsOpenFigure)) {
        return Err(Problem::not_allowed());
    }
    let work = visit.begin().await?;
    work.note("slips.read", "matter", matter, "").await?;
    work.commit().await?;
    Ok(opened)
}

async fn show(visit: Visit, Path(matter): Path<Uuid>) -> Result<Page<MatterPage>, Problem> {
    let opened = opened(&visit, matter).await?;
    let law = visit.app.law();
    let people = opened.assigned.people();
    let may_record = visit.may_over(Right::CriminalFactRecord, &opened.unit, &people);
    let may_correct = visit.may_over(Right::CriminalFactCorrect, &opened.unit, &people);
    let href = format!("/criminal/matters/{matter}");
    let slips = slips::slips(&law, &opened.facts);
    let cards = slips.iter().map(|slip| {
        let mut parts: Vec<Part> = Vec::new();
        for item in &slip.items {
            let (value, remedy) = match &item.told {
                Told::Known(words) => (words.clone(), None),
                Told::Nothing => ("Không ghi nhận".to_owned(), None),
                Told::NoSource => ("Chưa có nguồn: cần kiểm tra".to_owned(), None),
                Told::Missing(remedy) => {
                    let address = match remedy.fact {
                        Some(fact) if remedy.act != "party.described" => {
                            may_correct.then(|| format!("{href}/facts/{fact}/correction"))
                        }
                        _ => may_record.then(|| {
                            format!("{href}/record/{}?subject={}", remedy.act, slip.subject)
                        }),
                    };
                    match address {
                        Some(address) => {
                            ("Còn thiếu".to_owned(), Some((remedy.said.clone(), address)))
                        }
                        None => (format!("Còn thiếu. Người thụ lý: {}", remedy.said), None),
                    }
                }
            };
            let cell = Cell {
                label: item.field.label_vi.clone(),
                value,
                is_missing: matches!(item.told, Told::Missing(_)),
                remedy,
                remark: item.field.no_source_vi.clone(),
            };
            match parts
                .last_mut()
                .filter(|part| part.name == item.field.group)
            {
                Some(part) => part.cells.push(cell),
                None => parts.push(Part {
                    name: item.field.group.clone(),
                    cells: vec![cell],
                }),
            }
        }
        let missing = slip.missing().count();
        Card {
            id: format!("slip-{}", slip.n),
            title: format!("{}: {}", slip.trial.vi(), slip.name),
            state: match (slip.is_due, missing) {
                (false, _) => Badge::new(Tone::Neutral, "Không thuộc diện lập phiếu"),
                (true, 0) => Badge::new(Tone::Good, "Đủ mục"),
                (true, many) => Badge::new(Tone::Warning, format!("Thiếu {many} mục")),
            },
            remark: match slip.trial {
                Trial::First => slip.remark.clone(),
                Trial::Appeal => format!("{} {}", messages::APPEAL_SLIP, slip.remark)
                    .trim()
                    .to_owned(),
            },
            pdf: format!("/statistics/slips/matters/{matter}/pdf?n={}", slip.n),
            parts,
        }
    });
    let list = opened.list();
    Ok(Page(MatterPage {
        frame: visit
            .frame("Phiếu xét xử")
            .subtitle(format!("{} · mã hồ sơ {}", opened.title(&law), opened.code))
            .crumb("Hình sự", "/criminal")
            .crumb(list.0, list.1)
            .crumb("Hồ sơ", href.clone()),
        alerts: to_check(),
        cards: cards.collect(),
        back: href,
        empty: Empty::new(
            "Hồ sơ chưa có phiếu xét xử",
            "Phiếu có ngay khi ghi sự kiện “Tuyên án sơ thẩm” và bản án đối với từng bị cáo.",
        ),
    }))
}

/// Which slip of the matter.
#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    n: usize,
}

async fn pdf(
    visit: Visit,
    Path(matter): Path<Uuid>,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let opened = opened(&visit, matter).await?;
    let all = slips::slips(&visit.app.law(), &opened.facts);
    let slip = all
        .into_iter()
        .find(|slip| slip.n == which.n.max(1))
        .ok_or_else(Problem::not_found)?;
    let units = visit.app.units().units().await?;
    let upper = units.ancestors(&slip.unit, slip.on.on);
    let upper = upper
        .first()
        .map_or(String::new(), |unit| unit.name.to_uppercase());
    let day = visit.today;
    let paper = slips::report(
        &slip,
        &upper,
        &units.name_on(&slip.unit, slip.on.on),
        &opened.code,
        [day.year(), day.month() as i32, day.day() as i32],
        &visit.actor.name,
    );
    let bytes = freeze::print(&visit.app, paper).await?;
    Ok(file(
        bytes,
        "application/pdf",
        "inline",
        &format!("phieu-xet-xu-{}.pdf", slip.n),
    ))
}
