//! Kho đợt nhập: an import, its lines, their faults, and what a unit has imported before.

use std::collections::HashMap;

use db::{Dump, Sql, StorageError, Tx, V, args};
use uuid::Uuid;

use super::mapping::Mapping;
use super::plan::{Fault, Plan};

type Result<T> = std::result::Result<T, StorageError>;

db::row! {
    /// Đợt nhập.
    pub struct Import {
        /// The unit whose sheet it is.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// `reports`, `cases`.
        pub kind: String,
        /// The file in the store.
        pub file: String,
        /// Its name as sent.
        pub file_name: String,
        /// Which sheet.
        pub sheet: i64,
        /// The first row of the head, from 0.
        pub head_first: i64,
        /// Its last row.
        pub head_last: i64,
        /// The confirmed mapping, JSON.
        pub mapping: String,
        /// Where it stands.
        pub step: String,
        /// Counts the checks.
        pub turn: i64,
        /// Rows with data.
        pub rows_total: i64,
        /// Rows left out, JSON.
        pub skipped: String,
        /// Who imports.
        pub by_person: Uuid,
        /// Their name.
        pub by_name: String,
        /// Their post.
        pub by_post: Uuid,
        /// When it was begun, ms UTC.
        pub asked_at: i64,
        /// When its step changed.
        pub changed_at: i64,
    }
}

impl Import {
    /// The mapping that was confirmed.
    pub fn mapping(&self) -> Option<Mapping> {
        serde_json::from_str(&self.mapping).ok()
    }

    /// Where its page is.
    pub fn href(&self) -> String {
        format!("/exchange/imports/{}", self.id)
    }
}

db::row! {
    /// Một hồ sơ của đợt nhập.
    pub struct Line {
        /// Its first row.
        pub n: i64,
        /// `good`, `warning`, `wrong`, `known`, `written`, `kept`, `undone`.
        pub state: String,
        /// What its reader knows it by.
        pub title: String,
        /// Khóa tự nhiên.
        pub natural_key: String,
        /// How many facts it tells.
        pub acts: i64,
        /// The matter it became.
        pub matter_id: Option<Uuid>,
        /// The facts it wrote, JSON.
        pub facts: String,
        /// The newest fact of the matter when it was written.
        pub last_seq: i64,
        /// Why it was left or kept.
        pub said: String,
    }
}

impl Line {
    /// The facts it wrote, in the order of the ledger.
    pub fn facts(&self) -> Vec<Uuid> {
        serde_json::from_str(&self.facts).unwrap_or_default()
    }
}

db::row! {
    /// Điều cần xem.
    pub struct FaultLine {
        /// The line.
        pub n: i64,
        /// The row.
        pub row_no: i64,
        /// The column.
        pub column_vi: String,
        /// What stands there.
        pub value: String,
        /// What is wrong.
        pub reason: String,
        /// What to do.
        pub todo: String,
        /// A warning.
        pub is_warning: bool,
    }
}

/// Puts a new import down.
pub async fn insert(db: &impl Sql, one: &Import) -> Result<()> {
    db.exec(
        "INSERT INTO exchange_import (unit_id, id, kind, file, file_name, sheet, head_first, head_last, mapping, step,
           turn, rows_total, skipped, by_person, by_name, by_post, asked_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)",
        args![
            &one.unit_id, one.id, &one.kind, &one.file, &one.file_name, one.sheet, one.head_first, one.head_last,
            &one.mapping, &one.step, one.turn, one.rows_total, &one.skipped, one.by_person, &one.by_name, one.by_post,
            one.asked_at, one.changed_at
        ],
    )
    .await?;
    Ok(())
}

/// An import by its id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Import>> {
    db.opt("SELECT * FROM exchange_import WHERE id = $1", args![id])
        .await
}

/// The newest imports of units.
pub async fn newest(db: &impl Sql, unit: &str) -> Result<Vec<Import>> {
    db.all(
        "SELECT * FROM exchange_import WHERE unit_id = $1 ORDER BY asked_at DESC, id DESC LIMIT 50",
        args![unit],
    )
    .await
}

/// Which sheet and which rows name its columns.
pub async fn set_head(tx: &Tx, id: Uuid, sheet: i64, rows: (i64, i64), now_ms: i64) -> Result<()> {
    tx.exec(
        "UPDATE exchange_import SET sheet = $1, head_first = $2, head_last = $3, step = 'mapping', mapping = '', changed_at = $4
          WHERE id = $5 AND step IN ('sheet', 'mapping', 'checked')",
        args![sheet, rows.0, rows.1, now_ms, id],
    )
    .await?;
    Ok(())
}

/// The mapping is confirmed: a check begins, and what an earlier one found is forgotten.
pub async fn begin_check(tx: &Tx, one: &Import, mapping: &str, now_ms: i64) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE exchange_import SET mapping = $1, step = 'checking', turn = turn + 1, changed_at = $2
              WHERE id = $3 AND step IN ('mapping', 'checking', 'checked')",
            args![mapping, now_ms, one.id],
        )
        .await?;
    for table in ["exchange_line", "exchange_fault"] {
        tx.exec(
            format!("DELETE FROM {table} WHERE unit_id = $1 AND import_id = $2"),
            args![&one.unit_id, one.id],
        )
        .await?;
    }
    Ok(changed == 1)
}

/// Moves an import from one of these steps to another; false when it stood elsewhere.
pub async fn set_step(
    db: &impl Sql,
    id: Uuid,
    from: &[&str],
    to: &str,
    now_ms: i64,
) -> Result<bool> {
    let from: Vec<String> = from.iter().map(|step| format!("'{step}'")).collect();
    let changed = db
        .exec(
            format!(
                "UPDATE exchange_import SET step = $1, changed_at = $2 WHERE id = $3 AND step IN ({})",
                from.join(", ")
            ),
            args![to, now_ms, id],
        )
        .await?;
    Ok(changed == 1)
}

/// Notes what the rows of the sheet came to.
pub async fn set_rows(db: &impl Sql, id: Uuid, rows: i64, skipped: &str) -> Result<()> {
    db.exec(
        "UPDATE exchange_import SET rows_total = $1, skipped = $2 WHERE id = $3",
        args![rows, skipped, id],
    )
    .await?;
    Ok(())
}

/// The lines that stand already, by their first row: a check that was killed goes on after them.
pub async fn lines_there(db: &impl Sql, one: &Import) -> Result<Vec<i64>> {
    db.all(
        "SELECT n FROM exchange_line WHERE unit_id = $1 AND import_id = $2 ORDER BY n",
        args![&one.unit_id, one.id],
    )
    .await
}

/// What a check found about one planned matter.
pub struct Checked<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// `good`, `warning`, `wrong`, `known`.
    pub state: &'p str,
    /// The matter that is there.
    pub matter: Option<Uuid>,
    /// Its faults and warnings.
    pub faults: Vec<Fault>,
    /// A word on it.
    pub said: String,
    /// How many facts it would write.
    pub acts: usize,
}

/// Puts down what a check found.
pub async fn put_lines(tx: &Tx, one: &Import, found: &[Checked<'_>]) -> Result<()> {
    let line = |found: &Checked<'_>| {
        args![
            &one.unit_id,
            one.id,
            number(found.plan.n),
            found.state,
            &found.plan.title,
            &found.plan.key,
            found.acts,
            found.matter,
            "[]",
            0_i64,
            &found.said
        ]
    };
    let lines: Vec<_> = found.iter().map(line).collect();
    Dump::insert(tx, "exchange_line", LINE, &lines).await?;
    let faults: Vec<_> = found
        .iter()
        .flat_map(|found| fault_rows(one, number(found.plan.n), &found.faults))
        .collect();
    Dump::insert(tx, "exchange_fault", FAULT, &faults).await
}

const LINE: &[&str] = &[
    "unit_id",
    "import_id",
    "n",
    "state",
    "title",
    "natural_key",
    "acts",
    "matter_id",
    "facts",
    "last_seq",
    "said",
];

const FAULT: &[&str] = &[
    "unit_id",
    "import_id",
    "n",
    "at",
    "row_no",
    "column_vi",
    "value",
    "reason",
    "todo",
    "is_warning",
];

fn fault_rows(one: &Import, n: i64, faults: &[Fault]) -> Vec<Vec<V>> {
    let row = |(at, fault): (usize, &Fault)| {
        args![
            &one.unit_id,
            one.id,
            n,
            at,
            number(fault.row),
            &fault.column,
            &fault.value,
            &fault.reason,
            &fault.todo,
            fault.is_warning
        ]
    };
    faults.iter().enumerate().map(row).collect()
}

/// Puts down the faults of a line in place of those it had.
pub async fn put_faults(tx: &Tx, one: &Import, n: i64, faults: &[Fault]) -> Result<()> {
    tx.exec(
        "DELETE FROM exchange_fault WHERE unit_id = $1 AND import_id = $2 AND n = $3",
        args![&one.unit_id, one.id, n],
    )
    .await?;
    Dump::insert(tx, "exchange_fault", FAULT, &fault_rows(one, n, faults)).await
}

/// How many lines stand in each state.
pub async fn counts(db: &impl Sql, one: &Import) -> Result<Vec<(String, i64)>> {
    db::row! { struct Count { state: String, many: i64 } }
    let counts: Vec<Count> = db
        .all(
            "SELECT state, count(*) AS many FROM exchange_line WHERE unit_id = $1 AND import_id = $2 GROUP BY state",
            args![&one.unit_id, one.id],
        )
        .await?;
    Ok(counts
        .into_iter()
        .map(|one| (one.state, one.many))
        .collect())
}

/// The lines in these states, after a row; at most `limit`.
pub async fn lines(
    db: &impl Sql,
    one: &Import,
    states: &[&str],
    after: i64,
    limit: i64,
) -> Result<Vec<Line>> {
    let states: Vec<String> = states.iter().map(|state| format!("'{state}'")).collect();
    db.all(
        format!(
            "SELECT n, state, title, natural_key, acts, matter_id, facts, last_seq, said FROM exchange_line
              WHERE unit_id = $1 AND import_id = $2 AND state IN ({}) AND n > $3 ORDER BY n LIMIT $4",
            states.join(", ")
        ),
        args![&one.unit_id, one.id, after, limit],
    )
    .await
}

/// Faults after a place, those that hold a line back first when `only_wrong`.
pub async fn faults(db: &impl Sql, one: &Import, after: i64, limit: i64) -> Result<Vec<FaultLine>> {
    db.all(
        "SELECT n, row_no, column_vi, value, reason, todo, is_warning FROM exchange_fault
          WHERE unit_id = $1 AND import_id = $2 AND n > $3 ORDER BY n, at LIMIT $4",
        args![&one.unit_id, one.id, after, limit],
    )
    .await
}

/// The faults of one line.
pub async fn faults_of(db: &impl Sql, one: &Import, n: i64) -> Result<Vec<FaultLine>> {
    db.all(
        "SELECT n, row_no, column_vi, value, reason, todo, is_warning FROM exchange_fault
          WHERE unit_id = $1 AND import_id = $2 AND n = $3 ORDER BY at",
        args![&one.unit_id, one.id, n],
    )
    .await
}

/// What became of a line.
pub async fn set_line(tx: &Tx, one: &Import, n: i64, state: &str, said: &str) -> Result<()> {
    tx.exec(
        "UPDATE exchange_line SET state = $1, said = $2 WHERE unit_id = $3 AND import_id = $4 AND n = $5",
        args![state, said, &one.unit_id, one.id, n],
    )
    .await?;
    Ok(())
}

/// What a line tells is there already.
pub async fn set_known(tx: &Tx, one: &Import, n: i64, matter: Uuid, said: &str) -> Result<()> {
    tx.exec(
        "UPDATE exchange_line SET state = 'known', said = $1, matter_id = $2
          WHERE unit_id = $3 AND import_id = $4 AND n = $5",
        args![said, matter, &one.unit_id, one.id, n],
    )
    .await?;
    Ok(())
}

/// A line was written: its matter and its facts.
pub async fn set_written(
    tx: &Tx,
    one: &Import,
    n: i64,
    matter: Uuid,
    facts: &[law::Fact],
) -> Result<()> {
    let ids: Vec<Uuid> = facts.iter().map(|fact| fact.id).collect();
    let last = facts.last().map_or(0, |fact| fact.seq);
    tx.exec(
        "UPDATE exchange_line SET state = 'written', said = '', matter_id = $1, facts = $2, last_seq = $3
          WHERE unit_id = $4 AND import_id = $5 AND n = $6",
        args![
            matter,
            serde_json::to_string(&ids).unwrap_or_default(),
            last,
            &one.unit_id,
            one.id,
            n
        ],
    )
    .await?;
    Ok(())
}

/// The matters that a unit imported under these keys.
pub async fn known(db: &impl Sql, unit: &str, keys: &[String]) -> Result<HashMap<String, Uuid>> {
    db::row! { struct Known { natural_key: String, matter_id: Uuid } }
    let mut known = HashMap::new();
    for some in keys.chunks(200) {
        let places: Vec<String> = (2..some.len() + 2).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT natural_key, matter_id FROM exchange_known WHERE unit_id = $1 AND natural_key IN ({})",
            places.join(", ")
        );
        let mut values = args![unit];
        values.extend(some.iter().map(V::from));
        let found: Vec<Known> = db.all(sql, values).await?;
        known.extend(
            found
                .into_iter()
                .map(|one| (one.natural_key, one.matter_id)),
        );
    }
    Ok(known)
}

/// Remembers keys; one that is there already is a conflict.
pub async fn remember(tx: &Tx, one: &Import, keys: &[String], matter: Uuid) -> Result<()> {
    let rows: Vec<_> = keys
        .iter()
        .map(|key| args![&one.unit_id, key, matter, one.id])
        .collect();
    let columns = ["unit_id", "natural_key", "matter_id", "import_id"];
    Dump::insert(tx, "exchange_known", &columns, &rows).await
}

/// Forgets what an import remembered of a matter, after it was undone.
pub async fn forget(tx: &Tx, one: &Import, matter: Uuid) -> Result<()> {
    tx.exec(
        "DELETE FROM exchange_known WHERE unit_id = $1 AND import_id = $2 AND matter_id = $3",
        args![&one.unit_id, one.id, matter],
    )
    .await?;
    Ok(())
}

/// The mapping last used for a head.
pub async fn mapping_for(
    db: &impl Sql,
    unit: &str,
    kind: &str,
    head: &str,
) -> Result<Option<String>> {
    db.opt(
        "SELECT mapping FROM exchange_mapping WHERE unit_id = $1 AND kind = $2 AND head = $3",
        args![unit, kind, head],
    )
    .await
}

/// Keeps the mapping of a head for the unit's next sheet.
pub async fn keep_mapping(
    tx: &Tx,
    one: &Import,
    head: &str,
    mapping: &str,
    now_ms: i64,
) -> Result<()> {
    tx.exec(
        "INSERT INTO exchange_mapping (unit_id, kind, head, mapping, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (unit_id, kind, head) DO UPDATE SET mapping = $4, changed_at = $5",
        args![&one.unit_id, &one.kind, head, mapping, now_ms],
    )
    .await?;
    Ok(())
}

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
