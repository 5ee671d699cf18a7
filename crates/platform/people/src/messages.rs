//! Every sentence about people, units, rights and sign-in that a person can read.

use crate::{Role, WorkError, sign_in::SignInRefusal, units::UnitRefusal};

/// A correction without a reason.
pub(crate) const CORRECTION_NEEDS_A_REASON: &str =
    "Khi sửa một sự kiện đã ghi, cần chọn đúng sự kiện của hồ sơ này và ghi lý do sửa.";

/// Why a piece of work was not done, and what to do next.
pub fn work_refused(error: &WorkError) -> String {
    match error {
        WorkError::NotAllowed { right, .. } => format!(
            "Bạn chưa được giao quyền “{}” đối với hồ sơ của đơn vị này. Nếu cần, hãy đề nghị lãnh đạo đơn vị phân công hoặc ủy quyền.",
            right.name_vi()
        ),
        WorkError::NotInRole { roles } => {
            format!("Việc này thuộc thẩm quyền của {}.", listed(roles))
        }
        WorkError::NotFound => {
            "Không tìm thấy nội dung này. Đường dẫn có thể sai hoặc nội dung không còn.".to_owned()
        }
        WorkError::ChangedMeanwhile => {
            "Trong lúc bạn đang làm, người khác đã ghi thêm vào hồ sơ này. Hãy xem lại nội dung mới rồi lưu lần nữa; những gì bạn đã nhập vẫn còn.".to_owned()
        }
        WorkError::Unlawful(sentence) | WorkError::Invalid { sentence, .. } => sentence.clone(),
        WorkError::Broken(_) | WorkError::Storage(_) => {
            "Xin lỗi, hệ thống gặp trục trặc nên chưa lưu được. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho người quản trị kèm mã số trên trang này.".to_owned()
        }
    }
}

fn listed(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name_vi()).collect();
    match names.as_slice() {
        [] => "người có thẩm quyền".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} hoặc {last}", first.join(", ")),
    }
}

/// A step of the ladder beyond its bounds.
pub(crate) const LADDER_DAYS: &str = "Hãy nhập số ngày từ 0 đến 60.";
/// The same for hours.
pub(crate) const LADDER_HOURS: &str = "Hãy nhập số giờ từ 0 đến 240.";
/// Steps out of order.
pub(crate) const LADDER_ORDER: &str =
    "Bậc gấp phải đến sau bậc gần hạn: hãy nhập số nhỏ hơn số của bậc gần hạn.";
/// A ladder that nobody hears.
pub(crate) const LADDER_SILENT: &str =
    "Người được phân công luôn phải được báo. Hãy chọn bậc gần hạn, gấp hoặc quá hạn.";

/// An edit without its reason.
pub(crate) const NEEDS_A_REASON: &str =
    "Hãy ghi lý do hoặc căn cứ (số, ngày của nghị quyết, quyết định).";

/// Why the units cannot be changed so.
pub fn unit_refused(refusal: &UnitRefusal) -> String {
    match refusal {
        UnitRefusal::BadKey(key) => format!(
            "Mã “{key}” không dùng được. Mã đơn vị gồm chữ không dấu, số và gạch nối, ví dụ P68-KV03."
        ),
        UnitRefusal::KeyTaken(key) => {
            format!(
                "Mã “{key}” đã được dùng cho một đơn vị khác, kể cả đơn vị đã kết thúc. Hãy chọn mã khác."
            )
        }
        UnitRefusal::NoName => "Hãy nhập tên đơn vị.".to_owned(),
        UnitRefusal::NameTaken(_) => {
            "Đã có một đơn vị cùng tên, cùng cấp trên đang hoạt động. Hãy kiểm tra lại tên."
                .to_owned()
        }
        UnitRefusal::NoUnit(_) => "Không tìm thấy đơn vị này.".to_owned(),
        UnitRefusal::Ended { last_day, .. } => format!(
            "Đơn vị này đã kết thúc hoạt động, ngày cuối là {}, nên không thay đổi được nữa.",
            law::day_vi(*last_day)
        ),
        UnitRefusal::ChangedLater { on, .. } => format!(
            "Đơn vị này đã có thay đổi từ ngày {}. Hãy chọn ngày từ ngày đó trở đi.",
            law::day_vi(*on)
        ),
        UnitRefusal::NotOpen { on, .. } => format!(
            "Đơn vị được chọn không hoạt động vào ngày {}. Hãy chọn đơn vị khác hoặc ngày khác.",
            law::day_vi(*on)
        ),
        UnitRefusal::WrongLevel(level, above) => format!(
            "“{}” không thể trực thuộc “{}”.",
            level.name_vi(),
            above.name_vi()
        ),
        UnitRefusal::UnderItself => {
            "Một đơn vị không thể trực thuộc hoặc sáp nhập vào chính nó hay đơn vị dưới nó."
                .to_owned()
        }
        UnitRefusal::HasUnits(count) => format!(
            "Còn {count} đơn vị hoặc phòng trực thuộc đang hoạt động. Hãy chuyển hoặc kết thúc các đơn vị đó trước."
        ),
    }
}

pub(crate) const UNKNOWN_STATUS: &str = "Hãy chọn một trạng thái trong danh sách.";
pub(crate) const NOT_ONESELF: &str =
    "Bạn không thể tự khóa tài khoản của mình. Hãy nhờ người quản trị khác.";
pub(crate) const NOT_APPOINT_ONESELF: &str =
    "Bạn không thể tự giao chức vụ cho mình. Hãy nhờ người quản trị khác.";
pub(crate) const NEEDS_A_NAME: &str = "Hãy nhập họ và tên (không quá 120 ký tự).";
pub(crate) const BAD_LOGIN: &str =
    "Tên đăng nhập gồm 3 đến 64 ký tự: chữ không dấu, số, dấu chấm, gạch nối, gạch dưới hoặc @.";
pub(crate) const LOGIN_TAKEN: &str = "Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.";
pub(crate) const BAD_EMAIL: &str = "Địa chỉ thư điện tử chưa đúng. Ví dụ: an.nv@vks.example.";
pub(crate) const ENDS_BEFORE_IT_BEGINS: &str = "Ngày kết thúc phải từ ngày bắt đầu trở đi.";
pub(crate) const ALREADY_OVER: &str = "Ngày kết thúc đã qua. Hãy chọn ngày từ hôm nay trở đi.";
pub(crate) const UNIT_NOT_OPEN: &str =
    "Đơn vị này không hoạt động vào ngày bắt đầu. Hãy chọn đơn vị hoặc ngày khác.";
pub(crate) const NOT_TO_ONESELF: &str = "Hãy chọn người nhận ủy quyền khác với người ủy quyền.";
pub(crate) const ONLY_ONES_OWN_RIGHTS: &str =
    "Chỉ ủy quyền được những quyền mà chức vụ hiện tại của bạn có. Hãy chọn ít nhất một quyền.";
pub(crate) const NEEDS_A_TEAM_NAME: &str = "Hãy đặt tên cho tổ.";
pub(crate) const LEADER_STAYS: &str = "Tổ trưởng không thể rời tổ. Hãy đổi tổ trưởng trước.";
pub(crate) const WEAK_PASSWORD: &str = "Mật khẩu cần ít nhất 10 ký tự, không trùng tên đăng nhập và không lặp một ký tự. Một câu ngắn dễ nhớ là mật khẩu tốt.";
pub(crate) const LONG_PASSWORD: &str = "Mật khẩu dài quá 256 ký tự. Hãy chọn mật khẩu ngắn hơn.";
pub(crate) const SAME_PASSWORD: &str = "Mật khẩu mới phải khác mật khẩu đang dùng.";
pub(crate) const WRONG_OLD_PASSWORD: &str = "Mật khẩu đang dùng chưa đúng. Hãy nhập lại.";
pub(crate) const WRONG_CODE: &str = "Mã xác thực chưa đúng hoặc đã dùng rồi. Hãy chờ mã mới trên điện thoại và nhập lại; nếu vẫn sai, kiểm tra giờ của điện thoại.";
pub(crate) const NO_PENDING_CODE: &str = "Hãy quét mã QR trước, rồi nhập mã xác thực.";

/// Why somebody could not sign in. It never tells whether the login exists.
pub fn sign_in_refused(refusal: &SignInRefusal) -> String {
    match refusal {
        SignInRefusal::Wrong => "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra bộ gõ, phím Caps Lock và thử lại.".to_owned(),
        SignInRefusal::WrongCode => WRONG_CODE.to_owned(),
        SignInRefusal::NoKey => {
            "Mật khẩu đúng, nhưng máy chủ không có khóa để kiểm tra mã xác thực của bạn (khóa chưa được chép lại sau khi khôi phục dữ liệu). Hãy báo người quản trị chép lại tệp khóa, hoặc tắt xác thực hai bước của bạn.".to_owned()
        }
        SignInRefusal::NoPost => {
            "Tài khoản của bạn chưa có chức vụ đang hiệu lực. Hãy liên hệ người quản trị của đơn vị.".to_owned()
        }
        SignInRefusal::Locked { seconds } if *seconds < 90 => {
            format!("Đã nhập sai nhiều lần. Hãy chờ {seconds} giây rồi thử lại.")
        }
        SignInRefusal::Locked { seconds } => {
            format!("Đã nhập sai nhiều lần. Hãy chờ {} phút rồi thử lại.", seconds.div_ceil(60))
        }
        SignInRefusal::Failed(error) => work_refused(error),
    }
}

/// Why the office's calendar cannot take a day.
pub(crate) const DAY_NEEDS_A_NAME: &str = "Hãy nhập tên ngày nghỉ hoặc ngày làm bù.";
pub(crate) const DAY_NEEDS_A_SOURCE: &str = "Hãy ghi thông báo hoặc quyết định làm căn cứ.";
pub(crate) const DAY_STANDS: &str =
    "Ngày này đã được nhập như vậy rồi. Nếu nhập nhầm, hãy rút lại dòng cũ trước.";
pub(crate) const DAY_WITHDRAWN: &str = "Dòng này đã được rút lại trước đó.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Right, units::Level};

    #[test]
    fn every_refusal_is_a_vietnamese_sentence() {
        let day = chrono::NaiveDate::default();
        let unit = |refusal| unit_refused(&refusal);
        let sentences = [
            work_refused(&WorkError::NotAllowed {
                right: Right::CasefileRead,
                unit: "P68".into(),
            }),
            work_refused(&WorkError::NotInRole {
                roles: vec![Role::Chief, Role::DeputyChief],
            }),
            work_refused(&WorkError::NotFound),
            work_refused(&WorkError::ChangedMeanwhile),
            work_refused(&WorkError::Broken("secret".into())),
            sign_in_refused(&SignInRefusal::Wrong),
            sign_in_refused(&SignInRefusal::NoPost),
            sign_in_refused(&SignInRefusal::NoKey),
            sign_in_refused(&SignInRefusal::Locked { seconds: 30 }),
            sign_in_refused(&SignInRefusal::Locked { seconds: 1800 }),
            unit(UnitRefusal::WrongLevel(Level::Region, Level::Supreme)),
            unit(UnitRefusal::HasUnits(3)),
            unit(UnitRefusal::Ended {
                key: "P68".into(),
                last_day: day,
            }),
        ];
        for sentence in sentences {
            assert!(
                sentence.ends_with('.') && !sentence.is_ascii(),
                "{sentence}"
            );
            assert!(!sentence.contains("secret"), "{sentence}");
        }
        let who = WorkError::NotInRole {
            roles: vec![Role::Chief, Role::DeputyChief],
        };
        assert_eq!(
            work_refused(&who),
            "Việc này thuộc thẩm quyền của Viện trưởng hoặc Phó Viện trưởng."
        );
        assert!(sign_in_refused(&SignInRefusal::Locked { seconds: 1801 }).contains("31 phút"));
    }
}
