//! Ô của một nút: its words, its leaves and what is wrong with it, measured before it is placed.

use crate::{
    drawing::{Anchor, Canvas, Dash, Face, Ink, Rect, at, colour, rect},
    map::node::{Kind, Node, State},
};

/// Grounds of the main branches; the numbers before their words tell them apart without colour.
const GROUNDS: [&str; 7] = [
    "#dbe6f6", "#e2efdc", "#fbe9cf", "#eadff2", "#d9eff0", "#f7dfe0", "#ebeadb",
];

/// How nodes of one depth are written.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Letters.
    pub face: Face,
    /// Letters of the leaves.
    pub leaf: Face,
    /// Widest line.
    pub room: f64,
    /// Most lines.
    pub most: usize,
}

/// A node that was measured.
#[derive(Debug, Clone)]
pub struct Boxed {
    lines: Vec<String>,
    leaves: Vec<String>,
    warning: Option<&'static str>,
    style: Style,
    look: Look,
    /// Its width.
    pub w: f64,
    /// Its height.
    pub h: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Look {
    Root,
    Branch(usize),
    Said,
    Alarm,
}

/// Room between words and rim.
const PAD: (f64, f64) = (14.0, 7.0);

impl Boxed {
    /// Measures a node; `branch` is the number of the main branch it stands in, from 0.
    pub fn of(node: &Node, branch: usize, style: Style) -> Boxed {
        let words = match node.kind {
            Kind::Branch | Kind::Open => format!("{}. {}", branch + 1, node.words),
            _ => node.words.clone(),
        };
        let lines = style.face.wrap_to(&words, style.room, style.most);
        let leaves = match node.leaves() {
            leaves if leaves.is_empty() => Vec::new(),
            leaves => style.leaf.wrap_to(&leaves, style.room, 1),
        };
        let warning = match (node.withdrawn.is_some(), node.state, node.is_bare) {
            (true, ..) => Some("chứng cứ đã rút"),
            (_, State::Orphaned, _) => Some("không còn nguồn"),
            (_, State::Stale, _) => Some("nguồn đã đổi"),
            (.., true) => Some("chưa có chứng cứ"),
            _ => None,
        };
        let look = match node.kind {
            Kind::Root => Look::Root,
            Kind::Branch | Kind::Open => Look::Branch(branch),
            _ if warning.is_some() => Look::Alarm,
            _ => Look::Said,
        };
        let told = warning.map_or(0.0, |words| style.leaf.width(words));
        let inner = style
            .face
            .widest(&lines)
            .max(style.leaf.widest(&leaves))
            .max(told);
        let high = lines.len().max(1) as f64 * style.face.line()
            + leaves.len() as f64 * style.leaf.line()
            + warning.map_or(0.0, |_| style.leaf.line());
        Boxed {
            w: inner + 2.0 * PAD.0,
            h: high + 2.0 * PAD.1,
            lines,
            leaves,
            warning,
            style,
            look,
        }
    }

    /// Draws it with its upper left corner there.
    pub fn draw(&self, canvas: &mut Canvas, (x, y): (f64, f64)) {
        let place = rect(x, y, self.w, self.h);
        let (ink, radius) = match self.look {
            Look::Root => (Ink::filled("#1e2445"), 14.0),
            Look::Branch(n) => (Ink::line(2.0).fill(ground(n)), 12.0),
            Look::Said => (Ink::line(1.0).stroke(colour::HAIR).fill(colour::PAPER), 8.0),
            Look::Alarm => (
                Ink::line(2.0)
                    .stroke(colour::ALARM)
                    .fill(colour::ALARM_GROUND)
                    .dash(Dash::Dashed),
                8.0,
            ),
        };
        canvas.rect(place, radius, &ink);
        let letters = if self.look == Look::Root {
            colour::PAPER
        } else {
            colour::INK
        };
        let left = at(x + PAD.0, y + PAD.1);
        let below = canvas.lines(left, &self.lines, self.style.face, Anchor::Start, letters);
        let below = canvas.lines(
            at(left.x, below),
            &self.leaves,
            self.style.leaf,
            Anchor::Start,
            colour::BL,
        );
        if let Some(words) = self.warning {
            canvas.lines(
                at(left.x, below),
                &[words.to_owned()],
                self.style.leaf,
                Anchor::Start,
                colour::ALARM,
            );
        }
    }
}

fn ground(n: usize) -> &'static str {
    GROUNDS[n % GROUNDS.len()]
}

/// A curve from the side of one box to the side of another.
pub fn joined(canvas: &mut Canvas, from: Rect, to: Rect) {
    let is_right = to.x >= from.x + from.w / 2.0;
    let (start, end) = match is_right {
        true => (
            at(from.x + from.w, from.centre().y),
            at(to.x, to.centre().y),
        ),
        false => (at(from.x, from.centre().y), at(to.x + to.w, to.centre().y)),
    };
    let middle = f64::midpoint(start.x, end.x);
    let ink = Ink::line(2.0).stroke("#7b8794");
    canvas.curve([start, at(middle, start.y), at(middle, end.y), end], &ink);
}
