//! Của tôi, tổ của tôi, đơn vị, cấp dưới: each by its own right.

use db::testing::both;
use people::Role;
use shell::testing::{PROVINCE, REGION};

use crate::{TABLES, a_report, office, signed_in, work_of};

#[test]
fn a_prosecutor_sees_their_own_work_and_a_chief_that_of_the_unit() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, mut browser) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (other, mut colleague) = signed_in(&office, Role::Prosecutor, REGION).await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mine).await;
        a_report(&office, REGION, "2026-11-03", "Phạm Bích Ngân", other).await;
        let page = browser.page("/desk").await;
        assert!(page.contains("Thái Doãn Lâm") && !page.contains("Phạm Bích Ngân"));
        let page = colleague.page("/desk").await;
        assert!(page.contains("Phạm Bích Ngân") && !page.contains("Thái Doãn Lâm"));
        // The unit is not theirs to see here; asking for it shows their own work.
        let page = browser.page("/desk?of=unit").await;
        assert!(!page.contains("Phạm Bích Ngân") && !page.contains("of=unit"));
        let (_, mut chief) = signed_in(&office, Role::Chief, REGION).await;
        let page = chief.page("/desk").await;
        assert!(page.contains("Thái Doãn Lâm") && page.contains("Phạm Bích Ngân"));
        assert!(!chief.page("/desk?of=me").await.contains("Thái Doãn Lâm"));
    });
}

#[test]
fn a_team_is_shown_to_its_own_people() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (mine, mut browser) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (mate, _) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (stranger, _) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (chief, _) = office.employ(Role::Chief, REGION).await;
        let work = work_of(&office, chief).await;
        people::staff::team::found(&work, REGION, "Tổ 1", mine, &[mate])
            .await
            .unwrap();
        work.commit().await.unwrap();
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", mate).await;
        a_report(&office, REGION, "2026-11-03", "Phạm Bích Ngân", stranger).await;
        assert!(!browser.page("/desk").await.contains("Thái Doãn Lâm"));
        let page = browser.page("/desk?of=team").await;
        assert!(page.contains("Thái Doãn Lâm") && !page.contains("Phạm Bích Ngân"));
    });
}

#[test]
fn another_unit_stays_away_and_who_may_see_one_unit_is_not_offered_those_below() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (one, _) = signed_in(&office, Role::Prosecutor, REGION).await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", one).await;
        let (_, mut neighbour) = signed_in(&office, Role::Chief, "P68-KV04").await;
        assert!(!neighbour.page("/desk").await.contains("Thái Doãn Lâm"));
        let (_, mut province) = signed_in(&office, Role::Chief, PROVINCE).await;
        for path in ["/desk", "/desk?of=tree"] {
            let page = province.page(path).await;
            assert!(!page.contains("Thái Doãn Lâm") && !page.contains("of=tree"));
        }
    });
}
