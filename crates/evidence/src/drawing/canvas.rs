//! Nét vẽ: lines, shapes and words as SVG, and the room they take.

use std::fmt::Write;

use super::{
    font::{FAMILY, Face},
    ink::Ink,
};

/// A place on the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A place on the sheet.
pub const fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    /// The place so far away.
    pub const fn plus(self, x: f64, y: f64) -> Point {
        at(self.x + x, self.y + y)
    }

    /// How far the other is.
    pub fn far(self, other: Point) -> f64 {
        (other.x - self.x).hypot(other.y - self.y)
    }

    /// The place between both.
    pub fn middle(self, other: Point) -> Point {
        at(
            f64::midpoint(self.x, other.x),
            f64::midpoint(self.y, other.y),
        )
    }
}

/// A rectangle on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// A rectangle from its upper left corner.
pub const fn rect(x: f64, y: f64, w: f64, h: f64) -> Rect {
    Rect { x, y, w, h }
}

impl Rect {
    /// A rectangle around a place.
    pub fn around(centre: Point, w: f64, h: f64) -> Rect {
        rect(centre.x - w / 2.0, centre.y - h / 2.0, w, h)
    }

    /// Its middle.
    pub fn centre(self) -> Point {
        at(self.x + self.w / 2.0, self.y + self.h / 2.0)
    }

    /// Larger by so much on every side; smaller by less than nothing.
    pub fn grown(self, by: f64) -> Rect {
        rect(
            self.x - by,
            self.y - by,
            self.w + 2.0 * by,
            self.h + 2.0 * by,
        )
    }

    /// The rectangle that holds both.
    pub fn join(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.w).max(other.x + other.w);
        let low = (self.y + self.h).max(other.y + other.h);
        rect(x, y, right - x, low - y)
    }

    /// Whether the other lies wholly within.
    pub fn holds(self, other: Rect) -> bool {
        // What touches the rim is within: sums of places are not exact.
        let more = self.grown(0.01);
        more.x <= other.x
            && more.y <= other.y
            && other.x + other.w <= more.x + more.w
            && other.y + other.h <= more.y + more.h
    }

    /// Whether they share room.
    pub fn meets(self, other: Rect) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }
}

/// Where words stand from their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// Their middle is there.
    Middle,
    /// They end there: sums.
    End,
}

/// What is drawn, as SVG text, with the room it takes.
#[derive(Debug, Clone, Default)]
pub struct Canvas {
    out: String,
    room: Option<Rect>,
}

impl Canvas {
    /// The SVG elements.
    pub fn svg(&self) -> &str {
        &self.out
    }

    /// The room they take; none when nothing was drawn.
    pub fn room(&self) -> Option<Rect> {
        self.room
    }

    /// Says that this room is taken too.
    pub fn takes(&mut self, room: Rect) {
        self.room = Some(self.room.map_or(room, |all| all.join(room)));
    }

    /// All of another canvas.
    pub fn put(&mut self, other: &Canvas) {
        self.out.push_str(&other.out);
        if let Some(room) = other.room {
            self.takes(room);
        }
    }

    /// A group with attributes (already escaped) around what `draw` draws.
    pub fn group(&mut self, attributes: &str, draw: impl FnOnce(&mut Canvas)) {
        let mut inner = Canvas::default();
        draw(&mut inner);
        self.add(format_args!("<g {attributes}>{}</g>", inner.out));
        if let Some(room) = inner.room {
            self.takes(room);
        }
    }

    /// A rectangle, its corners rounded by `radius`.
    pub fn rect(&mut self, place: Rect, radius: f64, ink: &Ink) {
        let Rect { x, y, w, h } = place;
        self.add(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {}/>",
            n(x),
            n(y),
            n(w),
            n(h),
            n(radius),
            ink.attributes()
        ));
        self.takes(place.grown(ink.width / 2.0));
    }

    /// A circle.
    pub fn circle(&mut self, centre: Point, radius: f64, ink: &Ink) {
        self.add(format_args!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {}/>",
            n(centre.x),
            n(centre.y),
            n(radius),
            ink.attributes()
        ));
        let side = 2.0 * radius + ink.width;
        self.takes(Rect::around(centre, side, side));
    }

    /// An ellipse that fills the room.
    pub fn ellipse(&mut self, place: Rect, ink: &Ink) {
        let centre = place.centre();
        self.add(format_args!(
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\" {}/>",
            n(centre.x),
            n(centre.y),
            n(place.w / 2.0),
            n(place.h / 2.0),
            ink.attributes()
        ));
        self.takes(place.grown(ink.width / 2.0));
    }

    /// A straight line.
    pub fn line(&mut self, from: Point, to: Point, ink: &Ink) {
        self.polyline(&[from, to], ink);
    }

    /// A line through places.
    pub fn polyline(&mut self, points: &[Point], ink: &Ink) {
        self.add(format_args!(
            "<polyline points=\"{}\" {}/>",
            listed(points),
            ink.attributes()
        ));
        self.takes_points(points, ink.width / 2.0);
    }

    /// A closed shape.
    pub fn polygon(&mut self, points: &[Point], ink: &Ink) {
        self.add(format_args!(
            "<polygon points=\"{}\" {}/>",
            listed(points),
            ink.attributes()
        ));
        self.takes_points(points, ink.width / 2.0);
    }

    /// A curve (cubic): from, two handles, to.
    pub fn curve(&mut self, points: [Point; 4], ink: &Ink) {
        let [a, b, c, d] = points.map(|one| format!("{} {}", n(one.x), n(one.y)));
        self.add(format_args!(
            "<path d=\"M{a} C{b} {c} {d}\" {}/>",
            ink.attributes()
        ));
        self.takes_points(&points, ink.width / 2.0);
    }

    /// Any path (SVG `d`); the room it takes is said by whoever draws it.
    pub fn path(&mut self, d: &str, room: Rect, ink: &Ink) {
        self.add(format_args!(
            "<path d=\"{}\" {}/>",
            escaped(d),
            ink.attributes()
        ));
        self.takes(room);
    }

    /// One line of words; `place` is on its baseline.
    pub fn text(&mut self, place: Point, words: &str, face: Face, anchor: Anchor, fill: &str) {
        let words = face.shown(words);
        if words.is_empty() {
            return;
        }
        let said = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if face.is_bold {
            " font-weight=\"700\""
        } else {
            ""
        };
        self.add(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{weight} text-anchor=\"{said}\" fill=\"{fill}\">{}</text>",
            n(place.x),
            n(place.y),
            n(face.size),
            escaped(&words)
        ));
        let width = face.width(&words);
        let left = match anchor {
            Anchor::Start => place.x,
            Anchor::Middle => place.x - width / 2.0,
            Anchor::End => place.x - width,
        };
        self.takes(rect(left, place.y - face.rise(), width, face.line()));
    }

    /// Lines of words below each other; `place` is at the top. Answers where they end.
    pub fn lines(
        &mut self,
        place: Point,
        lines: &[String],
        face: Face,
        anchor: Anchor,
        fill: &str,
    ) -> f64 {
        let mut top = place.y;
        for line in lines {
            self.text(at(place.x, top + face.rise()), line, face, anchor, fill);
            top += face.line();
        }
        top
    }

    fn takes_points(&mut self, points: &[Point], by: f64) {
        for one in points {
            self.takes(rect(one.x, one.y, 0.0, 0.0).grown(by));
        }
    }

    fn add(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(element);
    }
}

fn listed(points: &[Point]) -> String {
    let all: Vec<String> = points
        .iter()
        .map(|one| format!("{},{}", n(one.x), n(one.y)))
        .collect();
    all.join(" ")
}

/// A number of a drawing: two places, no more letters than it needs.
pub(super) fn n(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    // Neither "-0" nor what is no number stands in a file.
    if rounded == 0.0 || !rounded.is_finite() {
        return "0".to_owned();
    }
    rounded.to_string()
}

/// Words as they stand in SVG.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}

/// The whole file around what was drawn.
pub(super) fn document(title: &str, paper: Rect, body: &str) -> String {
    let Rect { x, y, w, h } = paper;
    let box_of = format!("{} {} {} {}", n(x), n(y), n(w), n(h));
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{box_of}\" width=\"{}\" height=\"{}\" font-family=\"{FAMILY}\" lang=\"vi\" role=\"img\">\
         <title>{}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>{body}</svg>",
        n(w),
        n(h),
        escaped(title),
        n(x),
        n(y),
        n(w),
        n(h),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::NOTE;

    #[test]
    fn words_of_a_person_never_become_elements() {
        let mut canvas = Canvas::default();
        canvas.text(at(0.0, 20.0), "A & <b>\"B\"", NOTE, Anchor::Start, "#000");
        assert!(
            canvas
                .svg()
                .contains("A &amp; &lt;b&gt;&quot;B&quot;</text>")
        );
        assert!(!canvas.svg().contains("<b>"));
    }

    #[test]
    fn the_room_holds_all_that_was_drawn() {
        let mut canvas = Canvas::default();
        canvas.circle(at(50.0, 50.0), 20.0, &Ink::line(2.0));
        canvas.text(at(100.0, 0.0), "đồng", NOTE, Anchor::End, "#000");
        let room = canvas.room().unwrap();
        assert_eq!((room.y + room.h, room.x), (71.0, 29.0));
        assert!((room.x + room.w - 100.0).abs() < 0.01);
    }

    #[test]
    fn what_is_no_number_leaves_no_broken_file() {
        assert_eq!(
            (n(f64::NAN), n(-0.001), n(1.005)),
            ("0".into(), "0".into(), "1".into())
        );
    }
}
