//! Where we and pyHanko agree on pyHanko's own test PDFs; every difference has its reason, and none lets more through than pyHanko does.

use crate::run::run;
use serde_json::Value;
use sign::{Question, Report, TrustList, Verdict, verify};
use std::{collections::BTreeMap, fs, path::Path, process::Command};

/// Within the time of most certificates of the samples.
const MOMENT: &str = "2020-12-01T00:00:00+00:00";

/// Files whose first signature pyHanko takes as valid and we do not, and why.
const STRICTER: [(&str, &str); 10] = [
    (
        "extensions-direct.pdf",
        "the update raises the version of PDF in the catalogue; here only forms and proofs may change there",
    ),
    ("extensions-indirect.pdf", "the same"),
    ("extensions-update-direct.pdf", "the same"),
    ("extensions-update-indirect.pdf", "the same"),
    (
        "form-update-override-appearance-stream.pdf",
        "the look of an empty field is overwritten in its place; here what was shown is never overwritten",
    ),
    (
        "form-update-override-appearance-stream-ap-indirect.pdf",
        "the same",
    ),
    (
        "pades-lta-dss-indirect-arrs-test.pdf",
        "the update adds a proof that nothing names; here what has no known purpose is refused",
    ),
    ("pades-lta-dss-indirect-arrs-test-2.pdf", "the same"),
    (
        "separate-annots-kids-indir.pdf",
        "the second field has its widget apart; here a new field and its widget are one object",
    ),
    (
        "sig-no-signed-attrs.pdf",
        "it has no signed attributes; ETSI EN 319 122 asks for them",
    ),
];

fn judged_by_pyhanko(trust: &Path) -> Vec<Value> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pyhanko = here.join("../../../scripts/pyhanko");
    let mut judge = Command::new(&pyhanko);
    judge
        .arg("judge")
        .arg(here.join("tests/pades/samples.py"))
        .arg(samples())
        .arg(trust)
        .arg(MOMENT);
    let said = String::from_utf8(run(&mut judge).stdout).unwrap();
    said.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn samples() -> String {
    let pyhanko = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../scripts/pyhanko");
    let said = run(Command::new(pyhanko).arg("samples"));
    String::from_utf8(said.stdout).unwrap().trim().to_owned()
}

#[test]
fn our_verdicts_on_the_test_files_of_pyhanko_are_its_own_or_stricter_for_a_reason_in_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let theirs = judged_by_pyhanko(folder.path());
    let trust = TrustList::folder(folder.path()).unwrap();
    let question = Question {
        trust: &trust,
        at: MOMENT.parse().unwrap(),
        services: None,
    };
    let pdfs = Path::new(&samples()).join("pdf");
    let mut ours: BTreeMap<&str, Report> = BTreeMap::new();
    let (mut faults, mut used, mut valid) = (Vec::new(), Vec::new(), 0);
    println!(
        "{:66} {:14} {:8} {:6}",
        "file: field", "ours", "changes", "pyHanko"
    );
    for said in &theirs {
        let file = said["file"].as_str().unwrap();
        let report = ours
            .entry(file)
            .or_insert_with(|| verify(&fs::read(pdfs.join(file)).unwrap(), &question));
        let found = report
            .signatures
            .iter()
            .find(|one| said["field"] == one.field.as_str());
        let verdict = found.map_or(report.verdict, |one| one.verdict);
        let is_valid = said["valid"] == true;
        valid += usize::from(is_valid && verdict == Verdict::Valid);
        let why = STRICTER
            .iter()
            .find(|(known, _)| *known == file)
            .map_or("", |(_, why)| *why);
        let differs = (verdict == Verdict::Valid) != is_valid;
        let name = format!("{file}: {}", said["field"].as_str().unwrap_or("–"));
        let told = if differs { why } else { "" };
        let changes = said["changes"].as_str().unwrap();
        println!("{name:66} {verdict:14?} {changes:12} {is_valid:6} {told}");
        if !differs {
            continue;
        }
        used.push(file);
        // Stricter with a reason, never the other way.
        if verdict == Verdict::Valid || why.is_empty() {
            faults.push(format!("{name}: {verdict:?} {found:#?}\n{said:#}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (file, _) in STRICTER {
        assert!(used.contains(&file), "{file} differs no more");
    }
    // The agreement is not one of refusals alone.
    assert!(theirs.len() > 70 && valid >= 12, "{} {valid}", theirs.len());
}
