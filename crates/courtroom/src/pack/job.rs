//! Việc lập gói: parts are sealed one by one onto the disk; begun again after a kill it makes the pack anew, and there is one or none.

use std::{future::Future, pin::Pin};

use casefile::MatterHead;
use files::{Arrival, Arrived};
use jobs::{Handler, Job, Steps, Trouble};
use people::staff::person;
use shell::{App, Problem, local_day};
use uuid::Uuid;

use super::{
    inside::{self, Named, Ready, TAPE},
    keys::{self, Keys},
    manifest::{FORMAT, Manifest, Piece},
    messages, paper, player,
    store::{self, Made, Pack},
    words::{Found, STRETCH, Said, packed},
};
use crate::media::stream;

/// The kind of job.
pub const KIND: &str = "courtroom.pack";
/// Bytes of all parts together: larger ones do not fit onto the sticks and disks that carry them.
pub const MOST_BYTES: u64 = 4 << 30;
/// Pages between two reports.
const STEP: usize = 25;

/// Makes packs in the background.
pub struct PackJob(App);

impl PackJob {
    /// The handler of a program.
    pub fn new(app: &App) -> PackJob {
        PackJob(app.clone())
    }
}

impl Handler for PackJob {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(
        &'a self,
        job: &'a Job,
        steps: &'a Steps,
    ) -> Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>> {
        Box::pin(async move {
            let (app, Ok(id)) = (&self.0, job.subject.parse::<Uuid>()) else {
                return Ok(());
            };
            if let Some(pack) = store::by_id(app.db(), id).await?.filter(Pack::is_waiting) {
                match make(app, &pack, steps).await {
                    Ok(()) => {}
                    // What cannot be made is an answer, and the order keeps it.
                    Err(Trouble::Final(why)) => {
                        store::refused(app.db(), &pack, &why, app.now_ms()).await?;
                    }
                    Err(trouble) => return Err(trouble),
                }
            }
            sweep(app).await
        })
    }
}

pub(super) fn again(fault: impl std::fmt::Display) -> Trouble {
    Trouble::Again(fault.to_string())
}

/// What is a sentence for people is an answer; what is a fault of ours is tried again.
pub(super) fn trouble(problem: Problem) -> Trouble {
    match problem {
        Problem::Refused(sentence) | Problem::NotFound(sentence) => Trouble::Final(sentence),
        fault => Trouble::Again(format!("{fault:?}")),
    }
}

/// Files of packs whose last day has passed go.
async fn sweep(app: &App) -> Result<(), Trouble> {
    for pack in store::over(app.db(), app.today()).await? {
        erase(app, &pack).await?;
    }
    Ok(())
}

/// Erases the parts of a pack; each is sealed under a nonce of its own, so no other pack has the same file.
pub(super) async fn erase(app: &App, pack: &Pack) -> Result<(), Trouble> {
    if pack.is_there() {
        let id = pack.file.parse().map_err(again)?;
        app.files().erase(id).await.map_err(again)?;
    }
    store::cleared(app.db(), pack, app.now_ms()).await?;
    Ok(())
}

async fn make(app: &App, pack: &Pack, steps: &Steps) -> Result<(), Trouble> {
    let head = casefile::head_of(app.db(), pack.matter_id).await?;
    let head = head.ok_or_else(|| Trouble::Final(messages::MATTER_GONE.to_owned()))?;
    let keys = pack.keys(app.key());
    let keys = keys.ok_or_else(|| Trouble::Final(messages::KEY_GONE.to_owned()))?;
    let named = named(app, pack).await?;
    let ready = inside::read(app, &head, pack, named).await?;
    let mut packing = Packing::begin(app, pack, &keys).await?;
    packing.fill(app, &ready, steps).await?;
    let (arrived, pieces) = packing.finish().await?;
    keep(app, pack, &head, &ready, arrived, pieces).await
}

async fn named(app: &App, pack: &Pack) -> Result<Named, Trouble> {
    let units = app.units().units().await.map_err(again)?;
    let names = person::names_of(app.db(), &[pack.holder_id]).await;
    let names = names.map_err(again)?;
    Ok(Named {
        unit: units.name_on(&pack.unit_id, local_day(pack.asked_at)),
        holder: names
            .into_iter()
            .next()
            .map(|(_, name)| name)
            .unwrap_or_default(),
    })
}

async fn keep(
    app: &App,
    pack: &Pack,
    head: &MatterHead,
    ready: &Ready,
    arrived: Arrived,
    parts: Vec<Piece>,
) -> Result<(), Trouble> {
    let files = app.files();
    let page = player::page().map_err(|fault| Trouble::Final(fault.to_owned()))?;
    let player = files.put(page.into_bytes()).await.map_err(again)?;
    let manifest = Manifest {
        format: FORMAT,
        pack: pack.id,
        made_at: app.now_ms(),
        expires_on: pack.expires_on,
        opening: pack.opening()?,
        player: player.to_string(),
        parts,
    };
    let count = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let text = manifest.text().map_err(again)?;
    let kept_manifest = files.put(text.into_bytes()).await.map_err(again)?;
    let pages = ready.inside.pages().len();
    let sheet = paper::draw(app, pack, head, &kept_manifest.to_string(), pages).await?;
    let file = files.keep(arrived).await.map_err(again)?;
    let made = Made {
        file: file.to_string(),
        manifest: kept_manifest.to_string(),
        player: player.to_string(),
        paper: files.put(sheet).await.map_err(again)?.to_string(),
        bytes: i64::try_from(manifest.bytes()).unwrap_or(i64::MAX),
        pages: count(pages),
        exhibits: count(ready.exhibits),
    };
    if store::made(app.db(), pack, &made, app.now_ms()).await? == 0 {
        files.erase(file).await.map_err(again)?;
    }
    Ok(())
}

/// Gói đang lập: sealed parts go to the disk as they come.
struct Packing<'a> {
    pack: Uuid,
    keys: &'a Keys,
    arrival: Arrival,
    parts: Vec<Piece>,
    bytes: u64,
}

impl<'a> Packing<'a> {
    async fn begin(app: &App, pack: &Pack, keys: &'a Keys) -> Result<Packing<'a>, Trouble> {
        Ok(Packing {
            pack: pack.id,
            keys,
            arrival: app.files().arrival().await.map_err(again)?,
            parts: Vec::new(),
            bytes: 0,
        })
    }

    /// Seals a part and hands it to the disk.
    async fn add(&mut self, plain: Vec<u8>) -> Result<(), Trouble> {
        let label = keys::label(self.pack, &self.parts.len().to_string());
        let sealed = keys::seal(&self.keys.parts, &label, plain).map_err(again)?;
        self.bytes += sealed.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(Trouble::Final(messages::too_large(MOST_BYTES)));
        }
        self.parts.push(Piece::of(&sealed));
        self.arrival.write(&sealed).await.map_err(again)
    }

    /// Contents, words by stretches, syllables, pictures: in this order, which the page that opens them knows.
    async fn fill(&mut self, app: &App, ready: &Ready, steps: &Steps) -> Result<(), Trouble> {
        let contents = serde_json::to_vec(&ready.inside).map_err(again)?;
        self.add(packed(&contents).map_err(again)?).await?;
        let pages = ready.inside.pages();
        let mut found = Found::default();
        for (at, stretch) in pages.chunks(STRETCH).enumerate() {
            let mut all = Vec::with_capacity(stretch.len());
            for (beside, page) in stretch.iter().enumerate() {
                let words = casefile::words_of(app.db(), page.id()).await?;
                let words: Vec<Said> = words
                    .into_iter()
                    .map(|word| Said(word.text, word.rect.into()))
                    .collect();
                found.take(at * STRETCH + beside, &words);
                all.push(words);
            }
            let json = serde_json::to_vec(&all).map_err(again)?;
            self.add(packed(&json).map_err(again)?).await?;
        }
        self.add(packed(found.text().as_bytes()).map_err(again)?)
            .await?;
        for (at, page) in pages.iter().enumerate() {
            let picture = match &page.picture {
                Some(picture) => {
                    let id = picture.parse().map_err(again)?;
                    app.files().get_unchecked(id).await.map_err(again)?
                }
                // A page that could not be opened: its place stays, so that numbers agree.
                None => Vec::new(),
            };
            self.add(picture).await?;
            if at % STEP == 0 || at + 1 == pages.len() {
                let said = messages::packing(at + 1, pages.len());
                steps.report(at + 1, pages.len(), &said).await?;
            }
        }
        for drawing in ready.inside.drawings() {
            self.add(drawing.png.clone()).await?;
        }
        for tape in ready.inside.recordings() {
            let content = stream::checked(app.files(), &tape.hash).await;
            let content = content.map_err(trouble)?;
            for piece in content.as_ref().chunks(TAPE) {
                self.add(piece.to_vec()).await?;
            }
        }
        Ok(())
    }

    async fn finish(self) -> Result<(Arrived, Vec<Piece>), Trouble> {
        Ok((self.arrival.finish().await.map_err(again)?, self.parts))
    }
}
