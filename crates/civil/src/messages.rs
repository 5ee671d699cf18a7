//! Các câu người dùng đọc của mảng dân sự, hành chính.

use crate::rules::{Act, Refusal};

pub const NO_MATTER: &str =
    "Không tìm thấy vụ việc này. Đường dẫn có thể sai, hoặc vụ việc thuộc mảng khác.";
pub const NO_FACT: &str = "Không tìm thấy sự kiện này trong vụ việc.";
pub const NO_ACT: &str = "Không có loại sự kiện này.";
pub const NO_KIND: &str = "Không có sổ của loại vụ việc này.";
pub const DAY_MISSING: &str = "Hãy ghi ngày.";
pub const DAY_AHEAD: &str = "Ngày này chưa tới. Hãy xem lại ngày.";
pub const NOT_A_CHOICE: &str = "Hãy chọn một mục trong danh sách.";
pub const REASON_MISSING: &str = "Hãy ghi lý do sửa hoặc rút.";
pub const NAMES_MISSING: &str = "Hãy ghi ít nhất một người ở bên này, mỗi người một dòng.";
pub const TAKEN_BACK_FIRST: &str = "Vụ việc đã có quyết định, phiên tòa hoặc văn bản khác. Hãy rút các sự kiện đó trước, rồi mới rút việc thụ lý.";
pub const ALREADY_REPLACED: &str =
    "Sự kiện này đã được sửa hoặc rút rồi. Hãy mở lại trang vụ việc.";
pub const CHANGED: &str = "Trong lúc bạn nhập, người khác đã ghi thêm vào vụ việc này. Những gì bạn gõ vẫn còn; hãy xem rồi gửi lại.";
pub const NUMBER_HELP: &str = "Để trống: lấy số tiếp theo của sổ.";
pub const PARTIES_HELP: &str = "Mỗi dòng một người, cơ quan, tổ chức.";
pub const KIND_TO_CHECK: &str = "Tên loại vụ việc, tư cách tham gia tố tụng và các cột của sổ chưa đối chiếu với mẫu sổ của ngành.";
pub const NO_TIME_LIMITS: &str =
    "Phần mềm chưa tính thời hạn của án dân sự, hành chính: các hạn dưới đây do người nhập ghi.";
pub const EMPTY: (&str, &str) = (
    "Chưa có vụ việc nào",
    "Khi nhận thông báo thụ lý của Tòa án, hãy vào sổ thụ lý kiểm sát để theo dõi, số hóa hồ sơ và chuẩn bị phiên tòa.",
);
pub const EMPTY_NARROWED: (&str, &str) = (
    "Không có vụ việc nào khớp",
    "Hãy bớt điều kiện lọc, hoặc tìm bằng một phần tên đương sự, số văn bản.",
);
pub const EMPTY_BOOK: (&str, &str) = (
    "Sổ chưa có dòng nào trong kỳ này",
    "Hãy chọn khoảng ngày khác, hoặc loại vụ việc khác.",
);
pub const BAD_PERIOD: &str = "Ngày bắt đầu phải đứng trước ngày kết thúc.";

pub fn required(label: &str) -> String {
    format!("Hãy ghi: {}.", lowered(label))
}

pub fn number_taken(number: &str, title: &str) -> String {
    format!(
        "Số {number} của sổ này đã dùng cho vụ “{title}”. Hãy ghi số khác, hoặc để trống để lấy số tiếp theo."
    )
}

/// Why an act was not recorded.
pub fn refused(act: &Act, why: Refusal) -> String {
    match why {
        Refusal::State(state) => format!(
            "Vào ngày này vụ việc ở trạng thái “{}”, nên chưa ghi được “{}”. Hãy xem lại ngày, hoặc ghi sự kiện còn thiếu trước.",
            state.label, act.label
        ),
        Refusal::AlreadyOpen => {
            "Vụ việc này đã thụ lý kiểm sát rồi. Hãy sửa lần thụ lý đã ghi.".to_owned()
        }
        Refusal::Gone => {
            "Việc thụ lý đã được rút, nên không ghi thêm được. Hãy vào sổ lại nếu cần.".to_owned()
        }
    }
}

pub fn taken_in(code: &str, docket: &str) -> String {
    format!("Đã vào sổ thụ lý kiểm sát, số {docket}. Mã hồ sơ: {code}.")
}

pub fn recorded(act: &str) -> String {
    format!("Đã ghi: {act}.")
}

pub const CORRECTED: &str = "Đã ghi bản đính chính; sổ đã tính lại.";
pub const WITHDRAWN: &str =
    "Đã rút sự kiện ghi nhầm; sự kiện vẫn được giữ trong diễn biến cùng lý do.";

fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
