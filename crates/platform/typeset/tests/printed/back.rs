//! A Word file goes out and comes back: as we wrote it, as LibreOffice saved it again, and as nobody should send it.

use std::fs;
use std::io::{Cursor, Read, Write};

use typeset::word::lines::lines;
use typeset::word::read::read;
use typeset::word::refusal::WordRefusal;
use typeset::word::text::{Unread, WordBlock, WordLine, WordText};
use typeset::{Typesetter, WordMark};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::judges::{folder, run};
use super::sample::{decision, long_decision};

fn mark() -> WordMark {
    WordMark {
        document: "018f0000-0000-7000-8000-000000000001".to_owned(),
        version: 3,
        ..WordMark::default()
    }
}

fn file() -> Vec<u8> {
    Typesetter::new().word_of(&decision(), &mark()).unwrap()
}

/// Every line with words, those of tables too.
fn flat(text: &WordText) -> Vec<&WordLine> {
    let mut all = Vec::new();
    for block in &text.blocks {
        match block {
            WordBlock::Line(line) => all.push(line),
            WordBlock::Table(rows) => all.extend(rows.iter().flatten().flatten()),
        }
    }
    all.retain(|line| !line.plain().is_empty());
    all
}

/// The same archive with parts changed, added or left out.
fn altered(
    file: &[u8],
    change: impl Fn(&str, Vec<u8>) -> Option<Vec<u8>>,
    more: &[(&str, &[u8])],
) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().to_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if let Some(bytes) = change(&name, bytes) {
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(&bytes).unwrap();
        }
    }
    for (name, bytes) in more {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The text of the document with some words exchanged.
fn reworded(file: &[u8], from: &str, to: &str) -> Vec<u8> {
    let change = |name: &str, bytes: Vec<u8>| {
        if name != "word/document.xml" {
            return Some(bytes);
        }
        let xml = String::from_utf8(bytes).unwrap();
        assert!(xml.contains(from), "“{from}” is not in the file");
        Some(xml.replace(from, to).into_bytes())
    };
    altered(file, change, &[])
}

fn with(name: &str, bytes: &[u8]) -> Vec<u8> {
    altered(&file(), |_, bytes| Some(bytes), &[(name, bytes)])
}

#[test]
fn our_own_file_is_read_back_line_by_line_with_every_value_marked() {
    for document in [decision(), long_decision()] {
        let bytes = Typesetter::new().word_of(&document, &mark()).unwrap();
        let text = read(&bytes, false).unwrap();
        let wanted: Vec<String> = lines(&document)
            .iter()
            .map(|line| line.text.plain())
            .collect();
        let found: Vec<String> = flat(&text).iter().map(|line| line.plain()).collect();
        assert_eq!(found, wanted);
        assert_eq!(text.draft, Some((mark().document, 3)));
        assert_eq!(text.unread, []);
        let marks = flat(&text)
            .into_iter()
            .flat_map(|line| &line.pieces)
            .filter_map(|piece| piece.mark.clone());
        let marks: Vec<_> = marks.map(|mark| (mark.field, mark.place)).collect();
        assert_eq!(marks, [(Some("accused_name".to_owned()), Some(0))]);
    }
}

#[test]
fn libreoffice_saves_it_again_without_losing_a_word_a_value_or_the_draft() {
    let folder = folder("back");
    let path = folder.join("one.docx");
    fs::write(&path, file()).unwrap();
    let again = folder.join("again");
    fs::create_dir_all(&again).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let to = again.to_str().unwrap();
    let Some(output) = run(
        "soffice",
        &[
            &profile,
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            to,
            path.to_str().unwrap(),
        ],
    ) else {
        return;
    };
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = read(&fs::read(again.join("one.docx")).unwrap(), false).unwrap();
    let wanted: Vec<String> = lines(&decision())
        .iter()
        .map(|line| line.text.plain())
        .collect();
    let found: Vec<String> = flat(&text).iter().map(|line| line.plain()).collect();
    assert_eq!(found, wanted);
    assert_eq!(text.draft, Some((mark().document, 3)));
    let of_value = flat(&text)
        .into_iter()
        .flat_map(|line| &line.pieces)
        .find(|piece| piece.mark.is_some())
        .unwrap();
    assert_eq!(of_value.text, "Đặng Ngọc Quỳnh");
    assert_eq!(of_value.mark.as_ref().unwrap().place, Some(0));
}

#[test]
fn macros_are_refused() {
    assert_eq!(
        read(&with("word/vbaProject.bin", b"x"), false),
        Err(WordRefusal::Macros)
    );
    let named = |name: &str, bytes: Vec<u8>| match name {
        "[Content_Types].xml" => {
            let types = String::from_utf8(bytes).unwrap();
            let main =
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
            assert!(types.contains(main), "{types}");
            Some(
                types
                    .replace(
                        main,
                        "application/vnd.ms-word.document.macroEnabled.main+xml",
                    )
                    .into_bytes(),
            )
        }
        _ => Some(bytes),
    };
    assert_eq!(
        read(&altered(&file(), named, &[]), false),
        Err(WordRefusal::Macros)
    );
}

#[test]
fn links_out_of_the_file_are_refused_with_their_target() {
    let rels = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="http://example.com/a" TargetMode="External"/></Relationships>"#;
    let told = read(&with("word/_rels/footer9.xml.rels", rels), false).unwrap_err();
    assert_eq!(
        told,
        WordRefusal::External("http://example.com/a".to_owned())
    );
    assert!(told.message_vi().contains("http://example.com/a"));
}

#[test]
fn files_inside_the_file_are_refused() {
    let told = read(&with("word/embeddings/oleObject1.bin", b"x"), false);
    assert!(matches!(told, Err(WordRefusal::Embedded(_))), "{told:?}");
    let rels = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="afchunk.mht"/></Relationships>"#;
    let told = read(&with("word/_rels/other.xml.rels", rels), false);
    assert!(matches!(told, Err(WordRefusal::Embedded(_))), "{told:?}");
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = vec![b' '; 40 << 20];
    let file = with("word/bomb.xml", &bomb);
    assert!(file.len() < 1 << 20, "it is small outside");
    assert_eq!(read(&file, false), Err(WordRefusal::TooMuch));
    let many: Vec<(String, Vec<u8>)> = (0..2_100)
        .map(|n| (format!("word/media/{n}.png"), Vec::new()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    assert_eq!(
        read(
            &altered(&self::file(), |_, bytes| Some(bytes), &many),
            false
        ),
        Err(WordRefusal::TooMuch)
    );
}

#[test]
fn declared_entities_are_refused() {
    let change = |name: &str, bytes: Vec<u8>| match name {
        "word/document.xml" => {
            let xml = String::from_utf8(bytes).unwrap();
            let (head, body) = xml.split_once("<w:document").unwrap();
            Some(format!("{head}<!DOCTYPE w [<!ENTITY a \"b\">]><w:document{body}").into_bytes())
        }
        _ => Some(bytes),
    };
    assert_eq!(
        read(&altered(&file(), change, &[]), false),
        Err(WordRefusal::Entities)
    );
}

#[test]
fn tracked_changes_are_refused_or_accepted_as_the_person_says() {
    let from = "<w:t xml:space=\"preserve\">Đặng Ngọc Quỳnh</w:t></w:r>";
    let to = "<w:t xml:space=\"preserve\">Đặng Ngọc</w:t></w:r><w:del w:id=\"900\" w:author=\"A\"><w:r><w:delText> Quỳnh</w:delText></w:r></w:del><w:ins w:id=\"901\" w:author=\"A\"><w:r><w:t xml:space=\"preserve\"> Quý</w:t></w:r></w:ins>";
    let tracked = reworded(&file(), from, to);
    assert_eq!(read(&tracked, false), Err(WordRefusal::Tracked(2)));
    let text = read(&tracked, true).unwrap();
    assert_eq!(text.accepted, 2);
    assert!(
        flat(&text)
            .iter()
            .any(|line| line.plain().contains("bị can Đặng Ngọc Quý thêm"))
    );
}

#[test]
fn locked_old_broken_and_other_files_are_told_apart() {
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    assert_eq!(read(&locked, false), Err(WordRefusal::OldWord));
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(read(&locked, false), Err(WordRefusal::Password));
    assert_eq!(read(b"%PDF-1.7", false), Err(WordRefusal::NotWord));
    let whole = file();
    assert!(matches!(
        read(&whole[..whole.len() / 2], false),
        Err(WordRefusal::Broken(_))
    ));
    let empty = ZipWriter::new(Cursor::new(Vec::new()))
        .finish()
        .unwrap()
        .into_inner();
    assert_eq!(read(&empty, false), Err(WordRefusal::NotWord));
    let folder = folder("old");
    let path = folder.join("one.docx");
    fs::write(&path, &whole).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    if run(
        "soffice",
        &[
            &profile,
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            folder.to_str().unwrap(),
            path.to_str().unwrap(),
        ],
    )
    .is_some()
    {
        assert_eq!(
            read(&fs::read(folder.join("one.doc")).unwrap(), false),
            Err(WordRefusal::OldWord)
        );
    }
}

#[test]
fn what_cannot_be_kept_is_told() {
    let from = "<w:t xml:space=\"preserve\">Đặng Ngọc Quỳnh</w:t></w:r>";
    let to = format!(
        "{from}<w:r><w:drawing><a:x xmlns:a=\"a\"/></w:drawing></w:r><w:r><w:pict><v:textbox xmlns:v=\"v\"><w:txbxContent><w:p><w:r><w:t>trong khung</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>chữ ẩn</w:t></w:r>"
    );
    let text = read(&reworded(&file(), from, &to), false).unwrap();
    assert_eq!(
        text.unread,
        [
            Unread::Picture,
            Unread::TextBox("trong khung".to_owned()),
            Unread::Hidden("chữ ẩn".to_owned())
        ]
    );
    assert!(
        !flat(&text)
            .iter()
            .any(|line| line.plain().contains("khung"))
    );
}
