//! Thời hạn giữ bản in: a print is made again at any time, so its file goes after some days; the line of who printed what stays.
//!
//! A print is kept in the store under a head of its own. So its name there is never that of a file that somebody else keeps, such as
//! a print that was brought into a case file, and erasing it takes nothing from anybody.

use std::sync::LazyLock;

use db::{Sql, args};
use jobs::Trouble;
use serde::Deserialize;
use shell::App;
use uuid::Uuid;

use super::order::{self, Print};
use crate::background::again;

const DAY_MS: i64 = 86_400_000;

/// Thời hạn giữ.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Days after it was made.
    pub kept_days: i64,
}

impl Retention {
    /// As `data/print-retention.toml` says.
    pub fn embedded() -> Retention {
        static READ: LazyLock<Retention> = LazyLock::new(|| {
            let text = include_str!("../../../data/print-retention.toml");
            toml::from_str(text)
                .unwrap_or_else(|fault| unreachable!("data/print-retention.toml: {fault}"))
        });
        *READ
    }
}

/// What stands before the bytes of a print in the store.
fn head(id: Uuid) -> Vec<u8> {
    format!("kiemsat-print {id}\n").into_bytes()
}

/// The bytes as they are kept.
pub fn wrapped(id: Uuid, bytes: &[u8]) -> Vec<u8> {
    [&head(id), bytes].concat()
}

/// The bytes as they were made; a print of an earlier version of the program has no head.
pub fn unwrapped(id: Uuid, kept: Vec<u8>) -> Vec<u8> {
    match kept.strip_prefix(head(id).as_slice()) {
        Some(bytes) => bytes.to_vec(),
        None => kept,
    }
}

/// Xóa bản in hết hạn; how many. Begun again after a kill it finds what is left.
pub async fn sweep(app: &App) -> Result<usize, Trouble> {
    let (db, now) = (app.db(), app.now_ms());
    let until = now - Retention::embedded().kept_days * DAY_MS;
    let old: Vec<Print> = db
        .all(
            "SELECT * FROM statistics_print WHERE file <> '' AND made_at < $1 ORDER BY made_at LIMIT 500",
            args![until],
        )
        .await?;
    for print in &old {
        erase(app, print).await?;
        order::cleared(db, print, now).await?;
    }
    Ok(old.len())
}

/// Only a file that begins as a print of ours does; one of an earlier version may be somebody else's too, and stays in the store.
async fn erase(app: &App, print: &Print) -> Result<(), Trouble> {
    let id = print.file.parse().map_err(again)?;
    if !app.files().has(id).await.map_err(again)? {
        return Ok(());
    }
    let bytes = app.files().get(id).await.map_err(again)?;
    match bytes.starts_with(&head(print.id)) {
        true => app.files().erase(id).await.map_err(again),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_kept_under_a_head_of_its_own_and_read_without_it() {
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_ne!(wrapped(one, b"%PDF-"), wrapped(other, b"%PDF-"));
        assert_eq!(unwrapped(one, wrapped(one, b"%PDF-")), b"%PDF-");
        assert_eq!(unwrapped(one, b"PK".to_vec()), b"PK");
        assert!(Retention::embedded().kept_days > 0);
    }
}
