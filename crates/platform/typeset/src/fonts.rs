//! Phông chữ: the faces shipped inside the program, four for documents and two for diagrams.

use typst::foundations::Bytes;
use typst::text::Font;

static REGULAR: &[u8] = include_bytes!("../fonts/LiberationSerif-Regular.ttf");
static BOLD: &[u8] = include_bytes!("../fonts/LiberationSerif-Bold.ttf");
static ITALIC: &[u8] = include_bytes!("../fonts/LiberationSerif-Italic.ttf");
static BOLD_ITALIC: &[u8] = include_bytes!("../fonts/LiberationSerif-BoldItalic.ttf");
static SANS: &[u8] = include_bytes!("../fonts/LiberationSans-Regular.ttf");
static SANS_BOLD: &[u8] = include_bytes!("../fonts/LiberationSans-Bold.ttf");

/// How many of the faces documents are set in; they come first.
pub const OF_DOCUMENTS: usize = 4;

/// The upright face, for marks put on a finished file.
pub fn upright() -> &'static [u8] {
    REGULAR
}

/// The face of diagrams, plain or bold: without serifs, so that it is read from afar.
pub fn sans(is_bold: bool) -> &'static [u8] {
    if is_bold { SANS_BOLD } else { SANS }
}

/// The faces in the order Typst numbers them.
pub fn load() -> Vec<Font> {
    [REGULAR, BOLD, ITALIC, BOLD_ITALIC, SANS, SANS_BOLD]
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
