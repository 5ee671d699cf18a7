//! Storage calls can move between threads, as web handlers and jobs need.

// A test may stop at a surprise, and may print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use db::{Db, Sql, Tx, args};

fn movable<T: Send + 'static>(_: T) {}

async fn reads(db: &Db) -> i64 {
    db.one("SELECT 1", args![]).await.unwrap_or_default()
}
async fn begins(db: &Db) {
    let tx = db.begin().await;
    drop(tx);
}
async fn writes(db: &Db) {
    if let Ok(tx) = db.begin().await {
        let _ = tx.exec("SELECT 1", args![]).await;
        generic(&tx).await;
        let _ = tx.commit().await;
    }
}
async fn generic(sql: &impl Sql) -> Vec<i64> {
    sql.all("SELECT 1", args![]).await.unwrap_or_default()
}
async fn scripted(tx: Tx) {
    let _ = tx.script("SELECT 1").await;
}

#[test]
fn every_call_can_move_between_threads() {
    let _ = |db: Db, tx: Tx| {
        let (a, b, c, d) = (db.clone(), db.clone(), db.clone(), db);
        movable(async move { reads(&a).await });
        movable(async move { begins(&b).await });
        movable(async move { writes(&c).await });
        movable(async move { generic(&d).await });
        movable(scripted(tx));
    };
}
