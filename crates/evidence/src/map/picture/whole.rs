//! Cả sơ đồ: the middle, half of the main branches to its right and half to its left, all that hangs on them outwards.

use super::boxes::{Boxed, Style, joined};
use crate::{
    drawing::{Canvas, Face, Layer, Picture, Rect, Sheet, rect},
    map::{node::Node, read::Still},
};

/// By depth; what is deeper is written as the last.
const STYLES: [Style; 4] = [
    style(Face::bold(24.0), 260.0, 5),
    style(Face::bold(20.0), 220.0, 3),
    style(Face::plain(18.0), 300.0, 5),
    style(Face::plain(17.0), 320.0, 6),
];

const fn style(face: Face, room: f64, most: usize) -> Style {
    Style {
        face,
        leaf: Face::bold(15.0),
        room,
        most,
    }
}

/// Between columns, and between lines.
const GAP: (f64, f64) = (54.0, 10.0);

/// A node with all that hangs on it.
struct Tree<'a> {
    node: &'a Node,
    boxed: Boxed,
    below: Vec<Tree<'a>>,
    /// The height of all of it.
    high: f64,
}

/// The whole map as one picture.
pub fn whole(still: &Still) -> Picture {
    let mut sheet = Sheet::new(still.title.clone());
    sheet.subtitle(still.matter.clone());
    let mut rest = still.nodes.as_slice();
    let Some(root) = grown(&mut rest, 0, 0) else {
        return sheet.picture(None);
    };
    let (right, left) = sides(&root.below);
    let centre = Rect::around(crate::drawing::at(0.0, 0.0), root.boxed.w, root.boxed.h);
    for (trees, is_right) in [(right, true), (left, false)] {
        let high = stack(trees);
        let mut y = -high / 2.0;
        for tree in trees {
            let x = if is_right {
                centre.w / 2.0 + GAP.0
            } else {
                -centre.w / 2.0 - GAP.0
            };
            place(&mut sheet, tree, (x, y), (centre, is_right));
            y += tree.high + GAP.1;
        }
    }
    sheet.draw(Layer::Thing, &root.node.key, |canvas| {
        root.boxed.draw(canvas, (centre.x, centre.y))
    });
    sheet.picture(None)
}

/// The node that comes next, with all behind it that is deeper.
fn grown<'a>(rest: &mut &'a [Node], depth: usize, branch: usize) -> Option<Tree<'a>> {
    let (node, behind) = rest.split_first()?;
    *rest = behind;
    let boxed = Boxed::of(node, branch, STYLES[depth.min(STYLES.len() - 1)]);
    let mut below = Vec::new();
    while rest.first().is_some_and(|next| next.depth > node.depth) {
        let branch = if depth == 0 { below.len() } else { branch };
        below.extend(grown(rest, depth + 1, branch));
    }
    let high = stack(&below).max(boxed.h);
    Some(Tree {
        node,
        boxed,
        below,
        high,
    })
}

fn stack(trees: &[Tree<'_>]) -> f64 {
    let all: f64 = trees.iter().map(|tree| tree.high + GAP.1).sum();
    (all - GAP.1).max(0.0)
}

/// The first branches to the right, the others to the left, so that both sides are as high as they can be alike.
fn sides<'t, 'a>(trees: &'t [Tree<'a>]) -> (&'t [Tree<'a>], &'t [Tree<'a>]) {
    let cut = (0..=trees.len()).min_by(|one, other| {
        let high = |cut: usize| stack(&trees[..cut]).max(stack(&trees[cut..]));
        // Of two cuts as good the later: more stands to the right, where reading begins.
        high(*one).total_cmp(&high(*other)).then(other.cmp(one))
    });
    trees.split_at(cut.unwrap_or(0))
}

/// Draws a tree outwards from `x`, from `y` down.
fn place(sheet: &mut Sheet, tree: &Tree<'_>, (x, y): (f64, f64), (from, is_right): (Rect, bool)) {
    let left = if is_right { x } else { x - tree.boxed.w };
    let mine = rect(
        left,
        y + (tree.high - tree.boxed.h) / 2.0,
        tree.boxed.w,
        tree.boxed.h,
    );
    sheet.draw(Layer::Line, "", |canvas: &mut Canvas| {
        joined(canvas, from, mine)
    });
    sheet.draw(Layer::Thing, &tree.node.key, |canvas| {
        tree.boxed.draw(canvas, (mine.x, mine.y))
    });
    let next = match is_right {
        true => mine.x + mine.w + GAP.0,
        false => mine.x - GAP.0,
    };
    let mut below = y + (tree.high - stack(&tree.below)) / 2.0;
    for one in &tree.below {
        place(sheet, one, (next, below), (mine, is_right));
        below += one.high + GAP.1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::tests::{a_map, overlaps};

    #[test]
    fn no_two_nodes_of_a_whole_map_stand_on_each_other() {
        let picture = whole(&a_map(14, 5, 3));
        assert_eq!(overlaps(&picture.svg), 0);
        assert!(
            picture.width > picture.height / 4.0,
            "{} × {}",
            picture.width,
            picture.height
        );
        assert!(whole(&a_map(0, 0, 0)).svg.contains("Vụ án"));
    }
}
