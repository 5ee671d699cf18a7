//! Chỗ cho số, tên và khoảng cách: beside their things, where nothing else is written; the same sketch always gives the same places.

use std::collections::HashMap;

use super::content::{Content, Element, SYMBOLS, far};
use crate::drawing::{NOTE, Point, Rect, at, rect};

/// Half of a number's circle.
pub(super) const ROUND: f64 = 18.0;
/// A symbol that is no larger than this is drawn so large.
const SIGN: f64 = 38.0;
/// Widest name.
const NAME: f64 = 300.0;

/// Where the words of a sketch stand.
pub(super) struct Places {
    numbers: HashMap<String, Point>,
    names: HashMap<String, Rect>,
    /// What nothing else may be written on.
    pub taken: Vec<Rect>,
}

impl Places {
    /// Of a sketch drawn at this scale; `kept` is free of words from the beginning (scale bar, north).
    pub fn of(content: &Content, scale: f64, kept: &[Rect]) -> Places {
        let page = rect(0.0, 0.0, content.w * scale, content.h * scale);
        let cores: Vec<(&str, Rect)> = content
            .elements
            .iter()
            .filter_map(|one| Some((one.id.as_str(), core(one, scale)?)))
            .collect();
        let mut places = Places {
            numbers: HashMap::new(),
            names: HashMap::new(),
            taken: kept.to_vec(),
        };
        places.taken.extend(cores.iter().map(|(_, room)| *room));
        for one in content.elements.iter().filter(|one| one.n.is_some()) {
            let (anchor, out) = beside(one, scale);
            let room = |to: Point| Rect::around(to, 2.0 * ROUND + 4.0, 2.0 * ROUND + 4.0);
            let all = rings(anchor, out);
            let free = |to: &&Point| page.holds(room(**to)) && places.is_free(room(**to));
            let to = all.iter().find(free).or(all.first()).copied();
            let to = to.unwrap_or(anchor);
            places.taken.push(room(to));
            places.numbers.insert(one.id.clone(), to);
        }
        let named = |one: &&Element| one.n.is_none() && one.kind != "text" && !one.title.is_empty();
        for one in content.elements.iter().filter(named) {
            let (anchor, out) = beside(one, scale);
            let lines = NOTE.wrap_to(&one.title, NAME, 2);
            let (w, h) = (NOTE.widest(&lines) + 6.0, lines.len() as f64 * NOTE.line());
            let right = rect(anchor.x + out, anchor.y - h / 2.0, w, h);
            let left = rect(anchor.x - out - w, anchor.y - h / 2.0, w, h);
            let below = rect(anchor.x - w / 2.0, anchor.y + out, w, h);
            let above = rect(anchor.x - w / 2.0, anchor.y - out - h, w, h);
            // A line would run through what is written beside its middle.
            let sides = match one.points.is_empty() {
                true => [right, left, below, above],
                false => [above, below, right, left],
            };
            let free = |room: &&Rect| page.holds(**room) && places.is_free(**room);
            let inside = |room: &&Rect| page.holds(**room);
            let found = sides.iter().find(free).or(sides.iter().find(inside));
            let room = *found.unwrap_or(&sides[0]);
            places.taken.push(room);
            places.names.insert(one.id.clone(), room);
        }
        places
    }

    fn is_free(&self, room: Rect) -> bool {
        self.taken.iter().all(|other| !other.meets(room))
    }

    /// Where the number of a thing stands.
    pub fn number(&self, one: &Element) -> Option<Point> {
        self.numbers.get(&one.id).copied()
    }

    /// The room of the name of a thing that has no number, with its lines.
    pub fn name(&self, one: &Element) -> Option<(Rect, Vec<String>)> {
        let room = self.names.get(&one.id)?;
        Some((*room, NOTE.wrap_to(&one.title, NAME, 2)))
    }

    /// A place on a line or beside it, as near its middle as can be, for words of this size; none where everything is taken.
    pub fn on_line(&mut self, from: Point, to: Point, (w, h): (f64, f64)) -> Option<Rect> {
        let far = from.far(to).max(1.0);
        let (dx, dy) = ((to.x - from.x) / far, (to.y - from.y) / far);
        let shares = (0..=20).flat_map(|n| {
            let away = 0.02 * f64::from(n);
            [0.5 + away, 0.5 - away]
        });
        // Across a line the words need half their height, along it half their width.
        let aside = (w / 2.0 * dy.abs() + h / 2.0 * dx.abs()) + 4.0;
        let all = shares.flat_map(|share| {
            let on = at(
                from.x + (to.x - from.x) * share,
                from.y + (to.y - from.y) * share,
            );
            [0.0, aside, -aside].map(|by| Rect::around(on.plus(-dy * by, dx * by), w, h))
        });
        let mut on_it: Vec<Rect> = all.collect();
        // On the line itself before beside it.
        on_it.sort_by_key(|room| {
            let middle = room.centre();
            let off = (middle.x - from.x) * dy - (middle.y - from.y) * dx;
            off.abs() > 1.0
        });
        let room = on_it.into_iter().find(|room| self.is_free(*room))?;
        self.taken.push(room);
        Some(room)
    }
}

/// Places around a thing, the nearest first.
fn rings(anchor: Point, out: f64) -> Vec<Point> {
    let turns = [-45.0, 45.0, -135.0, 135.0, 0.0, 180.0, -90.0, 90.0];
    let rings = [0.0_f64, 22.0, 46.0, 74.0, 106.0, 142.0];
    let all = rings.into_iter().flat_map(|more| {
        turns.map(|turn: f64| {
            let (sin, cos) = turn.to_radians().sin_cos();
            anchor.plus((out * 1.3 + more) * cos, (out * 1.3 + more) * sin)
        })
    });
    all.collect()
}

/// How long a symbol is drawn.
pub(super) fn size(kind: &super::content::Kind, scale: f64) -> f64 {
    if kind.fixed {
        SIGN
    } else {
        (kind.w * scale).max(kind.least)
    }
}

/// What a symbol covers.
fn core(one: &Element, scale: f64) -> Option<Rect> {
    let across = size(SYMBOLS.kind(&one.kind)?, scale) * 0.7;
    let centre = at(one.x * scale, one.y * scale);
    Some(Rect::around(centre, across, across * 0.6))
}

/// The place of a thing, and how far from it words stand.
pub(super) fn beside(one: &Element, scale: f64) -> (Point, f64) {
    let (anchor, out) = match SYMBOLS.kind(&one.kind) {
        Some(kind) => ([one.x, one.y], size(kind, scale) * 0.4 + 12.0),
        None => (middle(&one.points), 14.0),
    };
    (at(anchor[0] * scale, anchor[1] * scale), out)
}

/// Half of the way along a line.
fn middle(points: &[[f64; 2]]) -> [f64; 2] {
    let whole: f64 = points.windows(2).map(|two| far(two[0], two[1])).sum();
    let mut left = whole / 2.0;
    for two in points.windows(2) {
        let length = far(two[0], two[1]);
        if left <= length && length > 0.0 {
            let share = left / length;
            let on = |n: usize| two[0][n] + (two[1][n] - two[0][n]) * share;
            return [on(0), on(1)];
        }
        left -= length;
    }
    points.first().copied().unwrap_or_default()
}
