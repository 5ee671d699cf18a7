//! Every sentence of the statistics pages.

use crate::book::Book;
use crate::form::{Kind, Part, Row, What};

/// What facts cannot tell yet.
pub const NO_SOURCE: &str = "chưa có nguồn";
/// Derived, not read from the decision.
pub const TO_CHECK: &str = "cần kiểm tra";
/// The books balance.
pub const BALANCED: &str =
    "Cân đối: số còn lại đếm từ trạng thái từng hồ sơ bằng số tính theo công thức.";
/// They do not.
pub const UNBALANCED: &str =
    "Chưa cân đối theo công thức của biểu. Mỗi chênh lệch và hồ sơ gây ra nó ở dưới đây.";
/// The asked unit is not the person's.
pub const NOT_YOUR_UNIT: &str = "Chức vụ đang dùng không được xem số liệu của đơn vị này.";
/// The tree is not the person's.
pub const NOT_YOUR_TREE: &str =
    "Chức vụ đang dùng chỉ được xem số liệu của đơn vị mình, không gồm cấp dưới.";
/// To compare, a moment is needed.
pub const KNOWN_MISSING: &str =
    "Hãy ghi thời điểm cần so sánh ở ô “Như biết đến”, ví dụ 05/11/2026 17:00.";
/// Where documented counts may be entered.
pub const NOT_ENTERED: &str = "Chỉ dòng chưa có nguồn mới nhập được số liệu có căn cứ; dòng này tính từ sự kiện đã ghi, \
     từ các dòng khác, hoặc không có trong biểu. Số liệu sai thì sửa ở hồ sơ gây ra.";
/// The words of a documented count.
pub const ENTRY_WORDS: &str = "Hãy ghi nội dung này, không quá 500 chữ.";
/// A tree has no entries of its own.
pub const ENTER_IN_ONE_UNIT: &str = "Số liệu nhập cho từng đơn vị, không nhập cho cả cấp dưới. Hãy chọn riêng một đơn vị rồi mở lại dòng này.";
/// The unit is another's.
pub const NOT_YOURS_TO_ENTER: &str =
    "Chức vụ đang dùng không nhập số liệu cho đơn vị này; chỉ xem được các lần nhập.";
/// The mark of an entered figure.
pub const ENTERED: &str = "số nhập";
/// What the mark says on paper.
pub const ENTERED_NOTE: &str = "Số có dấu * là số liệu nhập có căn cứ, hoặc cộng từ số liệu nhập; không tính từ sự kiện đã ghi.";
/// What a list can show.
pub const LIST_TOO_LONG: &str =
    "Danh sách dài hơn 20.000 dòng. Hãy chọn đơn vị hoặc kỳ nhỏ hơn rồi xuất lại.";
/// Rows whose offence nobody recorded.
pub const NO_ARTICLE: &str = "Chưa ghi điều luật";
/// How offences are attributed.
pub const BY_OFFENCE: &str = "Vụ án tính theo tội nặng nhất của bị can đầu vụ, bị can theo tội nặng nhất của mình; bằng nhau \
     thì điều luật nhỏ hơn. Tội danh lấy tại thời điểm của từng biến động: khi tội danh thay đổi giữa kỳ, từng dòng tội danh \
     có thể không cân với tồn đầu kỳ, còn tổng số vẫn cân. Riêng Biểu 04 tính mọi tội danh.";
/// No such row.
pub const NO_SUCH_ROW: &str = "Biểu không có dòng này, hoặc dòng này chưa có nguồn số liệu.";
/// No such unit.
pub const NO_SUCH_UNIT: &str = "Không có đơn vị này trong danh mục.";
/// Why a version is added is not said.
pub const REASON_OF_VERSION: &str = "Hãy ghi lý do, văn bản làm căn cứ.";
/// Why a version is undone is not said.
pub const REASON_OF_UNDOING: &str = "Hãy ghi lý do hủy.";
/// The views of this area are being made again.
pub const REBUILDING: &str = "Chương trình vừa được nâng cấp và đang dựng lại số liệu thống kê từ các sự kiện đã ghi. \
     Biểu mở được khi dựng xong; các công việc khác vẫn làm bình thường. Nếu để lâu không xong, người quản trị chạy \
     lệnh “kiemsat rebuild”.";
/// Findings of the checks name matters and people.
pub const NAMES_HIDDEN: &str =
    "Người có quyền mở vụ việc đứng sau con số xem được hồ sơ, người được nêu ở từng chỗ.";
/// Notes under the form.
pub const NOTES: [&str; 3] = [
    "Số liệu tính từ các sự kiện đã ghi, theo ngày của quyết định, như biết đến lúc lập biểu.",
    "Dòng ghi “chưa có nguồn”: danh mục hành vi chưa có sự kiện để tính; không phải là 0.",
    "Bố cục, định nghĩa từng dòng chưa đối chiếu với nguyên văn quyết định ban hành biểu: cần kiểm tra.",
];

/// A set whose file or definition is gone.
pub const SET_UNREADABLE: &str =
    "Không đọc được số liệu của bộ biểu này. Hãy báo Quản trị hệ thống kiểm tra kho tệp.";
/// Neither PDF nor Excel.
pub const NO_SUCH_SHAPE: &str = "Hãy chọn lập tệp PDF hoặc Excel.";
/// The file is there.
pub const PRINTED: &str = "Đã lập xong tệp cả bộ biểu.";

/// A print whose time is over.
pub fn print_cleared(days: i64) -> String {
    format!(
        "Bản in được giữ {days} ngày, tệp này đã xóa. Số liệu đã chốt và văn bản đã ký vẫn còn: hãy mở bộ biểu rồi lập lại tệp."
    )
}

/// The column of the unit itself, without those below.
pub const OWN_UNIT: &str = "Riêng đơn vị";

/// A unit below at the head of a column: "Khu vực 3" of "Viện kiểm sát nhân dân khu vực 3 - Lâm Đồng".
pub fn heading_vi(name: &str) -> String {
    let rest = name.strip_prefix("Viện kiểm sát nhân dân ").unwrap_or(name);
    let rest = match rest.split_once(" - ") {
        Some((region, _)) if region.starts_with("khu vực ") => region,
        _ => rest,
    };
    let mut letters = rest.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

/// Kỳ chưa kết thúc, as of a moment such as "20/11/2026 09:00".
pub fn still_open(as_of: &str) -> String {
    format!(
        "Số liệu tạm tính, kỳ chưa kết thúc: còn thay đổi khi có sự kiện mới; số quá hạn tính đến {as_of}."
    )
}

/// Như biết đến một thời điểm.
pub fn as_known(at: &str) -> String {
    format!("Số liệu như biết đến {at}: sự kiện ghi sau đó không được tính.")
}

/// Of which groups of offences a row speaks, and how they are known.
fn group_vi(row: &Row) -> &'static str {
    let mut groups = row
        .parts
        .iter()
        .filter_map(|part| part.measure.wheres.get("crime_group")?.first());
    match groups.next().map(String::as_str) {
        None => "",
        Some("kinh_te") => {
            " Theo nhóm tội đã ghi; chưa ghi thì theo tội danh thuộc Chương XVIII BLHS (suy ra từ tên chương)."
        }
        Some(_) => {
            " Chỉ theo nhóm tội đã ghi: tội danh thuộc Chương XXIII BLHS chưa tự chia nhóm được."
        }
    }
}

/// The period of another entry holds part of this one.
pub fn overlaps(other: &crate::documented::Documented) -> String {
    let period = crate::Period::between(other.from_at, other.to_at).vi();
    format!(
        "Dòng này đã nhập cho kỳ khác có ngày trùng ({period}). Các kỳ được cộng lại nên không được trùng ngày: hãy chọn \
         đúng kỳ ấy để nhập lại, hoặc rút số đã nhập."
    )
}

/// "dòng 1 cộng dòng 2 trừ dòng 3".
fn sum_vi(row: &Row) -> String {
    let one = |(at, (sign, no)): (usize, &(i64, String))| match (at, *sign < 0) {
        (0, _) => format!("dòng {no}"),
        (_, true) => format!("trừ dòng {no}"),
        (_, false) => format!("cộng dòng {no}"),
    };
    row.sum
        .iter()
        .enumerate()
        .map(one)
        .collect::<Vec<_>>()
        .join(" ")
}

/// How a row is counted, in words.
pub fn counted_vi(row: &Row) -> String {
    if let Some((above, below)) = &row.share {
        return format!("Dòng {above} chia dòng {below}. {}", row.note_vi);
    }
    if !row.sum.is_empty() {
        return format!("{} Tính: {}.", row.no_source_vi, sum_vi(row));
    }
    if !row.no_source_vi.is_empty() {
        return format!("{} Nhập được số liệu có căn cứ.", row.no_source_vi);
    }
    let parts: Vec<String> = row.parts.iter().map(part_vi).collect();
    let mut said = match row.kind {
        Kind::Computed => format!("Cộng: {}.", parts.join("; ")),
        _ => format!("Đếm: {}.", parts.join("; ")),
    };
    if !row.check_vi.is_empty() {
        said += &format!(" So với công thức: {}.", row.check_vi);
    }
    match row.note_vi.is_empty() {
        true => said += group_vi(row),
        false => said += &format!(" {}", row.note_vi),
    }
    said
}

/// One part, in words.
pub fn part_vi(part: &Part) -> String {
    let book = part.measure.book;
    let event = |code: &str| {
        book.event(code)
            .map_or_else(|| code.to_owned(), |word| lower(word.vi))
    };
    let stock = |code: &str| {
        book.stock(code)
            .map_or_else(|| code.to_owned(), |word| word.vi.to_owned())
    };
    let what = match part.measure.what {
        What::Events(code) => event(code),
        What::Sources(code) => format!("nguồn tin có {}", event(code)),
        What::Before(code) => format!("{} đầu kỳ", stock(code)),
        What::After(code) => format!("{} cuối kỳ", stock(code)),
    };
    let narrowed: Vec<String> = part
        .measure
        .wheres
        .iter()
        .map(|(attribute, values)| {
            let said: Vec<String> = values.iter().map(|value| value_of(book, value)).collect();
            let name = attribute_vi(book, attribute);
            match values.as_slice() {
                [value] if value == "1" => name,
                [value] if value == "0" => format!("không {name}"),
                [value] if value.is_empty() => format!("không phải {name}"),
                _ => format!("{name}: {}", said.join(" hoặc ")),
            }
        })
        .collect();
    let sign = if part.sign < 0 { "trừ " } else { "" };
    match narrowed.is_empty() {
        true => format!("{sign}{what}"),
        false => format!("{sign}{what} ({})", narrowed.join(", ")),
    }
}

fn attribute_vi(book: Book, attribute: &str) -> String {
    match attribute {
        "is_new" => "từ trong kỳ".to_owned(),
        "leaves" | "enters" => "tồn".to_owned(),
        _ => book
            .attribute(attribute)
            .map_or(attribute, |word| word.vi)
            .to_owned(),
    }
}

/// A value of an attribute.
pub fn value_of(book: Book, value: &str) -> String {
    let said = match value {
        "tham_nhung" => "tham nhũng",
        "kinh_te" => "kinh tế",
        "chuc_vu_khac" => "chức vụ khác",
        "CAND" => "Công an nhân dân",
        "QDND" => "Quân đội nhân dân",
        "VKSTC" => "Cơ quan điều tra VKSND tối cao",
        "KHAC" => "cơ quan được giao một số hoạt động điều tra",
        "VKS" => "Viện kiểm sát",
        "co_quan_duoc_giao" => "cơ quan được giao một số hoạt động điều tra",
        "co_quan_nha_nuoc" => "cơ quan nhà nước khác",
        "kien_nghi_khoi_to" => "kiến nghị khởi tố",
        "investigation" => "điều tra",
        "prosecution" => "truy tố",
        "trial" => "xét xử sơ thẩm",
        "appeal" => "xét xử phúc thẩm",
        "execution" => "chờ thi hành án",
        "it_nghiem_trong" => "ít nghiêm trọng",
        "nghiem_trong" => "nghiêm trọng",
        "rat_nghiem_trong" => "rất nghiêm trọng",
        "dac_biet_nghiem_trong" => "đặc biệt nghiêm trọng",
        "14_16" => "từ 14 đến dưới 16",
        "16_18" => "từ 16 đến dưới 18",
        "18_30" => "từ 18 đến 30",
        "30_70" => "trên 30 đến 70",
        "70" => "trên 70",
        "nu" => "nữ",
        "nam" => "nam",
        "kinh" => "Kinh",
        "thieu_so" => "dân tộc thiểu số",
        "khong_biet_chu" => "không biết chữ",
        "tieu_hoc" => "tiểu học",
        "thcs" => "trung học cơ sở",
        "thpt" => "trung học phổ thông",
        "dai_hoc" => "đại học trở lên",
        "khong_pham_toi" => "không phạm tội",
        "mien" => "miễn trách nhiệm hình sự, miễn hình phạt",
        "an_treo" => "án treo",
        "khac_toi_danh" => "khác tội danh truy tố",
        "rut_gon" => "thủ tục rút gọn",
        "rut_truy_to" => "Viện kiểm sát rút truy tố",
        "chua_ro_bi_can" => "chưa xác định được bị can",
        "khong_ro_noi_o" => "không biết bị can ở đâu",
        "benh" => "bị can bệnh tâm thần, hiểm nghèo",
        "giam_dinh" => "chờ giám định, định giá, tương trợ",
        "thien_tai" => "thiên tai, dịch bệnh",
        "khan_cap" => "khẩn cấp",
        "qua_tang" => "quả tang",
        "truy_na" => "truy nã",
        "dau_thu" => "tự thú, đầu thú",
        "tam_giam" => "khởi tố chuyển tạm giam",
        "truy_na_tam_giam" => "truy nã chuyển tạm giam",
        "bpnc_khac" => "khởi tố, áp dụng biện pháp ngăn chặn khác",
        "tra_tu_do" => "trả tự do",
        "huy_bo" => "hủy bỏ",
        "khong_gia_han" => "không phê chuẩn gia hạn",
        "khong_phe_chuan_bat" => "không phê chuẩn lệnh bắt khẩn cấp",
        "tu_tam_giu" => "từ tạm giữ chuyển sang",
        "cqdt" => "lệnh của Cơ quan điều tra",
        "vks" => "lệnh của Viện kiểm sát",
        "ta" => "Tòa án cấp sơ thẩm",
        "ta_phuc_tham" => "Tòa án cấp phúc thẩm",
        "thay_the" => "thay thế biện pháp khác",
        "dinh_chi" => "có quyết định đình chỉ",
        "hdxx" => "Hội đồng xét xử trả tự do",
        "vks_tra_tu_do" => "Viện kiểm sát trả tự do",
        "thi_hanh_an" => "chuyển chấp hành án",
        "tu_hinh" => "tử hình",
        "chua_benh" => "bắt buộc chữa bệnh",
        "khac" => "khác",
        "khong_phai_tu" => "hình phạt không phải tù",
        "het_han_tu" => "thời hạn tù bằng hoặc ngắn hơn thời gian tạm giam",
        "khong_toi" => "không có tội",
        "mien_tnhs" => "miễn trách nhiệm hình sự",
        "mien_hinh_phat" => "miễn hình phạt",
        "canh_cao" => "cảnh cáo",
        "phat_tien" => "phạt tiền",
        "cai_tao" => "cải tạo không giam giữ",
        "truc_xuat" => "trục xuất",
        "tu_den_3" => "tù từ 3 năm trở xuống",
        "tu_den_7" => "tù trên 3 đến 7 năm",
        "tu_den_15" => "tù trên 7 đến 15 năm",
        "tu_tren_15" => "tù trên 15 năm",
        "chung_than" => "chung thân",
        "nhe_hon" => "nhẹ hơn truy tố",
        "toi_khac" => "tội khác bằng tội truy tố",
        "nang_hon" => "nặng hơn truy tố",
        "khang_cao" => "kháng cáo",
        "khang_nghi" => "kháng nghị",
        "ca_hai" => "cả kháng cáo và kháng nghị",
        "giu_nguyen" => "giữ nguyên bản án",
        "sua_nhe" => "sửa nhẹ hơn",
        "sua_nang" => "sửa nặng hơn",
        "sua_khac" => "sửa phần khác",
        "huy_dieu_tra_lai" => "hủy án để điều tra lại",
        "huy_xet_xu_lai" => "hủy án để xét xử lại",
        "huy_dinh_chi" => "hủy án, đình chỉ",
        "chap_nhan" => "được chấp nhận",
        "dang_giai_quyet" => "đang giải quyết, không tạm đình chỉ",
        "khong" => "không được chấp nhận",
        other => {
            let stock = book.stock(other);
            return stock.map_or_else(|| other.to_owned(), |word| word.vi.to_owned());
        }
    };
    said.to_owned()
}

/// With a capital at the beginning.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn lower(text: &str) -> String {
    if text.starts_with("Viện") || text.starts_with("Tòa") {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect()
}

/// Above every trial slip.
pub const SLIP_TO_CHECK: &str = "Phiếu dựng từ sự kiện của hồ sơ, không nhập tay.";
/// The slip of an appeal has no source.
pub const APPEAL_SLIP: &str =
    "Nguồn chỉ nói đến phiếu sơ thẩm; phiếu phúc thẩm được dựng tương tự: cần kiểm tra.";
/// More slips than a list holds.
pub const SLIPS_TOO_MANY: &str =
    "Kỳ này có hơn 5.000 hồ sơ được xét xử. Hãy chọn đơn vị hoặc kỳ nhỏ hơn.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_headed_by_what_tells_its_unit_apart() {
        for (name, heading) in [
            ("Viện kiểm sát nhân dân khu vực 3 - Lâm Đồng", "Khu vực 3"),
            ("Viện kiểm sát nhân dân tỉnh Lâm Đồng", "Tỉnh Lâm Đồng"),
            ("Vụ 14", "Vụ 14"),
        ] {
            assert_eq!(heading_vi(name), heading);
        }
    }
}
