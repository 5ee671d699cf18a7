//! Điều hồ sơ tự nói: people, acts, charges, exhibits and what statements tell, proposed as parts of diagrams.
//!
//! Each proposal has a key that names where it comes from; the same matter always proposes the same keys.

use std::collections::HashMap;

use casefile::{
    PageRow, pages_of,
    statements::{Statement, statements_of},
};
use chrono::NaiveDate;
use criminal::{Opened, open, rules::Person, standing::charges_vi};
use db::Db;
use law::{Law, PageBox};
use serde::{Deserialize, Serialize};
use shell::{App, Problem};
use uuid::Uuid;

use super::told;
use crate::{
    Source,
    drawing::{Certainty, Symbol},
    items,
};

/// What a part says; kept beside the part, so that a person's change is told from the machine's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub name: String,
    pub note: String,
    pub starts: String,
    pub place: String,
    pub certainty: String,
    pub sources: Vec<Source>,
    /// Keys of the people of an event.
    pub people: Vec<String>,
}

/// A part that the matter proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    pub key: String,
    pub kind: String,
    /// Keys of the two things a relation joins.
    pub ends: Option<(String, String)>,
    pub content: Content,
}

impl Proposed {
    pub fn thing(key: String, symbol: Symbol, content: Content) -> Proposed {
        Proposed {
            key,
            kind: symbol.id().to_owned(),
            ends: None,
            content,
        }
    }

    pub fn link(kind: &str, (from, to): (&str, &str), content: Content) -> Proposed {
        Proposed {
            key: format!("{kind}:{from}>{to}"),
            kind: kind.to_owned(),
            ends: Some((from.to_owned(), to.to_owned())),
            content,
        }
    }
}

/// Someone of the matter, as statements name them.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub key: String,
    pub name: String,
    pub symbol: Symbol,
}

/// Everything the matter proposes, things before what leads to them.
pub async fn proposed(app: &App, matter: Uuid) -> Result<Vec<Proposed>, Problem> {
    let (db, law) = (app.db(), app.law());
    let pages: HashMap<Uuid, PageRow> = pages_of(db, matter)
        .await?
        .into_iter()
        .map(|page| (page.id, page))
        .collect();
    let opened = open(db, &law, matter).await?;
    let mut all = Vec::new();
    let mut known = Vec::new();
    if let Some(opened) = &opened {
        let ground = Ground {
            law: &law,
            opened,
            pages: &pages,
        };
        known = ground.people(&mut all);
        ground.charges(&mut all, &known);
        ground.acts(&mut all);
    }
    exhibits(db, matter, &mut all).await?;
    let names: Vec<String> = known.iter().map(|one| one.name.clone()).collect();
    let statements: Vec<Statement> = statements_of(db, matter, &names).await?;
    let first = opened
        .as_ref()
        .and_then(|opened| opened.facts.iter().map(|fact| fact.effective.on).min());
    all.extend(
        told::proposed(
            db,
            matter,
            (&statements, &known),
            first.unwrap_or(NaiveDate::MAX),
        )
        .await?,
    );
    Ok(all)
}

/// What facts say.
struct Ground<'a> {
    law: &'a Law,
    opened: &'a Opened,
    pages: &'a HashMap<Uuid, PageRow>,
}

/// Pages named by a fact that are shown.
const PAGES: usize = 6;

impl Ground<'_> {
    fn sources(&self, boxes: impl Iterator<Item = PageBox>) -> Vec<Source> {
        let mut all: Vec<Source> = Vec::new();
        for one in boxes {
            let Some(page) = self.pages.get(&one.page) else {
                continue;
            };
            if all.len() < PAGES && all.iter().all(|known| known.page != page.id) {
                all.push(Source::of_page(page));
            }
        }
        all
    }

    fn of_facts(&self, wanted: impl Fn(&law::Fact) -> bool) -> Vec<Source> {
        let facts = self.opened.facts.iter().filter(|fact| wanted(fact));
        self.sources(facts.flat_map(|fact| fact.sources.values().cloned()))
    }

    /// Người tham gia tố tụng.
    fn people(&self, all: &mut Vec<Proposed>) -> Vec<Known> {
        let mut known = Vec::new();
        for person in self
            .opened
            .matter
            .people
            .iter()
            .filter(|one| !one.name.is_empty())
        {
            let key = format!("person:{}", person.subject);
            let symbol = symbol_of(person);
            let content = Content {
                name: person.name.clone(),
                note: self.note(person, symbol),
                certainty: Certainty::Proven.id().to_owned(),
                sources: self.of_facts(|fact| fact.subject == Some(person.subject)),
                ..Content::default()
            };
            all.push(Proposed::thing(key.clone(), symbol, content));
            known.push(Known {
                key,
                name: person.name.clone(),
                symbol,
            });
        }
        known
    }

    fn note(&self, person: &Person, symbol: Symbol) -> String {
        let role = person.role.as_deref().unwrap_or_default();
        let field = self
            .law
            .acts
            .get("party.described")
            .and_then(|act| act.field("role"));
        let label = field.and_then(|field| field.choices.iter().find(|(known, _)| known == role));
        let role = match (label, symbol) {
            (Some((_, label)), _) => label.clone(),
            (None, Symbol::Accused) => "Bị can".to_owned(),
            (None, _) => String::new(),
        };
        match person.charges.is_empty() {
            true => role,
            false => format!("{role} · {}", charges_vi(self.law, &person.charges)),
        }
    }

    /// Bị can bị khởi tố về hành vi đối với bị hại.
    fn charges(&self, all: &mut Vec<Proposed>, known: &[Known]) {
        let victims = || known.iter().filter(|one| one.symbol == Symbol::Victim);
        for accused in known.iter().filter(|one| one.symbol == Symbol::Accused) {
            let person = self
                .opened
                .matter
                .people
                .iter()
                .find(|one| accused.key == format!("person:{}", one.subject));
            let Some(person) = person.filter(|one| !one.charges.is_empty()) else {
                continue;
            };
            let decided: Vec<Uuid> = [&person.initiated, &person.approved]
                .into_iter()
                .flatten()
                .map(|decision| decision.fact)
                .collect();
            for victim in victims() {
                let content = Content {
                    name: charges_vi(self.law, &person.charges),
                    certainty: Certainty::Claimed.id().to_owned(),
                    sources: self.of_facts(|fact| decided.contains(&fact.id)),
                    ..Content::default()
                };
                all.push(Proposed::link(
                    "xam_pham",
                    (&accused.key, &victim.key),
                    content,
                ));
            }
        }
    }

    /// Hành vi tố tụng đã ghi nhận.
    fn acts(&self, all: &mut Vec<Proposed>) {
        for line in &self.opened.matter.line {
            let act = self.law.acts.on(&line.kind, line.effective.on);
            let Some(act) = act.filter(|act| act.is_legal_act()) else {
                continue;
            };
            let subject = line.subject.filter(|id| {
                self.opened
                    .matter
                    .person(*id)
                    .is_some_and(|one| !one.name.is_empty())
            });
            let content = Content {
                name: act.short_vi.clone(),
                note: line
                    .number
                    .as_deref()
                    .map(|number| format!("số {number}"))
                    .unwrap_or_default(),
                starts: line.effective.to_string(),
                certainty: Certainty::Proven.id().to_owned(),
                sources: self.of_facts(|fact| fact.id == line.fact),
                people: subject
                    .map(|id| format!("person:{id}"))
                    .into_iter()
                    .collect(),
                ..Content::default()
            };
            all.push(Proposed::thing(
                format!("fact:{}", line.fact),
                Symbol::Act,
                content,
            ));
        }
    }
}

fn symbol_of(person: &Person) -> Symbol {
    match person.role.as_deref() {
        _ if person.legal_person => Symbol::Organisation,
        _ if person.state.is_some() => Symbol::Accused,
        Some("bi_can" | "bi_tam_giu") => Symbol::Accused,
        Some("bi_hai") => Symbol::Victim,
        Some("nguoi_lam_chung") => Symbol::Witness,
        _ => Symbol::Person,
    }
}

/// Vật chứng among the evidence of the matter.
async fn exhibits(db: &Db, matter: Uuid, all: &mut Vec<Proposed>) -> Result<(), Problem> {
    for item in items::items_of(db, matter).await? {
        if item.kind != "vat_chung" || !item.is_standing() {
            continue;
        }
        let own = |source: &Source| Source {
            item: Some(item.id),
            ..source.clone()
        };
        let content = Content {
            name: item.title.clone(),
            note: item.note.clone(),
            certainty: Certainty::Proven.id().to_owned(),
            sources: item.sources.iter().map(own).collect(),
            ..Content::default()
        };
        all.push(Proposed::thing(
            format!("item:{}", item.id),
            Symbol::Exhibit,
            content,
        ));
    }
    Ok(())
}
