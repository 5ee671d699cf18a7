//! Một dòng của sổ: every mapped cell read into the acts it tells; what cannot be read stands beside its cell.

use std::collections::{BTreeMap, BTreeSet};

use criminal::ActEntry;
use law::Moment;
use serde_json::Value;
use text::encoding::guess_among;
use uuid::Uuid;

use super::days::read_day;
use super::kind::{Part, SheetKind, Slot, Step};
use super::mapping::Mapping;
use super::values::{Reading, Wrong, read_field, read_number, read_outcome, read_paper};
use crate::sheet::{Cell, Head, Sheet, letters};

/// Điều cần xem của một dòng.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row as people count it, from 1.
    pub row: usize,
    /// "D – Ngày tiếp nhận"; empty for the whole row.
    pub column: String,
    /// What stands in the cell.
    pub value: String,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub todo: String,
    /// It does not hold the row back once its reader has confirmed.
    pub is_warning: bool,
}

/// What a step of a row has been told so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    /// The act, where words chose it.
    act: Option<String>,
    on: Option<Moment>,
    number: Option<String>,
    issuer: Option<String>,
    /// Fields, with the words people read for those the act may not have.
    fields: BTreeMap<String, (Value, String)>,
    /// Fields that stand ready if something else tells the act.
    copies: BTreeMap<String, Value>,
    /// Something of it stands in the sheet.
    is_told: bool,
}

/// Một dòng đã đọc.
#[derive(Debug, Clone, Default)]
pub(super) struct RowRead {
    /// From 0.
    pub row: usize,
    /// What each slot said, as it is compared.
    pub said: BTreeMap<String, String>,
    /// What each slot said, as people read it.
    pub shown: BTreeMap<String, String>,
    pub(super) told: BTreeMap<String, Told>,
    /// Steps whose day stands in the sheet and cannot be read.
    unread: BTreeSet<String>,
    pub faults: Vec<Fault>,
}

/// What rows are read with.
pub(super) struct Rows<'r> {
    pub kind: &'r SheetKind,
    pub sheet: &'r Sheet,
    pub head: &'r Head,
    pub mapping: &'r Mapping,
    pub reading: Reading<'r>,
}

impl Rows<'_> {
    /// The cell of a column in Unicode.
    pub fn cell(&self, row: usize, column: usize) -> Cell {
        match self.sheet.cell(row, column) {
            Cell::Text(text) => {
                let encoding = guess_among(text, self.mapping.encoding(column));
                Cell::Text(encoding.to_unicode(text))
            }
            other => other.clone(),
        }
    }

    fn column_vi(&self, column: usize) -> String {
        let name = self.head.names.get(column).map_or("", String::as_str);
        format!("{} – {name}", letters(column))
    }

    fn fault(&self, row: usize, column: usize, wrong: Wrong, is_warning: bool) -> Fault {
        Fault {
            row: row + 1,
            column: self.column_vi(column),
            value: self.cell(row, column).shown().chars().take(200).collect(),
            reason: wrong.reason,
            todo: wrong.todo,
            is_warning,
        }
    }

    /// Reads a row; only slots for which `wants` holds.
    pub fn read(&self, row: usize, wants: impl Fn(&Slot) -> bool) -> RowRead {
        let mut read = RowRead {
            row,
            ..RowRead::default()
        };
        for (column, id) in &self.mapping.columns {
            let Some(slot) = self.kind.slot(id).filter(|slot| wants(slot)) else {
                continue;
            };
            let cell = self.cell(row, *column);
            if cell.is_empty() || is_dash(&cell) {
                continue;
            }
            read.shown.insert(id.clone(), cell.shown());
            read.said.insert(id.clone(), text::fold(&cell.shown()));
            for (step, part) in slot.places() {
                if let Err(wrong) = self.put(&mut read, slot, step, part, &cell, *column) {
                    if part == Part::On {
                        read.unread.insert(step.to_owned());
                    }
                    read.faults.push(self.fault(row, *column, wrong, false));
                }
            }
        }
        self.outcomes(&mut read);
        read
    }

    fn put(
        &self,
        read: &mut RowRead,
        slot: &Slot,
        step: &str,
        part: Part<'_>,
        cell: &Cell,
        column: usize,
    ) -> Result<(), Wrong> {
        let order = self.mapping.order(column);
        let row = read.row;
        let told = read.told.entry(step.to_owned()).or_default();
        match part {
            Part::On => {
                let on = read_day(cell, order, &self.reading, false)?;
                read.said.insert(slot.id.clone(), on.on.to_string());
                told.on = Some(on);
                told.is_told = true;
            }
            Part::Number => {
                let number = read_number(cell);
                read.said
                    .insert(slot.id.clone(), text::fold(&number).replace(' ', ""));
                told.number = Some(number);
                told.is_told = true;
            }
            Part::Issuer => {
                told.issuer = Some(cell.shown());
            }
            Part::Paper => {
                let (number, on) = match cell {
                    Cell::Text(text) => read_paper(text)?,
                    Cell::Moment(on) => (None, Some(*on)),
                    other => (Some(other.shown()), None),
                };
                told.number = number.or(told.number.take());
                told.on = on.or(told.on);
                told.is_told = true;
            }
            // Read when everything else of the row is known.
            Part::Outcome => told.is_told = true,
            Part::Field(name) | Part::Copy(name) => {
                let Some(field) = self.kind.field(self.reading.law, slot) else {
                    return Ok(());
                };
                let value = read_field(cell, field, slot, order, &self.reading)?;
                let is_copy = matches!(part, Part::Copy(_));
                if is_copy {
                    told.copies
                        .extend(value.value.map(|value| (name.to_owned(), value)));
                    return Ok(());
                }
                told.is_told = true;
                if let Some(value) = value.value {
                    if let Some(text) = value
                        .as_str()
                        .filter(|_| slot.id == "born_on" || name == "from")
                    {
                        read.said.insert(slot.id.clone(), text.to_owned());
                    }
                    told.fields.insert(name.to_owned(), (value, cell.shown()));
                }
                for (name, value) in value.more {
                    told.fields.insert(name, (value, cell.shown()));
                }
                if let Some(wrong) = value.warning {
                    let fault = self.fault(row, column, wrong, true);
                    read.faults.push(fault);
                }
            }
        }
        Ok(())
    }

    /// Lets the words of a cell choose the act; number and day may stand in the same cell.
    fn outcomes(&self, read: &mut RowRead) {
        for step in self
            .kind
            .steps
            .iter()
            .filter(|step| !step.outcomes.is_empty())
        {
            let Some(mut told) = read.told.remove(&step.id) else {
                continue;
            };
            let slot = self.kind.slots.iter().find(|slot| {
                slot.places()
                    .any(|(to, part)| to == step.id && part == Part::Outcome)
            });
            let column = slot.and_then(|slot| self.mapping.column_of(&slot.id));
            let words = slot.and_then(|slot| read.shown.get(&slot.id)).cloned();
            match (words, column) {
                (Some(words), Some(column)) => match read_outcome(&words, step) {
                    Ok(outcome) if outcome.act.is_empty() => {}
                    Ok(outcome) => {
                        told.act = Some(outcome.act.clone());
                        for (name, value) in &outcome.fixed {
                            told.fields
                                .insert(name.clone(), (value.clone().into(), value.clone()));
                        }
                        if let Ok((number, on)) = read_paper(&words) {
                            told.on = told.on.or(on);
                            told.number = told.number.take().or(number.filter(|_| on.is_some()));
                        }
                        read.told.insert(step.id.clone(), told);
                    }
                    Err(wrong) => read.faults.push(self.fault(read.row, column, wrong, false)),
                },
                _ if told.on.is_some() || told.number.is_some() => read.faults.push(Fault {
                    row: read.row + 1,
                    column: String::new(),
                    value: told.number.clone().unwrap_or_default(),
                    reason: "Có số hoặc ngày quyết định giải quyết nhưng không có kết quả."
                        .to_owned(),
                    todo: "Ghi kết quả giải quyết vào cột kết quả.".to_owned(),
                    is_warning: false,
                }),
                _ => {}
            }
        }
    }

    /// The acts that the steps of a row tell, each with its day; `wants` chooses the steps.
    pub fn entries(
        &self,
        read: &RowRead,
        subjects: &BTreeMap<String, Uuid>,
        earlier: &[(String, ActEntry)],
        wants: impl Fn(&Step) -> bool,
        faults: &mut Vec<Fault>,
    ) -> Vec<(String, ActEntry)> {
        let mut entries: Vec<(String, ActEntry)> = Vec::new();
        let nothing = Told::default();
        for step in self.kind.steps.iter().filter(|step| wants(step)) {
            let told = read.told.get(&step.id).unwrap_or(&nothing);
            let known = |id: &str| {
                let mut all = earlier.iter().chain(&entries);
                all.find(|(step, _)| step == id).map(|(_, entry)| entry)
            };
            let with = step
                .told_with
                .as_deref()
                .is_some_and(|id| known(id).is_some());
            let hidden = step.unless.as_deref().is_some_and(|id| {
                known(id).is_some() || read.told.get(id).is_some_and(|told| told.is_told)
            });
            if hidden || !(told.is_told || step.always || with) {
                continue;
            }
            let kind = told.act.clone().unwrap_or_else(|| step.act.clone());
            if kind.is_empty() {
                continue;
            }
            let mut entry = ActEntry {
                kind,
                issuer: told.issuer.clone().filter(|_| !step.ours),
                number: told.number.clone(),
                ..ActEntry::default()
            };
            entry.subjects = step
                .subject
                .as_ref()
                .and_then(|word| subjects.get(word))
                .copied()
                .into_iter()
                .collect();
            self.fill(&mut entry, step, told, known("opened"));
            let fault = |reason: String, todo: &str, is_warning| Fault {
                row: read.row + 1,
                column: String::new(),
                value: String::new(),
                reason,
                todo: todo.to_owned(),
                is_warning,
            };
            let name = self.act_vi(&entry.kind);
            entry.effective = told.on;
            let sources = step.day_from.as_deref().unwrap_or_default().split('|');
            for source in sources.clone().filter(|source| !source.is_empty()) {
                if entry.effective.is_some() {
                    break;
                }
                if let Some((_, field)) = source.split_once('.') {
                    let value = entry.body.get(field).and_then(Value::as_str);
                    entry.effective = value.and_then(|text| text.parse().ok());
                    continue;
                }
                let Some(other) = known(source) else { continue };
                entry.effective = other.effective;
                if step.subject.is_none() && entry.effective.is_some() {
                    let other = self.act_vi(&other.kind);
                    faults.push(fault(
                        format!("Sổ không ghi ngày “{name}”; lấy theo ngày “{other}”."),
                        "Nếu ngày trên văn bản khác, ghi thêm cột ngày rồi nhập lại.",
                        true,
                    ));
                }
            }
            // A day that cannot be read is told beside its cell, and once.
            let mut days = std::iter::once(step.id.as_str()).chain(sources.clone());
            let is_told = days.any(|step| read.unread.contains(step));
            if entry.effective.is_none() && !is_told {
                faults.push(fault(
                    format!("“{name}” chưa có ngày."),
                    "Ghi ngày vào cột ngày của việc này.",
                    false,
                ));
            }
            if let Some(words) = &step.warn_vi {
                faults.push(fault(words.clone(), &step.warn_todo_vi, true));
            }
            entries.push((step.id.clone(), entry));
        }
        entries
    }

    fn act_vi(&self, kind: &str) -> String {
        let act = self.reading.law.acts.get(kind);
        act.map_or(kind, |act| act.short_vi.as_str()).to_owned()
    }

    /// Fields told, fixed and copied; what the act has no field for goes into its note.
    fn fill(&self, entry: &mut ActEntry, step: &Step, told: &Told, opened: Option<&ActEntry>) {
        let act = self.reading.law.acts.get(&entry.kind);
        let has = |name: &str| act.is_some_and(|act| act.field(name).is_some());
        let is_name_of_staff = |name: &str| {
            name.strip_suffix("_name")
                .is_some_and(|field| act.is_some_and(|act| act.field(field).is_some()))
        };
        for (name, value) in &step.fixed {
            entry.body.insert(name.clone(), value.clone().into());
        }
        for (name, value) in &told.copies {
            entry.body.insert(name.clone(), value.clone());
        }
        let mut left = Vec::new();
        for (name, (value, shown)) in &told.fields {
            match has(name) || is_name_of_staff(name) {
                true => drop(entry.body.insert(name.clone(), value.clone())),
                false => left.push(shown.clone()),
            }
        }
        if !left.is_empty() && has("note") {
            let before = entry
                .body
                .get("note")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let joined: Vec<&str> = std::iter::once(before)
                .chain(left.iter().map(String::as_str))
                .filter(|words| !words.is_empty())
                .collect();
            let note = joined.join("; ");
            entry.body.insert("note".to_owned(), note.into());
        }
        // A person is charged with what the case was opened for, unless the sheet says otherwise.
        if entry.kind == "accused.initiated"
            && !entry.body.contains_key("charges")
            && let Some(charges) = opened.and_then(|opened| opened.body.get("charges"))
        {
            entry.body.insert("charges".to_owned(), charges.clone());
        }
    }
}

/// "-", "…", "không có": offices mark an empty cell so.
fn is_dash(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if ["-", "–", "—", "...", "…", "/"].contains(&text.trim()))
}
