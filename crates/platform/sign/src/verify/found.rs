//! Tìm chữ ký trong tệp: fields with their signatures, and exactly which bytes each covers.

use super::Reason;
use crate::{
    cms::{Signed, without_padding},
    path::Purpose,
    pdf::{Dict, Id, Object, PdfError, Revision},
    timestamp::Token,
};
use std::collections::BTreeSet;
use x509_cert::Certificate;

/// A signature or a time stamp on the document, as found in the file.
pub(crate) struct Found {
    /// The name of its field.
    pub field: String,
    /// The signature dictionary and its number.
    pub id: Id,
    pub dict: Dict,
    /// /Contents as it stands, with its padding.
    pub contents: Vec<u8>,
    pub is_time_stamp: bool,
    /// The ranges, once they were found to be right.
    pub range: Result<Range, Reason>,
}

/// From the start of the file to `gap_start`, and from `gap_end` to `end`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    pub gap_start: usize,
    pub gap_end: usize,
    pub end: usize,
}

impl Found {
    /// The bytes that were signed.
    pub fn parts<'a>(&self, file: &'a [u8]) -> Result<[&'a [u8]; 2], Reason> {
        let range = self.range.clone()?;
        Ok([&file[..range.gap_start], &file[range.gap_end..range.end]])
    }

    /// Who signed and stamped, with the certificates that came along: all whose proofs are wanted.
    pub fn signers(&self) -> Vec<(Certificate, Vec<Certificate>, Purpose)> {
        let Ok(signed) = without_padding(&self.contents).and_then(Signed::parse) else {
            return Vec::new();
        };
        let purpose = if self.is_time_stamp {
            Purpose::TimeStamping
        } else {
            Purpose::Signing
        };
        let mut all = Vec::new();
        for token in signed.tokens() {
            if let Ok(token) = Token::read(&token, &[signed.signature()]) {
                all.push((token.authority, token.certificates, Purpose::TimeStamping));
            }
        }
        all.insert(0, (signed.certificate, signed.certificates, purpose));
        all
    }
}

/// Every field of the form, its name in full, from the roots down.
pub(crate) fn fields(revision: &Revision) -> Result<Vec<(Id, String, Dict)>, PdfError> {
    let (_, catalog) = revision.catalog()?;
    let form = revision.value(&catalog, "AcroForm")?;
    let roots = match form.dict() {
        Some(form) => revision.value(form, "Fields")?,
        None => Object::Null,
    };
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    let mut waiting: Vec<(Id, String, Option<Object>)> = roots
        .array()
        .unwrap_or_default()
        .iter()
        .rev()
        .filter_map(Object::reference)
        .map(|id| (id, String::new(), None))
        .collect();
    while let Some((id, above, kind)) = waiting.pop() {
        if !seen.insert(id) {
            return Err(PdfError::Unsupported(
                "a field that stands twice in the form",
            ));
        }
        let field = revision.object(id)?;
        let Some(dict) = field.dict() else { continue };
        let own = revision
            .value(dict, "T")?
            .string()
            .map(|name| String::from_utf8_lossy(name).into_owned());
        let name = match own {
            Some(own) if above.is_empty() => own,
            Some(own) => format!("{above}.{own}"),
            None => above,
        };
        let mut dict = dict.clone();
        let kind = dict.get("FT").cloned().or(kind);
        if let Some(kind) = &kind {
            dict.set("FT", kind.clone());
        }
        let kids = revision.value(&dict, "Kids")?;
        let kids = kids
            .array()
            .unwrap_or_default()
            .iter()
            .rev()
            .filter_map(Object::reference);
        waiting.extend(kids.map(|kid| (kid, name.clone(), kind.clone())));
        all.push((id, name, dict));
    }
    Ok(all)
}

/// Every signature of the file, in the order of what they cover.
pub(crate) fn found_in(revision: &Revision) -> Result<Vec<Found>, PdfError> {
    let (mut all, mut seen) = (Vec::new(), BTreeSet::new());
    for (_, field, dict) in fields(revision)? {
        let Some(Object::Ref(id)) = dict.get("V") else {
            continue;
        };
        if !dict.is("FT", "Sig") {
            continue;
        }
        let value = revision.object(*id)?;
        let Some(dict) = value.dict() else { continue };
        if !seen.insert(*id) {
            return Err(PdfError::Unsupported("one signature in two fields"));
        }
        let contents = dict
            .get("Contents")
            .and_then(Object::string)
            .unwrap_or_default()
            .to_vec();
        let is_time_stamp = dict.is("SubFilter", "ETSI.RFC3161");
        let range = range(revision, *id, dict);
        all.push(Found {
            field,
            id: *id,
            dict: dict.clone(),
            contents,
            is_time_stamp,
            range,
        });
    }
    all.sort_by_key(|found| found.range.as_ref().map_or(0, |range| range.end));
    Ok(all)
}

/// The range must begin at 0, leave out exactly this signature's /Contents as it stands in the file, and nothing else.
fn range(revision: &Revision, id: Id, dict: &Dict) -> Result<Range, Reason> {
    let numbers: Option<Vec<usize>> = dict.get("ByteRange").and_then(Object::array).map(|items| {
        items
            .iter()
            .filter_map(|item| usize::try_from(item.int()?).ok())
            .collect()
    });
    let Some([0, gap_start, gap_end, rest]) = numbers.as_deref() else {
        return Err(Reason::RangeWrong);
    };
    let end = gap_end
        .checked_add(*rest)
        .filter(|end| *end <= revision.data.len())
        .ok_or(Reason::RangeWrong)?;
    let place = revision
        .place_of(id, "Contents")
        .ok()
        .flatten()
        .ok_or(Reason::RangeWrong)?;
    if place != (*gap_start..*gap_end) || *gap_end >= end {
        return Err(Reason::RangeWrong);
    }
    let digits = &revision.data[gap_start + 1..gap_end - 1];
    let is_hex = revision.data[*gap_start] == b'<'
        && digits.iter().all(u8::is_ascii_hexdigit)
        && digits.len().is_multiple_of(2);
    if !is_hex {
        return Err(Reason::RangeWrong);
    }
    Ok(Range {
        gap_start: *gap_start,
        gap_end: *gap_end,
        end,
    })
}

/// Chữ ký chứng nhận: what the certifying signature of this state allows (1 nothing, 2 forms, 3 notes), if there is one.
pub(crate) fn certification(revision: &Revision) -> Result<Option<i64>, PdfError> {
    let (_, catalog) = revision.catalog()?;
    let permissions = revision.value(&catalog, "Perms")?;
    let Some(permissions) = permissions.dict() else {
        return Ok(None);
    };
    let signature = revision.value(permissions, "DocMDP")?;
    let Some(signature) = signature.dict() else {
        return Ok(None);
    };
    for reference in revision
        .value(signature, "Reference")?
        .array()
        .unwrap_or_default()
    {
        let reference = revision.resolve(reference)?;
        let Some(reference) = reference
            .dict()
            .filter(|reference| reference.is("TransformMethod", "DocMDP"))
        else {
            continue;
        };
        let parameters = revision.value(reference, "TransformParams")?;
        let level = parameters
            .dict()
            .and_then(|parameters| parameters.get("P"))
            .and_then(Object::int);
        return Ok(Some(level.unwrap_or(2)));
    }
    Ok(Some(1))
}
