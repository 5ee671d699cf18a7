//! The tables of Word files, batches and administrative documents join a database in which papers already stand.

use db::{Migrations, Sql, args, migrate, testing};
use uuid::Uuid;

/// The tables as they stood before.
const BEFORE: Migrations = Migrations {
    area: documents::MIGRATIONS.area,
    files: documents::MIGRATIONS.files.split_at(3).0,
};

#[test]
fn old_drafts_stand_and_a_paper_without_a_matter_joins_them() {
    testing::both(&[BEFORE], |db| async move {
        let (old, new, matter) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let insert = "INSERT INTO documents_draft (unit_id, id, matter_id, form, title, about, found, known, typed, version, state,
              signer_name, signer_role, drafted_by, drafted_at, changed_by, changed_at)
            VALUES ('P14-KV03', $1, $2, $3, 'Quyết định', '', '', '{}', '{}', 1, 'draft', '', '', $1, 1, $1, 1)";
        db.exec(insert, args![old, matter, "42/HS"]).await.unwrap();
        migrate(&db, &[documents::MIGRATIONS]).await.unwrap();
        db.exec(insert, args![new, Uuid::nil(), "HC/thong-bao"])
            .await
            .unwrap();
        let kept: Uuid = db
            .one(
                "SELECT matter_id FROM documents_draft WHERE id = $1",
                args![old],
            )
            .await
            .unwrap();
        assert_eq!(kept, matter);
        let without: Vec<Uuid> = db
            .all(
                "SELECT id FROM documents_draft WHERE matter_id = $1",
                args![Uuid::nil()],
            )
            .await
            .unwrap();
        assert_eq!(without, [new]);
        // Run again, nothing is to be done.
        migrate(&db, &[documents::MIGRATIONS]).await.unwrap();
        let count: i64 = db
            .one("SELECT count(*) FROM documents_book_number", args![])
            .await
            .unwrap();
        assert_eq!(count, 0);
    });
}
