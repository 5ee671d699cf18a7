//! Khóa ký và số văn bản: a certificate that may not sign takes no number, a device pulled out gives it back, and a signature that was lost
//! on its way from the signer's machine costs neither a number nor a second document.

use std::{fs, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use criminal::doors::PapersDoor;
use db::{Db, Migrations, Sql, args, testing::both};
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Answer, Browser, Office, PASSWORD, PROVINCE, REGION};
use sign::{Key, SoftwareKey};
use signing::{Means, Receivers, ceremony::LIFE_MS};
use uuid::Uuid;

use crate::administrative::{begun, filled};
use crate::house::{told, version};
use crate::hsm::{PIN, settings, with_device};
use crate::pki::{self, key};

const TABLES: [Migrations; 7] = [
    ledger::MIGRATIONS,
    jobs::MIGRATIONS,
    people::MIGRATIONS,
    shell::MIGRATIONS,
    signing::MIGRATIONS,
    criminal::MIGRATIONS,
    documents::MIGRATIONS,
];

/// Numbers of the books, and signings that were ever begun.
const TAKEN: [&str; 2] = [
    "SELECT count(*) FROM documents_book_number",
    "SELECT count(*) FROM documents_ceremony",
];

/// An office of this moment that knows the lists of the test authority, and its chief.
struct Bureau {
    office: Office,
    chief: Uuid,
    login: String,
}

impl Bureau {
    /// With these settings of signing; it believes the root, and these lists.
    async fn with(db: Db, settings: &str, lists: &[&str]) -> Bureau {
        let mut means = Means::parse(settings).unwrap();
        means.outside = Arc::new(pki::TOWN);
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(documents::routes())
            .merge(signing::routes());
        let office = Office::with(db, criminal::views(), routes, |app| {
            app.menu(documents::menu())
                .slot(PapersDoor(Arc::new(documents::DocumentShelf)))
                .slot(means)
                .slot(Receivers(documents::SignedPapers::all()))
        })
        .await;
        office.to_this_moment();
        let (chief, login) = office.employ(Role::Chief, REGION).await;
        let mut officer = office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        for name in ["root.crt"].iter().chain(lists) {
            let bytes = fs::read(pki::trust_folder().join(name)).unwrap();
            let why = [("why", "Nhận từ tổ chức cấp, đã đối chiếu")];
            let said = officer
                .upload("/signing/trust", &why, ("file", name, &bytes))
                .await;
            assert_eq!(said.status, 303, "{name}: {}", said.text);
        }
        drop(officer);
        Bureau {
            office,
            chief,
            login,
        }
    }

    async fn plain(db: Db) -> Bureau {
        Bureau::with(db, "", &["root.crl", "ca.crl"]).await
    }

    async fn signed_in(&self) -> Browser<'_> {
        let mut browser = self.office.browser();
        let answer = browser.sign_in(&self.login, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        browser
    }

    /// A notice of the chief's, ready to be signed by them: its address.
    async fn notice(&self, browser: &mut Browser<'_>) -> String {
        let href = begun(browser, "thong-bao").await;
        filled(browser, &href).await;
        let signer = self.chief.to_string();
        let answer = browser.post(&href, &[("signer_person", &signer)]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        href
    }

    /// Nothing was taken from any book, and nothing begun.
    async fn has_taken_nothing(&self) {
        for counted in TAKEN {
            let count: i64 = self.office.app.db().one(counted, args![]).await.unwrap();
            assert_eq!(count, 0, "{counted}");
        }
    }
}

/// A person adds the certificate of a key as their own, at their machine.
async fn owned(browser: &mut Browser<'_>, name: &str) {
    let chain = pki::chain(name, "ca");
    let der = |at: usize| STANDARD.encode(sign::Described::of(&chain[at]).der);
    let body = json!({ "certificate": der(0), "above": [der(1)], "is_confirmed": true });
    let said = browser
        .call("POST", "/signing/certificates/token", body)
        .await;
    assert_eq!(said.status, 200, "{}", said.text);
}

/// "Ký số và ban hành".
async fn sign(browser: &mut Browser<'_>, href: &str) -> Answer {
    let document = href.rsplit('/').next().unwrap();
    let folder = format!("/documents/folder/{document}");
    let mut page = browser.page(&folder).await;
    if !page.contains("name=\"version\"") {
        // Without a key the folder offers nothing to press.
        page = browser.page(href).await;
    }
    let fields = [("version", &*version(&page))];
    browser.post(&format!("{folder}/signature"), &fields).await
}

/// The ticket that the signer is led to.
async fn ticket(browser: &mut Browser<'_>, href: &str) -> String {
    let answer = sign(browser, href).await;
    assert_eq!(answer.status, 303, "{}", told(&answer));
    let place = answer.location().to_owned();
    assert!(place.starts_with("/signing/tickets/"), "{place}");
    place
}

/// What the signing program makes of a ticket.
async fn made(browser: &mut Browser<'_>, ticket: &str, key: &SoftwareKey) -> Value {
    let said = browser.call("GET", ticket, json!({})).await;
    let said: Value = serde_json::from_str(&said.text).unwrap();
    let message = STANDARD.decode(said["message"].as_str().unwrap()).unwrap();
    json!({ "signature": STANDARD.encode(key.sign(&message).unwrap()) })
}

async fn bring(browser: &mut Browser<'_>, ticket: &str, made: &Value) -> Answer {
    let place = format!("{ticket}/signature");
    browser.call("POST", &place, made.clone()).await
}

/// The records clerk passes it on with the seal on the printed copy.
async fn sealed_by_hand(bureau: &Bureau, href: &str) {
    let document = href.rsplit('/').next().unwrap();
    let mut clerk = bureau.office.signed_in(Role::Clerk).await;
    let place = format!("/documents/seals/{document}/by-hand");
    let answer = clerk.post(&place, &[]).await;
    assert_eq!(answer.status, 303, "{}", told(&answer));
}

#[test]
fn a_certificate_that_may_not_sign_takes_no_number_and_says_why() {
    both(&TABLES, |db| async move {
        let bureau = Bureau::plain(db).await;
        let end: DateTime<Utc> = "2032-01-01T00:00:01Z".parse().unwrap();
        let cases = [
            ("future", "chỉ có hiệu lực từ 07:00 ngày 01/06/2031"),
            ("revoked", "“Phạm Thu Hồi” đã bị thu hồi"),
        ];
        for (name, words) in cases {
            let mut chief = bureau.signed_in().await;
            owned(&mut chief, name).await;
            let notice = bureau.notice(&mut chief).await;
            let answer = sign(&mut chief, &notice).await;
            assert_eq!(answer.status, 422, "{name}: {}", told(&answer));
            assert!(answer.has(words), "{name}: {}", told(&answer));
            bureau.has_taken_nothing().await;
        }
        let (signer, login) = bureau.office.employ(Role::Chief, REGION).await;
        let other = Bureau {
            chief: signer,
            login,
            ..bureau
        };
        let mut chief = other.signed_in().await;
        owned(&mut chief, "brief").await;
        let app = &other.office.app;
        other.office.wait(end.timestamp_millis() - app.now_ms());
        let mut chief = other.signed_in().await;
        let notice = other.notice(&mut chief).await;
        let answer = sign(&mut chief, &notice).await;
        assert_eq!(answer.status, 422, "{}", told(&answer));
        assert!(
            answer.has("đã hết hạn lúc 07:00 ngày 01/01/2032"),
            "{}",
            told(&answer)
        );
        other.has_taken_nothing().await;
    });
}

#[test]
fn what_only_the_authoritys_service_knows_is_asked_before_a_number_is_taken() {
    both(&TABLES, |db| async move {
        let services = "time_stamps = ['http://tsa.test/']\nrevocation = ['http://ocsp.test/', 'http://crl.test/']";
        let bureau = Bureau::with(db, services, &[]).await;
        let mut chief = bureau.signed_in().await;
        owned(&mut chief, "revoked").await;
        let notice = bureau.notice(&mut chief).await;
        bureau.office.to_this_moment();
        let answer = sign(&mut chief, &notice).await;
        assert_eq!(answer.status, 422, "{}", told(&answer));
        assert!(answer.has("đã bị thu hồi"), "{}", told(&answer));
        bureau.has_taken_nothing().await;
    });
}

#[test]
fn a_signature_lost_with_the_signing_program_burns_no_number_and_issues_nothing_twice() {
    both(&TABLES, |db| async move {
        let bureau = Bureau::plain(db).await;
        let mut chief = bureau.signed_in().await;
        owned(&mut chief, "p256").await;
        let notice = bureau.notice(&mut chief).await;
        let first = ticket(&mut chief, &notice).await;
        // Made by the token, and gone with the program before the page had it.
        let lost = made(&mut chief, &first, &key("p256")).await;
        let held = chief
            .page(&format!(
                "/documents/folder/{}",
                notice.rsplit('/').next().unwrap()
            ))
            .await;
        assert!(
            held.contains("số 01/TB-") && held.contains("Lần ký trước chưa xong"),
            "{held}"
        );
        // The signer comes back by the folder: the same number, another ticket; the first one takes nothing any more.
        let second = ticket(&mut chief, &notice).await;
        assert_ne!(first, second);
        let late = bring(&mut chief, &first, &lost).await;
        assert_eq!(late.status, 409, "{}", late.text);
        let again = made(&mut chief, &second, &key("p256")).await;
        let said = bring(&mut chief, &second, &again).await;
        assert_eq!(said.status, 200, "{}", said.text);
        for (place, signature) in [(&first, &lost), (&second, &again)] {
            let late = bring(&mut chief, place, signature).await;
            assert_eq!(late.status, 409, "{}", late.text);
        }
        sealed_by_hand(&bureau, &notice).await;
        let page = chief.page(&notice).await;
        assert!(page.contains("Đã ban hành số 01/TB-"), "{page}");
        // One line in the book, and the next one has the next number.
        let sql = "SELECT count(*) FROM documents_book_number WHERE state = 'issued'";
        let issued: i64 = bureau.office.app.db().one(sql, args![]).await.unwrap();
        assert_eq!(issued, 1);
        let next = bureau.notice(&mut chief).await;
        let place = ticket(&mut chief, &next).await;
        let signature = made(&mut chief, &place, &key("p256")).await;
        let said = bring(&mut chief, &place, &signature).await;
        assert_eq!(said.status, 200, "{}", said.text);
        sealed_by_hand(&bureau, &next).await;
        let page = chief.page(&next).await;
        assert!(page.contains("Đã ban hành số 02/TB-"), "{page}");
    });
}

#[test]
fn a_lost_signature_that_nobody_makes_again_gives_its_number_back() {
    both(&TABLES, |db| async move {
        let bureau = Bureau::plain(db).await;
        let mut chief = bureau.signed_in().await;
        owned(&mut chief, "p256").await;
        let notice = bureau.notice(&mut chief).await;
        let place = ticket(&mut chief, &notice).await;
        let lost = made(&mut chief, &place, &key("p256")).await;
        bureau.office.wait(LIFE_MS + 1_000);
        signing::keep(&bureau.office.app).await.unwrap();
        let mut chief = bureau.signed_in().await;
        let late = bring(&mut chief, &place, &lost).await;
        assert!(matches!(late.status.as_u16(), 403 | 409), "{}", late.text);
        let sql = "SELECT count(*) FROM documents_book_number";
        let count: i64 = bureau.office.app.db().one(sql, args![]).await.unwrap();
        assert_eq!(count, 0, "the number went back");
        // The draft is a draft again: signed now, it has the number that was given back.
        let place = ticket(&mut chief, &notice).await;
        let signature = made(&mut chief, &place, &key("p256")).await;
        let said = bring(&mut chief, &place, &signature).await;
        assert_eq!(said.status, 200, "{}", said.text);
        sealed_by_hand(&bureau, &notice).await;
        let page = chief.page(&notice).await;
        assert!(page.contains("Đã ban hành số 01/TB-"), "{page}");
    });
}

#[test]
fn a_device_of_the_office_pulled_out_gives_the_number_back_and_signs_once_it_is_plugged_in() {
    let name = "keys::a_device_of_the_office_pulled_out_gives_the_number_back_and_signs_once_it_is_plugged_in";
    with_device(name, |room| {
        let secret = room.join("pin");
        fs::write(&secret, PIN).unwrap();
        let settings = settings(&format!("pin_file = '{}'", secret.display()));
        let tokens = room.join("tokens");
        both(&TABLES, |db| {
            let (settings, tokens) = (settings.clone(), tokens.clone());
            async move {
                let bureau = Bureau::with(db, &settings, &["root.crl", "ca.crl"]).await;
                let mut clerk = bureau.office.signed_in(Role::Clerk).await;
                let chain =
                    ["rsa.crt", "ca.crt"].map(|name| fs::read(pki::folder().join(name)).unwrap());
                let holder = bureau.chief.to_string();
                let fields = [
                    ("holder", holder.as_str()),
                    ("home", "server:hsm"),
                    ("is_confirmed", "true"),
                ];
                let file = ("file", "a.pem", chain.concat());
                let said = clerk
                    .upload("/signing/certificates", &fields, (file.0, file.1, &file.2))
                    .await;
                assert_eq!(said.status, 303, "{}", said.text);
                let mut chief = bureau.signed_in().await;
                let notice = bureau.notice(&mut chief).await;
                let away = tokens.with_extension("away");
                fs::rename(&tokens, &away).unwrap();
                fs::create_dir(&tokens).unwrap();
                let answer = sign(&mut chief, &notice).await;
                fs::remove_dir_all(&tokens).unwrap();
                fs::rename(&away, &tokens).unwrap();
                assert_eq!(answer.status, 422, "{}", told(&answer));
                assert!(
                    answer.has("Không thấy thiết bị ký số; hãy cắm lại thiết bị rồi ký lại."),
                    "{}",
                    told(&answer)
                );
                let count: i64 = bureau.office.app.db().one(TAKEN[0], args![]).await.unwrap();
                assert_eq!(count, 0, "the number went back");
                let answer = sign(&mut chief, &notice).await;
                assert_eq!(answer.status, 303, "{}", told(&answer));
                sealed_by_hand(&bureau, &notice).await;
                let page = chief.page(&notice).await;
                assert!(page.contains("Đã ban hành số 01/TB-"), "{page}");
            }
        });
    });
}
