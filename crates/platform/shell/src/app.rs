//! Trạng thái chung của chương trình: what every request can reach, made once at the start.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::{Arc, RwLock},
};

use chrono::{DateTime, NaiveDate, TimeDelta};
use db::Db;
use files::Files;
use jobs::Jobs;
use law::Law;
use ledger::Ledger;
use people::{Ladders, UnitBook, sign_in::SealingKey};

use crate::{Finder, MenuItem, Recompute, session::Actors, sign_in::Waiting};

/// Đồng hồ: milliseconds UTC. A parameter, so that a demo or a test may live on a day of its own.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What the office may choose.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The program is reached by TLS (its own or a proxy's): cookies are marked `Secure`.
    pub is_secure: bool,
    /// A proxy stands before us: its `X-Forwarded-Host` names the host that people typed.
    pub is_behind_proxy: bool,
    /// The people of the demo, offered on the sign-in page: name, post, sign-in name.
    pub demo_people: Vec<(String, String, String)>,
    /// Their common password.
    pub demo_password: String,
    /// Bytes a single upload may have.
    pub max_upload: usize,
    /// Where letters go out; none: the program sends no e-mail.
    pub mail: Option<MailSettings>,
    /// Thư mục chung của các máy quét: the only folder of this machine that scanners' files are taken from; none: not at all.
    pub scanners: Option<std::path::PathBuf>,
}

/// Thư điện tử: how letters go out.
#[derive(Clone)]
pub struct MailSettings {
    /// The server, such as `smtps://user:secret@mail.example.vn` or `smtp://mail:587?tls=required`.
    pub server: String,
    /// The sender.
    pub from: String,
    /// How people reach this program from their mailbox, such as `https://kiemsat.example.vn`.
    pub site: String,
    /// Letters also name clocks and matters; otherwise they hold counts and links alone.
    pub tells_matters: bool,
}

impl std::fmt::Debug for MailSettings {
    /// Without the server's address: it may hold a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings")
            .field("site", &self.site)
            .field("tells_matters", &self.tells_matters)
            .finish_non_exhaustive()
    }
}

/// What [`App::new`] needs.
#[derive(Clone)]
pub struct AppParts {
    /// The database.
    pub db: Db,
    /// Facts and audit.
    pub ledger: Arc<Ledger>,
    /// The law in force.
    pub law: Arc<Law>,
    /// Stored files.
    pub files: Files,
    /// What the secrets of second steps are sealed with; it stands outside the database.
    pub key: SealingKey,
    /// The time.
    pub clock: Clock,
    /// What the office chose.
    pub settings: Settings,
}

/// The running program. Cheap to clone; handlers get it as `State<App>` or in a [`crate::Visit`].
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: AppParts,
    jobs: Jobs,
    units: UnitBook,
    actors: Actors,
    waiting: Waiting,
    law: RwLock<Arc<Law>>,
    ladders: RwLock<Arc<Ladders>>,
    slots: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    menu: Vec<MenuItem>,
    finders: Vec<Arc<dyn Finder>>,
    recomputers: Vec<Arc<dyn Recompute>>,
}

/// Collects what areas add before the program starts.
pub struct AppBuilder {
    parts: AppParts,
    slots: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
    menu: Vec<MenuItem>,
    finders: Vec<Arc<dyn Finder>>,
    recomputers: Vec<Arc<dyn Recompute>>,
}

impl AppBuilder {
    /// Puts a thing of an area where its handlers find it with [`App::get`].
    pub fn slot<T: Any + Send + Sync>(mut self, thing: T) -> Self {
        self.slots.insert(TypeId::of::<T>(), Arc::new(thing));
        self
    }

    /// Adds an area to the menu; an area without a page adds none.
    pub fn menu(mut self, item: impl Into<Option<MenuItem>>) -> Self {
        self.menu.extend(item.into());
        self
    }

    /// Lets `Ctrl+K` ask an area.
    pub fn finder(mut self, finder: impl Finder + 'static) -> Self {
        self.finders.push(Arc::new(finder));
        self
    }

    /// Lets an area compute its clocks again when the office's calendar changes.
    pub fn recompute(mut self, area: impl Recompute + 'static) -> Self {
        self.recomputers.push(Arc::new(area));
        self
    }

    /// The program, ready to serve.
    pub fn done(self) -> App {
        App(Arc::new(Inner {
            jobs: Jobs::new(self.parts.db.clone()),
            units: UnitBook::new(self.parts.db.clone()),
            actors: Actors::default(),
            waiting: Waiting::default(),
            law: RwLock::new(self.parts.law.clone()),
            ladders: RwLock::new(Arc::new(Ladders::default_on(local_day(
                (self.parts.clock)(),
            )))),
            parts: self.parts,
            slots: self.slots,
            menu: self.menu,
            finders: self.finders,
            recomputers: self.recomputers,
        }))
    }
}

impl App {
    /// Begins a program from its parts.
    #[allow(clippy::new_ret_no_self)]
    pub fn new(parts: AppParts) -> AppBuilder {
        let files: Arc<dyn Any + Send + Sync> = Arc::new(parts.files.clone());
        AppBuilder {
            parts,
            slots: HashMap::from([(TypeId::of::<Files>(), files)]),
            menu: Vec::new(),
            finders: Vec::new(),
            recomputers: Vec::new(),
        }
    }

    /// The database.
    pub fn db(&self) -> &Db {
        &self.0.parts.db
    }

    /// Facts and audit.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.0.parts.ledger
    }

    /// The law in force, with the office's calendar.
    pub fn law(&self) -> Arc<Law> {
        match self.0.law.read() {
            Ok(law) => law.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Puts another law in force, after the office changed its calendar.
    pub fn set_law(&self, law: Arc<Law>) {
        match self.0.law.write() {
            Ok(mut place) => *place = law,
            Err(poisoned) => *poisoned.into_inner() = law,
        }
    }

    /// Thang cảnh báo thời hạn of every unit.
    pub fn ladders(&self) -> Arc<Ladders> {
        match self.0.ladders.read() {
            Ok(ladders) => ladders.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// Takes the ladders as they stand in the database.
    pub async fn read_ladders(&self) -> Result<(), db::StorageError> {
        let ladders = Arc::new(Ladders::load(self.db(), self.today()).await?);
        match self.0.ladders.write() {
            Ok(mut place) => *place = ladders,
            Err(poisoned) => *poisoned.into_inner() = ladders,
        }
        Ok(())
    }

    /// Stored files.
    pub fn files(&self) -> &Files {
        &self.0.parts.files
    }

    /// What secrets that must be read again are sealed with.
    pub fn key(&self) -> &SealingKey {
        &self.0.parts.key
    }

    pub(crate) fn actors(&self) -> &Actors {
        &self.0.actors
    }

    pub(crate) fn waiting(&self) -> &Waiting {
        &self.0.waiting
    }

    /// Long work: the queue.
    pub fn jobs(&self) -> &Jobs {
        &self.0.jobs
    }

    /// Danh mục đơn vị.
    pub fn units(&self) -> &UnitBook {
        &self.0.units
    }

    /// What the office chose.
    pub fn settings(&self) -> &Settings {
        &self.0.parts.settings
    }

    /// Now, in milliseconds UTC.
    pub fn now_ms(&self) -> i64 {
        (self.0.parts.clock)()
    }

    /// Hôm nay, in Vietnam (UTC+7).
    pub fn today(&self) -> NaiveDate {
        local_day(self.now_ms())
    }

    /// The areas of the menu, in the order they were wired.
    pub fn menu(&self) -> &[MenuItem] {
        &self.0.menu
    }

    /// Who answers `Ctrl+K`.
    pub fn finders(&self) -> &[Arc<dyn Finder>] {
        &self.0.finders
    }

    /// Whose clocks follow the office's calendar.
    pub(crate) fn recomputers(&self) -> &[Arc<dyn Recompute>] {
        &self.0.recomputers
    }

    /// A thing an area was wired with.
    ///
    /// # Panics
    /// When the server's wiring forgot it: that is a fault of the program, seen by the first test of any page.
    pub fn get<T: Any + Send + Sync>(&self) -> Arc<T> {
        match self.find::<T>() {
            Some(thing) => thing,
            None => panic!("{} is not wired", std::any::type_name::<T>()),
        }
    }

    /// A thing an area was wired with, if it was.
    pub fn find<T: Any + Send + Sync>(&self) -> Option<Arc<T>> {
        let thing = self.0.slots.get(&TypeId::of::<T>())?.clone();
        thing.downcast().ok()
    }
}

/// The day in Vietnam (UTC+7) of an instant.
pub fn local_day(at_ms: i64) -> NaiveDate {
    local_time(at_ms).date()
}

/// The local date and time in Vietnam (UTC+7) of an instant.
pub fn local_time(at_ms: i64) -> chrono::NaiveDateTime {
    let utc = DateTime::from_timestamp_millis(at_ms).unwrap_or_default();
    utc.naive_utc() + TimeDelta::hours(7)
}

/// Ngày giờ kiểu Việt Nam của một thời điểm: "20/05/2026 17:00".
pub fn vi_time(at_ms: i64) -> String {
    local_time(at_ms).format("%d/%m/%Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_vietnam() {
        // 2026-05-19T17:00Z is 2026-05-20T00:00+07.
        let midnight = 1_779_210_000_000;
        assert_eq!(local_day(midnight).to_string(), "2026-05-20");
        assert_eq!(local_day(midnight - 1).to_string(), "2026-05-19");
        assert_eq!(vi_time(midnight), "20/05/2026 00:00");
    }
}
