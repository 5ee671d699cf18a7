//! Vụ án dân sự: a loan that was not paid back, accepted by the court, with its parties, a small file, a map and a list being prepared.

use chrono::{Days, NaiveDate};
use civil::{
    record::{Entry, register},
    rules::act,
};
use law::Moment;
use shell::App;
use uuid::Uuid;

use super::{
    Filled, LEADER, PROSECUTOR, Shows, at, drawings,
    hand::{Hand, actor, begin},
    papers::{Paper, paper},
    refused,
    showing::{Item, listed},
};
use crate::DemoError;

const PLAINTIFF: &str = "Bùi Thị Nhàn";
const DEFENDANT: &str = "Trịnh Văn Khang";

/// The case, as far as its prosecutor has come on the eve of today.
pub(super) async fn prepared(
    app: &App,
    today: NaiveDate,
    eve: NaiveDate,
) -> Result<Filled, DemoError> {
    let accepted = today.checked_sub_days(Days::new(40)).unwrap_or(today);
    let matter = accepted_on(app, accepted).await?;
    let mut hand = Hand::open(app, PROSECUTOR, matter, at(eve, 16, 0)).await?;
    hand.take_in(&papers(accepted)).await?;
    drawings::map(&hand, "civil", &[], (eve, "Chuẩn bị tham gia phiên tòa")).await?;
    list(&mut hand).await?;
    Ok(hand.filled(Shows::Civil))
}

/// Thụ lý kiểm sát: entered by the leader, who assigns it.
async fn accepted_on(app: &App, day: NaiveDate) -> Result<Uuid, DemoError> {
    let prosecutor = actor(app, PROSECUTOR, day).await?;
    let leader = actor(app, LEADER, day).await?;
    let entry = |id: &str| {
        act(id)
            .map(|act| Entry::new(act, Moment::day(day)))
            .ok_or_else(|| refused("no such act", id))
    };
    let party = |name: &str, side: &str| {
        let entry = entry("civil.party_described")?.about(Uuid::now_v7());
        Ok::<_, DemoError>(entry.with("name", name).with("side", side))
    };
    let entries = vec![
        entry("civil.accepted")?
            .with("kind", "dan_su")
            .with("relation", "Tranh chấp hợp đồng vay tài sản")
            .with(
                "claim",
                "Buộc bị đơn trả 150.000.000 đồng tiền gốc và tiền lãi theo thỏa thuận.",
            )
            .with("court", "Tòa án nhân dân khu vực 3 - Lâm Đồng"),
        party(PLAINTIFF, "claimant")?,
        party(DEFENDANT, "defendant")?,
        entry("civil.prosecutor_assigned")?
            .with("prosecutor", prosecutor.person.to_string())
            .with("prosecutor_name", prosecutor.name),
    ];
    let (matter, now) = (Uuid::now_v7(), at(day, 9, 0));
    let work = begin(app, leader, now).await?;
    register(&work, matter, entries)
        .await
        .map_err(|why| refused("the civil case", why))?;
    work.commit().await?;
    Ok(matter)
}

fn papers(accepted: NaiveDate) -> Vec<Paper> {
    let ago = |days: u64| {
        accepted
            .checked_sub_days(Days::new(days))
            .unwrap_or(accepted)
    };
    vec![
        paper(
            ("Đơn khởi kiện", "de_nghi", 10),
            (PLAINTIFF, ago(9)),
            &[
                &format!("Người khởi kiện: {PLAINTIFF}. Người bị kiện: {DEFENDANT}."),
                "Yêu cầu Tòa án buộc bị đơn trả 150.000.000 đồng tiền vay gốc và tiền lãi theo thỏa thuận.",
            ],
        ),
        paper(
            ("Giấy vay tiền", "khac", 10),
            (PLAINTIFF, ago(400)),
            &[&format!(
                "{DEFENDANT} vay của {PLAINTIFF} 150.000.000 đồng, hẹn trả sau 06 tháng, lãi 01%/tháng."
            )],
        ),
        paper(
            ("Bản trình bày ý kiến của bị đơn", "bien_ban_loi_khai", 11),
            (DEFENDANT, accepted),
            &[
                "Bị đơn thừa nhận chữ ký trong giấy vay tiền; cho rằng đã trả 60.000.000 đồng bằng tiền mặt, không có giấy biên nhận.",
            ],
        ),
        paper(
            ("Biên bản kiểm tra việc giao nộp chứng cứ", "bien_ban", 13),
            ("Tòa án nhân dân", accepted),
            &[
                "Nguyên đơn giao nộp bản chính giấy vay tiền. Bị đơn không giao nộp tài liệu về việc đã trả tiền.",
            ],
        ),
    ]
}

async fn list(hand: &mut Hand<'_>) -> Result<(), DemoError> {
    let item = |phase, leaves: &str, purpose, person, seconds| Item {
        phase,
        leaves: leaves.to_owned(),
        picture: String::new(),
        purpose,
        person,
        expected: "",
        seconds,
    };
    let items = [
        item("trinh_bay", "1", "Yêu cầu khởi kiện", PLAINTIFF, 60),
        item(
            "xet_hoi",
            "2",
            "Số tiền vay, thời hạn trả, lãi suất",
            DEFENDANT,
            120,
        ),
        item(
            "xet_hoi",
            "3+4",
            "Bị đơn khai đã trả một phần nhưng không giao nộp tài liệu",
            DEFENDANT,
            120,
        ),
        item(
            "phat_bieu",
            "2",
            "Căn cứ của ý kiến về việc giải quyết vụ án",
            "",
            60,
        ),
    ];
    listed(hand, &items).await.map(drop)
}
