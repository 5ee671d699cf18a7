//! Phông chữ: the four faces shipped inside the program.

use typst::foundations::Bytes;
use typst::text::Font;

static REGULAR: &[u8] = include_bytes!("../fonts/LiberationSerif-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/LiberationSerif-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../fonts/LiberationSerif-Italic.ttf");
static BOLD_ITALIC: &[u8] = include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf");

/// The upright face, for marks put on a finished file.
pub fn upright() -> &'static [u8] {
    REGULAR
}

/// The faces in the order Typst numbers them.
pub fn load() -> Vec<Font> {
    [REGULAR, BOLD, ITALIC, BOLD_ITALIC]
        .into_iter()
        .flat_map(|face| Font::iter(Bytes::new(face)))
        .collect()
}

/// The first character that one of the faces cannot show. Line ends and tabs are layout, not letters.
pub fn missing_glyph(fonts: &[Font], text: &str) -> Option<char> {
    text.chars()
        .filter(|c| !matches!(c, '\n' | '\t'))
        .find(|c| c.is_control() || !fonts.iter().all(|f| f.info().coverage.contains(*c as u32)))
}
