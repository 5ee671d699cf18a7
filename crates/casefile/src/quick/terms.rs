//! Thời hạn và tội danh: the period with its length, and the articles with the offence they bear.

use chrono::{Days, NaiveDate};
use criminal::entry;
use law::Charge;
use law::catalogue::FieldKind;
use serde_json::Value;
use text::ReadDate;
use text::decision::{Length, LengthUnit, Read, ReadCharge, words_likeness};

use super::fields::{Filling, SURE, day_of, typed_date};
use crate::messages;

impl Filling<'_> {
    pub(super) fn period(&mut self) {
        let paper = self.paper;
        if let (Some(from), Some(to)) = (&paper.from, &paper.to) {
            let fits = agrees(from, to, paper.length.as_ref());
            // The law's own reckoning for this extension may say the same.
            let as_reckoned = |field: &str, date: &ReadDate| {
                let known = self.prefilled.get(field).map(entry::typed);
                known.as_deref() == Some(typed_date(date).as_str())
            };
            let (first, last) = (
                as_reckoned("from", &from.value),
                as_reckoned("to", &to.value),
            );
            let is_sure = |read: &Read<ReadDate>, known: bool| {
                fits != Some(false)
                    && (known || fits == Some(true) || read.confidence >= SURE + 8)
                    && read.confidence >= SURE - 20
            };
            let (first, last) = (is_sure(from, first), is_sure(to, last));
            self.put_own("from", typed_date(&from.value), &from.words, first);
            self.put_own("to", typed_date(&to.value), &to.words, last);
            if let Some(length) = &paper.length {
                let field = match length.value.unit {
                    LengthUnit::Days => "days",
                    LengthUnit::Months => "months",
                };
                let is_sure = fits == Some(true) || (fits.is_none() && length.confidence >= SURE);
                self.put_own(
                    field,
                    length.value.value.to_string(),
                    &length.words,
                    is_sure,
                );
            }
            if fits == Some(false) {
                self.read.notes.push(messages::PERIOD_DISAGREES.to_owned());
            }
        }
        if let Some(count) = &paper.ordinal {
            let known = self.prefilled.get("count").and_then(Value::as_u64);
            let is_sure = count.confidence >= SURE
                && known.is_none_or(|known| known == u64::from(count.value));
            self.put_own("count", count.value.to_string(), &count.words, is_sure);
        }
    }
    pub(super) fn charges(&mut self) {
        let field = self
            .asked
            .act
            .fields
            .iter()
            .find(|field| field.kind == FieldKind::Charges);
        let Some(name) = field.map(|field| field.name.clone()) else {
            return;
        };
        let penal = &self.asked.law.penal;
        let real = |read: &&Read<ReadCharge>| !penal.article(&read.value.article).is_empty();
        let in_operative = self
            .paper
            .charges
            .iter()
            .any(|read| read.value.is_operative);
        let read: Vec<&Read<ReadCharge>> = self
            .paper
            .charges
            .iter()
            .filter(real)
            .filter(|read| read.value.is_operative || !in_operative)
            .collect();
        let Some(first) = read.first() else {
            return;
        };
        // Recitals name the articles of other papers: only the operative part speaks for this one.
        let is_sure = in_operative
            && read.iter().all(|read| {
                let charge = &read.value;
                let clause = charge
                    .clause
                    .is_some_and(|clause| penal.clause(&charge.article, clause).is_some());
                let named = charge.offence.as_deref().is_some_and(|said| {
                    let offence = penal.offence_vi(&charge.article).unwrap_or_default();
                    words_likeness(said, offence) >= 75
                        || words_likeness(said, &bare_offence(offence)) >= 75
                });
                clause && (named || read.confidence >= SURE + 8) && read.confidence >= SURE - 20
            });
        let charges: Vec<Charge> = read
            .iter()
            .map(|read| Charge {
                article: read.value.article.clone(),
                clause: read.value.clause,
                point: read.value.point.clone(),
            })
            .collect();
        let typed = serde_json::to_value(&charges).map(|value| entry::typed(&value));
        self.put(
            &name,
            typed.unwrap_or_default(),
            Some(&first.words),
            is_sure,
        );
    }
}

/// Whether a period has the length the paper gives it; `None` when that cannot be told.
fn agrees(
    from: &Read<ReadDate>,
    to: &Read<ReadDate>,
    length: Option<&Read<Length>>,
) -> Option<bool> {
    let (first, last) = (day_of(&from.value)?, day_of(&to.value)?);
    if last < first {
        return Some(false);
    }
    let length = length?.value;
    let has_hours = from.value.time.is_some() && to.value.time.is_some();
    let days = (last - first).num_days();
    match length.unit {
        LengthUnit::Days if has_hours => Some(days == i64::from(length.value)),
        LengthUnit::Days => Some(days + 1 == i64::from(length.value)),
        LengthUnit::Months => {
            // Months of detention count thirty days, months of a term run to the same day; deducted custody shortens it.
            let by_thirty = first + Days::new(u64::from(30 * length.value)) - Days::new(1);
            let by_date = first + chrono::Months::new(length.value);
            let near = |end: NaiveDate| (end - last).num_days().abs() <= 1;
            let shortened = (by_thirty - last).num_days();
            match () {
                () if near(by_thirty) || near(by_date) => Some(true),
                () if (1..=9).contains(&shortened) => None,
                () => Some(false),
            }
        }
    }
}
fn bare_offence(offence: &str) -> String {
    offence.trim_start_matches("Tội ").to_owned()
}
