//! Người qua các hồ sơ: found however the name was written, put together with why, decided by somebody, never merged.

use axum::http::StatusCode;
use criminal::persons::asked::Asked;
use criminal::persons::decided::{self, Verdict};
use criminal::persons::finding::{self, Found};
use criminal::persons::likeness::Sign;
use criminal::persons::{dossier, place};
use db::{Db, Sql, testing::both};
use people::{Role, WorkError};
use shell::testing::{Office, PROVINCE, REGION};
use uuid::Uuid;

use crate::{TABLES, act, office, work_as};

/// A report about one described person: matter and person.
async fn about(office: &Office, day: &str, fields: &[(&str, &str)]) -> (Uuid, Uuid) {
    let work = work_as(office, Role::Chief).await;
    let (matter, who) = (Uuid::now_v7(), Uuid::now_v7());
    let mut described = act("party.described", day)
        .about(who)
        .with("role", "bi_to_giac");
    for (field, value) in fields {
        described = described.with(field, *value);
    }
    let received = act("report.received", day)
        .with("report_kind", "to_giac")
        .with("summary", "Bị đe dọa, buộc đưa tiền.");
    criminal::register(&work, matter, vec![described, received])
        .await
        .unwrap();
    work.commit().await.unwrap();
    (matter, who)
}

async fn found(db: &Db, office: &Office, typed: &str) -> Vec<Found> {
    let asked = Asked::read(typed);
    let rows = people::units::parse(people::units::EMBEDDED_UNITS).unwrap();
    let places = place::words(&people::Units::of(rows), &asked.place, office.app.today());
    let here = [REGION.to_owned()];
    finding::find(db, &here, &asked, &places).await.unwrap().0
}

#[test]
fn a_person_is_found_however_the_name_was_written_and_by_year_number_and_place() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let lam = [
            ("name", "Thái Doãn Lâm"),
            ("born_on", "1990-05-20"),
            ("id_no", "068090001234"),
            ("address", "thôn 2, xã Tân Hòa, tỉnh Đắk Nông"),
        ];
        let (matter, _) = about(&office, "2026-11-02", &lam).await;
        about(
            &office,
            "2026-11-03",
            &[("name", "Thái Doãn Lân"), ("born_on", "1991-01-01")],
        )
        .await;
        for typed in [
            "Thái Doãn Lâm",
            "thai doan lam",
            "doan lam 1990",
            "lâm 20/5/1990",
            "ThaiDoan Lam",
            "Thái D0ãn 1âm",
            "068090001234",
            "068 090 001 234",
            "068090",
            "20/05/1990",
            "Lâm, Đắk Nông",
            "thai doan lam, Lâm Đồng",
            "lam ở tan hoa",
        ] {
            let names: Vec<Uuid> = found(&db, &office, typed)
                .await
                .iter()
                .map(|one| one.matter_id)
                .collect();
            assert_eq!(names.first(), Some(&matter), "{typed}");
        }
        for typed in [
            "Trần Văn Nam",
            "lam 1985",
            "lam, Cà Mau",
            "068090001235",
            "an lam",
        ] {
            assert!(found(&db, &office, typed).await.is_empty(), "{typed}");
        }
    });
}

#[test]
fn whoever_may_be_one_person_stands_together_with_why_until_somebody_says_no() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let one = [
            ("name", "Thái Doãn Lâm"),
            ("born_on", "1990-05-20"),
            ("id_no", "068090001234"),
        ];
        let two = [("name", "Thái D0ãn Lâm"), ("born_on", "1990-05-20")];
        let three = [("name", "Thái Lâm"), ("id_no", "068090001234")];
        let other = [
            ("name", "Thái Doãn Lâm"),
            ("born_on", "1990-05-20"),
            ("id_no", "068090009999"),
        ];
        let first = about(&office, "2026-11-02", &one).await;
        let second = about(&office, "2026-11-03", &two).await;
        about(&office, "2026-11-04", &three).await;
        about(&office, "2026-11-05", &other).await;
        let people = found(&db, &office, "thai lam 1990, ").await;
        assert!(people.is_empty(), "a name is looked for as its words stand");
        let people = found(&db, &office, "thai").await;
        let groups = finding::groups(people.clone(), &[]);
        let sizes: Vec<usize> = groups.iter().map(|group| group.people.len()).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 4);
        let of_lam =
            |group: &&finding::Group| group.people.iter().any(|one| one.name == "Thái Lâm");
        let big = groups.iter().find(of_lam).unwrap();
        assert!(big.signs.contains(&Sign::SameId), "{:?}", big.signs);
        let ids: Vec<&str> = big.people.iter().map(|one| one.id_no.as_str()).collect();
        assert!(
            !(ids.contains(&"068090001234") && ids.contains(&"068090009999")),
            "two numbers for life are never one person: {ids:?}"
        );
        let work = work_as(&office, Role::Chief).await;
        decided::decide(
            &work,
            first,
            second,
            Verdict::Different,
            "Đã hỏi, sinh ở hai nơi khác nhau",
        )
        .await
        .unwrap();
        work.commit().await.unwrap();
        let subjects: Vec<Uuid> = people.iter().map(|one| one.subject_id).collect();
        let links = decided::about(&db, &subjects).await.unwrap();
        for group in finding::groups(people, &links) {
            let has = |who: Uuid| group.people.iter().any(|one| one.subject_id == who);
            assert!(
                !(has(first.1) && has(second.1)),
                "somebody said they are two"
            );
        }
    });
}

#[test]
fn a_decision_needs_a_reason_counts_once_and_is_taken_back_with_everything_kept() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let who = [("name", "Thái Doãn Lâm"), ("born_on", "1990-05-20")];
        let one = about(&office, "2026-11-02", &who).await;
        let two = about(&office, "2026-11-03", &who).await;
        let units = [REGION.to_owned()];
        let person = || async { finding::person(&db, one.0, one.1).await.unwrap().unwrap() };
        let before = dossier::of(&db, &units, person().await).await.unwrap();
        assert_eq!((before.same.len(), before.suggested.len()), (0, 1));
        let work = work_as(&office, Role::Chief).await;
        for reason in ["", "  x "] {
            let refused = decided::decide(&work, one, two, Verdict::Same, reason).await;
            assert!(matches!(refused, Err(WorkError::Invalid { field, .. }) if field == "reason"));
        }
        let id = decided::decide(&work, one, two, Verdict::Same, "Đã đối chiếu căn cước")
            .await
            .unwrap();
        let again = decided::decide(&work, two, one, Verdict::Different, "Đã đối chiếu căn cước");
        assert!(
            again.await.is_err(),
            "one standing decision about two people"
        );
        work.commit().await.unwrap();
        let after = dossier::of(&db, &units, person().await).await.unwrap();
        assert_eq!((after.same.len(), after.suggested.len()), (1, 0));
        assert_eq!(
            dossier::waiting(&db, &units, one.0, &[one.1])
                .await
                .unwrap(),
            [(one.1, 0, 1)]
        );
        let facts = ledger::facts_of(&db, two.0).await.unwrap();
        assert_eq!(facts.len(), 2, "no matter is changed by it");
        let work = work_as(&office, Role::Chief).await;
        assert!(decided::take_back(&work, id, "").await.is_err());
        decided::take_back(&work, id, "Đối chiếu nhầm người")
            .await
            .unwrap();
        work.commit().await.unwrap();
        let back = dossier::of(&db, &units, person().await).await.unwrap();
        assert_eq!((back.same.len(), back.suggested.len()), (0, 1));
        let kept: i64 = db
            .one(
                "SELECT count(*) FROM criminal_same_person WHERE undone_reason IS NOT NULL AND reason <> ''",
                vec![],
            )
            .await
            .unwrap();
        assert_eq!(kept, 1);
        let work = work_as(&office, Role::Chief).await;
        decided::decide(&work, one, two, Verdict::Same, "Đã đối chiếu lại căn cước")
            .await
            .unwrap();
    });
}

#[test]
fn who_is_held_in_another_matter_is_told_on_the_page_and_the_look_is_kept() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let who = [
            ("name", "Lưu Gia Huy"),
            ("born_on", "1995-03-01"),
            ("convictions", "01 tiền án"),
        ];
        let held = about(&office, "2026-11-18", &who).await;
        let other = about(&office, "2026-11-19", &who).await;
        let work = work_as(&office, Role::Chief).await;
        let custody = act("custody.started", "2026-11-18T17:00")
            .about(held.1)
            .with("from", "2026-11-18T17:00")
            .with("to", "2026-11-21T17:00");
        criminal::record_act(&work, held.0, custody, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let mut chief = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/persons/{}/{}", other.0, other.1);
        let page = chief.page(&path).await;
        assert!(
            page.contains("Người này đang bị tạm giữ đến 21/11/2026."),
            "{page}"
        );
        assert!(page.contains("01 tiền án") && page.contains("cùng họ tên và ngày sinh"));
        let matter = chief.page(&format!("/criminal/matters/{}", other.0)).await;
        assert!(matter.contains("có thể là một người trong 1 hồ sơ khác"));
        let (matter_id, subject) = (held.0.to_string(), held.1.to_string());
        let typed = [
            ("matter", matter_id.as_str()),
            ("subject", subject.as_str()),
            ("verdict", "same"),
            ("reason", ""),
        ];
        let refused = chief.post(&format!("{path}/decisions"), &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("Hãy ghi căn cứ"));
        let typed = [
            typed[0],
            typed[1],
            typed[2],
            ("reason", "Đã đối chiếu căn cước gắn chip"),
        ];
        let done = chief.post(&format!("{path}/decisions"), &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
        let page = chief.page(&path).await;
        assert!(page.contains("Cùng một người trong 2 hồ sơ") && page.contains("Gỡ kết luận"));
        let looked: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'person_of_matter.looked'",
                vec![],
            )
            .await
            .unwrap();
        assert_eq!(looked, 3, "each look is kept, the refused one too");
    });
}

#[test]
fn other_units_see_nothing_and_the_province_sees_a_figure_that_opens_with_a_trail() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let who = [
            ("name", "Thái Doãn Lâm"),
            ("born_on", "1990-05-20"),
            ("id_no", "068090001234"),
        ];
        let one = about(&office, "2026-11-02", &who).await;
        let two = about(&office, "2026-11-03", &who).await;
        let path = "/criminal/persons?q=068090001234";
        let mut here = office.signed_in(Role::Prosecutor).await;
        let page = here.page(path).await;
        assert!(page.contains("Có thể là cùng một người trong 2 hồ sơ: cùng số giấy tờ"));
        let mut elsewhere = office.signed_in_at(Role::Prosecutor, "P68-KV04").await;
        let page = elsewhere.page(path).await;
        assert!(!page.contains("Thái Doãn Lâm") && !page.contains("cấp dưới"));
        let person = format!("/criminal/persons/{}/{}", one.0, one.1);
        assert_eq!(elsewhere.get(&person).await.status, StatusCode::FORBIDDEN);
        let (matter, subject) = (two.0.to_string(), two.1.to_string());
        let typed = [
            ("matter", matter.as_str()),
            ("subject", subject.as_str()),
            ("verdict", "same"),
            ("reason", "Đã đối chiếu căn cước"),
        ];
        // A colleague of the unit to whom neither is assigned reads, and does not decide.
        let refused = here.post(&format!("{person}/decisions"), &typed).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        let mut province = office.signed_in_at(Role::Chief, PROVINCE).await;
        let page = province.page(path).await;
        assert!(
            page.contains("Còn 2 hồ sơ của các đơn vị cấp dưới") && !page.contains("Thái Doãn")
        );
        let page = province
            .page("/criminal/persons?q=068090001234&below=1")
            .await;
        assert!(page.contains("Thái Doãn Lâm"));
        let trail: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'persons.searched_below'",
                vec![],
            )
            .await
            .unwrap();
        assert_eq!(trail, 1);
        let mut technician = office.signed_in(Role::ItOfficer).await;
        assert_eq!(technician.get(path).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_later_description_that_tells_less_leaves_the_person_found_by_all_that_was_told() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let told = [
            ("name", "Thái Doãn Lâm"),
            ("born_on", "1990-05-20"),
            ("id_no", "068090001234"),
            ("address", "xã Tân Hòa"),
        ];
        let (matter, who) = about(&office, "2026-11-02", &told).await;
        let work = work_as(&office, Role::Chief).await;
        let later = act("party.described", "2026-11-05").about(who);
        let later = later.with("name", "Thái Doãn Lâm").with("sex", "nam");
        criminal::record_act(&work, matter, later, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let person = finding::person(&db, matter, who).await.unwrap().unwrap();
        assert_eq!(
            (person.id_no.as_str(), person.address.as_str()),
            ("068090001234", "xã Tân Hòa")
        );
        assert_eq!(
            (person.sex.as_str(), person.role.as_str()),
            ("nam", "bi_to_giac")
        );
        assert_eq!(found(&db, &office, "068090001234").await.len(), 1);
        let opened = criminal::open(&db, law::Law::embedded(), matter).await;
        let opened = opened.unwrap().unwrap();
        let known = opened.matter.person(who).unwrap();
        assert!(known.born_on.is_some() && known.role.is_some());
        // The form opens with all of it, so that nobody types it twice.
        let mut chief = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/party.described?subject={who}");
        let form = chief.page(&path).await;
        assert!(form.contains("068090001234") && form.contains("xã Tân Hòa"));
        // Blank again by a correction of the description that told it.
        let first = opened
            .facts
            .iter()
            .find(|fact| fact.body.contains_key("id_no"));
        let mut blank = act("party.described", "2026-11-02").about(who);
        blank.corrects = Some((first.unwrap().id, "Số của người khác.".to_owned()));
        let blank = blank
            .with("name", "Thái Doãn Lâm")
            .with("role", "bi_to_giac");
        let work = work_as(&office, Role::Chief).await;
        criminal::record_act(&work, matter, blank, None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert!(found(&db, &office, "068090001234").await.is_empty());
    });
}

#[test]
fn an_impossible_number_is_refused_where_it_is_entered() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, who) = about(&office, "2026-11-02", &[("name", "Thái Doãn Lâm")]).await;
        let mut chief = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/party.described?subject={who}");
        let typed = |number| {
            [
                ("effective", "5/11/2026"),
                ("name", "Thái Doãn Lâm"),
                ("role", "bi_to_giac"),
                ("id_no", number),
                ("confirmed", "true"),
            ]
        };
        let refused = chief.post(&path, &typed("12")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.has("Số này có 2 chữ số"));
        let taken = chief.post(&path, &typed("068 090 001 234")).await;
        assert_eq!(taken.status, StatusCode::SEE_OTHER, "{}", taken.text);
        let person = finding::person(&db, matter, who).await.unwrap().unwrap();
        assert_eq!(person.id_no, "068090001234");
    });
}

#[test]
fn people_are_found_along_the_index_of_their_keys() {
    both(&TABLES, |db| async move {
        if db.engine() == db::Engine::Postgres {
            // Its planner reads small tables whole; the bench looks at its plans over a nation's data.
            return;
        }
        let units = [REGION.to_owned(), PROVINCE.to_owned()];
        for typed in [
            "thai doan lam 1990",
            "068090001234",
            "lam 20/5/1990",
            "lam, Đắk Nông",
        ] {
            let (sql, values) = finding::statement(&units, &Asked::read(typed), &[]);
            let rows = db
                .rows(format!("EXPLAIN QUERY PLAN {sql}"), values)
                .await
                .unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get("detail").unwrap()).collect();
            assert!(
                plan.iter()
                    .any(|step| step.contains("criminal_person_key_found")),
                "{plan:#?}"
            );
            assert!(
                !plan.iter().any(
                    |step| ["SCAN p", "SCAN c", "SCAN m", "SCAN a", "SCAN criminal"]
                        .iter()
                        .any(|scan| step.starts_with(scan))
                ),
                "{plan:#?}"
            );
        }
    });
}
