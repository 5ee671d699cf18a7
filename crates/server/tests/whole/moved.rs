//! Một ngày nghỉ mới: whoever enters it sees what moved, the prosecutors are told, the page lists whose dates moved.

use axum::http::StatusCode;
use criminal::ActEntry;
use db::{Db, Sql, args, testing::both};
use jobs::{State, Workers};
use people::{Role, Work, staff};
use server::areas::{self, recompute::Criminal};
use shell::testing::{Browser, Office, PASSWORD, REGION};
use uuid::Uuid;

const NAME: &str = "Thái Doãn Lâm";

async fn an_office(db: Db, at_once: i64) -> (Office, String) {
    let furnish = |app: shell::AppBuilder| app.menu(desk::menu()).recompute(Criminal { at_once });
    let office = Office::with(db, areas::views(), areas::routes(), furnish).await;
    let (prosecutor, login) = office.employ(Role::Prosecutor, REGION).await;
    let (chief, _) = office.employ(Role::Chief, REGION).await;
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let posts = staff::post::posts_on(app.db(), chief, app.today());
    let post = posts.await.unwrap()[0].id;
    let actor = staff::actor_of(app.db(), &units, post, app.today());
    let actor = actor.await.unwrap();
    let begun = Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    );
    let work = begun.await.unwrap();
    // Twenty days from 2 November run to Monday 23 November.
    let act = |kind: &str| ActEntry {
        is_confirmed: true,
        ..ActEntry::new(kind, "2026-11-02".parse().unwrap())
    };
    let entries = vec![
        act("party.described")
            .about(Uuid::now_v7())
            .with("name", NAME)
            .with("role", "bi_to_giac"),
        act("report.received")
            .with("report_kind", "to_giac")
            .with("summary", "Bị đe dọa, buộc đưa tiền."),
        act("report.prosecutor_assigned").with("prosecutor", prosecutor.to_string()),
    ];
    criminal::register(&work, Uuid::now_v7(), entries)
        .await
        .unwrap();
    work.commit().await.unwrap();
    (office, login)
}

async fn enter(browser: &mut Browser<'_>, day: &str) -> String {
    let typed = [
        ("on", day),
        ("kind", "off"),
        ("known_from", "20/11/2026"),
        ("name_vi", "Nghỉ bù để thử"),
        ("source", "Thông báo để thử"),
        ("reason", "Để thử"),
    ];
    let answer = browser.post("/people/calendar", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    browser.page("/people/calendar").await
}

async fn signed_in<'o>(office: &'o Office, login: &str) -> Browser<'o> {
    let mut browser = office.browser();
    browser.sign_in(login, PASSWORD).await;
    browser
}

#[test]
fn who_enters_a_day_off_sees_what_moved_and_the_prosecutor_is_told_once() {
    both(&areas::migrations(), |db| async move {
        let (office, login) = an_office(db, 300).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let page = enter(&mut chief, "23/11/2026").await;
        assert!(
            page.contains("1 thời hạn đổi ngày cuối") && page.contains(NAME),
            "{page}"
        );
        let mut prosecutor = signed_in(&office, &login).await;
        let page = prosecutor.page("/desk/moved").await;
        for told in [
            "Lịch nghỉ thay đổi: 23/11/2026",
            NAME,
            "24/11/2026",
            "muộn hơn 1 ngày",
        ] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let bell = prosecutor.page("/notices").await;
        assert_eq!(bell.matches("Lịch nghỉ thay đổi").count(), 1, "{bell}");
        // Whoever keeps the calendar and sees no matter reads a number and no name.
        let mut officer = office.signed_in(Role::ItOfficer).await;
        let page = enter(&mut officer, "24/11/2026").await;
        assert!(
            page.contains("1 thời hạn đổi ngày cuối") && !page.contains(NAME),
            "{page}"
        );
        assert!(prosecutor.page("/desk/moved").await.contains("25/11/2026"));
    });
}

#[test]
fn where_many_matters_are_open_a_job_goes_through_them() {
    both(&areas::migrations(), |db| async move {
        let (office, login) = an_office(db.clone(), 0).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let page = enter(&mut chief, "23/11/2026").await;
        assert!(
            page.contains("được tính lại ở phần công việc chạy nền"),
            "{page}"
        );
        let mut prosecutor = signed_in(&office, &login).await;
        assert!(
            prosecutor
                .page("/desk/moved")
                .await
                .contains("Đang tính lại")
        );
        let (jobs, mut told) = (office.app.jobs(), office.app.jobs().watch());
        let workers = Workers::start(jobs, desk::handlers(&office.app), 1);
        loop {
            let job = jobs.newest(1).await.unwrap().remove(0);
            assert_ne!(job.state, State::Failed, "{}", job.note);
            if job.state == State::Done {
                assert_eq!(job.note, "1 thời hạn đổi ngày");
                break;
            }
            told.changed().await.unwrap();
        }
        workers.stop().await;
        let page = prosecutor.page("/desk/moved").await;
        assert!(
            page.contains("24/11/2026") && !page.contains("Đang tính lại"),
            "{page}"
        );
        let lines: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'clock.moved'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(lines, 1);
    });
}
