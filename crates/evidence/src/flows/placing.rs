//! Chỗ đứng trong sơ đồ: where things stand for a projector, and how arrows and their labels keep out of each other's way.

use super::layout::Place;
use crate::drawing::{BADGE, Edge, Measured, Outline, Point, Rect, at};

/// Room between two things of one layer, and between two layers beside what their labels need.
const APART: f64 = 34.0;
const BETWEEN: f64 = 96.0;
/// The projector that a picture should fill: 1024 by 768 less title and legend.
const SCREEN: (f64, f64) = (1_000.0, 560.0);

/// Where the things stand: layers downwards or to the right, whichever is larger on the projector.
pub(super) fn centres(things: &[Measured], places: &[Place], labels: &[(f64, f64)]) -> Vec<Point> {
    let down = arranged(things, places, labels, true);
    let right = arranged(things, places, labels, false);
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

fn arranged(
    things: &[Measured],
    places: &[Place],
    labels: &[(f64, f64)],
    is_down: bool,
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
        let gap =
            |a: usize, b: usize| (APART).max((widest + 12.0) - (sizes[a].0 + sizes[b].0) / 2.0);
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
        top += deep + tallest + BETWEEN;
    }
    centres
}

/// Leads an arrow around what stands in its way, and puts its label where nothing else stands.
pub(super) fn route(
    edge: &mut Edge,
    label: (f64, f64),
    outlines: &[Outline],
    (from, to): (usize, usize),
    has_return: bool,
    taken: &mut Vec<Rect>,
) {
    let first = if has_return { 58.0 } else { 0.0 };
    let bends = [
        first, -70.0, 70.0, -130.0, 130.0, 200.0, -200.0, 290.0, -290.0, 390.0, -390.0,
    ];
    let others: Vec<Rect> = (0..outlines.len())
        .filter(|n| *n != from && *n != to)
        .map(|n| outlines[n].place.grown(12.0))
        .collect();
    let own = [
        outlines[from].place.grown(4.0),
        outlines[to].place.grown(4.0),
    ];
    let mut best = (usize::MAX, first, 0.5);
    for bend in bends.into_iter().filter(|bend| !has_return || *bend > 0.0) {
        let points = way(outlines[from], outlines[to], bend);
        let crossed = others
            .iter()
            .filter(|place| {
                points
                    .iter()
                    .any(|one| place.meets(Rect::around(*one, 1.0, 1.0)))
            })
            .count();
        for share in [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74] {
            let middle = points[(share * (points.len() - 1) as f64).round() as usize];
            let place = Rect::around(middle, label.0, label.1);
            let below = Rect {
                h: label.1
                    + if edge.marks.is_empty() {
                        0.0
                    } else {
                        BADGE.line() + 8.0
                    },
                ..place
            };
            let hit = others
                .iter()
                .chain(&own)
                .chain(taken.iter())
                .filter(|one| one.meets(below))
                .count();
            let cost = crossed * 10 + hit * 3;
            if cost < best.0 {
                best = (cost, bend, share);
            }
        }
        if best.0 == 0 {
            break;
        }
    }
    (edge.bend, edge.label_at) = (best.1, best.2);
    let points = way(outlines[from], outlines[to], best.1);
    let middle = points[(best.2 * (points.len() - 1) as f64).round() as usize];
    taken.push(Rect::around(middle, label.0 + 4.0, label.1 + 4.0));
}

/// Places along the curve that an arrow with this bend takes.
fn way(from: Outline, to: Outline, bend: f64) -> Vec<Point> {
    let (a, b) = (from.place.centre(), to.place.centre());
    let far = a.far(b).max(1.0);
    let handle = a.middle(b).plus(
        2.0 * (b.y - a.y) / far * bend,
        -2.0 * (b.x - a.x) / far * bend,
    );
    let (start, end) = (from.rim(handle), to.rim(handle));
    (0..=50)
        .map(|n| {
            let t = f64::from(n) / 50.0;
            let on = |a: f64, h: f64, b: f64| {
                (1.0 - t).powi(2) * a + 2.0 * t * (1.0 - t) * h + t * t * b
            };
            at(on(start.x, handle.x, end.x), on(start.y, handle.y, end.y))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::graph::{Chosen, graph, tests::transfer};
    use super::super::layout::layered;
    use super::super::picture::{edge, tests::table, thing};
    use super::*;

    #[test]
    fn no_label_lies_on_another_or_on_a_thing() {
        let mut all = Vec::new();
        for n in 2..=9 {
            all.push(transfer(n, 1, n, 1, 10_000_000));
            all.push(transfer(n + 20, n, 10, 2, 9_000_000));
        }
        all.push(transfer(50, 10, 1, 3, 500_000));
        let table = table(all);
        let told = graph(
            &table.parties,
            &table.transfers,
            &Chosen {
                top: 12,
                ..Chosen::default()
            },
        );
        let things: Vec<Measured> = told
            .nodes
            .iter()
            .map(|node| thing(&table, node).measured())
            .collect();
        let index = |id: Uuid| told.nodes.iter().position(|node| node.party == id).unwrap();
        let arrows: Vec<(usize, usize, i64)> = told
            .flows
            .iter()
            .map(|one| (index(one.from), index(one.to), one.sum))
            .collect();
        let places = layered(things.len(), &arrows);
        let labels: Vec<(f64, f64)> = told
            .flows
            .iter()
            .map(|flow| edge(&table, flow, &told).label_size())
            .collect();
        let centres = centres(&things, &places, &labels);
        let outlines: Vec<Outline> = things
            .iter()
            .zip(&centres)
            .map(|(one, centre)| one.outline(*centre))
            .collect();
        for (n, one) in outlines.iter().enumerate() {
            assert!(
                outlines[n + 1..]
                    .iter()
                    .all(|other| !other.place.meets(one.place)),
                "{n}"
            );
        }
        let mut taken = Vec::new();
        for (n, flow) in told.flows.iter().enumerate() {
            let mut edge = edge(&table, flow, &told);
            let (from, to, _) = arrows[n];
            route(
                &mut edge,
                labels[n],
                &outlines,
                (from, to),
                false,
                &mut taken,
            );
        }
        let hits = taken
            .iter()
            .enumerate()
            .filter(|(n, one)| taken[n + 1..].iter().any(|other| other.meets(**one)))
            .count();
        assert!(hits <= 1, "{hits} labels lie on others");
    }
}
