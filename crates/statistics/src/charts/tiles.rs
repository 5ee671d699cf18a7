//! Sơ đồ ô các tỉnh: a tile a province, coloured by its figure in five steps that print in grey and that every eye tells apart.

use std::fmt::Write;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::{Bar, bar, escaped};

/// Một ô.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    /// The unit.
    pub key: String,
    /// What stands on it.
    pub label: String,
    /// From west to east.
    pub column: i64,
    /// From north to south.
    pub line: i64,
}

/// Quần đảo: no figure of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Island {
    /// What stands there.
    pub label: String,
    /// Whose figures hold it.
    pub of: String,
    /// From west to east.
    pub column: i64,
    /// From north to south.
    pub line: i64,
}

/// Sơ đồ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The first day of these provinces.
    valid_from: NaiveDate,
    /// The last one.
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    /// What it is not.
    pub note_vi: String,
    /// The provinces.
    pub tile: Vec<Tile>,
    /// The archipelagos.
    pub island: Vec<Island>,
}

impl Plan {
    /// Whether the provinces of that day are these.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }
}

static PLAN: LazyLock<Plan> = LazyLock::new(|| {
    let text = include_str!("../../data/province-tiles.toml");
    toml::from_str(text).unwrap_or_else(|fault| unreachable!("data/province-tiles.toml: {fault}"))
});

/// The plan this program was built with.
pub fn plan() -> &'static Plan {
    &PLAN
}

/// From light to dark, one hue: ground and letters.
const STEPS: [(&str, &str); 5] = [
    ("#f1f5fa", "#10243e"),
    ("#c6d8ec", "#10243e"),
    ("#8fb3d9", "#10243e"),
    ("#2f6aa8", "#ffffff"),
    ("#0d2f57", "#ffffff"),
];

const WIDE: i64 = 64;
const TALL: i64 = 46;
const GAP: i64 = 3;

/// Một bậc màu của chú giải.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The ground.
    pub fill: &'static str,
    /// "1 – 12".
    pub said: String,
}

/// The last figure of each step: a fifth of the provinces that have any, and none alone in the lightest.
fn ends(figures: &[i64]) -> Vec<i64> {
    let mut above: Vec<i64> = figures.iter().copied().filter(|one| *one > 0).collect();
    above.sort_unstable();
    let mut ends = vec![0];
    for n in 1..=4 {
        let at = (above.len() * n).div_ceil(4);
        if let Some(end) = at.checked_sub(1).and_then(|at| above.get(at)) {
            ends.push(*end);
        }
    }
    ends.dedup();
    ends
}

fn step_of(ends: &[i64], figure: i64) -> usize {
    let at = ends.iter().position(|end| figure <= *end);
    let at = at.unwrap_or(ends.len().saturating_sub(1));
    // Few steps are spread from light to dark.
    match ends.len() {
        0 | 1 => 0,
        many => at * (STEPS.len() - 1) / (many - 1),
    }
}

/// Chú giải: the steps that are used, from light to dark.
pub fn legend(figures: &[i64]) -> Vec<Step> {
    let ends = ends(figures);
    let mut from = 0;
    let mut out = Vec::new();
    for end in &ends {
        let said = match from == *end {
            true => shell::vi_number(from),
            false => format!("{} – {}", shell::vi_number(from), shell::vi_number(*end)),
        };
        let fill = STEPS[step_of(&ends, *end)].0;
        out.push(Step { fill, said });
        from = end + 1;
    }
    out
}

/// A swatch of the legend.
pub fn swatch(fill: &str) -> String {
    format!(
        "<svg width=\"22\" height=\"14\" aria-hidden=\"true\"><rect x=\"1\" y=\"1\" width=\"20\" height=\"12\" fill=\"{fill}\" \
         stroke=\"#5b6b7f\"/></svg>"
    )
}

/// The tiles with their figures; each one a link to its list.
pub fn drawn(tiles: &[(&Tile, Bar)]) -> String {
    let figures: Vec<i64> = tiles.iter().map(|(_, bar)| bar.figure).collect();
    let ends = ends(&figures);
    let islands = &plan().island;
    let columns = tiles.iter().map(|(tile, _)| tile.column);
    let columns = columns.chain(islands.iter().map(|one| one.column)).max();
    let lines = tiles.iter().map(|(tile, _)| tile.line);
    let lines = lines.chain(islands.iter().map(|one| one.line)).max();
    let width = (columns.unwrap_or(0) + 1) * (WIDE + GAP) + GAP;
    let height = (lines.unwrap_or(0) + 1) * (TALL + GAP) + GAP;
    let mut out = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {width} {height}\" width=\"100%\" height=\"{height}\" preserveAspectRatio=\"xMinYMin meet\" \
         role=\"group\" aria-label=\"Sơ đồ ô các tỉnh, thành phố\" font-size=\"10\">"
    );
    for (tile, figure) in tiles {
        let (ground, letters) = STEPS[step_of(&ends, figure.figure)];
        let (x, y) = place(tile.column, tile.line);
        let inside = format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{TALL}\" rx=\"3\" fill=\"{ground}\" stroke=\"#5b6b7f\"/>\
             <text x=\"{middle}\" y=\"{name}\" text-anchor=\"middle\" fill=\"{letters}\">{label}</text>\
             <text x=\"{middle}\" y=\"{number}\" text-anchor=\"middle\" font-size=\"15\" font-weight=\"600\" fill=\"{letters}\">{figure}</text>",
            middle = x + WIDE / 2,
            name = y + 15,
            number = y + 35,
            label = escaped(&tile.label),
            figure = shell::vi_number(figure.figure),
        );
        let said = format!("{}: {}", figure.label, shell::vi_number(figure.figure));
        bar(&mut out, figure.href.as_deref(), &said, &inside);
    }
    for island in islands {
        let (x, y) = place(island.column, island.line);
        let _ = write!(
            out,
            "<g fill=\"currentColor\"><rect x=\"{x}\" y=\"{y}\" width=\"{WIDE}\" height=\"{TALL}\" rx=\"3\" fill=\"none\" stroke=\"currentColor\" \
             stroke-opacity=\"0.5\" stroke-dasharray=\"3 3\"/><text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" font-size=\"9\">{}</text>\
             <text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\" font-size=\"9\">{}</text></g>",
            y + 20,
            escaped(&island.label),
            y + 34,
            escaped(&island.of),
            middle = x + WIDE / 2,
        );
    }
    out.push_str("</svg>");
    out
}

fn place(column: i64, line: i64) -> (i64, i64) {
    (GAP + column * (WIDE + GAP), GAP + line * (TALL + GAP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn one(figure: i64) -> Bar {
        Bar {
            label: "VKSND tỉnh <Sơn La>".to_owned(),
            figure,
            href: Some("/list?a=1&b=2".to_owned()),
            before: None,
            before_href: None,
        }
    }

    #[test]
    fn the_plan_has_each_of_the_34_provinces_once_and_no_two_in_one_place() {
        let plan = plan();
        assert_eq!(plan.tile.len(), 34);
        let keys: BTreeSet<&str> = plan.tile.iter().map(|tile| tile.key.as_str()).collect();
        assert_eq!(keys.len(), 34);
        let places = plan.tile.iter().map(|tile| (tile.column, tile.line));
        let islands = plan.island.iter().map(|one| (one.column, one.line));
        let places: BTreeSet<(i64, i64)> = places.chain(islands).collect();
        assert_eq!(places.len(), 36);
    }

    #[test]
    fn colours_go_from_light_to_dark_with_the_figures_and_none_is_the_lightest() {
        let figures = [0, 3, 9, 9, 40, 400];
        let ends = ends(&figures);
        let steps: Vec<usize> = figures.iter().map(|one| step_of(&ends, *one)).collect();
        assert_eq!(steps[0], 0);
        assert_eq!(steps[5], STEPS.len() - 1);
        assert!(steps.is_sorted(), "{steps:?}");
        assert_eq!(steps[2], steps[3], "the same figure, the same colour");
        let legend = legend(&figures);
        assert_eq!(legend[0].said, "0");
        assert_eq!(legend.last().unwrap().fill, STEPS[4].0);
        assert_eq!(super::legend(&[0, 0]).len(), 1, "nothing anywhere");
    }

    #[test]
    fn every_tile_says_its_figure_and_leads_to_its_list() {
        let tiles: Vec<(&Tile, Bar)> = plan().tile.iter().map(|tile| (tile, one(12))).collect();
        let drawn = drawn(&tiles);
        assert_eq!(drawn.matches("href=\"/list?a=1&amp;b=2\"").count(), 34);
        assert!(drawn.contains("VKSND tỉnh &lt;Sơn La&gt;: 12, mở danh sách"));
        assert!(drawn.contains("Hoàng Sa") && drawn.contains("Trường Sa"));
    }
}
