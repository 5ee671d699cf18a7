//! Ảnh trang để xem: the upright, straightened picture at 150 dpi, its thumbnail, and what reading needs.

use crate::clean::{self, Cleaning};
use crate::crop;
use crate::findings::Finding;
use crate::ink::halved;
use crate::page::{PageImage, Pixels, Rect};
use crate::straight::{Lie, lie_of};
use crate::strange;
use crate::turn::{self, Turn};
use crate::words::Word;
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, imageops};

/// Dots per inch of the prepared picture; every box this crate gives is in its pixels.
pub const DISPLAY_DPI: u32 = 150;
/// Width of a thumbnail.
pub const THUMBNAIL_PX: u32 = 200;

const JPEG_QUALITY: u8 = 70;
const READING_DPI: f32 = 300.0;

/// A page ready to be shown and read.
pub struct Prepared {
    /// How the delivered page was turned; keep it with the page.
    pub turn: Turn,
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// The picture: grey JPEG, about 200 KB.
    pub jpeg: Vec<u8>,
    /// The thumbnail: grey JPEG of [`THUMBNAIL_PX`] width.
    pub thumbnail: Vec<u8>,
    /// Nothing is written on the page (trang trắng).
    pub blank: bool,
    /// What will be done before reading.
    pub cleaning: Cleaning,
    /// Specks in the picture, a measure of how bad the copy is.
    pub specks: usize,
    /// What is to be known of it before anyone reads it.
    pub findings: Vec<Finding>,
    /// The upright page at 300 dpi.
    pub(crate) page: Pixels,
    /// The sheet within the picture as delivered, at reading resolution, and how much that was enlarged.
    pub(crate) sheet: (Rect, f32),
    /// Much of it shows many tones, as a photograph does.
    pub(crate) is_tonal: bool,
    /// Strokes of a letter's size, boxes in the picture.
    pub(crate) letters: Vec<Rect>,
    /// The words of a born-digital page, boxes in the picture.
    pub(crate) words: Option<Vec<Word>>,
}

impl Prepared {
    /// Prepare a page whose turn is known from the first time; nothing is searched.
    pub fn again(page: PageImage, turn: Turn) -> Prepared {
        let draft = Draft::of(page);
        draft.finish(turn)
    }

    pub(crate) fn scale(&self) -> f32 {
        self.width as f32 / self.page.width().max(1) as f32
    }

    /// A box of the page as delivered, on the sheet before it was turned.
    pub(crate) fn on_sheet(&self, rect: Rect) -> Rect {
        let (sheet, by) = self.sheet;
        rect.scaled(by).moved(-sheet.x0, -sheet.y0)
    }
}

/// A page at reading resolution whose lie is known but which has not been turned yet.
pub(crate) struct Draft {
    pixels: Pixels,
    words: Option<Vec<Word>>,
    sheet: (Rect, f32),
    pub lie: Lie,
}

impl Draft {
    pub fn of(page: PageImage) -> Draft {
        let by = READING_DPI / page.dpi.max(30.0);
        let (pixels, words) = if (0.87..1.15).contains(&by) {
            (page.pixels, page.words)
        } else {
            let words = page.words.map(|words| {
                words
                    .into_iter()
                    .map(|w| Word {
                        rect: w.rect.scaled(by),
                        ..w
                    })
                    .collect()
            });
            (resized(page.pixels, by), words)
        };
        let by = if (0.87..1.15).contains(&by) { 1.0 } else { by };
        let luma = pixels.luma();
        let sheet = match words {
            Some(_) => Rect::from([0, 0, luma.width() as i32, luma.height() as i32]),
            None => crop::sheet_of(&luma),
        };
        let is_whole = (sheet.width() as u32, sheet.height() as u32) == luma.dimensions();
        let pixels = crop::cut(pixels, sheet);
        let lie = match is_whole {
            true => lie_of(&luma),
            false => lie_of(&pixels.luma()),
        };
        Draft {
            pixels,
            words,
            sheet: (sheet, by),
            lie,
        }
    }

    /// What the letters say alone; `None` where only reading can tell, with the turns to try.
    pub fn quarters(&self) -> Result<u8, Vec<u8>> {
        let Lie {
            sideways,
            standing,
            sideways_certainty,
            ..
        } = self.lie;
        if self.words.is_some() || self.lie.letters.len() < FEWEST_LETTERS {
            return Ok(0);
        }
        let base = if sideways { 1 } else { 0 };
        if sideways_certainty < 1.25 {
            return Err(vec![0, 1, 2, 3]);
        }
        match standing {
            s if s > 1.9 => Ok(base),
            s if s < 0.53 => Ok(base + 2),
            _ => Err(vec![base, base + 2]),
        }
    }

    /// A strip of the page with many letters, turned, for a trial reading.
    pub fn strip(&self, quarters: u8) -> GrayImage {
        let pixels = turn::quarter(Pixels::Gray(self.pixels.red()), quarters);
        let Pixels::Gray(image) = turn::straighten(pixels, self.degrees(quarters)) else {
            return GrayImage::default();
        };
        let (w, h) = image.dimensions();
        let dark = |y: u32| {
            image
                .rows()
                .nth(y as usize)
                .map_or(0, |row| row.filter(|p| p.0[0] < 128).count())
        };
        let per_row: Vec<usize> = (0..h).step_by(16).map(dark).collect();
        let rows = (500 / 16).min(per_row.len().max(1));
        let best = per_row
            .windows(rows)
            .enumerate()
            .max_by_key(|(_, w)| w.iter().sum::<usize>())
            .map_or(0, |(n, _)| n);
        imageops::crop_imm(&image, 0, best as u32 * 16, w, 500.min(h)).to_image()
    }

    fn degrees(&self, quarters: u8) -> f32 {
        let known = self.lie.sideways == (quarters % 2 == 1)
            && self.words.is_none()
            && self.lie.letters.len() >= 40;
        if known && self.lie.degrees.abs() >= 0.08 {
            self.lie.degrees
        } else {
            0.0
        }
    }

    pub fn upright(self, quarters: u8) -> Prepared {
        let turn = Turn {
            quarters: quarters % 4,
            degrees: self.degrees(quarters),
        };
        self.finish(turn)
    }

    fn finish(self, turn: Turn) -> Prepared {
        let (w, h) = (self.pixels.width(), self.pixels.height());
        let page = turn::straighten(turn::quarter(self.pixels, turn.quarters), turn.degrees);
        let luma = page.luma();
        let picture = halved(&luma);
        let by = picture.width() as f32 / luma.width().max(1) as f32;
        let words = self.words.map(|words| {
            let placed = |word: Word| Word {
                rect: turn::quarter_rect(word.rect, turn.quarters, w, h).scaled(by),
                ..word
            };
            words.into_iter().map(placed).collect::<Vec<_>>()
        });
        let letters = self
            .lie
            .letters
            .iter()
            .map(|l| turn::quarter_rect(*l, turn.quarters, w / 2, h / 2));
        let letters = letters
            .map(|l| tilted(l, turn.degrees, picture.width(), picture.height()))
            .collect();
        let bilevel = clean::is_bilevel(&luma);
        let is_tonal = words.is_none() && strange::is_tonal(&picture);
        let blank = words.is_none() && self.lie.letters.len() < FEWEST_LETTERS && !is_tonal;
        Prepared {
            findings: findings(&luma, turn, blank, words.is_some()),
            sheet: self.sheet,
            is_tonal,
            turn,
            width: picture.width(),
            height: picture.height(),
            jpeg: jpeg(&picture),
            thumbnail: jpeg(&thumbnail(&picture)),
            blank,
            cleaning: clean::choose(self.lie.specks, bilevel),
            specks: self.lie.specks,
            page,
            letters,
            words,
        }
    }
}

/// A back with show-through or dirt has some spots of a letter's size, a page with one written line has more.
const FEWEST_LETTERS: usize = 12;

/// Twice A4 at 300 dpi, with what a scanner leaves off.
const LARGE_SHEET: u32 = 14_000_000;

fn findings(page: &GrayImage, turn: Turn, blank: bool, is_born_digital: bool) -> Vec<Finding> {
    let mut found = Vec::new();
    match turn.quarters {
        _ if blank => found.push(Finding::Blank),
        2 => found.push(Finding::UpsideDown),
        1 | 3 => found.push(Finding::Sideways),
        _ => {}
    }
    if page.width() * page.height() > LARGE_SHEET {
        found.push(Finding::LargeSheet);
    } else if !blank && !is_born_digital {
        found.extend(crop::fold(page));
    }
    found
}

/// A small box after the page has been turned clockwise by a few degrees about its middle.
pub(crate) fn tilted(rect: Rect, degrees: f32, width: u32, height: u32) -> Rect {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (dx, dy) = (
        (rect.x0 + rect.x1 - width as i32) as f32 / 2.0,
        (rect.y0 + rect.y1 - height as i32) as f32 / 2.0,
    );
    let (x, y) = (dx * cos - dy * sin - dx, dx * sin + dy * cos - dy);
    let (x, y) = (x.round() as i32, y.round() as i32);
    Rect {
        x0: rect.x0 + x,
        y0: rect.y0 + y,
        x1: rect.x1 + x,
        y1: rect.y1 + y,
    }
}

fn resized(pixels: Pixels, by: f32) -> Pixels {
    let size = |v: u32| ((v as f32 * by).round() as u32).max(2);
    let (w, h) = (size(pixels.width()), size(pixels.height()));
    let filter = if by < 1.0 {
        imageops::FilterType::Triangle
    } else {
        imageops::FilterType::CatmullRom
    };
    match pixels {
        Pixels::Gray(i) => Pixels::Gray(imageops::resize(&i, w, h, filter)),
        Pixels::Rgb(i) => Pixels::Rgb(imageops::resize(&i, w, h, filter)),
    }
}

fn thumbnail(picture: &GrayImage) -> GrayImage {
    let (w, h) = picture.dimensions();
    let tall = (h * THUMBNAIL_PX / w.max(1)).clamp(1, 4 * THUMBNAIL_PX);
    imageops::thumbnail(picture, THUMBNAIL_PX, tall)
}

fn jpeg(image: &GrayImage) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing into memory cannot fail; an impossible size would give an empty picture rather than end the job.
    if JpegEncoder::new_with_quality(&mut out, JPEG_QUALITY)
        .encode_image(image)
        .is_err()
    {
        out.clear();
    }
    out
}
