//! What is typed is kept, can be given back to the facts, and is never overwritten unseen.

use people::Role;
use serde_json::Value;

use crate::house::{in_a_house, version};

#[test]
fn a_typed_value_wins_until_it_is_given_back() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        assert_eq!(
            house.begin(&mut chief).await,
            href,
            "one draft of a form for one person"
        );
        let save = format!("{href}/fields");
        let fields = [
            ("field", "facility"),
            ("value", "Trại tạm giam số 2"),
            ("source", ""),
            ("version", "1"),
        ];
        let answer = chief.post(&save, &fields).await;
        let saved: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(saved["version"], 2, "{}", answer.text);
        let preview = chief.get(&format!("{href}/preview")).await;
        assert!(
            preview.has("Trại tạm giam số 2") && preview.has("Lấy lại từ hồ sơ"),
            "{}",
            preview.text
        );
        // An older page may not save over it.
        let late = [
            ("field", "facility"),
            ("value", "khác"),
            ("source", ""),
            ("version", "1"),
        ];
        assert_eq!(chief.post(&save, &late).await.status, 409);
        // Emptied, the field shows the fact again.
        let empty = [
            ("field", "facility"),
            ("value", ""),
            ("source", ""),
            ("version", "2"),
        ];
        let answer = chief.post(&save, &empty).await;
        let saved: Value = serde_json::from_str(&answer.text).unwrap();
        assert_eq!(
            saved["values"]["facility"], "Trại tạm giam Công an tỉnh Sơn La",
            "{}",
            answer.text
        );
        // Every save can be seen and had back.
        let versions = chief.page(&format!("{href}/versions")).await;
        assert!(versions.contains("Trại tạm giam số 2") && versions.contains("Cơ sở giam giữ"));
        assert_eq!(
            chief.post(&format!("{href}/versions/2"), &[]).await.status,
            303
        );
        assert!(chief.page(&href).await.contains("Trại tạm giam số 2"));
    });
}

#[test]
fn words_that_are_no_day_stay_in_their_box_and_hold_the_document_back() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        let fields = [
            ("field", "to"),
            ("value", "hết tháng 9"),
            ("source", ""),
            ("version", "1"),
        ];
        let answer = chief.post(&format!("{href}/fields"), &fields).await;
        assert!(answer.has("hãy nhập ngày"), "{}", answer.text);
        let page = chief.page(&href).await;
        assert!(page.contains("value=\"hết tháng 9\""));
        let answer = chief
            .post(&format!("{href}/issue"), &[("version", &version(&page))])
            .await;
        assert_eq!(answer.status, 422);
        assert!(answer.has("Có ô nhập chưa đọc được"), "{}", answer.text);
    });
}

#[test]
fn another_signer_changes_the_title_above_the_name() {
    in_a_house(|house| async move {
        let (deputy, _) = house
            .office
            .employ(Role::DeputyChief, shell::testing::REGION)
            .await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        assert!(!chief.page(&href).await.contains("KT. VIỆN TRƯỞNG"));
        let id = deputy.to_string();
        let fields = [
            ("field", "signer_person"),
            ("value", id.as_str()),
            ("source", ""),
            ("version", "1"),
        ];
        assert_eq!(
            chief.post(&format!("{href}/fields"), &fields).await.status,
            200
        );
        let page = chief.page(&href).await;
        assert!(page.contains("KT. VIỆN TRƯỞNG") && page.contains("Nguyễn Văn Phó Viện trưởng"));
    });
}
