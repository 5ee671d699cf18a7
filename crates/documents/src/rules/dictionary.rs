//! Từ điển của các mẫu: fields, phrases, conditions, laws, kinds of paper and signatures that all forms share.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::error::{Fault, TemplateError};
use super::template::{Condition, Field, SignerTitle};
use super::value::Kind;

const COMMON: &str = include_str!("../../data/templates/common.toml");
const FIELDS: &str = include_str!("../../data/templates/fields.toml");
const PHRASES: &str = include_str!("../../data/templates/phrases.toml");

/// Từ điển.
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    pub(super) fields: BTreeMap<String, Field>,
    /// Which facts stand behind the first name of a path: `conclusion` → `investigation.concluded`.
    pub(super) facts: BTreeMap<String, Vec<String>>,
    pub(super) conditions: Vec<Condition>,
    pub(super) phrases: BTreeMap<String, Vec<Line>>,
    pub(super) laws: BTreeMap<String, String>,
    pub(super) kinds: Vec<PaperKind>,
    pub(super) signers: Vec<SignerTitle>,
    pub(super) signer_sets: BTreeMap<String, Vec<String>>,
    pub(super) head: HeadFile,
    pub(super) defaults: Defaults,
}

/// A sentence as a file gives it: words, or words under conditions.
#[derive(Debug, Clone, Deserialize)]
#[serde(
    untagged,
    expecting = "một câu \"…\", hoặc { text = \"…\", when, unless, from, to, under, table }"
)]
pub(super) enum Line {
    Words(String),
    Under(LineUnder),
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineUnder {
    pub text: String,
    #[serde(default)]
    pub when: Names,
    #[serde(default)]
    pub unless: Names,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    #[serde(default)]
    pub under: Vec<Line>,
    pub table: Option<TableFile>,
}

/// Bảng.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TableFile {
    pub field: String,
    pub columns: Vec<String>,
    #[serde(default)]
    pub widths: Vec<u16>,
}

/// One name or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "một tên \"…\" hoặc danh sách [\"…\", \"…\"]")]
pub(super) enum Names {
    One(String),
    Many(Vec<String>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Names {
    pub fn list(&self) -> Vec<String> {
        match self {
            Self::One(name) => vec![name.clone()],
            Self::Many(names) => names.clone(),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadFile {
    pub parent_office: String,
    pub office: String,
    pub number_line: String,
    pub place_date: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    pub issued_under: String,
    pub valid_from: NaiveDate,
    pub check_vi: String,
}

/// Loại văn bản: what a form of that kind has unless it says otherwise.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PaperKind {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub symbol: String,
    #[serde(default)]
    pub authority: String,
    #[serde(default)]
    pub heading: String,
    pub signers: String,
    #[serde(default = "yes")]
    pub numbered: bool,
    #[serde(default = "yes")]
    pub place_date: bool,
    #[serde(default = "yes")]
    pub end_mark: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonFile {
    head: HeadFile,
    defaults: Defaults,
    laws: BTreeMap<String, String>,
    signer_sets: BTreeMap<String, Vec<String>>,
    #[serde(rename = "kind")]
    kinds: Vec<PaperKind>,
    #[serde(rename = "signer")]
    signers: Vec<SignerTitle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldsFile {
    #[serde(rename = "group")]
    groups: Vec<Group>,
    #[serde(rename = "condition")]
    conditions: Vec<Condition>,
}

/// Nhóm trường: fields that stand together on the page where a document is drafted.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[allow(dead_code)] // for people: the name in the list of forms
    id: String,
    label_vi: String,
    #[serde(default)]
    facts: BTreeMap<String, Vec<String>>,
    fields: Vec<FieldRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldRow {
    name: String,
    label_vi: String,
    #[serde(default, rename = "type")]
    kind: Kind,
    #[serde(default)]
    source: String,
    #[serde(default)]
    at_issue: bool,
    default: Option<String>,
    records: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhrasesFile {
    phrases: BTreeMap<String, Lines>,
}

/// One sentence or several.
#[derive(Deserialize)]
#[serde(untagged, expecting = "một câu \"…\" hoặc danh sách câu")]
pub(super) enum Lines {
    One(String),
    Many(Vec<Line>),
}

impl Default for Lines {
    fn default() -> Self {
        Self::One(String::new())
    }
}

impl Dictionary {
    /// The dictionary shipped with the program; the tests prove that it loads.
    pub fn embedded() -> &'static Result<Dictionary, TemplateError> {
        static LOADED: OnceLock<Result<Dictionary, TemplateError>> = OnceLock::new();
        LOADED.get_or_init(|| Dictionary::parse(COMMON, FIELDS, PHRASES))
    }

    /// Reads the texts of `common.toml`, `fields.toml` and `phrases.toml`; an empty text stands for the shipped one.
    pub fn parse(common: &str, fields: &str, phrases: &str) -> Result<Self, TemplateError> {
        let own = |text: &'static str, given: &str| match given {
            "" => text.to_owned(),
            given => given.to_owned(),
        };
        let common: CommonFile = read("common.toml", &own(COMMON, common))?;
        let fields_text = own(FIELDS, fields);
        let file: FieldsFile = read("fields.toml", &fields_text)?;
        let phrases: PhrasesFile = read("phrases.toml", &own(PHRASES, phrases))?;
        let mut dictionary = Dictionary {
            conditions: file.conditions,
            laws: common.laws,
            kinds: common.kinds,
            signers: common.signers,
            signer_sets: common.signer_sets,
            head: common.head,
            defaults: common.defaults,
            ..Dictionary::default()
        };
        for group in file.groups {
            dictionary.facts.extend(group.facts);
            for row in group.fields {
                let name = row.name.clone();
                let field = row.under(&group.label_vi);
                if dictionary.fields.insert(name.clone(), field).is_some() {
                    let place = format!("field {name}");
                    let fault = Fault::NamedTwice(name);
                    return Err(TemplateError::new(
                        "fields.toml",
                        &fields_text,
                        place,
                        fault,
                    ));
                }
            }
        }
        dictionary.phrases = phrases
            .phrases
            .into_iter()
            .map(|(name, lines)| match lines {
                Lines::One(text) => (name, vec![Line::Words(text)]),
                Lines::Many(lines) => (name, lines),
            })
            .collect();
        Ok(dictionary)
    }

    /// The words of a phrase of one line, for `{@name}` inside a sentence.
    pub(super) fn inline(&self, name: &str) -> Result<&str, Fault> {
        match self.phrases.get(name).map(Vec::as_slice) {
            Some([Line::Words(text)]) => Ok(text),
            Some(_) => Err(Fault::LongPhrase(name.to_owned())),
            None => Err(Fault::UnknownPhrase(name.to_owned())),
        }
    }
}

impl FieldRow {
    fn under(self, group_vi: &str) -> Field {
        Field {
            source: match self.source.is_empty() {
                true => format!("own.{}", self.name),
                false => self.source,
            },
            name: self.name,
            label_vi: self.label_vi,
            kind: self.kind,
            required: false,
            at_issue: self.at_issue,
            default: self.default,
            records: self.records,
            group_vi: group_vi.to_owned(),
            choices: Vec::new(),
        }
    }
}

fn read<T: for<'de> Deserialize<'de>>(name: &str, text: &str) -> Result<T, TemplateError> {
    toml::from_str(text).map_err(|error| unreadable(name, text, &error))
}

/// What TOML says, with its line.
pub(super) fn unreadable(name: &str, text: &str, error: &toml::de::Error) -> TemplateError {
    let line = error
        .span()
        .map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
    TemplateError {
        template: name.to_owned(),
        line,
        place: "file".to_owned(),
        fault: Fault::Toml(error.message().to_owned()),
    }
}
