//! Nhập sao kê: a file is kept, its columns are matched by a person, its payments enter the table; the whole import can be undone.

use std::collections::HashMap;

use casefile::MatterHead;
use db::{Sql, StorageError, args};
use exchange::sheet::{self, Head, Sheet};
use files::FileId;
use people::{Work, WorkError};
use shell::App;
use uuid::Uuid;

use super::{
    bank::{
        balance,
        columns::Mapping,
        head::Account,
        read::{Entry, statement},
    },
    entering::{Book, keep_rows},
    messages,
};
use crate::{opened::hold, sources::Source};

db::row! {
    /// Một đợt nhập.
    pub struct Import {
        /// Its id.
        pub id: Uuid,
        /// Its content in the store.
        pub file: String,
        /// The name of the file.
        pub file_name: String,
        /// Which sheet of it.
        pub sheet: i64,
        /// First row of the head, from 0.
        pub head_first: i64,
        /// Last row of the head.
        pub head_last: i64,
        /// Whose statement it is.
        pub account_id: Option<Uuid>,
        /// Its columns, JSON; '' before they were matched.
        pub mapping: String,
        /// mapping, taken, undone.
        pub step: String,
        /// What does not balance, JSON.
        pub told: String,
        /// The leaves of the statement, JSON.
        pub sources: String,
        /// Who.
        pub made_by: Uuid,
        /// When.
        pub made_at: i64,
        /// When it was undone.
        pub undone_at: Option<i64>,
    }
}

const COLUMNS: &str = "id, file, file_name, sheet, head_first, head_last, account_id, mapping, step, told, sources, made_by, made_at, undone_at";
/// Payments of one statement.
const MOST: usize = 20_000;

db::row! {
    /// Một dòng của sao kê.
    pub struct RowKept {
        /// From 1.
        pub n: i64,
        /// Its cells, JSON.
        pub cells: String,
        /// taken, double, other, bad, wrong_balance.
        pub state: String,
        /// Why.
        pub said: String,
        /// The payment it is.
        pub transfer_id: Option<Uuid>,
    }
}

impl Import {
    /// The address of its page.
    pub fn href(&self, matter: Uuid) -> String {
        format!("/evidence/matters/{matter}/flows/imports/{}", self.id)
    }

    /// The sheets of its file, read again.
    pub async fn sheets(&self, app: &App) -> Result<Vec<Sheet>, shell::Problem> {
        let gone = || shell::Problem::Refused(messages::FILE_GONE.to_owned());
        let id: FileId = self.file.parse().map_err(|_| gone())?;
        let bytes = app.files().get(id).await.map_err(shell::Problem::failed)?;
        let name = self.file_name.clone();
        let read = tokio::task::spawn_blocking(move || sheet::read(&bytes, &name)).await;
        read.map_err(shell::Problem::failed)?.map_err(|_| gone())
    }

    /// The head that was chosen.
    pub fn head(&self, sheets: &[Sheet]) -> Option<(usize, Head)> {
        let number = |n: i64| usize::try_from(n).unwrap_or(0);
        let sheet = sheets.get(number(self.sheet))?;
        Some((
            number(self.sheet),
            Head::at(sheet, number(self.head_first), number(self.head_last)),
        ))
    }
}

/// The imports of a matter, newest first.
pub async fn imports_of(sql: &impl Sql, matter: Uuid) -> Result<Vec<Import>, StorageError> {
    sql.all(
        format!("SELECT {COLUMNS} FROM evidence_flow_import WHERE matter_id = $1 ORDER BY made_at DESC, id DESC"),
        args![matter],
    )
    .await
}

/// One import.
pub async fn import(
    sql: &impl Sql,
    matter: Uuid,
    id: Uuid,
) -> Result<Option<Import>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM evidence_flow_import WHERE matter_id = $1 AND id = $2"),
        args![matter, id],
    )
    .await
}

/// Its rows, of one state or all ('').
pub async fn rows_of(
    sql: &impl Sql,
    import: Uuid,
    state: &str,
    (after, most): (i64, i64),
) -> Result<Vec<RowKept>, StorageError> {
    sql.all(
        "SELECT n, cells, state, said, transfer_id FROM evidence_flow_row
          WHERE import_id = $1 AND ($2 = '' OR state = $2) AND n > $3 ORDER BY n LIMIT $4",
        args![import, state, after, most],
    )
    .await
}

/// How many rows stand in each state.
pub async fn counts(sql: &impl Sql, import: Uuid) -> Result<HashMap<String, i64>, StorageError> {
    db::row! { struct Count { state: String, many: i64 } }
    let all: Vec<Count> = sql
        .all(
            "SELECT state, COUNT(*) AS many FROM evidence_flow_row WHERE import_id = $1 GROUP BY state",
            args![import],
        )
        .await?;
    Ok(all.into_iter().map(|one| (one.state, one.many)).collect())
}

/// Nhận tệp: a new import, waiting for its columns.
pub async fn begin(
    work: &Work,
    head: &MatterHead,
    (file, name): (FileId, &str),
    (sheet, table): (usize, &Head),
) -> Result<Uuid, WorkError> {
    hold(work, head).await?;
    let id = Uuid::now_v7();
    let name: String = text::clean(name).chars().take(200).collect();
    work.tx
        .exec(
            "INSERT INTO evidence_flow_import (unit_id, id, matter_id, file, file_name, sheet, head_first, head_last, mapping, step, told, sources, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', 'mapping', '[]', '[]', $9, $10)",
            args![&head.unit, id, head.id, file.to_string(), name, sheet, table.first, table.last, work.actor.person, work.now_ms],
        )
        .await?;
    work.note(
        "evidence.flow.file_taken",
        "evidence.flow.import",
        id,
        &file.to_string(),
    )
    .await?;
    Ok(id)
}

/// Chọn lại trang và tiêu đề while the columns are not matched yet.
pub async fn choose_table(
    work: &Work,
    head: &MatterHead,
    id: Uuid,
    (sheet, table): (usize, &Head),
) -> Result<(), WorkError> {
    hold(work, head).await?;
    let sql = "UPDATE evidence_flow_import SET sheet = $1, head_first = $2, head_last = $3 WHERE matter_id = $4 AND id = $5 AND step = 'mapping'";
    match work
        .tx
        .exec(sql, args![sheet, table.first, table.last, head.id, id])
        .await?
    {
        0 => Err(WorkError::invalid("", messages::STEP_PASSED)),
        _ => Ok(()),
    }
}

/// The mapping that this unit used for such a head before.
pub async fn remembered(
    sql: &impl Sql,
    unit: &str,
    head: &Head,
) -> Result<Option<Mapping>, StorageError> {
    let kept: Option<String> = sql
        .opt(
            "SELECT mapping FROM evidence_flow_mapping WHERE unit_id = $1 AND head_key = $2",
            args![unit, head.key()],
        )
        .await?;
    Ok(kept.and_then(|kept| serde_json::from_str(&kept).ok()))
}

/// An import of the same content that stands.
pub async fn standing_twin(
    sql: &impl Sql,
    matter: Uuid,
    one: &Import,
) -> Result<Option<Import>, StorageError> {
    sql.opt(
        format!("SELECT {COLUMNS} FROM evidence_flow_import WHERE matter_id = $1 AND file = $2 AND sheet = $3 AND step = 'taken' AND id <> $4"),
        args![matter, &one.file, one.sheet, one.id],
    )
    .await
}

/// What a person confirmed.
pub struct Confirmed {
    /// Its columns.
    pub mapping: Mapping,
    /// Whose account it is.
    pub account: Account,
    /// The leaves of the statement in the case file.
    pub sources: Vec<Source>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// New payments.
    pub new: usize,
    /// Payments that were there.
    pub double: usize,
    /// Rows not read.
    pub bad: usize,
}

/// Nhập: every row of the sheet is kept, each payment enters the table once.
pub async fn take(
    work: &Work,
    head: &MatterHead,
    one: &Import,
    (sheet, table): (&Sheet, &Head),
    confirmed: &Confirmed,
) -> Result<Done, WorkError> {
    hold(work, head).await?;
    let told = statement(sheet, table, &confirmed.mapping);
    let entries: Vec<(usize, &Entry)> = told.entries().collect();
    if entries.is_empty() {
        return Err(WorkError::invalid("", messages::NOTHING_READ));
    }
    if entries.len() > MOST {
        return Err(WorkError::invalid("", messages::TOO_MANY_ROWS));
    }
    let mapping = serde_json::to_string(&confirmed.mapping)
        .map_err(|cause| WorkError::Broken(cause.to_string()))?;
    let mut book = Book::of(work, head).await?;
    let account = book.account(&confirmed.account, &confirmed.sources).await?;
    let mut given = Vec::with_capacity(entries.len());
    for (_, entry) in &entries {
        given.push(
            book.given(entry, account, one.id, &confirmed.sources)
                .await?,
        );
    }
    let placed = book.enter(account, &entries, given).await?;
    let checked = balance::check(&told);
    let step = "UPDATE evidence_flow_import SET account_id = $1, mapping = $2, step = 'taken', told = $3, sources = $4 WHERE matter_id = $5 AND id = $6 AND step = 'mapping'";
    let (whole, sources) = (json(&checked.whole)?, json(&confirmed.sources)?);
    if work
        .tx
        .exec(
            step,
            args![account, &mapping, whole, sources, head.id, one.id],
        )
        .await?
        == 0
    {
        return Err(WorkError::invalid("", messages::STEP_PASSED));
    }
    let done = keep_rows(work, head, one.id, &told, &placed, &checked.breaks).await?;
    remember(work, &head.unit, table, &mapping).await?;
    let detail = format!("{} new, {} double, {} bad", done.new, done.double, done.bad);
    work.note(
        "evidence.flow.imported",
        "evidence.flow.import",
        one.id,
        &detail,
    )
    .await?;
    Ok(done)
}

pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, WorkError> {
    serde_json::to_string(value).map_err(|cause| WorkError::Broken(cause.to_string()))
}

async fn remember(work: &Work, unit: &str, table: &Head, mapping: &str) -> Result<(), WorkError> {
    work.tx
        .exec(
            "INSERT INTO evidence_flow_mapping (unit_id, head_key, mapping, changed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (unit_id, head_key) DO UPDATE SET mapping = excluded.mapping, changed_at = excluded.changed_at",
            args![unit, table.key(), mapping, work.now_ms],
        )
        .await?;
    Ok(())
}

/// Hoàn tác cả đợt: its payments leave the table, but those that another sheet holds too or that a person changed since.
pub async fn undo(work: &Work, head: &MatterHead, id: Uuid) -> Result<u64, WorkError> {
    hold(work, head).await?;
    let sql = "UPDATE evidence_flow_import SET step = 'undone', undone_by = $1, undone_at = $2 WHERE matter_id = $3 AND id = $4 AND step = 'taken'";
    if work
        .tx
        .exec(sql, args![work.actor.person, work.now_ms, head.id, id])
        .await?
        == 0
    {
        return Err(WorkError::invalid("", messages::STEP_PASSED));
    }
    let gone = work
        .tx
        .exec(
            "UPDATE evidence_flow_transfer SET removed_at = $1, changed_at = $1, revision = revision + 1
              WHERE matter_id = $2 AND import_id = $3 AND removed_at IS NULL AND revision = 1
                AND NOT EXISTS (SELECT 1 FROM evidence_flow_row r JOIN evidence_flow_import i ON i.id = r.import_id
                                 WHERE r.transfer_id = evidence_flow_transfer.id AND i.step = 'taken')",
            args![work.now_ms, head.id, id],
        )
        .await?;
    // Parties that only these payments knew go with them.
    work.tx
        .exec(
            "UPDATE evidence_flow_party SET removed_at = $1, revision = revision + 1
              WHERE matter_id = $2 AND removed_at IS NULL AND revision <= 2 AND owner_id IS NULL
                AND EXISTS (SELECT 1 FROM evidence_flow_transfer t WHERE t.import_id = $3 AND (t.from_id = evidence_flow_party.id OR t.to_id = evidence_flow_party.id))
                AND NOT EXISTS (SELECT 1 FROM evidence_flow_transfer t WHERE t.removed_at IS NULL AND t.matter_id = $2
                                   AND (t.from_id = evidence_flow_party.id OR t.to_id = evidence_flow_party.id))
                AND NOT EXISTS (SELECT 1 FROM evidence_flow_party o WHERE o.owner_id = evidence_flow_party.id)",
            args![work.now_ms, head.id, id],
        )
        .await?;
    let detail = format!("{gone} payments");
    work.note(
        "evidence.flow.import_undone",
        "evidence.flow.import",
        id,
        &detail,
    )
    .await?;
    Ok(gone)
}
