//! Sổ vụ án, bị can: sheets that other programs wrote, with merged cells, in every format and both calendars.

use db::{Sql, args, testing::both};

use crate::{TABLES, checked, clerk, count, facts, faults, hand_in, office, written};

const BOOKS: [(&str, &[u8]); 4] = [
    ("cases.xlsx", include_bytes!("../data/cases.xlsx")),
    ("cases.xls", include_bytes!("../data/cases.xls")),
    ("cases.ods", include_bytes!("../data/cases.ods")),
    ("cases-1904.xlsx", include_bytes!("../data/cases-1904.xlsx")),
];

const FACTS: [&str; 13] = [
    "party.described 2026-10-05",
    "party.described 2026-10-05",
    "case.initiated 2026-10-05 41/QĐ-CSĐT",
    "case.prosecutor_assigned 2026-10-05",
    "accused.initiated 2026-10-06 51/QĐ-CSĐT",
    "accused.initiated 2026-10-06 52/QĐ-CSĐT",
    "accused.approved 2026-10-07 2/QĐ-VKS",
    "detention.ordered 2026-10-07 9/LTG-CSĐT",
    "detention.approved 2026-10-07 3/QĐ-VKS",
    "party.described 2026-10-20",
    "case.initiated 2026-10-20 42/QĐ-CSĐT",
    "case.prosecutor_assigned 2026-10-20",
    "accused.initiated 2026-10-20 53/QĐ-CSĐT",
];

#[test]
fn one_case_over_several_merged_rows_becomes_one_matter_in_every_format() {
    for (name, bytes) in BOOKS {
        both(&TABLES, |db| async move {
            let office = office(db.clone()).await;
            let mut clerk = clerk(&office).await;
            let import = hand_in(&mut clerk, "cases", name, bytes).await;
            checked(&office, &mut clerk, &import).await;
            let told = faults(&db).await;
            assert_eq!(count(&db, "wrong").await, 0, "{name}: {told:#?}");
            assert!(
                told.iter()
                    .any(|fault| fault.contains("Sổ chỉ ghi năm sinh 1988")),
                "{name}: {told:#?}"
            );
            written(&office, &mut clerk, &import).await;
            assert_eq!(facts(&db).await, FACTS, "{name}");
            let held: Vec<String> = db
                .all(
                    "SELECT name FROM criminal_measure WHERE list = 'held'",
                    args![],
                )
                .await
                .unwrap();
            assert_eq!(held, ["Lò Văn Thử"], "{name}");
            let again = hand_in(&mut clerk, "cases", name, bytes).await;
            checked(&office, &mut clerk, &again).await;
            assert_eq!(count(&db, "known").await, 2, "{name}");
        });
    }
}
