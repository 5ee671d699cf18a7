//! Sentences of the screen on which a file is ordered.

use super::acts::Refused;
use shell::vi_number;

/// The job runs.
pub const ORDERING: &str = "Đang xếp tài liệu";
/// It is done.
pub const ORDERED: &str = "Đã xếp xong, chờ người xác nhận";

/// What the list of jobs calls it.
pub fn job(title: &str) -> String {
    format!("Xếp tài liệu trong “{title}”")
}

/// The job cannot be understood.
pub fn bad_job(cause: &str) -> String {
    format!("Việc này bị hỏng dữ liệu ({cause}). Hãy tải tệp lên lại.")
}

/// No such series of numbers.
pub const NO_OWNER: &str = "Hãy chọn cơ quan đánh số: cơ quan điều tra, viện kiểm sát hoặc tòa án.";
/// Nothing to number.
pub const NO_LEAVES: &str =
    "Các trang này không có trang nào để đánh số. Trang trắng không mang bút lục.";
/// More letters than there are.
pub const NO_MORE_LETTERS: &str = "Sau chữ z không còn chữ để đánh tiếp. Hãy đánh ít trang hơn, hoặc bắt đầu bằng số không kèm chữ.";
/// A form that says nothing the screen knows.
pub const NOT_UNDERSTOOD: &str = "Việc này thiếu thông tin. Hãy chọn lại tài liệu rồi làm lại.";
/// No step to take back.
pub const NOTHING_TO_UNDO: &str = "Không còn bước nào để hoàn tác.";
/// No step to do again.
pub const NOTHING_TO_REDO: &str = "Không có bước nào để làm lại.";
/// Somebody else changed the same papers.
pub const CHANGED: &str = "Tài liệu của bước này vừa được sửa ở chỗ khác nên không hoàn tác được. Danh sách đang hiện là bản mới nhất.";

/// Who only orders the stack asks for what is not in it.
pub const OUTSIDE_THE_STACK: &str = "Phần này không thuộc tập quét đang chờ xếp, hoặc đã có người xác nhận. Muốn sửa, hãy nhờ người được đọc hồ sơ.";
/// The stack is ordered, or there is none.
pub const STACK_DONE: &str = "Không còn tập quét nào chờ xếp";
/// What one may do then.
pub const STACK_DONE_WHY: &str = "Tập quét đã xác nhận xong thì đóng lại với người chỉ xếp. Bước vừa làm còn hoàn tác được trong 15 phút. Tập mới hiện ở đây khi máy đọc xong.";
/// On the page for handing scans in.
pub const STACK_WAITS: &str =
    "Máy đã đọc xong và đề xuất danh sách tài liệu. Hãy xếp, đặt tên, đánh số và xác nhận.";

/// Why an act was not done.
pub fn refused(refused: Refused) -> &'static str {
    match refused {
        Refused::Gone => {
            "Tài liệu này không còn trong danh sách. Danh sách đang hiện là bản mới nhất."
        }
        Refused::NoTitle => "Hãy ghi tên tài liệu rồi mới xác nhận.",
        Refused::NothingSure => {
            "Không còn tài liệu nào chắc chắn để xác nhận một lượt. Hãy xem từng tài liệu còn lại."
        }
        Refused::NotInside => {
            "Hãy lật tới trang thứ hai trở đi của tài liệu rồi tách; trang đang mở sẽ là trang đầu của tài liệu mới."
        }
        Refused::NotBeside => {
            "Không có tài liệu nào kết thúc ngay trước trang đầu của tài liệu này để gộp vào."
        }
        Refused::NoSuchGroup => "Không có nhóm này. Hãy chọn nhóm trong danh sách.",
        Refused::AtTheEnd => {
            "Tài liệu đã ở đầu hoặc cuối nhóm. Muốn sang nhóm khác, hãy chọn nhóm."
        }
        Refused::NotFree => "Các trang này đã thuộc một tài liệu, hoặc không có trong hồ sơ.",
    }
}

/// What a step is called: "Hoàn tác: tách tài liệu".
pub fn act_vi(act: &str) -> &'static str {
    match act {
        "confirm" => "xác nhận",
        "confirm_sure" => "xác nhận tất cả chắc chắn",
        "split" => "tách tài liệu",
        "join" => "gộp tài liệu",
        "group" => "chuyển nhóm",
        "shift" => "đổi chỗ trong nhóm",
        "write" => "sửa thông tin",
        "remove" => "bỏ tài liệu",
        "add" => "lập tài liệu",
        "renumber" => "đánh lại bút lục",
        _ => "bước trước",
    }
}

/// What is said after an act.
pub fn done(act: &str, papers: usize) -> String {
    let papers = vi_number(i64::try_from(papers).unwrap_or(0));
    match act {
        "confirm" => "Đã xác nhận tài liệu.".to_owned(),
        "confirm_sure" => format!("Đã xác nhận {papers} tài liệu chắc chắn."),
        "split" => "Đã tách; tài liệu mới bắt đầu từ trang đang mở.".to_owned(),
        "join" => "Đã gộp vào tài liệu trước.".to_owned(),
        "group" => "Đã chuyển nhóm.".to_owned(),
        "shift" => "Đã đổi chỗ trong nhóm.".to_owned(),
        "write" => "Đã ghi thông tin tài liệu.".to_owned(),
        "remove" => "Đã bỏ tài liệu khỏi danh sách; các trang vẫn còn nguyên.".to_owned(),
        "add" => "Đã lập tài liệu từ các trang chưa thuộc tài liệu nào.".to_owned(),
        _ => "Đã đánh lại bút lục; số cũ vẫn dẫn tới trang.".to_owned(),
    }
}

/// A step was taken back, or done again.
pub fn turned(act: &str, is_back: bool) -> String {
    let act = act_vi(act);
    match is_back {
        true => format!("Đã hoàn tác: {act}."),
        false => format!("Đã làm lại: {act}."),
    }
}

/// Why a value is unsure.
pub fn doubt(code: &str) -> &'static str {
    match code {
        "title" => "Máy chưa đọc được tên tài liệu.",
        "name" => "Tên đọc được chưa có trong danh mục; hãy so với trang.",
        "date" => "Chưa đọc được ngày.",
        "number" => "Chưa đọc được số văn bản.",
        "number_cited" => {
            "Số ở đầu trang mờ; đây là số mà tài liệu khác trong hồ sơ viện dẫn. Hãy so với trang."
        }
        "signer" => "Tên người ký đọc chưa rõ.",
        "faint" => "Trang đầu mờ; hãy so các ô với trang.",
        "hand" => "Tài liệu viết tay.",
        "leaf" => "Có số bút lục suy ra từ các trang trước và sau.",
        "order" => "Có lỗi đánh số hoặc đảo trang trong tài liệu này.",
        "twice" => "Có trang đã quét trước đó; hãy xem hai trang cạnh nhau.",
        "rest" => "Phần còn lại của một tài liệu đã được người khác đánh dấu.",
        _ => "Cần kiểm tra.",
    }
}

/// A fault of the stack, told in one line.
pub fn fault(kind: &str, bl: &[String], pages: &[i64]) -> String {
    let all = |words: &[i64]| {
        let told: Vec<String> = words.iter().take(12).map(i64::to_string).collect();
        let more = if words.len() > 12 { "…" } else { "" };
        format!("{}{more}", told.join(", "))
    };
    let (number, at) = (bl.first().map_or("", String::as_str), all(pages));
    match kind {
        "missing" => format!("Thiếu BL {number}: giữa các trang {at} không thấy số này."),
        "double" => format!("Trùng BL {number}: đóng ở các trang {at}."),
        "swapped" if bl.is_empty() => format!("Các trang {at} bị đảo thứ tự."),
        "swapped" => format!("Các trang {at} bị đảo thứ tự (BL {}).", bl.join(", ")),
        "inserted" => format!("Trang {at} được chèn sau khi đánh số (BL {number})."),
        "twice" => format!(
            "Các trang {at} là một trang quét hai lần: chữ và nét trên trang trùng nhau. Hãy xem hai trang rồi chỉ giữ một trang trong tài liệu."
        ),
        "failed" => format!("Trang không mở được: {at}. Hãy quét lại."),
        "unread_number" => format!("Có dấu bút lục nhưng không đọc được số: trang {at}."),
        "upside_down" => format!("Máy đã xoay lại trang quét ngược: {at}."),
        "sideways" => format!("Máy đã xoay lại trang quét ngang: {at}."),
        _ => format!("Trang trắng: {at}."),
    }
}

/// Pages without a paper.
pub fn bare(first: i64, last: i64) -> String {
    match first == last {
        true => format!("Trang {first} chưa thuộc tài liệu nào."),
        false => format!("Các trang {first}–{last} chưa thuộc tài liệu nào."),
    }
}

/// A number that was replaced.
pub fn old_number(number: &str) -> String {
    format!("cũ {number}")
}

/// A number of another body's series.
pub fn number_of(owner: &str, number: &str) -> String {
    let owner = match owner {
        "procuracy" => "VKS",
        "court" => "TA",
        _ => "CQĐT",
    };
    format!("{owner} {number}")
}

/// How far the ordering is.
pub fn standing(open: usize, sure: usize, confirmed: usize) -> String {
    let told = |count: usize| vi_number(i64::try_from(count).unwrap_or(0));
    match open {
        0 => format!("Đã xác nhận cả {} tài liệu.", told(confirmed)),
        _ => format!(
            "Còn {} tài liệu chờ xác nhận, trong đó {} chắc chắn; đã xác nhận {}.",
            told(open),
            told(sure),
            told(confirmed)
        ),
    }
}

/// Nothing is proposed and nothing is marked.
pub const NOTHING: &str = "Chưa có tài liệu nào để xếp";
/// What to do then.
pub const NOTHING_WHY: &str = "Máy xếp tài liệu ngay khi đọc xong trang cuối của tệp quét. Hãy đưa tệp quét vào hồ sơ, hoặc chờ tệp đang đọc.";

/// The viewer says that papers wait.
pub fn waiting(open: i64) -> String {
    format!(
        "Máy đã đề xuất {} tài liệu, chưa ai xác nhận.",
        vi_number(open)
    )
}
