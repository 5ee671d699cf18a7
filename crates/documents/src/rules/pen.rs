//! Cây bút điền mẫu: writes sentences, passages and tables with values, and notes what is missing on the way.

use typeset::{Block, Origin, Signature, Text};

use super::fill::{Gap, Setting, holds};
use super::pattern::{Part, Pattern, Slot};
use super::prose;
use super::template::{Sentence, TableShape, Template};
use super::uses::SIGNER;
use super::value::{Format, Kind, Value};
use super::values::Values;

/// Rows that stand empty in a table of which nothing is known yet.
const EMPTY_ROWS: usize = 3;

pub(super) struct Pen<'a> {
    template: &'a Template,
    values: &'a Values,
    setting: &'a Setting,
    gaps: Vec<Gap>,
    unread: Vec<String>,
}

impl<'a> Pen<'a> {
    pub fn new(template: &'a Template, values: &'a Values, setting: &'a Setting) -> Self {
        Self {
            template,
            values,
            setting,
            gaps: Vec::new(),
            unread: Vec::new(),
        }
    }

    /// What is missing, and the labels of the fields whose words nobody has written or read yet.
    pub fn into_parts(self) -> (Vec<Gap>, Vec<String>) {
        (self.gaps, self.unread)
    }

    /// The sentences that belong to the document and have something to say.
    pub fn all(&mut self, sentences: &[Sentence]) -> Vec<Text> {
        let mut texts = Vec::new();
        for one in sentences {
            if self.belongs(one) {
                texts.push(self.write(&one.pattern));
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// Paragraphs. A sentence that is only a note or a list is laid out line by line: "# " is a heading, "- " an item.
    pub fn passages(&mut self, sentences: &[Sentence]) -> Vec<Block> {
        let mut blocks = Vec::new();
        for one in sentences {
            if !self.belongs(one) {
                continue;
            }
            blocks.extend(self.passage_of(one));
            blocks.extend(self.passages(&one.under));
            blocks.extend(one.table.as_ref().map(|table| self.table(table)));
        }
        blocks
    }

    /// Các điều: numbered as they are printed, each with the lines and the table below it.
    pub fn articles(&mut self, sentences: &[Sentence]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut number = 0;
        for one in sentences {
            if !self.belongs(one) {
                continue;
            }
            let text = self.write(&one.pattern);
            if text.is_empty() {
                continue;
            }
            number += 1;
            let label = format!("Điều {number}.");
            blocks.push(Block::Article { label, text });
            blocks.extend(self.passages(&one.under));
            blocks.extend(one.table.as_ref().map(|table| self.table(table)));
        }
        blocks
    }

    /// Does the sentence belong to the document: do its conditions hold, on a day between its days?
    fn belongs(&self, one: &Sentence) -> bool {
        holds(self.setting, &one.when, &one.unless)
            && one.valid_from.is_none_or(|first| first <= self.setting.on)
            && one.valid_to.is_none_or(|last| self.setting.on <= last)
    }

    fn passage_of(&mut self, one: &Sentence) -> Vec<Block> {
        let mut blocks = Vec::new();
        let slot = one.pattern.only_slot();
        let kind = slot
            .and_then(|slot| self.template.field(&slot.field))
            .map(|field| field.kind);
        let text = self.write(&one.pattern);
        let (Some(slot), Some(Kind::Note | Kind::List)) = (slot, kind) else {
            blocks.extend(passage(text, false));
            return blocks;
        };
        let is_list = kind == Some(Kind::List);
        let Some((value, origin)) = self.values.get(&slot.field) else {
            blocks.extend(passage(text, is_list));
            return blocks;
        };
        let words = value.printed(Format::Lines);
        if kind == Some(Kind::Note) {
            return prose::blocks(&words, &origin);
        }
        for line in words.lines() {
            let mut text = Text::default();
            text.push(line.trim(), origin.clone());
            blocks.extend(passage(text, is_list));
        }
        blocks
    }

    /// The sections in their order, each with its table.
    pub fn sections(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for section in &self.template.sections {
            if !holds(self.setting, &section.when, &section.unless) {
                continue;
            }
            let text = self.write(&section.heading);
            let mut body = self.passages(&section.body);
            if let Some(table) = &section.table {
                body.push(self.table(table));
            }
            // A heading over nothing is not printed.
            if !text.is_empty() && !body.is_empty() {
                blocks.push(Block::Section { text });
            }
            blocks.extend(body);
        }
        blocks
    }

    fn table(&mut self, shape: &TableShape) -> Block {
        let wide = shape.columns.len();
        let counts = shape.columns.first().is_some_and(|name| name == "STT");
        let mut rows = Vec::new();
        match self.values.get(&shape.field) {
            Some((Value::Lines(lines), origin)) => {
                for (index, line) in lines.iter().enumerate() {
                    let mut cells: Vec<String> =
                        line.split('|').map(|cell| cell.trim().to_owned()).collect();
                    if counts && cells.len() < wide {
                        cells.insert(0, (index + 1).to_string());
                    }
                    cells.resize(wide, String::new());
                    let cell = |words: &String| {
                        let mut text = Text::default();
                        text.push(words, origin.clone());
                        text
                    };
                    rows.push(cells.iter().map(cell).collect());
                }
            }
            _ => {
                self.note_gap(&shape.field);
                rows = vec![vec![Text::default(); wide]; EMPTY_ROWS];
            }
        }
        Block::Table {
            text: Text::default(),
            columns: shape.columns.clone(),
            widths: shape.widths.clone(),
            rows,
        }
    }

    /// Những người cùng ký.
    pub fn co_signers(&mut self) -> Vec<Signature> {
        let mut all = Vec::new();
        for one in &self.template.co_signers {
            if holds(self.setting, &one.when, &one.unless) {
                all.push(Signature {
                    title_lines: one.title_lines.clone(),
                    name: self.write(&one.name),
                });
            }
        }
        all
    }

    /// Họ tên người ký, under the room for the signature.
    pub fn signer(&mut self) -> Text {
        let mut text = Text::default();
        self.slot(
            &Slot {
                field: SIGNER.to_owned(),
                format: Format::Plain,
            },
            &mut text,
        );
        text
    }

    pub fn write(&mut self, pattern: &Pattern) -> Text {
        let mut text = Text::default();
        for part in &pattern.parts {
            self.part(part, &mut text);
        }
        text
    }

    fn part(&mut self, part: &Part, text: &mut Text) {
        match part {
            Part::Words(words) => {
                // A value that ends a sentence of its own goes on in the form's: no "tiền.," on paper.
                if words.starts_with([',', ';', '.', ':'])
                    && let Some(last) = text.0.last_mut()
                    && let Some(bare) = last.text.strip_suffix('.')
                    && !bare.ends_with('.')
                {
                    last.text = bare.to_owned();
                }
                text.push(words, Origin::Form);
            }
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
        match slot.field.as_str() {
            "symbol" => return text.push(&self.template.symbol, Origin::Form),
            "title" => return text.push(&self.template.title, Origin::Form),
            _ => {}
        }
        if let Some((value, origin)) = self.values.get(&slot.field) {
            return text.push(&value.printed(slot.format), origin);
        }
        let Some(field) = self.template.field(&slot.field) else {
            return;
        };
        if let Some(default) = &field.default {
            if field.kind == Kind::Note && !self.unread.contains(&field.label_vi) {
                self.unread.push(field.label_vi.clone());
            }
            return text.push(default, Origin::Form);
        }
        self.note_gap(&slot.field);
        text.push(
            blank(slot.format, field.at_issue),
            Origin::Gap {
                field: field.name.clone(),
            },
        );
    }

    fn note_gap(&mut self, name: &str) {
        let Some(field) = self.template.field(name) else {
            return;
        };
        if !self.gaps.iter().any(|gap| gap.field == name) {
            self.gaps.push(Gap {
                field: field.name.clone(),
                label_vi: field.label_vi.clone(),
                at_issue: field.at_issue,
            });
        }
    }
}

/// A paragraph, or what its first letters make of it.
fn passage(mut text: Text, is_item: bool) -> Option<Block> {
    if text.is_empty() {
        return None;
    }
    let mut strip = |mark: &str| {
        let first = text.0.first_mut()?;
        let rest = first.text.strip_prefix(mark)?.to_owned();
        first.text = rest;
        Some(())
    };
    Some(if strip("# ").is_some() {
        Block::Section { text }
    } else if strip("- ").is_some() || is_item {
        Block::Item { text }
    } else {
        Block::Paragraph { text }
    })
}

/// The line that a pen would fill on paper.
fn blank(format: Format, at_issue: bool) -> &'static str {
    match (format, at_issue) {
        (Format::Full, _) => "ngày …… tháng …… năm ………",
        (Format::Clock, _) => "…… giờ …… phút ngày …… tháng …… năm ………",
        (_, true) => "………",
        (_, false) => "…………………",
    }
}
