//! Sao lưu và khôi phục.

use std::path::{Path, PathBuf};

use db::{Db, Dump, Sql, TableDump, args, testing::Place as Database};
use files::Files;
use people::Role;
use server::{areas, backup, place::Place, restore};
use shell::testing::Office;
use uuid::Uuid;

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("kiemsat-backup-{}", Uuid::now_v7().simple()))
}

async fn place(url: &str, below: &Path) -> Place {
    Place {
        db: Db::open(url).await.unwrap(),
        files: Files::folder(&below.join("files")).unwrap(),
        derived: below.join("derived"),
        folder: below.to_path_buf(),
        key_file: below.join("secret.key"),
    }
}

async fn dumps(db: &Db) -> Vec<TableDump> {
    let mut all = Vec::new();
    for table in Dump::tables(db).await.unwrap() {
        all.push(Dump::table(db, &table).await.unwrap());
    }
    all
}

/// A place where people have worked: accounts, sessions, a draft with every kind of letter, a file.
async fn worked_in(url: &str, below: &Path) -> Place {
    let place = place(url, below).await;
    db::migrate(&place.db, &areas::migrations()).await.unwrap();
    let office = Office::with(place.db.clone(), areas::views(), areas::routes(), |app| app).await;
    let mut browser = office.signed_in(Role::Prosecutor).await;
    let odd = "Đào\t“Thị” \\N\r\n\\ năm";
    browser
        .post(
            "/shell/draft/report-new",
            &[("field", "note"), ("value", odd)],
        )
        .await;
    place.files.put(b"%PDF-1.7 trang 1".to_vec()).await.unwrap();
    place
}

async fn is_the_same_after(from: Database, to: Database) {
    let (here, there, kept) = (folder(), folder(), folder());
    let old = worked_in(&from.url, &here).await;
    let manifest = backup::write(&old, &kept).await.unwrap();
    assert!(
        manifest
            .tables
            .iter()
            .any(|table| table.table == "people_session" && table.rows > 0)
    );

    let new = place(&to.url, &there).await;
    restore::read(&new, &kept).await.unwrap();
    for (before, after) in dumps(&old.db).await.into_iter().zip(dumps(&new.db).await) {
        assert_eq!(before, after);
    }
    assert_eq!(
        old.files.all().await.unwrap(),
        new.files.all().await.unwrap()
    );
    for id in new.files.all().await.unwrap() {
        assert_eq!(
            new.files.get(id).await.unwrap(),
            old.files.get(id).await.unwrap()
        );
    }

    // A place that holds something is never written over.
    let refused = restore::read(&new, &kept).await.unwrap_err();
    assert!(refused.to_string().contains("not empty"), "{refused}");
    // And what was restored goes on working.
    db::migrate(&new.db, &areas::migrations()).await.unwrap();
    let facts: i64 = new
        .db
        .one("SELECT count(*) FROM ledger_head", args![])
        .await
        .unwrap();
    assert_eq!(facts, 2);
    for place in [old, new] {
        place.db.close().await;
    }
    for database in [from, to] {
        database.remove().await;
    }
    for folder in [here, there, kept] {
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_sqlite_is_the_same_in_postgresql() {
    is_the_same_after(Database::sqlite(), Database::postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_postgresql_is_the_same_in_sqlite() {
    is_the_same_after(Database::postgres().await, Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_sqlite_is_the_same_in_another_sqlite() {
    is_the_same_after(Database::sqlite(), Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_torn_or_changed_backup_is_refused_and_leaves_the_place_empty() {
    let (from, to) = (Database::sqlite(), Database::sqlite());
    let (here, there, kept) = (folder(), folder(), folder());
    let old = worked_in(&from.url, &here).await;
    backup::write(&old, &kept).await.unwrap();
    let twice = backup::write(&old, &kept).await.unwrap_err();
    assert!(twice.to_string().contains("already holds a backup"));

    let new = place(&to.url, &there).await;
    let changed = kept.join("tables/people_person.tsv");
    let text = std::fs::read_to_string(&changed).unwrap();
    std::fs::write(&changed, text.replace("prosecutor", "chief")).unwrap();
    let refused = restore::read(&new, &kept).await.unwrap_err();
    assert!(refused.to_string().contains("was changed"), "{refused}");
    std::fs::write(&changed, text).unwrap();

    let manifest = std::fs::read_to_string(kept.join("backup.json")).unwrap();
    std::fs::remove_file(kept.join("backup.json")).unwrap();
    let refused = restore::read(&new, &kept).await.unwrap_err();
    assert!(refused.to_string().contains("no whole backup"), "{refused}");
    std::fs::write(kept.join("backup.json"), manifest).unwrap();
    restore::read(&new, &kept).await.unwrap();
    for folder in [here, there, kept] {
        let _ = std::fs::remove_dir_all(folder);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restore_without_the_key_says_so_and_the_second_step_can_be_forgotten() {
    let (from, to) = (Database::sqlite(), Database::postgres().await);
    let (here, there, kept) = (folder(), folder(), folder());
    let old = worked_in(&from.url, &here).await;
    let key = old.key().unwrap();
    let people = "SELECT id FROM people_person ORDER BY id LIMIT 1";
    let person: Uuid = old.db.one(people, args![]).await.unwrap();
    let sealed = key.seal("GEZDGNBVGY3TQOJQ", person).unwrap();
    let sql = "UPDATE people_person SET totp_secret = $2 WHERE id = $1";
    old.db.exec(sql, args![person, sealed]).await.unwrap();

    let manifest = backup::write(&old, &kept).await.unwrap();
    assert_eq!(manifest.keys, [key.id()]);
    let mut held = Vec::new();
    for entry in ["backup.json", "tables/people_person.tsv"] {
        held.push(std::fs::read_to_string(kept.join(entry)).unwrap());
    }
    assert!(held.iter().all(|text| !text.contains(&key.text())));
    assert!(!kept.join("secret.key").exists());

    let new = place(&to.url, &there).await;
    restore::read(&new, &kept).await.unwrap();
    let said = restore::key_said(&new).await.unwrap().unwrap();
    assert!(
        said.contains(&key.id()) && said.contains("không chứa khóa"),
        "{said}"
    );
    std::fs::create_dir_all(&there).unwrap();
    std::fs::copy(&old.key_file, &new.key_file).unwrap();
    assert_eq!(restore::key_said(&new).await.unwrap(), None);

    std::fs::remove_file(&new.key_file).unwrap();
    let lost = new.key().unwrap();
    let forgotten = people::sign_in::seal::forget_unopenable(&new.db, &lost, 0).await;
    assert_eq!(forgotten.unwrap(), 1);
    assert_eq!(restore::key_said(&new).await.unwrap(), None);
    for place in [old, new] {
        place.db.close().await;
    }
    for database in [from, to] {
        database.remove().await;
    }
    for folder in [here, there, kept] {
        let _ = std::fs::remove_dir_all(folder);
    }
}
