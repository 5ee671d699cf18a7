//! Papers to sign: one of ours (PDF/A), a plain old one, and one with cross-reference and object streams.

use crate::run::run;
use std::{fs, path::Path, process::Command};

fn shipped(name: &str) -> Vec<u8> {
    fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../sign/tests/data")
            .join(name),
    )
    .unwrap()
}

/// A decision as the house sets it: PDF/A-2.
pub fn decision() -> Vec<u8> {
    shipped("decision.pdf")
}

/// The same as PDF/A-1b, which a judge here can judge.
pub fn archive() -> Vec<u8> {
    shipped("archive.pdf")
}

const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>";

/// A page with a few words, written by hand.
pub fn plain() -> Vec<u8> {
    built("<</Type/Catalog/Pages 2 0 R>>", PAGE, &[])
}

/// A page whose content also names an object that is not there (yet).
pub fn with_a_gap() -> Vec<u8> {
    built(
        "<</Type/Catalog/Pages 2 0 R>>",
        &PAGE.replace("4 0 R/Res", "[4 0 R 30 0 R]/Res"),
        &[],
    )
}

/// A form with one field to fill in.
pub fn form() -> Vec<u8> {
    let field = "<</Type/Annot/Subtype/Widget/FT/Tx/T(Ngay)/F 4/Rect[72 600 200 620]/P 3 0 R/DA(/F1 12 Tf 0 g)>>";
    let catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]/DR<</Font<</F1 5 0 R>>>>/DA(/F1 12 Tf 0 g)>>>>";
    built(
        catalog,
        &PAGE.replace("/Res", "/Annots[6 0 R]/Res"),
        &[field],
    )
}

/// A page that is stored turned and whose corner is not at nought.
pub fn turned(degrees: u16) -> Vec<u8> {
    let page = PAGE.replace("[0 0 595 842]", "[20 30 615 872]");
    built(
        "<</Type/Catalog/Pages 2 0 R>>",
        &page.replace("/Contents", &format!("/Rotate {degrees}/Contents")),
        &[],
    )
}

/// A page with a field that waits for a signature.
pub fn waiting() -> Vec<u8> {
    let field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(NguoiKy)/F 4/Rect[330 60 460 112]/P 3 0 R>>";
    built(
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>",
        &PAGE.replace("/Res", "/Annots[6 0 R]/Res"),
        &[field],
    )
}

/// A page with a note that covers its words.
pub fn covered() -> Vec<u8> {
    let cover = "<</Type/Annot/Subtype/FreeText/Rect[72 690 400 730]/F 4/DA(/F1 24 Tf 0 g)/Contents(Quyet dinh 16)>>";
    let page = PAGE.replace("/Res", "/Annots[6 0 R]/Res");
    built("<</Type/Catalog/Pages 2 0 R>>", &page, &[cover])
}

/// A page, and beside it what no page names: these objects, from number 6 on.
pub fn with_hidden(hidden: &[&str]) -> Vec<u8> {
    built("<</Type/Catalog/Pages 2 0 R>>", PAGE, hidden)
}

fn built(catalog: &str, page: &str, more: &[&str]) -> Vec<u8> {
    let words = "<</Length 44>>\nstream\nBT /F1 24 Tf 72 700 Td (Quyet dinh 15) Tj ET\nendstream";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let objects = [
        &[
            catalog,
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            words,
            font,
        ],
        more,
    ]
    .concat();
    let mut file = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut offsets = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend_from_slice(format!("{} 0 obj\n{object}\nendobj\n", i + 1).as_bytes());
    }
    let (xref, size) = (file.len(), objects.len() + 1);
    file.extend_from_slice(format!("xref\n0 {size}\n0000000000 65535 f \n").as_bytes());
    for offset in offsets {
        file.extend_from_slice(format!("{offset:010} 00000 n \n").as_bytes());
    }
    file.extend_from_slice(
        format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF\n").as_bytes(),
    );
    file
}

/// The decision with all that the newer format packs.
pub fn packed() -> Vec<u8> {
    let room = tempfile::tempdir().unwrap();
    let (from, to) = (room.path().join("a.pdf"), room.path().join("b.pdf"));
    fs::write(&from, decision()).unwrap();
    let mut qpdf = Command::new("qpdf");
    run(qpdf.arg("--object-streams=generate").args([&from, &to]));
    fs::read(to).unwrap()
}

/// Bytes in place of others that stand once.
pub fn replaced(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = file
        .windows(from.len())
        .position(|part| part == from)
        .expect("the part stands in the file");
    [&file[..at], to, &file[at + from.len()..]].concat()
}

/// Where the newest cross-references stand.
fn last_xref(file: &[u8]) -> String {
    let last = file
        .windows(9)
        .rposition(|word| word == b"startxref")
        .unwrap();
    file[last + 9..]
        .iter()
        .map(|byte| char::from(*byte))
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect()
}

/// A saving after the file: these objects, and a trailer with the old root.
pub fn appended(file: &[u8], objects: &[(u32, &str)], root: u32, size: u32) -> Vec<u8> {
    let mut all = file.to_vec();
    let prev = last_xref(file);
    let mut rows = String::new();
    for (num, object) in objects {
        rows.push_str(&format!("{num} 1\n{:010} 00000 n \n", all.len()));
        all.extend_from_slice(format!("{num} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    if objects.is_empty() {
        rows.push_str("0 0\n");
    }
    saved(all, &rows, (root, size, &prev))
}

/// A saving after the file that brings no object and only says anew where some stand.
pub fn pointed(file: &[u8], rows: &str, size: u32) -> Vec<u8> {
    saved(file.to_vec(), rows, (1, size, &last_xref(file)))
}

fn saved(mut all: Vec<u8>, rows: &str, (root, size, prev): (u32, u32, &str)) -> Vec<u8> {
    let xref = all.len();
    all.extend_from_slice(
        format!("xref\n{rows}trailer\n<</Size {size}/Root {root} 0 R/Prev {prev}>>\nstartxref\n{xref}\n%%EOF\n").as_bytes(),
    );
    all
}
