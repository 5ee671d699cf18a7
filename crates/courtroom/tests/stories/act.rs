//! Sự kiện trình chiếu: a trial that showed something stands in the line of facts, once a day; a rehearsal does not; an annulled session
//! takes its fact back.

use axum::http::StatusCode;
use courtroom::messages;
use db::{Sql, args, testing::both};
use serde_json::json;
use shell::testing::Browser;

use crate::house::{House, TABLES, said};

const DAY: i64 = 86_400_000;

/// A session of a kind that shows a leaf, or nothing, and ends; its id and what was said at its end.
async fn held(
    house: &House,
    browser: &mut Browser<'_>,
    kind: &str,
    leaf: Option<&str>,
) -> (String, String) {
    let session = house.session(browser, kind).await;
    if let Some(leaf) = leaf {
        let ask = json!({ "parts": [{ "bl": leaf }], "confirmed": true });
        let told = browser
            .call("POST", &format!("{session}/release"), ask)
            .await;
        said(told);
    }
    let ended = browser.post(&format!("{session}/end"), &[]).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.text);
    let report = browser.page(ended.location()).await;
    (session, report)
}

fn id(session: &str) -> String {
    session.rsplit('/').next().unwrap().to_owned()
}

fn fact(day: &str, session: &str, stands: bool) -> (String, String, bool) {
    (day.to_owned(), id(session), stands)
}

#[test]
fn a_trial_that_showed_something_is_a_fact_once_a_day_and_an_annulled_one_takes_it_back() {
    both(&TABLES, |db| async move {
        let house = House::open(db.clone()).await;
        let mut browser = house.prosecutor().await;
        // A report is no case: there is nothing to record, and the session ends all the same.
        let (early, report) = held(&house, &mut browser, "trial", Some("1")).await;
        assert!(report.contains(messages::ENDED) && !report.contains(messages::RECORDED));
        house.goes_to_court().await;
        for (kind, leaf) in [("rehearsal", Some("1")), ("trial", None)] {
            let (_, report) = held(&house, &mut browser, kind, leaf).await;
            assert!(!report.contains(messages::RECORDED), "{kind}");
        }
        assert_eq!(house.shown_facts().await, []);

        let (first, report) = held(&house, &mut browser, "trial", Some("1")).await;
        assert!(report.contains(messages::RECORDED), "{report}");
        let way = format!("/criminal/matters/{}#f-", house.matter.id);
        assert!(report.contains(&way), "the report opens the fact");
        let (second, report) = held(&house, &mut browser, "trial", Some("2")).await;
        assert!(!report.contains(messages::RECORDED), "the day stands there");
        house.office.wait(DAY);
        let mut browser = house.prosecutor().await;
        let (third, _) = held(&house, &mut browser, "trial", Some("3")).await;
        let (friday, saturday) = ("2026-11-20", "2026-11-21");
        let both_days = [fact(friday, &first, true), fact(saturday, &third, true)];
        assert_eq!(house.shown_facts().await, both_days);

        // Annulled without a reason: refused. With one: another session of that day is the proof now, even one that ended before the
        // report became a case.
        let annulment = format!("{first}/annulment");
        let refused = browser.post(&annulment, &[("why", "  ")]).await;
        let page = browser.page(refused.location()).await;
        assert!(page.contains(messages::ANNUL_WHY), "{page}");
        let done = browser
            .post(&annulment, &[("why", "Buổi tập mở nhầm")])
            .await;
        let page = browser.page(done.location()).await;
        assert!(page.contains(messages::ANNULLED) && page.contains("Buổi tập mở nhầm"));
        let moved = [
            fact(friday, &first, false),
            fact(saturday, &third, true),
            fact(friday, &early, true),
        ];
        assert_eq!(house.shown_facts().await, moved);
        // The lists of sessions say that it does not count.
        for path in ["/courtroom".to_owned(), house.list("")] {
            let page = browser.page(&path).await;
            assert_eq!(page.matches(messages::ANNULLED_MARK).count(), 1, "{path}");
        }
        // Twice is once.
        browser.post(&annulment, &[("why", "Lần nữa")]).await;
        assert_eq!(house.shown_facts().await, moved);
        let none = [("why", "Nhầm vụ")];
        for other in [&early, &second] {
            browser.post(&format!("{other}/annulment"), &none).await;
        }
        let standing = |facts: Vec<(String, String, bool)>| {
            let standing = facts.into_iter().filter(|(_, _, stands)| *stands);
            standing.collect::<Vec<_>>()
        };
        let left = standing(house.shown_facts().await);
        assert_eq!(left, [fact(saturday, &third, true)]);
        // The log of an annulled session is still there, and one button undoes it.
        let page = browser.page(&format!("{first}/report")).await;
        assert!(page.contains("BL 1") && page.contains("Bỏ hủy"));
        let undone = browser.post(&format!("{annulment}/withdrawal"), &[]).await;
        let page = browser.page(undone.location()).await;
        assert!(page.contains(messages::REINSTATED), "{page}");
        let left = standing(house.shown_facts().await);
        assert_eq!(
            left,
            [fact(saturday, &third, true), fact(friday, &first, true)]
        );
        let lines: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action IN ('courtroom.session.annulled', 'courtroom.session.reinstated')",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(lines, 4);
    });
}

#[test]
fn a_register_that_lags_behind_is_told_and_put_right_with_one_button() {
    both(&TABLES, |db| async move {
        let house = House::open(db).await;
        let mut browser = house.prosecutor().await;
        // The clerk has recorded the opening of the case and nothing since.
        let work = house.work().await;
        let opening = ledger::NewFact::new(
            uuid::Uuid::now_v7(),
            "case.initiated",
            "2026-08-03".parse::<law::Moment>().unwrap(),
        );
        let place = ledger::Matter::Existing {
            id: house.matter.id,
            seen: None,
        };
        work.record(place, vec![opening]).await.unwrap();
        work.commit().await.unwrap();
        let (session, report) = held(&house, &mut browser, "trial", Some("1")).await;
        let said = "Việc trình chiếu chưa ghi được vào diễn biến vụ án.";
        assert!(report.contains(said), "{report}");
        assert!(report.contains("Ghi vào diễn biến vụ án"), "{report}");
        assert_eq!(house.shown_facts().await, []);
        // In the hands of the prosecutor: it says what is missing, not every stage at which it would be lawful.
        house.is_assigned().await;
        let done = browser.post(&format!("{session}/fact"), &[]).await;
        let report = browser.page(done.location()).await;
        assert!(report.contains(messages::REGISTER_LAGS), "{report}");
        house.goes_to_court().await;
        let done = browser.post(&format!("{session}/fact"), &[]).await;
        let report = browser.page(done.location()).await;
        assert!(report.contains(messages::RECORDED), "{report}");
        assert!(!report.contains("Ghi vào diễn biến vụ án"));
        assert_eq!(
            house.shown_facts().await,
            [fact("2026-11-20", &session, true)]
        );
    });
}
