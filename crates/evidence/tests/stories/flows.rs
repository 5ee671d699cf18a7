//! Dòng tiền: bank sheets come in once, every row answers for itself, every sum opens its payments, an import is undone as a whole.

use std::collections::HashMap;

use axum::http::StatusCode;
use db::{Db, Sql, args, testing::both};
use evidence::flows::{
    graph::{Chosen, graph},
    picture, standing_on, store, taking,
};
use shell::testing::Browser;
use uuid::Uuid;

use crate::house::{House, TABLES};

/// The account of the accused, May: one row breaks its balance, one cannot be read.
const MAY: &str = "NGÂN HÀNG TMCP SÔNG LAM;;;;;;\nSố tài khoản: 0123 456 789;;;;;;\nChủ tài khoản: Thái Doãn Lâm;;;;;;\n;;;;;;\n\
Ngày giao dịch;Số bút toán;Nội dung;Ghi nợ;Ghi có;Số dư;Tài khoản đối ứng\n\
01/05/2026;;Số dư đầu kỳ;;;1.000.000;\n\
12/05/2026 09:15;FT1;chuyen tien;;20.000.000;21.000.000;9988 77\n\
12/05/2026 10:20;FT2;chuyen tien;;20.000.000;41.000.000;9988 77\n\
13/05/2026;FT3;rut tien mat ATM;5.000.000;;36.000.000;\n\
14/05/2026;FT4;chuyen di;30.000.000;;5.500.000;5550001111\n\
15/05/2026;FT5;ngoai te;100 USD;;5.400.000;5550001111\n\
;;Tổng cộng;35.000.000;40.000.000;;\n";

/// The other side's sheet: the same two payments, in one column with signs, under numbers of its own bank.
const OTHER: &str = "Account No: 998877\n\nDate,Amount,Description,Counter account,Beneficiary name\n\
12/05/2026,\"-20,000,000\",tra tien,0123456789,THAI DOAN LAM\n\
12/05/2026,\"-20,000,000\",tra tien,0123456789,THAI DOAN LAM\n\
20/05/2026,\"3,000,000\",luong,,CONG TY MAY SONG LAM\n";

async fn sent(house: &House, browser: &mut Browser<'_>, name: &str, sheet: &str) -> Uuid {
    let file = ("file", name, sheet.as_bytes());
    let answer = browser.upload(&house.at("/flows/imports"), &[], file).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let id = answer.location().rsplit('/').next().unwrap();
    id.parse()
        .unwrap_or_else(|_| panic!("{}", answer.location()))
}

/// What the page proposes is confirmed as it stands.
async fn confirmed(
    house: &House,
    browser: &mut Browser<'_>,
    id: Uuid,
    more: &[(&str, &str)],
) -> shell::testing::Answer {
    let page = browser
        .page(&house.at(&format!("/flows/imports/{id}")))
        .await;
    let mut fields: Vec<(String, String)> = Vec::new();
    for select in page.split("<select").skip(1) {
        let name = select
            .split("name=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let inside = select.split("</select>").next().unwrap();
        let chosen = inside
            .split("<option")
            .find(|one| one.contains(" selected"));
        let value = chosen
            .and_then(|one| one.split("value=\"").nth(1))
            .and_then(|rest| rest.split('"').next());
        if name.starts_with('c') {
            fields.push((name.to_owned(), value.unwrap_or_default().to_owned()));
        }
    }
    for name in ["number", "holder", "bank"] {
        let value = page
            .split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        fields.push((name.to_owned(), value.unwrap_or_default().to_owned()));
    }
    fields.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser
        .post(&house.at(&format!("/flows/imports/{id}/taking")), &fields)
        .await
}

async fn counts(db: &Db, id: Uuid) -> HashMap<String, i64> {
    taking::counts(db, id).await.unwrap()
}

async fn total(house: &House) -> (usize, i64) {
    let db = house.office.app.db();
    let parties = store::parties_of(db, house.matter.id).await.unwrap();
    let transfers = store::transfers_of(db, house.matter.id, false)
        .await
        .unwrap();
    graph(&parties, &transfers, &Chosen::default()).total
}

#[test]
fn a_sheet_comes_in_row_by_row_and_goes_out_as_a_whole() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let db = house.office.app.db().clone();
        let mut browser = house.prosecutor().await;
        assert!(
            browser
                .page(&house.at("/flows"))
                .await
                .contains("Chưa có giao dịch nào.")
        );

        // The page knows head, columns and account by their words, and tells what is wrong before anything is written.
        let may = sent(&house, &mut browser, "sao-ke-5.csv", MAY).await;
        let page = browser
            .page(&house.at(&format!("/flows/imports/{may}")))
            .await;
        for words in [
            "0123 456 789",
            "Thái Doãn Lâm",
            "Đọc được 4 giao dịch; 1 dòng chưa đọc được; số dư không khớp ở 1 trong 4 bước",
            "100 USD",
        ] {
            assert!(page.contains(words), "{words}");
        }
        let refused = confirmed(
            &house,
            &mut browser,
            may,
            &[("act", "take"), ("leaves", "BL 99")],
        )
        .await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.has("Hồ sơ số hóa chưa có bút lục 99") && refused.has("0123 456 789"),
            "what was typed stays"
        );
        assert_eq!(total(&house).await, (0, 0));
        let taken = confirmed(
            &house,
            &mut browser,
            may,
            &[("act", "take"), ("leaves", "BL 2")],
        )
        .await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        assert_eq!(total(&house).await, (4, 75_000_000));
        let rows = counts(&db, may).await;
        assert_eq!(
            (
                rows["taken"],
                rows["wrong_balance"],
                rows["bad"],
                rows["other"]
            ),
            (3, 1, 1, 2),
            "no row is lost: {rows:?}"
        );
        let page = browser
            .page(&house.at(&format!("/flows/imports/{may}")))
            .await;
        assert!(page.contains("36.000.000 đồng + vào 0 đồng − ra 30.000.000 đồng = 6.000.000 đồng, sao kê ghi 5.500.000 đồng"));
        let page = browser.page(&house.at("/flows")).await;
        assert!(
            page.contains("40.000.000 đồng") && page.contains("Tiền mặt") && page.contains("BL 02"),
            "sums with their leaves"
        );

        // The same file once more is known; the other side's sheet meets the two payments that are there.
        let again = sent(&house, &mut browser, "ban-sao.csv", MAY).await;
        let known = confirmed(&house, &mut browser, again, &[("act", "take")]).await;
        assert_eq!(known.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(known.has("Tệp này đã được nhập lúc"));
        let other = sent(&house, &mut browser, "doi-ung.csv", OTHER).await;
        let taken = confirmed(&house, &mut browser, other, &[("act", "take")]).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        assert_eq!(counts(&db, other).await["double"], 2);
        assert_eq!(total(&house).await, (5, 78_000_000));
        // What stands in two sheets opens both rows.
        let first = store::transfers_of(&db, house.matter.id, false)
            .await
            .unwrap()
            .remove(0);
        let page = browser
            .page(&house.at(&format!("/flows/transfers/{}", first.id)))
            .await;
        assert!(
            page.contains("Dòng 7, sao-ke-5.csv") && page.contains("Dòng 4, doi-ung.csv"),
            "both rows"
        );
        assert!(page.contains("Hai mươi triệu đồng"));

        // Undone as a whole: what the other sheet holds too stays, rows are kept, and the file may come in anew.
        let undone = browser
            .post(&house.at(&format!("/flows/imports/{may}/undoing")), &[])
            .await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        assert_eq!(total(&house).await, (3, 43_000_000));
        assert_eq!(counts(&db, may).await.values().sum::<i64>(), 7);
        let fresh = confirmed(
            &house,
            &mut browser,
            again,
            &[("act", "take"), ("leaves", "BL 2")],
        )
        .await;
        assert_eq!(fresh.status, StatusCode::SEE_OTHER, "{}", fresh.text);
        assert_eq!(counts(&db, again).await["double"], 2);
        assert_eq!(total(&house).await, (5, 78_000_000));
        let lines: i64 = db
            .one(
                "SELECT COUNT(*) FROM audit_line WHERE action LIKE 'evidence.flow.%'",
                args![],
            )
            .await
            .unwrap();
        assert!(lines >= 7, "every act leaves its line: {lines}");
    });
}

#[test]
fn payments_typed_by_hand_are_changed_taken_off_shown_and_named() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let db = house.office.app.db().clone();
        let matter = house.matter.id;
        let mut browser = house.prosecutor().await;
        let at = house.at("/flows/transfers");
        let money = [
            ("giver", "Trần Thị Bình"),
            ("receiver", "0123 456 789"),
            ("what", "money"),
            ("amount", "20 triệu"),
            ("day", "12/5/2026"),
            ("time", "9h15"),
            ("certainty", "claimed"),
            ("leaves", "BL 1"),
        ];
        assert_eq!(
            browser.post(&at, &money).await.status,
            StatusCode::SEE_OTHER
        );
        let goods = [
            ("giver", "Thái Doãn Lâm"),
            ("receiver", "Trần Thị Bình"),
            ("what", "goods"),
            ("goods", "1 điện thoại"),
            ("certainty", "disputed"),
        ];
        assert_eq!(
            browser.post(&at, &goods).await.status,
            StatusCode::SEE_OTHER
        );
        for (spoiled, words) in [
            (("amount", "nhiều"), "Hãy ghi số tiền bằng đồng"),
            (
                ("receiver", "tran thi binh"),
                "Bên chuyển và bên nhận phải khác nhau.",
            ),
            (("day", "31/2/2026"), "Không có ngày 31/2/2026"),
            (("leaves", "BL 77"), "chưa có bút lục 77"),
        ] {
            let fields: Vec<(&str, &str)> = money
                .iter()
                .map(|one| if one.0 == spoiled.0 { spoiled } else { *one })
                .collect();
            let refused = browser.post(&at, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(
                refused.has(words) && refused.has("0123 456 789") | (spoiled.0 == "receiver"),
                "{words}: {}",
                refused.text
            );
        }
        assert_eq!(
            total(&house).await,
            (2, 20_000_000),
            "nothing half-done stays"
        );
        let parties = store::parties_of(&db, matter).await.unwrap();
        assert_eq!(parties.len(), 3, "a name typed again is the same party");

        // Whose account it is, and the view by owner.
        let account = parties.iter().find(|one| one.kind == "account").unwrap();
        let lam = parties
            .iter()
            .find(|one| one.name == "Thái Doãn Lâm")
            .unwrap();
        let owner = lam.id.to_string();
        let party = house.at(&format!("/flows/parties/{}", account.id));
        let fields = [
            ("version", "1"),
            ("kind", "account"),
            ("number", "0123 456 789"),
            ("owner", owner.as_str()),
            ("role", "accused"),
        ];
        assert_eq!(
            browser.post(&party, &fields).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(
            browser.post(&party, &fields).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "the second writer is told"
        );
        let transfers = store::transfers_of(&db, matter, false).await.unwrap();
        let by_owner = Chosen {
            by_owner: true,
            ..Chosen::default()
        };
        let parties = store::parties_of(&db, matter).await.unwrap();
        assert_eq!(graph(&parties, &transfers, &by_owner).nodes.len(), 2);

        // Taken off and put back; then a named view, its picture by steps and its files.
        let one = transfers.iter().find(|one| one.what == "money").unwrap();
        let here = house.at(&format!("/flows/transfers/{}", one.id));
        assert_eq!(
            browser.post(&format!("{here}/removal"), &[]).await.status,
            StatusCode::SEE_OTHER
        );
        assert_eq!(total(&house).await.1, 0);
        assert_eq!(
            browser
                .post(&format!("{here}/restoration"), &[])
                .await
                .status,
            StatusCode::SEE_OTHER
        );
        let kept = browser
            .post(
                &house.at("/flows/views"),
                &[
                    ("title", "Tiền và hàng"),
                    ("from", "1/5/2026"),
                    ("by_owner", "true"),
                ],
            )
            .await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text);
        let view: Uuid = kept.location().rsplit('/').next().unwrap().parse().unwrap();
        let drawn = picture(&house.office.app, matter, view, None)
            .await
            .unwrap()
            .unwrap();
        assert!(
            drawn.svg.contains("20.000.000 đồng")
                && drawn.svg.contains("Theo lời khai")
                && !drawn.svg.contains("điện thoại"),
            "goods without a day lie in no days"
        );
        for (format, begins) in [("svg", "<svg"), ("pdf", "%PDF")] {
            let file = browser
                .get(&house.at(&format!("/flows/views/{view}/{format}")))
                .await;
            assert_eq!(file.status, StatusCode::OK, "{format}");
            assert!(file.text.starts_with(begins), "{format}");
        }
        let csv = browser.get(&house.at("/flows/table/csv")).await;
        assert!(
            csv.text
                .contains("\"12/05/2026\";\"09:15\";\"Trần Thị Bình\"")
                && csv.text.contains("1 điện thoại"),
            "{}",
            csv.text
        );

        // Withdrawn evidence shakes what rests on it; a stranger sees nothing.
        let rests = standing_on(&db, matter, &house.pages[..1], None)
            .await
            .unwrap();
        assert_eq!(rests.len(), 1);
        assert!(
            rests[0]
                .title
                .contains("Trần Thị Bình chuyển 20.000.000 đồng"),
            "{}",
            rests[0].title
        );
        let item = house
            .item(&mut browser, "Lời khai của chị Bình", "BL 1")
            .await;
        let withdrawn = browser
            .post(
                &house.at(&format!("/items/{item}/withdrawal")),
                &[("reason", "Khai lại")],
            )
            .await;
        assert_eq!(
            withdrawn.status,
            StatusCode::SEE_OTHER,
            "{}",
            withdrawn.text
        );
        let drawn = picture(&house.office.app, matter, view, None)
            .await
            .unwrap()
            .unwrap();
        assert!(drawn.svg.contains("cần kiểm tra lại"));
        let mut stranger = house
            .office
            .signed_in_at(people::Role::Prosecutor, "P68-KV04")
            .await;
        for path in ["/flows", "/flows/transfers", "/flows/picture/svg"] {
            assert_eq!(
                stranger.get(&house.at(path)).await.status,
                StatusCode::FORBIDDEN,
                "{path}"
            );
        }
        assert_eq!(
            stranger.post(&at, &money).await.status,
            StatusCode::FORBIDDEN
        );
    });
}
