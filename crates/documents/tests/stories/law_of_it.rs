//! Who may issue, and what the law refuses.

use criminal::{ActEntry, record_act};
use people::Role;

use crate::house::{in_a_house, told, version};

#[test]
fn a_prosecutor_drafts_but_may_not_issue() {
    in_a_house(|house| async move {
        house.request().await;
        let (person, login) = house
            .office
            .employ(Role::Prosecutor, shell::testing::REGION)
            .await;
        let work = house.work_as(Role::Chief).await;
        let assigned = ActEntry {
            is_confirmed: true,
            ..ActEntry::new("case.prosecutor_assigned", "2026-08-01".parse().unwrap())
        };
        record_act(
            &work,
            house.matter,
            assigned.with("prosecutor", person.to_string()),
            None,
        )
        .await
        .unwrap();
        work.commit().await.unwrap();
        let mut prosecutor = house.office.browser();
        prosecutor.sign_in(&login, shell::testing::PASSWORD).await;
        let href = house.begin(&mut prosecutor).await;
        let page = prosecutor.page(&href).await;
        assert!(page.contains("id=\"f-from\"") && !page.contains(&format!("{href}/issue")));
        let answer = prosecutor
            .post(&format!("{href}/issue"), &[("version", "1")])
            .await;
        assert_eq!(answer.status, 403);
        assert!(
            house
                .opened()
                .await
                .facts
                .iter()
                .all(|fact| fact.kind != "detention.extended")
        );
        // Another prosecutor does not even see it.
        let mut other = house.office.signed_in(Role::Prosecutor).await;
        assert_eq!(other.get(&href).await.status, 403);
        assert!(!other.page("/documents?state=draft").await.contains(&href));
        assert!(
            prosecutor
                .page("/documents?state=draft")
                .await
                .contains(&href)
        );
    });
}

#[test]
fn an_order_longer_than_the_law_allows_is_refused_and_everything_typed_stays() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        let page = chief.page(&href).await;
        let mut at = version(&page);
        for (field, value) in [("length", "4 tháng"), ("to", "16/12/2026")] {
            let fields = [
                ("field", field),
                ("value", value),
                ("source", ""),
                ("version", at.as_str()),
            ];
            let answer = chief.post(&format!("{href}/fields"), &fields).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
            let saved: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
            at = saved["version"].to_string();
        }
        let answer = chief
            .post(
                &format!("{href}/issue"),
                &[("version", &at), ("confirmed", "true")],
            )
            .await;
        assert_eq!(answer.status, 422, "{}", told(&answer));
        assert!(
            answer.has("tone-danger") && answer.has("16/12/2026") && answer.has("4 tháng"),
            "{}",
            told(&answer)
        );
        assert_eq!(house.held_until().await, "2026-08-17");
        assert!(chief.page(&href).await.contains("Bản nháp"));
    });
}
