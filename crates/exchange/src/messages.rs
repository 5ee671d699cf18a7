//! Các câu người dùng đọc khi nhập, xuất, chia sẻ dữ liệu.

use crate::import::task::Task;
use crate::sheet::SheetError;

/// While the file is opened.
pub const READING: &str = "Đang đọc tệp";
/// While it is checked.
pub const CHECKING: &str = "Đang kiểm tra từng hồ sơ theo luật, chưa ghi gì";
/// While it is written.
pub const WRITING: &str = "Đang ghi từng hồ sơ";
/// While it is undone.
pub const UNDOING: &str = "Đang rút từng hồ sơ";
/// The file of an import is no longer there.
pub const FILE_GONE: &str = "Không mở lại được tệp của đợt nhập này. Hãy tải tệp lên lại.";
/// A matter that an earlier import wrote.
pub const KNOWN: &str = "Đã nhập trước đây, không ghi lại.";
/// Somebody recorded meanwhile.
pub const CHANGED: &str = "Người khác vừa ghi vào hồ sơ này.";
/// The same: what to do.
pub const CHANGED_TODO: &str = "Kiểm tra lại rồi nhập tiếp.";
/// After an answer of the program.
pub const ANSWER_TODO: &str = "Nếu cần quyền, đề nghị lãnh đạo đơn vị phân công hoặc ủy quyền.";
/// After a number that cannot be had.
pub const NUMBER_TODO: &str = "Đối chiếu với sổ lấy số và văn bản giấy.";
/// A job that ended for want of rights.
pub const JOB_STOPPED: &str =
    "Việc đã dừng; những hồ sơ đã ghi vẫn còn, bấm tiếp tục khi có đủ quyền.";
/// A line that the law refused when it was written, though not when it was checked.
pub const REFUSED_LATER: &str =
    "Khi ghi thì không còn hợp lệ: dữ liệu đã thay đổi sau lúc kiểm tra.";
/// Somebody recorded facts after the import.
pub const BUILT_FACTS: &str = "Giữ lại: đã có người ghi thêm sự kiện vào hồ sơ này sau khi nhập.";
/// The matter has scanned pages.
pub const BUILT_PAGES: &str = "Giữ lại: hồ sơ này đã có bản quét.";
/// The matter has papers.
pub const BUILT_PAPERS: &str = "Giữ lại: hồ sơ này đã có văn bản soạn trong phần mềm.";
/// The law did not let a fact be withdrawn.
pub const NOT_WITHDRAWN: &str = "Giữ lại: có sự kiện không rút được.";
/// No file was sent.
pub const NO_FILE: &str = "Chưa chọn tệp. Hãy chọn một tệp Excel (.xlsx, .xls, .ods) hoặc CSV.";
/// The upload broke off.
pub const BROKEN_UPLOAD: &str = "Tệp chưa gửi lên trọn vẹn. Hãy gửi lại.";
/// No such import.
pub const NO_IMPORT: &str = "Không có đợt nhập này.";
/// The rows of the head cannot be read.
pub const HEAD_ROWS: &str =
    "Hãy ghi dòng đầu và dòng cuối của tiêu đề cột, ví dụ 4 và 5; tiêu đề có nhiều nhất 4 dòng.";
/// The step of an import has passed.
pub const STEP_PASSED: &str = "Đợt nhập này đã sang bước khác. Hãy xem lại trang.";
/// A reason is missing.
pub const REASON_MISSING: &str = "Hãy ghi lý do hoàn tác; lý do được giữ cùng từng sự kiện bị rút.";
/// Nothing may be written.
pub const NOTHING_TO_WRITE: &str =
    "Không có hồ sơ nào để ghi. Hãy sửa các dòng có lỗi trong tệp rồi tải lên lại.";
/// A kind that is not there.
pub const NO_KIND: &str = "Hãy chọn loại sổ.";

/// A format that is not there.
pub const NO_FORMAT: &str = "Hãy chọn khuôn dạng tệp: Excel, CSV hoặc JSON.";
/// Nothing to export by that name.
pub const NO_WHAT: &str = "Hãy chọn nội dung cần xuất.";
/// A period that ends before it begins.
pub const TURNED_PERIOD: &str = "Ngày bắt đầu đứng sau ngày kết thúc. Hãy xem lại kỳ.";
/// Too much for one file.
pub const EXPORT_TOO_LONG: &str = "Có hơn 50.000 dòng. Hãy chọn kỳ ngắn hơn rồi xuất nhiều lần.";

/// Bytes a sheet may have.
pub const MOST_BYTES: usize = 30 << 20;

/// A file larger than that.
pub const FILE_TOO_LARGE: &str = "Tệp lớn hơn 30 MB. Hãy tách thành nhiều tệp nhỏ hơn.";

/// A marked sheet.
pub fn secret(mark: &str) -> String {
    format!(
        "Tệp có dấu “{mark}”. Tài liệu mật không được đưa vào phần mềm này; tệp không được lưu lại."
    )
}

/// Why a file is no sheet.
pub fn sheet_refused(error: &SheetError) -> String {
    match error {
        SheetError::Unknown => {
            "Tệp này không phải bảng tính. Hãy lưu lại thành Excel (.xlsx) hoặc CSV rồi gửi."
        }
        SheetError::Encrypted => {
            "Tệp có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, lưu lại rồi gửi."
        }
        SheetError::Broken(_) => {
            "Không mở được tệp; có thể tệp bị hỏng. Hãy mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx rồi gửi."
        }
        SheetError::TooLarge => {
            "Tệp có quá nhiều dòng (tối đa 100.000 dòng mỗi trang). Hãy tách thành nhiều tệp."
        }
        SheetError::Empty => "Tệp không có dữ liệu.",
    }
    .to_owned()
}

/// A matter that somebody entered by hand.
pub fn by_hand(code: &str) -> String {
    format!("Hồ sơ đã có trong máy (mã {code}), không ghi lại.")
}

/// People of a matter that is there.
pub fn more_people(many: usize) -> String {
    format!("Vụ án đã có; ghi thêm {many} người.")
}

/// What a job of an import is called.
pub fn job(task: Task, file: &str) -> String {
    let what = match task {
        Task::Check => "Kiểm tra sổ nhập",
        Task::Write => "Ghi sổ nhập",
        Task::Undo => "Hoàn tác sổ nhập",
    };
    format!("{what}: {file}")
}

/// After a job of an import.
pub const fn job_done(task: Task) -> &'static str {
    match task {
        Task::Check => "Đã kiểm tra xong",
        Task::Write => "Đã ghi xong",
        Task::Undo => "Đã hoàn tác xong",
    }
}

/// What a step of an import is called.
pub fn step_vi(step: &str) -> &'static str {
    match step {
        "sheet" => "Chọn trang và tiêu đề",
        "mapping" => "Ghép cột",
        "checking" => "Đang kiểm tra",
        "checked" => "Đã kiểm tra, chưa ghi",
        "writing" => "Đang ghi",
        "written" => "Đã ghi",
        "undoing" => "Đang hoàn tác",
        "undone" => "Đã hoàn tác",
        _ => "",
    }
}

/// What a state of a line is called.
pub fn state_vi(state: &str) -> &'static str {
    match state {
        "good" => "Ghi được",
        "warning" => "Ghi được, có cảnh báo",
        "wrong" => "Có lỗi",
        "known" => "Đã có",
        "written" => "Đã ghi",
        "kept" => "Giữ lại",
        "undone" => "Đã rút",
        _ => "",
    }
}

/// A program without a name.
pub const SYSTEM_NAME: &str = "Hãy ghi tên phần mềm, dài nhất 100 chữ.";
/// A program without rights.
pub const SYSTEM_RIGHTS: &str = "Hãy chọn ít nhất một quyền cho phần mềm này.";
/// A day that is past or too far.
pub const SYSTEM_EXPIRY: &str = "Ngày hết hạn phải từ hôm nay đến 12 tháng tới.";
/// The right is missing.
pub const API_NOT_ALLOWED: &str =
    "Mã kết nối này không có quyền làm việc đó. Đề nghị Quản trị hệ thống cấp mã có quyền phù hợp.";
/// Our fault.
pub const API_BROKEN: &str =
    "Hệ thống gặp trục trặc; chưa ghi gì. Hãy gửi lại cùng khóa sau ít phút.";
/// No token, or an unknown one.
pub const API_NO_TOKEN: &str =
    "Thiếu mã kết nối, hoặc mã không đúng. Gửi mã trong tiêu đề Authorization: Bearer …";
/// A token that no longer opens anything.
pub const API_DEAD_TOKEN: &str = "Mã kết nối không dùng được";
/// Too often.
pub const API_TOO_MANY: &str =
    "Gửi quá nhiều yêu cầu trong một phút. Hãy chờ một phút rồi gửi tiếp.";
/// No key.
pub const API_NO_KEY: &str =
    "Thiếu tiêu đề Idempotency-Key (8 đến 200 ký tự). Mỗi yêu cầu ghi cần một khóa riêng.";
/// The key was used for something else.
pub const API_OTHER_BODY: &str =
    "Khóa này đã dùng cho một yêu cầu có nội dung khác. Hãy dùng khóa mới.";
/// Nothing to record.
pub const API_NO_ACTS: &str = "Cần ít nhất một hành vi trong acts.";
/// The law forbids it.
pub const API_UNLAWFUL: &str = "Pháp luật không cho phép, hoặc dữ liệu chưa đủ; xem findings.";
/// Warnings that nobody has read.
pub const API_UNCONFIRMED: &str =
    "Có cảnh báo. Đọc findings; nếu vẫn ghi thì gửi lại với confirmed: true và khóa mới.";

/// A day that cannot be read.
pub fn api_day(sent: &str) -> String {
    format!("Không đọc được ngày “{sent}”. Ghi dạng 2026-05-20 hoặc 2026-05-20T17:00.")
}

/// No such act.
pub fn api_kind(kind: &str) -> String {
    format!("Danh mục không có hành vi “{kind}” vào ngày đó. Xem /api/v1/acts.")
}

/// No such field.
pub fn api_field(act: &str, field: &str) -> String {
    format!("“{act}” không có trường “{field}”. Xem /api/v1/acts.")
}

/// A person whom nobody described in the matter.
pub fn api_person(act: &str, person: uuid::Uuid) -> String {
    format!(
        "“{act}” nêu người {person} chưa có trong hồ sơ. Ghi party.described với mã người đó trước, hoặc sửa subjects."
    )
}

/// A body that is no JSON of this shape.
pub fn api_body(cause: &str) -> String {
    format!("Nội dung gửi đến không đúng mẫu: {cause}. Xem /api/v1/openapi.json.")
}
