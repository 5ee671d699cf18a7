//! Lời văn của mảng: every sentence of this area that a person reads.

/// The columns of the printed list.
pub const LIST_COLUMNS: [&str; 6] = [
    "STT",
    "Bút lục, tài liệu",
    "Mục đích, người liên quan",
    "Câu hỏi, trả lời dự kiến",
    "Dự phòng",
    "Thời gian",
];
/// The columns of the report of what was shown.
pub const REPORT_COLUMNS: [&str; 6] = [
    "STT",
    "Từ lúc",
    "Hiện trong",
    "Bút lục, tài liệu",
    "Căn cứ đưa lên",
    "Biên bản phiên tòa ghi",
];

pub const NO_PHASE: &str = "Hãy chọn phần của phiên tòa.";
pub const NOTHING_TYPED: &str =
    "Hãy gõ bút lục cần thêm, ví dụ: BL 127, BL 12-14, 127+45 hoặc trang 5.";
pub const NO_PARTS: &str = "Mục trình chiếu phải có ít nhất một trang.";
pub const TOO_MANY_PARTS: &str = "Chỉ đặt cạnh nhau được tối đa bốn trang.";
pub const EXHIBIT_GONE: &str = "Mục này không còn trong danh mục.";
pub const MARK_GONE: &str = "Đoạn đánh dấu này không còn, hoặc người đánh dấu không chia sẻ nữa.";
pub const DOCUMENT_GONE: &str = "Tài liệu này không còn trong mục lục.";
pub const PAGE_ELSEWHERE: &str = "Trang này không thuộc hồ sơ của vụ án.";
pub const PAGE_NOT_READY: &str = "Ảnh của trang này chưa chuẩn bị xong nên chưa đưa lên được.";
pub const BAD_BOX: &str = "Khung vẽ nằm ngoài trang hoặc quá nhỏ. Hãy vẽ lại.";
pub const NO_RECT: &str = "Hãy vẽ khung trên trang trước khi chọn cắt hoặc phóng to.";
pub const TOO_MANY_LIGHTS: &str = "Trang có quá nhiều chỗ tô sáng. Hãy bỏ bớt.";
pub const TURNED: &str =
    "Trang đã được xoay sau khi vẽ khung. Hãy vẽ lại khung, hoặc đưa lên cả trang.";
pub const BAD_STATEMENT: &str = "Chỉ chọn được: theo mục lục, là lời khai, không phải lời khai.";
pub const BAD_PLAN: &str = "Thời gian dự kiến từ 0 đến 240 phút.";
pub const BAD_PLACE: &str = "Không chuyển được mục tới chỗ này. Hãy tải lại trang.";

pub const NOTHING_TO_APPROVE: &str = "Danh mục chưa có mục nào để trình.";
pub const NO_LEADER: &str = "Hãy chọn lãnh đạo duyệt danh mục.";
pub const LEADER_MAY_NOT: &str = "Người được chọn không có quyền duyệt danh mục của đơn vị này.";
pub const ALREADY_WAITING: &str = "Danh mục đang chờ duyệt. Hãy rút lại trước khi trình lần nữa.";
pub const NOT_WAITING: &str = "Danh mục không còn chờ duyệt.";
pub const NO_REMARK: &str = "Hãy ghi ý kiến khi trả lại, để người trình biết phải sửa gì.";
pub const SUBMITTED: &str = "Đã trình danh mục. Lãnh đạo nhận được thông báo.";
pub const TAKEN_BACK: &str = "Đã rút lại danh mục đã trình.";
pub const APPROVED: &str = "Đã duyệt danh mục trình chiếu.";
pub const RETURNED: &str = "Đã trả lại danh mục kèm ý kiến.";

pub const SESSION_OVER: &str = "Phiên trình chiếu đã kết thúc.";
pub const FROZEN: &str = "Màn hình đang được giữ. Bấm F để thôi giữ rồi đưa lên.";
pub const NOTHING_RELEASED: &str = "Chưa đưa gì lên màn hình nên không có gì để hiện lại.";
pub const NO_PERSON: &str = "Hãy ghi tên người đã khai tại phiên tòa.";
pub const NO_GROUND: &str = "Hãy ghi căn cứ công bố lời khai.";
pub const ASKS_UNKNOWN: &str = "Trang này chưa thuộc tài liệu nào của mục lục, hoặc chưa rõ loại tài liệu, nên chưa biết có phải lời khai hay không. Bấm Enter lần nữa để đưa lên.";
pub const COURT_GONE: &str =
    "Địa chỉ màn hình này không mở được: phiên đã kết thúc, địa chỉ đã hết hạn hoặc đã bị thu hồi.";
pub const PICTURE_GONE: &str = "Hình này không có trên màn hình của phiên tòa.";
pub const STARTED_REHEARSAL: &str = "Đã mở buổi diễn tập. Thời gian được tính cho từng mục.";
pub const STARTED_TRIAL: &str = "Đã mở phiên trình chiếu.";
pub const ENDED: &str =
    "Đã kết thúc phiên. Màn hình của phiên tòa đã tắt, địa chỉ không mở được nữa.";
pub const END_TITLE: &str = "Kết thúc phiên trình chiếu?";
pub const END_TEXT: &str =
    "Màn hình của phiên tòa tắt ngay, địa chỉ không mở được nữa. Nhật ký trình chiếu được giữ lại.";
pub const NOTES_CHANGED: &str =
    "Ghi chú vừa được sửa ở nơi khác. Nội dung bạn gõ vẫn còn trên màn hình này.";

pub const NO_LISTS: &str = "Chưa có danh mục trình chiếu nào.";
pub const NO_LISTS_WHY: &str =
    "Tìm vụ án ở ô bên trên, hoặc mở hồ sơ số hóa của vụ án rồi chọn “Phiên tòa”.";
pub const NO_MATTER: &str = "Không thấy vụ án nào khớp.";
pub const NO_MATTER_WHY: &str =
    "Hãy gõ ít chữ hơn: tên bị can, tên vụ án hoặc mã hồ sơ, không dấu cũng được.";
pub const EMPTY_LIST: &str = "Danh mục chưa có mục nào.";
pub const EMPTY_LIST_WHY: &str = "Mở danh mục của vụ án để thêm bút lục, trích cứu, tài liệu.";
pub const NOTHING_SHOWN: &str = "Phiên này không đưa gì lên màn hình.";
pub const NOTHING_SHOWN_WHY: &str = "Mỗi lần đưa lên, tắt màn hình đều được ghi ở đây.";

/// A leaf that the file does not have.
pub fn no_such_leaf(number: &str) -> String {
    format!("Hồ sơ số hóa chưa có bút lục {number}. Gõ {number}* để mở theo số trang.")
}

/// A page that the file does not have.
pub fn no_such_page(no: i64) -> String {
    format!("Hồ sơ số hóa không có trang {no}.")
}

/// What was typed is too much at once.
pub fn too_many_at_once(most: usize) -> String {
    format!("Mỗi lần thêm tối đa {most} mục. Hãy thêm làm nhiều lần.")
}

/// A text that is too long.
pub fn too_long(most: usize) -> String {
    format!("Nội dung dài quá {most} chữ cái. Hãy rút gọn.")
}

/// What is asked before a statement is shown.
pub fn asks_statement(article: &str, says: &str, to_check: bool) -> String {
    let check = if to_check { " (cần kiểm tra)" } else { "" };
    format!(
        "{article}{check}: {says} Nếu Hội đồng xét xử cho phép công bố, hãy ghi căn cứ rồi xác nhận."
    )
}

/// Told to the leader.
pub fn submitted_to_you(who: &str, title: &str) -> String {
    format!("{who} trình danh mục trình chiếu tại phiên tòa: {title}.")
}

/// Told to who handed it in.
pub fn approved_for_you(who: &str, title: &str) -> String {
    format!("{who} đã duyệt danh mục trình chiếu: {title}.")
}

/// Told to who handed it in.
pub fn returned_to_you(who: &str, title: &str, remark: &str) -> String {
    format!("{who} trả lại danh mục trình chiếu {title}: {remark}")
}

/// What a session is called.
pub fn kind_vi(kind: &str) -> &'static str {
    match kind {
        "rehearsal" => "Buổi diễn tập",
        _ => "Phiên tòa",
    }
}

/// Where something shown came from.
pub fn origin_vi(origin: &str) -> &'static str {
    match origin {
        "list" => "Danh mục đã duyệt",
        "adjusted" => "Danh mục đã duyệt, vẽ thêm tại phiên tòa",
        "unapproved" => "Danh mục, mục chưa duyệt",
        _ => "Ngoài danh mục, mở tại phiên tòa",
    }
}

/// What an answer to an approval is called.
pub fn approval_vi(state: &str) -> &'static str {
    match state {
        "waiting" => "Chờ duyệt",
        "approved" => "Đã duyệt",
        "returned" => "Bị trả lại",
        _ => "Đã rút lại",
    }
}
