//! Every sentence about files on their way in, and the limits they name.

use files::pack::{Limits, Unpacked};

/// Members that one archive may have.
const MOST_MEMBERS: usize = 2_000;
/// All members together may be this many times as large as one file may be.
const ARCHIVE_OF_FILES: u64 = 4;
/// Times that a member may swell.
const MOST_SWELLING: u64 = 200;
/// Days that an unfinished sending is kept.
pub const SENDING_KEPT_DAYS: u64 = 2;

/// What an archive may hold, where one file may have `most` bytes.
pub fn archive_limits(most: usize) -> Limits {
    Limits {
        members: MOST_MEMBERS,
        member_bytes: most as u64,
        bytes: (most as u64).saturating_mul(ARCHIVE_OF_FILES),
        ratio: MOST_SWELLING,
    }
}

/// A file was taken in.
pub fn taken(pages: i64, is_signed: bool, is_own_copy: bool) -> String {
    let signed = match is_signed {
        true => {
            " Tệp có chữ ký số nhúng kèm; bản gốc được giữ nguyên từng byte để kiểm tra chữ ký."
        }
        false => "",
    };
    let copy = match is_own_copy {
        true => {
            " Đây là bản do Kiểm Sát Số xuất ra, không phải bản quét từ giấy; nếu hồ sơ đã có các trang này thì không cần đưa vào lần nữa."
        }
        false => "",
    };
    format!("Đã nhận {pages} trang, đang đọc.{signed}{copy}")
}

/// It had come before the connection broke.
pub const TAKEN_BEFORE: &str = "Đã nhận từ lần gửi trước.";

/// The same file stands in another matter that the person may read.
pub fn also_in(titles: &[String]) -> String {
    format!(
        " Tệp này cũng có trong hồ sơ: {}. Hãy xem có đưa nhầm hồ sơ không.",
        titles.join("; ")
    )
}

/// The archive cannot be opened.
pub const BROKEN_ARCHIVE: &str = "Tệp nén bị hỏng nên không mở được. Hãy nén lại thành ZIP rồi gửi lại, hoặc gửi từng tệp PDF hoặc ảnh bên trong.";

/// The archive holds too many members.
pub fn too_many_members() -> String {
    format!(
        "Tệp nén có nhiều hơn {MOST_MEMBERS} tệp bên trong nên không nhận. Hãy chia thành nhiều tệp nén nhỏ hơn."
    )
}

/// Nothing to take is in the archive.
pub const EMPTY_ARCHIVE: &str = "Tệp nén không có tệp nào bên trong. Hãy kiểm tra lại rồi gửi lại.";

/// An archive in an archive.
pub const NESTED: &str =
    "Đây là tệp nén nằm trong tệp nén nên không mở. Hãy giải nén rồi gửi riêng.";

/// Why a member of an archive was not taken.
pub fn member_refused(unpacked: &Unpacked, limits: &Limits) -> String {
    match unpacked {
        Unpacked::Encrypted => {
            "Tệp này trong tệp nén có mật khẩu nên không đọc được. Hãy nén lại không đặt mật khẩu."
                .to_owned()
        }
        Unpacked::Unreadable => {
            "Tệp này được nén theo cách không đọc được. Hãy nén lại thành ZIP thông thường."
                .to_owned()
        }
        Unpacked::Whole(_) | Unpacked::Broken => {
            "Tệp này trong tệp nén bị hỏng. Hãy nén lại từ bản gốc, hoặc gửi riêng tệp này."
                .to_owned()
        }
        Unpacked::TooLarge => format!(
            "Tệp này lớn hơn {} MB nên không nhận. Hãy tách thành nhiều phần.",
            limits.member_bytes >> 20
        ),
        Unpacked::Swells => format!(
            "Tệp này khi mở ra lớn hơn {} lần lúc nén, giống tệp phá hoại nên không nhận. Nếu là bản quét thật, hãy gửi riêng, không nén.",
            limits.ratio
        ),
        Unpacked::NoMore => format!(
            "Tệp nén khi mở ra lớn hơn {} MB nên các tệp từ đây không nhận. Hãy chia thành nhiều tệp nén nhỏ hơn.",
            limits.bytes >> 20
        ),
    }
}

/// Nothing is in the file that is to be sent.
pub const EMPTY_FILE: &str = "Tệp rỗng, không có nội dung. Hãy kiểm tra lại tệp rồi gửi lại.";

/// Too many sendings are unfinished.
pub fn too_many_sendings(most: i64) -> String {
    format!(
        "Bạn đang có {most} tệp gửi dở. Hãy gửi tiếp hoặc bỏ bớt các tệp đó rồi mới gửi tệp khác."
    )
}

/// The sending is not there any more.
pub fn no_such_sending() -> String {
    format!(
        "Lượt gửi này không còn: đã bỏ, hoặc quá {SENDING_KEPT_DAYS} ngày không gửi tiếp. Hãy chọn lại tệp để gửi từ đầu."
    )
}

/// More came than was announced.
pub const MORE_THAN_ANNOUNCED: &str =
    "Tệp gửi lên dài hơn lúc đầu; có thể tệp vừa bị sửa. Hãy chọn lại tệp để gửi từ đầu.";

/// A file that was begun to be sent; choosing it again goes on.
pub fn unfinished(name: &str, percent: u64) -> String {
    format!(
        "“{name}” đang gửi dở ({percent}%). Chọn lại đúng tệp này để gửi tiếp phần còn lại; sau {SENDING_KEPT_DAYS} ngày không gửi tiếp thì phần đã gửi bị xóa."
    )
}
