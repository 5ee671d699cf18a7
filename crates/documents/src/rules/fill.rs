//! Điền mẫu: a form and its values become an official document and a list of what is missing.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde_json::Value as Json;
use typeset::{Block, Closing, Head, OfficialDocument, Origin, Signature, Text};

use super::bases;
use super::pen::Pen;
use super::template::{Certainty, Template};
use super::value::Value;
use super::values::{Values, at};

/// Words of the form itself that a sentence may name: its symbol and the name of its kind.
pub(super) fn is_own_word(name: &str) -> bool {
    matches!(name, "symbol" | "title")
}

/// Thông số khi soạn: what the drafter chose besides the values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The conditions that hold, by id.
    pub conditions: BTreeSet<String>,
    /// Role of the person who signs.
    pub signer: String,
    /// Is the document not yet issued?
    pub is_draft: bool,
    /// The day whose law applies: the day of issue, or today for a draft.
    pub on: NaiveDate,
}

impl Setting {
    /// A draft of that day with the conditions that the facts state, signed by the form's first signer.
    pub fn from_facts(template: &Template, facts: &Json, on: NaiveDate) -> Self {
        let stated = |source: &str| at(facts, source).and_then(Json::as_bool).unwrap_or(false);
        let conditions = template
            .conditions
            .iter()
            .filter(|condition| stated(&condition.source));
        let role = at(facts, "signer.role").and_then(Json::as_str);
        let signer = template
            .signers
            .iter()
            .find(|signer| Some(signer.role.as_str()) == role);
        let signer = signer
            .or(template.signers.first())
            .map(|signer| signer.role.clone())
            .unwrap_or_default();
        Self {
            conditions: conditions.map(|condition| condition.id.clone()).collect(),
            signer,
            is_draft: true,
            on,
        }
    }
}

/// Chỗ còn thiếu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The field.
    pub field: String,
    /// Its label for the person who must fill it.
    pub label_vi: String,
    /// Is it filled by issuing the document?
    pub at_issue: bool,
}

/// Văn bản đã điền.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// What is printed.
    pub document: OfficialDocument,
    /// What is missing, each field once, in the order of the page.
    pub gaps: Vec<Gap>,
    /// Sentences about what a person must check ("cần kiểm tra").
    pub checks_vi: Vec<String>,
}

impl Filled {
    /// May it be issued: is nothing missing but what issuing itself gives?
    pub fn may_be_issued(&self) -> bool {
        self.gaps.iter().all(|gap| gap.at_issue)
    }
}

/// Điền mẫu: never fails; what is unknown becomes a dotted line and a gap.
pub fn fill(template: &Template, values: &Values, setting: &Setting) -> Filled {
    let setting = &in_force(template, setting);
    let mut pen = Pen::new(template, values, setting);
    let is_letter = template.title.is_empty();
    let mut form_note = Vec::new();
    if !template.issued_under.is_empty() {
        form_note.push(format!("Mẫu số {}", template.form));
        form_note.push(template.issued_under.clone());
    }
    let mut document = OfficialDocument {
        is_draft: setting.is_draft,
        issued_on: issued_on(values).map(|on| [on.year(), on.month() as i32, on.day() as i32]),
        head: Head {
            form_note,
            parent_office: pen.write(&template.head.parent_office),
            office: pen.write(&template.head.office),
            number_line: pen.write(&template.head.number_line),
            place_date: pen.write(&template.head.place_date),
            about: Text::default(),
            stamps: Vec::new(),
        },
        title: template.title.clone(),
        ..OfficialDocument::default()
    };
    let subject = pen.all(&template.subject);
    let subject = subject.into_iter().next().unwrap_or_default();
    match is_letter {
        true => {
            document.head.about = Text::form("V/v ");
            document.head.about.0.extend(subject.0);
        }
        false => document.subject = subject,
    }
    document.authority = pen.write(&template.authority);
    document.addressees = pen.all(&template.addressees);
    let legal = bases::sentences(&template.legal_bases, setting, setting.on);
    let basis = |text| Block::Basis { text };
    let legal = legal.into_iter().map(|text| basis(Text::form(text)));
    document.blocks.extend(legal);
    let bases = pen.all(&template.bases);
    document.blocks.extend(bases.into_iter().map(basis));
    let heading = pen.write(&template.heading);
    if !heading.is_empty() {
        document.blocks.push(Block::Heading { text: heading });
    }
    document.blocks.extend(pen.passages(&template.paragraphs));
    document.blocks.extend(pen.articles(&template.articles));
    document.blocks.extend(pen.sections());
    document.blocks.extend(pen.passages(&template.after));
    if template.end_mark {
        end(document.blocks.last_mut());
    }
    let columns = pen.co_signers();
    let signature = match columns.is_empty() {
        true => Signature {
            title_lines: title_lines(template, setting),
            name: pen.signer(),
        },
        false => Signature::default(),
    };
    document.closing = Closing {
        recipients: recipients(pen.all(&template.recipients), &template.archive),
        signature,
        columns,
    };
    let (gaps, unread) = pen.into_parts();
    let mut checks_vi = checks(template, setting);
    checks_vi.extend(unread.iter().map(|label| {
        format!("“{label}” đang là lời soạn sẵn của phần mềm, danh mục mẫu không ghi: hãy đọc lại cho đúng với hồ sơ.")
    }));
    Filled {
        document,
        gaps,
        checks_vi,
    }
}

/// The conditions that change something on the day.
fn in_force(template: &Template, setting: &Setting) -> Setting {
    let mut setting = setting.clone();
    for condition in &template.conditions {
        if !condition.is_valid_on(setting.on) {
            setting.conditions.remove(&condition.id);
        }
    }
    setting
}

/// Does a part with these conditions belong to the document?
pub(super) fn holds(setting: &Setting, when: &[String], unless: &[String]) -> bool {
    let stated = |id: &String| setting.conditions.contains(id);
    when.iter().all(stated) && !unless.iter().any(stated)
}

/// Dấu kết thúc nội dung: the last words end with "./.".
fn end(last: Option<&mut Block>) {
    let text = match last {
        Some(Block::Article { text, .. } | Block::Paragraph { text } | Block::Item { text }) => {
            text
        }
        _ => return,
    };
    match text.0.last_mut() {
        Some(last) if last.text.ends_with('.') => last.text.push_str("/."),
        Some(_) => text.push("./.", Origin::Form),
        None => {}
    }
}

fn recipients(mut lines: Vec<Text>, archive: &str) -> Vec<Text> {
    for line in &mut lines {
        line.push(";", Origin::Form);
    }
    if !archive.is_empty() {
        lines.push(Text::form(format!("Lưu: {archive}.")));
    }
    lines
}

fn title_lines(template: &Template, setting: &Setting) -> Vec<String> {
    let signer = template
        .signers
        .iter()
        .find(|signer| signer.role == setting.signer)
        .or(template.signers.first());
    signer
        .map(|signer| signer.title_lines.clone())
        .unwrap_or_default()
}

fn issued_on(values: &Values) -> Option<NaiveDate> {
    match values.get("issued_on") {
        Some((Value::Day(on), _)) => Some(*on),
        _ => None,
    }
}

fn checks(template: &Template, setting: &Setting) -> Vec<String> {
    let mut checks: Vec<String> = template.check_vi.iter().cloned().collect();
    if let Some(file) = &template.replaced_by {
        checks.push(format!(
            "Mẫu này dùng lời văn riêng của đơn vị (tệp {file}), không phải lời văn kèm theo phần mềm."
        ));
    }
    if template.certainty != Certainty::High {
        checks.push(format!(
            "Cần kiểm tra: mẫu {} chưa được đối chiếu với văn bản ban hành.",
            template.form
        ));
    }
    if !template.is_valid_on(setting.on) {
        checks.push(format!(
            "Cần kiểm tra: mẫu {} không có hiệu lực vào ngày ban hành.",
            template.form
        ));
    }
    checks.extend(bases::doubts(&template.legal_bases, setting, setting.on));
    checks
}
