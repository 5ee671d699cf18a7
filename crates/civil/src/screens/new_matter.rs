//! Vào sổ thụ lý kiểm sát sơ thẩm: one page, from the court's notice to the prosecutor in charge.

use askama::Template;
use axum::response::{IntoResponse, Response};
use law::Moment;
use people::{Right, Role};
use shell::{EntryForm, Field, Form, Frame, Page, Problem, Told, Visit, vi_date};
use uuid::Uuid;

use super::form::{Staff, act_fields, finish, paper_fields, read, refuse};
use crate::load;
use crate::messages;
use crate::record::{Entry, register};
use crate::rules::{Act, Side, act, columns};

#[derive(Template)]
#[template(path = "screens/entry.html")]
pub struct NewPage {
    frame: Frame,
    told: &'static str,
    needs_check: bool,
    form: EntryForm,
    viewer: Option<String>,
    withdrawal: Option<shell::ConfirmDialog>,
}

impl NewPage {
    /// A page of a form.
    pub fn of(frame: Frame, form: EntryForm) -> NewPage {
        NewPage {
            frame,
            told: "",
            needs_check: false,
            form,
            viewer: None,
            withdrawal: None,
        }
    }

    /// With the pages of the file beside it.
    pub fn beside(mut self, viewer: Option<String>) -> NewPage {
        if viewer.is_some() {
            self.frame = self.frame.island("viewer").wide();
        }
        self.viewer = viewer;
        self
    }

    /// With a line above the form.
    pub fn telling(mut self, told: &'static str, needs_check: bool) -> NewPage {
        (self.told, self.needs_check) = (told, needs_check);
        self
    }

    /// With the way to take the fact back.
    pub fn withdrawable(mut self, dialog: shell::ConfirmDialog) -> NewPage {
        self.withdrawal = Some(dialog);
        self
    }
}

const KEY: &str = "civil-new";
/// One field of names for each side.
const SIDES: [(Side, &str, &str); 3] = [
    (
        Side::Claimant,
        "claimants",
        "Nguyên đơn, người khởi kiện, người yêu cầu",
    ),
    (Side::Defendant, "defendants", "Bị đơn, người bị kiện"),
    (
        Side::Related,
        "related",
        "Người có quyền lợi, nghĩa vụ liên quan",
    ),
];

fn known(id: &str) -> Result<&'static Act, Problem> {
    act(id).ok_or_else(|| Problem::NotFound(messages::NO_ACT.to_owned()))
}

/// `GET /civil/matters/new`
pub async fn form(visit: Visit) -> Result<Page<NewPage>, Problem> {
    let draft = visit.draft(KEY).await?;
    Ok(Page(page(&visit, &draft).await?))
}

/// `POST /civil/matters`
pub async fn add(visit: Visit, mut form: Form) -> Result<Response, Problem> {
    let staff = Staff::of(&visit).await?;
    let entries = entries(&visit, &mut form, &staff)?;
    if entries.is_empty() || !form.is_good() {
        return Ok(Page::refused(page(&visit, &form).await?).into_response());
    }
    let id = Uuid::now_v7();
    let work = visit.begin().await?;
    match register(&work, id, entries).await {
        Ok(facts) => {
            shell::draft::clear(&work, KEY).await?;
            let row = ledger::matter(&work.tx, id).await?;
            let code = row.map(|row| row.code).unwrap_or_default();
            work.commit().await?;
            let docket = facts.first().and_then(|fact| fact.number.clone());
            let told = messages::taken_in(&code, &docket.unwrap_or_default());
            Ok(Told::to(load::href(id)).good(told).into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refuse(&mut form, error)?;
            Ok(Page::refused(page(&visit, &form).await?).into_response())
        }
    }
}

/// The facts of the page: the acceptance, the parties, the assignment.
fn entries(visit: &Visit, form: &mut Form, staff: &Staff) -> Result<Vec<Entry>, Problem> {
    let accepted = read(form, known("civil.accepted")?, staff);
    let party = known("civil.party_described")?;
    let mut parties = Vec::new();
    for (side, field, _) in SIDES {
        let lines = form.get(field).lines().map(text::clean);
        let names: Vec<String> = lines.filter(|name| !name.is_empty()).collect();
        if side == Side::Claimant && names.is_empty() {
            form.error(field, messages::NAMES_MISSING);
        }
        parties.extend(names.into_iter().map(|name| (side, name)));
    }
    let assigned_on = form.date("assigned_on");
    let Some(accepted) = accepted.filter(|_| form.is_good()) else {
        return Ok(Vec::new());
    };
    let on = accepted.effective;
    let mut entries = vec![accepted];
    entries.extend(parties.into_iter().map(|(side, name)| {
        Entry::new(party, on)
            .about(Uuid::now_v7())
            .with("name", name)
            .with("side", side.id())
    }));
    entries.extend(assignment(
        visit,
        form,
        staff,
        assigned_on.map_or(on, Moment::day),
    )?);
    Ok(entries)
}

fn assignment(
    visit: &Visit,
    form: &mut Form,
    staff: &Staff,
    on: Moment,
) -> Result<Option<Entry>, Problem> {
    if form.opt("prosecutor").is_none() {
        return Ok(None);
    }
    let mut typed = Form::of([
        ("effective", vi_date(on.on)),
        ("prosecutor", form.get("prosecutor").to_owned()),
        ("examiner", form.get("examiner").to_owned()),
        ("number", form.get("assignment_number").to_owned()),
        ("issuer", visit.actor.unit_name.clone()),
    ]);
    let entry = read(&mut typed, known("civil.prosecutor_assigned")?, staff);
    for (name, sentence) in typed.errors() {
        form.error(name, sentence);
    }
    Ok(entry)
}

async fn page(visit: &Visit, typed: &Form) -> Result<NewPage, Problem> {
    let staff = Staff::of(visit).await?;
    let accepted = known("civil.accepted")?;
    let names = |(_, field, label): (Side, &str, &str)| {
        let field = Field::long_text(field, label).help(messages::PARTIES_HELP);
        field.columns(4)
    };
    let mut parties: Vec<Field> = SIDES.map(names).into();
    parties[0].is_required = true;
    let mut prosecutor = Field::choice("prosecutor", "Kiểm sát viên", staff.choices("prosecutor"));
    if visit.actor.role == Role::Prosecutor && visit.may(Right::CivilFactRecord) {
        prosecutor = prosecutor.value(visit.actor.person.to_string());
    }
    let examiner = Field::choice("examiner", "Kiểm tra viên", staff.choices("examiner"));
    let mut paper = paper_fields(visit, accepted, "");
    paper[0].label = "Ngày thụ lý kiểm sát".to_owned();
    paper[0].help = String::new();
    paper[0].value = vi_date(visit.today);
    let form = EntryForm::new("civil-new", "/civil/matters", "Vào sổ", visit.csrf.clone())
        .group("Thụ lý kiểm sát", paper)
        .group(
            "Vụ việc, thông báo thụ lý của Tòa án",
            act_fields(accepted, None, &serde_json::Map::new(), &staff),
        )
        .group("Đương sự", parties)
        .group(
            "Phân công",
            vec![
                prosecutor,
                examiner,
                Field::text("assignment_number", "Số quyết định phân công").columns(4),
                Field::date("assigned_on", "Ngày phân công").help("Để trống: cùng ngày thụ lý."),
            ],
        )
        .cancel("Thôi", "/civil")
        .autosave(visit.autosave(KEY, 0));
    let frame = visit
        .frame("Vào sổ thụ lý kiểm sát")
        .subtitle("Vụ việc dân sự, vụ án hành chính, sơ thẩm")
        .crumb("Dân sự, hành chính", "/civil")
        .at("/civil")
        .island("entry");
    let shown = NewPage::of(frame, finish(form, typed));
    Ok(shown.telling(messages::KIND_TO_CHECK, columns().to_check))
}
