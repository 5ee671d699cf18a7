//! Bị dừng giữa chừng: a large import that is killed while it is checked and while it is written goes on where it stood; it
//! loses nothing, doubles nothing, and nothing half done looks done. The seconds are printed.

use std::time::Instant;

use db::{Db, Engine, Sql, args, testing::both};
use jobs::Workers;
use ledger::audit;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use shell::testing::Office;

use crate::{TABLES, checked, clerk, count, hand_in, id_of, office, work_off};

/// Rows of the sheet. `KIEMSAT_IMPORT_ROWS=10000` measures an office's ten years; the usual run keeps to what shows the same.
fn many() -> i64 {
    let asked = std::env::var("KIEMSAT_IMPORT_ROWS").ok();
    asked.and_then(|rows| rows.parse().ok()).unwrap_or(600)
}

/// A book of reports with real days, as Excel keeps them.
fn sheet(rows: i64) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let page = book.add_worksheet();
    let heads = [
        "Số thụ lý",
        "Ngày tiếp nhận",
        "Loại",
        "Người tố giác",
        "Nội dung",
    ];
    for (column, head) in (0..).zip(heads) {
        page.write_string(0, column, head).unwrap();
    }
    for n in 1..=u32::try_from(rows).unwrap() {
        let on = ExcelDateTime::from_ymd(2026, 10, u8::try_from(1 + n % 28).unwrap()).unwrap();
        page.write_number(n, 0, n).unwrap();
        page.write_datetime_with_format(n, 1, &on, &day).unwrap();
        page.write_string(n, 2, "TG").unwrap();
        page.write_string(n, 3, format!("Người {n}")).unwrap();
        page.write_string(n, 4, format!("Mất tài sản lần {n}"))
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// Lets a worker go on until so many lines are done, and kills it at whatever it is doing.
async fn kill_after(office: &Office, done: &str, lines: i64) {
    let jobs = office.app.jobs();
    let mut bell = jobs.watch();
    let workers = Workers::start(jobs, exchange::handlers(&office.app), 1);
    loop {
        bell.mark_unchanged();
        let now: i64 = office.app.db().one(done, args![]).await.unwrap();
        if now >= lines {
            break;
        }
        bell.changed().await.unwrap();
    }
    drop(workers);
    // The lease of a killed worker runs out.
    let sql = "UPDATE job SET lease_until = 0";
    office.app.db().exec(sql, args![]).await.unwrap();
}

const CHECKED: &str = "SELECT count(*) FROM exchange_line";
const WRITTEN: &str = "SELECT count(*) FROM exchange_line WHERE state = 'written'";

/// Lines that were found fit to be written, and are not yet.
async fn found(db: &Db) -> i64 {
    count(db, "good").await + count(db, "warning").await
}

/// Every matter there is belongs to a line that says so, with as many facts as the line tells.
async fn is_whole(db: &Db) {
    let one = |sql: &'static str| async move { db.one::<i64>(sql, args![]).await.unwrap() };
    let written = one(WRITTEN).await;
    assert_eq!(one("SELECT count(*) FROM ledger_matter").await, written);
    assert_eq!(one("SELECT count(*) FROM criminal_matter").await, written);
    assert_eq!(one("SELECT count(*) FROM exchange_known").await, written);
    let other = one(
        "SELECT count(*) FROM exchange_line l WHERE l.state = 'written'
          AND l.acts <> (SELECT count(*) FROM ledger_fact f WHERE f.matter_id = l.matter_id)",
    );
    assert_eq!(other.await, 0, "a matter that is not whole");
}

#[test]
fn a_large_import_killed_while_it_is_checked_and_written_loses_nothing_and_doubles_nothing() {
    both(&TABLES, |db| async move {
        let rows = many();
        let office = office(db.clone()).await;
        let mut clerk = clerk(&office).await;
        let bytes = sheet(rows);
        let import = hand_in(&mut clerk, "reports", "so-10-nam.xlsx", &bytes).await;
        let begun = Instant::now();
        crate::confirmed(&mut clerk, &import).await;
        kill_after(&office, CHECKED, rows / 3).await;
        assert!(found(&db).await < rows, "it was killed in the middle");
        assert!(clerk.page(&import).await.contains("Đang kiểm tra"));
        is_whole(&db).await;
        work_off(&office).await;
        let check = begun.elapsed().as_secs_f64();
        assert_eq!(found(&db).await, rows);

        let begun = Instant::now();
        let answer = clerk
            .post(&format!("{import}/writing"), &[("warnings", "true")])
            .await;
        assert_eq!(answer.location(), import, "{}", answer.text);
        for part in [1, 3] {
            kill_after(&office, WRITTEN, rows * part / 4).await;
            assert!(found(&db).await > 0, "it was killed in the middle");
            let page = clerk.page(&import).await;
            assert!(page.contains("Đang ghi") && !page.contains("Đã ghi xong"));
            is_whole(&db).await;
        }
        work_off(&office).await;
        let write = begun.elapsed().as_secs_f64();
        assert_eq!(count(&db, "written").await, rows);
        is_whole(&db).await;
        let job = office.app.jobs().about(&id_of(&import).to_string()).await;
        assert_eq!(job.unwrap().unwrap().attempts, 3);
        let numbers: i64 = db
            .one(
                "SELECT count(DISTINCT docket) FROM criminal_matter",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(numbers, rows, "each acceptance number once");
        let verdict = audit::verify(&db).await.unwrap();
        assert!(
            matches!(verdict, audit::Verdict::Whole { .. }),
            "{verdict:?}"
        );

        let begun = Instant::now();
        let again = hand_in(&mut clerk, "reports", "so-10-nam.xlsx", &bytes).await;
        checked(&office, &mut clerk, &again).await;
        assert_eq!(
            count(&db, "known").await,
            rows,
            "the same sheet again is known"
        );
        let known = begun.elapsed().as_secs_f64();
        let engine = match db.engine() {
            Engine::Sqlite => "SQLite",
            Engine::Postgres => "PostgreSQL",
        };
        println!(
            "{engine}: {rows} rows, killed three times: checked in {check:.1} s, written in {write:.1} s; known again in {known:.1} s"
        );
    });
}
