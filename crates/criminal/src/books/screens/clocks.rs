//! Thời hạn đang chạy beside the lines of a book: on the screen alone, since the paper template has no such column.

use people::ladder::End;
use shell::{Due, Problem, Visit};

use super::super::telling::Told;
use super::super::{Book, shelf::Key};
use crate::due::{DueClock, running_of};

/// So many of a line's clocks are shown, the nearest.
const MOST: usize = 3;

/// One clock of a line.
pub struct LineClock {
    /// Its end, shaded by the unit's ladder.
    pub due: Option<Due>,
    /// Which limit.
    pub name: String,
}

/// For each line the running clocks that its book follows, the nearest first; nothing where a book follows none, or where
/// the matter is no longer the reader's to open.
pub async fn of_lines(
    visit: &Visit,
    book: &Book,
    lines: &[Told],
) -> Result<Vec<Vec<LineClock>>, Problem> {
    if book.clocks.is_empty() {
        return Ok(Vec::new());
    }
    let here = lines.iter().filter(|line| !line.has_left);
    let mut matters: Vec<_> = here.map(|line| line.key.matter_id).collect();
    matters.sort_unstable();
    matters.dedup();
    let running = running_of(visit.app.db(), &matters).await?;
    let of_line = |line: &Told| {
        let own = running
            .iter()
            .filter(|clock| concerns(book, &line.key, clock));
        let shown = own.take(MOST).map(|clock| LineClock {
            due: clock.due_on.map(|on| {
                let end = End {
                    on,
                    at_ms: clock.due_at,
                    has_hour: clock.has_hour,
                };
                visit.due(&clock.unit_id, end)
            }),
            name: clock.rule_vi.clone(),
        });
        shown.collect()
    };
    Ok(lines.iter().map(of_line).collect())
}

/// Whether a clock is one the book follows, of the line's person or of their matter as a whole.
fn concerns(book: &Book, line: &Key, clock: &DueClock) -> bool {
    let is_followed = book
        .clocks
        .iter()
        .any(|family| clock.family.starts_with(family.as_str()));
    let is_theirs = clock.subject_id.is_none() || clock.subject_id == line.subject_id;
    clock.matter_id == line.matter_id && is_followed && is_theirs
}
