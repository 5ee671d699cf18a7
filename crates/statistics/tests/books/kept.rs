//! Figures of a period that is over are kept until a later fact changes them.

use db::{Sql, args, testing::both};
use shell::testing::{PROVINCE, REGION};

use super::world::{TABLES, World, fact, peopled, period};

#[test]
fn figures_of_a_past_period_are_kept_until_a_late_fact_changes_them() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let ids = peopled(&world).await;
        let october = period("2026-10-01", "2026-10-31");
        let first = world.figures_of(PROVINCE, true, &october).await;
        assert!(!first.is_stored);
        let again = world.figures_of(PROVINCE, true, &october).await;
        assert!(again.is_stored);
        assert_eq!(
            again.rows(statistics::Form::bieu_01()),
            first.rows(statistics::Form::bieu_01())
        );

        // What happens in November leaves October as it was.
        let later = fact("case.not_initiated", "2026-11-10", &[]);
        world.more(REGION, ids[2], vec![later]).await;
        assert!(world.figures_of(PROVINCE, true, &october).await.is_stored);

        // A fact entered late belongs to October.
        world.tell(&[("report.received", "2026-10-30", &[])]).await;
        let late = world.figures_of(PROVINCE, true, &october).await;
        assert!(!late.is_stored);
        assert_eq!(late.rows(statistics::Form::bieu_01())["6"], 3);
        assert!(world.figures_of(PROVINCE, true, &october).await.is_stored);

        // So does a withdrawal of something October counted.
        let facts = ledger::facts_of(&world.db, ids[1]).await.unwrap();
        let mut withdrawn = fact("fact.withdrawn", "2026-11-19", &[]);
        withdrawn.replaces = Some(facts[3].id);
        withdrawn.reason = Some("ghi nhầm hồ sơ".to_owned());
        world.more(REGION, ids[1], vec![withdrawn]).await;
        let without = world.figures_of(PROVINCE, true, &october).await;
        assert!(!without.is_stored);
        assert_eq!(without.rows(statistics::Form::bieu_01())["30"], 0);

        // And the group of offences, which is counted as known now.
        assert!(
            world
                .figures_of(REGION, false, &october)
                .await
                .rows(statistics::Form::bieu_01())["46"]
                == 0
        );
        let described = fact(
            "report.described",
            "2026-11-19",
            &[("crime_group", "kinh_te")],
        );
        world.more(REGION, ids[2], vec![described]).await;
        let told = world.figures_of(REGION, false, &october).await;
        assert!(!told.is_stored);
        assert_eq!(told.rows(statistics::Form::bieu_01())["46"], 1);
    });
}

#[test]
fn a_period_that_runs_is_never_kept() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let november = period("2026-11-01", "2026-11-30");
        for _ in 0..2 {
            assert!(!world.figures_of(REGION, false, &november).await.is_stored);
        }
    });
}

#[test]
fn a_wide_scope_adds_up_kept_months_to_the_same_figures() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let year = period("2026-08-15", "2026-12-10");
        let narrow = world.scope(PROVINCE, true, &year);
        let mut wide = narrow.clone();
        wide.keys.extend((0..30).map(|n| format!("P99-KV{n:02}")));
        let form = statistics::Form::bieu_01();
        let now = world.office.app.now_ms();
        let law = law::Law::embedded();
        // The first of these reports changes a month that was kept, the second the stocks the period begins with.
        for day in ["2026-09-30", "2026-08-01", "2026-11-19"] {
            let by_months = statistics::figures(&world.db, law, form, &wide, &year, now)
                .await
                .unwrap();
            let at_once = statistics::figures(&world.db, law, form, &narrow, &year, now)
                .await
                .unwrap();
            assert_eq!(by_months.rows(form), at_once.rows(form));
            world.tell(&[("report.received", day, &[])]).await;
        }
    });
}

#[test]
fn a_late_fact_of_one_region_counts_that_region_again_and_leaves_the_others_as_they_were_kept() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let october = period("2026-10-01", "2026-10-31");
        let first = world.figures_of(PROVINCE, true, &october).await;
        // What was kept is falsified, so that it can be told apart from what is counted.
        let kept: String = world
            .db
            .one("SELECT figures FROM statistics_stored", args![])
            .await
            .unwrap();
        let mut told: serde_json::Value = serde_json::from_str(&kept).unwrap();
        let width = told["together"].as_array().unwrap().len();
        told["units"]["P68"] = serde_json::json!(vec![1_000; width]);
        for figure in told["together"].as_array_mut().unwrap() {
            *figure = serde_json::json!(figure.as_i64().unwrap() + 1_000);
        }
        world
            .db
            .exec(
                "UPDATE statistics_stored SET figures = $1",
                args![told.to_string()],
            )
            .await
            .unwrap();
        world.tell(&[("report.received", "2026-10-30", &[])]).await;
        let late = world.figures_of(PROVINCE, true, &october).await;
        let form = statistics::Form::bieu_01();
        assert!(!late.is_stored);
        let row = &form.row("6").unwrap().parts;
        let only = |figures: &statistics::Figures| figures.sum_in(&[REGION.to_owned()], row);
        assert_eq!(only(&late), only(&first) + 1);
        assert_eq!(
            late.sum(row),
            first.sum(row) + 1 + 1_000,
            "the province itself was not counted again"
        );
        assert!(world.figures_of(PROVINCE, true, &october).await.is_stored);
    });
}
