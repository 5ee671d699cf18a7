//! Bad input: whoever comes twice, comes for another, comes late, or brings something else changes nothing.

use std::sync::atomic::Ordering;

use db::{Sql, args, testing::both};
use people::Role;
use shell::testing::REGION;
use signing::{Ceremony, Order};
use uuid::Uuid;

use crate::papers;
use crate::pki::key;
use crate::world::{World, bring, order, owned, read, signature, state, tables, trust};

#[test]
fn a_ticket_is_signed_once() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        assert_eq!(bring(&mut chief, ticket, &made).await.status.as_u16(), 200);
        let again = bring(&mut chief, ticket, &made).await;
        assert_eq!(again.status.as_u16(), 409, "{}", again.text);
        assert!(again.has("đã ký xong"), "{}", again.text);
        assert_eq!(world.area.heard(), ["received"]);
    });
}

#[test]
fn a_ticket_belongs_to_its_person_and_session() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        let mut deputy = world.office.signed_in(Role::DeputyChief).await;
        assert_eq!(bring(&mut deputy, ticket, &made).await.status.as_u16(), 403);
        let path = format!("/signing/tickets/{ticket}");
        assert_eq!(deputy.get(&path).await.status.as_u16(), 404);
        let cancelled = deputy
            .call(
                "POST",
                &format!("{path}/cancellation"),
                serde_json::json!({}),
            )
            .await;
        assert_eq!(cancelled.status.as_u16(), 403);
        let mut elsewhere = world.chief().await;
        assert_eq!(
            bring(&mut elsewhere, ticket, &made).await.status.as_u16(),
            403
        );
        assert_eq!(state(&world, ticket).await, "waiting");
        assert_eq!(bring(&mut chief, ticket, &made).await.status.as_u16(), 200);
    });
}

#[test]
fn another_key_is_refused_and_the_right_one_still_signs() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        for wrong in ["p256", "p384"] {
            let made = signature(&mut chief, ticket, &key(wrong)).await;
            let said = bring(&mut chief, ticket, &made).await;
            assert_eq!(said.status.as_u16(), 422, "{}", said.text);
            assert!(said.has("không được chấp nhận"), "{}", said.text);
        }
        assert_eq!(bring(&mut chief, ticket, "AAAA").await.status.as_u16(), 400);
        assert_eq!(state(&world, ticket).await, "waiting");
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        assert_eq!(bring(&mut chief, ticket, &made).await.status.as_u16(), 200);
    });
}

#[test]
fn while_the_time_stamp_authority_is_silent_nothing_is_signed_and_the_same_signature_serves_later()
{
    both(&tables(), |db| async move {
        let settings = "time_stamps = ['http://tsa.test/']\nlevel = 'B-T'";
        let world = World::with(db, settings).await;
        let mut officer = world
            .office
            .signed_in_at(Role::ItOfficer, shell::testing::PROVINCE)
            .await;
        for name in ["root.crt", "root.crl", "ca.crl"] {
            trust(&mut officer, name).await;
        }
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        world.services.store(false, Ordering::SeqCst);
        let said = bring(&mut chief, ticket, &made).await;
        assert!(said.has("không trả lời"), "{}", said.text);
        assert_eq!(state(&world, ticket).await, "waiting");
        assert!(world.area.heard().is_empty());
        world.services.store(true, Ordering::SeqCst);
        world.office.to_this_moment();
        let said = bring(&mut chief, ticket, &made).await;
        assert_eq!(read(&said)["level"], "B-T", "{}", said.text);
    });
}

#[test]
fn a_certificate_ended_here_signs_no_more_even_on_an_open_ticket() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        let path = format!("/signing/certificates/{certificate}/end");
        assert_eq!(chief.post(&path, &[("why", "")]).await.status.as_u16(), 422);
        let ended = chief.post(&path, &[("why", "Mất thiết bị")]).await;
        assert_eq!(ended.status.as_u16(), 303, "{}", ended.text);
        let said = bring(&mut chief, ticket, &made).await;
        assert!(said.has("đã ngừng dùng"), "{}", said.text);
        let anew = world.order(certificate, Uuid::now_v7()).await;
        assert!(matches!(anew, Err(signing::SigningError::CertificateEnded)));
    });
}

#[test]
fn what_the_area_refuses_is_not_signed_and_may_be_tried_again() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        world.area.refuses.store(true, Ordering::SeqCst);
        let said = bring(&mut chief, ticket, &made).await;
        assert!(said.has("Văn bản vừa được rút."), "{}", said.text);
        assert_eq!(state(&world, ticket).await, "waiting");
        let noted =
            "SELECT count(*) FROM audit_line WHERE action IN ('test.issued', 'signing.signed')";
        assert_eq!(world.count(noted).await, 0, "nothing of it lasts");
        world.area.refuses.store(false, Ordering::SeqCst);
        assert_eq!(bring(&mut chief, ticket, &made).await.status.as_u16(), 200);
    });
}

#[test]
fn an_authority_that_is_not_trusted_lets_nobody_sign() {
    both(&tables(), |db| async move {
        let world = World::with(db, "").await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let refused = world.order(certificate, Uuid::now_v7()).await.unwrap_err();
        assert!(refused.sentence().unwrap().contains("danh sách tin cậy"));
        let page = chief
            .page(&format!("/signing/certificates/{certificate}"))
            .await;
        assert!(page.contains("chưa dẫn đến tổ chức nào"));
    });
}

#[test]
fn a_certificate_without_any_list_signs_plainly_and_says_what_is_unproven() {
    both(&tables(), |db| async move {
        let world = World::with(db, "").await;
        let mut officer = world
            .office
            .signed_in_at(Role::ItOfficer, shell::testing::PROVINCE)
            .await;
        trust(&mut officer, "root.crt").await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        let said = read(&bring(&mut chief, ticket, &made).await);
        assert_eq!(said["verdict"], "indeterminate", "{said}");
        assert!(said["unproven"].to_string().contains("thu hồi"), "{said}");
        let log = chief.page("/signing/log").await;
        assert!(log.contains("chưa chứng minh được tình trạng thu hồi"));
    });
}

#[test]
fn two_orders_for_one_record_make_one_open_ticket() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let object = Uuid::now_v7();
        let first = world.order(certificate, object).await.unwrap().id;
        let second = world.order(certificate, object).await.unwrap().id;
        assert_eq!(state(&world, first).await, "cancelled");
        assert_eq!(world.area.heard().len(), 1, "its area heard of it");
        let (deputy, login) = world.office.employ(Role::DeputyChief, REGION).await;
        let mut browser = world.signed_in(&login).await;
        let theirs = owned(&mut browser, "p256").await;
        let work = world.work(deputy).await;
        let session = world.session(deputy).await;
        let held = signing::Ceremony::of(&world.office.app)
            .begin(&work, session, crate::world::order(theirs, object))
            .await;
        assert!(matches!(held, Err(signing::SigningError::HeldByOther(_))));
        drop(work);
        let open: i64 = world
            .office
            .app
            .db()
            .one(
                "SELECT count(*) FROM signing_ticket WHERE object_id = $1 AND state = 'waiting'",
                args![object],
            )
            .await
            .unwrap();
        assert_eq!((open, state(&world, second).await.as_str()), (1, "waiting"));
    });
}

#[test]
fn a_file_changed_after_its_first_signature_takes_no_second_one() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let first = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, first, &key("rsa")).await;
        assert_eq!(bring(&mut chief, first, &made).await.status.as_u16(), 200);
        let path = format!("/signing/tickets/{first}/file");
        let good = chief.get(&path).await.bytes;
        let overwritten =
            "<</Length 44>>\nstream\nBT /F1 24 Tf 72 700 Td (Quyet dinh 99) Tj ET\nendstream";
        let changed = [
            papers::replaced(&good, b"Quyet dinh 15", b"Quyet dinh 16"),
            papers::appended(&good, &[(4, overwritten)], 1, 10),
        ];
        for pdf in changed {
            let work = world.work(world.chief).await;
            let session = world.session(world.chief).await;
            let order = Order {
                pdf,
                ..order(certificate, Uuid::now_v7())
            };
            let begun = Ceremony::of(&world.office.app)
                .begin(&work, session, order)
                .await;
            let ticket = begun.unwrap().id;
            work.commit().await.unwrap();
            let made = signature(&mut chief, ticket, &key("rsa")).await;
            let said = bring(&mut chief, ticket, &made).await;
            assert_eq!(said.status.as_u16(), 422, "{}", said.text);
            assert!(said.has("thay đổi"), "{}", said.text);
            assert_eq!(state(&world, ticket).await, "waiting");
        }
        assert_eq!(world.area.heard(), ["received"], "the first alone");
    });
}
