//! Giá trị đề xuất: each field of an act's form, from what the paper says, checked against what the matter knows.
//!
//! A value is *sure* only when the engine read its words well and nothing speaks against it: the period has the length
//! the paper gives it, the number is cited elsewhere in the file, the article bears the offence in quotes.
//!
//! | to | look in |
//! |---|---|
//! | the head: day, number, issuer, signer | here and `offices` |
//! | the period, its length, the charges | `terms` |
//! | the papers it cites | `citing` |

use std::ops::Range;

use chrono::NaiveDate;
use criminal::doors::{PaperAsked, Proposal, ReadPaper};
use criminal::{entry, prefill};
use law::{Fact, Moment};
use serde_json::{Map, Value};
use text::ReadDate;
use text::decision::{DecisionText, words_likeness};

use super::paper::Scanned;
use super::subject;
use crate::messages;

/// A word read with less must be compared with the page.
pub const SURE: u8 = 80;

/// Everything the paper proposes for the form of an act.
///
/// `is_confirmed` says whether other pages of the file cite the paper's number as it was read here.
pub fn propose(
    asked: &PaperAsked<'_>,
    paper: &DecisionText,
    scanned: &Scanned,
    is_confirmed: bool,
) -> ReadPaper {
    let prefilled = prefill::prefill(asked.law, asked.opened, asked.act, asked.subject);
    let mut filling = Filling {
        asked,
        paper,
        scanned,
        is_confirmed,
        prefilled,
        read: ReadPaper::default(),
    };
    filling.people();
    filling.head();
    filling.period();
    filling.charges();
    filling.cited();
    filling.rest();
    filling.notes();
    filling.unread();
    filling.read
}

/// A form that is being filled.
pub(super) struct Filling<'a> {
    pub(super) asked: &'a PaperAsked<'a>,
    pub(super) paper: &'a DecisionText,
    pub(super) scanned: &'a Scanned,
    pub(super) is_confirmed: bool,
    pub(super) prefilled: Map<String, Value>,
    pub(super) read: ReadPaper,
}

impl Filling<'_> {
    pub(super) fn has(&self, field: &str) -> bool {
        self.asked.act.field(field).is_some()
    }

    pub(super) fn put(
        &mut self,
        field: &str,
        typed: String,
        words: Option<&Range<usize>>,
        is_sure: bool,
    ) {
        if typed.is_empty() || self.read.proposals.iter().any(|one| one.field == field) {
            return;
        }
        self.read.proposals.push(Proposal {
            field: field.to_owned(),
            typed,
            at: words.and_then(|words| self.scanned.place(words)),
            is_sure,
        });
    }

    /// The same for a field of the act's own, if it has it.
    pub(super) fn put_own(
        &mut self,
        field: &str,
        typed: String,
        words: &Range<usize>,
        is_sure: bool,
    ) {
        if self.has(field) {
            self.put(field, typed, Some(words), is_sure);
        }
    }

    fn people(&mut self) {
        let named = subject::everyone(
            self.asked.opened,
            self.asked.act,
            self.paper,
            &self.scanned.text(),
        );
        for (at, one) in named.iter().enumerate() {
            match at {
                0 => self.put(
                    "subject",
                    one.id.to_string(),
                    one.words.as_ref(),
                    one.is_sure,
                ),
                _ => {
                    let field = format!("also-{}", one.id);
                    self.put(&field, "true".to_owned(), one.words.as_ref(), one.is_sure);
                }
            }
        }
    }

    fn head(&mut self) {
        let paper = self.paper;
        if let Some(on) = &paper.issued_on
            && let Some(day) = day_of(&on.value)
        {
            let hour = paper.from.as_ref().filter(|from| {
                self.asked.act.hour && from.value.time.is_some() && day_of(&from.value) == Some(day)
            });
            let is_sure = on.confidence >= SURE && self.is_possible(day);
            match hour {
                // The law counts hours from it: the hour stands with the period.
                Some(from) => {
                    let typed = typed_date(&from.value);
                    self.put(
                        "effective",
                        typed,
                        Some(&from.words),
                        is_sure && from.confidence >= SURE,
                    );
                }
                None => self.put("effective", vi(day), Some(&on.words), is_sure),
            }
        }
        if let Some(number) = &paper.number {
            let is_read = self.is_confirmed || number.confidence >= SURE + 8;
            let is_sure = is_read && self.knows_symbol(&number.value);
            self.put("number", number.value.clone(), Some(&number.words), is_sure);
        }
        if let Some(issuer) = &paper.issuer {
            let read = &issuer.value.name;
            let (name, is_sure) = match self.known_issuer(read) {
                Some(name) => (name, true),
                None => (
                    self.begun_issuer(read).unwrap_or_else(|| read.clone()),
                    false,
                ),
            };
            self.put("issuer", name, Some(&issuer.words), is_sure);
        }
        if let Some(signer) = &paper.signer {
            let known = self.known_signer(&signer.value);
            // A seal and a signature lie over it: a name that nobody knows yet is always compared.
            let is_sure = known.is_some();
            let name = known.unwrap_or_else(|| signer.value.clone());
            self.put_own("signer", name, &signer.words, is_sure);
        }
    }

    pub(super) fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.asked.opened.facts.iter()
    }

    fn rest(&mut self) {
        if let Some(place) = &self.paper.place_of_detention {
            let known = self
                .facts()
                .filter_map(|fact| fact.text("place_of_detention"))
                .find(|known| words_likeness(&place.value, known) >= 90)
                .map(str::to_owned);
            let is_sure = known.is_some() || place.confidence >= SURE;
            let typed = known.unwrap_or_else(|| place.value.clone());
            self.put_own("place_of_detention", typed, &place.words, is_sure);
        }
        if let Some(court) = &self.paper.court {
            self.put_own(
                "court",
                court.value.clone(),
                &court.words,
                court.confidence >= SURE,
            );
        }
        if let Some(asks) = &self.paper.asks_for_trial {
            let is_sure = asks.confidence >= SURE;
            self.put_own("proposal", "truy_to".to_owned(), &asks.words, is_sure);
        }
    }

    fn notes(&mut self) {
        let act = self.asked.act;
        if let Some(number) = &self.paper.number
            && let Some(fact) =
                criminal::standing::standing(&self.asked.opened.facts).find(|fact| {
                    fact.kind == act.id && fact.number.as_deref() == Some(number.value.as_str())
                })
        {
            let told = messages::already_recorded(&number.value, &fact.effective.vi());
            self.read.notes.push(told);
        }
        let is_about_person = matches!(
            act.scope,
            law::catalogue::Scope::Accused | law::catalogue::Scope::Person
        );
        let is_named = self.read.proposals.iter().any(|one| one.field == "subject");
        if is_about_person && !is_named {
            let read: Vec<&str> = self
                .paper
                .people
                .iter()
                .filter(|one| one.value.is_operative)
                .map(|one| one.value.name.as_str())
                .collect();
            self.read.notes.push(messages::person_unknown(&read));
        }
    }

    /// The fields a person will look for first, and those the act cannot do without.
    fn unread(&mut self) {
        const LOOKED_FOR: [&str; 12] = [
            "signer",
            "from",
            "to",
            "count",
            "charges",
            "earlier_number",
            "earlier_on",
            "request_number",
            "request_on",
            "place_of_detention",
            "court",
            "proposal",
        ];
        let act = self.asked.act;
        let own = act
            .fields
            .iter()
            .filter(|field| field.required || LOOKED_FOR.contains(&field.name.as_str()))
            .map(|field| field.name.clone());
        let all = ["subject", "effective", "number", "issuer"]
            .into_iter()
            .map(str::to_owned)
            .chain(own);
        let missing: Vec<String> = all
            .filter(|name| self.read.proposals.iter().all(|one| one.field != *name))
            .collect();
        self.read.unread = missing;
    }
}

/// The day, if there is such a day.
pub(super) fn day_of(date: &ReadDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year, date.month, date.day)
}

/// "20/05/2026".
pub(super) fn vi(day: NaiveDate) -> String {
    shell::vi_date(day)
}

/// "20/05/2026 17:00", as people type it.
pub(super) fn typed_date(date: &ReadDate) -> String {
    let Some(on) = day_of(date) else {
        return String::new();
    };
    let time = date
        .time
        .and_then(|(hour, minute)| chrono::NaiveTime::from_hms_opt(hour, minute, 0));
    entry::typed_moment(&Moment { on, time })
}
