//! Bản nháp: what is kept of a document while it is drafted, every save of it a version.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use criminal::Opened;
use db::{Sql, args};
use people::{Right, Work, WorkError};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::rules::{Signer, Template};
use crate::{messages, versions};

db::row! {
    /// Văn bản, as a draft, issued or withdrawn.
    pub struct Draft {
        /// The unit that drafted it.
        pub unit_id: String,
        /// Its id.
        pub id: Uuid,
        /// The matter.
        pub matter_id: Uuid,
        /// The person it is about.
        pub subject_id: Option<Uuid>,
        /// Số mẫu: 42/HS.
        pub form: String,
        /// Tên văn bản.
        pub title: String,
        /// The person, or what the matter is called.
        pub about: String,
        /// What the facts said, as JSON.
        pub known: String,
        /// What was typed over it, as JSON.
        pub typed: String,
        /// Grows with every save.
        pub version: i64,
        /// draft, issued, withdrawn.
        pub state: String,
        /// Who signs.
        pub signer_id: Option<Uuid>,
        /// Their name.
        pub signer_name: String,
        /// Their role.
        pub signer_role: String,
        /// Who began it.
        pub drafted_by: Uuid,
        /// When.
        pub drafted_at: i64,
        /// Who changed it last.
        pub changed_by: Uuid,
        /// When.
        pub changed_at: i64,
        /// The number it was issued under.
        pub number: Option<String>,
        /// The day of issue.
        pub issued_on: Option<NaiveDate>,
        /// Who issued it.
        pub issued_by: Option<Uuid>,
        /// The fact that issuing recorded.
        pub fact_id: Option<Uuid>,
        /// The kept PDF.
        pub pdf: Option<String>,
        /// The kept Word file.
        pub docx: Option<String>,
        /// Why it was withdrawn.
        pub reason: Option<String>,
        /// The newest fact of the matter that it has seen.
        pub facts_seen: i64,
    }
}

/// The columns of [`Draft`].
pub(crate) const COLUMNS: &str = "unit_id, id, matter_id, subject_id, form, title, about, known, typed, version, state, signer_id,
  signer_name, signer_role, drafted_by, drafted_at, changed_by, changed_at, number, issued_on, issued_by, fact_id, pdf, docx, reason, facts_seen";

db::row! {
    /// Một lần lưu.
    pub struct Version {
        /// Its number.
        pub version: i64,
        /// The field that changed; empty when the whole draft did.
        pub field: String,
        /// What stood there.
        pub before: String,
        /// What stands there since.
        pub after: String,
        /// What the facts said then.
        pub known: String,
        /// What was typed then.
        pub typed: String,
        /// Who saved it.
        pub saved_by: Uuid,
        /// When.
        pub saved_at: i64,
    }
}

/// What was typed, by field, exactly as typed.
pub type Typed = BTreeMap<String, String>;

impl Draft {
    /// May it still be changed?
    pub fn is_open(&self) -> bool {
        self.state == "draft"
    }

    /// What the facts said, as the draft keeps it.
    pub fn known(&self) -> Json {
        serde_json::from_str(&self.known).unwrap_or_default()
    }

    /// What was typed over it.
    pub fn typed(&self) -> Typed {
        serde_json::from_str(&self.typed).unwrap_or_default()
    }
}

/// Thay đổi của một lần lưu.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The field; empty for the whole draft.
    pub field: String,
    /// What stood there.
    pub before: String,
    /// What is to stand there.
    pub after: String,
    /// What the facts say, from now on.
    pub known: Json,
    /// What is typed over them, from now on.
    pub typed: Typed,
    /// Another signer.
    pub signer: Option<Signer>,
    /// One place, kept as it is typed.
    pub is_typing: bool,
}

/// Soạn văn bản mới: begins a draft from what the facts say.
pub async fn begin(
    work: &Work,
    opened: &Opened,
    template: &Template,
    subject: Option<Uuid>,
    known: &Json,
    signer: &Signer,
) -> Result<Uuid, WorkError> {
    opened.require(work, Right::DocumentsDraft).await?;
    let id = Uuid::now_v7();
    let person = subject.and_then(|subject| opened.matter.person(subject));
    let about = person.map_or_else(
        || opened.title(&work.law),
        |person| person.name_vi().to_owned(),
    );
    work.tx
        .exec(
            "INSERT INTO documents_draft (unit_id, id, matter_id, subject_id, form, title, about, found, known, typed, version, state,
               signer_id, signer_name, signer_role, drafted_by, drafted_at, changed_by, changed_at, facts_seen)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '{}', 1, 'draft', $10, $11, $12, $13, $14, $13, $14, $15)",
            args![
                &opened.unit,
                id,
                opened.id,
                subject,
                &template.form,
                &template.name_vi,
                &about,
                text::fold(&format!("{about} {}", template.name_vi)),
                known.to_string(),
                signer.id,
                &signer.name,
                &signer.role,
                work.actor.person,
                work.now_ms,
                opened.seen
            ],
        )
        .await?;
    let change = Change {
        known: known.clone(),
        ..Change::default()
    };
    versions::keep(work, &opened.unit, id, 1, &change).await?;
    work.note("document.drafted", "document", id, &template.form)
        .await?;
    Ok(id)
}

/// Lưu một thay đổi; refused when somebody else saved since `version`. Returns the new version.
pub async fn save(
    work: &Work,
    draft: &Draft,
    version: i64,
    change: &Change,
) -> Result<i64, WorkError> {
    if !draft.is_open() {
        return Err(WorkError::Unlawful(messages::LOCKED.to_owned()));
    }
    let signer = change.signer.clone().unwrap_or(Signer {
        id: draft.signer_id,
        name: draft.signer_name.clone(),
        role: draft.signer_role.clone(),
    });
    let saved = work
        .tx
        .exec(
            "UPDATE documents_draft SET known = $1, typed = $2, version = $3, signer_id = $4, signer_name = $5, signer_role = $6,
               changed_by = $7, changed_at = $8
              WHERE unit_id = $9 AND id = $10 AND version = $11 AND state = 'draft'",
            args![
                change.known.to_string(),
                serde_json::to_string(&change.typed).unwrap_or_default(),
                version + 1,
                signer.id,
                &signer.name,
                &signer.role,
                work.actor.person,
                work.now_ms,
                &draft.unit_id,
                draft.id,
                version
            ],
        )
        .await?;
    if saved == 0 {
        return Err(WorkError::ChangedMeanwhile);
    }
    versions::keep(work, &draft.unit_id, draft.id, version + 1, change).await?;
    Ok(version + 1)
}

/// The document of this id.
pub async fn get(db: &impl Sql, id: Uuid) -> Result<Option<Draft>, db::StorageError> {
    db.opt(
        format!("SELECT {COLUMNS} FROM documents_draft WHERE id = $1"),
        args![id],
    )
    .await
}

/// The open draft of a form about somebody in a matter, the newest.
pub async fn open_one(
    db: &impl Sql,
    matter: Uuid,
    subject: Option<Uuid>,
    form: &str,
) -> Result<Option<Uuid>, db::StorageError> {
    db::row! { struct There { id: Uuid, subject_id: Option<Uuid> } }
    let there: Vec<There> = db
        .all(
            "SELECT id, subject_id FROM documents_draft WHERE matter_id = $1 AND form = $2 AND state IN ('draft', 'submitted', 'signing') ORDER BY changed_at DESC",
            args![matter, form],
        )
        .await?;
    Ok(there
        .into_iter()
        .find(|one| one.subject_id == subject)
        .map(|one| one.id))
}

/// The documents of a matter, newest first.
pub async fn of_matter(db: &impl Sql, matter: Uuid) -> Result<Vec<Draft>, db::StorageError> {
    db.all(
        format!("SELECT {COLUMNS} FROM documents_draft WHERE matter_id = $1 ORDER BY changed_at DESC, id DESC LIMIT 200"),
        args![matter],
    )
    .await
}

/// Một lần lưu.
pub async fn version(
    db: &impl Sql,
    draft: &Draft,
    version: i64,
) -> Result<Option<Version>, db::StorageError> {
    db.opt(
        "SELECT version, field, before, after, known, typed, saved_by, saved_at FROM documents_version
          WHERE unit_id = $1 AND document_id = $2 AND version = $3",
        args![&draft.unit_id, draft.id, version],
    )
    .await
}

impl Draft {
    /// The draft as it stood when a version was saved.
    pub fn at(&self, version: &Version) -> Draft {
        let known: Json = serde_json::from_str(&version.known).unwrap_or_default();
        let signer = |what: &str, now: &str| {
            let then = known.get("signer").and_then(|one| one.get(what)?.as_str());
            then.unwrap_or(now).to_owned()
        };
        Draft {
            signer_name: signer("name", &self.signer_name),
            signer_role: signer("role", &self.signer_role),
            known: version.known.clone(),
            typed: version.typed.clone(),
            version: version.version,
            changed_by: version.saved_by,
            changed_at: version.saved_at,
            ..self.clone()
        }
    }
}

/// Đã xem hồ sơ: everything that the facts say is in the draft, up to this one.
pub async fn has_seen(work: &Work, draft: &Draft, fact: i64) -> Result<(), WorkError> {
    work.tx
        .exec(
            "UPDATE documents_draft SET facts_seen = $1 WHERE unit_id = $2 AND id = $3 AND facts_seen < $1",
            args![fact, &draft.unit_id, draft.id],
        )
        .await?;
    Ok(())
}

/// Các lần lưu, newest first, without what stood in them: [`version`] reads one whole.
pub async fn versions(db: &impl Sql, draft: &Draft) -> Result<Vec<Version>, db::StorageError> {
    db.all(
        "SELECT version, field, before, after, '' AS known, '' AS typed, saved_by, saved_at FROM documents_version
          WHERE unit_id = $1 AND document_id = $2 ORDER BY version DESC LIMIT 500",
        args![&draft.unit_id, draft.id],
    )
    .await
}
