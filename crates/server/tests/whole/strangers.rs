//! Người ngoài: whoever asks for a record of another unit by its id is refused, finds nothing in any list, changes
//! nothing, and leaves a line in the trail.

use std::{collections::BTreeMap, time::Duration};

use axum::http::{Method, StatusCode};
use db::{Db, Dump, Sql, args, testing::both};
use files::Files;
use people::{Reach, Right, Rights, Role, Work, staff};
use server::{areas, place::Place};
use shell::{
    Needs, Route,
    testing::{Answer, Browser, Office, PROVINCE, REGION},
};
use uuid::Uuid;

const NEIGHBOUR: &str = "P68-KV04";
const SCAN: &[u8] = include_bytes!("../../../casefile/tests/data/three-pages.pdf");
/// Words that stand in the matter and nowhere else.
const NAME: &str = "Vụ Thử Người Ngoài";

/// What no stranger may change.
const KEPT: &[&str] = &[
    "ledger_fact",
    "ledger_matter",
    "criminal_matter",
    "casefile_file",
    "casefile_page",
    "casefile_document",
    "documents_draft",
    "documents_version",
    "courtroom_list",
    "courtroom_exhibit",
    "courtroom_session",
    "people_person",
    "people_post",
    "people_unit",
    "criminal_number",
    "job",
];

/// A region with one matter: a fact, a scanned file, a draft, a job, somebody at work.
struct World {
    office: Office,
    ids: BTreeMap<&'static str, String>,
}

impl World {
    async fn built(db: Db, below: &std::path::Path) -> World {
        let place = Place {
            db: db.clone(),
            files: Files::folder(&below.join("files")).unwrap(),
            derived: below.join("derived"),
            folder: below.to_path_buf(),
            key_file: below.join("secret.key"),
        };
        let office = Office::with(db.clone(), areas::views(), areas::routes(), |app| {
            areas::furnish(app, &place).unwrap()
        })
        .await;
        let (person, login) = office.employ(Role::Chief, REGION).await;
        let mut chief = office.browser();
        chief.sign_in(&login, shell::testing::PASSWORD).await;
        let case = [
            ("charges", "170.1"),
            ("effective", "20/11/2026"),
            ("confirmed", "true"),
            ("case_name", NAME),
        ];
        let opened = chief.post("/criminal/cases", &case).await;
        assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
        let matter: Uuid = one(&db, "SELECT id FROM ledger_matter").await;
        let taken = chief
            .upload(
                &format!("/casefile/matters/{matter}/files"),
                &[],
                ("files", "ba trang.pdf", SCAN),
            )
            .await;
        assert!(taken.status.is_success(), "{}", taken.text);
        let draft = draft(&office, person, matter).await;
        let session = one(
            &db,
            "SELECT id FROM people_session ORDER BY created_at LIMIT 1",
        );
        let ids = [
            ("matter", matter),
            ("draft", draft),
            ("person", person),
            ("session", session.await),
            ("fact", one(&db, "SELECT id FROM ledger_fact LIMIT 1").await),
            ("file", one(&db, "SELECT id FROM casefile_file").await),
            (
                "page",
                one(&db, "SELECT id FROM casefile_page LIMIT 1").await,
            ),
            ("job", one(&db, "SELECT id FROM job LIMIT 1").await),
            ("post", one(&db, "SELECT id FROM people_post LIMIT 1").await),
        ];
        World {
            office,
            ids: ids.map(|(name, id)| (name, id.to_string())).into(),
        }
    }

    /// The address of a route with the region's records in its places.
    fn filled(&self, path: &str) -> String {
        let id = |name: &str| self.ids[name].clone();
        let parts = path.split('/').map(|part| match part {
            "{matter}" => id("matter"),
            "{file}" => id("file"),
            "{page}" => id("page"),
            "{fact}" => id("fact"),
            "{session}" => id("session"),
            "{post}" => id("post"),
            "{act}" => "case.prosecutor_assigned".to_owned(),
            "{form}" => "bieu-01".to_owned(),
            "{key}" => REGION.to_owned(),
            "{version}" if path.starts_with("/evidence") => id("session"),
            "{number}" | "{version}" => "1".to_owned(),
            "{id}" if path.starts_with("/criminal/matters") => id("matter"),
            "{id}" if path.starts_with("/documents") => id("draft"),
            "{id}" if path.starts_with("/people/persons") => id("person"),
            "{id}" if path.starts_with("/people/me/sessions") => id("session"),
            "{id}" if path.contains("/jobs/") => id("job"),
            place if place.starts_with('{') => Uuid::now_v7().to_string(),
            words => words.to_owned(),
        });
        let address = parts.collect::<Vec<_>>().join("/");
        match path.starts_with("/statistics") {
            true => format!("{address}?unit={REGION}&from=2026-01-01&to=2026-12-31&row=1&column=1"),
            false => address,
        }
    }
}

async fn one(db: &Db, sql: &str) -> Uuid {
    db.one(sql, args![]).await.unwrap()
}

async fn draft(office: &Office, person: Uuid, matter: Uuid) -> Uuid {
    let app = &office.app;
    let units = app.units().units().await.unwrap();
    let posts = staff::post::posts_on(app.db(), person, app.today())
        .await
        .unwrap();
    let actor = staff::actor_of(app.db(), &units, posts[0].id, app.today())
        .await
        .unwrap();
    let ledger = app.ledger().clone();
    let work = Work::begin(app.db(), actor, app.now_ms(), app.law(), ledger)
        .await
        .unwrap();
    let opened = criminal::open(&work.tx, &work.law, matter)
        .await
        .unwrap()
        .unwrap();
    let template = documents::paper::form("42/HS", app.today()).unwrap();
    let (known, signer) = (serde_json::json!({}), Default::default());
    let id = documents::draft::begin(&work, &opened, &template, None, &known, &signer)
        .await
        .unwrap();
    work.commit().await.unwrap();
    id
}

/// Routes with a place for an id that belongs to somebody: one's own drafts of forms do not.
fn routes_with_ids() -> Vec<(Route, Right)> {
    let mut all = Vec::new();
    for route in areas::routes().table() {
        let right = match route.needs {
            Needs::Public | Needs::System => continue,
            // The people of its unit follow a job, and who looks after jobs.
            Needs::SignedIn if route.path.starts_with("/shell/jobs/") => Right::SystemJobsRead,
            Needs::SignedIn => Right::AccountSelf,
            Needs::Right(right) => right,
        };
        let is_ones_own = route.path.starts_with("/shell/draft/");
        // Danh mục đơn vị: everybody who is signed in may know which units there are.
        let is_directory = right == Right::PeopleUnitRead;
        // Định nghĩa biểu: how a form counts is told to whoever reads statistics anywhere.
        let is_definition =
            route.method == Method::GET && route.path.starts_with("/statistics/definitions/");
        if route.path.contains('{') && !is_ones_own && !is_directory && !is_definition {
            all.push((route, right));
        }
    }
    all
}

async fn asked(browser: &mut Browser<'_>, route: &Route, address: &str) -> Answer {
    let answer = async {
        match route.method {
            Method::GET => browser.get(address).await,
            Method::POST => {
                browser
                    .post(address, &[("reason", "Thử"), ("version", "1")])
                    .await
            }
            _ => {
                let body = serde_json::json!({ "first": 1, "last": 1, "title": "x", "kind": "bien_ban", "bl": "" });
                browser.call(route.method.as_str(), address, body).await
            }
        }
    };
    let patience = Duration::from_secs(20);
    let said = format!("{} {address} does not end", route.method);
    tokio::time::timeout(patience, answer).await.expect(&said)
}

async fn dumps(db: &Db) -> Vec<db::TableDump> {
    let mut all = Vec::new();
    for table in KEPT {
        all.push(Dump::table(db, table).await.unwrap());
    }
    all
}

async fn refusals(db: &Db) -> i64 {
    let sql = "SELECT count(*) FROM audit_line WHERE action = 'access.refused'";
    db.one(sql, args![]).await.unwrap()
}

#[test]
fn no_record_of_a_region_opens_for_strangers_and_each_refusal_leaves_its_line() {
    both(&areas::migrations(), |db| async move {
        let below = std::env::temp_dir().join(format!("kiemsat-out-{}", Uuid::now_v7().simple()));
        let world = World::built(db.clone(), &below).await;
        let mut strangers = Vec::new();
        for role in Role::ALL {
            for unit in [NEIGHBOUR, PROVINCE, REGION] {
                let browser = world.office.signed_in_at(role, unit).await;
                strangers.push((role, unit, browser));
            }
        }
        let before = dumps(&db).await;
        let live = "SELECT count(*) FROM people_session WHERE revoked_at IS NULL";
        let sessions: i64 = db.one(live, args![]).await.unwrap();
        let mut faults = Vec::new();
        let (mut asked_of, mut told) = (0, 0);
        for (route, right) in routes_with_ids() {
            let address = world.filled(&route.path);
            for (role, unit, browser) in &mut strangers {
                let reach = Rights::embedded().reach(*role, right);
                let is_stranger = match *unit {
                    REGION => reach == Reach::Own || reach == Reach::None,
                    PROVINCE => reach != Reach::Tree,
                    _ => true,
                };
                let is_for_the_unit =
                    matches!(right, Right::AccountSelf | Right::SystemJobsRead) && *unit == REGION;
                // A superior office opens a matter from its figures; that look leaves its own line.
                let is_of_figures = route.path == "/criminal/matters/{id}"
                    || route.path.starts_with("/statistics/slips/matters/");
                let comes_from_figures = is_of_figures
                    && *unit == PROVINCE
                    && Rights::embedded().reach(*role, Right::StatisticsOpenFigure) == Reach::Tree;
                if !is_stranger || is_for_the_unit || comes_from_figures {
                    continue;
                }
                let answer = asked(browser, &route, &address).await;
                asked_of += 1;
                told += i64::from(answer.status == StatusCode::FORBIDDEN);
                let is_refused = match route.method {
                    Method::GET => {
                        matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
                    }
                    _ => answer.status.is_client_error() || answer.status == StatusCode::SEE_OTHER,
                };
                if !is_refused || answer.has(NAME) {
                    let said = format!("{} {} ", route.method, route.path);
                    faults.push(format!(
                        "{said}as {} of {unit}: {}",
                        role.id(),
                        answer.status
                    ));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
        assert!(asked_of > 300, "only {asked_of} questions");
        assert_eq!(refusals(&db).await, told, "a line for each refusal");
        for (before, after) in before.into_iter().zip(dumps(&db).await) {
            assert_eq!(before, after, "a stranger changed {}", before.table);
        }
        let still: i64 = db.one(live, args![]).await.unwrap();
        assert_eq!(still, sessions, "a stranger ended a session");
        let whole = ledger::audit::verify(&db).await.unwrap();
        assert!(
            matches!(whole, ledger::audit::Verdict::Whole { .. }),
            "{whole:?}"
        );
        let _ = std::fs::remove_dir_all(below);
    });
}

#[test]
fn no_list_of_another_unit_names_the_matter() {
    both(&areas::migrations(), |db| async move {
        let below = std::env::temp_dir().join(format!("kiemsat-out-{}", Uuid::now_v7().simple()));
        let world = World::built(db, &below).await;
        let lists = [
            "/criminal?q=thu+nguoi+ngoai".to_owned(),
            format!("/criminal/cases?unit={REGION}&q=thu+nguoi+ngoai"),
            "/criminal/cases".to_owned(),
            "/criminal/reports".to_owned(),
            "/criminal/held".to_owned(),
            format!("/criminal/numbers?unit={REGION}"),
            "/casefile".to_owned(),
            "/casefile/search?q=bien+ban".to_owned(),
            "/documents".to_owned(),
            format!("/documents?unit={REGION}"),
            format!("/documents/new?form=042-HS&matter={}", world.ids["matter"]),
            "/desk?of=unit".to_owned(),
            "/palette?q=thu+nguoi+ngoai".to_owned(),
            format!("/people/trail?object={}", world.ids["matter"]),
            "/notices".to_owned(),
        ];
        let mut own = world.office.signed_in_at(Role::Chief, REGION).await;
        assert!(
            own.get("/criminal/cases").await.has(NAME),
            "the unit sees it"
        );
        for role in Role::ALL {
            for unit in [NEIGHBOUR, PROVINCE] {
                let mut browser = world.office.signed_in_at(role, unit).await;
                for list in &lists {
                    let answer = browser.get(list).await;
                    let said = format!("{list} as {} of {unit}: {}", role.id(), answer.status);
                    assert!(!answer.status.is_server_error(), "{said}");
                    assert!(!answer.has(NAME), "{said}");
                }
            }
        }
        let _ = std::fs::remove_dir_all(below);
    });
}
