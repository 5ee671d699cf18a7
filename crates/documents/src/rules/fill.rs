//! Điền mẫu: a form and its values become an official document and a list of what is missing.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use serde_json::Value as Json;
use typeset::{Block, Closing, Head, OfficialDocument, Origin, Signature, Text};

use super::bases;
use super::pattern::{Part, Pattern, Slot};
use super::template::{Certainty, Sentence, Template};
use super::value::{Format, Value};
use super::values::{Values, at};

/// The placeholder for the symbol of the form itself.
pub(super) const SYMBOL: &str = "symbol";

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
    let mut pen = Pen {
        template,
        values,
        gaps: Vec::new(),
    };
    let mut document = OfficialDocument {
        is_draft: setting.is_draft,
        issued_on: issued_on(values).map(|on| [on.year(), on.month() as i32, on.day() as i32]),
        head: Head {
            form_note: vec![
                format!("Mẫu số {}", template.form),
                template.issued_under.clone(),
            ],
            parent_office: pen.write(&template.head.parent_office),
            office: pen.write(&template.head.office),
            number_line: pen.write(&template.head.number_line),
            place_date: pen.write(&template.head.place_date),
        },
        title: template.title.clone(),
        subject: pen.write(&template.subject),
        authority: pen.write(&template.authority),
        ..OfficialDocument::default()
    };
    let legal = bases::sentences(&template.legal_bases, setting, setting.on);
    document
        .blocks
        .extend(legal.into_iter().map(|text| Block::Basis {
            text: Text::form(text),
        }));
    for text in pen.all(&template.bases, setting) {
        document.blocks.push(Block::Basis { text });
    }
    document.blocks.push(Block::Heading {
        text: Text::form(format!("{}:", template.title)),
    });
    for (index, text) in pen.all(&template.articles, setting).into_iter().enumerate() {
        document.blocks.push(Block::Article {
            label: format!("Điều {}.", index + 1),
            text,
        });
    }
    if let Some(Block::Article { text, .. }) = document.blocks.last_mut() {
        end(text);
    }
    document.closing = Closing {
        recipients: recipients(pen.all(&template.recipients, setting), &template.archive),
        signature: Signature {
            title_lines: title_lines(template, setting),
            name: pen.name(),
        },
    };
    let gaps = pen.gaps;
    Filled {
        document,
        gaps,
        checks_vi: checks(template, setting),
    }
}

/// Does a part with these conditions belong to the document?
pub(super) fn holds(setting: &Setting, when: &Option<String>, unless: &Option<String>) -> bool {
    when.as_ref()
        .is_none_or(|id| setting.conditions.contains(id))
        && unless
            .as_ref()
            .is_none_or(|id| !setting.conditions.contains(id))
}

struct Pen<'a> {
    template: &'a Template,
    values: &'a Values,
    gaps: Vec<Gap>,
}

impl Pen<'_> {
    fn all(&mut self, sentences: &[Sentence], setting: &Setting) -> Vec<Text> {
        let belonging = sentences
            .iter()
            .filter(|sentence| holds(setting, &sentence.when, &sentence.unless));
        belonging
            .map(|sentence| self.write(&sentence.pattern))
            .collect()
    }

    fn write(&mut self, pattern: &Pattern) -> Text {
        let mut text = Text::default();
        for part in &pattern.parts {
            self.part(part, &mut text);
        }
        text
    }

    fn part(&mut self, part: &Part, text: &mut Text) {
        match part {
            Part::Words(words) => text.push(words, Origin::Form),
            Part::Slot(slot) => self.slot(slot, text),
            Part::Group(parts) => {
                let known = |part: &Part| match part {
                    Part::Slot(slot) => self.values.get(&slot.field).is_some(),
                    Part::Words(_) | Part::Group(_) => true,
                };
                if parts.iter().all(known) {
                    for part in parts {
                        self.part(part, text);
                    }
                }
            }
        }
    }

    fn slot(&mut self, slot: &Slot, text: &mut Text) {
        if slot.field == SYMBOL {
            return text.push(&self.template.symbol, Origin::Form);
        }
        if let Some((value, origin)) = self.values.get(&slot.field) {
            return text.push(&value.printed(slot.format), origin);
        }
        let Some(field) = self.template.field(&slot.field) else {
            return;
        };
        if let Some(default) = &field.default {
            return text.push(default, Origin::Form);
        }
        if !self.gaps.iter().any(|gap| gap.field == field.name) {
            let (name, label) = (field.name.clone(), field.label_vi.clone());
            self.gaps.push(Gap {
                field: name,
                label_vi: label,
                at_issue: field.at_issue,
            });
        }
        text.push(
            blank(slot.format, field.at_issue),
            Origin::Gap {
                field: field.name.clone(),
            },
        );
    }

    /// Họ tên người ký, under the room for the signature.
    fn name(&mut self) -> Text {
        let mut text = Text::default();
        self.slot(
            &Slot {
                field: "signer".to_owned(),
                format: Format::Plain,
            },
            &mut text,
        );
        text
    }
}

/// The line that a pen would fill on paper.
fn blank(format: Format, at_issue: bool) -> &'static str {
    match (format, at_issue) {
        (Format::Full, _) => "ngày …… tháng …… năm ………",
        (_, true) => "………",
        (_, false) => "…………………",
    }
}

/// Dấu kết thúc nội dung: the last article ends with "./.".
fn end(text: &mut Text) {
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
    lines.push(Text::form(format!("Lưu: {archive}.")));
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
