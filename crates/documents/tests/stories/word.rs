//! A draft goes out as Word, is edited, and comes back: values as proposals, words as they were written, nothing unseen.

use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use people::Role;
use shell::testing::Browser;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::house::{House, in_a_house};

async fn drafted(house: &House, browser: &mut Browser<'_>) -> String {
    house.request().await;
    house.begin(browser).await
}

pub async fn downloaded(browser: &mut Browser<'_>, href: &str) -> Vec<u8> {
    let answer = browser.get(&format!("{href}/word")).await;
    assert_eq!(answer.status, 200);
    answer.bytes
}

/// The file with words of its text exchanged, as an editor would leave them.
pub fn edited(file: &[u8], changes: &[(&str, &str)]) -> Vec<u8> {
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
                assert!(xml.contains(from), "“{from}” is not in the file: {xml}");
                xml = xml.replacen(from, to, 1);
            }
            bytes = xml.into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// As LibreOffice opens and saves it; none where it is not installed.
pub fn saved_by_libreoffice(name: &str, file: &[u8]) -> Option<Vec<u8>> {
    let folder: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("word-{name}-{}", uuid::Uuid::now_v7()));
    let again = folder.join("again");
    std::fs::create_dir_all(&again).unwrap();
    let path = folder.join("file.docx");
    std::fs::write(&path, file).unwrap();
    let profile = format!(
        "-env:UserInstallation=file://{}",
        folder.join("profile").display()
    );
    let output = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "docx", "--outdir"])
        .args([&again, &path])
        .output()
        .ok()?;
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(std::fs::read(again.join("file.docx")).unwrap())
}

pub async fn returned(
    browser: &mut Browser<'_>,
    href: &str,
    file: &[u8],
) -> shell::testing::Answer {
    browser
        .upload(
            &format!("{href}/returns"),
            &[],
            ("file", "da-sua.docx", file),
        )
        .await
}

const FACILITY: &str = "Trại tạm giam Công an tỉnh Sơn La";

#[test]
fn a_changed_value_is_a_proposal_and_changed_words_stand_in_the_text() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = drafted(&house, &mut chief).await;
        let file = downloaded(&mut chief, &href).await;
        let changed = edited(
            &file,
            &[
                (FACILITY, "Trại tạm giam số 2 Công an tỉnh Sơn La"),
                (
                    " tiếp tục giam bị can trong thời hạn",
                    " có trách nhiệm giam bị can trong thời hạn",
                ),
            ],
        );
        let answer = returned(&mut chief, &href, &changed).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let place = answer.location().to_owned();
        let page = chief.page(&place).await;
        assert!(
            page.contains("Trại tạm giam số 2 Công an tỉnh Sơn La"),
            "{page}"
        );
        assert!(
            page.contains("Đề nghị sửa hồ sơ") && page.contains("có trách nhiệm giam bị can"),
            "{page}"
        );
        // The case says it still; the words of the text are the person's.
        let preview = chief.page(&format!("{href}/preview")).await;
        assert!(
            preview.contains("có trách nhiệm giam bị can") && preview.contains(FACILITY),
            "{preview}"
        );
        assert!(!preview.contains("Trại tạm giam số 2"), "{preview}");
        // Taken for this document alone.
        let n = page
            .split("name=\"n\" value=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        let answer = chief.post(&place, &[("n", &n), ("answer", "take")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let preview = chief.page(&format!("{href}/preview")).await;
        assert!(preview.contains("Trại tạm giam số 2"), "{preview}");
        let opened = house.opened().await;
        assert!(
            opened
                .facts
                .iter()
                .all(|fact| !format!("{:?}", fact.body).contains("số 2 Công an")),
            "the case was written"
        );
        // The same file again tells nothing new.
        let answer = returned(&mut chief, &href, &changed).await;
        assert_eq!(answer.location(), place);
        // An edit of the text can be taken back.
        let page = chief.page(&place).await;
        let last = page
            .rsplit("name=\"n\" value=\"")
            .next()
            .unwrap()
            .split('"')
            .next()
            .unwrap()
            .to_owned();
        chief
            .post(&place, &[("n", &last), ("answer", "keep")])
            .await;
        let preview = chief.page(&format!("{href}/preview")).await;
        assert!(preview.contains("tiếp tục giam bị can"), "{preview}");
    });
}

#[test]
fn what_libreoffice_saved_says_the_same_and_an_unchanged_file_says_nothing() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = drafted(&house, &mut chief).await;
        let file = downloaded(&mut chief, &href).await;
        let Some(again) = saved_by_libreoffice("same", &file) else {
            return;
        };
        let answer = returned(&mut chief, &href, &again).await;
        assert_eq!(
            answer.location(),
            format!("{href}/returns"),
            "{}",
            answer.text
        );
        let changed = edited(
            &file,
            &[
                (FACILITY, "Trại tạm giam số 2"),
                ("Điều tra", "Điều tra, xác minh"),
            ][..1],
        );
        let again = saved_by_libreoffice("changed", &changed).unwrap();
        let answer = returned(&mut chief, &href, &again).await;
        let page = chief.page(answer.location()).await;
        assert!(page.contains("<ins>Trại tạm giam số 2</ins>"), "{page}");
        assert!(!page.contains("Lời văn đã sửa"), "{page}");
    });
}

#[test]
fn an_older_file_brings_only_its_own_changes_and_a_foreign_one_nothing() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = drafted(&house, &mut chief).await;
        let file = downloaded(&mut chief, &href).await;
        let typed = [
            ("field", "reason"),
            ("value", "cần giám định thêm"),
            ("source", ""),
            ("version", "1"),
        ];
        assert_eq!(
            chief.post(&format!("{href}/fields"), &typed).await.status,
            200
        );
        let changed = edited(&file, &[(FACILITY, "Trại tạm giam số 3")]);
        let answer = returned(&mut chief, &href, &changed).await;
        let page = chief.page(answer.location()).await;
        assert!(
            page.contains("tải từ lần lưu 1") && page.contains("nay ở lần lưu 2"),
            "{page}"
        );
        assert!(
            page.contains("Trại tạm giam số 3") && !page.contains("giám định"),
            "{page}"
        );
        // A file of another document.
        let mut other = file.clone();
        let id = href.rsplit('/').next().unwrap();
        other = renamed(&other, id);
        let answer = returned(&mut chief, &href, &other).await;
        assert_eq!(answer.location(), format!("{href}/returns"));
        let page = chief.page(&format!("{href}/returns")).await;
        assert!(page.contains("bản Word của một văn bản khác"), "{page}");
    });
}

/// The same file, naming another draft.
fn renamed(file: &[u8], id: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let name = part.name().to_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "docProps/custom.xml" {
            let xml = String::from_utf8(bytes).unwrap();
            assert!(xml.contains(id), "{xml}");
            bytes = xml
                .replace(id, "018f0000-0000-7000-8000-000000000009")
                .into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn a_file_with_macros_or_a_secret_mark_leaves_nothing_behind() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = drafted(&house, &mut chief).await;
        let file = downloaded(&mut chief, &href).await;
        let answer = returned(&mut chief, &href, b"%PDF-1.7").await;
        assert_eq!(answer.status, 422);
        assert!(answer.has("không phải tệp Word"), "{}", answer.text);
        let secret = edited(&file, &[("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "MẬT")]);
        let answer = returned(&mut chief, &href, &secret).await;
        assert_eq!(answer.status, 422);
        assert!(
            answer.has("Tài liệu mật không được đưa vào"),
            "{}",
            answer.text
        );
        let page = chief.page(&format!("{href}/returns")).await;
        assert!(page.contains("Chưa có tệp nào được đưa lên."), "{page}");
    });
}

#[test]
fn paragraphs_and_tables_added_in_word_stand_where_they_were_written() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = drafted(&house, &mut chief).await;
        let file = downloaded(&mut chief, &href).await;
        let cell = |words: &str| format!("<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>");
        let added = format!(
            "<w:p><w:r><w:t>Đoạn thêm trong Word.</w:t></w:r></w:p><w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl><w:p>",
            cell("Vật chứng"),
            cell("Số lượng"),
            cell("Dao"),
            cell("01")
        );
        // Before the paragraph that holds the second article.
        let xml = part(&file);
        let at = xml.find("Điều 2.").unwrap();
        let start = xml[..at]
            .rfind("<w:p ")
            .or(xml[..at].rfind("<w:p>"))
            .unwrap();
        let tag = &xml[start..start + xml[start..].find('>').unwrap() + 1];
        let whole = &xml[start..at + "Điều 2.".len()];
        let changed = edited(
            &file,
            &[(
                whole,
                &format!("{}{}", added.trim_end_matches("<w:p>"), whole),
            )],
        );
        assert!(tag.starts_with("<w:p"));
        let answer = returned(&mut chief, &href, &changed).await;
        let page = chief.page(answer.location()).await;
        assert!(
            page.contains("Đoạn thêm trong Word.") && page.contains("Vật chứng | Số lượng"),
            "{page}"
        );
        let preview = chief.page(&format!("{href}/preview")).await;
        let (one, two) = (
            preview.find("Đoạn thêm trong Word.").unwrap(),
            preview.find("Điều 2.").unwrap(),
        );
        assert!(one < two && preview.contains("Vật chứng"), "{preview}");
        assert_eq!(chief.get(&format!("{href}/pdf")).await.status, 200);
        // Out again and back: the additions are the draft's own now.
        let file = downloaded(&mut chief, &href).await;
        assert!(part(&file).contains("Đoạn thêm trong Word."));
        let unchanged = edited(&file, &[]);
        let answer = returned(&mut chief, &href, &unchanged).await;
        assert_eq!(
            answer.location(),
            format!("{href}/returns"),
            "{}",
            answer.text
        );
    });
}

fn part(file: &[u8]) -> String {
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut xml = String::new();
    archive
        .by_name("word/document.xml")
        .unwrap()
        .read_to_string(&mut xml)
        .unwrap();
    xml
}
