//! Giao, gửi văn bản đã ban hành: to whom, how, when, and when they had it; with the time limit of the law where there is one.

use chrono::NaiveDate;
use db::{Sql, args};
use people::{Right, Work, WorkError};
use uuid::Uuid;

use crate::draft;
use crate::folder::ready::require;
use crate::issue::IssueError;

/// Cách giao.
pub const WAYS: [(&str, &str); 4] = [
    ("in_person", "Giao trực tiếp"),
    ("post", "Gửi bưu điện"),
    ("electronic", "Gửi điện tử"),
    ("posted_up", "Niêm yết"),
];

/// What people read for a way.
pub fn way_vi(id: &str) -> &'static str {
    WAYS.iter()
        .find(|(known, _)| *known == id)
        .map_or("", |(_, name)| name)
}

db::row! {
    /// Một lần giao, gửi.
    pub struct Delivery {
        /// Its id.
        pub id: Uuid,
        /// The document.
        pub document_id: Uuid,
        /// To whom.
        pub recipient: String,
        /// in_person, post, electronic, posted_up.
        pub way: String,
        /// When it went out.
        pub sent_on: NaiveDate,
        /// When they had it.
        pub received_on: Option<NaiveDate>,
        /// Who signed for it.
        pub receiver: String,
        /// Ghi chú.
        pub note: String,
    }
}

/// The deliveries of a document, in their order.
pub async fn of_document(db: &impl Sql, document: Uuid) -> Result<Vec<Delivery>, db::StorageError> {
    db.all(
        "SELECT id, document_id, recipient, way, sent_on, received_on, receiver, note FROM documents_delivery
          WHERE document_id = $1 ORDER BY sent_on, id LIMIT 200",
        args![document],
    )
    .await
}

/// The deliveries of several documents, in their order.
pub async fn of_documents(
    db: &impl Sql,
    documents: &[Uuid],
) -> Result<Vec<Delivery>, db::StorageError> {
    if documents.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=documents.len()).map(|n| format!("${n}")).collect();
    db.all(
        format!(
            "SELECT id, document_id, recipient, way, sent_on, received_on, receiver, note FROM documents_delivery
              WHERE document_id IN ({}) ORDER BY sent_on, id",
            places.join(", ")
        ),
        documents.iter().map(db::V::from).collect(),
    )
    .await
}

/// Lần giao mới.
#[derive(Debug, Clone)]
pub struct NewDelivery {
    /// To whom.
    pub recipient: String,
    /// How.
    pub way: String,
    /// When it goes out.
    pub sent_on: NaiveDate,
    /// When they had it, if that is known already.
    pub received_on: Option<NaiveDate>,
    /// Who signed for it.
    pub receiver: String,
    /// Ghi chú.
    pub note: String,
}

/// Ghi việc giao, gửi.
pub async fn deliver(work: &Work, document: Uuid, new: &NewDelivery) -> Result<Uuid, IssueError> {
    let draft = draft::get(&work.tx, document)
        .await?
        .ok_or(WorkError::NotFound)?;
    require(work, &draft, Right::DocumentsDispatch).await?;
    let Some(issued_on) = draft.issued_on.filter(|_| draft.state == "issued") else {
        return Err(IssueError::NotIssued);
    };
    let invalid = |field, sentence: &str| Err(WorkError::invalid(field, sentence).into());
    if text::clean(&new.recipient).is_empty() {
        return invalid("recipient", "Hãy ghi nơi nhận hoặc người nhận.");
    }
    if way_vi(&new.way).is_empty() {
        return invalid("way", "Hãy chọn cách giao, gửi.");
    }
    if new.sent_on < issued_on || new.sent_on > work.today {
        return invalid(
            "sent_on",
            "Ngày giao, gửi phải từ ngày ban hành đến hôm nay.",
        );
    }
    if new
        .received_on
        .is_some_and(|on| on < new.sent_on || on > work.today)
    {
        return invalid("received_on", "Ngày nhận phải từ ngày gửi đến hôm nay.");
    }
    let id = Uuid::now_v7();
    work.tx
        .exec(
            "INSERT INTO documents_delivery (unit_id, id, document_id, recipient, way, sent_on, received_on, receiver, note, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            args![
                &draft.unit_id,
                id,
                document,
                text::clean(&new.recipient),
                &new.way,
                new.sent_on,
                new.received_on,
                text::clean(&new.receiver),
                text::clean(&new.note),
                work.actor.person,
                work.now_ms
            ],
        )
        .await?;
    work.tx
        .exec(
            "UPDATE documents_issued SET passed_at = $1 WHERE unit_id = $2 AND document_id = $3 AND passed_at IS NULL",
            args![work.now_ms, &draft.unit_id, document],
        )
        .await?;
    work.note("document.delivered", "document", document, &new.way)
        .await?;
    Ok(id)
}

/// Ghi việc nhận: who had it, and when.
pub async fn receive(
    work: &Work,
    document: Uuid,
    delivery: Uuid,
    on: NaiveDate,
    receiver: &str,
) -> Result<(), IssueError> {
    let draft = draft::get(&work.tx, document)
        .await?
        .ok_or(WorkError::NotFound)?;
    require(work, &draft, Right::DocumentsDispatch).await?;
    let known = of_document(&work.tx, document).await?;
    let there = known
        .iter()
        .find(|one| one.id == delivery)
        .ok_or(WorkError::NotFound)?;
    if on < there.sent_on || on > work.today {
        let sentence = "Ngày nhận phải từ ngày gửi đến hôm nay.";
        return Err(WorkError::invalid("received_on", sentence).into());
    }
    work.tx
        .exec(
            "UPDATE documents_delivery SET received_on = $1, receiver = $2 WHERE unit_id = $3 AND id = $4",
            args![on, text::clean(receiver), &draft.unit_id, delivery],
        )
        .await?;
    work.note("document.received", "document", document, "")
        .await?;
    Ok(())
}

/// Thời hạn giao, gửi: what the law asks to be sent, served or told after this document, and by when; empty where it sets no limit.
pub fn limits(opened: &criminal::Opened, fact: Option<Uuid>) -> Vec<(String, String)> {
    let clocks = opened.matter.clocks.iter();
    let own =
        clocks.filter(|clock| clock.aside && Some(clock.started_by) == fact && fact.is_some());
    own.filter_map(|clock| {
        let deadline = clock.deadline.as_ref()?;
        let name = format!("{} ({})", deadline.proof.name_vi, deadline.proof.article);
        Some((name, clock.due.unwrap_or(deadline.legal_end).vi()))
    })
    .collect()
}
