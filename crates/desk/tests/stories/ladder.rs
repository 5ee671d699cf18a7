//! Thang cảnh báo: everybody sees it, the unit's chief sets it, and every badge follows it.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::REGION;

use crate::{TABLES, a_report, back, matter_on, office, signed_in, told};

const SHORTER: [(&str, &str); 8] = [
    ("near_days", "5"),
    ("urgent_days", "2"),
    ("near_hours", "48"),
    ("urgent_hours", "12"),
    ("prosecutor", "near"),
    ("team_leader", "urgent"),
    ("deputy_chief", "overdue"),
    ("chief", "never"),
];

#[test]
fn a_chief_sets_the_ladder_of_the_unit_and_every_badge_follows_it() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, login) = office.employ(Role::Prosecutor, REGION).await;
        let mut browser = back(&office, &login).await;
        // Three days are left: urgent by default.
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mine).await;
        let badge =
            |step: &str| format!("due-{step} pop\"><summary><span class=\"due-date\">23/11/2026");
        let matter = matter_on(&browser.page("/desk").await);
        for path in ["/desk", "/criminal?within=all", &matter] {
            assert!(browser.page(path).await.contains(&badge("near")), "{path}");
        }
        assert!(
            browser
                .page("/criminal/reports")
                .await
                .contains("due-near\"><span class=\"due-date\">23/11/2026")
        );

        let (_, mut chief) = signed_in(&office, Role::Chief, REGION).await;
        let page = chief.page("/desk/ladder").await;
        assert!(
            page.contains("không phải quy định của pháp luật") && page.contains("thang mặc định")
        );
        assert!(!page.contains("Trở về mặc định"));
        let answer = chief.post("/desk/ladder", &SHORTER).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let page = chief.page("/desk/ladder").await;
        assert!(page.contains("Thang riêng của đơn vị") && page.contains("Còn 5 ngày trở xuống"));
        assert!(page.contains("Trở về mặc định"));
        for path in ["/desk", "/criminal?within=all", &matter] {
            assert!(browser.page(path).await.contains(&badge("soon")), "{path}");
        }

        // Another unit keeps the default.
        let (_, mut neighbour) = signed_in(&office, Role::Chief, "P68-KV04").await;
        assert!(
            neighbour
                .page("/desk/ladder")
                .await
                .contains("thang mặc định")
        );

        let answer = chief.post("/desk/ladder/default", &[]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        assert!(browser.page("/desk").await.contains(&badge("near")));
        assert_eq!(told(&office, "ladder.set").await, 1);
        assert_eq!(told(&office, "ladder.reset").await, 1);
    });
}

#[test]
fn a_ladder_that_is_none_is_refused_with_a_sentence_and_keeps_what_was_typed() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (_, mut chief) = signed_in(&office, Role::Chief, REGION).await;
        let with = |name: &str, value: &str| {
            SHORTER.map(|(known, old)| {
                let value = if known == name { value } else { old };
                (known, value.to_owned())
            })
        };
        for (name, value, sentence) in [
            ("urgent_days", "5", "Bậc gấp phải đến sau bậc gần hạn"),
            ("near_days", "400", "Hãy nhập số ngày từ 0 đến 60."),
            ("near_hours", "", "Hãy nhập một số."),
            ("urgent_hours", "mười", "mười"),
            (
                "prosecutor",
                "never",
                "Người được phân công luôn phải được báo",
            ),
            ("chief", "sometimes", "Hãy chọn bậc bắt đầu báo"),
        ] {
            let typed = with(name, value);
            let typed = typed
                .each_ref()
                .map(|(name, value)| (*name, value.as_str()));
            let answer = chief.post("/desk/ladder", &typed).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
            assert!(answer.has(sentence), "{name}: {}", answer.text);
            assert!(answer.has("value=\"48\"") || name == "near_hours");
        }
        assert_eq!(told(&office, "ladder.set").await, 0);
    });
}

#[test]
fn who_is_not_the_chief_sees_the_ladder_and_cannot_set_it() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        for role in [Role::DeputyChief, Role::Prosecutor, Role::Clerk] {
            let (_, mut browser) = signed_in(&office, role, REGION).await;
            let page = browser.page("/desk/ladder").await;
            assert!(page.contains("Còn 7 ngày trở xuống") && !page.contains("Lưu thang"));
            for path in ["/desk/ladder", "/desk/ladder/default"] {
                let answer = browser.post(path, &SHORTER).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{role:?} {path}");
            }
        }
    });
}
