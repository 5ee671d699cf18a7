//! Chuông: wakes every screen of this process when a session changes. Another process cannot ring it, so screens also look now and then.

use std::{
    collections::HashMap,
    sync::{Mutex, OnceLock, PoisonError},
    time::Duration,
};

use axum::response::sse::{Event, KeepAlive};
use tokio::sync::watch;
use uuid::Uuid;

/// How long a change made by another process may stay unseen.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// How often a line says that it is there: a screen that hears nothing for two seconds knows that it was cut, and tries anew.
const ALIVE: Duration = Duration::from_millis(900);

/// The word that a line is still there.
pub(crate) fn alive() -> KeepAlive {
    let word = Event::default().event("alive").data("{}");
    KeepAlive::new().interval(ALIVE).event(word)
}

fn bell() -> &'static watch::Sender<u64> {
    static BELL: OnceLock<watch::Sender<u64>> = OnceLock::new();
    BELL.get_or_init(|| watch::channel(0).0)
}

/// Rings, after a commit.
pub(crate) fn ring() {
    bell().send_modify(|count| *count += 1);
}

/// Hears it from now on.
pub(crate) fn listen() -> watch::Receiver<u64> {
    bell().subscribe()
}

/// Waits for the next ring, or for the time to look again.
pub(crate) async fn rung(ear: &mut watch::Receiver<u64>) -> Option<()> {
    tokio::select! {
        changed = ear.changed() => changed.ok(),
        () = tokio::time::sleep(LOOK_AGAIN) => Some(()),
    }
}

fn screens() -> &'static Mutex<HashMap<Uuid, usize>> {
    static SCREENS: OnceLock<Mutex<HashMap<Uuid, usize>>> = OnceLock::new();
    SCREENS.get_or_init(Mutex::default)
}

/// Màn hình đang nối of a session, counted in this process; one goes when its line is cut.
pub(crate) struct Present(Uuid);

impl Present {
    pub(crate) fn at(session: Uuid) -> Present {
        let mut all = screens().lock().unwrap_or_else(PoisonError::into_inner);
        *all.entry(session).or_default() += 1;
        drop(all);
        ring();
        Present(session)
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        let mut all = screens().lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.0) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.0);
            }
        }
        drop(all);
        ring();
    }
}

/// How many of the court's screens are connected to this process.
pub(crate) fn present(session: Uuid) -> usize {
    let all = screens().lock().unwrap_or_else(PoisonError::into_inner);
    all.get(&session).copied().unwrap_or(0)
}
