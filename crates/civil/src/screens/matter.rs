//! Trang vụ việc: what it is, between whom, what may be recorded next, the ways to its file and its trial, and the line of facts.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use law::Fact;
use people::{Right, WorkError, staff::person};
use shell::{Badge, Frame, Icon, Page, Problem, Source, Visit, icon, vi_date, vi_time};
use uuid::Uuid;

use super::form::source;
use super::list::state;
use crate::cells::{field_vi, fields_vi, moment_vi};
use crate::doors::CaseFileDoor;
use crate::load::{self, Opened, open};
use crate::messages;
use crate::rules::{Act, Paper, act, acts, check, standing};

struct PartyRow {
    capacity: String,
    name: String,
    more: String,
    href: String,
}

struct FactRow {
    id: String,
    when: String,
    title: String,
    paper: String,
    fields: Vec<(String, String)>,
    sources: Vec<Source>,
    reason: String,
    entered: String,
    is_replaced: bool,
    href: String,
    icon: Icon,
}

struct Link {
    label: &'static str,
    href: String,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "screens/matter.html")]
pub struct MatterPage {
    frame: Frame,
    state: Badge,
    pairs: Vec<(String, String)>,
    claim: String,
    needs_check: bool,
    steps: Vec<(String, String)>,
    parties: Vec<PartyRow>,
    new_party: String,
    facts: Vec<FactRow>,
    doors: Vec<Link>,
}

/// Opens a matter for reading.
pub(super) async fn opened(visit: &Visit, id: Uuid) -> Result<Opened, Problem> {
    let found = open(visit.app.db(), id).await?;
    let found = found.ok_or_else(|| Problem::NotFound(messages::NO_MATTER.to_owned()))?;
    let right = Right::CivilMatterRead;
    match visit.may_over(right, &found.unit, &found.matter.assigned()) {
        true => Ok(found),
        false => {
            let unit = found.unit;
            Err(WorkError::NotAllowed { right, unit }.into())
        }
    }
}

/// How many scanned pages a matter has; none where no area keeps them.
pub(super) async fn pages_of(visit: &Visit, id: Uuid) -> Result<i64, Problem> {
    match visit.app.find::<CaseFileDoor>() {
        Some(door) => Ok(door.0.pages(visit.app.db(), id).await?),
        None => Ok(0),
    }
}

/// `GET /civil/matters/{id}`
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<MatterPage>, Problem> {
    let opened = opened(&visit, id).await?;
    let work = visit.begin().await?;
    work.look("matter", id).await?;
    work.commit().await?;
    let matter = &opened.matter;
    let may = |right| visit.may_over(right, &opened.unit, &matter.assigned());
    let may_record = may(Right::CivilFactRecord) && matter.accepted.is_some();
    let tree = visit.app.units().units().await?;
    let unit = people::units::shortened(&tree.name_on(&opened.unit, visit.today));
    let pages = pages_of(&visit, id).await?;
    let frame = visit
        .frame(matter.title())
        .subtitle(format!("Mã hồ sơ {} · {unit}", opened.code))
        .crumb("Dân sự, hành chính", "/civil")
        .at("/civil")
        .island("entry");
    Ok(Page(MatterPage {
        frame,
        state: state(&matter.state.id),
        pairs: pairs(&opened),
        claim: said(&opened, "claim"),
        needs_check: matter.kind.to_check,
        steps: steps(&visit, &opened),
        parties: parties(&opened, may(Right::CivilFactCorrect)),
        new_party: match may_record {
            true => record_href(id, "civil.party_described"),
            false => String::new(),
        },
        facts: fact_rows(&visit, &opened, may(Right::CivilFactCorrect)).await?,
        doors: doors(&visit, &opened, pages),
    }))
}

/// The form of an act.
pub(super) fn record_href(matter: Uuid, act: &str) -> String {
    format!("{}/record/{act}", load::href(matter))
}

fn said(opened: &Opened, field: &str) -> String {
    let accepted = opened.matter.accepted.as_ref();
    let said = accepted.and_then(|fact| fact.text(field));
    said.unwrap_or_default().trim().to_owned()
}

/// What the matter is, in pairs; what nobody wrote is left out.
fn pairs(opened: &Opened) -> Vec<(String, String)> {
    let matter = &opened.matter;
    let mut pairs = vec![
        ("Loại vụ việc".to_owned(), matter.kind.label.clone()),
        ("Quan hệ tranh chấp".to_owned(), matter.relation.clone()),
    ];
    if let Some(fact) = &matter.accepted {
        let number = fact.number.as_deref().unwrap_or_default();
        let words = format!("số {number}, ngày {}", vi_date(fact.effective.on));
        pairs.push(("Thụ lý kiểm sát".to_owned(), words));
        let told = [
            "court",
            "notice_number",
            "notice_on",
            "received_on",
            "judge",
            "prepare_until",
        ];
        let act = act(&fact.kind);
        for field in told.into_iter().filter_map(|id| act?.field(id)) {
            pairs.push((field.label.clone(), field_vi(matter, fact, field)));
        }
    }
    let trial = matter.trial_at.map_or_else(String::new, moment_vi);
    pairs.push(("Phiên tòa, phiên họp".to_owned(), trial));
    pairs.push(("Kiểm sát viên".to_owned(), matter.prosecutor.clone()));
    pairs.retain(|(_, words)| !words.is_empty());
    pairs
}

/// What may be recorded now, in the order of a matter's life.
fn steps(visit: &Visit, opened: &Opened) -> Vec<(String, String)> {
    let people = opened.matter.assigned();
    let may = |act: &Act| {
        let right = match act.id == "civil.prosecutor_assigned" {
            true => Right::CivilMatterAssign,
            false => Right::CivilFactRecord,
        };
        visit.may_over(right, &opened.unit, &people)
    };
    let today = law::Moment::day(visit.today);
    let is_step = |act: &&Act| !act.opens() && act.id != "civil.party_described";
    let all = acts().iter().filter(is_step).filter(|act| may(act));
    let lawful = all.filter(|act| check(&opened.facts, act, today, None).is_ok());
    lawful
        .map(|act| (act.label.clone(), record_href(opened.id, &act.id)))
        .collect()
}

fn parties(opened: &Opened, may_correct: bool) -> Vec<PartyRow> {
    let kind = opened.matter.kind;
    let row = |party: &crate::rules::Party| {
        let more = [party.address.as_str(), party.represented_by.as_str()];
        let more: Vec<&str> = more.into_iter().filter(|said| !said.is_empty()).collect();
        PartyRow {
            capacity: party.side.vi(kind).to_owned(),
            name: party.name.clone(),
            more: more.join(" · "),
            href: match may_correct {
                true => correction_href(opened.id, party.fact),
                false => String::new(),
            },
        }
    };
    opened.matter.parties.iter().map(row).collect()
}

fn correction_href(matter: Uuid, fact: Uuid) -> String {
    format!("{}/facts/{fact}/correction", load::href(matter))
}

/// The line of facts, newest first; what was replaced at the end.
async fn fact_rows(
    visit: &Visit,
    opened: &Opened,
    may_correct: bool,
) -> Result<Vec<FactRow>, Problem> {
    let db = visit.app.db();
    let who: Vec<Uuid> = opened.facts.iter().map(|fact| fact.recorded_by).collect();
    let names: HashMap<Uuid, String> = person::names_of(db, &who).await?.into_iter().collect();
    let labels = labels(visit, &opened.facts).await?;
    let mut stands: Vec<&Fact> = standing(&opened.facts).collect();
    stands.sort_by_key(|fact| std::cmp::Reverse((fact.effective, fact.seq)));
    let is_gone = |fact: &&Fact| stands.iter().all(|one| one.id != fact.id);
    let gone: Vec<&Fact> = opened.facts.iter().filter(is_gone).collect();
    let row = |fact: &Fact, is_replaced: bool| {
        let who = names.get(&fact.recorded_by).map_or("", String::as_str);
        FactRow {
            is_replaced: is_replaced && fact.kind != "fact.withdrawn",
            entered: format!("{who} ghi {}", vi_time(fact.recorded_at)),
            href: match may_correct && !is_replaced {
                true => correction_href(opened.id, fact.id),
                false => String::new(),
            },
            ..fact_row(opened, fact, &labels)
        }
    };
    let stands = stands.iter().map(|fact| row(fact, false));
    let gone = gone.iter().map(|fact| row(fact, true));
    Ok(stands.chain(gone).collect())
}

fn fact_row(opened: &Opened, fact: &Fact, labels: &HashMap<Uuid, String>) -> FactRow {
    let act = act(&fact.kind);
    let number = fact.number.as_deref().map(|number| format!("Số {number}"));
    let paper: Vec<String> = [number, fact.issuer.clone()]
        .into_iter()
        .flatten()
        .collect();
    let mut sources: Vec<Source> = Vec::new();
    for place in fact.sources.values() {
        let one = source(place, labels.get(&place.page).map(String::as_str));
        if sources.iter().all(|known| known.href != one.href) {
            sources.push(one);
        }
    }
    FactRow {
        id: format!("f-{}", fact.id),
        when: moment_vi(fact.effective),
        title: act
            .map_or("Rút sự kiện", |act| act.label.as_str())
            .to_owned(),
        paper: paper.join(" · "),
        fields: fields_vi(&opened.matter, fact),
        sources,
        reason: fact.reason.clone().unwrap_or_default(),
        entered: String::new(),
        is_replaced: false,
        href: String::new(),
        icon: icon(match act.map(|act| act.paper) {
            Some(Paper::Court) => "gavel",
            Some(Paper::Procuracy) => "file-text",
            Some(Paper::None) => "users",
            None => "arrow-back-up",
        }),
    }
}

async fn labels(visit: &Visit, facts: &[Fact]) -> Result<HashMap<Uuid, String>, Problem> {
    let places = facts.iter().flat_map(|fact| fact.sources.values());
    let mut pages: Vec<Uuid> = places.map(|place| place.page).collect();
    pages.sort_unstable();
    pages.dedup();
    let Some(door) = visit.app.find::<CaseFileDoor>() else {
        return Ok(HashMap::new());
    };
    let labels = door.0.labels(visit.app.db(), &pages).await?;
    Ok(pages.into_iter().zip(labels).collect())
}

/// The ways on that are open to this person: the file, the evidence and drawings, the trial.
fn doors(visit: &Visit, opened: &Opened, pages: i64) -> Vec<Link> {
    if visit.app.find::<CaseFileDoor>().is_none() {
        return Vec::new();
    }
    let may = |right| visit.may_over(right, &opened.unit, &opened.holders());
    let (reads, hands_in) = (may(Right::CasefileRead), may(Right::CasefileUpload));
    let file = format!("/casefile/matters/{}", opened.id);
    let link = |label, icon, href| Link { label, icon, href };
    let mut links = Vec::new();
    match (reads, hands_in) {
        (true, true) if pages == 0 => links.push(link("Đưa bản quét vào", "scan", file)),
        (true, _) => links.push(link("Hồ sơ số hóa", "folder-open", file)),
        (false, true) => links.push(link("Đưa bản quét vào", "scan", format!("{file}/intake"))),
        (false, false) => {}
    }
    if reads && pages > 0 {
        let at = |area: &str| format!("/{area}/matters/{}", opened.id);
        links.push(link("Chứng cứ, sơ đồ", "sitemap", at("evidence")));
        links.push(link("Phiên tòa", "device-desktop", at("courtroom")));
    }
    links
}
