use std::fs;
use std::path::Path;

use typeset::{Block, TypesetError, Typesetter};

use super::judges::{bag, fold, folder, run, words_of};
use super::sample::{decision, long_decision};

/// The document as LibreOffice prints it, or None where it is not installed.
fn libreoffice(docx: &Path) -> Option<std::path::PathBuf> {
    let folder = docx.parent().unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let out = folder.to_str().unwrap();
    let file = docx.to_str().unwrap();
    let output = run(
        "soffice",
        &[
            &profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            out,
            file,
        ],
    )?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(docx.with_extension("pdf"))
}

#[test]
fn the_word_file_is_read_back_with_every_word() {
    let bytes = Typesetter::new().word(&decision()).unwrap();
    let read = docx_rs::read_docx(&bytes).unwrap();
    let json = read.json();
    // A value is a run of its own.
    for span in decision().texts().flat_map(|text| &text.0) {
        for line in span.text.lines() {
            assert!(json.contains(line), "“{line}” is not in the Word file");
        }
    }
}

#[test]
fn libreoffice_shows_the_same_words_as_the_pdf() {
    let folder = folder("word");
    for (name, document) in [("one", decision()), ("long", long_decision())] {
        let docx = folder.join(format!("{name}.docx"));
        fs::write(&docx, Typesetter::new().word(&document).unwrap()).unwrap();
        let ours = folder.join(format!("{name}-typst.pdf"));
        fs::write(&ours, Typesetter::new().pdf(&document).unwrap()).unwrap();
        let Some(theirs) = libreoffice(&docx) else {
            return;
        };
        let (Some(ours), Some(theirs)) = (words_of(&ours), words_of(&theirs)) else {
            return;
        };
        assert_eq!(bag(&fold(&theirs)), bag(&fold(&ours)), "{name}");
    }
}

#[test]
fn a_character_that_word_cannot_hold_is_refused() {
    let mut document = decision();
    document.blocks.push(Block::Paragraph {
        text: "chuông\u{7}".into(),
    });
    assert!(matches!(
        Typesetter::new().word(&document),
        Err(TypesetError::NoGlyph('\u{7}'))
    ));
}
