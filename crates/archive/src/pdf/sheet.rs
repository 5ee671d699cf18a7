//! Tờ tự lập: lines of words, rules and links on a sheet.

use std::fmt::Write as _;

use super::Letters;

/// Words at a place; `y` is counted from the lower edge.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// From the left edge.
    pub x: f32,
    /// The foot of the letters.
    pub y: f32,
    /// How high they are.
    pub size: f32,
    /// What is read.
    pub words: String,
}

/// Một tờ.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its width and height in points.
    pub size: (f32, f32),
    /// Its words.
    pub lines: Vec<Line>,
    /// Thin rules from a point to a point.
    pub rules: Vec<[f32; 4]>,
    /// Places that lead to a page, from 0.
    pub links: Vec<([f32; 4], usize)>,
}

impl Sheet {
    pub(super) fn drawing(&self, letters: &mut Letters) -> String {
        let mut drawn = String::from("/Xam cs 0 sc /Xam CS 0 SC 0.5 w\n");
        for [x0, y0, x1, y1] in &self.rules {
            let _ = writeln!(drawn, "{x0:.1} {y0:.1} m {x1:.1} {y1:.1} l S");
        }
        for line in &self.lines {
            let codes = letters.codes(&line.words);
            let _ = writeln!(
                drawn,
                "BT /T {:.1} Tf {:.1} {:.1} Td <{codes}> Tj ET",
                line.size, line.x, line.y
            );
        }
        drawn
    }
}
