//! Lời của các sổ.

/// How sure the heads and columns are.
pub const TEMPLATE: &str = "Tên sổ và cột theo mẫu sổ ngành đang dùng năm 2022; chưa đọc được quyết định ban hành mẫu (cần kiểm tra).";
/// A column that no fact tells.
pub const NO_SOURCE: &str = "Chưa có nguồn";
/// Why a column or a book is empty.
pub const NO_SOURCE_WHY: &str =
    "Hệ thống chưa ghi nhận hành vi nào cho cột này; khi in vẫn giữ cột để ghi tay.";
/// A book that no act opens.
pub const NO_LINES: &str = "Chưa có hành vi nào trong danh mục mở dòng của sổ này.";
/// The unit is not theirs to read.
pub const NOT_YOUR_UNIT: &str =
    "Bạn không có quyền xem hồ sơ của đơn vị này. Hãy chọn đơn vị của bạn.";
/// The period does not read.
pub const NO_PERIOD: &str =
    "Kỳ phải có ngày đầu không sau ngày cuối, ghi như 01/12/2025. Hãy xem lại hai ngày.";

/// Too many lines for one file.
pub fn too_many(most: usize) -> String {
    format!(
        "Kỳ này có hơn {} dòng, quá nhiều cho một tệp. Hãy chọn kỳ ngắn hơn, một đơn vị hoặc một Kiểm sát viên.",
        shell::vi_number(most as i64)
    )
}
