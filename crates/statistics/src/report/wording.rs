//! Mẫu lời văn: ours with the days they hold, the sector's ([`template`]), and the office's own, which take their place for that office.

use std::sync::LazyLock;

use chrono::NaiveDate;
use db::{Result, Sql, args};
use people::{Right, Work, WorkError};
use serde::Deserialize;

use super::text::{self, Field, How};
use super::{messages, template};
use crate::definitions;
use crate::form::{Form, Layout};
use crate::told;

/// Một mẫu báo cáo.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wording {
    /// `bao-cao-ky`.
    pub id: String,
    /// What it is, for lists.
    pub name_vi: String,
    /// Trích yếu.
    pub title_vi: String,
    /// Where the words come from.
    pub basis_vi: String,
    /// From when it is used, by the last day of the period.
    pub valid_from: NaiveDate,
    /// Until when.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Whether the words must be confirmed.
    pub is_to_check: bool,
    /// The paragraphs.
    pub text: String,
    /// The office's version; 0 of ours.
    #[serde(skip)]
    pub version: i64,
    /// Who wrote the office's version.
    #[serde(skip)]
    pub entered: String,
}

static WORDINGS: LazyLock<Vec<Wording>> = LazyLock::new(|| {
    let one = |text: &str| {
        toml::from_str::<Wording>(text)
            .unwrap_or_else(|fault| unreachable!("data/reports: {fault}"))
    };
    [
        include_str!("../../data/reports/bao-cao-ky.toml"),
        include_str!("../../data/reports/nguon-tin.toml"),
    ]
    .map(one)
    .into()
});

db::row! {
    struct Version {
        template: String,
        version: i64,
        valid_from: NaiveDate,
        text: String,
        entered_name: String,
        entered_at: i64,
    }
}

/// Those this program was built with.
pub(super) fn shipped() -> &'static [Wording] {
    &WORDINGS
}

/// The wordings of a unit for a period that ends on a day: the sector's templates, in the unit's own words where it has some.
pub async fn all(db: &impl Sql, unit: &str, day: NaiveDate) -> Result<Vec<Wording>> {
    let own: Vec<Version> = db
        .all(
            "SELECT template, version, valid_from, text, entered_name, entered_at
               FROM statistics_wording WHERE unit_id = $1 AND valid_from <= $2 ORDER BY template, version DESC",
            args![unit, day],
        )
        .await?;
    let templates = template::in_force(&template::versions(db).await?, day);
    let worded =
        templates
            .into_iter()
            .map(|one| match own.iter().find(|own| own.template == one.id) {
                None => one,
                Some(own) => Wording {
                    text: own.text.clone(),
                    version: own.version,
                    entered: format!("{}, {}", own.entered_name, shell::vi_time(own.entered_at)),
                    valid_from: own.valid_from,
                    is_to_check: false,
                    ..one
                },
            });
    Ok(worded.collect())
}

/// One of them.
pub async fn named(db: &impl Sql, unit: &str, id: &str, day: NaiveDate) -> Result<Option<Wording>> {
    let all = all(db, unit, day).await?;
    Ok(all.into_iter().find(|one| one.id == id))
}

/// Sửa mẫu của đơn vị: a new version for periods that end on a day or later.
pub async fn change(
    work: &Work,
    unit: &str,
    wording: &Wording,
    text: &str,
    valid_from: NaiveDate,
) -> std::result::Result<(), WorkError> {
    work.require(Right::StatisticsClosePeriod, unit).await?;
    check(&work.tx, text, valid_from).await?;
    let newest: i64 = work
        .tx
        .one(
            "SELECT COALESCE(MAX(version), 0) FROM statistics_wording WHERE unit_id = $1 AND template = $2",
            args![unit, &wording.id],
        )
        .await?;
    work.tx
        .exec(
            "INSERT INTO statistics_wording (unit_id, template, version, valid_from, text, entered_by, entered_name, entered_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            args![
                unit,
                &wording.id,
                newest + 1,
                valid_from,
                text,
                work.actor.person,
                &work.actor.name,
                work.now_ms
            ],
        )
        .await?;
    let said = format!("{} phiên bản {}", wording.id, newest + 1);
    work.note("statistics.wording_changed", "unit", unit, &said)
        .await
}

/// Every field of a text names a figure that there is.
pub async fn check(
    db: &impl Sql,
    text: &str,
    day: NaiveDate,
) -> std::result::Result<(), WorkError> {
    let refused = |sentence: String| WorkError::invalid("text", sentence);
    for paragraph in text::paragraphs(text) {
        if text::pieces(paragraph).is_none() {
            return Err(refused(messages::FIELD_BROKEN.to_owned()));
        }
    }
    let forms = definitions::all(db, day).await?;
    for (written, field) in text::fields(text) {
        let form = forms.iter().find(|form| form.id == field.form);
        let form = form.ok_or_else(|| refused(messages::no_form(&written, &field.form)))?;
        known(form, &field)
            .map_err(|row| refused(messages::no_row(&written, &form.number, &row)))?;
    }
    Ok(())
}

/// Whether a form has the figure a field names; the row or column that is not there.
pub(super) fn known(form: &Form, field: &Field) -> std::result::Result<(), String> {
    let has = |no: &str| match form.row(no) {
        Some(_) => Ok(()),
        None => Err(no.to_owned()),
    };
    match (form.layout, field.column == told::COLUMN) {
        (Layout::Rows, true) => has(&field.row)?,
        (Layout::Offences, false) => has(&field.column)?,
        (_, _) => return Err(format!("{} {}", field.row, field.column)),
    }
    match &field.how {
        How::Share(of) => has(of),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_a_shipped_wording_is_a_figure_that_facts_tell() {
        assert!(!WORDINGS.is_empty());
        for wording in WORDINGS.iter() {
            assert!(
                wording.is_to_check,
                "{}: ours must be confirmed",
                wording.id
            );
            for paragraph in text::paragraphs(&wording.text) {
                assert!(text::pieces(paragraph).is_some(), "{paragraph}");
                assert_eq!(
                    text::typed_figures(paragraph),
                    Vec::<String>::new(),
                    "{paragraph}"
                );
            }
            let fields = text::fields(&wording.text);
            assert!(fields.len() > 10, "{}", wording.id);
            for (written, field) in fields {
                let form = Form::named(&field.form).unwrap();
                assert_eq!(known(form, &field), Ok(()), "{}: {written}", wording.id);
                let row = form.row(&field.row).unwrap();
                assert!(row.is_told(), "{}: {written} has no source", wording.id);
            }
        }
    }
}
