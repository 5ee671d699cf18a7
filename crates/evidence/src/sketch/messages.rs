//! Lời văn của sơ đồ hiện trường: every sentence of this part that a person reads.

pub const NO_SKETCHES: &str = "Chưa có sơ đồ hiện trường nào.";
pub const NO_SKETCHES_WHY: &str = "Lập sơ đồ mới rồi đặt bản sơ đồ của cơ quan điều tra (trong hồ sơ số hóa) làm nền để vẽ lại theo tỷ lệ.";
pub const NO_TITLE: &str = "Hãy đặt tên cho sơ đồ hiện trường.";
pub const BAD_CONTENT: &str =
    "Sơ đồ gửi lên không đọc được. Bản đã lưu trước đó vẫn còn; hãy tải lại trang.";
pub const TOO_MANY: &str = "Sơ đồ có quá nhiều hình (tối đa 400). Hãy tách thành nhiều sơ đồ.";
pub const BAD_PAGE: &str = "Khổ hiện trường từ 2 đến 2.000 mét mỗi chiều.";
pub const NO_LEAF: &str = "Hãy ghi bút lục của bản sơ đồ trong hồ sơ.";
pub const PAGE_ELSEWHERE: &str = "Trang này không thuộc hồ sơ của vụ án.";
pub const KEPT: &str = "Đã lưu.";
pub const REMOVED: &str = "Đã bỏ sơ đồ hiện trường.";
pub const RESTORED: &str = "Đã đưa sơ đồ hiện trường trở lại.";
pub const COPY_OF: &str = "Vẽ lại từ sơ đồ của cơ quan điều tra";

/// A text that is too long.
pub fn too_long(most: usize) -> String {
    format!("Chữ trên sơ đồ dài quá {most} chữ cái. Hãy rút gọn.")
}

/// A distance as people read it: "3,45 m".
pub fn metres(length: f64) -> String {
    format!("{length:.2} m").replace('.', ",")
}
