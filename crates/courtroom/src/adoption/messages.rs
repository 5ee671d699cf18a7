//! Các câu của số liệu ứng dụng.

pub const TITLE: &str = "Số liệu trình chiếu, sơ đồ";
pub const WHY: &str = "Tự tính từ hồ sơ, sự kiện, phiên trình chiếu và sơ đồ đã có; bấm một số để xem vụ án đứng sau.";
pub const BAD_PERIOD: &str = "Ngày bắt đầu phải trước hoặc cùng ngày kết thúc.";

/// The name of a figure, and how it is counted.
pub const DIGITISED: (&str, &str) = (
    "Hồ sơ vụ án hình sự đã số hóa",
    "Vụ án kết thúc điều tra trong kỳ mà hồ sơ số đã đủ: mọi trang đã quét, có trong mục lục, có loại tài liệu, đọc được.",
);
pub const SHOWN: (&str, &str) = (
    "Vụ án xét xử có trình chiếu chứng cứ",
    "Vụ án xét xử sơ thẩm trong kỳ có ít nhất một ngày trình chiếu tại phiên tòa: Biểu số 03 dòng 15e trên dòng 15, mỗi vụ một lần.",
);
pub const SESSIONS: (&str, &str) = (
    "Phiên tòa hình sự trình chiếu chứng cứ",
    "Phiên trình chiếu của vụ án hình sự mở trong kỳ có ít nhất một lần đưa lên màn hình; buổi tập và phiên đã hủy không tính.",
);
pub const CIVIL_SESSIONS: (&str, &str) = (
    "Phiên tòa dân sự, hành chính trình chiếu",
    "Phiên trình chiếu của vụ việc dân sự, vụ án hành chính mở trong kỳ, đếm như trên; không nằm trong Biểu số 03.",
);
pub const ENDED_CASES: &str = "vụ án kết thúc điều tra";
pub const TRIED_CASES: &str = "vụ án đã xét xử sơ thẩm";
pub const DIGITISED_TO_CHECK: &str = "Các đơn vị hiểu “số hóa” khác nhau; “kết thúc điều tra” ở đây gồm đề nghị truy tố và đình chỉ điều tra.";
pub const SHOWN_TO_CHECK: &str =
    "Nguồn ghi tỷ lệ trên số phiên tòa; ở đây tính trên số vụ án đã xét xử sơ thẩm.";
pub const REBUILDING: &str =
    "Số liệu thống kê đang được tính lại sau khi cập nhật phần mềm; tỷ lệ sẽ hiện khi tính xong.";
pub const CIVIL: &str = "Sơ đồ tính chung vụ án hình sự và vụ việc dân sự, vụ án hành chính; danh sách ghi rõ từng lĩnh vực. Tỷ lệ số hóa hồ sơ dân sự, hành chính chưa tính ở đây.";
pub const UNITS_REACHED: &str = "Đơn vị có ít nhất một phiên tòa trình chiếu";
pub const NOTHING: &str = "Không có gì trong kỳ này";
pub const NOTHING_WHY: &str = "Chọn kỳ khác hoặc đơn vị khác.";
pub const MAY_NOT_NAME: &str = "Vụ án bạn không được mở";
pub const MAY_NOT_NAME_CIVIL: &str = "Vụ việc bạn không được mở";
pub const CRIMINAL_FIELD: &str = "Hình sự";
pub const CIVIL_FIELD: &str = "Dân sự, hành chính";

/// The columns of the table.
pub const COLUMNS: [&str; 4] = ["Chỉ tiêu", "Số lượng", "Trên tổng số", "Tỷ lệ"];
/// The columns of the table by unit.
pub const UNIT_COLUMNS: [&str; 9] = [
    "Đơn vị",
    "Hồ sơ đã số hóa",
    "Vụ án có trình chiếu",
    "Phiên tòa hình sự",
    "Phiên tòa dân sự, hành chính",
    "Báo cáo sơ đồ tư duy",
    "Sơ đồ tư duy",
    "Sơ đồ vụ án, dòng tiền",
    "Sơ đồ hiện trường",
];
/// The columns of a list behind a figure.
pub const LIST_COLUMNS: [&str; 6] = [
    "Ngày",
    "Vụ án, vụ việc",
    "Lĩnh vực",
    "Nội dung",
    "Được tính",
    "Đơn vị",
];

/// "Từ 01/01/2026 đến 19/11/2026".
pub fn period(from: &str, to: &str) -> String {
    format!("Từ {from} đến {to}")
}

/// What a trial showed.
pub fn times_shown(shown: i64) -> String {
    format!("{shown} lần đưa lên màn hình")
}

/// "trên 12 vụ án đã xét xử sơ thẩm".
pub fn out_of(of: usize, called: &str) -> String {
    format!("{} {called}", shell::vi_number(of as i64))
}

pub const WAS_SHOWN: &str = "Có trình chiếu chứng cứ";
pub const WAS_NOT_SHOWN: &str = "Không trình chiếu";

/// "trong 5 vụ án hình sự, 2 vụ việc dân sự, hành chính".
pub fn in_cases(criminal: usize, civil: usize) -> String {
    let said = |many: usize, called: &str| {
        (many > 0).then(|| format!("{} {called}", shell::vi_number(many as i64)))
    };
    let parts = [
        said(criminal, "vụ án hình sự"),
        said(civil, "vụ việc dân sự, hành chính"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("trong {}", parts.join(", "))
}

/// "2 trên 13 đơn vị".
pub fn units_of(reached: usize, of: usize) -> String {
    format!("{reached} trên {of} đơn vị")
}

/// Lines of a list that only Excel shows.
pub fn more_lines(many: usize) -> String {
    format!("Còn {many} dòng nữa; xuất Excel để xem đủ.")
}

/// Why a list cannot be taken out at once.
pub const TOO_LONG: &str = "Danh sách dài quá 50.000 dòng. Hãy chọn kỳ ngắn hơn hoặc từng đơn vị.";
