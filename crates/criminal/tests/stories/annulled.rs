//! Hủy bỏ quyết định tách, nhập; hồ sơ đã bàn giao: everything goes back, nothing is erased, and each side sees its own.

use axum::http::StatusCode;
use criminal::passage::annul::annul;
use criminal::passage::join::join;
use criminal::passage::split::{Split, split};
use criminal::passage::transfer::{send, take};
use criminal::persons::finding;
use criminal::{ActEntry, Opened, RecordError, record_act};
use db::{Db, Sql, args, testing::both};
use law::Fact;
use people::{Role, WorkError};
use shell::testing::{Office, REGION};
use uuid::Uuid;

use crate::passages::{OTHER, a_case, decision, held, opened, taking, work_at};
use crate::{TABLES, act, office, work_as};

/// A decision to annul, numbered from the book.
fn annulling(day: &str) -> ActEntry {
    let mut entry = act("", day).with("reason", "Việc tách, nhập không có căn cứ.");
    entry.takes_number = true;
    entry
}

/// Splits the first of two accused off: the old case, the new one, and who they are there.
async fn a_split(office: &Office, db: &Db) -> (Uuid, Uuid, Uuid) {
    let (matter, people) = a_case(office, "2026-11-02", &["Thái Doãn Lâm", "Lưu Gia Huy"]).await;
    let work = work_as(office, Role::Chief).await;
    let entry = Split {
        decision: decision("2026-11-16"),
        subjects: vec![people[0]],
        takes_docket: true,
        ..Split::default()
    };
    let new = split(&work, matter, entry, None).await.unwrap();
    work.commit().await.unwrap();
    let there = opened(db, new).await;
    let who = there.matter.accused().next().unwrap().subject;
    (matter, new, who)
}

fn of_kind<'o>(one: &'o Opened, kind: &str) -> Option<&'o Fact> {
    criminal::standing::standing(&one.facts).find(|fact| fact.kind == kind)
}

fn names(one: &Opened) -> Vec<(String, String)> {
    let person = |person: &criminal::rules::Person| {
        (person.name.clone(), format!("{:?}", person.state.unwrap()))
    };
    one.matter.accused().map(person).collect()
}

fn ends(one: &Opened) -> Vec<(String, Option<law::Moment>)> {
    let clock = |clock: &criminal::rules::Clock| (clock.family.clone(), clock.due);
    let mut ends: Vec<_> = one.matter.running().map(clock).collect();
    ends.sort_by(|a, b| {
        a.0.cmp(&b.0).then(
            a.1.map(|end| end.at_utc_ms())
                .cmp(&b.1.map(|end| end.at_utc_ms())),
        )
    });
    ends
}

async fn lists(db: &Db, matter: Uuid) -> String {
    let sql = "SELECT list FROM criminal_matter WHERE matter_id = $1";
    db.one(sql, args![matter]).await.unwrap()
}

#[test]
fn an_annulled_split_brings_the_accused_back_with_all_that_was_done_meanwhile() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, new, who) = a_split(&office, &db).await;
        // Meanwhile, in the case of its own: a paper, more about the person, and a mistake mended.
        let work = work_as(&office, Role::Chief).await;
        let paper = act("party.described", "2026-11-18").about(who);
        record_act(&work, new, paper.with("id_no", "068090001234"), None)
            .await
            .unwrap();
        let told = opened(&db, new).await;
        let wrong = of_kind(&told, "party.described").unwrap();
        let mut mended = act("party.described", "2026-11-02")
            .about(who)
            .with("name", "Thái Doãn Lâm (Lâm Đen)")
            .with("role", "bi_can");
        mended.corrects = Some((wrong.id, "Thiếu tên gọi khác.".to_owned()));
        record_act(&work, new, mended, None).await.unwrap();
        work.commit().await.unwrap();
        let before = opened(&db, matter).await;
        let split = of_kind(&before, "case.split").unwrap().id;

        let work = work_as(&office, Role::Chief).await;
        let other = annul(&work, matter, split, annulling("2026-11-20"), None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        assert_eq!(other, new);
        let (old, gone) = (opened(&db, matter).await, opened(&db, new).await);
        let mut back = names(&old);
        back.sort();
        let approved = |name: &str| (name.to_owned(), "Approved".to_owned());
        assert_eq!(
            back,
            [approved("Lưu Gia Huy"), approved("Thái Doãn Lâm (Lâm Đen)")]
        );
        assert_eq!(gone.matter.accused().count(), 0);
        assert!(gone.matter.case.is_none() && gone.matter.running().count() == 0);
        assert_eq!(lists(&db, new).await, "gone");
        assert_eq!(gone.unit, REGION, "it can still be read there");
        // Held once, in the old case, and found there by the number read meanwhile.
        let held = held(&db, REGION).await;
        assert_eq!(held.len(), 1);
        assert_eq!(held[0].0, matter);
        let is_back = |person: &&criminal::rules::Person| person.name.starts_with("Thái");
        let back = old.matter.accused().find(is_back).unwrap().subject;
        let person = finding::person(&db, matter, back).await.unwrap().unwrap();
        assert_eq!(person.id_no, "068090001234");
        assert!(finding::person(&db, new, who).await.unwrap().is_none());
        // Nothing is erased: every fact of the split case is there, each withdrawn for the reason of the decision.
        let withdrawn = gone
            .facts
            .iter()
            .filter(|fact| fact.kind == "fact.withdrawn");
        let reasons: Vec<&str> = withdrawn
            .filter_map(|fact| fact.reason.as_deref())
            .collect();
        assert!(reasons.len() >= told.facts.len());
        assert!(reasons.iter().all(|reason| reason.contains("bị hủy bỏ")));
        let links = criminal::passage::links(&gone.facts);
        assert_eq!((links.len(), links[0].matter), (1, matter));
        let history = |one: &Opened| -> Vec<&str> {
            let events = criminal::passage::history::events(&one.facts);
            events.into_iter().map(|event| event.words).collect()
        };
        assert_eq!(history(&gone), ["Đã hủy bỏ việc tách, trở lại vụ án"]);
        assert_eq!(history(&old), ["Đã tách, nay hủy bỏ việc tách vụ án"]);
        let decided = of_kind(&old, "case.split_annulled").unwrap();
        assert!(decided.number.as_deref().unwrap().contains("/QĐ"));
        let same: i64 = db
            .one(
                "SELECT count(*) FROM criminal_same_person WHERE undone_at IS NULL",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(same, 0, "there is one record of the person again");
        let work = work_as(&office, Role::Chief).await;
        let twice = annul(&work, matter, split, annulling("2026-11-20"), None).await;
        assert!(matches!(
            twice,
            Err(RecordError::Work(WorkError::Invalid { .. }))
        ));
    });
}

#[test]
fn an_annulled_joining_gives_both_cases_back_as_they_were() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (here, _) = a_case(&office, "2026-11-10", &["Thái Doãn Lâm"]).await;
        let (other, _) = a_case(&office, "2026-11-02", &["Lưu Gia Huy"]).await;
        let were = (opened(&db, here).await, opened(&db, other).await);
        let work = work_as(&office, Role::Chief).await;
        let mut entry = act("case.joined", "2026-11-16").with("reason", "Cùng một nhóm.");
        entry.takes_number = true;
        join(&work, here, &were.1.code, entry, None).await.unwrap();
        work.commit().await.unwrap();
        let joined = opened(&db, here).await;
        let huy = joined
            .matter
            .accused()
            .find(|person| person.name == "Lưu Gia Huy")
            .unwrap();
        let work = work_as(&office, Role::Chief).await;
        let told = act("party.described", "2026-11-17")
            .about(huy.subject)
            .with("address", "xã Tân Hòa");
        record_act(&work, here, told, None).await.unwrap();
        let decided = of_kind(&joined, "case.joined").unwrap().id;
        annul(&work, here, decided, annulling("2026-11-20"), None)
            .await
            .unwrap();
        work.commit().await.unwrap();
        let are = (opened(&db, here).await, opened(&db, other).await);
        assert_eq!(names(&are.0), names(&were.0));
        assert_eq!(names(&are.1), names(&were.1));
        assert_eq!(ends(&are.0), ends(&were.0), "every limit as it was");
        assert_eq!(ends(&are.1), ends(&were.1), "every limit as it was");
        assert_eq!(lists(&db, other).await, "cases");
        let mut held = held(&db, REGION).await;
        held.sort();
        let mut wanted = vec![
            (here, "Thái Doãn Lâm".to_owned()),
            (other, "Lưu Gia Huy".to_owned()),
        ];
        wanted.sort();
        assert_eq!(held, wanted);
        let back = are.1.matter.accused().next().unwrap().subject;
        let person = finding::person(&db, other, back).await.unwrap().unwrap();
        assert_eq!(person.address, "xã Tân Hòa");
        let numbers = [&are.0, &are.1].map(|one| {
            let fact = of_kind(one, "case.join_annulled").unwrap();
            fact.number.clone()
        });
        assert_eq!(numbers[0], numbers[1]);
    });
}

#[test]
fn a_split_is_annulled_on_its_page_with_a_reason_and_the_page_tells_it() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, new, _) = a_split(&office, &db).await;
        let split = of_kind(&opened(&db, matter).await, "case.split")
            .unwrap()
            .id;
        let mut chief = office.signed_in(Role::Chief).await;
        let page = chief.page(&format!("/criminal/matters/{matter}")).await;
        assert!(page.contains("Lịch sử tách, nhập, chuyển"));
        let history = format!("/criminal/passages/{matter}");
        let path = format!("/criminal/matters/{matter}/passages/{split}/annulment");
        let page = chief.page(&history).await;
        assert!(page.contains("Còn hiệu lực") && page.contains(&path));
        assert!(
            chief
                .page(&path)
                .await
                .contains("Hủy bỏ quyết định tách vụ án")
        );
        let typed = [("effective", "20/11/2026"), ("take_number", "true")];
        let refused = chief.post(&path, &typed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("Hãy ghi lý do"));
        let typed = [
            ("effective", "20/11/2026"),
            ("take_number", "true"),
            ("reason", "Tách không có căn cứ."),
            ("confirmed", "true"),
        ];
        // A clerk reads the history and cannot annul.
        let mut clerk = office.signed_in(Role::Clerk).await;
        let page = clerk.page(&history).await;
        assert!(page.contains("Còn hiệu lực") && !page.contains("annulment"));
        assert_eq!(
            clerk.post(&path, &typed).await.status,
            StatusCode::FORBIDDEN
        );
        let done = chief.post(&path, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let page = chief.page(&history).await;
        assert!(page.contains("Đã hủy bỏ ngày 20/11/2026") && !page.contains(&path));
        let again = chief.get(&path).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        let page = chief.page(&format!("/criminal/passages/{new}")).await;
        assert!(page.contains("Tách không có căn cứ."));
        let told: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'passage.annulled'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told, 1);
        // Another procuracy learns nothing.
        let mut stranger = office.signed_in_at(Role::Chief, OTHER).await;
        assert_eq!(stranger.get(&history).await.status, StatusCode::NOT_FOUND);
        assert_eq!(stranger.get(&path).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn the_sender_of_a_case_still_sees_it_as_it_was_handed_over() {
    both(&TABLES, |db| async move {
        let office = office(db.clone()).await;
        let (matter, _) = a_case(&office, "2026-11-02", &["Thái Doãn Lâm"]).await;
        let page = format!("/criminal/passages/{matter}");
        let mut sender = office.signed_in(Role::Prosecutor).await;
        let mut receiver = office.signed_in_at(Role::Chief, OTHER).await;
        let mut stranger = office.signed_in_at(Role::Chief, "P68").await;
        assert!(sender.page(&page).await.contains("chưa được tách, nhập"));
        assert_eq!(receiver.get(&page).await.status, StatusCode::NOT_FOUND);
        let work = work_as(&office, Role::Chief).await;
        let entry = act("case.transfer_decided", "2026-11-10").with("reason", "Khác nơi xảy ra.");
        send(&work, matter, OTHER, entry, None).await.unwrap();
        work.commit().await.unwrap();
        let under_way = sender.page(&page).await;
        assert!(under_way.contains("Đang chuyển, chưa được nhận"));
        assert!(
            under_way.contains("vẫn chịu trách nhiệm") && under_way.contains("Khác nơi xảy ra.")
        );
        // The receiver sees the decision and nothing of the matter yet.
        let coming = receiver.page(&page).await;
        assert!(coming.contains("Nhận hồ sơ") && !coming.contains("Bị can, người bị giữ"));
        assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
        let work = work_at(&office, Role::Chief, OTHER).await;
        take(&work, matter, taking("2026-11-12")).await.unwrap();
        let named = act("case.described", "2026-11-13").with("case_name", "Vụ án của nơi nhận");
        record_act(&work, matter, named, None).await.unwrap();
        work.commit().await.unwrap();
        let handed = sender.page(&page).await;
        for words in [
            "Đã nhận 12/11/2026",
            "Thái Doãn Lâm",
            "Bị can, người bị giữ",
            "Văn bản, hành vi tố tụng",
            "như khi bàn giao",
        ] {
            assert!(handed.contains(words), "{words}");
        }
        for words in [
            "Vụ án của nơi nhận",
            "13/11/2026",
            "Thụ lý vụ án chuyển đến",
            "Mở hồ sơ",
        ] {
            assert!(!handed.contains(words), "{words}");
        }
        assert!(
            sender
                .page("/criminal/passages?of=sent")
                .await
                .contains(&page)
        );
        let whole = receiver.page(&page).await;
        assert!(whole.contains("Vụ án của nơi nhận") && whole.contains("Mở hồ sơ"));
        assert_eq!(stranger.get(&page).await.status, StatusCode::NOT_FOUND);
        let looks: i64 = db
            .one(
                "SELECT count(*) FROM audit_line WHERE action = 'passage.looked'",
                args![],
            )
            .await
            .unwrap();
        assert!(looks >= 5, "every look is in the trail: {looks}");
    });
}
