//! Hủy bỏ quyết định tách, nhập vụ án (BLTTHS Đ.170): the accused go back to the case they came from, with all that was done
//! about them meanwhile. Nothing is erased: what had come along is withdrawn with the decision as its reason.

use std::collections::{BTreeMap, HashMap};

use db::{Sql, args};
use law::{Fact, Moment};
use ledger::NewFact;
use people::{Right, Work, WorkError};
use uuid::Uuid;

use super::carried::{carried, origin};
use super::{lists, messages, record_along, unit_of};
use crate::load::{Opened, open};
use crate::numbers;
use crate::record::{ActEntry, RecordError, record_act};
use crate::standing::standing;

/// Quyết định bị hủy bỏ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// Tách vụ án.
    Split,
    /// Nhập vụ án.
    Joined,
}

impl Undone {
    /// What a fact is, when it can be annulled here.
    pub fn of(fact: &Fact) -> Option<Undone> {
        match fact.kind.as_str() {
            "case.split" => Some(Undone::Split),
            "case.joined" => Some(Undone::Joined),
            _ => None,
        }
    }

    /// The decision that annuls it, as the catalogue names it.
    pub const fn act(self) -> &'static str {
        match self {
            Undone::Split => "case.split_annulled",
            Undone::Joined => "case.join_annulled",
        }
    }
}

/// The decision that annulled a split or a joining, if there is one.
pub fn annulment<'f>(facts: &'f [Fact], decided: &Fact) -> Option<&'f Fact> {
    let id = decided.id.to_string();
    standing(facts).find(|fact| fact.text("annuls") == Some(id.as_str()))
}

/// Annuls the split or joining that `decided` is in `matter`; the id of the other case.
pub async fn annul(
    work: &Work,
    matter: Uuid,
    decided: Uuid,
    entry: ActEntry,
    seen: Option<i64>,
) -> Result<Uuid, RecordError> {
    let here = opened(work, matter).await?;
    let decided = standing(&here.facts)
        .find(|fact| fact.id == decided && Undone::of(fact).is_some())
        .cloned()
        .ok_or(WorkError::NotFound)?;
    let undone = Undone::of(&decided).ok_or(WorkError::NotFound)?;
    if annulment(&here.facts, &decided).is_some() {
        return Err(WorkError::invalid("", messages::ANNULLED_ALREADY).into());
    }
    let other = decided.text("other_matter").and_then(|id| id.parse().ok());
    let other = opened(work, other.ok_or(WorkError::NotFound)?).await?;
    for one in [&here, &other] {
        one.require(work, Right::CriminalFactRecord).await?;
        one.require(work, Right::CriminalFactCorrect).await?;
        let lines = lists::of_matter(&work.tx, one.id).await?;
        if lines.iter().any(|line| line.is_open) {
            return Err(WorkError::invalid("", messages::UNDER_WAY).into());
        }
    }
    // Where the things are now, and where they go back to.
    let (from, to) = match undone {
        Undone::Split => (&other, &here),
        Undone::Joined => (&here, &other),
    };
    let is_later = |fact: &&Fact| {
        let later = fact.seq > decided.seq && fact.id != decided.id;
        later && Undone::of(fact).is_some() && annulment(&from.facts, fact).is_none()
    };
    if standing(&from.facts).any(|fact| is_later(&fact)) {
        return Err(WorkError::invalid("", messages::WENT_ON).into());
    }
    let effective = entry
        .effective
        .ok_or_else(|| WorkError::invalid("effective", crate::messages::DAY_MISSING))?;
    let way = Way::between(undone, from, to, decided.seq);

    let is_confirmed = entry.is_confirmed;
    let reason = entry.body.get("reason").cloned().unwrap_or_default();
    let mut annuls = entry;
    annuls.kind = undone.act().to_owned();
    annuls.subjects = Vec::new();
    annuls = annuls
        .with("earlier_number", decided.number.clone().unwrap_or_default())
        .with("earlier_on", decided.effective.on.to_string())
        .with("annuls", decided.id.to_string())
        .with("other_matter", other.id.to_string())
        .with("other_case", other.code.clone());
    let recorded = record_act(work, matter, annuls, seen).await?;
    let recorded = recorded.first().ok_or(WorkError::NotFound)?;
    let why = format!(
        "{} số {} ngày {}. {}",
        messages::annuls(undone),
        recorded.number.as_deref().unwrap_or("chưa ghi"),
        shell::vi_date(effective.on),
        reason.as_str().unwrap_or_default()
    );
    let why = why.trim().to_owned();

    way.bring_back(work, effective, &why).await?;
    way.withdraw(work, undone, &why).await?;
    tell(work, undone, (&here, &other), recorded, &why, is_confirmed).await?;
    forget(work, &way.people, &why).await?;
    work.note(
        "passage.annulled",
        "matter",
        matter,
        &decided.id.to_string(),
    )
    .await?;
    Ok(other.id)
}

async fn opened(work: &Work, id: Uuid) -> Result<Opened, RecordError> {
    let opened = open(&work.tx, &work.law, id).await?;
    Ok(opened.ok_or(WorkError::NotFound)?)
}

/// Đường về: what came along with the decision, and what has been done about it since.
struct Way<'m> {
    from: &'m Opened,
    to: &'m Opened,
    /// Each person there and who they were before.
    people: BTreeMap<Uuid, Uuid>,
    /// The facts that came along, each with the fact it was.
    came: HashMap<Uuid, Uuid>,
    /// What was recorded there since and goes back: by facts of their own.
    since: Vec<Fact>,
    /// The whole case came, and not only people.
    of_case: bool,
}

impl<'m> Way<'m> {
    fn between(undone: Undone, from: &'m Opened, to: &'m Opened, decided: i64) -> Way<'m> {
        let of_case = undone == Undone::Split;
        let first: HashMap<Uuid, &Fact> = to.facts.iter().map(|one| (origin(one), one)).collect();
        let mut people = BTreeMap::new();
        let mut came = HashMap::new();
        for fact in from.facts.iter().filter(|fact| origin(fact) != fact.id) {
            // What a joined case brought came after the decision; what a split took came with the new case.
            let is_of_this = of_case || fact.seq > decided;
            if let (Some(before), true) = (first.get(&origin(fact)), is_of_this) {
                came.insert(fact.id, before.id);
                if let (Some(there), Some(here)) = (fact.subject, before.subject) {
                    people.insert(there, here);
                }
            }
        }
        let is_new = |fact: &&Fact| fact.seq > decided && !came.contains_key(&fact.id);
        let mut since: Vec<Fact> = from.facts.iter().filter(is_new).cloned().collect();
        if of_case {
            // Somebody charged in the split case goes along.
            for fact in &since {
                if let Some(subject) = fact.subject {
                    people.entry(subject).or_insert_with(Uuid::now_v7);
                }
            }
        }
        let mut way = Way {
            from,
            to,
            people,
            came,
            since: Vec::new(),
            of_case,
        };
        // What was decided about a case as a whole stays with it.
        since.retain(|fact| match fact.subject {
            Some(subject) => way.people.contains_key(&subject),
            None => way.corrected(fact).is_some_and(|id| way.is_of_person(id)),
        });
        way.since = since;
        way
    }

    fn is_of_person(&self, before: Uuid) -> bool {
        self.to
            .fact(before)
            .is_some_and(|fact| fact.subject.is_some())
    }

    /// What was done meanwhile is recorded where the people are again; a correction corrects the fact that stayed there.
    async fn bring_back(
        &self,
        work: &Work,
        effective: Moment,
        why: &str,
    ) -> Result<(), RecordError> {
        let mut back = carried(&self.since, &self.people, false, effective.on);
        for new in &mut back {
            // It was first done there: the books of decisions show it here from now on, and not as carried.
            let id = new.body.remove("carried_from");
            new.body.remove("carried_on");
            let id = id.as_ref().and_then(|id| id.as_str());
            let was = |fact: &&Fact| Some(origin(fact).to_string().as_str()) == id;
            let Some(was) = self.since.iter().find(was) else {
                continue;
            };
            new.body
                .insert("brought_from".to_owned(), was.id.to_string().into());
            if let Some(corrected) = self.corrected(was) {
                new.replaces = Some(corrected);
                new.reason.clone_from(&was.reason);
            }
            let about = numbers::About {
                matter: self.to.id,
                subject: new.subject,
                fact: Some(new.id),
            };
            numbers::hand_on(work, was.id, about).await?;
        }
        // What was found wrong there is wrong here, too.
        let withdrawn = self
            .since
            .iter()
            .filter(|fact| fact.kind == "fact.withdrawn");
        for fact in withdrawn {
            if let Some(corrected) = self.corrected(fact) {
                let reason = fact.reason.clone().unwrap_or_else(|| why.to_owned());
                back.push(withdrawal(work, corrected, &reason));
            }
        }
        let mut gone: Vec<NewFact> = standing(&self.to.facts)
            .filter(|fact| self.sent_away(fact))
            .map(|fact| withdrawal(work, fact.id, why))
            .collect();
        gone.extend(back);
        record(work, self.to, gone).await
    }

    /// The fact here that a correction there is about, through corrections of corrections.
    fn corrected(&self, fact: &Fact) -> Option<Uuid> {
        let mut replaced = fact.replaces?;
        loop {
            if let Some(before) = self.came.get(&replaced) {
                return Some(*before);
            }
            replaced = self.from.fact(replaced)?.replaces?;
        }
    }

    /// What tells here that people, or the case, are elsewhere.
    fn sent_away(&self, fact: &Fact) -> bool {
        let names = fact.text("other_case") == Some(self.from.code.as_str());
        let kind = match self.of_case {
            true => "accused.moved_to_split_case",
            false => "case.joined_into",
        };
        names && fact.kind == kind
    }

    /// What came along and what went back stands there no longer.
    async fn withdraw(&self, work: &Work, undone: Undone, why: &str) -> Result<(), RecordError> {
        let since: Vec<Uuid> = self.since.iter().map(|fact| fact.id).collect();
        let goes = |fact: &&Fact| match undone {
            Undone::Split => true,
            Undone::Joined => self.came.contains_key(&fact.id) || since.contains(&fact.id),
        };
        let going: Vec<&Fact> = standing(&self.from.facts).filter(goes).collect();
        for fact in &going {
            numbers::let_go(work, fact.id).await?;
        }
        let facts = going.iter().map(|fact| withdrawal(work, fact.id, why));
        record(work, self.from, facts.collect()).await
    }
}

fn withdrawal(work: &Work, fact: Uuid, why: &str) -> NewFact {
    let today = Moment::day(work.today);
    let mut new = NewFact::new(Uuid::now_v7(), "fact.withdrawn", today).with("reason", why);
    new.replaces = Some(fact);
    new.reason = Some(why.to_owned());
    new
}

async fn record(work: &Work, place: &Opened, facts: Vec<NewFact>) -> Result<(), RecordError> {
    if facts.is_empty() {
        return Ok(());
    }
    let matter = ledger::Matter::Existing {
        id: place.id,
        seen: None,
    };
    work.record_for(matter, facts, unit_of(work, place)).await?;
    Ok(())
}

/// The other case says what became of it: the split one that it is over, the joined one that it goes on.
async fn tell(
    work: &Work,
    undone: Undone,
    (here, other): (&Opened, &Opened),
    recorded: &Fact,
    why: &str,
    is_confirmed: bool,
) -> Result<(), RecordError> {
    let link = match undone {
        Undone::Split => "split_undone",
        Undone::Joined => "join_undone",
    };
    let note = NewFact::new(Uuid::now_v7(), "matter.noted", recorded.effective)
        .with("note", why)
        .with("other_matter", here.id.to_string())
        .with("other_case", here.code.clone())
        .with("link", link);
    record(work, other, vec![note]).await?;
    if undone == Undone::Split {
        return Ok(());
    }
    let mut goes_on = NewFact::new(Uuid::now_v7(), undone.act(), recorded.effective);
    goes_on.body = recorded.body.clone();
    goes_on.body.remove("annuls");
    let names = [
        ("other_matter", here.id.to_string()),
        ("other_case", here.code.clone()),
    ];
    for (field, value) in names {
        goes_on.body.insert(field.to_owned(), value.into());
    }
    goes_on.number.clone_from(&recorded.number);
    goes_on.issuer.clone_from(&recorded.issuer);
    let now = opened(work, other.id).await?;
    let unit = unit_of(work, &now);
    record_along(work, &now, unit, vec![goes_on], is_confirmed).await?;
    Ok(())
}

/// That two records are one person was said by the decision alone.
async fn forget(work: &Work, people: &BTreeMap<Uuid, Uuid>, why: &str) -> Result<(), RecordError> {
    for (there, here) in people {
        let (a, b) = (there.min(here), there.max(here));
        work.tx
            .exec(
                "UPDATE criminal_same_person SET undone_by = $1, undone_name = $2, undone_reason = $3, undone_at = $4
                  WHERE a_subject = $5 AND b_subject = $6 AND undone_at IS NULL",
                args![work.actor.person, &work.actor.name, why, work.now_ms, *a, *b],
            )
            .await?;
    }
    Ok(())
}
