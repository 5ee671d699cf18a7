//! Dấu của trường trong bản Word: each value is a content control whose tag names its field and what stood in it, with a bookmark
//! inside, since LibreOffice drops the tags and keeps the bookmarks.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, Writer};
use sha2::{Digest, Sha256};

use super::xml::attribute;

/// The document property that names the draft.
pub const PROPERTY: &str = "KiemSat";

/// Nguồn của bản Word: which draft, at which save, and what its fields are called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordMark {
    /// The draft's id.
    pub document: String,
    /// Its version when the file was made.
    pub version: i64,
    /// The labels of its fields, shown on the content controls.
    pub labels: BTreeMap<String, String>,
}

impl WordMark {
    pub(super) fn property(&self) -> String {
        format!("document={}; version={}", self.document, self.version)
    }
}

/// Reads the property back: the draft and its version.
pub fn read_property(words: &str) -> Option<(String, i64)> {
    let (document, version) = words.split_once(';')?;
    let document = document.trim().strip_prefix("document=")?;
    let version = version.trim().strip_prefix("version=")?;
    Some((document.to_owned(), version.parse().ok()?))
}

/// The first eight hexadecimal digits of the SHA-256 of a value: enough to see that it was touched.
pub fn hash(value: &str) -> String {
    let digest = Sha256::digest(value.as_bytes());
    digest.iter().take(4).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the writer says of a value; [`written`] makes tag, label and bookmark of it.
pub fn alias(field: &str, value: &str) -> String {
    format!("{field}:{}", hash(value))
}

/// Giá trị được đánh dấu: what a content control or a bookmark says about the words inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// The field, where a tag told it.
    pub field: Option<String>,
    /// Which value of the document it is, counted from 0, where a bookmark told it.
    pub place: Option<usize>,
    /// What stood there when the file was made.
    pub hash: String,
}

/// Reads a tag: `facility:1a2b3c4d`.
pub fn read_tag(tag: &str) -> Option<Marked> {
    let (field, hash) = tag.strip_prefix("ks:")?.rsplit_once(':')?;
    Some(Marked {
        field: Some(field.to_owned()),
        place: None,
        hash: hash.to_owned(),
    })
}

/// Reads the name of a bookmark: `_ks_12_1a2b3c4d`.
pub fn read_bookmark(name: &str) -> Option<Marked> {
    let (place, hash) = name.strip_prefix("_ks_")?.split_once('_')?;
    Some(Marked {
        field: None,
        place: Some(place.parse().ok()?),
        hash: hash.to_owned(),
    })
}

/// The part `word/document.xml` with tag, label, number and bookmark on every content control.
pub fn written(
    xml: &[u8],
    labels: Option<&BTreeMap<String, String>>,
) -> Result<Vec<u8>, quick_xml::Error> {
    let mut reader = Reader::from_reader(xml);
    let mut writer = Writer::new(Vec::with_capacity(xml.len() + xml.len() / 4));
    let mut place = 0_usize;
    let mut said = String::new();
    loop {
        match reader.read_event()? {
            Event::Eof => break,
            Event::Empty(tag) if tag.name().as_ref() == b"w:alias" => {
                said = attribute(&tag, "w:val", reader.decoder())?.unwrap_or_default();
                let field = said.rsplit_once(':').map_or("", |(field, _)| field);
                let label = labels
                    .and_then(|labels| labels.get(field))
                    .map_or(field, String::as_str);
                let one = |name: &'static str, value: &str| {
                    let mut element = BytesStart::new(name);
                    element.push_attribute(("w:val", value));
                    Event::Empty(element)
                };
                writer.write_event(one("w:alias", label))?;
                writer.write_event(one("w:tag", &format!("ks:{said}")))?;
                writer.write_event(one("w:id", &(place + 1).to_string()))?;
            }
            Event::Start(tag) if tag.name().as_ref() == b"w:sdtContent" => {
                writer.write_event(Event::Start(tag))?;
                let hash = said.rsplit_once(':').map_or("", |(_, hash)| hash);
                let mut start = BytesStart::new("w:bookmarkStart");
                start.push_attribute(("w:id", place.to_string().as_str()));
                start.push_attribute(("w:name", format!("_ks_{place}_{hash}").as_str()));
                writer.write_event(Event::Empty(start))?;
            }
            Event::End(tag) if tag.name().as_ref() == b"w:sdtContent" => {
                let mut end = BytesStart::new("w:bookmarkEnd");
                end.push_attribute(("w:id", place.to_string().as_str()));
                writer.write_event(Event::Empty(end))?;
                writer.write_event(Event::End(tag))?;
                place += 1;
            }
            event => writer.write_event(event)?,
        }
    }
    Ok(writer.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_and_a_bookmark_are_read_back() {
        let tag = read_tag(&format!("ks:{}", alias("condition.minor", "có"))).unwrap();
        assert_eq!(tag.field.as_deref(), Some("condition.minor"));
        assert_eq!(tag.hash, hash("có"));
        let bookmark = read_bookmark("_ks_12_1a2b3c4d").unwrap();
        assert_eq!(
            (bookmark.place, bookmark.hash.as_str()),
            (Some(12), "1a2b3c4d")
        );
        assert_eq!(read_tag("khác"), None);
        assert_eq!(read_bookmark("_Toc123"), None);
    }

    #[test]
    fn the_property_names_the_draft_and_its_version() {
        let mark = WordMark {
            document: "018f".to_owned(),
            version: 7,
            ..WordMark::default()
        };
        assert_eq!(
            read_property(&mark.property()),
            Some(("018f".to_owned(), 7))
        );
        assert_eq!(read_property("version=7"), None);
    }
}
