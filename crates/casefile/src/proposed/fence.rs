//! Tập quét đang đưa vào (decision 045): which pages of a matter's file may be seen and which papers changed by a person who orders the
//! stack without reading the file. They are the pages of files in which a proposal still waits, without those of papers that
//! somebody else has confirmed. The last confirmation shuts the door.

use db::{Sql, StorageError, args};
use uuid::Uuid;

use super::{Paper, store};

/// Stretches of pages that are open, in their order, none touching another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fence(Vec<(i64, i64)>);

impl Fence {
    /// Around what is open to a person in a matter now.
    pub async fn around(sql: &impl Sql, matter: Uuid, person: Uuid) -> Result<Fence, StorageError> {
        let files: Vec<Stretch> = sql
            .all(
                "SELECT f.first_no, f.first_no + f.pages - 1 AS last_no FROM casefile_file f
                  WHERE f.matter_id = $1 AND f.state = 'read' AND f.pages > 0 AND EXISTS (
                    SELECT 1 FROM casefile_proposal p WHERE p.matter_id = f.matter_id AND p.removed_at IS NULL
                       AND p.first_no < f.first_no + f.pages AND p.last_no >= f.first_no)
                  ORDER BY f.first_no",
                args![matter],
            )
            .await?;
        if files.is_empty() {
            return Ok(Fence::default());
        }
        let papers = store::papers_of(sql, matter).await?;
        let closed = papers
            .iter()
            .filter(|one| is_closed(one, person))
            .map(|one| (one.first_no, one.last_no));
        let files = files.iter().map(|file| (file.first_no, file.last_no));
        Ok(Fence(without(joined(files), closed)))
    }

    /// Nothing is open.
    pub fn is_shut(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether these pages are open, all of them.
    pub fn holds(&self, first: i64, last: i64) -> bool {
        let open = |(from, to): &(i64, i64)| *from <= first && last <= *to;
        first <= last && self.0.iter().any(open)
    }

    /// The papers that lie within.
    pub fn papers(&self, papers: Vec<Paper>) -> Vec<Paper> {
        let mut papers = papers;
        papers.retain(|one| self.holds(one.first_no, one.last_no));
        papers
    }
}

db::row! { struct Stretch { first_no: i64, last_no: i64 } }

/// On the list by somebody else's hand.
fn is_closed(paper: &Paper, person: Uuid) -> bool {
    paper.is_confirmed && paper.removed_at.is_none() && paper.touched_by != Some(person)
}

/// Files that follow one another are one stretch: a paper may run over from one into the next.
fn joined(files: impl Iterator<Item = (i64, i64)>) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = Vec::new();
    for (first, last) in files {
        match all.last_mut() {
            Some(before) if before.1 + 1 >= first => before.1 = before.1.max(last),
            _ => all.push((first, last)),
        }
    }
    all
}

fn without(mut open: Vec<(i64, i64)>, closed: impl Iterator<Item = (i64, i64)>) -> Vec<(i64, i64)> {
    for (first, last) in closed {
        let parts = open.into_iter().flat_map(|(from, to)| {
            let before = (from, to.min(first - 1));
            let behind = (from.max(last + 1), to);
            match last < from || first > to {
                true => [(from, to), (1, 0)],
                false => [before, behind],
            }
        });
        open = parts.filter(|(from, to)| from <= to).collect();
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposed::acts::tests::paper;

    #[test]
    fn pages_of_papers_that_somebody_else_confirmed_are_not_open() {
        let open = joined([(1, 10), (11, 20), (31, 40)].into_iter());
        assert_eq!(open, [(1, 20), (31, 40)]);
        let open = without(open, [(5, 6), (20, 33), (40, 40)].into_iter());
        assert_eq!(open, [(1, 4), (7, 19), (34, 39)]);
        let fence = Fence(open);
        assert!(fence.holds(7, 19) && fence.holds(8, 8));
        assert!(!fence.holds(4, 7) && !fence.holds(6, 6) && !fence.holds(3, 2));
        assert!(without(vec![(2, 3)], [(1, 9)].into_iter()).is_empty());
    }

    #[test]
    fn what_one_confirmed_oneself_stays_open_while_the_stack_is() {
        let (me, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let confirmed = |person| Paper {
            is_confirmed: true,
            touched_by: Some(person),
            ..paper(1, 2)
        };
        assert!(!is_closed(&confirmed(me), me));
        assert!(is_closed(&confirmed(other), me));
        assert!(!is_closed(&paper(1, 2), me));
        let taken_off = Paper {
            removed_at: Some(1),
            ..confirmed(other)
        };
        assert!(!is_closed(&taken_off, me));
    }
}
