//! Như biết đến một ngày: `kiemsat statistics --as-known` leaves out what was recorded later, and says nothing else.

use std::path::Path;
use std::process::Command;

use db::{Db, testing::Place as Database};
use law::{Law, Moment};
use ledger::{Batch, Ledger, Matter, NewFact};
use serde_json::Value;
use server::areas;
use shell::testing::{Office, REGION};
use uuid::Uuid;

fn at(moment: &str) -> i64 {
    moment.parse::<Moment>().unwrap().at_utc_ms()
}

/// Records facts of a matter at a moment.
async fn record(db: &Db, matter: Matter, recorded: &str, facts: Vec<NewFact>) {
    let tx = db.begin().await.unwrap();
    let batch = Batch {
        matter,
        facts,
        recorded_at: at(recorded),
        recorded_by: Uuid::nil(),
        unit: REGION.to_owned(),
    };
    let ledger = Ledger::new(areas::views());
    ledger.record(&tx, Law::embedded(), batch).await.unwrap();
    tx.commit().await.unwrap();
}

fn fact(kind: &str, day: &str) -> NewFact {
    NewFact::new(Uuid::now_v7(), kind, day.parse::<Moment>().unwrap())
}

/// The figures of October that are not 0: "1=2 6=3".
fn told(url: &str, folder: &Path, form: &str, as_known: Option<&str>) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kiemsat"));
    command.args(["statistics", "--database", url, "--data"]);
    command.arg(folder);
    command.args(["--form", form, "--unit", REGION, "--json"]);
    command.args([
        "--from",
        "2026-10-01",
        "--to",
        "2026-10-31",
        "--now",
        "2026-11-20",
    ]);
    if let Some(moment) = as_known {
        command.args(["--as-known", moment]);
    }
    let answer = command.output().unwrap();
    let failed = String::from_utf8_lossy(&answer.stderr).into_owned();
    assert!(answer.status.success(), "{failed}");
    let cells: Vec<Value> = serde_json::from_slice(&answer.stdout).unwrap();
    assert!(cells.len() > 20, "every row is told, also those of 0");
    let counted = cells.iter().filter_map(|cell| {
        assert_eq!(cell["column"], "so_lieu");
        let value = cell["value"].as_i64().filter(|value| *value != 0)?;
        Some(format!("{}={value}", cell["row_no"].as_str().unwrap()))
    });
    counted.collect::<Vec<_>>().join(" ")
}

async fn a_late_fact_is_left_out(database: Database) {
    let folder = std::env::temp_dir().join(format!("kiemsat-known-{}", Uuid::now_v7().simple()));
    let db = Db::open(&database.url).await.unwrap();
    db::migrate(&db, &areas::migrations()).await.unwrap();
    let office = Office::with(db.clone(), areas::views(), areas::routes(), |app| app).await;
    office.app.ledger().settle(&db).await.unwrap();
    let report = Uuid::now_v7();
    let received = fact("report.received", "2026-10-02").with("handler", "CAND");
    record(&db, Matter::New(report), "2026-10-02T10:00", vec![received]).await;
    let known = Matter::Existing {
        id: report,
        seen: None,
    };
    let charges = serde_json::json!([{ "article": "173", "clause": 1 }]);
    let opened = fact("case.initiated", "2026-10-15")
        .with("charges", charges)
        .with("issuer_kind", "CQDT");
    // The decision of 15 October is entered on the morning of 9 November.
    record(&db, known, "2026-11-09T10:00", vec![opened]).await;

    let ask = |form: &str, moment: Option<&str>| told(&database.url, &folder, form, moment);
    let before = "6=1 18=1 22=1 44=1 48=1";
    let after = "6=1 18=1 22=1 23=1 24=1 28=1";
    for (moment, reports, cases) in [
        (Some("2026-11-05"), before, ""),
        (Some("2026-11-09T09:59"), before, ""),
        (Some("2026-11-08"), before, ""),
        // A day is known to its end, as on the screen.
        (Some("2026-11-09"), after, "3=1 13=1 15=1"),
        (Some("2026-11-09T10:00"), after, "3=1 13=1 15=1"),
        (None, after, "3=1 13=1 15=1"),
    ] {
        let of_reports = ask("bieu-01", moment);
        let overdue = |one: &&str| !matches!(*one, "49=1" | "50=1");
        let in_time: Vec<&str> = of_reports.split(' ').filter(overdue).collect();
        assert_eq!(in_time.join(" "), reports, "{moment:?}");
        // Twenty days from 2 October were over at the end of the month, while nobody knew of the decision.
        let is_late = of_reports.contains("49=1");
        assert_eq!(is_late, reports == before, "{moment:?}: {of_reports}");
        assert_eq!(ask("bieu-02", moment), cases, "{moment:?}");
    }
    db.close().await;
    database.remove().await;
    let _ = std::fs::remove_dir_all(folder);
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_as_known_on_an_earlier_day_leave_out_a_late_fact_in_sqlite() {
    a_late_fact_is_left_out(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_as_known_on_an_earlier_day_leave_out_a_late_fact_in_postgresql() {
    a_late_fact_is_left_out(Database::postgres().await).await;
}
