//! Một cơ quan có chữ ký số: an office that trusts the test authority, its chief with a token, and an area that orders signatures.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use db::{Db, Sql, args};
use people::{Role, Work, staff};
use serde_json::{Value, json};
use shell::App;
use shell::testing::{Answer, Browser, Office, PASSWORD, REGION, TABLES};
use sign::{Key, Outside, OutsideError, SoftwareKey};
use signing::ceremony::{Order, Sight, Signed, Ticket};
use signing::{Ceremony, Means, Receiver, Receivers, SigningError};
use uuid::Uuid;

use crate::pki::{self, Town};

/// The tables of the office.
pub fn tables() -> Vec<db::Migrations> {
    let mut all = TABLES.to_vec();
    all.push(signing::MIGRATIONS);
    all
}

/// The services of the town, which may be closed for a while.
pub struct Services(pub Arc<AtomicBool>);

impl Services {
    fn town(&self) -> Town {
        let is_open = self.0.load(Ordering::SeqCst);
        Town {
            stamps: is_open,
            answers: is_open,
        }
    }
}

impl Outside for Services {
    fn post(&self, address: &str, kind: &str, body: &[u8]) -> Result<Vec<u8>, OutsideError> {
        self.town().post(address, kind, body)
    }

    fn get(&self, address: &str) -> Result<Vec<u8>, OutsideError> {
        self.town().get(address)
    }
}

/// Mảng đặt việc ký: notes what it hears, and may refuse.
#[derive(Clone, Default)]
pub struct Area {
    pub heard: Arc<Mutex<Vec<String>>>,
    pub refuses: Arc<AtomicBool>,
}

impl Area {
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

impl Receiver for Area {
    fn purpose(&self) -> &'static str {
        "test"
    }

    fn received<'a>(
        &'a self,
        _: &'a App,
        work: &'a Work,
        signed: &'a Signed,
    ) -> signing::Answer<'a, String> {
        Box::pin(async move {
            work.note("test.issued", "test", signed.ticket.object_id, "")
                .await?;
            if self.refuses.load(Ordering::SeqCst) {
                return Err(SigningError::Refused("Văn bản vừa được rút.".to_owned()));
            }
            self.heard.lock().unwrap().push("received".to_owned());
            Ok("/after".to_owned())
        })
    }

    fn dropped<'a>(
        &'a self,
        _: &'a App,
        _: &'a Work,
        _: &'a Ticket,
        why: &'a str,
    ) -> signing::Answer<'a, ()> {
        Box::pin(async move {
            self.heard.lock().unwrap().push(why.to_owned());
            Ok(())
        })
    }
}

/// The office.
pub struct World {
    pub office: Office,
    pub area: Area,
    pub services: Arc<AtomicBool>,
    pub chief: Uuid,
    pub login: String,
}

impl World {
    /// With these settings; today is the machine's own.
    pub async fn with(db: Db, settings: &str) -> World {
        let services = Arc::new(AtomicBool::new(true));
        let area = Area::default();
        let mut means = Means::parse(settings).unwrap();
        means.outside = Arc::new(Services(services.clone()));
        let receivers = Receivers(vec![Arc::new(area.clone())]);
        let routes = shell::routes().merge(signing::routes());
        let office = Office::with(db, Vec::new(), routes, |app| {
            app.slot(means).slot(receivers).menu(signing::menu())
        })
        .await;
        office.to_this_moment();
        let (chief, login) = office.employ(Role::Chief, REGION).await;
        World {
            office,
            area,
            services,
            chief,
            login,
        }
    }

    /// An office that signs plainly and knows the lists of the authority.
    pub async fn plain(db: Db) -> World {
        let world = World::with(db, "").await;
        let mut officer = world
            .office
            .signed_in_at(Role::ItOfficer, shell::testing::PROVINCE)
            .await;
        for name in ["root.crt", "root.crl", "ca.crl"] {
            trust(&mut officer, name).await;
        }
        world
    }

    /// The chief, signed in.
    pub async fn chief(&self) -> Browser<'_> {
        self.signed_in(&self.login).await
    }

    /// Somebody, signed in.
    pub async fn signed_in(&self, login: &str) -> Browser<'_> {
        let mut browser = self.office.browser();
        let answer = browser.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        browser
    }

    /// The session that a person opened last.
    pub async fn session(&self, person: Uuid) -> Uuid {
        let sql = "SELECT id FROM people_session WHERE person = $1 AND revoked_at IS NULL ORDER BY created_at DESC, id DESC";
        self.office.app.db().one(sql, args![person]).await.unwrap()
    }

    /// Work of a person in their first post.
    pub async fn work(&self, person: Uuid) -> Work {
        let app = &self.office.app;
        let units = app.units().units().await.unwrap();
        let posts = staff::post::posts_on(app.db(), person, app.today())
            .await
            .unwrap();
        let actor = staff::actor_of(app.db(), &units, posts[0].id, app.today())
            .await
            .unwrap();
        Work::begin(
            app.db(),
            actor,
            app.now_ms(),
            app.law(),
            app.ledger().clone(),
        )
        .await
        .unwrap()
    }

    /// The test area orders a signature of the chief on its record.
    pub async fn order(&self, certificate: Uuid, object: Uuid) -> Result<Ticket, SigningError> {
        let work = self.work(self.chief).await;
        let session = self.session(self.chief).await;
        let ticket = Ceremony::of(&self.office.app)
            .begin(&work, session, order(certificate, object))
            .await?;
        work.commit().await.unwrap();
        Ok(ticket)
    }

    pub async fn count(&self, sql: &str) -> i64 {
        self.office.app.db().one(sql, args![]).await.unwrap()
    }
}

/// An order of the test area.
pub fn order(certificate: Uuid, object: Uuid) -> Order {
    Order {
        purpose: "test".to_owned(),
        object,
        unit: REGION.to_owned(),
        title: "Quyết định 15/QĐ-VKSKV3".to_owned(),
        pdf: crate::papers::plain(),
        certificate,
        level: None,
        sight: Sight::Hidden,
        reason: "Ký ban hành".to_owned(),
        back: "/before".to_owned(),
    }
}

/// Puts a file of the test authority into the trust list.
pub async fn trust(browser: &mut Browser<'_>, name: &str) {
    let bytes = std::fs::read(pki::trust_folder().join(name)).unwrap();
    let said = browser
        .upload(
            "/signing/trust",
            &[("why", "Nhận từ tổ chức cấp, đã đối chiếu")],
            ("file", name, &bytes),
        )
        .await;
    assert_eq!(said.status.as_u16(), 303, "{name}: {}", said.text);
}

/// A person adds the certificate of a key as their own.
pub async fn own(browser: &mut Browser<'_>, name: &str) -> Answer {
    let chain = pki::chain(name, "ca");
    let der = |at: usize| STANDARD.encode(sign::Described::of(&chain[at]).der);
    let body = json!({ "certificate": der(0), "above": [der(1)], "is_confirmed": true });
    browser
        .call("POST", "/signing/certificates/token", body)
        .await
}

/// The same, which must succeed; the certificate's id.
pub async fn owned(browser: &mut Browser<'_>, name: &str) -> Uuid {
    let said = own(browser, name).await;
    assert_eq!(said.status.as_u16(), 200, "{}", said.text);
    read(&said)["id"].as_str().unwrap().parse().unwrap()
}

pub fn read(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|_| panic!("{}", answer.text))
}

/// What the signing program does: signs the ticket's message with a key.
pub async fn signature(browser: &mut Browser<'_>, ticket: Uuid, key: &SoftwareKey) -> String {
    let path = format!("/signing/tickets/{ticket}");
    let said = read(&browser.call("GET", &path, json!({})).await);
    let message = STANDARD.decode(said["message"].as_str().unwrap()).unwrap();
    STANDARD.encode(key.sign(&message).unwrap())
}

/// Brings a signature to its ticket.
pub async fn bring(browser: &mut Browser<'_>, ticket: Uuid, signature: &str) -> Answer {
    let path = format!("/signing/tickets/{ticket}/signature");
    browser
        .call("POST", &path, json!({ "signature": signature }))
        .await
}

/// The state of a ticket.
pub async fn state(world: &World, ticket: Uuid) -> String {
    let sql = "SELECT state FROM signing_ticket WHERE id = $1";
    world.office.app.db().one(sql, args![ticket]).await.unwrap()
}
