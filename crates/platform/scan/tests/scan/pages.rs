//! Pages of the sample case file: turned, photocopied, stamped, blank, born-digital.

use scan::{
    Doubt, Finding, PageImage, Pixels, Prepared, Quality, Reader, Reading, Rect, Secrecy,
    StampOwner, open, text_within,
};
use std::path::PathBuf;

pub fn sample(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../samples/case-a")
        .join(name)
}

/// A white sheet with a black bar.
pub fn png() -> Vec<u8> {
    let sheet = image::GrayImage::from_fn(620, 877, |x, y| {
        image::Luma([if x < 300 && (100..110).contains(&y) {
            0
        } else {
            255
        }])
    });
    let mut bytes = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn read_in(file: &str, page: usize) -> (Reader, Prepared, Reading) {
    let stack = open(std::fs::read(sample(file)).unwrap()).unwrap();
    let mut reader = Reader::try_new().unwrap();
    let prepared = reader.prepare(stack.page(page).unwrap()).unwrap();
    let reading = reader.read(&prepared).unwrap();
    (reader, prepared, reading)
}

#[test]
fn a_page_that_lies_upside_down_is_turned_and_read() {
    let (_, page, read) = read_in("stack.pdf", 5);
    assert_eq!(page.turn.quarters, 2);
    assert!(
        (page.turn.degrees + 0.76).abs() < 0.15,
        "{}",
        page.turn.degrees
    );
    assert!(
        read.text
            .contains("đã đọc lại cho người cung cấp nguồn tin nghe"),
        "{}",
        read.text
    );
    assert_eq!((page.width, page.height), (1240, 1754));
    assert_eq!(read.findings, [Finding::UpsideDown]);
    assert!(page.jpeg.len() < 300_000 && page.thumbnail.len() < 20_000);
}

#[test]
fn a_mark_of_secrecy_is_seen_in_red_ink_and_in_a_frame() {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for (file, expected) in [
        ("mark-red-framed.png", Some(Secrecy::Secret)),
        ("mark-black-framed.png", Some(Secrecy::TopSecret)),
        ("mark-red.png", Some(Secrecy::MostSecret)),
        ("mark-none.png", None),
    ] {
        let stack = open(std::fs::read(data.join(file)).unwrap()).unwrap();
        let mut reader = Reader::try_new().unwrap();
        let prepared = reader.prepare(stack.page(1).unwrap()).unwrap();
        let read = reader.read(&prepared).unwrap();
        assert_eq!(read.secrecy, expected, "{file}: {}", read.text);
    }
}

#[test]
fn a_sheet_that_lies_on_its_side_is_turned() {
    let stack = open(std::fs::read(sample("stack.pdf")).unwrap()).unwrap();
    let page = Reader::try_new()
        .unwrap()
        .prepare(stack.page(44).unwrap())
        .unwrap();
    assert_eq!(page.turn.quarters, 3);
    assert!(page.width > page.height);
    assert_eq!(page.findings, [Finding::Sideways]);
}

#[test]
fn an_empty_back_is_blank_and_costs_no_reading() {
    let (_, page, read) = read_in("stack.pdf", 25);
    assert!(page.blank);
    assert_eq!(read.findings, [Finding::Blank]);
    assert_eq!((read.text.as_str(), read.words.len()), ("", 0));
}

#[test]
fn a_photocopy_is_cleaned_and_its_stamp_read() {
    let (_, _, read) = read_in("stack.pdf", 29);
    assert!(
        read.quality.confidence > 90.0 && !read.quality.needs_person,
        "{:?}",
        read.quality
    );
    assert_eq!(read.stamps.len(), 2, "{:?}", read.stamps);
    let police = read
        .stamps
        .iter()
        .find(|s| s.owner == StampOwner::Investigator)
        .unwrap();
    assert_eq!(police.number.as_deref(), Some("23"));
    let procuracy = read
        .stamps
        .iter()
        .find(|s| s.owner == StampOwner::Procuracy)
        .unwrap();
    assert_eq!(
        (procuracy.number.as_deref(), procuracy.number_unclear),
        (None, false)
    );
    assert!(!read.text.contains("BÚT LỤC"));
}

#[test]
fn a_box_drawn_on_the_page_gives_its_words() {
    let (mut reader, page, read) = read_in("stack.pdf", 50);
    assert_eq!(
        read.stamps
            .iter()
            .map(|s| (s.owner, s.number.as_deref()))
            .collect::<Vec<_>>(),
        [(StampOwner::Procuracy, Some("42"))]
    );
    let line = read
        .lines
        .iter()
        .filter(|l| l.text.split(' ').count() > 8)
        .max_by_key(|l| l.rect.width())
        .unwrap();
    let Rect { x0, y0, x1, y1 } = line.rect;
    let drawn = Rect {
        x0: x0 - 6,
        y0: y0 - 3,
        x1: x1 + 6,
        y1: y1 + 3,
    };
    assert_eq!(text_within(&read.words, drawn), line.text);
    for again in [
        reader.read_region(&page, drawn).unwrap(),
        reader.read_picture_region(&page.jpeg, drawn).unwrap(),
    ] {
        let same = again
            .words
            .iter()
            .filter(|w| line.text.contains(&w.text))
            .count();
        assert!(
            same * 10 >= again.words.len() * 8 && same > 6,
            "{} / {}",
            again.text,
            line.text
        );
        assert!(
            again
                .words
                .iter()
                .all(|w| w.rect.y0 >= y0 - 12 && w.rect.y1 <= y1 + 12)
        );
    }
    let nothing = reader
        .read_region(
            &page,
            Rect {
                x0: 5,
                y0: 5,
                x1: 6,
                y1: 6,
            },
        )
        .unwrap();
    assert_eq!(nothing.text, "");
}

#[test]
fn a_page_written_by_hand_is_given_to_a_person() {
    let (_, _, read) = read_in("stack.pdf", 45);
    let Quality {
        needs_person,
        handwriting_suspected,
        ..
    } = read.quality;
    assert!(needs_person && handwriting_suspected, "{:?}", read.quality);
    assert!(read.findings.contains(&Finding::Handwriting));
}

#[test]
fn in_a_form_filled_in_by_hand_the_written_lines_are_flagged() {
    let (_, _, read) = read_in("stack.pdf", 42);
    let doubted = |line: &&scan::Line| line.doubt.is_some();
    assert!(read.lines.iter().filter(doubted).count() * 2 > read.lines.len());
    let title = read.lines.iter().find(|l| l.text.contains("ĐIỀU TRA"));
    assert!(title.is_some_and(|line| line.doubt.is_none()), "{title:?}");
}

#[test]
fn the_halves_of_a_folded_sheet_are_recognised_by_the_shade_of_the_fold() {
    let stack = open(std::fs::read(sample("stack.pdf")).unwrap()).unwrap();
    let mut reader = Reader::try_new().unwrap();
    let mut findings = |page| reader.prepare(stack.page(page).unwrap()).unwrap().findings;
    assert_eq!(findings(19), [Finding::LeftOfFold]);
    assert_eq!(findings(20), [Finding::RightOfFold]);
    assert_eq!(findings(4), []);
}

#[test]
fn a_page_photographed_on_a_dark_table_is_cut_out_and_read() {
    let stack = open(std::fs::read(sample("stack.pdf")).unwrap()).unwrap();
    let Pixels::Gray(page) = stack.page(4).unwrap().pixels else {
        panic!("page 4 is grey")
    };
    let (w, h) = page.dimensions();
    let mut table = image::GrayImage::from_pixel(w + 700, h + 500, image::Luma([52]));
    image::imageops::replace(&mut table, &page, 450, 200);
    let delivered = PageImage {
        pixels: Pixels::Gray(table),
        dpi: 300.0,
        words: None,
    };
    let mut reader = Reader::try_new().unwrap();
    let cut = reader.prepare(delivered).unwrap();
    let (across, down) = (cut.width.abs_diff(w / 2), cut.height.abs_diff(h / 2));
    assert!(across < 12 && down < 12, "{} × {}", cut.width, cut.height);
    assert!(!cut.blank && cut.turn.quarters == 0);
}

#[test]
fn a_line_of_a_good_scan_is_not_flagged() {
    let (_, _, read) = read_in("stack.pdf", 29);
    let unsure = |line: &&scan::Line| line.doubt == Some(Doubt::Handwriting);
    assert_eq!(read.lines.iter().find(unsure), None);
}

#[test]
fn a_born_digital_page_gives_its_own_words_where_they_stand() {
    let (mut reader, page, read) = read_in("born-digital.pdf", 4);
    assert!(read.from_text_layer);
    assert!(
        read.text.contains("TIẾP NHẬN NGUỒN TIN VỀ TỘI PHẠM"),
        "{}",
        read.text
    );
    let title = read
        .lines
        .iter()
        .find(|l| l.text.contains("TIẾP NHẬN NGUỒN TIN"))
        .unwrap();
    let seen = reader.read_region(&page, title.rect).unwrap();
    assert!(seen.text.contains("TIẾP NHẬN NGUỒN TIN"), "{}", seen.text);
}

#[test]
fn a_page_prepared_again_with_its_turn_is_the_same_picture() {
    let stack = open(std::fs::read(sample("stack.pdf")).unwrap()).unwrap();
    let first = Reader::try_new()
        .unwrap()
        .prepare(stack.page(35).unwrap())
        .unwrap();
    let again = Prepared::again(stack.page(35).unwrap(), first.turn);
    assert!(first.jpeg == again.jpeg);
}

#[test]
fn grey_and_black_and_white_pages_stay_grey_and_a_picture_is_one_page() {
    let stack = open(std::fs::read(sample("stack.pdf")).unwrap()).unwrap();
    assert_eq!(stack.pages(), 51);
    for (page, colour) in [(1, true), (4, false), (33, false)] {
        let delivered = stack.page(page).unwrap();
        assert_eq!(
            matches!(delivered.pixels, Pixels::Rgb(_)),
            colour,
            "page {page}"
        );
        assert!((delivered.dpi - 300.0).abs() < 2.0);
    }
    let picture = open(png()).unwrap().page(1).unwrap();
    assert_eq!((picture.pixels.width(), picture.dpi.round()), (620, 75.0));
}

#[test]
fn a_tiff_of_two_sheets_is_two_pages() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut file = tiff::encoder::TiffEncoder::new(&mut bytes).unwrap();
    for shade in [255u8, 40] {
        file.write_image::<tiff::encoder::colortype::Gray8>(300, 400, &vec![shade; 300 * 400])
            .unwrap();
    }
    let stack = open(bytes.into_inner()).unwrap();
    assert_eq!(stack.pages(), 2);
    let Pixels::Gray(second) = stack.page(2).unwrap().pixels else {
        panic!("grey came out coloured")
    };
    assert_eq!(second.get_pixel(10, 10).0[0], 40);
}
