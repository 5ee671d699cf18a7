//! Các câu của việc trình ký, ký và phát hành.

use chrono::NaiveDate;

use super::authority::Over;

/// A signing was begun on another day or from another version.
pub const SIGNING_RESTARTED: &str = "Lần ký trước chưa hoàn thành; đã bắt đầu lại.";
/// The signer stopped.
pub const SIGNING_STOPPED: &str = "Người ký đã dừng lần ký.";
/// A return without a remark.
pub const REMARK_MISSING: &str = "Hãy ghi ý kiến để người soạn biết cần sửa gì, rồi bấm Trả lại.";
/// It is not waiting for anybody.
pub const NOT_SUBMITTED: &str =
    "Văn bản này không còn nằm trong hộp trình ký: đã được rút lại, trả lại hoặc đã ký.";
/// It is being signed.
pub const BEING_SIGNED: &str = "Văn bản đang được trình ký hoặc đang ký nên chưa sửa, bỏ được. Hãy rút lại trước, hoặc chờ ký xong.";
/// Nothing was begun.
pub const NOT_BEGUN: &str =
    "Chưa có lần ký nào đang mở cho văn bản này. Hãy mở hộp trình ký và ký lại.";
/// The signature is missing.
pub const NOT_SIGNED: &str =
    "Văn bản chưa có chữ ký của người ký nên chưa đóng dấu, phát hành được.";
/// It is not issued.
pub const NOT_ISSUED: &str = "Việc này chỉ làm được với văn bản đã ban hành và còn hiệu lực.";
/// Nobody has a usable certificate.
pub const NO_CERTIFICATE: &str = "Bạn chưa có chứng thư số dùng được trong phần mềm. Hãy báo quản trị hệ thống thêm chứng thư, hoặc ban hành bản ký giấy.";
/// Warnings that were not read.
pub const READ_WARNINGS: &str =
    "Có cảnh báo cần đọc và xác nhận trên trang của văn bản trước khi ký:";
/// A token at the person's own machine.
pub const ONE_AT_A_TIME: &str =
    "Ký bằng USB token tại máy làm từng văn bản một. Hãy chọn một văn bản.";
/// The office has no key for its seal, or not for this person.
pub const NO_SEAL_KEY: &str = "Bạn chưa có chứng thư số của cơ quan dùng được. Hãy báo quản trị hệ thống thêm chứng thư, hoặc in ra và đóng dấu trên bản giấy.";
/// The same, for a copy that is made all the same.
pub const NO_SEAL_KEY_FOR_COPY: &str =
    "Chưa ký số được vì bạn chưa có chứng thư số của cơ quan dùng được.";
/// Nothing was chosen.
pub const NOTHING_CHOSEN: &str = "Hãy chọn ít nhất một văn bản để ký.";
/// A page of the folder that waits for nobody any more.
pub const NOT_WAITING: &str = "Văn bản này không chờ bạn ký.";

/// Signing in the place of the Viện trưởng without an assignment or a delegation in force; `who`: not the reader, who enters it.
pub fn no_authority(who: Option<&str>, over: Over) -> String {
    let who = who.unwrap_or("Bạn");
    let give =
        "Hãy đề nghị Viện trưởng ghi ủy quyền ở trang Ủy quyền (quyền “Ban hành văn bản tố tụng”)";
    match over {
        Over::Matter(_) => format!(
            "{who} ký thay Viện trưởng nhưng chưa có phân công phụ trách vụ, việc này và không có ủy quyền nào của Viện trưởng đang còn hiệu lực. {give} hoặc phân công Phó Viện trưởng phụ trách trong hồ sơ, rồi ký lại; hoặc đổi người ký."
        ),
        Over::Office(_) => format!(
            "{who} ký thay Viện trưởng nhưng không có ủy quyền nào của Viện trưởng đang còn hiệu lực. {give}, rồi ký lại; hoặc đổi người ký."
        ),
    }
}

/// The delegation somebody signs by.
pub fn by_delegation(from: &str, (first, last): (NaiveDate, NaiveDate), reason: &str) -> String {
    let (first, last) = (shell::vi_date(first), shell::vi_date(last));
    format!("Ủy quyền của Viện trưởng {from} từ {first} đến {last}: {reason}")
}

/// The decision that put a matter in a deputy's charge.
pub fn by_assignment(number: Option<&str>, on: NaiveDate) -> String {
    let number = number
        .map(|number| format!(" số {number}"))
        .unwrap_or_default();
    format!(
        "Quyết định phân công Phó Viện trưởng phụ trách{number} ngày {}",
        shell::vi_date(on)
    )
}

/// A copy's number with that of its original.
pub fn copy_number(copy: &str, original: Option<&str>) -> String {
    match original {
        Some(original) => format!("{copy}, sao văn bản số {original}"),
        None => copy.to_owned(),
    }
}

/// Who signed a copy, and who its original.
pub fn copy_signer(copy: &str, original: Option<&str>) -> String {
    match original {
        Some(original) => {
            format!("Bản chính: {original}; bản sao: {copy}, bằng chữ ký số của cơ quan")
        }
        None => copy.to_owned(),
    }
}

/// Somebody else is to sign.
pub fn not_the_signer(name: &str) -> String {
    match name {
        "" => "Văn bản chưa có người ký. Hãy chọn người ký rồi trình lại.".to_owned(),
        name => format!(
            "Văn bản này trình {name} ký. Nếu bạn ký thay, hãy trả lại để người soạn đổi người ký."
        ),
    }
}

/// To the signer.
pub fn submitted_to_you(by: &str, title: &str, about: &str) -> String {
    format!("{by} trình bạn ký: {title} – {about}.")
}

/// To the drafter.
pub fn returned_to_you(by: &str, title: &str, about: &str, remark: &str) -> String {
    let remark: String = remark.chars().take(200).collect();
    format!("{by} trả lại {title} – {about}, ý kiến: {remark}")
}

/// Told once it is handed in.
pub fn submitted(signer: &str) -> String {
    format!("Đã trình {signer} ký. Bạn có thể rút lại khi chưa ký.")
}

/// How many were signed of how many.
pub fn signed(issued: usize, waiting: usize) -> String {
    match (issued, waiting) {
        (0, waiting) => format!("Đã ký {waiting} văn bản; văn thư đóng dấu rồi phát hành."),
        (issued, 0) => format!("Đã ký và ban hành {issued} văn bản."),
        (issued, waiting) => format!(
            "Đã ký và ban hành {issued} văn bản; {waiting} văn bản đã ký, chờ văn thư đóng dấu."
        ),
    }
}

/// How many were sealed.
pub fn sealed(issued: usize) -> String {
    format!("Đã đóng dấu và phát hành {issued} văn bản.")
}

/// Sealed on paper.
pub fn issued_by_hand(number: &str) -> String {
    format!("Đã phát hành số {number}. Hãy in bản PDF và đóng dấu trên bản giấy.")
}

/// Somebody else has begun to seal it.
pub fn being_sealed(by: &str, since: &str) -> String {
    format!("{by} đang giữ lượt đóng dấu từ {since}.")
}

/// The turn of another was taken.
pub fn turn_taken(of: &str) -> String {
    format!("Đã nhận lượt đóng dấu của {of}; lý do đã ghi vào nhật ký. Bạn đóng dấu được ngay.")
}

/// One was issued.
pub fn issued(number: &str) -> String {
    match number {
        "" => "Đã ký và lưu văn bản.".to_owned(),
        number => format!("Đã ký, đóng dấu và ban hành số {number}. Sự kiện đã ghi vào hồ sơ."),
    }
}
