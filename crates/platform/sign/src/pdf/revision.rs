//! One state of a file: what its cross-reference sections, from one of them back to the first, say.

use super::{Dict, Id, Object, PdfError, filter, reader::Reader};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Where an object stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Given up.
    Free,
    /// At a byte of the file.
    At(usize),
    /// In an object stream, at this place of its list.
    In(u32, usize),
}

/// A cross-reference section: one saving of the file.
#[derive(Debug, Clone)]
pub struct Section {
    /// Where it begins: what `startxref` says.
    pub at: usize,
    /// What it says.
    pub entries: BTreeMap<u32, Entry>,
    /// Its trailer.
    pub trailer: Dict,
    /// Written as a stream.
    pub is_stream: bool,
}

/// A file as one of its savings left it.
#[derive(Debug, Clone)]
pub struct Revision<'a> {
    /// The whole file.
    pub data: &'a [u8],
    /// From the newest back.
    pub sections: Vec<Section>,
    table: BTreeMap<u32, Entry>,
    /// Object streams already unpacked.
    unpacked: RefCell<BTreeMap<u32, Rc<Unpacked>>>,
}

#[derive(Debug)]
struct Unpacked {
    plain: Vec<u8>,
    /// Object number and place of each object inside.
    index: Vec<(u64, usize)>,
}

impl<'a> Revision<'a> {
    /// The file as it stands: it must end with `startxref`, a place, `%%EOF`, and at most one end of line.
    pub fn open(data: &'a [u8]) -> Result<Self, PdfError> {
        if !data.starts_with(b"%PDF-") {
            return Err(PdfError::at(0, "%PDF-"));
        }
        let end = data.len()
            - [b"\r\n".as_slice(), b"\n", b"\r"]
                .iter()
                .find(|end| data.ends_with(end))
                .map_or(0, |end| end.len());
        let tail = end.saturating_sub(64);
        let last = data[tail..end]
            .windows(9)
            .rposition(|word| word == b"startxref")
            .ok_or(PdfError::at(end, "startxref before the end of the file"))?;
        let mut reader = Reader::new(&data[..end], tail + last);
        reader.expect("startxref")?;
        let at = usize::try_from(reader.unsigned()?).unwrap_or(usize::MAX);
        while reader.peek().is_some_and(super::reader::is_space) {
            reader.at += 1;
        }
        if &data[reader.at..end] != b"%%EOF" {
            return Err(PdfError::at(reader.at, "%%EOF as the end of the file"));
        }
        Self::at_section(data, at)
    }

    /// The file as the saving whose section begins here left it.
    pub fn at_section(data: &'a [u8], at: usize) -> Result<Self, PdfError> {
        let (mut sections, mut next, mut seen) = (Vec::new(), Some(at), BTreeSet::new());
        while let Some(at) = next {
            if !seen.insert(at) {
                return Err(PdfError::at(at, "cross-references without a circle"));
            }
            let section = section(data, at)?;
            next = match section.trailer.get("Prev") {
                None => None,
                Some(prev) => Some(
                    prev.int()
                        .and_then(|prev| usize::try_from(prev).ok())
                        .ok_or(PdfError::at(at, "a place in /Prev"))?,
                ),
            };
            sections.push(section);
        }
        let mut table = BTreeMap::new();
        for section in &sections {
            for (num, entry) in &section.entries {
                table.entry(*num).or_insert(*entry);
            }
        }
        let revision = Self {
            data,
            sections,
            table,
            unpacked: RefCell::default(),
        };
        if revision.trailer().get("Encrypt").is_some() {
            return Err(PdfError::Encrypted);
        }
        revision.catalog()?;
        Ok(revision)
    }

    /// The newest trailer.
    pub fn trailer(&self) -> &Dict {
        &self.sections[0].trailer
    }

    /// Where the newest section begins.
    pub fn startxref(&self) -> usize {
        self.sections[0].at
    }

    /// Where the object stands; nothing for an object that is not there.
    pub fn entry(&self, num: u32) -> Option<Entry> {
        self.table
            .get(&num)
            .copied()
            .filter(|entry| *entry != Entry::Free)
    }

    /// The first number nobody has used.
    pub fn next_number(&self) -> u32 {
        let said = self
            .trailer()
            .get("Size")
            .and_then(Object::int)
            .unwrap_or(0);
        let used = self
            .table
            .keys()
            .next_back()
            .map_or(0, |last| last.saturating_add(1));
        used.max(u32::try_from(said).unwrap_or(0))
    }

    /// The object of this number; null when there is none.
    pub fn object(&self, id: Id) -> Result<Object, PdfError> {
        match self.entry(id.num) {
            None => Ok(Object::Null),
            Some(Entry::At(at)) => {
                let (found, object) = self.indirect(at)?;
                if found == id {
                    Ok(object)
                } else {
                    Err(PdfError::at(at, "the object of this number"))
                }
            }
            Some(Entry::In(stream, place)) => self.packed(stream, place, id),
            Some(Entry::Free) => Ok(Object::Null),
        }
    }

    /// The object itself where it is named by reference.
    pub fn resolve(&self, object: &Object) -> Result<Object, PdfError> {
        let mut object = object.clone();
        for _ in 0..16 {
            let Object::Ref(id) = object else {
                return Ok(object);
            };
            object = self.object(id)?;
        }
        Err(PdfError::Unsupported("references in a circle"))
    }

    /// The value of a key, followed; null when there is none.
    pub fn value(&self, dict: &Dict, key: &str) -> Result<Object, PdfError> {
        dict.get(key)
            .map_or(Ok(Object::Null), |value| self.resolve(value))
    }

    /// The catalogue and its number.
    pub fn catalog(&self) -> Result<(Id, Dict), PdfError> {
        let id = self
            .trailer()
            .get("Root")
            .and_then(Object::reference)
            .ok_or(PdfError::at(self.startxref(), "/Root"))?;
        match self.object(id)? {
            Object::Dict(dict) => Ok((id, dict)),
            _ => Err(PdfError::at(self.startxref(), "the catalogue")),
        }
    }

    /// The pages in order, with what they inherit left where it is.
    pub fn pages(&self) -> Result<Vec<Id>, PdfError> {
        let root = self.catalog()?.1.get("Pages").and_then(Object::reference);
        let (mut pages, mut seen) = (Vec::new(), BTreeSet::new());
        let mut waiting: Vec<Id> = root.into_iter().collect();
        while let Some(id) = waiting.pop() {
            if !seen.insert(id) {
                return Err(PdfError::Unsupported("a page tree in a circle"));
            }
            let node = self.object(id)?;
            let Some(dict) = node.dict() else { continue };
            match self.value(dict, "Kids")? {
                Object::Array(kids) => {
                    waiting.extend(kids.iter().rev().filter_map(Object::reference))
                }
                _ => pages.push(id),
            }
        }
        Ok(pages)
    }

    /// The bytes of a stream, unpacked.
    pub fn stream(&self, stream: &Object) -> Result<Vec<u8>, PdfError> {
        match stream {
            Object::Stream(dict, place) => filter::decode(dict, &self.data[place.clone()]),
            Object::Fresh(_, bytes) => Ok(bytes.clone()),
            _ => Err(PdfError::at(0, "a stream")),
        }
    }

    fn indirect(&self, at: usize) -> Result<(Id, Object), PdfError> {
        indirect(self.data, at, &|id| match self.entry(id.num) {
            // A length is a plain number at a place of its own: nothing that could lead back here.
            Some(Entry::At(at)) => number_at(self.data, at, id),
            _ => Err(PdfError::at(at, "the length of a stream")),
        })
    }

    fn packed(&self, stream: u32, place: usize, id: Id) -> Result<Object, PdfError> {
        let known = self.unpacked.borrow().get(&stream).cloned();
        let holder = match known {
            Some(holder) => holder,
            None => {
                let holder = Rc::new(self.unpack(stream)?);
                self.unpacked
                    .borrow_mut()
                    .insert(stream, Rc::clone(&holder));
                holder
            }
        };
        match holder.index.get(place) {
            Some((num, start)) if *num == u64::from(id.num) && id.generation == 0 => {
                Reader::new(&holder.plain, (*start).min(holder.plain.len())).object()
            }
            _ => Err(PdfError::at(0, "the object of this number")),
        }
    }

    fn unpack(&self, stream: u32) -> Result<Unpacked, PdfError> {
        let Some(Entry::At(at)) = self.entry(stream) else {
            return Err(PdfError::at(0, "an object stream"));
        };
        let (_, holder) = self.indirect(at)?;
        let dict = holder.dict().filter(|dict| dict.is("Type", "ObjStm"));
        let dict = dict.ok_or(PdfError::at(at, "an object stream"))?;
        let plain = self.stream(&holder)?;
        let number = |key| {
            dict.get(key)
                .and_then(Object::int)
                .and_then(|number| usize::try_from(number).ok())
        };
        let (Some(first), Some(count)) = (number("First"), number("N")) else {
            return Err(PdfError::at(at, "/First and /N"));
        };
        let (mut reader, mut index) = (Reader::new(&plain, 0), Vec::new());
        for _ in 0..count {
            let num = reader.unsigned()?;
            let offset = usize::try_from(reader.unsigned()?)
                .ok()
                .and_then(|offset| first.checked_add(offset));
            index.push((num, offset.unwrap_or(usize::MAX)));
        }
        Ok(Unpacked { plain, index })
    }

    /// Where the value of a key of an object's dictionary stands in the file: only for an object that stands there itself.
    pub fn place_of(&self, id: Id, key: &str) -> Result<Option<std::ops::Range<usize>>, PdfError> {
        let Some(Entry::At(at)) = self.entry(id.num) else {
            return Ok(None);
        };
        let mut reader = Reader::new(self.data, at);
        reader.unsigned()?;
        reader.unsigned()?;
        reader.expect("obj")?;
        Ok(reader.dict(0, Some(key))?.1)
    }
}

fn header(reader: &mut Reader) -> Result<Id, PdfError> {
    let at = reader.at;
    let num =
        u32::try_from(reader.unsigned()?).map_err(|_| PdfError::at(at, "an object number"))?;
    let generation =
        u16::try_from(reader.unsigned()?).map_err(|_| PdfError::at(at, "a generation"))?;
    reader.expect("obj")?;
    Ok(Id { num, generation })
}

fn number_at(data: &[u8], at: usize, id: Id) -> Result<i64, PdfError> {
    let mut reader = Reader::new(data, at);
    let found = header(&mut reader)?;
    let number = reader.object()?.int().filter(|_| found == id);
    number.ok_or(PdfError::at(at, "a length"))
}

fn indirect(
    data: &[u8],
    at: usize,
    length_of: &dyn Fn(Id) -> Result<i64, PdfError>,
) -> Result<(Id, Object), PdfError> {
    if at >= data.len() {
        return Err(PdfError::at(at, "an object inside the file"));
    }
    let mut reader = Reader::new(data, at);
    let id = header(&mut reader)?;
    let object = reader.object()?;
    let Object::Dict(dict) = object else {
        reader.expect("endobj")?;
        return Ok((id, object));
    };
    if !reader.take("stream") {
        reader.expect("endobj")?;
        return Ok((id, Object::Dict(dict)));
    }
    reader.at += match data.get(reader.at..) {
        Some([b'\r', b'\n', ..]) => 2,
        Some([b'\n', ..]) => 1,
        _ => return Err(PdfError::at(reader.at, "an end of line after stream")),
    };
    let length = match dict.get("Length") {
        Some(Object::Int(length)) => *length,
        Some(Object::Ref(length)) => length_of(*length)?,
        _ => return Err(PdfError::at(at, "/Length")),
    };
    let start = reader.at;
    let end = usize::try_from(length)
        .ok()
        .and_then(|length| start.checked_add(length));
    let end = end
        .filter(|end| *end <= data.len())
        .ok_or(PdfError::at(at, "/Length inside the file"))?;
    reader.at = end;
    reader.expect("endstream")?;
    reader.expect("endobj")?;
    Ok((id, Object::Stream(dict, start..end)))
}

fn section(data: &[u8], at: usize) -> Result<Section, PdfError> {
    if at >= data.len() {
        return Err(PdfError::at(
            at,
            "a cross-reference section inside the file",
        ));
    }
    let mut reader = Reader::new(data, at);
    if !reader.take("xref") {
        return stream_section(data, at);
    }
    let mut entries = BTreeMap::new();
    while !reader.take("trailer") {
        let first = reader.unsigned()?;
        for i in 0..reader.unsigned()? {
            let place = reader.unsigned()?;
            reader.unsigned()?;
            let num = u32::try_from(first.saturating_add(i))
                .map_err(|_| PdfError::at(reader.at, "an object number"))?;
            let entry = if reader.take("n") {
                Entry::At(usize::try_from(place).unwrap_or(usize::MAX))
            } else {
                reader.expect("f")?;
                Entry::Free
            };
            if entries.insert(num, entry).is_some() {
                return Err(PdfError::at(reader.at, "each object once in a section"));
            }
        }
    }
    let (trailer, _) = reader.dict(0, None)?;
    // A hybrid file tells old and new readers different things.
    if trailer.get("XRefStm").is_some() {
        return Err(PdfError::Unsupported(
            "a file with both kinds of cross-references",
        ));
    }
    Ok(Section {
        at,
        entries,
        trailer,
        is_stream: false,
    })
}

fn stream_section(data: &[u8], at: usize) -> Result<Section, PdfError> {
    let (_, stream) = indirect(data, at, &|_| Err(PdfError::at(at, "a direct /Length")))?;
    let Object::Stream(dict, place) = stream else {
        return Err(PdfError::at(at, "a cross-reference section"));
    };
    if !dict.is("Type", "XRef") {
        return Err(PdfError::at(at, "a cross-reference section"));
    }
    let plain = filter::decode(&dict, &data[place])?;
    let numbers = |key| -> Option<Vec<usize>> {
        let items = dict.get(key)?.array()?;
        items
            .iter()
            .map(|item| usize::try_from(item.int()?).ok())
            .collect()
    };
    let widths =
        numbers("W").filter(|widths| widths.len() == 3 && widths.iter().all(|width| *width <= 8));
    let widths = widths.ok_or(PdfError::at(at, "/W"))?;
    let size = dict.get("Size").and_then(Object::int).unwrap_or(0);
    let index = match dict.get("Index") {
        None => vec![0, usize::try_from(size).unwrap_or(0)],
        Some(_) => numbers("Index").ok_or(PdfError::at(at, "/Index"))?,
    };
    let width: usize = widths.iter().sum();
    let mut rows = plain.chunks_exact(width.max(1));
    let mut entries = BTreeMap::new();
    for pair in index.chunks_exact(2) {
        for i in 0..pair[1] {
            let row = rows
                .next()
                .ok_or(PdfError::at(at, "all entries of /Index"))?;
            let field = |from: usize, width: usize| {
                row[from..from + width]
                    .iter()
                    .fold(0u64, |sum, byte| (sum << 8) | u64::from(*byte))
            };
            let kind = if widths[0] == 0 {
                1
            } else {
                field(0, widths[0])
            };
            let second = field(widths[0], widths[1]);
            let entry = match kind {
                0 => Entry::Free,
                1 => Entry::At(usize::try_from(second).unwrap_or(usize::MAX)),
                2 => Entry::In(
                    u32::try_from(second).map_err(|_| PdfError::at(at, "an object number"))?,
                    usize::try_from(field(widths[0] + widths[1], widths[2])).unwrap_or(usize::MAX),
                ),
                _ => return Err(PdfError::at(at, "a known kind of entry")),
            };
            let num = pair[0]
                .checked_add(i)
                .and_then(|num| u32::try_from(num).ok());
            let num = num.ok_or(PdfError::at(at, "an object number"))?;
            if entries.insert(num, entry).is_some() {
                return Err(PdfError::at(at, "each object once in a section"));
            }
        }
    }
    Ok(Section {
        at,
        entries,
        trailer: dict,
        is_stream: true,
    })
}
