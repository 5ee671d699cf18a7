//! Các trang của dòng tiền.

mod board;
mod files;
pub(crate) use files::sent;
mod import;
mod lines;
mod mapping;
mod one;
mod party;
mod table;

use casefile::MatterHead;
use chrono::NaiveDate;
use people::{Right, Work, WorkError};
use shell::{Form, Problem, Routes, Told, Tone, Visit};
use uuid::Uuid;

use super::graph::Chosen;
use crate::sources::{Source, source_href, told};

/// The addresses of this part.
pub(crate) fn routes() -> Routes {
    let (read, edit) = (Right::CasefileRead, Right::EvidenceEdit);
    let flows = "/evidence/matters/{matter}/flows";
    let at = |below: &str| format!("{flows}/{below}");
    Routes::new()
        .get(flows, read, board::show)
        .get(&at("picture/{format}"), read, files::picture)
        .get(&at("table/{format}"), read, files::table)
        .post(&at("views"), edit, board::keep)
        .get(&at("views/{view}"), read, board::named)
        .post(&at("views/{view}"), edit, board::keep_named)
        .get(&at("views/{view}/{format}"), read, files::named)
        .post(&at("views/{view}/removal"), edit, board::remove)
        .post(&at("views/{view}/restoration"), edit, board::restore)
        .get(&at("transfers"), read, table::show)
        .post(&at("transfers"), edit, table::add)
        .get(&at("transfers/{transfer}"), read, one::show)
        .post(&at("transfers/{transfer}"), edit, one::alter)
        .post(&at("transfers/{transfer}/removal"), edit, one::remove)
        .post(&at("transfers/{transfer}/restoration"), edit, one::restore)
        .get(&at("parties/{party}"), read, party::show)
        .post(&at("parties/{party}"), edit, party::alter)
        .post(&at("parties/{party}/removal"), edit, party::remove)
        .upload(&at("imports"), edit, import::take)
        .get(&at("imports/{import}"), read, import::show)
        .post(&at("imports/{import}/table"), edit, mapping::choose)
        .post(&at("imports/{import}/taking"), edit, mapping::confirm)
        .post(&at("imports/{import}/undoing"), edit, import::undo)
}

/// The address of the flows of a matter.
pub(super) fn href(matter: Uuid) -> String {
    format!("/evidence/matters/{matter}/flows")
}

/// Bút lục as a link.
pub(super) struct Leaf {
    pub href: String,
    pub told: String,
}

pub(super) fn leaves(matter: Uuid, sources: &[Source]) -> Vec<Leaf> {
    let one = |source: &Source| Leaf {
        href: source_href(matter, source),
        told: told(std::slice::from_ref(source)),
    };
    sources.iter().map(one).collect()
}

/// What was chosen, as an address carries it: `from=01/05/2026&least=1000000&by_owner=true`.
pub(super) fn chosen_of(form: &mut Form) -> Chosen {
    let (from, to) = (form.date("from"), form.date("to"));
    if let (Some(from), Some(to)) = (from, to)
        && from > to
    {
        form.error("from", super::messages::TURNED_PERIOD);
    }
    Chosen {
        from,
        to,
        least: form.number("least").unwrap_or(0).max(0),
        what: Some(form.get("what"))
            .filter(|what| ["money", "goods"].contains(what))
            .unwrap_or_default()
            .to_owned(),
        by_owner: form.is_ticked("by_owner"),
        party: form.get("party").parse().ok(),
        top: form.get("top").parse().unwrap_or(0),
    }
}

/// The same as an address.
pub(super) fn query_of(by: &Chosen) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| day.format("%d/%m/%Y").to_string());
    let number = |n: i64| (n > 0).then(|| n.to_string());
    let parts = [
        ("from", day(by.from)),
        ("to", day(by.to)),
        ("least", number(by.least)),
        (
            "what",
            Some(by.what.clone()).filter(|what| !what.is_empty()),
        ),
        ("by_owner", by.by_owner.then(|| "true".to_owned())),
        ("party", by.party.map(|party| party.to_string())),
        ("top", number(i64::try_from(by.top).unwrap_or(0))),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", value?)))
        .collect();
    said.join("&")
}

/// Done: on to the page that says so. Not done: back with the sentence.
pub(crate) async fn answered(
    work: Work,
    there: String,
    done: Result<(), WorkError>,
    said: &str,
) -> Result<Told, Problem> {
    match done {
        Ok(()) => {
            work.commit().await?;
            Ok(Told::to(there).good(said))
        }
        Err(WorkError::Invalid { sentence, .. }) => {
            Ok(Told::to(there).say(Tone::Warning, sentence))
        }
        Err(error) => Err(error.into()),
    }
}

/// The frame's way back.
pub(super) fn frame(visit: &Visit, head: &MatterHead, title: &str) -> shell::Frame {
    visit
        .frame(title)
        .subtitle(head.title.clone())
        .crumb("Chứng cứ, sơ đồ", format!("/evidence/matters/{}", head.id))
        .crumb("Dòng tiền", href(head.id))
}
