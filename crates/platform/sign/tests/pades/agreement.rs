//! Where we and pyHanko agree: files of every level and files with planted changes, in one table.

use crate::{
    judges::{ours, pyhanko_on},
    levels::signed,
    papers,
    pki::key,
};
use sign::{Level, Verdict};

struct Row {
    what: &'static str,
    file: Vec<u8>,
    /// Our verdict on the first signature, or on the file if there is none.
    verdict: Verdict,
    /// Whether pyHanko calls the first signature valid.
    theirs: bool,
    /// Why the two differ, if they do.
    why: &'static str,
}

fn flipped(mut file: Vec<u8>, before: &[u8]) -> Vec<u8> {
    let at = file
        .windows(before.len())
        .position(|part| part == before)
        .unwrap()
        + before.len();
    file[at] ^= 1;
    file
}

/// The old signature dictionary once more, in an object that comes later, still naming the old ranges.
fn wrapped(file: &[u8]) -> Vec<u8> {
    let start = file
        .windows(8)
        .position(|part| part == b"6 0 obj\n")
        .unwrap()
        + 8;
    let end = start
        + file[start..]
            .windows(7)
            .position(|part| part == b"\nendobj")
            .unwrap();
    let old = String::from_utf8(file[start..end].to_vec()).unwrap();
    papers::appended(file, &[(6, &old)], 1, 10)
}

/// By a certificate that was good then and has run out since.
fn signed_in_2020() -> Vec<u8> {
    let mut file = papers::plain();
    let then = "2020-06-01T08:00:00+07:00".parse().unwrap();
    sign::sign(
        &mut file,
        &key("expired"),
        &sign::Request::at(then),
        Level::BB,
        None,
    )
    .unwrap();
    file
}

fn rows() -> Vec<Row> {
    let differs = |what, file, verdict, theirs, why| Row {
        what,
        file,
        verdict,
        theirs,
        why,
    };
    let row = |what, file, verdict, theirs| differs(what, file, verdict, theirs, "");
    let signed_plain = signed(papers::plain(), &key("rsa"), Level::BB);
    let other_words =
        "<</Length 44>>\nstream\nBT /F1 24 Tf 72 700 Td (Quyet dinh 99) Tj ET\nendstream";
    let other_page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Rotate 180/Resources<</Font<</F1 5 0 R>>>>>>";
    let noted = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[8 0 R 10 0 R]>>";
    let note = "<</Type/Annot/Subtype/FreeText/Rect[72 690 400 730]/F 4/DA(/F1 24 Tf 1 g)/Contents(Quyet dinh 99)>>";
    let filled = "<</Type/Annot/Subtype/Widget/FT/Tx/T(Ngay)/F 4/Rect[72 600 200 620]/P 3 0 R/DA(/F1 12 Tf 0 g)/V(20/05/2026)>>";
    let moved = "<</Type/Annot/Subtype/Widget/FT/Tx/T(Ngay)/F 4/Rect[72 700 300 720]/P 3 0 R/DA(/F1 12 Tf 0 g)/V(20/05/2026)>>";
    vec![
        row("B-B", signed_plain.clone(), Verdict::Valid, true),
        row(
            "B-T",
            signed(papers::plain(), &key("p256"), Level::BT),
            Verdict::Valid,
            true,
        ),
        row(
            "B-LT",
            signed(papers::plain(), &key("p384"), Level::BLT),
            Verdict::Valid,
            true,
        ),
        row(
            "B-LTA",
            signed(papers::plain(), &key("rsa"), Level::BLTA),
            Verdict::Valid,
            true,
        ),
        row(
            "second signature",
            signed(signed_plain.clone(), &key("p256"), Level::BB),
            Verdict::Valid,
            true,
        ),
        row(
            "a byte of the content flipped",
            flipped(signed_plain.clone(), b"Quyet dinh "),
            Verdict::Invalid,
            false,
        ),
        row(
            "a byte after the signature flipped",
            flipped(signed_plain.clone(), b"/SigFlags "),
            Verdict::Invalid,
            false,
        ),
        row(
            "content overwritten by an update",
            papers::appended(&signed_plain, &[(4, other_words)], 1, 10),
            Verdict::Invalid,
            false,
        ),
        row(
            "page replaced by an update",
            papers::appended(&signed_plain, &[(3, other_page)], 1, 10),
            Verdict::Invalid,
            false,
        ),
        row(
            "an empty update",
            papers::appended(&signed_plain, &[], 1, 10),
            Verdict::Valid,
            true,
        ),
        differs(
            "bytes after the end",
            [signed_plain.as_slice(), b"more\n"].concat(),
            Verdict::Invalid,
            true,
            "it looks for the last startxref; here nothing may stand after the end",
        ),
        row(
            "the signature wrapped into a new object",
            wrapped(&signed_plain),
            Verdict::Invalid,
            false,
        ),
        row(
            "a note put on the page",
            papers::appended(&signed_plain, &[(3, noted), (10, note)], 1, 11),
            Verdict::Invalid,
            false,
        ),
        row(
            "a part that the page had waited for",
            papers::appended(
                &signed(papers::with_a_gap(), &key("rsa"), Level::BB),
                &[(30, other_words)],
                1,
                31,
            ),
            Verdict::Invalid,
            false,
        ),
        row(
            "a form field filled in",
            papers::appended(
                &signed(papers::form(), &key("rsa"), Level::BB),
                &[(6, filled)],
                1,
                11,
            ),
            Verdict::Valid,
            true,
        ),
        row(
            "a form field moved",
            papers::appended(
                &signed(papers::form(), &key("rsa"), Level::BB),
                &[(6, moved)],
                1,
                11,
            ),
            Verdict::Invalid,
            false,
        ),
        row(
            "the font of the page exchanged",
            papers::appended(
                &signed_plain,
                &[(5, "<</Type/Font/Subtype/Type1/BaseFont/Symbol>>")],
                1,
                10,
            ),
            Verdict::Invalid,
            false,
        ),
        row(
            "the range begins later",
            papers::replaced(&signed_plain, b"/ByteRange [0 ", b"/ByteRange [1 "),
            Verdict::Invalid,
            false,
        ),
        row(
            "certificate expired",
            signed_in_2020(),
            Verdict::Indeterminate,
            false,
        ),
        row(
            "certificate revoked",
            signed(papers::plain(), &key("revoked"), Level::BB),
            Verdict::Invalid,
            false,
        ),
        row(
            "another authority",
            signed(papers::plain(), &key("outsider"), Level::BB),
            Verdict::Indeterminate,
            false,
        ),
    ]
}

#[test]
fn our_verdicts_agree_with_pyhanko_but_where_the_table_says_why() {
    let mut faults = Vec::new();
    println!("{:40} {:14} {:8}", "file", "ours", "pyHanko");
    let rows = rows();
    let files: Vec<&[u8]> = rows.iter().map(|row| row.file.as_slice()).collect();
    for (row, said) in rows.iter().zip(pyhanko_on(&files)) {
        let report = ours(&row.file);
        let verdict = report
            .signatures
            .first()
            .map_or(report.verdict, |first| first.verdict);
        let theirs = said.first().is_some_and(|first| first["valid"] == true);
        println!(
            "{:40} {:14} {:8} {}",
            row.what,
            format!("{verdict:?}"),
            theirs,
            row.why
        );
        let is_explained = (verdict == Verdict::Valid) == theirs || !row.why.is_empty();
        if verdict != row.verdict || theirs != row.theirs || !is_explained {
            let shown = serde_json::to_string_pretty(&report).unwrap();
            faults.push(format!(
                "{}: {verdict:?}, pyHanko {theirs}\n{shown}\n{said:#?}",
                row.what
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What no signature covers can only be taken away, and then the level says so: without its time stamp a signature is B-B.
fn is_valid_at_its_level(file: &[u8]) -> bool {
    let report = ours(file);
    report.verdict == Verdict::Valid && report.signatures[0].level == Some(Level::BT.code())
}

#[test]
fn no_flipped_byte_leaves_a_signed_file_valid_at_its_level() {
    let file = signed(papers::plain(), &key("p256"), Level::BT);
    assert!(is_valid_at_its_level(&file));
    // A step that shares no factor with the layout of the file.
    for at in (0..file.len()).step_by(193) {
        let mut other = file.clone();
        other[at] ^= 1;
        assert!(!is_valid_at_its_level(&other), "byte {at}");
    }
}

/// The wrapping of a CMS lies at other places with each key: each of its parts is flipped where it stands.
#[test]
fn a_wrapping_that_no_signature_covers_is_read_strictly() {
    let file = signed(papers::plain(), &key("p256"), Level::BT);
    let digests = "310d300b0609608648016503040201";
    for (what, part, at) in [
        ("version of the signed data", "020101310d300b", 5),
        ("digest announced", digests, 17),
        ("version of the signer", "02010130??30??310b3009", 5),
        (
            "parameters of the digest in the stamp",
            "6503040201050030",
            13,
        ),
    ] {
        // "??" is a length that depends on the certificates.
        let is_here = |here: &[u8]| {
            let mut pairs = here.iter().zip(part.as_bytes());
            pairs.all(|(is, said)| *said == b'?' || is == said)
        };
        let place = file.windows(part.len()).position(is_here);
        let place = place.unwrap_or_else(|| panic!("{what} is not there"));
        let mut other = file.clone();
        other[place + at] ^= 1;
        assert_eq!(ours(&other).verdict, Verdict::Invalid, "{what}");
    }
}

#[test]
fn a_file_cut_short_anywhere_is_refused() {
    let file = signed(papers::packed(), &key("p256"), Level::BB);
    for at in (0..file.len() - 2).step_by(997) {
        let report = ours(&file[..at]);
        assert_eq!(
            (report.verdict, report.signatures.len()),
            (Verdict::Invalid, 0),
            "cut at {at}"
        );
    }
}
