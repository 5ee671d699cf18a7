//! Chỗ ký trên trang: found where the layout left it, for marks that are put on the finished file.

use typst::foundations::{Label, Selector};
use typst::introspection::Introspector;
use typst::utils::PicoStr;
use typst_layout::PagedDocument;

/// Points of a millimetre.
const MM: f64 = 72.0 / 25.4;
/// The height of the page, the middle of the right half of the text, and the room that the layout leaves, in millimetres.
const PAGE: f64 = 297.0;
const MIDDLE: f64 = 30.0 + 163.0 * 0.75;
const WIDTH: f64 = 46.0;
const HEIGHT: f64 = 21.0;

/// A rectangle on a page, in points from its lower left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The page, from 0.
    pub page: usize,
    /// Left edge.
    pub x: f64,
    /// Lower edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// The room above the signer's name.
pub fn of_signature(pages: &PagedDocument) -> Option<Room> {
    let label = Label::new(PicoStr::intern("signature"))?;
    let found = pages.introspector().query_first(&Selector::Label(label))?;
    let at = pages.introspector().position(found.location()?)?;
    let name_top = PAGE * MM - at.point.y.to_pt();
    Some(Room {
        page: at.page.get() - 1,
        x: (MIDDLE - WIDTH / 2.0) * MM,
        y: name_top + 2.0 * MM,
        width: WIDTH * MM,
        height: HEIGHT * MM,
    })
}
