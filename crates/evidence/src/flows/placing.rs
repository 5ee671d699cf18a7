//! Chỗ đứng trong sơ đồ: where things stand for a projector, with room for what is written on the arrows between them.

use super::layout::{Place, layered};
use crate::drawing::{Edge, Measured, Outline, Point, Rect, SCREEN, at, route};

/// Room between two things of one layer, and between two layers beside what their labels need.
const APART: f64 = 30.0;
const BETWEEN: f64 = 84.0;

/// Where everything stands, and what could not be kept apart.
pub(super) struct Arranged {
    pub centres: Vec<Point>,
    pub outlines: Vec<Outline>,
    /// The arrows with the rooms of their labels.
    pub edges: Vec<(Edge, Rect)>,
    cost: usize,
}

/// As close as it can stand with nothing on anything else.
pub(super) fn arranged(
    edges: &[Edge],
    things: &[Measured],
    arrows: &[(usize, usize, i64)],
) -> Arranged {
    let places = layered(things.len(), arrows);
    let bare = edges;
    let labels: Vec<(f64, f64)> = bare.iter().map(Edge::label_size).collect();
    let tried = |stretch: f64| {
        let centres = centres(things, &places, &labels, stretch);
        let outlines: Vec<Outline> = things
            .iter()
            .zip(&centres)
            .map(|(one, centre)| one.outline(*centre))
            .collect();
        let (mut taken, mut cost) = (Vec::new(), 0);
        let routed = bare.iter().zip(arrows).map(|(edge, (from, to, _))| {
            let mut edge = edge.clone();
            (edge.from, edge.to) = (outlines[*from], outlines[*to]);
            let has_return = arrows.iter().any(|(a, b, _)| (a, b) == (to, from));
            let bend = if has_return { 58.0 } else { 0.0 };
            cost += route(
                &mut edge,
                (bend, has_return),
                &outlines,
                (*from, *to),
                &mut taken,
            );
            let label = taken.last().copied().unwrap_or(outlines[*to].place);
            (edge, label)
        });
        let edges = routed.collect();
        Arranged {
            centres,
            outlines,
            edges,
            cost,
        }
    };
    let mut best = tried(1.0);
    for stretch in [1.15, 1.3, 1.5, 1.75, 2.0, 2.4, 2.9, 3.5] {
        if best.cost == 0 {
            break;
        }
        let next = tried(stretch);
        if next.cost < best.cost {
            best = next;
        }
    }
    best
}

/// A party comes with its first arrow.
pub(super) fn order_of_coming(many: usize, arrows: &[(usize, usize, i64)]) -> Vec<usize> {
    let first = |node: usize| {
        arrows
            .iter()
            .position(|(from, to, _)| *from == node || *to == node)
    };
    (0..many)
        .map(|node| first(node).map_or(0, |n| n + 1))
        .collect()
}

/// Where the things stand, so much further apart than needed: layers downwards or to the right, whichever is larger on the projector.
fn centres(
    things: &[Measured],
    places: &[Place],
    labels: &[(f64, f64)],
    stretch: f64,
) -> Vec<Point> {
    let down = layers(things, places, labels, (true, stretch));
    let right = layers(things, places, labels, (false, stretch));
    let scale = |all: &[Point]| {
        let boxes = things
            .iter()
            .zip(all)
            .map(|(one, centre)| one.outline(*centre).place);
        boxes
            .reduce(Rect::join)
            .map_or(1.0, |whole| (SCREEN.0 / whole.w).min(SCREEN.1 / whole.h))
    };
    if scale(&down) >= scale(&right) {
        down
    } else {
        right
    }
}

fn layers(
    things: &[Measured],
    places: &[Place],
    labels: &[(f64, f64)],
    (is_down, stretch): (bool, f64),
) -> Vec<Point> {
    let side = |(w, h): (f64, f64)| if is_down { (w, h) } else { (h, w) };
    let sizes: Vec<(f64, f64)> = things.iter().map(|one| side(one.size())).collect();
    let widest = labels
        .iter()
        .map(|label| side(*label).0)
        .fold(0.0, f64::max);
    let tallest = labels
        .iter()
        .map(|label| side(*label).1)
        .fold(0.0, f64::max);
    let layers = places.iter().map(|one| one.layer + 1).max().unwrap_or(0);
    let mut centres = vec![at(0.0, 0.0); things.len()];
    let mut top = 0.0;
    for layer in 0..layers {
        let mut mine: Vec<usize> = (0..things.len())
            .filter(|node| places[*node].layer == layer)
            .collect();
        mine.sort_by_key(|node| places[*node].order);
        let deep = mine.iter().map(|node| sizes[*node].1).fold(0.0, f64::max);
        // Labels of arrows to neighbours stand beside each other: things are no closer than a label is wide.
        let gap = |a: usize, b: usize| {
            APART.max((widest + 12.0) * stretch - (sizes[a].0 + sizes[b].0) / 2.0)
        };
        let whole: f64 = mine.iter().map(|node| sizes[*node].0).sum::<f64>()
            + mine.windows(2).map(|two| gap(two[0], two[1])).sum::<f64>();
        let mut along = -whole / 2.0;
        for (n, node) in mine.iter().enumerate() {
            if n > 0 {
                along += gap(mine[n - 1], *node);
            }
            let (x, y) = side((along + sizes[*node].0 / 2.0, top + deep / 2.0));
            centres[*node] = at(x, y);
            along += sizes[*node].0;
        }
        top += deep + (tallest + BETWEEN) * stretch;
    }
    centres
}
