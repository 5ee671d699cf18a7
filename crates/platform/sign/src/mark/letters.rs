//! Lines of text in a font of their own: only the letters used are put into the file, with what they mean for searching.

use super::stream;
use crate::{
    pades::SignError,
    pdf::{Dict, Increment, Object},
};
use std::{collections::BTreeMap, fmt::Write};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

/// Lines begin this far from the left edge, and stand this much apart.
const INDENT: f64 = 2.0;
const LEADING: f64 = 1.2;

/// The drawing and what it needs.
pub(super) fn set(
    increment: &mut Increment,
    lines: &[String],
    font: &[u8],
    size: f64,
    height: f64,
) -> Result<(Vec<u8>, Dict), SignError> {
    let face = Face::parse(font, 0).map_err(|_| SignError::Mark("the font"))?;
    let mut remapper = GlyphRemapper::new();
    let (mut meant, mut widths) = (BTreeMap::new(), BTreeMap::new());
    let em = f64::from(face.units_per_em());
    let thousandths = |units: f64| units * 1000.0 / em;
    let mut content = format!(
        "BT /F {size:.2} Tf 0 g {:.3} TL {INDENT} {:.3} Td",
        size * LEADING,
        height - size
    );
    for line in lines {
        let mut codes = String::new();
        for letter in line.chars() {
            let glyph = face
                .glyph_index(letter)
                .ok_or(SignError::Mark("a letter that the font lacks"))?;
            let code = remapper.remap(glyph.0);
            meant.insert(code, letter);
            widths.insert(
                code,
                thousandths(f64::from(face.glyph_hor_advance(glyph).unwrap_or(0))),
            );
            let _ = write!(codes, "{code:04X}");
        }
        let _ = write!(content, " <{codes}> Tj T*");
    }
    content.push_str(" ET");
    let part = subsetter::subset(font, 0, &remapper).map_err(|_| SignError::Mark("the font"))?;
    let file = stream(Dict::default().with("Length1", part.len() as i64), &part)?;
    let file = increment.add(file);
    // PDF/A-1 wants to be told which letters the part holds: all of them.
    let held = usize::from(remapper.num_gids());
    let mut bits = vec![0xFFu8; held.div_ceil(8)];
    if let (Some(last), 1..) = (bits.last_mut(), held % 8) {
        *last <<= 8 - held % 8;
    }
    let held = stream(Dict::default(), &bits)?;
    let held = increment.add(held);
    let name = Object::name("KSSAAA+ChuKy");
    let bounds = face.global_bounding_box();
    let number = |units: i16| Object::Int(thousandths(f64::from(units)).round() as i64);
    let descriptor = Dict::default()
        .with("Type", "FontDescriptor")
        .with("FontName", name.clone())
        .with("Flags", 4)
        .with(
            "FontBBox",
            vec![
                number(bounds.x_min),
                number(bounds.y_min),
                number(bounds.x_max),
                number(bounds.y_max),
            ],
        )
        .with("ItalicAngle", 0)
        .with("Ascent", number(face.ascender()))
        .with("Descent", number(face.descender()))
        .with(
            "CapHeight",
            number(face.capital_height().unwrap_or(face.ascender())),
        )
        .with("StemV", 80)
        .with("FontFile2", file)
        .with("CIDSet", held);
    let descriptor = increment.add(descriptor);
    let row = |(code, width): (&u16, &f64)| {
        [
            Object::Int((*code).into()),
            Object::Array(vec![Object::Real(*width)]),
        ]
    };
    let system = Dict::default()
        .with("Registry", Object::Str(b"Adobe".to_vec()))
        .with("Ordering", Object::Str(b"Identity".to_vec()))
        .with("Supplement", 0);
    let letters = Dict::default()
        .with("Type", "Font")
        .with("Subtype", "CIDFontType2")
        .with("BaseFont", name.clone())
        .with("CIDSystemInfo", system)
        .with("FontDescriptor", descriptor)
        .with("CIDToGIDMap", "Identity")
        .with("W", widths.iter().flat_map(row).collect::<Vec<Object>>());
    let letters = increment.add(letters);
    let meaning = stream(Dict::default(), meaning(&meant).as_bytes())?;
    let meaning = increment.add(meaning);
    let font = Dict::default()
        .with("Type", "Font")
        .with("Subtype", "Type0")
        .with("BaseFont", name)
        .with("Encoding", "Identity-H")
        .with("DescendantFonts", vec![letters.into()])
        .with("ToUnicode", meaning);
    let font = increment.add(font);
    Ok((
        content.into_bytes(),
        Dict::default().with("Font", Dict::default().with("F", font)),
    ))
}

/// ToUnicode: which letter each code stands for.
fn meaning(meant: &BTreeMap<u16, char>) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let rows: Vec<(&u16, &char)> = meant.iter().collect();
    for part in rows.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", part.len());
        for (code, letter) in part {
            let mut units = [0; 2];
            let unicode: String = letter
                .encode_utf16(&mut units)
                .iter()
                .map(|unit| format!("{unit:04X}"))
                .collect();
            let _ = writeln!(map, "<{code:04X}> <{unicode}>");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
