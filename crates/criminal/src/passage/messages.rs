//! Các câu người dùng đọc khi tách, nhập, chuyển vụ án.

/// A split without people.
pub const NOBODY: &str = "Hãy chọn ít nhất một bị can được tách sang vụ án mới.";
/// A split that leaves nobody.
pub const NOBODY_LEFT: &str = "Phải còn ít nhất một bị can trong vụ án này; nếu cả vụ án chuyển đi thì ghi quyết định chuyển vụ án.";
/// A person who is not accused here.
pub const NOT_ACCUSED: &str = "Chỉ tách được bị can đang có trong vụ án này.";
/// No case to split or join.
pub const NO_CASE: &str = "Hồ sơ này chưa khởi tố vụ án nên chưa thể tách, nhập.";
/// No other case under that code.
pub const NO_OTHER: &str =
    "Không có vụ án nào mang mã này. Hãy xem lại mã hồ sơ điện tử trên trang vụ án kia.";
/// A case joined into itself.
pub const ITSELF: &str = "Hãy ghi mã của vụ án khác.";
/// The other case is another unit's.
pub const NOT_YOURS: &str = "Vụ án kia không thuộc phạm vi được phân công của bạn. Nếu đơn vị khác thụ lý, hãy nhận chuyển vụ án trước rồi nhập.";
/// A decision without grounds.
pub const REASON_MISSING: &str = "Hãy ghi lý do, căn cứ của quyết định.";
/// A transfer without a unit.
pub const TO_UNIT_MISSING: &str = "Hãy chọn Viện kiểm sát nhận.";
/// A transfer to oneself.
pub const TO_ITSELF: &str = "Viện kiểm sát nhận phải khác đơn vị đang thụ lý.";
/// A matter already under way.
pub const UNDER_WAY: &str = "Hồ sơ đang chuyển và chưa được nhận. Nếu chuyển nhầm nơi, hãy rút quyết định chuyển rồi ghi lại.";
/// Nothing under way to this unit.
pub const NOTHING_COMING: &str = "Không có quyết định chuyển hồ sơ này đến đơn vị bạn, hoặc hồ sơ đã được nhận, quyết định đã rút.";
/// A day before the decision.
pub const BEFORE_SENT: &str = "Ngày nhận không thể trước ngày quyết định chuyển.";
/// Which day the joint limit counts from.
pub const JOINT_LIMIT: &str = "Tổng thời hạn điều tra của vụ án nhập không vượt thời hạn luật định (BLTTHS Điều 172 khoản 4). Tính từ ngày nào thì luật chưa ghi: cần kiểm tra; an toàn là theo ngày hết hạn sớm hơn.";
/// When the procuracy may split.
pub const SPLIT_HELP: &str = "Ở giai đoạn truy tố chỉ tách khi bị can bỏ trốn, mắc bệnh hiểm nghèo hoặc bị bắt buộc chữa bệnh và đã tạm đình chỉ đối với bị can đó (BLTTHS Điều 242); vụ án có người dưới 18 tuổi phải tách từ 1/1/2026 (cần kiểm tra).";
