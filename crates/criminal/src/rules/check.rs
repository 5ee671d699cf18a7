//! Hỏi trước khi ghi: whether an act may be recorded, by the same rules that read the matter afterwards.

use chrono::NaiveDate;
use law::catalogue::{Act, Agency};
use law::{Fact, Law, Moment};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::folding::fold_all;
use super::matter::{Finding, Level};
use super::messages::{self, finding};
use super::mistaken;

/// Hành vi định ghi nhận.
#[derive(Debug, Clone)]
pub struct NewAct {
    /// The kind, as the catalogue names it.
    pub kind: String,
    /// The person.
    pub subject: Option<Uuid>,
    /// Its day (hour) in law.
    pub effective: Moment,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its number.
    pub number: Option<String>,
    /// Its fields.
    pub body: Map<String, Value>,
    /// The unit it is recorded for.
    pub unit: String,
    /// The last day that unit existed, when it has been merged or closed.
    pub unit_ended_on: Option<NaiveDate>,
    /// Today, when dates after it are to be refused.
    pub today: Option<NaiveDate>,
    /// The fact it corrects.
    pub replaces: Option<Uuid>,
}

/// Kết luận: what forbids the act, and what is to be told about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Reasons not to record it.
    pub refusals: Vec<Finding>,
    /// Things to tell that do not block.
    pub warnings: Vec<Finding>,
}

impl NewAct {
    /// A plain act of a kind on a day.
    pub fn new(kind: impl Into<String>, effective: Moment) -> Self {
        NewAct {
            kind: kind.into(),
            subject: None,
            effective,
            issuer: None,
            number: None,
            body: Map::new(),
            unit: String::new(),
            unit_ended_on: None,
            today: None,
            replaces: None,
        }
    }

    fn as_fact(&self, matter: Uuid) -> Fact {
        Fact {
            seq: i64::MAX,
            id: Uuid::max(),
            matter,
            subject: self.subject,
            kind: self.kind.clone(),
            unit: self.unit.clone(),
            effective: self.effective,
            recorded_at: i64::MAX,
            recorded_by: Uuid::nil(),
            issuer: self.issuer.clone(),
            number: self.number.clone(),
            body: self.body.clone(),
            sources: Default::default(),
            replaces: self.replaces,
            reason: None,
        }
    }
}

impl Verdict {
    /// Whether the act may be recorded.
    pub fn is_lawful(&self) -> bool {
        self.refusals.is_empty()
    }
}

/// Kiểm tra trước khi ghi nhận: the facts as they stand, and the act to come.
pub fn check(law: &Law, facts: &[Fact], new: &NewAct) -> Verdict {
    let matter = facts.first().map_or(Uuid::nil(), |fact| fact.matter);
    let fact = new.as_fact(matter);
    let before = fold_all(law, facts.iter());
    let after = fold_all(law, facts.iter().chain(std::iter::once(&fact)));
    let mut verdict = Verdict::default();
    let Some(act) = law.acts.on(&new.kind, new.effective.on) else {
        let unknown = finding("act.unknown", Level::Refusal, fact.id, None)
            .says(format!("Danh mục không có hành vi “{}”.", new.kind), "")
            .so("Chọn hành vi trong danh mục.");
        verdict.refusals.push(unknown);
        return verdict;
    };
    for found in after.findings {
        let own = found.fact == Some(fact.id);
        let known = before.findings.iter().any(|old| {
            old.code == found.code && old.fact == found.fact && old.subject == found.subject
        });
        match (own, known) {
            (true, _) => {
                let found = name_the_cause(law, facts, new, act, found);
                verdict.add(found);
            }
            // A late entry may put something out of order that was in order.
            (false, false) => verdict.warnings.push(found),
            (false, true) => {}
        }
    }
    examine_entry(&mut verdict, act, new, &fact);
    for found in mistaken::examine(law, facts, &before, (act, new, &fact)) {
        verdict.add(found);
    }
    verdict
}

impl Verdict {
    fn add(&mut self, found: Finding) {
        match found.level {
            Level::Refusal => self.refusals.push(found),
            _ => self.warnings.push(found),
        }
    }
}

/// An act dated before the fact that makes it lawful says so, in place of a state that is merely missing.
fn name_the_cause(law: &Law, facts: &[Fact], new: &NewAct, act: &Act, found: Finding) -> Finding {
    let makes = |fact: &&Fact| {
        let Some(cause) = law.acts.on(&fact.kind, fact.effective.on) else {
            return false;
        };
        let later = fact.effective.on > new.effective.on;
        later
            && match found.code {
                "state.report" => cause
                    .moves_report
                    .as_ref()
                    .is_some_and(|step| act.requires_report.names(Some(step.to))),
                "state.case" => cause
                    .moves_case
                    .as_ref()
                    .is_some_and(|step| act.requires_case.names(Some(step.to))),
                "state.accused" | "detention.not_charged" => {
                    fact.subject == new.subject
                        && cause
                            .moves_accused
                            .as_ref()
                            .is_some_and(|step| act.requires_accused.names(Some(step.to)))
                }
                _ => false,
            }
    };
    let Some(cause) = facts
        .iter()
        .filter(makes)
        .min_by_key(|fact| fact.effective.on)
    else {
        return found;
    };
    let name = law
        .acts
        .get(&cause.kind)
        .map_or(cause.kind.as_str(), |cause| cause.short_vi.as_str());
    let vi = messages::before_its_cause(act, new.effective, name, cause.effective);
    Finding {
        code: "date.before_cause",
        vi,
        todo_vi: "Sửa lại ngày: hành vi này chỉ có sau sự kiện đó.".to_owned(),
        ..found
    }
}

/// What is missing or impossible in the entry itself.
fn examine_entry(verdict: &mut Verdict, act: &Act, new: &NewAct, fact: &Fact) {
    let say = |code, level, vi: String, todo: &str| {
        finding(code, level, fact.id, new.subject)
            .says(vi, &act.articles_vi())
            .so(todo)
    };
    let unit_ended = new.unit_ended_on.filter(|ended| new.effective.on > *ended);
    if let Some(ended) = unit_ended {
        let vi = format!(
            "Đơn vị này đã kết thúc hoạt động từ {}; không ghi nhận hành vi ngày {}.",
            law::day_vi(ended),
            new.effective.vi()
        );
        verdict.add(say(
            "unit.ended",
            Level::Refusal,
            vi,
            "Ghi nhận tại đơn vị kế thừa.",
        ));
    }
    if new.today.is_some_and(|today| new.effective.on > today) {
        let vi = format!("Ngày {} chưa đến.", new.effective.vi());
        verdict.add(say(
            "date.future",
            Level::Refusal,
            vi,
            "Kiểm tra lại ngày, tháng, năm.",
        ));
    }
    let missing: Vec<&str> = act
        .fields
        .iter()
        .filter(|field| field.required && is_empty(new.body.get(&field.name)))
        .map(|field| field.label_vi.as_str())
        .collect();
    if !missing.is_empty() {
        let vi = format!("“{}” còn thiếu: {}.", act.short_vi, missing.join(", "));
        verdict.add(say(
            "field.missing",
            Level::Warning,
            vi,
            "Bổ sung để thời hạn và sổ sách đầy đủ.",
        ));
    }
    // A receipt has its number in the register and none of its own.
    let is_paper = act.form.is_some() && act.field("register_number").is_none();
    let numbered = act.series.is_some()
        || act.issuers.contains(&Agency::Cqdt) && act.is_legal_act() && is_paper;
    if numbered
        && new
            .number
            .as_deref()
            .is_none_or(|number| number.trim().is_empty())
    {
        verdict.add(say(
            "number.missing",
            Level::Warning,
            format!("“{}” chưa có số văn bản.", act.short_vi),
            "Ghi số văn bản, hoặc lấy số từ sổ.",
        ));
    }
    let has_hour =
        new.effective.time.is_some() || fact.moment("from").is_some_and(|from| from.time.is_some());
    if act.hour && !has_hour {
        verdict.add(say(
            "hour.missing",
            Level::Warning,
            format!("“{}” tính theo giờ nhưng chưa ghi giờ.", act.short_vi),
            "Ghi giờ, phút để tính thời hạn.",
        ));
    }
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.trim().is_empty(),
        Some(Value::Array(list)) => list.is_empty(),
        _ => false,
    }
}
