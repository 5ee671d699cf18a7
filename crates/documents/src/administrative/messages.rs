//! Các câu người dùng đọc ở văn bản hành chính.

/// No such document.
pub const NO_DOCUMENT: &str = "Không tìm thấy văn bản này.";
/// No such type.
pub const NO_TYPE: &str = "Không có loại văn bản này trong phần mềm.";
/// Saved.
pub const SAVED: &str = "Đã lưu bản nháp.";
/// Withdrawn.
pub const WITHDRAWN: &str = "Đã thu hồi văn bản.";
/// A file that does not say which draft it is of.
pub const NO_MARK: &str =
    "Tệp không còn dấu của bản nháp. Hãy tải bản Word từ trang này, sửa trên tệp đó rồi đưa lên.";
/// A field that was changed in the draft since the file was made.
pub const CHANGED_SINCE: &str = "Ô này của bản nháp đã đổi sau khi tải tệp; nếu nhận, nội dung trong Word thay cho nội dung đó.";

/// A line of the form that was changed in the file.
pub fn printed_stays(line: &str) -> String {
    let line: String = line.chars().take(160).collect();
    format!("“{line}” được in theo thể thức nên vẫn giữ, dù trong Word đã sửa hoặc xóa.")
}

/// What is missing.
pub fn gaps(labels: &[(String, String)]) -> String {
    let labels: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
    format!(
        "Văn bản còn thiếu hoặc còn chỗ trong ngoặc vuông: {}. Hãy điền đủ rồi trình ký hoặc ban hành.",
        labels.join("; ")
    )
}

/// A secret mark in what was typed.
pub fn secret(mark: &str) -> String {
    format!(
        "Văn bản có dấu “{mark}”. Tài liệu mật không được đưa vào hệ thống này nên nội dung vừa gõ chưa được lưu. Hãy bỏ dấu nếu gõ nhầm; nếu là tài liệu mật, hãy soạn theo quy định về bảo vệ bí mật nhà nước."
    )
}

/// Issued.
pub fn issued(number: &str) -> String {
    match number {
        "" => "Đã ban hành và lưu bản PDF, Word.".to_owned(),
        number => format!("Đã ban hành số {number}, đã lưu bản PDF, Word."),
    }
}
