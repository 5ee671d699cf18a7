//! Thời gian hiển thị: how long something stood on the screen.

/// From when to when, in milliseconds; open while it still stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Since.
    pub from: i64,
    /// Until.
    pub to: Option<i64>,
}

/// Whole seconds of all intervals, as of now; each begun second counts.
pub fn seconds(intervals: impl IntoIterator<Item = Interval>, now_ms: i64) -> i64 {
    let ms: i64 = intervals
        .into_iter()
        .map(|one| (one.to.unwrap_or(now_ms) - one.from).max(0))
        .sum();
    (ms + 999) / 1000
}

/// "1 giờ 02 phút", "2 phút 05 giây", "40 giây".
pub fn clock_vi(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (hours, minutes) {
        (0, 0) => format!("{rest} giây"),
        (0, _) => format!("{minutes} phút {rest:02} giây"),
        _ => format!("{hours} giờ {minutes:02} phút"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_there_twice_counts_twice_and_darkness_counts_nothing() {
        let all = [
            Interval {
                from: 0,
                to: Some(61_000),
            },
            Interval {
                from: 100_000,
                to: None,
            },
        ];
        assert_eq!(seconds(all, 110_500), 72);
        assert_eq!(clock_vi(72), "1 phút 12 giây");
        assert_eq!(clock_vi(40), "40 giây");
        assert_eq!(clock_vi(3_780), "1 giờ 03 phút");
    }
}
