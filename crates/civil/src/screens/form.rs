//! Biểu nhập của một sự kiện, made from its row of data; and what was typed, read back.

use law::Fact;
use people::Right;
use serde_json::{Map, Value};
use shell::{Alert, Choice, EntryForm, Field, FieldKind, Form, Problem, Source, Tone, Visit};
use uuid::Uuid;

use crate::cells::moment_vi;
use crate::load::Opened;
use crate::messages;
use crate::record::{Entry, RecordError};
use crate::rules::{self, Act, FieldType, Kind, Paper, Side};

/// Who handles matters in the person's unit: id, name, role.
pub(super) struct Staff(Vec<(Uuid, String, String)>);

impl Staff {
    /// Reads them.
    pub async fn of(visit: &Visit) -> Result<Staff, Problem> {
        let tree = visit.app.units().units().await?;
        let (db, unit) = (visit.app.db(), &visit.actor.unit);
        let members = people::staff::post::members(db, &tree, unit, visit.today).await?;
        let mut all: Vec<(Uuid, String, String)> = Vec::new();
        for one in members {
            let handles = ["chief", "deputy_chief", "prosecutor", "examiner"];
            let is_new = all.iter().all(|(known, ..)| *known != one.person);
            if handles.contains(&one.role.as_str()) && is_new {
                all.push((one.person, one.name, one.role));
            }
        }
        Ok(Staff(all))
    }

    /// The choices of a field: those whose post it is come first.
    pub fn choices(&self, field: &str) -> Vec<Choice> {
        let usual = |role: &str| (field == "examiner") == (role == "examiner");
        let mut order: Vec<&(Uuid, String, String)> = self.0.iter().collect();
        order.sort_by_key(|(_, _, role)| !usual(role));
        let choice = |(id, name, _): &&(Uuid, String, String)| Choice::new(id.to_string(), name);
        order.iter().map(choice).collect()
    }

    fn name(&self, typed: &str) -> Option<&str> {
        let id: Uuid = typed.parse().ok()?;
        let found = self.0.iter().find(|(known, ..)| *known == id);
        found.map(|(_, name, _)| name.as_str())
    }
}

/// The fields of the paper itself: day, number, whose it is.
pub(super) fn paper_fields(visit: &Visit, act: &Act, court: &str) -> Vec<Field> {
    let day = match act.paper {
        Paper::None => Field::moment("effective", "Ngày (giờ)"),
        _ => Field::moment("effective", "Ngày văn bản").help("Ngày ghi trên văn bản."),
    };
    let mut fields = vec![day.required().columns(4).first()];
    if act.paper == Paper::None {
        return fields;
    }
    let (number, issuer) = match (act.opens(), act.paper) {
        (true, _) => (
            Field::text("number", "Số thụ lý kiểm sát").help(messages::NUMBER_HELP),
            visit.actor.unit_name.as_str(),
        ),
        (false, Paper::Court) => (Field::text("number", "Số văn bản"), court),
        (false, _) => (
            Field::text("number", "Số văn bản"),
            visit.actor.unit_name.as_str(),
        ),
    };
    fields.push(number.columns(4));
    if !act.opens() {
        let issuer = Field::text("issuer", "Cơ quan ban hành").value(issuer);
        fields.push(issuer.columns(8));
    }
    fields
}

/// The fields of the act, filled with what is known.
pub(super) fn act_fields(
    act: &Act,
    kind: Option<&Kind>,
    known: &Map<String, Value>,
    staff: &Staff,
) -> Vec<Field> {
    let shown = |field: &rules::Field| {
        let (id, label) = (field.id.as_str(), field.label.as_str());
        let shown = match field.kind {
            FieldType::Text => Field::text(id, label),
            FieldType::Note => Field::long_text(id, label),
            FieldType::Date => Field::date(id, label),
            FieldType::Moment => Field::moment(id, label).columns(4),
            FieldType::YesNo => Field::new(FieldKind::Check, id, label),
            FieldType::Choice => {
                let choices = field.choices.iter();
                let choices = choices.map(|(value, words)| Choice::new(value, words));
                Field::choice(id, label, choices.collect())
            }
            FieldType::Kind => Field::choice(id, label, kind_choices()),
            FieldType::Side => Field::choice(id, label, side_choices(kind)),
            FieldType::Staff => Field::choice(id, label, staff.choices(id)),
        };
        let shown = shown.help(field.help.as_str());
        let shown = if field.required {
            shown.required()
        } else {
            shown
        };
        match known.get(id) {
            Some(value) => shown.value(typed(value)),
            None => shown,
        }
    };
    act.fields.iter().map(shown).collect()
}

fn kind_choices() -> Vec<Choice> {
    let all = rules::kinds().iter();
    all.map(|kind| Choice::new(&kind.id, &kind.label)).collect()
}

/// The sides as the matter's own kind calls them.
fn side_choices(kind: Option<&Kind>) -> Vec<Choice> {
    let kind = kind.unwrap_or(&rules::kinds()[0]);
    let choice = |side: Side| Choice::new(side.id(), side.vi(kind));
    Side::ALL.into_iter().map(choice).collect()
}

/// A kept value as a person would type it.
fn typed(value: &Value) -> String {
    match value {
        Value::String(text) => match text.parse::<law::Moment>() {
            Ok(moment) if text.as_bytes().get(4) == Some(&b'-') => moment_vi(moment),
            _ => text.clone(),
        },
        Value::Bool(true) => "true".to_owned(),
        _ => String::new(),
    }
}

/// What was typed, as an act. Sentences about what cannot be read stay in the form, and then there is none.
pub(super) fn read(form: &mut Form, act: &'static Act, staff: &Staff) -> Option<Entry> {
    let effective = form.moment("effective");
    if effective.is_none() && form.error_of("effective").is_none() {
        form.error("effective", messages::DAY_MISSING);
    }
    let mut body = Map::new();
    for field in &act.fields {
        read_field(form, field, staff, &mut body);
        let is_missing = field.required && !body.contains_key(&field.id);
        if is_missing && form.error_of(&field.id).is_none() {
            form.error(field.id.as_str(), messages::required(&field.label));
        }
    }
    let mut entry = Entry::new(act, effective?);
    entry.number = form.opt("number").map(text::clean);
    entry.issuer = form.opt("issuer").map(text::clean);
    entry.body = body;
    entry.sources = form.sources();
    form.is_good().then_some(entry)
}

fn read_field(form: &mut Form, field: &rules::Field, staff: &Staff, body: &mut Map<String, Value>) {
    let id = field.id.as_str();
    let value: Option<Value> = match field.kind {
        FieldType::Text => form.opt(id).map(|typed| text::clean(typed).into()),
        FieldType::Note => form.opt(id).map(Into::into),
        FieldType::Date => form.date(id).map(|day| day.to_string().into()),
        FieldType::Moment => form.moment(id).map(|moment| moment.to_string().into()),
        FieldType::YesNo => form.is_ticked(id).then_some(Value::Bool(true)),
        FieldType::Choice => {
            let is_known = |typed: &str| field.choices.iter().any(|(value, _)| value == typed);
            chosen(form, id, is_known)
        }
        FieldType::Kind => chosen(form, id, |typed| {
            rules::kinds().iter().any(|kind| kind.id == typed)
        }),
        FieldType::Side => chosen(form, id, |typed| Side::parse(typed).is_some()),
        FieldType::Staff => {
            let typed = form.opt(id).map(str::to_owned);
            let name = typed.as_deref().and_then(|typed| staff.name(typed));
            if let Some(name) = name {
                body.insert(format!("{id}_name"), name.into());
            }
            chosen(form, id, |typed| staff.name(typed).is_some())
        }
    };
    if let Some(value) = value {
        body.insert(id.to_owned(), value);
    }
}

fn chosen(form: &mut Form, id: &str, is_known: impl Fn(&str) -> bool) -> Option<Value> {
    let typed = form.opt(id)?.to_owned();
    match is_known(&typed) {
        true => Some(typed.into()),
        false => {
            form.error(id, messages::NOT_A_CHOICE);
            None
        }
    }
}

/// Finishes a form: what was typed back in its fields, alerts above, and sentences for fields that the page does not show.
pub(super) fn finish(mut shown: EntryForm, form: &Form) -> EntryForm {
    for (_, fields) in &mut shown.groups {
        *fields = form.fill_all(std::mem::take(fields));
    }
    shown.alerts.extend(form.alerts().iter().cloned());
    let fields = shown.groups.iter().flat_map(|(_, fields)| fields);
    let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    let unseen = form.errors().filter(|(name, _)| !names.contains(name));
    let said = unseen.map(|(_, sentence)| Alert::new(Tone::Danger, sentence));
    shown.alerts.extend(said.collect::<Vec<_>>());
    shown
}

/// Puts why nothing was recorded into the form. What is no answer to the form goes on as a problem.
pub(super) fn refuse(form: &mut Form, error: RecordError) -> Result<(), Problem> {
    match error {
        RecordError::Refused(act, why) => {
            form.alert(Alert::new(Tone::Danger, messages::refused(act, why)));
        }
        RecordError::Changed => form.alert(Alert::new(Tone::Info, messages::CHANGED)),
        RecordError::Work(error) => form.refuse(error)?,
    }
    Ok(())
}

/// Nguồn của các ô, put back into a form that opens with a recorded fact.
pub(super) fn with_sources(fields: Vec<Field>, fact: &Fact) -> Vec<Field> {
    let give = |field: Field| match fact.sources.get(&field.name) {
        Some(place) => field.source(source(place, None)),
        None => field,
    };
    fields.into_iter().map(give).collect()
}

/// The page a value was read from.
pub(super) fn source(place: &law::PageBox, label: Option<&str>) -> Source {
    let rect = place.rect.map(|rect| {
        let numbers: Vec<String> = rect.iter().map(i32::to_string).collect();
        format!("?rect={}", numbers.join(","))
    });
    Source {
        label: label.unwrap_or("Xem trang").to_owned(),
        href: format!("/casefile/pages/{}{}", place.page, rect.unwrap_or_default()),
        page: place.page.to_string(),
        rect: place.rect,
    }
}

/// Where the viewer reads the scanned file, for those who may read it: values can then be drawn from its pages.
pub(super) fn viewer_of(visit: &Visit, opened: &Opened, pages: i64) -> Option<String> {
    let may = visit.may_over(Right::CasefileRead, &opened.unit, &opened.holders());
    (may && pages > 0).then(|| format!("/casefile/matters/{}/file", opened.id))
}
