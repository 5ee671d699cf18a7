//! Tên người, nơi chốn hư cấu: nobody and no place in the demo exists.

use crate::chance::Chance;

const FAMILY: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Lương", "Mai", "Tô", "Thái", "Cao", "Châu",
    "Tạ", "K’", "Kra Jăn", "Ya",
];
const MIDDLE_MEN: &[&str] = &[
    "Văn", "Hữu", "Đức", "Quang", "Minh", "Công", "Xuân", "Thành", "Doãn", "Ngọc", "Bá", "Đình",
    "Trọng",
];
const MIDDLE_WOMEN: &[&str] = &[
    "Thị",
    "Thị Ngọc",
    "Thị Thu",
    "Thị Kim",
    "Thị Mỹ",
    "Ngọc",
    "Thanh",
    "Bích",
    "Hồng",
];
const MEN: &[&str] = &[
    "An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hùng", "Khánh", "Khoa", "Lâm", "Long",
    "Mạnh", "Nam", "Nghĩa", "Phong", "Phúc", "Quân", "Sơn", "Tài", "Thắng", "Thiện", "Tiến",
    "Toàn", "Trung", "Tuấn", "Vinh", "Ý",
];
const WOMEN: &[&str] = &[
    "Anh",
    "Ánh",
    "Chi",
    "Dung",
    "Hà",
    "Hạnh",
    "Hiền",
    "Hoa",
    "Hương",
    "Lan",
    "Liên",
    "Linh",
    "Loan",
    "Mai",
    "Nga",
    "Ngân",
    "Nhung",
    "Oanh",
    "Phượng",
    "Quyên",
    "Thảo",
    "Thủy",
    "Trang",
    "Tuyết",
    "Vân",
    "Xuân",
    "Yến",
];
const PLACES: &[&str] = &[
    "Tân Hòa",
    "Đồng Nai Thượng Mới",
    "Suối Trong",
    "Hồ Xanh",
    "Đồi Thông",
    "Bình Minh",
    "Phú Lạc",
    "Thạnh Mỹ Đông",
    "Lộc Tân",
    "Gia An",
    "Đắk Mây",
    "Cửa Biển",
    "Hàm Phong",
    "Nam Đà Mới",
];
const WORK: &[&str] = &[
    "Làm nông",
    "Công nhân",
    "Lái xe",
    "Buôn bán",
    "Thợ xây",
    "Lao động tự do",
    "Nhân viên văn phòng",
    "Không nghề nghiệp",
];

/// A full name, and whether it is a woman's.
pub fn person(chance: &mut Chance) -> (String, bool) {
    let is_woman = chance.percent(24);
    let family = chance.one(FAMILY);
    let (middle, given) = match is_woman {
        true => (chance.one(MIDDLE_WOMEN), chance.one(WOMEN)),
        false => (chance.one(MIDDLE_MEN), chance.one(MEN)),
    };
    match family.strip_suffix('’') {
        Some(_) => (format!("{family}{given}"), is_woman),
        None => (format!("{family} {middle} {given}"), is_woman),
    }
}

/// An address.
pub fn address(chance: &mut Chance, province: &str) -> String {
    format!(
        "thôn {}, xã {}, {province}",
        chance.between(1, 12),
        chance.one(PLACES)
    )
}

/// What somebody lives on.
pub fn work(chance: &mut Chance) -> &'static str {
    chance.one::<&'static str>(WORK)
}
