//! Opening + in − out = closing, period after period, and what breaks it.

use db::testing::both;
use shell::testing::{PROVINCE, REGION};
use statistics::balance::{causes, checks};
use statistics::{Form, Period};

use super::world::{OTHER, TABLES, World, fact, peopled, period};

async fn closing_is_opening(world: &World, unit: &str, is_tree: bool, periods: &[Period]) {
    let form = Form::bieu_01();
    for pair in periods.windows(2) {
        let (first, second) = (
            world.figures_of(unit, is_tree, &pair[0]).await.rows(form),
            world.figures_of(unit, is_tree, &pair[1]).await,
        );
        assert_eq!(first["44"], second.rows(form)["1"], "{pair:?}");
        let suspended_before = &form.row("53").unwrap().check[..1];
        assert_eq!(first["53"], second.sum(suspended_before), "{pair:?}");
    }
}

#[test]
fn what_remains_of_a_month_is_what_the_next_month_begins_with() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let months = [
            ("2026-08-01", "2026-08-31"),
            ("2026-09-01", "2026-09-30"),
            ("2026-10-01", "2026-10-31"),
            ("2026-11-01", "2026-11-30"),
        ]
        .map(|(from, to)| period(from, to));
        closing_is_opening(&world, REGION, false, &months).await;
        closing_is_opening(&world, PROVINCE, true, &months).await;
        for month in &months {
            let figures = world.figures_of(REGION, false, month).await;
            for check in checks(Form::bieu_01(), &figures) {
                assert!(check.holds(), "{check:?} in {month:?}");
            }
            let scope = world.scope(REGION, false, month);
            assert!(
                causes(&world.db, Form::bieu_01(), &figures, &scope, month, 9)
                    .await
                    .unwrap()
                    .is_empty()
            );
        }
    });
}

#[test]
fn an_annulled_suspension_has_no_inflow_row_and_is_named_as_the_cause() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let matter = world
            .tell(&[
                ("report.received", "2026-09-01", &[("handler", "CAND")]),
                ("report.suspended", "2026-09-21", &[("issuer_kind", "CQDT")]),
                (
                    "report.suspension_annulled",
                    "2026-10-05",
                    &[("reason", "không có căn cứ")],
                ),
                ("report.annulment_received", "2026-10-07", &[]),
            ])
            .await;
        let october = period("2026-10-01", "2026-10-31");
        let told = world.told(REGION, false, &october).await;
        assert_eq!((told[&44], told[&67], told[&68]), (1, 1, 1));
        let figures = world.figures_of(REGION, false, &october).await;
        let broken: Vec<_> = checks(Form::bieu_01(), &figures)
            .into_iter()
            .filter(|check| !check.holds())
            .map(|check| (check.no.clone(), check.counted, check.by_formula))
            .collect();
        assert_eq!(broken, [("44".to_owned(), 1, 0), ("53".to_owned(), 0, 1)]);
        let scope = world.scope(REGION, false, &october);
        let why = causes(&world.db, Form::bieu_01(), &figures, &scope, &october, 9)
            .await
            .unwrap();
        assert_eq!(why.len(), 1);
        assert_eq!(
            (why[0].matter_id, why[0].open_gap, why[0].suspended_gap),
            (matter, 1, -1)
        );
        assert!(why[0].vi().contains("hủy bỏ quyết định tạm đình chỉ"));
    });
}

#[test]
fn a_transfer_leaves_one_region_and_arrives_in_the_other() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let matter = world
            .tell(&[
                ("report.received", "2026-09-28", &[]),
                (
                    "report.transferred",
                    "2026-10-05",
                    &[("to_agency", "khu vực 4")],
                ),
            ])
            .await;
        let october = period("2026-10-01", "2026-10-31");
        let told = world.told(PROVINCE, true, &october).await;
        assert_eq!(
            (told[&1], told[&17], told.get(&44)),
            (1, 1, None),
            "in transit"
        );
        let came = fact("report.received", "2026-10-08", &[("origin", "chuyen_den")]);
        world.more(OTHER, matter, vec![came]).await;
        let sender = world.told(REGION, false, &october).await;
        let receiver = world.told(OTHER, false, &october).await;
        assert_eq!((sender[&17], sender.get(&44)), (1, None));
        assert_eq!(
            (receiver[&10], receiver[&44], receiver.get(&6)),
            (1, 1, None)
        );
        let tree = world.told(PROVINCE, true, &october).await;
        assert_eq!((tree[&10], tree[&17], tree[&44]), (1, 1, 1));
    });
}

#[test]
fn a_hand_over_without_a_decision_is_counted_where_the_report_is_and_named() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let matter = world.tell(&[("report.received", "2026-09-28", &[])]).await;
        let docketed = fact("report.docketed", "2026-10-08", &[("register_number", "7")]);
        world.more(OTHER, matter, vec![docketed]).await;
        let october = period("2026-10-01", "2026-10-31");
        assert_eq!(world.told(REGION, false, &october).await.get(&44), None);
        assert_eq!(world.told(OTHER, false, &october).await[&44], 1);
        let tree = world.figures_of(PROVINCE, true, &october).await;
        assert!(
            checks(Form::bieu_01(), &tree)
                .iter()
                .all(|check| check.holds())
        );
        let figures = world.figures_of(OTHER, false, &october).await;
        let scope = world.scope(OTHER, false, &october);
        let why = causes(&world.db, Form::bieu_01(), &figures, &scope, &october, 9)
            .await
            .unwrap();
        assert_eq!(why[0].event, "moved_in");
    });
}
