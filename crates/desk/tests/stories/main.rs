//! Bàn làm việc qua cửa, on both databases: whose work is shown, by right, and what its ends say.
#![allow(clippy::unwrap_used)] // helpers of tests stop at the first surprise, as tests do

mod scopes;
mod terms;

use axum::http::StatusCode;
use criminal::ActEntry;
use db::{Db, Migrations};
use people::{Role, Work, staff};
use shell::testing::{Browser, Office, PASSWORD};
use uuid::Uuid;

/// Everything the desk stands on here.
pub const TABLES: [Migrations; 5] = {
    let [facts, people, jobs, shell] = shell::testing::TABLES;
    [facts, people, jobs, shell, criminal::MIGRATIONS]
};

/// An office with criminal matters and their desk.
pub async fn office(db: Db) -> Office {
    let routes = shell::routes()
        .merge(criminal::routes())
        .merge(desk::routes());
    Office::with(db, criminal::views(), routes, |app| {
        app.menu(desk::menu()).menu(criminal::menu())
    })
    .await
}

/// Work of somebody who is there.
pub async fn work_of(office: &Office, person: Uuid) -> Work {
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let posts = staff::post::posts_on(app.db(), person, app.today());
    let post = posts.await.unwrap()[0].id;
    let actor = staff::actor_of(app.db(), &units, post, app.today());
    let actor = actor.await.unwrap();
    let ledger = app.ledger().clone();
    Work::begin(app.db(), actor, app.now_ms(), app.law(), ledger)
        .await
        .unwrap()
}

/// A browser in which somebody new of this role and unit is signed in; and who that is.
pub async fn signed_in<'o>(office: &'o Office, role: Role, unit: &str) -> (Uuid, Browser<'o>) {
    let (id, login) = office.employ(role, unit).await;
    (id, back(office, &login).await)
}

/// A browser in which somebody signs in again, as after some days.
pub async fn back<'o>(office: &'o Office, login: &str) -> Browser<'o> {
    let mut browser = office.browser();
    let answer = browser.sign_in(login, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    browser
}

/// A report about somebody, received on a day in a unit and assigned to a prosecutor.
pub async fn a_report(office: &Office, unit: &str, day: &str, name: &str, prosecutor: Uuid) {
    let (chief, _) = office.employ(Role::Chief, unit).await;
    let work = work_of(office, chief).await;
    let act = |kind: &str| ActEntry {
        is_confirmed: true,
        ..ActEntry::new(kind, day.parse().unwrap())
    };
    let entries = vec![
        act("party.described")
            .about(Uuid::now_v7())
            .with("name", name)
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
}
