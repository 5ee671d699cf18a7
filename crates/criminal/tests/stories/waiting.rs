//! Lệnh chờ phê chuẩn: an investigator's order that the law does not allow is told at once to whoever enters it.

use axum::http::StatusCode;
use criminal::record_act;
use db::testing::both;
use people::Role;
use serde_json::json;
use shell::testing::REGION;

use crate::{TABLES, a_report, act, office, work_as};

#[test]
fn an_order_too_long_is_recorded_only_after_its_warning_was_read_and_the_page_says_so() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, who) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let charges = json!([{ "article": "173", "clause": 1 }]);
        for entry in [
            act("case.initiated", "2026-11-09").with("charges", charges.clone()),
            act("accused.initiated", "2026-11-09")
                .about(who)
                .with("charges", charges),
            act("accused.approved", "2026-11-10").about(who),
        ] {
            let work = work_as(&office, Role::Chief).await;
            record_act(&work, matter, entry, None).await.unwrap();
            work.commit().await.unwrap();
        }
        let mut browser = office.signed_in_at(Role::Chief, REGION).await;
        let who = who.to_string();
        let form = format!("/criminal/matters/{matter}/record/detention.ordered");
        // Less serious theft: two months of detention, 60 days with the first one (Đ173 k.1 a).
        let typed = [
            ("subject", who.as_str()),
            ("effective", "11/11/2026"),
            ("number", "62/LTG-CSĐT"),
            ("from", "11/11/2026"),
            ("to", "20/1/2027"),
        ];
        let answer = browser.post(&form, &typed).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            answer.text
        );
        for words in [
            "quá mức luật cho phép",
            "09/01/2027",
            "BLTTHS Đ173.1",
            "Mẫu 41/HS",
            "name=\"confirmed\"",
        ] {
            assert!(answer.has(words), "{words}: {}", answer.text);
        }
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        assert!(!page.contains("62/LTG-CSĐT"), "nothing is recorded yet");
        let confirmed = [&typed[..], &[("confirmed", "true")]].concat();
        let answer = browser.post(&form, &confirmed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        assert!(
            page.contains("62/LTG-CSĐT") && page.contains("quá mức luật cho phép"),
            "the fact stands, and so does what is unlawful in it"
        );
        assert!(page.contains("Vi phạm"), "the second of the ten checks");
    });
}
