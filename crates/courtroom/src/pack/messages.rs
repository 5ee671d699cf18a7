//! Lời văn của gói phiên tòa: every sentence of this part that a person reads.

use crate::{act::Recorded, messages as area};

pub const NO_PLAYER: &str = "Phần mềm này được dựng thiếu trang mở gói. Hãy báo quản trị.";
pub const NO_SCRIPT: &str = "Trình duyệt đang chặn JavaScript nên không mở được gói. Hãy dùng Edge hoặc Chrome với cài đặt mặc định.";
pub const MATTER_GONE: &str = "Vụ án này không còn.";
pub const KEY_GONE: &str =
    "Khóa của máy chủ đã đổi nên gói này không lập được nữa. Hãy lập gói mới.";
pub const NOTHING_CHOSEN: &str = "Danh mục chưa có mục nào và chưa chọn tài liệu nào để mang theo.";

pub const NO_HOLDER: &str = "Hãy chọn người mang gói tới phiên tòa.";
pub const HOLDER_MAY_NOT: &str =
    "Người được chọn không có quyền trình chiếu tại phiên tòa của đơn vị này.";
pub const NO_TRIAL_DAY: &str = "Hãy ghi ngày mở phiên tòa.";
pub const TRIAL_PAST: &str = "Ngày mở phiên tòa đã qua.";
pub const NO_LAST_DAY: &str = "Hãy ghi ngày cuối còn mở được gói.";
pub const EXPIRES_BEFORE_TRIAL: &str = "Ngày cuối mở được gói phải từ ngày mở phiên tòa trở đi.";
pub const NOT_APPROVED: &str =
    "Danh mục chưa được duyệt. Đánh dấu ô này nếu vẫn lập gói từ danh mục chưa duyệt.";
pub const NO_REASON: &str = "Hãy ghi lý do hủy gói.";
pub const NOTE_PHRASE: &str = "Phần mềm không lưu mật khẩu này nên sau trang này không xem lại được. Hãy ghi ra giấy, giữ tách khỏi tệp của gói. Mất mật khẩu thì phải lập gói mới.";
pub const ASKED_BEFORE: &str = "Gói này đã được yêu cầu lập từ trước, không lập thêm gói nào.";
pub const VOIDED: &str = "Đã hủy gói. Bản đã tải về vẫn mở được đến hết hạn, hãy thu lại.";
pub const IS_VOID: &str = "Gói này đã hủy.";
pub const NOT_THERE: &str = "Tệp của gói này không còn trên máy chủ.";
pub const NOT_TO_SIGN: &str = "Gói này chưa lập xong, đã hủy hoặc đã được ký.";
pub const NO_KEY: &str = "Bạn chưa có chứng thư số dùng được để ký. Gói không ký vẫn dùng được.";
pub const SIGN_REASON: &str = "Gói phiên tòa; bản kê SHA-256";

pub const PAPER_TITLE: &str = "PHIẾU XÁC NHẬN GÓI PHIÊN TÒA";
pub const PAPER_NOTE: &str = "Bản kê ghi mã băm SHA-256 của từng phần trong gói. Gói còn nguyên khi bản kê có đúng mã băm này và mọi phần khớp bản kê.";
pub const PAPER_SIGNATURE: [&str; 2] = ["KIỂM SÁT VIÊN", "(ký số, xem cuối trang)"];

pub const NO_FILE: &str = "Hãy chọn tệp.";
pub const NO_LOG: &str = "Tệp này không phải nhật ký của gói phiên tòa. Hãy chọn tệp đuôi .kslog đã lấy từ trang của gói.";
pub const NO_PACK: &str = "Tệp này không phải gói phiên tòa, hoặc phần đầu của tệp đã hỏng.";
pub const UNKNOWN_PACK: &str = "Nhật ký này không thuộc gói nào lập tại đơn vị bạn.";
pub const OTHER_HISTORY: &str = "Nhật ký này mâu thuẫn với nhật ký đã nhập của cùng phiên. Chưa nhập gì; hãy giữ tệp và báo người quản trị.";
pub const ALREADY_IN: &str = "Nhật ký này đã nhập từ trước, không có gì mới. Phiên vẫn như đã ghi.";
pub const CUT_SHORT: &str = "Gói bị cắt cụt: thiếu phần dữ liệu.";
pub const PAGE_CHANGED: &str = "Trang mở gói đã bị sửa. Không nhập mật khẩu vào tệp này.";
pub const PARTS_BEYOND: &str = "Trong gói có dữ liệu mà bản kê không ghi.";
pub const MANIFEST_OTHER: &str = "Bản kê không giống bản kê đã lưu khi lập gói.";
pub const STAMP_WRONG: &str = "Dấu của bản kê không đúng.";
pub const PAPER_OTHER: &str = "Chữ ký số trong gói ký cho một bản kê khác.";
pub const SIGNATURE_ALTERED: &str =
    "Chữ ký số trong gói không còn đúng: phiếu ký đã bị sửa sau khi ký hoặc không đọc được.";
pub const SIGNATURE_DOUBTED: &str = "Chữ ký số khớp với gói nhưng chưa tin được người ký, xem dòng Chữ ký số. Hãy hỏi lại người lập gói.";
pub const PACK_UNKNOWN: &str =
    "Gói này không lập tại hệ thống này nên chỉ kiểm tra được phần bên trong và chữ ký số.";
pub const UNSIGNED: &str = "Gói không có chữ ký số của người lập.";

pub const NO_PACKS: &str = "Chưa lập gói nào cho vụ án này.";
pub const NO_PACKS_WHY: &str = "Gói mở được trên máy tính không có mạng tại phiên tòa.";
pub const NO_LOGS: &str = "Chưa nhập nhật ký nào.";
pub const NO_LOGS_WHY: &str =
    "Sau phiên tòa, bấm “Lấy nhật ký” trên trang của gói rồi nhập tệp vào đây.";
pub const NOTHING_THAT_DAY: &str = "Ngày này không có gì được trình chiếu.";
pub const NOTHING_THAT_DAY_WHY: &str = "Nếu phiên tòa dùng gói, hãy nhập nhật ký của gói trước.";

/// Said by the page of a pack; {} stands for the number.
pub const NO_LEAF: &str = "Gói này không có bút lục {}. Gõ {}* để mở theo số trang.";
pub const NO_PAGE: &str = "Gói này không có trang {}.";
pub const NOT_IN_PACK: &str = "Nội dung này không có trong gói hoặc phần của nó đã hỏng.";

/// The columns of the joined report.
pub const DAY_COLUMNS: [&str; 7] = [
    "STT",
    "Từ lúc",
    "Hiện trong",
    "Bút lục, tài liệu",
    "Căn cứ đưa lên",
    "Nơi chiếu",
    "Biên bản phiên tòa ghi",
];

/// What the job is called.
pub fn job_title(matter: &str) -> String {
    format!("Lập gói phiên tòa: {matter}")
}

/// How far the job is.
pub fn packing(done: usize, total: usize) -> String {
    format!("Đã mã hóa {done}/{total} trang")
}

/// Pages whose pictures are still being made.
pub fn still_preparing(count: usize) -> String {
    format!("Còn {count} trang chưa chuẩn bị xong ảnh. Hãy lập gói sau ít phút.")
}

/// More than a pack holds.
pub fn too_large(most: u64) -> String {
    format!(
        "Gói lớn quá {} GB. Hãy chọn từng tài liệu thay vì cả hồ sơ.",
        most >> 30
    )
}

/// A last day that lies too far away.
pub fn expires_late(days: i64) -> String {
    format!("Gói mở được lâu nhất {days} ngày. Hãy chọn ngày gần hơn.")
}

/// A pass phrase that is too short.
pub fn phrase_short(letters: usize) -> String {
    format!("Mật khẩu phải có ít nhất {letters} chữ cái, chữ số (không kể dấu cách, gạch nối).")
}

/// Parts that are not as the manifest says.
pub fn parts_changed(bad: usize, all: usize) -> String {
    format!("{bad} trong {all} phần của gói thiếu hoặc khác mã băm trong bản kê.")
}

/// A log that does not hold from a line on.
pub fn log_broken(line: usize) -> String {
    format!("Nhật ký bị sửa, thiếu hoặc không thuộc gói này từ dòng {line}. Chưa nhập gì.")
}

/// A log of another matter.
pub fn other_matter(title: &str) -> String {
    format!("Nhật ký này thuộc vụ án khác: {title}. Hãy nhập ở vụ án đó.")
}

/// A log that came in.
pub fn imported(shown: usize, is_ended: bool, recorded: &Recorded) -> String {
    let open = match is_ended {
        true => "",
        false => {
            " Phiên chưa được kết thúc trên trang của gói; nếu còn tiếp, nhập lại nhật ký sau."
        }
    };
    let fact = match recorded {
        Recorded::Nothing => String::new(),
        Recorded::Days(_) => format!(" {}", area::RECORDED),
        Recorded::Refused(why) => format!(" {}", area::not_recorded(why)),
    };
    format!("Đã nhập nhật ký: {shown} lần đưa lên.{fact}{open}")
}

/// What the program noticed while the pack was used.
pub fn faults(resumed: usize, set_back: usize) -> String {
    let mut said = Vec::new();
    if resumed > 0 {
        said.push(format!("trang mở lại {resumed} lần"));
    }
    if set_back > 0 {
        said.push(format!("đồng hồ máy bị vặn lùi {set_back} lần"));
    }
    said.join(", ")
}

/// Bytes as people say them.
pub fn size_vi(bytes: i64) -> String {
    match bytes {
        0..1_048_576 => format!("{} KB", (bytes + 1023) / 1024),
        1_048_576..1_073_741_824 => format!("{} MB", (bytes + 524_288) / 1_048_576),
        _ => format!("{:.1} GB", bytes as f64 / 1_073_741_824.0).replace('.', ","),
    }
}
