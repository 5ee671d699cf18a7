//! In cả bộ: every form in one file, of an open period and of a frozen set.

use axum::http::StatusCode;
use calamine::{Data, Reader, Xlsx};
use db::testing::both;
use jobs::{State, Workers};
use people::Role;
use shell::testing::{Answer, Browser, Office, PROVINCE, REGION};
use statistics::Form;
use statistics::paper::{FIGURE_COLUMN, FIRST_ROW};

use crate::cases::peopled_cases;
use crate::signers::{Signers, figure, id_of, tables};
use crate::world::{OTHER, TABLES, World, peopled};

const OCTOBER: &str = "from=2026-10-01&to=2026-10-31";

/// Asks for a file and lets a worker make it.
async fn printed(office: &Office, browser: &mut Browser<'_>, query: &str) -> Answer {
    let jobs = office.app.jobs();
    let workers = Workers::start(jobs, statistics::handlers(&office.app), 1);
    let mut bell = jobs.watch();
    let asked = browser
        .post(&format!("/statistics/prints?{query}"), &[])
        .await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    // Within a second it leads to the file, later to the page that tells how far it is.
    let page = asked.location().trim_end_matches("/file").to_owned();
    loop {
        let job = jobs
            .about(&id_of(&page).to_string())
            .await
            .unwrap()
            .unwrap();
        if matches!(job.state, State::Done | State::Failed) {
            assert_eq!(job.state, State::Done, "{}", job.note);
            assert_eq!((job.done, job.note.as_str()), (job.total, "Đã lập xong"));
            break;
        }
        bell.changed().await.unwrap();
    }
    workers.stop().await;
    let shown = browser.page(&page).await;
    assert!(shown.contains("Mở tệp"), "{shown}");
    let file = browser.get(&format!("{page}/file")).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    file
}

fn book_of(answer: Answer) -> Xlsx<std::io::Cursor<Vec<u8>>> {
    Xlsx::new(std::io::Cursor::new(answer.bytes)).unwrap()
}

#[test]
fn every_form_of_an_open_period_stands_in_one_workbook_and_in_one_paper() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        peopled_cases(&world).await;
        let mut browser = world
            .office
            .signed_in_at(Role::Statistician, PROVINCE)
            .await;
        let query = format!("unit={PROVINCE}&tree=1&{OCTOBER}");
        let home = browser.page("/statistics").await;
        assert!(home.contains("formaction=\"/statistics/prints\""), "{home}");
        let page = browser.page(&format!("/statistics/prints?{query}")).await;
        assert!(page.contains("Lập PDF cả bộ"), "{page}");

        let file = printed(&world.office, &mut browser, &format!("kind=xlsx&{query}")).await;
        assert!(file.header("content-disposition").contains(".xlsx"));
        let mut book = book_of(file);
        let names = book.sheet_names();
        assert_eq!(names.len(), 1 + statistics::form::forms().len());
        assert_eq!(names[0], "Mục lục");
        for form in ["bieu-01", "bieu-02", "bieu-10"] {
            let form = Form::named(form).unwrap();
            let alone = browser
                .get(&format!("/statistics/{}/xlsx?{query}", form.id))
                .await;
            let mut alone = book_of(alone);
            let alone = alone.worksheet_range(&form.number).unwrap();
            let here = book.worksheet_range(&form.number).unwrap();
            let cells: Vec<_> = alone.used_cells().collect();
            assert!(cells.len() > form.rows.len());
            assert_eq!(
                here.used_cells().collect::<Vec<_>>(),
                cells,
                "{} as it prints alone",
                form.number
            );
        }
        let file = printed(&world.office, &mut browser, &format!("kind=pdf&{query}")).await;
        assert_eq!(file.header("content-type"), "application/pdf");
        assert!(file.bytes.starts_with(b"%PDF-"));
        let letters = String::from_utf8_lossy(&file.bytes);
        assert!(letters.contains("pdfaid"), "archival");
        let mine = browser.page(&format!("/statistics/prints?{query}")).await;
        assert!(mine.contains("Các bản đã lập") && mine.contains("Excel"));
    });
}

#[test]
fn a_frozen_set_prints_as_it_was_frozen_and_its_print_belongs_to_who_asked() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        office.report(7, &[("case.initiated", 3)]).await;
        let set = office.freeze(&office.region, REGION, &office.later()).await;
        let content = office.content(&set).await;
        // Recorded after the freezing: in the figures of the day, not in the set.
        office.world.office.wait(1_000);
        office.report(6, &[]).await;
        let mut browser = office.browser(&office.region.statistician).await;
        assert!(browser.page(&set).await.contains("In cả bộ"));
        let query = format!("set={}&kind=xlsx", id_of(&set));
        let mut book = book_of(printed(&office.world.office, &mut browser, &query).await);
        let page = book.worksheet_range("Biểu số 01").unwrap();
        for (at, row) in (FIRST_ROW..).zip(&Form::bieu_01().rows) {
            let cell = page.get_value((at, u32::from(FIGURE_COLUMN))).unwrap();
            match row.is_told() {
                true => {
                    let frozen = figure(&content, &row.no);
                    assert_eq!(cell, &Data::Float(frozen as f64), "row {}", row.no);
                }
                false => assert_eq!(cell, &Data::String("chưa có nguồn".to_owned())),
            }
        }

        let mine = browser.page("/statistics/prints").await;
        let at = mine.find("/statistics/prints/").unwrap();
        let address: String = mine[at..].chars().take_while(|one| *one != '"').collect();
        let (world, ask) = (&office.world.office, format!("/statistics/prints?{query}"));
        let mut chief = office.browser(&office.region.chief).await;
        assert_eq!(chief.get(&address).await.status, StatusCode::NOT_FOUND);
        let mut other = world.signed_in_at(Role::Statistician, OTHER).await;
        assert_eq!(other.post(&ask, &[]).await.status, StatusCode::FORBIDDEN);
        let nonsense = format!("/statistics/prints?set={}&kind=doc", id_of(&set));
        assert_eq!(
            browser.post(&nonsense, &[]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
    });
}
