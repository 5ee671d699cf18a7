//! The same statements, the same answers, on both engines.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use chrono::NaiveDate;
use db::{Db, Dump, Migrations, Sql, StorageError, V, args, testing::both};
use uuid::Uuid;

const TABLES: Migrations = Migrations {
    area: "demo",
    files: &[(
        "001",
        "CREATE TABLE demo_thing (unit_id TEXT NOT NULL, id UUID NOT NULL, name TEXT, due_on DATE,
           done BOOLEAN NOT NULL, size BIGINT, picture BLOB, PRIMARY KEY (unit_id, id));",
    )],
};

db::row! {
    struct Thing { id: Uuid, name: Option<String>, due_on: Option<NaiveDate>, done: bool, size: Option<i64>, picture: Option<Vec<u8>> }
}

async fn put(db: &Db, id: Uuid, name: Option<&str>) -> Result<u64, StorageError> {
    let tx = db.begin().await?;
    let n = tx
        .exec(
            "INSERT INTO demo_thing (unit_id, id, name, due_on, done, size, picture) VALUES ($1,$2,$3,$4,$5,$6,$7)",
            args!["P68", id, name, NaiveDate::from_ymd_opt(2026, 5, 20), true, None::<i64>, vec![1_u8, 0, 255]],
        )
        .await?;
    tx.commit().await?;
    Ok(n)
}

#[test]
fn values_of_every_type_come_back_as_they_went_in() {
    both(&[TABLES], |db| async move {
        let id = Uuid::now_v7();
        assert_eq!(put(&db, id, Some("Tạm giam\tđ\\")).await.unwrap(), 1);
        let thing: Thing = db
            .one("SELECT * FROM demo_thing WHERE id = $1", args![id])
            .await
            .unwrap();
        assert_eq!(thing.id, id);
        assert_eq!(thing.name.as_deref(), Some("Tạm giam\tđ\\"));
        assert_eq!(thing.due_on, NaiveDate::from_ymd_opt(2026, 5, 20));
        assert!(thing.done && thing.size.is_none());
        assert_eq!(thing.picture, Some(vec![1, 0, 255]));
    });
}

#[test]
fn a_second_row_with_the_same_key_is_a_conflict_and_a_dropped_transaction_leaves_nothing() {
    both(&[TABLES], |db| async move {
        let id = Uuid::now_v7();
        put(&db, id, None).await.unwrap();
        assert!(matches!(
            put(&db, id, None).await,
            Err(StorageError::Conflict(_))
        ));
        let tx = db.begin().await.unwrap();
        tx.exec("DELETE FROM demo_thing", args![]).await.unwrap();
        drop(tx);
        let n: i64 = db
            .one("SELECT count(*) FROM demo_thing", args![])
            .await
            .unwrap();
        assert_eq!(n, 1);
    });
}

#[test]
fn a_dump_is_loaded_back_to_the_same_bytes() {
    both(&[TABLES], |db| async move {
        let rows: Vec<Vec<V>> = (0..300)
            .map(|n| {
                let day = NaiveDate::from_ymd_opt(2026, 1, 1 + n % 28);
                args![
                    "P68",
                    Uuid::from_u128(n.into()),
                    format!("số {n}\n"),
                    day,
                    n % 2 == 0,
                    i64::from(n),
                    vec![7_u8]
                ]
            })
            .collect();
        let columns = ["unit_id", "id", "name", "due_on", "done", "size", "picture"];
        let tx = db.begin().await.unwrap();
        Dump::insert(&tx, "demo_thing", &columns, &rows)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let before = Dump::table(&db, "demo_thing").await.unwrap();
        assert_eq!(before.lines.len(), 300);

        let again: Vec<Vec<V>> = before
            .lines
            .iter()
            .map(|l| Dump::values(l).unwrap())
            .collect();
        let names: Vec<&str> = before.columns.iter().map(String::as_str).collect();
        let tx = db.begin().await.unwrap();
        tx.exec("DELETE FROM demo_thing", args![]).await.unwrap();
        Dump::load(&tx, "demo_thing", &names, &again).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(Dump::table(&db, "demo_thing").await.unwrap(), before);
    });
}
