//! Lost on the way: a signature that died with the signing program before it was sent, an answer that nobody heard. The ticket stays as it
//! was or ends cleanly, its area hears of one signature, and what comes late changes nothing. How the program itself dies is told in
//! `platform/agent/tests/agent/killed.rs`.

use std::time::Duration;

use db::testing::both;
use signing::ceremony::LIFE_MS;
use uuid::Uuid;

use crate::pki::key;
use crate::world::{World, bring, owned, signature, state, tables};

const ACCEPTED: &str = "SELECT count(*) FROM audit_line WHERE action = 'signing.signed'";
/// What the area records with it, in the same transaction.
const ISSUED: &str = "SELECT count(*) FROM audit_line WHERE action = 'test.issued'";

#[test]
fn a_signature_that_died_with_the_signing_program_leaves_its_ticket_as_it_was() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "p256").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let lost = signature(&mut chief, ticket, &key("p256")).await;
        world.office.wait(60_000);
        signing::keep(&world.office.app).await.unwrap();
        assert_eq!(state(&world, ticket).await, "waiting");
        assert!(world.area.heard().is_empty(), "nothing is known of it");
        // The program is back: the same ticket is signed again, which with this kind of key gives other bytes.
        let made = signature(&mut chief, ticket, &key("p256")).await;
        assert_ne!(made, lost);
        let said = bring(&mut chief, ticket, &made).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
        // What was believed lost turns up after all.
        let late = bring(&mut chief, ticket, &lost).await;
        assert_eq!(late.status.as_u16(), 409, "{}", late.text);
        assert!(late.has("đã ký xong"), "{}", late.text);
        assert_eq!(world.area.heard(), ["received"]);
        assert_eq!(world.count(ACCEPTED).await, 1);
    });
}

#[test]
fn a_lost_signature_whose_ticket_ran_out_is_taken_no_more_and_the_record_is_ordered_anew() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "p256").await;
        let object = Uuid::now_v7();
        let first = world.order(certificate, object).await.unwrap().id;
        let lost = signature(&mut chief, first, &key("p256")).await;
        world.office.wait(LIFE_MS + 1_000);
        signing::keep(&world.office.app).await.unwrap();
        assert_eq!(state(&world, first).await, "expired");
        let dropped = "Đã quá thời gian chờ ký.";
        assert_eq!(world.area.heard(), [dropped], "it gives its number back");
        let mut chief = world.chief().await;
        let second = world.order(certificate, object).await.unwrap().id;
        let late = bring(&mut chief, first, &lost).await;
        assert!(matches!(late.status.as_u16(), 403 | 409), "{}", late.text);
        let made = signature(&mut chief, second, &key("p256")).await;
        let said = bring(&mut chief, second, &made).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
        assert_eq!(world.area.heard(), [dropped, "received"]);
        assert_eq!(world.count(ACCEPTED).await, 1);
    });
}

#[test]
fn a_page_that_goes_away_while_the_server_takes_its_signature_finds_it_signed_once() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "p256").await;
        for (tried, ms) in [0, 1, 3, 8, 20, 50, 120].into_iter().enumerate() {
            let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
            let made = signature(&mut chief, ticket, &key("p256")).await;
            // The connection breaks wherever the server stands by then.
            let cut = Duration::from_millis(ms);
            let heard = tokio::time::timeout(cut, bring(&mut chief, ticket, &made)).await;
            if let Ok(said) = heard {
                assert_eq!(said.status.as_u16(), 200, "{}", said.text);
            }
            let again = bring(&mut chief, ticket, &made).await;
            assert!(
                matches!(again.status.as_u16(), 200 | 409),
                "{ms}: {}",
                again.text
            );
            assert_eq!(state(&world, ticket).await, "signed", "{ms}");
            let counted = (world.count(ACCEPTED).await, world.count(ISSUED).await);
            let signed = tried as i64 + 1;
            assert_eq!(counted, (signed, signed), "{ms}");
        }
    });
}
