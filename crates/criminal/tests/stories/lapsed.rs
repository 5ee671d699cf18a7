//! Hết thời hạn: what is offered first once custody has run out, on the page and in the lists.

use db::testing::both;
use people::Role;
use shell::testing::REGION;

use crate::{TABLES, a_report, act, office, work_as};

#[test]
fn custody_that_ran_out_is_followed_by_release_everywhere_and_never_by_its_extension() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (matter, who) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        let work = work_as(&office, Role::Chief).await;
        let custody = act("custody.started", "2026-11-09T08:00")
            .about(who)
            .with("from", "2026-11-09T08:00")
            .with("to", "2026-11-12T08:00");
        criminal::record_act(&work, matter, custody, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let mut browser = office.signed_in_at(Role::Chief, REGION).await;
        let path = format!("/criminal/matters/{matter}");
        let release = format!("{path}/record/custody.released");
        let extend = format!("{path}/record/custody.extension_approved");
        let page = browser.page(&path).await;
        let steps = page.split("class=\"steps\"").nth(1).unwrap();
        let first = steps.split("</li>").next().unwrap();
        assert!(
            first.contains(&release) && first.contains("trả tự do ngay"),
            "{first}"
        );
        let steps = steps.split("</ul>").next().unwrap();
        assert!(!steps.contains(&extend), "{steps}");
        for list in ["/criminal", "/criminal/reports"] {
            let page = browser.page(list).await;
            assert!(page.contains(&release), "{list}");
            assert!(!page.contains(&extend), "{list}");
        }
    });
}
