//! Đọc một quyết định, một lệnh đã quét: what a paper of a procedure says of itself, each value with the words it was read from.
//!
//! A recognised page goes in as words; out come the form and the title, the number and the day, who issued and who
//! signed it, whom it is about, from when to when, the charges and the papers it cites. What cannot be read is left
//! out: nothing is guessed. Whether a day is possible, a person known or an article real is for the floors above.
//!
//! | to | look in |
//! |---|---|
//! | hold words and text together | [`paper`] |
//! | read form, title, number, day, issuer | [`head`] |
//! | read the period, its length, the ordinal, the charges, cited papers | [`body`] |
//! | read whom it is about, who signed | [`people`] |
//! | compare a misread title with a name | [`alike`] |

pub mod alike;
pub mod body;
pub mod head;
pub mod paper;
pub mod people;

use std::ops::Range;

use crate::dates::ReadDate;
pub use alike::{FoldedWord, LineTable, folded_likeness, folded_words, same_word, words_likeness};
pub use body::{Cited, Length, LengthUnit, ReadCharge};
pub use head::{Issuer, IssuerKind, as_printed};
pub use paper::{Paper, PaperWord};
pub use people::ReadPerson;

/// A value, the words it was read from, and the least confidence of the engine in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read.
    pub value: T,
    /// The words of the paper it stands in.
    pub words: Range<usize>,
    /// 0 to 100.
    pub confidence: u8,
}

/// What a paper says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DecisionText {
    /// Mẫu số: "42/HS".
    pub form: Option<Read<String>>,
    /// Tên văn bản, its lines joined, without "(lần thứ nhất)".
    pub title: Option<Read<String>>,
    /// Số, ký hiệu.
    pub number: Option<Read<String>>,
    /// Ngày ban hành.
    pub issued_on: Option<Read<ReadDate>>,
    /// Cơ quan ban hành.
    pub issuer: Option<Read<Issuer>>,
    /// Lần thứ mấy.
    pub ordinal: Option<Read<u32>>,
    /// Từ ngày (giờ).
    pub from: Option<Read<ReadDate>>,
    /// Đến ngày (giờ).
    pub to: Option<Read<ReadDate>>,
    /// Thời hạn: "02 tháng".
    pub length: Option<Read<Length>>,
    /// Những người được áp dụng, in their order; each once.
    pub people: Vec<Read<ReadPerson>>,
    /// Điều khoản của Bộ luật Hình sự; each once, those of the operative part first.
    pub charges: Vec<Read<ReadCharge>>,
    /// Các văn bản được viện dẫn.
    pub cited: Vec<Cited>,
    /// Nơi tạm giữ, tạm giam.
    pub place_of_detention: Option<Read<String>>,
    /// Tòa án mà cáo trạng truy tố ra trước.
    pub court: Option<Read<String>>,
    /// "đề nghị truy tố": the words that ask for it.
    pub asks_for_trial: Option<Read<()>>,
    /// Người ký.
    pub signer: Option<Read<String>>,
}

/// Reads a paper from the words of its pages.
pub fn read(words: &[PaperWord<'_>]) -> DecisionText {
    let paper = Paper::new(words);
    let title = head::title(&paper);
    let place = body::Place::of(&paper, title.as_ref());
    let mut decision = DecisionText {
        form: head::form(&paper),
        number: head::number(&paper, &place),
        issued_on: head::issued_on(&paper, &place),
        issuer: head::issuer(&paper, &place),
        ordinal: body::ordinal(&paper, &place),
        people: people::people(&paper, &place),
        charges: body::charges(&paper, &place),
        cited: body::cited(&paper, &place),
        place_of_detention: people::place_of_detention(&paper, &place),
        court: people::court(&paper, &place),
        asks_for_trial: body::asks_for_trial(&paper),
        signer: people::signer(&paper),
        title,
        ..DecisionText::default()
    };
    if let Some((from, to)) = body::period(&paper, &place) {
        decision.length = body::length(&paper, from.words.start, &place);
        (decision.from, decision.to) = (Some(from), Some(to));
    }
    decision
}

impl DecisionText {
    /// Whether the page looks like the first of a paper: it has a title, and a number, a form or a day before it.
    pub fn begins_paper(&self) -> bool {
        self.title.is_some()
            && (self.number.is_some() || self.form.is_some() || self.issued_on.is_some())
    }
}

#[cfg(test)]
mod tests;
