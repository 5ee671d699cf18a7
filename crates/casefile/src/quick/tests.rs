//! How well decisions are read: the recognised words of two invented case files against what a careful person reads.

// The measure is read by people: one line a decision.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use criminal::doors::{PaperAsked, ReadPaper};
use criminal::standing::Assigned;
use criminal::{Opened, entry, rules};
use law::{Fact, Law, Moment};
use scan::{Rect, Word};
use serde_json::{Value, json};
use uuid::Uuid;

use super::acts::Recogniser;
use super::paper::{Scanned, ends, goes_on, names};
use super::{fields, subject};

/// Papers of the sample cases and the acts they are.
const ACTS: [(&str, &str); 16] = [
    ("custody", "custody.decided"),
    ("custext", "custody.extended"),
    ("approve_custext", "custody.extension_approved"),
    ("open", "case.initiated"),
    ("charge", "accused.initiated"),
    ("approve_charge", "accused.approved"),
    ("detain", "detention.ordered"),
    ("approve_detain", "detention.approved"),
    ("ban", "residence_ban.ordered"),
    ("demand", "investigation.demanded"),
    ("invext", "investigation.extended"),
    ("detext", "detention.extended"),
    ("expert", "expert.concluded"),
    ("concl", "investigation.concluded"),
    ("detain_vks", "detention.ordered_by_vks"),
    ("indict", "case.indicted"),
];

/// The paper that a paper names as the earlier one, and as the request.
const NAMES: [(&str, &str, &str); 6] = [
    ("approve_charge", "charge", "req_charge"),
    ("approve_custext", "custext", ""),
    ("approve_detain", "detain", ""),
    ("detext", "detain", "req_detext"),
    ("invext", "", "req_invext"),
    ("detain_vks", "", ""),
];

struct Case {
    truth: Value,
    pages: BTreeMap<u64, Vec<Word>>,
}

impl Case {
    fn open(name: &str) -> Case {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/decisions");
        let read = |end: &str| std::fs::read_to_string(format!("{folder}/{name}.{end}")).unwrap();
        let mut pages: BTreeMap<u64, Vec<Word>> = BTreeMap::new();
        let (mut page, mut line) = (0, 0);
        for said in read("words").lines() {
            if let Some(number) = said.strip_prefix("@ ") {
                (page, line) = (number.parse().unwrap(), 0);
                pages.insert(page, Vec::new());
                continue;
            }
            for word in said.split(' ') {
                let (text, confidence) = word.rsplit_once('~').unwrap();
                pages.get_mut(&page).unwrap().push(Word {
                    text: text.to_owned(),
                    rect: Rect::from([1, 2, 3, 4]),
                    confidence: confidence.parse().unwrap(),
                    line,
                });
            }
            line += 1;
        }
        Case {
            truth: serde_json::from_str(&read("json")).unwrap(),
            pages,
        }
    }

    fn decision(&self, id: &str) -> Option<&Value> {
        let decisions = self.truth["decisions"].as_array().unwrap();
        decisions
            .iter()
            .find(|one| one["id"] == format!("decision:{id}"))
    }

    /// The paper as it is gathered from the file.
    fn scanned(&self, document: &Value) -> Scanned {
        let first = document["first_page"].as_u64().unwrap();
        let mut taken = Vec::new();
        for at in first..first + 6 {
            let Some(words) = self.pages.get(&at) else {
                break;
            };
            if at > first && !goes_on(words) {
                break;
            }
            taken.push((Uuid::from_u128(at.into()), words.clone()));
            if ends(words) {
                break;
            }
        }
        Scanned::of(taken)
    }

    fn person(&self, id: &str) -> Uuid {
        Uuid::from_u128(0xA000 + id[1..].parse::<u128>().unwrap())
    }

    fn fact(&self, seq: i64, kind: &str, effective: Moment, body: Value) -> Fact {
        Fact {
            seq,
            id: Uuid::from_u128(0xF000 + seq as u128),
            matter: Uuid::from_u128(1),
            subject: None,
            kind: kind.to_owned(),
            unit: "P14-KV03".to_owned(),
            effective,
            recorded_at: 0,
            recorded_by: Uuid::nil(),
            issuer: None,
            number: None,
            body: body.as_object().unwrap().clone(),
            sources: BTreeMap::new(),
            replaces: None,
            reason: None,
        }
    }

    /// The matter as it stands before a decision: everything the file had by then.
    fn opened(&self, law: &Law, before: &str) -> Opened {
        let received: Moment = self.truth["report"].as_str().unwrap().parse().unwrap();
        let mut facts = vec![self.fact(
            1,
            "report.received",
            received,
            json!({"report_kind": "to_giac", "summary": "x"}),
        )];
        for accused in self.truth["accused"].as_array().unwrap() {
            let body =
                json!({"name": accused["name"], "role": "bi_can", "born_on": accused["born_on"]});
            let mut fact = self.fact(facts.len() as i64 + 1, "party.described", received, body);
            fact.subject = Some(self.person(accused["id"].as_str().unwrap()));
            facts.push(fact);
        }
        let mut earlier: Vec<&Value> = self.truth["decisions"].as_array().unwrap().iter().collect();
        earlier.sort_by_key(|one| {
            let is_approval = one["id"].as_str().unwrap().contains("approve");
            (one["date"].as_str().unwrap(), is_approval)
        });
        for one in earlier {
            let id = one["id"].as_str().unwrap().trim_start_matches("decision:");
            if id == before {
                break;
            }
            let Some(kind) = kind_of(id) else { continue };
            let mut body = json!({});
            for field in ["from", "to"] {
                if let Some(value) = one.get(field).filter(|value| value.is_string()) {
                    body[field] = value.clone();
                }
            }
            if matches!(kind, "case.initiated" | "accused.initiated") {
                body["charges"] = json!([self.truth["accused"][0]["charge"].clone()]);
                let article = body["charges"][0]["article"].to_string();
                body["charges"][0]["article"] = json!(article);
            }
            let day: Moment = one["date"].as_str().unwrap().parse().unwrap();
            let people: Vec<Option<Uuid>> = match one["persons"].as_array().unwrap().as_slice() {
                [] => vec![None],
                people => people
                    .iter()
                    .map(|id| Some(self.person(id.as_str().unwrap())))
                    .collect(),
            };
            for subject in people {
                let mut fact = self.fact(facts.len() as i64 + 1, kind, day, body.clone());
                fact.subject = subject.filter(|_| {
                    !matches!(
                        kind,
                        "case.initiated" | "investigation.concluded" | "case.indicted"
                    )
                });
                fact.number = one["full_number"].as_str().map(str::to_owned);
                fact.issuer = one["issuer"].as_str().map(str::to_owned);
                facts.push(fact);
            }
        }
        Opened {
            id: Uuid::from_u128(1),
            code: "HS".to_owned(),
            unit: "P14-KV03".to_owned(),
            assigned: Assigned::default(),
            matter: rules::fold(law, &facts),
            seen: facts.len() as i64,
            facts,
        }
    }

    /// What a careful person fills in.
    fn expected(
        &self,
        id: &str,
        one: &Value,
        act: &law::catalogue::Act,
    ) -> BTreeMap<String, String> {
        let mut wanted = BTreeMap::new();
        let mut put = |field: &str, value: Option<String>| {
            if let Some(value) = value {
                wanted.insert(field.to_owned(), value);
            }
        };
        let text = |field: &str| one[field].as_str().map(str::to_owned);
        let moment = |field: &str| {
            let moment: Moment = one[field].as_str()?.parse().unwrap();
            Some(entry::typed_moment(&moment))
        };
        put("number", text("full_number"));
        put("issuer", text("issuer"));
        let same_day = one["from"]
            .as_str()
            .is_some_and(|from| from.starts_with(one["date"].as_str().unwrap()));
        put(
            "effective",
            moment(if act.hour && same_day { "from" } else { "date" }),
        );
        put("signer", text("signer"));
        put("from", moment("from"));
        put("to", moment("to"));
        let is_person = matches!(act.scope, law::catalogue::Scope::Accused);
        if let (true, [first, ..]) = (is_person, one["persons"].as_array().unwrap().as_slice()) {
            put(
                "subject",
                Some(self.person(first.as_str().unwrap()).to_string()),
            );
        }
        let charge = match stem(id) {
            "open" => &self.truth["offence"],
            _ => &self.truth["accused"][0]["charge"],
        };
        let mut charges = format!("{}.{}", charge["article"], charge["clause"]);
        // The decision that opens the case names no point.
        if let Some(point) = charge["point"].as_str().filter(|_| stem(id) != "open") {
            charges += &format!(".{point}");
        }
        put("charges", Some(charges));
        put("court", self.truth["court"].as_str().map(str::to_owned));
        put("proposal", Some("truy_to".to_owned()));
        let digits: String = id.chars().filter(char::is_ascii_digit).collect();
        let Some((_, earlier, request)) = NAMES.iter().find(|(of, _, _)| *of == stem(id)) else {
            return kept(wanted, act);
        };
        for (name, number, day) in [
            (earlier, "earlier_number", "earlier_on"),
            (request, "request_number", "request_on"),
        ] {
            let cited = self
                .decision(&format!("{name}{digits}"))
                .or_else(|| self.decision(&format!("{name}1")))
                .or_else(|| self.decision(name));
            if let Some(cited) = cited.filter(|_| !name.is_empty()) {
                let day_of: Moment = cited["date"].as_str().unwrap().parse().unwrap();
                wanted.insert(
                    number.to_owned(),
                    cited["full_number"].as_str().unwrap().to_owned(),
                );
                wanted.insert(day.to_owned(), entry::typed_moment(&day_of));
            }
        }
        kept(wanted, act)
    }
}

fn kept(
    mut wanted: BTreeMap<String, String>,
    act: &law::catalogue::Act,
) -> BTreeMap<String, String> {
    wanted.retain(|field, _| {
        matches!(
            field.as_str(),
            "number" | "issuer" | "effective" | "subject"
        ) || act.field(field).is_some()
    });
    wanted
}

fn stem(id: &str) -> &str {
    id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_')
}

fn kind_of(id: &str) -> Option<&'static str> {
    ACTS.iter()
        .find(|(of, _)| *of == stem(id))
        .map(|(_, kind)| *kind)
}

#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    empty: usize,
    sure: usize,
    acts: usize,
    acts_right: usize,
    surely_wrong: Vec<String>,
}

fn told(
    read: &ReadPaper,
    wanted: &BTreeMap<String, String>,
    tally: &mut Tally,
    id: &str,
) -> String {
    let mut words = Vec::new();
    for (field, value) in wanted {
        let found = read.proposals.iter().find(|one| one.field == *field);
        let same = |typed: &str| typed == value || text::same_spelling(typed, value);
        words.push(match found {
            Some(one) if same(&one.typed) => {
                tally.right += 1;
                tally.sure += usize::from(one.is_sure);
                format!("{field} {}", if one.is_sure { "right" } else { "right?" })
            }
            Some(one) => {
                tally.wrong += 1;
                if one.is_sure {
                    tally
                        .surely_wrong
                        .push(format!("{id}: {field} “{}”, not “{value}”", one.typed));
                }
                format!(
                    "{field} WRONG{} “{}”",
                    if one.is_sure { "!" } else { "?" },
                    one.typed
                )
            }
            None => {
                tally.empty += 1;
                format!("{field} empty")
            }
        });
    }
    words.join(", ")
}

fn measure(name: &str) -> Tally {
    let (case, law) = (Case::open(name), Law::embedded());
    let mut tally = Tally::default();
    for one in case.truth["decisions"].as_array().unwrap() {
        let id = one["id"].as_str().unwrap().trim_start_matches("decision:");
        let is_valuation = one["kind"].as_str().unwrap().contains("định giá");
        let kind = match kind_of(id) {
            Some("expert.concluded") if is_valuation => "valuation.concluded",
            Some(kind) => kind,
            None => continue,
        };
        let document = case.truth["documents"]
            .as_array()
            .unwrap()
            .iter()
            .find(|document| document["id"] == one["document"]);
        let Some(document) = document else { continue };
        let scanned = case.scanned(document);
        let paper = scanned.read();
        let opened = case.opened(law, id);
        let today = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        let found = Recogniser::new(law, &opened, today).acts(&paper);
        let best = found.first().map_or("none", |one| one.act.id.as_str());
        tally.acts += 1;
        tally.acts_right += usize::from(best == kind);
        let act = law.acts.get(kind).unwrap();
        let whom = subject::whom(&opened, act, &paper, &scanned.text());
        let asked = PaperAsked {
            law,
            opened: &opened,
            act,
            subject: whom.map(|one| one.id),
            own_unit: case.truth["procuracy"].as_str().unwrap(),
            today,
            page: Uuid::from_u128(1),
        };
        let own = document["first_page"].as_u64().unwrap();
        let is_confirmed = paper.number.as_ref().is_some_and(|number| {
            let others = case.pages.iter().filter(|(at, _)| **at != own);
            others.into_iter().any(|(_, words)| {
                let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
                names(&said.join(" "), &number.value)
            })
        });
        let read = fields::propose(&asked, &paper, &scanned, is_confirmed);
        let wanted = case.expected(id, one, act);
        let level = document["level"].as_str().unwrap();
        let said = told(&read, &wanted, &mut tally, id);
        println!(
            "{name} {id} ({level}): {best}{}; {said}",
            if best == kind { "" } else { " WRONG ACT" }
        );
    }
    tally
}

#[test]
fn decisions_of_two_case_files_are_read_and_nothing_wrong_is_called_sure() {
    let mut all = Tally::default();
    for name in ["case-a", "case-b"] {
        let tally = measure(name);
        all.right += tally.right;
        all.wrong += tally.wrong;
        all.empty += tally.empty;
        all.sure += tally.sure;
        all.acts += tally.acts;
        all.acts_right += tally.acts_right;
        all.surely_wrong.extend(tally.surely_wrong);
    }
    let fields = all.right + all.wrong + all.empty;
    println!(
        "acts {}/{}; of {fields} fields {} right ({} of them sure), {} wrong, {} empty",
        all.acts_right, all.acts, all.right, all.sure, all.wrong, all.empty
    );
    assert!(all.surely_wrong.is_empty(), "{:#?}", all.surely_wrong);
    assert_eq!(all.acts_right, all.acts, "every paper is recognised");
    assert!(all.right * 100 >= fields * 85, "most fields are read right");
    assert!(all.sure * 100 >= all.right * 60, "most of them are sure");
}

#[test]
fn a_scan_of_something_else_is_no_act() {
    let law = Law::embedded();
    let case = Case::open("case-a");
    let opened = case.opened(law, "custody1");
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
    let blank = Scanned::default().read();
    assert!(Recogniser::new(law, &opened, today).acts(&blank).is_empty());
}
