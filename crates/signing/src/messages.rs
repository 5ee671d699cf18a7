//! Các câu người dùng đọc ở mảng ký số: every sentence of its screens and use cases.

use crate::SigningError;
use crate::ceremony::State;

/// A new ticket took the place of this one.
pub const REPLACED: &str = "Phiếu ký này đã được thay bằng phiếu mới.";
/// A ticket out of time.
pub const OUT_OF_TIME: &str = "Đã quá thời gian chờ ký.";
/// The reason for taking another's turn is missing.
pub const WHY_TAKEN_MISSING: &str =
    "Hãy ghi lý do nhận lượt; lý do được giữ lại trong nhật ký và báo cho người đang giữ lượt.";
/// The person cancelled.
pub const CANCELLED: &str = "Người ký đã hủy.";
/// The signature is of another certificate.
pub const OTHER_SIGNATURE: &str =
    "Chữ ký nhận được không phải của chứng thư số đã chọn; hãy ký lại bằng đúng thiết bị.";
/// The reason for ending is missing.
pub const WHY_ENDED_MISSING: &str = "Hãy ghi lý do; lý do được giữ lại trong nhật ký.";
/// Where trust comes from is missing.
pub const WHY_TRUSTED_MISSING: &str =
    "Hãy ghi tệp lấy từ đâu và ai đã đối chiếu mã SHA-256 với tổ chức cấp.";
/// Two days in the wrong order.
pub const DAYS_TURNED: &str = "Ngày kết thúc đứng trước ngày bắt đầu.";
/// No certificate in a file.
pub const NO_CERTIFICATE_IN_FILE: &str = "Không đọc được chứng thư số trong tệp. Hãy chọn tệp .cer, .crt hoặc .pem do tổ chức cấp chứng thư số giao.";
/// A kind of key that is not known.
pub const KEY_UNKNOWN: &str = "Loại khóa của chứng thư số này chưa dùng được. Phần mềm ký bằng khóa RSA, ECDSA P-256 hoặc P-384.";
/// A device that is not configured.
pub const DEVICE_UNKNOWN: &str = "Máy chủ chưa được cấu hình thiết bị này. Hãy báo quản trị hệ thống khai thiết bị trong tệp signing.toml.";
/// Several people in one file.
pub const SEVERAL_HOLDERS: &str =
    "Tệp có chứng thư số của nhiều người. Hãy tách mỗi người một tệp.";
/// Only authorities in a file.
pub const ONLY_AUTHORITIES: &str =
    "Tệp chỉ có chứng thư số của tổ chức cấp, không có chứng thư số của người ký.";
/// Not an authority.
pub const NOT_AN_AUTHORITY: &str = "Đây là chứng thư số của người ký, không phải của tổ chức cấp. Danh sách tin cậy chỉ nhận chứng thư số của tổ chức cấp.";
/// More than one authority.
pub const ONE_AUTHORITY_A_FILE: &str =
    "Tệp có nhiều chứng thư số. Hãy đưa vào từng tệp một, để đối chiếu từng mã SHA-256.";
/// Believed already.
pub const TRUST_KNOWN: &str = "Danh sách tin cậy đã có tệp này.";
/// Not a PNG.
pub const PICTURE_NOT_PNG: &str =
    "Không đọc được ảnh. Hãy dùng ảnh PNG nền trong suốt, mỗi cạnh không quá 3.000 điểm.";
/// A ground that hides the page.
pub const PICTURE_OPAQUE: &str =
    "Nền của ảnh không trong suốt nên sẽ che chữ trên văn bản. Hãy xóa nền rồi lưu lại ở dạng PNG.";
/// Nothing drawn.
pub const PICTURE_EMPTY: &str = "Ảnh không có nét nào nhìn thấy được.";
/// Not blue.
pub const SIGNATURE_NOT_BLUE: &str =
    "Hình chữ ký cá nhân phải màu xanh (NĐ 30/2020/NĐ-CP, Phụ lục I).";
/// Not red.
pub const SEAL_NOT_RED: &str = "Hình dấu của cơ quan phải màu đỏ (NĐ 30/2020/NĐ-CP, Phụ lục I).";
/// No file chosen.
pub const NO_FILE: &str = "Hãy chọn một tệp.";
/// No PDF.
pub const NOT_A_PDF: &str = "Tệp này không phải PDF. Hãy chọn tệp PDF có chữ ký số.";
/// A code that is not there.
pub const NO_CODE: &str = "Không có văn bản nào mang mã kiểm tra này. Hãy xem lại mã in trên văn bản; nếu mã đúng như vậy, hãy hỏi cơ quan ban hành.";
/// Too many questions.
pub const ASKED_TOO_OFTEN: &str = "Địa chỉ này đã hỏi quá nhiều lần. Hãy thử lại sau mười phút.";
/// The signature sent cannot be read.
pub const SIGNATURE_UNREADABLE: &str = "Không đọc được chữ ký gửi lên. Hãy ký lại.";

/// The true size of a picture.
pub fn size_unusual(least: i32, most: i32) -> String {
    format!("Hãy ghi chiều rộng thật tính bằng mi-li-mét, từ {least} đến {most}.")
}

/// A certificate out of its time.
pub fn certificate_over(name: &str) -> String {
    format!("Chứng thư số của “{name}” đã hết hạn nên không thêm được.")
}

/// The same certificate is kept already.
pub fn certificate_known(holder: &str) -> String {
    format!("Chứng thư số này đã có trong danh sách, của {holder}.")
}

/// The certificate bears another name.
pub fn other_name(in_it: &str, holder: &str) -> String {
    format!(
        "Chứng thư số mang tên “{in_it}”, khác với “{holder}”. Nếu đúng là của người (cơ quan) này, hãy đánh dấu xác nhận rồi thêm lại."
    )
}

/// A level that was not reached.
pub fn level_missed(asked: &str, reached: &str) -> String {
    format!("Chữ ký chỉ đạt mức {reached}, thấp hơn mức {asked} cần có; hãy thử ký lại sau.")
}

/// What stands in place of a picture of a signature.
pub fn mark_words(name: &str, at: &str) -> Vec<String> {
    vec![format!("Người ký: {name}"), format!("Thời gian ký: {at}")]
}

/// Somebody else took the turn.
pub fn taken_over(by: &str, why: &str) -> String {
    format!("{by} nhận lượt ký bằng chữ ký số của cơ quan, lý do: {why}")
}

/// A certificate near its end.
pub fn near_its_end(name: &str, days: i64, on: &str) -> String {
    format!(
        "Chứng thư số “{name}” còn {days} ngày là hết hạn ({on}). Hãy đề nghị cấp hoặc gia hạn chứng thư số."
    )
}

fn ended(state: State) -> &'static str {
    match state {
        State::Signed => "Phiếu này đã ký xong; không cần ký lại.",
        State::Signing => "Phiếu này đang được ký. Hãy chờ ít phút rồi tải lại trang.",
        State::Waiting => "Phiếu này vừa thay đổi. Hãy tải lại trang.",
        State::Cancelled => "Phiếu này đã hủy. Hãy mở lại văn bản để ký.",
        State::Expired => "Phiếu này đã quá thời gian chờ ký. Hãy mở lại văn bản để ký.",
    }
}

/// What people read about a refusal; none for a fault of ours.
pub fn refused(error: &SigningError) -> Option<String> {
    Some(match error {
        SigningError::NoTicket => "Không tìm thấy phiếu ký này. Hãy mở lại văn bản để ký.".to_owned(),
        SigningError::NotYours => {
            "Phiếu ký này của người khác, hoặc của phiên đăng nhập khác. Hãy mở lại văn bản để ký.".to_owned()
        }
        SigningError::HeldByOther(name) => {
            format!("{name} đang ký văn bản này. Hãy chờ người đó ký xong hoặc hủy phiếu ký; lượt đóng dấu thì nhận được ở trang Chờ đóng dấu.")
        }
        SigningError::Ended(state) => ended(*state).to_owned(),
        SigningError::OutOfTime => ended(State::Expired).to_owned(),
        SigningError::KeyElsewhere => {
            "Khóa ký của chứng thư số này không ở nơi vừa được hỏi. Hãy tải lại trang rồi ký lại.".to_owned()
        }
        SigningError::NotYourCertificate => {
            "Bạn không được ký bằng chứng thư số này. Hãy chọn chứng thư số của mình; chứng thư số của cơ quan do văn thư dùng.".to_owned()
        }
        SigningError::CertificateEnded => {
            "Chứng thư số này đã ngừng dùng ở cơ quan. Hãy chọn chứng thư số khác.".to_owned()
        }
        SigningError::NoDevice(name) => {
            format!("Máy chủ chưa được cấu hình thiết bị ký “{name}”. Hãy báo quản trị hệ thống.")
        }
        SigningError::PinNeeded => "Hãy nhập mã PIN của thiết bị ký rồi ký lại.".to_owned(),
        SigningError::NoSeal => {
            "Chưa có hình dấu của cơ quan. Hãy đưa hình dấu vào ở trang Chứng thư số rồi ký lại.".to_owned()
        }
        SigningError::NotAccepted(why) => format!(
            "Chữ ký vừa tạo không được chấp nhận. {} Văn bản chưa được ký.",
            why.join(" ")
        ),
        SigningError::Refused(sentence) => sentence.clone(),
        SigningError::Invalid { sentence, .. } => sentence.clone(),
        SigningError::Sign(fault) => fault.sentence(),
        SigningError::Work(fault) if fault.is_answer() => people::messages::work_refused(fault),
        SigningError::Work(_) | SigningError::Broken(_) => return None,
    })
}

/// A file beyond all measure.
pub const FILE_TOO_LARGE: &str = "Tệp lớn hơn 64 MB nên không nhận được.";
/// A sending that broke off.
pub const BROKEN_UPLOAD: &str = "Tệp gửi lên bị đứt quãng. Hãy gửi lại.";
/// A choice that must be made.
pub const CHOOSE_UNIT: &str = "Hãy chọn đơn vị giữ chứng thư số.";
/// No such member of staff.
pub const NO_MEMBER: &str =
    "Hãy chọn cán bộ đang giữ chức vụ ở đơn vị này, hoặc chọn chính đơn vị.";
/// No certificate to sign with.
pub const NO_USABLE: &str = "Bạn chưa có chứng thư số còn hiệu lực. Hãy thêm ở trang Máy ký của tôi, hoặc nhờ văn thư thêm ở trang Chứng thư số.";
/// A title for what is signed.
pub const TITLE_MISSING: &str = "Hãy ghi tên văn bản; tên này đứng trong nhật ký ký số.";
/// The certificate must be chosen.
pub const CHOOSE_CERTIFICATE: &str = "Hãy chọn chứng thư số để ký.";
/// No page to put a mark on.
pub const PDF_UNREADABLE: &str = "Không đọc được tệp PDF: tệp hỏng hoặc được bảo vệ bằng mật khẩu.";
/// No such ticket, or of another person.
pub const NO_TICKET: &str = "Không tìm thấy phiếu ký này. Hãy mở lại văn bản để ký.";
