//! Mở hồ sơ: the facts of a matter with what they add up to, and whom it is open to.

use db::Sql;
use law::{Fact, Law};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::rules::{self, Matter};
use crate::standing::{Assigned, assigned, unit_in_charge};
use crate::view;

/// Hồ sơ đã mở.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Its id.
    pub id: Uuid,
    /// Mã hồ sơ điện tử.
    pub code: String,
    /// Đơn vị thụ lý.
    pub unit: String,
    /// Who it is assigned to.
    pub assigned: Assigned,
    /// All facts, replaced ones too, in the order of the ledger.
    pub facts: Vec<Fact>,
    /// What they add up to.
    pub matter: Matter,
    /// The newest fact: what the person has seen.
    pub seen: i64,
}

impl Opened {
    /// What the matter is called.
    pub fn title(&self, law: &Law) -> String {
        view::title(law, &self.matter, &self.facts)
    }

    /// Hồ sơ như khi đó: the matter as it stood before a place in the ledger.
    pub fn before(&self, law: &Law, seq: i64) -> Opened {
        let known = self.facts.iter().take_while(|fact| fact.seq < seq);
        of_facts(law, self.id, self.code.clone(), known.cloned().collect())
    }

    /// Sổ mà hồ sơ đứng trong đó: the list of matters it belongs to, as the menu calls it, and its address.
    pub fn list(&self) -> (&'static str, &'static str) {
        match self.matter.case.is_some() {
            true => ("Vụ án", "/criminal/cases"),
            false => ("Nguồn tin về tội phạm", "/criminal/reports"),
        }
    }

    /// Người giữ hồ sơ: everyone it is assigned to; before anybody is, whoever registered it.
    pub fn holders(&self) -> Vec<Uuid> {
        let mut people = self.assigned.people();
        if people.is_empty() {
            people.extend(self.facts.first().map(|fact| fact.recorded_by));
        }
        people
    }

    /// The fact with an id.
    pub fn fact(&self, id: Uuid) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// Refuses unless the actor of `work` holds the right over this matter.
    pub async fn require(&self, work: &Work, right: Right) -> Result<(), WorkError> {
        work.require_for(right, &self.unit, &self.assigned.people())
            .await
    }
}

/// Opens a matter; nothing is asked about rights here. A civil matter is no matter of this area.
pub async fn open(db: &impl Sql, law: &Law, id: Uuid) -> Result<Option<Opened>, db::StorageError> {
    let Some(row) = ledger::matter(db, id).await? else {
        return Ok(None);
    };
    let facts = ledger::facts_of(db, id).await?;
    Ok((!law::is_civil(&facts)).then(|| of_facts(law, id, row.code, facts)))
}

fn of_facts(law: &Law, id: Uuid, code: String, facts: Vec<Fact>) -> Opened {
    Opened {
        id,
        code,
        unit: unit_in_charge(&facts).to_owned(),
        assigned: assigned(&facts),
        matter: rules::fold(law, &facts),
        seen: facts.last().map_or(0, |fact| fact.seq),
        facts,
    }
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
        /// Names of the accused in short.
        pub people: String,
        /// `report.verifying`, `case.investigating` …
        pub state: String,
        /// Kiểm sát viên, by name.
        pub prosecutor: String,
        /// Kiểm sát viên.
        pub prosecutor_id: Option<Uuid>,
        /// Kiểm tra viên.
        pub examiner_id: Option<Uuid>,
        /// Phó Viện trưởng phụ trách.
        pub deputy_id: Option<Uuid>,
    }
}

impl Head {
    /// Everyone the matter is assigned to.
    pub fn assigned(&self) -> Vec<Uuid> {
        [self.prosecutor_id, self.examiner_id, self.deputy_id]
            .into_iter()
            .flatten()
            .collect()
    }
}

const HEAD: &str = "SELECT c.matter_id, m.code, c.unit_id, c.title, c.people, c.state, c.prosecutor, c.prosecutor_id,
       c.examiner_id, c.deputy_id
  FROM criminal_matter c JOIN ledger_matter m ON m.id = c.matter_id";

/// The head of a matter.
pub async fn head(db: &impl Sql, id: Uuid) -> Result<Option<Head>, db::StorageError> {
    db.opt(format!("{HEAD} WHERE c.matter_id = $1"), db::args![id])
        .await
}

/// The heads of several matters, in no order; at most a page of a list.
pub async fn heads(db: &impl Sql, ids: &[Uuid]) -> Result<Vec<Head>, db::StorageError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let sql = format!("{HEAD} WHERE c.matter_id IN ({})", places.join(", "));
    db.all(sql, ids.iter().map(db::V::from).collect()).await
}
