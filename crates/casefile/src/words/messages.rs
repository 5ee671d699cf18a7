//! Every sentence about corrected words that a person can read.

/// More was typed than a line holds.
pub fn too_long(most: usize) -> String {
    format!("Một dòng dài nhất {most} chữ cái. Hãy sửa từng từ, hoặc từng phần của dòng.")
}

/// A later correction stands on this one.
pub const CORRECTED_AGAIN: &str =
    "Chỗ này đã được sửa tiếp sau đó. Hãy hoàn tác lần sửa sau trước, rồi hoàn tác lần này.";

/// Nothing waits.
pub const NOTHING_WAITS: &str = "Không có trang nào cần người xem";

/// Why.
pub const NOTHING_WAITS_WHY: &str = "Mọi trang đã đọc đều rõ, hoặc đã có người xem. Thấy chữ sai ở trang nào thì mở trang đó, bấm S rồi bấm vào chữ.";

/// Why a page waits.
pub fn why(found: Vec<&str>, (handwritten, needs_person): (bool, bool), doubtful: i64) -> String {
    let doubts = match doubtful {
        count if count > 0 => format!("{count} từ máy đọc chưa chắc"),
        0 => String::new(),
        _ => "chưa đếm số từ chưa chắc".to_owned(),
    };
    let mut found: Vec<&str> = found;
    // Read before findings were kept.
    if found.is_empty() && handwritten {
        found.push("có thể là chữ viết tay");
    } else if found.is_empty() && needs_person {
        found.push("bản chụp mờ");
    }
    if !doubts.is_empty() {
        found.push(&doubts);
    }
    found.join("; ")
}

/// How many pages wait.
pub fn waiting(pages: i64) -> String {
    format!("{pages} trang cần người xem")
}

/// How many places were taken, and how many had changed meanwhile.
pub fn taken(taken: usize, passed_over: usize) -> String {
    match passed_over {
        0 => format!("Đã sửa {taken} chỗ."),
        rest => format!("Đã sửa {taken} chỗ. {rest} chỗ vừa được người khác sửa nên để nguyên."),
    }
}

/// Too many places at once.
pub fn too_many(most: usize) -> String {
    format!("Mỗi lần nhận nhiều nhất {most} chỗ. Hãy nhận từng phần.")
}
