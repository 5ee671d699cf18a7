//! Các sổ: what a unit sees, by what it is found, and page after page without a gap.

use criminal::register::{Cursor, Filter, PAGE, held, matters};
use criminal::{Stretch, Whose, due, record_act};
use db::{Sql, testing::both};
use people::Role;
use shell::testing::{PROVINCE, REGION};

use crate::{TABLES, a_report, act, office, work_as};

fn filter(query: &str) -> Filter {
    Filter {
        units: vec![REGION.to_owned()],
        list: "reports".to_owned(),
        query: query.to_owned(),
        ..Filter::default()
    }
}

#[test]
fn a_matter_is_found_by_a_part_of_a_name_by_a_number_and_by_its_code() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_report(&office, "2026-11-02", "Thái Doãn Lâm").await;
        a_report(&office, "2026-11-03", "Phạm Bích Ngân").await;
        let work = work_as(&office, Role::Chief).await;
        let mut assigned =
            act("report.prosecutor_assigned", "2026-11-04").with("prosecutor", "Đặng Sỹ Tuấn");
        assigned.number = Some("155/QĐ-VKSKV3".to_owned());
        record_act(&work, matter, assigned, None).await.unwrap();
        work.commit().await.unwrap();
        for query in [
            "lâm",
            "LAM",
            "thai doan",
            "Doãn Lâm",
            "155/QĐ",
            "155/qd-vkskv3",
            "P68-KV03-000001",
            "p68-kv03-000001",
        ] {
            let (found, more) = matters(&db, &filter(query)).await.unwrap();
            assert_eq!(
                found.iter().map(|line| line.matter_id).collect::<Vec<_>>(),
                [matter],
                "{query}"
            );
            assert!(!more);
        }
        assert_eq!(matters(&db, &filter("khôngcó")).await.unwrap().0.len(), 0);
        assert_eq!(matters(&db, &filter("")).await.unwrap().0.len(), 2);
        let elsewhere = Filter {
            units: vec![PROVINCE.to_owned()],
            ..filter("")
        };
        assert_eq!(matters(&db, &elsewhere).await.unwrap().0.len(), 0);
        let both_units = Filter {
            units: vec![PROVINCE.to_owned(), REGION.to_owned()],
            ..filter("lam")
        };
        let line = &matters(&db, &both_units).await.unwrap().0[0];
        assert_eq!(
            (line.prosecutor.as_str(), line.state.as_str()),
            ("Đặng Sỹ Tuấn", "report.verifying")
        );
        assert_eq!(
            line.due_on.unwrap().to_string(),
            "2026-11-23",
            "20 days end on a Sunday and run to Monday"
        );
        assert!(!line.next_vi.is_empty() && !line.due_vi.is_empty());
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_double_in_the_order_of_their_ends() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let count = PAGE as usize + 7;
        for turn in 0..count {
            let day = format!("2026-11-{:02}", 2 + turn % 11);
            a_report(&office, &day, &format!("Người Số {turn}")).await;
        }
        let (first, more) = matters(&db, &filter("")).await.unwrap();
        assert!(more && first.len() == PAGE as usize);
        let last = first.last().unwrap();
        let after = Cursor {
            place: last.place,
            matter: last.matter_id,
            n: 0,
        };
        let (second, more) = matters(
            &db,
            &Filter {
                after: Some(after),
                ..filter("")
            },
        )
        .await
        .unwrap();
        assert!(!more && second.len() == 7);
        let all: Vec<_> = first.iter().chain(&second).collect();
        assert!(all.windows(2).all(|pair| (pair[0].place, pair[0].matter_id) < (pair[1].place, pair[1].matter_id)));
        let whose = Whose::Units(vec![REGION.to_owned()]);
        let (clocks, more) = due::due(&db, &whose, Stretch::page((0, i64::MAX), None))
            .await
            .unwrap();
        assert!(more && clocks.len() == PAGE as usize);
        let (rest, _) = due::due(
            &db,
            &whose,
            Stretch::page((0, i64::MAX), clocks.last().map(|clock| clock.cursor())),
        )
        .await
        .unwrap();
        assert_eq!(
            due::counts(&db, &whose, &[(0, i64::MAX)]).await.unwrap()[0] as usize,
            clocks.len() + rest.len()
        );
    });
}

#[test]
fn whoever_is_held_stands_in_the_list_until_released() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, who) = a_report(&office, "2026-11-18", "Lưu Gia Huy").await;
        let work = work_as(&office, Role::Chief).await;
        let custody = act("custody.started", "2026-11-18T17:00")
            .about(who)
            .with("from", "2026-11-18T17:00")
            .with("to", "2026-11-21T17:00");
        record_act(&work, matter, custody, None).await.unwrap();
        work.commit().await.unwrap();
        let units = [REGION.to_owned()];
        let (lines, _) = held(&db, &units, None, None).await.unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(
            (
                lines[0].name.as_str(),
                lines[0].kind.as_str(),
                lines[0].has_hour
            ),
            ("Lưu Gia Huy", "custody", true)
        );
        let work = work_as(&office, Role::Chief).await;
        record_act(
            &work,
            matter,
            act("custody.released", "2026-11-20").about(who),
            None,
        )
        .await
        .unwrap();
        work.commit().await.unwrap();
        assert_eq!(held(&db, &units, None, None).await.unwrap().0.len(), 0);
    });
}

#[test]
fn a_page_of_a_list_is_read_along_its_index() {
    both(&TABLES, |db| async move {
        if db.engine() == db::Engine::Postgres {
            // Its planner reads small tables whole; the bench looks at its plans over a nation's data.
            return;
        }
        let after = Some(Cursor {
            place: 1,
            matter: uuid::Uuid::nil(),
            n: 0,
        });
        let mine = Filter {
            prosecutor: Some(uuid::Uuid::nil()),
            ..filter("")
        };
        let state = Filter {
            state: Some("case.investigating".to_owned()),
            ..filter("")
        };
        for (filter, index) in [
            (
                Filter {
                    after,
                    ..filter("")
                },
                "criminal_matter_list",
            ),
            (mine, "criminal_matter_prosecutor"),
            (state, "criminal_matter_state"),
        ] {
            let (sql, values) = criminal::register::statement(&filter);
            let rows = db
                .rows(format!("EXPLAIN QUERY PLAN {sql}"), values)
                .await
                .unwrap();
            let plan: Vec<String> = rows.iter().map(|row| row.get("detail").unwrap()).collect();
            assert!(plan.iter().any(|step| step.contains(index)), "{plan:#?}");
            assert!(
                !plan
                    .iter()
                    .any(|step| step.starts_with("SCAN c ") || step == "SCAN c"),
                "{plan:#?}"
            );
        }
    });
}

#[test]
fn what_is_not_found_among_open_matters_is_sought_among_resolved_ones_with_one_press() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let mut browser = office.signed_in(Role::Chief).await;
        let open = browser.page("/criminal/cases?q=P68-KV03-000001").await;
        assert!(open.contains("Tìm trong vụ án đã giải quyết"), "{open}");
        let done = browser.page("/criminal/reports?q=thai&done=1").await;
        assert!(
            done.contains("Tìm trong nguồn tin đang giải quyết"),
            "{done}"
        );
    });
}
