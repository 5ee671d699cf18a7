//! Time and death: tickets that wait, are cancelled, run out, or were held by a server that died.

use db::{Sql, args, testing::both};
use people::Role;
use serde_json::json;
use shell::testing::REGION;
use signing::SigningError;
use signing::ceremony::LIFE_MS;
use uuid::Uuid;

use crate::pki::key;
use crate::world::{World, bring, owned, read, signature, state, tables};

#[test]
fn a_ticket_out_of_time_is_dropped_and_its_area_told() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        world.office.wait(LIFE_MS + 1_000);
        let late = bring(&mut chief, ticket, &made).await;
        assert!(late.has("quá thời gian"), "{}", late.text);
        signing::keep(&world.office.app).await.unwrap();
        signing::keep(&world.office.app).await.unwrap();
        assert_eq!(state(&world, ticket).await, "expired");
        assert_eq!(world.area.heard(), ["Đã quá thời gian chờ ký."]);
        let after = bring(&mut chief, ticket, &made).await;
        assert_eq!(after.status.as_u16(), 409, "{}", after.text);
    });
}

#[test]
fn a_cancelled_ticket_is_signed_no_more_and_its_area_is_told_why() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        let path = format!("/signing/tickets/{ticket}/cancellation");
        let said = chief
            .call("POST", &path, json!({ "why": "Rút thiết bị" }))
            .await;
        assert_eq!(read(&said)["goes_to"], "/before", "{}", said.text);
        assert_eq!(world.area.heard(), ["Rút thiết bị"]);
        assert_eq!(bring(&mut chief, ticket, &made).await.status.as_u16(), 409);
        let again = chief.call("POST", &path, json!({})).await;
        assert_eq!(again.status.as_u16(), 409);
    });
}

/// A server claimed the ticket and died.
async fn claimed_by_the_dead(world: &World, ticket: Uuid) {
    let sql = "UPDATE signing_ticket SET state = 'signing', claimed_at = $2 WHERE id = $1";
    let now_ms = world.office.app.now_ms();
    let db = world.office.app.db();
    db.exec(sql, args![ticket, now_ms]).await.unwrap();
}

#[test]
fn what_a_killed_server_held_is_signed_by_the_next_one_at_once_and_once() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        claimed_by_the_dead(&world, ticket).await;
        let said = bring(&mut chief, ticket, &made).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
        let again = bring(&mut chief, ticket, &made).await;
        assert_eq!(again.status.as_u16(), 409, "{}", again.text);
        assert_eq!(world.area.heard(), ["received"]);
    });
}

#[test]
fn what_a_killed_server_held_is_ordered_anew_or_cancelled_by_its_person_at_once() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let object = Uuid::now_v7();
        let first = world.order(certificate, object).await.unwrap().id;
        claimed_by_the_dead(&world, first).await;
        let second = world.order(certificate, object).await.unwrap().id;
        assert_eq!(state(&world, first).await, "cancelled");
        claimed_by_the_dead(&world, second).await;
        let path = format!("/signing/tickets/{second}/cancellation");
        let said = chief.call("POST", &path, json!({ "why": "Dừng" })).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
        let third = world.order(certificate, object).await.unwrap().id;
        let made = signature(&mut chief, third, &key("rsa")).await;
        assert_eq!(bring(&mut chief, third, &made).await.status.as_u16(), 200);
        let received = world.area.heard();
        let count = received.iter().filter(|one| *one == "received").count();
        assert_eq!(count, 1, "{received:?}");
    });
}

#[test]
fn two_signatures_at_the_same_moment_make_one() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
        let made = signature(&mut chief, ticket, &key("rsa")).await;
        let mut other = world.office.browser();
        other.jar = chief.jar.clone();
        let (one, two) = tokio::join!(
            bring(&mut chief, ticket, &made),
            bring(&mut other, ticket, &made)
        );
        let mut said = [one.status.as_u16(), two.status.as_u16()];
        said.sort_unstable();
        assert_eq!(said, [200, 409], "{} {}", one.text, two.text);
        assert_eq!(world.area.heard(), ["received"]);
    });
}

/// The certificate becomes that of the office's seal.
async fn of_the_office(world: &World, certificate: Uuid) {
    let sql = "UPDATE signing_certificate SET person_id = NULL WHERE id = $1";
    let db = world.office.app.db();
    db.exec(sql, args![certificate]).await.unwrap();
}

async fn take_over(world: &World, who: Uuid, object: Uuid, why: &str) -> Result<(), SigningError> {
    let work = world.work(who).await;
    signing::Ceremony::of(&world.office.app)
        .take_over(&work, "test", object, why)
        .await?;
    work.commit().await.unwrap();
    Ok(())
}

#[test]
fn the_turn_of_the_seal_that_somebody_left_is_taken_with_a_reason_and_sealed_once() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let object = Uuid::now_v7();
        // Their own key is theirs alone: nobody takes that turn.
        world.order(certificate, object).await.unwrap();
        let (clerk, login) = world.office.employ(Role::Clerk, REGION).await;
        let refused = take_over(&world, clerk, object, "Thay ca").await;
        assert!(
            matches!(refused, Err(SigningError::NotYourCertificate)),
            "{refused:?}"
        );
        of_the_office(&world, certificate).await;
        let left = world.order(certificate, object).await.unwrap().id;
        let made = signature(&mut chief, left, &key("rsa")).await;
        let (stranger, _) = world.office.employ(Role::Prosecutor, REGION).await;
        let refused = take_over(&world, stranger, object, "Thay ca").await;
        assert!(
            matches!(refused, Err(SigningError::NotYourCertificate)),
            "{refused:?}"
        );
        let refused = take_over(&world, clerk, object, " ").await;
        assert!(
            matches!(refused, Err(SigningError::Invalid { .. })),
            "{refused:?}"
        );
        // While it may be being signed at this moment, it is left alone.
        claimed_by_the_dead(&world, left).await;
        let refused = take_over(&world, clerk, object, "Máy của chị Lan hỏng").await;
        assert!(
            matches!(refused, Err(SigningError::Ended(_))),
            "{refused:?}"
        );
        world.office.wait(2 * 60_000 + 1);
        take_over(&world, clerk, object, "Máy của chị Lan hỏng")
            .await
            .unwrap();
        assert_eq!(state(&world, left).await, "cancelled");
        let noted = "SELECT count(*) FROM audit_line WHERE action = 'signing.taken_over' AND detail LIKE '%chị Lan%'";
        assert_eq!(world.count(noted).await, 1);
        let mut chief = world.chief().await;
        let told = chief.page("/notices").await;
        assert!(told.contains("nhận lượt ký"), "{told}");
        // What was taken is sealed no more; whoever took it seals, once.
        let late = bring(&mut chief, left, &made).await;
        assert!(matches!(late.status.as_u16(), 403 | 409), "{}", late.text);
        let mut browser = world.signed_in(&login).await;
        let work = world.work(clerk).await;
        let session = world.session(clerk).await;
        let own = signing::Ceremony::of(&world.office.app)
            .begin(&work, session, crate::world::order(certificate, object))
            .await
            .unwrap();
        work.commit().await.unwrap();
        let made = signature(&mut browser, own.id, &key("rsa")).await;
        let said = bring(&mut browser, own.id, &made).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
        let heard = world.area.heard();
        let received = heard.iter().filter(|one| *one == "received").count();
        assert_eq!(received, 1, "{heard:?}");
    });
}
