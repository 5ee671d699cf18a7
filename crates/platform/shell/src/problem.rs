//! Điều không làm được: a sentence that says what to do, and for faults of ours a number that the log knows.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use db::StorageError;
use people::WorkError;
use uuid::Uuid;

/// Why a request was not answered as asked. Sentences are Vietnamese and for people; causes are English and for the log.
#[derive(Debug)]
pub enum Problem {
    /// Nobody is signed in.
    SignIn,
    /// Không có quyền.
    NotAllowed(String),
    /// Không có.
    NotFound(String),
    /// Somebody else changed it meanwhile, or was first.
    Changed(String),
    /// The request lacks something or cannot be read.
    Unreadable(String),
    /// Không đúng luật hoặc chưa đủ.
    Refused(String),
    /// Too much was sent.
    TooLarge(String),
    /// Too often.
    TooMany(String),
    /// Storage is in trouble; people see an apology and a number.
    Storage(StorageError),
    /// Anything else that is our fault; the cause is for the log.
    Failed(String),
}

/// What is told to the person; the layer `dress` turns it into a page, a part of a page, or JSON.
#[derive(Debug, Clone)]
pub(crate) struct Sorry {
    pub status: StatusCode,
    pub title: &'static str,
    pub sentence: String,
    pub advice: String,
    pub number: String,
}

impl Problem {
    /// Không có quyền, with the usual sentence.
    pub fn not_allowed() -> Self {
        Problem::NotAllowed("Chức vụ đang dùng không có quyền làm việc này.".to_owned())
    }

    /// Không tìm thấy, with the usual sentence.
    pub fn not_found() -> Self {
        Problem::NotFound("Trang hoặc hồ sơ này không có, hoặc đã chuyển đi nơi khác.".to_owned())
    }

    /// Somebody else changed it meanwhile.
    pub fn changed() -> Self {
        Problem::Changed("Người khác vừa sửa nội dung này trong lúc bạn đang làm.".to_owned())
    }

    /// A fault of ours, by its cause.
    pub fn failed(cause: impl std::fmt::Display) -> Self {
        Problem::Failed(cause.to_string())
    }

    /// The sentence for a person.
    pub fn sentence(&self) -> String {
        match self {
            Problem::SignIn => "Bạn chưa đăng nhập, hoặc phiên làm việc đã hết.".to_owned(),
            Problem::NotAllowed(said)
            | Problem::NotFound(said)
            | Problem::Changed(said)
            | Problem::Unreadable(said)
            | Problem::Refused(said)
            | Problem::TooLarge(said)
            | Problem::TooMany(said) => said.clone(),
            Problem::Storage(StorageError::Conflict(_)) => {
                "Nội dung này vừa được người khác ghi trước.".to_owned()
            }
            Problem::Storage(_) | Problem::Failed(_) => {
                "Hệ thống gặp trục trặc nên chưa làm được việc này. Xin lỗi bạn.".to_owned()
            }
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::SignIn => StatusCode::UNAUTHORIZED,
            Problem::NotAllowed(_) => StatusCode::FORBIDDEN,
            Problem::NotFound(_) => StatusCode::NOT_FOUND,
            Problem::Changed(_) | Problem::Storage(StorageError::Conflict(_)) => {
                StatusCode::CONFLICT
            }
            Problem::Unreadable(_) => StatusCode::BAD_REQUEST,
            Problem::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Problem::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Problem::Storage(_) | Problem::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self) -> &'static str {
        match self.status() {
            StatusCode::UNAUTHORIZED => "Cần đăng nhập",
            StatusCode::FORBIDDEN => "Không có quyền",
            StatusCode::NOT_FOUND => "Không tìm thấy",
            StatusCode::CONFLICT => "Nội dung đã thay đổi",
            StatusCode::PAYLOAD_TOO_LARGE => "Tệp quá lớn",
            StatusCode::TOO_MANY_REQUESTS => "Xin chờ một lát",
            StatusCode::INTERNAL_SERVER_ERROR => "Có trục trặc",
            _ => "Chưa làm được",
        }
    }

    fn advice(&self) -> &'static str {
        match self.status() {
            StatusCode::UNAUTHORIZED => {
                "Hãy đăng nhập lại; những gì đã gõ trong biểu vẫn được giữ."
            }
            StatusCode::FORBIDDEN => {
                "Nếu bạn giữ nhiều chức vụ, hãy về bàn làm việc rồi chọn chức vụ khác; nếu không, hãy đề nghị lãnh đạo phân công hoặc ủy quyền."
            }
            StatusCode::NOT_FOUND => "Hãy kiểm tra địa chỉ, hoặc bấm Ctrl+K để tìm.",
            StatusCode::CONFLICT => {
                "Hãy tải lại trang để xem nội dung mới rồi làm tiếp; bản nháp của bạn vẫn còn."
            }
            StatusCode::PAYLOAD_TOO_LARGE => "Hãy tách tệp thành nhiều phần nhỏ hơn rồi gửi lại.",
            StatusCode::TOO_MANY_REQUESTS => "Hãy thử lại sau ít phút.",
            StatusCode::INTERNAL_SERVER_ERROR => {
                "Hãy thử lại. Nếu vẫn vậy, hãy báo người quản trị kèm số dưới đây; những gì đã gõ vẫn được giữ."
            }
            _ => "Hãy quay lại trang trước, sửa và gửi lại.",
        }
    }

    /// Writes a fault of ours into the log, once, and gives its number; other problems need none.
    pub(crate) fn log(&self) -> String {
        match self {
            Problem::Storage(StorageError::Conflict(_)) => String::new(),
            Problem::Storage(error) => logged(&error.to_string()),
            Problem::Failed(cause) => logged(cause),
            _ => String::new(),
        }
    }
}

fn logged(cause: &str) -> String {
    let id = Uuid::now_v7().simple().to_string().to_uppercase();
    // The end of the id is its random part; the log line carries the time.
    let number = format!("{}-{}", &id[24..28], &id[28..32]);
    tracing::error!(incident = %number, cause, "a request failed");
    number
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let sorry = Sorry {
            status: self.status(),
            title: self.title(),
            sentence: self.sentence(),
            advice: self.advice().to_owned(),
            number: self.log(),
        };
        sorry.into_response()
    }
}

impl IntoResponse for Sorry {
    fn into_response(self) -> Response {
        let text = format!("{}\n{}\n{}", self.sentence, self.advice, self.number);
        let mut answer = (self.status, text).into_response();
        let plain = HeaderValue::from_static("text/plain; charset=utf-8");
        answer.headers_mut().insert(header::CONTENT_TYPE, plain);
        answer.extensions_mut().insert(self);
        answer
    }
}

impl From<StorageError> for Problem {
    fn from(error: StorageError) -> Self {
        Problem::Storage(error)
    }
}

impl From<WorkError> for Problem {
    fn from(error: WorkError) -> Self {
        let sentence = people::messages::work_refused(&error);
        match error {
            WorkError::NotAllowed { .. } | WorkError::NotInRole { .. } => {
                Problem::NotAllowed(sentence)
            }
            WorkError::NotFound => Problem::NotFound(sentence),
            WorkError::ChangedMeanwhile => Problem::Changed(sentence),
            WorkError::Unlawful(_) | WorkError::Invalid { .. } => Problem::Refused(sentence),
            WorkError::Broken(cause) => Problem::Failed(cause),
            WorkError::Storage(cause) => Problem::Storage(cause),
        }
    }
}
