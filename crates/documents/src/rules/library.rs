//! Danh mục mẫu: the forms shipped with the program, one line for each.

use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::error::{Fault, TemplateError};
use super::template::Template;

const COMMON: &str = include_str!("../../data/templates/common.toml");

/// A new form is a new file and a new line here.
const FILES: &[(&str, &str)] = &[(
    "042-HS.toml",
    include_str!("../../data/templates/042-HS.toml"),
)];

/// Các mẫu đã nạp.
#[derive(Debug, Clone, Default)]
pub struct Templates(Vec<Arc<Template>>);

impl Templates {
    /// The forms shipped with the program; the tests prove that they load.
    pub fn embedded() -> &'static Result<Templates, TemplateError> {
        static LOADED: OnceLock<Result<Templates, TemplateError>> = OnceLock::new();
        LOADED.get_or_init(|| Templates::parse(FILES, COMMON))
    }

    /// Reads forms given as (file name, text) and refuses two that are valid on the same day.
    pub fn parse(files: &[(&str, &str)], common: &str) -> Result<Self, TemplateError> {
        let mut all: Vec<(&str, Arc<Template>)> = Vec::new();
        for (name, text) in files {
            let template = Template::parse(name, text, common)?;
            let rival = all
                .iter()
                .find(|(_, other)| other.form == template.form && overlap(other, &template));
            if let Some((other, _)) = rival {
                let fault = Fault::Overlaps((*other).to_owned());
                return Err(TemplateError {
                    template: (*name).to_owned(),
                    place: "valid_from".to_owned(),
                    fault,
                });
            }
            all.push((name, Arc::new(template)));
        }
        Ok(Self(
            all.into_iter().map(|(_, template)| template).collect(),
        ))
    }

    /// Every form.
    pub fn all(&self) -> impl Iterator<Item = &Arc<Template>> {
        self.0.iter()
    }

    /// The form of that number on that day.
    pub fn form(&self, form: &str, on: NaiveDate) -> Option<&Arc<Template>> {
        self.0
            .iter()
            .find(|template| template.form == form && template.is_valid_on(on))
    }

    /// The forms that embody that legal act on that day.
    pub fn of_act(&self, act: &str, on: NaiveDate) -> impl Iterator<Item = &Arc<Template>> {
        self.0
            .iter()
            .filter(move |template| template.act == act && template.is_valid_on(on))
    }
}

fn overlap(left: &Template, right: &Template) -> bool {
    let last = |template: &Template| template.valid_to.unwrap_or(NaiveDate::MAX);
    left.valid_from <= last(right) && right.valid_from <= last(left)
}
