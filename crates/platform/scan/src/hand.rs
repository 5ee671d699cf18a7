//! Máy đọc số viết tay: a second network beside the Vietnamese one, for the numbers that a pen wrote into stamps.
//!
//! The Vietnamese model hears six in ten of them, the English one nine in ten; on print they do not differ. It is installed with
//! the engine itself; where it is missing, the first one goes on alone.

use crate::engine::EngineError;
use crate::look::{Found, look_with};
use crate::read::Layout;
use image::GrayImage;
use tesseract_plumbing::TessBaseApi;

/// The second network; none where it is not installed.
pub(crate) struct HandReader(Option<TessBaseApi>);

impl HandReader {
    pub fn start() -> HandReader {
        let mut engine = TessBaseApi::create();
        let settings = [
            (c"tessedit_char_whitelist", c"0123456789abcd"),
            (c"tessedit_do_invert", c"0"),
        ];
        let is_ready = engine.init_2(None, Some(c"eng")).is_ok()
            && settings
                .iter()
                .all(|(name, value)| engine.set_variable(name, value).is_ok());
        if is_ready {
            engine.set_page_seg_mode(Layout::Line as u32);
        }
        HandReader(is_ready.then_some(engine))
    }

    /// Digits, and a letter behind them, of a small picture; none without the network.
    pub fn digits(&mut self, picture: &GrayImage) -> Result<Option<Vec<Found>>, EngineError> {
        let Some(engine) = &mut self.0 else {
            return Ok(None);
        };
        look_with(engine, picture).map(Some)
    }
}
