//! Sơ đồ của vụ án: a mind map with what the prosecutor adds and a version that was reported, relations, the line of events, the money.

use chrono::NaiveDate;
use evidence::{
    Source,
    diagram::{Fields, add, add_diagram, alter, proposed, renew, set_part_removed, things_of},
    drawing::Certainty,
    flows::{
        change::{TransferGiven, add as add_transfer, keep_view, party_typed},
        graph::Chosen as Shown,
    },
    map::{
        begin,
        case::Case,
        change::{Change, change},
        keep_version,
        node::{Kept, OWN},
        read::Map,
        template::templates_on,
    },
};
use people::Work;
use shell::vi_date;
use uuid::Uuid;

use super::{
    hand::Hand,
    papers::{ACCOUNT, Cast, FIRST, INDICTMENT, OF_VICTIM, OF_WITNESS, SECOND},
    refused,
};
use crate::DemoError;

/// Sơ đồ đã vẽ.
pub(super) struct Drawn {
    pub map: Uuid,
    pub relations: Uuid,
    pub events: Uuid,
    pub money: Uuid,
}

/// All of them; the map was reported on a day.
pub(super) async fn all(
    hand: &mut Hand<'_>,
    cast: &Cast,
    reported: NaiveDate,
) -> Result<Drawn, DemoError> {
    let relations = diagram(hand, "quan_he", "Mối quan hệ của những người trong vụ án").await?;
    related(hand, cast).await?;
    let events = diagram(hand, "dien_bien", "Diễn biến buổi tối xảy ra sự việc").await?;
    happened(hand, cast).await?;
    let money = money(hand, cast).await?;
    hand.wait(1_800);
    let map = map(
        hand,
        "case",
        &OWN_OF_CASE,
        (reported, "Báo cáo án trước khi xét xử"),
    )
    .await?;
    Ok(Drawn {
        map,
        relations,
        events,
        money,
    })
}

/// What the prosecutor writes into the branches that nothing is drawn from, with the leaf it stands on where it stands on one.
type Own = (&'static str, &'static str, Option<usize>);
const OWN_OF_CASE: [Own; 3] = [
    (
        "circumstances",
        "Thành khẩn khai báo từ lần hỏi cung thứ hai",
        Some(SECOND),
    ),
    (
        "proposal",
        "Giữ nguyên quyết định truy tố; đề nghị hình phạt khi luận tội",
        None,
    ),
    ("proposal", "Buộc bồi thường số tiền đã chiếm đoạt", None),
];

/// Sơ đồ tư duy: begun, added to, kept as it was reported.
pub(super) async fn map(
    hand: &Hand<'_>,
    template: &str,
    own: &[Own],
    reported: (NaiveDate, &str),
) -> Result<Uuid, DemoError> {
    let (app, matter) = (hand.app, hand.head.id);
    let mut templates = templates_on(reported.0);
    let found = templates.find(|one| one.id == template);
    let template = found.ok_or_else(|| refused("no such template", template))?;
    let case = Case::read(app.db(), Some(&app.law()), matter, reported.0).await?;
    let work = hand.begin().await?;
    let (id, _) = begin(&work, &hand.head, template, &case).await?;
    work.commit().await?;
    let missing = || refused("no such map", id);
    let begun = Map::read(app, matter, id).await?.ok_or_else(missing)?;
    let changes = own.iter().map(|(branch, words, leaf)| Change {
        key: format!("{OWN}{}", Uuid::now_v7()),
        kept: Kept {
            words: Some((*words).to_owned()),
            sources: leaf.map(|leaf| hand.leaf(leaf)),
            parent: Some(format!("branch:{branch}")),
            ..Kept::default()
        },
        ..Change::default()
    });
    let work = hand.begin().await?;
    change(&work, &hand.head, &begun, changes.collect()).await?;
    work.commit().await?;
    let grown = Map::read(app, matter, id).await?.ok_or_else(missing)?;
    let work = hand.begin().await?;
    keep_version(&work, &hand.head, &grown, reported).await?;
    work.commit().await?;
    Ok(id)
}

/// A diagram, filled with what the matter knows.
async fn diagram(hand: &Hand<'_>, kind: &str, title: &str) -> Result<Uuid, DemoError> {
    let known = proposed(hand.app, hand.head.id).await?;
    let work = hand.begin().await?;
    let id = add_diagram(&work, &hand.head, kind, title).await?;
    renew(&work, &hand.head, &known).await?;
    work.commit().await?;
    Ok(id)
}

fn thing(kind: &str, name: &str) -> Fields {
    Fields {
        kind: Some(kind.to_owned()),
        name: Some(name.to_owned()),
        certainty: Some(Certainty::Proven.id().to_owned()),
        ..Fields::default()
    }
}

fn relation(kind: &str, name: &str, (from, to): (Uuid, Uuid)) -> Fields {
    Fields {
        from: Some(from),
        to: Some(to),
        ..thing(kind, name)
    }
}

async fn drawn(
    work: &Work,
    hand: &Hand<'_>,
    fields: Fields,
    leaf: usize,
) -> Result<Uuid, DemoError> {
    let sources: Vec<Source> = hand.leaf(leaf);
    Ok(add(work, &hand.head, (fields, sources)).await?)
}

/// Quan hệ: the accused as the facts name them, whom they met, the account, who saw it.
async fn related(hand: &Hand<'_>, cast: &Cast) -> Result<(), DemoError> {
    let known = things_of(hand.app.db(), hand.head.id).await?;
    let accused = known.iter().find(|one| one.name == cast.accused);
    let accused = accused.ok_or_else(|| refused("no accused in the diagram", &cast.accused))?;
    let work = hand.begin().await?;
    // Read against the indictment, the accused stands there by the prosecutor's word.
    let seen = Fields {
        revision: accused.revision,
        ..Fields::default()
    };
    let read = (seen, Some(hand.leaf(INDICTMENT)));
    alter(&work, &hand.head, accused.id, read).await?;
    let accused = accused.id;
    let victim = drawn(&work, hand, thing("victim", &cast.victim), OF_VICTIM).await?;
    let witness = drawn(&work, hand, thing("witness", &cast.witness), OF_WITNESS).await?;
    let account = thing("account", "Tài khoản 0100 2233 4455");
    let account = drawn(&work, hand, account, ACCOUNT).await?;
    for (kind, name, ends, leaf) in [
        (
            "xam_pham",
            "Chiếm đoạt túi xách, điện thoại",
            (accused, victim),
            OF_VICTIM,
        ),
        (
            "khai_ve",
            "Thấy cầm túi xách rời đi",
            (witness, accused),
            OF_WITNESS,
        ),
        ("so_huu", "Chủ tài khoản", (accused, account), ACCOUNT),
        ("chuyen_giao", "12.000.000 đồng", (victim, account), ACCOUNT),
    ] {
        drawn(&work, hand, relation(kind, name, ends), leaf).await?;
    }
    Ok(work.commit().await?)
}

/// Diễn biến: what is proved, and what the accused said first and nobody confirms. What the machine read of it in the statements is taken
/// off, since the prosecutor says the same in fewer words.
async fn happened(hand: &Hand<'_>, cast: &Cast) -> Result<(), DemoError> {
    let day = vi_date(cast.day);
    let known = things_of(hand.app.db(), hand.head.id).await?;
    let work = hand.begin().await?;
    for read in known.iter().filter(|one| one.kind == "event") {
        set_part_removed(&work, &hand.head, read.id, true).await?;
    }
    let (accused, victim) = (&cast.accused, &cast.victim);
    for (time, name, place, leaf, certainty) in [
        (
            "20:00",
            format!("{accused} chiếm đoạt túi xách của {victim}"),
            "Trước nhà bị hại",
            OF_VICTIM,
            Certainty::Proven,
        ),
        (
            "20:00",
            format!("{accused} khai ở nhà cả buổi tối"),
            "Nhà bị can",
            FIRST,
            Certainty::Disputed,
        ),
        (
            "20:15",
            format!("{accused} đi xe mô tô rời khỏi hiện trường"),
            "Đường liên xã",
            OF_WITNESS,
            Certainty::Proven,
        ),
        (
            "20:41",
            "Chuyển 12.000.000 đồng từ tài khoản của bị hại".to_owned(),
            "",
            ACCOUNT,
            Certainty::Proven,
        ),
        (
            "21:30",
            "Rút 2.000.000 đồng tiền mặt".to_owned(),
            "",
            ACCOUNT,
            Certainty::Proven,
        ),
    ] {
        let event = Fields {
            starts: Some(format!("{day} {time}")),
            place: Some(place.to_owned()),
            certainty: Some(certainty.id().to_owned()),
            ..thing("event", &name)
        };
        drawn(&work, hand, event, leaf).await?;
    }
    Ok(work.commit().await?)
}

/// Đường đi của tiền.
async fn money(hand: &Hand<'_>, cast: &Cast) -> Result<Uuid, DemoError> {
    let account = cast.account();
    let work = hand.begin().await?;
    for (giver, receiver, amount, time) in [
        (cast.victim.as_str(), account.as_str(), 12_000_000, "20:41"),
        (
            account.as_str(),
            "Tài khoản 0199 8877 6655",
            9_500_000,
            "21:05",
        ),
        (account.as_str(), "Rút tiền mặt", 2_000_000, "21:30"),
    ] {
        let given = TransferGiven {
            from: party_typed(&work, &hand.head, giver).await?,
            to: party_typed(&work, &hand.head, receiver).await?,
            what: "money".to_owned(),
            on: Some(cast.day),
            time: time.to_owned(),
            amount,
            goods: String::new(),
            code: String::new(),
            note: String::new(),
            certainty: Certainty::Proven,
            sources: [hand.leaf(ACCOUNT), hand.leaf(SECOND)].concat(),
            import: None,
        };
        add_transfer(&work, &hand.head, &given).await?;
    }
    let named = ("Đường đi của số tiền bị chiếm đoạt", &Shown::default());
    let view = keep_view(&work, &hand.head, None, named).await?;
    work.commit().await?;
    Ok(view)
}
