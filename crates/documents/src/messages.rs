//! Các câu người dùng đọc ở mảng văn bản: every sentence of its screens and use cases.

use crate::rules::Gap;

/// An issued or withdrawn document does not change.
pub const LOCKED: &str = "Văn bản này không còn là bản nháp nên không sửa được nữa.";
/// No such document.
pub const NO_DOCUMENT: &str = "Không tìm thấy văn bản này.";
/// No such form.
pub const NO_FORM: &str =
    "Chưa có mẫu này trong phần mềm, hoặc mẫu không còn hiệu lực vào hôm nay.";
/// What the versions of a draft say of what was taken from the scanned file.
pub const FROM_FILE: &str = "Lấy từ mục lục hồ sơ số hóa";
/// No such file.
pub const NO_FILE: &str = "Không tìm thấy tệp của văn bản này trong kho. Hãy báo người quản trị.";
/// Somebody saved since.
pub const SAVED_SINCE: &str =
    "Bản nháp vừa được lưu thêm. Hãy xem lại nội dung bên phải rồi bấm Ban hành.";
/// The facts changed since.
pub const STALE: &str = "Hồ sơ đã thay đổi so với bản nháp. Hãy chọn dùng giá trị mới hay giữ giá trị cũ cho từng chỗ, rồi ban hành.";
/// Typed words that cannot be read.
pub const UNREADABLE: &str = "Có ô nhập chưa đọc được. Hãy sửa những ô báo lỗi rồi ban hành.";
/// Nobody signs.
pub const NO_SIGNER: &str =
    "Hãy chọn người ký là Viện trưởng hoặc Phó Viện trưởng đang giữ chức vụ tại đơn vị.";
/// A leader issues what another leader was to sign.
pub fn signer_changed(before: &str, title: &str) -> String {
    let before = match before {
        "" => "chưa có người ký".to_owned(),
        name => format!("trước đó là {name}"),
    };
    format!(
        "Người ký đã đổi thành bạn ({before}), văn bản ghi “{title}”. Hãy xem lại văn bản rồi bấm Ban hành lần nữa; nếu bạn không ký, hãy chọn lại người ký để người đó ban hành."
    )
}

/// A withdrawal without a reason.
pub const REASON_MISSING: &str =
    "Hãy ghi lý do thu hồi; lý do được giữ lại cùng văn bản và số đã lấy.";
/// The fact behind an issued document was withdrawn elsewhere.
pub const FACT_GONE: &str = "Sự kiện do văn bản này ghi vào hồ sơ đã bị rút hoặc sửa. Hãy thu hồi văn bản nếu không còn hiệu lực.";
/// A value may not be empty.
pub const CHOOSE_PERSON: &str = "Mẫu này lập cho từng người. Hãy chọn người mà văn bản áp dụng.";
/// The version asked for does not exist.
pub const NO_VERSION: &str = "Không tìm thấy lần lưu này.";
/// A box that is not ticked.
pub const CONFIRM: &str = "Tôi đã đọc các cảnh báo và vẫn ban hành";

/// The form is not filled.
pub fn gaps_left(gaps: &[Gap]) -> String {
    let labels: Vec<&str> = gaps
        .iter()
        .filter(|gap| !gap.at_issue)
        .map(|gap| gap.label_vi.as_str())
        .collect();
    format!(
        "Văn bản còn thiếu: {}. Hãy điền đủ rồi trình ký hoặc ban hành.",
        labels.join("; ")
    )
}

/// A name that no member of staff of the office has.
pub fn unknown_staff(label: &str, name: &str) -> String {
    format!(
        "{label}: đơn vị không có cán bộ tên “{name}” vào hôm nay. Hãy ghi đúng họ và tên như trong danh sách cán bộ."
    )
}

/// Issued.
pub fn issued(number: &str) -> String {
    if number.is_empty() {
        return "Đã lập văn bản và lưu bản PDF, Word.".to_owned();
    }
    format!("Đã ban hành số {number}. Sự kiện đã ghi vào hồ sơ và thời hạn đã tính lại.")
}

/// It was issued a moment before.
pub fn issued_already(number: &str) -> String {
    format!("Văn bản này đã ban hành, số {number}.")
}

/// A letter the fonts do not have.
pub fn unprintable(letter: char) -> String {
    format!("Bộ chữ của văn bản không có ký tự “{letter}”. Hãy thay ký tự này rồi ban hành.")
}

/// A remark without words.
pub const REMARK_EMPTY: &str = "Hãy ghi nội dung ý kiến.";
/// A remark that is too long.
pub const REMARK_LONG: &str =
    "Ý kiến dài quá 4.000 ký tự. Hãy tách thành nhiều ý kiến, mỗi ý kiến một việc.";
/// The point of an argument does not exist any more.
pub const NO_POINT: &str = "Không còn phần này trong bản soạn. Hãy tải lại trang.";
/// The form has no structured editor.
pub const NO_ARGUMENT: &str = "Mẫu này không có trình soạn theo cấu trúc. Hãy soạn theo các ô.";

/// An open remark, at its field.
pub fn remark_of(remark: &crate::remarks::Remark) -> String {
    format!("Ý kiến của {}: {}", remark.said_by_name, remark.words)
}

/// A piece of evidence that the document rests on was withdrawn.
pub fn evidence_withdrawn(title: &str, reason: &str) -> String {
    format!("Dựa vào chứng cứ đã rút, cần xem lại: {title}. Lý do rút: {reason}")
}
