//! One form for many: drafts of their own, errors with their matter, and a batch that was killed goes on.

use std::io::Cursor;

use db::{Sql, args};
use jobs::{Handler, State, Workers};
use people::Role;
use uuid::Uuid;
use zip::ZipArchive;

use crate::house::{House, in_a_house, version};

fn handlers(house: &House) -> Vec<std::sync::Arc<dyn Handler>> {
    documents::batch_handlers(&house.office.app)
}

/// Lets the workers do what waits.
async fn worked(house: &House, batch: &str) {
    let jobs = house.office.app.jobs();
    let workers = Workers::start(jobs, handlers(house), 1);
    let mut bell = jobs.watch();
    loop {
        let job = jobs.about(batch).await.unwrap().unwrap();
        if matches!(job.state, State::Done | State::Failed) {
            assert_eq!(job.state, State::Done, "{}", job.note);
            break;
        }
        bell.changed().await.unwrap();
    }
    workers.stop().await;
}

async fn begun(house: &House, browser: &mut shell::testing::Browser<'_>, who: &[String]) -> String {
    let mut fields = vec![("form", "042-HS")];
    fields.extend(who.iter().map(|one| ("who", one.as_str())));
    let answer = browser.post("/documents/batches", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text);
    let _ = house;
    answer.location().to_owned()
}

#[test]
fn everyone_whose_detention_ends_soon_has_a_draft_and_a_pdf_and_who_has_none_is_told() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let page = chief
            .page("/documents/batches/new?form=042-HS&from=due&days=30")
            .await;
        let key = format!("{}.{}", house.matter.simple(), house.accused.simple());
        assert!(page.contains(&key), "{page}");
        let nobody = format!("{}.{}", house.matter.simple(), Uuid::now_v7().simple());
        let gone = Uuid::now_v7().simple().to_string();
        let place = begun(&house, &mut chief, &[key, nobody, gone]).await;
        let id = place.rsplit('/').next().unwrap().to_owned();
        worked(&house, &id).await;
        let page = chief.page(&place).await;
        assert!(
            page.contains("Hồ sơ không có người này") && page.contains("Không tìm thấy hồ sơ này"),
            "{page}"
        );
        let drafts = chief.page("/documents?state=draft").await;
        assert!(drafts.contains("gia hạn tạm giam"), "{drafts}");
        let zip = chief.get(&format!("{place}/zip")).await;
        let mut archive = ZipArchive::new(Cursor::new(zip.bytes)).unwrap();
        assert_eq!(archive.len(), 1);
        assert!(archive.by_index(0).unwrap().name().starts_with("0001-"));
        // A prosecutor of another matter does not see it.
        let mut prosecutor = house.office.signed_in(Role::Prosecutor).await;
        assert_eq!(prosecutor.get(&place).await.status, 403);
    });
}

#[test]
fn a_batch_is_handed_in_at_once_and_what_is_refused_says_why_and_may_be_handed_in_again() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let key = format!("{}.{}", house.matter.simple(), house.accused.simple());
        let place = begun(&house, &mut chief, &[key]).await;
        let id = place.rsplit('/').next().unwrap().to_owned();
        worked(&house, &id).await;
        let page = chief.page(&place).await;
        assert!(page.contains("Trình ký 1 bản nháp"), "{page}");
        let draft = page.split("href=\"/documents/").find_map(|rest| {
            let id = rest.split('"').next()?;
            id.parse::<Uuid>().ok()
        });
        let draft = format!("/documents/{}", draft.unwrap());
        let say = async |browser: &mut shell::testing::Browser<'_>, words: &str| {
            let at = version(&browser.page(&draft).await);
            let fields = [
                ("field", "from"),
                ("value", words),
                ("source", ""),
                ("version", at.as_str()),
            ];
            let saved = browser.post(&format!("{draft}/fields"), &fields).await;
            assert_eq!(saved.status, 200, "{}", saved.text);
        };
        // Its day cannot be read: it stays a draft, and the page says so with the way to it.
        say(&mut chief, "ngày mai").await;
        let submission = format!("{place}/submission");
        let answer = chief.post(&submission, &[("note", "Sắp hết hạn")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        worked(&house, &id).await;
        let page = chief.page(&place).await;
        let refused = page.split("id=\"refused\"").nth(1).unwrap_or_default();
        assert!(
            refused.contains(&draft) && refused.contains(documents::messages::UNREADABLE),
            "{page}"
        );
        // Put right, it goes; the page tells to whom, and has nothing more to hand in.
        say(&mut chief, "").await;
        let answer = chief.post(&submission, &[("note", "Sắp hết hạn")]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        worked(&house, &id).await;
        let page = chief.page(&place).await;
        assert!(
            page.contains("Đã trình ") && !page.contains("id=\"refused\""),
            "{page}"
        );
        let folder = chief.page("/documents/folder").await;
        assert!(folder.contains("Sắp hết hạn"), "{folder}");
        let again = chief.post(&submission, &[]).await;
        assert_eq!(again.status, 422);
        assert!(again.has("Không còn bản nháp nào"), "{}", again.text);
        // Who may not draft here hands nothing in.
        let mut clerk = house.office.signed_in(Role::Clerk).await;
        assert_eq!(clerk.post(&submission, &[]).await.status, 403);
    });
}

#[test]
fn a_batch_that_was_killed_goes_on_and_makes_nothing_twice() {
    in_a_house(|house| async move {
        house.request().await;
        let mut chief = house.office.signed_in(Role::Chief).await;
        let key = format!("{}.{}", house.matter.simple(), house.accused.simple());
        let place = begun(&house, &mut chief, std::slice::from_ref(&key)).await;
        let id = place.rsplit('/').next().unwrap().to_owned();
        worked(&house, &id).await;
        // The worker died after the draft was kept and before the batch was told to be over.
        let db = house.office.app.db();
        db.exec("UPDATE documents_batch SET archive = NULL", args![])
            .await
            .unwrap();
        db.exec("UPDATE job SET state = 'ready', run_at = 0", args![])
            .await
            .unwrap();
        worked(&house, &id).await;
        let drafts: i64 = db
            .one("SELECT count(*) FROM documents_draft", args![])
            .await
            .unwrap();
        assert_eq!(drafts, 1);
        assert_eq!(chief.get(&format!("{place}/zip")).await.status, 200);
        // Asked for again, the draft that is there serves.
        let again = begun(&house, &mut chief, &[key]).await;
        worked(&house, again.rsplit('/').next().unwrap()).await;
        let page = chief.page(&again).await;
        assert!(page.contains("Hồ sơ đã có bản nháp của mẫu này"), "{page}");
        let drafts: i64 = db
            .one("SELECT count(*) FROM documents_draft", args![])
            .await
            .unwrap();
        assert_eq!(drafts, 1);
    });
}
