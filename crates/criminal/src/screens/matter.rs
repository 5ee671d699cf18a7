//! Trang hồ sơ: one page per matter. What it is, what may come next, everyone held or charged with their clocks, and the
//! line of facts.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use people::{Right, WorkError};
use shell::{Badge, Frame, Page, Problem, Tone, Visit};
use uuid::Uuid;

use super::matter_checks::{CheckPanel, check_panel};
use super::matter_clocks::{ClockCard, clock_cards};
use super::matter_facts::{FactRow, fact_rows};
use super::matter_offer::{Offer, Step, next_steps, offer_of};
use super::shown;
use crate::doors::{ElsewhereDoor, Paper, PapersDoor, SlipsDoor, choose_paper_href, slips_href};
use crate::load::{Opened, open};
use crate::rules::{Level, Person};
use crate::standing::{charges_vi, standing};
use crate::{entry, messages, said};

pub(super) struct Link {
    pub label: String,
    pub href: String,
}

struct MeasureRow {
    name: &'static str,
    status: &'static str,
    from: String,
    to: String,
    papers: String,
}

struct PersonCard {
    id: String,
    name: String,
    pairs: Vec<(&'static str, String)>,
    state: Option<Badge>,
    measures: Vec<MeasureRow>,
    clocks: Vec<ClockCard>,
    acts: Offer,
}

struct FindingRow {
    tone: Tone,
    text: String,
    more: String,
}

/// Lối vào hồ sơ số hóa.
struct FileLink {
    label: &'static str,
    href: String,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "screens/matter.html")]
pub struct MatterPage {
    frame: Frame,
    state: Badge,
    pairs: Vec<(&'static str, String)>,
    content: String,
    findings: Vec<FindingRow>,
    steps: Vec<Step>,
    clocks: Vec<ClockCard>,
    people: Vec<PersonCard>,
    others: Vec<(String, String)>,
    acts: Offer,
    checks: CheckPanel,
    elsewhere: Vec<crate::persons::screens::InMatters>,
    passage: crate::passage::screens::OfMatter,
    facts: Vec<FactRow>,
    papers: Vec<Paper>,
    file: Vec<FileLink>,
    new_person: String,
}

/// Opens a matter for reading and leaves that in the trail; from a figure of statistics too, which is a right of its own.
pub(crate) async fn opened(visit: &Visit, id: Uuid) -> Result<Opened, Problem> {
    let opened = open(visit.app.db(), &visit.app.law(), id).await?;
    let opened = opened.ok_or_else(|| Problem::NotFound(messages::NO_MATTER.to_owned()))?;
    let people = opened.assigned.people();
    let may = |right| visit.may_over(right, &opened.unit, &people);
    if may(Right::CriminalMatterRead) || may(Right::StatisticsOpenFigure) {
        return Ok(opened);
    }
    Err(WorkError::NotAllowed {
        right: Right::CriminalMatterRead,
        unit: opened.unit,
    }
    .into())
}

/// `GET /criminal/matters/{id}`; a matter of another area is shown there.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    match (opened(&visit, id).await, visit.app.find::<ElsewhereDoor>()) {
        (Err(Problem::NotFound(_)), Some(door)) if is_elsewhere(&visit, id).await? => {
            Ok(Redirect::to(&door.0(id)).into_response())
        }
        (opened, _) => Ok(page(&visit, opened?).await?.into_response()),
    }
}

async fn is_elsewhere(visit: &Visit, id: Uuid) -> Result<bool, Problem> {
    Ok(law::is_civil(&ledger::facts_of(visit.app.db(), id).await?))
}

async fn page(visit: &Visit, opened: Opened) -> Result<Page<MatterPage>, Problem> {
    let id = opened.id;
    let work = visit.begin().await?;
    work.look("matter", id).await?;
    work.commit().await?;
    let law = visit.app.law();
    let people = opened.assigned.people();
    let may_record = visit.may_over(Right::CriminalFactRecord, &opened.unit, &people);
    let may_correct = visit.may_over(Right::CriminalFactCorrect, &opened.unit, &people);
    let may_draft = visit.may_over(Right::DocumentsDraft, &opened.unit, &people);
    let tree = visit.app.units().units().await?;
    let unit = people::units::shortened(&tree.name_on(&opened.unit, visit.today));
    let papers = match visit.app.find::<PapersDoor>() {
        Some(door) => door.0.of(visit.app.db(), id).await?,
        None => Vec::new(),
    };
    let (file_pages, facts) = fact_rows(visit, &opened, may_correct, may_draft).await?;
    let matter = &opened.matter;
    let frame = visit
        .frame(opened.title(&law))
        .subtitle(format!("Mã hồ sơ {} · {unit}", opened.code));
    let list = opened.list();
    let mut file = file_links(visit, &opened, file_pages, may_record);
    if may_draft && visit.app.find::<PapersDoor>().is_some() {
        file.push(FileLink {
            label: "Soạn văn bản",
            href: choose_paper_href(id),
            icon: "file-plus",
        });
    }
    if has_trial(&opened) && visit.app.find::<SlipsDoor>().is_some() {
        file.push(FileLink {
            label: "Phiếu xét xử",
            href: slips_href(id),
            icon: "file-text",
        });
    }
    let steps = if may_record {
        next_steps(visit, &law, &opened)
    } else {
        Vec::new()
    };
    let clocks = clock_cards(visit, &law, &opened, None, may_record);
    let cards = matter
        .people
        .iter()
        .filter(|person| has_card(person))
        .map(|person| person_card(visit, &law, &opened, person, may_record))
        .collect();
    Ok(Page(MatterPage {
        frame: frame
            .crumb("Hình sự", "/criminal")
            .crumb(list.0, list.1)
            .at(list.1)
            .island("entry"),
        state: shown::state(&state_code(&opened)),
        pairs: pairs(&law, &opened),
        content: content(&law, &opened),
        findings: findings(&opened),
        steps,
        clocks,
        people: cards,
        others: matter
            .people
            .iter()
            .filter(|person| !has_card(person))
            .map(|person| {
                (
                    person.name_vi().to_owned(),
                    said::role_vi(&law, person.role.as_deref()),
                )
            })
            .collect(),
        acts: if may_record {
            offer_of(visit, &law, &opened, None)
        } else {
            Offer::default()
        },
        checks: check_panel(visit, &law, &opened),
        elsewhere: crate::persons::screens::of_matter(visit, &opened).await?,
        passage: crate::passage::screens::of_matter(visit, &opened, may_record).await?,
        facts,
        papers,
        file,
        new_person: if may_record {
            format!("/criminal/matters/{id}/record/party.described")
        } else {
            String::new()
        },
    }))
}

/// Whether a court has decided on anybody: there is a slip then.
fn has_trial(opened: &Opened) -> bool {
    standing(&opened.facts).any(|fact| {
        matches!(
            fact.kind.as_str(),
            "judgment.pronounced" | "trial.terminated" | "sentence.recorded"
        ) || fact.kind.starts_with("appellate.judgment_pronounced")
    })
}

/// The ways to the scanned file that are open to this person: whoever may hand scans in without reading the file gets
/// the page that only takes them.
fn file_links(visit: &Visit, opened: &Opened, pages: i64, may_record: bool) -> Vec<FileLink> {
    let file = format!("/casefile/matters/{}", opened.id);
    let may = |right| visit.may_over(right, &opened.unit, &opened.holders());
    let (reads, hands_in) = (may(Right::CasefileRead), may(Right::CasefileUpload));
    let mut links = Vec::new();
    match (reads, hands_in) {
        (true, true) if pages == 0 => links.push(FileLink {
            label: "Đưa bản quét vào",
            href: file.clone(),
            icon: "scan",
        }),
        (true, _) => links.push(FileLink {
            label: "Hồ sơ số hóa",
            href: file.clone(),
            icon: "folder-open",
        }),
        (false, true) => links.push(FileLink {
            label: "Đưa bản quét vào",
            href: format!("{file}/intake"),
            icon: "scan",
        }),
        (false, false) => {}
    }
    if !reads && may(Right::ArchiveRetention) {
        links.push(FileLink {
            label: "Thời hạn bảo quản",
            href: format!("/archive/matters/{}/retention", opened.id),
            icon: "archive",
        });
    }
    if reads && pages > 0 {
        links.push(FileLink {
            label: "Chứng cứ, sơ đồ",
            href: format!("/evidence/matters/{}", opened.id),
            icon: "sitemap",
        });
    }
    if reads && may_record {
        links.push(FileLink {
            label: "Ghi từ bản quét",
            href: format!("{file}/entry"),
            icon: "writing",
        });
    }
    links
}

fn state_code(opened: &Opened) -> String {
    use law::catalogue::State;
    match (&opened.matter.case, &opened.matter.report) {
        (Some(case), _) => format!("case.{}", case.state.code()),
        (None, Some(report)) => format!("report.{}", report.state.code()),
        (None, None) => "none".to_owned(),
    }
}

fn pairs(law: &law::Law, opened: &Opened) -> Vec<(&'static str, String)> {
    use law::catalogue::State;
    let matter = &opened.matter;
    let mut pairs = Vec::new();
    if let Some(report) = &matter.report {
        pairs.push(("Nguồn tin", report.state.vi().to_owned()));
        pairs.push(("Tiếp nhận", report.received.vi()));
        pairs.extend(
            report
                .informant
                .clone()
                .map(|who| ("Người cung cấp tin", who)),
        );
    }
    if let Some(case) = &matter.case {
        pairs.push(("Vụ án", case.state.vi().to_owned()));
        let number = case
            .number
            .as_deref()
            .map(|number| format!(" (số {number})"))
            .unwrap_or_default();
        pairs.push(("Khởi tố", format!("{}{number}", case.opened.vi())));
        pairs.push(("Tội danh khởi tố", charges_vi(law, &case.charges)));
        let class = case.severity.map_or(
            "Chưa xác định: ghi rõ khoản của điều luật".to_owned(),
            |class| said::capital(class.vi()),
        );
        pairs.push(("Loại tội phạm", class));
    }
    let prosecutor = &opened.assigned.prosecutor;
    let nobody = "Chưa phân công".to_owned();
    pairs.push((
        "Kiểm sát viên",
        if prosecutor.is_empty() {
            nobody
        } else {
            prosecutor.clone()
        },
    ));
    let deputy = standing(&opened.facts)
        .rev()
        .find_map(|fact| crate::standing::staff_name(fact, "deputy_chief"));
    pairs.extend(deputy.map(|name| ("Phó Viện trưởng phụ trách", name.to_owned())));
    let investigator = standing(&opened.facts)
        .rev()
        .find_map(|fact| fact.text("investigator"));
    pairs.extend(investigator.map(|name| ("Điều tra viên", name.to_owned())));
    for docket in &matter.dockets {
        pairs.push((
            "Số thụ lý",
            format!(
                "{} ({}, ngày {})",
                docket.number,
                said::stage_vi(law, &docket.stage),
                docket.on.vi()
            ),
        ));
    }
    pairs.extend(
        matter
            .national_case_code
            .clone()
            .map(|code| ("Mã hồ sơ điện tử quốc gia", code)),
    );
    pairs
}

/// Nội dung nguồn tin, once on the page: not when it is short enough to be the title.
fn content(law: &law::Law, opened: &Opened) -> String {
    let report = opened.matter.report.as_ref();
    let summary = report.and_then(|report| report.summary.clone());
    summary
        .filter(|text| *text != opened.title(law))
        .unwrap_or_default()
}

fn findings(opened: &Opened) -> Vec<FindingRow> {
    let mut rows: Vec<_> = opened.matter.findings.iter().collect();
    rows.sort_by_key(|found| std::cmp::Reverse(found.level));
    rows.into_iter()
        .map(|found| FindingRow {
            tone: match found.level {
                Level::Refusal => Tone::Danger,
                Level::Warning => Tone::Warning,
                Level::Note => Tone::Info,
            },
            text: said::finding_vi(found),
            more: found.todo_vi.clone(),
        })
        .collect()
}

pub(super) fn record_href(matter: Uuid, act: &str, subject: Option<Uuid>) -> String {
    let subject = subject
        .map(|subject| subject.to_string())
        .unwrap_or_default();
    shown::address(
        &format!("/criminal/matters/{matter}/record/{act}"),
        &[("subject", &subject)],
    )
}

/// Who is held or charged, or may come to be: measures are recorded from the person's card.
pub(super) fn has_card(person: &Person) -> bool {
    let may_be_held = matches!(
        person.role.as_deref(),
        Some("bi_to_giac" | "bi_tam_giu" | "bi_can")
    );
    person.state.is_some() || may_be_held
}

fn person_card(
    visit: &Visit,
    law: &law::Law,
    opened: &Opened,
    person: &Person,
    may_record: bool,
) -> PersonCard {
    let mut pairs = Vec::new();
    if person.state.is_none() {
        let role = said::role_vi(law, person.role.as_deref());
        pairs.push(("Tư cách tham gia tố tụng", role));
    }
    if !person.charges.is_empty() {
        pairs.push(("Tội danh", charges_vi(law, &person.charges)));
    }
    pairs.extend(
        person
            .severity
            .map(|class| ("Loại tội phạm", said::capital(class.vi()))),
    );
    pairs.extend(person.born_on.map(|day| ("Ngày sinh", shell::vi_date(day))));
    let decision = |decision: &crate::rules::Decision| {
        format!(
            "{} ngày {}",
            decision.number.as_deref().unwrap_or("chưa ghi số"),
            decision.on.vi()
        )
    };
    pairs.extend(
        person
            .initiated
            .as_ref()
            .map(|one| ("Khởi tố bị can", decision(one))),
    );
    pairs.extend(
        person
            .approved
            .as_ref()
            .map(|one| ("Phê chuẩn", decision(one))),
    );
    let measures = person.measures.iter().rev().map(|measure| {
        use law::catalogue::State;
        let numbers = measure
            .decisions
            .iter()
            .filter_map(|decision| decision.number.clone());
        MeasureRow {
            name: measure.kind.vi(),
            status: measure.status.vi(),
            from: measure
                .from
                .map(|from| entry::typed_moment(&from))
                .unwrap_or_default(),
            to: measure
                .ended
                .map(|(on, _)| on)
                .or(measure.to)
                .map(|to| entry::typed_moment(&to))
                .unwrap_or_default(),
            papers: numbers.collect::<Vec<_>>().join(", "),
        }
    });
    PersonCard {
        id: format!("p-{}", person.subject),
        name: person.name_vi().to_owned(),
        state: person.state.map(shown::person_state),
        measures: measures.collect(),
        clocks: clock_cards(visit, law, opened, Some(person.subject), may_record),
        acts: if may_record {
            offer_of(visit, law, opened, Some(person.subject))
        } else {
            Offer::default()
        },
        pairs,
    }
}
