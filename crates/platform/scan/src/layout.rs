//! Thứ tự đọc: lines across the page, as a person reads a record of questions and answers, and text that the engine passed over.
//!
//! The engine cuts a page into blocks; on a record it often puts every "Hỏi:" and "Đáp:" in one column and what was said in
//! another. The page is straight here, so pieces that stand at one height are one line.

use crate::page::Rect;
use crate::words::Word;

/// Give the words their lines anew, top to bottom and left to right.
pub(crate) fn across(words: Vec<Word>) -> Vec<Word> {
    let mut pieces: Vec<(Rect, Vec<Word>)> = Vec::new();
    let mut last = None;
    for word in words {
        match pieces.last_mut() {
            Some((rect, piece)) if last == Some(word.line) => {
                *rect = rect.join(&word.rect);
                last = Some(word.line);
                piece.push(word);
            }
            _ => {
                last = Some(word.line);
                pieces.push((word.rect, vec![word]));
            }
        }
    }
    pieces.sort_by_key(|(r, _)| r.y0 + r.y1);
    let mut lines: Vec<Vec<(Rect, Vec<Word>)>> = Vec::new();
    for piece in pieces {
        // Only the latest lines can stand at the same height.
        let home = lines
            .iter_mut()
            .rev()
            .take(6)
            .find(|line| line.iter().all(|(other, _)| stand_beside(other, &piece.0)));
        match home {
            Some(line) => line.push(piece),
            None => lines.push(vec![piece]),
        }
    }
    let mut ordered = Vec::new();
    for (n, mut line) in lines.into_iter().enumerate() {
        line.sort_by_key(|(r, _)| r.x0);
        ordered.extend(line.into_iter().flat_map(|(_, words)| words).map(|w| Word {
            line: n as u32,
            ..w
        }));
    }
    ordered
}

/// At one height, of a like size, and not over one another.
fn stand_beside(a: &Rect, b: &Rect) -> bool {
    let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
    let low = a.height().min(b.height()).max(1);
    let apart = a.x1 <= b.x0 + 4 || b.x1 <= a.x0 + 4;
    apart && shared * 10 > low * 6 && a.height().max(b.height()) < low * 5 / 2
}

/// A line opens a block when it stands further below the last one than lines of its height do.
pub(crate) fn openings(words: &[Word]) -> Vec<u32> {
    let mut lines: Vec<Rect> = Vec::new();
    for word in words {
        match lines.get_mut(word.line as usize) {
            Some(rect) => *rect = rect.join(&word.rect),
            None => lines.push(word.rect),
        }
    }
    let gap = |pair: &[Rect]| (pair[1].y0 + pair[1].y1 - pair[0].y0 - pair[0].y1) / 2;
    let mut steps: Vec<i32> = lines.windows(2).map(gap).filter(|g| *g > 0).collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 3).copied().unwrap_or(0);
    lines
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| gap(pair) * 10 > usual * 14)
        .map(|(n, _)| n as u32 + 1)
        .collect()
}

/// Fewest letters that are worth a second look.
const FEWEST: usize = 7;

/// Places with letters that no word covers, largest first.
pub(crate) fn passed_over(letters: &[Rect], words: &[Word]) -> Vec<Rect> {
    let covered = |l: &Rect| {
        words.iter().any(|w| {
            w.rect
                .grown(4, 4)
                .holds((l.x0 + l.x1) / 2, (l.y0 + l.y1) / 2)
        })
    };
    let mut groups: Vec<(Rect, usize)> = Vec::new();
    for letter in letters.iter().filter(|l| !covered(l)) {
        let mut merged = (*letter, 1);
        groups.retain(|(rect, count)| {
            let touches = near(rect, &merged.0);
            if touches {
                merged = (merged.0.join(rect), merged.1 + count);
            }
            !touches
        });
        groups.push(merged);
    }
    groups.retain(|(rect, count)| *count >= FEWEST && rect.width() > 70);
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    groups
        .into_iter()
        .take(6)
        .map(|(rect, _)| rect.grown(8, 10))
        .collect()
}

fn near(a: &Rect, b: &Rect) -> bool {
    let across = a.x0.max(b.x0) - a.x1.min(b.x1);
    let down = a.y0.max(b.y0) - a.y1.min(b.y1);
    across < 40 && down < 26
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, rect: [i32; 4], line: u32) -> Word {
        Word {
            text: text.into(),
            rect: rect.into(),
            confidence: 90,
            line,
        }
    }

    #[test]
    fn a_question_and_its_words_in_another_column_are_one_line() {
        let read = vec![
            word("Hỏi:", [50, 100, 90, 120], 0),
            word("Đáp:", [50, 140, 90, 160], 1),
            word("Bà", [120, 101, 150, 119], 2),
            word("khỏe?", [155, 100, 210, 121], 2),
            word("Tôi", [120, 141, 150, 158], 3),
        ];
        let ordered = across(read);
        let text: Vec<(&str, u32)> = ordered.iter().map(|w| (w.text.as_str(), w.line)).collect();
        assert_eq!(
            text,
            [
                ("Hỏi:", 0),
                ("Bà", 0),
                ("khỏe?", 0),
                ("Đáp:", 1),
                ("Tôi", 1)
            ]
        );
    }

    #[test]
    fn letters_without_words_are_found_as_one_place() {
        let letters: Vec<Rect> = (0..30)
            .map(|n| Rect::from([20 * n, 300, 20 * n + 12, 316]))
            .collect();
        let words = [word("đã đọc", [0, 290, 200, 330], 0)];
        assert_eq!(
            passed_over(&letters, &words),
            [Rect::from([192, 290, 600, 326])]
        );
        assert!(passed_over(&letters[..16], &words).is_empty());
    }
}
