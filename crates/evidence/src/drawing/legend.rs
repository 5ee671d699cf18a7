//! Chú giải ký hiệu: printed below every picture, of what stands in it and no more.

use std::collections::BTreeSet;

use super::{
    canvas::{Anchor, Canvas, Point, Rect, at, rect},
    font::{Face, LEAST},
    ink::{Certainty, Dash, Ink, colour},
    node::{Mark, pill_size},
    symbol::Symbol,
};

/// What a picture uses.
#[derive(Debug, Clone, Default)]
pub(super) struct Used {
    pub symbols: BTreeSet<Symbol>,
    pub lines: BTreeSet<Certainty>,
    pub marks: BTreeSet<Mark>,
    /// Samples of the picture's own, drawn around the origin in a room of 46 by 26, and what they say.
    pub own: Vec<(Canvas, String)>,
}

const WORDS: Face = Face::plain(LEAST);
const HEAD: Face = Face::bold(LEAST);
/// Words of the list on a screen.
const LISTED: Face = Face::plain(27.0);
const SAMPLE: f64 = 46.0;
const LINE: f64 = 44.0;

impl Used {
    /// Whether anything wants to be explained.
    pub fn is_empty(&self) -> bool {
        self.samples().is_empty()
    }

    fn samples(&self) -> Vec<(Canvas, f64, String)> {
        let mut all = Vec::new();
        for symbol in self.symbols.iter().filter(|one| **one != Symbol::Plain) {
            let mut canvas = Canvas::default();
            let place = match symbol {
                Symbol::Victim => Rect::around(at(0.0, 0.0), 40.0, 26.0),
                _ => Rect::around(at(0.0, 0.0), 44.0, 26.0),
            };
            symbol.draw(&mut canvas, place, Dash::Solid);
            symbol.draw_sign(&mut canvas, at(-8.0, -8.0), 16.0);
            all.push((canvas, SAMPLE, symbol.name_vi().to_owned()));
        }
        for certainty in &self.lines {
            let mut canvas = Canvas::default();
            let ink = Ink::line(2.5).dash(certainty.dash());
            canvas.line(at(-22.0, 0.0), at(22.0, 0.0), &ink);
            let mut words = certainty.name_vi().to_owned();
            if *certainty == Certainty::Disputed {
                words += " (?)";
            }
            all.push((canvas, SAMPLE, words));
        }
        for mark in &self.marks {
            let mut canvas = Canvas::default();
            let (width, _) = pill_size(*mark);
            mark.draw(&mut canvas, at(0.0, 0.0));
            all.push((canvas, width, said_vi(*mark).to_owned()));
        }
        for (canvas, words) in &self.own {
            all.push((canvas.clone(), SAMPLE, words.clone()));
        }
        all
    }

    /// Draws it as a list of its own, for a screen: one line each, two columns where there is much.
    pub fn listed(&self, canvas: &mut Canvas, top: f64) {
        let samples = self.samples();
        let rows = samples
            .len()
            .div_ceil(if samples.len() > 9 { 2 } else { 1 });
        let wide = |(_, wide, words): &(Canvas, f64, String)| wide + 26.0 + LISTED.width(words);
        let column = samples.iter().take(rows).map(wide).fold(0.0, f64::max) + 50.0;
        let sign = |n: usize| samples.iter().skip(n * rows).take(rows).map(|one| one.1);
        for (n, (sample, _, words)) in samples.iter().enumerate() {
            let left = column * (n / rows.max(1)) as f64;
            let room = sign(n / rows.max(1)).fold(0.0, f64::max);
            let middle = top + 52.0 * (n % rows.max(1)) as f64 + 16.0;
            let centre = at(left + room / 2.0, middle);
            canvas.group(&moved(centre), |inner| inner.put(sample));
            canvas.takes(Rect::around(centre, room, 30.0));
            let words_at = at(left + room + 26.0, middle + 9.0);
            canvas.text(words_at, words, LISTED, Anchor::Start, colour::INK);
        }
    }

    /// Draws it below `top`, no wider than this; answers where it ends.
    pub fn draw(&self, canvas: &mut Canvas, (left, top): (f64, f64), width: f64) -> f64 {
        let samples = self.samples();
        if samples.is_empty() {
            return top;
        }
        canvas.line(
            at(left, top),
            at(left + width, top),
            &Ink::line(1.0).stroke(colour::HAIR),
        );
        let mut middle = top + 30.0;
        canvas.text(
            at(left, middle + 8.0),
            "Ký hiệu",
            HEAD,
            Anchor::Start,
            colour::INK,
        );
        let begin = left + HEAD.width("Ký hiệu") + 22.0;
        let mut x = begin;
        for (sample, wide, words) in samples {
            let whole = wide + 9.0 + WORDS.width(&words);
            if x > begin && x + whole > left + width {
                x = begin;
                middle += LINE;
            }
            canvas.group(&moved(at(x + wide / 2.0, middle)), |inner| {
                inner.put(&sample);
            });
            canvas.text(
                at(x + wide + 9.0, middle + 8.0),
                &words,
                WORDS,
                Anchor::Start,
                colour::INK,
            );
            x += whole + 26.0;
        }
        let end = middle + 24.0;
        canvas.takes(rect(left, top, width, end - top));
        end
    }
}

fn moved(to: Point) -> String {
    let n = super::canvas::n;
    format!("transform=\"translate({} {})\"", n(to.x), n(to.y))
}

fn said_vi(mark: Mark) -> &'static str {
    match mark {
        Mark::Unsourced => "chưa gắn bút lục nào",
        Mark::Recheck => "chứng cứ đã rút hoặc nguồn đã đổi",
        Mark::Orphaned => "hồ sơ không còn dữ liệu này",
        Mark::Impossible => "không thể cùng xảy ra",
        Mark::Proposed => "chưa ai xác nhận",
    }
}
