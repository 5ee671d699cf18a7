//! Bad and huge files, one after the other, against the real program: each is answered, and its memory stays within the bound.

use std::io::{Cursor, Write as _};

use db::{Sql, args, testing::Place};
use uuid::Uuid;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::program::{Ground, Running, ask};

const SCAN: &[u8] = include_bytes!("../../../casefile/tests/data/three-pages.pdf");
const ENCRYPTED: &[u8] = include_bytes!("../../../platform/scan/tests/data/encrypted.pdf");
const NO_PAGES: &[u8] = include_bytes!("../../../platform/scan/tests/data/no-pages.pdf");
const EDGE: &str = "edge-of-a-part";
/// What the guide of the administrator promises for one worker, in KiB.
const BOUND: u64 = 1_500 << 10;

/// A PNG of one grey, as large as it claims or torn right after its head.
fn png(width: u32, height: u32, is_whole: bool) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    chunk(&mut bytes, b"IHDR", &head);
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    if is_whole {
        let line = vec![0_u8; 1 + 3 * width as usize];
        (0..height).for_each(|_| packed.write_all(&line).unwrap());
    }
    chunk(&mut bytes, b"IDAT", &packed.finish().unwrap());
    chunk(&mut bytes, b"IEND", b"");
    bytes
}

fn chunk(png: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    png.extend((data.len() as u32).to_be_bytes());
    let body = [&kind[..], data].concat();
    let mut sum = flate2::Crc::new();
    sum.update(&body);
    png.extend(&body);
    png.extend(sum.sum().to_be_bytes());
}

/// A PDF of one page of 60 × 90 cm with a frame drawn on it.
fn sheet_of_a_map() -> Vec<u8> {
    let (w, h) = (1701, 2551);
    let drawing = format!("4 w 60 60 {} {} re S", w - 120, h - 120);
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 {w} {h}]/Contents 4 0 R>>"),
        format!("<</Length {}>>stream\n{drawing}\nendstream", drawing.len()),
    ];
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let table = pdf.len();
    pdf.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        pdf.extend(format!("{place:010} 00000 n \n").bytes());
    }
    pdf.extend(format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n").bytes());
    pdf
}

/// Zeros packed into a ZIP: a gigabyte in a megabyte.
fn zip_bomb() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let how = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("bom.pdf", how).unwrap();
    let zeros = vec![0; 1 << 20];
    (0..1024).for_each(|_| writer.write_all(&zeros).unwrap());
    writer.start_file("tot.pdf", how).unwrap();
    writer.write_all(SCAN).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A good scan with a quarter of a gigabyte of nothing behind its pages.
fn huge() -> Vec<u8> {
    let mut bytes = SCAN.to_vec();
    bytes.extend(b"\n% ");
    bytes.resize(256 << 20, b'x');
    bytes.extend(b"\n%%EOF\n");
    bytes
}

fn upload(running: &Running, token: &str, matter: Uuid, name: &str, bytes: &[u8]) -> String {
    let head = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
    );
    let end = format!("\r\n--{EDGE}--\r\n");
    let body = [head.as_bytes(), bytes, end.as_bytes()].concat();
    let path = format!("/casefile/matters/{matter}/files");
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let answer = ask(&running.address, token, ("POST", &path), (&kind, &body)).unwrap();
    // The word that the next page says comes in a cookie.
    assert!(answer.status < 400, "{name}: {}", answer.text);
    answer.text
}

fn peak(running: &Running) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", running.pid())).unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM:"))
        .unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn bad_and_huge_files_are_answered_and_the_program_stays_within_its_memory() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let (ground, token) = Ground::prepare(Place::sqlite()).await;
        let running = ground.serve();
        let form = "charges=170.1&effective=20%2F11%2F2026&confirmed=true&case_name=V%E1%BB%A5+th%E1%BB%AD";
        let kind = ("application/x-www-form-urlencoded", form.as_bytes());
        let opened = ask(&running.address, &token, ("POST", "/criminal/cases"), kind).unwrap();
        assert_eq!(opened.status, 303, "{}", opened.text);
        let sql = "SELECT id FROM ledger_matter";
        let matter: Uuid = ground.db.one(sql, args![]).await.unwrap();
        let largest = png(8_300, 8_300, true);
        let files: [(&str, Vec<u8>); 10] = [
            ("khoa.pdf", ENCRYPTED.to_vec()),
            ("dut.pdf", SCAN[..SCAN.len() / 2].to_vec()),
            ("khong trang.pdf", NO_PAGES.to_vec()),
            ("rong.pdf", Vec::new()),
            ("bom anh.png", png(60_000, 60_000, false)),
            ("bom nen.zip", zip_bomb()),
            ("ban do.pdf", sheet_of_a_map()),
            ("anh lon nhat.png", largest),
            ("rat lon.pdf", huge()),
            ("tot.pdf", [SCAN, b"\n%%EOF\n"].concat()),
        ];
        let mut peaks = Vec::new();
        for (name, bytes) in &files {
            upload(&running, &token, matter, name, bytes);
            peaks.push((*name, peak(&running)));
        }
        // Everything that was taken is read, the largest picture among it.
        let begun = std::time::Instant::now();
        let left = "SELECT count(*) FROM job WHERE state IN ('ready', 'running')";
        loop {
            let still: i64 = ground.db.one(left, args![]).await.unwrap();
            if still == 0 {
                break;
            }
            assert!(begun.elapsed().as_secs() < 480, "it never came");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        peaks.push(("read", peak(&running)));
        let titles: Vec<String> = ground
            .db
            .all("SELECT title FROM casefile_file ORDER BY title", args![])
            .await
            .unwrap();
        // The good member of the bomb is the scan itself.
        assert_eq!(
            titles,
            ["anh lon nhat.png", "ban do.pdf", "rat lon.pdf", "tot.pdf", "tot.pdf"]
        );
        let failed: i64 = ground
            .db
            .one("SELECT count(*) FROM job WHERE state = 'failed'", args![])
            .await
            .unwrap();
        assert_eq!(failed, 0);
        let highest = peak(&running);
        assert!(highest < BOUND, "{highest} KiB, step by step {peaks:?}");
        println!("peak memory {} MiB, step by step {peaks:?}", highest >> 10);
        running.kill();
        ground.leave().await;
    });
}
