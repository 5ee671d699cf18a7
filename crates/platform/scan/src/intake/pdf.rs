//! Tệp PDF: a page that is one picture gives that picture as it is; any other page is drawn at 300 dpi.

use super::IntakeError;
use super::text_layer::{Glyphs, words_of};
use crate::page::{MOST_PIXELS, PageError, PageImage, Pixels, check_size};
use crate::turn;
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::{Affine, BezPath, Rect, Shape};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{GrayImage, RgbImage};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The resolution pages are drawn at, the one scans come in.
const DRAWN_DPI: f32 = 300.0;

pub(super) fn open(bytes: Arc<super::Bytes>) -> Result<Pdf, IntakeError> {
    let whole = holds_end((*bytes).as_ref());
    let opened = catch_unwind(AssertUnwindSafe(|| Pdf::new(bytes.clone())));
    let pdf = match opened {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::InvalidEncryption))) | Err(_) => {
            return Err(IntakeError::Broken { readable_pages: 0 });
        }
        Ok(Err(LoadPdfError::Decryption(_))) => return Err(IntakeError::Encrypted),
        Ok(Err(LoadPdfError::Invalid)) => return Err(IntakeError::Broken { readable_pages: 0 }),
    };
    match pdf.pages().len() {
        // A good file may say that it has no page; a torn one has lost the list of them.
        0 if whole => Err(IntakeError::NoPages),
        // A copy that broke off still shows its pages, but blank ones where their pictures were.
        pages if !whole => Err(IntakeError::Broken {
            readable_pages: pages,
        }),
        _ => Ok(pdf),
    }
}

/// A whole file ends with its end mark; one cut off on the way does not.
fn holds_end(bytes: &[u8]) -> bool {
    bytes[bytes.len().saturating_sub(2048)..]
        .windows(5)
        .any(|w| w == b"%%EOF")
}

/// Files up to this size are looked through whole for a signature, larger ones near their two ends.
const LOOKED_THROUGH: usize = 64 << 20;
/// How much of a large file is looked at, at each end.
const NEAR_AN_END: usize = 4 << 20;

/// How a copy that this program exported names its maker, in the open (XMP of PDF/A).
const OWN_MAKER: &[u8] = "<pdf:Producer>Kiểm Sát Số</pdf:Producer>".as_bytes();

/// Bản do chính Kiểm Sát Số xuất: no scan of the paper, but a copy of one that is already here or elsewhere.
pub(super) fn is_own_copy(bytes: &[u8]) -> bool {
    let holds = |part: &[u8]| part.windows(OWN_MAKER.len()).any(|w| w == OWN_MAKER);
    match bytes.len() <= 2 * NEAR_AN_END {
        true => holds(bytes),
        false => holds(&bytes[bytes.len() - NEAR_AN_END..]) || holds(&bytes[..NEAR_AN_END]),
    }
}

/// Chữ ký số nhúng trong tệp: the range of bytes it speaks of stands in the open, never packed away.
pub(super) fn holds_signature(bytes: &[u8]) -> bool {
    let holds = |part: &[u8]| part.windows(10).any(|w| w == b"/ByteRange");
    match bytes.len() <= LOOKED_THROUGH {
        true => holds(bytes),
        false => holds(&bytes[bytes.len() - NEAR_AN_END..]) || holds(&bytes[..NEAR_AN_END]),
    }
}

pub(super) fn page(pdf: &Pdf, number: usize) -> Result<PageImage, PageError> {
    // The PDF libraries are pure Rust; a page that upsets one of them must not end the job of the other pages.
    catch_unwind(AssertUnwindSafe(|| read(&pdf.pages()[number - 1], number)))
        .unwrap_or(Err(PageError::Broken { page: number }))
}

fn read(page: &Page<'_>, number: usize) -> Result<PageImage, PageError> {
    let (width, height) = page.render_dimensions();
    let mut survey = Survey {
        page: Rect::new(0.0, 0.0, f64::from(width), f64::from(height)),
        number,
        ..Survey::default()
    };
    let cache = InterpreterCache::new();
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(
        transform,
        survey.page,
        &cache,
        page.xref(),
        InterpreterSettings::default(),
    );
    interpret_page(page, &mut context, &mut survey);
    if let Some(error) = survey.error {
        return Err(error);
    }
    match survey.picture {
        Some((pixels, dpi)) if survey.marks == 0 => Ok(PageImage {
            pixels,
            dpi,
            words: None,
        }),
        _ => {
            if survey.lost_picture && survey.marks == 0 && survey.glyphs.is_empty() {
                return Err(PageError::Broken { page: number });
            }
            // A picture of a sheet with a caption or a stamped number beside it is a scan all the same.
            let is_captioned =
                survey.covered > 0.6 * survey.page.area() && survey.glyphs.count() < FEW_LETTERS;
            let drawn = draw(page, number, &survey.glyphs)?;
            Ok(PageImage {
                words: drawn.words.filter(|_| !is_captioned),
                ..drawn
            })
        }
    }
}

/// A caption is shorter; a paper that was written on a coloured ground is longer.
const FEW_LETTERS: usize = 200;

fn draw(page: &Page<'_>, number: usize, glyphs: &Glyphs) -> Result<PageImage, PageError> {
    let (width, height) = page.render_dimensions();
    // A plan or a map: fewer dots an inch rather than no page.
    let most = (MOST_PIXELS as f32 / (width * height).max(1.0))
        .sqrt()
        .min(60_000.0 / width.max(height));
    let scale = (DRAWN_DPI / 72.0).min(most);
    let settings = PixmapSettings {
        x_scale: scale,
        y_scale: scale,
        bg_color: WHITE,
    };
    let drawn = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &settings,
    );
    let (w, h) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let data: Vec<u8> = drawn.data().iter().flat_map(|p| [p.r, p.g, p.b]).collect();
    let picture = RgbImage::from_raw(w, h, data).ok_or(PageError::Broken { page: number })?;
    let words = words_of(glyphs, scale);
    Ok(PageImage {
        pixels: grey_if_colourless(picture),
        dpi: scale * 72.0,
        words: (!words.is_empty()).then_some(words),
    })
}

fn grey_if_colourless(picture: RgbImage) -> Pixels {
    let colourless = picture
        .as_raw()
        .chunks_exact(3)
        .all(|p| p[0].abs_diff(p[1]) < 12 && p[1].abs_diff(p[2]) < 12);
    let pixels = Pixels::Rgb(picture);
    if colourless {
        Pixels::Gray(pixels.red())
    } else {
        pixels
    }
}

/// Looks at everything a page draws: is it one picture, and which letters stand on it.
#[derive(Default)]
struct Survey {
    page: Rect,
    number: usize,
    picture: Option<(Pixels, f32)>,
    lost_picture: bool,
    /// The area under pictures.
    covered: f64,
    marks: u32,
    glyphs: Glyphs,
    error: Option<PageError>,
}

impl Survey {
    /// Pages of scanners wrap their picture in white or empty boxes; only ink beside the picture counts.
    fn mark(&mut self, covered: Rect) {
        if covered.intersect(self.page).area() > 0.5 {
            self.marks += 1;
        }
    }

    fn take_picture(&mut self, image: &Image<'_, '_>, placed: Affine) {
        let (w, h) = (image.width(), image.height());
        if let Err(error) = check_size(self.number, w, h) {
            self.error = Some(error);
            return;
        }
        let covered = placed.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(w), f64::from(h)));
        self.covered += covered.intersect(self.page).area();
        let whole = covered.intersect(self.page).area() > 0.93 * self.page.area()
            && covered.area() < 1.15 * self.page.area();
        if !whole || self.picture.is_some() {
            self.mark(covered);
            return;
        }
        let Some((quarters, mirrored)) = quarter_turns(placed) else {
            return self.mark(covered);
        };
        let mut taken = None;
        let mut plain = !mirrored;
        if let Image::Raster(raster) = image {
            raster.with_rgba(
                |data, alpha| {
                    plain &= alpha.is_none();
                    taken = pixels_of(data);
                },
                None,
            );
        } else {
            plain = false;
        }
        match taken {
            Some(pixels) if plain => {
                let pixels = turn::quarter(pixels, quarters);
                let dpi = (f64::from(pixels.width()) / covered.width() * 72.0) as f32;
                self.picture = Some((pixels, dpi));
            }
            Some(_) => self.mark(covered),
            None if matches!(image, Image::Raster(_)) => self.lost_picture = true,
            None => self.mark(covered),
        }
    }
}

/// How a picture is laid on the page: clockwise quarter turns, and whether it is mirrored. None when it is slanted.
fn quarter_turns(placed: Affine) -> Option<(u8, bool)> {
    let [a, b, c, d, _, _] = placed.as_coeffs();
    let size = a.hypot(b).max(c.hypot(d));
    let near = |v: f64| v.abs() < 0.01 * size;
    let quarters = match () {
        () if near(b) && near(c) && a > 0.0 => 0,
        () if near(b) && near(c) => 2,
        () if near(a) && near(d) && b > 0.0 => 1,
        () if near(a) && near(d) => 3,
        () => return None,
    };
    Some((quarters, a * d - b * c < 0.0))
}

fn pixels_of(data: ImageData) -> Option<Pixels> {
    match data {
        ImageData::Rgb(d) => RgbImage::from_raw(d.width, d.height, d.data).map(Pixels::Rgb),
        ImageData::Luma(d) => GrayImage::from_raw(d.width, d.height, d.data).map(Pixels::Gray),
    }
}

fn is_white(props: &DrawProps<'_>) -> bool {
    match &props.paint {
        hayro::hayro_interpret::Paint::Color(c) => {
            c.to_rgba().to_rgba8()[..3].iter().all(|v| *v > 250)
        }
        hayro::hayro_interpret::Paint::Pattern(_) => false,
    }
}

impl<'a> Device<'a> for Survey {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        if !is_white(&props) {
            self.mark(
                props
                    .transform
                    .transform_rect_bbox(path.bounding_box())
                    .inflate(0.5, 0.5),
            );
        }
    }
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        // Invisible letters are another program's reading of a scan: we read for ourselves.
        if !matches!(mode, DrawMode::Invisible) {
            self.marks += 1;
            self.glyphs.add(run, props.transform);
        }
    }
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.take_picture(&image, props.transform);
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
