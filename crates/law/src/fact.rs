//! Sự kiện tố tụng: a legal act as recorded, which nothing edits.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Charge, Moment};

/// Sự kiện: a legal act as recorded. A correction is a new fact that names the one it replaces, with a reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Its place in the ledger.
    pub seq: i64,
    /// Its own id.
    pub id: Uuid,
    /// The matter (hồ sơ) it belongs to.
    pub matter: Uuid,
    /// The person in the matter it concerns.
    pub subject: Option<Uuid>,
    /// The kind of act, as the catalogue names it.
    pub kind: String,
    /// The unit as it was called on that day.
    pub unit: String,
    /// When it takes effect in law.
    pub effective: Moment,
    /// When it was entered, in milliseconds UTC.
    pub recorded_at: i64,
    /// Who entered it.
    pub recorded_by: Uuid,
    /// Who issued the act.
    pub issuer: Option<String>,
    /// The number of the decision, such as `116/QĐ-VKSKV3`.
    pub number: Option<String>,
    /// The fields of the act, as the catalogue lists them.
    #[serde(default)]
    pub body: Map<String, Value>,
    /// Where each field was read; `*` stands for the whole act.
    #[serde(default)]
    pub sources: BTreeMap<String, PageBox>,
    /// The fact it replaces, if it is a correction.
    pub replaces: Option<Uuid>,
    /// Why it replaces it.
    pub reason: Option<String>,
}

/// Lĩnh vực của hồ sơ: whether it is a civil or administrative matter (vụ việc dân sự, vụ án hành chính), which its first fact says.
/// No criminal view, register or figure reads one.
pub fn is_civil(facts: &[Fact]) -> bool {
    facts
        .first()
        .is_some_and(|fact| fact.kind.starts_with("civil."))
}

/// Vị trí trên trang bút lục: the rectangle of a scanned page a value was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageBox {
    /// The page.
    pub page: Uuid,
    /// x0, y0, x1, y1 in pixels of the upright page image; none means the whole page.
    pub rect: Option<[i32; 4]>,
}

impl Fact {
    /// A field as text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.body.get(field)?.as_str()
    }

    /// A field as a moment.
    pub fn moment(&self, field: &str) -> Option<Moment> {
        self.text(field)?.parse().ok()
    }

    /// A field as a whole number, written as a number or as digits.
    pub fn number_of(&self, field: &str) -> Option<i64> {
        let value = self.body.get(field)?;
        value
            .as_i64()
            .or_else(|| value.as_str()?.trim().parse().ok())
    }

    /// A field as a charge under the Penal Code.
    pub fn charge(&self, field: &str) -> Option<Charge> {
        serde_json::from_value(self.body.get(field)?.clone()).ok()
    }
}
