//! Every sentence of reports in words.

/// No such set to report on.
pub const NOT_TO_REPORT: &str =
    "Bộ biểu này đã bị trả lại hoặc bỏ chốt. Hãy chọn bộ biểu đang có hiệu lực của kỳ.";
/// No such wording.
pub const NO_WORDING: &str = "Hãy chọn mẫu báo cáo.";
/// A paragraph says nothing.
pub const EMPTY: &str = "Đoạn văn đang trống. Hãy viết nội dung, hoặc bấm “Bỏ đoạn”.";
/// One paragraph stands in one line.
pub const ONE_LINE: &str = "Mỗi lần chỉ sửa một đoạn: hãy viết liền, không xuống dòng. Muốn thêm đoạn, bấm “Thêm đoạn sau”.";
/// Somebody else changed it.
pub const CHANGED: &str =
    "Đoạn này vừa được người khác sửa. Hãy mở lại báo cáo, xem nội dung mới rồi sửa tiếp.";
/// Nobody typed a figure into a field.
pub const FIELD_BROKEN: &str = "Trường số liệu viết chưa đúng: mỗi trường mở bằng “{” và đóng bằng “}”. Hãy chọn trường ở danh sách bên dưới.";
/// A report rests on a set that waits for its signatures.
pub const NOT_SENT: &str = "Bộ biểu chưa duyệt, gửi: báo cáo in ra là dự thảo.";
/// The wording is ours.
pub const TO_CHECK: &str =
    "Lời văn do phần mềm soạn sẵn, chưa đối chiếu với mẫu báo cáo của ngành: cần kiểm tra.";
/// What is known of nothing.
pub const NO_FIGURE: &str = "chưa có nguồn";
/// Stamped on a report whose set was replaced.
pub const STALE: &str = "SỐ LIỆU ĐÃ ĐƯỢC THAY THẾ";

/// A form that is not there.
pub fn no_form(field: &str, form: &str) -> String {
    format!("Trường {{{field}}}: không có biểu “{form}”. Hãy chọn trường ở danh sách.")
}

/// A row that is not there.
pub fn no_row(field: &str, number: &str, row: &str) -> String {
    format!(
        "Trường {{{field}}}: {number} không có dòng hoặc cột “{row}”. Hãy chọn trường ở danh sách."
    )
}

/// Figures that stand in the words.
pub fn typed(figures: &[String]) -> String {
    format!(
        "Số gõ tay trong lời văn, không phải trường của bộ biểu: {}. Nếu là số liệu, hãy thay bằng trường.",
        figures.join("; ")
    )
}

/// The set has been replaced.
pub fn stale(n: i64, newer: Option<i64>) -> String {
    match newer {
        Some(newer) => format!(
            "Bộ biểu lần {n} đã được thay bằng lần {newer}: số liệu trong báo cáo này là số liệu cũ. Bấm “Lập lại theo bộ biểu mới” để \
             giữ lời văn và lấy số liệu mới."
        ),
        None => format!(
            "Bộ biểu lần {n} đã bị trả lại hoặc bỏ chốt: số liệu trong báo cáo này không còn hiệu lực."
        ),
    }
}
