use std::fs;

use typeset::{Block, TypesetError, Typesetter};

use super::judges::{folder, run, words_of};
use super::sample::{decision, long_decision};

#[test]
fn a_decision_prints_every_vietnamese_word_exactly() {
    let pdf = Typesetter::new().pdf(&decision()).unwrap();
    assert!(pdf.starts_with(b"%PDF-1."));
    let path = folder("words").join("decision.pdf");
    fs::write(&path, pdf).unwrap();
    let Some(words) = words_of(&path) else { return };
    // The two columns of the head are read line by line, so a text of two lines is looked for line by line.
    for text in decision()
        .texts()
        .flat_map(|text| text.plain().lines().map(str::to_owned).collect::<Vec<_>>())
    {
        let text = super::judges::fold(&text);
        if text.chars().count() < 45 {
            assert!(words.contains(&text), "“{text}” is not in: {words}");
        }
    }
    for fixed in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nơi nhận:",
        "Điều 1.",
    ] {
        assert!(words.contains(fixed), "“{fixed}” is not in: {words}");
    }
}

#[test]
fn the_long_paragraphs_are_read_back_in_order() {
    let path = folder("paragraphs").join("decision.pdf");
    fs::write(&path, Typesetter::new().pdf(&decision()).unwrap()).unwrap();
    let Some(words) = words_of(&path) else { return };
    let mut from = 0;
    for block in &decision().blocks {
        let text = super::judges::fold(&block.text().plain());
        let at = words[from..]
            .find(&text)
            .unwrap_or_else(|| panic!("“{text}” is not after {from} in: {words}"));
        from += at + text.len();
    }
}

#[test]
fn the_file_is_sound_archival_and_brings_its_fonts() {
    let path = folder("sound").join("decision.pdf");
    let pdf = Typesetter::new().pdf(&decision()).unwrap();
    fs::write(&path, &pdf).unwrap();
    let path = path.to_str().unwrap();
    let bytes = String::from_utf8_lossy(&pdf).into_owned();
    assert!(
        bytes.contains("<pdfaid:part>2</pdfaid:part>"),
        "no PDF/A mark"
    );
    if let Some(output) = run("qpdf", &["--check", path]) {
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    if let Some(output) = run("pdffonts", &[path]) {
        let list = String::from_utf8(output.stdout).unwrap();
        let fonts: Vec<&str> = list.lines().skip(2).collect();
        assert!(fonts.len() >= 3, "{list}");
        for font in fonts {
            assert!(font.contains("LiberationSerif"), "{list}");
            // Columns: name, type, encoding, emb, sub, uni, object.
            assert!(
                font.contains(" yes yes yes "),
                "not embedded, subset and mapped: {font}"
            );
        }
    }
}

#[test]
fn pages_after_the_first_carry_their_number_at_the_top() {
    let path = folder("pages").join("long.pdf");
    fs::write(&path, Typesetter::new().pdf(&long_decision()).unwrap()).unwrap();
    let path = path.to_str().unwrap();
    let first_line = |page: &str| {
        let output = run("pdftotext", &["-f", page, "-l", page, path, "-"])?;
        Some(
            String::from_utf8(output.stdout)
                .unwrap()
                .lines()
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned(),
        )
    };
    let (Some(first), Some(second)) = (first_line("1"), first_line("2")) else {
        return;
    };
    assert_eq!(first, "Mẫu số 42/HS");
    assert_eq!(second, "2");
}

fn pages_of(document: &typeset::OfficialDocument, test: &str) -> Option<Vec<String>> {
    let path = folder(test).join("document.pdf");
    fs::write(&path, Typesetter::new().pdf(document).unwrap()).unwrap();
    let output = run("pdftotext", &["-layout", path.to_str().unwrap(), "-"])?;
    let text = String::from_utf8(output.stdout).unwrap();
    Some(
        text.split('\u{c}')
            .filter(|page| !page.trim().is_empty())
            .map(super::judges::fold)
            .collect(),
    )
}

/// The decision with so many more bases of one line.
fn with_bases(more: usize) -> typeset::OfficialDocument {
    let mut document = decision();
    let basis = document.blocks[0].clone();
    document
        .blocks
        .splice(1..1, std::iter::repeat_n(basis, more));
    document
}

#[test]
fn the_signature_never_stands_alone_on_a_page() {
    for more in 8..22 {
        let Some(pages) = pages_of(&with_bases(more), "signature") else {
            return;
        };
        let last = pages.last().unwrap();
        assert!(last.contains("Điều 2."), "{more} more bases: {last}");
        assert!(
            last.contains("Nguyễn Thị Hằng"),
            "{more} more bases: {last}"
        );
    }
}

#[test]
fn a_decision_a_little_too_long_is_set_smaller_to_stay_on_one_page() {
    let sizes: Vec<(usize, f64)> = (8..22)
        .filter_map(|more| {
            let pages = pages_of(&with_bases(more), "fitted")?.len();
            Some((pages, size_of_body(&folder("fitted").join("document.pdf"))?))
        })
        .collect();
    if sizes.is_empty() {
        return;
    }
    assert_eq!(sizes[0], (1, 14.0));
    assert!(sizes.contains(&(1, 13.0)), "{sizes:?}");
    assert!(
        sizes
            .iter()
            .all(|&(pages, size)| pages == 1 || size == 14.0),
        "{sizes:?}"
    );
    assert!(sizes.last().unwrap().0 > 1, "{sizes:?}");
}

/// Points of the word "Căn" of the first basis, from the height of its box (ascender to descender of the face).
fn size_of_body(pdf: &std::path::Path) -> Option<f64> {
    let output = run(
        "pdftotext",
        &["-bbox", "-l", "1", pdf.to_str().unwrap(), "-"],
    )?;
    let html = String::from_utf8(output.stdout).unwrap();
    let word = html.lines().find(|line| line.contains(">Căn<")).unwrap();
    let side = |name: &str| -> f64 {
        let from = word.find(name).unwrap() + name.len() + 2;
        word[from..].split('"').next().unwrap().parse().unwrap()
    };
    let height = side("yMax") - side("yMin");
    Some((height / 0.91).round())
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let press = Typesetter::new();
    assert!(press.pdf(&decision()).unwrap() == press.pdf(&decision()).unwrap());
    assert!(press.pdf(&decision()).unwrap() == Typesetter::new().pdf(&decision()).unwrap());
}

#[test]
fn words_are_never_read_as_layout_commands() {
    let mut document = decision();
    let words =
        "Số tiền #panic(\"x\") *đậm* _nghiêng_ $x^2$ [a] <b> \\ `mã` // hết -- 100% @ai = 5";
    document
        .blocks
        .push(Block::Paragraph { text: words.into() });
    let path = folder("markup").join("decision.pdf");
    fs::write(&path, Typesetter::new().pdf(&document).unwrap()).unwrap();
    let Some(read) = words_of(&path) else { return };
    assert!(
        read.contains(
            "Số tiền #panic(\"x\") *đậm* _nghiêng_ $x^2$ [a] <b> \\ `mã` // hết -- 100% @ai = 5"
        ),
        "{read}"
    );
}

#[test]
fn a_character_without_a_shape_is_named_in_the_refusal() {
    let mut document = decision();
    document.blocks.push(Block::Paragraph {
        text: "Tên 王 khác".into(),
    });
    let error = Typesetter::new().pdf(&document).unwrap_err();
    assert!(matches!(error, TypesetError::NoGlyph('王')));
    assert!(error.message_vi().contains("Hãy xóa hoặc thay ký tự này"));
    document.blocks.pop();
    document.blocks.push(Block::Paragraph {
        text: "chuông\u{7}".into(),
    });
    assert!(matches!(
        Typesetter::new().pdf(&document),
        Err(TypesetError::NoGlyph('\u{7}'))
    ));
}

#[test]
fn every_letter_of_vietnamese_has_a_shape() {
    let mut letters: String = ('\u{1EA0}'..='\u{1EF9}').collect();
    letters.push_str("ăâđêôơưĂÂĐÊÔƠƯáàãéèíìĩóòõúùũýỳ₫“”‘’–—…•");
    let mut document = decision();
    document.blocks.push(Block::Paragraph {
        text: letters.as_str().into(),
    });
    Typesetter::new().pdf(&document).unwrap();
}

fn words_of_issued() -> String {
    let path = folder("issued").join("issued.pdf");
    fs::write(&path, Typesetter::new().pdf(&decision()).unwrap()).unwrap();
    words_of(&path).unwrap()
}

#[test]
fn a_draft_says_so() {
    let mut document = decision();
    document.is_draft = true;
    document.issued_on = None;
    let path = folder("draft").join("draft.pdf");
    fs::write(&path, Typesetter::new().pdf(&document).unwrap()).unwrap();
    let Some(words) = words_of(&path) else { return };
    assert!(words.contains("DỰ THẢO"));
    assert!(!words_of_issued().contains("DỰ THẢO"));
}

#[test]
fn one_typesetter_serves_many_threads() {
    let press = Typesetter::new();
    let expected = press.pdf(&decision()).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert!(press.pdf(&decision()).unwrap() == expected));
        }
    });
}
