//! Làm sạch trang: chosen for each page, because what saves a photocopy harms a good scan.

use crate::ink::{Bitmap, halved};
use image::{GrayImage, imageops};
use serde::{Deserialize, Serialize};

/// What is done to a page before it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cleaning {
    /// Nothing: a good scan.
    Leave,
    /// Dark edges and uneven paper evened out, grey kept.
    Even,
    /// Evened out, then black and white without specks and streaks.
    Despeckle,
    /// Evened out, specks out, the torn edges of the strokes softened, grey kept.
    Soften,
}

impl Cleaning {
    /// Another way for a second look at what could not be read.
    pub(crate) fn other(self) -> Cleaning {
        match self {
            Cleaning::Leave | Cleaning::Even => Cleaning::Despeckle,
            Cleaning::Despeckle => Cleaning::Soften,
            Cleaning::Soften => Cleaning::Despeckle,
        }
    }
}

/// A page with more specks than this is a copy of a copy.
const MANY_SPECKS: usize = 300;

/// Choose for one page: its specks in the 150 dpi picture, and whether it came in black and white only.
pub(crate) fn choose(specks: usize, bilevel: bool) -> Cleaning {
    match () {
        () if specks > MANY_SPECKS => Cleaning::Despeckle,
        () if bilevel => Cleaning::Even,
        () => Cleaning::Leave,
    }
}

/// The page as the engine should see it.
pub(crate) fn apply(page: GrayImage, cleaning: Cleaning) -> GrayImage {
    match cleaning {
        Cleaning::Leave => page,
        Cleaning::Even => evened(&page),
        Cleaning::Despeckle => {
            let mut ink = Bitmap::sauvola(&evened(&page), 25, 0.3);
            let strokes = ink.strokes();
            strokes.erase(&mut ink, |s| {
                s.area < 14 || (s.w() < 7 && s.h() > 500) || (s.h() < 7 && s.w() > 1800)
            });
            ink.picture()
        }
        Cleaning::Soften => {
            let mut page = evened(&page);
            let ink = Bitmap::darker_than(&page, 170);
            ink.strokes()
                .each_run(|s| s.area < 16, |y, x0, x1| whiten(&mut page, y, x0, x1));
            softened(&page)
        }
    }
}

/// A run of a speck and the grey around it become paper.
fn whiten(page: &mut GrayImage, y: u32, x0: u32, x1: u32) {
    let (w, h) = page.dimensions();
    let (from, to) = (x0.saturating_sub(1), (x1 + 1).min(w));
    let data: &mut [u8] = page;
    for row in y.saturating_sub(1)..(y + 2).min(h) {
        data[(row * w + from) as usize..(row * w + to) as usize].fill(255);
    }
}

/// Each dot becomes the mean of itself and its neighbours, the nearer the weightier.
fn softened(page: &GrayImage) -> GrayImage {
    let (w, h) = (page.width() as usize, page.height() as usize);
    if w < 3 || h < 3 {
        return page.clone();
    }
    let data = page.as_raw();
    let mut across = vec![255u16 * 4; w * h];
    for (row, out) in data.chunks_exact(w).zip(across.chunks_exact_mut(w)) {
        for (three, out) in row.windows(3).zip(&mut out[1..]) {
            *out = u16::from(three[0]) + 2 * u16::from(three[1]) + u16::from(three[2]);
        }
    }
    let mut soft = data.clone();
    for y in 1..h - 1 {
        let rows = across[(y - 1) * w..y * w]
            .iter()
            .zip(&across[y * w..(y + 1) * w])
            .zip(&across[(y + 1) * w..(y + 2) * w]);
        for (((a, b), c), out) in rows.zip(&mut soft[y * w..(y + 1) * w]) {
            *out = ((a + 2 * b + c + 8) / 16) as u8;
        }
    }
    GrayImage::from_raw(w as u32, h as u32, soft).unwrap_or_default()
}

/// A page of two values only: a fax or a copier's black-and-white mode.
pub(crate) fn is_bilevel(page: &GrayImage) -> bool {
    page.as_raw()
        .iter()
        .step_by(7)
        .filter(|v| **v > 8 && **v < 247)
        .take(200)
        .count()
        < 200
}

fn evened(page: &GrayImage) -> GrayImage {
    let mut page = page.clone();
    whiten_edges(&mut page);
    let eighth = halved(&halved(&halved(&page)));
    let paper = imageops::blur(&brightest(&eighth, 4), 3.0);
    let (w, h) = page.dimensions();
    let paper = imageops::resize(&paper, w, h, imageops::FilterType::Triangle);
    for (v, p) in page.iter_mut().zip(paper.as_raw()) {
        *v = (u32::from(*v) * 250 / u32::from((*p).max(60))).min(255) as u8;
    }
    page
}

/// The lid left open and the book's fold: big dark areas that touch the edge of the picture become paper.
fn whiten_edges(page: &mut GrayImage) {
    let small = halved(&halved(page));
    let dark = Bitmap::darker_than(&small, 110);
    let strokes = dark.strokes();
    let mut left = Bitmap {
        w: dark.w,
        h: dark.h,
        bits: dark.bits.clone(),
    };
    let (w, h) = (dark.w as u32, dark.h as u32);
    strokes.erase(&mut left, |s| {
        let touches = s.x0 < 3 || s.y0 < 3 || s.x1 + 3 > w || s.y1 + 3 > h;
        // Shallow along the edge it touches: text that runs into the edge is not.
        touches
            && s.area > 150
            && (s.w() < w / 10 || s.h() < h / 12 || s.w() > w * 9 / 10 || s.h() > h * 9 / 10)
    });
    let width = page.width() as usize;
    let data: &mut [u8] = page;
    for y in 0..dark.h {
        for x in 0..dark.w {
            if dark.bits[y * dark.w + x] == 1 && left.bits[y * dark.w + x] == 0 {
                let (from, to) = ((4 * x).saturating_sub(4), (4 * x + 8).min(width));
                for row in (4 * y).saturating_sub(4)..(4 * y + 8).min(data.len() / width) {
                    data[row * width + from..row * width + to].fill(255);
                }
            }
        }
    }
}

/// The brightest value within a square: the paper behind the letters.
fn brightest(image: &GrayImage, radius: usize) -> GrayImage {
    let (w, h) = (image.width() as usize, image.height() as usize);
    let along = |data: &[u8], n: usize, stride: usize, count: usize, step: usize| {
        let mut out = vec![0u8; data.len()];
        for line in 0..count {
            for i in 0..n {
                let (from, to) = (i.saturating_sub(radius), (i + radius).min(n - 1));
                out[line * step + i * stride] = (from..=to)
                    .map(|j| data[line * step + j * stride])
                    .max()
                    .unwrap_or(255);
            }
        }
        out
    };
    if w == 0 || h == 0 {
        return image.clone();
    }
    let rows = along(image.as_raw(), w, 1, h, w);
    GrayImage::from_raw(w as u32, h as u32, along(&rows, h, w, w, 1)).unwrap_or_default()
}
