//! Chứng cứ, những vấn đề phải chứng minh: pieces of evidence with their leaves, what speaks for a point, what against; gaps stay gaps.

use evidence::{
    Direction::{self, Against, For},
    items::{Fields, add_typed},
    points::{Place, place, rows_now},
};
use uuid::Uuid;

use super::{
    hand::Hand,
    papers::{ACCOUNT, Cast, FIRST, OF_VICTIM, OF_WITNESS, SCENE, SECOND, VALUATION},
    refused,
};
use crate::DemoError;

/// A piece of evidence: its kind, what it is called, whose it is, its leaf, what it says.
type Piece<'a> = (&'static str, &'static str, &'a str, usize, &'static str);

pub(super) async fn evidence(hand: &mut Hand<'_>, cast: &Cast) -> Result<(), DemoError> {
    let (accused, victim, witness) = (&cast.accused, &cast.victim, &cast.witness);
    let pieces: [Piece; 7] = [
        (
            "bien_ban",
            "Biên bản khám nghiệm hiện trường",
            "",
            SCENE,
            "Dấu vết bánh xe mô tô, quai túi xách bị đứt.",
        ),
        (
            "ket_luan",
            "Kết luận định giá tài sản",
            "",
            VALUATION,
            "Tài sản bị chiếm đoạt trị giá 14.500.000 đồng.",
        ),
        (
            "loi_khai",
            "Lời khai của bị hại",
            victim,
            OF_VICTIM,
            "Bị can chiếm đoạt túi xách khoảng 20 giờ; mất 12.000.000 đồng.",
        ),
        (
            "loi_khai",
            "Lời khai của người làm chứng",
            witness,
            OF_WITNESS,
            "20 giờ 15 phút thấy bị can cầm túi xách màu nâu rời đi.",
        ),
        (
            "loi_khai",
            "Lời khai lần 1 của bị can",
            accused,
            FIRST,
            "Không thừa nhận, khai ở nhà cả buổi tối.",
        ),
        (
            "loi_khai",
            "Lời khai lần 2 của bị can",
            accused,
            SECOND,
            "Thừa nhận đã lấy túi xách và chuyển tiền.",
        ),
        (
            "du_lieu_dien_tu",
            "Sao kê tài khoản",
            accused,
            ACCOUNT,
            "Nhận 12.000.000 đồng lúc 20 giờ 41 phút.",
        ),
    ];
    let work = hand.begin().await?;
    let mut ids: Vec<(usize, Uuid)> = Vec::new();
    for (kind, title, person, leaf, note) in pieces {
        let fields = Fields {
            kind: kind.to_owned(),
            title: title.to_owned(),
            person: person.to_owned(),
            note: note.to_owned(),
        };
        ids.push((
            leaf,
            add_typed(&work, &hand.head, fields, hand.leaf(leaf)).await?,
        ));
    }
    work.commit().await?;
    hand.wait(1_200);
    weighed(hand, cast.subject, &ids).await
}

/// A point, whether it is proved for the accused, and what speaks for it or against it, how strongly.
const WEIGHED: [(&str, bool, usize, Direction, i64); 11] = [
    ("hanh_vi", false, OF_VICTIM, For, 2),
    ("hanh_vi", false, SCENE, For, 2),
    ("thoi_gian_dia_diem", false, SCENE, For, 3),
    ("thoi_gian_dia_diem", false, OF_WITNESS, For, 2),
    ("nguoi_thuc_hien", true, OF_WITNESS, For, 3),
    ("nguoi_thuc_hien", true, SECOND, For, 2),
    ("nguoi_thuc_hien", true, FIRST, Against, 1),
    ("muc_dich_dong_co", true, ACCOUNT, For, 3),
    ("giam_nhe", true, SECOND, Against, 2),
    ("thiet_hai", false, VALUATION, For, 3),
    ("thiet_hai", false, ACCOUNT, For, 3),
];

async fn weighed(hand: &Hand<'_>, accused: Uuid, items: &[(usize, Uuid)]) -> Result<(), DemoError> {
    let rows = rows_now(hand.app, hand.head.id).await?;
    let work = hand.begin().await?;
    for (point, is_of_person, leaf, direction, strength) in WEIGHED {
        let row = rows.iter().find(|row| row.id == point);
        let row = row.ok_or_else(|| refused("no such point", point))?;
        let item = items.iter().find(|(known, _)| *known == leaf);
        let (_, item) = item.ok_or_else(|| refused("no evidence on leaf", leaf))?;
        let subject = if is_of_person { accused } else { Uuid::nil() };
        let cell = Place { row, subject };
        place(&work, &hand.head, cell, *item, (direction, strength)).await?;
    }
    Ok(work.commit().await?)
}
