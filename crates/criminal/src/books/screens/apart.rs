//! Số đã hủy, số thêm chữ: what a book of numbers keeps besides its lines. A cancelled number has no paper left in any
//! matter, so no line could tell it; a lettered one is dated back and says why.

use shell::{Problem, Visit};

use super::super::Book;
use super::asked::Question;
use crate::numbers::{self, NumberLine};

/// So many are told; the number book itself has them all.
const MOST: i64 = 100;

/// A number that stands apart.
pub struct Apart {
    /// As its paper showed it.
    pub shown: String,
    /// The paper's day.
    pub dated: String,
    /// Cancelled, or lettered.
    pub what: &'static str,
    /// Why.
    pub why: String,
}

impl Apart {
    /// As a note under the printed lines.
    pub fn sentence(&self) -> String {
        let why = self.why.trim_end_matches('.');
        let told = format!(
            "Số {} ngày {}: {}",
            self.shown,
            self.dated,
            self.what.to_lowercase()
        );
        match why.is_empty() {
            true => format!("{told}."),
            false => format!("{told}; lý do: {why}."),
        }
    }
}

/// The cancelled and the lettered numbers of a book's papers in the period; nothing for a book that gives no numbers.
pub async fn of_book(
    visit: &Visit,
    book: &Book,
    question: &Question,
) -> Result<Vec<Apart>, Problem> {
    if !book.gives_numbers() {
        return Ok(Vec::new());
    }
    let law = visit.app.law();
    let acts = book.columns.iter().flat_map(|column| &column.acts);
    let mut series: Vec<String> = acts
        .filter_map(|id| law.acts.get(id)?.series.as_ref())
        .map(|series| format!("{}:{}", series.kind, series.object))
        .collect();
    series.sort_unstable();
    series.dedup();
    let period = (question.from, question.to);
    let lines = numbers::apart(visit.app.db(), &question.units, &series, period, MOST).await?;
    Ok(lines.into_iter().map(told).collect())
}

fn told(line: NumberLine) -> Apart {
    let is_cancelled = line.state == "cancelled";
    Apart {
        dated: shell::vi_date(line.dated_on),
        what: match is_cancelled {
            true => "Đã hủy",
            false => "Lùi ngày, thêm chữ",
        },
        why: match is_cancelled {
            true => line.reason.unwrap_or_default(),
            false => line.late_reason,
        },
        shown: line.shown,
    }
}
