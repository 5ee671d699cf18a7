//! Every sentence of reports in words.

/// No such set to report on.
pub const NOT_TO_REPORT: &str =
    "Bộ biểu này đã bị trả lại hoặc bỏ chốt. Hãy chọn bộ biểu đang có hiệu lực của kỳ.";
/// No set was chosen.
pub const CHOOSE_SET: &str = "Hãy chọn bộ biểu đã chốt để lấy số liệu cho báo cáo.";
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

/// The code of a template.
pub const TEMPLATE_ID: &str =
    "Mã mẫu gồm 3 đến 40 ký tự: chữ thường không dấu, chữ số, dấu gạch nối. Ví dụ: bao-cao-tuan.";
/// There is one with this code.
pub const TEMPLATE_TAKEN: &str = "Đã có mẫu mang mã này. Hãy mở mẫu đó để sửa, hoặc chọn mã khác.";
/// Name, title, basis.
pub const TEMPLATE_WORDS: &str = "Hãy ghi mục này, không quá 300 ký tự.";
/// Two days in the wrong order.
pub const TEMPLATE_DAYS: &str = "Ngày hết hiệu lực đứng trước ngày bắt đầu.";
/// A day is missing.
pub const TEMPLATE_DAY: &str = "Hãy ghi ngày.";
/// A template without figures.
pub const NO_FIELDS: &str =
    "Mẫu chưa có trường số liệu nào. Viết trường trong ngoặc nhọn, ví dụ {bieu-01 6}.";

/// Where in a text something is wrong.
pub fn in_paragraph(n: usize, why: &str) -> String {
    format!("Đoạn {n}: {why}")
}

/// A row that no fact tells.
pub fn no_source(field: &str, number: &str, row: &str) -> String {
    format!(
        "Trường {{{field}}}: {number} dòng hoặc cột “{row}” chưa có nguồn số liệu. Hãy chọn trường khác."
    )
}

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

/// No report stands.
pub const NO_REPORT: &str = "Chưa có báo cáo nào";
/// A report needs a set.
pub const NO_SET_YET: &str =
    "Số liệu của báo cáo lấy từ bộ biểu đã chốt. Hãy chốt số liệu của kỳ trước rồi lập báo cáo.";
/// How to make one.
pub const HOW_TO_REPORT: &str = "Chọn bộ biểu đã chốt và mẫu ở trên rồi bấm Lập báo cáo.";
