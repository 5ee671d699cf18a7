//! Lời khai through the door: lined up by person, whose they are confirmed, two held against each other, contradictions kept and
//! taken into Word.

use axum::http::StatusCode;
use casefile::{Mark, mark};
use db::{Db, testing::both};
use shell::testing::Browser;
use typeset::word::text::{WordBlock, WordLine};

use crate::{
    house::TABLES,
    wording::{Room, begin},
};

const VICTIM: &[&str] = &[
    "Hồi 14 giờ 20 phút, ngày 01 tháng 6 năm 2026, tại trụ sở",
    "Họ và tên: Phạm Bích Ngân; Giới tính: Nữ",
    "NỘI DUNG:",
    "Hỏi: Bà cho biết cụ thể thời điểm giao tiền lần thứ nhất ngày 14/5/2026?",
    "Đáp: Tôi giao tiền lần thứ nhất lúc 08 giờ 40 phút ngày 14/5/2026.",
    "Hỏi: Bà cho biết cụ thể số tiền đã giao lần thứ nhất?",
    "Đáp: Lần thứ nhất tôi giao 22.000.000 đồng tiền mặt.",
    "Buổi làm việc kết thúc hồi 15 giờ 55 phút cùng ngày.",
];
const ACCUSED: &[&str] = &[
    "Hồi 08 giờ 15 phút, ngày 28 tháng 5 năm 2026, tại Trại tạm giam",
    "NỘI DUNG:",
    "Hỏi: Anh cho biết cụ thể thời điểm giao tiền lần thứ nhất ngày 14/5/2026?",
    "Đáp: Tôi nhận tiền lần thứ nhất lúc 14 giờ 15 phút ngày 14/5/2026.",
    "Hỏi: Anh cho biết cụ thể số tiền đã giao lần thứ nhất?",
    "Đáp: Lần thứ nhất bà Ngân chỉ đưa cho tôi 13.500.000 đồng.",
];

/// Two statements on two pages, marked in the list.
async fn room(db: Db) -> Room {
    let room = Room::open(db, 2).await;
    room.write(0, VICTIM, 95).await;
    room.write(1, ACCUSED, 95).await;
    let people = people::staff::person::names_of(room.office.app.db(), &room.matter.assigned)
        .await
        .unwrap();
    let (person, _) = people.into_iter().next().unwrap();
    let work = begin(&room.office, person).await;
    for (page, title) in [
        (1, "Biên bản ghi lời khai"),
        (2, "Biên bản hỏi cung bị can Thái Doãn Lâm (lần 1)"),
    ] {
        let asked = Mark {
            first: page,
            last: page,
            title: title.to_owned(),
            ..Mark::default()
        };
        mark(&work, &room.matter, None, asked).await.unwrap();
    }
    work.commit().await.unwrap();
    room
}

/// The values of a form's field in a page.
fn values(page: &str, name: &str) -> Vec<String> {
    let start = format!("name=\"{name}\" value=\"");
    page.split(&start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

async fn decided(
    browser: &mut Browser<'_>,
    room: &Room,
    page: &str,
    at: usize,
    act: &str,
    note: &str,
) -> String {
    let field = |name: &str| values(page, name)[at].clone();
    let (left, right, pair) = (field("left"), field("right"), field("pair"));
    let form = [
        ("left", left.as_str()),
        ("right", &right),
        ("pair", &pair),
        ("act", act),
        ("note", note),
    ];
    let answer = browser
        .post(&format!("{}/contradictions", room.matter.href()), &form)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let back = answer.location().to_owned();
    browser.page(&back).await
}

#[test]
fn statements_stand_by_person_and_what_two_tell_differently_is_proposed_and_kept() {
    both(&TABLES, |db| async move {
        let room = room(db.clone()).await;
        let mut author = room.author().await;
        let home = format!("{}/statements", room.matter.href());
        let page = author.page(&home).await;
        let (victim, accused) = (
            page.find("Phạm Bích Ngân").unwrap(),
            page.find("Thái Doãn Lâm").unwrap(),
        );
        assert!(accused < victim, "by given name: Lâm before Ngân");
        assert!(
            page.contains("01/06/2026, 14 giờ 20 phút") && page.contains("người khai do máy đọc")
        );
        let documents = casefile::documents_of(&db, room.matter.id).await.unwrap();
        let confirm = format!("{home}/{}", documents[0].id);
        author.post(&confirm, &[("names", "Phạm Bích Ngân")]).await;
        assert!(author.page(&home).await.contains("đã xác nhận người khai"));
        let none = author.post(&confirm, &[("names", " ")]).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);

        let choices = values(&page, "left");
        let same = author
            .get(&format!("{home}/comparison?left={0}&right={0}", choices[0]))
            .await;
        assert_eq!(same.location(), home);
        let address = format!("{home}/comparison?left={}&right={}", choices[1], choices[0]);
        let page = author.page(&address).await;
        assert_eq!(values(&page, "pair").len(), 2);
        for told in [
            "08 giờ 40 phút ngày 14/5/2026",
            "14 giờ 15 phút ngày 14/5/2026",
            "22.000.000 đồng",
            "13.500.000 đồng",
        ] {
            assert!(page.contains(told), "{told}");
        }
        assert!(
            page.contains(&format!("/casefile/pages/{}?rect=", room.pages[0])),
            "each with its box"
        );

        let page = decided(&mut author, &room, &page, 0, "dismiss", "").await;
        assert!(page.contains("Hãy ghi vì sao bỏ qua") && values(&page, "pair").len() == 2);
        let page = decided(
            &mut author,
            &room,
            &page,
            0,
            "dismiss",
            "Nhớ nhầm, đã thống nhất khi đối chất",
        )
        .await;
        assert_eq!(values(&page, "pair").len(), 1);
        let page = decided(
            &mut author,
            &room,
            &page,
            0,
            "accept",
            "Hỏi lại tại phiên tòa, xem BL 1",
        )
        .await;
        assert!(values(&page, "pair").is_empty() && page.contains("Đã ghi nhận"));
        let turned = author
            .page(&format!(
                "{home}/comparison?left={}&right={}",
                choices[0], choices[1]
            ))
            .await;
        assert!(
            values(&turned, "pair").is_empty(),
            "the same pair from the other side is decided too"
        );
        kept(&mut author, &room, &db).await;
    });
}

async fn kept(author: &mut Browser<'_>, room: &Room, db: &Db) {
    let list = format!("{}/contradictions", room.matter.href());
    let all = casefile::statements::contradictions_of(db, room.matter.id)
        .await
        .unwrap();
    let states: Vec<casefile::statements::State> = all.iter().map(|one| one.state).collect();
    assert_eq!(all.len(), 2, "{states:?}");
    let accepted = all
        .iter()
        .find(|one| one.state == casefile::statements::State::Accepted)
        .unwrap();
    assert!(accepted.note.starts_with("Hỏi lại"));
    assert_eq!(
        (accepted.one.page, accepted.other.page),
        (room.pages[0], room.pages[1])
    );
    let page = author.page(&list).await;
    assert!(page.contains("Hỏi lại tại phiên tòa") && !page.contains("Nhớ nhầm, đã"));
    let word = author.get(&format!("{list}/word")).await;
    let read = typeset::word::read::read(&word.bytes, false).unwrap();
    let told: Vec<String> = read
        .blocks
        .into_iter()
        .flat_map(|block| match block {
            WordBlock::Line(line) => vec![line.plain()],
            WordBlock::Table(rows) => rows
                .iter()
                .flatten()
                .flatten()
                .map(WordLine::plain)
                .collect(),
        })
        .collect();
    let told = told.join("\n");
    assert!(
        told.contains("BẢNG MÂU THUẪN TRONG LỜI KHAI") && told.contains("Phạm Bích Ngân"),
        "{told}"
    );
    author
        .post(&format!("{list}/{}/withdrawal", accepted.id), &[])
        .await;
    assert!(
        author
            .page(&list)
            .await
            .contains("Chưa ghi nhận mâu thuẫn nào")
    );
    ledger::audit::verify(db).await.unwrap();
}
