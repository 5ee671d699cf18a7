//! Đọc XML của tệp Word: attributes, and the words of a part that is only looked through.

use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

/// An attribute, decoded.
pub fn attribute(tag: &BytesStart, name: &str, decoder: Decoder) -> Result<Option<String>, Error> {
    let found = tag.try_get_attribute(name)?;
    let read = |one: quick_xml::events::attributes::Attribute| {
        one.decoded_and_normalized_value(XmlVersion::Implicit1_0, decoder)
            .map(|words| words.into_owned())
    };
    found.map(read).transpose()
}

/// The letter behind `&amp;` or `&#7879;`; none for an entity that XML itself does not know.
pub fn letter(reference: &BytesRef) -> Result<Option<char>, Error> {
    if let Some(letter) = reference.resolve_char_ref()? {
        return Ok(Some(letter));
    }
    Ok(match reference.decode()?.as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    })
}

/// Every word of a part, paragraphs parted by a space; notes that Word draws its lines with are left out.
pub fn words_of(xml: &[u8]) -> Result<String, Error> {
    let mut reader = Reader::from_reader(xml);
    let (mut words, mut is_text) = (String::new(), false);
    loop {
        match reader.read_event()? {
            Event::Eof => return Ok(words.split_whitespace().collect::<Vec<_>>().join(" ")),
            Event::Start(tag) => is_text = tag.local_name().as_ref() == b"t",
            Event::End(tag) => {
                is_text = false;
                if tag.local_name().as_ref() == b"p" {
                    words.push(' ');
                }
            }
            Event::Text(text) if is_text => words.push_str(&text.decode()?),
            Event::GeneralRef(reference) if is_text => words.extend(letter(&reference)?),
            _ => {}
        }
    }
}
