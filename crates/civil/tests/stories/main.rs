//! Những câu chuyện của mảng dân sự, hành chính, on both databases and through the door.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests stop at the first surprise, as tests do

mod apart;
mod life;

use axum::http::StatusCode;
use civil::CivilFinder;
use db::{Db, Migrations};
use people::Role;
use shell::testing::{Answer, Browser, Office, PASSWORD, REGION};

/// Everything this area stands on.
pub const TABLES: [Migrations; 4] = [
    ledger::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    civil::MIGRATIONS,
];

/// An office with this area alone.
pub async fn office(db: Db) -> Office {
    let routes = shell::routes().merge(civil::routes());
    Office::with(db, civil::views(), routes, |app| {
        app.menu(civil::menu()).finder(CivilFinder)
    })
    .await
}

/// A prosecutor of the region: their id and their browser.
pub async fn prosecutor(office: &Office) -> (String, Browser<'_>) {
    let (id, login) = office.employ(Role::Prosecutor, REGION).await;
    let mut browser = office.browser();
    let entered = browser.sign_in(&login, PASSWORD).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    (id.to_string(), browser)
}

/// What is typed on the page of a new matter.
pub fn a_loan(prosecutor: &str) -> Vec<(&str, &str)> {
    vec![
        ("effective", "2/11/2026"),
        ("kind", "dan_su"),
        ("relation", "Tranh chấp hợp đồng vay tài sản"),
        ("claim", "Buộc trả 250.000.000 đồng và lãi."),
        ("court", "Tòa án nhân dân khu vực 3"),
        ("notice_number", "118/TB-TLVA"),
        ("notice_on", "30/10/2026"),
        ("received_on", "2/11/2026"),
        ("claimants", "Phạm Bích Ngân"),
        ("defendants", "Hoàng Văn Lả\nLò Thị Panh"),
        ("related", ""),
        ("prosecutor", prosecutor),
    ]
}

/// The address an answer leads to.
pub fn matter_of(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let path = answer.location().to_owned();
    assert!(path.starts_with("/civil/matters/"), "{path}");
    path
}

/// The first correction that stands on a page behind these words.
pub fn correction_behind(page: &str, words: &str) -> String {
    let at = page
        .find(words)
        .unwrap_or_else(|| panic!("{words} is not there"));
    let rest = &page[at..];
    let end = rest.find("/correction\"").expect("a correction");
    let begin = rest[..end].rfind("href=\"").expect("a link") + 6;
    format!("{}/correction", &rest[begin..end])
}
