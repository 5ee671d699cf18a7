//! Nhật ký ký số: who signed what, when, with which certificate, at which level, and how it was judged.

mod sheet;

use chrono::NaiveDate;
use db::{Db, Sql, V, args};
use people::{Actor, Reach, Right, Rights};
use uuid::Uuid;

use crate::ceremony::Ticket;

pub use sheet::workbook;

/// Lines of a page.
pub const PAGE: usize = 50;
/// Lines a printed or exported log may have.
pub const MOST: usize = 10_000;

/// Which lines.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of these units.
    pub units: Vec<String>,
    /// By this person alone.
    pub person: Option<Uuid>,
    /// Words of the title or the signer.
    pub query: String,
    /// From this day.
    pub from: Option<NaiveDate>,
    /// To this day, included.
    pub to: Option<NaiveDate>,
    /// Lines before this one: when it ended, and its id.
    pub before: Option<(i64, Uuid)>,
}

impl Filter {
    /// What this person may see.
    pub fn of(actor: &Actor) -> Filter {
        let rights = Rights::embedded();
        let right = Right::SigningLogRead;
        let reach = rights.widest(actor, right);
        let keys = match reach {
            Reach::Tree => actor.covers.tree_keys(),
            _ => actor.covers.unit_keys(),
        };
        let is_own = reach <= Reach::Own;
        Filter {
            units: keys
                .iter()
                .filter(|unit| rights.may(actor, right, unit, is_own))
                .cloned()
                .collect(),
            person: is_own.then_some(actor.person),
            ..Filter::default()
        }
    }
}

/// The signed tickets that fit, the newest first.
pub async fn lines(db: &Db, filter: &Filter, most: usize) -> Result<Vec<Ticket>, db::StorageError> {
    if filter.units.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<V> = args![];
    let mut place = |value: V| {
        values.push(value);
        format!("${}", values.len())
    };
    let units: Vec<String> = filter
        .units
        .iter()
        .map(|unit| place(unit.clone().into()))
        .collect();
    let mut wanted = vec![
        format!("unit_id IN ({})", units.join(", ")),
        "state = 'signed'".to_owned(),
    ];
    if let Some(person) = filter.person {
        wanted.push(format!("person_id = {}", place(person.into())));
    }
    for word in text::fold(&filter.query).split_whitespace() {
        let escaped = word.replace(['%', '_'], "");
        wanted.push(format!(
            "found LIKE {}",
            place(format!("%{escaped}%").into())
        ));
    }
    let midnight = |day: NaiveDate| law_ms(day);
    if let Some(from) = filter.from {
        wanted.push(format!("ended_at >= {}", place(midnight(from).into())));
    }
    if let Some(to) = filter.to.and_then(|to| to.succ_opt()) {
        wanted.push(format!("ended_at < {}", place(midnight(to).into())));
    }
    if let Some((at, id)) = filter.before {
        let (at, id) = (place(at.into()), place(id.into()));
        wanted.push(format!("(ended_at, id) < ({at}, {id})"));
    }
    let sql = format!(
        "SELECT * FROM signing_ticket WHERE {} ORDER BY ended_at DESC, id DESC LIMIT {most}",
        wanted.join(" AND ")
    );
    db.all(sql, values).await
}

/// Midnight in Vietnam.
fn law_ms(day: NaiveDate) -> i64 {
    let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
    midnight.timestamp_millis() - 7 * 3_600_000
}

/// "Hợp lệ", or what is unproven.
pub fn result_vi(ticket: &Ticket) -> &'static str {
    match ticket.verdict.as_deref() {
        Some("valid") => "Hợp lệ",
        Some(_) => "Đã ký; chưa chứng minh được tình trạng thu hồi",
        None => "–",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_vietnam() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 20).unwrap();
        assert_eq!(law_ms(day), 1_779_210_000_000);
    }
}
