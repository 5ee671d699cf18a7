//! Các câu người dùng đọc ở mảng hình sự: every sentence of its screens and use cases.

use law::catalogue::Act;

use crate::numbers::NumberError;

/// A correction or a withdrawal without a reason.
pub const REASON_MISSING: &str =
    "Hãy ghi lý do sửa hoặc rút sự kiện này; lý do được giữ lại cùng sự kiện.";

/// The way from a fact to the log of the session that recorded it.
pub const SESSION_LOG: &str = "Nhật ký trình chiếu";
/// An act without a day.
pub const DAY_MISSING: &str =
    "Hãy ghi ngày của văn bản, hành vi (ngày/tháng/năm), ví dụ 20/05/2026.";
/// The day lies ahead.
pub const DAY_AHEAD: &str = "Ngày này chưa đến. Hãy xem lại ngày, tháng, năm.";
/// Who is reported, line by line.
pub const REPORTED_HELP: &str = "Mỗi người một dòng; người chưa rõ ghi “Chưa rõ 2 người”. Lý lịch bổ sung sau trên trang hồ sơ.";
/// Who is accused, line by line.
pub const ACCUSED_HELP: &str = "Mỗi người một dòng; lý lịch bổ sung sau trên trang hồ sơ.";
/// A line of the accused that names nobody.
pub const UNKNOWN_ACCUSED: &str = "Có dòng chưa nêu tên bị can. Chưa rõ bị can thì bỏ dòng đó, ghi vào tóm tắt nội dung; khi khởi tố bị can thì ghi trên trang hồ sơ.";
/// No such matter.
pub const NO_MATTER: &str = "Không tìm thấy hồ sơ này.";
/// No such act.
pub const NO_ACT: &str = "Danh mục không có hành vi này.";
/// No such fact.
pub const NO_FACT: &str = "Không tìm thấy sự kiện này trong hồ sơ.";
/// The page named is not of this matter.
pub const NO_SUCH_SCAN: &str =
    "Trang quét này không thuộc hồ sơ, hoặc bạn không có quyền xem. Hãy mở lại từ hồ sơ số hóa.";
/// A value the engine is sure of.
pub const READ_CLEARLY: &str = "đọc rõ";
/// A value that must be compared with the page.
pub const READ_TO_COMPARE: &str = "cần so";
/// Under such a field.
pub const COMPARE_WITH_PAGE: &str = "Máy chưa chắc; hãy so với khung trên trang.";
/// Under a field that was looked for in vain.
pub const NOT_READ: &str = "Máy không đọc được trên trang; hãy nhập tay.";
/// The same, where the matter knows a value.
pub const NOT_READ_BUT_KNOWN: &str =
    "Máy không đọc được trên trang; giá trị này lấy từ hồ sơ, hãy so với trang.";
/// A box that is not ticked.
pub const CONFIRM: &str = "Tôi đã đọc các cảnh báo và vẫn ghi nhận";
/// The tick beside a number.
pub const TAKE_NUMBER: &str = "Để trống số thì lấy số tiếp theo trong sổ của đơn vị";
/// Under a number that the unit's own book gives.
pub const NUMBER_HELP: &str = "Văn bản đã có số thì ghi số đó; chưa có thì để trống.";
/// A report without content.
pub const SUMMARY_MISSING: &str = "Hãy ghi tóm tắt nội dung nguồn tin.";
/// A report of no kind.
pub const KIND_MISSING: &str = "Hãy chọn loại nguồn tin: tố giác, tin báo hoặc kiến nghị khởi tố.";
/// A case opened for nothing.
pub const CHARGES_MISSING: &str = "Hãy ghi tội danh trong quyết định khởi tố, ví dụ 170.1.";

/// An act about a person without the person.
pub fn person_missing(act: &Act) -> String {
    format!("Hãy chọn người mà “{}” áp dụng.", act.short_vi)
}

/// Whom an act was begun for, and why it cannot be about them now.
pub fn not_offered(name: &str, state: &str, lawful: &str) -> String {
    format!(
        "Chưa chọn được {name} (hiện: {}): hành vi này chỉ áp dụng với người ở trạng thái: {lawful}. Hãy ghi sự kiện còn thiếu trước.",
        state.to_lowercase()
    )
}

/// The Penal Code has no such article.
pub fn no_article(article: &str) -> String {
    format!("Bảng điều luật không có Điều {article} BLHS. Hãy xem lại số điều.")
}

/// The article has no such clause.
pub fn no_clause(article: &str, clause: u8) -> String {
    format!("Điều {article} BLHS không có khoản {clause}. Hãy xem lại số khoản.")
}

/// A choice that the list does not have.
pub const NOT_A_CHOICE: &str = "Hãy chọn một mục trong danh sách.";

/// The last day to ask for an extension.
pub fn request_by(day: chrono::NaiveDate) -> String {
    format!("Đề nghị gia hạn chậm nhất {}", shell::vi_date(day))
}

/// The same, once it has passed.
pub fn request_missed(day: chrono::NaiveDate) -> String {
    format!("Đã quá ngày đề nghị gia hạn {}", shell::vi_date(day))
}

/// A number taken ahead by somebody whose right is over assigned matters.
pub const NUMBER_NOT_MINE: &str = "Bạn lấy số cho hồ sơ được phân công; hãy ghi mã hồ sơ đó. Số chưa gắn hồ sơ do văn thư hoặc lãnh đạo lấy.";
/// A code that no matter has.
pub const NO_MATTER_CODE: &str = "Không có hồ sơ mang mã này. Hãy xem lại mã hồ sơ.";

/// A number was taken ahead.
pub fn number_taken(shown: &str) -> String {
    format!(
        "Đã lấy số {shown}. Số này đứng trong sổ cho đến khi ghi văn bản, hoặc bị hủy kèm lý do."
    )
}

/// Why a number was not had.
pub fn number_refused(error: &NumberError) -> String {
    match error {
        NumberError::Used { shown } => {
            format!(
                "Số {shown} đã có trong sổ. Hãy kiểm tra lại số trên văn bản, hoặc lấy số tiếp theo."
            )
        }
        NumberError::SameDay { shown } => format!(
            "Người (vụ việc) này đã có văn bản cùng loại trong ngày, số {shown}. Hãy kiểm tra xem có ghi trùng không."
        ),
        NumberError::NoReason => "Hãy ghi lý do hủy số.".to_owned(),
        NumberError::LongReason => "Lý do hủy số dài quá 500 chữ. Hãy ghi ngắn lại.".to_owned(),
        NumberError::NotThere => "Không có số này trong sổ của đơn vị.".to_owned(),
        NumberError::Cancelled => "Số này đã hủy trước đó.".to_owned(),
        NumberError::NoSuffix => {
            "Số này đã hết chữ cái phụ (a–z). Hãy lấy số tiếp theo.".to_owned()
        }
        NumberError::NotYet => {
            "Ngày văn bản chưa đến, hoặc thuộc năm lấy số khác (năm lấy số từ 01/12 đến 30/11). Hãy xem lại ngày."
                .to_owned()
        }
        NumberError::Back { after, last, on } => format!(
            "Sổ đã có số {last} ngày {}. Văn bản đề ngày trước đó là lùi ngày và lấy số phụ sau số {after}; hãy ghi lý do lùi ngày.",
            shell::vi_date(*on)
        ),
        NumberError::NothingBefore => {
            "Đến ngày này sổ chưa có số nào để lấy số phụ. Hãy xem lại ngày của văn bản.".to_owned()
        }
        NumberError::Work(error) => people::messages::work_refused(error),
    }
}
