//! What is signed, and what follows from it.

use db::testing::both;
use people::Role;
use shell::testing::REGION;
use uuid::Uuid;

use crate::papers;
use crate::pki::{self, key};
use crate::world::{World, bring, order, owned, read, signature, state, tables};

const STORED: &str =
    "time_stamps = ['http://tsa.test/']\nrevocation = ['http://ocsp.test/', 'http://crl.test/']";

#[test]
fn a_signature_from_the_persons_token_is_accepted_together_with_what_its_area_records() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let object = Uuid::now_v7();
        let ticket = world.order(certificate, object).await.unwrap();
        let page = chief.page(&format!("/signing/tickets/{}", ticket.id)).await;
        assert!(page.contains("Quyết định 15/QĐ-VKSKV3") && page.contains("data-sign "));
        let made = signature(&mut chief, ticket.id, &key("rsa")).await;
        let said = bring(&mut chief, ticket.id, &made).await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
        let said = read(&said);
        assert_eq!(said["verdict"], "valid", "{said}");
        assert_eq!(said["goes_to"], "/after");
        assert_eq!(world.area.heard(), ["received"]);
        let file = chief
            .get(&format!("/signing/tickets/{}/file", ticket.id))
            .await;
        assert!(file.bytes.starts_with(b"%PDF"));
        assert!(file.bytes.len() > papers::plain().len());
        assert_eq!(
            world
                .count("SELECT count(*) FROM audit_line WHERE action IN ('signing.signed', 'test.issued')")
                .await,
            2
        );
        let log = chief.page("/signing/log?q=quyet+dinh").await;
        assert!(log.contains("Quyết định 15/QĐ-VKSKV3") && log.contains("Hợp lệ"));
        let book = chief.get("/signing/log/file").await;
        assert!(book.bytes.starts_with(b"PK"), "{}", book.text);
    });
}

#[test]
fn with_services_a_signature_carries_its_proofs_inside() {
    both(&tables(), |db| async move {
        let world = World::with(db, STORED).await;
        let mut officer = world
            .office
            .signed_in_at(people::Role::ItOfficer, shell::testing::PROVINCE)
            .await;
        crate::world::trust(&mut officer, "root.crt").await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "p256").await;
        let ticket = world.order(certificate, Uuid::now_v7()).await.unwrap();
        assert_eq!(ticket.level, "B-LT");
        let made = signature(&mut chief, ticket.id, &key("p256")).await;
        world.office.to_this_moment();
        let said = read(&bring(&mut chief, ticket.id, &made).await);
        assert_eq!(said["verdict"], "valid", "{said}");
        assert_eq!(said["level"], "B-LT", "{said}");
    });
}

#[test]
fn the_seal_is_put_after_the_signature_and_both_are_valid() {
    both(&tables(), |db| async move {
        let world = World::plain(db).await;
        let mut chief = world.chief().await;
        let certificate = owned(&mut chief, "rsa").await;
        let first = world.order(certificate, Uuid::now_v7()).await.unwrap();
        let made = signature(&mut chief, first.id, &key("rsa")).await;
        bring(&mut chief, first.id, &made).await;
        let file = chief
            .get(&format!("/signing/tickets/{}/file", first.id))
            .await
            .bytes;
        let mut clerk = world.office.signed_in(people::Role::Clerk).await;
        let chain = [
            std::fs::read(pki::folder().join("p384.crt")).unwrap(),
            std::fs::read(pki::folder().join("ca.crt")).unwrap(),
        ]
        .concat();
        let fields = [
            ("holder", "unit"),
            ("home", "agent"),
            ("is_confirmed", "true"),
        ];
        let said = clerk
            .upload(
                "/signing/certificates",
                &fields,
                ("file", "co-quan.pem", &chain),
            )
            .await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        let seal = said.location().rsplit('/').next().unwrap().to_owned();
        let fields = [
            ("title", "Đóng dấu"),
            ("certificate", seal.as_str()),
            ("sight", "sign"),
        ];
        let said = clerk
            .upload("/signing/new", &fields, ("file", "da-ky.pdf", &file))
            .await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        let second: Uuid = said.location().rsplit('/').next().unwrap().parse().unwrap();
        let made = signature(&mut clerk, second, &key("p384")).await;
        let said = read(&bring(&mut clerk, second, &made).await);
        assert_eq!(said["verdict"], "valid", "{said}");
        let both = clerk
            .get(&format!("/signing/tickets/{second}/file"))
            .await
            .bytes;
        let said = clerk
            .upload("/signing/verify", &[], ("file", "hai-chu-ky.pdf", &both))
            .await;
        assert!(said.has("Cả 2 chữ ký hợp lệ"), "{}", said.text);
        // A prosecutor has no part in the seal.
        let (prosecutor, login) = world.office.employ(Role::Prosecutor, REGION).await;
        world.signed_in(&login).await;
        let (work, session) = (
            world.work(prosecutor).await,
            world.session(prosecutor).await,
        );
        let asked = order(seal.parse().unwrap(), Uuid::now_v7());
        let refused = signing::Ceremony::of(&world.office.app)
            .begin(&work, session, asked)
            .await;
        assert!(
            matches!(refused, Err(signing::SigningError::NotYourCertificate)),
            "{refused:?}"
        );
        work.rollback().await.unwrap();
        assert_eq!(state(&world, second).await, "signed");
    });
}
