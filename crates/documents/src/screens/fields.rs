//! Biểu nhập của bản nháp: every field of the form with its value and where that value comes from.

use std::collections::{BTreeMap, HashMap};

use criminal::Opened;
use criminal::doors::CaseFileDoor;
use law::{Fact, Law, PageBox};
use shell::{Choice, EntryForm, Field, FieldKind, Problem, Source, Visit};
use uuid::Uuid;

use super::Held;
use crate::argument::{self, Outline};
use crate::messages;
use crate::paper::{CONDITION, Paper, is_entered};
use crate::remarks::Thread;
use crate::rules::{Context, Kind, Signer, Values, fact_behind, place_of};

/// The field that chooses who signs.
pub const SIGNER: &str = "signer_person";

/// Where the values come from: a sentence for each field, and the scanned page where there is one.
#[derive(Default)]
pub struct Sources {
    /// "Theo Quyết định khởi tố bị can số 369/QĐ-CSĐT ngày 25/05/2026".
    pub said: BTreeMap<String, String>,
    pages: BTreeMap<String, PageBox>,
    labels: HashMap<Uuid, String>,
}

/// Reads where the values of a draft come from.
pub async fn sources(
    visit: &Visit,
    opened: &Opened,
    paper: &Paper,
    fresh: &Context,
) -> Result<Sources, Problem> {
    let law = visit.app.law();
    let mut found = Sources::default();
    for field in &paper.template.fields {
        let Some(fact) = fact_behind(field, fresh, opened) else {
            continue;
        };
        found.said.insert(field.name.clone(), fact_vi(&law, fact));
        if let Some(place) = place_of(field, fact) {
            found.pages.insert(field.name.clone(), place);
        }
    }
    if let Some(door) = visit.app.find::<CaseFileDoor>() {
        let mut pages: Vec<Uuid> = found.pages.values().map(|place| place.page).collect();
        pages.sort_unstable();
        pages.dedup();
        let labels = door.0.labels(visit.app.db(), &pages).await?;
        found.labels = pages.into_iter().zip(labels).collect();
    }
    Ok(found)
}

fn fact_vi(law: &Law, fact: &Fact) -> String {
    let act = law.acts.on(&fact.kind, fact.effective.on);
    let name = act.map_or(fact.kind.as_str(), |act| act.name_vi.as_str());
    let number = fact
        .number
        .as_deref()
        .map(|number| format!(" số {number}"))
        .unwrap_or_default();
    format!(
        "Theo {name}{number} ngày {}",
        shell::vi_date(fact.effective.on)
    )
}

impl Sources {
    fn chip(&self, field: &str) -> Option<Source> {
        let place = self.pages.get(field)?;
        let rect = place
            .rect
            .map(|rect| format!("?rect={}", rect.map(|side| side.to_string()).join(",")));
        let label = self
            .labels
            .get(&place.page)
            .filter(|label| !label.is_empty());
        Some(Source {
            label: label.map_or("Xem trang", String::as_str).to_owned(),
            href: format!("/casefile/pages/{}{}", place.page, rect.unwrap_or_default()),
            page: place.page.to_string(),
            rect: place.rect,
        })
    }
}

/// The form, saved field by field.
pub fn form(
    visit: &Visit,
    held: &Held,
    paper: &Paper,
    sources: &Sources,
    signers: &[Signer],
    threads: &[Thread],
) -> EntryForm {
    let draft = &held.draft;
    let (known, typed) = (draft.known(), draft.typed());
    let facts = Values::from_facts(&paper.template, &known);
    let mut groups: Vec<(String, Vec<Field>)> = Vec::new();
    let mut add = |heading: &str, field: Field| match groups
        .iter_mut()
        .find(|(known, _)| *known == heading)
    {
        Some((_, fields)) => fields.push(field),
        None => groups.push((heading.to_owned(), vec![field])),
    };
    let leaders = signers
        .iter()
        .filter_map(|one| Some(Choice::new(one.id?.to_string(), leader_vi(paper, one))))
        .collect();
    let chosen = draft.signer_id.map(|id| id.to_string()).unwrap_or_default();
    add(
        "Người ký",
        Field::choice(SIGNER, "Người ký", leaders)
            .value(chosen)
            .required()
            .columns(12),
    );
    for condition in paper
        .template
        .conditions
        .iter()
        .filter(|condition| condition.is_valid_on(visit.today))
    {
        let name = format!("{CONDITION}{}", condition.id);
        let stated =
            crate::rules::value_at(&known, &condition.source).and_then(serde_json::Value::as_bool);
        let help = if stated.unwrap_or(false) {
            "Theo hồ sơ: có. Chọn để ghi khác."
        } else {
            "Theo hồ sơ: không. Chọn để ghi khác."
        };
        let choices = vec![Choice::new("yes", "Có"), Choice::new("no", "Không")];
        let value = typed.get(&name).cloned().unwrap_or_default();
        add(
            "Trường hợp",
            Field::choice(name, &condition.label_vi, choices)
                .value(value)
                .help(help),
        );
    }
    // What the structured editor writes is not written a second time here.
    let outline = Outline::of(&draft.form).filter(|_| typed.contains_key(argument::FIELD));
    let is_argued =
        |field: &crate::rules::Field| outline.is_some_and(|outline| outline.writes(&field.name));
    for field in paper
        .template
        .fields
        .iter()
        .filter(|field| is_entered(field) && !is_argued(field))
    {
        let mut shown = match field.kind {
            Kind::Note => Field::long_text(&field.name, &field.label_vi).prose(),
            Kind::List => Field::long_text(&field.name, &field.label_vi),
            Kind::Rows => Field::long_text(&field.name, &field.label_vi),
            Kind::Moment | Kind::Money => Field::text(&field.name, &field.label_vi).columns(4),
            Kind::Staff => Field::text(&field.name, &field.label_vi),
            Kind::Day => Field::date(&field.name, &field.label_vi),
            Kind::Number => Field::new(FieldKind::Number, &field.name, &field.label_vi),
            Kind::Length => Field::text(&field.name, &field.label_vi).columns(4),
            Kind::Text => Field::text(&field.name, &field.label_vi),
            Kind::Charges => Field::new(FieldKind::Charge, &field.name, &field.label_vi),
            Kind::YesNo => Field::choice(&field.name, &field.label_vi, in_words(&["có", "không"])),
            Kind::Choice => {
                let words: Vec<&str> = field
                    .choices
                    .iter()
                    .map(|(_, words)| words.as_str())
                    .collect();
                Field::choice(&field.name, &field.label_vi, in_words(&words)).columns(12)
            }
        };
        let said = facts.shown(&field.name);
        let by_hand = typed.get(&field.name);
        let default = field.default.clone().unwrap_or_default();
        shown = shown.value(match by_hand {
            Some(words) => words.clone(),
            None if said.is_empty() => default.clone(),
            None => said.clone(),
        });
        let source = sources.said.get(&field.name);
        shown = shown.help(match (by_hand, said.is_empty(), source) {
            (Some(_), false, _) => {
                format!("Đã gõ thay cho “{said}” trong hồ sơ. Xóa trắng để lấy lại.")
            }
            (None, false, Some(source)) => format!("{source}."),
            (None, false, None) => String::new(),
            (None, true, _) if !default.is_empty() => "Lời văn của mẫu; có thể sửa.".to_owned(),
            (None, true, _) if field.kind == Kind::Note => {
                "Gõ “# ” đầu dòng để ghi đề mục, “- ” để gạch đầu dòng, BL 12 để dẫn bút lục."
                    .to_owned()
            }
            (None, true, _) if field.kind == Kind::List => "Mỗi ý một dòng.".to_owned(),
            (None, true, _) if field.kind == Kind::Rows => {
                "Mỗi dòng một hàng của bảng, các ô cách nhau bằng dấu |.".to_owned()
            }
            _ => String::new(),
        });
        if by_hand.is_none()
            && !said.is_empty()
            && let Some(chip) = sources.chip(&field.name)
        {
            shown = shown.source(chip);
        }
        if field.required {
            shown = shown.required();
        }
        let mut waiting = threads
            .iter()
            .filter(|thread| thread.is_open() && thread.remark.field == field.name);
        if let Some(thread) = waiting.next_back() {
            shown = shown.warning(messages::remark_of(&thread.remark));
        }
        if let Some(sentence) = paper.errors.get(&field.name) {
            shown = shown.error(sentence);
        }
        add(&field.group_vi, shown);
    }
    let mut form = EntryForm::new(
        "draft",
        format!("/documents/{}", draft.id),
        "Lưu bản nháp",
        visit.csrf.clone(),
    );
    for (heading, fields) in groups {
        form = form.group(heading, fields);
    }
    let mut autosave = visit.autosave(&format!("document-{}", draft.id.simple()), draft.version);
    autosave.url = format!("/documents/{}/fields", draft.id);
    form.hidden("version", draft.version.to_string())
        .autosave(autosave)
}

/// Choices that are sent as they are read; the first letter is a capital only in the list.
fn in_words(words: &[&str]) -> Vec<Choice> {
    words
        .iter()
        .map(|one| Choice::new(*one, capital(one)))
        .collect()
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    first + letters.as_str()
}

fn leader_vi(paper: &Paper, signer: &Signer) -> String {
    let title = paper
        .template
        .signers
        .iter()
        .find(|title| title.role == signer.role);
    format!(
        "{} – {}",
        signer.name,
        title.map_or("", |title| title.label_vi.as_str())
    )
}
