//! Số liệu ứng dụng: maps and diagrams that really exist, counted by themselves with their days; each leads to what was counted.

use chrono::NaiveDate;
use db::{Db, Sql, V};
use law::Moment;
use shell::Problem;
use uuid::Uuid;

use crate::{messages::FORMS, opened::href};

/// Đã lập gì.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Form {
    /// Báo cáo án bằng sơ đồ tư duy: a version of a map, kept for a day of report.
    MapReport,
    /// Sơ đồ tư duy.
    Map,
    /// Sơ đồ quan hệ, diễn biến, tổ chức, trình tự tố tụng.
    Diagram,
    /// Sơ đồ dòng tiền.
    Flow,
    /// Sơ đồ hiện trường.
    Sketch,
}

impl Form {
    /// All, in the order of the table.
    pub const ALL: [Form; 5] = [
        Form::MapReport,
        Form::Map,
        Form::Diagram,
        Form::Flow,
        Form::Sketch,
    ];

    /// As people read it.
    pub fn vi(self) -> &'static str {
        FORMS[self as usize].0
    }

    /// How it is counted.
    pub fn how_vi(self) -> &'static str {
        FORMS[self as usize].1
    }

    /// What of it falls into some days, by matter and title: $1 first and $2 last instant, or the days of a report.
    fn select(self, units: &str) -> String {
        let made = |table: &str, title: &str, removed: &str| {
            format!(
                "SELECT unit_id, id, matter_id, {title} AS title, made_at FROM {table}
                  WHERE made_at >= $1 AND made_at < $2 AND unit_id IN ({units}){removed} ORDER BY made_at, id"
            )
        };
        let there = " AND removed_at IS NULL";
        match self {
            Form::MapReport => format!(
                "SELECT unit_id, id, matter_id, note AS title, made_at FROM evidence_map_version
                  WHERE reported_on >= $1 AND reported_on <= $2 AND unit_id IN ({units}) ORDER BY reported_on, id"
            ),
            Form::Map => made("evidence_map", "''", ""),
            Form::Diagram => made("evidence_diagram", "title", there),
            Form::Flow => made("evidence_flow_view", "title", there),
            Form::Sketch => made("evidence_sketch", "title", there),
        }
    }

    fn href(self, matter: Uuid, id: Uuid) -> String {
        let at = href(matter);
        match self {
            Form::MapReport | Form::Map => format!("{at}/map"),
            Form::Diagram => format!("{at}/diagrams/{id}"),
            Form::Flow => format!("{at}/flows/views/{id}"),
            Form::Sketch => format!("{at}/sketches/{id}"),
        }
    }
}

/// Một sơ đồ được tính.
#[derive(Debug, Clone)]
pub struct Counted {
    /// What it is.
    pub form: Form,
    /// The unit that made it.
    pub unit: String,
    /// Its matter.
    pub matter: Uuid,
    /// What it is called; may be empty.
    pub title: String,
    /// When it was made, ms UTC.
    pub at: i64,
    /// Where it opens.
    pub href: String,
}

/// The first instant of a day, and the first after another, ms UTC.
pub fn instants(from: NaiveDate, to: NaiveDate) -> (i64, i64) {
    let after = to.succ_opt().unwrap_or(to);
    (
        Moment::day(from).at_utc_ms(),
        Moment::day(after).at_utc_ms(),
    )
}

/// What some units made from a day to a day, both counted.
pub async fn counts(
    db: &Db,
    units: &[String],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Counted>, Problem> {
    db::row! { struct Found { unit_id: String, id: Uuid, matter_id: Uuid, title: String, made_at: i64 } }
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..units.len() + 3).map(|n| format!("${n}")).collect();
    let places = places.join(", ");
    let (first, last) = instants(from, to);
    let mut all = Vec::new();
    for form in Form::ALL {
        let mut values = match form {
            Form::MapReport => vec![V::from(from), V::from(to)],
            _ => vec![V::from(first), V::from(last)],
        };
        values.extend(units.iter().map(V::from));
        let found: Vec<Found> = db.all(form.select(&places), values).await?;
        all.extend(found.into_iter().map(|one| Counted {
            form,
            href: form.href(one.matter_id, one.id),
            matter: one.matter_id,
            unit: one.unit_id,
            title: match one.title.trim() {
                "" => form.vi().to_owned(),
                title => title.to_owned(),
            },
            at: one.made_at,
        }));
    }
    Ok(all)
}
