//! What shows on the page, looked at through poppler.

use crate::{
    judges::{ours, pdfsig, preflight, pyhanko, qpdf},
    levels::{request, signed},
    papers,
    pki::key,
    run::run,
};
use image::{ImageFormat, Rgba, RgbaImage};
use sign::{Level, Look, Mark, Place, Request, Verdict, sign};
use std::{fs, io::Cursor, path::Path, process::Command};

pub const BLUE: [u8; 3] = [20, 40, 190];
const RED: [u8; 3] = [215, 20, 30];

pub fn png(
    width: u32,
    height: u32,
    color: [u8; 3],
    is_drawn: impl Fn(f64, f64) -> bool,
) -> Vec<u8> {
    let image = RgbaImage::from_fn(width, height, |x, y| {
        let (x, y) = (
            f64::from(x) / f64::from(width) * 2.0 - 1.0,
            f64::from(y) / f64::from(height) * 2.0 - 1.0,
        );
        let [r, g, b] = color;
        Rgba([r, g, b, if is_drawn(x, y) { 255 } else { 0 }])
    });
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}

/// A wave, as a hand would write.
fn signature() -> Vec<u8> {
    png(400, 160, BLUE, |x, y| {
        (y - (x * 9.0).sin() * 0.6).abs() < 0.12
    })
}

/// Two rings.
fn seal() -> Vec<u8> {
    png(425, 425, RED, |x, y| {
        let far = x.hypot(y);
        (0.93..0.99).contains(&far) || (0.60..0.64).contains(&far)
    })
}

/// The first page at 100 dots an inch.
pub fn page(file: &[u8]) -> image::RgbImage {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    fs::write(&path, file).unwrap();
    let out = folder.path().join("page");
    let mut poppler = Command::new("pdftoppm");
    run(poppler
        .args(["-r", "100", "-png", "-singlefile"])
        .args([&path, &out]));
    let page = image::open(out.with_extension("png")).unwrap().to_rgb8();
    if let Some(folder) = std::env::var_os("KIEMSAT_SHOTS") {
        page.save(Path::new(&folder).join("marks.png")).unwrap();
    }
    page
}

/// How many points of this colour stand within the place (points from the lower left).
pub fn points_of(page: &image::RgbImage, place: Place, color: [u8; 3]) -> usize {
    let dots = 100.0 / 72.0;
    let height = f64::from(page.height());
    let is_inside = |x: u32, y: u32| {
        let (x, y) = (f64::from(x) / dots, (height - f64::from(y)) / dots);
        (place.x..=place.x + place.width).contains(&x)
            && (place.y..=place.y + place.height).contains(&y)
    };
    let is_like = |pixel: &image::Rgb<u8>| {
        pixel
            .0
            .iter()
            .zip(color)
            .all(|(one, other)| one.abs_diff(other) < 40)
    };
    page.enumerate_pixels()
        .filter(|(x, y, pixel)| is_inside(*x, *y) && is_like(pixel))
        .count()
}

#[test]
fn signature_seal_and_copy_mark_show_where_the_rule_puts_them_and_harm_nothing() {
    let person = Place {
        page: 0,
        x: 330.0,
        y: 60.0,
        width: 130.0,
        height: 52.0,
    };
    let organisation = person.of_seal(36.0, 36.0);
    let corner = Place::top_right(0, 595.28, 841.89);
    let font = fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../typeset/fonts/LiberationSerif-Regular.ttf"),
    )
    .unwrap();
    let lines = [
        "SAO Y",
        "Viện kiểm sát nhân dân khu vực 3",
        "2026-05-20T17:00:00+07:00",
    ];
    let copy = Look::Text {
        lines: lines.map(str::to_owned).to_vec(),
        font,
        size: 10.0,
    };
    let mut file = papers::decision();
    let steps = [
        (
            "rsa",
            Mark {
                place: person,
                look: Look::Picture(signature()),
            },
        ),
        (
            "p384",
            Mark {
                place: organisation,
                look: Look::Picture(seal()),
            },
        ),
        (
            "p256",
            Mark {
                place: corner,
                look: copy,
            },
        ),
    ];
    for (name, mark) in steps {
        let request = Request {
            mark: Some(mark),
            ..request()
        };
        sign(&mut file, &key(name), &request, Level::BB, None).unwrap();
    }
    let page = page(&file);
    assert!(points_of(&page, person, BLUE) > 300);
    assert!(points_of(&page, organisation, RED) > 300);
    // The seal covers the left third of the signature and no more.
    let third = Place {
        width: person.width / 3.0,
        ..person
    };
    let rest = Place {
        x: person.x + person.width / 3.0 + 2.0,
        width: person.width * 2.0 / 3.0,
        ..person
    };
    assert!(points_of(&page, third, RED) > 30);
    assert_eq!(points_of(&page, rest, RED), 0);
    let text = {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, &file).unwrap();
        let mut poppler = Command::new("pdftotext");
        let said = run(poppler.arg("-layout").arg(&path).arg("-"));
        String::from_utf8(said.stdout).unwrap()
    };
    assert!(lines.iter().all(|line| text.contains(line)), "{text}");
    assert_eq!(ours(&file).verdict, Verdict::Valid);
    assert!(pyhanko(&file).iter().all(|one| one["valid"] == true));
    pdfsig(&file, 3);
    qpdf(&file);
}

#[test]
fn a_mark_that_would_not_show_is_refused_and_the_file_left_alone() {
    let place = Place {
        page: 7,
        x: 10.0,
        y: 10.0,
        width: 50.0,
        height: 50.0,
    };
    let wrong = [
        Mark {
            place,
            look: Look::Picture(signature()),
        },
        Mark {
            place: Place {
                page: 0,
                width: 0.0,
                ..place
            },
            look: Look::Picture(signature()),
        },
        Mark {
            place: Place { page: 0, ..place },
            look: Look::Picture(b"no picture".to_vec()),
        },
    ];
    for mark in wrong {
        let mut file = papers::decision();
        let before = file.clone();
        let request = Request {
            mark: Some(mark),
            ..request()
        };
        let refused = sign(&mut file, &key("p256"), &request, Level::BB, None).unwrap_err();
        assert!(refused.sentence().contains("hình chữ ký"));
        assert_eq!(file, before);
    }
}

#[test]
fn a_pdf_a_stays_a_pdf_a_through_signatures_with_and_without_marks_and_all_proofs() {
    let mut file = papers::archive();
    preflight(&file);
    let place = Place {
        page: 0,
        x: 330.0,
        y: 60.0,
        width: 130.0,
        height: 52.0,
    };
    let font = fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../typeset/fonts/LiberationSerif-Regular.ttf"),
    )
    .unwrap();
    let words = Look::Text {
        lines: vec!["Kèm theo Quyết định số 15/QĐ-VKSKV3".into()],
        font,
        size: 10.0,
    };
    for (name, look, place) in [
        ("rsa", Look::Picture(signature()), place),
        ("p384", Look::Picture(seal()), place.of_seal(36.0, 36.0)),
        ("p256", words, Place::top_right(0, 595.28, 841.89)),
    ] {
        let request = Request {
            mark: Some(Mark { place, look }),
            ..request()
        };
        sign(&mut file, &key(name), &request, Level::BB, None).unwrap();
    }
    file = signed(file, &key("rsa"), Level::BLTA);
    preflight(&file);
    assert_eq!(ours(&file).verdict, Verdict::Valid);
}

#[test]
fn the_picture_of_a_signature_cannot_be_exchanged_under_cover_of_proofs() {
    let place = Place {
        page: 0,
        x: 330.0,
        y: 60.0,
        width: 130.0,
        height: 52.0,
    };
    let request = Request {
        mark: Some(Mark {
            place,
            look: Look::Picture(signature()),
        }),
        ..request()
    };
    let mut file = papers::plain();
    sign(&mut file, &key("p256"), &request, Level::BB, None).unwrap();
    assert_eq!(ours(&file).verdict, Verdict::Valid);
    // The image stands under number 8; the update calls it a certificate, too.
    let catalog = "<</Type/Catalog/Pages 2 0 R/AcroForm 11 0 R/DSS<</Certs[8 0 R]>>>>";
    let other = "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>\nstream\nA\nendstream";
    let attacked = papers::appended(&file, &[(1, catalog), (8, other)], 1, 12);
    let report = ours(&attacked);
    assert_eq!(
        report.verdict,
        Verdict::Invalid,
        "{}",
        serde_json::to_string_pretty(&report).unwrap()
    );
    let harmless = papers::appended(
        &file,
        &[(1, &catalog.replace("8 0 R", "12 0 R")), (12, other)],
        1,
        13,
    );
    assert_eq!(ours(&harmless).verdict, Verdict::Valid);
}
