//! After the issue: passed on, copied, replaced; and the registers that say so.

use people::Role;
use shell::testing::{Browser, PASSWORD, REGION};

use crate::house::{House, in_a_house, told, version};

async fn issued<'a>(house: &'a House) -> (Browser<'a>, String) {
    house.request().await;
    let (_, login) = house.office.employ(Role::Chief, REGION).await;
    let mut chief = house.office.browser();
    chief.sign_in(&login, PASSWORD).await;
    let href = house.begin(&mut chief).await;
    let answer = issue(&mut chief, &href).await;
    assert_eq!(answer.status, 303, "{}", told(&answer));
    (chief, href)
}

async fn issue(browser: &mut Browser<'_>, href: &str) -> shell::testing::Answer {
    let at = version(&browser.page(href).await);
    let fields = [("version", at.as_str()), ("confirmed", "true")];
    browser.post(&format!("{href}/issue"), &fields).await
}

#[test]
fn an_issued_paper_stands_in_the_register_with_its_deliveries() {
    in_a_house(|house| async move {
        let (mut chief, href) = issued(&house).await;
        let wrong = [
            ("recipient", "Trại tạm giam"),
            ("way", "in_person"),
            ("sent_on", "12/08/2026"),
        ];
        let refused = chief.post(&format!("{href}/deliveries"), &wrong).await;
        assert_eq!(
            refused.status,
            422,
            "not before it was issued: {}",
            told(&refused)
        );
        let right = [
            ("recipient", "Trại tạm giam Công an tỉnh Sơn La"),
            ("way", "in_person"),
            ("sent_on", "13/08/2026"),
            ("received_on", "13/08/2026"),
            ("receiver", "Lò Văn Nhận"),
        ];
        let answer = chief.post(&format!("{href}/deliveries"), &right).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        let book = clerk.page("/documents/outgoing").await;
        for words in ["1/QĐ-VKSKV3", "Ký giấy", "Lò Văn Nhận, 13/08/2026"] {
            assert!(book.contains(words), "{words}: {book}");
        }
        assert!(
            !clerk
                .page("/documents/outgoing?to=12/08/2026")
                .await
                .contains("1/QĐ-VKSKV3")
        );
        assert!(
            clerk
                .page("/documents/outgoing?q=gia+han+tam+giam")
                .await
                .contains("1/QĐ-VKSKV3")
        );
        assert!(
            clerk
                .get("/documents/outgoing/pdf")
                .await
                .bytes
                .starts_with(b"%PDF")
        );
        assert!(
            clerk
                .get("/documents/outgoing/xlsx")
                .await
                .bytes
                .starts_with(b"PK")
        );
        // Another office sees nothing of it.
        let mut other = house.office.signed_in_at(Role::Clerk, "P68-KV04").await;
        assert!(
            !other
                .page("/documents/outgoing")
                .await
                .contains("1/QĐ-VKSKV3")
        );
    });
}

#[test]
fn copies_have_a_book_of_their_own() {
    in_a_house(|house| async move {
        let (mut chief, href) = issued(&house).await;
        let path = format!("{href}/copies");
        let of_copy = chief
            .post(&path, &[("kind", "sao_luc"), ("copies", "1")])
            .await;
        assert_eq!(of_copy.status, 422, "there is no copy to copy yet");
        let nothing = chief
            .post(&path, &[("kind", "trich_sao"), ("copies", "1")])
            .await;
        assert_eq!(nothing.status, 422, "an extract takes some part");
        for (kind, extra) in [("sao_y", ""), ("trich_sao", "0"), ("sao_luc", "")] {
            let mut fields = vec![("kind", kind), ("copies", "2"), ("recipient", "Tòa án")];
            if !extra.is_empty() {
                fields.push(("part", extra));
            }
            let answer = chief.post(&path, &fields).await;
            assert_eq!(answer.status, 303, "{kind}: {}", told(&answer));
        }
        let book = chief.page("/documents/copies").await;
        for number in ["1/SY-VKSKV3", "2/TrS-VKSKV3", "3/SL-VKSKV3"] {
            assert!(book.contains(number), "{number}: {book}");
        }
    });
}

#[test]
fn a_replacement_names_the_old_paper_and_corrects_its_fact() {
    in_a_house(|house| async move {
        let (mut chief, old) = issued(&house).await;
        let none = chief
            .post(&format!("{old}/replacement"), &[("reason", " ")])
            .await;
        assert_eq!(none.status, 422);
        let answer = chief
            .post(
                &format!("{old}/replacement"),
                &[("reason", "Ghi sai cơ sở giam giữ")],
            )
            .await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let newer = answer.location().to_owned();
        assert_ne!(newer, old);
        let page = chief.page(&newer).await;
        assert!(
            page.contains("Văn bản này thay thế") && page.contains("1/QĐ-VKSKV3"),
            "{page}"
        );
        let answer = issue(&mut chief, &newer).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        assert!(
            chief
                .page(&newer)
                .await
                .contains("Đã ban hành số 2/QĐ-VKSKV3")
        );
        assert!(
            chief
                .page(&old)
                .await
                .contains("Đã được thay thế, số 1/QĐ-VKSKV3")
        );
        let opened = house.opened().await;
        let standing: Vec<_> = criminal::standing::standing(&opened.facts)
            .filter(|fact| fact.kind == "detention.extended")
            .map(|fact| fact.number.clone().unwrap())
            .collect();
        assert_eq!(standing, ["2/QĐ-VKSKV3"]);
        assert!(
            chief
                .page("/documents/outgoing")
                .await
                .contains("Đã được thay thế: Ghi sai cơ sở giam giữ")
        );
    });
}
