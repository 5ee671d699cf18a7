//! Điều máy thấy khi đọc: what reading knows of a page besides its words, in the sentences that people read, and which of its
//! lines must be compared with the picture.

use std::collections::BTreeMap;

use db::{Sql, StorageError, args};
use scan::{Doubt, Finding, Reading, Rect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a person should know of a page; pages read before findings were kept know two things only.
pub(crate) fn told(findings: &str, handwritten: bool, needs_person: bool) -> Vec<&'static str> {
    let is = |finding: Finding| findings.split(' ').any(|code| code == finding.code());
    let mut told: Vec<&str> = Finding::ALL
        .into_iter()
        .filter(|one| is(*one))
        .map(sentence)
        .filter(|sentence| !sentence.is_empty())
        .collect();
    let has = |some: &[Finding]| some.iter().any(|one| is(*one));
    if handwritten && !has(&[Finding::Handwriting, Finding::Foreign]) {
        told.push(sentence(Finding::Handwriting));
    } else if needs_person && !has(&[Finding::Handwriting, Finding::HardToRead, Finding::Foreign]) {
        told.push(sentence(Finding::HardToRead));
    }
    told
}

/// What stands at the page.
fn sentence(finding: Finding) -> &'static str {
    match finding {
        // The page says so itself.
        Finding::Blank => "",
        Finding::UpsideDown => "Trang quét ngược, máy đã xoay lại.",
        Finding::Sideways => "Trang quét ngang, máy đã xoay lại.",
        Finding::LeftOfFold => "Nửa trái của tờ A3 gấp đôi; nửa phải thường là trang sau.",
        Finding::RightOfFold => "Nửa phải của tờ A3 gấp đôi; nửa trái thường là trang trước.",
        Finding::LargeSheet => "Tờ khổ lớn hơn A4.",
        Finding::Handwriting => "Có chữ viết tay; hãy so chữ máy đọc với trang.",
        Finding::HardToRead => "Bản chụp mờ; hãy so chữ máy đọc với trang.",
        Finding::Photograph => "Ảnh chụp, máy không thấy chữ để đọc.",
        Finding::Foreign => "Trang tiếng nước ngoài; chữ máy đọc chỉ để tham khảo.",
    }
}

/// The same in a few words, for a list.
pub(crate) fn in_short(findings: &str) -> Vec<&'static str> {
    let short = |finding: Finding| match finding {
        Finding::Foreign => "tiếng nước ngoài",
        Finding::Handwriting => "có chữ viết tay",
        Finding::HardToRead => "bản chụp mờ",
        Finding::LeftOfFold | Finding::RightOfFold => "nửa tờ A3",
        Finding::LargeSheet => "khổ lớn",
        Finding::UpsideDown => "quét ngược, đã xoay",
        Finding::Sideways => "quét ngang, đã xoay",
        Finding::Photograph => "ảnh chụp",
        Finding::Blank => "",
    };
    let codes: Vec<&str> = findings.split(' ').collect();
    let found = Finding::ALL
        .into_iter()
        .filter(|one| codes.contains(&one.code()));
    found.map(short).filter(|words| !words.is_empty()).collect()
}

/// Dòng còn ngờ: the lines of a page that must be compared with the picture, by their number, and where nothing could be read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct LineDoubts {
    /// Why, by the number of the line.
    pub lines: BTreeMap<u32, Doubt>,
    /// Boxes in the picture.
    pub illegible: Vec<Rect>,
}

impl LineDoubts {
    /// Of a page that was just read.
    pub fn of(reading: &Reading) -> LineDoubts {
        let numbers = reading.words.chunk_by(|one, next| one.line == next.line);
        let numbers = numbers.map(|words| words[0].line);
        let doubted = numbers.zip(&reading.lines);
        LineDoubts {
            lines: doubted
                .filter_map(|(number, line)| Some((number, line.doubt?)))
                .collect(),
            illegible: reading.illegible.clone(),
        }
    }

    /// As it is kept: empty where there is nothing to tell.
    pub fn kept(&self) -> Result<String, StorageError> {
        if self.lines.is_empty() && self.illegible.is_empty() {
            return Ok(String::new());
        }
        serde_json::to_string(self).map_err(|cause| StorageError::Engine(cause.to_string()))
    }

    /// Of a page that was read.
    pub async fn of_page(sql: &impl Sql, page: Uuid) -> Result<LineDoubts, StorageError> {
        let kept: Option<String> = sql
            .opt(
                "SELECT doubts FROM casefile_text WHERE page_id = $1",
                args![page],
            )
            .await?;
        let Some(kept) = kept.filter(|kept| !kept.is_empty()) else {
            return Ok(LineDoubts::default());
        };
        serde_json::from_str(&kept).map_err(|cause| StorageError::Column {
            column: format!("casefile_text.doubts of {page}"),
            cause: cause.to_string(),
        })
    }
}

/// Why a line is doubted.
pub(crate) fn doubt_vi(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Unsure => "máy đọc chưa chắc dòng này",
        Doubt::ReadingsDiffer => "hai lần đọc ra khác nhau",
        Doubt::Handwriting => "có thể là chữ viết tay",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_reading_found_and_an_old_one_what_was_kept_then() {
        assert_eq!(told("", false, false), Vec::<&str>::new());
        assert_eq!(told("blank", false, false), Vec::<&str>::new());
        assert_eq!(told("", true, true), [sentence(Finding::Handwriting)]);
        assert_eq!(told("", false, true), [sentence(Finding::HardToRead)]);
        assert_eq!(
            told("sideways foreign", false, true),
            [sentence(Finding::Sideways), sentence(Finding::Foreign)]
        );
        assert_eq!(told("photograph", false, false).len(), 1);
        assert_eq!(in_short("blank upside_down"), ["quét ngược, đã xoay"]);
    }
}
