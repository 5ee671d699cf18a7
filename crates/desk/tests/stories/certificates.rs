//! Chứng thư số sắp hết hạn: said on the desk of its holder and of who keeps the unit's certificates, to nobody else.

use db::{Sql, args, testing};
use people::Role;
use shell::testing::REGION;
use uuid::Uuid;

use crate::{DAY, TABLES, office, signed_in};

#[test]
fn a_certificate_near_its_end_stands_on_the_desk_of_its_holder_and_of_the_clerk() {
    testing::both(&TABLES, |db| async move {
        let office = office(db).await;
        let (holder, mut prosecutor) = signed_in(&office, Role::Prosecutor, REGION).await;
        let (_, mut clerk) = signed_in(&office, Role::Clerk, REGION).await;
        let (_, mut other) = signed_in(&office, Role::Prosecutor, REGION).await;
        let now_ms = office.app.now_ms();
        for (name, left) in [("Sắp hết hạn", 20), ("Còn lâu", 200), ("Hết đã lâu", -40)]
        {
            office
                .app
                .db()
                .exec(
                    "INSERT INTO signing_certificate (unit_id, id, person_id, holder, certificate, above, fingerprint, name, subject,
                       issuer, serial, valid_from, valid_to, scheme, key_home, device, added_by, added_at, ended_why)
                     VALUES ($1, $2, $3, $4, '', '[]', $4, $4, '', '', '', 0, $5, '', 'agent', '', $3, 0, '')",
                    args![REGION, Uuid::now_v7(), holder, name, now_ms + left * DAY + DAY / 2],
                )
                .await
                .unwrap();
        }
        let desk = prosecutor.page("/desk").await;
        assert!(
            desk.contains("Sắp hết hạn") && desk.contains("Còn 20 ngày"),
            "{desk}"
        );
        assert!(
            !desk.contains("Còn lâu") && !desk.contains("Hết đã lâu"),
            "{desk}"
        );
        assert!(
            desk.contains("Hãy báo văn thư"),
            "the holder is told what to do"
        );
        let desk = clerk.page("/desk").await;
        assert!(
            desk.contains("Sắp hết hạn") && desk.contains("đề nghị tổ chức cấp gia hạn"),
            "{desk}"
        );
        assert!(!other.page("/desk").await.contains("certificates-near"));
    });
}
