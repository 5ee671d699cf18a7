//! Mười cuộc đời hồ sơ: whole matters told through the interface for other programs, act by act, read back as states,
//! clocks and book lines.

mod court;
mod investigation;
mod several;

use std::collections::BTreeMap;

use criminal::books::shelf;
use criminal::open;
use criminal::rules::Matter;
use db::Db;
use serde_json::{Value, json};
use shell::testing::{Office, REGION};
use uuid::Uuid;

use crate::office;
use crate::programs::{approved, ask, token};

/// A life as it is told: acts in their order, people by a short name.
#[derive(Default)]
pub struct Life {
    people: BTreeMap<&'static str, Uuid>,
    acts: Vec<Value>,
}

/// A life once it is recorded.
pub struct Lived {
    pub matter: Matter,
    people: BTreeMap<&'static str, Uuid>,
    path: String,
    token: String,
    db: Db,
    office: Office,
}

/// An act as a program sends it, its warnings read.
fn sent(kind: &str, day: &str, subjects: &[Uuid], body: Value) -> Value {
    json!({ "kind": kind, "effective": day, "subjects": subjects, "body": body, "confirmed": true })
}

impl Life {
    /// A report of 4 May 2026 about some people; it becomes a case on 8 May, everyone is charged and approved by 11 May.
    pub fn of(article: &str, clause: u8, names: &[&'static str]) -> Life {
        Life::of_people(article, clause, names, json!({}))
    }

    /// The same, with what else is known of the people.
    pub fn of_people(article: &str, clause: u8, names: &[&'static str], known: Value) -> Life {
        let mut life = Life::default();
        for name in names {
            life.people.insert(name, Uuid::now_v7());
            let mut who = json!({ "name": name, "role": "bi_to_giac" });
            let more = known.as_object().cloned().unwrap_or_default();
            who.as_object_mut().unwrap().extend(more);
            life = life.on(&[name], "party.described", "2026-05-04", who);
        }
        let charges = json!({ "charges": [{ "article": article, "clause": clause }] });
        life.act(
            "report.received",
            "2026-05-04",
            json!({ "report_kind": "to_giac", "summary": "Nội dung tố giác." }),
        )
        .act("case.initiated", "2026-05-08", charges.clone())
        .on(names, "accused.initiated", "2026-05-09", charges)
        .on(names, "accused.approved", "2026-05-11", json!({}))
    }

    /// An act about the whole matter.
    pub fn act(self, kind: &str, day: &str, body: Value) -> Life {
        self.on(&[], kind, day, body)
    }

    /// One paper about some people, entered once.
    pub fn on(mut self, names: &[&'static str], kind: &str, day: &str, body: Value) -> Life {
        let subjects: Vec<Uuid> = names.iter().map(|name| self.people[name]).collect();
        let mut act = sent(kind, day, &subjects, body);
        act["number"] = format!("{}/NK", self.acts.len() + 1).into();
        self.acts.push(act);
        self
    }

    /// From the conclusion of the investigation to the indictment served and sent.
    pub fn indicted(
        self,
        concluded: &str,
        received: &str,
        indicted: &str,
        names: &[&'static str],
    ) -> Life {
        self.act(
            "investigation.concluded",
            concluded,
            json!({ "proposal": "truy_to" }),
        )
        .act("vks.case_file_received", received, json!({}))
        .act(
            "case.indicted",
            indicted,
            json!({ "court": "TAND khu vực 3" }),
        )
        .on(names, "indictment.served", indicted, json!({}))
        .act("case.sent_to_court", indicted, json!({}))
    }

    /// From the docket of the court to the judgment.
    pub fn judged(self, docketed: &str, decided: &str, judged: &str) -> Life {
        self.act("court.docketed", docketed, json!({}))
            .act("trial.decision", decided, json!({ "hearing_on": judged }))
            .act("trial.opened", judged, json!({}))
            .act("judgment.pronounced", judged, json!({}))
    }

    /// Records it through the interface: the report and its people first, then act by act.
    pub async fn lived(self, db: Db) -> Lived {
        let office = office(db.clone()).await;
        let token = token(&office, REGION).await;
        approved(&office, REGION).await;
        let is_first =
            |act: &Value| act["kind"] == "party.described" || act["kind"] == "report.received";
        let first = self.acts.iter().take_while(|act| is_first(act)).count();
        let (begun, rest) = self.acts.split_at(first);
        let mut line = office.browser();
        let matters = "/api/v1/matters";
        let (status, said) = ask(
            &mut line,
            "POST",
            matters,
            &token,
            "mo-ho-so",
            json!({ "acts": begun }),
        )
        .await;
        assert_eq!(status, 201, "{said}");
        let id: Uuid = said["matter"].as_str().unwrap().parse().unwrap();
        let path = format!("{matters}/{id}");
        for (at, act) in rest.iter().enumerate() {
            let key = format!("hanh-vi-{at}");
            let (status, said) = ask(
                &mut line,
                "POST",
                &format!("{path}/facts"),
                &token,
                &key,
                act.clone(),
            )
            .await;
            assert_eq!(status, 201, "{act}: {said}");
        }
        let (status, shown) = ask(&mut line, "GET", &path, &token, "", Value::Null).await;
        let opened = open(&db, &office.app.law(), id).await.unwrap().unwrap();
        let state = opened.matter.case.as_ref().map(|case| case.state);
        assert_eq!(
            (status, &shown["case_state"]),
            (200, &json!(state)),
            "what the program reads is what the office has"
        );
        drop(line);
        Lived {
            matter: opened.matter,
            people: self.people,
            path,
            token,
            db,
            office,
        }
    }
}

impl Lived {
    /// The end that counts of the newest clock of a family.
    pub fn due(&self, family: &str, name: Option<&str>) -> String {
        let subject = name.map(|name| self.people[name]);
        let clock = self.matter.clock(family, subject);
        let clock = clock.unwrap_or_else(|| panic!("no clock {family}"));
        clock.due.map(|due| due.to_string()).unwrap_or_default()
    }

    /// The families of the clocks that run.
    pub fn running(&self) -> Vec<&str> {
        let mut running: Vec<&str> = self
            .matter
            .running()
            .map(|clock| clock.family.as_str())
            .collect();
        running.sort_unstable();
        running
    }

    /// Where a person stands.
    pub fn person(&self, name: &str) -> law::catalogue::AccusedState {
        let person = self.matter.person(self.people[name]).unwrap();
        person.state.unwrap()
    }

    /// Where the case stands.
    pub fn case(&self) -> law::catalogue::CaseState {
        self.matter.case.as_ref().unwrap().state
    }

    /// The codes of what was found.
    pub fn found(&self) -> Vec<&str> {
        self.matter
            .findings
            .iter()
            .map(|found| found.code)
            .collect()
    }

    /// How many lines each book of the unit has.
    pub async fn books(&self, books: &[&str]) -> Vec<i64> {
        let (from, to) = ("2025-12-01".parse().unwrap(), "2026-11-30".parse().unwrap());
        let units = [REGION.to_owned()];
        let counts = shelf::counts(&self.db, &units, from, to, books);
        let counts = counts.await.unwrap().unwrap();
        books
            .iter()
            .map(|book| counts.get(*book).copied().unwrap_or(0))
            .collect()
    }

    /// Why one more act is refused: the codes.
    pub async fn refused(&self, kind: &str, day: &str, body: Value) -> Vec<String> {
        self.refusals(sent(kind, day, &[], body)).await
    }

    /// The same about one person.
    pub async fn refused_of(&self, name: &str, kind: &str, day: &str, body: Value) -> Vec<String> {
        self.refusals(sent(kind, day, &[self.people[name]], body))
            .await
    }

    async fn refusals(&self, act: Value) -> Vec<String> {
        let mut line = self.office.browser();
        let path = format!("{}/facts", self.path);
        let (status, said) = ask(&mut line, "POST", &path, &self.token, "bi-tu-choi", act).await;
        assert_eq!(status, 422, "{said}");
        let findings = said["findings"].as_array().unwrap().iter();
        findings
            .filter(|found| found["forbids"] == true)
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect()
    }
}
