//! Chữ in trên tờ: the letters that were used are put into the file, with what they mean for searching.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use subsetter::GlyphRemapper;
use ttf_parser::Face;

use super::{Pdf, TEXT};

/// Objects of the font.
pub const OBJECTS: usize = 6;
/// How a map of codes begins.
pub const MAP_HEAD: &str = "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n\
     /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n\
     1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n";
/// How it ends.
pub const MAP_END: &str = "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n";
/// What stands for a letter that the face lacks.
const LACKING: char = '?';

/// The face cannot be read or cut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the typeface of the program: {0}")]
pub struct LettersError(String);

/// Mặt chữ: what has been used of it so far.
pub struct Letters {
    face: Face<'static>,
    remapper: GlyphRemapper,
    meant: BTreeMap<u16, char>,
    widths: BTreeMap<u16, f32>,
}

impl Letters {
    /// Nothing used yet.
    pub fn try_new() -> Result<Letters, LettersError> {
        let face = Face::parse(typeset::upright(), 0);
        Ok(Letters {
            face: face.map_err(|cause| LettersError(cause.to_string()))?,
            remapper: GlyphRemapper::new(),
            meant: BTreeMap::new(),
            widths: BTreeMap::new(),
        })
    }

    fn glyph(&self, letter: char) -> (char, ttf_parser::GlyphId) {
        let known = self.face.glyph_index(letter).map(|glyph| (letter, glyph));
        known.unwrap_or_else(|| {
            let lacking = self.face.glyph_index(LACKING);
            (LACKING, lacking.unwrap_or(ttf_parser::GlyphId(0)))
        })
    }

    fn advance(&self, glyph: ttf_parser::GlyphId) -> f32 {
        let units = f32::from(self.face.glyph_hor_advance(glyph).unwrap_or(0));
        units / f32::from(self.face.units_per_em())
    }

    /// How wide these words stand.
    pub fn width(&self, words: &str, size: f32) -> f32 {
        let one = |letter| self.advance(self.glyph(letter).1);
        words.chars().map(one).sum::<f32>() * size
    }

    /// The words in lines no wider than this; a word that is wider has a line of its own.
    pub fn wrapped(&self, words: &str, size: f32, room: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in words.split_whitespace() {
            let last = lines.last().map_or("", String::as_str);
            let longer = match last.is_empty() {
                true => word.to_owned(),
                false => format!("{last} {word}"),
            };
            if last.is_empty() || self.width(&longer, size) <= room {
                lines.pop();
                lines.push(longer);
            } else {
                lines.push(word.to_owned());
            }
        }
        lines
    }

    /// The words, cut with "…" where there is no room.
    pub fn shortened(&self, words: &str, size: f32, room: f32) -> String {
        if self.width(words, size) <= room {
            return words.to_owned();
        }
        let mut cut = words.to_owned();
        while !cut.is_empty() && self.width(&format!("{cut}…"), size) > room {
            cut.pop();
        }
        format!("{}…", cut.trim_end())
    }

    /// The codes of these words in the file, in base 16.
    pub fn codes(&mut self, words: &str) -> String {
        let mut codes = String::with_capacity(words.len() * 4);
        for letter in words.chars() {
            let (letter, glyph) = self.glyph(letter);
            let code = self.remapper.remap(glyph.0);
            self.meant.insert(code, letter);
            self.widths.insert(code, self.advance(glyph) * 1000.0);
            let _ = write!(codes, "{code:04X}");
        }
        codes
    }

    /// The font as it goes into the file.
    pub fn parts(&self) -> Result<Parts, LettersError> {
        let cut = subsetter::subset(typeset::upright(), 0, &self.remapper);
        let em = f32::from(self.face.units_per_em());
        let thousandths = |units: i16| f32::from(units) * 1000.0 / em;
        let bounds = self.face.global_bounding_box();
        let held = usize::from(self.remapper.num_gids());
        let mut set = vec![0xFF_u8; held.div_ceil(8)];
        if let (Some(last), 1..) = (set.last_mut(), held % 8) {
            *last <<= 8 - held % 8;
        }
        let mut widths = String::new();
        for (code, width) in &self.widths {
            let _ = write!(widths, "{code}[{width:.0}]");
        }
        Ok(Parts {
            file: cut.map_err(|cause| LettersError(cause.to_string()))?,
            set,
            widths,
            descriptor: format!(
                "/Flags 4/FontBBox[{:.0} {:.0} {:.0} {:.0}]/ItalicAngle 0/Ascent {:.0}/Descent {:.0}/CapHeight {:.0}/StemV 80",
                thousandths(bounds.x_min),
                thousandths(bounds.y_min),
                thousandths(bounds.x_max),
                thousandths(bounds.y_max),
                thousandths(self.face.ascender()),
                thousandths(self.face.descender()),
                thousandths(self.face.capital_height().unwrap_or(self.face.ascender())),
            ),
            meaning: meaning(&self.meant),
        })
    }
}

/// The font as it goes into the file.
pub struct Parts {
    file: Vec<u8>,
    set: Vec<u8>,
    widths: String,
    descriptor: String,
    meaning: String,
}

impl Parts {
    /// Writes its objects.
    pub fn write(&self, pdf: &mut Pdf) {
        let [inner, descriptor, file, set, map] = [1, 2, 3, 4, 5].map(|next| TEXT + next);
        let name = "KSSAAA+LiberationSerif";
        pdf.object(
            TEXT,
            &format!(
                "<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{inner} 0 R]/ToUnicode {map} 0 R>>"
            ),
        );
        pdf.object(
            inner,
            &format!(
                "<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDToGIDMap/Identity/W[{}]\
                 /CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R>>",
                self.widths
            ),
        );
        pdf.object(
            descriptor,
            &format!(
                "<</Type/FontDescriptor/FontName/{name}{}/FontFile2 {file} 0 R/CIDSet {set} 0 R>>",
                self.descriptor
            ),
        );
        let length = self.file.len();
        pdf.stream(
            file,
            &format!("<</Length {length}/Length1 {length}>>"),
            &self.file,
        );
        pdf.stream(set, &format!("<</Length {}>>", self.set.len()), &self.set);
        pdf.stream(
            map,
            &format!("<</Length {}>>", self.meaning.len()),
            self.meaning.as_bytes(),
        );
    }
}

/// Which letter each code stands for.
fn meaning(meant: &BTreeMap<u16, char>) -> String {
    let mut map = String::from(MAP_HEAD);
    let rows: Vec<(&u16, &char)> = meant.iter().collect();
    for part in rows.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", part.len());
        for (code, letter) in part {
            let _ = writeln!(
                map,
                "<{code:04X}> <{}>",
                super::utf16(&letter.to_string(), false)
            );
        }
        map.push_str("endbfchar\n");
    }
    map.push_str(MAP_END);
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_cut_to_their_room() {
        let letters = Letters::try_new().unwrap();
        let words = "Biên bản ghi lời khai của người làm chứng";
        let room = letters.width("Biên bản ghi lời", 10.0) + 0.1;
        let lines = letters.wrapped(words, 10.0, room);
        assert_eq!(lines[0], "Biên bản ghi lời");
        assert_eq!(lines.join(" "), words);
        let cut = letters.shortened(words, 10.0, room);
        assert!(
            cut.ends_with('…') && letters.width(&cut, 10.0) <= room,
            "{cut}"
        );
        assert_eq!(letters.shortened("BL 12", 10.0, room), "BL 12");
    }
}
