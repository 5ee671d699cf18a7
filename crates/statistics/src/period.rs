//! Kỳ thống kê: two instants, and the periods people name (HD, QĐ 279/2017, QĐ 560/2019; báo cáo Quốc hội từ 01/10).

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, Weekday};
use law::Moment;
use shell::entry;

/// Kỳ: from an instant to before another. A last day without an hour is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day, or instant.
    pub from: Moment,
    /// The last day, or the instant before which it ends.
    pub to: Moment,
}

/// Why two texts are no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodFault {
    /// `from` or `to`.
    pub field: &'static str,
    /// What to do.
    pub sentence: String,
}

impl Period {
    /// Whole days, the last included.
    pub fn days(from: NaiveDate, to: NaiveDate) -> Period {
        Period {
            from: Moment::day(from),
            to: Moment::day(to),
        }
    }

    /// The period between two instants, ms UTC; midnights are read as whole days.
    pub fn between(from_at: i64, to_at: i64) -> Period {
        let read = |at: i64| Moment::from_utc_ms(at).unwrap_or(Moment::day(NaiveDate::MIN));
        let is_midnight = |moment: Moment| moment.time == Some(chrono::NaiveTime::MIN);
        let (mut from, mut to) = (read(from_at), read(to_at));
        if is_midnight(from) {
            from.time = None;
        }
        if is_midnight(to) {
            to = Moment::day(to.on.pred_opt().unwrap_or(to.on));
        }
        Period { from, to }
    }

    /// Reads what stands in the address or was typed.
    pub fn read(from: &str, to: &str) -> Result<Period, PeriodFault> {
        let read = |field, text: &str| {
            let moment = entry::moment(text).map(|(on, time)| Moment { on, time });
            moment.map_err(|sentence| PeriodFault { field, sentence })
        };
        let period = Period {
            from: read("from", from)?,
            to: read("to", to)?,
        };
        if period.from_at() >= period.to_at() {
            let sentence =
                "Kỳ phải kết thúc sau khi bắt đầu. Hãy xem lại ngày, giờ kết thúc.".to_owned();
            return Err(PeriodFault {
                field: "to",
                sentence,
            });
        }
        Ok(period)
    }

    /// Its first instant, ms UTC.
    pub fn from_at(&self) -> i64 {
        self.from.at_utc_ms()
    }

    /// The instant before which it ends, ms UTC.
    pub fn to_at(&self) -> i64 {
        criminal::standing::end_ms(self.to)
    }

    /// The day whose units count.
    pub fn last_day(&self) -> NaiveDate {
        self.to.on
    }

    /// As people read it.
    pub fn vi(&self) -> String {
        let one = |moment: Moment| match moment.time {
            Some(_) => moment.vi(),
            None => format!("ngày {}", moment.vi()),
        };
        format!(
            "Từ {} đến {}",
            one(self.from),
            match (self.to.time, self.from.time) {
                (None, Some(_)) => format!("hết ngày {}", self.to.vi()),
                _ => one(self.to),
            }
        )
    }

    /// The calendar months that lie wholly in the period and are over.
    pub fn whole_months(&self, now_ms: i64) -> Vec<Period> {
        let mut first = first_of_month(self.from.on);
        if Moment::day(first).at_utc_ms() < self.from_at() {
            first = first + Months::new(1);
        }
        let mut months = Vec::new();
        loop {
            let month = Period::days(first, end_of(first, 1));
            if month.to_at() > self.to_at() || month.to_at() > now_ms {
                return months;
            }
            months.push(month);
            first = first + Months::new(1);
        }
    }

    /// What of the period lies before another within it.
    pub fn before(&self, other: &Period) -> Option<Period> {
        let to = Moment {
            on: other.from.on,
            time: Some(other.from.time.unwrap_or_default()),
        };
        (self.from_at() < other.from_at()).then_some(Period {
            from: self.from,
            to,
        })
    }

    /// What of the period lies after another within it.
    pub fn after(&self, other: &Period) -> Option<Period> {
        let from = match other.to.time {
            Some(_) => other.to,
            None => Moment::day(other.to.on + Days::new(1)),
        };
        (other.to_at() < self.to_at()).then_some(Period { from, to: self.to })
    }

    /// Kỳ liền trước: as many months, or as many days, up to where this one begins.
    pub fn just_before(&self) -> Option<Period> {
        let (from, to) = (self.from.on, self.to.on);
        if let (None, None) = (self.from.time, self.to.time) {
            let next = to.checked_add_days(Days::new(1))?;
            if from.day() == 1 && next.day() == 1 {
                let months =
                    (next.year() - from.year()) * 12 + next.month() as i32 - from.month() as i32;
                let first = from.checked_sub_months(Months::new(u32::try_from(months).ok()?))?;
                return Some(Period::days(first, from.pred_opt()?));
            }
            let days = u64::try_from((next - from).num_days()).ok()?;
            return Some(Period::days(
                from.checked_sub_days(Days::new(days))?,
                from.pred_opt()?,
            ));
        }
        let days = u64::try_from((to - from).num_days()).ok()?;
        let time = Some(self.from.time.unwrap_or_default());
        let first = Moment {
            on: from.checked_sub_days(Days::new(days))?,
            time,
        };
        Some(Period {
            from: first,
            to: Moment { on: from, time },
        })
        .filter(|before| before.from_at() < before.to_at())
    }

    /// As it stands in an address.
    pub fn query(&self) -> String {
        format!("from={}&to={}", self.from, self.to)
    }
}

/// Một kỳ chọn sẵn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// "Tháng 11/2026".
    pub label: String,
    /// The period.
    pub period: Period,
}

/// The periods people name, on a day, those in use first.
pub fn choices(today: NaiveDate) -> Vec<(&'static str, Vec<Choice>)> {
    let choice = |label: String, period: Period| Choice { label, period };
    let month = first_of_month(today);
    let months = (0..4).map(|back| {
        let first = month - Months::new(back);
        choice(
            format!("Tháng {}/{}", first.month(), first.year()),
            Period::days(first, end_of(first, 1)),
        )
    });
    let quarter = first_of_month(today) - Months::new(today.month0() % 3);
    let quarters = (0..3).map(|back| {
        let first = quarter - Months::new(3 * back);
        choice(
            format!("Quý {}/{}", first.month0() / 3 + 1, first.year()),
            Period::days(first, end_of(first, 3)),
        )
    });
    let halves = (0..2).map(|back| {
        let first =
            year_from(today, if today.month0() < 6 { 1 } else { 7 }) - Months::new(6 * back);
        let name = if first.month() == 1 {
            "6 tháng đầu năm"
        } else {
            "6 tháng cuối năm"
        };
        choice(
            format!("{name} {}", first.year()),
            Period::days(first, end_of(first, 6)),
        )
    });
    vec![
        ("Tuần (12 giờ thứ Tư – 12 giờ thứ Tư)", weeks(today)),
        ("Tháng", months.collect()),
        ("Quý", quarters.collect()),
        ("Năm công tác (từ 01/12)", working_years(today)),
        ("Năm báo cáo Quốc hội (từ 01/10)", assembly_years(today)),
        ("Nửa năm dương lịch", halves.collect()),
    ]
}

/// The period a person begins with: this month.
pub fn first_choice(today: NaiveDate) -> Period {
    let first = first_of_month(today);
    Period::days(first, end_of(first, 1))
}

fn weeks(today: NaiveDate) -> Vec<Choice> {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    let since =
        (7 + today.weekday().num_days_from_monday() - Weekday::Wed.num_days_from_monday()) % 7;
    let wednesday = today - Days::new(u64::from(since));
    let week = |back: u64| {
        let (from, to) = (
            wednesday - Days::new(7 * back),
            wednesday - Days::new(7 * back) + Days::new(7),
        );
        let period = Period {
            from: Moment::at(from, noon),
            to: Moment::at(to, noon),
        };
        Choice {
            label: format!("{} – {}", from.format("%d/%m"), to.format("%d/%m/%Y")),
            period,
        }
    };
    (0..3).map(week).collect()
}

fn working_years(today: NaiveDate) -> Vec<Choice> {
    let mut out = Vec::new();
    for back in 0..2 {
        let first = year_from(today, 12) - Months::new(12 * back);
        let year = first.year() + 1;
        out.push(Choice {
            label: format!("6 tháng {year} (01/12 – 31/5)"),
            period: Period::days(first, end_of(first, 6)),
        });
        out.push(Choice {
            label: format!("12 tháng {year} (01/12 – 30/11)"),
            period: Period::days(first, end_of(first, 12)),
        });
    }
    out
}

fn assembly_years(today: NaiveDate) -> Vec<Choice> {
    let first = year_from(today, 10);
    let before = first - Months::new(12);
    vec![
        Choice {
            label: format!("01/10/{} – 31/3/{}", first.year(), first.year() + 1),
            period: Period::days(first, end_of(first, 6)),
        },
        Choice {
            label: format!("01/10/{} – 30/9/{}", first.year(), first.year() + 1),
            period: Period::days(first, end_of(first, 12)),
        },
        Choice {
            label: format!("01/10/{} – 30/9/{}", before.year(), before.year() + 1),
            period: Period::days(before, end_of(before, 12)),
        },
    ]
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The last first day of this month that is not after `day`.
fn year_from(day: NaiveDate, month: u32) -> NaiveDate {
    let this = first_of_month(day).with_month(month).unwrap_or(day);
    if this > day {
        this - Months::new(12)
    } else {
        this
    }
}

/// The last day of a stretch of months.
fn end_of(first: NaiveDate, months: u32) -> NaiveDate {
    first + Months::new(months) - Days::new(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn first_of(group: usize, today: &str) -> String {
        let (_, choices) = &choices(day(today))[group];
        choices[0].period.query()
    }

    #[test]
    fn periods_begin_where_their_reports_begin() {
        assert_eq!(
            first_of(0, "2026-11-22"),
            "from=2026-11-18T12:00&to=2026-11-25T12:00"
        );
        assert_eq!(
            first_of(0, "2026-11-18"),
            "from=2026-11-18T12:00&to=2026-11-25T12:00"
        );
        assert_eq!(first_of(1, "2026-02-10"), "from=2026-02-01&to=2026-02-28");
        assert_eq!(first_of(2, "2026-11-22"), "from=2026-10-01&to=2026-12-31");
        assert_eq!(first_of(3, "2026-11-22"), "from=2025-12-01&to=2026-05-31");
        assert_eq!(first_of(3, "2026-12-01"), "from=2026-12-01&to=2027-05-31");
        assert_eq!(first_of(4, "2026-11-22"), "from=2026-10-01&to=2027-03-31");
        assert_eq!(first_of(4, "2026-09-30"), "from=2025-10-01&to=2026-03-31");
        assert_eq!(first_of(5, "2026-11-22"), "from=2026-07-01&to=2026-12-31");
        assert_eq!(first_of(5, "2026-06-30"), "from=2026-01-01&to=2026-06-30");
    }

    #[test]
    fn the_working_year_ends_with_november() {
        let (_, years) = &choices(day("2026-11-22"))[3];
        assert_eq!(
            years[1].period,
            Period::days(day("2025-12-01"), day("2026-11-30"))
        );
    }

    #[test]
    fn a_period_touches_the_next_without_a_gap() {
        let november = Period::read("01/11/2026", "30/11/2026").unwrap();
        let december = Period::read("2026-12-01", "2026-12-31").unwrap();
        assert_eq!(november.to_at(), december.from_at());
        let week = Period::read("18/11/2026 12:00", "25/11/2026 12:00").unwrap();
        assert_eq!(week.to_at() - week.from_at(), 7 * 86_400_000);
        assert_eq!(november.vi(), "Từ ngày 01/11/2026 đến ngày 30/11/2026");
    }

    #[test]
    fn a_period_falls_into_whole_months_and_what_is_left() {
        let year = Period::read("15/12/2025 08:00", "10/03/2026").unwrap();
        let months = year.whole_months(i64::MAX);
        let named: Vec<String> = months.iter().map(Period::query).collect();
        assert_eq!(
            named,
            [
                "from=2026-01-01&to=2026-01-31",
                "from=2026-02-01&to=2026-02-28"
            ]
        );
        let (before, after) = (
            year.before(&months[0]).unwrap(),
            year.after(&months[1]).unwrap(),
        );
        assert_eq!(
            (before.from_at(), before.to_at()),
            (year.from_at(), months[0].from_at())
        );
        assert_eq!(
            (after.from_at(), after.to_at()),
            (months[1].to_at(), year.to_at())
        );
        let whole = Period::read("01/01/2026", "28/02/2026").unwrap();
        assert_eq!(
            (whole.before(&months[0]), whole.after(&months[1])),
            (None, None)
        );
        assert_eq!(
            whole.whole_months(months[0].to_at()).len(),
            1,
            "February still runs"
        );
    }

    #[test]
    fn the_period_before_ends_where_this_one_begins() {
        let before = |from: &str, to: &str| {
            Period::read(from, to)
                .unwrap()
                .just_before()
                .unwrap()
                .query()
        };
        assert_eq!(
            before("2026-03-01", "2026-03-31"),
            "from=2026-02-01&to=2026-02-28"
        );
        assert_eq!(
            before("2025-12-01", "2026-05-31"),
            "from=2025-06-01&to=2025-11-30"
        );
        assert_eq!(
            before("2026-03-05", "2026-03-11"),
            "from=2026-02-26&to=2026-03-04"
        );
        assert_eq!(
            before("2026-11-18 12:00", "2026-11-25 12:00"),
            "from=2026-11-11T12:00&to=2026-11-18T12:00"
        );
    }

    #[test]
    fn what_is_no_period_is_refused_in_a_sentence() {
        assert_eq!(
            Period::read("30/11/2026", "1/11/2026").unwrap_err().field,
            "to"
        );
        assert_eq!(
            Period::read("tháng mười", "1/11/2026").unwrap_err().field,
            "from"
        );
    }
}
