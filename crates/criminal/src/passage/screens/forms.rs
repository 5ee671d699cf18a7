//! What the forms of these pages have in common.

use askama::Template;
use law::Law;
use people::{Right, WorkError};
use serde_json::Value;
use shell::{EntryForm, Field, FieldKind, Form, Frame, Problem, Visit};
use uuid::Uuid;

use crate::load::Opened;
use crate::record::ActEntry;
use crate::screens::{matter, record_form as parts};
use crate::{entry, messages};

#[derive(Template)]
#[template(path = "screens/new_matter.html")]
pub struct FormPage {
    pub frame: Frame,
    pub form: EntryForm,
}

/// Opens the matter for somebody who may record in it.
pub async fn allowed(visit: &Visit, id: Uuid) -> Result<Opened, Problem> {
    let opened = matter::opened(visit, id).await?;
    match visit.may_over(
        Right::CriminalFactRecord,
        &opened.unit,
        &opened.assigned.people(),
    ) {
        true => Ok(opened),
        false => Err(WorkError::NotAllowed {
            right: Right::CriminalFactRecord,
            unit: opened.unit,
        }
        .into()),
    }
}

/// The frame of a form about a matter.
pub fn frame(visit: &Visit, opened: &Opened, title: &str) -> Frame {
    visit
        .frame(title)
        .subtitle(format!(
            "{} · {}",
            opened.title(&visit.app.law()),
            opened.code
        ))
        .crumb("Hình sự", "/criminal")
        .crumb(
            opened.code.clone(),
            format!("/criminal/matters/{}", opened.id),
        )
        .at(opened.list().1)
}

/// Day, number and issuer of the decision.
pub fn paper(visit: &Visit) -> Vec<Field> {
    vec![
        Field::moment("effective", "Ngày quyết định")
            .required()
            .first()
            .columns(4),
        Field::text("number", "Số quyết định")
            .columns(4)
            .help(messages::NUMBER_HELP),
        parts::take_number("take_number").columns(4),
        Field::text("issuer", "Cơ quan ban hành")
            .value(visit.actor.unit_name.clone())
            .columns(8),
    ]
}

/// Số thụ lý of the receiver's or the new case's book.
pub fn docket() -> Vec<Field> {
    vec![
        Field::text("docket", "Số thụ lý")
            .columns(4)
            .help("Để trống nếu lấy số từ sổ."),
        Field::new(FieldKind::Check, "take_docket", "Lấy số thụ lý tiếp theo")
            .value("true")
            .columns(4),
    ]
}

/// The decision as it was typed.
pub fn decision(form: &mut Form, law: &Law, kind: &str, fields: &[&str]) -> ActEntry {
    let effective = form.moment("effective");
    if effective.is_none() && form.error_of("effective").is_none() {
        form.error("effective", messages::DAY_MISSING);
    }
    let mut decision = ActEntry {
        kind: kind.to_owned(),
        effective,
        issuer: form.opt("issuer").map(text::clean),
        number: form.opt("number").map(text::clean),
        is_confirmed: form.is_ticked("confirmed"),
        sources: form.sources(),
        ..ActEntry::default()
    };
    decision.takes_number = decision.number.is_none() && form.is_ticked("take_number");
    if let Some(act) = law.acts.get(kind) {
        let typed = entry::body_of(form, act, law, &[]);
        decision.body = typed
            .into_iter()
            .filter(|(name, _)| fields.contains(&name.as_str()))
            .collect();
    }
    if fields.contains(&"reason")
        && !decision.body.get("reason").is_some_and(Value::is_string)
        && form.error_of("reason").is_none()
    {
        form.error("reason", crate::passage::messages::REASON_MISSING);
    }
    decision
}

/// The matter's newest fact as the person saw it.
pub fn seen(form: &Form) -> Option<i64> {
    form.opt("seen").and_then(|seen| seen.parse().ok())
}
