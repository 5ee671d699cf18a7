//! Một cơ quan có chữ ký số: two statisticians and two heads with tokens, a region and its province, in one installation or in two.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::{Days, NaiveDate};
use db::Db;
use people::Role;
use serde_json::{Value, json};
use shell::testing::{Answer, Browser, Office, PASSWORD, PROVINCE, REGION};
use sign::Key;
use statistics::Period;
use statistics::submission::Content;
use statistics::submission::freezing::{self, Freezing};
use statistics::submission::hand::SignedStatistics;
use uuid::Uuid;

use crate::pki;
use crate::world::{TABLES, World, fact};

/// Everything these stories stand on.
pub fn tables() -> Vec<db::Migrations> {
    [TABLES.to_vec(), vec![signing::MIGRATIONS]].concat()
}

/// People of a unit who sign.
pub struct Desk {
    /// Cán bộ thống kê.
    pub statistician: String,
    /// Viện trưởng.
    pub chief: String,
}

/// The world with its signers, and somebody who does the long work.
pub struct Signers {
    pub world: World,
    _workers: jobs::Workers,
    pub region: Desk,
    pub province: Desk,
}

impl Signers {
    pub async fn open(db: Db) -> Signers {
        let views = [criminal::views(), statistics::views()].concat();
        let routes = shell::routes()
            .merge(criminal::routes())
            .merge(signing::routes())
            .merge(statistics::routes());
        let office = Office::with(db.clone(), views.clone(), routes, |app| {
            app.menu(statistics::menu())
                .slot(signing::Means::default())
                .slot(signing::Receivers(SignedStatistics::all()))
        })
        .await;
        // Certificates are dated by the machine's own clock.
        office.to_this_moment();
        let units = office.app.units().units().await.unwrap();
        let world = World {
            office,
            db,
            ledger: ledger::Ledger::new(views),
            units,
        };
        let mut officer = world.office.signed_in_at(Role::ItOfficer, PROVINCE).await;
        for name in ["root.crt", "root.crl", "ca.crl"] {
            let bytes = std::fs::read(pki::trust_folder().join(name)).unwrap();
            let why = [("why", "Nhận từ tổ chức cấp, đã đối chiếu")];
            let said = officer
                .upload("/signing/trust", &why, ("file", name, &bytes))
                .await;
            assert_eq!(said.status.as_u16(), 303, "{name}: {}", said.text);
        }
        let region = desk(&world, REGION).await;
        let province = desk(&world, PROVINCE).await;
        let handlers = statistics::handlers(&world.office.app);
        Signers {
            _workers: jobs::Workers::start(world.office.app.jobs(), handlers, 1),
            world,
            region,
            province,
        }
    }

    pub fn today(&self) -> NaiveDate {
        self.world.office.app.today()
    }

    /// A day so many days ago.
    pub fn ago(&self, days: u64) -> NaiveDate {
        self.today() - Days::new(days)
    }

    /// Ten days of a while ago, long closed; and the ten days up to yesterday, which may still be put right.
    pub fn earlier(&self) -> Period {
        Period::days(self.ago(20), self.ago(11))
    }

    /// The ten days up to yesterday.
    pub fn later(&self) -> Period {
        Period::days(self.ago(10), self.ago(1))
    }

    pub async fn browser(&self, login: &str) -> Browser<'_> {
        let mut browser = self.world.office.browser();
        let answer = browser.sign_in(login, PASSWORD).await;
        assert_eq!(answer.status.as_u16(), 303, "{}", answer.text);
        browser
    }

    /// A report of the region received so many days ago, and what became of it.
    pub async fn report(&self, days: u64, then: &[(&str, u64)]) -> Uuid {
        let on = |days: u64| self.ago(days).to_string();
        let mut facts = vec![fact(
            "report.received",
            &on(days),
            &[("handler", "CAND"), ("origin", "truc_tiep")],
        )];
        facts.extend(
            then.iter()
                .map(|(kind, days)| fact(kind, &on(*days), &[("issuer_kind", "CQDT")])),
        );
        let matter = ledger::Matter::New(Uuid::now_v7());
        self.world.record(REGION, matter, facts).await
    }

    /// Freezes a period of a unit; the page of the set.
    pub async fn freeze(&self, desk: &Desk, unit: &str, period: &Period) -> String {
        let mut browser = self.browser(&desk.statistician).await;
        let said = self.try_freeze(&mut browser, unit, period).await;
        assert_eq!(said.status.as_u16(), 303, "{}", said.text);
        let set = said.location().to_owned();
        let ended = self.ended(&set).await;
        assert_eq!((ended.state.as_str(), ended.why.as_str()), ("frozen", ""));
        set
    }

    /// What became of a freezing, once somebody has answered.
    pub async fn ended(&self, set: &str) -> Freezing {
        let app = &self.world.office.app;
        let mut bell = app.jobs().watch();
        loop {
            let one = freezing::by_id(app.db(), id_of(set))
                .await
                .unwrap()
                .unwrap();
            if !one.is_waiting() {
                return one;
            }
            bell.changed().await.unwrap();
        }
    }

    pub async fn try_freeze(
        &self,
        browser: &mut Browser<'_>,
        unit: &str,
        period: &Period,
    ) -> Answer {
        let (from, to) = (period.from.to_string(), period.to.to_string());
        let fields = [
            ("unit", unit),
            ("from", from.as_str()),
            ("to", to.as_str()),
            ("explanation", "Đã đối chiếu từng hồ sơ"),
        ];
        browser.post("/statistics/submissions", &fields).await
    }

    /// Freezes, signs by both, which sends it.
    pub async fn send(&self, desk: &Desk, unit: &str, period: &Period) -> String {
        let set = self.freeze(desk, unit, period).await;
        self.sign_both(desk, &set).await;
        set
    }

    pub async fn sign_both(&self, desk: &Desk, set: &str) {
        let mut compiler = self.browser(&desk.statistician).await;
        sign(&mut compiler, set, "rsa").await;
        let mut chief = self.browser(&desk.chief).await;
        sign(&mut chief, set, "p256").await;
    }

    /// What a set holds.
    pub async fn content(&self, set: &str) -> Content {
        let app = &self.world.office.app;
        let row = statistics::submission::set::by_id(app.db(), id_of(set))
            .await
            .unwrap()
            .unwrap();
        statistics::submission::freeze::content_of(app, &row)
            .await
            .unwrap()
    }
}

pub fn id_of(address: &str) -> Uuid {
    address.rsplit('/').next().unwrap().parse().unwrap()
}

/// A figure of Biểu 01.
pub fn figure(content: &Content, row: &str) -> i64 {
    let cell = content.cell("bieu-01", row, "so_lieu").unwrap();
    cell.value.unwrap()
}

async fn desk(world: &World, unit: &str) -> Desk {
    let (_, statistician) = world.office.employ(Role::Statistician, unit).await;
    let (_, chief) = world.office.employ(Role::Chief, unit).await;
    for (login, key) in [(&statistician, "rsa"), (&chief, "p256")] {
        let mut browser = world.office.browser();
        browser.sign_in(login, PASSWORD).await;
        let chain = pki::chain(key, "ca");
        let der = |at: usize| STANDARD.encode(sign::Described::of(&chain[at]).der);
        let body = json!({ "certificate": der(0), "above": [der(1)], "is_confirmed": true });
        let said = browser
            .call("POST", "/signing/certificates/token", body)
            .await;
        assert_eq!(said.status.as_u16(), 200, "{}", said.text);
    }
    Desk {
        statistician,
        chief,
    }
}

/// Presses the button of a page and signs with the token: the signing program's part is done by a key in software.
pub async fn sign(browser: &mut Browser<'_>, page: &str, key: &str) {
    sign_at(browser, page, "signature", key).await;
}

/// The same for a button that posts somewhere else below the page.
pub async fn sign_at(browser: &mut Browser<'_>, page: &str, below: &str, key: &str) {
    let asked = browser.post(&format!("{page}/{below}"), &[]).await;
    assert_eq!(asked.status.as_u16(), 303, "{}", asked.text);
    let ticket = asked.location().to_owned();
    assert!(ticket.starts_with("/signing/tickets/"), "{ticket}");
    let said = browser.call("GET", &ticket, json!({})).await;
    let told: Value = serde_json::from_str(&said.text).unwrap();
    let message = STANDARD.decode(told["message"].as_str().unwrap()).unwrap();
    let signature = STANDARD.encode(pki::key(key).sign(&message).unwrap());
    let body = json!({ "signature": signature });
    let said = browser
        .call("POST", &format!("{ticket}/signature"), body)
        .await;
    assert_eq!(said.status.as_u16(), 200, "{}", said.text);
    let told: Value = serde_json::from_str(&said.text).unwrap();
    assert_eq!(told["goes_to"], page, "{told}");
}
