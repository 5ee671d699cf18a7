//! Gói .docx: opened with bounds, and refused for what a letter has no need of, before any of it is read as text.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::refusal::WordRefusal;
use super::xml::attribute;

/// Parts of one file.
const MOST_PARTS: usize = 2_000;
/// Bytes of one part of XML, and of all of them, once unpacked.
const LARGEST_PART: u64 = 24 << 20;
const LARGEST_SUM: u64 = 48 << 20;
/// Bytes of everything as the archive declares it; pictures are not unpacked.
const LARGEST_DECLARED: u64 = 400 << 20;

/// The XML parts of a file, by their names.
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    /// Where the text stands: `word/document.xml`.
    pub main: String,
}

impl Package {
    /// A part by its name.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    /// The parts whose names begin so, beside the main one.
    pub fn beside(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        let folder = self.main.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beginning = format!("{folder}/{name}");
        let parts = self.parts.iter();
        parts
            .filter(move |(part, _)| part.starts_with(&beginning) && part.ends_with(".xml"))
            .map(|(_, bytes)| bytes.as_slice())
    }
}

/// Opens a file, or says why not.
pub fn open(bytes: &[u8]) -> Result<Package, WordRefusal> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(match has_wide(bytes, "EncryptedPackage") {
            true => WordRefusal::Password,
            false => WordRefusal::OldWord,
        });
    }
    if !bytes.starts_with(b"PK") {
        return Err(WordRefusal::NotWord);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_PARTS {
        return Err(WordRefusal::TooMuch);
    }
    let (mut parts, mut sum, mut declared) = (BTreeMap::new(), 0, 0_u64);
    for index in 0..archive.len() {
        let part = match archive.by_index(index) {
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(WordRefusal::Password);
            }
            other => other.map_err(broken)?,
        };
        let name = part
            .name()
            .replace('\\', "/")
            .trim_start_matches('/')
            .to_owned();
        refuse_name(&name)?;
        declared = declared.saturating_add(part.size());
        if declared > LARGEST_DECLARED {
            return Err(WordRefusal::TooMuch);
        }
        let lower = name.to_lowercase();
        if !(lower.ends_with(".xml") || lower.ends_with(".rels")) {
            continue;
        }
        // What the archive declares may be untrue: never more is unpacked than the bound.
        let mut content = Vec::new();
        part.take(LARGEST_PART + 1)
            .read_to_end(&mut content)
            .map_err(|error| WordRefusal::Broken(error.to_string()))?;
        sum += content.len() as u64;
        if content.len() as u64 > LARGEST_PART || sum > LARGEST_SUM {
            return Err(WordRefusal::TooMuch);
        }
        parts.insert(name, content);
    }
    let types = parts
        .get("[Content_Types].xml")
        .ok_or(WordRefusal::NotWord)?;
    let types = String::from_utf8_lossy(types).to_lowercase();
    if types.contains("macroenabled") || types.contains("vbaproject") {
        return Err(WordRefusal::Macros);
    }
    let mut main = None;
    for (name, content) in &parts {
        let links = relationships(content)?;
        if !name.ends_with(".rels") {
            continue;
        }
        for link in links {
            refuse_link(&link)?;
            if name == "_rels/.rels" && link.kind.ends_with("/officeDocument") {
                main = Some(link.target.trim_start_matches('/').to_owned());
            }
        }
    }
    let main = main.ok_or(WordRefusal::NotWord)?;
    if !main.starts_with("word/") || !parts.contains_key(&main) {
        return Err(WordRefusal::NotWord);
    }
    Ok(Package { parts, main })
}

fn broken(error: ZipError) -> WordRefusal {
    WordRefusal::Broken(error.to_string())
}

fn refuse_name(name: &str) -> Result<(), WordRefusal> {
    let lower = name.to_lowercase();
    if lower.contains("vbaproject") || lower.contains("vbadata") {
        return Err(WordRefusal::Macros);
    }
    let is_file = ["/embeddings/", "/activex/", "/controls/"]
        .iter()
        .any(|folder| lower.contains(folder));
    if is_file || lower.contains("oleobject") {
        return Err(WordRefusal::Embedded(name.to_owned()));
    }
    Ok(())
}

struct Relationship {
    kind: String,
    target: String,
    is_external: bool,
}

fn refuse_link(link: &Relationship) -> Result<(), WordRefusal> {
    if link.is_external {
        return Err(WordRefusal::External(link.target.clone()));
    }
    let kind = link.kind.rsplit('/').next().unwrap_or_default();
    match kind {
        "oleObject" | "package" | "control" | "aFChunk" | "subDocument" => {
            Err(WordRefusal::Embedded(link.target.clone()))
        }
        "vbaProject" => Err(WordRefusal::Macros),
        _ => Ok(()),
    }
}

/// The relationships of a part; every part is looked through, so that no document type stands in any of them.
fn relationships(xml: &[u8]) -> Result<Vec<Relationship>, WordRefusal> {
    let told = |error: &dyn std::fmt::Display| WordRefusal::Broken(error.to_string());
    let mut reader = Reader::from_reader(xml);
    let mut all = Vec::new();
    loop {
        match reader.read_event().map_err(|error| told(&error))? {
            Event::Eof => return Ok(all),
            Event::DocType(_) => return Err(WordRefusal::Entities),
            Event::Start(tag) | Event::Empty(tag)
                if tag.local_name().as_ref() == b"Relationship" =>
            {
                let decoder = reader.decoder();
                let value = |name: &str| -> Result<String, WordRefusal> {
                    let found = attribute(&tag, name, decoder).map_err(|error| told(&error))?;
                    Ok(found.unwrap_or_default())
                };
                all.push(Relationship {
                    kind: value("Type")?,
                    target: value("Target")?,
                    is_external: value("TargetMode")?.eq_ignore_ascii_case("external"),
                });
            }
            _ => {}
        }
    }
}

/// Does the name stand in the bytes in UTF-16, as old compound files write it?
fn has_wide(bytes: &[u8], name: &str) -> bool {
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(wide.len()).any(|window| window == wide)
}
