//! Sơ đồ thành tệp: the drawing itself (SVG), a picture (PNG), a sheet of paper (PDF).

use std::sync::Arc;

use chrono::Datelike;
use shell::{App, vi_date};
use typeset::{PictureSheet, TypesetError, Typesetter};

/// A finished drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it is called.
    pub title: String,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// The whole file.
    pub svg: String,
    /// How many steps reveal it; 0 when it is there at once.
    pub steps: usize,
}

impl Picture {
    /// The same, told apart wherever `whole` differs: whoever holds an earlier picture against this one sees every change, also of what
    /// this frame leaves out.
    pub fn standing_for(mut self, whole: &Picture) -> Picture {
        let hash = files::FileId::of(whole.svg.as_bytes());
        let end = format!("<metadata>{hash}</metadata></svg>");
        self.svg = self.svg.replace("</svg>", &end);
        self
    }
}

/// The picture as PNG, so many points wide. Takes the time of a processor: call it off the runtime's threads.
pub fn png(picture: &Picture, width: u32) -> Result<Vec<u8>, TypesetError> {
    typeset::picture_png(&picture.svg, width)
}

/// The picture on one A3 sheet (PDF/A), with the office and the day below it. Takes the time of a processor.
pub fn pdf_a3(app: &App, office: &str, picture: &Picture) -> Result<Vec<u8>, TypesetError> {
    let press = app.find::<Typesetter>();
    let press = press.unwrap_or_else(|| Arc::new(Typesetter::new()));
    let today = app.today();
    let sheet = PictureSheet {
        title: picture.title.clone(),
        is_upright: picture.height > picture.width,
        office: office.to_owned(),
        note: format!("In ngày {}", vi_date(today)),
        printed_on: Some([today.year(), today.month() as i32, today.day() as i32]),
    };
    press.picture_pdf(&sheet, &picture.svg)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::{Node, Sheet, Symbol, at};

    #[test]
    fn a_picture_is_as_wide_as_asked_and_keeps_its_shape() {
        let mut sheet = Sheet::new("Sơ đồ");
        sheet.node(
            at(0.0, 0.0),
            &Node::new(Symbol::Place, "Chợ Mường La").measured(),
        );
        let picture = sheet.picture(None);
        let file = png(&picture, 640).unwrap();
        let side = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
        assert!(file.starts_with(b"\x89PNG"));
        let high = (640.0 * picture.height / picture.width).round() as i64;
        assert_eq!(side(16), 640);
        assert!((i64::from(side(20)) - high).abs() <= 1);
        let broken = Picture {
            svg: "<svg".to_owned(),
            ..picture
        };
        assert!(png(&broken, 640).is_err());
    }
}
