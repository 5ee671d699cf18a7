//! Văn bản đã quét: the words of a paper from its first page to its last, and the box of each.

use db::{Sql, StorageError, args};
use law::PageBox;
use scan::Word;
use text::decision::{self, DecisionText, Paper, PaperWord};
use uuid::Uuid;

use crate::page::{PageRow, pages_in, words_of};

/// A paper is followed over at most so many pages.
const MOST_PAGES: i64 = 6;

/// The words of a paper; each knows its page.
#[derive(Debug, Clone, Default)]
pub struct Scanned {
    words: Vec<(Uuid, u32, Word)>,
}

impl Scanned {
    /// A paper of these pages.
    pub fn of(pages: impl IntoIterator<Item = (Uuid, Vec<Word>)>) -> Scanned {
        let mut words = Vec::new();
        let mut first_line = 0;
        for (page, read) in pages {
            let last = read.iter().map(|word| word.line).max().unwrap_or(0);
            words.extend(
                read.into_iter()
                    .map(|word| (page, first_line + word.line, word)),
            );
            first_line += last + 1;
        }
        Scanned { words }
    }

    fn paper_words(&self) -> Vec<PaperWord<'_>> {
        let words = self.words.iter();
        words
            .map(|(_, line, word)| PaperWord {
                text: &word.text,
                line: *line,
                confidence: word.confidence,
            })
            .collect()
    }

    /// What the paper says of itself.
    pub fn read(&self) -> DecisionText {
        decision::read(&self.paper_words())
    }

    /// Its whole text.
    pub fn text(&self) -> String {
        Paper::new(&self.paper_words()).text
    }

    /// The box around words, on the page where they begin.
    pub fn place(&self, words: &std::ops::Range<usize>) -> Option<PageBox> {
        let words = self.words.get(words.clone())?;
        let page = words.first()?.0;
        let rect = words
            .iter()
            .filter(|(of, _, _)| *of == page)
            .map(|(_, _, word)| word.rect)
            .reduce(|one, other| one.join(&other))?;
        Some(PageBox {
            page,
            rect: Some(<[i32; 4]>::from(rect)),
        })
    }

    /// Whether a page is part of it.
    fn holds(&self, page: Uuid) -> bool {
        self.words.iter().any(|(of, _, _)| *of == page)
    }
}

/// Whether a text names this number.
pub fn names(text: &str, number: &str) -> bool {
    text::document_number::numbers_in(text)
        .iter()
        .any(|(found, _)| decision::as_printed(&found.to_string()) == number)
}

/// Whether another page of the matter names the number of a paper as it was read: two readings that agree.
pub async fn is_cited(
    sql: &impl Sql,
    first: &PageRow,
    scanned: &Scanned,
    number: &str,
) -> Result<bool, StorageError> {
    db::row! { struct Text { page_id: Uuid, text: String } }
    let Some((digits, _)) = number.split_once('/') else {
        return Ok(false);
    };
    let others: Vec<Text> = sql
        .all(
            "SELECT t.page_id, t.text FROM casefile_page p JOIN casefile_text t ON t.page_id = p.id
              WHERE p.matter_id = $1 AND t.text LIKE $2 ORDER BY p.no LIMIT 40",
            args![
                first.matter_id,
                format!("%{}/%", digits.trim_start_matches('0'))
            ],
        )
        .await?;
    Ok(others
        .iter()
        .any(|other| !scanned.holds(other.page_id) && names(&other.text, number)))
}

/// Whether a page goes on with the paper before it: it has no head of its own.
pub fn goes_on(words: &[Word]) -> bool {
    let head: Vec<&str> = words
        .iter()
        .take(45)
        .map(|word| word.text.as_str())
        .collect();
    let begins = ["cong hoa xa hoi", "doc lap - tu do", "mau so"]
        .iter()
        .any(|sign| !text::find_folded(&head.join(" "), sign).is_empty());
    // Sentences name a "Biên bản"; a title is in capitals.
    let is_record = head.windows(2).any(|pair| pair == ["BIÊN", "BẢN"]);
    !words.is_empty() && !begins && !is_record
}

/// Whether the list of recipients, which ends a paper, stands on the page.
pub fn ends(words: &[Word]) -> bool {
    words.windows(2).any(|pair| {
        let folded = |at: usize| text::fold(&pair[at].text);
        folded(0).ends_with("noi") && folded(1).starts_with("nhan")
    })
}

/// The words of the paper that begins on a page.
pub async fn gather(sql: &impl Sql, first: &PageRow) -> Result<Scanned, StorageError> {
    let pages = pages_in(sql, first.matter_id, first.no, first.no + MOST_PAGES - 1).await?;
    let mut taken: Vec<(Uuid, Vec<Word>)> = Vec::new();
    for page in pages {
        let words = words_of(sql, page.id).await?;
        let is_first = page.id == first.id;
        if !is_first && !goes_on(&words) {
            break;
        }
        let is_last = ends(&words);
        taken.push((page.id, words));
        if is_last {
            break;
        }
    }
    Ok(Scanned::of(taken))
}
