//! Một quyết định cho nhiều bị can: one form, one transaction, one line of the trail for each, all or nothing.

use axum::http::StatusCode;
use db::{Db, Sql, args, testing::both};
use people::Role;
use serde_json::json;
use shell::testing::Office;
use uuid::Uuid;

use crate::{TABLES, a_report, act, office, work_as};

/// A case of theft with two accused, the first approved when asked.
async fn two_accused(office: &Office, is_approved: bool) -> (Uuid, Uuid, Uuid) {
    let (matter, first) = a_report(office, "2026-11-02", "Thái Doãn Lâm").await;
    let second = Uuid::now_v7();
    let work = work_as(office, Role::Chief).await;
    let charges = json!([{ "article": "173", "clause": 1 }]);
    let mut entries = vec![
        act("party.described", "2026-11-02")
            .about(second)
            .with("name", "Lưu Gia Huy"),
        act("case.initiated", "2026-11-05").with("charges", charges.clone()),
        act("accused.initiated", "2026-11-06")
            .about(first)
            .about(second)
            .with("charges", charges),
    ];
    if is_approved {
        entries.push(act("accused.approved", "2026-11-07").about(first));
    }
    for entry in entries {
        criminal::record_act(&work, matter, entry, None)
            .await
            .unwrap();
    }
    work.commit().await.unwrap();
    (matter, first, second)
}

async fn count(db: &Db, sql: &str, matter: Uuid) -> i64 {
    db.one(sql, args![matter]).await.unwrap()
}

#[test]
fn ticking_several_accused_records_one_act_and_one_line_of_the_trail_for_each() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first, second) = two_accused(&office, false).await;
        let lines = "SELECT count(*) FROM audit_line";
        let before: i64 = db.one(lines, args![]).await.unwrap();
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/residence_ban.ordered");
        let form = browser.page(&format!("{path}?subject={first}")).await;
        assert!(form.contains(&format!("also-{second}")));
        let (subject, also) = (first.to_string(), format!("also-{second}"));
        let typed = [
            ("subject", subject.as_str()),
            (also.as_str(), "true"),
            ("effective", "9/11/2026"),
            ("number", "31/LC-CSĐT"),
            ("from", "9/11/2026"),
            ("to", "4/1/2027"),
            ("confirmed", "true"),
        ];
        let answer = browser.post(&path, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let bans = "SELECT count(*) FROM ledger_fact WHERE matter_id = $1 AND kind = 'residence_ban.ordered'";
        assert_eq!(count(&db, bans, matter).await, 2);
        let after: i64 = db.one(lines, args![]).await.unwrap();
        assert!(after >= before + 2, "a line for each of the two acts");
    });
}

#[test]
fn when_the_law_refuses_it_for_one_of_them_it_is_recorded_for_none() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first, second) = two_accused(&office, true).await;
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/accused.approved");
        let (subject, also) = (second.to_string(), format!("also-{first}"));
        let typed = [
            ("subject", subject.as_str()),
            (also.as_str(), "true"),
            ("effective", "9/11/2026"),
            ("number", "77/QĐ-VKSKV3"),
            ("confirmed", "true"),
        ];
        let answer = browser.post(&path, &typed).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.text.contains("Phê chuẩn khởi tố bị can")
                && answer.text.contains("Hiện tại: bị can")
        );
        let approvals =
            "SELECT count(*) FROM ledger_fact WHERE matter_id = $1 AND kind = 'accused.approved'";
        assert_eq!(
            count(&db, approvals, matter).await,
            1,
            "the second is not approved either"
        );
    });
}

#[test]
fn a_suspension_for_several_of_many_accused_leaves_the_case_going() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first, second) = two_accused(&office, true).await;
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/record/investigation.suspended");
        let form = browser.page(&path).await;
        let also = [format!("also-{first}"), format!("also-{second}")];
        assert!(
            also.iter().all(|name| form.contains(name)),
            "nobody chosen yet: both may be ticked"
        );
        let typed = [
            (also[0].as_str(), "true"),
            (also[1].as_str(), "true"),
            ("effective", "16/11/2026"),
            ("number", "41/QĐ-CSĐT"),
            ("ground", "benh"),
            ("confirmed", "true"),
        ];
        let answer = browser.post(&path, &typed).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        let facts = ledger::facts_of(&db, matter).await.unwrap();
        let suspended: Vec<_> = facts
            .iter()
            .filter(|fact| fact.kind == "investigation.suspended")
            .filter_map(|fact| fact.subject)
            .collect();
        assert_eq!(suspended, [first, second]);
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        assert!(page.contains("Đang điều tra"), "the case itself goes on");
    });
}

#[test]
fn every_act_is_found_by_typing_without_marks_and_late_ones_are_told_apart() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first, _) = two_accused(&office, true).await;
        let mut browser = office.signed_in(Role::Chief).await;
        let path = format!("/criminal/matters/{matter}/acts");
        let all = browser.page(&path).await;
        assert!(all.contains("Của giai đoạn này") && all.contains("Ghi muộn"));
        let found = browser.page(&format!("{path}?q=gia+han+dieu+tra")).await;
        assert!(
            found.contains("record/investigation.extended")
                && !found.contains("record/case.indicted")
        );
        let late = browser
            .page(&format!("{path}?q=c%C3%A1o+tr%E1%BA%A1ng"))
            .await;
        assert!(late.contains("record/case.indicted") && late.contains("Ghi muộn"));
        let person = browser
            .page(&format!("{path}?q=42%2FHS&subject={first}"))
            .await;
        assert!(person.contains("record/detention.extended?subject="));
        // Without choosing anybody first, what concerns one person is found too, with their name.
        let anyone = browser.page(&format!("{path}?q=ghtg")).await;
        assert!(anyone.contains(&format!("record/detention.extended?subject={first}")));
        let none = browser.page(&format!("{path}?q=zzz")).await;
        assert!(none.contains("Không có hành vi nào khớp"));
        let page = browser.page(&format!("/criminal/matters/{matter}")).await;
        for words in [
            "Mười điểm kiểm tra",
            "Được làm gì, ai làm, đến khi nào",
            "Việc khác",
            "chậm nhất",
        ] {
            assert!(page.contains(words), "{words}");
        }
    });
}

#[test]
fn one_paper_of_ours_about_several_accused_enters_the_number_book_once() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first, second) = two_accused(&office, false).await;
        let work = work_as(&office, Role::Chief).await;
        let approved = act("accused.approved", "2026-11-09")
            .about(first)
            .about(second);
        let typed = criminal::ActEntry {
            number: Some("77/QĐ-VKSKV3".to_owned()),
            ..approved
        };
        let facts = criminal::record_act(&work, matter, typed, None).await;
        assert_eq!(facts.unwrap().len(), 2);
        work.commit().await.unwrap();
        let numbers =
            "SELECT count(*) FROM criminal_number WHERE matter_id = $1 AND shown = '77/QĐ-VKSKV3'";
        assert_eq!(count(&db, numbers, matter).await, 1);
    });
}

#[test]
fn an_approval_of_two_orders_names_to_each_accused_their_own_order() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, first, second) = two_accused(&office, false).await;
        let work = work_as(&office, Role::Chief).await;
        let approved = act("accused.approved", "2026-11-07")
            .about(first)
            .about(second);
        let order = |person: Uuid, number: &str| criminal::ActEntry {
            number: Some(number.to_owned()),
            ..act("detention.ordered", "2026-11-09")
                .about(person)
                .with("from", "2026-11-10")
                .with("to", "2026-12-09")
        };
        for entry in [
            approved,
            order(first, "10/LTG-CSĐT"),
            order(second, "11/LTG-CSĐT"),
        ] {
            let done = criminal::record_act(&work, matter, entry, None).await;
            done.unwrap();
        }
        let both = act("detention.approved", "2026-11-10")
            .about(first)
            .about(second)
            .with("earlier_number", "10/LTG-CSĐT")
            .with("earlier_on", "2026-11-09");
        let facts = criminal::record_act(&work, matter, both, None)
            .await
            .unwrap();
        let named: Vec<_> = facts
            .iter()
            .map(|fact| fact.text("earlier_number"))
            .collect();
        assert_eq!(named, [Some("10/LTG-CSĐT"), Some("11/LTG-CSĐT")]);
    });
}
