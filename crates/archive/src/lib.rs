//! Lưu trữ và giao bản sao hồ sơ số hóa (Luật Lưu trữ 33/2024/QH15; TT 05/2025/TT-BNV; NĐ 30/2020/NĐ-CP Đ.25–27): what leaves a case file, and how
//! long the file stays.
//!
//! | to | look in |
//! |---|---|
//! | choose a part of a file | [`selection`] |
//! | write a searchable PDF/A page by page | [`pdf`], [`contents`] |
//! | have a copy made in the background, take it | [`copies`] |
//! | give a locked copy to somebody, withdraw it | `share` |
//! | hide names and numbers on a copy | [`redaction`] |
//! | set how long a file is kept, hold it | [`retention`] |
//! | pack a file for the archive, check a package | [`package`] |
//! | list what is handed over with form 168/HS | `handover` |
//!
//! Nothing here changes a file: every product is a copy. A copy that is to be "sao y" is signed elsewhere: [`copy_to_sign`] hands over its bytes.

mod asked;
pub mod contents;
pub mod copies;
mod handover;
pub mod messages;
pub mod package;
pub mod pdf;
pub mod redaction;
pub mod retention;
pub mod selection;
mod share;
mod zipping;

use std::sync::Arc;

use people::Right;
use shell::{App, MenuItem, Needs, Problem, Routes};
use uuid::Uuid;

/// The tables of this area.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    area: "archive",
    files: &[("001_archive", include_str!("../migrations/001_archive.sql"))],
};

/// The long work of this area.
pub fn handlers(app: &App) -> Vec<Arc<dyn jobs::Handler>> {
    vec![Arc::new(copies::CopyJob::new(app))]
}

/// Bản PDF/A để ký "sao y" (NĐ 30/2020/NĐ-CP Đ.25): the bytes of a copy that was made, for whoever signs; none while it is not there.
pub async fn copy_to_sign(app: &App, copy: Uuid) -> Result<Option<files::Content>, Problem> {
    let copy = copies::store::by_id(app.db(), copy).await?;
    let Some(copy) = copy.filter(|copy| copy.is_there() && copy.kind() == Some(copies::Kind::Pdf))
    else {
        return Ok(None);
    };
    let id = copy.file.parse().map_err(Problem::failed)?;
    Ok(Some(
        app.files().content(id).await.map_err(Problem::failed)?,
    ))
}

/// The addresses of this area.
pub fn routes() -> Routes {
    let matter = "/archive/matters/{matter}";
    let at = |path: &str| format!("{matter}{path}");
    let (export, share, redact, keep) = (
        Right::ArchiveExport,
        Right::ArchiveShare,
        Right::ArchiveRedact,
        Right::ArchiveRetention,
    );
    Routes::new()
        .get(matter, export, copies::screens::show)
        .post(&at("/copies"), export, copies::screens::ask)
        // Which right a copy asks for depends on its kind: the handler asks it.
        .get(
            "/archive/copies/{id}/file",
            Needs::SignedIn,
            copies::screens::file,
        )
        .get(&at("/handover"), export, handover::screens::show)
        .get(&at("/handover/list"), export, handover::screens::list)
        .get(&at("/shares"), share, share::screens::list)
        .post(&at("/shares"), share, share::screens::give)
        .get("/archive/shares/{copy}", share, share::screens::show)
        .post("/archive/shares/{copy}/key", share, share::screens::key)
        .post(
            "/archive/shares/{copy}/withdrawal",
            share,
            share::screens::withdraw,
        )
        .merge(redaction_routes(matter, redact))
        .get(&at("/retention"), keep, retention::screens::show)
        .post(&at("/retention"), keep, retention::screens::set)
        .post(&at("/retention/holds"), keep, retention::screens::hold)
        .post(
            &at("/retention/holds/{hold}/lifting"),
            keep,
            retention::screens::lift,
        )
        .post(&at("/packages"), keep, retention::screens::pack)
        .get("/archive/package-check", keep, package::screens::show)
        .upload("/archive/package-check", keep, package::screens::look)
}

fn redaction_routes(matter: &str, redact: Right) -> Routes {
    use redaction::screens;
    let one = "/archive/redactions/{id}";
    Routes::new()
        .get(&format!("{matter}/redactions"), redact, screens::list)
        .post(&format!("{matter}/redactions"), redact, screens::begin)
        .get(one, redact, screens::edit)
        .post(&format!("{one}/boxes"), redact, screens::draw)
        .post(
            &format!("{one}/boxes/{{box}}/withdrawal"),
            redact,
            screens::remove,
        )
        .post(&format!("{one}/places"), redact, screens::accept)
        .post(&format!("{one}/copies"), redact, screens::copy)
}

/// The area in the menu: copies are reached from their file, packages that came from here.
pub fn menu() -> MenuItem {
    let keep = Right::ArchiveRetention;
    MenuItem::new("Lưu trữ hồ sơ", "archive", "/archive/package-check")
        .needs(keep)
        .link("Kiểm tra gói nộp lưu", "/archive/package-check", keep)
}
