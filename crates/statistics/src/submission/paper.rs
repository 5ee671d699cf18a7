//! Bộ biểu trên giấy: one PDF/A with every figure, what came late, what is adjusted, and the code of the figures.

use typeset::{Align, Column, Paper, Report};

use super::content::{Cell, Content};
use super::receipt;
use crate::messages;

/// The whole set as a report to print and sign.
pub fn set(content: &Content, digest: &str, upper: &str, day: [i32; 3]) -> Report {
    let column = |title: &str, width, align| Column {
        title: title.to_owned(),
        group: None,
        width,
        align,
    };
    let (mut rows, mut bold) = (Vec::new(), Vec::new());
    let heading = |rows: &mut Vec<Vec<String>>, bold: &mut Vec<usize>, no: &str, words: &str| {
        bold.push(rows.len());
        let mut cells = vec![String::new(); 5];
        (cells[0], cells[1]) = (no.to_owned(), words.to_owned());
        rows.push(cells);
    };
    for form in &content.forms {
        heading(
            &mut rows,
            &mut bold,
            "",
            &format!("{}: {}", form.number, form.name),
        );
        let told = form.cells.iter().filter(|cell| cell.value.is_some());
        rows.extend(told.map(line));
    }
    if !content.late.is_empty() {
        heading(
            &mut rows,
            &mut bold,
            "",
            "PHỤ LỤC: SỰ KIỆN GHI MUỘN CỦA KỲ ĐÃ KHÓA",
        );
    }
    for late in &content.late {
        let figures: Vec<String> = late
            .figures
            .iter()
            .map(|(form, row, _, amount)| {
                format!("{} dòng {row}: {amount:+}", content.number_of(form))
            })
            .collect();
        let words = format!(
            "{}: {}. {}",
            late.code,
            late.why.join("; "),
            figures.join("; ")
        );
        rows.push(vec![
            String::new(),
            words,
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
    if !content.adjustments.is_empty() {
        heading(
            &mut rows,
            &mut bold,
            "",
            "PHIẾU ĐIỀU CHỈNH ĐANG CÓ HIỆU LỰC",
        );
    }
    for one in &content.adjustments {
        let words = format!(
            "{} dòng {}: {:+}. Lý do: {}. Hồ sơ lẽ ra phải cho số liệu này: {}. Hết hạn ngày {}. Người ký: {}.",
            content.number_of(&one.form),
            one.row,
            one.amount,
            one.reason,
            one.record,
            shell::vi_date(one.expires_on),
            one.signed_by
        );
        rows.push(vec![
            String::new(),
            words,
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
    let gaps: Vec<&str> = content.gaps.iter().map(|one| one.name.as_str()).collect();
    let mut notes = vec![format!(
        "Số liệu như biết đến {}. Mã số liệu (SHA-256): {digest}.",
        shell::vi_time(content.known_at)
    )];
    if content.is_provisional {
        notes.push(super::messages::PROVISIONAL.to_owned());
    }
    if !gaps.is_empty() {
        notes.push(format!(
            "Đơn vị chưa gửi, số liệu tính từ sự kiện đã ghi: {}.",
            gaps.join("; ")
        ));
    }
    if !content.explanation.is_empty() {
        notes.push(format!("Giải trình cảnh báo: {}", content.explanation));
    }
    notes.extend(
        messages::NOTES
            .iter()
            .skip(1)
            .map(|note| (*note).to_owned()),
    );
    let kind = match content.is_provisional {
        true => " (SỐ LIỆU TẠM TÍNH)",
        false => "",
    };
    let tree = match content.is_tree {
        true => "Đơn vị và các đơn vị cấp dưới. ",
        false => "",
    };
    Report {
        form_note: vec!["Bộ biểu thống kê".to_owned(), format!("Lần {}", content.n)],
        parent_office: upper.to_owned(),
        office: content.unit_name.to_uppercase(),
        title: format!("BỘ BIỂU THỐNG KÊ{kind}"),
        period: format!("{tree}{}", content.period_vi()),
        paper: Paper::A4,
        columns: vec![
            column("Dòng", 0.9, Align::Center),
            column("Chỉ tiêu", 6.0, Align::Left),
            column("Số liệu", 1.1, Align::Right),
            column("Trong đó ghi muộn", 1.1, Align::Right),
            column("Điều chỉnh", 1.1, Align::Right),
        ],
        rows,
        bold_rows: bold,
        numbered_columns: false,
        notes,
        place_date: String::new(),
        signatures: vec![
            (
                "NGƯỜI LẬP BIỂU".to_owned(),
                "(ký số, xem cuối trang đầu)".to_owned(),
            ),
            (
                "THỦ TRƯỞNG ĐƠN VỊ".to_owned(),
                "(ký số, xem cuối trang đầu)".to_owned(),
            ),
        ],
        printed_on: Some(day),
    }
}

/// Biên nhận: what was received, by whom, what became of it; the hash of what is signed for.
pub fn receipt(
    content: &receipt::Content,
    digest: &str,
    [by, of]: [String; 2],
    day: [i32; 3],
) -> Report {
    let column = |title: &str, width| Column {
        title: title.to_owned(),
        group: None,
        width,
        align: Align::Left,
    };
    let period = crate::Period::read(&content.from, &content.to);
    let mut rows: Vec<Vec<String>> = [
        ["Đơn vị gửi", &of],
        ["Kỳ", &period.map_or(String::new(), |period| period.vi())],
        ["Mã số liệu (SHA-256)", &content.digest],
        ["Đơn vị nhận", &by],
        ["Nhận gói lúc", &shell::vi_time(content.received_at)],
        ["Biên nhận số", &content.n.to_string()],
    ]
    .map(|pair| pair.map(str::to_owned).to_vec())
    .to_vec();
    let result = match (&content.remark, &content.returned_by) {
        (Some(remark), by) => format!("Trả lại: {remark} ({})", by.as_deref().unwrap_or_default()),
        (None, _) => "Đã nhận: số liệu khớp mã, đủ chữ ký số".to_owned(),
    };
    rows.push(vec!["Kết quả".to_owned(), result]);
    Report {
        form_note: vec!["Biên nhận".to_owned()],
        parent_office: String::new(),
        office: by.to_uppercase(),
        title: "BIÊN NHẬN BỘ BIỂU THỐNG KÊ".to_owned(),
        period: format!("Lập lúc {}", shell::vi_time(content.made_at)),
        paper: Paper::A4,
        columns: vec![column("Mục", 2.0), column("Nội dung", 6.0)],
        rows,
        bold_rows: Vec::new(),
        numbered_columns: false,
        notes: vec![format!("Mã nội dung biên nhận (SHA-256): {digest}.")],
        place_date: String::new(),
        signatures: vec![(
            "ĐƠN VỊ NHẬN".to_owned(),
            "(ký số, xem cuối trang đầu)".to_owned(),
        )],
        printed_on: Some(day),
    }
}

fn line(cell: &Cell) -> Vec<String> {
    let beside = |amount: i64| match amount {
        0 => String::new(),
        amount => format!("{amount:+}"),
    };
    let row = match cell.column.as_str() {
        crate::told::COLUMN => cell.row.clone(),
        column => format!("{} {column}", cell.row.replace(crate::told::TOTAL, "")),
    };
    vec![
        row.trim().to_owned(),
        cell.label.clone(),
        cell.value.map_or_else(String::new, shell::vi_number),
        beside(cell.late),
        beside(cell.adjusted),
    ]
}
