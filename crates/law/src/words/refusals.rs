//! Câu trả lời khi không tính được thời hạn.

use crate::LawError;

impl LawError {
    /// A stable code for programs that read the answer.
    pub fn code(&self) -> &'static str {
        match self {
            LawError::UnknownRule { .. } => "unknown_rule",
            LawError::UnknownEvent { .. } => "unknown_event",
            LawError::AtOnce { .. } => "at_once",
            LawError::Unlimited { .. } => "unlimited",
            LawError::CappedByAnother { .. } => "capped_by_another",
            LawError::HourMissing { .. } => "hour_missing",
            LawError::UnitDoesNotFit { .. } => "unit_does_not_fit",
            LawError::CustodyDoesNotFit { .. } => "custody_does_not_fit",
            LawError::HalfUnconfirmed { .. } => "half_unconfirmed",
            LawError::JuvenileDetentionUnconfirmed { .. } => "juvenile_detention_unconfirmed",
            LawError::CaseOpeningMissing { .. } => "case_opening_missing",
            LawError::ExtensionWithoutLength { .. } => "extension_without_length",
            LawError::ExtensionEndsEarly { .. } => "extension_ends_early",
            LawError::CannotExtend { .. } => "cannot_extend",
            LawError::OutOfRange { .. } => "out_of_range",
            LawError::NotReadable { .. } => "not_readable",
        }
    }

    /// The sentence a person reads: what is the matter, and what to do.
    pub fn vi(&self) -> String {
        match self {
            LawError::UnknownRule { rule } => {
                format!("Không có thời hạn mang mã “{rule}”. Hãy kiểm tra lại mã trong bảng thời hạn.")
            }
            LawError::UnknownEvent { event } => format!("Không có sự kiện mang mã “{event}”."),
            LawError::AtOnce { since, .. } => {
                format!("Luật không quy định số ngày: phải thực hiện ngay, kể từ {}.", since.vi())
            }
            LawError::Unlimited { .. } => "Luật không giới hạn thời gian đối với việc này.".to_owned(),
            LawError::CappedByAnother { .. } => "Thời hạn này không quá một thời hạn khác đang chạy. \
                Hãy nhập độ dài ghi trong lệnh, quyết định để tính ngày hết hạn."
                .to_owned(),
            LawError::HourMissing { .. } => {
                "Thời hạn này tính theo giờ. Hãy ghi cả giờ, phút bắt đầu, ví dụ 17 giờ 30 phút ngày 20/05/2026.".to_owned()
            }
            LawError::UnitDoesNotFit { length, .. } => {
                format!("Thời hạn này không tính được theo “{}”. Hãy chọn đơn vị khác.", length.unit.vi())
            }
            LawError::CustodyDoesNotFit { days, .. } => format!(
                "Không trừ được {days:02} ngày tạm giữ: chỉ trừ vào thời hạn tạm giam và phải ít hơn thời hạn đó. \
                 Hãy kiểm tra lại số ngày tạm giữ."
            ),
            LawError::HalfUnconfirmed { of, extension: 0, .. } => format!(
                "Người chưa thành niên: thời hạn là một nửa của {}, cần xác nhận cách tính số lẻ. \
                 Hãy nhập độ dài ghi trong quyết định.",
                of.vi()
            ),
            LawError::HalfUnconfirmed { of, extension, .. } => format!(
                "Người chưa thành niên: gia hạn lần {extension} có thể là một nửa của {}, cần xác nhận. \
                 Hãy nhập độ dài hoặc ngày ghi trong quyết định gia hạn.",
                of.vi()
            ),
            LawError::JuvenileDetentionUnconfirmed { .. } => "Thời hạn tạm giam người chưa thành niên theo Điều 138 \
                Luật Tư pháp người chưa thành niên cần xác nhận. Hãy nhập độ dài ghi trong lệnh, quyết định."
                .to_owned(),
            LawError::CaseOpeningMissing { .. } => "Người chưa thành niên: cần ngày khởi tố vụ án, vì vụ án khởi tố \
                trước ngày 01/01/2026 giữ thời hạn cũ (Điều 179 Luật Tư pháp người chưa thành niên)."
                .to_owned(),
            LawError::ExtensionWithoutLength { ordinal, .. } => format!(
                "Bảng thời hạn không có mức gia hạn lần {ordinal}. Hãy nhập độ dài hoặc ngày ghi trong quyết định gia hạn."
            ),
            LawError::ExtensionEndsEarly { ordinal, to, running, .. } => format!(
                "Gia hạn lần {ordinal} kết thúc {}, không sau thời hạn đang chạy (hết {}). Hãy kiểm tra lại ngày.",
                to.vi(),
                running.vi()
            ),
            LawError::CannotExtend { .. } => "Thời hạn này không thể gia hạn theo cách tính của nó.".to_owned(),
            LawError::OutOfRange { .. } => "Ngày hoặc độ dài nằm ngoài khoảng tính được. Hãy kiểm tra lại.".to_owned(),
            LawError::NotReadable { what } => what.clone(),
        }
    }
}
