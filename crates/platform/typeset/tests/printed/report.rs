use std::fs;

use typeset::{Align, Binder, Bound, Column, Paper, Report, TypesetError, Typesetter};

use super::judges::{folder, run, words_of};

fn register(rows: usize) -> Report {
    let column = |title: &str, group: Option<&str>, width, align| Column {
        title: title.into(),
        group: group.map(Into::into),
        width,
        align,
    };
    Report {
        form_note: vec!["Sổ số 01".into()],
        parent_office: "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH LÂM ĐỒNG".into(),
        office: "VIỆN KIỂM SÁT NHÂN DÂN\nKHU VỰC 3".into(),
        title: "SỔ THỤ LÝ NGUỒN TIN VỀ TỘI PHẠM".into(),
        period: "Từ ngày 01/12/2025 đến ngày 31/5/2026".into(),
        paper: Paper::A4Landscape,
        columns: vec![
            column("STT", None, 0.6, Align::Center),
            column("Nội dung", None, 4.0, Align::Left),
            column("Khởi tố", Some("Kết quả giải quyết"), 1.0, Align::Right),
            column(
                "Không khởi tố",
                Some("Kết quả giải quyết"),
                1.0,
                Align::Right,
            ),
        ],
        rows: (1..=rows)
            .map(|n| {
                vec![
                    n.to_string(),
                    format!("Tố giác số {n} về tội trộm cắp tài sản"),
                    "1".into(),
                    "0".into(),
                ]
            })
            .collect(),
        bold_rows: vec![0],
        numbered_columns: true,
        notes: vec!["Số liệu tính từ các sự kiện đã ghi.".into()],
        place_date: "Lâm Đồng, ngày 01 tháng 6 năm 2026".into(),
        signatures: vec![
            ("NGƯỜI LẬP".into(), "Lê Thị Mơ".into()),
            ("VIỆN TRƯỞNG".into(), "Trần Văn Ý".into()),
        ],
        printed_on: Some([2026, 6, 1]),
    }
}

#[test]
fn a_register_prints_its_heads_on_every_page() {
    let path = folder("register").join("register.pdf");
    fs::write(&path, Typesetter::new().report_pdf(&register(80)).unwrap()).unwrap();
    let file = path.to_str().unwrap();
    let Some(second) = run("pdftotext", &["-layout", "-f", "2", "-l", "2", file, "-"]) else {
        return;
    };
    let second = String::from_utf8(second.stdout).unwrap();
    assert!(second.contains("Kết quả giải quyết"), "{second}");
    let words = words_of(&path).unwrap();
    for expected in [
        "SỔ THỤ LÝ NGUỒN TIN VỀ TỘI PHẠM",
        "Tố giác số 80 về tội trộm cắp tài sản",
        "(4)",
        "Trần Văn Ý",
    ] {
        assert!(words.contains(expected), "“{expected}” is not in: {words}");
    }
    if let Some(check) = run("qpdf", &["--check", file]) {
        assert!(
            check.status.success(),
            "{}",
            String::from_utf8_lossy(&check.stderr)
        );
    }
}

#[test]
fn every_paper_is_printed() {
    let press = Typesetter::new();
    for paper in [Paper::A4, Paper::A4Landscape, Paper::A3Landscape] {
        let report = Report {
            paper,
            ..register(3)
        };
        assert!(press.report_pdf(&report).unwrap().starts_with(b"%PDF-1."));
    }
}

#[test]
fn a_row_with_a_missing_cell_is_refused_with_its_number() {
    let mut report = register(3);
    report.rows[1].pop();
    let error = Typesetter::new().report_pdf(&report).unwrap_err();
    assert!(matches!(
        error,
        TypesetError::RowWidth {
            row: 2,
            found: 3,
            expected: 4
        }
    ));
}

#[test]
fn a_binder_names_every_sheet_with_its_page_and_turns_the_paper() {
    let bound = |number: &str, name: &str, paper, rows| Bound {
        number: number.into(),
        name: name.into(),
        report: Report {
            paper,
            ..register(rows)
        },
    };
    let binder = Binder {
        parent_office: "VIỆN KIỂM SÁT NHÂN DÂN\nTỈNH LÂM ĐỒNG".into(),
        office: "VIỆN KIỂM SÁT NHÂN DÂN\nKHU VỰC 3".into(),
        title: "BỘ BIỂU THỐNG KÊ".into(),
        period: "Từ ngày 01/10/2026 đến ngày 31/10/2026".into(),
        contents: true,
        notes: vec!["Số liệu như biết đến 01/11/2026.".into()],
        place_date: String::new(),
        printed_on: Some([2026, 11, 1]),
        sheets: vec![
            bound("Biểu số 01", "Nguồn tin về tội phạm", Paper::A4, 80),
            bound("Biểu số 10", "Theo tội danh", Paper::A3Landscape, 3),
            bound("Biểu số 10", "", Paper::A3Landscape, 3),
        ],
    };
    let path = folder("binder").join("binder.pdf");
    fs::write(&path, Typesetter::new().binder_pdf(&binder).unwrap()).unwrap();
    let file = path.to_str().unwrap();
    let Some(first) = run("pdftotext", &["-layout", "-f", "1", "-l", "1", file, "-"]) else {
        return;
    };
    let first = String::from_utf8(first.stdout).unwrap();
    let page_of = |number: &str| {
        let line = first.lines().find(|line| line.contains(number));
        line.and_then(|line| line.split_whitespace().last())
            .unwrap()
            .to_owned()
    };
    let (one, ten) = (page_of("Biểu số 01"), page_of("Biểu số 10"));
    assert_eq!(one, "2", "{first}");
    assert_eq!(
        first.matches("Biểu số 10").count(),
        1,
        "a further part has no line of its own: {first}"
    );
    let pages = run("pdfinfo", &["-f", "1", "-l", "99", file]).unwrap();
    let pages = String::from_utf8(pages.stdout).unwrap();
    let sizes: Vec<&str> = pages
        .lines()
        .filter(|line| line.starts_with("Page ") && line.contains(" size:"))
        .collect();
    let first_wide = sizes.iter().position(|line| line.contains("(A3)"));
    assert_eq!(
        first_wide.map(|at| (at + 1).to_string()),
        Some(ten.clone()),
        "the contents tell the page on which the wide form begins: {pages}"
    );
    assert!(sizes[0].contains("(A4)"), "{pages}");
    let last = run("pdftotext", &["-layout", "-f", &ten, "-l", &ten, file, "-"]).unwrap();
    let last = String::from_utf8(last.stdout).unwrap();
    assert!(
        last.contains(&format!("Trang {ten}/{}", sizes.len())),
        "{last}"
    );
}
