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

    /// Draws the badge around its middle.
    pub(super) fn draw(self, canvas: &mut Canvas, middle: Point) {
        let (ink, letters) = self.ink();
        let (w, h) = pill_size(self);
        canvas.rect(Rect::around(middle, w, h), h / 2.0, &ink);
        let words = middle.plus(0.0, BADGE.size * 0.35);
        canvas.text(words, self.name_vi(), BADGE, Anchor::Middle, letters);
    }
}

/// Room between two badges.
const APART: f64 = 5.0;

/// The room a badge takes.
pub(super) fn pill_size(mark: Mark) -> (f64, f64) {
    (BADGE.width(mark.name_vi()) + 18.0, BADGE.line() + 2.0)
}

/// Badges in rows no wider than a room; one that is wider has a row of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Pills(Vec<Vec<Mark>>);

impl Pills {
    pub fn of(marks: &[Mark], room: f64) -> Pills {
        let mut rows: Vec<Vec<Mark>> = Vec::new();
        for mark in marks {
            let fits = |row: &&mut Vec<Mark>| wide(row) + APART + pill_size(*mark).0 <= room;
            match rows.last_mut().filter(fits) {
                Some(row) => row.push(*mark),
                None => rows.push(vec![*mark]),
            }
        }
        Pills(rows)
    }

    /// The room they take, with some above them.
    pub fn size(&self) -> (f64, f64) {
        let widest = self.0.iter().map(|row| wide(row)).fold(0.0, f64::max);
        let each = self.0.iter().filter_map(|row| row.first());
        (widest, each.map(|mark| pill_size(*mark).1 + APART).sum())
    }

    /// How wide each row is, with its height.
    fn rows(&self) -> impl Iterator<Item = (f64, f64)> {
        let high = |row: &Vec<Mark>| row.first().map_or(0.0, |mark| pill_size(*mark).1 + APART);
        self.0.iter().map(move |row| (wide(row), high(row)))
    }

    /// Draws them below a place.
    pub fn draw(&self, canvas: &mut Canvas, top: Point) {
        let mut y = top.y + APART;
        for row in &self.0 {
            let mut x = top.x - wide(row) / 2.0;
            let mut high = 0.0;
            for mark in row {
                let (w, h) = pill_size(*mark);
                mark.draw(canvas, at(x + w / 2.0, y + h / 2.0));
                (x, high) = (x + w + APART, h);
            }
            y += high + APART;
        }
    }
}

fn wide(row: &[Mark]) -> f64 {
    let all: f64 = row.iter().map(|mark| pill_size(*mark).0 + APART).sum();
    (all - APART).max(0.0)
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
const SIGN: f64 = 28.0;
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
                180.0
            } else {
                230.0
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

    /// Most lines of the name.
    pub fn most(mut self, lines: usize) -> Node {
        self.most.0 = lines;
        self
    }

    /// Breaks its words and measures it, so that a layout can place it.
    pub fn measured(self) -> Measured {
        let name = self.face.wrap_to(&self.name, self.room, self.most.0);
        let note = NOTE.wrap_to(&self.note, self.room, self.most.1);
        let bl = BL.wrap_to(&self.bl, self.room, 2);
        let pills = Pills::of(&self.marks, self.room);
        let mut one = Measured {
            node: self,
            name,
            note,
            bl,
            pills,
            words: (0.0, 0.0),
            shape: (0.0, 0.0),
        };
        let lines = one.lines();
        let high = lines.iter().map(|(_, high)| high).sum();
        let wide = lines.iter().map(|(wide, _)| *wide).fold(48.0, f64::max);
        one.words = (wide, high);
        let (side, above) = one.node.symbol.padding();
        one.shape = match one.node.symbol {
            Symbol::Victim => round(&lines, high, (side, above)),
            _ => (wide + 2.0 * side, high + 2.0 * above),
        };
        one
    }
}

/// The smallest ellipse around lines that stand below each other.
fn round(lines: &[(f64, f64)], high: f64, (side, above): (f64, f64)) -> (f64, f64) {
    let around = |factor: f64| {
        let half = high / 2.0 * factor;
        let mut top = -high / 2.0;
        let mut widest: f64 = 48.0;
        for (wide, tall) in lines {
            let out = top.abs().max((top + tall).abs()) / half;
            widest = widest.max(wide / (1.0 - out * out).max(0.02).sqrt());
            top += tall;
        }
        (widest + side, 2.0 * half + above)
    };
    let tried = (1..=16).map(|n| around(1.0 + 0.06 * f64::from(n)));
    tried
        .min_by(|a, b| (a.0 * a.1).total_cmp(&(b.0 * b.1)))
        .unwrap_or((48.0, 48.0))
}

/// A thing whose words are broken into lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// The thing.
    pub node: Node,
    name: Vec<String>,
    note: Vec<String>,
    bl: Vec<String>,
    pills: Pills,
    /// The room of the words.
    words: (f64, f64),
    /// The room of the rim.
    shape: (f64, f64),
}

/// Room above the leaves.
const ABOVE_BL: f64 = 3.0;

impl Measured {
    /// Its width and height, rim included.
    pub fn size(&self) -> (f64, f64) {
        self.shape
    }

    /// Its outline when its middle is there.
    pub fn outline(&self, centre: Point) -> Outline {
        Outline {
            place: Rect::around(centre, self.shape.0, self.shape.1),
            is_round: self.node.symbol == Symbol::Victim,
        }
    }

    /// Each line with its width and height, the name as one block beside its sign.
    fn lines(&self) -> Vec<(f64, f64)> {
        let (face, has_sign) = (self.node.face, self.node.symbol.sign().is_some());
        let mut lines: Vec<(f64, f64)> = match has_sign {
            true => {
                let high = (self.name.len() as f64 * face.line()).max(SIGN);
                vec![(face.widest(&self.name) + SIGN + BEHIND, high)]
            }
            false => self
                .name
                .iter()
                .map(|line| (face.width(line), face.line()))
                .collect(),
        };
        lines.extend(self.note.iter().map(|line| (NOTE.width(line), NOTE.line())));
        if !self.bl.is_empty() {
            lines.push((0.0, ABOVE_BL));
        }
        lines.extend(self.bl.iter().map(|line| (BL.width(line), BL.line())));
        lines.extend(self.pills.rows());
        lines
    }

    pub(super) fn draw(&self, canvas: &mut Canvas, centre: Point) {
        let (node, outline) = (&self.node, self.outline(centre));
        node.symbol
            .draw(canvas, outline.place, node.certainty.dash());
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
            let below = at(centre.x, y + ABOVE_BL);
            y = canvas.lines(below, &self.bl, BL, Anchor::Middle, colour::BL);
        }
        self.pills.draw(canvas, at(centre.x, y));
    }

    /// Its place alone, standing back: the frame cuts it.
    pub(super) fn shadow(&self, canvas: &mut Canvas, centre: Point) {
        let place = self.outline(centre).place;
        let ink = Ink::filled(colour::SHADE);
        match self.node.symbol {
            Symbol::Victim => canvas.ellipse(place, &ink),
            _ => canvas.rect(place, 6.0, &ink),
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
