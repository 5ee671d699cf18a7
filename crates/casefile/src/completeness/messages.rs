//! Sentences of the page of completeness.

use chrono::NaiveDate;
use shell::{vi_date, vi_number};

use super::Completeness;

/// Mức số hóa, in their order.
pub const LEVELS: [&str; 4] = [
    "Chưa số hóa",
    "Số hóa một phần",
    "Đã số hóa đủ",
    "Đã số hóa đủ và đối chiếu",
];
/// No document is in the list.
pub const NOTHING_LISTED: &str = "Mục lục chưa có tài liệu nào";
/// How to list one.
pub const HOW_TO_LIST: &str =
    "Mở hồ sơ, tới trang đầu của tài liệu bấm [, tới trang cuối bấm ], rồi gõ tên.";
/// A document was compared with its paper.
pub const CHECKED: &str = "Đã ghi: tài liệu đã đối chiếu với bản giấy.";
/// That was taken back.
pub const UNCHECKED: &str = "Đã bỏ đối chiếu của tài liệu.";
/// Pages wait for a person.
pub fn to_review(pages: i64) -> String {
    format!(
        "{} trang cần xem lại: chữ viết tay, bản mờ, tiếng nước ngoài hoặc có chữ máy đọc chưa chắc.",
        vi_number(pages)
    )
}
/// Where they are.
pub const REVIEW: &str = "Xem lần lượt";
/// A document without a kind.
pub const NO_KIND: &str = "chưa chọn loại tài liệu";

/// "48 trên 51 trang đủ cả năm điều (94%)…", with what the five are. Their choice is the program's own.
pub fn completeness(count: &Completeness) -> String {
    format!(
        "{} trên {} trang đủ cả năm điều ({}%): đã quét, có trong mục lục, tài liệu có tên và loại, chữ đọc được rõ, đã đối chiếu với bản giấy. Trang trắng chỉ cần quét. Cách tính của phần mềm, ngành chưa quy định: cần kiểm tra.",
        vi_number(count.whole),
        vi_number(count.pages),
        count.percent()
    )
}

/// "Số hóa từ 02/11/2026, đã 21 ngày".
pub fn digitised_since(begun: Option<NaiveDate>, today: NaiveDate, is_whole: bool) -> String {
    match begun {
        None => "chưa có trang nào".to_owned(),
        Some(day) if is_whole => format!("số hóa từ ngày {}, đã đủ", vi_date(day)),
        Some(day) if day == today => "số hóa từ hôm nay".to_owned(),
        Some(day) => {
            let days = (today - day).num_days();
            format!("số hóa từ ngày {}, đến nay {days} ngày", vi_date(day))
        }
    }
}

/// Pages outside the list, as stretches; so many are named.
pub fn unlisted(stretches: &[(i64, i64)]) -> String {
    const NAMED: usize = 12;
    let named = stretches.iter().take(NAMED);
    let named: Vec<String> = named
        .map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        })
        .collect();
    let more = match stretches.len() > NAMED {
        true => format!(" và {} đoạn nữa", stretches.len() - NAMED),
        false => String::new(),
    };
    format!(
        "Trang chưa thuộc tài liệu nào của mục lục: {}{more}.",
        named.join(", ")
    )
}

/// Pages whose text is not there yet.
pub fn unread(pages: usize) -> Option<String> {
    (pages > 0).then(|| format!("{pages} trang chưa đọc được"))
}

/// Pages to be compared by eye.
pub fn faint(pages: usize) -> Option<String> {
    (pages > 0).then(|| format!("{pages} trang mờ, cần so chữ máy đọc với ảnh"))
}

/// A document of the list has the number of a recorded paper.
pub fn same_number(first: i64) -> String {
    format!("Tài liệu cùng số ở trang {first}")
}
