//! Every sentence of freezing, sending and returning.

use super::set::Set;
use crate::Period;

/// No right over the unit's period.
pub const NOT_YOURS: &str = "Chức vụ đang dùng không được chốt số liệu của đơn vị này.";
/// The period lies ahead.
pub const NOT_BEGUN: &str = "Kỳ này chưa bắt đầu, chưa có gì để chốt.";
/// Sent and locked.
pub const LOCKED: &str = "Số liệu kỳ này đã gửi và khóa. Sự kiện ghi sau đó vào kỳ đang mở, kèm phụ lục ghi muộn. \
     Muốn sửa trong thời hạn, hãy đề nghị cấp trên trả lại bộ biểu.";
/// A set waits.
pub const FROZEN_ALREADY: &str = "Kỳ này đang có một bộ biểu đã chốt, chưa gửi. Hãy ký, gửi bộ biểu đó, hoặc bỏ chốt rồi chốt lại.";
/// The page of what is being frozen.
pub const FREEZING: &str = "Đang chốt: số liệu tính như biết đến lúc bấm nút; sự kiện ghi sau đó không vào bộ biểu này. \
     Có thể rời trang, việc vẫn chạy.";
/// The work on it was given up.
pub const FREEZING_BROKE: &str = "Việc chốt lần này không xong vì hệ thống gặp trục trặc; chưa có gì được chốt. Hãy bấm chốt lại. \
     Nếu vẫn vậy, báo cho người quản trị.";
/// The post ended before the work began.
pub const POST_ENDED: &str =
    "Chức vụ của người bấm chốt đã kết thúc trước khi chốt xong; chưa có gì được chốt.";
/// Warnings need words.
pub const EXPLAIN: &str = "Kiểm tra trước khi gửi còn cảnh báo. Hãy mở “Kiểm tra trước khi gửi”, rồi ghi giải trình vào ô \
     “Giải trình cảnh báo” và chốt lại.";
/// It has been sent.
pub const NOT_TO_DROP: &str = "Chỉ bỏ chốt được khi bộ biểu chưa gửi.";
/// Dropping needs a reason.
pub const WHY_MISSING: &str = "Hãy ghi lý do bỏ chốt.";
/// Returning needs remarks.
pub const REMARK_MISSING: &str = "Hãy ghi ý kiến: sửa gì, ở hồ sơ hay biểu nào.";
/// Nothing to return.
pub const NOT_SENT: &str = "Chỉ trả lại được bộ biểu đã gửi.";
/// Who may sign as compiler.
pub const NOT_THE_COMPILER: &str =
    "Chữ ký này dành cho người lập biểu: Cán bộ thống kê của đơn vị, hoặc người đã chốt số liệu.";
/// Who may approve.
pub const NOT_THE_HEAD: &str =
    "Duyệt, ký gửi báo cáo thống kê dành cho Viện trưởng hoặc Phó Viện trưởng của đơn vị.";
/// Nothing to sign any more.
pub const NOTHING_TO_SIGN: &str = "Bộ biểu này không còn chờ ký. Hãy mở lại trang bộ biểu.";
/// No certificate.
pub const NO_KEY: &str = "Chưa có chứng thư số dùng được để ký. Hãy thêm ở Văn bản → Chứng thư số, hoặc nhờ Văn thư thêm giúp.";
/// The figures themselves.
pub const NOT_A_PACKAGE: &str = "Tệp này không phải gói báo cáo thống kê của phần mềm. Hãy chọn tệp .kiemsat-thongke.json nhận từ đơn vị gửi.";
/// The figures were changed.
pub const DIGEST_WRONG: &str = "Số liệu trong gói không khớp mã số liệu của gói: gói đã bị sửa hoặc hỏng trên đường. \
     Không nhận. Hãy đề nghị đơn vị gửi xuất lại gói.";
/// The paper does not speak of these figures.
pub const NOT_BOUND: &str = "Chữ ký số trong tệp không ký cho số liệu này: mã số liệu không có trong phần đã ký. Không nhận.";
/// Two signatures are needed.
pub const SIGNATURES_MISSING: &str = "Tệp chưa đủ chữ ký số (gói cần hai: người lập biểu và thủ trưởng đơn vị; biên nhận cần một), hoặc bị thêm nội dung sau khi ký. Không nhận.";
/// The unit is not below.
pub const NOT_BELOW: &str =
    "Gói này của đơn vị không thuộc cấp dưới trực tiếp của đơn vị đang nhận.";
/// Another set stands.
pub const ANOTHER_STANDS: &str = "Đơn vị này đã gửi một bộ biểu khác cho cùng kỳ. Muốn nhận bản mới, hãy trả lại bản đã nhận trước.";
/// Not sent yet.
pub const NOT_TO_CARRY: &str = "Chỉ xuất được gói của bộ biểu đã duyệt, ký và gửi.";
/// Not a receipt.
pub const NOT_A_RECEIPT: &str = "Tệp này không phải biên nhận báo cáo thống kê của phần mềm.";
/// A receipt of nothing here.
pub const RECEIPT_OF_NOTHING: &str =
    "Biên nhận này không ứng với bộ biểu nào đã gửi của đơn vị. Hãy xem lại đơn vị, kỳ.";
/// A receipt of an earlier version of the program.
pub const RECEIPT_UNSIGNED: &str = "Biên nhận này không có chữ ký số nên không nhận. Hãy đề nghị cấp trên mở lại bộ biểu đã nhận, \
     ký biên nhận rồi gửi tệp mới.";
/// The content is not what was signed.
pub const RECEIPT_CHANGED: &str = "Nội dung biên nhận không khớp mã của biên nhận: tệp đã bị sửa hoặc hỏng trên đường. Không nhận.";
/// Of another unit than the one above.
pub const RECEIPT_FOREIGN: &str =
    "Biên nhận này không phải của đơn vị cấp trên mà bộ biểu đã gửi đến. Không nhận.";
/// Signed by somebody of another unit.
pub const RECEIPT_FOREIGN_SIGNER: &str = "Biên nhận được ký bằng chứng thư số của đơn vị khác, không phải đơn vị cấp trên nhận bộ biểu. Không nhận.";
/// An older one again.
pub const RECEIPT_OLDER: &str =
    "Đã nhập một biên nhận mới hơn của bộ biểu này; biên nhận cũ không thay được biên nhận mới.";
/// Nobody has signed one.
pub const RECEIPT_NOT_SIGNED: &str =
    "Chưa có biên nhận đã ký số cho trạng thái hiện nay của bộ biểu. Hãy bấm “Ký biên nhận” trước.";
/// Only for what came from elsewhere.
pub const RECEIPT_NOT_DUE: &str = "Chỉ lập biên nhận cho bộ biểu nhận bằng gói tệp.";
/// No file.
pub const NO_FILE: &str = "Hãy chọn tệp.";
/// What a set of a running period says.
pub const PROVISIONAL: &str = "Số liệu tạm tính: chốt khi kỳ chưa kết thúc. Số liệu chính thức chốt sau, kèm danh sách thay đổi.";

/// What the list of long work calls it.
pub fn being_frozen(period: &Period) -> String {
    format!("Đang chốt số liệu: {}", period.vi())
}

/// Checks that stop.
pub fn broken(found: &[&str]) -> String {
    let mut said = format!(
        "Chưa chốt được: {} chỗ phải xử lý trước khi gửi. Sửa ở hồ sơ gây ra, hoặc lập phiếu điều chỉnh có ký cho dòng đó. ",
        found.len()
    );
    said += &found.iter().take(5).copied().collect::<Vec<_>>().join(" ");
    said
}

/// A signature from elsewhere that is not believed.
pub fn not_believed(reasons: &[String]) -> String {
    format!(
        "Chữ ký số trong tệp không hợp lệ hoặc không phải của tổ chức được tin cậy, không nhận. {}",
        reasons.join(" ")
    )
}

/// The window has closed.
pub fn window_over(set: &Set) -> String {
    format!(
        "Đã hết thời hạn sửa (ngày {}). Số liệu đã gửi giữ nguyên; sự kiện ghi muộn vào kỳ đang mở, kèm phụ lục.",
        shell::vi_date(set.correct_until)
    )
}

/// A set in words: "Từ ngày 01/10/2026 đến ngày 31/10/2026, lần 2".
pub fn said(set: &Set) -> String {
    let period = set.period().map_or(String::new(), |period| period.vi());
    let kind = match set.is_provisional {
        true => ", số liệu tạm tính",
        false => "",
    };
    format!("{period}, lần {}{kind}", set.n)
}

/// What is signed.
pub fn title(set: &Set) -> String {
    let period = set.period().map_or(String::new(), |period| period.vi());
    format!("Bộ biểu thống kê – {period}, lần {}", set.n)
}

/// What is signed of a receipt.
pub fn receipt_title(set: &Set) -> String {
    format!("Biên nhận bộ biểu thống kê – {}", said(set))
}
