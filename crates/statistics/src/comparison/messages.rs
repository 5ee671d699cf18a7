//! Các câu người dùng đọc khi đối chiếu liên ngành.

use super::kind::Kind;

/// Above every comparison.
pub const TO_CHECK: &str =
    "Mẫu bảng, mẫu biên bản và hạn đối chiếu liên ngành chưa đọc được: cần kiểm tra.";
/// The kind is not of that period.
pub const NOT_IN_FORCE: &str =
    "Kỳ này kết thúc trước khi có quy định đối chiếu. Hãy xem lại ngày của kỳ.";
/// The kind is not there.
pub const NO_KIND: &str = "Hãy chọn cơ quan cần đối chiếu.";
/// The same file again.
pub const SAME_FILE: &str =
    "Tệp này đã được đưa vào cho kỳ đó; đây là bảng đối chiếu đã có, không lập bảng thứ hai.";
/// The step of a comparison has passed.
pub const STEP_PASSED: &str = "Bảng đối chiếu này đã sang bước khác. Hãy xem lại trang.";
/// The sheet has faults.
pub const WRONG: &str = "Bảng còn dòng có lỗi nên chưa đối chiếu được; chưa có gì được ghi. Hãy sửa các dòng nêu dưới đây trong tệp rồi đưa tệp lên lại, hoặc ghép cột lại.";
/// A file that holds nothing.
pub const EMPTY_FILE: &str = "Tệp trống, không có dòng nào; chưa có gì được ghi. Hãy mở tệp xem lại rồi chọn tệp có bảng của cơ quan bạn.";
/// No rows.
pub const NO_ROWS: &str =
    "Không đọc được người nào trong bảng. Hãy xem lại dòng tiêu đề và cách ghép cột.";
/// Too many of ours.
pub const TOO_MANY: &str = "Kỳ này có hơn 5.000 hồ sơ. Hãy đối chiếu từng kỳ ngắn hơn.";
/// More rows than can be paired at once.
pub const TOO_MANY_ROWS: &str = "Bảng có hơn 5.000 dòng. Hãy tách thành nhiều kỳ ngắn hơn.";
/// No reason.
pub const REASON: &str = "Hãy ghi lý do; lý do được in vào biên bản.";
/// Neither side chosen.
pub const STANDS: &str = "Hãy chọn số liệu của bên nào đúng.";
/// A deed that does not fit the row.
pub const NOT_THIS_ROW: &str = "Việc này không làm được với dòng đang xem. Có thể người khác vừa xử lý dòng này; hãy xem lại trang.";
/// Nothing to undo.
pub const NOTHING_TO_UNDO: &str = "Không còn việc nào để hoàn tác.";
/// Not everything is settled.
pub const NOT_SETTLED: &str =
    "Còn dòng chưa xác nhận ghép hoặc chưa có lý do. Hãy xử lý hết rồi chốt.";
/// The signers.
pub const SIGNERS: &str = "Hãy ghi họ tên, chức vụ người ký của cả hai bên.";
/// Why it is withdrawn.
pub const WHY: &str = "Hãy ghi lý do rút bảng đối chiếu.";
/// Not the person's unit.
pub const NOT_YOUR_UNIT: &str = "Bảng đối chiếu này của đơn vị khác.";

/// A head in which nothing is known: often the wrong file.
pub fn unknown_head(kind: &Kind) -> String {
    format!(
        "Không nhận ra cột nào của bảng “{}”: có thể nhầm tệp, hoặc tiêu đề nằm ở dòng, trang tính khác. Nếu đúng tệp, hãy ghép từng cột ở dưới.",
        kind.name_vi
    )
}

/// What a step is called.
pub fn step_vi(step: &str) -> &'static str {
    match step {
        "mapping" => "Ghép cột",
        "checked" => "Kiểm tra thử, chưa đối chiếu",
        "open" => "Đang đối chiếu",
        "closed" => "Đã chốt",
        _ => "Đã rút",
    }
}

/// What a field is called in a row of differences.
pub fn field_vi(field: &str) -> &'static str {
    match field {
        "number" => "số",
        "on" => "ngày",
        "docket" => "số thụ lý",
        "name" => "họ tên",
        "offence" => "điều luật",
        "penalty" => "mức án",
        _ => "",
    }
}
