//! Kiểm tra gói nộp lưu: each file that METS names is there, as large as it says, with its checksum; nothing else lies in the package.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek};

use quick_xml::{Reader, XmlVersion, events::Event};
use sha2::{Digest as _, Sha256};
use zip::ZipArchive;

use crate::messages;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The package's folder.
    pub name: String,
    /// What METS calls it.
    pub label: String,
    /// Files that are as METS says.
    pub good: usize,
    /// What is wrong, in sentences; nothing when the package is whole.
    pub faults: Vec<String>,
}

/// A file as METS names it.
struct Named {
    bytes: u64,
    sha256: String,
}

/// The sentence that says what is wrong with the file at a path.
type Fault = fn(&str) -> String;

/// METS is a list: one larger than this is none.
const LONGEST_LIST: u64 = 64 << 20;
/// Faults that are told one by one.
const TOLD: usize = 50;

/// Checks a package.
pub fn check(package: impl Read + Seek) -> Findings {
    let mut found = Findings::default();
    if let Err(fault) = look(package, &mut found) {
        found
            .faults
            .push(messages::package_broken(&fault.to_string()));
    }
    found.faults.truncate(TOLD);
    found
}

fn look(package: impl Read + Seek, found: &mut Findings) -> io::Result<()> {
    let mut zip = ZipArchive::new(package)?;
    let names: Vec<String> = zip
        .file_names()
        .filter(|name| !name.ends_with('/'))
        .map(str::to_owned)
        .collect();
    let list = names
        .iter()
        .find(|name| name.split('/').count() == 2 && name.ends_with("/METS.xml"));
    let Some(list) = list.cloned() else {
        found.faults.push(messages::NO_METS.to_owned());
        return Ok(());
    };
    let folder = list.trim_end_matches("METS.xml").to_owned();
    found.name = folder.trim_end_matches('/').to_owned();
    let mut text = String::new();
    zip.by_name(&list)?
        .take(LONGEST_LIST)
        .read_to_string(&mut text)?;
    let (label, named) = named(&text)?;
    found.label = label;
    for (path, expected) in &named {
        match entry(&mut zip, &format!("{folder}{path}"), expected)? {
            None => found.good += 1,
            Some(fault) => found.faults.push(fault(path)),
        }
    }
    let known: BTreeSet<String> = named.keys().map(|path| format!("{folder}{path}")).collect();
    for name in names
        .iter()
        .filter(|name| **name != list && !known.contains(*name))
    {
        found.faults.push(messages::not_listed(name));
    }
    if named.is_empty() {
        found.faults.push(messages::EMPTY_METS.to_owned());
    }
    Ok(())
}

/// What is wrong with a file, if anything.
fn entry<R: Read + Seek>(
    zip: &mut ZipArchive<R>,
    name: &str,
    expected: &Named,
) -> io::Result<Option<Fault>> {
    let file = match zip.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(Some(messages::file_missing)),
        Err(other) => return Err(other.into()),
    };
    // However much comes out of it, no more is read than METS says, and one byte.
    let mut bytes = file.take(expected.bytes.saturating_add(1));
    let mut sum = Sha256::new();
    let read = io::copy(&mut bytes, &mut sum)?;
    Ok(match () {
        () if read != expected.bytes => Some(messages::size_differs as Fault),
        () if hex::encode(sum.finalize()) != expected.sha256 => Some(messages::sum_differs),
        () => None,
    })
}

/// The files that METS names, by their paths, and its label.
fn named(text: &str) -> io::Result<(String, BTreeMap<String, Named>)> {
    let mut reader = Reader::from_str(text);
    let (mut label, mut named) = (String::new(), BTreeMap::new());
    let mut open: Option<Named> = None;
    loop {
        match reader.read_event().map_err(io::Error::other)? {
            Event::Start(tag) | Event::Empty(tag) => {
                let mut said = BTreeMap::new();
                for pair in tag.attributes() {
                    let pair = pair.map_err(io::Error::other)?;
                    let key = String::from_utf8_lossy(pair.key.local_name().as_ref()).into_owned();
                    let value = pair
                        .decoded_and_normalized_value(XmlVersion::Implicit1_0, reader.decoder())
                        .map_err(io::Error::other)?
                        .into_owned();
                    said.insert(key, value);
                }
                let tag = tag.local_name();
                let file = || {
                    Some(Named {
                        bytes: said.get("SIZE")?.parse().ok()?,
                        sha256: said.get("CHECKSUM")?.to_lowercase(),
                    })
                };
                match tag.as_ref() {
                    b"mets" => label = said.get("LABEL").cloned().unwrap_or_default(),
                    b"file" => open = file(),
                    b"FLocat" => {
                        if let (Some(path), Some(file)) = (said.get("href"), open.take()) {
                            named.insert(path.clone(), file);
                        }
                    }
                    b"mdRef" => {
                        if let (Some(path), Some(file)) = (said.get("href"), file()) {
                            named.insert(path.clone(), file);
                        }
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok((label, named)),
            _ => {}
        }
    }
}
