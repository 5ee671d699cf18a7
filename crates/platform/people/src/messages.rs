//! Every sentence about people, units, rights and sign-in that a person can read.

use crate::{Role, WorkError};

/// A correction without a reason.
pub(crate) const CORRECTION_NEEDS_A_REASON: &str =
    "Khi sửa một sự kiện đã ghi, cần chọn đúng sự kiện của hồ sơ này và ghi lý do sửa.";

/// Why a piece of work was not done, and what to do next.
pub fn work_refused(error: &WorkError) -> String {
    match error {
        WorkError::NotAllowed { right, .. } => format!(
            "Bạn chưa được giao quyền “{}” đối với hồ sơ của đơn vị này. Nếu cần, hãy đề nghị lãnh đạo đơn vị phân công hoặc ủy quyền.",
            right.name_vi()
        ),
        WorkError::NotInRole { roles } => {
            format!("Việc này thuộc thẩm quyền của {}.", listed(roles))
        }
        WorkError::NotFound => {
            "Không tìm thấy nội dung này. Đường dẫn có thể sai hoặc nội dung không còn.".to_owned()
        }
        WorkError::ChangedMeanwhile => {
            "Trong lúc bạn đang làm, người khác đã ghi thêm vào hồ sơ này. Hãy xem lại nội dung mới rồi lưu lần nữa; những gì bạn đã nhập vẫn còn.".to_owned()
        }
        WorkError::Unlawful(sentence) | WorkError::Invalid { sentence, .. } => sentence.clone(),
        WorkError::Broken(_) | WorkError::Storage(_) => {
            "Xin lỗi, hệ thống gặp trục trặc nên chưa lưu được. Hãy thử lại sau ít phút; nếu vẫn lỗi, báo cho người quản trị kèm mã số trên trang này.".to_owned()
        }
    }
}

fn listed(roles: &[Role]) -> String {
    let names: Vec<&str> = roles.iter().map(|role| role.name_vi()).collect();
    match names.as_slice() {
        [] => "người có thẩm quyền".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} hoặc {last}", first.join(", ")),
    }
}
