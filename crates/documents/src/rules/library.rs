//! Danh mục mẫu: the forms shipped with the program, and the wording of an office that replaces them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock, RwLock};

use chrono::NaiveDate;

use super::dictionary::Dictionary;
use super::error::{Fault, TemplateError};
use super::template::Template;

/// Every file under `data/templates`, with its path there.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/forms.rs"));

/// What is shared, not a form.
const SHARED: [&str; 3] = ["common.toml", "fields.toml", "phrases.toml"];

/// Các mẫu đã nạp.
#[derive(Debug, Clone, Default)]
pub struct Templates(Vec<Arc<Template>>);

/// Is the file a form, not a part of the dictionary?
pub fn is_form(name: &str) -> bool {
    name.ends_with(".toml") && !SHARED.contains(&name)
}

impl Templates {
    /// The forms shipped with the program; the tests prove that they load.
    pub fn embedded() -> &'static Result<Templates, TemplateError> {
        static LOADED: OnceLock<Result<Templates, TemplateError>> = OnceLock::new();
        LOADED.get_or_init(|| {
            let dictionary = Dictionary::embedded().as_ref().map_err(Clone::clone)?;
            let forms: Vec<(&str, &str)> = FILES
                .iter()
                .copied()
                .filter(|(name, _)| is_form(name))
                .collect();
            Templates::parse(&forms, dictionary)
        })
    }

    /// The forms in use: the shipped ones, with those that the office has put in their place.
    pub fn in_use() -> Arc<Templates> {
        let replaced = IN_USE.read().ok().and_then(|in_use| in_use.clone());
        replaced.unwrap_or_else(|| {
            static SHIPPED: OnceLock<Arc<Templates>> = OnceLock::new();
            let shipped = || Arc::new(Templates::embedded().as_ref().cloned().unwrap_or_default());
            SHIPPED.get_or_init(shipped).clone()
        })
    }

    /// Lời văn của đơn vị: reads the forms of a folder over the shipped ones. A faulty file is told, and the shipped form stays.
    pub fn replace_from(folder: &Path) -> io::Result<Vec<TemplateError>> {
        let (templates, faults) = Self::embedded()
            .as_ref()
            .cloned()
            .unwrap_or_default()
            .with_folder(folder)?;
        if let Ok(mut in_use) = IN_USE.write() {
            *in_use = Some(Arc::new(templates));
        }
        Ok(faults)
    }

    /// These forms with those of a folder in their place.
    pub fn with_folder(mut self, folder: &Path) -> io::Result<(Self, Vec<TemplateError>)> {
        let mut faults = Vec::new();
        let Ok(dictionary) = Dictionary::embedded() else {
            return Ok((self, faults));
        };
        for file in files_under(folder)? {
            let name = file
                .strip_prefix(folder)
                .unwrap_or(&file)
                .display()
                .to_string();
            let mut template = match Template::read(&name, &fs::read_to_string(&file)?, dictionary)
            {
                Ok(template) => template,
                Err(found) => {
                    faults.extend(found);
                    continue;
                }
            };
            let rival = self.0.iter().find(|old| {
                old.replaced_by.is_some() && old.form == template.form && overlap(old, &template)
            });
            if let Some(other) = rival.and_then(|old| old.replaced_by.clone()) {
                let place = "valid_from".to_owned();
                faults.push(TemplateError::new(&name, "", place, Fault::Overlaps(other)));
                continue;
            }
            template.replaced_by = Some(name);
            self.0
                .retain(|old| old.form != template.form || !overlap(old, &template));
            self.0.push(Arc::new(template));
        }
        Ok((self, faults))
    }

    /// Reads forms given as (file name, text) and refuses two that are valid on the same day.
    pub fn parse(files: &[(&str, &str)], dictionary: &Dictionary) -> Result<Self, TemplateError> {
        let mut all: Vec<(&str, Arc<Template>)> = Vec::new();
        for (name, text) in files {
            let template = Template::parse(name, text, dictionary)?;
            let rival = all
                .iter()
                .find(|(_, other)| other.form == template.form && overlap(other, &template));
            if let Some((other, _)) = rival {
                let fault = Fault::Overlaps((*other).to_owned());
                let place = "valid_from".to_owned();
                return Err(TemplateError::new(name, text, place, fault));
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
        self.0.iter().filter(move |template| {
            template.act.as_deref() == Some(act) && template.is_valid_on(on)
        })
    }
}

static IN_USE: RwLock<Option<Arc<Templates>>> = RwLock::new(None);

/// The form files under a folder and its sub-folders, in the order of their names.
pub fn files_under(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            if path.is_dir() {
                folders.push(path);
            } else if name.is_some_and(is_form) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn overlap(left: &Template, right: &Template) -> bool {
    let last = |template: &Template| template.valid_to.unwrap_or(NaiveDate::MAX);
    left.valid_from <= last(right) && right.valid_from <= last(left)
}
