//! `kiemsat restore FOLDER`: a backup put into an empty place, on either database.
//!
//! The tables are made by the migrations that the backup had, then filled in one transaction: a restore that is killed
//! leaves an empty place. This version's newer migrations run when the place is next opened.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{BufRead, BufReader, Read},
    path::Path,
};

use anyhow::{Context, bail};
use db::{Dump, Migrations, Sql, Tx, V, args};
use people::sign_in::seal;
use sha2::{Digest, Sha256};

use crate::{
    areas,
    backup::{FORMAT, Manifest, TableFile},
    key,
    place::Place,
};

/// Rows put in at once.
const STRIDE: usize = 2_000;

/// Restores and says what was put in.
#[allow(clippy::print_stdout)]
pub async fn run(place: &Place, folder: &Path) -> anyhow::Result<()> {
    let manifest = read(place, folder).await?;
    println!(
        "Đã khôi phục {} bảng và {} tệp từ {}. Hãy chạy `kiemsat rebuild` để dựng lại chỉ mục tìm kiếm.",
        manifest.tables.len(),
        manifest.files.len(),
        folder.display()
    );
    if let Some(said) = key_said(place).await? {
        println!("{said}");
    }
    Ok(())
}

/// What must still be done for second steps: a backup never holds the key that they are sealed with.
pub async fn key_said(place: &Place) -> anyhow::Result<Option<String>> {
    let (names, count) = seal::sealed_with(&place.db).await?;
    let here = key::read(&place.key_file)?;
    let lost = match &here {
        Some(key) => seal::unopenable(&place.db, key).await?.len(),
        None => count,
    };
    Ok((lost > 0).then(|| {
        format!(
            "{lost} người dùng xác thực hai bước, niêm phong bằng khóa {}, mà khóa đó không có ở {}. Bản sao lưu không chứa khóa: hãy chép tệp khóa cũ vào đó trước khi chạy `kiemsat serve`; nếu đã mất khóa, hãy chạy `kiemsat user forget-codes`, họ sẽ đăng nhập bằng mật khẩu và bật lại.",
            names.join(", "),
            place.key_file.display()
        )
    }))
}

/// A file of the backup on its way into the store, a piece at a time: its size costs no memory.
async fn arrive(place: &Place, path: &Path) -> anyhow::Result<files::Arrived> {
    let mut file = File::open(path)?;
    let mut arrival = place.files.arrival().await?;
    let mut piece = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            return Ok(arrival.finish().await?);
        }
        arrival.write(&piece[..read]).await?;
    }
}

/// Puts a backup into an empty place.
pub async fn read(place: &Place, folder: &Path) -> anyhow::Result<Manifest> {
    place.must_be_empty().await?;
    let manifest = manifest_of(folder)?;
    for table in &manifest.tables {
        whole(folder, table)?;
    }
    let known = migrations_of(folder, &manifest)?;
    db::migrate(&place.db, &known).await?;
    for name in &manifest.files {
        let bad = || anyhow::anyhow!("{name:.80} is no file's name");
        name.parse::<files::FileId>().map_err(|_| bad())?;
        let arrived = arrive(place, &folder.join("files").join(&name[..2]).join(name))
            .await
            .with_context(|| format!("file {name} of the backup cannot be read"))?;
        if arrived.id().to_string() != *name {
            bail!(
                "file {name} of the backup was changed: its content has the hash {}",
                arrived.id()
            );
        }
        place.files.keep(arrived).await?;
    }
    let tx = place.db.begin().await?;
    for table in &manifest.tables {
        fill(&tx, folder, table)
            .await
            .with_context(|| format!("table {} could not be filled", table.table))?;
    }
    tx.commit().await?;
    place.db.analyze().await?;
    Ok(manifest)
}

fn manifest_of(folder: &Path) -> anyhow::Result<Manifest> {
    let text = fs::read_to_string(folder.join("backup.json")).with_context(|| {
        format!(
            "{} holds no whole backup: backup.json is missing",
            folder.display()
        )
    })?;
    let manifest: Manifest = serde_json::from_str(&text).context("backup.json cannot be read")?;
    if manifest.format > FORMAT {
        bail!(
            "the backup was made by a newer version ({}); install that one first",
            manifest.version
        );
    }
    Ok(manifest)
}

/// Refuses a table's file that is not as it was written.
fn whole(folder: &Path, table: &TableFile) -> anyhow::Result<()> {
    let path = folder.join("tables").join(format!("{}.tsv", table.table));
    let mut file = File::open(&path).with_context(|| format!("{} is missing", path.display()))?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut hash)?;
    if hex::encode(hash.finalize()) != table.sha256 {
        bail!("{} was changed after the backup was made", path.display());
    }
    Ok(())
}

/// The migrations that the backed-up database had run, so that its rows fit.
fn migrations_of(folder: &Path, manifest: &Manifest) -> anyhow::Result<Vec<Migrations>> {
    let Some(ran) = manifest
        .tables
        .iter()
        .find(|table| table.table == "db_migration")
    else {
        bail!("the backup does not say which migrations it had");
    };
    let column = |name: &str| ran.columns.iter().position(|column| column == name);
    let (Some(area), Some(name)) = (column("area"), column("name")) else {
        bail!("the backup's list of migrations cannot be read");
    };
    let mut had: HashSet<(String, String)> = HashSet::new();
    for line in lines(folder, ran)? {
        let values = Dump::values(&line?)?;
        if let (Some(V::S(Some(area))), Some(V::S(Some(name)))) =
            (values.get(area), values.get(name))
        {
            had.insert((area.clone(), name.clone()));
        }
    }
    let mut known = Vec::new();
    for mut area in areas::migrations() {
        let files: Vec<_> = area
            .files
            .iter()
            .filter(|(name, _)| had.remove(&(area.area.to_owned(), (*name).to_owned())))
            .copied()
            .collect();
        // Once in the life of the program: the type of a migration list is that of a constant.
        area.files = files.leak();
        known.push(area);
    }
    if let Some((area, name)) = had.into_iter().next() {
        bail!(
            "the backup has a migration this version does not know ({area}/{name}); install the newer version"
        );
    }
    Ok(known)
}

async fn fill(tx: &Tx, folder: &Path, table: &TableFile) -> anyhow::Result<()> {
    // Migrations seed a few rows; the backup holds them as they became.
    tx.exec(format!("DELETE FROM {}", table.table), args![])
        .await?;
    let columns: Vec<&str> = table.columns.iter().map(String::as_str).collect();
    let mut rows = Vec::with_capacity(STRIDE);
    for line in lines(folder, table)? {
        rows.push(Dump::values(&line?)?);
        if rows.len() == STRIDE {
            Dump::load(tx, &table.table, &columns, &rows).await?;
            rows.clear();
        }
    }
    Ok(Dump::load(tx, &table.table, &columns, &rows).await?)
}

fn lines(
    folder: &Path,
    table: &TableFile,
) -> anyhow::Result<impl Iterator<Item = std::io::Result<String>> + use<>> {
    let path = folder.join("tables").join(format!("{}.tsv", table.table));
    Ok(BufReader::new(File::open(path)?).lines())
}
