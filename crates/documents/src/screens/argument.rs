//! Trình soạn cáo trạng, luận tội trên màn hình: points in their parts, beside what is missing and what the case offers.

use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use criminal::doors::{CaseFileDoor, FilePaper};
use people::Right;
use shell::{Autosave, Badge, Empty, Frame, Page, Problem, Tone, Visit};
use uuid::Uuid;

use super::leaves::leaves;
use super::sheet::Bit;
use super::{Held, held};
use crate::argument::{
    self, Argument, Outline, Part, Point, State, Suggestion, Told, is_proven, judged, suggest,
};
use crate::citing::{Doubt, Passage, doubtful};
use crate::{draft, messages};

/// A draft with its outline, its points and what the case says.
pub(super) struct Bench {
    pub held: Held,
    pub outline: &'static Outline,
    pub argument: Option<Argument>,
    pub suggestions: Vec<Suggestion>,
    contents: Vec<FilePaper>,
}

/// What changed in the source of a point.
struct Stale {
    before: String,
    now: String,
}

struct PointShown {
    id: String,
    title: String,
    words: String,
    evidence: String,
    cited: Vec<Bit>,
    source: String,
    is_unproven: bool,
    stale: Option<Stale>,
    /// Withdrawn evidence that it rests on.
    doubted: Vec<String>,
    is_first: bool,
    is_last: bool,
}

struct PartShown {
    part: &'static Part,
    points: Vec<PointShown>,
}

struct CheckShown {
    id: &'static str,
    label: &'static str,
    part: &'static str,
    badge: Badge,
    may_tick: bool,
    is_ticked: bool,
}

/// Điều còn thiếu, shown again after every save.
#[derive(Template)]
#[template(path = "screens/argument_state.html")]
pub struct StateShown {
    id: Uuid,
    csrf: String,
    outline: &'static Outline,
    checks: Vec<CheckShown>,
    unproven: Vec<(String, String)>,
    unproven_ids: String,
    left: usize,
    may_write: bool,
}

// It escapes what it holds.
impl askama::filters::HtmlSafe for StateShown {}

#[derive(Template)]
#[template(path = "screens/argument.html")]
struct ArgumentPage {
    frame: Frame,
    id: Uuid,
    matter: Uuid,
    autosave: Autosave,
    parts: Vec<PartShown>,
    state: StateShown,
    offered: Vec<(String, String)>,
    contents: Vec<FilePaper>,
    may_write: bool,
    action: String,
    is_begun: bool,
    empty: Empty,
}

/// Opens the bench of a draft whose form has an outline.
pub(super) async fn bench(visit: &Visit, id: Uuid) -> Result<Bench, Problem> {
    let held = held(visit, id).await?;
    let no_outline = || Problem::NotFound(messages::NO_ARGUMENT.to_owned());
    let outline = Outline::of(&held.draft.form).ok_or_else(no_outline)?;
    let argument = Argument::read(held.draft.typed().get(argument::FIELD));
    let indictment = match outline.form == "156/HS" {
        true => None,
        false => indictment_of(visit, held.draft.matter_id).await?,
    };
    let (mut labels, mut contents) = (HashMap::new(), Vec::new());
    if let Some(door) = visit.app.find::<CaseFileDoor>() {
        let facts = held.opened.facts.iter();
        let mut pages: Vec<Uuid> = facts
            .flat_map(|fact| fact.sources.values().map(|place| place.page))
            .collect();
        pages.sort_unstable();
        pages.dedup();
        let found = door.0.labels(visit.app.db(), &pages).await?;
        let stamped = pages.into_iter().zip(found);
        labels = stamped
            .filter(|(_, label)| label.starts_with("BL "))
            .collect();
        contents = door
            .0
            .contents(visit.app.db(), held.draft.matter_id)
            .await?;
    }
    let law = visit.app.law();
    let suggestions = suggest(
        outline,
        &Told {
            law: &law,
            opened: &held.opened,
            leaves: &labels,
            indictment: indictment.as_ref(),
        },
    );
    Ok(Bench {
        held,
        outline,
        argument,
        suggestions,
        contents,
    })
}

/// The points of the indictment of a matter: of the issued one, else of the newest draft.
async fn indictment_of(visit: &Visit, matter: Uuid) -> Result<Option<Argument>, Problem> {
    let all = draft::of_matter(visit.app.db(), matter).await?;
    let mut all: Vec<_> = all
        .iter()
        .filter(|one| one.form == "156/HS" && one.state != "withdrawn")
        .collect();
    all.sort_by_key(|one| one.state != "issued");
    Ok(all
        .iter()
        .find_map(|one| Argument::read(one.typed().get(argument::FIELD))))
}

impl Bench {
    fn may_write(&self, visit: &Visit) -> bool {
        self.held.draft.is_open() && self.held.may(visit, Right::DocumentsDraft)
    }

    fn people(&self) -> Vec<Uuid> {
        let accused = self.held.opened.matter.accused();
        accused.map(|person| person.subject).collect()
    }

    /// What a point is called where it is told about: its heading, or its place.
    fn name_of(&self, point: &Point, place: usize) -> String {
        match point.title.trim() {
            "" => format!("Điểm {}", place + 1),
            title => title.to_owned(),
        }
    }

    /// What is missing.
    pub fn state(&self, visit: &Visit) -> StateShown {
        let empty = Argument::default();
        let argument = self.argument.as_ref().unwrap_or(&empty);
        let mut unproven = Vec::new();
        for part in &self.outline.parts {
            for (place, point) in argument.of(&part.id).enumerate() {
                if !is_proven(part, point) {
                    unproven.push((
                        point.id.clone(),
                        format!("{}: {}", part.label_vi, self.name_of(point, place)),
                    ));
                }
            }
        }
        let judged = judged(self.outline, argument, &self.people());
        let left = judged.iter().filter(|one| one.state != State::Done).count();
        let checks = judged.into_iter().map(|one| CheckShown {
            id: &one.check.id,
            label: &one.check.label_vi,
            part: &one.check.part,
            badge: match one.state {
                State::Done => Badge::new(Tone::Good, "đã có".to_owned()),
                State::Missing => Badge::new(Tone::Warning, "còn thiếu".to_owned()),
                State::ToRead => Badge::new(Tone::Info, "tự xem".to_owned()),
            },
            may_tick: one.state != State::Done || one.is_ticked,
            is_ticked: one.is_ticked,
        });
        StateShown {
            id: self.held.draft.id,
            csrf: visit.csrf.clone(),
            outline: self.outline,
            checks: checks.collect(),
            unproven_ids: unproven
                .iter()
                .map(|(id, _)| id.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            unproven,
            left,
            may_write: self.may_write(visit),
        }
    }
}

/// The page.
pub async fn show(visit: Visit, Path(id): Path<Uuid>) -> Result<Response, Problem> {
    let bench = bench(&visit, id).await?;
    let draft = &bench.held.draft;
    let is_begun = bench.argument.is_some();
    let argument = bench.argument.clone().unwrap_or_default();
    let words: Vec<String> = argument
        .points
        .iter()
        .flat_map(|point| [point.words.clone(), point.evidence.clone()])
        .collect();
    let leaves = leaves(&visit, draft.matter_id, &words).await?;
    let stale = argument.stale(&bench.suggestions);
    let doubts = doubtful(&visit.app, draft).await?;
    let parts = bench.outline.parts.iter().map(|part| {
        let points: Vec<&Point> = argument.of(&part.id).collect();
        let last = points.len().saturating_sub(1);
        let shown = points.iter().enumerate().map(|(place, point)| PointShown {
            id: point.id.clone(),
            title: point.title.clone(),
            words: point.words.clone(),
            evidence: point.evidence.clone(),
            cited: [&point.words, &point.evidence]
                .into_iter()
                .flat_map(|words| leaves.bits(words))
                .filter(|bit| !bit.href.is_empty())
                .collect(),
            source: source_vi(&bench, point),
            is_unproven: !is_proven(part, point),
            stale: stale
                .iter()
                .find(|(one, _)| one.id == point.id)
                .map(|(one, now)| Stale {
                    before: one.said.clone(),
                    now: now.words.clone(),
                }),
            doubted: doubted(&doubts, &point.id),
            is_first: place == 0,
            is_last: place == last,
        });
        PartShown {
            part,
            points: shown.collect(),
        }
    });
    let parts = parts.collect();
    let mut autosave = visit.autosave(&format!("argument-{}", draft.id.simple()), draft.version);
    autosave.url = format!("/documents/{id}/argument/fields");
    let frame = visit
        .frame(bench.outline.title_vi.clone())
        .subtitle(format!(
            "{} · Hồ sơ {}",
            draft.about, bench.held.opened.code
        ))
        .crumb("Văn bản", "/documents")
        .crumb(draft.title.clone(), format!("/documents/{id}"))
        .island("drafting")
        .wide();
    Ok(Page(ArgumentPage {
        id,
        matter: draft.matter_id,
        autosave,
        parts,
        state: bench.state(&visit),
        offered: offered(&bench, &argument),
        contents: bench.contents.clone(),
        may_write: bench.may_write(&visit),
        action: format!("/documents/{id}/argument"),
        is_begun,
        empty: Empty::new(
            "Chưa dựng bản soạn",
            "Bấm Dựng từ hồ sơ: các phần được lấy từ người, tội danh, biện pháp và quyết định đã có; mỗi phần ghi rõ nguồn để sửa tiếp.",
        ),
        frame,
    })
    .into_response())
}

/// What was withdrawn of the evidence that a point rests on.
fn doubted(doubts: &[(Doubt, Vec<Passage>)], point: &str) -> Vec<String> {
    let place = format!("#point-{point}");
    let here = |passages: &[Passage]| passages.iter().any(|one| one.href.ends_with(&place));
    let mine = doubts.iter().filter(|(_, passages)| here(passages));
    mine.map(|(doubt, _)| messages::evidence_withdrawn(&doubt.title, &doubt.reason))
        .collect()
}

fn source_vi(bench: &Bench, point: &Point) -> String {
    if point.from.is_empty() {
        return "Người soạn viết.".to_owned();
    }
    let found = bench.suggestions.iter().find(|one| one.from == point.from);
    match found {
        Some(one) if one.source_vi.is_empty() => "Theo hồ sơ.".to_owned(),
        Some(one) => one.source_vi.clone(),
        None => "Nguồn không còn trong hồ sơ: hãy xem lại phần này.".to_owned(),
    }
}

/// What the case offers and no point was built from: where it belongs, and its first words.
fn offered(bench: &Bench, argument: &Argument) -> Vec<(String, String)> {
    let is_new = |one: &&Suggestion| argument.points.iter().all(|point| point.from != one.from);
    let label = |one: &Suggestion| {
        let part = bench.outline.part(&one.part);
        let part = part.map_or(String::new(), |part| part.label_vi.clone());
        let words: String = one.words.chars().take(90).collect();
        (
            part,
            if one.title.is_empty() {
                words
            } else {
                one.title.clone()
            },
        )
    };
    bench.suggestions.iter().filter(is_new).map(label).collect()
}

/// Điều còn thiếu, after a save.
pub async fn state(visit: Visit, Path(id): Path<Uuid>) -> Result<Page<StateShown>, Problem> {
    let bench = bench(&visit, id).await?;
    Ok(Page(bench.state(&visit)))
}
