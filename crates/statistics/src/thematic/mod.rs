//! Số liệu chuyên đề: what, of whom, by what – a question over the same measures as the forms. It is kept as a small form,
//! so its figures open their lists, go by unit and into files like any other; one measure and a dozen rows keep it quick.

mod asking;

use db::{Result, Sql, args};
use people::{Work, WorkError};
use uuid::Uuid;

use crate::form::Form;
use crate::{Period, definitions};

pub use asking::{CHOICES, Question, Values, measures, text_of, value_vi};

/// How the id of such a form begins.
pub const PREFIX: &str = "chuyen-de-";

db::row! {
    /// Một chuyên đề đã lưu.
    pub struct Saved {
        /// The unit it belongs to.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// Whose it is.
        pub owner: Uuid,
        /// As they were called.
        pub owner_name: String,
        /// What it is called.
        pub name: String,
        /// Everybody of the unit sees it.
        pub is_shared: bool,
        /// The form.
        pub text: String,
        /// When.
        pub saved_at: i64,
        /// The first day it was asked for; empty when the period is chosen each time.
        pub period_from: String,
        /// The last.
        pub period_to: String,
    }
}

impl Saved {
    /// The id of the form.
    pub fn form_id(&self) -> String {
        format!("{PREFIX}{}", self.id.simple())
    }

    /// Kỳ đã lưu.
    pub fn over(&self) -> Option<Period> {
        Period::read(&self.period_from, &self.period_to).ok()
    }

    /// The address of its figures, over the period it was asked for.
    pub fn address(&self) -> String {
        let over = self.over();
        let query = over.map_or(String::new(), |over| format!("?{}", over.query()));
        format!("/statistics/{}{query}", self.form_id())
    }
}

const COLUMNS: &str =
    "unit_id, id, owner, owner_name, name, is_shared, text, saved_at, period_from, period_to";

/// Those a person sees: their own and those of the unit that are shared.
pub async fn seen(db: &impl Sql, unit: &str, person: Uuid) -> Result<Vec<Saved>> {
    db.all(
        format!(
            "SELECT {COLUMNS} FROM statistics_thematic
              WHERE unit_id = $1 AND removed_at IS NULL AND (owner = $2 OR is_shared) ORDER BY saved_at DESC"
        ),
        args![unit, person],
    )
    .await
}

/// The form of a saved question that a person sees.
pub async fn named(
    db: &impl Sql,
    unit: &str,
    person: Uuid,
    id: &str,
) -> Result<Option<&'static Form>> {
    let Some(id) = id
        .strip_prefix(PREFIX)
        .and_then(|id| id.parse::<Uuid>().ok())
    else {
        return Ok(None);
    };
    let all = seen(db, unit, person).await?;
    let found = all.into_iter().find(|one| one.id == id);
    Ok(found.and_then(|one| definitions::read_once(&one.text)))
}

/// Saves a question of the actor.
pub async fn save(
    work: &Work,
    name: &str,
    is_shared: bool,
    question: &Question,
) -> std::result::Result<Saved, WorkError> {
    let invalid = |field: &str, sentence: &str| WorkError::Invalid {
        field: field.to_owned(),
        sentence: sentence.to_owned(),
    };
    if name.trim().is_empty() || name.chars().count() > 200 {
        return Err(invalid(
            "name",
            "Hãy đặt tên cho chuyên đề, không quá 200 chữ.",
        ));
    }
    let id = Uuid::now_v7();
    let said = |moment: Option<law::Moment>| moment.map_or(String::new(), |at| at.to_string());
    let mut saved = Saved {
        unit_id: work.actor.unit.clone(),
        id,
        owner: work.actor.person,
        owner_name: work.actor.name.clone(),
        name: name.trim().to_owned(),
        is_shared,
        text: String::new(),
        saved_at: work.now_ms,
        period_from: said(question.over.map(|over| over.from)),
        period_to: said(question.over.map(|over| over.to)),
    };
    saved.text = text_of(&saved.form_id(), &saved.name, &work.actor.name, question)
        .ok_or_else(|| invalid("what", "Hãy chọn điều cần đếm trong danh sách."))?;
    if let Err(fault) = Form::parse(&saved.text) {
        return Err(invalid(
            "",
            &format!("Không đếm được theo lựa chọn này. {}", fault.vi()),
        ));
    }
    work.tx
        .exec(
            format!("INSERT INTO statistics_thematic ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"),
            args![
                &saved.unit_id,
                saved.id,
                saved.owner,
                &saved.owner_name,
                &saved.name,
                saved.is_shared,
                &saved.text,
                saved.saved_at,
                &saved.period_from,
                &saved.period_to
            ],
        )
        .await?;
    work.note("thematic.saved", "thematic", id, "").await?;
    Ok(saved)
}

/// Bỏ: only its owner removes it.
pub async fn remove(work: &Work, id: Uuid) -> std::result::Result<(), WorkError> {
    let removed = work
        .tx
        .exec(
            "UPDATE statistics_thematic SET removed_at = $4
              WHERE unit_id = $1 AND id = $2 AND owner = $3 AND removed_at IS NULL",
            args![&work.actor.unit, id, work.actor.person, work.now_ms],
        )
        .await?;
    match removed {
        1 => work.note("thematic.removed", "thematic", id, "").await,
        _ => Err(WorkError::NotFound),
    }
}
