use std::fs;

use typeset::{Align, Column, Paper, Report, TypesetError, Typesetter};

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
