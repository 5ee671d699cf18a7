//! Giá trị đề xuất: each field of an act's form, from what the paper says, checked against what the matter knows.
//!
//! A value is *sure* only when the engine read its words well and nothing speaks against it: the period has the length
//! the paper gives it, the number's symbol is one the matter or the act knows, the article bears the offence in quotes.

use chrono::{Days, NaiveDate, Timelike};
use criminal::doors::{PaperAsked, Proposal, ReadPaper};
use criminal::{entry, prefill};
use law::catalogue::FieldKind;
use law::{Charge, Fact, Moment};
use serde_json::{Map, Value};
use text::decision::{Cited, DecisionText, Length, LengthUnit, Read, ReadCharge, words_likeness};
use text::{DocumentNumber, ReadDate};

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

struct Filling<'a> {
    asked: &'a PaperAsked<'a>,
    paper: &'a DecisionText,
    scanned: &'a Scanned,
    is_confirmed: bool,
    prefilled: Map<String, Value>,
    read: ReadPaper,
}

impl Filling<'_> {
    fn has(&self, field: &str) -> bool {
        self.asked.act.field(field).is_some()
    }

    fn put(
        &mut self,
        field: &str,
        typed: String,
        words: Option<&std::ops::Range<usize>>,
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
    fn put_own(
        &mut self,
        field: &str,
        typed: String,
        words: &std::ops::Range<usize>,
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
            match self.known_issuer(&issuer.value.name) {
                Some(name) => self.put("issuer", name, Some(&issuer.words), true),
                None => self.put(
                    "issuer",
                    issuer.value.name.clone(),
                    Some(&issuer.words),
                    false,
                ),
            }
        }
        if let Some(signer) = &paper.signer {
            let known = self.known_signer(&signer.value);
            // A seal and a signature lie over it: a name that nobody knows yet is always compared.
            let is_sure = known.is_some();
            let name = known.unwrap_or_else(|| signer.value.clone());
            self.put_own("signer", name, &signer.words, is_sure);
        }
    }

    /// A paper is of a day that has come, and not older than the matter could be.
    fn is_possible(&self, day: NaiveDate) -> bool {
        day <= self.asked.today && day >= self.asked.act.valid_from
    }

    /// Whether the matter or the act knows papers with this symbol.
    fn knows_symbol(&self, number: &str) -> bool {
        let Ok(number) = number.parse::<DocumentNumber>() else {
            return false;
        };
        let known = self.facts().any(|fact| {
            let own = fact
                .number
                .as_deref()
                .and_then(|own| own.parse::<DocumentNumber>().ok());
            own.is_some_and(|own| own.symbol == number.symbol)
        });
        let kind = number.symbol.split('-').next().unwrap_or_default();
        let of_act = self
            .asked
            .act
            .series
            .as_ref()
            .map(|series| series.symbol.as_str());
        known || Some(kind) == of_act || is_usual_symbol(&number.symbol)
    }

    fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.asked.opened.facts.iter()
    }

    /// The name of an office as the matter and the person's unit write it.
    fn known_issuer(&self, read: &str) -> Option<String> {
        let known = self.facts().filter_map(|fact| fact.issuer.as_deref());
        known
            .chain([self.asked.own_unit])
            .filter(|known| !known.is_empty() && self.is_office(read, known))
            .max_by_key(|known| known.chars().count())
            .map(str::to_owned)
    }

    /// The same office; a province that was read as one word stands in the head all the same.
    fn is_office(&self, read: &str, known: &str) -> bool {
        let (read, written) = (no_dash(read), no_dash(known));
        if words_likeness(&read, &written) >= 92 {
            return true;
        }
        // "VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3" and "TỈNH SƠN LA" stand over one another in the head.
        let squeezed = |text: &str| text::fold(text).split_whitespace().collect::<String>();
        let head = squeezed(&self.scanned.text().chars().take(420).collect::<String>());
        let parts = known.replace(" Công an ", " - Công an ");
        let has_region = squeezed(known).contains("khuvuc") || !head.contains("khuvuc");
        has_region
            && parts
                .split(" - ")
                .all(|part| head.contains(&squeezed(part)))
    }

    fn known_signer(&self, read: &str) -> Option<String> {
        let known = self.facts().filter_map(|fact| fact.text("signer"));
        known
            .chain([self.asked.opened.assigned.prosecutor.as_str()])
            .find(|known| !known.is_empty() && subject::is_same_name(read, known))
            .map(str::to_owned)
    }

    fn period(&mut self) {
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

    fn charges(&mut self) {
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
        let is_sure = read.iter().all(|read| {
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

    fn cited(&mut self) {
        let act = self.asked.act;
        if self.has("earlier_number") {
            let wanted = self.earlier_names();
            let best = self
                .paper
                .cited
                .iter()
                .map(|cited| (likeness_to(&wanted, cited), cited))
                .filter(|(like, _)| *like >= 60)
                .max_by_key(|(like, cited)| (cited.is_operative && act.approves.is_some(), *like));
            if let Some((_, cited)) = best {
                self.put_cited("earlier_number", "earlier_on", cited);
            }
        }
        if self.has("request_number") {
            let request = self.paper.cited.iter().find(|cited| is_request(cited));
            if let Some(cited) = request {
                self.put_cited("request_number", "request_on", cited);
            }
        }
    }

    /// What the earlier paper may be called: the act that is approved, or the others of the same measure.
    fn earlier_names(&self) -> Vec<&str> {
        let (act, acts) = (self.asked.act, &self.asked.law.acts);
        if let Some(approved) = act.approves.as_deref().and_then(|kind| acts.get(kind)) {
            return vec![&approved.name_vi, &approved.short_vi];
        }
        let same = acts
            .all()
            .iter()
            .filter(|other| {
                act.measure.is_some() && other.measure == act.measure && other.id != act.id
            })
            .filter(|other| other.approves.is_none());
        same.flat_map(|other| [other.name_vi.as_str(), other.short_vi.as_str()])
            .collect()
    }

    fn put_cited(&mut self, number_field: &str, day_field: &str, cited: &Cited) {
        let number = &cited.number;
        // The matter's own record of that paper speaks for both: its figure and its day agree.
        let day = cited.on.as_ref().and_then(|on| day_of(&on.value));
        let figure = |number: &str| number.split('/').next().map(str::to_owned);
        let known = self.facts().find(|fact| {
            let own = fact.number.as_deref().unwrap_or_default();
            own == number.value
                || (figure(own) == figure(&number.value) && day == Some(fact.effective.on))
        });
        let known_day = known.map(|fact| fact.effective.on);
        let is_known = known.is_some();
        let repeated = self
            .paper
            .cited
            .iter()
            .filter(|other| other.number.value == number.value)
            .count()
            > 1;
        let is_sure = is_known || repeated || number.confidence >= SURE + 8;
        let written = known.and_then(|fact| fact.number.clone());
        let written = written.unwrap_or_else(|| number.value.clone());
        self.put_own(number_field, written, &number.words, is_sure);
        if let (Some(on), Some(day)) = (&cited.on, day) {
            let agrees = match known_day {
                Some(known) => known == day,
                None => on.confidence >= SURE,
            };
            self.put_own(
                day_field,
                vi(day),
                &on.words,
                agrees && day <= self.asked.today,
            );
        }
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

/// Symbols that papers of procedure usually carry: "QĐ-VKS…", "LTG-CSĐT".
fn is_usual_symbol(symbol: &str) -> bool {
    let mut parts = symbol.split('-');
    let (kind, body) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let is_kind = kind.chars().all(|c| c.is_uppercase()) && (1..=7).contains(&kind.chars().count());
    let is_body = ["VKS", "CSĐT", "ANĐT", "CQĐT", "TA", "KTHS", "VPCQCSĐT"]
        .iter()
        .any(|known| body.starts_with(known));
    is_kind && is_body
}

fn likeness_to(names: &[&str], cited: &Cited) -> u32 {
    let called: Vec<&str> = cited.called.split_whitespace().collect();
    // The name stands at the end of the clause: "Xét đề nghị phê chuẩn Quyết định gia hạn tạm giữ".
    let tail = |name: &str| {
        let words = name.split_whitespace().count();
        called[called.len().saturating_sub(words)..].join(" ")
    };
    names
        .iter()
        .map(|name| words_likeness(&tail(name), name))
        .max()
        .unwrap_or(0)
}

/// A paper of the investigating body that asks: "Văn bản số 814/ĐN-CSĐT".
fn is_request(cited: &Cited) -> bool {
    let symbol = cited
        .number
        .value
        .split('/')
        .next_back()
        .unwrap_or_default();
    let kind = symbol.split('-').next().unwrap_or_default();
    let is_of_procuracy = symbol.contains("VKS");
    let called = text::fold(&cited.called);
    !is_of_procuracy
        && (matches!(kind, "ĐN" | "CV" | "TTr" | "TTR" | "VBĐN" | "YC")
            || called.ends_with("van ban")
            || called.ends_with("van ban de nghi")
            || called.ends_with("cong van"))
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

fn day_of(date: &ReadDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(date.year, date.month, date.day)
}

fn vi(day: NaiveDate) -> String {
    shell::vi_date(day)
}

/// "20/05/2026 17:00", as people type it.
fn typed_date(date: &ReadDate) -> String {
    let Some(on) = day_of(date) else {
        return String::new();
    };
    let time = date
        .time
        .and_then(|(hour, minute)| chrono::NaiveTime::from_hms_opt(hour, minute, 0));
    debug_assert!(time.is_none_or(|time| time.second() == 0));
    entry::typed_moment(&Moment { on, time })
}

fn no_dash(name: &str) -> String {
    name.replace(['-', '–', ','], " ")
}

fn bare_offence(offence: &str) -> String {
    offence.trim_start_matches("Tội ").to_owned()
}
