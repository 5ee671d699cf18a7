//! Tờ: a page as rows from top to bottom, and what its head shows.

use std::ops::Range;
use std::sync::LazyLock;

use scan::{Rect, Word};
use text::decision::{FoldedWord, folded_words};

use super::{Found, PageSeen};

/// One row of words.
#[derive(Debug)]
pub(super) struct Row {
    /// Its words, a space between them.
    pub text: String,
    /// Without marks, in small letters.
    pub folded: String,
    /// The box around it.
    pub rect: Rect,
    /// Its words on the page.
    pub words: Range<usize>,
}

/// A page in rows.
#[derive(Debug)]
pub(super) struct Sheet<'p> {
    /// The page.
    pub page: &'p PageSeen,
    /// Its rows from the top.
    pub rows: Vec<Row>,
}

impl<'p> Sheet<'p> {
    /// The rows of a page.
    pub fn of(page: &'p PageSeen) -> Sheet<'p> {
        let mut rows: Vec<Row> = Vec::new();
        let mut line = None;
        for (at, word) in page.words.iter().enumerate() {
            match rows.last_mut().filter(|_| line == Some(word.line)) {
                Some(row) => {
                    row.text.push(' ');
                    row.text.push_str(&word.text);
                    row.rect = row.rect.join(&word.rect);
                    row.words.end = at + 1;
                }
                None => rows.push(Row {
                    text: word.text.clone(),
                    folded: String::new(),
                    rect: word.rect,
                    words: at..at + 1,
                }),
            }
            line = Some(word.line);
        }
        for row in &mut rows {
            row.folded = text::fold(&row.text);
        }
        Sheet { page, rows }
    }

    /// The words of a row.
    pub fn words(&self, row: &Row) -> &'p [Word] {
        &self.page.words[row.words.clone()]
    }

    /// How far down the page a row stands, in hundredths.
    pub fn depth(&self, row: &Row) -> i32 {
        (row.rect.y0 + row.rect.y1) * 50 / self.height()
    }

    /// The rows of the uppermost hundredths of the page.
    pub fn top(&self, hundredths: i32) -> impl Iterator<Item = (usize, &Row)> {
        let rows = self.rows.iter().enumerate();
        rows.filter(move |(_, row)| self.depth(row) < hundredths)
    }

    fn height(&self) -> i32 {
        i32::try_from(self.page.height).unwrap_or(0).max(1)
    }

    /// Its width in pixels.
    pub fn width(&self) -> i32 {
        i32::try_from(self.page.width).unwrap_or(0).max(1)
    }

    /// Tờ số: the number in the middle of the upper margin, which only the second and later sheets of a paper carry.
    pub fn sheet_number(&self) -> Option<u32> {
        let middle = self.width() / 2;
        self.top(12).take(4).find_map(|(_, row)| {
            let words = self.words(row);
            words.iter().enumerate().find_map(|(at, word)| {
                let digits = word.text.trim_matches(|c: char| !c.is_alphanumeric());
                let number: u32 = digits.parse().ok().filter(|n| (2..100).contains(n))?;
                let centre = (word.rect.x0 + word.rect.x1) / 2;
                let is_centred = (centre - middle).abs() * 100 < self.width() * 6;
                // A number inside a line of text has neighbours.
                let gap = self.width() / 25;
                let alone_before = at == 0 || word.rect.x0 - words[at - 1].rect.x1 > gap;
                let alone_after = words
                    .get(at + 1)
                    .is_none_or(|next| next.rect.x0 - word.rect.x1 > gap);
                (is_centred && alone_before && alone_after).then_some(number)
            })
        })
    }

    /// Quốc hiệu, tiêu ngữ: the head of every official paper and of every petition.
    pub fn has_national_title(&self) -> bool {
        static NATION: Phrase =
            LazyLock::new(|| folded_words("cong hoa xa hoi chu nghia viet nam"));
        static MOTTO: Phrase = LazyLock::new(|| folded_words("doc lap tu do hanh phuc"));
        self.top(30).any(|(_, row)| {
            let said = said(&row.text);
            (in_order(&said, &NATION) >= 5 && capitals(&row.text) >= 60)
                || in_order(&said, &MOTTO) >= 4
        })
    }

    /// Mẫu số …/HS in the uppermost rows.
    pub fn form(&self) -> Option<String> {
        let (_, row) = self
            .top(14)
            .take(5)
            .find(|(_, row)| row.folded.contains("mau") || row.folded.contains("/hs"))?;
        let numbers = text::document_number::numbers_in(&row.text);
        let (number, _) = numbers.iter().find(|(number, _)| number.symbol == "HS")?;
        Some(format!("{}/HS", number.number))
    }

    /// The words "(Ký, ghi rõ họ tên)" or "Nơi nhận": this page ends a paper.
    pub fn ends_paper(&self) -> bool {
        static SIGNED: Phrase = LazyLock::new(|| folded_words("ky ghi ro ho ten"));
        self.rows.iter().any(|row| {
            in_order(&said(&row.text), &SIGNED) >= 4
                || (row.folded.contains("noi nhan") && row.text.chars().count() < 60)
        })
    }
}

/// The sheets of a document.
pub(super) fn sheets_of<'s, 'p>(document: &Found, sheets: &'s [Sheet<'p>]) -> &'s [Sheet<'p>] {
    &sheets[document.stretch(sheets, |sheet| sheet.page.no)]
}

/// Hai tờ bị đảo: pairs of neighbours within a document whose sheet numbers say that they were exchanged; the place of the
/// first of each pair.
pub(super) fn exchanged(sheets: &[Sheet], stretch: &Range<usize>) -> Vec<usize> {
    let written: Vec<usize> = stretch
        .clone()
        .filter(|at| !sheets[*at].page.blank)
        .collect();
    let numbers: Vec<Option<u32>> = written
        .iter()
        .map(|at| sheets[*at].sheet_number())
        .collect();
    let mut found = Vec::new();
    for at in 1..written.len() {
        let own = u32::try_from(at).unwrap_or(0);
        let is_back = match (numbers[at - 1], numbers[at]) {
            (Some(before), Some(here)) => before == here + 1,
            // The other number was not read: this sheet lies one place behind its own.
            (None, Some(here)) => at >= 2 && here == own,
            (Some(before), None) => at >= 2 && before == own + 1,
            (None, None) => false,
        };
        if is_back && written[at] == written[at - 1] + 1 {
            found.push(written[at - 1]);
        }
    }
    found
}

/// Words that papers carry in one order.
type Phrase = LazyLock<Vec<FoldedWord>>;

/// What stands between signs.
fn said(text: &str) -> Vec<FoldedWord> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(FoldedWord::of)
        .collect()
}

/// How many of these words were read in this order.
fn in_order(read: &[FoldedWord], words: &[FoldedWord]) -> usize {
    let mut next = 0;
    let mut found = 0;
    for read in read {
        if let Some(at) = (next..words.len()).find(|at| read.is(&words[*at])) {
            found += 1;
            next = at + 1;
        }
    }
    found
}

/// Capitals in a hundred letters.
pub(super) fn capitals(text: &str) -> usize {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if letters < 3 {
        return 0;
    }
    capitals * 100 / letters
}
