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
