//! Định nghĩa biểu có hiệu lực: the forms this program was built with, and what the office corrected or added since, by the
//! last day of the period that is asked for.

mod changing;

use std::collections::BTreeMap;
use std::sync::RwLock;

use chrono::NaiveDate;
use db::{Result, Sql, args};

use crate::form::{FORMS, Form, forms};
use crate::versions::Validity;

pub use changing::{add, reworded, undo};

db::row! {
    /// Một lần sửa định nghĩa.
    pub struct Version {
        /// The form.
        pub form_id: String,
        /// Its number, from 1.
        pub version: i64,
        /// From which day on.
        pub valid_from: NaiveDate,
        /// Until which day.
        pub valid_to: Option<NaiveDate>,
        /// The file.
        pub text: String,
        /// Why.
        pub reason: String,
        /// Who entered it.
        pub entered_name: String,
        /// When.
        pub entered_at: i64,
        /// When it was undone.
        pub undone_at: Option<i64>,
        /// By whom.
        pub undone_name: Option<String>,
        /// Why.
        pub undone_reason: Option<String>,
    }
}

impl Version {
    fn is_on(&self, day: NaiveDate) -> bool {
        let validity = Validity {
            from: self.valid_from,
            to: self.valid_to,
            undone_at: self.undone_at,
        };
        validity.is_on(day)
    }
}

/// Reads a definition once; a version lives as long as the program, for pages that hold it while it is undone.
pub(crate) fn read_once(text: &str) -> Option<&'static Form> {
    static READ: RwLock<BTreeMap<String, &'static Form>> = RwLock::new(BTreeMap::new());
    let known = READ.read().ok().and_then(|read| read.get(text).copied());
    if known.is_some() {
        return known;
    }
    let form: &'static Form = Box::leak(Box::new(Form::parse(text).ok()?));
    READ.write().ok()?.insert(text.to_owned(), form);
    Some(form)
}

/// Every version of a form, the newest first.
pub async fn versions(db: &impl Sql, form: &str) -> Result<Vec<Version>> {
    db.all(
        "SELECT * FROM statistics_definition WHERE form_id = $1 ORDER BY version DESC",
        args![form],
    )
    .await
}

/// The form as it is defined for a period that ends on a day.
pub async fn named(db: &impl Sql, id: &str, day: NaiveDate) -> Result<Option<&'static Form>> {
    let versions = versions(db, id).await?;
    let office = versions.iter().find(|one| one.is_on(day));
    Ok(office
        .and_then(|one| read_once(&one.text))
        .or_else(|| Form::named(id)))
}

/// Every form as it is defined on a day: the program's in their order, then those the office added.
pub async fn all(db: &impl Sql, day: NaiveDate) -> Result<Vec<&'static Form>> {
    let versions: Vec<Version> = db
        .all(
            "SELECT * FROM statistics_definition WHERE undone_at IS NULL ORDER BY form_id, version DESC",
            args![],
        )
        .await?;
    let mut office: BTreeMap<&str, &'static Form> = BTreeMap::new();
    for one in versions.iter().filter(|one| one.is_on(day)) {
        if let Some(form) =
            read_once(&one.text).filter(|_| !office.contains_key(one.form_id.as_str()))
        {
            office.insert(&one.form_id, form);
        }
    }
    let mut all: Vec<&'static Form> = forms()
        .iter()
        .map(|form| office.remove(form.id.as_str()).unwrap_or(form))
        .collect();
    all.extend(office.into_values());
    Ok(all)
}

/// The file of the form as it is defined on a day.
pub async fn text_of(db: &impl Sql, id: &str, day: NaiveDate) -> Result<Option<String>> {
    let versions = versions(db, id).await?;
    let office = versions.into_iter().find(|one| one.is_on(day));
    let built_in = || FORMS.iter().find(|(form, _)| *form == id);
    Ok(office
        .map(|one| one.text)
        .or_else(|| built_in().map(|(_, text)| (*text).to_owned())))
}
