//! Every sentence about case files that a person can read.

use scan::Secrecy;

/// The same file is already in this matter.
pub fn already_here(uploaded_at: i64) -> String {
    let day = shell::vi_date(shell::local_day(uploaded_at));
    format!("Tệp này đã có trong hồ sơ, tải lên ngày {day}. Không cần tải lại.")
}

/// The same file was refused before, because of its mark of secrecy.
pub fn was_withheld(secrecy: &str) -> String {
    format!(
        "Tệp này đã bị từ chối vì có dấu độ mật ({secrecy}). Tài liệu mật không được đưa vào hệ thống; hãy hỏi người quản lý tài liệu bí mật nhà nước của đơn vị."
    )
}

/// Above a file of whose pages one bore a mark of secrecy.
pub fn kept_nothing(at: &str, secrecy: &str) -> String {
    format!(
        "Một tệp tải lên lúc {at} có dấu độ mật ({secrecy}) nên không được lưu. Hãy giao tài liệu cho người quản lý tài liệu bí mật nhà nước của đơn vị; phần còn lại thì tách riêng rồi tải lên."
    )
}

/// A file whose name carries a mark of secrecy.
pub fn marked_secret(secrecy: Secrecy) -> String {
    format!(
        "Tên tệp có dấu độ mật ({}). Tài liệu mật không được đưa vào hệ thống nên tệp không được lưu; hãy giao tài liệu cho người quản lý tài liệu bí mật nhà nước của đơn vị.",
        secrecy_vi(secrecy)
    )
}

/// A mark of secrecy was read on a page.
pub fn withheld(page: i64, secrecy: Secrecy) -> String {
    format!(
        "Trang {page} của một tệp vừa tải lên có dấu độ mật ({}). Toàn bộ tệp đã được gỡ khỏi hồ sơ, chỉ còn dòng ghi nhận không có nội dung. Hãy giao tài liệu cho người quản lý tài liệu bí mật nhà nước của đơn vị, tách riêng rồi tải lên phần còn lại; nếu tệp này nằm trong tệp nén hay chồng ảnh gửi cùng lúc, hãy xem lại cả các tệp kia.",
        secrecy_vi(secrecy)
    )
}

/// A mark of secrecy was read on a page of a stack that is digitised from the command line.
pub fn stack_is_secret(page: usize, secrecy: Secrecy) -> String {
    format!(
        "Trang {page} có dấu độ mật ({}). Không số hóa tập này, không lưu lại gì; hãy giao tập cho người quản lý tài liệu bí mật nhà nước của đơn vị.",
        secrecy_vi(secrecy)
    )
}

/// A document among the bookmarks of a PDF: "Lệnh tạm giam (BL 12-13)".
pub fn bookmark(title: &str, from: Option<&str>, to: Option<&str>) -> String {
    let title = if title.is_empty() {
        "Chưa rõ tên tài liệu"
    } else {
        title
    };
    match (from, to) {
        (Some(from), Some(to)) if from != to => format!("{title} (BL {from}-{to})"),
        (Some(only), _) => format!("{title} (BL {only})"),
        _ => title.to_owned(),
    }
}

/// "Mật", "Tối mật", "Tuyệt mật".
pub fn secrecy_vi(secrecy: Secrecy) -> &'static str {
    match secrecy {
        Secrecy::Secret => "Mật",
        Secrecy::TopSecret => "Tối mật",
        Secrecy::MostSecret => "Tuyệt mật",
    }
}

/// The whole file is read.
pub fn file_read(title: &str, pages: i64, to_check: i64) -> String {
    let checked = match to_check {
        0 => String::new(),
        count => format!(" {count} trang cần người xem lại."),
    };
    format!("Đã đọc xong “{title}”, {pages} trang.{checked}")
}

/// No page carries this number.
pub fn no_such_leaf(number: &str) -> String {
    format!(
        "Hồ sơ này chưa có trang nào mang BL {number}. Có thể trang chưa được đọc xong, hoặc số bút lục cần được ghi bằng tay."
    )
}

/// Documents that nobody has put into a group.
pub const NOT_SORTED: &str = "Chưa xếp nhóm";

/// The page that was asked for carries another number now, or in the series that names it.
pub fn other_number(asked: &str, now: &str) -> String {
    format!("BL {asked} là trang này; số đang dùng của trang là BL {now}.")
}

/// The page went away with its file.
pub const PAGE_GONE: &str =
    "Trang này không còn trong hồ sơ. Tệp chứa trang có thể đã được gỡ vì có dấu độ mật.";

/// Nothing was chosen.
pub const NO_FILE: &str = "Hãy chọn ít nhất một tệp PDF hoặc ảnh quét.";

/// The connection broke while sending.
pub const BROKEN_UPLOAD: &str =
    "Đường truyền bị ngắt khi đang gửi tệp. Hãy tải lên lại; các tệp đã nhận xong vẫn còn.";

/// The original is not in the store any more.
pub const SOURCE_GONE: &str = "Không còn tìm thấy bản gốc của tệp này trong kho tệp. Hãy báo quản trị hệ thống, hoặc tải tệp lên lại.";

/// The sender sent more than is taken in one file.
pub fn too_large(most: usize) -> String {
    format!(
        "Tệp lớn hơn {} MB nên không nhận được. Hãy tách tệp thành nhiều phần (ví dụ mỗi tập hồ sơ một tệp) rồi tải lần lượt; các tệp đã nhận vẫn còn nguyên.",
        most >> 20
    )
}

/// All the files of one sending together are more than is taken.
pub const BODY_TOO_LARGE: &str = "Các tệp gửi cùng một lần quá lớn nên không nhận hết được. Hãy gửi từng tệp một; tệp nào vẫn quá lớn thì tách thành nhiều phần.";

/// A document must have a title and a range of pages.
pub const NO_TITLE: &str = "Hãy ghi tên tài liệu.";

/// The range of pages is wrong.
pub fn bad_range(pages: i64) -> String {
    format!(
        "Trang đầu và trang cuối phải nằm trong khoảng 1–{pages}, trang cuối không nhỏ hơn trang đầu."
    )
}

/// A number of a leaf that is none.
pub const BAD_LEAF: &str = "Số bút lục gồm chữ số, có thể kèm một chữ cái, ví dụ 12 hoặc 37a. Để trống nếu trang không có bút lục.";

/// The last day of a read period and its length say different things.
pub const PERIOD_DISAGREES: &str = "Thời hạn ghi trên văn bản và ngày bắt đầu, kết thúc đọc được không khớp nhau; hãy so kỹ ba ô đó.";

/// The same number of the same kind of act stands in the matter.
pub fn already_recorded(number: &str, day: &str) -> String {
    format!("Hồ sơ đã ghi văn bản số {number} ({day}); hãy xem có ghi trùng không.")
}

/// Nobody of the matter bears the name that was read.
pub fn person_unknown(read: &[&str]) -> String {
    match read {
        [] => "Máy không đọc được văn bản áp dụng với ai; hãy chọn người trong ô “Áp dụng với”."
            .to_owned(),
        names => format!(
            "Văn bản nói về {}, chưa thấy tên này trong hồ sơ. Nếu là người mới, hãy thêm người ở trang hồ sơ trước; nếu máy đọc nhầm tên, hãy chọn người.",
            names.join(", ")
        ),
    }
}

/// Nothing in the catalogue is like the paper.
pub const NOT_RECOGNISED: &str = "Máy chưa nhận ra văn bản bắt đầu ở trang này. Hãy chọn trang đầu của văn bản, hoặc ghi bằng tay.";

/// The page could not be read.
pub const PAGE_UNREADABLE: &str =
    "Trang này không có chữ máy đọc được. Hãy ghi bằng tay, hoặc quét lại rõ hơn.";

/// A mark without a meaning.
pub const NO_MARK_KIND: &str =
    "Hãy chọn ý nghĩa của đoạn đánh dấu: buộc tội, gỡ tội, cần làm rõ hoặc khác.";

/// A page whose picture is not there yet cannot be marked.
pub const PAGE_NOT_SHOWN: &str =
    "Ảnh của trang này đang được chuẩn bị. Hãy đánh dấu khi trang đã hiện ra.";

/// A box outside of the page, or none.
pub const BAD_MARK: &str = "Khung đánh dấu không nằm trong trang. Hãy mở lại trang rồi vẽ lại.";

/// A note or an excerpt that is longer than a note.
pub fn note_too_long(most: usize) -> String {
    format!("Ghi chú, lời trích dài nhất {most} chữ cái. Hãy rút gọn, hoặc chia thành nhiều đoạn.")
}

/// The columns of the table of excerpts.
pub const EXCERPT_COLUMNS: [&str; 6] = [
    "Bút lục",
    "Tài liệu",
    "Lời trích",
    "Ý nghĩa",
    "Ghi chú",
    "Người trích",
];

/// The same in Word, where what it means and what was noted share a column.
pub const EXCERPT_WORD_COLUMNS: [&str; 5] = [
    "Bút lục",
    "Tài liệu",
    "Lời trích",
    "Ý nghĩa, ghi chú",
    "Người trích",
];

/// Nothing was marked in the file.
pub const NO_EXCERPT: &str = "Chưa đánh dấu đoạn nào";

/// How to begin.
pub const NO_EXCERPT_WHY: &str = "Mở hồ sơ, bấm phím M rồi kéo một khung quanh lời cần trích. Lời trích, bút lục và ghi chú của bạn vào bảng này.";

/// Nothing answers what is asked.
pub const NO_SUCH_EXCERPT: &str = "Không có dòng nào phù hợp";

/// What to do then.
pub const NO_SUCH_EXCERPT_WHY: &str = "Hãy thử ít chữ hơn, hoặc bỏ điều kiện lọc.";

/// The words of an excerpt were mended.
pub const EXCERPT_MENDED: &str = "Đã ghi lời trích. Chữ máy đọc vẫn được giữ.";

/// The excerpt was changed in another window.
pub const EXCERPT_CHANGED: &str = "Lời trích này vừa được sửa ở cửa sổ khác nên lần ghi này chưa nhận. Hãy xem lời hiện có rồi sửa lại.";

/// More lines than one Word file takes.
pub fn too_many_excerpts(most: usize) -> String {
    format!(
        "Bảng có nhiều hơn {most} dòng nên không xuất vào một tệp Word. Hãy lọc theo ý nghĩa rồi xuất từng phần."
    )
}

/// A letter that no font of the program has.
pub fn unprintable(letter: char) -> String {
    format!("Lời trích hoặc ghi chú có ký tự “{letter}” không in được. Hãy sửa rồi xuất lại.")
}

/// "Ngày 20 tháng 11 năm 2026".
pub fn place_date(day: chrono::NaiveDate) -> String {
    use chrono::Datelike;
    format!(
        "Ngày {:02} tháng {:02} năm {}",
        day.day(),
        day.month(),
        day.year()
    )
}
