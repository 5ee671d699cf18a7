//! Đối chiếu liên ngành: a sheet with planted differences, on both databases, through the pages.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use people::Role;
use serde_json::json;
use shell::testing::{Answer, Browser};
use uuid::Uuid;

use super::cases::{charge, of, tell, told};
use super::world::{OTHER, TABLES, World};

const PERIOD: [(&str, &str); 3] = [
    ("kind", "toa-an-so-tham"),
    ("from", "01/10/2026"),
    ("to", "31/10/2026"),
];

/// What the court's sheet says: the second has another penalty, the third another article and a misread name, the fifth is
/// nobody of ours, and our fourth is not in it.
const SHEET: &str = "TÒA ÁN NHÂN DÂN KHU VỰC 3;;;;;
STT;Số bản án;Ngày bản án;Họ và tên bị cáo;Điều luật;Mức án
1;41/2026/HS-ST;05/10/2026;LO VAN MOT;173.1;12 tháng tù
2;42/2026/HS-ST;06/10/2026;Cà Văn Hai;173.1;18 tháng tù
3;43/2026/HS-ST;07/10/2026;Quàng Văn Bạ;174.1;12 tháng tù
4;45/2026/HS-ST;09/10/2026;Tòng Thị Năm;173.1;12 tháng tù
Tổng cộng: 4 bị cáo;;;;;
";

pub async fn tried(world: &World, name: &str, number: &str, day: &str) -> Uuid {
    let who = Uuid::now_v7();
    let mut judged = told("judgment.pronounced", day, json!({}));
    judged.number = Some(number.to_owned());
    let sentence = json!({ "charges": [{ "article": "173", "clause": 1 }], "main_penalty": "tu", "sentence_months": 12 });
    let facts = vec![
        told("case.initiated", "2026-06-01", charge("173")),
        of(
            who,
            "party.described",
            "2026-06-02",
            json!({ "name": name, "role": "bi_can" }),
        ),
        of(who, "accused.initiated", "2026-06-02", charge("173")),
        of(who, "accused.approved", "2026-06-04", json!({})),
        told("investigation.concluded", "2026-08-01", json!({})),
        told("vks.case_file_received", "2026-08-03", json!({})),
        told("case.indicted", "2026-08-20", charge("173")),
        told("case.sent_to_court", "2026-08-22", json!({})),
        told("court.docketed", "2026-08-25", json!({})),
        told("trial.decision", "2026-09-20", json!({})),
        told("trial.opened", day, json!({})),
        judged,
        of(who, "sentence.recorded", day, sentence),
    ];
    tell(world, facts).await
}

pub async fn peopled(world: &World) -> Vec<Uuid> {
    let mut all = Vec::new();
    for (name, number, day) in [
        ("Lò Văn Một", "41/2026/HS-ST", "2026-10-05"),
        ("Cà Văn Hai", "42/2026/HS-ST", "2026-10-06"),
        ("Quàng Văn Ba", "43/2026/HS-ST", "2026-10-07"),
        ("Vì Văn Bốn", "44/2026/HS-ST", "2026-10-08"),
    ] {
        all.push(tried(world, name, number, day).await);
    }
    all
}

async fn sent(browser: &mut Browser<'_>, sheet: &str) -> Answer {
    let file = ("file", "toa-an-thang-10.csv", sheet.as_bytes());
    browser
        .upload("/statistics/comparisons", &PERIOD, file)
        .await
}

/// Sends a sheet and confirms the columns as they were guessed; gives the address of the comparison.
async fn checked(browser: &mut Browser<'_>, sheet: &str) -> String {
    let answer = sent(browser, sheet).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let mapping = answer.location().to_owned();
    let page = browser.get(&mapping).await;
    assert!(page.has("Ghép cột"), "{}", page.text);
    let columns = [
        ("sheet", "0"),
        ("first", "2"),
        ("last", "2"),
        ("c1", "number"),
        ("c2", "on"),
        ("c3", "name"),
        ("c4", "offence"),
        ("c5", "penalty"),
    ];
    let answer = browser.post(&mapping, &columns).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.location().to_owned()
}

pub async fn opened(browser: &mut Browser<'_>) -> String {
    let href = checked(browser, SHEET).await;
    let answer = browser.post(&format!("{href}/opening"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    href
}

async fn rows(world: &World) -> Vec<(i64, String, String, String)> {
    db::row! { struct Line { n: i64, link: String, differs: String, stands: String } }
    let lines: Vec<Line> = world
        .db
        .all(
            "SELECT n, link, differs, stands FROM statistics_comparison_row ORDER BY n",
            args![],
        )
        .await
        .unwrap();
    let each = lines.into_iter();
    each.map(|one| (one.n, one.link, one.differs, one.stands))
        .collect()
}

fn row(n: i64, link: &str, differs: &str) -> (i64, String, String, String) {
    (n, link.to_owned(), differs.to_owned(), String::new())
}

#[test]
fn planted_differences_are_found_settled_undone_and_closed_with_minutes() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let matters = peopled(&world).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let href = checked(&mut clerk, SHEET).await;
        let trial = clerk.get(&href).await;
        assert!(trial.has("Kiểm tra thử, chưa đối chiếu"), "{}", trial.text);
        assert!(rows(&world).await.is_empty(), "a trial run writes nothing");
        let answer = clerk.post(&format!("{href}/opening"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let found = rows(&world).await;
        assert_eq!(
            found,
            [
                row(1, "sure", ""),
                row(2, "sure", "penalty"),
                row(3, "sure", "offence"),
                row(4, "none", ""),
                row(5, "none", ""),
            ],
            "4 is theirs alone, 5 ours alone"
        );
        // Not before everything is said.
        let signers = [
            ("our_signer", "Lò Thị Ký"),
            ("our_title", "Phó Viện trưởng"),
            ("their_signer", "Cà Văn Tòa"),
            ("their_title", "Phó Chánh án"),
            ("partner", "Tòa án nhân dân khu vực 3"),
        ];
        let early = clerk.post(&format!("{href}/closing"), &signers).await;
        assert_ne!(early.status, StatusCode::SEE_OTHER);
        let settle = |stands: &'static str, reason: &'static str| {
            [("deed", "settle"), ("stands", stands), ("reason", reason)]
        };
        let nothing = clerk
            .post(&format!("{href}/rows/2"), &settle("theirs", " "))
            .await;
        assert_eq!(
            nothing.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            nothing.text
        );
        for (n, stands, reason) in [
            (2, "theirs", "Ghi nhầm mức án khi nhập"),
            (3, "ours", "Tòa án ghi nhầm điều luật"),
            (4, "theirs", "Viện kiểm sát chưa ghi bản án"),
            (5, "ours", "Tòa án tính vào tháng sau"),
        ] {
            let answer = clerk
                .post(&format!("{href}/rows/{n}"), &settle(stands, reason))
                .await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        }
        let page = clerk.get(&format!("{href}/rows/2")).await;
        assert!(
            page.has(&format!("/criminal/matters/{}", matters[1])),
            "{}",
            page.text
        );
        // The newest deed is undone and done again.
        let answer = clerk.post(&format!("{href}/undoing"), &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(rows(&world).await[4], row(5, "none", ""));
        let again = settle("ours", "Tòa án tính vào tháng sau");
        clerk.post(&format!("{href}/rows/5"), &again).await;
        let whole = clerk.get(&href).await;
        assert!(
            whole.has("hoàn tác") && whole.has("Điều 173") && whole.has("Điều 174"),
            "{}",
            whole.text
        );
        let answer = clerk.post(&format!("{href}/closing"), &signers).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let pdf = clerk.get(&format!("{href}/minutes")).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"), "{}", pdf.text);
        let word = clerk.get(&format!("{href}/minutes?as=docx")).await;
        assert!(word.bytes.starts_with(b"PK"), "{}", word.text);
        // A closed one is not changed; it is opened again with a reason.
        let late = clerk.post(&format!("{href}/rows/5"), &again).await;
        assert_ne!(late.status, StatusCode::SEE_OTHER);
        let answer = clerk
            .post(
                &format!("{href}/reopening"),
                &[("why", "Tòa án gửi bổ sung")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        for action in [
            "comparison.opened",
            "comparison.settled",
            "comparison.undone",
            "comparison.closed",
            "comparison.reopened",
            "comparison.minutes",
        ] {
            let lines: i64 = world
                .db
                .one(
                    "SELECT count(*) FROM audit_line WHERE action = $1",
                    args![action],
                )
                .await
                .unwrap();
            assert!(lines > 0, "{action}");
        }
    });
}

#[test]
fn the_minutes_add_up_by_article_and_name_every_difference() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let href = opened(&mut clerk).await;
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let reason = [
            ("deed", "settle"),
            ("stands", "theirs"),
            ("reason", "Ghi nhầm khi nhập"),
        ];
        clerk.post(&format!("{href}/rows/2"), &reason).await;
        clerk.post(&format!("{href}/rows/3"), &reason).await;
        let one = statistics::comparison::store::get(&world.db, id)
            .await
            .unwrap()
            .unwrap();
        let rows = statistics::comparison::store::rows(&world.db, &one)
            .await
            .unwrap();
        let totals: Vec<String> = statistics::comparison::minutes::totals(&rows)
            .into_iter()
            .map(|(name, sum)| {
                format!(
                    "{name} {} {} {} {}",
                    sum.ours, sum.theirs, sum.equal, sum.agreed
                )
            })
            .collect();
        // Ours: four of 173. Theirs: three of 173, one of 174. Agreed so far: the first, the second, the third as 174.
        assert_eq!(
            totals,
            ["Điều 173 4 3 1 2", "Điều 174 0 1 0 1", "Cộng 4 4 1 3"]
        );
        let law = law::Law::embedded();
        let paper = statistics::comparison::minutes::minutes(
            law,
            &one,
            &rows,
            ("", "VKSND khu vực 3"),
            [2026, 11, 20],
        );
        let lines = paper.lines().join("\n");
        for words in [
            "DỰ THẢO",
            "Cà Văn Hai",
            "Tù 18 tháng",
            "Ghi nhầm khi nhập",
            "Vì Văn Bốn",
            "Tòng Thị Năm",
            "chưa thống nhất",
        ] {
            assert!(lines.contains(words), "{words}\n{lines}");
        }
    });
}

#[test]
fn a_pair_is_parted_joined_by_hand_and_undone() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let href = opened(&mut clerk).await;
        let before = rows(&world).await;
        let deed = |deed: &'static str| [("deed", deed)];
        // Theirs alone and ours alone are one person after all: number, day and name differ.
        let answer = clerk
            .post(
                &format!("{href}/rows/4"),
                &[("deed", "join"), ("other", "5")],
            )
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert_eq!(rows(&world).await[3], row(4, "confirmed", "number,on,name"));
        assert_eq!(rows(&world).await.len(), 4);
        clerk.post(&format!("{href}/rows/1"), &deed("part")).await;
        assert_eq!(rows(&world).await.len(), 5);
        // What was sure is not confirmed again; a row that is not there is not found.
        let refused = clerk
            .post(&format!("{href}/rows/2"), &deed("confirm"))
            .await;
        assert_ne!(refused.status, StatusCode::SEE_OTHER);
        assert_eq!(
            clerk
                .post(&format!("{href}/rows/99"), &deed("part"))
                .await
                .status,
            StatusCode::NOT_FOUND
        );
        clerk.post(&format!("{href}/undoing"), &[]).await;
        clerk.post(&format!("{href}/undoing"), &[]).await;
        assert_eq!(rows(&world).await, before);
        let nothing = clerk.post(&format!("{href}/undoing"), &[]).await;
        assert_ne!(nothing.status, StatusCode::SEE_OTHER);
    });
}

#[test]
fn a_sheet_with_faults_leaves_nothing_and_the_same_file_is_recognised() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let broken = SHEET
            .replace("06/10/2026", "31/02/2026")
            .replace("18 tháng tù", "???");
        let href = checked(&mut clerk, &broken).await;
        let page = clerk.get(&href).await;
        assert!(
            page.has("Không có ngày 31/2/2026") && page.has("Chưa hiểu mức án này"),
            "{}",
            page.text
        );
        let answer = clerk.post(&format!("{href}/opening"), &[]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(rows(&world).await.is_empty());
        // The mended sheet opens with the columns as the unit confirmed them.
        let again = sent(&mut clerk, SHEET).await;
        let mapping = clerk.get(again.location()).await;
        assert!(mapping.has("được ghép như lần trước"), "{}", mapping.text);
        // The same file for the same period leads to the comparison that is there.
        let first = again.location().replace("/mapping", "");
        let twice = sent(&mut clerk, SHEET).await;
        assert_eq!(twice.location(), first);
        let many: i64 = world
            .db
            .one("SELECT count(*) FROM statistics_comparison", args![])
            .await
            .unwrap();
        assert_eq!(many, 2);
        // Withdrawn, it may be brought in again.
        clerk
            .post(&format!("{first}/withdrawal"), &[("why", "Nhầm kỳ")])
            .await;
        assert_ne!(sent(&mut clerk, SHEET).await.location(), first);
        for bytes in [&b""[..], b"%PDF-1.7", b"PK\x03\x04 no sheet"] {
            let file = ("file", "x.xlsx", bytes);
            let answer = clerk.upload("/statistics/comparisons", &PERIOD, file).await;
            assert_eq!(
                answer.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{}",
                answer.text
            );
        }
    });
}

#[test]
fn a_comparison_is_its_units_alone() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut clerk = world.office.signed_in(Role::Statistician).await;
        let href = opened(&mut clerk).await;
        let mut stranger = world.office.signed_in_at(Role::Statistician, OTHER).await;
        let mut prosecutor = world.office.signed_in(Role::Prosecutor).await;
        for browser in [&mut stranger, &mut prosecutor] {
            for path in ["", "/rows/1", "/minutes", "/mapping"] {
                let answer = browser.get(&format!("{href}{path}")).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            }
            for path in [
                "/opening",
                "/rows/1",
                "/undoing",
                "/closing",
                "/reopening",
                "/withdrawal",
                "/mapping",
            ] {
                let answer = browser
                    .post(&format!("{href}{path}"), &[("deed", "part"), ("why", "x")])
                    .await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(rows(&world).await.len(), 5);
    });
}
