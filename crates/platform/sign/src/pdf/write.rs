//! Writing objects: plain, with the least that the standard asks.

use super::{Dict, Object};
use chrono::{DateTime, FixedOffset};
use std::io::Write;

/// Appends an object; a fresh stream gets its Length.
pub(crate) fn write(object: &Object, out: &mut Vec<u8>) {
    match object {
        Object::Null => out.extend_from_slice(b"null"),
        Object::Bool(yes) => out.extend_from_slice(if *yes { b"true" } else { b"false" }),
        Object::Int(number) => out.extend_from_slice(number.to_string().as_bytes()),
        Object::Real(number) => {
            let digits = format!("{number:.4}");
            out.extend_from_slice(
                digits
                    .trim_end_matches('0')
                    .trim_end_matches('.')
                    .as_bytes(),
            );
        }
        Object::Name(name) => write_name(name, out),
        Object::Str(bytes) => {
            out.push(b'<');
            out.extend_from_slice(hex::encode_upper(bytes).as_bytes());
            out.push(b'>');
        }
        Object::Array(items) => {
            out.push(b'[');
            for (i, item) in items.iter().enumerate() {
                if i > 0 {
                    out.push(b' ');
                }
                write(item, out);
            }
            out.push(b']');
        }
        Object::Dict(dict) | Object::Stream(dict, _) => write_dict(dict, out),
        Object::Fresh(dict, bytes) => {
            write_dict(&dict.clone().with("Length", bytes.len() as i64), out);
            out.extend_from_slice(b"\nstream\n");
            out.extend_from_slice(bytes);
            out.extend_from_slice(b"\nendstream");
        }
        Object::Ref(id) => {
            out.extend_from_slice(format!("{} {} R", id.num, id.generation).as_bytes())
        }
    }
}

fn write_dict(dict: &Dict, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<<");
    for (key, value) in &dict.0 {
        write_name(key, out);
        out.push(b' ');
        write(value, out);
    }
    out.extend_from_slice(b">>");
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+' | b':' | b'@') {
            out.push(*byte);
        } else {
            // Writing to a vector cannot fail.
            let _ = write!(out, "#{byte:02X}");
        }
    }
}

/// A text string: as it is in ASCII, else UTF-16 with its mark, so that Vietnamese stays Vietnamese.
pub fn text(words: &str) -> Object {
    if words.is_ascii() {
        return Object::Str(words.as_bytes().to_vec());
    }
    let units = words.encode_utf16().flat_map(u16::to_be_bytes);
    Object::Str([0xFE, 0xFF].into_iter().chain(units).collect())
}

/// A date: D:20260520170000+07'00'.
pub fn date(at: DateTime<FixedOffset>) -> Object {
    let minutes = at.offset().local_minus_utc() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let words = format!("D:{}{sign}{hours:02}'{rest:02}'", at.format("%Y%m%d%H%M%S"));
    Object::Str(words.into_bytes())
}
