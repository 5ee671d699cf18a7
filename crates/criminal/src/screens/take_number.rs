//! Lấy số trước, lấy số lùi ngày: a number before its paper exists, and the letter of a paper dated back.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Response};
use law::Law;
use law::catalogue::Agency;
use people::{Reach, Right, WorkError};
use serde::Deserialize;
use shell::{Choice, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Visit};

use super::{numbers::series_vi, record_form as parts, shown};
use crate::messages;
use crate::numbers::{self, Ahead, Key, NumberError, numbering_year, take_ahead};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    series: String,
    #[serde(default)]
    matter: String,
}

#[derive(Template)]
#[template(path = "screens/new_matter.html")]
pub struct TakePage {
    frame: Frame,
    form: EntryForm,
}

const DRAFT: &str = "criminal-number-ahead";

/// The form.
pub async fn form(visit: Visit, Query(asked): Query<Asked>) -> Result<Page<TakePage>, Problem> {
    let mut draft = visit.draft(DRAFT).await?;
    for (name, value) in [("series", asked.series), ("matter", asked.matter)] {
        if !value.is_empty() {
            draft.set(name, value);
        }
    }
    Ok(Page(page(&visit, &draft).await?))
}

/// Takes the number.
pub async fn add(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let law = visit.app.law();
    let ahead = read(&visit, &mut form).await?;
    let key = key_of(&law, &visit.actor.unit, &ahead, form.get("series"));
    if key.is_none() {
        form.error("series", messages::NOT_A_CHOICE);
    }
    let Some(key) = key.filter(|_| form.is_good()) else {
        return Ok(Page::refused(page(&visit, &form).await?).into_response());
    };
    let work = visit.begin().await?;
    match take_ahead(&work, &key, &ahead).await {
        Ok(taken) => {
            shell::draft::clear(&work, DRAFT).await?;
            work.commit().await?;
            let year = key.year.to_string();
            let list = [("year", year.as_str()), ("series", key.series.as_str())];
            Ok(Told::to(shown::address("/criminal/numbers", &list))
                .good(messages::number_taken(&taken.shown))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refuse(&mut form, error)?;
            Ok(Page::refused(page(&visit, &form).await?).into_response())
        }
    }
}

fn refuse(form: &mut Form, error: NumberError) -> Result<(), Problem> {
    match error {
        NumberError::Work(WorkError::NotAllowed { .. }) => {
            form.error("matter", messages::NUMBER_NOT_MINE);
        }
        NumberError::Work(error) => form.refuse(error)?,
        NumberError::Back { .. } => form.error("late_reason", messages::number_refused(&error)),
        NumberError::NotYet | NumberError::NothingBefore => {
            form.error("dated_on", messages::number_refused(&error));
        }
        NumberError::NotThere | NumberError::NoSuffix => {
            form.error("after", messages::number_refused(&error));
        }
        error => form.error("series", messages::number_refused(&error)),
    }
    Ok(())
}

async fn read(visit: &Visit, form: &mut Form) -> Result<Ahead, Problem> {
    let dated_on = form.date("dated_on").unwrap_or(visit.today);
    let after = form.number("after");
    let mut matter = None;
    if let Some(code) = form.opt("matter").map(str::to_uppercase) {
        let row = ledger::matter_by_code(visit.app.db(), code.trim()).await?;
        matter = row.map(|row| row.id);
        if matter.is_none() {
            form.error("matter", messages::NO_MATTER_CODE);
        }
    } else if visit.reach(Right::CriminalNumberTake) == Reach::Own {
        form.error("matter", messages::NUMBER_NOT_MINE);
    }
    Ok(Ahead {
        dated_on,
        purpose: form.get("purpose").to_owned(),
        matter,
        after,
        late_reason: form.get("late_reason").to_owned(),
    })
}

/// The series by its name in the list: a kind of decision, or the acceptance numbers of a stage.
fn key_of(law: &Law, unit: &str, ahead: &Ahead, series: &str) -> Option<Key> {
    if let Some(stage) = series.strip_prefix("thu_ly:") {
        let known = stages(law).iter().any(|(code, _)| code == stage);
        return known.then(|| Key::acceptance(unit, ahead.dated_on, stage));
    }
    law.acts
        .all()
        .iter()
        .filter_map(|act| Key::of_act(unit, ahead.dated_on, act))
        .find(|key| key.series == series)
}

fn stages(law: &Law) -> &[(String, String)] {
    let field = law
        .acts
        .get("matter.docketed")
        .and_then(|act| act.field("acceptance_stage"));
    field.map_or(&[], |field| field.choices.as_slice())
}

/// Every series a unit may take from: those in use this year first, the busiest before all, then as the law lists them.
async fn choices(visit: &Visit) -> Result<Vec<Choice>, Problem> {
    let law = visit.app.law();
    let year = numbering_year(visit.today);
    let mut names: Vec<String> = Vec::new();
    for line in numbers::series_of(visit.app.db(), &visit.actor.unit, year).await? {
        names.push(line.series);
    }
    let ours = law
        .acts
        .all()
        .iter()
        .filter(|act| act.issuers.first() == Some(&Agency::Vks));
    let kinds = ours.filter_map(|act| act.series.as_ref());
    for series in kinds {
        names.push(format!("{}:{}", series.kind, series.object));
    }
    names.extend(
        stages(&law)
            .iter()
            .map(|(code, _)| format!("thu_ly:{code}")),
    );
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(name.clone()));
    Ok(names
        .into_iter()
        .map(|name| {
            let label = series_vi(&law, &name);
            Choice::new(name, label)
        })
        .collect())
}

async fn page(visit: &Visit, typed: &Form) -> Result<TakePage, Problem> {
    let back = "/criminal/numbers";
    let matter = Field::text("matter", "Mã hồ sơ").columns(6);
    let matter = match visit.reach(Right::CriminalNumberTake) {
        Reach::Own => matter.required().help("Hồ sơ được phân công cho bạn."),
        _ => matter.help("Để trống nếu chưa có hồ sơ."),
    };
    let number = vec![
        Field::choice("series", "Loại số", choices(visit).await?)
            .required()
            .columns(8),
        Field::date("dated_on", "Ngày văn bản")
            .required()
            .columns(4)
            .value(shell::vi_date(visit.today)),
        Field::text("purpose", "Lấy số cho văn bản gì")
            .required()
            .columns(6),
        matter,
    ];
    let late = vec![
        Field::long_text("late_reason", "Lý do lùi ngày")
            .columns(8)
            .help("Chỉ ghi khi văn bản đề ngày trước số đã cấp gần nhất; số khi đó mang chữ cái phụ, ví dụ 12a."),
        Field::new(FieldKind::Number, "after", "Lấy số phụ sau số")
            .columns(4)
            .help("Để trống: theo ngày văn bản."),
    ];
    let form = EntryForm::new("take-number", back, "Lấy số", visit.csrf.clone())
        .group("Lấy số", number)
        .group("Văn bản đề lùi ngày", late)
        .cancel("Thôi", back)
        .autosave(visit.autosave(DRAFT, 0));
    Ok(TakePage {
        frame: visit
            .frame("Lấy số trước")
            .subtitle("Số đã lấy đứng trong sổ; khi ghi văn bản, nhập đúng số này để gắn vào hồ sơ")
            .crumb("Hình sự", "/criminal")
            .crumb("Sổ lấy số", back),
        form: parts::finish(form, typed),
    })
}
