//! Days off that the office enters itself.

use law::{DayKind, Law};
use people::{WorkError, calendar};

use crate::house::{NOW, day, in_a_house, refused_field};

fn a_day_off(on: &str) -> calendar::NewDay {
    calendar::NewDay {
        on: day(on),
        kind: DayKind::Off,
        name_vi: "Nghỉ bù theo thông báo".into(),
        reason: "Thông báo mới".into(),
        source: "Công văn 12/VP".into(),
        known_from: day("2026-11-20"),
    }
}

#[test]
fn a_day_off_moves_the_calendar_until_it_is_withdrawn() {
    in_a_house(|house| async move {
        let monday = day("2026-11-23");
        let law = &Law::embedded().calendar;
        let office = || async {
            let entries = calendar::entries(&house.db).await.unwrap();
            let stamp = calendar::stamp(&house.db).await.unwrap();
            calendar::calendar_of(law, &entries, stamp).unwrap()
        };
        assert!(office().await.is_working(monday));
        assert_eq!(office().await, *law);

        let work = house.work(house.chief).await;
        let id = calendar::enter(&work, a_day_off("2026-11-23"))
            .await
            .unwrap();
        assert_eq!(
            refused_field(calendar::enter(&work, a_day_off("2026-11-23")).await),
            "on"
        );
        work.commit().await.unwrap();
        let with_it = office().await;
        assert!(!with_it.is_working(monday));
        assert_eq!(with_it.days_changed_from(law), [monday]);
        assert!(with_it.as_known_on(day("2026-11-19")).is_working(monday));

        let work = house.work(house.chief).await;
        assert_eq!(
            refused_field(calendar::withdraw(&work, id, " ").await),
            "reason"
        );
        calendar::withdraw(&work, id, "Nhập nhầm ngày")
            .await
            .unwrap();
        assert_eq!(
            refused_field(calendar::withdraw(&work, id, "Lần nữa").await),
            ""
        );
        work.commit().await.unwrap();
        assert!(office().await.is_working(monday));
        let kept = calendar::all(&house.db).await.unwrap();
        assert_eq!((kept.len(), kept[0].withdrawn_at), (1, Some(NOW)));
        assert_eq!(calendar::stamp(&house.db).await.unwrap(), 2);
        assert_eq!(
            house.trail().await,
            ["calendar.entered", "calendar.withdrawn"]
        );
    });
}

#[test]
fn a_day_needs_a_name_a_reason_a_source_and_the_right() {
    in_a_house(|house| async move {
        let work = house.work(house.chief).await;
        for (new, field) in [
            (
                calendar::NewDay {
                    name_vi: " ".into(),
                    ..a_day_off("2026-11-23")
                },
                "name_vi",
            ),
            (
                calendar::NewDay {
                    reason: String::new(),
                    ..a_day_off("2026-11-23")
                },
                "reason",
            ),
            (
                calendar::NewDay {
                    source: String::new(),
                    ..a_day_off("2026-11-23")
                },
                "source",
            ),
        ] {
            assert_eq!(refused_field(calendar::enter(&work, new).await), field);
        }
        work.rollback().await.unwrap();
        let work = house.work(house.prosecutor).await;
        let refused = calendar::enter(&work, a_day_off("2026-11-23"))
            .await
            .unwrap_err();
        assert!(matches!(refused, WorkError::NotAllowed { .. }));
    });
}
