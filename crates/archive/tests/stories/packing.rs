//! Gói nộp lưu: judged by the E-ARK validator, its checksums by another program, its description by its schema; and checked when it comes back.

use std::io::Cursor;
use std::process::Command;

use archive::package::check::check;
use axum::http::StatusCode;
use db::testing::both;
use people::Role;

use crate::{
    house::{House, TABLES},
    judges::{Shown, said, script},
};

#[test]
fn a_package_is_what_the_archive_expects_and_a_changed_one_is_noticed() {
    both(&TABLES, |db| async move {
        let house = House::read(db).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let asked = chief.post(&house.at("/packages"), &[]).await;
        assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
        let copy = house.made().await;
        assert_eq!(copy.state, "made", "{}", copy.why);
        let zip = house.taken(&mut chief, &copy).await;
        let shown = Shown::new(&zip, "zip");
        let opened = shown.0.with_extension("opened");
        said(
            "7z",
            &[
                "x",
                "-y",
                &format!("-o{}", opened.display()),
                shown.0.to_str().unwrap(),
            ],
        );
        let folder = opened.join(format!("uuid-{}", copy.id));
        validated(&folder);
        summed(&folder);

        let found = check(Cursor::new(&zip));
        assert!(found.faults.is_empty(), "{found:?}");
        assert_eq!(found.good, 7);
        let page = chief.page("/archive/package-check").await;
        assert!(page.contains("Chọn gói cần kiểm tra"));
        let told = chief
            .upload("/archive/package-check", &[], ("package", "goi.zip", &zip))
            .await;
        assert!(told.has("Gói nguyên vẹn: 7 tệp"), "{}", told.text);

        // One byte of the PDF is changed, one file is gone, one too many lies there.
        let pdf = folder.join("representations/rep1/data/ho-so.pdf");
        let mut bytes = std::fs::read(&pdf).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(&pdf, bytes).unwrap();
        std::fs::remove_file(folder.join("schemas/ho-so.xsd")).unwrap();
        std::fs::write(folder.join("la.txt"), "lạ").unwrap();
        let changed = shown.0.with_extension("changed.zip");
        said(
            "7z",
            &[
                "a",
                "-tzip",
                changed.to_str().unwrap(),
                folder.to_str().unwrap(),
            ],
        );
        let bad = check(std::fs::File::open(&changed).unwrap());
        std::fs::remove_file(&changed).unwrap();
        let faults = bad.faults.join("\n");
        for words in [
            "rep1/data/ho-so.pdf khác mã băm",
            "Thiếu tệp schemas/ho-so.xsd",
            "la.txt có trong gói mà",
        ] {
            assert!(faults.contains(words), "{words} in {faults}");
        }
        assert_eq!(bad.faults.len(), 3, "{faults}");
        let none = chief
            .upload(
                "/archive/package-check",
                &[],
                ("package", "goi.zip", b"not a package"),
            )
            .await;
        assert!(none.has("Gói không đọc được"), "{}", none.text);
    });
}

/// The validator's rule asks the agent that is the program for a code where another of its rules asks for the version (CSIP16): no package
/// can answer both.
const ASKED_TWICE: &str = "SIP14";

/// The validator finds no error in structure, schema or rules.
fn validated(folder: &std::path::Path) {
    let report = said(script("archivists"), &["package", folder.to_str().unwrap()]);
    let report: serde_json::Value = serde_json::from_str(report.lines().last().unwrap()).unwrap();
    assert_eq!(report["structure"]["status"], "WellFormed", "{report}");
    assert_eq!(
        report["metadata"]["schema_results"]["status"], "VALID",
        "{report}"
    );
    let mut errors = Vec::new();
    collect(&report, &mut errors);
    errors.retain(|one| !one.contains(ASKED_TWICE));
    assert!(errors.is_empty(), "{errors:#?}");
}

/// Every message of the report that is an error.
fn collect(value: &serde_json::Value, errors: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(object) => {
            let severity = object
                .get("severity")
                .and_then(|one| one.as_str())
                .unwrap_or_default();
            if severity.eq_ignore_ascii_case("error") {
                errors.push(value.to_string());
            }
            object.values().for_each(|one| collect(one, errors));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|one| collect(one, errors)),
        _ => {}
    }
}

/// `sha256sum` comes to the sums that METS names, and the description follows its schema.
fn summed(folder: &std::path::Path) {
    let mets = std::fs::read_to_string(folder.join("METS.xml")).unwrap();
    for path in [
        "representations/rep1/data/ho-so.pdf",
        "metadata/descriptive/ho-so.xml",
        "metadata/preservation/premis.xml",
    ] {
        let sum = said("sha256sum", &[folder.join(path).to_str().unwrap()]);
        let sum = sum.split_whitespace().next().unwrap();
        let line = mets.lines().find(|line| line.contains(path)).unwrap();
        assert!(line.contains(sum), "{path}");
    }
    let described = said(
        "python3",
        &[
            "-c",
            "import sys; print(open(sys.argv[1], encoding='utf-8').read())",
            folder
                .join("metadata/descriptive/ho-so.xml")
                .to_str()
                .unwrap(),
        ],
    );
    assert!(
        described.contains("<soTaiLieu>2</soTaiLieu>")
            && described.contains("<soTrang>3</soTrang>"),
        "{described}"
    );
    let judge = script("archivists");
    let done = Command::new(judge)
        .args([
            "schema",
            folder.join("schemas/ho-so.xsd").to_str().unwrap(),
            folder
                .join("metadata/descriptive/ho-so.xml")
                .to_str()
                .unwrap(),
        ])
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}
