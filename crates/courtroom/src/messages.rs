//! Lời văn của mảng: every sentence of this area that a person reads.

/// The columns of the printed list.
pub const LIST_COLUMNS: [&str; 6] = [
    "STT",
    "Bút lục, tài liệu",
    "Mục đích, người liên quan",
    "Câu hỏi, trả lời dự kiến",
    "Dự phòng",
    "Thời gian",
];
/// The columns of the report of what was shown.
pub const REPORT_COLUMNS: [&str; 6] = [
    "STT",
    "Từ lúc",
    "Hiện trong",
    "Bút lục, tài liệu",
    "Căn cứ đưa lên",
    "Biên bản phiên tòa ghi",
];

/// The columns of the outline of questions.
pub const OUTLINE_COLUMNS: [&str; 5] = [
    "STT",
    "Câu hỏi",
    "Trả lời dự kiến",
    "Nếu khai khác",
    "Trả lời tại phiên tòa",
];
pub const LIST_TITLE: &str = "DANH MỤC TRÌNH CHIẾU TÀI LIỆU, CHỨNG CỨ TẠI PHIÊN TÒA";
pub const OUTLINE_TITLE: &str = "ĐỀ CƯƠNG XÉT HỎI";
pub const REPORT_TITLE: &str = "BÁO CÁO VIỆC TRÌNH CHIẾU TÀI LIỆU, CHỨNG CỨ TẠI PHIÊN TÒA";
pub const NOBODY_ASKED: &str = "Chưa ghi người được hỏi";
pub const CLEARED: &str = "Đã khai tại phiên tòa, được công bố lời khai";
pub const NOTES_TAKEN: &str = "Ghi chú tại phiên tòa";

pub const ONE_RECORDING: &str =
    "Mỗi mục chỉ có một băng ghi. Hãy lập mục khác cho băng ghi thứ hai.";
pub const MEDIA_ELSEWHERE: &str =
    "Băng ghi này không còn trong vụ án, hoặc đã được thay. Hãy lập lại mục từ băng ghi đang có.";
pub const CONTRADICTION_GONE: &str = "Mâu thuẫn này đã được rút, hoặc trang của nó không còn.";
pub const NO_PICTURE: &str =
    "Không thấy sơ đồ này trong vụ án. Hãy chọn lại trong danh sách nguồn.";
pub const PAGE_TAKEN_OFF: &str = "Trang đã gỡ";
pub const BAD_CUE: &str = "Đoạn phát phải bắt đầu trước khi kết thúc và nằm trong băng ghi.";
pub const TOO_MANY_CUES: &str = "Băng ghi có quá nhiều đoạn phát. Hãy bỏ bớt.";
pub const LONG_CUE: &str = "Tên đoạn phát dài quá 200 chữ cái. Hãy rút gọn.";
pub const NO_LAW: &str = "Hãy ghi tên điều luật và nội dung cần hiện.";
pub const NO_LAW_SOURCE: &str = "Hãy ghi nguồn của nội dung: tên luật, số hiệu, chép từ đâu.";
pub const LONG_LAW: &str = "Nội dung điều luật dài quá 12.000 chữ cái. Hãy chỉ lấy phần cần hiện.";
pub const QUESTION_GONE: &str = "Câu hỏi này không còn trong đề cương.";
pub const NO_QUESTIONS: &str = "Đề cương chưa có câu hỏi nào.";
pub const NO_QUESTIONS_WHY: &str = "Mở đề cương, ghi tên người được hỏi rồi thêm câu hỏi.";

pub const FORMATS: &str = "Hình: WebM (VP8, VP9, AV1), MP4 (H.264; một số trình duyệt rút gọn không phát được). Tiếng: WAV (PCM), MP3, AAC (M4A), Opus và Vorbis (OGG, WebM), FLAC. Bản gốc được giữ nguyên dưới mã băm SHA-256, không chuyển đổi; mã được kiểm tra lại mỗi lần đưa lên màn hình. Không tải lên băng ghi có độ mật.";
pub const MEDIA_TAKEN: &str = "Đã nhận, giữ nguyên bản gốc.";
pub const MEDIA_THERE: &str = "Băng ghi này đã có trong vụ án; không lưu thêm bản thứ hai.";
pub const MORE_THAN_ANNOUNCED: &str =
    "Phần gửi lên dài hơn tệp đã báo trước. Hãy chọn lại tệp để gửi lại.";
pub const NO_MEDIA_TITLE: &str = "Hãy ghi tên băng ghi.";
pub const BAD_ORIGIN: &str = "Hãy chọn nguồn của băng ghi trong danh sách.";
pub const MEDIA_CHANGED: &str = "Mã băm của băng ghi không khớp bản gốc đã nhận: tệp trong kho đã bị thay đổi hoặc hỏng. Không đưa lên màn hình; hãy báo quản trị để phục hồi từ bản sao lưu.";
pub const MEDIA_GONE: &str =
    "Kho tệp không còn băng ghi này. Hãy báo quản trị để phục hồi từ bản sao lưu.";
pub const NOTHING_PLAYS: &str = "Trên màn hình không có băng ghi nào để phát.";
pub const NO_CUE: &str = "Băng ghi không có đoạn phát này.";
pub const RELEASE_AGAIN: &str = "Mục vừa thay đổi trong lúc chuẩn bị. Hãy đưa lên lần nữa.";

pub const NO_PHASE: &str = "Hãy chọn phần của phiên tòa.";
pub const NOTHING_TYPED: &str =
    "Hãy gõ bút lục cần thêm, ví dụ: BL 127, BL 12-14, 127+45 hoặc trang 5.";
pub const NO_PARTS: &str = "Mục trình chiếu phải có ít nhất một trang.";
pub const TOO_MANY_PARTS: &str = "Chỉ đặt cạnh nhau được tối đa bốn trang.";
pub const EXHIBIT_GONE: &str = "Mục này không còn trong danh mục.";
pub const MARK_GONE: &str = "Đoạn đánh dấu này không còn, hoặc người đánh dấu không chia sẻ nữa.";
pub const DOCUMENT_GONE: &str = "Tài liệu này không còn trong mục lục.";
pub const PAGE_ELSEWHERE: &str = "Trang này không thuộc hồ sơ của vụ án.";
pub const PAGE_NOT_READY: &str = "Ảnh của trang này chưa chuẩn bị xong nên chưa đưa lên được.";
pub const BAD_BOX: &str = "Khung vẽ nằm ngoài trang hoặc quá nhỏ. Hãy vẽ lại.";
pub const NO_RECT: &str = "Hãy vẽ khung trên trang trước khi chọn cắt hoặc phóng to.";
pub const TOO_MANY_LIGHTS: &str = "Trang có quá nhiều chỗ tô sáng. Hãy bỏ bớt.";
pub const TURNED: &str =
    "Trang đã được xoay sau khi vẽ khung. Hãy vẽ lại khung, hoặc đưa lên cả trang.";
pub const BAD_STATEMENT: &str = "Chỉ chọn được: theo mục lục, là lời khai, không phải lời khai.";
pub const BAD_PLAN: &str = "Thời gian dự kiến từ 0 đến 240 phút.";
pub const BAD_PLACE: &str = "Không chuyển được mục tới chỗ này. Hãy tải lại trang.";

pub const NOTHING_TO_APPROVE: &str = "Danh mục chưa có mục nào để trình.";
pub const NO_LEADER: &str = "Hãy chọn lãnh đạo duyệt danh mục.";
pub const LEADER_MAY_NOT: &str = "Người được chọn không có quyền duyệt danh mục của đơn vị này.";
pub const ALREADY_WAITING: &str = "Danh mục đang chờ duyệt. Hãy rút lại trước khi trình lần nữa.";
pub const NOT_WAITING: &str = "Danh mục không còn chờ duyệt.";
pub const NO_REMARK: &str = "Hãy ghi ý kiến khi trả lại, để người trình biết phải sửa gì.";
pub const SUBMITTED: &str = "Đã trình danh mục. Lãnh đạo nhận được thông báo.";
pub const TAKEN_BACK: &str = "Đã rút lại danh mục đã trình.";
pub const APPROVED: &str = "Đã duyệt danh mục trình chiếu.";
pub const RETURNED: &str = "Đã trả lại danh mục kèm ý kiến.";

pub const SESSION_OVER: &str = "Phiên trình chiếu đã kết thúc.";
pub const FROZEN: &str = "Màn hình đang được giữ. Bấm F để thôi giữ rồi đưa lên.";
pub const NOTHING_RELEASED: &str = "Chưa đưa gì lên màn hình nên không có gì để hiện lại.";
pub const NO_PERSON: &str = "Hãy ghi tên người đã khai tại phiên tòa.";
pub const NO_GROUND: &str = "Hãy ghi căn cứ công bố lời khai.";
pub const ASKS_UNKNOWN: &str = "Trang này chưa thuộc tài liệu nào của mục lục, hoặc chưa rõ loại tài liệu, nên chưa biết có phải lời khai hay không. Bấm Enter lần nữa để đưa lên.";
pub const COURT_GONE: &str =
    "Địa chỉ màn hình này không mở được: phiên đã kết thúc, địa chỉ đã hết hạn hoặc đã bị thu hồi.";
pub const PICTURE_GONE: &str = "Hình này không có trên màn hình của phiên tòa.";
pub const STARTED_REHEARSAL: &str = "Đã mở buổi diễn tập. Thời gian được tính cho từng mục.";
pub const STARTED_TRIAL: &str = "Đã mở phiên trình chiếu.";
pub const ENDED: &str =
    "Đã kết thúc phiên. Màn hình của phiên tòa đã tắt, địa chỉ không mở được nữa.";
/// What is said at the end: of the fact too.
pub fn ended(recorded: &crate::act::Recorded) -> String {
    use crate::act::Recorded;
    match recorded {
        Recorded::Nothing => ENDED.to_owned(),
        Recorded::Days(_) => format!("{ENDED} {RECORDED}"),
        Recorded::Refused(why) => format!("{ENDED} {}", not_recorded(why)),
    }
}
pub const RECORDED: &str = "Việc trình chiếu đã ghi vào diễn biến vụ án.";
/// Why the line of facts has nothing of it.
pub fn not_recorded(why: &str) -> String {
    format!("Việc trình chiếu chưa ghi được vào diễn biến vụ án. {why}")
}
/// The case has not come to its trial yet in the register.
pub const REGISTER_LAGS: &str = "Diễn biến vụ án trong phần mềm chưa tới bước xét xử: hãy ghi bổ sung các bước còn thiếu, rồi bấm Ghi vào diễn biến vụ án ở báo cáo này.";
pub const NOT_YOURS_TO_RECORD: &str = "Bạn không được phân công ghi sự kiện của vụ án này; người được phân công ghi ở báo cáo của phiên.";
pub const ANNUL_FIELD: &str = "Lý do hủy";
pub const ANNUL_WHY: &str = "Chưa ghi lý do hủy phiên.";
pub const ONLY_ENDED_TRIALS: &str =
    "Chỉ hủy được phiên tòa đã kết thúc; buổi tập không tính vào số liệu.";
pub const ANNULLED: &str = "Đã hủy phiên. Nhật ký còn nguyên, số liệu không tính phiên này.";
/// Beside an annulled session in a list.
pub const ANNULLED_MARK: &str = "Đã hủy, không tính";
pub const REINSTATED: &str = "Đã bỏ hủy. Phiên này lại được tính.";
/// The reason that a withdrawn fact keeps.
pub fn annulled_with(why: &str) -> String {
    format!("Hủy phiên trình chiếu mở nhầm: {why}")
}
/// Who annulled a session.
pub fn annulled_by(name: &str, at: &str, why: &str) -> String {
    format!("{name}, {at}: {why}")
}
pub const END_TITLE: &str = "Kết thúc phiên trình chiếu?";
pub const END_TEXT: &str =
    "Màn hình của phiên tòa tắt ngay, địa chỉ không mở được nữa. Nhật ký trình chiếu được giữ lại.";
pub const NOTES_CHANGED: &str =
    "Ghi chú vừa được sửa ở nơi khác. Nội dung bạn gõ vẫn còn trên màn hình này.";

pub const NO_LISTS: &str = "Chưa có danh mục trình chiếu nào.";
pub const NO_LISTS_WHY: &str =
    "Tìm vụ án ở ô bên trên, hoặc mở hồ sơ số hóa của vụ án rồi chọn “Phiên tòa”.";
pub const NO_MATTER: &str = "Không thấy vụ án nào khớp.";
pub const NO_MATTER_WHY: &str =
    "Hãy gõ ít chữ hơn: tên bị can, tên vụ án hoặc mã hồ sơ, không dấu cũng được.";
pub const EMPTY_LIST: &str = "Danh mục chưa có mục nào.";
pub const EMPTY_LIST_WHY: &str = "Mở danh mục của vụ án để thêm bút lục, trích cứu, tài liệu.";
pub const NOTHING_SHOWN: &str = "Phiên này không đưa gì lên màn hình.";
pub const NOTHING_SHOWN_WHY: &str = "Mỗi lần đưa lên, tắt màn hình đều được ghi ở đây.";

/// A leaf that the file does not have.
pub fn no_such_leaf(number: &str) -> String {
    format!("Hồ sơ số hóa chưa có bút lục {number}. Gõ {number}* để mở theo số trang.")
}

/// A page that the file does not have.
pub fn no_such_page(no: i64) -> String {
    format!("Hồ sơ số hóa không có trang {no}.")
}

/// What was typed is too much at once.
pub fn too_many_at_once(most: usize) -> String {
    format!("Mỗi lần thêm tối đa {most} mục. Hãy thêm làm nhiều lần.")
}

/// A text that is too long.
pub fn too_long(most: usize) -> String {
    format!("Nội dung dài quá {most} chữ cái. Hãy rút gọn.")
}

/// What is asked before a statement is shown.
pub fn asks_statement(article: &str, says: &str, to_check: bool) -> String {
    let check = if to_check { " (cần kiểm tra)" } else { "" };
    format!(
        "{article}{check}: {says} Nếu Hội đồng xét xử cho phép công bố, hãy ghi căn cứ rồi xác nhận."
    )
}

/// Told to the leader.
pub fn submitted_to_you(who: &str, title: &str) -> String {
    format!("{who} trình danh mục trình chiếu tại phiên tòa: {title}.")
}

/// Told to who handed it in.
pub fn approved_for_you(who: &str, title: &str) -> String {
    format!("{who} đã duyệt danh mục trình chiếu: {title}.")
}

/// Told to who handed it in.
pub fn returned_to_you(who: &str, title: &str, remark: &str) -> String {
    format!("{who} trả lại danh mục trình chiếu {title}: {remark}")
}

/// What a session is called.
pub fn kind_vi(kind: &str) -> &'static str {
    match kind {
        "rehearsal" => "Buổi diễn tập",
        _ => "Phiên tòa",
    }
}

/// Where something shown came from.
pub fn origin_vi(origin: &str) -> &'static str {
    match origin {
        "list" => "Danh mục đã duyệt",
        "adjusted" => "Danh mục đã duyệt, vẽ thêm tại phiên tòa",
        "unapproved" => "Danh mục, mục chưa duyệt",
        _ => "Ngoài danh mục, mở tại phiên tòa",
    }
}

/// What an answer to an approval is called.
pub fn approval_vi(state: &str) -> &'static str {
    match state {
        "waiting" => "Chờ duyệt",
        "approved" => "Đã duyệt",
        "returned" => "Bị trả lại",
        _ => "Đã rút lại",
    }
}

/// A recording in a format no browser plays: what it is, and what to do.
pub fn unplayable(fault: &crate::rules::FormatFault) -> String {
    match fault {
        crate::rules::FormatFault::Unplayable(name) => format!(
            "Tệp kiểu {name} không phát được trong trình duyệt nên không đưa lên màn hình được. Hãy giữ nguyên bản gốc, nhờ cán bộ kỹ thuật lập bản xem WebM (VP9, Opus) hoặc MP4 (H.264, AAC), tải bản xem lên rồi ghi ở ô “Bản xem của” nó được lập từ bản gốc nào."
        ),
        crate::rules::FormatFault::Unknown => "Tệp này không phải băng ghi âm, ghi hình. Trang tài liệu thì tải lên ở hồ sơ số hóa của vụ án.".to_owned(),
    }
}

/// A recording that is too large.
pub fn media_too_large(most: u64) -> String {
    format!(
        "Tệp lớn hơn {} MB nên không nhận được. Hãy lập bản xem nhỏ hơn, hoặc nhờ quản trị nâng giới hạn tải lên.",
        most >> 20
    )
}

/// An article that the data does not have.
pub fn no_such_article(article: &str) -> String {
    format!(
        "Dữ liệu khung hình phạt không có Điều {article}. Hãy gõ số điều của phần các tội phạm, ví dụ 170, 217a."
    )
}

/// The penalty frame of a clause, as the data has it.
pub fn penalty_frame(least: &str, most: &str) -> String {
    match least.trim() {
        "" => format!("Mức cao nhất của khung hình phạt: {most}."),
        least => format!("Khung hình phạt: từ {least} đến {most}."),
    }
}

/// Where the frame of a clause was read.
pub fn penal_source(basis: &str) -> String {
    format!("Dữ liệu khung hình phạt của phần mềm, theo {basis}; không phải nguyên văn điều luật")
}

/// Questions of one outline.
pub fn too_many_questions(most: usize) -> String {
    format!("Đề cương tối đa {most} câu hỏi.")
}

/// A letter that no font of the program has.
pub fn unprintable(letter: char) -> String {
    format!("Nội dung có ký tự “{letter}” không in được. Hãy sửa rồi xuất lại.")
}

/// "Ngày 20 tháng 11 năm 2026".
pub fn place_date(day: chrono::NaiveDate) -> String {
    day.format("Ngày %d tháng %m năm %Y").to_string()
}

/// What stands over the list on paper.
pub fn list_paper(approved: &str, total: &str) -> String {
    format!("{approved}. Thời gian dự kiến: {total}.")
}

/// What the mark beside a statement means.
pub fn statement_note(article: &str) -> String {
    format!("[Đ.308]: lời khai trước đây, chỉ đưa lên khi được công bố theo {article}.")
}

/// What stands over the report on paper.
pub fn report_paper(kind: &str, started: &str, ended: &str, total: &str, times: usize) -> String {
    let end = match ended {
        "" => ", đang diễn ra".to_owned(),
        ended => format!(", kết thúc {ended}"),
    };
    format!("{kind} bắt đầu {started}{end}. Tổng thời gian hiện hình: {total}, {times} lần.")
}
