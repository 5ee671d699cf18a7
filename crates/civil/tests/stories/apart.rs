//! Ai được xem, ai được ghi; and no other area takes a civil matter for its own.

use axum::http::StatusCode;
use db::testing::both;
use people::Role;
use shell::testing::REGION;

use crate::{TABLES, a_loan, matter_of, office, prosecutor};

#[test]
fn another_unit_sees_nothing_and_a_post_does_only_what_is_its_own() {
    both(&TABLES, |db| async move {
        let office = office(db).await;
        let (me, mut mine) = prosecutor(&office).await;
        let matter = matter_of(&mine.post("/civil/matters", &a_loan(&me)).await);
        let act = format!("{matter}/record/civil.interim_measure");
        let assign = format!("{matter}/record/civil.prosecutor_assigned");
        let typed = [
            ("effective", "6/11/2026"),
            ("measure", "Kê biên"),
            ("what", "applied"),
        ];
        // Whoever is assigned records; assigning is the leaders'.
        assert_eq!(mine.get(&assign).await.status, StatusCode::FORBIDDEN);
        assert!(
            !mine
                .page(&matter)
                .await
                .contains("civil.prosecutor_assigned")
        );
        let (_, mut colleague) = prosecutor(&office).await;
        assert!(
            colleague.page(&matter).await.contains("Phạm Bích Ngân"),
            "the unit reads it"
        );
        assert_eq!(colleague.get(&act).await.status, StatusCode::FORBIDDEN);
        assert_eq!(
            colleague.post(&act, &typed).await.status,
            StatusCode::FORBIDDEN
        );
        let mut clerk = office.signed_in_at(Role::Clerk, REGION).await;
        assert_eq!(clerk.get("/civil/matters/new").await.status, StatusCode::OK);
        assert_eq!(clerk.post(&act, &typed).await.status, StatusCode::FORBIDDEN);
        let mut chief = office.signed_in_at(Role::Chief, REGION).await;
        assert!(
            chief
                .page(&matter)
                .await
                .contains("civil.prosecutor_assigned")
        );
        assert_eq!(chief.get(&assign).await.status, StatusCode::OK);
        for unit in ["P68-KV04", "P68"] {
            let mut other = office.signed_in_at(Role::Chief, unit).await;
            assert_eq!(
                other.get(&matter).await.status,
                StatusCode::FORBIDDEN,
                "{unit}"
            );
            assert_eq!(
                other.post(&act, &typed).await.status,
                StatusCode::FORBIDDEN,
                "{unit}"
            );
            assert!(
                !other.page("/civil?q=ngan").await.contains("Phạm Bích Ngân"),
                "{unit}"
            );
            let asked = format!("/civil/registers/dan_su?unit={REGION}");
            assert!(
                !other.page(&asked).await.contains("Phạm Bích Ngân"),
                "{unit}"
            );
            assert!(
                !other.get("/palette?q=pham%20bich").await.has(&matter),
                "{unit}"
            );
        }
        let mut officer = office.signed_in(Role::ItOfficer).await;
        assert_eq!(officer.get("/civil").await.status, StatusCode::FORBIDDEN);
    });
}
