//! Các sổ, told in facts: which lines a matter has in a book, and what stands in each column.

mod data;
mod rows;

use law::{Fact, Law, Moment};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Book, Books, Reading, cells, lines};

/// A matter told in a few lines; facts get ids and places in the order they are told.
#[derive(Default, Clone)]
struct Story(Vec<Fact>);

fn who(name: &str) -> Uuid {
    let mut bytes = [0u8; 16];
    for (place, byte) in name.bytes().take(16).enumerate() {
        bytes[place] = byte;
    }
    Uuid::from_bytes(bytes)
}

impl Story {
    fn act(self, kind: &str, day: &str, number: &str, body: Value) -> Self {
        self.add(None, kind, day, number, body)
    }

    fn of(self, name: &str, kind: &str, day: &str, number: &str, body: Value) -> Self {
        self.add(Some(who(name)), kind, day, number, body)
    }

    fn add(
        mut self,
        subject: Option<Uuid>,
        kind: &str,
        day: &str,
        number: &str,
        body: Value,
    ) -> Self {
        let seq = self.0.len() as i64 + 1;
        let effective: Moment = day.parse().unwrap();
        self.0.push(Fact {
            seq,
            id: Uuid::from_u128(seq as u128),
            matter: Uuid::from_u128(900),
            subject,
            kind: kind.to_owned(),
            unit: "P68-KV03".to_owned(),
            effective,
            recorded_at: seq,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: (!number.is_empty()).then(|| number.to_owned()),
            body: match body {
                Value::Object(map) => map,
                _ => Map::new(),
            },
            sources: Default::default(),
            replaces: None,
            reason: None,
        });
        self
    }

    /// The newest fact takes back an earlier one, by its place from 1.
    fn replacing(mut self, place: usize) -> Self {
        let replaced = self.0[place - 1].id;
        let newest = self.0.last_mut().unwrap();
        newest.replaces = Some(replaced);
        newest.reason = Some("ghi nhầm".to_owned());
        self
    }

    /// Every line of a book: the words of every column.
    fn table(&self, no: &str) -> Vec<Vec<String>> {
        let (law, book) = (Law::embedded(), book(no));
        let reading = Reading::new(law, &self.0);
        lines(law, book, &self.0)
            .iter()
            .map(|line| {
                let cells = cells(&reading, book, line);
                cells.iter().map(|cell| cell.text()).collect()
            })
            .collect()
    }
}

fn book(no: &str) -> &'static Book {
    Books::embedded().named(no).unwrap()
}

/// A case of robbery of two accused, A described whole, B by name.
fn a_case() -> Story {
    let charge = serde_json::json!({ "charges": [{ "article": "173", "clause": 2 }], "summary": "Lấy trộm xe máy trước chợ.", "event_on": "2026-05-01" });
    Story::default()
        .of("A", "party.described", "2026-05-04", "", serde_json::json!({ "name": "Thái Doãn Lâm", "role": "bi_can", "born_on": "1990-02-03", "address": "Xã Nà Sản, tỉnh Sơn La", "sex": "nam" }))
        .of("B", "party.described", "2026-05-04", "", serde_json::json!({ "name": "Lò Văn Panh", "role": "bi_can", "born_on": "2009-07-01" }))
        .act("report.received", "2026-05-04", "", serde_json::json!({ "report_kind": "to_giac", "summary": "Mất xe máy.", "informant": "Phạm Bích Ngân", "informant_address": "Xã Mai Sơn" }))
        .act("case.initiated", "2026-05-08", "11/QĐ-CSĐT", charge.clone())
        .of("A", "accused.initiated", "2026-05-09", "12/QĐ-CSĐT", charge.clone())
        .of("B", "accused.initiated", "2026-05-20", "13/QĐ-CSĐT", charge)
        .of("A", "accused.approved", "2026-05-11", "20/QĐ-VKSKV3", serde_json::json!({}))
        .of("B", "accused.approved", "2026-05-22", "21/QĐ-VKSKV3", serde_json::json!({}))
}
