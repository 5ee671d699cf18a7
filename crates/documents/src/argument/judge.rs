//! Điều còn thiếu của bản soạn: what the law wants to read and is not there, and the points without evidence.

use uuid::Uuid;

use super::outline::{Check, Outline, Part, Rule};
use super::points::{Argument, Point};

/// Một điều đã có hay chưa.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is there.
    Done,
    /// It is not.
    Missing,
    /// Only a person can tell, and nobody has ticked it.
    ToRead,
}

/// Một điều với kết quả.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// What is wanted.
    pub check: &'static Check,
    /// Whether it is there.
    pub state: State,
    /// Whether a person ticked it.
    pub is_ticked: bool,
}

/// Does the point cite a leaf of the case file, or need none?
pub fn is_proven(part: &Part, point: &Point) -> bool {
    let says = !point.words.trim().is_empty();
    let cites = |words: &str| !text::leaves_in(words).is_empty();
    !part.needs_evidence || !says || cites(&point.evidence) || cites(&point.words)
}

/// Everything that is wanted, in the order of the outline.
pub fn judged(outline: &'static Outline, argument: &Argument, people: &[Uuid]) -> Vec<Judged> {
    let judge = |check: &'static Check| {
        let is_ticked = argument.ticked.contains(&check.id);
        let state = match is_there(outline, argument, people, check) {
            Some(true) => State::Done,
            _ if is_ticked => State::Done,
            Some(false) => State::Missing,
            None => State::ToRead,
        };
        Judged {
            check,
            state,
            is_ticked,
        }
    };
    outline.checks.iter().map(judge).collect()
}

/// None where only a person can tell.
fn is_there(
    outline: &Outline,
    argument: &Argument,
    people: &[Uuid],
    check: &Check,
) -> Option<bool> {
    let says = |point: &Point| !point.words.trim().is_empty();
    let is_filled = argument.of(&check.part).any(says);
    match check.rule {
        Rule::Read => None,
        Rule::Filled => Some(is_filled),
        Rule::Proven => {
            let part = outline.part(&check.part)?;
            Some(is_filled && argument.of(&check.part).all(|point| is_proven(part, point)))
        }
        Rule::EachPerson => {
            let has = |person: &Uuid| {
                argument
                    .of(&check.part)
                    .any(|point| point.subject == Some(*person) && says(point))
            };
            Some(is_filled && people.iter().all(has))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(argument: &Argument, people: &[Uuid], id: &str) -> State {
        let outline = Outline::of("156/HS").unwrap();
        let all = judged(outline, argument, people);
        all.iter().find(|one| one.check.id == id).unwrap().state
    }

    #[test]
    fn a_point_without_a_leaf_leaves_the_evidence_missing() {
        let mut argument = Argument::default();
        argument.add("acts");
        assert_eq!(state(&argument, &[], "proven"), State::Missing);
        argument.write("p1.words", "Lâm đe dọa anh Minh.");
        assert_eq!(state(&argument, &[], "how"), State::Done);
        assert_eq!(state(&argument, &[], "proven"), State::Missing);
        argument.write("p1.evidence", "BL 12");
        assert_eq!(state(&argument, &[], "proven"), State::Done);
    }

    #[test]
    fn every_person_must_have_words_of_their_own() {
        let (lam, minh) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut argument = Argument::default();
        argument.add("conclusion");
        argument.points[0].subject = Some(lam);
        argument.write("p1.words", "Lâm đã phạm tội.");
        assert_eq!(state(&argument, &[lam], "conclusion"), State::Done);
        assert_eq!(state(&argument, &[lam, minh], "conclusion"), State::Missing);
    }

    #[test]
    fn what_only_a_person_can_tell_waits_for_a_tick() {
        let mut argument = Argument::default();
        assert_eq!(state(&argument, &[], "when"), State::ToRead);
        argument.ticked.insert("when".to_owned());
        assert_eq!(state(&argument, &[], "when"), State::Done);
    }
}
