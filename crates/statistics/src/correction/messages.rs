//! Every sentence of adjustments.

/// The row does not exist.
pub const NO_SUCH_CELL: &str = "Biểu không có dòng này, hoặc dòng chưa có nguồn. Với biểu theo tội danh, ghi điều luật (hoặc “tong”) và cột.";
/// An amount is needed.
pub const AMOUNT: &str =
    "Ghi số cộng thêm (ví dụ 1) hoặc bớt đi (ví dụ -1); không ghi 0, không ghi số liệu mới.";
/// A reason is needed.
pub const REASON: &str = "Hãy ghi lý do số liệu phải khác số máy đếm.";
/// The record is needed.
pub const RECORD: &str =
    "Hãy ghi hồ sơ, sổ hoặc sự kiện lẽ ra phải cho số liệu này (mã hồ sơ, số quyết định).";
/// A day ahead is needed.
pub const EXPIRES: &str =
    "Hãy ghi ngày phải sửa xong hồ sơ, từ hôm nay trở đi và không quá 12 tháng.";
/// The period cannot be read.
pub const PERIOD: &str = "Hãy ghi kỳ: từ ngày, đến ngày.";
/// Locked already.
pub const LOCKED: &str = "Số liệu kỳ này đã gửi và khóa, không lập phiếu điều chỉnh nữa. Sửa hồ sơ: số liệu vào kỳ đang mở.";
/// Only a head signs.
pub const NOT_THE_HEAD: &str =
    "Phiếu điều chỉnh do Viện trưởng hoặc Phó Viện trưởng của đơn vị ký.";
/// It waits no more.
pub const NOTHING_TO_SIGN: &str = "Phiếu này không còn chờ ký.";
/// Withdrawing needs a reason.
pub const WHY: &str = "Hãy ghi lý do rút phiếu.";
/// It is withdrawn already.
pub const WITHDRAWN: &str = "Phiếu này đã rút.";
