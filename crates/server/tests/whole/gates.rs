//! Ma trận quyền: the committed table, and every route asked without sign-in and without the right.

use std::{fs, path::Path};

use axum::http::{Method, StatusCode};
use db::testing::both;
use people::{Right, Rights, Role};
use server::areas;
use shell::{
    Needs,
    testing::{Browser, Office, PROVINCE},
};

const PAPER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.csv");

#[test]
fn the_committed_matrix_is_the_programs() {
    let now = shell::matrix(&areas::routes());
    if std::env::var_os("KIEMSAT_BLESS").is_some() {
        fs::write(PAPER, &now).unwrap();
    }
    let kept = fs::read_to_string(Path::new(PAPER)).unwrap_or_default();
    assert!(
        kept == now,
        "docs/permissions.csv is not the program's: look at the difference, then run this test with KIEMSAT_BLESS=1"
    );
}

#[test]
fn no_address_stands_twice() {
    let table = areas::routes().table();
    for pair in table.windows(2) {
        let same = pair[0].path == pair[1].path && pair[0].method == pair[1].method;
        assert!(!same, "{} {} stands twice", pair[0].method, pair[0].path);
    }
}

#[test]
fn only_the_door_the_check_of_papers_and_the_courts_screen_are_open_to_everybody() {
    let open: Vec<String> = areas::routes()
        .table()
        .into_iter()
        .filter(|route| route.needs == Needs::Public)
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    // The page that checks a paper's code is off until the office opens it (crates/signing).
    let check = ["GET /check", "GET /check/{code}", "POST /check/{code}"];
    // The court's own screen: its random address is the key, and it only reads what was released (crates/courtroom).
    let court = [
        "GET /court/{key}",
        "GET /court/{key}/events",
        "GET /court/{key}/media/{handle}",
        "GET /court/{key}/pictures/{handle}",
    ];
    let door = ["GET /", "GET /sign-in", "POST /sign-in"];
    assert_eq!(
        open,
        [&door[..1], &check[..], &court[..], &door[1..]].concat()
    );
}

/// An address with something in each place that asks for something.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.starts_with('{') {
        true => "018f0000-0000-7000-8000-000000000001",
        false => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn ask(browser: &mut Browser<'_>, method: &Method, path: &str) -> (StatusCode, String) {
    let answer = match *method {
        Method::GET => browser.get(&filled(path)).await,
        _ => {
            browser
                .call(method.as_str(), &filled(path), serde_json::json!({}))
                .await
        }
    };
    (answer.status, answer.location().to_owned())
}

#[test]
fn every_route_asks_for_sign_in_and_refuses_each_role_without_its_right() {
    both(&areas::migrations(), |db| async move {
        let office = Office::with(db, areas::views(), areas::routes(), |app| app).await;
        let mut nobody = office.browser();
        let mut everybody = Vec::new();
        for role in Role::ALL {
            everybody.push((role, office.signed_in_at(role, PROVINCE).await));
        }
        for route in areas::routes().table() {
            let said = format!("{} {}", route.method, route.path);
            let right = match route.needs {
                Needs::Public | Needs::System => continue,
                Needs::SignedIn => Right::AccountSelf,
                Needs::Right(right) => right,
            };
            let (status, location) = ask(&mut nobody, &route.method, &route.path).await;
            match route.method {
                Method::GET => assert!(
                    status == StatusCode::SEE_OTHER && location.starts_with("/sign-in"),
                    "{said}: {status}"
                ),
                _ => assert!(
                    status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN,
                    "{said}: {status}"
                ),
            }
            for (role, browser) in &mut everybody {
                if Rights::embedded().reach(*role, right) != people::Reach::None {
                    continue;
                }
                let (status, _) = ask(browser, &route.method, &route.path).await;
                assert_eq!(status, StatusCode::FORBIDDEN, "{said} as {}", role.id());
            }
        }
    });
}
