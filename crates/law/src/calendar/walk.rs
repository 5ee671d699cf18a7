//! Ngày làm việc tiếp theo (BLTTHS Đ.134 k.1): moving an end that falls on a day off, and remembering why.

use chrono::NaiveDate;

use super::Calendar;
use crate::ShiftedDay;

/// Bước dịch ngày: where a walk over the calendar ended, and what it met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    /// The working day it ended on.
    pub end: NaiveDate,
    /// The days off it passed, in the order it met them.
    pub off: Vec<ShiftedDay>,
    /// Days on its way that may yet become days off.
    pub doubts: Vec<ShiftedDay>,
}

impl Calendar {
    /// The day itself if people work on it, or else the next working day. `None` beyond the end of time.
    pub fn working_day_from(&self, day: NaiveDate) -> Option<Walk> {
        self.first_working(day, NaiveDate::succ_opt)
    }

    /// The day itself if people work on it, or else the working day before.
    pub fn working_day_until(&self, day: NaiveDate) -> Option<Walk> {
        self.first_working(day, NaiveDate::pred_opt)
    }

    /// The n-th working day after a day; the day itself is day 0.
    pub fn working_day_after(&self, day: NaiveDate, count: u32) -> Option<Walk> {
        let mut walk = Walk {
            end: day,
            off: Vec::new(),
            doubts: Vec::new(),
        };
        let mut left = count;
        while left > 0 {
            walk.end = walk.end.succ_opt()?;
            if self.meet(&mut walk) {
                left -= 1;
            }
        }
        Some(walk)
    }

    fn first_working(
        &self,
        day: NaiveDate,
        step: fn(&NaiveDate) -> Option<NaiveDate>,
    ) -> Option<Walk> {
        let mut walk = Walk {
            end: day,
            off: Vec::new(),
            doubts: Vec::new(),
        };
        while !self.meet(&mut walk) {
            walk.end = step(&walk.end)?;
        }
        Some(walk)
    }

    /// Whether people work on the day the walk stands on; notes it down if they do not, or may not.
    fn meet(&self, walk: &mut Walk) -> bool {
        let on = walk.end;
        if let Some(why_vi) = self.why_off(on) {
            walk.off.push(ShiftedDay { on, why_vi });
            return false;
        }
        if let Some(why_vi) = self.doubt(on) {
            walk.doubts.push(ShiftedDay { on, why_vi });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CalendarDay, DayKind};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn calendar() -> Calendar {
        Calendar::parse(include_str!("../../data/calendar.toml")).unwrap()
    }

    #[track_caller]
    fn check_next(from: &str, lands_on: &str) {
        assert_eq!(
            calendar().working_day_from(day(from)).unwrap().end,
            day(lands_on),
            "from {from}"
        );
    }

    #[test]
    fn a_day_off_moves_to_the_next_working_day() {
        check_next("2026-11-21", "2026-11-23"); // Saturday
        check_next("2026-02-14", "2026-02-23"); // the Saturday before Tết
        check_next("2026-04-26", "2026-04-28"); // Hùng Kings on a Sunday, made up on Monday
        check_next("2026-08-29", "2026-09-03"); // National Day with its swap
        check_next("2027-05-01", "2027-05-04"); // 1 May on a Saturday
        check_next("2026-11-20", "2026-11-20"); // a working Friday
    }

    #[test]
    fn a_working_saturday_is_no_day_off() {
        for on in ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"] {
            check_next(on, on);
        }
    }

    #[test]
    fn every_day_passed_is_named() {
        let walk = calendar().working_day_from(day("2026-01-01")).unwrap();
        let whys: Vec<&str> = walk.off.iter().map(|off| off.why_vi.as_str()).collect();
        assert_eq!(
            whys,
            [
                "Tết Dương lịch",
                "Ngày nghỉ hoán đổi với thứ Bảy 10/01/2026",
                "thứ Bảy",
                "Chủ nhật"
            ]
        );
        assert_eq!(walk.end, day("2026-01-05"));
    }

    #[test]
    fn a_swap_counts_only_from_the_day_it_was_announced() {
        let before = calendar().as_known_on(day("2025-12-24"));
        assert!(before.is_working(day("2026-01-02")) && !before.is_working(day("2026-01-10")));
        let after = calendar().as_known_on(day("2025-12-25"));
        assert!(!after.is_working(day("2026-01-02")) && after.is_working(day("2026-01-10")));
        assert_eq!(
            after.days_changed_from(&before),
            [day("2026-01-02"), day("2026-01-10")]
        );
    }

    #[test]
    fn an_unconfirmed_day_counts_as_working_and_leaves_a_doubt() {
        let walk = calendar().working_day_from(day("2026-11-24")).unwrap();
        assert_eq!(walk.end, day("2026-11-24"));
        assert!(walk.doubts[0].why_vi.contains("cần kiểm tra"));
    }

    #[test]
    fn an_office_settles_a_day_and_may_take_it_back() {
        let settled = |kind, known_from: &str| CalendarDay {
            on: day("2026-11-24"),
            kind,
            name_vi: "Ngày Văn hóa Việt Nam".to_owned(),
            source: "Thông báo của cơ quan".to_owned(),
            known_from: Some(day(known_from)),
            confirmed: true,
        };
        let off = calendar()
            .merged(&[settled(DayKind::Off, "2026-11-22")], "office-1")
            .unwrap();
        assert_eq!(
            off.working_day_from(day("2026-11-24")).unwrap().end,
            day("2026-11-25")
        );
        assert_eq!(off.version(), "office-1");
        let back = off
            .merged(&[settled(DayKind::Working, "2026-11-23")], "office-2")
            .unwrap();
        assert_eq!(
            back.working_day_from(day("2026-11-24")).unwrap().end,
            day("2026-11-24")
        );
        assert_eq!(back.doubt(day("2026-11-24")), None);
    }

    #[test]
    fn a_year_nobody_entered_is_a_doubt() {
        assert!(
            calendar()
                .doubt(day("2028-03-01"))
                .unwrap()
                .contains("2028")
        );
        assert_eq!(calendar().doubt(day("2027-03-01")), None);
    }

    #[test]
    fn working_days_step_over_the_lunar_new_year() {
        assert_eq!(
            calendar()
                .working_day_after(day("2026-02-12"), 3)
                .unwrap()
                .end,
            day("2026-02-24")
        );
        assert_eq!(
            calendar()
                .working_day_after(day("2026-02-12"), 0)
                .unwrap()
                .end,
            day("2026-02-12")
        );
    }

    #[test]
    fn a_row_that_stands_twice_or_has_no_source_is_refused() {
        let row = "{ on = \"2026-03-03\", kind = \"off\", name_vi = \"a\", source = \"b\" },";
        let head = "version = \"1\"\ncovers_from = \"2026-01-01\"\ncovers_to = \"2026-12-31\"\n";
        assert!(Calendar::parse(&format!("{head}days = [{row}]")).is_ok());
        assert!(Calendar::parse(&format!("{head}days = [{row}{row}]")).is_err());
        assert!(
            Calendar::parse(&format!("{head}days = [{}]", row.replace("\"b\"", "\"\""))).is_err()
        );
    }
}
