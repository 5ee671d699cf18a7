//! Hẹn xem lại, theo dõi thời hiệu, bản án chờ ghi hiệu lực: a day somebody chose to look at a matter again, the end of limitation
//! as the prosecutor worked it out, which the data of the law cannot, and the day from which a judgment that nobody appealed
//! against is to be recorded as final. Told on the desk until it is done.

use chrono::NaiveDate;
use db::{Result, Sql, args};
use law::catalogue::CaseState;
use law::{Fact, Law};
use ledger::{Rows, Table, View};
use uuid::Uuid;

use crate::due::Whose;
use crate::register::{Values, each_of};
use crate::rules;
use crate::standing::{assigned, standing, unit_in_charge};

/// The act that sets both days.
const SET: &str = "matter.watch_set";

/// The appointments that stand: the newest of each person, and of the matter as a whole.
pub fn newest(facts: &[Fact]) -> Vec<&Fact> {
    let mut newest: Vec<&Fact> = Vec::new();
    for fact in standing(facts).filter(|fact| fact.kind == SET) {
        newest.retain(|known| known.subject != fact.subject);
        newest.push(fact);
    }
    newest
}

/// Hẹn xem lại ngày nào; none once anything was recorded in the matter from that day on.
pub fn remind_on(facts: &[Fact], set: &Fact) -> Option<NaiveDate> {
    let on = day(set, "remind_on")?;
    let is_looked_at = standing(facts).any(|later| later.seq > set.seq && later.effective.on >= on);
    (!is_looked_at).then_some(on)
}

/// Ngày hết thời hiệu mà Kiểm sát viên đã tính.
pub fn limitation_to(set: &Fact) -> Option<NaiveDate> {
    day(set, "limitation_to")
}

fn day(set: &Fact, field: &str) -> Option<NaiveDate> {
    set.moment(field).map(|moment| moment.on)
}

/// Where the appointments stand.
pub struct WatchView;

static TABLE: [Table; 1] = [Table {
    name: "criminal_watch",
    columns: &[
        "unit_id",
        "matter_id",
        "n",
        "subject_id",
        "name",
        "kind",
        "on_day",
        "note",
        "prosecutor_id",
    ],
}];

impl View for WatchView {
    fn tables(&self) -> &'static [Table] {
        &TABLE
    }

    // 2: judgments that wait to be recorded as final.
    fn edition(&self) -> u32 {
        2
    }

    fn rows(&self, law: &Law, facts: &[Fact], out: &mut Rows) {
        let (set, judgment) = (newest(facts), judgment(law, facts));
        if set.is_empty() && judgment.is_none() {
            return;
        }
        let matter = rules::fold(law, facts);
        let (unit, prosecutor) = (unit_in_charge(facts), assigned(facts).prosecutor_id);
        let mut watch = |fact: &Fact, place: i64, kind: &str, on: NaiveDate, note: &str| {
            let person = fact.subject.and_then(|subject| matter.person(subject));
            out.push(
                "criminal_watch",
                args![
                    unit,
                    fact.matter,
                    fact.seq * 2 + place,
                    fact.subject,
                    person.map_or("", |person| person.name_vi()),
                    kind,
                    on,
                    note,
                    prosecutor
                ],
            );
        };
        for fact in set {
            let note = fact.text("note").unwrap_or_default();
            if let Some(on) = remind_on(facts, fact) {
                watch(fact, 0, "remind", on, note);
            }
            if let Some(on) = limitation_to(fact) {
                watch(fact, 1, "limitation", on, note);
            }
        }
        if let Some(judgment) = judgment
            && let Some((on, vi)) = rules::final_from(law, &matter)
        {
            watch(judgment, 0, "final", on, vi);
        }
    }
}

/// The newest judgment that stands: only then is there anything to become final.
fn judgment<'f>(law: &Law, facts: &'f [Fact]) -> Option<&'f Fact> {
    let judges = |fact: &&Fact| {
        let moves = law
            .acts
            .get(&fact.kind)
            .and_then(|act| act.moves_case.as_ref());
        moves.is_some_and(|moves| moves.to == CaseState::Judged)
    };
    standing(facts).rfind(judges)
}

db::row! {
    /// Một việc hẹn xem lại, thời hiệu sắp hết, hoặc bản án chờ ghi hiệu lực.
    pub struct WatchLine {
        /// The matter.
        pub matter_id: Uuid,
        /// Its number within the matter.
        pub n: i64,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// What the matter is called.
        pub title: String,
        /// The person's name; empty for the whole matter.
        pub name: String,
        /// `remind`, `limitation`, `final`.
        pub kind: String,
        /// The day.
        pub on_day: NaiveDate,
        /// What was to be looked at.
        pub note: String,
    }
}

/// What is to be looked at by these days: appointments and judgments to be final, and ends of limitation; the nearest first.
pub async fn near(
    db: &impl Sql,
    whose: &Whose,
    (until, limitation_until): (NaiveDate, NaiveDate),
    at_most: i64,
) -> Result<Vec<WatchLine>> {
    let mut values = Values::default();
    let (today, limitation) = (values.bind(until), values.bind(limitation_until));
    let last = values.bind(until.max(limitation_until));
    let column = match whose {
        Whose::People(_) => "prosecutor_id",
        Whose::Units(_) => "unit_id",
    };
    let order = ("on_day, matter_id, n", at_most);
    let one = |who: &str| {
        format!(
            "SELECT unit_id, matter_id, n, name, kind, on_day, note FROM criminal_watch
              WHERE {column} = {who} AND on_day <= {last}
                AND (kind <> 'limitation' AND on_day <= {today} OR kind = 'limitation' AND on_day <= {limitation})
              ORDER BY {} LIMIT {}",
            order.0, order.1
        )
    };
    let inner = match whose {
        Whose::Units(units) if !units.is_empty() => each_of(units, &mut values, one, order),
        Whose::People(people) if !people.is_empty() => each_of(people, &mut values, one, order),
        _ => return Ok(Vec::new()),
    };
    let sql = format!(
        "SELECT w.matter_id, w.n, m.code, c.title, w.name, w.kind, w.on_day, w.note FROM ({inner}) AS w
           JOIN ledger_matter m ON m.id = w.matter_id
           JOIN criminal_matter c ON c.unit_id = w.unit_id AND c.matter_id = w.matter_id
          ORDER BY w.on_day, w.matter_id, w.n"
    );
    db.all(sql, values.0).await
}
