//! Cả đời một vụ án, recorded act by act as its papers tell, against the dates the papers bear.

use criminal::{ActEntry, open, record_act, register};
use db::{Dump, Sql, args, testing::both};
use law::Law;
use people::Role;
use serde_json::Value;
use uuid::Uuid;

use crate::{TABLES, office, work_as};

const PAPERS: &str = include_str!("../../src/rules/tests/data/case-a.json");

fn truth() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/case-a/truth.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The papers in the order they were made.
pub fn entries(accused: Uuid) -> Vec<ActEntry> {
    let rows: Vec<Value> = serde_json::from_str(PAPERS).unwrap();
    let mut entries: Vec<(usize, ActEntry)> = Vec::new();
    for row in &rows {
        let kind = row["kind"].as_str().unwrap();
        let effective: law::Moment = row["effective"].as_str().unwrap().parse().unwrap();
        let rank = Law::embedded()
            .acts
            .ranked_on(kind, effective.on)
            .unwrap()
            .0;
        let mut entry = ActEntry {
            is_confirmed: true,
            ..ActEntry::new(kind, effective)
        };
        entry
            .subjects
            .extend(row["subject"].as_str().map(|_| accused));
        entry.number = row["number"].as_str().map(str::to_owned);
        entry.issuer = row["issuer"].as_str().map(str::to_owned);
        entry.body = row["body"].as_object().cloned().unwrap_or_default();
        entries.push((rank, entry));
    }
    entries.sort_by_key(|(rank, entry)| (entry.effective.unwrap().on, *rank));
    let is_first =
        |entry: &ActEntry| matches!(entry.kind.as_str(), "party.described" | "report.received");
    let (first, rest): (Vec<_>, Vec<_>) = entries
        .into_iter()
        .map(|(_, entry)| entry)
        .partition(is_first);
    first.into_iter().chain(rest).collect()
}

#[test]
fn case_a_recorded_paper_by_paper_bears_the_dates_of_its_papers() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let law = office.app.law();
        let (matter, accused) = (Uuid::now_v7(), Uuid::now_v7());
        let mut papers = entries(accused);
        let rest = papers.split_off(2);
        let work = work_as(&office, Role::Chief).await;
        register(&work, matter, papers).await.unwrap();
        work.commit().await.unwrap();
        let truth = truth();
        let case = &truth["case"];
        let measures = case["accused"][0]["measures"].as_array().unwrap().clone();
        for paper in rest {
            let kind = paper.kind.clone();
            let work = work_as(&office, Role::DeputyChief).await;
            record_act(&work, matter, paper, None)
                .await
                .unwrap_or_else(|error| panic!("{kind}: {error:?}"));
            work.commit().await.unwrap();
            if kind == "detention.approved" {
                // The view stands where the papers stood that day.
                let day: Option<chrono::NaiveDate> = db
                    .one("SELECT legal_on FROM criminal_clock WHERE matter_id = $1 AND family = 'DET-INV'", args![matter])
                    .await
                    .unwrap();
                assert_eq!(
                    day.unwrap().to_string(),
                    measures[2]["to"].as_str().unwrap()
                );
            }
        }
        let opened = open(&db, &law, matter).await.unwrap().unwrap();
        let due = |family: &str, subject: Option<Uuid>| {
            opened
                .matter
                .clock(family, subject)
                .and_then(|clock| clock.due)
                .unwrap()
                .to_string()
        };
        let told = |value: &Value| value.as_str().unwrap().to_owned();
        assert_eq!(due("RPT-RESOLVE", None), told(&case["report"]["due_on"]));
        assert_eq!(due("CUSTODY", Some(accused)), told(&measures[1]["to"]));
        assert_eq!(due("DET-INV", Some(accused)), told(&measures[3]["to"]));
        assert_eq!(
            due("INV", None),
            told(&case["investigation"]["extension"]["to"])
        );
        assert_eq!(due("PRO-DECIDE", None), told(&case["prosecution"]["to"]));
        assert_eq!(due("DET-PRO", Some(accused)), told(&measures[4]["to"]));
        let clock = opened.matter.clock("DET-INV", Some(accused)).unwrap();
        assert_eq!(
            i64::from(clock.custody_days),
            measures[2]["custody_days_deducted"].as_i64().unwrap()
        );
        assert_eq!(
            opened.assigned.prosecutor,
            case["report"]["prosecutor"].as_str().unwrap()
        );
    });
}

#[test]
fn the_views_made_again_from_the_facts_are_the_same_bytes() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let matter = Uuid::now_v7();
        let mut papers = entries(Uuid::now_v7());
        let rest = papers.split_off(2);
        let work = work_as(&office, Role::Chief).await;
        register(&work, matter, papers).await.unwrap();
        for paper in rest {
            record_act(&work, matter, paper, None).await.unwrap();
        }
        work.commit().await.unwrap();
        let tables = [
            "criminal_matter",
            "criminal_accused",
            "criminal_measure",
            "criminal_clock",
            "criminal_line",
            "criminal_name",
        ];
        let mut before = Vec::new();
        for table in tables {
            let dump = Dump::table(&db, table).await.unwrap();
            before.push(format!("{dump:?}"));
        }
        office
            .app
            .ledger()
            .rebuild(&db, &office.app.law(), |_| {})
            .await
            .unwrap();
        for (table, known) in tables.iter().zip(&before) {
            assert_eq!(
                &format!("{:?}", Dump::table(&db, table).await.unwrap()),
                known,
                "{table}"
            );
            assert!(known.len() > 60, "{table} has no rows");
        }
    });
}
