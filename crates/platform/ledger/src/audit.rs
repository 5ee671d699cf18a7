//! Nhật ký truy cập: every write and every look at a record, each line sealed with the hash of the one before.

use db::{Dump, Sql, StorageError, Tx, args};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What happened, before it has its place in the chain. Holds ids and kinds, never a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When, ms UTC.
    pub at: i64,
    /// The member of staff; none for the program itself.
    pub who: Option<Uuid>,
    /// The unit they acted for.
    pub unit: Option<String>,
    /// What was done, such as `fact.recorded` or `matter.looked`.
    pub action: String,
    /// The kind of thing.
    pub object_kind: String,
    /// Its id.
    pub object: Option<String>,
    /// Anything else worth keeping; no names, no content.
    pub detail: String,
}

db::row! {
    /// A line in its place.
    #[derive(PartialEq, Eq)]
    pub struct Sealed {
        /// Its place; there are no gaps.
        pub seq: i64,
        /// When, ms UTC.
        pub at: i64,
        /// The member of staff.
        pub who: Option<Uuid>,
        /// The unit they acted for.
        pub unit: Option<String>,
        /// What was done.
        pub action: String,
        /// The kind of thing.
        pub object_kind: String,
        /// Its id.
        pub object: Option<String>,
        /// Anything else.
        pub detail: String,
        /// The hash of the line before.
        pub prev: String,
        /// The hash of this line.
        pub hash: String,
    }
}

/// What a check of the chain found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Every line stands as it was written.
    Whole {
        /// How many lines there are.
        lines: i64,
        /// The hash of the last one, worth noting elsewhere.
        last_hash: String,
    },
    /// The chain breaks here.
    Broken {
        /// The first line that does not fit.
        seq: i64,
        /// How it does not fit.
        why: Fault,
    },
}

/// How a line fails to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Its content does not give its hash.
    Changed,
    /// It does not carry the hash of the line before.
    Unlinked,
    /// A line before it is missing.
    Missing,
    /// Lines at the end are missing.
    CutOff,
}

/// Appends a line and returns its place. The chain's head stays locked until the transaction ends.
pub async fn append(tx: &Tx, line: Line) -> Result<i64, StorageError> {
    let (seq, prev) = {
        db::row! { struct Head { seq: i64, hash: String } }
        let head: Head = tx
            .one(
                "UPDATE ledger_head SET seq = seq + 1 WHERE line = 'audit' RETURNING seq, hash",
                args![],
            )
            .await?;
        (head.seq, head.hash)
    };
    let hash = seal(seq, &line, &prev);
    tx.exec(
        "INSERT INTO audit_line (seq, at, who, unit, action, object_kind, object, detail, prev, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            seq, line.at, line.who, line.unit, line.action, line.object_kind, line.object, line.detail, prev,
            &hash
        ],
    )
    .await?;
    tx.exec(
        "UPDATE ledger_head SET hash = $1 WHERE line = 'audit'",
        args![hash],
    )
    .await?;
    Ok(seq)
}

/// Appends many lines in their order, as one load does: the same chain, sealed in memory and put in together.
/// Returns the place of the last.
pub async fn append_all(tx: &Tx, lines: &[Line]) -> Result<i64, StorageError> {
    db::row! { struct Head { seq: i64, hash: String } }
    let count = i64::try_from(lines.len()).unwrap_or(i64::MAX);
    let head: Head = tx
        .one(
            "UPDATE ledger_head SET seq = seq + $1 WHERE line = 'audit' RETURNING seq, hash",
            args![count],
        )
        .await?;
    let mut prev = head.hash;
    let mut rows = Vec::with_capacity(lines.len());
    for (seq, line) in (head.seq - count + 1..).zip(lines) {
        let hash = seal(seq, line, &prev);
        rows.push(args![
            seq,
            line.at,
            line.who,
            line.unit.as_deref(),
            &line.action,
            &line.object_kind,
            line.object.as_deref(),
            &line.detail,
            prev,
            &hash
        ]);
        prev = hash;
    }
    Dump::insert(tx, "audit_line", COLUMNS, &rows).await?;
    tx.exec(
        "UPDATE ledger_head SET hash = $1 WHERE line = 'audit'",
        args![prev],
    )
    .await?;
    Ok(head.seq)
}

const COLUMNS: &[&str] = &[
    "seq",
    "at",
    "who",
    "unit",
    "action",
    "object_kind",
    "object",
    "detail",
    "prev",
    "hash",
];

/// The line that a recorded fact leaves.
pub fn of_fact(fact: &law::Fact) -> Line {
    Line {
        at: fact.recorded_at,
        who: Some(fact.recorded_by),
        unit: Some(fact.unit.clone()),
        action: "fact.recorded".to_owned(),
        object_kind: "matter".to_owned(),
        object: Some(fact.matter.to_string()),
        detail: format!("{} {}", fact.kind, fact.id),
    }
}

/// Checks the whole chain, in bounded memory, at one moment.
pub async fn verify(db: &db::Db) -> Result<Verdict, StorageError> {
    let moment = db.snapshot().await?;
    let (mut place, mut hash) = (0_i64, String::new());
    loop {
        let lines = page(&moment, place).await?;
        if lines.is_empty() {
            break;
        }
        for line in lines {
            if let Some(why) = fault(&line, place, &hash) {
                return Ok(Verdict::Broken { seq: line.seq, why });
            }
            (place, hash) = (line.seq, line.hash);
        }
    }
    let head: i64 = moment
        .one("SELECT seq FROM ledger_head WHERE line = 'audit'", args![])
        .await?;
    if head != place {
        return Ok(Verdict::Broken {
            seq: place + 1,
            why: Fault::CutOff,
        });
    }
    Ok(Verdict::Whole {
        lines: place,
        last_hash: hash,
    })
}

/// The next lines after a place, in order.
pub async fn page(db: &impl Sql, after: i64) -> Result<Vec<Sealed>, StorageError> {
    db.all(
        "SELECT * FROM audit_line WHERE seq > $1 ORDER BY seq LIMIT 5000",
        args![after],
    )
    .await
}

fn fault(line: &Sealed, place: i64, hash: &str) -> Option<Fault> {
    let content = Line {
        at: line.at,
        who: line.who,
        unit: line.unit.clone(),
        action: line.action.clone(),
        object_kind: line.object_kind.clone(),
        object: line.object.clone(),
        detail: line.detail.clone(),
    };
    match () {
        () if line.seq != place + 1 => Some(Fault::Missing),
        () if line.prev != hash => Some(Fault::Unlinked),
        () if line.hash != seal(line.seq, &content, &line.prev) => Some(Fault::Changed),
        () => None,
    }
}

/// SHA-256 over place, time, who, unit, action, kind, object, detail and the hash before, joined by line feeds.
fn seal(seq: i64, line: &Line, prev: &str) -> String {
    let who = line.who.map(|id| id.to_string()).unwrap_or_default();
    let parts = [
        seq.to_string(),
        line.at.to_string(),
        who,
        line.unit.clone().unwrap_or_default(),
        line.action.clone(),
        line.object_kind.clone(),
        line.object.clone().unwrap_or_default(),
        line.detail.clone(),
        prev.to_owned(),
    ];
    hex::encode(Sha256::digest(parts.join("\n")))
}

/// Vừa xem: the records of a kind somebody looked at last, the newest first, from the end of their trail.
pub async fn looked_at(
    db: &impl Sql,
    who: Uuid,
    kind: &str,
    at_most: i64,
) -> Result<Vec<String>, StorageError> {
    db.all(
        "SELECT object FROM (SELECT action, object, seq FROM audit_line WHERE who = $1
                              ORDER BY seq DESC LIMIT 500) AS trail
          WHERE action = $2 AND object IS NOT NULL GROUP BY object ORDER BY max(seq) DESC LIMIT $3",
        args![who, format!("{kind}.looked"), at_most],
    )
    .await
}

/// A line as one JSON object, for checking it with other tools.
pub fn json(line: &Sealed) -> serde_json::Value {
    serde_json::json!({
        "seq": line.seq, "at": line.at, "who": line.who, "unit": line.unit, "action": line.action,
        "object_kind": line.object_kind, "object": line.object, "detail": line.detail,
        "prev": line.prev, "hash": line.hash,
    })
}
