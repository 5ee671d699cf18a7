//! Lớp chữ: the words of a page, invisible, in a font without glyphs whose codes are the letters' UTF-16 values.

use std::fmt::Write as _;

use super::{BAND, HIDDEN, POINTS, Pdf, utf16};

/// Objects of the font.
pub const OBJECTS: usize = 4;
/// Letters are half as wide as they are high.
const LETTER_WIDTH: f32 = 0.5;

/// The words of a page whose paper ends at `top`.
pub fn words(words: &[scan::Word], top: f32) -> String {
    let mut drawn = String::from("BT 3 Tr\n");
    for (at, word) in words.iter().enumerate() {
        let rect = word.rect;
        let size = (rect.height() as f32 * POINTS).max(1.0);
        // A space belongs to its word, so that a phrase is found across words.
        let ends_line = words.get(at + 1).is_none_or(|next| next.line != word.line);
        let tail = if ends_line { "" } else { " " };
        let letters = word.text.encode_utf16().count().max(1) as f32;
        let stretch = rect.width() as f32 * POINTS / (letters * LETTER_WIDTH * size) * 100.0;
        let x = rect.x0 as f32 * POINTS;
        let y = (top - rect.y1 as f32 * POINTS + size * 0.2).max(BAND);
        let _ = writeln!(
            drawn,
            "/H {size:.1} Tf {stretch:.0} Tz 1 0 0 1 {x:.1} {y:.1} Tm <{}> Tj",
            utf16(&format!("{}{tail}", word.text), false)
        );
    }
    drawn.push_str("100 Tz ET\n");
    drawn
}

/// The font itself.
pub fn font(pdf: &mut Pdf) {
    let (inner, descriptor, map) = (HIDDEN + 1, HIDDEN + 2, HIDDEN + 3);
    pdf.object(
        HIDDEN,
        &format!(
            "<</Type/Font/Subtype/Type0/BaseFont/KhongNet/Encoding/Identity-H/DescendantFonts[{inner} 0 R]/ToUnicode {map} 0 R>>"
        ),
    );
    pdf.object(
        inner,
        &format!(
            "<</Type/Font/Subtype/CIDFontType2/BaseFont/KhongNet/CIDToGIDMap/Identity/DW {:.0}\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>",
            LETTER_WIDTH * 1000.0
        ),
    );
    pdf.object(
        descriptor,
        "<</Type/FontDescriptor/FontName/KhongNet/Flags 4/FontBBox[0 -200 500 800]/ItalicAngle 0/Ascent 800/Descent -200\
         /CapHeight 700/StemV 80>>",
    );
    let letters = to_unicode();
    let head = format!("<</Length {}>>", letters.len());
    pdf.stream(map, &head, letters.as_bytes());
}

/// Every code is its own letter; a range may not cross its high byte, a block may hold a hundred ranges.
fn to_unicode() -> String {
    let mut map = String::from(super::letters::MAP_HEAD);
    let highs: Vec<u32> = (0..=255).collect();
    for block in highs.chunks(100) {
        let _ = writeln!(map, "{} beginbfrange", block.len());
        for high in block {
            let _ = writeln!(map, "<{high:02X}00><{high:02X}FF><{high:02X}00>");
        }
        map.push_str("endbfrange\n");
    }
    map.push_str(super::letters::MAP_END);
    map
}
