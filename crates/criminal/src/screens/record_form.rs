//! Biểu nhập của một hành vi, made from its row of the catalogue: the paper first, then what it says.

use law::catalogue::{Act, Agency, FieldKind as Kind, Scope, State};
use law::{Law, Length, Unit};
use serde_json::{Map, Value};
use shell::{Alert, Choice, EntryForm, Field, FieldKind, Form, Problem, Source, Tone, Visit};
use uuid::Uuid;

use crate::entry;
use crate::load::Opened;
use crate::record::{ActEntry, RecordError};
use crate::{messages, prefill, said};

/// Who may be chosen in a field of staff: id and name, and who usually stands in such a field.
#[derive(Default)]
pub(crate) struct Staff {
    /// Leaders first, then in Vietnamese order.
    pub all: Vec<(Uuid, String)>,
    roles: Vec<String>,
}

impl Staff {
    /// The choices of a field: those whose post it is come first, then the others.
    pub fn choices(&self, field: &str) -> Vec<Choice> {
        let usual = |role: &str| match field {
            "deputy_chief" => matches!(role, "deputy_chief" | "chief"),
            "examiner" => role == "examiner",
            _ => role == "prosecutor",
        };
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|at| !self.roles.get(*at).is_some_and(|role| usual(role)));
        let choice = |at: &usize| Choice::new(self.all[*at].0.to_string(), &self.all[*at].1);
        order.iter().map(choice).collect()
    }
}

/// Who handles matters in the person's unit.
pub(crate) async fn staff(visit: &Visit) -> Result<Staff, Problem> {
    let tree = visit.app.units().units().await?;
    let members =
        people::staff::post::members(visit.app.db(), &tree, &visit.actor.unit, visit.today).await?;
    let mut staff = Staff::default();
    for member in members {
        let handles = !matches!(
            member.role.as_str(),
            "it_officer" | "statistician" | "clerk"
        );
        if handles && staff.all.iter().all(|(known, _)| *known != member.person) {
            staff.all.push((member.person, member.name));
            staff.roles.push(member.role);
        }
    }
    Ok(staff)
}

/// The fields of the paper itself: whom it is about, its day, number and issuer.
pub(super) fn paper_fields(
    visit: &Visit,
    law: &Law,
    opened: Option<&Opened>,
    act: &Act,
    subject: Option<Uuid>,
) -> Vec<Field> {
    let mut fields = Vec::new();
    if let Some(opened) = opened {
        fields.extend(subject_field(opened, act, subject));
        fields.extend(also_fields(opened, act, subject));
    }
    let day = match act.hour {
        true => Field::moment("effective", "Ngày, giờ"),
        false => Field::moment(
            "effective",
            if act.is_legal_act() {
                "Ngày (giờ)"
            } else {
                "Ngày ghi nhận"
            },
        ),
    };
    let day = day.required().columns(4).first();
    // Our own papers are mostly entered on their day; those of others came before, and the hour is always typed.
    let is_of_today =
        !act.is_legal_act() || (act.issuers.first() == Some(&Agency::Vks) && !act.hour);
    let day = match is_of_today {
        true => day.value(shell::vi_date(visit.today)),
        false => day,
    };
    fields.push(match act.is_legal_act() {
        true => day.help("Ngày ghi trên văn bản, hoặc ngày hành vi diễn ra."),
        false => day,
    });
    if act.is_legal_act() {
        let number = Field::text("number", "Số văn bản").columns(4);
        if act.series.is_some() && act.issuers.first() == Some(&Agency::Vks) {
            fields.push(number.help(messages::NUMBER_HELP));
            fields.push(take_number("take_number").columns(4));
        } else {
            fields.push(number);
        }
        let issuer = match act.issuers.first() {
            Some(Agency::Vks) => visit.actor.unit_name.clone(),
            _ => opened
                .and_then(|opened| prefill::issuer_before(law, opened, act))
                .unwrap_or_default(),
        };
        fields.push(
            Field::text("issuer", "Cơ quan ban hành")
                .value(issuer)
                .columns(8),
        );
    } else if act.field("register_number").is_some() {
        fields.push(
            Field::new(FieldKind::Check, "take_number", "Lấy số thụ lý tiếp theo").columns(4),
        );
    }
    fields
}

/// The tick that takes a number from the unit's own book while none is typed; on unless somebody takes it off.
pub(crate) fn take_number(name: &str) -> Field {
    Field::new(FieldKind::Check, name, messages::TAKE_NUMBER).value("true")
}

fn subject_field(opened: &Opened, act: &Act, subject: Option<Uuid>) -> Option<Field> {
    // A new person is described without being chosen; a known one by its own link.
    if act.id == "party.described" {
        return None;
    }
    let may_be_person = matches!(
        act.scope,
        Scope::Accused | Scope::Person | Scope::CaseOrAccused
    );
    if !may_be_person {
        return None;
    }
    let (may, not): (Vec<_>, Vec<_>) =
        opened.matter.people.iter().partition(|person| {
            person.state.is_none() || act.requires_accused.allows(person.state)
        });
    let people: Vec<Choice> = may
        .iter()
        .map(|person| Choice::new(person.subject.to_string(), person.name_vi()))
        .collect();
    let label = if act.scope == Scope::CaseOrAccused {
        "Áp dụng với (để trống: cả vụ án)"
    } else {
        "Áp dụng với"
    };
    let field = Field::choice("subject", label, people).columns(8);
    let field = match subject {
        Some(subject) => field.value(subject.to_string()),
        None => field.first(),
    };
    // Who was meant and is not offered would be searched for in vain.
    let meant = not.iter().find(|person| Some(person.subject) == subject);
    let field = match meant {
        Some(person) => field.help(messages::not_offered(
            person.name_vi(),
            person.state.map(State::vi).unwrap_or_default(),
            &act.requires_accused.vi(),
        )),
        None => field,
    };
    Some(if act.scope == Scope::CaseOrAccused {
        field
    } else {
        field.required()
    })
}

/// One paper for several accused is entered once: everyone else it may be about, to tick.
fn also_fields(opened: &Opened, act: &Act, subject: Option<Uuid>) -> Vec<Field> {
    if !matches!(act.scope, Scope::Accused | Scope::CaseOrAccused) {
        return Vec::new();
    }
    let others = opened
        .matter
        .accused()
        .filter(|person| Some(person.subject) != subject);
    let may = others.filter(|person| act.requires_accused.allows(person.state));
    let several = opened.matter.accused().count() > 1;
    may.filter(|_| several)
        .map(|person| {
            let label = format!("Cùng áp dụng với {}", person.name_vi());
            Field::new(FieldKind::Check, format!("also-{}", person.subject), label).columns(6)
        })
        .collect()
}

fn also_of(name: &str) -> Option<Uuid> {
    name.strip_prefix("also-")?.parse().ok()
}

/// The fields of the act, filled with what is known.
pub(super) fn act_fields(
    act: &Act,
    known: &Map<String, Value>,
    staff: &Staff,
    opened: Option<&Opened>,
) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for field in &act.fields {
        let mut shown = match field.kind {
            Kind::Text => Field::text(&field.name, &field.label_vi),
            Kind::Note => Field::long_text(&field.name, &field.label_vi),
            Kind::Date => Field::date(&field.name, &field.label_vi),
            Kind::Moment => Field::moment(&field.name, &field.label_vi).columns(4),
            Kind::Number => Field::new(FieldKind::Number, &field.name, &field.label_vi),
            Kind::Money => Field::new(FieldKind::Money, &field.name, &field.label_vi),
            Kind::YesNo => Field::new(FieldKind::Check, &field.name, &field.label_vi),
            Kind::Charges => Field::new(FieldKind::Charge, &field.name, &field.label_vi),
            Kind::Choice => choice(field),
            Kind::Staff => Field::choice(&field.name, &field.label_vi, staff.choices(&field.name)),
            Kind::Person => {
                let people = opened
                    .map(|opened| opened.matter.people.as_slice())
                    .unwrap_or_default();
                let people = people
                    .iter()
                    .map(|person| Choice::new(person.subject.to_string(), person.name_vi()));
                Field::choice(&field.name, &field.label_vi, people.collect())
            }
        };
        if let Some(help) = &field.help_vi {
            shown = shown.help(help);
        }
        if field.required {
            shown = shown.required();
        }
        if let Some(value) = known.get(&field.name) {
            let typed = entry::typed(value);
            shown = with_own_choice(shown, &typed).value(typed);
        }
        fields.push(shown);
    }
    fields
}

fn choice(field: &law::catalogue::Field) -> Field {
    let choices = field
        .choices
        .iter()
        .map(|(code, label)| Choice::new(code, label))
        .collect();
    Field::choice(&field.name, &field.label_vi, choices)
}

/// A name that was typed before there was a list stays a choice of it.
fn with_own_choice(mut field: Field, value: &str) -> Field {
    if let FieldKind::Choice(choices) = &mut field.kind
        && !value.is_empty()
        && choices.iter().all(|choice| choice.value != value)
    {
        choices.push(Choice::new(value, value));
    }
    field
}

/// Kỳ hạn còn để trống: from the day of the act (or the first day typed) to the last day the law gives, for a person to
/// compare with the paper. What was typed stays.
pub(super) fn complete(
    form: &mut Form,
    law: &Law,
    opened: &Opened,
    act: &Act,
    asked: Option<Uuid>,
) {
    if !prefill::has_term(act) || form.opt("to").is_some() {
        return;
    }
    let chosen = form
        .all("subject")
        .into_iter()
        .find_map(|id| id.parse().ok());
    let subject = asked.or(chosen);
    let from = match form.opt("from").is_some() {
        true => form.moment("from"),
        false => form.moment("effective"),
    };
    let length = |form: &mut Form, name: &str, unit: Unit| {
        let typed = form
            .number(name)
            .filter(|typed| (1..1000).contains(typed))?;
        Some(Length::new(u32::try_from(typed).ok()?, unit))
    };
    let length = length(form, "months", Unit::Months).or_else(|| length(form, "days", Unit::Days));
    let Some(term) = from.and_then(|from| prefill::term(law, opened, act, (subject, from), length))
    else {
        return;
    };
    form.set("from", entry::typed_moment(&term.from));
    form.set("to", entry::typed_moment(&term.to));
    if let Some(own) = term.length {
        let name = if own.unit == Unit::Months {
            "months"
        } else {
            "days"
        };
        if form.opt(name).is_none() && act.field(name).is_some() {
            form.set(name, own.value.to_string());
        }
    }
}

/// What was typed, as an act. Sentences about what cannot be read stay in the form.
pub(super) fn read(form: &mut Form, act: &Act, law: &Law, staff: &Staff) -> ActEntry {
    let effective = form.moment("effective");
    if effective.is_none() && form.error_of("effective").is_none() {
        form.error("effective", messages::DAY_MISSING);
    }
    let mut subjects: Vec<Uuid> = form
        .all("subject")
        .iter()
        .filter_map(|typed| typed.parse().ok())
        .collect();
    for person in form
        .fields()
        .filter(|(_, typed)| *typed == "true")
        .filter_map(|(name, _)| also_of(name))
    {
        if !subjects.contains(&person) {
            subjects.push(person);
        }
    }
    ActEntry {
        kind: act.id.clone(),
        subjects,
        effective,
        issuer: form.opt("issuer").map(str::to_owned),
        number: form.opt("number").map(text::clean),
        takes_number: form.is_ticked("take_number")
            && form.opt("number").is_none()
            && form.opt("register_number").is_none(),
        body: entry::body_of(form, act, law, &staff.all),
        sources: form.sources(),
        corrects: None,
        is_confirmed: form.is_ticked("confirmed"),
    }
}

/// Puts why an act was not taken into the form. What is no answer to the form goes on as a problem.
pub(crate) fn refuse(form: &mut Form, law: &Law, error: RecordError) -> Result<(), Problem> {
    match error {
        RecordError::Unlawful(verdict) => {
            for found in verdict.refusals.iter().chain(&verdict.warnings) {
                let tone = if verdict.refusals.contains(found) {
                    Tone::Danger
                } else {
                    Tone::Warning
                };
                form.alert(told(tone, found));
            }
        }
        RecordError::Unconfirmed(verdict) => {
            for found in &verdict.warnings {
                form.alert(told(Tone::Warning, found));
            }
            form.set("asks_confirmation", "true");
        }
        RecordError::Changed(facts) => {
            let mut alert = Alert::new(
                Tone::Info,
                "Trong lúc bạn nhập, người khác đã ghi thêm vào hồ sơ này. Những gì bạn gõ vẫn còn; hãy xem rồi gửi lại.",
            );
            for fact in &facts {
                let act = law
                    .acts
                    .get(&fact.kind)
                    .map_or(fact.kind.as_str(), |act| act.short_vi.as_str());
                let number = fact
                    .number
                    .as_deref()
                    .map(|number| format!(", số {number}"))
                    .unwrap_or_default();
                alert = alert.detail(format!("{act}, {}{number}", fact.effective.vi()));
            }
            form.alert(alert);
        }
        RecordError::Number(error) => {
            if let crate::numbers::NumberError::Work(error) = error {
                form.refuse(error)?;
            } else {
                form.error("number", messages::number_refused(&error));
            }
        }
        RecordError::Work(error) => form.refuse(error)?,
    }
    Ok(())
}

fn told(tone: Tone, found: &crate::rules::Finding) -> Alert {
    let alert = Alert::new(tone, said::finding_vi(found));
    match found.todo_vi.is_empty() {
        true => alert,
        false => alert.detail(found.todo_vi.clone()),
    }
}

/// Finishes a form: what was typed back in its fields, alerts above, the tick for warnings under them.
pub(crate) fn finish(mut shown: EntryForm, form: &Form) -> EntryForm {
    for (_, fields) in &mut shown.groups {
        let taken = std::mem::take(fields);
        *fields = taken
            .into_iter()
            .map(|field| {
                let typed = form.get(&field.name).to_owned();
                let mut field = form.fill(with_own_choice(field, &typed));
                if matches!(field.kind, FieldKind::Choice(_))
                    && typed.is_empty()
                    && form.fields().any(|(name, _)| name == field.name)
                {
                    field.value = String::new();
                }
                field
            })
            .collect();
    }
    shown.alerts.extend(form.alerts().iter().cloned());
    // A page without the refused field says it above the others.
    let fields = shown.groups.iter().flat_map(|(_, fields)| fields);
    let names: Vec<&str> = fields.map(|field| field.name.as_str()).collect();
    let unseen = form.errors().filter(|(name, _)| !names.contains(name));
    let said = unseen.map(|(_, sentence)| Alert::new(Tone::Danger, sentence));
    shown.alerts.extend(said.collect::<Vec<_>>());
    if form.is_ticked("asks_confirmation") || form.is_ticked("confirmed") {
        let tick = Field::new(FieldKind::Check, "confirmed", messages::CONFIRM).columns(12);
        // Under the warnings themselves, where the cursor then stands.
        shown
            .groups
            .insert(0, ("Xác nhận".to_owned(), vec![form.fill(tick)]));
    }
    shown
}

/// Sources of a fact's fields, put into a form that opens with them.
pub(super) fn with_sources(
    fields: Vec<Field>,
    sources: &std::collections::BTreeMap<String, law::PageBox>,
) -> Vec<Field> {
    let give = |field: Field| match sources.get(&field.name) {
        Some(place) => {
            let source: Source = said::source(place, None);
            field.source(source)
        }
        None => field,
    };
    fields.into_iter().map(give).collect()
}
