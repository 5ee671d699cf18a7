//! Các câu người dùng đọc khi đưa tệp Word trở về.

use typeset::word::lines::Part;

/// No file was chosen.
pub const NO_FILE: &str = "Hãy chọn tệp Word (.docx) đã sửa từ bản tải về.";
/// Bytes of one file.
pub const MOST_BYTES: usize = 20 << 20;
/// The file is too large.
pub const TOO_LARGE: &str = "Tệp lớn hơn 20 MB. Tệp Word của một văn bản không lớn như vậy; hãy bỏ bớt hình ảnh rồi tải lên.";
/// The upload broke off.
pub const BROKEN_UPLOAD: &str = "Chưa nhận được trọn tệp. Hãy thử tải lên lại.";
/// Nothing differs.
pub const NOTHING_NEW: &str = "Tệp giống bản nháp, không có thay đổi nào.";
/// The same file again.
pub const SEEN: &str =
    "Tệp này đã được tải lên trước đây, không có gì mới. Dưới đây là kết quả của lần trước.";
/// The file says nothing of its draft.
pub const UNMARKED: &str = "Tệp không còn dấu của bản nháp (có thể đã chép sang tệp khác), nên được so với bản nháp hiện tại. Hãy xem kỹ từng thay đổi.";
/// Of quite another document.
pub const NOT_ALIKE: &str = "Tệp không có dấu của bản nháp và nội dung khác hẳn văn bản này. Hãy tải bản Word từ trang này, sửa trên tệp đó rồi tải lên.";
/// Another document of ours.
pub const OTHER: &str = "Tệp này là bản Word của một văn bản khác, không phải của văn bản đang mở. Chưa có gì thay đổi.";
/// The proposal was answered already.
pub const ANSWERED: &str = "Thay đổi này đã được trả lời.";
/// Everything was settled.
pub const SETTLED: &str = "Đã ghi lựa chọn vào bản nháp.";
/// The words of a number, a day or a signer stand in the file.
pub const AT_ISSUE: &str = "Số, ngày và người ký không lấy từ tệp Word: số và ngày được ghi khi ban hành, người ký chọn ở trang soạn.";

/// An older version came back.
pub fn older(file: i64, now: i64) -> String {
    format!(
        "Tệp được tải từ lần lưu {file}, bản nháp nay ở lần lưu {now}. Chỉ những gì sửa trong Word so với lần lưu {file} được đưa vào; phần đã lưu sau đó được giữ."
    )
}

/// Tracked changes were accepted.
pub fn accepted(count: usize) -> String {
    format!("Đã nhận {count} thay đổi đang theo dõi trong tệp Word.")
}

/// A secret mark.
pub fn secret(mark: &str) -> String {
    format!(
        "Văn bản có dấu “{mark}”. Tài liệu mật không được đưa vào hệ thống này; không có nội dung nào được lưu. Hãy xử lý theo quy định về bảo vệ bí mật nhà nước."
    )
}

/// A value that was changed in the draft since the file was made.
pub fn conflict(now: &str) -> String {
    format!("Bản nháp đã đổi giá trị này thành “{now}” sau khi tải tệp.")
}

/// Only some of its places read otherwise.
pub fn places(changed: usize, all: usize) -> String {
    format!("Trong Word chỉ sửa {changed} trong {all} chỗ; nếu nhận, cả {all} chỗ đổi theo.")
}

/// A value in a rewritten sentence.
pub fn value_lost(value: &str, line: &str) -> String {
    format!(
        "Trong đoạn “{}”, giá trị “{value}” không còn tách được khỏi lời văn; đoạn được giữ đúng như trong Word và không tự đổi theo hồ sơ.",
        shortened(line)
    )
}

/// A part that the form prints.
pub fn not_taken(part: Part, before: &str, after: &str) -> String {
    let name = match part {
        Part::Head => "Phần đầu văn bản",
        Part::Title => "Tên loại, trích yếu",
        Part::Addressee => "Dòng “Kính gửi”",
        Part::Signature => "Phần ký",
        _ => "Phần in theo mẫu",
    };
    match after {
        "" => format!(
            "{name}: “{}” bị xóa trong Word nhưng vẫn được in theo mẫu.",
            shortened(before)
        ),
        _ => format!(
            "{name} in theo mẫu nên giữ “{}”, không lấy “{}” từ Word.",
            shortened(before),
            shortened(after)
        ),
    }
}

/// Words outside the text.
pub fn added_outside(words: &str) -> String {
    format!(
        "Chữ thêm ngoài phần nội dung không được đưa vào: “{}”.",
        shortened(words)
    )
}

/// An edit whose paragraph is gone.
pub fn homeless(words: &str) -> String {
    format!(
        "Một đoạn đã sửa trong Word không còn chỗ trong văn bản vì mẫu đã đổi theo hồ sơ: “{}”. Hãy kiểm tra lại.",
        shortened(words)
    )
}

/// How many paragraphs are written by hand.
pub fn by_hand(count: usize) -> String {
    format!(
        "Văn bản có {count} chỗ lời văn sửa trong Word, không phải lời văn của mẫu. Hãy đọc lại trước khi ban hành."
    )
}

fn shortened(words: &str) -> String {
    match words.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}
