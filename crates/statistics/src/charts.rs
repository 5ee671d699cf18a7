//! Biểu đồ: bars drawn by the server as SVG with real words; every bar is a link to what it counts.

pub mod tiles;

use std::fmt::Write;

/// Một cột, or a pair of columns: now and the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// "T10/2026", "Điều 173".
    pub label: String,
    /// The figure.
    pub figure: i64,
    /// The list behind it.
    pub href: Option<String>,
    /// The same of the year before.
    pub before: Option<i64>,
    /// The list behind that.
    pub before_href: Option<String>,
}

const WIDTH: i64 = 760;
const HEIGHT: i64 = 240;
const FLOOR: i64 = 196;
const TOP: i64 = 18;
const LINE: i64 = 26;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A bar with its figure, inside its link.
fn bar(out: &mut String, href: Option<&str>, said: &str, inside: &str) {
    let said = escaped(said);
    let drawn = match href {
        Some(href) => format!(
            "<a href=\"{}\"><title>{said}, mở danh sách</title>{inside}</a>",
            escaped(href)
        ),
        None => format!("<g><title>{said}</title>{inside}</g>"),
    };
    out.push_str(&drawn);
}

/// Xu hướng: a column a month, the same month of the year before beside it.
pub fn columns(bars: &[Bar]) -> String {
    let highest = bars.iter().flat_map(|one| [Some(one.figure), one.before]);
    let highest = highest.flatten().max().unwrap_or(0).max(1);
    let tall = |figure: i64| figure.max(0) * (FLOOR - TOP) / highest;
    let step = WIDTH / i64::try_from(bars.len().max(1)).unwrap_or(1);
    let wide = (step / 2 - 4).clamp(4, 40);
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" role=\"group\" aria-label=\"Biểu đồ cột\" font-size=\"11\" fill=\"currentColor\">"
    );
    let _ = write!(
        out,
        "<line x1=\"0\" y1=\"{FLOOR}\" x2=\"{WIDTH}\" y2=\"{FLOOR}\" stroke=\"currentColor\" stroke-opacity=\"0.4\"/>"
    );
    for (at, one) in (0_i64..).zip(bars) {
        let middle = at * step + step / 2;
        let drawn = |x: i64, figure: i64, faint: &str| {
            let (y, height) = (FLOOR - tall(figure), tall(figure));
            format!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{}\" fill=\"var(--accent)\"{faint}/><text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                height.max(1),
                x + wide / 2,
                y - 4,
                shell::vi_number(figure)
            )
        };
        if let Some(before) = one.before {
            let said = format!(
                "{}, cùng kỳ năm trước: {}",
                one.label,
                shell::vi_number(before)
            );
            let inside = drawn(middle - wide - 1, before, " fill-opacity=\"0.35\"");
            bar(&mut out, one.before_href.as_deref(), &said, &inside);
        }
        let said = format!("{}: {}", one.label, shell::vi_number(one.figure));
        let inside = drawn(middle + 1, one.figure, "");
        bar(&mut out, one.href.as_deref(), &said, &inside);
        let _ = write!(
            out,
            "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            FLOOR + 18,
            escaped(&one.label)
        );
    }
    out.push_str("</svg>");
    out
}

/// Cơ cấu: a bar lying for each offence or unit, the longest first as they are given.
pub fn lines(bars: &[Bar]) -> String {
    let highest = bars.iter().map(|one| one.figure).max().unwrap_or(0).max(1);
    let height = i64::try_from(bars.len()).unwrap_or(0) * LINE + 4;
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"group\" aria-label=\"Biểu đồ thanh\" font-size=\"12\" fill=\"currentColor\">"
    );
    for (at, one) in (0_i64..).zip(bars) {
        let y = at * LINE + 4;
        let long = (one.figure.max(0) * 400 / highest).max(1);
        let label: String = match one.label.chars().count() {
            ..=38 => one.label.clone(),
            _ => one.label.chars().take(37).chain(['…']).collect(),
        };
        let inside = format!(
            "<text x=\"0\" y=\"{}\">{}</text><rect x=\"270\" y=\"{y}\" width=\"{long}\" height=\"16\" fill=\"var(--accent)\"/><text x=\"{}\" y=\"{}\">{}</text>",
            y + 13,
            escaped(&label),
            270 + long + 6,
            y + 13,
            shell::vi_number(one.figure)
        );
        let said = format!("{}: {}", one.label, shell::vi_number(one.figure));
        bar(&mut out, one.href.as_deref(), &said, &inside);
    }
    out.push_str("</svg>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(label: &str, figure: i64, before: Option<i64>) -> Bar {
        Bar {
            label: label.to_owned(),
            figure,
            href: Some(format!("/list?at={figure}&x=1")),
            before,
            before_href: None,
        }
    }

    #[test]
    fn every_bar_says_its_figure_and_leads_to_its_list() {
        let drawn = columns(&[one("T9", 5, Some(10)), one("T10 <b>", 1_200, None)]);
        for part in [
            "href=\"/list?at=1200&amp;x=1\"",
            "T10 &lt;b&gt;: 1.200, mở danh sách",
            "T9, cùng kỳ năm trước: 10",
        ] {
            assert!(drawn.contains(part), "{part}: {drawn}");
        }
        assert!(!drawn.contains("<b>"));
    }

    #[test]
    fn the_longest_bar_fills_its_place_and_nothing_is_drawn_backwards() {
        let drawn = lines(&[
            one("Điều 173", 40, None),
            one("Điều 134", -3, None),
            one("Điều 249", 10, None),
        ]);
        for width in ["width=\"400\"", "width=\"1\"", "width=\"100\""] {
            assert!(drawn.contains(width), "{width}: {drawn}");
        }
    }
}
