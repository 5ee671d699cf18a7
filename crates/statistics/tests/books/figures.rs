//! Figures with known answers, and the lists behind them.

use std::collections::BTreeMap;

use db::{Sql, args, testing::both};
use serde_json::json;
use shell::testing::{PROVINCE, REGION};
use statistics::Form;

use super::world::{Draw, OTHER, TABLES, World, fact, invented, peopled, period};

/// What October must show.
pub const OCTOBER: [(u32, i64); 31] = [
    (1, 1),
    (2, 1),
    (6, 2),
    (10, 1),
    (15, 1),
    (16, 1),
    (17, 1),
    (18, 4),
    (19, 1),
    (22, 3),
    (23, 3),
    (24, 1),
    (25, 1),
    (28, 1),
    (29, 1),
    (30, 1),
    (34, 1),
    (35, 1),
    (36, 1),
    (40, 1),
    (44, 1),
    (48, 1),
    (49, 1),
    (50, 1),
    (51, 1),
    (52, 1),
    (53, 1),
    (57, 1),
    (60, 1),
    (63, 1),
    (66, 1),
];

#[test]
fn october_shows_what_happened_in_october() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let october = period("2026-10-01", "2026-10-31");
        let expected = BTreeMap::from(OCTOBER);
        assert_eq!(world.told(REGION, false, &october).await, expected);
        assert_eq!(
            world.told(PROVINCE, true, &october).await,
            expected,
            "the tree holds the region"
        );
        assert_eq!(world.told(PROVINCE, false, &october).await, BTreeMap::new());
        assert_eq!(world.told(OTHER, true, &october).await, BTreeMap::new());
    });
}

#[test]
fn every_figure_equals_the_list_behind_it_and_the_figure_asked_for_alone() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        for _ in 0..12 {
            peopled(&world).await;
        }
        let mut draw = Draw(20_261_120);
        for _ in 0..60 {
            invented(&world, &mut draw).await;
        }
        for asked in [
            period("2026-10-01", "2026-10-31"),
            period("2026-10-07T12:00", "2026-10-14T12:00"),
            period("2026-09-10", "2026-11-30"),
            period("2026-01-01", "2026-12-31"),
        ] {
            for scope in world.scopes(&asked) {
                let figures = world.figures_in(&scope, &asked).await;
                for row in &Form::bieu_01().rows {
                    let figure = figures.sum(&row.parts);
                    let why = format!("row {} of {asked:?}, {} units", row.no, scope.keys.len());
                    let lines = world.behind_in(&scope, &asked, &row.no).await;
                    let sum: i64 = lines.iter().map(|line| line.sign).sum();
                    assert_eq!(sum, figure, "the list: {why}");
                    assert_eq!(world.figure_in(&scope, &asked, row).await, figure, "{why}");
                }
            }
        }
    });
}

/// A figure asked for before anybody opened its form, so that nothing is kept yet.
#[test]
fn a_figure_asked_for_first_is_that_of_the_form_asked_for_later() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut draw = Draw(7);
        for _ in 0..30 {
            invented(&world, &mut draw).await;
        }
        let year = period("2026-08-15", "2026-12-10");
        for scope in world.scopes(&year) {
            let mut alone = Vec::new();
            for row in &Form::bieu_01().rows {
                alone.push(world.figure_in(&scope, &year, row).await);
            }
            let kept: i64 = world
                .db
                .one("SELECT count(*) FROM statistics_stored", args![])
                .await
                .unwrap();
            assert_eq!(kept, 0, "a part is never kept for the whole");
            let figures = world.figures_in(&scope, &year).await;
            let rows = &Form::bieu_01().rows;
            let whole: Vec<i64> = rows.iter().map(|row| figures.sum(&row.parts)).collect();
            assert_eq!(alone, whole);
            world
                .db
                .exec("DELETE FROM statistics_stored", args![])
                .await
                .unwrap();
        }
    });
}

#[test]
fn in_a_period_that_runs_overdue_means_overdue_by_now() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        // Today is 20/11/2026. Twenty days: to 09/11, to 25/11 and to 26/11.
        for (day, handler) in [
            ("2026-10-20", "CAND"),
            ("2026-11-05", "CAND"),
            ("2026-11-06", "VKS"),
        ] {
            let fields = [("handler", handler)];
            world.tell(&[("report.received", day, &fields)]).await;
        }
        let november = period("2026-11-01", "2026-11-30");
        let overdue = || async {
            let told = world.told(REGION, false, &november).await;
            let figure = |no| told.get(&no).copied().unwrap_or(0);
            assert_eq!(figure(44), 3);
            for no in [49, 50, 65] {
                let lines = world
                    .behind(REGION, false, &november, &no.to_string())
                    .await;
                assert_eq!(lines.len() as i64, figure(no), "row {no}");
            }
            (figure(49), figure(50), figure(65))
        };
        assert_eq!(overdue().await, (1, 1, 0), "two limits end next week");
        world.stand_at("2026-11-25T23:59");
        assert_eq!(overdue().await, (1, 1, 0), "the last day is not over");
        world.stand_at("2026-11-26T00:00");
        assert_eq!(overdue().await, (2, 2, 0));
        world.stand_at("2026-11-27T08:00");
        assert_eq!(overdue().await, (3, 2, 1));
        world.stand_at("2027-03-01T08:00");
        assert_eq!(
            overdue().await,
            (3, 2, 1),
            "of a period that is over: by its end"
        );
        let october = period("2026-10-01", "2026-10-31");
        assert_eq!(world.told(REGION, false, &october).await.get(&49), None);
    });
}

#[test]
fn an_economic_offence_named_by_the_decision_gives_the_report_its_group() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let october = period("2026-10-01", "2026-10-31");
        let open = world.tell(&[("report.received", "2026-09-25", &[])]).await;
        let recorded = world
            .tell(&[(
                "report.received",
                "2026-09-25",
                &[("crime_group", "tham_nhung")],
            )])
            .await;
        let september = period("2026-09-01", "2026-09-30");
        assert_eq!(world.told(REGION, false, &september).await.get(&8), None);
        let charges =
            || json!([{ "article": "188", "clause": 2 }, { "article": "173", "clause": 1 }]);
        for matter in [open, recorded] {
            let initiated = fact("case.initiated", "2026-10-05", &[]).with("charges", charges());
            world.more(REGION, matter, vec![initiated]).await;
        }
        let told = world.told(REGION, false, &october).await;
        assert_eq!((told[&24], told[&25], told[&26]), (2, 1, 1));
        let earlier = world.figures_of(REGION, false, &september).await;
        assert!(!earlier.is_stored, "what was kept of September has changed");
        assert_eq!(earlier.rows(Form::bieu_01())["8"], 1);
    });
}

#[test]
fn a_report_asked_about_twice_counts_once_and_a_period_cuts_at_its_hour() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        world
            .tell(&[
                ("report.received", "2026-10-07T11:59", &[]),
                ("report.verification_requested", "2026-10-08", &[]),
                ("report.verification_requested", "2026-10-09", &[]),
            ])
            .await;
        world
            .tell(&[("report.received", "2026-10-07T12:00", &[])])
            .await;
        let before = period("2026-09-30 12:00", "2026-10-07 12:00");
        let after = period("2026-10-07 12:00", "2026-10-14 12:00");
        assert_eq!(world.told(REGION, false, &before).await[&6], 1);
        let after = world.told(REGION, false, &after).await;
        assert_eq!((after[&1], after[&6], after[&44], after[&51]), (1, 1, 2, 1));
    });
}

#[test]
fn a_correction_counts_as_if_it_had_always_been_so() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let matter = world.tell(&[("report.received", "2026-10-07", &[])]).await;
        let wrong = ledger::facts_of(&world.db, matter).await.unwrap()[0].id;
        let mut right = fact("report.received", "2026-09-07", &[]);
        right.replaces = Some(wrong);
        right.reason = Some("ghi nhầm tháng".to_owned());
        world.more(REGION, matter, vec![right]).await;
        let october = world
            .told(REGION, false, &period("2026-10-01", "2026-10-31"))
            .await;
        assert_eq!((october.get(&6), october[&1], october[&44]), (None, 1, 1));
    });
}
