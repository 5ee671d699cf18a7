//! Where we and pyHanko agree: files of every level and files with planted changes, in one table.

use crate::{
    judges::{ours, pyhanko},
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

fn rows() -> Vec<Row> {
    let row = |what, file, verdict, theirs| Row {
        what,
        file,
        verdict,
        theirs,
    };
    let signed_plain = signed(papers::plain(), &key("rsa"), Level::BB);
    let other_words =
        "<</Length 44>>\nstream\nBT /F1 24 Tf 72 700 Td (Quyet dinh 99) Tj ET\nendstream";
    let other_page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Rotate 180/Resources<</Font<</F1 5 0 R>>>>>>";
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
        row(
            "bytes after the end",
            [signed_plain.as_slice(), b"more\n"].concat(),
            Verdict::Invalid,
            true,
        ),
        row(
            "the range begins later",
            papers::replaced(&signed_plain, b"/ByteRange [0 ", b"/ByteRange [1 "),
            Verdict::Invalid,
            false,
        ),
        row(
            "certificate expired",
            signed(papers::plain(), &key("expired"), Level::BB),
            Verdict::Invalid,
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
    println!("{:38} {:14} {:8}", "file", "ours", "pyHanko");
    for row in rows() {
        let report = ours(&row.file);
        let verdict = report
            .signatures
            .first()
            .map_or(report.verdict, |first| first.verdict);
        let said = pyhanko(&row.file);
        let theirs = said.first().is_some_and(|first| first["valid"] == true);
        let mark = if (verdict == Verdict::Valid) == theirs {
            ""
        } else {
            "  differs"
        };
        println!(
            "{:38} {:14} {:8}{mark}",
            row.what,
            format!("{verdict:?}"),
            theirs
        );
        if verdict != row.verdict || theirs != row.theirs {
            let shown = serde_json::to_string_pretty(&report).unwrap();
            faults.push(format!(
                "{}: {verdict:?}, pyHanko {theirs}\n{shown}\n{said:#?}",
                row.what
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
