//! Đường đi của nét nối: how lines and what is written on them keep out of each other's way.

use super::{
    canvas::{Point, Rect, at},
    edge::Edge,
    symbol::Outline,
};

/// Room between a label and its neighbours.
const APART: f64 = 4.0;

/// Leads a line around what stands in its way, and puts its label where nothing else stands; answers what it could not avoid.
/// Tried first is `bend`; a line that must keep to its side (another comes back) takes no bend to the other.
pub fn route(
    edge: &mut Edge,
    (bend, keeps_side): (f64, bool),
    outlines: &[Outline],
    (from, to): (usize, usize),
    taken: &mut Vec<Rect>,
) -> usize {
    let label = edge.label_size();
    let steps = [
        0.0, -70.0, 70.0, -130.0, 130.0, 200.0, -200.0, 290.0, -290.0, 390.0, -390.0,
    ];
    let others: Vec<Rect> = (0..outlines.len())
        .filter(|n| *n != from && *n != to)
        .map(|n| outlines[n].place.grown(8.0))
        .collect();
    let own = [
        outlines[from].place.grown(APART),
        outlines[to].place.grown(APART),
    ];
    let mut best = (usize::MAX, bend, 0.5);
    let bends = steps.map(|aside| bend + aside);
    let side = |one: &f64| !keeps_side || *one * bend > 0.0;
    for bend in bends.into_iter().filter(side) {
        let points = way(outlines[from], outlines[to], bend);
        let on_way = |place: &&Rect| {
            let mut points = points.iter();
            points.any(|one| place.meets(Rect::around(*one, 1.0, 1.0)))
        };
        let crossed = others.iter().filter(on_way).count();
        for share in [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82] {
            let middle = points[(share * (points.len() - 1) as f64).round() as usize];
            let place = Rect::around(middle, label.0, label.1);
            let hit = match label.1 > 0.0 {
                true => others
                    .iter()
                    .chain(&own)
                    .chain(taken.iter())
                    .filter(|one| one.meets(place))
                    .count(),
                false => 0,
            };
            // A line behind a thing is worse looked at than longer; a label on something cannot be read.
            let cost = crossed * 10 + hit * 30;
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
    if label.1 > 0.0 {
        taken.push(Rect::around(middle, label.0, label.1).grown(APART));
    }
    best.0
}

/// Places along the curve that a line with this bend takes.
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
