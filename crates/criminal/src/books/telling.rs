//! Đọc các dòng: the facts of the matters on a page, and the words of each line.

use std::collections::HashMap;

use db::{Result, Sql};
use law::{Fact, Law};
use uuid::Uuid;

use super::book::Book;
use super::cells::{Cell, Reading, cells};
use super::lines::lines;
use super::shelf::{self, Asked, Key};

/// Một dòng đã có lời.
#[derive(Debug, Clone)]
pub struct Told {
    /// Where it stands.
    pub key: Key,
    /// Its cells, one a column.
    pub cells: Vec<Cell>,
    /// Another unit is in charge now: only what was recorded before is told, and the matter cannot be opened.
    pub has_left: bool,
}

/// The words of the lines. `readable` are the units whose matters the reader may open.
pub async fn told(
    db: &impl Sql,
    law: &Law,
    book: &Book,
    keys: Vec<Key>,
    readable: &[String],
) -> Result<Vec<Told>> {
    let mut matters: Vec<Uuid> = keys.iter().map(|key| key.matter_id).collect();
    matters.sort_unstable();
    matters.dedup();
    let mut facts = ledger::facts_of_each(db, &matters).await?;
    for key in keys.iter().filter(|key| !readable.contains(&key.charge_id)) {
        if let Some(known) = facts.get_mut(&key.matter_id) {
            known.retain(|fact| readable.contains(&fact.unit));
        }
    }
    let mut rows: Vec<Told> = Vec::with_capacity(keys.len());
    let mut read: HashMap<Uuid, HashMap<i64, Vec<Cell>>> = HashMap::new();
    for key in keys {
        let of_matter = read.entry(key.matter_id).or_insert_with(|| {
            let known = facts.get(&key.matter_id).map_or(&[][..], Vec::as_slice);
            rows_of(law, book, known)
        });
        rows.push(Told {
            cells: of_matter
                .get(&key.n)
                .cloned()
                .unwrap_or_else(|| vec![Cell::default(); book.columns.len()]),
            has_left: !readable.contains(&key.charge_id),
            key,
        });
    }
    Ok(rows)
}

/// The lines of one matter in a book with their cells, by number. Pure.
pub fn rows_of(law: &Law, book: &Book, facts: &[Fact]) -> HashMap<i64, Vec<Cell>> {
    let reading = Reading::new(law, facts);
    let found = lines(law, book, facts);
    found
        .iter()
        .map(|line| (line.n, cells(&reading, book, line)))
        .collect()
}

/// Every line asked for, with its words, up to a number of lines; none when there are more.
pub async fn all(
    db: &impl Sql,
    law: &Law,
    book: &Book,
    asked: &Asked,
    readable: &[String],
    most: usize,
) -> Result<Option<Vec<Told>>> {
    let mut rows = Vec::new();
    let mut asked = Asked {
        most: 250,
        ..asked.clone()
    };
    loop {
        let (keys, more) = shelf::page(db, &asked).await?;
        asked.after = keys.last().map(Key::cursor);
        rows.extend(told(db, law, book, keys, readable).await?);
        if rows.len() > most {
            return Ok(None);
        }
        if !more {
            return Ok(Some(rows));
        }
    }
}
