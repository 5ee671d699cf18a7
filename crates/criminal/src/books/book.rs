//! Một sổ: its head, what makes a line, and its columns.

use law::{Fact, Law};
use serde::Deserialize;

use super::acts::Acts;
use super::source::Source;

/// Sổ nghiệp vụ.
#[derive(Debug, Clone)]
pub struct Book {
    /// "07".
    pub no: String,
    /// "Sổ thực hành quyền công tố và kiểm sát điều tra".
    pub title: String,
    /// The same in a few words.
    pub short: String,
    /// The shelf it stands on.
    pub group: String,
    /// Khổ giấy.
    pub sheet: Sheet,
    /// What a line is about.
    pub row: Row,
    /// Which acts open a line: the first group that has one decides.
    pub enters: Vec<Acts>,
    /// Which acts give a case, or an act about a whole case, its lines of people.
    pub people: Option<Acts>,
    /// Until one of these, a unit that takes the matter over gets its lines too.
    pub moves_until: Option<Acts>,
    /// Only some of those lines.
    pub only: Option<Only>,
    /// Families of limits whose running clocks stand beside its lines on the screen.
    pub clocks: Vec<String>,
    /// What its reader must know.
    pub note_vi: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
}

/// Khổ giấy; a register lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// A3.
    A3,
    /// A4.
    A4,
}

/// Mỗi dòng là một …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    /// Nguồn tin.
    Report,
    /// Vụ án.
    Case,
    /// Vụ án, with a line for each person under it.
    CaseAndAccused,
    /// Bị can, người bị tạm giữ, người chấp hành án.
    Accused,
    /// Một hành vi: a suspension, a return, a hand-over.
    Act,
    /// Văn bản of one day about one person or one case.
    Document,
}

impl Row {
    /// As people read it.
    pub fn vi(self) -> &'static str {
        match self {
            Row::Report => "Mỗi dòng là một nguồn tin",
            Row::Case => "Mỗi dòng là một vụ án",
            Row::CaseAndAccused => "Mỗi dòng là một vụ án, dưới đó là từng người",
            Row::Accused => "Mỗi dòng là một người",
            Row::Act => "Mỗi dòng là một quyết định hoặc một việc",
            Row::Document => "Mỗi dòng là văn bản trong ngày của một người hoặc một vụ",
        }
    }
}

/// Chỉ ghi những dòng …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// Viện kiểm sát tiếp nhận.
    ReceivedByVks,
    /// Pháp nhân thương mại.
    LegalPerson,
    /// Dưới 18 tuổi on the day the line opens.
    Juvenile,
    /// Đang tạm đình chỉ.
    StillSuspended,
    /// Chấp hành tại nơi giam: a prison sentence that is not suspended.
    ServesInside,
    /// Án treo, cải tạo không giam giữ, trục xuất, cảnh cáo.
    ServesOutside,
    /// Có hình phạt bổ sung.
    ExtraPenalty,
}

/// Cách viết một ô.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Số thứ tự.
    Number,
    /// Ngày.
    Date,
    /// Lời.
    Text,
    /// Văn bản: number, date and what else the head asks for.
    Document,
}

/// What of a document its column asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// Số.
    Number,
    /// Ngày, tháng, năm.
    Date,
    /// Cơ quan ban hành.
    Issuer,
    /// Từ ngày đến ngày.
    Term,
    /// Lý do, căn cứ.
    Reason,
    /// Nội dung.
    Content,
}

/// Một cột.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its number in the book.
    pub no: u8,
    /// The common head of neighbouring columns; may be empty.
    pub group: String,
    /// Its head.
    pub label: String,
    /// How its cells are written.
    pub kind: Kind,
    /// Where its words come from.
    pub source: Source,
    /// What of a document it asks for.
    pub show: Vec<Show>,
    /// Acts of the catalogue that name this column.
    pub acts: Vec<String>,
}

impl Column {
    /// Whether any fact can fill it.
    pub fn has_source(&self) -> bool {
        self.source.can_speak(!self.acts.is_empty())
    }

    /// The whole head in one line.
    pub fn head(&self) -> String {
        match self.group.is_empty() {
            true => self.label.clone(),
            false => format!("{} – {}", self.group, self.label),
        }
    }
}

impl Book {
    /// Whether it watches what stands open now, whenever that began.
    pub fn is_watch(&self) -> bool {
        self.only == Some(Only::StillSuspended)
    }

    /// Sổ số: the template's books of numbers of the procuracy's own papers.
    pub fn gives_numbers(&self) -> bool {
        ["01", "02", "06", "12"].contains(&self.no.as_str())
    }

    /// Whether any act opens a line of it.
    pub fn has_lines(&self) -> bool {
        self.enters.iter().any(|acts| !acts.ids.is_empty())
    }

    /// How many of its columns facts can fill.
    pub fn sourced(&self) -> usize {
        self.columns.iter().filter(|c| c.has_source()).count()
    }

    /// Whether a fact opens a line of it.
    pub fn is_opened_by(&self, fact: &Fact) -> bool {
        self.enters.iter().any(|acts| acts.names(fact))
    }

    /// Whether an act may open a line of it.
    pub fn may_open(&self, kind: &str) -> bool {
        self.enters
            .iter()
            .any(|acts| acts.ids.iter().any(|id| id == kind))
    }

    /// Whether a document stands in one of its columns.
    pub fn holds(&self, law: &Law, fact: &Fact) -> bool {
        let prefix = format!("{}.", self.no);
        law.acts
            .on(&fact.kind, fact.effective.on)
            .is_some_and(|act| act.registers.iter().any(|at| at.starts_with(&prefix)))
    }

    /// "Sổ số 07".
    pub fn name(&self) -> String {
        match self.no.parse::<u8>() {
            Ok(_) => format!("Sổ số {}", self.no),
            Err(_) => self.short.clone(),
        }
    }
}
