//! Cửa sang mảng trên: what the floors above tell this one, wired by the server. Without them a page simply shows less.

use std::{future::Future, pin::Pin, sync::Arc};

use chrono::NaiveDate;
use db::Db;
use law::catalogue::Act;
use law::{Fact, Law, PageBox};
use uuid::Uuid;

use crate::load::Opened;

/// What a door answers, later.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, db::StorageError>> + Send + 'a>>;

/// Hồ sơ số hóa: what the case file knows of a matter.
pub trait CaseFiles: Send + Sync {
    /// How many scanned pages the matter has.
    fn pages<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, i64>;
    /// How a page is called in the file: "BL 12" or "trang 5"; in the order asked.
    fn labels<'a>(&'a self, db: &'a Db, pages: &'a [Uuid]) -> Answer<'a, Vec<String>>;
    /// The pages that carry these leaves ("12", "37a"), in the order asked; none for a leaf that the file has not, and nothing
    /// at all where nobody keeps case files.
    fn leaves<'a>(
        &'a self,
        _db: &'a Db,
        _matter: Uuid,
        _leaves: &'a [String],
    ) -> Answer<'a, Option<Vec<Option<LeafPage>>>> {
        Box::pin(async { Ok(None) })
    }
    /// Mục lục: the papers of a matter's file in their order.
    fn contents<'a>(&'a self, _db: &'a Db, _matter: Uuid) -> Answer<'a, Vec<FilePaper>> {
        Box::pin(async { Ok(Vec::new()) })
    }
    /// How the leaves of a matter's file are numbered now; none while no page carries a number.
    fn leaf_span<'a>(&'a self, _db: &'a Db, _matter: Uuid) -> Answer<'a, Option<LeafSpan>> {
        Box::pin(async { Ok(None) })
    }
    /// What the paper that begins on a page says for the fields of an act; none when the page is not of this matter.
    fn read_paper<'a>(
        &'a self,
        _db: &'a Db,
        _asked: PaperAsked<'a>,
    ) -> Answer<'a, Option<ReadPaper>> {
        Box::pin(async { Ok(None) })
    }
}

/// Trang của một bút lục.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafPage {
    /// The page.
    pub page: Uuid,
    /// The address of a small picture of it.
    pub preview: String,
}

/// Bút lục của hồ sơ, từ số đến số.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeafSpan {
    /// "01": the first in the order of the file.
    pub first: String,
    /// "120": the last.
    pub last: String,
    /// How many numbers there are.
    pub count: i64,
}

/// Một tài liệu trong mục lục hồ sơ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePaper {
    /// "Biên bản ghi lời khai".
    pub title: String,
    /// "04-06"; empty while its leaves have no number.
    pub leaves: String,
}

/// Trang quét cần đọc, và biểu nhập sẽ nhận: what a reading of a scanned paper is asked with.
#[derive(Debug, Clone, Copy)]
pub struct PaperAsked<'a> {
    /// The law.
    pub law: &'a Law,
    /// The matter.
    pub opened: &'a Opened,
    /// The act whose form is filled.
    pub act: &'a Act,
    /// The person it is about, when one was chosen.
    pub subject: Option<Uuid>,
    /// The unit of the one who reads, as papers call it.
    pub own_unit: &'a str,
    /// Today.
    pub today: NaiveDate,
    /// The first page of the paper.
    pub page: Uuid,
}

/// Điều máy đọc được trên văn bản đã quét, for a person to confirm.
#[derive(Debug, Clone, Default)]
pub struct ReadPaper {
    /// "BL 12".
    pub place: String,
    /// The title as it was read.
    pub title: String,
    /// Values for fields.
    pub proposals: Vec<Proposal>,
    /// Fields that were looked for and not found.
    pub unread: Vec<String>,
    /// What to mind before confirming: sentences.
    pub notes: Vec<String>,
    /// Other acts the paper may be: name and address.
    pub others: Vec<(String, String)>,
}

/// Giá trị đề xuất cho một ô.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The field.
    pub field: String,
    /// The value as a person would type it.
    pub typed: String,
    /// Where it was read.
    pub at: Option<PageBox>,
    /// Whether everything speaks for it; if not, it must be compared with the page.
    pub is_sure: bool,
}

/// The case file, put into the program with `AppBuilder::slot`.
pub struct CaseFileDoor(pub Arc<dyn CaseFiles>);

/// Một văn bản đang soạn hoặc đã ban hành.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its name.
    pub title: String,
    /// "Bản nháp", "Đã ban hành số 116/QĐ-VKSKV3".
    pub state: String,
    /// Where it opens.
    pub href: String,
}

/// Văn bản tố tụng: what the documents area knows of a matter.
pub trait Papers: Send + Sync {
    /// The papers of a matter, newest first.
    fn of<'a>(&'a self, db: &'a Db, matter: Uuid) -> Answer<'a, Vec<Paper>>;
    /// Whether there is a template for a form, such as `42/HS`.
    fn has_form(&self, form: &str) -> bool;
}

/// The documents area, put into the program with `AppBuilder::slot`.
pub struct PapersDoor(pub Arc<dyn Papers>);

/// Hồ sơ của mảng khác: the address of a matter that is none of this area; the trail and old links name matters without saying whose they are.
#[derive(Clone, Copy)]
pub struct ElsewhereDoor(pub fn(Uuid) -> String);

/// Phiếu xét xử: put into the program with `AppBuilder::slot` by whoever shows the slips of a matter.
pub struct SlipsDoor;

/// Phiên trình chiếu: put into the program with `AppBuilder::slot` by whoever shows the log of a session in the courtroom.
pub struct SessionsDoor;

/// The field in which an act keeps the session that recorded it.
pub const SESSION: &str = "courtroom_session";

/// The address of the log of the session that recorded a fact.
pub fn session_href(fact: &Fact) -> Option<String> {
    let session: Uuid = fact.text(SESSION)?.parse().ok()?;
    Some(format!("/courtroom/sessions/{session}/report"))
}

/// The address of the slips of a matter.
pub fn slips_href(matter: Uuid) -> String {
    format!("/statistics/slips/matters/{matter}")
}

/// The address where the form of a matter's next paper is chosen.
pub fn choose_paper_href(matter: Uuid) -> String {
    format!("/documents/new?matter={matter}")
}

/// The address that starts a paper: `42/HS` → `/documents/new?…form=042-HS`.
pub fn new_paper_href(form: &str, matter: Uuid, subject: Option<Uuid>) -> String {
    let digits: String = form.chars().take_while(char::is_ascii_digit).collect();
    let rest = form[digits.len()..].trim_start_matches('/');
    let subject = subject
        .map(|subject| format!("&subject={subject}"))
        .unwrap_or_default();
    let choice = choose_paper_href(matter);
    format!("{choice}&form={digits:0>3}-{rest}{subject}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_named_in_three_digits() {
        let matter = Uuid::nil();
        assert!(new_paper_href("42/HS", matter, None).ends_with("form=042-HS"));
    }
}
