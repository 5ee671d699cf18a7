//! Sơ đồ ra tệp: a drawing (SVG) on one A3 sheet as PDF/A, or as PNG; its letters are those of the program, never the machine's.

use std::sync::{Arc, LazyLock};

use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};
use serde::Serialize;
use typst::foundations::Bytes;

use crate::engine::{Typesetter, file};
use crate::error::TypesetError;
use crate::fonts;

/// Một sơ đồ trên giấy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PictureSheet {
    /// What the file calls itself.
    pub title: String,
    /// Lies across unless it is taller than wide.
    pub is_upright: bool,
    /// The line below it, left: whose it is.
    pub office: String,
    /// The same, right: "In ngày 21/11/2026".
    pub note: String,
    /// Day of printing; an archival file must tell it.
    pub printed_on: Option<[i32; 3]>,
}

/// What the layout reads.
#[derive(Serialize)]
struct Sheets<'a> {
    #[serde(flatten)]
    sheet: &'a PictureSheet,
    count: usize,
}

/// Points on a side: beyond it a picture is no use and takes the memory of the machine.
const LARGEST: u32 = 8_000;

static FACES: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    for is_bold in [false, true] {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(fonts::sans(is_bold))));
    }
    faces.set_sans_serif_family("Liberation Sans");
    Arc::new(faces)
});

impl Typesetter {
    /// Sơ đồ khổ A3: PDF/A when it tells the day of printing.
    pub fn picture_pdf(&self, sheet: &PictureSheet, svg: &str) -> Result<Vec<u8>, TypesetError> {
        self.pictures_pdf(sheet, &[svg.to_owned()])
    }

    /// The same of several drawings, a sheet each.
    pub fn pictures_pdf(
        &self,
        sheet: &PictureSheet,
        svgs: &[String],
    ) -> Result<Vec<u8>, TypesetError> {
        let drawings: Vec<_> = (0..)
            .zip(svgs)
            .map(|(n, svg)| {
                (
                    file(&format!("picture-{n}.svg")),
                    Bytes::from_string(svg.clone()),
                )
            })
            .collect();
        let sheets = Sheets {
            sheet,
            count: svgs.len(),
        };
        let pages = self.lay_with(&self.picture, &sheets, &drawings)?;
        self.write(&pages, sheet.printed_on.is_some())
    }
}

/// Sơ đồ dạng ảnh PNG, so many points wide, on white.
pub fn picture_png(svg: &str, width: u32) -> Result<Vec<u8>, TypesetError> {
    let refused = |cause: &dyn std::fmt::Display| TypesetError::Picture(cause.to_string());
    let options = Options {
        font_family: "Liberation Sans".to_owned(),
        fontdb: FACES.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(|cause| refused(&cause))?;
    let width = width.clamp(16, LARGEST);
    let scale = width as f32 / tree.size().width();
    let height = (tree.size().height() * scale).ceil() as u32;
    let mut paper =
        Pixmap::new(width, height.clamp(1, LARGEST)).ok_or_else(|| refused(&"no room"))?;
    paper.fill(Color::WHITE);
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut paper.as_mut(),
    );
    paper.encode_png().map_err(|cause| refused(&cause))
}
