//! Vùng khoanh trên trang: what stands in a box that a person has drawn, or where the engine passed over.

use crate::clean;
use crate::engine::EngineError;
use crate::layout;
use crate::page::Rect;
use crate::prepare::Prepared;
use crate::read::{Layout, Reader, Reading, Seen, crop};
use crate::words::Word;
use image::{GrayImage, Luma, imageops};

impl Reader {
    /// Read what a person has drawn a box around, in pixels of the prepared picture.
    pub fn read_region(&mut self, page: &Prepared, rect: Rect) -> Result<Reading, EngineError> {
        let picture = clean::apply(page.page.red(), page.cleaning);
        self.region(&picture, rect, page.scale())
    }

    /// The same from the stored picture alone (its JPEG), when the page itself is not at hand.
    pub fn read_picture_region(&mut self, jpeg: &[u8], rect: Rect) -> Result<Reading, EngineError> {
        let picture = image::load_from_memory(jpeg)
            .map_err(|e| EngineError::Failed(e.to_string()))?
            .into_luma8();
        let near = rect.grown(20, 20).within(picture.width(), picture.height());
        let part = crop(&picture, near);
        let twice = imageops::resize(
            &part,
            part.width() * 2,
            part.height() * 2,
            imageops::FilterType::CatmullRom,
        );
        let inside = Rect {
            x0: rect.x0 - near.x0,
            y0: rect.y0 - near.y0,
            x1: rect.x1 - near.x0,
            y1: rect.y1 - near.y0,
        };
        let mut reading = self.region(&twice, inside, 0.5)?;
        for rect in reading
            .words
            .iter_mut()
            .map(|w| &mut w.rect)
            .chain(reading.lines.iter_mut().map(|l| &mut l.rect))
        {
            *rect = Rect {
                x0: rect.x0 + near.x0,
                y0: rect.y0 + near.y0,
                x1: rect.x1 + near.x0,
                y1: rect.y1 + near.y0,
            };
        }
        Ok(reading)
    }

    /// `rect` in prepared pixels, `picture` at reading resolution, `scale` from the second to the first.
    pub(crate) fn region(
        &mut self,
        picture: &GrayImage,
        rect: Rect,
        scale: f32,
    ) -> Result<Reading, EngineError> {
        const MARGIN: u32 = 16;
        let full = rect
            .scaled(1.0 / scale)
            .within(picture.width(), picture.height());
        if full.width() < 8 || full.height() < 8 {
            return Ok(Reading::of(Seen::default()));
        }
        let part = crop(picture, full);
        let mut padded = GrayImage::from_pixel(
            part.width() + 2 * MARGIN,
            part.height() + 2 * MARGIN,
            Luma([255]),
        );
        imageops::replace(&mut padded, &part, i64::from(MARGIN), i64::from(MARGIN));
        let layout = if full.height() < 110 {
            Layout::Line
        } else {
            Layout::Block
        };
        let found = self.words(&padded, layout)?;
        let (dx, dy) = (full.x0 - MARGIN as i32, full.y0 - MARGIN as i32);
        let words = found.into_iter().filter(|f| !f.is_dirt()).map(|f| {
            let r = f.word.rect;
            let rect = Rect {
                x0: r.x0 + dx,
                y0: r.y0 + dy,
                x1: r.x1 + dx,
                y1: r.y1 + dy,
            }
            .scaled(scale);
            Word { rect, ..f.word }
        });
        Ok(Reading::of(Seen {
            words: layout::across(words.collect()),
            ..Seen::default()
        }))
    }
}
