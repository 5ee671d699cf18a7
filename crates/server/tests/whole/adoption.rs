//! Số liệu ứng dụng, counted by hand in a province of two regions: shares of the cases that ended and were tried, the same figure in Biểu 03,
//! what stands behind each, and who may see it.

use axum::http::StatusCode;
use db::{Sql, args, testing::both};
use files::Files;
use law::{Law, Moment};
use ledger::{Batch, Matter, NewFact};
use people::Role;
use serde_json::json;
use server::{areas, place::Place};
use shell::testing::{Browser, Office, PROVINCE, REGION};
use uuid::Uuid;

use crate::typed::typed_pages;

const NEIGHBOUR: &str = "P68-KV04";
const OCTOBER: &str = "from=01/10/2026&to=31/10/2026";

async fn office(db: db::Db, below: &std::path::Path) -> Office {
    let place = Place {
        db: db.clone(),
        files: Files::folder(&below.join("files")).unwrap(),
        derived: below.join("derived"),
        folder: below.to_path_buf(),
        key_file: below.join("secret.key"),
    };
    let furnish = |app| areas::furnish(app, &place).unwrap();
    Office::with(db, areas::views(), areas::routes(), furnish).await
}

/// A theft told by its acts: the opening and the docket in September, then these.
async fn case(office: &Office, unit: &str, name: &str, acts: &[(&str, &str)]) -> Uuid {
    let fact = |kind: &str, day: &str| {
        let fact = NewFact::new(Uuid::now_v7(), kind, day.parse::<Moment>().unwrap());
        fact.with("charges", json!([{ "article": "173", "clause": 1 }]))
            .with("case_name", name)
    };
    let opening = fact("case.initiated", "2026-08-03");
    let facts = acts.iter().map(|(kind, day)| fact(kind, day));
    let (app, id) = (&office.app, Uuid::now_v7());
    let tx = app.db().begin().await.unwrap();
    let batch = Batch {
        matter: Matter::New(id),
        facts: std::iter::once(opening).chain(facts).collect(),
        recorded_at: app.now_ms(),
        recorded_by: Uuid::nil(),
        unit: unit.to_owned(),
    };
    let recorded = app.ledger().record(&tx, Law::embedded(), batch).await;
    recorded.unwrap();
    tx.commit().await.unwrap();
    id
}

/// The acts from the conclusion to the judgment.
fn tried(concluded: &'static str, judged: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("investigation.concluded", concluded),
        ("vks.case_file_received", "2026-10-09"),
        ("case.indicted", "2026-10-10"),
        ("case.sent_to_court", "2026-10-11"),
        ("court.docketed", "2026-10-12"),
        ("judgment.pronounced", judged),
    ]
}

/// The files of a case are scanned, read, and one of the pages is listed as a document with a kind.
async fn scanned(
    office: &Office,
    chief: &mut Browser<'_>,
    matter: Uuid,
    (pages, last): (usize, i64),
) {
    let path = format!("/casefile/matters/{matter}");
    let name = format!("{matter}.pdf");
    let taken = chief
        .upload(
            &format!("{path}/files"),
            &[],
            ("files", &name, &typed_pages(pages)),
        )
        .await;
    assert!(taken.status.is_success(), "{}", taken.text);
    let app = &office.app;
    let (handlers, _) = casefile::counted_handlers(app);
    let workers = jobs::Workers::start(app.jobs(), handlers, 1);
    app.jobs().ring();
    let mut bell = app.jobs().watch();
    let files = casefile::files_of(app.db(), matter).await.unwrap();
    while !casefile::tally(app.db(), files[0].id)
        .await
        .unwrap()
        .is_over()
    {
        bell.changed().await.unwrap();
    }
    workers.stop().await;
    let body = json!({ "first": 1, "last": last, "title": "Biên bản", "kind": "bien_ban_hoi_cung", "bl": "" });
    let listed = chief.call("POST", &format!("{path}/documents"), body).await;
    assert_eq!(listed.status, StatusCode::OK, "{}", listed.text);
}

/// The text of each cell of the first table of a page, row by row, without its marks.
fn cells(page: &str, id: &str) -> Vec<Vec<String>> {
    let table = page.split(&format!("id=\"{id}\"")).nth(1).unwrap();
    let body = table.split("</tbody>").next().unwrap();
    let rows = body.split("<tr>").skip(2);
    let plain = |html: &str| {
        let mut text = String::new();
        let mut is_mark = false;
        for letter in html.chars() {
            match letter {
                '<' => is_mark = true,
                '>' => is_mark = false,
                _ if !is_mark => text.push(letter),
                _ => {}
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    rows.map(|row| {
        let cells = row.split("<td").skip(1);
        cells
            .map(|cell| plain(cell.split_once('>').unwrap().1))
            .collect()
    })
    .collect()
}

/// Number, of what, share of the figures that are not plain zeros.
fn told(page: &str) -> Vec<String> {
    let rows = cells(page, "list").into_iter();
    let rows =
        rows.map(|row| format!("{} | {} | {}", row[1].replace(" Excel", ""), row[2], row[3]));
    rows.collect()
}

#[test]
fn shares_of_cases_are_counted_by_hand_unit_by_unit_and_open_their_proof() {
    both(&server::areas::migrations(), |db| async move {
        let below = std::env::temp_dir().join(format!("kiemsat-adoption-{}", Uuid::now_v7()));
        let office = office(db.clone(), &below).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let shown = |day| ("trial.evidence_shown", day);
        // The region: concluded and tried with evidence shown on two days; concluded and tried without; terminated.
        let mut acts = tried("2026-10-05", "2026-10-20");
        acts.extend([shown("2026-10-19"), shown("2026-10-20")]);
        let first = case(&office, REGION, "Vụ Một", &acts).await;
        let second = case(
            &office,
            REGION,
            "Vụ Hai",
            &tried("2026-10-06", "2026-10-21"),
        )
        .await;
        let ended = [("investigation.terminated", "2026-10-07")];
        case(&office, REGION, "Vụ Ba", &ended).await;
        // The neighbour: concluded and tried with evidence; one that is still investigated.
        let mut acts = tried("2026-10-08", "2026-10-22");
        acts.push(shown("2026-10-22"));
        case(&office, NEIGHBOUR, "Vụ Bốn", &acts).await;
        case(&office, NEIGHBOUR, "Vụ Năm", &[]).await;
        // One file is whole but for the look at its paper; of the other a page is in no list.
        scanned(&office, &mut chief, first, (3, 3)).await;
        scanned(&office, &mut chief, second, (2, 1)).await;

        let page = chief.page(&format!("/courtroom/adoption?{OCTOBER}")).await;
        let ours = told(&page);
        assert_eq!(ours[0], "1 | 3 vụ án kết thúc điều tra | 33,33 %", "{page}");
        assert_eq!(ours[1], "1 | 2 vụ án đã xét xử sơ thẩm | 50 %");
        assert!(ours[2..].iter().all(|row| row == "0 |  | "), "{ours:?}");
        assert!(!page.contains("Theo đơn vị"), "a region has nothing below");

        let mut leader = office.signed_in_at(Role::Chief, PROVINCE).await;
        let page = leader.page(&format!("/courtroom/adoption?{OCTOBER}")).await;
        let all = told(&page);
        assert_eq!(all[0], "1 | 4 vụ án kết thúc điều tra | 25 %");
        assert_eq!(all[1], "2 | 3 vụ án đã xét xử sơ thẩm | 66,67 %");
        let units: Vec<String> = cells(&page, "units")
            .into_iter()
            .map(|row| format!("{}: {}, {}", row[0], row[1], row[2]))
            .collect();
        assert_eq!(
            units,
            [
                "VKSND tỉnh Lâm Đồng: 0/0, 0/0",
                "VKSND khu vực 3 - Lâm Đồng: 1/3 33,33 %, 1/2 50 %",
                "VKSND khu vực 4 - Lâm Đồng: 0/1 0 %, 1/1 100 %",
            ]
        );
        // The same figure stands in Biểu 03, whole and by unit.
        let form = |unit: &str| {
            format!("/statistics/bieu-03/csv?unit={unit}&tree=1&from=2026-10-01&to=2026-10-31")
        };
        for (unit, tried, shown) in [(PROVINCE, 3, 2), (REGION, 2, 1), (NEIGHBOUR, 1, 1)] {
            let sheet = leader.page(&form(unit)).await;
            let row = |no: &str| {
                let line = sheet
                    .lines()
                    .find(|line| line.starts_with(&format!("{no},")));
                line.unwrap().rsplit(',').nth(1).unwrap().to_owned()
            };
            assert_eq!(
                (row("15"), row("15e")),
                (tried.to_string(), shown.to_string()),
                "{unit}"
            );
        }

        behind(&mut leader, &office, first).await;
        guarded(&office, &mut leader).await;
        let _ = std::fs::remove_dir_all(&below);
    });
}

/// The list behind a figure names every case that it is a share of, and opens the fact.
async fn behind(leader: &mut Browser<'_>, office: &Office, first: Uuid) {
    let list = format!("/courtroom/adoption/figure?what=trinh-chieu&{OCTOBER}");
    let page = leader.page(&list).await;
    let rows: Vec<String> = cells(&page, "list")
        .into_iter()
        .map(|row| format!("{} {} {}", row[0], row[3], row[4]))
        .collect();
    assert_eq!(
        rows,
        [
            "22/10/2026 Có trình chiếu chứng cứ Có",
            "21/10/2026 Không trình chiếu Không",
            "20/10/2026 Có trình chiếu chứng cứ Có",
        ],
        "the newest first"
    );
    let facts = ledger::facts_of(office.app.db(), first).await.unwrap();
    let proof = facts
        .iter()
        .find(|fact| fact.kind == "trial.evidence_shown")
        .unwrap();
    assert!(page.contains(&format!("/criminal/matters/{first}#f-{}", proof.id)));
    assert!(page.contains("2 trên 3 vụ án đã xét xử sơ thẩm, 66,67 %"));
    // One unit of the table, without those below.
    let own = leader
        .page(&format!("{list}&unit={NEIGHBOUR}&only=1"))
        .await;
    assert_eq!(cells(&own, "list").len(), 1);
    let digitised = leader.page(&list.replace("trinh-chieu", "so-hoa")).await;
    let levels: Vec<String> = cells(&digitised, "list")
        .into_iter()
        .map(|row| format!("{} {}", row[3], row[4]))
        .collect();
    assert_eq!(
        levels,
        [
            "Chưa số hóa Không",
            "Chưa số hóa Không",
            "Số hóa một phần Không",
            "Đã số hóa đủ Có",
        ]
    );
    let sheet = leader.get(&list.replace("/figure?", "/figure/xlsx?")).await;
    assert_eq!(sheet.status, StatusCode::OK);
    assert!(sheet.bytes.starts_with(b"PK"), "an Excel file");
    let looks: i64 = office
        .app
        .db()
        .one(
            "SELECT count(*) FROM audit_line WHERE action IN ('figure.opened', 'figure.exported') AND object LIKE 'courtroom/adoption/%'",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(looks, 4);
}

/// Nobody sees more than their units; a case is named to those who may open figures or read its file.
async fn guarded<'a>(office: &'a Office, leader: &mut Browser<'a>) {
    let mut prosecutor = office.signed_in(Role::Prosecutor).await;
    let table = format!("/courtroom/adoption?{OCTOBER}");
    assert_eq!(
        told(&prosecutor.page(&table).await)[1],
        "1 | 2 vụ án đã xét xử sơ thẩm | 50 %"
    );
    let list = format!("/courtroom/adoption/figure?what=trinh-chieu&{OCTOBER}");
    let page = prosecutor.page(&list).await;
    assert!(
        page.contains("Vụ án bạn không được mở") && !page.contains("#f-"),
        "{page}"
    );
    for (browser, path) in [
        (&mut prosecutor, format!("{table}&unit={NEIGHBOUR}")),
        (&mut *leader, format!("{table}&unit=TC")),
    ] {
        assert_eq!(
            browser.get(&path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let mut clerk = office.signed_in(Role::Clerk).await;
    for path in [&table, &list, &list.replace("/figure?", "/figure/xlsx?")] {
        assert_eq!(
            clerk.get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let nothing = leader.page(&list.replace("10/2026", "01/2026")).await;
    assert!(nothing.contains("Không có gì trong kỳ này"));
    let wrong = leader
        .page("/courtroom/adoption?from=31/10/2026&to=01/10/2026")
        .await;
    assert!(wrong.contains("Ngày bắt đầu phải trước") && wrong.contains("value=\"31/10/2026\""));
}
