//! Lời cho người đọc: every Vietnamese sentence this crate says.

mod articles;
mod refusals;
mod sentences;

pub use articles::article_vi;

use crate::{AppliesTo, Certainty, Method};

/// The Vietnamese name of a stage of the procedure, by its code in the table of limits.
pub fn stage_vi(code: &str) -> Option<&'static str> {
    Some(match code {
        "report" => "Giải quyết nguồn tin về tội phạm",
        "initiation" => "Khởi tố vụ án",
        "custody" => "Giữ người, bắt, tạm giữ",
        "accused_initiation" => "Khởi tố bị can",
        "preventive_measures" => "Biện pháp ngăn chặn, biện pháp cưỡng chế",
        "investigation" => "Điều tra",
        "detention_investigation" => "Tạm giam trong giai đoạn điều tra",
        "prosecution" => "Truy tố",
        "first_instance" => "Xét xử sơ thẩm",
        "appeal" => "Xét xử phúc thẩm",
        "execution" => "Thi hành án hình sự",
        "detention_supervision" => "Kiểm sát việc tạm giữ, tạm giam",
        "cassation" => "Giám đốc thẩm",
        "reopening" => "Tái thẩm",
        "special_review" => "Xem xét lại quyết định của Hội đồng Thẩm phán",
        "compulsory_treatment" => "Bắt buộc chữa bệnh",
        "simplified" => "Thủ tục rút gọn",
        "complaint" => "Khiếu nại, tố cáo trong tố tụng hình sự",
        "service" => "Niêm yết, thông báo văn bản tố tụng",
        "international" => "Hợp tác quốc tế",
        "all_stages" => "Mọi giai đoạn",
        _ => return None,
    })
}

impl AppliesTo {
    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            AppliesTo::Report => "nguồn tin",
            AppliesTo::Case => "vụ án",
            AppliesTo::Accused => "người bị buộc tội",
            AppliesTo::Judgment => "bản án, quyết định",
        }
    }
}

impl Certainty {
    /// As people read it; everything less than certain asks to be checked.
    pub fn vi(self) -> &'static str {
        match self {
            Certainty::Certain => "chắc chắn",
            Certainty::Likely => "cần kiểm tra (cách tính theo thông lệ, luật không nêu rõ)",
            Certainty::Disputed => "cần kiểm tra (còn ý kiến khác nhau về cách tính)",
            Certainty::Unconfirmed => "cần kiểm tra (căn cứ chưa được xác nhận)",
        }
    }

    /// Whether a person should check it before relying on it.
    pub fn needs_check(self) -> bool {
        self != Certainty::Certain
    }
}

impl Method {
    /// How it counts, as people read it.
    pub fn vi(self) -> &'static str {
        match self {
            Method::Hours => "tính theo giờ, từ đúng giờ bắt đầu, không dịch vì ngày nghỉ",
            Method::CustodyHours => {
                "tạm giữ: mỗi ngày là 24 giờ kể từ giờ bắt đầu (khoản 2 Điều 117, Điều 118 BLTTHS), không dịch vì ngày nghỉ"
            }
            Method::DetentionInclusive => {
                "tạm giam: tính cả ngày đầu và ngày cuối, 01 tháng là 30 ngày (khoản 1 Điều 134 BLTTHS), không dịch vì ngày nghỉ"
            }
            Method::DaysDay0Excluded => {
                "tính theo ngày, không tính ngày xảy ra sự kiện, hết hạn lúc 24 giờ 00 phút của ngày cuối cùng (khoản 1 Điều 134 BLTTHS)"
            }
            Method::MonthsSameDate => {
                "tính theo tháng, hết hạn vào ngày trùng của tháng sau; tháng không có ngày trùng thì vào ngày cuối tháng (khoản 1 Điều 134 BLTTHS)"
            }
            Method::YearsSameDate => {
                "tính theo năm, hết hạn vào ngày, tháng trùng của năm sau (khoản 1 Điều 134 BLTTHS)"
            }
            Method::WorkingDays => "tính theo ngày làm việc, bắt đầu từ ngày làm việc tiếp theo",
            Method::AtLeastBefore => {
                "tính lùi từ mốc; nếu rơi vào ngày nghỉ thì lấy ngày làm việc liền trước"
            }
            Method::FilingDate => {
                "ngày nộp là ngày theo dấu bưu chính nơi gửi, hoặc ngày cơ sở giam giữ nhận đơn (khoản 2 Điều 134, khoản 3 Điều 333 BLTTHS)"
            }
        }
    }

    /// How sure this way of counting is by itself.
    pub fn certainty(self) -> Certainty {
        match self {
            Method::Hours
            | Method::CustodyHours
            | Method::DetentionInclusive
            | Method::MonthsSameDate
            | Method::FilingDate => Certainty::Certain,
            Method::DaysDay0Excluded
            | Method::YearsSameDate
            | Method::WorkingDays
            | Method::AtLeastBefore => Certainty::Likely,
        }
    }
}
