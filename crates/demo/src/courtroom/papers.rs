//! Hồ sơ giấy hư cấu: the few papers of a case, one page each, made of the people the case has.

use chrono::{Datelike, Days, NaiveDate};
use shell::vi_date;
use typeset::{Block, Closing, Head, OfficialDocument, Signature, Text};
use uuid::Uuid;

/// Ai có mặt trong vụ án.
#[derive(Debug, Clone)]
pub(super) struct Cast {
    /// Bị can.
    pub accused: String,
    /// The same in the facts.
    pub subject: Uuid,
    /// Bị hại.
    pub victim: String,
    /// Người làm chứng.
    pub witness: String,
    /// "Lừa đảo chiếm đoạt tài sản".
    pub offence: String,
    /// The day it happened.
    pub day: NaiveDate,
    /// Where.
    pub place: String,
    /// Khởi tố vụ án.
    pub opened: NaiveDate,
    /// Khởi tố bị can.
    pub charged: NaiveDate,
    /// Truy tố.
    pub indicted: NaiveDate,
}

impl Cast {
    /// The account that money went to.
    pub fn account(&self) -> String {
        format!("Tài khoản 0100 2233 4455 của {}", self.accused)
    }
}

/// Một tài liệu.
pub(super) struct Paper {
    /// What it is called in the contents.
    pub title: &'static str,
    /// Its kind in the contents.
    pub kind: &'static str,
    /// Its group of the contents.
    pub group: u8,
    /// Its day.
    pub on: NaiveDate,
    /// Who made it.
    pub issuer: String,
    /// Its page.
    pub document: OfficialDocument,
}

/// Leaves of a criminal file, in the order of [`criminal`].
pub(super) const DECISION: usize = 1;
pub(super) const SCENE: usize = 2;
pub(super) const VALUATION: usize = 3;
pub(super) const OF_VICTIM: usize = 4;
pub(super) const OF_WITNESS: usize = 5;
pub(super) const FIRST: usize = 6;
pub(super) const SECOND: usize = 7;
pub(super) const ACCOUNT: usize = 8;
pub(super) const INDICTMENT: usize = 9;

const POLICE: &str = "Cơ quan Cảnh sát điều tra";

/// The papers of a criminal case, in the order of their leaves.
pub(super) fn criminal(cast: &Cast) -> Vec<Paper> {
    let Cast {
        accused,
        victim,
        witness,
        offence,
        place,
        ..
    } = cast;
    let day = vi_date(cast.day);
    let after = |days: u64| {
        cast.day
            .checked_add_days(Days::new(days))
            .unwrap_or(cast.day)
    };
    let second = cast.charged.checked_add_days(Days::new(9));
    let second = second.unwrap_or(cast.charged).min(cast.indicted);
    let police =
        |title, kind, group, on, lines: &[&str]| paper((title, kind, group), (POLICE, on), lines);
    vec![
        police(
            "Quyết định khởi tố vụ án hình sự",
            "quyet_dinh",
            1,
            cast.opened,
            &[
                &format!(
                    "Căn cứ kết quả kiểm tra, xác minh nguồn tin về tội phạm xảy ra ngày {day};"
                ),
                &format!(
                    "Khởi tố vụ án hình sự “{offence}” để điều tra theo quy định của pháp luật."
                ),
            ],
        ),
        police(
            "Biên bản khám nghiệm hiện trường",
            "bien_ban",
            2,
            after(1),
            &[
                &format!(
                    "Hiện trường: trước nhà bà {victim}, {place}; cổng hướng ra đường liên xã. Mép đường nhựa là mép đường chuẩn, cột điện số 14 là vật chuẩn cố định."
                ),
                "Vị trí số 1: dấu vết bánh xe mô tô trên nền đất, cách cột điện 6,20 m. Vị trí số 2: quai túi xách màu nâu bị đứt, cách cột điện 9,80 m.",
                &format!("Những người tham gia: {victim} (bị hại), {witness} (người chứng kiến)."),
            ],
        ),
        police(
            "Kết luận định giá tài sản",
            "giam_dinh",
            3,
            after(9),
            &[
                "Tài sản định giá: 01 túi xách và 01 điện thoại di động đã qua sử dụng.",
                "Tổng giá trị tại thời điểm bị chiếm đoạt: 14.500.000 đồng.",
            ],
        ),
        police(
            "Biên bản ghi lời khai bị hại",
            "bien_ban_loi_khai",
            4,
            after(2),
            &[
                &format!("Người khai: {victim}."),
                &format!("Hỏi: Bà trình bày sự việc ngày {day}?"),
                &format!(
                    "Đáp: Khoảng 20 giờ ngày {day}, {accused} đến chỗ tôi, chiếm đoạt túi xách trong đó có điện thoại. Sau đó tài khoản của tôi bị chuyển đi 12.000.000 đồng."
                ),
            ],
        ),
        police(
            "Biên bản ghi lời khai người làm chứng",
            "bien_ban_loi_khai",
            4,
            after(4),
            &[
                &format!("Người khai: {witness}."),
                &format!(
                    "Đáp: Khoảng 20 giờ 15 phút ngày {day} tôi thấy {accused} đi xe mô tô từ phía nhà bà {victim} ra, trên tay cầm một túi xách màu nâu."
                ),
            ],
        ),
        police(
            "Biên bản hỏi cung bị can (lần 1)",
            "bien_ban_hoi_cung",
            4,
            cast.charged,
            &[
                &format!("Người khai: {accused}."),
                &format!("Hỏi: Tối ngày {day} bị can ở đâu?"),
                &format!("Đáp: Tôi ở nhà cả buổi tối, không gặp bà {victim}."),
            ],
        ),
        police(
            "Biên bản hỏi cung bị can (lần 2)",
            "bien_ban_hoi_cung",
            4,
            second,
            &[
                &format!("Người khai: {accused}."),
                "Hỏi: Bị can giải thích thế nào về lời khai của người làm chứng và sao kê tài khoản?",
                &format!(
                    "Đáp: Khoảng 20 giờ ngày {day} tôi có gặp bà {victim}; tôi thừa nhận đã lấy túi xách, dùng điện thoại trong túi chuyển 12.000.000 đồng vào tài khoản của tôi."
                ),
            ],
        ),
        paper(
            ("Sao kê tài khoản ngân hàng", "khac", 7),
            ("Ngân hàng", after(12)),
            &[
                &format!("Chủ tài khoản: {accused}. Số tài khoản (giả lập): 0100 2233 4455."),
                &format!("{day} 20:41: nhận 12.000.000 đồng từ {victim}."),
                &format!("{day} 21:05: chuyển 9.500.000 đồng đến tài khoản 0199 8877 6655."),
                &format!("{day} 21:30: rút tiền mặt 2.000.000 đồng."),
            ],
        ),
        paper(
            ("Cáo trạng", "cao_trang", 8),
            ("Viện kiểm sát nhân dân", cast.indicted),
            &[
                &format!(
                    "Khoảng 20 giờ ngày {day}, {accused} chiếm đoạt của bà {victim} 01 túi xách, 01 điện thoại di động trị giá 14.500.000 đồng, sau đó dùng điện thoại chuyển 12.000.000 đồng vào tài khoản của mình."
                ),
                &format!("Truy tố bị can {accused} về tội “{offence}”."),
            ],
        ),
    ]
}

/// One page: what it is called, of which kind and group; who made it and when; what it says.
pub(super) fn paper(
    (title, kind, group): (&'static str, &'static str, u8),
    (issuer, on): (&str, NaiveDate),
    lines: &[&str],
) -> Paper {
    let blocks = lines.iter().map(|line| Block::Paragraph {
        text: Text::form(*line),
    });
    let (day, month, year) = (on.day(), on.month(), on.year());
    let document = OfficialDocument {
        head: Head {
            office: Text::form(format!("{issuer} (giả lập)").to_uppercase()),
            place_date: Text::form(format!("ngày {day:02} tháng {month:02} năm {year}")),
            ..Head::default()
        },
        title: title.to_uppercase(),
        blocks: blocks.collect(),
        closing: Closing {
            signature: Signature {
                title_lines: vec!["NGƯỜI LẬP".to_owned()],
                name: Text::form("Lò Văn Thử"),
            },
            ..Closing::default()
        },
        issued_on: i32::try_from(month)
            .ok()
            .zip(i32::try_from(day).ok())
            .map(|(month, day)| [year, month, day]),
        ..OfficialDocument::default()
    };
    Paper {
        title,
        kind,
        group,
        on,
        issuer: issuer.to_owned(),
        document,
    }
}
