//! Việc của người xếp: each act is a pure function from the list to what changes in it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{Paper, listed};
use crate::order::groups_of;

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hand {
    /// The person.
    pub person: Uuid,
    /// Now, ms UTC.
    pub now_ms: i64,
}

/// What an act changes: each paper as it becomes, none when it goes.
#[derive(Debug, Default)]
pub(crate) struct Change {
    /// The papers.
    pub papers: Vec<(Uuid, Option<Paper>)>,
    /// The paper to show next.
    pub then: Option<Uuid>,
}

/// Why an act was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    /// The paper is not on the list any more.
    Gone,
    /// It has no title.
    NoTitle,
    /// Nothing is sure enough to be confirmed at once.
    NothingSure,
    /// A paper is split at its second page or later.
    NotInside,
    /// No paper ends on the page before.
    NotBeside,
    /// No such group.
    NoSuchGroup,
    /// It is the first or the last of its group.
    AtTheEnd,
    /// The pages belong to a paper already, or are not in the file.
    NotFree,
}

type Answer = Result<Change, Refused>;

/// What a person writes of a paper.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: String,
    /// Number.
    pub number: String,
    /// Date.
    pub issued_on: Option<NaiveDate>,
    /// Issuer.
    pub issuer: String,
    /// Signer.
    pub signer: String,
    /// Form number.
    pub form: String,
    /// Bút lục.
    pub bl: String,
    /// Group of `data/groups.csv`; none: it stays where it is.
    pub group: Option<i64>,
}

fn standing(papers: &[Paper], id: Uuid) -> Result<&Paper, Refused> {
    papers
        .iter()
        .find(|one| one.id == id && one.removed_at.is_none())
        .ok_or(Refused::Gone)
}

fn touched(paper: &Paper, hand: Hand) -> Paper {
    Paper {
        touched_by: Some(hand.person),
        touched_at: hand.now_ms,
        ..paper.clone()
    }
}

fn one(paper: Paper) -> Answer {
    Ok(Change {
        then: Some(paper.id),
        papers: vec![(paper.id, Some(paper))],
    })
}

fn confirmed(paper: &Paper, hand: Hand) -> Paper {
    Paper {
        is_confirmed: true,
        file_id: None,
        confidence: 100,
        doubts: String::new(),
        ..touched(paper, hand)
    }
}

/// Puts a paper on the list of documents; the next one that waits is shown.
pub(crate) fn confirm(papers: &[Paper], id: Uuid, hand: Hand) -> Answer {
    let paper = standing(papers, id)?;
    if paper.title.trim().is_empty() {
        return Err(Refused::NoTitle);
    }
    let list = listed(papers);
    let at = list.iter().position(|one| one.id == id).unwrap_or(0);
    let waits = |one: &&&Paper| one.is_open() && one.id != id;
    let next = list[at..].iter().chain(&list[..at]).find(waits);
    Ok(Change {
        papers: vec![(id, Some(confirmed(paper, hand)))],
        then: Some(next.map_or(id, |one| one.id)),
    })
}

/// Puts every paper on the list in which nothing is doubtful.
pub(crate) fn confirm_sure(papers: &[Paper], hand: Hand) -> Answer {
    let sure = |one: &&Paper| one.is_open() && one.is_sure();
    let papers_now: Vec<_> = papers
        .iter()
        .filter(sure)
        .map(|one| (one.id, Some(confirmed(one, hand))))
        .collect();
    if papers_now.is_empty() {
        return Err(Refused::NothingSure);
    }
    let left = listed(papers)
        .into_iter()
        .find(|one| one.is_open() && !one.is_sure());
    Ok(Change {
        papers: papers_now,
        then: left.map(|one| one.id),
    })
}

/// Cuts a paper in two before a page; `second` is what was read of the pages from there on.
pub(crate) fn split(papers: &[Paper], id: Uuid, at: i64, second: Paper, hand: Hand) -> Answer {
    let paper = standing(papers, id)?;
    if at <= paper.first_no || at > paper.last_no {
        return Err(Refused::NotInside);
    }
    let first = Paper {
        last_no: at - 1,
        ..touched(paper, hand)
    };
    let second = Paper {
        first_no: at,
        last_no: paper.last_no,
        group_no: second.group_no.or(paper.group_no),
        place: None,
        file_id: paper.file_id,
        ..touched(&second, hand)
    };
    Ok(Change {
        then: Some(second.id),
        papers: vec![(id, Some(first)), (second.id, Some(second))],
    })
}

/// Adds a paper to the one that ends just before it.
pub(crate) fn join(papers: &[Paper], id: Uuid, hand: Hand) -> Answer {
    let paper = standing(papers, id)?;
    let before = papers
        .iter()
        .find(|one| one.removed_at.is_none() && one.last_no + 1 == paper.first_no)
        .ok_or(Refused::NotBeside)?;
    let joined = Paper {
        last_no: paper.last_no,
        ..touched(before, hand)
    };
    Ok(Change {
        then: Some(before.id),
        papers: vec![(before.id, Some(joined)), (id, None)],
    })
}

/// Moves a paper to a group, where it stands by its first page.
pub(crate) fn to_group(
    papers: &[Paper],
    id: Uuid,
    (group, is_civil): (i64, bool),
    hand: Hand,
) -> Answer {
    let paper = standing(papers, id)?;
    let known = groups_of(is_civil)
        .into_iter()
        .any(|(known, _)| i64::from(known) == group);
    if !known {
        return Err(Refused::NoSuchGroup);
    }
    one(Paper {
        group_no: Some(group),
        place: None,
        ..touched(paper, hand)
    })
}

/// Moves a paper one place up or down within its group.
pub(crate) fn shift(papers: &[Paper], id: Uuid, is_up: bool, hand: Hand) -> Answer {
    let paper = standing(papers, id)?;
    let mut group: Vec<&Paper> = listed(papers);
    group.retain(|one| one.group_no == paper.group_no);
    if !is_up {
        group.reverse();
    }
    let place = |one: &Paper| one.place.unwrap_or(one.first_no as f64);
    let at = group.iter().position(|one| one.id == id).unwrap_or(0);
    let near = at.checked_sub(1).ok_or(Refused::AtTheEnd)?;
    let near_place = place(group[near]);
    let far_place = match near.checked_sub(1) {
        Some(far) => place(group[far]),
        None if is_up => near_place - 1.0,
        None => near_place + 1.0,
    };
    one(Paper {
        place: Some((near_place + far_place) / 2.0),
        ..touched(paper, hand)
    })
}

/// Writes what a paper is; what was doubtful of these values is so no more.
pub(crate) fn write(papers: &[Paper], id: Uuid, values: Values, hand: Hand) -> Answer {
    let paper = standing(papers, id)?;
    if paper.is_confirmed && values.title.is_empty() {
        return Err(Refused::NoTitle);
    }
    let is_leaf_kept = values.bl == paper.bl;
    let group = values.group.or(paper.group_no);
    let doubts: Vec<&str> = paper
        .doubts
        .split_whitespace()
        .filter(|code| match *code {
            "title" => values.title.is_empty(),
            "name" | "date" | "number" | "signer" => false,
            "leaf" => is_leaf_kept,
            _ => true,
        })
        .collect();
    one(Paper {
        title: values.title,
        kind: values.kind,
        number: values.number,
        issued_on: values.issued_on,
        issuer: values.issuer,
        signer: values.signer,
        form: values.form,
        bl: values.bl,
        place: paper.place.filter(|_| group == paper.group_no),
        group_no: group,
        doubts: doubts.join(" "),
        ..touched(paper, hand)
    })
}

/// Takes a paper off; its pages then belong to none.
pub(crate) fn remove(papers: &[Paper], id: Uuid, hand: Hand) -> Answer {
    let paper = standing(papers, id)?;
    let list = listed(papers);
    let at = list.iter().position(|one| one.id == id).unwrap_or(0);
    let next = list.get(at + 1).or_else(|| list.get(at.checked_sub(1)?));
    Ok(Change {
        papers: vec![(
            id,
            Some(Paper {
                removed_at: Some(hand.now_ms),
                ..touched(paper, hand)
            }),
        )],
        then: next.map(|one| one.id),
    })
}

/// Makes a paper of pages that belong to none.
pub(crate) fn add(papers: &[Paper], paper: Paper, hand: Hand) -> Answer {
    let meets = |one: &&Paper| {
        one.removed_at.is_none() && one.first_no <= paper.last_no && one.last_no >= paper.first_no
    };
    if papers.iter().find(meets).is_some() || paper.first_no < 1 {
        return Err(Refused::NotFree);
    }
    one(touched(&paper, hand))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn paper(first_no: i64, last_no: i64) -> Paper {
        Paper {
            id: Uuid::from_u128(u128::try_from(first_no).unwrap()),
            first_no,
            last_no,
            title: format!("Tài liệu {first_no}"),
            kind: "khac".to_owned(),
            group_no: Some(1),
            place: None,
            bl: String::new(),
            issued_on: None,
            number: String::new(),
            issuer: String::new(),
            signer: String::new(),
            form: String::new(),
            is_confirmed: false,
            file_id: Some(Uuid::nil()),
            confidence: 95,
            doubts: String::new(),
            touched_by: None,
            touched_at: 0,
            removed_at: None,
        }
    }

    const HAND: Hand = Hand {
        person: Uuid::from_u128(9),
        now_ms: 7,
    };

    fn id(first: u128) -> Uuid {
        Uuid::from_u128(first)
    }

    /// The list after an act: first and last page of each paper, in the order of the list.
    fn after(papers: &[Paper], change: Change) -> Vec<(i64, i64)> {
        let mut all = papers.to_vec();
        for (id, paper) in change.papers {
            all.retain(|one| one.id != id);
            all.extend(paper);
        }
        let spans = listed(&all).into_iter();
        spans.map(|one| (one.first_no, one.last_no)).collect()
    }

    #[test]
    fn a_paper_is_split_inside_and_joined_to_the_one_before() {
        let papers = [paper(1, 4), paper(5, 5)];
        let cut = split(&papers, id(1), 3, paper(3, 4), HAND).unwrap();
        assert_eq!(cut.then, Some(id(3)));
        assert_eq!(after(&papers, cut), [(1, 2), (3, 4), (5, 5)]);
        for outside in [1, 5] {
            let cut = split(&papers, id(1), outside, paper(9, 9), HAND);
            assert_eq!(cut.unwrap_err(), Refused::NotInside);
        }
        let joined = join(&papers, id(5), HAND).unwrap();
        assert_eq!(after(&papers, joined), [(1, 5)]);
        assert_eq!(join(&papers, id(1), HAND).unwrap_err(), Refused::NotBeside);
    }

    #[test]
    fn a_paper_moves_within_its_group_and_no_further() {
        let papers = [paper(1, 1), paper(2, 2), paper(3, 3)];
        let up = shift(&papers, id(3), true, HAND).unwrap();
        assert_eq!(after(&papers, up), [(1, 1), (3, 3), (2, 2)]);
        let down = shift(&papers, id(1), false, HAND).unwrap();
        assert_eq!(after(&papers, down), [(2, 2), (1, 1), (3, 3)]);
        let top = shift(&papers, id(1), true, HAND);
        assert_eq!(top.unwrap_err(), Refused::AtTheEnd);
        let moved = to_group(&papers, id(1), (4, false), HAND).unwrap();
        assert_eq!(after(&papers, moved), [(2, 2), (3, 3), (1, 1)]);
        for (group, is_civil) in [(12, false), (6, true), (40, false)] {
            let none = to_group(&papers, id(1), (group, is_civil), HAND);
            assert_eq!(none.unwrap_err(), Refused::NoSuchGroup, "{group}");
        }
        assert!(to_group(&papers, id(1), (12, true), HAND).is_ok());
    }

    #[test]
    fn only_what_has_a_name_is_confirmed_and_only_what_is_sure_at_once() {
        let mut papers = [paper(1, 1), paper(2, 2), paper(3, 3)];
        papers[1].title = String::new();
        papers[2].doubts = "date".to_owned();
        let refused = confirm(&papers, id(2), HAND);
        assert_eq!(refused.unwrap_err(), Refused::NoTitle);
        let one = confirm(&papers, id(3), HAND).unwrap();
        assert_eq!(one.then, Some(id(1)), "the next that waits");
        let sure = confirm_sure(&papers, HAND).unwrap();
        assert_eq!(sure.papers.len(), 1);
        assert_eq!((sure.papers[0].0, sure.then), (id(1), Some(id(2))));
        papers[0].doubts = "leaf".to_owned();
        let none = confirm_sure(&papers, HAND);
        assert_eq!(none.unwrap_err(), Refused::NothingSure);
    }

    #[test]
    fn what_a_person_writes_can_be_emptied_and_is_doubtful_no_more() {
        let mut papers = [paper(1, 2)];
        papers[0].number = "9/LTG".to_owned();
        papers[0].doubts = "name date number leaf hand".to_owned();
        let values = Values {
            title: "Lệnh tạm giam".to_owned(),
            ..Values::default()
        };
        let written = write(&papers, id(1), values, HAND).unwrap();
        let now = written.papers[0].1.as_ref().unwrap();
        assert_eq!(
            (now.number.as_str(), now.doubts.as_str()),
            ("", "leaf hand")
        );
        assert_eq!(now.touched_by, Some(HAND.person));
    }

    #[test]
    fn pages_that_belong_to_a_paper_make_no_other() {
        let papers = [paper(1, 2)];
        assert_eq!(
            add(&papers, paper(2, 3), HAND).unwrap_err(),
            Refused::NotFree
        );
        let added = add(&papers, paper(3, 4), HAND).unwrap();
        assert_eq!(after(&papers, added), [(1, 2), (3, 4)]);
        let gone = remove(&papers, id(1), HAND).unwrap();
        assert_eq!(after(&papers, gone), []);
        assert_eq!(remove(&papers, id(8), HAND).unwrap_err(), Refused::Gone);
    }
}
