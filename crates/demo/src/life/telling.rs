//! Người kể: holds the facts told so far, and knows the working days and the ends of the law.

use chrono::{Duration, Months, NaiveDate, NaiveTime};
use law::{Charge, Law, Moment, Question, Severity};
use people::Role;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::{
    chance::Chance,
    names,
    offences::Offence,
    offices::{Member, Office},
};

/// Where a fact has its number from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// It has none.
    None,
    /// As another agency wrote it.
    Typed(String),
    /// The next of the unit's book.
    Book,
    /// The next acceptance number of a stage.
    Docket(&'static str),
}

/// A fact before it has its place, its ids and its number.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The act.
    pub kind: &'static str,
    /// The person.
    pub subject: Option<Uuid>,
    /// Its day (hour).
    pub effective: Moment,
    /// Who issued it.
    pub issuer: Option<String>,
    /// Its number.
    pub number: Number,
    /// Its fields.
    pub body: Map<String, Value>,
    /// Who enters it.
    pub by: Uuid,
}

/// The teller of one matter.
pub struct Telling<'a> {
    /// The law.
    pub law: &'a Law,
    /// The office that records.
    pub office: &'a Office,
    /// The draws.
    pub chance: &'a mut Chance,
    /// The facts so far.
    pub facts: Vec<Draft>,
    /// What it is about.
    pub offence: &'static Offence,
    /// The charge.
    pub charge: Charge,
    /// Its class.
    pub class: Severity,
    /// Kiểm sát viên.
    pub prosecutor: Member,
    /// Where it happened.
    pub place: String,
}

impl<'a> Telling<'a> {
    /// A teller with nothing told.
    pub fn new(law: &'a Law, office: &'a Office, chance: &'a mut Chance) -> Telling<'a> {
        let offence = crate::offences::draw(chance);
        let charge = Charge::new(offence.article, *chance.one(offence.clauses));
        let class = law.penal.severity(&charge).unwrap_or(Severity::Serious);
        let prosecutor = office.someone(Role::Prosecutor, chance).clone();
        let place = names::address(chance, &office.province);
        Telling {
            law,
            office,
            chance,
            facts: Vec::new(),
            offence,
            charge,
            class,
            prosecutor,
            place,
        }
    }

    /// Tells a fact; what it says is added to the returned draft.
    pub fn say(&mut self, kind: &'static str, at: impl Into<Moment>, body: Value) -> &mut Draft {
        let body = match body {
            Value::Object(map) => map,
            _ => Map::new(),
        };
        let by = self.prosecutor.id;
        let draft = Draft {
            kind,
            subject: None,
            effective: at.into(),
            issuer: None,
            number: Number::None,
            body,
            by,
        };
        self.facts.push(draft);
        let last = self.facts.len() - 1;
        &mut self.facts[last]
    }

    /// An act of the investigator, with a number of theirs.
    pub fn police(
        &mut self,
        kind: &'static str,
        at: impl Into<Moment>,
        symbol: &str,
        body: Value,
    ) -> &mut Draft {
        let number = format!("{}/{symbol}-CSHS", self.chance.between(1, 1900));
        let issuer = self.police_name();
        let draft = self.say(kind, at, body);
        draft.number = Number::Typed(number);
        draft.issuer = Some(issuer);
        draft
    }

    /// An act of this procuracy, numbered from its book and signed by a leader.
    pub fn decide(&mut self, kind: &'static str, at: impl Into<Moment>, body: Value) -> &mut Draft {
        let signer = match self.chance.percent(35) {
            true => self.office.someone(Role::Chief, self.chance).name.clone(),
            false => self
                .office
                .someone(Role::DeputyChief, self.chance)
                .name
                .clone(),
        };
        let issuer = self.office.name.clone();
        let draft = self.say(kind, at, body);
        draft.number = Number::Book;
        draft.issuer = Some(issuer);
        draft.body.insert("signer".to_owned(), signer.into());
        draft
    }

    /// Cơ quan điều tra of this area.
    pub fn police_name(&self) -> String {
        format!("Cơ quan Cảnh sát điều tra Công an {}", self.office.province)
    }

    /// The fields that name the prosecutor.
    pub fn assignment(&mut self) -> Value {
        let examiner = self.office.someone(Role::Examiner, self.chance);
        json!({
            "prosecutor": self.prosecutor.id.to_string(), "prosecutor_name": self.prosecutor.name,
            "examiner": examiner.id.to_string(), "examiner_name": examiner.name,
        })
    }

    /// So many days on, moved to a working day.
    pub fn workday(&self, from: NaiveDate, days: i64) -> NaiveDate {
        let mut day = from + Duration::days(days);
        while !self.law.calendar.is_working(day) {
            day = day.succ_opt().unwrap_or(day);
        }
        day
    }

    /// The last working day up to a day.
    pub fn workday_by(&self, day: NaiveDate) -> NaiveDate {
        let mut day = day;
        while !self.law.calendar.is_working(day) {
            day = day.pred_opt().unwrap_or(day);
        }
        day
    }

    /// The legal end of a rule from a start.
    pub fn end_of(&self, rule: &str, start: NaiveDate, custody_days: u32) -> NaiveDate {
        let question = Question {
            custody_days,
            ..Question::new(rule, Moment::day(start))
        };
        self.law
            .deadline(&question)
            .map_or(start, |deadline| deadline.legal_end.on)
    }

    /// The suffix of the rules of this class, and its months of investigation: first, and first extension.
    pub fn investigation(&self) -> (&'static str, u32, u32) {
        match self.class {
            Severity::LessSerious => ("ITNT", 2, 2),
            Severity::Serious => ("NT", 3, 3),
            Severity::VerySerious => ("RNT", 4, 4),
            Severity::ExtremelySerious => ("DBNT", 4, 4),
        }
    }

    /// The nominal end of the investigation: from the decision that opened or resumed it.
    pub fn investigation_end(&self) -> NaiveDate {
        let (_, months, _) = self.investigation();
        let begun = self
            .facts
            .iter()
            .rev()
            .find(|fact| matches!(fact.kind, "case.initiated" | "investigation.resumed"));
        begun.map_or(NaiveDate::MIN, |fact| match fact.kind {
            "case.initiated" => months_on(fact.effective.on, months),
            _ => months_on(fact.effective.on, 2),
        })
    }

    /// A value in the JSON of facts.
    pub fn charges(&self) -> Value {
        json!([self.charge])
    }

    /// "Vụ Nguyễn Văn An: trộm cắp tài sản", "Vụ trộm cắp tài sản".
    pub fn case_name(&self, who: Option<&str>) -> String {
        let offence = self
            .law
            .penal
            .offence_vi(&self.charge.article)
            .unwrap_or("vi phạm");
        let offence = offence.strip_prefix("Tội ").unwrap_or(offence);
        match who {
            Some(who) => format!("Vụ {who}: {offence}"),
            None => format!("Vụ {offence}"),
        }
    }
}

/// The hour of a day.
pub fn at(day: NaiveDate, hour: u32, minute: u32) -> Moment {
    Moment::at(
        day,
        NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN),
    )
}

/// The same date so many months on.
pub fn months_on(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(day)
}
