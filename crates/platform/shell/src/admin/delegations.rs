//! Ủy quyền: what somebody gives others to do in their place for a while, and takes back.

use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use people::{Reach, Right, Rights, staff::delegation};
use uuid::Uuid;

use crate::{Field, FieldKind, Form, Frame, Page, Problem, Routes, Told, Visit, vi_date};

pub(super) fn routes() -> Routes {
    Routes::new()
        .get(
            "/people/delegations",
            Right::PeopleDelegationEdit,
            delegations,
        )
        .post("/people/delegations", Right::PeopleDelegationEdit, give)
        .post(
            "/people/delegations/{id}/end",
            Right::PeopleDelegationEdit,
            take_back,
        )
}

struct DelegationLine {
    id: Uuid,
    sentence: String,
    days: String,
    rights: String,
    reason: String,
    may_end: bool,
    state: &'static str,
    tone: &'static str,
}

#[derive(Template)]
#[template(path = "admin/delegations.html")]
struct DelegationsPage {
    frame: Frame,
    lines: Vec<DelegationLine>,
    rights: Vec<(Right, bool)>,
    rights_error: String,
    refused: Vec<(String, String)>,
    fields: Vec<Field>,
    alerts: Vec<crate::Alert>,
}

async fn delegations(visit: Visit) -> Result<Page<DelegationsPage>, Problem> {
    Ok(Page(delegations_page(&visit, &Form::default()).await?))
}

async fn delegations_page(visit: &Visit, form: &Form) -> Result<DelegationsPage, Problem> {
    let lines = delegation::around(visit.app.db(), visit.actor.person).await?;
    let lines = lines.into_iter().map(|one| DelegationLine {
        id: one.id,
        sentence: format!("{} → {}", one.from_name, one.to_name),
        days: format!("{} – {}", vi_date(one.valid_from), vi_date(one.valid_to)),
        rights: one
            .list()
            .into_iter()
            .map(Right::name_vi)
            .collect::<Vec<_>>()
            .join("; "),
        may_end: one.from_person == visit.actor.person
            && one.revoked_at.is_none()
            && one.valid_to >= visit.today,
        state: match &one {
            one if one.revoked_at.is_some() => "Đã chấm dứt",
            one if one.is_on(visit.today) => "Đang có hiệu lực",
            one if one.valid_from > visit.today => "Chưa đến ngày",
            _ => "Đã hết hạn",
        },
        tone: if one.is_on(visit.today) {
            "good"
        } else {
            "neutral"
        },
        reason: one.reason,
    });
    let fields = vec![
        Field::new(
            FieldKind::Lookup("/people/persons/find".to_owned()),
            "to_person",
            "Người nhận ủy quyền",
        )
        .required(),
        Field::date("from", "Từ ngày").required(),
        Field::date("to", "Đến hết ngày").required(),
        Field::text("reason", "Văn bản ủy quyền")
            .required()
            .columns(12),
    ];
    let chosen = form.all("rights");
    let own = Right::ALL
        .iter()
        .filter(|right| Rights::embedded().reach(visit.actor.role, **right) != Reach::None);
    Ok(DelegationsPage {
        frame: visit.frame("Ủy quyền").subtitle("Ủy quyền cho người khác làm thay trong một thời gian, trong phạm vi quyền của chức vụ đang dùng."),
        lines: lines.collect(),
        rights: own.filter(|right| **right != Right::AccountSelf).map(|right| (*right, chosen.contains(&right.id()))).collect(),
        rights_error: form.error_of("rights").unwrap_or_default().to_owned(),
        refused: refused(form, &fields),
        fields: form.fill_all(fields),
        alerts: form.alerts().to_vec(),
    })
}

/// What stands at the top of a refused form: where to go, and what to do there.
fn refused(form: &Form, fields: &[Field]) -> Vec<(String, String)> {
    let of_fields = fields.iter().filter_map(|field| {
        let error = form.error_of(&field.name)?;
        Some((
            format!("f-{}", field.name),
            format!("{}: {error}", field.label),
        ))
    });
    let of_rights = form
        .error_of("rights")
        .map(|error| ("rights".to_owned(), error.to_owned()));
    of_fields.chain(of_rights).collect()
}

async fn give(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    for (name, sentence) in [
        ("to_person", "Hãy chọn người nhận ủy quyền trong gợi ý."),
        ("from", "Hãy nhập ngày bắt đầu."),
        ("to", "Hãy nhập ngày kết thúc."),
        ("reason", "Hãy ghi số, ngày của văn bản ủy quyền."),
    ] {
        form.required(name, sentence);
    }
    if form.all("rights").is_empty() {
        form.error("rights", "Hãy chọn ít nhất một quyền.");
    }
    let to_person = form.read("to_person", |typed| {
        typed
            .parse::<Uuid>()
            .map_err(|_| "Hãy chọn người nhận ủy quyền trong gợi ý.".to_owned())
    });
    let (from, to) = (form.date("from"), form.date("to"));
    if let (Some(to_person), Some(from), Some(to), true) = (to_person, from, to, form.is_good()) {
        let rights = form
            .all("rights")
            .into_iter()
            .filter_map(Right::parse)
            .collect();
        let new = delegation::NewDelegation {
            to_person,
            rights,
            from,
            to,
            reason: form.get("reason").to_owned(),
        };
        let work = visit.begin().await?;
        match delegation::give(&work, new).await {
            Ok(_) => {
                work.commit().await?;
                return Ok(Told::to("/people/delegations")
                    .good("Đã ủy quyền.")
                    .into_response());
            }
            Err(error) => form.refuse(error)?,
        }
    }
    Ok(Page::refused(delegations_page(&visit, &form).await?).into_response())
}

async fn take_back(visit: Visit, Path(id): Path<Uuid>) -> Result<impl IntoResponse, Problem> {
    let work = visit.begin().await?;
    delegation::take_back(&work, id).await?;
    work.commit().await?;
    Ok(Told::to("/people/delegations").good("Đã chấm dứt ủy quyền."))
}
