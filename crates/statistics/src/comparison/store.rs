//! Lưu bảng đối chiếu: the comparison, its rows as they stood when it was made, what was done on it.

use db::{Dump, Result, Sql, Tx, V, args};
use uuid::Uuid;

use super::Told;
use super::kind::Kind;
use super::reading::Mapping;
use crate::Period;

db::row! {
    /// Một bảng đối chiếu.
    pub struct Comparison {
        /// Whose.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// With whom.
        pub kind: String,
        /// The period.
        pub period_from: String,
        /// Its end.
        pub period_to: String,
        /// The sheet, by its hash.
        pub file: String,
        /// As it was called.
        pub file_name: String,
        /// Which sheet of the file.
        pub sheet: i64,
        /// The first row of its head.
        pub head_first: i64,
        /// The last row of its head.
        pub head_last: i64,
        /// JSON; empty until confirmed.
        pub mapping: String,
        /// mapping, checked, open, closed, withdrawn.
        pub step: String,
        /// The other agency.
        pub partner: String,
        /// Người ký bên Viện kiểm sát.
        pub our_signer: String,
        /// Chức vụ.
        pub our_title: String,
        /// Người ký bên kia.
        pub their_signer: String,
        /// Chức vụ.
        pub their_title: String,
        /// Who brought the sheet.
        pub by_person: Uuid,
        /// Their name.
        pub by_name: String,
        /// When.
        pub made_at: i64,
        /// Who closed it.
        pub closed_name: String,
        /// When.
        pub closed_at: Option<i64>,
        /// Why it was withdrawn.
        pub why: String,
    }
}

impl Comparison {
    /// Its address.
    pub fn href(&self) -> String {
        format!("/statistics/comparisons/{}", self.id)
    }

    /// Its kind.
    pub fn kind(&self) -> Option<&'static Kind> {
        Kind::named(&self.kind)
    }

    /// Its period.
    pub fn period(&self) -> Option<Period> {
        Period::read(&self.period_from, &self.period_to).ok()
    }

    /// How its columns are read, once somebody has confirmed it.
    pub fn mapping(&self) -> Option<Mapping> {
        serde_json::from_str(&self.mapping).ok()
    }
}

db::row! {
    /// Một dòng đối chiếu.
    pub struct Row {
        /// Its number.
        pub n: i64,
        /// The row of their sheet.
        pub row_no: i64,
        /// JSON.
        pub theirs: String,
        /// JSON.
        pub ours: String,
        /// The matter.
        pub matter_id: Option<Uuid>,
        /// The person.
        pub subject_id: Option<Uuid>,
        /// sure, proposed, confirmed, none.
        pub link: String,
        /// The fields that differ.
        pub differs: String,
        /// Why.
        pub reason: String,
        /// ours, theirs.
        pub stands: String,
        /// Who decided.
        pub by_name: String,
        /// When.
        pub decided_at: Option<i64>,
    }
}

/// Dòng này thế nào.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Khớp.
    Equal,
    /// Khác ở trường nào đó.
    Differs,
    /// Chỉ bên kia có.
    OnlyTheirs,
    /// Chỉ Viện kiểm sát có.
    OnlyOurs,
}

impl State {
    /// In addresses.
    pub const fn code(self) -> &'static str {
        match self {
            State::Equal => "equal",
            State::Differs => "differs",
            State::OnlyTheirs => "theirs",
            State::OnlyOurs => "ours",
        }
    }
}

impl Row {
    /// A new row of two sides.
    pub fn new(
        n: i64,
        row_no: i64,
        theirs: Option<&Told>,
        ours: Option<(&Told, Uuid, Uuid)>,
    ) -> Row {
        let json = |told: &Told| serde_json::to_string(told).unwrap_or_default();
        Row {
            n,
            row_no,
            theirs: theirs.map(json).unwrap_or_default(),
            ours: ours.map(|(told, ..)| json(told)).unwrap_or_default(),
            matter_id: ours.map(|(_, matter, _)| matter),
            subject_id: ours.map(|(.., subject)| subject),
            link: "none".to_owned(),
            differs: match (theirs, ours) {
                (Some(theirs), Some((ours, ..))) => {
                    super::matching::differs(theirs, ours).join(",")
                }
                _ => String::new(),
            },
            reason: String::new(),
            stands: String::new(),
            by_name: String::new(),
            decided_at: None,
        }
    }

    /// Their side.
    pub fn their_side(&self) -> Option<Told> {
        serde_json::from_str(&self.theirs).ok()
    }

    /// Our side.
    pub fn our_side(&self) -> Option<Told> {
        serde_json::from_str(&self.ours).ok()
    }

    /// How the row stands.
    pub fn state(&self) -> State {
        match (self.theirs.is_empty(), self.ours.is_empty()) {
            (true, _) => State::OnlyOurs,
            (_, true) => State::OnlyTheirs,
            _ if self.differs.is_empty() => State::Equal,
            _ => State::Differs,
        }
    }

    /// Whether a person must still say whether the two are one.
    pub fn is_proposed(&self) -> bool {
        self.link == "proposed"
    }

    /// Whether nothing is left to decide.
    pub fn is_settled(&self) -> bool {
        !self.is_proposed() && (self.state() == State::Equal || !self.stands.is_empty())
    }

    /// What the row adds to the agreed figure: the side that stands.
    pub fn agreed(&self) -> Option<Told> {
        match (self.state(), self.stands.as_str()) {
            (State::Equal, _) => self.our_side(),
            (State::Differs, "theirs") | (State::OnlyTheirs, "theirs") => self.their_side(),
            (State::Differs, "ours") | (State::OnlyOurs, "ours") => self.our_side(),
            _ => None,
        }
    }

    fn values(&self, one: &Comparison) -> Vec<V> {
        args![
            &one.unit_id,
            one.id,
            self.n,
            self.row_no,
            &self.theirs,
            &self.ours,
            self.matter_id,
            self.subject_id,
            &self.link,
            &self.differs,
            &self.reason,
            &self.stands,
            &self.by_name,
            self.decided_at
        ]
    }
}

const ROW: &[&str] = &[
    "unit_id",
    "comparison_id",
    "n",
    "row_no",
    "theirs",
    "ours",
    "matter_id",
    "subject_id",
    "link",
    "differs",
    "reason",
    "stands",
    "by_name",
    "decided_at",
];

db::row! {
    /// Một việc đã làm trên bảng.
    pub struct Act {
        /// Its number.
        pub n: i64,
        /// confirmed, parted, joined, settled, closed …
        pub action: String,
        /// In words.
        pub said: String,
        /// The rows as they stood.
        pub before: String,
        /// The numbers of the rows it left.
        pub made: String,
        /// Who.
        pub by_name: String,
        /// When.
        pub at: i64,
        /// Who undid it.
        pub undone_name: String,
        /// When.
        pub undone_at: Option<i64>,
    }
}

/// A comparison by its id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Comparison>> {
    db.opt(
        "SELECT * FROM statistics_comparison WHERE id = $1",
        args![id],
    )
    .await
}

/// The newest comparisons of units.
pub async fn newest(db: &impl Sql, units: &[String]) -> Result<Vec<Comparison>> {
    let mut all: Vec<Comparison> = Vec::new();
    for some in units.chunks(200) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT * FROM statistics_comparison WHERE unit_id IN ({}) ORDER BY made_at DESC, id LIMIT 100",
            places.join(", ")
        );
        let found: Vec<Comparison> = db.all(sql, some.iter().map(V::from).collect()).await?;
        all.extend(found);
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.made_at));
    all.truncate(100);
    Ok(all)
}

/// The comparison of a period that has this file already.
pub async fn same_file(db: &impl Sql, one: &Comparison) -> Result<Option<Uuid>> {
    db.opt(
        "SELECT id FROM statistics_comparison
          WHERE unit_id = $1 AND kind = $2 AND period_from = $3 AND period_to = $4 AND file = $5 AND step <> 'withdrawn'",
        args![
            &one.unit_id,
            &one.kind,
            &one.period_from,
            &one.period_to,
            &one.file
        ],
    )
    .await
}

/// Puts down a new comparison.
pub async fn insert(tx: &Tx, one: &Comparison) -> Result<()> {
    tx.exec(
        "INSERT INTO statistics_comparison (unit_id, id, kind, period_from, period_to, file, file_name, sheet, head_first, head_last,
           mapping, step, partner, our_signer, our_title, their_signer, their_title, by_person, by_name, made_at, closed_name, why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 'mapping', $11, '', '', '', '', $12, $13, $14, '', '')",
        args![
            &one.unit_id,
            one.id,
            &one.kind,
            &one.period_from,
            &one.period_to,
            &one.file,
            &one.file_name,
            one.sheet,
            one.head_first,
            one.head_last,
            &one.partner,
            one.by_person,
            &one.by_name,
            one.made_at
        ],
    )
    .await?;
    Ok(())
}

/// Moves a comparison from one of these steps to another; false when it stands elsewhere.
pub async fn set_step(tx: &Tx, one: &Comparison, from: &[&str], to: &str) -> Result<bool> {
    let from: Vec<String> = from.iter().map(|step| format!("'{step}'")).collect();
    let sql = format!(
        "UPDATE statistics_comparison SET step = $3 WHERE unit_id = $1 AND id = $2 AND step IN ({})",
        from.join(", ")
    );
    Ok(tx.exec(sql, args![&one.unit_id, one.id, to]).await? == 1)
}

/// Which rows name the columns, and what the columns hold.
pub async fn set_mapping(tx: &Tx, one: &Comparison) -> Result<bool> {
    let changed = tx
        .exec(
            "UPDATE statistics_comparison SET sheet = $3, head_first = $4, head_last = $5, mapping = $6, step = 'checked'
              WHERE unit_id = $1 AND id = $2 AND step IN ('mapping', 'checked')",
            args![
                &one.unit_id,
                one.id,
                one.sheet,
                one.head_first,
                one.head_last,
                &one.mapping
            ],
        )
        .await?;
    Ok(changed == 1)
}

/// The mapping the unit last used for a head.
pub async fn mapping_for(
    db: &impl Sql,
    unit: &str,
    kind: &str,
    head: &str,
) -> Result<Option<String>> {
    db.opt(
        "SELECT mapping FROM statistics_comparison_mapping WHERE unit_id = $1 AND kind = $2 AND head = $3",
        args![unit, kind, head],
    )
    .await
}

/// Keeps the mapping of a head for the unit's next sheet.
pub async fn keep_mapping(tx: &Tx, one: &Comparison, head: &str, now_ms: i64) -> Result<()> {
    tx.exec(
        "INSERT INTO statistics_comparison_mapping (unit_id, kind, head, mapping, changed_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (unit_id, kind, head) DO UPDATE SET mapping = $4, changed_at = $5",
        args![&one.unit_id, &one.kind, head, &one.mapping, now_ms],
    )
    .await?;
    Ok(())
}

/// The rows in their order.
pub async fn rows(db: &impl Sql, one: &Comparison) -> Result<Vec<Row>> {
    db.all(
        "SELECT * FROM statistics_comparison_row WHERE unit_id = $1 AND comparison_id = $2 ORDER BY n",
        args![&one.unit_id, one.id],
    )
    .await
}

/// Puts rows down.
pub async fn put_rows(tx: &Tx, one: &Comparison, rows: &[Row]) -> Result<()> {
    let values: Vec<Vec<V>> = rows.iter().map(|row| row.values(one)).collect();
    Dump::insert(tx, "statistics_comparison_row", ROW, &values).await
}

/// Takes rows away, to put others in their place.
pub async fn drop_rows(tx: &Tx, one: &Comparison, numbers: &[i64]) -> Result<()> {
    for n in numbers {
        tx.exec(
            "DELETE FROM statistics_comparison_row WHERE unit_id = $1 AND comparison_id = $2 AND n = $3",
            args![&one.unit_id, one.id, *n],
        )
        .await?;
    }
    Ok(())
}

/// What was done, the newest first.
pub async fn acts(db: &impl Sql, one: &Comparison) -> Result<Vec<Act>> {
    db.all(
        "SELECT * FROM statistics_comparison_act WHERE unit_id = $1 AND comparison_id = $2 ORDER BY n DESC",
        args![&one.unit_id, one.id],
    )
    .await
}

/// Puts down a deed.
pub async fn put_act(tx: &Tx, one: &Comparison, act: &Act) -> Result<()> {
    tx.exec(
        "INSERT INTO statistics_comparison_act (unit_id, comparison_id, n, action, said, before, made, by_name, at, undone_name)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')",
        args![
            &one.unit_id,
            one.id,
            act.n,
            &act.action,
            &act.said,
            &act.before,
            &act.made,
            &act.by_name,
            act.at
        ],
    )
    .await?;
    Ok(())
}
