//! Chứng thư số lúc ký: run out, not yet good, revoked; known before, or only while the ticket is open.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use db::testing::both;
use people::Role;
use shell::testing::{Browser, PROVINCE};
use sign::SignError;
use signing::{Ceremony, SigningError};
use uuid::Uuid;

use crate::papers;
use crate::pki::key;
use crate::world::{World, bring, owned, read, signature, state, tables, trust};

const TICKETS: &str = "SELECT count(*) FROM signing_ticket";
const STORED: &str =
    "time_stamps = ['http://tsa.test/']\nrevocation = ['http://ocsp.test/', 'http://crl.test/']";

/// The last moment of the certificate that soon runs out.
fn its_end() -> DateTime<Utc> {
    "2032-01-01T00:00:00Z".parse().unwrap()
}

/// Lets time pass until so many seconds after a moment.
fn until(world: &World, moment: DateTime<Utc>, seconds: i64) {
    let then_ms = moment.timestamp_millis() + seconds * 1_000;
    world.office.wait(then_ms - world.office.app.now_ms());
}

/// The administrator puts a file into the trust list.
async fn trusted(world: &World, name: &str) {
    let mut officer = world.office.signed_in_at(Role::ItOfficer, PROVINCE).await;
    trust(&mut officer, name).await;
}

/// The page "Ký một tệp", sent with this certificate: what it says against it.
async fn asked(browser: &mut Browser<'_>, certificate: Uuid) -> (u16, String) {
    let certificate = certificate.to_string();
    let fields = [
        ("title", "Quyết định 15/QĐ-VKSKV3"),
        ("certificate", certificate.as_str()),
        ("sight", "hidden"),
    ];
    let file = papers::plain();
    let said = browser
        .upload("/signing/new", &fields, ("file", "a.pdf", &file))
        .await;
    (said.status.as_u16(), said.text)
}

/// Refused in these words, in an order of an area and at the page; nothing is prepared, and no area is told anything.
async fn is_refused(world: &World, browser: &mut Browser<'_>, certificate: Uuid, words: &[&str]) {
    let refused = world.order(certificate, Uuid::now_v7()).await.unwrap_err();
    let (status, page) = asked(browser, certificate).await;
    assert_eq!(status, 422, "{page}");
    for words in words {
        assert!(refused.sentence().unwrap().contains(words), "{refused}");
        assert!(page.contains(words), "{words}: {page}");
    }
    assert_eq!(world.count(TICKETS).await, 0);
    assert!(world.area.heard().is_empty());
}

#[test]
fn a_certificate_that_has_run_out_is_refused_before_anything_is_prepared() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let certificate = owned(&mut world.chief().await, "brief").await;
        until(&world, its_end(), 1);
        let mut chief = world.chief().await;
        let words = ["Đỗ Sắp Hết Hạn", "đã hết hạn lúc 07:00 ngày 01/01/2032"];
        is_refused(&world, &mut chief, certificate, &words).await;
    });
}

#[test]
fn a_certificate_that_is_not_yet_good_is_refused_before_anything_is_prepared() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "future").await;
        let words = [
            "Vũ Chưa Đến Hạn",
            "chỉ có hiệu lực từ 07:00 ngày 01/06/2031",
        ];
        is_refused(&world, &mut chief, certificate, &words).await;
    });
}

#[test]
fn a_certificate_on_a_revocation_list_at_hand_is_refused_before_anything_is_prepared() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "revoked").await;
        let words = ["Phạm Thu Hồi", "đã bị thu hồi"];
        is_refused(&world, &mut chief, certificate, &words).await;
    });
}

#[test]
fn the_authoritys_service_is_asked_before_a_number_is_taken_and_its_silence_is_no_refusal() {
    both(&tables(), |db| async move {
        let world = World::with(db, STORED).await;
        trusted(&world, "root.crt").await;
        let mut chief = world.chief().await;
        let (good, revoked) = (
            owned(&mut chief, "p256").await,
            owned(&mut chief, "revoked").await,
        );
        let ceremony = Ceremony::of(&world.office.app);
        world.office.to_this_moment();
        ceremony.refuse_revoked(good).await.unwrap();
        let refused = ceremony.refuse_revoked(revoked).await.unwrap_err();
        assert!(
            matches!(&refused, SigningError::Sign(SignError::Revoked(name)) if name == "Phạm Thu Hồi"),
            "{refused:?}"
        );
        world.services.store(false, Ordering::SeqCst);
        ceremony.refuse_revoked(revoked).await.unwrap();
        // Whoever orders all the same gets no further than the proof that the level needs.
        let ticket = world.order(revoked, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("revoked")).await;
        let said = bring(&mut chief, ticket, &made).await;
        assert!(said.has("không trả lời"), "{}", said.text);
        world.services.store(true, Ordering::SeqCst);
        world.office.to_this_moment();
        let said = bring(&mut chief, ticket, &made).await;
        assert_eq!(said.status.as_u16(), 422, "{}", said.text);
        assert!(said.has("đã bị thu hồi nên không ký được"), "{}", said.text);
        assert_eq!(state(&world, ticket).await, "waiting");
        assert!(world.area.heard().is_empty());
    });
}

#[test]
fn a_certificate_revoked_while_its_ticket_is_open_signs_nothing() {
    both(&tables(), |db| async move {
        let world = World::with(db, "").await;
        for name in ["root.crt", "root.crl"] {
            trusted(&world, name).await;
        }
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "revoked").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("revoked")).await;
        trusted(&world, "ca.crl").await;
        let said = bring(&mut chief, ticket, &made).await;
        assert_eq!(said.status.as_u16(), 422, "{}", said.text);
        assert!(said.has("đã bị thu hồi"), "{}", said.text);
        assert_eq!(state(&world, ticket).await, "waiting");
        assert!(world.area.heard().is_empty());
    });
}

#[test]
fn a_certificate_that_runs_out_while_its_ticket_is_open_signs_nothing() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        until(&world, its_end(), -600);
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "brief").await;
        let in_time = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, in_time, &key("brief")).await;
        let said = read(&bring(&mut chief, in_time, &made).await);
        assert_eq!(said["state"], "signed", "{said}");
        let late = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, late, &key("brief")).await;
        until(&world, its_end(), 60);
        let said = bring(&mut chief, late, &made).await;
        assert_eq!(said.status.as_u16(), 422, "{}", said.text);
        assert!(said.has("Đỗ Sắp Hết Hạn"), "{}", said.text);
        assert_eq!(state(&world, late).await, "waiting");
        assert_eq!(world.area.heard(), ["received"], "the first alone");
    });
}
