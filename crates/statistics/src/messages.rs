//! Every sentence of the statistics pages.

use crate::event::Attribute;
use crate::form::{Kind, Part, Row, What};

/// What facts cannot tell yet.
pub const NO_SOURCE: &str = "chưa có nguồn";
/// Derived, not read from the decision.
pub const TO_CHECK: &str = "cần kiểm tra";
/// The books balance.
pub const BALANCED: &str =
    "Cân đối: số còn lại đếm từ trạng thái từng nguồn tin bằng số tính theo công thức.";
/// They do not.
pub const UNBALANCED: &str =
    "Chưa cân đối theo công thức của biểu. Mỗi chênh lệch và nguồn tin gây ra nó ở dưới đây.";
/// The asked unit is not the person's.
pub const NOT_YOUR_UNIT: &str = "Chức vụ đang dùng không được xem số liệu của đơn vị này.";
/// The tree is not the person's.
pub const NOT_YOUR_TREE: &str =
    "Chức vụ đang dùng chỉ được xem số liệu của đơn vị mình, không gồm cấp dưới.";
/// No such row.
pub const NO_SUCH_ROW: &str = "Biểu không có dòng này, hoặc dòng này chưa có nguồn số liệu.";
/// No such unit.
pub const NO_SUCH_UNIT: &str = "Không có đơn vị này trong danh mục.";
/// The views of this area are being made again.
pub const REBUILDING: &str = "Chương trình vừa được nâng cấp và đang dựng lại số liệu thống kê từ các sự kiện đã ghi. \
     Biểu mở được khi dựng xong; các công việc khác vẫn làm bình thường. Nếu để lâu không xong, người quản trị chạy \
     lệnh “kiemsat rebuild”.";
/// Notes under the form.
pub const NOTES: [&str; 3] = [
    "Số liệu tính từ các sự kiện đã ghi, theo ngày của quyết định, như biết đến lúc lập biểu.",
    "Dòng ghi “chưa có nguồn”: danh mục hành vi chưa có sự kiện để tính; không phải là 0.",
    "Bố cục, định nghĩa từng dòng suy ra từ phần mềm của ngành năm 2022: cần kiểm tra với QĐ 560/QĐ-VKSTC.",
];

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

/// Of which groups of offences a row speaks, and how they are known.
fn group_vi(row: &Row) -> &'static str {
    let mut groups = row
        .parts
        .iter()
        .filter_map(|part| part.measure.wheres.get(&Attribute::CrimeGroup));
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

/// How a row is counted, in words.
pub fn counted_vi(row: &Row) -> String {
    if !row.no_source_vi.is_empty() {
        return row.no_source_vi.clone();
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
    let what = match part.measure.what {
        What::Events(event) => lower(event.vi()),
        What::Sources(event) => format!("nguồn tin có {}", lower(event.vi())),
        What::Before(stock) => format!("{} đầu kỳ", stock.vi()),
        What::After(stock) => format!("{} cuối kỳ", stock.vi()),
    };
    let narrowed: Vec<String> = part
        .measure
        .wheres
        .iter()
        .map(|(attribute, value)| value_vi(attribute.vi(), value))
        .collect();
    let sign = if part.sign < 0 { "trừ " } else { "" };
    match narrowed.is_empty() {
        true => format!("{sign}{what}"),
        false => format!("{sign}{what} ({})", narrowed.join(", ")),
    }
}

fn value_vi(attribute: &str, value: &str) -> String {
    let said = match value {
        "1" => return attribute.to_owned(),
        "tham_nhung" => "tham nhũng",
        "kinh_te" => "kinh tế",
        "chuc_vu_khac" => "chức vụ khác",
        "CAND" => "Công an nhân dân",
        "VKS" => "Viện kiểm sát",
        "co_quan_duoc_giao" => "cơ quan được giao một số hoạt động điều tra",
        "co_quan_nha_nuoc" => "cơ quan nhà nước khác",
        "kien_nghi_khoi_to" => "kiến nghị khởi tố",
        other => other,
    };
    format!("{attribute}: {said}")
}

fn lower(text: &str) -> String {
    if text.starts_with("Viện") {
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
