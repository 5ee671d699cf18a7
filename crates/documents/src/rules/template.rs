//! Mẫu văn bản (TT 03/2026/TT-VKSTC): what one data file says about one form.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check;
use super::error::{Fault, TemplateError};
use super::pattern::Pattern;
use super::value::Kind;

/// Mức tin cậy: how sure we are that the data equals the promulgated form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Read in an official list.
    High,
    /// Concluded by us.
    Derived,
    /// Found in one unofficial place: shown as "cần kiểm tra".
    Unconfirmed,
}

/// Trường dữ liệu của mẫu.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name in the sentences.
    pub name: String,
    /// Its label in the entry form.
    pub label_vi: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// Where the facts keep it, such as `accused.name`.
    pub source: String,
    /// Must the document have it?
    #[serde(default)]
    pub required: bool,
    /// Known only when the document is issued, such as its number.
    #[serde(default)]
    pub at_issue: bool,
    /// Words of the form that stand there until somebody writes better ones.
    pub default: Option<String>,
    /// The field of the legal act that keeps it when the document is issued.
    pub records: Option<String>,
}

/// Điều kiện làm thay đổi mẫu, such as an accused who is a minor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its name in `when` and `unless`.
    pub id: String,
    /// As a yes/no question in the entry form.
    pub label_vi: String,
    /// Where the facts say so, true or false.
    pub source: String,
}

/// Căn cứ pháp luật: articles of one law, under a condition and between two dates.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// The law by its name.
    pub law: String,
    /// Its articles.
    pub articles: Vec<String>,
    /// Cited only under this condition.
    pub when: Option<String>,
    /// Not cited under this condition.
    pub unless: Option<String>,
    /// First day on which it is cited.
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it is cited.
    pub valid_to: Option<NaiveDate>,
    /// Shown as "cần kiểm tra" when not high.
    #[serde(default = "high")]
    pub certainty: Certainty,
}

fn high() -> Certainty {
    Certainty::High
}

/// Người ký: a role and the lines above the name.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignerTitle {
    /// The role of the person who signs.
    pub role: String,
    /// As a choice in the entry form.
    pub label_vi: String,
    /// "KT. VIỆN TRƯỞNG", "PHÓ VIỆN TRƯỞNG".
    pub title_lines: Vec<String>,
}

/// A sentence with its condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sentence {
    pub pattern: Pattern,
    pub when: Option<String>,
    pub unless: Option<String>,
}

/// Phần đầu chung.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HeadPatterns {
    pub parent_office: Pattern,
    pub office: Pattern,
    pub number_line: Pattern,
    pub place_date: Pattern,
}

/// Mẫu văn bản đã kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Số mẫu: "42/HS".
    pub form: String,
    /// Tên văn bản.
    pub name_vi: String,
    /// The kind of legal act it embodies.
    pub act: String,
    /// Ký hiệu loại văn bản: "QĐ".
    pub symbol: String,
    /// Văn bản ban hành mẫu.
    pub issued_under: String,
    /// First day on which it is used.
    pub valid_from: NaiveDate,
    /// Last day on which it is used.
    pub valid_to: Option<NaiveDate>,
    /// How sure we are of it.
    pub certainty: Certainty,
    /// What a person must check before relying on it.
    pub check_vi: Option<String>,
    /// Tên loại in capitals.
    pub title: String,
    /// Dòng Lưu.
    pub archive: String,
    /// Its fields: the common ones first.
    pub fields: Vec<Field>,
    /// The conditions that change it.
    pub conditions: Vec<Condition>,
    /// Căn cứ pháp luật.
    pub legal_bases: Vec<LegalBasis>,
    /// Who may sign it.
    pub signers: Vec<SignerTitle>,
    pub(super) head: HeadPatterns,
    pub(super) subject: Pattern,
    pub(super) authority: Pattern,
    pub(super) bases: Vec<Sentence>,
    pub(super) articles: Vec<Sentence>,
    pub(super) recipients: Vec<Sentence>,
}

impl Template {
    /// Reads a form and checks it; `common` is the text of `common.toml`, `name` the file's name for messages.
    pub fn parse(name: &str, form: &str, common: &str) -> Result<Self, TemplateError> {
        let at = |template: &str, place: &str, fault: Fault| TemplateError {
            template: template.to_owned(),
            place: place.to_owned(),
            fault,
        };
        let common: CommonFile = toml::from_str(common)
            .map_err(|error| at("common.toml", "file", Fault::Toml(error.to_string())))?;
        let form: FormFile = toml::from_str(form)
            .map_err(|error| at(name, "file", Fault::Toml(error.to_string())))?;
        let template = form
            .with(common)
            .map_err(|(place, fault)| at(name, &place, fault))?;
        check::check(&template).map_err(|(place, fault)| at(name, &place, fault))?;
        Ok(template)
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Is it the form to use on that day?
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CommonFile {
    head: HeadFile,
    #[serde(rename = "field")]
    fields: Vec<Field>,
    #[serde(rename = "signer")]
    signers: Vec<SignerTitle>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadFile {
    parent_office: String,
    office: String,
    number_line: String,
    place_date: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    form: String,
    name_vi: String,
    act: String,
    symbol: String,
    issued_under: String,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    certainty: Certainty,
    check_vi: Option<String>,
    signers: Vec<String>,
    title: String,
    subject: String,
    #[serde(default)]
    authority: String,
    archive: String,
    #[serde(default, rename = "condition")]
    conditions: Vec<Condition>,
    #[serde(default, rename = "legal_basis")]
    legal_bases: Vec<LegalBasis>,
    #[serde(default, rename = "basis")]
    bases: Vec<SentenceFile>,
    #[serde(default, rename = "article")]
    articles: Vec<SentenceFile>,
    #[serde(default, rename = "recipient")]
    recipients: Vec<SentenceFile>,
    #[serde(default, rename = "field")]
    fields: Vec<Field>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SentenceFile {
    text: String,
    when: Option<String>,
    unless: Option<String>,
}

/// Where in the file, and what.
pub(super) type Placed = (String, Fault);

impl FormFile {
    fn with(self, common: CommonFile) -> Result<Template, Placed> {
        let pattern = |place: &str, text: &str| {
            Pattern::parse(text).map_err(|fault| (place.to_owned(), fault))
        };
        let signer = |role: &String| {
            let known = common
                .signers
                .iter()
                .find(|signer| signer.role == *role)
                .cloned();
            known.ok_or_else(|| ("signers".to_owned(), Fault::UnknownSigner(role.clone())))
        };
        let head = &common.head;
        Ok(Template {
            head: HeadPatterns {
                parent_office: pattern("head parent_office", &head.parent_office)?,
                office: pattern("head office", &head.office)?,
                number_line: pattern("head number_line", &head.number_line)?,
                place_date: pattern("head place_date", &head.place_date)?,
            },
            subject: pattern("subject", &self.subject)?,
            authority: pattern("authority", &self.authority)?,
            bases: sentences("basis", self.bases)?,
            articles: sentences("article", self.articles)?,
            recipients: sentences("recipient", self.recipients)?,
            signers: self.signers.iter().map(signer).collect::<Result<_, _>>()?,
            fields: common.fields.into_iter().chain(self.fields).collect(),
            conditions: self.conditions,
            legal_bases: self.legal_bases,
            form: self.form,
            name_vi: self.name_vi,
            act: self.act,
            symbol: self.symbol,
            issued_under: self.issued_under,
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            certainty: self.certainty,
            check_vi: self.check_vi,
            title: self.title,
            archive: self.archive,
        })
    }
}

fn sentences(kind: &str, files: Vec<SentenceFile>) -> Result<Vec<Sentence>, Placed> {
    let read = |(index, file): (usize, SentenceFile)| match Pattern::parse(&file.text) {
        Ok(pattern) => Ok(Sentence {
            pattern,
            when: file.when,
            unless: file.unless,
        }),
        Err(fault) => Err((format!("{kind} {}", index + 1), fault)),
    };
    files.into_iter().enumerate().map(read).collect()
}
