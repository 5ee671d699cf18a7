//! Từ chối: a refusal has its status, a code for the page and a sentence for the person.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::json;
use sign::KeyError;

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum Refusal {
    Host,
    Origin,
    NotPaired,
    WrongCode,
    TooManyCodes,
    TooLarge,
    Unreadable,
    NotFound,
    NoCertificate(String),
    MayNotSign(String),
    NotADocument,
    TooMany(usize),
    Device(String),
}

impl From<KeyError> for Refusal {
    fn from(fault: KeyError) -> Self {
        Self::Device(fault.sentence().to_owned())
    }
}

impl Refusal {
    fn status_and_code(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Host => (StatusCode::FORBIDDEN, "host"),
            Self::Origin => (StatusCode::FORBIDDEN, "origin"),
            Self::NotPaired => (StatusCode::UNAUTHORIZED, "not_paired"),
            Self::WrongCode => (StatusCode::FORBIDDEN, "wrong_code"),
            Self::TooManyCodes => (StatusCode::TOO_MANY_REQUESTS, "too_many_codes"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "unreadable"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::NoCertificate(_) => (StatusCode::CONFLICT, "no_certificate"),
            Self::MayNotSign(_) => (StatusCode::UNPROCESSABLE_ENTITY, "may_not_sign"),
            Self::NotADocument => (StatusCode::UNPROCESSABLE_ENTITY, "not_a_document"),
            Self::TooMany(_) => (StatusCode::UNPROCESSABLE_ENTITY, "too_many"),
            Self::Device(_) => (StatusCode::CONFLICT, "device"),
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::Host => "Chương trình ký chỉ trả lời tại địa chỉ 127.0.0.1 của chính máy này.".into(),
            Self::Origin => "Trang này không phải trang của cơ quan đã ghép nối với chương trình ký.".into(),
            Self::NotPaired => {
                "Trang này chưa ghép nối với chương trình ký trên máy; hãy nhập mã ghép nối mà chương trình ký hiển thị.".into()
            }
            Self::WrongCode => "Mã ghép nối không đúng; hãy xem lại mã trên trang của chương trình ký.".into(),
            Self::TooManyCodes => "Đã nhập sai mã ghép nối nhiều lần; hãy khởi động lại chương trình ký để có mã mới.".into(),
            Self::TooLarge => "Yêu cầu ký quá lớn; hãy chọn ít văn bản hơn cho mỗi lần ký.".into(),
            Self::Unreadable => "Chương trình ký không đọc được yêu cầu; hãy tải lại trang rồi thử lại.".into(),
            Self::NotFound => "Lần ký này không còn; hãy bắt đầu ký lại từ trang của cơ quan.".into(),
            Self::NoCertificate(why) | Self::MayNotSign(why) | Self::Device(why) => why.clone(),
            Self::NotADocument => {
                "Nội dung được yêu cầu ký không phải là chữ ký của văn bản bằng chứng thư số đã chọn; chương trình ký từ chối.".into()
            }
            Self::TooMany(most) => format!("Mỗi lần ký nhiều nhất {most} văn bản; hãy chọn ít hơn."),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code) = self.status_and_code();
        let body = json!({"error": code, "message": self.sentence()});
        (status, Json(body)).into_response()
    }
}
