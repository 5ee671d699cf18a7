//! Mở vụ việc: the facts of a matter with what they add up to, and whom it is open to.

use chrono::NaiveDate;
use db::{Sql, StorageError, args};
use law::Fact;
use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::rules::{Matter, fold, kind};

/// Vụ việc đã mở.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its id.
    pub id: Uuid,
    /// Mã hồ sơ điện tử.
    pub code: String,
    /// Đơn vị thụ lý.
    pub unit: String,
    /// All facts, replaced ones too, in the order of the ledger.
    pub facts: Vec<Fact>,
    /// What they add up to.
    pub matter: Matter,
    /// The newest fact: what the person has seen.
    pub seen: i64,
}

impl Opened {
    /// The fact with an id.
    pub fn fact(&self, id: Uuid) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// Người giữ hồ sơ: everyone it is assigned to; before anybody is, whoever took it in.
    pub fn holders(&self) -> Vec<Uuid> {
        let mut people = self.matter.assigned();
        if people.is_empty() {
            people.extend(self.facts.first().map(|fact| fact.recorded_by));
        }
        people
    }

    /// Refuses unless the actor of `work` holds the right over this matter.
    pub async fn require(&self, work: &Work, right: Right) -> Result<(), WorkError> {
        work.require_for(right, &self.unit, &self.matter.assigned())
            .await
    }
}

/// Opens a matter, if it is one of this area; nothing is asked about rights here.
pub async fn open(db: &impl Sql, id: Uuid) -> Result<Option<Opened>, StorageError> {
    let Some(row) = ledger::matter(db, id).await? else {
        return Ok(None);
    };
    let facts = ledger::facts_of(db, id).await?;
    Ok(law::is_civil(&facts).then(|| Opened {
        id,
        code: row.code,
        unit: row.unit_id,
        matter: fold(&facts),
        seen: facts.last().map_or(0, |fact| fact.seq),
        facts,
    }))
}

db::row! {
    /// Đầu hồ sơ: enough to name a matter and to ask a right over it, without its facts.
    pub struct Head {
        /// Its id.
        pub matter_id: Uuid,
        /// Mã hồ sơ điện tử.
        pub code: String,
        /// Đơn vị thụ lý.
        pub unit_id: String,
        /// What it is called.
        pub title: String,
        /// Loại vụ việc.
        pub kind: String,
        /// Where it stands.
        pub state: String,
        /// Kiểm sát viên, by name.
        pub prosecutor: String,
        /// Kiểm sát viên.
        pub prosecutor_id: Option<Uuid>,
        /// Kiểm tra viên.
        pub examiner_id: Option<Uuid>,
        /// The newest day set for a trial.
        pub trial_on: Option<NaiveDate>,
    }
}

impl Head {
    /// Everyone the matter is assigned to.
    pub fn assigned(&self) -> Vec<Uuid> {
        [self.prosecutor_id, self.examiner_id]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Thủ tục xét xử: `dan_su`, `hanh_chinh`.
    pub fn procedure(&self) -> &'static str {
        &kind(&self.kind).procedure
    }
}

const HEAD: &str = "SELECT c.matter_id, m.code, c.unit_id, c.title, c.kind, c.state, c.prosecutor, c.prosecutor_id, c.examiner_id, c.trial_on
  FROM civil_matter c JOIN ledger_matter m ON m.id = c.matter_id";

/// The head of a matter.
pub async fn head(db: &impl Sql, id: Uuid) -> Result<Option<Head>, StorageError> {
    db.opt(format!("{HEAD} WHERE c.matter_id = $1"), args![id])
        .await
}

/// The heads of several matters, in no order; at most a page of a list.
pub async fn heads(db: &impl Sql, ids: &[Uuid]) -> Result<Vec<Head>, StorageError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!("{HEAD} WHERE c.matter_id IN ({})", places.join(", "));
    db.all(sql, ids.iter().map(db::V::from).collect()).await
}

/// The address of a matter.
pub fn href(matter: Uuid) -> String {
    format!("/civil/matters/{matter}")
}
