//! Danh mục kèm biên bản giao nhận hồ sơ (mẫu 168/HS; BLTTHS Đ.131) và đồng hồ số hóa: what is handed over, from which leaf to which, and how
//! long the digitising has taken since the moment that orders name.

pub(crate) mod clock;
pub(crate) mod screens;
