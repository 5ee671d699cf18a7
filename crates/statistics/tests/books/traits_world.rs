//! Accused of every age, schooling and people, charged and indicted by class of offence, with what was counted by hand.

use db::testing::both;
use serde_json::json;
use shell::testing::REGION;

use super::world::{TABLES, World};
use super::worlds::{Answer, Line, charge, check, none, tell};

/// One theft of 20/9 with a legal person and five people, of four classes of offence.
pub const TRAITS: [Answer; 3] = [
    (
        "bieu-10",
        REGION,
        false,
        "tong/c3=1 tong/c4=6 tong/c5=1 tong/c6=1 tong/c7=6 tong/c8=1 tong/c9=1 tong/c10=1 tong/c11=1 tong/c12=1 tong/c13=1 \
         tong/c14=1 tong/c15=1 tong/c16=1 tong/c17=1 tong/c18=1 tong/c19=3 tong/c20=1 tong/c23=1 tong/c25=1 tong/c26=6 tong/c27=1 \
         tong/c32=1 tong/c33=6 tong/c34=1 tong/c35=6 tong/c36=1 tong/c37=3 tong/c38=1 tong/c39=1 tong/c40=1",
    ),
    (
        "bieu-11",
        REGION,
        false,
        "tong/c3=1 tong/c4=6 tong/c5=1 tong/c6=5 tong/c7=1 tong/c8=1 tong/c9=1 tong/c10=1 tong/c11=1 tong/c12=3 tong/c13=2 \
         tong/c14=3 tong/c15=1",
    ),
    (
        "bieu-12",
        REGION,
        false,
        "tong/c3=1 tong/c4=6 tong/c5=1 tong/c6=5 tong/c7=3 tong/c8=1 tong/c9=1 tong/c10=1 tong/c11=1 tong/c12=1 tong/c13=1 \
         tong/c14=1 tong/c15=1 tong/c16=1 tong/c17=1 tong/c18=3 tong/c19=2 tong/c20=3 tong/c21=1",
    ),
];

#[test]
fn accused_by_who_they_are_show_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let mut opened = charge("173", 1);
        opened["event_on"] = json!("2026-09-20");
        let mut lines: Vec<Line> = vec![("2026-10-01", 0, "case.initiated", opened)];
        let person = |born: &str, sex: &str, ethnic: &str, school: &str| json!({ "born_on": born, "sex": sex, "ethnic_group": ethnic, "education": school });
        let mut alien = person("1950-05-01", "nam", "Lào", "Đại học");
        alien["nationality"] = json!("Lào");
        let people = [
            (1, 1, json!({ "legal_person": true })),
            (2, 3, person("2011-05-01", "nu", "Tày", "Không biết chữ")),
            (3, 2, person("2009-05-01", "nu", "Kinh", "3/12")),
            (4, 4, person("2000-05-01", "nu", "Kinh", "11/12")),
            (5, 1, alien),
            (6, 1, person("1980-05-01", "nam", "Kinh", "8/12")),
        ];
        for (who, clause, described) in people {
            lines.push(("2026-10-02", who, "party.described", described));
            lines.push((
                "2026-10-02",
                who,
                "accused.initiated",
                charge("173", clause),
            ));
            lines.push(("2026-10-03", who, "accused.approved", none()));
        }
        lines.push(("2026-10-10", 0, "investigation.concluded", none()));
        lines.push(("2026-10-12", 0, "vks.case_file_received", none()));
        lines.push(("2026-10-20", 0, "case.indicted", none()));
        tell(&world, &lines).await;
        check(&world, &TRAITS).await;
    });
}
