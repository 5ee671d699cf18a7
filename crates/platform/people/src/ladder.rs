//! Thang cảnh báo thời hạn: green, near, urgent, overdue, and who hears at each step. No law sets these numbers: they are
//! how an office works. The default stands in `data/ladder.csv` by the day it holds from; a unit's chief may set another.

mod store;

pub use store::{Ladders, SetBy, reset, set, set_by, stamp};

use std::sync::OnceLock;

use chrono::NaiveDate;

use crate::WorkError;

/// Nobody is warned earlier than this many days before an end.
pub const MOST_DAYS: i64 = 60;
/// The same for terms of hours.
pub const MOST_HOURS: i64 = 240;
const HOUR_MS: i64 = 3_600_000;

/// Bậc của một thời hạn trên thang.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Còn xa.
    Calm,
    /// Gần hạn.
    Near,
    /// Gấp.
    Urgent,
    /// Quá hạn.
    Overdue,
}

impl Step {
    /// The steps at which somebody may begin to hear.
    pub const HEARD: [Step; 3] = [Step::Near, Step::Urgent, Step::Overdue];

    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Step::Calm => "calm",
            Step::Near => "near",
            Step::Urgent => "urgent",
            Step::Overdue => "overdue",
        }
    }

    /// What people read.
    pub const fn vi(self) -> &'static str {
        match self {
            Step::Calm => "Còn xa",
            Step::Near => "Gần hạn",
            Step::Urgent => "Gấp",
            Step::Overdue => "Quá hạn",
        }
    }

    /// The step with this id.
    pub fn parse(id: &str) -> Option<Step> {
        [Step::Calm, Step::Near, Step::Urgent, Step::Overdue]
            .into_iter()
            .find(|step| step.id() == id)
    }
}

/// Người nghe: whom a step of the ladder reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Người được phân công giải quyết.
    Prosecutor,
    /// Tổ trưởng của Kiểm sát viên.
    TeamLeader,
    /// Phó Viện trưởng phụ trách; every deputy where the matter names none.
    DeputyChief,
    /// Viện trưởng.
    Chief,
}

impl Rank {
    /// All, from below.
    pub const ALL: [Rank; 4] = [
        Rank::Prosecutor,
        Rank::TeamLeader,
        Rank::DeputyChief,
        Rank::Chief,
    ];
    /// Those a clock climbs to.
    pub const LEADERS: [Rank; 3] = [Rank::TeamLeader, Rank::DeputyChief, Rank::Chief];

    /// Its id in data.
    pub const fn id(self) -> &'static str {
        match self {
            Rank::Prosecutor => "prosecutor",
            Rank::TeamLeader => "team_leader",
            Rank::DeputyChief => "deputy_chief",
            Rank::Chief => "chief",
        }
    }

    /// What people read.
    pub const fn vi(self) -> &'static str {
        match self {
            Rank::Prosecutor => "Người được phân công",
            Rank::TeamLeader => "Tổ trưởng",
            Rank::DeputyChief => "Phó Viện trưởng phụ trách",
            Rank::Chief => "Viện trưởng",
        }
    }

    /// The rank with this id.
    pub fn parse(id: &str) -> Option<Rank> {
        Rank::ALL.into_iter().find(|rank| rank.id() == id)
    }
}

/// Ngày, giờ kết thúc của một thời hạn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Its last day.
    pub on: NaiveDate,
    /// The same as an instant, ms UTC; 24:00 of a whole day.
    pub at_ms: i64,
    /// Whether the law counts it by the hour.
    pub has_hour: bool,
}

/// Thang cảnh báo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ladder {
    /// Gần hạn: so many days or fewer are left.
    pub near_days: i64,
    /// Gấp.
    pub urgent_days: i64,
    /// Gần hạn, for terms of hours.
    pub near_hours: i64,
    /// Gấp, for terms of hours.
    pub urgent_hours: i64,
    /// From which step on each rank hears, in the order of [`Rank::ALL`]; none: never.
    pub hears: [Option<Step>; 4],
}

impl Ladder {
    /// The default that holds on a day.
    pub fn default_on(day: NaiveDate) -> Ladder {
        static ROWS: OnceLock<Vec<(NaiveDate, Ladder)>> = OnceLock::new();
        let rows = ROWS.get_or_init(|| match parse(include_str!("../data/ladder.csv")) {
            Ok(rows) => rows,
            Err(fault) => panic!("the ladder this program was built with cannot be read: {fault}"),
        });
        let of_day = rows.iter().rev().find(|(from, _)| *from <= day);
        of_day.unwrap_or(&rows[0]).1.clone()
    }

    /// Where an end stands.
    pub fn step(&self, end: End, today: NaiveDate, now_ms: i64) -> Step {
        if end.at_ms <= now_ms {
            return Step::Overdue;
        }
        let (left, near, urgent) = match end.has_hour {
            true => (
                end.at_ms - now_ms,
                self.near_hours * HOUR_MS,
                self.urgent_hours * HOUR_MS,
            ),
            false => (
                (end.on - today).num_days(),
                self.near_days,
                self.urgent_days,
            ),
        };
        match left {
            left if left <= urgent => Step::Urgent,
            left if left <= near => Step::Near,
            _ => Step::Calm,
        }
    }

    /// From which step on a rank hears.
    pub fn hears_from(&self, rank: Rank) -> Option<Step> {
        self.hears[rank as usize]
    }

    /// Whether a rank hears of an end that stands at `step`.
    pub fn hears(&self, rank: Rank, step: Step) -> bool {
        self.hears_from(rank).is_some_and(|from| step >= from)
    }

    /// No end after this instant, ms UTC, has reached `step`.
    pub fn reach_ms(&self, step: Step, now_ms: i64) -> i64 {
        const DAY_MS: i64 = 24 * HOUR_MS;
        let (days, hours) = match step {
            Step::Overdue => return now_ms,
            Step::Urgent => (self.urgent_days, self.urgent_hours),
            Step::Near | Step::Calm => (self.near_days, self.near_hours),
        };
        // A whole day ends at its 24:00, at most a day after the same hour of that day.
        now_ms + ((days + 1) * DAY_MS).max(hours * HOUR_MS)
    }

    /// Refuses a ladder that is none.
    pub fn check(&self) -> Result<(), WorkError> {
        for (field, value, most, sentence) in [
            (
                "near_days",
                self.near_days,
                MOST_DAYS,
                crate::messages::LADDER_DAYS,
            ),
            (
                "urgent_days",
                self.urgent_days,
                MOST_DAYS,
                crate::messages::LADDER_DAYS,
            ),
            (
                "near_hours",
                self.near_hours,
                MOST_HOURS,
                crate::messages::LADDER_HOURS,
            ),
            (
                "urgent_hours",
                self.urgent_hours,
                MOST_HOURS,
                crate::messages::LADDER_HOURS,
            ),
        ] {
            if !(0..=most).contains(&value) {
                return Err(WorkError::invalid(field, sentence));
            }
        }
        for (field, near, urgent) in [
            ("urgent_days", self.near_days, self.urgent_days),
            ("urgent_hours", self.near_hours, self.urgent_hours),
        ] {
            if urgent >= near {
                return Err(WorkError::invalid(field, crate::messages::LADDER_ORDER));
            }
        }
        match self.hears_from(Rank::Prosecutor) {
            Some(_) => Ok(()),
            None => Err(WorkError::invalid(
                "prosecutor",
                crate::messages::LADDER_SILENT,
            )),
        }
    }
}

/// The step with this id; `never` is none.
pub fn heard(id: &str) -> Option<Option<Step>> {
    match id {
        "never" => Some(None),
        id => Step::parse(id).filter(|step| *step > Step::Calm).map(Some),
    }
}

fn parse(text: &str) -> Result<Vec<(NaiveDate, Ladder)>, String> {
    let mut rows = Vec::new();
    for line in text.lines().skip(1).filter(|line| !line.trim().is_empty()) {
        let row = read(line).ok_or_else(|| format!("“{line}” is no ladder"))?;
        row.1.check().map_err(|fault| format!("{line}: {fault}"))?;
        rows.push(row);
    }
    rows.sort_by_key(|(from, _)| *from);
    match rows.is_empty() {
        true => Err("no ladder stands in the file".to_owned()),
        false => Ok(rows),
    }
}

fn read(line: &str) -> Option<(NaiveDate, Ladder)> {
    let cells: Vec<&str> = line.split(',').map(str::trim).collect();
    let [
        from,
        near_days,
        urgent_days,
        near_hours,
        urgent_hours,
        hears @ ..,
    ] = cells.as_slice()
    else {
        return None;
    };
    let hears: Vec<Option<Step>> = hears.iter().map(|id| heard(id)).collect::<Option<_>>()?;
    Some((
        from.parse().ok()?,
        Ladder {
            near_days: near_days.parse().ok()?,
            urgent_days: urgent_days.parse().ok()?,
            near_hours: near_hours.parse().ok()?,
            urgent_hours: urgent_hours.parse().ok()?,
            hears: hears.try_into().ok()?,
        },
    ))
}

#[cfg(test)]
mod tests {
    use law::Moment;

    use super::*;

    fn ladder() -> Ladder {
        Ladder::default_on("2026-11-20".parse().unwrap())
    }

    #[track_caller]
    fn check(end: &str, now: &str, expected: Step) {
        let (end, now): (Moment, Moment) = (end.parse().unwrap(), now.parse().unwrap());
        let whole_day = if end.time.is_none() { 24 * HOUR_MS } else { 0 };
        let end = End {
            on: end.on,
            at_ms: end.at_utc_ms() + whole_day,
            has_hour: end.time.is_some(),
        };
        assert_eq!(ladder().step(end, now.on, now.at_utc_ms()), expected);
        // What has reached a step lies within its reach.
        assert!(
            expected == Step::Calm || end.at_ms <= ladder().reach_ms(expected, now.at_utc_ms())
        );
    }

    #[test]
    fn a_term_of_days_climbs_by_days_and_is_overdue_only_after_its_last_day() {
        let now = "2026-11-20T09:00";
        check("2026-11-28", now, Step::Calm);
        check("2026-11-27", now, Step::Near);
        check("2026-11-24", now, Step::Near);
        check("2026-11-23", now, Step::Urgent);
        check("2026-11-20", now, Step::Urgent);
        check("2026-11-19", now, Step::Overdue);
        check("2026-11-20", "2026-11-20T23:59", Step::Urgent);
        check("2026-11-20", "2026-11-21", Step::Overdue);
    }

    #[test]
    fn a_term_of_hours_climbs_by_hours() {
        let now = "2026-11-20T09:00";
        check("2026-11-23T09:01", now, Step::Calm);
        check("2026-11-23T09:00", now, Step::Near);
        check("2026-11-21T09:00", now, Step::Urgent);
        check("2026-11-20T09:00", now, Step::Overdue);
    }

    #[test]
    fn each_rank_hears_from_its_step_on() {
        let heard = |step| Rank::ALL.map(|rank| ladder().hears(rank, step));
        assert_eq!(heard(Step::Calm), [false; 4]);
        assert_eq!(heard(Step::Near), [true, false, false, false]);
        assert_eq!(heard(Step::Urgent), [true, true, true, false]);
        assert_eq!(heard(Step::Overdue), [true; 4]);
    }

    #[test]
    fn a_ladder_whose_steps_are_out_of_order_is_none() {
        let refused = |change: fn(&mut Ladder)| {
            let mut ladder = ladder();
            change(&mut ladder);
            match ladder.check() {
                Err(WorkError::Invalid { field, .. }) => field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(refused(|ladder| ladder.urgent_days = 7), "urgent_days");
        assert_eq!(refused(|ladder| ladder.near_days = 61), "near_days");
        assert_eq!(refused(|ladder| ladder.urgent_hours = -1), "urgent_hours");
        assert_eq!(refused(|ladder| ladder.hears[0] = None), "prosecutor");
    }
}
