//! Báo cáo bằng lời: sentences whose figures are those of a frozen set, and nobody types them.

use axum::http::StatusCode;
use db::testing::both;
use db::{Sql, args};
use people::Role;
use shell::testing::{PROVINCE, REGION};
use statistics::report::store::Report;

use crate::signers::{Signers, figure, id_of, tables};
use crate::world::OTHER;

async fn kept(office: &Signers, report: &str) -> Report {
    let found = statistics::report::store::by_id(&office.world.db, id_of(report));
    found.await.unwrap().unwrap()
}

#[test]
fn every_figure_of_a_report_is_a_field_of_the_set_and_compares_with_earlier_periods() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(15, &[]).await;
        office.report(8, &[]).await;
        office.report(7, &[("case.initiated", 3)]).await;
        let set = office.freeze(&office.region, REGION, &office.later()).await;
        let content = office.content(&set).await;
        let mut browser = office.browser(&office.region.statistician).await;
        let page = browser
            .page(&format!("/statistics/reports?set={}", id_of(&set)))
            .await;
        assert!(page.contains("Báo cáo tình hình, số liệu của kỳ"), "{page}");
        let set_id = id_of(&set).to_string();
        let unchosen = [("set", ""), ("wording", "bao-cao-ky")];
        let unchosen = browser.post("/statistics/reports", &unchosen).await;
        assert_eq!(unchosen.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unchosen.has("Hãy chọn bộ biểu đã chốt"),
            "{}",
            unchosen.text
        );
        assert!(!unchosen.has("đã bị trả lại hoặc bỏ chốt"));
        let made = browser
            .post(
                "/statistics/reports",
                &[("set", set_id.as_str()), ("wording", "bao-cao-ky")],
            )
            .await;
        assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
        let address = made.location().to_owned();
        let filled = kept(&office, &address).await.filled();
        assert_eq!(filled["bieu-01 6"], figure(&content, "6").to_string());
        assert_eq!((figure(&content, "6"), figure(&content, "24")), (2, 1));
        // The period before received one; nothing a year ago.
        assert_eq!(
            filled["bieu-01 6 ky-truoc"],
            "tăng 1 (100,00%) so với kỳ trước"
        );
        assert_eq!(
            filled["bieu-01 6 cung-ky"],
            "tăng 2 so với cùng kỳ năm trước (cùng kỳ năm trước: 0)"
        );
        let (solved, all) = (figure(&content, "23"), figure(&content, "18"));
        assert_eq!((solved, all), (1, 3));
        assert_eq!(filled["bieu-01 23 ty-le:18"], "33,33%");
        let page = browser.page(&address).await;
        let link = format!("{set}/figure?form=bieu-01&#38;row=6&#38;column=so_lieu");
        assert!(page.contains(&link), "{page}");
        assert!(
            page.contains("chưa có bộ biểu đã gửi: tính từ sự kiện"),
            "{page}"
        );

        // A fact recorded later changes neither the set nor the report.
        office.world.office.wait(1_000);
        office.report(6, &[]).await;
        let pdf = browser.get(&format!("{address}/pdf")).await;
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        let word = browser.get(&format!("{address}/docx")).await;
        let read = typeset::word::read::read(&word.bytes, false).unwrap();
        let said = format!("{read:?}");
        assert!(said.contains("tăng 1 (100,00%)"), "{said}");
        let exported: i64 = office
            .world
            .db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'form.exported' AND object_kind = 'statistics_report'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(exported, 2);
    });
}

#[test]
fn words_are_changed_paragraph_by_paragraph_and_a_wrong_field_is_refused() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let set = office.freeze(&office.region, REGION, &office.later()).await;
        let mut browser = office.browser(&office.region.statistician).await;
        let set_id = id_of(&set).to_string();
        let made = browser
            .post(
                "/statistics/reports",
                &[("set", set_id.as_str()), ("wording", "nguon-tin")],
            )
            .await;
        let address = made.location().to_owned();
        let first = kept(&office, &address).await;
        let was = first.text.lines().nth(2).unwrap().to_owned();
        let paragraph = format!("{address}/paragraphs/3");
        let editor = browser.page(&paragraph).await;
        assert!(
            editor.contains("Chèn vào cuối đoạn") && editor.contains("bieu-01 24"),
            "{editor}"
        );
        let post = |words: &str, button: &str| {
            [
                ("was", was.clone()),
                ("words", words.to_owned()),
                ("do", button.to_owned()),
                ("field", "bieu-01 24".to_owned()),
                ("how", "cung-ky".to_owned()),
            ]
        };
        for (words, button, status, said) in [
            (
                "Mới nhận {bieu-01 999} tin.",
                "save",
                422,
                "không có dòng hoặc cột “999”",
            ),
            ("Mới nhận {bieu-01 6 tin.", "save", 422, "viết chưa đúng"),
            ("", "save", 422, "đang trống"),
            ("Khởi tố", "insert", 200, "Khởi tố {bieu-01 24 cung-ky}"),
            ("Mới nhận 12 tin", "form", 200, "Số gõ tay"),
            ("Đã khởi tố {bieu-01 24} tin.", "save", 303, ""),
            (
                "Sửa chồng lên người khác",
                "save",
                422,
                "vừa được người khác sửa",
            ),
        ] {
            let typed = post(words, button);
            let typed: Vec<(&str, &str)> = typed
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let answer = browser.post(&paragraph, &typed).await;
            assert_eq!(answer.status.as_u16(), status, "{words}: {}", answer.text);
            assert!(answer.has(said), "{words}: {}", answer.text);
        }
        let second = kept(&office, &address).await;
        assert_eq!(second.version, 2);
        assert_eq!(
            second.text.lines().nth(2),
            Some("Đã khởi tố {bieu-01 24} tin.")
        );
        assert_eq!(second.text.lines().count(), first.text.lines().count());
        assert_eq!(second.filled()["bieu-01 24"], "0");

        // The office's own wording takes the place of ours for this office only.
        let wordings = browser.page("/statistics/wordings/nguon-tin").await;
        assert!(wordings.contains("cần kiểm tra"), "{wordings}");
        let first_line = first.text.lines().next().unwrap().to_owned();
        let own = [
            ("was", first_line.as_str()),
            ("words", "{don-vi} báo cáo như sau ({ky}):"),
            ("do", "save"),
        ];
        let answer = browser
            .post("/statistics/wordings/nguon-tin/paragraphs/1", &own)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let day = office.today();
        let of = |unit: &'static str| {
            statistics::report::wording::named(&office.world.db, unit, "nguon-tin", day)
        };
        let (own, above) = (
            of(REGION).await.unwrap().unwrap(),
            of(PROVINCE).await.unwrap().unwrap(),
        );
        assert!(own.text.starts_with("{don-vi} báo cáo như sau"));
        assert_eq!((own.version, above.version), (1, 0));
    });
}

#[test]
fn a_report_of_a_replaced_set_says_so_and_is_made_again_with_its_words() {
    both(&tables(), |db| async move {
        let office = Signers::open(db).await;
        office.report(8, &[]).await;
        let period = office.later();
        let first = office.freeze(&office.region, REGION, &period).await;
        let mut browser = office.browser(&office.region.statistician).await;
        let set_id = id_of(&first).to_string();
        let made = browser
            .post(
                "/statistics/reports",
                &[("set", set_id.as_str()), ("wording", "nguon-tin")],
            )
            .await;
        let old = made.location().to_owned();
        let dropped = browser
            .post(&format!("{first}/withdrawal"), &[("why", "Thiếu một tin")])
            .await;
        assert_eq!(dropped.status.as_u16(), 303, "{}", dropped.text);
        assert!(browser.page(&old).await.contains("không còn hiệu lực"));
        office.world.office.wait(1_000);
        office.report(9, &[]).await;
        let second = office.freeze(&office.region, REGION, &period).await;
        let page = browser.page(&old).await;
        assert!(page.contains("đã được thay bằng lần 2"), "{page}");
        let list = browser.page("/statistics/reports").await;
        assert!(list.contains("đã được thay thế"), "{list}");
        let again = browser.post(&format!("{old}/remade"), &[]).await;
        assert_eq!(again.status.as_u16(), 303, "{}", again.text);
        let (before, after) = (
            kept(&office, &old).await,
            kept(&office, again.location()).await,
        );
        assert_eq!(before.text, after.text);
        assert_eq!(after.set_id, id_of(&second));
        assert_eq!(
            (
                before.filled()["bieu-01 6"].as_str(),
                after.filled()["bieu-01 6"].as_str()
            ),
            ("1", "2")
        );
        let world = &office.world.office;
        let mut other = world.signed_in_at(Role::Statistician, OTHER).await;
        assert_eq!(other.get(&old).await.status, StatusCode::FORBIDDEN);
        let mut prosecutor = world.signed_in(Role::Prosecutor).await;
        let page = prosecutor.page(&old).await;
        assert!(!page.contains("/paragraphs/"), "reads, changes nothing");
        let refused = prosecutor.get(&format!("{old}/paragraphs/1")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    });
}
