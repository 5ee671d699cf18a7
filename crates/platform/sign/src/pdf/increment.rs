//! Ghi thêm vào cuối tệp: a saving that leaves every earlier byte where it is.

use super::{Dict, Id, Object, PdfError, Revision, write::write};
use std::collections::BTreeMap;

enum Body {
    Object(Object),
    /// Bytes written by the caller, who must know where they come to stand.
    Raw(Vec<u8>),
}

/// What will be appended.
pub struct Increment<'a> {
    base: &'a Revision<'a>,
    bodies: BTreeMap<u32, (u16, Body)>,
    next: u32,
}

/// The bytes to append, and where in the whole file each object of them begins (after its `obj` line).
pub struct Written {
    /// To be appended to the file.
    pub bytes: Vec<u8>,
    /// Object number → place of its body in the whole file.
    pub places: BTreeMap<u32, usize>,
}

impl<'a> Increment<'a> {
    /// Nothing yet, after this state of the file, which must be its newest.
    pub fn after(base: &'a Revision<'a>) -> Self {
        Self {
            base,
            bodies: BTreeMap::new(),
            next: base.next_number(),
        }
    }

    /// What it is written after.
    pub fn base(&self) -> &'a Revision<'a> {
        self.base
    }

    /// A number for an object that comes later.
    pub fn reserve(&mut self) -> Id {
        let id = Id {
            num: self.next,
            generation: 0,
        };
        self.next = self.next.saturating_add(1);
        id
    }

    /// A new object.
    pub fn add(&mut self, object: impl Into<Object>) -> Id {
        let id = self.reserve();
        self.put(id, object);
        id
    }

    /// An object under its number, new or in place of the old one.
    pub fn put(&mut self, id: Id, object: impl Into<Object>) {
        self.bodies
            .insert(id.num, (id.generation, Body::Object(object.into())));
    }

    /// A new object as bytes.
    pub fn put_raw(&mut self, id: Id, bytes: Vec<u8>) {
        self.bodies
            .insert(id.num, (id.generation, Body::Raw(bytes)));
    }

    /// The object as it will be.
    pub fn object(&self, id: Id) -> Result<Object, PdfError> {
        match self.bodies.get(&id.num) {
            Some((_, Body::Object(object))) => Ok(object.clone()),
            _ => self.base.object(id),
        }
    }

    /// Changes a dictionary object.
    pub fn change(&mut self, id: Id, change: impl FnOnce(&mut Dict)) -> Result<(), PdfError> {
        let Object::Dict(mut dict) = self.object(id)? else {
            return Err(PdfError::at(0, "a dictionary"));
        };
        change(&mut dict);
        self.put(id, dict);
        Ok(())
    }

    /// Appends items to the array under a key, wherever that array stands.
    pub fn extend(&mut self, owner: Id, key: &str, items: Vec<Object>) -> Result<(), PdfError> {
        let held = self.object(owner)?;
        let held = held.dict().and_then(|dict| dict.get(key)).cloned();
        let grown = |old: Object| match old {
            Object::Array(mut old) => {
                old.extend(items);
                Ok(Object::Array(old))
            }
            Object::Null => Ok(Object::Array(items)),
            _ => Err(PdfError::at(0, "an array")),
        };
        match held {
            Some(Object::Ref(id)) => {
                let array = grown(self.object(id)?)?;
                self.put(id, array);
                Ok(())
            }
            other => {
                let array = grown(other.unwrap_or(Object::Null))?;
                self.change(owner, |dict| dict.set(key, array))
            }
        }
    }

    /// The bytes to append.
    pub fn finish(mut self) -> Written {
        let start = self.base.data.len();
        let (mut bytes, mut offsets, mut places) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        if self.base.data.last() != Some(&b'\n') {
            bytes.push(b'\n');
        }
        for (num, (generation, body)) in &self.bodies {
            offsets.insert(*num, (start + bytes.len(), *generation));
            bytes.extend_from_slice(format!("{num} {generation} obj\n").as_bytes());
            places.insert(*num, start + bytes.len());
            match body {
                Body::Object(object) => write(object, &mut bytes),
                Body::Raw(raw) => bytes.extend_from_slice(raw),
            }
            bytes.extend_from_slice(b"\nendobj\n");
        }
        let startxref = start + bytes.len();
        let trailer = self.trailer(&bytes);
        if self.base.sections[0].is_stream {
            let own = self.reserve();
            offsets.insert(own.num, (startxref, 0));
            self.stream_section(own, trailer, &offsets, &mut bytes);
        } else {
            self.table_section(trailer, &offsets, &mut bytes);
        }
        bytes.extend_from_slice(format!("startxref\n{startxref}\n%%EOF\n").as_bytes());
        Written { bytes, places }
    }

    fn trailer(&self, written: &[u8]) -> Dict {
        let old = self.base.trailer();
        let mut trailer = Dict::default();
        for key in ["Root", "Info"] {
            if let Some(value) = old.get(key) {
                trailer.set(key, value.clone());
            }
        }
        let this = Object::Str(crate::algorithm::sha_256(written)[..16].to_vec());
        let first = old.get("ID").and_then(|ids| self.base.resolve(ids).ok());
        let first = first.and_then(|ids| ids.array().and_then(|ids| ids.first().cloned()));
        trailer.set(
            "ID",
            vec![first.unwrap_or_else(|| this.clone()), this].into(),
        );
        trailer.with("Prev", self.base.startxref() as i64)
    }

    fn runs(offsets: &BTreeMap<u32, (usize, u16)>) -> Vec<Vec<(u32, usize, u16)>> {
        let mut runs: Vec<Vec<(u32, usize, u16)>> = Vec::new();
        for (num, (offset, generation)) in offsets {
            match runs.last_mut() {
                Some(run) if run.last().is_some_and(|last| last.0 + 1 == *num) => {
                    run.push((*num, *offset, *generation));
                }
                _ => runs.push(vec![(*num, *offset, *generation)]),
            }
        }
        runs
    }

    fn table_section(
        &self,
        trailer: Dict,
        offsets: &BTreeMap<u32, (usize, u16)>,
        bytes: &mut Vec<u8>,
    ) {
        bytes.extend_from_slice(b"xref\n");
        for run in Self::runs(offsets) {
            bytes.extend_from_slice(format!("{} {}\n", run[0].0, run.len()).as_bytes());
            for (_, offset, generation) in run {
                bytes.extend_from_slice(format!("{offset:010} {generation:05} n\r\n").as_bytes());
            }
        }
        bytes.extend_from_slice(b"trailer\n");
        write(&trailer.with("Size", i64::from(self.next)).into(), bytes);
        bytes.push(b'\n');
    }

    fn stream_section(
        &self,
        own: Id,
        trailer: Dict,
        offsets: &BTreeMap<u32, (usize, u16)>,
        bytes: &mut Vec<u8>,
    ) {
        let (mut index, mut rows) = (Vec::new(), Vec::new());
        for run in Self::runs(offsets) {
            index.extend([Object::Int(run[0].0.into()), Object::Int(run.len() as i64)]);
            for (_, offset, generation) in run {
                rows.push(1);
                rows.extend_from_slice(&(offset as u64).to_be_bytes());
                rows.extend_from_slice(&generation.to_be_bytes());
            }
        }
        let dict = trailer
            .with("Type", "XRef")
            .with("Size", i64::from(self.next))
            .with("W", vec![Object::Int(1), Object::Int(8), Object::Int(2)])
            .with("Index", index);
        bytes.extend_from_slice(format!("{} 0 obj\n", own.num).as_bytes());
        write(&Object::Fresh(dict, rows), bytes);
        bytes.extend_from_slice(b"\nendobj\n");
    }
}
