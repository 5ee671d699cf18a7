//! Phần tử của sơ đồ: a thing with its name, what is said of it, its leaves, and badges for what is wrong with it.

use super::{
    canvas::{Anchor, Canvas, Point, Rect, at},
    font::{BADGE, BL, Face, NAME, NOTE},
    ink::{Certainty, Ink, colour},
    symbol::{Outline, Symbol},
};

/// Điều cần lưu ý: stands on the rim of a thing, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing in the file proves it.
    Unsourced,
    /// What it stood on was withdrawn or changed.
    Recheck,
    /// What it was derived from is gone.
    Orphaned,
    /// It cannot have been so.
    Impossible,
    /// Proposed, nobody confirmed it.
    Proposed,
}

impl Mark {
    /// In words.
    pub fn name_vi(self) -> &'static str {
        match self {
            Mark::Unsourced => "chưa có chứng cứ",
            Mark::Recheck => "cần kiểm tra lại",
            Mark::Orphaned => "không còn nguồn",
            Mark::Impossible => "mâu thuẫn",
            Mark::Proposed => "máy đề xuất",
        }
    }

    fn ink(self) -> (Ink, &'static str) {
        let line = Ink::line(1.5);
        match self {
            Mark::Unsourced => (
                line.stroke(colour::ALARM)
                    .fill(colour::PAPER)
                    .dash(super::ink::Dash::Dashed),
                colour::ALARM,
            ),
            Mark::Recheck | Mark::Impossible => (
                line.stroke(colour::ALARM).fill(colour::ALARM),
                colour::PAPER,
            ),
            Mark::Orphaned => (
                line.stroke(colour::ALARM).fill(colour::ALARM_GROUND),
                colour::ALARM,
            ),
            Mark::Proposed => (line.stroke(colour::SOFT).fill(colour::PAPER), colour::SOFT),
        }
    }

    /// Draws the badge with its right end there; answers its width.
    pub(super) fn draw(self, canvas: &mut Canvas, right: Point) -> f64 {
        let (ink, letters) = self.ink();
        let width = BADGE.width(self.name_vi()) + 14.0;
        let place = Rect {
            x: right.x - width,
            y: right.y - 10.0,
            w: width,
            h: 20.0,
        };
        canvas.rect(place, 10.0, &ink);
        let words = at(place.centre().x, right.y + 4.5);
        canvas.text(words, self.name_vi(), BADGE, Anchor::Middle, letters);
        width
    }
}

/// A thing as it is to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its id, for whoever clicks on it; may be empty.
    pub id: String,
    /// What it is.
    pub symbol: Symbol,
    /// Its name.
    pub name: String,
    /// What is said of it.
    pub note: String,
    /// "BL 12, 37a".
    pub bl: String,
    /// How sure it is: the style of its rim.
    pub certainty: Certainty,
    /// What is wrong with it.
    pub marks: Vec<Mark>,
    /// Widest line of words.
    pub room: f64,
    /// Most lines of the name, and of the note.
    pub most: (usize, usize),
    /// Letters of the name.
    pub face: Face,
}

/// Side of a sign, and the room behind it.
const SIGN: f64 = 26.0;
const BEHIND: f64 = 8.0;

impl Node {
    /// A thing with a name.
    pub fn new(symbol: Symbol, name: impl Into<String>) -> Node {
        Node {
            id: String::new(),
            symbol,
            name: name.into(),
            note: String::new(),
            bl: String::new(),
            certainty: Certainty::Proven,
            marks: Vec::new(),
            room: if symbol == Symbol::Victim {
                130.0
            } else {
                180.0
            },
            most: (3, 3),
            face: NAME,
        }
    }

    /// Its id.
    pub fn id(mut self, id: impl Into<String>) -> Node {
        self.id = id.into();
        self
    }

    /// What is said of it.
    pub fn note(mut self, note: impl Into<String>) -> Node {
        self.note = note.into();
        self
    }

    /// Its leaves, "BL 12, 37a".
    pub fn bl(mut self, bl: impl Into<String>) -> Node {
        self.bl = bl.into();
        self
    }

    /// How sure it is.
    pub fn certainty(mut self, certainty: Certainty) -> Node {
        self.certainty = certainty;
        self
    }

    /// What is wrong with it.
    pub fn marks(mut self, marks: impl IntoIterator<Item = Mark>) -> Node {
        self.marks = marks.into_iter().collect();
        self
    }

    /// Widest line of words.
    pub fn room(mut self, room: f64) -> Node {
        self.room = room;
        self
    }

    /// Breaks its words and measures it, so that a layout can place it.
    pub fn measured(self) -> Measured {
        let name = self.face.wrap_to(&self.name, self.room, self.most.0);
        let note = NOTE.wrap_to(&self.note, self.room, self.most.1);
        let bl = BL.wrap_to(&self.bl, self.room, 2);
        let beside = match self.symbol.sign() {
            Some(_) => SIGN + BEHIND,
            None => 0.0,
        };
        let top = self.face.widest(&name) + beside;
        let words_w = top.max(NOTE.widest(&note)).max(BL.widest(&bl));
        // Badges stand on the rim: a thing is at least as wide as they are.
        let badges: f64 = self
            .marks
            .iter()
            .map(|mark| BADGE.width(mark.name_vi()) + 18.0)
            .sum();
        let words_h =
            (name.len() as f64 * self.face.line()).max(if beside > 0.0 { SIGN } else { 0.0 })
                + note.len() as f64 * NOTE.line()
                + if bl.is_empty() {
                    0.0
                } else {
                    3.0 + bl.len() as f64 * BL.line()
                };
        let words = (words_w.max(48.0).max(badges - 16.0), words_h);
        Measured {
            node: self,
            name,
            note,
            bl,
            words,
        }
    }
}

/// A thing whose words are broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The thing.
    pub node: Node,
    name: Vec<String>,
    note: Vec<String>,
    bl: Vec<String>,
    words: (f64, f64),
}

impl Measured {
    /// Its width and height, rim included.
    pub fn size(&self) -> (f64, f64) {
        let place = self.outline(at(0.0, 0.0)).place;
        (place.w, place.h)
    }

    /// Its outline when its middle is there.
    pub fn outline(&self, centre: Point) -> Outline {
        self.node.symbol.outline(centre, self.words)
    }

    /// Widens the words' room (a bar of a timeline that lasts).
    pub fn at_least(mut self, width: f64) -> Measured {
        let (side, _) = self.node.symbol.padding();
        self.words.0 = self.words.0.max(width - 2.0 * side);
        self
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, centre: Point) {
        let (node, outline) = (&self.node, self.outline(centre));
        let place = outline.place;
        node.symbol.draw(canvas, place, node.certainty.dash());
        let top = at(centre.x, centre.y - self.words.1 / 2.0);
        let mut y = self.head(canvas, top);
        y = canvas.lines(
            at(centre.x, y),
            &self.note,
            NOTE,
            Anchor::Middle,
            colour::SOFT,
        );
        if !self.bl.is_empty() {
            canvas.lines(
                at(centre.x, y + 3.0),
                &self.bl,
                BL,
                Anchor::Middle,
                colour::BL,
            );
        }
        let mut right = match outline.is_round {
            true => {
                let all: f64 = node
                    .marks
                    .iter()
                    .map(|mark| BADGE.width(mark.name_vi()) + 14.0)
                    .sum();
                centre.x + all / 2.0
            }
            false => place.x + place.w - 6.0,
        };
        for mark in &node.marks {
            right -= mark.draw(canvas, at(right, place.y)) + 4.0;
        }
    }

    /// The name with its sign before it.
    fn head(&self, canvas: &mut Canvas, top: Point) -> f64 {
        let face = self.node.face;
        let high = self.name.len() as f64 * face.line();
        if self.node.symbol.sign().is_none() {
            return canvas.lines(top, &self.name, face, Anchor::Middle, colour::INK);
        }
        let whole = face.widest(&self.name) + SIGN + BEHIND;
        let left = top.x - whole / 2.0;
        let down = ((high - SIGN) / 2.0).max(0.0);
        self.node
            .symbol
            .draw_sign(canvas, at(left, top.y + down), SIGN);
        let words = at(left + SIGN + BEHIND, top.y + ((SIGN - high) / 2.0).max(0.0));
        canvas.lines(words, &self.name, face, Anchor::Start, colour::INK);
        top.y + high.max(SIGN)
    }
}
