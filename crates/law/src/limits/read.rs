//! Reading `time-limits.csv` and `events.csv`, and refusing a row that says nothing a clock could use.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{AppliesTo, Confidence, Extensions, JuvenileRule, Kind, Limit, Limits, Who};
use crate::words::stage_vi;
use crate::{Certainty, DataError, Length, Method, Unit};

const FILE: &str = "time-limits.csv";
const EVENTS: &str = "events.csv";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name_vi: String,
    name_en: String,
    stage: String,
    applies_to: AppliesTo,
    severity: String,
    starts_at_event: String,
    base_value: Option<u32>,
    base_unit: Unit,
    kind: Kind,
    method: Method,
    counting: Certainty,
    extensions: String,
    extension_approver: String,
    juvenile_rule: String,
    article: String,
    who: String,
    owner: String,
    confidence: Confidence,
    doubt_vi: String,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    source_version: String,
    notes: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventRow {
    code: String,
    name_vi: String,
    #[serde(rename = "meaning_en")]
    _meaning_en: String,
}

impl Limits {
    /// Reads the limits and the names of the events that start them.
    pub fn parse(limits: &str, events: &str) -> Result<Limits, DataError> {
        let events = read_events(events)?;
        let mut rows: BTreeMap<String, Vec<Limit>> = BTreeMap::new();
        for (line, row) in csv::Reader::from_reader(limits.as_bytes())
            .deserialize()
            .enumerate()
        {
            let row: Row =
                row.map_err(|error| DataError::at(FILE, format!("row {}", line + 1), error))?;
            let limit = typed(row)?;
            let wrong = |problem: String| Err(DataError::at(FILE, &limit.id, problem));
            if let Some(event) = limit
                .start_events
                .iter()
                .find(|event| !events.contains_key(*event))
            {
                return wrong(format!("the event {event} is not in {EVENTS}"));
            }
            let versions = rows.entry(limit.id.clone()).or_default();
            if versions
                .last()
                .is_some_and(|older| older.valid_to.is_none() || older.valid_to >= limit.valid_from)
            {
                return wrong("two versions of the rule overlap".to_owned());
            }
            versions.push(limit);
        }
        Ok(Limits::indexed(rows, events))
    }
}

fn read_events(text: &str) -> Result<BTreeMap<String, String>, DataError> {
    let mut events = BTreeMap::new();
    for (line, row) in csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .enumerate()
    {
        let row: EventRow =
            row.map_err(|error| DataError::at(EVENTS, format!("row {}", line + 1), error))?;
        if row.name_vi.is_empty() || events.insert(row.code.clone(), row.name_vi).is_some() {
            return Err(DataError::at(
                EVENTS,
                row.code,
                "the event has no name or stands twice",
            ));
        }
    }
    Ok(events)
}

fn typed(row: Row) -> Result<Limit, DataError> {
    let id = row.id.clone();
    let wrong = |problem: &str| DataError::at(FILE, &id, problem);
    if row.name_vi.is_empty()
        || row.article.is_empty()
        || row.owner.is_empty()
        || row.source_version.is_empty()
    {
        return Err(wrong(
            "a rule needs a name, an article, an owner and the text it was read from",
        ));
    }
    if stage_vi(&row.stage).is_none() {
        return Err(wrong("the stage is not known"));
    }
    let severity = match row.severity.as_str() {
        "all" => None,
        code => Some(
            code.parse()
                .map_err(|error| DataError::at(FILE, &id, error))?,
        ),
    };
    let before = row.starts_at_event.starts_with("before:");
    if before != (row.kind == Kind::Before) || before != (row.method == Method::AtLeastBefore) {
        return Err(wrong(
            "only a limit of kind “before” names an event with “before:”",
        ));
    }
    let numberless = matches!(row.kind, Kind::Immediate | Kind::Unlimited | Kind::Cap);
    if row.base_value.is_none_or(|value| value == 0) && !numberless {
        return Err(wrong("a limit of this kind needs a length"));
    }
    if matches!(row.kind, Kind::Immediate | Kind::Unlimited) && row.base_value.is_some() {
        return Err(wrong("a limit of this kind has no length"));
    }
    // A window is shown as a right that ran out, never as overdue: who may use it must be said, and nobody extends it.
    let is_of_nobody = row.who.is_empty() || row.who.contains("ADDRESSEE");
    if row.kind == Kind::Window && (is_of_nobody || !row.extensions.is_empty()) {
        return Err(wrong(
            "a window is the right of somebody, and is not extended",
        ));
    }
    if row
        .valid_from
        .zip(row.valid_to)
        .is_some_and(|(from, to)| to < from)
    {
        return Err(wrong("valid_to lies before valid_from"));
    }
    Ok(Limit {
        start_events: row
            .starts_at_event
            .trim_start_matches("before:")
            .split('|')
            .map(str::to_owned)
            .collect(),
        base: row
            .base_value
            .map(|value| Length::new(value, row.base_unit)),
        extensions: extensions(&row.extensions)
            .ok_or_else(|| wrong("the extensions cannot be read"))?,
        juvenile: juvenile(&row.juvenile_rule)
            .ok_or_else(|| wrong("the juvenile rule is not known"))?,
        who: who(&row.who).ok_or_else(|| wrong("who must act is not known"))?,
        id: row.id,
        name_vi: row.name_vi,
        name_en: row.name_en,
        stage: row.stage,
        applies_to: row.applies_to,
        severity,
        kind: row.kind,
        method: row.method,
        counting: row.counting,
        extension_approver: row.extension_approver,
        article: row.article,
        owner: row.owner,
        confidence: row.confidence,
        doubt_vi: row.doubt_vi,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        source_version: row.source_version,
        notes: row.notes,
    })
}

fn extensions(text: &str) -> Option<Extensions> {
    if text == "as_decided" {
        return Some(Extensions::AsDecided);
    }
    let lengths = text
        .split(';')
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok());
    Some(Extensions::Listed(lengths.collect::<Option<_>>()?))
}

fn juvenile(text: &str) -> Option<JuvenileRule> {
    Some(match text {
        "same" => JuvenileRule::Same,
        "not_halved" => JuvenileRule::NotHalved,
        "not_applicable" => JuvenileRule::NotApplicable,
        "half" => JuvenileRule::Half,
        "half_unconfirmed" => JuvenileRule::HalfUnconfirmed,
        "detention_art138" => JuvenileRule::DetentionArt138,
        own => JuvenileRule::Own(own.parse().ok()?),
    })
}

fn who(text: &str) -> Option<Vec<Who>> {
    text.split('+')
        .map(|code| serde_json::from_value(code.into()).ok())
        .collect()
}
