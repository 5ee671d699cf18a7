//! Bàn làm việc qua cửa, on both databases: whose work is shown, by right, what its ends say, who hears of what is near,
//! what everybody is told in the morning, and whose dates moved.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests stop at the first surprise, as tests do

mod certificates;
mod digest;
mod escalation;
mod ladder;
mod mail;
mod moved;
mod scopes;
mod terms;

use std::sync::Arc;

use axum::http::StatusCode;
use criminal::ActEntry;
use db::{Db, Migrations, Sql, args};
use jobs::{Handler, Workers};
use people::{Role, Work, staff};
use shell::{
    MailSettings, Settings,
    testing::{Browser, Office, PASSWORD},
};
use uuid::Uuid;

/// Everything the desk stands on here.
pub const TABLES: [Migrations; 9] = {
    let [facts, people, jobs, shell] = shell::testing::TABLES;
    [
        facts,
        people,
        jobs,
        shell,
        signing::MIGRATIONS,
        criminal::MIGRATIONS,
        civil::MIGRATIONS,
        documents::MIGRATIONS,
        desk::MIGRATIONS,
    ]
};
/// The milliseconds of a day.
pub const DAY: i64 = 86_400_000;

/// An office with criminal matters and their desk.
pub async fn office(db: Db) -> Office {
    office_with(db, None).await
}

/// The same, with or without a mail server.
pub async fn office_with(db: Db, mail: Option<MailSettings>) -> Office {
    let routes = shell::routes()
        .merge(criminal::routes())
        .merge(desk::routes());
    let settings = Settings {
        mail,
        ..Settings::default()
    };
    Office::with_settings(db, criminal::views(), routes, settings, |app| {
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
        act("report.prosecutor_assigned")
            .with("prosecutor", prosecutor.to_string())
            .with("prosecutor_name", "Nguyễn Văn Kiểm sát viên"),
    ];
    criminal::register(&work, Uuid::now_v7(), entries)
        .await
        .unwrap();
    work.commit().await.unwrap();
}

/// Does every job that waits, and refuses one that failed.
pub async fn work_off(office: &Office, handlers: Vec<Arc<dyn Handler>>) {
    let jobs = office.app.jobs();
    let mut told = jobs.watch();
    let workers = Workers::start(jobs, handlers, 1);
    loop {
        let newest = jobs.newest(100).await.unwrap();
        if let Some(job) = newest.iter().find(|job| job.state == jobs::State::Failed) {
            panic!("{}: {}", job.title, job.note);
        }
        if newest.iter().all(|job| job.state == jobs::State::Done) {
            break;
        }
        told.changed().await.unwrap();
    }
    workers.stop().await;
}

/// How many lines of the trail tell of an action.
pub async fn told(office: &Office, action: &str) -> i64 {
    let sql = "SELECT count(*) FROM audit_line WHERE action = $1";
    office.app.db().one(sql, args![action]).await.unwrap()
}

/// The address of the only matter that a page leads to.
pub fn matter_on(page: &str) -> String {
    let after = page.split("/criminal/matters/").nth(1).unwrap();
    format!("/criminal/matters/{}", &after[..36])
}
