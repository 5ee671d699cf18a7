//! Dòng chữ dưới khung: a box that is drawn takes the words whose middle it covers, line by line, and fits itself to them.

use axum::{Json, extract::Path};
use people::Right;
use scan::{Rect, Word};
use serde::Serialize;
use shell::{Problem, Visit};
use uuid::Uuid;

use crate::{leaves::page_for, page::words_of};

/// Một dòng chữ của trang.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Line {
    rect: Rect,
    text: String,
}

/// What stands under the boxes: a box for each line of words, and the words. A box without words stays as drawn.
pub(super) fn taken(words: &[Word], drawn: &[Rect]) -> (Vec<Rect>, String) {
    let (mut rects, mut texts) = (Vec::new(), Vec::new());
    for rect in drawn {
        let lines = lines_within(words, |word| {
            rect.holds(
                (word.rect.x0 + word.rect.x1) / 2,
                (word.rect.y0 + word.rect.y1) / 2,
            )
        });
        if lines.is_empty() {
            rects.push(*rect);
        }
        for line in lines {
            rects.push(line.rect);
            texts.push(line.text);
        }
    }
    (rects, texts.join("\n"))
}

fn lines_within(words: &[Word], is_in: impl Fn(&Word) -> bool) -> Vec<Line> {
    let mut lines: Vec<(u32, Line)> = Vec::new();
    for word in words.iter().filter(|word| is_in(word)) {
        match lines.last_mut() {
            Some((no, line)) if *no == word.line => {
                line.rect = line.rect.join(&word.rect);
                line.text.push(' ');
                line.text.push_str(&word.text);
            }
            _ => lines.push((
                word.line,
                Line {
                    rect: word.rect,
                    text: word.text.clone(),
                },
            )),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect()
}

/// `GET /casefile/pages/{page}/lines`: the lines as read, for those who mark by the keyboard.
pub(crate) async fn of_page(
    visit: Visit,
    Path(id): Path<Uuid>,
) -> Result<Json<Vec<Line>>, Problem> {
    let (page, _) = page_for(&visit, id, Right::CasefileRead).await?;
    let words = words_of(visit.app.db(), page.id).await?;
    Ok(Json(lines_within(&words, |_| true)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x: i32, line: u32) -> Word {
        Word {
            text: text.into(),
            rect: Rect::from([x, 20 * line as i32, x + 8, 20 * line as i32 + 10]),
            confidence: 90,
            line,
        }
    }

    #[test]
    fn a_drawn_box_fits_itself_to_its_words_line_by_line() {
        let words = [
            word("Tôi", 0, 0),
            word("không", 10, 0),
            word("có", 20, 0),
            word("mặt", 0, 1),
            word("ở", 10, 1),
        ];
        let (rects, text) = taken(&words, &[Rect::from([9, 0, 30, 40])]);
        assert_eq!(text, "không có\nở");
        let rects: Vec<[i32; 4]> = rects.into_iter().map(Into::into).collect();
        assert_eq!(rects, [[10, 0, 28, 10], [10, 20, 18, 30]]);
    }

    #[test]
    fn a_box_on_a_photograph_stays_as_it_was_drawn() {
        let drawn = Rect::from([100, 100, 200, 200]);
        assert_eq!(
            taken(&[word("Tôi", 0, 0)], &[drawn]),
            (vec![drawn], String::new())
        );
    }
}
