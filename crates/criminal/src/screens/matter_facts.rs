//! Diễn biến: the line of facts, newest first, with what each changed and where it was read; replaced ones at the end.

use std::collections::HashMap;

use law::catalogue::{Act, Agency, MeasureKind, Stage};
use people::Right;
use shell::{Icon, Problem, Source, Tone, Visit, icon};
use uuid::Uuid;

use super::matter::Link;
use crate::doors::{CaseFileDoor, PapersDoor, SessionsDoor, new_paper_href, session_href};
use crate::load::Opened;
use crate::{messages, said};

/// One fact as the page shows it.
pub(super) struct FactRow {
    pub id: String,
    pub when: String,
    pub title: String,
    pub number: String,
    pub issuer: String,
    pub who: String,
    pub fields: Vec<(String, String)>,
    pub effects: Vec<String>,
    pub sources: Vec<Source>,
    pub entered: String,
    pub reason: String,
    pub is_replaced: bool,
    pub href: String,
    pub paper: Option<Link>,
    pub tone: Tone,
    pub icon: Icon,
}

/// The rows, and how many scanned pages the matter has.
pub(super) async fn fact_rows(
    visit: &Visit,
    opened: &Opened,
    may_correct: bool,
    may_draft: bool,
) -> Result<(i64, Vec<FactRow>), Problem> {
    let law = visit.app.law();
    let (pages, labels) = file(visit, opened).await?;
    let names = who_entered(visit, opened).await?;
    let matter = &opened.matter;
    let standing = matter
        .line
        .iter()
        .rev()
        .filter_map(|line| Some((line, opened.fact(line.fact)?)));
    let mut rows: Vec<FactRow> = standing
        .map(|(line, fact)| FactRow {
            effects: line
                .effects
                .iter()
                .map(|effect| effect.vi(&law, matter))
                .collect(),
            ..fact_row(&law, opened, fact, &labels, &names, may_correct)
        })
        .collect();
    for row in &mut rows {
        row.paper = log_of(visit, opened, row);
        if may_draft && row.paper.is_none() {
            row.paper = paper_of(visit, opened, row);
        }
    }
    let replaced = opened
        .facts
        .iter()
        .filter(|fact| matter.line.iter().all(|line| line.fact != fact.id));
    rows.extend(replaced.map(|fact| FactRow {
        is_replaced: fact.kind != "fact.withdrawn",
        ..fact_row(&law, opened, fact, &labels, &names, false)
    }));
    Ok((pages, rows))
}

fn fact_row(
    law: &law::Law,
    opened: &Opened,
    fact: &law::Fact,
    labels: &HashMap<Uuid, String>,
    names: &HashMap<Uuid, String>,
    may_correct: bool,
) -> FactRow {
    let act = law.acts.on(&fact.kind, fact.effective.on);
    let look = look_of(act);
    let who = fact
        .subject
        .and_then(|subject| opened.matter.person(subject));
    let mut sources: Vec<Source> = Vec::new();
    let is_read_in_parts = fact.sources.len() > 1;
    for (field, place) in &fact.sources {
        let label = labels.get(&place.page).map(String::as_str);
        let mut source = said::source(place, label);
        if sources.iter().any(|known| known.href == source.href) {
            continue;
        }
        if is_read_in_parts {
            source.label = format!("{}: {}", source.label, said::field_vi(act, field));
        }
        sources.push(source);
    }
    let entered_by = names
        .get(&fact.recorded_by)
        .map(|name| format!("{name} ghi "))
        .unwrap_or_default();
    FactRow {
        id: format!("f-{}", fact.id),
        when: fact.effective.vi(),
        title: act.map_or_else(|| fact.kind.clone(), |act| act.short_vi.clone()),
        number: fact.number.clone().unwrap_or_default(),
        issuer: fact.issuer.clone().unwrap_or_default(),
        who: who
            .map(|person| person.name_vi().to_owned())
            .unwrap_or_default(),
        fields: act
            .map(|act| said::fields_vi(law, opened, act, fact))
            .unwrap_or_default()
            .into_iter()
            .filter(|(_, words)| !is_said_above(opened, words))
            .collect(),
        effects: Vec::new(),
        sources,
        entered: format!("{entered_by}{}", shell::vi_time(fact.recorded_at)),
        reason: fact.reason.clone().unwrap_or_default(),
        is_replaced: false,
        href: match may_correct && fact.kind != "fact.withdrawn" {
            true => format!(
                "/criminal/matters/{}/facts/{}/correction",
                opened.id, fact.id
            ),
            false => String::new(),
        },
        paper: None,
        tone: look.0,
        icon: icon(look.1),
    }
}

/// The content of the report stands on the page once, above the line of facts.
fn is_said_above(opened: &Opened, words: &str) -> bool {
    let report = opened.matter.report.as_ref();
    let summary = report.and_then(|report| report.summary.as_deref());
    summary == Some(words)
}

/// The shade and the picture of an act: who made it, and whether it holds somebody.
fn look_of(act: Option<&Act>) -> (Tone, &'static str) {
    let Some(act) = act else {
        return (Tone::Neutral, "point");
    };
    let holds = matches!(
        act.measure,
        Some(MeasureKind::Custody | MeasureKind::Detention | MeasureKind::Arrest)
    );
    match (act.stage, act.issuers.first()) {
        (Stage::Record, _) => (Tone::Neutral, "note"),
        (_, Some(Agency::Vks)) => (Tone::Good, "signature"),
        _ if holds => (Tone::Warning, "lock"),
        (Stage::Report, _) => (Tone::Info, "inbox"),
        _ => (Tone::Info, "gavel"),
    }
}

/// The log of the session that recorded a fact, for those who read the file.
fn log_of(visit: &Visit, opened: &Opened, row: &FactRow) -> Option<Link> {
    visit.app.find::<SessionsDoor>()?;
    let id: Uuid = row.id.strip_prefix("f-")?.parse().ok()?;
    let href = session_href(opened.fact(id)?)?;
    let may = visit.may_over(Right::CasefileRead, &opened.unit, &opened.holders());
    may.then(|| Link {
        label: messages::SESSION_LOG.to_owned(),
        href,
    })
}

/// A new paper for a fact of the procuracy that has no number yet, where there is a template.
fn paper_of(visit: &Visit, opened: &Opened, row: &FactRow) -> Option<Link> {
    let door = visit.app.find::<PapersDoor>()?;
    let id: Uuid = row.id.strip_prefix("f-")?.parse().ok()?;
    let fact = opened.fact(id)?;
    let law = visit.app.law();
    let act = law.acts.on(&fact.kind, fact.effective.on)?;
    let form = act
        .form_for(fact.subject.is_some())
        .filter(|form| fact.number.is_none() && door.0.has_form(form))?;
    Some(Link {
        label: format!("Soạn mẫu {form}"),
        href: new_paper_href(form, opened.id, fact.subject),
    })
}

/// How many scanned pages the matter has, and how those that were read from are called.
async fn file(visit: &Visit, opened: &Opened) -> Result<(i64, HashMap<Uuid, String>), Problem> {
    let Some(door) = visit.app.find::<CaseFileDoor>() else {
        return Ok((0, HashMap::new()));
    };
    let mut pages: Vec<Uuid> = opened
        .facts
        .iter()
        .flat_map(|fact| fact.sources.values().map(|place| place.page))
        .collect();
    pages.sort_unstable();
    pages.dedup();
    let count = door.0.pages(visit.app.db(), opened.id).await?;
    let labels = door.0.labels(visit.app.db(), &pages).await?;
    Ok((count, pages.into_iter().zip(labels).collect()))
}

/// The names of those who entered the facts.
async fn who_entered(visit: &Visit, opened: &Opened) -> Result<HashMap<Uuid, String>, Problem> {
    let mut ids: Vec<Uuid> = opened.facts.iter().map(|fact| fact.recorded_by).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names: HashMap<Uuid, String> = people::staff::person::names_of(visit.app.db(), &ids)
        .await?
        .into_iter()
        .collect();
    names.retain(|_, name| !name.is_empty());
    Ok(names)
}
