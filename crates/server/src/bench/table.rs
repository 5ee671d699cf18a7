//! Bảng kết quả: what was measured, its bar, and whether it holds.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// One line of the table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// What was measured.
    pub what: String,
    /// On which engine, when it matters.
    pub engine: Cow<'static, str>,
    /// The measured value.
    pub measured: f64,
    /// What else is worth knowing, such as the median.
    pub also: String,
    /// The bar; none: only told.
    pub bar: Option<f64>,
    /// ms, s, MB, ×.
    pub unit: Cow<'static, str>,
    /// Whether more is better.
    pub is_floor: bool,
}

impl Line {
    /// Something that must stay below its bar.
    pub fn below(
        what: impl Into<String>,
        engine: &'static str,
        measured: f64,
        bar: f64,
        unit: &'static str,
    ) -> Line {
        Line {
            what: what.into(),
            engine: engine.into(),
            measured,
            also: String::new(),
            bar: Some(bar),
            unit: unit.into(),
            is_floor: false,
        }
    }

    /// Something that must reach its bar.
    pub fn at_least(what: impl Into<String>, measured: f64, bar: f64, unit: &'static str) -> Line {
        Line {
            is_floor: true,
            ..Line::below(what, "", measured, bar, unit)
        }
    }

    /// Something that is only told.
    pub fn told(
        what: impl Into<String>,
        engine: &'static str,
        measured: f64,
        unit: &'static str,
    ) -> Line {
        Line {
            bar: None,
            ..Line::below(what, engine, measured, 0.0, unit)
        }
    }

    /// The same with a remark.
    pub fn also(mut self, words: impl Into<String>) -> Line {
        self.also = words.into();
        self
    }

    fn verdict(&self) -> String {
        let Some(bar) = self.bar else {
            return String::new();
        };
        let ratio = self.measured / bar.max(f64::MIN_POSITIVE);
        let holds = if self.is_floor {
            ratio >= 1.0
        } else {
            ratio <= 1.0
        };
        format!(
            "{} ({ratio:.2}× of the bar)",
            if holds { "ok" } else { "MISSES" }
        )
    }
}

/// Prints the table in Markdown.
#[allow(clippy::print_stdout)]
pub fn print(lines: &[Line]) {
    println!("| what | engine | measured | bar | | remarks |\n|---|---|---|---|---|---|");
    for line in lines {
        let sign = if line.is_floor { "≥" } else { "<" };
        let bar = line
            .bar
            .map(|bar| format!("{sign} {} {}", (bar * 100.0).round() / 100.0, line.unit))
            .unwrap_or_default();
        let digits = if line.measured < 10.0 { 2 } else { 1 };
        println!(
            "| {} | {} | {:.digits$} {} | {bar} | {} | {} |",
            line.what,
            line.engine,
            line.measured,
            line.unit,
            line.verdict(),
            line.also
        );
    }
}

/// The value below which so many of a hundred stand.
pub fn percentile(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    let at = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(at).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_99th_of_a_hundred_times_is_the_last_but_one() {
        let mut times: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert!((percentile(&mut times, 99) - 99.0).abs() < f64::EPSILON);
        assert!((percentile(&mut times, 50) - 50.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_bar_that_must_be_reached_is_missed_below_it() {
        assert!(
            Line::at_least("x", 1.9, 2.0, "×")
                .verdict()
                .starts_with("MISSES")
        );
        assert!(
            Line::at_least("x", 2.1, 2.0, "×")
                .verdict()
                .starts_with("ok")
        );
        assert!(
            Line::below("x", "", 49.0, 50.0, "ms")
                .verdict()
                .starts_with("ok")
        );
        assert!(
            Line::below("x", "", 51.0, 50.0, "ms")
                .verdict()
                .starts_with("MISSES")
        );
    }
}
