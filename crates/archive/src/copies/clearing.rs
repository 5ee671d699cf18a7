//! Xóa tệp bản sao: a copy is made again at any time, so its file goes after some days; the line of who had what made stays.

use db::{Sql, args};
use jobs::Trouble;
use shell::App;

use super::store::{self, Copy};

const DAY_MS: i64 = 86_400_000;

/// How many days a made copy is kept, as `data/kept.toml` says.
pub fn kept_days() -> i64 {
    let said = include_str!("../../data/kept.toml")
        .lines()
        .find_map(|line| {
            let (key, days) = line.split_once('=')?;
            (key.trim() == "kept_days").then(|| days.trim().parse().ok())?
        });
    said.unwrap_or(30)
}

/// Lets old files go; how many. Begun again after a kill it finds what is left.
pub async fn sweep(app: &App) -> Result<usize, Trouble> {
    let until = app.now_ms() - kept_days() * DAY_MS;
    let old: Vec<Copy> = app
        .db()
        .all(
            "SELECT * FROM archive_copy WHERE file <> '' AND made_at < $1 ORDER BY made_at LIMIT 200",
            args![until],
        )
        .await?;
    for copy in &old {
        erase(app, copy).await?;
    }
    Ok(old.len())
}

/// Erases the file of a copy. Every copy carries its own id inside, so no other line has the same file.
pub async fn erase(app: &App, copy: &Copy) -> Result<(), Trouble> {
    if copy.is_there() {
        let again = |fault: &dyn std::fmt::Display| Trouble::Again(fault.to_string());
        let id = copy.file.parse().map_err(|fault| again(&fault))?;
        app.files().erase(id).await.map_err(|fault| again(&fault))?;
    }
    store::cleared(app.db(), copy, app.now_ms()).await?;
    Ok(())
}
