//! Đường nối: who stands to whom, what leads to what; proven, claimed or disputed by the style of the line.

use super::{
    canvas::{Anchor, Canvas, Point, Rect, at},
    font::{BL, Face, NOTE},
    ink::{Certainty, Ink, colour},
    node::{Mark, Pills},
    symbol::Outline,
};

/// Which ends have a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Arrow {
    /// A plain line.
    None,
    /// At the far end.
    #[default]
    To,
    /// At both ends.
    Both,
}

/// A sum on a line.
const SUM: Face = Face::bold(25.0);
/// Length of a head.
const HEAD: f64 = 17.0;
/// Widest line of a label.
const ROOM: f64 = 200.0;

/// A line between two things.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Its id, for whoever clicks on it; may be empty.
    pub id: String,
    /// Where it begins.
    pub from: Outline,
    /// Where it ends.
    pub to: Outline,
    /// What it says.
    pub label: String,
    /// Sums in đồng, below each other, right-aligned.
    pub sums: Vec<i64>,
    /// "BL 12, 37a".
    pub bl: String,
    /// The style of the line.
    pub certainty: Certainty,
    /// Its heads.
    pub arrow: Arrow,
    /// Its width.
    pub width: f64,
    /// How far its middle is pushed aside (to the left of its way); parallel lines get different ones.
    pub bend: f64,
    /// Corners on its way; then it is straight between them.
    pub via: Vec<Point>,
    /// Where its label stands, from 0 (its beginning) to 1.
    pub label_at: f64,
    /// What is wrong with it.
    pub marks: Vec<Mark>,
    /// Nothing is written on it.
    is_bare: bool,
}

impl Edge {
    /// A proven line with a head at its end.
    pub fn new(from: Outline, to: Outline, label: impl Into<String>) -> Edge {
        Edge {
            id: String::new(),
            from,
            to,
            label: label.into(),
            sums: Vec::new(),
            bl: String::new(),
            certainty: Certainty::Proven,
            arrow: Arrow::To,
            width: 2.5,
            bend: 0.0,
            via: Vec::new(),
            label_at: 0.5,
            marks: Vec::new(),
            is_bare: false,
        }
    }

    /// The line without what is written on it.
    pub fn bare(mut self) -> Edge {
        self.label.clear();
        self.bl.clear();
        self.sums.clear();
        self.marks.clear();
        self.is_bare = true;
        self
    }

    /// The line on one canvas, its label (which goes above everything) on the other.
    pub(super) fn draw(&self, line: &mut Canvas, above: &mut Canvas) {
        let ink = Ink::line(self.width).dash(self.certainty.dash());
        let middle = match self.via.is_empty() {
            true => self.curve(line, &ink),
            false => self.corners(line, &ink),
        };
        self.label(above, middle);
    }

    fn curve(&self, line: &mut Canvas, ink: &Ink) -> Point {
        let (a, b) = (self.from.place.centre(), self.to.place.centre());
        let far = a.far(b).max(1.0);
        let aside = at(
            (b.y - a.y) / far * self.bend,
            -(b.x - a.x) / far * self.bend,
        );
        // The handle of a curve stands twice as far out as its middle.
        let handle = a.middle(b).plus(2.0 * aside.x, 2.0 * aside.y);
        let (from, to) = (self.from.rim(handle), self.to.rim(handle));
        let start = match self.arrow {
            Arrow::Both => back(from, handle, HEAD * 0.8),
            _ => from,
        };
        let end = match self.arrow {
            Arrow::None => to,
            _ => back(to, handle, HEAD * 0.8),
        };
        let third = |one: Point| {
            at(
                one.x + (handle.x - one.x) * 2.0 / 3.0,
                one.y + (handle.y - one.y) * 2.0 / 3.0,
            )
        };
        line.curve([start, third(start), third(end), end], ink);
        self.heads(line, (from, handle), (to, handle));
        let t = self.label_at;
        let on =
            |a: f64, h: f64, b: f64| (1.0 - t).powi(2) * a + 2.0 * t * (1.0 - t) * h + t * t * b;
        at(on(from.x, handle.x, to.x), on(from.y, handle.y, to.y))
    }

    fn corners(&self, line: &mut Canvas, ink: &Ink) -> Point {
        let (Some(first), Some(last)) = (self.via.first(), self.via.last()) else {
            return self.from.place.centre();
        };
        let (from, to) = (self.from.rim(*first), self.to.rim(*last));
        let start = match self.arrow {
            Arrow::Both => back(from, *first, HEAD * 0.8),
            _ => from,
        };
        let end = match self.arrow {
            Arrow::None => to,
            _ => back(to, *last, HEAD * 0.8),
        };
        let mut points = vec![start];
        points.extend(&self.via);
        points.push(end);
        line.polyline(&points, ink);
        self.heads(line, (from, *first), (to, *last));
        along(&points, self.label_at)
    }

    fn heads(&self, line: &mut Canvas, start: (Point, Point), end: (Point, Point)) {
        let head = |line: &mut Canvas, (tip, from): (Point, Point)| {
            let base = back(tip, from, HEAD);
            let (dx, dy) = ((tip.x - base.x) * 0.45, (tip.y - base.y) * 0.45);
            let points = [tip, base.plus(dy, -dx), base.plus(-dy, dx)];
            line.polygon(&points, &Ink::filled(colour::INK));
        };
        if self.arrow != Arrow::None {
            head(line, end);
        }
        if self.arrow == Arrow::Both {
            head(line, start);
        }
    }

    /// The label as measured: its words, its sums, its leaves, its badges, and the room they take.
    fn measured(&self) -> Label {
        let said = match (self.certainty, self.label.is_empty()) {
            _ if self.is_bare => String::new(),
            (Certainty::Disputed, true) => "?".to_owned(),
            (Certainty::Disputed, false) => format!("{} ?", self.label),
            _ => self.label.clone(),
        };
        let words = NOTE.wrap_to(&said, ROOM, 3);
        let sums: Vec<String> = self.sums.iter().map(|sum| dong(*sum)).collect();
        let leaves = BL.wrap_to(&self.bl, ROOM, 1);
        let pills = Pills::of(&self.marks, ROOM);
        let width = NOTE
            .widest(&words)
            .max(SUM.widest(&sums))
            .max(BL.widest(&leaves));
        let height = words.len() as f64 * NOTE.line()
            + sums.len() as f64 * SUM.line()
            + leaves.len() as f64 * BL.line();
        let (badges, more) = pills.size();
        Label {
            room: (width.max(badges), height + more),
            width,
            words,
            sums,
            leaves,
            pills,
        }
    }

    /// The room its label takes with its badges, for layouts; nothing for a bare line.
    pub fn label_size(&self) -> (f64, f64) {
        match self.measured().room {
            (_, high) if high <= 0.0 => (0.0, 0.0),
            (wide, high) => (wide + 12.0, high + 6.0),
        }
    }

    fn label(&self, above: &mut Canvas, middle: Point) {
        let label = self.measured();
        let (wide, high) = label.room;
        if high <= 0.0 {
            return;
        }
        let place = Rect::around(middle, wide + 12.0, high + 6.0);
        above.rect(place, 5.0, &Ink::filled(colour::PAPER));
        let mut y = place.y + 3.0;
        y = above.lines(
            at(middle.x, y),
            &label.words,
            NOTE,
            Anchor::Middle,
            colour::INK,
        );
        let right = middle.x + label.width / 2.0;
        y = above.lines(at(right, y), &label.sums, SUM, Anchor::End, colour::INK);
        y = above.lines(
            at(middle.x, y),
            &label.leaves,
            BL,
            Anchor::Middle,
            colour::BL,
        );
        label.pills.draw(above, at(middle.x, y));
    }
}

/// What is written on a line, broken and measured.
struct Label {
    words: Vec<String>,
    sums: Vec<String>,
    leaves: Vec<String>,
    pills: Pills,
    /// Of the words, without the badges.
    width: f64,
    room: (f64, f64),
}

/// "20.000.000 đồng".
fn dong(sum: i64) -> String {
    let digits = sum.unsigned_abs().to_string();
    let mut out = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    let sign = if sum < 0 { "−" } else { "" };
    format!("{sign}{out} đồng")
}

/// A little before the tip of a line.
fn back(tip: Point, from: Point, by: f64) -> Point {
    let far = tip.far(from);
    if far < 0.01 {
        return tip;
    }
    tip.plus((from.x - tip.x) / far * by, (from.y - tip.y) / far * by)
}

/// The place on a way of corners, so much of its length on.
fn along(points: &[Point], share: f64) -> Point {
    let whole: f64 = points.windows(2).map(|two| two[0].far(two[1])).sum();
    let mut left = whole * share.clamp(0.0, 1.0);
    for two in points.windows(2) {
        let far = two[0].far(two[1]);
        if left <= far && far > 0.0 {
            let share = left / far;
            return two[0].plus((two[1].x - two[0].x) * share, (two[1].y - two[0].y) * share);
        }
        left -= far;
    }
    points.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(edge: &Edge) -> (String, String) {
        let (mut line, mut above) = (Canvas::default(), Canvas::default());
        edge.draw(&mut line, &mut above);
        (line.svg().to_owned(), above.svg().to_owned())
    }

    #[test]
    fn what_is_proven_claimed_or_disputed_is_told_by_the_line_itself() {
        let place = |x| Outline::of(Rect::around(at(x, 0.0), 100.0, 40.0));
        let mut edge = Edge::new(place(0.0), place(400.0), "chuyển tiền");
        edge.sums = vec![20_000_000, -1_500];
        let (line, words) = drawn(&edge);
        assert!(!line.contains("stroke-dasharray"));
        assert!(
            words.contains(">20.000.000 đồng<") && words.contains(">−1.500 đồng<"),
            "{words}"
        );
        assert!(
            words.contains("text-anchor=\"end\""),
            "sums are right-aligned"
        );
        edge.certainty = Certainty::Claimed;
        assert!(drawn(&edge).0.contains("stroke-dasharray=\"10 6.25\""));
        edge.certainty = Certainty::Disputed;
        let (line, words) = drawn(&edge);
        assert!(line.contains("stroke-linecap=\"round\"") && words.contains("chuyển tiền ?"));
    }

    #[test]
    fn a_line_between_two_things_at_one_place_breaks_nothing() {
        let same = Outline::of(Rect::around(at(5.0, 5.0), 100.0, 40.0));
        let (line, _) = drawn(&Edge::new(same, same, ""));
        assert!(!line.contains("NaN") && !line.contains("inf"), "{line}");
    }
}
