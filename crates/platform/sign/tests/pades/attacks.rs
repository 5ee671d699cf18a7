//! Tấn công vào tệp đã ký: forged signatures, savings after the signature, and what was hidden in the file before it was signed (shadow
//! attacks: hide, replace, hide and replace). Each is refused here; pyHanko is asked beside us.

use crate::{
    judges::{ours, pyhanko_on},
    levels::{request, signed},
    papers,
    pki::key,
};
use sign::{Allowed, Level, Request, Verdict, sign};

const OTHER_WORDS: &str =
    "<</Length 44>>\nstream\nBT /F1 24 Tf 72 700 Td (Quyet dinh 99) Tj ET\nendstream";
const FILLED: &str = "<</Type/Annot/Subtype/Widget/FT/Tx/T(Ngay)/F 4/Rect[72 600 200 620]/P 3 0 R/DA(/F1 12 Tf 0 g)/V(20/05/2026)>>";

/// Where these bytes stand.
fn place(file: &[u8], bytes: &[u8]) -> usize {
    let all = file.windows(bytes.len());
    all.into_iter().position(|part| part == bytes).unwrap()
}

/// What stands between the two, which stay, is overwritten: repeated `with`, as long as there is room.
fn overwritten(mut file: Vec<u8>, after: &[u8], until: u8, with: &[u8]) -> Vec<u8> {
    let from = place(&file, after) + after.len();
    let length = file[from..].iter().position(|byte| *byte == until).unwrap();
    for (byte, other) in file[from..from + length]
        .iter_mut()
        .zip(with.iter().cycle())
    {
        *byte = *other;
    }
    file
}

fn certified(mut file: Vec<u8>, allowed: Allowed) -> Vec<u8> {
    let request = Request {
        certifies: Some(allowed),
        ..request()
    };
    sign(&mut file, &key("rsa"), &request, Level::BB, None).unwrap();
    file
}

/// The signature itself is forged.
fn forged() -> Vec<(&'static str, Vec<u8>)> {
    let good = signed(papers::plain(), &key("rsa"), Level::BB);
    let ranges = |numbers: &str| {
        let length = good[place(&good, b"/ByteRange [")..]
            .iter()
            .position(|byte| *byte == b']')
            .unwrap();
        let padded = format!("{numbers:<length$}");
        overwritten(good.clone(), b"/ByteRange [", b']', padded.as_bytes())
    };
    vec![
        (
            "no ranges",
            papers::replaced(&good, b"/ByteRange [", b"/ByteRangX ["),
        ),
        ("ranges of nothing", ranges("0 0 0 0")),
        ("ranges that are negative", ranges("0 -1 -1 0")),
        ("ranges beyond the file", ranges("0 9 18 99999999")),
        (
            "no signature value",
            papers::replaced(&good, b"/Contents <", b"/Contentz <"),
        ),
        (
            "a signature value of noughts",
            overwritten(good.clone(), b"/Contents <", b'>', b"0"),
        ),
        (
            "the form taken out of the catalogue",
            papers::appended(&good, &[(1, "<</Type/Catalog/Pages 2 0 R>>")], 1, 10),
        ),
    ]
}

/// Prepared before the signature, sprung after it.
fn shadows() -> Vec<(&'static str, Vec<u8>)> {
    let bare = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>";
    let covered = signed(papers::covered(), &key("rsa"), Level::BB);
    // The other words lie in the stream of an object that nothing names: a whole object 4, to which the references are turned.
    let second = format!("4 0 obj\n{OTHER_WORDS}\nendobj\n");
    let length = second.len();
    let carrier = format!("<</Length {length}>>\nstream\n{second}\nendstream");
    let carries = signed(papers::with_hidden(&[&carrier]), &key("rsa"), Level::BB);
    let turned = format!("4 1\n{:010} 00000 n \n", place(&carries, second.as_bytes()));
    let other_page = bare.replace("2 0 R", "7 0 R").replace("4 0 R", "9 0 R");
    let hidden = [
        "<</Type/Catalog/Pages 7 0 R>>",
        "<</Type/Pages/Kids[8 0 R]/Count 1>>",
        &other_page,
        OTHER_WORDS,
    ];
    let doubled = signed(papers::with_hidden(&hidden), &key("rsa"), Level::BB);
    vec![
        (
            "hide: the cover taken off the page",
            papers::appended(&covered, &[(3, bare)], 1, 11),
        ),
        (
            "hide: the cover given up",
            papers::pointed(&covered, "6 1\n0000000000 00001 f \n", 11),
        ),
        (
            "hide: the cover made empty",
            papers::appended(&covered, &[(6, "null")], 1, 11),
        ),
        (
            "hide and replace: references turned to a hidden object",
            papers::pointed(&carries, &turned, 11),
        ),
        (
            "hide and replace: another root",
            papers::appended(&doubled, &[], 6, 14),
        ),
        (
            "hide and replace: another tree of pages",
            papers::appended(&doubled, &[(2, hidden[1])], 1, 14),
        ),
        (
            "replace: the glyphs of the font moved about",
            papers::appended(
                &signed(papers::plain(), &key("rsa"), Level::BB),
                &[(
                    5,
                    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[49/nine/nine]>>>>",
                )],
                1,
                10,
            ),
        ),
    ]
}

/// What a certifying signature does not allow.
fn beyond_the_certificate() -> Vec<(&'static str, Vec<u8>)> {
    let words = [(4, OTHER_WORDS)];
    vec![
        (
            "certified, nothing allowed: a field filled in",
            papers::appended(
                &certified(papers::form(), Allowed::Nothing),
                &[(6, FILLED)],
                1,
                11,
            ),
        ),
        (
            "certified, forms allowed: other words",
            papers::appended(
                &certified(papers::form(), Allowed::FormsAndSignatures),
                &words,
                1,
                11,
            ),
        ),
    ]
}

#[test]
fn no_forgery_shadow_or_saving_beyond_what_is_allowed_leaves_a_signature_valid() {
    let all = [forged(), shadows(), beyond_the_certificate()].concat();
    let files: Vec<&[u8]> = all.iter().map(|(_, file)| file.as_slice()).collect();
    let mut faults = Vec::new();
    println!("{:58} {:14} {:8}", "attack", "ours", "pyHanko");
    for ((what, file), said) in all.iter().zip(pyhanko_on(&files)) {
        let report = ours(file);
        let theirs = said.iter().any(|one| one["valid"] == true);
        println!(
            "{what:58} {:14} {theirs:8}",
            format!("{:?}", report.verdict)
        );
        // Refused, in words; a file whose signature cannot be found any more is not called changed, and never valid.
        let is_told = !report.reasons.is_empty()
            || report.signatures.iter().any(|one| !one.reasons.is_empty());
        let is_refused = match report.signatures.is_empty() {
            true => report.verdict != Verdict::Valid,
            false => report.verdict == Verdict::Invalid,
        };
        if theirs || !is_refused || !is_told {
            faults.push(format!("{what}: {report:#?}\n{said:#?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
