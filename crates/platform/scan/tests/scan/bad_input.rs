//! Files that are no good scans: each answer is a Vietnamese sentence that says what to do.

use scan::{IntakeError, Kind, PageError, open};

const ENCRYPTED: &[u8] = include_bytes!("../data/encrypted.pdf");
const NO_PAGES: &[u8] = include_bytes!("../data/no-pages.pdf");

fn refusal(bytes: &[u8]) -> IntakeError {
    match open(bytes.to_vec()) {
        Ok(stack) => panic!("taken in with {} pages", stack.pages()),
        Err(error) => error,
    }
}

#[test]
fn an_empty_file_is_refused() {
    assert_eq!(refusal(b""), IntakeError::Empty);
    assert_eq!(
        refusal(b"").to_string(),
        "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp trên máy quét rồi tải lên lần nữa."
    );
}

#[test]
fn a_file_behind_a_password_is_refused() {
    assert_eq!(refusal(ENCRYPTED), IntakeError::Encrypted);
}

#[test]
fn a_pdf_without_pages_is_refused() {
    assert_eq!(refusal(NO_PAGES), IntakeError::NoPages);
}

#[test]
fn another_kind_of_file_is_named() {
    assert_eq!(
        refusal(b"PK\x03\x04\x14\0\0\0word/document.xml"),
        IntakeError::NotAScan(Kind::Word)
    );
    let page = refusal(b"<!DOCTYPE html><html>");
    assert_eq!(page, IntakeError::NotAScan(Kind::Html));
    assert_eq!(
        page.to_string(),
        "Đây là trang web; hãy in ra PDF rồi tải lên. Hệ thống chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, TIFF, HEIC, riêng lẻ hay trong tệp nén ZIP."
    );
}

#[test]
fn a_word_document_is_told_to_be_saved_as_pdf() {
    let real = refusal(include_bytes!("../data/van-ban.docx"));
    assert_eq!(
        real.to_string(),
        "Đây là tệp văn bản Word; hãy lưu (xuất) ra PDF rồi tải lên. Hệ thống chỉ nhận tệp PDF hoặc ảnh JPEG, PNG, TIFF, HEIC, riêng lẻ hay trong tệp nén ZIP."
    );
}

#[test]
fn a_torn_pdf_says_so() {
    assert_eq!(
        refusal(b"%PDF-1.4\n1 0 obj<</Type/Catalog"),
        IntakeError::Broken { readable_pages: 0 }
    );
}

#[test]
fn a_pdf_that_broke_off_while_it_was_copied_says_how_many_pages_are_left() {
    let whole = include_bytes!("../../../../../samples/case-a/born-digital.pdf");
    let torn = refusal(&whole[..whole.len() - 4_096]);
    let IntakeError::Broken { readable_pages } = torn else {
        panic!("{torn:?}")
    };
    assert_ne!(readable_pages, 0);
}

#[test]
fn a_torn_picture_says_so() {
    assert_eq!(
        refusal(b"\xff\xd8\xff\xe0\0\x10JFIF"),
        IntakeError::BrokenPicture
    );
}

#[test]
fn a_picture_that_claims_too_many_dots_is_refused_before_it_fills_the_memory() {
    // The head of a PNG of 60000 × 60000 dots; its check sum is right.
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend([0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60, 8, 2, 0, 0, 0]);
    png.extend(crc(&png[12..]).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    assert_eq!(
        refusal(&png),
        IntakeError::Page(PageError::TooLarge {
            page: 1,
            width: 60_000,
            height: 60_000
        })
    );
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 {
                c >> 1 ^ 0xedb8_8320
            } else {
                c >> 1
            }
        })
    })
}

#[test]
fn a_stack_cut_off_on_the_way_gives_the_pages_that_came() {
    let whole = std::fs::read(super::pages::sample("stack.pdf")).unwrap();
    let stack = open(whole[..whole.len() / 3].to_vec());
    match stack {
        Ok(stack) => assert!(
            stack.pages() > 5 && stack.page(1).is_ok(),
            "{} pages",
            stack.pages()
        ),
        Err(error) => assert!(matches!(error, IntakeError::Broken { .. }), "{error}"),
    }
}

#[test]
fn a_page_outside_the_stack_is_refused() {
    let stack = open(super::pages::png()).unwrap();
    assert_eq!(
        stack.page(2).err(),
        Some(PageError::NoSuchPage { page: 2, pages: 1 })
    );
    assert_eq!(
        stack.page(0).err(),
        Some(PageError::NoSuchPage { page: 0, pages: 1 })
    );
}
