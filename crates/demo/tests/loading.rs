//! The demo comes into both databases as if it had been worked in.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::{path::PathBuf, sync::Arc};

use chrono::NaiveDate;
use courtroom::rules::Part;
use db::{Db, Dump, Sql, args, testing::both};
use demo::{
    DemoError, Made, Plan, Scale,
    courtroom::{Filled, Shows},
};
use evidence::Direction;
use files::Files;
use law::{Law, Moment};
use ledger::{Ledger, audit};
use people::sign_in::SealingKey;
use search::Index;
use shell::{App, AppParts, Settings};
use typeset::Typesetter;
use uuid::Uuid;

fn plan() -> Plan {
    let today: NaiveDate = "2026-11-20".parse().unwrap();
    Plan {
        matters: 70,
        ..Plan::of(Scale::Demo, today)
    }
}

const AREAS: &[db::Migrations] = &[ledger::MIGRATIONS, people::MIGRATIONS, criminal::MIGRATIONS];

/// What a courtroom stands on besides.
const COURTROOM: &[db::Migrations] = &[
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    criminal::MIGRATIONS,
    civil::MIGRATIONS,
    casefile::MIGRATIONS,
    evidence::MIGRATIONS,
    courtroom::MIGRATIONS,
];

/// A day on which few matters are enough for the home region to have a case to be tried and one that was.
fn whole_plan() -> Plan {
    Plan {
        matters: 290,
        today: "2026-06-04".parse().unwrap(),
        ..plan()
    }
}

/// The program over a place in which a demo was made, at the beginning of its day; and its folder.
fn program(db: &Db) -> (App, PathBuf) {
    let folder = std::env::temp_dir().join(format!("kiemsat-demo-{}", Uuid::now_v7().simple()));
    let now = Moment::day(whole_plan().today).at_utc_ms();
    let parts = AppParts {
        db: db.clone(),
        ledger: Arc::new(Ledger::new([criminal::views(), civil::views()].concat())),
        law: Law::embedded().clone(),
        files: Files::folder(&folder.join("files")).unwrap(),
        key: SealingKey::fresh(),
        clock: Arc::new(move || now),
        settings: Settings::default(),
    };
    let index = Index::open(&folder.join("search")).unwrap();
    let app = App::new(parts).slot(index).slot(Typesetter::new()).done();
    (app, folder)
}

#[test]
fn a_rebuild_makes_the_rows_of_the_demo_again_and_a_second_run_changes_nothing() {
    both(AREAS, |db| async move {
        let law = Law::embedded();
        let made = demo::make(&db, law, &criminal::views(), plan(), |_| {})
            .await
            .unwrap();
        assert!(
            matches!(made, Made::Now { matters: 70, facts } if facts > 350),
            "{made:?}"
        );
        let tables = [
            "criminal_matter",
            "criminal_accused",
            "criminal_measure",
            "criminal_clock",
            "criminal_line",
        ];
        let mut before = Vec::new();
        for table in tables {
            before.push(Dump::table(&db, table).await.unwrap());
        }
        Ledger::new(criminal::views())
            .rebuild(&db, law, |_| {})
            .await
            .unwrap();
        for (table, before) in tables.iter().zip(before) {
            assert!(!before.lines.is_empty(), "{table}");
            assert_eq!(Dump::table(&db, table).await.unwrap(), before);
        }
        let again = demo::make(&db, law, &criminal::views(), plan(), |_| {})
            .await
            .unwrap();
        assert_eq!(again, Made::Before);
        let Made::Now { facts, .. } = made else {
            panic!("{made:?}");
        };
        let whole = audit::verify(&db).await.unwrap();
        assert!(
            matches!(whole, audit::Verdict::Whole { lines, .. } if lines == facts + 2),
            "a line for each fact, the first and the last: {whole:?}"
        );
        let untold: i64 = db
            .one(
                "SELECT count(*) FROM (SELECT recorded_by, count(*) AS n FROM ledger_fact GROUP BY recorded_by) AS f
                   LEFT JOIN (SELECT who, count(*) AS n FROM audit_line WHERE action = 'fact.recorded' GROUP BY who) AS a
                     ON a.who = f.recorded_by AND a.n = f.n
                  WHERE a.who IS NULL",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(untold, 0);
        let shown = demo::sign_ins(&db).await.unwrap();
        assert_eq!(shown.len(), 10, "{shown:?}");
        assert!(
            shown[0].post.contains("VKSND khu vực 3 - Lâm Đồng"),
            "{shown:?}"
        );
    });
}

#[test]
fn the_next_number_taken_follows_the_last_of_the_demo_and_its_courtroom_is_filled() {
    both(COURTROOM, |db| async move {
        let views = [criminal::views(), civil::views()].concat();
        demo::make(&db, Law::embedded(), &views, whole_plan(), |_| {})
            .await
            .unwrap();
        let doubled: i64 = db
            .one(
                "SELECT count(*) FROM criminal_series s WHERE s.last <>
                   (SELECT max(n) FROM criminal_number b WHERE b.unit_id = s.unit_id AND b.year = s.year AND b.series = s.series)",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(doubled, 0);
        let due: i64 = db
            .one(
                "SELECT count(*) FROM criminal_clock WHERE status = 'running'",
                args![],
            )
            .await
            .unwrap();
        assert!(due > 3, "the desk has nothing to show: {due}");
        let (app, folder) = program(&db);
        let filled = demo::courtroom::fill(&app, whole_plan().today)
            .await
            .unwrap();
        let [ended, to_come, lawsuit] = &filled[..] else {
            panic!("{filled:?}");
        };
        shows_a_list(&db, to_come.matter, &[9, 1, 2, 5]).await;
        shows_drawings(&app, to_come.matter).await;
        assert!(matches!(to_come.shows, Shows::ToCome(_)), "{to_come:?}");
        shows_an_ended_trial(&app, ended).await;
        let loan = courtroom::list::exhibits_of(&db, lawsuit.matter)
            .await
            .unwrap();
        assert_eq!(loan.len(), 4);
        let whole = audit::verify(&db).await.unwrap();
        assert!(matches!(whole, audit::Verdict::Whole { .. }), "{whole:?}");
        std::fs::remove_dir_all(folder).unwrap();
    });
}

/// An approved list in the phases of a trial, each exhibit with its purpose; the first leaves of it are these.
async fn shows_a_list(db: &Db, matter: Uuid, leaves: &[usize]) {
    let exhibits = courtroom::list::exhibits_of(db, matter).await.unwrap();
    let mut phases: Vec<&str> = exhibits.iter().map(|one| one.phase.as_str()).collect();
    phases.dedup();
    let whole = ["cong_bo_cao_trang", "xet_hoi", "luan_toi", "tranh_luan"];
    assert_eq!(phases, whole);
    assert!(exhibits.iter().all(|one| !one.purpose.is_empty()));
    assert!(exhibits.iter().any(|one| !one.expected.is_empty()));
    let pages = casefile::pages_of(db, matter).await.unwrap();
    for (one, leaf) in exhibits.iter().zip(leaves) {
        let shown = one.parts.iter().find_map(|part| match part {
            Part::Page(part) => Some(part.page),
            _ => None,
        });
        assert_eq!(shown, Some(pages[leaf - 1].id), "{}", one.title);
    }
    let approved = courtroom::list::approved(db, matter)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(approved.exhibits().unwrap(), exhibits);
    let asked = courtroom::outline::asked_of(db, matter).await.unwrap();
    assert!(
        asked.iter().any(|one| one.exhibit_id.is_some()),
        "{asked:?}"
    );
}

/// A map with evidence for and against, a diagram of relations, a line of events, a flow of money: each can be presented.
async fn shows_drawings(app: &App, matter: Uuid) {
    let db = app.db();
    let weighed = evidence::assessments_of(db, matter).await.unwrap();
    let of = |direction| {
        weighed
            .iter()
            .filter(|one| one.direction == direction)
            .count()
    };
    assert!(of(Direction::For) > 5 && of(Direction::Against) > 1);
    let maps = evidence::map::store::maps_of(db, matter).await.unwrap();
    let versions = evidence::map::store::versions_of(db, maps[0].id)
        .await
        .unwrap();
    assert_eq!((maps.len(), versions.len()), (1, 1));
    let map = evidence::presented(app, matter, "map", maps[0].id, None)
        .await
        .unwrap()
        .unwrap();
    assert!(map.svg.contains("Chứng cứ gỡ tội"), "{}", map.svg);
    let diagrams = evidence::diagram::diagrams_of(db, matter).await.unwrap();
    let kinds: Vec<&str> = diagrams.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["quan_he", "dien_bien"]);
    for one in &diagrams {
        let drawn = evidence::presented(app, matter, "diagram", one.id, None).await;
        assert!(drawn.unwrap().is_some(), "{}", one.title);
    }
    let named = evidence::diagram::things_of(db, matter).await.unwrap();
    let of = |kind: &str| named.iter().filter(|one| one.kind == kind).count();
    assert!(
        of("accused") > 0 && of("victim") > 0 && of("account") > 0 && of("event") > 4,
        "{named:?}"
    );
}

/// The list was shown, and that day is a fact.
async fn shows_an_ended_trial(app: &App, ended: &Filled) {
    let db = app.db();
    let Shows::Ended(day) = ended.shows else {
        panic!("{ended:?}");
    };
    let opened = criminal::open(db, &app.law(), ended.matter)
        .await
        .unwrap()
        .unwrap();
    let fact = opened
        .facts
        .iter()
        .find(|fact| fact.kind == courtroom::act::KIND);
    let fact = fact.expect("the trial showed something");
    assert_eq!(fact.effective.on, day);
    let session = fact
        .text(criminal::doors::SESSION)
        .unwrap()
        .parse()
        .unwrap();
    let row = courtroom::session::by_id(db, session)
        .await
        .unwrap()
        .unwrap();
    assert!(row.ended_at.is_some());
    let shown = courtroom::session::showings_of(db, session).await.unwrap();
    let listed = courtroom::list::exhibits_of(db, ended.matter)
        .await
        .unwrap();
    assert_eq!(
        shown.len(),
        listed.len() - 2,
        "two pictures were not needed"
    );
    assert!(
        shown
            .iter()
            .all(|one| one.origin == "list" && one.hidden_at.is_some())
    );
    assert!(
        shown
            .iter()
            .any(|one| one.statement && !one.ground.is_empty())
    );
}

#[test]
fn a_place_with_people_of_its_own_is_left_alone() {
    both(AREAS, |db| async move {
        let tx = db.begin().await.unwrap();
        let who = people::staff::person::Particulars {
            name: "Lê An".into(),
            login: "an".into(),
            email: String::new(),
        };
        let id = uuid::Uuid::now_v7();
        people::staff::person::insert(&tx, id, &who, None, false, 0)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let refused = demo::make(&db, Law::embedded(), &criminal::views(), plan(), |_| {}).await;
        assert!(matches!(refused, Err(DemoError::NotEmpty)), "{refused:?}");
    });
}

#[test]
fn at_the_scale_of_the_nation_each_office_leaves_one_line_and_the_chain_is_whole() {
    both(AREAS, |db| async move {
        let nation = Plan {
            matters: 800,
            ..Plan::of(Scale::Nation, plan().today)
        };
        demo::make(&db, Law::embedded(), &criminal::views(), nation, |_| {})
            .await
            .unwrap();
        let lines: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'demo.loaded'",
                args![],
            )
            .await
            .unwrap();
        let offices: i64 = db
            .one(
                "SELECT count(*) FROM (SELECT unit_id FROM ledger_fact GROUP BY unit_id) AS o",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(lines, offices);
        let whole = audit::verify(&db).await.unwrap();
        assert!(
            matches!(whole, audit::Verdict::Whole { lines: all, .. } if all == lines + 2),
            "{whole:?}"
        );
    });
}
