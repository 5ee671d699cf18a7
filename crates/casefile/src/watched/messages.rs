//! Every sentence about scanners' folders and the tray.

use scan::Secrecy;

/// Files that were taken lie here, beside the folders of matters.
pub const TAKEN: &str = "da-nhan";
/// Files that were refused, each with its reason beside it.
pub const REFUSED: &str = "tu-choi";
/// Files that wait in the tray.
pub const WAITING: &str = "cho-phan";

/// Whom to ask about a paper with a mark of secrecy; nothing of it stays.
pub fn secret(secrecy: Option<Secrecy>) -> String {
    let mark = secrecy.map_or(String::new(), |secrecy| {
        format!(" ({})", crate::messages::secrecy_vi(secrecy))
    });
    format!(
        "Một tệp máy quét gửi đến có dấu độ mật{mark}. Tệp đã được xóa khỏi thư mục này, không lưu lại gì. Hãy giao tài liệu cho người quản lý tài liệu bí mật nhà nước của đơn vị, và xóa bản còn trong bộ nhớ máy quét."
    )
}

/// No matter has the code that the folder is named after.
pub fn no_matter(code: &str) -> String {
    format!(
        "Không có hồ sơ mang mã “{code}” trong đơn vị. Hãy đặt tên thư mục đúng mã hồ sơ, hoặc bỏ tệp vào thư mục gốc của máy quét để văn thư phân hồ sơ."
    )
}

/// The receiver may not bring scans to this matter.
pub const RECEIVER_MAY_NOT: &str = "Người nhận bản quét của máy này không có quyền đưa bản quét vào hồ sơ đó. Hãy báo quản trị hệ thống đổi người nhận.";

/// The receiver's post has ended.
pub const RECEIVER_GONE: &str = "Người nhận bản quét của máy này không còn giữ chức vụ; tệp nằm yên trong thư mục cho đến khi quản trị hệ thống đổi người nhận.";

/// The same file waits already.
pub const WAITS_ALREADY: &str = "Tệp này đã nằm trong khay chờ phân hồ sơ. Không cần quét lại.";

/// The file is larger than is taken.
pub fn too_large(most: usize) -> String {
    crate::messages::too_large(most)
}

/// Somebody gave it back.
pub fn given_back(reason: &str) -> String {
    format!("Văn thư trả lại tệp này: {reason}")
}

/// A file went into its matter.
pub fn put_into(title: &str, said: &str) -> String {
    format!("Đã đưa vào hồ sơ {title}. {said}")
}

/// A file waits for somebody who knows where it belongs.
pub fn waits(scanner: &str) -> String {
    format!("Máy quét “{scanner}” vừa gửi tệp chưa rõ hồ sơ. Hãy mở Khay máy quét để phân hồ sơ.")
}

/// The file is not where it was.
pub const NOT_THERE: &str = "Không còn thấy tệp này trong thư mục máy quét. Có thể ai đó đã chuyển hoặc xóa tệp, hoặc ổ đĩa chưa được nối.";

/// No matter was chosen.
pub const CHOOSE_MATTER: &str = "Hãy chọn hồ sơ trong gợi ý: gõ mã hồ sơ, số hoặc tên vụ án.";

/// No reason was given.
pub const NEEDS_REASON: &str = "Hãy ghi lý do trả lại.";

/// The tray is empty.
pub const TRAY_EMPTY: &str = "Khay đang trống";

/// How the tray fills.
pub const TRAY_EMPTY_WHY: &str = "Tệp máy quét gửi vào thư mục gốc hiện ở đây để chọn hồ sơ. Tệp gửi vào thư mục mang mã hồ sơ thì vào thẳng hồ sơ đó.";

/// The program was started without a folder for scanners.
pub const NO_ROOT: &str = "Chương trình chưa có thư mục chung của các máy quét. Hãy khởi động lại với KIEMSAT_SCANNERS=<thư mục>.";

/// A folder that cannot be.
pub const BAD_FOLDER: &str = "Hãy ghi đường dẫn bên trong thư mục chung, ví dụ tang-2/may-1; không có “..”, không bắt đầu bằng dấu chấm hay “/”.";

/// A folder that another scanner has.
pub const FOLDER_IS_TAKEN: &str =
    "Thư mục này trùng, hoặc nằm trong, hoặc chứa thư mục của một máy quét khác.";

/// The folder cannot be made.
pub const FOLDER_CANNOT_BE_MADE: &str =
    "Không tạo được thư mục này. Hãy kiểm tra quyền ghi của tài khoản chạy chương trình và ổ đĩa.";

/// No receiver was chosen.
pub const CHOOSE_RECEIVER: &str = "Hãy chọn người nhận trong gợi ý.";

/// The receiver could not take a file in.
pub const RECEIVER_CANNOT: &str = "Người này không giữ chức vụ được đưa bản quét vào mọi hồ sơ của đơn vị. Hãy chọn văn thư hoặc lãnh đạo đơn vị.";

/// The scanner has no name.
pub const NEEDS_NAME: &str = "Hãy ghi tên máy quét, ví dụ “Máy quét tầng 2”.";

/// No scanner yet.
pub const NO_SCANNER: &str = "Chưa có thư mục máy quét nào";

/// How to begin.
pub const NO_SCANNER_WHY: &str =
    "Thêm một thư mục ở dưới, rồi đặt máy quét gửi tệp vào đó (chia sẻ SMB hoặc FTP).";
