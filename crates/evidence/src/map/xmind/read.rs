//! Đọc tệp XMind: what is broken, locked or too large is refused with a sentence.

use std::io::{Cursor, Read};

use serde_json::Value;
use zip::ZipArchive;

use super::{DEEPEST, MOST, Topic, legacy};
use crate::map::messages;

/// Vì sao tệp không đọc được.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is no zip.
    NotZip,
    /// It has a password.
    Locked,
    /// It has no map inside.
    NoContent,
    /// The map inside is broken.
    Broken,
    /// The map inside is too large.
    TooLarge,
    /// The map has no node.
    Empty,
    /// The map has too many nodes.
    TooMany,
}

/// The same for a person.
pub fn told(fault: &Fault) -> String {
    match fault {
        Fault::NotZip => messages::NOT_A_ZIP.to_owned(),
        Fault::Locked => messages::LOCKED.to_owned(),
        Fault::NoContent => messages::NO_CONTENT.to_owned(),
        Fault::Broken => messages::BAD_CONTENT.to_owned(),
        Fault::TooLarge => messages::TOO_LARGE.to_owned(),
        Fault::Empty => messages::EMPTY_MAP.to_owned(),
        Fault::TooMany => messages::too_many_topics(MOST),
    }
}

/// Bytes of the map inside; a zip may promise less than it holds, so what comes out is counted.
const LARGEST: u64 = 8 * 1024 * 1024;

/// The map of a file: its first sheet; further sheets and floating topics hang on its middle.
pub fn read(bytes: &[u8]) -> Result<Topic, Fault> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::NotZip)?;
    for manifest in ["manifest.json", "META-INF/manifest.xml"] {
        let entry = entry(&mut zip, manifest)?.unwrap_or_default();
        if entry.contains("encryption-data") {
            return Err(Fault::Locked);
        }
    }
    let sheets = match entry(&mut zip, "content.json")? {
        Some(content) => modern(&content)?,
        None => match entry(&mut zip, "content.xml")? {
            Some(content) => legacy::sheets(&content)?,
            None => return Err(Fault::NoContent),
        },
    };
    let mut sheets = sheets.into_iter();
    let mut root = sheets.next().ok_or(Fault::Empty)?;
    root.below.extend(sheets);
    match count(&root) {
        0 | 1 => Err(Fault::Empty),
        many if many > MOST => Err(Fault::TooMany),
        _ => Ok(root),
    }
}

fn count(topic: &Topic) -> usize {
    1 + topic.below.iter().map(count).sum::<usize>()
}

fn entry(zip: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, Fault> {
    let file = match zip.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(Fault::Locked),
        Err(_) => return Err(Fault::Broken),
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|_| Fault::Broken)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::TooLarge);
    }
    String::from_utf8(bytes)
        .map(Some)
        .map_err(|_| Fault::Broken)
}

fn modern(content: &str) -> Result<Vec<Topic>, Fault> {
    // serde_json itself refuses what is nested too deep.
    let content: Value = serde_json::from_str(content).map_err(|_| Fault::Broken)?;
    let sheets = content.as_array().ok_or(Fault::Broken)?;
    let roots = sheets.iter().filter_map(|sheet| sheet.get("rootTopic"));
    roots.map(|root| topic(root, 0)).collect()
}

fn topic(value: &Value, depth: usize) -> Result<Topic, Fault> {
    if depth > DEEPEST {
        return Err(Fault::TooMany);
    }
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let note = value
        .pointer("/notes/plain/content")
        .or_else(|| value.pointer("/notes/plain"));
    let labels = value.get("labels").and_then(Value::as_array);
    let mut below = Vec::new();
    // Attached, floating, summaries: all of them are somebody's words.
    let mut kinds: Vec<(&String, &Value)> = value
        .get("children")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .collect();
    kinds.sort_by_key(|(kind, _)| *kind != "attached");
    for one in kinds
        .into_iter()
        .filter_map(|(_, list)| list.as_array())
        .flatten()
    {
        below.push(topic(one, depth + 1)?);
    }
    Ok(Topic {
        id: text(value.get("id")),
        title: text::clean(&text(value.get("title"))),
        note: text(note).trim().to_owned(),
        labels: labels
            .into_iter()
            .flatten()
            .map(|label| text(Some(label)))
            .collect(),
        below,
    })
}
