//! Biểu gửi lên: what was typed, kept as typed, and why a field was not taken.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use chrono::NaiveDate;
use law::{Moment, PageBox};

use people::WorkError;

use crate::{Alert, App, Field, Problem, Source, Tone, entry};

/// What a person typed into a form. Reading a field as a date or a number notes the sentence when it cannot be read,
/// so the page can show everything that is wrong at once: `form.fill(field)` puts values and sentences back.
#[derive(Debug, Clone, Default)]
pub struct Form {
    typed: BTreeMap<String, Vec<String>>,
    errors: BTreeMap<String, String>,
    alerts: Vec<Alert>,
    /// The day on which it was sent: "2/6" is the nearest such day.
    today: Option<NaiveDate>,
}

impl Form {
    /// A form with these values, as for a page that opens with a draft.
    pub fn of<K: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (K, V)>) -> Self {
        let mut form = Form::default();
        for (name, value) in pairs {
            form.typed
                .entry(name.into())
                .or_default()
                .push(value.into());
        }
        form
    }

    /// The same, read as of a day: dates may be typed without their year.
    pub fn sent_on(mut self, today: NaiveDate) -> Self {
        self.today = Some(today);
        self
    }

    /// What stands in a field, trimmed; empty when it is not there. Of several values the last one speaks.
    pub fn get(&self, name: &str) -> &str {
        self.typed
            .get(name)
            .and_then(|values| values.last())
            .map_or("", |value| value.trim())
    }

    /// What stands in a field exactly as it was typed.
    pub fn raw(&self, name: &str) -> &str {
        let last = self.typed.get(name).and_then(|values| values.last());
        last.map_or("", String::as_str)
    }

    /// What stands in a field, if anything does.
    pub fn opt(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Every value of a field that may be chosen several times.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self.typed.get(name).into_iter().flatten();
        values
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// Whether a box is ticked.
    pub fn is_ticked(&self, name: &str) -> bool {
        matches!(self.get(name), "true" | "on" | "1")
    }

    /// Names and values, the last value of each; without the token of the form.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.typed
            .iter()
            .filter(|(name, _)| name.as_str() != "csrf")
            .filter_map(|(name, values)| Some((name.as_str(), values.last()?.trim())))
    }

    /// Puts a value in, as if it had been typed.
    pub fn set(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.typed.insert(name.into(), vec![value.into()]);
    }

    /// Notes why a field was not taken. The first reason stays.
    pub fn error(&mut self, name: impl Into<String>, sentence: impl Into<String>) {
        self.errors.entry(name.into()).or_insert(sentence.into());
    }

    /// Why a field was not taken.
    pub fn error_of(&self, name: &str) -> Option<&str> {
        self.errors.get(name).map(String::as_str)
    }

    /// Every field that was not taken, and why.
    pub fn errors(&self) -> impl Iterator<Item = (&str, &str)> {
        let errors = self.errors.iter();
        errors.map(|(name, sentence)| (name.as_str(), sentence.as_str()))
    }

    /// Nothing was refused.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty() && self.alerts.is_empty()
    }

    /// Takes a refusal of the work into the form, so that the page shows again with what was typed: a sentence beside its
    /// field, or above the form. What is no answer to this form (no right, no record, storage) goes on as a problem.
    pub fn refuse(&mut self, error: WorkError) -> Result<(), Problem> {
        match error {
            WorkError::Invalid { field, sentence } if !field.is_empty() => {
                self.error(field, sentence)
            }
            WorkError::Invalid { .. } | WorkError::Unlawful(_) | WorkError::ChangedMeanwhile => {
                let sentence = people::messages::work_refused(&error);
                self.alerts.push(Alert::new(Tone::Danger, sentence));
            }
            other => return Err(other.into()),
        }
        Ok(())
    }

    /// Says something above the fields when the page shows again; the form counts as refused.
    pub fn alert(&mut self, alert: Alert) {
        self.alerts.push(alert);
    }

    /// What stands above the fields, and sentences for fields that the page does not show.
    pub fn alerts(&self) -> &[Alert] {
        &self.alerts
    }

    /// A field that must be filled.
    pub fn required(&mut self, name: &str, sentence: &str) -> Option<String> {
        match self.opt(name) {
            Some(value) => Some(value.to_owned()),
            None => {
                self.error(name, sentence);
                None
            }
        }
    }

    /// A day, as people type it.
    pub fn date(&mut self, name: &str) -> Option<NaiveDate> {
        let today = self.today;
        self.read(name, |typed| match today {
            Some(today) => entry::date_near(typed, today),
            None => entry::date(typed),
        })
    }

    /// A day with an hour if one was typed.
    pub fn moment(&mut self, name: &str) -> Option<Moment> {
        let today = self.today;
        let (on, time) = self.read(name, |typed| match today {
            Some(today) => entry::moment_near(typed, today),
            None => entry::moment(typed),
        })?;
        Some(Moment { on, time })
    }

    /// A whole number or a sum.
    pub fn number(&mut self, name: &str) -> Option<i64> {
        self.read(name, entry::whole_number)
    }

    /// A value that some function reads; an empty field is none and no error.
    pub fn read<T>(&mut self, name: &str, by: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        let result = by(self.opt(name)?);
        result.map_err(|sentence| self.error(name, sentence)).ok()
    }

    /// Nguồn: where a field was read from, as the viewer put it under `source.NAME`.
    pub fn source(&self, name: &str) -> Option<PageBox> {
        let value: serde_json::Value =
            serde_json::from_str(self.opt(&format!("source.{name}"))?).ok()?;
        let page = value.get("page")?.as_str()?.parse().ok()?;
        let rect = value
            .get("rect")
            .and_then(|rect| serde_json::from_value(rect.clone()).ok());
        Some(PageBox { page, rect })
    }

    /// Every source of the form: field and place.
    pub fn sources(&self) -> BTreeMap<String, PageBox> {
        let names = self
            .typed
            .keys()
            .filter_map(|name| name.strip_prefix("source."));
        names
            .filter_map(|name| Some((name.to_owned(), self.source(name)?)))
            .collect()
    }

    /// Puts what was typed, why it was refused and its source back into a field.
    pub fn fill(&self, mut field: Field) -> Field {
        if let Some(values) = self.typed.get(&field.name) {
            field.value = values.last().cloned().unwrap_or_default();
        }
        if let Some(sentence) = self.errors.get(&field.name) {
            field.error = sentence.clone();
        }
        if let Some(value) = self.opt(&format!("source.{}", field.name)) {
            field.source = source_of(value).or(field.source);
        }
        field
    }

    /// Puts everything back into the fields of a page.
    pub fn fill_all(&self, fields: Vec<Field>) -> Vec<Field> {
        fields.into_iter().map(|field| self.fill(field)).collect()
    }

    /// Reads a body of `application/x-www-form-urlencoded`.
    pub fn parse(body: &[u8]) -> Result<Form, Problem> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body).map_err(|_| {
            Problem::Unreadable(
                "Không đọc được biểu gửi lên. Hãy tải lại trang rồi gửi lại.".to_owned(),
            )
        })?;
        // What is kept is kept in one spelling, so that it is found again however it was typed.
        Ok(Form::of(
            pairs
                .into_iter()
                .map(|(name, value)| (name, text::nfc(&value))),
        ))
    }
}

fn source_of(json: &str) -> Option<Source> {
    let value: serde_json::Value = serde_json::from_str(json).ok()?;
    let text = |key: &str| {
        value
            .get(key)
            .and_then(|v| v.as_str())
            .unwrap_or_default()
            .to_owned()
    };
    let href = Some(text("href")).filter(|href| href.starts_with('/') && !href.starts_with("//"));
    Some(Source {
        label: text("label"),
        href: href?,
        page: text("page"),
        rect: value
            .get("rect")
            .and_then(|rect| serde_json::from_value(rect.clone()).ok()),
    })
}

impl FromRequest<App> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let body = Bytes::from_request(request, app)
            .await
            .map_err(|_| Problem::TooLarge("Biểu gửi lên quá lớn.".to_owned()))?;
        Ok(Form::parse(&body)?.sent_on(app.today()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed() -> Form {
        Form::parse("received_on=20%2F5%2F26&ended_on=30%2F2%2F2026&closed=&closed=true&who=%C4%90%C3%A0o+&source.received_on=%7B%22page%22%3A%22018f0000-0000-7000-8000-000000000001%22%2C%22rect%22%3A%5B1%2C2%2C3%2C4%5D%2C%22label%22%3A%22BL+3%22%2C%22href%22%3A%22%2Fcasefile%2Fx%22%7D".as_bytes())
            .unwrap()
    }

    #[test]
    fn a_refused_field_keeps_what_was_typed_and_says_why() {
        let mut form = typed();
        assert_eq!(form.date("received_on").unwrap().to_string(), "2026-05-20");
        assert_eq!(form.date("ended_on"), None);
        assert_eq!(form.date("not_there"), None);
        assert!(!form.is_good());
        let field = form.fill(Field::date("ended_on", "Ngày kết thúc"));
        assert_eq!(field.value, "30/2/2026");
        assert!(field.error.starts_with("Không có ngày 30/2/2026."));
    }

    #[test]
    fn a_ticked_box_is_told_from_the_empty_value_before_it() {
        assert!(typed().is_ticked("closed"));
        assert!(!Form::parse(b"closed=").unwrap().is_ticked("closed"));
    }

    #[test]
    fn the_place_a_value_was_read_from_stays_with_its_field() {
        let form = typed();
        let place = form.source("received_on").unwrap();
        assert_eq!(place.rect, Some([1, 2, 3, 4]));
        assert_eq!(form.sources().len(), 1);
        let field = form.fill(Field::date("received_on", "Ngày nhận"));
        assert_eq!(field.source.unwrap().label, "BL 3");
    }
}
