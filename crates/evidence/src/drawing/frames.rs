//! Khung trình chiếu: what the court's screen shows of a sheet, one frame after another. Letters are never smaller than they are read
//! from ten metres: what does not fit is shown in pieces, each with all that hangs together, after a view that has names alone.
//!
//! A frame has no title (the court's screen writes it below) and no legend; the signs are explained in a frame of their own, the last.

use super::{
    canvas::{Anchor, Canvas, Rect, at, document, rect},
    font::{Face, NAME},
    ink::{Ink, colour},
    picture::Picture,
    sheet::{Layer, Part, Sheet, What},
};

/// The room of a picture on the court's screen of a cheap projector (1024 × 768), beside its caption.
pub const SCREEN: (f64, f64) = (1_000.0, 690.0);
/// White around what is framed.
const EDGE: f64 = 14.0;
/// A frame takes at least this share of the screen: nothing is blown up.
const SMALLEST: f64 = 0.72;
/// Letters of so many points on the screen are read from ten metres.
const READ: f64 = 22.1;
/// So far from the edge of a frame things stand, else they are cut.
const RIM: f64 = 7.0;

/// What one step shows.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Frame {
    place: Rect,
    upto: usize,
    look: Look,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Look {
    /// Everything, what this step adds lit.
    Full,
    /// Things by their names alone.
    Names,
    /// The signs.
    Legend,
}

impl Sheet {
    /// What the court's screen shows at a step; none: all of it, as far as it can be read at once.
    pub fn presented(&self, step: Option<usize>) -> Picture {
        let frames = self.frames();
        let steps = frames.len().saturating_sub(1);
        let frame = match step {
            Some(step) => frames.get(step.min(steps)).copied(),
            None => self.at_once(),
        };
        let first = || frames.first().copied();
        let Some(frame) = frame.or_else(first) else {
            return self.picture(step);
        };
        let body = match frame.look {
            Look::Legend => self.legend(),
            Look::Full => self.full(frame, step.is_some()),
            Look::Names => {
                let brief = self.overview.as_deref().unwrap_or(self);
                brief.full(frame, false)
            }
        };
        let picture = Picture {
            svg: document(&self.title, frame.place, &body),
            title: self.title.clone(),
            width: frame.place.w,
            height: frame.place.h,
            steps,
        };
        match step {
            None => picture.standing_for(&self.picture(None)),
            Some(_) => picture,
        }
    }

    /// The same with each thing in a step of its own, as a person has it revealed; for tests.
    #[cfg(test)]
    pub fn by_steps(mut self) -> Sheet {
        let mut n = 0;
        for part in &mut self.parts {
            match part.what {
                What::Thing(..) => {
                    n += 1;
                    part.step = n;
                }
                What::Label(..) => part.step = usize::MAX,
                What::Other => {}
            }
        }
        // A line comes when both its ends are there; here with the last thing.
        for part in &mut self.parts {
            part.step = part.step.min(n);
        }
        self
    }

    /// The picture for paper: whole, or in pieces no higher than this, cut between its blocks, with the signs below the last.
    pub fn papers(&self, tallest: f64) -> Vec<Picture> {
        let all = self.room().map_or(0.0, |room| room.h);
        if self.blocks.is_empty() || all <= tallest {
            return vec![self.picture(None)];
        }
        let fits = |room: Rect| room.h <= tallest;
        let mut places = self.joined_blocks(fits);
        // What stands below the blocks goes with the last of them.
        if let (Some(last), Some(all)) = (places.last_mut(), self.room()) {
            last.h = last.h.max(all.y + all.h - last.y);
        }
        let many = places.len();
        let pieces = places.into_iter().enumerate().map(|(n, block)| {
            let mut place = block.grown(EDGE);
            let frame = Frame {
                place,
                upto: self.steps(),
                look: Look::Full,
            };
            let mut body = self.full(frame, false);
            if n + 1 == many {
                let mut signs = Canvas::default();
                let end = self
                    .used
                    .draw(&mut signs, (block.x, block.y + block.h + 24.0), block.w);
                place.h = end - place.y + EDGE;
                body += signs.svg();
            }
            Picture {
                svg: document(&self.title, place, &body),
                title: self.title.clone(),
                width: place.w,
                height: place.h,
                steps: 0,
            }
        });
        pieces.collect()
    }

    /// The last step of presenting.
    pub fn last_frame(&self) -> usize {
        self.frames().len().saturating_sub(1)
    }

    fn frames(&self) -> Vec<Frame> {
        let Some(all) = self.room() else {
            return Vec::new();
        };
        let steps = self.steps();
        let mut frames: Vec<Frame> = Vec::new();
        if fits(all) {
            frames.extend((0..=steps).map(|upto| Frame {
                place: all.grown(EDGE),
                upto,
                look: Look::Full,
            }));
        } else {
            frames.extend(self.by_names(0));
            for upto in 0..=steps {
                let places = self.covering(upto);
                frames.extend(places.into_iter().map(|place| Frame {
                    place,
                    upto,
                    look: Look::Full,
                }));
            }
            frames.extend(self.by_names(steps).filter(|_| steps > 0));
        }
        if !self.used.is_empty() {
            frames.push(Frame {
                place: self.legend_room(),
                upto: steps,
                look: Look::Legend,
            });
        }
        frames
    }

    /// All of it in one frame: whole, or by its names.
    fn at_once(&self) -> Option<Frame> {
        let all = self.room()?;
        let upto = self.steps();
        if fits(all) {
            let place = all.grown(EDGE);
            return Some(Frame {
                place,
                upto,
                look: Look::Full,
            });
        }
        self.by_names(upto)
    }

    /// A view of all things by their names, where these can be read.
    fn by_names(&self, upto: usize) -> Option<Frame> {
        let brief = self.overview.as_deref()?;
        let place = brief.room()?.grown(EDGE);
        let is_any = brief.parts.iter().any(|part| part.step <= upto);
        (is_any && brief.names_are_legible()).then_some(Frame {
            place,
            upto,
            look: Look::Names,
        })
    }

    /// Whether names can be read when all of it stands on the screen at once.
    pub fn names_are_legible(&self) -> bool {
        let Some(place) = self.room().map(|room| room.grown(EDGE)) else {
            return false;
        };
        NAME.size * (SCREEN.0 / place.w).min(SCREEN.1 / place.h) >= READ
    }

    /// The places that together show what a step adds.
    fn covering(&self, step: usize) -> Vec<Rect> {
        let new = || self.parts.iter().filter(move |part| part.step == step);
        let holds = |page: &Rect| {
            let page = page.grown(-RIM);
            new().filter_map(Part::room).any(|room| page.holds(room))
        };
        let mut places: Vec<Rect> = self.pages().into_iter().filter(holds).collect();
        let mut left: Vec<Rect> = new().filter_map(Part::wanted).collect();
        left.retain(|room| places.iter().all(|page| !page.grown(-RIM).holds(*room)));
        left.sort_by(|a, b| (a.y + 0.3 * a.x).total_cmp(&(b.y + 0.3 * b.x)));
        while !left.is_empty() {
            let place = self.screen_around(gathered(&mut left));
            left.retain(|room| !place.grown(-RIM).holds(*room));
            places.push(place);
        }
        places
    }

    /// Blocks below each other, as many as one frame holds.
    fn pages(&self) -> Vec<Rect> {
        let pages = self.joined_blocks(fits).into_iter();
        pages.map(|page| page.grown(EDGE)).collect()
    }

    fn joined_blocks(&self, fits: impl Fn(Rect) -> bool) -> Vec<Rect> {
        let mut joined: Vec<Rect> = Vec::new();
        for block in &self.blocks {
            match joined.last_mut().filter(|page| fits(page.join(*block))) {
                Some(page) => *page = page.join(*block),
                None => joined.push(*block),
            }
        }
        joined
    }

    /// A frame of the screen's shape around a place, not beyond what was drawn where that is larger.
    fn screen_around(&self, place: Rect) -> Rect {
        let wanted = place.grown(EDGE);
        let share = (wanted.w / SCREEN.0).max(wanted.h / SCREEN.1).max(SMALLEST);
        let (w, h) = (share * SCREEN.0, share * SCREEN.1);
        let mut frame = Rect::around(place.centre(), w, h);
        if let Some(all) = self.room().map(|room| room.grown(EDGE)) {
            let inside = |at: f64, length: f64, from: f64, whole: f64| match whole > length {
                true => at.clamp(from, from + whole - length),
                false => from + (whole - length) / 2.0,
            };
            frame.x = inside(frame.x, frame.w, all.x, all.w);
            frame.y = inside(frame.y, frame.h, all.y, all.h);
        }
        frame
    }

    /// Everything that stands wholly in the frame; of things that it cuts the rim, so that lines end at something.
    fn full(&self, frame: Frame, has_light: bool) -> String {
        let mut shown: Vec<&Part> = self
            .parts
            .iter()
            .filter(|part| part.step <= frame.upto)
            .collect();
        shown.sort_by_key(|part| part.layer);
        let mut body = Canvas::default();
        for part in &shown {
            let is_new = has_light && part.step > 0 && part.step == frame.upto;
            if let Some(place) = part
                .lit
                .filter(|lit| is_new && frame.place.grown(-RIM).holds(*lit))
            {
                body.rect(place.grown(9.0), 14.0, &Ink::filled(colour::LIGHT));
            }
        }
        for part in shown {
            let Some(room) = part.room() else { continue };
            let is_whole = frame.place.grown(-RIM).holds(room);
            match &part.what {
                _ if is_whole => body.group(&part.told(), |group| group.put(&part.drawn)),
                What::Thing(thing, centre) if frame.place.meets(room) => {
                    body.group("data-cut=\"\"", |group| thing.shadow(group, *centre));
                }
                What::Other if part.layer == Layer::Line && frame.place.meets(room) => {
                    body.group(&part.told(), |group| group.put(&part.drawn));
                }
                _ => {}
            }
        }
        body.svg().to_owned()
    }

    fn legend(&self) -> String {
        let mut canvas = Canvas::default();
        let head = Face::bold(30.0);
        let words = "Ký hiệu trên sơ đồ";
        canvas.text(at(0.0, 30.0), words, head, Anchor::Start, colour::INK);
        self.used.listed(&mut canvas, 76.0);
        canvas.svg().to_owned()
    }

    fn legend_room(&self) -> Rect {
        let mut canvas = Canvas::default();
        self.used.listed(&mut canvas, 76.0);
        let room = rect(0.0, 0.0, 640.0, 440.0);
        canvas
            .room()
            .map_or(room, |used| used.join(room))
            .grown(30.0)
    }
}

impl Part {
    /// The room it takes, a thing with its rim.
    fn room(&self) -> Option<Rect> {
        self.drawn.room()
    }

    /// What a frame should show of it: a thing; a label with both things it stands between, where one frame can hold them.
    fn wanted(&self) -> Option<Rect> {
        let room = self.room()?;
        match self.what {
            What::Thing(..) => Some(room),
            What::Label(from, to) => {
                let all = room.join(from.grown(2.0)).join(to.grown(2.0));
                Some(if fits(all) { all } else { room })
            }
            What::Other => (self.layer == Layer::Above && fits(room)).then_some(room),
        }
    }
}

fn fits(room: Rect) -> bool {
    let framed = room.grown(EDGE);
    framed.w <= SCREEN.0 && framed.h <= SCREEN.1
}

/// As much of what is left as one frame holds: the first, and what makes the frame grow least.
fn gathered(left: &mut Vec<Rect>) -> Rect {
    let mut frame = left.remove(0);
    loop {
        let larger = left
            .iter()
            .enumerate()
            .map(|(n, room)| (n, frame.join(*room)));
        let next = larger
            .filter(|(_, joined)| fits(*joined))
            .min_by(|(_, a), (_, b)| (a.w * a.h).total_cmp(&(b.w * b.h)));
        let Some((n, joined)) = next else {
            return frame;
        };
        left.remove(n);
        frame = joined;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Edge, Mark, Node, Symbol, proof};

    /// A row of people who each know the next; some appear with a step.
    fn row(many: usize, steps: bool) -> Sheet {
        let mut sheet = Sheet::new("Quan hệ");
        let thing = |n: usize| {
            Node::new(Symbol::Person, format!("Nguyễn Văn Người {n}"))
                .id(n.to_string())
                .bl("BL 12, 37a")
                .marks([Mark::Unsourced])
                .measured()
        };
        for n in 0..many {
            sheet.step(if steps { n } else { 0 });
            let (x, y) = (440.0 * (n % 4) as f64, 330.0 * (n / 4) as f64);
            sheet.node(at(x, y), &thing(n));
            if n % 4 > 0 {
                let ends = [
                    thing(n - 1).outline(at(x - 440.0, y)),
                    thing(n).outline(at(x, y)),
                ];
                sheet.edge(&Edge::new(ends[0], ends[1], "quen"));
            }
        }
        sheet
    }

    #[test]
    fn what_fits_is_one_frame_that_never_jumps_and_its_signs_come_last() {
        let sheet = row(2, true);
        let all: Vec<Picture> = (0..=2).map(|step| sheet.presented(Some(step))).collect();
        assert_eq!((all[0].steps, all[0].width), (2, all[1].width));
        assert!(all[1].svg.contains("data-id=\"1\"") && !all[0].svg.contains("data-id=\"1\""));
        assert!(all[1].svg.contains(colour::LIGHT));
        assert!(all[2].svg.contains("Ký hiệu trên sơ đồ") && !all[1].svg.contains("Ký hiệu"));
        let whole = sheet.presented(None);
        assert!(whole.svg.contains("data-id=\"1\"") && !whole.svg.contains(colour::LIGHT));
    }

    #[test]
    fn what_is_too_large_is_told_by_names_and_then_in_pieces_that_can_be_read() {
        for steps in [false, true] {
            let sheet = row(12, steps);
            let last = sheet.presented(Some(0)).steps;
            let all: Vec<Picture> = (0..=last).map(|step| sheet.presented(Some(step))).collect();
            for picture in &all {
                assert_eq!(proof::faults(&picture.svg), Vec::<String>::new());
            }
            for n in 0..12 {
                let own = format!("data-id=\"{n}\"");
                let is_told = |one: &&Picture| one.svg.contains(&own) && one.svg.contains("BL 12");
                assert!(
                    all.iter().any(|one| is_told(&one)),
                    "{n} can be read nowhere"
                );
            }
            assert_eq!(
                proof::faults(&sheet.presented(None).svg),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn whoever_compares_pictures_sees_a_change_that_the_first_frame_leaves_out() {
        let (one, mut other) = (row(12, false), row(12, false));
        other.step(3);
        other.draw(Layer::Above, "", |canvas| {
            canvas.text(at(400.0, 400.0), "khác", NAME, Anchor::Start, colour::INK);
        });
        assert_ne!(one.presented(None).svg, other.presented(None).svg);
    }
}
