//! Every form on small worlds with hand-counted answers, and what must hold of all of them whatever happens.

use std::collections::BTreeMap;

use db::testing::both;
use law::Law;
use shell::testing::{PROVINCE, REGION};
use statistics::balance::{causes, checks};
use statistics::doctor::{Finding, Verdict, examine};
use statistics::form::{Layout, forms};
use statistics::known::Known;
use statistics::{Figures, Form, Period, Scope, figures, told};
use uuid::Uuid;

use super::cases::{charge, invented_case, of, peopled_cases};
use super::world::{Draw, OTHER, TABLES, World, fact, invented, period};

pub async fn asked(world: &World, form: &Form, scope: &Scope, over: &Period) -> Figures {
    let now = world.office.app.now_ms();
    figures(&world.db, Law::embedded(), form, scope, over, now)
        .await
        .unwrap()
}

/// "3=3 4=2", the figures that are not 0 in the order of the form; of a form by offence "173/c3=1".
pub async fn shown(world: &World, id: &str, unit: &str, is_tree: bool, over: &Period) -> String {
    let form = Form::named(id).unwrap();
    let found = asked(world, form, &world.scope(unit, is_tree, over), over).await;
    let cells = told::cells(form, &found)
        .into_iter()
        .filter(|cell| cell.value.is_some_and(|value| value != 0));
    let one = |cell: told::Cell| match form.layout {
        Layout::Rows => format!("{}={}", cell.row_no, cell.value.unwrap()),
        Layout::Offences => format!("{}/{}={}", cell.row_no, cell.column, cell.value.unwrap()),
    };
    cells.map(one).collect::<Vec<_>>().join(" ")
}

/// What October must show, counted by hand from the lines of the small world.
pub const OCTOBER: [(&str, &str, bool, &str); 19] = [
    (
        "bieu-02",
        REGION,
        false,
        "1=2 2=2 3=3 3a=1 3b=1 4=2 4b=1 7=1 9=1 11=1 12=1 13=6 14=5 15=4 16=2 17=1 18=1 19=1 20=1 20a=1 22=1 24=1 31=2 32=2 33=1 34=1 43=3 44=3 45=2 46=2 51=1 52=1 61=1",
    ),
    ("bieu-02", OTHER, false, "5=1 13=1 15=1"),
    (
        "bieu-02",
        PROVINCE,
        true,
        "1=2 2=2 3=3 3a=1 3b=1 4=2 4b=1 5=1 7=1 9=1 11=1 12=1 13=7 14=5 15=5 16=2 17=1 18=1 19=1 20=1 20a=1 22=1 24=1 31=2 32=2 33=1 34=1 43=3 44=3 45=2 46=2 51=1 52=1 61=1",
    ),
    ("bieu-02", PROVINCE, false, ""),
    (
        "bieu-03",
        REGION,
        false,
        "3=2 4=2 13=2 14=2 15=1 16=1 16c=1 23=1 24=1",
    ),
    (
        "bieu-04",
        REGION,
        false,
        "173/c3=1 173/c15=1 tong/c3=1 tong/c15=1",
    ),
    ("bieu-05", REGION, false, ""),
    (
        "bieu-07",
        REGION,
        false,
        "2=2 4=1 7=1 10=2 11=2 12=1 15=1 16=1 33=1 34=1 45=1 75=1 76=1",
    ),
    (
        "bieu-11",
        REGION,
        false,
        "134/c3=1 134/c4=1 134/c6=1 134/c8=1 134/c12=1 134/c15=1 173/c3=2 173/c4=1 173/c6=1 173/c10=1 173/c13=1 173/c14=1 tong/c3=3 tong/c4=2 tong/c6=2 tong/c8=1 tong/c10=1 tong/c12=1 tong/c13=1 tong/c14=1 tong/c15=1",
    ),
    (
        "bieu-12",
        REGION,
        false,
        "173/c3=2 173/c4=2 173/c6=2 173/c7=2 173/c16=2 173/c19=2 tong/c3=2 tong/c4=2 tong/c6=2 tong/c7=2 tong/c16=2 tong/c19=2",
    ),
    ("an-tam-dinh-chi", REGION, false, "1=1 4=1 7=1"),
    ("an-tam-dinh-chi", OTHER, true, ""),
    ("bieu-33", REGION, false, ""),
    ("bieu-33", PROVINCE, true, ""),
    ("bieu-01", OTHER, false, ""),
    ("bieu-03", OTHER, false, ""),
    // Indicted in time 2 of 2; tried of the offence indicted 1 of 1; terminated as no crime 1.
    (
        "chi-tieu-quoc-hoi",
        REGION,
        false,
        "1b=1 2b=1 3a=2 3b=2 4a=1 4b=1 7b=1 8=1",
    ),
    ("bieu-08", REGION, false, ""),
    ("bieu-09", REGION, false, ""),
];

/// The week to Wednesday 14 October.
pub const WEEK: &str = "A2=1 A4=1 A10=1 A11=1 A12=1 B2=1 B3=1 B7=1 B18=1";

/// The columns of Biểu 10 over all offences.
pub const TENTH: &str = "c3=6 c4=5 c6=3 c7=2 c10=1 c12=1 c16=1 c19=1 c20=1 c25=1 c26=1 c28=1 c29=1 c31=1 c32=3 c33=3 c34=2 c35=2 c37=2 c45=1 c46=1 c47=2 c48=2 c49=1 c50=1";

#[test]
fn october_shows_of_every_form_what_was_counted_by_hand() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let october = period("2026-10-01", "2026-10-31");
        for (id, unit, is_tree, expected) in OCTOBER {
            assert_eq!(
                shown(&world, id, unit, is_tree, &october).await,
                expected,
                "{id} of {unit}"
            );
        }
        let week = period("2026-10-07 12:00", "2026-10-14 12:00");
        assert_eq!(
            shown(&world, "tuan-tam-giu-tam-giam", REGION, false, &week).await,
            WEEK
        );
        let tenth = shown(&world, "bieu-10", REGION, false, &october).await;
        let total: Vec<&str> = tenth
            .split(' ')
            .filter_map(|cell| cell.strip_prefix("tong/"))
            .collect();
        assert_eq!(total.join(" "), TENTH);
        for form in forms() {
            let scope = world.scope(REGION, false, &october);
            let found = asked(&world, form, &scope, &october).await;
            for check in checks(form, &found) {
                assert!(check.holds(), "{}: {check:?}", form.id);
            }
        }
    });
}

#[test]
fn a_fact_that_comes_late_changes_the_month_it_belongs_to_and_not_what_was_known() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let mut draw = Draw(11);
        for _ in 0..12 {
            invented(&world, &mut draw).await;
            invented_case(&world, &mut draw).await;
        }
        let october = period("2026-10-01", "2026-10-31");
        let then = world.office.app.now_ms();
        let scope = world.scope(PROVINCE, true, &october);
        let mut before: Vec<Vec<told::Cell>> = Vec::new();
        for form in forms() {
            before.push(told::cells(
                form,
                &asked(&world, form, &scope, &october).await,
            ));
        }
        world.office.wait(3_600_000);
        // Late: a new case, a correction of an old one, acts of both.
        peopled_cases(&world).await;
        for _ in 0..6 {
            invented(&world, &mut draw).await;
            invented_case(&world, &mut draw).await;
        }
        let mut opened = fact("case.initiated", "2026-10-03", &[]);
        opened.body = charge("174").as_object().cloned().unwrap();
        let wrong = ledger::facts_after(&world.db, 0, 1)
            .await
            .unwrap()
            .remove(0);
        opened.replaces = Some(wrong.id);
        opened.reason = Some("ghi nhầm ngày".to_owned());
        world.more(REGION, wrong.matter, vec![opened]).await;
        for (form, known) in forms().iter().zip(before) {
            let question = Known {
                form,
                scope: &scope,
                period: &october,
                at: then,
            };
            let again = told::cells(
                form,
                &question.figures(&world.db, Law::embedded()).await.unwrap(),
            );
            assert_eq!(again, known, "{}", form.id);
            // The difference told matter by matter is the difference of the figures.
            if form.layout == Layout::Rows {
                let now = asked(&world, form, &scope, &october).await;
                let then = question.figures(&world.db, Law::embedded()).await.unwrap();
                let changes = question.changes(&world.db, Law::embedded()).await.unwrap();
                for row in form.rows.iter().filter(|row| row.is_told()) {
                    let by_matter = changes
                        .iter()
                        .flat_map(|change| &change.rows)
                        .filter(|(no, ..)| *no == row.no);
                    let sum: i64 = by_matter.map(|(_, then, now)| now - then).sum();
                    assert_eq!(
                        sum,
                        now.sum(&row.parts) - then.sum(&row.parts),
                        "{} row {}",
                        form.id,
                        row.no
                    );
                }
            }
        }
    });
}

#[test]
fn parts_make_up_the_whole_months_the_year_and_lists_their_figures() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let mut draw = Draw(2026);
        for _ in 0..25 {
            invented(&world, &mut draw).await;
            invented_case(&world, &mut draw).await;
        }
        let months = [
            ("2026-08-01", "2026-08-31"),
            ("2026-09-01", "2026-09-30"),
            ("2026-10-01", "2026-10-31"),
        ]
        .map(|(from, to)| period(from, to));
        let all = period("2026-08-01", "2026-10-31");
        for form in forms() {
            let tree = world.scope(PROVINCE, true, &all);
            let whole = asked(&world, form, &tree, &all).await;
            let mut of_months = Vec::new();
            for month in &months {
                of_months.push(asked(&world, form, &tree, month).await);
            }
            let mut of_units = Vec::new();
            for unit in &tree.keys {
                let alone = Scope {
                    unit: unit.clone(),
                    is_tree: false,
                    keys: vec![unit.clone()],
                };
                of_units.push(asked(&world, form, &alone, &all).await);
            }
            for row in form.rows.iter().filter(|row| row.is_told()) {
                let why = format!("{} row {}", form.id, row.no);
                let adds_up = row.parts.iter().all(|part| part.measure.adds_up());
                if adds_up {
                    let sum: i64 = of_months.iter().map(|month| month.sum(&row.parts)).sum();
                    assert_eq!(sum, whole.sum(&row.parts), "months of {why}");
                }
                let is_distinct = row
                    .parts
                    .iter()
                    .any(|part| matches!(part.measure.what, statistics::form::What::Sources(_)));
                if !is_distinct {
                    let sum: i64 = of_units.iter().map(|unit| unit.sum(&row.parts)).sum();
                    assert_eq!(sum, whole.sum(&row.parts), "units of {why}");
                }
                let lines = world.behind_parts(&tree, &all, &row.parts).await;
                let sum: i64 = lines.iter().map(|line| line.sign).sum();
                assert_eq!(sum, whole.sum(&row.parts), "the list of {why}");
            }
            // A stock at the end of a month is that at the beginning of the next.
            for pair in of_months.windows(2) {
                for row in form.rows.iter().filter(|row| !row.check.is_empty()) {
                    let mut opening = row.parts.clone();
                    for part in &mut opening {
                        if let statistics::form::What::After(stock) = part.measure.what {
                            part.measure.what = statistics::form::What::Before(stock);
                        }
                    }
                    let is_known = opening
                        .iter()
                        .all(|part| form.measures().contains(&part.measure));
                    if is_known {
                        assert_eq!(
                            pair[0].sum(&row.parts),
                            pair[1].sum(&opening),
                            "{} row {}",
                            form.id,
                            row.no
                        );
                    }
                }
            }
            // What breaks a balance is named to the last matter.
            let found = causes(&world.db, form, &whole, &tree, &all, 10_000)
                .await
                .unwrap();
            for check in checks(form, &whole)
                .into_iter()
                .filter(|check| !check.holds())
            {
                let row = form.row(&check.no).unwrap();
                let statistics::form::What::After(stock) = row.parts[0].measure.what else {
                    continue;
                };
                if row.parts.len() == 1
                    && row.parts[0].measure.wheres.is_empty()
                    && form.id != "bieu-01"
                {
                    let gap: i64 = found
                        .iter()
                        .filter(|cause| cause.stock == stock)
                        .map(|cause| cause.open_gap)
                        .sum();
                    assert_eq!(
                        gap,
                        check.counted - check.by_formula,
                        "{} row {}",
                        form.id,
                        row.no
                    );
                }
            }
        }
    });
}

#[test]
fn the_doctor_finds_nothing_wrong_with_a_good_month_and_names_the_row_of_a_bad_one() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        peopled_cases(&world).await;
        let october = period("2026-10-01", "2026-10-31");
        let scope = world.scope(PROVINCE, true, &october);
        let now = world.office.app.now_ms();
        let broken = |found: Vec<Finding>| -> Vec<(&'static str, Option<(&'static str, String)>)> {
            let broken = found
                .into_iter()
                .filter(|one| one.verdict == Verdict::Broken);
            broken.map(|one| (one.code, one.at)).collect()
        };
        let found = examine(&world.db, Law::embedded(), &scope, &october, now)
            .await
            .unwrap();
        assert!(
            found
                .iter()
                .any(|one| one.code == "K1" && one.verdict == Verdict::Holds)
        );
        assert_eq!(broken(found), []);
        // Entered after the month: the suspension annulled, which no row of the form books.
        world
            .tell(&[
                ("report.received", "2026-09-01", &[]),
                ("report.suspended", "2026-09-21", &[]),
                (
                    "report.suspension_annulled",
                    "2026-10-05",
                    &[("reason", "không có căn cứ")],
                ),
                ("report.annulment_received", "2026-10-07", &[]),
            ])
            .await;
        let found = examine(&world.db, Law::embedded(), &scope, &october, now)
            .await
            .unwrap();
        assert!(
            found
                .iter()
                .any(|one| one.code == "muộn" && one.vi.contains("hồ sơ có sự kiện ghi sau"))
        );
        let at = |row: &str| Some(("bieu-01", row.to_owned()));
        assert_eq!(broken(found), [("K3", at("44")), ("K3", at("53"))]);
        let mut browser = world
            .office
            .signed_in_at(people::Role::Chief, PROVINCE)
            .await;
        let page = browser
            .get(&format!(
                "/statistics/doctor?unit={PROVINCE}&tree=1&from=2026-10-01&to=2026-10-31"
            ))
            .await;
        assert!(
            page.has("2 chỗ phải xử lý") && page.has("Mở biểu"),
            "{}",
            page.text
        );
    });
}

#[test]
fn a_correction_of_an_accused_counts_as_if_it_had_always_been_so() {
    both(&TABLES, |db| async move {
        let world = World::open(db).await;
        let who = Uuid::now_v7();
        let opened = super::cases::told("case.initiated", "2026-09-10", charge("173"));
        let id = super::cases::tell(
            &world,
            vec![
                opened,
                of(who, "accused.initiated", "2026-09-11", charge("173")),
                of(who, "accused.approved", "2026-09-12", serde_json::json!({})),
            ],
        )
        .await;
        let (september, october) = (
            period("2026-09-01", "2026-09-30"),
            period("2026-10-01", "2026-10-31"),
        );
        assert_eq!(
            shown(&world, "bieu-02", REGION, false, &september).await,
            "3=1 4=1 13=1 14=1 15=1 16=1"
        );
        let approved = ledger::facts_of(&world.db, id)
            .await
            .unwrap()
            .pop()
            .unwrap();
        let mut right = of(who, "accused.approved", "2026-10-02", serde_json::json!({}));
        right.replaces = Some(approved.id);
        right.reason = Some("ghi nhầm tháng".to_owned());
        world.more(REGION, id, vec![right]).await;
        assert_eq!(
            shown(&world, "bieu-02", REGION, false, &september).await,
            "3=1 13=1 15=1"
        );
        assert_eq!(
            shown(&world, "bieu-02", REGION, false, &october).await,
            "1=1 4=1 13=1 14=1 15=1 16=1"
        );
        // A change of offence moves the accused from its day on, and no earlier.
        let changed = of(who, "accused.changed_by_vks", "2026-11-02", charge("174"));
        world.more(REGION, id, vec![changed]).await;
        let of_october = shown(&world, "bieu-11", REGION, false, &october).await;
        assert!(of_october.starts_with("173/c4=1"), "{of_october}");
        let counted: BTreeMap<String, i64> = asked(
            &world,
            Form::named("bieu-10").unwrap(),
            &world.scope(REGION, false, &october),
            &period("2026-12-01", "2026-12-31"),
        )
        .await
        .keys()
        .into_iter()
        .map(|article| (article, 1))
        .collect();
        assert!(
            counted.contains_key("174") && !counted.contains_key("173"),
            "{counted:?}"
        );
    });
}
