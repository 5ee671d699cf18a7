//! Đọc và kiểm tra danh mục: a row with a slip in it is refused with its file and id.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use serde::Deserialize;

use super::act::*;
use super::{Condition, Lawful, MeasureKind, MeasureStatus, Move, Start, State};
use crate::{DataError, iso_day};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stage: Option<Stage>,
    valid_from: Option<String>,
    certainty: Option<Reading>,
    #[serde(default)]
    act: Vec<Row>,
    #[serde(default)]
    field: Vec<FieldRow>,
    #[serde(default)]
    step: Vec<StepRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name_vi: String,
    name_en: String,
    short_vi: String,
    stage: Option<Stage>,
    scope: Scope,
    #[serde(default)]
    measure: String,
    issuers: Vec<Agency>,
    approver: Option<Agency>,
    vks_role: VksRole,
    approves: Option<String>,
    request_for: Option<String>,
    #[serde(default)]
    articles: Vec<String>,
    form: Option<String>,
    form_accused: Option<String>,
    symbol: Option<String>,
    series: Option<String>,
    #[serde(default)]
    requires: Requires,
    #[serde(default)]
    moves: Moves,
    #[serde(default)]
    starts: Vec<String>,
    #[serde(default)]
    extends: Vec<String>,
    #[serde(default)]
    suspends: Vec<String>,
    #[serde(default)]
    ends: Vec<String>,
    #[serde(default)]
    settles: Vec<String>,
    #[serde(default)]
    turns: BTreeMap<String, String>,
    #[serde(default)]
    closes: Vec<String>,
    charges: Option<ChargeEffect>,
    #[serde(default)]
    hour: bool,
    #[serde(default)]
    registers: Vec<String>,
    #[serde(default)]
    fields: Vec<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
    certainty: Option<Reading>,
    note: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Requires {
    #[serde(default)]
    report: Vec<String>,
    #[serde(default)]
    case: Vec<String>,
    #[serde(default)]
    accused: Vec<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Moves {
    report: Option<String>,
    case: Option<String>,
    accused: Option<String>,
    measure: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldRow {
    name: String,
    label_vi: String,
    #[serde(rename = "type")]
    kind: FieldKind,
    #[serde(default)]
    choices: BTreeMap<String, toml::Spanned<String>>,
    help_vi: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StepRow {
    clock: String,
    extend: Option<String>,
    finish: String,
    request: Option<String>,
    #[serde(default)]
    approvers: BTreeMap<String, Vec<String>>,
    extend_vi: Option<String>,
    finish_vi: String,
    lapsed: Option<String>,
    lapsed_vi: Option<String>,
}

/// What the data files hold once read.
pub(super) struct Read {
    pub acts: Vec<Act>,
    pub steps: Vec<Step>,
}

/// Reads and validates all files of the catalogue.
pub(super) fn read(files: &[(&str, &str)]) -> Result<Read, DataError> {
    let mut parsed = Vec::new();
    for (name, text) in files {
        let file: File =
            toml::from_str(text).map_err(|error| DataError::at(name, "TOML", error))?;
        parsed.push((*name, file));
    }
    let mut fields = HashMap::new();
    for (name, file) in &parsed {
        for row in &file.field {
            if fields
                .insert(row.name.as_str(), read_field(name, row)?)
                .is_some()
            {
                return Err(DataError::at(
                    name,
                    format!("field {}", row.name),
                    "named twice",
                ));
            }
        }
    }
    let mut acts = Vec::new();
    let mut steps = Vec::new();
    for (name, file) in &parsed {
        for row in &file.act {
            let act = read_act(name, file, row, &fields)
                .map_err(|why| DataError::at(name, format!("act {}", row.id), why))?;
            acts.push(act);
        }
        for row in &file.step {
            let step = read_step(row)
                .map_err(|why| DataError::at(name, format!("step {}", row.clock), why))?;
            steps.push(step);
        }
    }
    acts.sort_by_key(|act| in_procedure(act.stage));
    check_references(&acts, &steps)?;
    Ok(Read { acts, steps })
}

/// Acts of one day are taken in the order of the procedure; what merely describes comes first.
fn in_procedure(stage: Stage) -> u8 {
    match stage {
        Stage::Record => 0,
        Stage::Report => 1,
        Stage::Opening => 2,
        Stage::Measures => 3,
        Stage::Investigation => 4,
        Stage::Special => 5,
        Stage::Prosecution => 6,
        Stage::Trial => 7,
        Stage::Judgment => 8,
        Stage::Appeal => 9,
        Stage::Review => 10,
        Stage::Execution => 11,
        Stage::Complaint => 12,
        Stage::Supervision => 13,
        Stage::Assistance => 14,
    }
}

fn read_field(file: &str, row: &FieldRow) -> Result<Field, DataError> {
    // The file keeps the order of the law; a table in memory would sort by code.
    let mut written: Vec<_> = row.choices.iter().collect();
    written.sort_by_key(|(_, label)| label.span().start);
    let choices: Vec<(String, String)> = written
        .into_iter()
        .map(|(code, label)| (code.clone(), label.get_ref().clone()))
        .collect();
    if (row.kind == FieldKind::Choice) == choices.is_empty() {
        return Err(DataError::at(
            file,
            format!("field {}", row.name),
            "choices stand with the type choice only",
        ));
    }
    Ok(Field {
        name: row.name.clone(),
        label_vi: row.label_vi.clone(),
        kind: row.kind,
        required: false,
        choices,
        help_vi: row.help_vi.clone(),
    })
}

fn read_step(row: &StepRow) -> Result<Step, String> {
    if row.lapsed.is_some() != row.lapsed_vi.is_some() {
        return Err("says only half of what follows once it has run out".to_owned());
    }
    if row.extend.is_some() && (row.lapsed.is_none() || row.lapsed == row.extend) {
        return Err(
            "can be extended, and does not say what the law demands once it has run out".to_owned(),
        );
    }
    Ok(Step {
        clock: row.clock.clone(),
        extend: row.extend.clone(),
        finish: row.finish.clone(),
        request: row.request.clone(),
        approvers: row.approvers.clone(),
        extend_vi: row.extend_vi.clone(),
        finish_vi: row.finish_vi.clone(),
        lapsed: row.lapsed.clone().zip(row.lapsed_vi.clone()),
    })
}

fn read_act(
    name: &str,
    file: &File,
    row: &Row,
    fields: &HashMap<&str, Field>,
) -> Result<Act, String> {
    let stage = row.stage.or(file.stage).ok_or("has no stage")?;
    let valid_from = day(row
        .valid_from
        .as_deref()
        .or(file.valid_from.as_deref())
        .ok_or("has no valid_from")?)?;
    let valid_to = row.valid_to.as_deref().map(day).transpose()?;
    if valid_to.is_some_and(|last| last < valid_from) {
        return Err("ends before it begins to be valid".to_owned());
    }
    if row.issuers.is_empty() {
        return Err("has no issuer".to_owned());
    }
    if stage != Stage::Record && row.articles.is_empty() {
        return Err("has no article".to_owned());
    }
    for form in row.form.iter().chain(&row.form_accused) {
        check_form(form)?;
    }
    for column in &row.registers {
        check_register(column)?;
    }
    let measure = match row.measure.as_str() {
        "" => None,
        code => Some(MeasureKind::named(code).ok_or_else(|| format!("“{code}” is no measure"))?),
    };
    let moves_measure = match row.moves.measure.as_deref() {
        None => None,
        Some(code) => Some(
            MeasureStatus::named(code)
                .ok_or_else(|| format!("“{code}” is no state of a measure"))?,
        ),
    };
    if moves_measure.is_some() && measure.is_none() {
        return Err("moves a measure it does not name".to_owned());
    }
    Ok(Act {
        id: row.id.clone(),
        name_vi: row.name_vi.clone(),
        name_en: row.name_en.clone(),
        short_vi: row.short_vi.clone(),
        stage,
        scope: row.scope,
        measure,
        issuers: row.issuers.clone(),
        approver: row.approver,
        vks_role: row.vks_role,
        approves: row.approves.clone(),
        request_for: row.request_for.clone(),
        articles: row.articles.clone(),
        form: row.form.clone(),
        form_accused: row.form_accused.clone(),
        series: row.symbol.as_ref().map(|symbol| Series {
            symbol: symbol.clone(),
            kind: row.series.clone().unwrap_or_else(|| row.id.clone()),
            object: match row.scope {
                Scope::Report => "report",
                Scope::Accused | Scope::Person => "accused",
                _ => "case",
            },
        }),
        requires_report: Lawful::read(row.requires.report.iter().map(String::as_str))?,
        requires_case: Lawful::read(row.requires.case.iter().map(String::as_str))?,
        requires_accused: Lawful::read(row.requires.accused.iter().map(String::as_str))?,
        moves_report: row.moves.report.as_deref().map(Move::read).transpose()?,
        moves_case: row.moves.case.as_deref().map(Move::read).transpose()?,
        moves_accused: row.moves.accused.as_deref().map(Move::read).transpose()?,
        moves_measure,
        starts: read_clocks(&row.starts)?,
        extends: row.extends.clone(),
        suspends: row.suspends.clone(),
        ends: read_clocks(&row.ends)?,
        settles: row.settles.clone(),
        turns: row
            .turns
            .iter()
            .map(|(from, to)| (from.clone(), to.clone()))
            .collect(),
        closes: row
            .closes
            .iter()
            .map(|code| MeasureKind::named(code).ok_or_else(|| format!("“{code}” is no measure")))
            .collect::<Result<_, _>>()?,
        charges: row.charges.unwrap_or(ChargeEffect::None),
        hour: row.hour,
        registers: row.registers.clone(),
        fields: row
            .fields
            .iter()
            .map(|text| pick_field(text, fields))
            .collect::<Result<_, _>>()?,
        valid_from,
        valid_to,
        certainty: row
            .certainty
            .or(file.certainty)
            .ok_or("has no certainty mark")?,
        note: row.note.clone(),
        file: name.to_owned(),
    })
}

fn read_clocks(texts: &[String]) -> Result<Vec<Start>, String> {
    texts.iter().map(|text| Start::read(text)).collect()
}

/// A field by its name, with `!` when it is required.
fn pick_field(text: &str, fields: &HashMap<&str, Field>) -> Result<Field, String> {
    let (name, required) = match text.strip_suffix('!') {
        Some(name) => (name, true),
        None => (text, false),
    };
    let mut field = fields
        .get(name)
        .ok_or_else(|| format!("“{name}” is no field"))?
        .clone();
    field.required = required;
    Ok(field)
}

fn day(text: &str) -> Result<NaiveDate, String> {
    iso_day(text).ok_or_else(|| format!("“{text}” is no date"))
}

/// Forms of TT 03/2026/TT-VKSTC run from 1/HS to 213/HS.
fn check_form(form: &str) -> Result<(), String> {
    let number = form
        .strip_suffix("/HS")
        .and_then(|number| number.parse::<u16>().ok());
    match number {
        Some(1..=213) => Ok(()),
        _ => Err(format!("“{form}” is no form of TT 03/2026")),
    }
}

/// Registers found are 01 to 36 and 66; a column is written `06.14`.
fn check_register(column: &str) -> Result<(), String> {
    let parts = column.split_once('.').and_then(|(register, column)| {
        Some((register.parse::<u8>().ok()?, column.parse::<u8>().ok()?))
    });
    match parts {
        Some((1..=36 | 66, 1..)) => Ok(()),
        _ => Err(format!("“{column}” is no register column")),
    }
}

/// Ids are unique in time, and every act named by another exists.
fn check_references(acts: &[Act], steps: &[Step]) -> Result<(), DataError> {
    for (index, act) in acts.iter().enumerate() {
        let at = |why: String| DataError::at(&act.file, format!("act {}", act.id), why);
        for other in &acts[index + 1..] {
            let apart = act.valid_to.is_some_and(|last| last < other.valid_from)
                || other.valid_to.is_some_and(|last| last < act.valid_from);
            if act.id == other.id && !apart {
                return Err(at(format!(
                    "stands twice for the same days (also in {})",
                    other.file
                )));
            }
        }
        for start in act.starts.iter().chain(&act.ends) {
            let tested = match &start.condition {
                Condition::Field { field, .. } => Some(field.as_str()),
                _ => None,
            };
            let named = start.family.strip_prefix("field:");
            for field in tested.into_iter().chain(start.at.as_deref()).chain(named) {
                if act.field(field).is_none() {
                    return Err(at(format!(
                        "asks the field “{field}” for {}, but has no such field",
                        start.family
                    )));
                }
            }
        }
        for named in act.approves.iter().chain(&act.request_for) {
            if !acts.iter().any(|other| other.id == *named) {
                return Err(at(format!("names the act “{named}”, which does not exist")));
            }
        }
    }
    for step in steps {
        let lapsed = step.lapsed.as_ref().map(|(act, _)| act);
        for named in step.extend.iter().chain([&step.finish]).chain(lapsed) {
            if !acts.iter().any(|act| act.id == *named) {
                return Err(DataError::at(
                    "steps.toml",
                    format!("step {}", step.clock),
                    format!("names the act “{named}”, which does not exist"),
                ));
            }
        }
    }
    Ok(())
}
