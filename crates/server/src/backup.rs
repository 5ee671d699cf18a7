//! `kiemsat backup FOLDER`: everything, as of one moment, while people work.
//!
//! The database is read in one snapshot, table by table, as text that both engines write alike. Files are named by their
//! content and never change, so those that the snapshot can name are copied after it; newer ones beside them do no harm.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use anyhow::{Context, bail};
use db::{Db, Dump};
use people::sign_in::seal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::place::{Place, now_ms};

/// The format of the folder; a later one has a higher number.
pub const FORMAT: u32 = 1;

/// `backup.json`: what the folder holds, so that a restore can tell a whole backup from a torn one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The format of the folder.
    pub format: u32,
    /// The version of the program that wrote it.
    pub version: String,
    /// When, ms UTC.
    pub made_at: i64,
    /// The tables.
    pub tables: Vec<TableFile>,
    /// The files, by the hash of their content.
    pub files: Vec<String>,
    /// The names of the keys that secrets in the tables are sealed with. The keys themselves are never in a backup.
    #[serde(default)]
    pub keys: Vec<String>,
}

/// One table's file.
#[derive(Debug, Serialize, Deserialize)]
pub struct TableFile {
    /// The table.
    pub table: String,
    /// Its columns, in the order of the cells.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// Writes the backup.
#[allow(clippy::print_stdout)]
pub async fn run(place: &Place, folder: &Path) -> anyhow::Result<()> {
    let manifest = write(place, folder).await?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    println!(
        "Đã sao lưu {} bảng ({rows} dòng) và {} tệp vào {}",
        manifest.tables.len(),
        manifest.files.len(),
        folder.display()
    );
    println!(
        "Tệp khóa {} KHÔNG nằm trong bản sao lưu: hãy cất một bản ở nơi khác. Không có khóa, xác thực hai bước phải bật lại.",
        place.key_file.display()
    );
    Ok(())
}

/// Writes the backup and says what it holds.
pub async fn write(place: &Place, folder: &Path) -> anyhow::Result<Manifest> {
    fs::create_dir_all(folder.join("tables"))?;
    fs::create_dir_all(folder.join("files"))?;
    if folder.join("backup.json").exists() {
        bail!(
            "{} already holds a backup; name an empty folder",
            folder.display()
        );
    }
    let tables = tables(&place.db, folder).await?;
    let mut files = Vec::new();
    for id in place.files.all().await? {
        let content = place.files.content(id).await?;
        let name = id.to_string();
        let to = folder.join("files").join(&name[..2]);
        fs::create_dir_all(&to)?;
        let mut file = File::create(to.join(&name))?;
        file.write_all(content.as_ref())?;
        file.sync_all()?;
        files.push(name);
    }
    let manifest = Manifest {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: now_ms(),
        tables,
        files,
        keys: seal::sealed_with(&place.db).await?.0,
    };
    // The manifest comes last: a folder without it is a torn backup.
    let mut file = File::create(folder.join("backup.json"))?;
    serde_json::to_writer_pretty(&mut file, &manifest)?;
    file.sync_all()?;
    Ok(manifest)
}

async fn tables(db: &Db, folder: &Path) -> anyhow::Result<Vec<TableFile>> {
    let moment = db.snapshot().await?;
    let mut written = Vec::new();
    for table in Dump::tables(db).await? {
        let path = folder.join("tables").join(format!("{table}.tsv"));
        let mut out = BufWriter::new(File::create(&path)?);
        let (mut columns, mut rows, mut hash) = (Vec::new(), 0_u64, Sha256::new());
        Dump::each(&moment, &table, |names, line| {
            if columns.is_empty() {
                columns = names.to_vec();
            }
            rows += 1;
            hash.update(line.as_bytes());
            hash.update(b"\n");
            out.write_all(line.as_bytes())?;
            out.write_all(b"\n")
        })
        .await
        .with_context(|| format!("table {table} could not be written"))?;
        out.into_inner()?.sync_all()?;
        written.push(TableFile {
            table,
            columns,
            rows,
            sha256: hex::encode(hash.finalize()),
        });
    }
    Ok(written)
}
