//! Biểu nhập: one page per matter, saved field by field as it is typed.

use askama::Template;

use super::{Alert, Field, Icon, icon};

/// Nơi lưu nháp của một biểu nhập; `web/README.md` holds the contract.
#[derive(Debug, Clone, Default)]
pub struct Autosave {
    /// The address that takes one field at a time.
    pub url: String,
    /// The version of what is edited, so that two people do not overwrite each other.
    pub version: i64,
    /// Unique to person and record: the key of the copy kept in the browser until the server has it.
    pub key: String,
}

/// Một biểu nhập trọn vẹn, made from fields.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/form.html")]
pub struct EntryForm {
    /// Unique in the page.
    pub id: String,
    /// Where the whole form is sent.
    pub action: String,
    /// The words on its button.
    pub submit: String,
    /// Its fields, grouped under headings; an empty heading shows none.
    pub groups: Vec<(String, Vec<Field>)>,
    /// Saved as it is typed.
    pub autosave: Option<Autosave>,
    /// Why the whole form was refused, or what to mind.
    pub alerts: Vec<Alert>,
    /// Back without recording: label and address.
    pub cancel: Option<(String, String)>,
    /// Sent as they are.
    pub hidden: Vec<(String, String)>,
    /// From the frame.
    pub csrf: String,
    /// Holds a file field.
    pub has_files: bool,
}

impl EntryForm {
    /// A form that posts to `action`.
    pub fn new(
        id: impl Into<String>,
        action: impl Into<String>,
        submit: impl Into<String>,
        csrf: impl Into<String>,
    ) -> Self {
        EntryForm {
            id: id.into(),
            action: action.into(),
            submit: submit.into(),
            csrf: csrf.into(),
            ..EntryForm::default()
        }
    }

    /// Adds fields under a heading.
    pub fn group(mut self, heading: impl Into<String>, fields: Vec<Field>) -> Self {
        self.groups.push((heading.into(), fields));
        self
    }

    /// Saves as it is typed.
    pub fn autosave(mut self, autosave: Autosave) -> Self {
        self.autosave = Some(autosave);
        self
    }

    /// Says something above the fields.
    pub fn alert(mut self, alert: Alert) -> Self {
        self.alerts.push(alert);
        self
    }

    /// Sends a value as it is.
    pub fn hidden(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.hidden.push((name.into(), value.into()));
        self
    }

    /// Offers a way back.
    pub fn cancel(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.cancel = Some((label.into(), href.into()));
        self
    }

    /// Every field that was refused, for the summary above the form: id and sentence.
    fn refused(&self) -> Vec<(String, String)> {
        self.groups
            .iter()
            .flat_map(|(_, fields)| fields)
            .filter(|f| !f.error.is_empty())
            .map(|f| {
                (
                    format!("{}f-{}", f.prefix, f.name.replace(['.', '[', ']'], "-")),
                    format!("{}: {}", f.label, f.error),
                )
            })
            .collect()
    }

    fn picture(&self, name: &str) -> Icon {
        icon(name)
    }
}
