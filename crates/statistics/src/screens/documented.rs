//! Số liệu nhập có căn cứ: what was entered for a row without a source, by whom and on what document; entering and withdrawing.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Response};
use db::Sql;
use people::Right;
use shell::{
    Column, EntryForm, Field, FieldKind, Form as Typed, Frame, Page, Problem, Told, Visit,
    vi_number, vi_time,
};
use uuid::Uuid;

use super::asked::{Asked, Question};
use super::table::computed;
use crate::count::Values;
use crate::documented::{Documented, Entered, NewCount, Shown, enter, withdraw};
use crate::form::{Layout, Row};
use crate::messages;
use crate::period::Period;

struct Line {
    unit: String,
    period: String,
    article: String,
    figure: String,
    basis: String,
    reason: String,
    who: String,
    state: String,
    is_in_force: bool,
    withdraw: Option<String>,
}

#[derive(Template)]
#[template(path = "screens/documented.html")]
pub struct DocumentedPage {
    frame: Frame,
    label: String,
    figure: String,
    why: String,
    columns: Vec<Column>,
    lines: Vec<Line>,
    form: Option<EntryForm>,
    hint: &'static str,
    back: String,
    has_article: bool,
}

/// The page.
pub async fn show(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Page<DocumentedPage>, Problem> {
    let question = asked.question(&visit, &form).await?;
    let typed = Typed::of([("article", asked.article.as_str())]);
    Ok(Page(page(&visit, &question, &asked.row, &typed).await?))
}

fn row_of<'a>(question: &'a Question, no: &str) -> Result<&'a Row, Problem> {
    let row = question.form.row(no).filter(|row| row.is_entered());
    row.ok_or_else(|| Problem::NotFound(messages::NOT_ENTERED.to_owned()))
}

async fn page(
    visit: &Visit,
    question: &Question,
    no: &str,
    typed: &Typed,
) -> Result<DocumentedPage, Problem> {
    let row = row_of(question, no)?;
    let (db, form) = (visit.app.db(), question.form);
    let figures = computed(visit, question).await?;
    let entered = Entered::of(
        db,
        form,
        &question.scope,
        &question.period,
        question.known_at(),
    )
    .await?;
    let counted = |row: &Row| figures.sum(&row.parts);
    let shown = entered.shown(form, row, &counted, None, None);
    let may_enter = !question.scope.is_tree
        && question.known.is_none()
        && visit.may_over(Right::StatisticsEnter, &question.scope.unit, &[]);
    let has_article = form.layout == Layout::Offences;
    let lines = every(visit, question, row).await?;
    let address = question.address("/documented");
    let fields = fields(has_article);
    let entry = may_enter.then(|| {
        let mut entry = EntryForm::new(
            "count",
            format!("{address}&row={no}"),
            "Nhập số liệu",
            visit.csrf.clone(),
        )
        .group("Nhập cho đúng đơn vị, kỳ ở trên", typed.fill_all(fields));
        for alert in typed.alerts() {
            entry = entry.alert(alert.clone());
        }
        entry
    });
    let mut columns = vec!["Đơn vị", "Kỳ"];
    if has_article {
        columns.push("Điều luật");
    }
    columns.extend([
        "Số liệu",
        "Văn bản làm căn cứ",
        "Lý do",
        "Người nhập",
        "Tình trạng",
    ]);
    Ok(DocumentedPage {
        frame: visit
            .frame(format!("Số liệu nhập có căn cứ: dòng {}", row.no))
            .subtitle(format!(
                "{} · {} · {}",
                form.number,
                question.scope_vi(),
                question.period.vi()
            ))
            .crumb("Thống kê", "/statistics")
            .crumb(form.number.clone(), question.address("")),
        label: row.label_vi.clone(),
        figure: said(shown),
        why: row.no_source_vi.clone(),
        columns: columns.into_iter().map(Column::plain).collect(),
        lines: lines
            .into_iter()
            .map(|one| line(question, one, no, may_enter))
            .collect(),
        hint: match (&entry, question.scope.is_tree) {
            (Some(_), _) => "",
            (None, true) => messages::ENTER_IN_ONE_UNIT,
            (None, false) => messages::NOT_YOURS_TO_ENTER,
        },
        form: entry,
        back: format!("{}#row-{no}", question.address("")),
        has_article,
    })
}

fn fields(has_article: bool) -> Vec<Field> {
    let article = Field::text("article", "Điều luật")
        .help("Ví dụ 173, 217a")
        .required();
    let mut fields = vec![
        Field::new(FieldKind::Number, "figure", "Số liệu").required(),
        Field::text("document", "Số, ký hiệu văn bản làm căn cứ").required(),
        Field::date("document_on", "Ngày văn bản").required(),
        Field::long_text("reason", "Lý do nhập")
            .required()
            .columns(12),
    ];
    if has_article {
        fields.insert(0, article);
    }
    fields
}

/// Every entry of the row that touches the period, with those no longer in force.
async fn every(visit: &Visit, question: &Question, row: &Row) -> Result<Vec<Documented>, Problem> {
    let mut values = Values::default();
    let units = values.list(&question.scope.keys);
    let (form, no) = (
        values.bind(question.form.id.as_str()),
        values.bind(row.no.as_str()),
    );
    let (from, to) = (
        values.bind(question.period.from_at()),
        values.bind(question.period.to_at()),
    );
    let sql = format!(
        "SELECT * FROM statistics_documented
          WHERE unit_id IN ({units}) AND form_id = {form} AND row_no = {no} AND from_at < {to} AND to_at > {from}
          ORDER BY unit_id, article, from_at, version DESC LIMIT 500"
    );
    Ok(visit.app.db().all(sql, values.0).await?)
}

fn line(question: &Question, one: Documented, no: &str, may_enter: bool) -> Line {
    let day = question.period.last_day();
    let state = match (&one.ended_at, &one.ended_name, &one.ended_reason) {
        (Some(at), Some(name), Some(reason)) => {
            format!("Hết dùng lúc {}, {name}: {reason}", vi_time(*at))
        }
        _ => "Đang dùng".to_owned(),
    };
    Line {
        unit: people::units::shortened(&question.units.name_on(&one.unit_id, day)),
        period: Period::between(one.from_at, one.to_at).vi(),
        figure: format!("{} (lần {})", vi_number(one.figure), one.version),
        basis: one.basis_vi(),
        who: format!("{}, {}", one.entered_name, vi_time(one.entered_at)),
        is_in_force: one.is_in_force(),
        withdraw: (may_enter && one.is_in_force() && one.unit_id == question.scope.unit).then(
            || {
                format!(
                    "/statistics/{}/documented/{}/withdraw?row={no}&{}",
                    question.form.id,
                    one.id,
                    question.query()
                )
            },
        ),
        article: one.article,
        reason: one.reason,
        state,
    }
}

fn said(shown: Shown) -> String {
    shown.vi().unwrap_or_else(|| messages::NO_SOURCE.to_owned())
}

/// Nhập.
pub async fn record(
    visit: Visit,
    Path(form): Path<String>,
    Query(asked): Query<Asked>,
    mut typed: Typed,
) -> Result<Response, Problem> {
    let question = asked.question(&visit, &form).await?;
    row_of(&question, &asked.row)?;
    for (field, sentence) in [
        ("figure", "Hãy ghi số liệu; không có thì ghi 0."),
        ("document", "Hãy ghi số, ký hiệu văn bản làm căn cứ."),
        ("document_on", "Hãy ghi ngày văn bản."),
        ("reason", "Hãy ghi lý do nhập."),
    ] {
        typed.required(field, sentence);
    }
    let (figure, document_on) = (typed.number("figure"), typed.date("document_on"));
    if question.scope.is_tree {
        typed.alert(shell::Alert::new(
            shell::Tone::Danger,
            messages::ENTER_IN_ONE_UNIT,
        ));
    }
    if let (Some(figure), Some(document_on), true) = (figure, document_on, typed.is_good()) {
        let new = NewCount {
            unit: &question.scope.unit,
            form: question.form,
            row: &asked.row,
            article: typed.get("article"),
            period: &question.period,
            figure,
            reason: typed.get("reason"),
            document: typed.get("document"),
            document_on,
        };
        let work = visit.begin().await?;
        match enter(&work, &new).await {
            Ok(_) => {
                work.commit().await?;
                let back = format!("{}&row={}", question.address("/documented"), asked.row);
                return Ok(Told::to(back).good("Đã nhập số liệu.").into_response());
            }
            Err(error) => typed.refuse(error)?,
        }
    }
    Ok(Page::refused(page(&visit, &question, &asked.row, &typed).await?).into_response())
}

/// Rút.
pub async fn take_back(
    visit: Visit,
    Path((form, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
    mut typed: Typed,
) -> Result<Response, Problem> {
    let question = asked.question(&visit, &form).await?;
    let work = visit.begin().await?;
    match withdraw(&work, &question.scope.unit, id, typed.get("reason")).await {
        Ok(()) => {
            work.commit().await?;
            let back = format!("{}&row={}", question.address("/documented"), asked.row);
            return Ok(Told::to(back).good("Đã rút số liệu.").into_response());
        }
        Err(error) => typed.refuse(error)?,
    }
    Ok(Page::refused(page(&visit, &question, &asked.row, &typed).await?).into_response())
}
