//! Dữ kiện cho mẫu: what the facts of a matter say about a document to come, and which fact said it.

use std::collections::BTreeMap;

use super::{charges, lookup};
use chrono::NaiveDate;
use criminal::persons::described::of_person;
use criminal::rules::{Decision, Measure};
use criminal::standing::standing;
use criminal::{Opened, prefill};
use law::catalogue::{Act, Agency, MeasureKind};
use law::{Charge, Fact, Law};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

/// Viện kiểm sát ban hành.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    /// Its name on the day.
    pub name: String,
    /// The office above, where it has one.
    pub parent_name: Option<String>,
    /// Ký hiệu: VKSKV3.
    pub symbol: String,
    /// Địa danh.
    pub place: String,
}

/// Người ký.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signer {
    /// The person, as a member of staff.
    pub id: Option<Uuid>,
    /// The name.
    pub name: String,
    /// The role: `chief`, `deputy_chief`.
    pub role: String,
}

/// Everything a document is drafted from.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// The law of the day.
    pub law: &'a Law,
    /// The matter.
    pub opened: &'a Opened,
    /// The act the document embodies, if it records one.
    pub act: Option<&'a Act>,
    /// The facts that the form asks for, by the first name of its paths.
    pub facts: &'a [(String, Vec<String>)],
    /// The person it is about.
    pub subject: Option<Uuid>,
    /// Who issues it.
    pub office: &'a Office,
    /// Who signs it.
    pub signer: &'a Signer,
    /// Today.
    pub today: NaiveDate,
}

/// What is known: a tree of values, and for each branch the fact it was read from.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Context {
    /// The values, at the paths that the fields of the forms name.
    pub values: Json,
    /// The fact behind a path, such as `case.initiated`.
    pub origins: BTreeMap<String, Uuid>,
}

impl Context {
    /// The fact behind a path, or behind the nearest branch above it.
    pub fn origin(&self, path: &str) -> Option<Uuid> {
        let mut path = path;
        loop {
            if let Some(fact) = self.origins.get(path) {
                return Some(*fact);
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    pub(super) fn put(&mut self, path: &str, value: impl Into<Json>) {
        put(&mut self.values, path, value.into());
    }

    pub(super) fn put_some(&mut self, path: &str, value: Option<impl Into<Json>>) {
        if let Some(value) = value {
            self.put(path, value);
        }
    }

    pub(super) fn told_by(&mut self, path: &str, fact: &Fact) {
        self.origins.insert(path.to_owned(), fact.id);
    }
}

/// Puts a value at a dotted path, making the branches on the way.
pub fn put(values: &mut Json, path: &str, value: Json) {
    let mut here = values;
    for name in path.split('.') {
        if !here.is_object() {
            *here = Json::Object(Map::new());
        }
        let Json::Object(branch) = here else { return };
        here = branch.entry(name.to_owned()).or_insert(Json::Null);
    }
    *here = value;
}

/// Gợi ý từ hồ sơ: the initiating decisions, the running detention, the request, and the next period that the law allows.
pub fn context(around: &Around<'_>) -> Context {
    let mut known = Context::default();
    office_and_signer(&mut known, around);
    case(&mut known, around);
    accused(&mut known, around);
    if let Some(measure) = detention(around) {
        earlier(&mut known, around, measure);
    }
    extension(&mut known, around);
    lookup::facts(&mut known, around);
    lookup::state(&mut known, around);
    known
}

fn office_and_signer(known: &mut Context, around: &Around<'_>) {
    let office = around.office;
    known.put("unit.name", office.name.as_str());
    known.put_some("unit.parent_name", office.parent_name.as_deref());
    known.put("unit.symbol", office.symbol.as_str());
    known.put("unit.place", office.place.as_str());
    if !around.signer.name.is_empty() {
        known.put("signer.name", around.signer.name.as_str());
        known.put("signer.role", around.signer.role.as_str());
    }
}

fn case(known: &mut Context, around: &Around<'_>) {
    let matter = &around.opened.matter;
    if let Some(fact) = matter
        .case
        .as_ref()
        .and_then(|case| around.opened.fact(case.fact))
    {
        decided(known, around.law, "case.initiated", fact);
    }
    let again = [
        "DET-RESUMED",
        "DET-REINV",
        "INV-RESUMED",
        "INV-REINV",
        "INV-SUPP-VKS",
        "INV-SUPP-COURT",
    ];
    let resumed = matter
        .running()
        .any(|clock| again.contains(&clock.family.as_str()));
    known.put("case.is_resumed", resumed);
    if let Some(fact) = investigating(around) {
        known.put_some("investigator.name", fact.issuer.as_deref());
        known.told_by("investigator", fact);
    }
}

/// The newest act of the investigating body that names it.
fn investigating<'a>(around: &Around<'a>) -> Option<&'a Fact> {
    standing(&around.opened.facts).rev().find(|fact| {
        let act = around.law.acts.on(&fact.kind, fact.effective.on);
        let is_theirs =
            act.is_some_and(|act| act.is_legal_act() && act.issuers.first() == Some(&Agency::Cqdt));
        is_theirs && fact.issuer.as_ref().is_some_and(|name| !name.is_empty())
    })
}

fn accused(known: &mut Context, around: &Around<'_>) {
    let Some(subject) = around.subject else {
        return;
    };
    let opened = around.opened;
    let Some(person) = opened.matter.person(subject) else {
        return;
    };
    if !person.name.is_empty() {
        known.put("accused.name", person.name.as_str());
    }
    known.put_some("accused.born_on", person.born_on.map(|day| day.to_string()));
    let counted_on = opened
        .matter
        .case
        .as_ref()
        .map_or(around.today, |case| case.opened.on);
    known.put("accused.is_minor", person.is_juvenile_on(counted_on));
    if let Some(fact) = of_person(&opened.facts, subject) {
        let home = ["address", "present_address", "temporary_address"]
            .into_iter()
            .find_map(|name| fact.text(name));
        lookup::identity(known, &fact);
        known.put_some("accused.residence", home);
        known.told_by("accused", &fact);
    }
    if let Some(fact) = person
        .initiated
        .as_ref()
        .and_then(|one| opened.fact(one.fact))
    {
        decided(known, around.law, "accused.initiated", fact);
    }
    let place = standing(&opened.facts)
        .rev()
        .filter(|fact| fact.subject == Some(subject));
    if let Some((fact, name)) = place
        .filter_map(|fact| Some((fact, fact.text("place_of_detention")?)))
        .next()
    {
        known.put("facility.name", name);
        known.told_by("facility", fact);
    }
}

/// A decision: number, day, issuer, and its charges in words.
pub(super) fn decided(known: &mut Context, law: &Law, path: &str, fact: &Fact) {
    known.put_some(&format!("{path}.number"), fact.number.as_deref());
    known.put(&format!("{path}.on"), fact.effective.on.to_string());
    known.put_some(&format!("{path}.issuer"), fact.issuer.as_deref());
    let charges: Vec<Charge> = fact
        .body
        .get("charges")
        .and_then(|charges| serde_json::from_value(charges.clone()).ok())
        .unwrap_or_default();
    if !charges.is_empty() {
        let offences = charges::offences(&law.penal, &charges);
        if !offences.is_empty() {
            known.put(&format!("{path}.offence"), offences);
        }
        known.put(&format!("{path}.charge"), charges::cited(&charges));
        known.put(&format!("{path}.charges"), json!(charges));
    }
    known.told_by(path, fact);
}

/// Tạm giam đang áp dụng.
fn detention<'a>(around: &Around<'a>) -> Option<&'a Measure> {
    let person = around.opened.matter.person(around.subject?)?;
    person
        .measures
        .iter()
        .rev()
        .find(|measure| measure.kind == MeasureKind::Detention && measure.ended.is_none())
}

/// The order or the extension by which the person is held now; an approval only confirms it.
fn earlier(known: &mut Context, around: &Around<'_>, measure: &Measure) {
    let is_order = |decision: &&Decision| {
        let act = around.law.acts.get(&decision.act);
        decision.to.is_some() && act.is_none_or(|act| act.approves.is_none())
    };
    let Some(decision) = measure
        .decisions
        .iter()
        .rev()
        .find(is_order)
        .or(measure.decisions.first())
    else {
        return;
    };
    // The sentence names the issuer after the number, so the kind goes without it.
    let name = around
        .law
        .acts
        .get(&decision.act)
        .and_then(|act| act.name_vi.split(" của ").next());
    known.put_some("detention.earlier.name", name);
    known.put_some("detention.earlier.number", decision.number.as_deref());
    known.put("detention.earlier.on", decision.on.on.to_string());
    known.put_some(
        "detention.earlier.from",
        decision
            .from
            .or(measure.from)
            .map(|from| from.on.to_string()),
    );
    known.put_some(
        "detention.earlier.to",
        decision.to.or(measure.to).map(|to| to.on.to_string()),
    );
    if let Some(fact) = around.opened.fact(decision.fact) {
        known.put_some("detention.earlier.issuer", fact.issuer.as_deref());
        known.told_by("detention.earlier", fact);
    }
}

/// Lần gia hạn tới: from the day after the running period, as long as the law's row for the class of crime gives.
fn extension(known: &mut Context, around: &Around<'_>) {
    let (law, opened) = (around.law, around.opened);
    let Some(act) = around.act else {
        return;
    };
    let asked = law
        .acts
        .all()
        .iter()
        .filter(|one| one.request_for.as_deref() == Some(act.id.as_str()));
    let requests = asked.filter_map(|act| prefill::newest(opened, &act.id, around.subject));
    let clock = act
        .extends
        .iter()
        .find_map(|family| opened.matter.clock(family, around.subject));
    let since = clock.and_then(|clock| {
        clock
            .extensions
            .last()
            .and_then(|last| last.from)
            .or(Some(clock.start))
    });
    let fresh = |fact: &&Fact| since.is_none_or(|since| fact.effective.on >= since.on);
    if let Some(fact) = requests
        .filter(fresh)
        .max_by_key(|fact| (fact.effective.on, fact.seq))
    {
        known.put_some("request.number", fact.number.as_deref());
        known.put("request.on", fact.effective.on.to_string());
        known.put_some("request.issuer", fact.issuer.as_deref());
        known.put_some("extension.reason", fact.text("reason"));
        known.told_by("request", fact);
        if fact.text("reason").is_some() {
            known.told_by("extension.reason", fact);
        }
    }
    let Some(clock) = clock.filter(|clock| clock.is_running()) else {
        return;
    };
    known.put("extension.count", clock.extensions.len() + 1);
    if let Some((from, to, length)) = prefill::next_extension(law, opened, clock) {
        known.put("extension.from", from.on.to_string());
        known.put("extension.to", to.on.to_string());
        known.put_some(
            "extension.length",
            length.and_then(|length| serde_json::to_value(length).ok()),
        );
    }
    let by = clock
        .extensions
        .last()
        .map_or(clock.started_by, |last| last.fact);
    known.origins.insert("extension".to_owned(), by);
}

/// The values as the draft keeps them once it has its number and day.
pub fn issued(known: &Json, sequence: u32, issued_on: NaiveDate, symbol: &str) -> Json {
    let mut known = known.clone();
    put(
        &mut known,
        "document",
        json!({ "sequence": sequence, "issued_on": issued_on.to_string() }),
    );
    put(&mut known, "unit.symbol", json!(symbol));
    known
}
