//! Vào sổ nguồn tin, vào sổ vụ án: one page each, from the receipt to the prosecutor in charge.

use askama::Template;
use axum::response::{IntoResponse, Response};
use law::{Law, Moment};
use serde_json::Map;
use shell::{Alert, EntryForm, Field, FieldKind, Form, Frame, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use super::known::Known;
use super::record_form as parts;
use crate::messages;
use crate::record::{ActEntry, register};

#[derive(Template)]
#[template(path = "screens/register.html")]
pub struct NewPage {
    frame: Frame,
    form: EntryForm,
    known: Known,
}

/// Which book.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Book {
    Report,
    Case,
}

impl Book {
    fn act(self) -> &'static str {
        match self {
            Book::Report => "report.received",
            Book::Case => "case.initiated",
        }
    }

    fn assignment(self) -> &'static str {
        match self {
            Book::Report => "report.prosecutor_assigned",
            Book::Case => "case.prosecutor_assigned",
        }
    }

    fn key(self) -> &'static str {
        match self {
            Book::Report => "criminal-new-report",
            Book::Case => "criminal-new-case",
        }
    }
}

/// Biểu vào sổ nguồn tin.
pub async fn report_form(visit: Visit) -> Result<Page<NewPage>, Problem> {
    let draft = visit.draft(Book::Report.key()).await?;
    Ok(Page(page(&visit, Book::Report, &draft).await?))
}

/// Biểu vào sổ vụ án.
pub async fn case_form(visit: Visit) -> Result<Page<NewPage>, Problem> {
    let draft = visit.draft(Book::Case.key()).await?;
    Ok(Page(page(&visit, Book::Case, &draft).await?))
}

/// Vào sổ nguồn tin.
pub async fn add_report(visit: Visit, form: Form) -> Result<Response, Problem> {
    add(visit, form, Book::Report).await
}

/// Vào sổ vụ án.
pub async fn add_case(visit: Visit, form: Form) -> Result<Response, Problem> {
    add(visit, form, Book::Case).await
}

async fn add(visit: Visit, mut form: Form, book: Book) -> Result<Response, Problem> {
    let law = visit.app.law();
    let staff = parts::staff(&visit).await?;
    let entries = entries(&mut form, &law, &staff, &visit, book);
    if !form.is_good() {
        return Ok(Page::refused(page(&visit, book, &form).await?).into_response());
    }
    let id = Uuid::now_v7();
    let work = visit.begin().await?;
    match register(&work, id, entries).await {
        Ok(_) => {
            shell::draft::clear(&work, book.key()).await?;
            let code = ledger::matter(&work.tx, id)
                .await?
                .map(|row| row.code)
                .unwrap_or_default();
            work.commit().await?;
            let what = if book == Book::Report {
                "nguồn tin"
            } else {
                "vụ án"
            };
            Ok(Told::to(format!("/criminal/matters/{id}"))
                .good(format!("Đã vào sổ {what}. Mã hồ sơ: {code}."))
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            parts::refuse(&mut form, &law, error)?;
            Ok(Page::refused(page(&visit, book, &form).await?).into_response())
        }
    }
}

/// The facts of the page, in the order they happened.
fn entries(
    form: &mut Form,
    law: &Law,
    staff: &parts::Staff,
    visit: &Visit,
    book: Book,
) -> Vec<ActEntry> {
    let Some(act) = law.acts.get(book.act()) else {
        form.alert(Alert::new(Tone::Danger, messages::NO_ACT));
        return Vec::new();
    };
    let mut main = parts::read(form, act, law, staff);
    main.takes_number = false;
    match book {
        Book::Report => {
            require(form, "report_kind", messages::KIND_MISSING);
            require(form, "summary", messages::SUMMARY_MISSING);
        }
        Book::Case => require(form, "charges", messages::CHARGES_MISSING),
    }
    let Some(on) = main.effective else {
        return Vec::new();
    };
    if on.on > visit.today {
        form.error("effective", messages::DAY_AHEAD);
        return Vec::new();
    }
    let confirmed = main.is_confirmed;
    let entry = |kind: &str, effective: Moment| ActEntry {
        is_confirmed: confirmed,
        ..ActEntry::new(kind, effective)
    };
    let mut entries = Vec::new();
    let lines = form.get("people").lines().map(text::clean);
    let (unknown, named): (Vec<String>, Vec<String>) = lines
        .filter(|name| !name.is_empty())
        .partition(|name| crate::view::names_nobody(name));
    for name in &named {
        let role = if book == Book::Report {
            "bi_to_giac"
        } else {
            "bi_can"
        };
        entries.push(
            entry("party.described", on)
                .about(Uuid::now_v7())
                .with("name", name.as_str())
                .with("role", role),
        );
    }
    // "Chưa rõ" makes nobody a party; in a report it stays as it was written.
    match book {
        Book::Case if !unknown.is_empty() => form.error("people", messages::UNKNOWN_ACCUSED),
        Book::Report if !main.body.contains_key("reported_person") => {
            let words: Vec<&str> = named.iter().chain(&unknown).map(String::as_str).collect();
            if named.len() == 1 || !unknown.is_empty() {
                main.body
                    .insert("reported_person".to_owned(), words.join("; ").into());
            }
        }
        _ => {}
    }
    entries.push(main);
    if form.is_ticked("take_docket") || form.opt("docket").is_some() {
        let day = form.date("docket_on").map_or(on, Moment::day);
        let mut docket = match book {
            Book::Report => entry("report.docketed", day),
            Book::Case => entry("matter.docketed", day).with("acceptance_stage", "G1"),
        };
        match form.opt("docket") {
            Some(number) => docket = docket.with("register_number", number),
            None => docket.takes_number = true,
        }
        entries.push(docket);
    }
    if let Some(person) = form.opt("prosecutor").map(str::to_owned) {
        let day = form
            .date("assigned_on")
            .map_or_else(|| Moment::day(on.on), Moment::day);
        let mut assignment = entry(book.assignment(), day);
        let mut body = Map::new();
        let known = person
            .parse::<Uuid>()
            .ok()
            .and_then(|id| staff.all.iter().find(|(one, _)| *one == id));
        if let Some((_, name)) = known {
            body.insert("prosecutor_name".to_owned(), name.clone().into());
        }
        body.insert("prosecutor".to_owned(), person.into());
        assignment.body = body;
        assignment.number = form.opt("assignment_number").map(text::clean);
        assignment.issuer = Some(visit.actor.unit_name.clone());
        assignment.takes_number =
            assignment.number.is_none() && form.is_ticked("take_assignment_number");
        if let Some(place) = form.source("assignment_number") {
            assignment.sources.insert("number".to_owned(), place);
        }
        entries.push(assignment);
    }
    entries
}

/// The names stand where the paper line has them: after who told it, before what it says.
fn with_people(mut fields: Vec<Field>, people: Field) -> Vec<Field> {
    let at = |name: &str| fields.iter().position(|field| field.name == name);
    match (at("reported_person"), at("summary")) {
        // Who is named by lines needs no second naming; a body or somebody unknown is still written after the summary.
        (Some(named), Some(said)) if named < said => {
            fields[named..=said].rotate_left(1);
            fields.insert(named, people);
        }
        _ => fields.push(people),
    }
    fields
}

fn require(form: &mut Form, field: &str, sentence: &str) {
    if form.opt(field).is_none() && form.error_of(field).is_none() {
        form.error(field, sentence);
    }
}

async fn page(visit: &Visit, book: Book, typed: &Form) -> Result<NewPage, Problem> {
    let law = visit.app.law();
    let act = law
        .acts
        .get(book.act())
        .ok_or_else(|| Problem::NotFound(messages::NO_ACT.to_owned()))?;
    let staff = parts::staff(visit).await?;
    let (title, href, back) = match book {
        Book::Report => (
            "Vào sổ nguồn tin",
            "/criminal/reports",
            "Nguồn tin về tội phạm",
        ),
        Book::Case => ("Vào sổ vụ án", "/criminal/cases", "Vụ án"),
    };
    let known = Known::of(visit, &law, act, None).await?;
    let mut paper = parts::paper_fields(visit, &law, None, act, None);
    known.usual_issuer(&mut paper);
    let mut content = parts::act_fields(act, &Map::new(), &staff, None);
    if book == Book::Report {
        paper.retain(|field| field.name == "effective");
        for field in &mut paper {
            field.label = "Ngày, giờ tiếp nhận".to_owned();
        }
        for field in &mut content {
            if field.name == "register_number" {
                field.label = "Số sổ tiếp nhận của Cơ quan điều tra".to_owned();
            }
            if field.name == "reported_person" {
                // People are named line by line above.
                field.label = "Pháp nhân, tổ chức bị tố giác".to_owned();
            }
            if let FieldKind::Choice(choices) = &field.kind
                && field.name == "report_kind"
            {
                field.kind = FieldKind::Radio(choices.clone());
            }
        }
    }
    let people = Field::long_text(
        "people",
        if book == Book::Report {
            "Người bị tố giác đã biết"
        } else {
            "Bị can đã biết"
        },
    )
    .help(match book {
        Book::Report => messages::REPORTED_HELP,
        Book::Case => messages::ACCUSED_HELP,
    })
    .columns(6);
    let (paper_words, content_words) = match book {
        Book::Report => ("Tiếp nhận", "Nguồn tin"),
        Book::Case => ("Quyết định khởi tố vụ án", "Vụ án"),
    };
    let choices = staff.choices("prosecutor");
    let mut prosecutor = Field::choice("prosecutor", "Kiểm sát viên", choices);
    if staff.all.iter().any(|(id, _)| *id == visit.actor.person)
        && visit.actor.role == people::Role::Prosecutor
    {
        prosecutor = prosecutor.value(visit.actor.person.to_string());
    }
    let form = EntryForm::new("new-matter", href, "Vào sổ", visit.csrf.clone())
        .group(paper_words, paper)
        .group(content_words, with_people(content, people))
        .group(
            "Thụ lý",
            vec![
                Field::text("docket", "Số thụ lý của Viện kiểm sát")
                    .columns(4)
                    .help("Để trống nếu lấy số từ sổ."),
                Field::date("docket_on", "Ngày thụ lý")
                    .help("Để trống: cùng ngày tiếp nhận, khởi tố."),
                Field::new(FieldKind::Check, "take_docket", "Lấy số thụ lý tiếp theo").columns(4),
            ],
        )
        .group(
            "Phân công",
            vec![
                prosecutor,
                Field::text("assignment_number", "Số quyết định phân công")
                    .columns(4)
                    .help(messages::NUMBER_HELP),
                Field::date("assigned_on", "Ngày phân công")
                    .help("Để trống: cùng ngày tiếp nhận, khởi tố."),
                parts::take_number("take_assignment_number").columns(4),
            ],
        )
        .cancel("Thôi", href)
        .autosave(visit.autosave(book.key(), 0));
    Ok(NewPage {
        frame: visit
            .frame(title)
            .crumb("Hình sự", "/criminal")
            .crumb(back, href)
            .island("entry"),
        form: parts::finish(form, typed),
        known,
    })
}
