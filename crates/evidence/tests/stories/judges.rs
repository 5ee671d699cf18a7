//! Programs that share nothing with ours open what leaves a map or a diagram; each must end well.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use axum::http::StatusCode;
use serde_json::{Value, json};
use shell::testing::Browser;
use uuid::Uuid;

use crate::map::said;

/// What another program makes of these bytes.
fn through(program: &str, args: &[&str], bytes: &[u8]) -> Vec<u8> {
    let mut run = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|fault| panic!("{program} (scripts/setup check installs it): {fault}"));
    run.stdin.take().unwrap().write_all(bytes).unwrap();
    let done = run.wait_with_output().unwrap();
    assert!(done.status.success(), "{program}: {}", done.status);
    done.stdout
}

/// What one of our scripts, which run readers of other people, says of a file.
pub fn judged(script: &str, what: &str, file: &Path) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../scripts")
        .join(script);
    let done = Command::new(path).arg(what).arg(file).output().unwrap();
    assert!(
        done.status.success(),
        "{script}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8(done.stdout).unwrap()
}

/// A file under a name of its own for the time of a look.
pub fn with_file<R>(bytes: &[u8], ending: &str, look: impl FnOnce(&Path) -> R) -> R {
    let name = format!("kiemsat-judged-{}.{ending}", Uuid::now_v7().simple());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, bytes).unwrap();
    let seen = look(&path);
    let _ = std::fs::remove_file(&path);
    seen
}

async fn file(browser: &mut Browser<'_>, address: &str) -> Vec<u8> {
    let answer = browser.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text);
    answer.bytes
}

/// The words without breaks, folded together: lines break elsewhere in every program.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// SVG, PNG and A3 PDF of a picture under these addresses say these words in programs of other people.
pub async fn picture(browser: &mut Browser<'_>, at: &str, words: &[&str]) {
    let svg = file(browser, &format!("{at}/svg")).await;
    let drawn = through("rsvg-convert", &["--width", "400"], &svg);
    assert!(is_drawn(&drawn), "{at}/svg is blank for rsvg-convert");
    let png = file(browser, &format!("{at}/png?width=640&levels=2")).await;
    assert!(is_drawn(&png), "{at}/png");
    let pdf = file(browser, &format!("{at}/pdf")).await;
    let text = String::from_utf8(through("pdftotext", &["-", "-"], &pdf)).unwrap();
    let text = joined(&text);
    for word in words {
        assert!(text.contains(word), "{word} in {at}/pdf: {text}");
    }
    let told = String::from_utf8(through("pdfinfo", &["-"], &pdf)).unwrap();
    assert!(told.contains("(A3)"), "{at}/pdf: {told}");
    let first = through("pdftoppm", &["-r", "20", "-png", "-singlefile", "-"], &pdf);
    assert!(is_drawn(&first), "{at}/pdf is blank for pdftoppm");
    with_file(&pdf, "pdf", |path| {
        let args = ["--check", path.to_str().unwrap()];
        through("qpdf", &args, b"");
    });
}

/// A PNG that is more than one even surface: an empty sheet of this size packs into far less.
fn is_drawn(png: &[u8]) -> bool {
    png.starts_with(b"\x89PNG") && png.len() > 2_500
}

/// The things a GraphML file holds, as libxml2 reads it.
pub fn graph(bytes: &[u8]) -> usize {
    let out = with_file(bytes, "graphml", |path| judged("archivists", "nodes", path));
    out.trim().parse().unwrap()
}

/// The words of a map as an independent reader has them, each with its depth.
fn walked(topic: &Value, depth: usize, out: &mut Vec<(String, usize)>) {
    out.push((topic["title"].as_str().unwrap().to_owned(), depth));
    for one in topic["topics"].as_array().into_iter().flatten() {
        walked(one, depth + 1, out);
    }
}

/// Every file of a map says all its nodes elsewhere, and read back in its XMind file changes nothing.
pub async fn map(browser: &mut Browser<'_>, map: &str, nodes: &[(String, usize)]) {
    let xmind = file(browser, &format!("{map}/export/xmind")).await;
    let read = with_file(&xmind, "xmind", |path| judged("xmind", "read", path));
    let read: Value = serde_json::from_str(&read).unwrap();
    let mut outside = Vec::new();
    walked(&read[0]["topic"], 0, &mut outside);
    assert_eq!(
        outside, nodes,
        "the independent reader has every node in its place"
    );
    let import = format!("{map}/import");
    let sent = ("file", "so-do.xmind", xmind.as_slice());
    let back = said(browser.upload(&import, &[], sent).await);
    assert_eq!(back["told"], "Tệp không có gì khác với sơ đồ.", "{back}");
    assert_eq!(back["before"], json!([]));

    let said: Vec<String> = nodes.iter().map(|(words, _)| joined(words)).collect();
    let word = file(browser, &format!("{map}/export/docx")).await;
    let outline = joined(&with_file(&word, "docx", written));
    // The middle is the title of the document, in capitals.
    for words in said.iter().skip(1) {
        assert!(outline.contains(words.as_str()), "{words} in {outline}");
    }
    let pdf = file(browser, &format!("{map}/export/pdf")).await;
    let pages = with_file(&pdf, "pdf", |path| judged("archivists", "pages", path));
    // Words of a box break into lines, and a hyphen may stand at a break.
    let pages: String = pages.split_whitespace().collect();
    let main = nodes.iter().filter(|(_, depth)| *depth == 1);
    for (words, _) in main {
        let bare: String = words.split_whitespace().collect();
        assert!(pages.contains(&bare), "{words} in {pages}");
    }
    picture(browser, &format!("{map}/export"), &[]).await;
}

/// The words of a Word file as LibreOffice reads them.
fn written(docx: &Path) -> String {
    let folder = std::env::temp_dir().join(format!("kiemsat-office-{}", Uuid::now_v7().simple()));
    std::fs::create_dir_all(&folder).unwrap();
    let done = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}/profile",
            folder.display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
        ])
        .arg(&folder)
        .arg(docx)
        .output()
        .unwrap_or_else(|fault| panic!("soffice (scripts/setup check installs it): {fault}"));
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let name = docx.with_extension("txt");
    let text = std::fs::read_to_string(folder.join(name.file_name().unwrap())).unwrap();
    let _ = std::fs::remove_dir_all(&folder);
    text
}
