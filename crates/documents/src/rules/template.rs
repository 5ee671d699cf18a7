//! Mẫu văn bản (TT 03/2026/TT-VKSTC): what one data file and the dictionary say about one form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::Law;
use serde::{Deserialize, Serialize};

use super::dictionary::Dictionary;
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

/// Văn bản lập về cái gì: what the paths of a form's fields begin from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Nguồn tin về tội phạm.
    Report,
    /// Vụ án.
    Case,
    /// Bị can, pháp nhân bị khởi tố.
    Accused,
    /// Người khác: người bị tạm giữ, người làm chứng, người bị hại …
    Person,
    /// Nhiều người trong một văn bản.
    People,
    /// Bản án, quyết định của Tòa án.
    Judgment,
    /// Cuộc trực tiếp kiểm sát.
    Inspection,
    /// Vụ việc dân sự, hành chính.
    Civil,
    /// Văn bản hành chính của cơ quan.
    Office,
}

impl Scope {
    /// Is it drawn up for one person?
    pub fn is_of_one_person(self) -> bool {
        matches!(self, Self::Accused | Self::Person)
    }
}

/// Trường dữ liệu của mẫu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in the sentences.
    pub name: String,
    /// Its label in the entry form.
    pub label_vi: String,
    /// Its type.
    pub kind: Kind,
    /// Where the facts keep it, such as `accused.name`; `own.…` for what only people type.
    pub source: String,
    /// Must the document have it?
    pub required: bool,
    /// Known only when the document is issued, such as its number.
    pub at_issue: bool,
    /// Words of the form that stand there until somebody writes better ones.
    pub default: Option<String>,
    /// The field of the legal act that keeps it when the document is issued.
    pub records: Option<String>,
    /// The heading under which it is entered.
    pub group_vi: String,
    /// What may be chosen in a field of choice: the code that a fact keeps, and the words on the paper.
    pub choices: Vec<(String, String)>,
}

/// Điều kiện làm thay đổi mẫu, such as an accused who is a minor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// Its name in `when`, `unless` and `if`.
    pub id: String,
    /// As a yes/no question in the entry form.
    pub label_vi: String,
    /// Where the facts say so, true or false; empty when only people can say.
    #[serde(default)]
    pub source: String,
    /// The yes/no field of the legal act that keeps the answer when the document is issued.
    pub records: Option<String>,
    /// First day on which it changes anything.
    #[serde(rename = "from")]
    pub valid_from: Option<NaiveDate>,
    /// Last day on which it changes anything.
    #[serde(rename = "to")]
    pub valid_to: Option<NaiveDate>,
}

impl Condition {
    /// Does it change anything on that day?
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|first| first <= day)
            && self.valid_to.is_none_or(|last| day <= last)
    }
}

/// Căn cứ pháp luật: articles of one law, under a condition and between two dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegalBasis {
    /// The law by its name.
    pub law: String,
    /// Its articles: "165", "70(4)(5)" for khoản 4, khoản 5 Điều 70.
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
    pub certainty: Certainty,
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

/// A sentence with its conditions and its days, and what stands below it: lines of its own, a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sentence {
    pub pattern: Pattern,
    pub when: Vec<String>,
    pub unless: Vec<String>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<NaiveDate>,
    pub under: Vec<Sentence>,
    pub table: Option<TableShape>,
}

/// Mục: a heading, its paragraphs, a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Section {
    pub heading: Pattern,
    pub body: Vec<Sentence>,
    pub table: Option<TableShape>,
    pub when: Vec<String>,
    pub unless: Vec<String>,
}

/// Bảng: a field of rows under headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableShape {
    pub field: String,
    pub columns: Vec<String>,
    pub widths: Vec<u16>,
}

/// Người cùng ký.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CoSigner {
    pub title_lines: Vec<String>,
    pub name: Pattern,
    pub when: Vec<String>,
    pub unless: Vec<String>,
}

/// Phần đầu chung.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct HeadPatterns {
    pub parent_office: Pattern,
    pub office: Pattern,
    pub number_line: Pattern,
    pub place_date: Pattern,
}

/// Hành vi theo lựa chọn: one paper, several acts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActOf {
    /// The field of choice.
    pub field: String,
    /// The act of each choice; a choice that is not named keeps the form's own act.
    pub acts: BTreeMap<String, String>,
}

/// Mẫu văn bản đã kiểm tra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Số mẫu: "42/HS".
    pub form: String,
    /// Tên văn bản.
    pub name_vi: String,
    /// Loại văn bản in `common.toml`.
    pub kind: String,
    /// What it is drawn up about.
    pub scope: Scope,
    /// The kind of legal act it embodies, if it records one.
    pub act: Option<String>,
    /// The act by what is chosen in a field, where one paper serves several acts.
    pub act_of: Option<ActOf>,
    /// The field that holds the day of the act, where that is not the day of issue.
    pub act_on: Option<String>,
    /// Ký hiệu loại văn bản: "QĐ"; empty for a paper without a number.
    pub symbol: String,
    /// Does it take a number from a book?
    pub is_numbered: bool,
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
    /// Lời văn của đơn vị: which file of the place replaced the shipped wording.
    pub replaced_by: Option<String>,
    /// Tên loại in capitals; empty for a letter.
    pub title: String,
    /// Dòng Lưu; may be empty.
    pub archive: String,
    /// Its fields, in the order of the page.
    pub fields: Vec<Field>,
    /// The conditions that change it.
    pub conditions: Vec<Condition>,
    /// Căn cứ pháp luật.
    pub legal_bases: Vec<LegalBasis>,
    /// Who may sign it.
    pub signers: Vec<SignerTitle>,
    /// Which facts stand behind the first name of a path.
    pub facts: Vec<(String, Vec<String>)>,
    pub(super) head: HeadPatterns,
    pub(super) subject: Vec<Sentence>,
    pub(super) authority: Pattern,
    pub(super) heading: Pattern,
    pub(super) addressees: Vec<Sentence>,
    pub(super) bases: Vec<Sentence>,
    pub(super) paragraphs: Vec<Sentence>,
    pub(super) articles: Vec<Sentence>,
    pub(super) sections: Vec<Section>,
    pub(super) after: Vec<Sentence>,
    pub(super) recipients: Vec<Sentence>,
    pub(super) co_signers: Vec<CoSigner>,
    pub(super) end_mark: bool,
}

/// Where in the file, and what.
pub(super) type Placed = (String, Fault);

impl Template {
    /// Reads a form and checks it; `name` is the file's name for messages. Every fault is told.
    pub fn read(
        name: &str,
        form: &str,
        dictionary: &Dictionary,
    ) -> Result<Self, Vec<TemplateError>> {
        super::form::read(name, form, dictionary, &Law::embedded().acts)
    }

    /// As [`Template::read`], telling the first fault only.
    pub fn parse(name: &str, form: &str, dictionary: &Dictionary) -> Result<Self, TemplateError> {
        Self::read(name, form, dictionary).map_err(|mut faults| faults.swap_remove(0))
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Is it the form to use on that day?
    pub fn is_valid_on(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Its number as an address has it: `42/HS` → `042-HS`.
    pub fn slug(&self) -> String {
        match self.form.split_once('/') {
            Some((digits, rest)) => format!("{digits:0>3}-{rest}"),
            None => text::slug(&self.form, 60),
        }
    }

    /// Every pattern in the order of the page: where it stands, and whether only under a condition.
    pub(super) fn patterns(&self) -> Vec<(String, &Pattern, bool)> {
        let head = &self.head;
        let mut all = vec![
            ("parent_office".to_owned(), &head.parent_office, false),
            ("office".to_owned(), &head.office, false),
            ("number_line".to_owned(), &head.number_line, false),
            ("place_date".to_owned(), &head.place_date, false),
            ("authority".to_owned(), &self.authority, false),
        ];
        let is_one = self.subject.len() == 1;
        for (place, pattern, under) in placed("subject", &self.subject) {
            let place = if is_one { "subject".to_owned() } else { place };
            all.push((place, pattern, under));
        }
        all.extend(placed("addressees", &self.addressees));
        all.extend(placed("bases", &self.bases));
        all.push(("heading".to_owned(), &self.heading, false));
        all.extend(placed("paragraphs", &self.paragraphs));
        all.extend(placed("articles", &self.articles));
        for (index, section) in self.sections.iter().enumerate() {
            let place = format!("section {}", index + 1);
            let under = !section.when.is_empty() || !section.unless.is_empty();
            all.push((place.clone(), &section.heading, under));
            for one in &section.body {
                one.patterns(&place, under, &mut all);
            }
        }
        all.extend(placed("after", &self.after));
        all.extend(placed("recipients", &self.recipients));
        let signed = self.co_signers.iter().enumerate();
        // Whoever signs beside the signer may also write their name by hand.
        all.extend(
            signed.map(|(index, one)| (format!("signature {}", index + 1), &one.name, true)),
        );
        all
    }
}

impl Template {
    /// The acts that issuing it may record.
    pub fn acts(&self) -> impl Iterator<Item = &str> {
        let chosen = self.act_of.iter().flat_map(|of| of.acts.values());
        self.act.iter().chain(chosen).map(String::as_str)
    }

    /// Every list of sentences with its place, in the order of the page.
    fn lists(&self) -> Vec<(String, &[Sentence])> {
        let mut all: Vec<(String, &[Sentence])> = vec![
            ("subject".to_owned(), &self.subject),
            ("addressees".to_owned(), &self.addressees),
            ("bases".to_owned(), &self.bases),
            ("paragraphs".to_owned(), &self.paragraphs),
            ("articles".to_owned(), &self.articles),
            ("after".to_owned(), &self.after),
            ("recipients".to_owned(), &self.recipients),
        ];
        for (index, section) in self.sections.iter().enumerate() {
            all.push((format!("section {}", index + 1), &section.body));
        }
        all
    }

    /// Every sentence with its place, those below another one too.
    pub(super) fn sentences(&self) -> Vec<(String, &Sentence)> {
        let mut all = Vec::new();
        for (place, list) in self.lists() {
            for (index, one) in list.iter().enumerate() {
                let place = match place.starts_with("section") {
                    true => place.clone(),
                    false => format!("{place} {}", index + 1),
                };
                one.with_those_below(&place, &mut all);
            }
        }
        all
    }

    /// Every table with its place.
    pub(super) fn tables(&self) -> Vec<(String, &TableShape)> {
        let of_sections = self.sections.iter().enumerate();
        let of_sections = of_sections.filter_map(|(index, one)| {
            Some((format!("section {}", index + 1), one.table.as_ref()?))
        });
        let of_sentences = self.sentences().into_iter();
        let of_sentences =
            of_sentences.filter_map(|(place, one)| Some((place, one.table.as_ref()?)));
        of_sections.chain(of_sentences).collect()
    }
}

impl Sentence {
    /// A sentence without conditions.
    pub fn always(pattern: Pattern) -> Self {
        Self {
            pattern,
            ..Self::default()
        }
    }

    pub fn is_conditional(&self) -> bool {
        !self.when.is_empty()
            || !self.unless.is_empty()
            || self.valid_from.is_some()
            || self.valid_to.is_some()
    }

    fn with_those_below<'a>(&'a self, place: &str, all: &mut Vec<(String, &'a Sentence)>) {
        all.push((place.to_owned(), self));
        for below in &self.under {
            below.with_those_below(place, all);
        }
    }

    /// Its pattern and those below it.
    fn patterns<'a>(
        &'a self,
        place: &str,
        under: bool,
        all: &mut Vec<(String, &'a Pattern, bool)>,
    ) {
        let under = under || self.is_conditional();
        all.push((place.to_owned(), &self.pattern, under));
        for below in &self.under {
            below.patterns(place, under, all);
        }
    }
}

fn placed<'a>(
    kind: &'static str,
    list: &'a [Sentence],
) -> impl Iterator<Item = (String, &'a Pattern, bool)> {
    let mut all = Vec::new();
    for (index, one) in list.iter().enumerate() {
        one.patterns(&format!("{kind} {}", index + 1), false, &mut all);
    }
    all.into_iter()
}
