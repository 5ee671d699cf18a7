//! Tệp của sơ đồ: what leaves a diagram is opened by other programs.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use axum::http::StatusCode;
use db::testing::both;
use serde_json::json;

use crate::diagram::{made, said};
use crate::house::{ACCUSED, House, TABLES};

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

#[test]
fn other_programs_open_the_files_of_a_diagram() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        let at = made(&house, &mut browser, "quan_he").await;
        let thing = json!({ "kind": "vehicle", "name": "Xe <26H4> & \"628.15\"", "bl": "BL 1" });
        said(browser.call("POST", &format!("{at}/parts"), thing).await);
        let mut file = async |kind: &str| {
            let answer = browser.get(&format!("{at}/{kind}")).await;
            assert_eq!(answer.status, StatusCode::OK, "{kind}");
            answer.bytes
        };
        let (svg, png, pdf, graph) = (
            file("svg").await,
            file("png").await,
            file("pdf").await,
            file("graphml").await,
        );
        assert!(png.starts_with(b"\x89PNG"));
        if house.office.app.db().engine() != db::Engine::Sqlite {
            return;
        }
        let drawn = through("rsvg-convert", &["--width", "800"], &svg);
        assert!(drawn.starts_with(b"\x89PNG"));
        let text = String::from_utf8(through("pdftotext", &["-", "-"], &pdf)).unwrap();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("Xe <26H4> & \"628.15\"")
                && words.contains(ACCUSED)
                && words.contains("Ký hiệu"),
            "{words}"
        );
        let told = String::from_utf8(through("pdfinfo", &["-"], &pdf)).unwrap();
        assert!(
            told.contains("Pages:           1") && told.contains("(A3)"),
            "{told}"
        );
        let graph = String::from_utf8(graph).unwrap();
        assert!(
            graph.contains("Xe &lt;26H4&gt; &amp; ") && graph.contains("<node id="),
            "{graph}"
        );
    });
}
