//! Kể thành sự kiện: a path of acts becomes facts on following days, with fields that say what the act must say.

use chrono::{Days, NaiveDate};
use law::Law;
use law::catalogue::{Act, FieldKind, Lawful, Start};
use serde_json::{Map, Value, json};

use super::claims::Claim;
use super::paths::{Place, Told, way};
use super::plans::{Plan, Step, act, plans};
use crate::rules::tests::{Story, who};
use crate::rules::{Matter, NewAct, Verdict, check, fold};

/// A story and the act it is about, the last fact.
pub(super) struct Scene {
    pub story: Story,
    pub before: Matter,
    pub after: Matter,
    pub verdict: Verdict,
}

/// Tells a plan: each step reached by the shortest way that leaves running what must run.
pub(super) fn tell(plan: &Plan, clause: u8, first: NaiveDate) -> Option<Scene> {
    let mut teller = Teller {
        story: Story::default(),
        place: (None, None, None),
        day: first,
        clause,
        keeps: &plan.keeps,
        shuns: plan.shuns.as_deref(),
    };
    let (last, earlier) = plan.steps.split_last()?;
    for step in earlier {
        teller.go_to(step)?;
        teller.put(step);
    }
    teller.go_to(last)?;
    if let Some(duty) = &plan.done {
        let mut done = Step::plain(act("duty.done"));
        done.body.insert("duty".to_owned(), json!(duty));
        teller.put(&done);
    }
    let before = teller.story.matter();
    let known = teller.story.facts.clone();
    teller.put(last);
    let after = teller.story.matter();
    let own = teller.story.facts.last()?;
    let mut asked = NewAct::new(own.kind.clone(), own.effective);
    asked.subject = own.subject;
    asked.body = own.body.clone();
    asked.number.clone_from(&own.number);
    let verdict = check(Law::embedded(), &known, &asked);
    Some(Scene {
        story: teller.story,
        before,
        after,
        verdict,
    })
}

struct Teller<'p> {
    story: Story,
    place: Place,
    day: NaiveDate,
    clause: u8,
    keeps: &'p [String],
    shuns: Option<&'p str>,
}

impl Teller<'_> {
    fn go_to(&mut self, step: &Step) -> Option<()> {
        let here = self.place;
        let plain = |place: &Place| {
            step.told.may_find(place) && step.during.allows(step.told.leads(place).1)
        };
        let wish = |place: &Place| {
            plain(place) && (!step.per_person || place.2.is_some_and(|state| state.is_charged()))
        };
        let spares = |told: &Told| {
            let kept = |family: &String| self.keeps.contains(family);
            !told
                .act
                .ends
                .iter()
                .any(|end| end.family == "*" || kept(&end.family))
                && !told.act.settles.iter().any(kept)
        };
        let shuns = |told: &Told| {
            let begins = |start: &Start| Some(start.family.as_str()) == self.shuns;
            spares(told) && !told.act.starts.iter().any(begins)
        };
        let path = way(here, wish, shuns)
            .or_else(|| way(here, wish, spares))
            .or_else(|| way(here, wish, |_| true))
            .or_else(|| way(here, plain, spares))?;
        for told in path {
            let step = Step {
                told,
                body: Map::new(),
                during: Lawful::default(),
                per_person: false,
            };
            self.put(&step);
        }
        Some(())
    }

    fn put(&mut self, step: &Step) {
        let act = step.told.act;
        let subject = (!step.told.whole).then(|| who("A"));
        let body = self.body(step);
        let day = match act.hour {
            true => format!("{}T08:00", self.day),
            false => self.day.to_string(),
        };
        self.place = step.told.leads(&self.place);
        let story = std::mem::take(&mut self.story);
        self.story = match subject {
            Some(_) => story.of("A", &act.id, &day, Value::Object(body)),
            None => story.act(&act.id, &day, Value::Object(body)),
        };
        self.story.facts.last_mut().unwrap().number = Some(format!("{}/QĐ", self.story_len()));
        self.day = self.day + Days::new(1);
    }

    fn story_len(&self) -> usize {
        self.story.facts.len()
    }

    /// The fields of an act: what the step asks for, what is required, and a period where it has one.
    fn body(&self, step: &Step) -> Map<String, Value> {
        let act = step.told.act;
        let mut body = step.body.clone();
        let day = self.day.to_string();
        let (from, to) = match act.field("from").or(act.field("to")) {
            Some(_) => self.period(act),
            None => (day.clone(), (self.day + Days::new(2)).to_string()),
        };
        for field in &act.fields {
            let forced = body.get(&field.name).is_some_and(|value| !value.is_null());
            let is_period = field.name == "from" || field.name == "to";
            let asked = body.contains_key(&field.name);
            if forced || !(field.required || is_period || asked || field.name == "charges") {
                continue;
            }
            let value = match (field.name.as_str(), field.kind) {
                ("from", _) => json!(from),
                ("to" | "earlier_to", _) => json!(to),
                (_, FieldKind::Date | FieldKind::Moment) => json!(day),
                (_, FieldKind::Charges) => json!([{ "article": "173", "clause": self.clause }]),
                (_, FieldKind::Choice) => json!(field.choices[0].0),
                (_, FieldKind::Number | FieldKind::Money) => json!(1),
                (_, FieldKind::YesNo) => json!(false),
                (_, FieldKind::Person) => json!(who("A").to_string()),
                (_, FieldKind::Text | FieldKind::Note | FieldKind::Staff) => json!("Nội dung"),
            };
            body.insert(field.name.clone(), value);
        }
        body.retain(|_, value| !value.is_null());
        body
    }

    /// The period an act states: for an extension it goes on from the end of the clock, else two days from its own.
    fn period(&self, act: &Act) -> (String, String) {
        let matter = fold(Law::embedded(), &self.story.facts);
        let extended = match act.approves.as_deref() {
            Some(order) => &super::plans::act(order).extends,
            None => &act.extends,
        };
        let running = matter.clocks.iter().rev().find(|clock| {
            clock.is_running()
                && (extended.contains(&clock.family) || act.extends.contains(&clock.family))
        });
        if let Some(due) = running.and_then(|clock| clock.due) {
            let later = due.on + Days::new(1);
            return match due.time {
                Some(time) => (
                    format!("{}T{}", due.on, time.format("%H:%M")),
                    format!("{later}T{}", time.format("%H:%M")),
                ),
                None => (later.to_string(), (later + Days::new(1)).to_string()),
            };
        }
        let to = self.day + Days::new(2);
        match act.hour {
            true => (format!("{}T08:00", self.day), format!("{to}T08:00")),
            false => (self.day.to_string(), to.to_string()),
        }
    }
}

/// The first day of a story: one on which the act asked about may be used.
pub(super) fn first_day(act: &Act) -> NaiveDate {
    let usual = NaiveDate::from_ymd_opt(2026, 7, 6).unwrap();
    act.valid_to.map_or(usual, |last| last - Days::new(60))
}

/// How many ways are tried before a claim counts as not reached.
pub(super) const TRIES: usize = 24;

/// A story that shows a claim, or why none does.
pub(super) fn shown(act: &'static Act, claim: &Claim, clause: u8) -> Result<Scene, String> {
    shown_in(act, claim, clause, TRIES)
}

/// The same in so many tries.
pub(super) fn shown_in(
    act: &'static Act,
    claim: &Claim,
    clause: u8,
    tries: usize,
) -> Result<Scene, String> {
    let mut whys = Vec::new();
    for plan in plans(act, claim).into_iter().take(tries) {
        let Some(scene) = tell(&plan, clause, first_day(act)) else {
            continue;
        };
        match claim.is_shown(act, &scene) {
            Ok(()) => return Ok(scene),
            Err(reason) => {
                let told: Vec<&str> = scene
                    .story
                    .facts
                    .iter()
                    .map(|fact| fact.kind.as_str())
                    .collect();
                whys.push(format!("{reason} ({})", told.join(" → ")));
            }
        }
    }
    whys.truncate(2);
    Err(format!("no way shows it: {}", whys.join(" | ")))
}
