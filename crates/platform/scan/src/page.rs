//! Trang hồ sơ: one page as delivered, before anything is done to it.

use crate::words::Word;
use image::{GrayImage, RgbImage, imageops};
use serde::{Deserialize, Serialize};

/// A box in pixels; `x1` and `y1` lie just outside. Serialised as `[x0, y0, x1, y1]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[i32; 4]", into = "[i32; 4]")]
pub struct Rect {
    /// Left edge.
    pub x0: i32,
    /// Top edge.
    pub y0: i32,
    /// Right edge.
    pub x1: i32,
    /// Bottom edge.
    pub y1: i32,
}

impl From<[i32; 4]> for Rect {
    fn from([x0, y0, x1, y1]: [i32; 4]) -> Self {
        Self { x0, y0, x1, y1 }
    }
}

impl From<Rect> for [i32; 4] {
    fn from(r: Rect) -> Self {
        [r.x0, r.y0, r.x1, r.y1]
    }
}

impl Rect {
    /// Width in pixels, never negative.
    pub fn width(&self) -> i32 {
        (self.x1 - self.x0).max(0)
    }

    /// Height in pixels, never negative.
    pub fn height(&self) -> i32 {
        (self.y1 - self.y0).max(0)
    }

    /// Whether a point lies inside.
    pub fn holds(&self, x: i32, y: i32) -> bool {
        x >= self.x0 && x < self.x1 && y >= self.y0 && y < self.y1
    }

    /// The smallest box around both.
    pub fn join(&self, other: &Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// The part inside a picture of this size.
    pub fn within(&self, width: u32, height: u32) -> Rect {
        let (w, h) = (width as i32, height as i32);
        Rect {
            x0: self.x0.clamp(0, w),
            y0: self.y0.clamp(0, h),
            x1: self.x1.clamp(0, w),
            y1: self.y1.clamp(0, h),
        }
    }

    pub(crate) fn scaled(&self, by: f32) -> Rect {
        let s = |v: i32| (v as f32 * by).round() as i32;
        Rect {
            x0: s(self.x0),
            y0: s(self.y0),
            x1: s(self.x1),
            y1: s(self.y1),
        }
    }

    pub(crate) fn moved(&self, x: i32, y: i32) -> Rect {
        Rect {
            x0: self.x0 + x,
            y0: self.y0 + y,
            x1: self.x1 + x,
            y1: self.y1 + y,
        }
    }

    pub(crate) fn grown(&self, x: i32, y: i32) -> Rect {
        Rect {
            x0: self.x0 - x,
            y0: self.y0 - y,
            x1: self.x1 + x,
            y1: self.y1 + y,
        }
    }
}

/// The dots of a page: grey, or colour when the scanner gave colour.
#[derive(Clone)]
pub enum Pixels {
    /// One channel, 0 black, 255 white.
    Gray(GrayImage),
    /// Red, green, blue.
    Rgb(RgbImage),
}

impl Pixels {
    /// Width in pixels.
    pub fn width(&self) -> u32 {
        match self {
            Pixels::Gray(i) => i.width(),
            Pixels::Rgb(i) => i.width(),
        }
    }

    /// Height in pixels.
    pub fn height(&self) -> u32 {
        match self {
            Pixels::Gray(i) => i.height(),
            Pixels::Rgb(i) => i.height(),
        }
    }

    /// The part within a box.
    pub(crate) fn part(&self, rect: Rect) -> Pixels {
        let r = rect.within(self.width(), self.height());
        let (x, y, w, h) = (
            r.x0 as u32,
            r.y0 as u32,
            r.width() as u32,
            r.height() as u32,
        );
        match self {
            Pixels::Gray(i) => Pixels::Gray(imageops::crop_imm(i, x, y, w, h).to_image()),
            Pixels::Rgb(i) => Pixels::Rgb(imageops::crop_imm(i, x, y, w, h).to_image()),
        }
    }

    /// Each pixel of a colour page through `pick`; a grey page as it is.
    pub(crate) fn channel(&self, pick: impl Fn([u8; 3]) -> u8) -> GrayImage {
        match self {
            Pixels::Gray(i) => i.clone(),
            Pixels::Rgb(i) => {
                let data = i
                    .as_raw()
                    .chunks_exact(3)
                    .map(|p| pick([p[0], p[1], p[2]]))
                    .collect();
                GrayImage::from_raw(i.width(), i.height(), data).unwrap_or_default()
            }
        }
    }

    /// The brightness a person sees.
    pub(crate) fn luma(&self) -> GrayImage {
        self.channel(|[r, g, b]| ((77 * r as u32 + 150 * g as u32 + 29 * b as u32) >> 8) as u8)
    }

    /// The red channel: red seals and stamps nearly vanish, so the text under them can be read.
    pub(crate) fn red(&self) -> GrayImage {
        self.channel(|[r, _, _]| r)
    }

    /// The brightest channel: only black ink stays dark, every coloured ink pales.
    pub(crate) fn black_ink(&self) -> GrayImage {
        self.channel(|[r, g, b]| r.max(g).max(b))
    }
}

/// One page as delivered.
pub struct PageImage {
    /// The picture.
    pub pixels: Pixels,
    /// Dots per inch on the paper, as declared or, failing that, as if the page were A4.
    pub dpi: f32,
    /// The words of a born-digital page with boxes in pixels of this picture; none for a scan.
    pub words: Option<Vec<Word>>,
}

/// Why one page of a good file cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PageError {
    /// No such page.
    #[error("Tệp không có trang {page}; tệp chỉ có {pages} trang.")]
    NoSuchPage {
        /// Asked for, from 1.
        page: usize,
        /// How many there are.
        pages: usize,
    },
    /// The page is damaged.
    #[error(
        "Trang {page} bị hỏng nên không đọc được. Hãy quét lại riêng trang này rồi tải lên bổ sung."
    )]
    Broken {
        /// The page, from 1.
        page: usize,
    },
    /// The page has more dots than this machine should decode.
    #[error(
        "Trang {page} quá lớn ({width} × {height} điểm ảnh). Hãy quét lại ở 300 dpi, khổ A3 trở xuống."
    )]
    TooLarge {
        /// The page, from 1.
        page: usize,
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
}

/// No scan of a sheet up to A2 at 400 dpi has more dots; a picture that claims more would fill the memory.
pub(crate) const MOST_PIXELS: u64 = 70_000_000;

pub(crate) fn check_size(page: usize, width: u32, height: u32) -> Result<(), PageError> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PageError::TooLarge {
            page,
            width,
            height,
        });
    }
    Ok(())
}
