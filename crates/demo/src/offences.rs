//! Những việc xảy ra trong dữ liệu giả lập: what is reported, and under which article it would be charged.

use crate::chance::Chance;

/// Loại việc.
#[derive(Debug)]
pub struct Offence {
    /// Điều BLHS.
    pub article: &'static str,
    /// Clauses, the common ones more than once.
    pub clauses: &'static [u8],
    /// Nhóm tội.
    pub group: &'static str,
    /// What happened, after the place and before the value.
    pub deed: &'static str,
    /// Named after somebody: such cases have an accused early.
    pub is_caught: bool,
}

const OFFENCES: &[Offence] = &[
    Offence {
        article: "173",
        clauses: &[1, 1, 1, 1, 2, 2, 3],
        group: "khac",
        deed: "mất trộm tài sản",
        is_caught: false,
    },
    Offence {
        article: "134",
        clauses: &[1, 1, 2, 2, 3],
        group: "khac",
        deed: "bị đánh gây thương tích",
        is_caught: false,
    },
    Offence {
        article: "174",
        clauses: &[1, 2, 2, 3, 4],
        group: "khac",
        deed: "bị lừa chuyển tiền qua mạng",
        is_caught: false,
    },
    Offence {
        article: "175",
        clauses: &[1, 2, 3],
        group: "khac",
        deed: "cho mượn xe rồi bị mang đi cầm cố",
        is_caught: false,
    },
    Offence {
        article: "249",
        clauses: &[1, 1, 1, 2],
        group: "khac",
        deed: "phát hiện người tàng trữ ma túy",
        is_caught: true,
    },
    Offence {
        article: "251",
        clauses: &[1, 2, 2, 3],
        group: "khac",
        deed: "phát hiện người mua bán ma túy",
        is_caught: true,
    },
    Offence {
        article: "260",
        clauses: &[1, 1, 2],
        group: "khac",
        deed: "xảy ra tai nạn giao thông làm chết người",
        is_caught: false,
    },
    Offence {
        article: "321",
        clauses: &[1, 1, 2],
        group: "khac",
        deed: "phát hiện nhóm người đánh bạc",
        is_caught: true,
    },
    Offence {
        article: "318",
        clauses: &[1, 2],
        group: "khac",
        deed: "xảy ra việc gây rối trật tự công cộng",
        is_caught: false,
    },
    Offence {
        article: "171",
        clauses: &[1, 2],
        group: "khac",
        deed: "bị giật điện thoại",
        is_caught: false,
    },
    Offence {
        article: "168",
        clauses: &[1, 2],
        group: "khac",
        deed: "bị cướp tài sản",
        is_caught: true,
    },
    Offence {
        article: "170",
        clauses: &[1, 2],
        group: "khac",
        deed: "bị đe dọa để đòi tiền",
        is_caught: true,
    },
    Offence {
        article: "178",
        clauses: &[1, 2],
        group: "khac",
        deed: "bị đập phá tài sản",
        is_caught: false,
    },
];

/// Draws one; theft and drugs more often than the rest.
pub fn draw(chance: &mut Chance) -> &'static Offence {
    match chance.between(1, 100) {
        1..=26 => &OFFENCES[0],
        27..=40 => &OFFENCES[4],
        41..=50 => &OFFENCES[5],
        51..=60 => &OFFENCES[2],
        61..=70 => &OFFENCES[1],
        _ => chance.one(OFFENCES),
    }
}
