//! Lời văn của mảng: every sentence of this area that a person reads, but those of its parts.

/// A leaf or a page that the file does not have.
pub fn no_such_place(place: &str) -> String {
    format!("Hồ sơ số hóa chưa có {place}.")
}

/// A word in a list of leaves that is none.
pub fn not_a_leaf(word: &str) -> String {
    format!("Không hiểu “{word}”. Hãy gõ số bút lục, ví dụ: BL 12, 37a, 40-42; hoặc trang 5.")
}

/// More leaves than one thing may stand on.
pub fn too_many_leaves(most: usize) -> String {
    format!("Mỗi chỗ chỉ dẫn tối đa {most} bút lục. Hãy chia nhỏ.")
}

pub const NO_KIND: &str = "Hãy chọn nguồn chứng cứ.";
pub const NO_TITLE: &str = "Hãy ghi tên chứng cứ.";
pub const NO_REASON: &str = "Hãy ghi lý do rút, để người đã dựa vào chứng cứ này biết vì sao.";
pub const NOTHING_PICKED: &str = "Hãy chọn ít nhất một mục để thêm.";
pub const DOCUMENT_GONE: &str = "Tài liệu này không còn trong mục lục.";
pub const MARK_GONE: &str = "Đoạn đánh dấu này không còn, hoặc người đánh dấu không chia sẻ nữa.";
pub const CONTRADICTION_GONE: &str = "Mâu thuẫn này không còn được ghi nhận.";
pub const PAGE_GONE: &str = "Trang này không còn trong hồ sơ.";
pub const KEPT: &str = "Đã lưu chứng cứ.";
pub const WITHDRAWN: &str =
    "Đã rút chứng cứ. Những chỗ dựa vào chứng cứ này được đánh dấu cần xem lại.";
pub const RESTORED: &str = "Đã đưa chứng cứ trở lại.";
pub const NO_ITEM: &str = "Vụ án chưa có chứng cứ nào được ghi.";
pub const NO_ITEM_WHY: &str =
    "Lấy lời khai, tài liệu, đoạn đánh dấu từ hồ sơ số hóa, hoặc gõ thêm kèm bút lục.";
pub const NO_ITEM_READER: &str = "Người được phân công vụ án ghi chứng cứ ở đây.";
pub const NO_ITEM_SHOWN: &str = "Không có chứng cứ nào ở mục này.";
pub const NOTHING_IN_FILE: &str = "Hồ sơ số hóa chưa có gì để lấy.";
pub const NOTHING_IN_FILE_WHY: &str =
    "Xếp mục lục, đánh dấu đoạn cần trích hoặc đưa bản quét vào hồ sơ, rồi quay lại đây.";
pub const NOBODY_KNOWN: &str = "Chưa rõ người khai";
pub const NO_POINT: &str = "Vấn đề này không còn trong bảng. Hãy tải lại trang.";
pub const NO_POINT_TITLE: &str = "Hãy ghi vấn đề cần làm rõ.";
pub const NO_SUCH_ITEM: &str = "Hãy chọn một chứng cứ của vụ án.";
pub const ITEM_WITHDRAWN: &str =
    "Chứng cứ này đã rút. Hãy đưa trở lại trước khi dùng để chứng minh.";
pub const NO_DIRECTION: &str = "Hãy chọn: buộc tội, gỡ tội hoặc trung tính.";
pub const NO_STRENGTH: &str = "Độ mạnh chỉ có yếu, vừa, mạnh.";
pub const PLACED: &str = "Đã đặt chứng cứ vào vấn đề.";
pub const TAKEN_OFF: &str = "Đã bỏ chứng cứ khỏi vấn đề này.";
pub const PUT_BACK: &str = "Đã đặt lại chứng cứ.";
pub const POINT_ADDED: &str = "Đã thêm vấn đề cần làm rõ.";
pub const POINT_REMOVED: &str = "Đã bỏ vấn đề.";
pub const POINT_RESTORED: &str = "Đã đưa vấn đề trở lại.";
pub const POINT_GONE: &str = "Vấn đề không còn trong bảng";
pub const WHOLE_CASE: &str = "Cả vụ án";
pub const PERSON_GONE: &str = "Người không còn trong vụ án";
pub const AND_WITHDRAWN: &str = " [đã rút]";
pub const AND_GAP: &str = " [chưa có chứng cứ]";

/// The columns of the list of evidence.
pub const ITEM_COLUMNS: [&str; 5] = ["Chứng cứ", "Nguồn", "Của ai", "Bút lục", "Đánh giá"];
/// What the list may be narrowed to.
pub const ITEM_TABS: [(&str, &str); 4] = [
    ("", "Tất cả"),
    ("standing", "Đang dùng"),
    ("unweighed", "Chưa đánh giá"),
    ("withdrawn", "Đã rút"),
];
/// The columns of the matrix in Word.
pub const WORD_COLUMNS: [&str; 4] = ["Vấn đề phải chứng minh", "Buộc tội", "Gỡ tội", "Trung tính"];

/// The parts of a matter's evidence: picture, name, what it is for, address.
pub const HOME_PARTS: [(&str, &str, &str, &str); 6] = [
    (
        "list-details",
        "Chứng cứ",
        "Từng chứng cứ với bút lục, nguồn và tình trạng.",
        "items",
    ),
    (
        "checklist",
        "Bảng chứng minh",
        "Vấn đề phải chứng minh, buộc tội và gỡ tội đặt cạnh nhau.",
        "points",
    ),
    (
        "sitemap",
        "Sơ đồ tư duy",
        "Báo cáo án bằng sơ đồ, mỗi nhánh mở bút lục của nó.",
        "map",
    ),
    (
        "users",
        "Sơ đồ vụ án",
        "Quan hệ giữa các đối tượng, diễn biến, tổ chức của vụ phạm tội.",
        "diagrams",
    ),
    (
        "building-bank",
        "Dòng tiền",
        "Sao kê ngân hàng thành sơ đồ chuyển tiền.",
        "flows",
    ),
    (
        "map-pin",
        "Sơ đồ hiện trường",
        "Vẽ theo tỷ lệ, mỗi vị trí dẫn bút lục.",
        "sketches",
    ),
];

/// A text that is too long.
pub fn too_long(most: usize) -> String {
    format!("Nội dung dài quá {most} chữ cái. Hãy rút gọn.")
}

/// What was added.
pub fn added(many: usize) -> String {
    match many {
        0 => "Các mục đã chọn đều đã có trong danh sách chứng cứ.".to_owned(),
        1 => "Đã thêm một chứng cứ.".to_owned(),
        many => format!("Đã thêm {many} chứng cứ."),
    }
}

/// What a marked passage is called.
pub fn passage(document: &str, leaf: &str) -> String {
    match document {
        "" => format!("Đoạn trích tại {leaf}"),
        document => format!("Đoạn trích: {document}"),
    }
}

/// What a contradiction is called.
pub fn contradiction(topic: &str, one: &str, other: &str) -> String {
    format!(
        "Mâu thuẫn về {}: “{one}” và “{other}”",
        topic.to_lowercase()
    )
}

/// Where a piece of evidence was taken from.
pub fn origin_vi(origin: &str) -> &'static str {
    match origin {
        "document" => "Mục lục hồ sơ",
        "mark" => "Đoạn đánh dấu, trích cứu",
        "contradiction" => "Mâu thuẫn đã ghi nhận",
        _ => "Gõ tay",
    }
}

/// Why a piece of evidence no longer stands.
pub fn withdrawn_by(who: &str, at: &str, reason: &str) -> String {
    format!("{who} đã rút chứng cứ này lúc {at}. Lý do: {reason}")
}

/// What is asked before a withdrawal.
pub fn withdrawal(standing: usize) -> String {
    let marked = match standing {
        0 => String::new(),
        many => format!(" {many} chỗ đang dựa vào chứng cứ này sẽ được đánh dấu cần xem lại."),
    };
    format!("Chứng cứ đã rút không còn tính là chứng minh, và có thể đưa trở lại.{marked}")
}

/// A letter that the paper's fonts do not have.
pub fn unprintable(letter: char) -> String {
    format!("Chữ “{letter}” không in được. Hãy sửa trong chứng cứ hoặc nhận định rồi xuất lại.")
}

/// "Ngày 19 tháng 11 năm 2026".
pub fn place_date(day: chrono::NaiveDate) -> String {
    day.format("Ngày %d tháng %m năm %Y").to_string()
}

/// What is counted of maps and diagrams: its name, how it is counted.
pub const FORMS: [(&str, &str); 5] = [
    (
        "Báo cáo án bằng sơ đồ tư duy",
        "Bản sơ đồ được lưu theo ngày báo cáo.",
    ),
    ("Sơ đồ tư duy", "Sơ đồ được lập lần đầu trong kỳ."),
    (
        "Sơ đồ hình sự: quan hệ, diễn biến, tổ chức, trình tự",
        "Sơ đồ được lập trong kỳ, trừ sơ đồ đã bỏ.",
    ),
    (
        "Sơ đồ hình sự: dòng tiền",
        "Sơ đồ được lưu trong kỳ, trừ sơ đồ đã bỏ.",
    ),
    (
        "Sơ đồ hình sự: hiện trường",
        "Sơ đồ được lập trong kỳ, trừ sơ đồ đã bỏ.",
    ),
];
