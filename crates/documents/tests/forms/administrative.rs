//! Every type of administrative document on paper: PDF and Word say the same words, judged by LibreOffice, poppler and PDFBox.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use documents::administrative::kinds::{self, Type};
use documents::administrative::paper::{Sheet, draw, has};
use documents::draft::Typed;
use documents::rules::{Office, Signer};
use typeset::{Archive, OfficialDocument, Typesetter};

use super::printed::{letters, own_folder, run};

fn typed(kind: &Type) -> Typed {
    let mut typed = Typed::new();
    let mut say = |field: &str, words: &str| {
        if has(kind, field) {
            typed.insert(field.to_owned(), words.to_owned());
        }
    };
    say(
        "subject",
        "phối hợp tổ chức hội nghị sơ kết công tác 6 tháng đầu năm 2026",
    );
    say("urgency", "THƯỢNG KHẨN");
    say("circulation", "LƯU HÀNH NỘI BỘ");
    say("drafting_unit", "VP");
    say(
        "addressees",
        "Công an tỉnh Sơn La\nTòa án nhân dân tỉnh Sơn La",
    );
    say(
        "bases",
        "Căn cứ Luật Tổ chức Viện kiểm sát nhân dân\nTheo đề nghị của Chánh Văn phòng",
    );
    say("second_signer", "Hoàng Thị Lan");
    say("recipients", "Như trên\nLãnh đạo Viện");
    let body = kind.outline.replace(['[', ']'], "");
    say("body", &body);
    typed
}

fn office() -> Office {
    Office {
        name: "Viện kiểm sát nhân dân khu vực 3 - tỉnh Sơn La".to_owned(),
        parent_name: Some("Viện kiểm sát nhân dân tỉnh Sơn La".to_owned()),
        symbol: "VKSKV3".to_owned(),
        place: "Sơn La".to_owned(),
    }
}

fn document(kind: &Type) -> OfficialDocument {
    let signer = Signer {
        id: None,
        name: "Nguyễn Thị Hằng".to_owned(),
        role: "deputy_chief".to_owned(),
    };
    let number = match kind.symbol.as_str() {
        "" => "05/VKSKV3-VP".to_owned(),
        symbol => format!("05/{symbol}-VKSKV3"),
    };
    let typed = typed(kind);
    let drawn = draw(&Sheet {
        kind,
        office: &office(),
        signer: &signer,
        typed: &typed,
        known: &serde_json::Value::Null,
        number: Some(&number),
        issued_on: NaiveDate::from_ymd_opt(2026, 8, 13),
    });
    assert_eq!(drawn.gaps, [], "{}", kind.id);
    drawn.document
}

fn says_all(read: &str, kind: &Type, document: &OfficialDocument, whose: &str) {
    let read = letters(read);
    for line in document.lines().iter().flat_map(|line| line.split('\n')) {
        assert!(
            read.contains(&letters(line)),
            "{}: {whose} does not say “{line}”",
            kind.id
        );
    }
}

#[test]
fn every_type_says_the_same_words_as_pdf_and_as_word_opened_by_libreoffice() {
    let folder = own_folder("administrative");
    let press = Typesetter::new();
    for kind in kinds::all() {
        let document = document(kind);
        fs::write(
            folder.join(format!("{}.docx", kind.id)),
            press.word(&document).unwrap(),
        )
        .unwrap();
        let pdf = folder.join(format!("{}-ours.pdf", kind.id));
        fs::write(&pdf, press.pdf(&document).unwrap()).unwrap();
        let read = run("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"]).stdout;
        says_all(
            &String::from_utf8(read).unwrap(),
            kind,
            &document,
            "the PDF",
        );
    }
    let files: Vec<String> = kinds::all()
        .iter()
        .map(|kind| {
            folder
                .join(format!("{}.docx", kind.id))
                .display()
                .to_string()
        })
        .collect();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let mut arguments = vec![
        profile.as_str(),
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        folder.to_str().unwrap(),
    ];
    arguments.extend(files.iter().map(String::as_str));
    run("soffice", &arguments);
    for kind in kinds::all() {
        let read = fs::read_to_string(folder.join(format!("{}.txt", kind.id))).unwrap();
        says_all(&read, kind, &document(kind), "LibreOffice");
    }
}

#[test]
fn every_type_as_pdf_a_1b_is_found_valid_by_preflight() {
    let folder = own_folder("administrative-archive");
    let press = Typesetter::new();
    let mut pages = Vec::new();
    for kind in kinds::all() {
        let document = document(kind);
        let pdf = press.pdf_as(&document, Archive::A1b).unwrap();
        fs::write(folder.join(format!("{}.pdf", kind.id)), &pdf).unwrap();
        pages.push((kind.name_vi.clone(), pdf, 1));
    }
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/preflight");
    let judged = run(
        judge.to_str().unwrap(),
        &["batch", folder.to_str().unwrap()],
    );
    let judged = String::from_utf8_lossy(&judged.stdout);
    assert_eq!(
        judged.matches("is a valid PDF/A-1b file").count(),
        kinds::all().len(),
        "{judged}"
    );
    // All of them side by side, for the eye.
    let sheet = own_folder("administrative-contact").join("sheet.pdf");
    fs::write(sheet, press.contact_sheet(&pages).unwrap()).unwrap();
}
