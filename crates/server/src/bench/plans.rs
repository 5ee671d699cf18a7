//! Cách cơ sở dữ liệu trả lời: every query the measured screens ask, explained, with scans of large tables pointed out.

use std::{collections::BTreeSet, sync::Mutex};

use db::{Engine, Row, Sql, args};
use tracing::field::{Field, Visit};
use tracing_subscriber::{Layer, layer::Context, prelude::*};

use super::screens;
use crate::place::Place;

/// Tables that grow with the work.
const LARGE: [&str; 22] = [
    "ledger_matter",
    "ledger_fact",
    "audit_line",
    "criminal_matter",
    "criminal_accused",
    "criminal_measure",
    "criminal_clock",
    "criminal_line",
    "criminal_name",
    "criminal_number",
    "criminal_book_line",
    "criminal_person",
    "criminal_person_key",
    "criminal_passage",
    "statistics_event",
    "statistics_span",
    "statistics_step",
    "statistics_stay",
    "casefile_page",
    "casefile_text",
    "casefile_document",
    "documents_draft",
];

static HEARD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Hears the statements that the database's library notes.
struct Ear;

impl<S: tracing::Subscriber> Layer<S> for Ear {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            event.record(&mut Statement);
        }
    }
}

struct Statement;

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        let text = value.trim();
        if matches!(field.name(), "db.statement" | "summary")
            && text.starts_with("SELECT")
            && !text.ends_with('…')
            && let Ok(mut heard) = HEARD.lock()
        {
            heard.insert(text.to_owned());
        }
    }

    fn record_debug(&mut self, _: &Field, _: &dyn std::fmt::Debug) {}
}

/// Listens in place of the log.
pub fn listen() {
    let ear = Ear.with_filter(tracing_subscriber::filter::LevelFilter::DEBUG);
    let _ = tracing_subscriber::registry().with(ear).try_init();
}

/// Asks for every screen once and prints the plans of what it asked.
#[allow(clippy::print_stdout)]
pub async fn print(engine: &str, place: &Place) -> anyhow::Result<()> {
    let (app, router) = screens::site(place).await?;
    let (mut asked, mut scans) = (0, 0);
    let mut known = BTreeSet::new();
    for screen in screens::all(&app, &router).await? {
        if let Ok(mut heard) = HEARD.lock() {
            heard.clear();
        }
        let Some(path) = screen.paths.first() else {
            continue;
        };
        screen.who.get(path).await?;
        let heard = HEARD.lock().map(|heard| heard.clone()).unwrap_or_default();
        println!("\n## {engine}: {}, {} queries", screen.name, heard.len());
        for sql in heard {
            if !known.insert(sql.clone()) {
                continue;
            }
            asked += 1;
            let plan = explain(place, &sql).await?;
            let bad: Vec<&String> = plan.iter().filter(|line| is_scan_of_large(line)).collect();
            scans += bad.len();
            let short: String = sql.split_whitespace().collect::<Vec<_>>().join(" ");
            println!("\n- `{short:.200}`");
            for line in plan.iter().take(24) {
                println!("      {line}");
            }
            for line in bad {
                println!("  **scan of a large table**: {}", line.trim());
            }
        }
    }
    println!("\n{engine}: {asked} queries explained, {scans} scans of large tables");
    Ok(())
}

/// A whole table read row by row; a walk along an index is none.
fn is_scan_of_large(line: &str) -> bool {
    let words = line.trim_start().trim_start_matches("->").trim_start();
    let table = match (
        words.strip_prefix("Seq Scan on "),
        words.strip_prefix("SCAN "),
    ) {
        (Some(rest), _) => rest,
        (None, Some(rest)) if !rest.contains("USING") => rest,
        _ => return false,
    };
    table
        .split_whitespace()
        .next()
        .is_some_and(|name| LARGE.contains(&name))
}

async fn explain(place: &Place, sql: &str) -> anyhow::Result<Vec<String>> {
    let lines: Vec<Row> = match place.db.engine() {
        Engine::Sqlite => {
            place
                .db
                .rows(format!("EXPLAIN QUERY PLAN {sql}"), args![])
                .await?
        }
        Engine::Postgres => {
            let tx = place.db.begin().await?;
            let most = (1..600)
                .take_while(|n| sql.contains(&format!("${n}")))
                .count();
            tx.script("SET LOCAL plan_cache_mode = force_generic_plan")
                .await?;
            tx.script(format!("PREPARE asked AS {sql}")).await?;
            let nulls = vec!["NULL"; most].join(", ");
            let values = if most == 0 {
                String::new()
            } else {
                format!("({nulls})")
            };
            let rows = tx
                .rows(
                    format!("EXPLAIN (COSTS OFF) EXECUTE asked{values}"),
                    args![],
                )
                .await;
            tx.script("DEALLOCATE asked").await?;
            tx.rollback().await?;
            rows?
        }
    };
    let column = if place.db.engine() == Engine::Sqlite {
        "detail"
    } else {
        "QUERY PLAN"
    };
    Ok(lines
        .iter()
        .filter_map(|row| row.get::<String>(column).ok())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::is_scan_of_large;

    #[test]
    fn a_walk_along_an_index_or_over_a_small_table_is_no_scan_of_a_large_one() {
        for scan in [
            "SCAN criminal_matter",
            "  ->  Seq Scan on ledger_fact f",
            "SCAN criminal_clock",
        ] {
            assert!(is_scan_of_large(scan), "{scan}");
        }
        for none in [
            "SCAN criminal_matter USING INDEX x",
            "SEARCH criminal_matter USING INDEX x",
            "Seq Scan on people_unit",
        ] {
            assert!(!is_scan_of_large(none), "{none}");
        }
    }
}
