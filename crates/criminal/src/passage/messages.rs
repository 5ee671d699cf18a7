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
/// A split or joining annulled before.
pub const ANNULLED_ALREADY: &str =
    "Quyết định này đã bị hủy bỏ. Xem lịch sử tách, nhập, chuyển của hồ sơ.";
/// A split or joining after which the case was split or joined again.
pub const WENT_ON: &str =
    "Vụ án đã được tách hoặc nhập tiếp sau quyết định này. Hãy hủy bỏ quyết định sau trước.";
/// What annulling a split does.
pub const ANNUL_SPLIT_HELP: &str = "Các bị can trở lại vụ án ban đầu cùng những gì đã ghi về họ ở vụ án được tách; các thời hạn tính tiếp như chưa tách (cần kiểm tra). Vụ án được tách không còn nội dung, số thụ lý và mọi sự kiện của nó vẫn được giữ. Hồ sơ số hóa và văn bản đã soạn ở đó không tự chuyển: hãy đối chiếu.";
/// What annulling a joining does.
pub const ANNUL_JOIN_HELP: &str = "Các bị can trở lại vụ án của mình cùng những gì đã ghi về họ sau khi nhập; vụ án kia tiếp tục với các thời hạn như chưa nhập (cần kiểm tra). Quyết định đối với cả vụ án vẫn ở vụ án này.";
/// Nothing to show of a matter's passages.
pub const NO_PASSAGE: &str =
    "Hồ sơ này chưa được tách, nhập hoặc chuyển, hoặc việc đó không thuộc đơn vị bạn.";
/// The matter is still the sender's.
pub const NOT_TAKEN: &str =
    "Nơi nhận chưa nhận. Đơn vị chuyển vẫn chịu trách nhiệm về các thời hạn.";
/// What the sender still sees.
pub const AS_HANDED_OVER: &str =
    "Nội dung dưới đây là hồ sơ như khi bàn giao; những gì nơi nhận ghi sau đó không hiện ở đây.";

/// Why facts are withdrawn when a decision is annulled.
pub const fn annuls(undone: super::annul::Undone) -> &'static str {
    match undone {
        super::annul::Undone::Split => "Quyết định tách vụ án bị hủy bỏ theo quyết định",
        super::annul::Undone::Joined => "Quyết định nhập vụ án bị hủy bỏ theo quyết định",
    }
}
/// Which day the joint limit counts from.
pub const JOINT_LIMIT: &str = "Tổng thời hạn điều tra của vụ án nhập không vượt thời hạn luật định (BLTTHS Điều 172 khoản 4). Tính từ ngày nào thì luật chưa ghi: cần kiểm tra; an toàn là theo ngày hết hạn sớm hơn.";
/// When the procuracy may split.
pub const SPLIT_HELP: &str = "Ở giai đoạn truy tố chỉ tách khi bị can bỏ trốn, mắc bệnh hiểm nghèo hoặc bị bắt buộc chữa bệnh và đã tạm đình chỉ đối với bị can đó (BLTTHS Điều 242); vụ án có người dưới 18 tuổi phải tách từ 1/1/2026 (cần kiểm tra).";
