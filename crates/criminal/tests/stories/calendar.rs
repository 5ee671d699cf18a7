//! Khi lịch nghỉ thay đổi: open clocks move, and each move is told.

use criminal::recompute_open;
use db::testing::both;
use law::{CalendarDay, DayKind};
use people::{Role, calendar::calendar_of};

use crate::{TABLES, a_report, office, work_as};

#[test]
fn a_new_day_off_moves_the_ends_that_fall_on_it_and_no_other() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        // Twenty days from 5 November end on Wednesday 25 November.
        let (moved_matter, _) = a_report(&office, "2026-11-05", "Nguyễn Văn Thịnh").await;
        a_report(&office, "2026-11-06", "Lưu Gia Huy").await;
        let law = office.app.law();
        let day = CalendarDay {
            on: "2026-11-25".parse().unwrap(),
            kind: DayKind::Off,
            name_vi: "Nghỉ bù để thử".to_owned(),
            source: "Thông báo để thử".to_owned(),
            known_from: None,
            confirmed: true,
        };
        let calendar = calendar_of(&law.calendar, &[day], 1).unwrap();
        let work = work_as(&office, Role::Chief).await;
        let moved = recompute_open(&work, &law.with_calendar(calendar))
            .await
            .unwrap();
        work.commit().await.unwrap();
        let days = |clock: &criminal::MovedClock| {
            (
                clock.matter,
                clock.was.unwrap().to_string(),
                clock.is.unwrap().to_string(),
            )
        };
        assert_eq!(
            moved.iter().map(days).collect::<Vec<_>>(),
            [(moved_matter, "2026-11-25".into(), "2026-11-26".into())]
        );
    });
}
