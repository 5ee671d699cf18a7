//! Vòng nhận tệp: every half minute the scanners' folders are looked into; what has stopped growing is taken, one file after
//! the other. Each step is noted before it is done, so that a killed round is gone on with and nothing is taken twice.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use files::Arrived;
use people::{Right, Rights, WorkError, staff};
use scan::Secrecy;
use shell::{
    App,
    notices::{Notice, tell},
};

use super::{
    messages,
    places::{self, Left},
    scanned::{self, New, Scanned},
    scanners::{self, Scanner},
};
use crate::{
    digitise::Engines,
    intake::{Bringer, Delivery, Outcome, mark_in},
    matter::{MatterHead, head_of},
};

/// A file that looked the same for so long has stopped growing.
const RESTS_MS: i64 = 20_000;

type Look = ((u64, Option<SystemTime>), i64);

/// How each file looked when it was last found changed, and when that was.
static LOOKS: Mutex<Option<HashMap<PathBuf, Look>>> = Mutex::new(None);

/// Looks into every scanner's folder once. A folder that cannot be read does not hold back the others.
pub(crate) async fn come_round(app: &App) -> Result<(), WorkError> {
    scanned::erase_withheld(app).await?;
    let Some(root) = app.settings().scanners.clone() else {
        return Ok(());
    };
    for scanner in scanners::all(app.db()).await? {
        if let Err(error) = look(app, &root, &scanner).await {
            tracing::warn!(%error, scanner = %scanner.id, "a scanner's folder could not be worked through");
        }
    }
    Ok(())
}

/// One scanner's folder, and who answers for what comes from it.
struct Round {
    scanner: Scanner,
    folder: PathBuf,
    bringer: Bringer,
}

async fn look(app: &App, root: &Path, scanner: &Scanner) -> Result<(), WorkError> {
    let (root, below) = (root.to_owned(), scanner.folder.clone());
    let found = tokio::task::spawn_blocking(move || {
        let folder = places::opened(&root, &below)?;
        let left = places::left_in(&folder)?;
        Ok::<_, std::io::Error>((folder, left))
    });
    let (folder, left) = found.await.map_err(broken)?.map_err(broken)?;
    let ready = resting(&folder, left, app.now_ms());
    if ready.is_empty() {
        return Ok(());
    }
    let Some(bringer) = receiver(app, scanner).await? else {
        tracing::warn!(scanner = %scanner.id, "{}", messages::RECEIVER_GONE);
        return Ok(());
    };
    let mut round = Round {
        scanner: scanner.clone(),
        folder,
        bringer,
    };
    for left in ready {
        round.bringer.now_ms = app.now_ms();
        if let Err(error) = round.take(&left).await {
            tracing::warn!(%error, scanner = %scanner.id, "a scanned file could not be taken; it is tried again");
        }
    }
    Ok(())
}

/// Those that look as they did a while ago.
fn resting(folder: &Path, left: Vec<Left>, now_ms: i64) -> Vec<Left> {
    let mut looks = LOOKS.lock().unwrap_or_else(PoisonError::into_inner);
    let looks = looks.get_or_insert_default();
    let here: Vec<PathBuf> = left.iter().map(|file| file.path(folder)).collect();
    looks.retain(|path, _| !path.starts_with(folder) || here.contains(path));
    left.into_iter()
        .filter(|file| {
            let look = looks
                .entry(file.path(folder))
                .or_insert((file.seen, now_ms));
            if look.0 != file.seen {
                *look = (file.seen, now_ms);
            }
            now_ms - look.1 >= RESTS_MS
        })
        .collect()
}

/// The post in whose name the scanner delivers; none when it is held no more.
pub(super) async fn receiver(app: &App, scanner: &Scanner) -> Result<Option<Bringer>, WorkError> {
    let units = app.units().units().await?;
    match staff::actor_of(app.db(), &units, scanner.post_id, app.today()).await {
        Ok(actor) => Ok(Some(Bringer {
            app: app.clone(),
            actor,
            now_ms: app.now_ms(),
            since: i64::MAX,
        })),
        Err(WorkError::NotFound) => Ok(None),
        Err(other) => Err(other),
    }
}

impl Round {
    fn app(&self) -> &App {
        &self.bringer.app
    }

    async fn take(&self, left: &Left) -> Result<(), WorkError> {
        let path = left.path(&self.folder);
        if let Some(secrecy) = mark_in(&format!("{}/{}", left.below, left.name)) {
            return self.erase(&path, secrecy).await;
        }
        if left.seen.0 > self.bringer.most() as u64 {
            return self.refuse(left, &messages::too_large(self.bringer.most()));
        }
        let content = self.app().files().copied(&path).await.map_err(broken)?;
        let about = tokio::fs::metadata(&path).await.map_err(broken)?;
        if (about.len(), about.modified().ok()) != left.seen {
            return Ok(());
        }
        let source = content.id().to_string();
        let known = scanned::known(self.app().db(), self.scanner.id, &source).await?;
        if let Some(known) = &known
            && known.state != "coming"
        {
            if !self.folder.join(&known.place).exists() {
                return places::moved(&self.folder, &path, &known.place).map_err(broken);
            }
            if known.state == "waiting" {
                return self.refuse(left, messages::WAITS_ALREADY);
            }
        }
        let begun = known.filter(|known| known.state == "coming");
        match left.below.is_empty() {
            true => self.to_tray(left, content).await,
            false => self.to_matter(left, content, begun).await,
        }
    }

    /// A folder named by the code of a matter: the file goes there.
    async fn to_matter(
        &self,
        left: &Left,
        content: Arrived,
        begun: Option<Scanned>,
    ) -> Result<(), WorkError> {
        let db = self.app().db();
        let code = text::clean(&left.below).to_uppercase();
        let head = match ledger::matter_by_code(db, &code).await? {
            Some(row) => head_of(db, row.id).await?,
            None => None,
        };
        let covered = &self.bringer.actor.covers;
        let Some(head) = head.filter(|head| covered.unit(&head.unit)) else {
            return self.refuse(left, &messages::no_matter(&left.below));
        };
        let is_assigned = self.bringer.actor.is_assigned(&head.assigned);
        let upload = Right::CasefileUpload;
        if !Rights::embedded().may(&self.bringer.actor, upload, &head.unit, is_assigned) {
            return self.refuse(left, messages::RECEIVER_MAY_NOT);
        }
        let row = match begun {
            Some(begun) => begun,
            None => {
                let new = New {
                    name: &left.name,
                    place: format!("{}/{}", left.below, left.name),
                    source: content.id().to_string(),
                    bytes: i64::try_from(content.bytes()).unwrap_or(i64::MAX),
                    pages: 0,
                    state: "coming",
                    matter: Some(head.id),
                };
                let tx = db.begin().await?;
                let row = scanned::keep(&tx, &self.scanner, new, self.bringer.now_ms).await?;
                tx.commit().await?;
                row
            }
        };
        let path = left.path(&self.folder);
        put_in(&self.bringer, &self.folder, &path, &row, &head, content).await?;
        Ok(())
    }

    /// Nobody has said where it belongs: it waits, once its first page was looked at for a mark of secrecy.
    async fn to_tray(&self, left: &Left, content: Arrived) -> Result<(), WorkError> {
        let bytes = content.content().map_err(broken)?;
        let looked = tokio::task::spawn_blocking(move || first_look(bytes));
        let pages = match looked.await.map_err(broken)?? {
            Looked::Pages(pages) => pages,
            Looked::Refused(sentence) => return self.refuse(left, &sentence),
            Looked::Secret(secrecy) => {
                return self.erase(&left.path(&self.folder), secrecy).await;
            }
        };
        let new = New {
            name: &left.name,
            place: places::free_place(&self.folder, messages::WAITING, &left.name),
            source: content.id().to_string(),
            bytes: i64::try_from(content.bytes()).unwrap_or(i64::MAX),
            pages,
            state: "waiting",
            matter: None,
        };
        let work = self.bringer.begin().await?;
        let row = scanned::keep(&work.tx, &self.scanner, new, work.now_ms).await?;
        work.note("casefile.scanned.waiting", "casefile.scanned", row.id, "")
            .await?;
        let notice = Notice {
            person: self.bringer.actor.person,
            kind: "casefile.tray".to_owned(),
            sentence: messages::waits(&self.scanner.name),
            href: "/casefile/tray".to_owned(),
        };
        tell(&work.tx, notice, work.now_ms).await?;
        work.commit().await?;
        places::moved(&self.folder, &left.path(&self.folder), &row.place).map_err(broken)
    }

    fn refuse(&self, left: &Left, reason: &str) -> Result<(), WorkError> {
        let place = places::free_place(&self.folder, messages::REFUSED, &left.name);
        places::explained(&self.folder, &place, reason).map_err(broken)?;
        places::moved(&self.folder, &left.path(&self.folder), &place).map_err(broken)
    }

    /// A paper with a mark of secrecy leaves the folder, and a note says whom to ask.
    async fn erase(&self, path: &Path, secrecy: Secrecy) -> Result<(), WorkError> {
        let work = self.bringer.begin().await?;
        let (kind, id) = ("casefile.scanner", self.scanner.id);
        work.note("casefile.scanned.withheld", kind, id, "a mark of secrecy")
            .await?;
        let notice = Notice {
            person: self.bringer.actor.person,
            kind: "casefile.withheld".to_owned(),
            sentence: messages::secret(Some(secrecy)),
            href: String::new(),
        };
        tell(&work.tx, notice, work.now_ms).await?;
        work.commit().await?;
        let note = format!("{}/co-dau-mat-{}", messages::REFUSED, self.bringer.now_ms);
        places::erased(path).map_err(broken)?;
        let said = messages::secret(Some(secrecy));
        places::explained(&self.folder, &note, &said).map_err(broken)
    }
}

/// Hands a file of a scanner in, notes what became of it, and moves it to where such files lie.
pub(super) async fn put_in(
    bringer: &Bringer,
    folder: &Path,
    path: &Path,
    row: &Scanned,
    head: &MatterHead,
    content: Arrived,
) -> Result<Vec<Outcome>, WorkError> {
    let app = &bringer.app;
    let again = Bringer {
        app: app.clone(),
        actor: bringer.actor.clone(),
        since: row.seen_at,
        ..*bringer
    };
    let name = row.name.clone();
    let outcomes = again.hand_in(head, Delivery { name, content }).await?;
    let (db, now_ms) = (app.db(), bringer.now_ms);
    if outcomes.iter().any(|outcome| outcome.is_secret) {
        scanned::withhold(db, &row.source).await?;
        scanned::erase_withheld(app).await?;
        return Ok(outcomes);
    }
    let refused: Vec<String> = outcomes
        .iter()
        .filter(|outcome| !outcome.is_taken)
        .map(|outcome| format!("{}: {}", outcome.name, outcome.message))
        .collect();
    let (state, into) = match refused.len() == outcomes.len() {
        true => ("refused", messages::REFUSED),
        false => ("taken", messages::TAKEN),
    };
    let place = places::free_place(folder, into, &row.name);
    let reason = refused.join("\r\n");
    let sources: Vec<&str> = outcomes
        .iter()
        .map(|outcome| outcome.source.as_str())
        .filter(|source| !source.is_empty())
        .collect();
    scanned::holds(db, row, &sources).await?;
    scanned::settle(db, row.id, (state, &place, &reason), Some(head.id), now_ms).await?;
    places::moved(folder, path, &place).map_err(broken)?;
    if !refused.is_empty() {
        let note = places::free_place(folder, messages::REFUSED, &row.name);
        let note = if state == "refused" { place } else { note };
        places::explained(folder, &note, &reason).map_err(broken)?;
    }
    // Read meanwhile as secret: the copy that was just moved goes too.
    scanned::erase_withheld(app).await?;
    Ok(outcomes)
}

enum Looked {
    Pages(i64),
    Refused(String),
    Secret(Secrecy),
}

/// Opens a file and reads the head of its first page.
fn first_look(bytes: files::Content) -> Result<Looked, WorkError> {
    if scan::Kind::of(bytes.as_ref()) == scan::Kind::Zip {
        return Ok(Looked::Pages(0));
    }
    let stack = match scan::open(bytes) {
        Ok(stack) => Arc::new(stack),
        Err(error) => return Ok(Looked::Refused(error.to_string())),
    };
    let pages = i64::try_from(stack.pages()).unwrap_or(i64::MAX);
    // A page that cannot be opened says so when the file is read.
    let Ok(image) = stack.page(1) else {
        return Ok(Looked::Pages(pages));
    };
    let reading = Engines::shared().with(|reader| {
        let prepared = reader.prepare(image)?;
        reader.read(&prepared)
    });
    match reading.map_err(broken)?.secrecy {
        Some(secrecy) => Ok(Looked::Secret(secrecy)),
        None => Ok(Looked::Pages(pages)),
    }
}

pub(super) fn broken(cause: impl std::fmt::Display) -> WorkError {
    WorkError::Broken(cause.to_string())
}
