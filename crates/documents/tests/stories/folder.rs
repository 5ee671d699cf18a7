//! The signing folder: handed in, returned, taken back; signed step by step, and killed between any two of them.

use documents::folder::ceremony::{self, Ceremony};
use documents::folder::{submission, waiting};
use documents::issue::IssueError;
use people::{Role, Work};
use shell::testing::{PASSWORD, REGION};
use uuid::Uuid;

use crate::house::{House, in_a_house, told, version};

fn id_of(href: &str) -> Uuid {
    href.rsplit('/').next().unwrap().parse().unwrap()
}

/// A draft of the chief's, ready to be signed by them; answers who they are and the document.
async fn drafted(house: &House) -> (Uuid, String, String) {
    house.request().await;
    let (chief, login) = house.office.employ(Role::Chief, REGION).await;
    let mut browser = house.office.browser();
    browser.sign_in(&login, PASSWORD).await;
    let href = house.begin(&mut browser).await;
    (chief, login, href)
}

/// Begins the signing of a document.
pub async fn reserve(house: &House, work: &Work, document: Uuid) -> Result<Ceremony, IssueError> {
    let app = &house.office.app;
    let units = app.units().units().await.unwrap();
    let press = app
        .find::<typeset::Typesetter>()
        .unwrap_or_else(|| std::sync::Arc::new(typeset::Typesetter::new()));
    let draft = documents::draft::get(&work.tx, document)
        .await
        .unwrap()
        .unwrap();
    ceremony::reserve(work, (app.files(), &press), &units, document, draft.version).await
}

/// Issues what is sealed.
pub async fn complete(
    house: &House,
    work: &mut Work,
    document: Uuid,
) -> Result<Option<String>, IssueError> {
    let app = &house.office.app;
    let units = app.units().units().await.unwrap();
    let press = std::sync::Arc::new(typeset::Typesetter::new());
    ceremony::complete(work, &units, &press, document, false).await
}

#[test]
fn a_draft_is_handed_in_returned_with_a_remark_and_handed_in_again() {
    in_a_house(|house| async move {
        let (chief, login, href) = drafted(&house).await;
        let mut browser = house.office.browser();
        browser.sign_in(&login, PASSWORD).await;
        let page = browser.page(&href).await;
        let at = version(&page);
        let answer = browser
            .post(
                &format!("{href}/submission"),
                &[("version", at.as_str()), ("note", "Hết hạn ngày 17/8")],
            )
            .await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let folder = browser.page("/documents/folder").await;
        assert!(
            folder.contains("Gia hạn tạm giam") && folder.contains("Hết hạn ngày 17/8"),
            "{folder}"
        );
        assert!(folder.contains("173"), "the article it rests on is told");
        // Nothing can be typed over what is handed in.
        let fields = [
            ("field", "facility"),
            ("value", "khác"),
            ("source", ""),
            ("version", at.as_str()),
        ];
        let late = browser.post(&format!("{href}/fields"), &fields).await;
        assert_ne!(late.status, 200, "{}", late.text);
        let seen = browser
            .page(&format!("/documents/folder/{}", id_of(&href)))
            .await;
        assert!(seen.contains("Trả lại kèm ý kiến"));
        let bare = browser
            .post(
                &format!("/documents/folder/{}/return", id_of(&href)),
                &[("remark", " ")],
            )
            .await;
        assert_eq!(bare.status, 422);
        let answer = browser
            .post(
                &format!("/documents/folder/{}/return", id_of(&href)),
                &[("remark", "Ghi rõ cơ sở giam giữ")],
            )
            .await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let page = browser.page(&href).await;
        assert!(
            page.contains("Ghi rõ cơ sở giam giữ"),
            "the remark stands beside the draft"
        );
        let fields = [
            ("field", "facility"),
            ("value", "Trại tạm giam số 2"),
            ("source", ""),
            ("version", at.as_str()),
        ];
        assert_eq!(
            browser
                .post(&format!("{href}/fields"), &fields)
                .await
                .status,
            200
        );
        let at = version(&browser.page(&href).await);
        let answer = browser
            .post(&format!("{href}/submission"), &[("version", at.as_str())])
            .await;
        assert_eq!(answer.status, 303, "{}", told(&answer));
        let app = &house.office.app;
        let all = waiting::of(app.db(), chief, app.today()).await.unwrap();
        assert_eq!(all.len(), 1);
        assert!(
            all[0]
                .changes
                .iter()
                .any(|(_, _, after)| after == "Trại tạm giam số 2"),
            "what changed since it was last seen: {:?}",
            all[0].changes
        );
        assert!(all[0].clock.is_some(), "the clock it serves");
        let taken = browser
            .post(&format!("{href}/submission/withdrawal"), &[])
            .await;
        assert_eq!(taken.status, 303);
        assert_eq!(submission::waiting_count(app.db(), chief).await.unwrap(), 0);
    });
}

#[test]
fn a_server_killed_at_any_step_loses_no_draft_and_issues_nothing_twice() {
    in_a_house(|house| async move {
        let (chief, _, href) = drafted(&house).await;
        let document = id_of(&href);
        // Killed before the number is kept: nothing has happened.
        let work = house.work_of(chief).await;
        reserve(&house, &work, document).await.unwrap();
        drop(work);
        assert!(
            ceremony::under_way(house.office.app.db(), document)
                .await
                .unwrap()
                .is_none()
        );
        // Killed once the number is kept: the next try goes on with the same number and the same paper.
        let work = house.work_of(chief).await;
        let first = reserve(&house, &work, document).await.unwrap();
        work.commit().await.unwrap();
        let work = house.work_of(chief).await;
        let again = reserve(&house, &work, document).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(
            (first.n, &first.number, &first.pdf),
            (again.n, &again.number, &again.pdf)
        );
        assert_eq!(first.number.as_deref(), Some("1/QĐ-VKSKV3"));
        // Stopped: the number goes back, and the draft is a draft again.
        let work = house.work_of(chief).await;
        ceremony::undo(&work, &again, "dừng").await.unwrap();
        work.commit().await.unwrap();
        let kept = documents::draft::get(house.office.app.db(), document)
            .await
            .unwrap()
            .unwrap();
        assert!(kept.is_open() && kept.number.is_none());
        let work = house.work_of(chief).await;
        let there = reserve(&house, &work, document).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(
            there.number.as_deref(),
            Some("1/QĐ-VKSKV3"),
            "no number is burnt"
        );
        // Not signed yet: it cannot be issued, and nobody can sign it anew in another way.
        let mut work = house.work_of(chief).await;
        assert!(matches!(
            complete(&house, &mut work, document).await,
            Err(IssueError::NotSigned)
        ));
        work.rollback().await.unwrap();
        // The signature comes twice, then the seal twice.
        for _ in 0..2 {
            let work = house.work_of(chief).await;
            ceremony::signed(&work, document, &there.pdf).await.unwrap();
            work.commit().await.unwrap();
        }
        for _ in 0..2 {
            let work = house.work_of(chief).await;
            ceremony::sealed(&work, document, &there.pdf).await.unwrap();
            work.commit().await.unwrap();
        }
        // Killed while it is issued: nothing of it lasts.
        let mut work = house.work_of(chief).await;
        complete(&house, &mut work, document).await.unwrap();
        drop(work);
        assert_eq!(house.held_until().await, "2026-08-17");
        let mut work = house.work_of(chief).await;
        let number = complete(&house, &mut work, document).await.unwrap();
        work.commit().await.unwrap();
        assert_eq!(number.as_deref(), Some("1/QĐ-VKSKV3"));
        let mut work = house.work_of(chief).await;
        let second = complete(&house, &mut work, document).await;
        assert!(matches!(second, Err(IssueError::Already(_))));
        work.rollback().await.unwrap();
        let opened = house.opened().await;
        let numbers: Vec<_> = opened
            .facts
            .iter()
            .filter(|fact| fact.kind == "detention.extended")
            .map(|fact| (fact.number.as_deref(), fact.recorded_by))
            .collect();
        assert_eq!(
            numbers,
            [(Some("1/QĐ-VKSKV3"), chief)],
            "one fact, of the one who signed"
        );
    });
}

#[test]
fn a_number_after_which_another_was_given_stays_in_the_book_as_cancelled() {
    in_a_house(|house| async move {
        let (chief, login, href) = drafted(&house).await;
        let work = house.work_of(chief).await;
        let there = reserve(&house, &work, id_of(&href)).await.unwrap();
        work.commit().await.unwrap();
        let work = house.work_of(chief).await;
        let key = criminal::own_series(
            &work,
            &house.opened().await,
            "detention.extended",
            work.today,
            None,
        )
        .unwrap();
        let next =
            criminal::numbers::take(&work, &key, criminal::numbers::About::default(), work.today)
                .await
                .unwrap();
        work.commit().await.unwrap();
        assert_eq!(next.shown, "2/QĐ-VKSKV3");
        let work = house.work_of(chief).await;
        ceremony::undo(&work, &there, "Người ký đã dừng lần ký.")
            .await
            .unwrap();
        work.commit().await.unwrap();
        let mut browser = house.office.browser();
        browser.sign_in(&login, PASSWORD).await;
        let book = browser.page("/criminal/numbers").await;
        assert!(
            book.contains("1/QĐ-VKSKV3") && book.contains("Người ký đã dừng lần ký."),
            "{book}"
        );
    });
}

#[test]
fn only_the_named_signer_signs() {
    in_a_house(|house| async move {
        let (_, _, href) = drafted(&house).await;
        let (deputy, _) = house.office.employ(Role::DeputyChief, REGION).await;
        let work = house.work_of(deputy).await;
        let refused = reserve(&house, &work, id_of(&href)).await;
        assert!(
            matches!(refused, Err(IssueError::OtherSigner(_))),
            "{refused:?}"
        );
    });
}
