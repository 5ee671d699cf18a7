//! Một người qua các hồ sơ: who they are, what holds them now, every matter, and who may be the same person.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use law::catalogue::{AccusedState, MeasureKind, MeasureStatus, State};
use people::{Right, WorkError};
use shell::{Badge, Due, Form, Frame, Page, Problem, Told, Tone, Visit};
use uuid::Uuid;

use crate::persons::decided::{self, Decided, Verdict};
use crate::persons::dossier::{self, Dossier};
use crate::persons::finding::{self, Found};
use crate::persons::messages;
use crate::said;
use crate::screens::{matter, readable_units, shown};

struct MatterRow {
    href: String,
    person_href: String,
    title: String,
    code: String,
    unit: String,
    name: String,
    role: String,
    state: Option<Badge>,
    charge: String,
    matter_state: Badge,
    prosecutor: String,
    decision: Option<DecisionWords>,
}

struct DecisionWords {
    id: String,
    words: String,
    reason: String,
    is_wrong: bool,
}

struct Suggestion {
    row: MatterRow,
    why: &'static str,
    differs: Vec<(&'static str, String)>,
    held: String,
    is_wrong: bool,
    matter: Uuid,
    subject: Uuid,
}

struct MeasureRow {
    kind: Badge,
    status: String,
    number: String,
    since: String,
    due: Option<Due>,
    title: String,
    href: String,
    is_suggested: bool,
}

struct Company {
    title: String,
    href: String,
    people: Vec<(String, String, String)>,
}

#[derive(Template)]
#[template(path = "persons/screens/person.html")]
pub struct PersonPage {
    frame: Frame,
    action: String,
    pairs: Vec<(&'static str, String)>,
    measures: Vec<MeasureRow>,
    matters: Vec<MatterRow>,
    suggestions: Vec<Suggestion>,
    counts: (String, String),
    apart: Vec<MatterRow>,
    past: Vec<(String, String)>,
    company: Vec<Company>,
    may_decide: bool,
    refused: String,
    typed_reason: String,
}

/// The page.
pub async fn show(
    visit: Visit,
    Path((matter, subject)): Path<(Uuid, Uuid)>,
) -> Result<Page<PersonPage>, Problem> {
    Ok(Page(page(&visit, matter, subject, None).await?))
}

/// Kết luận về hai người.
pub async fn decide(
    visit: Visit,
    Path((matter, subject)): Path<(Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    may_decide(&visit, matter).await?;
    let (Some(other_matter), Some(other), Some(verdict)) = (
        form.opt("matter").and_then(|id| id.parse::<Uuid>().ok()),
        form.opt("subject").and_then(|id| id.parse::<Uuid>().ok()),
        form.opt("verdict").and_then(Verdict::parse),
    ) else {
        return Err(Problem::NotFound(messages::NO_PERSON.to_owned()));
    };
    let reason = form.get("reason").to_owned();
    let work = visit.begin().await?;
    let done = decided::decide(
        &work,
        (matter, subject),
        (other_matter, other),
        verdict,
        &reason,
    );
    match done.await {
        Ok(_) => {
            work.commit().await?;
            let words = match verdict {
                Verdict::Same => {
                    "Đã kết luận: cùng một người. Hai hồ sơ vẫn giữ nguyên, có thể gỡ kết luận."
                }
                Verdict::Different => {
                    "Đã kết luận: hai người khác nhau. Hệ thống không gợi ý hai người này nữa."
                }
            };
            Ok(Told::to(format!("/criminal/persons/{matter}/{subject}"))
                .good(words)
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, (matter, subject), &mut form, error, Some(other)).await
        }
    }
}

/// Gỡ kết luận.
pub async fn take_back(
    visit: Visit,
    Path((matter, subject, id)): Path<(Uuid, Uuid, Uuid)>,
    mut form: Form,
) -> Result<Response, Problem> {
    may_decide(&visit, matter).await?;
    let reason = form.get("reason").to_owned();
    let work = visit.begin().await?;
    match decided::take_back(&work, id, &reason).await {
        Ok(_) => {
            work.commit().await?;
            Ok(Told::to(format!("/criminal/persons/{matter}/{subject}"))
                .good("Đã gỡ kết luận. Kết luận cũ và lý do gỡ được giữ lại.")
                .into_response())
        }
        Err(error) => {
            work.rollback().await?;
            refused(&visit, (matter, subject), &mut form, error, Some(id)).await
        }
    }
}

/// Refuses whoever may not record in the matter, before anything is said about it.
async fn may_decide(visit: &Visit, id: Uuid) -> Result<(), Problem> {
    let opened = matter::opened(visit, id).await?;
    let people = opened.assigned.people();
    match visit.may_over(Right::CriminalFactRecord, &opened.unit, &people) {
        true => Ok(()),
        false => Err(WorkError::NotAllowed {
            right: Right::CriminalFactRecord,
            unit: opened.unit,
        }
        .into()),
    }
}

async fn refused(
    visit: &Visit,
    (matter, subject): (Uuid, Uuid),
    form: &mut Form,
    error: WorkError,
    about: Option<Uuid>,
) -> Result<Response, Problem> {
    form.refuse(error)?;
    let sentence = form.error_of("reason").map(str::to_owned);
    let sentence = sentence.or_else(|| form.alerts().first().map(|alert| alert.text.clone()));
    let typed = Refusal {
        sentence: sentence.unwrap_or_default(),
        reason: form.get("reason").to_owned(),
        about,
    };
    let shown = page(visit, matter, subject, Some(typed)).await?;
    Ok(Page::refused(shown).into_response())
}

#[derive(Default)]
struct Refusal {
    sentence: String,
    reason: String,
    about: Option<Uuid>,
}

async fn page(
    visit: &Visit,
    id: Uuid,
    subject: Uuid,
    refusal: Option<Refusal>,
) -> Result<PersonPage, Problem> {
    // The right over the matter opens the person in it, and the look is kept.
    let opened = matter::opened(visit, id).await?;
    let person = finding::person(visit.app.db(), id, subject).await?;
    let person = person.ok_or_else(|| Problem::NotFound(messages::NO_PERSON.to_owned()))?;
    let work = visit.begin().await?;
    work.note(
        "person_of_matter.looked",
        "matter",
        id,
        &subject.to_string(),
    )
    .await?;
    work.commit().await?;
    let units = readable_units(visit);
    let dossier = dossier::of(visit.app.db(), &units, person).await?;
    let may_decide = visit.may_over(
        Right::CriminalFactRecord,
        &opened.unit,
        &opened.assigned.people(),
    );
    let tree = visit.app.units().units().await?;
    let unit_name = |key: &str| people::units::shortened(&tree.name_on(key, visit.today));
    let law = visit.app.law();
    let refusal = refusal.unwrap_or_default();
    let wrong = refusal.about;
    let row =
        |found: &Found, link: Option<&Decided>| matter_row(&law, found, link, wrong, &unit_name);
    let matters: Vec<MatterRow> = std::iter::once(row(&dossier.person, None))
        .chain(
            dossier
                .same
                .iter()
                .map(|(found, link)| row(found, link.as_ref())),
        )
        .collect();
    let count = matters.len();
    let subtitle = match count {
        1 => "Một hồ sơ đã biết".to_owned(),
        _ => format!("Cùng một người trong {count} hồ sơ"),
    };
    Ok(PersonPage {
        frame: visit
            .frame(dossier.person.name.clone())
            .subtitle(subtitle)
            .crumb("Hình sự", "/criminal")
            .crumb("Tìm người", "/criminal/persons")
            .at("/criminal/persons"),
        action: format!("/criminal/persons/{id}/{subject}/decisions"),
        pairs: pairs(&dossier),
        measures: measures(visit, &dossier),
        suggestions: dossier
            .suggested
            .iter()
            .map(|(found, sign)| Suggestion {
                row: row(found, None),
                why: sign.vi(),
                differs: differences(&dossier.person, found),
                held: held(&dossier, found),
                is_wrong: wrong == Some(found.subject_id),
                matter: found.matter_id,
                subject: found.subject_id,
            })
            .collect(),
        apart: dossier
            .apart
            .iter()
            .map(|(found, link)| row(found, Some(link)))
            .collect(),
        past: past(&dossier),
        company: company(&dossier),
        counts: (dossier.suggested.len().to_string(), count.to_string()),
        matters,
        may_decide,
        refused: refusal.sentence,
        typed_reason: refusal.reason,
    })
}

/// "sinh 20/05/1990" or "sinh năm 1990".
pub(super) fn born(one: &Found) -> String {
    match (one.born_on, one.born_year) {
        (Some(day), _) => format!("sinh {}", shell::vi_date(day)),
        (None, Some(year)) => format!("sinh năm {year}"),
        (None, None) => String::new(),
    }
}

/// Where the person stands in the matter, when held or charged.
pub(super) fn state(one: &Found) -> Option<Badge> {
    let code = one.accused_state.as_deref()?;
    AccusedState::ALL
        .iter()
        .find(|state| state.code() == code)
        .map(|state| shown::person_state(*state))
}

fn matter_row(
    law: &law::Law,
    found: &Found,
    link: Option<&Decided>,
    wrong: Option<Uuid>,
    unit_name: &impl Fn(&str) -> String,
) -> MatterRow {
    MatterRow {
        href: format!(
            "/criminal/matters/{}#p-{}",
            found.matter_id, found.subject_id
        ),
        person_href: format!("/criminal/persons/{}/{}", found.matter_id, found.subject_id),
        title: found.title.clone(),
        code: found.code.clone(),
        unit: unit_name(&found.unit_id),
        name: found.name.clone(),
        role: said::role_vi(law, Some(&found.role)),
        state: state(found),
        charge: found.charge.clone().unwrap_or_default(),
        matter_state: shown::state(&found.state),
        prosecutor: found.prosecutor.clone(),
        decision: link.map(|link| DecisionWords {
            id: link.id.to_string(),
            words: format!(
                "{}: {} kết luận ngày {}",
                link.verdict().vi(),
                link.decided_name,
                shell::vi_date(shell::local_time(link.decided_at).date())
            ),
            reason: link.reason.clone(),
            is_wrong: wrong == Some(link.id),
        }),
    }
}

/// Lý lịch, each thing once with every value the matters know.
fn pairs(dossier: &Dossier) -> Vec<(&'static str, String)> {
    let all: Vec<&Found> = std::iter::once(&dossier.person)
        .chain(dossier.same.iter().map(|(found, _)| found))
        .collect();
    let every = |read: &dyn Fn(&Found) -> String| {
        let mut values: Vec<String> = Vec::new();
        for one in &all {
            let value = read(one);
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        values.join("; ")
    };
    let birth = |one: &Found| match (one.born_on, one.born_year) {
        (Some(day), _) => shell::vi_date(day),
        (None, Some(year)) => year.to_string(),
        (None, None) => String::new(),
    };
    let sex = |one: &Found| match one.sex.as_str() {
        "nam" => "Nam".to_owned(),
        "nu" => "Nữ".to_owned(),
        other => other.to_owned(),
    };
    [
        ("Họ tên", every(&|one| one.name.clone())),
        ("Tên gọi khác", every(&|one| one.other_name.clone())),
        ("Ngày sinh", every(&birth)),
        ("Giới tính", every(&sex)),
        ("Số giấy tờ", every(&|one| one.id_no.clone())),
        ("Nơi ở", every(&|one| one.address.clone())),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .collect()
}

/// Tiền án, tiền sự as each matter recorded them.
fn past(dossier: &Dossier) -> Vec<(String, String)> {
    let all = std::iter::once(&dossier.person).chain(dossier.same.iter().map(|(found, _)| found));
    let mut rows = Vec::new();
    for one in all {
        for (name, value) in [
            ("Tiền án", &one.convictions),
            ("Tiền sự", &one.administrative_record),
        ] {
            if !value.is_empty() {
                rows.push((format!("{name} ({})", one.code), value.clone()));
            }
        }
    }
    rows
}

/// What the two descriptions say differently, for the eye that decides.
fn differences(person: &Found, other: &Found) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let mut add = |name, here: &str, there: &str| {
        if here != there && !there.is_empty() {
            rows.push((name, there.to_owned()));
        }
    };
    add("Họ tên", &person.name, &other.name);
    add("Ngày sinh", &born(person), &born(other));
    add("Số giấy tờ", &person.id_no, &other.id_no);
    add("Nơi ở", &person.address, &other.address);
    rows
}

/// "Đang bị tạm giam đến 22/01/2027" in the matter of a suggested person.
fn held(dossier: &Dossier, found: &Found) -> String {
    let measure = dossier.measures.iter().find(|measure| {
        measure.subject_id == found.subject_id && matches!(measure.list.as_str(), "held" | "court")
    });
    let Some(measure) = measure else {
        return String::new();
    };
    let kind = kind_vi(&measure.kind).to_lowercase();
    match measure.to_on {
        Some(day) => format!("Người này đang bị {kind} đến {}.", shell::vi_date(day)),
        None => format!("Người này đang bị {kind}."),
    }
}

fn kind_vi(code: &str) -> &'static str {
    let kind = MeasureKind::ALL.iter().find(|kind| kind.code() == code);
    kind.map_or("biện pháp ngăn chặn", |kind| kind.vi())
}

fn measures(visit: &Visit, dossier: &Dossier) -> Vec<MeasureRow> {
    let everyone = |subject: Uuid| {
        let same = dossier.same.iter().map(|(found, _)| (found, false));
        let suggested = dossier.suggested.iter().map(|(found, _)| (found, true));
        std::iter::once((&dossier.person, false))
            .chain(same)
            .chain(suggested)
            .find(|(found, _)| found.subject_id == subject)
    };
    dossier
        .measures
        .iter()
        .filter_map(|measure| {
            let (found, is_suggested) = everyone(measure.subject_id)?;
            let status = MeasureStatus::ALL
                .iter()
                .find(|status| status.code() == measure.status);
            let tone = match measure.list.as_str() {
                "held" | "court" => Tone::Danger,
                _ => Tone::Warning,
            };
            Some(MeasureRow {
                kind: Badge::new(tone, kind_vi(&measure.kind)),
                status: match measure.list.as_str() {
                    "court" => "Tòa án quyết định".to_owned(),
                    _ => status.map_or("", |status| status.vi()).to_owned(),
                },
                number: measure.number.clone(),
                since: measure.from_on.map(shell::vi_date).unwrap_or_default(),
                due: measure.to_on.filter(|_| measure.list != "court").map(|on| {
                    let end = people::ladder::End {
                        on,
                        at_ms: measure.to_at,
                        has_hour: measure.has_hour,
                    };
                    visit.due(&found.unit_id, end)
                }),
                title: format!("{} · {}", found.title, found.code),
                href: format!(
                    "/criminal/matters/{}#p-{}",
                    found.matter_id, found.subject_id
                ),
                is_suggested,
            })
        })
        .collect()
}

fn company(dossier: &Dossier) -> Vec<Company> {
    let all = std::iter::once(&dossier.person).chain(dossier.same.iter().map(|(found, _)| found));
    all.filter_map(|one| {
        let people: Vec<(String, String, String)> = dossier
            .company
            .iter()
            .filter(|other| other.matter_id == one.matter_id)
            .map(|other| {
                let href = format!("/criminal/persons/{}/{}", other.matter_id, other.subject_id);
                (other.name.clone(), href, other.charge.clone())
            })
            .collect();
        (!people.is_empty()).then(|| Company {
            title: format!("{} · {}", one.title, one.code),
            href: format!("/criminal/matters/{}", one.matter_id),
            people,
        })
    })
    .collect()
}
