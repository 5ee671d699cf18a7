//! Một lần ký: from the order of the page, through the PIN of the person, to the last signature.

use crate::{
    answer::Refusal,
    devices::{Devices, Plugged, Step},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;
use sign::{KeyError, Pin, Scheme};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{oneshot, watch};

/// Documents of one batch.
pub(crate) const MOST: usize = 500;

/// How long a batch waits for a PIN.
const LIFE: Duration = Duration::from_secs(5 * 60);

/// How long a finished batch can be asked about, and how many are remembered.
const MEMORY: Duration = Duration::from_secs(60 * 60);
const MOST_BATCHES: usize = 100;

/// Wrong PINs in one batch: before the device locks itself, the person looks for the right one.
const MOST_WRONG: u8 = 3;

/// What one signature is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub id: String,
    pub title: String,
    pub message: Vec<u8>,
}

/// Where a batch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Waiting,
    Signing,
    Done,
    Refused,
    Failed,
    Expired,
}

/// A signature made.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Made {
    pub id: String,
    pub signature: String,
}

/// What the page is told.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Progress {
    pub state: State,
    pub done: usize,
    pub total: usize,
    pub message: Option<String>,
    pub signatures: Vec<Made>,
    #[serde(skip)]
    wrong: u8,
}

/// One batch.
pub(crate) struct Batch {
    /// Its name for the page.
    pub id: String,
    /// Its name for the person's window.
    pub secret: String,
    /// Who asked.
    pub origin: String,
    pub by: Plugged,
    pub items: Vec<Item>,
    scheme: Option<Scheme>,
    made: Instant,
    told: watch::Sender<Progress>,
}

fn name() -> String {
    hex::encode(rand::random::<[u8; 16]>())
}

impl Batch {
    pub fn of(origin: String, by: Plugged, scheme: Option<Scheme>, items: Vec<Item>) -> Self {
        let progress = Progress {
            state: State::Waiting,
            done: 0,
            total: items.len(),
            message: None,
            signatures: Vec::new(),
            wrong: 0,
        };
        Self {
            id: name(),
            secret: name(),
            origin,
            by,
            items,
            scheme,
            made: Instant::now(),
            told: watch::Sender::new(progress),
        }
    }

    /// Where it is now.
    pub fn progress(&self) -> Progress {
        if self.made.elapsed() > LIFE {
            self.told.send_if_modified(|progress| {
                let is_late = progress.state == State::Waiting;
                if is_late {
                    progress.state = State::Expired;
                    progress.message = Some(
                        "Đã quá năm phút chưa nhập mã PIN; hãy bắt đầu ký lại từ trang của cơ quan."
                            .into(),
                    );
                }
                is_late
            });
        }
        self.told.borrow().clone()
    }

    /// Where it is, once that differs from what the page has seen, or after `most`.
    pub async fn progress_after(&self, seen: &str, most: Duration) -> Progress {
        let mut hears = self.told.subscribe();
        let end = tokio::time::sleep(most);
        tokio::pin!(end);
        loop {
            hears.mark_unchanged();
            let now = self.progress();
            if now.mark() != seen {
                return now;
            }
            tokio::select! {
                changed = hears.changed() => if changed.is_err() { return self.progress() },
                () = &mut end => return self.progress(),
            }
        }
    }

    /// The person or the page says no; what was signed stays signed.
    pub fn refuse(&self, why: &str) {
        self.told.send_if_modified(|progress| {
            let is_open = matches!(progress.state, State::Waiting | State::Signing);
            if is_open {
                progress.state = State::Refused;
                progress.message = Some(why.to_owned());
            }
            is_open
        });
    }

    /// Ký: takes the batch if it waits, and signs it on a thread of its own. The answer comes when the PIN was right, wrong or of no use.
    pub async fn sign(self: &Arc<Self>, devices: Arc<Devices>, pin: Pin) {
        self.progress();
        let is_mine = self.told.send_if_modified(|progress| {
            let is_waiting = progress.state == State::Waiting;
            if is_waiting {
                progress.state = State::Signing;
                progress.message = None;
            }
            is_waiting
        });
        if !is_mine {
            return;
        }
        let (opened, hears) = oneshot::channel();
        let batch = self.clone();
        let signing = tokio::task::spawn_blocking(move || batch.sign_here(&devices, pin, opened));
        let batch = self.clone();
        tokio::spawn(async move {
            // The library of a device is not ours: should it break, nobody is left waiting.
            if signing.await.is_err() {
                let end = Err(KeyError::Refused("the library broke off".into()));
                batch.told.send_modify(|progress| progress.end(end));
            }
        });
        // Dropped without a word when the device refused: the progress says why.
        let _ = hears.await;
    }

    fn sign_here(&self, devices: &Devices, pin: Pin, opened: oneshot::Sender<()>) {
        let mut opened = Some(opened);
        let messages: Vec<&[u8]> = self
            .items
            .iter()
            .map(|item| item.message.as_slice())
            .collect();
        let end = devices.sign(&self.by, self.scheme, pin, &messages, |step| {
            match step {
                Step::Opened => {
                    opened.take().map(|opened| opened.send(()));
                }
                Step::MayGoOn => {}
                Step::Signed(signature) => self.told.send_modify(|progress| {
                    progress.signatures.push(Made {
                        id: self.items[progress.done].id.clone(),
                        signature: STANDARD.encode(signature),
                    });
                    progress.done += 1;
                }),
            }
            self.told.borrow().state == State::Signing
        });
        self.told.send_modify(|progress| progress.end(end));
        let progress = self.told.borrow();
        tracing::info!(
            origin = self.origin,
            certificate = self.by.described.name,
            state = ?progress.state,
            done = progress.done,
            total = progress.total,
            "batch"
        );
    }
}

impl Progress {
    /// By which a page says what it has seen.
    pub fn mark(&self) -> String {
        let state = serde_json::to_value(self.state).unwrap_or_default();
        format!("{}-{}", state.as_str().unwrap_or_default(), self.done)
    }

    fn end(&mut self, end: Result<(), KeyError>) {
        if self.state != State::Signing {
            return;
        }
        match end {
            Ok(()) => self.state = State::Done,
            Err(KeyError::WrongPin) => {
                self.wrong += 1;
                let sentence = KeyError::WrongPin.sentence();
                (self.state, self.message) = match self.wrong < MOST_WRONG {
                    true => (State::Waiting, Some(sentence.to_owned())),
                    false => (
                        State::Failed,
                        Some(format!(
                            "Đã nhập sai mã PIN {MOST_WRONG} lần; chương trình dừng lại để thiết bị không bị khóa. Hãy tìm đúng mã PIN rồi ký lại."
                        )),
                    ),
                };
            }
            Err(fault) => {
                tracing::warn!(%fault, "the device did not sign");
                self.state = State::Failed;
                let told = match self.done {
                    0 => String::new(),
                    done => format!(" Đã ký được {done}/{} văn bản.", self.total),
                };
                self.message = Some(format!("{}{told}", fault.sentence()));
            }
        }
    }
}

/// The batches under way and those just finished.
#[derive(Default)]
pub(crate) struct Batches(Mutex<Vec<Arc<Batch>>>);

impl Batches {
    pub fn add(&self, batch: Batch) -> Arc<Batch> {
        let batch = Arc::new(batch);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|one| one.made.elapsed() < MEMORY);
        if all.len() >= MOST_BATCHES {
            all.remove(0);
        }
        all.push(batch.clone());
        batch
    }

    /// For the page that made it.
    pub fn of_page(&self, id: &str, origin: &str) -> Result<Arc<Batch>, Refusal> {
        self.find(|one| one.id == id && one.origin == origin)
    }

    /// For the person's window.
    pub fn of_window(&self, secret: &str) -> Result<Arc<Batch>, Refusal> {
        self.find(|one| one.secret == secret)
    }

    fn find(&self, is_it: impl Fn(&Batch) -> bool) -> Result<Arc<Batch>, Refusal> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().find(|one| is_it(one)).cloned();
        found.ok_or(Refusal::NotFound)
    }
}
