//! Trang được đọc lại: what a person corrected stays where the box still lies on a word; the rest is told, never lost.

use db::{Sql, StorageError, args};
use scan::{Doubt, Line, Word};
use uuid::Uuid;

use super::{
    DOUBT, doubts, is_doubtful,
    sheet::{Sheet, spread},
    store::{CorrectionRow, corrections_of},
};
use crate::{
    marks::turning::{Stand, follow},
    page::PageRow,
};

/// A reading of the page has come: the corrections are put into it, in the transaction that keeps it.
pub(crate) async fn arrived(
    tx: &db::Tx,
    page: &PageRow,
    (text, mut words): (String, Vec<Word>),
    lines: &[Line],
) -> Result<(String, Vec<Word>), StorageError> {
    doubt_lines(&mut words, lines);
    let rows = corrections_of(tx, page.id).await?;
    let mut sheet = Sheet::new(&text, words);
    for row in rows.iter().filter(|row| row.undone_at.is_none()) {
        place(tx, page, row, &mut sheet).await?;
    }
    tx.exec(
        "UPDATE casefile_page SET doubtful = $1, reviewed_by = NULL, reviewed_at = NULL WHERE unit_id = $2 AND id = $3",
        args![doubts(&sheet.words), &page.unit_id, page.id],
    )
    .await?;
    // A page nobody touched keeps the text exactly as it was read.
    let text = if rows.is_empty() { text } else { sheet.text() };
    Ok((text, sheet.words))
}

/// A line that two readings tell differently is doubted at its least sure word, however sure the one reading was of it.
fn doubt_lines(words: &mut [Word], lines: &[Line]) {
    let mut runs = words.chunk_by_mut(|one, next| one.line == next.line);
    for line in lines {
        let Some(run) = runs.next() else {
            return;
        };
        if line.doubt != Some(Doubt::ReadingsDiffer) || run.iter().any(is_doubtful) {
            continue;
        }
        if let Some(word) = run.iter_mut().min_by_key(|word| word.confidence) {
            word.confidence = word.confidence.min(DOUBT - 1);
        }
    }
}

async fn place(
    tx: &db::Tx,
    page: &PageRow,
    row: &CorrectionRow,
    sheet: &mut Sheet,
) -> Result<(), StorageError> {
    let stand = |w, h, quarters| Stand { w, h, quarters };
    let rect = follow(
        row.rect()?,
        stand(row.w, row.h, row.quarters),
        stand(page.w, page.h, page.quarters),
    );
    let Some(at) = sheet.under(rect) else {
        tx.exec(
            "UPDATE casefile_correction SET is_lapsed = TRUE WHERE id = $1",
            args![row.id],
        )
        .await?;
        return Ok(());
    };
    let before: Vec<Word> = sheet.words[at.clone()].to_vec();
    let put_in = row.put_in()?;
    let texts: Vec<&str> = put_in.iter().map(|word| word.text.as_str()).collect();
    let after = if before.len() == texts.len() {
        let pairs = before.iter().zip(&texts);
        pairs
            .map(|(word, text)| Word {
                text: (*text).to_owned(),
                confidence: 100,
                ..word.clone()
            })
            .collect()
    } else {
        spread(rect, &before[0], &texts)
    };
    sheet.put(at, &after);
    let json = |words: &[Word]| {
        serde_json::to_string(words).map_err(|e| StorageError::Engine(e.to_string()))
    };
    let rect: [i32; 4] = rect.into();
    tx.exec(
        "UPDATE casefile_correction SET rect = $1, w = $2, h = $3, quarters = $4, before_words = $5, after_words = $6, is_lapsed = FALSE WHERE id = $7",
        args![
            serde_json::to_string(&rect).map_err(|e| StorageError::Engine(e.to_string()))?,
            page.w,
            page.h,
            page.quarters,
            json(&before)?,
            json(&after)?,
            row.id
        ],
    )
    .await?;
    Ok(())
}

/// The pages of a file go out for their secrecy: what was typed on them goes too.
pub(crate) async fn forget(tx: &db::Tx, file: Uuid) -> Result<(), StorageError> {
    tx.exec(
        "DELETE FROM casefile_correction WHERE page_id IN (SELECT id FROM casefile_page WHERE file_id = $1)",
        args![file],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scan::Rect;

    #[test]
    fn a_line_that_two_readings_tell_differently_is_doubted_once() {
        let word = |text: &str, line: u32, confidence: u8| Word {
            text: text.into(),
            rect: Rect::from([0, 0, 10, 10]),
            confidence,
            line,
        };
        let line = |text: &str, doubt: Option<Doubt>| Line {
            text: text.into(),
            rect: Rect::from([0, 0, 10, 10]),
            opens_block: false,
            doubt,
        };
        let mut words = [word("Tôi", 0, 95), word("An", 0, 90), word("khai", 1, 92)];
        doubt_lines(
            &mut words,
            &[
                line("Tôi An", Some(Doubt::ReadingsDiffer)),
                line("khai", None),
            ],
        );
        let doubted: Vec<&str> = words
            .iter()
            .filter(|word| is_doubtful(word))
            .map(|word| word.text.as_str())
            .collect();
        assert_eq!(doubted, ["An"]);
    }
}
