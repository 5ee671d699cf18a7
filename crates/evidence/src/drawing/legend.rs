//! Chú giải ký hiệu: printed below every picture, of what stands in it and no more.

use std::collections::BTreeSet;

use super::{
    canvas::{Anchor, Canvas, Rect, at, rect},
    font::{BADGE, Face},
    ink::{Certainty, Dash, Ink, colour},
    node::Mark,
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

const WORDS: Face = Face::plain(16.0);
const HEAD: Face = Face::bold(16.0);
const SAMPLE: f64 = 46.0;
const LINE: f64 = 36.0;

impl Used {
    fn samples(&self) -> Vec<(Canvas, f64, String)> {
        let mut all = Vec::new();
        for symbol in self.symbols.iter().filter(|one| **one != Symbol::Plain) {
            let mut canvas = Canvas::default();
            let place = match symbol {
                Symbol::Victim => Rect::around(at(0.0, 0.0), 26.0, 26.0),
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
            let width = BADGE.width(mark.name_vi()) + 14.0;
            mark.draw(&mut canvas, at(width / 2.0, 0.0));
            all.push((canvas, width, said_vi(*mark).to_owned()));
        }
        for (canvas, words) in &self.own {
            all.push((canvas.clone(), SAMPLE, words.clone()));
        }
        all
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
        let mut middle = top + 26.0;
        canvas.text(
            at(left, middle + 5.5),
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
            let moved = format!(
                "transform=\"translate({} {})\"",
                super::canvas::n(x + wide / 2.0),
                super::canvas::n(middle)
            );
            canvas.group(&moved, |inner| {
                inner.put(&sample);
            });
            canvas.text(
                at(x + wide + 9.0, middle + 5.5),
                &words,
                WORDS,
                Anchor::Start,
                colour::INK,
            );
            x += whole + 26.0;
        }
        let end = middle + 20.0;
        canvas.takes(rect(left, top, width, end - top));
        end
    }
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
