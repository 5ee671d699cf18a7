//! Một dòng đối chiếu: both sides beside each other, and what a person may say about them.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use people::Right;
use shell::{
    Alert, Choice, Column, EntryForm, Field, Form, Frame, Page, Problem, Told, Tone, Visit,
};
use uuid::Uuid;

use super::of_visit;
use crate::comparison::acts::{self, Deed};
use crate::comparison::store::{self, Comparison, Row, State};

struct Side {
    label: String,
    theirs: String,
    ours: String,
    differs: bool,
}

#[derive(Template)]
#[template(path = "screens/comparison/row.html")]
pub struct RowPage {
    frame: Frame,
    action: String,
    alerts: Vec<Alert>,
    columns: Vec<Column>,
    sides: Vec<Side>,
    said: String,
    matter: Option<String>,
    may_confirm: bool,
    may_part: bool,
    join: Option<EntryForm>,
    settle: Option<EntryForm>,
    previous: Option<String>,
    next: Option<String>,
}

async fn found(
    visit: &Visit,
    (id, n): (Uuid, i64),
    right: Right,
) -> Result<(Comparison, Vec<Row>, Row), Problem> {
    let one = of_visit(visit, id, right).await?;
    let rows = store::rows(visit.app.db(), &one).await?;
    let row = rows.iter().find(|row| row.n == n).cloned();
    let row = row.ok_or_else(Problem::not_found)?;
    Ok((one, rows, row))
}

/// Trang của một dòng.
pub async fn show(visit: Visit, Path(place): Path<(Uuid, i64)>) -> Result<Page<RowPage>, Problem> {
    let (one, rows, row) = found(&visit, place, Right::StatisticsOpenFigure).await?;
    let work = visit.begin().await?;
    work.look("statistics_comparison", one.id).await?;
    work.commit().await?;
    Ok(Page(page(&visit, &one, &rows, &row, &Form::default())))
}

fn page(visit: &Visit, one: &Comparison, rows: &[Row], row: &Row, typed: &Form) -> RowPage {
    let law = visit.app.law();
    let is_mine = one.step == "open" && visit.may_over(Right::StatisticsEnter, &one.unit_id, &[]);
    let action = format!("{}/rows/{}", one.href(), row.n);
    let state = row.state();
    let has_both = matches!(state, State::Equal | State::Differs);
    let settle = (is_mine && !row.is_proposed() && state != State::Equal).then(|| {
        let sides = [
            Choice::new("theirs", one.partner.clone()),
            Choice::new("ours", "Viện kiểm sát"),
        ];
        let fields = vec![
            Field::new(
                shell::FieldKind::Radio(sides.into()),
                "stands",
                "Số liệu của bên nào đúng",
            )
            .required()
            .value(row.stands.clone())
            .columns(12),
            Field::long_text("reason", "Lý do khác nhau")
                .required()
                .value(row.reason.clone())
                .columns(12),
        ];
        EntryForm::new("settle", action.clone(), "Ghi lý do", &visit.csrf)
            .hidden("deed", "settle")
            .group("", typed.fill_all(fields))
    });
    let alone: Vec<Choice> = rows
        .iter()
        .filter(|known| known.state() == State::OnlyOurs)
        .map(|known| {
            let told = known.our_side().unwrap_or_default();
            let on = told.on.map(shell::vi_date).unwrap_or_default();
            Choice::new(
                known.n.to_string(),
                format!("{} – {} {on}", told.name, told.number),
            )
        })
        .collect();
    let join = (is_mine && state == State::OnlyTheirs && !alone.is_empty()).then(|| {
        let field = Field::choice("other", "Người này ở Viện kiểm sát là", alone).columns(12);
        EntryForm::new("join", action.clone(), "Ghép hai dòng", &visit.csrf)
            .hidden("deed", "join")
            .group("", vec![typed.fill(field)])
    });
    let said = match state {
        _ if row.is_proposed() => {
            "Máy đề nghị ghép hai dòng này. Hãy xem có đúng là một người không."
        }
        State::Equal => "Hai bên khớp.",
        State::Differs => "Hai bên khác nhau ở các mục được đánh dấu.",
        State::OnlyTheirs => "Chỉ bảng của cơ quan bạn có người này.",
        State::OnlyOurs => "Chỉ Viện kiểm sát có người này trong kỳ.",
    };
    let near = |is_next: bool| {
        let mut left = rows
            .iter()
            .filter(|known| !known.is_settled() && known.n != row.n);
        let found = match is_next {
            true => left.find(|known| known.n > row.n),
            false => left.rfind(|known| known.n < row.n),
        };
        found.map(|known| format!("{}/rows/{}", one.href(), known.n))
    };
    let mut alerts = typed.alerts().to_vec();
    if row.stands == "theirs" && row.matter_id.is_some() {
        let said = "Số liệu của bên kia đúng: hãy mở hồ sơ và đính chính sự kiện; bảng này không sửa hồ sơ thay.";
        alerts.push(Alert::new(Tone::Warning, said));
    }
    let decided = match row.decided_at {
        Some(at) => format!(" {}, {}.", row.by_name, shell::vi_time(at)),
        None => String::new(),
    };
    RowPage {
        frame: visit
            .frame(match row.row_no {
                0 => format!("Dòng {}", row.n),
                no => format!("Dòng {} (dòng {no} trong bảng của bên kia)", row.n),
            })
            .subtitle(one.kind().map_or("", |kind| kind.name_vi.as_str()))
            .crumb("Thống kê", "/statistics")
            .crumb("Đối chiếu liên ngành", "/statistics/comparisons")
            .crumb("Bảng đối chiếu", one.href()),
        alerts,
        columns: vec![
            Column::plain("Mục"),
            Column::plain(one.partner.clone()),
            Column::plain("Viện kiểm sát"),
        ],
        sides: acts::side_by_side(&law, one, row)
            .into_iter()
            .map(|(label, theirs, ours, differs)| Side {
                label,
                theirs,
                ours,
                differs,
            })
            .collect(),
        said: format!("{said}{decided}"),
        matter: row
            .matter_id
            .map(|matter| format!("/criminal/matters/{matter}")),
        may_confirm: is_mine && row.is_proposed(),
        may_part: is_mine && has_both,
        join,
        settle,
        previous: near(false),
        next: near(true),
        action,
    }
}

/// Xác nhận, tách, ghép, ghi lý do.
pub async fn decide(
    visit: Visit,
    Path(place): Path<(Uuid, i64)>,
    mut form: Form,
) -> Result<Response, Problem> {
    let (one, rows, row) = found(&visit, place, Right::StatisticsEnter).await?;
    let deed = match form.get("deed") {
        "confirm" => Deed::Confirm,
        "part" => Deed::Part,
        "join" => Deed::Join(form.get("other").parse().unwrap_or(0)),
        _ => Deed::Settle {
            stands: form.get("stands").to_owned(),
            reason: form.get("reason").to_owned(),
        },
    };
    let said = match deed {
        Deed::Confirm => "Đã xác nhận là một người.",
        Deed::Part => "Đã tách thành hai dòng.",
        Deed::Join(_) => "Đã ghép hai dòng.",
        Deed::Settle { .. } => "Đã ghi lý do.",
    };
    let work = visit.begin().await?;
    match acts::decide(&work, &one, row.n, deed).await {
        Ok(()) => {
            work.commit().await?;
            // On to what is left; the row itself where something of it is.
            let after = store::rows(visit.app.db(), &one).await?;
            let mut left = after.iter().filter(|known| !known.is_settled());
            let next = left
                .clone()
                .find(|known| known.n >= row.n)
                .or_else(|| left.next());
            let to = match next {
                Some(next) => format!("{}/rows/{}", one.href(), next.n),
                None => one.href(),
            };
            Ok(Told::to(to).good(said).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            form.refuse(error)?;
            Ok(Page::refused(page(&visit, &one, &rows, &row, &form)).into_response())
        }
    }
}
