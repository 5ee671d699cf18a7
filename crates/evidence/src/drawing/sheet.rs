//! Tờ sơ đồ: things and lines in layers and steps, under a title, above a legend.

use super::{
    canvas::{Anchor, Canvas, Point, Rect, at, document, escaped, rect},
    edge::Edge,
    font::{Face, LEAST, TITLE},
    ink::{Ink, colour},
    legend::Used,
    node::Measured,
    picture::Picture,
};

/// What lies above what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Lanes, scales, grids.
    Ground,
    /// Lines between things.
    Line,
    /// Things.
    Thing,
    /// Words on lines, remarks.
    Above,
}

#[derive(Debug, Clone)]
pub(super) struct Part {
    pub layer: Layer,
    pub step: usize,
    pub id: String,
    /// What is lit when its step has come.
    pub lit: Option<Rect>,
    pub drawn: Canvas,
    pub what: What,
}

/// What a part is to whoever frames it.
#[derive(Debug, Clone)]
pub(super) enum What {
    /// A thing with its middle.
    Thing(Box<Measured>, Point),
    /// What is written on a line between two things.
    Label(Rect, Rect),
    /// Anything else.
    Other,
}

/// A picture in the making.
#[derive(Debug, Clone)]
pub struct Sheet {
    pub(super) title: String,
    subtitle: String,
    pub(super) parts: Vec<Part>,
    pub(super) used: Used,
    /// What is never cut apart, from above down: bands, rows.
    pub(super) blocks: Vec<Rect>,
    /// The same by its names alone, for when it is too large to be read at once.
    pub(super) overview: Option<Box<Sheet>>,
    step: usize,
    least: f64,
    is_titled: bool,
}

const SUBTITLE: Face = Face::plain(LEAST);
const MARGIN: f64 = 26.0;

impl Sheet {
    /// An empty sheet.
    pub fn new(title: impl Into<String>) -> Sheet {
        Sheet {
            title: title.into(),
            subtitle: String::new(),
            parts: Vec::new(),
            used: Used::default(),
            blocks: Vec::new(),
            overview: None,
            step: 0,
            least: 880.0,
            is_titled: true,
        }
    }

    /// A line below the title: the case, the day.
    pub fn subtitle(&mut self, words: impl Into<String>) {
        self.subtitle = words.into();
    }

    /// What is added from now on appears with this step; 0 is there from the beginning.
    pub fn step(&mut self, step: usize) {
        self.step = step;
    }

    /// A thing with its middle there.
    pub fn node(&mut self, centre: Point, thing: &Measured) {
        let mut drawn = Canvas::default();
        thing.draw(&mut drawn, centre);
        self.used.symbols.insert(thing.node.symbol);
        if thing.node.certainty != super::Certainty::Proven {
            self.used.lines.insert(thing.node.certainty);
        }
        self.used.marks.extend(&thing.node.marks);
        let lit = Some(thing.outline(centre).place);
        let what = What::Thing(Box::new(thing.clone()), centre);
        self.add(Layer::Thing, &thing.node.id, lit, (drawn, what));
    }

    /// A line between two things.
    pub fn edge(&mut self, edge: &Edge) {
        let (mut line, mut above) = (Canvas::default(), Canvas::default());
        edge.draw(&mut line, &mut above);
        self.used.lines.insert(edge.certainty);
        self.used.marks.extend(&edge.marks);
        self.add(Layer::Line, &edge.id, None, (line, What::Other));
        let lit = above.room();
        let what = What::Label(edge.from.place, edge.to.place);
        self.add(Layer::Above, &edge.id, lit, (above, what));
    }

    /// Anything else, drawn by hand.
    pub fn draw(&mut self, layer: Layer, id: &str, draw: impl FnOnce(&mut Canvas)) {
        let mut drawn = Canvas::default();
        draw(&mut drawn);
        self.add(layer, id, None, (drawn, What::Other));
    }

    /// The same things by their names alone, laid out for themselves: shown before the pieces of a picture that is too large.
    pub fn overview(&mut self, brief: Sheet) {
        self.overview = Some(Box::new(brief));
    }

    /// Says that this room is never cut apart when the picture is presented in pieces; from above down.
    pub fn block(&mut self, room: Rect) {
        self.blocks.push(room);
    }

    /// A line of the legend for what only this picture has: a sample drawn around the origin (46 by 26), and what it says.
    pub fn explain(&mut self, words: impl Into<String>, sample: impl FnOnce(&mut Canvas)) {
        let mut drawn = Canvas::default();
        sample(&mut drawn);
        self.used.own.push((drawn, words.into()));
    }

    /// Its title is written elsewhere.
    pub fn without_title(&mut self) {
        self.is_titled = false;
    }

    /// Draws no narrower than this.
    pub fn at_least(&mut self, width: f64) {
        self.least = width;
    }

    fn add(&mut self, layer: Layer, id: &str, lit: Option<Rect>, (drawn, what): (Canvas, What)) {
        if drawn.svg().is_empty() {
            return;
        }
        self.parts.push(Part {
            layer,
            step: self.step,
            id: id.to_owned(),
            lit,
            drawn,
            what,
        });
    }

    /// All that was drawn.
    pub(super) fn room(&self) -> Option<Rect> {
        let rooms = self.parts.iter().filter_map(|part| part.drawn.room());
        rooms.reduce(Rect::join)
    }

    /// How many steps reveal it.
    pub(super) fn steps(&self) -> usize {
        self.parts.iter().map(|part| part.step).max().unwrap_or(0)
    }

    /// The picture as far as a step (what that step adds is lit), or all of it. The frame is the same at every step.
    pub fn picture(&self, upto: Option<usize>) -> Picture {
        let content = self.room().unwrap_or(rect(0.0, 0.0, self.least, 120.0));
        let width = content.w.max(self.least);
        let left = content.centre().x - width / 2.0;
        let mut frame = Canvas::default();
        let top = self.head(&mut frame, (left, content.y), width);
        let low = content.y + content.h;
        let end = self.used.draw(&mut frame, (left, low + 24.0), width);
        let paper = rect(left, top, width, end - top).grown(MARGIN);
        let body = format!("{}{}", self.body(upto), frame.svg());
        Picture {
            svg: document(&self.title, paper, &body),
            title: self.title.clone(),
            width: paper.w,
            height: paper.h,
            steps: self.steps(),
        }
    }

    fn body(&self, upto: Option<usize>) -> String {
        let mut shown: Vec<&Part> = self
            .parts
            .iter()
            .filter(|part| upto.is_none_or(|upto| part.step <= upto))
            .collect();
        shown.sort_by_key(|part| part.layer);
        let mut body = Canvas::default();
        let is_new = |part: &&&Part| part.step > 0 && upto == Some(part.step);
        for place in shown.iter().filter(is_new).filter_map(|part| part.lit) {
            body.rect(place.grown(9.0), 14.0, &Ink::filled(colour::LIGHT));
        }
        for part in shown {
            if part.id.is_empty() && part.step == 0 {
                body.put(&part.drawn);
                continue;
            }
            body.group(&part.told(), |group| group.put(&part.drawn));
        }
        body.svg().to_owned()
    }

    /// Title and subtitle above the content; answers where they begin.
    fn head(&self, frame: &mut Canvas, (left, low): (f64, f64), width: f64) -> f64 {
        let title = match self.is_titled {
            true => TITLE.wrap_to(&self.title, width, 2),
            false => Vec::new(),
        };
        let below = SUBTITLE.wrap_to(&self.subtitle, width, 2);
        let high = title.len() as f64 * TITLE.line() + below.len() as f64 * SUBTITLE.line();
        if high == 0.0 {
            return low;
        }
        let top = low - high - 26.0;
        let y = frame.lines(at(left, top), &title, TITLE, Anchor::Start, colour::INK);
        frame.lines(at(left, y), &below, SUBTITLE, Anchor::Start, colour::SOFT);
        top
    }
}

impl Part {
    /// The attributes of its group: its step, its id, its layer and its middle.
    pub fn told(&self) -> String {
        let mut said = format!("data-step=\"{}\"", self.step);
        if self.id.is_empty() {
            return said;
        }
        let centre = self.lit.map(Rect::centre).unwrap_or_default();
        let layer = match self.layer {
            Layer::Ground => "ground",
            Layer::Line => "line",
            Layer::Thing => "thing",
            Layer::Above => "above",
        };
        said += &format!(
            " data-id=\"{}\" data-layer=\"{layer}\" data-x=\"{}\" data-y=\"{}\"",
            escaped(&self.id),
            super::canvas::n(centre.x),
            super::canvas::n(centre.y)
        );
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Mark, Node, Symbol};

    fn sheet() -> Sheet {
        let mut sheet = Sheet::new("Quan hệ");
        let one = Node::new(Symbol::Accused, "Lê Văn An").id("a").measured();
        let other = Node::new(Symbol::Victim, "Trần Thị Bình")
            .id("b")
            .marks([Mark::Unsourced])
            .measured();
        sheet.node(at(0.0, 0.0), &one);
        sheet.step(1);
        sheet.node(at(400.0, 0.0), &other);
        sheet.step(2);
        let ends = (one.outline(at(0.0, 0.0)), other.outline(at(400.0, 0.0)));
        sheet.edge(&Edge::new(ends.0, ends.1, "đe dọa"));
        sheet
    }

    #[test]
    fn steps_add_to_one_picture_whose_frame_never_jumps() {
        let sheet = sheet();
        let at_step = |step| sheet.picture(Some(step));
        let (none, one, all) = (at_step(0), at_step(1), sheet.picture(None));
        assert_eq!(
            (none.steps, none.width, none.height),
            (2, all.width, all.height)
        );
        assert!(none.svg.contains(">Lê Văn An<") && !none.svg.contains("Hồng"));
        assert!(!none.svg.contains("data-id=\"b\"") && one.svg.contains("data-id=\"b\""));
        assert!(!one.svg.contains("đe dọa") && all.svg.contains("đe dọa"));
        assert!(one.svg.contains(colour::LIGHT), "what has just come is lit");
        assert!(!all.svg.contains(colour::LIGHT));
    }

    #[test]
    fn the_legend_names_what_stands_in_the_picture_and_no_more() {
        let svg = sheet().picture(None).svg;
        for words in [
            "Ký hiệu",
            "Bị can, bị cáo",
            "Bị hại",
            "Đã chứng minh",
            "chưa gắn bút lục nào",
        ] {
            assert!(svg.contains(&format!(">{words}<")), "{words}");
        }
        assert!(!svg.contains("Phương tiện") && !svg.contains("Theo lời khai"));
    }

    #[test]
    fn an_empty_sheet_is_still_a_file() {
        let picture = Sheet::new("").picture(None);
        assert!(picture.svg.starts_with("<svg ") && picture.width > 100.0 && picture.steps == 0);
    }
}
