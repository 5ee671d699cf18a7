//! A device at the server (SoftHSM): the PIN is right, wrong or missing, the device is there or gone.

use std::fs;

use db::testing::both;
use people::Role;
use serde_json::json;
use uuid::Uuid;

use crate::hsm::{PIN, settings, with_device};
use crate::pki;
use crate::world::{World, read, state, tables};

/// An office whose chief's key is in the device; the certificate came as a file.
async fn office(db: db::Db, more: &str) -> (World, Uuid) {
    let world = World::with(db, &settings(more)).await;
    let mut officer = world
        .office
        .signed_in_at(Role::ItOfficer, shell::testing::PROVINCE)
        .await;
    for name in ["root.crt", "root.crl", "ca.crl"] {
        crate::world::trust(&mut officer, name).await;
    }
    let mut clerk = world.office.signed_in(Role::Clerk).await;
    let chain = ["rsa.crt", "ca.crt"].map(|name| fs::read(pki::folder().join(name)).unwrap());
    let chief = world.chief.to_string();
    let fields = [
        ("holder", chief.as_str()),
        ("home", "server:hsm"),
        ("is_confirmed", "true"),
    ];
    let said = clerk
        .upload(
            "/signing/certificates",
            &fields,
            ("file", "a.pem", &chain.concat()),
        )
        .await;
    assert_eq!(said.status.as_u16(), 303, "{}", said.text);
    let id = said.location().rsplit('/').next().unwrap().parse().unwrap();
    (world, id)
}

#[test]
fn a_device_at_the_server_signs_several_with_one_pin_and_never_without_it() {
    let name = "device::a_device_at_the_server_signs_several_with_one_pin_and_never_without_it";
    with_device(name, |_| {
        both(&tables(), |db| async move {
            let (world, certificate) = office(db, "").await;
            let mut chief = world.chief().await;
            let mut tickets = Vec::new();
            for _ in 0..3 {
                tickets.push(world.order(certificate, Uuid::now_v7()).await.unwrap().id);
            }
            let ids: Vec<String> = tickets.iter().map(Uuid::to_string).collect();
            let page = chief
                .page(&format!("/signing/tickets?ids={}", ids.join(",")))
                .await;
            assert!(page.contains("Mã PIN") && page.contains("Ký số 3 văn bản"));
            for (pin, said) in [("", "nhập mã PIN"), ("000000", "PIN không đúng")] {
                let body = json!({ "tickets": ids, "pin": pin });
                let answer = chief.call("POST", "/signing/tickets/pin", body).await;
                assert!(answer.has(said), "{pin}: {}", answer.text);
                assert_eq!(state(&world, tickets[0]).await, "waiting");
            }
            let body = json!({ "tickets": ids, "pin": PIN });
            let answer = read(&chief.call("POST", "/signing/tickets/pin", body).await);
            for item in answer["items"].as_array().unwrap() {
                assert_eq!(item["state"], "signed", "{answer}");
                assert_eq!(item["verdict"], "valid", "{answer}");
            }
            assert_eq!(world.area.heard(), ["received"; 3]);
            // The door that was opened is shut again.
            let next = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
            let body = json!({ "tickets": [next], "pin": "000000" });
            let answer = chief.call("POST", "/signing/tickets/pin", body).await;
            assert!(answer.has("PIN không đúng"), "{}", answer.text);
        });
    });
}

#[test]
fn a_secret_file_signs_without_a_pin_and_a_device_taken_away_signs_nothing_until_it_is_back() {
    let name = "device::a_secret_file_signs_without_a_pin_and_a_device_taken_away_signs_nothing_until_it_is_back";
    with_device(name, |room| {
        let secret = room.join("pin");
        fs::write(&secret, format!("{PIN}\n")).unwrap();
        let more = format!("pin_file = '{}'", secret.display());
        let tokens = room.join("tokens");
        both(&tables(), |db| {
            let (more, tokens) = (more.clone(), tokens.clone());
            async move {
                let (world, certificate) = office(db, &more).await;
                let mut chief = world.chief().await;
                let first = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
                let body = json!({ "tickets": [first] });
                let answer = read(&chief.call("POST", "/signing/tickets/pin", body).await);
                assert_eq!(answer["items"][0]["state"], "signed", "{answer}");
                let second = world.order(certificate, Uuid::now_v7()).await.unwrap().id;
                let away = tokens.with_extension("away");
                fs::rename(&tokens, &away).unwrap();
                fs::create_dir(&tokens).unwrap();
                let body = json!({ "tickets": [second] });
                let answer = chief.call("POST", "/signing/tickets/pin", body).await;
                fs::remove_dir_all(&tokens).unwrap();
                fs::rename(&away, &tokens).unwrap();
                assert!(answer.has("Không thấy thiết bị"), "{}", answer.text);
                assert_eq!(state(&world, second).await, "waiting");
                assert_eq!(world.area.heard(), ["received"], "the first alone");
                // Plugged in again, it signs the same ticket.
                let body = json!({ "tickets": [second] });
                let answer = read(&chief.call("POST", "/signing/tickets/pin", body).await);
                assert_eq!(answer["items"][0]["state"], "signed", "{answer}");
            }
        });
    });
}

#[test]
fn signings_by_one_device_at_the_same_moment_take_turns_and_none_passes_on_the_pin_of_another() {
    let name = "device::signings_by_one_device_at_the_same_moment_take_turns_and_none_passes_on_the_pin_of_another";
    with_device(name, |_| {
        both(&tables(), |db| async move {
            let (world, certificate) = office(db, "").await;
            let chief = world.chief().await;
            let mut orders = Vec::new();
            for _ in 0..9 {
                orders.push(world.order(certificate, Uuid::now_v7()).await.unwrap().id);
            }
            let pins = [PIN, "000000", PIN];
            let asked = orders.chunks(3).zip(pins).map(|(tickets, pin)| {
                let mut hand = world.office.browser();
                hand.jar = chief.jar.clone();
                let body = json!({ "tickets": tickets, "pin": pin });
                async move { hand.call("POST", "/signing/tickets/pin", body).await }
            });
            let asked: [_; 3] = asked.collect::<Vec<_>>().try_into().ok().unwrap();
            let [first, wrong, last] = asked;
            let (first, wrong, last) = tokio::join!(first, wrong, last);
            assert!(wrong.has("PIN không đúng"), "{}", wrong.text);
            for said in [first, last] {
                for item in read(&said)["items"].as_array().unwrap() {
                    assert_eq!(item["verdict"], "valid", "{}", said.text);
                }
            }
            assert_eq!(world.area.heard(), ["received"; 6]);
            for ticket in &orders[3..6] {
                assert_eq!(state(&world, *ticket).await, "waiting");
            }
        });
    });
}
