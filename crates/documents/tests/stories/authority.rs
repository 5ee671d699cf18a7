//! KT.: a deputy signs in the place of the Viện trưởng by a delegation or an assignment in force, with a key or on paper, a form or a
//! letter; and the folder says by which.

use std::sync::Arc;

use criminal::{ActEntry, record_act};
use documents::folder::ceremony;
use documents::issue::IssueError;
use law::Moment;
use people::Role;
use shell::testing::{PASSWORD, REGION};
use uuid::Uuid;

use crate::administrative::{begun, filled, issue};
use crate::house::{House, in_a_house, told, version};

/// A deputy's own draft, handed to nobody yet: who they are, how they sign in, the document.
async fn drafted(house: &House) -> (Uuid, String, Uuid) {
    house.request().await;
    let (deputy, login) = house.office.employ(Role::DeputyChief, REGION).await;
    let mut browser = house.office.browser();
    browser.sign_in(&login, PASSWORD).await;
    let href = house.begin(&mut browser).await;
    (
        deputy,
        login,
        href.rsplit('/').next().unwrap().parse().unwrap(),
    )
}

/// Begins to sign and takes it back: the number that it would have.
async fn tried(house: &House, who: Uuid, document: Uuid) -> Result<Option<String>, IssueError> {
    let app = &house.office.app;
    let units = app.units().units().await.unwrap();
    let press = Arc::new(typeset::Typesetter::new());
    let work = house.work_of(who).await;
    let draft = documents::draft::get(&work.tx, document)
        .await
        .unwrap()
        .unwrap();
    let begun = ceremony::reserve(
        &work,
        (app.files(), &press),
        &units,
        document,
        draft.version,
    )
    .await;
    work.rollback().await.unwrap();
    begun.map(|there| there.number)
}

async fn folder(house: &House, login: &str, document: Uuid) -> String {
    let mut browser = house.office.browser();
    browser.sign_in(login, PASSWORD).await;
    browser.page(&format!("/documents/folder/{document}")).await
}

#[test]
fn a_deputy_without_delegation_or_assignment_is_told_what_to_do_and_signs_once_delegated() {
    in_a_house(|house| async move {
        let (deputy, login, document) = drafted(&house).await;
        let refused = tried(&house, deputy, document).await;
        let Err(IssueError::Signature(Some(sentence), _)) = refused else {
            panic!("{refused:?}");
        };
        assert!(
            sentence.contains("đề nghị Viện trưởng ghi ủy quyền"),
            "{sentence}"
        );
        assert!(
            folder(&house, &login, document)
                .await
                .contains("ghi ủy quyền ở trang Ủy quyền")
        );

        house.delegate(deputy).await;
        let number = tried(&house, deputy, document).await.unwrap();
        assert_eq!(
            number.as_deref(),
            Some("1/QĐ-VKSKV3"),
            "nothing was burnt by the refusal"
        );
        let page = folder(&house, &login, document).await;
        assert!(
            page.contains("Ký thay theo") && page.contains("Quyết định ủy quyền số 5/QĐ-VKSKV3"),
            "{page}"
        );
        house.office.wait(11 * 86_400_000);
        assert!(
            tried(&house, deputy, document).await.is_err(),
            "it ended with its last day"
        );
    });
}

#[test]
fn a_deputy_in_charge_of_the_case_signs_by_the_decision_that_put_it_in_their_charge() {
    in_a_house(|house| async move {
        let (deputy, login, document) = drafted(&house).await;
        let on: Moment = "2026-08-13".parse().unwrap();
        let mut entry = ActEntry {
            is_confirmed: true,
            ..ActEntry::new("case.deputy_assigned", on)
        };
        entry
            .body
            .insert("deputy_chief".to_owned(), deputy.to_string().into());
        let work = house.work_as(Role::Chief).await;
        record_act(&work, house.matter, entry, None).await.unwrap();
        work.commit().await.unwrap();
        tried(&house, deputy, document).await.unwrap();
        let page = folder(&house, &login, document).await;
        assert!(
            page.contains("Quyết định phân công Phó Viện trưởng phụ trách"),
            "{page}"
        );
    });
}

#[test]
fn a_paper_signed_by_hand_needs_the_same_authority_whoever_enters_it() {
    in_a_house(|house| async move {
        let (deputy, login, document) = drafted(&house).await;
        let href = format!("/documents/{document}");
        let mut browser = house.office.browser();
        browser.sign_in(&login, PASSWORD).await;
        let at = version(&browser.page(&href).await);
        let fields = [("version", at.as_str()), ("confirmed", "true")];
        let issue = format!("{href}/issue");
        let refused = browser.post(&issue, &fields).await;
        assert_eq!(refused.status, 422, "{}", told(&refused));
        assert!(
            refused.has("Bạn ký thay Viện trưởng nhưng chưa có phân công"),
            "{}",
            told(&refused)
        );
        let opened = house.opened().await;
        assert!(
            opened
                .facts
                .iter()
                .all(|fact| fact.kind != "detention.extended")
        );
        house.delegate(deputy).await;
        let answer = browser.post(&issue, &fields).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let page = browser.page(&href).await;
        assert!(
            page.contains("Đã ban hành số 1/QĐ-VKSKV3"),
            "no number was burnt by the refusal: {page}"
        );
    });
}

#[test]
fn a_letter_is_signed_for_the_chief_only_by_a_delegation_in_force() {
    in_a_house(|house| async move {
        let (deputy, login) = house.office.employ(Role::DeputyChief, REGION).await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let letter = begun(&mut chief, "cong-van").await;
        filled(&mut chief, &letter).await;
        let signer = deputy.to_string();
        let named = [("signer_person", signer.as_str())];
        assert_eq!(chief.post(&letter, &named).await.status, 303);
        let document: Uuid = letter.rsplit('/').next().unwrap().parse().unwrap();
        // On paper: the chief enters what the deputy is to sign.
        let refused = issue(&mut chief, &letter).await;
        assert_eq!(refused.status, 422, "{}", told(&refused));
        assert!(
            refused.has("Phó Viện trưởng ký thay Viện trưởng nhưng không có ủy quyền"),
            "{}",
            told(&refused)
        );
        // With a key.
        let refused = tried(&house, deputy, document).await;
        assert!(
            matches!(refused, Err(IssueError::Signature(Some(_), _))),
            "{refused:?}"
        );
        let page = folder(&house, &login, document).await;
        assert!(page.contains("ghi ủy quyền ở trang Ủy quyền"), "{page}");
        house.delegate(deputy).await;
        let number = tried(&house, deputy, document).await.unwrap();
        assert!(number.unwrap().starts_with("01/"));
        let page = folder(&house, &login, document).await;
        assert!(
            page.contains("Ký thay theo") && page.contains("Quyết định ủy quyền số 5/QĐ-VKSKV3"),
            "{page}"
        );
        let answer = issue(&mut chief, &letter).await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        assert!(chief.page(&letter).await.contains("KT. VIỆN TRƯỞNG"));
    });
}
