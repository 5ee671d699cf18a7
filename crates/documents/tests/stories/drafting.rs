//! A form is found, a draft is remarked on, looked at as it was, compared, and told what the facts say anew.

use people::Role;

use crate::house::{House, in_a_house, version};
use shell::testing::{Answer, Browser};

async fn typed(browser: &mut Browser<'_>, href: &str, field: &str, value: &str) -> Answer {
    let version = version(&browser.page(href).await);
    let fields = [
        ("field", field),
        ("value", value),
        ("source", ""),
        ("version", version.as_str()),
    ];
    browser.post(&format!("{href}/fields"), &fields).await
}

fn new_of(house: &House, rest: &str) -> String {
    format!("/documents/new?matter={}{rest}", house.matter)
}

#[test]
fn the_form_of_the_next_lawful_step_stands_first_and_words_without_marks_find_the_others() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let page = chief.page(&new_of(&house, "")).await;
        let step = page.find("Bước hợp pháp tiếp theo").unwrap();
        let extension = page.find("form=042-HS").unwrap();
        let groups = page.find("II. Biện pháp ngăn chặn").unwrap();
        assert!(step < extension && extension < groups);
        let found = chief.page(&new_of(&house, "&q=tam+giam+gia+han")).await;
        assert!(found.contains("Quyết định gia hạn tạm giam"));
        assert!(!found.contains("Lệnh bắt bị can"), "only what was asked");
        let none = chief.page(&new_of(&house, "&q=khongcomaunay")).await;
        assert!(none.contains("Không có mẫu nào khớp"));
        // What was drafted lately comes before the groups.
        house.begin(&mut chief).await;
        let page = chief.page(&new_of(&house, "")).await;
        assert!(page.find("Bạn vừa dùng").unwrap() < page.find("I. Nguồn tin").unwrap());
        let matters = chief.page("/documents/new").await;
        assert!(matters.contains(&new_of(&house, "")), "{matters}");
        // A clerk who may not draft is not let in.
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        assert_eq!(clerk.get(&new_of(&house, "")).await.status, 403);
    });
}

#[test]
fn two_versions_are_compared_word_by_word_and_an_earlier_one_is_looked_at() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        typed(&mut chief, &href, "reason", "Vụ án có nhiều tình tiết.").await;
        // Later, so that it is no longer the same typing.
        house.office.wait(documents::versions::TYPING);
        typed(
            &mut chief,
            &href,
            "reason",
            "Vụ án có nhiều tình tiết phức tạp.",
        )
        .await;
        let page = chief.page(&format!("{href}/comparison?from=2&to=3")).await;
        assert!(
            page.contains("<ins>tình tiết phức tạp.</ins>")
                || page.contains("<ins>tiết phức tạp.</ins>"),
            "{page}"
        );
        assert!(page.contains("<del>tiết. </del>"), "{page}");
        // Chosen the other way round, the earlier one is still on the left.
        let turned = chief.page(&format!("{href}/comparison?from=3&to=2")).await;
        assert!(turned.contains("<del>tiết. </del>"));
        let then = chief.page(&format!("{href}/versions/2")).await;
        assert!(then.contains("Vụ án có nhiều tình tiết<"), "{then}");
        assert!(then.contains("DỰ THẢO"), "{then}");
        assert!(!then.contains("phức tạp"));
        assert_eq!(chief.get(&format!("{href}/versions/99")).await.status, 404);
        assert_eq!(
            chief
                .get(&format!("{href}/comparison?from=1&to=99"))
                .await
                .status,
            404
        );
    });
}

#[test]
fn a_remark_on_a_field_is_seen_by_the_other_answered_and_settled() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        let remark = [
            ("about", "reason"),
            ("passage", "nhiều tình tiết"),
            ("words", "Nêu rõ <b>tình tiết</b> nào."),
        ];
        let answer = chief.post(&format!("{href}/remarks"), &remark).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let mut deputy = house.office.signed_in(Role::DeputyChief).await;
        let page = deputy.page(&href).await;
        assert!(
            page.contains("Nêu rõ &#60;b&#62;tình tiết") || page.contains("Nêu rõ &lt;b&gt;"),
            "words, not marks"
        );
        assert!(page.contains("Ý kiến của"), "the field says it too");
        let id = page
            .split("id=\"remark-")
            .filter_map(|rest| rest.split('"').next())
            .find(|id| id.len() == 36)
            .unwrap()
            .to_owned();
        let words = [("words", "Đã bổ sung.")];
        let answers = format!("{href}/remarks/{id}/answers");
        assert_eq!(deputy.post(&answers, &words).await.status, 303);
        let settle = format!("{href}/remarks/{id}/settlement");
        assert_eq!(deputy.post(&settle, &[]).await.status, 303);
        let page = chief.page(&href).await;
        assert!(page.contains("Đã bổ sung.") && page.contains("Đã giải quyết: 1"));
        assert_eq!(chief.post(&settle, &[("open", "true")]).await.status, 303);
        assert!(!chief.page(&href).await.contains("Đã giải quyết: 1"));
        // Nothing said is refused with a sentence; what is not there is not found.
        let empty = chief
            .post(&format!("{href}/remarks"), &[("words", "  ")])
            .await;
        assert_eq!(empty.status, 422);
        assert!(empty.has("Hãy ghi nội dung ý kiến"), "{}", empty.text);
        let gone = format!("{href}/remarks/{}/answers", uuid::Uuid::nil());
        assert_eq!(chief.post(&gone, &words).await.status, 404);
    });
}

#[test]
fn an_old_value_is_told_with_its_source_and_kept_or_replaced() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        assert!(!chief.page(&href).await.contains("id=\"stale\""));
        assert!(
            !chief
                .page("/documents?state=draft")
                .await
                .contains("Hồ sơ đã đổi")
        );
        house.request().await;
        let page = chief.page(&href).await;
        assert!(page.contains("id=\"stale\"") && page.contains("814/ĐN-CSĐT"));
        assert!(page.contains("data-take"), "one key takes it");
        let list = chief.page("/documents?state=draft").await;
        assert!(list.contains("Hồ sơ đã đổi"), "{list}");
        let take = [("version", version(&page))];
        let take: Vec<(&str, &str)> = take.iter().map(|(a, b)| (*a, b.as_str())).collect();
        assert_eq!(
            chief.post(&format!("{href}/facts"), &take).await.status,
            303
        );
        let page = chief.page(&href).await;
        assert!(!page.contains("id=\"stale\""));
        assert!(
            !chief
                .page("/documents?state=draft")
                .await
                .contains("Hồ sơ đã đổi")
        );
    });
}
