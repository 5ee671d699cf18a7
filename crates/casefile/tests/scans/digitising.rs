//! A stack is digitised at once: the same reading as in the web, an ordered result, a PDF whose words are found.

use std::path::Path;
use std::process::Command;

use casefile::order::score::score;
use casefile::order::{PageSeen, order};
use casefile::{StackError, digitise, see_page};
use serde_json::json;
use uuid::Uuid;

fn stack(name: &str) -> scan::Stack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    scan::open(std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_stack_comes_out_as_documents_and_as_a_pdf_of_as_many_pages() {
    let mut pdf = Vec::new();
    let mut told = Vec::new();
    let done = digitise(
        &stack("three-pages.pdf"),
        2,
        "Tập 1",
        "0",
        &mut pdf,
        |page, of| {
            told.push((page, of));
        },
    );
    let report = done.unwrap().report;
    assert_eq!(told, [(1, 3), (2, 3), (3, 3)], "in the order of the stack");
    assert_eq!((report.counts.documents, report.counts.pages), (2, 3));
    let result = serde_json::to_value(&report).unwrap();
    assert_eq!(result["documents"][0]["bl_to"], "02");
    assert_eq!(result["pages"][2]["document"], "d02");
    judged(&pdf);
    assert_eq!(scan::open(pdf).unwrap().pages(), 3);
}

/// By programs that share nothing with ours: it is archival, and its words are found with their marks.
fn judged(pdf: &[u8]) {
    let name = format!("kiemsat-searchable-{}.pdf", Uuid::now_v7().simple());
    let file = std::env::temp_dir().join(name);
    std::fs::write(&file, pdf).unwrap();
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/preflight");
    let said = Command::new(judge).arg(&file).output().unwrap();
    let verdict = String::from_utf8_lossy(&said.stdout);
    assert!(verdict.contains("is a valid PDF/A-1b file"), "{said:?}");
    let said = Command::new("pdftotext").arg(&file).arg("-").output();
    let text = String::from_utf8(said.unwrap().stdout).unwrap();
    assert!(text::clean(&text).contains("Thái Doãn Lâm"), "{text}");
    std::fs::remove_file(file).unwrap();
}

#[test]
fn of_a_stack_with_a_mark_of_secrecy_nothing_comes_out() {
    let done = digitise(&stack("secret.png"), 1, "", "0", Vec::new(), |_, _| {});
    assert!(
        matches!(done, Err(StackError::Secret { page: 1, .. })),
        "{done:?}"
    );
}

#[test]
fn three_real_pages_are_ordered_as_their_truth_says() {
    let stack = stack("three-pages.pdf");
    let mut reader = scan::Reader::try_new().unwrap();
    let pages: Vec<PageSeen> = (1..=3)
        .map(|no| see_page(&mut reader, &stack, no).unwrap().unwrap().0)
        .collect();
    let truth = json!({
        "documents": [
            {
                "title": "Biên bản tiếp nhận nguồn tin về tội phạm", "kind": "Biên bản tiếp nhận nguồn tin về tội phạm",
                "first_page": 1, "last_page": 2, "group": 1, "date": "2026-05-20",
                "issuer": "Công an phường Nam Cường, tỉnh Sơn La",
            },
            {
                "title": "Quyết định tạm giữ đối với Thái Doãn Lâm", "kind": "Quyết định tạm giữ",
                "first_page": 3, "last_page": 3, "group": 1, "date": "2026-05-20", "full_number": "205/QĐTG-CSĐT",
                "issuer": "Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La",
            },
        ],
        "pages": [{"bl": "01"}, {"bl": "02"}, {"bl": "03"}],
        "faults": [],
    });
    let found = score(&order(&pages), &truth, 3);
    assert!(found.notes.is_empty(), "{:?}", found.notes);
    assert_eq!(
        (found.bl.right, found.split.right, found.false_alarms),
        (3, 2, 0)
    );
}
