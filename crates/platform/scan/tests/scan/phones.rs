//! Pictures of phones: turned by what the camera noted, HEIC by another program in a box, and PDFs that somebody has signed.

use std::process::Command;

use scan::{IntakeError, Kind, Pixels, open};

/// A sheet of 60 × 40 dots, its left half black, as a JPEG that says it was held this way (EXIF orientation).
fn held(orientation: u8) -> Vec<u8> {
    let sheet = image::RgbImage::from_fn(60, 40, |x, _| match x < 30 {
        true => image::Rgb([0, 0, 0]),
        false => image::Rgb([255, 255, 255]),
    });
    let mut plain = std::io::Cursor::new(Vec::new());
    sheet
        .write_to(&mut plain, image::ImageFormat::Jpeg)
        .unwrap();
    let plain = plain.into_inner();
    let mut note = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    note.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let mut bytes = plain[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend((note.len() as u16 + 2).to_be_bytes());
    bytes.extend(note);
    bytes.extend(&plain[2..]);
    bytes
}

fn is_black(pixels: &Pixels, x: u32, y: u32) -> bool {
    match pixels {
        Pixels::Gray(picture) => picture.get_pixel(x, y).0[0] < 128,
        Pixels::Rgb(picture) => picture.get_pixel(x, y).0[0] < 128,
    }
}

#[test]
fn a_photograph_is_turned_as_the_camera_was_held() {
    // What stands where the left half goes: left, right, top, bottom.
    for (orientation, size, black, white) in [
        (1, (60, 40), (5, 20), (55, 20)),
        (3, (60, 40), (55, 20), (5, 20)),
        (6, (40, 60), (20, 5), (20, 55)),
        (8, (40, 60), (20, 55), (20, 5)),
    ] {
        let page = open(held(orientation)).unwrap().page(1).unwrap();
        let pixels = &page.pixels;
        assert_eq!((pixels.width(), pixels.height()), size, "{orientation}");
        assert!(is_black(pixels, black.0, black.1), "{orientation}");
        assert!(!is_black(pixels, white.0, white.1), "{orientation}");
    }
}

/// A HEIC picture, made by the program that `scripts/setup check` installs.
fn heic() -> Vec<u8> {
    let folder = std::env::temp_dir().join(format!("kiemsat-heic-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (from, to) = (folder.join("a.jpg"), folder.join("a.heic"));
    let sheet = image::RgbImage::from_fn(640, 480, |x, _| match x < 320 {
        true => image::Rgb([0, 0, 0]),
        false => image::Rgb([255, 255, 255]),
    });
    sheet.save(&from).unwrap();
    let made = Command::new("heif-enc")
        .arg("-o")
        .args([&to, &from])
        .output()
        .expect("heif-enc: run `scripts/setup check`");
    assert!(
        made.status.success(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let bytes = std::fs::read(to).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    bytes
}

/// Whether this machine lets anybody shut a program in a box; within some containers nobody may.
fn boxes_are_allowed() -> bool {
    let box_of_nothing = Command::new("bwrap")
        .args(["--unshare-all", "--ro-bind", "/", "/", "true"])
        .status();
    box_of_nothing.is_ok_and(|status| status.success())
}

#[test]
fn a_heic_picture_is_a_page_and_a_torn_one_is_refused() {
    let whole = heic();
    if !boxes_are_allowed() {
        let refused = open(whole).err();
        assert!(matches!(refused, Some(IntakeError::HeicNotRead)));
        return;
    }
    let stack = open(whole.clone()).unwrap();
    assert_eq!((stack.kind(), stack.pages()), (Kind::Heic, 1));
    let page = stack.page(1).unwrap();
    assert_eq!((page.pixels.width(), page.pixels.height()), (640, 480));
    assert!(is_black(&page.pixels, 40, 200) && !is_black(&page.pixels, 600, 200));
    let torn = open(whole[..whole.len() / 2].to_vec());
    assert!(matches!(torn.err(), Some(IntakeError::BrokenPicture)));
}

#[test]
fn a_signed_pdf_says_so_and_is_taken_all_the_same() {
    let plain = std::fs::read(super::pages::sample("born-digital.pdf")).unwrap();
    assert!(!open(plain.clone()).unwrap().is_signed());
    // An increment as signing programs append it; whether it is valid is not asked here.
    let mut signed = plain;
    signed.extend(
        b"\n900 0 obj<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 10 20 30]/Contents<00>>>endobj\n",
    );
    let end = b"startxref\n0\n%%EOF\n";
    signed.extend(end);
    let stack = open(signed).unwrap();
    assert!(stack.is_signed());
    assert!(stack.page(1).is_ok());
}
