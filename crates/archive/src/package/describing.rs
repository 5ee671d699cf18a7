//! Mô tả hồ sơ: the fields that TT 05/2025/TT-BNV names for a file and for its documents. The circular's element names were not seen
//! (cần kiểm tra), so ours are plain Vietnamese words, and the schema that goes with the package says what they are.

use std::fmt::Write as _;

use casefile::{DocumentRow, kind_vi};
use chrono::NaiveDate;

use crate::pdf::xml;

/// The schema of the description.
pub const SCHEMA: &str = include_str!("../../data/ho-so.xsd");

/// Mô tả của một hồ sơ.
#[derive(Debug, Clone, Default)]
pub struct Description {
    /// Mã hồ sơ.
    pub code: String,
    /// Tiêu đề hồ sơ.
    pub title: String,
    /// Đơn vị lập.
    pub unit: String,
    /// Thời hạn bảo quản; empty while none is set.
    pub retention: String,
    /// Số trang.
    pub pages: usize,
    /// Số tờ: leaves that carry a number.
    pub leaves: usize,
    /// Its documents.
    pub documents: Vec<DocumentRow>,
    /// When this was written, as XML says it.
    pub made_at: String,
}

impl Description {
    /// The first and the last day of its documents.
    fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let days = || self.documents.iter().filter_map(|one| one.issued_on);
        (days().min(), days().max())
    }

    /// The description of the file and its documents.
    pub fn file_xml(&self) -> String {
        let (first, last) = self.days();
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hoSo xmlns=\"urn:kiemsat:ho-so:1\">\n",
        );
        // What nobody has said stands empty: an archive must not take a guess for a fact.
        for (name, said) in [
            ("maHoSo", self.code.as_str()),
            ("tieuDe", &self.title),
            ("donViLap", &self.unit),
            ("thoiHanBaoQuan", &self.retention),
            ("cheDoSuDung", ""),
            ("ngonNgu", "vie"),
            ("ngayBatDau", &day(first)),
            ("ngayKetThuc", &day(last)),
            ("tuKhoa", ""),
            ("soTaiLieu", &self.documents.len().to_string()),
            ("soTo", &self.leaves.to_string()),
            ("soTrang", &self.pages.to_string()),
            ("tinhTrangVatLy", ""),
            ("mucDoTinCay", ""),
            ("maHoSoGiay", ""),
            ("saoLuuDuPhong", ""),
        ] {
            let _ = writeln!(out, "  <{name}>{}</{name}>", xml(said));
        }
        for (at, one) in self.documents.iter().enumerate() {
            out.push_str("  <taiLieu>\n");
            for (name, said) in [
                ("soThuTu", (at + 1).to_string()),
                ("tenTaiLieu", one.title.clone()),
                ("loai", kind_vi(&one.kind).to_owned()),
                ("soKyHieu", one.number.clone()),
                ("ngayThang", day(one.issued_on)),
                ("butLuc", one.bl.clone()),
                ("tuTrang", one.first_no.to_string()),
                ("denTrang", one.last_no.to_string()),
            ] {
                let _ = writeln!(out, "    <{name}>{}</{name}>", xml(&said));
            }
            out.push_str("  </taiLieu>\n");
        }
        out.push_str("</hoSo>\n");
        out
    }

    /// The same in few words, for archives that know Dublin Core alone.
    pub fn core_xml(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<simpledc xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n",
        );
        for (name, said) in [
            ("identifier", self.code.as_str()),
            ("title", &self.title),
            ("creator", &self.unit),
            ("language", "vi"),
            ("date", &self.made_at),
        ] {
            let _ = writeln!(out, "  <dc:{name}>{}</dc:{name}>", xml(said));
        }
        out.push_str("</simpledc>\n");
        out
    }
}
