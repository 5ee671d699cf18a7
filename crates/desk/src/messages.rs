//! Every sentence the desk says.

use crate::horizon::Horizon;
use crate::scope::Scope;

/// The heading of a stretch.
pub fn heading(horizon: Horizon) -> &'static str {
    match horizon {
        Horizon::Overdue => "Quá hạn",
        Horizon::Today => "Hết hạn hôm nay",
        Horizon::Tomorrow => "Hết hạn ngày mai",
        Horizon::ThreeDays => "Trong 3 ngày",
        Horizon::SevenDays => "Trong 7 ngày",
        Horizon::FifteenDays => "Trong 15 ngày",
    }
}

/// The tab of a scope.
pub fn tab(scope: Scope) -> &'static str {
    match scope {
        Scope::Mine => "Của tôi",
        Scope::Team => "Tổ của tôi",
        Scope::Unit => "Đơn vị",
        Scope::Tree => "Đơn vị và cấp dưới",
    }
}

/// What an empty desk says.
pub const NOTHING: &str = "Hôm nay không có việc đến hạn";
/// And under it.
pub const NOTHING_MORE: &str = "Trong 15 ngày tới không có thời hạn nào kết thúc. Khi có sự kiện mới, việc cần làm tự hiện ở đây.";
/// An empty stretch that was asked for alone.
pub const NOTHING_THERE: &str = "Không có thời hạn nào trong khoảng này";
/// And under it.
pub const NOTHING_THERE_MORE: &str = "Hãy chọn khoảng khác, hoặc xem mọi việc.";
/// The procuracy itself must act.
pub const OURS: &str = "Việc của Viện kiểm sát";

/// Somebody else must act; the procuracy watches.
pub fn watched(owner: &str) -> String {
    match owner.is_empty() {
        true => "Kiểm sát việc thực hiện".to_owned(),
        false => format!("Kiểm sát: {owner}"),
    }
}

/// How many are not shown.
pub fn more(count: i64) -> String {
    format!("Xem thêm {} việc", shell::vi_number(count))
}
