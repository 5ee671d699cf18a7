//! Xếp sơ đồ: layers from who gives to who receives, fewest crossings, the same picture for the same table. Nothing random.

/// Where a node stands: its column and its place in the column, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Column, from the left.
    pub layer: usize,
    /// From the top.
    pub order: usize,
}

/// Places `many` nodes; arrows are (from, to, weight). The heavier arrow of a circle keeps its direction.
pub fn layered(many: usize, arrows: &[(usize, usize, i64)]) -> Vec<Place> {
    let forward = without_circles(many, arrows);
    let layers = squeezed(layers(many, &forward), arrows);
    ordered(&layers, arrows)
}

/// The arrows that do not turn back, the heaviest first.
fn without_circles(many: usize, arrows: &[(usize, usize, i64)]) -> Vec<(usize, usize)> {
    let mut by_weight: Vec<&(usize, usize, i64)> = arrows.iter().collect();
    by_weight.sort_by_key(|(from, to, weight)| (std::cmp::Reverse(*weight), *from, *to));
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); many];
    let mut kept = Vec::new();
    for (from, to, _) in by_weight {
        if !reaches(&next, *to, *from) {
            next[*from].push(*to);
            kept.push((*from, *to));
        }
    }
    kept
}

fn reaches(next: &[Vec<usize>], from: usize, to: usize) -> bool {
    let (mut seen, mut open) = (vec![false; next.len()], vec![from]);
    while let Some(at) = open.pop() {
        if at == to {
            return true;
        }
        if !std::mem::replace(&mut seen[at], true) {
            open.extend(&next[at]);
        }
    }
    false
}

/// The longest way from a source; a source stands right before the first it gives to.
fn layers(many: usize, forward: &[(usize, usize)]) -> Vec<usize> {
    let mut layer = vec![0_usize; many];
    for _ in 0..many {
        let mut is_still = true;
        for (from, to) in forward {
            if layer[*to] <= layer[*from] {
                layer[*to] = layer[*from] + 1;
                is_still = false;
            }
        }
        if is_still {
            break;
        }
    }
    for node in 0..many {
        let has_giver = forward.iter().any(|(_, to)| *to == node);
        let nearest = forward
            .iter()
            .filter(|(from, _)| *from == node)
            .map(|(_, to)| layer[*to])
            .min();
        if let (false, Some(nearest)) = (has_giver, nearest) {
            layer[node] = nearest.saturating_sub(1);
        }
    }
    layer
}

/// Columns beyond this many cannot be read on a screen: they fold into the last.
const MOST_LAYERS: usize = 5;

fn squeezed(mut layers: Vec<usize>, arrows: &[(usize, usize, i64)]) -> Vec<usize> {
    let touched = |node: usize| {
        arrows
            .iter()
            .any(|(from, to, _)| *from == node || *to == node)
    };
    let mut used: Vec<usize> = layers.clone();
    used.sort_unstable();
    used.dedup();
    for (node, layer) in layers.iter_mut().enumerate() {
        let rank = used.iter().position(|one| one == layer).unwrap_or(0);
        *layer = if touched(node) {
            rank.min(MOST_LAYERS - 1)
        } else {
            0
        };
    }
    layers
}

/// Nodes of a column near the middle of those they deal with, swept both ways.
fn ordered(layers: &[usize], arrows: &[(usize, usize, i64)]) -> Vec<Place> {
    let columns = layers.iter().max().map_or(0, |last| last + 1);
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); columns];
    for (node, layer) in layers.iter().enumerate() {
        inside[*layer].push(node);
    }
    for sweep in 0..8 {
        let way: Vec<usize> = match sweep % 2 {
            0 => (0..columns).collect(),
            _ => (0..columns).rev().collect(),
        };
        for column in way {
            let height = heights(&inside, layers.len());
            let middle = |node: usize| {
                let near = arrows.iter().filter_map(|(from, to, weight)| {
                    match (*from == node, *to == node) {
                        (true, _) if layers[*to] != column => Some((height[*to], *weight)),
                        (_, true) if layers[*from] != column => Some((height[*from], *weight)),
                        _ => None,
                    }
                });
                let (sum, weights) = near.fold((0.0, 0.0), |(sum, all), (at, weight)| {
                    let weight = (weight.max(1) as f64).ln() + 1.0;
                    (sum + at * weight, all + weight)
                });
                if weights > 0.0 {
                    sum / weights
                } else {
                    height[node]
                }
            };
            let mut keyed: Vec<(f64, usize)> = inside[column]
                .iter()
                .map(|node| (middle(*node), *node))
                .collect();
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            inside[column] = keyed.into_iter().map(|(_, node)| node).collect();
        }
    }
    let mut places = vec![Place { layer: 0, order: 0 }; layers.len()];
    for (layer, nodes) in inside.iter().enumerate() {
        for (order, node) in nodes.iter().enumerate() {
            places[*node] = Place { layer, order };
        }
    }
    places
}

/// How high each node stands, when every column is centred.
fn heights(inside: &[Vec<usize>], many: usize) -> Vec<f64> {
    let mut height = vec![0.0; many];
    for nodes in inside {
        for (order, node) in nodes.iter().enumerate() {
            height[*node] = order as f64 - (nodes.len() as f64 - 1.0) / 2.0;
        }
    }
    height
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_flows_to_the_right_and_a_small_return_does_not_turn_the_picture() {
        let places = layered(4, &[(0, 2, 500), (1, 2, 300), (2, 3, 700), (3, 0, 10)]);
        assert_eq!(
            places.iter().map(|one| one.layer).collect::<Vec<_>>(),
            [0, 0, 1, 2]
        );
    }

    #[test]
    fn neighbours_stand_where_their_arrows_do_not_cross() {
        // 0 → 3 and 1 → 2: the second column is turned.
        let places = layered(4, &[(0, 3, 1), (1, 2, 1)]);
        let above = |a: usize, b: usize| places[a].order < places[b].order;
        assert_eq!(above(0, 1), above(3, 2));
    }

    #[test]
    fn long_chains_fold_and_nothing_shares_a_place() {
        let arrows: Vec<(usize, usize, i64)> = (0..9).map(|n| (n, n + 1, 1)).collect();
        let places = layered(10, &arrows);
        assert!(places.iter().all(|one| one.layer < MOST_LAYERS));
        for (at, one) in places.iter().enumerate() {
            assert!(places[at + 1..].iter().all(|other| other != one));
        }
        assert_eq!(layered(0, &[]), []);
        assert_eq!(
            places,
            layered(10, &arrows),
            "the same table gives the same picture"
        );
    }
}
