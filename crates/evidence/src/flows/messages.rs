//! Lời văn của dòng tiền: every sentence of this part that a person reads.

use text::money;

pub const NO_DAY_COLUMN: &str = "Chưa chọn cột ngày giao dịch.";
pub const NO_AMOUNT_COLUMN: &str = "Chưa chọn cột số tiền: ghi nợ, ghi có, hoặc một cột số tiền.";
pub const TWO_AMOUNT_COLUMNS: &str =
    "Chỉ chọn hai cột ghi nợ, ghi có, hoặc một cột số tiền; không chọn cả hai cách.";
pub const SAME_COLUMN_TWICE: &str = "Có nội dung được chọn cho hai cột. Hãy giữ lại một cột.";

pub const HEAD_AGAIN: &str = "Tiêu đề bảng lặp lại";
pub const SUM_LINE: &str = "Dòng số dư hoặc dòng cộng, dùng để đối chiếu";
pub const NOTE_GOES_ON: &str = "Phần tiếp của nội dung dòng trên";
pub const NO_PAYMENT: &str = "Không phải giao dịch: không có ngày, không có số tiền";
pub const DAY_MISSING: &str = "Dòng có số tiền nhưng không có ngày giao dịch.";
pub const NO_SUM: &str = "Dòng có ngày nhưng không có số tiền.";
pub const NEGATIVE_SUM: &str = "Số tiền âm trong cột chỉ ghi số dương; có thể là bút toán hủy. Hãy nhập tay sau khi đối chiếu.";
pub const BOTH_SUMS: &str = "Dòng ghi cả tiền ra lẫn tiền vào.";

pub const NO_FILE: &str = "Chưa chọn tệp. Hãy chọn sao kê Excel (.xlsx, .xls, .ods) hoặc CSV.";
pub const BROKEN_UPLOAD: &str = "Tệp chưa gửi lên trọn vẹn. Hãy gửi lại.";
pub const FILE_TOO_LARGE: &str = "Tệp lớn quá 30 MB. Hãy tách sao kê theo tháng rồi gửi từng tệp.";
pub const FILE_GONE: &str = "Không mở lại được tệp của đợt nhập này. Hãy tải tệp lên lại.";
pub const TOO_MANY_ROWS: &str =
    "Sao kê có hơn 20.000 giao dịch. Hãy tách theo tháng rồi nhập từng tệp.";
pub const NO_ACCOUNT: &str = "Hãy ghi số tài khoản hoặc tên chủ tài khoản của sao kê.";
pub const NOTHING_READ: &str =
    "Không đọc được giao dịch nào với cách ghép cột này. Hãy xem lại cột ngày và cột số tiền.";
pub const STEP_PASSED: &str = "Đợt nhập này đã sang bước khác. Hãy xem lại trang.";
pub const REMEMBERED: &str =
    "Đơn vị đã nhập một sao kê có tiêu đề như thế này; các cột được ghép như lần trước.";
pub const UNDONE: &str = "Đã hoàn tác đợt nhập. Các dòng của sao kê vẫn được giữ để đối chiếu; nhập lại tệp này khi cần.";
pub const DOUBLE: &str = "Đã có trong bảng, không ghi lần nữa";
pub const NOT_ACCOUNT: &str = "Bên đã chọn không còn trong bảng.";

pub const NO_PARTY: &str =
    "Hãy ghi bên chuyển và bên nhận: chọn bên đã có hoặc gõ tên, số tài khoản.";
pub const SAME_PARTY: &str = "Bên chuyển và bên nhận phải khác nhau.";
pub const NO_MONEY: &str = "Hãy ghi số tiền bằng đồng, ví dụ 1.500.000.";
pub const NO_GOODS: &str = "Hãy ghi hàng gì, bao nhiêu, ví dụ: 2 xe máy.";
pub const BAD_TIME: &str = "Hãy ghi giờ như 14:30, hoặc để trống.";
pub const NO_NAME: &str = "Hãy ghi tên, hoặc số tài khoản.";
pub const OWNER_LOOP: &str = "Không chọn được: bên này đang là chủ của bên kia, hoặc là chính nó.";
pub const PARTY_IN_USE: &str =
    "Bên này còn giao dịch trong bảng nên chưa bỏ được. Hãy bỏ hoặc chuyển các giao dịch ấy trước.";
pub const NO_TITLE: &str = "Hãy đặt tên cho sơ đồ.";
pub const BAD_CHOICE: &str = "Lựa chọn này không có. Hãy tải lại trang.";
pub const GONE: &str = "Mục này không còn trong hồ sơ.";
pub const TURNED_PERIOD: &str = "Ngày đầu đứng sau ngày cuối. Hãy xem lại khoảng ngày.";

pub const KEPT: &str = "Đã lưu.";
pub const ADDED: &str = "Đã thêm giao dịch.";
pub const REMOVED: &str = "Đã bỏ khỏi bảng. Mở lại ở cuối trang giao dịch.";
pub const RESTORED: &str = "Đã đưa trở lại bảng.";
pub const VIEW_KEPT: &str = "Đã lưu sơ đồ.";
pub const VIEW_REMOVED: &str = "Đã bỏ sơ đồ. Bảng giao dịch không thay đổi.";

pub const NO_FLOWS: &str = "Chưa có giao dịch nào.";
pub const NO_FLOWS_WHY: &str = "Nhập sao kê của ngân hàng (Excel, CSV), hoặc thêm từng lần chuyển tiền, giao hàng kèm bút lục. Sơ đồ tự vẽ từ bảng.";
pub const NONE_CHOSEN: &str = "Không có giao dịch nào trong khoảng đã chọn.";
pub const NONE_CHOSEN_WHY: &str = "Hãy nới khoảng ngày hoặc số tiền.";
pub const GATHERED: &str = "Các bên còn lại";
pub const UNKNOWN_PARTY: &str = "Chưa rõ bên đối ứng";
pub const CASH: &str = "Tiền mặt";

/// A cell that holds no sum.
pub fn odd_sum(shown: &str) -> String {
    format!("Không đọc được số tiền “{shown}”: cần số nguyên bằng đồng Việt Nam.")
}

/// A cell whose formula failed.
pub fn failed_formula(code: &str) -> String {
    format!("Ô là công thức lỗi {code}. Hãy sửa trong Excel rồi nhập lại.")
}

/// A cell that holds no day.
pub fn no_day(shown: &str) -> String {
    format!("Không đọc được ngày “{shown}”.")
}

/// A word that says neither nợ nor có.
pub fn unknown_side(word: &str) -> String {
    format!("Không rõ “{word}” là ghi nợ hay ghi có.")
}

/// A balance that does not follow.
pub fn balance_breaks(before: i64, into: i64, out: i64, balance: i64) -> String {
    format!(
        "Số dư không khớp: trước đó {} + vào {} − ra {} = {}, sao kê ghi {}.",
        money(before),
        money(into),
        money(out),
        money(before + into - out),
        money(balance)
    )
}

/// The closing balance is another than the last row's.
pub fn closing_differs(row: usize, balance: i64, closing: i64) -> String {
    format!(
        "Số dư cuối kỳ ghi {}, nhưng số dư của dòng {row} là {}.",
        money(closing),
        money(balance)
    )
}

/// The sheet's own sums are other than those of its rows.
pub fn sums_differ(said: (i64, i64), read: (i64, i64)) -> String {
    format!(
        "Dòng cộng của sao kê ghi ra {}, vào {}; cộng các dòng đọc được là ra {}, vào {}.",
        money(said.0),
        money(said.1),
        money(read.0),
        money(read.1)
    )
}

/// The same file was taken in before.
pub fn file_known(when: &str, who: &str) -> String {
    format!("Tệp này đã được nhập lúc {when} bởi {who}. Hoàn tác đợt ấy trước nếu muốn nhập lại.")
}

/// A sheet that is marked secret.
pub fn secret(mark: &str) -> String {
    format!("Tệp mang dấu {mark} nên không được đưa vào phần mềm này. Tệp chưa được lưu.")
}

/// What an import did.
pub fn taken(new: usize, double: usize, bad: usize) -> String {
    let mut said = format!("Đã ghi {new} giao dịch");
    if double > 0 {
        said += &format!(", {double} giao dịch đã có từ trước");
    }
    if bad > 0 {
        said += &format!("; {bad} dòng chưa đọc được, xem bên dưới");
    }
    said + "."
}

/// A text that is too long.
pub fn too_long(most: usize) -> String {
    format!("Nội dung dài quá {most} chữ cái. Hãy rút gọn.")
}

/// What a kind of party is called.
pub fn kind_vi(kind: &str) -> &'static str {
    match kind {
        "account" => "Tài khoản",
        "person" => "Cá nhân",
        "organisation" => "Tổ chức",
        "cash" => "Tiền mặt",
        "place" => "Địa điểm",
        _ => "Chưa rõ",
    }
}

/// What a role is called.
pub fn role_vi(role: &str) -> &'static str {
    match role {
        "accused" => "Bị can, bị cáo",
        "victim" => "Bị hại",
        "witness" => "Người làm chứng",
        "concerned" => "Người có quyền lợi, nghĩa vụ liên quan",
        _ => "",
    }
}

/// What the state of a row is called.
pub fn state_vi(state: &str) -> &'static str {
    match state {
        "taken" => "Đã ghi",
        "double" => "Đã có từ trước",
        "wrong_balance" => "Đã ghi, số dư không khớp",
        "bad" => "Chưa đọc được",
        _ => "Không phải giao dịch",
    }
}

/// What a step of an import is called.
pub fn step_vi(step: &str) -> &'static str {
    match step {
        "mapping" => "Chờ ghép cột",
        "taken" => "Đã nhập",
        _ => "Đã hoàn tác",
    }
}
