//! Gói phiên tòa: one signed, encrypted file that opens on an office computer without network or installation, with the same console; its log
//! comes back into the case.
//!
//! | to | look in |
//! |---|---|
//! | say who carries what, until when | [`store`], `making`, `asking` |
//! | seal and open, wrap under a pass phrase | [`keys`] |
//! | make the encrypted parts | `job`, `inside`, `words` |
//! | write the file that is carried | `file`, `player`, [`manifest`] |
//! | sign it | [`signature`] |
//! | look a pack through | [`mod@check`], `checking` |
//! | take a log home, tell of the day | [`log`], [`import`], `report` |
//!
//! The page that opens a pack is `web/src/pack.ts`: it plays the server's part by the same rules, so `session::release` and
//! `web/src/pack/desk.ts` are changed together.

mod asking;
pub mod check;
pub(crate) mod checking;
mod file;
pub mod import;
mod inside;
pub(crate) mod job;
pub mod keys;
pub mod log;
mod making;
pub mod manifest;
#[allow(missing_docs)]
pub mod messages;
mod paper;
mod player;
pub(crate) mod report;
pub(crate) mod screens;
pub mod signature;
pub mod store;
mod words;

use people::Right;
use shell::Routes;

/// The addresses of packs.
pub(crate) fn routes() -> Routes {
    let (read, present) = (Right::CasefileRead, Right::CourtroomPresent);
    let matter = "/courtroom/matters/{matter}";
    let pack = "/courtroom/packs/{pack}";
    let at = |place: &str, below: &str| format!("{place}/{below}");
    Routes::new()
        .get(&at(matter, "packs"), present, screens::list)
        .post(&at(matter, "packs"), present, asking::make)
        .upload(&at(matter, "pack-logs"), present, screens::take_log)
        .get(&at(matter, "trial-report"), read, report::show)
        .get(pack, present, screens::show)
        .get(&at(pack, "file"), present, screens::take)
        .post(&at(pack, "signature"), present, screens::sign)
        .post(&at(pack, "void"), present, screens::void)
        .get("/courtroom/pack-check", present, checking::show)
        .upload("/courtroom/pack-check", present, checking::look)
}
