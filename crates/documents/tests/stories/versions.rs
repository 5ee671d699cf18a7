//! What is typed on in one place is one version for some minutes; what was looked at, compared, handed in or struck out stays.

use people::Role;
use shell::testing::Browser;
use uuid::Uuid;

use crate::house::{House, in_a_house, version};

const MINUTE: i64 = 60_000;

/// Types into a field of the draft as the page does; answers the version it was kept as.
async fn types(browser: &mut Browser<'_>, href: &str, words: &str) -> String {
    let at = version(&browser.page(href).await);
    let fields = [
        ("field", "facility"),
        ("value", words),
        ("source", ""),
        ("version", at.as_str()),
    ];
    let answer = browser.post(&format!("{href}/fields"), &fields).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let saved: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    saved["version"].to_string()
}

/// The versions that are kept, the newest first, each with what stood before and after.
async fn kept(house: &House, href: &str) -> Vec<(i64, String, String)> {
    let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
    let db = house.office.app.db();
    let draft = documents::draft::get(db, id).await.unwrap().unwrap();
    let all = documents::draft::versions(db, &draft).await.unwrap();
    all.into_iter()
        .map(|one| (one.version, one.before, one.after))
        .collect()
}

async fn numbers(house: &House, href: &str) -> Vec<i64> {
    let all = kept(house, href).await;
    all.into_iter().map(|(version, _, _)| version).collect()
}

#[test]
fn typing_on_in_one_place_is_one_version_until_some_minutes_have_passed() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        for words in ["Trại tạm giam", "Trại tạm giam số", "Trại tạm giam số 2"] {
            types(&mut chief, &href, words).await;
        }
        let all = kept(&house, &href).await;
        assert_eq!(all.len(), 2, "{all:?}");
        assert_eq!(
            all[0],
            (4, String::new(), "Trại tạm giam số 2".to_owned()),
            "what stood before the typing is told"
        );
        house.office.wait(documents::versions::TYPING);
        types(&mut chief, &href, "Trại tạm giam số 2, Sơn La").await;
        assert_eq!(numbers(&house, &href).await, [5, 4, 1]);
        // Against the version before it, whatever its number.
        let list = chief.page(&format!("{href}/versions")).await;
        assert!(
            list.contains("comparison?from=1&#38;to=4")
                || list.contains("comparison?from=1&amp;to=4"),
            "{list}"
        );
        assert_eq!(
            chief.get(&format!("{href}/comparison?to=4")).await.status,
            200
        );
        // Who strikes out more than half finds it again.
        types(&mut chief, &href, "Trại").await;
        assert_eq!(numbers(&house, &href).await, [6, 5, 4, 1]);
        // Another place is another version.
        let at = version(&chief.page(&href).await);
        let reason = [
            ("field", "reason"),
            ("value", "cần điều tra thêm"),
            ("source", ""),
            ("version", at.as_str()),
        ];
        let answer = chief.post(&format!("{href}/fields"), &reason).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(numbers(&house, &href).await, [7, 6, 5, 4, 1]);
    });
}

#[test]
fn what_was_compared_taken_away_or_handed_in_is_never_taken_up() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        types(&mut chief, &href, "Trại tạm giam số 2").await;
        let compared = chief.get(&format!("{href}/comparison?from=1&to=2")).await;
        assert_eq!(compared.status, 200);
        types(&mut chief, &href, "Trại tạm giam số 2 A").await;
        assert_eq!(numbers(&house, &href).await, [3, 2, 1]);
        assert_eq!(chief.get(&format!("{href}/word")).await.status, 200);
        types(&mut chief, &href, "Trại tạm giam số 2 AB").await;
        assert_eq!(numbers(&house, &href).await, [4, 3, 2, 1]);
        let submission = format!("{href}/submission");
        let answer = chief.post(&submission, &[("version", "4")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let answer = chief.post(&format!("{submission}/withdrawal"), &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        house.office.wait(MINUTE);
        types(&mut chief, &href, "Trại tạm giam số 2 ABC").await;
        assert_eq!(numbers(&house, &href).await, [5, 4, 3, 2, 1]);
        // Another person types on in a version of their own.
        let mut deputy = house.office.signed_in(Role::DeputyChief).await;
        types(&mut deputy, &href, "Trại tạm giam số 2 ABCD").await;
        assert_eq!(numbers(&house, &href).await, [6, 5, 4, 3, 2, 1]);
    });
}
