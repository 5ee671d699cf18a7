//! Nội dung sơ đồ hiện trường: a page in metres, numbered positions, the fixed mark and the standard edge they are measured from.
//!
//! Places are metres from the upper left corner. What is measured is computed here and in the browser the same way.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::messages;
use crate::sources::Source;

/// Sơ đồ, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Width, metres.
    pub w: f64,
    /// Height, metres.
    pub h: f64,
    /// Which way north is, degrees clockwise from upwards.
    pub north: f64,
    /// What stands on it, in the order it was put there.
    pub elements: Vec<Element>,
    /// Bản sơ đồ làm nền.
    pub background: Option<Background>,
}

impl Default for Content {
    fn default() -> Content {
        Content {
            w: 40.0,
            h: 24.0,
            north: 0.0,
            elements: Vec::new(),
            background: None,
        }
    }
}

/// Một hình.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Its id within the sketch.
    pub id: String,
    /// A kind or a line of `symbols.json`, or `text`.
    pub kind: String,
    /// Its number; none for what is not numbered.
    #[serde(default)]
    pub n: Option<u32>,
    /// Its middle, or the beginning of words.
    #[serde(default)]
    pub x: f64,
    /// Downwards.
    #[serde(default)]
    pub y: f64,
    /// Degrees clockwise.
    #[serde(default)]
    pub turn: f64,
    /// The corners of a line.
    #[serde(default)]
    pub points: Vec<[f64; 2]>,
    /// What it is: "Xe máy 37C1-123.45".
    #[serde(default)]
    pub title: String,
    /// What was found.
    #[serde(default)]
    pub note: String,
    /// Its pages.
    #[serde(default)]
    pub sources: Vec<Source>,
}

/// Trang hồ sơ làm nền: its upper left corner and how many metres one of its pixels is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Background {
    /// The page.
    pub page: Uuid,
    /// Its leaf.
    #[serde(default)]
    pub leaf: String,
    /// Metres from the left.
    pub x: f64,
    /// Metres from above.
    pub y: f64,
    /// Metres that one pixel of the page is.
    pub scale: f64,
    /// How much of it shines through, 0 to 1.
    pub strength: f64,
}

/// Nét của một ký hiệu, in a box from -50 to 50.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stroke {
    /// SVG path.
    pub d: String,
    /// ink, paper, none.
    pub fill: String,
}

/// Một ký hiệu.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Kind {
    /// Its id.
    pub id: String,
    /// In words.
    pub name: String,
    /// fix, person, thing, vehicle.
    pub group: String,
    /// Metres long.
    pub w: f64,
    /// Metres wide.
    pub h: f64,
    /// Drawn at one size whatever the scale is.
    pub fixed: bool,
    /// Never drawn shorter than this, points.
    #[serde(default)]
    pub least: f64,
    /// Carries a number.
    pub numbered: bool,
    /// Its strokes.
    pub strokes: Vec<Stroke>,
}

/// Một kiểu đường.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// In words.
    pub name: String,
    /// Carries a number.
    pub numbered: bool,
    /// Points wide.
    pub width: f64,
    /// solid, dashed, dotted.
    pub style: String,
    /// Small strokes along it: the standard edge.
    pub ticks: bool,
    /// A head at its end.
    #[serde(default)]
    pub arrow: bool,
}

/// Bộ ký hiệu.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Symbols {
    /// Things.
    pub kinds: Vec<Kind>,
    /// Lines.
    pub lines: Vec<Line>,
}

/// The symbols, the same for the browser and for the printed picture.
pub static SYMBOLS: LazyLock<Symbols> =
    LazyLock::new(|| serde_json::from_str(include_str!("symbols.json")).unwrap_or_default());

impl Symbols {
    /// A thing's symbol.
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|one| one.id == id)
    }

    /// A line's style.
    pub fn line(&self, id: &str) -> Option<&Line> {
        self.lines.iter().find(|one| one.id == id)
    }
}

/// Elements of one sketch.
const MOST: usize = 400;
/// Corners of one line.
const MOST_POINTS: usize = 400;
/// Letters of one text.
const LONGEST: usize = 500;
/// Metres of one side.
const SIDES: std::ops::RangeInclusive<f64> = 2.0..=2_000.0;

impl Content {
    /// Why it is not kept; the sentence for a person.
    pub fn check(&self) -> Result<(), String> {
        if !SIDES.contains(&self.w) || !SIDES.contains(&self.h) {
            return Err(messages::BAD_PAGE.to_owned());
        }
        if self.elements.len() > MOST {
            return Err(messages::TOO_MANY.to_owned());
        }
        let near = |value: f64| value.is_finite() && value.abs() <= 10_000.0;
        for (at, one) in self.elements.iter().enumerate() {
            let is_line = SYMBOLS.line(&one.kind).is_some();
            let is_known = is_line || one.kind == "text" || SYMBOLS.kind(&one.kind).is_some();
            let is_placed = near(one.x)
                && near(one.y)
                && near(one.turn)
                && one.points.iter().flatten().all(|value| near(*value));
            let is_whole = !is_line || (2..=MOST_POINTS).contains(&one.points.len());
            let is_own = self.elements[..at].iter().all(|other| other.id != one.id);
            if !(is_known
                && is_placed
                && is_whole
                && is_own
                && !one.id.is_empty()
                && one.id.len() <= 40)
            {
                return Err(messages::BAD_CONTENT.to_owned());
            }
            if [&one.title, &one.note]
                .iter()
                .any(|text| text.chars().count() > LONGEST)
            {
                return Err(messages::too_long(LONGEST));
            }
        }
        let is_good = |one: &Background| {
            near(one.x)
                && near(one.y)
                && (1e-5..=10.0).contains(&one.scale)
                && (0.0..=1.0).contains(&one.strength)
        };
        match self.background.as_ref().is_none_or(is_good) && self.north.is_finite() {
            true => Ok(()),
            false => Err(messages::BAD_CONTENT.to_owned()),
        }
    }

    /// Vật chuẩn cố định.
    pub fn mark(&self) -> Option<[f64; 2]> {
        self.elements
            .iter()
            .find(|one| one.kind == "mark")
            .map(|one| [one.x, one.y])
    }

    /// Mép đường chuẩn.
    pub fn edge(&self) -> Option<&[[f64; 2]]> {
        self.elements
            .iter()
            .find(|one| one.kind == "edge")
            .map(|one| one.points.as_slice())
    }

    /// What is measured: the numbered things in the order of their numbers.
    pub fn measured(&self) -> Vec<Measured<'_>> {
        let mut all: Vec<Measured<'_>> = self
            .elements
            .iter()
            .filter(|one| one.n.is_some())
            .map(|one| {
                let places: Vec<[f64; 2]> = match one.points.is_empty() {
                    true => vec![[one.x, one.y]],
                    false => one.points.clone(),
                };
                let nearest = |to: &dyn Fn([f64; 2]) -> f64| {
                    places
                        .iter()
                        .map(|place| to(*place))
                        .fold(f64::INFINITY, f64::min)
                };
                Measured {
                    element: one,
                    to_mark: self.mark().map(|mark| nearest(&|place| far(place, mark))),
                    to_edge: self
                        .edge()
                        .map(|edge| nearest(&|place| to_line(place, edge))),
                    length: (one.points.len() > 1)
                        .then(|| one.points.windows(2).map(|two| far(two[0], two[1])).sum()),
                }
            })
            .collect();
        all.sort_by_key(|one| one.element.n);
        all
    }
}

/// Một vị trí đã đo.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured<'c> {
    /// What.
    pub element: &'c Element,
    /// Metres to the fixed mark; of a line from its nearest corner.
    pub to_mark: Option<f64>,
    /// Metres to the standard edge.
    pub to_edge: Option<f64>,
    /// How long it is, of a line.
    pub length: Option<f64>,
}

/// Metres between two places.
pub fn far(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Metres from a place to a line.
pub fn to_line(place: [f64; 2], line: &[[f64; 2]]) -> f64 {
    line.windows(2)
        .map(|two| far(place, foot(place, two[0], two[1])))
        .fold(f64::INFINITY, f64::min)
}

/// The nearest place of a stretch.
pub fn foot(place: [f64; 2], a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let square = dx * dx + dy * dy;
    let share = match square > 0.0 {
        true => (((place[0] - a[0]) * dx + (place[1] - a[1]) * dy) / square).clamp(0.0, 1.0),
        false => 0.0,
    };
    [a[0] + share * dx, a[1] + share * dy]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn element(id: &str, kind: &str, n: Option<u32>, x: f64, y: f64) -> Element {
        Element {
            id: id.to_owned(),
            kind: kind.to_owned(),
            n,
            x,
            y,
            turn: 0.0,
            points: Vec::new(),
            title: String::new(),
            note: String::new(),
            sources: Vec::new(),
        }
    }

    pub fn line(id: &str, kind: &str, n: Option<u32>, points: &[[f64; 2]]) -> Element {
        Element {
            points: points.to_vec(),
            ..element(id, kind, n, 0.0, 0.0)
        }
    }

    pub fn scene() -> Content {
        Content {
            elements: vec![
                element("m", "mark", None, 2.0, 2.0),
                line("e", "edge", None, &[[0.0, 10.0], [40.0, 10.0]]),
                element("b", "motorbike", Some(2), 8.0, 13.0),
                element("a", "victim", Some(1), 5.0, 6.0),
                line("s", "skid", Some(3), &[[10.0, 12.0], [16.0, 20.0]]),
            ],
            ..Content::default()
        }
    }

    #[test]
    fn distances_are_measured_from_the_mark_and_square_to_the_edge() {
        let scene = scene();
        let all = scene.measured();
        let numbers: Vec<Option<u32>> = all.iter().map(|one| one.element.n).collect();
        assert_eq!(numbers, [Some(1), Some(2), Some(3)]);
        assert_eq!(all[0].to_mark, Some(5.0), "3 across, 4 down");
        assert_eq!(all[0].to_edge, Some(4.0));
        assert_eq!(all[1].to_edge, Some(3.0));
        assert_eq!(all[2].length, Some(10.0));
        assert_eq!(
            all[2].to_edge,
            Some(2.0),
            "a trace is measured from where it comes nearest"
        );
        assert_eq!(
            foot([50.0, 3.0], [0.0, 10.0], [40.0, 10.0]),
            [40.0, 10.0],
            "beyond its end an edge is no longer an edge"
        );
    }

    #[test]
    fn what_is_broken_is_not_kept() {
        assert_eq!(scene().check(), Ok(()));
        let spoiled: [fn(&mut Content); 7] = [
            |one| one.w = 1.0,
            |one| one.h = f64::NAN,
            |one| one.elements[0].kind = "tank".to_owned(),
            |one| one.elements[0].x = f64::INFINITY,
            |one| one.elements[1].points.truncate(1),
            |one| one.elements[0].id = "e".to_owned(),
            |one| one.elements[0].title = "x".repeat(501),
        ];
        for (n, spoil) in spoiled.iter().enumerate() {
            let mut scene = scene();
            spoil(&mut scene);
            assert!(scene.check().is_err(), "{n}");
        }
    }

    #[test]
    fn the_symbols_are_whole_and_no_two_look_alike() {
        assert_eq!((SYMBOLS.kinds.len(), SYMBOLS.lines.len()), (11, 6));
        for (at, one) in SYMBOLS.kinds.iter().enumerate() {
            let strokes = |kind: &Kind| {
                kind.strokes
                    .iter()
                    .map(|one| one.d.clone() + &one.fill)
                    .collect::<String>()
            };
            assert!(
                SYMBOLS.kinds[at + 1..]
                    .iter()
                    .all(|other| strokes(other) != strokes(one) && other.id != one.id),
                "{}",
                one.id
            );
        }
    }
}
