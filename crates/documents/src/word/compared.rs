//! A document is written, edited as an editor would, read back and compared.

use std::io::{Cursor, Read, Write};

use typeset::word::read::read;
use typeset::{Block, Closing, Head, OfficialDocument, Origin, Signature, Text, Typesetter};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::compare::compare;
use super::comparison::Comparison;
use super::prose::lay_over;

fn fact(words: &str, field: &str) -> Text {
    let mut text = Text::default();
    let field = field.to_owned();
    text.push(words, Origin::Fact { field });
    text
}

fn sentence(parts: &[(&str, &str)]) -> Text {
    let mut text = Text::default();
    for (words, field) in parts {
        match *field {
            "" => text.push(words, Origin::Form),
            field => text.push(
                words,
                Origin::Typed {
                    field: field.to_owned(),
                },
            ),
        }
    }
    text
}

fn decision() -> OfficialDocument {
    let cells = |row: &str| {
        row.split('|')
            .map(|cell| fact(cell.trim(), "exhibits"))
            .collect()
    };
    OfficialDocument {
        is_draft: true,
        head: Head {
            office: "VIỆN KIỂM SÁT NHÂN DÂN\nKHU VỰC 3".into(),
            parent_office: "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH SƠN LA".into(),
            number_line: "Số: ………/QĐ-VKSKV3".into(),
            place_date: "Sơn La, ngày …… tháng …… năm ………".into(),
            ..Head::default()
        },
        title: "QUYẾT ĐỊNH".into(),
        subject: "Gia hạn tạm giam".into(),
        authority: "VIỆN TRƯỞNG VIỆN KIỂM SÁT NHÂN DÂN KHU VỰC 3".into(),
        blocks: vec![
            Block::Basis {
                text: "Căn cứ các điều 41, 165 và 173 Bộ luật Tố tụng hình sự;".into(),
            },
            Block::Basis {
                text: sentence(&[("Xét thấy ", ""), ("vụ án phức tạp", "reason"), (",", "")]),
            },
            Block::Heading {
                text: "QUYẾT ĐỊNH:".into(),
            },
            Block::Article {
                label: "Điều 1.".into(),
                text: sentence(&[
                    ("Gia hạn tạm giam bị can ", ""),
                    ("Lầu A Tủa", "name"),
                    (" thêm ", ""),
                    ("02 tháng", "length"),
                    (".", ""),
                ]),
            },
            Block::Paragraph {
                text: fact("Đoạn một của ghi chú.", "note"),
            },
            Block::Paragraph {
                text: fact("Đoạn hai của ghi chú.", "note"),
            },
            Block::Table {
                text: Text::default(),
                columns: vec!["Vật chứng".into(), "Số lượng".into()],
                widths: vec![3, 1],
                rows: vec![cells("Dao | 01"), cells("Điện thoại | 02")],
            },
            Block::Article {
                label: "Điều 2.".into(),
                text: sentence(&[
                    ("Trại tạm giam Công an tỉnh Sơn La", "facility"),
                    (" thi hành Quyết định này./.", ""),
                ]),
            },
        ],
        closing: Closing {
            recipients: vec!["Bị can;".into(), "Lưu: HSVA.".into()],
            signature: Signature {
                title_lines: vec!["VIỆN TRƯỞNG".into()],
                name: fact("Nguyễn Thị Hằng", "signer"),
            },
            columns: Vec::new(),
        },
        ..OfficialDocument::default()
    }
}

fn edited(document: &OfficialDocument, changes: &[(&str, &str)]) -> Comparison {
    let file = Typesetter::new().word(document).unwrap();
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().to_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            let mut xml = String::from_utf8(bytes).unwrap();
            for (from, to) in changes {
                assert!(xml.contains(from), "“{from}” is not in the file");
                xml = xml.replacen(from, to, 1);
            }
            bytes = xml.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    let file = out.finish().unwrap().into_inner();
    compare(document, &read(&file, false).unwrap())
}

fn values(found: &Comparison) -> Vec<(&str, &str)> {
    found
        .values
        .iter()
        .map(|one| (one.field.as_str(), one.after.as_str()))
        .collect()
}

/// The document with the edits laid over, as lines.
fn laid(document: &OfficialDocument, found: &Comparison) -> Vec<String> {
    let edits: Vec<_> = found.prose.iter().map(|one| one.edit.clone()).collect();
    let mut document = document.clone();
    assert_eq!(lay_over(&mut document, &edits), Vec::<String>::new());
    document.lines()
}

#[test]
fn an_untouched_file_says_nothing() {
    let found = edited(&decision(), &[]);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(found.likeness, 1.0);
}

#[test]
fn changed_values_are_told_and_the_words_around_them_are_not() {
    let found = edited(
        &decision(),
        &[
            ("Lầu A Tủa", "Lầu A Túa"),
            ("02 tháng", "01 tháng"),
            ("vụ án phức tạp", "còn phải giám định"),
        ],
    );
    assert_eq!(
        values(&found),
        [
            ("reason", "còn phải giám định"),
            ("name", "Lầu A Túa"),
            ("length", "01 tháng")
        ]
    );
    assert_eq!(found.prose, []);
    assert_eq!(found.told, Vec::<String>::new());
}

#[test]
fn a_reworded_sentence_keeps_its_values() {
    let found = edited(&decision(), &[(" thêm ", " với thời hạn là ")]);
    assert_eq!(found.values, []);
    assert_eq!(found.prose.len(), 1, "{found:?}");
    let mut document = decision();
    let lines = laid(&document, &found);
    assert!(
        lines.contains(
            &"Điều 1. Gia hạn tạm giam bị can Lầu A Tủa với thời hạn là 02 tháng.".to_owned()
        ),
        "{lines:?}"
    );
    // The value goes on following the draft.
    let Block::Article { text, .. } = &mut document.blocks[3] else {
        unreachable!()
    };
    *text = sentence(&[
        ("Gia hạn tạm giam bị can ", ""),
        ("Vàng A Páo", "name"),
        (" thêm ", ""),
        ("02 tháng", "length"),
        (".", ""),
    ]);
    let lines = laid(&document, &found);
    assert!(
        lines.contains(
            &"Điều 1. Gia hạn tạm giam bị can Vàng A Páo với thời hạn là 02 tháng.".to_owned()
        ),
        "{lines:?}"
    );
}

#[test]
fn lines_added_and_struck_out_are_told_each() {
    let line = |words: &str| format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>");
    let document = decision();
    let file = Typesetter::new().word(&document).unwrap();
    let mut xml = String::new();
    ZipArchive::new(Cursor::new(file))
        .unwrap()
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    let paragraph = |words: &str| {
        let at = xml.find(words).unwrap();
        let start = xml[..at]
            .rfind("<w:p ")
            .into_iter()
            .chain(xml[..at].rfind("<w:p>"))
            .max()
            .unwrap();
        let end = at + xml[at..].find("</w:p>").unwrap() + "</w:p>".len();
        xml[start..end].to_owned()
    };
    let basis = paragraph("Căn cứ các điều 41");
    let heading = paragraph("QUYẾT ĐỊNH:");
    let added = format!("{heading}{}", line("Đoạn mới sau dòng giữa."));
    let found = edited(&document, &[(&basis, ""), (&heading, &added)]);
    assert_eq!(found.values, []);
    let lines = laid(&document, &found);
    assert!(
        !lines.iter().any(|line| line.contains("điều 41, 165")),
        "{lines:?}"
    );
    let at = lines.iter().position(|line| line == "QUYẾT ĐỊNH:").unwrap();
    assert_eq!(lines[at + 1], "Đoạn mới sau dòng giữa.");
}

#[test]
fn a_field_of_several_paragraphs_and_a_table_are_values_as_a_whole() {
    let found = edited(
        &decision(),
        &[
            ("Đoạn hai của ghi chú.", "Đoạn hai đã sửa."),
            ("Điện thoại", "Điện thoại di động"),
        ],
    );
    let told = values(&found);
    assert!(
        told.contains(&("note", "Đoạn một của ghi chú.\nĐoạn hai đã sửa.")),
        "{told:?}"
    );
    assert!(
        told.contains(&("exhibits", "Dao | 01\nĐiện thoại di động | 02")),
        "{told:?}"
    );
    assert_eq!(found.prose, []);
}

#[test]
fn a_recipient_is_the_persons_to_change_and_the_head_is_not() {
    let found = edited(
        &decision(),
        &[
            ("Bị can;", "Bị can, người bào chữa;"),
            ("TỈNH SƠN LA", "TỈNH KHÁC"),
        ],
    );
    let lines = laid(&decision(), &found);
    assert!(
        lines.contains(&"- Bị can, người bào chữa;".to_owned()),
        "{lines:?}"
    );
    assert_eq!(found.told.len(), 1, "{:?}", found.told);
    assert!(found.told[0].contains("TỈNH KHÁC"), "{:?}", found.told);
}
