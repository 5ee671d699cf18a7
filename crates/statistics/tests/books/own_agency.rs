//! Biểu 08: the reports of the investigation agency of the Supreme Procuracy, counted by hand.

use db::testing::both;
use shell::testing::REGION;
use statistics::Form;
use statistics::balance::checks;

use super::forms::{asked, shown};
use super::world::{TABLES, World, period};

/// One report of the police must not be counted.
#[test]
fn bieu_08_counts_the_reports_of_the_supreme_procuracy_s_own_agency() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let agency = ("handler", "VKSTC");
        let group = ("crime_group", "tham_nhung");
        // Old, opened in October late: 1, 10, 11, 12, 13, 19, 20.
        let received: &[(&str, &str)] = &[agency, group];
        world
            .tell(&[
                ("report.received", "2026-08-01", received),
                ("case.initiated", "2026-10-05", &[("issuer_kind", "CQDT")]),
            ])
            .await;
        // New, refused with an administrative follow-up: 4, 10, 14, 16.
        world
            .tell(&[
                ("report.received", "2026-10-05", &[agency]),
                (
                    "case.not_initiated",
                    "2026-10-12",
                    &[("issuer_kind", "CQDT"), ("follow_up", "hanh_chinh")],
                ),
            ])
            .await;
        // From a state body, still open and overdue: 6, 8, 10, 21, 23.
        world
            .tell(&[(
                "report.received",
                "2026-10-02",
                &[
                    agency,
                    ("origin", "chuyen_den"),
                    ("sender_kind", "co_quan_nha_nuoc"),
                    ("report_kind", "kien_nghi_khoi_to"),
                ],
            )])
            .await;
        // New of an office crime, suspended: 4, 5, 10, 11, 17, 18, 24, 25.
        let office: &[(&str, &str)] = &[agency, ("crime_group", "chuc_vu_khac")];
        world
            .tell(&[
                ("report.received", "2026-10-20", office),
                (
                    "report.suspended",
                    "2026-10-30",
                    &[("report_ground", "giam_dinh")],
                ),
            ])
            .await;
        world
            .tell(&[("report.received", "2026-10-03", &[("handler", "CAND")])])
            .await;
        let october = period("2026-10-01", "2026-10-31");
        assert_eq!(
            shown(&world, "bieu-08", REGION, false, &october).await,
            "1=1 4=2 5=1 6=1 8=1 10=4 11=2 12=1 13=1 14=1 16=1 17=1 18=1 19=1 20=1 21=1 23=1 24=1 25=1"
        );
        let form = Form::named("bieu-08").unwrap();
        let scope = world.scope(REGION, false, &october);
        let found = asked(&world, form, &scope, &october).await;
        assert!(checks(form, &found).iter().all(|check| check.holds()));
    });
}
