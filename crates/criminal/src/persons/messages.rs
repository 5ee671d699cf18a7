//! Các câu người dùng đọc khi tìm người và nối người qua các hồ sơ.

/// A number that is neither digits nor a passport's.
pub const ID_UNREADABLE: &str = "Số căn cước có 12 chữ số, chứng minh nhân dân cũ có 9 chữ số; hộ chiếu bắt đầu bằng chữ cái. Hãy xem lại số trên giấy tờ.";
/// Nothing by which people can be looked for.
pub const NOTHING_ASKED: &str = "Hãy gõ họ tên (ít nhất hai chữ cái), ngày sinh đầy đủ hoặc số giấy tờ; năm sinh và nơi ở chỉ để thu hẹp.";
/// A decision without a reason.
pub const REASON_MISSING: &str =
    "Hãy ghi căn cứ: đã đối chiếu giấy tờ nào, hỏi ai. Căn cứ được giữ lại cùng kết luận.";
/// Somebody decided meanwhile.
pub const DECIDED_MEANWHILE: &str = "Đã có người kết luận về hai người này. Hãy xem kết luận trên trang, nếu không đúng thì gỡ và ghi căn cứ.";
/// A person set beside themselves.
pub const SAME_RECORD: &str = "Hãy chọn người trong một hồ sơ khác.";
/// Two people of one matter.
pub const ONE_MATTER: &str =
    "Hai người trong cùng một hồ sơ: nếu là một người thì đính chính lý lịch trong hồ sơ đó.";
/// Two numbers for life that differ.
pub const CONTRADICTED: &str = "Hai người có số căn cước 12 chữ số khác nhau. Hãy đính chính số ghi sai trong hồ sơ trước, rồi kết luận.";
/// No such person.
pub const NO_PERSON: &str = "Không tìm thấy người này trong hồ sơ.";
/// No such decision.
pub const NO_DECISION: &str = "Không tìm thấy kết luận này, hoặc đã được gỡ.";

/// A number with too many or too few digits.
pub fn id_length(count: usize) -> String {
    format!(
        "Số này có {count} chữ số. Số căn cước có 12 chữ số, chứng minh nhân dân cũ có 9 chữ số. Hãy xem lại số trên giấy tờ."
    )
}

/// Nine or twelve times the same digit.
pub fn id_impossible(number: &str) -> String {
    format!("{number} không thể là số giấy tờ của một người. Nếu chưa biết số, hãy để trống.")
}

/// More people than a page shows.
pub fn more_than(shown: usize) -> String {
    format!("Chỉ hiện {shown} người đầu. Hãy gõ thêm năm sinh, số giấy tờ hoặc nơi ở để thu hẹp.")
}

/// Matters of levels below, as a figure.
pub fn elsewhere(count: i64, is_more: bool) -> String {
    let many = if is_more { "Hơn " } else { "Còn " };
    format!(
        "{many}{count} hồ sơ của các đơn vị cấp dưới có người khớp số giấy tờ, hoặc khớp họ tên và ngày sinh."
    )
}
