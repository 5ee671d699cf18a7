//! A stack of pages, told by a few rows of words, and what comes out.

use scan::Rect;

use super::*;

/// A page whose rows stand where papers have them: "|" puts what follows into the right column, "^" in the middle.
pub(super) fn page(no: usize, rows: &[&str]) -> PageSeen {
    let mut words = Vec::new();
    for (line, row) in rows.iter().enumerate() {
        let y = 120 + 34 * line as i32;
        let (left, right) = row.split_once('|').unwrap_or((row, ""));
        let (left, x) = match left.strip_prefix('^') {
            Some(left) => (left, 620 - 6 * left.chars().count() as i32),
            None => (left, 180),
        };
        for (part, mut x) in [(left, x), (right, 660)] {
            for word in part.split_whitespace() {
                let wide = 12 * word.chars().count() as i32;
                words.push(Word {
                    text: word.to_owned(),
                    rect: Rect::from([x, y, x + wide, y + 24]),
                    confidence: 95,
                    line: line as u32,
                });
                x += wide + 10;
            }
        }
    }
    PageSeen {
        no,
        words,
        width: 1240,
        height: 1754,
        confidence: 95.0,
        ..PageSeen::default()
    }
}

fn stamped(mut page: PageSeen, number: Option<&str>) -> PageSeen {
    page.stamp = Some(StampSeen {
        owner: StampOwner::Investigator,
        number: number.map(str::to_owned),
        unclear: number.is_none(),
        by_person: false,
        heard: Vec::new(),
        signs: Vec::new(),
    });
    page
}

pub(super) const HEAD: [&str; 2] = [
    "CÔNG AN TỈNH SƠN LA |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "CƠ QUAN CẢNH SÁT ĐIỀU TRA |Độc lập - Tự do - Hạnh phúc",
];

fn order_of_custody(no: usize) -> PageSeen {
    page(
        no,
        &[
            HEAD[0],
            HEAD[1],
            "Số: 205/QĐTG-CSĐT |Sơn La, ngày 20 tháng 5 năm 2026",
            "^QUYẾT ĐỊNH TẠM GIỮ",
            "Căn cứ các điều 36, 110 Bộ luật Tố tụng hình sự;",
        ],
    )
}

fn record(no: usize) -> PageSeen {
    page(
        no,
        &[
            HEAD[0],
            HEAD[1],
            "^BIÊN BẢN GHI LỜI KHAI",
            "Hồi 08 giờ 15 phút, ngày 06 tháng 4 năm 2026, tại trụ sở Công an phường",
        ],
    )
}

fn sheet(no: usize, number: &str) -> PageSeen {
    page(
        no,
        &[
            &format!("^{number}"),
            "Tôi xin tiếp tục khai như sau, ngày 06/4/2026 tôi ở nhà.",
        ],
    )
}

#[test]
fn heads_begin_documents_and_sheet_numbers_and_blank_backs_go_on_with_them() {
    let blank = PageSeen {
        no: 4,
        blank: true,
        ..page(4, &[])
    };
    let found = order(&[
        order_of_custody(1),
        record(2),
        sheet(3, "2"),
        blank,
        record(5),
    ]);
    let spans: Vec<(usize, usize)> = found
        .documents
        .iter()
        .map(|one| (one.first, one.last))
        .collect();
    assert_eq!(spans, [(1, 1), (2, 4), (5, 5)]);
}

#[test]
fn the_head_gives_title_day_number_issuer_and_group() {
    let found = order(&[
        stamped(order_of_custody(1), Some("01")),
        stamped(record(2), Some("02")),
    ]);
    let custody = &found.documents[0];
    assert_eq!(custody.kind, "Quyết định tạm giữ");
    assert_eq!(custody.number.as_deref(), Some("205/QĐTG-CSĐT"));
    assert_eq!(custody.date, chrono::NaiveDate::from_ymd_opt(2026, 5, 20));
    assert_eq!(
        custody.issuer.as_deref(),
        Some("Cơ quan Cảnh sát điều tra Công an tỉnh Sơn La")
    );
    let record = &found.documents[1];
    assert_eq!((record.group, record.number.as_deref()), (4, None));
    assert_eq!(record.date, chrono::NaiveDate::from_ymd_opt(2026, 4, 6));
}

/// "12" a stamp that was read, "?" one that was not, "-" a page without a stamp.
fn numbers(stamps: &str) -> Vec<String> {
    let pages: Vec<PageSeen> = stamps
        .split(' ')
        .enumerate()
        .map(|(at, stamp)| match stamp {
            "?" => stamped(record(at + 1), None),
            "-" => record(at + 1),
            number => stamped(record(at + 1), Some(number)),
        })
        .collect();
    let leaves = order(&pages).leaves.into_iter();
    leaves
        .map(|leaf| leaf.number.unwrap_or_else(|| "–".to_owned()))
        .collect()
}

#[test]
fn an_unread_number_is_told_only_where_its_neighbours_leave_no_doubt() {
    assert_eq!(
        numbers("01 02 ? ? 05 06"),
        ["01", "02", "03", "04", "05", "06"]
    );
    assert_eq!(numbers("01 02 - 03 04"), ["01", "02", "–", "03", "04"]);
    assert_eq!(numbers("01 02 03 03 04"), ["01", "02", "03", "03", "04"]);
    assert_eq!(numbers("01 02 04 05")[2], "04");
    let doubtful = numbers("01 02 ? ? 06 07");
    assert!(
        doubtful[2..4].contains(&"–".to_owned()),
        "03 04, 03 05 or 04 05: {doubtful:?}"
    );
}

#[test]
fn missing_double_inserted_and_swapped_leaves_are_reported_and_nothing_else() {
    let pages: Vec<PageSeen> = vec![
        stamped(record(1), Some("01")),
        stamped(record(2), Some("02")),
        stamped(record(3), Some("04")),
        stamped(record(4), Some("05")),
        stamped(record(5), Some("05")),
        stamped(record(6), Some("05a")),
        stamped(record(7), Some("06")),
        stamped(sheet(8, "3"), Some("08")),
        stamped(sheet(9, "2"), Some("07")),
        stamped(record(10), Some("09")),
    ];
    let found = order(&pages).faults;
    let expected = [
        Fault::MissingNumber {
            bl: "03".into(),
            between: [2, 3],
        },
        Fault::DuplicateNumber {
            bl: "05".into(),
            pages: vec![4, 5],
        },
        Fault::SwappedPages {
            pages: [8, 9],
            bl: [Some("08".into()), Some("07".into())],
        },
        Fault::InsertedPage {
            bl: "05a".into(),
            page: 6,
        },
    ];
    assert_eq!(found, expected);
    let unread = [
        stamped(record(1), Some("01")),
        stamped(record(2), None),
        stamped(record(3), None),
        stamped(record(4), Some("05")),
    ];
    assert!(
        order(&unread).faults.is_empty(),
        "an unread stamp may carry the number"
    );
}

#[test]
fn a_misread_day_in_the_head_is_not_replaced_by_another_day_of_the_text() {
    let decision = |day: &str| {
        page(
            1,
            &[
                HEAD[0],
                HEAD[1],
                &format!("Số: 249/QĐ-CSĐT |Sơn La, ngày {day} tháng 5 năm 2026"),
                "^QUYẾT ĐỊNH KHỞI TỐ VỤ ÁN HÌNH SỰ",
                "Căn cứ nguồn tin về tội phạm nhận ngày 14 tháng 5 năm 2026 của Công an phường",
            ],
        )
    };
    assert_eq!(order(&[decision("37")]).documents[0].date, None);
    assert_eq!(
        order(&[decision("27")]).documents[0].date,
        chrono::NaiveDate::from_ymd_opt(2026, 5, 27)
    );
}

#[test]
fn a_numbered_heading_at_the_top_of_a_page_begins_no_document() {
    let going_on = page(
        2,
        &[
            "V. LÝ LỊCH BỊ CAN",
            "1. Họ và tên: Đặng Đắc Hùng; giới tính: Nam",
        ],
    );
    let found = order(&[order_of_custody(1), going_on]);
    assert_eq!(found.documents.len(), 1);
}
