//! Every sentence the desk says.

use chrono::NaiveDate;
use law::Moment;

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

/// The ends of a term that its badge does not show: the law's, where an order ends before it, and the day by which it
/// should be done while that is still to come. No day is said twice.
pub fn ends(due: Option<NaiveDate>, legal: Moment, safe: Moment, today: NaiveDate) -> String {
    let by_law = (due != Some(legal.on)).then(|| format!("Hạn luật định {}", legal.vi()));
    let is_told = due == Some(safe.on) || legal.on == safe.on;
    let early = (!is_told && safe.on >= today).then(|| match by_law {
        Some(_) => format!("nên xong trước {}", safe.vi()),
        None => format!("Nên xong trước {}", safe.vi()),
    });
    let said: Vec<String> = by_law.into_iter().chain(early).collect();
    said.join("; ")
}

/// How many are not shown.
pub fn more(count: i64) -> String {
    format!("Xem thêm {} việc", shell::vi_number(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_once() {
        let day = |text: &str| text.parse::<Moment>().unwrap();
        let said = |due: &str, legal: &str, safe: &str| {
            let today = "2026-11-20".parse().unwrap();
            ends(due.parse().ok(), day(legal), day(safe), today)
        };
        assert_eq!(said("2026-11-23", "2026-11-23", "2026-11-23"), "");
        assert_eq!(
            said("2026-11-23", "2026-11-23", "2026-11-20"),
            "Nên xong trước 20/11/2026"
        );
        assert_eq!(said("2026-11-23", "2026-11-23", "2026-11-19"), "");
        assert_eq!(
            said("2026-11-21", "2026-11-23", "2026-11-23"),
            "Hạn luật định 23/11/2026"
        );
        assert_eq!(
            said("2026-12-01", "2026-12-08", "2026-12-04"),
            "Hạn luật định 08/12/2026; nên xong trước 04/12/2026"
        );
    }
}
