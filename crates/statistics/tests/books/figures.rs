//! Figures with known answers, and the lists behind them.

use std::collections::BTreeMap;

use db::testing::both;
use shell::testing::{PROVINCE, REGION};
use statistics::Form;

use super::world::{OTHER, TABLES, World, fact, peopled, period};

/// What October must show.
const OCTOBER: [(u32, i64); 31] = [
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
fn every_figure_equals_the_list_behind_it() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        for _ in 0..12 {
            peopled(&world).await;
        }
        for asked in [
            period("2026-10-01", "2026-10-31"),
            period("2026-10-07T12:00", "2026-10-14T12:00"),
            period("2026-01-01", "2026-12-31"),
        ] {
            for (unit, is_tree) in [(REGION, false), (PROVINCE, true)] {
                let figures = world.figures_of(unit, is_tree, &asked).await;
                for row in &Form::bieu_01().rows {
                    let lines = world.behind(unit, is_tree, &asked, row.no).await;
                    let sum: i64 = lines.iter().map(|line| line.sign).sum();
                    assert_eq!(sum, figures.sum(&row.parts), "row {} of {asked:?}", row.no);
                }
            }
        }
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
