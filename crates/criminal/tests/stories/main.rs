//! Những câu chuyện của mảng hình sự, on both databases: through the use cases and through the door.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests stop at the first surprise, as tests do

mod annulled;
mod books;
mod calendar;
mod case_a;
mod door;
mod entry;
mod lapsed;
mod lists;
mod numbers;
mod passages;
mod persons;
mod rights;
mod together;
mod waiting;

use criminal::{ActEntry, CriminalFinder};
use db::{Db, Migrations};
use people::{Role, Work, staff};
use shell::testing::{Office, REGION};
use uuid::Uuid;

/// Everything this area stands on.
pub const TABLES: [Migrations; 4] = [
    ledger::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
];

/// An office with this area alone.
pub async fn office(db: Db) -> Office {
    let routes = shell::routes().merge(criminal::routes());
    Office::with(db, criminal::views(), routes, |app| {
        app.menu(criminal::menu()).finder(CriminalFinder)
    })
    .await
}

/// Work of somebody new in this role of the region.
pub async fn work_as(office: &Office, role: Role) -> Work {
    let (person, _) = office.employ(role, REGION).await;
    work_of(office, person).await
}

/// Work of somebody who is there.
pub async fn work_of(office: &Office, person: Uuid) -> Work {
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let post = staff::post::posts_on(app.db(), person, app.today())
        .await
        .unwrap()[0]
        .id;
    let actor = staff::actor_of(app.db(), &units, post, app.today())
        .await
        .unwrap();
    Work::begin(
        app.db(),
        actor,
        app.now_ms(),
        app.law(),
        app.ledger().clone(),
    )
    .await
    .unwrap()
}

/// An act on a day, its warnings read.
pub fn act(kind: &str, day: &str) -> ActEntry {
    ActEntry {
        is_confirmed: true,
        ..ActEntry::new(kind, day.parse().unwrap())
    }
}

/// A report of threats received on a day, about one person: matter and person.
pub async fn a_report(office: &Office, day: &str, name: &str) -> (Uuid, Uuid) {
    let work = work_as(office, Role::Chief).await;
    let (matter, who) = (Uuid::now_v7(), Uuid::now_v7());
    let entries = vec![
        act("party.described", day)
            .about(who)
            .with("name", name)
            .with("role", "bi_to_giac"),
        act("report.received", day)
            .with("report_kind", "to_giac")
            .with("summary", "Bị đe dọa, buộc đưa tiền."),
    ];
    criminal::register(&work, matter, entries).await.unwrap();
    work.commit().await.unwrap();
    (matter, who)
}
