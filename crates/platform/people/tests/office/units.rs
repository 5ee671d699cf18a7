//! The list of units in the database.

use db::{Sql, args};
use people::{
    UnitBook, WorkError,
    units::{self, Level, NewUnit, edit},
};

use crate::house::{day, in_a_house, refused_field, today};

fn a_region() -> NewUnit {
    NewUnit {
        key: "P68-KV03".into(),
        name: "Viện kiểm sát nhân dân khu vực 3 - Lâm Đồng".into(),
        level: Level::Region,
        parent: Some("P68".into()),
        code: None,
        from: day("2025-07-01"),
        certainty: "confirmed".into(),
        source: "Danh sách của đơn vị".into(),
    }
}

#[test]
fn the_embedded_list_is_imported_once() {
    in_a_house(|house| async move {
        let count = |level: &'static str, on: &str| {
            let (db, on) = (house.db.clone(), day(on));
            async move {
                let sql = "SELECT count(*) FROM people_unit WHERE level = $1 AND valid_from <= $2 AND valid_to >= $2";
                db.one::<i64>(sql, args![level, on]).await.unwrap()
            }
        };
        assert_eq!(count("cap_tinh", "2026-11-22").await, 34);
        assert_eq!(count("cap_tinh", "2025-06-30").await, 63);
        assert_eq!(count("khu_vuc", "2026-11-22").await, 108);
        let rows: i64 = house
            .db
            .one("SELECT count(*) FROM people_unit", args![])
            .await
            .unwrap();
        assert_eq!(rows, 226);
        assert_eq!(units::seed(&house.db, 1).await.unwrap(), 0);
        assert_eq!(
            units::import(&house.db, units::EMBEDDED_UNITS, 1)
                .await
                .unwrap(),
            0
        );
        let loaded = house.units().await;
        assert_eq!(
            loaded,
            people::Units::of(units::parse(units::EMBEDDED_UNITS).unwrap())
        );
    });
}

#[test]
fn a_tree_is_one_join() {
    in_a_house(|house| async move {
        for (top, on, below) in [
            ("TC", "2026-11-22", 170),
            ("P79", "2026-11-22", 20),
            ("P79", "2025-06-30", 0),
        ] {
            let sql = "SELECT count(*) FROM people_unit_closure WHERE ancestor = $1 AND valid_from <= $2 AND valid_to >= $2";
            let rows: i64 = house.db.one(sql, args![top, day(on)]).await.unwrap();
            assert_eq!(rows, below, "{top} on {on}");
        }
    });
}

#[test]
fn an_edit_has_its_day_its_reason_and_its_line_in_the_trail() {
    in_a_house(|house| async move {
        let book = UnitBook::new(house.db.clone());
        assert!(!book.units().await.unwrap().is_open("P68-KV03", today()));
        let work = house.work(house.it_officer).await;
        edit::create(&work, a_region(), "NQ 84/2025/UBTVQH15")
            .await
            .unwrap();
        edit::rename(
            &work,
            "P68-KV03",
            "Viện kiểm sát nhân dân khu vực Bảo Lộc",
            day("2026-05-01"),
            "QĐ 1",
        )
        .await
        .unwrap();
        work.commit().await.unwrap();

        let units = book.units().await.unwrap();
        assert!(
            units
                .name_on("P68-KV03", day("2026-04-30"))
                .contains("khu vực 3")
        );
        assert!(units.name_on("P68-KV03", today()).contains("Bảo Lộc"));
        assert!(house.actor(house.chief).await.covers.tree("P68-KV03"));
        let changes = units::changes_of(&house.db, "P68-KV03").await.unwrap();
        assert_eq!(
            changes
                .iter()
                .map(|change| change.action.as_str())
                .collect::<Vec<_>>(),
            ["renamed", "created"]
        );
        assert_eq!(house.trail().await, ["unit.created", "unit.renamed"]);
    });
}

#[test]
fn an_edit_without_right_reason_or_sense_leaves_nothing() {
    in_a_house(|house| async move {
        let work = house.work(house.chief).await;
        let refused = edit::create(&work, a_region(), "NQ 84").await.unwrap_err();
        assert!(matches!(refused, WorkError::NotAllowed { .. }));
        work.rollback().await.unwrap();

        let work = house.work(house.it_officer).await;
        assert_eq!(
            refused_field(edit::create(&work, a_region(), " ").await),
            "reason"
        );
        assert_eq!(
            refused_field(edit::rename(&work, "OLD-68-1", "Tên", today(), "QĐ").await),
            ""
        );
        let elsewhere = NewUnit {
            parent: Some("P79".into()),
            ..a_region()
        };
        assert!(matches!(
            edit::create(&work, elsewhere, "QĐ").await,
            Err(WorkError::NotAllowed { .. })
        ));
        work.commit().await.unwrap();
        assert!(house.trail().await.is_empty());
    });
}
