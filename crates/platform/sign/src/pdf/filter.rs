//! FlateDecode with PNG predictors: all that cross-reference and object streams use in practice.

use super::{Dict, Object, PdfError};
use std::io::Read;

/// A cross-reference or object stream larger than this is a bomb.
const LARGEST: u64 = 256 << 20;

pub(super) fn decode(dict: &Dict, raw: &[u8]) -> Result<Vec<u8>, PdfError> {
    let filter = match dict.get("Filter") {
        None | Some(Object::Null) => return Ok(raw.to_vec()),
        Some(Object::Array(one)) if one.len() == 1 => &one[0],
        Some(one) => one,
    };
    if *filter != Object::name("FlateDecode") {
        return Err(PdfError::Unsupported("a filter other than FlateDecode"));
    }
    let mut plain = Vec::new();
    flate2::read::ZlibDecoder::new(raw)
        .take(LARGEST)
        .read_to_end(&mut plain)
        .map_err(|_| PdfError::at(0, "a Flate stream"))?;
    let parameters = match dict.get("DecodeParms") {
        Some(Object::Array(one)) => one.first().and_then(Object::dict),
        Some(one) => one.dict(),
        None => None,
    };
    match parameters {
        Some(parameters) => unpredict(parameters, plain),
        None => Ok(plain),
    }
}

fn unpredict(parameters: &Dict, plain: Vec<u8>) -> Result<Vec<u8>, PdfError> {
    let number = |key, otherwise| {
        parameters
            .get(key)
            .and_then(Object::int)
            .unwrap_or(otherwise)
    };
    match number("Predictor", 1) {
        1 => return Ok(plain),
        10..=15 => {}
        _ => return Err(PdfError::Unsupported("this predictor")),
    }
    if number("Colors", 1) != 1 || number("BitsPerComponent", 8) != 8 {
        return Err(PdfError::Unsupported("this predictor"));
    }
    let width = usize::try_from(number("Columns", 1))
        .ok()
        .filter(|width| (1..=1 << 16).contains(width))
        .ok_or(PdfError::Unsupported("this predictor"))?;
    let mut rows = Vec::with_capacity(plain.len());
    let mut above = vec![0u8; width];
    for line in plain.chunks_exact(width + 1) {
        let mut row = line[1..].to_vec();
        for i in 0..width {
            let left = if i > 0 { row[i - 1] } else { 0 };
            let corner = if i > 0 { above[i - 1] } else { 0 };
            let guess = match line[0] {
                0 => 0,
                1 => left,
                2 => above[i],
                3 => ((u16::from(left) + u16::from(above[i])) / 2) as u8,
                4 => paeth(left, above[i], corner),
                _ => return Err(PdfError::Unsupported("this predictor")),
            };
            row[i] = row[i].wrapping_add(guess);
        }
        rows.extend_from_slice(&row);
        above = row;
    }
    Ok(rows)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let far = |byte: u8| (guess - i16::from(byte)).abs();
    if far(left) <= far(up) && far(left) <= far(corner) {
        left
    } else if far(up) <= far(corner) {
        up
    } else {
        corner
    }
}
