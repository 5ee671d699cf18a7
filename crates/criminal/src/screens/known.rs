//! Giá trị đã dùng: what the unit wrote lately in fields of the same name, carried by the page itself, so that two letters
//! without marks are enough and no question crosses the network. Names of people come from the matter alone; courts that
//! nobody wrote yet come from the list of units.

use askama::Template;
use law::catalogue::{Act, Agency, FieldKind};
use law::{Charge, Fact, Law};
use people::{Reach, Right};
use shell::{Field, Problem, Visit};

use super::courts::courts;
use crate::entry;
use crate::load::Opened;

/// Facts of the unit that are looked at.
const LATELY: i64 = 200;
/// Values of a field that are offered.
const MOST: usize = 12;

/// Fields that hold the words of offices, never those of a case.
const OF_OFFICES: [&str; 21] = [
    "issuer",
    "signer",
    "place_of_detention",
    "officer",
    "investigator",
    "received_by",
    "to_agency",
    "from_agency",
    "court",
    "judge",
    "hearing_place",
    "legal_ground",
    "place_of_treatment",
    "id_kind",
    "id_issued_by",
    "nationality",
    "ethnic_group",
    "religion",
    "occupation",
    "education",
    "violating_agency",
];
/// Fields that name somebody: the people of this matter are offered.
const OF_PEOPLE: [&str; 10] = [
    "served_to",
    "guarantor",
    "appellant",
    "informant",
    "reported_person",
    "representative",
    "complainant",
    "giver",
    "receiver",
    "damaged_person",
];

/// The values of one field, the likeliest first, each with the words beside it.
struct List {
    field: String,
    values: Vec<(String, String)>,
}

/// Everything that is offered in a form.
#[derive(Default, Template)]
#[template(path = "screens/known.html")]
pub(super) struct Known {
    lists: Vec<List>,
    /// What follows the figure in the number of such a paper, as the unit saw it last: `LTG-CSĐT`.
    tail: String,
    issuer: String,
}

impl askama::filters::HtmlSafe for Known {}

impl Known {
    /// For the form of one act.
    pub async fn of(
        visit: &Visit,
        law: &Law,
        act: &Act,
        opened: Option<&Opened>,
    ) -> Result<Known, Problem> {
        let facts = lately(visit).await?;
        let mut known = Known::default();
        let is_ours = act.issuers.first() == Some(&Agency::Vks);
        let of_same_body = |fact: &&Fact| {
            let other = law.acts.get(&fact.kind);
            other.is_some_and(|other| other.issuers.first() == act.issuers.first())
        };
        let issuers = ranked(visit, facts.iter().filter(of_same_body), |fact| {
            fact.issuer.clone()
        });
        if !is_ours {
            let all: usize = issuers.iter().map(|(_, times)| times).sum();
            let usual = issuers.first().filter(|(_, times)| times * 2 >= all);
            known.issuer = usual.map(|(value, _)| value.clone()).unwrap_or_default();
            let numbered = facts.iter().filter(|fact| fact.kind == act.id);
            known.tail = numbered
                .filter_map(|fact| tail_of(fact.number.as_deref()?))
                .next()
                .unwrap_or_default();
        }
        let mut issuers = plain(issuers);
        if act.issuers.first() == Some(&Agency::Ta) {
            add_new(&mut issuers, courts_known(visit).await?);
        }
        known.add("issuer", issuers);
        for field in &act.fields {
            let name = field.name.as_str();
            match field.kind {
                FieldKind::Text if OF_OFFICES.contains(&name) => {
                    let same = facts
                        .iter()
                        .filter(|fact| name != "signer" || of_same_body(fact));
                    let mut values = plain(ranked(visit, same, |fact| {
                        fact.text(name).map(str::to_owned)
                    }));
                    if matches!(name, "to_agency" | "from_agency") {
                        values.extend(procuracies(visit).await?);
                    }
                    if name == "court" {
                        add_new(&mut values, courts_known(visit).await?);
                    }
                    known.add(name, values);
                }
                FieldKind::Text if OF_PEOPLE.contains(&name) => {
                    let people = opened.map(|opened| opened.matter.people.as_slice());
                    let names = people.unwrap_or_default().iter();
                    let values = names
                        .map(|person| (person.name.clone(), String::new()))
                        .filter(|(name, _)| !name.is_empty());
                    known.add(name, values.collect());
                }
                FieldKind::Charges => known.add(name, charges(visit, law, &facts)),
                _ => {}
            }
        }
        Ok(known)
    }

    fn add(&mut self, field: &str, values: Vec<(String, String)>) {
        if !values.is_empty() {
            let field = field.to_owned();
            self.lists.push(List { field, values });
        }
    }

    /// Fills in who usually issues such papers, where the matter itself has not told it.
    pub fn usual_issuer(&self, fields: &mut [Field]) {
        let empty = fields
            .iter_mut()
            .find(|field| field.name == "issuer" && field.value.is_empty());
        if let Some(field) = empty {
            field.value.clone_from(&self.issuer);
        }
    }
}

/// What the unit entered lately; who reads no matters but their own sees their own entries alone.
async fn lately(visit: &Visit) -> Result<Vec<Fact>, Problem> {
    let mut facts = ledger::newest_of_unit(visit.app.db(), &visit.actor.unit, LATELY).await?;
    match visit.reach(Right::CriminalMatterRead) {
        Reach::None => facts.clear(),
        Reach::Own => facts.retain(|fact| fact.recorded_by == visit.actor.person),
        Reach::Unit | Reach::Tree => {}
    }
    Ok(facts)
}

/// The different values among facts, newest first: one's own before those of others, then the more frequent.
fn ranked<'f>(
    visit: &Visit,
    facts: impl Iterator<Item = &'f Fact>,
    value: impl Fn(&Fact) -> Option<String>,
) -> Vec<(String, usize)> {
    let mut found: Vec<(String, bool, usize)> = Vec::new();
    for fact in facts {
        let Some(value) = value(fact).filter(|value| !value.trim().is_empty()) else {
            continue;
        };
        let mine = fact.recorded_by == visit.actor.person;
        match found.iter_mut().find(|(known, ..)| *known == value) {
            Some((_, is_mine, times)) => {
                *is_mine |= mine;
                *times += 1;
            }
            None => found.push((value, mine, 1)),
        }
    }
    found.sort_by_key(|(_, mine, times)| std::cmp::Reverse((*mine, *times)));
    let found = found.into_iter().take(MOST);
    found.map(|(value, _, times)| (value, times)).collect()
}

fn plain(values: Vec<(String, usize)>) -> Vec<(String, String)> {
    let values = values.into_iter();
    values.map(|(value, _)| (value, String::new())).collect()
}

/// The courts that the list of units tells of.
async fn courts_known(visit: &Visit) -> Result<Vec<(String, String)>, Problem> {
    let tree = visit.app.units().units().await?;
    Ok(courts(&tree, &visit.actor.unit, visit.today))
}

/// What an office wrote itself stays before what is merely known.
fn add_new(values: &mut Vec<(String, String)>, more: Vec<(String, String)>) {
    for one in more {
        let same = |known: &(String, String)| text::same_spelling(&known.0, &one.0);
        if !values.iter().any(same) {
            values.push(one);
        }
    }
}

async fn procuracies(visit: &Visit) -> Result<Vec<(String, String)>, Problem> {
    let tree = visit.app.units().units().await?;
    let open = tree.all_on(visit.today);
    Ok(open
        .map(|unit| (unit.name.clone(), String::new()))
        .collect())
}

/// Điều luật: the charges the unit met lately with their clause, then every article of the Penal Code.
fn charges(visit: &Visit, law: &Law, facts: &[Fact]) -> Vec<(String, String)> {
    let met = ranked(visit, facts.iter(), |fact| {
        let list = fact.body.get("charges")?;
        list.as_array()
            .filter(|list| list.len() == 1)
            .map(|_| entry::typed(list))
    });
    let words = |article: &str| law.penal.offence_vi(article).unwrap_or_default().to_owned();
    let mut values: Vec<(String, String)> = met
        .into_iter()
        .map(|(code, _)| {
            let article = code.split('.').next().unwrap_or(&code);
            (code.clone(), words(article))
        })
        .collect();
    let mut last = String::new();
    for clause in law.penal.clauses() {
        let Charge { article, .. } = clause.charge();
        if article != last {
            values.push((article.clone(), clause.offence_vi.clone()));
            last = article;
        }
    }
    values
}

/// "116/LTG-CSĐT" → "LTG-CSĐT"; nothing where the year stands in the number.
fn tail_of(number: &str) -> Option<String> {
    let (figure, tail) = number.split_once('/')?;
    let is_figure = figure.chars().all(|letter| letter.is_ascii_digit());
    let mut words = tail.split(|letter: char| !letter.is_ascii_digit());
    let has_year = words.any(|run| run.len() == 4);
    (is_figure && !has_year && !tail.trim().is_empty()).then(|| tail.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::tail_of;

    #[test]
    fn what_follows_the_figure_of_a_number_is_kept_unless_it_holds_a_year() {
        assert_eq!(tail_of("116/LTG-CSĐT").as_deref(), Some("LTG-CSĐT"));
        assert_eq!(tail_of("16/QĐ-PC02").as_deref(), Some("QĐ-PC02"));
        for number in ["116", "12/2026/HSST-QĐ", "116/", "A1/QĐ"] {
            assert_eq!(tail_of(number), None, "{number}");
        }
    }
}
