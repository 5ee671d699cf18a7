//! Lời văn của sơ đồ tư duy: every sentence of it that a person reads.

use super::node::State;

pub const FROM_MATTER: &str = "Dữ liệu vụ án";
pub const FROM_FACT: &str = "Sự kiện tố tụng đã ghi";
pub const FROM_FINDING: &str = "Phát hiện khi kiểm sát thủ tục";
pub const FROM_PERSON: &str = "Lý lịch người tham gia tố tụng";
pub const FROM_DOCUMENT: &str = "Tài liệu trong mục lục hồ sơ";
pub const FROM_MARK: &str = "Đoạn đánh dấu trong hồ sơ";
pub const FROM_ITEM: &str = "Chứng cứ của vụ án";
pub const FROM_POINT: &str = "Vấn đề phải chứng minh";
pub const FROM_CONTRADICTION: &str = "Mâu thuẫn lời khai đã ghi nhận";

pub const MARKED: &str = "Đoạn đánh dấu trong hồ sơ";
pub const SOLVED: &str = "Cách giải quyết";
pub const NOT_SOLVED: &str = "Chưa ghi cách giải quyết";
pub const NOT_WEIGHED: &str = "Chứng cứ chưa đánh giá";
pub const NOT_PROVED: &str = "Vấn đề chưa có chứng cứ nào";
pub const NOBODYS: &str = "Không của riêng bên nào";

pub const NO_MAP: &str = "Chưa có sơ đồ nào";
pub const NO_MAP_WHY: &str = "Chọn một mẫu bên dưới: máy vẽ ngay từ sự kiện, người, lời khai và chứng cứ đã có trong hồ sơ, rồi bạn sửa tiếp.";
pub const TO_CHECK: &str = "Bộ nhánh theo kinh nghiệm thực tiễn, cần kiểm tra";
pub const BEGUN: &str = "Đã lập sơ đồ từ hồ sơ.";
pub const KEPT_VERSION: &str = "Đã lưu bản sơ đồ theo ngày báo cáo.";

pub const NOW: &str = "Hiện nay";
pub const NO_VERSION: &str = "Chưa lưu bản nào để so sánh";
pub const NO_VERSION_WHY: &str = "Mỗi lần báo cáo, hãy lưu một bản theo ngày báo cáo; sau đó so sánh được bản ấy với sơ đồ hiện nay hoặc với bản khác.";
pub const NO_CHANGE: &str = "Hai bản giống nhau";
pub const NO_CHANGE_WHY: &str = "Không có nút nào được thêm, bớt, sửa hay chuyển nhánh.";

/// "Bản 2, báo cáo ngày 23/11/2026".
pub fn version_vi(n: i64, day: &str) -> String {
    format!("Bản {n}, báo cáo ngày {day}")
}

/// What is compared.
pub fn between(from: &str, to: &str) -> String {
    format!("Từ “{from}” đến “{to}”")
}

/// How much was added, taken away, edited and moved.
pub fn changed([added, removed, edited, moved]: [usize; 4]) -> String {
    let all = [
        (added, "thêm"),
        (removed, "bớt"),
        (edited, "sửa"),
        (moved, "chuyển nhánh"),
    ];
    let told: Vec<String> = all
        .into_iter()
        .filter(|(many, _)| *many > 0)
        .map(|(many, what)| format!("{what} {many} nút"))
        .collect();
    format!("{}.", told.join(", "))
}

pub const NO_TEMPLATE: &str = "Hãy chọn một mẫu sơ đồ.";
pub const BAD_KEY: &str = "Nút này không có trong sơ đồ. Hãy mở lại trang.";
pub const NO_PARENT: &str = "Nhánh để gắn nút vào không còn trong sơ đồ. Hãy chọn nhánh khác.";
pub const ROOT_STAYS: &str = "Nút giữa của sơ đồ không bỏ và không chuyển chỗ được.";
pub const PAGE_ELSEWHERE: &str = "Trang được dẫn không thuộc hồ sơ này.";
pub const TOO_MANY_CHANGES: &str = "Quá nhiều thay đổi trong một lần gửi.";
pub const BAD_DAY: &str = "Hãy ghi ngày báo cáo, ví dụ 25/11/2026.";
pub const NO_FORMAT: &str = "Sơ đồ không xuất được ra dạng này.";
pub const NO_FILE: &str = "Hãy chọn tệp XMind.";

/// More nodes by hand than one map may have.
pub fn too_many_own(most: usize) -> String {
    format!("Sơ đồ có tối đa {most} nút tự thêm.")
}

/// Words longer than a node may be.
pub fn too_long(most: usize) -> String {
    format!("Nội dung một nút dài tối đa {most} chữ. Hãy chia thành nhiều nút.")
}

/// A letter that the typeface does not have.
pub fn unprintable(letter: char) -> String {
    format!("Phông chữ văn bản không có ký tự “{letter}”. Hãy sửa nút chứa ký tự này rồi xuất lại.")
}

/// A state in words.
pub fn state_vi(state: State) -> &'static str {
    match state {
        State::Derived => "Máy vẽ từ hồ sơ",
        State::Edited => "Đã sửa tay",
        State::Stale => "Nguồn đã đổi sau khi sửa",
        State::Orphaned => "Không còn nguồn trong hồ sơ",
        State::Own => "Tự thêm",
    }
}

/// What a file brought.
pub fn brought(edited: usize, added: usize, missing: usize) -> String {
    let mut parts = Vec::new();
    if edited > 0 {
        parts.push(format!("sửa {edited} nút"));
    }
    if added > 0 {
        parts.push(format!("thêm {added} nút"));
    }
    let told = match parts.is_empty() {
        true => "Tệp không có gì khác với sơ đồ.".to_owned(),
        false => format!("Đã {}.", parts.join(", ")),
    };
    match missing {
        0 => told,
        _ => format!("{told} {missing} nút của sơ đồ không có trong tệp vẫn được giữ."),
    }
}

pub const NOT_A_ZIP: &str = "Tệp này không phải tệp XMind (.xmind), hoặc đã hỏng.";
pub const NO_CONTENT: &str = "Trong tệp không có nội dung sơ đồ (content.json hoặc content.xml).";
pub const BAD_CONTENT: &str = "Nội dung sơ đồ trong tệp bị hỏng, máy không đọc được.";
pub const LOCKED: &str = "Tệp XMind này có mật khẩu. Hãy bỏ mật khẩu trong XMind rồi gửi lại.";
pub const TOO_LARGE: &str = "Tệp XMind quá lớn: nội dung sơ đồ tối đa 8 MB.";
pub const EMPTY_MAP: &str = "Sơ đồ trong tệp không có nút nào.";

/// More topics than are read.
pub fn too_many_topics(most: usize) -> String {
    format!("Sơ đồ trong tệp có quá {most} nút. Hãy tách tệp rồi gửi từng phần.")
}

/// The name of a node of a map, for whoever looks for what rests on a page.
pub const DEPENDENT: &str = "Nút sơ đồ tư duy";
