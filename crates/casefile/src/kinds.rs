//! Loại tài liệu trong hồ sơ vụ án: the kinds that the list of documents offers.

use serde::Serialize;

/// Một loại tài liệu.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Kind {
    /// Its id.
    pub value: &'static str,
    /// What people read.
    pub label: &'static str,
}

const fn kind(value: &'static str, label: &'static str) -> Kind {
    Kind { value, label }
}

/// The kinds, in the order in which a file is usually laid out.
pub const KINDS: [Kind; 16] = [
    kind("bia", "Bìa, bảng thống kê"),
    kind("tin_bao", "Tố giác, tin báo, tiếp nhận"),
    kind("quyet_dinh", "Quyết định"),
    kind("lenh", "Lệnh"),
    kind("bien_ban_loi_khai", "Biên bản ghi lời khai"),
    kind("bien_ban_hoi_cung", "Biên bản hỏi cung"),
    kind("bien_ban", "Biên bản khác"),
    kind("giam_dinh", "Kết luận giám định, định giá"),
    kind("vat_chung", "Vật chứng, ảnh, bản vẽ"),
    kind("ly_lich", "Lý lịch, nhân thân"),
    kind("cong_van", "Công văn, thông báo"),
    kind("de_nghi", "Văn bản đề nghị"),
    kind("ket_luan_dieu_tra", "Kết luận điều tra"),
    kind("cao_trang", "Cáo trạng"),
    kind("kiem_sat", "Tài liệu của Viện kiểm sát"),
    kind("khac", "Tài liệu khác"),
];

/// What people read for a kind; empty for none.
pub fn kind_vi(value: &str) -> &'static str {
    KINDS
        .iter()
        .find(|kind| kind.value == value)
        .map_or("", |kind| kind.label)
}
