//! Mười cuộc đời hồ sơ: whole matters told through the door of recording, read back as states, clocks and book lines.

mod court;
mod investigation;
mod several;

use std::collections::BTreeMap;

use criminal::books::shelf;
use criminal::rules::Matter;
use criminal::{ActEntry, RecordError, open, record_act, register};
use db::Db;
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Office, REGION};
use uuid::Uuid;

use crate::{act, office, work_as};

/// A life as it is told: acts in their order, people by a short name.
#[derive(Default)]
pub struct Life {
    people: BTreeMap<&'static str, Uuid>,
    entries: Vec<ActEntry>,
}

/// A life once it is recorded.
pub struct Lived {
    pub matter: Matter,
    pub id: Uuid,
    people: BTreeMap<&'static str, Uuid>,
    db: Db,
    office: Office,
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
        let law = law::Law::embedded();
        let mut entry = act(kind, day);
        entry.subjects = names.iter().map(|name| self.people[name]).collect();
        entry.body = body.as_object().cloned().unwrap_or_default();
        let row = law.acts.get(kind).unwrap();
        let ours = row.issuers.first() == Some(&law::catalogue::Agency::Vks);
        entry.takes_number = ours && row.series.is_some();
        entry.number = (!ours).then(|| format!("{}/NK", self.entries.len() + 1));
        self.entries.push(entry);
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

    /// Records it, act by act, in the office of a region.
    pub async fn lived(self, db: Db) -> Lived {
        let office = office(db.clone()).await;
        let id = Uuid::now_v7();
        let mut entries = self.entries;
        let first_of_case = entries.iter().position(|entry| {
            !["party.described", "report.received"].contains(&entry.kind.as_str())
        });
        let rest = entries.split_off(first_of_case.unwrap_or(entries.len()));
        let work = work_as(&office, Role::Chief).await;
        register(&work, id, entries).await.unwrap();
        for entry in rest {
            let (kind, day) = (entry.kind.clone(), entry.effective);
            record_act(&work, id, entry, None)
                .await
                .unwrap_or_else(|error| panic!("{kind} on {day:?}: {error:?}"));
        }
        work.commit().await.unwrap();
        let opened = open(&db, &office.app.law(), id).await.unwrap().unwrap();
        Lived {
            matter: opened.matter,
            id,
            people: self.people,
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
    pub async fn refused(&self, kind: &str, day: &str, body: Value) -> Vec<&'static str> {
        self.refusals(act(kind, day), body).await
    }

    /// The same about one person.
    pub async fn refused_of(
        &self,
        name: &str,
        kind: &str,
        day: &str,
        body: Value,
    ) -> Vec<&'static str> {
        self.refusals(act(kind, day).about(self.people[name]), body)
            .await
    }

    async fn refusals(&self, mut entry: ActEntry, body: Value) -> Vec<&'static str> {
        let work = work_as(&self.office, Role::Chief).await;
        entry.body = body.as_object().cloned().unwrap_or_default();
        entry.takes_number = true;
        match record_act(&work, self.id, entry, None).await {
            Err(RecordError::Unlawful(verdict)) => {
                verdict.refusals.iter().map(|found| found.code).collect()
            }
            other => panic!("{other:?}"),
        }
    }
}
