//! Lời khai kể gì: events with their day and hour, vehicles, telephones, and whom a witness speaks of.
//!
//! A sentence is proposed in the words of whoever said it, as claimed; hours told twice alike are one event with both leaves.

use std::{collections::BTreeMap, ops::Range};

use casefile::{
    pages_in,
    statements::{Contradiction, State, Statement, contradictions_of},
    text_of,
};
use chrono::{Days, NaiveDate};
use db::{Db, StorageError};
use text::mentions::{Mention, Topic, mentions_in};
use uuid::Uuid;

use super::derive::{Content, Known, Proposed};
use crate::{
    Source,
    drawing::{Certainty, Symbol},
};

/// The text of a statement after its head, with the page of each place.
pub(super) struct Spoken {
    text: String,
    /// Where each page begins.
    pages: Vec<(usize, Source)>,
}

/// A sentence and whose it is.
#[derive(Debug, PartialEq)]
struct Said<'a> {
    who: Option<&'a str>,
    range: Range<usize>,
}

/// Days before the matter that belong to it.
const BEFORE: u64 = 2 * 365;
/// Letters of a proposed name.
const LONGEST: usize = 96;

pub(super) async fn proposed(
    db: &Db,
    matter: Uuid,
    (statements, known): (&[Statement], &[Known]),
    first: NaiveDate,
) -> Result<Vec<Proposed>, StorageError> {
    let held = contradictions_of(db, matter).await?;
    let mut found = Found::default();
    for one in statements {
        let pages = pages_in(db, matter, one.document.first_no, one.document.last_no).await?;
        let mut read = Vec::new();
        for page in pages {
            let text = text_of(db, page.id).await?;
            read.push((Source::of_page(&page), text));
        }
        let spoken = Spoken::of(read);
        let teller = one.people.first().map(|person| person.name.as_str());
        found.read(&spoken, teller, known, span(first, one.made_on));
    }
    Ok(found.proposed(&held))
}

/// The days of which a statement can tell: nobody tells what is still to come; what lies years before the matter is a person's past, and a
/// day so early that a statement bears was misread.
fn span(first: NaiveDate, made_on: Option<NaiveDate>) -> (NaiveDate, NaiveDate) {
    let before = |day: NaiveDate| {
        day.checked_sub_days(Days::new(BEFORE))
            .unwrap_or(NaiveDate::MIN)
    };
    let made_on = made_on.filter(|day| *day >= before(first));
    let last = made_on.unwrap_or(NaiveDate::MAX);
    (before(first.min(last)), last)
}

impl Spoken {
    pub fn of(read: Vec<(Source, String)>) -> Spoken {
        let mut spoken = Spoken {
            text: String::new(),
            pages: Vec::new(),
        };
        for (page, text) in read {
            spoken.pages.push((spoken.text.len(), page));
            // The number of a sheet stands alone in its line.
            let lines = text
                .lines()
                .map(str::trim)
                .filter(|line| line.parse::<u16>().is_err());
            for line in lines.filter(|line| !line.is_empty()) {
                spoken.text.push_str(line);
                spoken.text.push(' ');
            }
        }
        spoken
    }

    fn source(&self, at: usize) -> Option<Source> {
        let before = self.pages.partition_point(|(begins, _)| *begins <= at);
        let (_, page) = self.pages.get(before.checked_sub(1)?)?;
        Some(page.clone())
    }

    /// The sentences of the answers, each with whoever gave it; questions and the head are left out.
    fn said<'a>(&self, teller: Option<&'a str>, known: &'a [Known]) -> Vec<Said<'a>> {
        let begins = ["NỘI DUNG ĐỐI CHẤT", "NỘI DUNG", "Nội dung"]
            .iter()
            .find_map(|head| self.text.find(head).map(|at| at + head.len()));
        let mut turns: Vec<(usize, usize, Option<Option<&'a str>>)> = Vec::new();
        let from = begins.unwrap_or(0);
        let mut mark = |words: &str, who: Option<Option<&'a str>>| {
            for (at, _) in self.text[from..].match_indices(words) {
                turns.push((from + at, from + at + words.len(), who));
            }
        };
        mark("Hỏi:", None);
        mark("Đáp:", Some(teller));
        for one in known {
            mark(&format!("{}:", one.name), Some(Some(&one.name)));
        }
        turns.sort_by_key(|(at, ..)| *at);
        if turns.is_empty() && begins.is_none() {
            // Bản tự khai: one person throughout.
            turns.push((0, 0, Some(teller)));
        }
        let mut said = Vec::new();
        for (n, (_, start, who)) in turns.iter().enumerate() {
            let Some(who) = who else { continue };
            let end = turns.get(n + 1).map_or(self.text.len(), |(at, ..)| *at);
            for range in sentences(&self.text, *start..end) {
                said.push(Said { who: *who, range });
            }
        }
        said
    }
}

/// A full stop before a capital ends a sentence; one inside a sum does not.
fn sentences(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = within.start;
    let letters: Vec<(usize, char)> = text[within.clone()].char_indices().collect();
    for (n, (at, letter)) in letters.iter().enumerate() {
        let ends = matches!(letter, '.' | '!' | '?' | ';')
            && letters
                .get(n + 1)
                .is_none_or(|(_, next)| next.is_whitespace())
            && letters
                .get(n + 2)
                .is_none_or(|(_, next)| !next.is_lowercase());
        if ends {
            all.push(start..within.start + at);
            start = within.start + at + letter.len_utf8();
        }
    }
    all.push(start..within.end);
    all.retain(|range| text[range.clone()].trim().chars().count() > 12);
    all
}

/// What all statements together tell.
#[derive(Default)]
struct Found {
    events: BTreeMap<String, Event>,
    things: BTreeMap<String, (Symbol, String, Vec<Source>)>,
    about: BTreeMap<(String, String), Vec<Source>>,
}

struct Event {
    starts: String,
    name: String,
    place: String,
    tellers: Vec<String>,
    people: Vec<String>,
    sources: Vec<Source>,
}

fn add(all: &mut Vec<Source>, source: Source) {
    if all.iter().all(|one| one.page != source.page) {
        all.push(source);
    }
}

impl Found {
    fn read(
        &mut self,
        spoken: &Spoken,
        teller: Option<&str>,
        known: &[Known],
        window: (NaiveDate, NaiveDate),
    ) {
        for said in spoken.said(teller, known) {
            let words = &spoken.text[said.range.clone()];
            let Some(source) = spoken.source(said.range.start) else {
                continue;
            };
            let mentions = mentions_in(words);
            let speaker = known.iter().find(|one| Some(one.name.as_str()) == said.who);
            let named: Vec<&Known> = known
                .iter()
                .filter(|one| words.contains(&one.name))
                .collect();
            self.things(&mentions, words, &source);
            if let Some(speaker) = speaker.filter(|one| one.symbol == Symbol::Witness) {
                for other in named.iter().filter(|one| one.symbol == Symbol::Accused) {
                    let pages = self
                        .about
                        .entry((speaker.key.clone(), other.key.clone()))
                        .or_default();
                    add(pages, source.clone());
                }
            }
            let people: Vec<&Known> = speaker.into_iter().chain(named).collect();
            self.event((words, &mentions), (said.who, &people), source, window);
        }
    }

    fn things(&mut self, mentions: &[Mention], words: &str, source: &Source) {
        for one in mentions.iter().filter(|one| !one.is_denied) {
            let (symbol, name) = match one.topic {
                Topic::Plate => (
                    Symbol::Vehicle,
                    format!("Xe biển số {}", &words[one.range.clone()]),
                ),
                Topic::Telephone => (Symbol::Phone, words[one.range.clone()].to_owned()),
                _ => continue,
            };
            let key = format!("{}:{}", one.topic.id(), one.value);
            let thing = self
                .things
                .entry(key)
                .or_insert_with(|| (symbol, name, Vec::new()));
            add(&mut thing.2, source.clone());
        }
    }

    fn event(
        &mut self,
        (words, mentions): (&str, &[Mention]),
        (who, people): (Option<&str>, &[&Known]),
        source: Source,
        (earliest, last): (NaiveDate, NaiveDate),
    ) {
        let first = |topic: Topic| {
            mentions
                .iter()
                .find(|one| one.topic == topic && !one.is_denied)
        };
        let hour = first(Topic::Time);
        let day = hour
            .and_then(|hour| hour.day.as_deref().and_then(day_of))
            .or_else(|| first(Topic::Day).and_then(|day| day_of(&day.value)));
        let Some(day) = day.filter(|day| (earliest..=last).contains(day)) else {
            return;
        };
        let place = first(Topic::Place);
        let (key, starts) = match (hour, first(Topic::Money).or(place)) {
            (Some(hour), _) => (
                format!("told:{day}T{}", hour.value),
                format!("{day}T{}", hour.value),
            ),
            // A day alone says too little to be an event of its own.
            (None, Some(detail)) => (format!("told:{day}:{}", detail.value), day.to_string()),
            (None, None) => return,
        };
        let event = self.events.entry(key).or_insert_with(|| Event {
            starts,
            name: shortened(words),
            place: String::new(),
            tellers: Vec::new(),
            people: Vec::new(),
            sources: Vec::new(),
        });
        if let Some(place) = place.filter(|_| event.place.is_empty()) {
            event.place = words[place.range.clone()]
                .trim_end_matches([',', '.'])
                .to_owned();
        }
        if let Some(who) = who.filter(|who| event.tellers.iter().all(|one| one != who)) {
            event.tellers.push(who.to_owned());
        }
        for one in people {
            if one.symbol.is_person() && !event.people.contains(&one.key) {
                event.people.push(one.key.clone());
            }
        }
        add(&mut event.sources, source);
    }

    fn proposed(self, held: &[Contradiction]) -> Vec<Proposed> {
        let mut all = Vec::new();
        for (key, (symbol, name, sources)) in self.things {
            let content = Content {
                name,
                certainty: Certainty::Claimed.id().to_owned(),
                sources,
                ..Content::default()
            };
            all.push(Proposed::thing(key, symbol, content));
        }
        for ((from, to), sources) in self.about {
            let content = Content {
                certainty: Certainty::Claimed.id().to_owned(),
                sources,
                ..Content::default()
            };
            all.push(Proposed::link("khai_ve", (&from, &to), content));
        }
        for (key, event) in self.events {
            let certainty = match is_disputed(&event, held) {
                true => Certainty::Disputed,
                false => Certainty::Claimed,
            };
            let content = Content {
                name: event.name,
                note: match event.tellers.is_empty() {
                    true => String::new(),
                    false => format!("theo {}", event.tellers.join(", ")),
                },
                starts: event.starts,
                place: event.place,
                certainty: certainty.id().to_owned(),
                sources: event.sources,
                people: event.people,
            };
            all.push(Proposed::thing(key, Symbol::Event, content));
        }
        all
    }
}

/// A contradiction about its hour was accepted on one of its pages.
fn is_disputed(event: &Event, held: &[Contradiction]) -> bool {
    let sides = held
        .iter()
        .filter(|one| one.state == State::Accepted && matches!(one.topic, Topic::Time | Topic::Day))
        .flat_map(|one| [&one.one, &one.other]);
    sides.into_iter().any(|side| {
        let told = text::fold(&side.told);
        event.sources.iter().any(|source| source.page == side.page)
            && text::fold(&event.name).contains(&told)
    })
}

/// "20/5/2026" with its year; nothing else is a day to be drawn.
fn day_of(value: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = value.split('/').collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// The beginning of a sentence, ended at a word.
fn shortened(words: &str) -> String {
    let words = text::clean(words);
    if words.chars().count() <= LONGEST {
        return words;
    }
    let cut: String = words.chars().take(LONGEST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ';']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Known> {
        let one = |key: &str, name: &str, symbol| Known {
            key: key.into(),
            name: name.into(),
            symbol,
        };
        vec![
            one("a", "Thái Doãn Lâm", Symbol::Accused),
            one("v", "Phạm Bích Ngân", Symbol::Victim),
            one("w", "Trần Văn Ý", Symbol::Witness),
        ]
    }

    fn read(pages: &[&str], teller: &str) -> Vec<Proposed> {
        let pages = (1..)
            .zip(pages)
            .map(|(no, text)| (page(no), (*text).to_owned()));
        let mut found = Found::default();
        let day = |value: &str| value.parse().unwrap();
        found.read(
            &Spoken::of(pages.collect()),
            Some(teller),
            &known(),
            (day("2024-05-20"), day("2026-06-01")),
        );
        found.proposed(&[])
    }

    fn page(no: u128) -> Source {
        Source {
            page: Uuid::from_u128(no),
            leaf: (20 + no).to_string(),
            rect: None,
            item: None,
        }
    }

    #[test]
    fn an_answer_with_an_hour_is_an_event_and_a_question_or_the_head_is_none() {
        let all = read(
            &[
                "BIÊN BẢN GHI LỜI KHAI\nHồi 14 giờ 20 phút, ngày 01 tháng 6 năm 2026, tại trụ sở Công an phường\nNỘI DUNG:\n\
                 Hỏi: Bà cho biết thời điểm giao tiền lúc 09 giờ 00 phút ngày 14/5/2026?\n\
                 Đáp: Tôi giao tiền lần thứ nhất lúc 08 giờ 40 phút ngày",
                "2\n14/5/2026, trước giờ tôi vào ca làm. Ngày 20/5/2026, Thái Doãn Lâm lại đòi thêm 20.000.000 đồng. Ngày 09/12/2016 tôi chuyển tới số 3 đường Hai Bà Trưng.",
            ],
            "Phạm Bích Ngân",
        );
        let told: Vec<(&str, &str)> = all
            .iter()
            .map(|one| (one.key.as_str(), one.content.starts.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("told:2026-05-14T08:40", "2026-05-14T08:40"),
                ("told:2026-05-20:20000000", "2026-05-20")
            ]
        );
        assert_eq!(
            all[0].content.name,
            "Tôi giao tiền lần thứ nhất lúc 08 giờ 40 phút ngày 14/5/2026, trước giờ tôi vào ca làm"
        );
        assert_eq!(all[0].content.note, "theo Phạm Bích Ngân");
        assert_eq!(
            all[0].content.sources[0].leaf, "21",
            "the page on which the sentence begins"
        );
        assert_eq!(all[1].content.sources[0].leaf, "22");
        assert_eq!(all[1].content.people, ["v", "a"]);
    }

    #[test]
    fn in_a_confrontation_each_answer_is_whose_name_stands_before_it() {
        let all = read(
            &[
                "NỘI DUNG ĐỐI CHẤT:\nHỏi: Lúc nào?\nPhạm Bích Ngân: Tôi giao tiền lúc 08 giờ 40 phút ngày 14/5/2026.\n\
               Thái Doãn Lâm: Tôi nhận tiền lúc 14 giờ 15 phút ngày 14/5/2026, buổi sáng tôi ngủ ở nhà.",
            ],
            "Phạm Bích Ngân",
        );
        let people: Vec<&[String]> = all
            .iter()
            .map(|one| one.content.people.as_slice())
            .collect();
        assert_eq!(people, [["v"], ["a"]]);
    }

    #[test]
    fn a_statement_whose_day_was_misread_as_a_birthday_tells_nothing_of_that_day() {
        let day = |value: &str| value.parse::<NaiveDate>().unwrap();
        let first = day("2026-05-20");
        let (earliest, last) = span(first, Some(day("1963-10-26")));
        assert!(earliest > day("2020-01-01") && last == NaiveDate::MAX);
        let (earliest, last) = span(first, Some(day("2026-05-18")));
        assert!(earliest < first && last == day("2026-05-18"));
        assert_eq!(span(first, None).1, NaiveDate::MAX);
    }

    #[test]
    fn a_witness_leads_to_whom_they_speak_of_and_a_plate_is_a_vehicle() {
        let all = read(
            &[
                "NỘI DUNG:\nHỏi: Anh thấy gì?\nĐáp: Tôi thấy Thái Doãn Lâm đi xe biển kiểm soát 26H4-628.15 rời quán.",
            ],
            "Trần Văn Ý",
        );
        let keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
        assert_eq!(keys, ["plate:26H462815", "khai_ve:w>a"]);
    }
}
