//! Các sự kiện của một đơn vị trong một kỳ, each with its matter, its person and its fields in words.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use db::{Db, StorageError};
use law::catalogue::{Act, FieldKind};
use law::{Fact, Law};
use people::staff::person;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{MOST, Sent};
use crate::workbook::Out;

const HEADS: [(&str, f64); 15] = [
    ("Mã hồ sơ", 18.0),
    ("Hồ sơ", 40.0),
    ("Ngày", 12.0),
    ("Giờ", 8.0),
    ("Hành vi", 32.0),
    ("Mã hành vi", 24.0),
    ("Người", 24.0),
    ("Số văn bản", 18.0),
    ("Nơi ban hành", 28.0),
    ("Nội dung", 60.0),
    ("Đơn vị", 12.0),
    ("Người ghi", 22.0),
    ("Ghi lúc", 17.0),
    ("Còn hiệu lực", 11.0),
    ("Lý do sửa, rút", 28.0),
];

/// The facts of units between two days; none when they are too many for one file.
pub async fn facts(
    db: &Db,
    law: &Law,
    units: &[String],
    period: (NaiveDate, NaiveDate),
) -> Result<Option<Sent>, StorageError> {
    let mut all: Vec<Fact> = Vec::new();
    for unit in units {
        let mut after = Uuid::nil();
        loop {
            let some = ledger::facts_between(db, unit, period, after, 2000).await?;
            let Some(last) = some.last() else { break };
            after = last.id;
            all.extend(some);
            if all.len() > MOST {
                return Ok(None);
            }
        }
    }
    all.sort_by_key(|fact| (fact.effective.at_utc_ms(), fact.seq));
    let matters: Vec<Uuid> = all
        .iter()
        .map(|fact| fact.matter)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let mut sent = Sent {
        heads: HEADS.to_vec(),
        ..Sent::default()
    };
    let around = Around::load(db, &matters, &all).await?;
    for fact in &all {
        let act = law
            .acts
            .on(&fact.kind, fact.effective.on)
            .or_else(|| law.acts.get(&fact.kind));
        sent.rows.push(around.row(act, fact));
        sent.objects.push(around.object(act, fact));
    }
    Ok(Some(sent))
}

/// What stands around the facts: matters, people, who recorded, what replaced what.
struct Around {
    heads: HashMap<Uuid, (String, String)>,
    people: HashMap<Uuid, String>,
    staff: HashMap<Uuid, String>,
    replaced: BTreeSet<Uuid>,
}

impl Around {
    async fn load(db: &Db, matters: &[Uuid], all: &[Fact]) -> Result<Around, StorageError> {
        let mut around = Around {
            heads: HashMap::new(),
            people: HashMap::new(),
            staff: HashMap::new(),
            replaced: BTreeSet::new(),
        };
        for some in matters.chunks(100) {
            for head in criminal::heads(db, some).await? {
                around.heads.insert(head.matter_id, (head.code, head.title));
            }
            for facts in ledger::facts_of_each(db, some).await?.into_values() {
                for fact in facts {
                    around.replaced.extend(fact.replaces);
                    if let (Some(subject), Some(name)) = (fact.subject, fact.text("name")) {
                        around.people.insert(subject, name.to_owned());
                    }
                }
            }
        }
        let staff: Vec<Uuid> = all
            .iter()
            .map(|fact| fact.recorded_by)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        for some in staff.chunks(100) {
            let names = person::names_of(db, some)
                .await
                .map_err(|error| StorageError::Engine(error.to_string()))?;
            around.staff.extend(names);
        }
        Ok(around)
    }

    fn standing(&self, fact: &Fact) -> bool {
        fact.kind != "fact.withdrawn" && !self.replaced.contains(&fact.id)
    }

    fn row(&self, act: Option<&Act>, fact: &Fact) -> Vec<Out> {
        let (code, title) = self.heads.get(&fact.matter).cloned().unwrap_or_default();
        let name = |id: Option<Uuid>| {
            id.and_then(|id| self.people.get(&id))
                .cloned()
                .unwrap_or_default()
        };
        let time = fact
            .effective
            .time
            .map(|time| time.format("%H:%M").to_string());
        vec![
            code.into(),
            title.into(),
            shell::vi_date(fact.effective.on).into(),
            time.unwrap_or_default().into(),
            act.map_or(fact.kind.clone(), |act| act.short_vi.clone())
                .into(),
            fact.kind.clone().into(),
            name(fact.subject).into(),
            fact.number.clone().unwrap_or_default().into(),
            fact.issuer.clone().unwrap_or_default().into(),
            self.fields(act, fact).into(),
            fact.unit.clone().into(),
            self.staff
                .get(&fact.recorded_by)
                .cloned()
                .unwrap_or_default()
                .into(),
            shell::vi_time(fact.recorded_at).into(),
            if self.standing(fact) { "có" } else { "không" }.into(),
            fact.reason.clone().unwrap_or_default().into(),
        ]
    }

    /// "Loại nguồn tin: Tố giác; …".
    fn fields(&self, act: Option<&Act>, fact: &Fact) -> String {
        let said = act
            .into_iter()
            .flat_map(|act| &act.fields)
            .filter_map(|field| {
                let value = fact.body.get(&field.name)?;
                let words = match (field.kind, value) {
                    (FieldKind::Choice, Value::String(code)) => field
                        .choices
                        .iter()
                        .find(|(known, _)| known == code)
                        .map_or(code.clone(), |(_, label)| label.clone()),
                    (FieldKind::YesNo, Value::Bool(true)) => "có".to_owned(),
                    (FieldKind::Staff, Value::String(id)) => fact
                        .text(&format!("{}_name", field.name))
                        .map_or(id.clone(), str::to_owned),
                    (FieldKind::Person, Value::String(id)) => id
                        .parse()
                        .ok()
                        .and_then(|id: Uuid| self.people.get(&id).cloned())
                        .unwrap_or_else(|| id.clone()),
                    _ => criminal::entry::typed(value),
                };
                (!words.is_empty()).then(|| format!("{}: {words}", field.label_vi))
            });
        said.collect::<Vec<_>>().join("; ")
    }

    fn object(&self, act: Option<&Act>, fact: &Fact) -> Value {
        let code = self.heads.get(&fact.matter).map(|(code, _)| code.as_str());
        json!({
            "seq": fact.seq, "id": fact.id, "matter": fact.matter, "code": code, "subject": fact.subject,
            "kind": fact.kind, "kind_vi": act.map(|act| act.short_vi.as_str()), "unit": fact.unit,
            "effective": fact.effective.to_string(), "recorded_at": fact.recorded_at, "recorded_by": fact.recorded_by,
            "issuer": fact.issuer, "number": fact.number, "body": fact.body, "replaces": fact.replaces,
            "reason": fact.reason, "stands": self.standing(fact),
        })
    }
}
