//! Trường chữ ký: a new field with its widget, and the place that is kept for the signature's bytes.

use super::{Allowed, SignError};
use crate::{
    mark::{Mark, Place, Sheet},
    pdf::{Dict, Id, Increment, Object, PdfError, Revision},
};
use std::collections::BTreeSet;

/// Digits kept for each number of /ByteRange.
const DIGITS: usize = 11;

/// A signature dictionary to be written.
pub(super) struct Slot<'m> {
    /// Its entries but ByteRange and Contents.
    pub entries: Vec<(&'static str, Object)>,
    /// Bytes kept for the signature.
    pub room: usize,
    /// Whether it certifies.
    pub certifies: Option<Allowed>,
    /// What shows.
    pub mark: Option<&'m Mark>,
    /// The empty field that is signed; none: a new one.
    pub field: Option<&'m str>,
}

/// The place kept, in the bytes that are appended to the file.
pub(super) struct Placed {
    /// From the `<` of the hexadecimal string, counted in the appended bytes.
    pub start: usize,
    /// After its `>`.
    pub end: usize,
}

impl Slot<'_> {
    fn raw(&self) -> Vec<u8> {
        let mut dict = Dict::default().with("Filter", "Adobe.PPKLite");
        for (key, value) in &self.entries {
            dict.set(key, value.clone());
        }
        if let Some(allowed) = self.certifies {
            let level = if allowed == Allowed::Nothing { 1 } else { 2 };
            let parameters = Dict::default()
                .with("Type", "TransformParams")
                .with("P", level)
                .with("V", Object::name("1.2"));
            let reference = Dict::default()
                .with("Type", "SigRef")
                .with("TransformMethod", "DocMDP")
                .with("TransformParams", parameters);
            dict.set("Reference", vec![reference.into()].into());
        }
        let mut raw = Vec::new();
        crate::pdf::write(&dict.into(), &mut raw);
        raw.truncate(raw.len() - 2);
        raw.extend_from_slice(b"/ByteRange [");
        raw.extend_from_slice(&b" ".repeat(4 * (DIGITS + 1)));
        raw.extend_from_slice(b"]/Contents <");
        raw.extend_from_slice(&b"0".repeat(self.room * 2));
        raw.extend_from_slice(b">>>");
        raw
    }

    /// Writes the byte ranges, now that it is known where everything stands.
    pub fn place(
        &self,
        base: usize,
        appended: &mut [u8],
        object: usize,
    ) -> Result<Placed, SignError> {
        let lost = || SignError::Unwritten("the place of the signature".into());
        let from = object.checked_sub(base).ok_or_else(lost)?;
        let end = from + self.raw().len() - 2;
        let start = end - self.room * 2 - 2;
        let ranges = [0, base + start, base + end, appended.len() - end];
        let ranges = ranges.map(|number| format!("{number:<DIGITS$}")).join(" ");
        let at = start - "/Contents ".len() - 1 - 4 * (DIGITS + 1);
        let kept = appended
            .get_mut(at..at + ranges.len())
            .filter(|kept| kept.iter().all(|byte| *byte == b' '));
        kept.ok_or_else(lost)?.copy_from_slice(ranges.as_bytes());
        Ok(Placed { start, end })
    }
}

impl Placed {
    /// What is signed: the file, and what is appended but for the place kept.
    pub fn parts<'a>(&self, file: &'a [u8], appended: &'a [u8]) -> [&'a [u8]; 3] {
        [file, &appended[..self.start], &appended[self.end..]]
    }

    /// Puts the signature in.
    pub fn fill(&self, appended: &mut [u8], der: &[u8]) -> Result<(), SignError> {
        let digits = hex::encode(der);
        let kept = &mut appended[self.start + 1..self.end - 1];
        if digits.len() > kept.len() {
            return Err(SignError::Unwritten(format!(
                "{} bytes, room for {}",
                der.len(),
                kept.len() / 2
            )));
        }
        kept[..digits.len()].copy_from_slice(digits.as_bytes());
        Ok(())
    }
}

/// Adds the signature, its field, its widget on a page, and all that must name them; gives the signature's number.
pub(super) fn add(increment: &mut Increment, slot: &Slot) -> Result<Id, SignError> {
    let base = increment.base();
    let state = State::of(base)?;
    let is_stamp = slot
        .entries
        .iter()
        .any(|(_, value)| *value == Object::name("DocTimeStamp"));
    if state.is_closed && !is_stamp {
        return Err(SignError::Closed);
    }
    if slot.certifies.is_some() && state.has_signatures {
        return Err(SignError::NotFirst);
    }
    let signature = increment.reserve();
    increment.put_raw(signature, slot.raw());
    match slot.field {
        Some(name) => into_empty(increment, slot, name, signature)?,
        None => new_field(increment, slot, &state, signature)?,
    }
    let (root, _) = base.catalog()?;
    if slot.certifies.is_some() {
        increment.change(root, |catalog| {
            catalog.set("Perms", Dict::default().with("DocMDP", signature).into())
        })?;
    }
    Ok(signature)
}

/// A field of its own for this signature, with its widget on the page.
fn new_field(
    increment: &mut Increment,
    slot: &Slot,
    state: &State,
    signature: Id,
) -> Result<(), SignError> {
    let base = increment.base();
    let page = slot.mark.map_or(0, |mark| mark.place.page);
    let page = base
        .pages()?
        .get(page)
        .copied()
        .ok_or(SignError::Mark("a page that is not there"))?;
    let mut name = state.names.len() + 1;
    while state.names.contains(format!("ChuKy{name}").as_bytes()) {
        name += 1;
    }
    let (rect, appearance) = match slot.mark {
        Some(mark) => {
            let sheet = Sheet::of(base, page)?;
            (sheet.rect(&mark.place), mark.draw(increment, &sheet)?)
        }
        None => (vec![Object::Int(0); 4], nothing(increment)),
    };
    let widget = Dict::default()
        .with("Type", "Annot")
        .with("Subtype", "Widget")
        .with("FT", "Sig")
        .with("T", Object::Str(format!("ChuKy{name}").into_bytes()))
        .with("V", signature)
        .with("P", page)
        .with("Rect", rect)
        // print, locked
        .with("F", 132)
        .with("AP", Dict::default().with("N", appearance));
    let widget = increment.add(widget);
    increment.extend(page, "Annots", vec![widget.into()])?;
    let form = form_of(increment)?;
    increment.extend(form, "Fields", vec![widget.into()])?;
    Ok(())
}

/// Ô chữ ký chừa sẵn: a field that the paper's author left for a signature. It keeps its place; the mark is drawn as large as the field.
fn into_empty(
    increment: &mut Increment,
    slot: &Slot,
    name: &str,
    signature: Id,
) -> Result<(), SignError> {
    let base = increment.base();
    let mut all = crate::verify::fields(base)?.into_iter();
    // What a lock or a seed value asks for is not done here, so such a field is not signed.
    let is_plain = |field: &Dict| {
        field.is("FT", "Sig")
            && ["V", "Lock", "SV", "Kids"]
                .iter()
                .all(|key| field.get(key).is_none())
    };
    let found = all.find(|(_, known, field)| known == name && is_plain(field));
    let (id, _, field) = found.ok_or_else(|| SignError::NoSuchField(name.into()))?;
    let sheet = match field.get("P") {
        Some(Object::Ref(page)) => Some(Sheet::of(base, *page)?),
        _ => None,
    };
    let rect = base.value(&field, "Rect")?;
    let size = sheet.and_then(|sheet| Some((sheet, sheet.size_of(&rect)?)));
    let appearance = match (slot.mark, size) {
        (Some(mark), Some((sheet, (width, height)))) => {
            let place = Place {
                width,
                height,
                ..mark.place
            };
            let look = mark.look.clone();
            Mark { place, look }.draw(increment, &sheet)?
        }
        (Some(_), None) => return Err(SignError::Mark("a field without a page")),
        (None, _) => nothing(increment),
    };
    form_of(increment)?;
    increment.change(id, |field| {
        field.set("V", signature.into());
        field.set("AP", Dict::default().with("N", appearance).into());
    })?;
    Ok(())
}

/// The form, as an object of its own, knowing that it holds signatures.
fn form_of(increment: &mut Increment) -> Result<Id, SignError> {
    let (root, catalog) = increment.base().catalog()?;
    let form = match catalog.get("AcroForm") {
        Some(Object::Ref(form)) => *form,
        other => {
            let form = match other {
                Some(Object::Dict(form)) => form.clone(),
                _ => Dict::default(),
            };
            let form = increment.add(form);
            increment.change(root, |catalog| catalog.set("AcroForm", form.into()))?;
            form
        }
    };
    increment.change(form, |form| {
        let flags = form.get("SigFlags").and_then(Object::int).unwrap_or(0) | 3;
        form.set("SigFlags", flags.into());
        // A viewer that draws the fields anew would draw over the marks.
        form.0.retain(|(key, _)| key != b"NeedAppearances");
    })?;
    Ok(form)
}

/// PDF/A asks for an appearance even where nothing shows.
fn nothing(increment: &mut Increment) -> Id {
    let form = Dict::default()
        .with("Type", "XObject")
        .with("Subtype", "Form")
        .with("BBox", vec![Object::Int(0); 4])
        .with("Resources", Dict::default());
    increment.add(Object::Fresh(form, Vec::new()))
}

/// What earlier signatures say about signing.
struct State {
    names: BTreeSet<Vec<u8>>,
    has_signatures: bool,
    is_closed: bool,
}

impl State {
    fn of(base: &Revision) -> Result<Self, PdfError> {
        let (_, catalog) = base.catalog()?;
        let form = base.value(&catalog, "AcroForm")?;
        let fields = match form.dict() {
            Some(form) => base.value(form, "Fields")?,
            None => Object::Null,
        };
        let (mut names, mut has_signatures) = (BTreeSet::new(), false);
        for field in fields.array().unwrap_or_default() {
            let field = base.resolve(field)?;
            let Some(field) = field.dict() else { continue };
            if let Some(name) = field.get("T").and_then(Object::string) {
                names.insert(name.to_vec());
            }
            has_signatures |= field.is("FT", "Sig") && field.get("V").is_some();
        }
        Ok(Self {
            names,
            has_signatures,
            is_closed: crate::verify::certification(base)? == Some(1),
        })
    }
}
