//! Bản tin buổi sáng: for each person, once a day, whatever is killed in between.

use db::{Sql, args, testing::both};
use desk::{digest::make::Morning, handlers, rounds::come_round};
use people::Role;
use shell::testing::{Office, REGION};

use crate::{DAY, TABLES, a_report, back, office, signed_in, work_off};

async fn count(office: &Office, sql: &str) -> i64 {
    office.app.db().one(sql, args![]).await.unwrap()
}

#[test]
fn every_morning_each_person_is_told_once() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, mut browser) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (_, mut idle) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (_, mut deputy) = signed_in(&office, Role::DeputyChief, REGION).await;
        let (_, mut officer) = signed_in(&office, Role::ItOfficer, REGION).await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mine).await;
        assert!(
            browser
                .page("/desk/digest")
                .await
                .contains("Chưa có bản tin nào")
        );

        for _ in 0..3 {
            come_round(&office.app).await.unwrap();
        }
        assert_eq!(
            count(&office, "SELECT count(*) FROM job").await,
            2,
            "the ladder and the digests"
        );
        work_off(&office, handlers(&office.app)).await;
        let page = browser.page("/desk/digest").await;
        assert!(
            page.contains("Thái Doãn Lâm") && page.contains("23/11/2026"),
            "{page}"
        );
        assert!(
            page.contains("Việc của bạn: ") && page.contains("1 gấp"),
            "{page}"
        );
        let bell = browser.page("/notices").await;
        assert!(
            bell.contains("Bản tin thời hạn 20/11/2026. Việc của bạn")
                && bell.contains("/desk/digest/2026-11-20")
        );
        let page = deputy.page("/desk/digest/2026-11-20").await;
        assert!(
            page.contains("Đã leo thang tới bạn") && page.contains("Thái Doãn Lâm"),
            "{page}"
        );
        let page = idle.page("/desk/digest").await;
        assert!(page.contains("Không có thời hạn nào cần nhắc") && !page.contains("Thái Doãn Lâm"));
        assert!(
            !idle.page("/notices").await.contains("Bản tin thời hạn"),
            "nothing to tell rings no bell"
        );
        assert_eq!(officer.get("/desk/digest").await.status, 403);

        // At noon one's own may be made again, as things stand then; the bell stays quiet.
        office.wait(DAY / 8);
        assert!(page_made_again(&mut idle).await.contains("12:00"));

        // The same morning again: nobody is told twice.
        let before = count(&office, "SELECT count(*) FROM shell_notice").await;
        for forget in ["DELETE FROM desk_round", "DELETE FROM job"] {
            office.app.db().exec(forget, args![]).await.unwrap();
        }
        come_round(&office.app).await.unwrap();
        work_off(&office, handlers(&office.app)).await;
        assert_eq!(
            count(&office, "SELECT count(*) FROM shell_notice").await,
            before
        );
    });
}

#[test]
fn a_killed_morning_goes_on_with_those_who_were_not_told() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, login) = office.employ(Role::Prosecutor, REGION).await;
        let (other, _) = office.employ(Role::Prosecutor, REGION).await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mine).await;
        let morning = Morning::of(&office.app).await.unwrap();
        assert!(morning.tell(&office.app, mine).await.unwrap().is_some());
        assert!(
            morning.tell(&office.app, mine).await.unwrap().is_none(),
            "told while the list was older"
        );
        // The program is killed here; the next one begins again.
        come_round(&office.app).await.unwrap();
        work_off(&office, handlers(&office.app)).await;
        let twice =
            "SELECT count(*) FROM (SELECT person FROM shell_notice WHERE kind = 'desk.digest'
                     GROUP BY person HAVING count(*) > 1) AS twice";
        assert_eq!(count(&office, twice).await, 0);
        let morning = Morning::of(&office.app).await.unwrap();
        assert!(
            morning.tell(&office.app, other).await.unwrap().is_none(),
            "told by the job"
        );

        // The next day has a morning of its own, and the old one stays as it was.
        office.wait(DAY);
        come_round(&office.app).await.unwrap();
        work_off(&office, handlers(&office.app)).await;
        let mut browser = back(&office, &login).await;
        let page = browser.page("/desk/digest").await;
        assert!(
            page.contains("Ngày 21/11/2026")
                && page.contains("Còn 2 ngày")
                && page.contains("‹ 20/11/2026")
        );
        let page = browser.page("/desk/digest/2026-11-20").await;
        assert!(
            page.contains("Còn 3 ngày") && page.contains("21/11/2026 ›"),
            "{page}"
        );
    });
}

#[test]
fn before_half_past_six_only_the_ladder_comes_round() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        office.wait(-3 * 3_600_000); // 6:00
        come_round(&office.app).await.unwrap();
        assert_eq!(
            count(
                &office,
                "SELECT count(*) FROM job WHERE kind = 'desk.digest'"
            )
            .await,
            0
        );
        office.wait(3_600_000 / 2);
        come_round(&office.app).await.unwrap();
        assert_eq!(
            count(
                &office,
                "SELECT count(*) FROM job WHERE kind = 'desk.digest'"
            )
            .await,
            1
        );
        assert_eq!(
            count(
                &office,
                "SELECT count(*) FROM job WHERE kind = 'desk.ladder'"
            )
            .await,
            1
        );
    });
}

async fn page_made_again(browser: &mut shell::testing::Browser<'_>) -> String {
    let answer = browser.post("/desk/digest", &[]).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    browser.page("/desk/digest").await
}
