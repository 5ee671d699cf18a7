//! Every sentence the desk says.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::Moment;
use people::ladder::{Rank, Step};
use shell::vi_date;

use crate::digest::kept::{Counts, Line};
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

/// A step of the ladder left empty.
pub const LADDER_NUMBER: &str = "Hãy nhập một số.";
/// A rank without its step.
pub const LADDER_CHOICE: &str = "Hãy chọn bậc bắt đầu báo, hoặc không báo.";
/// The ladder was set.
pub const LADDER_SET: &str = "Đã lưu thang cảnh báo của đơn vị. Màu của thời hạn và việc báo lên theo thang mới ngay từ bây giờ.";
/// The default holds again.
pub const LADDER_RESET: &str = "Đã trở về thang mặc định.";
/// Where the ladder comes from.
pub const LADDER_DEFAULT: &str = "Đơn vị chưa đặt thang riêng: đây là thang mặc định của chương trình. Viện trưởng có thể đặt lại.";

/// Where the ladder comes from.
pub fn ladder_of_unit(name: &str, when: &str) -> String {
    match name.is_empty() {
        true => format!("Thang riêng của đơn vị, đặt lúc {when}."),
        false => format!("Thang riêng của đơn vị, {name} đặt lúc {when}."),
    }
}

/// Under the heading of what was raised.
pub const ESCALATED_SUBTITLE: &str =
    "Thời hạn đã tới bậc mà bạn được báo; hết hạn trước đứng trước";
/// Nothing was raised.
pub const NONE_ESCALATED: &str = "Không có thời hạn nào chờ bạn tiếp nhận";
/// And under it.
pub const NONE_ESCALATED_MORE: &str =
    "Thời hạn nào tới bậc mà bạn được báo theo thang của đơn vị sẽ hiện ở đây.";
/// Nothing answered.
pub const NONE_ANSWERED: &str = "Chưa có thời hạn nào đã tiếp nhận mà còn chạy";
/// And under it.
pub const NONE_ANSWERED_MORE: &str =
    "Khi bạn tiếp nhận, ý kiến của bạn được giữ ở đây tới khi thời hạn kết thúc.";
/// A note is missing.
pub const NOTE_NEEDED: &str = "Hãy ghi ý kiến hoặc việc đã giao khi tiếp nhận.";
/// A note is too long.
pub const NOTE_TOO_LONG: &str = "Ý kiến dài quá 500 chữ cái. Hãy ghi ngắn lại.";
/// Taken note of.
pub const ANSWERED: &str =
    "Đã tiếp nhận. Thời hạn này không nhắc lại ở bậc của bạn, trừ khi có ngày hết hạn mới.";
/// Somebody else was first.
pub const ANSWERED_ALREADY: &str = "Thời hạn này đã được tiếp nhận.";

/// Why somebody sees it.
pub fn why_escalated(rank: Rank, then: Step, now: Step) -> String {
    let raised = format!(
        "Tới bậc {}, {} được báo",
        then.vi().to_lowercase(),
        rank.vi()
    );
    match now > then {
        true => format!("{raised}; nay đã {}", now.vi().to_lowercase()),
        false => raised,
    }
}

/// How many are not shown.
pub fn more_escalated(count: i64) -> String {
    format!(
        "Còn {} thời hạn nữa; chúng hiện ra khi bạn tiếp nhận những thời hạn trên.",
        shell::vi_number(count)
    )
}

/// The notice of what was raised.
pub fn raised(counts: &BTreeMap<Step, usize>) -> String {
    let parts: Vec<String> = counts
        .iter()
        .rev()
        .map(|(step, count)| format!("{count} {}", step.vi().to_lowercase()))
        .collect();
    let all: usize = counts.values().sum();
    format!(
        "{all} thời hạn đã leo thang tới bạn ({}).",
        parts.join(", ")
    )
}

/// The link on the desk.
pub fn waiting(count: i64) -> String {
    format!("{} thời hạn chờ bạn tiếp nhận", shell::vi_number(count))
}

/// Việc rà thang.
pub const LADDER_ROUND: &str = "Rà thang cảnh báo thời hạn";

/// What a round found.
pub fn round_done(raised: usize) -> String {
    format!("{raised} thời hạn mới leo thang")
}

/// Việc lập bản tin.
pub const MAKING_DIGESTS: &str = "Đang lập bản tin cho từng người";
/// The job came too late.
pub const MORNING_PAST: &str = "Buổi sáng đó đã qua, không lập nữa";
/// Việc gửi thư, without a server.
pub const NO_MAIL: &str = "Chưa khai báo máy chủ thư";
/// Settings that cannot be used.
pub const MAIL_SETTINGS: &str = "Khai báo máy chủ thư không dùng được. Hãy kiểm tra KIEMSAT_SMTP và KIEMSAT_MAIL_FROM rồi khởi động lại.";

/// A job without its day.
pub fn no_day(payload: &str) -> String {
    format!("“{payload}” không phải là ngày.")
}

/// Everybody has theirs.
pub fn digests_made(people: usize) -> String {
    format!("Đã lập cho {people} người")
}

/// Việc gửi thư.
pub fn mail_job(day: NaiveDate) -> String {
    format!("Gửi bản tin thời hạn ngày {} bằng thư", vi_date(day))
}

/// Letters went out.
pub fn mailed(sent: usize) -> String {
    format!("Đã gửi {sent} thư")
}

/// The mail server did not answer as it should.
pub fn mail_failed(code: Option<String>) -> String {
    match code {
        Some(code) => format!("Máy chủ thư trả lời mã {code}; sẽ gửi lại."),
        None => "Không liên lạc được với máy chủ thư; sẽ gửi lại.".to_owned(),
    }
}

/// The counts of a digest as a sentence.
pub fn digest_counts(counts: &Counts) -> String {
    let parts: Vec<String> = [
        (counts.overdue, "quá hạn"),
        (counts.urgent, "gấp"),
        (counts.near, "gần hạn"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, words)| format!("{count} {words}"))
    .collect();
    let own = match parts.is_empty() {
        true => "Việc của bạn: không có thời hạn nào gần hạn".to_owned(),
        false => format!("Việc của bạn: {}", parts.join(", ")),
    };
    match counts.escalated {
        0 => format!("{own}."),
        count => format!("{own}. Đã leo thang tới bạn: {count}."),
    }
}

/// The notice of a digest.
pub fn digest_told(day: NaiveDate, counts: &Counts) -> String {
    format!(
        "Bản tin thời hạn {}. {}",
        vi_date(day),
        digest_counts(counts)
    )
}

/// The subject of a letter.
pub fn mail_subject(day: NaiveDate, counts: &Counts) -> String {
    let all = counts.overdue + counts.urgent + counts.near + counts.escalated;
    format!("Bản tin thời hạn {}: {all} việc", vi_date(day))
}

/// Before the link of a letter.
pub const MAIL_OPEN: &str = "Mở bản tin:";
/// Before the second link.
pub const MAIL_ESCALATED: &str = "Thời hạn chờ bạn tiếp nhận:";
/// Under a letter.
pub const MAIL_FOOT: &str = "Thư tự động của Kiểm Sát Số. Xin không trả lời thư này.";

/// A line of a letter, where the office wants them named.
pub fn mail_line(line: &Line) -> String {
    let whom = match line.name.is_empty() {
        true => String::new(),
        false => format!(", {}", line.name),
    };
    format!(
        "{} ({}): {}{whom} – {}",
        vi_date(line.due_on),
        line.step().vi().to_lowercase(),
        line.clock,
        line.code
    )
}

/// Made anew.
pub const DIGEST_REMADE: &str = "Đã lập lại bản tin theo số liệu lúc này.";
/// Nobody was told yet.
pub const NO_DIGEST: &str = "Chưa có bản tin nào";
/// And under it.
pub const NO_DIGEST_MORE: &str = "Bản tin được lập lúc 06:30 mỗi sáng cho từng người.";
/// A morning without work.
pub const QUIET_DIGEST: &str = "Không có thời hạn nào cần nhắc";
/// And under it.
pub const QUIET_DIGEST_MORE: &str =
    "Buổi sáng này không có thời hạn nào gần hạn hay quá hạn, hoặc ngày này không có bản tin.";

/// Lines of matters that are somebody else's now.
pub fn kept_back(count: usize) -> String {
    format!("{count} dòng không hiện vì hồ sơ nay không còn thuộc quyền xem của bạn")
}

/// Under the heading of what moved.
pub const MOVED_SUBTITLE: &str =
    "Khi lịch nghỉ hoặc quy định về thời hạn thay đổi, các thời hạn đang chạy được tính lại";
/// The law inside the program is another.
pub const LAW_CHANGED: &str = "Dữ liệu pháp luật của chương trình thay đổi";
/// Việc tính lại.
pub const RECOMPUTE_JOB: &str = "Tính lại các thời hạn đang chạy";
/// While it runs.
pub const RECOMPUTING: &str = "Đang tính lại từng hồ sơ";
/// A job without its change.
pub const NO_SUCH_CHANGE: &str = "Không tìm thấy lần thay đổi này.";
/// Nothing ever changed.
pub const NO_CHANGE: &str = "Chưa có lần tính lại nào";
/// And under it.
pub const NO_CHANGE_MORE: &str =
    "Khi lịch nghỉ hoặc quy định về thời hạn thay đổi, thời hạn nào đổi ngày hiện ở đây.";
/// Nothing moved here.
pub const NOTHING_MOVED: &str = "Không có thời hạn nào trong phạm vi này đổi ngày";
/// And under it.
pub const NOTHING_MOVED_MORE: &str = "Hãy chọn phạm vi khác hoặc lần tính lại khác.";

/// Lịch nghỉ thay đổi, with its days.
pub fn calendar_changed(days: &[NaiveDate]) -> String {
    let days: Vec<String> = days.iter().map(|day| vi_date(*day)).collect();
    format!("Lịch nghỉ thay đổi: {}", days.join(", "))
}

/// The notice to a prosecutor.
pub fn moved_told(why: &str, clocks: i64) -> String {
    format!("{why}. {clocks} thời hạn của bạn đổi ngày cuối.")
}

/// What a change did.
pub fn moved_said(why: &str, count: i64) -> String {
    match count {
        0 => format!("{why}."),
        count => format!("{why}. {} thời hạn đổi ngày cuối.", shell::vi_number(count)),
    }
}

/// While it runs.
pub fn still_computing(looked: i64) -> String {
    format!(
        "Đang tính lại: đã xem {} hồ sơ. Danh sách dưới đây còn dài thêm.",
        shell::vi_number(looked)
    )
}

/// The report of the job.
pub fn recomputed(moved: i64) -> String {
    match moved {
        0 => "Không thời hạn nào đổi ngày".to_owned(),
        moved => format!("{} thời hạn đổi ngày", shell::vi_number(moved)),
    }
}

/// How far an end moved.
pub fn shift(days: i64) -> String {
    match days {
        ..0 => format!("sớm hơn {} ngày", -days),
        _ => format!("muộn hơn {days} ngày"),
    }
}

/// How many are not shown.
pub fn more_moved(count: i64) -> String {
    format!(
        "Còn {} thời hạn nữa không hiện ở đây.",
        shell::vi_number(count)
    )
}

/// Why a matter stands among those to be looked at again.
pub fn watch_reason(kind: &str) -> &'static str {
    match kind {
        "limitation" => "Hết thời hiệu theo Kiểm sát viên tính (cần kiểm tra)",
        "final" => "Bản án chờ ghi hiệu lực",
        _ => "Hẹn xem lại",
    }
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
