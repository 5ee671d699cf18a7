//! Sơ đồ mối quan hệ: things stand as far apart as their relations are long; what a person placed stays where it was put.

use std::collections::{BTreeMap, HashMap, VecDeque};

use uuid::Uuid;

use super::model::{Model, Part};
use crate::drawing::{
    Arrow, Edge, Measured, Node, Outline, Point, Rect, SCREEN, Sheet, Symbol, at, route,
};

/// How far two related things stand from each other at least.
const FAR: f64 = 260.0;
/// The sheet is wider than high.
const WIDE: f64 = 1.28;
/// Room between things.
const BETWEEN: f64 = 26.0;
/// Widths that are tried for what does not hang together; the one that fills a projector best is taken.
const ROWS: [f64; 5] = [720.0, 960.0, 1_400.0, 1_900.0, 2_600.0];
/// How close things stand by their names alone, where a person placed them.
const CLOSER: f64 = 0.6;
/// So much further apart things are put, until nothing is written on anything else.
const STRETCHES: [f64; 7] = [1.12, 1.25, 1.4, 1.6, 1.8, 2.1, 2.5];

/// A thing as it is drawn.
pub(super) fn figure(part: &Part, symbol: Symbol) -> Measured {
    Node::new(symbol, part.row.name.clone())
        .id(part.row.id.to_string())
        .note(part.row.note.clone())
        .bl(part.bl())
        .certainty(part.certainty())
        .marks(part.marks.iter().copied())
        .most(4)
        .measured()
}

/// A thing by its name alone.
fn named(part: &Part, symbol: Symbol) -> Measured {
    Node::new(symbol, part.row.name.clone())
        .id(part.row.id.to_string())
        .certainty(part.certainty())
        .room(210.0)
        .measured()
}

/// A relation as it is drawn.
pub(super) fn line(part: &Part, from: Outline, to: Outline) -> Edge {
    let is_directed = super::kinds::link_kind(&part.row.kind).is_some_and(|kind| kind.is_directed);
    let mut edge = Edge::new(from, to, part.label());
    edge.id = part.row.id.to_string();
    edge.bl = part.bl();
    edge.certainty = part.certainty();
    edge.arrow = if is_directed { Arrow::To } else { Arrow::None };
    edge.marks.clone_from(&part.marks);
    edge
}

/// How far aside each of several lines between the same two things goes.
pub(super) fn bends(model: &Model) -> HashMap<Uuid, f64> {
    let mut pairs: BTreeMap<(Uuid, Uuid), Vec<(Uuid, bool)>> = BTreeMap::new();
    for (part, from, to) in model.links() {
        let pair = (from.min(to), from.max(to));
        pairs
            .entry(pair)
            .or_default()
            .push((part.row.id, from < to));
    }
    let mut bends = HashMap::new();
    for lines in pairs.into_values() {
        let middle = (lines.len() as f64 - 1.0) / 2.0;
        for (n, (id, forward)) in lines.into_iter().enumerate() {
            let aside = (n as f64 - middle) * 84.0;
            bends.insert(id, if forward { aside } else { -aside });
        }
    }
    bends
}

/// Draws it; and by its names alone, for when it is too large to be read at once.
pub(super) fn draw(sheet: &mut Sheet, model: &Model) {
    arranged(sheet, model, Detail::All, 1.0);
    for closer in [1.0, 0.8, 0.6] {
        let mut brief = Sheet::new("");
        arranged(&mut brief, model, Detail::Names, closer);
        if brief.names_are_legible() {
            sheet.overview(brief);
            break;
        }
    }
}

/// How much is written.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Detail {
    All,
    Names,
}

/// Puts the things as close as they can stand with nothing on anything else, and draws them with their relations.
fn arranged(sheet: &mut Sheet, model: &Model, detail: Detail, least: f64) {
    let figures: Vec<(&Part, Measured)> = model
        .things()
        .map(|(part, symbol)| match detail {
            Detail::All => (part, figure(part, symbol)),
            Detail::Names => (part, named(part, symbol)),
        })
        .collect();
    let links: Vec<(Uuid, Uuid)> = model.links().map(|(_, from, to)| (from, to)).collect();
    let far = far(model, &figures, detail);
    let tried = |stretch: f64| {
        let places = places(&figures, &links, (far, stretch, detail));
        let outlines: HashMap<Uuid, Outline> = figures
            .iter()
            .map(|(part, figure)| {
                let centre = places.get(&part.row.id).copied().unwrap_or_default();
                (part.row.id, figure.outline(centre))
            })
            .collect();
        let routed = routed(model, &outlines, detail);
        (outlines, routed)
    };
    let mut best = tried(least);
    for stretch in STRETCHES {
        if best.1.cost == 0 {
            break;
        }
        let next = tried(stretch * least);
        if next.1.cost < best.1.cost {
            best = next;
        }
    }
    let (outlines, routed) = best;
    for (part, figure) in &figures {
        if let Some(outline) = outlines.get(&part.row.id) {
            sheet.step(part.step());
            sheet.node(outline.place.centre(), figure);
        }
    }
    routed.draw(sheet);
}

/// The relations between what was placed, each with its step; and what could not be kept apart.
pub(super) struct Routed {
    edges: Vec<(usize, Edge)>,
    cost: usize,
}

impl Routed {
    /// Draws them; each appears no earlier than both its ends.
    pub fn draw(&self, sheet: &mut Sheet) {
        for (step, edge) in &self.edges {
            sheet.step(*step);
            sheet.edge(edge);
        }
        sheet.step(0);
    }
}

/// Leads the relations around what was placed.
pub(super) fn routed(model: &Model, outlines: &HashMap<Uuid, Outline>, detail: Detail) -> Routed {
    let bends = bends(model);
    let step = |id: Uuid| model.part(id).map_or(0, Part::step);
    // In the order of the parts, so that the same diagram is the same picture.
    let placed: Vec<(Uuid, Outline)> = model
        .things()
        .filter_map(|(part, _)| Some((part.row.id, *outlines.get(&part.row.id)?)))
        .collect();
    let index = |id: Uuid| placed.iter().position(|(one, _)| *one == id);
    let all: Vec<Outline> = placed.iter().map(|(_, outline)| *outline).collect();
    let mut routed = Routed {
        edges: Vec::new(),
        cost: 0,
    };
    let mut taken = Vec::new();
    for (part, from, to) in model.links() {
        let (Some(start), Some(end)) = (index(from), index(to)) else {
            continue;
        };
        let mut edge = line(part, all[start], all[end]);
        if detail == Detail::Names {
            edge = edge.bare();
        }
        let bend = bends.get(&part.row.id).copied().unwrap_or(0.0);
        routed.cost += route(
            &mut edge,
            (bend, bend != 0.0),
            &all,
            (start, end),
            &mut taken,
        );
        let step = part.step().max(step(from)).max(step(to));
        routed.edges.push((step, edge));
    }
    routed
}

/// Far enough that what is written on a line stands between the things it joins.
fn far(model: &Model, figures: &[(&Part, Measured)], detail: Detail) -> f64 {
    let many = figures.len().max(1) as f64;
    let wide = figures
        .iter()
        .map(|(_, figure)| figure.size().0)
        .sum::<f64>()
        / many;
    if detail == Detail::Names {
        return (wide + 50.0) / WIDE;
    }
    let nowhere = Outline::of(Rect::around(at(0.0, 0.0), 0.0, 0.0));
    let labels = model
        .links()
        .map(|(part, ..)| line(part, nowhere, nowhere).label_size().0);
    let label = labels.fold(0.0, f64::max);
    FAR.max((wide + label + 44.0) / WIDE)
}

/// Where everything stands: by hand where a person put it, else by its relations.
fn places(
    figures: &[(&Part, Measured)],
    links: &[(Uuid, Uuid)],
    (far, stretch, detail): (f64, f64, Detail),
) -> HashMap<Uuid, Point> {
    let ids: Vec<Uuid> = figures.iter().map(|(part, _)| part.row.id).collect();
    let sizes: Vec<(f64, f64)> = figures.iter().map(|(_, figure)| figure.size()).collect();
    let index: HashMap<Uuid, usize> = ids.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    let edges: Vec<(usize, usize)> = links
        .iter()
        .filter_map(|(from, to)| Some((*index.get(from)?, *index.get(to)?)))
        .collect();
    let mut all = automatic(&sizes, &edges, (far, stretch));
    let fixed: Vec<bool> = figures
        .iter()
        .map(|(part, _)| part.put().is_some() && detail == Detail::All)
        .collect();
    for (n, (part, _)) in figures.iter().enumerate() {
        if let Some((x, y)) = part.put() {
            // By names alone things stand closer, in the same order.
            let share = if detail == Detail::Names { CLOSER } else { 1.0 };
            all[n] = at(x * share, y * share);
        }
    }
    apart(&mut all, &sizes, &fixed);
    ids.into_iter().zip(all).collect()
}

/// Places for things of these sizes; the same things always get the same places.
fn automatic(
    sizes: &[(f64, f64)],
    edges: &[(usize, usize)],
    (far, stretch): (f64, f64),
) -> Vec<Point> {
    let far = far * stretch;
    let mut parts: Vec<(Vec<usize>, Vec<Point>, Rect)> = Vec::new();
    for group in groups(sizes.len(), edges) {
        let mut local = spread(&group, edges, far);
        let own: Vec<(f64, f64)> = group.iter().map(|n| sizes[*n]).collect();
        let high = own.iter().map(|(_, h)| h).sum::<f64>() / own.len().max(1) as f64;
        // Lines that go up or down need less room for their words.
        let flat = ((high * stretch + 130.0) / far).clamp(0.6, 1.0);
        for place in &mut local {
            place.y *= flat;
        }
        apart(&mut local, &own, &vec![false; group.len()]);
        let rooms = local.iter().zip(&own);
        let rooms = rooms.map(|(place, (w, h))| Rect::around(*place, *w, *h));
        if let Some(room) = rooms.reduce(Rect::join) {
            parts.push((group, local, room));
        }
    }
    let rooms: Vec<Rect> = parts.iter().map(|(.., room)| *room).collect();
    let fill = |row: &f64| packed(&rooms, *row).1;
    let best = ROWS
        .into_iter()
        .max_by(|one, other| fill(one).total_cmp(&fill(other)));
    let (corners, _) = packed(&rooms, best.unwrap_or(ROWS[1]));
    let mut places = vec![at(0.0, 0.0); sizes.len()];
    for ((group, local, room), corner) in parts.into_iter().zip(corners) {
        for (n, place) in group.iter().zip(local) {
            places[*n] = place.plus(corner.x - room.x, corner.y - room.y);
        }
    }
    places
}

/// Rooms side by side in rows no longer than this: their corners, and how large they show on a projector.
fn packed(rooms: &[Rect], row: f64) -> (Vec<Point>, f64) {
    let (mut left, mut top, mut high, mut wide) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    let mut corners = Vec::new();
    for room in rooms {
        if left > 0.0 && left + room.w > row {
            (left, top, high) = (0.0, top + high + 50.0, 0.0);
        }
        corners.push(at(left, top));
        left += room.w + 50.0;
        (high, wide) = (high.max(room.h), wide.max(left));
    }
    let size = (SCREEN.0 / wide.max(1.0)).min(SCREEN.1 / (top + high).max(1.0));
    (corners, size)
}

/// What hangs together, the largest first.
fn groups(many: usize, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..many).collect();
    for _ in 0..many {
        for (a, b) in edges {
            let least = of[*a].min(of[*b]);
            (of[*a], of[*b]) = (least, least);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (n, group) in of.into_iter().enumerate() {
        groups.entry(group).or_default().push(n);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

/// Stress majorisation from a circle: the way between two things on the sheet is as long as the way along relations.
fn spread(group: &[usize], edges: &[(usize, usize)], far: f64) -> Vec<Point> {
    let many = group.len();
    let ways = ways(group, edges);
    // The thing with most relations begins in the middle.
    let degree = |n: usize| ways[n].iter().filter(|way| **way == 1).count();
    let hub = (0..many)
        .max_by_key(|n| (degree(*n), many - n))
        .unwrap_or(0);
    let mut places: Vec<Point> = (0..many)
        .map(|n| {
            let turn = std::f64::consts::TAU * n as f64 / many as f64 + 0.4;
            match n == hub && many > 2 {
                true => at(0.0, 0.0),
                false => at(far * turn.cos(), far * turn.sin()),
            }
        })
        .collect();
    for _ in 0..250 {
        for n in 0..many {
            let (mut x, mut y, mut weight) = (0.0, 0.0, 0.0);
            for other in (0..many).filter(|other| *other != n) {
                let wanted = ways[n][other] as f64 * far;
                let w = 1.0 / (wanted * wanted);
                let now = places[n].far(places[other]).max(0.001);
                x += w * (places[other].x + wanted * (places[n].x - places[other].x) / now);
                y += w * (places[other].y + wanted * (places[n].y - places[other].y) / now);
                weight += w;
            }
            if weight > 0.0 {
                places[n] = at(x / weight, y / weight);
            }
        }
    }
    let wide = lying(&places);
    wide.into_iter()
        .map(|place| at(place.x * WIDE, place.y))
        .collect()
}

/// Turned so that the longest way lies across the sheet.
fn lying(places: &[Point]) -> Vec<Point> {
    let many = places.len() as f64;
    let middle = places.iter().fold(at(0.0, 0.0), |sum, one| {
        sum.plus(one.x / many, one.y / many)
    });
    let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
    for one in places {
        let (x, y) = (one.x - middle.x, one.y - middle.y);
        (xx, yy, xy) = (xx + x * x, yy + y * y, xy + x * y);
    }
    let turn = -0.5 * (2.0 * xy).atan2(xx - yy);
    let (sin, cos) = turn.sin_cos();
    places
        .iter()
        .map(|one| {
            let (x, y) = (one.x - middle.x, one.y - middle.y);
            at(x * cos - y * sin, x * sin + y * cos)
        })
        .collect()
}

/// How many relations lie between each two things.
fn ways(group: &[usize], edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let local: HashMap<usize, usize> = group.iter().enumerate().map(|(n, id)| (*id, n)).collect();
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); group.len()];
    for (a, b) in edges {
        if let (Some(a), Some(b)) = (local.get(a), local.get(b)) {
            near[*a].push(*b);
            near[*b].push(*a);
        }
    }
    let from = |start: usize| {
        let mut far = vec![usize::MAX; group.len()];
        far[start] = 0;
        let mut next = VecDeque::from([start]);
        while let Some(n) = next.pop_front() {
            for other in &near[n] {
                if far[*other] == usize::MAX {
                    far[*other] = far[n] + 1;
                    next.push_back(*other);
                }
            }
        }
        far.into_iter().map(|way| way.min(group.len())).collect()
    };
    (0..group.len()).map(from).collect()
}

/// Pushes things apart until none covers another; what is fixed does not move.
fn apart(places: &mut [Point], sizes: &[(f64, f64)], fixed: &[bool]) {
    for _ in 0..200 {
        let mut is_still = true;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                if fixed[one] && fixed[other] {
                    continue;
                }
                let over_x = f64::midpoint(sizes[one].0, sizes[other].0) + BETWEEN
                    - (places[one].x - places[other].x).abs();
                let over_y = f64::midpoint(sizes[one].1, sizes[other].1) + BETWEEN
                    - (places[one].y - places[other].y).abs();
                if over_x <= 0.0 || over_y <= 0.0 {
                    continue;
                }
                is_still = false;
                let share = if fixed[one] || fixed[other] { 1.0 } else { 0.5 };
                let sign = |a: f64, b: f64| if a < b { -1.0 } else { 1.0 };
                let (dx, dy) = match over_x < over_y {
                    true => (over_x * sign(places[one].x, places[other].x), 0.0),
                    false => (0.0, over_y * sign(places[one].y, places[other].y)),
                };
                if !fixed[one] {
                    places[one] = places[one].plus(dx * share, dy * share);
                }
                if !fixed[other] {
                    places[other] = places[other].plus(-dx * share, -dy * share);
                }
            }
        }
        if is_still {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rooms(places: &[Point], sizes: &[(f64, f64)]) -> Vec<Rect> {
        places
            .iter()
            .zip(sizes)
            .map(|(place, (w, h))| Rect::around(*place, *w, *h))
            .collect()
    }

    #[test]
    fn no_thing_covers_another_and_the_same_things_get_the_same_places() {
        let sizes: Vec<(f64, f64)> = (0..14)
            .map(|n| (150.0 + 10.0 * f64::from(n % 4), 80.0))
            .collect();
        let edges = [
            (0, 1),
            (0, 2),
            (0, 3),
            (3, 4),
            (4, 5),
            (2, 5),
            (6, 7),
            (0, 8),
        ];
        let places = automatic(&sizes, &edges, (FAR, 1.0));
        assert_eq!(places, automatic(&sizes, &edges, (FAR, 1.0)));
        let rooms = rooms(&places, &sizes);
        for (n, one) in rooms.iter().enumerate() {
            for other in &rooms[n + 1..] {
                assert!(!one.meets(*other), "{one:?} {other:?}");
            }
        }
        assert!(automatic(&[], &[], (FAR, 1.0)).is_empty());
    }

    #[test]
    fn what_is_fixed_stays_and_what_lies_on_it_moves() {
        let mut places = vec![at(0.0, 0.0), at(5.0, 0.0)];
        apart(&mut places, &[(100.0, 50.0), (100.0, 50.0)], &[true, false]);
        assert_eq!(places[0], at(0.0, 0.0));
        assert!(
            places[1].y.abs() >= 50.0 || places[1].x.abs() >= 100.0,
            "{places:?}"
        );
    }
}
