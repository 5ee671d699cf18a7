//! From the facts to the paper: drafted, issued under a number, read back, withdrawn.

use std::collections::BTreeMap;

use law::PageBox;
use people::Role;
use shell::testing::{Answer, Browser};
use uuid::Uuid;

use crate::house::{House, in_a_house, told, version};

const PDF: &str = "application/pdf";

/// Issues the draft as its page stands, having read the warnings.
async fn issue(browser: &mut Browser<'_>, href: &str) -> Answer {
    let version = version(&browser.page(href).await);
    browser
        .post(
            &format!("{href}/issue"),
            &[("version", &version), ("confirmed", "true")],
        )
        .await
}

async fn issued(house: &House, browser: &mut Browser<'_>) -> String {
    house.request().await;
    let href = house.begin(browser).await;
    let answer = issue(browser, &href).await;
    assert_eq!(answer.status, 303, "{}", told(&answer));
    href
}

#[test]
fn a_draft_from_the_facts_names_its_gaps_and_is_issued_under_the_next_number() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        let page = chief.page(&href).await;
        for words in [
            "Thái Doãn Lâm",
            "141/LTG-CSĐT",
            "Theo Lệnh tạm giam của Cơ quan điều tra số 141/LTG-CSĐT ngày 25/05/2026",
            "value=\"18/08/2026\"",
            "value=\"16/10/2026\"",
            "02 tháng",
            "DỰ THẢO",
            "VIỆN TRƯỞNG",
            "Còn thiếu 3 chỗ",
            "href=\"#f-request_number\"",
        ] {
            assert!(page.contains(words), "{words} is not there");
        }
        // Not whole: refused in a sentence that names what is missing.
        let refused = chief
            .post(&format!("{href}/issue"), &[("version", &version(&page))])
            .await;
        assert_eq!(refused.status, 422);
        assert!(
            refused.has("Văn bản còn thiếu: Số văn bản đề nghị gia hạn"),
            "{}",
            refused.text
        );

        // The request comes in; the draft says so and takes it.
        house.request().await;
        let page = chief.page(&href).await;
        assert!(page.contains("Hồ sơ đã thay đổi"));
        let answer = chief
            .post(&format!("{href}/facts"), &[("version", &version(&page))])
            .await;
        assert_eq!(answer.status, 303);
        let page = chief.page(&href).await;
        assert!(!page.contains("Còn thiếu") && page.contains("814/ĐN-CSĐT"));

        assert_eq!(house.held_until().await, "2026-08-17");
        // The investigation itself ends before: a warning, which is told and can be confirmed.
        let warned = chief
            .post(&format!("{href}/issue"), &[("version", &version(&page))])
            .await;
        assert_eq!(warned.status, 422);
        assert!(
            warned.has("vượt quá thời hạn điều tra đang tính") && warned.has("name=\"confirmed\""),
            "{}",
            told(&warned)
        );
        let answer = issue(&mut chief, &href).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let page = chief.page(&href).await;
        assert!(page.contains("Đã ban hành số 1/QĐ-VKSKV3"));
        assert!(
            !page.contains("DỰ THẢO") && !page.contains("id=\"f-from\""),
            "the page is locked"
        );

        let opened = house.opened().await;
        let fact = opened
            .facts
            .iter()
            .find(|fact| fact.kind == "detention.extended")
            .unwrap();
        assert_eq!(fact.number.as_deref(), Some("1/QĐ-VKSKV3"));
        assert_eq!(fact.subject, Some(house.accused));
        assert_eq!(
            ["from", "to", "request_number", "earlier_number"]
                .map(|field| fact.text(field).unwrap()),
            ["2026-08-18", "2026-10-16", "814/ĐN-CSĐT", "141/LTG-CSĐT"]
        );
        assert_eq!(
            (fact.number_of("count"), fact.number_of("months")),
            (Some(1), Some(2))
        );
        assert_eq!(
            house.held_until().await,
            "2026-10-16",
            "the clock has moved"
        );

        let pdf = chief.get(&format!("{href}/pdf")).await;
        assert_eq!(pdf.header("content-type"), PDF);
        assert!(pdf.bytes.starts_with(b"%PDF") && pdf.bytes.len() > 5_000);
        assert!(
            pdf.header("content-disposition")
                .starts_with("inline; filename=\"1-qd-vkskv3")
        );
        let word = chief.get(&format!("{href}/word")).await;
        assert!(word.bytes.starts_with(b"PK"), "a .docx is a zip");
        let list = chief.page("/documents").await;
        assert!(list.contains("1/QĐ-VKSKV3") && list.contains("13/08/2026"));
        let matter = chief
            .page(&format!("/criminal/matters/{}", house.matter))
            .await;
        assert!(matter.contains(&href), "the matter shows its document");
    });
}

#[test]
fn two_clicks_give_one_number_and_one_fact() {
    in_a_house(|house| async move {
        house.request().await;
        let (_, login) = house
            .office
            .employ(Role::Chief, shell::testing::REGION)
            .await;
        let (mut one, mut other) = (house.office.browser(), house.office.browser());
        for browser in [&mut one, &mut other] {
            browser.sign_in(&login, shell::testing::PASSWORD).await;
        }
        let href = house.begin(&mut one).await;
        let version = version(&one.page(&href).await);
        let (issue, fields) = (
            format!("{href}/issue"),
            [("version", version.as_str()), ("confirmed", "true")],
        );
        let (first, second) = tokio::join!(one.post(&issue, &fields), other.post(&issue, &fields));
        let third = one.post(&issue, &fields).await;
        for answer in [&first, &second, &third] {
            assert_eq!(answer.status, 303, "{}", told(answer));
        }
        let opened = house.opened().await;
        let numbers: Vec<_> = opened
            .facts
            .iter()
            .filter(|fact| fact.kind == "detention.extended")
            .map(|fact| fact.number.as_deref())
            .collect();
        assert_eq!(numbers, [Some("1/QĐ-VKSKV3")]);
    });
}

#[test]
fn a_withdrawn_decision_takes_its_fact_back_and_its_number_stays_cancelled() {
    in_a_house(|house| async move {
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = issued(&house, &mut chief).await;
        let refused = chief
            .post(&format!("{href}/withdrawal"), &[("reason", " ")])
            .await;
        assert_eq!(refused.status, 422);
        let answer = chief
            .post(
                &format!("{href}/withdrawal"),
                &[("reason", "Ghi sai họ tên bị can")],
            )
            .await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let page = chief.page(&href).await;
        assert!(
            page.contains("Đã thu hồi, số 1/QĐ-VKSKV3 đã hủy")
                && page.contains("Ghi sai họ tên bị can")
        );
        assert_eq!(
            house.held_until().await,
            "2026-08-17",
            "the clock has moved back"
        );
        let book = chief.page("/criminal/numbers").await;
        assert!(book.contains("1/QĐ-VKSKV3") && book.contains("Ghi sai họ tên bị can"));
        // The next decision takes the next number.
        let again = house.begin(&mut chief).await;
        assert_ne!(again, href);
        let answer = issue(&mut chief, &again).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        assert!(chief.page(&again).await.contains("2/QĐ-VKSKV3"));
        // What was kept is still there to be read.
        assert!(
            chief
                .get(&format!("{href}/pdf"))
                .await
                .bytes
                .starts_with(b"%PDF")
        );
    });
}

#[test]
fn the_fact_of_an_issued_decision_keeps_the_pages_its_values_were_read_from() {
    in_a_house(|house| async move {
        let page = PageBox {
            page: Uuid::now_v7(),
            rect: Some([100, 200, 400, 240]),
        };
        house
            .request_read_from(BTreeMap::from([
                ("number".to_owned(), page.clone()),
                ("effective".to_owned(), page.clone()),
            ]))
            .await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        // What is typed over the paper has no page any more.
        let at = version(&chief.page(&href).await);
        let typed = [
            ("field", "request_on"),
            ("value", "05/08/2026"),
            ("source", ""),
            ("version", at.as_str()),
        ];
        let kept = chief.post(&format!("{href}/fields"), &typed).await;
        assert_eq!(kept.status, 200, "{}", kept.text);
        let answer = issue(&mut chief, &href).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let opened = house.opened().await;
        let fact = opened
            .facts
            .iter()
            .find(|fact| fact.kind == "detention.extended")
            .unwrap();
        assert_eq!(fact.sources.get("request_number"), Some(&page));
        assert_eq!(fact.sources.get("request_on"), None);
        assert_eq!(fact.text("request_on"), Some("2026-08-05"));
    });
}

#[test]
fn a_deputy_who_issues_in_place_of_the_chief_signs_in_their_own_name() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let href = house.begin(&mut chief).await;
        let (deputy_id, login) = house
            .office
            .employ(Role::DeputyChief, shell::testing::REGION)
            .await;
        let mut deputy = house.office.browser();
        deputy.sign_in(&login, shell::testing::PASSWORD).await;
        let before = deputy.page(&href).await;
        assert!(!before.contains("KT. VIỆN TRƯỞNG"));

        let first = issue(&mut deputy, &href).await;
        assert_eq!(first.status, 303, "{}", told(&first));
        let page = deputy.page(&href).await;
        assert!(
            page.contains("Người ký đã đổi thành bạn") && page.contains("KT. VIỆN TRƯỞNG"),
            "the paper is shown again before it is issued"
        );
        assert!(page.contains("DỰ THẢO"));
        assert!(
            house
                .opened()
                .await
                .facts
                .iter()
                .all(|fact| fact.kind != "detention.extended"),
            "nothing is issued that its signer has not seen"
        );

        house.delegate(deputy_id).await;
        let second = issue(&mut deputy, &href).await;
        assert_eq!(second.status, 303, "{}", told(&second));
        let page = deputy.page(&href).await;
        assert!(page.contains("Đã ban hành số 1/QĐ-VKSKV3") && page.contains("KT. VIỆN TRƯỞNG"));
        let id: Uuid = href.rsplit('/').next().unwrap().parse().unwrap();
        let kept = documents::draft::get(house.office.app.db(), id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(kept.signer_id, Some(deputy_id));
        assert_eq!(kept.signer_role, "deputy_chief");
        let versions = deputy.page(&format!("{href}/versions")).await;
        assert!(
            versions.contains("Nguyễn Văn Phó Viện trưởng"),
            "{versions}"
        );
    });
}
