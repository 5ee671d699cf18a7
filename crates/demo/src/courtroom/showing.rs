//! Danh mục trình chiếu, đề cương xét hỏi, phiên tòa: a list that its leader approves, questions with what is shown when the answer differs,
//! and a trial that showed it.

use courtroom::{
    list::{self, Change, Wanted, drawn as with_drawing},
    outline,
    session::{self, Ask, Outcome},
};
use uuid::Uuid;

use super::{
    LEADER,
    drawings::Drawn,
    hand::{Hand, actor, begin},
    papers::{ACCOUNT, Cast, DECISION, FIRST, INDICTMENT, OF_WITNESS, SCENE, SECOND, VALUATION},
    refused,
};
use crate::DemoError;

/// Một mục: its phase, the leaves or the picture, its purpose, about whom, the answer that is expected, how many seconds.
pub(super) struct Item<'a> {
    pub phase: &'static str,
    pub leaves: String,
    pub picture: String,
    pub purpose: &'static str,
    pub person: &'a str,
    pub expected: &'static str,
    pub seconds: i64,
}

fn leaves(
    phase: &'static str,
    leaves: &[usize],
    purpose: &'static str,
    seconds: i64,
) -> Item<'static> {
    let typed: Vec<String> = leaves.iter().map(usize::to_string).collect();
    Item {
        phase,
        leaves: typed.join("+"),
        picture: String::new(),
        purpose,
        person: "",
        expected: "",
        seconds,
    }
}

fn picture(
    phase: &'static str,
    (kind, id): (&str, Uuid),
    purpose: &'static str,
    seconds: i64,
) -> Item<'static> {
    Item {
        picture: format!("{kind}/{id}"),
        ..leaves(phase, &[], purpose, seconds)
    }
}

/// Danh mục và đề cương of a criminal case.
pub(super) async fn list(hand: &mut Hand<'_>, cast: &Cast, drawn: &Drawn) -> Result<(), DemoError> {
    let accused = cast.accused.as_str();
    let items = [
        leaves("cong_bo_cao_trang", &[INDICTMENT], "Công bố cáo trạng", 180),
        leaves("cong_bo_cao_trang", &[DECISION], "Căn cứ khởi tố vụ án", 60),
        leaves(
            "xet_hoi",
            &[SCENE],
            "Xác định vị trí dấu vết tại hiện trường",
            120,
        ),
        Item {
            person: &cast.witness,
            expected: "Thấy bị cáo cầm túi xách màu nâu rời đi lúc 20 giờ 15 phút",
            ..leaves(
                "xet_hoi",
                &[OF_WITNESS],
                "Đối chiếu với lời khai của bị cáo",
                90,
            )
        },
        Item {
            person: accused,
            expected: "Thừa nhận đã lấy túi xách, như lời khai lần 2",
            ..leaves(
                "xet_hoi",
                &[FIRST, SECOND],
                "Hai lời khai trái ngược, đặt cạnh nhau",
                180,
            )
        },
        picture(
            "xet_hoi",
            ("diagram", drawn.events),
            "Diễn biến theo giờ của buổi tối xảy ra sự việc",
            120,
        ),
        leaves("luan_toi", &[VALUATION], "Chứng minh thiệt hại", 60),
        picture(
            "luan_toi",
            ("diagram", drawn.relations),
            "Ai đã làm gì với ai",
            90,
        ),
        Item {
            person: accused,
            ..leaves("tranh_luan", &[ACCOUNT], "Trả lời ý kiến về số tiền", 90)
        },
        picture(
            "tranh_luan",
            ("flow", drawn.money),
            "Đường đi của số tiền bị chiếm đoạt",
            90,
        ),
        picture(
            "tranh_luan",
            ("map", drawn.map),
            "Toàn bộ chứng cứ buộc tội, gỡ tội",
            60,
        ),
    ];
    let exhibits = listed(hand, &items).await?;
    let [both, account] = [4, 8].map(|at| exhibits.get(at).copied());
    asked(
        hand,
        &[
            (
                accused,
                "Tối hôm đó bị cáo có gặp bị hại không?",
                "Có, khoảng 20 giờ",
                "Công bố hai lời khai, đặt cạnh nhau",
                both,
            ),
            (
                accused,
                "Số tiền 12.000.000 đồng trong tài khoản từ đâu mà có?",
                "Của bị hại, do bị cáo chuyển",
                "Trình chiếu sao kê",
                account,
            ),
            (
                &cast.victim,
                "Bà bị mất những gì?",
                "Túi xách, điện thoại và 12.000.000 đồng",
                "",
                None,
            ),
        ],
    )
    .await
}

/// Thêm các mục, each described as it is typed; answers their ids.
pub(super) async fn listed(
    hand: &mut Hand<'_>,
    items: &[Item<'_>],
) -> Result<Vec<Uuid>, DemoError> {
    let mut ids = Vec::with_capacity(items.len());
    for item in items {
        let wanted = Wanted {
            phase: item.phase.to_owned(),
            typed: item.leaves.clone(),
            picture: item.picture.clone(),
            ..Wanted::default()
        };
        let wanted = with_drawing(hand.app, hand.head.id, wanted).await?;
        let work = hand.begin().await?;
        let added = list::add(&work, &hand.head, wanted).await?;
        let [id] = added[..] else {
            return Err(refused("one exhibit", added));
        };
        let change = Change {
            revision: 1,
            purpose: Some(item.purpose.to_owned()),
            person: Some(item.person.to_owned()),
            expected: Some(item.expected.to_owned()),
            planned_s: Some(item.seconds),
            ..Change::default()
        };
        list::alter(&work, &hand.head, id, change).await?;
        work.commit().await?;
        hand.wait(60);
        ids.push(id);
    }
    Ok(ids)
}

/// A question: who is asked, what, the answer expected, what is done when it differs, and what is shown then.
type Question<'a> = (
    &'a str,
    &'static str,
    &'static str,
    &'static str,
    Option<Uuid>,
);

async fn asked(hand: &mut Hand<'_>, questions: &[Question<'_>]) -> Result<(), DemoError> {
    let text = |words: &str| Some(words.to_owned());
    let work = hand.begin().await?;
    for (person, question, expected, differs, shown) in questions {
        let id = outline::add(&work, &hand.head, person).await?;
        let change = outline::Change {
            revision: 1,
            question: text(question),
            expected: text(expected),
            differs: text(differs),
            exhibit: shown.map(|id| id.to_string()),
            ..outline::Change::default()
        };
        outline::alter(&work, &hand.head, id, change).await?;
    }
    work.commit().await?;
    hand.wait(1_200);
    Ok(())
}

/// Trình duyệt, duyệt.
pub(super) async fn approved(hand: &mut Hand<'_>) -> Result<(), DemoError> {
    let units = hand.app.units().units().await?;
    let leader = actor(hand.app, LEADER, shell::local_day(hand.now)).await?;
    let work = hand.begin().await?;
    let asked = (Some(leader.person), "Kính trình duyệt danh mục trình chiếu");
    list::submit(&work, &units, &hand.head, asked).await?;
    work.commit().await?;
    hand.wait(1_800);
    let work = begin(hand.app, leader, hand.now).await?;
    list::answer(&work, &hand.head, true, "Đồng ý").await?;
    Ok(work.commit().await?)
}

/// Pictures at the end of the list that the argument did not need.
const NOT_SHOWN: usize = 2;

/// Phiên tòa: the list shown in its order, statements after their people had spoken, the screen dark in between.
pub(super) async fn trial(hand: &mut Hand<'_>, cast: &Cast) -> Result<(), DemoError> {
    let work = hand.begin().await?;
    let id = session::start(&work, &hand.head, "trial").await?;
    work.commit().await?;
    hand.wait(1_500);
    let exhibits = list::exhibits_of(hand.app.db(), hand.head.id).await?;
    let ground = "Lời khai tại phiên tòa mâu thuẫn với lời khai trong giai đoạn điều tra";
    let mut phase = String::new();
    let needed = exhibits.len().saturating_sub(NOT_SHOWN);
    for one in &exhibits[..needed] {
        // Between two parts of the trial the screen is dark.
        if !phase.is_empty() && phase != one.phase {
            dark(hand, id).await?;
        }
        if phase != one.phase && one.phase == "xet_hoi" {
            let work = hand.begin().await?;
            for person in [&cast.accused, &cast.witness] {
                session::clear(&work, &hand.head, id, (person, ground)).await?;
            }
            work.commit().await?;
        }
        phase.clone_from(&one.phase);
        let ask = Ask {
            exhibit: Some(one.id),
            confirmed: true,
            ground: ground.to_owned(),
            ..Ask::default()
        };
        shown(hand, id, ask).await?;
        hand.wait(one.planned_s + 4);
    }
    let work = hand.begin().await?;
    let recorded = session::end(&work, &hand.head, id).await?;
    if recorded != courtroom::act::Recorded::Days(1) {
        return Err(refused("the trial is no fact", recorded));
    }
    Ok(work.commit().await?)
}

async fn shown(hand: &Hand<'_>, session: Uuid, ask: Ask) -> Result<(), DemoError> {
    let (app, matter) = (hand.app, hand.head.id);
    let row = session::by_id(app.db(), session).await?;
    let row = row.ok_or_else(|| refused("no such session", session))?;
    let prepared = session::prepare(app, matter, &row, &ask).await?;
    let work = hand.begin().await?;
    match session::release(&work, &hand.head, session, (ask, &prepared)).await? {
        Outcome::Done => Ok(work.commit().await?),
        Outcome::Asks(asked) => Err(refused("not shown", asked)),
    }
}

/// Tắt màn for ten minutes.
async fn dark(hand: &mut Hand<'_>, session: Uuid) -> Result<(), DemoError> {
    let work = hand.begin().await?;
    session::blank(&work, &hand.head, session, true).await?;
    work.commit().await?;
    hand.wait(600);
    Ok(())
}
