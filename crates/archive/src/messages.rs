//! Câu người đọc thấy ở mảng lưu trữ và giao bản sao.

/// Above the tabs.
pub const TABS: &str = "Xuất hồ sơ và lưu trữ";
/// The list at the head of a copy.
pub const CONTENTS: &str = "MỤC LỤC TÀI LIỆU TRONG HỒ SƠ";
/// The list beside the record of handing over.
pub const HANDOVER_LIST: &str = "DANH MỤC TÀI LIỆU KÈM BIÊN BẢN GIAO NHẬN HỒ SƠ";
/// Documents whose kind nobody said.
pub const NO_KIND: &str = "Chưa phân loại";
/// What a redacted copy says of itself.
pub const REDACTED_COPY: &str = "Bản sao đã che thông tin";
/// The whole file.
pub const WHOLE: &str = "Toàn bộ hồ sơ";
/// The work began.
pub const ASKED: &str = "Đã nhận yêu cầu. Việc chạy nền; có thể đóng trang, quay lại lấy tệp sau.";
/// Someone works on it.
pub const BEING_MADE: &str = "đang lập";
/// Nothing came of it.
pub const NOT_MADE: &str = "Không lập được";
/// The file went.
pub const CLEARED: &str = "Tệp này đã được xóa khỏi máy chủ. Hãy lập lại nếu cần.";
/// No such matter any more.
pub const MATTER_GONE: &str = "Không còn thấy hồ sơ này. Hãy mở lại hồ sơ rồi lập lại.";
/// The order cannot be read.
pub const UNREADABLE: &str = "Yêu cầu này bị hỏng dữ liệu. Hãy lập lại từ trang Xuất hồ sơ.";
/// Nothing is in the chosen part.
pub const NOTHING_CHOSEN: &str = "Phần hồ sơ đã chọn không có trang nào. Hãy chọn phần khác.";
/// No document ticked.
pub const NO_DOCUMENT: &str = "Hãy đánh dấu ít nhất một tài liệu.";
/// The stretch is none.
pub const BAD_STRETCH: &str =
    "Hãy ghi trang đầu và trang cuối bằng số, trang cuối không trước trang đầu.";
/// Nobody is named.
pub const NO_PERSON: &str = "Hãy ghi họ tên người được nhắc đến.";
/// No part chosen.
pub const NO_PART: &str = "Hãy chọn phần hồ sơ.";
/// Where a page could not be opened.
pub const SEE_ORIGINAL: &str = "Hãy xem bản quét gốc hoặc bản giấy.";
/// No title.
pub const NO_TITLE: &str = "Hãy đặt tên.";
/// No reason.
pub const NO_REASON: &str = "Hãy ghi lý do.";
/// The box holds nothing.
pub const EMPTY_BOX: &str = "Chỗ khoanh quá nhỏ hoặc nằm ngoài trang. Hãy khoanh lại.";
/// The reason most often given.
pub const USUAL_REASON: &str = "Thông tin cá nhân";
/// Under the box the machine read nothing.
pub const NO_WORDS: &str = "(không có chữ máy đọc được)";
/// No place ticked.
pub const NO_PLACE: &str = "Hãy đánh dấu ít nhất một chỗ cần che.";
/// Nothing to hide.
pub const NOTHING_HIDDEN: &str = "Chưa chọn chỗ nào để che. Hãy khoanh ít nhất một chỗ.";
/// A box was taken away.
pub const SHOWN_AGAIN: &str = "Đã bỏ chỗ che.";
/// No recipient.
pub const NO_RECIPIENT: &str = "Hãy ghi người nhận.";
/// No purpose.
pub const NO_PURPOSE: &str = "Hãy ghi mục đích, căn cứ giao.";
/// No last day.
pub const NO_LAST_DAY: &str = "Hãy ghi ngày cuối cùng lấy được gói.";
/// The last day is over.
pub const ENDS_BEFORE_TODAY: &str = "Ngày này đã qua. Hãy ghi từ hôm nay trở đi.";
/// It was withdrawn.
pub const WITHDRAWN: &str = "Gói đã thu hồi; tệp đã xóa khỏi máy chủ.";
/// It cannot be taken.
pub const SHARE_OVER: &str =
    "Gói này đã hết hạn hoặc đã thu hồi. Hãy lập gói mới nếu vẫn cần giao.";
/// No such kind of retention.
pub const NO_RETENTION_KIND: &str = "Hãy chọn thời hạn bảo quản.";
/// No years.
pub const NO_YEARS: &str = "Hãy ghi số năm, từ 1 đến 200.";
/// No event.
pub const NO_EVENT: &str = "Hãy ghi sự kiện.";
/// No basis.
pub const NO_BASIS: &str = "Hãy ghi văn bản làm căn cứ.";
/// Where the years come from.
pub const RETENTION_TO_CHECK: &str = "Chưa tìm thấy bảng thời hạn bảo quản đang có hiệu lực của ngành, nên phần mềm không tự điền: cần kiểm tra.";
/// Retention was set.
pub const RETENTION_SET: &str = "Đã ghi thời hạn bảo quản.";
/// A hold stands.
pub const HELD: &str = "Hồ sơ đang có lệnh giữ: không được tiêu hủy.";
/// A hold was placed.
pub const HOLD_PLACED: &str = "Đã đặt lệnh giữ.";
/// A hold was lifted.
pub const HOLD_LIFTED: &str = "Đã bỏ lệnh giữ.";
/// The list is empty.
pub const NOTHING_LISTED: &str = "Mục lục của hồ sơ chưa có tài liệu nào";
/// What to do then.
pub const LIST_FIRST: &str = "Mở hồ sơ, đánh dấu tài liệu; danh mục giao nhận lập từ mục lục đó.";
/// No leaf has a number.
pub const NO_LEAVES: &str = "chưa trang nào có số bút lục";
/// No package was sent.
pub const NO_PACKAGE: &str = "Chưa nhận được tệp nào. Hãy chọn tệp ZIP của gói rồi gửi lại.";
/// The package has no list.
pub const NO_METS: &str = "Không có tệp METS.xml trong thư mục của gói.";
/// The list names nothing.
pub const EMPTY_METS: &str = "METS.xml không nêu tệp nào.";
/// What the package says of itself.
pub const ABOUT_ARCHIVE: &str = "Gói nộp lưu do phần mềm Kiểm Sát Số lập.\n\
METS.xml: danh sách mọi tệp trong gói, kèm cỡ và mã băm SHA-256.\n\
metadata/descriptive/ho-so.xml: mô tả hồ sơ và tài liệu theo các trường TT 05/2025/TT-BNV nêu; tên phần tử cần kiểm tra.\n\
representations/rep1: bản PDF/A của cả hồ sơ.\n\
representations/rep2: các tệp quét như khi được đưa vào.\n\
Ô để trống là thông tin chưa có, không phải là không có.\n";

/// What a copy is.
pub fn subject(code: &str) -> String {
    format!("Bản sao từ hồ sơ số {code}")
}

/// Under a page.
pub fn page_of(no: usize, of: usize) -> String {
    format!("Trang {no}/{of}")
}

/// How far the writing is.
pub fn writing(done: usize, total: usize) -> String {
    format!("Đang ghi trang {done}/{total}")
}

/// In the place of a page that could not be opened.
pub fn page_lost(no: i64) -> String {
    format!("Trang {no} của hồ sơ số không mở được nên không có ảnh.")
}

/// Above the list of a copy.
pub fn code_and_pages(code: &str, pages: usize) -> String {
    format!("Mã hồ sơ {code}, {pages} trang")
}

/// Above the list of a copy.
pub fn made_at(at: &str) -> String {
    format!("Lập lúc {at}")
}

/// "Lệnh tạm giam (BL 04-06)".
pub fn bookmark(title: &str, leaves: &str) -> String {
    match leaves.is_empty() {
        true => title.to_owned(),
        false => format!("{title} (BL {leaves})"),
    }
}

/// A document to be ticked.
pub fn document_choice(title: &str, leaves: &str) -> String {
    bookmark(title, leaves)
}

/// Pictures are missing still.
pub fn still_preparing(pages: usize) -> String {
    format!("Còn {pages} trang chưa có ảnh. Hãy chờ quét, đọc xong rồi lập lại.")
}

/// A page was turned after its box was drawn.
pub fn turned_since(no: i64) -> String {
    format!(
        "Trang {no} đã được xoay hoặc đổi ảnh sau khi khoanh chỗ che. Hãy bỏ chỗ che của trang này rồi khoanh lại."
    )
}

/// What was chosen.
pub fn chosen_documents(count: usize) -> String {
    format!("{count} tài liệu")
}

/// What was chosen.
pub fn chosen_pages(first: i64, last: i64) -> String {
    format!("Trang {first} đến {last}")
}

/// What was chosen.
pub fn chosen_person(name: &str) -> String {
    format!("Tài liệu nhắc đến {name}")
}

/// What came of it.
pub fn made(pages: String, size: String) -> String {
    format!("{pages} trang, {size}")
}

/// Why nothing came of it.
pub fn not_made(why: &str) -> String {
    format!("{NOT_MADE}. {why}")
}

/// A package in the list of jobs.
pub fn share_title(recipient: &str) -> String {
    format!("Gói giao cho {recipient}")
}

/// Over every page.
pub fn watermark(recipient: &str, day: &str) -> String {
    format!("Giao cho {recipient}, ngày {day}")
}

/// Beside the PDF in a package.
pub fn about_package(recipient: &str, purpose: &str, day: &str, last: &str) -> String {
    format!(
        "Bản sao từ hồ sơ số hóa, giao cho: {recipient}\nMục đích, căn cứ: {purpose}\nNgày lập: {day}. Gói lấy được đến hết ngày {last}.\n\
         Bản này không phải bản sao y. Không giao lại, không sao chép cho người khác; dùng xong thì xóa.\n"
    )
}

/// A page in lists of places.
pub fn page_label(no: usize, label: &str) -> String {
    format!("{no} ({label})")
}

/// How many places were hidden.
pub fn places_hidden(count: &str) -> String {
    format!("Đã chọn che {count} chỗ.")
}

/// By when a file is handed in.
pub fn hand_in_by(day: &str, after: &str, basis: &str) -> String {
    format!("chậm nhất {day}, {after} ({basis}, số điều cần kiểm tra)")
}

/// A value that is not confirmed.
pub fn to_check(value: &str) -> String {
    format!("{value} (cần kiểm tra)")
}

/// How long a file is kept, in words.
pub fn retention_words(kind: &str, years: Option<i64>, event: &str) -> String {
    match (years, event) {
        (Some(years), _) => format!("{kind}: {years} năm"),
        (None, "") => kind.to_owned(),
        (None, event) => format!("{kind}: {event}"),
    }
}

/// "01 đến 37a".
pub fn leaf_range(first: &str, last: &str) -> String {
    format!("{first} đến {last}")
}

/// Above the list of what is handed over.
pub fn handed_over(documents: usize, leaves: usize, range: &str) -> String {
    format!("{documents} tài liệu, {leaves} trang có số bút lục ({range})")
}

/// How long the digitising has taken.
pub(crate) fn clock(clock: &crate::handover::clock::Clock, from: &str) -> String {
    let allowed = match clock.allowed {
        Some(allowed) => format!("được {allowed} ngày"),
        None => "chưa có thời hạn".to_owned(),
    };
    let sure = match clock.is_confirmed {
        true => "",
        false => " (cần kiểm tra)",
    };
    format!(
        "{} ngày {from}, đến nay {} ngày; {allowed}. {}{sure}.",
        clock.start_vi, clock.days, clock.basis
    )
}

/// The package cannot be opened.
pub fn package_broken(cause: &str) -> String {
    format!("Gói không đọc được: {cause}.")
}

/// METS names a file that is not there.
pub fn file_missing(path: &str) -> String {
    format!("Thiếu tệp {path}.")
}

/// A file is larger or smaller than METS says.
pub fn size_differs(path: &str) -> String {
    format!("Tệp {path} khác cỡ so với METS.xml.")
}

/// A file has another checksum.
pub fn sum_differs(path: &str) -> String {
    format!("Tệp {path} khác mã băm so với METS.xml: nội dung đã thay đổi.")
}

/// A file lies in the package that METS does not name.
pub fn not_listed(path: &str) -> String {
    format!("Tệp {path} có trong gói mà METS.xml không nêu.")
}

/// The package is whole.
pub fn package_good(label: &str, good: &str) -> String {
    format!("Gói nguyên vẹn: {good} tệp đúng cỡ, đúng mã băm. {label}")
}

/// The package is not whole.
pub fn package_bad(good: &str) -> String {
    format!("Gói có lỗi, nêu dưới đây; {good} tệp đúng. Hãy yêu cầu nơi nộp gửi lại gói.")
}
