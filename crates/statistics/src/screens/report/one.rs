//! Một báo cáo: as it reads, every figure a way to what stands behind it; its words changed, its paper taken.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use people::Right;
use serde::Deserialize;
use shell::{Alert, Form, Frame, Page, Problem, Told, Tone, Visit, vi_time};
use typeset::{OfficialDocument, TypesetError, Typesetter};
use uuid::Uuid;

use super::editor::{self, Done};
use crate::messages::NOT_YOUR_UNIT;
use crate::report::store::{self, Report, Standing};
use crate::report::text::{self, Field, How};
use crate::report::{messages, paper};
use crate::screens::export::file;
use crate::submission::set::{self, Set, State};

struct Piece {
    words: String,
    href: Option<String>,
    is_figure: bool,
    field: String,
}

struct Paragraph {
    kind: &'static str,
    pieces: Vec<Piece>,
    edit: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/report/one.html")]
struct OnePage {
    frame: Frame,
    alerts: Vec<Alert>,
    title: String,
    paragraphs: Vec<Paragraph>,
    facts: Vec<(&'static str, String)>,
    set: String,
    pdf: Option<String>,
    docx: Option<String>,
    remake: Option<String>,
}

/// Which form's rows the editor lists.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Listed {
    pub(super) form: String,
}

/// A report that the visitor may read, with its set.
async fn readable(visit: &Visit, id: Uuid) -> Result<(Report, Set), Problem> {
    let db = visit.app.db();
    let report = store::by_id(db, id).await?.ok_or_else(Problem::not_found)?;
    if !visit.may_over(Right::StatisticsRead, &report.unit_id, &[]) {
        return Err(Problem::NotAllowed(NOT_YOUR_UNIT.to_owned()));
    }
    let set = set::by_id(db, report.set_id).await?;
    Ok((report, set.ok_or_else(Problem::not_found)?))
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let (report, set) = readable(&visit, id).await?;
    let standing = store::standing(visit.app.db(), &set).await?;
    let work = visit.begin().await?;
    let may_close = work.may(Right::StatisticsClosePeriod, &report.unit_id, &[]);
    work.look("statistics_report", id).await?;
    work.commit().await?;
    let may_open = visit.may_over(Right::StatisticsOpenFigure, &report.unit_id, &[]);
    let may_export = visit.may_over(Right::StatisticsExport, &report.unit_id, &[]);
    let units = visit.app.units().units().await?;
    let period = set.period().map_or(String::new(), |period| period.vi());
    let day = set.period().map_or(visit.today, |period| period.last_day());
    let unit = people::units::shortened(&units.name_on(&report.unit_id, day));
    let (filled, under) = (report.filled(), format!("/statistics/reports/{id}"));
    let set_href = format!("/statistics/submissions/{}", set.id);
    let opened = |written: &str| {
        let field = Field::parse(written).filter(|_| may_open)?;
        let what = format!(
            "form={}&row={}&column={}",
            field.form, field.row, field.column
        );
        // A comparison says words about two figures; the one of this set opens.
        Some(match field.how {
            How::Figure | How::Share(_) | How::Before | How::YearBefore => {
                format!("{set_href}/figure?{what}")
            }
        })
    };
    let lines = text::paragraphs(&report.text);
    let typed: Vec<String> = lines
        .iter()
        .flat_map(|line| text::typed_figures(line))
        .collect();
    let paragraphs = lines.iter().enumerate().map(|(n, line)| {
        let (kind, line) = match (line.strip_prefix("# "), line.strip_prefix("- ")) {
            (Some(heading), _) => ("heading", heading),
            (_, Some(item)) => ("item", item),
            _ => ("text", *line),
        };
        let pieces = paper::read(line, &filled, &unit, &period).into_iter();
        let pieces = pieces.map(|(words, field)| Piece {
            words,
            href: field.as_deref().and_then(opened),
            is_figure: field.is_some(),
            field: field.unwrap_or_default(),
        });
        Paragraph {
            kind,
            pieces: pieces.collect(),
            edit: may_close.then(|| format!("{under}/paragraphs/{}", n + 1)),
        }
    });
    let mut alerts = Vec::new();
    let mut remake = None;
    if let Standing::Replaced(newer) = &standing {
        let sentence = messages::stale(set.n, newer.as_ref().map(|set| set.n));
        alerts.push(Alert::new(Tone::Danger, sentence));
        remake = newer
            .as_ref()
            .filter(|_| may_close)
            .map(|_| format!("{under}/remade"));
    } else if set.standing() != State::Sent {
        alerts.push(Alert::new(Tone::Info, messages::NOT_SENT));
    }
    if !typed.is_empty() {
        alerts.push(Alert::new(Tone::Warning, messages::typed(&typed)));
    }
    let mut facts = vec![
        ("Số liệu lấy từ", crate::submission::messages::said(&set)),
        ("Như biết đến", vi_time(set.known_at)),
        ("So sánh", report.compared.clone()),
        (
            "Sửa lần cuối",
            format!("{}, {}", report.changed_name, vi_time(report.changed_at)),
        ),
        ("Lời văn", messages::TO_CHECK.to_owned()),
    ];
    facts.retain(|(_, said)| !said.is_empty());
    let page = OnePage {
        frame: visit
            .frame("Báo cáo bằng lời")
            .subtitle(format!("{unit} · {period}"))
            .crumb("Thống kê", "/statistics")
            .crumb("Báo cáo bằng lời", "/statistics/reports"),
        alerts,
        title: report.title.clone(),
        paragraphs: paragraphs.collect(),
        facts,
        set: set_href.clone(),
        pdf: may_export.then(|| format!("{under}/pdf")),
        docx: may_export.then(|| format!("{under}/docx")),
        remake,
    };
    Ok(Page(page).into_response())
}

/// Lập lại theo bộ biểu mới.
pub async fn remake(visit: Visit, Path(id): Path<Uuid>) -> Result<Told, Problem> {
    let (report, set) = readable(&visit, id).await?;
    match store::standing(visit.app.db(), &set).await? {
        Standing::Replaced(Some(newer)) => {
            let id = store::remake(&visit, &report, &newer).await?;
            Ok(Told::to(format!("/statistics/reports/{id}"))
                .good("Đã lập lại báo cáo: giữ lời văn, lấy số liệu của bộ biểu mới."))
        }
        _ => Err(Problem::Refused(messages::NOT_TO_REPORT.to_owned())),
    }
}

/// Which paragraph, from 0.
fn place(n: &str) -> Result<usize, Problem> {
    let n = n.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    n.ok_or_else(Problem::not_found)
}

struct Editing {
    report: Report,
    set: Set,
    n: usize,
}

impl Editing {
    async fn of(visit: &Visit, id: Uuid, n: &str) -> Result<Editing, Problem> {
        let (report, set) = readable(visit, id).await?;
        if !visit.may_over(Right::StatisticsClosePeriod, &report.unit_id, &[]) {
            return Err(Problem::NotAllowed(NOT_YOUR_UNIT.to_owned()));
        }
        let n = place(n)?;
        Ok(Editing { report, set, n })
    }

    fn was(&self) -> Result<&str, Problem> {
        let lines = text::paragraphs(&self.report.text);
        lines.get(self.n).copied().ok_or_else(Problem::not_found)
    }

    async fn page(
        &self,
        visit: &Visit,
        words: &str,
        form: &str,
        alerts: Vec<Alert>,
    ) -> Result<editor::EditorPage, Problem> {
        let back = format!("/statistics/reports/{}", self.report.id);
        let action = format!("{back}/paragraphs/{}", self.n + 1);
        let frame = visit
            .frame(format!("Sửa đoạn {}", self.n + 1))
            .subtitle(self.report.title.clone())
            .crumb("Thống kê", "/statistics")
            .crumb("Báo cáo bằng lời", back.clone());
        let day = self
            .set
            .period()
            .map_or(visit.today, |period| period.last_day());
        let was = self.was()?;
        editor::page(visit, frame, (action, back), was, words, form, day, alerts).await
    }
}

/// Mở một đoạn để sửa.
pub async fn edit(
    visit: Visit,
    Path((id, n)): Path<(Uuid, String)>,
    Query(listed): Query<Listed>,
) -> Result<Response, Problem> {
    let editing = Editing::of(&visit, id, &n).await?;
    let was = editing.was()?.to_owned();
    let page = editing.page(&visit, &was, &listed.form, Vec::new()).await?;
    Ok(Page(page).into_response())
}

/// Lưu, chèn, thêm, bỏ đoạn.
pub async fn change(
    visit: Visit,
    Path((id, n)): Path<(Uuid, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let editing = Editing::of(&visit, id, &n).await?;
    let (words, alerts) = match editor::pressed(&editing.report.text, editing.n, &form) {
        Done::Again(words, alerts) => (words, alerts),
        Done::Keep(whole) => match store::change(&visit, &editing.report, &whole).await {
            Ok(()) => {
                return Ok(Told::to(format!("/statistics/reports/{id}"))
                    .good("Đã lưu đoạn.")
                    .into_response());
            }
            Err(Problem::Refused(sentence)) => {
                let words = form.get("words").to_owned();
                (words, vec![Alert::new(Tone::Danger, sentence)])
            }
            Err(problem) => return Err(problem),
        },
    };
    let is_refused = !alerts.is_empty();
    let page = editing
        .page(&visit, &words, form.get("form"), alerts)
        .await?;
    Ok(match is_refused {
        true => Page::refused(page).into_response(),
        false => Page(page).into_response(),
    })
}

async fn set_in_type(
    visit: &Visit,
    id: Uuid,
    make: impl FnOnce(&Typesetter, &OfficialDocument, &Report) -> Result<Vec<u8>, TypesetError>
    + Send
    + 'static,
) -> Result<Vec<u8>, Problem> {
    let (report, set) = readable(visit, id).await?;
    let standing = store::standing(visit.app.db(), &set).await?;
    let units = visit.app.units().units().await?;
    let work = visit.begin().await?;
    work.require(Right::StatisticsExport, &report.unit_id)
        .await?;
    work.note("form.exported", "statistics_report", id, &set.digest)
        .await?;
    work.commit().await?;
    let document = paper::document(&report, &set, &standing, &units, visit.today);
    let press = visit.app.find::<Typesetter>();
    let made = tokio::task::spawn_blocking(move || {
        let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
        make(&press, &document, &report)
    });
    made.await
        .map_err(Problem::failed)?
        .map_err(Problem::failed)
}

/// PDF/A.
pub async fn pdf(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let bytes = set_in_type(&visit, id, |press, document, _| press.pdf(document)).await?;
    Ok(file(
        bytes,
        "application/pdf",
        "inline",
        "bao-cao-thong-ke.pdf",
    ))
}

/// Word.
pub async fn docx(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let bytes = set_in_type(&visit, id, |press, document, report| {
        press.word_of(document, &paper::mark(report))
    })
    .await?;
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(file(bytes, kind, "attachment", "bao-cao-thong-ke.docx"))
}
