//! Five hundred pages are written a piece at a time: what is held never grows with the file.

use archive::pdf::{About, Bookmark, Letters, Pdf, Picture};
use scan::{Rect, Word};

use crate::judges::{Shown, said, script};

#[test]
fn five_hundred_pages_are_held_a_piece_at_a_time_and_are_sound() {
    let picture = image::GrayImage::from_fn(1240, 1754, |x, y| {
        image::Luma([((x * 31 + y * 17) % 251) as u8])
    });
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 60)
        .encode_image(&picture)
        .unwrap();
    let word = |n: i32| -> Word {
        let (x, y) = (100 + n % 10 * 100, 100 + n / 10 * 40);
        let said = serde_json::json!({ "text": "Viện", "rect": [x, y, x + 90, y + 30], "confidence": 90, "line": n / 10 });
        serde_json::from_value(said).unwrap()
    };
    let words: Vec<Word> = (0..300).map(word).collect();
    assert_eq!(words[0].rect, Rect::from([100, 100, 190, 130]));
    let about = About {
        title: "Năm trăm trang".to_owned(),
        ..About::default()
    };
    let mut pdf = Pdf::begin(500, about, Letters::try_new().unwrap());
    let (mut whole, mut most) = (Vec::new(), 0);
    for no in 1..=500 {
        pdf.picture(&Picture {
            jpeg: &jpeg,
            size: (1240, 1754),
            words: &words,
            band: [String::new(), format!("BL {no}"), format!("Trang {no}/500")],
            watermark: "",
        });
        let piece = pdf.take_from(4 << 20);
        most = most.max(piece.len());
        whole.extend(piece);
    }
    let mark = |no: usize| Bookmark {
        title: format!("Tài liệu {no}"),
        page: no,
        below: Vec::new(),
    };
    whole.extend(pdf.finish(&(0..500).map(mark).collect::<Vec<_>>()).unwrap());
    assert!(
        most < (4 << 20) + jpeg.len() + (1 << 17),
        "{most} bytes were held at once"
    );
    assert!(whole.len() > 500 * jpeg.len());
    let shown = Shown::new(&whole, "pdf");
    let file = shown.0.to_str().unwrap();
    said("qpdf", &["--check", file]);
    assert!(said(script("preflight"), &[file]).contains("is a valid PDF/A-1b file"));
    let last = said("pdftotext", &["-f", "500", "-l", "500", file, "-"]);
    assert!(
        last.contains("BL 500") && last.contains("Viện Viện"),
        "{last}"
    );
}
