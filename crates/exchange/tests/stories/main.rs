//! Những câu chuyện nhập, xuất, chia sẻ dữ liệu, on both databases and through the router.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests stop at the first surprise, as tests do

mod cases;
mod exported;
mod killed;
mod lives;
mod programs;
mod refused;
mod reports;

use db::{Db, Migrations, Sql, args};
use jobs::Workers;
use people::Role;
use rust_xlsxwriter::{Format, Workbook};
use shell::testing::{Browser, Office};
use uuid::Uuid;

/// Everything this area stands on.
pub const TABLES: [Migrations; 6] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    exchange::MIGRATIONS,
];

/// An office with this area and the criminal one.
pub async fn office(db: Db) -> Office {
    let routes = shell::routes()
        .merge(criminal::routes())
        .merge(exchange::routes());
    Office::with(db, criminal::views(), routes, |app| {
        app.menu(criminal::menu()).menu(exchange::menu())
    })
    .await
}

/// Hands a file in; the address of the import.
pub async fn hand_in(browser: &mut Browser<'_>, kind: &str, name: &str, bytes: &[u8]) -> String {
    let answer = browser
        .upload(
            "/exchange/imports",
            &[("kind", kind)],
            ("file", name, bytes),
        )
        .await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
    let location = answer.location().to_owned();
    location.strip_suffix("/sheet").unwrap().to_owned()
}

/// Confirms the head and the mapping as they were guessed, and waits until the check is done.
pub async fn checked(office: &Office, browser: &mut Browser<'_>, import: &str) -> String {
    confirmed(browser, import).await;
    work_off(office).await;
    browser.page(import).await
}

/// Confirms the head and the mapping as they were guessed: the check waits to be done.
pub async fn confirmed(browser: &mut Browser<'_>, import: &str) {
    let page = browser.page(&format!("{import}/sheet")).await;
    let (sheet, first, last) = (
        value(&page, "sheet"),
        value(&page, "first"),
        value(&page, "last"),
    );
    let fields = [
        ("sheet", sheet.as_str()),
        ("first", &first),
        ("last", &last),
    ];
    let answer = browser.post(&format!("{import}/sheet"), &fields).await;
    assert_eq!(
        answer.location(),
        format!("{import}/mapping"),
        "{}",
        answer.text
    );
    let page = browser.page(&format!("{import}/mapping")).await;
    let chosen = selected(&page);
    let fields: Vec<(&str, &str)> = chosen
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let answer = browser.post(&format!("{import}/mapping"), &fields).await;
    assert_eq!(answer.location(), import, "{}", answer.text);
}

/// Confirms the writing and waits until it is done.
pub async fn written(office: &Office, browser: &mut Browser<'_>, import: &str) -> String {
    let answer = browser
        .post(&format!("{import}/writing"), &[("warnings", "true")])
        .await;
    assert_eq!(answer.location(), import, "{}", answer.text);
    work_off(office).await;
    browser.page(import).await
}

/// Lets a worker do every job there is.
pub async fn work_off(office: &Office) {
    let workers = Workers::start(office.app.jobs(), exchange::handlers(&office.app), 1);
    let mut bell = office.app.jobs().watch();
    loop {
        bell.mark_unchanged();
        let open: i64 = office
            .app
            .db()
            .one(
                "SELECT count(*) FROM job WHERE state IN ('ready', 'running')",
                args![],
            )
            .await
            .unwrap();
        if open == 0 {
            break;
        }
        bell.changed().await.unwrap();
    }
    workers.stop().await;
    let failed: Vec<String> = office
        .app
        .db()
        .all("SELECT note FROM job WHERE state = 'failed'", args![])
        .await
        .unwrap();
    assert!(failed.is_empty(), "{failed:?}");
}

/// How many lines of every import stand in a state.
pub async fn count(db: &Db, state: &str) -> i64 {
    db.one(
        "SELECT count(*) FROM exchange_line WHERE state = $1",
        args![state],
    )
    .await
    .unwrap()
}

/// The faults and warnings of every import, in words.
pub async fn faults(db: &Db) -> Vec<String> {
    db::row! { struct Fault { row_no: i64, column_vi: String, reason: String } }
    let all: Vec<Fault> = db
        .all(
            "SELECT row_no, column_vi, reason FROM exchange_fault ORDER BY row_no, at",
            args![],
        )
        .await
        .unwrap();
    all.into_iter()
        .map(|one| format!("{}|{}|{}", one.row_no, one.column_vi, one.reason))
        .collect()
}

/// The facts of the ledger: kind, day, number.
pub async fn facts(db: &Db) -> Vec<String> {
    db::row! { struct Line { kind: String, effective_on: chrono::NaiveDate, number: Option<String> } }
    let all: Vec<Line> = db
        .all(
            "SELECT kind, effective_on, number FROM ledger_fact ORDER BY seq",
            args![],
        )
        .await
        .unwrap();
    all.into_iter()
        .map(|one| {
            format!(
                "{} {} {}",
                one.kind,
                one.effective_on,
                one.number.unwrap_or_default()
            )
            .trim_end()
            .to_owned()
        })
        .collect()
}

/// The id in an address of an import.
pub fn id_of(import: &str) -> Uuid {
    import.rsplit('/').next().unwrap().parse().unwrap()
}

/// The value of a field of a page.
pub fn value(page: &str, name: &str) -> String {
    let at = page
        .find(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("no {name}"));
    let rest = &page[at..];
    rest.split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// What the selects of a page have chosen.
fn selected(page: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for part in page.split("<select").skip(1) {
        let select = part.split("</select>").next().unwrap();
        let name = select
            .split("name=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let chosen = select
            .split("<option")
            .skip(1)
            .find(|option| option.contains(" selected"));
        let chosen = chosen.or(select.split("<option").nth(1)).unwrap();
        let value = chosen
            .split("value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        all.push((name.to_owned(), value.to_owned()));
    }
    all
}

/// A workbook of one sheet; cells that begin with `@` are real days.
pub fn book(rows: &[&[&str]], merged: &[(u32, u16, u32, u16)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let plain = Format::new();
    let page = book.add_worksheet();
    for (first_row, first, last_row, last) in merged {
        let words = rows[*first_row as usize][usize::from(*first)];
        page.merge_range(*first_row, *first, *last_row, *last, words, &plain)
            .unwrap();
    }
    for (row, cells) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(*cells) {
            let is_covered = merged.iter().any(|(r0, c0, r1, c1)| {
                (*r0..=*r1).contains(&row) && (*c0..=*c1).contains(&column)
            });
            if cell.is_empty() || is_covered {
                continue;
            }
            match (cell.strip_prefix('@'), cell.parse::<f64>()) {
                (Some(date), _) => {
                    let date = rust_xlsxwriter::ExcelDateTime::parse_from_str(date).unwrap();
                    page.write_datetime_with_format(row, column, &date, &day)
                        .unwrap();
                }
                (None, Ok(number)) => drop(page.write_number(row, column, number).unwrap()),
                (None, Err(_)) => drop(page.write_string(row, column, *cell).unwrap()),
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// A clerk of the region at their browser.
pub async fn clerk(office: &Office) -> Browser<'_> {
    office.signed_in(Role::Clerk).await
}
