//! Every sentence about statements that a person can read.

use text::mentions::Topic;

/// What a detail is about.
pub fn topic_vi(topic: Topic) -> &'static str {
    match topic {
        Topic::Time => "Giờ",
        Topic::Day => "Ngày",
        Topic::Place => "Địa điểm",
        Topic::Money => "Số tiền",
        Topic::Plate => "Biển số xe",
        Topic::PersonNumber => "Số định danh, CMND",
        Topic::Telephone => "Số điện thoại",
        Topic::Quantity => "Số lượng",
    }
}

/// No statement in the list.
pub const NO_STATEMENT: &str = "Mục lục chưa có lời khai nào";

/// What to do.
pub const NO_STATEMENT_WHY: &str = "Khi mục lục có biên bản ghi lời khai, hỏi cung, đối chất hoặc bản tự khai, các lời khai sẽ xếp theo từng người ở đây.";

/// A statement without a person.
pub const NO_PERSON: &str =
    "Hãy ghi họ tên người khai; đối chất thì mỗi người một dòng, nhiều nhất sáu người.";

/// Whose statement it is was confirmed.
pub const CONFIRMED: &str = "Đã ghi người khai.";

/// The name of the group whose person nobody knows.
pub const UNKNOWN: &str = "Chưa rõ người khai";

/// Two statements must be chosen.
pub const CHOOSE_TWO: &str = "Hãy chọn một lời khai ở cột A và một lời khai khác ở cột B.";

/// Nothing differs.
pub const NOTHING_DIFFERS: &str = "Máy không thấy chi tiết nào khai khác nhau";

/// What that means.
pub const NOTHING_DIFFERS_WHY: &str = "Máy chỉ so giờ, ngày, địa điểm, số tiền, biển số, số giấy tờ, số điện thoại và số lượng trong những câu nói về cùng một việc. Hãy đọc cả hai lời khai bên dưới.";

/// A dismissal without a reason.
pub const WHY_DISMISSED: &str = "Hãy ghi vì sao bỏ qua, để người sau không phải xem lại.";

/// A note that is longer than a note.
pub fn note_too_long(most: usize) -> String {
    format!("Ghi chú dài nhất {most} chữ cái. Hãy rút gọn.")
}

/// A contradiction was accepted.
pub const ACCEPTED: &str = "Đã ghi nhận mâu thuẫn cùng bút lục của hai bên.";

/// It was dismissed.
pub const DISMISSED: &str = "Đã bỏ qua chi tiết này; lý do được giữ lại.";

/// The decision was taken back.
pub const WITHDRAWN: &str = "Đã rút; chi tiết trở lại danh sách đề xuất.";

/// The text changed since it was proposed.
pub const CHANGED: &str =
    "Chữ của một trong hai lời khai vừa được sửa nên đề xuất này không còn. Hãy xem lại danh sách.";

/// No contradiction accepted.
pub const NO_CONTRADICTION: &str = "Chưa ghi nhận mâu thuẫn nào";

/// How to begin.
pub const NO_CONTRADICTION_WHY: &str = "Mở Lời khai, chọn hai lời khai rồi bấm So sánh. Những chỗ khai khác nhau mà bạn ghi nhận vào bảng này.";

/// The columns of the table.
pub const COLUMNS: [&str; 5] = [
    "Về",
    "Lời khai thứ nhất",
    "Lời khai thứ hai",
    "Ghi chú",
    "Người ghi nhận",
];

/// The same in Word.
pub const WORD_COLUMNS: [&str; 4] = ["Về", "Lời khai thứ nhất", "Lời khai thứ hai", "Ghi chú"];

/// A letter that no font of the program has.
pub fn unprintable(letter: char) -> String {
    format!("Lời khai hoặc ghi chú có ký tự “{letter}” không in được. Hãy sửa rồi xuất lại.")
}
