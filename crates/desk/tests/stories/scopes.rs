//! Của tôi, tổ của tôi, đơn vị, cấp dưới: each by its own right.

use db::testing::both;
use people::Role;
use shell::testing::{PROVINCE, REGION};

use crate::{TABLES, a_report, office, signed_in, told, work_of};

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
fn another_unit_stays_away_and_who_leads_no_unit_above_is_not_offered_those_below() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (one, _) = signed_in(&office, Role::Prosecutor, REGION).await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", one).await;
        let (_, mut neighbour) = signed_in(&office, Role::Chief, "P68-KV04").await;
        let (_, mut prosecutor) = signed_in(&office, Role::Prosecutor, PROVINCE).await;
        for browser in [&mut neighbour, &mut prosecutor] {
            for path in ["/desk", "/desk?of=tree"] {
                let page = browser.page(path).await;
                assert!(!page.contains("Thái Doãn Lâm") && !page.contains("of=tree"));
            }
        }
    });
}

#[test]
fn a_leader_above_sees_their_own_unit_first_and_those_below_when_they_open_them() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (one, _) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (other, _) = signed_in(&office, Role::Prosecutor, "P68-KV04").await;
        let (own, mut above) = signed_in(&office, Role::Chief, PROVINCE).await;
        a_report(&office, REGION, "2026-11-02", "Thái Doãn Lâm", one).await;
        a_report(&office, "P68-KV04", "2026-11-03", "Phạm Bích Ngân", other).await;
        a_report(&office, PROVINCE, "2026-11-04", "Lưu Gia Huy", own).await;
        let page = above.page("/desk").await;
        assert!(page.contains("Lưu Gia Huy") && page.contains("Đơn vị và cấp dưới"));
        assert!(!page.contains("Thái Doãn Lâm") && !page.contains("Phạm Bích Ngân"));
        assert_eq!(told(&office, "desk.opened_below").await, 0);
        let page = above.page("/desk?of=tree").await;
        for name in ["Lưu Gia Huy", "Thái Doãn Lâm", "Phạm Bích Ngân"] {
            assert!(page.contains(name), "{name}");
        }
        let units = page.split("by-unit").nth(1).unwrap();
        let units = units.split("</table>").next().unwrap();
        let rows: Vec<&str> = units.split("scope=\"row\"").skip(1).collect();
        assert_eq!(rows.len(), 3, "the province and two regions");
        assert!(
            rows[1].contains("hu vực 3") || rows[1].contains("KV03"),
            "{}",
            rows[1]
        );
        assert_eq!(told(&office, "desk.opened_below").await, 1);
        // A line below opens, which leaves a trail of its own; a region's chief is not offered the tree.
        let line = page.split("Thái Doãn Lâm").next().unwrap();
        let at = line.rfind("/criminal/matters/").unwrap();
        let matter = &line[at..at + "/criminal/matters/".len() + 36];
        assert!(above.page(matter).await.contains("Thái Doãn Lâm"));
        let (_, mut region) = signed_in(&office, Role::Chief, REGION).await;
        assert!(!region.page("/desk").await.contains("of=tree"));
    });
}
