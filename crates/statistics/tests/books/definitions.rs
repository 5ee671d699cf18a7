//! Định nghĩa biểu sửa và thêm trên màn hình, bằng tệp: from which day, by whom, checked, undone.

use axum::http::StatusCode;
use db::testing::both;
use law::Law;
use people::Role;
use shell::testing::{PROVINCE, REGION};
use statistics::doctor::{Verdict, examine};
use statistics::form::FORMS;

use super::cases::peopled_cases;
use super::world::{TABLES, World, peopled, period};

const OCTOBER: &str = "from=2026-10-01&to=2026-10-31";
/// The unit above all others.
const TOP: &str = "TC";

fn file(from: &str, row: &str) -> String {
    format!(
        "id = \"bieu-rieng\"\nnumber = \"Biểu riêng\"\ntitle_vi = \"BIỂU RIÊNG\"\nname_vi = \"Nguồn tin tham nhũng\"\nbasis_vi = \"Công văn 5/VKSTC\"\nunit_vi = \"nguồn tin\"\nvalid_from = \"{from}\"\ncertainty = \"O\"\n\n[[row]]\nno = 1\nlabel_vi = \"Tiếp nhận mới\"\nkind = \"flow\"\n{row}\n"
    )
}

#[test]
fn a_form_added_by_a_file_is_counted_from_its_day_on_and_undone_with_a_reason() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut top = world.office.signed_in_at(Role::Statistician, TOP).await;
        let mut send = async |text: String| {
            let fields = [("reason", "Công văn 5/VKSTC")];
            let file = ("file", "bieu-rieng.toml", text.as_bytes());
            top.upload("/statistics/definitions", &fields, file).await
        };
        let wrong = send(file("2026-10-01", "count = \"recieved\"")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            wrong.has("Dòng 14 của tệp, chỉ tiêu số 1, mục count: không đếm được “recieved”"),
            "{}",
            wrong.text
        );
        // Three new reports in October, of which none of corruption.
        let all = send(file("2026-10-01", "count = \"received\"")).await;
        assert_eq!(all.status, StatusCode::SEE_OTHER, "{}", all.text);
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let address = format!("/statistics/bieu-rieng/json?unit={REGION}&{OCTOBER}");
        let figure = async |browser: &mut shell::testing::Browser| {
            let answer = browser.get(&address).await;
            let cells: serde_json::Value = serde_json::from_slice(&answer.bytes).unwrap();
            cells[0]["value"].as_i64().unwrap()
        };
        assert_eq!(figure(&mut browser).await, 2);
        let september =
            format!("/statistics/bieu-rieng?unit={REGION}&from=2026-09-01&to=2026-09-30");
        assert_eq!(browser.get(&september).await.status, StatusCode::NOT_FOUND);
        assert!(browser.get("/statistics").await.has("Nguồn tin tham nhũng"));
        // A second version, only corruption; undone, the first one counts again.
        let second = file(
            "2026-10-01",
            "count = \"received\"\nwhere = { crime_group = \"tham_nhung\" }",
        );
        assert_eq!(send(second).await.status, StatusCode::SEE_OTHER);
        assert_eq!(figure(&mut browser).await, 0);
        let undo = "/statistics/definitions/bieu-rieng/undo?version=2";
        let without = top.post(undo, &[("reason", " ")]).await;
        assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
        let done = top.post(undo, &[("reason", "Nhầm biểu")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        assert_eq!(figure(&mut browser).await, 2);
        let page = browser.get("/statistics/definitions/bieu-rieng").await;
        for words in [
            "Nhầm biểu",
            "Công văn 5/VKSTC",
            "từ 01/10/2026",
            "Đếm: tiếp nhận mới",
        ] {
            assert!(page.has(words), "{words}: {}", page.text);
        }
    });
}

#[test]
fn a_row_is_corrected_on_the_screen_for_periods_from_a_day_on() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled(&world).await;
        let mut top = world.office.signed_in_at(Role::Statistician, TOP).await;
        let address = "/statistics/definitions/bieu-01/rows/6";
        let page = top.get(address).await;
        assert!(
            page.has("value=\"received\"") && page.has("Nơi khác chuyển đến"),
            "{}",
            page.text
        );
        let fields = |count: &'static str| {
            vec![
                ("label_vi", "Số nguồn tin mới nhận, chuyển đến"),
                ("kind", "flow"),
                ("count", count),
                ("valid_from", "01/10/2026"),
                ("reason", "Công văn 6/VKSTC"),
            ]
        };
        let refused = top.post(address, &fields("recieved")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.has("không đếm được “recieved”") && refused.has("Công văn 6/VKSTC"),
            "{}",
            refused.text
        );
        let done = top
            .post(address, &fields("received + transferred_in"))
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let october = browser
            .get(&format!("/statistics/bieu-01?unit={REGION}&{OCTOBER}"))
            .await;
        assert!(
            october.has("Số nguồn tin mới nhận, chuyển đến"),
            "{}",
            october.text
        );
        let september = browser
            .get(&format!(
                "/statistics/bieu-01?unit={REGION}&from=2026-09-01&to=2026-09-30"
            ))
            .await;
        assert!(!september.has("Số nguồn tin mới nhận, chuyển đến"));
    });
}

#[test]
fn only_the_statistician_above_all_units_defines() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let text = FORMS[0].1;
        let file = ("file", "x.toml", text.as_bytes());
        let fields = [("reason", "x")];
        for (role, unit) in [
            (Role::Statistician, PROVINCE),
            (Role::Chief, TOP),
            (Role::Statistician, REGION),
        ] {
            let mut browser = world.office.signed_in_at(role, unit).await;
            let answer = browser
                .upload("/statistics/definitions", &fields, file)
                .await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} of {unit}");
            assert!(
                !browser
                    .get("/statistics/definitions")
                    .await
                    .has("Kiểm tra và nhận")
            );
            let page = browser.get("/statistics/definitions/bieu-02").await;
            assert!(page.has("Đếm: ") && !page.has("Sửa dòng"), "{}", page.text);
        }
    });
}

#[test]
fn checks_and_adjustments_use_what_the_office_defined_for_the_period() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let (september, october) = (
            period("2026-09-01", "2026-09-30"),
            period("2026-10-01", "2026-10-31"),
        );
        let scope = world.scope(REGION, false, &october);
        let now = world.office.app.now_ms();
        let broken = async |over: &statistics::Period| -> Vec<String> {
            let found = examine(&world.db, Law::embedded(), &scope, over, now).await;
            let broken = found
                .unwrap()
                .into_iter()
                .filter(|one| one.verdict == Verdict::Broken);
            let said = broken.map(|one| {
                let (form, row) = one.at.unwrap();
                format!("{} {form} {row}", one.code)
            });
            said.collect()
        };
        assert_eq!(broken(&october).await, Vec::<String>::new());
        let mut top = world.office.signed_in_at(Role::Statistician, TOP).await;
        // Of Biểu 02 the office lets row 3 count the case that was concluded (1), in place of the three that were opened.
        let corrected = [
            ("label_vi", "Số vụ mới khởi tố"),
            ("kind", "flow"),
            ("count", "case.concluded"),
            ("valid_from", "01/10/2026"),
            ("reason", "Công văn 8/VKSTC"),
        ];
        let done = top
            .post("/statistics/definitions/bieu-02/rows/3", &corrected)
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        // And a form of its own with a formula that does not hold: one report came in, one is open, the formula says two.
        let own = file(
            "2026-10-01",
            "count = \"received\"\n\n[[row]]\nno = 2\nlabel_vi = \"Còn lại\"\nkind = \"closing\"\ncount = \"stock.open.after\"\ncheck = \"r1 + r1\"",
        );
        let reason = [("reason", "Công văn 9/VKSTC")];
        let sent = top
            .upload(
                "/statistics/definitions",
                &reason,
                ("file", "bieu-rieng.toml", own.as_bytes()),
            )
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        assert_eq!(
            broken(&october).await,
            [
                "K3 bieu-02 15",
                "K3 bieu-rieng 2",
                "K9 bieu-02 3",
                "K9 bieu-02 3"
            ]
        );
        assert_eq!(broken(&september).await, Vec::<String>::new());
        // An adjustment stands beside a row of the office's form, from the day it is defined.
        let mut browser = world.office.signed_in(Role::Statistician).await;
        let mut adjust = async |from: &'static str, to: &'static str| {
            let fields = [
                ("form", "bieu-rieng"),
                ("row", "1"),
                ("amount", "1"),
                ("from", from),
                ("to", to),
                ("expires_on", "30/11/2026"),
                ("reason", "Tiếp nhận bằng sổ giấy"),
                ("record", "Sổ 03, số 12"),
            ];
            browser.post("/statistics/adjustments", &fields).await
        };
        let before = adjust("01/09/2026", "30/09/2026").await;
        assert_eq!(before.status, StatusCode::UNPROCESSABLE_ENTITY);
        let made = adjust("01/10/2026", "31/10/2026").await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let page = made.location().to_owned();
        let page = browser.get(&page).await;
        assert!(page.has("Biểu riêng dòng 1"), "{}", page.text);
    });
}
