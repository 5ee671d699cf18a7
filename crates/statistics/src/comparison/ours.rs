//! Bên Viện kiểm sát: the people a unit counts in a period, found by the move that the forms count, as their facts tell them.

use std::collections::BTreeSet;

use criminal::rules::Matter;
use criminal::rules::charges::charges_of;
use db::{Result, Sql};
use law::{Fact, Law};
use uuid::Uuid;

use super::kind::Kind;
use super::{Penalty, Told};
use crate::course::{course, sentence};
use crate::slips::matters_of;
use crate::{Period, Scope};

/// Matters one comparison holds at most.
pub const MOST: usize = 5_000;

/// Một người của ta.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// The matter.
    pub matter: Uuid,
    /// The person.
    pub subject: Uuid,
    /// What the facts tell.
    pub told: Told,
}

/// Ours of a scope and a period; none when there are more than one comparison holds.
pub async fn ours_of(
    db: &impl Sql,
    law: &Law,
    kind: &Kind,
    scope: &Scope,
    period: &Period,
) -> Result<Option<Vec<Ours>>> {
    let matters = match kind.fact.as_str() {
        "" => matters_of(db, scope, period, &[kind.event.as_str()], MOST).await?,
        fact => matters_with(db, scope, period, fact).await?,
    };
    if matters.len() > MOST {
        return Ok(None);
    }
    let mut all = Vec::new();
    for some in matters.chunks(100) {
        for facts in ledger::facts_of_each(db, some).await?.values() {
            all.extend(match kind.fact.as_str() {
                "" => of_matter(law, kind, scope, period, facts),
                fact => with_fact(law, fact, scope, period, facts),
            });
        }
    }
    all.sort_by(|one: &Ours, other| {
        (one.told.on, &one.told.number, one.matter, one.subject).cmp(&(
            other.told.on,
            &other.told.number,
            other.matter,
            other.subject,
        ))
    });
    Ok(Some(all))
}

fn of_matter(law: &Law, kind: &Kind, scope: &Scope, period: &Period, facts: &[Fact]) -> Vec<Ours> {
    let standing: Vec<&Fact> = criminal::standing::standing(facts).collect();
    let folded = criminal::rules::fold(law, facts);
    let mut found: Vec<Ours> = Vec::new();
    for step in course(law, facts).steps {
        let is_of_period = step.at >= period.from_at() && step.at < period.to_at();
        if step.event != kind.event || !is_of_period || !scope.keys.contains(&step.unit) {
            continue;
        }
        let (Some(subject), Some(fact)) = (
            step.subject,
            standing.iter().find(|fact| fact.id == step.fact),
        ) else {
            continue;
        };
        if found.iter().any(|one| one.subject == subject) {
            continue;
        }
        found.push(Ours {
            matter: fact.matter,
            subject,
            told: match kind.event.as_str() {
                "accused.charged" => charged(&standing, &folded, subject, fact),
                _ => tried(&standing, &folded, subject, fact),
            },
        });
    }
    found
}

/// The matters in which a unit recorded such an act dated in the period; at most [`MOST`] and one more.
async fn matters_with(
    db: &impl Sql,
    scope: &Scope,
    period: &Period,
    kind: &str,
) -> Result<Vec<Uuid>> {
    const PAGE: i64 = 5_000;
    let days = (period.from.on, period.last_day());
    let mut all = BTreeSet::new();
    for unit in &scope.keys {
        let mut after = Uuid::nil();
        while all.len() <= MOST {
            let some = ledger::facts_between(db, unit, days, after, PAGE).await?;
            let Some(last) = some.last() else { break };
            after = last.id;
            let is_last = some.len() < usize::try_from(PAGE).unwrap_or(usize::MAX);
            let found = some.iter().filter(|fact| fact.kind == kind);
            all.extend(found.map(|fact| fact.matter));
            if is_last {
                break;
            }
        }
    }
    Ok(all.into_iter().take(MOST + 1).collect())
}

/// Those about whom such an act stands, of the period and recorded by the scope: each person once, by the newest.
fn with_fact(law: &Law, kind: &str, scope: &Scope, period: &Period, facts: &[Fact]) -> Vec<Ours> {
    let standing: Vec<&Fact> = criminal::standing::standing(facts).collect();
    let folded = criminal::rules::fold(law, facts);
    let is_counted = |fact: &&&Fact| {
        let at = fact.effective.at_utc_ms();
        fact.kind == kind
            && scope.keys.contains(&fact.unit)
            && at >= period.from_at()
            && at < period.to_at()
    };
    let mut found: Vec<Ours> = Vec::new();
    for fact in standing.iter().rev().filter(is_counted) {
        let Some(subject) = fact.subject else {
            continue;
        };
        if found.iter().all(|one| one.subject != subject) {
            found.push(Ours {
                matter: fact.matter,
                subject,
                told: executed(&folded, subject, fact),
            });
        }
    }
    found
}

/// Quyết định thi hành án: what it says of the penalty, for the offences of which the person was convicted.
fn executed(folded: &Matter, subject: Uuid, decided: &Fact) -> Told {
    let person = folded.person(subject);
    Told {
        number: decided.number.clone().unwrap_or_default(),
        on: Some(decided.effective.on),
        name: name_of(folded, subject),
        charges: person
            .map(|person| person.charges.clone())
            .unwrap_or_default(),
        penalty: Some(penalty(decided)),
        ..Told::default()
    }
}

fn name_of(folded: &Matter, subject: Uuid) -> String {
    let person = folded.person(subject);
    person.map_or_else(String::new, |person| person.name.clone())
}

/// Quyết định khởi tố bị can; the approval is what the forms count, the decision what both agencies name.
fn charged(standing: &[&Fact], folded: &Matter, subject: Uuid, counted: &Fact) -> Told {
    let decision = standing
        .iter()
        .rfind(|fact| fact.subject == Some(subject) && fact.kind.starts_with("accused.initiated"))
        .copied()
        .unwrap_or(counted);
    Told {
        number: decision.number.clone().unwrap_or_default(),
        on: Some(decision.effective.on),
        docket: docket(standing, "G1", &[]),
        name: name_of(folded, subject),
        charges: charges_of(decision),
        ..Told::default()
    }
}

/// Bản án, quyết định of the trial that was counted.
fn tried(standing: &[&Fact], folded: &Matter, subject: Uuid, judged: &Fact) -> Told {
    let verdict = sentence::verdict(standing, subject, judged);
    let named = verdict.map(charges_of).unwrap_or_default();
    let (stage, kinds): (&str, &[&str]) = match judged.kind.starts_with("appellate.") {
        true => ("G4", &["appellate.docketed"]),
        false => ("G3", &["court.docketed"]),
    };
    Told {
        number: judged.number.clone().unwrap_or_default(),
        on: Some(judged.effective.on),
        docket: docket(standing, stage, kinds),
        name: name_of(folded, subject),
        charges: match named.is_empty() {
            false => named,
            true => folded
                .person(subject)
                .map(|person| person.charges.clone())
                .unwrap_or_default(),
        },
        penalty: verdict.map(penalty),
        ..Told::default()
    }
}

fn penalty(verdict: &Fact) -> Penalty {
    let kind = match verdict.kind.as_str() {
        "defendant.acquitted" => "khong_toi",
        "defendant.exempted_from_penalty" => "mien_hinh_phat",
        "defendant.exempted_from_liability" => "mien_tnhs",
        _ => verdict.text("main_penalty").unwrap_or("khac"),
    };
    let is_timed = matches!(kind, "tu" | "cai_tao");
    Penalty {
        kind: kind.to_owned(),
        months: is_timed
            .then(|| verdict.number_of("sentence_months"))
            .flatten(),
        suspended: verdict
            .body
            .get("suspended_sentence")
            .and_then(serde_json::Value::as_bool)
            .unwrap_or(false),
    }
}

/// Số thụ lý: the court's own where it is recorded, else ours of the stage.
fn docket(standing: &[&Fact], stage: &str, kinds: &[&str]) -> String {
    let courts = standing
        .iter()
        .rev()
        .filter(|fact| kinds.contains(&fact.kind.as_str()))
        .find_map(|fact| {
            let typed = fact.text("register_number").map(str::to_owned);
            typed.or_else(|| fact.number.clone())
        });
    let own = || {
        standing
            .iter()
            .rev()
            .filter(|fact| {
                fact.kind == "matter.docketed" && fact.text("acceptance_stage") == Some(stage)
            })
            .find_map(|fact| fact.text("register_number").map(str::to_owned))
    };
    courts.or_else(own).unwrap_or_default()
}
